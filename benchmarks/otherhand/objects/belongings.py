"""What people carry, wear and play with."""

from __future__ import annotations

import itertools
import math

from benchmarks.otherhand.pen import (
    GREY,
    INK,
    SILVER,
    WHITE,
    WOOD,
    Pen,
    Rgb,
    arc,
    contrast_with,
    darker,
    lighter,
    open_curve,
    path,
    rounded,
    turned,
)


def ball_flat(pen: Pen, colour: Rgb) -> None:
    second = WHITE if sum(colour) < 620 else (70, 130, 210)
    pen.ellipse(0, 0, 1, 1, colour)
    for a in (10, 130, 250):
        pen.polygon(path(".05,-.12") + arc(0, 0, 1, 1, (a, a + 55)), second)
    pen.ellipse(0.05, -0.12, 0.17, 0.17, lighter(colour, 0.5) if sum(colour) < 620 else second)


def ball_outlined(pen: Pen, colour: Rgb) -> None:
    pen.ellipse(0, 0, 1, 1, colour)
    k = INK if sum(colour) > 200 else (150, 150, 155)
    pen.line(path("0,-1 0,1"), k, 0.05, outlined=False)
    pen.line(path("-1,0 1,0"), k, 0.05, outlined=False)
    pen.line(arc(-1.15, 0, 0.8, 0.9, (-62, 62)), k, 0.05, outlined=False)
    pen.line(arc(1.15, 0, 0.8, 0.9, (118, 242)), k, 0.05, outlined=False)


def umbrella_flat(pen: Pen, colour: Rgb) -> None:
    pen.line(path("0,-.2 0,.85") + arc(0.14, 0.85, 0.14, 0.18, (180, 20)), WOOD, 0.07)
    pen.line(path("0,-.8 0,-.95"), WOOD, 0.06)
    outline = arc(0, 0, 1.05, 0.85, (180, 360))
    for i in range(4):
        outline += arc(0.79 - i * 0.525, 0, 0.262, 0.12, (0, -180))
    pen.polygon(outline, colour)
    for x in (-0.525, 0, 0.525):
        pen.curve([(0, -0.84), (x * 0.75, -0.5), (x, 0)], darker(colour, 0.3), 0.025)


def umbrella_outlined(pen: Pen, colour: Rgb) -> None:
    handle = path("0,-.2 0,.95") + arc(-0.15, 0.95, 0.15, 0.18, (0, 170))
    pen.line(turned(handle, -28), (60, 50, 50), 0.07)
    pen.line(turned(path("0,-.85 0,-1.05"), -28), INK, 0.06)
    other = lighter(colour, 0.35) if sum(colour) < 650 else darker(colour, 0.12)
    for i, (a, b) in enumerate(itertools.pairwise((-1.05, -0.6, 0, 0.6, 1.05))):
        left = open_curve([(0, -0.88), (a * 0.75, -0.58), (a, 0.05)])
        edge = open_curve([(a, 0.05), ((a + b) / 2, -0.1), (b, 0.05)])
        right = open_curve([(0, -0.88), (b * 0.75, -0.58), (b, 0.05)])
        pen.polygon(turned(left + edge + right[::-1], -28), colour if i % 2 else other)


def book_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.75,-.95 .55,-.95 .75,-.8 .75,1 -.55,1 -.75,.85"), darker(colour, 0.3))
    pen.polygon(path(".5,-.9 .7,-.78 .7,.95 .5,.85"), (244, 238, 220))
    pen.polygon(path("-.7,.86 .52,.86 .7,.95 -.52,.95"), (244, 238, 220))
    pen.rectangle(-0.75, -0.95, 0.55, 0.85, colour)
    pen.rectangle(-0.75, -0.95, -0.6, 0.85, darker(colour, 0.25))
    second = lighter(colour, 0.7) if sum(colour) < 600 else (90, 80, 70)
    pen.rectangle(-0.4, -0.6, 0.35, -0.45, second)
    pen.rectangle(-0.28, -0.32, 0.23, -0.24, second)


def book_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-1.25,-.55 0,-.4 1.25,-.55 1.25,.75 0,.9 -1.25,.75"), colour)
    for side in (-1, 1):
        pen.polygon(
            open_curve(path("0,-.45 .5,-.72 1.12,-.65", side))
            + open_curve(path("1.12,.6 .5,.55 0,.8", side)),
            (252, 248, 234),
        )
        for i in range(6):
            y = -0.42 + i * 0.16
            pen.curve(
                [(side * 0.12, y + 0.08), (side * 0.5, y - 0.08), (side * 0.98, y - 0.04)],
                (150, 150, 156),
                0.03,
                outlined=False,
            )
    pen.line(path("0,-.45 0,.8"), (120, 110, 100), 0.03)


def guitar_flat(pen: Pen, colour: Rgb) -> None:
    pen.blob(
        path(
            "0,-.2 .32,-.15 .42,.1 .34,.32 .55,.7 .4,1.1 0,1.2 -.4,1.1 -.55,.7 -.34,.32 "
            "-.42,.1 -.32,-.15"
        ),
        colour,
    )
    pen.ellipse(0, 0.35, 0.17, 0.17, INK if sum(colour) > 150 else (170, 140, 90))
    pen.rectangle(-0.08, -1.0, 0.08, 0.3, (96, 62, 38))
    pen.polygon(path("-.12,-1 -.15,-1.3 .15,-1.3 .12,-1"), (70, 44, 28))
    pen.rectangle(-0.25, 0.82, 0.25, 0.9, (96, 62, 38))
    for x in (-0.04, 0, 0.04):
        pen.line([(x, -1.0), (x, 0.85)], (230, 226, 210), 0.012)
    for y in (-1.08, -1.2):
        pen.ellipse(-0.2, y, 0.05, 0.04, SILVER)
        pen.ellipse(0.2, y, 0.05, 0.04, SILVER)


def guitar_outlined(pen: Pen, colour: Rgb) -> None:
    pen.blob(
        turned(
            path(
                "-.15,.2 -.4,0 -.52,.12 -.38,.5 -.52,.85 -.3,1.15 .1,1.2 .45,1.05 .5,.7 "
                ".32,.45 .45,.2 .35,.08 .15,.25"
            ),
            38,
        ),
        colour,
    )
    pen.polygon(
        turned(path("-.25,.6 .05,.45 .3,.65 .3,1 0,.95"), 38),
        WHITE if sum(colour) < 640 else (60, 60, 66),
    )
    pen.polygon(turned(path("-.07,.5 .07,.5 .06,-1 -.06,-1"), 38), (196, 150, 96))
    for i in range(8):
        pen.line(turned([(-0.06, -0.9 + i * 0.15), (0.06, -0.9 + i * 0.15)], 38), GREY, 0.02)
    pen.blob(turned(path("-.07,-1 -.12,-1.25 .05,-1.42 .16,-1.3 .08,-1"), 38), (196, 150, 96))
    for y in (0.6, 0.78):
        pen.polygon(turned([(-0.14, y), (0.14, y), (0.14, y + 0.08), (-0.14, y + 0.08)], 38), INK)
    pen.polygon(turned(path("-.16,.95 .16,.95 .16,1.03 -.16,1.03"), 38), SILVER)


def drum_flat(pen: Pen, colour: Rgb) -> None:
    brass = (212, 170, 70)
    for side in (-1, 1):
        pen.line(path(".9,-1.1 .15,-.55", side), (210, 160, 100), 0.07)
        pen.ellipse(side * 0.15, -0.55, 0.09, 0.07, (210, 160, 100))
    pen.polygon(path("-.9,-.4") + arc(0, 0.6, 0.9, 0.28, (180, 0)) + path(".9,-.4"), colour)
    cords = []
    for i in range(9):
        bulge = math.sin(math.pi * i / 8)
        cords.append((-0.88 + i * 0.22, -0.2 + 0.06 * bulge if i % 2 else 0.66 + 0.2 * bulge))
    pen.line(cords, WHITE if sum(colour) < 600 else INK, 0.04)
    pen.polygon(arc(0, 0.62, 0.9, 0.28, (180, 0)) + arc(0, 0.5, 0.9, 0.28, (0, 180)), brass)
    pen.ellipse(0, -0.4, 0.92, 0.3, brass)
    pen.ellipse(0, -0.42, 0.84, 0.24, (248, 242, 226))


def drum_outlined(pen: Pen, colour: Rgb) -> None:
    pen.ellipse(0, -0.1, 0.85, 0.85, colour)
    pen.ellipse(0, -0.1, 0.72, 0.72, (246, 240, 226))
    pen.ellipse(0, -0.1, 0.3, 0.3, lighter(colour, 0.1))
    for a in range(0, 360, 45):
        x, y = 0.79 * math.cos(math.radians(a + 20)), -0.1 + 0.79 * math.sin(math.radians(a + 20))
        pen.ellipse(x, y, 0.05, 0.05, SILVER)
    for side in (-1, 1):
        pen.line(path(".5,.6 .8,1.1", side), GREY, 0.08)
    for side in (-1, 1):
        pen.polygon(path(".15,-.95 .65,-.95 .65,-.6 .15,-.6", side), colour)
        pen.ellipse(side * 0.4, -0.95, 0.27, 0.09, (246, 240, 226))
    pen.line(path("-1.05,.95 -1.05,-.75"), GREY, 0.05)
    pen.ellipse(-1.05, -0.78, 0.4, 0.07, (226, 184, 70), turn=-8)


def _bow(colour: Rgb) -> Rgb:
    yellow = colour[0] > 235 and colour[1] > 180 and colour[2] < 90
    return (214, 40, 50) if yellow else (250, 214, 60)


def gift_flat(pen: Pen, colour: Rgb) -> None:
    bow = _bow(colour)
    pen.rectangle(-0.8, -0.1, 0.8, 1.0, colour)
    pen.rectangle(-0.92, -0.4, 0.92, -0.05, darker(colour, 0.12))
    pen.rectangle(-0.13, -0.4, 0.13, 1.0, bow)
    for side in (-1, 1):
        pen.blob(path("0,-.42 .25,-.85 .65,-.95 .68,-.6 .3,-.42", side), bow)
        pen.blob(path(".1,-.47 .3,-.7 .52,-.76 .5,-.6", side), darker(bow, 0.25))
    pen.ellipse(0, -0.46, 0.13, 0.1, bow)


def gift_outlined(pen: Pen, colour: Rgb) -> None:
    bow = _bow(colour)
    pen.polygon(path("-.95,-.25 0,.05 0,1.15 -.95,.75"), colour)
    pen.polygon(path("0,.05 .95,-.25 .95,.75 0,1.15"), darker(colour, 0.22))
    pen.polygon(path("-.95,-.25 0,-.55 .95,-.25 0,.05"), lighter(colour, 0.2))
    pen.polygon(path("-.58,-.13 -.38,-.07 -.38,1 -.58,.91"), bow)
    pen.polygon(path(".38,-.07 .58,-.13 .58,.91 .38,1"), darker(bow, 0.15))
    pen.polygon(path("-.58,-.13 .38,-.43 .58,-.37 -.38,-.07"), bow)
    pen.polygon(path(".58,-.13 -.38,-.43 -.58,-.37 .38,-.07"), bow)
    for side in (-1, 1):
        pen.blob(path("0,-.25 .2,-.75 .6,-.85 .62,-.45", side), bow)
    pen.ellipse(0, -0.28, 0.12, 0.11, darker(bow, 0.1))


_ICONS = (
    (230, 70, 60),
    (250, 190, 50),
    (70, 180, 90),
    (70, 130, 230),
    (160, 80, 200),
    (250, 140, 40),
)


def phone_flat(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-0.52, -1.05, 0.52, 1.05, colour, radius=0.13)
    screen = (240, 244, 250) if colour[2] > 180 else (120, 180, 236)
    pen.rectangle(-0.44, -0.85, 0.44, 0.82, screen, radius=0.02)
    for i in range(12):
        right, down = i % 3 * 0.27, i // 3 * 0.32
        left, top = -0.36 + right, -0.7 + down
        pen.rectangle(left, top, -0.18 + right, -0.5 + down, _ICONS[i % 6], radius=0.04)
    pen.ellipse(0, 0.93, 0.07, 0.07, lighter(colour, 0.5) if sum(colour) < 600 else GREY)
    pen.line(path("-.12,-.95 .12,-.95"), contrast_with(colour), 0.03)


def phone_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(turned(rounded(-0.57, -1.02, 0.5, 1.1, 0.16), 18), darker(colour, 0.4))
    pen.polygon(turned(rounded(-0.52, -1.07, 0.55, 1.05, 0.16), 18), colour)
    pen.polygon(turned(rounded(-0.42, -0.82, 0.45, 0.74, 0.03), 18), (40, 60, 100))
    bare = pen.bare()
    bare.polygon(turned(path("-.42,.74 -.42,.3 .45,-.35 .45,.74"), 18), (60, 90, 140))
    bare.polygon(turned(rounded(-0.3, -0.66, 0.33, -0.5, 0.03), 18), (240, 244, 250))
    bare.polygon(turned(rounded(-0.18, -0.36, 0.33, -0.36 + 0.2, 0.03), 18), (90, 200, 120))
    for i in range(4):
        icon = rounded(-0.34 + i * 0.185, 0.46, -0.2 + i * 0.185, 0.62, 0.03)
        bare.polygon(turned(icon, 18), _ICONS[i])
    ((x, y),) = turned(path(".015,.89"), 18)
    pen.ellipse(x, y, 0.09, 0.09, lighter(colour, 0.4))
    bare.line(turned(path("-.1,-.94 .13,-.94"), 18), contrast_with(colour), 0.045)


def _ribbon(colour: Rgb) -> Rgb:
    return (40, 40, 44) if colour[0] > 180 and colour[1] < 90 else (180, 40, 44)


def hat_flat(pen: Pen, colour: Rgb) -> None:
    ribbon = _ribbon(colour)
    pen.ellipse(0, 0.6, 1.15, 0.22, colour)
    pen.polygon(path("-.62,-.85 .62,-.85 .58,.6 -.58,.6"), colour)
    pen.ellipse(0, -0.85, 0.62, 0.13, lighter(colour, 0.15))
    pen.polygon(path("-.6,.22 .6,.22 .58,.52 -.58,.52"), ribbon)


def hat_outlined(pen: Pen, colour: Rgb) -> None:
    ribbon = _ribbon(colour)
    pen.blob(
        path("-1.3,.05 -.9,.3 0,.38 .9,.3 1.3,.05 1.1,.5 .4,.72 -.4,.72 -1.1,.5"),
        darker(colour, 0.12),
    )
    pen.blob(path("-.62,.42 -.58,-.3 -.35,-.62 0,-.48 .35,-.62 .58,-.3 .62,.42 0,.52"), colour)
    pen.polygon(
        open_curve(path("-.62,.2 0,.32 .62,.2")) + open_curve(path(".63,.42 0,.54 -.63,.42")),
        ribbon,
    )
    pen.curve(path("0,-.46 0,-.2"), darker(colour, 0.35), 0.05, outlined=False)


def key_flat(pen: Pen, colour: Rgb) -> None:
    pen.rectangle(-0.3, -0.09, 1.2, 0.09, colour)
    pen.rectangle(0.75, 0.05, 0.88, 0.36, colour)
    pen.rectangle(1.0, 0.05, 1.15, 0.45, colour)
    pen.line(arc(-0.68, 0, 0.38, 0.38, (0, 361)), colour, 0.19)


def key_outlined(pen: Pen, colour: Rgb) -> None:
    blade = path("-.1,-.15 .95,-.15 1.12,0 1,.1 .9,.22 .8,.1 .68,.24 .55,.1 .42,.22 .3,.12 -.1,.15")
    pen.polygon(turned(blade, -40), colour)
    pen.line(turned(path("0,-.05 1,-.05"), -40), darker(colour, 0.3), 0.04, outlined=False)
    (bow, hole) = turned(path("-.5,0 -.72,0"), -40)
    pen.ellipse(*bow, 0.52, 0.48, colour)
    pen.hole(*hole, 0.14)


def shirt_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(
        path(
            "-.3,-.9 -.6,-.82 -1.15,-.25 -.82,.08 -.58,-.18 -.58,.95 .58,.95 .58,-.18 "
            ".82,.08 1.15,-.25 .6,-.82 .3,-.9"
        )
        + arc(0, -0.9, 0.3, 0.22, (0, 180)),
        colour,
    )
    pen.line(arc(0, -0.9, 0.3, 0.22, (0, 180)), darker(colour, 0.3), 0.06)


def shirt_outlined(pen: Pen, colour: Rgb) -> None:
    for side in (-1, 1):
        pen.polygon(path(".55,-.85 .85,-.6 1.1,.6 .82,.68 .55,-.2", side), darker(colour, 0.1))
        pen.polygon(path("1.1,.55 1.13,.75 .83,.83 .8,.64", side), lighter(colour, 0.25))
    pen.polygon(path("-.28,-.95 -.6,-.83 -.6,1 .6,1 .6,-.83 .28,-.95"), colour)
    pen.polygon(path("-.28,-.98 0,-.7 .28,-.98"), darker(colour, 0.4))
    pen.polygon(path("-.28,-1.02 -.42,-.85 -.2,-.52 0,-.72"), lighter(colour, 0.25))
    pen.polygon(path(".28,-1.02 .42,-.85 .2,-.52 0,-.72"), lighter(colour, 0.25))
    pen.line(path("0,-.7 0,1"), darker(colour, 0.3), 0.03, outlined=False)
    for i in range(5):
        pen.ellipse(0.06, -0.45 + i * 0.32, 0.04, 0.04, contrast_with(colour), outlined=False)
    pen.rectangle(0.2, -0.25, 0.46, 0.02, darker(colour, 0.12))
