"""Generated messages to the client's own values, and back: the only place that knows both."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from momentsearch import results
from momentsearch.query import AllOf, AnyOf, During, Not, Query, Text, Then
from momentsearch.query_text import parse_query
from momentsearch.v1 import (
    collection_service_pb2,
    common_pb2,
    media_pb2,
    media_service_pb2,
    search_service_pb2,
)

_Item = TypeVar("_Item")
_Number = TypeVar("_Number")

_MODALITIES = {
    common_pb2.MODALITY_PICTURE: results.Modality.PICTURE,
    common_pb2.MODALITY_SOUND: results.Modality.SOUND,
}
_KINDS = {
    media_pb2.MEDIA_KIND_VIDEO: results.MediaKind.VIDEO,
    media_pb2.MEDIA_KIND_SOUND: results.MediaKind.SOUND,
    media_pb2.MEDIA_KIND_STILL: results.MediaKind.STILL,
}
_STATES = {
    media_pb2.MEDIA_STATE_QUEUED: results.MediaState.QUEUED,
    media_pb2.MEDIA_STATE_INDEXING: results.MediaState.INDEXING,
    media_pb2.MEDIA_STATE_ACTIVE: results.MediaState.ACTIVE,
    media_pb2.MEDIA_STATE_FAILED: results.MediaState.FAILED,
    media_pb2.MEDIA_STATE_DELETING: results.MediaState.DELETING,
}
_PRESENCES = {
    search_service_pb2.PRESENCE_FOUND: results.Presence.FOUND,
    search_service_pb2.PRESENCE_NOT_FOUND: results.Presence.NOT_FOUND,
    search_service_pb2.PRESENCE_EMPTY_SCOPE: results.Presence.EMPTY_SCOPE,
}
_CONFIDENCE_LEVELS = {
    search_service_pb2.CONFIDENCE_LEVEL_LOW: results.ConfidenceLevel.LOW,
    search_service_pb2.CONFIDENCE_LEVEL_MEDIUM: results.ConfidenceLevel.MEDIUM,
    search_service_pb2.CONFIDENCE_LEVEL_HIGH: results.ConfidenceLevel.HIGH,
}


def duration_to_us(duration: Duration) -> int:
    """Whole microseconds; what lies below a microsecond is rounded to the nearest."""
    return int(duration.seconds) * 1_000_000 + (int(duration.nanos) + 500) // 1_000


def duration_to_seconds(duration: Duration) -> float:
    return duration_to_us(duration) / 1_000_000


def seconds_to_duration(seconds: float) -> Duration:
    """To the nearest microsecond, halves up, as the server rounds.

    Raises ``ValueError`` when it is not a finite number.
    """
    if not math.isfinite(seconds):
        raise ValueError(f"a time must be a finite number of seconds, not {seconds}")
    us = math.floor(seconds * 1_000_000 + 0.5)
    duration = Duration()
    duration.FromMicroseconds(us)
    return duration


def span(start: Duration, end: Duration) -> results.Span:
    return results.Span(start_us=duration_to_us(start), end_us=duration_to_us(end))


def timestamp_to_datetime(timestamp: Timestamp) -> datetime:
    """In UTC, with the time zone set."""
    moment: datetime = timestamp.ToDatetime(tzinfo=UTC)
    return moment


def collection(message: collection_service_pb2.Collection) -> results.Collection:
    return results.Collection(
        name=message.name,
        create_time=_time(message, "create_time"),
        media_count=message.media_count,
        active_media_count=message.active_media_count,
    )


def added_media(
    response: media_service_pb2.ImportMediaResponse | media_service_pb2.UploadMediaResponse,
) -> results.AddedMedia:
    return results.AddedMedia(
        media(response.media), response.already_existed, response.bytes_renewed
    )


def media(message: media_pb2.Media) -> results.Media:
    return results.Media(
        media_id=message.media_id,
        collection=message.collection,
        title=message.title,
        labels=dict(message.labels),
        kind=_KINDS.get(message.kind, results.MediaKind.UNKNOWN),
        state=_STATES.get(message.state, results.MediaState.UNKNOWN),
        duration_seconds=_seconds(message, "duration"),
        size_bytes=message.size_bytes,
        content_sha256=message.content_sha256,
        source=message.source,
        create_time=_time(message, "create_time"),
        update_time=_time(message, "update_time"),
        picture_track=_picture_track(message),
        sound_track=_sound_track(message),
        coverage=tuple(_coverage(entry) for entry in message.coverage),
        notes=tuple(results.MediaNote(note.reason, note.message) for note in message.notes),
        progress=_progress(message),
        failure=_failure(message),
    )


def frame(message: media_service_pb2.GetFrameResponse) -> results.Frame:
    return results.Frame(
        jpeg=message.jpeg,
        start_seconds=duration_to_seconds(message.frame_offset),
        width=message.width,
        height=message.height,
    )


def waveform(message: media_service_pb2.GetWaveformResponse) -> results.Waveform:
    return results.Waveform(minimums=tuple(message.minimums), maximums=tuple(message.maximums))


def search_result(message: search_service_pb2.SearchMomentsResponse) -> results.SearchResult:
    return results.SearchResult(
        moments=tuple(moment(entry) for entry in message.moments),
        presence=_PRESENCES.get(message.presence, results.Presence.UNKNOWN),
        scope=results.SearchScope(
            media_count=message.scope.media_count,
            sample_count=message.scope.sample_count,
            scored_media_count=message.scope.scored_media_count,
            exhaustive=message.scope.exhaustive,
            pending_media_count=message.scope.pending_media_count,
        ),
        next_page_token=message.next_page_token,
        candidates=tuple(moment(entry) for entry in message.candidates),
        cut_texts=tuple(_cut_text(entry) for entry in message.cut_texts),
    )


def _cut_text(message: search_service_pb2.CutText) -> results.CutText:
    return results.CutText(
        term_index=message.term_index,
        term_text=message.term_text,
        space_id=message.space_id,
        modality=modality(message.modality),
        encoder=message.encoder,
        read_text=message.read_text,
    )


def moment(message: search_service_pb2.Moment) -> results.Moment:
    return results.Moment(
        media_id=message.media_id,
        title=message.title,
        media_kind=_KINDS.get(message.media_kind, results.MediaKind.UNKNOWN),
        span=span(message.start_offset, message.end_offset),
        score=message.score,
        confidence=message.confidence,
        evidence=tuple(_evidence(entry) for entry in message.evidence),
        best_frame_seconds=_seconds(message, "best_frame_offset"),
        confidence_level=_CONFIDENCE_LEVELS.get(
            message.confidence_level, results.ConfidenceLevel.UNKNOWN
        ),
    )


def search_request(
    query: str | Query,
    *,
    collection: str,
    modalities: Iterable[results.Modality],
    media_ids: Iterable[str],
    labels: Mapping[str, str] | None,
    start_seconds: float | None,
    end_seconds: float | None,
    page_size: int,
    page_token: str,
    group_by_media: bool,
    minimum_confidence: float | None,
    candidate_count: int,
    curve_point_count: int,
) -> search_service_pb2.SearchMomentsRequest:
    return search_service_pb2.SearchMomentsRequest(
        collection=collection,
        query=query_message(parse_query(query) if isinstance(query, str) else query),
        modalities=[_modality_number(one) for one in several("modalities", modalities)],
        filter=_media_filter(media_ids, labels, start_seconds, end_seconds),
        page_size=page_size,
        page_token=page_token,
        group_by_media=group_by_media,
        minimum_confidence=minimum_confidence,
        candidate_count=candidate_count,
        curve_point_count=curve_point_count,
    )


def query_message(query: Query) -> search_service_pb2.Query:
    """Raises ``TypeError`` for what is not a query."""
    pb = search_service_pb2
    match query:
        case Text():
            return pb.Query(text=_text_query(query))
        case AllOf(queries):
            return pb.Query(all_of=pb.AllOfQuery(queries=map(query_message, queries)))
        case AnyOf(queries):
            return pb.Query(any_of=pb.AnyOfQuery(queries=map(query_message, queries)))
        case Not(negated):
            return pb.Query(negation=pb.NotQuery(query=query_message(negated)))
        case Then():
            return pb.Query(then=_then_query(query))
        case During(inner, outer):
            during = pb.DuringQuery(inner=query_message(inner), outer=query_message(outer))
            return pb.Query(during=during)
    raise TypeError(f"{query!r} is not a query: expected words, or a tree that begins with Text")


def _text_query(text: Text) -> search_service_pb2.TextQuery:
    """What is as usual stays unset, so that plain words are sent as they always were."""
    return search_service_pb2.TextQuery(
        text=text.text,
        modality=None if text.modality is None else _modality_number(text.modality),
        weight=None if text.weight == 1 else text.weight,
    )


def _then_query(then: Then) -> search_service_pb2.ThenQuery:
    within = then.within_seconds
    return search_service_pb2.ThenQuery(
        first=query_message(then.first),
        second=query_message(then.second),
        within=None if within is None else seconds_to_duration(within),
    )


def state_numbers(states: Iterable[results.MediaState]) -> list[media_pb2.MediaState]:
    """Raises ``ValueError`` for a state that no media has, ``TypeError`` for one word."""
    numbers = {str(state): number for number, state in _STATES.items()}
    return [_number_of(state, numbers, "state") for state in several("states", states)]


def labels_given(labels: Mapping[str, str] | None) -> dict[str, str]:
    """Raises ``TypeError`` for names and values that are not text."""
    for name, value in (labels or {}).items():
        if not (isinstance(name, str) and isinstance(value, str)):
            raise TypeError(f"labels are text for text, and here are {name!r}: {value!r}")
    return dict(labels or {})


def several(name: str, given: Iterable[_Item]) -> Iterable[_Item]:
    """Raises ``TypeError`` for one word, which would be taken letter by letter."""
    if isinstance(given, str):
        raise TypeError(f"{name} is {given!r}: pass several, as in [{given!r}]")
    return given


def modality(number: common_pb2.Modality) -> results.Modality:
    return _MODALITIES.get(number, results.Modality.UNKNOWN)


def _modality_number(modality: results.Modality) -> common_pb2.Modality:
    numbers = {str(known): number for number, known in _MODALITIES.items()}
    return _number_of(modality, numbers, "modality")


def _number_of(value: str, numbers: Mapping[str, _Number], name: str) -> _Number:
    if str(value) not in numbers:
        raise ValueError(f"{name} is {str(value)!r}, expected one of {', '.join(numbers)}")
    return numbers[str(value)]


def _media_filter(
    media_ids: Iterable[str],
    labels: Mapping[str, str] | None,
    start_seconds: float | None,
    end_seconds: float | None,
) -> search_service_pb2.MediaFilter:
    return search_service_pb2.MediaFilter(
        media_ids=list(several("media_ids", media_ids)),
        labels=labels_given(labels),
        start_offset=None if start_seconds is None else seconds_to_duration(start_seconds),
        end_offset=None if end_seconds is None else seconds_to_duration(end_seconds),
    )


def _evidence(message: search_service_pb2.SpaceEvidence) -> results.SpaceEvidence:
    return results.SpaceEvidence(
        space_id=message.space_id,
        modality=modality(message.modality),
        best_seconds=duration_to_seconds(message.best_offset),
        similarity=message.similarity,
        peak_evidence=message.peak_evidence,
        curve=_curve(message.curve) if message.HasField("curve") else None,
        term_index=message.term_index,
        term_text=message.term_text,
        negated=message.negated,
    )


def _curve(message: search_service_pb2.EvidenceCurve) -> results.EvidenceCurve:
    return results.EvidenceCurve(
        span=span(message.start_offset, message.end_offset), points=tuple(message.points)
    )


def _coverage(message: media_pb2.SpaceCoverage) -> results.SpaceCoverage:
    return results.SpaceCoverage(
        space_id=message.space_id,
        modality=modality(message.modality),
        sample_count=message.sample_count,
        silent_window_count=message.silent_window_count,
    )


def _picture_track(message: media_pb2.Media) -> results.PictureTrack | None:
    if not message.HasField("picture_track"):
        return None
    track = message.picture_track
    return results.PictureTrack(
        stream_index=track.stream_index,
        codec=track.codec,
        width=track.width,
        height=track.height,
        rotation_degrees=track.rotation_degrees,
        frames_per_second=track.frame_rate,
        start_seconds=duration_to_seconds(track.start_offset),
    )


def _sound_track(message: media_pb2.Media) -> results.SoundTrack | None:
    if not message.HasField("sound_track"):
        return None
    track = message.sound_track
    return results.SoundTrack(
        stream_index=track.stream_index,
        codec=track.codec,
        channels=track.channels,
        sample_rate_hz=track.sample_rate_hz,
        start_seconds=duration_to_seconds(track.start_offset),
    )


def _progress(message: media_pb2.Media) -> results.IndexingProgress | None:
    if not message.HasField("progress"):
        return None
    return results.IndexingProgress(
        done_seconds=duration_to_seconds(message.progress.done),
        total_seconds=_seconds(message.progress, "total"),
        attempt=message.progress.attempt,
    )


def _failure(message: media_pb2.Media) -> results.MediaFailure | None:
    if not message.HasField("failure"):
        return None
    return results.MediaFailure(message.failure.reason, message.failure.message)


def _seconds(
    message: media_pb2.Media | media_pb2.IndexingProgress | search_service_pb2.Moment, name: str
) -> float | None:
    """The Duration in field ``name``; None where it is unset."""
    return duration_to_seconds(getattr(message, name)) if message.HasField(name) else None


def _time(
    message: media_pb2.Media | collection_service_pb2.Collection, name: str
) -> datetime | None:
    return timestamp_to_datetime(getattr(message, name)) if message.HasField(name) else None
