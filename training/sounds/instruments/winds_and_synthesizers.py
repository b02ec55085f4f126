"""Flute and synthesizer: one note of each, in several ways."""

import numpy as np

from training.sounds.instruments.tones import adsr, modulated, shaken
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    clock,
    filtered,
    glide,
    noise,
    odd,
    samples,
    sawtooth,
    swell,
    wander,
    wave,
)

TRIANGLE = [(-1) ** (k // 2) / k**2 if k % 2 else 0.0 for k in range(1, 16)]


def orchestral_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """Nearly pure, with breath and a slow vibrato."""
    count = samples(seconds * 1.05)
    vibrato = 1 + 0.006 * np.sin(2 * np.pi * 5.2 * clock(count)) * np.minimum(clock(count) / 0.3, 1)
    tone = wave((hz * vibrato).astype(np.float32), count, [1.0, 0.28, 0.12, 0.03])
    breath = noise(rng, count, band(hz * 0.9, hz * 4)) * np.float32(0.07)
    return (tone + breath) * swell(count, attack=min(0.4, 0.07 / seconds), release=0.15)


def breathy_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """As much breath as tone: an alto flute or a pan flute."""
    level, chiff = rng.uniform(0.1, 0.35), rng.uniform(0, 0.4)
    colour = [1.0, rng.uniform(0.05, 0.3), rng.uniform(0.02, 0.25)]
    attack = rng.uniform(0.03, 0.12)
    count = samples(seconds * 1.05)
    breath = noise(rng, count, band(hz * 0.8, hz * 5)) * np.float32(level)
    breath *= 1 + np.float32(chiff * 4) * np.exp(-clock(count) / np.float32(0.05))
    waver = wander(rng, count, rate_hz=5, low=0.8, high=1.0)
    return (wave(hz, count, colour) * waver + breath) * adsr(
        count, attack=attack, decay_seconds=0.1, sustain=0.85, release=0.1
    )


def recorder(rng: Rng, hz: float, seconds: float) -> Signal:
    """Odd harmonics, no vibrato, a clear start."""
    colour = [1.0, 0.04, rng.uniform(0.08, 0.35), 0.02, rng.uniform(0.02, 0.1)]
    level, attack = rng.uniform(0.005, 0.04), rng.uniform(0.015, 0.04)
    count = samples(seconds)
    breath = noise(rng, count, band(1_500, 8_000)) * np.float32(level)
    return (wave(hz, count, colour) + breath) * adsr(
        count, attack=attack, decay_seconds=0.03, sustain=0.95, release=0.04
    )


def simple_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """A sine or a triangle with one or two harmonics, and perhaps vibrato and a little noise."""
    sine = [1.0, rng.uniform(0, 0.35), rng.uniform(0, 0.15)]
    colour = TRIANGLE if rng.uniform() < 0.3 else sine
    depth = rng.uniform(0.002, 0.01) * (rng.uniform() < 0.6)
    level = rng.uniform(0.005, 0.06) * (rng.uniform() < 0.6)
    rate, attack = rng.uniform(4.5, 6.5), rng.uniform(0.03, 0.12)
    count = samples(seconds * 1.02)
    pitch = shaken(hz, count, rate_hz=rate, depth=depth)
    tone = wave(pitch, count, colour) + noise(rng, count) * np.float32(level)
    return tone * adsr(count, attack=attack, decay_seconds=0.08, sustain=0.9, release=0.09)


def overblown_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: a modulated sine that swells and trembles in loudness, not in pitch."""
    count = samples(seconds * 1.05)
    index = glide([0.6, 0.2, 0.25], count, [0, 0.2, 1])
    tone = modulated(hz, count, ratio=1.0, index=index)
    tremble = 1 + 0.12 * np.sin(np.float32(2 * np.pi * rng.uniform(4.5, 6)) * clock(count))
    breath = noise(rng, count, band(hz * 1.8, hz * 3)) * np.float32(0.05)
    return ((tone + breath) * tremble).astype(np.float32) * adsr(
        count, attack=0.06, decay_seconds=0.1, sustain=0.9, release=0.1
    )


def closing_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Detuned saws or squares behind a filter that closes."""
    count = samples(seconds * 1.1)
    colour = sawtooth(40, power=0.8) if rng.uniform() < 0.5 else odd(40, power=0.9)
    thick = wave(hz * 0.994, count, colour) + wave(hz * 1.006, count, colour, phase=0.4)
    opened = filtered(thick, band(20, 7_000))
    closed = filtered(thick, band(20, 900))
    sweep = glide([1.0, 0.25, 0.1], count, [0, 0.4, 1])
    return (opened * sweep + closed * (1 - sweep)) * swell(count, attack=0.02, release=0.1)


def plain_lead(rng: Rng, hz: float, seconds: float) -> Signal:
    """A bare square, saw or narrow pulse, as of an old game."""
    width = rng.uniform(0.1, 0.5)
    pulse = [abs(np.sin(np.pi * k * width)) / k + 1e-6 for k in range(1, 40)]
    colour = [odd(40), sawtooth(40), pulse][int(rng.integers(3))]
    sustain, attack = rng.uniform(0.4, 1.0), rng.uniform(0.002, 0.02)
    count = samples(seconds)
    return wave(hz, count, colour) * adsr(
        count, attack=attack, decay_seconds=0.1, sustain=sustain, release=0.03
    )


def pad(rng: Rng, hz: float, seconds: float) -> Signal:
    """Many detuned saws that swell slowly, softened by a filter that wanders."""
    voices = int(rng.integers(3, 8))
    detunes = 1 + rng.uniform(-0.012, 0.012, voices)
    low_hz, attack = rng.uniform(500, 1_500), rng.uniform(0.1, 0.4)
    count = samples(seconds * 1.2)
    tone = np.sum([wave(hz * d, count, sawtooth(30), phase=17 * d) for d in detunes], axis=0)
    dull = filtered(tone.astype(np.float32), band(40, low_hz))
    bright = filtered(tone.astype(np.float32), band(40, low_hz * 4))
    blend = wander(rng, count, rate_hz=0.7, low=0, high=1)
    return (dull * blend + bright * (1 - blend)) * swell(
        count, attack=min(0.45, attack / seconds), release=0.2
    )


def supersaw(rng: Rng, hz: float, seconds: float) -> Signal:
    """Seven saws at once, wide open, as in dance music."""
    spread = rng.uniform(0.004, 0.02)
    detunes = 1 + spread * np.array([-1, -0.6, -0.3, 0, 0.25, 0.55, 1])
    count = samples(seconds)
    tone = np.sum(
        [wave(hz * d, count, sawtooth(40), phase=float(rng.uniform())) for d in detunes], axis=0
    ).astype(np.float32)
    return tone * adsr(count, attack=0.005, decay_seconds=0.15, sustain=0.75, release=0.05)


def plucked_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw behind a filter that snaps shut: the sequencer's arpeggio."""
    lasts, low_hz = rng.uniform(0.05, 0.2), rng.uniform(300, 900)
    colour = [sawtooth(40), odd(40)][int(rng.integers(2))]
    count = samples(seconds * 1.05)
    tone = wave(hz, count, colour)
    snap = np.exp(-clock(count) / np.float32(lasts))
    moved = tone * snap + filtered(tone, band(30, low_hz, steepness=3)) * (1 - snap)
    return moved * adsr(count, attack=0.002, decay_seconds=0.3, sustain=0.35, release=0.05)


def modulated_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Bright metallic sidebands that grow and fall, held as long as the key is."""
    ratio = float(rng.choice([1.0, 2.0, 3.0, 0.5]))
    high, low = rng.uniform(3, 7), rng.uniform(1, 3)
    count = samples(seconds)
    index = glide([high, low, low], count, [0, 0.3, 1])
    tone = modulated(hz, count, ratio=ratio, index=index)
    return tone * adsr(count, attack=0.01, decay_seconds=0.1, sustain=0.85, release=0.04)


def folded_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Unseen: a sine folded back on itself, more and less."""
    count = samples(seconds)
    depth = wander(rng, count, rate_hz=2, low=2, high=6)
    tone = np.sin(depth * wave(hz, count, [1.0]) + np.float32(0.4))
    tone += np.sin(depth * wave(hz * 1.005, count, [1.0]))
    return tone.astype(np.float32) * adsr(
        count, attack=0.01, decay_seconds=0.2, sustain=0.7, release=0.05
    )


FLUTES = (orchestral_flute, breathy_flute, recorder, simple_flute)
SYNTHESIZERS = (
    closing_synthesizer,
    plain_lead,
    pad,
    supersaw,
    plucked_synthesizer,
    modulated_synthesizer,
)
