"""Of moments of one media that overlap too much, the better one stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from momentsearch_server.search.moments import Moment

# Of two moments of one media that overlap by more than this, the better one stays.
SUPPRESSION_IOU = 0.3


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A moment that is not shown because of a better one."""

    moment: Moment
    by: Moment


@dataclass(frozen=True)
class Apart:
    """``kept`` overlap each other little, and each of ``suppressed`` one of them too much."""

    kept: list[Moment]
    suppressed: list[Suppressed]


def apart(moments: Iterable[Moment]) -> Apart:
    """``moments`` come best first; the order is kept."""
    found = Apart([], [])
    for moment in moments:
        better = (one for one in found.kept if moment.span.iou(one.span) > SUPPRESSION_IOU)
        by = next(better, None)
        if by is None:
            found.kept.append(moment)
        else:
            found.suppressed.append(Suppressed(moment, by))
    return found
