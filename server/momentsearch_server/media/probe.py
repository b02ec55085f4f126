"""What a media file holds: its tracks, its clock, and what of it is left aside.

**The clock.** All times are on the presentation's clock, whose zero is what a player shows as
0:00. Containers with a clock of their own (MP4, Matroska, AVI, FLV, GIF, WAV ...) keep it: a track
that starts at 8.333 s starts there, after nothing. Formats whose clock starts anywhere (MPEG-TS
and MPEG-PS, whose clock is the broadcast's; raw streams; MP3, whose first instant is the encoder's
delay; Ogg cut from a live stream) begin at their first instant, as players show them.
``Probe.origin_us`` is what is subtracted from the container's times; it is the same for both
tracks, so that their offset is kept.

**Which track.** Of several picture tracks, the one that alone is marked default; where several
or none are marked, the largest picture among them, and the first of equals. Of several sound
tracks, the first that is marked default, else the first. Cover art is not a picture track.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media import formats
from momentsearch_server.media.container import opened, read_head, to_presentation_us
from momentsearch_server.media.first_picture import first_picture
from momentsearch_server.media.tone import HLG_TRANSFER, PQ_TRANSFER

DEFAULT_MAX_PICTURE_PIXELS = 8192 * 8192
# What FFmpeg itself assumes for a raw stream that does not say.
ASSUMED_FRAME_RATE = Fraction(25)


class MediaKind(StrEnum):
    VIDEO = "video"
    SOUND = "sound"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class PictureTrack:
    """``width`` and ``height`` are as displayed: after rotation, samples taken as square.

    ``rotation_degrees`` is counter-clockwise, a multiple of 90 in [0, 360): what is applied to the
    stored picture to show it upright. ``start_us`` is when the first picture is shown.
    """

    stream_index: int
    codec: str
    width: int
    height: int
    rotation_degrees: int
    frame_rate: Fraction
    start_us: int
    duration_us_from_header: int | None
    is_default: bool
    pixel_format: str
    is_hdr: bool


@dataclass(frozen=True, slots=True)
class SoundTrack:
    stream_index: int
    codec: str
    channels: int
    sample_rate_hz: int
    start_us: int
    duration_us_from_header: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a media has not, or that was left aside, though it can be indexed."""

    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Probe:
    container_format: str
    kind: MediaKind
    origin_us: int
    duration_us_from_header: int | None
    picture: PictureTrack | None
    sound: SoundTrack | None
    notes: tuple[Note, ...]


def probe(path: Path, *, max_picture_pixels: int = DEFAULT_MAX_PICTURE_PIXELS) -> Probe:
    """What the file holds, from its headers and its first picture.

    Raises ``MediaRejected``: not media, only a pointer to media, or nothing in it to sample.
    Still pictures have their own: ``stills.probe_still``.
    """
    formats.refuse_indirect(read_head(path))
    with opened(path) as container:
        return _probe_container(path, container, max_picture_pixels)


def _probe_container(path: Path, container: InputContainer, max_pixels: int) -> Probe:
    video, audio = choose_picture(container), choose_sound(container)
    notes = [*_left_aside(container, video, audio)]
    if video is not None and (too_large := _too_large(video, max_pixels)):
        notes.append(too_large)
        video = None
    if video is None and audio is None:
        raise _nothing_to_sample(notes)
    notes.extend(_missing(video, audio))
    origin_us = _origin_us(path, container, video, audio)
    return Probe(
        container_format=container.format.name,
        kind=MediaKind.SOUND if video is None else MediaKind.VIDEO,
        origin_us=origin_us,
        duration_us_from_header=_positive(container.duration),
        picture=None if video is None else _picture_track(path, video, origin_us),
        sound=None if audio is None else _sound_track(audio, origin_us),
        notes=tuple(notes),
    )


def choose_picture(container: InputContainer) -> VideoStream | None:
    """By the rule at the top of this module; None where there is no picture but cover art."""
    candidates = [stream for stream in container.streams.video if not _is_attached(stream)]
    defaults = [stream for stream in candidates if stream.disposition & Disposition.default]
    return max(defaults or candidates, key=_pixels, default=None)


def choose_sound(container: InputContainer) -> AudioStream | None:
    streams = [stream for stream in container.streams.audio if stream.codec_context is not None]
    return max(
        streams, key=lambda stream: bool(stream.disposition & Disposition.default), default=None
    )


def _pixels(stream: VideoStream) -> int:
    """As coded. 0 where the decoder is unknown, so that such a stream is the last choice."""
    return (stream.codec_context.width * stream.codec_context.height) if stream.codec_context else 0


def _is_attached(stream: Stream) -> bool:
    return bool(stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails))


def _left_aside(
    container: InputContainer, video: VideoStream | None, audio: AudioStream | None
) -> Iterator[Note]:
    chosen = {stream.index for stream in (video, audio) if stream is not None}
    for stream in container.streams:
        if stream.index in chosen:
            continue
        if stream.type == "video" and _is_attached(stream):
            yield Note(
                Reason.ATTACHED_PICTURE_IGNORED, f"stream {stream.index} is cover art, not a track"
            )
        elif stream.type in ("video", "audio"):
            yield Note(
                Reason.OTHER_TRACK_IGNORED,
                f"stream {stream.index} is another {stream.type} track; one of each is indexed",
            )


def _missing(video: VideoStream | None, audio: AudioStream | None) -> Iterator[Note]:
    if video is None:
        yield Note(Reason.NO_PICTURE_TRACK, "there are no pictures to index, only sound")
    if audio is None:
        yield Note(Reason.NO_SOUND_TRACK, "there is no sound to index, only pictures")


def _too_large(video: VideoStream, max_pixels: int) -> Note | None:
    """Judged by the header, before a decoder sets aside memory for such a picture."""
    context = video.codec_context
    if context is None or context.width * context.height <= max_pixels:
        return None
    return Note(
        Reason.PICTURE_TOO_LARGE,
        f"the picture is {context.width}x{context.height}, which is more than the "
        f"{max_pixels} pixels that are accepted",
    )


def _nothing_to_sample(notes: list[Note]) -> MediaRejected:
    for note in notes:
        if note.reason == Reason.PICTURE_TOO_LARGE:
            return MediaRejected(note.reason, note.message)
    return MediaRejected(
        Reason.NO_DECODABLE_TRACK, "this file has neither a picture track nor a sound track"
    )


def _origin_us(
    path: Path, container: InputContainer, video: VideoStream | None, audio: AudioStream | None
) -> int:
    """See "The clock" above. Raw streams have no start in their header: it is their first packet's.

    The earliest *picture*, not packet, counts where there is one: a packet may be stored before
    pictures that are shown earlier.
    """
    if container.format.name in formats.ABSOLUTE_CLOCK:
        return 0
    if container.start_time is not None:
        return container.start_time
    if video is not None:
        picture = first_picture(path, video.index)
        return picture.shown_at_us if picture is not None else 0
    assert audio is not None
    return _first_packet_us(path, audio.index)


def _first_packet_us(path: Path, stream_index: int) -> int:
    with opened(path) as container:
        for packet in container.demux(container.streams[stream_index]):
            if packet.pts is not None:
                return to_presentation_us(packet.pts, packet.time_base)
    return 0


def _picture_track(path: Path, video: VideoStream, origin_us: int) -> PictureTrack:
    """The first picture tells what no header does: its rotation, its light, when it is shown.

    Headers give a stream's start in the order of storage, and of pictures that an edit list hides.
    """
    context, picture = video.codec_context, first_picture(path, video.index)
    rotation = picture.rotation_degrees if picture is not None else 0
    width, height = (context.width, context.height) if context is not None else (0, 0)
    if rotation % 180:
        width, height = height, width
    return PictureTrack(
        stream_index=video.index,
        codec=context.name if context is not None else "unknown",
        width=width,
        height=height,
        rotation_degrees=rotation,
        frame_rate=video.guessed_rate or video.average_rate or ASSUMED_FRAME_RATE,
        start_us=picture.shown_at_us - origin_us if picture is not None else 0,
        duration_us_from_header=_stream_duration_us(video),
        is_default=bool(video.disposition & Disposition.default),
        pixel_format=(context.pix_fmt or "unknown") if context is not None else "unknown",
        is_hdr=picture is not None and picture.transfer in (PQ_TRANSFER, HLG_TRANSFER),
    )


def _sound_track(audio: AudioStream, origin_us: int) -> SoundTrack:
    start_us = 0
    if audio.start_time is not None:
        start_us = to_presentation_us(audio.start_time, audio.time_base, origin_us)
    return SoundTrack(
        stream_index=audio.index,
        codec=audio.codec_context.name,
        channels=audio.codec_context.channels,
        sample_rate_hz=audio.codec_context.sample_rate,
        start_us=start_us,
        duration_us_from_header=_stream_duration_us(audio),
    )


def _stream_duration_us(stream: VideoStream | AudioStream) -> int | None:
    if stream.duration is None or stream.time_base is None:
        return None
    return _positive(to_presentation_us(stream.duration, stream.time_base))


def _positive(us: int | None) -> int | None:
    """Durations of zero and below are headers that do not know."""
    return us if us is not None and us > 0 else None
