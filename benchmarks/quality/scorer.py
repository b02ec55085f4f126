"""The scorer of `momentsearch eval`, under the name by which benchmarks know it."""

from momentsearch.evaluation.scorer import (
    BUCKETS,
    CLIP_SECONDS,
    COUNTED_PREDICTIONS,
    RELEVANT_CLIP_SCORE,
    THRESHOLDS,
    Figures,
    average_precisions,
    iou,
    score,
)

__all__ = [
    "BUCKETS",
    "CLIP_SECONDS",
    "COUNTED_PREDICTIONS",
    "RELEVANT_CLIP_SCORE",
    "THRESHOLDS",
    "Figures",
    "average_precisions",
    "iou",
    "score",
]
