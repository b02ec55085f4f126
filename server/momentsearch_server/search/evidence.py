"""Similarity into evidence: log-odds that a sample shows what a text describes.

A cosine means nothing by itself: one query scores 0.3 everywhere, another 0.1 at its best. The
null says what this query scores against samples that were not chosen for it. How far above it a
match lies was measured for some encoders (``encoders/calibration.py``): a logistic regression on
the cosine and the null's centre and spread. For all others the unit of cosines is measured instead
(``Scale``: how everyday captions score against the library), and in that unit the same regression
serves every encoder. Evidence 0 is as likely as not, each unit more multiplies the odds by e, for
any query, media and space.

Evidence is a straight line in the cosine for one query, so that it orders one curve as the cosine
does. The best of many samples is higher by chance: ``Calibrated.confidence`` takes that off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.calibration import Weights
from momentsearch_server.search.confidence import gained
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

# The regression that serves encoders without one of their own: weights of the cosine in the unit of
# ``Scale``, and of ln n. Fitted on six spaces of three pairs of encoders, each weighted alike; see
# docs/decisions.md.
PER_SPREAD = 1.95
PER_LOG_SAMPLE = -0.35
AT_CENTRE = -3.8
# The spread of captions and samples is so much of that of captions among each other: .58 to .86
# in those spaces, .75 on average.
TEXT_SHARE = 0.75
# So many samples say as much of the spread as the captions do among each other.
FEW_SAMPLES = 32


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

    ``per_log_sample`` is what the best of ``n`` samples gains by chance, per ``ln(n)``.
    """

    gain: float
    offset: float
    background: Background
    per_log_sample: float

    @property
    def null(self) -> Null:
        """What evidence is where nothing matches."""
        centre = self.gain * self.background.centre + self.offset
        return Null(centre, centre + USUAL_DEVIATIONS * self.gain * self.background.spread)

    def evidence(self, similarities: NDArray[np.floating]) -> NDArray[np.float64]:
        """Log-odds, the shape of the input, float64."""
        return np.asarray(similarities, dtype=np.float64) * self.gain + self.offset

    def chance(self, sample_count: int, space_count: int = 1) -> float:
        """What the best of so many samples, and of so many spaces that one text is asked in, gains
        by chance, in log-odds."""
        return self.per_log_sample * math.log(max(1, sample_count)) + gained(space_count)

    def confidence(self, peak_evidence: float, *, sample_count: int, space_count: int = 1) -> float:
        """How sure it is, in [0, 1], that the best of so many samples is no accident."""
        log_odds = peak_evidence - self.chance(sample_count, space_count)
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


def measured(weights: Weights, background: Background) -> Calibrated:
    """By an encoder's own calibration; ``background`` is of its reference samples."""
    offset = (
        weights.centre * background.centre + weights.spread * background.spread + weights.constant
    )
    return Calibrated(
        gain=weights.similarity,
        offset=offset,
        background=background,
        per_log_sample=-weights.samples,
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit of an encoder's cosines: where everyday captions lie that were not chosen for the
    samples, and how far what a caption and a sample have with each other alone moves a cosine."""

    centre: float
    spread: float


def scale_of(samples: Vector, captions: Vector) -> Scale:
    """Of ``samples`` (``[n, dim]``, any number) and ``captions`` (``[m, dim]``, two at least), all
    unit norm.

    ``spread`` is of cosines less what their caption and their sample score on average: neither
    captions that are near to everything nor a library about one subject widen it. Few samples tell
    little; then it is mostly that of captions among each other, which encoders bring about in
    much the same proportion.
    """
    usual = TEXT_SHARE * _interaction(captions[::2] @ captions[1::2].T)
    count = len(samples)
    if count == 0:
        return Scale(0.0, max(usual, _LEAST_SPREAD))
    cosines = captions @ samples.T
    told = (count - 1) * _interaction(cosines) ** 2 + FEW_SAMPLES * usual**2
    spread = math.sqrt(told / (count - 1 + FEW_SAMPLES))
    return Scale(float(cosines.mean()), max(spread, _LEAST_SPREAD))


def _interaction(cosines: NDArray[np.floating]) -> float:
    """Standard deviation of ``[m, n]`` without the means of rows and columns; unbiased."""
    rows, columns = cosines.shape
    if rows < 2 or columns < 2:
        return 0.0
    left = cosines - cosines.mean(axis=0) - cosines.mean(axis=1, keepdims=True) + cosines.mean()
    return math.sqrt(float(np.square(left).sum()) / ((rows - 1) * (columns - 1)))


def unmeasured(scale: Scale, background: Background) -> Calibrated:
    """For encoders without a calibration: by the unit of their cosines; ``background`` is of the
    library and says only what is usual there."""
    return measured(transferred(scale), background)


def transferred(scale: Scale) -> Weights:
    """What a cosine is worth by the regression that serves all encoders."""
    similarity = PER_SPREAD / scale.spread
    return Weights(
        similarity=similarity,
        centre=0.0,
        spread=0.0,
        samples=PER_LOG_SAMPLE,
        constant=AT_CENTRE - similarity * scale.centre,
    )
