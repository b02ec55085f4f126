"""Is it there at all? How well a number for each query tells the present from the absent.

Numbers are confidences, scores or cosines: only their order counts, but for calibration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.measuring import auroc

Floats = NDArray[np.float64]

RECALL = 0.95
BINS = 10


@dataclass(frozen=True)
class PresenceFigures:
    """Per cent, but for ``auroc`` in [0, 1] and ``threshold``, which is a number of the queries'.

    ``false_alarms``: of absent queries, at the highest threshold that keeps 95 % of the present.
    ``f1`` is the best that one threshold for all queries reaches, at ``threshold``.
    """

    present: int
    absent: int
    auroc: float
    false_alarms: float
    f1: float
    threshold: float


def presence_figures(present: Sequence[float], absent: Sequence[float]) -> PresenceFigures:
    """Raises ``ValueError`` where either is empty or a number is NaN."""
    there, missing = _numbers(present, "present"), _numbers(absent, "absent")
    f1, threshold = best_f1(there, missing)
    return PresenceFigures(
        present=len(there),
        absent=len(missing),
        auroc=auroc(there, missing),
        false_alarms=100 * false_alarms(there, missing, recall=RECALL),
        f1=100 * f1,
        threshold=threshold,
    )


def _numbers(values: Sequence[float] | Floats, name: str) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1 or len(numbers) == 0 or np.isnan(numbers).any():
        raise ValueError(f"{name} has {numbers.size} numbers; one without NaN is the least")
    return numbers


def false_alarms(present: Floats, absent: Floats, *, recall: float) -> float:
    """The share of absent ones at or above the threshold that keeps ``recall`` of the present."""
    kept = int(np.ceil(recall * len(present) - 1e-9))
    threshold = np.sort(present)[len(present) - kept]
    return float(np.mean(absent >= threshold))


def best_f1(present: Floats, absent: Floats) -> tuple[float, float]:
    """In [0, 1], and the threshold (at or above is called present); of equals the highest."""
    thresholds = np.unique(present)
    hits = len(present) - np.searchsorted(np.sort(present), thresholds, side="left")
    alarms = len(absent) - np.searchsorted(np.sort(absent), thresholds, side="left")
    scores = 2 * hits / (len(present) + hits + alarms)
    best = len(scores) - 1 - int(np.argmax(scores[::-1]))
    return float(scores[best]), float(thresholds[best])


def calibration_error(
    confidences: Sequence[float] | Floats,
    right: Sequence[bool] | NDArray[np.bool_],
    *,
    bins: int = BINS,
) -> float:
    """The expected calibration error in [0, 1], over bins of (nearly) as many queries each.

    How far the mean confidence of a bin is from the share that is right in it, weighed by size.
    Raises ``ValueError`` where there are no queries or the lengths differ.
    """
    said, true = _numbers(confidences, "confidences"), np.asarray(right, dtype=np.float64)
    if said.shape != true.shape:
        raise ValueError(f"{len(said)} confidences for {len(true)} answers")
    order = np.argsort(said, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    gaps = [len(part) * abs(said[part].mean() - true[part].mean()) for part in parts]
    return float(sum(gaps) / len(order))
