"""Confidences of several that one is chosen of.

The surest of several is surer than it deserves, as each had its chance to be wrong: of the spaces
that a text without a modality is asked in, of the parts of an OR. The least sure is less sure than
all of them together deserve, for that all agree says something: the parts of an AND, the two sides
of a THEN or DURING. Both shift log-odds in proportion to ``ln(k)`` for ``k`` of them, which is
nothing for one. It changes no order within one question, but makes questions of all kinds
comparable; docs/decisions.md has what was measured.
"""

from __future__ import annotations

import math
from collections.abc import Collection

# What the best of k gains by chance, and the worst of k loses, per ln(k).
BEST_GAINS = 1.2
WORST_LOSES = 2.4


def gained(count: int) -> float:
    """By the best of ``count`` (1 or more), in log-odds."""
    return BEST_GAINS * math.log(count)


def lost(count: int) -> float:
    """By the worst of ``count`` (1 or more), in log-odds.

    By more than two as by two: no more was measured, and of many texts that are absent alike, or
    many of one thing, the number would make up for what each is missing.
    """
    return WORST_LOSES * math.log(min(count, 2))


def surest(confidences: Collection[float]) -> float:
    """That one of them is right, each in [0, 1]."""
    return moved(max(confidences), -gained(len(confidences)))


def least_sure(confidences: Collection[float]) -> float:
    """That all of them are right, each in [0, 1]."""
    return moved(min(confidences), lost(len(confidences)))


def moved(confidence: float, log_odds: float) -> float:
    """``confidence`` with ``log_odds`` more; 0 and 1 stay what they are."""
    odds = math.exp(log_odds)
    return confidence * odds / (1 - confidence + confidence * odds)
