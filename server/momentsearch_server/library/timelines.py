"""Timelines: every sample of one media in one space, kept as one safetensors file each.

The file is a plain safetensors file, so that other tools can read it; its metadata say whose it is
and hold a checksum of the arrays. Reading maps the file into memory: pages come in as they are
scored and go when memory is short, so that a library larger than memory can be searched.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from momentsearch_server.errors import DataLoss, Reason, Unavailable

_FORMAT = "momentsearch-timeline-1"
_TIMES = ("starts_us", "ends_us", "shown_at_us")
_NAMES = (*_TIMES, "vectors")
_DTYPES: dict[str, np.dtype[Any]] = {"F16": np.dtype("<f2"), "I64": np.dtype("<i8")}
# Header of a file that is anything but a timeline; ours has some 600 bytes.
_MAX_HEADER_BYTES = 1 << 20
# What a file has that is not wholly written; start-up removes such files.
TEMPORARY_SUFFIX = ".part"


@dataclass(frozen=True)
class Timeline:
    """Vectors and times of one media in one space, ordered by start.

    ``vectors`` float16 ``[n, dim]`` unit norm; ``starts_us`` and ``ends_us`` int64 ``[n]``, the
    half-open spans the samples stand for (overlapping for sound); ``shown_at_us`` int64 ``[n]``:
    when a player begins to show the sampled picture (for sound: the window's middle).
    Silent windows are not in it: the gaps in ``starts_us`` are where they were.
    """

    media_id: str
    space_id: str
    vectors: NDArray[np.float16]
    starts_us: NDArray[np.int64]
    ends_us: NDArray[np.int64]
    shown_at_us: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts_us)


def write_timeline(path: Path, timeline: Timeline) -> None:
    """Puts a timeline at ``path``, wholly or not at all; on the disk when this returns.

    Raises:
        ValueError: shapes, dtypes, order or norms are not what ``Timeline`` says.
        OSError: the disk does not take it.
    """
    check_timeline(timeline)
    arrays = _arrays(timeline)
    metadata = {
        "format": _FORMAT,
        "media_id": timeline.media_id,
        "space_id": timeline.space_id,
        "blake2b": _checksum(timeline),
    }
    write_durably(path, save(arrays, metadata))


def read_timeline(path: Path) -> Timeline:
    """A timeline whose arrays are read-only views of the mapped file; nothing is copied.

    The views stay good when the file is replaced or removed. They hold one file descriptor for as
    long as any of them lives: a cache of timelines must be bounded.

    Raises:
        DataLoss: the file is missing, cut short, or not a timeline.
        Unavailable: it may be all right, and cannot be read now.
    """
    return _read(path)[0]


def verify_timeline(path: Path) -> Timeline:
    """Like ``read_timeline``, and reads every byte once to compare the checksum.

    Raises:
        DataLoss: as there, or the arrays are not those that were written.
        Unavailable: as there.
    """
    timeline, checksum = _read(path)
    if _checksum(timeline) != checksum:
        raise DataLoss(
            Reason.FILE_UNREADABLE,
            f"the timeline {path} is damaged: its checksum differs; index the media anew",
        )
    return timeline


def _read(path: Path) -> tuple[Timeline, str]:
    try:
        return _map(path)
    except FileNotFoundError:
        raise DataLoss(Reason.FILE_DISAPPEARED, f"the timeline {path} is missing") from None
    except OSError as error:  # says nothing of the file: a disk or a network that is away
        raise Unavailable(
            Reason.STORAGE_UNAVAILABLE,
            f"the timeline {path} cannot be read now ({error.strerror}): see that its disk is well "
            "and that the server's user may read it, then try again; where it is lost for good, "
            "remove it: the next start marks its media as failed, and it can be indexed anew",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DataLoss(
            Reason.FILE_UNREADABLE, f"the timeline {path} is damaged: {error}; index the media anew"
        ) from error


def check_timeline(timeline: Timeline) -> None:
    """
    Raises:
        ValueError: names what is not as ``Timeline`` says.
    """
    _check_shapes(timeline)
    if np.any(np.diff(timeline.starts_us) < 0):
        raise ValueError("samples are not ordered by their starts")
    if np.any(timeline.ends_us <= timeline.starts_us):
        raise ValueError("a sample's span is empty or runs backwards")
    norms = np.linalg.norm(timeline.vectors.astype(np.float32), axis=1)
    # Rounding each component to float16 moves the norm by less than 0.001.
    if not np.all(np.abs(norms - 1) < 0.01):
        raise ValueError("vectors are not of unit norm")


def write_durably(path: Path, content: bytes) -> None:
    """Writes beside ``path``, syncs, renames, syncs the folder; a crash leaves old or new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes renames and removals in a folder last through a power failure."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Makes a folder whose parent is there, and makes that last through a power failure."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _check_shapes(timeline: Timeline) -> None:
    if timeline.vectors.ndim != 2 or timeline.vectors.dtype != np.float16:
        found = f"{timeline.vectors.dtype} {list(timeline.vectors.shape)}"
        raise ValueError(f"vectors must be float16 [n, dim], not {found}")
    for name in _TIMES:
        times = getattr(timeline, name)
        if times.dtype != np.int64 or times.shape != (len(timeline.vectors),):
            raise ValueError(
                f"{name} must be int64 [{len(timeline.vectors)}], "
                f"not {times.dtype} {list(times.shape)}"
            )


def _arrays(timeline: Timeline) -> dict[str, NDArray[Any]]:
    times = {name: np.ascontiguousarray(getattr(timeline, name)) for name in _TIMES}
    return {**times, "vectors": np.ascontiguousarray(timeline.vectors)}


def _checksum(timeline: Timeline) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name, array in _arrays(timeline).items():
        digest.update(f"{name}{list(array.shape)}".encode())
        digest.update(array.data if array.size else b"")
    return digest.hexdigest()


def _read_header(file: BinaryIO) -> tuple[dict[str, Any], int]:
    """The header as JSON, and where the arrays begin: 8 bytes of length, the JSON, the arrays."""
    length = int.from_bytes(file.read(8), "little")
    if not 2 <= length <= _MAX_HEADER_BYTES:
        raise ValueError(f"a header of {length} bytes")
    return json.loads(file.read(length)), 8 + length


def _map(path: Path) -> tuple[Timeline, str]:
    """The timeline and the checksum that its header states."""
    with path.open("rb") as file:
        header, begin = _read_header(file)
        metadata = header["__metadata__"]
        if metadata["format"] != _FORMAT:
            raise ValueError(f"format {metadata['format']!r}, not {_FORMAT!r}")
        _check_size(file, begin + max(header[name]["data_offsets"][1] for name in _NAMES))
        mapped: NDArray[np.uint8] = np.asarray(np.memmap(file, dtype=np.uint8, mode="r"))
    arrays = {name: _view(mapped[begin:], header[name]) for name in _NAMES}
    timeline = Timeline(metadata["media_id"], metadata["space_id"], **arrays)
    _check_shapes(timeline)
    return timeline, metadata["blake2b"]


def _check_size(file: BinaryIO, expected_bytes: int) -> None:
    found_bytes = os.fstat(file.fileno()).st_size
    if found_bytes != expected_bytes:
        raise ValueError(f"{found_bytes} bytes, where its header says {expected_bytes}")


def _view(arrays: NDArray[np.uint8], entry: dict[str, Any]) -> NDArray[Any]:
    first, end = entry["data_offsets"]
    dtype: np.dtype[Any] = _DTYPES[entry["dtype"]]
    viewed: NDArray[Any] = arrays[first:end].view(dtype)
    return viewed.reshape(entry["shape"])
