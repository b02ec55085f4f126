"""Further ways of making explosions, church bells and silence."""

import numpy as np

from training.sounds.events.makers import (
    between,
    chance,
    highpassed,
    impulses,
    lowpassed,
    modulated,
    phase,
    repeated,
    resonated,
    slide,
)
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    glide,
    noise,
    place,
    ring,
    samples,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def plain_explosion(rng: Rng, count: int) -> Signal:
    """White or dark noise all at once, dying away exponentially."""
    fall, high_hz = between(rng, 0.12, 0.7), between(rng, 300, 12_000)

    def one() -> Signal:
        n = samples(min(2.6, fall * 5))
        blast = lowpassed(noise(rng, n), high_hz)
        return unit_peak(blast * decay(n, attack_seconds=0.004, decay_seconds=fall))

    return repeated(rng, count, one, pause=(0.2, 1.2), rarely=0.4)


def deep_explosion(rng: Rng, count: int) -> Signal:
    """A film's blast: a sub-bass drop, noise that grows ever darker, driven hard."""

    def one() -> Signal:
        n = samples(rng.uniform(1.4, 2.6))
        fall = np.exp(-clock(n) / rng.uniform(0.3, 0.7))
        white = noise(rng, n)
        sub = np.sin(phase(slide([between(rng, 90, 200), between(rng, 25, 45)], n)))
        bright = unit_rms(highpassed(lowpassed(white, 4_000), 300)) * fall**4
        dark = unit_rms(lowpassed(lowpassed(white, 250), 400)) * fall
        drive = rng.uniform(1, 5)
        return np.tanh(drive * (0.6 * sub * fall + 0.5 * bright + 0.6 * dark)) * swell(
            n, attack=0.002, release=0.4
        )

    return repeated(rng, count, one, pause=(0.2, 1.2), kinds=2, rarely=0.3)


def far_explosions(rng: Rng, count: int) -> Signal:
    """Shelling beyond the hills: dull booms with a long rumble, one on another."""

    def one() -> Signal:
        n = samples(rng.uniform(0.8, 2.0))
        boom = noise(rng, n, tilted(band(25, between(rng, 80, 300)), db_per_octave=-2))
        rolling = wander(rng, n, rate_hz=6, low=0.3, high=1)
        return unit_peak(boom * rolling * decay(n, attack_seconds=0.02, decay_seconds=0.3))

    bed = noise(rng, count, tilted(band(30, 500), db_per_octave=-4))
    return repeated(rng, count, one, pause=(0.05, 1.2), kinds=3, rarely=0.15) + bed * np.float32(
        between(rng, 0.001, 0.02)
    )


def explosion_with_debris(rng: Rng, count: int) -> Signal:
    """A sharp crack, the blast, its echoes, then stones and splinters that rain down."""

    def one() -> Signal:
        n = samples(rng.uniform(1.6, 2.6))
        crack = np.zeros(n, dtype=np.float32)
        for _ in range(rng.integers(2, 6)):
            crack[samples(rng.exponential(0.12)) % n] += rng.uniform(0.3, 1)
        blast = noise(rng, n, tilted(band(30, 9_000), db_per_octave=-3))
        shape = lowpassed(crack, between(rng, 1, 4))
        later = glide([0, 0.2, 1, 0.4, 0], n)
        grains = impulses(rng, n, rate_hz=between(rng, 40, 300), density=later, spread=1.0)
        stones = resonated(grains, [between(rng, 500, 1_500), 3_200], [500, 1_500])
        total = unit_peak(blast * shape) + unit_peak(stones) * np.float32(rng.uniform(0.1, 0.4))
        return unit_peak(np.tanh(3 * total) * swell(n, attack=0, release=0.4))

    return repeated(rng, count, one, pause=(0.1, 1.0), kinds=2, rarely=0.3)


def unseen_explosion(rng: Rng, count: int) -> Signal:
    """Boom: noise held for longer and longer steps, so that it darkens, with a kick drum."""

    def one() -> Signal:
        n = samples(rng.uniform(1.3, 2.0))
        speed = slide([between(rng, 9_000, 16_000), 350], n)
        held = np.cumsum(speed / 48_000).astype(np.int64)
        steps = rng.normal(0, 1, int(held[-1]) + 1).astype(np.float32)
        kick = np.sin(phase(slide([150, 40], n, [0, 0.2])))
        return unit_peak((steps[held] + kick) * np.exp(-clock(n) / rng.uniform(0.25, 0.45)))

    return repeated(rng, count, one, pause=(0.4, 1.2), kinds=2, rarely=0.4)


TOWER = (0.5, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.3)
"""Partials of a tuned bell over its prime."""


def _tolled(rng: Rng, count: int, bells: list[Signal]) -> Signal:
    """Bells in turn, one after the other or tolling slowly; each rings on under the next."""
    gap = between(rng, 0.35, 2.4)
    times = np.arange(rng.uniform(0, 0.2), count / 48_000, gap)
    times = np.maximum(times + rng.normal(0, 0.02, len(times)), 0)
    order = rng.permutation(len(bells)) if chance(rng, 0.7) else rng.integers(0, len(bells), 32)
    hits = [
        bells[order[k % len(order)]] * np.float32(rng.uniform(0.7, 1)) for k in range(len(times))
    ]
    return place(count, [samples(t) for t in times], hits)


def _primes(rng: Rng) -> list[float]:
    """One bell, or a peal of up to five."""
    base = between(rng, 150, 700)
    return [base * r for r in (1, 1.125, 1.25, 1.5, 1.67)[: int(rng.integers(1, 6))]]


def plain_bells(rng: Rng, count: int) -> Signal:
    """A few sines, not harmonic, that die away over seconds."""
    ratios = np.sort(rng.uniform(1, 5, rng.integers(3, 6)))
    falls = np.sort(between(rng, 0.6, 2.5) * rng.uniform(0.3, 1, len(ratios)))[::-1]
    bells = [ring((hz * ratios / ratios[0]).tolist(), falls.tolist(), 3.0) for hz in _primes(rng)]
    return _tolled(rng, count, bells)


def modulated_bells(rng: Rng, count: int) -> Signal:
    """Bells as a synthesiser made them: one tone shaken by another, ever less."""
    ratio, index = rng.choice([1.4, 2.4, 3.5, 1.19 * 2]), rng.uniform(2, 8)

    def bell(hz: float) -> Signal:
        n = samples(3.0)
        shaken = (index * np.exp(-clock(n) / 0.7)).astype(np.float32)
        tone = modulated(np.full(n, hz, np.float32), ratio=ratio, index=shaken)
        return tone * decay(n, attack_seconds=0.002, decay_seconds=1.0)

    return _tolled(rng, count, [bell(hz) for hz in _primes(rng)])


def beating_bells(rng: Rng, count: int) -> Signal:
    """Old cast bells: each partial a pair that beats, a clank of the clapper at the start."""

    def bell(hz: float) -> Signal:
        n = samples(2.8)
        time, total = clock(n), np.zeros(n, dtype=np.float32)
        for rank, ratio in enumerate(TOWER[:7]):
            partial_hz = hz * ratio * rng.uniform(0.985, 1.015)
            beats = 1 + 0.6 * np.cos(2 * np.pi * rng.uniform(0.4, 4) * time + rng.uniform(0, 6))
            fall = 2.4 / (1 + 0.5 * rank) * rng.uniform(0.6, 1.3)
            tone = np.sin(2 * np.pi * ((partial_hz * time) % 1))
            total += tone * beats * np.exp(-time / fall) * np.float32(rng.uniform(0.3, 1))
        clank = burst(rng, 0.1, band(800, 7_000), decay_seconds=0.012)
        total[: len(clank)] += unit_peak(clank) * np.float32(rng.uniform(0.3, 2))
        return total

    return _tolled(rng, count, [bell(hz) for hz in _primes(rng)[:3]])


def bells_over_the_town(rng: Rng, count: int) -> Signal:
    """A full peal from afar: many strikes that melt into each other, dulled by air and echo."""
    primes, hits = _primes(rng)[:2], rng.uniform(0.8, 1.6)
    total = np.zeros(count, dtype=np.float32)
    for hz in primes:
        strikes = np.zeros(count, dtype=np.float32)
        times = np.arange(rng.uniform(0, 0.3), count / 48_000, hits * rng.uniform(0.95, 1.05))
        strikes[(times * 48_000).astype(np.int64)] = rng.uniform(0.6, 1, len(times))
        modes = [hz * r for r in TOWER[:6]]
        widths = [0.15 + 0.12 * k for k in range(6)]
        total += resonated(strikes, modes, widths, [0.6, 1, 1, 0.6, 0.9, 0.4])
    air = noise(rng, count, tilted(band(60, 1_500), db_per_octave=-4))
    return unit_peak(lowpassed(total, between(rng, 800, 5_000))) + air * np.float32(
        between(rng, 0.0005, 0.02)
    )


def unseen_bells(rng: Rng, count: int) -> Signal:
    """Ding-dong: two strikes of five sines with hand-picked loudness, a third apart."""
    hz = rng.uniform(240, 460)

    def bell(prime_hz: float) -> Signal:
        time = clock(samples(2.8))
        partials = (
            (0.5, 0.5, 2.2),
            (1, 1, 1.5),
            (1.183, 0.8, 1.1),
            (2, 0.9, 0.9),
            (3.01, 0.4, 0.4),
        )
        tone = sum(
            loudness * np.sin(2 * np.pi * ((prime_hz * ratio * time) % 1)) * np.exp(-time / fall)
            for ratio, loudness, fall in partials
        )
        return np.asarray(tone, np.float32) * np.minimum(time / 0.004, 1)

    pair, gap = (bell(hz * 1.25), bell(hz)), rng.uniform(0.8, 1.4)
    starts = [samples(t) for t in np.arange(0.05, count / 48_000, gap)]
    return place(count, starts, [pair[k % 2] for k in range(len(starts))])


def digital_silence(_rng: Rng, count: int) -> Signal:
    """Zeros, and nothing else."""
    return np.zeros(count, dtype=np.float32)


def _faint(rng: Rng, sound: Signal) -> Signal:
    """At an RMS 62 to 95 dB below full scale, and no peak above -50 dB."""
    quiet = unit_rms(sound) * np.float32(10 ** (rng.uniform(-95, -62) / 20))
    return quiet * np.float32(min(1.0, 10 ** (-50.5 / 20) / max(np.abs(quiet).max(), 1e-9)))


def faint_room(rng: Rng, count: int) -> Signal:
    """A room's own tone: dark air that hardly moves, with one or two weak resonances."""
    dark = noise(
        rng, count, tilted(band(20, 5_000, steepness=1), db_per_octave=rng.uniform(-9, -3))
    )
    standing = resonated(noise(rng, count), [between(rng, 60, 400)], [30])
    room = dark + unit_rms(standing) * np.float32(rng.uniform(0, 0.4))
    return _faint(rng, room * wander(rng, count, rate_hz=0.5, low=0.7, high=1.0))


def faint_hum(rng: Rng, count: int) -> Signal:
    """Mains hum with its overtones, and a little hiss."""
    mains_hz = float(rng.choice([50.0, 60.0, 100.0, 120.0]))
    hum = wave(mains_hz, count, (rng.uniform(0, 1, 8) / np.arange(1, 9)).tolist())
    return _faint(rng, hum + noise(rng, count) * np.float32(between(rng, 0.02, 0.5)))


def faint_hiss(rng: Rng, count: int) -> Signal:
    """The hiss of an amplifier: white, or brighter still."""
    hiss = noise(rng, count, tilted(band(50, 20_000), db_per_octave=rng.uniform(-1.5, 3)))
    return _faint(rng, hiss)


def faint_dither(rng: Rng, count: int) -> Signal:
    """The last bit of 16, flickering."""
    return (rng.integers(-1, 2, count) / 32_768).astype(np.float32)


def unseen_silence(rng: Rng, count: int) -> Signal:
    """An empty hall: brown noise far down, low and even."""
    brown = highpassed(np.cumsum(rng.normal(0, 1, count)).astype(np.float32), 40)
    return _faint(rng, brown + rng.normal(0, 4, count).astype(np.float32))


EVENTS = {
    "explosion": (plain_explosion, deep_explosion, far_explosions, explosion_with_debris),
    "church bells": (plain_bells, modulated_bells, beating_bells, bells_over_the_town),
    "silence": (digital_silence, faint_room, faint_hum, faint_hiss, faint_dither),
}

UNSEEN = {
    "explosion": unseen_explosion,
    "church bells": unseen_bells,
    "silence": unseen_silence,
}
