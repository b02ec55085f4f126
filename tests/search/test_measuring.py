"""What labels say of an encoder's cosines, on plain numbers."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from momentsearch_server.encoders.calibration import Weights
from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.search import measuring
from momentsearch_server.search.evidence import Background, Scale, transferred
from momentsearch_server.search.fitting import FEATURES
from momentsearch_server.search.measuring import (
    FOLDS,
    Question,
    auroc,
    calibration_error,
    check_enough,
    fitted,
)

SCALE = Scale(centre=0.1, spread=0.05)
COUNTS = {f"m{number}": 100 * (number + 1) for number in range(12)}


def labels(present: int, absent: int, media: int = 12) -> list[Question]:
    there = [Question(f"there {k}", f"m{k % media}", True) for k in range(present)]
    return there + [Question(f"absent {k}", f"m{k % media}", False) for k in range(absent)]


def trials_of(questions: list[Question], peak: float = 0.3) -> measuring._Trials:
    peaks = np.full((len(questions), len(COUNTS)), 0.1)
    for number, question in enumerate(questions):
        if question.there:
            peaks[number, [*COUNTS].index(question.media_id or "")] = peak
    nulls = [Background(0.1, 0.05, 512)] * len(questions)
    return measuring._trials(questions, COUNTS, peaks, nulls)


def test_figures_by_hand() -> None:
    assert auroc(np.array([3.0, 0]), np.array([0.0, -2])) == (1 + 1 + 0.5 + 1) / 4
    assert auroc(np.array([1.0]), np.array([2.0])) == 0
    there = np.array([True, True, False, False])
    # Sure of everything and right: no error. A coin's toss for all: right half of the time.
    assert calibration_error(np.array([99.0, 99, -99, -99]), there) == pytest.approx(0)
    assert calibration_error(np.array([-99.0, -99, 99, 99]), there) == pytest.approx(1)


def test_how_many_labels_there_are_of_each_answer_is_no_error() -> None:
    """Even log-odds, nine of ten there: each answer counts alike, so that even is right."""
    there = np.arange(1000) % 10 > 0
    assert calibration_error(np.zeros(1000), there) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(
    ("present", "absent", "media"), [(19, 40, 12), (40, 19, 12), (40, 40, 4), (0, 0, 12)]
)
def test_too_few_labels(present: int, absent: int, media: int) -> None:
    with pytest.raises(FailedPrecondition, match=f"pictures: {present} labels") as refused:
        check_enough(labels(present, absent, media), about="pictures")
    assert refused.value.reason is Reason.TOO_FEW_LABELS


def test_labels_that_are_enough() -> None:
    check_enough(labels(20, 20, 5), about="pictures")


def test_what_is_absent_in_one_media_says_nothing_of_others() -> None:
    trials = trials_of(labels(3, 2))
    assert trials.numbers.tolist() == [0, 1, 2, 3, 4]
    assert np.exp(trials.features[:, -1]) == pytest.approx([100, 200, 300, 100, 200])


def test_with_what_is_nowhere_all_sizes_of_libraries_are_asked() -> None:
    nowhere = Question("absent everywhere", None, False)
    trials = trials_of([*labels(1, 1), nowhere])
    assert trials.numbers.tolist() == [0, 0, 0, 1, 2, 2, 2]
    assert trials.shares == pytest.approx([1 / 3] * 3 + [1] + [1 / 3] * 3)
    samples = np.exp(trials.features[:, -1])
    everything = sum(COUNTS.values())
    assert (samples[0], samples[2], samples[6]) == pytest.approx((100, everything, everything))
    # The media that is asked about is in each of them.
    assert trials.features[:3, 0] == pytest.approx([0.3] * 3)


def test_all_about_one_media_is_in_one_fold() -> None:
    trials = trials_of(labels(24, 24))
    folds = {question.media_id: set() for question in labels(24, 24)}
    for number, fold in zip(trials.numbers, trials.folds, strict=True):
        folds[labels(24, 24)[number].media_id].add(int(fold))
    assert all(len(found) == 1 for found in folds.values())
    assert len(set().union(*folds.values())) > 1
    assert max(trials.folds) < FOLDS


def noisy(count: int, *, worth: float) -> measuring._Trials:
    """Deviations of a scale, of which each is worth so much, about 0 at 2."""
    rng = np.random.default_rng(count)
    deviations = rng.uniform(-1, 5, count)
    there = rng.random(count) < 1 / (1 + np.exp(-worth * (deviations - 2)))
    features = np.zeros((count, len(FEATURES)))
    features[:, 0] = SCALE.centre + SCALE.spread * deviations
    features[:, 1:3] = 0.1, 0.05
    features[:, -1] = np.log(100)
    numbers = np.arange(count)
    return measuring._Trials(features, there, np.ones(count), numbers % FOLDS, numbers)


def worth_of(weights: Weights) -> float:
    return weights.similarity * SCALE.spread


def test_a_few_labels_move_it_little_and_many_as_far_as_they_say() -> None:
    usual = worth_of(transferred(SCALE))
    few, _ = fitted(noisy(40, worth=0.8), SCALE)
    many, after = fitted(noisy(4_000, worth=0.8), SCALE)
    assert worth_of(many) == pytest.approx(0.8, abs=0.1)
    assert worth_of(many) < worth_of(few) < usual
    assert calibration_error(after, noisy(4_000, worth=0.8).there) < 0.03


def test_what_is_said_of_a_trial_was_fitted_without_its_fold() -> None:
    trials = noisy(200, worth=1.5)
    _, after = fitted(trials, SCALE)
    inside = trials.folds == 2
    turned = dataclasses.replace(trials, there=np.where(inside, ~trials.there, trials.there))
    _, again = fitted(turned, SCALE)
    assert again[inside] == pytest.approx(after[inside])
    assert again[~inside] != pytest.approx(after[~inside])


def test_where_the_other_folds_have_one_answer_only_it_is_what_serves_every_encoder() -> None:
    trials = noisy(200, worth=1.5)
    one_sided = dataclasses.replace(trials, there=trials.folds == 0)
    _, after = fitted(one_sided, SCALE)
    weights = transferred(SCALE)
    expected = weights.similarity * trials.features[:, 0] + weights.constant
    expected += weights.samples * trials.features[:, -1]
    inside = trials.folds == 0
    assert after[inside] == pytest.approx(expected[inside])
