"""The vector index: one row for each run, found by similarity. Derived data: see ``timelines.py``.

``MilvusIndex`` is the one place that knows pymilvus; ``vectors_exact.py`` has the fake that passes
the same tests. What was found out about Milvus Lite 2.5.1 and Milvus 2.3.5, and is relied on:

- Lite has neither named partitions nor partition keys: a filter on a partition key is an error
  there. So a library collection is a plain field on Lite and the partition key on a server, and
  the filter is the same expression on both.
- A server's ``upsert`` puts rows with a partition key into wrong partitions, where filters do not
  find them. Deleting by id and inserting does what upsert should, on both.
- Lite can neither rename a collection nor alias it, so that a rebuild makes a table of a new name.
- After connecting, a collection must be loaded before it answers.
- Lite is a child process: see ``lite_process.py``.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import grpc
import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import FailedPrecondition, Reason, Unavailable
from momentsearch_server.library.lite_process import (
    REMEDY,
    child_of,
    open_lite,
    stop_lite,
)

# Milvus gives no more rows than this for one query.
MAX_HITS = 16_384

_CALL_TIMEOUT_SECONDS = 60.0
_CONNECT_TIMEOUT_SECONDS = 10.0
# Far below the bound on a message (64 MiB), and large enough that its overhead does not show.
_BATCH_BYTES = 4 << 20
# An expression of 10,000 ids takes Lite some 50 ms to parse; longer ones are no quicker per id.
_IDS_PER_EXPRESSION = 10_000
# Texts lie apart from the pictures and sounds that they are compared with, which is hard on a graph
# of these: the usual 16 links, and a look at twice as many rows as are wanted, miss one of seven of
# the nearest 64 rows (docs/search.md).
_HNSW = {"M": 32, "efConstruction": 400}
_LEAST_ROWS_LOOKED_AT = 4096
_MOST_ROWS_LOOKED_AT = 32_768  # Milvus takes no more
_ROWS_LOOKED_AT = 8  # for each that is wanted
_SIFTED_ROWS = 16  # asked for without a filter, for each that is wanted
_SERVER_REMEDY = "see that Milvus runs there, then try again"
_ENDED_REMEDY = "a server that runs starts it again: try again in a few seconds"
_LATE_REMEDY = "it is busy, or hangs, and a server that runs starts it again then: try again later"


@dataclass(frozen=True, slots=True)
class IndexTable:
    """One build of the index of one space; vectors of another fingerprint are not let in."""

    name: str
    fingerprint: str
    dim: int


@dataclass(frozen=True)
class IndexRow:
    """One run. ``vector`` float32 ``[dim]``, unit norm; the span is from the first sample's start
    to the last one's end."""

    row_id: int
    collection: str
    media_id: str
    start_us: int
    end_us: int
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RunHit:
    """``similarity`` is the inner product of query and run, in [-1, 1] up to rounding."""

    media_id: str
    start_us: int
    end_us: int
    similarity: float


class VectorIndex(Protocol):
    """Rows by similarity. May be called from several threads; writes are seen at once.

    Every method raises ``Unavailable`` when the index does not answer.
    """

    def prepare(self, table: IndexTable) -> None:
        """Makes the table, or opens it as it is; before any other use of it.

        Raises:
            FailedPrecondition: it is there with another fingerprint or dimension.
        """
        ...

    def tables(self) -> list[str]:
        """Names of all tables, of other libraries as well."""
        ...

    def drop(self, name: str) -> None:
        """Removes a table if it is there."""
        ...

    def insert(self, table: IndexTable, rows: Iterable[IndexRow]) -> None:
        """Adds rows; a row id that is there already is replaced, so that a repeat changes nothing.

        Raises:
            ValueError: a vector's dimension is not the table's.
        """
        ...

    def remove_media(self, table: IndexTable, collection: str, media_ids: Sequence[str]) -> None:
        """Removes the rows of these media of a collection, if there are any."""
        ...

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
        """The ``limit`` most similar runs of a collection for each query, best first.

        ``queries`` float32 ``[q, dim]``, unit norm; ``limit`` at most ``MAX_HITS``; ``media_ids``:
        runs of these media only (None: of any), and of none of ``excluded``; only runs that reach
        into ``[start_us, end_us)`` (None: to the end).
        """
        ...

    def count(self, table: IndexTable, media_ids: Sequence[str] | None = None) -> int:
        """How many rows there are, of these media (each once) or of all."""
        ...

    def is_alive(self) -> bool:
        """False once what it runs in has ended: it will not answer again, and another one that is
        opened in its place will."""
        ...

    def close(self) -> None: ...


def run_row_id(table_space_id: str, media_id: str, run: int) -> int:
    """A stable int64 for the ``run``-th run of a media in a space."""
    text = f"{table_space_id}/{media_id}/{run}".encode()
    digest = hashlib.blake2b(text, digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def check_queries(table: IndexTable, queries: NDArray[np.float32], limit: int) -> None:
    """
    Raises:
        ValueError: the shape or the limit is not what ``VectorIndex.search`` takes.
    """
    if queries.ndim != 2 or queries.shape[1] != table.dim:
        raise ValueError(f"queries must be [q, {table.dim}], not {list(queries.shape)}")
    if not 1 <= limit <= MAX_HITS:
        raise ValueError(f"a limit must be from 1 to {MAX_HITS}, not {limit}")


def check_row(table: IndexTable, row: IndexRow) -> None:
    """
    Raises:
        ValueError: the vector's shape is not the table's.
    """
    if row.vector.shape != (table.dim,):
        raise ValueError(f"a vector must be [{table.dim}], not {list(row.vector.shape)}")


class MilvusIndex:
    """A ``VectorIndex`` in Milvus Lite (``uri`` is a file, ``….db``) or on a Milvus server
    (``http://HOST:PORT``, with ``USER:PASSWORD@`` where it asks for one).

    Raises:
        Unavailable: nothing answers there.
    """

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._is_lite = uri.endswith(".db")
        # Imported here because it takes half a second, which commands without an index spare.
        from pymilvus import MilvusClient, MilvusException

        _silence_pymilvus()

        def connect(address: str) -> MilvusClient:
            return MilvusClient(uri=address, timeout=_CONNECT_TIMEOUT_SECONDS)

        if self._is_lite:
            self._client = open_lite(Path(uri), connect, refused=MilvusException)
            self._process = child_of(Path(uri))
        else:
            with self._answering():
                self._client = connect(uri)

    def is_alive(self) -> bool:
        # pymilvus finds a server again by itself.
        return not self._is_lite or (self._process is not None and self._process.poll() is None)

    def close(self) -> None:
        self._client.close()
        if self._is_lite:
            stop_lite(Path(self._uri))

    def prepare(self, table: IndexTable) -> None:
        with self._answering():
            if not self._client.has_collection(table.name, timeout=_CALL_TIMEOUT_SECONDS):
                self._create(table)
            found = self._client.describe_collection(table.name, timeout=_CALL_TIMEOUT_SECONDS)
            _check_description(table, found["description"])
            self._client.load_collection(table.name, timeout=_CALL_TIMEOUT_SECONDS)

    def tables(self) -> list[str]:
        with self._answering():
            return sorted(self._client.list_collections(timeout=_CALL_TIMEOUT_SECONDS))

    def drop(self, name: str) -> None:
        with self._answering():
            if self._client.has_collection(name, timeout=_CALL_TIMEOUT_SECONDS):
                self._client.drop_collection(name, timeout=_CALL_TIMEOUT_SECONDS)

    def insert(self, table: IndexTable, rows: Iterable[IndexRow]) -> None:
        for batch in _batches(table, rows):
            ids = [row["id"] for row in batch]
            with self._answering():
                self._client.delete(table.name, ids=ids, timeout=_CALL_TIMEOUT_SECONDS)
                self._client.insert(table.name, batch, timeout=_CALL_TIMEOUT_SECONDS)

    def remove_media(self, table: IndexTable, collection: str, media_ids: Sequence[str]) -> None:
        for chunk in _chunks(media_ids):
            expression = f"{_is('collection', collection)} and media_id in {json.dumps(chunk)}"
            with self._answering():
                self._client.delete(table.name, filter=expression, timeout=_CALL_TIMEOUT_SECONDS)

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
        anywhere = _is("collection", collection)
        within = " and ".join([anywhere, *_outside(excluded), *_reaching_into(start_us, end_us)])
        expressions = (
            [within]
            if media_ids is None
            else [f"{within} and media_id in {json.dumps(chunk)}" for chunk in _chunks(media_ids)]
        )
        parts = [self._search(table, one, queries, limit) for one in expressions]
        best = [_best(limit, [part[query] for part in parts]) for query in range(len(queries))]
        short = [query for query, hits in enumerate(best) if len(hits) < limit]
        if self._is_lite or expressions == [anywhere] or not short:
            return best
        # On a server, a search in HNSW may end among rows that the filter leaves out and give none
        # of those beyond (of one text in twenty, docs/search.md). Without a filter it does not.
        more = min(_SIFTED_ROWS * limit, MAX_HITS)
        for query, hits in zip(
            short, self._search(table, anywhere, queries[short], more), strict=True
        ):
            passing = sifted(hits, media_ids, excluded, start_us=start_us, end_us=end_us)
            best[query] = max(best[query], passing[:limit], key=len)
        return best

    def count(self, table: IndexTable, media_ids: Sequence[str] | None = None) -> int:
        expressions = (
            [""]
            if media_ids is None
            else [f"media_id in {json.dumps(chunk)}" for chunk in _chunks(media_ids)]
        )
        return sum(self._count(table, expression) for expression in expressions)

    def _count(self, table: IndexTable, expression: str) -> int:
        with self._answering():
            found = self._client.query(
                table.name,
                filter=expression,
                output_fields=["count(*)"],
                timeout=_CALL_TIMEOUT_SECONDS,
            )
        return int(found[0]["count(*)"])

    def _search(
        self, table: IndexTable, expression: str, queries: NDArray[np.float32], limit: int
    ) -> list[list[RunHit]]:
        with self._answering():
            found = self._client.search(
                table.name,
                data=list(queries.astype(np.float32)),
                filter=expression,
                limit=limit,
                output_fields=["media_id", "start_us", "end_us"],
                search_params={} if self._is_lite else {"params": {"ef": _rows_looked_at(limit)}},
                timeout=_CALL_TIMEOUT_SECONDS,
            )
        return [[_hit(row) for row in rows] for rows in found]

    @contextmanager
    def _answering(self) -> Iterator[None]:
        from pymilvus.client.types import Status
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except grpc.RpcError as error:  # which pymilvus lets through where its limit is reached
            raise self._unavailable(error.details(), _LATE_REMEDY) from error
        except MilvusException as error:
            # Another process may be there by now. One that was killed this instant may still seem
            # to be there, and is not reached any more.
            if self.is_alive() and error.code != Status.CONNECT_FAILED:
                raise self._unavailable(error.message, REMEDY) from error
            raise self._unavailable(
                error.message, f"its process has ended; {_ENDED_REMEDY}"
            ) from error

    def _unavailable(self, what: str, remedy: str) -> Unavailable:
        kind = "embedded" if self._is_lite else "vector"
        return Unavailable(
            Reason.INDEX_UNAVAILABLE,
            f"the {kind} index at {self._uri} does not answer as it should ({what}); "
            f"{remedy if self._is_lite else _SERVER_REMEDY}",
        )

    def _create(self, table: IndexTable) -> None:
        from pymilvus import DataType

        schema = self._client.create_schema(
            auto_id=False, enable_dynamic_field=False, description=_description(table)
        )
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field(
            "collection", DataType.VARCHAR, max_length=63, is_partition_key=not self._is_lite
        )
        schema.add_field("media_id", DataType.VARCHAR, max_length=63)
        schema.add_field("start_us", DataType.INT64)
        schema.add_field("end_us", DataType.INT64)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=table.dim)
        index = self._client.prepare_index_params()
        index.add_index(
            field_name="vector",
            index_type="FLAT" if self._is_lite else "HNSW",
            metric_type="IP",
            params={} if self._is_lite else _HNSW,
        )
        self._client.create_collection(
            table.name,
            schema=schema,
            index_params=index,
            # What was committed is found by the very next search.
            consistency_level="Strong",
            timeout=_CALL_TIMEOUT_SECONDS,
        )


def sifted(
    hits: Iterable[RunHit],
    media_ids: Sequence[str] | None,
    excluded: Sequence[str],
    *,
    start_us: int,
    end_us: int | None,
) -> list[RunHit]:
    """Those of ``hits`` that ``VectorIndex.search`` gives with this filter, in their order."""
    wanted, left_out = None if media_ids is None else {*media_ids}, {*excluded}
    return [
        hit
        for hit in hits
        if (wanted is None or hit.media_id in wanted)
        and hit.media_id not in left_out
        and (start_us <= 0 or hit.end_us > start_us)
        and (end_us is None or hit.start_us < end_us)
    ]


def _rows_looked_at(limit: int) -> int:
    """How many rows HNSW looks at, of a segment, for the nearest ``limit``."""
    return min(max(_LEAST_ROWS_LOOKED_AT, _ROWS_LOOKED_AT * limit), _MOST_ROWS_LOOKED_AT)


def _description(table: IndexTable) -> str:
    return json.dumps({"fingerprint": table.fingerprint, "dim": table.dim})


def _check_description(table: IndexTable, description: str) -> None:
    if description != _description(table):
        raise FailedPrecondition(
            Reason.SPACE_MISMATCH,
            f"index table {table.name} holds vectors of {description or 'an unknown encoder'}, "
            f"this encoder's are {_description(table)}; use the encoder that the index was made "
            "with, or rebuild the index",
        )


def _is(field: str, value: str) -> str:
    # JSON's quoting is the quoting of Milvus expressions for the names and ids that we have.
    return f"{field} == {json.dumps(value)}"


def _outside(media_ids: Sequence[str]) -> Iterator[str]:
    if media_ids:
        yield f"media_id not in {json.dumps([*media_ids])}"


def _reaching_into(start_us: int, end_us: int | None) -> Iterator[str]:
    if start_us > 0:
        yield f"end_us > {start_us}"
    if end_us is not None:
        yield f"start_us < {end_us}"


def _batches(table: IndexTable, rows: Iterable[IndexRow]) -> Iterator[list[dict[str, Any]]]:
    rows_per_batch = max(1, _BATCH_BYTES // (4 * table.dim + 200))
    batch: list[dict[str, Any]] = []
    for row in rows:
        check_row(table, row)
        batch.append(_fields(row))
        if len(batch) == rows_per_batch:
            yield batch
            batch = []
    if batch:
        yield batch


def _fields(row: IndexRow) -> dict[str, Any]:
    return {
        "id": row.row_id,
        "collection": row.collection,
        "media_id": row.media_id,
        "start_us": row.start_us,
        "end_us": row.end_us,
        "vector": row.vector,
    }


def _hit(row: Mapping[str, Any]) -> RunHit:
    entity = row["entity"]
    return RunHit(entity["media_id"], entity["start_us"], entity["end_us"], row["distance"])


def _chunks(media_ids: Sequence[str]) -> Iterator[list[str]]:
    for first in range(0, len(media_ids), _IDS_PER_EXPRESSION):
        yield list(media_ids[first : first + _IDS_PER_EXPRESSION])


def _best(limit: int, parts: Sequence[Sequence[RunHit]]) -> list[RunHit]:
    hits = [hit for part in parts for hit in part]
    return sorted(hits, key=lambda hit: -hit.similarity)[:limit]


def _silence_pymilvus() -> None:
    """pymilvus writes every error to stderr with its traceback, and raises it as well."""
    for name in ("pymilvus", "pymilvus.milvus_client"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.CRITICAL)
