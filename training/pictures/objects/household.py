"""Buildings, food, clothes, instruments and other things of the house."""

import math

from training.pictures.canvas import BLACK, GLASS, METAL, WHITE, WOOD, Ink, Pen, mix

FLAME = (252, 190, 60)


def house_gabled(pen: Pen, ink: Ink) -> None:
    pen.box(WOOD, 0.36, -0.84, 0.56, -0.3)
    pen.box(ink.main, -0.74, -0.1, 0.74, 0.92)
    pen.shape(mix(ink.main, (90, 50, 40), 0.6), -0.96, -0.06, 0.0, -0.94, 0.96, -0.06)
    pen.box(WOOD, -0.16, 0.36, 0.18, 0.92)
    for x in (-0.58, 0.34):
        pen.box(GLASS, x, 0.14, x + 0.26, 0.44)


def house_wide(pen: Pen, ink: Ink) -> None:
    pen.box(ink.main, -0.92, -0.1, 0.92, 0.74)
    pen.shape((120, 60, 50), -0.98, -0.06, -0.7, -0.56, 0.7, -0.56, 0.98, -0.06)
    pen.box((90, 60, 40), 0.3, 0.2, 0.6, 0.74)
    for x in (-0.76, -0.3):
        pen.box(WHITE, x, 0.1, x + 0.34, 0.46)
        pen.box(GLASS, x + 0.04, 0.14, x + 0.3, 0.42)


def ball_striped(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, 0, 0, 0.92)
    pen.smooth(WHITE, -0.86, -0.26, 0.0, 0.0, 0.86, -0.26, 0.9, 0.1, 0.0, 0.34, -0.9, 0.1)
    pen.oval(ink.light, -0.34, -0.56, 0.18, 0.12, -35)


def ball_panels(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, 0, 0, 0.92)
    pen.shape(ink.mark, *_polygon(5, 0.3))
    for i in range(5):
        angle = math.tau * i / 5 - math.pi / 2
        x, y = math.cos(angle), math.sin(angle)
        pen.stroke(ink.mark, 0.05, 0.3 * x, 0.3 * y, 0.66 * x, 0.66 * y)
        pen.oval(ink.mark, 0.76 * x, 0.76 * y, 0.13)


def ball_shaded(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.dark, 0, 0, 0.9)
    pen.oval(ink.main, -0.08, -0.08, 0.8)
    pen.oval(ink.light, -0.3, -0.34, 0.26)


def _polygon(corners: int, radius: float) -> list[float]:
    angles = [math.tau * i / corners - math.pi / 2 for i in range(corners)]
    return [part for a in angles for part in (radius * math.cos(a), radius * math.sin(a))]


def clock_wall(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, 0, 0, 0.94)
    pen.oval(WHITE, 0, 0, 0.74)
    for i in range(12):
        x, y = math.cos(math.tau * i / 12), math.sin(math.tau * i / 12)
        pen.stroke(BLACK, 0.05, 0.58 * x, 0.58 * y, 0.68 * x, 0.68 * y)
    pen.stroke(BLACK, 0.08, 0, 0, 0.26, -0.3)
    pen.stroke(BLACK, 0.06, 0, 0, -0.14, -0.56)


def clock_alarm(pen: Pen, ink: Ink) -> None:
    for side in (-1, 1):
        pen.oval(ink.dark, side * 0.5, -0.64, 0.28, 0.2, side * 40)
        pen.stroke(ink.dark, 0.14, side * 0.4, 0.6, side * 0.62, 0.94)
    pen.oval(ink.main, 0, 0.1, 0.78)
    pen.oval(WHITE, 0, 0.1, 0.58)
    pen.stroke(BLACK, 0.08, 0, 0.1, 0.3, 0.1)
    pen.stroke(BLACK, 0.07, 0, 0.1, 0.0, -0.32)


def clock_wrist_watch(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.main, -0.28, -0.98, 0.28, 0.98, 0.08)
    pen.oval(METAL, 0, 0, 0.54)
    pen.oval(WHITE, 0, 0, 0.42)
    pen.stroke(BLACK, 0.06, 0, 0, 0.2, 0.14)
    pen.stroke(BLACK, 0.05, 0, 0, 0.06, -0.32)


def cup_with_handle(pen: Pen, ink: Ink) -> None:
    pen.arc(ink.dark, 0.14, 0.52, 0.08, 0.34, 0.36)
    pen.shape(ink.main, -0.66, -0.6, 0.54, -0.6, 0.46, 0.72, -0.58, 0.72)
    pen.oval(ink.light, -0.06, -0.6, 0.6, 0.15)
    pen.oval((96, 60, 36), -0.06, -0.58, 0.48, 0.1)


def cup_and_saucer(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.dark, 0, 0.68, 0.92, 0.17)
    pen.arc(ink.main, 0.12, 0.58, 0.02, 0.26, 0.24)
    pen.wedge(ink.main, 0, -0.26, 0.66, 0.92, 0, 180)
    pen.oval(ink.light, 0, -0.26, 0.66, 0.13)
    for x in (-0.2, 0.14):
        pen.curve((214, 214, 220), 0.06, x, -0.44, x + 0.1, -0.6, x - 0.04, -0.76, x + 0.06, -0.94)


def apple_with_leaf(pen: Pen, ink: Ink) -> None:
    pen.curve(WOOD, 0.09, 0.0, -0.4, 0.02, -0.66, 0.14, -0.9)
    pen.smooth((70, 150, 60), 0.08, -0.64, 0.34, -0.9, 0.64, -0.8, 0.36, -0.6)
    pen.smooth(ink.main, 0.0, -0.38, 0.44, -0.56, 0.82, -0.2, 0.76, 0.4, 0.36, 0.88, 0.0, 0.78,
               -0.36, 0.88, -0.76, 0.4, -0.82, -0.2, -0.44, -0.56)  # fmt: skip
    pen.oval(ink.light, -0.42, -0.16, 0.13, 0.22, 20)


def apple_halved(pen: Pen, ink: Ink) -> None:
    pen.stroke(WOOD, 0.08, 0, -0.5, -0.06, -0.92)
    for scale, fill in ((1.0, ink.main), (0.7, (250, 240, 206))):
        pen.smooth(fill, 0.0, -0.44 * scale, 0.5 * scale, -0.56 * scale, 0.88 * scale, 0.0,
                   0.5 * scale, 0.8 * scale, 0.0, 0.74 * scale, -0.5 * scale, 0.8 * scale,
                   -0.88 * scale, 0.0, -0.5 * scale, -0.56 * scale)  # fmt: skip
    for x in (-0.1, 0.1):
        pen.oval((90, 56, 34), x, 0.1, 0.06, 0.13)


def banana_single(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.main, -0.9, -0.44, -0.62, 0.0, -0.06, 0.32, 0.5, 0.14, 0.86, -0.42, 0.96, -0.3,
               0.7, 0.36, 0.2, 0.72, -0.4, 0.62, -0.84, 0.16)  # fmt: skip
    pen.curve(ink.dark, 0.05, -0.76, 0.0, -0.3, 0.44, 0.3, 0.42, 0.78, 0.0)
    pen.shape((80, 60, 30), 0.8, -0.36, 0.86, -0.62, 0.98, -0.6, 0.98, -0.3)
    pen.oval((80, 60, 30), -0.9, -0.42, 0.07)


def banana_bunch(pen: Pen, ink: Ink) -> None:
    for fill, bend in ((ink.dark, -0.34), (ink.main, 0.0), (ink.light, 0.34)):
        pen.smooth(fill, 0.6, -0.76, 0.34, -0.2 + bend * 0.4, -0.2, 0.14 + bend * 0.8, -0.84,
                   0.16 + bend, -0.92, 0.34 + bend, -0.2, 0.46 + bend, 0.5, 0.1 + bend * 0.6,
                   0.76, -0.7)  # fmt: skip
    pen.shape((90, 66, 34), 0.54, -0.66, 0.6, -0.96, 0.8, -0.94, 0.8, -0.62)


def cake_tiered(pen: Pen, ink: Ink) -> None:
    for x in (-0.26, 0.0, 0.26):
        pen.box(WHITE, x - 0.045, -0.78, x + 0.045, -0.4)
        pen.oval(FLAME, x, -0.86, 0.06, 0.11)
    pen.rounded(ink.main, -0.52, -0.42, 0.52, 0.12, 0.06)
    pen.rounded(ink.main, -0.84, 0.08, 0.84, 0.8, 0.06)
    for left, top, width in ((-0.52, -0.42, 1.04), (-0.84, 0.08, 1.68)):
        for i in range(5):
            pen.oval(WHITE, left + width * (i + 0.5) / 5, top + 0.06, width / 10, 0.13)
    pen.box(METAL, -0.96, 0.78, 0.96, 0.88)


def cake_slice(pen: Pen, ink: Ink) -> None:
    pen.shape((242, 206, 140), -0.9, 0.0, 0.9, -0.1, 0.9, 0.74, -0.9, 0.74)
    pen.box(ink.dark, -0.9, 0.3, 0.9, 0.42)
    pen.shape(ink.main, -0.9, 0.08, -0.4, -0.5, 0.9, -0.4, 0.9, 0.04)
    pen.oval((214, 30, 44), 0.26, -0.54, 0.17)


def cake_round(pen: Pen, ink: Ink) -> None:
    for x in (-0.4, -0.13, 0.13, 0.4):
        pen.stroke(ink.accent, 0.09, x, -0.3, x, -0.68)
        pen.oval(FLAME, x, -0.78, 0.06, 0.11)
    pen.box(ink.main, -0.86, -0.24, 0.86, 0.6)
    pen.oval(ink.main, 0, 0.6, 0.86, 0.22)
    pen.oval(ink.light, 0, -0.24, 0.86, 0.22)
    pen.curve(WHITE, 0.1, -0.84, 0.1, -0.5, 0.3, -0.2, 0.16, 0.2, 0.32, 0.5, 0.16, 0.84, 0.12)


def umbrella_open(pen: Pen, ink: Ink) -> None:
    pen.stroke(METAL, 0.07, 0, -0.9, 0, 0.7)
    pen.arc(WOOD, 0.09, 0.15, 0.72, 0.15, 0.2, 0, 180)
    pen.wedge(ink.main, 0, 0.04, 0.96, 0.9, 180, 360)
    pen.shape(ink.dark, -0.32, 0.04, -0.2, -0.6, 0.0, -0.86, 0.2, -0.6, 0.32, 0.04)
    for x in (-0.64, 0.0, 0.64):
        pen.wedge(ink.light, x, 0.06, 0.32, 0.12, 180, 360)


def umbrella_tilted(pen: Pen, ink: Ink) -> None:
    pen.stroke(WOOD, 0.08, -0.2, -0.4, 0.5, 0.94)
    pen.smooth(ink.main, -0.96, 0.06, -0.84, -0.5, -0.34, -0.9, 0.3, -0.86, 0.7, -0.62, 0.2, -0.4,
               -0.2, -0.16, -0.6, 0.1)  # fmt: skip
    pen.curve(ink.light, 0.06, -0.34, -0.88, -0.24, -0.5, -0.2, -0.18)
    pen.curve(ink.light, 0.06, -0.34, -0.88, 0.0, -0.7, 0.2, -0.42)


def book_closed(pen: Pen, ink: Ink) -> None:
    pen.box(WHITE, -0.56, -0.8, 0.72, 0.92)
    pen.box(ink.main, -0.68, -0.92, 0.6, 0.8)
    pen.box(ink.dark, -0.68, -0.92, -0.5, 0.8)
    pen.box(ink.light, -0.32, -0.6, 0.42, -0.26)


def book_open(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, -0.98, -0.62, 0.0, -0.54, 0.98, -0.62, 0.98, 0.74, 0.0, 0.86, -0.98, 0.74)
    for side in (-1, 1):
        pen.smooth(WHITE, side * 0.02, -0.42, side * 0.5, -0.56, side * 0.8, -0.5, side * 0.8, 0.5,
                   side * 0.5, 0.42, side * 0.02, 0.6)  # fmt: skip
        for y in (-0.3, -0.08, 0.14):
            pen.stroke(METAL, 0.04, side * 0.2, y, side * 0.66, y - 0.04)


def lamp_table(pen: Pen, ink: Ink) -> None:
    pen.oval(WOOD, 0, 0.88, 0.4, 0.1)
    pen.stroke(WOOD, 0.1, 0, 0.86, 0, 0.0)
    pen.oval((255, 246, 190), 0, 0.02, 0.16)
    pen.shape(ink.main, -0.38, -0.86, 0.38, -0.86, 0.76, 0.02, -0.76, 0.02)


def lamp_desk(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.dark, -0.76, 0.78, 0.16, 0.94, 0.06)
    pen.stroke(METAL, 0.1, -0.3, 0.8, -0.56, 0.0, 0.14, -0.6)
    pen.shape((255, 244, 170), 0.2, -0.2, 0.84, -0.56, 0.98, 0.2, 0.62, 0.34)
    pen.shape(ink.main, 0.06, -0.72, 0.34, -0.86, 0.88, -0.6, 0.2, -0.16)


def chair_side(pen: Pen, ink: Ink) -> None:
    for x in (-0.5, 0.46):
        pen.box(ink.dark, x - 0.08, 0.2, x + 0.08, 0.96)
    pen.shape(ink.main, -0.6, -0.96, -0.4, -0.96, -0.36, 0.2, -0.58, 0.2)
    pen.rounded(ink.main, -0.6, 0.02, 0.62, 0.26, 0.06)


def chair_front(pen: Pen, ink: Ink) -> None:
    for x in (-0.5, 0.5):
        pen.box(ink.dark, x - 0.08, 0.3, x + 0.08, 0.96)
        pen.box(ink.main, x - 0.08, -0.94, x + 0.08, 0.2)
    for y in (-0.86, -0.5, -0.14):
        pen.box(ink.main, -0.5, y, 0.5, y + 0.17)
    pen.shape(ink.light, -0.58, 0.14, 0.58, 0.14, 0.68, 0.38, -0.68, 0.38)


def chair_armchair(pen: Pen, ink: Ink) -> None:
    for x in (-0.56, 0.56):
        pen.box(WOOD, x - 0.08, 0.7, x + 0.08, 0.94)
    pen.rounded(ink.main, -0.6, -0.8, 0.6, 0.5, 0.2)
    pen.rounded(ink.light, -0.56, 0.12, 0.56, 0.46, 0.1)
    pen.rounded(ink.dark, -0.92, -0.06, -0.54, 0.74, 0.14)
    pen.rounded(ink.dark, 0.54, -0.06, 0.92, 0.74, 0.14)
    pen.box(ink.dark, -0.6, 0.44, 0.6, 0.72)


def guitar_acoustic(pen: Pen, ink: Ink) -> None:
    pen.box(WOOD, -0.07, -0.8, 0.07, 0.1)
    pen.box(mix(WOOD, BLACK, 0.4), -0.13, -0.99, 0.13, -0.76)
    pen.smooth(ink.main, 0.0, -0.1, 0.3, -0.02, 0.28, 0.26, 0.48, 0.56, 0.3, 0.92, 0.0, 0.98,
               -0.3, 0.92, -0.48, 0.56, -0.28, 0.26, -0.3, -0.02)  # fmt: skip
    pen.oval(BLACK, 0, 0.3, 0.14)
    pen.box(ink.mark, -0.17, 0.66, 0.17, 0.73)
    for x in (-0.025, 0.025):
        pen.stroke(WHITE, 0.02, x, -0.8, x, 0.68)


def guitar_electric(pen: Pen, ink: Ink) -> None:
    pen.stroke(WOOD, 0.13, -0.1, 0.2, 0.66, -0.76)
    pen.shape(BLACK, 0.56, -0.74, 0.74, -0.99, 0.92, -0.88, 0.74, -0.62)
    pen.smooth(ink.main, -0.04, -0.14, 0.04, 0.14, 0.34, 0.2, 0.2, 0.5, -0.04, 0.86, -0.5, 0.94,
               -0.84, 0.7, -0.74, 0.3, -0.44, 0.1, -0.3, -0.1)  # fmt: skip
    pen.shape(WHITE, -0.3, 0.26, 0.0, 0.3, -0.1, 0.56, -0.44, 0.5)
    pen.stroke(BLACK, 0.08, -0.5, 0.56, -0.34, 0.7)


def drum_with_sticks(pen: Pen, ink: Ink) -> None:
    pen.box(ink.main, -0.76, -0.2, 0.76, 0.66)
    pen.oval(ink.main, 0, 0.66, 0.76, 0.22)
    for i in range(4):
        x = -0.76 + 0.38 * i
        pen.stroke(WHITE, 0.05, x, -0.14, x + 0.19, 0.72, x + 0.38, -0.14)
    pen.oval((244, 236, 214), 0, -0.2, 0.78, 0.24)
    pen.stroke(WOOD, 0.07, -0.1, -0.24, -0.74, -0.86)
    pen.stroke(WOOD, 0.07, 0.14, -0.2, 0.8, -0.8)


def drum_bass(pen: Pen, ink: Ink) -> None:
    pen.stroke(METAL, 0.08, -0.5, 0.6, -0.76, 0.96)
    pen.stroke(METAL, 0.08, 0.5, 0.6, 0.76, 0.96)
    pen.oval(ink.main, 0, 0, 0.9, 0.86)
    pen.oval((246, 240, 226), 0, 0, 0.7, 0.66)
    for i in range(8):
        x, y = math.cos(math.tau * i / 8), math.sin(math.tau * i / 8)
        pen.oval(METAL, 0.8 * x, 0.76 * y, 0.07)
    pen.oval(ink.main, 0, 0, 0.2)


def gift_with_bow(pen: Pen, ink: Ink) -> None:
    pen.box(ink.main, -0.74, -0.2, 0.74, 0.92)
    pen.box(ink.light, -0.84, -0.42, 0.84, -0.14)
    pen.box(ink.accent, -0.13, -0.42, 0.13, 0.92)
    for side in (-1, 1):
        pen.smooth(ink.accent, 0.0, -0.44, side * 0.24, -0.9, side * 0.62, -0.84, side * 0.5, -0.5)


def gift_flat(pen: Pen, ink: Ink) -> None:
    pen.box(ink.main, -0.92, -0.42, 0.92, 0.72)
    pen.box(ink.accent, -0.92, 0.04, 0.92, 0.22)
    pen.box(ink.accent, -0.36, -0.42, -0.14, 0.72)
    for i in range(5):
        angle = math.pi * (1 + i / 4)
        pen.oval(ink.accent, -0.25 + 0.26 * math.cos(angle), -0.42 + 0.3 * math.sin(angle), 0.17,
                 0.1,
                 math.degrees(angle))  # fmt: skip


def phone_upright(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.main, -0.5, -0.96, 0.5, 0.96, 0.14)
    pen.box((150, 200, 230), -0.4, -0.76, 0.4, 0.66)
    pen.oval(ink.mark, 0, 0.81, 0.08)
    for y in (-0.56, -0.2, 0.16):
        for x in (-0.28, -0.08, 0.12):
            pen.rounded(WHITE, x, y, x + 0.15, y + 0.2, 0.04)


def phone_back(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.main, -0.48, -0.96, 0.48, 0.96, 0.18)
    pen.rounded(ink.dark, -0.38, -0.86, 0.06, -0.36, 0.1)
    for x, y in ((-0.25, -0.72), (-0.07, -0.5)):
        pen.oval(BLACK, x, y, 0.1)
        pen.oval(GLASS, x, y, 0.05)


def phone_handset(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.main, -0.42, -0.72, 0.42, 0.96, 0.1)
    pen.box(ink.dark, 0.22, -0.98, 0.34, -0.7)
    pen.box((190, 214, 160), -0.3, -0.58, 0.3, -0.14)
    for y in (0.06, 0.32, 0.58):
        for x in (-0.26, -0.06, 0.14):
            pen.box(ink.mark, x, y, x + 0.13, y + 0.15)


def hat_top(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, -0.5, -0.72, 0.5, -0.72, 0.44, 0.4, -0.44, 0.4)
    pen.oval(ink.light, 0, -0.72, 0.5, 0.1)
    pen.box(ink.accent, -0.46, 0.14, 0.46, 0.34)
    pen.oval(ink.main, 0, 0.44, 0.94, 0.17)


def hat_cap(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.dark, 0.3, 0.2, 0.98, 0.36, 0.9, 0.5, 0.2, 0.42)
    pen.wedge(ink.main, -0.14, 0.38, 0.72, 0.88, 180, 360)
    pen.curve(ink.dark, 0.05, -0.14, -0.5, 0.1, -0.1, 0.1, 0.36)
    pen.oval(ink.dark, -0.14, -0.52, 0.1, 0.06)


def hat_brimmed(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.main, -0.98, 0.26, -0.4, 0.14, 0.4, 0.14, 0.98, 0.26, 0.5, 0.52, -0.5, 0.52)
    pen.smooth(ink.main, -0.5, 0.26, -0.42, -0.42, -0.14, -0.54, 0.0, -0.44, 0.14, -0.54, 0.42,
               -0.42,
               0.5, 0.26)  # fmt: skip
    pen.shape(ink.mark, -0.5, 0.04, 0.5, 0.04, 0.51, 0.24, -0.51, 0.24)


def key_old(pen: Pen, ink: Ink) -> None:
    pen.arc(ink.main, 0.17, -0.6, 0, 0.28, 0.28)
    pen.box(ink.main, -0.32, -0.08, 0.96, 0.08)
    pen.box(ink.main, 0.76, 0.0, 0.92, 0.38)
    pen.box(ink.main, 0.5, 0.0, 0.64, 0.3)


def key_modern(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.main, -0.44, -0.98, 0.44, -0.26, 0.2)
    pen.oval(ink.mark, 0, -0.74, 0.12)
    pen.shape(ink.light, -0.16, -0.28, 0.16, -0.28, 0.16, 0.8, 0.0, 0.98, -0.16, 0.84)
    for y in (0.0, 0.26, 0.52):
        pen.shape(ink.light, 0.14, y, 0.34, y + 0.1, 0.14, y + 0.2)


def shirt_short_sleeves(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, -0.36, -0.8, -0.98, -0.44, -0.78, 0.02, -0.54, -0.12, -0.54, 0.88, 0.54,
              0.88,
              0.54, -0.12, 0.78, 0.02, 0.98, -0.44, 0.36, -0.8, 0.14, -0.66, -0.14,
              -0.66)  # fmt: skip
    pen.arc(ink.dark, 0.07, 0, -0.8, 0.32, 0.22, 10, 170)


def shirt_buttoned(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.dark, -0.42, -0.76, -0.92, 0.56, -0.68, 0.66, -0.4, -0.1)
    pen.shape(ink.dark, 0.42, -0.76, 0.92, 0.56, 0.68, 0.66, 0.4, -0.1)
    pen.shape(ink.main, -0.44, -0.8, 0.44, -0.8, 0.5, 0.92, -0.5, 0.92)
    pen.shape(ink.light, -0.3, -0.92, 0.0, -0.52, -0.28, -0.42, -0.44, -0.76)
    pen.shape(ink.light, 0.3, -0.92, 0.0, -0.52, 0.28, -0.42, 0.44, -0.76)
    for y in (-0.3, 0.02, 0.34, 0.66):
        pen.oval(ink.mark, 0, y, 0.05)
