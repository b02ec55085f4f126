"""The newest ways of making footsteps, clocks, keys, bells, horns, sirens, alarms and sneezes."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.makers import (
    between,
    chance,
    gate,
    highpassed,
    impulses,
    lfo,
    lowpassed,
    pulsed_throat,
    repeated,
    resonated,
    rest,
    slide,
)
from training.sounds.events.newest_makers import recorded, stream, struck
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    formants,
    glide,
    noise,
    odd,
    place,
    ring,
    samples,
    sawtooth,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def heel_and_sole(rng: Rng, count: int) -> Signal:
    """Each step a low thump that sinks in pitch and, a tenth of a second later, the sole's slap."""
    hz, later = between(rng, 50, 200), rng.uniform(0.04, 0.16)
    sole_hz, sole = between(rng, 600, 4_000), between(rng, 0.1, 0.9)
    fall = between(rng, 0.015, 0.06)

    def step() -> Signal:
        heel = struck(rng, hz * rng.uniform(0.9, 1.1), fall=fall, snap=rng.uniform(0, 0.5), drop=2)
        slap = burst(
            rng, 0.12, band(sole_hz / 2, sole_hz * 2), decay_seconds=between(rng, 0.005, 0.03)
        )
        starts = [0, samples(later)]
        return place(
            starts[1] + len(slap) + len(heel), starts, [heel, unit_peak(slap) * np.float32(sole)]
        )

    steps = stream(rng, count, step, period=between(rng, 0.38, 0.85), jitter=0.03, kinds=2)
    return recorded(rng, steps, noisiest=0.4)


def running_feet(rng: Rng, count: int) -> Signal:
    """Two and a half to four thuds a second, left and right unlike, and at times a panting."""
    rate_hz, dull = between(rng, 2.4, 4), between(rng, 250, 2_500)

    def thud() -> Signal:
        n = samples(0.18)
        body = noise(rng, n, tilted(band(40, dull), db_per_octave=-3))
        return unit_peak(
            body * decay(n, attack_seconds=0.004, decay_seconds=between(rng, 0.02, 0.05))
        )

    run = stream(rng, count, thud, period=1 / rate_hz, jitter=0.04, kinds=2)
    if chance(rng, 0.4):
        air = noise(rng, count, formants((1_100, 2_600), (400, 700), 0.05))
        pant = lfo(rng, count, rate_hz=rate_hz / 2, low=0, high=1) ** 2
        run += unit_peak(air * pant) * np.float32(between(rng, 0.02, 0.3))
    return recorded(rng, run, noisiest=0.4)


def steps_that_near_and_leave(rng: Rng, count: int) -> Signal:
    """Hard shoes along a corridor: clicks of wood or stone, nearer and further, in its echo."""
    hz = between(rng, 250, 1_800)
    modes = [hz, hz * rng.uniform(1.4, 1.9), hz * rng.uniform(2.4, 3.4)]

    def click() -> Signal:
        tap = ring(modes, [0.012, 0.008, 0.005], 0.12)
        tap[:480] += burst(rng, 0.01, band(800, 9_000), decay_seconds=0.002) * np.float32(0.5)
        return unit_peak(tap)

    period = between(rng, 0.4, 0.75)
    steps = stream(rng, count, click, period=period, jitter=0.03, kinds=3)
    near = lfo(rng, count, rate_hz=between(rng, 0.04, 0.15), low=rng.uniform(0.1, 0.7), high=1)
    steps = lowpassed(steps, 1_200) * (1 - near) + steps * near
    return recorded(rng, (steps * near).astype(np.float32), noisiest=0.2)


def shuffling_feet(rng: Rng, count: int) -> Signal:
    """Scuffs more than thumps: through grass, sand, snow or in slippers, each a swish with grit."""
    low_hz, high_hz = between(rng, 200, 1_500), between(rng, 3_000, 10_000)
    grit, period = rng.uniform(0, 1), between(rng, 0.45, 0.9)
    length = period * rng.uniform(0.25, 0.6)

    def scuff() -> Signal:
        n = samples(length * rng.uniform(0.8, 1.2))
        shape = swell(n, attack=rng.uniform(0.05, 0.5), release=0.5)
        grains = impulses(rng, n, rate_hz=between(rng, 300, 3_000), density=shape + 1e-3, spread=1)
        grains = unit_rms(resonated(grains, [2_000, 5_000], [2_000, 4_000]))
        swish = noise(rng, n, band(low_hz, high_hz)) * (1 - grit) + np.tanh(grains / 3) * grit * 2
        thump = noise(rng, n, band(50, 250)) * decay(n, attack_seconds=0.01, decay_seconds=0.04)
        return unit_peak(swish * shape + thump * rng.uniform(0, 0.6))

    return recorded(rng, stream(rng, count, scuff, period=period, jitter=0.05), noisiest=0.3)


def bursts_high_and_low(rng: Rng, count: int) -> Signal:
    """One or two ticks a second of mere noise, some milliseconds long, tick bright, tock dull."""
    fall, tick_hz = between(rng, 0.0006, 0.006), between(rng, 2_500, 10_000)
    n = samples(0.06)

    def hit(hz: float) -> Signal:
        spike = rng.standard_normal(n, dtype=np.float32) * np.exp(-clock(n) / fall)
        return unit_peak(resonated(spike, [hz], [hz * 0.5]))

    both = [hit(tick_hz), hit(tick_hz * rng.uniform(0.35, 1))]
    both[1] *= np.float32(rng.uniform(0.4, 1))
    period = float(rng.choice([1.0, 0.5, between(rng, 0.35, 1.1)]))
    starts = np.arange(rng.uniform(0, 0.25), count / 48_000, period)
    ticks = place(
        count, (starts * 48_000).astype(np.int64), [both[k % 2] for k in range(len(starts))]
    )
    return recorded(rng, ticks, noisiest=0.3)


def pocket_watch(rng: Rng, count: int) -> Signal:
    """Close to the ear: five or six tiny metal ticks a second, each of three parts."""
    hz, rate_hz = between(rng, 3_500, 9_500), float(rng.choice([4, 5, 5, 6, 8]))
    parts = [0.0, *np.sort(rng.uniform(0.001, 0.014, 2))]

    def tick() -> Signal:
        click = ring([hz, hz * 1.37, hz * 0.52], [0.002, 0.0015, 0.003], 0.03)
        grains = [click * np.float32(g) for g in (rng.uniform(0.2, 0.6), rng.uniform(0.1, 0.5), 1)]
        return place(samples(0.05), [samples(p) for p in parts], grains)

    ticks = stream(rng, count, tick, period=1 / rate_hz, jitter=0.004, kinds=2, softest=0.9)
    return recorded(rng, ticks, noisiest=0.3)


def case_of_wood(rng: Rng, count: int) -> Signal:
    """The works knock on a wooden case with modes of its own; a creak of wheels before the beat."""
    hz = between(rng, 180, 900)
    modes = [hz, hz * 1.58, hz * 2.9, hz * 6.3]
    period, bright = between(rng, 0.35, 1.1), between(rng, 0.05, 0.8)

    def beat_of(gain: float) -> Signal:
        spike = np.zeros(samples(0.25), dtype=np.float32)
        spike[samples(0.02)] = gain
        spike[samples(0.02 + rng.uniform(0.004, 0.03))] = gain * rng.uniform(0.2, 0.7)
        case = unit_peak(resonated(spike, modes, [25, 50, 120, 400]))
        snap = unit_peak(highpassed(lowpassed(spike, 7_000), 2_000))
        whirr = burst(rng, 0.02, band(2_000, 6_000), decay_seconds=0.01)
        total = (case + snap * bright) * np.float32(gain)
        total[: len(whirr)] += whirr * np.float32(rng.uniform(0, 0.02))
        return total

    pair = [beat_of(1), beat_of(rng.uniform(0.5, 1))]
    limp = rng.uniform(-0.06, 0.06)
    starts = [
        samples(0.05 + (k + limp * (k % 2)) * period)
        for k in range(int(count / 48_000 / period) + 1)
    ]
    total = place(count, starts, [pair[k % 2] for k in range(len(starts))])
    return recorded(rng, total, noisiest=0.3)


def shop_of_clocks(rng: Rng, count: int) -> Signal:
    """Three to six clocks that do not agree: each its own pace, pitch and loudness."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(int(rng.integers(2, 6))):
        hz, fall = between(rng, 700, 6_000), between(rng, 0.001, 0.01)

        def tick(hz: float = hz, fall: float = fall) -> Signal:
            return struck(rng, hz * rng.uniform(0.97, 1.03), fall=fall, snap=0.5)

        period = float(rng.choice([0.2, 0.25, 0.4, 0.5, 1.0])) * rng.uniform(0.97, 1.03)
        own = stream(rng, count, tick, period=period, jitter=0.003, kinds=2, softest=0.85)
        total += own * np.float32(between(rng, 0.15, 1))
    return recorded(rng, total, noisiest=0.2)


def trembling_tone(rng: Rng, count: int) -> Signal:
    """One tone that a fast square or sine chops, 6 to 30 times a second, on and off or on alone."""
    hz, rate_hz = between(rng, 500, 3_800), between(rng, 5, 30)
    colour = ([1.0], odd(9), [1, 0.5, 0.25])[int(rng.integers(3))]
    hard = gate(count, period_seconds=1 / rate_hz, duty=rng.uniform(0.3, 0.7), edge=0.002)
    soft = lfo(rng, count, rate_hz=rate_hz, low=0, high=1)
    tone = wave(hz, count, colour) * (hard if chance(rng, 0.5) else soft)
    if chance(rng, 0.6):
        period = between(rng, 0.5, 2.5)
        tone *= gate(count, period_seconds=period, duty=rng.uniform(0.4, 0.8), phase=rng.uniform())
    return recorded(rng, tone.astype(np.float32))


def beeps_through_a_loudspeaker(rng: Rng, count: int) -> Signal:
    """Sine beeps of two or three pitches in a fixed order, soft or clipped, off bare walls."""
    hz = between(rng, 450, 2_600)
    order = hz * rng.choice([1, 1, 1.12, 1.25, 1.5, 0.75], int(rng.integers(1, 4)))
    each, drive = between(rng, 0.08, 0.6), between(rng, 0.3, 8)
    gap = each * rng.uniform(0.1, 1.2)
    parts: list[Signal] = []
    for pitch_hz in order:
        n = samples(each)
        bent = slide([pitch_hz, pitch_hz * rng.choice([1, 1, 1.3])], n)
        tone = np.tanh(wave(bent, n, [1.0]) * drive)
        parts += [unit_peak(tone) * swell(n, attack=0.03, release=0.05), rest(gap)]
    cycle = np.concatenate([*parts, rest(float(rng.choice([0, 0, each, 2 * each])))])
    return recorded(rng, np.tile(cycle, count // len(cycle) + 1)[:count].astype(np.float32))


def gasp_and_sneeze(rng: Rng, count: int) -> Signal:
    """Ah, ah — a catch of breath — tshoo: a blast of noise, voiced at first, that dies away."""
    hz, nose = between(rng, 130, 380), between(rng, 1_500, 5_000)

    def one() -> Signal:
        gasps: list[Signal] = []
        for k in range(int(rng.integers(0, 3))):
            n = samples(rng.uniform(0.15, 0.35))
            voice = pulsed_throat(
                rng, slide([hz, hz * 1.3], n), [750, 1_250, 2_600], jitter=0.02, breath=1.0
            )
            gasps += [voice * swell(n, attack=0.4, release=0.3) * np.float32(0.2 + 0.15 * k)]
            gasps += [rest(rng.uniform(0.03, 0.15))]
        n = samples(rng.uniform(0.25, 0.6))
        shape = decay(n, attack_seconds=0.008, decay_seconds=n / 48_000 * rng.uniform(0.2, 0.4))
        blast = noise(rng, n, formants((nose, nose * 1.8), (nose / 2, nose), 0.1)) * shape
        pitch = slide([hz * rng.uniform(1.3, 2), hz * 0.8], n)
        voice = pulsed_throat(rng, pitch, [500, 1_100, 2_500], jitter=0.03, breath=0.3)
        voiced = voice * shape * swell(n, attack=0.05, release=0.6)
        return np.concatenate([*gasps, unit_peak(blast) + voiced * np.float32(rng.uniform(0, 1))])

    return recorded(rng, repeated(rng, count, one, pause=(0.4, 1.8)).astype(np.float32))


def stifled_sneezes(rng: Rng, count: int) -> Signal:
    """Quick small ones in a row: a breath through the nose, then a sharp 'tch' or 'tsss'."""
    hz = between(rng, 2_200, 7_000)

    def one() -> Signal:
        m, n = samples(rng.uniform(0.1, 0.3)), samples(rng.uniform(0.1, 0.35))
        sniff = noise(rng, m, band(700, 5_000)) * glide([0, 1], m) * np.float32(0.15)
        tch = noise(rng, n, tilted(band(hz * 0.4, hz * 1.8), db_per_octave=-1))
        tch *= decay(n, attack_seconds=0.003, decay_seconds=rng.uniform(0.03, 0.1))
        puff = noise(rng, n, band(100, 600)) * decay(n, attack_seconds=0.005, decay_seconds=0.03)
        both = unit_peak(tch) + unit_peak(puff) * np.float32(rng.uniform(0.1, 1))
        return np.concatenate([sniff, rest(rng.uniform(0.01, 0.08)), unit_peak(both)])

    pause = between(rng, 0.25, 1.4)
    return recorded(rng, repeated(rng, count, one, pause=(pause, pause * 1.6)))


def _tolled(rng: Rng, hz: float, seconds: float, *, off: float) -> Signal:
    """A bell of hum, prime, tierce, quint, nominal and more, each up to `off` from its place."""
    ratios = np.array([0.5, 1, 1.19, 1.5, 2, 2.52, 3, 4.05]) * rng.uniform(1 - off, 1 + off, 8)
    falls = seconds * np.array([1, 0.7, 0.55, 0.35, 0.45, 0.2, 0.18, 0.12])
    bell = ring((hz * ratios).tolist(), falls.tolist(), seconds * 1.6)
    clang = burst(rng, 0.04, band(hz, hz * 9), decay_seconds=0.008)
    bell[: len(clang)] += unit_peak(clang) * np.float32(rng.uniform(0, 1.5))
    return unit_peak(bell * swell(len(bell), attack=0, release=0.3))


def peal_of_bells(rng: Rng, count: int) -> Signal:
    """Four to eight bells rung in rounds down the scale, the order changing by and by."""
    top_hz, number = between(rng, 350, 1_100), int(rng.integers(3, 9))
    steps = np.array([0, 2, 4, 5, 7, 9, 11, 12])[:number]
    bells = [_tolled(rng, top_hz * 2 ** (-s / 12), rng.uniform(0.8, 2), off=0.01) for s in steps]
    gap, order = between(rng, 0.18, 0.5), list(range(number))
    at, starts, grains = rng.uniform(0, 0.2), [], []
    while at < count / 48_000:
        for k in order:
            starts.append(samples(at))
            grains.append(bells[k] * np.float32(rng.uniform(0.6, 1)))
            at += gap * rng.uniform(0.95, 1.05)
        swap = int(rng.integers(number - 1))
        order[swap], order[swap + 1] = order[swap + 1], order[swap]
    return recorded(rng, place(count, starts, grains))


def great_bell(rng: Rng, count: int) -> Signal:
    """One slow deep bell whose partials beat, heard across the roofs."""
    hz, seconds = between(rng, 90, 420), rng.uniform(1.8, 4.5)
    bell = _tolled(rng, hz, seconds, off=0.05)
    bell *= 1 + 0.3 * np.sin(2 * np.pi * between(rng, 0.7, 6) * clock(len(bell)))
    period = between(rng, 1.0, 3.4)
    tolls = stream(rng, count, lambda: bell, period=period, jitter=0.02, softest=0.8, kinds=1)
    return recorded(rng, tolls, noisiest=0.2)


def keys_of_plain_noise(rng: Rng, count: int) -> Signal:
    """Each key a click of noise and a low knock; bursts of typing, and thinking between."""
    rate_hz, knock_hz = between(rng, 5, 13), between(rng, 100, 500)
    knock = between(rng, 0.05, 0.8)
    keys = []
    for _ in range(8):
        n = samples(0.05)
        click = rng.standard_normal(n, dtype=np.float32) * np.exp(
            -clock(n) / between(rng, 8e-4, 5e-3)
        )
        click = unit_peak(highpassed(click, between(rng, 500, 3_000)))
        body = np.sin(2 * np.pi * knock_hz * clock(n)) * np.exp(-clock(n) / 0.01)
        keys.append((click + body * knock).astype(np.float32))
    at, starts, grains = rng.uniform(0, 0.15), [], []
    while at < count / 48_000:
        starts.append(samples(at))
        grains.append(keys[int(rng.integers(8))] * np.float32(rng.uniform(0.4, 1)))
        rests = rng.uniform() < 0.05
        at += rng.uniform(0.4, 1.2) if rests else max(0.04, rng.gamma(6, 1 / 6 / rate_hz))
    return recorded(rng, place(count, starts, grains))


def office_of_keyboards(rng: Rng, count: int) -> Signal:
    """One keyboard near, others further, ventilation, and clicks of a mouse."""
    keys = keys_of_plain_noise(rng, count)
    for _ in range(int(rng.integers(1, 4))):
        further = lowpassed(keys_of_plain_noise(rng, count), between(rng, 1_000, 4_000))
        keys = keys + unit_peak(further) * np.float32(between(rng, 0.05, 0.5))
    mouse = struck(rng, between(rng, 1_800, 4_500), fall=0.002, snap=1)
    clicks = place(len(mouse) + samples(0.09), [0, samples(0.08)], [mouse, mouse])
    keys += stream(rng, count, lambda: clicks, period=between(rng, 1, 4), jitter=0.3, kinds=1) * 0.5
    fan = noise(rng, count, tilted(band(60, 2_000), db_per_octave=-5))
    return keys + fan * np.float32(between(rng, 0.001, 0.02))


def siren_that_passes(rng: Rng, count: int) -> Signal:
    """Wail, yelp or hi-lo of a car that comes and goes; its pitch sinks as it passes."""
    rate_hz, low_hz = between(rng, 0.2, 5), between(rng, 450, 1_000)
    turns = (clock(count) * rate_hz + rng.uniform()) % 1
    bows = (0.5 - 0.5 * np.cos(2 * np.pi * turns), turns, 1 - np.abs(2 * turns - 1), turns.round())
    height = bows[int(rng.integers(4))]
    near = np.clip((clock(count) - rng.uniform(0, count / 48_000)) / between(rng, 0.5, 3), -4, 4)
    pitch = low_hz * 2 ** (height * rng.uniform(0.3, 1.3)) * (1 - 0.06 * np.tanh(near))
    tone = wave(pitch.astype(np.float32), count, sawtooth(12, power=rng.uniform(0.8, 3)))
    loud = 1 / (1 + (near * rng.uniform(0, 1)) ** 2)
    street = noise(rng, count, tilted(band(40, 3_000), db_per_octave=-4))
    return recorded(rng, (tone * loud + street * between(rng, 0.01, 0.3)).astype(np.float32))


def horns_of_two_sines(rng: Rng, count: int) -> Signal:
    """Two or three tones with few overtones, clipped or not, honked in a rhythm of impatience."""
    hz, drive = between(rng, 220, 620), between(rng, 0.5, 8)
    ratios = (1, rng.uniform(1.15, 1.35), 1.5)[: int(rng.integers(1, 4))]

    def honk() -> Signal:
        n = samples(between(rng, 0.1, 1.6))
        sag = slide([hz * 0.97, hz, hz], n)
        tone = sum(wave(sag * np.float32(r), n, [1, 0.6, 0.5, 0.3, 0.2]) for r in ratios)
        return unit_peak(np.tanh(np.asarray(tone) * drive)) * swell(n, attack=0.03, release=0.08)

    pause = between(rng, 0.08, 1.5)
    honks = repeated(rng, count, honk, pause=(pause * 0.6, pause * 1.6), kinds=4)
    street = noise(rng, count, tilted(band(30, 2_500), db_per_octave=-4))
    street *= wander(rng, count, rate_hz=0.6, low=0.3, high=1)
    return recorded(rng, (honks + street * between(rng, 0.003, 0.2)).astype(np.float32))


NEWEST: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "footsteps": (heel_and_sole, running_feet, steps_that_near_and_leave, shuffling_feet),
    "clock ticking": (bursts_high_and_low, pocket_watch, case_of_wood, shop_of_clocks),
    "alarm": (trembling_tone, beeps_through_a_loudspeaker),
    "sneezing": (gasp_and_sneeze, stifled_sneezes),
    "church bells": (peal_of_bells, great_bell),
    "typing": (keys_of_plain_noise, office_of_keyboards),
    "siren": (siren_that_passes,),
    "car horn": (horns_of_two_sines,),
}
