"""Objects that tick, break, ring and explode; and silence."""

import numpy as np

from training.sounds.signals import (
    Rng,
    Signal,
    band,
    beat,
    burst,
    decay,
    echoed,
    glide,
    noise,
    onsets,
    place,
    ring,
    samples,
    scatter,
    swell,
    tilted,
    unit_peak,
    wave,
)


def ticking_clock(rng: Rng, count: int) -> Signal:
    """Tick and tock, dry and even, one to five a second."""
    rate_hz = rng.choice([1, 2, 2.5, 4, 5]) * rng.uniform(0.97, 1.03)
    pitch_hz = rng.uniform(2_000, 4_500)
    pair = [_tick(rng, pitch_hz), _tick(rng, pitch_hz * rng.uniform(0.75, 0.98))]
    starts = beat(rng, count, period_seconds=1 / rate_hz, jitter=0.002)
    ticks = place(count, starts, [pair[k % 2] for k in range(len(starts))])
    return ticks + noise(rng, count, band(100, 4_000)) * np.float32(0.0015)


def _tick(rng: Rng, pitch_hz: float) -> Signal:
    click = burst(rng, 0.05, band(1_500, 9_000), decay_seconds=0.0015)
    case = ring([pitch_hz, pitch_hz * 1.7, pitch_hz * 0.4], [0.008, 0.005, 0.012], 0.05)
    return unit_peak(unit_peak(click) + case * np.float32(0.6))


def breaking_glass(rng: Rng, count: int) -> Signal:
    """A sharp crash, then shards that ring as they fall."""
    starts = onsets(rng, count, gap_seconds=(1.6, 3.0))
    return place(count, starts, [_crash(rng) for _ in starts])


def _crash(rng: Rng) -> Signal:
    length = samples(rng.uniform(0.9, 1.8))
    crash = np.zeros(length, dtype=np.float32)
    impact = burst(rng, 0.3, band(1_200, 12_000), decay_seconds=rng.uniform(0.03, 0.08))
    crash[: len(impact)] += impact * np.float32(0.6)
    for _ in range(rng.integers(14, 30)):
        hz = rng.uniform(2_000, 8_000)
        shard = ring([hz, hz * 1.37, hz * 1.83], rng.uniform(0.02, 0.12, 3).tolist(), 0.25)
        start = int(min(rng.exponential(0.25), 1.0) * 0.8 * length)
        end = min(length, start + len(shard))
        crash[start:end] += shard[: end - start] * np.float32(rng.uniform(0.1, 0.5))
    return crash


def knocking(rng: Rng, count: int) -> Signal:
    """Knuckles on a door, three to five times, and again."""
    tone_hz = rng.uniform(140, 420)
    knock = burst(rng, 0.15, band(tone_hz * 0.7, tone_hz * 2.5), decay_seconds=0.018)
    wood = ring([tone_hz, tone_hz * 2.1, tone_hz * 3.3], [0.045, 0.025, 0.015], 0.15)
    hit = unit_peak(unit_peak(knock) + wood)
    starts = []
    for first in onsets(rng, count, gap_seconds=(1.3, 2.3)):
        spacing = rng.uniform(0.15, 0.27)
        starts += [int(first) + samples(spacing * k) for k in range(rng.integers(3, 6))]
    hits = [hit * np.float32(rng.uniform(0.7, 1)) for _ in starts]
    return echoed(rng, place(count, starts, hits), seconds=0.3, wet=rng.uniform(0.1, 0.4))


def typing(rng: Rng, count: int) -> Signal:
    """Keys in uneven runs, each a click down and a lighter one up."""
    keys = [_key(rng) for _ in range(5)]
    pace = rng.uniform(0.08, 0.14)
    starts = []
    for first in onsets(rng, count, gap_seconds=(1.0, 2.0)):
        gaps = rng.gamma(4, pace / 4, rng.integers(6, 16))
        starts += list(first + (np.cumsum(gaps) * 48_000).astype(np.int64))
    strokes = [keys[rng.integers(5)] * np.float32(rng.uniform(0.5, 1)) for _ in starts]
    return place(count, starts, strokes) + noise(rng, count, band(100, 2_000)) * np.float32(0.002)


def _key(rng: Rng) -> Signal:
    down = burst(rng, 0.12, band(900, rng.uniform(3_500, 6_000)), decay_seconds=0.005)
    thud = burst(rng, 0.12, band(150, 500), decay_seconds=0.012)
    up = burst(rng, 0.03, band(2_000, 7_000), decay_seconds=0.003) * np.float32(0.35)
    key = unit_peak(down) + unit_peak(thud) * np.float32(rng.uniform(0.3, 0.8))
    start = samples(rng.uniform(0.05, 0.08))
    key[start : start + len(up)] += up
    return unit_peak(key)


def explosion(rng: Rng, count: int) -> Signal:
    """A blast all at once, that dies away in debris."""
    starts = onsets(rng, count, gap_seconds=(1.8, 3.2))
    return place(count, starts, [_blast(rng) for _ in starts])


def _blast(rng: Rng) -> Signal:
    length = samples(rng.uniform(1.5, 2.6))
    fall = decay(length, attack_seconds=0.003, decay_seconds=rng.uniform(0.25, 0.55))
    roar = noise(rng, length, tilted(band(40, rng.uniform(1_500, 5_000)), db_per_octave=-3)) * fall
    boom = wave(glide([110, 45, 32], length), length, [1, 0.4]) * fall
    rock = burst(rng, 0.02, band(600, 4_000), decay_seconds=0.004)
    debris = scatter(rng, length, rock, rate_hz=40) * swell(length, attack=0.3, release=0.6)
    blast = np.tanh(2 * (roar + boom + debris * np.float32(0.12)))
    return (blast * swell(length, attack=0, release=0.4)).astype(np.float32)


def church_bells(rng: Rng, count: int) -> Signal:
    """One to four great bells, each with a bell's own inharmonic partials."""
    low_hz = rng.uniform(180, 420)
    sizes = rng.choice([1.0, 1.125, 1.25, 1.5], rng.integers(1, 5), replace=False)
    bells = [_bell(rng, low_hz * size) for size in sizes]
    starts = onsets(rng, count, gap_seconds=(0.7, rng.uniform(0.9, 1.8)))
    return place(count, starts, [bells[k % len(bells)] for k in range(len(starts))])


def _bell(rng: Rng, prime_hz: float) -> Signal:
    # Hum, prime, tierce, quint, nominal and above: the partials of a tuned church bell.
    ratios = np.array([1.0, 0.5, 1.2, 1.5, 2.0, 2.67, 3.0, 4.1, 5.3])
    decays = np.array([2.0, 3.0, 1.5, 1.0, 1.6, 0.6, 0.5, 0.35, 0.25]) * rng.uniform(0.7, 1.3)
    tone = ring((prime_hz * ratios).tolist(), decays.tolist(), 4.0)
    strike = burst(rng, 0.05, band(1_000, 6_000), decay_seconds=0.008) * np.float32(0.4)
    tone[: len(strike)] += strike
    return tone


def silence(rng: Rng, count: int) -> Signal:
    """A quiet room: noise 64 to 90 dB below full scale."""
    level = 10 ** (rng.uniform(-90, -64) / 20)
    room = noise(rng, count, tilted(band(30, 8_000, steepness=1), db_per_octave=rng.uniform(-6, 0)))
    return room * np.float32(level)


EVENTS = {
    "clock ticking": (ticking_clock,),
    "glass breaking": (breaking_glass,),
    "knocking": (knocking,),
    "typing": (typing,),
    "explosion": (explosion,),
    "church bells": (church_bells,),
    "silence": (silence,),
}
