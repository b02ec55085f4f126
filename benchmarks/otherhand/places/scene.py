"""A backdrop in the making: coordinates are shares of the picture, x to the right and y down."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.otherhand.pen import Points, Rgb, mix

WIDTH, HEIGHT = 480, 360
# Drawn at twice the size and reduced, so that edges are smooth.
_SCALE = 2


class Scene:
    """Later shapes cover earlier ones."""

    def __init__(self, top: Rgb, bottom: Rgb | None = None, bottom_y: float = 1.0) -> None:
        """A sky of one colour, or from one to the other at `bottom_y`, below which it is `top`."""
        self._width, self._height = WIDTH * _SCALE, HEIGHT * _SCALE
        self._image = Image.new("RGB", (self._width, self._height), top)
        self._draw = ImageDraw.Draw(self._image)
        if bottom:
            self.gradient(0, bottom_y, top, bottom)

    def picture(self) -> Image.Image:
        """480 x 360."""
        return self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def gradient(self, y0: float, y1: float, first: Rgb, last: Rgb) -> None:
        start, end = int(y0 * self._height), int(y1 * self._height)
        for y in range(start, end):
            fill = mix(first, last, (y - start) / max(1, end - start))
            self._draw.line([(0, y), (self._width, y)], fill=fill)

    def polygon(self, points: Points, fill: Rgb) -> None:
        self._draw.polygon(self._pixels(points), fill=fill)

    def line(self, points: Points, fill: Rgb, width: float) -> None:
        """`width` is a share of the height."""
        pixels = max(1, int(width * self._height))
        self._draw.line(self._pixels(points), fill=fill, width=pixels, joint="curve")

    def disc(
        self, x: float, y: float, radius: float, fill: Rgb, *, radius_y: float | None = None
    ) -> None:
        """Both radii are shares of the height."""
        across, down = radius * self._height, radius if radius_y is None else radius_y
        left, right = x * self._width - across, x * self._width + across
        upper, lower = (y - down) * self._height, (y + down) * self._height
        self._draw.ellipse((left, upper, right, lower), fill=fill)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, fill: Rgb) -> None:
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def hills(
        self, rng: np.random.Generator, y: float, height: float, fill: Rgb, waves: int = 4
    ) -> None:
        """Rolling ground from `y` down to the lower edge."""
        first, second, _ = rng.uniform(0, 6.3, 3)
        points = []
        for i in range(61):
            along = i / 60 * waves
            rise = math.sin(along + first) + 0.5 * math.sin(along * 2.1 + second)
            points.append((i / 60, y + height * rise))
        self.polygon([*points, (1, 1.01), (0, 1.01)], fill)

    def ridge(
        self,
        rng: np.random.Generator,
        y: float,
        height: float,
        fill: Rgb,
        peaks: int = 6,
        *,
        snow: Rgb | None = None,
    ) -> None:
        """Mountains that stand on `y`, dark on their right, and plain ground below."""
        xs = np.linspace(-0.1, 1.1, peaks) + rng.uniform(-0.04, 0.04, peaks)
        for x in xs:
            h = height * rng.uniform(0.6, 1.1)
            w = 0.16 + h * 0.35
            self.polygon([(x, y - h), (x + w, y + 0.02), (x - w, y + 0.02)], fill)
            shade = mix(fill, (0, 0, 0), 0.15)
            self.polygon([(x, y - h), (x + w, y + 0.02), (x + 0.1 * w, y + 0.02)], shade)
            if snow:
                k = 0.3
                cap = [
                    (x, y - h),
                    (x + w * k, y - h * (1 - k)),
                    (x + w * k * 0.4, y - h * (1 - k * 0.75)),
                    (x, y - h * (1 - k * 1.15)),
                    (x - w * k * 0.45, y - h * (1 - k * 0.75)),
                    (x - w * k, y - h * (1 - k)),
                ]
                self.polygon(cap, snow)
        self.rectangle(0, y, 1, 1.01, fill)

    def puff(self, x: float, y: float, radius: float, fill: Rgb) -> None:
        """A small cloud."""
        for dx, dy, size in (
            (-1, 0.2, 0.7),
            (0, -0.1, 1),
            (1, 0.15, 0.75),
            (0.4, 0.3, 0.7),
            (-0.4, 0.3, 0.7),
        ):
            across = radius * size
            self.disc(x + dx * radius * 0.75, y + dy * radius, across, fill, radius_y=across * 0.7)

    def _pixels(self, points: Points) -> Points:
        return [(x * self._width, y * self._height) for x, y in points]
