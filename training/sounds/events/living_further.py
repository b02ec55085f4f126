"""Further ways of making the voices of animals and people."""

import numpy as np

from training.sounds.events.makers import (
    additive,
    between,
    chance,
    lowpassed,
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
    clock,
    decay,
    filtered,
    formants,
    glide,
    noise,
    odd,
    samples,
    sawtooth,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wave,
)


def plain_barks(rng: Rng, count: int) -> Signal:
    """Short buzzes full of noise, whose pitch drops."""
    hz = between(rng, 180, 900)

    def one() -> Signal:
        length = samples(rng.uniform(0.1, 0.28))
        pitch = slide([hz * rng.uniform(1.0, 1.4), hz * rng.uniform(0.4, 0.8)], length)
        buzz = wave(pitch, length, sawtooth(20, power=0.7))
        rasp = noise(rng, length, band(300, 4_000)) * np.float32(rng.uniform(0.2, 1.2))
        return unit_peak((buzz + rasp) * swell(length, attack=0.06, release=0.7))

    return repeated(rng, count, one, pause=(0.12, between(rng, 0.25, 1.2)), kinds=4)


def arched_barks(rng: Rng, count: int) -> Signal:
    """Barks whose harmonics bend up and down again, the mouth opening in the middle."""
    hz, mouth_hz = between(rng, 220, 750), between(rng, 600, 1_700)

    def one() -> Signal:
        length, top = samples(rng.uniform(0.13, 0.32)), rng.uniform(1.2, 1.7)
        pitch = slide([hz, hz * top, hz * top, hz * 0.9], length, [0, 0.3, 0.5, 1])
        mouth = [mouth_hz * 0.6, mouth_hz, mouth_hz, mouth_hz * 0.6]
        centres = (np.asarray(mouth, np.float32), np.asarray(mouth, np.float32) * 2.1)
        tone = additive(pitch * roughness(rng, length, 0.03), peaks(centres, (350, 600), slope=0.2))
        rasp = unit_peak(noise(rng, length, formants((mouth_hz, 2.1 * mouth_hz), (400, 800), 0.04)))
        return (tone + rasp * rng.uniform(0.1, 0.8)) * swell(length, attack=0.2, release=0.6)

    return repeated(rng, count, one, pause=(0.08, between(rng, 0.2, 1.2)), kinds=4)


def rough_barks(rng: Rng, count: int) -> Signal:
    """A big dog: uneven pulses through a deep throat, now and then with a growl before."""
    hz, deep = between(rng, 90, 320), between(rng, 0.7, 1.4)
    throat = (500 * deep, 1_050 * deep, 2_300 * deep, 3_400 * deep)

    def one() -> Signal:
        length = samples(rng.uniform(0.12, 0.3))
        pitch = slide([hz, hz * 1.4, hz * 0.7], length)
        bark = pulsed_throat(rng, pitch, throat, jitter=0.12, breath=rng.uniform(0.3, 1.2))
        bark *= swell(length, attack=0.1, release=0.6)
        if chance(rng, 0.75):
            return bark
        n = samples(rng.uniform(0.3, 0.7))
        growl = pulsed_throat(rng, glide([35, 60], n), throat, jitter=0.1, breath=0.3)
        return np.concatenate([growl * swell(n, attack=0.3, release=0.2) * np.float32(0.3), bark])

    return repeated(rng, count, one, pause=(0.1, between(rng, 0.25, 1.2)), kinds=4)


def yapping_dog(rng: Rng, count: int) -> Signal:
    """A small dog that yaps on and on: bright, short, two or more a second."""
    hz = between(rng, 500, 1_300)

    def one() -> Signal:
        length = samples(rng.uniform(0.06, 0.14))
        pitch = slide([hz * 0.8, hz * rng.uniform(1.2, 1.6), hz * 0.7], length)
        yap = modulated(pitch, ratio=1.0, index=glide([1, 3, 0.5], length))
        rasp = noise(rng, length, band(hz, 6_000)) * np.float32(rng.uniform(0.1, 0.4))
        return unit_peak((yap + rasp) * swell(length, attack=0.15, release=0.5))

    return repeated(rng, count, one, pause=(0.1, rng.uniform(0.2, 0.6)), kinds=4, rarely=0.15)


def unseen_dog(rng: Rng, count: int) -> Signal:
    """Woof: noise and a ring-modulated tone in the same quick envelope, in twos."""
    hz, colour = between(rng, 250, 600), band(350, 2_200)

    def one() -> Signal:
        length = samples(rng.uniform(0.16, 0.24))
        pitch = slide([hz * 1.3, hz * 0.65], length)
        tone = wave(pitch, length, [1, 1, 0.8, 0.6, 0.4]) * (1 + np.sin(phase(pitch / 2)))
        woof = unit_rms(tone) + noise(rng, length, colour) * np.float32(0.6)
        return unit_peak(woof * decay(length, attack_seconds=0.02, decay_seconds=0.06))

    def pair() -> Signal:
        return np.concatenate([one(), rest(rng.uniform(0.1, 0.25)), one()])

    return repeated(rng, count, pair, pause=(0.4, 1.2))


def plain_meow(rng: Rng, count: int) -> Signal:
    """A tone with some overtones that glides up a little and down again."""
    hz, colour = between(rng, 380, 850), sawtooth(int(rng.integers(3, 14)), power=1.1)

    def one() -> Signal:
        length = samples(rng.uniform(0.35, 1.2))
        pitch = slide([hz * 0.8, hz * rng.uniform(1.05, 1.4), hz * rng.uniform(0.55, 0.9)], length)
        return wave(pitch, length, colour) * swell(length, attack=0.2, release=0.4)

    return repeated(rng, count, one, pause=(0.3, 1.6))


def sung_meow(rng: Rng, count: int) -> Signal:
    """Mee-ow: one resonance that climbs through the overtones and comes down."""
    hz, high = between(rng, 400, 800), between(rng, 1_500, 2_800)

    def one() -> Signal:
        length = samples(rng.uniform(0.5, 1.3))
        pitch = slide([hz * 0.85, hz * 1.15, hz * 1.1, hz * 0.7], length, [0, 0.25, 0.6, 1])
        shake = 1 + 0.015 * np.sin(2 * np.pi * rng.uniform(5, 8) * clock(length))
        mouth = np.asarray([700, high, high * 0.7, 650], np.float32)
        spectrum = peaks((mouth, 3_600.0), (300, 500), floor=0.03, slope=0.4)
        return additive((pitch * shake).astype(np.float32), spectrum) * swell(
            length, attack=0.15, release=0.35
        )

    return repeated(rng, count, one, pause=(0.3, 1.6), kinds=2)


def kitten(rng: Rng, count: int) -> Signal:
    """High short mews, one quickly after the other."""
    hz = between(rng, 750, 1_400)

    def one() -> Signal:
        length = samples(rng.uniform(0.18, 0.5))
        pitch = slide([hz * 0.9, hz * rng.uniform(1.1, 1.3), hz * rng.uniform(0.7, 0.95)], length)
        mew = modulated(pitch, ratio=1.0, index=glide([0.2, 1.4, 0.3], length))
        return mew * swell(length, attack=0.25, release=0.45)

    return repeated(rng, count, one, pause=(0.15, between(rng, 0.3, 1.2)), kinds=4)


def hoarse_meow(rng: Rng, count: int) -> Signal:
    """An angry tom: a long yowl of uneven pulses, closed, wide open, closed."""
    hz = between(rng, 300, 620)

    def one() -> Signal:
        length = samples(rng.uniform(0.6, 1.6))
        pitch = slide([hz, hz * 1.3, hz * 1.2, hz * 0.75], length) * roughness(rng, length, 0.02)
        shut = pulsed_throat(rng, pitch, (600, 2_400), jitter=0.02, breath=0.1)
        wide = pulsed_throat(rng, pitch, (1_100, 1_900, 3_500), jitter=0.05, breath=0.2)
        mouth = glide([0, 1, 0.7, 0], length, [0, 0.3, 0.65, 1])
        return (shut * (1 - mouth) + wide * mouth) * swell(length, attack=0.15, release=0.3)

    return repeated(rng, count, one, pause=(0.3, 1.4), kinds=2)


def unseen_cat(rng: Rng, count: int) -> Signal:
    """Meow from a saw through a filter that opens and closes."""
    hz = between(rng, 450, 700)

    def one() -> Signal:
        length = samples(rng.uniform(0.5, 0.9))
        pitch = slide([hz * 0.9, hz * 1.2, hz * 0.75], length, [0, 0.35, 1])
        saw = wave(pitch, length, sawtooth(16, power=0.9))
        bright = unit_rms(filtered(saw, band(900, 2_600)))
        opened = glide([0, 1, 0.1], length, [0, 0.4, 1])
        dark = unit_rms(filtered(saw, band(200, 700)))
        return (bright * opened + dark * (1 - opened)) * swell(length, attack=0.12, release=0.4)

    return repeated(rng, count, one, pause=(0.6, 1.5))


def plain_chirps(rng: Rng, count: int) -> Signal:
    """Sine chirps up or down, two to eight thousand hertz."""
    low_hz, ratio = between(rng, 2_000, 4_500), rng.uniform(1.15, 1.9)

    def one() -> Signal:
        length = samples(rng.uniform(0.03, 0.22))
        ends = [low_hz * rng.uniform(0.9, 1.1), low_hz * ratio]
        return wave(slide(ends[:: rng.choice([-1, 1])], length), length, [1.0]) * swell(
            length, attack=0.2, release=0.3
        )

    return repeated(rng, count, one, pause=(0.03, between(rng, 0.1, 0.8)), kinds=5, rarely=0.1)


def trilling_bird(rng: Rng, count: int) -> Signal:
    """A canary's trill: a high tone whose pitch shakes quickly, in runs."""
    hz = between(rng, 2_600, 5_500)

    def one() -> Signal:
        length, rate_hz = samples(rng.uniform(0.25, 1.2)), between(rng, 10, 45)
        shake = np.sin(2 * np.pi * rate_hz * clock(length))
        centre = slide([hz * rng.uniform(0.85, 1.15), hz * rng.uniform(0.85, 1.15)], length)
        pitch = centre * (1 + rng.uniform(0.03, 0.2) * shake)
        tone = np.sin(phase(pitch)) * (0.6 + 0.4 * shake * rng.choice([-1, 1]))
        return tone.astype(np.float32) * swell(length, attack=0.15, release=0.15)

    return repeated(rng, count, one, pause=(0.1, 1.0), kinds=4, rarely=0.15)


def fluting_bird(rng: Rng, count: int) -> Signal:
    """A blackbird: rounded whistles of different pitch, ended by a twitter."""
    hz = between(rng, 1_600, 2_800)

    def one() -> Signal:
        parts: list[Signal] = []
        for _ in range(rng.integers(2, 6)):
            length = samples(rng.uniform(0.08, 0.3))
            pitch = slide(list(hz * rng.uniform(0.8, 1.5, 3)), length)
            parts += [wave(pitch, length, [1, 0.08]) * swell(length, attack=0.3, release=0.3)]
            parts += [rest(rng.uniform(0.01, 0.06))]
        for _ in range(rng.integers(0, 6)):
            length = samples(0.04)
            pitch = slide([between(rng, 3_500, 7_000), between(rng, 3_000, 6_000)], length)
            parts += [wave(pitch, length, [0.4]) * swell(length, attack=0.3, release=0.4)]
        return np.concatenate(parts)

    return repeated(rng, count, one, pause=(0.3, 1.8), kinds=4, rarely=0)


def chattering_sparrows(rng: Rng, count: int) -> Signal:
    """A hedge full of sparrows: short harsh cheeps with overtones, from all sides."""
    total = noise(rng, count, band(1_000, 8_000)) * np.float32(rng.uniform(0.002, 0.02))
    for _ in range(rng.integers(2, 6)):
        hz = between(rng, 1_800, 3_800)

        def one(hz: float = hz) -> Signal:
            length = samples(rng.uniform(0.04, 0.13))
            pitch = slide([hz, hz * rng.uniform(1.2, 1.6), hz * rng.uniform(0.8, 1.1)], length)
            cheep = modulated(pitch, ratio=rng.choice([0.5, 1.0]), index=rng.uniform(0.2, 1.2))
            return cheep.astype(np.float32) * swell(length, attack=0.3, release=0.4)

        total += repeated(rng, count, one, pause=(0.05, rng.uniform(0.2, 0.9)), rarely=0) * (
            np.float32(between(rng, 0.2, 1))
        )
    return total


def unseen_birds(rng: Rng, count: int) -> Signal:
    """Tweet-tweet: arcs of a pure tone in threes, and a second bird further off."""

    def bird(hz: float) -> Signal:
        def motif() -> Signal:
            length = samples(rng.uniform(0.07, 0.12))
            arc = hz * (1 + 0.25 * np.sin(np.pi * np.linspace(0, 1, length)))
            tweet = np.sin(phase(arc.astype(np.float32))) * np.hanning(length)
            return np.concatenate([tweet, rest(0.06)] * int(rng.integers(2, 5)))

        return repeated(rng, count, motif, pause=(0.2, 0.9), rarely=0)

    return bird(between(rng, 3_000, 4_500)) + bird(between(rng, 4_500, 6_500)) * np.float32(0.4)


def plain_moo(rng: Rng, count: int) -> Signal:
    """A low buzz that swells, rises a little and falls."""
    hz, brightness_hz = between(rng, 85, 260), between(rng, 300, 1_500)

    def one() -> Signal:
        length = samples(rng.uniform(0.8, 2.1))
        pitch = slide([hz * 0.85, hz * rng.uniform(1.0, 1.2), hz * rng.uniform(0.7, 0.95)], length)
        buzz = lowpassed(wave(pitch, length, sawtooth(30, power=0.8)), brightness_hz)
        return unit_peak(buzz) * swell(length, attack=0.2, release=0.35)

    return repeated(rng, count, one, pause=(0.3, 1.6), kinds=2)


def sung_moo(rng: Rng, count: int) -> Signal:
    """Mmm-ooh: humming with a shut mouth, then an open vowel, then away."""
    hz, opening = between(rng, 95, 240), rng.uniform(500, 900)

    def one() -> Signal:
        length = samples(rng.uniform(1.0, 2.2))
        pitch = slide([hz * 0.8, hz, hz * 1.25, hz * 0.9], length, [0, 0.3, 0.7, 1])
        mouth = np.asarray([250, 280, opening, opening * 0.8], np.float32)
        spectrum = peaks((mouth, mouth * 1.9, 2_600.0), (120, 220, 500), floor=0.01, slope=0.7)
        voice = additive(pitch * roughness(rng, length, 0.012), spectrum, highest_hz=4_500)
        air = noise(rng, length, band(300, 2_500)) * np.float32(rng.uniform(0.005, 0.04))
        return (voice + air) * swell(length, attack=0.2, release=0.25)

    return repeated(rng, count, one, pause=(0.3, 1.4), kinds=2)


def bellowing_cow(rng: Rng, count: int) -> Signal:
    """A harsh bellow: uneven pulses in a big throat, breaking upwards."""
    hz, size = between(rng, 110, 280), rng.uniform(0.8, 1.25)

    def one() -> Signal:
        length = samples(rng.uniform(0.9, 2.0))
        pitch = slide([hz * 0.7, hz, hz * 1.2, hz * rng.uniform(0.8, 1.6)], length)
        throat = [320 * size, 760 * size, 1_500 * size, 2_700 * size]
        voice = pulsed_throat(rng, pitch, throat, jitter=0.04, breath=rng.uniform(0.05, 0.3))
        return voice * swell(length, attack=0.12, release=0.25)

    return repeated(rng, count, one, pause=(0.3, 1.4), kinds=2)


def far_herd(rng: Rng, count: int) -> Signal:
    """Cows across a field, each of its own pitch, dull with distance."""
    total = np.zeros(count, dtype=np.float32)
    for _ in range(rng.integers(1, 4)):
        hz = between(rng, 90, 220)

        def one(hz: float = hz) -> Signal:
            length = samples(rng.uniform(0.9, 1.8))
            pitch = slide([hz * 0.85, hz * 1.15, hz * 0.85], length)
            moo = modulated(pitch, ratio=1.0, index=glide([0.3, 2.5, 1], length))
            return moo * swell(length, attack=0.25, release=0.4)

        total += repeated(rng, count, one, pause=(0.4, 1.8), kinds=2, rarely=0)
    return total + noise(rng, count, tilted(band(60, 2_000), db_per_octave=-3)) * np.float32(
        rng.uniform(0.002, 0.03)
    )


def unseen_cow(rng: Rng, count: int) -> Signal:
    """Moo from a hollow square wave with a slow swell of its second resonance."""
    hz = between(rng, 110, 190)

    def one() -> Signal:
        length = samples(rng.uniform(1.2, 1.9))
        pitch = slide([hz * 0.9, hz * 1.1, hz * 1.05, hz * 0.8], length, [0, 0.3, 0.7, 1])
        buzz = wave(pitch, length, odd(30)) + wave(pitch, length, sawtooth(30))
        hum, vowel = resonated(buzz, [220], [90]), resonated(buzz, [650, 1_150], [140, 200])
        mix = unit_rms(hum) + unit_rms(vowel) * glide([0, 1, 0.8], length)
        return unit_peak(mix * swell(length, attack=0.2, release=0.3))

    return repeated(rng, count, one, pause=(0.5, 1.2), kinds=2, rarely=0)


EVENTS = {
    "dog barking": (plain_barks, arched_barks, rough_barks, yapping_dog),
    "cat meowing": (plain_meow, sung_meow, kitten, hoarse_meow),
    "birds chirping": (plain_chirps, trilling_bird, fluting_bird, chattering_sparrows),
    "cow mooing": (plain_moo, sung_moo, bellowing_cow, far_herd),
}

UNSEEN = {
    "dog barking": unseen_dog,
    "cat meowing": unseen_cat,
    "birds chirping": unseen_birds,
    "cow mooing": unseen_cow,
}
