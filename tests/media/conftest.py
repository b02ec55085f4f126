"""Media that these tests make for themselves, each with the command that made it."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from momentsearch_server.media.audio import ffmpeg_binary

MakeMedia = Callable[..., Path]


@pytest.fixture(scope="session")
def make_media(tmp_path_factory: pytest.TempPathFactory) -> MakeMedia:
    """``make_media("name.mp4", "-f", "lavfi", ...)``: what ffmpeg makes of the arguments.

    The same name is made once a session. The command is written beside the file.
    """
    folder = tmp_path_factory.mktemp("media")

    def make(name: str, *arguments: str) -> Path:
        path = folder / name
        if not path.exists():
            command = [ffmpeg_binary(), "-nostdin", "-v", "error", "-y", *arguments, str(path)]
            subprocess.run(command, check=True, timeout=300, cwd=folder)
            path.with_name(f"{name}.command").write_text(shlex.join(command))
        return path

    return make


@pytest.fixture(scope="session")
def film(make_media: MakeMedia) -> Path:
    """4 s: a moving picture with B-frames at 25 a second, and a 440 Hz tone; index in front."""
    return make_media(
        "film.mp4",
        *("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=4"),
        *("-f", "lavfi", "-i", "sine=f=440:r=48000:d=4"),
        *("-c:v", "libx264", "-bf", "2", "-g", "25", "-c:a", "aac", "-movflags", "faststart"),
    )
