"""Confidences of several that one is chosen of."""

from __future__ import annotations

import math

import pytest

from momentsearch_server.search.confidence import gained, least_sure, lost, moved, surest


def log_odds(confidence: float) -> float:
    return math.log(confidence / (1 - confidence))


def test_one_is_as_sure_as_it_is() -> None:
    assert gained(1) == lost(1) == 0
    assert surest([0.3]) == least_sure([0.3]) == pytest.approx(0.3)


def test_the_best_of_several_is_less_sure_and_the_worst_surer() -> None:
    several = [0.9, 0.4, 0.6]
    assert log_odds(surest(several)) == pytest.approx(log_odds(0.9) - gained(3))
    assert log_odds(least_sure(several)) == pytest.approx(log_odds(0.4) + lost(3))
    assert gained(3) > gained(2) > 0
    assert lost(3) == lost(2) > 0


@pytest.mark.parametrize("by", [-3.0, 0.0, 3.0])
def test_what_is_certain_stays_so(by: float) -> None:
    assert moved(0.0, by) == 0
    assert moved(1.0, by) == 1
    assert moved(1e-300, by) < 1e-298
    assert log_odds(moved(0.5, by)) == pytest.approx(by)


def test_more_of_one_is_never_less_of_all() -> None:
    for combine in (surest, least_sure):
        found = [combine([step / 20, 0.5]) for step in range(21)]
        assert found == sorted(found)
