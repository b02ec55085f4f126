"""Ways of making evidence, and what is counted of them, on numbers worked out by hand."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.quality.calibrate import library
from benchmarks.quality.calibrations import (
    BOTH,
    BY_SCALE,
    LOG_ODDS,
    Said,
    comparison,
    figures,
    surest,
)
from benchmarks.quality.films.recorded import Recorded
from benchmarks.quality.tables import ways_table
from benchmarks.quality.ways import WAYS, View
from momentsearch_server.encoders.fake import fake_picture_encoder
from momentsearch_server.search.captions import EVERYDAY_CAPTIONS
from momentsearch_server.search.evidence import Background, Scale
from tests.benchmarks.film_corpus import recorded_films, recorded_query

NAN = math.nan


def view(similarities: Sequence[float], bank: float = 0.0) -> View:
    values = np.array(similarities, dtype=np.float64)
    return View(
        similarities=values,
        banks={t: np.full(len(values), bank) for t in (5, 10, 20, 40, 80)},
        nearest_captions=np.full(len(values), 0.3),
        library=Background(centre=0.1, spread=0.05, similarity_count=100),
        reference=Background(centre=0.2, spread=0.1, similarity_count=512),
        scale=Scale(centre=0.1, spread=0.05),
    )


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("cosine", 0.4),
        ("cosine less the library's median", 0.3),
        ("deviations over the library", 6),
        ("deviations over the reference", 2),
        ("less a bank, temperature 20", 0.15),
        ("less half a bank, temperature 20", 0.275),
        # The mean is .16 and the standard deviation .12.
        ("deviations, mean and standard", (0.4 - 0.16) / 0.12),
        # Twice the cosine, less .3 of the captions and .16 of the samples, all of which are near.
        ("CSLS", 0.8 - 0.3 - 0.16),
        # All five make the tail: its lowest is .1, its mean excess .06.
        ("exponential tail", 0.3 / 0.06),
    ],
)
def test_ways_by_hand(way: str, expected: float) -> None:
    values = WAYS[way](view([0.1, 0.1, 0.1, 0.1, 0.4], bank=0.25))
    assert values[-1] == pytest.approx(expected)


def test_robust_deviations_by_hand() -> None:
    """The median is .1; samples are off it by .06, 0, .02, .02 and .3, whose median is .02."""
    samples = view([0.04, 0.1, 0.12, 0.08, 0.4])
    values = WAYS["deviations, median absolute"](samples)
    assert values[-1] == pytest.approx(0.3 / (1.4826 * 0.02))
    # Less a bank of 0: below the median are .04, .08 and itself, (.06 + .02 + 0) / 3 on average.
    values = WAYS["less a bank, temperature 40, deviations"](samples)
    assert values[-1] == pytest.approx(0.3 / (0.08 / 3 * math.sqrt(math.pi / 2)))


def test_samples_that_all_captions_fit_are_held_against_it() -> None:
    hub = dataclasses.replace(
        view([0.4, 0.35]), banks={t: np.array([0.3, 0.0]) for t in (5, 10, 20, 40, 80)}
    )
    assert int(WAYS["cosine"](hub).argmax()) == 0
    assert int(WAYS["less a bank, temperature 10"](hub).argmax()) == 1


def test_every_way_has_a_finite_number_for_every_sample() -> None:
    for same in (view([0.2]), view([0.2] * 3), view([0.1, 0.4, 0.2])):
        for way in WAYS.values():
            values = way(same)
            assert values.shape == same.similarities.shape
            assert np.isfinite(values).all()


# Libraries


def test_a_library_has_the_film_that_is_asked_about() -> None:
    films, rng = np.array([3, 5, 8, 9]), np.random.default_rng(1)
    assert library(films, 5, 1, rng).tolist() == [5]
    three = library(films, 5, 3, rng).tolist()
    assert len(set(three)) == 3
    assert three[-1] == 5
    assert sorted(library(films, 5, 10, rng).tolist()) == [3, 5, 8, 9]
    assert library(films, 5, None, rng) is films


# Counting

PRESENT, OTHER, ABSENT, ABSENT_TOO = (
    recorded_query("film-a/0", 0, answers={0: ((6.0, 10.0),)}),
    recorded_query("film-b/0", 1, answers={1: ((8.0, 14.0),)}),
    recorded_query("film-a/1", 2, is_absent=True),
    recorded_query("film-a/2", 2, is_absent=True),
)
QUERIES = (PRESENT, OTHER, ABSENT, ABSENT_TOO)


def said(log_odds: Sequence[float], films: Sequence[int]) -> Said:
    return Said(np.array(log_odds)[:, np.newaxis], np.array(films)[:, np.newaxis])


def test_figures_by_hand() -> None:
    """3 is above both absent, 0 above one of them: three of four pairs. To keep both present the
    threshold is 0, which lets one absent pass. One of the two films is the right one."""
    row = figures(said([3, 0, 1, -2], [0, 0, 1, 1]), QUERIES, np.ones(4, dtype=bool), [0])
    assert row is not None
    assert (row["present"], row["absent"], row["auroc"]) == (2, 2, 0.75)
    assert (row["false_alarms"], row["f1"], row["film_first"]) == (50, 80, 50)
    off = [1 - 1 / (1 + math.exp(-3)), 0.5, 1 / (1 + math.exp(-1)), 1 / (1 + math.exp(2))]
    assert row["calibration_error"] == pytest.approx(sum(off) / 4, abs=5e-4)


def test_what_is_not_kept_or_not_known_does_not_count() -> None:
    kept = np.array([True, True, True, False])
    row = figures(said([3, NAN, 1, 9], [0, -1, 1, 1]), QUERIES, kept, [0])
    assert row is not None
    assert (row["present"], row["absent"], row["auroc"], row["film_first"]) == (1, 1, 1, 100)
    assert figures(said([3, 0, NAN, 9], [0] * 4), QUERIES, kept, [0]) is None


def test_of_two_spaces_the_surer_says_it() -> None:
    both = surest([said([3, NAN, -1, NAN], [0, -1, 2, -1]), said([1, 4, 0, NAN], [5, 6, 7, -1])])
    assert both.films.ravel().tolist() == [0, 6, 7, -1]
    assert both.log_odds.ravel().tolist()[:3] == [3, 4, 0]
    assert np.isnan(both.log_odds[3, 0])


# The whole of it


def corpus() -> Recorded:
    """The films' two colours and one that is in neither are asked for in both halves."""
    recorded = recorded_films()
    encoder = fake_picture_encoder()
    space = dataclasses.replace(
        recorded.spaces["picture"], caption_vectors=encoder.encode_texts(EVERYDAY_CAPTIONS)
    )
    first, second = recorded.media
    queries = [
        recorded_query(
            f"{half}/{term}", term, half=half, asked_in=film, answers=answers, is_absent=not answers
        )
        for half in ("test", "tune")
        for term, film, answers in (
            (0, 0, {0: ((6.0, 10.0),)}),
            (1, 1, {1: ((8.0, 14.0),)}),
            (2, 0, {}),
        )
    ]
    return dataclasses.replace(
        recorded,
        media=(first, dataclasses.replace(second, half="tune")),
        queries=tuple(queries),
        spaces={"picture": space},
    )


def test_all_ways_are_compared_in_libraries_of_all_sizes() -> None:
    rows = comparison(corpus())
    assert {row["way"] for row in rows} == {*WAYS, *LOG_ODDS, BY_SCALE}
    assert {row["library"] for row in rows} == {"one", "ten", "all", "mixed"}
    assert {row["asked"] for row in rows} == {"picture", BOTH}
    (cosine,) = [
        row
        for row in rows
        if (row["way"], row["half"], row["asked"], row["library"])
        == ("cosine", "test", "both", "all")
    ]
    # Colours are far apart: what is there is found, first in its film, and nothing else is.
    assert (cosine["auroc"], cosine["false_alarms"], cosine["film_first"]) == (1, 0, 100)
    lines = ways_table(rows, "test").splitlines()
    assert len(lines) == 2 + len(WAYS) + len(LOG_ODDS) + 1
    assert lines[2].startswith("| cosine | ")


def test_an_absent_question_is_asked_where_its_twin_is() -> None:
    recorded = corpus()
    queries = [
        dataclasses.replace(query, twin=f"{query.half}/0") if query.is_absent else query
        for query in recorded.queries
    ]
    argued = [
        dataclasses.replace(query, clear_everywhere=False) if query.qid == "test/0" else query
        for query in queries
    ]
    counts = [
        [
            (row["present"], row["absent"])
            for row in comparison(dataclasses.replace(recorded, queries=tuple(asked)))
            if (row["way"], row["half"], row["asked"], row["library"])
            == ("cosine", "test", BOTH, "all")
        ]
        for asked in (queries, argued)
    ]
    assert counts == [[(2, 1)], []]


def test_without_questions_to_learn_from_there_is_no_comparison() -> None:
    recorded = corpus()
    tested = tuple(query for query in recorded.queries if query.half == "test")
    assert comparison(dataclasses.replace(recorded, queries=tested)) == []
