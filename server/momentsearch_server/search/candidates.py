"""Which media of a scope are worth scoring, and which of those worth cutting into spans.

Where there are too many samples to score all, the index names media, nearest runs first, in a list
for each wanted term in each space. Every media that a list names is scored exactly, for the whole
query. This goes on, in rounds, until nothing better can be left: what was not named has no run that
is more similar than the last one of its list, and so no moment above a bound that
``bound.best_possible`` computes. (The threshold algorithm of Fagin, Lotem and Naor, 2001: the index
is its sorted access, timelines are its random access.)

::

    list of "red car", pictures    m7 m2 m9 | m4 m1 ...      evidence of the last one: at most 3.1
    list of "red car", sound       m2 m5 m7 | m8 m4 ...                                        1.2
                                      scored | not scored    a moment of these scores at most 2.9
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from momentsearch_server.search.bound import Bound
from momentsearch_server.search.moments import Moment

# Rows of the first round; each further one asks for twice as many, up to the index's own bound.
FIRST_ROWS = 64
MOST_ROWS = 16_384
# Of a similarity: what a list's next rows may be expected to fall by.
SMALL_STEP = 1e-3


class Hit(Protocol):
    @property
    def media_id(self) -> str: ...

    @property
    def similarity(self) -> float: ...


@dataclass(frozen=True)
class Candidates:
    """``media_ids`` nearest first where the index was asked; all of the scope otherwise."""

    media_ids: tuple[str, ...]
    exhaustive: bool


class Nearest:
    """The media of one term in one space, nearest first, as far as they have been asked for.

    ``ask(limit, excluded)`` gives the ``limit`` nearest runs of media that are not excluded, best
    first; none where there are no more. A long media has many near runs; as it is excluded once it
    has been named, it takes the places of one round only. Media that are not ``among`` those that
    can be answered (None: all can) are passed over, and are not of the ``most_media``.
    """

    def __init__(
        self,
        ask: Callable[[int, Collection[str]], Sequence[Hit]],
        *,
        most_media: int,
        among: Set[str] | None = None,
    ) -> None:
        self._ask = ask
        self._most_media = most_media
        self._among = among
        self._passed_over: set[str] = set()
        self._named: dict[str, None] = {}
        self._last_similarity = math.inf
        self._is_at_end = False

    @property
    def media_ids(self) -> tuple[str, ...]:
        return tuple(self._named)

    @property
    def last_similarity(self) -> float:
        """No run of a media that was neither named nor excluded, nor passed over, is more
        similar."""
        return -math.inf if self._is_at_end else self._last_similarity

    @property
    def is_closed(self) -> bool:
        """No more media can, or may, be named."""
        return self._is_at_end or len(self._named) >= self._most_media

    def ask_on(self, row_count: int, excluded: Collection[str]) -> tuple[str, ...]:
        """The media that are named next."""
        hits = self._ask(min(row_count, MOST_ROWS), (*excluded, *self._passed_over))
        if not hits:
            self._is_at_end = True
            return ()
        named: dict[str, None] = {}
        for hit in hits:
            if self._among is not None and hit.media_id not in self._among:
                self._passed_over.add(hit.media_id)
            elif hit.media_id not in named:
                if len(self._named) + len(named) == self._most_media:
                    break
                named[hit.media_id] = None
            self._last_similarity = hit.similarity
        self._named |= named
        return tuple(named)


class Best:
    """The best moments so far, of media that come in any order.

    Cutting a curve into spans costs fifty times what computing it costs. So each media's own bound,
    from the highest points of its curves, is looked at first: ``bound_of(media_id)``, and
    ``score(media_id)`` only where that reaches the best ``wanted``.
    """

    def __init__(
        self,
        bound_of: Callable[[str], Bound],
        score: Callable[[str], Sequence[Moment]],
        *,
        wanted: int,
        least_confidence: float,
    ) -> None:
        self._bound_of = bound_of
        self._score = score
        self._wanted = wanted
        self._least_confidence = least_confidence
        self._scores: list[float] = []
        self.moments: list[Moment] = []

    def is_reached_by(self, bound: Bound) -> bool:
        """Whether a moment that is no better than ``bound`` may be one of the best."""
        if bound.confidence < self._least_confidence:
            return False
        return len(self._scores) < self._wanted or bound.score >= self._scores[0]

    def take(self, media_ids: Iterable[str]) -> None:
        """The most promising first, so that few of the others have to be cut."""
        bounds = {media_id: self._bound_of(media_id) for media_id in media_ids}
        for media_id in sorted(bounds, key=lambda one: (-bounds[one].score, one)):
            if self.is_reached_by(bounds[media_id]):
                self._add(self._score(media_id))

    def _add(self, moments: Sequence[Moment]) -> None:
        self.moments += moments
        for moment in moments:
            heapq.heappush(self._scores, moment.score)
            if len(self._scores) > self._wanted:
                heapq.heappop(self._scores)


def gather(
    lists: Sequence[Nearest], best: Best, *, bound: Callable[[Sequence[float]], Bound]
) -> list[str]:
    """Has ``best`` take the media that the lists name, and gives those, in that order.

    ``bound(similarities)`` says what no moment is better than in a media without a run that is more
    similar, list by list. Stops when that is not among the best, or when no list may name more.
    """
    taken: dict[str, None] = {}
    row_count = FIRST_ROWS
    asked = [one for one in lists if not one.is_closed]
    while asked:
        named = [one.ask_on(row_count, tuple(taken)) for one in asked]
        fresh = dict.fromkeys(itertools.chain.from_iterable(named))
        best.take(fresh)
        taken |= fresh
        last = [-math.inf if one.is_closed else one.last_similarity for one in lists]
        if not best.is_reached_by(bound(last)):
            break
        asked = [one for place, one in enumerate(lists) if _matters(place, last, bound)]
        row_count = min(2 * row_count, MOST_ROWS)
    return [*taken]


def _matters(place: int, last: Sequence[float], bound: Callable[[Sequence[float]], Bound]) -> bool:
    """Whether the bound falls with this list: of an AND only the rarer text's does."""
    lower = [*last]
    lower[place] -= SMALL_STEP
    return last[place] > -math.inf and bound(lower) != bound(last)
