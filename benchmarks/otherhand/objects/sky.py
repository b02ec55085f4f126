"""What shines and hangs in the sky, and hearts."""

from __future__ import annotations

import math

from benchmarks.otherhand.pen import (
    WHITE,
    Pen,
    Points,
    Rgb,
    arc,
    contrast_with,
    darker,
    lighter,
    path,
    star_points,
    turned,
)


def sun_flat(pen: Pen, colour: Rgb) -> None:
    for i in range(12):
        pen.polygon(turned(path(".62,-.13 1,0 .62,.13"), i * 30), colour)
    pen.ellipse(0, 0, 0.55, 0.55, colour)


def sun_outlined(pen: Pen, colour: Rgb) -> None:
    for i in range(16):
        r = 1 if i % 2 else 0.84
        pen.line(turned([(0.66, 0), (r, 0)], i * 22.5), darker(colour, 0.1), 0.09)
    pen.ellipse(0, 0, 0.56, 0.56, colour)
    face = contrast_with(colour)
    pen.ellipse(-0.18, -0.1, 0.05, 0.09, face, outlined=False)
    pen.ellipse(0.18, -0.1, 0.05, 0.09, face, outlined=False)
    pen.line(arc(0, 0.05, 0.28, 0.24, (20, 160)), face, 0.045, outlined=False)


def moon_flat(pen: Pen, colour: Rgb) -> None:
    outer = arc(0, 0, 1, 1, (60, 300))
    inner = arc(0.42, 0, 0.87, 0.87, (275, 85))
    pen.polygon(outer + inner, colour)


def moon_outlined(pen: Pen, colour: Rgb) -> None:
    pen.ellipse(0, 0, 1, 1, colour)
    for x, y, r in (
        (-0.35, -0.4, 0.22),
        (0.3, -0.1, 0.28),
        (-0.2, 0.4, 0.2),
        (0.45, 0.5, 0.13),
        (-0.65, 0.1, 0.1),
        (0.25, -0.65, 0.1),
    ):
        pen.ellipse(x, y, r, r * 0.92, darker(colour, 0.22), outlined=False)
        pen.ellipse(x + 0.03, y + 0.03, r * 0.8, r * 0.72, darker(colour, 0.12), outlined=False)


def cloud_flat(pen: Pen, colour: Rgb) -> None:
    for x, y, r in (
        (-0.75, 0.2, 0.35),
        (-0.35, -0.1, 0.45),
        (0.15, -0.25, 0.55),
        (0.6, 0, 0.4),
        (0.85, 0.25, 0.28),
    ):
        pen.ellipse(x, y, r, r, colour)
    pen.rectangle(-0.75, 0.1, 0.85, 0.55, colour, radius=0.05)


def cloud_outlined(pen: Pen, colour: Rgb) -> None:
    puffs = (
        (-0.8, 0.2, 0.3),
        (-0.5, -0.15, 0.35),
        (-0.05, -0.35, 0.4),
        (0.45, -0.2, 0.38),
        (0.8, 0.15, 0.33),
        (0.3, 0.28, 0.34),
        (-0.3, 0.3, 0.33),
    )
    # One outline around all of them: a wider disc behind each.
    for x, y, r in puffs:
        pen.ellipse(x, y, r + 0.04, r + 0.04, pen.outline_colour, outlined=False)
    for x, y, r in puffs:
        pen.ellipse(x, y, r, r, colour, outlined=False)
    pen.ellipse(0, 0.05, 0.6, 0.35, colour, outlined=False)
    for x, y, r in puffs[1:4]:
        pen.line(arc(x, y, r * 0.7, r * 0.7, (200, 290)), darker(colour, 0.25), 0.035)


_RAINBOW = (
    (228, 40, 40),
    (246, 140, 30),
    (250, 222, 50),
    (60, 176, 74),
    (50, 120, 220),
    (70, 60, 170),
    (150, 70, 180),
)


def _band(pen: Pen, y: float, radius: float, fill: Rgb) -> None:
    inner = radius - 0.1
    upper = arc(0, y, radius, radius, (180, 360))
    pen.polygon(upper + arc(0, y, inner, inner, (360, 180)), fill)


def rainbow_flat(pen: Pen, colour: Rgb) -> None:  # noqa: ARG001 - has its own colours
    for i, fill in enumerate(_RAINBOW):
        _band(pen, 0.6, 1.3 - i * 0.095, fill)


def rainbow_outlined(pen: Pen, colour: Rgb) -> None:  # noqa: ARG001 - has its own colours
    for i, fill in enumerate(_RAINBOW[:6]):
        _band(pen, 0.5, 1.15 - i * 0.1, lighter(fill, 0.15))
    puffs = ((-0.22, 0.08, 0.22), (0.05, -0.05, 0.26), (0.28, 0.1, 0.2))
    bare = pen.bare()
    for side in (-1, 1):
        for x, y, r in puffs:
            bare.ellipse(side * 0.85 + x, 0.5 + y, r + 0.02, r + 0.02, (120, 130, 150))
        for x, y, r in puffs:
            bare.ellipse(side * 0.85 + x, 0.5 + y, r, r, WHITE)


def star_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(star_points(0.4), colour)


def star_outlined(pen: Pen, colour: Rgb) -> None:
    points = star_points(0.45)
    for i in range(10):
        fill = lighter(colour, 0.3) if i % 2 else darker(colour, 0.14)
        pen.polygon([(0, 0), points[i], points[(i + 1) % 10]], fill, outlined=False)
    pen.line(points + points[:2], pen.outline_colour, 0.045)


def _heart() -> Points:
    points = []
    for i in range(80):
        a = 2 * math.pi * i / 80
        up = 13 * math.cos(a) - 5 * math.cos(2 * a) - 2 * math.cos(3 * a) - math.cos(4 * a)
        points.append((16 * math.sin(a) ** 3 / 16.5, -up / 16.5))
    return points


def heart_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(_heart(), colour)


def heart_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon([(x * 1.08, y * 0.92) for x, y in _heart()], colour)
    pen.curve(path("-.75,-.2 -.7,-.5 -.45,-.62"), lighter(colour, 0.7), 0.09, outlined=False)
