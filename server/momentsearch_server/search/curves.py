"""Curves: what one query term scores against every sample of one timeline, over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Times = NDArray[np.int64]

# Samples further apart than this many usual spacings have something unsampled between them. One
# sample that could not be decoded is no gap; two are.
GAP_FACTOR = 2.5
# Of windows of sound, which overlap, one that is missing was silent from end to end.
OVERLAPPING_GAP_FACTOR = 1.5
# Nor may more than this many usual lengths lie between them: where most windows are cut short by
# silence, the usual spacing tells little.
MOST_UNCOVERED = 1.5


@dataclass(frozen=True, slots=True)
class Null:
    """What values are where nothing matches: their ``centre``, and the highest that is ``usual``,
    two standard deviations above it."""

    centre: float = 0.0
    usual: float = 2.0


@dataclass(frozen=True)
class Curve:
    """Values over the samples of one timeline.

    ``values`` float64 ``[n]``; ``starts_us`` and ``ends_us`` int64 ``[n]``, non-decreasing: the
    spans that the samples stand for, which overlap where windows do.
    """

    values: Floats
    starts_us: Times
    ends_us: Times
    null: Null = Null()

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Cells:
    """The timeline cut into one interval per sample, without overlap, ``[starts, ends)``.

    ``joined[i]`` says that nothing unsampled lies between sample ``i`` and the one after it.
    ``windows`` is what the samples usually are where any two of them overlap; None where none do.
    """

    starts_us: Times
    ends_us: Times
    joined: NDArray[np.bool_]
    windows: Windows | None = None


@dataclass(frozen=True, slots=True)
class Windows:
    """Samples that overlap: how long they are, and from the middle of one to that of the next."""

    length_us: float
    spacing_us: float


def cells_of(curve: Curve) -> Cells:
    """Each instant given to the sample whose middle is nearest.

    For frames on a grid these are the samples' own spans; overlapping windows share evenly::

        windows   |-----0-----|           |-----2-----|
                        |-----1-----|
        cells     |----0---|--1--|--- ...

    At a gap (silence is not encoded, and samples end where it begins) a cell ends with its sample,
    and the next begins with its own. The place of a single frame that is missing is shared by its
    neighbours. Windows that silence has cut to the same span have even parts of it.
    """
    if len(curve) < 2:
        return Cells(curve.starts_us, curve.ends_us, np.zeros(0, dtype=bool))
    middles = (curve.starts_us + curve.ends_us) // 2
    steps_us = np.diff(middles)
    length_us = float(np.median(curve.ends_us - curve.starts_us))
    usual = Windows(length_us, float(np.median(steps_us)))
    overlap = bool(np.any(curve.starts_us[1:] < curve.ends_us[:-1]))
    joined = _are_joined(curve, steps_us, usual, overlap=overlap)
    # The end of a window that was cut short may come before that of the window before it.
    shared = joined | (curve.starts_us[1:] < np.maximum.accumulate(curve.ends_us)[:-1])
    places = np.maximum.accumulate(_places(curve, middles))
    between = (places[:-1] + places[1:]) // 2
    starts, ends = curve.starts_us.copy(), curve.ends_us.copy()
    ends[:-1] = np.where(shared, between, ends[:-1])
    starts[1:] = np.where(shared, between, starts[1:])
    return Cells(starts, np.maximum(ends, starts), joined, usual if overlap else None)


def _places(curve: Curve, middles: Times) -> Times:
    """Where each sample stands: its middle; of several with one span, the middle of its part."""
    again = np.zeros(len(curve), dtype=bool)
    again[1:] = (curve.starts_us[1:] == curve.starts_us[:-1]) & (
        curve.ends_us[1:] == curve.ends_us[:-1]
    )
    if not again.any():
        return middles
    firsts = np.flatnonzero(~again)
    group = np.cumsum(~again) - 1
    count = np.diff(np.append(firsts, len(curve)))[group]
    number = np.arange(len(curve)) - firsts[group]
    lengths = curve.ends_us - curve.starts_us
    places: Times = curve.starts_us + lengths * (2 * number + 1) // (2 * count)
    return places


def _are_joined(
    curve: Curve, steps_us: Times, usual: Windows, *, overlap: bool
) -> NDArray[np.bool_]:
    """Bool ``[n - 1]``; ``steps_us`` are from one sample's middle to the next."""
    factor = OVERLAPPING_GAP_FACTOR if overlap else GAP_FACTOR
    uncovered_us = curve.starts_us[1:] - np.maximum.accumulate(curve.ends_us)[:-1]
    joined: NDArray[np.bool_] = (steps_us <= factor * usual.spacing_us + 1) & (
        uncovered_us <= MOST_UNCOVERED * usual.length_us
    )
    return joined


def sample_at(cells: Cells, at_us: int) -> int | None:
    """The sample that speaks for an instant; None where nothing was sampled."""
    index = int(np.searchsorted(cells.starts_us, at_us, side="right")) - 1
    return index if index >= 0 and at_us < cells.ends_us[index] else None


def resample(curve: Curve, *, start_us: int, end_us: int, point_count: int) -> NDArray[np.float32]:
    """The highest value in each of ``point_count`` equal intervals of ``[start_us, end_us)``.

    float32 ``[point_count]``; NaN where no sample reaches into the interval.
    """
    if len(curve) == 0 or end_us <= start_us:
        return np.full(point_count, np.nan, dtype=np.float32)
    cells = cells_of(curve)
    scale = point_count / (end_us - start_us)
    first = np.floor((cells.starts_us - start_us) * scale).astype(np.int64)
    last = np.ceil((cells.ends_us - start_us) * scale).astype(np.int64)
    # Cells follow one another, so that those which reach into an interval are neighbours.
    intervals = np.arange(point_count)
    begin = np.searchsorted(last, intervals, side="right")
    end = np.searchsorted(first, intervals, side="right")
    # Every second range of `reduceat` is of no interest; no place may lie beyond the values.
    values = np.append(curve.values, np.nan).astype(np.float32)
    highest = np.fmax.reduceat(values, np.column_stack([begin, end]).ravel())[::2]
    points: NDArray[np.float32] = np.where(begin < end, highest, np.float32(np.nan))
    return points
