"""``models`` and ``doctor``: what is on this machine, for people and as JSON.

Each gives its text and whether all is well.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from momentsearch_server.encoders.pairs import CheckpointDescription, describe_known
from momentsearch_server.errors import EncoderRejected, Reason, ServiceError
from momentsearch_server.media.audio import ffmpeg_binary
from momentsearch_server.media.versions import decoder_versions
from momentsearch_server.settings import (
    DEFAULT_PICTURE_ENCODER,
    DEFAULT_SOUND_ENCODER,
    Settings,
    chosen_encoders,
)

LEAST_FREE_BYTES = 1 << 30


def models(settings: Settings, *, as_json: bool) -> tuple[str, bool]:
    """The checkpoints that are known, and whether those that ``serve`` would load are here."""
    defaults = (DEFAULT_PICTURE_ENCODER, DEFAULT_SOUND_ENCODER)
    described = describe_known(defaults, chosen_encoders(settings))
    chosen = set(chosen_encoders(settings))
    well = all(is_usable(one) for one in described if one.name in chosen)
    if as_json:
        return json.dumps([_model_values(one, chosen) for one in described], indent=2), well
    lines = [_model_line(one, chosen) for one in described]
    return "\n".join([*lines, "", "* is what `serve` loads with these settings"]), well


def is_usable(one: CheckpointDescription) -> bool:
    return one.space is not None


def _model_values(one: CheckpointDescription, chosen: set[str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "modality": one.modality.value,
        "state": one.state.value,
        "detail": one.detail,
        "directory": str(one.directory) if one.directory else None,
        "size_bytes": one.size_bytes,
        "space": asdict(one.space) | {"space_id": one.space.space_id} if one.space else None,
        "chosen": one.name in chosen,
    }


def _model_line(one: CheckpointDescription, chosen: set[str]) -> str:
    mark = "*" if one.name in chosen else " "
    size = f"{one.size_bytes / 1e6:,.1f} MB" if one.size_bytes else ""
    space = f"{one.space.space_id}, {one.space.dim} dimensions" if one.space else one.detail
    words = (one.modality.value, one.name, one.state.value, size, space)
    return f"{mark} {words[0]:8} {words[1]:34} {words[2]:12} {words[3]:>12}  {words[4]}".rstrip()


@dataclass(frozen=True)
class Check:
    name: str
    well: bool
    found: str


def doctor(settings: Settings, *, as_json: bool) -> tuple[str, bool]:
    """Whether this machine has what the server needs with these settings."""
    checks = [
        Check("python", True, platform.python_version()),
        _checked("torch", lambda: _torch(settings.device, settings.precision)),
        _checked("decoders", _decoders),
        _checked("ffmpeg", ffmpeg_binary),
        _checked("encoders", lambda: _encoders(settings)),
        _checked("data directory", lambda: _data_directory(settings.data_dir)),
        _checked("vector index", lambda: settings.milvus or "Milvus Lite, in the data directory"),
        _checked("media roots", lambda: ", ".join(map(str, settings.media_roots)) or "none"),
    ]
    well = all(check.well for check in checks)
    if as_json:
        return json.dumps({"well": well, "checks": [asdict(c) for c in checks]}, indent=2), well
    lines = [f"{'ok ' if c.well else 'NOT'}  {c.name:15} {c.found}" for c in checks]
    return "\n".join(lines), well


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except ServiceError as error:
        return Check(name, False, error.message)
    except (ImportError, OSError, RuntimeError) as error:
        return Check(name, False, f"{type(error).__name__}: {error}")


def _torch(device: str, precision: str) -> str:
    from momentsearch_server.encoders.huggingface import resolve_arithmetic

    arithmetic = resolve_arithmetic(device, precision)
    return (
        f"{importlib.metadata.version('torch')}, encoders run on {arithmetic.device} and take "
        f"samples in {str(arithmetic.samples).removeprefix('torch.')}"
    )


def _decoders() -> str:
    return ", ".join(f"{name} {version}" for name, version in decoder_versions().items())


def _encoders(settings: Settings) -> str:
    chosen = chosen_encoders(settings)
    described = [one for one in describe_known(chosen) if one.name in chosen]
    missing = [one for one in described if not is_usable(one)]
    if missing:
        problems = "; ".join(
            f"{one.name} ({one.modality}) is {one.state}{one.detail and ', '}{one.detail}"
            for one in missing
        )
        raise EncoderRejected(Reason.CHECKPOINT_NOT_FOUND, f"{problems}. `models` says more")
    return ", ".join(f"{one.modality}: {one.name}" for one in described)


def _data_directory(data_dir: Path) -> str:
    parent = next(place for place in (data_dir, *data_dir.absolute().parents) if place.exists())
    if not os.access(parent, os.W_OK):
        raise PermissionError(f"{parent} cannot be written to by this user")
    free_bytes = shutil.disk_usage(parent).free
    if free_bytes < LEAST_FREE_BYTES:
        raise OSError(f"{parent} has {free_bytes / 1e6:.0f} MB free, expected at least 1,000 MB")
    return f"{data_dir.absolute()}, {free_bytes / 1e9:.0f} GB free"
