"""How long to wait before something that failed is tried again."""

from __future__ import annotations


def doubled_seconds(times: int, *, first: float, longest: float) -> float:
    """After so many failures in a row, from 1 on: ``first`` seconds, then twice as long each time,
    and never longer than ``longest``."""
    # So many doublings of any first wait are longer than the longest.
    return min(first * 2.0 ** min(times - 1, 60), longest)
