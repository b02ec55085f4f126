"""What the decoding worker and the server say to each other.

The request is one line of JSON on the worker's standard input. Its answers come on standard
output, each as::

    4 bytes   length of the header, big-endian
    header    JSON: "kind", the values of that kind, and "size_bytes" of what follows
    body      pixels or samples, as they lie in memory

Both ends are of one version, so nothing here is negotiated. The server's end trusts nothing: a
worker that decodes a hostile file may have been taken over by it. Whatever does not read as a
message raises ``BadMessage``.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media.probe import (
    DEFAULT_MAX_PICTURE_PIXELS,
    MediaKind,
    Note,
    PictureTrack,
    Probe,
    SoundTrack,
)
from momentsearch_server.media.samples import Frame, SoundWindow
from momentsearch_server.timespan import TimeSpan

LENGTH = struct.Struct(">I")
MAX_HEADER_BYTES = 1 << 20
MAX_BODY_BYTES = 1 << 28


class BadMessage(Exception):
    """The other end said something that is no message."""


@dataclass(frozen=True, slots=True)
class DecodeRequest:
    """What is wanted of a media.

    Frames: so many per second, the shorter side at most ``short_side_px``. Windows of sound:
    ``window_us`` long, one every ``hop_us``. Either can be left out. A media whose tracks reach
    further than ``max_duration_us``, or whose picture is larger than ``max_picture_pixels``, is
    refused before it costs anything.
    """

    frames_per_second: Fraction = Fraction(1)
    short_side_px: int = 224
    window_us: int = 5_000_000
    hop_us: int = 2_500_000
    want_frames: bool = True
    want_sound: bool = True
    max_picture_pixels: int = DEFAULT_MAX_PICTURE_PIXELS
    max_duration_us: int = 24 * 3600 * 1_000_000
    decoder_threads: int = 1

    def __post_init__(self) -> None:
        if self.frames_per_second <= 0 or self.window_us <= 0 or self.hop_us <= 0:
            raise ValueError("frames_per_second, window_us and hop_us must be above zero")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has come: ``done_us`` of ``of_us``, the latter None where nobody knows.

    ``stage`` is ``scan``, ``pictures`` or ``sound``. Samples themselves say how far their stage is;
    this message comes where none do.
    """

    stage: str
    done_us: int
    of_us: int | None


@dataclass(frozen=True, slots=True)
class TrackSummary:
    """What could be decoded: the span, and how many samples (``silent`` of them digital silence).

    ``start_us`` and ``end_us`` are 0 where nothing could be.
    """

    start_us: int
    end_us: int
    samples: int
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The last message of a decoding that came to its end."""

    pictures: TrackSummary | None
    sound: TrackSummary | None


@dataclass(frozen=True, slots=True)
class GrabbedFrame:
    jpeg: bytes
    shown_at_us: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Peaks:
    """``values``: float32 ``[points, 2]`` as bytes, the lowest and highest sample of each part."""

    points: int
    values: bytes


Message = (
    Probe | Frame | SoundWindow | Note | Progress | Summary | MediaRejected | GrabbedFrame | Peaks
)


def to_bytes(message: Message) -> tuple[bytes, bytes | memoryview]:
    """The header with its length, and the body."""
    values, body = _packed(message)
    header = json.dumps(
        {"kind": type(message).__name__, "size_bytes": len(body), **values}, separators=(",", ":")
    ).encode()
    return LENGTH.pack(len(header)) + header, body


def _packed(  # noqa: PLR0911 - one return for each kind of message
    message: Message,
) -> tuple[dict[str, Any], bytes | memoryview]:
    match message:
        case Frame():
            height, width, _ = message.pixels.shape
            values = {**asdict(message.span), "shown_at_us": message.shown_at_us}
            return values | {"height": height, "width": width}, _raw(message.pixels)
        case SoundWindow():
            is_silent = message.samples is None
            body = b"" if message.samples is None else _raw(message.samples)
            return {**asdict(message.span), "is_silent": is_silent}, body
        case MediaRejected():
            return {"reason": message.reason, "message": message.message}, b""
        case GrabbedFrame(jpeg, shown_at_us, width, height):
            return {"shown_at_us": shown_at_us, "width": width, "height": height}, jpeg
        case Peaks(points, peak_bytes):
            return {"points": points}, peak_bytes
        case Probe():
            return {"probe": _probe_values(message)}, b""
        case _:
            return asdict(message), b""


def _raw(array: np.ndarray[Any, Any]) -> memoryview:
    return np.ascontiguousarray(array).data.cast("B")


def _probe_values(probe: Probe) -> dict[str, Any]:
    values = asdict(probe)
    if probe.picture is not None:
        values["picture"]["frame_rate"] = str(probe.picture.frame_rate)
    return values


def header_from_bytes(data: bytes) -> dict[str, Any]:
    """Raises ``BadMessage`` unless it is an object with a kind and a sensible size."""
    try:
        header = json.loads(data)
        size_bytes = header["size_bytes"]
        kind = header["kind"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadMessage(f"no header: {data[:80]!r}") from error
    if not isinstance(kind, str) or not isinstance(size_bytes, int):
        raise BadMessage(f"no header: {data[:80]!r}")
    if not 0 <= size_bytes <= MAX_BODY_BYTES:
        raise BadMessage(f"a body of {size_bytes} bytes")
    return header  # type: ignore[no-any-return]  # json.loads is untyped; the keys were checked


def from_bytes(header: Mapping[str, Any], body: bytes) -> Message:
    """Raises ``BadMessage`` for a kind, a value or a body that no worker sends."""
    try:
        return _unpacked(dict(header), body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadMessage(f"a {header.get('kind')!r} that cannot be read: {error}") from error


def _unpacked(  # noqa: PLR0911 - one return for each kind of message
    values: dict[str, Any], body: bytes
) -> Message:
    match values["kind"]:
        case "Frame":
            shape = (values["height"], values["width"], 3)
            pixels = np.frombuffer(body, dtype=np.uint8).reshape(shape).copy()
            return Frame(_span(values), int(values["shown_at_us"]), pixels)
        case "SoundWindow":
            samples = None if values["is_silent"] else np.frombuffer(body, dtype=np.float32).copy()
            return SoundWindow(_span(values), samples)
        case "Probe":
            return _probe(values["probe"])
        case "Note":
            return Note(Reason(values["reason"]), str(values["message"]))
        case "Progress":
            return Progress(str(values["stage"]), int(values["done_us"]), values["of_us"])
        case "Summary":
            return Summary(_track_summary(values["pictures"]), _track_summary(values["sound"]))
        case "MediaRejected":
            return MediaRejected(Reason(values["reason"]), str(values["message"]))
        case "GrabbedFrame":
            size = (int(values["width"]), int(values["height"]))
            return GrabbedFrame(body, int(values["shown_at_us"]), *size)
        case "Peaks":
            return Peaks(int(values["points"]), body)
    raise BadMessage(f"a message of kind {values['kind']!r}")


def _span(values: Mapping[str, Any]) -> TimeSpan:
    return TimeSpan(int(values["start_us"]), int(values["end_us"]))


def _track_summary(values: dict[str, int] | None) -> TrackSummary | None:
    return None if values is None else TrackSummary(**values)


def _probe(values: dict[str, Any]) -> Probe:
    picture, sound = values["picture"], values["sound"]
    if picture is not None:
        picture = PictureTrack(**{**picture, "frame_rate": Fraction(picture["frame_rate"])})
    return Probe(
        container_format=values["container_format"],
        kind=MediaKind(values["kind"]),
        origin_us=values["origin_us"],
        duration_us_from_header=values["duration_us_from_header"],
        picture=picture,
        sound=None if sound is None else SoundTrack(**sound),
        notes=tuple(Note(Reason(note["reason"]), note["message"]) for note in values["notes"]),
    )


def request_to_bytes(values: Mapping[str, Any]) -> bytes:
    """One line. Fractions become strings."""
    return json.dumps(values, default=str).encode() + b"\n"


def decode_request_from(values: Mapping[str, Any]) -> DecodeRequest:
    """The inverse of ``asdict`` and ``request_to_bytes``."""
    return DecodeRequest(**{**values, "frames_per_second": Fraction(values["frames_per_second"])})
