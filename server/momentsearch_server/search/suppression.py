"""Of moments of one media that overlap too much, the better one stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from momentsearch_server.search.moments import Moment

# Of two moments of one media that overlap by more than this, the better one stays.
SUPPRESSION_IOU = 0.3


class Suppressed(NamedTuple):
    """A moment that is not shown because of a better one.

    A tuple, since hundreds are made in each media that a THEN looks at, and few are looked at.
    """

    moment: Moment
    by: Moment


@dataclass(frozen=True)
class Apart:
    """``kept`` overlap each other little, and each of ``suppressed`` one of them too much."""

    kept: list[Moment]
    suppressed: list[Suppressed]


def apart(moments: Iterable[Moment]) -> Apart:
    """``moments`` come best first; the order is kept."""
    kept: list[Moment] = []
    suppressed: list[Suppressed] = []
    for moment in moments:
        for better in kept:
            if moment.span.iou(better.span) > SUPPRESSION_IOU:
                suppressed.append(Suppressed(moment, better))
                break
        else:
            kept.append(moment)
    return Apart(kept, suppressed)
