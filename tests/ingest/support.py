"""Decodings that are written down: frames of one colour, windows of one pitch."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from momentsearch_server.encoders.fake import COLOURS
from momentsearch_server.media.probe import MediaKind, Note, PictureTrack, Probe, SoundTrack
from momentsearch_server.media.samples import SAMPLE_RATE_HZ, Frame, SoundWindow
from momentsearch_server.timespan import TimeSpan

SECOND_US = 1_000_000
FREQUENCIES_HZ = {"rumble": 60, "hum": 250, "tone": 600, "beep": 2000, "whistle": 6000}

PICTURE_TRACK = PictureTrack(
    stream_index=0,
    codec="h264",
    width=160,
    height=90,
    rotation_degrees=90,
    frame_rate=Fraction(30_000, 1001),
    start_us=33_000,
    duration_us_from_header=None,
    is_default=True,
    pixel_format="yuv420p",
    is_hdr=False,
)
SOUND_TRACK = SoundTrack(
    stream_index=1,
    codec="aac",
    channels=2,
    sample_rate_hz=44_100,
    start_us=0,
    duration_us_from_header=None,
)


def probe_of(
    *,
    pictures: bool = True,
    sound: bool = True,
    kind: MediaKind = MediaKind.VIDEO,
    duration_us: int | None = None,
    notes: Sequence[Note] = (),
) -> Probe:
    return Probe(
        container_format="mov,mp4",
        kind=kind,
        origin_us=0,
        duration_us_from_header=duration_us,
        picture=PICTURE_TRACK if pictures else None,
        sound=SOUND_TRACK if sound else None,
        notes=tuple(notes),
    )


def frame(second: int, colour: str) -> Frame:
    """The picture of ``[second, second + 1)``, which a player begins to show 40 ms before."""
    pixels = np.full((9, 16, 3), COLOURS[colour], dtype=np.uint8)
    start_us = second * SECOND_US
    return Frame(TimeSpan(start_us, start_us + SECOND_US), max(0, start_us - 40_000), pixels)


def window(start_seconds: float, pitch: str | None, *, seconds: float = 0.1) -> SoundWindow:
    span = TimeSpan(round(start_seconds * SECOND_US), round((start_seconds + seconds) * SECOND_US))
    if pitch is None:
        return SoundWindow(span, None)
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    samples = np.sin(2 * np.pi * FREQUENCIES_HZ[pitch] * times).astype(np.float32)
    return SoundWindow(span, samples)
