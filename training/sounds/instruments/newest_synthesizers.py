"""Synthesizer a third time: crowds of saws, glides, plucks, brass, pads that sweep, chips."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.instruments.newer_tones import (
    Array,
    bank,
    between,
    damped,
    frames,
    held,
    low_passed,
    ranks,
    resonant_low_pass,
    risen,
)
from training.sounds.instruments.tones import adsr, modulated, shaken
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    clock,
    filtered,
    noise,
    odd,
    sawtooth,
    unit_peak,
    wander,
    wave,
)


def crowded_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Five to nine saws about one pitch, their lows taken off, perhaps an octave on top."""
    voices, cents = int(rng.integers(5, 10)), between(rng, 6, 28)
    phases, sides = rng.uniform(0, 1, 10), rng.uniform(0.3, 1)
    cut_hz, resonance = between(rng, 1_500, 14_000), rng.uniform(0.7, 2.5)
    octave = rng.uniform(0.2, 0.7) * (rng.uniform() < 0.3)
    attack, release = between(rng, 0.002, 0.25), between(rng, 0.02, 0.35)
    sustain, falls = rng.uniform(0.6, 1), rng.uniform(0.1, 0.5)
    count = held(seconds, release)
    tone = np.zeros(count, np.float32)
    for voice in range(voices):
        place = 2 * voice / (voices - 1) - 1
        pitch = hz * 2 ** (cents * np.sign(place) * abs(place) ** 1.5 / 1_200)
        level = 1.0 if abs(place) < 0.3 else sides
        tone += np.float32(level) * wave(pitch, count, sawtooth(120), phase=phases[voice])
    if octave:
        tone += np.float32(octave * voices**0.5) * wave(2 * hz, count, sawtooth(80))
    cut = max(float(cut_hz), 2 * hz)

    def response(at_hz: Signal) -> Signal:
        passed = resonant_low_pass(np.asarray(at_hz, np.float64), cut, resonance)
        return (passed / np.sqrt(1 + (0.7 * hz / np.maximum(at_hz, 1)) ** 4)).astype(np.float32)

    tone = filtered(tone, response)
    level_of = sustain + (1 - sustain) * np.exp(-clock(count) / np.float32(falls))
    tone *= level_of.astype(np.float32) * risen(count, min(attack, seconds / 2))
    return tone * damped(count, seconds, release)


def gliding_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """One voice that slides into its pitch and then shakes, over an octave below: a lead."""
    shape, width = int(rng.integers(4)), rng.uniform(0.1, 0.4)
    slides, within = rng.choice([-12, -5, -2, 2, 5, 12]), between(rng, 0.008, 0.06)
    shake_hz, depth, late = rng.uniform(4, 7.5), rng.uniform(0, 0.012), rng.uniform(0.1, 0.6)
    below, drive = rng.uniform(0, 0.8) * (rng.uniform() < 0.5), rng.uniform(0.1, 3)
    cut_hz, order = between(rng, 1_200, 10_000), int(rng.choice([1, 2, 4]))
    attack, release = between(rng, 0.002, 0.05), between(rng, 0.01, 0.15)
    sustain = rng.uniform(0.65, 1)
    count = held(seconds, release)
    time = clock(count)
    slide = slides * np.exp(-time / np.float32(min(within, seconds / 6)))
    pitch = shaken(hz, count, rate_hz=shake_hz, depth=depth, after=late) * 2 ** (slide / 12)
    rank = np.arange(1, 81)
    harmonics = (
        odd(80),
        sawtooth(80),
        list(np.sin(np.pi * rank * width) / rank),
        [0.15 / k + (k % 2) / k**2 for k in range(1, 81)],
    )[shape]
    tone = wave(pitch, count, harmonics)
    tone = tone + np.float32(below) * wave(pitch / 2, count, odd(80))
    tone = np.tanh(np.float32(drive) * unit_peak(tone)).astype(np.float32)
    tone = low_passed(tone, max(float(cut_hz), hz), order=order)
    level = sustain + (1 - sustain) * np.exp(-time / np.float32(0.15))
    return (tone * level * risen(count, attack) * damped(count, seconds, release)).astype(
        np.float32
    )


def _saws(hz: float, cents: Array, *, width: float | None, most: int) -> tuple[Array, Array]:
    """Frequencies and gains `[k]` of the partials of saws, or of pulses, about one pitch."""
    pitches = hz * 2 ** (cents / 1_200)
    rank = ranks(hz * 1.05, most)
    gains = 1 / rank if width is None else np.sin(np.pi * rank * width) / rank
    return (pitches[:, None] * rank).reshape(-1), np.tile(gains, len(cents))


def plucked_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Saws or pulses through a sharp filter that snaps shut: a sequence's pluck, or acid."""
    voices = int(rng.integers(1, 4))
    cents = rng.uniform(2, 16) * np.linspace(-1, 1, voices) if voices > 1 else np.zeros(1)
    width = rng.uniform(0.1, 0.45) if rng.uniform() < 0.4 else None
    octaves, shuts, resonance = rng.uniform(2, 5), between(rng, 0.03, 0.3), between(rng, 1.5, 12)
    base_hz, poles = between(rng, 300, 2_500), int(rng.choice([2, 4]))
    sustain, falls = rng.uniform(0, 0.5), between(rng, 0.1, 0.7)
    drive, release = rng.uniform(0, 3) * (rng.uniform() < 0.4), between(rng, 0.01, 0.25)
    starts = rng.uniform(0, 6.3, 3)[:voices]
    count = held(seconds, release)
    times = frames(count)
    every, gains = _saws(hz, cents, width=width, most=60)
    cut = base_hz * (hz / 261) ** 0.5 * 2 ** (octaves * np.exp(-times / shuts))
    cut = np.maximum(cut, 0.8 * hz)
    passed = gains * resonant_low_pass(every, cut, resonance, poles)
    tone = bank(every, passed, count, phases=np.repeat(starts, len(every) // voices))
    if drive:
        tone = np.tanh(np.float32(1 + drive) * unit_peak(tone))
    level = sustain + (1 - sustain) * np.exp(-clock(count) / np.float32(falls))
    tone = tone * level.astype(np.float32) * risen(count, 0.002)
    return (tone * damped(count, seconds, release)).astype(np.float32)


def brassy_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Modulated sines or saws that grow brighter as they grow loud: the brass of keyboards."""
    saws, peak = rng.uniform() < 0.5, rng.uniform(1.5, 5)
    attack, sustain, falls = between(rng, 0.02, 0.15), rng.uniform(0.4, 0.9), rng.uniform(0.1, 0.5)
    cents, second, release = rng.uniform(3, 14), rng.choice([1, 1, 2]), between(rng, 0.03, 0.2)
    shake_hz, depth = rng.uniform(4.5, 6.5), rng.uniform(0, 0.006)
    start, ratio = rng.uniform(0, 6.3), rng.choice([1.0, 1.0, 2.0])
    octaves, resonance = rng.uniform(1.5, 4), rng.uniform(0.8, 3)
    count = held(seconds, release)
    shape = adsr(count, attack=attack, decay_seconds=falls, sustain=sustain, release=release)
    tone = np.zeros(count, np.float32)
    if saws:
        every, gains = _saws(hz, np.array([-cents / 2, cents / 2]), width=None, most=60)
        opened = np.interp(frames(count), clock(count), shape)
        cut = 1.2 * hz * 2 ** (octaves * opened)
        tone += bank(every, gains * resonant_low_pass(every, cut, resonance), count, phases=start)
    else:
        for pitch, level in ((hz, 1.0), (hz * second * 2 ** (cents / 1_200), 0.6)):
            tone += np.float32(level) * modulated(
                pitch, count, ratio=float(ratio), index=np.float32(peak) * shape
            )
    if depth:
        turn = np.sin(np.float32(2 * np.pi * shake_hz) * clock(count))
        tone *= 1 + np.float32(20 * depth) * turn
    return tone * shape * damped(count, seconds, release)


def sweeping_pad(rng: Rng, hz: float, seconds: float) -> Signal:
    """Saws that swell, through a comb or a filter that wanders, with a wind that goes along."""
    voices, cents = int(rng.integers(2, 5)), rng.uniform(4, 18)
    combs, depth, low_ms = rng.uniform() < 0.5, rng.uniform(0.4, 0.95), rng.uniform(0.2, 1.5)
    turns_hz, start, swing = rng.uniform(0.08, 2), rng.uniform(0, 6.3), rng.uniform(0.3, 1.5)
    middle_hz, resonance = between(rng, 500, 2_500), rng.uniform(0.8, 5)
    windy = rng.uniform(0, 0.2) * (rng.uniform() < 0.5)
    attack, release = between(rng, 0.03, 0.5), between(rng, 0.06, 0.4)
    starts, width = rng.uniform(0, 6.3, 4), rng.choice([0.5, 0.3])
    pulses = rng.uniform() < 0.3
    count = held(seconds, release)
    every, gains = _saws(
        hz,
        cents * np.linspace(-1, 1, voices),
        width=float(width) if pulses else None,
        most=50,
    )
    times = frames(count)
    turn = np.sin(2 * np.pi * turns_hz * times + start)
    if combs:
        late = low_ms / 1_000 * 2 ** (1 + swing * turn)
        swept = np.sqrt(1 + depth**2 + 2 * depth * np.cos(2 * np.pi * every * late))
        swept = swept / (1 + (every / (4 * middle_hz)) ** 2)
    else:
        cut = np.maximum(middle_hz * 2 ** (swing * turn), hz)
        swept = resonant_low_pass(every, cut, resonance)
    phases = np.repeat(starts[:voices], len(every) // voices)
    tone = unit_peak(bank(every, gains * swept, count, phases=phases))
    if windy:
        dull, bright = (noise(rng, count, band(low, 3 * low)) for low in (500, 2_500))
        mix = wander(rng, count, rate_hz=1, low=0, high=1)
        tone = tone + np.float32(windy) * (dull * (1 - mix) + bright * mix)
    tone = tone * risen(count, min(attack, seconds / 2)) * damped(count, seconds, release)
    return tone.astype(np.float32)


def morphing_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """From one spectrum drawn at random to another, once or to and fro: a table of waves."""
    most = 48
    tilt = np.arange(1, most + 1) ** -rng.uniform(0.5, 1.2)
    tables = rng.lognormal(0, 1.0, (2, most)) * tilt
    tables[:, 0] = np.maximum(tables[:, 0], tables.max(axis=1) * 0.6)
    tables /= np.sqrt(np.sum(tables**2, axis=1, keepdims=True))
    hollow = rng.uniform() < 0.3
    once, moves, turns_hz = rng.uniform() < 0.5, between(rng, 0.1, 1.2), rng.uniform(0.3, 6)
    peak, cents, octave = rng.uniform(1, 5), rng.uniform(0, 15), rng.choice([1, 1, 0.5])
    attack, release, start = between(rng, 0.002, 0.15), between(rng, 0.02, 0.3), rng.uniform(0, 6.3)
    count = held(seconds, release)
    times = frames(count)
    turn = 0.5 + 0.5 * np.sin(2 * np.pi * turns_hz * times + start)
    share = np.exp(-times / moves) if once else turn
    rank = ranks(hz, most)
    one, other = tables[:, : len(rank)]
    mixed = one * share + other * (1 - share)
    # A bump of loud harmonics that moves along.
    centre = 1 + peak * share * np.log2(1 + len(rank)) / 2
    mixed = mixed * (0.4 + 2 * np.exp(-((np.log2(rank) - np.log2(centre)) ** 2)))
    if hollow:
        mixed = mixed * np.where(rank % 2 == 1, 1.0, 0.15)
    mixed = mixed / np.sqrt(np.sum(mixed**2, axis=1, keepdims=True))
    tone = bank(hz * rank, mixed, count)
    tone += bank(hz * octave * 2 ** (cents / 1_200) * rank, 0.7 * mixed, count, phases=start)
    tone *= risen(count, min(attack, seconds / 2)) * damped(count, seconds, release)
    return tone


def distorted_phase_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """A cosine that is read unevenly, or within a window that the pitch opens (Casio's way)."""
    windowed, slope = rng.uniform() < 0.5, rng.uniform(0.3, 1)
    high, low = rng.uniform(4, 14), rng.uniform(1, 3)
    knee_first, knee_last = rng.uniform(0.02, 0.12), rng.uniform(0.15, 0.45)
    moves, back = between(rng, 0.05, 0.9), rng.uniform() < 0.35
    turns_hz, turns = rng.uniform(0.3, 6), rng.uniform(0, 0.4)
    attack, sustain, release = rng.uniform(0.002, 0.06), rng.uniform(0.5, 1), rng.uniform(0.02, 0.2)
    cut_hz, apart = between(rng, 3_000, 11_000), rng.choice([1.0, 1.003, 1.007])
    count = held(seconds, release)
    time = clock(2 * count) / 2
    moved = np.exp(-time / np.float32(moves))
    moved = 1 - moved if back else moved
    moved = np.clip(moved + turns * np.sin(2 * np.pi * turns_hz * time), 0, 1)
    tone = np.zeros(2 * count)
    for pitch in {hz, hz * float(apart)}:
        # Twice the rate, and a low pass before half of it is left: fewer mirrored lines.
        place = np.arange(2 * count) * (pitch / (2 * SAMPLE_RATE_HZ)) % 1
        if windowed:
            ratio = np.minimum(low + (high - low) * moved, 9_000 / hz)
            tone += (1 - place) ** slope * (1 - np.cos(2 * np.pi * place * ratio))
        else:
            knee = knee_last + (knee_first - knee_last) * moved
            early, late = 0.5 * place / knee, 0.5 + 0.5 * (place - knee) / (1 - knee)
            tone += np.cos(2 * np.pi * np.where(place < knee, early, late))
    half = low_passed(tone.astype(np.float32), float(cut_hz) / 2, order=4)[::2]
    made = filtered(half, band(30, 14_000))
    level = sustain + (1 - sustain) * np.exp(-clock(count) / np.float32(0.3))
    made *= level.astype(np.float32) * risen(count, attack)
    return made * damped(count, seconds, release)


def chip_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """A game's chip: pulses or a stepped triangle, sixteen levels, a new value sixty times a s."""
    triangle, rate_hz = rng.uniform() < 0.2, rng.choice([50, 60, 120])
    widths = rng.choice([0.125, 0.25, 0.5], 4)
    changes = int(rng.choice([1, 3, 8, 1_000]))
    shake_hz, depth, late = rng.uniform(4, 8), rng.uniform(0, 0.012), rng.uniform(0, 0.3)
    start, falls, sustain = rng.uniform(0.6, 1), between(rng, 0.1, 1), rng.uniform(0.4, 1)
    echo, apart = rng.uniform(0, 0.4) * (rng.uniform() < 0.4), rng.uniform(0.06, 0.15)
    cut_hz, end = between(rng, 5_000, 16_000), rng.uniform(0.005, 0.03)
    count = held(seconds, end)
    step = np.floor(clock(count) * rate_hz).astype(np.int64)
    tick = step / rate_hz
    swing = np.where(tick >= late, np.sin(2 * np.pi * shake_hz * tick), 0.0)
    turns = np.cumsum(hz * (1 + depth * swing)) / SAMPLE_RATE_HZ % 1
    if triangle:
        tone = np.round((2 * np.abs(2 * turns - 1) - 1) * 7.5) / 7.5
    else:
        width = widths[step // changes % 4]
        tone = np.where(turns < width, 1.0, -1.0) + 1 - 2 * width
    level = start * (sustain + (1 - sustain) * np.exp(-tick / falls))
    tone = tone * np.maximum(np.round(15 * level), 1) / 15
    tone = tone * damped(count, seconds, end)
    gap = int(apart * SAMPLE_RATE_HZ)
    if echo and gap < count:
        tone[gap:] += echo * tone[:-gap]
        tone *= damped(count, count / SAMPLE_RATE_HZ, 1.0)
    return low_passed(tone.astype(np.float32), float(cut_hz)) * damped(count, count / 48_000, 1.0)


NEWEST: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "synthesizer": (
        crowded_synthesizer,
        gliding_synthesizer,
        plucked_synthesizer,
        brassy_synthesizer,
        sweeping_pad,
        morphing_synthesizer,
        distorted_phase_synthesizer,
        chip_synthesizer,
    ),
}
