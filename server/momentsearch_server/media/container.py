"""Opening a media file in PyAV, held to local and self-contained formats; and its clock's ticks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media import formats
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND


def to_presentation_us(pts: int, time_base: Fraction | None, origin_us: int = 0) -> int:
    """A stream's own time on the presentation's clock, to the nearest microsecond, halves up."""
    if time_base is None:
        raise ValueError("a time without its unit")  # FFmpeg sets the unit with every time
    doubled = 2 * pts * time_base.numerator * MICROSECONDS_PER_SECOND + time_base.denominator
    return doubled // (2 * time_base.denominator) - origin_us


def read_head(path: Path) -> bytes:
    """The first bytes. Raises ``MediaRejected`` for files that are empty or cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(formats.HEAD_BYTES)
    except OSError as error:
        raise MediaRejected(
            Reason.FILE_UNREADABLE, f"this file cannot be read: {error.strerror}"
        ) from error
    if not head:
        raise MediaRejected(Reason.EMPTY_FILE, "this file is empty (0 bytes)")
    return head


def file_url(path: Path) -> str:
    """``file:`` keeps FFmpeg from reading a name such as ``concat:a|b`` as an address."""
    return f"file:{path.absolute()}"


def demuxer_options() -> dict[str, str]:
    return {
        "protocol_whitelist": "file",
        "format_whitelist": ",".join(sorted(formats.SELF_CONTAINED)),
    }


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """The file in PyAV.

    Raises ``MediaRejected`` where FFmpeg does not know it as one of the accepted formats.
    """
    av.logging.set_level(av.logging.FATAL)
    try:
        container = av.open(
            file_url(path),
            metadata_errors="replace",  # real files carry tags that are not UTF-8
            options=demuxer_options(),
        )
    except MemoryError:
        raise
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise _not_media(path, error) from error
    with container:
        yield container


def _not_media(path: Path, error: Exception) -> MediaRejected:
    """Without FFmpeg's log: what it holds may be about another file."""
    if read_head(path)[4:8] == b"ftyp":
        return MediaRejected(
            Reason.UNDECODABLE,
            "this MP4 or MOV file has no usable index (moov): it is cut off, or was never finished",
        )
    return MediaRejected(
        Reason.NOT_MEDIA,
        "this file is not one of the media formats that are accepted "
        f"({getattr(error, 'strerror', None) or type(error).__name__})",
    )
