"""Things of the sky, and shapes without a place of their own."""

import math

from training.pictures.canvas import BLACK, GLASS, METAL, WHITE, WOOD, Ink, Pen, Rgb, mix

RAINBOW: tuple[Rgb, ...] = (
    (226, 44, 50),
    (244, 140, 36),
    (250, 220, 56),
    (66, 172, 74),
    (52, 112, 214),
    (128, 62, 176),
)


def sun_with_rays(pen: Pen, ink: Ink) -> None:
    for i in range(12):
        angle = math.tau * i / 12
        left, right = angle - 0.13, angle + 0.13
        pen.shape(
            ink.main,
            0.66 * math.cos(left),
            0.66 * math.sin(left),
            0.66 * math.cos(right),
            0.66 * math.sin(right),
            math.cos(angle),
            math.sin(angle),
        )
    pen.oval(ink.main, 0, 0, 0.58)


def sun_with_strokes(pen: Pen, ink: Ink) -> None:
    for i in range(16):
        x, y = math.cos(math.tau * i / 16), math.sin(math.tau * i / 16)
        far = 0.98 if i % 2 else 0.84
        pen.stroke(ink.main, 0.09, 0.62 * x, 0.62 * y, far * x, far * y)
    pen.oval(ink.main, 0, 0, 0.52)
    pen.oval(ink.light, 0, 0, 0.36)


def moon_crescent(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.main, 0.3, -0.92, -0.3, -0.86, -0.78, -0.4, -0.86, 0.1, -0.6, 0.64, -0.1, 0.92,
               0.42, 0.86, 0.8, 0.56, 0.3, 0.54, -0.12, 0.26, -0.3, -0.16, -0.16, -0.6)  # fmt: skip


def moon_full(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, 0, 0, 0.9)
    shade = mix(ink.main, (110, 110, 118), 0.4)
    for x, y, radius in ((-0.34, -0.3, 0.22), (0.3, -0.46, 0.13), (0.24, 0.26, 0.27),
                         (-0.42, 0.36, 0.14), (0.58, -0.06, 0.1)):  # fmt: skip
        pen.oval(shade, x, y, radius)


def cloud_puffs(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, -0.52, 0.14, 0.42, 0.36)
    pen.oval(ink.main, 0.5, 0.12, 0.46, 0.38)
    pen.oval(ink.main, -0.1, -0.18, 0.5, 0.46)
    pen.rounded(ink.main, -0.94, 0.1, 0.96, 0.54, 0.2)


def cloud_flat(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.main, -0.96, 0.36, -0.86, 0.04, -0.5, 0.0, -0.34, -0.36, 0.08, -0.44, 0.36,
               -0.16,
               0.66, -0.22, 0.9, 0.06, 0.96, 0.36, 0.4, 0.44, -0.4, 0.44)  # fmt: skip
    pen.curve(mix(ink.main, (120, 130, 150), 0.3), 0.05, -0.6, 0.26, 0.0, 0.32, 0.6, 0.24)


def rainbow_bow(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    for i, colour in enumerate(RAINBOW):
        radius = 0.94 - 0.09 * i
        pen.arc(colour, 0.105, 0, 0.55, radius, radius * 1.1, 180, 360)


def rainbow_with_clouds(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    for i, colour in enumerate(RAINBOW):
        radius = 0.84 - 0.085 * i
        pen.arc(colour, 0.1, 0, 0.4, radius, radius, 184, 356)
    for x in (-0.62, 0.62):
        pen.oval(WHITE, x - 0.16, 0.46, 0.2, 0.15)
        pen.oval(WHITE, x + 0.14, 0.46, 0.2, 0.15)
        pen.oval(WHITE, x, 0.36, 0.2, 0.17)


def _star(pen: Pen, fill: Rgb, points: int, inner: float, outer: float = 0.98) -> None:
    corners: list[float] = []
    for i in range(points * 2):
        radius = inner if i % 2 else outer
        angle = math.tau * i / (points * 2) - math.pi / 2
        corners += [radius * math.cos(angle), radius * math.sin(angle)]
    pen.shape(fill, *corners)


def star_five(pen: Pen, ink: Ink) -> None:
    _star(pen, ink.main, 5, 0.4)


def star_fat(pen: Pen, ink: Ink) -> None:
    _star(pen, ink.main, 5, 0.52)
    _star(pen, ink.light, 5, 0.28, 0.52)


def heart_plain(pen: Pen, ink: Ink) -> None:
    points: list[float] = []
    for i in range(28):
        angle = math.tau * i / 28
        x = math.sin(angle) ** 3
        y = 13 * math.cos(angle) - 5 * math.cos(2 * angle) - 2 * math.cos(3 * angle)
        points += [0.94 * x, -(y - math.cos(4 * angle)) / 17.5]
    pen.shape(ink.main, *points)


def heart_round(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, -0.42, -0.3, 0.48, 0.48)
    pen.oval(ink.main, 0.42, -0.3, 0.48, 0.48)
    pen.shape(ink.main, -0.84, -0.06, 0, -0.3, 0.84, -0.06, 0.0, 0.92)
    pen.oval(ink.light, -0.5, -0.42, 0.15, 0.12, -30)


def plane_side(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.dark, -0.06, -0.06, -0.3, -0.56, -0.14, -0.56, 0.34, -0.06)
    pen.shape(ink.main, -0.9, -0.56, -0.66, -0.56, -0.4, 0.0, -0.82, 0.0)
    pen.smooth(ink.main, -0.96, -0.1, -0.5, -0.2, 0.4, -0.2, 0.78, -0.14, 0.98, 0.04, 0.78, 0.18,
               0.2, 0.2, -0.5, 0.14)  # fmt: skip
    for x in (-0.4, -0.16, 0.08, 0.32):
        pen.oval(GLASS, x, -0.06, 0.06)
    pen.shape(GLASS, 0.6, -0.14, 0.78, -0.12, 0.86, -0.02, 0.6, -0.02)
    pen.shape(ink.dark, -0.1, 0.08, 0.32, 0.08, -0.18, 0.58, -0.36, 0.58)


def plane_from_above(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, 0.2, -0.1, -0.3, -0.96, -0.5, -0.96, -0.2, -0.1)
    pen.shape(ink.main, 0.2, 0.1, -0.3, 0.96, -0.5, 0.96, -0.2, 0.1)
    pen.shape(ink.dark, -0.68, 0.0, -0.96, -0.4, -0.84, -0.4, -0.5, 0.0, -0.84, 0.4, -0.96, 0.4)
    pen.oval(ink.light, 0, 0, 0.96, 0.15)
    pen.wedge(GLASS, 0.7, 0, 0.2, 0.1, -90, 90)
    for y in (-0.48, 0.48):
        pen.rounded(METAL, -0.14, y - 0.06, 0.14, y + 0.06, 0.05)


def bird_flying(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.dark, -0.1, 0.0, -0.34, -0.5, -0.3, -0.94, 0.12, -0.6, 0.3, 0.0)
    pen.shape(ink.main, -0.5, 0.0, -0.98, -0.14, -0.96, 0.24)
    pen.smooth(ink.main, -0.7, 0.06, -0.2, -0.14, 0.4, -0.16, 0.6, 0.0, 0.4, 0.24, -0.1, 0.32)
    pen.oval(ink.main, 0.58, -0.12, 0.24)
    pen.shape((240, 160, 40), 0.78, -0.2, 0.99, -0.08, 0.76, 0.0)
    pen.oval(ink.mark, 0.64, -0.18, 0.055)
    pen.smooth(ink.light, -0.24, 0.0, -0.1, 0.02, 0.24, 0.02, 0.0, 0.5, -0.44, 0.66)


def bird_perched(pen: Pen, ink: Ink) -> None:
    for x in (-0.06, 0.16):
        pen.stroke((230, 150, 40), 0.06, x, 0.5, x, 0.92, x + 0.14, 0.94)
    pen.shape(ink.dark, -0.4, 0.2, -0.98, 0.5, -0.84, 0.68, -0.2, 0.5)
    pen.smooth(ink.main, -0.56, 0.28, -0.2, -0.22, 0.36, -0.32, 0.5, 0.16, 0.2, 0.56, -0.3, 0.58)
    pen.oval(ink.main, 0.34, -0.48, 0.34)
    pen.smooth(ink.dark, -0.4, 0.24, 0.0, -0.08, 0.28, 0.1, 0.0, 0.36)
    pen.shape((240, 160, 40), 0.62, -0.6, 0.96, -0.46, 0.62, -0.36)
    pen.oval(ink.mark, 0.44, -0.56, 0.065)


def balloon_round(pen: Pen, ink: Ink) -> None:
    pen.curve(METAL, 0.04, 0.0, 0.5, 0.08, 0.66, -0.06, 0.82, 0.02, 0.98)
    pen.oval(ink.main, 0, -0.26, 0.58, 0.7)
    pen.shape(ink.dark, -0.1, 0.54, 0.1, 0.54, 0.0, 0.4)
    pen.oval(ink.light, -0.22, -0.52, 0.12, 0.2, 25)


def balloon_drop(pen: Pen, ink: Ink) -> None:
    pen.curve(METAL, 0.035, 0.0, 0.4, -0.1, 0.6, 0.1, 0.8, 0.0, 0.98)
    pen.smooth(ink.main, 0.0, -0.96, 0.46, -0.78, 0.56, -0.34, 0.3, 0.12, 0.0, 0.36,
               -0.3, 0.12, -0.56, -0.34, -0.46, -0.78)  # fmt: skip
    pen.shape(ink.main, -0.1, 0.46, 0.1, 0.46, 0.0, 0.3)
    pen.curve(ink.light, 0.07, -0.4, -0.4, -0.34, -0.62, -0.18, -0.78)


def hot_air_balloon_striped(pen: Pen, ink: Ink) -> None:
    for x in (-0.2, 0.2):
        pen.stroke(WOOD, 0.035, 1.7 * x, 0.3, x, 0.7)
    pen.smooth(ink.main, 0.0, -0.98, 0.5, -0.82, 0.7, -0.36, 0.5, 0.06, 0.2, 0.4, -0.2, 0.4,
               -0.5, 0.06, -0.7, -0.36, -0.5, -0.82)  # fmt: skip
    pen.smooth(ink.light, 0.0, -0.96, 0.24, -0.76, 0.32, -0.36, 0.22, 0.06, 0.08, 0.4, -0.08, 0.4,
               -0.22, 0.06, -0.32, -0.36, -0.24, -0.76)  # fmt: skip
    pen.smooth(ink.main, 0.0, -0.98, 0.1, -0.7, 0.12, -0.36, 0.08, 0.1, 0.0, 0.4,
               -0.08, 0.1, -0.12, -0.36, -0.1, -0.7)  # fmt: skip
    pen.rounded(WOOD, -0.22, 0.66, 0.22, 0.98, 0.06)


def hot_air_balloon_banded(pen: Pen, ink: Ink) -> None:
    for x in (-0.14, 0.14):
        pen.stroke(BLACK, 0.03, 1.6 * x, 0.34, x, 0.72)
    pen.oval(ink.main, 0, -0.3, 0.7, 0.67)
    pen.shape(ink.main, -0.62, 0.0, 0.62, 0.0, 0.22, 0.46, -0.22, 0.46)
    pen.shape(ink.accent, -0.7, -0.34, -0.35, -0.16, 0.0, -0.34, 0.35, -0.16, 0.7, -0.34,
              0.66, -0.08, 0.35, 0.08, 0.0, -0.1, -0.35, 0.08, -0.66, -0.08)  # fmt: skip
    pen.box((150, 104, 60), -0.17, 0.7, 0.17, 0.96)


def kite_diamond(pen: Pen, ink: Ink) -> None:
    pen.curve(METAL, 0.035, 0.0, 0.4, -0.2, 0.6, 0.06, 0.78, -0.1, 0.98)
    for x, y in ((-0.16, 0.62), (0.02, 0.78)):
        pen.shape(ink.accent, x - 0.14, y - 0.08, x, y, x - 0.14, y + 0.08)
        pen.shape(ink.accent, x + 0.14, y - 0.08, x, y, x + 0.14, y + 0.08)
    pen.shape(ink.main, 0, -0.98, 0.58, -0.34, 0, 0.46, -0.58, -0.34)
    pen.shape(ink.dark, 0, -0.98, 0.58, -0.34, 0, -0.34)
    pen.shape(ink.dark, 0, 0.46, -0.58, -0.34, 0, -0.34)


def kite_delta(pen: Pen, ink: Ink) -> None:
    pen.curve(METAL, 0.03, 0.06, 0.1, 0.24, 0.5, 0.1, 0.98)
    pen.shape(ink.main, 0, -0.8, 0.96, 0.3, 0.0, 0.06)
    pen.shape(ink.light, 0, -0.8, -0.96, 0.3, 0.0, 0.06)
    pen.shape(ink.dark, -0.1, -0.3, 0.14, -0.3, 0.06, 0.3)
    for x in (-0.72, 0.72):
        pen.curve(ink.main, 0.07, x, 0.22, x - 0.08, 0.5, x + 0.04, 0.72)


def butterfly_open(pen: Pen, ink: Ink) -> None:
    for side in (-1, 1):
        pen.smooth(ink.main, side * 0.06, -0.1, side * 0.36, -0.76, side * 0.9, -0.8, side * 0.92,
                   -0.3, side * 0.5, 0.06)  # fmt: skip
        pen.smooth(ink.main, side * 0.06, 0.02, side * 0.6, 0.04, side * 0.76, 0.4, side * 0.5, 0.8,
                   side * 0.2, 0.6)  # fmt: skip
        pen.oval(ink.accent, side * 0.62, -0.48, 0.16)
        pen.oval(ink.accent, side * 0.46, 0.4, 0.12)
        pen.curve(BLACK, 0.04, side * 0.04, -0.5, side * 0.12, -0.74, side * 0.28, -0.9)
    pen.oval(BLACK, 0, 0.04, 0.09, 0.56)


def butterfly_side(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.dark, 0.1, 0.2, 0.2, -0.6, 0.62, -0.94, 0.86, -0.6, 0.5, 0.1)
    pen.smooth(ink.main, 0.06, 0.24, -0.3, -0.5, -0.74, -0.94, -0.92, -0.46, -0.5, 0.12)
    pen.smooth(ink.main, 0.02, 0.28, -0.5, 0.16, -0.84, 0.4, -0.56, 0.82, -0.14, 0.62)
    pen.oval(ink.light, -0.58, -0.46, 0.14, 0.22, -30)
    pen.oval(ink.light, -0.5, 0.46, 0.13)
    pen.stroke(BLACK, 0.14, -0.26, 0.66, 0.42, 0.1)
    pen.curve(BLACK, 0.04, 0.42, 0.1, 0.64, 0.06, 0.78, -0.12)


def helicopter_side(pen: Pen, ink: Ink) -> None:
    pen.box(METAL, -0.9, -0.62, 0.96, -0.55)
    pen.box(METAL, 0.06, -0.6, 0.14, -0.3)
    pen.shape(ink.dark, -0.2, -0.12, -0.96, -0.1, -0.96, 0.0, -0.2, 0.16)
    pen.stroke(METAL, 0.06, -0.92, -0.34, -0.92, 0.2)
    pen.smooth(ink.main, -0.4, -0.1, -0.1, -0.36, 0.4, -0.36, 0.84, 0.02, 0.76, 0.3, 0.2, 0.4,
               -0.24, 0.28)  # fmt: skip
    pen.smooth(GLASS, 0.34, -0.26, 0.56, -0.2, 0.78, 0.04, 0.38, 0.06)
    pen.stroke(METAL, 0.06, 0.0, 0.36, -0.04, 0.58)
    pen.stroke(METAL, 0.06, 0.44, 0.36, 0.48, 0.58)
    pen.stroke(METAL, 0.08, -0.4, 0.6, 0.8, 0.6)


def helicopter_round(pen: Pen, ink: Ink) -> None:
    pen.oval(METAL, 0.2, -0.62, 0.78, 0.06)
    pen.box(BLACK, 0.15, -0.64, 0.25, -0.36)
    pen.box(ink.main, -0.92, -0.06, -0.2, 0.08)
    pen.shape(ink.main, -0.98, -0.4, -0.84, -0.4, -0.7, 0.04, -0.92, 0.04)
    pen.oval(ink.main, 0.22, 0.04, 0.58, 0.44)
    pen.wedge(GLASS, 0.3, 0.02, 0.46, 0.34, -90, 40)
    pen.box(ink.light, -0.2, 0.0, 0.08, 0.24)
    pen.curve(BLACK, 0.06, -0.4, 0.7, 0.4, 0.72, 0.86, 0.58)


def rocket_upright(pen: Pen, ink: Ink) -> None:
    pen.smooth((250, 170, 40), -0.16, 0.56, 0.16, 0.56, 0.1, 0.8, 0.0, 0.98, -0.1, 0.8)
    pen.shape(ink.dark, -0.2, 0.1, -0.56, 0.5, -0.5, 0.72, -0.2, 0.52)
    pen.shape(ink.dark, 0.2, 0.1, 0.56, 0.5, 0.5, 0.72, 0.2, 0.52)
    pen.smooth(ink.main, 0.0, -0.98, 0.22, -0.64, 0.3, -0.1, 0.22, 0.6, -0.22, 0.6, -0.3, -0.1,
               -0.22, -0.64)  # fmt: skip
    pen.oval(WHITE, 0, -0.3, 0.17)
    pen.oval((70, 130, 190), 0, -0.3, 0.11)


def rocket_banded(pen: Pen, ink: Ink) -> None:
    pen.shape(
        (246, 120, 40), -0.2, 0.6, 0.2, 0.6, 0.3, 0.9, 0.1, 0.78, 0, 0.98, -0.1, 0.78, -0.3, 0.9
    )
    pen.shape(ink.main, -0.24, 0.2, -0.5, 0.66, -0.24, 0.6)
    pen.shape(ink.main, 0.24, 0.2, 0.5, 0.66, 0.24, 0.6)
    pen.box(WHITE, -0.24, -0.5, 0.24, 0.6)
    pen.shape(ink.main, -0.24, -0.48, 0.24, -0.48, 0.0, -0.98)
    pen.box(ink.main, -0.24, 0.0, 0.24, 0.3)
    pen.oval((60, 110, 180), 0, -0.24, 0.12)
