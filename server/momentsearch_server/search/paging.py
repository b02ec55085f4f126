"""Pages that keep their place.

A token names the last moment that was seen, not a row number: when media come or go between two
pages, the next page still begins after what was seen. Scores of encoders without a calibration of
their own are held against the library, and change a little with it; so a moment is known again by
where it is, and its score says only where it would be, should it be gone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from momentsearch_server import tokens
from momentsearch_server.search.moments import MOST_MOMENTS, Moment, Ranking, SearchRequest
from momentsearch_server.timespan import TimeSpan

# The least that is looked for at once: the first pages of ten, and a few to go on.
LEAST_WANTED = 32


def first_wanted(size: int) -> int:
    """How many moments are looked for at first, for pages of ``size``: one more than that says
    whether there is a next page."""
    return max(LEAST_WANTED, size + 1)


def search_page(
    search: Callable[[int], Ranking], request: SearchRequest, *, token: str, size: int
) -> tuple[Ranking, Sequence[Moment], str]:
    """What ``page_of`` gives of the best moments, of as many as it takes, and their ranking.

    ``search(wanted)`` gives the best ``wanted``. Few are wanted at first, since each further one
    costs, but enough for the first page, since each search begins anew; a deeper page wants more,
    and the best ones stay the same.
    """
    wanted = first_wanted(size)
    while True:
        ranking = search(wanted)
        page, next_token = page_of(ranking.moments, request, token=token, size=size)
        if next_token or len(ranking.moments) < wanted or wanted == MOST_MOMENTS:
            return ranking, page, next_token
        wanted = min(4 * wanted, MOST_MOMENTS)


def best_below(
    search: Callable[[SearchRequest, int], Ranking], request: SearchRequest, *, count: int
) -> Sequence[Moment]:
    """The best ``count`` moments that are less confident than ``request`` asks for, best first.

    For where nothing is as confident: a media that came just now may hold what is, and that is no
    candidate but an answer, which the next search gives.
    """
    if count == 0:
        return ()
    anything = dataclasses.replace(request, minimum_confidence=0.0)
    moments = search(anything, max(count, LEAST_WANTED)).moments
    return [one for one in moments if one.confidence < request.minimum_confidence][:count]


def page_of(
    moments: Sequence[Moment], request: SearchRequest, *, token: str, size: int
) -> tuple[Sequence[Moment], str]:
    """The ``size`` moments after the token's place, and the token of the page after them.

    Raises ``InvalidArgument`` (PAGE_TOKEN_INVALID) for a token of another question, or none of
    ours.
    """
    place = tokens.decode(token, question=request, kinds=(float, str, int, int))
    first = 0
    if place is not None:
        score, media_id, start_us, end_us = place
        if end_us <= start_us:
            raise tokens.not_ours()
        first = _after((-score, media_id, TimeSpan(start_us, end_us)), moments)
    page = moments[first : first + size]
    if not page or first + size >= len(moments):
        return page, ""
    last = page[-1]
    place = [last.score, last.media_id, last.span.start_us, last.span.end_us]
    return page, tokens.encode(place, question=request)


def _after(seen: tuple[float, str, TimeSpan], moments: Sequence[Moment]) -> int:
    for index, moment in enumerate(moments):
        if moment.order[1:] == seen[1:]:
            return index + 1
    return next((i for i, moment in enumerate(moments) if moment.order > seen), len(moments))
