"""One media's moments for a query: curves of its terms in, moments out.

A single text is segmented in each space on its own and then fused. Texts that AND, OR and NOT join
are one curve before it is segmented: at each instant a text without a modality is as evident as in
the space where it is most evident. THEN and DURING take the moments of what they stand over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.compose import (
    combined,
    combined_confidence,
    combined_null,
    common_grid,
    samples_on,
    strongest,
    strongest_null,
    values_of,
    weighted_confidences,
    weighted_curve,
)
from momentsearch_server.search.curves import Curve, Floats, Null, Times
from momentsearch_server.search.fusion import fuse, score
from momentsearch_server.search.moments import Moment, SearchRequest, SpaceEvidence
from momentsearch_server.search.query import (
    AllOf,
    AnyOf,
    During,
    Query,
    Term,
    Then,
    can_be_answered,
    terms_of,
)
from momentsearch_server.search.segmentation import ScoredSpan, Segmentation, segmented
from momentsearch_server.search.sequences import followed, inside
from momentsearch_server.search.suppression import Suppressed
from momentsearch_server.space import Space
from momentsearch_server.timespan import TimeSpan

SPANS_PER_MEDIA = 20


@dataclass(frozen=True)
class TermCurve:
    """One term in one space of one media, at least one sample.

    ``curve`` is its evidence, before any weight; ``similarities`` float ``[n]`` and ``shown_at_us``
    int64 ``[n]`` belong to the same samples. ``confidence`` makes a probability of a sample's
    evidence. ``words_read`` as in ``SpaceEvidence``.
    """

    term: Term
    negated: bool
    space: Space
    curve: Curve
    similarities: NDArray[np.floating]
    shown_at_us: Times
    confidence: Callable[[float], float]
    words_read: float = 1.0


@dataclass(frozen=True)
class Segmented:
    """One curve that was cut into spans, as it was then: weighted, and of all ``sources``."""

    sources: tuple[TermCurve, ...]
    curve: Curve
    segmentation: Segmentation


@dataclass(frozen=True)
class Found:
    """What a query, or a part of one, found in one media, and what it passed over on the way.

    ``moments`` best first; ``beyond`` would come after them, but a media has only so many.
    ``parts`` are what THEN and DURING stand over; the others have ``segmented`` curves.
    """

    query: Query
    moments: list[Moment]
    suppressed: Sequence[Suppressed] = ()
    beyond: Sequence[Moment] = ()
    segmented: Sequence[Segmented] = ()
    parts: Sequence[Found] = ()


def found_in(
    media_id: str, query: Query, curves: Sequence[TermCurve], request: SearchRequest
) -> Found:
    """Within the part of the media that ``request`` asks for.

    ``curves`` are of any terms and spaces; those of terms outside ``query`` do not matter.
    """
    match query:
        case Term(index=index):
            own = [_of_one(curve) for curve in curves if curve.term.index == index]
            fused = fuse(media_id, [e for one in own for e in _term_evidence(one, request)])
            return Found(query, fused.kept, fused.suppressed, segmented=own)
        case AllOf() | AnyOf():
            return _composed(media_id, query, curves, request)
        case Then(first, second, within_us):
            firsts = found_in(media_id, first, curves, request)
            seconds = found_in(media_id, second, curves, request)
            pairs = followed(firsts.moments, seconds.moments, within_us=within_us)
            listed, beyond = pairs.kept[:SPANS_PER_MEDIA], pairs.kept[SPANS_PER_MEDIA:]
            return Found(query, listed, pairs.suppressed, beyond, parts=(firsts, seconds))
        case During(inner, outer):
            inners = found_in(media_id, inner, curves, request)
            outers = found_in(media_id, outer, curves, request)
            within = inside(inners.moments, outers.moments)
            return Found(query, within.kept, within.suppressed, parts=(inners, outers))
    raise TypeError(f"{type(query).__name__} stands only within AllOf")


def _of_one(found: TermCurve) -> Segmented:
    return _segmented(weighted_curve(found.curve, found.term.weight), found)


def _segmented(curve: Curve, *sources: TermCurve) -> Segmented:
    return Segmented(sources, curve, segmented(curve, most=SPANS_PER_MEDIA, most_overlap=0.0))


def _term_evidence(one: Segmented, request: SearchRequest) -> Iterator[SpaceEvidence]:
    """One for each span of one term in one space."""
    (found,) = one.sources
    for scored in _spans_within(one, request):
        evidence = _evidence(found, scored.peak_index, _clipped(scored.span, request))
        yield replace(evidence, score=scored.score)


def _composed(
    media_id: str, query: Query, curves: Sequence[TermCurve], request: SearchRequest
) -> Found:
    """Of AND, OR and NOT over terms: one curve, segmented once."""
    indices = {term.index for term in terms_of(query)}
    own = [curve for curve in curves if curve.term.index in indices]
    if not can_be_answered(query, {found.term.index for found in own}):
        return Found(query, [])
    grid = _Grid.of(own, indices)
    whole = combined(query, grid.evidence)
    known = np.flatnonzero(~np.isnan(whole))
    if len(known) == 0:
        return Found(query, [])
    curve = Curve(
        whole[known], grid.starts_us[known], grid.ends_us[known], combined_null(query, grid.nulls)
    )
    joined = _segmented(curve, *own)
    moments = [
        _composed_moment(media_id, query, scored, grid.at(known[scored.peak_index]), request)
        for scored in _spans_within(joined, request)
    ]
    # A span that stands out less may be surer.
    moments.sort(key=lambda moment: moment.order)
    return Found(query, moments, segmented=[joined])


@dataclass(frozen=True)
class _Grid:
    """Several curves on common instants; ``samples[i]`` are the indices into ``curves[i]``."""

    starts_us: Times
    ends_us: Times
    curves: Sequence[TermCurve]
    samples: Sequence[Times]
    evidence: Mapping[int, Floats]
    nulls: Mapping[int, Null]

    @classmethod
    def of(cls, curves: Sequence[TermCurve], indices: set[int]) -> _Grid:
        starts_us, ends_us = common_grid([found.curve for found in curves])
        samples = [samples_on(found.curve, starts_us, ends_us) for found in curves]
        nowhere = np.full(len(starts_us), np.nan)
        evidence = dict.fromkeys(indices, nowhere)
        nulls: dict[int, Null] = {}
        for found, index in zip(curves, samples, strict=True):
            values = values_of(found.curve, index)
            term = found.term.index
            evidence[term] = strongest([evidence[term], values])
            nulls[term] = strongest_null(nulls.get(term), found.curve.null)
        return cls(starts_us, ends_us, curves, samples, evidence, nulls)

    def at(self, cell: int) -> list[tuple[TermCurve, int]]:
        """Every curve that has a sample there, with its index."""
        pairs = zip(self.curves, self.samples, strict=True)
        return [(found, int(index[cell])) for found, index in pairs if index[cell] >= 0]


def _composed_moment(
    media_id: str,
    query: Query,
    scored: ScoredSpan,
    at_peak: Sequence[tuple[TermCurve, int]],
    request: SearchRequest,
) -> Moment:
    span = _clipped(scored.span, request)
    by_term: dict[int, list[SpaceEvidence]] = defaultdict(list)
    for found, sample in at_peak:
        by_term[found.term.index].append(_evidence(found, sample, span))
    # Evidence says in which space a term is; confidence compares better between spaces.
    confidences = {index: max(e.confidence for e in found) for index, found in by_term.items()}
    leading = [min(found, key=lambda item: item.order) for found in by_term.values()]
    confidence = combined_confidence(query, confidences)
    as_weighted = combined_confidence(query, weighted_confidences(query, confidences))
    return Moment(
        media_id=media_id,
        span=span,
        score=score(as_weighted, scored.score),
        confidence=confidence,
        evidence=tuple(sorted(leading, key=lambda item: item.order)),
        best_frame_us=None,
    )


def _evidence(found: TermCurve, sample: int, span: TimeSpan) -> SpaceEvidence:
    """As of one sample; what it scores alone is its evidence, where that is above 0."""
    similarity, peak = float(found.similarities[sample]), float(found.curve.values[sample])
    return SpaceEvidence(
        space=found.space,
        span=span,
        peak_us=int(found.shown_at_us[sample]),
        similarity=similarity,
        peak=peak,
        score=max(0.0, peak),
        confidence=found.confidence(peak),
        term_index=found.term.index,
        term_text=found.term.text,
        negated=found.negated,
        words_read=found.words_read,
    )


def _spans_within(one: Segmented, request: SearchRequest) -> list[ScoredSpan]:
    """The spans that reach into the part of the media that is asked for."""
    return [
        scored
        for scored in one.segmentation.spans()
        if scored.span.end_us > request.start_us
        and (request.end_us is None or scored.span.start_us < request.end_us)
    ]


def _clipped(span: TimeSpan, request: SearchRequest) -> TimeSpan:
    """``span`` within the part asked for, which it overlaps or touches."""
    start_us = max(span.start_us, request.start_us)
    end_us = span.end_us if request.end_us is None else min(span.end_us, request.end_us)
    return TimeSpan(start_us, max(end_us, start_us + 1))
