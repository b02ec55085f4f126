"""The engine before: held to what its own code gave, and to cases worked out by hand."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from benchmarks.quality.before import (
    Before,
    MatchLevel,
    Span,
    collection_samples,
    fused,
    match_levels,
    spans_of,
)
from momentsearch_server.search.curves import Curve
from momentsearch_server.timespan import TimeSpan
from tests.benchmarks.film_corpus import TERMS, recorded_films

SECOND_US = 1_000_000
# What `segment` of commit 8de9f3c gave: start and end in microseconds, score, highest sample.
PICTURES = [
    (2_942_308, 6_038_462, 1.471762, 4),
    (14_021_739, 16_041_667, 0.732125, 12),
    (11_000_000, 12_088_235, 0.31702, 8),
]
SOUNDS = [(3_875_000, 12_058_824, 1.236492, 2), (18_750_000, 21_250_000, 0.176777, 7)]


def pictures() -> Curve:
    """One a second, with three missing after the eighth."""
    values = [0.2, 0.1, 0.4, 3.0, 3.4, 2.9, 0.3, 0.0, 1.9, 0.2, -0.1, 2.2, 2.4, 1.2]
    starts = np.arange(14) * SECOND_US
    starts[8:] += 3 * SECOND_US
    return Curve(np.array(values), starts, starts + SECOND_US)


def sounds() -> Curve:
    """Windows of five seconds, one each two and a half."""
    starts = np.arange(9) * 2_500_000
    values = np.array([1.0, 3.0, 3.5, 3.2, 1.5, 0.4, 0.2, 2.6, 0.5])
    return Curve(values, starts, starts + 5 * SECOND_US)


@pytest.mark.parametrize(("curve", "expected"), [(pictures(), PICTURES), (sounds(), SOUNDS)])
def test_spans_are_those_of_the_code_of_then(
    curve: Curve, expected: list[tuple[int, int, float, int]]
) -> None:
    found = [
        (span.start_us, span.end_us, round(score, 6), peak) for span, score, peak in spans_of(curve)
    ]
    assert found == expected


def test_nothing_has_no_spans_and_a_flat_curve_has_one() -> None:
    nothing = np.zeros(0, np.int64)
    assert spans_of(Curve(np.zeros(0), nothing, nothing)) == []
    edges = np.arange(6) * SECOND_US
    ((span, score, _),) = spans_of(Curve(np.zeros(5), edges[:-1], edges[1:]))
    assert (score, span.start_us) == (0, 0)


def span(start: float, end: float, score: float, confidence: float, modality: str) -> Span:
    at = TimeSpan(round(start * SECOND_US), round(end * SECOND_US))
    return Span(at, score, confidence, at.start_us, modality)


def test_what_agrees_adds_to_the_better_one() -> None:
    """Strength 4 + 1 / 2; log-odds 1.4 and .55 of log 3 and of 0; the other is suppressed."""
    better, other = span(10, 20, 4.0, 0.75, "picture"), span(12, 19, 1.0, 0.5, "sound")
    (moment,) = fused([other, better])
    confidence = 1 / (1 + math.exp(-(1.4 + 0.55 * math.log(3))))
    assert moment.confidence == pytest.approx(confidence)
    assert moment.score == pytest.approx(4.5 * confidence)
    assert (moment.span, moment.modality) == (better.span, "picture")


def test_what_does_not_agree_stands_alone() -> None:
    alone, away = span(10, 20, 4.0, 0.75, "picture"), span(16, 40, 3.0, 0.5, "sound")
    first, second = fused([away, alone])
    assert (first.score, second.score) == (pytest.approx(3), pytest.approx(1.5))
    assert (first.confidence, second.confidence) == (pytest.approx(0.75), pytest.approx(0.5))


def test_each_media_gives_as_many_samples_to_the_background() -> None:
    space = recorded_films().spaces["picture"]
    assert collection_samples(space, [0, 1]).shape == (40, space.vectors.shape[1])
    many = dataclasses.replace(
        space, vectors=np.repeat(space.vectors, 500, axis=0), offsets=np.array([0, 10_000, 20_000])
    )
    # Half of 8,192 of each: every third of 10,000.
    assert len(collection_samples(many, [0, 1])) == 2 * 3_334


def test_the_colour_is_found_and_its_confidence_is_by_the_level_of_the_encoder() -> None:
    recorded = recorded_films()
    space = recorded.spaces["picture"]
    cosine = float(space.curve(0, 0).values.max())
    (best, *_) = Before(recorded, {"picture": MatchLevel(cosine, 0.1)}).ask(0, [0, 1])
    # Ends lie between samples: where the curve crosses half way.
    assert (best.media, best.start, best.end) == (0, 6, pytest.approx(10, abs=0.02))
    assert best.confidence == pytest.approx(0.5)
    (unmeasured, *_) = Before(recorded, {}).ask(0, [0, 1])
    assert (unmeasured.start, unmeasured.end) == (best.start, best.end)
    assert unmeasured.confidence != best.confidence


def test_a_match_level_lies_between_what_is_there_and_what_is_not() -> None:
    recorded = recorded_films()
    tune = tuple(dataclasses.replace(query, half="tune") for query in recorded.queries)
    recorded = dataclasses.replace(recorded, queries=tune)
    level = match_levels(recorded)["picture"]
    space = recorded.spaces["picture"]
    there = float(space.similarities([TERMS.index("red")], 0).max())
    missing = float(space.similarities([TERMS.index("purple")]).max())
    assert missing < level.cosine < there
    assert level.slope > 0
    assert match_levels(recorded_films()) == {}
