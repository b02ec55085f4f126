"""Newer ways of making the voices of animals and people, and applause."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.makers import (
    additive,
    between,
    chance,
    impulses,
    lfo,
    modulated,
    peaks,
    phase,
    pulsed_throat,
    repeated,
    rest,
    roughness,
    slide,
)
from training.sounds.events.newer_makers import ever, overlapping
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    formants,
    glide,
    noise,
    odd,
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


def _in_breath(rng: Rng, seconds: float, loudness: float) -> Signal:
    """Air drawn in through a small open mouth, with some voice in it now and then."""
    length = samples(seconds)
    air = noise(rng, length, formants((1_500, 3_600), (600, 1_000), 0.08))
    air = unit_peak(air * swell(length, attack=0.6, release=0.25))
    if chance(rng, 0.3):
        squeak = additive(slide([500, between(rng, 650, 1_000)], length), peaks((1_400,), (700,)))
        air += squeak * swell(length, attack=0.6, release=0.3) * np.float32(0.4)
    return air * np.float32(loudness)


def _throat(rng: Rng, vowel_hz: float) -> Callable[[Signal], Signal]:
    """A baby's mouth: resonances near 1.1, 3 and 5 kHz, all high since the throat is short."""
    spectrum = peaks(
        (vowel_hz, vowel_hz * rng.uniform(2.3, 3), 5_200),
        (rng.uniform(350, 700), 800, 1_400),
        floor=rng.uniform(0.05, 0.15),
        slope=rng.uniform(0.1, 0.5),
    )
    return lambda pitch: additive(pitch, spectrum, highest_hz=8_500)


def hungry_baby(rng: Rng, count: int) -> Signal:
    """The steady rhythm of hunger: cry, a heard breath, cry; each rises, stays and falls."""
    hz, seconds = between(rng, 350, 550), rng.uniform(0.6, 1.2)
    mouth, loud = _throat(rng, between(rng, 950, 1_500)), between(rng, 0.03, 0.3)

    def one() -> Signal:
        length = samples(seconds * rng.uniform(0.9, 1.15))
        top = hz * rng.uniform(1.15, 1.45)
        pitch = slide([hz * 0.8, top, top * 0.97, hz * 0.7], length, [0, 0.2, 0.6, 1])
        cry = mouth(pitch * roughness(rng, length, 0.01))
        hoarse = noise(rng, length, band(900, 7_000)) * np.abs(cry)
        share = swell(length, attack=0.5, release=0.3) * np.float32(rng.uniform(0, 0.6))
        cry = (cry + hoarse * share) * swell(length, attack=0.08, release=0.2)
        breath = _in_breath(rng, rng.uniform(0.18, 0.35), loud)
        return np.concatenate([unit_peak(cry), rest(rng.uniform(0.02, 0.1)), breath])

    return repeated(rng, count, one, pause=(0.02, 0.12), kinds=3, rarely=0, softest=0.7)


def gliding_tone_baby(rng: Rng, count: int) -> Signal:
    """Wah, wah: a plain oscillator on half a sine of pitch, trembling, strictly repeated."""
    hz, rise = between(rng, 340, 620), rng.uniform(0.1, 0.7)
    colours = (sawtooth(20), sawtooth(8, power=0.5), odd(16), [1, 0.5, 0.25, 0.12], [1, 1, 1, 0.6])
    colour = colours[int(rng.integers(5))]
    shake_hz, depth, tremor = rng.uniform(4, 9), rng.uniform(0, 0.04), rng.uniform(0, 0.5)
    seconds, power = rng.uniform(0.45, 1.5), rng.uniform(0.4, 1.2)

    def one() -> Signal:
        length = samples(seconds)
        arch = np.sin(np.pi * np.linspace(0, 1, length)).astype(np.float32)
        shake = np.sin(2 * np.pi * shake_hz * clock(length))
        pitch = hz * (1 + rise * arch) * (1 + depth * shake)
        sung = wave(pitch, length, colour) * arch**power * (1 - tremor * (0.5 + 0.5 * shake))
        air = noise(rng, length, band(800, 5_000)) * arch * np.float32(rng.uniform(0, 0.15))
        return unit_peak(sung) + air

    pause = rng.uniform(0.15, 0.7)
    return repeated(rng, count, one, pause=(pause, pause * 1.1), kinds=2, rarely=0, softest=0.8)


def crying_fit(rng: Rng, count: int) -> Signal:
    """Beside itself: long cries that crack into hoarse noise or leap up to a shriek and back."""
    hz, vowel = between(rng, 400, 600), between(rng, 1_000, 1_500)

    def one() -> Signal:
        length = samples(rng.uniform(1.0, 2.2))
        pitch = slide([hz * 0.8, hz * 1.3, hz * 1.2, hz * 1.25, hz * 0.75], length)
        if chance(rng, 0.5):  # the voice turns over, for a moment
            leap = np.clip(wander(rng, length, rate_hz=3, low=-1.5, high=2.5) * 4, 0, 1)
            pitch = pitch * (1 + leap * np.float32(rng.uniform(0.5, 1)))
        pitch = (pitch * roughness(rng, length, 0.02)).astype(np.float32)
        clear = _throat(rng, vowel)(pitch)
        broken = pulsed_throat(rng, pitch, (vowel, vowel * 2.7, 5_000), jitter=0.12, breath=0.9)
        torn = np.clip(wander(rng, length, rate_hz=3.5, low=-0.6, high=1.2), 0, 1)
        cry = (clear * (1 - torn) + broken * torn) * swell(length, attack=0.06, release=0.15)
        gasp = _in_breath(rng, rng.uniform(0.25, 0.5), between(rng, 0.05, 0.4))
        return np.concatenate([cry, rest(0.04), gasp])

    return repeated(rng, count, one, pause=(0.02, 0.2), kinds=2, rarely=0, softest=0.8)


def newborn(rng: Rng, count: int) -> Signal:
    """Neh, lah: short nasal cries that burst from a closed throat, one or two a second."""
    hz, nose = between(rng, 400, 620), rng.uniform(0, 1)
    mouth = _throat(rng, between(rng, 1_000, 1_700))
    breathy = between(rng, 0.02, 0.2)

    def one() -> Signal:
        length = samples(rng.uniform(0.28, 0.65))
        pitch = slide([hz * 0.9, hz * rng.uniform(1.05, 1.2), hz * 0.7], length, [0, 0.25, 1])
        flutter = 1 + 0.02 * np.sin(2 * np.pi * rng.uniform(9, 16) * clock(length))
        cry = mouth((pitch * flutter).astype(np.float32))
        hum = wave(pitch, length, [1, 0.5, 0.2]) * glide(
            [nose, 0.2 * nose, 0.1], length, [0, 0.25, 1]
        )
        cry = unit_peak((cry + hum) * glide([0, 1, 0.9, 0.5, 0], length, [0, 0.04, 0.4, 0.8, 1]))
        return np.concatenate([cry, rest(0.03), _in_breath(rng, rng.uniform(0.1, 0.2), breathy)])

    pause = rng.uniform(0.03, 0.35)
    return repeated(rng, count, one, pause=(pause, pause + 0.1), kinds=4, rarely=0, softest=0.7)


def bawling_after_sobs(rng: Rng, count: int) -> Signal:
    """Sobs on one breath that sink like stairs: waah-ah-ah-ah, a sniff, and again."""
    hz, mouth = between(rng, 360, 560), _throat(rng, between(rng, 900, 1_400))

    def one() -> Signal:
        steps, rate_hz = int(rng.integers(3, 8)), rng.uniform(3.5, 6.5)
        first, later = samples(rng.uniform(0.4, 1.1)), samples(steps / rate_hz)
        top = hz * rng.uniform(1.1, 1.35)
        pitch = np.concatenate(
            [slide([hz * 0.85, top, top * 0.95], first), slide([top * 0.95, hz * 0.75], later)]
        )
        sob = 0.5 + 0.5 * np.cos(2 * np.pi * rate_hz * clock(later))
        pitch[first:] *= 0.92 + 0.08 * sob
        loud = np.ones(len(pitch), dtype=np.float32)
        loud[first:] = sob ** rng.uniform(0.5, 1.5) * np.linspace(1, 0.3, later)
        cry = mouth(pitch * roughness(rng, len(pitch), 0.012)) * loud
        cry *= swell(len(cry), attack=0.05, release=0.1)
        sniffs = [_in_breath(rng, 0.13, between(rng, 0.05, 0.3)) for _ in range(rng.integers(1, 4))]
        return np.concatenate([cry, rest(0.05), *sniffs])

    return repeated(rng, count, one, pause=(0.02, 0.4), kinds=2, rarely=0)


def asking_cat(rng: Rng, count: int) -> Signal:
    """Mrr-ow? A rolled purr that turns into a short clear call, often rising at the end."""
    hz, opened = between(rng, 380, 720), between(rng, 1_100, 2_000)

    def one() -> Signal:
        length, rolled = samples(rng.uniform(0.35, 0.8)), rng.uniform(0.1, 0.5)
        last = hz * rng.uniform(0.8, 1.6)
        pitch = slide([hz * 0.8, hz, hz * 1.2, last], length, [0, rolled, 0.75, 1])
        jaw = np.asarray([600, 650, opened, opened * 0.8], np.float32)
        call = additive(pitch, peaks((jaw, 3_200), (350, 600), floor=0.02, slope=0.6))
        roll = 0.5 + 0.5 * np.sin(2 * np.pi * rng.uniform(20, 32) * clock(length))
        early = np.clip((rolled - np.linspace(0, 1, length)) * 8, 0, 1).astype(np.float32)
        return call * (1 - early * 0.85 * roll) * swell(length, attack=0.2, release=0.25)

    return repeated(rng, count, one, pause=(0.5, between(rng, 0.9, 2.5)), kinds=3)


def yowling_cats(rng: Rng, count: int) -> Signal:
    """Two toms at night: long yowls that creep up and down, a growl beneath, a hiss last."""
    hz = between(rng, 260, 480)

    def one() -> Signal:
        length, own = samples(rng.uniform(1.6, 3.2)), hz * rng.uniform(0.8, 1.3)
        creep = [own * 0.9, *(own * rng.uniform(0.95, 1.5, 3)), own * 0.7]
        pitch = slide(creep, length) * roughness(rng, length, 0.015)
        vowels = rng.uniform(600, 1_700, 5).astype(np.float32)
        yowl = additive(pitch, peaks((vowels, 3_000), (300, 700), floor=0.03, slope=0.5))
        growl = 1 - rng.uniform(0, 0.5) * (0.5 + 0.5 * np.sin(phase(pitch / 8)))
        yowl *= growl * swell(length, attack=0.2, release=0.2)
        if chance(rng, 0.7):
            return yowl.astype(np.float32)
        n = samples(rng.uniform(0.25, 0.6))
        hiss = noise(rng, n, band(1_500, 9_000)) * swell(n, attack=0.1, release=0.6)
        return np.concatenate([yowl, hiss * np.float32(0.15)])

    return repeated(rng, count, one, pause=(0.2, 1.5), kinds=2, rarely=0)


def seesaw_bird(rng: Rng, count: int) -> Signal:
    """A tit or a chiffchaff: two or three plain notes in turn, tea-cher, tea-cher, in verses."""
    notes = [between(rng, 2_800, 7_500) for _ in range(int(rng.integers(2, 4)))]
    seconds = [rng.uniform(0.05, 0.16) for _ in notes]
    bend, gap, buzz = rng.uniform(0.9, 1.1), rng.uniform(0.01, 0.08), rng.uniform(0, 0.6)

    def verse() -> Signal:
        parts = []
        for _ in range(int(rng.integers(3, 9))):
            for hz, each in zip(notes, seconds, strict=True):
                n = samples(each)
                note = modulated(slide([hz, hz * bend], n), ratio=0.11, index=buzz)
                parts += [note * swell(n, attack=0.2, release=0.3), rest(gap)]
        return np.concatenate(parts).astype(np.float32)

    return repeated(rng, count, verse, pause=(0.5, 2.0), kinds=2, rarely=0)


def birds_at_dawn(rng: Rng, count: int) -> Signal:
    """Many birds at once, near and far: chips, sweeps, trills and warbles that never stop."""
    total = noise(rng, count, tilted(band(800, 9_000), db_per_octave=-3)) * np.float32(
        between(rng, 0.002, 0.02)
    )

    def syllable(hz: float, kind: int) -> Signal:
        n = samples(rng.uniform(0.04, 0.16))
        if kind == 0:  # chip, straight down
            pitch = slide([hz * 1.5, hz], n // 2 + 1)
        elif kind == 1:  # warble through random points
            pitch = slide(list(hz * rng.uniform(0.75, 1.4, 5)), n * 2)
        else:  # trill
            pitch = hz * (1 + 0.12 * np.sin(2 * np.pi * rng.uniform(20, 60) * clock(n * 3)))
        return wave(pitch, len(pitch), [1, 0.05]) * swell(len(pitch), attack=0.2, release=0.4)

    for _ in range(int(rng.integers(4, 9))):
        hz, kind = between(rng, 2_200, 6_500), int(rng.integers(3))
        pool = [syllable(hz, kind) for _ in range(3)]
        song = [p for _ in range(rng.integers(1, 5)) for p in (*pool[:2], rest(0.03), pool[2])]
        phrase = np.concatenate(song).astype(np.float32)
        every = len(phrase) / 48_000 + between(rng, 0.3, 2.5)
        own = overlapping(
            rng, count, ever(phrase), every_seconds=(every * 0.8, every * 1.3), kinds=1
        )
        total += own * np.float32(between(rng, 0.08, 1))
    return total


def tree_crickets(rng: Rng, count: int) -> Signal:
    """Trills that last all night: pure tones of 2 to 4.5 kHz, each pulsing forty times a second."""
    total = noise(rng, count, tilted(band(500, 8_000), db_per_octave=-3)) * np.float32(
        between(rng, 0.002, 0.05)
    )
    rate_hz = between(rng, 25, 75)
    for rank in range(int(rng.integers(1, 5))):
        hz = between(rng, 2_100, 4_800)
        own = lfo(rng, count, rate_hz=rate_hz * rng.uniform(0.93, 1.07), low=0, high=1)
        tone = wave(hz, count, [1, rng.uniform(0, 0.08)], phase=rng.uniform()) * own
        slow = wander(rng, count, rate_hz=0.5, low=0.6, high=1)
        total += tone * slow.astype(np.float32) * np.float32(between(rng, 0.15, 1) / (1 + rank))
    return total


def field_crickets(rng: Rng, count: int) -> Signal:
    """Cri-cri-cri: chirps of two to five syllables, each sinking, two or three a second."""
    total = noise(rng, count, band(2_000, 9_000)) * np.float32(between(rng, 0.001, 0.02))
    for rank in range(int(rng.integers(1, 5))):
        hz, syllables = between(rng, 3_900, 5_400), int(rng.integers(2, 6))
        n, gap = samples(rng.uniform(0.009, 0.022)), rng.uniform(0.004, 0.025)
        pitch = glide([hz * 1.03, hz, hz * rng.uniform(0.9, 0.97)], n)
        pulse = wave(pitch, n, [1, 0.04]) * swell(n, attack=0.4, release=0.35)
        louder = np.linspace(rng.uniform(0.3, 1), 1, syllables)
        chirp = np.concatenate([p for s in louder for p in (pulse * np.float32(s), rest(gap))])
        every = len(chirp) / 48_000 + between(rng, 0.1, 0.7)
        own = overlapping(
            rng,
            count,
            ever(chirp),
            every_seconds=(every, every * rng.uniform(1.01, 1.3)),
            kinds=1,
            softest=0.85,
        )
        total += own * np.float32(between(rng, 0.2, 1) / (1 + 0.5 * rank))
    return total


def katydids(rng: Rng, count: int) -> Signal:
    """Bush crickets: rasps of comb and file, bright noise in quick teeth, up to four to a call."""
    total = noise(rng, count, band(3_000, 12_000)) * np.float32(between(rng, 0.002, 0.03))
    for _ in range(int(rng.integers(1, 4))):
        hz, teeth_hz, beats = between(rng, 4_000, 9_000), between(rng, 60, 240), rng.integers(1, 5)
        n = samples(rng.uniform(0.05, 0.14))
        teeth = np.maximum(np.sin(2 * np.pi * teeth_hz * clock(n)), 0) ** 2
        rasp = noise(rng, n, formants((hz, hz * 1.6), (between(rng, 150, 900), 1_200), 0.01))
        rasp = unit_peak(rasp * teeth * swell(n, attack=0.5, release=0.2))
        call = np.concatenate([rasp, rest(rng.uniform(0.02, 0.08))] * int(beats))
        every = len(call) / 48_000 + between(rng, 0.1, 0.6)
        own = overlapping(
            rng, count, ever(call), every_seconds=(every, every * 1.1), kinds=1, softest=0.8
        )
        total += own * np.float32(between(rng, 0.3, 1))
    return total


def growing_applause(rng: Rng, count: int) -> Signal:
    """Some begin, all join in, it thins out again; a hall of hands each with its own clap."""
    crowd = lfo(rng, count, rate_hz=between(rng, 0.08, 0.3), low=rng.uniform(0.1, 0.5), high=1)
    total = np.zeros(count, dtype=np.float32)
    for _ in range(6):
        hz = between(rng, 600, 2_600)
        colour = tilted(band(hz * 0.6, hz * 2.2, steepness=1), db_per_octave=-1)
        clap = unit_rms(burst(rng, 0.04, colour, decay_seconds=between(rng, 0.003, 0.012)))
        hands = impulses(rng, count, rate_hz=between(rng, 12, 90), density=crowd**1.5, spread=0.5)
        where = np.flatnonzero(hands)
        total += place(count, where, [clap * hands[w] for w in where])
    room = noise(rng, count, tilted(band(300, 5_000), db_per_octave=-2)) * crowd
    return unit_rms(total) + room * np.float32(rng.uniform(0.02, 0.3))


NEWER: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "baby crying": (hungry_baby, gliding_tone_baby, crying_fit, newborn, bawling_after_sobs),
    "cat meowing": (asking_cat, yowling_cats),
    "birds chirping": (seesaw_bird, birds_at_dawn),
    "crickets": (tree_crickets, field_crickets, katydids),
    "applause": (growing_applause,),
}
