"""Confidences of several that one is chosen of.

The surest of several is surer than it deserves, as each had its chance to be wrong, and the least
sure is less sure: that all of them agree is worth something. With ``k`` of them it is
``PER_LOG_CHOICE * ln(k)`` in log-odds either way, which is nothing for one.

It is the same whatever there is to choose from: the spaces that a text without a modality is asked
in, the parts of an OR, the parts of an AND, the two sides of a THEN or DURING. So it changes no
order within one question, but makes questions of all kinds comparable; docs/decisions.md has what
was measured.
"""

from __future__ import annotations

import math
from collections.abc import Collection

PER_LOG_CHOICE = 1.7


def choice(count: int) -> float:
    """What the best of ``count`` (1 or more) gains by chance, and the worst loses, in log-odds."""
    return PER_LOG_CHOICE * math.log(count)


def surest(confidences: Collection[float]) -> float:
    """That one of them is right, each in [0, 1]."""
    return moved(max(confidences), -choice(len(confidences)))


def least_sure(confidences: Collection[float]) -> float:
    """That all of them are right, each in [0, 1]."""
    return moved(min(confidences), choice(len(confidences)))


def moved(confidence: float, log_odds: float) -> float:
    """``confidence`` with ``log_odds`` more; 0 and 1 stay what they are."""
    odds = math.exp(log_odds)
    return confidence * odds / (1 - confidence + confidence * odds)
