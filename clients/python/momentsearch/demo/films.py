"""The films, rendered in another process by the package that also trains the embedded encoders."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from momentsearch.demo.errors import DemoError
from momentsearch.demo.truth import Truth, read_truth

_RENDERER = "training.films.make"


def render_films(folder: Path, *, seed: int, say: Callable[[str], None]) -> Truth:
    """Renders the films into ``folder``, or finds them there, and returns the truth about them.

    ``say`` is called with each line that the renderer prints. Raises ``DemoError``.
    """
    if not is_renderer_installed():
        raise DemoError(
            "the demo renders its films with the repository's training package, which is not "
            "installed here: run it from a clone, with make demo"
        )
    command = [sys.executable, "-m", "training", "films", "--out", str(folder), "--seed", str(seed)]
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as process:
            assert process.stdout is not None
            for line in process.stdout:
                say(line.decode(errors="replace").rstrip())
        if process.returncode:
            errors.seek(0)
            words = errors.read()[-2000:].decode(errors="replace").strip()
            raise DemoError(
                f"rendering the films failed with status {process.returncode}:\n{words}"
            )
    return read_truth(folder / "truth.json")


def is_renderer_installed() -> bool:
    try:
        return importlib.util.find_spec(_RENDERER) is not None
    except ModuleNotFoundError:  # not even the package that it lies in
        return False
