"""How many of the nearest rows an index gives, by the library's own way to ask it.

Milvus Lite compares every row. A Milvus server does not: a row that came lately is in an interim
index of the server's own making (IVF), and, once its segment is sealed, in the HNSW index that
``library/vectors.py`` asks for. Both may pass near rows over.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.planner_engines import Encoders
from benchmarks.quality.planner_library import COLLECTION
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Scope
from momentsearch_server.library.runs import find_runs
from momentsearch_server.library.vectors import RunHit

if TYPE_CHECKING:
    from pymilvus import MilvusClient

Vectors = NDArray[np.float32]
Report = dict[str, Any]

# Rows of the first round, of a later one, and of one far down.
LIMITS = (64, 256, 1024)
SEARCHES_AT_ONCE = 16
# Texts by which single searches are timed.
TIMED = 10
# Similarities that the index and numpy compute differ in their last digits.
SAME = 1e-5
SETTLE_SECONDS = 1800.0
# The server's own ``minSegmentNumRowsToEnableIndex``: it compares every row of smaller segments.
LEAST_INDEXED_ROWS = 1024


@dataclass(frozen=True)
class ExactRows:
    """All rows of one space. ``vectors`` float32 ``[n, dim]`` unit norm; ``media[i]`` is the place
    in ``media_ids`` of the media that has row ``i``."""

    space_id: str
    media_ids: Sequence[str]
    media: NDArray[np.intp]
    vectors: Vectors

    @classmethod
    def of(cls, library: Library, scope: Scope, space_id: str) -> ExactRows:
        """As committing makes them of the timelines."""
        media_ids = [*scope.samples.get(space_id, ())]
        media, parts = [], []
        for place, media_id in enumerate(media_ids):
            timeline = library.read_timeline(media_id, space_id)
            runs = find_runs(timeline.vectors, timeline.starts_us, timeline.ends_us)
            parts.append(runs.vectors)
            media.append(np.full(len(runs), place))
        return cls(space_id, media_ids, np.concatenate(media), np.concatenate(parts))

    def similarities(self, query: Vectors, media_ids: Container[str]) -> Vectors:
        """Of the rows of these media."""
        within = np.array([one in media_ids for one in self.media_ids])
        found: Vectors = self.vectors[within[self.media]] @ query
        return found

    def nearest_media(self, query: Vectors, limit: int) -> frozenset[str]:
        """The media of the ``limit`` nearest rows."""
        best = np.argsort(-(self.vectors @ query))[:limit]
        return frozenset(self.media_ids[place] for place in self.media[best])


@dataclass(frozen=True)
class Way:
    """To ask for the rows nearest to ``query``: ``left_out`` as after a first round."""

    name: str
    scope: Scope
    query: Vectors
    left_out: frozenset[str]


def rows_found(library: Library, encoders: Encoders, texts: Sequence[str]) -> list[Report]:
    """A row of the report for each way to ask and each limit; each text is asked for in each
    space."""
    whole = library.scope(COLLECTION)
    part = library.scope(COLLECTION, labels={"tenth": "0"})
    recalls: dict[tuple[str, int], list[float]] = defaultdict(list)
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    for encoder in encoders.values():
        rows = ExactRows.of(library, whole, encoder.space.space_id)
        ways = [
            way for query in encoder.encode_texts(texts) for way in _ways(rows, query, whole, part)
        ]
        # A search on a server mostly waits for its clock.
        with ThreadPoolExecutor(SEARCHES_AT_ONCE) as pool:
            for way, found in zip(
                ways, pool.map(partial(_recalls, library, rows), ways), strict=True
            ):
                for limit, recall in zip(LIMITS, found, strict=True):
                    recalls[way.name, limit].append(recall)
        for way in ways[: 3 * TIMED]:
            for limit in LIMITS:
                began = time.perf_counter()
                _search(library, rows, way, limit)
                times[way.name, limit].append(1000 * (time.perf_counter() - began))
    return [_row(*key, found, times[key]) for key, found in recalls.items()]


def _ways(rows: ExactRows, query: Vectors, whole: Scope, part: Scope) -> Iterator[Way]:
    yield Way("all media", whole, query, frozenset())
    yield Way("without the nearest media", whole, query, rows.nearest_media(query, LIMITS[0]))
    yield Way("a tenth of the media", part, query, frozenset())


def _recalls(library: Library, rows: ExactRows, way: Way) -> list[float]:
    exact = rows.similarities(way.query, way.scope.samples[rows.space_id].keys() - way.left_out)
    return [recall_of_rows(_search(library, rows, way, limit), exact, limit) for limit in LIMITS]


def _search(library: Library, rows: ExactRows, way: Way, limit: int) -> list[RunHit]:
    query = way.query[np.newaxis]
    return library.search_runs(way.scope, rows.space_id, query, limit=limit, excluded=way.left_out)[
        0
    ]


def recall_of_rows(hits: Sequence[RunHit], exact: Vectors, limit: int) -> float:
    """Of the ``limit`` highest of ``exact``, the similarities of all rows that may be given, of
    which there is at least one; by similarity, since rows may be alike."""
    count = min(limit, len(exact))
    least = float(np.partition(exact, -count)[-count])
    found = {(hit.media_id, hit.start_us) for hit in hits if hit.similarity >= least - SAME}
    return min(len(found), count) / count


def _row(way: str, limit: int, recalls: Sequence[float], times: Sequence[float]) -> Report:
    return {
        "way": way,
        "limit": limit,
        "searches": len(recalls),
        "recall": round(statistics.fmean(recalls), 4),
        "least_recall": round(min(recalls), 4),
        "all_found": round(statistics.fmean(recall == 1 for recall in recalls), 4),
        "median_ms": round(statistics.median(times), 1),
    }


def settle(uri: str) -> float:
    """Has the server at ``uri`` seal what was written and waits for HNSW to be there and in use;
    the seconds that took. It does so by itself, as segments fill up or nothing comes any more.

    Raises:
        TimeoutError: it takes longer than ``SETTLE_SECONDS``.
    """
    from pymilvus import MilvusClient

    client = MilvusClient(uri=uri)
    began = time.monotonic()
    for table in client.list_collections():
        client.flush(table)
        while not _is_settled(client, table):
            if time.monotonic() > began + SETTLE_SECONDS:
                raise TimeoutError(f"{table} at {uri} is not indexed yet")
            time.sleep(2)
    client.close()
    return round(time.monotonic() - began, 1)


def _is_settled(client: MilvusClient, table: str) -> bool:
    """Whether every row is in a sealed segment, and each segment that is large enough for an index
    is searched by it."""
    segments = client.list_loaded_segments(table)
    rows = int(client.query(table, filter="", output_fields=["count(*)"])[0]["count(*)"])
    # Rows that are not sealed are in no segment of this list.
    sealed: int = sum(one.num_rows for one in segments)
    return sealed >= rows and all(
        one.index_name or one.num_rows < LEAST_INDEXED_ROWS for one in segments
    )
