"""A house and what stands in it."""

from __future__ import annotations

import math

from benchmarks.otherhand.pen import (
    GLASS,
    GREY,
    INK,
    SILVER,
    WHITE,
    Pen,
    Rgb,
    arc,
    darker,
    lighter,
    path,
    turned,
)


def _reddish(colour: Rgb) -> bool:
    return colour[0] > 180 and colour[1] < 90


def house_flat(pen: Pen, colour: Rgb) -> None:
    roof = (84, 70, 66) if _reddish(colour) else (150, 60, 44)
    pen.rectangle(0.4, -0.95, 0.62, -0.4, (130, 80, 70))
    pen.rectangle(-0.8, -0.15, 0.8, 0.95, colour)
    pen.polygon(path("-1,-.15 0,-1.05 1,-.15"), roof)
    pen.rectangle(-0.18, 0.3, 0.18, 0.95, (100, 64, 40))
    pen.ellipse(0.1, 0.65, 0.035, 0.035, (240, 210, 80))
    pane, bars = ((250, 238, 170), WHITE) if sum(colour) < 560 else (GLASS, INK)
    for x in (-0.52, 0.52):
        pen.rectangle(x - 0.18, 0.12, x + 0.18, 0.45, pane)
        pen.line([(x, 0.12), (x, 0.45)], bars, 0.03)
        pen.line([(x - 0.18, 0.285), (x + 0.18, 0.285)], bars, 0.03)


def house_outlined(pen: Pen, colour: Rgb) -> None:
    roof = (84, 70, 66) if _reddish(colour) else (150, 60, 44)
    pen.polygon(path("-1.1,-.2 -.65,-.95 -.2,-.2 -.2,.8 -1.1,.8"), colour)
    pen.polygon(path("-.2,-.2 1.15,-.2 1.15,.8 -.2,.8"), darker(colour, 0.2))
    pen.rectangle(0.62, -1.1, 0.82, -0.6, (140, 84, 70))
    pen.polygon(path("-.7,-1 .8,-1 1.3,-.14 -.15,-.14"), roof)
    pen.polygon(path("-.7,-1 -.6,-1 -.1,-.14 -.22,-.14"), lighter(roof, 0.3))
    pen.line(path("-.65,-.97 -1.18,-.12"), lighter(roof, 0.3), 0.08)
    pen.rectangle(-0.82, 0.2, -0.5, 0.8, (104, 62, 36))
    for x in (0.1, 0.65):
        pen.rectangle(x, 0.05, x + 0.32, 0.42, GLASS)
        pen.line([(x + 0.16, 0.05), (x + 0.16, 0.42)], WHITE, 0.03)
    pen.ellipse(-0.65, -0.4, 0.12, 0.12, GLASS)


def clock_flat(pen: Pen, colour: Rgb) -> None:
    _dial(pen, colour, y=0, radius=1)


def clock_outlined(pen: Pen, colour: Rgb) -> None:
    """An alarm clock with two bells."""
    for side in (-1, 1):
        pen.line(path(".4,.6 .62,1", side), INK, 0.12)
        bell = arc(side * 0.55, -0.68, 0.34, 0.3, (180, 360))
        pen.polygon(turned(bell, side * 38, about=(side * 0.55, -0.68)), darker(colour, 0.2))
    pen.line(path("0,-.7 0,-.95"), INK, 0.07)
    pen.rectangle(-0.12, -1.05, 0.12, -0.92, INK)
    _dial(pen, colour, y=0.08, radius=0.78)


def _dial(pen: Pen, colour: Rgb, *, y: float, radius: float) -> None:
    r = radius
    pen.ellipse(0, y, r, r, colour)
    pen.ellipse(0, y, r * 0.8, r * 0.8, WHITE if sum(colour) < 660 else (222, 232, 240))
    for i in range(12):
        a = math.radians(i * 30)
        f = 0.6 if i % 3 == 0 else 0.68
        mark = [
            (r * f * math.sin(a), y - r * f * math.cos(a)),
            (r * 0.75 * math.sin(a), y - r * 0.75 * math.cos(a)),
        ]
        pen.line(mark, INK, 0.05, outlined=False)
    hour, minute = pen.rng.uniform(0, 360), pen.rng.uniform(0, 360)
    for degrees, length, width in ((hour, 0.38, 0.08), (minute, 0.6, 0.055)):
        a = math.radians(degrees)
        end = (r * length * math.sin(a), y - r * length * math.cos(a))
        pen.line([(0, y), end], INK, width, outlined=False)
    pen.ellipse(0, y, 0.06, 0.06, INK)


def cup_flat(pen: Pen, colour: Rgb) -> None:
    pen.line(arc(0.55, 0.25, 0.38, 0.36, (-90, 90)), colour, 0.14)
    pen.polygon(path("-.65,-.35 .65,-.35 .6,.75 .5,.9 -.5,.9 -.6,.75"), colour)
    pen.rectangle(-0.65, -0.38, 0.65, -0.27, darker(colour, 0.25))
    for x in (-0.3, 0, 0.3):
        pen.curve(
            [(x, -0.5), (x + 0.1, -0.68), (x - 0.08, -0.86), (x + 0.04, -1.05)],
            (190, 194, 200),
            0.06,
        )


def cup_outlined(pen: Pen, colour: Rgb) -> None:
    pen.ellipse(0, 0.62, 1.15, 0.26, lighter(colour, 0.3))
    pen.ellipse(0, 0.58, 0.7, 0.14, darker(colour, 0.12), outlined=False)
    pen.line(arc(0.78, -0.02, 0.26, 0.26, (-100, 110)), colour, 0.12)
    pen.polygon(arc(0, -0.3, 0.8, 0.95, (0, 180)), colour)
    pen.ellipse(0, -0.3, 0.8, 0.24, lighter(colour, 0.35))
    pen.ellipse(0, -0.27, 0.68, 0.17, (96, 58, 30))
    pen.ellipse(-0.45, 0.15, 0.07, 0.2, lighter(colour, 0.55), turn=20, outlined=False)


def cake_flat(pen: Pen, colour: Rgb) -> None:
    for x in (-0.45, -0.15, 0.15, 0.45):
        pen.rectangle(
            x - 0.05,
            -0.65,
            x + 0.05,
            -0.2,
            (90, 150, 220) if x in (-0.45, 0.15) else (240, 110, 150),
        )
        pen.ellipse(x, -0.77, 0.05, 0.1, (252, 190, 50))
    pen.rectangle(-0.75, -0.2, 0.75, 0.35, colour, radius=0.04)
    pen.rectangle(-1.0, 0.35, 1.0, 0.95, colour, radius=0.04)
    icing = lighter(colour, 0.7) if sum(colour) < 650 else (246, 170, 190)
    for y, w in ((-0.2, 0.75), (0.35, 1.0)):
        n = 6 if w < 1 else 8
        pen.rectangle(-w, y, w, y + 0.12, icing)
        for i in range(n):
            pen.ellipse(-w + (i + 0.5) * 2 * w / n, y + 0.12, w / n, 0.09 + 0.05 * (i % 2), icing)
    pen.rectangle(-1.2, 0.95, 1.2, 1.03, SILVER)


def cake_outlined(pen: Pen, colour: Rgb) -> None:
    pen.ellipse(0, 0.72, 1.25, 0.28, (226, 230, 236))
    pen.polygon(path("-.95,.1 .2,.4 .2,.95 -.95,.55"), (236, 196, 130))
    pen.polygon(path(".2,.4 1,-.15 1,.35 .2,.95"), colour)
    pen.polygon(path("-.95,.28 .2,.62 .2,.74 -.95,.38"), colour)
    pen.polygon(path("-.95,.1 .2,.4 1,-.15 .5,-.4"), lighter(colour, 0.12))
    for x, y in ((0.95, -0.1), (0.72, 0.1), (0.5, 0.26), (0.25, 0.42)):
        pen.ellipse(x, y, 0.12, 0.1, lighter(colour, 0.6))
    pen.ellipse(0.3, -0.2, 0.17, 0.16, (216, 30, 50))
    pen.curve(path(".3,-.34 .35,-.6 .5,-.72"), (60, 110, 40), 0.04)


def lamp_flat(pen: Pen, colour: Rgb) -> None:
    pen.line(path("0,-.1 0,.9"), (150, 120, 70), 0.09)
    pen.ellipse(0, 0.42, 0.16, 0.22, (150, 120, 70))
    pen.polygon(path("-.4,1.02 -.3,.88 .3,.88 .4,1.02"), (150, 120, 70))
    pen.polygon(path("-.38,-.95 .38,-.95 .75,-.05 -.75,-.05"), colour)
    pen.rectangle(-0.75, -0.11, 0.75, -0.04, lighter(colour, 0.5))


def lamp_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path(".15,-.45 .95,-.15 1.3,.8 -.35,.8"), (255, 240, 170), outlined=False)
    pen.ellipse(-0.55, 1.0, 0.5, 0.13, colour)
    pen.line(path("-.55,.95 -.85,.15 -.1,-.65"), darker(colour, 0.15), 0.1)
    pen.ellipse(-0.85, 0.15, 0.1, 0.1, GREY)
    pen.ellipse(-0.1, -0.65, 0.09, 0.09, GREY)
    pen.polygon(path("-.15,-.62 .12,-.98 .78,-.55 .95,-.15 .05,-.45"), colour)
    pen.ellipse(0.48, -0.3, 0.2, 0.13, (255, 236, 130), turn=25)


def chair_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.6,-1.1 -.45,-1.1 -.35,.1 -.5,.1"), colour)
    pen.rectangle(-0.52, 0, 0.6, 0.18, colour, radius=0.04)
    pen.polygon(path("-.5,.15 -.36,.15 -.5,1.1 -.62,1.1"), darker(colour, 0.2))
    pen.polygon(path(".45,.15 .58,.15 .68,1.1 .56,1.1"), darker(colour, 0.2))
    pen.rectangle(-0.48, 0.5, 0.58, 0.57, darker(colour, 0.2))


def chair_outlined(pen: Pen, colour: Rgb) -> None:
    for x, y in ((-0.55, 0.75), (0.35, 0.6)):
        pen.line([(x, 0.2), (x, y)], darker(colour, 0.35), 0.1)
    pen.line(path("-.5,.1 -.5,-1.1"), darker(colour, 0.2), 0.12)
    pen.line(path(".4,-.05 .4,-1.15"), darker(colour, 0.2), 0.12)
    for y in (-1.0, -0.68, -0.36):
        pen.polygon([(-0.5, y), (0.4, y - 0.06), (0.4, y + 0.12), (-0.5, y + 0.18)], colour)
    pen.polygon(path("-.6,.1 .38,-.02 .82,.3 -.2,.48"), lighter(colour, 0.12))
    pen.polygon(path("-.6,.1 -.2,.48 -.2,.6 -.6,.22"), darker(colour, 0.2))
    pen.polygon(path("-.2,.48 .82,.3 .82,.42 -.2,.6"), darker(colour, 0.12))
    pen.line(path("-.16,.6 -.16,1.15"), darker(colour, 0.2), 0.11)
    pen.line(path(".76,.42 .76,.98"), darker(colour, 0.2), 0.11)
