"""Whether answers know what is there from what is not, and whether confidence means what it says.

What is asked for is present or absent; the service answers with a confidence, and with yes or no by
its own floor. Nothing here looks at where in a media an answer lies.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

WANTED_RECALL = 0.95
CALIBRATION_BINS = 10


@dataclass(frozen=True)
class Verdict:
    """One answer to "is it there?": the truth, the best confidence in [0, 1], yes by the floor."""

    present: bool
    confidence: float
    shown: bool


@dataclass(frozen=True)
class Detection:
    """Shares are per cent, ``auroc`` and thresholds are in [0, 1]; nan where there is nothing.

    ``false_alarms_at_recall`` are those at the highest threshold that still finds 95 % of what is
    present. ``best_f1`` is the best that any one threshold reaches for what is present; there is
    none where nothing is absent.
    """

    present_count: int
    absent_count: int
    false_alarms: float
    misses: float
    auroc: float
    false_alarms_at_recall: float
    recall_threshold: float
    best_f1: float
    best_f1_threshold: float


@dataclass(frozen=True)
class Bin:
    """Answers of about the same confidence: its mean, and the share that is right, in [0, 1]."""

    count: int
    confidence: float
    right: float


def detection(verdicts: Sequence[Verdict]) -> Detection:
    present = [verdict for verdict in verdicts if verdict.present]
    absent = [verdict for verdict in verdicts if not verdict.present]
    recall_threshold = _recall_threshold(present) if present else math.nan
    best_f1, best_f1_threshold = _best_f1(verdicts)
    return Detection(
        present_count=len(present),
        absent_count=len(absent),
        false_alarms=_per_cent([verdict.shown for verdict in absent]),
        misses=_per_cent([not verdict.shown for verdict in present]),
        auroc=auroc(
            [verdict.confidence for verdict in present], [verdict.confidence for verdict in absent]
        ),
        false_alarms_at_recall=(
            _per_cent([verdict.confidence >= recall_threshold for verdict in absent])
            if present
            else math.nan
        ),
        recall_threshold=recall_threshold,
        best_f1=best_f1,
        best_f1_threshold=best_f1_threshold,
    )


def auroc(present: Sequence[float], absent: Sequence[float]) -> float:
    """How often a present one scores above an absent one, of equals half; nan without both."""
    if not present or not absent:
        return math.nan
    scored = sorted([(value, True) for value in present] + [(value, False) for value in absent])
    wins, passed = 0.0, 0
    for _, group in itertools.groupby(scored, key=lambda pair: pair[0]):
        kinds = [is_present for _, is_present in group]
        equals = kinds.count(False)
        wins += kinds.count(True) * (passed + equals / 2)
        passed += equals
    return wins / (len(present) * len(absent))


def calibration_bins(answers: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Of ``(confidence, is right)``: ten bins of equal counts, fewer where there are fewer."""
    ordered = sorted(answers, key=lambda answer: answer[0])
    count = min(CALIBRATION_BINS, len(ordered))
    edges = [len(ordered) * edge // count for edge in range(count + 1)] if count else []
    return [_bin(ordered[first:last]) for first, last in itertools.pairwise(edges)]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error, per cent: how far confidence is from the share of right ones."""
    total = sum(one.count for one in bins)
    if not total:
        return math.nan
    return 100 * sum(one.count * abs(one.confidence - one.right) for one in bins) / total


def _bin(answers: Sequence[tuple[float, bool]]) -> Bin:
    return Bin(
        count=len(answers),
        confidence=statistics.fmean(confidence for confidence, _ in answers),
        right=statistics.fmean(right for _, right in answers),
    )


def _recall_threshold(present: Sequence[Verdict]) -> float:
    ordered = sorted((verdict.confidence for verdict in present), reverse=True)
    # Of 20 nineteen are needed, whatever 0.95 is as a binary fraction.
    return ordered[math.ceil(WANTED_RECALL * len(ordered) - 1e-9) - 1]


def _best_f1(verdicts: Sequence[Verdict]) -> tuple[float, float]:
    """Per cent, and the highest of the thresholds that reach it: from there on it counts as yes."""
    present_count = sum(verdict.present for verdict in verdicts)
    if present_count in (0, len(verdicts)):
        return math.nan, math.nan
    best, best_threshold, said_yes, right = 0.0, math.nan, 0, 0
    ordered = sorted(verdicts, key=lambda verdict: -verdict.confidence)
    for confidence, group in itertools.groupby(ordered, key=lambda verdict: verdict.confidence):
        kinds = [verdict.present for verdict in group]
        said_yes += len(kinds)
        right += sum(kinds)
        f1 = 200 * right / (said_yes + present_count)
        if f1 > best:
            best, best_threshold = f1, confidence
    return best, best_threshold


def _per_cent(flags: Sequence[bool]) -> float:
    return 100 * sum(flags) / len(flags) if flags else math.nan
