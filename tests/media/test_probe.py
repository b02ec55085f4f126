from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import av
import pytest

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media.container import to_presentation_us
from momentsearch_server.media.decode import decode
from momentsearch_server.media.messages import DecodeRequest
from momentsearch_server.media.probe import MediaKind, Probe, probe
from momentsearch_server.media.samples import Frame
from momentsearch_server.media.scan import scan
from tests.media.boxes import with_external_track
from tests.media.conftest import MakeMedia

MOVING = ("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=2")
SMALL = ("-f", "lavfi", "-i", "testsrc2=s=80x60:r=25:d=2")
TONE = ("-f", "lavfi", "-i", "sine=f=440:r=48000:d=2")


def reasons(probed: Probe) -> list[Reason]:
    return [note.reason for note in probed.notes]


def rejected(path: Path) -> MediaRejected:
    with pytest.raises(MediaRejected) as caught:
        probe(path)
    return caught.value


def test_times_are_rounded_halves_up() -> None:
    assert to_presentation_us(1, Fraction(1, 3)) == 333_333
    assert to_presentation_us(2, Fraction(1, 3)) == 666_667
    assert to_presentation_us(1, Fraction(1, 2_000_000)) == 1
    assert to_presentation_us(-1, Fraction(1, 2_000_000)) == 0
    assert to_presentation_us(2**62, Fraction(1, 90_000), 5) == 2**62 * 100 // 9 - 5


def test_a_film(film: Path) -> None:
    probed = probe(film)
    assert probed.kind is MediaKind.VIDEO
    assert probed.notes == ()
    assert probed.origin_us == 0
    assert probed.duration_us_from_header == 4_000_000
    assert probed.picture is not None
    assert (probed.picture.width, probed.picture.height) == (160, 120)
    assert probed.picture.frame_rate == 25
    assert probed.sound is not None
    assert (probed.sound.channels, probed.sound.sample_rate_hz) == (1, 48_000)


# --- which track


def two_pictures(make_media: MakeMedia, name: str, *dispositions: str) -> Path:
    return make_media(
        name, *SMALL, *MOVING, "-map", "0:v", "-map", "1:v", "-c:v", "libx264", *dispositions
    )


@pytest.mark.parametrize(
    ("name", "dispositions", "width"),
    [
        ("small-default.mkv", ("-disposition:v:0", "default", "-disposition:v:1", "0"), 80),
        ("large-default.mkv", ("-disposition:v:0", "0", "-disposition:v:1", "default"), 160),
        ("both-default.mkv", ("-disposition:v:0", "default", "-disposition:v:1", "default"), 160),
        ("none-default.mkv", ("-disposition:v:0", "0", "-disposition:v:1", "0"), 160),
    ],
)
def test_of_two_pictures_the_default_else_the_largest(
    name: str, dispositions: tuple[str, ...], width: int, make_media: MakeMedia
) -> None:
    path = two_pictures(make_media, name, *dispositions)
    probed = probe(path)
    assert probed.picture is not None
    assert probed.picture.width == width
    assert reasons(probed) == [Reason.OTHER_TRACK_IGNORED, Reason.NO_SOUND_TRACK]
    frames = [
        message
        for message in decode(path, probed, DecodeRequest(), report=lambda progress: None)
        if isinstance(message, Frame)
    ]
    assert {frame.pixels.shape[1] for frame in frames} == {width}


def test_of_two_sounds_the_default_else_the_first(make_media: MakeMedia) -> None:
    low = ("-f", "lavfi", "-i", "sine=f=100:r=8000:d=2")
    both = (*low, *TONE, "-map", "0:a", "-map", "1:a", "-c:a", "flac")
    marks = ("-disposition:a:0", "0", "-disposition:a:1", "default")
    marked = probe(make_media("second-default.mka", *both, *marks)).sound
    unmarked = probe(
        make_media("no-default.mka", *both, "-disposition:a:0", "0", "-disposition:a:1", "0")
    ).sound
    assert marked is not None
    assert unmarked is not None
    assert (marked.sample_rate_hz, unmarked.sample_rate_hz) == (48_000, 8_000)


def test_cover_art_is_no_picture_track(make_media: MakeMedia) -> None:
    cover = make_media("cover.png", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-frames:v", "1")
    song = make_media(
        "song.m4a", *TONE, "-i", str(cover), "-map", "0:a", "-map", "1:v", "-c:v", "copy",
        "-c:a", "aac", "-disposition:v:0", "attached_pic",
    )  # fmt: skip
    probed = probe(song)
    assert probed.kind is MediaKind.SOUND
    assert reasons(probed) == [Reason.ATTACHED_PICTURE_IGNORED, Reason.NO_PICTURE_TRACK]


def test_two_streams_in_one_real_file(media_root: Path) -> None:
    picture = probe(media_root / "video/real/nasa_13013.mp4").picture
    assert picture is not None
    assert (picture.stream_index, picture.width, picture.height) == (3, 480, 270)


def test_rotation_by_name(media_root: Path) -> None:
    for degrees, size in ((0, (568, 320)), (90, (320, 568)), (180, (568, 320)), (270, (320, 568))):
        picture = probe(media_root / f"video/formats/video_{degrees}.mov").picture
        assert picture is not None
        # The files are named by the clockwise turn that a player applies.
        assert picture.rotation_degrees == -degrees % 360
        assert (picture.width, picture.height) == size


def test_tags_that_are_not_utf8_do_no_harm(media_root: Path) -> None:
    for path in sorted((media_root / "audio/formats").iterdir()):
        assert probe(path).sound is not None


# --- the clock


@pytest.mark.parametrize(
    ("name", "start_us"),
    [
        ("test_non_zero_start.mp4", 8_333_008),
        ("main_1.mp4", 10_000_000),
        ("prog_8s.mp4", 66_667),
        ("sample.flv", 67_000),
        ("discard_first_keyframe.mp4", 0),
    ],
)
def test_containers_with_a_clock_keep_it(name: str, start_us: int, media_root: Path) -> None:
    probed = probe(media_root / "video/formats" / name)
    assert probed.origin_us == 0
    assert probed.picture is not None
    assert probed.picture.start_us == start_us


def test_the_offset_between_tracks_survives_a_shifted_clock(media_root: Path) -> None:
    probed = probe(media_root / "video/formats/sample_h262_mpeg_audio.ts")
    assert probed.origin_us == 1_422_456
    assert probed.picture is not None
    assert probed.sound is not None
    assert (probed.sound.start_us, probed.picture.start_us) == (0, 10_911)


# --- what is refused

POINTERS = {
    "an HLS playlist": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfilm.mp4\n#EXT-X-ENDLIST\n",
    "an FFmpeg concat list": "ffconcat version 1.0\nfile film.mp4\n",
    "a DASH manifest": '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
    "a Smooth Streaming manifest": "<SmoothStreamingMedia MajorVersion='2'/>",
    "a SMIL or ASX playlist": "<asx version='3'><entry><ref href='film.mp4'/></entry></asx>",
    "an XSPF playlist": "<?xml version='1.0'?><playlist version='1'></playlist>",
    "a PLS playlist": "[playlist]\nFile1=film.mp4\n",
    "an SDP session description": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
    "a list of addresses": "rtsp://127.0.0.1/film\n",
}


@pytest.mark.parametrize("kind", POINTERS)
@pytest.mark.parametrize("suffix", ["mp4", "m3u8", "txt"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n  "])
def test_pointers_are_refused_by_name(
    kind: str, suffix: str, before: str, tmp_path: Path, film: Path
) -> None:
    shutil.copy(film, tmp_path / "film.mp4")
    path = tmp_path / f"pointer.{suffix}"
    path.write_text(before + POINTERS[kind])
    error = rejected(path)
    assert error.reason is Reason.INDIRECT_FORMAT
    assert kind in error.message


def test_a_name_like_a_pattern_is_only_a_name(tmp_path: Path, make_media: MakeMedia) -> None:
    """FFmpeg takes ``img%03d.png`` for every numbered picture in the folder."""
    picture = make_media("one.bmp", *SMALL, "-frames:v", "1")
    for number in range(3):
        shutil.copy(picture, tmp_path / f"img{number:03d}.bmp")
    shutil.copy(picture, tmp_path / "img%03d.bmp")
    assert rejected(tmp_path / "img%03d.bmp").reason is Reason.NOT_MEDIA


@pytest.mark.parametrize(
    "text",
    ["plain words\n" * 50, "1\n00:00:01,000 --> 00:00:02,000\nHello\n", "\x1b[31mred\x1b[0m\n"],
)
def test_text_is_no_media(text: str, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text(text)
    assert rejected(path).reason is Reason.NOT_MEDIA


def test_a_mov_that_points_to_another_file_gets_nothing_of_it(
    tmp_path: Path, make_media: MakeMedia
) -> None:
    own = make_media("own.mov", *MOVING, "-c:v", "libx264", "-bf", "0")
    shutil.copy(own, tmp_path / "elsewhere.mov")
    path = tmp_path / "pointer.mov"
    path.write_bytes(with_external_track(own.read_bytes(), tmp_path / "elsewhere.mov"))
    with av.open(str(path), options={"enable_drefs": "1", "use_absolute_path": "1"}) as container:
        assert next(container.decode(video=0)).width == 160  # the trap works where it is allowed
    probed = probe(path)
    with pytest.raises(MediaRejected) as caught:
        list(decode(path, probed, DecodeRequest(), report=lambda progress: None))
    assert caught.value.reason is Reason.NO_DECODABLE_TRACK


def test_an_mp4_without_its_index(film: Path, make_media: MakeMedia, tmp_path: Path) -> None:
    """A recording that was never finished: the index would have been written last."""
    whole = make_media("index-last.mp4", *MOVING, "-c:v", "libx264").read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    error = rejected(path)
    assert error.reason is Reason.UNDECODABLE
    assert "cut off" in error.message


def test_a_picture_beyond_the_limit(film: Path) -> None:
    """The sound is still there to be had; a file of such pictures alone is refused."""
    probed = probe(film, max_picture_pixels=160 * 120 - 1)
    assert probed.kind is MediaKind.SOUND
    assert Reason.PICTURE_TOO_LARGE in reasons(probed)
    assert probe(film, max_picture_pixels=160 * 120).kind is MediaKind.VIDEO


def test_only_pictures_beyond_the_limit(make_media: MakeMedia) -> None:
    path = make_media("silent.mp4", *MOVING, "-c:v", "libx264")
    with pytest.raises(MediaRejected, match="160x120") as caught:
        probe(path, max_picture_pixels=1000)
    assert caught.value.reason is Reason.PICTURE_TOO_LARGE


def test_subtitles_alone_are_nothing_to_index(tmp_path: Path, make_media: MakeMedia) -> None:
    (tmp_path / "words.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    path = make_media("words.mkv", "-i", str(tmp_path / "words.srt"), "-c:s", "srt")
    assert rejected(path).reason is Reason.NO_DECODABLE_TRACK


def test_scan_says_how_far_it_is(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentsearch_server.media.scan._PACKETS_PER_HEARTBEAT", 25)
    heard: list[int] = []
    scan(film, probe(film), heartbeat=heard.append)
    assert len(heard) >= 4
    assert heard[-1] > 3_000_000
