"""From a curve of evidence to ranked spans: curves in, spans out.

Around each local peak, highest first, the span reaches as far as the curve stays above a level
between the curve's own floor and that peak. This is the excess-over-threshold family: its level
follows each peak, so that a second, weaker moment of a long media is found by the same rule as the
first, and a dip below the level always ends a span: two peaks are never chained across a gap.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.curves import Cells, Curve, Floats, cells_of
from momentsearch_server.timespan import TimeSpan

# The level at which a span ends, from the floor (0) to its peak (1). Published rules of this
# family do best with 0.3 to 0.5.
LEVEL = 0.45
# A media's usual evidence is its floor, but never more of it than the background explains: where a
# whole song matches, the song is the moment.
HIGHEST_FLOOR = 2.0
# Beside a media's best span, those whose peak stands out less than this many standard deviations
# are not worth listing.
LEAST_PEAK = 0.5


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """One candidate. ``score`` is at least 0, in standard deviations; see ``segment``.

    ``peak_index`` is the sample with the highest evidence in the span, ``peak`` its value.
    """

    span: TimeSpan
    score: float
    peak_index: int
    peak: float


def segment(curve: Curve, *, most: int = 20) -> list[ScoredSpan]:
    """At most ``most`` disjoint spans, best first; ties by time. At least one where there is a
    sample at all: whether it is good enough to be shown is for its confidence to say.

    ``curve.values`` is evidence: 0 where nothing speaks for the query, in standard deviations of
    the background. A span's score is the mean of its smoothed evidence above the floor, weighted by
    ``sqrt(l / (l + 1))`` for ``l`` samples: a single sample counts for seven tenths, so that one
    stray frame does not outrank a steady moment, while length alone never wins.

    O(n log n) in the number of samples.
    """
    if len(curve) == 0:
        return []
    ground = _prepared(curve)
    found: list[ScoredSpan] = []
    taken = np.zeros(len(curve), dtype=bool)
    for peak in _peaks(ground):
        if found and (ground.smooth[peak] < LEAST_PEAK or len(found) >= 4 * most):
            break
        if not taken[peak]:
            first, last = _reach(ground, taken, peak)
            taken[first : last + 1] = True
            found.append(_scored(ground, first, last))
    found.sort(key=lambda scored: (-scored.score, scored.span))
    return found[:most]


@dataclass(frozen=True)
class _Ground:
    """A curve made ready: its cells, the smoothed values, and the floor they rise from."""

    curve: Curve
    cells: Cells
    smooth: Floats
    floor: float


def _prepared(curve: Curve) -> _Ground:
    cells = cells_of(curve)
    smooth = _smoothed(curve.values, cells)
    # One or two samples have nothing around them that could be their floor.
    usual = float(np.median(smooth)) if len(curve) > 2 else 0.0
    floor = min(HIGHEST_FLOOR, max(0.0, usual))
    return _Ground(curve, cells, smooth, floor)


def _smoothed(values: Floats, cells: Cells) -> Floats:
    """Each value with a quarter share of its two neighbours; never across a gap in time.

    Enough to steady a noisy curve; a larger share would widen a moment of one sample to three.
    """
    weights = np.ones(len(values))
    sums = values.astype(np.float64).copy()
    share = 0.25 * cells.joined
    sums[:-1] += share * values[1:]
    weights[:-1] += share
    sums[1:] += share * values[:-1]
    weights[1:] += share
    return sums / weights


def _peaks(ground: _Ground) -> list[int]:
    """Local maxima, highest first; of a plateau the first sample."""
    smooth, joined = ground.smooth, ground.cells.joined
    rises = np.ones(len(smooth), dtype=bool)
    falls = np.ones(len(smooth), dtype=bool)
    rises[1:] = (smooth[1:] > smooth[:-1]) | ~joined
    falls[:-1] = (smooth[:-1] >= smooth[1:]) | ~joined
    peaks = np.flatnonzero(rises & falls)
    return [int(index) for index in peaks[np.argsort(-smooth[peaks], kind="stable")]]


def _reach(ground: _Ground, taken: NDArray[np.bool_], peak: int) -> tuple[int, int]:
    """First and last sample around ``peak`` that stay above its level, both included."""
    level = ground.floor + LEVEL * (ground.smooth[peak] - ground.floor)
    joined = ground.cells.joined
    free = (ground.smooth > level) & ~taken
    first = last = peak
    while first > 0 and joined[first - 1] and free[first - 1]:
        first -= 1
    while last + 1 < len(free) and joined[last] and free[last + 1]:
        last += 1
    return first, last


def _scored(ground: _Ground, first: int, last: int) -> ScoredSpan:
    inside = ground.smooth[first : last + 1]
    length = last - first + 1
    score = max(0.0, float(np.mean(inside)) - ground.floor) * math.sqrt(length / (length + 1))
    peak_index = first + int(np.argmax(ground.curve.values[first : last + 1]))
    span = _sharpened(ground.curve, ground.cells, first, last)
    return ScoredSpan(span, score, peak_index, float(ground.curve.values[peak_index]))


def _sharpened(curve: Curve, cells: Cells, first: int, last: int) -> TimeSpan:
    """The span's ends, where the curve crosses half way between inside and outside.

    A window that is half inside scores about half: linear interpolation between the middles of
    neighbouring samples puts the end where it belongs. On a clean step, as pictures give, this is
    the border between the two samples' cells.
    """
    inside = float(np.median(curve.values[first : last + 1]))
    start_us = int(cells.starts_us[first])
    end_us = int(cells.ends_us[last])
    if first > 0 and cells.joined[first - 1]:
        start_us = _crossing_us(curve, outside=first - 1, inside_index=first, inside=inside)
    if last + 1 < len(curve) and cells.joined[last]:
        end_us = _crossing_us(curve, outside=last + 1, inside_index=last, inside=inside)
    return TimeSpan(start_us, max(end_us, start_us + 1))


def _crossing_us(curve: Curve, *, outside: int, inside_index: int, inside: float) -> int:
    """When the straight line between two neighbouring samples' middles passes half of ``inside``.

    Half of the way from the outer neighbour's value to the inside level; never beyond a middle.
    """
    outer, inner = float(curve.values[outside]), float(curve.values[inside_index])
    outer_us = int(curve.starts_us[outside] + curve.ends_us[outside]) // 2
    inner_us = int(curve.starts_us[inside_index] + curve.ends_us[inside_index]) // 2
    if inner <= outer:
        return (outer_us + inner_us) // 2
    beyond = outside + (outside - inside_index)
    base = min(outer, float(curve.values[beyond])) if 0 <= beyond < len(curve) else outer
    half = (base + inside) / 2
    fraction = min(1.0, max(0.0, (half - outer) / (inner - outer)))
    return round(outer_us + fraction * (inner_us - outer_us))
