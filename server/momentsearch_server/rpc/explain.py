"""ExplainService: convert in, call, convert out."""

from __future__ import annotations

import grpc

from momentsearch.v1 import explain_service_pb2 as pb
from momentsearch.v1 import explain_service_pb2_grpc
from momentsearch_server.errors import FailedPrecondition, InvalidArgument, NotFound, Reason
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Media, MediaState
from momentsearch_server.rpc import convert, explanations, questions
from momentsearch_server.search.absence import explain_absence
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.explain import explain_moment
from momentsearch_server.search.explanation import Question
from momentsearch_server.search.picture import NARROWEST, WIDEST, draw
from momentsearch_server.timespan import TimeSpan


class ExplainService(explain_service_pb2_grpc.ExplainServiceServicer):
    def __init__(
        self, engine: SearchEngine, library: Library, *, minimum_confidence: float
    ) -> None:
        self._engine = engine
        self._library = library
        self._minimum_confidence = minimum_confidence

    def ExplainMoment(
        self, request: pb.ExplainMomentRequest, context: grpc.ServicerContext
    ) -> pb.ExplainMomentResponse:
        question, span = self._question(request), _from_span(request)
        start_us, end_us = _from_samples(request)
        width = _from_width(request.picture_width)
        media = self._active_media(question)
        explanation = explain_moment(
            self._engine, question, span, samples_start_us=start_us, samples_end_us=end_us
        )
        picture = draw(explanation, media, span, width=width) if width else b""
        messages = explanations.Messages(self._library.catalog)
        return messages.explanation(explanation, question, media.title, picture)

    def ExplainAbsence(
        self, request: pb.ExplainAbsenceRequest, context: grpc.ServicerContext
    ) -> pb.ExplainAbsenceResponse:
        question = self._question(request)
        at_us = convert.from_duration(request.offset, "offset")
        absence = explain_absence(self._engine, self._library, question, at_us)
        return explanations.Messages(self._library.catalog).absence(absence)

    def _question(self, request: pb.ExplainMomentRequest | pb.ExplainAbsenceRequest) -> Question:
        """Raises ``InvalidArgument`` with the field's path, which begins with ``search``."""
        media_id = convert.from_media_id(request.media_id)
        try:
            search = questions.from_search(
                request.search, minimum_confidence=self._minimum_confidence
            )
            shown_count = convert.from_page_size(request.search.page_size, default=10, most=200)
        except InvalidArgument as error:
            # Messages begin with the field.
            raise InvalidArgument(
                error.reason, f"search.{error.message}", field=f"search.{error.field}"
            ) from error
        return Question(search, media_id, shown_count)

    def _active_media(self, question: Question) -> Media:
        """Raises ``NotFound`` and ``FailedPrecondition``."""
        media_id, collection = question.media_id, question.request.collection
        self._library.catalog.check_collection(collection)
        media = self._library.catalog.get_media(media_id)
        if media.collection != collection:
            raise NotFound(
                Reason.MEDIA_NOT_FOUND,
                f"there is no media {media_id!r} in {collection!r}: ListMedia shows what there is",
            )
        if media.state is not MediaState.ACTIVE:
            raise FailedPrecondition(
                Reason.MEDIA_NOT_ACTIVE,
                f"media {media_id!r} is {media.state.value}, and only ACTIVE media are searched; "
                "ExplainAbsence says more",
            )
        return media


def _from_span(request: pb.ExplainMomentRequest) -> TimeSpan:
    start_us = convert.from_duration(request.start_offset, "start_offset")
    if not request.HasField("end_offset"):
        raise convert.required("end_offset", "where the span that is asked about ends")
    end_us = convert.from_duration(request.end_offset, "end_offset")
    return TimeSpan(start_us, _after(end_us, start_us, "end_offset", "start_offset"))


def _from_samples(request: pb.ExplainMomentRequest) -> tuple[int, int | None]:
    start_us = convert.from_duration(request.samples_start_offset, "samples_start_offset")
    if not request.HasField("samples_end_offset"):
        return start_us, None
    end_us = convert.from_duration(request.samples_end_offset, "samples_end_offset")
    return start_us, _after(end_us, start_us, "samples_end_offset", "samples_start_offset")


def _after(end_us: int, start_us: int, end: str, start: str) -> int:
    if end_us <= start_us:
        expected = f"more than {start} ({start_us / 1e6:g} s)"
        raise convert.invalid(end, f"{end_us / 1e6:g} s", expected)
    return end_us


def _from_width(width: int) -> int:
    if width and not NARROWEST <= width <= WIDEST:
        raise convert.invalid("picture_width", width, f"0, or {NARROWEST} to {WIDEST}")
    return width
