"""Logistic regression, on numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from momentsearch_server.encoders.calibration import Weights
from momentsearch_server.search.fitting import FEATURES, fit, regression


def test_a_regression_finds_the_odds_that_are_there() -> None:
    """At 0 one of four is there and at 1 three of four: log-odds -log 3 and log 3."""
    values = np.repeat([0.0, 1.0], 400)[:, np.newaxis]
    truth = np.tile([1.0, 0, 0, 0], 200)
    truth[400:] = np.tile([1.0, 1, 1, 0], 100)
    (weight,), constant = regression(values, truth)
    assert constant == pytest.approx(-math.log(3), abs=0.02)
    assert weight == pytest.approx(2 * math.log(3), abs=0.04)


def test_features_against_their_meaning_and_those_left_out_have_no_weight() -> None:
    rng = np.random.default_rng(2)
    features = rng.normal(size=(20_000, len(FEATURES)))
    log_odds = 2 * features[:, 0] - features[:, 1] - features[:, 3]
    there = rng.random(20_000) < 1 / (1 + np.exp(-log_odds))
    found = fit(features, there)
    assert (found.similarity, found.centre) == pytest.approx((2, -1), abs=0.2)
    assert found.samples == pytest.approx(-1, abs=0.2)
    without = fit(features, there, without=("centre",))
    assert without.centre == 0
    assert without.similarity > 1
    # More samples can only make a high one likelier by chance: the other sign has no meaning.
    assert fit(features * [1, 1, 1, -1], there).samples == 0


def test_shares_count_as_repeated_trials_do() -> None:
    values, truth = np.array([[0.0], [0], [1], [1]]), np.array([0.0, 1, 0, 1])
    (weight,), constant = regression(values, truth, shares=np.array([3.0, 1, 1, 3]))
    # Of four at 0 one is there, of four at 1 three are.
    assert constant == pytest.approx(-math.log(3), abs=0.02)
    assert weight == pytest.approx(2 * math.log(3), abs=0.04)


def test_what_is_held_to_something_stays_near_it_until_trials_say_more() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(size=(400, 1))
    truth = (rng.random(400) < 1 / (1 + np.exp(-values[:, 0]))).astype(np.float64)
    toward = np.array([5.0, -1.0])
    held, at = regression(values, truth, toward=toward, strength=100.0)
    assert (held[0], at) == pytest.approx((5, -1), abs=0.02)
    (loose,), _ = regression(values, truth, toward=toward, strength=1e-4)
    assert loose == pytest.approx(1, abs=0.35)


def test_trials_that_can_be_told_apart_wholly_have_an_answer() -> None:
    (weight,), constant = regression(np.array([[0.0], [1], [9], [10]]), np.array([0.0, 0, 1, 1]))
    assert np.isfinite([weight, constant]).all()
    assert weight > 0


def test_a_weight_held_to_the_wrong_sign_is_left_out() -> None:
    toward = Weights(similarity=1, centre=0, spread=0, samples=0.5, constant=0)
    rng = np.random.default_rng(4)
    features = rng.normal(size=(50, len(FEATURES)))
    found = fit(features, features[:, 0] > 0, toward=toward, strength=10.0)
    assert found.samples == 0
    assert math.isclose(found.similarity, 1, abs_tol=0.2)
