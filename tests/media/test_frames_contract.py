"""The promise of ``FrameReader``, kept by both readers, on real files.

The oracle is PyAV decoding every picture of the file with nothing left out, and for some files the
times that another project recorded with ffprobe.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from momentsearch_server.media import pyav_reader
from momentsearch_server.media.decord_reader import DecordReader
from momentsearch_server.media.frames import FrameReader, PictureSource, ReaderFailed, read_frames
from momentsearch_server.media.grid import sampling_spans
from momentsearch_server.media.probe import DEFAULT_MAX_PICTURE_PIXELS, probe
from momentsearch_server.media.pyav_reader import PyAvReader
from momentsearch_server.media.samples import Frame
from momentsearch_server.media.scan import scan
from momentsearch_server.timespan import TimeSpan
from tests.media.conftest import MakeMedia

FORMATS = """
animated.gif av1_video.mkv bitmap.mp4 bt709_full_range.mp4 discard_first_keyframe.mp4 example.mp4
h264_10bits.mp4 h265_10bits.mp4 h265_video.mp4 main_1.mp4 nasa_13013_rotated.mp4 no_duration.webm
prog_8s.mp4 sample.avi sample.flv sample_av1.mp4 sample_fragmented.mp4 sample_h262_mpeg_audio.ts
sample_h265.ts sample_with_srt.mkv sine_stereo_mp2.mpg smpte-2997.mp4 test_non_zero_start.mp4
testsrc2_av1_10bit.mp4 testsrc2_mpeg4.avi testsrc2_odd_height_and_width_444.mp4 testsrc2_vp8.webm
testsrc2_vp9.webm transparent.webm unordered.mov video_0.mov video_90.mov video_180.mov
video_270.mov
"""
REAL = """
asl_gestures/again.mkv asl_gestures/brother.mkv big_buck_bunny_0_30.webm bigbuckbunny.mp4
bottle-detection.mp4 car-detection.mp4 cockatoo.mp4 flower.mp4 flower.webm
friday.mp4 nasa_13013.mp4 realshort.mp4 sample_with_increasing_timestamps_320w_240h.mp4
"""
FILES = [f"formats/{name}" for name in FORMATS.split()] + [f"real/{name}" for name in REAL.split()]

# What decord cannot open, or whose numbers do not go with the times (``PictureTimes.is_plain``).
NOT_FOR_DECORD = {
    "formats/bitmap.mp4",  # one pixel: comes back as padding
    "formats/discard_first_keyframe.mp4",  # pictures hidden by an edit list
    "formats/h265_video.mp4",  # open groups: pictures are dropped after a seek
    "formats/no_duration.webm",
    "formats/sample_h262_mpeg_audio.ts",
    "formats/sample_h265.ts",
    "formats/sine_stereo_mp2.mpg",  # decord has no times for it
}
# The start of the clock, where it is not the container's own zero: MPEG-TS and MPEG-PS.
ORIGIN_US = {
    "formats/sample_h262_mpeg_audio.ts": 1_422_456,
    "formats/sample_h265.ts": 1_466_667,
    "formats/sine_stereo_mp2.mpg": 529_089,
}
# Every so many pixels are compared, in pictures of the stored size: there, 8-bit pictures are equal
# to the byte, while readers may scale a little differently.
STRIDE = 4
NOT_SCALED = 100_000


@dataclass(frozen=True)
class Shown:
    """One picture as the oracle decodes it."""

    at_us: int
    pixels: NDArray[np.int16]


@cache
def oracle(path: Path, stream_index: int, origin_us: int) -> list[Shown]:
    pictures = []
    with av.open(str(path), metadata_errors="replace") as container:
        for picture in container.decode(container.streams[stream_index]):
            upright = np.rot90(picture.to_ndarray(format="rgb24"), picture.rotation // 90)
            at_us = round(picture.pts * picture.time_base * 1_000_000) - origin_us
            pictures.append(Shown(at_us, upright[::STRIDE, ::STRIDE].astype(np.int16)))
    return pictures


def source_of(path: Path) -> PictureSource:
    probed = probe(path)
    assert probed.picture is not None
    times = scan(path, probed).pictures
    assert times is not None
    return PictureSource(
        path=path,
        container_format=probed.container_format,
        track=probed.picture,
        times=times,
        origin_us=probed.origin_us,
        short_side_px=NOT_SCALED,
        max_picture_pixels=DEFAULT_MAX_PICTURE_PIXELS,
    )


def sampled(reader: FrameReader, source: PictureSource, rate: Fraction) -> list[Frame]:
    spans = list(sampling_spans(source.times.span, frames_per_second=rate))
    frames = list(reader.read(spans))
    assert [frame.span for frame in frames] == spans
    return frames


def check(frames: list[Frame], source: PictureSource, pictures: list[Shown]) -> int:
    """Returns the worst error of time, in microseconds."""
    times = [picture.at_us for picture in pictures]
    half_frame_us: float = np.median(np.diff(times)) / 2 if len(times) > 1 else 1
    worst_us = 0
    for frame in frames:
        index = max(
            i for i, at_us in enumerate(times) if at_us <= max(frame.span.middle_us, times[0])
        )
        error_us = abs(frame.shown_at_us - times[index])
        assert error_us <= half_frame_us
        worst_us = max(worst_us, error_us)
        assert_same_picture(frame, pictures, index, many_bits="10" in source.track.pixel_format)
        assert frame.pixels.shape == (*source.frame_size[::-1], 3)
    return worst_us


def assert_same_picture(
    frame: Frame, pictures: list[Shown], index: int, *, many_bits: bool
) -> None:
    """It looks like the picture of its time, and no neighbour looks more like it."""
    pixels = frame.pixels[::STRIDE, ::STRIDE]
    differences = {
        near: float(np.abs(pixels - pictures[near].pixels).mean())
        for near in range(max(0, index - 3), min(len(pictures), index + 4))
    }
    # decord brings 10 bits down to 8 as FFmpeg's own tool does, with dithering; PyAV does not.
    assert differences[index] <= (3 if many_bits else 0)
    assert differences[index] == min(differences.values())


def reader_for(kind: str, source: PictureSource) -> FrameReader:
    return DecordReader(source) if kind == "decord" else PyAvReader(source)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["decord", "pyav"])
def test_each_sample_is_the_picture_that_a_player_shows(
    kind: str, name: str, media_root: Path, record_property: pytest.RecordProperty
) -> None:
    path = media_root / "video" / name
    source = source_of(path)
    assert source.origin_us == ORIGIN_US.get(name, 0)
    if kind == "decord" and name in NOT_FOR_DECORD:
        with pytest.raises(ReaderFailed):
            list(reader_for(kind, source).read(source_spans(source)))
        return
    pictures = oracle(path, source.track.stream_index, source.origin_us)
    frames = sampled(reader_for(kind, source), source, Fraction(3))
    record_property("worst_error_us", check(frames, source, pictures))


def source_spans(source: PictureSource) -> list[TimeSpan]:
    return list(sampling_spans(source.times.span, frames_per_second=Fraction(7)))


@pytest.mark.parametrize("name", FILES)
def test_the_scan_finds_every_time(name: str, media_root: Path) -> None:
    path = media_root / "video" / name
    source = source_of(path)
    pictures = oracle(path, source.track.stream_index, source.origin_us)
    assert source.times.shown_at_us.tolist() == [picture.at_us for picture in pictures]


@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        ("real/nasa_13013.mp4", "nasa_13013.mp4.stream3"),
        ("formats/nasa_13013_rotated.mp4", "nasa_13013_rotated.mp4.stream0"),
        ("formats/test_non_zero_start.mp4", "test_non_zero_start.mp4.stream0"),
    ],
)
def test_recorded_times(name: str, recorded: str, media_root: Path) -> None:
    text = (media_root / f"expected/torchcodec/{recorded}.all_frames_info.json").read_text()
    expected_us = [round(float(entry["pts_time"]) * 1e6) for entry in json.loads(text)]
    found_us = source_of(media_root / "video" / name).times.shown_at_us
    assert np.abs(found_us - np.array(expected_us)).max() <= 1


@pytest.fixture(scope="module")
def made(make_media: MakeMedia) -> dict[str, Path]:
    """Streams whose packets are not one to one with the pictures that are shown."""
    moving = ("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=4")
    altref = ("-c:v", "libvpx", "-auto-alt-ref", "1", "-lag-in-frames", "16", "-b:v", "200k")
    make_media("pass1.webm", *moving, *altref, "-pass", "1")
    x265 = "open-gop=1:keyint=25:min-keyint=25:bframes=4:log-level=none"
    return {
        "hidden references": make_media("altref.webm", *moving, *altref, "-pass", "2"),
        "open groups": make_media("open.mp4", *moving, "-c:v", "libx265", "-x265-params", x265),
        "raw": make_media("raw.h264", *moving, "-c:v", "libx264", "-bf", "2"),
        "raw with times": make_media("raw.m2v", *moving, "-c:v", "mpeg2video", "-bf", "2"),
        "transport stream": make_media("film.ts", *moving, "-c:v", "libx264", "-bf", "2"),
        "program stream": make_media("film.mpg", *moving, "-c:v", "mpeg2video", "-bf", "2"),
        "variable rate": make_media(
            "variable.mkv",
            *moving,
            "-vf",
            "select='not(mod(n,7))+not(mod(n,5))'",
            "-fps_mode",
            "vfr",
            "-c:v",
            "libx264",
        ),
        "late start": make_media(
            "late.mp4", *moving, "-vf", "setpts=PTS+3.217/TB", "-c:v", "libx264", "-bf", "2"
        ),
        "very slow": make_media(
            "slow.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=1/3:d=12", "-c:v", "libx264"
        ),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "hidden references",
        "open groups",
        "raw with times",
        "transport stream",
        "program stream",
        "variable rate",
        "late start",
        "very slow",
    ],
)
def test_streams_with_traps(kind: str, made: dict[str, Path]) -> None:
    source = source_of(made[kind])
    pictures = oracle(made[kind], source.track.stream_index, source.origin_us)
    spans = list(sampling_spans(source.times.span, frames_per_second=Fraction(3)))
    frames = list(read_frames(source, spans))
    assert [frame.span for frame in frames] == spans
    assert check(frames, source, pictures) <= 1


@pytest.mark.parametrize("kind", ["transport stream", "program stream", "raw with times"])
def test_clocks_that_start_anywhere_are_shown_from_zero(kind: str, made: dict[str, Path]) -> None:
    source = source_of(made[kind])
    assert source.origin_us > 0
    assert source.times.shown_at_us[0] == 0


def test_a_late_start_stays_late(made: dict[str, Path]) -> None:
    times = source_of(made["late start"]).times
    assert abs(int(times.shown_at_us[0]) - 3_217_000) <= 20_000


def test_a_raw_stream_is_counted(made: dict[str, Path]) -> None:
    times = source_of(made["raw"]).times
    assert times.shown_at_us.tolist() == [number * 40_000 for number in range(100)]
    assert times.end_us == 4_000_000
    frames = list(read_frames(source_of(made["raw"]), [*source_spans(source_of(made["raw"]))]))
    assert len(frames) == 28


@pytest.mark.parametrize("kind", ["decord", "pyav"])
def test_frames_are_scaled_while_decoding(kind: str, media_root: Path) -> None:
    source = source_of(media_root / "video/formats/nasa_13013_rotated.mp4")
    for short_side_px, size in ((90, (90, 160)), (1000, (270, 480))):
        scaled = replace(source, short_side_px=short_side_px)
        frame = next(iter(reader_for(kind, scaled).read(source_spans(source))))
        assert frame.pixels.shape == (size[1], size[0], 3)
        assert frame.pixels.flags.owndata or frame.pixels.base is None


def test_hdr_light_is_brought_down(media_root: Path) -> None:
    source = source_of(media_root / "video/formats/nasa_13013_hdr.mp4")
    assert source.track.is_hdr
    frame = next(iter(read_frames(source, source_spans(source)[40:])))
    assert frame.pixels.max() > 150


@pytest.mark.parametrize("name", ["formats/video_90.mov", "real/friday.mp4", "formats/sample.flv"])
def test_both_readers_scale_alike(name: str, media_root: Path) -> None:
    source = replace(source_of(media_root / "video" / name), short_side_px=120)
    spans = source_spans(source)
    for one, other in zip(
        DecordReader(source).read(spans), PyAvReader(source).read(spans), strict=True
    ):
        assert np.abs(one.pixels.astype(int) - other.pixels).mean() < 3


# What FFmpeg makes of a moving test picture, with pictures stored in another order than shown.
REORDERED = ("-f", "lavfi", "-i", "testsrc2=s=160x120:r=24:d=5", "-c:v", "libx264", "-bf", "3")


def in_order(path: Path, source: PictureSource) -> list[Shown]:
    """The oracle for containers of which FFmpeg mixes up the times: the n-th has the n-th time."""
    shown = oracle(path, source.track.stream_index, source.origin_us)
    times = source.times.shown_at_us.tolist()
    return [Shown(at_us, one.pixels) for at_us, one in zip(times, shown, strict=True)]


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("reordered.avi", []),
        ("reordered.asf", []),
        ("reordered.mxf", []),
        ("mpeg2.asf", ["-c:v", "mpeg2video"]),
    ],
)
def test_times_of_decoding_are_not_taken_for_times_of_showing(
    name: str, codec: list[str], make_media: MakeMedia
) -> None:
    path = make_media(name, *REORDERED, *codec)
    source = source_of(path)
    given = [one.at_us for one in oracle(path, source.track.stream_index, source.origin_us)]
    assert given != sorted(given)  # as FFmpeg says it
    frames = sampled(PyAvReader(source), source, Fraction(3))
    assert check(frames, source, in_order(path, source)) == 0


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("windows.wmv", ["wmv2"]),
        ("frames.asf", ["mjpeg"]),
        ("camera.mxf", ["libx264", "-bf", "2"]),
        ("disc.mpg", ["mpeg4", "-g", "20", "-r", "25"]),
        ("open.nut", ["prores_ks"]),
        ("phone.mkv", ["h263p", "-s", "176x144"]),
    ],
)
def test_decord_is_not_asked_where_it_hands_out_other_pictures(
    name: str, codec: list[str], make_media: MakeMedia
) -> None:
    path = make_media(name, "-f", "lavfi", "-i", "testsrc2=s=160x120:r=24:d=4", "-c:v", *codec)
    source = source_of(path)
    with pytest.raises(ReaderFailed):
        DecordReader(source)
    spans = source_spans(source)
    frames = list(read_frames(source, spans))
    assert [frame.span for frame in frames] == spans
    check(frames, source, in_order(path, source))


def test_pictures_without_a_time_are_not_counted_where_others_have_one(
    make_media: MakeMedia,
) -> None:
    """As MPEG-PS has them: the time of the first picture of each packet of the stream."""
    path = make_media("some-times.mpg", *REORDERED)
    source = source_of(path)
    with av.open(str(path)) as container:
        pictures = list(container.decode(video=0))
    timed = {one.pts: one.to_ndarray(format="rgb24") for one in pictures if one.pts is not None}
    assert len(timed) < len(pictures)
    for frame in sampled(PyAvReader(source), source, Fraction(3)):
        pts = round((frame.shown_at_us + source.origin_us) * 90_000 / 1_000_000)
        assert np.array_equal(frame.pixels, timed[pts])
        assert abs(frame.shown_at_us - frame.span.middle_us) < 400_000


def decoded_count(
    source: PictureSource, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, list[Frame]]:
    """How many pictures came out of the decoder for the frames of one a second."""
    plain, count = pyav_reader.decoded, 0

    def counted(*arguments: Any, **options: Any) -> Iterator[Any]:
        nonlocal count
        for picture in plain(*arguments, **options):
            count += 1
            yield picture

    monkeypatch.setattr(pyav_reader, "decoded", counted)
    frames = sampled(PyAvReader(source), source, Fraction(1))
    return count, frames


@pytest.mark.parametrize(
    "settings", ["b-pyramid=none", "b-pyramid=strict", "bframes=8", "slices=4"]
)
@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts", "flv"])
def test_what_no_picture_is_made_from_is_not_decoded(
    settings: str, ending: str, make_media: MakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_media(f"{settings}.{ending}", *REORDERED, "-x264-params", settings)
    source = source_of(path)
    count, frames = decoded_count(source, monkeypatch)
    assert count < 0.7 * len(source.times.shown_at_us)
    pictures = oracle(path, source.track.stream_index, source.origin_us)
    assert check(frames, source, pictures) == 0


@pytest.mark.parametrize("options", [("-x264-params", "tff=1"), ("-x264-params", "bff=1")])
def test_half_pictures_are_never_left_out(
    options: tuple[str, str], make_media: MakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_media(f"interlaced-{options[1]}.mp4", *REORDERED, *options)
    source = source_of(path)
    count, frames = decoded_count(source, monkeypatch)
    assert count > 0.9 * len(source.times.shown_at_us)
    pictures = oracle(path, source.track.stream_index, source.origin_us)
    assert check(frames, source, pictures) == 0
