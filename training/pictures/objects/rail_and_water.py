"""Trains, bicycles and boats, seen from many sides."""

import math

from training.pictures.canvas import (
    BLACK,
    GLASS,
    METAL,
    TYRE,
    WHITE,
    WOOD,
    Drawing,
    Ink,
    Pen,
    Rgb,
    mix,
)

HEADLIGHT: Rgb = (252, 244, 190)
SMOKE: Rgb = (222, 222, 226)
CANVAS: Rgb = (240, 236, 222)
SAND: Rgb = (222, 184, 130)


def _rail(pen: Pen, y: float) -> None:
    pen.box(METAL, -0.98, y, 0.98, y + 0.05)


def _wheels(pen: Pen, xs: tuple[float, ...], y: float, radius: float) -> None:
    for x in xs:
        pen.oval(TYRE, x, y, radius)
        pen.oval(METAL, x, y, radius * 0.45)


def _windows(pen: Pen, left: float, right: float, top: float, bottom: float) -> None:
    count = pen.count(2, 5)
    step = (right - left) / count
    for i in range(count):
        pen.box(GLASS, left + i * step + 0.03, top, left + (i + 1) * step - 0.03, bottom)


def _portholes(pen: Pen, left: float, right: float, y: float, radius: float) -> None:
    count = pen.count(3, 6)
    for i in range(count):
        pen.oval(GLASS, left + (right - left) * i / (count - 1), y, radius)


def _perspective_track(pen: Pen, top: float) -> None:
    for i in range(3):
        y = top + (0.94 - top) * (i + 1) / 3
        reach = 0.4 + 0.44 * (i + 1) / 3
        pen.box(WOOD, -reach, y - 0.05, reach, y + 0.03)
    for side in (-1, 1):
        pen.stroke(METAL, 0.07, side * 0.36, top, side * 0.66, 0.97)


def train_high_speed(pen: Pen, ink: Ink) -> None:
    """A long pointed nose."""
    top, nose, low = pen.between(-0.46, -0.34), pen.between(0.0, 0.3), pen.between(0.26, 0.34)
    pen.smooth(ink.main, -0.99, top + 0.03, -0.9, top, nose - 0.3, top, nose, top + 0.02,
               nose + 0.3, top + 0.16, 0.86, 0.06, 0.97, 0.2, 0.84, low, 0.0, low, -0.9, low,
               -0.99, low - 0.02, -0.99, 0.0)  # fmt: skip
    stripe = WHITE if pen.maybe(0.6) else ink.dark
    pen.shape(stripe, -0.98, 0.08, nose + 0.2, 0.08, 0.92, 0.18, nose + 0.2, 0.17, -0.98, 0.17)
    _windows(pen, -0.94, nose - 0.16, top + 0.14, top + 0.3)
    pen.shape(GLASS, nose + 0.02, top + 0.1, nose + 0.16, top + 0.12, nose + 0.36, -0.06,
              nose + 0.06, -0.06)  # fmt: skip
    pen.oval(HEADLIGHT, 0.8, 0.1, 0.06, 0.04)
    pen.box(TYRE, -0.9, low - 0.02, 0.66, low + 0.07)
    _rail(pen, low + 0.08)


def train_tram(pen: Pen, ink: Ink) -> None:
    top, joints, low = pen.between(-0.4, -0.3), pen.count(0, 2), pen.between(0.34, 0.42)
    pen.stroke(BLACK, 0.03, -0.98, -0.84, 0.98, -0.84)
    pen.stroke(METAL, 0.05, -0.2, top, 0.06, -0.58, -0.16, -0.82)
    pen.stroke(METAL, 0.06, -0.34, -0.82, 0.02, -0.82)
    pen.rounded(ink.main, -0.97, top, 0.97, low, pen.between(0.06, 0.2))
    pen.box(WHITE if pen.maybe(0.5) else ink.dark, -0.97, 0.12, 0.97, 0.2)
    _windows(pen, -0.74, 0.74, top + 0.12, 0.04)
    for x in (-0.8, 0.8):
        pen.box(GLASS, x - 0.1, top + 0.12, x + 0.1, 0.06)
    for i in range(joints):
        x = -0.26 + i * 0.52
        pen.box(BLACK, x - 0.04, top, x + 0.04, low)
    if pen.maybe(0.5):
        pen.box(ink.dark, -0.14, top + 0.1, 0.14, low)
        pen.box(GLASS, -0.1, top + 0.14, 0.1, 0.2)
    _wheels(pen, (-0.62, -0.4, 0.4, 0.62), low + 0.04, 0.1)
    _rail(pen, low + 0.14)


def train_front(pen: Pen, ink: Ink) -> None:
    wide, top, sill = pen.between(0.5, 0.62), pen.between(-0.97, -0.9), pen.between(-0.16, 0.04)
    _perspective_track(pen, 0.42)
    pen.box(TYRE, -wide + 0.1, 0.44, wide - 0.1, 0.66)
    pen.rounded(ink.main, -wide, top, wide, 0.54, pen.between(0.14, 0.34))
    divided = pen.count(1, 3)
    for i in range(divided):
        left = 0.1 - wide + i * (2 * wide - 0.2) / divided
        pen.rounded(GLASS, left + 0.02, top + 0.3, left + (2 * wide - 0.2) / divided - 0.02, sill,
                    0.06)  # fmt: skip
    if pen.maybe(0.6):
        pen.rounded(BLACK, -0.26, top + 0.08, 0.26, top + 0.22, 0.04)
    else:
        pen.oval(HEADLIGHT, 0.0, top + 0.16, 0.08)
    if pen.maybe(0.5):
        pen.box(WHITE, -wide, sill + 0.08, wide, sill + 0.16)
    for x in (0.18 - wide, wide - 0.18):
        pen.oval(HEADLIGHT, x, 0.3, 0.1)
    pen.box(ink.dark, -wide - 0.02, 0.42, wide + 0.02, 0.52)


def train_express_engine(pen: Pen, ink: Ink) -> None:
    """A steam engine with its tender, great wheels and a rod."""
    top, big = pen.between(-0.36, -0.28), pen.between(0.19, 0.25)
    if pen.maybe(0.6):
        pen.smooth(SMOKE, 0.72, -0.6, 0.4, -0.96, -0.3, -0.9, -0.7, -0.7, -0.2, -0.7, 0.4, -0.68)
    pen.box(ink.dark, -0.97, -0.16, -0.56, 0.22)
    pen.shape(BLACK, -0.94, -0.16, -0.8, -0.3, -0.66, -0.28, -0.58, -0.16)
    pen.rounded(ink.main, -0.3, top, 0.88, 0.14, 0.08)
    pen.box(ink.main, -0.52, -0.5, -0.16, 0.22)
    pen.box(BLACK, -0.6, -0.58, -0.1, -0.5)
    pen.box(GLASS, -0.42, -0.4, -0.24, -0.16)
    pen.box(BLACK, 0.64, -0.62, 0.8, top + 0.02)
    for x in (0.12, 0.4)[: pen.count(1, 2)]:
        pen.wedge(ink.dark, x, top + 0.02, 0.1, 0.16, 180, 360)
    for x in (0.2, 0.5):
        pen.box(ink.light, x, top, x + 0.04, 0.14)
    pen.box(ink.dark, -0.56, 0.12, 0.94, 0.22)
    pen.shape(METAL, 0.84, 0.2, 0.98, 0.5, 0.74, 0.5)
    _wheels(pen, (-0.28, 0.14, 0.54), 0.5 - big + 0.02, big)
    _wheels(pen, (-0.86, -0.62, 0.8), 0.4, 0.11)
    pen.stroke(METAL, 0.06, -0.28, 0.36, 0.54, 0.36)
    _rail(pen, 0.52)


def train_underground(pen: Pen, ink: Ink) -> None:
    """One carriage of many doors with a steep front."""
    top, low, doors = pen.between(-0.42, -0.32), pen.between(0.28, 0.38), pen.count(2, 3)
    pen.box(METAL if pen.maybe(0.4) else ink.light, -0.98, top - 0.06, 0.74, top + 0.06)
    pen.shape(ink.main, -0.98, top, 0.78, top, 0.92, top + 0.14, 0.97, low, -0.98, low)
    for i in range(doors):
        x = -0.84 + i * 1.44 / doors
        pen.box(ink.dark, x, top + 0.1, x + 0.28, low - 0.02)
        pen.box(GLASS, x + 0.03, top + 0.15, x + 0.12, 0.06)
        pen.box(GLASS, x + 0.16, top + 0.15, x + 0.25, 0.06)
        pen.box(GLASS, x + 0.34, top + 0.15, x + 1.36 / doors, 0.02)
    pen.shape(GLASS, 0.72, top + 0.12, 0.84, top + 0.12, 0.92, 0.02, 0.72, 0.02)
    if pen.maybe(0.5):
        pen.box(WHITE, -0.98, 0.14, 0.96, 0.19)
    pen.oval(HEADLIGHT, 0.9, 0.18, 0.05)
    for x in (-0.66, 0.54):
        pen.box(BLACK, x - 0.22, low, x + 0.22, low + 0.08)
        _wheels(pen, (x - 0.14, x + 0.14), low + 0.1, 0.09)
    _rail(pen, low + 0.18)


def train_three_quarter(pen: Pen, ink: Ink) -> None:
    """The front to the lower left, its carriages shrinking towards the right."""
    edge, top, far = pen.between(-0.3, -0.14), pen.between(-0.72, -0.6), pen.between(-0.42, -0.28)
    pen.shape(METAL, -0.98, 0.84, -0.3, 0.9, 0.98, 0.2, 0.98, 0.14, 0.0, 0.5, -0.84, 0.66)
    pen.shape(ink.dark, edge, top + 0.06, 0.97, far, 0.97, 0.12, edge, 0.6)
    if pen.maybe(0.6):
        pen.shape(WHITE, edge, 0.2, 0.97, -0.04, 0.97, 0.0, edge, 0.3)
    count = pen.count(4, 6)
    for i in range(count):
        near, away = (i + 0.15) / count, (i + 0.85) / count
        xs = [edge + 0.06 + share * (0.9 - edge) for share in (near, away)]
        tops = [top + 0.24 + share * (far - top - 0.16) for share in (near, away)]
        lows = [0.06 - share * 0.18 for share in (near, away)]
        pen.shape(GLASS, xs[0], tops[0], xs[1], tops[1], xs[1], lows[1], xs[0], lows[0])
    slope = pen.between(0.0, 0.16)
    pen.smooth(ink.main, slope - 0.82, top + 0.06, edge - 0.1, top, edge + 0.02, top + 0.12,
               edge + 0.02, 0.52, edge - 0.08, 0.72, -0.8, 0.64, -0.92, 0.48,
               -0.9, 0.0)  # fmt: skip
    pen.shape(GLASS, slope - 0.78, top + 0.2, edge - 0.06, top + 0.16, edge - 0.06, 0.02,
              -0.84, 0.02)  # fmt: skip
    pen.oval(HEADLIGHT, -0.74, 0.36, 0.09)
    pen.oval(HEADLIGHT, edge - 0.14, 0.4, 0.1)
    pen.stroke(BLACK, 0.06, -0.8, 0.58, edge - 0.1, 0.64)


def train_diesel(pen: Pen, ink: Ink) -> None:
    """A locomotive with its cab in the middle or at one end."""
    hood, cab, low = pen.between(-0.26, -0.1), pen.between(-0.62, -0.5), 0.28
    middle = 0.0 if pen.maybe(0.4) else 0.44
    pen.box(ink.main, -0.92, hood, 0.92, low)
    pen.box(ink.main, middle - 0.28, cab, middle + 0.28, low)
    pen.box(ink.dark, middle - 0.36, cab - 0.07, middle + 0.36, cab + 0.03)
    for x in (middle - 0.22, middle + 0.04):
        pen.box(GLASS, x, cab + 0.12, x + 0.18, hood + 0.06)
    for i in range(pen.count(3, 5)):
        pen.stroke(ink.dark, 0.04, -0.84 + i * 0.1, hood + 0.1, -0.84 + i * 0.1, 0.1)
    pen.box(METAL, -0.56, hood - 0.16, -0.42, hood)
    pen.box(HEADLIGHT if pen.maybe(0.5) else ink.light, -0.92, 0.14, 0.92, 0.2)
    pen.box(BLACK, -0.98, low - 0.04, 0.98, low + 0.08)
    if pen.maybe(0.6):
        pen.stroke(METAL, 0.03, -0.96, hood + 0.1, 0.96, hood + 0.1)
    _wheels(pen, (-0.76, -0.5, -0.24, 0.24, 0.5, 0.76), low + 0.16, 0.12)
    _rail(pen, low + 0.28)


def train_steam_front(pen: Pen, ink: Ink) -> None:
    """The round end of a boiler over its buffers or cow catcher."""
    size, cab = pen.between(0.42, 0.5), pen.between(0.56, 0.66)
    _perspective_track(pen, 0.54)
    pen.box(ink.dark, -cab, -0.48, cab, 0.3)
    pen.wedge(ink.dark, 0.0, -0.46, cab + 0.06, 0.2, 180, 360)
    for x in (-cab + 0.02, cab - 0.14):
        pen.box(GLASS, x, -0.38, x + 0.12, -0.12)
    pen.shape(BLACK, -0.12, -0.5, -0.18, -0.97, 0.18, -0.97, 0.12, -0.5)
    pen.oval(ink.main, 0.0, -0.1, size)
    pen.oval(BLACK if pen.maybe(0.5) else ink.light, 0.0, -0.1, size * 0.74)
    pen.oval(METAL, 0.0, -0.1, size * 0.2)
    pen.oval(HEADLIGHT, 0.0, -0.5, 0.11)
    pen.box(ink.main, -0.72, 0.3, 0.72, 0.48)
    if pen.maybe(0.5):
        pen.shape(METAL, -0.5, 0.48, 0.5, 0.48, 0.7, 0.84, -0.7, 0.84)
        for x in (-0.3, 0.0, 0.3):
            pen.stroke(BLACK, 0.05, x * 0.8, 0.5, x * 1.4, 0.82)
    else:
        for x in (-0.5, 0.5):
            pen.box(TYRE, x - 0.1, 0.48, x + 0.1, 0.7)
            pen.oval(METAL, x, 0.39, 0.13)


def train_toy(pen: Pen, ink: Ink) -> None:
    """To the left: a plump steam engine that pulls an open wagon."""
    dome, wheel, funnel = pen.between(0.14, 0.2), pen.between(0.15, 0.19), pen.between(-0.7, -0.56)
    pen.stroke(BLACK, 0.06, 0.2, 0.26, 0.5, 0.26)
    pen.shape(ink.dark, 0.4, -0.12, 0.97, -0.12, 0.9, 0.34, 0.46, 0.34)
    pen.smooth(WOOD, 0.46, -0.12, 0.58, -0.28, 0.8, -0.28, 0.92, -0.12)
    pen.rounded(ink.main, -0.86, -0.24, 0.0, 0.3, 0.2)
    pen.rounded(ink.main, -0.22, -0.6, 0.3, 0.34, 0.05)
    pen.rounded(GLASS, -0.1, -0.44, 0.18, -0.12, 0.06)
    pen.curve(ink.dark, 0.12, -0.34, -0.6, 0.04, -0.68, 0.42, -0.6)
    pen.shape(ink.dark, -0.68, -0.2, -0.8, funnel, -0.46, funnel, -0.56, -0.2)
    pen.wedge(ink.dark, -0.36, -0.2, dome * 0.7, dome, 180, 360)
    pen.box(ink.dark, -0.9, 0.22, 0.3, 0.36)
    pen.oval(HEADLIGHT, -0.86, -0.04, 0.08)
    _wheels(pen, (-0.68, -0.3, 0.1, 0.54, 0.82), 0.42, wheel * 0.8)


def _spokes(pen: Pen, x: float, y: float, radius: float) -> None:
    count = pen.count(3, 6)
    for i in range(count):
        angle = math.pi * (i + 0.3) / count
        dx, dy = radius * math.cos(angle), radius * math.sin(angle)
        pen.stroke(METAL, 0.02, x - dx, y - dy, x + dx, y + dy)


def bicycle_racing(pen: Pen, ink: Ink) -> None:
    """Drop handlebars, a level top tube and thin tyres."""
    radius, top, thick = pen.between(0.36, 0.4), pen.between(-0.36, -0.26), pen.between(0.08, 0.12)
    spokes = pen.maybe(0.5)
    for x in (-0.57, 0.57):
        if spokes:
            _spokes(pen, x, 0.34, radius)
        pen.arc(BLACK, 0.045, x, 0.34, radius, radius)
    pen.shape(ink.main, -0.57, 0.3, -0.02, 0.28, 0.0, 0.4, -0.57, 0.38)
    pen.stroke(ink.main, thick, -0.57, 0.34, -0.24, top, 0.0, 0.34, 0.4, top + 0.04)
    pen.stroke(ink.main, thick, -0.24, top + 0.02, 0.38, top + 0.02)
    pen.stroke(ink.main, thick, 0.36, top - 0.1, 0.42, top + 0.14, 0.57, 0.34)
    pen.stroke(ink.main, thick * 0.8, -0.24, top, -0.28, top - 0.18)
    pen.rounded(BLACK, -0.42, top - 0.24, -0.14, top - 0.16, 0.035)
    pen.stroke(BLACK, 0.06, 0.34, top - 0.1, 0.5, top - 0.16)
    pen.arc(BLACK, 0.07, 0.52, top - 0.02, 0.14, 0.14, -90, 100)
    pen.oval(METAL, 0.0, 0.34, 0.09)


def bicycle_penny_farthing(pen: Pen, ink: Ink) -> None:
    big, small = pen.between(0.58, 0.66), pen.between(0.16, 0.24)
    x, y, low = 0.96 - big, 0.96 - big, 0.94
    _spokes(pen, x, y, big)
    pen.arc(TYRE, 0.06, x, y, big, big)
    pen.arc(TYRE, 0.06, small - 0.96, low - small, small, small)
    pen.curve(ink.main, 0.14, small - 0.96, low - small, -0.6, 0.1, x - big * 0.6, y - big * 0.95,
              x - 0.02, y - big - 0.12)  # fmt: skip
    pen.stroke(ink.main, 0.14, x, y - big - 0.12, x, y)
    pen.stroke(ink.main, 0.1, x - 0.04, y - big - 0.18, x + 0.18, y - big - 0.12)
    pen.rounded(BLACK, x - 0.44, y - big - 0.14, x - 0.12, y - big - 0.04, 0.04)
    pen.oval(ink.main, x, y, 0.13)
    pen.oval(ink.main, small - 0.96, low - small, 0.09)
    pen.stroke(BLACK, 0.07, x - 0.04, y + 0.2, x + 0.14, y + 0.2)


def bicycle_front(pen: Pen, ink: Ink) -> None:
    """Straight on: the wheel a thin stripe below wide handlebars."""
    bar, tyre, drop = pen.between(0.44, 0.6), pen.between(0.08, 0.12), pen.between(-0.1, 0.16)
    pen.stroke(METAL, 0.07, -0.34, 0.54, 0.34, 0.3)
    for x, y in ((-0.4, 0.54), (0.4, 0.3)):
        pen.box(BLACK, x - 0.1, y - 0.05, x + 0.1, y + 0.05)
    pen.shape(ink.main, -0.22, -0.02, 0.0, -0.14, 0.22, -0.02, 0.06, 0.24, -0.06, 0.24)
    pen.rounded(TYRE, -tyre, -0.16, tyre, 0.97, tyre)
    for side in (-1, 1):
        pen.stroke(ink.main, 0.12, side * 0.02, -0.24, side * 0.18, -0.14, side * 0.17, 0.5)
    pen.box(ink.main, -0.09, -0.66, 0.09, -0.14)
    pen.curve(ink.main, 0.12, -bar, -0.66 + drop, -bar * 0.6, -0.74, 0.0, -0.62, bar * 0.6, -0.74,
              bar, -0.66 + drop)  # fmt: skip
    for side in (-1, 1):
        pen.oval(BLACK, side * bar, -0.66 + drop, 0.13, 0.08, side * 30)
    pen.rounded(BLACK, -0.16, -0.94, 0.16, -0.8, 0.06)
    if pen.maybe(0.6):
        pen.oval(HEADLIGHT, 0.0, -0.4, 0.13)
    if pen.maybe(0.5):
        pen.shape(ink.dark, -0.13, 0.1, -0.13, -0.2, 0.13, -0.2, 0.13, 0.1)


def bicycle_three_quarter(pen: Pen, ink: Ink) -> None:
    """The wheels narrowed to ellipses, the front one nearer."""
    near, far, thick = pen.between(0.2, 0.3), pen.between(0.16, 0.24), pen.between(0.09, 0.13)
    pen.arc(TYRE, 0.07, -0.62, 0.24, far, 0.34)
    pen.arc(TYRE, 0.08, 0.52, 0.5, near, 0.44)
    pen.stroke(ink.main, thick, -0.62, 0.24, -0.34, -0.4, -0.08, 0.4, 0.38, -0.28)
    pen.stroke(ink.main, thick, -0.62, 0.24, -0.08, 0.42)
    pen.stroke(ink.main, thick, -0.32, -0.28, 0.38, -0.34)
    pen.stroke(ink.main, thick, 0.34, -0.6, 0.52, 0.5)
    pen.stroke(ink.main, thick, -0.34, -0.36, -0.38, -0.58)
    pen.oval(BLACK, -0.38, -0.62, 0.2, 0.08, -8)
    pen.curve(BLACK, 0.08, 0.02, -0.6, 0.2, -0.76, 0.36, -0.66, 0.66, -0.72, 0.78, -0.5)
    pen.oval(METAL, -0.08, 0.42, 0.12)
    pen.stroke(BLACK, 0.07, -0.06, 0.42, 0.04, 0.64, 0.14, 0.64)
    if pen.maybe(0.5):
        pen.arc(ink.main, 0.07, 0.52, 0.5, near + 0.06, 0.5, 190, 330)


def bicycle_childs(pen: Pen, ink: Ink) -> None:
    """Small fat wheels under a high handlebar, often with stabilisers."""
    radius, high = pen.between(0.28, 0.34), pen.between(-0.72, -0.58)
    thick = pen.between(0.12, 0.16)
    for x in (-0.6, 0.6):
        pen.arc(TYRE, 0.11, x, 0.4, radius, radius)
        pen.oval(METAL, x, 0.4, 0.07)
    pen.stroke(ink.main, thick, -0.6, 0.4, -0.34, 0.0, 0.42, -0.14)
    pen.stroke(ink.main, thick, -0.6, 0.42, -0.04, 0.42, 0.44, -0.1)
    pen.stroke(ink.main, thick, -0.04, 0.42, -0.4, -0.14)
    pen.stroke(ink.main, thick, 0.38, -0.3, 0.6, 0.4)
    pen.stroke(METAL, 0.08, 0.4, -0.24, 0.34, high, 0.18, high - 0.04)
    pen.stroke(BLACK, 0.12, 0.24, high - 0.02, 0.08, high - 0.06)
    pen.smooth(BLACK, -0.66, -0.2, -0.4, -0.2, -0.16, -0.14, -0.42, -0.08)
    if pen.maybe(0.5):
        pen.stroke(METAL, 0.06, -0.6, 0.4, -0.5, 0.62)
        pen.oval(ink.dark, -0.5, 0.64, 0.12)
    pen.oval(ink.dark, -0.04, 0.42, 0.12)
    pen.box(BLACK, 0.02, 0.52, 0.18, 0.58)


def bicycle_roadster(pen: Pen, ink: Ink) -> None:
    """A town bicycle with mudguards, a carrier and a basket."""
    radius, bow = pen.between(0.34, 0.38), pen.between(0.1, 0.34)
    for x in (-0.55, 0.55):
        pen.arc(BLACK, 0.05, x, 0.44, radius, radius)
        pen.arc(ink.main, 0.08, x, 0.44, radius + 0.05, radius + 0.05, 190, 330)
        pen.oval(METAL, x, 0.44, 0.06)
    pen.curve(ink.main, 0.12, 0.38, -0.26, 0.26, bow, -0.04, 0.42)
    pen.curve(ink.main, 0.09, 0.36, -0.32, 0.1, bow - 0.1, -0.16, 0.16)
    pen.stroke(ink.main, 0.11, -0.04, 0.44, -0.26, -0.26)
    pen.stroke(ink.main, 0.11, 0.32, -0.5, 0.55, 0.44)
    pen.rounded(ink.main, -0.62, 0.36, 0.1, 0.54, 0.09)
    pen.stroke(METAL, 0.05, -0.58, 0.4, -0.82, -0.02, -0.24, -0.02)
    pen.smooth(WOOD, -0.46, -0.32, -0.26, -0.36, -0.08, -0.28, -0.28, -0.22)
    pen.curve(METAL, 0.07, 0.36, -0.46, 0.3, -0.64, 0.14, -0.62, 0.02, -0.52)
    if pen.maybe(0.7):
        pen.shape(SAND, 0.46, -0.5, 0.94, -0.5, 0.86, -0.12, 0.54, -0.12)
        pen.stroke(WOOD, 0.04, 0.48, -0.3, 0.9, -0.3)
    if pen.maybe(0.5):
        pen.rounded(WOOD, -0.86, -0.24, -0.5, -0.02, 0.04)


def bicycle_pictogram(pen: Pen, ink: Ink) -> None:
    """One flat colour, as on a sign."""
    thick, radius = pen.between(0.08, 0.13), pen.between(0.34, 0.38)
    seat, front = pen.between(-0.28, -0.16), pen.between(0.3, 0.4)
    for x in (-0.56, 0.56):
        pen.arc(ink.main, thick, x, 0.32, radius, radius)
    pen.stroke(ink.main, thick, -0.56, 0.32, seat, -0.16, front, -0.16, 0.02, 0.32, -0.56, 0.32)
    pen.stroke(ink.main, thick, 0.02, 0.32, seat - 0.06, -0.34)
    pen.stroke(ink.main, thick, seat - 0.2, -0.36, seat + 0.1, -0.36)
    pen.stroke(ink.main, thick, 0.56, 0.32, front - 0.08, -0.46)
    if pen.maybe(0.5):
        pen.stroke(ink.main, thick, front - 0.12, -0.46, front + 0.16, -0.46)
    else:
        pen.curve(ink.main, thick, front - 0.08, -0.44, front + 0.14, -0.5, front + 0.2, -0.36)
    for x in (-0.56, 0.02, 0.56) if pen.maybe(0.4) else ():
        pen.oval(ink.main, x, 0.32, 0.1)


def bicycle_tandem(pen: Pen, ink: Ink) -> None:
    radius, top, thick = pen.between(0.27, 0.31), pen.between(-0.24, -0.16), pen.between(0.08, 0.11)
    for x in (-0.67, 0.67):
        pen.arc(TYRE, 0.06, x, 0.32, radius, radius)
    pen.stroke(ink.main, thick, -0.67, 0.32, -0.46, top, 0.44, top)
    pen.stroke(ink.main, thick, -0.67, 0.32, 0.18, 0.32, 0.46, top)
    pen.stroke(ink.main, thick, -0.5, top - 0.1, -0.34, 0.32, 0.0, top, 0.18, 0.32)
    pen.stroke(ink.main, thick, -0.02, top - 0.12, 0.16, 0.32)
    pen.stroke(ink.main, thick, 0.4, top - 0.2, 0.67, 0.32)
    for x in (-0.52, -0.04):
        pen.rounded(BLACK, x - 0.13, top - 0.18, x + 0.12, top - 0.09, 0.04)
    pen.stroke(BLACK, 0.07, 0.02, top, 0.08, top - 0.22, -0.06 + 0.24, top - 0.26)
    pen.curve(BLACK, 0.07, 0.4, top - 0.2, 0.52, top - 0.26, 0.58, top - 0.14)
    for x in (-0.34, 0.18):
        pen.oval(METAL, x, 0.32, 0.08)


def bicycle_mountain(pen: Pen, ink: Ink) -> None:
    """To the left: broad tyres, a sloping frame, a sprung fork."""
    radius, top, thick = pen.between(0.34, 0.37), pen.between(-0.34, -0.24), pen.between(0.1, 0.14)
    for x in (-0.58, 0.58):
        _spokes(pen, x, 0.36, radius)
        pen.arc(TYRE, 0.11, x, 0.36, radius, radius)
    pen.stroke(ink.dark, 0.13, -0.38, -0.2, -0.5, 0.1)
    pen.stroke(METAL, 0.08, -0.48, 0.06, -0.58, 0.36)
    pen.stroke(ink.main, thick, -0.38, top + 0.04, 0.2, -0.04, 0.58, 0.36, 0.08, 0.4)
    pen.stroke(ink.main, thick * 1.2, -0.4, top + 0.14, 0.08, 0.4)
    pen.stroke(ink.main, thick, 0.08, 0.4, 0.26, -0.24)
    pen.stroke(METAL, 0.06, 0.22, -0.08, 0.28, -0.32)
    pen.shape(BLACK, 0.1, -0.36, 0.48, -0.44, 0.48, -0.34, 0.2, -0.3)
    pen.stroke(BLACK, 0.08, -0.36, top, -0.3, top - 0.14)
    pen.stroke(BLACK, 0.1, -0.44, top - 0.14, -0.14, top - 0.18)
    pen.oval(METAL, 0.08, 0.4, 0.12)
    pen.oval(METAL, 0.58, 0.36, 0.08)


def boat_motor(pen: Pen, ink: Ink) -> None:
    """A speedboat."""
    bow, deck, screen = pen.between(-0.3, -0.12), pen.between(0.0, 0.1), pen.between(-0.1, 0.14)
    if pen.maybe(0.5):
        pen.smooth((214, 232, 244), -0.92, 0.42, -0.84, 0.28, -0.4, 0.36, 0.6, 0.42, 0.0, 0.5)
    pen.box(BLACK, -0.9, -0.16, -0.72, 0.3)
    pen.shape(WHITE, -0.5, deck + 0.02, -0.4, -0.2, -0.16, -0.2, -0.16, deck + 0.02)
    pen.shape(GLASS, screen, deck, screen - 0.18, -0.34, screen - 0.06, -0.34, screen + 0.3, deck)
    pen.smooth(ink.main, -0.8, deck + 0.02, 0.0, deck, 0.5, bow + 0.1, 0.97, bow, 0.8, 0.1,
               0.46, 0.4, -0.2, 0.44, -0.76, 0.42)  # fmt: skip
    pen.shape(WHITE if pen.maybe(0.6) else ink.dark, -0.8, 0.16, 0.3, 0.1, 0.86, bow + 0.1,
              0.4, 0.22, -0.8, 0.26)  # fmt: skip
    if pen.maybe(0.4):
        pen.rounded(WHITE, -0.66, -0.5, screen - 0.04, -0.42, 0.04)
        pen.stroke(METAL, 0.05, -0.58, -0.44, -0.6, deck)
        pen.stroke(METAL, 0.05, screen - 0.12, -0.44, screen, deck)


def boat_liner(pen: Pen, ink: Ink) -> None:
    """An ocean liner with decks and funnels."""
    decks, funnels, deck = pen.count(2, 3), pen.count(1, 4), pen.between(0.06, 0.16)
    top = deck - decks * 0.17
    for i in range(funnels):
        x = 0.04 + (i - (funnels - 1) / 2) * 0.32 + pen.between(-0.02, 0.02)
        pen.shape(ink.main, x - 0.1, top, x - 0.15, top - 0.34, x + 0.05, top - 0.34, x + 0.1, top)
        pen.shape(BLACK, x - 0.15, top - 0.34, x + 0.05, top - 0.34, x + 0.06, top - 0.26,
                  x - 0.14, top - 0.26)  # fmt: skip
    for i in range(decks):
        y, reach = deck - (i + 1) * 0.17, 0.8 - i * 0.1
        pen.box(WHITE, -reach, y, reach - 0.1, y + 0.18)
        pen.box(GLASS, -reach + 0.06, y + 0.06, reach - 0.18, y + 0.11)
    pen.shape(ink.main, -0.96, deck, 0.97, deck - 0.06, 0.76, 0.56, -0.8, 0.56, -0.92, 0.3)
    _portholes(pen, -0.7, 0.62, deck + 0.14, 0.045)
    if pen.maybe(0.6):
        pen.shape(ink.dark, -0.86, 0.44, 0.8, 0.44, 0.76, 0.58, -0.8, 0.58)


def boat_square_rigged(pen: Pen, ink: Ink) -> None:
    """An old ship of several masts with billowing sails."""
    masts, deck = pen.count(2, 3), pen.between(0.36, 0.44)
    coloured = pen.maybe(0.3)
    pen.stroke(WOOD, 0.06, 0.7, deck, 0.98, 0.1)
    for i in range(masts):
        x = (i - (masts - 1) / 2) * 1.2 / masts
        tall = -0.96 if i == masts // 2 else pen.between(-0.8, -0.66)
        pen.stroke(WOOD, 0.06, x, tall, x, deck)
        rows = pen.count(2, 3)
        for row in range(rows):
            y, step = tall + 0.08 + row * (0.2 - tall) / rows, (0.1 - tall) / rows
            half = (0.3 + 0.06 * row) * 1.2 / masts
            pen.smooth(ink.light if coloured else CANVAS, x - half + 0.02, y, x + half - 0.04, y,
                       x + half + 0.04, y + step * 0.5, x + half, y + step, x - half, y + step,
                       x - half + 0.08, y + step * 0.5)  # fmt: skip
    pen.shape(ink.main, -0.96, deck - 0.22, -0.66, deck - 0.2, -0.6, deck, 0.5, deck, 0.9,
              deck - 0.1, 0.72, 0.9, -0.7, 0.9)  # fmt: skip
    pen.stroke(ink.light, 0.05, -0.86, deck + 0.1, 0.8, deck + 0.1)
    for i in range(pen.count(3, 5)):
        pen.box(BLACK, -0.56 + i * 0.26, deck + 0.18, -0.46 + i * 0.26, deck + 0.28)


def boat_canoe(pen: Pen, ink: Ink) -> None:
    """Curled up at both ends, with a paddle."""
    curl, belly, lean = pen.between(-0.5, -0.26), pen.between(0.34, 0.5), pen.between(-0.3, 0.3)
    if pen.maybe(0.4):
        pen.shape(ink.skin, -0.3, 0.02, -0.2, -0.3, 0.04, -0.3, 0.12, 0.02)
        pen.oval(ink.skin, -0.08, -0.48, 0.16)
    pen.stroke(WOOD, 0.07, lean - 0.34, -0.66, lean + 0.24, 0.62)
    pen.oval(WOOD, lean + 0.28, 0.7, 0.1, 0.2, -24)
    pen.smooth(ink.main, -0.97, curl, -0.86, curl + 0.04, -0.6, 0.0, 0.0, 0.1, 0.6, 0.0,
               0.86, curl + 0.04, 0.97, curl, 0.92, 0.1, 0.6, belly, 0.0, belly + 0.06,
               -0.6, belly, -0.92, 0.1)  # fmt: skip
    pen.curve(ink.dark, 0.06, -0.86, curl + 0.14, -0.6, 0.1, 0.0, 0.2, 0.6, 0.1, 0.86, curl + 0.14)
    if pen.maybe(0.5):
        for x in (-0.4, 0.0, 0.4):
            pen.shape(ink.light, x - 0.12, 0.26, x, 0.2, x + 0.12, 0.26, x, 0.34)


def boat_tug(pen: Pen, ink: Ink) -> None:
    """Short and high in front, with one stout funnel."""
    house, funnel = pen.between(-0.54, -0.4), pen.between(0.12, 0.17)
    pen.stroke(METAL, 0.05, -0.02, -0.2, -0.02, -0.96)
    if pen.maybe(0.5):
        pen.shape(ink.accent, 0.0, -0.94, 0.26, -0.86, 0.0, -0.78)
    pen.box(ink.main, -0.4 - funnel, -0.62, -0.4 + funnel, 0.1)
    pen.box(BLACK, -0.42 - funnel, -0.66, -0.38 + funnel, -0.5)
    pen.box(WHITE, -0.62, -0.14, 0.5, 0.24)
    pen.box(WHITE, -0.04, house, 0.44, -0.1)
    pen.box(ink.dark, -0.1, house - 0.08, 0.5, house)
    for x in (0.02, 0.24):
        pen.box(GLASS, x, house + 0.08, x + 0.16, -0.18)
    _portholes(pen, -0.48, 0.36, 0.06, 0.06)
    pen.smooth(ink.main, -0.9, 0.14, -0.6, 0.2, 0.2, 0.18, 0.6, 0.06, 0.94, -0.1, 0.96, 0.1,
               0.8, 0.66, 0.0, 0.72, -0.7, 0.68, -0.94, 0.4)  # fmt: skip
    for i in range(pen.count(0, 4)):
        pen.oval(TYRE, -0.6 + i * 0.36, 0.34, 0.1)
        pen.oval(ink.light, -0.6 + i * 0.36, 0.34, 0.045)


def boat_container_ship(pen: Pen, ink: Ink) -> None:
    columns, house, deck = pen.count(4, 6), pen.between(-0.56, -0.42), pen.between(0.1, 0.18)
    pen.box(ink.dark, -0.8, house - 0.14, -0.68, deck)
    pen.box(WHITE, -0.9, house, -0.58, deck)
    for y in (house + 0.08, house + 0.24):
        pen.box(GLASS, -0.86, y, -0.56, y + 0.07)
    colours = (ink.main, ink.accent, ink.dark, METAL, ink.light, WHITE)
    wide = 1.28 / columns
    for i in range(columns):
        for row in range(pen.count(1, 3) if i % 3 else 3):
            left, y = -0.5 + i * wide, deck - (row + 1) * 0.17
            pen.box(colours[(i * 2 + row * 3) % 6], left + 0.01, y + 0.01, left + wide - 0.01,
                    y + 0.17)  # fmt: skip
    pen.shape(ink.main, -0.97, deck, 0.78, deck, 0.84, deck - 0.1, 0.98, deck - 0.1, 0.84, 0.54,
              -0.86, 0.54)  # fmt: skip
    pen.shape(mix(ink.main, BLACK, 0.45), -0.89, 0.44, 0.87, 0.44, 0.84, 0.56, -0.86, 0.56)


def boat_bow(pen: Pen, ink: Ink) -> None:
    """A ship seen straight from in front."""
    wide, rail, keel = pen.between(0.56, 0.74), pen.between(-0.16, 0.0), pen.between(0.16, 0.3)
    bridge = pen.between(0.34, 0.5)
    pen.stroke(METAL, 0.06, 0.0, -0.97, 0.0, -0.5)
    if pen.maybe(0.5):
        pen.stroke(METAL, 0.05, -0.24, -0.84, 0.24, -0.84)
    for x in (-0.24, 0.24) if pen.maybe(0.4) else ():
        pen.box(ink.dark, x - 0.1, -0.8, x + 0.1, -0.5)
    pen.box(WHITE, -bridge, -0.6, bridge, rail + 0.06)
    pen.box(WHITE, -bridge - 0.12, -0.58, bridge + 0.12, -0.34)
    pen.box(GLASS, -bridge, -0.52, bridge, -0.4)
    pen.smooth(ink.main, -wide, rail - 0.06, -wide * 0.5, rail + 0.04, 0.0, rail - 0.02,
               wide * 0.5, rail + 0.04, wide, rail - 0.06, wide * 0.8, 0.4, keel, 0.86, 0.0, 0.9,
               -keel, 0.86, -wide * 0.8, 0.4)  # fmt: skip
    pen.shape(ink.dark, 0.0, rail, wide * 0.94, rail, wide * 0.7, 0.5, keel, 0.84, 0.0, 0.86)
    for x in (-wide * 0.5, wide * 0.5):
        pen.stroke(BLACK, 0.07, x, 0.16, x, 0.36)
    pen.smooth((206, 228, 242), -0.9, 0.97, -0.5, 0.8, 0.0, 0.94, 0.5, 0.8, 0.9, 0.97)


def boat_from_above(pen: Pen, ink: Ink) -> None:
    """A rowing boat with its benches and oars, its bow upwards."""
    wide, stern, oars = pen.between(0.32, 0.44), pen.between(0.2, 0.34), pen.maybe(0.6)
    if oars:
        for side in (-1, 1):
            tilt = pen.between(-0.2, 0.3)
            pen.stroke(WOOD, 0.06, side * 0.1, 0.1, side * 0.86, 0.1 + tilt)
            pen.oval(WOOD, side * 0.86, 0.1 + tilt, 0.12, 0.06, side * 20)
    pen.smooth(ink.main, 0.0, -0.98, wide * 0.7, -0.56, wide, 0.0, stern + 0.04, 0.86, 0.0, 0.94,
               -stern - 0.04, 0.86, -wide, 0.0, -wide * 0.7, -0.56)  # fmt: skip
    pen.smooth(ink.dark if pen.maybe(0.5) else SAND, 0.0, -0.76, wide * 0.52, -0.44, wide * 0.74,
               0.02, stern * 0.84, 0.72, -stern * 0.84, 0.72, -wide * 0.74, 0.02, -wide * 0.52,
               -0.44)  # fmt: skip
    for y in (-0.26, 0.14, 0.52)[: pen.count(2, 3)]:
        half = wide * (0.84 if y < 0.4 else 0.74)
        pen.box(ink.light, -half, y - 0.07, half, y + 0.07)


def boat_coloured_sail(pen: Pen, ink: Ink) -> None:
    """A dinghy with one sail; a child's or an icon's boat."""
    mast, hull = pen.between(-0.3, 0.06), pen.between(0.4, 0.5)
    wood = pen.maybe(0.5)
    pen.stroke(WOOD, 0.07, mast, -0.97, mast, hull + 0.06)
    if pen.maybe(0.5):
        pen.smooth(ink.main, mast + 0.05, -0.9, mast + 0.4, -0.4, 0.78, 0.2, mast + 0.3, 0.28,
                   mast + 0.05, 0.26)  # fmt: skip
    else:
        pen.shape(ink.main, mast, -0.92, 0.74, 0.24, mast, 0.24)
    if pen.maybe(0.4):
        pen.shape(ink.light, mast - 0.06, -0.7, mast - 0.06, 0.24, -0.84, 0.24)
    for i in range(pen.count(0, 2)):
        y = -0.1 + i * 0.2
        pen.stroke(ink.dark, 0.05, mast + 0.04, y, mast + 0.34 + i * 0.1, y)
    if pen.maybe(0.4):
        pen.shape(ink.accent, mast, -0.97, mast - 0.24, -0.9, mast, -0.82)
    fill = WOOD if wood else ink.dark
    if pen.maybe(0.5):
        pen.wedge(fill, 0.0, hull, 0.94, 0.46, 0, 180)
    else:
        pen.shape(fill, -0.96, hull - 0.06, 0.96, hull - 0.06, 0.64, 0.88, -0.6, 0.88)


def boat_yacht(pen: Pen, ink: Ink) -> None:
    """A slim hull under a tall curved mainsail and a foresail that overlaps it."""
    mast, lean, boom = pen.between(-0.04, 0.1), pen.between(0.02, 0.1), pen.between(-0.74, -0.6)
    top = mast - lean
    pen.stroke(METAL, 0.05, mast, 0.5, top, -0.97)
    pen.smooth(CANVAS, top - 0.03, -0.94, top - 0.26, -0.4, boom, 0.28, mast - 0.3, 0.34,
               mast - 0.04, 0.32, mast - 0.04, -0.2)  # fmt: skip
    pen.smooth(ink.light, top + 0.04, -0.86, 0.46, -0.2, 0.84, 0.4, 0.4, 0.38, mast + 0.02, 0.28,
               mast + 0.1, -0.2)  # fmt: skip
    pen.rounded(WHITE, -0.44, 0.38, 0.2, 0.54, 0.06)
    pen.smooth(ink.main, -0.9, 0.48, -0.4, 0.5, 0.4, 0.48, 0.97, 0.4, 0.7, 0.66, 0.3, 0.78,
               -0.5, 0.78, -0.84, 0.7)  # fmt: skip
    pen.stroke(WHITE, 0.05, -0.84, 0.58, 0.8, 0.54)
    pen.stroke(METAL, 0.04, boom, 0.36, mast, 0.38)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "train": (
        train_high_speed,
        train_tram,
        train_front,
        train_express_engine,
        train_underground,
        train_three_quarter,
        train_diesel,
        train_steam_front,
    ),
    "bicycle": (
        bicycle_racing,
        bicycle_penny_farthing,
        bicycle_front,
        bicycle_three_quarter,
        bicycle_childs,
        bicycle_roadster,
        bicycle_pictogram,
        bicycle_tandem,
    ),
    "boat": (
        boat_motor,
        boat_liner,
        boat_square_rigged,
        boat_canoe,
        boat_tug,
        boat_container_ship,
        boat_bow,
        boat_from_above,
        boat_coloured_sail,
    ),
}

UNSEEN: dict[str, Drawing] = {
    "train": train_toy,
    "bicycle": bicycle_mountain,
    "boat": boat_yacht,
}

POSES: dict[Drawing, str] = {}
