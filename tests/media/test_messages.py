from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media.messages import (
    LENGTH,
    BadMessage,
    GrabbedFrame,
    Message,
    Peaks,
    Progress,
    Summary,
    TrackSummary,
    from_bytes,
    header_from_bytes,
    to_bytes,
)
from momentsearch_server.media.probe import MediaKind, Note, PictureTrack, Probe, SoundTrack
from momentsearch_server.media.samples import Frame, SoundWindow
from momentsearch_server.timespan import TimeSpan

PICTURE = PictureTrack(
    0, "h264", 640, 480, 90, Fraction(30000, 1001), 66_667, None, True, "yuv420p", False
)
SOUND = SoundTrack(1, "aac", 6, 44_100, 0, 8_000_000)


def there_and_back(message: Message) -> Message:
    head, body = to_bytes(message)
    assert LENGTH.unpack(head[: LENGTH.size])[0] == len(head) - LENGTH.size
    return from_bytes(header_from_bytes(head[LENGTH.size :]), bytes(body))


@pytest.mark.parametrize(
    "message",
    [
        Probe("mov", MediaKind.VIDEO, 5, None, PICTURE, SOUND, (Note(Reason.SILENT, "é"),)),
        Probe("mp3", MediaKind.SOUND, 0, 7, None, SOUND, ()),
        Note(Reason.TRUNCATED, "cut\noff"),
        Progress("scan", 5, None),
        Summary(TrackSummary(0, 5, 3), None),
        Summary(None, TrackSummary(0, 5, 3, 2)),
        GrabbedFrame(b"\xff\xd8", 5, 40, 30),
        Peaks(2, b"\0" * 16),
        SoundWindow(TimeSpan(0, 5), None),
    ],
)
def test_values_come_back_as_they_were(message: Message) -> None:
    assert there_and_back(message) == message


def test_pixels_come_back_as_they_were() -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (30, 41, 3), dtype=np.uint8)[::-1]
    back = there_and_back(Frame(TimeSpan(0, 5), -3, pixels))
    assert isinstance(back, Frame)
    assert (back.span, back.shown_at_us) == (TimeSpan(0, 5), -3)
    assert np.array_equal(back.pixels, pixels)


def test_samples_come_back_as_they_were() -> None:
    samples = np.linspace(-1, 1, 1000, dtype=np.float32)
    back = there_and_back(SoundWindow(TimeSpan(0, 5), samples))
    assert isinstance(back, SoundWindow)
    assert back.samples is not None
    assert np.array_equal(back.samples, samples)


def test_a_rejection_comes_back_as_one() -> None:
    back = there_and_back(MediaRejected(Reason.NOT_MEDIA, "no"))
    assert isinstance(back, MediaRejected)
    assert (back.reason, back.message) == (Reason.NOT_MEDIA, "no")


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"[]",
        b"{}",
        b'{"kind": "Frame"}',
        b'{"kind": 5, "size_bytes": 0}',
        b'{"kind": "Frame", "size_bytes": -1}',
        b'{"kind": "Frame", "size_bytes": 1e99}',
        b'{"kind": "Frame", "size_bytes": 999999999999}',
        b"\xff\xff",
    ],
)
def test_what_is_no_header(header: bytes) -> None:
    with pytest.raises(BadMessage):
        header_from_bytes(header)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "Surprise"},
        {"kind": "Frame"},
        {"kind": "Frame", "start_us": 0, "end_us": 1, "shown_at_us": 0, "height": 2, "width": 2},
        {"kind": "Frame", "start_us": 1, "end_us": 1, "shown_at_us": 0, "height": 0, "width": 0},
        {"kind": "SoundWindow", "start_us": 0, "end_us": 1, "is_silent": False},
        {"kind": "Note", "reason": "NO_SUCH_REASON", "message": ""},
        {"kind": "Summary", "pictures": {"nonsense": 1}, "sound": None},
        {"kind": "Probe", "probe": {"kind": "video"}},
    ],
)
def test_what_is_no_message(values: dict[str, object]) -> None:
    with pytest.raises(BadMessage):
        from_bytes(values, b"abc")
