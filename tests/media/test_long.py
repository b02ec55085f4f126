"""Memory does not grow with the length of the media."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from momentsearch_server.media.messages import Summary
from momentsearch_server.media.sandbox import open_media
from tests.media.conftest import MakeMedia

MEGABYTE = 1 << 20
HOURS = 2
# The same minute, again and again: made by copying packets, since encoding two hours takes long.
MINUTE = (
    *("-f", "lavfi", "-i", "testsrc2=s=426x240:r=25:d=60"),
    *("-f", "lavfi", "-i", "sine=f=440:r=48000:d=60:beep_factor=2"),
    *("-c:v", "libx264", "-preset", "veryfast", "-g", "250", "-c:a", "aac", "-ac", "2"),
)


def resident_bytes(pid: int) -> int:
    """Peak resident memory of a process and its children, each at its own peak."""
    total = 0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for process in (str(pid), *children):
        status = Path(f"/proc/{process}/status").read_text()
        total += int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return total


@pytest.mark.slow
def test_two_hours(make_media: MakeMedia, record_property: pytest.RecordProperty) -> None:
    minute = make_media("minute.mp4", *MINUTE)
    path = make_media(
        "two-hours.mp4", "-stream_loop", str(HOURS * 60 - 1), "-i", str(minute), "-c", "copy"
    )
    peak_bytes, count = 0, 0
    started = time.monotonic()
    with open_media(path) as session:
        pid = session._worker._process.pid
        for message in session:
            count += 1
            if not isinstance(message, Summary):
                peak_bytes = max(peak_bytes, resident_bytes(pid))
            else:
                summary = message
    record_property("seconds", time.monotonic() - started)
    record_property("peak_megabytes", peak_bytes / MEGABYTE)
    assert summary.pictures is not None
    assert summary.sound is not None
    assert summary.pictures.samples == pytest.approx(HOURS * 3600, abs=2)
    assert summary.sound.samples == pytest.approx(HOURS * 3600 / 2.5 - 1, abs=2)
    assert peak_bytes < 600 * MEGABYTE
