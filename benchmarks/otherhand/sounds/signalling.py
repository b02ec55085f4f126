"""What is made to be heard: sirens, alarms, telephones, horns, whistles, bells; and lasers."""

from __future__ import annotations

import numpy as np

from benchmarks.otherhand.sounds.signals import (
    LENGTH,
    Rng,
    Signal,
    add,
    band_pass,
    clock,
    fade,
    high_pass,
    low_pass,
    modal,
    phase,
    progress,
    room,
    samples,
    sawtooth,
    strike,
    total,
    unit_deviation,
)


def siren_wailing(rng: Rng) -> Signal:
    period, start = rng.uniform(2.2, 3.5), rng.uniform(0, 6)
    turns = phase(900 + 420 * np.sin(2 * np.pi * clock(LENGTH) / period + start))
    return np.asarray(np.tanh(2.5 * np.sin(turns)) + 0.2 * np.sin(2 * turns))


def siren_of_two_tones(rng: Rng) -> Signal:
    low_hz, high_hz = 435 * rng.uniform(0.95, 1.1), 580 * rng.uniform(0.95, 1.1)
    low = (clock(LENGTH) / rng.uniform(0.5, 0.65) + rng.uniform(0, 2)) % 2 < 1
    turns = phase(low_pass(np.where(low, low_hz, high_hz) - low_hz, 40) + low_hz)
    return total(np.sin(i * turns) / i**0.8 for i in range(1, 9))


def alarm_clock(rng: Rng) -> Signal:
    """Four quick beeps and a pause."""
    at = clock(LENGTH)
    hz = rng.uniform(1900, 2300)
    second = (at + rng.uniform(0, 1)) % 1
    on = ((second < 0.56) & (second % 0.14 < 0.07)).astype(float)
    return low_pass(on, 300) * np.sign(np.sin(2 * np.pi * hz * at)) * 0.5


def smoke_alarm(rng: Rng) -> Signal:
    """Bursts of half a second."""
    at = clock(LENGTH)
    hz = rng.uniform(2800, 3300)
    on = ((at + rng.uniform(0, 1)) % 1 < 0.5).astype(float)
    tone = np.sin(2 * np.pi * hz * at) + 0.3 * np.sin(2 * np.pi * 3 * hz * at)
    return low_pass(on, 200) * tone


def telephone_bell(rng: Rng) -> Signal:
    """A bell struck 20 times a second, for two seconds on."""
    sound = np.zeros(LENGTH)
    hz = np.array([1250, 1580, 2710, 3350, 4480, 5900]) * rng.uniform(0.9, 1.1)
    decays, amplitudes = [0.2, 0.18, 0.12, 0.1, 0.06, 0.04], [1, 0.8, 0.7, 0.5, 0.4, 0.3]
    start = rng.uniform(0, 0.6)
    for ring in (start, start + 3.2):
        for k in range(40):
            stroke = modal(hz * (1 if k % 2 else 1.12), decays, amplitudes, 0.5)
            add(sound, stroke * 0.3, ring + k * 0.05)
    return sound


def telephone_warble(rng: Rng) -> Signal:
    at = clock(LENGTH)
    start = rng.uniform(0, 0.4)
    on = (((at - start) % 2.6 < 1.3) & (at > start)).astype(float)
    turns = phase(np.where(at * 16 % 1 < 0.5, 1060, 1330) * rng.uniform(0.85, 1.2))
    return low_pass(on, 100) * (np.sin(turns) + 0.35 * np.sin(3 * turns))


def car_horn(way: int, rng: Rng) -> Signal:
    """Short and thin; or long and full."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.5)
    while start < 4.5:
        seconds = rng.uniform(0.3, 0.5) if way == 0 else rng.uniform(1.0, 1.6)
        blast = (_thin_horn, _full_horn)[way](samples(seconds))
        add(sound, fade(unit_deviation(blast), 0.015, 0.04), start)
        start += seconds + (rng.uniform(0.15, 0.3) if way == 0 else rng.uniform(0.4, 0.9))
    return room(rng, sound, 0.5, 0.1)


def _thin_horn(count: int) -> Signal:
    tones = total(low_pass(sawtooth(np.full(count, float(hz))), 3500) for hz in (415, 522))
    return band_pass(tones, 300, 3500, 1)


def _full_horn(count: int) -> Signal:
    at = clock(count)
    partials = total(
        np.sin(2 * np.pi * k * hz * at + k) * (1 / (1 + abs(k - 3) * 0.4))
        for hz in (350, 440)
        for k in range(1, 10)
    )
    return np.tanh(partials)


def whistle_of_a_referee(rng: Rng) -> Signal:
    """With a pea in it."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.6)
    while start < 4.3:
        seconds = rng.uniform(0.5, 1.1)
        n = samples(seconds)
        pea = np.sin(2 * np.pi * 38 * clock(n))
        tones = np.sin(phase(2350 + 60 * pea)) + 0.7 * np.sin(phase(2800 + 70 * pea))
        blow = (1 + 0.5 * pea) * tones + 0.1 * high_pass(rng.standard_normal(n), 2000)
        add(sound, fade(blow, 0.02, 0.04), start)
        start += seconds + rng.uniform(0.2, 0.6)
    return room(rng, sound, 0.5, 0.1)


def whistle_of_lips(rng: Rng) -> Signal:
    """Sliding calls."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.6)
    while start < 4.3:
        seconds = rng.uniform(0.7, 1.0)
        n = samples(seconds)
        u = progress(n)
        if rng.random() < 0.5:
            hz = np.interp(u, [0, 0.35, 0.5, 1], [1000, 1900, 1300, 2200])
        else:
            hz = np.interp(u, [0, 0.2, 0.7, 1], [1500, 1700, 1650, 1100])
        hz = low_pass(hz - hz[0], 30) + hz[0]
        call = np.sin(phase(hz)) + 0.08 * band_pass(rng.standard_normal(n), 900, 2600)
        add(sound, fade(call, 0.04, 0.06), start)
        start += seconds + rng.uniform(0.2, 0.5)
    return room(rng, sound, 0.5, 0.1)


def church_bells(way: int, rng: Rng) -> Signal:
    """One bell that tolls; or four that are rung in any order."""
    sound = np.zeros(LENGTH)
    partials = np.array([0.5, 1, 1.19, 1.5, 2, 2.51, 3.0, 4.1])
    decays = np.array([3, 2, 1.6, 1.2, 1, 0.6, 0.4, 0.3]) * (1 if way == 0 else 0.7)
    amplitudes = [0.5, 0.7, 0.8, 0.4, 1, 0.5, 0.3, 0.3]
    if way == 0:
        bells = np.array([rng.uniform(280, 380)])
    else:
        bells = rng.uniform(420, 470) * np.array([1, 9 / 8, 5 / 4, 3 / 2])
    start = rng.uniform(0, 0.3)
    while start < 4.8:
        hz = bells[0] if way == 0 else bells[rng.integers(4)]
        clapper = band_pass(rng.standard_normal(LENGTH), 1500, 6000)
        ring = modal(partials * hz, decays, amplitudes, 5)
        add(sound, ring + clapper * strike(LENGTH, 0.0005, 0.01) * 0.3, start)
        start += 1.6 if way == 0 else rng.uniform(0.35, 0.55)
    return room(rng, sound, 1, 0.15)


def laser(way: int, rng: Rng) -> Signal:
    """Square waves that fall; or longer ones with a modulated phase."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.5)
    while start < 4.7:
        seconds = rng.uniform(0.2, 0.35) if way == 0 else rng.uniform(0.35, 0.6)
        u = progress(samples(seconds))
        if way == 0:
            hz = rng.uniform(2400, 3400) * np.exp(-3.2 * u) + 120
            shot = np.sign(np.sin(phase(hz))) * (1 - u)
        else:
            hz = 4500 * np.exp(-5 * u) + 300
            shot = np.sin(phase(hz) + 3 * np.sin(phase(hz * 0.37))) * np.exp(-2.5 * u)
        add(sound, low_pass(fade(shot, 0.002, 0.01), 12000), start)
        start += seconds + rng.uniform(0.1, 0.5)
    return sound
