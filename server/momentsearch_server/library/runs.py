"""Runs: neighbouring samples whose vectors are nearly equal, which share one row in the index.

A film holds a shot for seconds, so that most samples say what their neighbours say. One row a run
makes the index several times smaller; scoring is done on the timelines, so that no precision of
time is lost. A run's row finds its *media* as a candidate, nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.library.timelines import Timeline
from momentsearch_server.library.vectors import IndexRow, run_row_id

# A run hides its best sample by as much as that sample is more similar to a query than the mean is.
# At 0.95 members lie within 18 degrees of the first sample, so the mean does too, and the bound is
# loose (0.62). Measured with the embedded pair on made-up films (`python -m
# benchmarks.quality.runs`), the best run's similarity lies below the best sample's by 0.020 at the
# 95th percentile in pictures and 0.028 in sound, 0.029 and 0.045 at the 99th (at a threshold of
# 0.90: 0.023 and 0.042, 0.035 and 0.063); candidates are over-fetched for that.
DEFAULT_THRESHOLD = 0.95
# Samples of one grid touch exactly; a gap is where silent windows or broken frames were.
DEFAULT_MAX_GAP_US = 1_000


@dataclass(frozen=True)
class Runs:
    """Runs of one timeline, in its order.

    ``firsts`` and ``lasts`` int64 ``[r]``: the first and the last sample's index, inclusive; every
    sample is in exactly one run. ``vectors`` float32 ``[r, dim]``: normalised means, unit norm.
    """

    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.firsts)


def find_runs(
    vectors: NDArray[np.floating],
    starts_us: NDArray[np.int64],
    ends_us: NDArray[np.int64],
    *,
    threshold: float = DEFAULT_THRESHOLD,
    max_gap_us: int = DEFAULT_MAX_GAP_US,
) -> Runs:
    """Cuts a timeline where its picture or sound changes, or where it has a gap.

    A sample joins the run before it when its cosine is at least ``threshold`` both to the run's
    mean and to the run's first sample: the second keeps a slow pan from being chained, small step
    by small step, into one run whose ends have nothing in common.

    ``vectors`` ``[n, dim]`` unit norm; ``starts_us``, ``ends_us`` ``[n]``, ordered by start.
    """
    samples = np.asarray(vectors, dtype=np.float32)
    gaps = starts_us[1:] - ends_us[:-1] > max_gap_us
    firsts: list[int] = []
    total = first = np.zeros(samples.shape[1], dtype=np.float32)
    for index, sample in enumerate(samples):
        follows = index > 0 and not gaps[index - 1]
        if follows and _is_near(sample, total, first, threshold):
            total = total + sample
        else:
            firsts.append(index)
            total = first = sample
    return _runs(samples, np.array(firsts, dtype=np.int64))


def _is_near(
    sample: NDArray[np.float32],
    total: NDArray[np.float32],
    first: NDArray[np.float32],
    threshold: float,
) -> bool:
    """``total`` is the run's sum; its direction is the mean's."""
    to_first = float(sample @ first)
    return to_first >= threshold and float(sample @ total) >= threshold * _norm(total)


def _norm(vector: NDArray[np.float32]) -> float:
    return float(np.sqrt(vector @ vector))


def _runs(samples: NDArray[np.float32], firsts: NDArray[np.int64]) -> Runs:
    if not len(firsts):
        return Runs(firsts, firsts, np.zeros((0, samples.shape[1]), dtype=np.float32))
    lasts = np.append(firsts[1:], len(samples)) - 1
    sums = np.add.reduceat(samples, firsts, axis=0)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return Runs(firsts, lasts, (sums / norms).astype(np.float32))


def index_rows(timeline: Timeline, collection: str) -> Iterator[IndexRow]:
    """The rows of the vector index that a timeline makes, one for each run."""
    runs = find_runs(timeline.vectors, timeline.starts_us, timeline.ends_us)
    for run, (first, last) in enumerate(zip(runs.firsts, runs.lasts, strict=True)):
        yield IndexRow(
            row_id=run_row_id(timeline.space_id, timeline.media_id, run),
            collection=collection,
            media_id=timeline.media_id,
            start_us=int(timeline.starts_us[first]),
            end_us=int(timeline.ends_us[last]),
            vector=runs.vectors[run],
        )
