"""Drawing in unit coordinates: the same shapes at any size, turned, mirrored or squeezed.

An object is drawn in its own square from -1 to 1, x to the right and y down. The pen carries
the square to pixels by an affine map, so that a drawing knows nothing of resolution or place.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import ImageDraw

Rgb = tuple[int, int, int]
Point = tuple[float, float]

WHITE: Rgb = (248, 248, 246)
BLACK: Rgb = (22, 22, 24)
GLASS: Rgb = (176, 214, 236)
METAL: Rgb = (150, 154, 162)
WOOD: Rgb = (132, 86, 50)
LEAF: Rgb = (52, 132, 58)
TYRE: Rgb = (36, 36, 40)

_CIRCLE = tuple((math.cos(i * math.tau / 28), math.sin(i * math.tau / 28)) for i in range(28))


def mix(first: Rgb, second: Rgb, share: float) -> Rgb:
    """`share` of the second colour in the first, from 0 to 1."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


@dataclass(frozen=True)
class Ink:
    """The colours of one thing: its own colour, and those that do not name it."""

    main: Rgb
    skin: Rgb = (224, 172, 136)
    accent: Rgb = (240, 200, 70)

    @cached_property
    def dark(self) -> Rgb:
        return mix(self.main, (0, 0, 0), 0.32)

    @cached_property
    def light(self) -> Rgb:
        return mix(self.main, (255, 255, 255), 0.42)

    @cached_property
    def mark(self) -> Rgb:
        """What stands out on the main colour: dark on light colours, light on dark ones."""
        bright = 0.3 * self.main[0] + 0.59 * self.main[1] + 0.11 * self.main[2] > 75
        return BLACK if bright else (225, 225, 225)


@dataclass(frozen=True)
class Pen:
    """Draws in the square from -1 to 1. `outline_width` 0 means no outlines, in pixels else.

    The map is x = a u + b v + c, y = d u + e v + f, with (u, v) in the square.
    """

    draw: ImageDraw.ImageDraw
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    outline_width: int = 0
    outline: Rgb = BLACK
    random: np.random.Generator | None = None

    def between(self, low: float, high: float) -> float:
        """A proportion of this one drawing, the middle where nothing is left to chance."""
        return float(self.random.uniform(low, high)) if self.random else (low + high) / 2

    def maybe(self, share: float) -> bool:
        """Whether this one drawing has a detail that such a share of them have."""
        return bool(self.random.random() < share) if self.random else share >= 0.5

    def count(self, least: int, most: int) -> int:
        """How many of a detail this one drawing has, both ends included."""
        return int(self.random.integers(least, most + 1)) if self.random else (least + most) // 2

    @cached_property
    def scale(self) -> float:
        """Pixels per unit, as the geometric mean of both directions."""
        return math.sqrt(abs(self.a * self.e - self.b * self.d))

    def shape(self, fill: Rgb, *xy: float) -> None:
        """A polygon through x, y, x, y, ..."""
        self._fill(fill, list(zip(xy[::2], xy[1::2], strict=True)))

    def smooth(self, fill: Rgb, *xy: float) -> None:
        """A closed round shape through the points (Catmull-Rom spline)."""
        self._fill(fill, _spline(list(zip(xy[::2], xy[1::2], strict=True)), closed=True))

    def oval(  # noqa: PLR0917 - coordinates in their usual order, as in every drawing library
        self, fill: Rgb, x: float, y: float, rx: float, ry: float = 0.0, turn: float = 0.0
    ) -> None:
        """An ellipse about (x, y), a circle if `ry` is left out, turned by `turn` degrees."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        ry = ry or rx
        points = [
            (x + rx * p * cos - ry * q * sin, y + rx * p * sin + ry * q * cos) for p, q in _CIRCLE
        ]
        self._fill(fill, points)

    def box(self, fill: Rgb, left: float, top: float, right: float, bottom: float) -> None:
        self._fill(fill, [(left, top), (right, top), (right, bottom), (left, bottom)])

    def rounded(  # noqa: PLR0917 - as oval
        self, fill: Rgb, left: float, top: float, right: float, bottom: float, radius: float
    ) -> None:
        """A box with round corners."""
        corners = (
            (right - radius, bottom - radius, 0.0),
            (left + radius, bottom - radius, 90.0),
            (left + radius, top + radius, 180.0),
            (right - radius, top + radius, 270.0),
        )
        points = [p for x, y, at in corners for p in _arc(x, y, radius, radius, at, at + 90, 5)]
        self._fill(fill, points)

    def wedge(  # noqa: PLR0917 - as oval
        self, fill: Rgb, x: float, y: float, rx: float, ry: float, start: float, end: float
    ) -> None:
        """The part of an ellipse cut off by a chord; degrees, clockwise from the right."""
        self._fill(fill, _arc(x, y, rx, ry, start, end, 16))

    def stroke(self, fill: Rgb, width: float, *xy: float) -> None:
        """A line through the points, `width` in units."""
        self._line(fill, width, list(zip(xy[::2], xy[1::2], strict=True)))

    def curve(self, fill: Rgb, width: float, *xy: float) -> None:
        """A round line through the points."""
        self._line(fill, width, _spline(list(zip(xy[::2], xy[1::2], strict=True)), closed=False))

    def arc(  # noqa: PLR0917 - as oval
        self,
        fill: Rgb,
        width: float,
        x: float,
        y: float,
        rx: float,
        ry: float,
        start: float = 0.0,
        end: float = 360.0,
    ) -> None:
        """Part of an ellipse's edge; degrees, clockwise from the right."""
        self._line(fill, width, _arc(x, y, rx, ry, start, end, 24))

    def _pixels(self, points: list[Point]) -> list[Point]:
        a, b, c, d, e, f = self.a, self.b, self.c, self.d, self.e, self.f
        return [(a * u + b * v + c, d * u + e * v + f) for u, v in points]

    def _fill(self, fill: Rgb, points: list[Point]) -> None:
        pixels = self._pixels(points)
        self.draw.polygon(pixels, fill=fill)
        if self.outline_width:
            pixels += pixels[:2]
            self.draw.line(pixels, fill=self.outline, width=self.outline_width, joint="curve")

    def _line(self, fill: Rgb, width: float, points: list[Point]) -> None:
        pixels = self._pixels(points)
        thickness = max(1, round(width * self.scale))
        self.draw.line(pixels, fill=fill, width=thickness, joint="curve")


Drawing = Callable[[Pen, Ink], None]


def _arc(  # noqa: PLR0917 - as oval
    x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int
) -> list[Point]:
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def _spline(points: list[Point], *, closed: bool, steps: int = 5) -> list[Point]:
    """Catmull-Rom (1974): passes through every point."""
    around = [points[-1], *points, points[0], points[1]] if closed else _ends_doubled(points)
    curve = [
        _between(around[i : i + 4], step / steps)
        for i in range(len(around) - 3)
        for step in range(steps)
    ]
    return curve if closed else [*curve, points[-1]]


def _ends_doubled(points: list[Point]) -> list[Point]:
    return [points[0], *points, points[-1]]


def _between(four: list[Point], share: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = four
    square, cube = share * share, share**3
    weights = (
        (-cube + 2 * square - share) / 2,
        (3 * cube - 5 * square + 2) / 2,
        (-3 * cube + 4 * square + share) / 2,
        (cube - square) / 2,
    )
    return (
        x0 * weights[0] + x1 * weights[1] + x2 * weights[2] + x3 * weights[3],
        y0 * weights[0] + y1 * weights[1] + y2 * weights[2] + y3 * weights[3],
    )
