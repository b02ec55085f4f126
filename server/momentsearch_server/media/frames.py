"""Frames at sampling instants, upright and scaled, by whichever reader can.

decord comes first, for tracks that it is fit for (``decord_reader`` says which). Everything else
goes to PyAV, which tells each picture's time as it decodes it, and keeps no more than a few
pictures at a time. Both keep the same promise, ``FrameReader``, and the same test holds them to it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from momentsearch_server.media.probe import PictureTrack
from momentsearch_server.media.samples import Frame
from momentsearch_server.media.scan import PictureTimes
from momentsearch_server.timespan import TimeSpan


@dataclass(frozen=True, slots=True)
class PictureSource:
    """All that a reader needs to know of one picture track.

    ``container_format`` is FFmpeg's name. ``short_side_px`` bounds the shorter side of the frames;
    pictures are never enlarged.
    """

    path: Path
    container_format: str
    track: PictureTrack
    times: PictureTimes
    origin_us: int
    short_side_px: int
    max_picture_pixels: int
    decoder_threads: int = 1

    @property
    def frame_size(self) -> tuple[int, int]:
        """Width and height of the frames, upright."""
        return scaled_size(self.track.width, self.track.height, short_side_px=self.short_side_px)


class FrameReader(Protocol):
    def read(self, spans: Iterable[TimeSpan]) -> Iterator[Frame]:
        """For each span, in ascending order, the picture that is shown in its middle.

        Ends early where the track breaks off; the last span is then cut to what was decoded.
        Raises ``ReaderFailed`` where this reader cannot go on but another might.
        """
        ...


class ReaderFailed(Exception):
    """This reader cannot read this track, or not the rest of it; the message says why."""


def scaled_size(width: int, height: int, *, short_side_px: int) -> tuple[int, int]:
    """The size with the shorter side brought down to ``short_side_px``, in proportion."""
    short = min(width, height)
    if short <= short_side_px:
        return width, height
    return (
        max(1, round(width * short_side_px / short)),
        max(1, round(height * short_side_px / short)),
    )


def read_frames(source: PictureSource, spans: Iterable[TimeSpan]) -> Iterator[Frame]:
    """Frames for the spans, in ascending order, by decord as far as it goes, the rest by PyAV."""
    from momentsearch_server.media.pyav_reader import PyAvReader

    remaining = iter(spans)
    # HDR: decord hands out 8 bits, which are too few to map tones from.
    left_over = [] if source.track.is_hdr else (yield from _by_decord(source, remaining))
    yield from PyAvReader(source).read(chain(left_over, remaining))


def _by_decord(
    source: PictureSource, remaining: Iterator[TimeSpan]
) -> Generator[Frame, None, list[TimeSpan]]:
    """Returns the spans that it took and has no frames for; its memory is free again by then."""
    # Imported here, so that what only needs the protocol stays light.
    from momentsearch_server.media.decord_reader import DecordReader

    pending: list[TimeSpan] = []
    try:
        reader = DecordReader(source)
        for span in remaining:
            pending = [span]
            yield from reader.read(pending)
        return []
    except ReaderFailed:
        return pending
