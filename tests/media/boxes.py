"""Small changes to MP4 and MOV files, for files that no tool makes."""

from __future__ import annotations

import struct
from pathlib import Path

CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"dinf")


def with_external_track(source: bytes, elsewhere: Path) -> bytes:
    """A MOV whose first track's samples are said to lie in another file.

    The index must lie behind the samples, so that their places stay true.
    """
    return _changed(source, elsewhere, [True])


def _changed(data: bytes, elsewhere: Path, pending: list[bool]) -> bytes:
    result, position = b"", 0
    while position < len(data):
        size, kind = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + size]
        if kind in CONTAINERS:
            body = _changed(body, elsewhere, pending)
        elif kind == b"dref" and pending:
            pending.clear()
            body = body[:4] + struct.pack(">I", 1) + _alias(elsewhere)
        result += struct.pack(">I4s", len(body) + 8, kind) + body
        position += size
    return result


def _alias(path: Path) -> bytes:
    """A Macintosh alias record: volume, file name, and the absolute path as its last part."""
    name = path.name.encode()[:63]
    absolute = str(path).encode()
    absolute += b"\0" * (len(absolute) % 2)
    record = b"\0" * 10 + b"\1" + b"V".ljust(27, b"\0") + b"\0" * 12
    record += bytes([len(name)]) + name.ljust(63, b"\0") + b"\0" * 16 + struct.pack(">HH", 1, 1)
    record += b"\0" * 16 + struct.pack(">HH", 2, len(absolute)) + absolute
    record += struct.pack(">HH", 0xFFFF, 0)
    return struct.pack(">I4sI", len(record) + 12, b"alis", 0) + record
