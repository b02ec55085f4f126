"""What a cosine of an encoder's is worth, where that was measured.

A checkpoint's folder may hold ``calibration.json`` and ``reference.npz``; the embedded pair's does,
written by ``python -m benchmarks.quality.calibrate``. They are no part of the fingerprint: vectors
stay comparable when calibration is measured anew. ``admin calibrate`` writes the same two files
into the data directory, in a folder for each space, where they come before the checkpoint's own.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import DataLoss, Reason
from momentsearch_server.space import Space

FILE_NAME = "calibration.json"
REFERENCE_FILE = "reference.npz"


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that the best of ``n`` samples shows what a text describes, as a weighted sum.

    Of that sample's ``similarity`` (a cosine); of the ``centre`` and ``spread`` of the text's
    similarities to the reference samples; of the natural logarithm of ``n`` (``samples``, at most
    0); and a ``constant``. Present and absent are alike likely before.
    """

    similarity: float
    centre: float
    spread: float
    samples: float
    constant: float


@dataclass(frozen=True)
class Calibration:
    """``reference``: samples of many kinds, float32 ``[m, dim]`` of unit norm. What a text scores
    against them is its null, the same in a library of one media and of ten thousand."""

    weights: Weights
    reference: NDArray[np.float32]


def read_calibration(directory: Path) -> Calibration | None:
    """None where there is none.

    Raises:
        ValueError: the files are there and cannot be read as what they should be.
    """
    path = directory / FILE_NAME
    if not path.is_file():
        return None
    try:
        return Calibration(_weights(path), _reference(directory / REFERENCE_FILE))
    except _UNREADABLE as error:
        why = f"{type(error).__name__}: {error}"
        raise ValueError(f"{path} or {REFERENCE_FILE} beside it is damaged: {why}") from error


# What json and numpy raise for a file that is cut short, of another kind, or without a part.
_UNREADABLE = (KeyError, TypeError, ValueError, OSError, EOFError, BadZipFile, zlib.error)


def _weights(path: Path) -> Weights:
    values = json.loads(path.read_text(encoding="utf-8"))
    weights = Weights(**{field.name: float(values[field.name]) for field in fields(Weights)})
    if not np.isfinite(astuple(weights)).all() or weights.similarity <= 0 or weights.samples > 0:
        raise ValueError(f"{weights} are not finite, or of a sign that has no meaning")
    return weights


def _reference(path: Path) -> NDArray[np.float32]:
    # Opened here: numpy leaves a file open that turns out to be no archive.
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
        reference: NDArray[np.float32] = file["vectors"].astype(np.float32)
    if reference.ndim != 2 or not reference.size or not np.isfinite(reference).all():
        raise ValueError(f"vectors of shape {list(reference.shape)} are no reference samples")
    return reference


def write_calibration(directory: Path, calibration: Calibration, **notes: object) -> None:
    """Both files; ``notes`` say in the first how it was measured."""
    directory.mkdir(parents=True, exist_ok=True)
    # Without the first file there is no calibration, so that one that was begun is not read.
    (directory / FILE_NAME).unlink(missing_ok=True)
    half = calibration.reference.astype(np.float16)
    np.savez_compressed(directory / REFERENCE_FILE, vectors=half)
    rounded = {name: round(value, 4) for name, value in asdict(calibration.weights).items()}
    text = json.dumps(rounded | notes, indent=1)
    unfinished = directory / f"unfinished-{FILE_NAME}"
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(directory / FILE_NAME)


def own_folder(data_dir: Path, space: Space) -> Path:
    """Where a calibration lies that was measured on this library, for vectors of this space."""
    return data_dir / "calibrations" / space.space_id


def read_own(data_dir: Path, space: Space) -> Calibration | None:
    """None where none was measured on this library.

    Raises:
        DataLoss: ``CALIBRATION_DAMAGED``.
    """
    folder = own_folder(data_dir, space)
    try:
        found = read_calibration(folder)
        if found is not None and found.reference.shape[1] != space.dim:
            raise ValueError(f"{folder / REFERENCE_FILE} has vectors of another length")
    except ValueError as error:
        raise DataLoss(
            Reason.CALIBRATION_DAMAGED,
            f"{error}; remove {folder} or run `admin calibrate` again",
        ) from error
    return found
