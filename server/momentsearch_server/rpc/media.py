"""MediaService: convert in, call, convert out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import grpc

from momentsearch.v1 import media_pb2, media_service_pb2_grpc
from momentsearch.v1 import media_service_pb2 as pb
from momentsearch_server import tokens
from momentsearch_server.errors import InvalidArgument, NotFound, Reason, ResourceExhausted
from momentsearch_server.ingest.intake import Intake, UploadHeader
from momentsearch_server.ingest.look import Look
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Media, MediaState
from momentsearch_server.rpc import convert

LARGEST_CHUNK = 2 << 20
WATCH_PERIOD_SECONDS = 0.25
WATCH_RETRY_SECONDS = 5.0
_OVER = (MediaState.ACTIVE, MediaState.FAILED)


class MediaService(media_service_pb2_grpc.MediaServiceServicer):
    """``watcher_limit``: so many calls of WatchMedia at once; each takes a thread all the while."""

    def __init__(self, library: Library, intake: Intake, look: Look, *, watcher_limit: int) -> None:
        self._library = library
        self._intake = intake
        self._look = look
        self._watchers = threading.Semaphore(watcher_limit)
        self._watcher_limit = watcher_limit

    def ImportMedia(
        self, request: pb.ImportMediaRequest, context: grpc.ServicerContext
    ) -> pb.ImportMediaResponse:
        if not request.path:
            raise convert.required("path", "a path under one of the server's media roots")
        path = convert.without_nul(request.path, "path")
        added = self._intake.import_file(
            path,
            collection=convert.from_collection(request.collection),
            title=convert.from_title(request.title, otherwise=Path(path).name or "/"),
            labels=convert.from_labels(request.labels),
            is_wanted=context.is_active,
        )
        return pb.ImportMediaResponse(
            media=self._message(added.media),
            already_existed=not added.created,
            bytes_renewed=added.bytes_renewed,
        )

    def UploadMedia(
        self, request_iterator: Iterator[pb.UploadMediaRequest], context: grpc.ServicerContext
    ) -> pb.UploadMediaResponse:
        header = _header(next(request_iterator, None))
        added = self._intake.upload(header, _chunks(request_iterator))
        return pb.UploadMediaResponse(
            media=self._message(added.media),
            already_existed=not added.created,
            bytes_renewed=added.bytes_renewed,
        )

    def GetMedia(
        self, request: pb.GetMediaRequest, context: grpc.ServicerContext
    ) -> pb.GetMediaResponse:
        media = self._library.catalog.get_media(convert.from_media_id(request.media_id))
        return pb.GetMediaResponse(media=self._message(media))

    def ListMedia(
        self, request: pb.ListMediaRequest, context: grpc.ServicerContext
    ) -> pb.ListMediaResponse:
        collection = convert.from_collection(request.collection)
        states = convert.from_states(request.states)
        labels = convert.from_labels(request.labels)
        size = convert.from_page_size(request.page_size, default=100, most=1000)
        question = ("media", collection, sorted(states), sorted(labels.items()))
        place = tokens.decode(request.page_token, question=question, kinds=(datetime, str))
        found = self._library.catalog.list_media(
            collection,
            page_size=size + 1,
            after=(place[0], place[1]) if place else None,
            states=states,
            labels=labels,
        )
        messages = convert.that_fit(self._message(media) for media in found[:size])
        response = pb.ListMediaResponse(media=messages)
        if len(found) > len(messages):
            last = found[len(messages) - 1]
            response.next_page_token = tokens.encode(
                [last.create_time, last.media_id], question=question
            )
        return response

    def UpdateMedia(
        self, request: pb.UpdateMediaRequest, context: grpc.ServicerContext
    ) -> pb.UpdateMediaResponse:
        paths = set(request.update_mask.paths)
        if not paths or not paths <= {"title", "labels"}:
            raise convert.invalid("update_mask", sorted(paths), "'title', 'labels' or both")
        media = self._library.catalog.update_media(
            convert.from_media_id(request.media_id),
            title=convert.from_title(request.title) if "title" in paths else None,
            labels=convert.from_labels(request.labels) if "labels" in paths else None,
        )
        return pb.UpdateMediaResponse(media=self._message(media))

    def DeleteMedia(
        self, request: pb.DeleteMediaRequest, context: grpc.ServicerContext
    ) -> pb.DeleteMediaResponse:
        self._intake.remove(convert.from_media_id(request.media_id))
        return pb.DeleteMediaResponse()

    def WatchMedia(
        self, request: pb.WatchMediaRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.WatchMediaResponse]:
        """Looks into the catalog a few times a second: it is the one place that every process which
        indexes writes to, and a look is a read of two rows."""
        media_id = convert.from_media_id(request.media_id)
        gone = threading.Event()
        context.add_callback(gone.set)
        with self._watching():
            sent: media_pb2.Media | None = None
            while not gone.is_set():
                media = self._library.catalog.get_media(media_id)
                message = self._message(media)
                if message != sent:
                    yield pb.WatchMediaResponse(media=message)
                    sent = message
                if media.state in _OVER:
                    return
                gone.wait(WATCH_PERIOD_SECONDS)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        if not self._watchers.acquire(blocking=False):
            raise ResourceExhausted(
                Reason.TOO_MANY_WATCHERS,
                f"{self._watcher_limit} calls are watching already, as many as this server takes; "
                "ask GetMedia now and then instead, or try again later",
                retry_after_seconds=WATCH_RETRY_SECONDS,
            )
        try:
            yield
        finally:
            self._watchers.release()

    def GetFrame(
        self, request: pb.GetFrameRequest, context: grpc.ServicerContext
    ) -> pb.GetFrameResponse:
        if request.max_side_pixels and not 16 <= request.max_side_pixels <= 1920:
            raise convert.invalid("max_side_pixels", request.max_side_pixels, "16 to 1920, or 0")
        frame = self._look.frame(
            convert.from_media_id(request.media_id),
            convert.from_duration(request.offset, "offset"),
            max_side_px=request.max_side_pixels or 480,
            on_start=_at_the_end_of(context),
        )
        return pb.GetFrameResponse(
            jpeg=frame.jpeg,
            frame_offset=convert.to_duration(frame.shown_at_us),
            width=frame.width,
            height=frame.height,
        )

    def GetWaveform(
        self, request: pb.GetWaveformRequest, context: grpc.ServicerContext
    ) -> pb.GetWaveformResponse:
        if not 0 <= request.point_count <= 4096:
            raise convert.invalid("point_count", request.point_count, "1 to 4096, or 0")
        media_id = convert.from_media_id(request.media_id)
        start_us, end_us = convert.from_range(request)
        peaks = self._look.waveform(
            media_id,
            start_us=start_us,
            end_us=end_us,
            point_count=request.point_count or 256,
            on_start=_at_the_end_of(context),
        )
        return pb.GetWaveformResponse(minimums=peaks[:, 0], maximums=peaks[:, 1])

    def _message(self, media: Media) -> media_pb2.Media:
        if media.state in _OVER:
            return convert.to_media(media, None)
        try:
            return convert.to_media(media, self._library.catalog.jobs.get(media.media_id))
        except NotFound:  # it has just become ACTIVE or been removed
            return convert.to_media(media, None)


def _at_the_end_of(context: grpc.ServicerContext) -> Callable[[Callable[[], None]], None]:
    """Registers what is to be done once the call is over, and does it now if it is already."""

    def register(end: Callable[[], None]) -> None:
        if not context.add_callback(end):
            end()

    return register


def _header(first: pb.UploadMediaRequest | None) -> UploadHeader:
    if first is None or first.WhichOneof("payload") != "header":
        raise InvalidArgument(
            Reason.UPLOAD_HEADER_MISSING,
            "the first message of an upload has no header: send the header, then the chunks",
            field="header",
        )
    header = first.header
    file_name = convert.from_file_name(header.file_name, "header.file_name")
    if header.size_bytes == 0:  # told as of an empty file that is imported
        raise InvalidArgument(
            Reason.EMPTY_FILE, "this file is empty (0 bytes)", field="header.size_bytes"
        )
    if header.size_bytes < 0:
        raise convert.invalid("header.size_bytes", header.size_bytes, "at least 1")
    digest = header.content_sha256.lower()
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise convert.invalid(
            "header.content_sha256", header.content_sha256, "64 hexadecimal digits"
        )
    return UploadHeader(
        collection=convert.from_collection(header.collection, "header.collection"),
        file_name=file_name,
        title=convert.from_title(header.title, "header.title", otherwise=file_name),
        labels=convert.from_labels(header.labels, "header.labels"),
        size_bytes=header.size_bytes,
        content_sha256=digest,
    )


def _chunks(requests: Iterator[pb.UploadMediaRequest]) -> Iterator[bytes]:
    for request in requests:
        if request.WhichOneof("payload") != "chunk":
            raise InvalidArgument(
                Reason.UPLOAD_HEADER_REPEATED,
                "a message after the first has no chunk: one header, then chunks only",
                field="chunk",
            )
        if not 1 <= len(request.chunk) <= LARGEST_CHUNK:
            raise convert.invalid("chunk", f"{len(request.chunk)} bytes", "1 byte to 2 MiB")
        yield request.chunk
