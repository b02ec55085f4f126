"""Curves and spans over time, drawn with characters: readable without colour.

::

     +6.0 |      ▂▄█▆▃          each column from the bottom to its lowest sample is full,
          |     ▇████▓▂         and up to its highest one lighter
     -6.0 |▁▂▃▂▒█████▒▃▁
          0:00:00     0:00:20
          ------|= 1 =|---
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from momentsearch.explanation import ExplainedSample
from momentsearch.results import LOWEST_DRAWN_EVIDENCE, Span

ROWS = 5
_LABEL_WIDTH = 8
_NARROWEST, _WIDEST = 20, 160


@dataclass(frozen=True)
class Signs:
    """``partial`` are eighths of a full cell, from the least to the whole."""

    partial: str
    full: str
    between: str
    edge: str
    here: str


BLOCKS = Signs(partial="▁▂▃▄▅▆▇█", full="█", between="▒", edge="│", here="▲")
ASCII = Signs(partial="_.-:=+*#", full="#", between=":", edge="|", here="^")


@dataclass(frozen=True)
class Bucket:
    """The lowest and the highest evidence of one column."""

    lowest: float
    highest: float


@dataclass(frozen=True)
class Axis:
    """The part of the media that is drawn, over ``columns`` characters."""

    part: Span
    columns: int

    def column(self, us: int) -> int:
        length_us = max(self.part.end_us - self.part.start_us, 1)
        place = (us - self.part.start_us) * self.columns // length_us
        return min(max(place, 0), self.columns - 1)

    def middle_us(self, column: int) -> int:
        length_us = self.part.end_us - self.part.start_us
        return self.part.start_us + (2 * column + 1) * length_us // (2 * self.columns)


def axis_for(part: Span, *, width: int) -> Axis:
    """For lines of ``width`` characters, with room for labels."""
    return Axis(part, min(max(width - _LABEL_WIDTH - 2, _NARROWEST), _WIDEST))


def buckets_of(samples: Sequence[ExplainedSample], axis: Axis) -> list[Bucket | None]:
    """One for each column, of the samples whose middles lie in it; where there is none, of the
    sample around the column's middle that is nearest. None where no sample is.
    """
    values: list[list[float]] = [[] for _ in range(axis.columns)]
    ordered = sorted(samples, key=_middle_us)
    for sample in ordered:
        if axis.part.start_us <= _middle_us(sample) < axis.part.end_us:
            values[axis.column(_middle_us(sample))].append(sample.evidence)
    middles_us = [_middle_us(sample) for sample in ordered]
    buckets: list[Bucket | None] = []
    for column in range(axis.columns):
        own = values[column] or _nearest(ordered, middles_us, axis.middle_us(column))
        buckets.append(Bucket(min(own), max(own)) if own else None)
    return buckets


def _nearest(
    ordered: Sequence[ExplainedSample], middles_us: Sequence[int], at_us: int
) -> list[float]:
    """Evidence of the sample around an instant whose middle is nearest; nothing where none is."""
    place = bisect(middles_us, at_us)
    beside = range(max(0, place - 1), min(len(ordered), place + 1))
    around = [
        (abs(middles_us[index] - at_us), ordered[index].evidence)
        for index in beside
        if ordered[index].span.start_us <= at_us < ordered[index].span.end_us
    ]
    return [min(around)[1]] if around else []


def _middle_us(sample: ExplainedSample) -> int:
    return (sample.span.start_us + sample.span.end_us) // 2


def curve_lines(samples: Sequence[ExplainedSample], axis: Axis, signs: Signs) -> list[str]:
    """ROWS lines, the highest first, each with its place on the scale where that helps.

    What is below the lowest line is drawn as the least there is; a column without samples stays
    empty.
    """
    buckets = buckets_of(samples, axis)
    # At least so high, so that noise does not look like a finding.
    top = max([2.0, *(bucket.highest for bucket in buckets if bucket is not None)])
    lines = []
    for row in reversed(range(ROWS)):
        cells = "".join(_cell(bucket, row, top, signs) for bucket in buckets)
        label = {ROWS - 1: f"{top:+.1f}", 0: f"{LOWEST_DRAWN_EVIDENCE:+.1f}"}.get(row, "")
        lines.append(f"{label:>{_LABEL_WIDTH}} {signs.edge}{cells}".rstrip())
    return lines


def _cell(bucket: Bucket | None, row: int, top: float, signs: Signs) -> str:
    if bucket is None:
        return " "
    unit = ROWS / (top - LOWEST_DRAWN_EVIDENCE)
    lowest, highest = (
        (value - LOWEST_DRAWN_EVIDENCE) * unit - row for value in (bucket.lowest, bucket.highest)
    )
    if lowest >= 1:
        return signs.full
    if highest >= 1:
        return signs.between if highest - lowest > 0.125 else signs.full
    if highest <= 0:
        return signs.partial[0] if row == 0 else " "
    return signs.partial[min(int(highest * len(signs.partial)), len(signs.partial) - 1)]


def span_line(label: str, span: Span, text: str, axis: Axis, signs: Signs) -> str:
    """Where a span lies, with ``text`` in it where there is room and behind it where not."""
    first, last = axis.column(span.start_us), axis.column(max(span.start_us, span.end_us - 1))
    inner = last - first - 1
    if inner >= len(text) + 2:
        drawn = f"[{text.center(inner, '-')}]"
    else:
        bare = "|" if last == first else f"[{'-' * inner}]"
        drawn = f"{bare} {text}"
    return f"{label:>{_LABEL_WIDTH}} {signs.edge}{' ' * first}{drawn}"


def mark_line(at_us: int, text: str, axis: Axis, signs: Signs) -> str:
    """A pointer to an instant, and what it is."""
    column = axis.column(at_us)
    before = f"{text} {signs.here}"
    if column + len(before) >= axis.columns and column >= len(text) + 1:
        drawn = before.rjust(column + 1)
    else:
        drawn = f"{' ' * column}{signs.here} {text}"
    return f"{'':>{_LABEL_WIDTH}}  {drawn}"


def scale_line(axis: Axis, first: str, last: str) -> str:
    """The times of both ends."""
    room = max(axis.columns - len(first), len(last) + 1)
    return f"{'':>{_LABEL_WIDTH}}  {first}{last:>{room}}"


def part_of(samples: Sequence[ExplainedSample], span: Span) -> Span:
    """From the first sample to the end of the last, or ``span`` where there are none."""
    start_us = min((sample.span.start_us for sample in samples), default=span.start_us)
    end_us = max((sample.span.end_us for sample in samples), default=span.end_us)
    return Span(start_us, end_us)
