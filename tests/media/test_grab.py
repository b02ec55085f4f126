from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from momentsearch_server.errors import InvalidArgument, MediaRejected, NotFound, Reason
from momentsearch_server.media.probe import probe
from momentsearch_server.media.sandbox import grab_frame, waveform
from momentsearch_server.media.scan import PictureTimes, scan
from momentsearch_server.timespan import TimeSpan
from tests.media.conftest import MakeMedia

OFFSETS = {
    "formats/smpte-2997.mp4": (0, 39_999, 40_000, 5_000_001, 9_999_999, 10_500_000),
    "formats/main_1.mp4": (0, 9_999_999, 10_040_000, 17_000_000),
    "formats/prog_8s.mp4": (0, 66_667, 4_123_456),
    "formats/sample.avi": (100_000, 4_050_000),
    "formats/sample_h265.ts": (0, 500_000, 990_000),
    "formats/sine_stereo_mp2.mpg": (0, 2_345_678),
    "formats/discard_first_keyframe.mp4": (0, 500_000),
    "formats/h265_video.mp4": (450_000, 950_000),
    "formats/sample.flv": (0, 700_000),
    "formats/no_duration.webm": (2_000_000, 4_900_000),
    "real/big_buck_bunny_0_30.webm": (15_000_000, 29_990_000),
}


def scanned(path: Path) -> PictureTimes:
    times = scan(path, probe(path)).pictures
    assert times is not None
    return times


@pytest.mark.parametrize(
    ("name", "offset_us"), [(n, o) for n, all_ in OFFSETS.items() for o in all_]
)
def test_it_is_the_picture_that_is_shown(name: str, offset_us: int, media_root: Path) -> None:
    path = media_root / "video" / name
    times = scanned(path)
    grabbed = grab_frame(path, offset_us, max_side_px=320)
    assert grabbed.shown_at_us == times.shown_at_us[times.shown_index(offset_us)]
    image = Image.open(io.BytesIO(grabbed.jpeg))
    assert image.format == "JPEG"
    assert image.size == (grabbed.width, grabbed.height)
    assert max(image.size) <= 320


def test_upright(media_root: Path) -> None:
    grabbed = grab_frame(media_root / "video/formats/video_90.mov", 0, max_side_px=200)
    assert (grabbed.width, grabbed.height) == (113, 200)


def test_never_enlarged(film: Path) -> None:
    grabbed = grab_frame(film, 0, max_side_px=4000)
    assert (grabbed.width, grabbed.height) == (160, 120)


def test_a_raw_stream_can_be_looked_into(make_media: MakeMedia) -> None:
    path = make_media(
        "looked.h264", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=4", "-c:v", "libx264"
    )
    assert grab_frame(path, 2_010_000, max_side_px=100).shown_at_us == 2_000_000


# After a seek in ASF, FFmpeg says of each picture that it comes one later than it said before.
@pytest.mark.parametrize(("name", "off_by"), [("order.avi", 0), ("order.asf", 1), ("order.mpg", 0)])
def test_the_picture_is_the_one_of_the_time_that_is_said(
    name: str, off_by: int, make_media: MakeMedia
) -> None:
    """Of a bar that moves a hundredth of the width with each picture, in containers that have times
    of decoding alone, or of but some pictures."""
    bar = "geq=lum='255*between(X,4*N,4*N+3)':cb=128:cr=128,noise=alls=40:allf=t"
    source = f"color=black:s=400x64:r=25:d=4,{bar}"
    path = make_media(name, "-f", "lavfi", "-i", source, "-c:v", "libx264", "-bf", "3")
    first_us = int(scanned(path).shown_at_us[0])
    for offset_us in (1_010_000, 2_050_000, 3_330_000):
        grabbed = grab_frame(path, offset_us, max_side_px=400)
        columns = np.asarray(Image.open(io.BytesIO(grabbed.jpeg)).convert("L")).mean(axis=0)
        number = (grabbed.shown_at_us - first_us) / 40_000
        assert np.argmax(columns) // 4 == pytest.approx(number, abs=off_by + 0.01)
        assert offset_us - 400_000 < grabbed.shown_at_us <= offset_us


def test_a_still(tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), (200, 100, 50)).save(tmp_path / "still.png")
    grabbed = grab_frame(tmp_path / "still.png", 0, max_side_px=100)
    assert (grabbed.width, grabbed.height, grabbed.shown_at_us) == (100, 75, 0)
    with pytest.raises(InvalidArgument):
        grab_frame(tmp_path / "still.png", 1_000_000, max_side_px=100)


@pytest.mark.parametrize(
    ("offset_us", "words"),
    [
        (-1, "-0.000001 s is before the beginning"),
        (6_000_000, r"ends at 4\.000 s"),
        (10**15, r"ends at 4\.000 s"),
    ],
)
def test_outside_the_media(offset_us: int, words: str, film: Path) -> None:
    with pytest.raises(InvalidArgument, match=words) as caught:
        grab_frame(film, offset_us, max_side_px=100)
    assert caught.value.reason is Reason.OFFSET_OUT_OF_RANGE
    assert caught.value.field == "offset"


def test_sound_has_no_picture(media_root: Path) -> None:
    with pytest.raises(NotFound) as caught:
        grab_frame(media_root / "audio/formats/bear.flac", 0, max_side_px=100)
    assert caught.value.reason is Reason.NO_SUCH_TRACK


def test_no_media(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_text("nothing")
    with pytest.raises(MediaRejected):
        grab_frame(tmp_path / "x.mp4", 0, max_side_px=100)


def test_outline_of_sound(make_media: MakeMedia) -> None:
    path = make_media(
        "swell.wav", "-f", "lavfi", "-i", "sine=f=440:r=48000:d=4", "-af", "volume='t':eval=frame"
    )
    peaks = waveform(path, TimeSpan(0, 4_000_000), points=8)
    assert peaks.shape == (8, 2)
    assert np.all(np.diff(peaks[:, 1]) > 0)
    assert peaks[:, 0] == pytest.approx(-peaks[:, 1], abs=0.01)
    later = waveform(path, TimeSpan(2_000_000, 6_000_000), points=8)
    assert later[:4] == pytest.approx(peaks[4:], abs=0.02)
    assert not later[4:].any()  # after the end


def test_outline_of_what_has_no_sound(make_media: MakeMedia) -> None:
    path = make_media("dumb.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-c:v", "libx264")
    with pytest.raises(NotFound):
        waveform(path, TimeSpan(0, 1_000_000), points=8)
