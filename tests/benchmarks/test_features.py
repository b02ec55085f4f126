"""Cross-validation by film, on numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from benchmarks.quality import features
from benchmarks.quality.calibrate import Trial
from momentsearch_server.encoders.calibration import Weights
from momentsearch_server.search.fitting import FEATURES
from tests.benchmarks.film_corpus import recorded_query


def trial(film: int, value: float, *, absent: bool = False, modality: str = "picture") -> Trial:
    query = recorded_query(
        f"film-{film}/{value}", 0, asked_in=film, is_absent=absent, modality=modality
    )
    return Trial((value, *[0.0] * (len(FEATURES) - 1)), not absent, query, 1)


def test_no_film_is_asked_about_by_weights_that_were_fitted_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The weights that are put in the place of the fitted ones say how many trials were seen."""

    def counted(values: Sequence[Any], there: Sequence[bool], *, without: Sequence[str]) -> Weights:
        assert without == ("centre",)
        return Weights(**dict.fromkeys(FEATURES, 0.0), constant=float(len(there)))

    monkeypatch.setattr(features, "fit", counted)
    films = [0, 0, 1, 1, 1, 2, 2, 2, 2, 2]
    found = [trial(film, float(k)) for k, film in enumerate(films)]
    log_odds = features.cross_validated(found, ("centre",), folds=3)
    assert log_odds.tolist() == [8, 8, 7, 7, 7, 5, 5, 5, 5, 5]


def test_figures_by_hand() -> None:
    """Of two spaces the surer counts: 2 and 1 are there, 1.5 and -1 are not; three of four."""
    found = [trial(0, 0.1), trial(1, 0.2), trial(0, 0.3, absent=True), trial(1, 0.4, absent=True)]
    one = features.Told(found, np.array([2.0, -3.0, 1.5, -1.0]))
    other = features.Told(found, np.array([0.0, 1.0, -2.0, -2.0]))
    both = features.surer([one, other])
    assert both.log_odds.tolist() == [2, 1, 1.5, -1]
    assert both.auroc() == 0.75
    assert both.error_beside(both) == 0
    assert one.about("sound").trials == []
    nothing = features.Told(found, np.zeros(4))
    assert nothing.loss() == pytest.approx(np.log(2))
