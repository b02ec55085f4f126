"""Timelines: every sample of one media in one space, kept as one safetensors file each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Timeline:
    """Vectors and times of one media in one space, ordered by start.

    ``vectors`` float16 ``[n, dim]`` unit norm; ``starts_us`` and ``ends_us`` int64 ``[n]``, the
    half-open spans the samples stand for (overlapping for sound); ``shown_at_us`` int64 ``[n]``:
    when a player begins to show the sampled picture (for sound: the window's middle).
    Silent windows are not in it: the gaps in ``starts_us`` are where they were.
    """

    media_id: str
    space_id: str
    vectors: NDArray[np.float16]
    starts_us: NDArray[np.int64]
    ends_us: NDArray[np.int64]
    shown_at_us: NDArray[np.int64]
