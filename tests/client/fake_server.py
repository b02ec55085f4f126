"""A momentsearch server without media or encoders: real gRPC on a free port, answers by script."""

from __future__ import annotations

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent import futures
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf import any_pb2
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from momentsearch.v1 import (
    collection_service_pb2,
    collection_service_pb2_grpc,
    explain_service_pb2,
    explain_service_pb2_grpc,
    media_pb2,
    media_service_pb2,
    media_service_pb2_grpc,
    search_service_pb2,
    search_service_pb2_grpc,
)


@dataclass(frozen=True)
class Failure:
    """How a call fails; ``after_messages`` lets a stream come so far first."""

    code: grpc.StatusCode
    message: str = "it failed"
    reason: str = ""
    domain: str = "momentsearch"
    metadata: dict[str, str] = field(default_factory=dict)
    field_path: str = ""
    retry_after_seconds: float | None = None
    after_messages: int = 0
    delay_seconds: float = 0.0


def seconds(value: float) -> Duration:
    duration = Duration()
    duration.FromMicroseconds(round(value * 1e6))
    return duration


def rich_status(failure: Failure) -> status_pb2.Status:
    details: list[Any] = []
    if failure.reason:
        details.append(
            error_details_pb2.ErrorInfo(
                reason=failure.reason, domain=failure.domain, metadata=failure.metadata
            )
        )
    if failure.field_path:
        violation = error_details_pb2.BadRequest.FieldViolation(field=failure.field_path)
        details.append(error_details_pb2.BadRequest(field_violations=[violation]))
    if failure.retry_after_seconds is not None:
        delay = seconds(failure.retry_after_seconds)
        details.append(error_details_pb2.RetryInfo(retry_delay=delay))
    status = status_pb2.Status(code=failure.code.value[0], message=failure.message)
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return status


class Library:
    """What the fake servicers know, how they fail, and what they were asked."""

    def __init__(self) -> None:
        self.media: dict[str, media_pb2.Media] = {}
        self.collections: dict[str, int] = {}
        self.moments: list[search_service_pb2.Moment] = []
        self.candidates: list[search_service_pb2.Moment] = []
        self.cut_texts: list[search_service_pb2.CutText] = []
        self.presence = search_service_pb2.PRESENCE_FOUND
        # Decides by itself what a search finds, and whether that is there at all.
        self.on_search: Callable[[Any], tuple[list[Any], Any]] = lambda request: (
            self.moments,
            self.presence,
        )
        self.scope = search_service_pb2.SearchScope(media_count=2, sample_count=40)
        self.absence = explain_service_pb2.ExplainAbsenceResponse()
        self.explanation = explain_service_pb2.ExplainMomentResponse()
        self.watch_script: dict[str, list[media_pb2.Media]] = {}
        self.failures: dict[str, list[Failure]] = defaultdict(list)
        self.calls: Counter[str] = Counter()
        self.requests: dict[str, list[Any]] = defaultdict(list)
        self.metadata: list[dict[str, str]] = []
        self.remaining_seconds: list[float] = []
        self.uploaded: dict[str, bytes] = {}
        self.upload_chunk_sizes: list[int] = []
        self.answer_uploads_early = False
        self.has_lost_bytes = False
        self.final_upload_state = media_pb2.MEDIA_STATE_ACTIVE
        self.on_store: Callable[[media_pb2.Media], None] = lambda media: None
        self.watch_seconds = 0.0

    def add(self, media_id: str, **fields: Any) -> media_pb2.Media:
        values = {"title": f"{media_id}.mp4", "state": media_pb2.MEDIA_STATE_ACTIVE, **fields}
        self.media[media_id] = media_pb2.Media(media_id=media_id, collection="default", **values)
        return self.media[media_id]

    def began(self, method: str, request: Any, context: Any) -> Failure | None:
        """Takes note of a call; returns the failure that is due, and aborts with it at once
        unless it is to come later."""
        self.calls[method] += 1
        self.requests[method].append(request)
        self.metadata.append(dict(context.invocation_metadata()))
        self.remaining_seconds.append(context.time_remaining() or 0.0)
        failure = self.failures[method].pop(0) if self.failures[method] else None
        if failure is not None and failure.after_messages == 0:
            abort(context, failure)
        return failure

    def find(self, media_id: str, context: Any) -> media_pb2.Media:
        if media_id not in self.media:
            message = f"no media {media_id}: `momentsearch ls` shows what there is"
            abort(context, Failure(grpc.StatusCode.NOT_FOUND, message, "MEDIA_NOT_FOUND"))
        return self.media[media_id]


def abort(context: Any, failure: Failure) -> None:
    time.sleep(failure.delay_seconds)
    context.abort_with_status(rpc_status.to_status(rich_status(failure)))


def page(items: list[Any], request: Any) -> tuple[list[Any], str]:
    start = int(request.page_token or 0)
    end = start + (request.page_size or 100)
    return items[start:end], str(end) if end < len(items) else ""


class Collections(collection_service_pb2_grpc.CollectionServiceServicer):
    def __init__(self, library: Library) -> None:
        self.library = library

    def _collection(self, name: str) -> collection_service_pb2.Collection:
        count = self.library.collections[name]
        collection = collection_service_pb2.Collection(name=name, media_count=count)
        collection.create_time.FromSeconds(1_700_000_000)
        return collection

    def CreateCollection(self, request: Any, context: Any) -> Any:
        self.library.began("CreateCollection", request, context)
        self.library.collections[request.name] = 0
        collection = self._collection(request.name)
        return collection_service_pb2.CreateCollectionResponse(collection=collection)

    def GetCollection(self, request: Any, context: Any) -> Any:
        self.library.began("GetCollection", request, context)
        collection = self._collection(request.name)
        return collection_service_pb2.GetCollectionResponse(collection=collection)

    def ListCollections(self, request: Any, context: Any) -> Any:
        self.library.began("ListCollections", request, context)
        names, token = page(sorted(self.library.collections), request)
        return collection_service_pb2.ListCollectionsResponse(
            collections=[self._collection(name) for name in names], next_page_token=token
        )

    def DeleteCollection(self, request: Any, context: Any) -> Any:
        self.library.began("DeleteCollection", request, context)
        count = self.library.collections.pop(request.name)
        return collection_service_pb2.DeleteCollectionResponse(removed_media_count=count)


class Media(media_service_pb2_grpc.MediaServiceServicer):
    def __init__(self, library: Library) -> None:
        self.library = library

    def ImportMedia(self, request: Any, context: Any) -> Any:
        self.library.began("ImportMedia", request, context)
        media = self.library.add(f"m{len(self.library.media)}", source=request.path)
        return media_service_pb2.ImportMediaResponse(media=media)

    def UploadMedia(self, requests: Iterator[Any], context: Any) -> Any:
        failure = self.library.began("UploadMedia", None, context)
        header = next(requests).header
        self.library.requests["UploadMedia"][-1] = header
        known = [
            m for m in self.library.media.values() if m.content_sha256 == header.content_sha256
        ]
        if known and self.library.answer_uploads_early:
            return media_service_pb2.UploadMediaResponse(media=known[0], already_existed=True)
        content = self._receive(requests, failure, context)
        if len(content) != header.size_bytes:
            mismatch = "UPLOAD_SIZE_MISMATCH"
            abort(context, Failure(grpc.StatusCode.INVALID_ARGUMENT, "cut off", mismatch))
        if hashlib.sha256(content).hexdigest() != header.content_sha256:
            mismatch = "UPLOAD_CHECKSUM_MISMATCH"
            abort(context, Failure(grpc.StatusCode.DATA_LOSS, "not those bytes", mismatch))
        if known:
            return media_service_pb2.UploadMediaResponse(
                media=known[0], already_existed=True, bytes_renewed=self.library.has_lost_bytes
            )
        return media_service_pb2.UploadMediaResponse(media=self._store(header, content))

    def _receive(self, requests: Iterator[Any], failure: Failure | None, context: Any) -> bytes:
        content = b""
        for count, request in enumerate(requests, start=1):
            content += request.chunk
            self.library.upload_chunk_sizes.append(len(request.chunk))
            if failure is not None and count == failure.after_messages:
                abort(context, failure)
        return content

    def _store(self, header: Any, content: bytes) -> media_pb2.Media:
        media = self.library.add(
            f"m{len(self.library.media)}",
            title=header.title or header.file_name,
            labels=header.labels,
            source=header.file_name,
            content_sha256=header.content_sha256,
            state=self.library.final_upload_state,
        )
        self.library.uploaded[media.media_id] = content
        self.library.on_store(media)
        return media

    def GetMedia(self, request: Any, context: Any) -> Any:
        self.library.began("GetMedia", request, context)
        return media_service_pb2.GetMediaResponse(
            media=self.library.find(request.media_id, context)
        )

    def ListMedia(self, request: Any, context: Any) -> Any:
        self.library.began("ListMedia", request, context)
        media, token = page(list(self.library.media.values()), request)
        return media_service_pb2.ListMediaResponse(media=media, next_page_token=token)

    def UpdateMedia(self, request: Any, context: Any) -> Any:
        self.library.began("UpdateMedia", request, context)
        media = self.library.find(request.media_id, context)
        return media_service_pb2.UpdateMediaResponse(media=media)

    def DeleteMedia(self, request: Any, context: Any) -> Any:
        self.library.began("DeleteMedia", request, context)
        self.library.find(request.media_id, context)
        del self.library.media[request.media_id]
        return media_service_pb2.DeleteMediaResponse()

    def WatchMedia(self, request: Any, context: Any) -> Iterator[Any]:
        failure = self.library.began("WatchMedia", request, context)
        final = self.library.find(request.media_id, context)
        script = [*self.library.watch_script.get(request.media_id, []), final]
        for count, media in enumerate(script, start=1):
            yield media_service_pb2.WatchMediaResponse(media=media)
            if failure is not None and count == failure.after_messages:
                abort(context, failure)
        give_up = time.monotonic() + self.library.watch_seconds
        while context.is_active() and time.monotonic() < give_up:
            time.sleep(0.02)

    def GetFrame(self, request: Any, context: Any) -> Any:
        self.library.began("GetFrame", request, context)
        return media_service_pb2.GetFrameResponse(
            jpeg=b"\xff\xd8jpeg", frame_offset=request.offset, width=480, height=270
        )

    def GetWaveform(self, request: Any, context: Any) -> Any:
        self.library.began("GetWaveform", request, context)
        return media_service_pb2.GetWaveformResponse(minimums=[-0.5, -1], maximums=[0.5, 1])


class Search(search_service_pb2_grpc.SearchServiceServicer):
    def __init__(self, library: Library) -> None:
        self.library = library

    def SearchMoments(self, request: Any, context: Any) -> Any:
        self.library.began("SearchMoments", request, context)
        found, presence = self.library.on_search(request)
        moments, token = page(found, request)
        return search_service_pb2.SearchMomentsResponse(
            moments=moments,
            next_page_token=token,
            presence=presence,
            scope=self.library.scope,
            candidates=self.library.candidates[: request.candidate_count],
            cut_texts=self.library.cut_texts,
        )


class Explain(explain_service_pb2_grpc.ExplainServiceServicer):
    def __init__(self, library: Library) -> None:
        self.library = library

    def ExplainMoment(self, request: Any, context: Any) -> Any:
        self.library.began("ExplainMoment", request, context)
        return self.library.explanation

    def ExplainAbsence(self, request: Any, context: Any) -> Any:
        self.library.began("ExplainAbsence", request, context)
        return self.library.absence


class Health(health.HealthServicer):
    """gRPC's own, which also tells the version ahead of its answer."""

    def Check(self, request: Any, context: Any) -> Any:
        context.send_initial_metadata((("momentsearch-version", "9.8.7"),))
        return super().Check(request, context)


class FakeServer:
    """Serves ``library`` until it is stopped; ``address`` is where."""

    def __init__(self, credentials: Any = None, *, address: str = "localhost:0") -> None:
        self.library = Library()
        self.health = Health(experimental_non_blocking=True)
        self._server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
        add = [
            (collection_service_pb2_grpc.add_CollectionServiceServicer_to_server, Collections),
            (media_service_pb2_grpc.add_MediaServiceServicer_to_server, Media),
            (search_service_pb2_grpc.add_SearchServiceServicer_to_server, Search),
            (explain_service_pb2_grpc.add_ExplainServiceServicer_to_server, Explain),
        ]
        for add_to_server, servicer in add:
            add_to_server(servicer(self.library), self._server)
        health_pb2_grpc.add_HealthServicer_to_server(self.health, self._server)
        if credentials is None:
            self.port = self._server.add_insecure_port(address)
        else:
            self.port = self._server.add_secure_port(address, credentials)
        self.address = f"localhost:{self.port}"
        self._server.start()

    def set_serving(self, serving: bool) -> None:
        status = health_pb2.HealthCheckResponse
        self.health.set("", status.SERVING if serving else status.NOT_SERVING)

    def stop(self) -> None:
        self._server.stop(grace=None).wait()
