"""From a curve of evidence to ranked spans: curves in, spans out.

Every run of samples above a level is a candidate, for levels between the floor and the peak of the
curve around it; one formula ranks them all. Finding is easy and ranking is not: of a handful of
candidates one is nearly always right, and which one is what the score has to say. It adds up what
has proved itself alone: how far and for how long a run stays above a middle level, and how sharply
it begins and ends. A run ends where the curve falls below its level or where nothing was sampled,
so that two peaks are never chained across a gap.

Floor, peak and level are those of five minutes around each sample, and times are seconds, not
samples: a moment of ten seconds is the same moment in three minutes and in three hours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.curves import Cells, Curve, Floats, cells_of, sample_at
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

Indices = NDArray[np.int64]

# What is so far away or nearer, before and after, says what is usual and what is high here.
CONTEXT_SECONDS = 150.0
# The same once more, so that a weak moment in the context of a strong one has levels too.
NEAR_SECONDS = 20.0
# Levels whose runs are candidates, from floor (0) to peak (1).
LEVELS = np.linspace(0.02, 0.94, 14)
NEAR_LEVELS = LEVELS[::2]
# The level above which evidence counts for a run and below which it counts against it.
MIDDLE_LEVEL = 0.3
# A rank grows with this power of length: 1 is the area above the level, which long weak runs win;
# 0 is the mean, which single samples win.
LENGTH_POWER = 0.6
# What the steps at both ends weigh beside a run of LENGTH_UNIT_SECONDS.
EDGE_WEIGHT = 1.0
EDGE_SAMPLES = 2
LENGTH_UNIT_SECONDS = 2.0
# What a rank is worth that holds only within NEAR_SECONDS.
NEAR_SHARE = 0.1
# Noise of these shares of the range around a sample: up to the first nothing is smoothed, from the
# second on all that the pass may.
NOISE_SHARES = ((0.1, 0.15), (0.12, 0.18))
# Of fewer samples nobody can say what is noise.
LEAST_SAMPLES_WITH_NOISE = 24
# A sample that lies so many standard deviations of the noise below a level ends a run above it.
SURELY_BELOW = 2.5
# A candidate that overlaps a better one by more than this is the same moment found twice.
SAME_MOMENT_IOU = 0.65
# A window that begins so many spacings after the one before it was cut short by silence.
LATE = 1.05
# Candidates that compete for one place in the list; bounds what suppression costs.
CANDIDATES_PER_PLACE = 64


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """One candidate. ``score`` is at least 0, in the unit of evidence; see ``segment``.

    ``peak_index`` is the sample with the highest evidence in the span, ``peak`` its value.
    """

    span: TimeSpan
    score: float
    peak_index: int
    peak: float


def segment(
    curve: Curve, *, most: int = 20, most_overlap: float = SAME_MOMENT_IOU
) -> list[ScoredSpan]:
    """At most ``most`` spans, best first; ties by time. At least one where there is a sample at
    all: whether it is good enough to be shown is for its confidence to say.

    No two have a higher intersection over union than ``most_overlap``; with 0 they are disjoint.

    ``curve.values`` is evidence in any unit, and ``curve.null`` says what it is where nothing
    matches. The first span's score is how far it stands out: the mean of its smoothed
    evidence above the floor, weighted by ``sqrt(l / (l + 1))`` for ``l`` samples, so that it
    compares between media and one stray frame counts for seven tenths. Each further span's is the
    share of it that its rank has of the first one's rank. Spans do not depend on the scale of the
    values, nor on what is added to all of them and to the null.

    O(n log n) in the number of samples, and all of it on whole arrays.
    """
    if len(curve) == 0 or most < 1:
        return []
    return segmented(curve, most=most, most_overlap=most_overlap).spans()


def segmented(curve: Curve, *, most: int, most_overlap: float) -> Segmentation:
    """``segment`` with what was passed over, for at least one sample and ``most`` of at least 1."""
    ground = _prepared(curve)
    choice = _kept(ground, _ranked(ground, _runs(ground)), most, most_overlap)
    if len(choice.runs) == 0:
        peak = int(np.argmax(ground.smooth))
        alone = _Runs(np.array([peak]), np.array([peak + 1]), np.ones(1))
        choice = _Choice(alone, np.zeros(1, dtype=np.intp), np.full(1, -1))
    best = int(choice.kept[0])
    strength = _strength(ground, int(choice.runs.firsts[best]), int(choice.runs.stops[best]))
    return Segmentation(ground, choice, strength)


@dataclass(frozen=True)
class Segmentation:
    """Which runs of a curve competed for a place, by their place in order, best first."""

    _ground: _Ground
    _choice: _Choice
    _strength: float

    def __len__(self) -> int:
        return len(self._choice.runs)

    def spans(self) -> list[ScoredSpan]:
        """Those that have a place, best first."""
        return [self.candidate(int(place)) for place in self._choice.kept]

    def candidate(self, place: int) -> ScoredSpan:
        """Any that competed, scored as those that have a place are."""
        runs = self._choice.runs
        score = self._strength * float(runs.ranks[place] / runs.ranks[0])
        return _scored(self._ground, int(runs.firsts[place]), int(runs.stops[place]), score)

    def is_kept(self, place: int) -> bool:
        return bool(np.any(self._choice.kept == place))

    def better(self, place: int) -> int | None:
        """The better one that it overlaps, and that stayed instead of it."""
        index = int(self._choice.better[place])
        return None if index < 0 else index

    def around(self, at_us: int, until_us: int) -> list[int]:
        """The places of those that reach into ``[at_us, until_us)``; of the same run found at
        several levels the first."""
        cells, runs = self._ground.cells, self._choice.runs
        starts_us, ends_us = cells.starts_us[runs.firsts], cells.ends_us[runs.stops - 1]
        found = np.flatnonzero((starts_us < until_us) & (ends_us > at_us))
        _, first = np.unique(
            np.stack([runs.firsts, runs.stops])[:, found], axis=1, return_index=True
        )
        return [int(place) for place in found[np.sort(first)]]

    def sample_at(self, at_us: int) -> int | None:
        """The sample that speaks for an instant; None where nothing was sampled."""
        return sample_at(self._ground.cells, at_us)

    def levels(self, sample: int) -> Mapping[str, float]:
        """What a sample's evidence was held against, in the unit of evidence."""
        ground = self._ground
        return {
            "smoothed": float(ground.smooth[sample]),
            "floor": float(ground.around.floor[sample]),
            "peak": float(ground.around.peak[sample]),
            "near_floor": float(ground.near.floor[sample]),
            "near_peak": float(ground.near.peak[sample]),
        }


@dataclass(frozen=True)
class _Ground:
    """A curve made ready. All arrays ``[n]``, ``joined`` ``[n - 1]``.

    ``seconds`` is what each sample stands for. ``most`` is the highest that each sample's value
    may be once noise is taken away: smoothing fills a gap of one sample, and this keeps it open.
    ``sharper`` is half as much smoothed: where a sound ends is told by it, as smoothing spreads a
    step over two windows more.
    """

    curve: Curve
    cells: Cells
    seconds: Floats
    smooth: Floats
    sharper: Floats
    most: Floats
    around: _Range
    near: _Range


@dataclass(frozen=True)
class _Range:
    """What is usual and what is highest around each sample, both ``[n]``."""

    floor: Floats
    peak: Floats

    def share(self, values: Floats) -> Floats:
        """How far up from floor to peak; -inf where there is nothing between them."""
        height = self.peak - self.floor
        share: Floats = np.full(len(values), -np.inf)
        np.divide(values - self.floor, height, out=share, where=height > 0)
        return share


@dataclass(frozen=True)
class _Runs:
    """Runs of samples ``[first, stop)`` with their ranks: higher is better, always above 0."""

    firsts: Indices
    stops: Indices
    ranks: Floats

    def __len__(self) -> int:
        return len(self.firsts)

    def at(self, chosen: NDArray[np.intp]) -> _Runs:
        return _Runs(self.firsts[chosen], self.stops[chosen], self.ranks[chosen])


@dataclass(frozen=True)
class _Choice:
    """Runs best first, which of them have a place (best first), and for each of the others the one
    it overlaps that has; -1 where there is none."""

    runs: _Runs
    kept: NDArray[np.intp]
    better: NDArray[np.intp]


def _prepared(curve: Curve) -> _Ground:
    cells = cells_of(curve)
    seconds = (cells.ends_us - cells.starts_us) / MICROSECONDS_PER_SECOND
    spacing = max(float(np.median(seconds)), 1e-6)
    context, near = (_reach(s, spacing, len(curve)) for s in (CONTEXT_SECONDS, NEAR_SECONDS))
    values = curve.values.astype(np.float64)
    noise = _noise(values, cells.joined)
    smooth = _denoised(values, cells.joined, noise, context)
    around = _around(smooth, seconds, context, highest_floor=curve.null.usual)
    quiet = np.minimum(around.floor, _mean_within(smooth, seconds, near))
    return _Ground(
        curve=curve,
        cells=cells,
        seconds=seconds,
        smooth=smooth,
        sharper=(values + smooth) / 2,
        most=values + SURELY_BELOW * noise,
        around=around,
        near=_Range(quiet, _highest_within(smooth, near)),
    )


def _reach(seconds: float, spacing: float, count: int) -> int:
    """Samples on each side that lie within ``seconds``; at least one, at most all."""
    return max(1, min(count, round(seconds / spacing)))


def _denoised(values: Floats, joined: NDArray[np.bool_], noise: float, context: int) -> Floats:
    """Smoothed as much as the curve is noisy: a clean one stays as it is, to the sample."""
    if noise == 0:
        return values
    usual = _mean_within(values, np.ones_like(values), context)
    spread = _highest_within(values, context) - usual
    share = noise / np.maximum(spread, noise)
    for low, high in NOISE_SHARES:
        values = _blended(values, joined, np.clip((share - low) / (high - low), 0, 1))
    return values


def _noise(values: Floats, joined: NDArray[np.bool_]) -> float:
    """Standard deviation of what differs from sample to sample.

    Told from second differences, of which what is really there has few; the median leaves out
    those, the steps which a curve is looked through for.
    """
    if len(values) < LEAST_SAMPLES_WITH_NOISE:
        return 0.0
    bends = np.abs(values[:-2] - 2 * values[1:-1] + values[2:])[joined[:-1] & joined[1:]]
    return float(np.median(bends)) / (0.6745 * math.sqrt(6)) if len(bends) else 0.0


def _blended(values: Floats, joined: NDArray[np.bool_], share: Floats) -> Floats:
    """Each value with ``share`` of its two neighbours (1 is the mean of three); never across a
    gap in time."""
    sums, weights = values.copy(), np.ones(len(values))
    before, after = share[1:] * joined, share[:-1] * joined
    sums[1:] += before * values[:-1]
    weights[1:] += before
    sums[:-1] += after * values[1:]
    weights[:-1] += after
    blended: Floats = sums / weights
    return blended


def _highest_within(values: Floats, reach: int) -> Floats:
    """The highest of each value and the ``reach`` ones on both sides: by doubling, O(n log n)."""
    padding = np.full(reach, -np.inf)
    highest = np.concatenate([padding, values, padding])
    width, covered = 2 * reach + 1, 1
    while covered < width:
        step = min(covered, width - covered)
        highest = np.maximum(highest[:-step], highest[step:])
        covered += step
    return highest


def _mean_within(values: Floats, weights: Floats, reach: int) -> Floats:
    """The weighted mean of each value and the ``reach`` ones on both sides, by running sums."""
    place = np.arange(len(values))
    first, stop = np.maximum(0, place - reach), np.minimum(len(values), place + reach + 1)
    sums, sizes = _running(values * weights), _running(weights)
    mean: Floats = (sums[stop] - sums[first]) / (sizes[stop] - sizes[first])
    return mean


def _running(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _around(smooth: Floats, seconds: Floats, context: int, *, highest_floor: float) -> _Range:
    """The mean is what is usual; ``highest_floor`` is where all around matches, which is so where
    even its lowest stands out further than it varies: where a whole song matches, the song is the
    moment."""
    usual = _mean_within(smooth, seconds, context)
    lowest, peak = -_highest_within(-smooth, context), _highest_within(smooth, context)
    throughout = lowest - highest_floor > peak - lowest
    return _Range(np.where(throughout, highest_floor, usual), peak)


def _runs(ground: _Ground) -> tuple[Indices, Indices]:
    """First and stop of every run above any level, ``[runs]``; the same run may come repeatedly."""
    lower = np.minimum(ground.smooth, ground.most)
    far, near = ground.around.share(lower), ground.near.share(lower)
    above = np.concatenate([far > LEVELS[:, np.newaxis], near > NEAR_LEVELS[:, np.newaxis]])
    linked = above[:, :-1] & above[:, 1:] & ground.cells.joined
    begins, ends = above.copy(), above
    begins[:, 1:] &= ~linked
    ends[:, :-1] &= ~linked
    count = len(lower)
    return np.flatnonzero(begins) % count, np.flatnonzero(ends) % count + 1


def _ranked(ground: _Ground, runs: tuple[Indices, Indices]) -> _Runs:
    """The runs worth listing, with their ranks: against the peak of the context, or, for less, only
    against that nearby. So a weak moment stays in the list after a strong one."""
    firsts, stops = runs
    sums, sizes = _running(ground.smooth * ground.seconds), _running(ground.seconds)
    # Of a cell of no length, which rounding leaves, a difference of sums may be less than nothing.
    lengths = np.maximum(sizes[stops] - sizes[firsts], 1 / MICROSECONDS_PER_SECOND)
    means = (sums[stops] - sums[firsts]) / lengths
    weights = (lengths / LENGTH_UNIT_SECONDS) ** LENGTH_POWER
    edges = EDGE_WEIGHT * _edges(ground, firsts, stops)
    middle = (firsts + stops - 1) // 2

    def rank(within: _Range) -> Floats:
        level = within.floor + MIDDLE_LEVEL * (within.peak - within.floor)
        against: Floats = (means - level[middle]) * weights + edges
        return against

    ranks = rank(ground.around)
    ranks = np.where(ranks > 0, ranks, NEAR_SHARE * rank(ground.near))
    kept = np.flatnonzero(ranks > 0)
    return _Runs(firsts[kept], stops[kept], ranks[kept])


def _edges(ground: _Ground, firsts: Indices, stops: Indices) -> Floats:
    """The rise at the start and the fall at the end, each between the means of EDGE_SAMPLES
    samples on both sides; 0 at the ends of the media, where nothing is known."""
    count = len(ground.smooth)
    sums = _running(ground.smooth)

    def mean(low: Indices, high: Indices) -> Floats:
        low, high = np.maximum(low, 0), np.minimum(high, count)
        means: Floats = (sums[high] - sums[low]) / np.maximum(high - low, 1)
        return means

    rise = mean(firsts, firsts + EDGE_SAMPLES) - mean(firsts - EDGE_SAMPLES, firsts)
    fall = mean(stops - EDGE_SAMPLES, stops) - mean(stops, stops + EDGE_SAMPLES)
    return np.where(firsts > 0, rise, 0) + np.where(stops < count, fall, 0)


def _kept(ground: _Ground, runs: _Runs, most: int, most_overlap: float) -> _Choice:
    """The best runs, best first, none overlapping a better one by more than ``most_overlap``."""
    places = CANDIDATES_PER_PLACE * most
    if len(runs) > places:
        runs = runs.at(np.argpartition(-runs.ranks, places)[:places])
    runs = runs.at(np.lexsort((runs.stops, runs.firsts, -runs.ranks)))
    starts, ends = ground.cells.starts_us[runs.firsts], ground.cells.ends_us[runs.stops - 1]
    left, kept, better = np.arange(len(runs)), list[int](), np.full(len(runs), -1)
    while len(left) and len(kept) < most:
        best, left = int(left[0]), left[1:]
        kept.append(best)
        overlaps = np.minimum(ends[left], ends[best]) - np.maximum(starts[left], starts[best])
        unions = (ends[left] - starts[left]) + (ends[best] - starts[best]) - overlaps
        stays = overlaps <= most_overlap * unions
        better[left[~stays]] = best
        left = left[stays]
    return _Choice(runs, np.array(kept, dtype=np.intp), better)


def _strength(ground: _Ground, first: int, stop: int) -> float:
    """How far a run stands out of its media, in the unit of evidence."""
    null = ground.curve.null
    # One or two samples have nothing around them that could be their floor.
    usual = float(np.median(ground.smooth)) if len(ground.smooth) > 2 else null.centre
    floor = min(null.usual, max(null.centre, usual))
    length = stop - first
    inside = float(np.mean(ground.smooth[first:stop]))
    return max(0.0, inside - floor) * math.sqrt(length / (length + 1))


def _scored(ground: _Ground, first: int, stop: int, score: float) -> ScoredSpan:
    values = ground.curve.values
    peak_index = first + int(np.argmax(values[first:stop]))
    span = _timed(ground, first, stop - 1)
    return ScoredSpan(span, score, peak_index, float(values[peak_index]))


def _timed(ground: _Ground, first: int, last: int) -> TimeSpan:
    """The span's ends: borders of cells, or what the windows across them say.

    A picture shows one instant: a change between two is half way between them as far as anybody
    can tell. For windows of sound, which overlap, see ``_border``.
    """
    curve, cells = ground.curve, ground.cells
    start, end = (_Border(us, us) for us in (int(cells.starts_us[first]), int(cells.ends_us[last])))
    begins = first > 0 and bool(cells.joined[first - 1])
    ends = last + 1 < len(curve) and bool(cells.joined[last])
    # A median for every candidate of pictures was a tenth of a search of 96 films.
    if cells.windows is not None and (begins or ends):
        inside = float(np.median(ground.sharper[first : last + 1]))
        if begins:
            start = _border(ground, first, other=last, step=-1, inside=inside)
        if ends:
            end = _border(ground, last, other=first, step=1, inside=inside)
    if start.us < end.us:
        return TimeSpan(start.us, end.us)
    # What is heard in one window alone may be anywhere in it.
    return TimeSpan(start.crossing_us, max(end.crossing_us, start.crossing_us + 1))


@dataclass(frozen=True, slots=True)
class _Border:
    """Where a span of windows ends, and where the curve crosses half way there."""

    us: int
    crossing_us: int


def _border(ground: _Ground, border: int, *, other: int, step: int, inside: float) -> _Border:
    """Of the span from window ``border`` to window ``other``: its start for a ``step`` of -1, its
    end for 1. ``inside`` is the level of its evidence.

    A window that is half inside scores about half where something else is heard in its other half,
    and nearly all where that is silent or says little. In the first case the curve rises over as
    many windows as overlap, and the border lies where it crosses half way. In the second it rises
    in one step, and the border lies in that part of the outermost window inside which the one
    outside does not reach; or, where silence cuts the next window further in short, where that
    silence ends. In between it lies between, by how much steeper the curve is than in the first.
    """
    curve, values, windows = ground.curve, ground.sharper, ground.cells.windows
    assert windows is not None
    outer = border + step
    base = float(values[outer])
    if 0 <= outer + step < len(curve):
        base = min(base, float(values[outer + step]))
    inner, half = border, (base + inside) / 2
    if values[inner] < half and inner != other:  # the border's own window is less than half inside
        inner, outer = inner - step, inner
    crossing_us = _crossing_us(ground, inner, outer, half=half)
    height, whole = float(values[inner] - values[outer]), inside - base
    usual = min(1.0, windows.spacing_us / windows.length_us)
    if not (0 < usual * whole < height):
        return _Border(crossing_us, crossing_us)
    share = min(1.0, (height / whole - usual) / (1 - usual)) if usual < 1 else 1.0
    # Of each window the edge that looks into the span, and the one that looks out of it.
    inward, outward = curve.starts_us, curve.ends_us
    if step < 0:
        inward, outward = outward, inward
    unreached = min(abs(int(inward[inner] - inward[outer])), windows.spacing_us)
    sharp_us = inward[inner] + step * unreached / 2
    beyond = inner - step
    if inner != other:
        is_late = abs(outward[beyond] - outward[inner]) > LATE * windows.spacing_us
        if is_late and step * (outward[beyond] - inward[inner]) > 0:
            sharp_us = outward[beyond]
    return _Border(round(crossing_us + share * (float(sharp_us) - crossing_us)), crossing_us)


def _crossing_us(ground: _Ground, inner: int, outer: int, *, half: float) -> int:
    """When the curve passes ``half`` on the straight line between the middles of two neighbours;
    never beyond a middle."""
    curve, values = ground.curve, ground.sharper
    inner_us, outer_us = (int(curve.starts_us[k] + curve.ends_us[k]) // 2 for k in (inner, outer))
    height = float(values[inner] - values[outer])
    fraction = min(1.0, max(0.0, (half - float(values[outer])) / height)) if height > 0 else 0.5
    return round(outer_us + fraction * (inner_us - outer_us))
