"""What is missing is said, and what is there is used."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media.decode import decode, probe_any
from momentsearch_server.media.messages import DecodeRequest, Message, Progress, Summary
from momentsearch_server.media.probe import Note
from momentsearch_server.media.samples import Frame, SoundWindow
from tests.media.conftest import MakeMedia

MOVING = ("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=10")
TONE = ("-f", "lavfi", "-i", "sine=f=440:r=48000:d=10")


def run(path: Path, request: DecodeRequest | None = None) -> list[Message]:
    request = request or DecodeRequest()
    probed = probe_any(path, request)
    return list(decode(path, probed, request, report=lambda progress: None))


def notes(messages: list[Message]) -> dict[Reason, str]:
    return {message.reason: message.message for message in messages if isinstance(message, Note)}


def summary(messages: list[Message]) -> Summary:
    assert isinstance(messages[-1], Summary)
    return messages[-1]


@pytest.fixture(scope="module")
def whole(make_media: MakeMedia) -> Path:
    return make_media(
        "whole.mp4", *MOVING, *TONE, "-c:v", "libx264", "-g", "25", "-c:a", "aac",
        "-movflags", "faststart",
    )  # fmt: skip


def damaged(path: Path, target: Path, first: float, last: float) -> Path:
    """The part of the file between two shares of its length is overwritten with noise."""
    data = bytearray(path.read_bytes())
    noise = bytes((index * 7919 + 13) % 251 for index in range(len(data)))
    start, end = round(len(data) * first), round(len(data) * last)
    data[start:end] = noise[start:end]
    target.write_bytes(data)
    return target


def test_a_whole_film_has_no_notes(whole: Path) -> None:
    messages = run(whole)
    assert notes(messages) == {}
    pictures, sound = summary(messages).pictures, summary(messages).sound
    assert pictures is not None
    assert sound is not None
    assert (pictures.start_us, pictures.end_us, pictures.samples) == (0, 10_000_000, 10)
    assert (sound.samples, sound.silent) == (3, 0)
    assert abs(sound.end_us - 10_000_000) < 50_000


@pytest.mark.parametrize("name", ["cut.mp4", "cut.mkv", "cut.ts", "cut.avi"])
def test_a_film_that_is_cut_off_is_used_as_far_as_it_goes(
    name: str, whole: Path, make_media: MakeMedia, tmp_path: Path
) -> None:
    source = (
        whole if name == "cut.mp4" else make_media(f"whole-{name}", "-i", str(whole), "-c", "copy")
    )
    path = tmp_path / name
    data = source.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    messages = run(path)
    pictures, sound = summary(messages).pictures, summary(messages).sound
    assert pictures is not None
    assert sound is not None
    assert 4_000_000 < pictures.end_us < 8_000_000
    assert 4_000_000 < sound.end_us < 8_000_000
    found = notes(messages)
    # A transport stream does not say how long it was to be, and FFmpeg guesses a cut AVI's length
    # from what is left of it.
    if name in ("cut.mp4", "cut.mkv"):
        assert "10.0" in found[Reason.DURATION_DISAGREES]
    if name == "cut.mp4":
        assert Reason.TRUNCATED in found


def test_noise_in_the_middle(whole: Path, tmp_path: Path) -> None:
    messages = run(damaged(whole, tmp_path / "noisy.mp4", 0.4, 0.6))
    pictures = summary(messages).pictures
    assert pictures is not None
    assert pictures.samples == 10
    starts = [message.span.start_us for message in messages if isinstance(message, Frame)]
    assert starts == [second * 1_000_000 for second in range(10)]


def broken_track(whole: Path, target: Path, kind: str) -> Path:
    """All samples of one track are noise."""
    import av

    data = bytearray(whole.read_bytes())
    with av.open(str(whole)) as container:
        for entry in container.streams.best(kind).index_entries:
            data[entry.pos : entry.pos + entry.size] = b"\xff\x13\x37" * entry.size
            del data[entry.pos + entry.size : entry.pos + 3 * entry.size]
    target.write_bytes(data)
    return target


def test_pictures_that_are_broken_do_not_cost_the_sound(whole: Path, tmp_path: Path) -> None:
    messages = run(broken_track(whole, tmp_path / "blind.mp4", "video"))
    assert "no picture of it could be decoded" in notes(messages)[Reason.PICTURE_TRACK_BROKEN]
    assert sum(isinstance(message, SoundWindow) for message in messages) == 3


def test_sound_that_is_broken_does_not_cost_the_pictures(whole: Path, tmp_path: Path) -> None:
    messages = run(broken_track(whole, tmp_path / "deaf.mp4", "audio"))
    assert Reason.SOUND_TRACK_BROKEN in notes(messages)
    assert sum(isinstance(message, Frame) for message in messages) == 10


def test_nothing_at_all(whole: Path, tmp_path: Path) -> None:
    broken = broken_track(whole, tmp_path / "blind.mp4", "video")
    with pytest.raises(MediaRejected, match="picture track is broken") as caught:
        run(broken, DecodeRequest(want_sound=False))
    assert caught.value.reason is Reason.NO_DECODABLE_TRACK


def test_a_silent_track(make_media: MakeMedia) -> None:
    path = make_media("mute.mp4", "-f", "lavfi", "-i", "anullsrc=r=48000:d=6", "-c:a", "aac")
    messages = run(path)
    assert Reason.SILENT in notes(messages)
    windows = [message for message in messages if isinstance(message, SoundWindow)]
    assert [window.samples for window in windows] == [None, None]
    sound = summary(messages).sound
    assert sound is not None
    assert (sound.samples, sound.silent) == (2, 2)


def test_a_track_that_is_silent_for_a_while(make_media: MakeMedia) -> None:
    path = make_media("pause.wav", *TONE, "-af", "volume=0:enable='gt(t,4)'", "-c:a", "pcm_s16le")
    assert "1 of 3" in notes(run(path))[Reason.PARTLY_SILENT]


def test_sound_hours_late_costs_nothing_before_it(make_media: MakeMedia) -> None:
    path = make_media("late.mkv", *TONE, "-output_ts_offset", "36001.2", "-c:a", "pcm_s16le")
    messages = run(path)
    windows = [message for message in messages if isinstance(message, SoundWindow)]
    assert windows[0].span.start_us == 36_000_000_000
    assert len(windows) == 4
    assert windows[-1].span.end_us == pytest.approx(36_011_200_000, abs=1000)
    assert Reason.DURATION_DISAGREES not in notes(messages)


def test_a_gap_of_a_year_is_no_year_of_samples(make_media: MakeMedia) -> None:
    path = make_media(
        "year.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=0.08", "-vf",
        "setpts='if(eq(N,0),0,20000000/TB)'", "-fps_mode", "passthrough", "-c:v", "libx264",
    )  # fmt: skip
    with pytest.raises(MediaRejected) as caught:
        run(path)
    assert caught.value.reason is Reason.MEDIA_TOO_LONG


def test_longer_than_is_accepted(whole: Path) -> None:
    with pytest.raises(MediaRejected, match="10 s") as caught:
        run(whole, DecodeRequest(max_duration_us=5_000_000))
    assert caught.value.reason is Reason.MEDIA_TOO_LONG


@pytest.mark.parametrize(
    "name", ["test_non_zero_start.mp4", "main_1.mp4", "no_duration.webm", "sample_h265.ts"]
)
def test_late_starts_are_no_disagreement(name: str, media_root: Path) -> None:
    assert Reason.DURATION_DISAGREES not in notes(run(media_root / "video/formats" / name))


def test_progress_while_only_packets_are_read(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentsearch_server.media.scan._PACKETS_PER_HEARTBEAT", 50)
    heard: list[Progress] = []
    request = DecodeRequest()
    list(decode(whole, probe_any(whole, request), request, report=heard.append))
    assert heard
    assert {progress.stage for progress in heard} == {"scan"}
    assert heard[0].of_us == 10_000_000


def test_impossible_requests() -> None:
    with pytest.raises(ValueError, match="above zero"):
        DecodeRequest(frames_per_second=Fraction(0))
    with pytest.raises(ValueError, match="above zero"):
        DecodeRequest(hop_us=0)
