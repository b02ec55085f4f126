"""Rain, wind, waves, thunder, fire and drops."""

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
    high_pass,
    low_pass,
    modal,
    phase,
    pink,
    room,
    samples,
    strike,
    sweep,
    unit_deviation,
    wander,
)


def rain_hissing(rng: Rng) -> Signal:
    sound = high_pass(rng.standard_normal(LENGTH), 900) * 0.22 + pink(rng, LENGTH) * 0.05
    for _ in range(900):
        drop = band_pass(rng.standard_normal(480), 2000, 9000) * strike(480, 0.0005, 0.002)
        add(sound, drop * rng.uniform(0.1, 0.9), rng.uniform(0, 5))
    return sound * wander(rng, LENGTH, 1, 0.85, 1)


def rain_on_a_window(rng: Rng) -> Signal:
    """Drops with a pitch of their own, over little hiss."""
    sound = low_pass(rng.standard_normal(LENGTH), 5000) * 0.05
    at = clock(samples(0.03))
    for _ in range(450):
        hz = rng.uniform(700, 4500)
        drop = np.sin(2 * np.pi * (hz * at + hz * 4 * at * at)) * np.exp(-at / 0.005)
        add(sound, drop * rng.exponential(0.35), rng.uniform(0, 5))
    for _ in range(2500):
        sound[rng.integers(LENGTH)] += rng.normal() * 0.8
    return sound


def wind_howling(rng: Rng) -> Signal:
    noise = rng.standard_normal(LENGTH)
    centre_hz = wander(rng, LENGTH, 0.8, 300, 1100)
    sound = sweep(noise, centre_hz, 120, hop=2400, tail=2400)
    gusts = wander(rng, LENGTH, 0.8, 0.3, 1)
    return unit_deviation(sound) * gusts + brown(rng, LENGTH) * 0.2


def wind_rushing(rng: Rng) -> Signal:
    rush = low_pass(pink(rng, LENGTH), 700) * wander(rng, LENGTH, 1.2, 0.1, 1) ** 1.5
    whistle = band_pass(rng.standard_normal(LENGTH), 300, 500, 1)
    return rush + 0.3 * whistle * wander(rng, LENGTH, 0.9, 0, 1)


def waves_breaking(rng: Rng) -> Signal:
    sound = np.zeros(LENGTH)
    for start in (rng.uniform(-1.5, 0), rng.uniform(2, 3)):
        n = samples(4)
        swell = np.interp(clock(n), [0, 1.2, 1.6, 4], [0, 1, 0.8, 0]) ** 2
        rush = pink(rng, n)
        spray = high_pass(rng.standard_normal(n), 2000) * np.roll(swell, samples(0.4))
        add(sound, (rush * 0.6 + spray * 0.5) * swell, start)
    return sound + low_pass(pink(rng, LENGTH), 400) * 0.12


def waves_swelling(rng: Rng) -> Signal:
    period, start = rng.uniform(2.8, 4), rng.uniform(0, 6)
    swell = (0.5 + 0.5 * np.sin(2 * np.pi * clock(LENGTH) / period + start)) ** 2
    noise = rng.standard_normal(LENGTH)
    spray = high_pass(rng.standard_normal(LENGTH), 4000) * 0.2 * np.roll(swell, -6000) ** 2
    return low_pass(noise, 600) * (0.3 + 0.7 * swell) + low_pass(noise, 3500) * 0.6 * swell + spray


def thunder_near(rng: Rng) -> Signal:
    """A crack, then the rumble."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.2, 0.6)
    n = samples(0.3)
    add(sound, high_pass(rng.standard_normal(n), 300) * strike(n, 0.003, 0.06) * 1.2, start)
    n = samples(4.3)
    rumble = low_pass(brown(rng, n), 300) * strike(n, 0.05, 1.4)
    add(sound, rumble * wander(rng, n, 7, 0.3, 1.2), start)
    return sound


def thunder_rolling(rng: Rng) -> Signal:
    sound = np.zeros(LENGTH)
    n = samples(2.2)
    for start in np.sort(rng.uniform(0.1, 2.5, 6)):
        roll = low_pass(rng.standard_normal(n), rng.uniform(80, 220)) * 6 * strike(n, 0.08, 0.5)
        add(sound, roll * rng.uniform(0.4, 1), start)
    return sound + low_pass(brown(rng, LENGTH), 120) * 0.1


def fire_crackling(way: int, rng: Rng) -> Signal:
    """A bright fire with many crackles; or a darker one in which wood snaps."""
    loudness, lowest_hz, louder = ((0.12, 1500, 0.8), (0.3, 800, 1.1))[way]
    roar = low_pass(brown(rng, LENGTH), 500) * loudness * wander(rng, LENGTH, 4, 0.5, 1)
    sound = roar + high_pass(pink(rng, LENGTH), 1500) * 0.02
    for _ in range(int(rng.uniform(60, 110)) if way == 0 else 40):
        n = samples(rng.uniform(0.003, 0.02))
        noise = band_pass(rng.standard_normal(n + 400), lowest_hz, 9000)[:n]
        crackle = noise * strike(n, 0.0003, n / SAMPLE_RATE_HZ / 4)
        add(sound, crackle * rng.exponential(louder), rng.uniform(0, 5))
    if way == 1:
        for start in rng.uniform(0, 4.8, 7):
            for _ in range(rng.integers(5, 14)):
                hz = [rng.uniform(1500, 5000), rng.uniform(3000, 8000)]
                snap = modal(hz, [0.002, 0.001], [1, 0.6], 0.02)
                add(sound, snap * rng.uniform(0.2, 1), start + rng.uniform(0, 0.2))
    return sound


def water_dripping(way: int, rng: Rng) -> Signal:
    """Low drops in a cave; or higher ones, each with a second plop."""
    lowest_hz, highest_hz, rise, decay = ((700, 1300, 0.9, 0.025), (1400, 2400, 0.3, 0.012))[way]
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.5)
    while start < 4.9:
        seconds = 0.12
        at = clock(samples(seconds))
        hz = rng.uniform(lowest_hz, highest_hz) * (1 + rise * at / seconds)
        add(sound, np.sin(phase(hz)) * strike(len(at), 0.002, decay), start)
        splash = high_pass(rng.standard_normal(960), 3000) * strike(960, 0.0003, 0.002)
        add(sound, splash * 0.25, start - 0.01)
        if way == 1:
            plop = np.sin(phase(hz * 1.35)) * strike(len(at), 0.002, 0.015)
            add(sound, plop * 0.6, start + 0.035)
        start += rng.uniform(0.5, 0.9) if way == 0 else rng.uniform(0.25, 0.7)
    return room(rng, sound, 1.2 if way == 0 else 0.5, 0.35)
