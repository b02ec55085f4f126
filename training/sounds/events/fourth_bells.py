"""The fourth set of ways of making clocks and church bells."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.events.fourth_makers import delayed, finished
from training.sounds.events.makers import (
    between,
    chance,
    lowpassed,
    modulated,
    pulses,
    resonated,
)
from training.sounds.events.newer_makers import overlapping
from training.sounds.events.newest_makers import struck
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    noise,
    place,
    samples,
    swell,
    tilted,
    unit_peak,
    unit_rms,
    wander,
    wave,
)


def _ticks(rng: Rng, count: int, ticks: list[Signal], *, period: float, limp: float = 0) -> Signal:
    """`ticks` by turns, strictly one every `period` seconds; `limp` delays every second one."""
    number = int(count / 48_000 / period) + 1
    at = (rng.uniform(0.01, 0.2) + np.arange(number) + limp * (np.arange(number) % 2)) * period
    starts = (at * 48_000).astype(np.int64)
    return place(count, starts, [ticks[k % len(ticks)] for k in range(number)])


def _pace(rng: Rng) -> float:
    """Seconds from tick to tick: of a second hand, a wrist watch, an alarm clock, any pendulum."""
    return float(rng.choice([1.0, 1.0, 0.5, 0.5, 0.25, 0.2, between(rng, 0.3, 1.2)]))


def _room(rng: Rng, count: int) -> Signal:
    """The room in which a clock is heard: faint dark noise, and often a hum."""
    slope = -rng.uniform(2, 7)
    air = noise(rng, count, tilted(band(30, 9_000, steepness=1), db_per_octave=slope))
    hum = wave(float(rng.choice([50.0, 60.0, 100.0, 120.0])), count, [1, 0.4, 0.2])
    return air + hum * np.float32(rng.uniform(0, 0.7))


def impulses_through_resonators(rng: Rng, count: int) -> Signal:
    """One sample of 1 at each tick, through one to four resonators: the plainest clock."""
    number = int(rng.integers(1, 5))
    low_hz, high_hz = between(rng, 300, 2_000), between(rng, 2_500, 9_000)
    ticks = []
    for _ in range(int(rng.integers(1, 3))):
        spike = np.zeros(samples(0.15), dtype=np.float32)
        spike[4] = 1
        modes = [between(rng, low_hz, high_hz) for _ in range(number)]
        widths = [between(rng, 40, 900) for _ in range(number)]
        tick = resonated(spike, modes, widths, rng.uniform(0.3, 1, number).tolist())
        ticks.append(unit_peak(tick) * np.float32(rng.uniform(0.6, 1)))
    total = _ticks(rng, count, ticks, period=_pace(rng))
    return finished(rng, total + _room(rng, count) * between(rng, 2e-4, 0.01), noisiest=0.3)


def escapement_of_steel(rng: Rng, count: int) -> Signal:
    """Unlock, drop, lock: three small noises within .03 s, through the case; tick and tock."""
    case = [between(rng, 900, 2_500), between(rng, 2_600, 5_000), between(rng, 5_500, 11_000)]
    widths = [between(rng, 60, 500), between(rng, 150, 900), between(rng, 400, 2_000)]
    ticks = []
    for tone in (1, rng.uniform(0.75, 1.1)):
        force = np.zeros(samples(0.12), dtype=np.float32)
        for at, gain in zip((0, *np.sort(rng.uniform(0.003, 0.03, 2))), (0.4, 1, 0.6), strict=True):
            n = samples(between(rng, 5e-4, 2e-3))
            start = samples(at)
            force[start : start + n] += rng.standard_normal(n, dtype=np.float32) * np.float32(gain)
        ticks.append(unit_peak(resonated(force, [hz * tone for hz in case], widths)))
    total = _ticks(rng, count, ticks, period=_pace(rng), limp=rng.uniform(-0.1, 0.1))
    return finished(rng, total + _room(rng, count) * between(rng, 2e-4, 0.01), noisiest=0.3)


def clock_of_a_tall_case(rng: Rng, count: int) -> Signal:
    """Slow and hollow: a knock whose wood sounds on, the tock lower, in a hall or a stairwell."""
    hz, fall = between(rng, 200, 900), between(rng, 0.005, 0.035)
    ticks = []
    for tone in (1, rng.uniform(0.7, 0.95)):
        low = struck(rng, hz * tone, fall=fall, snap=rng.uniform(0.4, 1.5))
        high = struck(rng, hz * tone * rng.uniform(2.1, 3.3), fall=fall * 0.4, snap=0.1)
        low[: len(high)] += high[: len(low)] * np.float32(rng.uniform(0.1, 0.8))
        ticks.append(unit_peak(low))
    total = _ticks(rng, count, ticks, period=between(rng, 0.6, 1.3), limp=rng.uniform(-0.05, 0.05))
    hall = delayed(lowpassed(total, 2_000), seconds=rng.uniform(0.02, 0.09), feedback=0.55)
    total = total + hall * rng.uniform(0, 0.7) + _room(rng, count) * between(rng, 2e-4, 0.01)
    return finished(rng, total, noisiest=0.3)


def blips_as_ticks(rng: Rng, count: int) -> Signal:
    """A few cycles of a sine or square wave, or of frequency modulation, for tick and for tock."""
    hz, cycles = between(rng, 700, 4_500), between(rng, 2, 30)
    kind = int(rng.integers(3))
    ticks = []
    for tone in (1, rng.choice([1.0, 0.8, 0.5, 0.66])):
        n = max(samples(cycles / hz), 24)
        pitch = np.full(n, hz * tone, dtype=np.float32)
        if kind == 0:
            blip = wave(pitch, n, [1.0])
        elif kind == 1:
            blip = np.sign(wave(pitch, n, [1.0]))
        else:
            blip = modulated(pitch, ratio=rng.uniform(0.3, 3), index=rng.uniform(1, 6))
        ticks.append((blip * np.linspace(1, 0, n) ** rng.uniform(0.5, 3)).astype(np.float32))
    return finished(rng, _ticks(rng, count, ticks, period=_pace(rng)), noisiest=0.3)


def clock_across_the_room(rng: Rng, count: int) -> Signal:
    """Soft ticks in a quiet room: more echo than clock, dull, with hum and air nearly as loud."""
    hz = between(rng, 800, 5_000)
    ticks = [
        burst(
            rng,
            0.03,
            band(hz * tone * 0.6, hz * tone * 1.7),
            decay_seconds=between(rng, 1e-3, 6e-3),
        )
        for tone in (1, rng.uniform(0.7, 1.1))
    ]
    total = _ticks(rng, count, [unit_peak(t) for t in ticks], period=_pace(rng))
    for seconds in rng.uniform(0.004, 0.03, 3):
        total = total + delayed(total, seconds=float(seconds), feedback=0.4) * 0.4
    total = unit_peak(lowpassed(total, between(rng, 1_500, 9_000)))
    return finished(rng, total + _room(rng, count) * between(rng, 0.003, 0.06), noisiest=0.1)


def fm_bells(rng: Rng, count: int) -> Signal:
    """Frequency modulation whose index fades with the tone: the first bell a synthesiser made."""
    hz, ratio = between(rng, 110, 700), rng.choice([1.4, 1.414, 1.19, 2.41, 3.5])
    seconds, index = rng.uniform(1.2, 4), rng.uniform(1.5, 8)
    tunes = hz * rng.choice([1, 0.75, 0.89, 1.33, 1.5], int(rng.integers(1, 4)))

    def toll() -> Signal:
        n = samples(seconds * 1.5)
        fading = np.exp(-clock(n) / seconds * 1.6)
        pitch = np.full(n, rng.choice(tunes), dtype=np.float32)
        tone = modulated(pitch, ratio=float(ratio), index=(index * fading).astype(np.float32))
        return tone * fading * swell(n, attack=0.001, release=0.4)

    every = between(rng, 0.7, 2.6)
    return finished(rng, overlapping(rng, count, toll, every_seconds=(every, every * 1.1)))


def _bell(rng: Rng, hz: float, *, seconds: float, partials: int = 7) -> Signal:
    """Decaying sines, doubled so that they beat, near a bell's places or anywhere."""
    true = np.array([0.5, 1, 1.2, 1.5, 2, 2.5, 2.67, 3, 4, 5.3])
    ratios = true[:partials] if chance(rng, 0.7) else np.sort(rng.uniform(0.5, 6, partials))
    n = samples(seconds * 1.5)
    time, total = clock(n), np.zeros(n, dtype=np.float32)
    for rank, ratio in enumerate(ratios):
        gain, fall = rng.uniform(0.2, 1), seconds / (0.6 + 0.4 * ratio)
        fall *= rng.uniform(0.7, 1.2)
        beat_hz = rng.uniform(0, 2.5)
        shape = np.exp(-time / fall) * (1 + 0.3 * np.cos(2 * np.pi * beat_hz * time + rank))
        total += wave(float(hz * ratio), n, [1.0]) * (gain * shape)
    return unit_peak(total * swell(n, attack=0.001, release=0.3))


def tolling_of_sines(rng: Rng, count: int) -> Signal:
    """Five to ten decaying sines, struck again at even times: a bell as one would sketch it."""
    bell = _bell(
        rng, between(rng, 120, 900), seconds=rng.uniform(1, 5), partials=int(rng.integers(4, 11))
    )
    every = between(rng, 0.8, 3)
    return finished(rng, overlapping(rng, count, lambda: bell, every_seconds=(every, every * 1.03)))


def swinging_bells(rng: Rng, count: int) -> Signal:
    """Two to five bells, each swinging at its own rate, the clapper on one side, then the other."""
    total = np.zeros(count, dtype=np.float32)
    base_hz = between(rng, 150, 500)
    for _ in range(int(rng.integers(2, 6))):
        hz = base_hz * float(rng.choice([1, 1.12, 1.26, 1.33, 1.5, 1.68, 2]))
        sides = [_bell(rng, hz, seconds=rng.uniform(0.8, 2.5)) for _ in range(2)]
        half = between(rng, 0.45, 1.3)
        number = int(count / 48_000 / half) + 1
        at = (rng.uniform(0, half) + np.arange(number) * half) * rng.uniform(0.99, 1.01)
        starts = (at * 48_000).astype(np.int64)
        grains = [sides[k % 2] * np.float32(rng.uniform(0.7, 1)) for k in range(number)]
        total += place(count, starts, grains)
    if chance(rng, 0.5):
        total = lowpassed(total, between(rng, 900, 5_000))
    return finished(rng, total)


def quarters_of_the_hour(rng: Rng, count: int) -> Signal:
    """Four bells in changing orders, slowly, phrase after phrase, then strokes of a low one."""
    hz, gap = between(rng, 250, 700), between(rng, 0.45, 1.2)
    four = [_bell(rng, hz * r, seconds=rng.uniform(1, 2.5)) for r in (1, 1.125, 1.26, 0.75)]
    hour = _bell(rng, hz * 0.5, seconds=3.5)
    at, starts, grains = rng.uniform(0, 0.2), [], []
    while at < count / 48_000:
        for k in rng.permutation(4):
            starts.append(samples(at))
            grains.append(four[k])
            at += gap * rng.uniform(0.97, 1.03)
        at += gap * rng.uniform(0, 1)
        if chance(rng, 0.2):
            starts.append(samples(at))
            grains.append(hour)
            at += gap * 2
    return finished(rng, place(count, starts, grains))


def steeple_across_the_valley(rng: Rng, count: int) -> Signal:
    """Far off: resonators that a soft clapper excites, dull, with echoes, in air that moves."""
    hz = between(rng, 140, 600)
    rate_hz = between(rng, 0.4, 2.2)
    blows = pulses(rng, np.full(count, rate_hz, np.float32), jitter=0.03, shimmer=0.2)
    blows[samples(rng.uniform(0, 0.2))] += 1
    blows = lowpassed(blows, between(rng, 800, 6_000))
    ratios = np.array([0.5, 1, 1.2, 1.5, 2, 2.6, 3, 4.1]) * rng.uniform(0.97, 1.03, 8)
    widths = rng.uniform(0.15, 0.7) * np.array([0.6, 1, 1.2, 1.8, 1.8, 3, 4, 5])
    bell = unit_rms(resonated(blows, (hz * ratios).tolist(), widths.tolist()))
    bell *= wander(rng, count, rate_hz=between(rng, 0.3, 3), low=rng.uniform(0.3, 0.9), high=1)
    bell = delayed(bell, seconds=rng.uniform(0.2, 0.7), feedback=rng.uniform(0, 0.5))
    air = noise(rng, count, band(40, between(rng, 300, 3_000))) * np.float32(
        between(rng, 0.01, 0.25)
    )
    return finished(rng, bell + air)


FOURTH: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    "clock ticking": (
        impulses_through_resonators,
        escapement_of_steel,
        clock_of_a_tall_case,
        blips_as_ticks,
        clock_across_the_room,
    ),
    "church bells": (
        fm_bells,
        tolling_of_sines,
        swinging_bells,
        quarters_of_the_hour,
        steeple_across_the_valley,
    ),
}
