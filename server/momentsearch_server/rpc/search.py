"""SearchService: convert in, call, convert out."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence

import grpc

from momentsearch.v1 import search_service_pb2 as pb
from momentsearch.v1 import search_service_pb2_grpc
from momentsearch_server.errors import NotFound
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Media
from momentsearch_server.rpc import convert, questions
from momentsearch_server.search.curves import resample
from momentsearch_server.search.engine import CurveOf, SearchEngine
from momentsearch_server.search.moments import Moment, Presence, Ranking, SearchRequest
from momentsearch_server.search.paging import best_below, page_of, search_page
from momentsearch_server.search.recall_check import RecallCheck
from momentsearch_server.timespan import TimeSpan


class SearchService(search_service_pb2_grpc.SearchServiceServicer):
    def __init__(
        self,
        engine: SearchEngine,
        library: Library,
        *,
        minimum_confidence: float,
        recall_check: RecallCheck,
        on_answer: Callable[[Presence, float], None],
    ) -> None:
        """``on_answer`` is told what each answer says, and the seconds that it took."""
        self._engine = engine
        self._recall_check = recall_check
        self._on_answer = on_answer
        self._library = library
        self._minimum_confidence = minimum_confidence

    def SearchMoments(
        self, request: pb.SearchMomentsRequest, context: grpc.ServicerContext
    ) -> pb.SearchMomentsResponse:
        began = time.perf_counter()
        question = questions.from_search(request, minimum_confidence=self._minimum_confidence)
        size = convert.from_page_size(request.page_size, default=10, most=200)
        point_count = convert.from_curve_point_count(request.curve_point_count)
        candidate_count = convert.from_candidate_count(request.candidate_count)
        search = functools.partial(self._search, question)
        token = request.page_token
        ranking, page, next_token = search_page(search, question, token=token, size=size)
        moments = self._messages(page, question, point_count)
        if len(moments) < len(page):  # the same page, ended where its messages do
            _, next_token = page_of(ranking.moments, question, token=token, size=len(moments))
        self._recall_check.consider(question, ranking)
        pending = self._library.catalog.pending_media_count(question.collection)
        candidates: Sequence[Moment] = ()
        if ranking.presence is Presence.NOT_FOUND:
            candidates = best_below(self._search, question, count=candidate_count)
        response = pb.SearchMomentsResponse(
            moments=[message for message in moments if message is not None],
            next_page_token=next_token,
            presence=convert.to_presence(ranking.presence),
            scope=convert.to_scope(ranking, pending_media_count=pending),
            candidates=filter(None, self._messages(candidates, question, point_count)),
            cut_texts=map(convert.to_cut_text, self._engine.cut_texts(question)),
        )
        self._on_answer(ranking.presence, time.perf_counter() - began)
        return response

    def _search(self, question: SearchRequest, wanted: int) -> Ranking:
        return self._engine.search(question, wanted=wanted)

    def _messages(
        self, moments: Sequence[Moment], question: SearchRequest, point_count: int
    ) -> list[pb.Moment | None]:
        """Of the first moments, as many as an answer takes; None for each that is gone."""
        curves = self._engine.curves(question)
        return convert.that_fit(self._message(one, curves, point_count) for one in moments)

    def _message(self, moment: Moment, curve_of: CurveOf, point_count: int) -> pb.Moment | None:
        """None for a media that was removed between the search and now."""
        try:
            media = self._library.catalog.get_media(moment.media_id)
            message = convert.to_moment(moment, media)
            if point_count:
                _add_curves(message, moment, curve_of, media, point_count)
        except NotFound:
            return None
        return message


def _add_curves(
    message: pb.Moment, moment: Moment, curve_of: CurveOf, media: Media, point_count: int
) -> None:
    for evidence, target in zip(moment.evidence, message.evidence, strict=True):
        curve = curve_of(moment.media_id, evidence)
        if curve is None:
            continue
        whole = TimeSpan(0, max(media.duration_us or 0, int(curve.ends_us[-1])))
        points = resample(
            curve, start_us=whole.start_us, end_us=whole.end_us, point_count=point_count
        )
        target.curve.CopyFrom(convert.to_curve(points.tolist(), whole))
