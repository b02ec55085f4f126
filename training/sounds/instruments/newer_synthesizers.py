"""Synthesizer and flute once more: filters that move, pulses, hard sync, plain recipes, a jet."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.instruments.newer_tones import (
    added,
    bank,
    damped,
    frames,
    held,
    low_passed,
    ranks,
    resonant_low_pass,
    risen,
    scrape,
)
from training.sounds.instruments.tones import adsr, shaken
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    clock,
    filtered,
    noise,
    wander,
    wave,
)


def resonant_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Saws or squares through a resonant filter that an envelope and an oscillator move."""
    hollow, follows = rng.uniform() < 0.4, rng.uniform(0.2, 0.8)
    base_hz, octaves = np.exp(rng.uniform(np.log(250), np.log(1_500))), rng.uniform(-1.5, 4)
    moves, resonance, poles = rng.uniform(0.06, 0.7), rng.uniform(1.0, 8), rng.choice([2, 4])
    lfo_hz, lfo = rng.uniform(0.3, 8), rng.uniform(0.3, 1.2) * (rng.uniform() < 0.5)
    apart, start = rng.choice([1.0, 1.003, 1.008, 0.5]), rng.uniform(0, 6.3)
    attack, sustain, within = rng.uniform(0.002, 0.06), rng.uniform(0.4, 1), rng.uniform(0.02, 0.3)
    rank = ranks(hz, 70)
    count = held(seconds, within)
    times = frames(count)
    swing = lfo * np.sin(2 * np.pi * lfo_hz * times + start)
    cut = base_hz * (hz / 261) ** follows * 2 ** (octaves * np.exp(-times / moves) + swing)
    cut = np.maximum(cut, 0.6 * hz)  # or a high note would be gone
    weights = np.where(rank % 2 == 1, 1.0, 0.0 if hollow else 1.0) / rank
    tone = bank(
        hz * rank, weights * resonant_low_pass(hz * rank, cut, resonance, int(poles)), count
    )
    if apart != 1:
        other = ranks(hz * apart, 70)
        moved = resonant_low_pass(hz * apart * other, cut, resonance, int(poles))
        tone += bank(hz * apart * other, moved / other, count, phases=start)
    level = sustain + (1 - sustain) * np.exp(-clock(count) / np.float32(0.2))
    tone *= level.astype(np.float32) * risen(count, attack)
    return tone * damped(count, seconds, within)


def pulse_width_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two or three pulses whose widths swing, with vibrato between them: strings of a keyboard."""
    voices = int(rng.integers(1, 4))
    rates, starts = rng.uniform(0.3, 6, 3), rng.uniform(0, 6.3, 3)
    middles, swings = rng.uniform(0.2, 0.5, 3), rng.uniform(0.05, 0.3, 3)
    cents, octave = rng.uniform(-12, 12, 3), rng.choice([1, 1, 2])
    cut_hz, within = np.exp(rng.uniform(np.log(1_200), np.log(9_000))), rng.uniform(0.02, 0.4)
    attack = np.exp(rng.uniform(np.log(0.004), np.log(0.25)))
    count = held(seconds, within)
    times = frames(count)
    tone = np.zeros(count, np.float32)
    for voice in range(voices):
        pitch = hz * 2 ** (cents[voice] / 1_200) * (octave if voice == 2 else 1)
        rank = ranks(pitch, 50)
        turn = np.sin(2 * np.pi * rates[voice] * times + starts[voice])
        width = np.clip(middles[voice] + swings[voice] * turn, 0.04, 0.96)
        # A pulse is a saw less another that is late by its width.
        late = 2 * np.pi * rank * width
        tone += bank(pitch * rank, (1 - np.cos(late)) / rank, count)
        tone += bank(pitch * rank, np.sin(late) / rank, count, phases=np.pi / 2)
    tone = low_passed(tone, float(cut_hz), order=2)
    return tone * risen(count, min(float(attack), seconds / 2)) * damped(count, seconds, within)


def synced_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """One oscillator that another starts anew each turn, swept from above; or two multiplied."""
    ringing, high, low = rng.uniform() < 0.3, rng.uniform(2, 6), rng.uniform(1.1, 2.5)
    sweeps, bends = rng.uniform(0.05, 0.8), rng.uniform(-0.5, 1)
    square, lfo_hz, lfo = rng.uniform() < 0.4, rng.uniform(0.3, 6), rng.uniform(0, 0.4)
    attack, sustain, within = rng.uniform(0.002, 0.03), rng.uniform(0.5, 1), rng.uniform(0.02, 0.2)
    cut_hz, second = rng.uniform(3_500, 10_000), rng.choice([1.5, 2.0, 3.0, 1.25])
    count = held(seconds, within)
    time = clock(2 * count) / 2
    # Twice the rate, and a low pass before half of it is left: fewer mirrored lines.
    turns = np.arange(2 * count) * (hz / (2 * SAMPLE_RATE_HZ)) % 1
    ratio = low + (high - low) * np.exp(-time / np.float32(sweeps)) * (bends > 0)
    ratio = ratio * (1 + lfo * np.sin(np.float32(2 * np.pi * lfo_hz) * time))
    slave = turns * ratio % 1
    raw = np.where(slave < 0.5, 1.0, -1.0) if square else 2 * slave - 1
    if ringing:
        other = 2 * (turns * float(second) * 2 % 1) - 1
        raw = np.sin(2 * np.pi * turns) * other + 0.3 * np.sin(2 * np.pi * turns)
    tone = low_passed(raw.astype(np.float32), float(cut_hz) / 2, order=4)[::2]
    tone = filtered(tone, band(30, 14_000))
    level = sustain + (1 - sustain) * np.exp(-clock(count) / np.float32(0.25))
    tone *= level.astype(np.float32) * risen(count, attack)
    return tone * damped(count, seconds, within)


def programmed_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Ten lines: a naive saw, square or triangle or two, mirrored lines and all, perhaps a filter.

    Some are shaken by a slow oscillator, some fold a sine.
    """
    shape, voices = int(rng.integers(4)), int(rng.integers(1, 4))
    apart, width = rng.uniform(0.002, 0.012), rng.choice([0.5, 0.25, 0.125])
    cut_hz = np.exp(rng.uniform(np.log(700), np.log(8_000))) if rng.uniform() < 0.6 else None
    shake_hz, depth = rng.uniform(3, 8), rng.uniform(0.002, 0.012) * (rng.uniform() < 0.3)
    wobble_hz, wobble = rng.uniform(1, 8), rng.uniform(0.3, 1) * (rng.uniform() < 0.3)
    attack, sustain = rng.uniform(0.001, 0.2), rng.uniform(0.3, 1)
    falls, within, fold = rng.uniform(0.05, 0.3), rng.uniform(0.01, 0.2), rng.uniform(1.5, 5)
    attack = attack if rng.uniform() < 0.4 else 0.005
    count = held(seconds, within)
    pitch = shaken(hz, count, rate_hz=shake_hz, depth=depth, after=0.1)
    turns = np.cumsum(pitch, dtype=np.float64) / SAMPLE_RATE_HZ
    tone = np.zeros(count)
    for voice in range(voices):
        own = turns * (1 + apart * (voice - (voices - 1) / 2)) % 1
        tone += (
            2 * own - 1,
            np.where(own < width, 1.0, -1.0) + 1 - 2 * width,
            4 * np.abs(own - 0.5) - 1 + 0.3 * np.sign(own - 0.5),
            np.sin(fold * np.sin(2 * np.pi * own)),
        )[shape]
    voice_sum = tone.astype(np.float32)
    if cut_hz is not None:
        dull = low_passed(voice_sum, float(cut_hz), order=2)
        turn = 0.5 + 0.5 * np.sin(np.float32(2 * np.pi * wobble_hz) * clock(count))
        mixed = np.float32(wobble) * turn
        voice_sum = (dull * (1 - mixed) + voice_sum * mixed).astype(np.float32)
    shape_of_it = adsr(
        count, attack=attack, decay_seconds=falls, sustain=sustain, release=2 * within
    )
    return voice_sum * shape_of_it * damped(count, seconds, within)


def jet_flute(rng: Rng, hz: float, seconds: float) -> Signal:
    """A jet of air: harmonics that waver, noise around them, a start an octave up."""
    weights = np.array([1.0, rng.uniform(0.1, 0.9), rng.uniform(0.03, 0.4), 0, 0, 0])
    weights[3:] = rng.uniform(0.005, 0.08, 3)
    breath, spread = np.exp(rng.uniform(np.log(0.01), np.log(0.2))), rng.uniform(0.02, 0.12)
    over, speaks = rng.uniform(0, 0.6), rng.uniform(0.01, 0.06)
    shake_hz, loud, cents = rng.uniform(4.2, 6), rng.uniform(0, 0.3), rng.uniform(0, 12)
    attack, within, puff = rng.uniform(0.015, 0.09), rng.uniform(0.03, 0.12), rng.uniform(0, 0.15)
    start = rng.uniform(0, 6.3)
    count = held(seconds, within)
    time = clock(count)
    grown = np.minimum(time / np.float32(0.3), 1)
    shake = grown * np.sin(np.float32(2 * np.pi * shake_hz) * time + np.float32(start))
    pitch = (hz * (1 + cents / 1_731 * shake)).astype(np.float32)
    tone = np.zeros(count, np.float32)
    early = np.exp(-time / np.float32(speaks))
    for rank, weight in enumerate(weights, 1):
        if rank * hz < 14_000:
            waver = wander(rng, count, rate_hz=7, low=1 - 0.08 * rank, high=1)
            swings = 1 + np.float32(loud * rank**0.5) * shake
            spoken = 1 - early * np.float32(0.9) if rank == 1 else 1 + over * early * (rank == 2)
            tone += np.float32(weight) * wave(pitch * rank, count, [1.0]) * waver * swings * spoken

    def jet(at_hz: Signal) -> Signal:
        off = np.abs(at_hz / np.float32(hz) - np.maximum(np.round(at_hz / np.float32(hz)), 1))
        fall = 1 / (1 + (at_hz / np.float32(hz * 3)) ** 2)
        return ((0.1 + 1 / (1 + (off / spread) ** 2)) * fall).astype(np.float32)

    tone = tone + noise(rng, count, jet) * np.float32(breath) * (1 + 0.5 * shake)
    tone = tone.astype(np.float32) * risen(count, min(attack, seconds / 2))
    tone = added(tone, scrape(rng, band(800, 5_000), lasts=0.015), level=puff)
    return tone * damped(count, seconds, within)


NEWER: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "synthesizer": (
        resonant_synthesizer,
        pulse_width_synthesizer,
        synced_synthesizer,
        programmed_synthesizer,
    ),
    "flute": (jet_flute,),
}
