"""What every vector index does: the fake, Milvus Lite and a Milvus server alike."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from numpy.typing import NDArray
from pymilvus.client.types import Status
from pymilvus.exceptions import MilvusException

from benchmarks.quality.planner_rows import recall_of_rows, settle
from momentsearch_server.errors import FailedPrecondition, Reason, Unavailable
from momentsearch_server.library import lite_process
from momentsearch_server.library.pkg_resources_stand_in import ensure_milvus_lite_importable
from momentsearch_server.library.vectors import (
    IndexRow,
    IndexTable,
    MilvusIndex,
    RunHit,
    VectorIndex,
    run_row_id,
    sifted,
)
from momentsearch_server.library.vectors_exact import ExactIndex
from tests.library.milvus_server import require_milvus_server, running_milvus_server
from tests.library.support import unit_vectors

DIM = 16


@pytest.fixture(scope="module")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorIndex]:
    index = MilvusIndex(str(tmp_path_factory.mktemp("lite") / "milvus.db"))
    yield index
    index.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    require_milvus_server()
    with running_milvus_server(tmp_path_factory.mktemp("milvus")) as running:
        yield running


@pytest.fixture(scope="module")
def server(address: str) -> Iterator[VectorIndex]:
    index = MilvusIndex(address)
    yield index
    index.close()


@pytest.fixture(params=["exact", "lite", pytest.param("server", marks=pytest.mark.slow)])
def index(request: pytest.FixtureRequest) -> VectorIndex:
    if request.param == "exact":
        return ExactIndex()
    found: VectorIndex = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def table(index: VectorIndex) -> Iterator[IndexTable]:
    made = IndexTable(f"t_{uuid4().hex}", "ab" * 32, DIM)
    index.prepare(made)
    yield made
    index.drop(made.name)


def _rows(media_id: str, vectors: NDArray[np.float32], collection: str = "a") -> list[IndexRow]:
    return [
        IndexRow(
            row_id=run_row_id("s", media_id, run),
            collection=collection,
            media_id=media_id,
            start_us=run * 1_000_000,
            end_us=(run + 1) * 1_000_000,
            vector=vector,
        )
        for run, vector in enumerate(vectors)
    ]


def _media(hits: list[RunHit]) -> list[str]:
    return [hit.media_id for hit in hits]


def test_what_was_inserted_is_found_at_once(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(50, seed=1, dim=DIM)
    index.insert(table, _rows("m", vectors))
    for number, hits in enumerate(index.search(table, "a", vectors[:5], limit=3)):
        assert len(hits) == 3
        start_us = number * 1_000_000
        assert (hits[0].media_id, hits[0].start_us) == ("m", start_us)
        assert hits[0].end_us == start_us + 1_000_000
        assert hits[0].similarity == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("media_ids", "excluded", "start_us", "end_us"),
    [
        (None, (), 0, None),
        (["m", "n"], (), 0, None),
        ([], (), 0, None),
        (None, ["m"], 0, None),
        (["m", "n"], ["n"], 2_500_000, 5_000_000),
        (None, (), 3_000_000, None),
        (None, (), 0, 3_000_000),
    ],
)
def test_hits_are_sifted_as_a_search_filters(
    media_ids: list[str] | None, excluded: list[str], start_us: int, end_us: int | None
) -> None:
    index, table = ExactIndex(), IndexTable("t", "ab" * 32, DIM)
    index.prepare(table)
    for number, media_id in enumerate("mno"):
        index.insert(table, _rows(media_id, unit_vectors(8, seed=number, dim=DIM)))
    query = unit_vectors(1, seed=9, dim=DIM)
    (all_hits,) = index.search(table, "a", query, limit=24)
    (wanted,) = index.search(
        table,
        "a",
        query,
        limit=24,
        media_ids=media_ids,
        excluded=excluded,
        start_us=start_us,
        end_us=end_us,
    )
    found = sifted(all_hits, media_ids, excluded, start_us=start_us, end_us=end_us)
    assert len(all_hits) == 24
    assert [(hit.media_id, hit.start_us) for hit in found] == [
        (hit.media_id, hit.start_us) for hit in wanted
    ]


def test_similarities_are_inner_products_best_first(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(50, seed=1, dim=DIM)
    query = unit_vectors(1, seed=2, dim=DIM)
    index.insert(table, _rows("m", vectors))
    (hits,) = index.search(table, "a", query, limit=50)
    expected = np.sort(vectors @ query[0])[::-1]
    np.testing.assert_allclose([hit.similarity for hit in hits], expected, atol=1e-5)


def test_an_empty_table_finds_nothing(index: VectorIndex, table: IndexTable) -> None:
    assert index.search(table, "a", unit_vectors(2, seed=2, dim=DIM), limit=5) == [[], []]
    assert index.count(table) == 0


def test_inserting_again_changes_nothing(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(50, seed=1, dim=DIM)
    for _ in range(3):
        index.insert(table, _rows("m", vectors))
        assert index.count(table) == 50
    (hits,) = index.search(table, "a", vectors[:1], limit=50)
    assert len({hit.start_us for hit in hits}) == 50


def test_inserting_again_replaces_the_vector(index: VectorIndex, table: IndexTable) -> None:
    old, new = unit_vectors(2, seed=1, dim=DIM)[:, None]
    index.insert(table, _rows("m", old))
    index.insert(table, _rows("m", new))
    (hits,) = index.search(table, "a", new, limit=5)
    assert [hit.similarity for hit in hits] == [pytest.approx(1, abs=1e-5)]


def test_a_collection_sees_only_its_own(index: VectorIndex, table: IndexTable) -> None:
    # More collections than a server has partitions for, so that some must share one.
    vectors = unit_vectors(100, seed=1, dim=DIM)
    rows = [_rows(f"m{n}", vectors[n : n + 1], f"c{n}")[0] for n in range(100)]
    for _ in range(2):
        index.insert(table, rows)
        for number in (0, 37, 99):
            (hits,) = index.search(table, f"c{number}", vectors[:1], limit=100)
            assert _media(hits) == [f"m{number}"]


def test_a_search_can_be_held_to_some_media(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(30, seed=1, dim=DIM)
    for number in range(30):
        index.insert(table, _rows(f"m{number}", vectors[number : number + 1]))
    (hits,) = index.search(table, "a", vectors[:1], limit=5, media_ids=["m3", "m7", "none"])
    assert sorted(_media(hits)) == ["m3", "m7"]
    assert index.search(table, "a", vectors[:1], limit=5, media_ids=[]) == [[]]
    assert index.search(table, "b", vectors[:1], limit=5, media_ids=["m3"]) == [[]]


def test_media_and_times_can_be_left_out(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(30, seed=1, dim=DIM)
    for number in range(10):
        index.insert(table, _rows(f"m{number}", vectors[3 * number : 3 * number + 3]))
    (hits,) = index.search(table, "a", vectors[:1], limit=30, excluded=["m0", "m4", "none"])
    assert {*_media(hits)} == {f"m{n}" for n in range(10)} - {"m0", "m4"}
    (hits,) = index.search(table, "a", vectors[:1], limit=2, excluded=["m0"])
    assert len(hits) == 2
    # Runs of a second each: what ends where the part begins, or begins where it ends, is outside.
    (hits,) = index.search(table, "a", vectors[:1], limit=30, start_us=1_000_000, end_us=2_000_000)
    assert {hit.start_us for hit in hits} == {1_000_000}
    (hits,) = index.search(
        table, "a", vectors[:1], limit=30, media_ids=["m1", "m2"], start_us=2_500_000
    )
    assert sorted((hit.media_id, hit.start_us) for hit in hits) == [
        ("m1", 2_000_000),
        ("m2", 2_000_000),
    ]


def test_a_search_can_be_held_to_very_many_media(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(4, seed=1, dim=DIM)
    for number in range(4):
        index.insert(table, _rows(f"m{number}", vectors[number : number + 1]))
    others = [f"{number:026}" for number in range(12_000)]
    # The two that are there fall into different parts of a list that is sent in parts.
    ids = ["m1", *others, "m2"]
    (hits,) = index.search(table, "a", vectors[1:2], limit=10, media_ids=ids)
    assert sorted(_media(hits)) == ["m1", "m2"]
    assert hits[0].media_id == "m1"
    (best,) = index.search(table, "a", vectors[1:2], limit=1, media_ids=ids)
    assert _media(best) == ["m1"]


def test_removing_takes_one_media_and_no_other(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(20, seed=1, dim=DIM)
    index.insert(table, _rows("m1", vectors))
    index.insert(table, _rows("m2", vectors))
    assert index.count(table, ["m1"]) == 20
    index.remove_media(table, "b", ["m1"])
    assert index.count(table, ["m1"]) == 20
    index.remove_media(table, "a", ["m1"])
    assert (index.count(table, ["m1"]), index.count(table, ["m2"]), index.count(table)) == (
        0,
        20,
        20,
    )
    (hits,) = index.search(table, "a", vectors[:1], limit=50)
    assert set(_media(hits)) == {"m2"}
    index.remove_media(table, "a", ["m1"])
    index.insert(table, _rows("m1", vectors))
    assert index.count(table) == 40


def test_a_media_of_many_runs(index: VectorIndex, table: IndexTable) -> None:
    # More than one batch on the way in, and more than Milvus gives for one query.
    wide = replace(table, name=table.name + "_wide", dim=64)
    index.prepare(wide)
    vectors = unit_vectors(20_000, seed=1, dim=64)
    index.insert(wide, _rows("m", vectors))
    assert index.count(wide) == 20_000
    (hits,) = index.search(wide, "a", vectors[17_500:17_501], limit=1)
    assert hits[0].start_us == 17_500_000_000
    index.remove_media(wide, "a", ["m"])
    assert index.count(wide) == 0
    index.drop(wide.name)


@pytest.mark.slow
def test_hnsw_gives_nearly_all_of_the_nearest_rows(server: VectorIndex, address: str) -> None:
    rng = np.random.default_rng(3)
    kinds = unit_vectors(40, seed=1, dim=64)
    near = kinds[rng.integers(40, size=4_000)] + 0.1 * rng.standard_normal((4_000, 64))
    vectors = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    table = IndexTable(f"t_{uuid4().hex}", "ab" * 32, 64)
    server.prepare(table)
    server.insert(table, _rows("m", vectors))
    settle(address)
    for limit in (64, 1024):
        found = [
            recall_of_rows(hits, vectors @ kind, limit)
            for kind, hits in zip(kinds, server.search(table, "a", kinds, limit=limit), strict=True)
        ]
        assert np.mean(found) >= 0.95
    server.drop(table.name)


def test_another_fingerprint_is_refused(index: VectorIndex, table: IndexTable) -> None:
    index.prepare(table)
    for other in (replace(table, fingerprint="cd" * 32), replace(table, dim=DIM * 2)):
        with pytest.raises(FailedPrecondition) as caught:
            index.prepare(other)
        assert caught.value.reason == Reason.SPACE_MISMATCH


def test_a_vector_of_another_dimension_is_refused(index: VectorIndex, table: IndexTable) -> None:
    with pytest.raises(ValueError, match="16"):
        index.insert(table, _rows("m", unit_vectors(1, seed=1, dim=DIM + 1)))
    with pytest.raises(ValueError, match="16"):
        index.search(table, "a", unit_vectors(1, seed=1, dim=DIM + 1), limit=1)
    with pytest.raises(ValueError, match="limit"):
        index.search(table, "a", unit_vectors(1, seed=1, dim=DIM), limit=0)


def test_a_dropped_table_is_gone(index: VectorIndex, table: IndexTable) -> None:
    index.insert(table, _rows("m", unit_vectors(5, seed=1, dim=DIM)))
    assert table.name in index.tables()
    index.drop(table.name)
    assert table.name not in index.tables()
    index.drop(table.name)
    index.prepare(table)
    assert index.count(table) == 0


def test_searching_goes_on_while_others_write(index: VectorIndex, table: IndexTable) -> None:
    vectors = unit_vectors(40, seed=1, dim=DIM)
    index.insert(table, _rows("first", vectors))

    def write(number: int) -> None:
        index.insert(table, _rows(f"m{number}", vectors))
        index.remove_media(table, "a", [f"m{number}"])

    def search(number: int) -> None:
        (hits,) = index.search(table, "a", vectors[number : number + 1], limit=40)
        assert hits[0].similarity == pytest.approx(1, abs=1e-5)

    with ThreadPoolExecutor(4) as pool:
        tasks: list[Callable[[int], None]] = [write, search, search]
        futures = [pool.submit(task, number) for number in range(8) for task in tasks]
        for future in futures:
            future.result()
    assert index.count(table) == 40


def test_row_ids_are_stable_and_apart() -> None:
    assert run_row_id("picture-0", "m", 0) == 7584139380239174425
    ids = {run_row_id(s, m, run) for s in "ab" for m in ("m", "n") for run in range(100)}
    assert len(ids) == 400
    assert all(-(1 << 63) <= row_id < 1 << 63 for row_id in ids)


def test_an_address_where_nothing_answers(unused_port: int) -> None:
    with pytest.raises(Unavailable, match=f"127.0.0.1:{unused_port}") as caught:
        MilvusIndex(f"http://127.0.0.1:{unused_port}")
    assert caught.value.reason == Reason.INDEX_UNAVAILABLE


@pytest.fixture
def unused_port() -> int:
    # Nothing listens on port 1, which is reserved.
    return 1


_HOLDS_LITE = """
import json, sys, time
import numpy as np
from momentsearch_server.library.vectors import *
index = MilvusIndex(sys.argv[1])
table = IndexTable("t", "ab", 4)
index.prepare(table)
row = IndexRow(1, "a", "m", 0, 1, np.array([1, 0, 0, 0], dtype=np.float32))
index.insert(table, [row])
print("inserted", flush=True)
time.sleep(60)
"""


def _lite_processes(database: Path) -> list[int]:
    arguments = {
        int(folder.name): (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        for folder in Path("/proc").glob("[0-9]*")
    }
    return [
        pid
        for pid, (program, *rest) in arguments.items()
        if program.endswith("milvus_lite/lib/milvus") and str(database) in rest
    ]


def test_lite_opens_at_once_after_its_owner_was_killed(tmp_path: Path) -> None:
    database = tmp_path / "milvus.db"
    for _ in range(2):
        owner = subprocess.Popen(
            [sys.executable, "-c", _HOLDS_LITE, str(database)], stdout=subprocess.PIPE
        )
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"inserted\n"
        os.kill(owner.pid, signal.SIGKILL)
        owner.wait()
        owner.stdout.close()
        index = MilvusIndex(str(database))
        table = IndexTable("t", "ab", 4)
        index.prepare(table)
        assert index.count(table) == 1
        assert len(_lite_processes(database)) == 1
        index.close()
        assert _lite_processes(database) == []


def test_a_lite_that_dies_is_said_to_be_unavailable(tmp_path: Path) -> None:
    database = tmp_path / "milvus.db"
    index = MilvusIndex(str(database))
    table = IndexTable("t", "ab", DIM)
    index.prepare(table)
    (pid,) = _lite_processes(database)
    os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    for call in (
        lambda: index.search(table, "a", unit_vectors(1, seed=1, dim=DIM), limit=1),
        lambda: index.insert(table, _rows("m", unit_vectors(1, seed=1, dim=DIM))),
        lambda: index.count(table),
    ):
        with pytest.raises(Unavailable, match=r"milvus\.db"):
            call()
    assert time.monotonic() - began < 30
    index.close()


_IMPORTS = """
import json, sys, warnings
warnings.simplefilter("error")
from momentsearch_server.library.vectors import MilvusIndex
before = "pymilvus" in sys.modules
MilvusIndex(sys.argv[1]).close()
print(json.dumps([before, "pkg_resources" in sys.modules]))
"""


def test_a_lite_that_is_about_to_die_is_not_taken_for_a_damaged_one(
    lite: MilvusIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed a moment ago, it is there for a moment longer, and no longer reached."""

    def unreached(*_: object, **__: object) -> None:
        raise MilvusException(code=Status.CONNECT_FAILED, message="Fail connecting to server")

    monkeypatch.setattr(lite._client, "list_collections", unreached)
    assert lite.is_alive()
    with pytest.raises(Unavailable, match="try again in a few seconds"):
        lite.tables()


def test_opening_lite_warns_of_nothing_and_leaves_no_stand_in(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTS, str(tmp_path / "milvus.db")],
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout) == [False, False]
    assert done.stderr == ""


_SLOW_LITE = """#!/bin/sh
sleep 1.5
exec {binary} "$@"
"""


def test_a_lite_that_is_slow_to_start_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than the half second after which Milvus Lite takes its process to serve."""
    ensure_milvus_lite_importable()
    from milvus_lite import server

    monkeypatch.setenv("LD_LIBRARY_PATH", server.BIN_PATH)
    monkeypatch.setenv("BIN_PATH", str(tmp_path))
    script = tmp_path / "milvus"
    script.write_text(_SLOW_LITE.format(binary=shlex.quote(f"{server.BIN_PATH}/milvus")))
    script.chmod(0o700)
    index = MilvusIndex(str(tmp_path / "milvus.db"))
    assert index.tables() == []
    index.close()
    assert _lite_processes(tmp_path / "milvus.db") == []


def test_a_lite_that_never_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lite_process, "_START_SECONDS", 0.2)
    database = tmp_path / "milvus.db"

    def connect(_address: str) -> None:
        raise OSError("nobody there")

    with pytest.raises(Unavailable, match="move this file away") as caught:
        lite_process.open_lite(database, connect, refused=OSError)
    assert repr(str(database)) in caught.value.message
    assert caught.value.reason == Reason.INDEX_UNAVAILABLE
    assert _lite_processes(database) == []
