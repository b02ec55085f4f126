"""Curves that are made up, of several kinds, so that no rule is fitted to one of them.

Each kind imitates what a source of curves is known for. They are no substitute for recorded ones
and no figure on them is a claim about real media; they show which rules break, and where. The kinds
``saliency-…`` were placed so that known rules come out near their published figures for one trained
saliency curve on QVHighlights, clean and noisy. Two different explanations do that, both roughly:
many queries that the model hardly answers, or few, with tall distractors. A rule should hold on
both.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.curves import LabelledCurve, Random, autocorrelated
from momentsearch_server.search.curves import Curve
from momentsearch_server.timespan import TimeSpan, seconds_to_us

Floats = NDArray[np.float64]
Numbers = NDArray[np.floating]
Spans = list[tuple[float, float]]


@dataclass(frozen=True)
class Saliency:
    """How a trained model's curve differs from the truth. Heights are shares of a usual answer's,
    lengths are samples of two seconds."""

    missed_share: float  # of queries, whose answer stands out little
    height_spread: float  # of the answer, as a standard deviation of its logarithm
    distractors: float  # how many there are on average
    distractor_length: float
    distractor_height: float  # the highest
    distractor_power: float  # above 1: most are low
    ramp: float
    edge_error: float
    edge_error_share: float  # of the answer's length
    wobble: float  # of a plateau
    slow_noise: float
    slow_samples: float
    white_noise: float
    drift: float
    compression: float


MISSED = Saliency(
    0.55, 0.45, 1.36, 9.9, 1.2, 1.0, 1.0, 0.27, 0.056, 0.11, 0.037, 4, 0.034, 0.17, 1.9
)
DISTRACTED = Saliency(
    0.22, 0.084, 0.81, 19, 3.06, 0.765, 1.9, 0.29, 0.0585, 0.06, 0.065, 1.33, 0.1, 0.086, 1.96
)


def saliency(random: Random, model: Saliency) -> tuple[Curve, Spans, float]:
    """75 samples of two seconds with one to five true spans on their borders."""
    spans = _saliency_spans(random)
    place = np.arange(75) + 0.5
    wobble = 1 + model.wobble * autocorrelated(random, 75, samples=4)
    gain = random.uniform(0, 0.7) if random.random() < model.missed_share else 1.0
    values = np.zeros(75)
    for start, end in spans:
        error = model.edge_error + model.edge_error_share * (end - start)
        low, high = start + random.laplace(scale=error), end + random.laplace(scale=error)
        height = gain * np.exp(model.height_spread * random.normal())
        values = np.maximum(values, height * wobble * _plateau(random, place, low, high, model))
    for _ in range(random.poisson(model.distractors)):
        length = model.distractor_length * np.exp(0.8 * random.normal())
        low = random.uniform(-length, 75)
        height = model.distractor_height * random.random() ** model.distractor_power
        values = np.maximum(
            values, height * wobble * _plateau(random, place, low, low + length, model)
        )
    values += model.slow_noise * autocorrelated(random, 75, samples=model.slow_samples)
    values += random.normal(scale=model.white_noise, size=75) + model.drift * _drift(random, 75)
    squeezed = np.tanh(model.compression * values)
    scale, shift = random.uniform(0.2, 1.5), random.uniform(-1, 1)
    return _grid(scale * squeezed + shift, 2.0), [(2 * a, 2 * b) for a, b in spans], 150.0


def _saliency_spans(random: Random) -> Spans:
    """Disjoint, in samples: 1.8 a query on average, 23 s long, two in five of 10 s or less."""
    count = int(random.choice([1, 2, 3, 4, 5], p=[0.58, 0.20, 0.10, 0.07, 0.05]))
    middle = 9 * {1: 1.25, 2: 0.95}.get(count, 0.7)
    spans: Spans = []
    for _ in range(60):
        length = int(np.clip(round(middle * np.exp(0.95 * random.normal())), 1, 75))
        start = int(random.integers(0, 75 - length + 1))
        if all(start > high or start + length < low for low, high in spans):
            spans.append((start, start + length))
        if len(spans) == count:
            break
    return spans


def _plateau(random: Random, place: Numbers, low: float, high: float, model: Saliency) -> Floats:
    if high < low + 0.8:
        low, high = (low + high) / 2 - 0.5, (low + high) / 2 + 0.5
    ramp = model.ramp * np.exp(0.5 * random.normal()) / 1.7
    rise, fall = ((place - low) / ramp, (high - place) / ramp)
    shape: Floats = _sigmoid(rise) * _sigmoid(fall)
    return shape


def _sigmoid(values: Floats) -> Floats:
    squashed: Floats = 0.5 * (1 + np.tanh(values / 2))
    return squashed


def _drift(random: Random, count: int) -> Floats:
    place = np.linspace(0, 1, count)
    wave = np.sin(2 * np.pi * (random.uniform(0.5, 2) * place + random.random()))
    drift: Floats = random.normal() * wave + random.normal() * (place - 0.5)
    return drift


def pictures(random: Random, *, minutes: float = 3.0) -> tuple[Curve, Spans, float]:
    """Cosines of a picture encoder at one frame a second: shots of a few seconds that each have a
    level of their own, a narrow range, noise within a shot, and an answer of some shots."""
    count = int(60 * minutes)
    edges = np.cumsum(np.clip(random.exponential(7, size=count), 2, 40))
    cuts = np.concatenate([[0.0], edges[edges < count - 2], [float(count)]])
    levels = 0.015 * random.normal(size=len(cuts) - 1) + 0.006 * _drift(random, len(cuts) - 1)
    first = int(random.integers(0, len(levels)))
    last = min(len(levels) - 1, first + int(random.choice([0, 0, 1, 2])))
    levels[first : last + 1] += random.uniform(0.025, 0.06)
    values = _by_shot(cuts, levels, np.arange(count) + 0.5)
    values += 0.006 * autocorrelated(random, count, samples=2) + random.normal(
        scale=0.004, size=count
    )
    return _grid(0.22 + values, 1.0), [(float(cuts[first]), float(cuts[last + 1]))], float(count)


def _by_shot(cuts: Floats, levels: Floats, place: Numbers) -> Floats:
    shot = np.searchsorted(cuts, place, side="right") - 1
    chosen: Floats = levels[shot]
    return chosen


def sounds(random: Random) -> tuple[Curve, Spans, float]:
    """Cosines of a sound encoder over windows of five seconds, one each 2.5 s: a window that is
    half inside scores half, and one loud distractor is common."""
    duration, window, hop = 180.0, 5.0, 2.5
    starts = np.arange(0, duration - window + hop, hop)
    length = float(np.clip(10 * np.exp(0.7 * random.normal()), 3, 60))
    start = random.uniform(0, duration - length)
    values = random.uniform(0.15, 0.4) * _share_inside(starts, window, start, start + length)
    for _ in range(random.poisson(1.5)):
        low = random.uniform(0, duration)
        high = low + 8 * np.exp(0.6 * random.normal())
        values = np.maximum(
            values, 0.3 * random.random() * _share_inside(starts, window, low, high)
        )
    values += 0.03 * autocorrelated(random, len(starts), samples=1.5)
    values += random.normal(scale=0.02, size=len(starts))
    starts_us = np.array([seconds_to_us(value) for value in starts])
    curve = Curve(values, starts_us, starts_us + seconds_to_us(window))
    return curve, [(start, start + length)], duration


def _share_inside(starts: Floats, window: float, low: float, high: float) -> Floats:
    overlap = np.minimum(starts + window, high) - np.maximum(starts, low)
    share: Floats = np.clip(overlap / window, 0, 1)
    return share


def hours(random: Random) -> tuple[Curve, Spans, float]:
    """One to three hours at one frame a second, with one to three moments of ten seconds."""
    count = int(random.integers(3_600, 10_801))
    values = 0.6 * autocorrelated(random, count, samples=5) + random.normal(scale=0.5, size=count)
    values += 0.5 * _drift(random, count)
    middles = np.arange(count) + 0.5
    spans: Spans = []
    for _ in range(int(random.integers(1, 4))):
        start = float(random.uniform(0, count - 10))
        if all(abs(start - other) > 30 for other, _ in spans):
            spans.append((start, start + 10))
            inside = (middles >= start) & (middles < start + 10)
            values[inside] += random.uniform(3, 6)
    return _grid(values, 1.0), spans, float(count)


def _grid(values: Floats, spacing_seconds: float) -> Curve:
    edges = np.array([seconds_to_us(k * spacing_seconds) for k in range(len(values) + 1)])
    return Curve(values, edges[:-1], edges[1:])


KINDS: dict[str, Callable[[Random], tuple[Curve, Spans, float]]] = {
    "saliency-missed": functools.partial(saliency, model=MISSED),
    "saliency-distracted": functools.partial(saliency, model=DISTRACTED),
    "pictures": pictures,
    "sounds": sounds,
    "hours": hours,
}


def corpus(kind: str, *, count: int, seed: int) -> list[LabelledCurve]:
    """``count`` curves of one of KINDS, the same for the same seed."""
    return [_labelled(kind, seed, number) for number in range(count)]


def _labelled(kind: str, seed: int, number: int) -> LabelledCurve:
    random = np.random.default_rng([seed, number, *kind.encode()])
    curve, spans, duration = KINDS[kind](random)
    truths = sorted(TimeSpan(seconds_to_us(low), seconds_to_us(high)) for low, high in spans)
    qid = f"{kind}-{seed}-{number}"
    return LabelledCurve(qid, kind, curve, tuple(truths), seconds_to_us(duration))
