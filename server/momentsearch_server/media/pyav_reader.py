"""Frames by PyAV: each picture comes with its own time, or with one that is put right here."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from momentsearch_server.media.container import opened, to_presentation_us
from momentsearch_server.media.frames import PictureSource
from momentsearch_server.media.probe import PictureTrack
from momentsearch_server.media.samples import Frame
from momentsearch_server.media.tone import to_rgb
from momentsearch_server.timespan import TimeSpan

LeftOut: TypeAlias = "Callable[[Packet[VideoStream]], bool]"

# Codecs in which a picture that no other is made from says so, in so many words: it need not be
# decoded where it is not wanted. HEVC says it of one layer in time alone.
_LEAVES_OUT = ("h264",)
# Codecs of which FFmpeg gets the times wrong in containers that store none; see ``_Order``.
_REORDERED = ("h264", "mpeg1video", "mpeg2video")


class PyAvReader:
    """Keeps ``FrameReader``'s promise, by decoding the track from its beginning, without what can
    be left out."""

    def __init__(self, source: PictureSource) -> None:
        self._source = source

    def read(self, spans: Iterable[TimeSpan]) -> Iterator[Frame]:
        """A picture is known to be the one shown at an instant when the next one comes later."""
        spans = list(spans)
        remaining = iter(spans)
        span = next(remaining, None)
        shown: tuple[int, VideoFrame] | None = None
        for at_us, picture in self._pictures(spans):
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

    def _pictures(self, spans: Sequence[TimeSpan]) -> Iterator[tuple[int, VideoFrame]]:
        """The shown pictures with their times, those that ``spans`` need among them. A raw stream's
        are counted: it carries none."""
        times, origin_us = self._source.times.shown_at_us, self._source.origin_us
        with opened(self._source.path) as container:
            stream = decodable_stream(
                container,
                self._source.track,
                max_pixels=self._source.max_picture_pixels,
                threads=self._source.decoder_threads,
            )
            left_out = self._left_out(spans)
            for number, picture in enumerate(decoded(container, stream, left_out=left_out)):
                if picture.pts is not None:
                    yield to_presentation_us(picture.pts, picture.time_base, origin_us), picture
                elif number < len(times):
                    yield int(times[number]), picture

    def _left_out(self, spans: Sequence[TimeSpan]) -> LeftOut | None:
        """What is shown in no middle of a span. Not after the last that is: where pictures end has
        to be found out."""
        source, times = self._source, self._source.times
        if source.track.codec not in _LEAVES_OUT or not times.is_plain or not spans:
            return None
        wanted_us = {int(times.shown_at_us[times.shown_index(span.middle_us)]) for span in spans}
        last_us = max(wanted_us)

        def left_out(packet: Packet[VideoStream]) -> bool:
            if packet.pts is None:
                return False
            at_us = to_presentation_us(packet.pts, packet.time_base, source.origin_us)
            return at_us < last_us and at_us not in wanted_us

        return left_out

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


def decoded(
    container: InputContainer, stream: VideoStream, *, left_out: LeftOut | None = None
) -> Iterator[VideoFrame]:
    """All pictures that can be decoded from here on; like a player, past broken packets.

    Those of the packets that are ``left_out`` come only where others are made from them, or where
    the pictures are interlaced: a packet may then be half of one. A picture without a time does not
    come after one that had one. Ends where the file breaks off.
    """
    packets, order = container.demux(stream), _Order(container, stream)
    if order.is_lost:
        left_out = None  # a packet's time is not its picture's
    has_times = False
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            if left_out is not None:
                stream.codec_context.skip_frame = "NONREF" if left_out(packet) else "DEFAULT"
            for picture in order.restored(packet, stream.codec_context.decode(packet)):
                if picture.pts is None and has_times:
                    continue
                has_times = picture.pts is not None
                if picture.interlaced_frame:
                    left_out = None
                    stream.codec_context.skip_frame = "DEFAULT"
                yield picture
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            if isinstance(error, MemoryError):
                raise
            if not isinstance(error, av.error.InvalidDataError | av.error.ArgumentError):
                return


class _Order:
    """In some containers FFmpeg may know only when a picture is decoded, and says that it is shown
    then: where pictures are stored in another order than shown, their times are mixed up. Here the
    first picture has the earliest of them, and so on, which changes nothing where they were right.
    """

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        in_coding_order = container.format.name in ("avi", "asf", "mxf")
        self.is_lost = in_coding_order and stream.codec_context.name in _REORDERED
        self._times: list[int] = []  # a heap, of what has been decoded and has not come yet

    def restored(
        self, packet: Packet[VideoStream], pictures: Sequence[VideoFrame]
    ) -> Sequence[VideoFrame]:
        """The pictures that came of decoding ``packet``."""
        if self.is_lost:
            if packet.pts is not None:
                heapq.heappush(self._times, packet.pts)
            for picture in pictures:
                if self._times:
                    picture.pts = heapq.heappop(self._times)
        return pictures


def upright_rgb(
    picture: VideoFrame, track: PictureTrack, width: int, height: int
) -> NDArray[np.uint8]:
    """uint8 ``[height, width, 3]``: the size is that of the upright picture."""
    turns = track.rotation_degrees // 90
    if turns % 2:
        width, height = height, width
    pixels = to_rgb(picture, width, height)
    return np.ascontiguousarray(np.rot90(pixels, turns))
