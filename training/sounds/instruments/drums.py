"""Drum kits: what is struck low, in the middle and high, and the patterns they play."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from training.sounds.instruments.tones import modulated
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    glide,
    noise,
    odd,
    ring,
    samples,
    swell,
    unit_peak,
    wave,
)


@dataclass(frozen=True)
class Kit:
    """One hit of each, of peak 1 or less."""

    low: Signal
    middle: Signal
    high: Signal
    other: Signal


def _swept(start_hz: float, end_hz: float, *, sweep: float, lasts: float) -> Signal:
    """A tone that falls quickly and dies away: a skin, or an oscillator that plays one."""
    count = samples(lasts * 4)
    pitch = end_hz + (start_hz - end_hz) * np.exp(-clock(count) / np.float32(sweep))
    tone = wave(pitch.astype(np.float32), count, [1.0, 0.1])
    return tone * decay(count, attack_seconds=0.002, decay_seconds=lasts)


def acoustic_kit(rng: Rng) -> Kit:
    """Bass drum, snare with wires, hi-hat and a tom."""
    pitch = glide([rng.uniform(110, 180), rng.uniform(50, 75), 45], samples(0.3), [0, 0.15, 1])
    low = wave(pitch, samples(0.3), [1.0, 0.2]) * decay(
        samples(0.3), attack_seconds=0.002, decay_seconds=rng.uniform(0.06, 0.14)
    )
    rattle = burst(rng, 0.25, band(900, 9_000), decay_seconds=rng.uniform(0.04, 0.09))
    skin = ring([rng.uniform(170, 240), rng.uniform(300, 380)], [0.06, 0.04], 0.25)
    opened = 0.12 if rng.uniform() < 0.2 else rng.uniform(0.015, 0.04)
    hat = burst(rng, 0.3, band(rng.uniform(4_000, 6_000), 16_000), decay_seconds=opened)
    tom = _swept(rng.uniform(140, 240), rng.uniform(90, 140), sweep=0.05, lasts=0.12)
    middle = unit_peak(unit_peak(rattle) + skin * np.float32(rng.uniform(0.3, 0.9)))
    return Kit(low, middle, unit_peak(hat), unit_peak(tom))


def rhythm_machine(rng: Rng) -> Kit:
    """An electronic kit: a long sine, noise with a tone, squares for metal, a clap."""
    low = _swept(
        rng.uniform(100, 250), rng.uniform(42, 60), sweep=0.02, lasts=rng.uniform(0.1, 0.35)
    )
    tone = _swept(rng.uniform(250, 350), rng.uniform(160, 200), sweep=0.01, lasts=0.05)
    hiss = burst(rng, 0.2, band(1_000, 12_000), decay_seconds=rng.uniform(0.04, 0.1))
    count = samples(0.2)
    metal = np.zeros(count, np.float32)
    for hz in rng.uniform(3_200, 7_800, 5):
        metal += wave(float(hz), count, odd(3))
    metal *= decay(count, attack_seconds=0.001, decay_seconds=rng.uniform(0.015, 0.06))
    clap = np.zeros(samples(0.25), np.float32)
    for start in (0.0, 0.011, 0.022):
        part = burst(rng, 0.2, band(800, 3_000), decay_seconds=0.01 if start < 0.02 else 0.06)
        clap[samples(start) - 1 : samples(start) - 1 + len(part)] += part
    middle = unit_peak(hiss)
    middle[: len(tone)] += tone[: len(middle)] * np.float32(rng.uniform(0.2, 0.8))
    return Kit(low, unit_peak(middle), unit_peak(metal), unit_peak(clap))


def brushes(rng: Rng) -> Kit:
    """Wire brushes on a snare, a soft bass drum, a ride cymbal."""
    count = samples(rng.uniform(0.15, 0.3))
    swish = noise(rng, count, band(1_500, 9_000)) * swell(count, attack=0.2, release=0.7)
    low = _swept(90, rng.uniform(50, 65), sweep=0.03, lasts=0.08)
    ride = ring(rng.uniform(2_500, 7_500, 6).tolist(), [0.25] * 6, 0.6)
    ride[: samples(0.02)] += burst(rng, 0.02, band(3_000, 12_000), decay_seconds=0.004) * 0.4
    tap = burst(rng, 0.08, band(500, 6_000), decay_seconds=0.015)
    return Kit(low, unit_peak(swish), unit_peak(ride), unit_peak(tap))


def hand_drums(rng: Rng) -> Kit:
    """Congas, bongos or a djembe, with a shaker."""
    deep = rng.uniform(70, 160)

    def skin(hz: float, lasts: float, slap: float) -> Signal:
        tone = ring([hz, hz * 1.59, hz * 2.14, hz * 2.3], [lasts, lasts / 2, lasts / 3, 0.03], 0.4)
        hit = burst(rng, 0.05, band(600, 5_000), decay_seconds=0.006)
        tone[: len(hit)] += unit_peak(hit) * np.float32(slap)
        return unit_peak(tone)

    shaken = noise(rng, samples(0.09), band(4_000, 12_000)) * swell(
        samples(0.09), attack=0.4, release=0.5
    )
    return Kit(
        skin(deep, rng.uniform(0.1, 0.25), 0.2),
        skin(deep * rng.uniform(2, 3.2), rng.uniform(0.04, 0.1), rng.uniform(0.4, 1.2)),
        unit_peak(shaken),
        skin(deep * rng.uniform(1.4, 1.9), 0.12, 0.3),
    )


def simple_kit(rng: Rng) -> Kit:
    """A falling or steady sine and bursts of white or high noise, as anybody would write them."""
    low = _swept(
        rng.uniform(60, 160), rng.uniform(40, 60), sweep=0.04, lasts=rng.uniform(0.05, 0.15)
    )
    middle = burst(rng, 0.3, band(20, 20_000), decay_seconds=rng.uniform(0.03, 0.12))
    edge = rng.uniform(2_000, 7_000)
    high = burst(rng, 0.15, band(edge, 20_000, steepness=3), decay_seconds=rng.uniform(0.01, 0.05))
    other = _swept(rng.uniform(120, 220), rng.uniform(80, 120), sweep=0.06, lasts=0.1)
    return Kit(low, unit_peak(middle), unit_peak(high), unit_peak(other))


def modulated_kit(rng: Rng) -> Kit:
    """Unseen: everything from modulated sines, as a small digital drum machine has it."""

    def hit(hz: float, ratio: float, index: float, lasts: float) -> Signal:
        count = samples(lasts * 4)
        fall = decay(count, attack_seconds=0.001, decay_seconds=lasts)
        return unit_peak(modulated(hz, count, ratio=ratio, index=np.float32(index) * fall) * fall)

    return Kit(
        hit(rng.uniform(45, 65), 1.3, 3, 0.12),
        hit(rng.uniform(180, 260), 13.7, 25, 0.08),
        hit(rng.uniform(4_000, 6_000), 1.41, 8, 0.03),
        hit(rng.uniform(120, 180), 1.5, 2, 0.1),
    )


KITS: tuple[Callable[[Rng], Kit], ...] = (
    acoustic_kit,
    rhythm_machine,
    brushes,
    hand_drums,
    simple_kit,
)
UNSEEN_KIT = modulated_kit

# Where in four beats each is struck. Something falls on every beat, so that the pace is heard.
PATTERNS: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "rock": {"low": (0, 2), "middle": (1, 3), "high": (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5)},
    "plain": {"low": (0, 2), "middle": (1, 3), "high": (0, 1, 2, 3)},
    "dance": {"low": (0, 1, 2, 3), "middle": (1, 3), "high": (0.5, 1.5, 2.5, 3.5)},
    "broken": {"low": (0, 1.5, 2.5), "middle": (1, 3), "high": (0, 1, 2, 3)},
    "toms": {"low": (0, 2), "other": (1, 1.5, 3, 3.5), "high": (0, 2)},
    "march": {"low": (0, 2), "middle": (0, 1, 1.5, 2, 3, 3.5)},
    "latin": {"low": (0, 2), "other": (0, 1.5, 3), "middle": (1, 3.5), "high": (0, 1, 2, 3)},
    "bare": {"low": (0, 2), "middle": (1, 3)},
    "pulse": {"low": (0, 1, 2, 3), "high": (0, 1, 2, 3)},
}
