"""Bass, guitar and bells a third time: plain decays, a thumb, bright strings, tubes and bars."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.instruments.newer_tones import (
    added,
    bank,
    between,
    damped,
    frames,
    held,
    low_passed,
    ranks,
    resonances,
    risen,
    scrape,
    stretched,
)
from training.sounds.instruments.tones import modulated
from training.sounds.signals import Rng, Signal, band, clock, unit_peak


def dull_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A few low harmonics that fall together after a soft thump: a bass in five lines."""
    most, power = int(rng.integers(2, 7)), rng.uniform(0.8, 2.2)
    uneven = rng.uniform(0.4, 1, 8)
    falls, sustain = between(rng, 0.8, 6), rng.uniform(0, 0.5) * (rng.uniform() < 0.4)
    attack, release = between(rng, 0.002, 0.02), between(rng, 0.015, 0.12)
    drop, drops = rng.uniform(0, 0.2) * (rng.uniform() < 0.3), rng.uniform(0.01, 0.03)
    drive, thump = rng.uniform(0, 2) * (rng.uniform() < 0.4), rng.uniform(0, 0.25)
    count = held(seconds, release)
    time = clock(count)
    rank = np.arange(1, most + 1)
    turns = 2 * np.pi * hz * (time + drop * drops * (1 - np.exp(-time / np.float32(drops))))
    tone: Signal = np.zeros(count)
    for k in rank[rank * hz < 8_000]:
        tone += uneven[k] * k**-power * np.sin(k * turns)
    if drive:
        tone = np.tanh((1 + drive) * unit_peak(tone.astype(np.float32)))
    fall = sustain + (1 - sustain) * np.exp(-falls * time)
    tone = (tone * fall * risen(count, attack)).astype(np.float32)
    tone = added(tone, scrape(rng, band(60, 900), lasts=0.01), level=thump)
    return tone * damped(count, seconds, release)


def thumbed_bass(rng: Rng, hz: float, seconds: float) -> Signal:
    """A heavy string by thumb, finger or under the palm, through a pickup and a cabinet."""
    place, pickup = rng.uniform(0.08, 0.3), rng.uniform(0.08, 0.25)
    dull_hz, lasts = between(rng, 300, 2_500), between(rng, 0.25, 2.2)
    faster, stiffness = rng.uniform(0.4, 1.2), between(rng, 2e-5, 4e-4)
    bump_hz, cut_hz = rng.uniform(60, 160), between(rng, 700, 4_500)
    slap, release = rng.uniform(0, 0.4) * (rng.uniform() < 0.5), between(rng, 0.02, 0.12)
    phases, attack = rng.uniform(0, 6.3, 40), rng.uniform(0.001, 0.008)
    count = held(seconds, release)
    rank = ranks(hz, 40, highest_hz=6_000)
    gains = np.abs(np.sin(np.pi * rank * place) * np.sin(np.pi * rank * pickup)) / rank
    gains *= resonances(hz * rank, np.array([bump_hz]), 60.0, 0.6)
    gains /= 1 + (hz * rank / dull_hz) ** 2
    life = lasts * (80 / hz) ** 0.3 / rank**faster
    tone = bank(
        hz * stretched(rank, stiffness),
        gains * np.exp(-frames(count) / life),
        count,
        phases=phases[: len(rank)],
    )
    tone *= risen(count, attack)
    tone = added(tone, scrape(rng, band(900, 5_000), lasts=0.006), level=slap)
    return unit_peak(low_passed(tone, cut_hz, order=2)) * damped(count, seconds, release)


def nylon_guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A flesh-plucked string added up from its partials, in a box with two low resonances."""
    place, soft_hz = rng.uniform(0.12, 0.45), between(rng, 700, 4_000)
    lasts, faster = between(rng, 0.35, 1.6), rng.uniform(0.5, 1.1)
    air_hz, top_hz = rng.uniform(90, 130), rng.uniform(180, 260)
    finger, release = rng.uniform(0.02, 0.25), between(rng, 0.03, 0.2)
    lives, cents = rng.lognormal(0, 0.25, 36), rng.uniform(0, 3)
    count = held(seconds, release)
    rank = ranks(hz, 36)
    gains = np.abs(np.sin(np.pi * rank * place)) / rank / (1 + (hz * rank / soft_hz) ** 2)
    gains *= resonances(hz * rank, np.array([air_hz, top_hz]), np.array([25.0, 50.0]), 0.5)
    life = lasts * (196 / hz) ** 0.4 / rank**faster * lives[: len(rank)]
    fall = np.exp(-frames(count) / life)
    # The string swings in two planes, of slightly different pitch.
    tone = bank(hz * rank, gains * fall, count)
    tone += bank(hz * 2 ** (cents / 1_200) * rank, 0.5 * gains * fall**0.6, count)
    tone *= risen(count, 0.0015)
    tone = added(tone, scrape(rng, band(250, 3_500), lasts=0.006), level=finger)
    return tone * damped(count, seconds, release)


def modulated_bell(rng: Rng, hz: float, seconds: float) -> Signal:
    """One or two modulated sines whose sidebands fit no harmonics, and fade into the pitch."""
    ratio, index = rng.choice([1.4, 2.76, 3.5, 1.41, 5.4, 7.13]), rng.uniform(0.8, 3)
    lasts, clears = between(rng, 0.4, 2.0), rng.uniform(0.08, 0.5)
    apart, second = rng.uniform(1.0005, 1.004), rng.uniform(0, 0.6)
    strike = rng.uniform(0, 0.2)
    count = held(float(np.clip(2 * seconds, 0.7, 2.5)), 0.1)
    time = clock(count)
    depth = np.float32(index) * np.exp(-time / np.float32(clears))
    tone = modulated(hz, count, ratio=float(ratio), index=depth)
    tone += np.float32(second) * modulated(hz * apart, count, ratio=float(ratio), index=depth)
    tone *= np.exp(-time / np.float32(lasts * (1_000 / hz) ** 0.2)) * risen(count, 0.001)
    tone = added(tone, scrape(rng, band(2_500, 9_000), lasts=0.002), level=strike)
    return tone * damped(count, count / 48_000 - 0.3, 0.1)


def listed_bell(rng: Rng, hz: float, seconds: float) -> Signal:
    """Four to eight partials from a list that is not harmonic, the higher the sooner gone."""
    lists = (
        (1, 2, 2.4, 3, 4, 5.43, 6.8, 8.2),
        (1, 2.76, 5.4, 8.93, 13.3, 2.0, 4.1, 11.0),
        (1, 1.5, 2.0, 2.74, 3.76, 5.0, 6.5, 9.1),
        (1, 3.0, 5.0, 2.0, 6.6, 8.0, 9.7, 4.2),
    )
    ratios = np.array(lists[int(rng.integers(4))], np.float64)[: int(rng.integers(4, 9))]
    ratios[1:] *= 1 + rng.normal(0, 0.008, len(ratios) - 1)
    gains = rng.uniform(0.15, 0.7, len(ratios)) / ratios ** rng.uniform(0, 0.8)
    gains[0] = 1.0
    lasts, faster, attack = between(rng, 0.4, 2.2), rng.uniform(0.3, 1.2), between(rng, 5e-4, 5e-3)
    tremor, tremor_hz = rng.uniform(0, 0.3) * (rng.uniform() < 0.3), rng.uniform(2, 6)
    count = held(float(np.clip(2 * seconds, 0.7, 2.5)), 0.1)
    times = frames(count)
    fall = np.exp(-times * ratios**faster / (lasts * (1_000 / hz) ** 0.3))
    shake = 1 + tremor * np.sin(2 * np.pi * tremor_hz * times)
    tone = bank(hz * ratios, gains * fall * shake, count) * risen(count, attack)
    return tone * damped(count, count / 48_000 - 0.3, 0.1)


NEWEST: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "bass": (dull_bass, thumbed_bass),
    "guitar": (nylon_guitar,),
    "bells": (modulated_bell, listed_bell),
}
