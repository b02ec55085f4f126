"""Logistic regression: what the figures of a trial say about whether something is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.calibration import Weights

Floats = NDArray[np.float64]

# What is weighed, in the order of Weights; its last field is the constant.
FEATURES = tuple(field.name for field in fields(Weights))[:-1]
# Which sign each weight has to have; 0 where either makes sense.
SIGNS = Weights(similarity=1, centre=0, spread=0, samples=-1, constant=0)
# So little that it matters only where two features say the same.
LEAST_STRENGTH = 1e-3
_MOST_STEPS = 100
_SMALL_GAIN = 1e-12


def fit(
    features: Sequence[tuple[float, ...]] | Floats,
    there: Sequence[bool] | NDArray[np.bool_],
    *,
    without: Sequence[str] = (),
    shares: Floats | None = None,
    toward: Weights | None = None,
    strength: float = LEAST_STRENGTH,
) -> Weights:
    """Least cross-entropy over ``[trials, features]``, both answers weighted alike in all.

    Features named in ``without`` have no weight, and none has one of a sign without a meaning.
    ``shares`` (``[trials]``) say how much each trial counts among those with its answer; ``toward``
    and ``strength`` are as in ``regression``.
    """
    values, truth = np.asarray(features, dtype=np.float64), np.asarray(there, dtype=np.float64)
    prior = None if toward is None else np.array(astuple(toward), dtype=np.float64)
    used = np.array([name not in without for name in FEATURES])
    signs = np.asarray(astuple(SIGNS)[:-1])
    while True:
        weights = np.zeros(values.shape[1])
        weights[used], constant = regression(
            values[:, used],
            truth,
            shares=shares,
            toward=None if prior is None else np.append(prior[:-1][used], prior[-1]),
            strength=strength,
        )
        wrong = used & (weights * signs < 0)
        if not wrong.any():
            named = dict(zip(FEATURES, map(float, weights), strict=True))
            return Weights(**named, constant=constant)
        used &= ~wrong


def regression(
    values: Floats,
    truth: Floats,
    *,
    shares: Floats | None = None,
    toward: Floats | None = None,
    strength: float = LEAST_STRENGTH,
) -> tuple[Floats, float]:
    """Weights ``[features]`` and constant of a logistic regression on ``[trials, features]``.

    ``strength`` says how hard weights are held, in units of each feature's standard deviation: to
    nothing, the constant free, or to ``toward`` (``[features + 1]``, the constant last). All trials
    together count 1.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    x = np.column_stack([(values - mean) / spread, np.ones(len(values))])
    counts = np.ones(len(truth)) if shares is None else shares
    counts = counts * np.where(
        truth > 0, 0.5 / (counts * truth).sum(), 0.5 / (counts * (1 - truth)).sum()
    )
    held, target = np.full(x.shape[1], 2 * strength), np.zeros(x.shape[1])
    if toward is None:
        held[-1] = 0
    else:
        target[:-1] = toward[:-1] * spread
        target[-1] = toward[-1] + (toward[:-1] * mean).sum()
    found = _least(x, truth, counts, held, target)
    weights = found[:-1] / spread
    return weights, float(found[-1] - (weights * mean).sum())


def _least(x: Floats, truth: Floats, counts: Floats, held: Floats, target: Floats) -> Floats:
    """By Newton's method, with steps halved until they gain; the loss is convex."""

    def loss(at: Floats) -> float:
        log_odds = x @ at
        entropy = np.logaddexp(0, np.where(truth > 0, -log_odds, log_odds))
        return float((counts * entropy).sum() + 0.5 * (held * (at - target) ** 2).sum())

    found = target.copy()
    before = loss(found)
    for _ in range(_MOST_STEPS):
        sure = 1 / (1 + np.exp(-np.clip(x @ found, -500, 500)))
        slope = x.T @ (counts * (sure - truth)) + held * (found - target)
        curvature = (x * (counts * sure * (1 - sure))[:, np.newaxis]).T @ x + np.diag(held)
        step = np.linalg.solve(curvature + 1e-12 * np.eye(len(found)), slope)
        after = loss(found - step)
        while after > before and np.abs(step).max() > 1e-12:
            step, after = step / 2, loss(found - step / 2)
        if before - after < _SMALL_GAIN:
            break
        found, before = found - step, after
    return found
