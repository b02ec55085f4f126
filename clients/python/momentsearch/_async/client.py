"""The asyncio client: one method for each call of the API, and the waits built from them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import grpc

from momentsearch import _convert, _convert_explanation, results
from momentsearch._async.io import (
    AsyncClock,
    AsyncSystemClock,
    call_with_metadata,
    open_channel,
    run_blocking,
)
from momentsearch._connection import DEFAULT_ADDRESS, make_connection
from momentsearch._retry import Attempts, RetryPolicy, deadline_exceeded
from momentsearch._upload import SourceFile, make_header, open_file, upload_timeout_seconds
from momentsearch.errors import MomentSearchError, from_rpc_error
from momentsearch.explanation import Absence, Explanation
from momentsearch.query import Query
from momentsearch.v1 import (
    collection_service_pb2,
    collection_service_pb2_grpc,
    explain_service_pb2_grpc,
    media_service_pb2,
    media_service_pb2_grpc,
    search_service_pb2_grpc,
)

# grpc.health.v1.HealthCheckResponse with status SERVING: field 1, value 1. The one message needed
# of that package is not worth a dependency.
_HEALTH_METHOD = "/grpc.health.v1.Health/Check"
_HEALTH_SERVING = b"\x08\x01"
_VERSION_KEY = "momentsearch-version"
_PROBLEM_KEY = "momentsearch-problem-bin"
_PAUSE_BETWEEN_HEALTH_CHECKS_SECONDS = 0.2


class AsyncClient:
    """A connection to a momentsearch server.

    ``timeout_seconds`` is the deadline of each call that is not given its own, from the first
    attempt to the end of the last; imports, uploads and watches have their own rules. ``retry``
    says when calls are tried again. A server that cannot be reached is reported after those
    attempts, about a second, not after the deadline: use ``wait_until_serving`` for one that is
    being started.

    With ``tls``, ``root_certificates`` is a PEM file of whom to trust (the default is gRPC's own
    list), ``client_certificate`` and ``client_key`` are PEM files for servers that ask for them.
    ``token`` is sent as ``authorization: Bearer …``; over plaintext to another machine only with
    ``allow_plaintext_token``.

    Close it, or use it as a context manager. Raises ``MomentSearchError`` from every call,
    ``ValueError`` for arguments that contradict each other and for a call after ``close``,
    ``TypeError`` for arguments of the wrong kind.
    """

    def __init__(
        self,
        address: str = DEFAULT_ADDRESS,
        *,
        timeout_seconds: float = 30.0,
        retry: RetryPolicy | None = None,
        tls: bool = False,
        root_certificates: Path | str | None = None,
        client_certificate: Path | str | None = None,
        client_key: Path | str | None = None,
        token: str | None = None,
        allow_plaintext_token: bool = False,
        clock: AsyncClock | None = None,
    ) -> None:
        connection = make_connection(
            address,
            tls=tls,
            root_certificates=root_certificates,
            client_certificate=client_certificate,
            client_key=client_key,
            token=token,
            allow_plaintext_token=allow_plaintext_token,
        )
        self.address = address
        self._timeout_seconds = timeout_seconds
        self._retry = retry or RetryPolicy()
        self._clock = clock or AsyncSystemClock()
        self._metadata = connection.metadata
        self._closed = False
        self._channel = channel = open_channel(connection)
        self._collections: Any = collection_service_pb2_grpc.CollectionServiceStub(channel)
        self._media: Any = media_service_pb2_grpc.MediaServiceStub(channel)
        self._explain: Any = explain_service_pb2_grpc.ExplainServiceStub(channel)
        self._search: Any = search_service_pb2_grpc.SearchServiceStub(channel)
        self._health = channel.unary_unary(_HEALTH_METHOD)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the connection. Calls under way raise ``RequestCancelledError``."""
        self._closed = True
        await self._channel.close()

    # The server itself

    async def server_status(self, *, timeout_seconds: float | None = None) -> results.ServerStatus:
        """Whether the server is ready for requests, and its version."""
        response, metadata = await self._call(
            _with_metadata(self._health), b"", timeout_seconds=timeout_seconds, repeatable=True
        )
        told = dict(metadata)
        problem: bytes | None = told.get(_PROBLEM_KEY)
        return results.ServerStatus(
            serving=response == _HEALTH_SERVING,
            version=told.get(_VERSION_KEY),
            problem=None if problem is None else problem.decode(errors="replace"),
        )

    async def wait_until_serving(self, *, timeout_seconds: float = 60.0) -> None:
        """Returns once the server is ready: for one that is just being started.

        Raises ``DeadlineExceededError`` when it is not ready in time.
        """
        deadline = self._clock.now() + timeout_seconds
        while not await self._is_serving(deadline - self._clock.now()):
            if self._clock.now() >= deadline:
                raise deadline_exceeded(f"no server was ready at {self.address}", timeout_seconds)
            await self._clock.sleep(_PAUSE_BETWEEN_HEALTH_CHECKS_SECONDS)

    async def _is_serving(self, timeout_seconds: float) -> bool:
        self._check_open()
        try:
            response = await self._health(
                b"", metadata=self._metadata, timeout=max(timeout_seconds, 0.0)
            )
        except grpc.RpcError as rpc_error:
            if rpc_error.code() not in _NOT_READY_CODES:
                raise from_rpc_error(rpc_error) from rpc_error
            return False
        return bool(response == _HEALTH_SERVING)

    # Collections

    async def create_collection(
        self, name: str, *, timeout_seconds: float | None = None
    ) -> results.Collection:
        """Makes an empty collection. Raises ``AlreadyExistsError`` where the name is taken."""
        request = collection_service_pb2.CreateCollectionRequest(name=name)
        response = await self._call(
            self._collections.CreateCollection, request, timeout_seconds=timeout_seconds
        )
        return _convert.collection(response.collection)

    async def get_collection(
        self, name: str, *, timeout_seconds: float | None = None
    ) -> results.Collection:
        """One collection, with its counts. Raises ``NotFoundError``."""
        request = collection_service_pb2.GetCollectionRequest(name=name)
        response = await self._call(
            self._collections.GetCollection,
            request,
            timeout_seconds=timeout_seconds,
            repeatable=True,
        )
        return _convert.collection(response.collection)

    async def list_collections(
        self, *, page_size: int = 0, timeout_seconds: float | None = None
    ) -> AsyncIterator[results.Collection]:
        """Every collection, by name; pages are asked for as they are needed."""
        request = collection_service_pb2.ListCollectionsRequest(page_size=page_size)
        async for response in self._pages(
            self._collections.ListCollections, request, timeout_seconds
        ):
            for message in response.collections:
                yield _convert.collection(message)

    async def delete_collection(
        self, name: str, *, force: bool = False, timeout_seconds: float | None = None
    ) -> int:
        """Removes a collection, with ``force`` together with its media; returns how many.

        Its name is free then, and nothing finds the media any more; see ``delete_media``.

        Raises ``FailedPreconditionError`` for one that still holds media, without ``force``.
        """
        request = collection_service_pb2.DeleteCollectionRequest(name=name, force=force)
        response = await self._call(
            self._collections.DeleteCollection, request, timeout_seconds=timeout_seconds
        )
        return int(response.removed_media_count)

    # Media

    async def import_media(
        self,
        path: str | os.PathLike[str],
        *,
        collection: str = "",
        title: str = "",
        labels: Mapping[str, str] | None = None,
        timeout_seconds: float | None = None,
    ) -> results.AddedMedia:
        """Adds a file that the server itself can read, under one of its media roots.

        The file stays where it is. Returns as soon as the server has queued it, for which it reads
        the whole file once; without ``timeout_seconds`` that may take as long as it takes. Repeated
        when the server was unavailable: the same bytes are never added twice.
        """
        request = media_service_pb2.ImportMediaRequest(
            collection=collection,
            path=os.fspath(path),
            title=title,
            labels=_convert.labels_given(labels),
        )
        response = await self._call(
            self._media.ImportMedia,
            request,
            timeout_seconds=timeout_seconds,
            unlimited=True,
            repeatable=True,
        )
        return _convert.added_media(response)

    async def upload_media(
        self,
        file: str | os.PathLike[str] | BinaryIO,
        *,
        file_name: str | None = None,
        collection: str = "",
        title: str = "",
        labels: Mapping[str, str] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        timeout_seconds: float | None = None,
    ) -> results.AddedMedia:
        """Sends a file, given by its path or open for reading bytes, from where it stands.

        It is read twice: for its SHA-256, by which the server recognises what it has, and to send
        it, a mebibyte at a time. ``on_progress`` is called with the bytes sent and the bytes of
        all; in the sync client from another thread. What it raises ends the upload and is raised
        here.

        Repeated when the server was unavailable, always from the start: a broken upload leaves
        nothing, and the same bytes are never added twice. ``already_existed`` is then true also
        where an earlier attempt had arrived without its answer coming back.

        Without ``timeout_seconds`` it may take a minute and a second for each mebibyte.
        """
        options = {"collection": collection, "title": title, "labels": labels}
        if not isinstance(file, str | os.PathLike):
            return await self._upload(file, file_name, options, on_progress, timeout_seconds)
        with await run_blocking(open_file, file) as opened:
            return await self._upload(opened, file_name, options, on_progress, timeout_seconds)

    async def _upload(
        self,
        file: BinaryIO,
        file_name: str | None,
        options: Mapping[str, Any],
        on_progress: Callable[[int, int], None] | None,
        timeout_seconds: float | None,
    ) -> results.AddedMedia:
        source = SourceFile(file, file_name=file_name)
        header = await run_blocking(lambda: make_header(source, **options))
        if timeout_seconds is None:
            timeout_seconds = upload_timeout_seconds(header.size_bytes)
        local_errors: list[Exception] = []

        async def send(header: media_service_pb2.UploadHeader, **call_options: Any) -> Any:
            messages = _upload_messages(source, header, on_progress, local_errors)
            try:
                return await self._media.UploadMedia(messages, **call_options)
            finally:
                if local_errors:
                    raise local_errors[0]

        response = await self._call(send, header, timeout_seconds=timeout_seconds, repeatable=True)
        return _convert.added_media(response)

    async def get_media(
        self, media_id: str, *, timeout_seconds: float | None = None
    ) -> results.Media:
        """One media. Raises ``NotFoundError``."""
        request = media_service_pb2.GetMediaRequest(media_id=media_id)
        response = await self._call(
            self._media.GetMedia, request, timeout_seconds=timeout_seconds, repeatable=True
        )
        return _convert.media(response.media)

    async def list_media(
        self,
        *,
        collection: str = "",
        states: Iterable[results.MediaState] = (),
        labels: Mapping[str, str] | None = None,
        page_size: int = 0,
        timeout_seconds: float | None = None,
    ) -> AsyncIterator[results.Media]:
        """The media of a collection, oldest first; pages are asked for as they are needed.

        Without ``states`` in every state; with ``labels`` only media that have all of them.
        """
        request = media_service_pb2.ListMediaRequest(
            collection=collection,
            states=_convert.state_numbers(states),
            labels=_convert.labels_given(labels),
            page_size=page_size,
        )
        async for response in self._pages(self._media.ListMedia, request, timeout_seconds):
            for message in response.media:
                yield _convert.media(message)

    async def update_media(
        self,
        media_id: str,
        *,
        title: str | None = None,
        labels: Mapping[str, str] | None = None,
        timeout_seconds: float | None = None,
    ) -> results.Media:
        """Changes the title, the labels or both; None leaves as it is.

        The labels given take the place of all old ones.
        """
        request = media_service_pb2.UpdateMediaRequest(media_id=media_id)
        if title is not None:
            request.update_mask.paths.append("title")
            request.title = title
        if labels is not None:
            request.update_mask.paths.append("labels")
            request.labels.update(_convert.labels_given(labels))
        response = await self._call(
            self._media.UpdateMedia, request, timeout_seconds=timeout_seconds
        )
        return _convert.media(response.media)

    async def delete_media(self, media_id: str, *, timeout_seconds: float | None = None) -> None:
        """Removes a media, so that nothing finds it any more, and cancels its indexing.

        The server takes its vectors and its uploaded copy away right after.
        """
        request = media_service_pb2.DeleteMediaRequest(media_id=media_id)
        await self._call(self._media.DeleteMedia, request, timeout_seconds=timeout_seconds)

    async def watch(
        self, media_id: str, *, timeout_seconds: float | None = None
    ) -> AsyncIterator[results.Media]:
        """The media as it is, again at every change, ending with ACTIVE or FAILED.

        Goes on after the server was away for a moment. Without ``timeout_seconds`` there is no
        deadline. Raises ``NotFoundError`` when the media is removed meanwhile.
        """
        request = media_service_pb2.WatchMediaRequest(media_id=media_id)
        attempts = self._attempts(timeout_seconds, repeatable=True)
        while True:
            call = self._media.WatchMedia(request, **self._call_options(attempts))
            try:
                async for response in call:
                    attempts.progressed()
                    yield _convert.media(response.media)
                return
            except grpc.RpcError as rpc_error:
                pause_seconds = self._pause_seconds(attempts, rpc_error)
            finally:
                call.cancel()
            await self._clock.sleep(pause_seconds)

    async def wait_until_done(
        self,
        media_id: str,
        *,
        on_update: Callable[[results.Media], None] | None = None,
        timeout_seconds: float | None = None,
    ) -> results.Media:
        """The media once it is ACTIVE or FAILED; look at its ``state``.

        ``on_update`` is called with the media at every change.
        """
        media: results.Media | None = None
        async for media in self.watch(media_id, timeout_seconds=timeout_seconds):
            if on_update is not None:
                on_update(media)
        if media is None or not media.state.is_final:
            raise MomentSearchError(
                f"the server stopped telling about media {media_id} before it was done",
                reason="WATCH_ENDED_EARLY",
            )
        return media

    async def wait_until_all_done(
        self,
        media_ids: Iterable[str],
        *,
        on_update: Callable[[results.Media], None] | None = None,
        timeout_seconds: float | None = None,
    ) -> list[results.Media]:
        """``wait_until_done`` for each of them; ``timeout_seconds`` is for all together."""
        deadline = self._clock.now() + (timeout_seconds or 0.0)
        done = []
        for media_id in media_ids:
            left = None if timeout_seconds is None else max(deadline - self._clock.now(), 0.0)
            done.append(
                await self.wait_until_done(media_id, on_update=on_update, timeout_seconds=left)
            )
        return done

    async def get_frame(
        self,
        media_id: str,
        offset_seconds: float,
        *,
        max_side_pixels: int = 0,
        timeout_seconds: float | None = None,
    ) -> results.Frame:
        """The picture that a player shows at an offset; a still image has one for any offset.

        ``max_side_pixels`` bounds the longer side, 16 to 1920; 0 means 480. Raises
        ``FailedPreconditionError`` where there are no pictures, ``OutOfRangeError``.
        """
        request = media_service_pb2.GetFrameRequest(
            media_id=media_id,
            offset=_convert.seconds_to_duration(offset_seconds),
            max_side_pixels=max_side_pixels,
        )
        response = await self._call(
            self._media.GetFrame, request, timeout_seconds=timeout_seconds, repeatable=True
        )
        return _convert.frame(response)

    async def get_waveform(
        self,
        media_id: str,
        *,
        start_seconds: float = 0.0,
        end_seconds: float | None = None,
        point_count: int = 0,
        timeout_seconds: float | None = None,
    ) -> results.Waveform:
        """The outline of the sound over a span; without ``end_seconds`` to the end of the sound.

        ``point_count`` is 1 to 4096; 0 means 256. Fails as ``get_frame`` does.
        """
        request = media_service_pb2.GetWaveformRequest(
            media_id=media_id,
            start_offset=_convert.seconds_to_duration(start_seconds),
            end_offset=None if end_seconds is None else _convert.seconds_to_duration(end_seconds),
            point_count=point_count,
        )
        response = await self._call(
            self._media.GetWaveform, request, timeout_seconds=timeout_seconds, repeatable=True
        )
        return _convert.waveform(response)

    # Search

    async def search(
        self,
        query: str | Query,
        *,
        collection: str = "",
        modalities: Iterable[results.Modality] = (),
        media_ids: Iterable[str] = (),
        labels: Mapping[str, str] | None = None,
        start_seconds: float | None = None,
        end_seconds: float | None = None,
        page_size: int = 10,
        page_token: str = "",
        group_by_media: bool = False,
        minimum_confidence: float | None = None,
        candidate_count: int = 0,
        curve_point_count: int = 0,
        timeout_seconds: float | None = None,
    ) -> results.SearchResult:
        """The moments that match the query best, best first: one page of them.

        ``query`` is plain words, a text with operators as ``parse_query`` reads it, or a tree that
        begins with ``Text``. Raises ``QuerySyntaxError``, a ``ValueError``, for a text that cannot
        be read.

        Without ``modalities`` in pictures and sound; ``media_ids``, ``labels`` and the part
        ``[start_seconds, end_seconds)`` of each media narrow it down. ``minimum_confidence`` 0
        gives everything however unlike, None means the server's setting. Where nothing is as
        confident, the result has the best ``candidate_count`` moments that are not, up to 100, as
        ``candidates``. With ``curve_point_count`` each evidence comes with its curve over the whole
        media.
        ``page_token`` is a result's ``next_page_token``; the other arguments must then be as they
        were. A page of more than 4 MiB comes with fewer moments than ``page_size``; curves are what
        makes it large.
        """
        request = _convert.search_request(
            query,
            collection=collection,
            modalities=modalities,
            media_ids=media_ids,
            labels=labels,
            start_seconds=start_seconds,
            end_seconds=end_seconds,
            page_size=page_size,
            page_token=page_token,
            group_by_media=group_by_media,
            minimum_confidence=minimum_confidence,
            candidate_count=candidate_count,
            curve_point_count=curve_point_count,
        )
        response = await self._call(
            self._search.SearchMoments, request, timeout_seconds=timeout_seconds, repeatable=True
        )
        return _convert.search_result(response)

    async def search_pages(
        self,
        query: str | Query,
        *,
        collection: str = "",
        modalities: Iterable[results.Modality] = (),
        media_ids: Iterable[str] = (),
        labels: Mapping[str, str] | None = None,
        start_seconds: float | None = None,
        end_seconds: float | None = None,
        page_size: int = 100,
        group_by_media: bool = False,
        minimum_confidence: float | None = None,
        candidate_count: int = 0,
        curve_point_count: int = 0,
        timeout_seconds: float | None = None,
    ) -> AsyncIterator[results.SearchResult]:
        """Every page of ``search``; ``timeout_seconds`` is for each page.

        All pages together have at most the 2,000 best moments: there a list ends, whatever else
        matches.
        """
        request = _convert.search_request(
            query,
            collection=collection,
            modalities=modalities,
            media_ids=media_ids,
            labels=labels,
            start_seconds=start_seconds,
            end_seconds=end_seconds,
            page_size=page_size,
            page_token="",
            group_by_media=group_by_media,
            minimum_confidence=minimum_confidence,
            candidate_count=candidate_count,
            curve_point_count=curve_point_count,
        )
        async for response in self._pages(self._search.SearchMoments, request, timeout_seconds):
            yield _convert.search_result(response)

    async def search_all(self, query: str | Query, **options: Any) -> AsyncIterator[results.Moment]:
        """Every moment of every page, with the options of ``search_pages``; at most 2,000."""
        async for page in self.search_pages(query, **options):
            for moment in page:
                yield moment

    # Why

    async def explain_moment(
        self,
        query: str | Query,
        media_id: str,
        span: tuple[float, float],
        *,
        samples: tuple[float, float] | None = None,
        picture_width: int = 0,
        collection: str = "",
        modalities: Iterable[results.Modality] = (),
        media_ids: Iterable[str] = (),
        labels: Mapping[str, str] | None = None,
        start_seconds: float | None = None,
        end_seconds: float | None = None,
        page_size: int = 10,
        group_by_media: bool = False,
        minimum_confidence: float | None = None,
        timeout_seconds: float | None = None,
    ) -> Explanation:
        """How the search of these arguments scored a media, and what became of ``span`` of it.

        ``span`` is a start and an end in seconds, of a result or any other; the arguments from
        ``collection`` on are those of ``search``, of which ``page_size`` says how many moments were
        looked at. Only ``samples`` from and to these seconds are given, None for all; at most
        60,000 of all curves together. ``picture_width``, 320 to 2,000, asks for a PNG so wide.

        Raises ``NotFoundError``, and ``FailedPreconditionError`` for a media that is not indexed or
        that the filters leave out: ``explain_absence`` says more about those.
        """
        search = _convert.search_request(
            query,
            collection=collection,
            modalities=modalities,
            media_ids=media_ids,
            labels=labels,
            start_seconds=start_seconds,
            end_seconds=end_seconds,
            page_size=page_size,
            page_token="",
            group_by_media=group_by_media,
            minimum_confidence=minimum_confidence,
            candidate_count=0,
            curve_point_count=0,
        )
        request = _convert_explanation.moment_request(
            search, media_id=media_id, span=span, samples=samples, picture_width=picture_width
        )
        response = await self._call(
            self._explain.ExplainMoment, request, timeout_seconds=timeout_seconds, repeatable=True
        )
        return _convert_explanation.explanation_(response)

    async def explain_absence(
        self,
        query: str | Query,
        media_id: str,
        at_seconds: float,
        *,
        collection: str = "",
        modalities: Iterable[results.Modality] = (),
        media_ids: Iterable[str] = (),
        labels: Mapping[str, str] | None = None,
        start_seconds: float | None = None,
        end_seconds: float | None = None,
        page_size: int = 10,
        group_by_media: bool = False,
        minimum_confidence: float | None = None,
        timeout_seconds: float | None = None,
    ) -> Absence:
        """Why an instant of a media is not among the moments of a search, or where it is.

        The arguments from ``collection`` on are those of ``search``; ``page_size`` says how many
        moments were looked at.
        """
        search = _convert.search_request(
            query,
            collection=collection,
            modalities=modalities,
            media_ids=media_ids,
            labels=labels,
            start_seconds=start_seconds,
            end_seconds=end_seconds,
            page_size=page_size,
            page_token="",
            group_by_media=group_by_media,
            minimum_confidence=minimum_confidence,
            candidate_count=0,
            curve_point_count=0,
        )
        request = _convert_explanation.absence_request(
            search, media_id=media_id, at_seconds=at_seconds
        )
        response = await self._call(
            self._explain.ExplainAbsence, request, timeout_seconds=timeout_seconds, repeatable=True
        )
        return _convert_explanation.absence(response)

    # How calls are made

    async def _call(
        self,
        method: Callable[..., Any],
        request: Any,
        *,
        timeout_seconds: float | None,
        unlimited: bool = False,
        repeatable: bool = False,
    ) -> Any:
        """The response of ``method``. Only a call that is ``repeatable`` is tried again. Without
        ``timeout_seconds`` it has the client's, or none where it is ``unlimited``."""
        if timeout_seconds is None and not unlimited:
            timeout_seconds = self._timeout_seconds
        attempts = self._attempts(timeout_seconds, repeatable=repeatable)
        while True:
            try:
                return await method(request, **self._call_options(attempts))
            except grpc.RpcError as rpc_error:
                pause_seconds = self._pause_seconds(attempts, rpc_error)
            await self._clock.sleep(pause_seconds)

    async def _pages(
        self, method: Callable[..., Any], request: Any, timeout_seconds: float | None
    ) -> AsyncIterator[Any]:
        """The responses of a paged call, from the first to the last."""
        while True:
            response = await self._call(
                method, request, timeout_seconds=timeout_seconds, repeatable=True
            )
            yield response
            if not response.next_page_token:
                return
            request.page_token = response.next_page_token

    def _attempts(self, timeout_seconds: float | None, *, repeatable: bool) -> Attempts:
        self._check_open()
        return Attempts(
            self._retry,
            repeatable=repeatable,
            now=self._clock.now(),
            timeout_seconds=timeout_seconds,
        )

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError("the client is closed: make another one")

    def _call_options(self, attempts: Attempts) -> dict[str, Any]:
        """``wait_for_ready`` stays off: who waits for a server to start says so."""
        timeout = attempts.remaining_seconds(self._clock.now())
        return {"timeout": timeout, "metadata": self._metadata}

    def _pause_seconds(self, attempts: Attempts, rpc_error: grpc.RpcError) -> float:
        """How long to wait before the next attempt; raises where there shall be none."""
        error = from_rpc_error(rpc_error)
        try:
            return attempts.pause_seconds(error, now=self._clock.now(), jitter=self._clock.jitter())
        except MomentSearchError:
            raise error from rpc_error


# While a server starts, and while what it needs is being loaded.
_NOT_READY_CODES = frozenset(
    {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED}
)


def _with_metadata(method: Any) -> Callable[..., Any]:
    async def call(request: Any, **options: Any) -> tuple[Any, Any]:
        return await call_with_metadata(method, request, **options)

    return call


async def _upload_messages(
    source: SourceFile,
    header: media_service_pb2.UploadHeader,
    on_progress: Callable[[int, int], None] | None,
    local_errors: list[Exception],
) -> AsyncIterator[media_service_pb2.UploadMediaRequest]:
    """The header, then the file in chunks.

    What fails on this side is put into ``local_errors`` and ends the stream early, which the
    server refuses by its size. Raised from here, gRPC would only log it.
    """
    try:
        yield media_service_pb2.UploadMediaRequest(header=header)
        sent_bytes = 0
        while chunk := await run_blocking(source.chunk_at, sent_bytes):
            yield media_service_pb2.UploadMediaRequest(chunk=chunk)
            sent_bytes += len(chunk)
            if on_progress is not None:
                on_progress(sent_bytes, header.size_bytes)
    except Exception as error:
        local_errors.append(error)
