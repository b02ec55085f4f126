"""What flies or floats."""

from __future__ import annotations

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
    contrast_with,
    darker,
    lighter,
    path,
    turned,
)


def plane_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-1.2,-.1 -1.35,-.62 -1.1,-.62 -.75,-.1"), darker(colour, 0.2))
    pen.blob(path("-1.25,-.1 -.6,-.2 .6,-.22 1.15,-.1 1.3,.08 1.05,.2 .3,.22 -.6,.16"), colour)
    pen.polygon(path("-.1,.06 .3,.06 -.25,.62 -.52,.62"), darker(colour, 0.3))
    pen.polygon(path("-1.1,-.05 -.85,-.05 -1.15,.14 -1.35,.14"), darker(colour, 0.3))
    for i in range(7):
        pen.ellipse(
            -0.55 + i * 0.2, -0.07, 0.05, 0.06, GLASS if sum(colour) < 600 else (70, 110, 160)
        )
    pen.polygon(path("1,-.12 1.14,-.08 1.2,.02 .98,0"), (70, 110, 160))


def plane_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.14,-.2 .14,-.2 1.2,.38 1.2,.56 .12,.3 -.12,.3 -1.2,.56 -1.2,.38"), colour)
    for side in (-1, 1):
        pen.rectangle(side * 0.55 - 0.07, 0, side * 0.55 + 0.07, 0.28, GREY, radius=0.05)
    pen.polygon(path("0,.6 .45,.92 .45,1.04 0,.95 -.45,1.04 -.45,.92"), darker(colour, 0.15))
    pen.blob(
        path("0,-1.1 .13,-.85 .16,-.2 .15,.4 .06,1 -.06,1 -.15,.4 -.16,-.2 -.13,-.85"),
        lighter(colour, 0.15),
    )
    pen.polygon(path("-.09,-.8 .09,-.8 .11,-.68 -.11,-.68"), (60, 90, 140))


def bird_flat(pen: Pen, colour: Rgb) -> None:
    pen.line(path("-.05,.5 -.05,.95"), (220, 130, 40), 0.05)
    pen.line(path(".15,.5 .15,.95"), (220, 130, 40), 0.05)
    pen.line(path("-.05,.95 .12,.95"), (220, 130, 40), 0.05)
    pen.line(path(".15,.95 .32,.95"), (220, 130, 40), 0.05)
    pen.polygon(path("-.5,.05 -1.25,.1 -1.15,.35 -.4,.4"), darker(colour, 0.3))
    pen.blob(
        path("-.7,.15 -.3,-.15 .1,-.35 .35,-.75 .68,-.78 .85,-.5 .7,-.1 .5,.4 .05,.6 -.4,.48"),
        colour,
    )
    pen.polygon(path(".82,-.62 1.2,-.47 .82,-.38"), (240, 160, 40))
    pen.blob(path("-.55,.15 -.1,-.05 .25,.05 .1,.35 -.3,.42"), darker(colour, 0.3))
    pen.ellipse(0.58, -0.55, 0.08, 0.08, WHITE)
    pen.ellipse(0.6, -0.55, 0.045, 0.045, INK)


def bird_outlined(pen: Pen, colour: Rgb) -> None:
    pen.blob(path(".05,-.05 -.05,-.55 -.5,-1.1 -.75,-1.1 -.7,-.6 -.5,-.05"), darker(colour, 0.15))
    pen.polygon(path("-.7,0 -1.35,-.15 -1.2,.05 -1.35,.22 -.65,.22"), darker(colour, 0.1))
    pen.blob(path("-.85,.08 -.3,-.12 .4,-.2 .75,-.3 1,-.1 .85,.12 .4,.32 -.3,.28"), colour)
    pen.polygon(path(".97,-.15 1.28,-.02 .94,.06"), (240, 170, 40))
    pen.ellipse(0.82, -0.1, 0.05, 0.05, WHITE)
    pen.ellipse(0.83, -0.1, 0.03, 0.03, INK, outlined=False)
    pen.blob(path(".3,0 .4,-.5 .25,-1 .45,-1.25 -.05,-1 -.3,-.5 -.3,.02"), lighter(colour, 0.15))
    for x in (-0.12, 0.04, 0.18):
        pen.line([(x, -0.05), (x + 0.05, -0.65)], darker(colour, 0.3), 0.03)


def balloon_flat(pen: Pen, colour: Rgb) -> None:
    pen.curve(path("0,.42 .06,.7 -.05,1 .05,1.4"), (110, 110, 115), 0.03)
    pen.polygon(path("0,.3 -.1,.48 .1,.48"), darker(colour, 0.2))
    pen.ellipse(0, -0.35, 0.6, 0.74, colour)
    pen.ellipse(-0.24, -0.62, 0.1, 0.18, lighter(colour, 0.6), turn=20)


def balloon_outlined(pen: Pen, colour: Rgb) -> None:
    pen.curve(path("0,.5 -.12,.75 .12,1 -.08,1.3"), INK, 0.03)
    pen.blob(path("0,-1 .5,-.84 .7,-.35 .45,.15 .1,.42 -.1,.42 -.45,.15 -.7,-.35 -.5,-.84"), colour)
    pen.polygon(path("0,.42 -.1,.56 .1,.56"), colour)
    pen.curve(path("-.48,-.25 -.46,-.55 -.25,-.75"), lighter(colour, 0.75), 0.08, outlined=False)


def hot_air_balloon_flat(pen: Pen, colour: Rgb) -> None:
    for x in (-0.2, 0.2):
        pen.line([(x * 1.4, 0.35), (x, 0.85)], WOOD, 0.03)
    pen.rectangle(-0.22, 0.82, 0.22, 1.12, WOOD, radius=0.03)
    envelope = path(
        "0,-1.1 .55,-.95 .82,-.45 .65,.05 .28,.45 -.28,.45 -.65,.05 -.82,-.45 -.55,-.95"
    )
    pen.blob(envelope, colour)
    stripe = lighter(colour, 0.6) if sum(colour) < 600 else darker(colour, 0.3)
    pen.blob(
        path("0,-1.1 .2,-.95 .28,-.45 .22,.05 .09,.45 -.09,.45 -.22,.05 -.28,-.45 -.2,-.95"), stripe
    )
    for side in (-1, 1):
        pen.blob(
            path(".3,-1.05 .6,-.85 .72,-.45 .56,.1 .24,.45 .2,.4 .46,0 .56,-.45 .46,-.9", side),
            darker(colour, 0.12),
        )


def hot_air_balloon_outlined(pen: Pen, colour: Rgb) -> None:
    for x in (-0.28, -0.1, 0.1, 0.28):
        pen.line([(x, 0.3), (x * 0.6, 0.95)], INK, 0.025)
    pen.polygon(path("-.2,.92 .2,.92 .16,1.22 -.16,1.22"), (176, 124, 70))
    pen.line(path("-.19,1.02 .19,1.02"), darker(WOOD), 0.03)
    pen.blob(
        path("0,-1.15 .65,-.95 .95,-.4 .75,.05 .32,.38 -.32,.38 -.75,.05 -.95,-.4 -.65,-.95"),
        colour,
    )
    stripe = WHITE if sum(colour) < 600 else (90, 130, 200)
    zigzag = [(-0.92 + i * 0.23, -0.42 + (0.16 if i % 2 else -0.1)) for i in range(9)]
    pen.line(zigzag, stripe, 0.1, outlined=False)
    for x in (-0.5, 0, 0.5):
        pen.curve([(0, -1.12), (x * 1.1, -0.4), (x * 0.5, 0.36)], darker(colour, 0.35), 0.025)


def kite_flat(pen: Pen, colour: Rgb) -> None:
    pen.curve(path("0,.6 .2,.85 -.15,1.1 .15,1.4"), (90, 90, 90), 0.03)
    for x, y in ((0.13, 0.78), (-0.02, 1.02), (0.05, 1.28)):
        pen.polygon(
            [
                (x - 0.15, y - 0.08),
                (x + 0.15, y + 0.08),
                (x + 0.15, y - 0.08),
                (x - 0.15, y + 0.08),
            ],
            darker(colour, 0.2),
        )
    pen.polygon(path("0,-1 .65,-.35 0,.62 -.65,-.35"), colour)
    pen.polygon(path("0,-1 0,-.35 -.65,-.35"), lighter(colour, 0.3))
    pen.polygon(path(".65,-.35 0,-.35 0,.62"), lighter(colour, 0.3))
    pen.line(path("0,-1 0,.62"), WOOD, 0.03)
    pen.line(path("-.65,-.35 .65,-.35"), WOOD, 0.03)


def kite_outlined(pen: Pen, colour: Rgb) -> None:
    for x in (-0.45, 0, 0.45):
        pen.curve(
            [(x, 0.1), (x + 0.15, 0.5), (x - 0.1, 0.8), (x + 0.12, 1.2)],
            darker(colour, 0.15) if x else lighter(colour, 0.4),
            0.07,
        )
    pen.polygon(path("0,-.75 1.2,.15 .35,.12 0,.35 -.35,.12 -1.2,.15"), colour)
    pen.polygon(path("0,-.75 .35,.12 0,.35 -.35,.12"), lighter(colour, 0.35))
    pen.curve(path("0,-.1 .3,.5 .9,1.3"), INK, 0.02)


def butterfly_flat(pen: Pen, colour: Rgb) -> None:
    for side in (-1, 1):
        pen.blob(path(".06,-.1 .4,-.8 1,-.95 1.05,-.4 .6,.05", side), colour)
        pen.blob(path(".06,.05 .6,.08 .85,.5 .55,.9 .2,.6", side), darker(colour, 0.22))
        pen.ellipse(side * 0.75, -0.58, 0.17, 0.17, lighter(colour, 0.55))
        pen.ellipse(side * 0.5, 0.48, 0.12, 0.12, lighter(colour, 0.55))
        pen.curve(path("0,-.45 .1,-.8 .28,-1", side), INK, 0.035)
    pen.ellipse(0, 0, 0.09, 0.52, INK)
    pen.ellipse(0, -0.5, 0.11, 0.11, INK)


def butterfly_outlined(pen: Pen, colour: Rgb) -> None:
    pen.blob(path(".1,.35 -.15,-.3 -.2,-1 .35,-1.1 .65,-.5 .35,.2"), darker(colour, 0.15))
    pen.blob(path("0,.35 -.5,-.1 -.95,-.75 -.7,-1.1 -.15,-.85 .15,-.2"), colour)
    pen.blob(path("-.05,.38 -.65,.25 -1,.45 -.8,.8 -.3,.75"), lighter(colour, 0.25))
    for x, y in ((-0.65, -0.72), (-0.38, -0.4)):
        pen.ellipse(x, y, 0.12, 0.12, contrast_with(colour), outlined=False)
    pen.ellipse(-0.65, 0.5, 0.1, 0.1, contrast_with(colour), outlined=False)
    pen.blob(path("-.45,.75 -.1,.3 .3,.05 .38,.15 .05,.5 -.38,.85"), (60, 50, 50))
    pen.ellipse(0.38, 0.05, 0.12, 0.12, (60, 50, 50))
    pen.curve(path(".42,-.03 .6,-.3 .85,-.38"), INK, 0.03)
    pen.curve(path(".46,0 .7,-.18 .95,-.15"), INK, 0.03)


def helicopter_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.2,-.2 -1.2,-.18 -1.2,-.05 -.2,.25"), colour)
    pen.polygon(path("-1.3,-.5 -1.1,-.5 -1.05,-.05 -1.25,-.05"), colour)
    pen.ellipse(-1.2, -0.2, 0.04, 0.25, GREY, turn=20)
    pen.blob(path("-.35,-.25 .2,-.4 .65,-.3 .9,.05 .75,.32 .1,.42 -.35,.25"), colour)
    pen.blob(path(".32,-.26 .6,-.2 .8,.06 .32,.06"), GLASS)
    pen.line(path("0,-.35 0,-.6"), INK, 0.07)
    pen.rectangle(-1.05, -0.66, 1.05, -0.59, INK)
    for x in (-0.15, 0.45):
        pen.line([(x, 0.35), (x - 0.05, 0.65)], INK, 0.05)
    pen.line(path("-.45,.65 .85,.65"), INK, 0.06)


def helicopter_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path(".2,-.12 1.25,-.3 1.3,-.18 .2,.28"), darker(colour, 0.12))
    pen.polygon(path("1.1,-.25 1.35,-.62 1.45,-.6 1.32,-.15"), darker(colour, 0.12))
    pen.line(path("1.1,-.45 1.55,-.1"), GREY, 0.04)
    pen.line(path("1.5,-.5 1.12,-.02"), GREY, 0.04)
    pen.ellipse(-0.2, 0.05, 0.72, 0.5, colour)
    pen.polygon(arc(-0.2, 0.05, 0.68, 0.46, (100, 240)) + path("-.3,-.15 -.2,.15"), GLASS)
    pen.line(path("-.42,-.32 -.45,.47"), darker(colour, 0.3), 0.04)
    pen.rectangle(0.05, -0.25, 0.3, 0.12, GLASS, radius=0.04)
    pen.rectangle(-0.24, -0.68, -0.1, -0.42, GREY)
    pen.ellipse(-0.17, -0.72, 1.15, 0.09, (150, 155, 165))
    pen.ellipse(-0.17, -0.75, 0.12, 0.07, INK)
    pen.line(path("-.55,.5 -.6,.75"), GREY, 0.05)
    pen.line(path(".15,.5 .2,.75"), GREY, 0.05)
    pen.curve(path("-1,.68 -.85,.78 .55,.78"), GREY, 0.06)


def rocket_flat(pen: Pen, colour: Rgb) -> None:
    pen.polygon(path("-.18,.6 0,1.25 .18,.6"), (250, 150, 30))
    pen.polygon(path("-.09,.6 0,.98 .09,.6"), (252, 224, 80))
    for side in (-1, 1):
        pen.polygon(path(".25,.1 .62,.55 .62,.8 .22,.6", side), darker(colour, 0.3))
    pen.blob(
        path("0,-1.15 .2,-.8 .32,-.3 .32,.25 .22,.62 -.22,.62 -.32,.25 -.32,-.3 -.2,-.8"), colour
    )
    pen.ellipse(0, -0.35, 0.17, 0.17, WHITE)
    pen.ellipse(0, -0.35, 0.12, 0.12, (90, 160, 220))


def rocket_outlined(pen: Pen, colour: Rgb) -> None:
    pen.polygon(
        turned(path("-.25,.7 -.3,1.1 -.12,.95 0,1.35 .12,.95 .3,1.1 .25,.7"), 35), (248, 120, 30)
    )
    pen.polygon(turned(path("-.12,.7 0,1.05 .12,.7"), 35), (252, 224, 80), outlined=False)
    for side in (-1, 1):
        pen.blob(turned(path(".3,0 .6,.3 .68,.8 .3,.6", side), 35), darker(colour, 0.25))
    pen.polygon(turned(path("-.3,.6 .3,.6 .2,.75 -.2,.75"), 35), GREY)
    pen.polygon(
        turned(
            path("-.38,-.45")
            + arc(0, -0.45, 0.38, 0.75, (180, 360))
            + path(".4,.1 .3,.62 -.3,.62 -.4,.1"),
            35,
        ),
        colour,
    )
    nose = contrast_with(colour) if colour[0] > 200 and colour[1] < 80 else (220, 50, 45)
    pen.polygon(turned(arc(0, -0.45, 0.38, 0.75, (205, 335)), 35), nose)
    x, y = turned(path("0,-.28"), 35)[0]
    pen.ellipse(x, y, 0.19, 0.19, SILVER)
    pen.ellipse(x, y, 0.13, 0.13, (80, 150, 215))
    pen.line(turned(path("-.37,.25 .37,.25"), 35), lighter(colour, 0.5), 0.07)
