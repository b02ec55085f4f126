"""An explanation as a picture: each curve over time, what was asked about, and the moments.

::

    "a red car"  picture
    6 |      _                     evidence: the highest of each column, and below it, lighter,
      |  ___/ \\___                 down to the lowest
    0 |_/   |   | \\____________     the span that is asked about is shaded
    moments [ 1 ]    [3]           listed ones with their rank; dropped ones are hollow
      0:00      0:10      0:20
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from momentsearch_server.library.records import Media
from momentsearch_server.search.curves import Curve, cells_of
from momentsearch_server.search.explanation import ExplainedStep, Explanation, Fate, Outcome
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

NARROWEST, WIDEST = 320, 2_000
_LEFT, _RIGHT, _TOP = 44, 14, 34
_LANE, _HEAD, _BARS = 92, 22, 18
# Twelve texts in two spaces, and their joined curve; what is beyond is left to the numbers.
_MOST_LANES = 25
_INK, _PALE, _GRID = (32, 34, 40), (120, 124, 134), (224, 226, 232)
_LINE, _BAND, _AGAINST = (32, 92, 168), (168, 196, 230), (186, 60, 48)
_ASKED, _LISTED = (255, 240, 196), (226, 138, 30)
_STEPS_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400)


@dataclass(frozen=True)
class _Lane:
    title: str
    curve: Curve
    negated: bool


def draw(explanation: Explanation, media: Media, span: TimeSpan, *, width: int) -> bytes:
    """PNG, ``width`` pixels wide and as high as it has curves."""
    lanes = list(_lanes(explanation))[:_MOST_LANES]
    fates = _fates(explanation, media.media_id)
    rows = _rows(fates)
    height = _TOP + len(lanes) * (_LANE + _HEAD) + _HEAD + len(rows) * _BARS + 30
    image = Image.new("RGB", (width, height), "white")
    drawing = _Drawing(ImageDraw.Draw(image), width, _shown_part(lanes, media, span))
    drawing.text(10, 8, media.title, size=15)
    top = _TOP
    for lane in lanes:
        drawing.lane(lane, top, span)
        top += _LANE + _HEAD
    drawing.moments(rows, top, span)
    drawing.times(height - 26, height)
    data = io.BytesIO()
    # Few colours: an eighth of the bytes.
    image.quantize(64).save(data, "PNG", optimize=True)
    return data.getvalue()


def _lanes(explanation: Explanation) -> Iterator[_Lane]:
    for term in explanation.terms:
        found = term.curve
        title = f"{'NOT ' if found.negated else ''}“{found.term.text}”  {found.space.modality}"
        yield _Lane(title, _part(found.curve, term.samples), found.negated)
    for step in explanation.steps:
        for one, explained in zip(step.found.segmented, step.curves, strict=True):
            if len(one.sources) > 1 and explained.samples:
                yield _Lane(_joined(step), _part(one.curve, explained.samples), negated=False)


def _joined(step: ExplainedStep) -> str:
    texts = {source.term.text: None for one in step.found.segmented for source in one.sources}
    return "together: " + ", ".join(f"“{text}”" for text in texts)


def _part(curve: Curve, samples: Sequence[int]) -> Curve:
    return Curve(curve.values[samples], curve.starts_us[samples], curve.ends_us[samples])


def _fates(explanation: Explanation, media_id: str) -> list[Fate]:
    """The whole query's: those that are listed, and what was dropped within the span."""
    told = list(explanation.steps[0].fates)
    orders = {fate.moment.order for fate in told}
    listed = [
        Fate(moment, Outcome.PRESENT, rank)
        for rank, moment in enumerate(explanation.ranking.moments, start=1)
        if moment.media_id == media_id and moment.order not in orders
    ]
    return sorted([*told, *listed], key=lambda fate: fate.moment.order)


def _rows(fates: Sequence[Fate]) -> list[list[Fate]]:
    """So that no two in a row overlap; the best at the top, at most six rows."""
    rows: list[list[Fate]] = []
    for fate in fates:
        span = fate.moment.span
        free = (row for row in rows if not any(one.moment.span.overlap_us(span) for one in row))
        row = next(free, None)
        if row is None:
            rows.append(row := [])
        row.append(fate)
    return rows[:6]


def _shown_part(lanes: Sequence[_Lane], media: Media, span: TimeSpan) -> TimeSpan:
    curves = [lane.curve for lane in lanes if len(lane.curve)]
    start_us = min((int(curve.starts_us[0]) for curve in curves), default=span.start_us)
    end_us = max((int(curve.ends_us.max()) for curve in curves), default=span.end_us)
    return TimeSpan(start_us, max(end_us, start_us + 1, min(span.end_us, media.duration_us or 0)))


@dataclass(frozen=True)
class _Drawing:
    canvas: ImageDraw.ImageDraw
    width: int
    part: TimeSpan

    def x(self, us: int) -> float:
        inner = self.width - _LEFT - _RIGHT
        place = _LEFT + inner * (us - self.part.start_us) / self.part.duration_us
        return min(max(place, _LEFT), self.width - _RIGHT)

    def text(
        self, x: float, y: float, text: str, *, size: int = 12, ink: tuple[int, int, int] = _INK
    ) -> None:
        font = ImageFont.load_default(size)
        while text and font.getlength(text) > self.width - x - 4:
            text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
        self.canvas.text((x, y), text, fill=ink, font=font)

    def shade(self, top: float, bottom: float, span: TimeSpan) -> None:
        left, right = self.x(span.start_us), self.x(span.end_us)
        if right > left:
            self.canvas.rectangle((left, top, max(left + 1, right - 1), bottom), fill=_ASKED)

    def lane(self, lane: _Lane, top: float, span: TimeSpan) -> None:
        self.text(_LEFT, top + 3, lane.title, ink=_AGAINST if lane.negated else _INK)
        top += _HEAD
        bottom = top + _LANE - 8
        self.shade(top, bottom, span)
        low, high = _scale(lane.curve)

        def y(value: float) -> float:
            return bottom - (bottom - top) * (value - low) / (high - low)

        for value in _ticks(low, high):
            self.canvas.line((_LEFT, y(value), self.width - _RIGHT, y(value)), fill=_GRID)
            label = f"{value:g}"
            left = _LEFT - 6 - ImageFont.load_default(11).getlength(label)
            self.text(left, y(value) - 8, label, size=11, ink=_PALE)
        lowest, highest = self._columns(lane.curve)
        before: tuple[float, float] | None = None
        for column in np.flatnonzero(~np.isnan(highest)):
            place = (_LEFT + float(column), y(float(highest[column])))
            self.canvas.line((place[0], y(float(lowest[column])), *place), fill=_BAND)
            if before is not None and place[0] - before[0] < 2:
                self.canvas.line((*before, *place), fill=_AGAINST if lane.negated else _LINE)
            before = place

    def _columns(self, curve: Curve) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The lowest and the highest value in each column of pixels; NaN where there is none."""
        count = self.width - _LEFT - _RIGHT
        lowest, highest = np.full(count, np.nan), np.full(count, np.nan)
        if not len(curve):
            return lowest, highest
        cells = cells_of(curve)
        scale = count / self.part.duration_us
        first = np.floor((cells.starts_us - self.part.start_us) * scale).astype(np.int64)
        last = np.ceil((cells.ends_us - self.part.start_us) * scale).astype(np.int64)
        for value, low, high in zip(curve.values, first, last, strict=True):
            within = slice(max(0, low), max(0, high))
            np.fmin(lowest[within], value, out=lowest[within])
            np.fmax(highest[within], value, out=highest[within])
        return lowest, highest

    def moments(self, rows: Sequence[Sequence[Fate]], top: float, span: TimeSpan) -> None:
        self.text(_LEFT, top + 3, "moments: numbers are places in the list, hollow is not in it")
        top += _HEAD
        self.shade(top, top + len(rows) * _BARS, span)
        for number, row in enumerate(rows):
            for fate in row:
                self._bar(fate, top + number * _BARS + 2)

    def _bar(self, fate: Fate, top: float) -> None:
        span = fate.moment.span
        if span.overlap_us(self.part) == 0:
            return
        left, right = self.x(span.start_us), self.x(span.end_us)
        box = (left, top, max(left + 2, right - 1), top + _BARS - 5)
        self.canvas.rectangle(box, outline=_LISTED, fill=_LISTED if fate.rank else "white")
        if right - left > 24:
            label = str(fate.rank) if fate.rank else ""
            self.canvas.text((left + 4, top), label, fill=_INK, font=ImageFont.load_default(11))

    def times(self, top: float, bottom: float) -> None:
        seconds = self.part.duration_us / MICROSECONDS_PER_SECOND
        room = max(2, (self.width - _LEFT - _RIGHT) // 80)
        step = next((one for one in _STEPS_SECONDS if seconds / one <= room), 28_800)
        first = math.ceil(self.part.start_us / MICROSECONDS_PER_SECOND / step)
        last = math.floor(self.part.end_us / MICROSECONDS_PER_SECOND / step)
        self.canvas.line((_LEFT, top, self.width - _RIGHT, top), fill=_PALE)
        for at in range(first * step, last * step + 1, step):
            x = self.x(at * MICROSECONDS_PER_SECOND)
            self.canvas.line((x, top, x, top + 4), fill=_PALE)
            self.text(x - 12, (top + bottom) / 2 - 7, _clock(at), size=11, ink=_PALE)


def _scale(curve: Curve) -> tuple[float, float]:
    """At least from 0 to 4, so that noise does not look like a finding."""
    values = curve.values
    return min(0.0, *values, 0.0) - 0.3, max(4.0, *values, 4.0) + 0.3


def _ticks(low: float, high: float) -> Iterator[float]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10**9) if (high - low) / step < 6)
    yield from range(math.ceil(low / step) * step, math.floor(high / step) * step + 1, step)


def _clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
