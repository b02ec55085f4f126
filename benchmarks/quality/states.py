"""A curve as a sequence of two states, low and high, with normal values around a mean each.

Otsu's threshold says what the means are; the variance is that of what is left. A state changes once
in ten samples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.curves import Floats

Flags = NDArray[np.bool_]

CHANGE = 0.1


def otsu(values: Floats) -> float:
    """The threshold that parts the values, at least two, into the two groups with the least
    variance within."""
    ordered = np.sort(values)
    below = np.arange(1, len(ordered))
    sums = np.cumsum(ordered)[:-1]
    means_below, means_above = sums / below, (ordered.sum() - sums) / (len(ordered) - below)
    between = below * (len(ordered) - below) * (means_above - means_below) ** 2
    best = int(between.argmax())
    return float(ordered[best] + ordered[best + 1]) / 2


@dataclass(frozen=True)
class TwoStates:
    """``fits`` float64 ``[n, 2]``: log-likelihood of each value in the low and in the high state,
    less what both have in common."""

    fits: Floats

    def likeliest(self) -> Flags:
        """Which samples are high in the likeliest sequence (Viterbi), ``[n]``."""
        fits, count = self.fits, len(self.fits)
        moves = np.log(np.array([[1 - CHANGE, CHANGE], [CHANGE, 1 - CHANGE]]))
        best, came_from = fits[0], np.zeros((count, 2), dtype=int)
        for place in range(1, count):
            options = best[:, np.newaxis] + moves
            came_from[place] = options.argmax(axis=0)
            best = options.max(axis=0) + fits[place]
        states = np.empty(count, dtype=int)
        states[-1] = int(best.argmax())
        for place in range(count - 1, 0, -1):
            states[place - 1] = came_from[place, states[place]]
        return states.astype(bool)

    def drawn(self, draws: int, *, seed: int) -> Flags:
        """``[n, draws]``: sequences drawn from all, each as often as it is likely (forward
        filtering, backward sampling)."""
        high = self._filtered()
        stays, changes = high * (1 - CHANGE), high * CHANGE
        chance_before_high = stays / (stays + (1 - high) * CHANGE)
        chance_before_low = changes / (changes + (1 - high) * (1 - CHANGE))
        luck = np.random.default_rng(seed).random((len(high), draws))
        before_high = luck < chance_before_high[:, np.newaxis]
        before_low = luck < chance_before_low[:, np.newaxis]
        states = np.empty((len(high), draws), dtype=bool)
        states[-1] = luck[-1] < high[-1]
        for place in range(len(high) - 1, 0, -1):
            states[place - 1] = np.where(
                states[place], before_high[place - 1], before_low[place - 1]
            )
        return states

    def _filtered(self) -> Floats:
        """How likely each sample is high by what came up to it, ``[n]``, in (0, 1)."""
        odds = np.exp(np.clip(self.fits[:, 1] - self.fits[:, 0], -30, 30))
        high, filtered = 0.5, []
        for ratio in odds.tolist():
            expected = CHANGE + (1 - 2 * CHANGE) * high
            high = expected * ratio / (expected * ratio + 1 - expected)
            filtered.append(high)
        return np.array(filtered)


def two_states(values: Floats) -> TwoStates | None:
    """None where no two groups can be told apart: fewer than two values, or all alike."""
    if len(values) < 2:
        return None
    high = values > otsu(values)
    if high.all() or not high.any():
        return None
    means = np.array([values[~high].mean(), values[high].mean()])
    variance = float(np.mean((values - means[high.astype(int)]) ** 2)) + 1e-9
    return TwoStates(-((values[:, np.newaxis] - means) ** 2) / (2 * variance))
