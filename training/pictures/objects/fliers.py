"""What flies by engine, seen from many sides."""

import math
from dataclasses import replace

from training.pictures.canvas import BLACK, GLASS, METAL, TYRE, WHITE, Drawing, Ink, Pen

FLAME = (248, 160, 40)
SMOKE = (226, 226, 230)


def _both_sides(*xy: float) -> tuple[float, ...]:
    """The points of a right half from top to bottom, and then those of the left one."""
    right = list(zip(xy[::2], xy[1::2], strict=True))
    left = [(-x, y) for x, y in reversed(right) if x]
    return tuple(value for point in right + left for value in point)


def _wheel(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.oval(TYRE, x, y, radius)
    pen.oval(METAL, x, y, radius * 0.45)


def _windows(pen: Pen, xs: tuple[float, float], y: float, count: int, radius: float) -> None:
    step = (xs[1] - xs[0]) / max(count - 1, 1)
    for i in range(count):
        pen.oval(GLASS, xs[0] + i * step, y, radius)


def plane_pictogram(pen: Pen, ink: Ink) -> None:
    """The sign for an airport, straight up or aslant."""
    aslant = pen.maybe(0.5)
    pen = pen.placed(pen.between(35, 55), 1.02) if aslant else pen.placed(pen.between(-12, 12))
    width, tip, chord = pen.between(0.08, 0.14), pen.between(0.0, 0.2), pen.between(0.12, 0.22)
    span, tail, root = pen.between(0.76, 0.9), pen.between(0.28, 0.42), pen.between(-0.34, -0.16)
    half = _both_sides(
        0.0, -0.97, width * 0.7, -0.88, width, -0.7, width, root, span, tip, span, tip + chord,
        width, root + 0.44, width * 0.7, 0.6, tail, 0.76, tail, 0.9, 0.0, 0.82,
    )  # fmt: skip
    (pen.smooth if pen.maybe(0.3) else pen.shape)(ink.main, *half)
    if pen.maybe(0.4):
        for x in (-0.45, 0.45):
            pen.rounded(ink.main, x * span - 0.06, tip - 0.34, x * span + 0.06, tip, 0.05)


def plane_front(pen: Pen, ink: Ink) -> None:
    rise, body, low = pen.between(-0.16, 0.14), pen.between(0.2, 0.3), pen.between(0.08, 0.2)
    tail = pen.between(0.3, 0.46)
    pen.shape(ink.dark, -0.04, -0.1, -0.03, -0.6, 0.03, -0.6, 0.04, -0.1)
    pen.shape(ink.dark, *_both_sides(0.0, -0.2, tail, -0.3, tail, -0.25, 0.0, -0.1))
    pen.shape(ink.main, *_both_sides(0.0, low - 0.1, 0.98, low - rise, 0.98, low - rise + 0.05,
                                     0.0, low + 0.14))  # fmt: skip
    if pen.maybe(0.5):
        for x in (0.0, -0.3, 0.3):
            pen.stroke(METAL, 0.04, x, 0.1, x, 0.5)
            pen.oval(TYRE, x, 0.52, 0.06, 0.1)
    places = (0.42, 0.7)[: pen.count(1, 2)]
    for x in (*places, *(-place for place in places)):
        pen.oval(ink.dark, x, low + 0.1 - rise * abs(x), 0.12)
        pen.oval(METAL, x, low + 0.1 - rise * abs(x), 0.08)
    pen.oval(ink.main, 0.0, 0.04, body, body * pen.between(1.0, 1.15))
    pen.shape(GLASS, *_both_sides(0.0, -0.12, body * 0.6, -0.1, body * 0.75, 0.02, 0.0, 0.04))
    pen.stroke(ink.dark, 0.03, 0.0, -0.12, 0.0, 0.04)


def plane_biplane(pen: Pen, ink: Ink) -> None:
    left, right = pen.between(-0.3, -0.16), pen.between(0.4, 0.54)
    top, lean = pen.between(-0.66, -0.5), pen.between(0.0, 0.12)
    pen.shape(ink.main, -0.92, 0.0, -0.98, -0.34, -0.82, -0.38, -0.62, 0.0)
    pen.smooth(ink.main, -0.94, -0.04, -0.3, -0.18, 0.3, -0.2, 0.7, -0.16, 0.74, 0.18, 0.3, 0.3,
               -0.3, 0.22, -0.92, 0.06)  # fmt: skip
    pen.shape(BLACK, -0.3, -0.18, -0.22, -0.34, -0.06, -0.18)
    for x in (left + 0.14, right - 0.14):
        pen.stroke(METAL, 0.045, x + lean, top, x, 0.26)
    pen.rounded(ink.dark, left + lean, top - 0.08, right + lean, top + 0.05, 0.06)
    pen.rounded(ink.dark, left, 0.18, right, 0.3, 0.06)
    pen.stroke(METAL, 0.05, 0.2, 0.3, 0.34, 0.52)
    _wheel(pen, 0.34, 0.54, pen.between(0.12, 0.18))
    pen.oval(METAL, 0.8, 0.0, 0.08)
    pen.oval(METAL, 0.86, 0.0, 0.04, pen.between(0.4, 0.56))


def plane_fighter(pen: Pen, ink: Ink) -> None:
    pen = pen.placed(pen.between(-20, 40) if pen.maybe(0.6) else 90.0)
    span, back, width = pen.between(0.56, 0.76), pen.between(0.34, 0.5), pen.between(0.11, 0.16)
    tail, root = pen.between(0.26, 0.44), pen.between(-0.3, -0.06)
    pen.shape(ink.main, *_both_sides(
        0.0, -0.99, 0.07, -0.7, width, -0.36, width + 0.03, root, span, back, span, back + 0.12,
        width + 0.06, 0.44, width + 0.06, 0.6, tail, 0.8, tail, 0.88, width, 0.82, 0.0, 0.82,
    ))  # fmt: skip
    pen.oval(GLASS, 0.0, -0.44, 0.06, 0.17)
    for x in (-0.1, 0.1) if pen.maybe(0.6) else (0.0,):
        pen.box(BLACK, x - 0.06, 0.8, x + 0.06, 0.9)
        pen.shape(ink.dark, x, 0.34, x + 0.04, 0.6, x, 0.84, x - 0.04, 0.6)
    if pen.maybe(0.5):
        for x in (-span, span):
            pen.stroke(METAL, 0.05, x, back - 0.16, x, back + 0.16)


def plane_high_wing(pen: Pen, ink: Ink) -> None:
    """A small propeller plane on its wheels."""
    tail, fin, deep = pen.between(-0.95, -0.88), pen.between(0.3, 0.46), pen.between(0.24, 0.36)
    pen.shape(ink.dark, tail, -0.04, tail - 0.01, -0.04 - fin, tail + 0.16, -0.06 - fin,
              tail + 0.44, -0.02)  # fmt: skip
    pen.smooth(ink.main, tail, -0.06, -0.3, -0.14, -0.16, -0.3, 0.3, -0.3, 0.48, -0.06, 0.8, 0.0,
               0.84, deep * 0.7, 0.4, deep, -0.2, deep, -0.9, 0.06)  # fmt: skip
    pen.shape(GLASS, 0.14, -0.26, 0.28, -0.26, 0.42, -0.04, 0.14, -0.04)
    pen.shape(GLASS, -0.16, -0.24, 0.06, -0.26, 0.06, -0.04, -0.2, -0.04)
    pen.shape(ink.dark, -0.34, -0.3, -0.2, -0.42, 0.4, -0.42, 0.46, -0.3)
    pen.stroke(METAL, 0.05, 0.2, -0.3, 0.1, deep - 0.06)
    for x in (0.0, 0.56):
        pen.stroke(METAL, 0.05, x + 0.04, deep - 0.04, x, 0.5)
        _wheel(pen, x, 0.52, pen.between(0.1, 0.14))
    pen.oval(METAL, 0.9, 0.12, 0.05, pen.between(0.36, 0.5))
    pen.oval(ink.dark, 0.88, 0.12, 0.08)


def plane_climbing(pen: Pen, ink: Ink) -> None:
    pen = pen.placed(pen.between(-42, -12), 0.95)
    near, far, sweep = pen.between(0.5, 0.74), pen.between(0.36, 0.56), pen.between(0.3, 0.56)
    thick, colour = pen.between(0.12, 0.2), ink.dark if pen.maybe(0.6) else ink.main
    pen.shape(colour, 0.28, 0.0, 0.06 - sweep, -far, -0.1 - sweep, -far, -0.1, 0.0)
    pen.shape(colour, -0.6, -0.02, -0.84, -0.3, -0.94, -0.28, -0.86, 0.0)
    pen.shape(ink.main, -0.58, 0.0, -0.8, -0.46, -0.96, -0.46, -0.9, 0.04)
    pen.smooth(ink.main, -0.97, 0.0, -0.5, -thick, 0.4, -thick, 0.8, -thick * 0.7, 0.96, 0.05,
               0.7, thick, 0.0, thick, -0.6, thick * 0.7)  # fmt: skip
    pen.shape(colour, 0.3, 0.06, 0.02 - sweep, near, -0.16 - sweep, near, -0.14, 0.06)
    pen.shape(colour, -0.62, 0.02, -0.88, 0.26, -0.96, 0.26, -0.84, 0.02)
    if pen.maybe(0.6):
        _windows(pen, (-0.4, 0.5), -thick * 0.35, pen.count(4, 7), 0.04)
    pen.shape(GLASS, 0.7, -thick * 0.6, 0.8, -thick * 0.55, 0.88, -0.02, 0.7, -0.02)


def plane_approaching(pen: Pen, ink: Ink) -> None:
    """Three-quarter view of an airliner, nose to the lower left."""
    near, far, fin = pen.between(0.66, 0.9), pen.between(-0.56, -0.3), pen.between(0.74, 0.94)
    pen.shape(ink.dark, 0.44, -0.32, 0.66, -fin, 0.84, -fin, 0.74, -0.34)
    pen.shape(ink.main, -0.2, -0.06, -0.94, far, -0.98, far + 0.1, 0.0, 0.2)
    pen.shape(ink.dark, 0.5, -0.42, 0.22, -0.6, 0.18, -0.52, 0.48, -0.28)
    pen.smooth(ink.main, -0.6, 0.4, -0.62, 0.2, -0.44, 0.06, 0.1, -0.26, 0.76, -0.46, 0.7, -0.3,
               0.2, 0.14, -0.28, 0.44, -0.46, 0.5)  # fmt: skip
    pen.shape(ink.dark, -0.04, 0.12, 0.8, near, 0.96, near, 0.32, -0.02)
    pen.shape(ink.dark, 0.56, -0.26, 0.96, -0.06, 0.98, -0.16, 0.7, -0.34)
    pen.shape(GLASS, -0.54, 0.2, -0.42, 0.1, -0.24, 0.22, -0.4, 0.32)
    pen.oval(METAL, 0.24, near * 0.72, 0.14, 0.11, 30)
    pen.oval(BLACK, 0.18, near * 0.76, 0.08)
    pen.oval(METAL, -0.52, far * 0.5 + 0.12, 0.09)
    if pen.maybe(0.6):
        for i in range(pen.count(3, 5)):
            pen.oval(GLASS, -0.16 + i * 0.16, 0.1 - i * 0.11, 0.04)


def plane_airliner(pen: Pen, ink: Ink) -> None:
    """Side view to the left with an engine under the wing."""
    high, fin, drop = pen.between(0.12, 0.17), pen.between(0.44, 0.62), pen.between(0.22, 0.4)
    pen.shape(ink.main, 0.58, -0.06, 0.82, -fin, 0.97, -fin, 0.9, -0.04)
    pen.smooth(ink.main, -0.98, 0.08, -0.86, -0.04, -0.7, -high, 0.0, -high, 0.6, -high,
               0.97, -0.08, 0.6, 0.08, 0.2, high, -0.6, high + 0.02, -0.9, high)  # fmt: skip
    pen.shape(GLASS, -0.86, -0.03, -0.76, -0.09, -0.7, -0.09, -0.7, 0.0)
    _windows(pen, (-0.6, 0.5), -0.03, pen.count(6, 9), 0.034)
    pen.rounded(METAL, -0.3, high + 0.02, 0.0, high + 0.16, 0.06)
    pen.shape(ink.dark, -0.2, 0.08, 0.12, 0.08, 0.5, drop, 0.4, drop + 0.02)
    pen.shape(ink.dark, 0.68, -0.04, 0.84, -0.04, 0.98, -0.12, 0.92, -0.14)


def _skids(pen: Pen, left: float, right: float, top: float, bottom: float) -> None:
    for x in (left + 0.2, right - 0.24):
        pen.stroke(METAL, 0.05, x, top, x - 0.02, bottom)
    pen.curve(METAL, 0.06, left, bottom, right - 0.1, bottom, right, bottom - 0.08)


def helicopter_front(pen: Pen, ink: Ink) -> None:
    wide, high, mast = pen.between(0.36, 0.5), pen.between(0.36, 0.46), pen.between(0.52, 0.64)
    foot = pen.between(0.3, 0.5)
    for side in (-1, 1):
        pen.stroke(METAL, 0.06, side * 0.16, 0.3, side * foot, 0.68)
        pen.stroke(BLACK, 0.07, side * (foot + 0.1), 0.68, side * (foot - 0.1), 0.68)
    pen.box(METAL, -0.06, -mast, 0.06, -0.1)
    pen.shape(BLACK, -0.98, -mast, 0.0, -mast - 0.05, 0.98, -mast, 0.0, -mast + 0.06)
    pen.oval(ink.main, 0.0, 0.1, wide, high)
    if pen.maybe(0.6):
        pen.shape(ink.main, *_both_sides(0.0, -0.42, 0.14, -0.4, 0.2, -0.2, 0.0, -0.2))
    split = pen.maybe(0.6)
    pen.wedge(GLASS, 0.0, 0.08, wide * 0.8, high * 0.76, 175, 365)
    if split:
        pen.stroke(ink.main, 0.06, 0.0, -0.4, 0.0, 0.14)
    if pen.maybe(0.6):
        pen.oval((252, 244, 190), 0.0, 0.34, 0.08)


def helicopter_from_above(pen: Pen, ink: Ink) -> None:
    turn, blades = pen.between(0, 90), pen.count(2, 4)
    pen = pen.placed(pen.between(-35, 35))
    wide = pen.between(0.2, 0.3)
    pen.shape(ink.main, *_both_sides(0.0, 0.0, 0.1, 0.1, 0.04, 0.94, 0.0, 0.94))
    pen.box(ink.dark, -0.2, 0.74, 0.2, 0.82)
    pen.stroke(METAL, 0.05, 0.1, 0.74, 0.1, 0.98)
    pen.smooth(ink.main, *_both_sides(0.0, -0.7, wide * 0.8, -0.54, wide, -0.2, wide * 0.7, 0.2,
                                      0.0, 0.34))  # fmt: skip
    pen.shape(GLASS, *_both_sides(0.0, -0.6, wide * 0.5, -0.5, wide * 0.7, -0.34, 0.0, -0.3))
    lines = 2 if blades == 4 else 1
    for i in range(blades if lines == 1 else 2):
        angle = math.radians(turn + i * (180 / 2 if lines == 2 else 360 / blades))
        dx, dy = 0.82 * math.cos(angle), 0.82 * math.sin(angle)
        back = 1.0 if blades != 3 else 0.0
        pen.stroke(BLACK, 0.07, -dx * back, -0.14 - dy * back, dx, -0.14 + dy)
    pen.oval(METAL, 0.0, -0.14, 0.09)


def helicopter_tandem(pen: Pen, ink: Ink) -> None:
    """A long one with a rotor at either end."""
    top, low = pen.between(-0.2, -0.08), pen.between(0.3, 0.42)
    back = pen.between(0.3, 0.44)
    pen.shape(ink.main, -0.9, 0.1, -0.86, -back, -0.5, -back, -0.34, top, -0.3, 0.2)
    pen.shape(ink.main, 0.28, top, 0.36, -0.28, 0.6, -0.28, 0.72, top + 0.06)
    pen.smooth(ink.main, -0.86, 0.0, -0.6, top, 0.3, top, 0.7, top + 0.02, 0.94, 0.16,
               0.86, low - 0.04, 0.3, low, -0.5, low, -0.82, 0.2)  # fmt: skip
    for x, y in ((-0.66, back), (0.48, 0.28)):
        pen.box(METAL, x - 0.03, -y - 0.14, x + 0.03, -y)
        reach = min(pen.between(0.44, 0.58), 0.98 - abs(x) * 0.64)
        left, right = max(x - reach, -0.99), min(x + reach, 0.99)
        pen.stroke(BLACK, 0.06, left, -y - 0.14, right, -y - 0.14)
    pen.shape(GLASS, 0.56, top + 0.1, 0.72, top + 0.12, 0.88, 0.16, 0.6, 0.16)
    _windows(pen, (-0.4, 0.3), 0.06, pen.count(3, 5), 0.06)
    for x in (-0.56, 0.4):
        _wheel(pen, x, low + 0.06, 0.1)


def helicopter_gunship(pen: Pen, ink: Ink) -> None:
    drop, mast = pen.between(0.0, 0.1), pen.between(-0.54, -0.44)
    pen.shape(ink.dark, -0.98, -0.46, -0.84, -0.46, -0.68, -0.06, -0.86, 0.06)
    pen.shape(ink.main, -0.92, -0.1, -0.2, -0.14, -0.14, -0.34, 0.24, -0.34, 0.34, -0.2,
              0.5, -0.2, 0.62, 0.0, 0.94, 0.08, 0.9, 0.24, 0.3, 0.34, -0.1, 0.3,
              -0.5, 0.06 + drop, -0.9, 0.0)  # fmt: skip
    pen.shape(GLASS, 0.32, -0.14, 0.46, -0.14, 0.56, 0.04, 0.32, 0.04)
    pen.shape(GLASS, 0.6, 0.04, 0.8, 0.08, 0.76, 0.14, 0.6, 0.12)
    pen.box(METAL, 0.02, mast, 0.1, -0.34)
    pen.shape(BLACK, -0.86, mast + 0.04, 0.06, mast - 0.05, 0.96, mast + 0.02, 0.06, mast + 0.06)
    pen.stroke(METAL, 0.05, -1.0 + 0.06, -0.62, -0.86, -0.3)
    if pen.maybe(0.7):
        pen.box(ink.dark, -0.06, 0.12, 0.3, 0.18)
        pen.rounded(METAL, 0.0, 0.2, 0.36, 0.3, 0.05)
    for x, y in ((0.2, 0.5), (-0.8, 0.24)):
        pen.stroke(METAL, 0.05, x, y - 0.24, x - 0.04, y)
        _wheel(pen, x - 0.04, y, 0.09)


def helicopter_bubble(pen: Pen, ink: Ink) -> None:
    """A glass ball with an open lattice tail."""
    size, mast, tail = pen.between(0.3, 0.38), pen.between(-0.66, -0.52), pen.between(-0.16, 0.06)
    pen.stroke(ink.main, 0.07, 0.1, -0.12, -0.9, tail, 0.1, 0.3)
    for i in range(pen.count(2, 4)):
        x = -0.14 - i * 0.2
        pen.stroke(ink.main, 0.05, x, -0.04, x - 0.12, 0.18 - i * 0.04)
    pen.stroke(BLACK, 0.06, -0.88, tail - 0.26, -0.88, tail + 0.26)
    pen.box(METAL, 0.12, mast, 0.2, 0.0)
    pen.stroke(BLACK, 0.07, -0.76, mast + 0.04, 0.96, mast - 0.06)
    pen.oval(ink.main, 0.46, 0.08, size + 0.1, size + 0.06)
    pen.oval(GLASS, 0.54, 0.04, size * 0.96, size * 0.9)
    pen.rounded(ink.main, -0.06, -0.14, 0.34, 0.4, 0.1)
    pen.box(ink.main, 0.3, 0.24, 0.82, 0.38)
    _skids(pen, -0.16, 0.94, 0.36, pen.between(0.62, 0.74))


def helicopter_three_quarter(pen: Pen, ink: Ink) -> None:
    rise, hub = pen.between(0.12, 0.26), pen.between(-0.56, -0.44)
    pen.shape(ink.dark, -0.2, -0.16, -0.92, -0.42, -0.96, -0.32, -0.2, 0.2)
    pen.shape(ink.dark, -0.98, -0.66, -0.84, -0.62, -0.82, -0.32, -0.96, -0.3)
    pen.oval(METAL, -0.84, -0.4, 0.06, 0.2, 20)
    pen.smooth(ink.main, -0.36, -0.06, -0.16, -0.3, 0.3, -0.34, 0.66, -0.06, 0.78, 0.26, 0.62, 0.48,
               0.2, 0.5, -0.2, 0.3)  # fmt: skip
    pen.smooth(GLASS, 0.28, -0.2, 0.5, -0.16, 0.7, 0.14, 0.62, 0.26, 0.36, 0.24)
    pen.shape(GLASS, -0.08, -0.14, 0.2, -0.2, 0.26, 0.16, -0.04, 0.12)
    pen.box(METAL, 0.06, hub, 0.14, -0.28)
    pen.stroke(BLACK, 0.07, -0.7, hub + rise, 0.9, hub - rise)
    pen.stroke(BLACK, 0.07, -0.56, hub - rise, 0.76, hub + rise)
    pen.oval(METAL, 0.1, hub, 0.08, 0.06)
    pen.curve(METAL, 0.06, -0.3, 0.56, 0.3, 0.86, 0.6, 0.86)
    pen.stroke(METAL, 0.05, 0.0, 0.4, -0.06, 0.66)
    pen.stroke(METAL, 0.05, 0.34, 0.48, 0.3, 0.86)
    pen.curve(METAL, 0.06, 0.3, 0.54, 0.7, 0.64, 0.96, 0.56)


def helicopter_pictogram(pen: Pen, ink: Ink) -> None:
    """One flat colour, the window cut out."""
    wide, top = pen.between(0.7, 0.92), pen.between(-0.62, -0.46)
    thick, tail = pen.between(0.05, 0.1), pen.between(0.12, 0.22)
    middle = 0.2
    pen.box(ink.main, middle - min(wide, 0.98), top - thick, min(middle + wide, 0.98), top)
    pen.box(ink.main, middle - 0.06, top - 0.02, middle + 0.06, -0.1)
    pen.shape(ink.main, -0.96, -0.2, -0.8, -0.2, -0.68, -0.06, 0.0, -0.1, 0.0, 0.2, -0.3, tail,
              -0.84, 0.06)  # fmt: skip
    pen.smooth(ink.main, -0.22, -0.1, 0.1, -0.26, 0.44, -0.22, 0.74, 0.06, 0.8, 0.26, 0.6, 0.36,
               0.0, 0.36, -0.24, 0.2)  # fmt: skip
    pen.shape(WHITE, 0.3, -0.12, 0.44, -0.1, 0.64, 0.1, 0.3, 0.1)
    pen.box(ink.main, -0.02, 0.3, 0.06, 0.56)
    pen.box(ink.main, 0.4, 0.3, 0.48, 0.56)
    pen.rounded(ink.main, -0.3, 0.5, 0.84, 0.5 + thick + 0.03, 0.04)


def helicopter_rescue(pen: Pen, ink: Ink) -> None:
    """To the left, with a shrouded tail rotor and a door."""
    mast, nose = pen.between(-0.6, -0.5), pen.between(0.08, 0.2)
    pen.shape(ink.main, 0.96, -0.46, 0.82, -0.44, 0.66, -0.12, 0.96, 0.1)
    pen.shape(ink.main, 0.2, -0.22, 0.9, -0.08, 0.9, 0.06, 0.2, 0.3)
    pen.oval(METAL, 0.82, -0.04, 0.15)
    pen.oval(BLACK, 0.82, -0.04, 0.05)
    pen.smooth(ink.main, -0.78, nose, -0.5, -0.24, -0.2, -0.3, 0.24, -0.3, 0.44, -0.1, 0.3, 0.26,
               0.0, 0.38, -0.5, 0.38, -0.74, 0.3)  # fmt: skip
    pen.rounded(ink.dark, -0.24, -0.4, 0.24, -0.24, 0.07)
    pen.smooth(GLASS, -0.68, nose - 0.04, -0.46, -0.18, -0.3, -0.2, -0.32, nose + 0.02)
    pen.rounded(WHITE, -0.22, -0.18, 0.1, 0.28, 0.04)
    pen.rounded(GLASS, -0.17, -0.13, 0.05, 0.04, 0.03)
    pen.stroke(METAL, 0.07, -0.02, -0.38, -0.02, mast)
    pen.shape(BLACK, -0.9, mast + 0.08, 0.0, mast - 0.02, 0.86, mast + 0.08, 0.0, mast + 0.04)
    _skids(replace(pen, a=-pen.a, d=-pen.d), -0.34, 0.7, 0.34, 0.6)


def _flame(pen: Pen, x: float, top: float, wide: float, long: float) -> None:
    pen.smooth(FLAME, x - wide, top, x + wide, top, x + wide * 0.7, top + long * 0.5, x, top + long,
               x - wide * 0.7, top + long * 0.5)  # fmt: skip
    pen.oval((252, 224, 120), x, top + long * 0.3, wide * 0.45, long * 0.3)


def rocket_tilted(pen: Pen, ink: Ink) -> None:
    """A fat one flying to the upper right."""
    pen = pen.placed(pen.between(30, 52), 1.1)
    belly, fin = pen.between(0.24, 0.34), pen.between(0.44, 0.58)
    _flame(pen, 0.0, 0.44, 0.14, pen.between(0.34, 0.48))
    for side in (-1, 1):
        pen.smooth(ink.dark, side * 0.18, -0.06, side * fin, 0.2, side * fin, 0.6,
                   side * 0.2, 0.38)  # fmt: skip
    pen.smooth(ink.main, *_both_sides(0.0, -0.9, belly * 0.7, -0.56, belly, -0.1, belly * 0.6, 0.5))
    if pen.maybe(0.4):
        pen.wedge(ink.dark, 0.0, -0.46, belly * 0.7, 0.42, 200, 340)
    pen.oval(WHITE, 0.0, -0.2, belly * 0.56)
    pen.oval((70, 130, 190), 0.0, -0.2, belly * 0.38)
    if pen.maybe(0.5):
        pen.oval(ink.dark, 0.0, 0.34, 0.05, 0.24)


def rocket_shuttle(pen: Pen, ink: Ink) -> None:
    """The space shuttle with its tank and boosters."""
    wing, top = pen.between(0.4, 0.54), pen.between(-0.4, -0.24)
    for x in (-0.38, 0.38):
        pen.shape(WHITE, x - 0.1, -0.4, x, -0.64, x + 0.1, -0.4, x + 0.1, 0.72, x - 0.1, 0.72)
        _flame(pen, x, 0.74, 0.09, 0.22)
    pen.smooth(ink.main, *_both_sides(0.0, -0.98, 0.14, -0.82, 0.24, -0.5, 0.24, 0.5, 0.0, 0.56))
    pen.shape(ink.light, *_both_sides(0.0, -0.1, 0.14, 0.1, wing, 0.56, wing, 0.66, 0.0, 0.68))
    pen.smooth(ink.light, *_both_sides(0.0, top, 0.1, top + 0.14, 0.14, 0.1, 0.14, 0.66, 0.0, 0.7))
    pen.shape(BLACK, *_both_sides(0.0, top + 0.1, 0.06, top + 0.16, 0.06, top + 0.22, 0, top + 0.2))
    pen.shape(ink.dark, *_both_sides(0.0, 0.2, 0.04, 0.7, 0.0, 0.76))
    for x in (-0.12, 0.12):
        pen.shape(BLACK, x - 0.06, 0.8, x - 0.03, 0.66, x + 0.03, 0.66, x + 0.06, 0.8)


def rocket_stages(pen: Pen, ink: Ink) -> None:
    """A tall launcher of stages that become thinner, at times beside its tower."""
    wide = pen.between(0.2, 0.28)
    middle, upper = wide * pen.between(0.75, 1.0), wide * pen.between(0.45, 0.7)
    x = 0.0
    if pen.maybe(0.6):
        x = -0.16
        for left in (0.34, 0.52):
            pen.stroke(METAL, 0.05, left, -0.8, left, 0.94)
        for i in range(6):
            pen.stroke(METAL, 0.04, 0.34, -0.76 + i * 0.28, 0.52, -0.52 + i * 0.28)
        pen.stroke(METAL, 0.06, 0.34, -0.2, x, -0.2)
        pen.box(METAL, -0.7, 0.9, 0.7, 0.98)
    for side in (-1, 1):
        pen.shape(ink.dark, x + side * wide, 0.5, x + side * (wide + 0.16), 0.86, x, 0.86)
    pen.box(ink.main, x - wide, 0.1, x + wide, 0.84)
    pen.shape(ink.main, x - wide, 0.12, x - middle, -0.02, x - middle, -0.44, x + middle, -0.44,
              x + middle, -0.02, x + wide, 0.12)  # fmt: skip
    pen.shape(ink.light, x - middle, -0.42, x - upper, -0.52, x - upper, -0.66, x, -0.84,
              x + upper, -0.66, x + upper, -0.52, x + middle, -0.42)  # fmt: skip
    pen.stroke(METAL, 0.05, x, -0.8, x, -0.98)
    pen.box(WHITE, x - wide, 0.1, x + wide, 0.18)
    pen.box(BLACK, x - middle, -0.18, x, -0.06)
    if pen.maybe(0.5):
        pen.box(BLACK, x, 0.4, x + wide, 0.56)


def rocket_on_legs(pen: Pen, ink: Ink) -> None:
    """The spindle of old comics, standing on its curved fins."""
    belly, foot = pen.between(0.26, 0.36), pen.between(0.5, 0.66)
    for side in (-1, 1):
        pen.curve(ink.dark, 0.14, side * belly * 0.7, 0.2, side * foot * 0.9, 0.5, side * foot, 0.9)
        pen.oval(ink.dark, side * foot, 0.92, 0.1, 0.06)
    pen.smooth(ink.main, *_both_sides(0.0, -0.98, belly * 0.3, -0.74, belly * 0.9, -0.24,
                                      belly, 0.14, belly * 0.7, 0.5, belly * 0.4, 0.7))  # fmt: skip
    if pen.maybe(0.6):
        for row, y in enumerate((-0.34, -0.1, 0.14)):
            left = -belly * 0.7 if row % 2 else 0.0
            pen.box(WHITE, left, y, left + belly * 0.7, y + 0.24)
    else:
        for y in (-0.4, -0.04, 0.3)[: pen.count(1, 3)]:
            pen.oval(METAL, 0.0, y, belly * 0.44)
            pen.oval(BLACK, 0.0, y, belly * 0.28)
    pen.box(ink.dark, -0.05, 0.4, 0.05, 0.98)


def rocket_childs(pen: Pen, ink: Ink) -> None:
    """A triangle on a box with triangles beside it."""
    wide, tip, eaves = pen.between(0.22, 0.36), pen.between(-0.5, -0.3), pen.between(0.0, 0.12)
    fin = pen.between(0.24, 0.34)
    count = pen.count(3, 5)
    for i in range(count):
        x = (i - (count - 1) / 2) * wide * 1.6 / (count - 1)
        pen.shape(FLAME, x - 0.09, 0.56, x + 0.09, 0.56, x, 0.94 if i % 2 else 0.8)
    pen.shape(ink.dark, -wide, 0.1, -wide - fin, 0.66, -wide, 0.58)
    pen.shape(ink.dark, wide, 0.1, wide + fin, 0.66, wide, 0.58)
    pen.box(ink.main, -wide, tip, wide, 0.6)
    pen.shape(ink.dark, -wide - eaves, tip, 0.0, -0.98, wide + eaves, tip)
    square = pen.maybe(0.4)
    for i in range(pen.count(1, 3)):
        y = tip + 0.2 + i * 0.27
        pen.rounded(GLASS, -0.12, y - 0.1, 0.12, y + 0.1, 0.02 if square else 0.1)


def rocket_pictogram(pen: Pen, ink: Ink) -> None:
    """One flat colour aslant, the window cut out, the fins round at the sides."""
    pen = pen.placed(pen.between(25, 55) * (1 if pen.maybe(0.7) else -1), 1.06)
    wide, fin = pen.between(0.26, 0.36), pen.between(0.5, 0.64)
    pen.smooth(ink.main, *_both_sides(0.0, -0.98, wide * 0.8, -0.6, wide, -0.1, wide * 0.8, 0.4,
                                      0.0, 0.44))  # fmt: skip
    pen.shape(ink.main, *_both_sides(wide * 0.8, 0.0, fin, 0.3, fin - 0.06, 0.66, wide * 0.6, 0.4))
    pen.oval(WHITE, 0.0, -0.3, wide * 0.46)
    if pen.maybe(0.4):
        pen.oval(ink.main, 0.0, -0.3, wide * 0.28)
    for x in (-0.16, 0.0, 0.16) if pen.maybe(0.5) else (0.0,):
        pen.stroke(ink.main, 0.1, x, 0.52, x, 0.7 if x else 0.92)


def rocket_with_boosters(pen: Pen, ink: Ink) -> None:
    wide, side, high = pen.between(0.16, 0.24), pen.between(0.1, 0.15), pen.between(-0.4, 0.1)
    away = wide + side + 0.02
    for x in (-away, away):
        _flame(pen, x, 0.62, side * 0.8, pen.between(0.2, 0.34))
        pen.shape(ink.dark, x - side, 0.64, x - side, high, x, high - 0.26, x + side, high,
                  x + side, 0.64)  # fmt: skip
        pen.box(WHITE, x - side, 0.4, x + side, 0.48)
    _flame(pen, 0.0, 0.58, wide * 0.7, 0.38)
    pen.box(ink.main, -wide, -0.5, wide, 0.62)
    head = wide * pen.between(1.0, 1.3)
    pen.smooth(ink.main, *_both_sides(0.0, -0.98, head * 0.7, -0.78, head, -0.5, wide, -0.28))
    for y in (-0.36, 0.0)[: pen.count(1, 2)]:
        pen.box(WHITE, -wide, y, wide, y + 0.08)
    if pen.maybe(0.5):
        pen.box(BLACK, -wide, 0.2, 0.0, 0.3)


def rocket_lifting_off(pen: Pen, ink: Ink) -> None:
    """Straight up over a heap of smoke, with a round window and a middle fin."""
    belly, fin, low = pen.between(0.24, 0.3), pen.between(0.42, 0.52), pen.between(0.34, 0.42)
    _flame(pen, 0.0, low - 0.04, 0.17, 0.5)
    for x, y, radius in ((-0.6, 0.8, 0.17), (0.58, 0.8, 0.17), (-0.3, 0.76, 0.2), (0.28, 0.76, 0.2),
                         (0.0, 0.84, 0.14)):  # fmt: skip
        pen.oval(SMOKE, x, y, radius)
    for side in (-1, 1):
        pen.shape(ink.dark, side * belly * 0.9, -0.1, side * fin, 0.16, side * fin, low + 0.14,
                  side * belly * 0.6, low)  # fmt: skip
    pen.smooth(ink.main, *_both_sides(0.0, -0.97, belly * 0.6, -0.76, belly, -0.36, belly, 0.06,
                                      belly * 0.7, low))  # fmt: skip
    pen.smooth(ink.dark, *_both_sides(0.0, -0.97, belly * 0.52, -0.78, belly * 0.7, -0.66, 0, -0.6))
    pen.oval(METAL, 0.0, -0.34, belly * 0.56)
    pen.oval(GLASS, 0.0, -0.34, belly * 0.4)
    pen.shape(ink.dark, 0.0, -0.04, 0.06, 0.2, 0.05, low + 0.1, -0.05, low + 0.1, -0.06, 0.2)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "plane": (
        plane_pictogram,
        plane_front,
        plane_biplane,
        plane_fighter,
        plane_high_wing,
        plane_climbing,
        plane_approaching,
    ),
    "helicopter": (
        helicopter_front,
        helicopter_from_above,
        helicopter_tandem,
        helicopter_gunship,
        helicopter_bubble,
        helicopter_three_quarter,
        helicopter_pictogram,
    ),
    "rocket": (
        rocket_tilted,
        rocket_shuttle,
        rocket_stages,
        rocket_on_legs,
        rocket_childs,
        rocket_pictogram,
        rocket_with_boosters,
    ),
}

UNSEEN: dict[str, Drawing] = {
    "plane": plane_airliner,
    "helicopter": helicopter_rescue,
    "rocket": rocket_lifting_off,
}

POSES: dict[Drawing, str] = {}
