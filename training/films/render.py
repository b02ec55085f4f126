"""From a plan to a file that any player opens."""

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.films.plan import Film, SoundCue, generator, scene_at
from training.pictures.scene import render
from training.sounds.signals import SAMPLE_RATE_HZ, Signal, samples
from training.sounds.synthesis import synthesise_event, synthesise_music

WIDTH, HEIGHT = 640, 360
FRAMES_PER_SECOND = 10
FADE_SECONDS = 0.08

_H264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-g", "50")
_VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "34", "-b:v", "0",
        "-g", "50")  # fmt: skip
_AAC = ("-c:a", "aac", "-b:a", "96k")
_OPUS = ("-c:a", "libopus", "-b:a", "80k")
_VORBIS = ("-c:a", "libvorbis", "-q:a", "4")

# By the end of the file's name: what the pictures and the sound are encoded with.
CODECS: dict[str, tuple[str, ...]] = {
    ".mp4": (*_H264, *_AAC, "-movflags", "+faststart"),
    ".webm": (*_VP9, *_OPUS),
    ".mkv": (*_H264, *_VORBIS),
    ".flac": ("-c:a", "flac"),
    ".m4a": (*_AAC, "-movflags", "+faststart"),
    ".ogg": _VORBIS,
    ".opus": _OPUS,
    ".mp3": ("-c:a", "libmp3lame", "-q:a", "3"),
}
# Without dates and version strings, and on one thread: the same plan gives the same bytes.
_REPRODUCIBLE = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact",
                 "-threads", "1")  # fmt: skip


def render_film(film: Film, path: Path, *, frames_per_second: int = FRAMES_PER_SECOND) -> None:
    """Writes the media, under another name first, so that what has the right name is complete.

    Raises:
        RuntimeError: ffmpeg failed; the message has its last words.
    """
    unfinished = path.with_name(f"unfinished-{path.name}")
    if film.kind == "still":
        Image.fromarray(next(frames_of(film))).save(unfinished, quality=92)
    else:
        _encode(film, unfinished, frames_per_second)
    unfinished.replace(path)


def frames_of(
    film: Film, frames_per_second: int = FRAMES_PER_SECOND
) -> Iterator[NDArray[np.uint8]]:
    """Pictures in their order, each uint8 `[360, 640, 3]`, RGB; of a still, the one."""
    for index in range(max(1, round(film.duration_seconds * frames_per_second))):
        seconds = index / frames_per_second
        scene = scene_at(film, seconds)
        if scene is not None:
            yield render(scene, width=WIDTH, height=HEIGHT, motion_seconds=seconds)


def sound_of(film: Film) -> Signal:
    """The whole sound track: float32 `[n]`, mono, 48 kHz, within [-1, 1]; silence is zero."""
    track = np.zeros(samples(film.duration_seconds), dtype=np.float32)
    for index, cue in enumerate(film.cues):
        start = round(cue.start_seconds * SAMPLE_RATE_HZ)
        heard = _heard(cue, generator(film.seed, index))[: len(track) - start]
        track[start : start + len(heard)] += heard
    return np.clip(track, -1.0, 1.0)


def _heard(cue: SoundCue, rng: np.random.Generator) -> Signal:
    """The cue at its level, with ends too brief to be noticed but long enough not to click."""
    seconds = cue.end_seconds - cue.start_seconds
    if isinstance(cue.source, str):
        sound = synthesise_event(cue.source, rng, duration_seconds=seconds)
    else:
        sound = synthesise_music(cue.source, rng, duration_seconds=seconds)
    ramp = np.linspace(0, 1, samples(FADE_SECONDS), dtype=np.float32)
    sound = sound * np.float32(10 ** (cue.level_db / 20))
    sound[: len(ramp)] *= ramp
    sound[-len(ramp) :] *= ramp[::-1]
    return sound


def _encode(film: Film, path: Path, frames_per_second: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.wav"
        _write_wave(sound_of(film), sound)
        pictures = () if film.kind == "sound" else _raw_pictures_from_stdin(frames_per_second)
        command = [
            find_ffmpeg(), "-y", "-loglevel", "error", "-nostdin" if not pictures else "-nostats",
            *pictures, "-i", str(sound), *_REPRODUCIBLE, *CODECS[path.suffix], str(path),
        ]  # fmt: skip
        with (Path(folder) / "log").open("w+b") as log:
            _feed(command, frames_of(film, frames_per_second) if pictures else iter(()), log)


def _raw_pictures_from_stdin(frames_per_second: int) -> tuple[str, ...]:
    size, rate = f"{WIDTH}x{HEIGHT}", str(frames_per_second)
    return ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", rate, "-i", "-")


def _feed(command: list[str], frames: Iterator[NDArray[np.uint8]], log: BinaryIO) -> None:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log) as process:
        assert process.stdin is not None
        try:
            for frame in frames:
                process.stdin.write(frame.tobytes())
            process.stdin.close()
        except BrokenPipeError:  # ffmpeg has given up; why is in its log
            pass
    if process.returncode:
        log.seek(0)
        raise RuntimeError(f"ffmpeg failed on {command[-1]}: {log.read()[-800:].decode()}")


def _write_wave(sound: Signal, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes((sound * 32_767).astype("<i2").tobytes())


def find_ffmpeg() -> str:
    """The binary that comes with imageio-ffmpeg, which has all encoders; else the one on PATH.

    Raises:
        RuntimeError: there is neither.
    """
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        found = shutil.which("ffmpeg")
    if not found:
        raise RuntimeError("no ffmpeg: pip install imageio-ffmpeg, or put ffmpeg on the PATH")
    return found
