"""Further ways of making what people do, and babies, roosters and crickets."""

from collections.abc import Callable

import numpy as np

from training.sounds.events.makers import (
    additive,
    between,
    chance,
    gate,
    highpassed,
    lfo,
    modulated,
    peaks,
    phase,
    pulsed_throat,
    repeated,
    resonated,
    rest,
    roughness,
    slide,
)
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
    place,
    samples,
    sawtooth,
    swell,
    tilted,
    unit_peak,
    wander,
    wave,
)


def plain_baby(rng: Rng, count: int) -> Signal:
    """A bright tone that rises and falls about once a second, with breaths between."""
    hz, colour = between(rng, 330, 650), sawtooth(int(rng.integers(6, 20)), power=0.8)

    def one() -> Signal:
        length = samples(rng.uniform(0.4, 1.4))
        pitch = slide([hz * 0.85, hz * rng.uniform(1.1, 1.4), hz * 0.75], length)
        return wave(pitch, length, colour) * swell(length, attack=0.15, release=0.25)

    return repeated(rng, count, one, pause=(0.12, 0.6), rarely=0.05)


def wailing_baby(rng: Rng, count: int) -> Signal:
    """Long cries with many overtones, at last shrill or breaking, each ended by a gasp."""
    hz, vowel = between(rng, 380, 600), rng.uniform(900, 1_500)

    def one() -> Signal:
        length = samples(rng.uniform(0.6, 2.2))
        top = hz * rng.uniform(1.05, 1.4)
        pitch = slide([hz * 0.75, top, top, top * 0.95, hz * 0.65], length, [0, 0.15, 0.5, 0.8, 1])
        spectrum = peaks((vowel, vowel * 2.6, 4_800), (500, 900, 1_500), floor=0.1, slope=0.3)
        cry = additive(pitch * roughness(rng, length, 0.015), spectrum)
        cry += noise(rng, length, band(1_000, 8_000)) * np.float32(rng.uniform(0.01, 0.1))
        gasp = noise(rng, n := samples(rng.uniform(0.15, 0.35)), band(900, 5_000))
        gasp *= swell(n, attack=0.5, release=0.2) * np.float32(rng.uniform(0.01, 0.08))
        return np.concatenate([cry * swell(length, attack=0.1, release=0.15), rest(0.05), gasp])

    return repeated(rng, count, one, pause=(0.05, 0.5), kinds=2, rarely=0.05)


def sobbing_baby(rng: Rng, count: int) -> Signal:
    """Uh-uh-uh: short cries, four or so a second, in runs that get louder."""
    hz = between(rng, 330, 560)

    def one() -> Signal:
        cries = []
        for step in range(number := int(rng.integers(3, 8))):
            length = samples(rng.uniform(0.09, 0.24))
            pitch = slide([hz * 0.95, hz * rng.uniform(1.05, 1.25), hz * 0.8], length)
            cry = additive(pitch, peaks((1_100, 3_000), (500, 900), floor=0.08))
            cry *= swell(length, attack=0.2, release=0.4) * np.float32(0.4 + 0.6 * step / number)
            cries += [cry, rest(rng.uniform(0.04, 0.14))]
        return np.concatenate(cries)

    return repeated(rng, count, one, pause=(0.1, 0.8), kinds=2, rarely=0)


def screaming_baby(rng: Rng, count: int) -> Signal:
    """Hoarse screams: uneven pulses, half the pitch breaking through."""
    hz = between(rng, 400, 700)

    def one() -> Signal:
        length = samples(rng.uniform(0.5, 1.6))
        pitch = slide([hz * 0.9, hz * 1.2, hz * 1.15, hz * 0.8], length)
        voice = pulsed_throat(rng, pitch, (1_200, 2_900, 4_600), jitter=0.03, breath=0.3)
        half = 1 + 0.5 * np.sin(phase(pitch / 2)) * wander(rng, length, rate_hz=3, low=0, high=1)
        return voice * half * swell(length, attack=0.1, release=0.15)

    return repeated(rng, count, one, pause=(0.1, 0.6), kinds=2, rarely=0.05)


def unseen_baby(rng: Rng, count: int) -> Signal:
    """Waah, waah: a modulated tone with vibrato, rising steeply and sinking long."""
    hz = between(rng, 380, 520)

    def one() -> Signal:
        length = samples(rng.uniform(0.8, 1.3))
        arch = slide([hz * 0.7, hz * 1.15, hz * 0.8], length, [0, 0.3, 1])
        pitch = arch * (1 + 0.02 * np.sin(2 * np.pi * 6 * clock(length)))
        tone = modulated(pitch.astype(np.float32), ratio=2.0, index=glide([1, 2.5, 1], length))
        overtone = modulated((pitch * 3).astype(np.float32), ratio=1 / 3, index=1.5)
        return (tone + 0.5 * overtone).astype(np.float32) * swell(length, attack=0.1, release=0.2)

    return repeated(rng, count, one, pause=(0.25, 0.5), kinds=2, rarely=0)


def _joined(inhale: Signal, burst_: Signal) -> Signal:
    """A breath in, then at once the burst."""
    return np.concatenate([inhale, rest(0.03), burst_]).astype(np.float32)


def _inhale(rng: Rng, loudness: float) -> Signal:
    """Air drawn in through the mouth, ever faster; now and then in several gasps."""
    length = samples(rng.uniform(0.2, 0.7))
    air = noise(rng, length, formants((between(rng, 900, 2_200), 3_500), (500, 900), 0.1))
    air = unit_peak(air * glide([0, 0.4, 1, 0.2], length, [0, 0.6, 0.9, 1]))
    if chance(rng, 0.4):
        air = air * gate(length, period_seconds=length / 48_000 / 3, duty=0.7, edge=0.02)
    return air * np.float32(loudness)


def plain_sneeze(rng: Rng, count: int) -> Signal:
    """A soft breath, then a blast of noise."""

    def one() -> Signal:
        hiss = burst(
            rng, 0.5, band(between(rng, 300, 2_500), 11_000), decay_seconds=rng.uniform(0.05, 0.15)
        )
        return _joined(_inhale(rng, rng.uniform(0.03, 0.3)), unit_peak(hiss))

    return repeated(rng, count, one, pause=(0.4, 1.8), rarely=0.5)


def voiced_sneeze(rng: Rng, count: int) -> Signal:
    """Ah-choo: a vowel that rises, a hiss, and a shout that falls."""
    hz = between(rng, 130, 420)

    def one() -> Signal:
        n = samples(rng.uniform(0.15, 0.45))
        rise = slide([hz * 0.9, hz * rng.uniform(1.1, 1.6)], n)
        vowel = pulsed_throat(rng, rise, (700, 1_250, 2_600), jitter=0.01, breath=0.4)
        hiss = noise(rng, m := samples(rng.uniform(0.06, 0.16)), band(1_800, 9_000))
        fall = slide([hz * 1.4, hz * 0.6], k := samples(rng.uniform(0.15, 0.45)))
        shout = pulsed_throat(rng, fall, (380, 1_100, 2_300), jitter=0.02, breath=0.7)
        parts = (
            vowel * swell(n, attack=0.5, release=0.1) * np.float32(rng.uniform(0.05, 0.5)),
            unit_peak(hiss) * swell(m, attack=0.1, release=0.2) * np.float32(0.7),
            shout * swell(k, attack=0.05, release=0.8),
        )
        return np.concatenate(parts)

    return repeated(rng, count, one, pause=(0.5, 1.8), kinds=2, rarely=0.5)


def stifled_sneeze(rng: Rng, count: int) -> Signal:
    """Tshh, through the nose: quick, bright, often two in a row."""

    def one() -> Signal:
        length = samples(rng.uniform(0.1, 0.3))
        nose = resonated(rng.normal(0, 1, length), [2_400, 5_500, 7_500], [900, 1_500, 2_500])
        puff = burst(rng, 0.06, band(120, 900), decay_seconds=0.015)
        sneeze = unit_peak(nose * decay(length, attack_seconds=0.008, decay_seconds=0.05))
        sneeze[: len(puff)] += unit_peak(puff)[:length] * np.float32(rng.uniform(0.2, 0.9))
        twice = [rest(rng.uniform(0.25, 0.5)), sneeze] if chance(rng, 0.3) else []
        return np.concatenate([_inhale(rng, rng.uniform(0, 0.2)), sneeze, *twice])

    return repeated(rng, count, one, pause=(0.4, 1.6), rarely=0.5)


def loud_sneeze(rng: Rng, count: int) -> Signal:
    """A shout with overtones falling through the noise of the breath."""
    hz = between(rng, 220, 620)

    def one() -> Signal:
        length = samples(rng.uniform(0.25, 0.55))
        pitch = slide([hz * 0.8, hz * 1.3, hz * 0.5], length, [0, 0.2, 1])
        cry = additive(pitch, peaks((900, 1_700, 3_200), (400, 500, 700), floor=0.05))
        air = unit_peak(noise(rng, length, tilted(band(500, 10_000), db_per_octave=-1)))
        rush = air * decay(length, attack_seconds=0.01, decay_seconds=0.1)
        sneeze = cry * swell(length, attack=0.12, release=0.5) + rush * rng.uniform(0.5, 1.5)
        return _joined(_inhale(rng, rng.uniform(0.05, 0.3)), unit_peak(sneeze))

    return repeated(rng, count, one, pause=(0.4, 1.6), kinds=2, rarely=0.5)


def unseen_sneeze(rng: Rng, count: int) -> Signal:
    """Ha... tschoo, of white noise alone, its colour going from bright to a dull vowel."""

    def one() -> Signal:
        drawn = noise(rng, n := samples(0.4), band(600, 3_000)) * glide(
            [0, 0.15, 0], n, [0, 0.8, 1]
        )
        length = samples(rng.uniform(0.35, 0.5))
        white = rng.normal(0, 1, length).astype(np.float32)
        bright = highpassed(white, 3_500) * decay(length, attack_seconds=0.005, decay_seconds=0.05)
        dull = resonated(white, [450, 1_200], [150, 300]) * glide([0, 1, 0], length, [0, 0.2, 1])
        return _joined(drawn, bright + dull * 2)

    return repeated(rng, count, one, pause=(0.8, 1.6), rarely=0.5)


CROW = ((0.2, 0.85, 1.0), (0.14, 1.0, 1.0), (0.3, 1.1, 1.25), (1.0, 1.2, 0.85))
"""Of each syllable of a crow: its length and where its pitch begins and ends."""


def _crowed(rng: Rng, hz: float, sing: Callable[[Signal], Signal]) -> Signal:
    """The four syllables of a crow, in the voice `sing`, at a pace and a stretch of their own."""
    pace = rng.uniform(0.75, 1.25)
    parts: list[Signal] = []
    for seconds, first, last in CROW[int(rng.integers(0, 2)) :]:
        length = samples(seconds * pace * rng.uniform(0.7, 1.3))
        top = max(first, last) * rng.uniform(1.0, 1.1)
        pitch = slide([hz * first, hz * top, hz * last * rng.uniform(0.9, 1)], length, [0, 0.25, 1])
        parts += [unit_peak(sing(pitch)) * swell(length, attack=0.08, release=0.2)]
        parts += [rest(rng.uniform(0.01, 0.07) * pace)]
    return np.concatenate(parts).astype(np.float32)


def plain_crow(rng: Rng, count: int) -> Signal:
    """Four notes of a bright plain tone, the last one long and falling."""
    hz, colour = between(rng, 450, 1_000), sawtooth(int(rng.integers(5, 16)), power=0.7)
    return repeated(
        rng,
        count,
        lambda: _crowed(rng, hz, lambda pitch: wave(pitch, len(pitch), colour)),
        pause=(0.4, 1.6),
        kinds=2,
        rarely=0.3,
    )


def piercing_crow(rng: Rng, count: int) -> Signal:
    """Overtones of which the second and third are the strongest, steady as a held note."""
    hz = between(rng, 480, 950)

    def sing(pitch: Signal) -> Signal:
        spectrum = peaks((hz * 2.4, hz * 4.4), (hz * 0.8, hz), floor=0.06, slope=0.2)
        voice = additive(pitch * roughness(rng, len(pitch), 0.006), spectrum)
        air = noise(rng, len(pitch), band(1_500, 6_000)) * np.float32(rng.uniform(0.005, 0.06))
        return voice + air

    return repeated(rng, count, lambda: _crowed(rng, hz, sing), pause=(0.3, 1.4), kinds=2)


def hoarse_crow(rng: Rng, count: int) -> Signal:
    """An old cock: uneven pulses, rasping, with much breath."""
    hz, jitter = between(rng, 420, 800), rng.uniform(0.02, 0.08)

    def sing(pitch: Signal) -> Signal:
        return pulsed_throat(rng, pitch, (1_300, 2_300, 3_800), jitter=jitter, breath=0.5)

    return repeated(rng, count, lambda: _crowed(rng, hz, sing), pause=(0.3, 1.4), kinds=2)


def modulated_crow(rng: Rng, count: int) -> Signal:
    """A tone shaken by another of the same pitch, whose brightness follows the loudness."""
    hz, bright = between(rng, 450, 900), rng.uniform(1.5, 4)

    def sing(pitch: Signal) -> Signal:
        return modulated(pitch, ratio=1.0, index=glide([1, bright, bright * 0.7, 0.5], len(pitch)))

    return repeated(rng, count, lambda: _crowed(rng, hz, sing), pause=(0.3, 1.4), kinds=2)


def unseen_rooster(rng: Rng, count: int) -> Signal:
    """Cock-a-doodle-doo, of a clipped sine with an octave above, through a beak."""
    hz = between(rng, 520, 750)

    def sing(pitch: Signal) -> Signal:
        clipped = np.tanh(3 * np.sin(phase(pitch)) + 1) + 0.4 * np.sin(phase(pitch * 2))
        return resonated(clipped, [1_600, 3_000], [500, 700]) + 0.1 * clipped

    return repeated(rng, count, lambda: _crowed(rng, hz, sing), pause=(0.4, 1.2), kinds=2)


def plain_crickets(rng: Rng, count: int) -> Signal:
    """One pure high tone, cut into chirps of a few pulses."""
    hz, rate_hz = between(rng, 3_500, 5_500), between(rng, 15, 60)
    fine = gate(count, period_seconds=1 / rate_hz, duty=rng.uniform(0.3, 0.7), edge=0.003)
    chirps = gate(count, period_seconds=between(rng, 0.25, 1.2), duty=rng.uniform(0.25, 0.8))
    return wave(hz, count, [1.0]) * fine * (chirps if chance(rng, 0.75) else 1)


def trilling_field(rng: Rng, count: int) -> Signal:
    """A meadow that trills without a pause: many narrow bands, each beating at its own rate."""
    total = noise(rng, count, band(2_000, 9_000)) * np.float32(rng.uniform(0.005, 0.06))
    for _ in range(rng.integers(2, 5)):
        hz = between(rng, 3_000, 6_500)
        tone = noise(rng, count, formants((hz,), (between(rng, 10, 60),), 0))
        total += (
            tone
            * lfo(rng, count, rate_hz=between(rng, 12, 55), low=0.1, high=1)
            * np.float32(between(rng, 0.2, 1))
        )
    return total


def cicadas(rng: Rng, count: int) -> Signal:
    """A dry buzz at four to seven kilohertz that swells for seconds."""
    hz = between(rng, 4_000, 7_000)
    buzz = noise(rng, count, band(hz * 0.85, hz * 1.15, steepness=3))
    rasp = 0.6 + 0.4 * np.sign(np.sin(phase(wander(rng, count, rate_hz=3, low=90, high=130))))
    return buzz * rasp * wander(rng, count, rate_hz=between(rng, 0.3, 3), low=0.3, high=1.0)


def grasshoppers(rng: Rng, count: int) -> Signal:
    """Scrapes of bright noise, several a second, as of a comb drawn over an edge."""
    colour = band(between(rng, 3_000, 5_000), 9_000)

    def one() -> Signal:
        length = samples(rng.uniform(0.08, 0.5))
        teeth = gate(length, period_seconds=1 / between(rng, 30, 70), duty=0.4, edge=0.003)
        return noise(rng, length, colour) * teeth * swell(length, attack=0.5, release=0.2)

    return repeated(rng, count, one, pause=(0.05, rng.uniform(0.1, 0.7)), rarely=0)


def unseen_crickets(rng: Rng, count: int) -> Signal:
    """Two crickets in turn, each chirp three rounded grains of a sine."""
    total, period = np.zeros(count, dtype=np.float32), rng.uniform(0.45, 0.8)
    for side in range(2):
        hz, length = between(rng, 4_200, 4_900), samples(0.022)
        grain = np.sin(2 * np.pi * hz * clock(length)) * np.hanning(length)
        times = np.arange(side * period / 2, count / 48_000, period)
        starts = [samples(t + 0.034 * k + 0.001) for t in times for k in range(3)]
        total += place(count, starts, [grain] * len(starts)) * np.float32(1 - 0.4 * side)
    return total


EVENTS = {
    "baby crying": (plain_baby, wailing_baby, sobbing_baby, screaming_baby),
    "sneezing": (plain_sneeze, voiced_sneeze, stifled_sneeze, loud_sneeze),
    "rooster": (plain_crow, piercing_crow, hoarse_crow, modulated_crow),
    "crickets": (plain_crickets, trilling_field, cicadas, grasshoppers),
}

UNSEEN = {
    "baby crying": unseen_baby,
    "sneezing": unseen_sneeze,
    "rooster": unseen_rooster,
    "crickets": unseen_crickets,
}
