"""Media that the fake encoders understand: colours that are seen, pitches that are heard."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from momentsearch_server.media.audio import ffmpeg_binary

# Web colours that FFmpeg and the fake picture encoder mean alike.
SIZE = "160x90"
RATE = 10
FREQUENCIES_HZ = {"rumble": 60, "hum": 250, "tone": 600, "beep": 2000, "whistle": 6000}


def make_film(
    path: Path,
    colours: Sequence[tuple[str, float]],
    pitches: Sequence[tuple[str | None, float]] = (),
) -> Path:
    """A film of ``(colour, seconds)`` shots, over ``(pitch, seconds)`` sounds; None is silence.

    Either may be empty. The command that made it is written beside it, as ``NAME.command``.
    """
    inputs: list[str] = []
    for colour, seconds in colours:
        inputs += ["-f", "lavfi", "-i", f"color={colour}:s={SIZE}:r={RATE}:d={seconds}"]
    for pitch, seconds in pitches:
        source = (
            f"sine=f={FREQUENCIES_HZ[pitch]}:r=48000:d={seconds}"
            if pitch
            else f"anullsrc=r=48000:cl=mono:d={seconds}"
        )
        inputs += ["-f", "lavfi", "-i", source]
    command = [ffmpeg_binary(), "-nostdin", "-loglevel", "error", "-y", *inputs]
    command += ["-filter_complex", _graph(len(colours), len(pitches))]
    if colours:
        command += ["-map", "[v]", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "10"]
    if pitches:
        command += ["-map", "[a]", "-c:a", "aac", "-b:a", "128k"]
    command.append(str(path))
    subprocess.run(command, check=True, timeout=120)
    path.with_name(path.name + ".command").write_text(" ".join(command))
    return path


def _graph(colour_count: int, pitch_count: int) -> str:
    parts = []
    if colour_count:
        labels = "".join(f"[{number}:v]" for number in range(colour_count))
        parts.append(f"{labels}concat=n={colour_count}:v=1:a=0[v]")
    if pitch_count:
        numbers = range(colour_count, colour_count + pitch_count)
        labels = "".join(f"[{number}:a]" for number in numbers)
        parts.append(f"{labels}concat=n={pitch_count}:v=0:a=1[a]")
    return ";".join(parts)
