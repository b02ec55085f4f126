from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from momentsearch_server.errors import DataLoss, Reason, Unavailable
from momentsearch_server.library.timelines import (
    Timeline,
    check_timeline,
    read_timeline,
    verify_timeline,
    write_timeline,
)
from tests.library.support import timeline

ARRAYS = ("vectors", "starts_us", "ends_us", "shown_at_us")


def _assert_equal(one: Timeline, other: Timeline) -> None:
    assert (one.media_id, one.space_id) == (other.media_id, other.space_id)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        assert getattr(one, name).dtype == getattr(other, name).dtype


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
def test_what_was_written_is_read(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.safetensors"
    written = timeline("m", count=count)
    write_timeline(path, written)
    _assert_equal(read_timeline(path), written)
    _assert_equal(verify_timeline(path), written)


def test_the_file_is_plain_safetensors(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    written = timeline("m")
    write_timeline(path, written)
    arrays = load_file(path)
    assert set(arrays) == set(ARRAYS)
    np.testing.assert_array_equal(arrays["vectors"], written.vectors)


def test_views_are_aligned_read_only_and_not_copies(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    write_timeline(path, timeline("m"))
    read = read_timeline(path)
    for name in ARRAYS:
        array = getattr(read, name)
        assert array.flags.aligned
        assert not array.flags.writeable
        assert not array.flags.owndata


def test_views_outlive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    written = timeline("m")
    write_timeline(path, written)
    read = read_timeline(path)
    path.unlink()
    _assert_equal(read, written)


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    write_timeline(tmp_path / "a.safetensors", timeline("m"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.safetensors"]


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DataLoss, match="missing") as caught:
        read_timeline(tmp_path / "a.safetensors")
    assert caught.value.reason == Reason.FILE_DISAPPEARED


@pytest.mark.parametrize("code", [errno.EIO, errno.ESTALE, errno.EACCES, errno.EMFILE])
def test_a_file_that_cannot_be_read_now_is_not_said_to_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "a.safetensors"
    write_timeline(path, timeline("m"))
    monkeypatch.setattr(Path, "open", refuse)
    for read in (read_timeline, verify_timeline):
        with pytest.raises(Unavailable, match=re.escape(f"({os.strerror(code)})")) as caught:
            read(path)
        assert caught.value.reason == Reason.STORAGE_UNAVAILABLE
        assert str(path) in caught.value.message


@pytest.mark.parametrize("kept", [0, 5, 100, -1, -100])
def test_a_truncated_file_is_detected(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "a.safetensors"
    write_timeline(path, timeline("m"))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DataLoss, match="damaged") as caught:
        read_timeline(path)
    assert caught.value.reason == Reason.FILE_UNREADABLE


@pytest.mark.parametrize(
    "content", [b"\xff" * 100, b"\x10" + b"\0" * 7 + b"{" * 16, b"\x02" + b"\0" * 7 + b"{}"]
)
def test_what_is_no_timeline_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(content)
    with pytest.raises(DataLoss, match="damaged"):
        read_timeline(path)


def test_one_changed_bit_is_found_by_verifying(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    write_timeline(path, timeline("m"))
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    read_timeline(path)  # does not look at the values
    with pytest.raises(DataLoss, match="checksum"):
        verify_timeline(path)


def _doubled(good: Timeline) -> dict[str, Any]:
    return {"vectors": good.vectors * 2}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda good: {"vectors": good.vectors.astype(np.float32)}, "float16"),
        (lambda good: {"vectors": good.vectors[0]}, "float16"),
        (lambda good: {"starts_us": good.starts_us[:-1]}, "starts_us"),
        (lambda good: {"ends_us": good.ends_us.astype(np.float64)}, "ends_us"),
        (lambda good: {"starts_us": good.starts_us[::-1].copy()}, "ordered"),
        (lambda good: {"ends_us": good.starts_us}, "empty"),
        (_doubled, "unit norm"),
        (lambda good: {"vectors": good.vectors * np.float16("nan")}, "unit norm"),
    ],
)
def test_a_malformed_timeline_is_not_written(tmp_path: Path, change: Any, message: str) -> None:
    good = timeline("m")
    with pytest.raises(ValueError, match=message):
        write_timeline(tmp_path / "a", replace(good, **change(good)))
    assert not list(tmp_path.iterdir())
    check_timeline(good)


_READS_ONE_OF_200_MB = """
import resource, sys
from pathlib import Path
from momentsearch_server.library.timelines import read_timeline
def resident_bytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
read_timeline(Path(sys.argv[1]))
before = resident_bytes()
timeline = read_timeline(Path(sys.argv[2]))
first = float(timeline.vectors[0, 0])
print(timeline.vectors.nbytes, resident_bytes() - before)
"""


def test_reading_a_large_timeline_takes_no_memory(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    write_timeline(small, timeline("m"))
    count, dim = 200_000, 512
    vectors = np.zeros((count, dim), dtype=np.float16)
    vectors[:, 0] = 1
    starts = np.arange(count, dtype=np.int64)
    write_timeline(large, Timeline("m", "picture-0", vectors, starts, starts + 1, starts))
    output = subprocess.run(
        [sys.executable, "-c", _READS_ONE_OF_200_MB, str(small), str(large)],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    vector_bytes, grown_bytes = map(int, output.split())
    assert vector_bytes > 200e6
    assert grown_bytes < 4e6
