"""Animals and people."""

from __future__ import annotations

import math

from benchmarks.otherhand.pen import (
    GREY,
    INK,
    SKIN,
    WHITE,
    Pen,
    Point,
    Rgb,
    arc,
    closed_curve,
    contrast_with,
    darker,
    lighter,
    path,
)


def fish_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.65,0 -1.25,-.5 -1.1,0 -1.25,.5"), darker(colour, 0.2))
    pen.polygon(path("-.2,-.4 .1,-.72 .45,-.4"), darker(colour, 0.2))
    pen.polygon(
        closed_curve(path("-.85,0 -.3,-.42 .35,-.48 .9,-.15 1.05,.02 .9,.15 .35,.45 -.3,.4")),
        colour,
    )
    pen.polygon(path(".05,.1 -.2,.38 .25,.22"), darker(colour, 0.3))
    pen.ellipse(0.68, -0.12, 0.1, 0.1, WHITE)
    pen.ellipse(0.7, -0.12, 0.05, 0.05, INK)
    pen.line(arc(0.35, 0, 0.2, 0.34, (-70, 70)), darker(colour, 0.3), 0.03)


def fish_outlined(pen: Pen, colour: Rgb) -> None:
    pen.blob(path("-.6,0 -1,-.55 -1.25,-.5 -1.1,0 -1.25,.5 -1,.55"), lighter(colour, 0.25))
    pen.blob(path("-.55,-.4 -.35,-.95 .15,-1 .45,-.6"), lighter(colour, 0.25))
    pen.blob(path("-.45,.45 -.3,.9 .1,.85 .3,.55"), lighter(colour, 0.25))
    pen.ellipse(0.08, 0, 0.85, 0.68, colour)
    second = WHITE if sum(colour) < 600 else (50, 70, 130)
    for x in (-0.25, 0.2):
        h = 0.63 * math.sqrt(1 - ((x - 0.08) / 0.85) ** 2)
        pen.polygon(
            closed_curve(
                [
                    (x - 0.08, -h),
                    (x + 0.08, -h),
                    (x + 0.14, 0),
                    (x + 0.08, h),
                    (x - 0.08, h),
                    (x, 0),
                ]
            ),
            second,
        )
    pen.ellipse(0.62, -0.18, 0.14, 0.14, WHITE)
    pen.ellipse(0.65, -0.17, 0.07, 0.07, INK, outlined=False)
    pen.line(arc(0.78, 0.12, 0.16, 0.14, (60, 170)), INK, 0.04, outlined=False)
    pen.blob(path("-.05,.12 -.4,.1 -.35,.4"), lighter(colour, 0.25))


def octopus_flat(pen: Pen, colour: Rgb) -> None:
    for x in (-0.9, -0.62, -0.36, -0.12, 0.12, 0.36, 0.62, 0.9):
        side = 1 if x > 0 else -1
        pen.curve(
            [
                (x * 0.4, 0.1),
                (x * 0.75, 0.5),
                (x * 0.95, 0.8 - abs(x) * 0.25),
                (x + side * 0.2, 0.95 - abs(x) * 0.35),
                (x + side * 0.28, 0.78 - abs(x) * 0.35),
            ],
            colour,
            0.15,
        )
    pen.blob(path("-.55,.25 -.65,-.4 -.4,-.95 0,-1.08 .4,-.95 .65,-.4 .55,.25 0,.4"), colour)
    _octopus_face(pen, colour)


def octopus_outlined(pen: Pen, colour: Rgb) -> None:
    for arm in (
        "-.3,.3 -.8,.35 -1.2,.05 -1.05,-.25 -.88,-.1",
        "-.25,.4 -.7,.65 -1.15,.7 -1.2,.45",
        "-.15,.45 -.4,.85 -.75,1.05 -.85,.85",
        "-.08,.4 -.12,.9 -.3,1.15",
    ):
        for side in (1, -1):
            points = path(arm, side)
            pen.curve(points, colour, 0.17)
            for x, y in points[1:-1]:
                pen.ellipse(x, y + 0.03, 0.04, 0.04, lighter(colour, 0.5), outlined=False)
    pen.ellipse(0, -0.35, 0.66, 0.72, colour)
    pen.ellipse(0, 0.3, 0.42, 0.22, colour, outlined=False)
    pen.ellipse(-0.3, -0.75, 0.12, 0.08, lighter(colour, 0.4), turn=-30, outlined=False)
    _octopus_face(pen, colour)


def _octopus_face(pen: Pen, colour: Rgb) -> None:
    for side in (-1, 1):
        pen.ellipse(side * 0.22, -0.12, 0.15, 0.18, WHITE)
        pen.ellipse(side * 0.2, -0.08, 0.075, 0.1, INK, outlined=False)
    pen.line(arc(0, 0.1, 0.15, 0.1, (20, 160)), contrast_with(colour), 0.035, outlined=False)


def cat_flat(pen: Pen, colour: Rgb) -> None:
    """Sitting."""
    pen.curve(path(".35,.9 .85,.85 1,.4 .85,.05 .98,-.15"), colour, 0.17)
    pen.blob(path("-.3,-.1 .2,-.1 .5,.4 .55,.95 0,1.05 -.45,.95 -.42,.4"), colour)
    pen.line(path("-.2,.4 -.22,.95"), darker(colour, 0.2), 0.14)
    pen.line(path(".08,.4 .08,.95"), darker(colour, 0.2), 0.14)
    for side in (-1, 1):
        ear = path(".1,-.75 .4,-1.15 .48,-.45", side)
        inner = path(".2,-.72 .37,-.98 .42,-.55", side)
        pen.polygon([(-0.08 + x, y) for x, y in ear], colour)
        pen.polygon([(-0.08 + x, y) for x, y in inner], (240, 170, 170))
    pen.ellipse(-0.08, -0.42, 0.5, 0.42, colour)
    _cat_face(pen, colour, (-0.08, -0.42), scale=1, whiskers=contrast_with(colour))


def cat_outlined(pen: Pen, colour: Rgb) -> None:
    """The head alone."""
    for side in (-1, 1):
        pen.polygon(path(".15,-.6 .78,-1.1 .9,-.15", side), colour)
        pen.polygon(path(".4,-.6 .7,-.88 .78,-.35", side), (246, 176, 180))
    pen.ellipse(0, 0.08, 0.98, 0.8, colour)
    for x in (-0.18, 0, 0.18):
        pen.line([(x, -0.68), (x * 0.8, -0.42)], darker(colour, 0.35), 0.06, outlined=False)
    _cat_face(pen, colour, (0, 0.08), scale=2, whiskers=GREY)


def _cat_face(pen: Pen, colour: Rgb, middle: Point, *, scale: int, whiskers: Rgb) -> None:
    x0, y0 = middle
    k = scale
    greenish = colour[1] > colour[0] and colour[1] > colour[2] + 30
    eyes = (240, 200, 60) if greenish else (120, 190, 70)
    mouth = contrast_with(colour)
    for side in (-1, 1):
        eye_x, eye_y = x0 + side * 0.19 * k, y0 - 0.05 * k
        pen.ellipse(eye_x, eye_y, 0.1 * k, 0.085 * k, eyes)
        pen.ellipse(eye_x, eye_y, 0.03 * k, 0.075 * k, INK, outlined=False)
        for d in (-0.04, 0.03, 0.1):
            hair = [
                (x0 + side * 0.16 * k, y0 + 0.14 * k),
                (x0 + side * 0.55 * k, y0 + (0.1 + d) * k),
            ]
            pen.line(hair, whiskers, 0.018 * k, outlined=False)
        lip = arc(x0 + side * 0.06 * k, y0 + 0.15 * k, 0.06 * k, 0.06 * k, (0, 180))
        pen.line(lip, mouth, 0.02 * k, outlined=False)
    nose = [(x0 - 0.05 * k, y0 + 0.08 * k), (x0 + 0.05 * k, y0 + 0.08 * k), (x0, y0 + 0.14 * k)]
    pen.polygon(nose, (230, 120, 130))


def dog_flat(pen: Pen, colour: Rgb) -> None:
    pen.curve(path("-.8,-.05 -1.1,-.35 -1.12,-.65"), colour, 0.13)
    for x in (-0.72, -0.5, 0.35, 0.55):
        pen.rectangle(
            x - 0.09,
            0.2,
            x + 0.09,
            0.92,
            darker(colour, 0.15) if x in (-0.5, 0.35) else colour,
            radius=0.05,
        )
    pen.blob(path("-.9,0 -.6,-.2 .3,-.2 .65,-.1 .7,.25 .4,.45 -.6,.42 -.88,.3"), colour)
    pen.polygon(path(".3,.1 .45,-.5 .8,-.4 .72,.15"), colour)
    pen.blob(path(".42,-.75 .75,-.85 .95,-.65 1.25,-.52 1.28,-.36 1,-.28 .6,-.28 .4,-.45"), colour)
    pen.ellipse(1.26, -0.5, 0.09, 0.07, INK if sum(colour) > 150 else (90, 60, 60))
    pen.ellipse(0.85, -0.6, 0.05, 0.06, contrast_with(colour))
    pen.blob(path(".45,-.8 .62,-.78 .66,-.4 .5,-.15 .36,-.35"), darker(colour, 0.4))
    pen.line(
        path(".42,-.15 .72,0"),
        (210, 50, 50) if colour[0] < 180 or colour[1] > 100 else (50, 90, 200),
        0.09,
    )


def dog_outlined(pen: Pen, colour: Rgb) -> None:
    pen.blob(path("-.4,.2 .4,.2 .6,.7 .55,1.1 -.55,1.1 -.6,.7"), colour)
    pen.ellipse(0, 0.65, 0.25, 0.35, lighter(colour, 0.45), outlined=False)
    for side in (-1, 1):
        pen.ellipse(side * 0.25, 1.1, 0.2, 0.11, lighter(colour, 0.3))
    pen.ellipse(0, -0.3, 0.62, 0.6, colour)
    for side in (-1, 1):
        pen.blob(path(".45,-.8 .75,-.75 .92,-.2 .8,.2 .62,.1 .52,-.35", side), darker(colour, 0.35))
        pen.ellipse(side * 0.23, -0.4, 0.1, 0.12, WHITE)
        pen.ellipse(side * 0.22, -0.38, 0.06, 0.08, INK, outlined=False)
    pen.ellipse(0.0, 0.16, 0.12, 0.2, (236, 110, 120))
    pen.ellipse(0, -0.02, 0.34, 0.24, lighter(colour, 0.5))
    pen.ellipse(0, -0.14, 0.13, 0.09, INK)
    pen.line(path("0,-.05 0,.08"), INK, 0.03, outlined=False)
    pen.line(arc(-0.1, 0.05, 0.1, 0.08, (0, 150)), INK, 0.03, outlined=False)
    pen.line(arc(0.1, 0.05, 0.1, 0.08, (30, 180)), INK, 0.03, outlined=False)


def _mane(colour: Rgb) -> Rgb:
    return darker(colour, 0.5) if sum(colour) > 200 else (110, 80, 60)


def horse_flat(pen: Pen, colour: Rgb) -> None:
    mane = _mane(colour)
    pen.curve(path("-.85,-.1 -1.15,.1 -1.1,.6"), mane, 0.16)
    for x in (-0.72, -0.5, 0.32, 0.52):
        leg = darker(colour, 0.15) if x in (-0.5, 0.32) else colour
        pen.polygon([(x - 0.12, 0.15), (x + 0.12, 0.15), (x + 0.07, 1.0), (x - 0.07, 1.0)], leg)
        pen.rectangle(x - 0.08, 0.95, x + 0.09, 1.08, INK)
    pen.blob(path("-.9,-.1 -.5,-.25 0,-.18 .45,-.25 .7,0 .6,.3 0,.38 -.6,.36 -.9,.2"), colour)
    pen.polygon(path(".3,0 .62,-.95 .9,-.85 .75,.15"), colour)
    pen.blob(path(".62,-1 .85,-1.05 1.02,-.8 1.32,-.5 1.25,-.36 1.05,-.4 .8,-.6"), colour)
    pen.polygon(path(".64,-.95 .68,-1.22 .82,-1"), colour)
    pen.blob(path(".65,-1.02 .5,-.8 .3,-.35 .22,-.15 .4,-.1 .58,-.55"), mane)
    pen.ellipse(0.92, -0.82, 0.045, 0.045, contrast_with(colour))


def horse_outlined(pen: Pen, colour: Rgb) -> None:
    mane = _mane(colour)
    pen.blob(path("-.6,1.15 -.75,.3 -.5,-.4 -.2,-.85 .1,-.85 .35,.1 .3,1.15"), colour)
    pen.blob(
        path("-.2,-.8 .2,-.95 .45,-.6 .85,.05 1,.35 .85,.58 .6,.52 .3,.15 0,.1 -.25,-.2"), colour
    )
    pen.polygon(path("-.12,-.8 -.08,-1.25 .12,-.85"), colour)
    pen.polygon(path(".05,-.85 .16,-1.22 .26,-.8"), darker(colour, 0.2))
    pen.blob(path("0,-1 -.35,-.85 -.7,-.3 -.95,.4 -.9,1.1 -.6,.8 -.5,.2 -.3,-.3 -.05,-.7"), mane)
    pen.blob(path("0,-.95 .25,-.7 .15,-.45"), mane)
    pen.ellipse(0.25, -0.42, 0.07, 0.08, INK)
    pen.ellipse(0.27, -0.44, 0.025, 0.025, WHITE, outlined=False)
    pen.ellipse(0.86, 0.33, 0.04, 0.06, INK, outlined=False)
    pen.line(path(".66,.42 .85,.48"), darker(colour, 0.4), 0.03, outlined=False)


_SKINS = (SKIN, (198, 140, 100), (120, 78, 52))


def person_flat(pen: Pen, colour: Rgb) -> None:
    skin = _SKINS[pen.rng.integers(3)]
    pen.rectangle(-0.24, 0.25, -0.03, 1.15, (58, 66, 96))
    pen.rectangle(0.03, 0.25, 0.24, 1.15, (58, 66, 96))
    pen.ellipse(-0.16, 1.16, 0.16, 0.07, INK)
    pen.ellipse(0.16, 1.16, 0.16, 0.07, INK)
    pen.line(path("-.32,-.35 -.5,.25"), colour, 0.16)
    pen.line(path(".32,-.35 .5,.25"), colour, 0.16)
    pen.ellipse(-0.52, 0.33, 0.09, 0.09, skin)
    pen.ellipse(0.52, 0.33, 0.09, 0.09, skin)
    pen.rectangle(-0.34, -0.46, 0.34, 0.35, colour, radius=0.1)
    pen.rectangle(-0.08, -0.55, 0.08, -0.4, skin)
    pen.ellipse(0, -0.82, 0.27, 0.31, skin)
    pen.polygon(arc(0, -0.86, 0.29, 0.31, (180, 360)), (70, 44, 30))


def person_outlined(pen: Pen, colour: Rgb) -> None:
    skin = _SKINS[pen.rng.integers(3)]
    pen.blob(path("-.38,-.95 0,-1.2 .38,-.95 .42,-.45 -.42,-.45"), (96, 56, 34))
    pen.line(path("-.12,.6 -.14,1.15"), skin, 0.12)
    pen.line(path(".12,.6 .14,1.15"), skin, 0.12)
    pen.ellipse(-0.2, 1.18, 0.13, 0.07, INK)
    pen.ellipse(0.2, 1.18, 0.13, 0.07, INK)
    pen.line(path(".2,-.25 .55,-.55 .68,-.95"), skin, 0.12)
    pen.ellipse(0.7, -1.02, 0.1, 0.1, skin)
    pen.line(path("-.2,-.25 -.45,.15 -.5,.35"), skin, 0.12)
    pen.polygon(path("-.25,-.38 .25,-.38 .3,.1 .58,.72 -.58,.72 -.3,.1"), colour)
    pen.rectangle(-0.07, -0.5, 0.07, -0.34, skin)
    pen.ellipse(0, -0.75, 0.31, 0.32, skin)
    pen.polygon(arc(0, -0.8, 0.34, 0.32, (180, 360)) + path(".1,-.85"), (96, 56, 34))
    pen.ellipse(-0.11, -0.72, 0.035, 0.05, INK, outlined=False)
    pen.ellipse(0.11, -0.72, 0.035, 0.05, INK, outlined=False)
    pen.line(arc(0, -0.64, 0.1, 0.08, (20, 160)), (180, 50, 60), 0.03, outlined=False)
