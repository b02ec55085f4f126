"""Of moments of one media that overlap too much, the better one stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    """None of ``kept`` is too close to another, and each of ``suppressed`` is to one of them."""

    kept: list[Moment]
    suppressed: list[Suppressed]


def overlap_much(one: Moment, other: Moment) -> bool:
    return one.span.iou(other.span) > SUPPRESSION_IOU


def apart(
    moments: Iterable[Moment], too_close: Callable[[Moment, Moment], bool] = overlap_much
) -> Apart:
    """``moments`` come best first; the order is kept."""
    kept: list[Moment] = []
    suppressed: list[Suppressed] = []
    for moment in moments:
        for better in kept:
            if too_close(moment, better):
                suppressed.append(Suppressed(moment, better))
                break
        else:
            kept.append(moment)
    return Apart(kept, suppressed)
