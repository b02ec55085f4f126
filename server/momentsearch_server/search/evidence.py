"""Similarity into evidence: what a cosine is worth against the library's own background.

A cosine means nothing by itself: one query scores 0.3 everywhere, another 0.1 at its best. The
background says what this query scores against samples that were not chosen for it, and evidence is
the number of its standard deviations above that. So evidence compares between queries, media and
spaces. Both figures are robust ones (median, and the spread of the lower half), so that the moments
looked for, which are part of the background too, do not hide themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Under so many background similarities, other words' similarities are added; see ``background_of``.
ENOUGH_SIMILARITIES = 256
# A normal distribution's lower half has this mean absolute deviation, in standard deviations.
_HALF_NORMAL_MEAN = math.sqrt(2 / math.pi)
# Cosines of float16 vectors are known to about this much; a smaller spread is no spread.
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True, slots=True)
class Background:
    """What one query scores against samples that were not chosen for it."""

    centre: float
    spread: float
    similarity_count: int

    def evidence(self, similarities: NDArray[np.floating]) -> NDArray[np.float64]:
        """Standard deviations above the background; the shape of the input, float64."""
        return (np.asarray(similarities, dtype=np.float64) - self.centre) / self.spread


def background_of(
    query: NDArray[np.float32], samples: NDArray[np.float32], other_queries: NDArray[np.float32]
) -> Background:
    """The background of ``query`` (``[dim]``) over ``samples`` (``[n, dim]``), all unit norm.

    Where the library is too small to have a background (one photograph, one short clip), what
    ``other_queries`` (``[m, dim]``: everyday captions) score against the same samples is counted
    too: with one picture, evidence says how much better this query fits it than other words do.
    """
    similarities = samples @ query
    if len(similarities) < ENOUGH_SIMILARITIES and len(samples):
        others = (samples @ other_queries.T).ravel()
        step = max(1, len(others) // ENOUGH_SIMILARITIES)
        similarities = np.concatenate([similarities, others[::step]])
    if len(similarities) == 0:
        return Background(centre=0.0, spread=1.0, similarity_count=0)
    centre = float(np.median(similarities))
    below = similarities[similarities <= centre]
    spread = float(np.mean(centre - below)) / _HALF_NORMAL_MEAN
    return Background(centre, max(spread, _LEAST_SPREAD), len(similarities))


def chance_confidence(peak_evidence: float, *, sample_count: int) -> float:
    """How sure a peak is more than the best of many chances, in [0, 1].

    For encoders whose match level is not known. The highest of ``n`` independent draws from the
    background lies near ``sqrt(2 ln n)`` standard deviations. A peak is as likely as not at
    ``LIFT`` above that, and each ``SLOPE`` more multiplies its odds by e.
    """
    expected_best = math.sqrt(2 * math.log(max(2, sample_count)))
    return 1 / (1 + math.exp(-(peak_evidence - expected_best - LIFT) / SLOPE))


# Set by hand: a peak of 3.1 standard deviations among 30 samples, or 5.2 among 60,000, is a coin's
# toss. Not measured with real checkpoints.
LIFT = 0.5
SLOPE = 0.5
