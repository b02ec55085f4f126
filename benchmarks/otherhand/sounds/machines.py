"""Clocks, engines, helicopters, trains and chainsaws; what breaks and explodes."""

from __future__ import annotations

import numpy as np

from benchmarks.otherhand.sounds.signals import (
    LENGTH,
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    add,
    band_pass,
    brown,
    clock,
    fade,
    high_pass,
    lingering,
    low_pass,
    modal,
    phase,
    pink,
    pulses,
    resonate,
    room,
    samples,
    sawtooth,
    strike,
    total,
    unit_deviation,
    wander,
)


def clock_ticking(way: int, rng: Rng) -> Signal:
    """A small clock, even; or a large one that limps."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0, 0.4)
    period = rng.uniform(0.48, 0.52) if way == 0 else rng.uniform(0.95, 1.02)
    tock = False
    while start < 5:
        add(sound, (_small_tick, _large_tick)[way](rng, tock=tock), start)
        start += period if way == 0 else period / 2 * (1 if tock else 1.06)
        tock = not tock
    return room(rng, sound, 0.25, 0.1) + 0.002 * pink(rng, LENGTH)


def _small_tick(rng: Rng, *, tock: bool) -> Signal:
    hz = np.array([2900, 4600, 7100]) * (1 if tock else 0.85)
    click = high_pass(rng.standard_normal(2400), 3000) * strike(2400, 0.0002, 0.0012)
    return modal(hz, [0.006, 0.004, 0.002], [1, 0.7, 0.5], 0.05) + click * 0.7


def _large_tick(rng: Rng, *, tock: bool) -> Signal:
    hz = np.array([620, 1450, 2500, 3900]) * (1 if tock else 0.8)
    click = rng.standard_normal(5760) * strike(5760, 0.0002, 0.0015)
    return modal(hz, [0.018, 0.012, 0.008, 0.004], [1, 0.8, 0.5, 0.4], 0.12) + click * 0.8


def engine_idling(rng: Rng) -> Signal:
    hz = rng.uniform(22, 32) * (1 + 0.03 * wander(rng, LENGTH, 6, -1, 1))
    strokes = pulses(hz)
    noise = rng.standard_normal(LENGTH)
    body = resonate(strokes, 80, 25) * 8 + resonate(strokes, 190, 60) * 6
    body = body + resonate(strokes, 430, 150) * 4
    return unit_deviation(body) + 0.4 * low_pass(noise, 1500) * lingering(strokes, 0.012)


def engine_revving(rng: Rng) -> Signal:
    hz = np.interp(clock(LENGTH), [0, 1.2, 2.5, 3.2, 5], [45, 60, 130, 90, 75])
    hz = hz * rng.uniform(0.85, 1.2) * (1 + 0.01 * wander(rng, LENGTH, 20, -1, 1))
    turns = phase(hz)
    partials = total(
        np.sin(k * turns / 2 + rng.uniform(0, 6)) * rng.uniform(0.4, 1) / k**0.7
        for k in range(1, 24)
    )
    return np.asarray(np.tanh(partials) + 0.1 * low_pass(rng.standard_normal(LENGTH), 2500))


def helicopter_passing(rng: Rng) -> Signal:
    """Single beats of the blades over a turbine."""
    sound = np.zeros(LENGTH)
    rate_hz = rng.uniform(10, 13)
    n = samples(0.07)
    hum = np.sin(2 * np.pi * 55 * np.arange(n) / SAMPLE_RATE_HZ) * np.hanning(n) * 1.2
    for start in np.arange(rng.uniform(0, 0.08), 5, 1 / rate_hz):
        add(sound, low_pass(rng.standard_normal(n), 500) * 3 * np.hanning(n) + hum, start)
    turbine = 0.04 * np.sin(2 * np.pi * 900 * clock(LENGTH))
    return np.asarray(sound + 0.12 * low_pass(pink(rng, LENGTH), 2000) + turbine)


def helicopter_hovering(rng: Rng) -> Signal:
    rate_hz = rng.uniform(16, 20)
    beat = np.maximum(0, np.sin(2 * np.pi * rate_hz * clock(LENGTH))) ** 3
    blades = low_pass(rng.standard_normal(LENGTH), 900) * 1.5 * beat
    wash = 0.35 * pink(rng, LENGTH) * (0.4 + beat)
    gear = 0.1 * sawtooth(np.full(LENGTH, 110.0))
    return np.asarray((blades + wash) * wander(rng, LENGTH, 0.5, 0.6, 1) + gear)


def steam_train(rng: Rng) -> Signal:
    """Four chuffs a turn, and a whistle."""
    sound = np.zeros(LENGTH)
    period = rng.uniform(0.22, 0.32)
    n = samples(0.18)
    for k, start in enumerate(np.arange(0.05, 5, period)):
        chuff = band_pass(rng.standard_normal(n), 250, 4000) * strike(n, 0.015, 0.06)
        add(sound, chuff * (1.3 if k % 4 == 0 else 0.8), start)
    n = samples(1.3)
    at = clock(n)
    bend = 1 - 0.01 * np.exp(-at / 0.1)
    whistle = total(np.sin(2 * np.pi * hz * at * bend) for hz in (523, 659, 784))
    whistle = whistle + 0.6 * band_pass(rng.standard_normal(n), 400, 2500)
    add(sound, fade(whistle * 0.3, 0.08, 0.25), rng.uniform(0.5, 3))
    return sound


def train_on_rails(rng: Rng) -> Signal:
    """Wheels that run over joints, two by two."""
    sound = low_pass(brown(rng, LENGTH), 400) * 0.5
    hiss = 0.1 * band_pass(rng.standard_normal(LENGTH), 500, 3000)
    sound = sound + hiss * wander(rng, LENGTH, 3, 0.5, 1)
    period = rng.uniform(0.7, 0.95)
    hz, decays = [90, 210, 640, 1500], [0.06, 0.05, 0.02, 0.01]
    for start in np.arange(rng.uniform(0, 0.3), 5, period):
        for delay in (0, 0.13):
            clack = low_pass(rng.standard_normal(14400), 2500) * strike(14400, 0.001, 0.015)
            thud = modal(hz, decays, [1.2, 1, 0.6, 0.3], 0.3) * 1.3
            add(sound, thud + clack * 0.8, start + delay)
    return sound


def chainsaw_starting(rng: Rng) -> Signal:
    strokes = pulses(_throttle(rng, [0, 0.6, 1.0, 2.4, 2.8, 5], [55, 60, 150, 145, 95, 140]))
    body = resonate(strokes, 320, 120) + resonate(strokes, 900, 250)
    body = body + resonate(strokes, 2200, 500) + resonate(strokes, 4000, 900)
    hiss = 0.35 * high_pass(rng.standard_normal(LENGTH), 1500)
    return np.tanh(1.5 * (unit_deviation(body) + hiss * lingering(strokes, 0.003)))


def chainsaw_cutting(rng: Rng) -> Signal:
    hz = _throttle(rng, [0, 0.6, 1.0, 2.4, 2.8, 5], [70, 75, 70, 180, 190, 185])
    body = band_pass(sawtooth(hz) + 0.6 * sawtooth(hz * 2.01), 200, 7000, 1)
    hiss = 0.5 * high_pass(rng.standard_normal(LENGTH), 2500) * (sawtooth(hz) > 0)
    return np.tanh(3 * body + hiss)


def _throttle(rng: Rng, at_seconds: list[float], hz: list[float]) -> Signal:
    curve = np.interp(clock(LENGTH), at_seconds, hz) * rng.uniform(0.9, 1.1)
    return np.asarray(curve * (1 + 0.02 * wander(rng, LENGTH, 30, -1, 1)))


def glass_breaking(way: int, rng: Rng) -> Signal:
    """A pane that bursts into many pieces; or a thick glass, whose fewer pieces ring."""
    pieces, longest, spread = ((70, 0.09, 0.22), (30, 0.25, 0.4))[way]
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.2, 1.5)
    crash = high_pass(rng.standard_normal(9600), 1500) * strike(9600, 0.0005, 0.03)
    add(sound, crash * 1.5, start)
    for _ in range(pieces):
        hz = rng.uniform(1800, 9000) * rng.uniform(1, 2.3, 5)
        piece = modal(hz, rng.uniform(0.01, longest, 5), rng.uniform(0.1, 0.5, 5), 0.5)
        add(sound, piece * rng.exponential(0.5), start + rng.exponential(spread))
    if way == 1:
        body = modal([900, 2300, 3900], [0.05, 0.04, 0.03], [1, 0.8, 0.6], 0.3)
        add(sound, body * 1.2, start)
    return room(rng, sound, 0.4, 0.1)


def explosion(way: int, rng: Rng) -> Signal:
    """A dark blast; or a boom whose pitch falls. Debris comes down after both."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.2, 1)
    add(sound, (_blast, _boom)[way](rng, samples(3.8)), start)
    for _ in range(25):
        debris = band_pass(rng.standard_normal(2400), 400, 4000) * strike(2400, 0.001, 0.01)
        add(sound, debris * rng.uniform(0, 0.15), start + 0.6 + rng.exponential(0.8))
    return room(rng, sound, 1.5, 0.3)


def _blast(rng: Rng, count: int) -> Signal:
    rumble = brown(rng, count) * strike(count, 0.005, 0.7)
    return np.tanh(2 * (rumble + rng.standard_normal(count) * strike(count, 0.002, 0.12)))


def _boom(rng: Rng, count: int) -> Signal:
    at = clock(count)
    tone = np.sin(2 * np.pi * (35 * at + 60 * 0.15 * (1 - np.exp(-at / 0.15))))
    rush = low_pass(rng.standard_normal(count), 1200) * strike(count, 0.01, 0.5) * 1.5
    crack = high_pass(rng.standard_normal(count), 2000) * strike(count, 0.001, 0.05)
    return tone * strike(count, 0.004, 0.4) * 1.2 + rush + crack
