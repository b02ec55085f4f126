"""The sampling grid: which spans a track is cut into.

Cell ``k`` of a grid of ``r`` per second is ``[k/r, (k+1)/r)``. A span is a cell cut to where the
track has pictures, and its sample is the picture shown in the middle of the span::

    0 s        1 s        2 s        3 s
    |          |          |          |          the grid's cells
         [=====|==========|====)                the track: 0.5 s to 2.4 s
         |--x--|-----x----|-x--|                the spans, and the instants that are sampled

So that every part of the track is in exactly one span, no sample is taken before the first picture
is shown or after the last has gone, and a track shorter than a cell still has its one sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan


def sampling_spans(track: TimeSpan, *, frames_per_second: Fraction) -> Iterator[TimeSpan]:
    """The grid's cells that the track reaches into, in order, each cut to the track."""
    cell = track.start_us * frames_per_second // MICROSECONDS_PER_SECOND
    while (cell_start_us := _edge_us(cell, frames_per_second)) < track.end_us:
        start_us = max(cell_start_us, track.start_us)
        end_us = min(_edge_us(cell + 1, frames_per_second), track.end_us)
        if start_us < end_us:  # an edge rounded to the microsecond may lie at the track's start
            yield TimeSpan(start_us, end_us)
        cell += 1


def _edge_us(cell: int, frames_per_second: Fraction) -> int:
    """Each edge is rounded by itself, halves up: errors do not add up along a long track."""
    doubled = 2 * cell * MICROSECONDS_PER_SECOND / frames_per_second + 1
    return int(doubled // 2)
