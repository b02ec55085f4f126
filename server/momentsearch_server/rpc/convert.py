"""Between messages on the wire and the server's own values. Checks what a request may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from momentsearch.v1 import (
    collection_service_pb2,
    common_pb2,
    media_pb2,
    media_service_pb2,
    search_service_pb2,
)
from momentsearch_server.errors import InvalidArgument, Reason
from momentsearch_server.library.catalog_collections import DEFAULT_COLLECTION
from momentsearch_server.library.records import Collection, Job, Media, MediaState, SpaceCoverage
from momentsearch_server.search.moments import (
    ConfidenceLevel,
    CutText,
    Moment,
    Presence,
    Ranking,
    SpaceEvidence,
)
from momentsearch_server.space import Modality
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

MOST_LABELS = 64
LONGEST_TITLE = 1_000
LONGEST_DURATION_SECONDS = 315_576_000_000
MOST_CURVE_POINTS = 1_000
MOST_CANDIDATES = 100
# gRPC clients refuse messages of more than 4 MiB unless they are told otherwise, and then show an
# error without a reason of ours. To raise the limit in our own clients would help nobody else's,
# and to refuse a page would ask the caller to guess a size that fits: a shorter page needs neither.
# The rest of 4 MiB is for what stands beside a page; one media or moment is never as large.
LARGEST_PAGE_BYTES = 3_500_000
MaybeMessage = TypeVar("MaybeMessage", bound=Message | None)
_LABEL_KEY = re.compile(r"[^\s=,\0]{1,63}")

MODALITIES = {
    Modality.PICTURE: common_pb2.MODALITY_PICTURE,
    Modality.SOUND: common_pb2.MODALITY_SOUND,
}
_KINDS = {
    "video": media_pb2.MEDIA_KIND_VIDEO,
    "sound": media_pb2.MEDIA_KIND_SOUND,
    "still": media_pb2.MEDIA_KIND_STILL,
}
_STATES = {
    MediaState.QUEUED: media_pb2.MEDIA_STATE_QUEUED,
    MediaState.INDEXING: media_pb2.MEDIA_STATE_INDEXING,
    MediaState.ACTIVE: media_pb2.MEDIA_STATE_ACTIVE,
    MediaState.FAILED: media_pb2.MEDIA_STATE_FAILED,
    MediaState.DELETING: media_pb2.MEDIA_STATE_DELETING,
}
_PRESENCES = {
    Presence.FOUND: search_service_pb2.PRESENCE_FOUND,
    Presence.NOT_FOUND: search_service_pb2.PRESENCE_NOT_FOUND,
    Presence.EMPTY_SCOPE: search_service_pb2.PRESENCE_EMPTY_SCOPE,
}
_CONFIDENCE_LEVELS = {
    ConfidenceLevel.LOW: search_service_pb2.CONFIDENCE_LEVEL_LOW,
    ConfidenceLevel.MEDIUM: search_service_pb2.CONFIDENCE_LEVEL_MEDIUM,
    ConfidenceLevel.HIGH: search_service_pb2.CONFIDENCE_LEVEL_HIGH,
}


def invalid(field: str, value: object, expected: str) -> InvalidArgument:
    shown = repr(value) if len(repr(value)) <= 80 else repr(value)[:77] + "..."
    return InvalidArgument(
        Reason.FIELD_INVALID, f"{field} is {shown}, expected {expected}", field=field
    )


def required(field: str, expected: str) -> InvalidArgument:
    return InvalidArgument(
        Reason.FIELD_REQUIRED, f"{field} is missing, expected {expected}", field=field
    )


# --- out: the server's values to messages


def that_fit(messages: Iterable[MaybeMessage]) -> list[MaybeMessage]:
    """As many of the first as a page takes, at least one. Asks for no more than one beyond."""
    kept: list[MaybeMessage] = []
    size_bytes = 0
    for message in messages:
        # In a list each has a tag and its length before it.
        size_bytes += 6 + (message.ByteSize() if message is not None else 0)
        if kept and size_bytes > LARGEST_PAGE_BYTES:
            break
        kept.append(message)
    return kept


def to_duration(us: int) -> Duration:
    seconds, rest_us = divmod(us, MICROSECONDS_PER_SECOND)
    return Duration(seconds=seconds, nanos=rest_us * 1_000)


def to_timestamp(time: datetime) -> Timestamp:
    timestamp = Timestamp()
    timestamp.FromDatetime(time)
    return timestamp


def to_collection(collection: Collection) -> collection_service_pb2.Collection:
    return collection_service_pb2.Collection(
        name=collection.name,
        create_time=to_timestamp(collection.create_time),
        media_count=collection.media_count,
        active_media_count=collection.active_media_count,
    )


def to_media(media: Media, job: Job | None) -> media_pb2.Media:
    """``job`` is the media's job, where it is waiting or under way."""
    message = media_pb2.Media(
        media_id=media.media_id,
        collection=media.collection,
        title=media.title,
        labels=media.labels,
        kind=_KINDS.get(media.kind or "", media_pb2.MEDIA_KIND_UNSPECIFIED),
        state=_STATES[media.state],
        size_bytes=media.size_bytes,
        content_sha256=media.content_sha256,
        source=media.source,
        create_time=to_timestamp(media.create_time),
        update_time=to_timestamp(media.update_time),
        coverage=[_to_coverage(coverage) for coverage in media.spaces],
        notes=[media_pb2.MediaNote(reason=n.reason, message=n.message) for n in media.notes],
    )
    if media.duration_us is not None:
        message.duration.CopyFrom(to_duration(media.duration_us))
    _set_tracks(message, media.tracks)
    if media.failure is not None:
        message.failure.reason = media.failure.reason
        message.failure.message = media.failure.message
    if job is not None and media.state in (MediaState.QUEUED, MediaState.INDEXING):
        message.progress.CopyFrom(_to_progress(job))
    return message


def _set_tracks(message: media_pb2.Media, tracks: Mapping[str, Any]) -> None:
    """``tracks`` as ``ingest.facts`` writes it: the fields' names are those of the messages."""
    for name, target in (("picture", message.picture_track), ("sound", message.sound_track)):
        if name in tracks:
            facts = dict(tracks[name])
            target.start_offset.CopyFrom(to_duration(facts.pop("start_us")))
            for field, value in facts.items():
                setattr(target, field, value)


def _to_progress(job: Job) -> media_pb2.IndexingProgress:
    progress = media_pb2.IndexingProgress(
        done=to_duration(job.progress_done_us), attempt=job.attempts
    )
    if job.progress_total_us is not None:
        progress.total.CopyFrom(to_duration(job.progress_total_us))
    return progress


def _to_coverage(coverage: SpaceCoverage) -> media_pb2.SpaceCoverage:
    modality = Modality(coverage.space_id.partition("-")[0])
    return media_pb2.SpaceCoverage(
        space_id=coverage.space_id,
        modality=MODALITIES[modality],
        sample_count=coverage.samples,
        silent_window_count=coverage.silent_windows,
    )


def to_presence(presence: Presence) -> search_service_pb2.Presence:
    return _PRESENCES[presence]


def to_scope(ranking: Ranking, *, pending_media_count: int) -> search_service_pb2.SearchScope:
    return search_service_pb2.SearchScope(
        media_count=ranking.media_count,
        sample_count=ranking.sample_count,
        scored_media_count=ranking.scored_media_count,
        exhaustive=ranking.exhaustive,
        pending_media_count=pending_media_count,
    )


def to_moment(moment: Moment, media: Media) -> search_service_pb2.Moment:
    message = search_service_pb2.Moment(
        media_id=moment.media_id,
        title=media.title,
        media_kind=_KINDS.get(media.kind or "", media_pb2.MEDIA_KIND_UNSPECIFIED),
        start_offset=to_duration(moment.span.start_us),
        end_offset=to_duration(moment.span.end_us),
        score=moment.score,
        confidence=moment.confidence,
        confidence_level=_CONFIDENCE_LEVELS[moment.confidence_level],
        evidence=[_to_evidence(evidence) for evidence in moment.evidence],
    )
    if moment.best_frame_us is not None:
        message.best_frame_offset.CopyFrom(to_duration(moment.best_frame_us))
    return message


def _to_evidence(evidence: SpaceEvidence) -> search_service_pb2.SpaceEvidence:
    return search_service_pb2.SpaceEvidence(
        space_id=evidence.space.space_id,
        modality=MODALITIES[evidence.space.modality],
        best_offset=to_duration(evidence.peak_us),
        similarity=evidence.similarity,
        peak_evidence=evidence.peak,
        term_index=evidence.term_index,
        term_text=evidence.term_text,
        negated=evidence.negated,
    )


def to_cut_text(cut: CutText) -> search_service_pb2.CutText:
    return search_service_pb2.CutText(
        term_index=cut.term.index,
        term_text=cut.term.text,
        space_id=cut.space.space_id,
        modality=MODALITIES[cut.space.modality],
        encoder=cut.space.encoder,
        read_text=cut.read_part,
    )


def to_curve(points: Sequence[float], span: TimeSpan) -> search_service_pb2.EvidenceCurve:
    return search_service_pb2.EvidenceCurve(
        start_offset=to_duration(span.start_us),
        end_offset=to_duration(span.end_us),
        points=points,
    )


# --- in: requests to the server's values, checked


def from_duration(duration: Duration, field: str) -> int:
    """Microseconds, at least 0; in 64 bits, as protobuf bounds a Duration to 10,000 years."""
    if not (0 <= duration.seconds <= LONGEST_DURATION_SECONDS and 0 <= duration.nanos < 10**9):
        shown = f"{duration.seconds} s and {duration.nanos} ns"
        raise invalid(field, shown, f"an offset from 0 to {LONGEST_DURATION_SECONDS} s")
    us: int = duration.seconds * MICROSECONDS_PER_SECOND + round(duration.nanos / 1_000)
    return us


def without_nul(text: str, field: str) -> str:
    """For what is looked up in the catalog or kept in it: PostgreSQL takes no NUL, and what is
    asked is to have the same answer whatever the catalog's database is."""
    if "\0" in text:
        raise invalid(field, text, "text without NUL characters")
    return text


def from_collection(name: str, field: str = "collection") -> str:
    return without_nul(name, field) or DEFAULT_COLLECTION


def from_collection_name(name: str) -> str:
    """Of one that has to be named."""
    if not name:
        raise required("name", "the name of a collection")
    return without_nul(name, "name")


def from_media_id(media_id: str, field: str = "media_id") -> str:
    if not media_id:
        raise required(field, "the id of a media, as ListMedia gives it")
    return without_nul(media_id, field)


def from_labels(labels: Mapping[str, str], field: str = "labels") -> dict[str, str]:
    if len(labels) > MOST_LABELS:
        raise invalid(field, f"{len(labels)} labels", f"at most {MOST_LABELS}")
    for key, value in labels.items():
        if not _LABEL_KEY.fullmatch(key):
            raise invalid(field, key, "keys of 1 to 63 characters without spaces, '=' or ','")
        if len(value) > 255:
            raise invalid(f"{field}[{key!r}]", value, "a value of at most 255 characters")
        without_nul(value, f"{field}[{key!r}]")
    return dict(labels)


def from_title(title: str, field: str = "title", *, otherwise: str | None = None) -> str:
    """``otherwise`` takes the place of an empty title; what is too long of it is left out."""
    chosen = title.strip() or (otherwise or "")[:LONGEST_TITLE]
    if not chosen:
        raise required(field, f"1 to {LONGEST_TITLE} characters, not only spaces")
    if len(chosen) > LONGEST_TITLE:
        raise invalid(field, chosen, f"at most {LONGEST_TITLE} characters")
    return without_nul(chosen, field)


def from_file_name(file_name: str, field: str) -> str:
    """Without the folders that it may name, in the notation of any system."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not name:
        raise required(field, "the file's name")
    if len(name) > LONGEST_TITLE:
        raise invalid(field, name, f"at most {LONGEST_TITLE} characters")
    return without_nul(name, field)


def from_page_size(size: int, *, default: int, most: int) -> int:
    if size < 0:
        raise invalid("page_size", size, f"0 to {most}")
    return min(size or default, most)


def from_states(states: Sequence[int]) -> frozenset[MediaState]:
    known = {int(number): state for state, number in _STATES.items()}
    chosen = [number for number in states if number != media_pb2.MEDIA_STATE_UNSPECIFIED]
    for number in chosen:
        if number not in known:
            raise invalid("states", number, "values of MediaState")
    return frozenset(known[number] for number in chosen)


def from_range(
    message: search_service_pb2.MediaFilter | media_service_pb2.GetWaveformRequest,
    prefix: str = "",
) -> tuple[int, int | None]:
    """The message's start and end offset; None where it has no end."""
    start_us = from_duration(message.start_offset, f"{prefix}start_offset")
    if not message.HasField("end_offset"):
        return start_us, None
    end_us = from_duration(message.end_offset, f"{prefix}end_offset")
    if end_us <= start_us:
        raise invalid(
            f"{prefix}end_offset",
            f"{end_us / 1e6:g} s",
            f"more than start_offset ({start_us / 1e6:g} s)",
        )
    return start_us, end_us


def from_curve_point_count(count: int) -> int:
    if not 0 <= count <= MOST_CURVE_POINTS:
        raise invalid("curve_point_count", count, f"0 to {MOST_CURVE_POINTS}")
    return count


def from_candidate_count(count: int) -> int:
    if not 0 <= count <= MOST_CANDIDATES:
        raise invalid("candidate_count", count, f"0 to {MOST_CANDIDATES}")
    return count
