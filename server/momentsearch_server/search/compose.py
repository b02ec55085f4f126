"""AND, OR and NOT: several curves of evidence into one.

Operators act on evidence, instant by instant, and never inside a caption: encoders read "a car but
no snow" as a car and snow. Curves of several spaces first get common instants::

    pictures  |--a--|--b--|--c--|--d--|--e--|--f--|
    sound     |----x----|----y----|----z----|
    grid      |  a  |  b  |  c  |  d  |  e  |  f  |
              |  x  |  x  |  y  |  z  |  z  |  -  |      each the cell around its middle
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from momentsearch_server.search.confidence import least_sure, surest
from momentsearch_server.search.curves import Curve, Floats, Null, Times, cells_of
from momentsearch_server.search.query import AllOf, AnyOf, Query, Term, terms_of

# The evidence at which nothing is said for or against: as likely as not. Weights turn about it and
# negation begins at it.
NEUTRAL = 0.0
# A grid is no finer than this: 55 hours of one frame a second.
MOST_CELLS = 200_000


def weighted(evidence: Floats, weight: float) -> Floats:
    """Its distance from neutral times ``weight``: as if its log-odds counted so often.

    A heavy term lifts an OR higher where it is present and pulls an AND lower where it is not; a
    light one is indecisive. 1 changes nothing, not even by rounding.
    """
    return evidence if weight == 1 else NEUTRAL + weight * (evidence - NEUTRAL)


def weighted_curve(curve: Curve, weight: float) -> Curve:
    """``weighted`` with its null."""
    if weight == 1:
        return curve
    centre, usual = weighted(np.array([curve.null.centre, curve.null.usual]), weight)
    null = Null(float(centre), float(usual))
    return replace(curve, values=weighted(curve.values, weight), null=null)


def weakest(evidence: Sequence[Floats]) -> Floats:
    """AND: the least at each instant; none (NaN) where one has none.

    The plain minimum, not a soft one: "A and A" is A, nesting changes nothing, and what is very
    evident never makes up for what is missing.
    """
    least: Floats = np.minimum.reduce([*evidence])
    return least


def strongest(evidence: Sequence[Floats]) -> Floats:
    """OR: the most at each instant, of those that have evidence there."""
    most: Floats = np.fmax.reduce([*evidence])
    return most


def without(evidence: Floats, against: Floats) -> Floats:
    """NOT: less what ``against`` has above neutral.

    Where what is negated is as evident as what is wanted, neutral is left; where it is not
    evident, or has no samples, nothing is taken away.
    """
    return evidence - np.fmax(0.0, against - NEUTRAL)


def combined(query: Query, evidence: Mapping[int, Floats]) -> Floats:
    """One curve's values of AND, OR and NOT over terms; ``evidence`` is by the term's index.

    All arrays have one shape; NaN is where there is no sample. Raises ``KeyError`` for a term that
    is not in ``evidence``.
    """
    match query:
        case Term(index=index, weight=weight):
            return weighted(evidence[index], weight)
        case AnyOf(queries):
            return strongest([combined(part, evidence) for part in queries])
        case AllOf():
            wanted = weakest([combined(part, evidence) for part in query.wanted])
            if not query.unwanted:
                return wanted
            against = strongest([combined(part, evidence) for part in query.unwanted])
            return without(wanted, against)
    raise TypeError(f"{type(query).__name__} is not of curves but of moments")


def combined_null(query: Query, nulls: Mapping[int, Null]) -> Null:
    """What ``combined`` gives where nothing matches. A term without a null has no samples."""
    nothing = Null(math.nan, math.nan)
    of_terms = {term.index: nulls.get(term.index, nothing) for term in terms_of(query)}
    values = {index: np.array([null.centre, null.usual]) for index, null in of_terms.items()}
    centre, usual = combined(query, values)
    # What is negated may be more usual than what is wanted.
    return Null(float(centre), float(np.fmax(centre, usual)))


def strongest_null(one: Null | None, other: Null) -> Null:
    """Of a term that is looked for in several spaces."""
    if one is None:
        return other
    return Null(max(one.centre, other.centre), max(one.usual, other.usual))


def combined_confidence(query: Query, confidences: Mapping[int, float]) -> float:
    """How sure a moment is, from how sure its terms are, each in [0, 1].

    AND: ``least_sure`` of its parts. OR: ``surest``. NOT: times how sure it is that what is negated
    is not there. A term that is not in ``confidences`` has no samples there, and so is not there.
    """
    match query:
        case Term(index=index):
            return confidences.get(index, 0.0)
        case AnyOf(queries):
            return surest([combined_confidence(part, confidences) for part in queries])
        case AllOf():
            sure = least_sure([combined_confidence(part, confidences) for part in query.wanted])
            unwanted = (combined_confidence(part, confidences) for part in query.unwanted)
            return sure * (1 - max(unwanted, default=0.0))
    raise TypeError(f"{type(query).__name__} is not of curves but of moments")


def weighted_confidences(query: Query, confidences: Mapping[int, float]) -> Mapping[int, float]:
    """With the log-odds of each term times its weight: what moments are ranked by. How sure they
    are, weights do not change."""
    return {
        **confidences,
        **{
            term.index: _times(confidences[term.index], term.weight)
            for term in terms_of(query)
            if term.index in confidences and term.weight != 1
        },
    }


def _times(confidence: float, weight: float) -> float:
    for_it: float = confidence**weight
    against: float = (1 - confidence) ** weight
    return for_it / (for_it + against)


def common_grid(curves: Sequence[Curve]) -> tuple[Times, Times]:
    """Starts and ends of instants that all ``curves`` can be put on: at least one curve.

    The samples of the timeline itself where the curves are of one; else even cells, as long as
    the usual cell of the finest. Even ones, since cells cut at every border of every curve would
    be of all lengths, and a gap is told from a usual spacing.
    """
    first = curves[0]
    if all(_has_samples(curve, first.starts_us, first.ends_us) for curve in curves):
        return first.starts_us, first.ends_us
    begin_us = min(int(curve.starts_us[0]) for curve in curves)
    end_us = max(int(curve.ends_us.max()) for curve in curves)
    step_us = max(1, min(_usual_us(curve) for curve in curves), (end_us - begin_us) // MOST_CELLS)
    starts_us = np.arange(begin_us, end_us, step_us, dtype=np.int64)
    return starts_us, np.minimum(starts_us + step_us, end_us)


def _has_samples(curve: Curve, starts_us: Times, ends_us: Times) -> bool:
    return np.array_equal(curve.starts_us, starts_us) and np.array_equal(curve.ends_us, ends_us)


def _usual_us(curve: Curve) -> int:
    cells = cells_of(curve)
    return int(np.median(cells.ends_us - cells.starts_us))


def samples_on(curve: Curve, starts_us: Times, ends_us: Times) -> Times:
    """The index of the sample whose cell is around each instant's middle; -1 where none is."""
    if _has_samples(curve, starts_us, ends_us):
        return np.arange(len(curve), dtype=np.int64)
    cells, middles_us = cells_of(curve), (starts_us + ends_us) // 2
    index = np.searchsorted(cells.starts_us, middles_us, side="right") - 1
    there = (index >= 0) & (middles_us < cells.ends_us[index])
    return np.where(there, index, -1)


def values_of(curve: Curve, samples: Times) -> Floats:
    """The values of these samples; NaN where the index is -1."""
    return np.where(samples >= 0, curve.values[samples], np.nan)
