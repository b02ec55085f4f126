"""A ``VectorIndex`` in memory that ends when it is told to, as the process of Milvus Lite may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from momentsearch_server.errors import Reason, Unavailable
from momentsearch_server.library.vectors import IndexRow, IndexTable, RunHit, VectorIndex
from momentsearch_server.library.vectors_exact import ExactIndex


class MortalIndex(ExactIndex):
    """Its rows outlive it: the next one is made of the one ``before``. As with Milvus, a table has
    to be prepared before it answers."""

    def __init__(self, before: MortalIndex | None = None) -> None:
        super().__init__()
        if before is not None:
            self._lock, self._known, self._rows = before._lock, before._known, before._rows
        self._alive = True
        self._prepared: set[str] = set()

    def die(self) -> None:
        self._alive = False

    def is_alive(self) -> bool:
        return self._alive

    def close(self) -> None:
        self._alive = False

    def prepare(self, table: IndexTable) -> None:
        self._answer()
        super().prepare(table)
        self._prepared.add(table.name)

    def tables(self) -> list[str]:
        self._answer()
        return super().tables()

    def drop(self, name: str) -> None:
        self._answer()
        super().drop(name)

    def insert(self, table: IndexTable, rows: Iterable[IndexRow]) -> None:
        self._answer(table)
        super().insert(table, rows)

    def remove_media(self, table: IndexTable, collection: str, media_ids: Sequence[str]) -> None:
        self._answer(table)
        super().remove_media(table, collection, media_ids)

    def search(self, table: IndexTable, *arguments: Any, **named: Any) -> list[list[RunHit]]:
        self._answer(table)
        return super().search(table, *arguments, **named)

    def count(self, table: IndexTable, media_ids: Sequence[str] | None = None) -> int:
        self._answer(table)
        return super().count(table, media_ids)

    def _answer(self, table: IndexTable | None = None) -> None:
        if not self._alive or (table is not None and table.name not in self._prepared):
            raise Unavailable(Reason.INDEX_UNAVAILABLE, "the index has ended; try again")


class Mortals:
    """Stands where the library opens its index. The newest one can be ended; ``refusing`` so many
    openings fail."""

    def __init__(self) -> None:
        self.opened: list[MortalIndex] = []
        self.refusing = 0
        self.on_open: Callable[[MortalIndex], None] = lambda _index: None

    def __call__(self, _uri: str) -> MortalIndex:
        if self.refusing:
            self.refusing -= 1
            raise Unavailable(Reason.INDEX_UNAVAILABLE, "it cannot be opened")
        self.opened.append(MortalIndex(self.opened[-1] if self.opened else None))
        self.on_open(self.opened[-1])
        return self.opened[-1]

    @property
    def living(self) -> MortalIndex:
        return self.opened[-1]

    def open_mortal(self, _database: Path) -> tuple[VectorIndex, Callable[[], None]]:
        index = self("")
        return index, index.die
