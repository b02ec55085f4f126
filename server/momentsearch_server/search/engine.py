"""From a question to ranked moments: the steps of docs/search.md, in their order."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import NotFound
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Scope
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.search.background import background_samples
from momentsearch_server.search.cache import Cache
from momentsearch_server.search.candidates import Candidates, nearest_media
from momentsearch_server.search.captions import EVERYDAY_CAPTIONS
from momentsearch_server.search.curves import Curve
from momentsearch_server.search.evidence import Background, background_of, chance_confidence
from momentsearch_server.search.fusion import fuse
from momentsearch_server.search.moments import (
    Moment,
    Presence,
    Ranking,
    SearchRequest,
    SpaceEvidence,
)
from momentsearch_server.search.segmentation import ScoredSpan, segment
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan

Vector = NDArray[np.float32]

TIMELINE_CACHE_BYTES = 512 << 20
TEXT_CACHE_ENTRIES = 1024
BACKGROUND_CACHE_ENTRIES = 16
RANKING_CACHE_ENTRIES = 64
MOST_MOMENTS = 2_000
# A search starts anew when a media that it scores is removed meanwhile.
SEARCH_ATTEMPTS = 4
SPANS_PER_MEDIA = 20


@dataclass(frozen=True)
class Term:
    """One query in one space: its vector and what it scores against the background."""

    encoder: Encoder
    vector: Vector
    background: Background


class SearchEngine:
    """Answers searches over one library. Safe to use from several threads."""

    def __init__(
        self,
        library: Library,
        encoders: Sequence[Encoder],
        *,
        exact_sample_limit: int,
        candidate_media: int,
    ) -> None:
        self._library = library
        self._encoders = tuple(encoders)
        self._exact_sample_limit = exact_sample_limit
        self._candidate_media = candidate_media
        self._timelines: Cache[tuple[str, str], Timeline] = Cache(
            TIMELINE_CACHE_BYTES, size_of=lambda timeline: timeline.vectors.nbytes
        )
        self._texts: Cache[tuple[str, str], Vector] = Cache(TEXT_CACHE_ENTRIES)
        self._captions: Cache[str, Vector] = Cache(len(self._encoders) + 1)
        self._backgrounds: Cache[tuple[str, int, str], Vector] = Cache(BACKGROUND_CACHE_ENTRIES)
        self._rankings: Cache[tuple[int, SearchRequest], Ranking] = Cache(RANKING_CACHE_ENTRIES)

    def search(self, request: SearchRequest) -> Ranking:
        """Every moment that answers, best first, at most MOST_MOMENTS.

        Raises ``NotFound`` (COLLECTION_NOT_FOUND), and ``DataLoss`` where a timeline is damaged.
        """
        for _ in range(SEARCH_ATTEMPTS - 1):
            scope = self._scope(request)
            try:
                return self._ranking(request, scope)
            except NotFound:  # a media was removed while it was being scored
                if self._library.catalog.revision(request.collection) == scope.revision:
                    raise
        return self._ranking(request, self._scope(request))

    def _ranking(self, request: SearchRequest, scope: Scope) -> Ranking:
        return self._rankings.get((scope.revision, request), lambda: self._rank(request, scope))

    def curve(self, request: SearchRequest, media_id: str, modality: Modality) -> Curve | None:
        """The evidence of the whole media for the request's words; None where it has no samples."""
        scope = self._scope(request)
        for encoder in self._encoders:
            space = encoder.space
            if space.modality is modality and media_id in scope.samples.get(space.space_id, ()):
                term = self._term(encoder, request)
                return _evidence_curve(term, self._timeline(media_id, space.space_id))
        return None

    def _scope(self, request: SearchRequest) -> Scope:
        return self._library.scope(
            request.collection,
            media_ids=request.media_ids or None,
            labels=dict(request.labels),
        )

    def _rank(self, request: SearchRequest, scope: Scope) -> Ranking:
        found: dict[str, list[SpaceEvidence]] = defaultdict(list)
        scored: set[str] = set()
        terms = [self._term(encoder, request) for encoder in self._asked(request, scope)]
        exhaustive = True
        for term in terms:
            candidates = self._candidates(term, scope)
            exhaustive &= candidates.exhaustive
            scored.update(candidates.media_ids)
            for media_id in candidates.media_ids:
                found[media_id] += self._evidence(term, media_id, request, scope)
        moments = _ranked((fuse(media_id, found[media_id]) for media_id in found), request)
        return Ranking(
            moments=tuple(self._with_best_frame(moment, terms, scope) for moment in moments),
            presence=_presence(moments, scored),
            revision=scope.revision,
            media_count=len(scope.media_ids),
            sample_count=sum(scope.sample_count(term.encoder.space.space_id) for term in terms),
            scored_media_count=len(scored),
            exhaustive=exhaustive,
        )

    def _asked(self, request: SearchRequest, scope: Scope) -> list[Encoder]:
        """The encoders whose modality is asked for and that have samples in scope."""
        return [
            encoder
            for encoder in self._encoders
            if (not request.modalities or encoder.space.modality in request.modalities)
            and scope.sample_count(encoder.space.space_id)
        ]

    def _term(self, encoder: Encoder, request: SearchRequest) -> Term:
        space_id = encoder.space.space_id
        vector = self._texts.get(
            (space_id, request.text), lambda: encoder.encode_texts([request.text])[0]
        )
        captions = self._captions.get(space_id, lambda: encoder.encode_texts(EVERYDAY_CAPTIONS))
        samples = self._background_samples(request.collection, encoder.space)
        return Term(encoder, vector, background_of(vector, samples, captions))

    def _background_samples(self, collection: str, space: Space) -> Vector:
        """Of the whole collection, whatever the request filters: evidence must not depend on it."""
        scope, space_id = self._library.scope(collection), space.space_id
        return self._backgrounds.get(
            (collection, scope.revision, space_id),
            lambda: background_samples(
                scope.media_in(space_id),
                lambda media_id: self._timeline(media_id, space_id),
                dim=space.dim,
            ),
        )

    def _timeline(self, media_id: str, space_id: str) -> Timeline:
        """Kept as float32, which is what arithmetic on a CPU wants."""

        def read() -> Timeline:
            timeline = self._library.read_timeline(media_id, space_id)
            return dataclasses.replace(timeline, vectors=timeline.vectors.astype(np.float32))

        return self._timelines.get((media_id, space_id), read)

    def _candidates(self, term: Term, scope: Scope) -> Candidates:
        space = term.encoder.space
        media_ids = scope.media_in(space.space_id)
        if scope.sample_count(space.space_id) <= self._exact_sample_limit:
            return Candidates(media_ids, exhaustive=True)
        return nearest_media(
            lambda limit: self._library.search_runs(
                scope, space.space_id, term.vector[np.newaxis], limit=limit
            )[0],
            wanted=self._candidate_media,
            media_count=len(media_ids),
        )

    def _evidence(
        self, term: Term, media_id: str, request: SearchRequest, scope: Scope
    ) -> list[SpaceEvidence]:
        space = term.encoder.space
        timeline = self._timeline(media_id, space.space_id)
        part = _within(timeline, request.start_us, request.end_us)
        if len(part.starts_us) == 0:
            return []
        curve = _evidence_curve(term, part)
        similarities = part.vectors @ term.vector
        chances = scope.sample_count(space.space_id)
        return [
            SpaceEvidence(
                space=space,
                span=_clipped(scored.span, request.start_us, request.end_us),
                peak_us=int(part.shown_at_us[scored.peak_index]),
                similarity=float(similarities[scored.peak_index]),
                peak=scored.peak,
                score=scored.score,
                confidence=_confidence(
                    term, scored, float(similarities[scored.peak_index]), sample_count=chances
                ),
            )
            for scored in segment(curve, most=SPANS_PER_MEDIA, most_overlap=0.0)
            if _overlaps(scored, request)
        ]

    def _with_best_frame(self, moment: Moment, terms: Sequence[Term], scope: Scope) -> Moment:
        """The picture that shows it best: by the picture space where that was asked, else the one
        at the strongest instant."""
        pictures = [e for e in self._encoders if e.space.modality is Modality.PICTURE]
        for encoder in pictures:
            space_id = encoder.space.space_id
            if moment.media_id not in scope.samples.get(space_id, ()):
                continue
            timeline = self._timeline(moment.media_id, space_id)
            vector = next((t.vector for t in terms if t.encoder is encoder), None)
            best_us = _best_frame_us(timeline, moment, vector)
            return dataclasses.replace(moment, best_frame_us=best_us)
        return moment


def _confidence(term: Term, scored: ScoredSpan, similarity: float, *, sample_count: int) -> float:
    """By the encoder's own match level where it was measured, else by chance alone."""
    level = term.encoder.match_level
    if level is not None:
        return level.probability(similarity)
    return chance_confidence(scored.peak, sample_count=sample_count)


def _evidence_curve(term: Term, timeline: Timeline) -> Curve:
    values = term.background.evidence(timeline.vectors @ term.vector)
    return Curve(values, timeline.starts_us, timeline.ends_us)


def _within(timeline: Timeline, start_us: int, end_us: int | None) -> Timeline:
    """The samples that reach into ``[start_us, end_us)``."""
    if start_us == 0 and end_us is None:
        return timeline
    reaches = timeline.ends_us > start_us
    if end_us is not None:
        reaches &= timeline.starts_us < end_us
    return dataclasses.replace(
        timeline,
        vectors=timeline.vectors[reaches],
        starts_us=timeline.starts_us[reaches],
        ends_us=timeline.ends_us[reaches],
        shown_at_us=timeline.shown_at_us[reaches],
    )


def _overlaps(scored: ScoredSpan, request: SearchRequest) -> bool:
    ends_in_time = request.end_us is None or scored.span.start_us < request.end_us
    return scored.span.end_us > request.start_us and ends_in_time


def _clipped(span: TimeSpan, start_us: int, end_us: int | None) -> TimeSpan:
    """``span`` within ``[start_us, end_us)``, which it overlaps or touches."""
    start = max(span.start_us, start_us)
    end = span.end_us if end_us is None else min(span.end_us, end_us)
    return TimeSpan(start, max(end, start + 1))


def _ranked(groups: Iterable[list[Moment]], request: SearchRequest) -> list[Moment]:
    shown = (_shown(moments, request) for moments in groups)
    merged = sorted(itertools.chain.from_iterable(shown), key=lambda moment: moment.order)
    return merged[:MOST_MOMENTS]


def _shown(moments: list[Moment], request: SearchRequest) -> list[Moment]:
    """Of one media's moments, best first, those that the request wants to see."""
    confident = [m for m in moments if m.confidence >= request.minimum_confidence]
    return confident[:1] if request.group_by_media else confident


def _presence(moments: Sequence[Moment], scored: set[str]) -> Presence:
    if not scored:
        return Presence.EMPTY_SCOPE
    return Presence.FOUND if moments else Presence.NOT_FOUND


def _best_frame_us(timeline: Timeline, moment: Moment, vector: Vector | None) -> int:
    """When the best picture of a moment is shown, among those whose samples reach into it."""
    inside = np.flatnonzero(
        (timeline.ends_us > moment.span.start_us) & (timeline.starts_us < moment.span.end_us)
    )
    if len(inside) == 0:
        nearest = np.abs(timeline.shown_at_us - moment.evidence[0].peak_us).argmin()
        return int(timeline.shown_at_us[nearest])
    if vector is None:
        distances = np.abs(timeline.shown_at_us[inside] - moment.evidence[0].peak_us)
        return int(timeline.shown_at_us[inside[distances.argmin()]])
    return int(timeline.shown_at_us[inside[(timeline.vectors[inside] @ vector).argmax()]])
