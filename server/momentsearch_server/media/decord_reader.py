"""Frames by decord."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import decord
import numpy as np
from numpy.typing import NDArray

from momentsearch_server.media.frames import FRAMES_PER_BATCH, PictureSource, ReaderFailed
from momentsearch_server.media.samples import Frame
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

# decord's times are float32 seconds: exact to half a millisecond after two hours.
_TOLERANCE_US = 1000
_FLOAT32_STEP = 2.0**-23
# decord hides a picture that it could not decode behind a copy of its neighbour. Any such picture
# is to be an error here; this is the smallest share of the track that it can be told to accept.
_NO_FAULT_TOLERATED = 1e-9


class DecordReader:
    """Keeps ``FrameReader``'s promise.

    Raises ``ReaderFailed`` when it is made for a track that decord cannot open, or whose pictures
    decord numbers otherwise than they are shown.
    """

    def __init__(self, source: PictureSource) -> None:
        if not source.times.is_plain:
            raise ReaderFailed("the stored pictures are not exactly the shown ones")
        decord.logging.set_level(decord.logging.QUIET)
        self._source = source
        self._width, self._height = source.frame_size
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
        except (decord.DECORDError, RuntimeError, AssertionError) as error:
            raise ReaderFailed(f"decord cannot open this track: {_first_line(error)}") from error
        self._check_times(starts)

    def read(self, spans: Iterable[TimeSpan]) -> Iterator[Frame]:
        remaining = iter(spans)
        times = self._source.times
        while batch := list(islice(remaining, FRAMES_PER_BATCH)):
            numbers = [times.shown_index(span.middle_us) for span in batch]
            pictures = self._decode(numbers)
            for span, number, pixels in zip(batch, numbers, pictures, strict=True):
                yield Frame(span, int(times.shown_at_us[number]), pixels)

    def _decode(self, numbers: list[int]) -> list[NDArray[np.uint8]]:
        try:
            pictures = self._reader.get_batch(numbers).asnumpy()
        except (decord.DECORDError, decord.DECORDLimitReachedError, RuntimeError) as error:
            raise ReaderFailed(f"decord cannot decode on: {_first_line(error)}") from error
        # decord takes padding for colours where a padded row is a whole number of widths long: in
        # pictures of a few pixels (and, with an error of its own, at 96 and 144 pixels' width).
        if pictures.shape[1:] != (self._height, self._width, 3):
            raise ReaderFailed(f"decord gave pictures of shape {pictures.shape[1:]}")
        return [picture.copy() for picture in pictures]

    def _check_times(self, starts: NDArray[np.float32]) -> None:
        """decord's own list must be ours, but for the origin, which decord loses."""
        expected = self._source.times.shown_at_us
        if len(starts) != len(expected):
            raise ReaderFailed(f"decord counts {len(starts)} pictures, not {len(expected)}")
        seconds = starts.astype(np.float64) - float(starts[0])
        expected_us = expected - expected[0]
        tolerance_us = _TOLERANCE_US + expected_us * _FLOAT32_STEP
        if not bool(
            np.all(np.abs(seconds * MICROSECONDS_PER_SECOND - expected_us) <= tolerance_us)
        ):
            raise ReaderFailed("decord's times are not the container's")


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:200]
