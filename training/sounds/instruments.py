"""One note of each instrument."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from training.sounds.signals import (
    Rng,
    Signal,
    band,
    burst,
    clock,
    decay,
    filtered,
    formants,
    glide,
    noise,
    odd,
    ring,
    samples,
    sawtooth,
    swell,
    unit_peak,
    wave,
)

Note = Callable[[Rng, float, float], Signal]
"""From pitch in Hz and length in seconds to a sound that may ring on a little longer."""


@dataclass(frozen=True)
class Instrument:
    """`lowest_midi` is where its octave for accompaniment begins; melodies lie above it."""

    note: Note
    lowest_midi: int
    legato: bool


def _plucked(
    hz: float, *, bright: list[float], dark: list[float], seconds: float, fast: float
) -> Signal:
    """A string that starts bright and darkens: two tones that decay at different rates."""
    count = samples(seconds * 1.6)
    attack = 0.002
    quick = wave(hz, count, bright) * decay(count, attack_seconds=attack, decay_seconds=fast)
    slow = wave(hz, count, dark) * decay(count, attack_seconds=attack, decay_seconds=seconds)
    fade = swell(count, attack=0, release=0.2)
    return (quick + slow) * fade


def guitar(rng: Rng, hz: float, seconds: float) -> Signal:
    """A plucked string; the place of plucking takes out every fourth or fifth harmonic."""
    node = int(rng.integers(4, 7))
    bright = [a * (0.1 if k % node == 0 else 1) for k, a in enumerate(sawtooth(24, power=0.8), 1)]
    length = float(np.clip(seconds * 1.2, 0.35, 1.6))
    tone = _plucked(hz, bright=bright, dark=sawtooth(8, power=1.6), seconds=length * 0.5, fast=0.07)
    pick = burst(rng, 0.01, band(1_500, 6_000), decay_seconds=0.002) * np.float32(0.08)
    tone[: len(pick)] += pick[: len(tone)]
    return tone


def piano(rng: Rng, hz: float, seconds: float) -> Signal:
    """Three slightly mistuned strings and the hammer's thud."""
    length = float(np.clip(seconds * 1.3, 0.4, 2.5))
    count = samples(length)
    colour = [1.0, 0.55, 0.3, 0.18, 0.12, 0.07, 0.04, 0.02]
    strings = sum(
        wave(hz * detune, count, colour, phase=rng.uniform()) for detune in (1.0, 1.0012, 0.9991)
    )
    fall = 0.25 * (440 / hz) ** 0.4 + 0.25
    tone = np.asarray(strings) / 3 * decay(count, attack_seconds=0.004, decay_seconds=fall)
    hammer = burst(rng, 0.04, band(200, 1_800), decay_seconds=0.01) * np.float32(0.06)
    tone[: len(hammer)] += hammer
    return (tone * swell(count, attack=0, release=0.15)).astype(np.float32)


def organ(rng: Rng, hz: float, seconds: float) -> Signal:
    """Pipes or drawbars: octaves and fifths that stay as long as the key is down."""
    count = samples(seconds)
    colour = [1.0, 0.8, 0.5, 0.6, 0.0, 0.3, 0.0, 0.35, 0.0, 0.1]
    tremble = 1 + 0.08 * np.sin(2 * np.pi * 6 * clock(count) + rng.uniform(0, 6))
    sub = wave(hz / 2, count, [0.6])
    edge = min(0.3, 0.02 / seconds)
    return (wave(hz, count, colour) + sub) * tremble * swell(count, attack=edge, release=edge)


def flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """Nearly pure, with breath and a slow vibrato."""
    count = samples(seconds * 1.05)
    vibrato = 1 + 0.006 * np.sin(2 * np.pi * 5.2 * clock(count)) * np.minimum(clock(count) / 0.3, 1)
    tone = wave((hz * vibrato).astype(np.float32), count, [1.0, 0.28, 0.12, 0.03])
    breath = noise(rng, count, band(hz * 0.9, hz * 4)) * np.float32(0.07)
    return (tone + breath) * swell(count, attack=min(0.4, 0.07 / seconds), release=0.15)


def bass(_rng: Rng, hz: float, seconds: float) -> Signal:
    """A thick plucked string, low down."""
    length = float(np.clip(seconds * 1.1, 0.3, 1.5))
    bright, dark = sawtooth(12, power=1.0), [1.0, 0.5, 0.2, 0.08]
    return _plucked(hz, bright=bright, dark=dark, seconds=length * 0.5, fast=0.05)


def bells(_rng: Rng, hz: float, seconds: float) -> Signal:
    """A music box: a struck tongue of metal with the partials of a free bar."""
    ratios = np.array([1.0, 2.756, 5.404])
    falls = np.array([0.7, 0.25, 0.1]) * (1_000 / hz) ** 0.3
    return ring((hz * ratios).tolist(), falls.tolist(), float(np.clip(seconds * 2, 0.6, 1.6)))


def violin(rng: Rng, hz: float, seconds: float) -> Signal:
    """A bowed string, or a few of them: a rich tone that swells, with vibrato."""
    count = samples(seconds * 1.1)
    depth = 0.007 * np.minimum(clock(count) / 0.25, 1)
    shake = np.sin(2 * np.pi * rng.uniform(5.2, 6.4) * clock(count) + rng.uniform(0, 6))
    pitch = (hz * (1 + depth * shake)).astype(np.float32)
    body = formants((480, 1_000, 2_600), (150, 300, 700), 0.25)
    tone = unit_peak(filtered(wave(pitch, count, sawtooth(30, power=0.9)), body))
    bow = noise(rng, count, band(2_000, 6_000)) * np.float32(0.01)
    return (tone + bow) * swell(count, attack=min(0.4, 0.11 / seconds), release=0.2)


def synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Detuned saws or squares behind a filter that closes."""
    count = samples(seconds * 1.1)
    colour = sawtooth(40, power=0.8) if rng.uniform() < 0.5 else odd(40, power=0.9)
    thick = wave(hz * 0.994, count, colour) + wave(hz * 1.006, count, colour, phase=0.4)
    opened = filtered(thick, band(20, 7_000))
    closed = filtered(thick, band(20, 900))
    sweep = glide([1.0, 0.25, 0.1], count, [0, 0.4, 1])
    return (opened * sweep + closed * (1 - sweep)) * swell(count, attack=0.02, release=0.1)


INSTRUMENTS = {
    "guitar": Instrument(guitar, lowest_midi=48, legato=False),
    "piano": Instrument(piano, lowest_midi=55, legato=False),
    "organ": Instrument(organ, lowest_midi=55, legato=True),
    "flute": Instrument(flute, lowest_midi=67, legato=True),
    "bass": Instrument(bass, lowest_midi=31, legato=False),
    "bells": Instrument(bells, lowest_midi=74, legato=False),
    "violin": Instrument(violin, lowest_midi=60, legato=True),
    "synthesizer": Instrument(synthesizer, lowest_midi=52, legato=True),
}


def kick() -> Signal:
    """The bass drum."""
    count = samples(0.3)
    pitch = glide([160, 60, 45], count, [0, 0.15, 1])
    return wave(pitch, count, [1.0, 0.2]) * decay(count, attack_seconds=0.002, decay_seconds=0.09)


def snare(rng: Rng) -> Signal:
    """A drum with wires under it."""
    rattle = burst(rng, 0.25, band(900, 9_000), decay_seconds=0.06)
    skin = ring([rng.uniform(170, 220), 330], [0.06, 0.04], 0.25)
    return unit_peak(unit_peak(rattle) + skin * np.float32(0.7))


def hi_hat(rng: Rng, *, opened: bool) -> Signal:
    """Two small cymbals."""
    fall = 0.12 if opened else 0.02
    return unit_peak(burst(rng, 0.3, band(5_000, 16_000), decay_seconds=fall))
