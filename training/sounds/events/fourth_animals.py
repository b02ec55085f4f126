"""The fourth set of ways of making animals, and babies."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.fourth_makers import delayed, finished, narrow, swells, timbre
from training.sounds.events.makers import (
    additive,
    between,
    chance,
    gate,
    highpassed,
    lfo,
    lowpassed,
    modulated,
    peaks,
    pulsed_throat,
    pulses,
    repeated,
    resonated,
    rest,
    roughness,
    slide,
)
from training.sounds.events.newer_makers import overlapping, swept
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    glide,
    noise,
    place,
    samples,
    sawtooth,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def _outdoors(rng: Rng, count: int, song: Signal) -> Signal:
    """In half of the cases with air, leaves or a road in the distance."""
    if chance(rng, 0.5):
        return finished(rng, song)
    slope = -rng.uniform(2, 6)
    air = noise(rng, count, tilted(band(40, 9_000, steepness=1), db_per_octave=slope))
    air *= wander(rng, count, rate_hz=0.6, low=0.4, high=1)
    return finished(rng, unit_peak(song) + air * between(rng, 0.004, 0.12))


def sweeps_of_a_sine(rng: Rng, count: int) -> Signal:
    """Chirps of .03 to .2 s that sweep between 2 and 7 kHz, some together, then a rest."""
    low_hz, high_hz = between(rng, 1_700, 4_000), between(rng, 4_000, 7_500)
    each, gap = between(rng, 0.03, 0.2), between(rng, 0.02, 0.15)
    ends = [low_hz, high_hz] if chance(rng, 0.5) else [high_hz, low_hz]

    def bout() -> Signal:
        parts: list[Signal] = []
        for _ in range(int(rng.integers(1, 8))):
            n = samples(each)
            pitch = slide([hz * rng.uniform(0.93, 1.07) for hz in ends], n)
            parts += [wave(pitch, n, [1.0]) * swell(n, attack=0.2, release=0.4), rest(gap)]
        return np.concatenate(parts)

    song = repeated(rng, count, bout, pause=(0.1, between(rng, 0.3, 1.3)), softest=0.4)
    return _outdoors(rng, count, song)


def trills_by_modulation(rng: Rng, count: int) -> Signal:
    """One note whose pitch and loudness a sine of 10 to 60 Hz shakes: a canary, a wren."""

    def trill() -> Signal:
        n = samples(between(rng, 0.2, 1.2))
        hz, rate_hz = between(rng, 2_000, 6_000), between(rng, 10, 60)
        depth, drift = rng.uniform(0.02, 0.35), rng.uniform(0.85, 1.15)
        shake = lfo(rng, n, rate_hz=rate_hz, low=-1, high=1)
        pitch = slide([hz, hz * drift], n) * (1 + depth * shake)
        loud = 1 - rng.uniform(0.2, 1) * (0.5 + 0.5 * shake)
        tone = wave(pitch.astype(np.float32), n, [1, rng.uniform(0, 0.25)])
        return unit_peak(tone * loud) * swell(n, attack=0.15, release=0.2)

    song = overlapping(rng, count, trill, every_seconds=(0.4, between(rng, 0.7, 2)), kinds=4)
    return _outdoors(rng, count, song)


def song_of_random_walks(rng: Rng, count: int) -> Signal:
    """A thrush or nightingale: notes that each wander to another pitch, no two in a row alike."""
    centre_hz, span = between(rng, 1_800, 3_800), rng.uniform(1.3, 2)

    def phrase() -> Signal:
        parts: list[Signal] = []
        for _ in range(int(rng.integers(2, 7))):
            n = samples(between(rng, 0.04, 0.3))
            places = centre_hz * span ** rng.uniform(-1, 1, int(rng.integers(2, 5)))
            tone = wave(slide(places.tolist(), n), n, [1, rng.uniform(0, 0.3)])
            again = int(rng.choice([1, 1, 1, 2, 3]))
            note = np.concatenate([tone * swell(n, attack=0.1, release=0.2), rest(0.03)])
            parts += [note] * again
            parts += [rest(rng.uniform(0, 0.12))]
        return np.concatenate(parts)

    song = repeated(rng, count, phrase, pause=(0.1, between(rng, 0.3, 1.5)), kinds=4)
    if chance(rng, 0.4):
        song = song + delayed(song, seconds=rng.uniform(0.05, 0.2), feedback=0.4) * 0.3
    return _outdoors(rng, count, song)


def cheeps_of_overtones(rng: Rng, count: int) -> Signal:
    """Chicks, sparrows, parakeets: short notes with overtones, bowed up and down, by threes."""
    hz, colour = between(rng, 1_100, 3_500), [1, rng.uniform(0.2, 1), rng.uniform(0.1, 0.8), 0.2]
    each, rough = between(rng, 0.04, 0.18), rng.uniform(0, 0.06)

    def cheep() -> Signal:
        n = samples(each * rng.uniform(0.7, 1.3))
        bow = [hz * rng.uniform(0.7, 1), hz * rng.uniform(1.1, 1.6), hz * rng.uniform(0.6, 1)]
        pitch = (slide(bow, n) * roughness(rng, n, rough)).astype(np.float32)
        return wave(pitch, n, colour) * swell(n, attack=0.2, release=0.5)

    every = between(rng, 0.08, 0.6)
    song = overlapping(rng, count, cheep, every_seconds=(every * 0.6, every * 1.6), kinds=8)
    return _outdoors(rng, count, song)


def blips_of_narrow_noise(rng: Rng, count: int) -> Signal:
    """Breathy twitter: chopped narrow noise whose centre leaps, ten or so notes a second."""
    rate_hz = between(rng, 5, 18)
    number = int(count / 48_000 * rate_hz) + 2
    heights = between(rng, 2_200, 5_000) * 2 ** rng.normal(0, rng.uniform(0.1, 0.4), number)
    centre = np.repeat(np.clip(heights, 1_200, 9_000), samples(1 / rate_hz) + 1)[:count]
    within = (np.arange(count) % (samples(1 / rate_hz) + 1)) / samples(1 / rate_hz)
    centre = centre * (1 + rng.uniform(-0.4, 0.4) * within)
    notes = narrow(rng, centre.astype(np.float32), width_hz=between(rng, 10, 250))
    shape = np.clip(np.sin(np.pi * np.clip(within / rng.uniform(0.4, 0.95), 0, 1)), 0, 1)
    on = gate(count, period_seconds=between(rng, 0.5, 2.5), duty=rng.uniform(0.4, 0.9), edge=0.02)
    return _outdoors(rng, count, notes * shape * on)


def birds_near_and_far(rng: Rng, count: int) -> Signal:
    """A wood in spring: three to seven singers, each its own figure and pace, the far ones dull."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(int(rng.integers(3, 8))):
        hz, each = between(rng, 1_600, 6_500), between(rng, 0.05, 0.25)
        figure = hz * rng.uniform(0.75, 1.3, (int(rng.integers(1, 5)), 3))
        notes: list[Signal] = []
        for bend in figure:
            n = samples(each * rng.uniform(0.6, 1.4))
            tone = wave(slide(bend.tolist(), n), n, [1, rng.uniform(0, 0.2)])
            notes += [tone * swell(n, attack=0.15, release=0.3), rest(each * rng.uniform(0.1, 0.8))]
        figure_once = np.concatenate(notes)
        every = len(figure_once) / 48_000 + between(rng, 0.15, 2)
        starts = (np.arange(-rng.uniform(0, 1), count / 48_000, every) * 48_000).astype(np.int64)
        own = place(count, starts, [figure_once] * len(starts))
        if chance(rng, 0.6):
            own = delayed(lowpassed(own, between(rng, 2_000, 6_000)), seconds=0.09, feedback=0.4)
        total += unit_peak(own) * np.float32(between(rng, 0.1, 1))
    return _outdoors(rng, count, total)


def saw_with_a_wah(rng: Rng, count: int) -> Signal:
    """A saw wave on an arch of pitch, through a low-pass that opens and closes: me-ow."""
    hz, colour = between(rng, 280, 800), sawtooth(25, power=rng.uniform(0.5, 1.2))

    def meow() -> Signal:
        n = samples(between(rng, 0.35, 1.3))
        pitch = slide([hz * rng.uniform(0.7, 0.95), hz * rng.uniform(1.05, 1.5), hz * 0.75], n)
        opened = glide([900, between(rng, 2_500, 6_000), 700], n, [0, rng.uniform(0.25, 0.6), 1])
        tone = swept(highpassed(wave(pitch, n, colour), 300), opened)
        return unit_peak(tone * swell(n, attack=0.2, release=0.4))

    return finished(rng, repeated(rng, count, meow, pause=(0.2, between(rng, 0.5, 1.8))))


def mi_a_ow(rng: Rng, count: int) -> Signal:
    """Harmonics under two resonances that go through the vowels i, a and u; a kitten to a tom."""
    size, hz = rng.uniform(0.8, 1.5), between(rng, 330, 900)

    def meow() -> Signal:
        n = samples(between(rng, 0.3, 1.2))
        pitch = slide((hz * rng.uniform(0.75, 1.35, 4)).tolist(), n)
        first = np.array([400, 950, 850, 450]) * size
        second = np.array([2_400, 1_700, 1_300, 900]) * size
        vowels = peaks([first, second, 3_600 * size], [160, 260, 500], floor=rng.uniform(0.01, 0.1))
        voice = additive(pitch * roughness(rng, n, rng.uniform(0, 0.02)), vowels)
        air = noise(rng, n, band(1_500, 8_000)) * rng.uniform(0, 0.05)
        return (voice + air) * swell(n, attack=0.15, release=rng.uniform(0.2, 0.6))

    return finished(rng, repeated(rng, count, meow, pause=(0.2, between(rng, 0.5, 1.6))))


def kittens(rng: Rng, count: int) -> Signal:
    """A litter: high thin mews of .15 to .5 s that call over one another."""

    def mew() -> Signal:
        n, hz = samples(between(rng, 0.15, 0.5)), between(rng, 700, 1_500)
        pitch = slide([hz * 0.8, hz * rng.uniform(1, 1.2), hz * rng.uniform(0.7, 1)], n)
        tone = modulated(pitch, ratio=1.0, index=swell(n, attack=0.4, release=0.5) * 1.8)
        mouth = resonated(tone, [hz * 1.2, between(rng, 2_400, 4_500)], [hz, 900], [1, 0.8])
        return unit_peak(mouth) * swell(n, attack=0.15, release=0.4)

    every = between(rng, 0.25, 1)
    mews = overlapping(rng, count, mew, every_seconds=(every * 0.6, every * 1.7), kinds=6)
    return finished(rng, mews)


def cat_of_pulses(rng: Rng, count: int) -> Signal:
    """Wailing for its food: long pulsed calls that break, growl or end in a question."""
    hz, jitter = between(rng, 350, 800), rng.uniform(0.003, 0.03)

    def meow() -> Signal:
        n = samples(between(rng, 0.5, 1.8))
        middle = rng.uniform(1.1, 1.7)
        pitch = slide([hz * 0.85, hz * middle, hz * middle * 0.95, hz * rng.uniform(0.6, 1.5)], n)
        centres = [between(rng, 900, 1_500), between(rng, 2_000, 3_200), 4_600]
        voice = pulsed_throat(rng, pitch, centres, jitter=jitter, breath=rng.uniform(0.05, 0.4))
        mouth = glide([700, between(rng, 3_500, 7_000), 500], n, [0, rng.uniform(0.3, 0.6), 1])
        return unit_peak(swept(voice, mouth)) * swell(n, attack=0.15, release=0.35)

    return finished(rng, repeated(rng, count, meow, pause=(0.15, between(rng, 0.4, 1.5))))


def barks_of_noise_and_tone(rng: Rng, count: int) -> Signal:
    """A short saw wave that jumps up and falls, with noise: woof, in ones, twos and threes."""
    hz, mouth = between(rng, 130, 700), between(rng, 500, 1_600)
    rough = rng.uniform(0.1, 1)

    def bout() -> Signal:
        parts: list[Signal] = []
        for _ in range(int(rng.integers(1, 4))):
            n = samples(between(rng, 0.08, 0.25))
            pitch = slide([hz * 0.8, hz * rng.uniform(1.2, 1.7), hz * 0.7], n, [0, 0.25, 1])
            voice = unit_rms(wave(pitch, n, sawtooth(20, power=0.7)))
            voice = resonated(voice + noise(rng, n) * rough, [mouth, mouth * 2.3], [mouth / 2, 900])
            parts += [unit_peak(voice * swell(n, attack=0.1, release=0.6))]
            parts += [rest(rng.uniform(0.1, 0.35))]
        return np.concatenate(parts)

    return finished(rng, repeated(rng, count, bout, pause=(0.1, between(rng, 0.3, 1.4))))


def night_of_gated_sines(rng: Rng, count: int) -> Signal:
    """High sines chopped at their own rates, and chopped again: crickets in two lines each."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(int(rng.integers(1, 5))):
        pulse = lfo(rng, count, rate_hz=between(rng, 15, 70), low=0, high=1) ** rng.uniform(0.5, 3)
        period, duty = between(rng, 0.25, 1.4), rng.uniform(0.3, 1)
        chirp = gate(count, period_seconds=period, duty=duty, phase=rng.uniform(), edge=0.01)
        tone = wave(between(rng, 2_800, 7_500), count, [1.0])
        total += tone * pulse * chirp * np.float32(between(rng, 0.15, 1))
    air = noise(rng, count, tilted(band(50, 9_000), db_per_octave=-3)) * between(rng, 0.002, 0.08)
    return finished(rng, total + air)


def moo_of_a_low_saw(rng: Rng, count: int) -> Signal:
    """A saw wave of 70 to 240 Hz that rises and sags, the mouth closed, open, closed: m-oo-m."""
    hz, rough = between(rng, 75, 220), rng.uniform(0, 0.04)

    def moo() -> Signal:
        n = samples(between(rng, 0.8, 2.2))
        pitch = slide([hz * 0.85, hz, hz * rng.uniform(0.95, 1.5), hz * 0.7], n)
        tone = wave(
            (pitch * roughness(rng, n, rough)).astype(np.float32), n, sawtooth(40, power=0.6)
        )
        mouth = glide([250, between(rng, 700, 2_500), 400], n, [0, rng.uniform(0.3, 0.7), 1])
        return unit_peak(swept(tone, mouth) * swell(n, attack=0.15, release=0.3))

    return finished(rng, repeated(rng, count, moo, pause=(0.3, between(rng, 0.6, 1.7))))


def wah_of_a_filter(rng: Rng, count: int) -> Signal:
    """A baby as an oscillator of 300 to 650 Hz through an opening filter: wah, breath, wah."""
    hz, colour = between(rng, 320, 620), timbre(rng)
    colour = colour if len(colour) > 4 else sawtooth(20)
    shake_hz, each = between(rng, 5, 25), between(rng, 0.35, 1.2)

    def wail() -> Signal:
        n, m = samples(each * rng.uniform(0.8, 1.2)), samples(rng.uniform(0.1, 0.3))
        bow = slide([hz * 0.85, hz * rng.uniform(1.1, 1.35), hz * 1.1, hz * 0.75], n)
        bow = bow * (1 + 0.02 * lfo(rng, n, rate_hz=shake_hz, low=-1, high=1))
        tone = wave(bow.astype(np.float32), n, colour)
        mouth = glide([900, between(rng, 3_000, 6_000), 1_200], n, [0, 0.4, 1])
        cry = resonated(swept(tone, mouth), [1_100, 2_900, 4_200], [500, 900, 1_200], [1, 0.7, 0.4])
        gasp = noise(rng, m, band(1_200, 6_000)) * swell(m, attack=0.5, release=0.3)
        cry = unit_peak(cry) * swell(n, attack=0.12, release=0.3)
        return np.concatenate([cry, rest(0.05), gasp * np.float32(rng.uniform(0, 0.06))])

    return finished(rng, repeated(rng, count, wail, pause=(0.05, between(rng, 0.15, 0.8))))


def crow_of_pulses(rng: Rng, count: int) -> Signal:
    """Four notes of a hoarse pulsed voice, the last one held, breaking and sinking."""
    hz, hoarse = between(rng, 380, 800), rng.uniform(0.005, 0.05)
    steps = np.array([0.8, 1.1, 0.95, 1.3]) * rng.uniform(0.9, 1.1, 4)
    lengths = np.array([0.2, 0.22, 0.2, 0.9]) * rng.uniform(0.7, 1.3, 4)

    def crow() -> Signal:
        parts: list[Signal] = []
        for step, length in zip(steps, lengths, strict=True):
            n = samples(float(length))
            pitch = hz * slide([step * 0.85, step, step * 0.95, step * 0.7], n, [0, 0.2, 0.7, 1])
            train = pulses(rng, pitch.astype(np.float32), jitter=hoarse, shimmer=0.15)
            beak = resonated(train, [1_300, 2_300, 3_800], [400, 500, 900], [1, 0.8, 0.3])
            parts += [
                unit_peak(beak) * swell(n, attack=0.1, release=0.2),
                rest(rng.uniform(0, 0.08)),
            ]
        return np.concatenate(parts)

    return finished(rng, repeated(rng, count, crow, pause=(0.4, between(rng, 0.7, 1.8))))


def cock_among_hens(rng: Rng, count: int) -> Signal:
    """A yard: a cock that crows on a gliding saw wave, hens that cluck between."""
    hz = between(rng, 500, 950)

    def crow() -> Signal:
        n = samples(rng.uniform(1.2, 2))
        times = [0, 0.1, 0.16, 0.27, 0.33, 0.45, 0.8, 1]
        bends = (hz * np.array([0.8, 1.1, 0.8, 1.1, 0.85, 1.35, 1.25, 0.7])).tolist()
        holes = np.interp(
            np.linspace(0, 1, n), [0, 0.14, 0.16, 0.3, 0.32, 0.36, 0.9, 1], [1, 1, 0, 1, 0, 1, 1, 0]
        )
        voice = wave(slide(bends, n, times), n, sawtooth(25, power=0.5))
        beak = resonated(voice, [1_500, 2_800], [700, 1_200])
        return unit_peak(beak * holes.astype(np.float32))

    def cluck() -> Signal:
        n = samples(rng.uniform(0.04, 0.15))
        pitch = slide([hz * 0.7, hz * 1.1, hz * 0.6], n)
        return wave(pitch, n, sawtooth(15)) * swell(n, attack=0.1, release=0.6)

    crows = repeated(rng, count, crow, pause=(0.4, between(rng, 0.8, 1.8)))
    clucks = overlapping(rng, count, cluck, every_seconds=(0.1, 0.8), kinds=5)
    yard = crows + clucks * np.float32(rng.uniform(0, 0.25))
    yard = yard * (0.9 + 0.1 * swells(rng, count, period_seconds=3))
    return finished(rng, yard)


FOURTH: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "birds chirping": (
        sweeps_of_a_sine,
        trills_by_modulation,
        song_of_random_walks,
        cheeps_of_overtones,
        blips_of_narrow_noise,
        birds_near_and_far,
    ),
    "cat meowing": (saw_with_a_wah, mi_a_ow, kittens, cat_of_pulses),
    "dog barking": (barks_of_noise_and_tone,),
    "crickets": (night_of_gated_sines,),
    "cow mooing": (moo_of_a_low_saw,),
    "baby crying": (wah_of_a_filter,),
    "rooster": (crow_of_pulses, cock_among_hens),
}
