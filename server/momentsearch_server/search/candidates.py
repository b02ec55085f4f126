"""Which media of a scope are worth scoring exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

# Rows that one question to the index may return, as Milvus bounds it.
MOST_ROWS = 16_384


class Hit(Protocol):
    @property
    def media_id(self) -> str: ...


@dataclass(frozen=True)
class Candidates:
    """``media_ids`` nearest first where the index was asked; all of the scope otherwise."""

    media_ids: tuple[str, ...]
    exhaustive: bool


def nearest_media(
    ask: Callable[[int], Sequence[Hit]], *, wanted: int, media_count: int
) -> Candidates:
    """At least ``wanted`` media, by asking for ever more rows until there are so many.

    A long media has many near rows, so that rows do not count: ``ask(limit)`` gives the ``limit``
    nearest runs (fewer where rows of media out of scope took places), and the limit grows fourfold
    until the media suffice, no more rows come, or the index's bound is reached.
    """
    limit, row_count = min(MOST_ROWS, 4 * wanted), -1
    while True:
        hits = ask(limit)
        media_ids = tuple(dict.fromkeys(hit.media_id for hit in hits))
        enough = len(media_ids) >= min(wanted, media_count)
        if enough or len(hits) == row_count or limit == MOST_ROWS:
            return Candidates(media_ids, exhaustive=len(media_ids) >= media_count)
        limit, row_count = min(MOST_ROWS, 4 * limit), len(hits)
