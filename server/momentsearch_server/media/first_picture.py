"""The first picture that a player shows of a track: how it is turned, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from momentsearch_server.media.container import opened, to_presentation_us

# Broken and mid-broadcast starts need some packets before a picture comes; a track that gives
# none in so many is left to the readers, which say what is wrong with it.
_PACKETS_TRIED = 1000


@dataclass(frozen=True, slots=True)
class FirstPicture:
    """``shown_at_us`` is on the container's own clock, 0 where the stream carries no times.

    ``transfer`` is the transfer function's number in ITU-T H.273.
    """

    shown_at_us: int
    rotation_degrees: int
    transfer: int


def first_picture(path: Path, stream_index: int) -> FirstPicture | None:
    """None where no picture can be decoded from the track's beginning."""
    with opened(path) as container:
        frame = next(_frames(container, stream_index), None)
    if frame is None:
        return None
    shown_at_us = 0 if frame.pts is None else to_presentation_us(frame.pts, frame.time_base)
    return FirstPicture(
        shown_at_us=shown_at_us,
        rotation_degrees=frame.rotation % 360,
        transfer=int(frame.color_trc),
    )


def _frames(container: InputContainer, stream_index: int) -> Iterator[VideoFrame]:
    stream = container.streams.get(stream_index)[0]
    assert isinstance(stream, VideoStream)
    try:
        for count, packet in enumerate(container.demux(stream)):
            if count > _PACKETS_TRIED:
                return
            try:
                yield from stream.codec_context.decode(packet)
            except av.error.InvalidDataError:
                continue  # a broken packet: players go on with the next
    except av.error.FFmpegError as error:
        if isinstance(error, MemoryError):
            raise
