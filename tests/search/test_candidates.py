"""Candidates are taken until nothing better can be left; and the background is steady."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from momentsearch_server.library.timelines import Timeline
from momentsearch_server.search.background import BACKGROUND_SAMPLES, background_samples
from momentsearch_server.search.bound import Bound
from momentsearch_server.search.candidates import FIRST_ROWS, Best, Nearest, gather
from momentsearch_server.search.moments import Moment
from momentsearch_server.timespan import TimeSpan


@dataclass(frozen=True)
class Row:
    media_id: str
    similarity: float


class FakeIndex:
    """Runs of one term in one space; ``asked`` has the limits and how many were excluded."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = sorted(rows, key=lambda row: -row.similarity)
        self.asked: list[tuple[int, int]] = []

    def ask(self, limit: int, excluded: Collection[str]) -> Sequence[Row]:
        self.asked.append((limit, len(excluded)))
        return [row for row in self._rows if row.media_id not in excluded][:limit]


def rows_of(similarities: Mapping[str, float]) -> list[Row]:
    return [Row(media_id, similarity) for media_id, similarity in similarities.items()]


def moment(media_id: str, score: float) -> Moment:
    return Moment(media_id, TimeSpan(0, 1), score, 0.9, (), None)


def best_of(scores: Mapping[str, float], *, wanted: int, cut: list[str] | None = None) -> Best:
    """Each media has one moment, and its own bound is just above that moment's score."""

    def score(media_id: str) -> Sequence[Moment]:
        if cut is not None:
            cut.append(media_id)
        return [moment(media_id, scores[media_id])]

    def bound_of(media_id: str) -> Bound:
        return Bound(scores[media_id] + 1e-6, 0.9)

    return Best(bound_of, score, wanted=wanted, least_confidence=0.5)


def highest(similarities: Sequence[float]) -> Bound:
    """As of an OR."""
    return Bound(max(similarities), 1.0)


def lowest(similarities: Sequence[float]) -> Bound:
    """As of an AND."""
    return Bound(min(similarities), 1.0)


def near(count: int) -> dict[str, float]:
    return {f"m{k:04}": 1 - k / count for k in range(count)}


def test_a_long_media_takes_the_places_of_one_round_only() -> None:
    index = FakeIndex([*[Row("long", 2.0)] * 50_000, *rows_of(near(50))])
    best = best_of({"long": 2.0, **near(50)}, wanted=5)
    taken = gather([Nearest(index.ask, most_media=400)], best, bound=highest)
    assert index.asked[:2] == [(FIRST_ROWS, 0), (2 * FIRST_ROWS, 1)]
    assert taken[:2] == ["long", "m0000"]
    assert len(best.moments) >= 5


def test_it_stops_where_nothing_better_can_be_left() -> None:
    index = FakeIndex(rows_of(near(5_000)))
    best = best_of(near(5_000), wanted=20)
    taken = gather([Nearest(index.ask, most_media=5_000)], best, bound=highest)
    assert taken == [*near(5_000)][:FIRST_ROWS]


def test_what_is_less_similar_is_found_where_it_may_score_more() -> None:
    """Scores in another order than similarities, as far off as the bound says they may be."""
    rng = np.random.default_rng(3)
    similarities = near(2_000)
    scores = {name: value * rng.uniform(0.8, 1) for name, value in similarities.items()}
    best = best_of(scores, wanted=20)
    index = FakeIndex(rows_of(similarities))
    taken = gather([Nearest(index.ask, most_media=2_000)], best, bound=highest)
    expected = sorted(scores, key=lambda name: -scores[name])[:20]
    found = sorted(best.moments, key=lambda found: found.order)[:20]
    assert [one.media_id for one in found] == expected
    assert len(taken) < 1_000


def test_no_more_media_than_allowed_the_nearest_ones() -> None:
    index = FakeIndex(rows_of(near(5_000)))
    best = best_of(dict.fromkeys(near(5_000), 0.0), wanted=20)
    taken = gather([Nearest(index.ask, most_media=100)], best, bound=highest)
    assert taken == [*near(5_000)][:100]


def test_it_stops_when_the_index_has_no_more() -> None:
    index = FakeIndex(rows_of(near(10)))
    nearest = Nearest(index.ask, most_media=400)
    taken = gather([nearest], best_of(near(10), wanted=20), bound=highest)
    assert taken == [*near(10)]
    assert nearest.is_closed
    assert nearest.last_similarity == -math.inf


def test_it_stops_where_nothing_left_is_sure_enough() -> None:
    index = FakeIndex(rows_of(near(5_000)))

    def bound(similarities: Sequence[float]) -> Bound:
        return Bound(max(similarities), 0.6 if max(similarities) > 0.98 else 0.4)

    taken = gather(
        [Nearest(index.ask, most_media=5_000)], best_of(near(5_000), wanted=1_000), bound=bound
    )
    assert len(taken) < 500


@pytest.mark.parametrize(
    ("bound", "score", "asks"), [(lowest, 0.5, (True, False)), (highest, 1.5, (False, True))]
)
def test_only_the_list_that_decides_is_asked_on(
    bound: Callable[[Sequence[float]], Bound], score: float, asks: tuple[bool, bool]
) -> None:
    """Of an AND the rarer text's, of an OR the more frequent one's."""
    rare, frequent = near(1_000), {name: value + 1 for name, value in near(1_000).items()}
    indices = [FakeIndex(rows_of(rare)), FakeIndex(rows_of(frequent))]
    lists = [Nearest(index.ask, most_media=1_000) for index in indices]
    gather(lists, best_of(dict.fromkeys(rare, score), wanted=20), bound=bound)
    assert (len(indices[0].asked) > 1, len(indices[1].asked) > 1) == asks


def test_what_cannot_be_among_the_best_is_not_cut_into_spans() -> None:
    cut: list[str] = []
    best = best_of(near(1_000), wanted=20, cut=cut)
    best.take(reversed(near(1_000)))
    assert cut == [*near(1_000)][:20]


def test_what_is_not_sure_enough_is_not_cut_into_spans() -> None:
    cut: list[str] = []

    def score(media_id: str) -> Sequence[Moment]:
        cut.append(media_id)
        return []

    confidences = {"low": 0.4, "high": 0.6}
    best = Best(
        lambda media_id: Bound(1.0, confidences[media_id]), score, wanted=9, least_confidence=0.5
    )
    best.take(confidences)
    assert cut == ["high"]


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
