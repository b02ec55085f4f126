"""A single picture at an offset, and the outline of a stretch of sound, for people to look at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media import stills
from momentsearch_server.media.audio import SoundDecoder, SoundSource
from momentsearch_server.media.container import opened, to_presentation_us
from momentsearch_server.media.decode import probe_any
from momentsearch_server.media.messages import DecodeRequest, GrabbedFrame, Peaks
from momentsearch_server.media.probe import MediaKind, PictureTrack, Probe
from momentsearch_server.media.pyav_reader import decodable_stream, decoded, upright_rgb
from momentsearch_server.media.samples import SAMPLE_RATE_HZ
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan, us_to_seconds

_JPEG_QUALITY = 85
# How far before the offset to seek: at once, well before (where an index is imprecise, as in
# MPEG-TS), and not at all but from the beginning.
_SEEK_MARGINS_US = (0, 10 * MICROSECONDS_PER_SECOND, None)
# Sound often outlasts the pictures a little, and a player keeps showing the last one meanwhile.
_AFTER_END_US = MICROSECONDS_PER_SECOND


def grab(path: Path, offset_us: int, *, max_side_px: int, max_picture_pixels: int) -> GrabbedFrame:
    """The picture that a player shows at ``offset_us``; before the first one, the first.

    Raises ``MediaRejected``: ``NO_SUCH_TRACK`` for sound, ``OFFSET_OUT_OF_RANGE`` after the end,
    ``PICTURE_TOO_LARGE`` above ``max_picture_pixels``.
    """
    if offset_us < 0:
        raise MediaRejected(
            Reason.OFFSET_OUT_OF_RANGE, f"{us_to_seconds(offset_us):.6f} s is before the beginning"
        )
    probed = probe_any(path, DecodeRequest(max_picture_pixels=max_picture_pixels))
    if probed.picture is None:
        raise MediaRejected(Reason.NO_SUCH_TRACK, "this media has no picture track, only sound")
    if probed.kind is MediaKind.STILL:
        _require_within(offset_us, stills.STILL_SPAN.end_us)
        still = stills.read_still(
            path, short_side_px=max_side_px, max_picture_pixels=max_picture_pixels
        )
        return _as_jpeg(still.pixels, 0, max_side_px)
    shown_at_us, picture = _shown(path, probed, probed.picture, offset_us, max_picture_pixels)
    size = _fitting(probed.picture.width, probed.picture.height, max_side_px)
    return _as_jpeg(upright_rgb(picture, probed.picture, *size), shown_at_us, max_side_px)


def waveform(path: Path, span: TimeSpan, *, points: int, max_picture_pixels: int) -> Peaks:
    """The lowest and the highest sample in each of ``points`` equal parts of the span.

    Raises ``MediaRejected``: ``NO_SUCH_TRACK`` where there is no sound, ``PICTURE_TOO_LARGE`` for
    the sound of pictures above ``max_picture_pixels``, as indexing does.
    """
    probed = probe_any(path, DecodeRequest(max_picture_pixels=max_picture_pixels))
    if probed.sound is None:
        raise MediaRejected(Reason.NO_SUCH_TRACK, "this media has no sound track")
    decoder = SoundDecoder(
        SoundSource(
            path=path,
            container_format=probed.container_format,
            stream_index=probed.sound.stream_index,
            origin_us=probed.origin_us,
            start_us=span.start_us,
            end_us=span.end_us,
        )
    )
    total = max(1, span.duration_us * SAMPLE_RATE_HZ // MICROSECONDS_PER_SECOND)
    lows, highs = np.zeros(points, np.float32), np.zeros(points, np.float32)
    position = 0
    for block in decoder:
        parts = np.minimum(np.arange(position, position + len(block)) * points // total, points - 1)
        np.minimum.at(lows, parts, block)
        np.maximum.at(highs, parts, block)
        position += len(block)
    return Peaks(points, np.stack((lows, highs), axis=1).tobytes())


def _shown(
    path: Path, probed: Probe, track: PictureTrack, offset_us: int, max_pixels: int
) -> tuple[int, VideoFrame]:
    for margin_us in _SEEK_MARGINS_US:
        first: tuple[int, VideoFrame] | None = None
        shown: tuple[int, VideoFrame] | None = None
        ended = True
        for at_us, picture in _pictures_near(
            path, probed, track, offset_us, margin_us, max_pixels=max_pixels
        ):
            first = first or (at_us, picture)
            if at_us > offset_us:
                ended = False
                break
            shown = (at_us, picture)
        if shown is not None:
            if ended:
                _require_within(offset_us, _end_us(probed, track, shown[0]), _AFTER_END_US)
            return shown
        if margin_us is None and first is not None:
            return first
    raise MediaRejected(Reason.NO_DECODABLE_TRACK, "no picture of this media could be decoded")


def _pictures_near(
    path: Path,
    probed: Probe,
    track: PictureTrack,
    offset_us: int,
    margin_us: int | None,
    *,
    max_pixels: int,
) -> Iterator[tuple[int, VideoFrame]]:
    with opened(path) as container:
        stream = decodable_stream(container, track, max_pixels=max_pixels)
        if margin_us is not None:
            target_us = max(0, offset_us - margin_us) + probed.origin_us
            try:
                container.seek(target_us)
            except av.error.FFmpegError:
                return  # no way to seek: the caller begins at the beginning
        for number, picture in enumerate(decoded(container, stream)):
            if picture.pts is not None:
                yield to_presentation_us(picture.pts, picture.time_base, probed.origin_us), picture
            elif margin_us is None:
                # A raw stream carries no times: they are counted, which works from the start only.
                yield int(number * MICROSECONDS_PER_SECOND / track.frame_rate), picture
            else:
                return


def _end_us(probed: Probe, track: PictureTrack, last_shown_us: int) -> int:
    picture_end_us = last_shown_us + int(MICROSECONDS_PER_SECOND / track.frame_rate)
    return max(picture_end_us, probed.duration_us_from_header or 0)


def _require_within(offset_us: int, end_us: int, grace_us: int = 0) -> None:
    if offset_us >= end_us + grace_us:
        raise MediaRejected(
            Reason.OFFSET_OUT_OF_RANGE,
            f"there is no picture at {us_to_seconds(offset_us):.3f} s: "
            f"the media ends at {us_to_seconds(end_us):.3f} s",
        )


def _fitting(width: int, height: int, max_side_px: int) -> tuple[int, int]:
    scale = min(1.0, max_side_px / max(width, height, 1))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _as_jpeg(pixels: NDArray[np.uint8], shown_at_us: int, max_side_px: int) -> GrabbedFrame:
    image = Image.fromarray(pixels)
    image.thumbnail((max_side_px, max_side_px), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return GrabbedFrame(buffer.getvalue(), shown_at_us, image.width, image.height)
