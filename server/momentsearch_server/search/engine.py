"""From a question to ranked moments: the steps of docs/search.md, in their order."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.calibration import Calibration
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import NotFound
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Scope
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.library.vectors import RunHit
from momentsearch_server.search.answers import Found, TermCurve, found_in
from momentsearch_server.search.background import background_samples
from momentsearch_server.search.bound import Bound, best_possible
from momentsearch_server.search.cache import Cache
from momentsearch_server.search.candidates import Best, Candidates, Nearest, gather
from momentsearch_server.search.captions import CAPTIONS_ABOUT
from momentsearch_server.search.curves import Curve
from momentsearch_server.search.evidence import (
    Calibrated,
    Scale,
    background_of,
    measured,
    scale_of,
    unmeasured,
)
from momentsearch_server.search.moments import (
    MOST_MOMENTS,
    CutText,
    Moment,
    Presence,
    Ranking,
    SearchRequest,
    SpaceEvidence,
)
from momentsearch_server.search.plan import (
    Plan,
    TermInSpace,
    answerable_in,
    bound_beyond,
    is_anything_answerable,
    reach_of,
    scope_to_ask,
    terms_in,
    to_score,
    whole,
)
from momentsearch_server.search.query import Term, terms_alone, terms_of, wanted_terms
from momentsearch_server.search.reading import words_read
from momentsearch_server.space import Modality, Space

Vector = NDArray[np.float32]
Answer = TypeVar("Answer")
CurveOf: TypeAlias = Callable[[str, SpaceEvidence], Curve | None]
# The revision of the collection, what is asked, and how many moments are wanted.
_RankingKey = tuple[int, SearchRequest, int]

TIMELINE_CACHE_BYTES = 512 << 20
TEXT_CACHE_ENTRIES = 1024
BACKGROUND_CACHE_ENTRIES = 16
RANKING_CACHE_ENTRIES = 64
# A search starts anew when a media that it scores is removed meanwhile.
SEARCH_ATTEMPTS = 4


class SearchEngine:
    """Answers searches over one library. Safe to use from several threads."""

    def __init__(
        self,
        library: Library,
        encoders: Sequence[Encoder],
        *,
        exact_sample_limit: int,
        candidate_media: int,
        calibrations: Mapping[str, Calibration] | None = None,
    ) -> None:
        """``calibrations`` by space id take the place of what the encoders bring with them."""
        self._library = library
        self._encoders = tuple(encoders)
        self._calibrations = calibrations or {}
        self._exact_sample_limit = exact_sample_limit
        self._candidate_media = candidate_media
        self._timelines: Cache[tuple[str, str], Timeline] = Cache(
            TIMELINE_CACHE_BYTES, size_of=lambda timeline: timeline.vectors.nbytes
        )
        self._texts: Cache[tuple[str, str], Vector] = Cache(TEXT_CACHE_ENTRIES)
        self._words_read: Cache[tuple[str, str], float] = Cache(TEXT_CACHE_ENTRIES)
        self._captions: Cache[str, Vector] = Cache(len(self._encoders) + 1)
        self._backgrounds: Cache[tuple[str, int, str], tuple[Vector, Scale]] = Cache(
            BACKGROUND_CACHE_ENTRIES
        )
        self._rankings: Cache[_RankingKey, Ranking] = Cache(RANKING_CACHE_ENTRIES)

    def search(self, request: SearchRequest, *, wanted: int | None = None) -> Ranking:
        """The best ``wanted`` moments that answer, best first; None: MOST_MOMENTS.

        Raises ``NotFound`` (COLLECTION_NOT_FOUND), and ``DataLoss`` where a timeline is damaged.
        """
        most = wanted or MOST_MOMENTS

        def ranked(scope: Scope) -> Ranking:
            key = (scope.revision, request, most)
            return self._rankings.get(key, lambda: self._rank(self.plan(request, scope, most)))

        return self.consistently(request, ranked)

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

    def explained(self, request: SearchRequest, scope: Scope, wanted: int) -> tuple[Plan, Ranking]:
        """The plan of the search for the best ``wanted`` moments, and those moments; where all of
        the scope is scored as many as there may be, so that each has its place."""
        plan = self.plan(request, scope, wanted)
        if plan.best is None:
            plan = dataclasses.replace(plan, wanted=MOST_MOMENTS)
        return plan, self.ranking(plan)

    def ranking(self, plan: Plan) -> Ranking:
        """The moments of a search that was planned."""
        key = (plan.scope.revision, plan.request, plan.wanted)
        return self._rankings.get(key, lambda: self._rank(plan))

    def curves(self, request: SearchRequest) -> CurveOf:
        """What gives a whole media's curve for the term and space of an evidence; None where there
        are no samples. Each term is made ready once for all media."""
        scope = functools.cache(lambda: self._scope(request))
        encoders = {encoder.space: encoder for encoder in self._encoders}

        @functools.cache
        def term_in(space: Space, index: int, *, negated: bool) -> TermInSpace:
            term = terms_of(request.query)[index]
            return self._term_in_space(term, encoders[space], request, negated=negated)

        def curve(media_id: str, evidence: SpaceEvidence) -> Curve | None:
            space = evidence.space
            if space not in encoders or media_id not in scope().samples.get(space.space_id, ()):
                return None
            found = term_in(space, evidence.term_index, negated=evidence.negated)
            timeline = self._timeline(media_id, space.space_id)
            return _curve_of(found, timeline, timeline.vectors @ found.vector)

        return curve

    def _scope(self, request: SearchRequest) -> Scope:
        return self._library.scope(
            request.collection,
            media_ids=request.media_ids or None,
            labels=dict(request.labels),
        )

    def plan(self, request: SearchRequest, scope: Scope, wanted: int | None = None) -> Plan:
        """How the best ``wanted`` moments are found; None: MOST_MOMENTS."""
        plan = Plan(request, scope, wanted or MOST_MOMENTS, self._terms(request, scope))
        spaces = {term.space_id for term in plan.terms}
        if sum(map(scope.sample_count, spaces)) <= self._exact_sample_limit:
            return whole(plan)
        return self._gathered(plan)

    def _gathered(self, plan: Plan) -> Plan:
        """With the media that the index names, as far as they may hold the best moments."""
        spaces = dict.fromkeys(term.space_id for term in plan.wanted_terms)
        answerable = {space_id: answerable_in(space_id, plan) for space_id in spaces}
        lists = [self._nearest(term, answerable[term.space_id], plan) for term in plan.wanted_terms]
        best = self._best(plan)
        taken = gather(lists, best, bound=lambda last: bound_beyond(plan, last))
        candidates = [
            (term, Candidates(one.media_ids, exhaustive=answerable[term.space_id] <= {*taken}))
            for term, one in zip(plan.wanted_terms, lists, strict=True)
        ]
        return dataclasses.replace(
            plan, candidates=candidates, to_score=to_score(plan, taken), best=best
        )

    def _best(self, plan: Plan) -> Best:
        return Best(
            lambda media_id: self._bound_of(media_id, plan),
            lambda media_id: self.shown(media_id, plan),
            wanted=plan.wanted,
            least_confidence=plan.request.minimum_confidence,
        )

    def _nearest(self, term: TermInSpace, answerable: Set[str], plan: Plan) -> Nearest:
        """Of the answerable media only: the others would take their places."""
        request, scope = plan.request, scope_to_ask(term.space_id, answerable, plan)

        def ask(limit: int, excluded: Collection[str]) -> Sequence[RunHit]:
            return self._library.search_runs(
                scope,
                term.space_id,
                term.vector[np.newaxis],
                limit=limit,
                excluded=excluded,
                start_us=request.start_us,
                end_us=request.end_us,
            )[0]

        return Nearest(ask, most_media=self._candidate_media, among=answerable)

    def _bound_of(self, media_id: str, plan: Plan) -> Bound:
        """Of one media's moments, from the highest points of its curves."""
        reaches = []
        for term in terms_in(media_id, plan):
            similarities = self.term_curve(term, media_id, plan).similarities
            if len(similarities):
                reaches.append(reach_of(term, float(similarities.max()), plan))
        return best_possible(plan.request.query, reaches)

    def shown(self, media_id: str, plan: Plan) -> list[Moment]:
        """Of one media's moments, best first, those that the request wants to see."""
        terms = terms_in(media_id, plan)
        return _shown(self.found(media_id, terms, plan).moments, plan.request) if terms else []

    def _rank(self, plan: Plan) -> Ranking:
        scope, best = plan.scope, plan.best
        if best is None:
            best = self._best(plan)
            best.take(plan.to_score)
        moments = sorted(best.moments, key=lambda moment: moment.order)[: plan.wanted]
        spaces = dict.fromkeys(term.space_id for term in plan.terms)
        return Ranking(
            moments=tuple(self.with_best_frame(moment, plan.terms, scope) for moment in moments),
            presence=_presence(moments, plan),
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

    def cut_texts(self, request: SearchRequest) -> list[CutText]:
        """Texts that are longer than an encoder reads which is asked for them, in reading order."""
        asked = [
            (term, encoder)
            for term in terms_of(request.query)
            for encoder in self._encoders
            if _is_asked(encoder.space.modality, term, request)
        ]
        read = [CutText(term, one.space, one.read_part(term.text)) for term, one in asked]
        return [one for one in read if one.read_part != one.term.text]

    def _terms(self, request: SearchRequest, scope: Scope) -> list[TermInSpace]:
        """Each term in each space where it is asked for and that has samples in scope."""
        wanted = set(wanted_terms(request.query))
        asked = [
            (encoder, term)
            for encoder in self._encoders
            for term in terms_of(request.query)
            if _is_asked(encoder.space.modality, term, request)
            and scope.sample_count(encoder.space.space_id)
        ]
        space_counts = Counter(term for _, term in asked)
        competed_for = {one for one in terms_alone(request.query) if space_counts[one] > 1}
        return [
            dataclasses.replace(
                self._term_in_space(term, encoder, request, negated=term not in wanted),
                space_count=space_counts[term],
                words_read=self._read_of(term.text, encoder) if term in competed_for else 1.0,
            )
            for encoder, term in asked
        ]

    def _read_of(self, text: str, encoder: Encoder) -> float:
        key = (encoder.space.space_id, text)
        return self._words_read.get(key, lambda: words_read(text, encoder.encode_texts))

    def _term_in_space(
        self, term: Term, encoder: Encoder, request: SearchRequest, *, negated: bool
    ) -> TermInSpace:
        space_id, text = encoder.space.space_id, term.text
        vector = self._texts.get((space_id, text), lambda: encoder.encode_texts([text])[0])
        calibrated = self._calibrated(vector, encoder, request.collection)
        return TermInSpace(term, negated, encoder, vector, calibrated)

    def _calibrated(self, vector: Vector, encoder: Encoder, collection: str) -> Calibrated:
        """By a calibration where one was measured, else by the unit of the encoder's cosines."""
        space_id = encoder.space.space_id
        encode = functools.partial(encoder.encode_texts, CAPTIONS_ABOUT[encoder.space.modality])
        captions = self._captions.get(space_id, encode)
        found = self._calibrations.get(space_id, encoder.calibration)
        if found is not None:
            return measured(found.weights, background_of(vector, found.reference, captions))
        samples, scale = self._background(collection, encoder.space, captions)
        return unmeasured(scale, background_of(vector, samples, captions))

    def _background(self, collection: str, space: Space, captions: Vector) -> tuple[Vector, Scale]:
        """Of the whole collection, whatever the request filters: evidence must not depend on it.

        Straight from the files: a few samples of each media are wanted, and the memory of whole
        timelines is for the media that are scored.
        """
        scope, space_id = self._library.scope(collection), space.space_id

        def measure() -> tuple[Vector, Scale]:
            samples = background_samples(
                scope.media_in(space_id),
                lambda media_id: self._library.read_timeline(media_id, space_id),
                dim=space.dim,
            )
            return samples, scale_of(samples, captions)

        return self._backgrounds.get((collection, scope.revision, space_id), measure)

    def _timeline(self, media_id: str, space_id: str) -> Timeline:
        """Kept as float32, which is what arithmetic on a CPU wants; and as copies, since a mapped
        file that is kept is a file descriptor that is kept."""

        def read() -> Timeline:
            timeline = self._library.read_timeline(media_id, space_id)
            return dataclasses.replace(
                timeline,
                vectors=timeline.vectors.astype(np.float32),
                starts_us=np.array(timeline.starts_us),
                ends_us=np.array(timeline.ends_us),
                shown_at_us=np.array(timeline.shown_at_us),
            )

        return self._timelines.get((media_id, space_id), read)

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
        return TermCurve(
            term=term.term,
            negated=term.negated,
            space=term.encoder.space,
            curve=_curve_of(term, part, similarities),
            similarities=similarities,
            shown_at_us=part.shown_at_us,
            confidence=lambda peak: term.confidence(peak, scope),
            words_read=term.words_read,
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


def _shown(moments: list[Moment], request: SearchRequest) -> list[Moment]:
    """Of one media's moments, best first, those that the request wants to see."""
    confident = [m for m in moments if m.confidence >= request.minimum_confidence]
    return confident[:1] if request.group_by_media else confident


def _presence(moments: Sequence[Moment], plan: Plan) -> Presence:
    """Of the scope: whatever the index named, there was something to search."""
    if moments:
        return Presence.FOUND
    return Presence.NOT_FOUND if is_anything_answerable(plan) else Presence.EMPTY_SCOPE


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
