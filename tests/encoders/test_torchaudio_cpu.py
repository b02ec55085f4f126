"""torchaudio can be imported beside a CPU torch, and is left alone where it already works."""

import subprocess
import sys
from pathlib import Path

import pytest

SERVER = Path(__file__).parents[2] / "server"

WORKING_EXTENSION = """
_IS_TORCHAUDIO_EXT_AVAILABLE = True
"""
# The same error that torch.ops.load_library raises for a missing libc10_cuda.so.
BROKEN_EXTENSION = """
raise OSError("Could not load this library: _torchaudio.abi3.so")
"""


def _fake_torchaudio(folder: Path, extension: str) -> Path:
    package = folder / "torchaudio"
    package.mkdir()
    (package / "__init__.py").write_text("from . import _extension\nfrom . import functional\n")
    (package / "_extension.py").write_text(extension)
    (package / "functional.py").write_text(
        "from torchaudio._extension import _IS_TORCHAUDIO_EXT_AVAILABLE as compiled\n"
    )
    return folder


def _run(script: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    """Runs `script` in a fresh interpreter, because an import happens once in a process."""
    start = f"import sys; sys.path[:0] = {[str(path) for path in (*paths, SERVER)]!r}\n"
    start += "from momentsearch_server.encoders import torchaudio_cpu\n"
    command = [sys.executable, "-c", start + script]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_an_extension_that_loads_is_kept(tmp_path: Path) -> None:
    ran = _run(
        "torchaudio_cpu.ensure_importable()\n"
        "import torchaudio\n"
        "assert torchaudio.functional.compiled is True\n"
        "assert torchaudio._extension.__file__, 'the real module was replaced'\n",
        _fake_torchaudio(tmp_path, WORKING_EXTENSION),
    )
    assert ran.returncode == 0, ran.stderr


def test_an_extension_that_does_not_load_is_replaced(tmp_path: Path) -> None:
    ran = _run(
        "torchaudio_cpu.ensure_importable()\n"
        "torchaudio_cpu.ensure_importable()\n"
        "import torchaudio\n"
        "assert torchaudio.functional.compiled is False\n",
        _fake_torchaudio(tmp_path, BROKEN_EXTENSION),
    )
    assert ran.returncode == 0, ran.stderr


def test_other_faults_are_not_hidden(tmp_path: Path) -> None:
    ran = _run(
        "torchaudio_cpu.ensure_importable()\n",
        _fake_torchaudio(tmp_path, "raise ValueError('a real fault')\n"),
    )
    assert ran.returncode != 0
    assert "a real fault" in ran.stderr


def test_the_installed_torchaudio_and_transformers_work() -> None:
    """Whichever of the two cases this machine is, the mel transform and ClapModel are there."""
    pytest.importorskip("torch")
    ran = _run(
        "torchaudio_cpu.ensure_importable()\n"
        "import torch, torchaudio\n"
        "from transformers import ClapModel\n"
        "mels = torchaudio.transforms.MelSpectrogram(sample_rate=48000)(torch.zeros(4800))\n"
        "assert mels.isfinite().all()\n"
    )
    assert ran.returncode == 0, ran.stderr
