"""A ``VectorIndex`` in memory: every row is compared. For tests, and as the measure for Milvus."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.library.vectors import (
    IndexRow,
    IndexTable,
    RunHit,
    check_queries,
    check_row,
)


class ExactIndex:
    """Holds its rows for as long as it lives."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, IndexTable] = {}
        self._rows: dict[str, dict[int, IndexRow]] = {}

    def is_alive(self) -> bool:
        return True

    def prepare(self, table: IndexTable) -> None:
        with self._lock:
            if self._known.setdefault(table.name, table) != table:
                raise FailedPrecondition(
                    Reason.SPACE_MISMATCH, f"index table {table.name} is of another encoder"
                )
            self._rows.setdefault(table.name, {})

    def tables(self) -> list[str]:
        with self._lock:
            return sorted(self._known)

    def drop(self, name: str) -> None:
        with self._lock:
            self._known.pop(name, None)
            self._rows.pop(name, None)

    def insert(self, table: IndexTable, rows: Iterable[IndexRow]) -> None:
        for row in rows:
            check_row(table, row)
            with self._lock:
                self._rows[table.name][row.row_id] = row

    def remove_media(self, table: IndexTable, collection: str, media_ids: Sequence[str]) -> None:
        unwanted = set(media_ids)
        with self._lock:
            rows = self._rows[table.name]
            for row in list(rows.values()):
                if row.collection == collection and row.media_id in unwanted:
                    del rows[row.row_id]

    def search(
        self,
        table: IndexTable,
        collection: str,
        queries: NDArray[np.float32],
        *,
        limit: int,
        media_ids: Sequence[str] | None = None,
        excluded: Sequence[str] = (),
        start_us: int = 0,
        end_us: int | None = None,
    ) -> list[list[RunHit]]:
        check_queries(table, queries, limit)
        wanted = None if media_ids is None else set(media_ids)
        left_out = set(excluded)
        with self._lock:
            rows = [
                row
                for row in self._rows[table.name].values()
                if row.collection == collection
                and (wanted is None or row.media_id in wanted)
                and row.media_id not in left_out
                and row.end_us > start_us
                and (end_us is None or row.start_us < end_us)
            ]
        return [_nearest(rows, query, limit) for query in queries]

    def count(self, table: IndexTable, media_ids: Sequence[str] | None = None) -> int:
        with self._lock:
            rows = self._rows[table.name].values()
            return sum(media_ids is None or row.media_id in media_ids for row in rows)

    def close(self) -> None:
        """Keeps the rows, so that a library can be opened on it again."""


def _nearest(rows: Sequence[IndexRow], query: NDArray[np.float32], limit: int) -> list[RunHit]:
    if not rows:
        return []
    similarities = np.stack([row.vector for row in rows]) @ query
    best = np.argsort(-similarities, kind="stable")[:limit]
    return [
        RunHit(rows[i].media_id, rows[i].start_us, rows[i].end_us, float(similarities[i]))
        for i in best
    ]
