"""Where the mean of a curve changes: the partition into pieces of one mean each that costs least.

A partition costs the squares of what is left, and a penalty for each change. The least is found
exactly (optimal partitioning); a start that can never be the best again is dropped (PELT: Killick,
Fearnhead and Eckley 2012), so that it takes little more than linear time where changes are common
and quadratic time where there are none.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.curves import Floats

# A noise below this share of the range is taken for this: a step without any has no other measure.
LEAST_NOISE = 1e-3
# Of fewer samples nobody can say what is noise.
LEAST_SAMPLES_WITH_NOISE = 24


def borders(values: Floats) -> NDArray[np.int64]:
    """0, the first sample of each further piece, and ``n``; int64 ``[pieces + 1]``.

    The penalty is that of BIC for means of a known variance, ``2 variance log n`` for each change,
    and the variance that of white noise, told from second differences; of fewer than
    LEAST_SAMPLES_WITH_NOISE values it is next to none.
    """
    count = len(values)
    if count < 2:
        return np.unique([0, count])
    sums, squares = _running(values - values.mean()), _running((values - values.mean()) ** 2)
    penalty = 2 * _noise(values) ** 2 * math.log(count)
    least, came_from = np.zeros(count + 1), np.zeros(count + 1, dtype=np.int64)
    least[0] = -penalty
    starts = np.zeros(1, dtype=np.int64)
    for stop in range(1, count + 1):
        inside = (
            squares[stop] - squares[starts] - (sums[stop] - sums[starts]) ** 2 / (stop - starts)
        )
        costs = least[starts] + inside
        best = int(costs.argmin())
        came_from[stop], least[stop] = starts[best], costs[best] + penalty
        starts = np.append(starts[costs <= least[stop]], stop)
    found = [count]
    while found[-1] > 0:
        found.append(int(came_from[found[-1]]))
    return np.array(found[::-1])


def _noise(values: Floats) -> float:
    least = LEAST_NOISE * float(np.ptp(values))
    if len(values) < LEAST_SAMPLES_WITH_NOISE:
        return least
    bends = np.abs(np.diff(values, 2))
    return max(least, float(np.median(bends)) / (0.6745 * math.sqrt(6)))


def _running(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])
