"""Drawing in unit coordinates on a transparent square, with or without an outline.

A drawing spans about -1 to 1, x to the right and y down; what reaches further is drawn as well, up
to 1.6.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

Rgb = tuple[int, int, int]
Point = tuple[float, float]
Points = list[Point]

INK: Rgb = (34, 32, 38)
WHITE: Rgb = (250, 250, 248)
GREY: Rgb = (120, 122, 128)
WOOD: Rgb = (140, 92, 52)
SKIN: Rgb = (240, 194, 154)
GLASS: Rgb = (176, 214, 236)
SILVER: Rgb = (196, 200, 206)
LEAF: Rgb = (58, 140, 60)

# Of the side of the square, which so has room for 1.6 units on each side of its middle.
_UNIT = 250 / 800


@dataclass(frozen=True)
class Outline:
    """Colour, and width in units of the drawing."""

    colour: Rgb
    width: float


class Pen:
    """One square to draw in. Later shapes cover earlier ones."""

    def __init__(self, side_pixels: int, outline: Outline | None, rng: np.random.Generator) -> None:
        self.image = Image.new("RGBA", (side_pixels, side_pixels), (0, 0, 0, 0))
        self.rng = rng
        self._draw = ImageDraw.Draw(self.image)
        self._outline = outline
        self._middle = side_pixels / 2
        self._unit = side_pixels * _UNIT

    def bare(self) -> Pen:
        """The same square, drawn in without outlines."""
        other = copy.copy(self)
        other._outline = None
        return other

    @property
    def outline_colour(self) -> Rgb:
        """Raises ValueError where there is no outline."""
        if self._outline is None:
            raise ValueError("this pen draws without outlines")
        return self._outline.colour

    def polygon(self, points: Points, fill: Rgb, *, outlined: bool = True) -> None:
        pixels = self._pixels(points)
        self._draw.polygon(pixels, fill=fill)
        if self._outline and outlined:
            width = self._outline.width * self._unit
            self._stroke(pixels + pixels[:2], self._outline.colour, width)

    def line(
        self, points: Points, fill: Rgb, width: float = 0.06, *, outlined: bool = True
    ) -> None:
        """Straight from point to point, with round ends. Thin lines have no outline."""
        pixels = self._pixels(points)
        if self._outline and outlined and width > 0.05:
            around = (width + 2 * self._outline.width * 0.8) * self._unit
            self._stroke(pixels, self._outline.colour, around)
        self._stroke(pixels, fill, width * self._unit)

    def ellipse(
        self,
        x: float,
        y: float,
        radius_x: float,
        radius_y: float,
        fill: Rgb,
        *,
        turn: float = 0,
        outlined: bool = True,
    ) -> None:
        """Turned clockwise by `turn` degrees."""
        self.polygon(arc(x, y, radius_x, radius_y, (0, 360), turn=turn), fill, outlined=outlined)

    def rectangle(
        self, x0: float, y0: float, x1: float, y1: float, fill: Rgb, *, radius: float = 0
    ) -> None:
        if radius:
            self.polygon(rounded(x0, y0, x1, y1, radius), fill)
        else:
            self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def blob(self, points: Points, fill: Rgb) -> None:
        self.polygon(closed_curve(points), fill)

    def curve(
        self, points: Points, fill: Rgb, width: float = 0.06, *, outlined: bool = True
    ) -> None:
        self.line(open_curve(points), fill, width, outlined=outlined)

    def hole(self, x: float, y: float, radius: float) -> None:
        """A disc through which the background is seen, with the outline's colour around it."""
        ((middle_x, middle_y),) = self._pixels([(x, y)])
        pixels = radius * self._unit
        self._draw.ellipse(
            (middle_x - pixels, middle_y - pixels, middle_x + pixels, middle_y + pixels),
            fill=(0, 0, 0, 0),
            outline=self._outline.colour if self._outline else None,
            width=8,
        )

    def _pixels(self, points: Points) -> Points:
        return [(self._middle + x * self._unit, self._middle + y * self._unit) for x, y in points]

    def _stroke(self, pixels: Points, fill: Rgb, width_pixels: float) -> None:
        width = max(1, round(width_pixels))
        self._draw.line(pixels, fill=fill, width=width, joint="curve")
        for x, y in (pixels[0], pixels[-1]):
            ends = (x - width / 2, y - width / 2, x + width / 2, y + width / 2)
            self._draw.ellipse(ends, fill=fill)


def path(text: str, side: int = 1) -> Points:
    """The points of `"x,y x,y"`; with -1 for `side` those of its mirror image."""
    pairs = (pair.split(",") for pair in text.split())
    return [(side * float(x), float(y)) for x, y in pairs]


def arc(
    x: float,
    y: float,
    radius_x: float,
    radius_y: float,
    span: tuple[float, float],
    *,
    steps: int = 48,
    turn: float = 0,
) -> Points:
    """From one angle to the other: degrees, clockwise from the right, then turned by `turn`."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    start, end = span
    points = []
    for i in range(steps + 1):
        angle = math.radians(start + (end - start) * i / steps)
        u, v = radius_x * math.cos(angle), radius_y * math.sin(angle)
        points.append((x + u * cos - v * sin, y + u * sin + v * cos))
    return points


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> Points:
    """A rectangle with round corners."""
    corners = (
        (x1 - radius, y0 + radius, (-90, 0)),
        (x1 - radius, y1 - radius, (0, 90)),
        (x0 + radius, y1 - radius, (90, 180)),
        (x0 + radius, y0 + radius, (180, 270)),
    )
    return [point for x, y, span in corners for point in arc(x, y, radius, radius, span, steps=8)]


def closed_curve(points: Points) -> Points:
    """Smoothly through all points and back to the first (a Catmull-Rom spline)."""
    count = len(points)
    return _spline(lambda i: points[i % count], count)


def open_curve(points: Points) -> Points:
    """Smoothly through all points, from the first to the last (a Catmull-Rom spline)."""
    last = len(points) - 1
    return [*_spline(lambda i: points[min(max(i, 0), last)], last), points[-1]]


def _spline(at: Callable[[int], Point], pieces: int, steps: int = 10) -> Points:
    made = []
    for i in range(pieces):
        around = (at(i - 1), at(i), at(i + 1), at(i + 2))
        xs, ys = zip(*around, strict=True)
        made += [(_between(xs, k / steps), _between(ys, k / steps)) for k in range(steps)]
    return made


def _between(values: Sequence[float], t: float) -> float:
    """From the second of four values to the third, for `t` from 0 to 1."""
    a, b, c, d = values
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    )


def star_points(inner: float) -> Points:
    """A star of five points, one up, with `inner` as the radius of its notches."""
    radii = (1, inner) * 5
    angles = [math.radians(-90 + i * 180 / 5) for i in range(10)]
    return [
        (radius * math.cos(angle), radius * math.sin(angle))
        for radius, angle in zip(radii, angles, strict=True)
    ]


def turned(points: Points, degrees: float, about: Point = (0, 0)) -> Points:
    """Clockwise."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = about
    return [
        (x + (u - x) * cos - (v - y) * sin, y + (u - x) * sin + (v - y) * cos) for u, v in points
    ]


def mix(first: Rgb, second: Rgb, share: float) -> Rgb:
    """`share` of the second colour in the first, from 0 to 1."""
    red, green, blue = (
        round(one + (other - one) * share) for one, other in zip(first, second, strict=True)
    )
    return red, green, blue


def lighter(colour: Rgb, share: float = 0.35) -> Rgb:
    return mix(colour, (255, 255, 255), share)


def darker(colour: Rgb, share: float = 0.35) -> Rgb:
    """A shade of it; of what is nearly black, a lighter one that can be seen."""
    return mix(colour, (0, 0, 0) if sum(colour) > 120 else (90, 90, 100), share)


def contrast_with(colour: Rgb) -> Rgb:
    """Something seen against it."""
    return INK if sum(colour) > 330 else WHITE
