"""Looking into media that are indexed: a picture at an offset, the outline of the sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import (
    CallOver,
    FailedPrecondition,
    InvalidArgument,
    OutOfRange,
    Reason,
)
from momentsearch_server.ingest.files import KnownFiles, Standing
from momentsearch_server.ingest.places import Places
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Media, MediaState
from momentsearch_server.media.messages import GrabbedFrame
from momentsearch_server.media.sandbox import DecodingCancelled, WorkerLimits, grab_frame, waveform
from momentsearch_server.timespan import TimeSpan, us_to_seconds

# A frame is a seek and a few pictures, and somebody waits for it: less patience than indexing has.
# An outline decodes all the sound that it is asked for, in one answer: that has the limits of
# indexing, of which the longest wait without a result is the one that it meets.
FRAME_WALL_SECONDS = 60.0

# Is given what ends the work, and calls it once the answer is not wanted any more.
OnStart = Callable[[Callable[[], None]], None]


@dataclass(frozen=True)
class Look:
    """``max_picture_pixels`` is what indexing takes, so that whatever is ACTIVE can be shown.

    ``places`` bounds the decoders that run for this; each may take the memory of ``limits``.
    """

    library: Library
    limits: WorkerLimits
    max_picture_pixels: int
    places: Places
    files: KnownFiles

    def frame(
        self, media_id: str, offset_us: int, *, max_side_px: int, on_start: OnStart
    ) -> GrabbedFrame:
        """What a player shows at an offset.

        Raises:
            NotFound: there is no such media.
            FailedPrecondition: it is not ACTIVE, has no pictures, or its file is another one now.
            OutOfRange: it is over by then.
            ResourceExhausted: too many are looking.
            CallOver: it was ended by what ``on_start`` was given.
        """
        media = self._active(media_id, "picture")
        if media.kind == "still":
            offset_us = 0
        else:
            _check_within(media, offset_us)
        try:
            with self._decoder():
                return grab_frame(
                    self._unchanged_file(media),
                    offset_us,
                    max_side_px=max_side_px,
                    max_picture_pixels=self.max_picture_pixels,
                    limits=replace(self.limits, wall_seconds=FRAME_WALL_SECONDS),
                    on_start=on_start,
                )
        except InvalidArgument as error:  # its sound goes on, its pictures are over
            raise OutOfRange(error.reason, error.message) from error

    def waveform(
        self,
        media_id: str,
        *,
        start_us: int,
        end_us: int | None,
        point_count: int,
        on_start: OnStart,
    ) -> NDArray[np.float32]:
        """float32 ``[point_count, 2]``: lowest and highest sample of each part of the span, which
        ends after it starts.

        Raises as ``frame`` does.
        """
        media = self._active(media_id, "sound")
        _check_within(media, start_us)
        duration_us = media.duration_us or 0
        end_us = duration_us if end_us is None else min(end_us, duration_us)
        with self._decoder():
            return waveform(
                self._unchanged_file(media),
                TimeSpan(start_us, end_us),
                points=point_count,
                max_picture_pixels=self.max_picture_pixels,
                limits=self.limits,
                on_start=on_start,
            )

    def _unchanged_file(self, media: Media) -> Path:
        path = self.library.media_path(media)
        # What is gone is for the decoder to report.
        if self.files.standing(media) is Standing.OTHER:
            raise FailedPrecondition(
                Reason.MEDIA_BYTES_CHANGED,
                f"the file {str(path)!r} has changed since media {media.media_id!r} was indexed: "
                "put the old one back, or import it from where it lies now; or remove the media "
                "and import it again",
            )
        return path

    @contextmanager
    def _decoder(self) -> Iterator[None]:
        with self.places.taken(Reason.TOO_MANY_LOOKS, "decoding a frame or an outline"):
            try:
                yield
            except DecodingCancelled as error:
                raise CallOver from error

    def _active(self, media_id: str, track: str) -> Media:
        media = self.library.catalog.get_media(media_id)
        if media.state is not MediaState.ACTIVE:
            raise FailedPrecondition(
                Reason.MEDIA_NOT_ACTIVE,
                f"media {media_id!r} is {media.state}: wait until it is ACTIVE",
            )
        if track not in media.tracks:
            raise FailedPrecondition(
                Reason.NO_SUCH_TRACK, f"media {media_id!r} has no {track} track"
            )
        return media


def _check_within(media: Media, offset_us: int) -> None:
    duration_us = media.duration_us or 0
    if offset_us >= duration_us:
        raise OutOfRange(
            Reason.OFFSET_OUT_OF_RANGE,
            f"media {media.media_id!r} is {us_to_seconds(duration_us):g} s long: an offset of "
            f"{us_to_seconds(offset_us):g} s is beyond its end",
        )
