"""The candidate stage asks until media, not rows, are plentiful; and the background is steady."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from momentsearch_server.library.timelines import Timeline
from momentsearch_server.search.background import BACKGROUND_SAMPLES, background_samples
from momentsearch_server.search.candidates import MOST_ROWS, nearest_media


@dataclass(frozen=True)
class Row:
    media_id: str


def index_of(rows: list[str], asked: list[int]):
    def ask(limit: int) -> list[Row]:
        asked.append(limit)
        return [Row(media_id) for media_id in rows[:limit]]

    return ask


def test_a_long_media_does_not_crowd_the_others_out() -> None:
    asked: list[int] = []
    rows = ["long"] * 1_000 + [f"m{k}" for k in range(50)]
    found = nearest_media(index_of(rows, asked), wanted=20, media_count=51)
    assert len(found.media_ids) >= 20
    assert found.media_ids[0] == "long"
    assert asked == [80, 320, 1280]


def test_it_stops_when_the_index_has_no_more() -> None:
    asked: list[int] = []
    found = nearest_media(index_of(["a", "b"], asked), wanted=10, media_count=500)
    assert found.media_ids == ("a", "b")
    assert not found.exhaustive
    assert asked == [40, 160]


def test_it_stops_at_the_bound_of_the_index() -> None:
    asked: list[int] = []
    nearest_media(index_of(["one"] * (2 * MOST_ROWS), asked), wanted=10, media_count=500)
    assert asked[-1] == MOST_ROWS


def test_every_media_of_the_scope_is_exhaustive() -> None:
    found = nearest_media(index_of(["a", "b", "a"], []), wanted=10, media_count=2)
    assert found.exhaustive


def timeline(media_id: str, count: int) -> Timeline:
    rng = np.random.default_rng(abs(hash(media_id)) % 2**32)
    vectors = rng.normal(size=(count, 8)).astype(np.float16)
    edges = np.arange(count + 1, dtype=np.int64) * 1_000_000
    return Timeline(media_id, "picture-x", vectors, edges[:-1], edges[1:], edges[:-1])


def test_one_long_recording_does_not_become_the_background() -> None:
    timelines = {"long": timeline("long", 100_000)}
    timelines |= {f"m{k}": timeline(f"m{k}", 60) for k in range(200)}
    samples = background_samples(list(timelines), timelines.__getitem__, dim=8)
    assert len(samples) <= BACKGROUND_SAMPLES
    of_the_long_one = (samples[:, None] == timelines["long"].vectors[None, ::2500]).all(-1).any(1)
    assert of_the_long_one.sum() <= 45


def test_the_background_does_not_depend_on_the_order_of_media() -> None:
    timelines = {f"m{k}": timeline(f"m{k}", 30) for k in range(400)}
    one = background_samples(list(timelines), timelines.__getitem__, dim=8)
    other = background_samples(list(timelines)[::-1], timelines.__getitem__, dim=8)
    assert (one == other).all()


def test_an_empty_collection_has_an_empty_background() -> None:
    assert background_samples([], {}.__getitem__, dim=8).shape == (0, 8)
