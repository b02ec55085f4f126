"""Drawing in unit coordinates: the same shapes at any size, turned, mirrored or squeezed.

An object is drawn in its own square from -1 to 1, x to the right and y down. The pen carries
the square to pixels by an affine map, so that a drawing knows nothing of resolution or place.
"""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
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
class Warp:
    """A smooth bending of the square of one drawing, so that no two are of one geometry.

    Shear, taper and bulge change proportions; two waves bend straight lines. All are shares of
    the square, and 0 leaves it as it is.
    """

    shear: float = 0.0
    taper_x: float = 0.0
    taper_y: float = 0.0
    wave_x: float = 0.0
    wave_y: float = 0.0
    phase: float = 0.0

    def __call__(self, u: float, v: float) -> Point:
        bent_u = u * (1 + self.taper_x * v) + self.shear * v
        bent_v = v * (1 + self.taper_y * u)
        return (
            bent_u + self.wave_x * math.sin(2.4 * v + self.phase),
            bent_v + self.wave_y * math.sin(2.4 * u + self.phase),
        )


@dataclass(frozen=True)
class _Within(Warp):
    """The bending of a whole square, met by a part that has its own square within it."""

    whole: Warp = Warp()
    cos: float = 1.0
    sin: float = 0.0
    x: float = 0.0
    y: float = 0.0

    def __call__(self, u: float, v: float) -> Point:
        outer_u, outer_v = self.whole(
            self.cos * u - self.sin * v + self.x, self.sin * u + self.cos * v + self.y
        )
        u, v, square = outer_u - self.x, outer_v - self.y, self.cos**2 + self.sin**2
        return (self.cos * u + self.sin * v) / square, (self.cos * v - self.sin * u) / square


def sample_warp(random: np.random.Generator, strength: float = 1.0) -> Warp:
    """A mild one at random; what was drawn stays what it is."""
    spreads = np.array([0.1, 0.1, 0.07, 0.05, 0.05]) * strength
    values = np.clip(random.standard_normal(5), -1.8, 1.8) * spreads
    shear, taper_x, taper_y, wave_x, wave_y = values.tolist()
    return Warp(shear, taper_x, taper_y, wave_x, wave_y, phase=float(random.uniform(0, math.tau)))


# How shapes are put on paper. "sketch" is kept out of training, to measure an unseen style.
FLAT, OUTLINED, LINE_ART, SHADED, HATCHED, SILHOUETTE, SKETCH = (
    "flat",
    "outlined",
    "line art",
    "shaded",
    "hatched",
    "silhouette",
    "sketch",
)
PAPER: Rgb = (244, 243, 238)


@dataclass(frozen=True)
class Pen:
    """Draws in the square from -1 to 1.

    The map is x = a u + b v + c, y = d u + e v + f, with (u, v) in the square, after `warp`.
    `style` says how shapes are put on paper; `main` is the colour of the thing where the style
    has to know it (silhouettes).
    """

    draw: ImageDraw.ImageDraw
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    style: str = FLAT
    main: Rgb = BLACK
    warp: Warp | None = None
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

    def placed(self, turn: float, size: float = 1.0, x: float = 0.0, y: float = 0.0) -> "Pen":
        """A pen whose square is turned clockwise by degrees, `size` as large, about (x, y)."""
        cos, sin = size * math.cos(math.radians(turn)), size * math.sin(math.radians(turn))
        return replace(
            self,
            a=self.a * cos + self.b * sin,
            b=self.b * cos - self.a * sin,
            c=self.a * x + self.b * y + self.c,
            d=self.d * cos + self.e * sin,
            e=self.e * cos - self.d * sin,
            f=self.d * x + self.e * y + self.f,
            warp=_Within(whole=self.warp, cos=cos, sin=sin, x=x, y=y) if self.warp else None,
        )

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
        if self.warp is not None:
            points = [self.warp(u, v) for u, v in points]
        return [(a * u + b * v + c, d * u + e * v + f) for u, v in points]

    def _fill(self, fill: Rgb, points: list[Point]) -> None:
        pixels = self._pixels(points)
        if self.style == LINE_ART:
            self.draw.polygon(pixels, fill=PAPER)
            self._contour(
                pixels, mix(fill, BLACK, 0.1) if min(fill) < 200 else mix(fill, BLACK, 0.5)
            )
        elif self.style == SHADED:
            self._shade(fill, pixels)
        elif self.style == HATCHED:
            self._hatch(fill, pixels)
        elif self.style == SILHOUETTE:
            self.draw.polygon(pixels, fill=self._silhouette(fill))
        elif self.style == SKETCH:
            self._sketch(fill, pixels)
        else:
            self.draw.polygon(pixels, fill=fill)
            if self.style == OUTLINED:
                self._contour(pixels, BLACK)

    def _contour(self, pixels: list[Point], colour: Rgb) -> None:
        width = max(1, round(self.scale * 0.035))
        self.draw.line([*pixels, *pixels[:2]], fill=colour, width=width, joint="curve")

    def _shade(self, fill: Rgb, pixels: list[Point]) -> None:
        """Darker at its edge and lighter towards the upper left, in three steps."""
        left, top = min(x for x, _ in pixels), min(y for _, y in pixels)
        right, bottom = max(x for x, _ in pixels), max(y for _, y in pixels)
        x, y = left + 0.42 * (right - left), top + 0.38 * (bottom - top)
        self.draw.polygon(pixels, fill=mix(fill, BLACK, 0.2))
        for size, colour in (
            (0.86, fill),
            (0.6, mix(fill, WHITE, 0.14)),
            (0.3, mix(fill, WHITE, 0.3)),
        ):
            smaller = [(x + (px - x) * size, y + (py - y) * size) for px, py in pixels]
            self.draw.polygon(smaller, fill=colour)

    def _hatch(self, fill: Rgb, pixels: list[Point]) -> None:
        """A pale ground under slanting strokes, with an edge of the same colour."""
        self.draw.polygon(pixels, fill=mix(fill, WHITE, 0.45))
        self._strokes_within(fill, pixels, slope=0.7, apart=self.scale * 0.13)
        self._contour(pixels, mix(fill, BLACK, 0.15))

    def _sketch(self, fill: Rgb, pixels: list[Point]) -> None:
        """As with a pencil: strokes both ways on the bare ground, and an edge drawn twice."""
        self.draw.polygon(pixels, fill=mix(fill, PAPER, 0.25))
        for slope in (-0.4, 1.1):
            self._strokes_within(
                mix(fill, BLACK, 0.3), pixels, slope=slope, apart=self.scale * 0.17
            )
        slip = self.scale * 0.03
        self._contour(pixels, (70, 70, 74))
        self._contour([(x + slip, y - slip) for x, y in pixels], (96, 96, 100))

    def _strokes_within(
        self, fill: Rgb, pixels: list[Point], *, slope: float, apart: float
    ) -> None:
        """Parallel lines y = slope x + offset, as far as they lie within the polygon."""
        offsets = [y - slope * x for x, y in pixels]
        width, apart = max(1, round(self.scale * 0.04)), max(3.0, apart)
        for step in range(1, min(60, int((max(offsets) - min(offsets)) / apart) + 1)):
            level = min(offsets) + step * apart
            crossings = sorted(_crossings(pixels, offsets, level))
            for (x0, y0), (x1, y1) in zip(crossings[::2], crossings[1::2], strict=False):
                self.draw.line([(x0, y0), (x1, y1)], fill=fill, width=width)

    def _silhouette(self, fill: Rgb) -> Rgb:
        """The thing's own colour, with just enough of a part's own left to tell it apart."""
        return mix(self.main, fill, 0.16)

    def _line(self, fill: Rgb, width: float, points: list[Point]) -> None:
        pixels = self._pixels(points)
        thickness = max(1, round(width * self.scale))
        if self.style == SILHOUETTE:
            fill = mix(self.main, fill, 0.3)
        elif self.style == LINE_ART and min(fill) > 200:
            fill = mix(fill, BLACK, 0.5)  # pale lines would not show on paper
        self.draw.line(pixels, fill=fill, width=thickness, joint="curve")


def _crossings(pixels: list[Point], offsets: list[float], level: float) -> list[Point]:
    """Where the polygon's edges cross the line of that offset."""
    found = []
    for (p, at), (q, to) in itertools.pairwise(
        [*zip(pixels, offsets, strict=True), (pixels[0], offsets[0])]
    ):
        if (at < level) != (to < level):
            share = (level - at) / (to - at)
            found.append((p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])))
    return found


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
