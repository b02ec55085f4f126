"""What people do: walk, clap, knock, type, cry, sneeze, and their hearts."""

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
    high_pass,
    low_pass,
    modal,
    normalised,
    pink,
    progress,
    room,
    samples,
    strike,
    voice,
    wander,
)


def footsteps_in_a_hall(rng: Rng) -> Signal:
    """Hard heels, each followed by its sole."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0, 0.3)
    period = rng.uniform(0.48, 0.62)
    while start < 4.9:
        tap = band_pass(rng.standard_normal(7200), 800, 4500) * strike(7200, 0.0005, 0.006)
        heel = modal([170, 420, 950], [0.03, 0.015, 0.006], [1, 0.7, 0.5], 0.15) + tap * 0.8
        add(sound, heel * rng.uniform(0.8, 1), start)
        sole = band_pass(rng.standard_normal(2880), 600, 3000) * strike(2880, 0.002, 0.012)
        add(sound, sole * 0.35, start + 0.09)
        start += period * rng.uniform(0.96, 1.04)
    return room(rng, sound, 0.7, 0.2)


def footsteps_on_gravel(rng: Rng) -> Signal:
    sound = np.zeros(LENGTH)
    start = rng.uniform(0, 0.3)
    period = rng.uniform(0.48, 0.62)
    n = samples(0.26)
    press = np.interp(progress(n), [0, 0.1, 0.35, 0.55, 1], [0, 1, 0.3, 0.7, 0])
    while start < 4.9:
        crunch = band_pass(rng.standard_normal(n), 500, 7000) * (rng.random(n) < 0.08) * 3
        thud = low_pass(rng.standard_normal(n), 200) * 0.8
        add(sound, (crunch + thud) * press * rng.uniform(0.7, 1), start)
        start += period * rng.uniform(0.96, 1.04)
    return sound + 0.003 * pink(rng, LENGTH)


def applause(way: int, rng: Rng) -> Signal:
    """A hall of ninety; or a group of fourteen."""
    sound = np.zeros(LENGTH)
    n = 1400
    for _ in range((90, 14)[way]):
        rate_hz = rng.uniform(3.2, 5.2)
        start = rng.uniform(0, 1 / rate_hz)
        hz = rng.uniform(900, 2400)
        loudness = rng.uniform(0.3, 1)
        clap = band_pass(rng.standard_normal(n), hz * 0.6, hz * 1.8) * strike(n, 0.0005, 0.005)
        while start < 5:
            add(sound, clap * loudness * rng.uniform(0.6, 1), start)
            start += rng.normal(1 / rate_hz, 0.02)
    clapping = room(rng, sound, 0.9, 0.3)
    return clapping + 0.05 * high_pass(pink(rng, LENGTH), 800) if way == 0 else clapping


def heartbeat(way: int, rng: Rng) -> Signal:
    """Soft tones, at rest; or muffled thuds, faster."""
    sound = np.zeros(LENGTH)
    beats_a_minute = rng.uniform(62, 85) if way == 0 else rng.uniform(85, 115)
    n = samples(0.16)
    at = clock(n)
    for start in np.arange(rng.uniform(0, 0.4), 5, 60 / beats_a_minute):
        for delay, hz, loudness in ((0, 55, 1), (0.3 if way == 0 else 0.22, 70, 0.7)):
            if way == 0:
                tone = np.sin(2 * np.pi * (hz * at + 15 * np.exp(-at / 0.02) * 0.02))
                thump = tone * np.sin(np.pi * np.minimum(1, at / 0.13)) ** 2
            else:
                thump = low_pass(rng.standard_normal(n), 110) * 12 * np.hanning(n)
            add(sound, thump * loudness, start + delay)
    return sound + 0.004 * low_pass(pink(rng, LENGTH), 300)


def knocking(way: int, rng: Rng) -> Signal:
    """On a heavy door; or on thin wood."""
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.2, 0.6)
    while start < 4.4:
        for _ in range(rng.integers(3, 5)):
            if way == 0:
                hz = np.array([140, 310, 560, 900]) * rng.uniform(0.97, 1.03)
                knock = modal(hz, [0.04, 0.025, 0.015, 0.008], [1, 0.8, 0.5, 0.3], 0.2)
            else:
                hz = np.array([380, 780, 1250, 2100])
                knock = modal(hz, [0.018, 0.012, 0.009, 0.004], [1, 0.8, 0.6, 0.4], 0.15)
            knock = knock * rng.uniform(0.8, 1)
            n = len(knock)
            tap = low_pass(rng.standard_normal(n), 3000) * strike(n, 0.0003, 0.002)
            add(sound, knock + tap * 0.5, start)
            start += rng.uniform(0.18, 0.26)
        start += rng.uniform(0.6, 1.0)
    return room(rng, sound, 0.35, 0.12)


def typing_on_a_keyboard(rng: Rng) -> Signal:
    """Each key is heard as it goes down and as it comes up."""
    sound = np.zeros(LENGTH)
    start = 0.1
    while start < 4.9:
        click = band_pass(rng.standard_normal(1920), 1500, 7000) * strike(1920, 0.0005, 0.004)
        hz = [rng.uniform(2200, 3200), rng.uniform(400, 600)]
        click = click + modal(hz, [0.004, 0.01], [0.5, 0.5], 0.04)
        add(sound, click * rng.uniform(0.5, 1), start)
        release = band_pass(rng.standard_normal(1440), 2500, 8000) * strike(1440, 0.0005, 0.003)
        add(sound, release * 0.4, start + rng.uniform(0.05, 0.08))
        start += _until_the_next_key(rng)
    return room(rng, sound, 0.2, 0.1)


def typing_on_a_typewriter(rng: Rng) -> Signal:
    """With its bell, now and then."""
    sound = np.zeros(LENGTH)
    hz, decays = [1800, 3300, 5200, 800], [0.012, 0.01, 0.006, 0.015]
    start = 0.1
    while start < 4.9:
        type_bar = modal(hz, decays, [1, 0.9, 0.6, 0.6], 0.08)
        stroke = type_bar + rng.standard_normal(3840) * strike(3840, 0.0002, 0.002) * 1.2
        add(sound, stroke * rng.uniform(0.5, 1), start)
        start += _until_the_next_key(rng)
        if rng.random() < 0.03:
            bell = modal([2600, 5300, 7900], [0.4, 0.2, 0.1], [1, 0.4, 0.2], 0.8)
            add(sound, bell * 0.6, start)
            start += 0.5
    return room(rng, sound, 0.2, 0.1)


def _until_the_next_key(rng: Rng) -> float:
    gaps = [rng.uniform(0.07, 0.14), rng.uniform(0.15, 0.25), rng.uniform(0.3, 0.6)]
    return float(rng.choice(gaps, p=[0.6, 0.3, 0.1]))


def baby_crying(way: int, rng: Rng) -> Signal:
    """Long hoarse cries; or short clear ones. Breath is drawn between."""
    sound = np.zeros(LENGTH)
    breath_count = samples(0.18)
    start = rng.uniform(0, 0.4)
    while start < 4.4:
        seconds = rng.uniform(0.7, 1.1) if way == 0 else rng.uniform(0.35, 0.55)
        n = samples(seconds)
        u = progress(n)
        if way == 0:
            hz = np.interp(u, [0, 0.15, 0.6, 1], [380, 500, 470, 340]) * rng.uniform(0.92, 1.12)
            tremor = 0.02 * np.sin(2 * np.pi * 7 * u * seconds)
            hz = hz * (1 + tremor + 0.01 * wander(rng, n, 40, -1, 1))
        else:
            hz = np.interp(u, [0, 0.5, 1], [420, 560, 430]) * rng.uniform(0.9, 1.1)
        first = np.interp(u, [0, 0.2, 0.8, 1], [600, 1150, 1100, 700])
        formants: list[Formant] = [
            (first, 140, 1),
            (1900, 220, 0.7),
            (3600, 350, 0.6),
            (5200, 500, 0.3),
        ]
        cry = normalised(voice(rng, hz, formants, 0.05))
        if way == 0:
            cry = np.tanh(2 * cry)
        add(sound, cry * np.interp(u, [0, 0.1, 0.75, 1], [0, 1, 0.9, 0]), start)
        start += seconds
        breath = band_pass(rng.standard_normal(breath_count), 1000, 5000)
        add(sound, breath * np.hanning(breath_count) * 0.12, start + 0.03)
        start += rng.uniform(0.25, 0.4) if way == 0 else rng.uniform(0.12, 0.3)
    return room(rng, sound, 0.3, 0.1)


def sneezing(way: int, rng: Rng) -> Signal:
    """With a voiced breath before; or with a drawn one, and less voice."""
    hiss_hz, voiced = ((2500, 0.9), (1500, 0.45))[way]
    sound = np.zeros(LENGTH)
    start = rng.uniform(0.2, 0.6)
    while start < 3.6:
        if way == 0:
            u = progress(samples(0.5))
            formants: list[Formant] = [(700, 120, 1), (1250, 160, 0.6), (2600, 250, 0.3)]
            breath = normalised(voice(rng, np.interp(u, [0, 1], [150, 230]), formants, 0.3))
            add(sound, breath * u**1.5 * 0.35, start)
            start += 0.55
        else:
            u = progress(samples(0.6))
            add(sound, band_pass(rng.standard_normal(len(u)), 700, 3500) * u**1.5 * 0.3, start)
            start += 0.65
        add(sound, _sneeze(rng, hiss_hz, voiced), start)
        start += 0.5 + rng.uniform(0.5, 1.2)
    return room(rng, sound, 0.35, 0.12)


def _sneeze(rng: Rng, hiss_hz: float, voiced: float) -> Signal:
    n = samples(0.45)
    u = progress(n)
    first = np.interp(u, [0, 0.5, 1], [400, 500, 400])
    second = np.interp(u, [0, 0.3, 1], [2300, 1200, 900])
    formants: list[Formant] = [(first, 120, 1), (second, 200, 0.6)]
    shout = normalised(voice(rng, np.interp(u, [0, 0.3, 1], [330, 280, 170]), formants, 0.1))
    hiss = high_pass(rng.standard_normal(n), hiss_hz) * strike(n, 0.008, 0.07) * 0.9
    return hiss + shout * np.interp(u, [0, 0.12, 0.3, 1], [0, 0.2, 1, 0]) * voiced
