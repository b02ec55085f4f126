"""The labels of `momentsearch eval`, under the name by which benchmarks know them."""

from momentsearch.evaluation.labels import (
    LabelError,
    Prediction,
    Query,
    ScoredWindow,
    Window,
    read_predictions,
    read_queries,
)

__all__ = [
    "LabelError",
    "Prediction",
    "Query",
    "ScoredWindow",
    "Window",
    "read_predictions",
    "read_queries",
]
