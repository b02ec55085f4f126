"""Plants and fruit."""

from __future__ import annotations

import math

from benchmarks.otherhand.pen import (
    LEAF,
    WHITE,
    WOOD,
    Pen,
    Points,
    Rgb,
    arc,
    darker,
    lighter,
    path,
)


def tree_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.12,.2 .12,.2 .18,1.1 -.18,1.1"), WOOD)
    for x, y, r in (
        (-0.42, -0.1, 0.42),
        (0.42, -0.1, 0.42),
        (0, -0.5, 0.55),
        (0, 0.05, 0.45),
        (-0.3, -0.5, 0.35),
        (0.3, -0.55, 0.35),
    ):
        pen.ellipse(x, y, r, r, colour)


def tree_outlined(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-0.12, 0.7, 0.12, 1.15, WOOD)
    for y0, y1, w in ((-0.1, 0.78, 0.78), (-0.6, 0.35, 0.62), (-1.1, -0.1, 0.45)):
        pen.polygon(
            [
                (0, y0),
                (w, y1),
                (w * 0.5, y1 - 0.08),
                (w * 0.25, y1 + 0.04),
                (0, y1 - 0.06),
                (-w * 0.25, y1 + 0.04),
                (-w * 0.5, y1 - 0.08),
                (-w, y1),
            ],
            colour,
        )
        pen.polygon(
            [(0, y0 + 0.08), (-w * 0.85, y1 - 0.05), (-w * 0.45, y1 - 0.1)],
            lighter(colour, 0.2),
            outlined=False,
        )


def palm_tree_flat(pen: Pen, colour: Rgb) -> None:
    pen.blob(path("-.15,1.15 .05,1.15 .06,.5 .2,-.3 .1,-.3 -.1,.4"), WOOD)
    for degrees, length in (
        (-170, 0.85),
        (-140, 0.8),
        (-95, 0.7),
        (-50, 0.8),
        (-15, 0.85),
        (25, 0.7),
        (160, 0.7),
    ):
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        x, y = 0.15 + length * cos, -0.35 + length * sin * 0.75
        middle_x, middle_y = 0.15 + 0.55 * length * cos, -0.5 + 0.6 * length * sin
        pen.blob(
            [(0.12, -0.32), (middle_x, middle_y - 0.1), (x, y + 0.12), (middle_x, middle_y + 0.1)],
            colour,
        )


def palm_tree_outlined(pen: Pen, colour: Rgb) -> None:
    for i in range(8):
        y = 1.1 - i * 0.18
        left, right = 0.004 * i * i, 0.002 * i * i
        pen.polygon(
            [
                (-0.13 + left, y - 0.18),
                (0.13 + right, y - 0.18),
                (0.1 + right, y),
                (-0.1 + left, y),
            ],
            (176, 124, 74),
        )
    for degrees in (200, 165, 345, 15, 232, 308, 270):
        frond = _frond(math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
        pen.polygon(frond, colour if degrees % 2 else lighter(colour, 0.12))
    for x, y in ((-0.05, -0.28), (0.12, -0.22), (0.2, -0.34)):
        pen.ellipse(x, y, 0.09, 0.09, (110, 66, 34))


def _frond(cos: float, sin: float) -> Points:
    """A hanging leaf with a ragged lower edge, in the direction of an angle."""
    upper, lower = [], []
    for k in range(8):
        t = k / 7
        x = 0.08 + cos * t * 1.05
        y = -0.4 + sin * t * 0.8 + 0.55 * t * t * abs(cos)
        width = 0.14 * math.sin(math.pi * min(1, t * 0.9 + 0.1))
        upper.append((x, y - width))
        lower.append((x, y + width * (1.6 if k % 2 else 0.5)))
    return upper + lower[::-1]


def flower_flat(pen: Pen, colour: Rgb) -> None:
    pen.line(path("0,0 0,1.15"), LEAF, 0.08)
    pen.blob(path("0,.9 .2,.6 .5,.55 .35,.8"), LEAF)
    pen.blob(path("0,1 -.2,.7 -.5,.65 -.35,.9"), LEAF)
    for i in range(8):
        a = math.radians(i * 45)
        pen.ellipse(0.4 * math.cos(a), -0.35 + 0.4 * math.sin(a), 0.3, 0.17, colour, turn=i * 45)
    golden = colour[0] > 220 and 180 < colour[1] < 235 and colour[2] < 100
    pen.ellipse(0, -0.35, 0.22, 0.22, (130, 80, 40) if golden else (248, 200, 40))


def flower_outlined(pen: Pen, colour: Rgb) -> None:
    pen.curve(path("0,-.1 .05,.5 0,1.2"), LEAF, 0.09)
    pen.blob(path(".02,1.1 .15,.6 .45,.1 .4,.6 .15,1.05"), LEAF)
    pen.blob(path("-.02,1.15 -.2,.75 -.5,.35 -.42,.8"), LEAF)
    pen.blob(path("-.45,-.95 -.15,-.75 -.1,0 -.4,-.15 -.55,-.5"), darker(colour, 0.15))
    pen.blob(path(".45,-.95 .15,-.75 .1,0 .4,-.15 .55,-.5"), darker(colour, 0.15))
    pen.blob(path("0,-1.05 .25,-.7 .3,-.25 0,.05 -.3,-.25 -.25,-.7"), colour)


def _dots(colour: Rgb) -> Rgb:
    return WHITE if sum(colour) < 650 else (200, 70, 60)


def mushroom_flat(pen: Pen, colour: Rgb) -> None:
    dots = _dots(colour)
    pen.blob(path("-.25,0 .25,0 .28,.5 .38,.95 0,1.02 -.38,.95 -.28,.5"), (244, 232, 208))
    pen.polygon(arc(0, 0.1, 0.95, 1.0, (180, 360)) + arc(0, 0.1, 0.95, 0.14, (0, 180)), colour)
    for x, y, r in (
        (-0.5, -0.2, 0.15),
        (0, -0.5, 0.18),
        (0.5, -0.22, 0.14),
        (0.05, -0.05, 0.11),
        (-0.2, -0.7, 0.08),
        (0.33, -0.62, 0.08),
    ):
        pen.ellipse(x, y, r, r * 0.9, dots)


def mushroom_outlined(pen: Pen, colour: Rgb) -> None:
    dots = _dots(colour)
    pen.polygon(path("-.16,0 .16,0 .22,.9 -.22,.9"), (236, 220, 190))
    pen.ellipse(0, 0, 1.05, 0.26, (226, 204, 170))
    for i in range(-4, 5):
        pen.line([(i * 0.05, 0.1), (i * 0.22, 0.14 - abs(i) * 0.03)], (170, 140, 110), 0.02)
    pen.polygon(
        arc(0, -0.02, 1.08, 0.2, (180, 0))[::-1] + arc(0, -0.02, 1.08, 0.72, (360, 180)), colour
    )
    pen.polygon(path("-.3,.42 .3,.42 .2,.56 -.2,.56"), (246, 236, 214))
    for x, y, r in (
        (-0.55, -0.28, 0.12),
        (-0.1, -0.5, 0.13),
        (0.4, -0.38, 0.14),
        (0.1, -0.2, 0.07),
    ):
        pen.ellipse(x, y, r, r * 0.6, dots, outlined=False)


_APPLE = (
    "0,-.55 .35,-.72 .78,-.55 .9,0 .65,.65 .28,.92 0,.84 -.28,.92 -.65,.65 -.9,0 "
    "-.78,-.55 -.35,-.72"
)


def apple_flat(pen: Pen, colour: Rgb) -> None:
    pen.blob(path(_APPLE), colour)
    pen.curve(path("0,-.55 .03,-.8 .12,-1.05"), (96, 60, 34), 0.08)
    pen.blob(path(".08,-.82 .3,-1.08 .62,-1.02 .4,-.8"), (80, 170, 60))
    pen.ellipse(-0.5, -0.25, 0.1, 0.22, lighter(colour, 0.5), turn=20)


def apple_outlined(pen: Pen, colour: Rgb) -> None:
    pen.blob([(x * 1.02, y * 0.95) for x, y in path(_APPLE)], colour)
    pen.curve(path("-.12,-.55 0,-.46 .12,-.55"), darker(colour, 0.4), 0.05, outlined=False)
    pen.curve(path("0,-.5 -.04,-.8 -.12,-.98"), (96, 60, 34), 0.09)
    pen.blob(path("-.02,-.75 .25,-1.05 .6,-1 .35,-.72"), (80, 170, 60))
    pen.line(path(".02,-.76 .45,-.93"), (40, 110, 40), 0.03, outlined=False)
    pen.curve(path("-.65,.1 -.62,-.25 -.4,-.5"), lighter(colour, 0.7), 0.1, outlined=False)


def banana_flat(pen: Pen, colour: Rgb) -> None:
    pen.blob(
        path(
            "-1.05,-.45 -.93,-.62 -.75,-.35 -.3,.08 .3,.2 .85,.02 1.08,0 1.1,.12 .75,.42 "
            ".2,.62 -.4,.52 -.85,.1"
        ),
        colour,
    )
    pen.polygon(path("-1.03,-.42 -1.12,-.68 -.97,-.74 -.88,-.5"), (96, 74, 36))
    pen.ellipse(1.08, 0.06, 0.06, 0.08, (80, 60, 34))
    pen.curve(path("-.8,-.1 -.3,.32 .3,.42 .9,.15"), darker(colour, 0.2), 0.04)


def banana_outlined(pen: Pen, colour: Rgb) -> None:
    for dx, fill in ((0.42, darker(colour, 0.12)), (0.18, colour), (-0.1, lighter(colour, 0.15))):
        pen.blob(
            [
                (-0.1, -0.95),
                (0.08, -0.95),
                (0.25 + dx * 0.8, -0.4),
                (0.25 + dx, 0.25),
                (-0.05 + dx, 0.8),
                (-0.35 + dx * 0.8, 0.98),
                (-0.38 + dx * 0.8, 0.85),
                (-0.16 + dx * 0.7, 0.35),
                (-0.2 + dx * 0.5, -0.3),
            ],
            fill,
        )
        pen.ellipse(-0.36 + dx * 0.8, 0.92, 0.07, 0.07, (70, 52, 30), outlined=False)
    pen.polygon(path("-.14,-.85 -.1,-1.15 .12,-1.15 .12,-.85"), (110, 90, 40))
