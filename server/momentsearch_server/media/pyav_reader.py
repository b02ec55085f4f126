"""Frames by PyAV: each picture comes with its own time, and nothing has to be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from momentsearch_server.media.container import opened, to_presentation_us
from momentsearch_server.media.frames import PictureSource
from momentsearch_server.media.probe import PictureTrack
from momentsearch_server.media.samples import Frame
from momentsearch_server.media.tone import to_rgb
from momentsearch_server.timespan import TimeSpan


class PyAvReader:
    """Keeps ``FrameReader``'s promise, by decoding the track from its beginning."""

    def __init__(self, source: PictureSource) -> None:
        self._source = source

    def read(self, spans: Iterable[TimeSpan]) -> Iterator[Frame]:
        """A picture is known to be the one shown at an instant when the next one comes later."""
        remaining = iter(spans)
        span = next(remaining, None)
        shown: tuple[int, VideoFrame] | None = None
        for at_us, picture in self._pictures():
            while span is not None and shown is not None and at_us > span.middle_us:
                yield self._frame(span, *shown)
                span = next(remaining, None)
            if span is None:
                return
            shown = (at_us, picture)
        if shown is not None:
            yield from self._last_frames(span, remaining, *shown)

    def _last_frames(
        self, span: TimeSpan | None, remaining: Iterator[TimeSpan], at_us: int, picture: VideoFrame
    ) -> Iterator[Frame]:
        """The last decoded picture stays for its own length, and no span reaches beyond that."""
        end_us = self._source.times.shown_until_us(at_us)
        while span is not None and span.start_us < end_us:
            cut = TimeSpan(span.start_us, min(span.end_us, end_us))
            yield self._frame(cut, at_us, picture)
            span = next(remaining, None)

    def _pictures(self) -> Iterator[tuple[int, VideoFrame]]:
        """Every shown picture with its time. A raw stream's are counted: it carries none."""
        times, origin_us = self._source.times.shown_at_us, self._source.origin_us
        with opened(self._source.path) as container:
            stream = decodable_stream(
                container,
                self._source.track,
                max_pixels=self._source.max_picture_pixels,
                threads=self._source.decoder_threads,
            )
            for number, picture in enumerate(decoded(container, stream)):
                if picture.pts is not None:
                    yield to_presentation_us(picture.pts, picture.time_base, origin_us), picture
                elif number < len(times):
                    yield int(times[number]), picture

    def _frame(self, span: TimeSpan, at_us: int, picture: VideoFrame) -> Frame:
        pixels = upright_rgb(picture, self._source.track, *self._source.frame_size)
        return Frame(span, at_us, pixels)


def decodable_stream(
    container: InputContainer, track: PictureTrack, *, max_pixels: int, threads: int = 1
) -> VideoStream:
    """The track's stream, set so that no picture above ``max_pixels`` is ever made room for."""
    stream = container.streams.get(track.stream_index)[0]
    assert isinstance(stream, VideoStream)
    stream.codec_context.options = {"max_pixels": str(max_pixels)}
    stream.codec_context.thread_count = threads
    return stream


def decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """All pictures that can be decoded from here on; like a player, past broken packets.

    Ends where the file breaks off.
    """
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from stream.codec_context.decode(packet)
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            if isinstance(error, MemoryError):
                raise
            if not isinstance(error, av.error.InvalidDataError | av.error.ArgumentError):
                return


def upright_rgb(
    picture: VideoFrame, track: PictureTrack, width: int, height: int
) -> NDArray[np.uint8]:
    """uint8 ``[height, width, 3]``: the size is that of the upright picture."""
    turns = track.rotation_degrees // 90
    if turns % 2:
        width, height = height, width
    pixels = to_rgb(picture, width, height)
    return np.ascontiguousarray(np.rot90(pixels, turns))
