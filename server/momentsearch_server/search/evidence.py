"""Similarity into evidence: log-odds that a sample shows what a text describes.

A cosine means nothing by itself: one query scores 0.3 everywhere, another 0.1 at its best. The
null says what this query scores against samples that were not chosen for it. How far above it a
match lies was measured for some encoders (``encoders/calibration.py``): a logistic regression on
the cosine, the null's centre and spread, and what the text is about. For all others each sample is
judged by its standard deviations above the null, with figures set by hand: numbers of the same
kind, but fitted to nothing (docs/quality.md, "by chance"). Evidence 0 is as likely as not, each
unit more multiplies the odds by e, for any query, media and space.

Evidence is a straight line in the cosine for one query, so that it orders one curve as the cosine
does. The best of many samples is higher by chance: ``Calibrated.confidence`` takes that off.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.calibration import Weights
from momentsearch_server.search.curves import Null

Vector = NDArray[np.float32]

# Under so many background similarities, other words' similarities are added; see ``background_of``.
ENOUGH_SIMILARITIES = 256
# A normal distribution's lower half has this mean absolute deviation, in standard deviations.
_HALF_NORMAL_MEAN = math.sqrt(2 / math.pi)
# Cosines of float16 vectors are known to about this much; a smaller spread is no spread.
_LEAST_SPREAD = 1e-3
# What is usual reaches up to so many standard deviations above the null's centre.
USUAL_DEVIATIONS = 2.0
# A text is about what the nearest captions are about.
NEAREST_CAPTIONS = 5


@dataclass(frozen=True, slots=True)
class Background:
    """The null: what one query scores against samples that were not chosen for it.

    Both figures are robust ones (median, and the spread of the lower half), so that the moments
    looked for, which may be part of it, do not hide themselves.
    """

    centre: float
    spread: float
    similarity_count: int


@dataclass(frozen=True)
class Calibrated:
    """One query in one space: ``evidence = gain * cosine + offset``.

    ``chance(n)`` is what the best of ``n`` samples gains by chance, in log-odds.
    """

    gain: float
    offset: float
    background: Background
    chance: Callable[[int], float]

    @property
    def null(self) -> Null:
        """What evidence is where nothing matches."""
        centre = self.gain * self.background.centre + self.offset
        return Null(centre, centre + USUAL_DEVIATIONS * self.gain * self.background.spread)

    def evidence(self, similarities: NDArray[np.floating]) -> NDArray[np.float64]:
        """Log-odds, the shape of the input, float64."""
        return np.asarray(similarities, dtype=np.float64) * self.gain + self.offset

    def confidence(self, peak_evidence: float, *, sample_count: int) -> float:
        """How sure it is, in [0, 1], that the best of so many samples is no accident."""
        log_odds = peak_evidence - self.chance(sample_count)
        return 1 / (1 + math.exp(-min(max(log_odds, -700.0), 700.0)))


def background_of(query: Vector, samples: Vector, other_queries: Vector) -> Background:
    """The null of ``query`` (``[dim]``) over ``samples`` (``[n, dim]``), all unit norm.

    Where the library is too small to have a background (one photograph, one short clip), what
    ``other_queries`` (``[m, dim]``: everyday captions) score against the same samples is counted
    too: with one picture, evidence says how much better this query fits it than other words do.
    """
    similarities = samples @ query
    if len(similarities) < ENOUGH_SIMILARITIES and len(samples):
        others = (samples @ other_queries.T).ravel()
        step = max(1, len(others) // ENOUGH_SIMILARITIES)
        similarities = np.concatenate([similarities, others[::step]])
    return null_of(similarities)


def null_of(similarities: NDArray[np.floating]) -> Background:
    """Of one query's similarities ``[n]`` to samples that were not chosen for it; any number."""
    if len(similarities) == 0:
        return Background(centre=0.0, spread=1.0, similarity_count=0)
    centre = float(np.median(similarities))
    below = similarities[similarities <= centre]
    spread = float(np.mean(centre - below)) / _HALF_NORMAL_MEAN
    return Background(centre, max(spread, _LEAST_SPREAD), len(similarities))


def affinity(query: Vector, own_captions: Vector, other_captions: Vector) -> float:
    """How much nearer a text is to captions of the encoder's modality than to the others.

    A difference of cosines: of the ``NEAREST_CAPTIONS`` nearest of each (``[m, dim]``), the mean.
    """
    own, other = (
        float(np.sort(captions @ query)[-NEAREST_CAPTIONS:].mean())
        for captions in (own_captions, other_captions)
    )
    return own - other


def measured(weights: Weights, background: Background, text_affinity: float) -> Calibrated:
    """By an encoder's own calibration; ``background`` is of its reference samples."""
    offset = (
        weights.centre * background.centre
        + weights.spread * background.spread
        + weights.affinity * text_affinity
        + weights.constant
    )
    return Calibrated(
        gain=weights.similarity,
        offset=offset,
        background=background,
        chance=lambda count: -weights.samples * math.log(max(1, count)),
    )


def by_chance(background: Background) -> Calibrated:
    """For encoders without a calibration: by standard deviations above the null alone.

    The highest of ``n`` independent draws from a normal background lies near ``sqrt(2 ln n)``
    standard deviations. A peak is as likely as not at ``LIFT`` above that.
    """
    gain = 1 / (SLOPE * background.spread)
    return Calibrated(
        gain=gain,
        offset=-gain * background.centre - USUAL_DEVIATIONS / SLOPE,
        background=background,
        chance=lambda count: (
            (math.sqrt(2 * math.log(max(2, count))) + LIFT - USUAL_DEVIATIONS) / SLOPE
        ),
    )


# Set by hand: a peak of 3.1 standard deviations among 30 samples, or 5.2 among 60,000, is a coin's
# toss. Not measured with real checkpoints.
LIFT = 0.5
SLOPE = 0.5
