"""THEN and DURING: moments of two queries into moments of both.

::

    first    |#####|              |####|                    inner       |##|      |###|
    second           |###|                   |#####|        outer    |########|      |####|
    within            <-->                 <->
    THEN     |###########|        (too late)                DURING      |##|      (mostly out)

Here moments of one media meet, already segmented and fused: what two curves say at one instant does
not matter. A result is as strong, and as sure, as the weaker of its two, and a little more, since
both are there (``confidence.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from momentsearch_server.search.confidence import least_sure, lost
from momentsearch_server.search.moments import Moment
from momentsearch_server.search.suppression import Apart, apart
from momentsearch_server.timespan import TimeSpan

# How much of the inner moment must lie in the outer one: more than this share.
SHARE_INSIDE = 0.5


def followed(firsts: Sequence[Moment], seconds: Sequence[Moment], *, within_us: int) -> Apart:
    """THEN: each first with each second that follows it closely enough, best first.

    The second begins and ends later than the first, and begins at most ``within_us`` after the
    first's end. Of pairs that are equally strong the shortest comes first: the nearest second.
    """
    pairs = (
        _both(first, second, TimeSpan(first.span.start_us, second.span.end_us))
        for first in firsts
        for second in seconds
        if _follows(second.span, first.span, within_us)
    )
    return apart(sorted(pairs, key=lambda pair: (-pair.score, pair.span.duration_us, pair.order)))


def _follows(second: TimeSpan, first: TimeSpan, within_us: int) -> bool:
    later = second.start_us > first.start_us and second.end_us > first.end_us
    return later and second.start_us - first.end_us <= within_us


def inside(inners: Sequence[Moment], outers: Sequence[Moment]) -> Apart:
    """DURING: each inner that lies mostly in an outer, with the strongest such; best first.

    With a weaker one it is another pair of the same span, which is suppressed.
    """
    pairs = (
        _both(inner, outer, inner.span)
        for inner in inners
        for outer in sorted(outers, key=lambda moment: moment.order)
        if _lies_in(inner.span, outer.span)
    )
    return apart(sorted(pairs, key=lambda pair: pair.order))


def _lies_in(inner: TimeSpan, outer: TimeSpan) -> bool:
    return inner.overlap_us(outer) > SHARE_INSIDE * inner.duration_us


def _both(one: Moment, other: Moment, span: TimeSpan) -> Moment:
    sides = (one.confidence, other.confidence)
    evidence = sorted((*one.evidence, *other.evidence), key=lambda item: item.order)
    return Moment(
        media_id=one.media_id,
        span=span,
        score=min(one.score, other.score) + lost(len(sides)),
        confidence=least_sure(sides),
        evidence=tuple(evidence),
        best_frame_us=None,
    )
