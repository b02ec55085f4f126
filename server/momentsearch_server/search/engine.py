"""From a question to ranked moments: the steps of docs/search.md, in their order."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import NotFound
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Scope
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.search.answers import Found, TermCurve, found_in
from momentsearch_server.search.background import background_samples
from momentsearch_server.search.cache import Cache
from momentsearch_server.search.candidates import Candidates, nearest_media
from momentsearch_server.search.captions import CAPTIONS_ABOUT
from momentsearch_server.search.curves import Curve
from momentsearch_server.search.evidence import (
    Calibrated,
    affinity,
    background_of,
    by_chance,
    measured,
)
from momentsearch_server.search.moments import (
    Moment,
    Presence,
    Ranking,
    SearchRequest,
    SpaceEvidence,
)
from momentsearch_server.search.query import Term, can_be_answered, terms_of, wanted_terms
from momentsearch_server.space import Modality, Space

Vector = NDArray[np.float32]
Answer = TypeVar("Answer")

TIMELINE_CACHE_BYTES = 512 << 20
TEXT_CACHE_ENTRIES = 1024
BACKGROUND_CACHE_ENTRIES = 16
RANKING_CACHE_ENTRIES = 64
MOST_MOMENTS = 2_000
# A search starts anew when a media that it scores is removed meanwhile.
SEARCH_ATTEMPTS = 4


@dataclass(frozen=True)
class TermInSpace:
    """One term in one space: its vector and what its similarities are worth."""

    term: Term
    negated: bool
    encoder: Encoder
    vector: Vector
    calibrated: Calibrated

    @property
    def space_id(self) -> str:
        return self.encoder.space.space_id


@dataclass(frozen=True)
class Plan:
    """What a search scores: of each media in ``to_score`` these terms. ``candidates`` has every
    term that is not negated, in each space where it is looked for."""

    request: SearchRequest
    scope: Scope
    terms: Sequence[TermInSpace]
    candidates: Sequence[tuple[TermInSpace, Candidates]]
    to_score: Mapping[str, Sequence[TermInSpace]]


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
        self._captions: Cache[tuple[str, Modality], Vector] = Cache(2 * len(self._encoders) + 1)
        self._backgrounds: Cache[tuple[str, int, str], Vector] = Cache(BACKGROUND_CACHE_ENTRIES)
        self._rankings: Cache[tuple[int, SearchRequest], Ranking] = Cache(RANKING_CACHE_ENTRIES)

    def search(self, request: SearchRequest) -> Ranking:
        """Every moment that answers, best first, at most MOST_MOMENTS.

        Raises ``NotFound`` (COLLECTION_NOT_FOUND), and ``DataLoss`` where a timeline is damaged.
        """
        return self.consistently(request, lambda scope: self.ranking(request, scope))

    def consistently(self, request: SearchRequest, answer: Callable[[Scope], Answer]) -> Answer:
        """``answer`` for the request's scope; anew where a media is removed meanwhile."""
        for _ in range(SEARCH_ATTEMPTS - 1):
            scope = self._scope(request)
            try:
                return answer(scope)
            except NotFound:  # a media was removed while it was being scored
                if self._library.catalog.revision(request.collection) == scope.revision:
                    raise
        return answer(self._scope(request))

    def ranking(self, request: SearchRequest, scope: Scope) -> Ranking:
        return self._rankings.get((scope.revision, request), lambda: self._rank(request, scope))

    def curve(self, request: SearchRequest, media_id: str, evidence: SpaceEvidence) -> Curve | None:
        """The whole media's evidence of the term and space of ``evidence``; None where there are no
        samples."""
        scope, space_id = self._scope(request), evidence.space.space_id
        encoder = next((e for e in self._encoders if e.space == evidence.space), None)
        if encoder is None or media_id not in scope.samples.get(space_id, ()):
            return None
        term = terms_of(request.query)[evidence.term_index]
        found = self._term_in_space(term, encoder, request, negated=evidence.negated)
        timeline = self._timeline(media_id, space_id)
        return _curve_of(found, timeline, timeline.vectors @ found.vector)

    def _scope(self, request: SearchRequest) -> Scope:
        return self._library.scope(
            request.collection,
            media_ids=request.media_ids or None,
            labels=dict(request.labels),
        )

    def plan(self, request: SearchRequest, scope: Scope) -> Plan:
        terms = self._terms(request, scope)
        candidates = [(term, self._candidates(term, scope)) for term in terms if not term.negated]
        to_score = _to_score(request, terms, candidates, scope)
        return Plan(request, scope, terms, candidates, to_score)

    def _rank(self, request: SearchRequest, scope: Scope) -> Ranking:
        plan = self.plan(request, scope)
        moments = _ranked(
            (
                self.found(media_id, terms, plan).moments
                for media_id, terms in plan.to_score.items()
            ),
            request,
        )
        spaces = dict.fromkeys(term.space_id for term in plan.terms)
        return Ranking(
            moments=tuple(self.with_best_frame(moment, plan.terms, scope) for moment in moments),
            presence=_presence(moments, plan.to_score),
            revision=scope.revision,
            media_count=len(scope.media_ids),
            sample_count=sum(scope.sample_count(space_id) for space_id in spaces),
            scored_media_count=len(plan.to_score),
            exhaustive=all(found.exhaustive for _, found in plan.candidates),
        )

    def spaces_of(self, term: Term, request: SearchRequest) -> list[Space]:
        """Where a term is asked for, whatever has samples there."""
        spaces = [encoder.space for encoder in self._encoders]
        return [space for space in spaces if _is_asked(space.modality, term, request)]

    def _terms(self, request: SearchRequest, scope: Scope) -> list[TermInSpace]:
        """Each term in each space where it is asked for and that has samples in scope."""
        wanted = set(wanted_terms(request.query))
        return [
            self._term_in_space(term, encoder, request, negated=term not in wanted)
            for encoder in self._encoders
            for term in terms_of(request.query)
            if _is_asked(encoder.space.modality, term, request)
            and scope.sample_count(encoder.space.space_id)
        ]

    def _term_in_space(
        self, term: Term, encoder: Encoder, request: SearchRequest, *, negated: bool
    ) -> TermInSpace:
        space_id, text = encoder.space.space_id, term.text
        vector = self._texts.get((space_id, text), lambda: encoder.encode_texts([text])[0])
        calibrated = self._calibrated(vector, encoder, request.collection)
        return TermInSpace(term, negated, encoder, vector, calibrated)

    def _calibrated(self, vector: Vector, encoder: Encoder, collection: str) -> Calibrated:
        """By the encoder's own calibration where it was measured, else by chance alone."""
        of_modality = {
            modality: self._captions.get(
                (encoder.space.space_id, modality),
                functools.partial(encoder.encode_texts, texts),
            )
            for modality, texts in CAPTIONS_ABOUT.items()
        }
        found = encoder.calibration
        if found is not None:
            own = of_modality.pop(encoder.space.modality)
            (other,) = of_modality.values()
            background = background_of(vector, found.reference, own)
            return measured(found.weights, background, affinity(vector, own, other))
        samples = self._background_samples(collection, encoder.space)
        captions = np.concatenate([*of_modality.values()])
        return by_chance(background_of(vector, samples, captions))

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

    def _candidates(self, term: TermInSpace, scope: Scope) -> Candidates:
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

    def found(self, media_id: str, terms: Sequence[TermInSpace], plan: Plan) -> Found:
        """What these terms find in a media that has samples for each of them."""
        curves = (self.term_curve(term, media_id, plan) for term in terms)
        present = [curve for curve in curves if len(curve.curve)]
        return found_in(media_id, plan.request.query, present, plan.request)

    def term_curve(self, term: TermInSpace, media_id: str, plan: Plan) -> TermCurve:
        """Within the part of the media that is asked for; there may be no sample in it."""
        request, scope = plan.request, plan.scope
        timeline = self._timeline(media_id, term.space_id)
        part = _within(timeline, request.start_us, request.end_us)
        similarities = part.vectors @ term.vector
        sample_count = scope.sample_count(term.space_id)
        return TermCurve(
            term=term.term,
            negated=term.negated,
            space=term.encoder.space,
            curve=_curve_of(term, part, similarities),
            similarities=similarities,
            shown_at_us=part.shown_at_us,
            confidence=lambda peak: term.calibrated.confidence(peak, sample_count=sample_count),
        )

    def with_best_frame(self, moment: Moment, terms: Sequence[TermInSpace], scope: Scope) -> Moment:
        """The picture that shows it best: by the picture space where that was asked, else the one
        at the strongest instant."""
        pictures = [e for e in self._encoders if e.space.modality is Modality.PICTURE]
        for encoder in pictures:
            space_id = encoder.space.space_id
            if moment.media_id not in scope.samples.get(space_id, ()):
                continue
            timeline = self._timeline(moment.media_id, space_id)
            shown = _term_shown(moment, [t for t in terms if t.encoder is encoder])
            best_us = _best_frame_us(timeline, moment, None if shown is None else shown.vector)
            return dataclasses.replace(moment, best_frame_us=best_us)
        return moment


def _is_asked(modality: Modality, term: Term, request: SearchRequest) -> bool:
    everywhere = not request.modalities or modality in request.modalities
    return everywhere and term.modality in (None, modality)


def _to_score(
    request: SearchRequest,
    terms: Sequence[TermInSpace],
    candidates: Sequence[tuple[TermInSpace, Candidates]],
    scope: Scope,
) -> Mapping[str, list[TermInSpace]]:
    """The media that may hold an answer, and in each the terms to score.

    A single text is scored in those spaces for which the media is a candidate. A media that is a
    candidate of any wanted term of a larger query is scored for all of them; unless it lacks the
    track of one that it cannot do without.
    """
    to_score: dict[str, list[TermInSpace]] = {}
    for term, found in candidates:
        for media_id in found.media_ids:
            to_score.setdefault(media_id, []).append(term)
    if isinstance(request.query, Term):
        return to_score
    of_media = {
        media_id: [term for term in terms if media_id in scope.samples[term.space_id]]
        for media_id in to_score
    }
    return {
        media_id: present
        for media_id, present in of_media.items()
        if can_be_answered(request.query, {term.term.index for term in present})
    }


def _term_shown(moment: Moment, terms: Sequence[TermInSpace]) -> TermInSpace | None:
    """Of the terms in the picture space, the one that speaks for the moment most."""
    wanted = {term.term.index: term for term in terms if not term.negated}
    for evidence in moment.evidence:
        if evidence.space.modality is Modality.PICTURE and evidence.term_index in wanted:
            return wanted[evidence.term_index]
    return next(iter(wanted.values()), None)


def _curve_of(term: TermInSpace, timeline: Timeline, similarities: NDArray[np.floating]) -> Curve:
    """Its evidence, without its weight."""
    values = term.calibrated.evidence(similarities)
    return Curve(values, timeline.starts_us, timeline.ends_us, term.calibrated.null)


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


def _ranked(groups: Iterable[list[Moment]], request: SearchRequest) -> list[Moment]:
    shown = (_shown(moments, request) for moments in groups)
    merged = sorted(itertools.chain.from_iterable(shown), key=lambda moment: moment.order)
    return merged[:MOST_MOMENTS]


def _shown(moments: list[Moment], request: SearchRequest) -> list[Moment]:
    """Of one media's moments, best first, those that the request wants to see."""
    confident = [m for m in moments if m.confidence >= request.minimum_confidence]
    return confident[:1] if request.group_by_media else confident


def _presence(moments: Sequence[Moment], to_score: Mapping[str, object]) -> Presence:
    if not to_score:
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
