"""The fourth set of ways of making hands and feet, hearts, keys, glass and sneezes."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.fourth_makers import finished, pinged
from training.sounds.events.makers import (
    between,
    chance,
    impulses,
    lowpassed,
    pulsed_throat,
    repeated,
    resonated,
    rest,
    slide,
)
from training.sounds.events.newest_makers import stream, struck
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    noise,
    samples,
    swell,
    unit_peak,
    unit_rms,
    wander,
)


def thumps_by_twos(rng: Rng, count: int) -> Signal:
    """Two low sines under short bells of loudness, a third of the beat apart: lub-dub."""
    hz, period = between(rng, 35, 110), between(rng, 0.45, 1.15)
    one = struck(rng, hz, fall=between(rng, 0.03, 0.08), snap=rng.uniform(0, 0.1), drop=1.4)
    two = struck(rng, hz * rng.uniform(1, 1.5), fall=between(rng, 0.02, 0.06), snap=0, drop=1.4)
    beat = np.zeros(samples(0.3 * period) + max(len(one), len(two)), dtype=np.float32)
    beat[: len(one)] += one
    start = samples(rng.uniform(0.24, 0.36) * min(period, 0.9))
    beat[start : start + len(two)] += two[: len(beat) - start] * np.float32(rng.uniform(0.5, 1))
    beat = lowpassed(beat, between(rng, 150, 900))
    body = noise(rng, count, band(20, 250)) * between(rng, 0.001, 0.04)
    beats = stream(rng, count, lambda: beat, period=period, jitter=0.01, kinds=1, softest=0.85)
    return finished(rng, unit_peak(beats) + body, noisiest=0.1)


def steps_of_damped_noise(rng: Rng, count: int) -> Signal:
    """A low thump and, a moment later, a brighter brush, one or two times a second."""
    thump_hz, brush_hz = between(rng, 70, 400), between(rng, 800, 6_000)
    lag, crisp = rng.uniform(0.02, 0.12), between(rng, 0.1, 1.2)

    def step() -> Signal:
        total = np.zeros(samples(0.3), dtype=np.float32)
        heel = burst(rng, 0.15, band(thump_hz * 0.5, thump_hz * 2), decay_seconds=0.025)
        sole = burst(rng, 0.12, band(brush_hz * 0.4, brush_hz * 2), decay_seconds=0.02)
        total[: len(heel)] += unit_peak(heel)
        start = samples(lag)
        total[start : start + len(sole)] += unit_peak(sole) * np.float32(crisp)
        return unit_peak(total)

    return finished(rng, stream(rng, count, step, period=between(rng, 0.35, 0.9), jitter=0.03))


def claps_by_poisson(rng: Rng, count: int) -> Signal:
    """Bursts of noise at random, tens to hundreds a second, in bands of some hands: a hall."""
    total = np.zeros(count, dtype=np.float32)
    density = wander(rng, count, rate_hz=between(rng, 0.2, 1), low=0.3, high=1)
    for _ in range(3):
        claps = impulses(rng, count, rate_hz=between(rng, 4, 90), spread=0.5, density=density)
        shape = lowpassed(np.abs(claps), between(rng, 20, 80))
        hz = between(rng, 600, 3_000)
        total += unit_rms(shape * noise(rng, count, band(hz * 0.6, hz * 1.8)))
    hall = lowpassed(noise(rng, count), 3_000) * density * between(rng, 0.05, 2)
    return finished(rng, total + hall.astype(np.float32), noisiest=0.1)


def raps_in_a_row(rng: Rng, count: int) -> Signal:
    """Two to six knocks on wood, a door's few modes and a click, and after a pause again."""
    hz, gap = between(rng, 90, 450), between(rng, 0.11, 0.35)
    ratios = np.array([1, rng.uniform(1.4, 1.9), rng.uniform(2.3, 3.2), rng.uniform(4, 6)])
    widths = (between(rng, 12, 70) * np.array([1, 1.5, 2.5, 4])).tolist()
    gains = rng.uniform(0.2, 1, 4).tolist()

    def raps() -> Signal:
        force = np.zeros(samples(2.4), dtype=np.float32)
        at, number = 0.01, int(rng.integers(2, 7))
        for _ in range(number):
            force[samples(at)] += rng.uniform(0.6, 1)
            at += gap * rng.uniform(0.9, 1.1)
        force = force[: samples(at + 0.15)]
        force = lowpassed(force, between(rng, 800, 6_000))
        door = unit_peak(resonated(force, (hz * ratios).tolist(), widths, gains))
        return door + unit_peak(force) * np.float32(rng.uniform(0.05, 0.8))

    return finished(rng, repeated(rng, count, raps, pause=(0.3, between(rng, 0.5, 1.5))))


def clicks_of_keys(rng: Rng, count: int) -> Signal:
    """Impulses through plastic: down and up of each key, in words, the larger keys lower."""
    hz, rate_hz = between(rng, 1_500, 5_000), between(rng, 4, 12)
    bed = [between(rng, 200, 700), hz, hz * rng.uniform(1.6, 2.4)]
    force = np.zeros(count + samples(0.3), dtype=np.float32)
    at = rng.uniform(0, 0.15)
    while at < count / 48_000:
        down, up = samples(at), samples(at + rng.uniform(0.05, 0.11))
        force[down] += rng.uniform(0.5, 1)
        force[up] += rng.uniform(0.1, 0.5)
        at += rng.uniform(0.3, 0.9) if chance(rng, 0.07) else rng.gamma(5, 0.2 / rate_hz) + 0.03
    widths = [between(rng, 60, 250), between(rng, 300, 1_500), 2_000]
    keys = resonated(force[:count], bed, widths, rng.uniform(0.2, 1, 3).tolist())
    grit = lowpassed(force[:count], 60) * noise(rng, count, band(1_500, 9_000))
    return finished(rng, unit_peak(keys) + unit_peak(grit) * rng.uniform(0, 0.5))


def pieces_that_ring(rng: Rng, count: int) -> Signal:
    """A crack of bright noise, then tens of high pings of all pitches, thick at first, then few."""

    def crash() -> Signal:
        n = samples(rng.uniform(0.9, 2))
        total = np.zeros(n, dtype=np.float32)
        crack = burst(rng, 0.25, band(between(rng, 800, 2_500), 15_000), decay_seconds=0.04)
        total[: len(crack)] += unit_peak(crack) * np.float32(rng.uniform(0.4, 1.2))
        number = int(rng.integers(20, 70))
        for at in rng.exponential(n / 48_000 / 4, number):
            ping = pinged(rng, between(rng, 1_800, 11_000), fall=between(rng, 0.008, 0.07))
            start = min(samples(at), n - 1)
            gain = np.float32(rng.uniform(0.05, 0.4))
            total[start : start + len(ping)] += ping[: n - start] * gain
        return unit_peak(total * swell(n, attack=0, release=0.2))

    return finished(rng, repeated(rng, count, crash, pause=(0.1, between(rng, 0.3, 1.2))))


def breath_and_burst(rng: Rng, count: int) -> Signal:
    """Noise that swells as breath is drawn, a catch, and a sharp voiced burst that hisses out."""
    hz, mouth = between(rng, 120, 420), between(rng, 1_200, 3_500)

    def sneeze() -> Signal:
        m, n = samples(rng.uniform(0.2, 0.6)), samples(rng.uniform(0.2, 0.5))
        drawn = noise(rng, m, band(500, between(rng, 2_500, 6_000)))
        drawn = drawn * np.linspace(0, 1, m) ** 2 * rng.uniform(0.03, 0.25)
        shape = np.exp(-clock(n) / rng.uniform(0.06, 0.15)) * swell(n, attack=0.02, release=0.3)
        hiss = noise(rng, n, band(mouth, mouth * rng.uniform(2, 4), steepness=1))
        throat = pulsed_throat(
            rng, slide([hz * 1.6, hz], n), [650, 1_400, 2_700], jitter=0.03, breath=0.5
        )
        voiced = throat * np.exp(-clock(n) / 0.05) * rng.uniform(0, 2)
        out = unit_peak(unit_rms(hiss) * shape + voiced * shape)
        return np.concatenate([drawn.astype(np.float32), rest(rng.uniform(0.02, 0.12)), out])

    return finished(rng, repeated(rng, count, sneeze, pause=(0.3, between(rng, 0.6, 1.6))))


FOURTH: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "heartbeat": (thumps_by_twos,),
    "footsteps": (steps_of_damped_noise,),
    "applause": (claps_by_poisson,),
    "knocking": (raps_in_a_row,),
    "typing": (clicks_of_keys,),
    "glass breaking": (pieces_that_ring,),
    "sneezing": (breath_and_burst,),
}
