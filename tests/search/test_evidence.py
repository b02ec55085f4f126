"""Similarity into evidence, on plain numbers."""

from __future__ import annotations

import numpy as np
import pytest

from momentsearch_server.search.evidence import background_of, chance_confidence


def unit(array: np.ndarray) -> np.ndarray:
    return (array / np.linalg.norm(array, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_evidence_of_the_background_is_standard(rng: np.random.Generator) -> None:
    samples, query = unit(rng.normal(size=(5_000, 64))), unit(rng.normal(size=64))
    evidence = background_of(query, samples, samples[:8]).evidence(samples @ query)
    assert abs(np.median(evidence)) < 0.05
    assert 0.9 < evidence.std() < 1.1


def test_the_moments_looked_for_do_not_hide_themselves(rng: np.random.Generator) -> None:
    """A third of the library matches; its evidence stays about what it was for one match."""
    query = unit(rng.normal(size=64))
    others = unit(rng.normal(size=(1_000, 64)))
    matching = unit(query + 0.5 * unit(rng.normal(size=(500, 64))))
    alone = background_of(query, others, others[:8]).evidence(matching @ query)
    among = background_of(query, np.vstack([others, matching]), others[:8])
    assert among.evidence(matching @ query).mean() > 0.5 * alone.mean()


def test_one_photograph_is_judged_against_other_words(rng: np.random.Generator) -> None:
    photograph = unit(rng.normal(size=64))
    captions = unit(rng.normal(size=(60, 64)))
    fitting = unit(photograph + 0.5 * unit(rng.normal(size=64)))
    background = background_of(fitting, photograph[None], captions)
    assert background.evidence(photograph @ fitting) > 4
    stranger = background_of(captions[0], photograph[None], captions)
    assert abs(stranger.evidence(photograph @ captions[0])) < 3


def test_a_spread_of_nothing_gives_finite_evidence() -> None:
    same = np.tile(unit(np.ones(8)), (500, 1))
    evidence = background_of(same[0], same, same).evidence(same @ same[0])
    assert np.isfinite(evidence).all()
    assert np.abs(evidence).max() < 1


def test_an_empty_library_has_a_background_too() -> None:
    nothing = np.zeros((0, 8), dtype=np.float32)
    assert background_of(unit(np.ones(8)), nothing, nothing).similarity_count == 0


def test_confidence_rises_with_evidence_and_falls_with_chances() -> None:
    assert chance_confidence(6, sample_count=100) > chance_confidence(4, sample_count=100)
    assert chance_confidence(5, sample_count=100) > chance_confidence(5, sample_count=1_000_000)
    assert 0 <= chance_confidence(-50, sample_count=1) <= chance_confidence(50, sample_count=1) <= 1
