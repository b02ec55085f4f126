"""Drawings as SVG: a waveform, the evidence over time. They stretch to the width they get.

A drawing's own x runs from 0 to 1000 over its span, its y from 0 at the top to 100; strokes keep
their width however it is stretched. Words stand beside the drawings, in HTML, which does not
stretch them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from momentsearch.results import EvidenceCurve, Modality, Waveform

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
    """A line with a shaded area for each modality; 0 deviations at the bottom, `highest` on top."""
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
    share = min(max(value / highest, 0.0), 1.0)
    return x, HEIGHT * (1 - 0.97 * share)


def highest_evidence(curves: Iterable[EvidenceCurve]) -> float:
    """The top of one question's drawings: at least 3 deviations, so that noise stays low."""
    values = [value for curve in curves for value in curve.points if not math.isnan(value)]
    return max(3.0, math.ceil(max(values, default=0.0)))


def tick_seconds(longest_seconds: float) -> float:
    """A step of the time axis that gives six to twelve ticks."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)
    return next((float(step) for step in steps if longest_seconds / step <= 8), 3600.0)
