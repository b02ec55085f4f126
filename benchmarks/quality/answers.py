"""What a system answers: spans of media, best first, and what it says of each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.quality.labels import Prediction
from benchmarks.quality.scorer import CLIP_SECONDS


@dataclass(frozen=True)
class Found:
    """A span in seconds of the media of that number. ``peak_seconds`` is its strongest instant;
    ``confidence`` is NaN where a system has none."""

    media: int
    start: float
    end: float
    score: float
    confidence: float
    peak_seconds: float


def prediction(qid: str, found: Sequence[Found]) -> Prediction:
    """Of one media; the highest clip of the curve is the one of the first span's peak."""
    windows = tuple((one.start, one.end, one.score) for one in found)
    if not found:
        return Prediction(qid, windows, (0.0,))
    clip = max(0, math.floor(found[0].peak_seconds / CLIP_SECONDS))
    return Prediction(qid, windows, (*[0.0] * clip, 1.0))
