"""Calls to a server as a client makes them, and the answers taken apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from momentsearch.v1 import media_pb2, media_service_pb2, search_service_pb2
from momentsearch.v1.collection_service_pb2_grpc import CollectionServiceStub
from momentsearch.v1.explain_service_pb2_grpc import ExplainServiceStub
from momentsearch.v1.media_service_pb2_grpc import MediaServiceStub
from momentsearch.v1.search_service_pb2_grpc import SearchServiceStub

ACTIVE = media_pb2.MEDIA_STATE_ACTIVE
FAILED = media_pb2.MEDIA_STATE_FAILED
# Long enough for a busy machine; a call that hangs fails its test and not the whole run.
DEADLINE_SECONDS = 60.0


@dataclass(frozen=True)
class Refusal:
    """An error as it reached the client."""

    code: grpc.StatusCode
    message: str
    reason: str
    domain: str
    field: str
    retry_seconds: float | None


def refusal(error: grpc.RpcError) -> Refusal:
    """Reason, domain and field are empty where the status has no such detail."""
    info, bad, retry = (
        error_details_pb2.ErrorInfo(),
        error_details_pb2.BadRequest(),
        error_details_pb2.RetryInfo(),
    )
    retry_seconds = None
    status = rpc_status.from_call(error)
    for detail in status.details if status is not None else ():
        if detail.Unpack(retry):
            retry_seconds = retry.retry_delay.ToTimedelta().total_seconds()
        elif not detail.Unpack(info):
            assert detail.Unpack(bad), f"an unexpected detail: {detail.type_url}"
    return Refusal(
        code=error.code(),
        message=error.details(),
        reason=info.reason,
        domain=info.domain,
        field=bad.field_violations[0].field if bad.field_violations else "",
        retry_seconds=retry_seconds,
    )


def refused(call: Callable[[], Any]) -> Refusal:
    """How ``call`` is refused; a test failure where it is not."""
    try:
        answer = call()
    except grpc.RpcError as error:
        return refusal(error)
    raise AssertionError(f"this was not refused but answered: {answer}")


def seconds(value: float) -> Duration:
    whole, rest = divmod(round(value * 1e9), 1_000_000_000)
    return Duration(seconds=whole, nanos=rest)


def in_seconds(duration: Duration) -> float:
    return float(duration.seconds) + duration.nanos / 1e9


def span_seconds(moment: search_service_pb2.Moment) -> tuple[float, float]:
    return in_seconds(moment.start_offset), in_seconds(moment.end_offset)


class Calls:
    """One client: the stubs, and the few calls that most tests make."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.channel = channel
        self.collections = CollectionServiceStub(channel)
        self.media = MediaServiceStub(channel)
        self.search_service = SearchServiceStub(channel)
        self.explain = ExplainServiceStub(channel)

    def import_(self, path: str, **fields: Any) -> media_service_pb2.ImportMediaResponse:
        request = media_service_pb2.ImportMediaRequest(path=path, **fields)
        return self.media.ImportMedia(request, timeout=DEADLINE_SECONDS)

    def upload(
        self, data: bytes, *, chunk_bytes: int = 1 << 16, **header: Any
    ) -> media_service_pb2.UploadMediaResponse:
        messages = upload_messages(data, chunk_bytes=chunk_bytes, **header)
        return self.media.UploadMedia(messages, timeout=DEADLINE_SECONDS)

    def get(self, media_id: str) -> media_pb2.Media:
        request = media_service_pb2.GetMediaRequest(media_id=media_id)
        return self.media.GetMedia(request, timeout=DEADLINE_SECONDS).media

    def watch(self, media_id: str) -> list[media_pb2.Media]:
        """Everything that a watcher is shown, until it is over."""
        request = media_service_pb2.WatchMediaRequest(media_id=media_id)
        watched = self.media.WatchMedia(request, timeout=DEADLINE_SECONDS)
        return [message.media for message in watched]

    def indexed(self, *paths: str, **fields: Any) -> dict[str, media_pb2.Media]:
        """Imports files and waits until each is ACTIVE or FAILED."""
        added = {path: self.import_(path, **fields).media.media_id for path in paths}
        return {path: self.watch(media_id)[-1] for path, media_id in added.items()}

    def list(self, **fields: Any) -> list[media_pb2.Media]:
        request = media_service_pb2.ListMediaRequest(**fields)
        return list(self.media.ListMedia(request, timeout=DEADLINE_SECONDS).media)

    def delete(self, media_id: str) -> None:
        request = media_service_pb2.DeleteMediaRequest(media_id=media_id)
        self.media.DeleteMedia(request, timeout=DEADLINE_SECONDS)

    def search(self, text: str, **fields: Any) -> search_service_pb2.SearchMomentsResponse:
        query = search_service_pb2.Query(text=search_service_pb2.TextQuery(text=text))
        request = search_service_pb2.SearchMomentsRequest(query=query, **fields)
        return self.search_service.SearchMoments(request, timeout=DEADLINE_SECONDS)


def upload_header(data: bytes, **changes: Any) -> media_service_pb2.UploadMediaRequest:
    fields: Mapping[str, Any] = {
        "file_name": "film.mp4",
        "size_bytes": len(data),
        "content_sha256": hashlib.sha256(data).hexdigest(),
        **changes,
    }
    return media_service_pb2.UploadMediaRequest(header=media_service_pb2.UploadHeader(**fields))


def upload_messages(
    data: bytes, *, chunk_bytes: int = 1 << 16, **header: Any
) -> Iterator[media_service_pb2.UploadMediaRequest]:
    yield upload_header(data, **header)
    for first in range(0, len(data), chunk_bytes):
        yield media_service_pb2.UploadMediaRequest(chunk=data[first : first + chunk_bytes])
