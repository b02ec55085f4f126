"""Which decoders are installed; loading them is the proof that they work."""

from __future__ import annotations

import importlib
import importlib.metadata

_MODULES = {"decord2": "decord", "av": "av", "ffmpeg-python": "ffmpeg", "pillow": "PIL.Image"}


def decoder_versions() -> dict[str, str]:
    """By distribution. Raises ``ImportError`` or ``OSError`` where one cannot be loaded."""
    for module in _MODULES.values():
        importlib.import_module(module)
    return {name: importlib.metadata.version(name) for name in _MODULES}
