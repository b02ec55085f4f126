"""A search with candidates and its explanation, in a library where most media lack a track."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.library.library import Library
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.search import engine as engine_module
from momentsearch_server.search import evidence, plan
from momentsearch_server.search.absence import explain_absence
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.evidence import Background
from momentsearch_server.search.explain import explain_moment
from momentsearch_server.search.explanation import Outcome, Question
from momentsearch_server.search.moments import Moment, Presence, SearchRequest
from momentsearch_server.search.paging import LEAST_WANTED, search_page
from momentsearch_server.search.query import AllOf, AnyOf, During, Not, Query, Term, Then
from momentsearch_server.space import Modality
from momentsearch_server.timespan import TimeSpan
from tests.library.support import FACTS, new_media

ENCODERS = {Modality.PICTURE: fake_picture_encoder(), Modality.SOUND: fake_sound_encoder()}
PICTURE, SOUND = ENCODERS
PICTURE_SPACE = ENCODERS[PICTURE].space.space_id
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


def test_what_is_negated_counts_alike_in_a_library_of_any_size(library: Library) -> None:
    """It is read where something else was found: no best of many, which may be an accident."""
    asked = engine(library, exact_sample_limit=EVERYTHING)
    query = AllOf((RED, Not(dataclasses.replace(BEEP, modality=Modality.PICTURE))))
    scope = library.scope("default")
    wanted, negated = asked.plan(SearchRequest("default", query), scope).terms
    larger = dataclasses.replace(
        scope, samples={space: dict.fromkeys(m, 10**6) for space, m in scope.samples.items()}
    )
    assert negated.confidence(2.0, larger) == negated.confidence(2.0, scope) > 0.8
    assert wanted.confidence(2.0, larger) < wanted.confidence(2.0, scope)


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


def test_explaining_tells_of_the_search_that_was_made(library: Library) -> None:
    """Which stops after its first rows; one for a whole list of 2,000 would have gone on."""
    request, film = SearchRequest("default", RED), TimeSpan(0, 6_000_000)
    one = engine(library, exact_sample_limit=0, candidate_media=400)
    searched, *_ = search_page(
        lambda wanted: one.search(request, wanted=wanted), request, token="", size=10
    )
    scored = one.plan(request, library.scope("default"), LEAST_WANTED).to_score
    left_out = [m for m in library.scope("default").media_in(PICTURE_SPACE) if m not in scored]
    assert len(left_out) >= 15
    question = Question(request, left_out[0], shown_count=10)
    explanation = explain_moment(one, question, film)
    assert explanation.ranking == searched
    (term,) = explanation.terms
    assert term.stage is not None
    assert (term.scored, term.stage.exhaustive) == (False, False)
    assert term.stage.candidate_count == searched.scored_media_count == len(scored)
    absence = explain_absence(one, library, question, 1_000_000)
    assert absence.outcome is Outcome.NOT_A_CANDIDATE
    assert absence.figures["candidates"] == len(scored)


def test_what_is_further_down_than_was_looked_for_is_told_so(library: Library) -> None:
    request = SearchRequest("default", RED)
    one = engine(library, exact_sample_limit=0, candidate_media=400)
    listed = one.search(request, wanted=LEAST_WANTED).moments
    further = one.search(request, wanted=64).moments[50].media_id
    assert further not in {moment.media_id for moment in listed}
    absence = explain_absence(one, library, Question(request, further, shown_count=10), 0)
    assert (absence.outcome, absence.better_rank) == (Outcome.OUTRANKED, LEAST_WANTED)
    assert absence.better == listed[-1]
    assert f"after the first {LEAST_WANTED} moments" in absence.next_step
    last = Question(request, listed[-1].media_id, shown_count=LEAST_WANTED)
    assert "of the first 33," in explain_absence(one, library, last, 0).message


def test_explaining_plans_once(library: Library) -> None:
    planned = []

    class Counting(SearchEngine):
        def plan(self, *arguments: Any) -> plan.Plan:
            planned.append(arguments)
            return super().plan(*arguments)

    one = Counting(library, tuple(ENCODERS.values()), exact_sample_limit=0, candidate_media=40)
    media_id = library.scope("default").media_in(PICTURE_SPACE)[0]
    question = Question(SearchRequest("default", RED), media_id, shown_count=10)
    explain_moment(one, question, TimeSpan(0, 1_000_000))
    assert len(planned) == 1


def test_a_term_is_made_ready_once_for_all_curves(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = SearchRequest("default", AllOf((RED, BEEP)))
    one = engine(library, exact_sample_limit=EVERYTHING)
    moments = one.search(request, wanted=10).moments
    made = []

    def background_of(*arguments: Any) -> Background:
        made.append(arguments)
        return evidence.background_of(*arguments)

    monkeypatch.setattr(engine_module, "background_of", background_of)
    curve_of = one.curves(request)
    drawn = [curve_of(found.media_id, each) for found in moments for each in found.evidence]
    assert len(drawn) == 20
    assert all(curve is not None and len(curve) == 6 for curve in drawn)
    assert len(made) == 2


def test_words_are_counted_where_spaces_compete_for_a_text_that_stands_alone(
    library: Library,
) -> None:
    one, text = engine(library, exact_sample_limit=EVERYTHING), "red blue beep"
    alone, other = Term(text), Term(text, index=1)

    def read(query: Query) -> dict[tuple[int, Modality], float]:
        found = one.plan(SearchRequest("default", query), library.scope("default")).terms
        return {(t.term.index, t.encoder.space.modality): round(t.words_read) for t in found}

    assert read(alone) == {(0, PICTURE): 2, (0, SOUND): 1}
    assert read(Then(alone, BEEP)) == {(0, PICTURE): 2, (0, SOUND): 1, (1, SOUND): 1}
    assert read(Term(text, PICTURE)) == {(0, PICTURE): 1}
    assert {*read(AllOf((alone, other))).values()} == {1}
    assert {*read(During(AnyOf((alone, other)), BEEP)).values()} == {1}
