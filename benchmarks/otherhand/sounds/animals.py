"""Dogs, cats, birds, crickets, cows and roosters."""

from __future__ import annotations

import numpy as np

from benchmarks.otherhand.sounds.signals import (
    LENGTH,
    Formant,
    Rng,
    Signal,
    add,
    band_pass,
    clock,
    normalised,
    phase,
    pink,
    progress,
    room,
    samples,
    voice,
    wander,
)


def dog_barking(way: int, rng: Rng) -> Signal:
    """A small dog; or a large, hoarse one."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.5)
    pitch_hz = rng.uniform(380, 520) if way == 0 else rng.uniform(170, 240)
    while start < 4.6:
        seconds = rng.uniform(0.14, 0.2) if way == 0 else rng.uniform(0.22, 0.32)
        bark = _bark(rng, pitch_hz * rng.uniform(0.94, 1.06), samples(seconds))
        if way == 1:
            noise = band_pass(rng.standard_normal(len(bark)), 400, 2500)
            bark = np.tanh(2.5 * bark) + 0.2 * noise * np.hanning(len(bark))
        add(sound, bark, start)
        pause = rng.uniform(0.15, 0.3) if rng.random() < 0.6 else rng.uniform(0.5, 0.9)
        start += seconds + pause
    return room(rng, sound, 0.4, 0.15)


def _bark(rng: Rng, pitch_hz: float, count: int) -> Signal:
    u = progress(count)
    bend = 0.75 + 0.6 * np.sin(np.pi * np.minimum(1, u * 1.3)) ** 0.7
    hz = pitch_hz * bend * (1 + 0.04 * wander(rng, count, 60, -1, 1))
    mouth = 1 + 0.3 * np.sin(np.pi * u)
    formants: list[Formant] = [(600 * mouth, 150, 1), (1200 * mouth, 220, 0.8), (2500, 400, 0.4)]
    return normalised(voice(rng, hz, formants, 0.25)) * np.sin(np.pi * u**0.6) ** 0.6


def cat_meowing(way: int, rng: Rng) -> Signal:
    """Long meows that fall; or short ones that end high."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.2, 0.8)
    while start < 4:
        seconds = rng.uniform(0.7, 1.1) if way == 0 else rng.uniform(0.5, 0.8)
        u = progress(samples(seconds))
        if way == 0:
            hz = np.interp(u, [0, 0.25, 0.6, 1], [480, 680, 620, 420]) * rng.uniform(0.9, 1.15)
            hz = hz * (1 + 0.012 * np.sin(2 * np.pi * 6 * u * seconds))
        else:
            hz = np.interp(u, [0, 0.4, 1], [600, 900, 780]) * rng.uniform(0.9, 1.1)
        first = np.interp(u, [0, 0.3, 0.65, 1], [350, 950, 1100, 450])
        second = np.interp(u, [0, 0.2, 0.5, 1], [2300, 2200, 1500, 900])
        formants: list[Formant] = [(first, 120, 1), (second, 180, 0.8), (3600, 400, 0.3)]
        call = normalised(voice(rng, hz, formants, 0.04))
        add(sound, call * np.interp(u, [0, 0.12, 0.6, 1], [0, 1, 0.9, 0]), start)
        start += seconds + rng.uniform(0.4, 1)
    return room(rng, sound, 0.3, 0.1)


def birds_in_turn(rng: Rng) -> Signal:
    """Three birds, each with short chirps in rows."""
    sound = np.zeros(LENGTH)
    for loudness in (0.8, 0.4, 0.25):
        start = rng.uniform(0, 0.8)
        pitch_hz = rng.uniform(2800, 5200)
        while start < 4.7:
            for _ in range(rng.integers(2, 6)):
                seconds = rng.uniform(0.05, 0.12)
                u = clock(samples(seconds)) / seconds
                glide = rng.uniform(-0.25, 0.25) * u
                arch = 0.2 * np.sin(np.pi * u) * rng.choice([-1, 1])
                hz = pitch_hz * (1 + glide + arch)
                add(sound, np.sin(phase(hz)) * np.sin(np.pi * u) ** 0.8 * loudness, start)
                start += seconds + rng.uniform(0.03, 0.06)
            start += rng.uniform(0.3, 0.9)
    return _outdoors(rng, sound)


def bird_that_sings(rng: Rng) -> Signal:
    """Trills, falling calls and runs of one bird."""
    sound = np.zeros(LENGTH)
    start = 0.1
    while start < 4.8:
        kind = rng.integers(3)
        seconds = rng.uniform(0.2, 0.5)
        at = clock(samples(seconds))
        u = at / seconds
        hz = (
            3600 + 900 * np.sin(2 * np.pi * 26 * at),
            np.interp(u, [0, 0.5, 0.55, 1], [4200, 4000, 3200, 3000]),
            2600 + 2200 * (u * 4 % 1),
        )[kind] * rng.uniform(0.9, 1.2)
        call = (np.sin(phase(hz)) + 0.15 * np.sin(2 * phase(hz))) * np.sin(np.pi * u) ** 0.5
        add(sound, call * rng.uniform(0.5, 1), start)
        start += seconds + rng.uniform(0.05, 0.5)
    return _outdoors(rng, sound)


def _outdoors(rng: Rng, sound: Signal) -> Signal:
    return room(rng, sound, 0.5, 0.12) + 0.008 * pink(rng, LENGTH)


def crickets_near(rng: Rng) -> Signal:
    """Two, in chirps of three pulses."""
    at = clock(LENGTH)
    sound = np.zeros(LENGTH)
    for loudness in (1, 0.4):
        hz = rng.uniform(4200, 5000)
        period = rng.uniform(0.45, 0.7)
        u = (at + rng.uniform(0, period)) % period
        on = (u < 0.14) * np.maximum(0, np.sin(2 * np.pi * u / 0.0467))
        sound += on * np.sin(2 * np.pi * hz * at) * loudness
    return sound + 0.01 * pink(rng, LENGTH)


def crickets_in_a_meadow(rng: Rng) -> Signal:
    """Five that do not pause."""
    at = clock(LENGTH)
    sound = np.zeros(LENGTH)
    for _ in range(5):
        hz = rng.uniform(3900, 6200)
        rate_hz = rng.uniform(28, 55)
        beat = np.maximum(0, np.sin(2 * np.pi * rate_hz * at + rng.uniform(0, 6))) ** 1.5
        chirr = beat * np.sin(2 * np.pi * hz * at) * wander(rng, LENGTH, 1, 0.3, 1)
        sound += chirr * rng.uniform(0.2, 0.6)
    return sound + 0.01 * pink(rng, LENGTH)


def cow_mooing(way: int, rng: Rng) -> Signal:
    """A low one; or a calf, whose call rises."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.6)
    while start < 3.8:
        seconds = rng.uniform(1.3, 2.0) if way == 0 else rng.uniform(0.9, 1.4)
        n = samples(seconds)
        u = progress(n)
        if way == 0:
            hz = np.interp(u, [0, 0.3, 0.75, 1], [105, 145, 140, 95]) * rng.uniform(0.9, 1.15)
            hz = hz * (1 + 0.01 * wander(rng, n, 25, -1, 1))
        else:
            hz = np.interp(u, [0, 0.6, 0.85, 1], [150, 190, 260, 220]) * rng.uniform(0.9, 1.1)
        first = np.interp(u, [0, 0.25, 0.8, 1], [240, 520, 560, 350])
        second = np.interp(u, [0, 0.3, 1], [700, 1000, 850])
        formants: list[Formant] = [
            (250, 60, 0.8),
            (first, 90, 1),
            (second, 130, 0.7),
            (2400, 300, 0.15),
        ]
        call = normalised(voice(rng, hz, formants, 0.05))
        add(sound, call * np.interp(u, [0, 0.12, 0.8, 1], [0, 1, 0.9, 0]), start)
        start += seconds + rng.uniform(0.5, 1)
    return room(rng, sound, 0.6, 0.12)


Syllable = tuple[float, list[int], float]
"""Seconds, pitches in Hz that it slides through, loudness."""


def rooster(way: int, rng: Rng) -> Signal:
    """Four syllables; or three, lower and longer."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.1, 0.7)
    for _ in range(2):
        for seconds, pitches, loudness in _crow(way, rng):
            n = samples(seconds)
            u = progress(n)
            hz = np.interp(u, np.linspace(0, 1, len(pitches)), pitches)
            hz = hz * (1 + 0.015 * wander(rng, n, 50, -1, 1))
            first = np.interp(u, [0, 0.3, 1], [900, 1300, 1000])
            formants: list[Formant] = [(first, 180, 1), (2300, 300, 0.9), (3600, 400, 0.5)]
            call = voice(rng, hz, formants, 0.15)
            call = np.tanh(2 * call / np.abs(call).max())
            add(sound, call * loudness * np.interp(u, [0, 0.15, 0.8, 1], [0, 1, 0.9, 0]), start)
            start += seconds + 0.05
        start += rng.uniform(0.5, 0.8)
    return room(rng, sound, 0.5, 0.12)


def _crow(way: int, rng: Rng) -> list[Syllable]:
    if way == 0:
        return [
            (0.18, [520, 760, 700], 0.9),
            (0.14, [700, 800, 760], 0.8),
            (0.3, [760, 980, 900], 1),
            (rng.uniform(0.7, 1.0), [850, 1000, 950, 780, 480], 1),
        ]
    return [
        (0.22, [430, 640, 620], 0.9),
        (0.22, [620, 900, 860], 0.9),
        (rng.uniform(1.0, 1.3), [700, 880, 860, 820, 520], 1),
    ]
