"""Drawings as SVG: a waveform, the evidence over time. They stretch to the width they get.

A drawing's own x runs from 0 to 1000 over its span, its y from 0 at the top to 100; strokes keep
their width however it is stretched. Words stand beside the drawings, in HTML, which does not
stretch them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from momentsearch.results import (
    LOWEST_DRAWN_EVIDENCE,
    EvidenceCurve,
    Modality,
    Span,
    Waveform,
)

WIDTH, HEIGHT = 1000, 100


def waveform_path(waveform: Waveform) -> str:
    """The outline as one closed shape, the loudest of it as high as the drawing.

    The scale is never finer than a tenth of full scale: near silence stays flat.
    """
    values = [*map(abs, waveform.minimums), *map(abs, waveform.maximums)]
    if not values:
        return ""
    full = max(0.1, *values)
    count = len(waveform.maximums)
    top = [_wave_point(i, count, high, full) for i, high in enumerate(waveform.maximums)]
    bottom = [_wave_point(i, count, low, full) for i, low in enumerate(waveform.minimums)]
    return "M" + " L".join([*top, *reversed(bottom)]) + "Z"


def _wave_point(index: int, count: int, value: float, full: float) -> str:
    x = (index + 0.5) / count * WIDTH
    y = HEIGHT / 2 - value / full * 0.96 * HEIGHT / 2
    return f"{x:.0f} {y:.1f}"


def evidence_svg(curves: Mapping[Modality, EvidenceCurve], *, highest: float) -> str:
    """A line with a shaded area for each modality; LOWEST_DRAWN_EVIDENCE to `highest`."""
    parts = [
        _curve(modality, curve, highest)
        for modality, curve in sorted(curves.items())
        if curve.points
    ]
    return svg("".join(parts), "plot")


def svg(content: str, css_class: str) -> str:
    return (
        f'<svg class="{css_class}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{content}</svg>'
    )


def _curve(modality: Modality, curve: EvidenceCurve, highest: float) -> str:
    lines, areas = [], []
    for piece in _pieces(curve.points):
        points = [_curve_point(i, value, len(curve.points), highest) for i, value in piece]
        lines.append("M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points))
        first, last = points[0][0], points[-1][0]
        areas.append(f"{lines[-1]} L{last:.1f} {HEIGHT} L{first:.1f} {HEIGHT}Z")
    return (
        f'<path class="area {modality}" d="{"".join(areas)}"/>'
        f'<path class="line {modality}" d="{"".join(lines)}"/>'
    )


def _pieces(points: Sequence[float]) -> Iterator[list[tuple[int, float]]]:
    """Runs of points with a value: where there is no sample, the line is broken."""
    piece: list[tuple[int, float]] = []
    for index, value in enumerate(points):
        if math.isnan(value):
            if piece:
                yield piece
            piece = []
        else:
            piece.append((index, value))
    if piece:
        yield piece


def _curve_point(index: int, value: float, count: int, highest: float) -> tuple[float, float]:
    """The first and last points reach to the ends, so that the line fills its span."""
    x = index / max(1, count - 1) * WIDTH
    return x, HEIGHT * (1 - _height(value, highest))


def highest_evidence(curves: Iterable[EvidenceCurve]) -> float:
    """The top of one question's drawings: at least 2, so that noise stays low."""
    values = [value for curve in curves for value in curve.points if not math.isnan(value)]
    return max(2.0, math.ceil(max(values, default=0.0)))


def _height(evidence: float, highest: float) -> float:
    """Above the bottom, as a share of the drawing's height; a little is left free above."""
    lowest = LOWEST_DRAWN_EVIDENCE
    return 0.97 * min(max((evidence - lowest) / (highest - lowest), 0.0), 1.0)


def even_odds_line(highest: float) -> str:
    """The line of HTML across a drawing where something is as likely as not."""
    return f'<span class="level" style="bottom:{100 * _height(0.0, highest):.1f}%">1 : 1</span>'


def tick_seconds(longest_seconds: float) -> float:
    """A step of the time axis that gives six to twelve ticks."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)
    return next((float(step) for step in steps if longest_seconds / step <= 8), 3600.0)


# Rows of HTML below the drawings


def band(css_class: str, span: Span, seconds: float, text: str) -> str:
    """A span on a row that is ``seconds`` long."""
    left = 100 * min(span.start_seconds / seconds, 1.0) if seconds else 0.0
    width = 100 * min(span.duration_seconds / seconds, 1.0) if seconds else 100.0
    width = min(width, 100 - left)
    return f'<i class="{css_class}" style="left:{left:.3f}%;width:{width:.3f}%">{text}</i>'


def axis(seconds: float, longest: float) -> str:
    """Times below a row of ``seconds``, in steps that suit the ``longest`` row beside it."""
    step = tick_seconds(longest)
    ticks = "".join(
        f'<i style="left:{100 * second / seconds:.3f}%">{_clock(second)}</i>'
        for second in _ticks(seconds, step)
    )
    return f'<div class="axis">{ticks}</div>'


def _ticks(seconds: float, step: float) -> Iterable[float]:
    """From 0 up to the end; of a media without length, none."""
    if not seconds:
        return ()
    return (index * step for index in range(int(seconds / step + 1e-6) + 1))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
