"""The candidate stage against the exact answer, in a real library on Milvus Lite."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest

from benchmarks.quality.planner_library import INSTANTS, Scenes, commit, made_up_media
from momentsearch_server.encoders.fake import DIM, FakeEncoder
from momentsearch_server.library.library import Library
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.moments import Moment, SearchRequest
from momentsearch_server.search.paging import LEAST_WANTED
from momentsearch_server.search.query import AllOf, AnyOf, During, Not, Query, Term, Then
from momentsearch_server.space import Modality, Space

pytestmark = pytest.mark.slow

SCENES = 150
SAMPLES = 60_000


def encoder(modality: Modality) -> FakeEncoder:
    """Its words are ``picture0`` and so on, or ``sound0``."""
    words = frozenset(f"{modality.value}{k}" for k in range(SCENES))
    fingerprint = hashlib.sha256(modality.value.encode()).hexdigest()
    space = Space(modality, f"words-{modality.value}", fingerprint, DIM)
    return FakeEncoder(space, words, lambda _: "")


def scenes(one: FakeEncoder) -> Scenes:
    """Each about as near to its word as other words are far from it."""
    rng = np.random.default_rng(5)
    texts = [f"{one.space.modality.value}{k}" for k in range(SCENES)]
    words = one.encode_texts(texts)[:, np.newaxis]
    vectors = words + rng.standard_normal((SCENES, INSTANTS, DIM)) * 0.6 / np.sqrt(DIM)
    unit = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    return Scenes(one.space, unit.astype(np.float32), texts)


@pytest.fixture(scope="module")
def encoders() -> Mapping[Modality, FakeEncoder]:
    return {kind: encoder(kind) for kind in (Modality.PICTURE, Modality.SOUND)}


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory, encoders: Mapping[Modality, FakeEncoder]
) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path_factory.mktemp("made-up"))
    with opened:
        for one in encoders.values():
            opened.register_space(one.space)
        made = made_up_media(
            {kind: scenes(one) for kind, one in encoders.items()}, sample_count=SAMPLES, seed=6
        )
        for number, media in enumerate(made):
            commit(opened, media, {kind: one.space for kind, one in encoders.items()}, number)
        yield opened


QUERIES: Mapping[str, Callable[[int], Query]] = {
    "text": lambda k: Term(f"picture{9 * k}"),
    "sound": lambda k: Term(f"sound{9 * k}", modality=Modality.SOUND),
    "and": lambda k: AllOf((Term(f"picture{k}"), Term(f"sound{2 * k}", index=1))),
    "or": lambda k: AnyOf((Term(f"picture{7 * k}"), Term(f"sound{100 - k}", index=1))),
    "not": lambda k: AllOf((Term(f"picture{k}"), Not(Term(f"picture{k + 1}", index=1)))),
    "then": lambda k: Then(Term(f"picture{k}"), Term(f"picture{2 * k + 1}", index=1)),
    "during": lambda k: During(Term(f"picture{k}"), Term(f"sound{k}", index=1)),
}


@pytest.mark.parametrize("kind", QUERIES)
def test_the_best_moments_are_found_among_candidates(
    kind: str, library: Library, encoders: Mapping[Modality, FakeEncoder]
) -> None:
    media_count = len(library.scope("default").media_ids)
    exact, some = (
        SearchEngine(
            library,
            tuple(encoders.values()),
            exact_sample_limit=limit,
            candidate_media=media_count,
        )
        for limit in (SAMPLES * 2, 0)
    )
    found = expected = scored = 0
    for number in range(10):
        request = SearchRequest("default", QUERIES[kind](number))
        whole = exact.search(request).moments[:10]  # of 2,000 wanted, so that little is passed over
        answer = some.search(request, wanted=LEAST_WANTED)
        first = answer.moments[:10]
        found += sum(any(_is_same(one, other) for other in first) for one in whole)
        expected += len(whole)
        scored += answer.scored_media_count
    assert expected >= 50
    assert found / expected >= 0.99
    if kind == "text":
        assert scored < 0.8 * 10 * media_count


def _is_same(one: Moment, other: Moment) -> bool:
    return one.media_id == other.media_id and one.span.iou(other.span) >= 0.5


@pytest.mark.parametrize("limit", [0, 2 * SAMPLES], ids=["candidates", "exact"])
def test_what_is_wanted_more_begins_with_what_is_wanted_less(
    limit: int, library: Library, encoders: Mapping[Modality, FakeEncoder]
) -> None:
    engine = SearchEngine(
        library, tuple(encoders.values()), exact_sample_limit=limit, candidate_media=10_000
    )
    request = SearchRequest("default", Term("picture3"))
    few, many = (engine.search(request, wanted=count).moments for count in (8, 64))
    assert (len(few), len(many)) == (8, 64)
    assert many[:8] == few
