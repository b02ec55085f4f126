"""Notes of eight instruments, and the drums of a kit."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

import numpy as np

from benchmarks.otherhand.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band_pass,
    clock,
    fade,
    filtered,
    high_pass,
    low_pass,
    normalised,
    phase,
    resonate,
    samples,
    sawtooth,
    total,
)


def guitar(hz: float, seconds: float, rng: Rng) -> Signal:
    string = _plucked(rng, hz, seconds, brightness_hz=6000, feedback=0.996)
    body = string + 0.6 * resonate(string, 110, 30) + 0.4 * resonate(string, 210, 40)
    return _let_ring(body)


def bass(hz: float, seconds: float, rng: Rng) -> Signal:
    return _let_ring(_plucked(rng, hz, seconds, brightness_hz=900, feedback=0.995))


def _plucked(
    rng: Rng, hz: float, seconds: float, *, brightness_hz: float, feedback: float
) -> Signal:
    """A burst of noise that runs round a delay line of one period (Karplus and Strong)."""
    period = round(SAMPLE_RATE_HZ / hz)
    burst = low_pass(rng.uniform(-1, 1, period), brightness_hz, 1)
    string = np.zeros(samples(seconds + 0.3))
    string[:period] = burst - burst.mean()
    loop = np.zeros(period + 2)
    loop[0] = 1
    loop[period:] = -0.5 * feedback
    return filtered([1], loop, string)[: samples(seconds) + 4800]


def _let_ring(sound: Signal) -> Signal:
    return fade(sound / (np.abs(sound).max() + 1e-9), 0.001, 0.06)


def piano(hz: float, seconds: float, rng: Rng) -> Signal:
    """Two strings a note, partials stretched, and the knock of the hammer."""
    at = clock(samples(seconds))
    sound = np.zeros(len(at))
    partials = ((k, k * hz * np.sqrt(1 + 0.0004 * k * k)) for k in range(1, 14))
    for k, partial_hz in takewhile(lambda partial: partial[1] <= 12000, partials):
        strings = total(
            np.sin(2 * np.pi * partial_hz * detuned * at + rng.uniform(0, 6))
            for detuned in (0.9997, 1.0004)
        )
        quick, slow = np.exp(-at * (2 + 0.9 * k)), np.exp(-at * (0.5 + 0.25 * k))
        sound = sound + strings * k**-1.3 * (0.7 * quick + 0.3 * slow)
    sound = sound + low_pass(rng.standard_normal(len(at)), 1500) * np.exp(-at / 0.01) * 0.3
    return fade(normalised(sound), 0.002, 0.08)


_STOPS = ((0.5, 0.6), (1, 1), (1.5, 0.3), (2, 0.8), (3, 0.4), (4, 0.5), (6, 0.2), (8, 0.3))


def organ(hz: float, seconds: float, rng: Rng) -> Signal:  # noqa: ARG001 - has no chance in it
    at = clock(samples(seconds))
    pipes = total(loudness * np.sin(2 * np.pi * hz * stop * at) for stop, loudness in _STOPS)
    return fade(pipes * (1 + 0.04 * np.sin(2 * np.pi * 6.2 * at)) / 3, 0.015, 0.03)


def flute(hz: float, seconds: float, rng: Rng) -> Signal:
    at = clock(samples(seconds))
    n = len(at)
    vibrato = 1 + 0.006 * np.sin(2 * np.pi * 5 * at) * np.minimum(1, at / 0.25)
    turns = phase(hz * vibrato)
    tone = np.sin(turns) + 0.25 * np.sin(2 * turns) + 0.1 * np.sin(3 * turns)
    tone = tone + 0.12 * band_pass(rng.standard_normal(n + 200), hz * 0.8, hz * 3)[:n]
    tone = tone + high_pass(rng.standard_normal(n), 2500) * np.exp(-at / 0.03) * 0.06
    return fade(tone * 0.8, min(0.06, seconds / 3), min(0.07, seconds / 3))


_MODES = ((1, 1, 0.9), (2.76, 0.5, 0.5), (5.4, 0.25, 0.25), (8.93, 0.12, 0.1))


def bells(hz: float, seconds: float, rng: Rng) -> Signal:  # noqa: ARG001 - has no chance in it
    at = clock(samples(seconds))
    sound = total(
        loudness * np.sin(2 * np.pi * hz * ratio * at) * np.exp(-at / decay)
        for ratio, loudness, decay in _MODES
    )
    return fade(sound, 0.001, 0.03)


def violin(hz: float, seconds: float, rng: Rng) -> Signal:
    at = clock(samples(seconds))
    vibrato = 1 + 0.008 * np.sin(2 * np.pi * 5.8 * at + 1) * np.minimum(1, at / 0.2)
    bow = sawtooth(hz * vibrato) + 0.02 * rng.standard_normal(len(at))
    body = 0.4 * bow * 0.3 + resonate(bow, 280, 60) + resonate(bow, 460, 80)
    body = body + 0.8 * resonate(bow, 1000, 250) + 0.8 * resonate(bow, 2600, 500)
    return fade(normalised(body), min(0.07, seconds / 3), min(0.08, seconds / 3))


def synthesizer(hz: float, seconds: float, rng: Rng) -> Signal:  # noqa: ARG001 - has no chance in it
    at = clock(samples(seconds))
    voices = total(sawtooth(np.full(len(at), hz * detuned)) for detuned in (1.0, 1.006, 0.994))
    bright = np.exp(-at / 0.25)
    sound = bright * low_pass(voices, min(9000, hz * 9))
    return fade((sound + (1 - bright) * low_pass(voices, hz * 2.5 + 300)) / 3, 0.008, 0.05)


NOTES: dict[str, Callable[[float, float, Rng], Signal]] = {
    "guitar": guitar,
    "piano": piano,
    "organ": organ,
    "flute": flute,
    "bass": bass,
    "bells": bells,
    "violin": violin,
    "synthesizer": synthesizer,
}
"""One note from its frequency in Hz and its seconds, by the name of the instrument."""


def kick(rng: Rng) -> Signal:
    at = clock(samples(0.3))
    skin = np.sin(2 * np.pi * (50 * at + 3.2 * (1 - np.exp(-at / 0.03)))) * np.exp(-at / 0.09)
    click = 0.2 * high_pass(rng.standard_normal(len(at)), 1000) * np.exp(-at / 0.004)
    return np.asarray(skin + click)


def snare(rng: Rng) -> Signal:
    at = clock(samples(0.25))
    skin = 0.6 * np.sin(2 * np.pi * 190 * at) * np.exp(-at / 0.05)
    wires = 0.7 * band_pass(rng.standard_normal(len(at)), 900, 9000) * np.exp(-at / 0.07)
    return np.asarray(skin + wires)


def hat(rng: Rng) -> Signal:
    at = clock(samples(0.1))
    return np.asarray(0.4 * high_pass(rng.standard_normal(len(at)), 7000) * np.exp(-at / 0.02))


def tom(rng: Rng) -> Signal:  # noqa: ARG001 - has no chance in it
    at = clock(samples(0.35))
    skin = np.sin(2 * np.pi * (120 * at + 2 * (1 - np.exp(-at / 0.05))))
    return np.asarray(0.8 * skin * np.exp(-at / 0.12))
