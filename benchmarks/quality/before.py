"""The engine as it was before search quality was worked on (commit 8de9f3c), as a baseline.

It knew no operators: whatever is asked is one text, the whole sentence. What it did, on the vectors
and times of today:

1. A text in a space is judged by its standard deviations above what it scores in the whole
   collection (``ways.deviations``; the null is today's ``background_of``, which has not changed).
2. Around each peak of that curve, highest first, a span reaches down to LEVEL of the way from the
   floor to the peak (``rules.before`` on a normalised curve), its ends put where the curve crosses
   half way to the inside; its score is its mean above the floor.
3. Confidence is a logistic curve of the peak's cosine, measured for a pair of encoders; for others
   it follows from the number of samples.
4. Of two spaces that agree the better span stays and gains strength; the score of a moment is its
   strength times its confidence.

The match level of today's pair is measured as that one's was: on questions that are there and not,
in libraries of some films, here ten of the tune half.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.answers import Found
from benchmarks.quality.calibrate import SEED, is_plain, library
from benchmarks.quality.films.recorded import Recorded, RecordedSpace
from benchmarks.quality.ways import deviations
from momentsearch_server.search.curves import Curve
from momentsearch_server.search.evidence import Background, background_of
from momentsearch_server.search.fitting import regression
from momentsearch_server.timespan import TimeSpan, us_to_seconds

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

BACKGROUND_MEDIA, BACKGROUND_SAMPLES = 256, 8_192
SPANS_PER_MEDIA = 20
LISTED = 10
GAP_FACTOR = 1.5
LEVEL, HIGHEST_FLOOR, LEAST_PEAK = 0.45, 2.0, 0.5
LIFT, SLOPE = 0.5, 0.5
SUPPORT, AGREEMENT_LOG_ODDS, SHARED_WEIGHT = 0.5, 1.4, 0.55
AGREEMENT, SUPPRESSION_IOU = 0.5, 0.3
LEVEL_FILMS = 10


@dataclass(frozen=True)
class MatchLevel:
    """At ``cosine`` the best sample of a library is as likely as not what was described; each
    ``slope`` more multiplies the odds by e."""

    cosine: float
    slope: float


@dataclass(frozen=True)
class Span:
    """Of one space: its strength and confidence, and the instant of its highest sample."""

    span: TimeSpan
    score: float
    confidence: float
    peak_us: int
    modality: str


@dataclass(frozen=True)
class Before:
    """Answers about ``recorded``; ``levels`` by modality, for none of them by chance."""

    recorded: Recorded
    levels: Mapping[str, MatchLevel]
    _samples: dict[tuple[str, str], NDArray[np.float32]] = field(default_factory=dict)

    def ask(self, term: int, media: Sequence[int]) -> list[Found]:
        """The first moments, best first, of media of one collection."""
        collection = self.recorded.media[media[0]].collection
        found: list[Found] = []
        nulls = {name: self._null(name, term, collection) for name in self.recorded.spaces}
        counts = {
            name: sum(len(space.vectors[space.samples_of(k)]) for k in media)
            for name, space in self.recorded.spaces.items()
        }
        for number in media:
            spans = [
                span
                for name in self.recorded.spaces
                for span in self._spans(name, term, number, nulls[name], counts[name])
            ]
            found += [_answer(number, moment) for moment in fused(spans)]
        return sorted(found, key=lambda one: (-one.score, one.media, one.start))[:LISTED]

    def _null(self, modality: str, term: int, collection: str) -> Background:
        space = self.recorded.spaces[modality]
        key = modality, collection
        if key not in self._samples:
            self._samples[key] = collection_samples(space, self.recorded.media_in(collection))
        return background_of(space.term_vectors[term], self._samples[key], space.caption_vectors)

    def _spans(
        self, modality: str, term: int, media: int, null: Background, count: int
    ) -> list[Span]:
        space = self.recorded.spaces[modality]
        cosines = space.curve(term, media)
        shown_at_us = space.shown_at_us[space.samples_of(media)]
        curve = Curve(deviations(cosines.values, null), cosines.starts_us, cosines.ends_us)
        return [
            Span(
                span=span,
                score=score,
                confidence=self._confidence(
                    modality, float(cosines.values[peak]), float(curve.values[peak]), count
                ),
                peak_us=int(shown_at_us[peak]),
                modality=modality,
            )
            for span, score, peak in spans_of(curve)
        ]

    def _confidence(self, modality: str, cosine: float, peak: float, count: int) -> float:
        level = self.levels.get(modality)
        if level is not None:
            return 1 / (1 + math.exp(min(700.0, (level.cosine - cosine) / level.slope)))
        expected_best = math.sqrt(2 * math.log(max(2, count)))
        return 1 / (1 + math.exp(-(peak - expected_best - LIFT) / SLOPE))


def match_levels(recorded: Recorded) -> dict[str, MatchLevel]:
    """By modality, of the plain questions of the tune half about that modality; none where they
    cannot teach what is there and what is not."""
    levels = {}
    for modality, space in recorded.spaces.items():
        asked = [
            query
            for query in recorded.queries
            if query.half == "tune" and query.modality == modality and is_plain(query, recorded)
        ]
        rng, films = np.random.default_rng(SEED), np.array(recorded.media_in("films"))
        peaks = []
        for query in asked:
            inside = np.isin(
                space.media_of_sample, library(films, query.asked_in, LEVEL_FILMS, rng)
            )
            peaks.append(float(space.similarities(query.terms[:1])[0][inside].max()))
        there = np.array([float(not query.is_absent) for query in asked])
        if len(set(there)) == 2:
            (weight,), constant = regression(np.array(peaks)[:, np.newaxis], there)
            levels[modality] = MatchLevel(-constant / float(weight), 1 / float(weight))
    return levels


def collection_samples(space: RecordedSpace, media: Sequence[int]) -> NDArray[np.float32]:
    """Evenly from each media, as many of each at most: float32 ``[n, dim]``."""
    if len(media) > BACKGROUND_MEDIA:
        raise ValueError(f"{len(media)} media: it would have chosen {BACKGROUND_MEDIA} by their id")
    share = BACKGROUND_SAMPLES // max(1, len(media))
    parts = [space.vectors[space.samples_of(number)] for number in media]
    taken = [part[:: max(1, -(-len(part) // share))] for part in parts]
    return np.concatenate(taken).astype(np.float32)


def spans_of(curve: Curve) -> list[tuple[TimeSpan, float, int]]:
    """Disjoint spans with their scores and highest samples, best first."""
    if len(curve) == 0:
        return []
    starts_us, ends_us, joined = _cells(curve)
    smooth = _smoothed(curve.values, joined)
    usual = float(np.median(smooth)) if len(curve) > 2 else 0.0
    floor = min(HIGHEST_FLOOR, max(0.0, usual))
    taken = np.zeros(len(curve), dtype=bool)
    found: list[tuple[TimeSpan, float, int]] = []
    for peak in _peaks(smooth, joined):
        if found and (smooth[peak] < LEAST_PEAK or len(found) >= 4 * SPANS_PER_MEDIA):
            break
        if taken[peak]:
            continue
        free = (smooth > floor + LEVEL * (smooth[peak] - floor)) & ~taken
        first = last = peak
        while first > 0 and joined[first - 1] and free[first - 1]:
            first -= 1
        while last + 1 < len(free) and joined[last] and free[last + 1]:
            last += 1
        taken[first : last + 1] = True
        length = last - first + 1
        height = max(0.0, float(np.mean(smooth[first : last + 1])) - floor)
        inside = float(np.median(curve.values[first : last + 1]))
        start, end = int(starts_us[first]), int(ends_us[last])
        if first > 0 and joined[first - 1]:
            start = _crossing_us(curve, first - 1, first, inside)
        if last + 1 < len(curve) and joined[last]:
            end = _crossing_us(curve, last + 1, last, inside)
        highest = first + int(np.argmax(curve.values[first : last + 1]))
        span = TimeSpan(start, max(end, start + 1))
        found.append((span, height * math.sqrt(length / (length + 1)), highest))
    found.sort(key=lambda one: (-one[1], one[0]))
    return found[:SPANS_PER_MEDIA]


def _cells(curve: Curve) -> tuple[Indices, Indices, NDArray[np.bool_]]:
    """As ``cells_of``, with another gap: starts, ends, and what has nothing missing after it."""
    middles = (curve.starts_us + curve.ends_us) // 2
    if len(curve) < 2:
        return curve.starts_us, curve.ends_us, np.zeros(0, dtype=bool)
    steps = np.diff(middles)
    half = int(np.median(steps)) // 2
    joined = steps <= GAP_FACTOR * 2 * half + 1
    between = (middles[:-1] + middles[1:]) // 2
    starts, ends = curve.starts_us.copy(), curve.ends_us.copy()
    ends[:-1] = np.where(joined, between, np.minimum(ends[:-1], middles[:-1] + half))
    starts[1:] = np.where(joined, between, np.maximum(starts[1:], middles[1:] - half))
    return starts, ends, joined


def _smoothed(values: Floats, joined: NDArray[np.bool_]) -> Floats:
    """Each with a quarter share of its two neighbours, never across a gap."""
    sums, weights, share = values.astype(np.float64).copy(), np.ones(len(values)), 0.25 * joined
    sums[:-1] += share * values[1:]
    weights[:-1] += share
    sums[1:] += share * values[:-1]
    weights[1:] += share
    mean: Floats = sums / weights
    return mean


def _peaks(smooth: Floats, joined: NDArray[np.bool_]) -> list[int]:
    """Local maxima, highest first; of a plateau the first sample."""
    rises, falls = np.ones(len(smooth), dtype=bool), np.ones(len(smooth), dtype=bool)
    rises[1:] = (smooth[1:] > smooth[:-1]) | ~joined
    falls[:-1] = (smooth[:-1] >= smooth[1:]) | ~joined
    peaks = np.flatnonzero(rises & falls)
    return [int(index) for index in peaks[np.argsort(-smooth[peaks], kind="stable")]]


def _crossing_us(curve: Curve, outside: int, at: int, inside: float) -> int:
    """When the line between two samples' middles passes half of the way up to ``inside``."""
    outer, inner = float(curve.values[outside]), float(curve.values[at])
    outer_us = int(curve.starts_us[outside] + curve.ends_us[outside]) // 2
    inner_us = int(curve.starts_us[at] + curve.ends_us[at]) // 2
    if inner <= outer:
        return (outer_us + inner_us) // 2
    beyond = 2 * outside - at
    base = min(outer, float(curve.values[beyond])) if 0 <= beyond < len(curve) else outer
    share = ((base + inside) / 2 - outer) / (inner - outer)
    return round(outer_us + min(1.0, max(0.0, share)) * (inner_us - outer_us))


def fused(spans: Sequence[Span]) -> list[Span]:
    """One media's moments, best first: the spans with what the other space adds to them."""
    ordered = sorted(spans, key=lambda one: (-one.score, one.span))
    kept: list[Span] = []
    for moment in sorted(
        (_moment(one, ordered) for one in ordered), key=lambda one: (-one.score, one.span)
    ):
        if all(moment.span.iou(better.span) <= SUPPRESSION_IOU for better in kept):
            kept.append(moment)
    return kept


def _moment(leader: Span, others: Sequence[Span]) -> Span:
    best: dict[str, Span] = {}
    for other in others:
        if other.modality != leader.modality and _agree(leader.span, other.span):
            best.setdefault(other.modality, other)
    strength = leader.score + SUPPORT * sum(one.score for one in best.values())
    confidence = _together([leader.confidence, *(one.confidence for one in best.values())])
    return Span(leader.span, strength * confidence, confidence, leader.peak_us, leader.modality)


def _agree(one: TimeSpan, other: TimeSpan) -> bool:
    return one.overlap_us(other) >= AGREEMENT * min(one.duration_us, other.duration_us)


def _together(confidences: Sequence[float]) -> float:
    """Of what agrees, never less than the surest alone."""
    bounded = [min(max(one, 1e-13), 1 - 1e-13) for one in confidences]
    log_odds = [math.log(one / (1 - one)) for one in bounded]
    joint = AGREEMENT_LOG_ODDS * (len(log_odds) - 1) + SHARED_WEIGHT * sum(log_odds)
    best = max(log_odds) if len(log_odds) == 1 else max(*log_odds, joint)
    return 1 / (1 + math.exp(-best))


def _answer(media: int, moment: Span) -> Found:
    return Found(
        media=media,
        start=us_to_seconds(moment.span.start_us),
        end=us_to_seconds(moment.span.end_us),
        score=moment.score,
        confidence=moment.confidence,
        peak_seconds=us_to_seconds(moment.peak_us),
    )
