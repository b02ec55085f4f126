"""Synthesizer a fourth time: crowds, widths, pads, filters, leads, gates, and the bare waves."""

from collections.abc import Callable, Mapping

import numpy as np

from training.sounds.instruments.fourth_tones import (
    chorused,
    clean_pulse,
    clean_saw,
    swept,
    turned,
)
from training.sounds.instruments.newer_tones import (
    between,
    damped,
    held,
    low_passed,
    risen,
)
from training.sounds.instruments.tones import adsr, shaken
from training.sounds.signals import Rng, Signal, clock, noise, unit_peak


def detuned_saws(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two to seven saws side by side, perhaps one an octave off, behind a fixed low pass."""
    voices, cents = int(rng.integers(2, 8)), between(rng, 5, 30)
    starts, octave = rng.uniform(0, 1, 8), rng.choice([1.0, 1.0, 0.5, 2.0])
    cut_hz, resonance = between(rng, 1_200, 16_000), rng.uniform(0.6, 2)
    attack, release, sustain = (
        between(rng, 0.001, 0.3),
        between(rng, 0.01, 0.4),
        rng.uniform(0.4, 1),
    )
    rate_hz, late, wet = rng.uniform(0.2, 1.5), rng.uniform(4, 10), rng.uniform(0, 0.8)
    count = held(seconds, release)
    tone: Signal = np.zeros(count)
    for off, start in zip(np.linspace(-1, 1, voices), starts, strict=False):
        pitch = hz * 2 ** (cents * off / 1_200)
        tone = tone + clean_saw(turned(pitch, count, start=start))
    if octave != 1:
        tone = tone + 0.5 * voices**0.5 * clean_saw(turned(hz * octave, count, start=starts[7]))
    tone = swept(tone, np.full(count, max(cut_hz, 2 * hz)), resonance)
    tone = chorused(unit_peak(tone), rate_hz=rate_hz, milliseconds=late, wet=wet)
    shape = adsr(count, attack=attack, decay_seconds=0.3, sustain=sustain, release=0.01)
    return (tone * shape * damped(count, seconds, release)).astype(np.float32)


def swinging_pulse(rng: Rng, hz: float, seconds: float) -> Signal:
    """One pulse or two whose width a slow oscillator or the note's own course moves."""
    rate_hz, deep, middle = between(rng, 0.2, 7), rng.uniform(0.1, 0.4), rng.uniform(0.3, 0.5)
    once, cents, start = rng.uniform() < 0.3, rng.uniform(0, 14), rng.uniform(0, 1, 3)
    cut_hz, resonance = between(rng, 1_000, 12_000), rng.uniform(0.6, 3)
    attack, release, sustain = (
        between(rng, 0.001, 0.3),
        between(rng, 0.01, 0.3),
        rng.uniform(0.5, 1),
    )
    below = rng.uniform(0, 0.8) * (rng.uniform() < 0.4)
    count = held(seconds, release)
    time = clock(count)
    turn = np.exp(-time / 0.4) if once else np.sin(2 * np.pi * (rate_hz * time + start[0]))
    tone = clean_pulse(turned(hz, count, start=start[1]), middle + deep * turn * (1 - middle))
    if cents > 4:
        other = turned(hz * 2 ** (cents / 1_200), count, start=start[2])
        tone = tone + clean_pulse(other, middle - deep * turn * middle)
    tone = tone + below * clean_pulse(turned(hz / 2, count), 0.5)
    tone = swept(tone, np.full(count, max(cut_hz, 2 * hz)), resonance)
    shape = adsr(count, attack=attack, decay_seconds=0.2, sustain=sustain, release=0.01)
    return (tone * shape * damped(count, seconds, release)).astype(np.float32)


def modulated_pad(rng: Rng, hz: float, seconds: float) -> Signal:
    """Pairs of sines that shake each other slowly more and less, in a slow swell."""
    ratios = rng.choice([0.5, 1.0, 1.0, 2.0, 3.0, 4.0, 1.003], 3)
    index, moves_hz = between(rng, 0.4, 5), rng.uniform(0.1, 3)
    back, cents, start = rng.uniform(0, 0.5), rng.uniform(2, 14), rng.uniform(0, 6.3, 3)
    attack, release = between(rng, 0.02, 0.5), between(rng, 0.05, 0.4)
    grows = rng.uniform() < 0.5
    count = held(seconds, release)
    time = clock(count)
    tone: Signal = np.zeros(count)
    for voice in range(3):
        turns = 2 * np.pi * turned(hz * 2 ** (cents * (voice - 1) / 1_200), count)
        course = np.sin(2 * np.pi * moves_hz * time + start[voice])
        course = 1 - np.exp(-time / 0.5) if grows else 0.6 + 0.4 * course
        most = min(index, 7_000 / (hz * ratios[voice]))
        other = np.sin(ratios[voice] * turns + back * np.sin(ratios[voice] * turns))
        tone = tone + np.sin(turns + most * course * other + start[voice])
    tone = low_passed(tone.astype(np.float32), 12_000)
    return tone * risen(count, min(attack, seconds / 2)) * damped(count, seconds, release)


def sweeping_filter(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw or square through a filter that sings as it opens, closes, or goes up and down."""
    shape, course, cents = int(rng.integers(3)), int(rng.integers(4)), rng.uniform(0, 12)
    low_hz, octaves = between(rng, 150, 900), rng.uniform(2, 5)
    resonance, twice = between(rng, 1.5, 8), rng.uniform() < 0.4
    moves, turns_hz = between(rng, 0.05, 1.2), between(rng, 0.3, 8)
    start, width = rng.uniform(0, 1, 2), rng.uniform(0.1, 0.5)
    attack, release, drive = between(rng, 0.001, 0.1), between(rng, 0.01, 0.3), rng.uniform(0.3, 3)
    count = held(seconds, release)
    time = clock(count)
    one, two = turned(hz, count), turned(hz * 2 ** (cents / 1_200), count, start=start[0])
    tone = (
        clean_saw(one) + clean_saw(two),
        clean_pulse(one, width),
        clean_saw(one) + clean_pulse(two / 2, 0.5),
    )[shape]
    opened = (
        np.exp(-time / np.float32(moves)),
        1 - np.exp(-time / np.float32(moves)),
        0.5 + 0.5 * np.sin(2 * np.pi * (turns_hz * time + start[1])),
        time / moves * np.exp(1 - time / np.float32(moves)),
    )[course]
    cut = np.maximum(low_hz * 2 ** (octaves * opened), 0.7 * hz)
    tone = swept(tone, cut, resonance, twice=twice)
    tone = np.tanh(drive * unit_peak(tone)) * risen(count, attack)
    return (tone * damped(count, seconds, release)).astype(np.float32)


def square_lead(rng: Rng, hz: float, seconds: float) -> Signal:
    """A square or pulse with vibrato, alone and dry, or with a glide into the note or an echo."""
    width, shake_hz = rng.choice([0.5, 0.5, 0.25, 0.125, rng.uniform(0.1, 0.5)]), rng.uniform(4, 8)
    depth, late = rng.uniform(0, 0.015), rng.uniform(0.02, 0.5)
    slide, within = rng.choice([0, 0, -12, -2, -1, 7]), between(rng, 0.01, 0.07)
    cut_hz, attack, release = between(rng, 1_500, 15_000), between(rng, 0.001, 0.03), 0.02
    sustain, falls = rng.uniform(0.5, 1), between(rng, 0.05, 0.5)
    echo, gap = rng.uniform(0.1, 0.5) * (rng.uniform() < 0.35), rng.uniform(0.05, 0.18)
    count = held(seconds, max(release, gap if echo else 0))
    time = clock(count)
    pitch = shaken(hz, count, rate_hz=shake_hz, depth=depth, after=late)
    pitch = pitch * 2 ** (slide / 12 * np.exp(-time / np.float32(min(within, seconds / 6))))
    tone = clean_pulse(turned(pitch.astype(np.float32), count), width)
    tone = tone * (sustain + (1 - sustain) * np.exp(-time / np.float32(falls)))
    tone = tone * risen(count, attack) * damped(count, seconds, release)
    tone = low_passed(tone.astype(np.float32), max(float(cut_hz), 2 * hz))
    if echo:
        later = int(gap * 48_000)
        tone[later:] += np.float32(echo) * tone[:-later].copy()
    return tone * damped(count, count / 48_000, 1.0)


def started_over_lead(rng: Rng, hz: float, seconds: float) -> Signal:
    """A sine, saw or square at a higher pitch that the note's own pitch starts over each turn."""
    shape, high, low = int(rng.integers(3)), rng.uniform(2, 7), rng.uniform(1, 2)
    moves, swings_hz = between(rng, 0.05, 0.8), rng.uniform(0.2, 4)
    swings, start = rng.uniform() < 0.35, rng.uniform(0, 6.3)
    smooth, cut_hz = rng.uniform(0.02, 0.5), between(rng, 3_000, 12_000)
    attack, release, sustain = (
        between(rng, 0.001, 0.06),
        between(rng, 0.01, 0.2),
        rng.uniform(0.5, 1),
    )
    shake_hz, depth = rng.uniform(4, 7), rng.uniform(0, 0.008)
    count = held(seconds, release)
    time = clock(2 * count) / 2  # twice the rate, against mirrored lines
    course = np.exp(-time / np.float32(moves))
    course = 0.5 + 0.5 * np.sin(2 * np.pi * swings_hz * time + start) if swings else course
    pitch = shaken(hz, 2 * count, rate_hz=2 * shake_hz, depth=depth)
    place = turned(pitch, 2 * count) / 2 % 1
    ratio = np.minimum(low + (high - low) * course, 10_000 / hz)
    inner = place * ratio
    tone = (
        np.sin(2 * np.pi * inner),
        2 * (inner % 1) - 1,
        np.tanh(6 * np.sin(2 * np.pi * inner)),
    )[shape]
    # Faded at the end of each turn, so that the jump back is less sharp.
    tone = tone * np.minimum((1 - place) / smooth, 1)
    tone = low_passed(tone.astype(np.float32), cut_hz / 2, order=4)[::2]
    tone = tone - np.float32(tone.mean())
    shaped = adsr(count, attack=attack, decay_seconds=0.3, sustain=sustain, release=0.01)
    return (tone * shaped * damped(count, seconds, release)).astype(np.float32)


def gated_pad(rng: Rng, hz: float, seconds: float) -> Signal:
    """Saws or pulses that a gate opens and shuts in steps, or that jump octaves, evenly."""
    rate_hz, open_share = between(rng, 4, 16), rng.uniform(0.4, 0.85)
    steps = rng.uniform(0.2, 1, 8)
    jumps = rng.choice([1, 1, 2, 2, 0.5], 8) if rng.uniform() < 0.4 else np.ones(8)
    cents, saws, start = rng.uniform(3, 18), rng.uniform() < 0.6, rng.uniform(0, 1, 3)
    cut_hz, resonance = between(rng, 900, 9_000), rng.uniform(0.7, 4)
    stepped, left = rng.uniform() < 0.5, rng.uniform(0, 0.2)
    release, edge = between(rng, 0.01, 0.1), between(rng, 0.001, 0.01)
    count = held(seconds, release)
    time = clock(count)
    number = np.floor(time * rate_hz).astype(np.int64) % 8
    inside = time * rate_hz % 1
    tone: Signal = np.zeros(count)
    for voice in range(3):
        pitch = hz * 2 ** (cents * (voice - 1) / 1_200) * jumps[number]
        turns = turned(pitch.astype(np.float32), count, start=start[voice])
        tone = tone + (clean_saw(turns) if saws else clean_pulse(turns, 0.3 + 0.1 * voice))
    cut = cut_hz * (0.4 + steps[number]) if stepped else np.full(count, cut_hz)
    tone = swept(tone, np.maximum(cut, 1.5 * hz), resonance)
    gate = np.clip(np.minimum(inside, open_share - inside) / (edge * rate_hz), 0, 1)
    gate = left + (1 - left) * gate * (0.5 + 0.5 * steps[number])
    return (tone * gate * risen(count, 0.003) * damped(count, seconds, release)).astype(np.float32)


def bare_wave(rng: Rng, hz: float, seconds: float) -> Signal:
    """A saw, square or triangle as it is, mirrored lines or not, under an envelope: four lines."""
    shape, naive = int(rng.choice([0, 0, 1, 1, 2])), rng.uniform() < 0.5
    attack, sustain = between(rng, 0.001, 0.2), rng.uniform(0.3, 1)
    falls, release = between(rng, 0.03, 0.6), between(rng, 0.005, 0.3)
    second, cents = rng.uniform() < 0.3, rng.uniform(3, 15)
    count = held(seconds, release)
    tone: Signal = np.zeros(count)
    for pitch in (hz, hz * 2 ** (cents / 1_200))[: 2 if second else 1]:
        turns = turned(pitch, count)
        saw, square = (
            (2 * (turns % 1) - 1, np.where(turns % 1 < 0.5, 1.0, -1.0))
            if naive
            else (clean_saw(turns), clean_pulse(turns, 0.5))
        )
        tone = tone + (saw, square, 2 * np.abs(2 * ((turns + 0.25) % 1) - 1) - 1)[shape]
    level = adsr(count, attack=attack, decay_seconds=falls, sustain=sustain, release=0.005)
    return (tone * level * damped(count, seconds, release)).astype(np.float32)


def ringing_synthesizer(rng: Rng, hz: float, seconds: float) -> Signal:
    """Two waves multiplied, the other a whole multiple that is a little off: metal that beats."""
    ratio, off = rng.choice([1, 2, 2, 3, 4]), rng.uniform(-0.004, 0.004)
    amount, squares = rng.uniform(0.3, 1), rng.uniform() < 0.5
    cut_hz, resonance, moves = between(rng, 1_500, 9_000), rng.uniform(0.7, 5), between(rng, 0.1, 1)
    hiss = rng.uniform(0, 0.05)
    attack, release, sustain = (
        between(rng, 0.001, 0.1),
        between(rng, 0.01, 0.3),
        rng.uniform(0.4, 1),
    )
    count = held(seconds, release)
    one, other = turned(hz, count), turned(hz * ratio * (1 + off), count)
    carrier = clean_pulse(one, 0.5) if squares else clean_saw(one)
    tone = carrier * (1 - amount + amount * np.sin(2 * np.pi * other)) + 0.5 * amount * np.sin(
        2 * np.pi * one
    )
    tone = tone + hiss * noise(rng, count)
    cut = np.maximum(cut_hz * (0.3 + np.exp(-clock(count) / np.float32(moves))), 2 * hz)
    tone = swept(tone, cut, resonance)
    shape = adsr(count, attack=attack, decay_seconds=0.3, sustain=sustain, release=0.01)
    return (tone * shape * damped(count, seconds, release)).astype(np.float32)


FOURTH: Mapping[str, tuple[Callable[[Rng, float, float], Signal], ...]] = {
    "synthesizer": (
        detuned_saws,
        swinging_pulse,
        modulated_pad,
        sweeping_filter,
        square_lead,
        started_over_lead,
        gated_pad,
        bare_wave,
        ringing_synthesizer,
    )
}
