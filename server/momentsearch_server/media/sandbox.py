"""Decoding in a process apart: what a hostile file does to it, it does to nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import InvalidArgument, MediaRejected, NotFound, Reason
from momentsearch_server.media.messages import (
    DecodeRequest,
    GrabbedFrame,
    Message,
    Peaks,
    Progress,
    Summary,
)
from momentsearch_server.media.probe import DEFAULT_MAX_PICTURE_PIXELS, Note, Probe
from momentsearch_server.media.samples import Frame, SoundWindow
from momentsearch_server.media.worker_process import (
    DecodingCancelled,
    WorkerLimits,
    WorkerProcess,
)
from momentsearch_server.timespan import TimeSpan

__all__ = [
    "DecodeMessage",
    "DecodeSession",
    "DecodingCancelled",
    "WorkerLimits",
    "grab_frame",
    "open_media",
    "waveform",
]

DecodeMessage = Frame | SoundWindow | Note | Progress | Summary

DEFAULT_REQUEST = DecodeRequest()
DEFAULT_LIMITS = WorkerLimits()


def _never(_cancel: Callable[[], None]) -> None:
    """Nobody cancels."""


class DecodeSession:
    """One media being decoded; a context manager, closed at its end.

    ``probe`` is there from the start. Iterating, once, gives frames, windows of sound, notes and
    progress in one stream, frames before sound, and at last a ``Summary``. The worker is at most a
    pipe's length ahead of the reader. Raises ``MediaRejected`` when nothing can be decoded, or the
    worker did not survive; ``DecodingCancelled`` after ``cancel``.
    """

    def __init__(self, worker: WorkerProcess) -> None:
        self._worker = worker
        self._messages = worker.messages()
        self.probe = self._first_probe()

    def __iter__(self) -> Iterator[DecodeMessage]:
        for message in self._messages:
            if isinstance(message, DecodeMessage):
                yield message
            if isinstance(message, Summary):
                return
        raise MediaRejected(Reason.DECODER_CRASHED, "the decoder ended before its work did")

    def cancel(self) -> None:
        """Kills the worker at once; may be called from any thread."""
        self._worker.cancel()

    def close(self) -> None:
        self._worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _first_probe(self) -> Probe:
        for message in self._messages:
            if isinstance(message, Probe):
                return message
        raise MediaRejected(Reason.DECODER_CRASHED, "the decoder ended without an answer")


def open_media(
    path: Path,
    *,
    request: DecodeRequest = DEFAULT_REQUEST,
    limits: WorkerLimits = DEFAULT_LIMITS,
) -> DecodeSession:
    """Starts a worker on the file and returns when it has probed it.

    Raises ``MediaRejected`` where the file is no media, cannot be read, or ended the worker.
    """
    worker = WorkerProcess(path, {"operation": "decode", "wanted": asdict(request)}, limits)
    try:
        return DecodeSession(worker)
    except BaseException:
        worker.close()
        raise


def grab_frame(
    path: Path,
    offset_us: int,
    *,
    max_side_px: int,
    max_picture_pixels: int = DEFAULT_MAX_PICTURE_PIXELS,
    limits: WorkerLimits = DEFAULT_LIMITS,
    on_start: Callable[[Callable[[], None]], None] = _never,
) -> GrabbedFrame:
    """The picture that a player shows at ``offset_us``, as a JPEG of bounded size.

    ``on_start`` is given what cancels this, which may be called from any thread, at any time.
    Raises ``DecodingCancelled`` then, ``NotFound`` for a media without pictures,
    ``InvalidArgument`` for an offset outside it, ``MediaRejected`` where it cannot be decoded or
    is larger than ``max_picture_pixels``.
    """
    operation = {
        "operation": "grab",
        "offset_us": offset_us,
        "max_side_px": max_side_px,
        "max_picture_pixels": max_picture_pixels,
    }
    grabbed = _single_answer(path, operation, limits, on_start)
    if not isinstance(grabbed, GrabbedFrame):
        raise _unexpected(grabbed)
    return grabbed


def waveform(
    path: Path,
    span: TimeSpan,
    *,
    points: int,
    max_picture_pixels: int = DEFAULT_MAX_PICTURE_PIXELS,
    limits: WorkerLimits = DEFAULT_LIMITS,
    on_start: Callable[[Callable[[], None]], None] = _never,
) -> NDArray[np.float32]:
    """float32 ``[points, 2]``: the lowest and highest sample in each equal part of the span.

    Zero where there is no sound. ``on_start`` and what is raised are as with ``grab_frame``.
    """
    operation = {
        "operation": "waveform",
        "points": points,
        "max_picture_pixels": max_picture_pixels,
        **asdict(span),
    }
    peaks = _single_answer(path, operation, limits, on_start)
    if not isinstance(peaks, Peaks) or len(peaks.values) != points * 2 * 4:
        raise _unexpected(peaks)
    return np.frombuffer(peaks.values, dtype=np.float32).reshape(points, 2).copy()


def _single_answer(
    path: Path,
    operation: Mapping[str, Any],
    limits: WorkerLimits,
    on_start: Callable[[Callable[[], None]], None],
) -> Message:
    worker = WorkerProcess(path, operation, limits)
    try:
        on_start(worker.cancel)
        for message in worker.messages():
            return message
        raise MediaRejected(Reason.DECODER_CRASHED, "the decoder ended without an answer")
    except MediaRejected as error:
        if error.reason is Reason.NO_SUCH_TRACK:
            raise NotFound(error.reason, error.message) from error
        if error.reason is Reason.OFFSET_OUT_OF_RANGE:
            raise InvalidArgument(error.reason, error.message, field="offset") from error
        raise
    finally:
        worker.close()


def _unexpected(message: Message) -> MediaRejected:
    return MediaRejected(
        Reason.DECODER_CRASHED, f"the decoder answered with a {type(message).__name__}"
    )
