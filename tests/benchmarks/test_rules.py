"""Rules that are told from a model of the curve: two states, or pieces of one mean each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from benchmarks.quality.changes import borders
from benchmarks.quality.rules import Rule, change_points, expected_iou
from benchmarks.quality.states import two_states
from benchmarks.quality.synthetic import corpus
from momentsearch_server.search.curves import Curve

each_rule = pytest.mark.parametrize("rule", [expected_iou, change_points])


def curve_of(values: Sequence[float]) -> Curve:
    edges = np.arange(len(values) + 1) * 1_000_000
    return Curve(np.array(values, dtype=np.float64), edges[:-1], edges[1:])


def noisy_step(low: int, high: int, count: int) -> Curve:
    values = np.random.default_rng(4).normal(scale=0.1, size=count)
    values[low:high] += 1.0
    return curve_of(values.tolist())


@each_rule
def test_a_noisy_step_is_found(rule: Rule) -> None:
    assert rule(noisy_step(12, 25, 60))[0][:2] == (12, 25)


@each_rule
def test_of_two_steps_both_are_listed(rule: Rule) -> None:
    values = noisy_step(12, 25, 60).values
    values[40:44] += 1.0
    found = {window[:2] for window in rule(curve_of(values.tolist()))}
    assert {(12, 25), (40, 44)} <= found


@each_rule
@pytest.mark.parametrize("values", [[], [0.3], [0.3] * 20])
def test_nothing_stands_out_of_a_curve_without_height(rule: Rule, values: list[float]) -> None:
    assert rule(curve_of(values)) == []


@each_rule
@pytest.mark.parametrize("values", [[0.1, 0.9], [0.1, 0.9, 0.1]])
def test_the_higher_of_a_few_samples_is_found(rule: Rule, values: list[float]) -> None:
    assert rule(curve_of(values))[0][:2] == (1, 2)


@each_rule
def test_the_same_curve_has_the_same_spans(rule: Rule) -> None:
    curve = corpus("saliency-distracted", count=1, seed=5)[0].curve
    assert rule(curve) == rule(curve)


def test_borders_are_those_of_the_cheapest_partition() -> None:
    """Against every partition of a short curve in up to four pieces."""
    count = 24
    values = np.random.default_rng(2).normal(scale=0.2, size=count)
    values[8:15] += 1.0
    values[15:] += 0.5
    noise = np.median(np.abs(np.diff(values, 2))) / (0.6745 * np.sqrt(6))
    penalty = 2 * noise**2 * np.log(count)

    def cost(cuts: Sequence[int]) -> float:
        parts = np.split(values, cuts)
        return sum(float(p.var()) * len(p) for p in parts) + penalty * len(cuts)

    partitions = [cuts for size in range(4) for cuts in combinations(range(1, count), size)]
    assert borders(values).tolist() == [0, *min(partitions, key=cost), count]


def test_draws_are_high_as_often_as_the_two_states_say() -> None:
    """Against all sequences of five samples, summed up."""
    values = np.array([0.0, 0.6, 1.0, 0.4, 0.1])
    states = two_states(values)
    assert states is not None
    weights, high = 0.0, np.zeros(5)
    for number in range(32):
        sequence = np.array([number >> place & 1 for place in range(5)])
        changes = int(np.abs(np.diff(sequence)).sum())
        fit = float(states.fits[np.arange(5), sequence].sum())
        weight = np.exp(fit) * 0.1**changes * 0.9 ** (4 - changes)
        weights, high = weights + weight, high + weight * sequence
    drawn = states.drawn(20_000, seed=1).mean(axis=1)
    assert drawn == pytest.approx(high / weights, abs=0.015)
