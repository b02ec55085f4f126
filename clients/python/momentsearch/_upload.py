"""A file as an upload sends it: measured once, then in chunks."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from momentsearch._convert import labels_given
from momentsearch.v1 import media_service_pb2

CHUNK_BYTES = 1024 * 1024

# A connection slower than a mebibyte a second gets its time from the caller.
_BASE_TIMEOUT_SECONDS = 60.0

# How Python carries bytes of a name that are no text in the file system's encoding.
_NO_TEXT = re.compile("[\ud800-\udfff]")


def readable(name: str) -> str:
    """With U+FFFD for what of a file's name is no text: messages and JSON hold nothing else."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", name)


def upload_timeout_seconds(size_bytes: int) -> float:
    """A minute, and a second for each mebibyte."""
    return _BASE_TIMEOUT_SECONDS + size_bytes / CHUNK_BYTES


def open_file(path: str | os.PathLike[str]) -> BinaryIO:
    return Path(path).open("rb")


class SourceFile:
    """The rest of an open file, from where it stands, readable again and again.

    ``file_name`` is what the server is told, as far as it is text.

    Each read says where: when an attempt is broken off, gRPC's thread may still be reading for it
    while the next one begins.

    Raises ``ValueError`` when the file cannot go back, or nothing says its name, ``TypeError`` for
    what is no file.
    """

    def __init__(self, file: BinaryIO, *, file_name: str | None) -> None:
        if not hasattr(file, "seekable"):
            raise TypeError(
                f"got {type(file).__name__}: expected a path, or a file open for reading bytes"
            )
        if not file.seekable():
            raise ValueError(
                "the file is read twice, for its SHA-256 and to send it, and this one cannot go "
                "back: write it to a temporary file first"
            )
        self.file_name = readable(file_name or _name_of(file))
        self._file = file
        self._start = file.tell()
        self._lock = threading.Lock()

    def chunk_at(self, offset_bytes: int) -> bytes:
        """The next chunk from there; empty at the end."""
        with self._lock:
            self._file.seek(self._start + offset_bytes)
            return self._file.read(CHUNK_BYTES)


def make_header(
    source: SourceFile, *, collection: str, title: str, labels: Mapping[str, str] | None
) -> media_service_pb2.UploadHeader:
    """Reads the whole file, for its size and its SHA-256."""
    digest = hashlib.sha256()
    size_bytes = 0
    while chunk := source.chunk_at(size_bytes):
        digest.update(chunk)
        size_bytes += len(chunk)
    return media_service_pb2.UploadHeader(
        collection=collection,
        file_name=source.file_name,
        title=title,
        labels=labels_given(labels),
        size_bytes=size_bytes,
        content_sha256=digest.hexdigest(),
    )


def _name_of(file: BinaryIO) -> str:
    name = getattr(file, "name", None)
    if not isinstance(name, str | os.PathLike):
        raise ValueError("the file object has no name: pass file_name")
    return Path(name).name
