"""The comparison of ways to fuse: figures of plain numbers, and of two films through the engine."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from benchmarks.quality.films.served import served
from benchmarks.quality.fit_fusion import (
    Trial,
    figures,
    fused,
    grid,
    in_space,
    report,
    surer_space,
    trials,
)
from momentsearch_server.encoders.fake import fake_picture_encoder
from momentsearch_server.search.fusion import CONSTANTS, Constants
from momentsearch_server.search.moments import SpaceEvidence
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan
from tests.benchmarks.film_corpus import PURPLE, RED, YELLOW, recorded_films

PICTURE = Space(Modality.PICTURE, "p", "0" * 64, 8)
SOUND = Space(Modality.SOUND, "s", "1" * 64, 8)


def evidence(space: Space, start: int, end: int, confidence: float) -> SpaceEvidence:
    span = TimeSpan(start * 1_000_000, end * 1_000_000)
    return SpaceEvidence(space, span, span.middle_us, 0.5, 1.0, 1.0, confidence)


def test_figures_of_plain_numbers() -> None:
    """Red is seen from 6 to 10 s; a sound elsewhere is the surer, and both agree where it is."""
    right = [evidence(PICTURE, 6, 10, 0.6), evidence(SOUND, 6, 11, 0.4)]
    wrong = evidence(SOUND, 14, 19, 0.7)
    asked = [
        Trial(
            RED,
            {0: [*right, wrong]},
            {0: [*right, wrong], 1: [evidence(SOUND, 0, 4, 0.65)]},
            {1: [right[0], evidence(SOUND, 0, 4, 0.65)], 2: [right[0]]},
        ),
        Trial(PURPLE, {0: [evidence(PICTURE, 0, 4, 0.65)]}, {}, {}),
    ]
    recorded = recorded_films()
    named = figures(asked, recorded, in_space("picture"))
    assert (named["picture R1@.5"], named["picture, all films"]) == (100, 100)
    assert named["AUROC, film"] == 0
    assert named["picture, other sound"] == 100
    alone = figures(asked, recorded, surer_space)
    assert (alone["picture R1@.5"], alone["picture, all films"]) == (0, 0)
    assert alone["AUROC, film"] == 1
    # Of two films whose sound was put to the picture, one has a sound that is surer.
    assert alone["picture, other sound"] == 50
    assert alone["picture alone R1@.5"] == 0
    # Where the thing is heard elsewhere in the film, the sound may have been meant.
    arguable = dataclasses.replace(asked[0], query=dataclasses.replace(RED, in_other_track=True))
    assert "picture alone R1@.5" not in figures([arguable, asked[1]], recorded, surer_space)
    agreed = figures(asked, recorded, fused(Constants(2.0, 0.7, 0.0)))
    assert (agreed["picture R1@.5"], agreed["picture, all films"]) == (100, 100)
    assert "sound R1@.5" not in agreed


def test_what_is_fused_is_what_the_engine_found(tmp_path: Path) -> None:
    recorded = recorded_films()
    encoders = {Modality.PICTURE: fake_picture_encoder()}
    with served(recorded, encoders, tmp_path / "data") as server:
        tune, test = ([*trials(recorded, server, half)] for half in ("tune", "test"))
    assert [one.query for one in tune] == [YELLOW]
    assert [one.query for one in test] == [RED, PURPLE]
    assert tune[0].everywhere.keys() == {0, 1}
    row = figures(tune, recorded, fused(CONSTANTS))
    assert (row["picture R1@.5"], row["picture, all films"]) == (100, 100)
    lines = report([*tune, *test], recorded, grid()[:1]).splitlines()
    assert len(lines) == 2 + 3 + 1
    assert lines[0].startswith("| agreement, share, contrast, unread, lead | picture R1@.5 |")


def test_the_server_s_constants_are_tried_first_and_none_twice() -> None:
    tried = grid()
    assert tried[0] == CONSTANTS
    assert len(set(tried)) == len(tried) > 10


@pytest.mark.parametrize("modality", ["picture", "sound"])
def test_a_space_that_a_film_lacks_answers_nothing(modality: str) -> None:
    other = {"picture": SOUND, "sound": PICTURE}[modality]
    assert not in_space(modality)("m", [evidence(other, 0, 4, 0.9)])
