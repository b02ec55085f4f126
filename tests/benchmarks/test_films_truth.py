"""When a query is true of a film, on films of a few pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.quality.films.tracks import is_in_the_other_track
from benchmarks.quality.films.truth import answer, pieces_of
from momentsearch.query import Query, Text
from tests.benchmarks.film_corpus import pieces
from training.films.plan import Film, Shot, SoundCue, generator
from training.films.staging import Role, stage

A, B = Text("a"), Text("b")
FACTS = {"a": frozenset({"a"}), "b": frozenset({"b"})}
# a over [0, 4) and [6, 10), b over [2, 8).
FILM = pieces((2, {"a"}), (4, {"a", "b"}), (6, {"b"}), (8, {"a", "b"}), (10, {"a"}))


@pytest.mark.parametrize(
    ("query", "windows"),
    [
        (A, ((0, 4), (6, 10))),
        (B, ((2, 8),)),
        (A & B, ((2, 4), (6, 8))),
        (A | B, ((0, 10),)),
        (A & ~B, ((0, 2), (8, 10))),
        (B & ~A, ((4, 6),)),
        # b begins after the first a and ends after it; the second a follows b.
        (A.then(B), ((0, 8),)),
        (B.then(A), ((2, 10),)),
        (A.then(A), ((0, 10),)),
        (A.then(A, within_seconds=1), ()),
        (A.during(B), ()),
    ],
)
def test_operators(query: Query, windows: tuple[tuple[float, float], ...]) -> None:
    found = answer(query, FACTS, FILM)
    assert found.windows == windows
    assert found.is_clear


def test_then_takes_the_nearest_second() -> None:
    film = pieces((2, {"a"}), (4, set()), (5, {"b"}), (7, set()), (9, {"b"}))
    assert answer(A.then(B), FACTS, film).windows == ((0, 5),)


def test_during_wants_more_than_half_inside() -> None:
    film = pieces((2, {"a"}), (5, {"a", "b"}), (9, {"b"}))
    assert answer(A.during(B), FACTS, film).windows == ((0, 5),)
    assert answer(B.during(A), FACTS, film).windows == ()


def test_what_may_be_argued_makes_a_question_unclear_either_way_round() -> None:
    film = pieces((4, {"a"}), (8, set()), arguable=(set(), {"b"}))
    assert answer(A, FACTS, film).is_clear
    assert not answer(B, FACTS, film).is_clear
    # Without b: certainly so only where b cannot even be argued about.
    film = pieces((4, {"a"}), (8, {"a"}), arguable=(set(), {"b"}))
    found = answer(A & ~B, FACTS, film)
    assert found.windows == ((0, 4),)
    assert not found.is_clear


def test_what_is_seen_and_heard_under_one_name_is_in_the_other_track() -> None:
    seen, heard = ("thing", "train"), "event:train"
    assert is_in_the_other_track({seen, ("colour", "train", "red")}, frozenset({heard}))
    assert is_in_the_other_track({heard}, frozenset({seen}))
    # In its own track it is what was asked for; and another sound is none of a train's.
    assert not is_in_the_other_track({seen}, frozenset({seen, "event:rain"}))
    assert not is_in_the_other_track({("place", "desert")}, frozenset({heard}))


def test_pieces_are_cut_wherever_picture_or_sound_changes() -> None:
    rng = generator(1)
    beach = stage(rng, "beach", Role("umbrella", "red"))
    room = stage(rng, "room", Role("cat", "black"))
    film = Film(
        "film.mp4",
        "film",
        20,
        (Shot(beach, 0, 8), Shot(room, 8, 20)),
        (SoundCue("rain", 5, 12),),
        1,
    )
    cut = pieces_of(film)
    assert cut.edges.tolist() == [0, 5, 8, 12, 20]
    cat, rain = frozenset({("colour", "cat", "black")}), frozenset({"event:rain"})
    facts = {"cat": cat, "rain": rain}
    assert answer(Text("cat") & Text("rain"), facts, cut).windows == ((8, 12),)
    assert answer(Text("rain") & ~Text("cat"), facts, cut).windows == ((5, 8),)
    assert all(known <= said for known, said in zip(cut.certain, cut.arguable, strict=True))
    assert all(start < end for start, end in pairwise(cut.edges))
