"""Sound is where a player plays it: sample index is time."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from momentsearch_server.media.audio import SoundDecoder, SoundSource, command
from momentsearch_server.media.probe import Probe, probe
from tests.media.conftest import MakeMedia

RATE = 48_000
Sound = NDArray[np.float32]

CLICKS_AT = (0.5, 1.25, 3.0)


def decoded(path: Path, start_us: int = 0, end_us: int | None = None) -> Sound:
    blocks = list(SoundDecoder(source_of(path, probe(path), start_us, end_us)))
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def source_of(
    path: Path, probed: Probe, start_us: int = 0, end_us: int | None = None
) -> SoundSource:
    assert probed.sound is not None
    return SoundSource(
        path, probed.container_format, probed.sound.stream_index, probed.origin_us, start_us, end_us
    )


@pytest.fixture(scope="module")
def clicks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """4 s of silence with a 5 ms burst at each of ``CLICKS_AT``."""
    sound = np.zeros(4 * RATE, dtype=np.int16)
    burst = (20_000 * np.sin(np.arange(240) * 2 * np.pi * 3000 / RATE)).astype(np.int16)
    for at in CLICKS_AT:
        sound[round(at * RATE) : round(at * RATE) + len(burst)] = burst
    path = tmp_path_factory.mktemp("clicks") / "clicks.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.tobytes())
    return path


def onsets(sound: Sound) -> list[float]:
    """Seconds of the loud moments that follow at least 0.1 s of quiet."""
    loud = np.flatnonzero(np.abs(sound) > 0.2) / RATE
    return [float(loud[0])] + [float(b) for a, b in pairwise(loud) if b - a > 0.1]


PCM = ("-c:a", "pcm_s16le")
PICTURES = ("-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=4")


@pytest.mark.parametrize(
    ("name", "arguments", "shift"),
    [
        ("clicks.mkv", PCM, 0),
        ("clicks.flac", (), 0),
        ("clicks.m4a", ("-c:a", "aac"), 0),
        ("clicks.ogg", ("-c:a", "libvorbis"), 0),
        ("clicks.opus", ("-c:a", "libopus"), 0),
        ("clicks.mp3", ("-c:a", "libmp3lame"), 0),
        ("clicks-8k.wav", ("-ar", "8000"), 0),
        ("clicks-44k.avi", ("-ar", "44100", *PCM), 0),
        ("clicks-late.mkv", ("-output_ts_offset", "7.3", *PCM), 7.3),
        ("clicks-late.mov", ("-output_ts_offset", "7.3", *PCM), 7.3),
        # The clock of a transport stream starts anywhere: the first instant is zero.
        ("clicks.ts", ("-c:a", "mp2"), 0),
    ],
)
def test_each_sound_is_where_it_is_played(
    name: str, arguments: tuple[str, ...], shift: float, clicks: Path, make_media: MakeMedia
) -> None:
    path = make_media(name, "-i", str(clicks), *arguments)
    # An encoder's own delay remains where the container does not say how long it is (MP2: 10 ms).
    tolerance = 0.025 if name.endswith(".ts") else 0.003
    expected = [at + shift for at in CLICKS_AT]
    assert onsets(decoded(path)) == pytest.approx(expected, abs=tolerance)


def test_sound_that_starts_after_the_pictures(clicks: Path, make_media: MakeMedia) -> None:
    path = make_media(
        "offset.mp4", *PICTURES, "-itsoffset", "1.7", "-i", str(clicks), "-map", "0:v", "-map",
        "1:a", "-c:v", "libx264", "-c:a", "aac",
    )  # fmt: skip
    assert onsets(decoded(path)) == pytest.approx([at + 1.7 for at in CLICKS_AT], abs=0.003)


def test_sound_that_starts_after_the_pictures_of_a_stream(
    clicks: Path, make_media: MakeMedia
) -> None:
    path = make_media(
        "offset.ts", *PICTURES, "-itsoffset", "1.7", "-i", str(clicks), "-map", "0:v", "-map",
        "1:a", "-c:v", "libx264", "-c:a", "mp2",
    )  # fmt: skip
    first_picture_us = probe(path).picture.start_us  # type: ignore[union-attr]
    expected = [at + 1.7 + first_picture_us / 1e6 for at in CLICKS_AT]
    assert onsets(decoded(path)) == pytest.approx(expected, abs=0.025)


def test_a_hole_in_the_stream_is_silence(clicks: Path, make_media: MakeMedia) -> None:
    """A second was lost, and what follows it stays in its place."""
    path = make_media(
        "hole.mkv", "-i", str(clicks), "-af", "aselect='not(between(t,1.6,2.6))'", *PCM
    )
    assert onsets(decoded(path)) == pytest.approx(CLICKS_AT, abs=0.003)


@pytest.mark.parametrize("start_us", [0, 1_000_000, 1_200_000])
def test_from_the_middle(start_us: int, clicks: Path) -> None:
    found = decoded(clicks, start_us=start_us, end_us=3_500_000)
    assert len(found) == round((3_500_000 - start_us) * 0.048)
    expected = [at - start_us / 1e6 for at in CLICKS_AT if at * 1e6 >= start_us]
    assert onsets(found) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("codec", ["pcm_s16le", "aac", "libvorbis"])
def test_from_far_in_is_the_same_as_from_the_start(
    codec: str, clicks: Path, make_media: MakeMedia
) -> None:
    path = make_media(f"long-{codec}.mkv", "-stream_loop", "9", "-i", str(clicks), "-c:a", codec)
    whole = decoded(path)[30 * RATE + RATE // 2 : 34 * RATE + RATE // 2]
    part = decoded(path, start_us=30_500_000, end_us=34_500_000)
    assert onsets(part) == pytest.approx(onsets(whole), abs=0.001)


def test_before_the_first_sound_is_silence_and_no_memory(
    clicks: Path, make_media: MakeMedia
) -> None:
    path = make_media("clicks-late.mkv", "-i", str(clicks), "-output_ts_offset", "7.3", *PCM)
    found = decoded(path, start_us=5_000_000)
    assert onsets(found) == pytest.approx([at + 2.3 for at in CLICKS_AT], abs=0.003)


def test_two_equal_channels_are_as_loud_as_each(make_media: MakeMedia) -> None:
    tone = ("-f", "lavfi", "-i", "sine=f=440:r=48000:d=1")
    one = decoded(make_media("mono.wav", *tone, "-ac", "1"))
    two = decoded(make_media("stereo.wav", *tone, "-af", "pan=stereo|c0=c0|c1=c0"))
    assert np.abs(one).max() == pytest.approx(np.abs(two).max(), rel=0.01)


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("audio/formats/sample_ac3.mp4", 0.288),
        ("audio/formats/sine_16ch_s16.wav", 1.0),
        ("audio/formats/sine_mono_u8.wav", 4.0),
        ("audio/formats/nasa_13013.mp4.audio.mp3", 13.056),
        ("video/real/bigbuckbunny.mp4", 5.312),
    ],
)
def test_many_channels_and_rates(name: str, seconds: float, media_root: Path) -> None:
    found = decoded(media_root / name)
    assert len(found) / RATE == pytest.approx(seconds, abs=0.002)
    assert 0.01 < np.abs(found).max() <= 1.5


def test_the_tone_keeps_its_pitch(media_root: Path) -> None:
    found = decoded(media_root / "audio/formats/sine_mono_s16.wav")
    spectrum = np.abs(np.fft.rfft(found[:RATE]))
    assert int(spectrum.argmax()) == 440


@pytest.mark.parametrize("name", ["car-detection.mp4", "cockatoo.mp4", "flower.mp4", "flower.webm"])
def test_lossy_codecs_give_digital_silence_back_as_such(name: str, media_root: Path) -> None:
    assert np.abs(decoded(media_root / "video/real" / name)).max() == 0


def test_a_reader_that_leaves_ends_ffmpeg(media_root: Path) -> None:
    path = media_root / "audio/real/jfk.flac"
    blocks: Iterator[Sound] = iter(SoundDecoder(source_of(path, probe(path))))
    next(blocks)
    blocks.close()  # type: ignore[attr-defined]  # a generator; hangs if ffmpeg is waited for


def test_ffmpeg_is_told_to_open_nothing_else() -> None:
    source = SoundSource(Path("/x/-y.mp4"), "mov", 1, 0)
    arguments = command(source, binary="ffmpeg")
    assert arguments[arguments.index("-protocol_whitelist") + 1] == "file,pipe"
    assert arguments[arguments.index("-format_whitelist") + 1] == "mov"
    assert arguments[arguments.index("-i") + 1] == "/x/-y.mp4"
    assert "-nostdin" in arguments
