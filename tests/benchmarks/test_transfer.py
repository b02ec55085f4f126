"""Constants for encoders that were never seen, on plain numbers."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from benchmarks.quality.transfer import OTHERS, WAYS, Asked, constants_of, report, transfer
from tests.benchmarks.test_calibrations import corpus


def asked(count: int, *, unit: float, seed: int) -> Asked:
    """Trials of an encoder whose cosines are of that unit; a deviation is worth 2, an e-fold of
    samples costs a half, and 3 deviations among one sample are a toss."""
    rng = np.random.default_rng(seed)
    deviations, log_samples = rng.uniform(0, 6, (count, 1)), rng.uniform(0, 4, (count, 1))
    log_odds = 2 * (deviations - 3) - 0.5 * log_samples
    there = rng.random(count) < 1 / (1 + np.exp(-log_odds[:, 0]))
    return Asked(
        cosine=0.1 + unit * deviations,
        deviations=deviations,
        log_samples=log_samples,
        films=np.zeros((count, 1), dtype=np.int64),
        there=there,
        tune=np.ones(count, dtype=bool),
    )


def test_constants_are_those_that_the_trials_were_made_by() -> None:
    spaces = [asked(6_000, unit=0.05, seed=1), asked(6_000, unit=0.2, seed=2)]
    deviation, log_sample, _ = constants_of(spaces)
    assert (deviation, log_sample) == pytest.approx((2, -0.5), abs=0.2)


def test_what_is_not_of_the_tune_half_teaches_nothing() -> None:
    one = asked(2_000, unit=0.1, seed=3)
    half = np.arange(2_000) < 1_000
    turned = dataclasses.replace(one, there=np.where(half, one.there, ~one.there), tune=half)
    alone = dataclasses.replace(
        one,
        cosine=one.cosine[half],
        deviations=one.deviations[half],
        log_samples=one.log_samples[half],
        there=one.there[half],
        tune=half[half],
    )
    assert constants_of([turned]) == pytest.approx(constants_of([alone]))


def test_spaces_count_alike_however_many_trials_they_have() -> None:
    few, many = asked(300, unit=0.1, seed=4), asked(3_000, unit=0.1, seed=5)
    turned = dataclasses.replace(many, there=~many.there)
    deviation, _, _ = constants_of([few, turned])
    # One says that a deviation is worth 2 and the other -2.
    assert abs(deviation) < 0.3


def test_each_pair_has_a_line_for_each_way() -> None:
    rows = list(transfer({"one": corpus(), "other": corpus()}))
    assert {(row["pair"], row["way"]) for row in rows} == {
        (pair, way) for pair in ("one", "other") for way in WAYS
    }
    (mixed,) = [
        row
        for row in rows
        if (row["pair"], row["way"], row["asked"], row["library"])
        == ("one", OTHERS, "both", "mixed")
    ]
    # Colours are far apart: what is there is found by any constants.
    assert mixed["auroc"] == 1
    assert len(report(rows).splitlines()) == 2 + 2 * len(WAYS)
