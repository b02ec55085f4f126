"""Frames by decord.

decord (decord2 3.4.0) has habits that a server cannot have, and this module holds them in check:

- It knows pictures by number only, and has lost the origin of time. So it is used only where the
  numbers are those of ``PictureTimes``, which has the times.
- When its decoding thread is slow, as on a busy machine, it gives up skipping part of the way and
  hands out whatever picture comes next, with a line in its log. So the number that it has reached
  is read back before and after each picture.
- While it waits it reads on, without a bound, and keeps what it has read: up to all of the track.
  So it gets only tracks that may be kept in memory as a whole.
- It takes padding for colours where a padded row is a whole number of widths long (1, 96 and 144
  pixels), and hides a picture that it could not decode behind a copy of another.
- It goes back to the wrong place in some containers, and decodes on from there: other pictures, or
  grey ones, without an error. In ASF (WMV), NUT, MXF and MPEG-PS it was seen to, and with H.263+ in
  any. So it gets the containers and codecs in which every picture was right.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

import decord
import numpy as np
from decord import video_reader as decord_calls
from numpy.typing import NDArray

from momentsearch_server.media.frames import PictureSource, ReaderFailed
from momentsearch_server.media.samples import Frame
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

MAX_STORED_BYTES = 64 << 20
_CONTAINERS = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "flv", "gif")
_CODECS = ("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "mjpeg", "gif")
# decord's times are float32 seconds: exact to half a millisecond after two hours.
_TOLERANCE_US = 1000
_FLOAT32_STEP = 2.0**-23
# The smallest share of pictures hidden behind copies that decord can be told to bear.
_NO_FAULT_TOLERATED = 1e-9
_SKIPS_TRIED = 200
_PAUSE_SECONDS = 0.002

_ERRORS = (decord.DECORDError, decord.DECORDLimitReachedError, RuntimeError, StopIteration)


class DecordReader:
    """Keeps ``FrameReader``'s promise.

    Raises ``ReaderFailed`` when it is made for a track that decord cannot open, or is not fit for.
    """

    def __init__(self, source: PictureSource) -> None:
        if source.container_format not in _CONTAINERS or source.track.codec not in _CODECS:
            kind = f"{source.track.codec} in {source.container_format}"
            raise ReaderFailed(f"decord was not seen to be right about {kind}")
        if not source.times.is_plain:
            raise ReaderFailed("the stored pictures are not exactly the shown ones")
        if source.times.stored_bytes > MAX_STORED_BYTES:
            raise ReaderFailed("the track is too large to be kept in memory")
        decord.logging.set_level(decord.logging.QUIET)
        self._source = source
        self._width, self._height = source.frame_size
        self._last: tuple[int, NDArray[np.uint8]] | None = None
        try:
            self._reader = decord.VideoReader(
                str(source.path),
                ctx=decord.cpu(0),
                width=self._width,
                height=self._height,
                num_threads=source.decoder_threads,
                fault_tol=_NO_FAULT_TOLERATED,
            )
            starts = self._reader.get_frame_timestamp(np.arange(len(self._reader)))[:, 0]
        except (*_ERRORS, AssertionError) as error:
            raise ReaderFailed(f"decord cannot open this track: {_first_line(error)}") from error
        self._check_times(starts)

    def read(self, spans: Iterable[TimeSpan]) -> Iterator[Frame]:
        times = self._source.times
        for span in spans:
            number = times.shown_index(span.middle_us)
            yield Frame(span, int(times.shown_at_us[number]), self._picture(number).copy())

    def _picture(self, number: int) -> NDArray[np.uint8]:
        """Pictures may be further apart than samples, so the last one is kept."""
        if self._last is None or self._last[0] != number:
            self._last = (number, self._decode(number))
        return self._last[1]

    def _decode(self, number: int) -> NDArray[np.uint8]:
        try:
            self._move_to(number)
            pixels: NDArray[np.uint8] = self._reader.next().asnumpy()
            reached = self._position()
        except _ERRORS as error:
            raise ReaderFailed(f"decord cannot decode on: {_first_line(error)}") from error
        if reached != number + 1:
            raise ReaderFailed(f"decord lost its place at picture {number}")
        if pixels.shape != (self._height, self._width, 3):
            raise ReaderFailed(f"decord gave a picture of shape {pixels.shape}")
        return pixels

    def _move_to(self, number: int) -> None:
        """Skips until decord is there: it stops on the way when its decoding thread is slow."""
        for _ in range(_SKIPS_TRIED):
            self._reader.seek_accurate(number)
            # Past a key picture it stands behind it, with the picture in hand.
            if number <= self._position() <= number + 1:
                return
            time.sleep(_PAUSE_SECONDS)
        raise ReaderFailed(f"decord does not come to picture {number}")

    def _position(self) -> int:
        return int(decord_calls._CAPI_VideoReaderGetCurrentPosition(self._reader._handle))

    def _check_times(self, starts: NDArray[np.float32]) -> None:
        """decord's own list must be ours, but for the origin."""
        expected = self._source.times.shown_at_us
        if len(starts) != len(expected):
            raise ReaderFailed(f"decord counts {len(starts)} pictures, not {len(expected)}")
        seconds = starts.astype(np.float64) - float(starts[0])
        expected_us = expected - expected[0]
        tolerance_us = _TOLERANCE_US + expected_us * _FLOAT32_STEP
        errors_us = np.abs(seconds * MICROSECONDS_PER_SECOND - expected_us)
        if not bool(np.all(errors_us <= tolerance_us)):
            raise ReaderFailed("decord's times are not the container's")


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:200]
