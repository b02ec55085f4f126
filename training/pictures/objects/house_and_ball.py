"""Houses and balls, in many kinds and from many sides."""

import math

from training.pictures.canvas import BLACK, GLASS, WHITE, WOOD, Drawing, Ink, Pen, Rgb, mix

TILES: Rgb = (134, 66, 52)
SLATE: Rgb = (78, 82, 94)
THATCH: Rgb = (198, 166, 100)
STONE: Rgb = (150, 146, 140)
GROUND: Rgb = (120, 160, 90)


def _either_way(pen: Pen) -> int:
    """1 or -1, by which a drawing is mirrored."""
    return 1 if pen.maybe(0.5) else -1


def _across(side: float, *xy: float) -> list[float]:
    """The points with x times `side`."""
    return [value if i % 2 else value * side for i, value in enumerate(xy)]


def _roof(pen: Pen, ink: Ink) -> Rgb:
    """A colour of roofs; at times the wall's own, darker."""
    return (TILES, SLATE, ink.dark, (96, 62, 44))[pen.count(0, 3)]


def _window(pen: Pen, x: float, y: float, wide: float, high: float) -> None:
    """Half as wide and high as given, about (x, y), with bars or a frame."""
    pen.box(WHITE, x - wide - 0.03, y - high - 0.03, x + wide + 0.03, y + high + 0.03)
    pen.box(GLASS, x - wide, y - high, x + wide, y + high)
    if pen.maybe(0.5):
        pen.stroke(WHITE, 0.035, x, y - high, x, y + high)
        pen.stroke(WHITE, 0.035, x - wide, y, x + wide, y)


def _door(pen: Pen, x: float, top: float, bottom: float, half: float) -> None:
    fill = (WOOD, (84, 56, 40), WHITE)[pen.count(0, 2)]
    pen.box(fill, x - half, top, x + half, bottom)
    if pen.maybe(0.3):
        pen.wedge(fill, x, top, half, half, 180, 360)
    pen.oval(BLACK, x + half * 0.6, (top + bottom) / 2, 0.03)


def _chimney(pen: Pen, x: float, top: float, bottom: float) -> None:
    half = pen.between(0.07, 0.11)
    fill = TILES if pen.maybe(0.6) else STONE
    pen.box(fill, x - half, top, x + half, bottom)
    if pen.maybe(0.5):
        pen.box(mix(fill, BLACK, 0.3), x - half - 0.04, top, x + half + 0.04, top + 0.08)


def house_corner(pen: Pen, ink: Ink) -> None:
    """Three quarters: a gable end, and the long side going back."""
    side, edge, back = _either_way(pen), pen.between(-0.3, 0.1), pen.between(0.06, 0.2)
    eaves, ridge = pen.between(-0.24, 0.0), pen.between(-0.94, -0.72)
    peak = (-0.9 + edge) / 2
    far = peak + 0.94 - edge
    roof = _roof(pen, ink)
    if pen.maybe(0.5):
        _chimney(pen, side * (peak + far) / 2, -0.96, ridge + 0.3)
    pen.shape(ink.dark, *_across(side, edge, eaves, 0.88, eaves - back * 0.3, 0.88, 0.84 - back,
                                 edge, 0.92))  # fmt: skip
    pen.shape(ink.main, *_across(side, -0.86, eaves, peak, ridge, edge, eaves, edge, 0.92, -0.86,
                                 0.92 - back * 0.5))  # fmt: skip
    pen.shape(roof, *_across(side, peak, ridge - 0.02, far, ridge + back * 0.3, 0.97,
                             eaves + 0.04 - back * 0.3, edge + 0.02, eaves + 0.06))  # fmt: skip
    pen.stroke(roof, 0.09, *_across(side, -0.93, eaves + 0.06, peak, ridge, edge, eaves + 0.06))
    _door(pen, side * peak, 0.4, 0.9 - back * 0.3, 0.15)
    if pen.maybe(0.5):
        _window(pen, side * peak, eaves, 0.1, 0.11)
    for i in range(pen.count(1, 2)):
        x, y = edge + 0.26 + 0.34 * i, (eaves + 0.8) / 2 - 0.08
        pen.shape(GLASS, *_across(side, x - 0.1, y - 0.14, x + 0.12, y - 0.16, x + 0.12, y + 0.12,
                                  x - 0.1, y + 0.15))  # fmt: skip


def house_a_frame(pen: Pen, ink: Ink) -> None:
    """All roof: a triangle down to the ground."""
    half, low = pen.between(0.72, 0.95), pen.between(0.8, 0.94)
    if pen.maybe(0.4):
        _chimney(pen, half * 0.45, -0.7, 0.1)
    pen.shape(ink.dark, 0, -0.97, half, low, -half, low)
    inner = pen.between(0.8, 0.9)
    pen.shape(ink.main, 0, low - (low + 0.97) * inner, half * inner, low, -half * inner, low)
    if pen.maybe(0.5):
        top = pen.between(-0.3, -0.1)
        pen.shape(GLASS, 0, top - 0.24, 0.26, top + 0.24, -0.26, top + 0.24)
        pen.stroke(WHITE, 0.04, 0, top - 0.2, 0, top + 0.24)
    else:
        pen.oval(WHITE, 0, -0.2, 0.17)
        pen.oval(GLASS, 0, -0.2, 0.13)
    _door(pen, 0, 0.34, low, pen.between(0.13, 0.2))
    if pen.maybe(0.5):
        for x in (-1, 1):
            _window(pen, x * half * 0.5, 0.54, 0.1, 0.11)
    if pen.maybe(0.4):
        pen.box(WOOD, -0.97, low - 0.04, 0.97, low + 0.04)


def house_barn(pen: Pen, ink: Ink) -> None:
    """A broken roof and a broad door with a cross."""
    wide, knee, eaves = pen.between(0.66, 0.84), pen.between(-0.6, -0.44), pen.between(-0.16, 0.04)
    top = pen.between(-0.97, -0.84)
    trim = WHITE if pen.maybe(0.7) else SLATE
    ridge = (-wide - 0.1, eaves, -wide * 0.68, knee, 0.0, top, wide * 0.68, knee, wide + 0.1, eaves)
    pen.shape(ink.main, *ridge, wide, eaves, wide, 0.92, -wide, 0.92, -wide, eaves)
    pen.stroke(trim, 0.09, *ridge)
    door = pen.between(0.26, 0.44)
    pen.box(trim, -door - 0.05, 0.22, door + 0.05, 0.92)
    pen.box(ink.dark, -door, 0.27, door, 0.92)
    pen.stroke(trim, 0.06, -door, 0.27, door, 0.92)
    pen.stroke(trim, 0.06, door, 0.27, -door, 0.92)
    if pen.maybe(0.5):
        pen.oval(trim, 0, -0.32, 0.18)
        pen.oval(ink.dark, 0, -0.32, 0.12)
    else:
        pen.box(trim, -0.18, -0.5, 0.18, -0.14)
        pen.box(ink.dark, -0.13, -0.45, 0.13, -0.19)


def house_cottage(pen: Pen, ink: Ink) -> None:
    """Low walls under a soft thatched roof; a round door."""
    wide, eaves, top = pen.between(0.7, 0.8), pen.between(-0.06, 0.16), pen.between(-0.82, -0.64)
    _chimney(pen, _either_way(pen) * pen.between(0.3, 0.5), -0.96, -0.3)
    pen.box(ink.main, -wide, -0.2, wide, 0.92)
    thatch = THATCH if pen.maybe(0.6) else ink.dark
    sag = pen.between(0.0, 0.14)
    pen.smooth(thatch, -0.95, eaves, -0.76, top + 0.4, -0.52, top + 0.06, 0.0, top + sag * 0.4,
               0.52, top + 0.06, 0.76, top + 0.4, 0.95, eaves, 0.5, eaves + 0.06, 0.0,
               eaves - sag, -0.5, eaves + 0.06)  # fmt: skip
    x = pen.between(-0.2, 0.2)
    pen.wedge(WOOD, x, 0.52, 0.19, 0.26, 180, 360)
    pen.box(WOOD, x - 0.19, 0.5, x + 0.19, 0.92)
    for at in (-0.52, 0.52):
        if pen.maybe(0.5):
            pen.oval(WHITE, at, 0.46, 0.17)
            pen.oval(GLASS, at, 0.46, 0.13)
        else:
            _window(pen, at, 0.46, 0.12, 0.14)


def house_with_dormers(pen: Pen, ink: Ink) -> None:
    """Two floors, a door in the middle, dormers in the roof."""
    wide, eaves, ridge = pen.between(0.72, 0.86), pen.between(-0.34, -0.2), pen.between(-0.9, -0.76)
    roof, columns = _roof(pen, ink), pen.count(1, 2) * 2
    for x in (-0.56, 0.56)[: pen.count(0, 2)]:
        _chimney(pen, x, -0.97, -0.5)
    pen.box(ink.main, -wide, eaves, wide, 0.94)
    pen.shape(roof, -wide - 0.1, eaves + 0.04, -wide * 0.7, ridge, wide * 0.7, ridge, wide + 0.1,
              eaves + 0.04)  # fmt: skip
    for x in (-0.36, 0.36) if pen.maybe(0.5) else (0.0,):
        y = (eaves + ridge) / 2
        pen.box(ink.light, x - 0.14, y - 0.08, x + 0.14, eaves)
        pen.shape(mix(roof, BLACK, 0.25), x - 0.2, y - 0.06, x, y - 0.22, x + 0.2, y - 0.06)
        pen.box(GLASS, x - 0.09, y - 0.03, x + 0.09, eaves - 0.04)
    for i in range(columns):
        x = wide * (-0.75 + 1.5 * i / (columns - 1))
        for y in (-0.02, 0.56):
            _window(pen, x, y, 0.09, 0.15)
    if columns == 2:
        _window(pen, 0, -0.02, 0.1, 0.15)
    _door(pen, 0, 0.46, 0.94, 0.13)
    if pen.maybe(0.5):
        pen.shape(WHITE, -0.26, 0.46, 0.0, 0.28, 0.26, 0.46)


def house_icon(pen: Pen, ink: Ink) -> None:
    """The sign for home: one plain silhouette."""
    eaves, wide, over = pen.between(-0.1, 0.1), pen.between(0.58, 0.74), pen.between(0.0, 0.3)
    if pen.maybe(0.5):
        pen.box(ink.main, 0.36, -0.82, 0.6, -0.1)
    edge = min(0.97, wide + over)
    thick = pen.between(0.0, 0.16) if over > 0.1 else 0.0
    pen.shape(ink.main, 0, -0.93, edge, eaves, edge - thick * 0.5, eaves + thick, wide,
              eaves + thick, wide, 0.9, -wide, 0.9, -wide, eaves + thick, -edge + thick * 0.5,
              eaves + thick, -edge, eaves)  # fmt: skip
    if pen.maybe(0.4):
        slope = (eaves + 0.93) / edge
        pen.stroke(WHITE, 0.07, -wide, -0.7 + wide * slope, 0, -0.7, wide, -0.7 + wide * slope)
    decor = pen.count(0, 2)
    half = pen.between(0.13, 0.24)
    if decor == 0:
        pen.box(WHITE, -half, pen.between(0.24, 0.4), half, 0.9)
    elif decor == 1:
        pen.rounded(WHITE, -half, 0.26, half, 0.9, half * 0.9)
        pen.box(WHITE, -half, 0.6, half, 0.9)
    else:
        for x in (-0.15, 0.15):
            for y in (0.14, 0.44):
                pen.box(WHITE, x - 0.12, y - 0.12, x + 0.12, y + 0.12)


def house_of_a_child(pen: Pen, ink: Ink) -> None:
    """A square, a steep triangle beside a slanted roof, windows with crosses, a chimney's smoke."""
    side, eaves, ridge = _either_way(pen), pen.between(-0.2, 0.0), pen.between(-0.8, -0.66)
    mid, roof = pen.between(-0.3, -0.1), _roof(pen, ink)
    _chimney(pen, side * 0.46, ridge - 0.12, ridge + 0.3)
    for i in range(pen.count(0, 3)):
        pen.oval((204, 206, 210), side * (0.5 + 0.11 * i), ridge - 0.12, 0.06 + 0.015 * i)
    pen.shape(ink.main, *_across(side, -0.94, eaves, 0.94, eaves, 0.94, 0.92, -0.94, 0.92))
    pen.shape(ink.light, *_across(side, -0.94, eaves, (mid - 0.94) / 2, ridge, mid, eaves))
    pen.shape(roof, *_across(side, (mid - 0.94) / 2, ridge, 0.72, ridge, 0.97, eaves, mid, eaves))
    pen.stroke(ink.dark, 0.04, side * mid, eaves, side * mid, 0.92)
    _door(pen, side * (mid - 0.94) / 2, 0.34, 0.92, 0.14)
    for i in range(pen.count(1, 2)):
        x = mid + 0.34 + 0.44 * i
        pen.box(WHITE, side * x - 0.14, 0.18, side * x + 0.14, 0.5)
        pen.stroke(BLACK, 0.035, side * x, 0.18, side * x, 0.5)
        pen.stroke(BLACK, 0.035, side * x - 0.14, 0.34, side * x + 0.14, 0.34)


def house_modern(pen: Pen, ink: Ink) -> None:
    """Flat roofs, blocks set off against each other, much glass."""
    side, step, top = _either_way(pen), pen.between(-0.1, 0.14), pen.between(-0.7, -0.46)
    left = pen.between(-0.6, -0.3)
    pen.box(GROUND, -0.97, 0.68, 0.97, 0.8)
    pen.shape(ink.light, *_across(side, -0.86, step, 0.7, step, 0.7, 0.7, -0.86, 0.7))
    pen.shape(ink.main, *_across(side, left, top, 0.9, top, 0.9, step + 0.06, left, step + 0.06))
    pen.shape(ink.main, *_across(side, -0.97, step - 0.06, left + 0.2, step - 0.06, left + 0.2,
                                 step + 0.06, -0.97, step + 0.06))  # fmt: skip
    pen.shape(SLATE, *_across(side, left - 0.06, top - 0.08, 0.97, top - 0.08, 0.97, top + 0.02,
                              left - 0.06, top + 0.02))  # fmt: skip
    panes = pen.count(2, 3)
    for i in range(panes):
        x, wide = left + 0.14 + (0.7 - left) * i / panes, (0.7 - left) / panes - 0.08
        pen.shape(GLASS, *_across(side, x, top + 0.14, x + wide, top + 0.14, x + wide, step - 0.1,
                                  x, step - 0.1))  # fmt: skip
    door = pen.between(0.0, 0.3)
    pen.shape(GLASS, *_across(side, -0.74, 0.26, -0.2, 0.26, -0.2, 0.6, -0.74, 0.6))
    pen.shape(WOOD, *_across(side, door, 0.2, door + 0.24, 0.2, door + 0.24, 0.7, door, 0.7))


def house_with_garage(pen: Pen, ink: Ink) -> None:
    """A long bungalow, a broad ribbed gate at one end."""
    side, eaves, roof = _either_way(pen), pen.between(-0.14, 0.02), _roof(pen, ink)
    ridge = pen.between(-0.66, -0.46)
    _chimney(pen, side * pen.between(-0.4, 0.3), ridge - 0.16, ridge + 0.2)
    pen.box(ink.main, -0.92, eaves, 0.92, 0.68)
    if pen.maybe(0.5):
        pen.shape(roof, -0.97, eaves + 0.04, 0.0, ridge, 0.97, eaves + 0.04)
    else:
        pen.shape(roof, -0.97, eaves + 0.04, -0.84, ridge, 0.84, ridge, 0.97, eaves + 0.04)
    left, right = sorted((side * 0.2, side * 0.82))
    pen.box(WHITE, left, 0.2, right, 0.68)
    for i in range(pen.count(2, 3)):
        y = 0.3 + 0.12 * i
        pen.stroke(STONE, 0.03, left, y, right, y)
    _door(pen, side * pen.between(-0.02, 0.04), 0.24, 0.68, 0.1)
    for x in (-0.7, -0.36)[: pen.count(1, 2)]:
        _window(pen, side * x, 0.32, 0.11, 0.12)


def house_in_a_row(pen: Pen, ink: Ink) -> None:
    """A narrow town house: several floors, a stepped, bell-shaped or pointed gable."""
    wide, eaves, kind = pen.between(0.42, 0.56), pen.between(-0.4, -0.26), pen.count(0, 2)
    pen.box(ink.main, -wide, eaves - 0.02, wide, 0.97)
    if kind == 0:
        steps = [v for i in range(4) for v in (
            wide * (1 - i / 4), eaves - 0.14 * i, wide * (1 - i / 4), eaves - 0.14 * (i + 1),
        )]  # fmt: skip
        pen.shape(ink.main, *steps, *(v for i in range(7, -1, -1) for v in (
            -steps[2 * i], steps[2 * i + 1])))  # fmt: skip
    elif kind == 1:
        pen.smooth(ink.main, -wide, eaves + 0.1, -wide, eaves, -wide * 0.5, eaves - 0.2,
                   -wide * 0.4, -0.84, 0.0, -0.97, wide * 0.4, -0.84, wide * 0.5, eaves - 0.2,
                   wide, eaves, wide, eaves + 0.1)  # fmt: skip
    else:
        pen.shape(_roof(pen, ink), -wide - 0.08, eaves, 0.0, -0.96, wide + 0.08, eaves)
    floors, columns = pen.count(2, 3), pen.count(2, 3)
    for floor in range(floors):
        y = eaves + 0.16 + 0.72 * floor / floors
        for i in range(columns):
            x = wide * (-0.6 + 1.2 * i / (columns - 1))
            pen.box(WHITE, x - 0.1, y - 0.1, x + 0.1, y + 0.12)
            pen.box(GLASS, x - 0.07, y - 0.07, x + 0.07, y + 0.09)
    pen.oval(WHITE, 0, -0.56, 0.08)
    _door(pen, pen.between(-0.2, 0.2), 0.58, 0.97, 0.12)


def house_isometric(pen: Pen, ink: Ink) -> None:
    """As in a building game: two walls and the roof, from above."""
    side, top, high = _either_way(pen), pen.between(-0.14, 0.0), pen.between(0.44, 0.56)
    roof = _roof(pen, ink)
    low = top + high
    pen.shape(ink.main, *_across(side, -0.84, top, 0.0, top + 0.42, 0.0, low + 0.42, -0.84, low))
    pen.shape(ink.dark, *_across(side, 0.84, top, 0.0, top + 0.42, 0.0, low + 0.42, 0.84, low))
    if pen.maybe(0.5):
        apex = -0.9
        pen.shape(roof, *_across(side, -0.95, top, 0.0, apex, 0.0, top + 0.46))
        pen.shape(mix(roof, BLACK, 0.25), *_across(side, 0.95, top, 0.0, apex, 0.0, top + 0.46))
    else:
        pen.shape(ink.dark, *_across(side, 0.0, top + 0.43, 0.42, top - 0.36, 0.84, top + 0.01))
        pen.shape(roof, *_across(side, -0.95, top + 0.02, -0.42, -0.92, 0.46, top - 0.44, 0.0,
                                 top + 0.48))  # fmt: skip
        pen.stroke(mix(roof, BLACK, 0.25), 0.08, *_across(side, 0.46, top - 0.42, 0.92, top))
    pen.shape(WOOD, *_across(side, -0.34, top + 0.5, -0.12, top + 0.61, -0.12, low + 0.36, -0.34,
                             low + 0.25))  # fmt: skip
    pen.shape(GLASS, *_across(side, -0.7, top + 0.22, -0.48, top + 0.33, -0.48, top + 0.55, -0.7,
                              top + 0.44))  # fmt: skip
    for x in (0.3, 0.6)[: pen.count(1, 2)]:
        y = top + 0.62 - x * 0.5
        pen.shape(GLASS, *_across(side, x - 0.08, y - 0.06, x + 0.1, y - 0.15, x + 0.1, y + 0.08,
                                  x - 0.08, y + 0.17))  # fmt: skip


def house_on_stilts(pen: Pen, ink: Ink) -> None:
    """A hut or cabin of logs with a porch, on posts or the ground."""
    floor, eaves = pen.between(0.5, 0.8), pen.between(-0.24, -0.04)
    side, roof = _either_way(pen), _roof(pen, ink)
    for x in (-0.7, -0.24, 0.24, 0.7):
        pen.box(WOOD, x - 0.05, floor, x + 0.05, 0.95)
    pen.box(WOOD, -0.95, floor - 0.04, 0.95, floor + 0.06)
    pen.box(ink.main, -0.72, eaves, 0.72, floor - 0.04)
    for i in range(pen.count(2, 4)):
        y = eaves + 0.16 + 0.15 * i
        if y < floor - 0.08:
            pen.stroke(ink.dark, 0.035, -0.72, y, 0.72, y)
    pen.shape(ink.main, -0.72, eaves + 0.02, 0.0, -0.8, 0.72, eaves + 0.02)
    pen.shape(roof, -0.97, eaves + 0.16, 0.0, -0.95, 0.97, eaves + 0.16, 0.84, eaves + 0.22, 0.0,
              -0.7, -0.84, eaves + 0.22)  # fmt: skip
    _door(pen, side * -0.3, floor - 0.5, floor - 0.04, 0.15)
    _window(pen, side * 0.32, floor - 0.32, 0.17, 0.13)


def house_with_a_wing(pen: Pen, ink: Ink) -> None:
    """A gabled front with a lower wing to one side."""
    side, roof = _either_way(pen), TILES
    _chimney(pen, side * 0.66, -0.66, -0.2)
    pen.shape(ink.main, *_across(side, 0.0, 0.0, 0.9, 0.0, 0.9, 0.88, 0.0, 0.88))
    pen.shape(roof, *_across(side, -0.2, -0.48, 0.76, -0.48, 0.97, 0.08, 0.0, 0.08))
    pen.shape(
        ink.main, *_across(side, -0.84, -0.2, -0.36, -0.8, 0.12, -0.2, 0.12, 0.88, -0.84, 0.88)
    )
    pen.stroke(mix(roof, BLACK, 0.25), 0.12, *_across(side, -0.92, -0.1, -0.36, -0.86, 0.2, -0.1))
    _window(pen, side * -0.36, -0.2, 0.13, 0.15)
    _window(pen, side * -0.36, 0.42, 0.22, 0.17)
    _door(pen, side * 0.36, 0.34, 0.88, 0.13)
    _window(pen, side * 0.7, 0.42, 0.1, 0.14)


def _turned(points: list[tuple[float, float]], degrees: float) -> list[float]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [value for x, y in points for value in (x * cos - y * sin, x * sin + y * cos)]


def _meridian(share: float, radius: float) -> list[tuple[float, float]]:
    """Half an ellipse from pole to pole, `share` of the radius to the right of the middle."""
    angles = [math.pi * (i / 12 - 0.5) for i in range(13)]
    return [(share * radius * math.cos(a), radius * math.sin(a)) for a in angles]


def ball_of_the_beach(pen: Pen, ink: Ink) -> None:
    """Wedges of colour that meet at a button, somewhat off the middle."""
    count, turn = pen.count(3, 4) * 2, pen.between(0, 90)
    far = pen.between(0.0, 0.5)
    x, y = far * math.cos(math.radians(turn + 50)), far * math.sin(math.radians(turn + 50))
    pen.oval(ink.main, 0, 0, 0.95)
    other = ink.accent if pen.maybe(0.4) else WHITE
    for i in range(0, count, 2):
        angles = [math.radians(turn + 360 * (i + k / 5) / count) for k in range(6)]
        rim = [v for a in angles for v in (0.94 * math.cos(a), 0.94 * math.sin(a))]
        bow = [(v + w) / 2 * 1.06 for v, w in zip(rim[:2], (x, y), strict=True)]
        end = [(v + w) / 2 * 1.06 for v, w in zip(rim[-2:], (x, y), strict=True)]
        pen.shape(other if i % 4 == 0 or count == 6 else WHITE, x, y, *bow, *rim, *end)
    pen.oval(WHITE if pen.maybe(0.5) else ink.dark, x, y, pen.between(0.08, 0.16))


def ball_basket(pen: Pen, ink: Ink) -> None:
    """A basketball: a cross of seams and a bow to each side."""
    turn, width, bow = pen.between(-45, 45), pen.between(0.04, 0.07), pen.between(0.3, 0.5)
    pen.oval(ink.main, 0, 0, 0.95)
    bend = pen.between(-0.25, 0.25)
    pen.curve(ink.mark, width, *_turned([(0, -0.94), (bend, 0), (0, 0.94)], turn))
    pen.curve(ink.mark, width, *_turned([(-0.94, 0), (0, bend), (0.94, 0)], turn))
    for side in (-1, 1):
        points = [(side * 0.66, -0.66), (side * bow, -0.3), (side * bow * 0.8, 0.0),
                  (side * bow, 0.3), (side * 0.66, 0.66)]  # fmt: skip
        pen.curve(ink.mark, width, *_turned(points, turn))


def ball_tennis(pen: Pen, ink: Ink) -> None:
    """One broad seam that bows in from both sides, or winds through."""
    turn, width = pen.between(0, 180), pen.between(0.07, 0.12)
    seam = WHITE if ink.mark == BLACK and pen.maybe(0.5) else ink.mark
    pen.oval(ink.main, 0, 0, 0.94)
    if pen.maybe(0.6):
        deep = pen.between(0.24, 0.5)
        for side in (-1, 1):
            points = [(side * 0.7, -0.62), (side * deep, -0.24), (side * deep, 0.24),
                      (side * 0.7, 0.62)]  # fmt: skip
            pen.curve(seam, width, *_turned(points, turn))
    else:
        wave = [(-0.93, 0.1), (-0.5, -0.36), (0.0, 0.0), (0.5, 0.36), (0.93, -0.1)]
        pen.curve(seam, width, *_turned(wave, turn))


def ball_of_leather(pen: Pen, ink: Ink) -> None:
    """A football whose dark patch is off the middle, the others cut by the edge."""
    turn, size = pen.between(0, 72), pen.between(0.24, 0.32)
    x, y = pen.between(-0.24, 0.24), pen.between(-0.24, 0.24)
    pen.oval(ink.main, 0, 0, 0.95)
    for i in range(5):
        angle = math.radians(turn + 72 * i)
        cos, sin = math.cos(angle), math.sin(angle)
        far = 0.94 / max(0.6, 1 + 0.3 * (x * cos + y * sin))
        rim_x, rim_y = min(0.9, far) * cos, min(0.9, far) * sin
        pen.stroke(ink.mark, 0.05, x + size * cos, y + size * sin, (x + rim_x * 1.5) / 2.5,
                   (y + rim_y * 1.5) / 2.5)  # fmt: skip
        arc = [math.radians(turn + 72 * i + k * 8) for k in range(-2, 3)]
        edge = [v for a in arc for v in (0.93 * math.cos(a), 0.93 * math.sin(a))]
        in_x, in_y = 0.66 * cos + 0.15 * x, 0.66 * sin + 0.15 * y
        pen.shape(ink.mark, *edge, in_x - 0.12 * sin, in_y + 0.12 * cos, in_x + 0.12 * sin,
                  in_y - 0.12 * cos)  # fmt: skip
        half = math.radians(turn + 72 * i + 36)
        corner = (0.62 * math.cos(half) + 0.2 * x, 0.62 * math.sin(half) + 0.2 * y)
        pen.stroke(ink.mark, 0.045, in_x, in_y, *corner)
        after = math.radians(turn + 72 * (i + 1))
        pen.stroke(ink.mark, 0.045, *corner, 0.66 * math.cos(after) + 0.15 * x,
                   0.66 * math.sin(after) + 0.15 * y)  # fmt: skip
    pen.shape(ink.mark, *(v for i in range(5) for v in (
        x + size * math.cos(math.radians(turn + 72 * i)),
        y + size * math.sin(math.radians(turn + 72 * i)))))  # fmt: skip


def ball_for_rugby(pen: Pen, ink: Ink) -> None:
    """A pointed or an oval ball with laces, as in American football."""
    turn, fat = pen.between(-60, 60), pen.between(0.5, 0.64)
    tip = pen.between(0.55, 0.72)
    body = [(-0.96, 0.0), (-tip, -fat * 0.62), (0.0, -fat), (tip, -fat * 0.62), (0.96, 0.0),
            (tip, fat * 0.62), (0.0, fat), (-tip, fat * 0.62)]  # fmt: skip
    scale = 0.9 / max(abs(value) for value in _turned(body, turn))
    body = [(x * scale, y * scale) for x, y in body]
    pen.smooth(ink.main, *_turned(body, turn))
    if pen.maybe(0.7):
        for side in (-1, 1):
            at = side * 0.56
            band = [(at, -fat * 0.72), (at + side * 0.06, 0.0), (at, fat * 0.72)]
            pen.curve(WHITE, 0.09, *_turned(band, turn))
    y = pen.between(-0.2, 0.0)
    pen.stroke(WHITE, 0.06, *_turned([(-0.32, y), (0.32, y)], turn))
    for i in range(pen.count(3, 5)):
        x = -0.24 + 0.12 * i
        pen.stroke(WHITE, 0.05, *_turned([(x, y - 0.1), (x, y + 0.1)], turn))


def ball_base(pen: Pen, ink: Ink) -> None:
    """A baseball: two bows with stitches across."""
    turn, bow = pen.between(0, 180), pen.between(0.3, 0.5)
    thread = (206, 40, 44) if pen.maybe(0.5) else ink.mark
    pen.oval(ink.main, 0, 0, 0.94)
    stitches = pen.count(5, 8)
    for side in (-1, 1):
        seam = []
        for i in range(stitches):
            t = -0.62 + 1.24 * i / (stitches - 1)
            seam.append((side * (bow + (t / 0.62) ** 2 * (0.68 - bow)), t))
        pen.curve(thread, 0.04, *_turned(seam, turn))
        for x, y in seam[1:-1]:
            pen.stroke(thread, 0.045, *_turned([(x - 0.1, y - side * 0.05), (x, y),
                                                (x + 0.1, y - side * 0.05)], turn))  # fmt: skip


def ball_volley(pen: Pen, ink: Ink) -> None:
    """Three sets of strips that wind into each other."""
    turn, other = pen.between(0, 120), WHITE if pen.maybe(0.5) else ink.light
    pen.oval(ink.main, 0, 0, 0.95)
    coloured = pen.maybe(0.5)
    for i in range(3):
        at = turn + 120 * i
        if coloured:
            strip = [(0.0, 0.0), (0.3, -0.3), (0.68, -0.62), (0.86, -0.34), (0.5, -0.08)]
            pen.smooth(other, *_turned(strip, at))
        for k in range(3):
            lift, rim = 0.3 * k, math.radians(-66 + 31 * k)
            line = [(0.02 + 0.08 * k, lift * 0.34), (0.44, -0.3 + lift * 0.9),
                    (0.93 * math.cos(rim), 0.93 * math.sin(rim))]  # fmt: skip
            pen.curve(ink.mark if not coloured else ink.dark, 0.045, *_turned(line, at))


def ball_bouncing(pen: Pen, ink: Ink) -> None:
    """Above its shadow, with the way it came."""
    side, radius = _either_way(pen), pen.between(0.52, 0.64)
    x, y = side * (0.93 - radius), pen.between(-0.4, -0.1)
    pen.oval((112, 112, 116), x, 0.88, radius * pen.between(0.6, 0.9), 0.07)
    dots = pen.count(4, 6)
    for i in range(dots):
        t = (i + 0.5) / dots
        at_x, at_y = -side * (0.9 - 0.5 * t), 0.86 - 1.5 * math.sin(t * 1.3) * 0.75
        pen.oval(ink.dark, at_x, max(-0.9, at_y), 0.05)
    pen.oval(ink.main, x, y, radius, radius * pen.between(0.9, 1.05))
    if pen.maybe(0.5):
        pen.oval(ink.light, x - radius * 0.36, y - radius * 0.4, radius * 0.26, radius * 0.18, -40)
    if pen.maybe(0.5):
        pen.arc(WHITE, 0.1, x, y - radius * 0.5, radius * 0.9, radius * 0.7, 30, 150)


def ball_with_star(pen: Pen, ink: Ink) -> None:
    """A toy: a band around it, a star upon it."""
    turn, high, band = pen.between(-30, 30), pen.between(0.26, 0.42), pen.maybe(0.7)
    pen.oval(ink.main, 0, 0, 0.95)
    if band:
        end = math.sqrt(0.93**2 - high**2)
        strip = [(-end, -high), (0.0, -high + 0.14), (end, -high), (0.93, 0.0), (end, high),
                 (0.0, high + 0.14), (-end, high), (-0.93, 0.0)]  # fmt: skip
        pen.shape(ink.accent if pen.maybe(0.5) else WHITE, *_turned(strip, turn))
    size = pen.between(0.4, 0.56)
    radii = [size * (1.0 if i % 2 == 0 else 0.42) for i in range(10)]
    star = [(r * math.sin(math.tau * i / 10), 0.04 - r * math.cos(math.tau * i / 10))
            for i, r in enumerate(radii)]  # fmt: skip
    pen.shape(ink.dark if band else WHITE, *_turned(star, turn))


def ball_for_bowling(pen: Pen, ink: Ink) -> None:
    """Three holes for the fingers and a gleam."""
    turn, far, size = pen.between(-60, 60), pen.between(0.2, 0.46), pen.between(0.1, 0.14)
    pen.oval(ink.main, 0, 0, 0.94)
    if pen.maybe(0.6):
        pen.arc(ink.light, 0.09, 0, 0, 0.76, 0.76, 150, 230)
    for x, y in ((-0.16, -far), (0.16, -far), (0.0, -far + 0.32)):
        at_x, at_y = _turned([(x, y)], turn)
        pen.oval(mix(ink.mark, ink.dark, 0.2), at_x, at_y, size, size * 0.9, turn)


def ball_with_dots(pen: Pen, ink: Ink) -> None:
    """Spots that narrow towards the edge."""
    turn, fill = pen.between(0, 60), WHITE if pen.maybe(0.6) else ink.accent
    size = pen.between(0.14, 0.2)
    pen.oval(ink.main, 0, 0, 0.95)
    pen.oval(fill, 0, 0, size)
    inner = pen.count(5, 6)
    for i in range(inner):
        for far, narrow, shift in ((0.5, 0.86, 0.0), (0.82, 0.5, 0.5)):
            angle = math.radians(turn + 360 * (i + shift) / inner)
            x, y = far * math.cos(angle), far * math.sin(angle)
            pen.oval(fill, x, y, size * narrow, size, math.degrees(angle))


def ball_on_the_floor(pen: Pen, ink: Ink) -> None:
    """Lit from one side, its shadow beside it, often with a stripe around."""
    side, radius = _either_way(pen), pen.between(0.76, 0.84)
    y = -0.95 + radius
    pen.oval((120, 120, 124), side * 0.16, y + radius * 0.92, radius * 0.96, 0.13)
    pen.oval(ink.main, 0, y, radius)
    if pen.maybe(0.7):
        pen.smooth(ink.dark, *_across(side, 0.5 * radius, y - 0.84 * radius, 0.97 * radius, y, 0.5
                                      * radius, y + 0.84 * radius, -0.3 * radius, y + 0.93 * radius,
                                      0.4 * radius, y + 0.5 * radius, 0.64 * radius,
                                      y))  # fmt: skip
    if pen.maybe(0.5):
        pen.arc(WHITE, pen.between(0.1, 0.2), 0, y - 0.2, radius * 0.94, radius * 0.5, 12, 168)
    pen.oval(WHITE, -side * radius * 0.4, y - radius * 0.46, 0.15, 0.09, side * -35)


def ball_of_gores(pen: Pen, ink: Ink) -> None:
    """Stripes from pole to pole, tilted, seen from the side."""
    turn = pen.between(-40, 40)
    pen.oval(ink.main, 0, 0, 0.95)
    for left, right in ((-0.98, -0.72), (-0.3, 0.3), (0.72, 0.98)):
        gore = [*_meridian(left, 0.94), *_meridian(right, 0.94)[::-1]]
        pen.shape(WHITE, *_turned(gore, turn))
    for y in (-0.9, 0.9):
        at_x, at_y = _turned([(0.0, y)], turn)
        pen.oval(ink.dark, at_x, at_y, 0.15, 0.05, turn)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "house": (
        house_corner, house_a_frame, house_barn, house_cottage, house_with_dormers, house_icon,
        house_of_a_child, house_modern, house_with_garage, house_in_a_row, house_isometric,
        house_on_stilts,
    ),
    "ball": (
        ball_of_the_beach, ball_basket, ball_tennis, ball_of_leather, ball_for_rugby, ball_base,
        ball_volley, ball_bouncing, ball_with_star, ball_for_bowling, ball_with_dots,
        ball_on_the_floor,
    ),
}  # fmt: skip
UNSEEN: dict[str, Drawing] = {"house": house_with_a_wing, "ball": ball_of_gores}
POSES: dict[Drawing, str] = {}
