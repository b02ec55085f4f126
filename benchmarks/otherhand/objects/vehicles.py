"""What carries people on the ground and on water."""

from __future__ import annotations

import math

from benchmarks.otherhand.pen import (
    GLASS,
    GREY,
    INK,
    SILVER,
    WHITE,
    WOOD,
    Pen,
    Rgb,
    arc,
    darker,
    lighter,
    path,
)


def _wheel(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.ellipse(x, y, radius, radius, INK)
    pen.ellipse(x, y, radius * 0.5, radius * 0.5, SILVER, outlined=False)


def car_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.62,-.05 -.42,-.5 .3,-.5 .65,-.05"), colour)
    pen.blob(path("-1.2,.05 -1.1,-.08 -.6,-.08 .65,-.08 1.1,0 1.22,.22 1.18,.4 -1.18,.4"), colour)
    pen.polygon(path("-.5,-.07 -.36,-.42 -.1,-.42 -.1,-.07"), GLASS)
    pen.polygon(path("-.02,-.07 -.02,-.42 .26,-.42 .52,-.07"), GLASS)
    _wheel(pen, -0.68, 0.4, 0.25)
    _wheel(pen, 0.7, 0.4, 0.25)
    pen.ellipse(1.16, 0.12, 0.05, 0.08, (250, 236, 140))
    pen.rectangle(-1.22, 0.05, -1.14, 0.18, (210, 40, 40))


def car_outlined(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-0.85, 0.45, -0.55, 0.85, INK, radius=0.05)
    pen.rectangle(0.55, 0.45, 0.85, 0.85, INK, radius=0.05)
    pen.polygon(path("-.72,-.1 -.5,-.65 .5,-.65 .72,-.1"), colour)
    pen.polygon(path("-.6,-.1 -.43,-.56 .43,-.56 .6,-.1"), GLASS)
    pen.rectangle(-0.95, -0.12, 0.95, 0.62, colour, radius=0.15)
    for side in (-1, 1):
        pen.ellipse(side * 0.68, 0.12, 0.17, 0.14, (254, 246, 200))
        pen.ellipse(side * 0.92, -0.15, 0.12, 0.08, colour)
    pen.rectangle(-0.42, 0.05, 0.42, 0.24, (60, 60, 66), radius=0.04)
    pen.rectangle(-0.9, 0.42, 0.9, 0.54, SILVER, radius=0.05)
    pen.rectangle(-0.2, 0.36, 0.2, 0.5, WHITE)


def bus_flat(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-1.3, -0.55, 1.3, 0.45, colour, radius=0.1)
    for i in range(5):
        pen.rectangle(-1.18 + i * 0.42, -0.4, -0.83 + i * 0.42, -0.02, GLASS, radius=0.03)
    pen.rectangle(
        0.92, -0.4, 1.22, 0.42, GLASS if sum(colour) < 600 else (100, 150, 190), radius=0.03
    )
    pen.line(path("1.07,-.4 1.07,.42"), INK, 0.02)
    pen.rectangle(-1.3, 0.1, 0.88, 0.18, darker(colour, 0.3))
    _wheel(pen, -0.8, 0.45, 0.22)
    _wheel(pen, 0.6, 0.45, 0.22)


def bus_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-1.2,-.62 .35,-.8 .35,.62 -1.2,.4"), colour)
    pen.polygon(path(".35,-.8 1,-.66 1,.5 .35,.62"), darker(colour, 0.18))
    for i in range(4):
        left = -1.1 + i * 0.36
        right = left + 0.28
        top_left, top_right = -0.5 - (left + 1.1) * 0.11, -0.5 - (right + 1.1) * 0.11
        pen.polygon(
            [
                (left, top_left),
                (right, top_right),
                (right, top_left + 0.45),
                (left, top_left + 0.42),
            ],
            GLASS,
        )
    pen.polygon(path(".44,-.62 .92,-.52 .92,-.02 .44,-.02"), GLASS)
    pen.line(path(".68,-.56 .68,-.02"), INK, 0.025)
    pen.ellipse(0.47, 0.3, 0.07, 0.08, (252, 240, 180))
    pen.ellipse(0.9, 0.24, 0.06, 0.07, (252, 240, 180))
    pen.ellipse(-0.8, 0.45, 0.18, 0.24, INK)
    pen.ellipse(-0.8, 0.45, 0.08, 0.11, SILVER)
    pen.ellipse(0.1, 0.58, 0.19, 0.25, INK)
    pen.ellipse(0.1, 0.58, 0.08, 0.11, SILVER)
    pen.polygon(path(".45,-.75 .92,-.65 .92,-.57 .45,-.67"), INK)


def truck_flat(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-1.3, -0.75, 0.45, 0.4, colour)
    pen.rectangle(
        -1.25, -0.7, 0.4, 0.35, lighter(colour, 0.25) if sum(colour) < 640 else darker(colour, 0.08)
    )
    pen.rectangle(-1.3, 0.36, 1.2, 0.48, (60, 60, 64))
    pen.polygon(path(".52,-.4 .95,-.4 1.2,0 1.25,.4 .52,.4"), colour)
    pen.polygon(path(".62,-.3 .9,-.3 1.08,0 .62,0"), GLASS)
    for x in (-0.95, -0.5, 0.85):
        _wheel(pen, x, 0.5, 0.22)


def truck_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-1.35,-.55 .25,-.55 .1,.2 -1.1,.2"), colour)
    pen.line(path("-1.35,-.55 .28,-.55"), darker(colour, 0.3), 0.1)
    for x in (-0.95, -0.6, -0.25):
        pen.line([(x - 0.06, -0.45), (x, 0.15)], darker(colour, 0.3), 0.05)
    pen.ellipse(-0.9, -0.6, 0.25, 0.14, (150, 120, 84))
    pen.ellipse(-0.45, -0.66, 0.35, 0.2, (150, 120, 84))
    pen.rectangle(-1.1, 0.2, 1.15, 0.36, (70, 70, 76))
    pen.polygon(path(".3,-.7 .85,-.7 .98,-.2 1.25,-.12 1.25,.36 .3,.36"), colour)
    pen.polygon(path(".42,-.58 .78,-.58 .88,-.18 .42,-.18"), GLASS)
    pen.ellipse(1.2, 0.06, 0.06, 0.08, (252, 236, 150))
    for x in (-0.8, -0.3, 0.85):
        _wheel(pen, x, 0.46, 0.26)


def train_flat(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-1.1, -0.75, -0.35, 0.35, colour)
    pen.rectangle(-1.2, -0.88, -0.25, -0.74, darker(colour, 0.35))
    pen.rectangle(-0.98, -0.6, -0.5, -0.2, GLASS)
    pen.rectangle(-0.38, -0.35, 0.95, 0.35, colour, radius=0.08)
    pen.polygon(path(".45,-.35 .7,-.35 .8,-.8 .35,-.8"), (54, 54, 60))
    pen.ellipse(0.05, -0.36, 0.13, 0.13, (210, 170, 60))
    pen.rectangle(0.92, -0.3, 1.02, 0.3, (54, 54, 60))
    pen.polygon(path(".95,.3 1.3,.72 .75,.72 .75,.3"), (70, 70, 76))
    pen.rectangle(-1.15, 0.3, 0.98, 0.42, (54, 54, 60))
    _wheel(pen, -0.78, 0.5, 0.26)
    _wheel(pen, -0.1, 0.55, 0.2)
    _wheel(pen, 0.4, 0.55, 0.2)
    pen.line(path("-.78,.5 .4,.55"), GREY, 0.06)
    for x, y, r in ((0.55, -0.98, 0.13), (0.4, -1.15, 0.17), (0.12, -1.28, 0.2)):
        pen.ellipse(x, y, r, r, (210, 212, 216))


def train_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(
        path("-.55,1.2 -.35,.6 .35,.6 .55,1.2 .42,1.2 .25,.75 -.25,.75 -.42,1.2"), (90, 90, 96)
    )
    for y, w in ((0.85, 0.6), (1.05, 0.75)):
        pen.rectangle(-w, y, w, y + 0.06, (110, 76, 50))
    pen.polygon(
        path("-.7,.7 -.72,-.5") + arc(0, -0.5, 0.72, 0.55, (180, 360)) + path(".72,-.5 .7,.7"),
        colour,
    )
    pen.polygon(path("-.55,-.1 -.5,-.6 .5,-.6 .55,-.1"), (70, 100, 130))
    pen.line(path("0,-.6 0,-.1"), INK, 0.03)
    pen.rectangle(-0.3, -0.9, 0.3, -0.72, (250, 190, 60), radius=0.03)
    for side in (-1, 1):
        pen.ellipse(side * 0.45, 0.25, 0.12, 0.12, (254, 246, 200))
    pen.rectangle(-0.7, 0.5, 0.7, 0.62, (180, 40, 40) if colour[0] > 235 else (240, 200, 50))
    pen.rectangle(-0.75, 0.62, 0.75, 0.78, (50, 50, 56), radius=0.04)


_REAR, _FRONT, _CRANK = (-0.75, 0.3), (0.75, 0.3), (-0.1, 0.32)


def bicycle_flat(pen: Pen, colour: Rgb) -> None:
    bare = pen.bare()
    _bicycle_wheels(bare, colour)
    seat, head = (-0.3, -0.32), (0.5, -0.32)
    for tube in (
        [_REAR, _CRANK],
        [_CRANK, seat],
        [seat, head],
        [_CRANK, head],
        [seat, _REAR],
        [head, _FRONT],
    ):
        bare.line(tube, colour, 0.085)
    bare.line([seat, (-0.36, -0.5)], colour, 0.07)
    bare.line(path("-.55,-.52 -.2,-.52"), INK, 0.1)
    bare.line([head, (0.45, -0.6)], colour, 0.07)
    bare.curve(path(".45,-.6 .62,-.64 .74,-.52 .66,-.4"), INK, 0.06)
    _bicycle_crank(bare)


def bicycle_outlined(pen: Pen, colour: Rgb) -> None:
    bare = pen.bare()
    _bicycle_wheels(bare, colour)
    seat, head = (-0.38, -0.25), (0.48, -0.4)
    # A dark frame, and the coloured one upon it: outlines that do not cross.
    for width, fill in ((0.13, (40, 38, 44)), (0.085, colour)):
        for tube in ([_REAR, _CRANK], [_CRANK, seat], [seat, _REAR], [head, _FRONT]):
            bare.line(tube, fill, width)
        bare.curve([head, (0.3, 0.0), (0.1, 0.25), _CRANK], fill, width)
        bare.line([head, (0.43, -0.68)], fill, width)
        bare.line([seat, (-0.42, -0.45)], fill, width)
    bare.line(path("-.62,-.5 -.25,-.5"), (110, 66, 40), 0.12)
    bare.curve(path(".62,-.6 .43,-.7 .2,-.66"), INK, 0.07)
    bare.polygon(path(".62,-.55 1.12,-.55 1.02,-.2 .68,-.2"), (196, 150, 90))
    for i in range(4):
        bare.line([(0.68 + i * 0.12, -0.53), (0.72 + i * 0.1, -0.22)], (130, 90, 50), 0.02)
    bare.line(arc(-0.75, 0.3, 0.55, 0.55, (190, 300)), colour, 0.05)
    _bicycle_crank(bare)


def _bicycle_wheels(bare: Pen, colour: Rgb) -> None:
    radius = 0.45
    for x, y in (_REAR, _FRONT):
        tyre = INK if sum(colour) > 150 else (60, 60, 66)
        bare.line(arc(x, y, radius, radius, (0, 361)), tyre, 0.07)
        for i in range(8):
            angle = i * math.pi / 4 + 0.2
            rim = (x + radius * math.cos(angle), y + radius * math.sin(angle))
            bare.line([(x, y), rim], (150, 150, 155), 0.015)


def _bicycle_crank(bare: Pen) -> None:
    bare.ellipse(*_CRANK, 0.12, 0.12, (80, 80, 86))
    bare.line([_CRANK, (0.03, 0.55)], (60, 60, 66), 0.05)
    bare.line(path("-.05,.56 .12,.56"), INK, 0.06)


def boat_flat(pen: Pen, colour: Rgb) -> None:
    pen.line(path("0,.35 0,-1.1"), WOOD, 0.06)
    pen.polygon(
        path(".06,-1.05 .06,.2 .85,.2"),
        lighter(colour, 0.75) if sum(colour) < 650 else (232, 232, 226),
    )
    pen.polygon(
        path("-.06,-.9 -.06,.2 -.6,.2"),
        lighter(colour, 0.55) if sum(colour) < 650 else (214, 214, 210),
    )
    pen.polygon(path("-1.05,.32 1.1,.32 .75,.85 -.75,.85"), colour)


def boat_outlined(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-0.6, -0.1, 0.55, 0.25, WHITE)
    pen.rectangle(-0.4, -0.4, 0.4, -0.1, (236, 236, 232))
    pen.polygon(path("-.15,-.4 -.12,-.95 .16,-.95 .16,-.4"), colour)
    pen.rectangle(-0.125, -0.95, 0.165, -0.82, INK)
    for i in range(4):
        pen.ellipse(-0.42 + i * 0.27, 0.07, 0.07, 0.07, (80, 130, 180))
    for i in range(3):
        pen.rectangle(-0.3 + i * 0.22, -0.32, -0.16 + i * 0.22, -0.2, (80, 130, 180))
    pen.blob(path("-1.25,.18 -.6,.27 .5,.27 1.35,.05 1.1,.55 .9,.8 -.95,.8 -1.15,.5"), colour)
    pen.line(path("-1,.62 1,.62"), lighter(colour, 0.6), 0.06, outlined=False)
    pen.line(path(".8,.2 .8,-.45"), INK, 0.04)
