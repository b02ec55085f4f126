"""Time as the whole server means it.

Times are integer microseconds from the start of presentation, as a player shows it; spans are
half open, ``[start, end)``. Seconds (float) appear only inside mathematics and at the edges that
people type into; ``seconds_to_us`` and ``us_to_seconds`` are the only two bridges.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MICROSECONDS_PER_SECOND = 1_000_000


def seconds_to_us(seconds: float) -> int:
    """Nearest microsecond, halves up.

    ``round`` goes to even on halves, so that a regular grid such as 0.5, 1.5, 2.5 us would come
    out with uneven steps; halves up keeps a regular grid regular.
    """
    return math.floor(seconds * MICROSECONDS_PER_SECOND + 0.5)


def us_to_seconds(us: int) -> float:
    """Seconds as a float: exact to the microsecond for spans below 285 years."""
    return us / MICROSECONDS_PER_SECOND


@dataclass(frozen=True, order=True, slots=True)
class TimeSpan:
    """A half-open span ``[start_us, end_us)``, at least one microsecond long.

    Raises ``ValueError`` when it would be empty or run backwards.
    """

    start_us: int
    end_us: int

    def __post_init__(self) -> None:
        if self.end_us <= self.start_us:
            raise ValueError(f"a span must end after it starts: [{self.start_us}, {self.end_us})")

    @property
    def duration_us(self) -> int:
        return self.end_us - self.start_us

    @property
    def middle_us(self) -> int:
        return (self.start_us + self.end_us) // 2

    def overlap_us(self, other: TimeSpan) -> int:
        """Length of the common part; 0 when the spans only touch or lie apart."""
        return max(0, min(self.end_us, other.end_us) - max(self.start_us, other.start_us))

    def iou(self, other: TimeSpan) -> float:
        """Intersection over union in time, in [0, 1]."""
        overlap_us = self.overlap_us(other)
        return overlap_us / (self.duration_us + other.duration_us - overlap_us)
