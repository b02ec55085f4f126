"""Which features of the log-odds earn their place, by cross-validation on the tune half.

    python -m benchmarks.quality.features build/quality/films.npz

The films of the tune half are parted into folds; the regression (calibrate.py) is fitted without
one of them and asked about it, with all features and without some. The test half is not looked at.

``loss`` is cross-entropy over all trials of a space, present and absent ones weighted alike; AUROC
of a track is of the questions about it, in its own space; that of both is of the surer space, as
the server asks. ``+-`` is one standard error of the difference from all features, over films
drawn again with replacement.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.calibrate import Trial, reference_of, trials
from benchmarks.quality.calibrations import BOTH, LOG_ODDS
from benchmarks.quality.films.recorded import Recorded, read_recorded
from benchmarks.quality.presence import RECALL, calibration_error, false_alarms
from benchmarks.quality.tables import table
from momentsearch_server.search.fitting import fit
from momentsearch_server.search.measuring import auroc

Floats = NDArray[np.float64]
Row = dict[str, Any]

FOLDS = 8
DRAWS = 200
SEED = 3


def cross_validated(found: Sequence[Trial], without: Sequence[str], *, folds: int) -> Floats:
    """Log-odds ``[trials]``, each by weights that were fitted on other films."""
    features = np.array([trial.features for trial in found])
    there = np.array([trial.there for trial in found])
    film = np.array([trial.query.asked_in for trial in found])
    fold_of = np.random.default_rng(SEED).permutation(np.arange(film.max() + 1)) % folds
    log_odds = np.full(len(found), np.nan)
    for fold in range(folds):
        held = fold_of[film] == fold
        if held.any():
            *weights, constant = astuple(fit(features[~held], there[~held], without=without))
            log_odds[held] = features[held] @ np.array(weights) + constant
    return log_odds


@dataclass(frozen=True)
class Told:
    """Questions in libraries, and the log-odds ``[trials]`` that each was there."""

    trials: Sequence[Trial]
    log_odds: Floats

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        return np.array([not trial.query.is_absent for trial in self.trials])

    def auroc(self, kept: NDArray[np.int64] | slice = slice(None)) -> float:
        values, present = self.log_odds[kept], self.present[kept]
        return auroc(values[present], values[~present])

    def error_beside(self, other: Told) -> float:
        """One standard error of the difference in AUROC of two that told of the same trials."""
        rng, film = np.random.default_rng(SEED), np.array([t.query.asked_in for t in self.trials])
        of_film = [np.flatnonzero(film == one) for one in np.unique(film)]
        draws = rng.integers(len(of_film), size=(DRAWS, len(of_film)))
        kept = [np.concatenate([of_film[k] for k in draw]) for draw in draws]
        return float(np.std([self.auroc(one) - other.auroc(one) for one in kept]))

    def about(self, modality: str) -> Told:
        """The questions about one track alone."""
        own = [k for k, trial in enumerate(self.trials) if trial.query.modality == modality]
        return Told([self.trials[k] for k in own], self.log_odds[own])

    def loss(self) -> float:
        there = np.array([trial.there for trial in self.trials])
        off = np.logaddexp(0, np.where(there, -self.log_odds, self.log_odds))
        return float(off[there].mean() + off[~there].mean()) / 2


def surer(told: Iterable[Told]) -> Told:
    """Of several spaces, for each question and library the one with the higher log-odds."""
    best: dict[tuple[str, int | None], tuple[float, Trial]] = {}
    for one in told:
        for trial, value in zip(one.trials, one.log_odds, strict=True):
            key = trial.query.qid, trial.films
            if key not in best or value > best[key][0]:
                best[key] = float(value), trial
    return Told([trial for _, trial in best.values()], np.array([v for v, _ in best.values()]))


def rows(recorded: Recorded, *, folds: int = FOLDS) -> Iterator[Row]:
    """One for each set of features in ``LOG_ODDS``, of which the first is all."""
    found = {
        modality: list(trials(recorded, space, reference_of(recorded, space), half="tune"))
        for modality, space in recorded.spaces.items()
    }
    whole: dict[str, Told] = {}
    for name, without in LOG_ODDS.items():
        said = {
            modality: Told(one, cross_validated(one, without, folds=folds))
            for modality, one in found.items()
        }
        both = surer(said.values())
        told = {**{modality: one.about(modality) for modality, one in said.items()}, BOTH: both}
        whole = whole or told
        alarms = false_alarms(
            both.log_odds[both.present], both.log_odds[~both.present], recall=RECALL
        )
        row: Row = {"features": name}
        row |= {f"{track} AUROC": round(one.auroc(), 3) for track, one in told.items()}
        row |= {f"{k} +-": round(one.error_beside(whole[k]), 3) for k, one in told.items()}
        row |= {f"{modality} loss": round(one.loss(), 3) for modality, one in said.items()}
        row["false alarms"] = round(100 * alarms, 1)
        sure = 1 / (1 + np.exp(-both.log_odds))
        row["calibration error"] = round(calibration_error(sure, both.present), 3)
        yield row


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.features")
    parser.description = __doc__
    parser.add_argument("file", type=Path, help="recorded films, as in build/quality")
    parser.add_argument("--folds", type=int, default=FOLDS)
    arguments = parser.parse_args()
    found = list(rows(read_recorded(arguments.file), folds=arguments.folds))
    print(table([*found[0]], [[*row.values()] for row in found]))


if __name__ == "__main__":
    main()
