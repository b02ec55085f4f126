"""Presence and calibration, on cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.quality.presence import (
    best_f1,
    calibration_error,
    false_alarms,
    presence_figures,
)


def test_false_alarms_at_the_threshold_that_keeps_the_recall() -> None:
    present = np.arange(1.0, 21.0)  # 95 % of 20 are 19: the threshold is 2
    absent = np.array([0.0, 1.9, 2.0, 30.0])
    assert false_alarms(present, absent, recall=0.95) == 0.5
    # All must be kept: the threshold is 1.
    assert false_alarms(present, absent, recall=1.0) == 0.75


def test_best_f1_is_that_of_the_best_single_threshold() -> None:
    # At 5: one hit of two, no alarm, F1 2/3. At 2: two hits, one alarm (3), F1 4/5.
    f1, threshold = best_f1(np.array([5.0, 2.0]), np.array([3.0, 1.0]))
    assert (f1, threshold) == (pytest.approx(0.8), 2.0)


def test_best_f1_of_equals_takes_the_highest_threshold() -> None:
    # At 3: one of two found, no alarm, 2/3. At 1: both found, two alarms, 2/3.
    f1, threshold = best_f1(np.array([3.0, 1.0]), np.array([1.0, 2.0]))
    assert (f1, threshold) == (pytest.approx(2 / 3), 3.0)


def test_calibration_error_weighs_the_gaps_of_bins_by_their_sizes() -> None:
    # Bins {0.1, 0.2} with one right: |0.15 - 0.5|; {0.9, 0.9} with both right: |0.9 - 1|.
    error = calibration_error([0.9, 0.1, 0.2, 0.9], [True, False, True, True], bins=2)
    assert error == pytest.approx((2 * 0.35 + 2 * 0.1) / 4)


def test_calibration_error_is_zero_where_confidence_is_what_is_right() -> None:
    confidences = [0.25] * 4 + [0.75] * 4
    right = [True, False, False, False, True, True, True, False]
    assert calibration_error(confidences, right, bins=2) == pytest.approx(0)


def test_bins_have_as_many_queries_each_and_there_are_no_more_bins_than_queries() -> None:
    assert calibration_error([0.0, 1.0], [False, True], bins=10) == 0
    # Three queries in two bins: two and one.
    error = calibration_error([0.2, 0.4, 1.0], [True, False, True], bins=2)
    assert error == pytest.approx((2 * abs(0.3 - 0.5) + 0) / 3)


def test_figures_are_per_cent_but_for_auroc() -> None:
    figures = presence_figures([3.0, 2.0], [1.0, 2.5])
    assert (figures.present, figures.absent) == (2, 2)
    assert figures.auroc == pytest.approx(0.75)
    assert figures.false_alarms == 50
    assert figures.f1 == pytest.approx(80)


@pytest.mark.parametrize(("present", "absent"), [([], [1.0]), ([1.0], []), ([float("nan")], [1.0])])
def test_nothing_and_nan_are_refused(present: list[float], absent: list[float]) -> None:
    with pytest.raises(ValueError, match="numbers"):
        presence_figures(present, absent)


def test_as_many_answers_as_confidences() -> None:
    with pytest.raises(ValueError, match="2 confidences"):
        calibration_error([0.1, 0.2], [True])
