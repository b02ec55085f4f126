"""Plants, animals and people."""

import math

from training.pictures.canvas import BLACK, LEAF, WHITE, WOOD, Ink, Pen, mix


def tree_round(pen: Pen, ink: Ink) -> None:
    pen.shape(WOOD, -0.12, 0.98, 0.12, 0.98, 0.08, 0.2, -0.08, 0.2)
    pen.oval(ink.main, -0.34, -0.1, 0.4)
    pen.oval(ink.main, 0.34, -0.1, 0.4)
    pen.oval(ink.main, 0, -0.46, 0.5)
    pen.oval(ink.dark, 0.0, 0.06, 0.36, 0.2)


def tree_fir(pen: Pen, ink: Ink) -> None:
    pen.box(WOOD, -0.1, 0.66, 0.1, 0.98)
    for top, bottom, width in ((-0.1, 0.7, 0.66), (-0.56, 0.22, 0.52), (-0.98, -0.26, 0.38)):
        pen.shape(ink.main, 0, top, width, bottom, -width, bottom)


def tree_branching(pen: Pen, ink: Ink) -> None:
    pen.stroke(WOOD, 0.16, 0, 0.98, 0, 0.0)
    pen.stroke(WOOD, 0.09, 0, 0.4, -0.4, -0.1)
    pen.stroke(WOOD, 0.09, 0, 0.3, 0.42, -0.16)
    pen.smooth(ink.main, -0.8, -0.06, -0.78, -0.5, -0.4, -0.66, -0.2, -0.94, 0.26, -0.92, 0.46,
               -0.64,
               0.82, -0.46, 0.8, 0.0, 0.4, 0.08, 0.0, -0.06, -0.4, 0.12)  # fmt: skip
    pen.oval(ink.light, -0.2, -0.56, 0.2, 0.12)


def palm_tree_curved(pen: Pen, ink: Ink) -> None:
    pen.curve(WOOD, 0.15, -0.3, 0.98, -0.22, 0.5, -0.04, 0.0, 0.1, -0.4)
    for x, y, dip in ((-0.8, -0.3, 0.3), (0.9, -0.2, 0.3), (-0.62, -0.76, 0.1), (0.78, -0.74, 0.1),
                      (0.0, -0.98, 0.0), (-0.5, 0.06, 0.3), (0.62, 0.12, 0.3)):  # fmt: skip
        mid_x, mid_y = (x + 0.1) / 2, (y - 0.5) / 2 - 0.16
        pen.smooth(
            ink.main, 0.1, -0.5, mid_x, mid_y - 0.1, x, y, mid_x + 0.02, mid_y + 0.1 + dip / 3
        )


def palm_tree_straight(pen: Pen, ink: Ink) -> None:
    pen.shape(WOOD, -0.1, 0.98, 0.1, 0.98, 0.05, -0.3, -0.05, -0.3)
    for y in (0.0, 0.28, 0.56, 0.82):
        pen.stroke(mix(WOOD, BLACK, 0.4), 0.04, -0.08, y, 0.08, y)
    for side in (-1, 1):
        for x, y in ((0.9, 0.16), (0.94, -0.36), (0.56, -0.86)):
            pen.curve(ink.main, 0.17, 0, -0.36, side * x * 0.55, y * 0.6 - 0.42, side * x, y)


def flower_daisy(pen: Pen, ink: Ink) -> None:
    pen.stroke(LEAF, 0.09, 0, 0.0, 0, 0.98)
    pen.oval(LEAF, 0.24, 0.66, 0.24, 0.1, -30)
    for i in range(8):
        angle = math.tau * i / 8
        pen.oval(ink.main, 0.38 * math.cos(angle), -0.4 + 0.38 * math.sin(angle), 0.24, 0.14,
                 math.degrees(angle))  # fmt: skip
    pen.oval(ink.accent, 0, -0.4, 0.19)


def flower_tulip(pen: Pen, ink: Ink) -> None:
    pen.curve(LEAF, 0.1, 0, 0.0, 0.03, 0.5, 0, 0.98)
    pen.smooth(LEAF, -0.02, 0.94, -0.4, 0.5, -0.44, 0.16, -0.16, 0.5)
    pen.smooth(LEAF, 0.02, 0.94, 0.36, 0.6, 0.44, 0.3, 0.14, 0.56)
    pen.shape(ink.main, -0.46, -0.86, -0.2, -0.5, 0.0, -0.92, 0.2, -0.5, 0.46, -0.86, 0.44, -0.2,
              0.2, 0.1, -0.2, 0.1, -0.44, -0.2)  # fmt: skip
    pen.shape(ink.dark, 0.0, -0.9, 0.18, -0.4, 0.0, 0.06, -0.18, -0.4)


def flower_five_petals(pen: Pen, ink: Ink) -> None:
    for i in range(5):
        angle = math.tau * i / 5 - math.pi / 2
        pen.oval(ink.main, 0.5 * math.cos(angle), 0.5 * math.sin(angle), 0.44)
    pen.oval(ink.accent, 0, 0, 0.28)


def mushroom_spotted(pen: Pen, ink: Ink) -> None:
    pen.smooth((240, 230, 210), -0.2, 0.1, 0.2, 0.1, 0.24, 0.6, 0.34, 0.94, -0.34, 0.94, -0.24, 0.6)
    pen.wedge(ink.main, 0, 0.16, 0.92, 1.0, 180, 360)
    for x, y, radius in (
        (-0.5, -0.1, 0.13),
        (0.0, -0.46, 0.17),
        (0.5, -0.14, 0.14),
        (0.1, 0.0, 0.1),
    ):
        pen.oval(WHITE, x, y, radius, radius * 0.85)


def mushroom_slim(pen: Pen, ink: Ink) -> None:
    pen.shape((236, 224, 200), -0.14, -0.1, 0.14, -0.1, 0.2, 0.96, -0.2, 0.96)
    pen.smooth(
        ink.main, 0.0, -0.94, 0.4, -0.6, 0.74, 0.08, 0.4, 0.14, -0.4, 0.14, -0.74, 0.08, -0.4, -0.6
    )
    pen.oval(ink.dark, 0, 0.12, 0.6, 0.09)
    pen.oval(WHITE, -0.2, -0.36, 0.09)
    pen.oval(WHITE, 0.24, -0.2, 0.08)


def fish_oval(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.dark, -0.4, 0.0, -0.96, -0.46, -0.82, 0.0, -0.96, 0.46)
    pen.smooth(ink.dark, -0.2, -0.3, 0.0, -0.68, 0.34, -0.34)
    pen.smooth(ink.main, -0.62, 0.0, -0.1, -0.42, 0.5, -0.36, 0.94, 0.02, 0.5, 0.38, -0.1, 0.42)
    pen.shape(ink.light, 0.0, 0.06, -0.26, 0.26, 0.1, 0.24)
    pen.oval(WHITE, 0.6, -0.1, 0.11)
    pen.oval(BLACK, 0.62, -0.1, 0.06)


def fish_striped(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.main, -0.34, 0.0, -0.7, -0.56, -0.96, -0.5, -0.8, 0.0, -0.96, 0.5, -0.7, 0.56)
    pen.smooth(ink.main, -0.3, -0.5, 0.2, -0.94, 0.5, -0.4)
    pen.smooth(ink.main, -0.2, 0.5, 0.1, 0.9, 0.4, 0.42)
    pen.oval(ink.main, 0.2, 0, 0.68, 0.58)
    for x, height in ((0.02, 0.52), (0.36, 0.54)):
        pen.shape(WHITE, x - 0.08, -height, x + 0.08, -height, x + 0.08, height, x - 0.08, height)
    pen.oval(BLACK, 0.64, -0.12, 0.08)


def octopus_front(pen: Pen, ink: Ink) -> None:
    for i, x in enumerate((-0.78, -0.5, -0.18, 0.18, 0.5, 0.78)):
        pen.curve(
            ink.main, 0.17, x * 0.5, 0.1, x * 0.9, 0.5, x * 0.8 + (0.1 if i % 2 else -0.1), 0.9
        )
    pen.oval(ink.main, 0, -0.34, 0.54, 0.6)
    for x in (-0.2, 0.2):
        pen.oval(WHITE, x, -0.26, 0.14)
        pen.oval(BLACK, x, -0.24, 0.07)


def octopus_sprawled(pen: Pen, ink: Ink) -> None:
    for x, y, bend in ((-0.96, 0.1, -0.2), (-0.86, 0.6, 0.2), (-0.4, 0.94, 0.1), (0.1, 0.96, 0.1),
                       (0.52, 0.9, 0.1), (0.88, 0.56, 0.2), (0.96, 0.06, -0.2)):  # fmt: skip
        pen.curve(ink.dark, 0.15, 0, 0.1, x * 0.5, y * 0.5 + bend + 0.12, x, y)
    pen.smooth(ink.main, 0.0, -0.96, 0.42, -0.76, 0.48, -0.3, 0.34, 0.2, -0.34, 0.2, -0.48, -0.3,
               -0.42, -0.76)  # fmt: skip
    for x in (-0.16, 0.16):
        pen.oval(WHITE, x, -0.1, 0.1, 0.14)
        pen.oval(BLACK, x, -0.06, 0.05)


def cat_sitting(pen: Pen, ink: Ink) -> None:
    pen.curve(ink.main, 0.15, 0.3, 0.84, 0.8, 0.7, 0.74, 0.2, 0.9, -0.1)
    pen.smooth(ink.main, -0.3, -0.1, 0.14, -0.1, 0.46, 0.4, 0.5, 0.92, -0.46, 0.92, -0.4, 0.4)
    pen.shape(ink.main, -0.5, -0.46, -0.46, -0.98, -0.16, -0.74)
    pen.shape(ink.main, 0.32, -0.46, 0.3, -0.98, -0.02, -0.74)
    pen.oval(ink.main, -0.09, -0.46, 0.42, 0.36)
    for x in (-0.25, 0.07):
        pen.oval((190, 220, 90), x, -0.5, 0.085)
        pen.oval(BLACK, x, -0.5, 0.04)
    pen.shape((230, 130, 140), -0.15, -0.38, -0.03, -0.38, -0.09, -0.3)
    for y in (-0.36, -0.28):
        pen.stroke(ink.mark, 0.025, -0.3, y, -0.66, y - 0.04)
        pen.stroke(ink.mark, 0.025, 0.12, y, 0.48, y - 0.04)


def cat_walking(pen: Pen, ink: Ink) -> None:
    pen.curve(ink.main, 0.13, -0.6, 0.1, -0.9, -0.1, -0.86, -0.5, -0.72, -0.72)
    for x in (-0.56, -0.36, 0.24, 0.42):
        pen.shape(ink.dark, x - 0.08, 0.3, x + 0.08, 0.3, x + 0.06, 0.92, x - 0.06, 0.92)
    pen.smooth(ink.main, -0.7, 0.1, -0.3, -0.06, 0.3, -0.04, 0.56, 0.16, 0.46, 0.46, -0.1, 0.44,
               -0.62, 0.5)  # fmt: skip
    pen.shape(ink.main, 0.4, -0.4, 0.42, -0.74, 0.62, -0.5)
    pen.shape(ink.main, 0.86, -0.4, 0.86, -0.74, 0.64, -0.5)
    pen.oval(ink.main, 0.64, -0.26, 0.3, 0.27)
    for x in (0.56, 0.78):
        pen.oval((190, 220, 90), x, -0.3, 0.06)
    pen.oval((220, 120, 130), 0.68, -0.2, 0.045)


def dog_sitting(pen: Pen, ink: Ink) -> None:
    pen.curve(ink.main, 0.12, -0.44, 0.8, -0.76, 0.66, -0.86, 0.4)
    pen.smooth(ink.main, -0.06, -0.3, 0.3, -0.1, 0.34, 0.5, 0.36, 0.94, -0.54, 0.94, -0.56, 0.5)
    pen.smooth(ink.main, -0.22, -0.7, 0.14, -0.88, 0.42, -0.66, 0.86, -0.5, 0.84, -0.28, 0.4, -0.2,
               0.0, -0.2)  # fmt: skip
    pen.smooth(ink.dark, -0.1, -0.78, -0.3, -0.6, -0.36, -0.16, -0.14, -0.14, 0.02, -0.5)
    pen.oval(BLACK, 0.84, -0.46, 0.09, 0.075)
    pen.oval(ink.mark, 0.34, -0.56, 0.06)
    pen.shape((200, 40, 40), -0.06, -0.2, 0.34, -0.1, 0.34, 0.0, -0.1, -0.08)


def dog_standing(pen: Pen, ink: Ink) -> None:
    pen.curve(ink.main, 0.11, -0.6, -0.06, -0.84, -0.3, -0.88, -0.58)
    for x in (-0.56, -0.34, 0.26, 0.46):
        pen.box(ink.dark, x - 0.08, 0.3, x + 0.08, 0.94)
    pen.rounded(ink.main, -0.7, -0.12, 0.58, 0.42, 0.22)
    pen.shape(ink.main, 0.26, 0.04, 0.36, -0.5, 0.72, -0.36, 0.6, 0.14)
    pen.rounded(ink.main, 0.3, -0.68, 0.72, -0.24, 0.14)
    pen.rounded(ink.light, 0.6, -0.5, 0.98, -0.24, 0.1)
    pen.smooth(ink.dark, 0.3, -0.66, 0.16, -0.4, 0.24, -0.12, 0.4, -0.3, 0.46, -0.62)
    pen.oval(BLACK, 0.94, -0.44, 0.07)
    pen.oval(ink.mark, 0.6, -0.52, 0.05)


def horse_side(pen: Pen, ink: Ink) -> None:
    pen.curve(ink.dark, 0.15, -0.62, -0.14, -0.84, 0.1, -0.86, 0.5)
    for x in (-0.54, -0.38, 0.22, 0.38):
        pen.shape(ink.main, x - 0.08, 0.2, x + 0.09, 0.2, x + 0.05, 0.9, x - 0.04, 0.9)
        pen.box(BLACK, x - 0.06, 0.86, x + 0.07, 0.97)
    pen.smooth(ink.main, -0.68, -0.12, -0.3, -0.22, 0.3, -0.2, 0.52, 0.02, 0.4, 0.32, -0.2, 0.3,
               -0.6, 0.34)  # fmt: skip
    pen.shape(ink.main, 0.14, -0.14, 0.44, -0.8, 0.7, -0.72, 0.54, 0.16)
    pen.shape(ink.main, 0.46, -0.84, 0.7, -0.82, 0.98, -0.42, 0.84, -0.28, 0.54, -0.52)
    pen.shape(ink.main, 0.44, -0.78, 0.5, -0.99, 0.6, -0.8)
    pen.shape(ink.dark, 0.46, -0.88, 0.3, -0.74, 0.08, -0.24, 0.22, -0.16, 0.46, -0.62)
    pen.oval(ink.mark, 0.66, -0.66, 0.045)


def horse_galloping(pen: Pen, ink: Ink) -> None:
    pen.curve(ink.dark, 0.13, -0.56, -0.06, -0.8, -0.16, -0.98, 0.04)
    for points in ((0.3, 0.2, 0.7, 0.34, 0.92, 0.66), (0.2, 0.24, 0.46, 0.56, 0.32, 0.86),
                   (-0.44, 0.2, -0.7, 0.5, -0.94, 0.76), (-0.36, 0.24, -0.36, 0.6, -0.6,
                   0.9)):  # fmt: skip
        pen.stroke(ink.dark, 0.11, *points)
    pen.oval(ink.main, -0.1, 0.08, 0.56, 0.26, -4)
    pen.shape(ink.main, 0.1, -0.06, 0.5, -0.6, 0.7, -0.5, 0.46, 0.16)
    pen.shape(ink.main, 0.46, -0.64, 0.64, -0.76, 0.97, -0.46, 0.9, -0.32, 0.6, -0.42)
    pen.shape(ink.main, 0.46, -0.6, 0.46, -0.86, 0.6, -0.7)
    for x, y in ((0.36, -0.6), (0.22, -0.44), (0.1, -0.26)):
        pen.shape(ink.light, x + 0.12, y, x - 0.16, y + 0.02, x + 0.02, y + 0.2)
    pen.oval(ink.mark, 0.66, -0.58, 0.04)


def person_standing(pen: Pen, ink: Ink) -> None:
    for x in (-0.15, 0.15):
        pen.box((60, 66, 92), x - 0.12, 0.3, x + 0.12, 0.92)
        pen.rounded(BLACK, x - 0.13, 0.88, x + 0.16, 0.98, 0.04)
        pen.stroke(ink.main, 0.17, x * 2, -0.34, x * 2.8, 0.1)
        pen.oval(ink.skin, x * 2.85, 0.18, 0.09)
    pen.rounded(ink.main, -0.32, -0.46, 0.32, 0.36, 0.1)
    pen.oval(ink.skin, 0, -0.7, 0.24, 0.26)
    pen.wedge((66, 44, 30), 0, -0.74, 0.26, 0.24, 180, 360)


def person_arm_raised(pen: Pen, ink: Ink) -> None:
    pen.stroke((50, 54, 70), 0.18, -0.1, 0.3, -0.26, 0.94)
    pen.stroke((50, 54, 70), 0.18, 0.1, 0.3, 0.28, 0.94)
    pen.stroke(ink.dark, 0.15, -0.24, -0.3, -0.5, 0.16)
    pen.stroke(ink.dark, 0.15, 0.24, -0.3, 0.56, -0.76)
    pen.oval(ink.skin, -0.5, 0.2, 0.09)
    pen.oval(ink.skin, 0.58, -0.82, 0.09)
    pen.shape(ink.main, -0.34, -0.42, 0.34, -0.42, 0.26, 0.36, -0.26, 0.36)
    pen.oval(ink.skin, 0, -0.7, 0.23)
    pen.smooth(
        (40, 30, 26), -0.26, -0.6, -0.26, -0.9, 0.0, -0.99, 0.26, -0.9, 0.26, -0.66, 0.1, -0.82
    )


def person_sitting(pen: Pen, ink: Ink) -> None:
    pen.stroke((60, 60, 84), 0.22, -0.2, 0.46, 0.42, 0.46, 0.46, 0.9)
    pen.rounded(BLACK, 0.36, 0.86, 0.72, 0.97, 0.04)
    pen.shape(ink.main, -0.44, -0.3, 0.06, -0.34, 0.14, 0.5, -0.42, 0.56)
    pen.stroke(ink.dark, 0.15, -0.16, -0.2, 0.06, 0.18, 0.4, 0.26)
    pen.oval(ink.skin, 0.44, 0.27, 0.08)
    pen.oval(ink.skin, -0.12, -0.62, 0.26)
    pen.wedge((80, 52, 30), -0.15, -0.66, 0.27, 0.26, 160, 330)
