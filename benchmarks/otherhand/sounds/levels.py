"""The loudness of a finished sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.otherhand.sounds.signals import LENGTH, Rng, Signal, normalised


def levelled(sound: Signal, rng: Rng) -> NDArray[np.float32]:
    """Its first five seconds, without a constant part, with a peak from 0.3 to 0.9 by chance."""
    centred = sound[:LENGTH] - np.mean(sound[:LENGTH])
    return np.asarray(normalised(centred) * rng.uniform(0.3, 0.9), np.float32)
