"""The vector index of a library: a table for each space, and which of its builds is the living one.

A table's name has the library, the space and the generation, which grows with every rebuild::

    momentsearch_LIBRARY_SPACE_GENERATION
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import FailedPrecondition, Reason, Unavailable
from momentsearch_server.library.records import SpaceRecord
from momentsearch_server.library.runs import index_rows
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.library.vectors import IndexTable, RunHit, VectorIndex


class SpaceTables:
    """The tables of one library in an index that it opens, and again when that has ended.

    ``search``, ``count`` and ``is_well`` may be called from any thread, at any time. Whatever
    changes something is called with ``Stores.writes`` held, so that there is no lock here: who
    searches meanwhile finds the old table or the new one, since the mapping of tables is replaced
    and never changed.

    Whatever asks the index raises ``Unavailable`` when that does not answer.
    """

    def __init__(self, library_id: str, *, open_index: Callable[[], VectorIndex]) -> None:
        # Several libraries may share one Milvus.
        self._prefix = f"momentsearch_{library_id}_"
        self._open_index = open_index
        self._tables: Mapping[str, IndexTable] = {}
        self._is_whole = True
        self._index = open_index()

    # -- opened and closed

    def open(self, records: Iterable[SpaceRecord]) -> None:
        """Prepares the living tables of these spaces, and drops what else there is of the library.

        Raises:
            FailedPrecondition: the index knows a space with another fingerprint.
        """
        for record in records:
            self.prepare(record)
        living = {table.name for table in self._tables.values()}
        for name in self._index.tables():
            if name.startswith(self._prefix) and name not in living:
                self._index.drop(name)

    def reopen(self) -> None:
        """Opens the index anew, with the same tables. Until ``mark_whole`` nobody searches it: it
        may have lost rows."""
        self._is_whole = False
        self._index.close()
        self._index = self._open_index()
        for table in self._tables.values():
            self._index.prepare(table)

    def mark_whole(self) -> None:
        """All rows are there again."""
        self._is_whole = True

    def is_well(self) -> bool:
        """False once the index has ended, until it is opened again and whole."""
        return self._is_whole and self._index.is_alive()

    def close(self) -> None:
        self._index.close()

    # -- tables

    def prepare(self, record: SpaceRecord) -> None:
        """Makes or opens the living table of a space.

        Raises:
            FailedPrecondition: the index knows it with another fingerprint.
        """
        table = self._table_of(record, record.generation)
        self._index.prepare(table)
        self.switch(record, table)

    def of(self, space_id: str) -> IndexTable:
        """The living table of a space.

        Raises:
            FailedPrecondition: there is none.
        """
        if space_id not in self._tables:
            raise unknown_space(space_id)
        return self._tables[space_id]

    def begin_next(self, record: SpaceRecord) -> IndexTable:
        """An empty table of the generation after the record's, which nobody searches yet."""
        table = self._table_of(record, record.generation + 1)
        self._index.drop(table.name)  # what an earlier rebuild left when it was interrupted
        self._index.prepare(table)
        return table

    def switch(self, record: SpaceRecord, table: IndexTable) -> None:
        """From now on this is the space's living table."""
        self._tables = {**self._tables, record.space.space_id: table}

    def drop(self, record: SpaceRecord) -> None:
        """The table of the record's generation goes."""
        self._index.drop(self._table_of(record, record.generation).name)

    def _table_of(self, record: SpaceRecord, generation: int) -> IndexTable:
        space = record.space
        name = f"{self._prefix}{space.space_id.replace('-', '_')}_{generation}"
        return IndexTable(name, space.fingerprint, space.dim)

    # -- rows

    def insert(self, table: IndexTable, timeline: Timeline, collection: str) -> int:
        """Adds the rows that a timeline makes, and gives their number."""
        rows = list(index_rows(timeline, collection))
        self._index.insert(table, rows)
        return len(rows)

    def remove_media(
        self, collection: str, media_ids: Sequence[str], *, space_id: str | None = None
    ) -> None:
        """Removes the rows of these media, of one space or (None) of all."""
        tables = self._tables.values() if space_id is None else [self.of(space_id)]
        for table in tables:
            self._index.remove_media(table, collection, media_ids)

    def count(self, space_id: str, media_ids: Sequence[str] | None = None) -> int:
        """How many rows there are in a space, of these media or of all."""
        return self._index.count(self.of(space_id), media_ids)

    def search(
        self,
        space_id: str,
        collection: str,
        queries: NDArray[np.float32],
        *,
        limit: int,
        media_ids: Sequence[str] | None,
        excluded: Sequence[str],
        start_us: int,
        end_us: int | None,
    ) -> list[list[RunHit]]:
        """As ``VectorIndex.search``, in the living table of a space.

        Raises:
            FailedPrecondition: there is none.
            Unavailable: the index does not answer, or is not whole yet.
        """
        # The index is taken before the look at ``_is_whole``: afterwards it could be one that has
        # been opened since, and lacks rows.
        search = partial(
            self._index.search,
            collection=collection,
            queries=queries,
            limit=limit,
            media_ids=media_ids,
            excluded=excluded,
            start_us=start_us,
            end_us=end_us,
        )
        table = self.of(space_id)
        if not self._is_whole:
            raise Unavailable(
                Reason.INDEX_UNAVAILABLE,
                "the index was opened again and is being compared with the timelines; try again "
                "in a few seconds",
            )
        try:
            return search(table)
        except Unavailable:
            if self.of(space_id) == table:
                raise
            # A rebuild dropped the table between the two lines above; its successor is there.
            return search(self.of(space_id))


def unknown_space(space_id: str) -> FailedPrecondition:
    return FailedPrecondition(
        Reason.SPACE_MISMATCH, f"the library knows no space {space_id}; register its encoder first"
    )
