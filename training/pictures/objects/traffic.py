"""What drives on roads, seen from many sides."""

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
TAIL_LIGHT: Rgb = (200, 40, 40)


def _wheel(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.oval(TYRE, x, y, radius)
    pen.oval(METAL, x, y, radius * pen.between(0.35, 0.6))


def _wheels(pen: Pen, xs: tuple[float, ...], y: float, radius: float) -> None:
    for x in xs:
        pen.oval(TYRE, x, y, radius)
        pen.oval(METAL, x, y, radius * 0.5)


def _pair(pen: Pen, fill: Rgb, x: float, y: float, half: tuple[float, float]) -> None:
    """The same box on the left and on the right of the middle."""
    for middle in (-x, x):
        pen.box(fill, middle - half[0], y - half[1], middle + half[0], y + half[1])


def _lamps(pen: Pen, fill: Rgb, x: float, y: float, radius: float) -> None:
    round_ones = pen.maybe(0.6)
    for middle in (-x, x):
        if round_ones:
            pen.oval(fill, middle, y, radius)
        else:
            pen.box(fill, middle - radius, y - radius * 0.6, middle + radius, y + radius * 0.6)


def _window_row(pen: Pen, left: float, right: float, top: float, bottom: float) -> None:
    count = pen.count(3, 6)
    step = (right - left) / count
    for i in range(count):
        pen.box(GLASS, left + i * step + 0.02, top, left + (i + 1) * step - 0.02, bottom)


def car_from_above(pen: Pen, ink: Ink) -> None:
    wide, nose = pen.between(0.4, 0.5), pen.between(-0.4, -0.2)
    for y in (-0.56, 0.52):
        _pair(pen, TYRE, wide, y, (0.06, 0.16))
    if pen.maybe(0.7):
        pen.shape(ink.dark, -wide - 0.14, nose + 0.06, wide + 0.14, nose + 0.06, wide, nose + 0.2,
                  -wide, nose + 0.2)  # fmt: skip
    pen.rounded(ink.main, -wide, -0.97, wide, 0.97, pen.between(0.12, 0.3))
    edge, back = wide * 0.86, pen.between(0.46, 0.66)
    pen.shape(GLASS, -edge, nose, 0.0, nose - 0.08, edge, nose, edge * 0.8, nose + 0.26,
              -edge * 0.8, nose + 0.26)  # fmt: skip
    pen.shape(GLASS, -edge * 0.8, back - 0.18, edge * 0.8, back - 0.18, edge, back, -edge, back)
    for side in (-1, 1):
        pen.shape(GLASS, side * edge, nose + 0.08, side * edge * 0.86, nose + 0.3,
                  side * edge * 0.86, back - 0.2, side * edge, back - 0.06)  # fmt: skip
    _lamps(pen, HEADLIGHT, wide * 0.7, -0.88, 0.08)
    if pen.maybe(0.4):
        _pair(pen, WHITE, 0.09, 0.0, (0.05, 0.96))


def car_rear(pen: Pen, ink: Ink) -> None:
    roof, shoulder = pen.between(0.4, 0.6), pen.between(-0.2, -0.06)
    top, wide = pen.between(-0.74, -0.62), pen.between(0.78, 0.94)
    _pair(pen, TYRE, 0.62, 0.62, (0.15, 0.16))
    pen.shape(ink.main, -roof, top, roof, top, wide - 0.1, shoulder, -wide + 0.1, shoulder)
    pen.shape(GLASS, -roof + 0.06, top + 0.1, roof - 0.06, top + 0.1, wide - 0.26, shoulder - 0.04,
              0.26 - wide, shoulder - 0.04)  # fmt: skip
    pen.rounded(ink.main, -wide, shoulder - 0.06, wide, 0.62, 0.16)
    pen.box(ink.dark, -wide, 0.42, wide, 0.56)
    tall = pen.maybe(0.5)
    _pair(pen, TAIL_LIGHT, wide - 0.14, 0.1, (0.1, 0.16) if tall else (0.14, 0.09))
    pen.box(WHITE, -0.22, 0.14, 0.22, 0.3)
    if pen.maybe(0.5):
        pen.stroke(ink.dark, 0.04, -wide + 0.2, 0.02, wide - 0.2, 0.02)
    for x in (-0.4, 0.4)[: pen.count(0, 2)]:
        pen.oval(BLACK, x, 0.64, 0.06)


def car_hatchback(pen: Pen, ink: Ink) -> None:
    tail, top = pen.between(-0.96, -0.86), pen.between(-0.6, -0.5)
    front, wheel = pen.between(0.3, 0.46), pen.between(0.2, 0.26)
    pen.shape(ink.main, tail, 0.34, tail, -0.1, tail + 0.16, top + 0.02, tail + 0.3, top,
              front - 0.3, top, front + 0.06, -0.14, 0.86, -0.04, 0.96, 0.1,
              0.96, 0.36)  # fmt: skip
    post = pen.between(-0.3, -0.1)
    pen.shape(GLASS, tail + 0.16, -0.12, tail + 0.28, top + 0.1, post - 0.04, top + 0.1,
              post - 0.04, -0.12)  # fmt: skip
    pen.shape(GLASS, post + 0.04, -0.12, post + 0.04, top + 0.1, front - 0.34, top + 0.1,
              front - 0.06, -0.12)  # fmt: skip
    pen.stroke(ink.dark, 0.03, post, top + 0.1, post, 0.26)
    pen.stroke(ink.dark, 0.04, post - 0.2, -0.02, post - 0.08, -0.02)
    pen.box(ink.dark, tail, 0.28, 0.96, 0.38)
    pen.oval(HEADLIGHT, 0.88, 0.08, 0.08, 0.06)
    pen.box(TAIL_LIGHT, tail, -0.08, tail + 0.07, 0.1)
    for x in (-0.54, 0.58):
        pen.wedge(ink.dark, x, 0.38, wheel + 0.06, wheel + 0.06, 180, 360)
        _wheel(pen, x, 0.38, wheel)


def car_sports(pen: Pen, ink: Ink) -> None:
    top, peak = pen.between(-0.4, -0.3), pen.between(-0.2, 0.06)
    wheel = pen.between(0.2, 0.25)
    if pen.maybe(0.5):
        pen.stroke(ink.dark, 0.06, -0.96, -0.26, -0.66, -0.26)
        pen.stroke(ink.dark, 0.06, -0.82, -0.26, -0.76, 0.0)
    pen.smooth(ink.main, -0.97, 0.16, -0.92, -0.06, -0.6, -0.12, -0.3, top + 0.06, peak, top,
               peak + 0.34, -0.1, 0.76, 0.0, 0.96, 0.18, 0.9, 0.3, 0.0, 0.34,
               -0.9, 0.32)  # fmt: skip
    pen.smooth(GLASS, -0.3, -0.08, -0.2, top + 0.1, peak, top + 0.07, peak + 0.28, -0.08, 0, -0.06)
    pen.stroke(ink.main, 0.05, peak - 0.1, top + 0.04, peak - 0.12, -0.04)
    pen.curve(ink.dark, 0.04, -0.8, 0.08, -0.2, 0.14, 0.5, 0.1)
    pen.shape(HEADLIGHT, 0.7, 0.02, 0.88, 0.12, 0.74, 0.12)
    for x in (-0.56, 0.56):
        _wheel(pen, x, 0.28, wheel)


def car_off_road(pen: Pen, ink: Ink) -> None:
    """Upright and boxy, on big wheels, a spare one behind."""
    top, bonnet, wheel = pen.between(-0.72, -0.6), pen.between(0.24, 0.4), pen.between(0.24, 0.3)
    spare = pen.maybe(0.6)
    left = -0.84 if spare else -0.94
    if spare:
        pen.rounded(TYRE, -0.97, -0.3, -0.82, 0.2, 0.06)
    pen.rounded(ink.main, left, top, bonnet, 0.36, 0.08)
    pen.rounded(ink.main, left, -0.14, 0.96, 0.36, 0.07)
    step = (bonnet - left - 0.1) / (2 + pen.count(0, 1))
    x = left + 0.06
    while x + step < bonnet + 0.01:
        pen.box(GLASS, x, top + 0.12, x + step - 0.06, -0.14)
        x += step
    if pen.maybe(0.6):
        pen.box(METAL, left + 0.1, top - 0.08, bonnet - 0.1, top - 0.03)
    pen.box(BLACK, left, 0.26, 0.97, 0.36)
    pen.oval(HEADLIGHT, 0.9, 0.02, 0.07, 0.09)
    for x in (-0.52, 0.56):
        pen.wedge(BLACK, x, 0.4, wheel + 0.07, wheel + 0.07, 180, 360)
        _wheel(pen, x, 0.4, wheel)


def car_beetle(pen: Pen, ink: Ink) -> None:
    """The round car of the sixties, with wings over its wheels."""
    dome, height, wheel = pen.between(0.54, 0.64), pen.between(0.6, 0.72), pen.between(0.18, 0.23)
    pen.wedge(ink.main, -0.06, 0.28, 0.86, 0.56, 180, 360)
    pen.wedge(ink.main, -0.08, 0.1, dome, height, 180, 360)
    pen.wedge(GLASS, -0.08, -0.04, dome * 0.82, height * 0.68, 180, 360)
    pen.box(ink.main, -0.12, 0.12 - height, -0.04, 0.0)
    for x in (-0.6, 0.6):
        pen.wedge(ink.dark, x, 0.34, wheel + 0.14, wheel + 0.18, 180, 360)
        _wheel(pen, x, 0.34, wheel)
    pen.box(ink.dark, -0.4, 0.24, 0.4, 0.34)
    pen.oval(HEADLIGHT, 0.86, 0.12, 0.09)
    pen.stroke(METAL, 0.06, 0.86, 0.34, 0.98, 0.34, 0.98, 0.22)
    pen.stroke(METAL, 0.06, -0.86, 0.34, -0.98, 0.34, -0.98, 0.22)
    if pen.maybe(0.6):
        pen.stroke(ink.dark, 0.03, -0.06, 0.0, -0.06, 0.24)


def car_three_quarter(pen: Pen, ink: Ink) -> None:
    """The front to the lower left, one side to the right."""
    top, corner, deep = pen.between(-0.6, -0.48), pen.between(-0.2, 0.0), pen.between(0.02, 0.12)
    pen.oval(TYRE, -0.82, 0.42, 0.12, 0.2)
    pen.shape(ink.main, -0.66, -0.1, -0.38, top, 0.36, top - 0.04, 0.74, -0.18, corner, 0.0)
    pen.shape(GLASS, -0.62, -0.1, -0.36, top + 0.08, -0.02, top + 0.08, corner - 0.02, -0.02)
    pen.shape(GLASS, corner + 0.08, -0.05, 0.06, top + 0.08, 0.34, top + 0.06, 0.6, -0.16)
    pen.shape(ink.dark, corner, 0.04, 0.9, -0.16, 0.98, 0.06, 0.94, 0.3, corner, 0.52 + deep)
    pen.shape(ink.main, -0.66, -0.12, corner, -0.02, 0.9, -0.18, corner, 0.12, -0.94, 0.04)
    pen.shape(ink.main, -0.95, 0.02, corner, 0.08, corner, 0.56 + deep, -0.9, 0.44)
    pen.shape(BLACK, -0.7, 0.22, corner - 0.24, 0.26, corner - 0.24, 0.4, -0.7, 0.34)
    pen.oval(HEADLIGHT, -0.84, 0.18, 0.09, 0.08)
    pen.oval(HEADLIGHT, corner - 0.12, 0.24, 0.1, 0.09)
    for x, y, radius in ((corner + 0.28, 0.5, 0.22), (0.8, 0.28, 0.18)):
        pen.oval(TYRE, x, y, radius * 0.72, radius)
        pen.oval(METAL, x + 0.02, y, radius * 0.4, radius * 0.58)


def car_childs(pen: Pen, ink: Ink) -> None:
    """A small box on a long box on two circles."""
    left, wide, top = pen.between(-0.6, -0.4), pen.between(0.86, 1.1), pen.between(-0.66, -0.5)
    wheel, round_roof = pen.between(0.2, 0.3), pen.maybe(0.5)
    if round_roof:
        pen.wedge(ink.main, left + wide / 2, 0.0, wide / 2, -top, 180, 360)
        pen.wedge(GLASS, left + wide / 2, -0.04, wide * 0.4, -top - 0.14, 180, 360)
        pen.box(ink.main, left + wide / 2 - 0.04, top, left + wide / 2 + 0.04, 0.0)
    else:
        pen.box(ink.main, left, top, left + wide, 0.0)
        for x in (left + 0.08, left + wide / 2 + 0.04):
            pen.box(GLASS, x, top + 0.1, x + wide / 2 - 0.12, -0.06)
    pen.rounded(ink.main, -0.96, -0.06, 0.96, 0.4, pen.between(0.02, 0.2))
    for x in (-0.52, 0.52):
        _wheel(pen, x, 0.42, wheel)


def car_notchback(pen: Pen, ink: Ink) -> None:
    """A saloon to the left in true proportions."""
    top, wheel = pen.between(-0.46, -0.38), pen.between(0.18, 0.22)
    pen.smooth(ink.main, -0.98, 0.2, -0.96, 0.04, -0.84, -0.06, -0.44, -0.14, -0.2, top + 0.06,
               0.02, top, 0.34, top + 0.02, 0.62, -0.14, 0.92, -0.1, 0.98, 0.08, 0.94, 0.26,
               0.4, 0.32, -0.5, 0.32, -0.92, 0.28)  # fmt: skip
    pen.shape(GLASS, -0.38, -0.12, -0.18, top + 0.1, 0.04, top + 0.06, 0.06, -0.12)
    pen.shape(GLASS, 0.12, -0.12, 0.1, top + 0.06, 0.3, top + 0.08, 0.5, -0.12)
    pen.stroke(ink.dark, 0.03, 0.09, -0.1, 0.1, 0.24)
    pen.stroke(ink.dark, 0.03, -0.4, -0.1, -0.34, 0.24)
    pen.curve(ink.dark, 0.03, -0.9, 0.0, 0.0, -0.04, 0.9, -0.02)
    pen.shape(HEADLIGHT, -0.95, 0.02, -0.78, -0.02, -0.8, 0.08, -0.95, 0.1)
    pen.box(TAIL_LIGHT, 0.86, -0.04, 0.95, 0.06)
    for x in (-0.6, 0.6):
        pen.oval(BLACK, x, 0.28, wheel + 0.03)
        _wheel(pen, x, 0.3, wheel)


def bus_front(pen: Pen, ink: Ink) -> None:
    wide, top = pen.between(0.6, 0.76), pen.between(-0.96, -0.86)
    _pair(pen, TYRE, wide - 0.16, 0.86, (0.12, 0.12))
    if pen.maybe(0.6):
        _pair(pen, BLACK, wide + 0.12, -0.3, (0.07, 0.18))
        pen.stroke(BLACK, 0.05, -wide - 0.12, -0.48, -wide, -0.56)
        pen.stroke(BLACK, 0.05, wide + 0.12, -0.48, wide, -0.56)
    pen.rounded(ink.main, -wide, top, wide, 0.86, pen.between(0.06, 0.2))
    pen.rounded(BLACK, -wide + 0.14, top + 0.08, wide - 0.14, top + 0.26, 0.04)
    pen.stroke(HEADLIGHT, 0.06, -0.26, top + 0.17, 0.26, top + 0.17)
    bottom = pen.between(0.02, 0.24)
    pen.rounded(GLASS, -wide + 0.08, top + 0.32, wide - 0.08, bottom, 0.06)
    if pen.maybe(0.6):
        pen.box(ink.dark, -0.03, top + 0.32, 0.03, bottom)
    pen.box(ink.dark, -wide, 0.68, wide, 0.8)
    if pen.maybe(0.6):
        pen.box(BLACK, -0.24, 0.4, 0.24, 0.58)
    _lamps(pen, HEADLIGHT, wide - 0.16, 0.5, 0.11)


def bus_school(pen: Pen, ink: Ink) -> None:
    """With a bonnet in front of its driver."""
    top, front, bonnet = pen.between(-0.64, -0.5), pen.between(0.46, 0.6), pen.between(-0.12, 0.02)
    wheel = pen.between(0.17, 0.22)
    pen.rounded(ink.main, -0.97, top, front, 0.4, 0.1)
    pen.rounded(ink.main, front - 0.2, bonnet, 0.97, 0.4, 0.09)
    _window_row(pen, -0.92, front - 0.24, top + 0.14, -0.08)
    pen.shape(GLASS, front - 0.2, top + 0.12, front - 0.05, top + 0.12, front + 0.0, bonnet,
              front - 0.2, bonnet)  # fmt: skip
    for y in (0.02, 0.18)[: pen.count(1, 2)]:
        pen.box(ink.mark, -0.97, y, front, y + 0.05)
    pen.box(BLACK, 0.88, 0.28, 0.98, 0.4)
    pen.oval(HEADLIGHT, 0.92, 0.14, 0.06)
    if pen.maybe(0.4):
        pen.oval(TAIL_LIGHT, front - 0.3, 0.02, 0.1)
    _wheels(pen, (-0.56, 0.68), 0.42, wheel)


def bus_minibus(pen: Pen, ink: Ink) -> None:
    """A camper of one box, often of two colours."""
    top, nose = pen.between(-0.66, -0.54), pen.between(0.74, 0.9)
    two = pen.maybe(0.6)
    pen.smooth(ink.main, -0.94, 0.3, -0.95, -0.2, -0.88, top + 0.06, -0.6, top, 0.5, top,
               nose - 0.06, top + 0.14, 0.95, 0.0, 0.94, 0.34, 0.6, 0.42, -0.7, 0.42)  # fmt: skip
    if two:
        pen.shape(WHITE, -0.94, -0.1, -0.92, top + 0.16, 0.76, top + 0.16, 0.92, -0.1)
        pen.shape(WHITE, 0.5, -0.1, 0.94, -0.1, 0.96, 0.2)
    low = -0.1 if two else 0.0
    for left in (-0.82, -0.4, 0.02):
        pen.rounded(GLASS, left, top + 0.2, left + 0.36, low - 0.06, 0.05)
    pen.shape(GLASS, 0.46, top + 0.2, 0.68, top + 0.2, 0.82, low - 0.06, 0.46, low - 0.06)
    pen.stroke(ink.dark, 0.03, 0.42, top + 0.16, 0.42, 0.34)
    pen.oval(HEADLIGHT, 0.9, 0.14, 0.07, 0.09)
    _wheels(pen, (-0.56, 0.56), 0.4, pen.between(0.18, 0.24))


def bus_articulated(pen: Pen, ink: Ink) -> None:
    top, joint, low = pen.between(-0.46, -0.36), pen.between(-0.3, 0.0), pen.between(0.22, 0.3)
    pen.box(BLACK, joint - 0.1, top + 0.04, joint + 0.1, low - 0.02)
    for x in (joint - 0.06, joint, joint + 0.06):
        pen.stroke(METAL, 0.025, x, top + 0.04, x, low - 0.02)
    pen.rounded(ink.main, -0.98, top, joint - 0.1, low, 0.06)
    pen.rounded(ink.main, joint + 0.1, top, 0.98, low, 0.08)
    _window_row(pen, -0.92, joint - 0.14, top + 0.1, -0.04)
    _window_row(pen, joint + 0.14, 0.66, top + 0.1, -0.04)
    pen.box(GLASS, 0.84, top + 0.08, 0.98, 0.06)
    pen.box(GLASS, 0.68, top + 0.1, 0.8, low - 0.02)
    if pen.maybe(0.5):
        pen.box(ink.dark, -0.98, 0.1, joint - 0.1, 0.16)
        pen.box(ink.dark, joint + 0.1, 0.1, 0.66, 0.16)
    _wheels(pen, (-0.66, joint + 0.3, 0.58), low + 0.02, 0.13)


def bus_three_quarter(pen: Pen, ink: Ink) -> None:
    """The front to the left, the long side going off to the right."""
    edge, far, top = pen.between(-0.4, -0.2), pen.between(-0.4, -0.26), pen.between(-0.74, -0.6)
    pen.shape(ink.dark, edge, top, 0.97, far, 0.97, 0.36, edge, 0.62)
    pen.shape(ink.main, -0.96, top + 0.12, edge, top, edge, 0.62, -0.96, 0.46)
    pen.shape(GLASS, -0.9, top + 0.28, edge - 0.06, top + 0.22, edge - 0.06, 0.14, -0.9, 0.1)
    count = pen.count(3, 5)
    for i in range(count):
        left, right = (i + 0.1) / count, (i + 0.9) / count
        xs = edge + 0.06 + left * (0.86 - edge), edge + 0.06 + right * (0.86 - edge)
        tops = [top + 0.16 + (far - top) * share for share in (left, right)]
        pen.shape(GLASS, xs[0], tops[0], xs[1], tops[1], xs[1], 0.06, xs[0], 0.08)
    pen.shape(ink.main, edge, 0.2, 0.97, 0.1, 0.97, 0.2, edge, 0.34)
    pen.oval(HEADLIGHT, -0.84, 0.32, 0.07, 0.08)
    pen.oval(HEADLIGHT, edge - 0.12, 0.38, 0.08, 0.09)
    for x, y, radius in ((edge + 0.26, 0.54, 0.19), (0.72, 0.38, 0.15)):
        pen.oval(TYRE, x, y, radius * 0.7, radius)
        pen.oval(METAL, x, y, radius * 0.35, radius * 0.5)
    pen.oval(TYRE, -0.78, 0.52, 0.09, 0.13)


def bus_coach(pen: Pen, ink: Ink) -> None:
    """A touring coach with one band of dark glass and a raked front."""
    top, rake, sill = pen.between(-0.62, -0.5), pen.between(0.74, 0.92), pen.between(-0.14, 0.02)
    pen.shape(ink.main, -0.97, top + 0.05, -0.92, top, rake - 0.06, top, rake, top + 0.05,
              0.97, 0.0, 0.97, 0.4, -0.97, 0.4)  # fmt: skip
    pen.shape((62, 76, 96), -0.93, top + 0.14, rake + 0.01, top + 0.14, 0.97, sill, -0.93, sill)
    for i in range(pen.count(2, 4)):
        x = -0.5 + i * 0.36
        pen.stroke(ink.main, 0.03, x, top + 0.14, x, sill)
    pen.stroke(BLACK, 0.06, rake - 0.02, top + 0.04, 0.97, top + 0.08, 0.97, top + 0.26)
    if pen.maybe(0.6):
        pen.shape(ink.light, -0.97, 0.3, -0.3, sill + 0.06, 0.1, sill + 0.06, -0.5, 0.36)
    pen.box(ink.dark, -0.97, 0.34, 0.97, 0.42)
    pen.oval(HEADLIGHT, 0.92, 0.24, 0.05)
    xs = (-0.64, -0.36, 0.56) if pen.maybe(0.4) else (-0.5, 0.56)
    _wheels(pen, xs, 0.42, pen.between(0.14, 0.18))


def bus_double_front(pen: Pen, ink: Ink) -> None:
    """The front of a double decker."""
    wide, low = pen.between(0.44, 0.56), pen.between(0.4, 0.52)
    _pair(pen, TYRE, wide - 0.12, 0.88, (0.1, 0.1))
    pen.rounded(ink.main, -wide, -0.97, wide, 0.88, pen.between(0.06, 0.18))
    pen.rounded(GLASS, -wide + 0.07, -0.82, wide - 0.07, -0.38, 0.05)
    pen.rounded(BLACK, -wide + 0.1, -0.24, wide - 0.1, -0.06, 0.03)
    pen.stroke(HEADLIGHT, 0.06, -0.2, -0.15, 0.2, -0.15)
    pen.rounded(GLASS, -wide + 0.07, 0.02, wide - 0.07, low, 0.05)
    if pen.maybe(0.5):
        pen.box(ink.main, -0.03, -0.82, 0.03, low)
    _lamps(pen, HEADLIGHT, wide - 0.13, low + 0.18, 0.08)
    pen.box(ink.dark, -wide, 0.78, wide, 0.88)


def bus_city(pen: Pen, ink: Ink) -> None:
    """To the left, with two doors, a sign over the windscreen and round corners."""
    top, low = pen.between(-0.6, -0.48), pen.between(0.36, 0.44)
    pen.rounded(ink.main, -0.97, top, 0.97, low, pen.between(0.14, 0.22))
    pen.rounded(GLASS, -0.95, top + 0.2, -0.78, 0.02, 0.05)
    pen.box(BLACK, -0.94, top + 0.08, -0.66, top + 0.16)
    for left in (-0.7, 0.02):
        pen.box(ink.dark, left, top + 0.16, left + 0.3, low - 0.02)
        pen.box(GLASS, left + 0.03, top + 0.2, left + 0.13, low - 0.1)
        pen.box(GLASS, left + 0.17, top + 0.2, left + 0.27, low - 0.1)
    for left, right in ((-0.36, -0.04), (0.36, 0.62), (0.66, 0.9)):
        pen.rounded(GLASS, left, top + 0.2, right, -0.04, 0.04)
    pen.box(ink.light, 0.36, 0.06, 0.97, 0.12)
    pen.oval(HEADLIGHT, -0.92, 0.22, 0.05)
    _wheels(pen, (-0.24, 0.62), low, 0.18)


def truck_semi(pen: Pen, ink: Ink) -> None:
    """A long-nosed tractor with its trailer."""
    top, joint, wheel = pen.between(-0.54, -0.4), pen.between(0.2, 0.32), pen.between(0.12, 0.15)
    pen.box(TYRE, -0.9, 0.2, 0.94, 0.28)
    white = pen.maybe(0.3)
    pen.box(WHITE if white else ink.main, -0.98, top, joint, 0.2)
    if white or pen.maybe(0.4):
        pen.box(ink.main if white else ink.dark, -0.98, -0.24, joint, 0.0)
    cab = joint + 0.06
    pen.box(METAL, cab + 0.02, top - 0.1, cab + 0.08, 0.1)
    pen.shape(ink.main, cab, 0.26, cab, top + 0.1, cab + 0.28, top + 0.12, cab + 0.38, -0.06,
              0.94, -0.02, 0.98, 0.06, 0.98, 0.28)  # fmt: skip
    pen.shape(GLASS, cab + 0.1, top + 0.18, cab + 0.26, top + 0.18, cab + 0.34, -0.06,
              cab + 0.1, -0.06)  # fmt: skip
    pen.box(METAL, 0.92, 0.18, 0.98, 0.3)
    _wheels(pen, (-0.84, -0.54, joint - 0.08, 0.84), 0.28, wheel)
    if pen.maybe(0.5):
        _wheels(pen, (joint + 0.2,), 0.28, wheel)


def truck_dump(pen: Pen, ink: Ink) -> None:
    """A tipper, its tub down or raised."""
    raised, wheel = pen.maybe(0.35), pen.between(0.2, 0.26)
    if raised:
        pen.stroke(METAL, 0.08, -0.1, 0.2, -0.3, -0.3)
        pen.shape(ink.main, -0.96, 0.04, -0.98, -0.24, 0.2, -0.84, 0.3, -0.6, -0.76, 0.12)
    else:
        heap = pen.maybe(0.6)
        if heap:
            pen.smooth(WOOD, -0.82, -0.3, -0.5, -0.56, -0.26, -0.5, 0.0, -0.62, 0.24, -0.3)
        pen.shape(ink.main, -0.98, -0.34, 0.3, -0.34, 0.2, 0.14, -0.8, 0.14)
        for x in (-0.6, -0.26, 0.06):
            pen.stroke(ink.dark, 0.06, x, -0.3, x + 0.02, 0.12)
        if pen.maybe(0.5):
            pen.shape(ink.main, 0.2, -0.52, 0.7, -0.52, 0.7, -0.44, 0.2, -0.34)
    pen.box(TYRE, -0.86, 0.16, 0.9, 0.3)
    pen.shape(ink.main, 0.34, 0.34, 0.34, -0.42, 0.7, -0.42, 0.78, -0.06, 0.96, 0.0, 0.96, 0.34)
    pen.shape(GLASS, 0.44, -0.32, 0.64, -0.32, 0.7, -0.06, 0.44, -0.06)
    _wheels(pen, (-0.6, -0.14, 0.66) if pen.maybe(0.5) else (-0.48, 0.66), 0.36, wheel)


def truck_tanker(pen: Pen, ink: Ink) -> None:
    round_ends, top, right = pen.between(0.1, 0.28), pen.between(-0.5, -0.38), 0.34
    pen.box(TYRE, -0.94, 0.2, 0.96, 0.3)
    pen.rounded(ink.main, -0.98, top, right, 0.2, min(round_ends, (0.2 - top) / 2))
    for i in range(pen.count(1, 3)):
        pen.stroke(ink.dark, 0.05, -0.66 + i * 0.34, top, -0.66 + i * 0.34, 0.2)
    if pen.maybe(0.6):
        pen.box(ink.light, -0.98 + round_ends / 2, -0.2, right - round_ends / 2, -0.08)
    pen.box(METAL, -0.44, top - 0.08, -0.22, top)
    pen.rounded(ink.dark, 0.42, -0.42, 0.96, 0.28, 0.08)
    pen.shape(GLASS, 0.68, -0.32, 0.9, -0.32, 0.95, -0.04, 0.68, -0.04)
    pen.box(METAL, 0.86, 0.18, 0.98, 0.3)
    _wheels(pen, (-0.8, -0.48, 0.2, 0.74), 0.32, pen.between(0.13, 0.17))


def truck_front(pen: Pen, ink: Ink) -> None:
    """A tall cab with a grille, its load wider and higher behind it."""
    wide, top, sill = pen.between(0.56, 0.68), pen.between(-0.76, -0.6), pen.between(-0.12, 0.06)
    pen.box(ink.dark, -wide - 0.1, -0.96, wide + 0.1, 0.5)
    _pair(pen, TYRE, wide - 0.08, 0.78, (0.16, 0.18))
    if pen.maybe(0.6):
        _pair(pen, METAL, wide + 0.24, -0.3, (0.07, 0.2))
    pen.rounded(ink.main, -wide, top, wide, 0.76, 0.1)
    split = pen.maybe(0.5)
    pen.shape(GLASS, -wide + 0.12, top + 0.12, wide - 0.12, top + 0.12, wide - 0.05, sill,
              0.05 - wide, sill)  # fmt: skip
    if split:
        pen.box(ink.main, -0.04, top, 0.04, sill)
    pen.rounded(METAL, -0.32, sill + 0.12, 0.32, 0.6, 0.05)
    for i in range(4):
        y = sill + 0.18 + i * (0.4 - sill) / 4
        pen.stroke(BLACK, 0.04, -0.28, y, 0.28, y)
    _lamps(pen, HEADLIGHT, wide - 0.14, 0.44, 0.1)
    pen.box(METAL, -wide - 0.06, 0.64, wide + 0.06, 0.8)


def truck_pickup(pen: Pen, ink: Ink) -> None:
    cab, top, side = pen.between(-0.2, 0.06), pen.between(-0.56, -0.44), pen.between(-0.12, -0.04)
    wheel = pen.between(0.21, 0.27)
    pen.shape(ink.main, cab - 0.02, side, cab, top, cab + 0.42, top, cab + 0.6, side)
    pen.shape(GLASS, cab + 0.06, side, cab + 0.08, top + 0.1, cab + 0.38, top + 0.1,
              cab + 0.52, side)  # fmt: skip
    if pen.maybe(0.5):
        pen.stroke(ink.main, 0.05, cab + 0.24, top, cab + 0.24, side)
    if pen.maybe(0.4):
        pen.box(WOOD, -0.84, side - 0.16, cab - 0.14, side + 0.04)
    pen.shape(ink.main, -0.97, side, cab - 0.04, side, cab, side + 0.04, 0.86, side + 0.02,
              0.97, side + 0.14, 0.97, 0.32, -0.97, 0.32)  # fmt: skip
    pen.stroke(ink.dark, 0.04, cab - 0.04, side, cab - 0.04, 0.28)
    pen.box(METAL, 0.88, 0.22, 0.98, 0.34)
    pen.oval(HEADLIGHT, 0.92, 0.08, 0.06)
    for x in (-0.58, 0.6):
        pen.wedge(ink.dark, x, 0.34, wheel + 0.07, wheel + 0.07, 180, 360)
        _wheel(pen, x, 0.34, wheel)


def truck_three_quarter(pen: Pen, ink: Ink) -> None:
    """The cab's front to the left, the box behind going off to the right."""
    edge, top, far = pen.between(-0.36, -0.2), pen.between(-0.86, -0.7), pen.between(-0.56, -0.4)
    pen.shape(ink.main, -0.56, top + 0.06, -0.1, top, -0.1, 0.5, -0.56, 0.4)
    pen.shape(ink.dark, -0.1, top, 0.97, far, 0.97, 0.28, -0.1, 0.5)
    pen.shape(TYRE, -0.1, 0.46, 0.97, 0.26, 0.97, 0.36, -0.1, 0.58)
    pen.shape(ink.dark, edge, -0.36, -0.02, -0.38, 0.02, 0.54, edge, 0.66)
    pen.shape(GLASS, edge + 0.06, -0.28, -0.06, -0.3, -0.04, 0.02, edge + 0.06, 0.06)
    pen.shape(ink.main, -0.9, -0.3, edge, -0.36, edge, 0.66, -0.94, 0.5)
    pen.shape(GLASS, -0.86, -0.22, edge - 0.05, -0.27, edge - 0.05, 0.08, -0.88, 0.06)
    pen.shape(BLACK, -0.74, 0.2, edge - 0.2, 0.24, edge - 0.2, 0.44, -0.74, 0.38)
    pen.oval(HEADLIGHT, -0.84, 0.32, 0.07)
    pen.oval(HEADLIGHT, edge - 0.1, 0.4, 0.08)
    pen.oval(TYRE, -0.8, 0.56, 0.1, 0.15)
    for x, y, radius in ((-0.12, 0.6, 0.19), (0.5, 0.46, 0.16), (0.78, 0.4, 0.14)):
        pen.oval(TYRE, x, y, radius * 0.7, radius)
        pen.oval(METAL, x, y, radius * 0.35, radius * 0.5)


def truck_flat_nose(pen: Pen, ink: Ink) -> None:
    """A European lorry, all of one height, at times in one flat colour."""
    top, cab, flat = pen.between(-0.56, -0.44), pen.between(0.46, 0.6), pen.maybe(0.4)
    pen.rounded(ink.main, cab, top + 0.02, 0.97, 0.3, 0.07)
    pen.shape(WHITE if flat else GLASS, cab + 0.14, top + 0.2, 0.92, top + 0.2, 0.97, -0.02,
              cab + 0.14, -0.02)  # fmt: skip
    pen.box(ink.main if flat else ink.dark, -0.97, top - 0.06, cab - 0.06, 0.2)
    pen.box(ink.main if flat else TYRE, -0.97, 0.2, cab, 0.3)
    for i in range(pen.count(0, 4)):
        pen.stroke(ink.light, 0.03, -0.7 + i * 0.3, top - 0.04, -0.7 + i * 0.3, 0.18)
    for x in (-0.78, -0.48, 0.3, 0.8):
        pen.oval(WHITE if flat else TYRE, x, 0.32, 0.17)
        pen.oval(ink.main if flat else METAL, x, 0.32, 0.12 if flat else 0.08)


def truck_mixer(pen: Pen, ink: Ink) -> None:
    """It carries a slanted drum for concrete."""
    tail, fat = pen.between(-0.8, -0.6), pen.between(0.34, 0.44)
    pen.box(TYRE, -0.9, 0.22, 0.9, 0.32)
    pen.shape(METAL, -0.84, 0.24, -0.96, tail + 0.1, -0.86, tail + 0.1, -0.7, 0.24)
    pen.smooth(ink.main, -0.8, tail + 0.1, -0.66, tail + 0.02, -0.3, -0.16 - fat, 0.1, -0.14 - fat,
               0.32, -0.24, 0.28, 0.1, 0.0, 0.2, -0.4, 0.06, -0.8, tail + 0.34)  # fmt: skip
    for i in range(pen.count(2, 3)):
        x = -0.44 + i * 0.26
        pen.shape(ink.light, x, -0.06 - fat, x + 0.1, -0.08 - fat, x + 0.02, 0.12, x - 0.08, 0.08)
    pen.shape(ink.dark, 0.44, 0.34, 0.44, -0.42, 0.84, -0.42, 0.96, -0.06, 0.96, 0.34)
    pen.shape(GLASS, 0.56, -0.32, 0.8, -0.32, 0.9, -0.04, 0.56, -0.04)
    _wheels(pen, (-0.62, -0.2, 0.7), 0.36, pen.between(0.17, 0.21))


def truck_delivery(pen: Pen, ink: Ink) -> None:
    """To the left: a round cab, a high box with a line along it."""
    top, box, wheel = pen.between(-0.78, -0.66), pen.between(-0.36, -0.26), pen.between(0.18, 0.22)
    pen.box(mix(ink.main, BLACK, 0.6), -0.92, 0.24, 0.97, 0.4)
    pen.rounded(ink.main, box, top, 0.97, 0.26, 0.04)
    pen.box(ink.light, box, -0.3, 0.97, -0.14)
    pen.smooth(ink.dark, -0.95, 0.34, -0.96, 0.08, -0.86, -0.02, -0.76, -0.26, -0.62, -0.34,
               box - 0.06, -0.34, box - 0.06, 0.36, -0.6, 0.38)  # fmt: skip
    pen.smooth(GLASS, -0.78, -0.02, -0.7, -0.22, -0.6, -0.26, box - 0.14, -0.26, box - 0.14, 0.0)
    pen.oval(HEADLIGHT, -0.9, 0.18, 0.06, 0.07)
    _wheels(pen, (-0.62, 0.26, 0.66) if pen.maybe(0.5) else (-0.62, 0.5), 0.42, wheel)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "car": (
        car_from_above,
        car_rear,
        car_hatchback,
        car_sports,
        car_off_road,
        car_beetle,
        car_three_quarter,
        car_childs,
    ),
    "bus": (
        bus_front,
        bus_school,
        bus_minibus,
        bus_articulated,
        bus_three_quarter,
        bus_coach,
        bus_double_front,
    ),
    "truck": (
        truck_semi,
        truck_dump,
        truck_tanker,
        truck_front,
        truck_pickup,
        truck_three_quarter,
        truck_flat_nose,
        truck_mixer,
    ),
}

UNSEEN: dict[str, Drawing] = {
    "car": car_notchback,
    "bus": bus_city,
    "truck": truck_delivery,
}

POSES: dict[Drawing, str] = {}
