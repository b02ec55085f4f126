"""A search with candidates, in a library where most media lack a track."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest

from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.library.library import Library
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.search import plan
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.moments import Moment, Presence, SearchRequest
from momentsearch_server.search.paging import LEAST_WANTED
from momentsearch_server.search.query import AllOf, AnyOf, During, Not, Query, Term, Then
from momentsearch_server.space import Modality
from tests.library.support import FACTS, new_media

ENCODERS = {Modality.PICTURE: fake_picture_encoder(), Modality.SOUND: fake_sound_encoder()}
PICTURE, SOUND = ENCODERS
EVERYTHING = 1 << 40
CANDIDATE_MEDIA = 40
# Of each kind: how many, and what is seen and heard second by second. Photos and songs are what the
# texts say, and films only a part of it: they come after all of those.
MEDIA: Mapping[str, tuple[int, Mapping[Modality, Sequence[str]]]] = {
    "photo": (60, {PICTURE: ["red"]}),
    "song": (60, {SOUND: ["beep"] * 5}),
    "unrelated": (20, {PICTURE: ["green"] * 3 + ["blue"] * 3, SOUND: ["hum"] * 6}),
    "matching": (
        3,
        {
            PICTURE: ["red gray"] * 2 + ["blue"] * 4,
            SOUND: ["beep tone"] * 2 + ["hum"] * 2 + ["beep tone"] * 2,
        },
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path_factory.mktemp("library"), index=ExactIndex())
    with opened:
        for encoder in ENCODERS.values():
            opened.register_space(encoder.space)
        for kind, (count, tracks) in MEDIA.items():
            for number in range(count):
                commit(opened, f"{kind} {number}", tracks)
        yield opened


def commit(library: Library, title: str, tracks: Mapping[Modality, Sequence[str]]) -> None:
    """Each sample a little off what it shows, in another direction each."""
    new = new_media(title, labels={"kind": kind_of(title)})
    media_id = library.add_import(new).media.media_id
    assert library.catalog.jobs.claim() is not None
    rng = np.random.default_rng([*title.encode()])
    timelines = []
    for modality, words in tracks.items():
        encoder = ENCODERS[modality]
        vectors = encoder.encode_texts(words)
        vectors = vectors + rng.standard_normal(vectors.shape) * 0.2 / np.sqrt(vectors.shape[1])
        vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        starts_us = np.arange(len(words), dtype=np.int64) * 1_000_000
        timelines.append(
            Timeline(
                media_id=media_id,
                space_id=encoder.space.space_id,
                vectors=vectors.astype(np.float16),
                starts_us=starts_us,
                ends_us=starts_us + 1_000_000,
                shown_at_us=starts_us,
            )
        )
    library.commit_media(media_id, timelines, FACTS)


def kind_of(title: str) -> str:
    return title.partition(" ")[0]


def engine(
    library: Library, *, exact_sample_limit: int, candidate_media: int = CANDIDATE_MEDIA
) -> SearchEngine:
    return SearchEngine(
        library,
        tuple(ENCODERS.values()),
        exact_sample_limit=exact_sample_limit,
        candidate_media=candidate_media,
    )


def titles(library: Library, moments: Sequence[Moment]) -> list[str]:
    return [library.catalog.get_media(moment.media_id).title for moment in moments]


RED, BEEP = Term("red", Modality.PICTURE), Term("beep", Modality.SOUND, index=1)
QUERIES: Mapping[str, Query] = {
    "and": AllOf((RED, BEEP)),
    "then": Then(RED, BEEP),
    "during": During(RED, BEEP),
    "and or": AllOf((RED, AnyOf((BEEP, Term("hum", Modality.SOUND, index=2))))),
    "and not": AllOf((RED, BEEP, Not(Term("whistle", Modality.SOUND, index=2)))),
}


@pytest.mark.parametrize("listed", [10_000, 0], ids=["told by id", "passed over"])
@pytest.mark.parametrize("name", QUERIES)
def test_media_that_lack_a_track_take_no_places(
    name: str, listed: int, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "MOST_LISTED_IDS", listed)
    request = SearchRequest("default", QUERIES[name])
    every = engine(library, exact_sample_limit=EVERYTHING).search(request, wanted=LEAST_WANTED)
    some = engine(library, exact_sample_limit=0).search(request, wanted=LEAST_WANTED)
    assert some.presence is Presence.FOUND
    assert some.moments == every.moments
    assert {"matching 0", "matching 1", "matching 2"} <= {*titles(library, some.moments[:6])}
    assert some.scored_media_count <= 23


def test_among_filtered_media_too(library: Library) -> None:
    some = engine(library, exact_sample_limit=0)
    for kind, presence in (("matching", Presence.FOUND), ("photo", Presence.EMPTY_SCOPE)):
        request = SearchRequest("default", QUERIES["and"], labels=(("kind", kind),))
        answer = some.search(request)
        assert answer.presence is presence
        assert {kind_of(title) for title in titles(library, answer.moments)} <= {kind}


def test_a_query_that_each_track_answers_alone_is_asked_of_all_media(library: Library) -> None:
    request = SearchRequest("default", AnyOf((RED, BEEP)))
    answer = engine(library, exact_sample_limit=0).search(request, wanted=120)
    found = {*titles(library, answer.moments)}
    assert Counter(map(kind_of, found)) == dict.fromkeys(("photo", "song"), CANDIDATE_MEDIA)


@pytest.mark.parametrize("limit", [EVERYTHING, 0], ids=["exact", "candidates"])
@pytest.mark.parametrize(
    ("fields", "presence"),
    [
        ({"start_us": 3_600_000_000}, Presence.NOT_FOUND),
        ({"minimum_confidence": 1.0}, Presence.NOT_FOUND),
        ({"labels": (("kind", "song"),)}, Presence.EMPTY_SCOPE),
    ],
    ids=["beyond the end", "unsure", "other track"],
)
def test_presence_is_of_the_scope_and_not_of_what_was_chosen(
    fields: dict[str, object], presence: Presence, limit: int, library: Library
) -> None:
    request = SearchRequest("default", RED, **fields)  # type: ignore[arg-type]
    assert engine(library, exact_sample_limit=limit).search(request).presence is presence
