"""Drawings of confidence as SVG: what it promises against what holds, and how it is spread.

Both have confidence from 0 to 1 along x. Colours are classes that the page's style gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from momentsearch.evaluation.detection import Bin

SIZE = 300
MARGIN = 56
HISTOGRAM_HEIGHT = 300
HISTOGRAM_BARS = 20
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability(series: Mapping[str, Sequence[Bin]]) -> str:
    """A point for each bin with its 95 % interval; on the diagonal confidence is what it says."""
    grid = "".join(
        f'<path class="grid" d="M{_x(tick)} {_y(0)}V{_y(1)}M{_x(0)} {_y(tick)}H{_x(1)}"/>'
        f'<text x="{_x(tick)}" y="{_y(0) + 16}" text-anchor="middle">{tick:.0%}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(tick) + 4}" text-anchor="end">{tick:.0%}</text>'
        for tick in _TICKS
    )
    diagonal = f'<path class="diagonal" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>'
    points = "".join(_series(name, bins) for name, bins in series.items())
    words = (
        f'<text class="title" x="{_x(0.5)}" y="{_y(0) + 36}" text-anchor="middle">'
        "confidence of the first moment</text>"
        f'<text class="title" transform="translate(12 {_y(0.5)}) rotate(-90)" '
        'text-anchor="middle">right</text>'
    )
    size = f"0 0 {SIZE + MARGIN + 16} {SIZE + MARGIN + 12}"
    return (
        f'<svg class="chart square" viewBox="{size}" role="img" '
        f'aria-label="Reliability of confidence">{grid}{diagonal}{points}{words}</svg>'
    )


def _series(name: str, bins: Sequence[Bin]) -> str:
    line = " L".join(f"{_x(one.confidence):.1f} {_y(one.right):.1f}" for one in bins)
    return (
        f'<g class="series {name}"><path class="join" d="M{line}"/>{"".join(map(_point, bins))}</g>'
        if bins
        else ""
    )


def _point(one: Bin) -> str:
    low, high = interval(one.right, one.count)
    x = f"{_x(one.confidence):.1f}"
    said = f"{one.count} answers: {one.confidence:.0%} confident, {one.right:.0%} right"
    return (
        f'<path class="interval" d="M{x} {_y(low):.1f}V{_y(high):.1f}"/>'
        f'<circle cx="{x}" cy="{_y(one.right):.1f}" r="4.5"><title>{said}</title></circle>'
    )


def interval(share: float, count: int) -> tuple[float, float]:
    """Wilson's interval that holds the true share in 95 of 100 cases."""
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    reach /= 1 + z * z / count
    return max(0.0, middle - reach), min(1.0, middle + reach)


def histogram(present: Sequence[float], absent: Sequence[float]) -> str:
    """Best confidences of what is there upwards, of what is not downwards, as shares of each."""
    up, down = _shares(present), _shares(absent)
    highest = max([*up, *down], default=0.0) or 1.0
    middle, reach = HISTOGRAM_HEIGHT / 2, HISTOGRAM_HEIGHT / 2 - 6
    bars = "".join(_bars("present", up, middle, -reach / highest))
    bars += "".join(_bars("absent", down, middle, reach / highest))
    axis = f'<path class="axis" d="M{MARGIN} {middle}H{MARGIN + SIZE}"/>' + "".join(
        f'<text x="{_x(tick)}" y="{HISTOGRAM_HEIGHT + 14}" text-anchor="middle">{tick:.0%}</text>'
        for tick in _TICKS
    )
    words = (
        f'<text class="title" x="{_x(0.5)}" y="{HISTOGRAM_HEIGHT + 34}" text-anchor="middle">'
        "best confidence</text>"
        f'<text x="{MARGIN - 6}" y="16" text-anchor="end">there</text>'
        f'<text x="{MARGIN - 6}" y="{HISTOGRAM_HEIGHT - 8}" text-anchor="end">not</text>'
    )
    return (
        f'<svg class="chart" viewBox="0 0 {SIZE + MARGIN + 16} {HISTOGRAM_HEIGHT + 42}" role="img" '
        f'aria-label="Confidence of what is there and what is not">{bars}{axis}{words}</svg>'
    )


def _shares(values: Sequence[float]) -> list[float]:
    counts = [0] * HISTOGRAM_BARS
    for value in values:
        counts[min(int(value * HISTOGRAM_BARS), HISTOGRAM_BARS - 1)] += 1
    return [count / len(values) if values else 0.0 for count in counts]


def _bars(kind: str, shares: Sequence[float], middle: float, scale: float) -> Iterable[str]:
    width = SIZE / HISTOGRAM_BARS
    for index, share in enumerate(shares):
        if share:
            height = abs(share * scale)
            top = middle - height if scale < 0 else middle
            yield (
                f'<rect class="{kind}" x="{MARGIN + index * width + 1:.1f}" y="{top:.1f}" '
                f'width="{width - 2:.1f}" height="{height:.1f}"><title>{share:.0%}</title></rect>'
            )


def _x(value: float) -> float:
    return MARGIN + value * SIZE


def _y(value: float) -> float:
    return 8 + (1 - value) * SIZE
