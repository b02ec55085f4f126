"""Instruments to pluck and to beat: guitars and drums."""

import math

from training.pictures.canvas import BLACK, METAL, WHITE, WOOD, Drawing, Ink, Pen, Rgb, mix

SKIN: Rgb = (244, 236, 214)
FRETBOARD: Rgb = (74, 48, 32)


def _neck(pen: Pen, top: float, low: float, width: float, frets: int) -> None:
    """Along the y axis, with frets and strings."""
    pen.shape(FRETBOARD, -width * 0.8, top, width * 0.8, top, width, low, -width, low)
    for i in range(frets):
        y = top + (low - top) * (1 - 0.8**i) * 1.2
        pen.stroke(METAL, 0.025, -width * 0.8, y, width * 0.8, y)
    pen.stroke(WHITE, 0.02, 0, top, 0, low)


def _head(pen: Pen, fill: Rgb, low: float, *, both_sides: bool) -> None:
    """A headstock that ends at y = -0.97, its pegs on both sides or all on one."""
    pegs, tall = pen.count(2, 3), low + 0.97
    if both_sides:
        wide = pen.between(0.1, 0.15)
        for i in range(pegs):
            y = -0.97 + tall * (i + 0.6) / (pegs + 0.3)
            pen.stroke(METAL, 0.07, -wide - 0.08, y, wide + 0.08, y)
        pen.shape(fill, -0.07, low + 0.02, -wide, low - 0.06, -wide - 0.02, -0.97, 0, -0.93,
                  wide + 0.02, -0.97, wide, low - 0.06, 0.07, low + 0.02)  # fmt: skip
    else:
        for i in range(pegs + 2):
            y = -0.93 + tall * i / (pegs + 2.6)
            pen.stroke(METAL, 0.05, -0.24, y, 0, y)
        pen.smooth(fill, 0.08, low + 0.04, 0.1, low - 0.16, 0.2, -0.9, 0.04, -0.97, -0.14, -0.88,
                   -0.12, low - 0.06, -0.07, low + 0.02)  # fmt: skip


def _tilt(pen: Pen) -> float:
    """Upright, or leaning to the right by as much as a guitar does on a strap."""
    return pen.between(-8, 8) if pen.maybe(0.4) else pen.between(20, 70)


def guitar_acoustic_tilted(pen: Pen, ink: Ink) -> None:
    """Broad-hipped, with binding, a sound hole with a ring, a bridge and a plectrum guard."""
    guitar, hip, bust = (
        pen.placed(_tilt(pen), 0.98),
        pen.between(0.46, 0.56),
        pen.between(0.3, 0.4),
    )
    waist, top = pen.between(0.26, 0.33), pen.between(-0.14, 0.0)
    xy = (0, top, bust * 0.8, top + 0.04, bust, top + 0.22, waist, 0.36, hip, 0.66, hip * 0.7,
          0.92, 0, 0.97, -hip * 0.7, 0.92, -hip, 0.66, -waist, 0.36, -bust, top + 0.22,
          -bust * 0.8, top + 0.04)  # fmt: skip
    guitar.smooth(ink.dark, *xy)
    guitar.smooth(ink.main, *(part * 0.92 + (0.04 if i % 2 else 0) for i, part in enumerate(xy)))
    if pen.maybe(0.5):
        guitar.smooth(FRETBOARD, 0.12, 0.3, 0.3, 0.42, 0.26, 0.6, 0.06, 0.52)
    y = pen.between(0.26, 0.36)
    guitar.oval(ink.light, 0, y, 0.18)
    guitar.oval(BLACK, 0, y, 0.14)
    guitar.box(FRETBOARD, -0.2, 0.68, 0.2, 0.76)
    _head(guitar, FRETBOARD if pen.maybe(0.5) else WOOD, -0.66, both_sides=True)
    _neck(guitar, -0.68, y - 0.1, 0.08, pen.count(0, 6))


def guitar_single_cutaway(pen: Pen, ink: Ink) -> None:
    """A solid electric guitar with one horn, two pickups and knobs."""
    guitar, hip = pen.placed(_tilt(pen), 0.98), pen.between(0.42, 0.52)
    horn = pen.between(0.34, 0.44)
    _head(guitar, ink.dark, -0.68, both_sides=True)
    guitar.smooth(ink.main, -0.1, 0.0, -0.36, -0.02, -0.42, 0.2, -0.32, 0.4, -hip, 0.64,
                  -hip * 0.7, 0.92, 0, 0.97, hip * 0.7, 0.92, hip, 0.64, 0.32, 0.38, horn, 0.14,
                  horn - 0.04, 0.06, 0.2, 0.16, 0.1, 0.2)  # fmt: skip
    _neck(guitar, -0.7, 0.3, 0.075, pen.count(0, 5))
    for y in (0.34, 0.54):
        guitar.box(METAL if pen.maybe(0.5) else BLACK, -0.16, y, 0.16, y + 0.1)
    guitar.box(METAL, -0.16, 0.72, 0.16, 0.78)
    for x, y in ((0.28, 0.62), (0.3, 0.78)):
        guitar.oval(ink.mark, x, y, 0.05)


def guitar_pointed_horns(pen: Pen, ink: Ink) -> None:
    """An electric guitar whose two sharp horns stand on both sides of the neck alike."""
    guitar, hip, horn = (
        pen.placed(_tilt(pen), 0.98),
        pen.between(0.38, 0.48),
        pen.between(0.3, 0.42),
    )
    rise = pen.between(-0.12, 0.04)
    _head(guitar, BLACK, -0.66, both_sides=pen.maybe(0.5))
    guitar.shape(ink.main, -0.1, 0.24, -horn + 0.04, rise, -horn - 0.04, rise + 0.04, -0.3, 0.4,
                 -hip, 0.62, -hip * 0.9, 0.82, -hip * 0.5, 0.95, hip * 0.5, 0.95, hip * 0.9, 0.82,
                 hip, 0.62, 0.3, 0.4, horn + 0.04, rise + 0.04, horn - 0.04, rise, 0.1,
                 0.24)  # fmt: skip
    if pen.maybe(0.6):
        guitar.smooth(WHITE if pen.maybe(0.5) else BLACK, -0.26, 0.3, 0.26, 0.3, 0.2, 0.5,
                      0.34, 0.7, 0.1, 0.78, -0.24, 0.6)  # fmt: skip
    _neck(guitar, -0.68, 0.34, 0.075, pen.count(0, 5))
    for y in (0.38, 0.56):
        guitar.box(METAL, -0.14, y, 0.14, y + 0.09)
    guitar.box(METAL, -0.16, 0.74, 0.16, 0.8)


def guitar_flying_v(pen: Pen, ink: Ink) -> None:
    guitar, wide = pen.placed(_tilt(pen), 0.93), pen.between(0.46, 0.58)
    crotch, slim = pen.between(0.5, 0.66), pen.between(0.26, 0.38)
    guitar.shape(BLACK, -0.07, -0.64, -0.17, -0.74, 0, -0.98, 0.17, -0.74, 0.07, -0.64)
    guitar.shape(ink.main, -0.1, -0.02, 0.1, -0.02, 0.2, 0.14, wide, 0.88, wide - 0.08, 0.96,
                 wide - slim, 0.94, 0, crotch, -wide + slim, 0.94, -wide + 0.08, 0.96, -wide, 0.88,
                 -0.2, 0.14)  # fmt: skip
    if pen.maybe(0.5):
        guitar.shape(WHITE, 0.02, 0.1, 0.16, 0.16, wide - 0.1, 0.8, wide - slim * 0.8, 0.84, 0.02,
                     crotch - 0.1)  # fmt: skip
    _neck(guitar, -0.68, 0.2, 0.075, pen.count(0, 5))
    for y in (0.2, 0.34):
        guitar.box(METAL, -0.13, y, 0.13, y + 0.08)


def guitar_ukulele(pen: Pen, ink: Ink) -> None:
    """Short-necked and stout: a body of two round halves, four strings."""
    guitar, hip = pen.placed(_tilt(pen), 0.98), pen.between(0.48, 0.6)
    bust = hip * pen.between(0.74, 0.9)
    _head(guitar, WOOD, -0.68, both_sides=True)
    guitar.oval(ink.main, 0, 0.96 - hip * 0.86, hip, hip * 0.86)
    guitar.oval(ink.main, 0, pen.between(0.06, 0.14), bust, bust * 0.8)
    y = pen.between(0.16, 0.26)
    guitar.shape(WOOD, -0.09, -0.7, 0.09, -0.7, 0.1, y, -0.1, y)
    guitar.oval(BLACK, 0, y + 0.04, pen.between(0.13, 0.19))
    guitar.rounded(FRETBOARD, -0.2, 0.66, 0.2, 0.75, 0.03)
    for x in (-0.045, 0.045):
        guitar.stroke(WHITE, 0.025, x, -0.8, x, 0.68)


def guitar_icon(pen: Pen, ink: Ink) -> None:
    """The plain sign of a guitar, of one colour, with a hole and a bridge."""
    guitar, hip = pen.placed(pen.between(30, 60), 1.0), pen.between(0.4, 0.5)
    neck = pen.between(0.07, 0.11)
    guitar.smooth(ink.main, -0.12, 0.02, -0.34, 0.06, -0.36, 0.28, -hip, 0.56, -hip * 0.76, 0.88,
                  0, 0.97, hip * 0.76, 0.88, hip, 0.56, 0.36, 0.28, 0.34, 0.06, 0.12,
                  0.02)  # fmt: skip
    guitar.box(ink.main, -neck, -0.76, neck, 0.1)
    guitar.rounded(ink.main, -neck - 0.06, -0.98, neck + 0.06, -0.7, 0.05)
    hole = WHITE if pen.maybe(0.5) else ink.mark
    guitar.oval(hole, 0, 0.34, pen.between(0.11, 0.18))
    if pen.maybe(0.7):
        guitar.stroke(hole, 0.07, -0.18, 0.7, 0.18, 0.7)
    if pen.maybe(0.4):
        guitar.stroke(hole, 0.04, 0, -0.7, 0, 0.7)


def guitar_bass(pen: Pen, ink: Ink) -> None:
    """A bass guitar: a long neck, four large pegs on one side, a small slanted body."""
    guitar, horn = pen.placed(_tilt(pen), 0.98), pen.between(-0.02, 0.14)
    for y in (-0.9, -0.82, -0.74, -0.66):
        guitar.oval(METAL, -0.16, y, 0.06, 0.035)
    guitar.shape(ink.dark, -0.07, -0.58, -0.11, -0.94, 0.04, -0.98, 0.13, -0.88, 0.07, -0.58)
    guitar.smooth(ink.main, -0.1, 0.34, -0.3, horn, -0.4, horn + 0.08, -0.32, 0.42, -0.42, 0.7,
                  -0.3, 0.92, 0.0, 0.96, 0.34, 0.9, 0.42, 0.66, 0.28, 0.48, 0.34, 0.28, 0.26, 0.2,
                  0.1, 0.36)  # fmt: skip
    if pen.maybe(0.6):
        guitar.smooth(WHITE, -0.28, 0.2, -0.1, 0.4, 0.2, 0.4, 0.3, 0.76, 0.1, 0.66, -0.24, 0.6)
    _neck(guitar, -0.6, 0.44, 0.07, pen.count(3, 8))
    guitar.box(BLACK, -0.16, 0.54, 0.16, 0.61)
    guitar.box(METAL, -0.14, 0.76, 0.14, 0.86)


def guitar_archtop(pen: Pen, ink: Ink) -> None:
    """A hollow electric or jazz guitar, wide, with f-shaped holes."""
    guitar, hip, bust = (
        pen.placed(_tilt(pen), 0.98),
        pen.between(0.5, 0.6),
        pen.between(0.38, 0.48),
    )
    guitar.smooth(ink.main, -0.1, 0.1, -bust * 0.7, -0.06, -bust, 0.1, -0.36, 0.36, -hip, 0.64,
                  -hip * 0.7, 0.92, 0, 0.97, hip * 0.7, 0.92, hip, 0.64, 0.36, 0.36, bust, 0.1,
                  bust * 0.7, -0.06, 0.1, 0.1)  # fmt: skip
    for side in (-1, 1):
        x = side * hip * 0.56
        guitar.curve(BLACK, 0.06, x + side * 0.04, 0.4, x - side * 0.04, 0.46, x + side * 0.02,
                     0.62, x - side * 0.06, 0.7)  # fmt: skip
    _head(guitar, FRETBOARD, -0.68, both_sides=True)
    _neck(guitar, -0.7, 0.3, 0.08, pen.count(0, 5))
    guitar.shape(METAL, -0.13, 0.62, 0.13, 0.62, 0.06, 0.9, -0.06, 0.9)


def guitar_three_quarter(pen: Pen, ink: Ink) -> None:
    """An acoustic guitar turned to one side, so that the depth of its body shows."""
    guitar, deep = pen.placed(pen.between(-15, 35), 0.98), pen.between(0.1, 0.2)
    slim = pen.between(0.66, 0.86)
    half = (0.0, -0.06, 0.32, 0.0, 0.36, 0.16, 0.28, 0.36, 0.48, 0.66, 0.34, 0.9, 0.0, 0.95, -0.34,
            0.9, -0.48, 0.66, -0.28, 0.36, -0.36, 0.16, -0.32, 0.0)  # fmt: skip
    for fill, shift in ((ink.dark, -deep), (ink.dark, -deep / 2), (ink.main, 0.0)):
        xy = (part if i % 2 else part * slim + shift + 0.06 for i, part in enumerate(half))
        guitar.smooth(fill, *xy)
    guitar.oval(BLACK, 0.06, 0.3, 0.14 * slim, 0.14)
    guitar.box(FRETBOARD, -0.1, 0.66, 0.22, 0.73)
    guitar.shape(FRETBOARD, -0.01, -0.74, 0.09, -0.74, 0.13, 0.2, -0.01, 0.2)
    guitar.shape(WOOD, -0.03, -0.7, -0.06, -0.97, 0.12, -0.97, 0.11, -0.7)
    for y in (-0.92, -0.84, -0.76):
        guitar.stroke(METAL, 0.05, -0.14, y, 0.2, y)


def guitar_two_horned(pen: Pen, ink: Ink) -> None:
    """An electric guitar of the commonest kind, its upper horn longer, six pegs in a row."""
    guitar = pen.placed(pen.between(25, 60), 0.98)
    _head(guitar, WOOD, -0.62, both_sides=False)
    guitar.smooth(ink.main, -0.1, 0.2, -0.2, 0.06, -0.34, -0.08, -0.44, -0.02, -0.4, 0.24, -0.34,
                  0.42, -0.46, 0.7, -0.34, 0.93, 0.0, 0.96, 0.36, 0.9, 0.46, 0.64, 0.34, 0.4, 0.4,
                  0.16, 0.34, 0.04, 0.2, 0.12, 0.1, 0.24)  # fmt: skip
    guitar.smooth(WHITE, -0.26, 0.14, 0.06, 0.3, 0.26, 0.2, 0.24, 0.46, 0.34, 0.72, 0.14, 0.7, -0.2,
                  0.6, -0.2, 0.4)  # fmt: skip
    _neck(guitar, -0.66, 0.3, 0.07, pen.count(2, 6))
    for y in (0.36, 0.48, 0.6):
        guitar.stroke(BLACK, 0.06, -0.13, y, 0.13, y - 0.02)
    guitar.box(METAL, -0.13, 0.72, 0.13, 0.8)


def _tub(  # noqa: PLR0917 - the measures of one body
    pen: Pen, fill: Rgb, x: float, top: float, low: float, wide: tuple[float, float]
) -> None:
    """A drum's round body, somewhat from above: half its width at the top and at the bottom."""
    above, below = wide
    pen.oval(fill, x, low, below, below * 0.26)
    pen.shape(fill, x - above, top, x + above, top, x + below, low, x - below, low)


def _top(pen: Pen, rim: Rgb, x: float, y: float, half: float) -> None:
    """A drum's skin within its rim."""
    pen.oval(rim, x, y, half, half * 0.28)
    pen.oval(SKIN, x, y - 0.02, half * 0.9, half * 0.22)


def _sticks(pen: Pen, y: float) -> None:
    """Two, held in the air or lying across."""
    spread, lift = pen.between(0.4, 0.9), min(0.92 + y, pen.between(0.3, 0.5))
    crossed = 1 if pen.maybe(0.5) else -1
    for side in (-1, 1):
        end = side * crossed * 0.16
        pen.stroke(WOOD, 0.07, side * spread, y - lift, end, y)
        pen.oval(WOOD, end, y, 0.07)


def drum_snare_on_stand(pen: Pen, ink: Ink) -> None:
    low, half = pen.between(0.1, 0.3), pen.between(0.72, 0.92)
    top = low - pen.between(0.4, 0.54)
    for side in (-1, 1):
        pen.stroke(METAL, 0.07, side * 0.5, low + 0.14, 0, low + 0.36, side * 0.5, 0.95)
    pen.stroke(METAL, 0.08, 0, low + 0.2, 0, 0.9)
    _tub(pen, ink.main, 0, top, low, (half, half))
    pen.arc(METAL, 0.07, 0, low, half, half * 0.26, 0, 180)
    lugs = pen.count(3, 6)
    for i in range(lugs):
        x = half * (1.7 * i / (lugs - 1) - 0.85)
        pen.stroke(METAL, 0.06, x, top + 0.1, x, low + 0.1)
    _top(pen, METAL, 0, top, half + 0.03)
    if pen.maybe(0.5):
        _sticks(pen, top)


def drum_bongos(pen: Pen, ink: Ink) -> None:
    """A pair of small drums joined side by side, one larger."""
    small, large = pen.between(0.36, 0.42), pen.between(0.46, 0.52)
    top, low = pen.between(-0.5, -0.3), pen.between(0.44, 0.6)
    left, right = -0.96 + large, 0.96 - small
    pen.box(WOOD, -0.2, 0.0, 0.4, 0.24)
    for x, half in ((left, large), (right, small)):
        _tub(pen, ink.main, x, top, low, (half, half * pen.between(0.7, 0.9)))
        y = pen.between(0.1, 0.2)
        pen.stroke(METAL, 0.06, x - half * 0.94, top + y, x, top + y + 0.12, x + half * 0.94,
                   top + y)  # fmt: skip
        if pen.maybe(0.5):
            for u in (-0.5, 0.0, 0.5):
                pen.stroke(METAL, 0.05, x + u * half, top + 0.1, x + u * half, top + 0.4)
        _top(pen, ink.dark, x, top, half)


def drum_djembe(pen: Pen, ink: Ink) -> None:
    """A goblet: a wide bowl with cords, a narrow waist, a foot that widens."""
    half, waist, foot = pen.between(0.52, 0.66), pen.between(0.18, 0.28), pen.between(0.32, 0.46)
    middle = pen.between(0.2, 0.4)
    pen.oval(ink.dark, 0, 0.86, foot, 0.1)
    pen.shape(ink.main, -half, -0.76, half, -0.76, half * 0.9, -0.36, waist + 0.1, middle - 0.16,
              waist, middle, foot, 0.88, -foot, 0.88, -waist, middle, -waist - 0.1, middle - 0.16,
              -half * 0.9, -0.36)  # fmt: skip
    cords = pen.count(3, 5)
    ends = [(half * (i / cords - 1), i % 2 == 0) for i in range(2 * cords + 1)]
    points = [(x * 0.92, -0.62) if upper else (x * 0.66, -0.1) for x, upper in ends]
    cord = WHITE if pen.maybe(0.6) else BLACK
    pen.stroke(cord, 0.05, *(part for point in points for part in point))
    pen.rounded(ink.dark, -waist - 0.06, middle - 0.07, waist + 0.06, middle + 0.07, 0.04)
    if pen.maybe(0.5):
        pen.stroke(ink.accent, 0.08, -foot * 0.84, 0.7, foot * 0.84, 0.7)
    _top(pen, ink.dark, 0, -0.76, half + 0.03)


def drum_kit(pen: Pen, ink: Ink) -> None:
    """A drum kit from in front: a bass drum, toms above, a floor tom and cymbals."""
    radius, y = pen.between(0.42, 0.5), 0.4
    for side in (-1, 1) if pen.maybe(0.7) else (1,):
        x, top = side * pen.between(0.6, 0.7), pen.between(-0.8, -0.6)
        pen.stroke(METAL, 0.05, x, top, x, 0.9)
        pen.oval((222, 184, 74), x, top, 0.3, 0.07, side * pen.between(0, 14))
    for side in (-1, 1):
        pen.rounded(ink.main, side * 0.72 - 0.24, pen.between(0.0, 0.16), side * 0.72 + 0.24, 0.64,
                    0.04)  # fmt: skip
        pen.stroke(METAL, 0.06, side * 0.86, 0.6, side * 0.9, 0.95)
        pen.stroke(METAL, 0.06, side * 0.56, 0.6, side * 0.56, 0.95)
        pen.rounded(ink.dark, side * 0.28 - 0.24, -0.48, side * 0.28 + 0.24, -0.1, 0.06)
        pen.oval(SKIN, side * 0.28, -0.46, 0.25, 0.08)
    pen.oval(ink.main, 0, y, radius + 0.06)
    pen.oval(SKIN if pen.maybe(0.7) else ink.dark, 0, y, radius - 0.06)
    if pen.maybe(0.5):
        pen.oval(ink.main, 0, y, radius * 0.4)


def drum_floor_tom(pen: Pen, ink: Ink) -> None:
    """A deep drum on three legs, seen somewhat from above."""
    half, top, low = pen.between(0.6, 0.76), pen.between(-0.6, -0.4), pen.between(0.46, 0.6)
    _tub(pen, ink.main, 0, top, low, (half, half))
    if pen.maybe(0.5):
        pen.shape(ink.light, -half * 0.7, top + 0.2, -half * 0.4, top + 0.22, -half * 0.4,
                  low + 0.12, -half * 0.7, low + 0.1)  # fmt: skip
    pen.arc(METAL, 0.08, 0, low, half, half * 0.26, 0, 180)
    for x in (-half - 0.04, pen.between(-0.1, 0.2), half + 0.04):
        y = 0.28 if abs(x) < 0.4 else 0.1
        pen.stroke(METAL, 0.07, x, y, x, 0.95)
    _top(pen, METAL, 0, top, half + 0.04)
    if pen.maybe(0.4):
        _sticks(pen, top)


def drum_marching(pen: Pen, ink: Ink) -> None:
    """A toy or soldier's drum: zigzag cords between two coloured hoops, perhaps a strap."""
    half, top, low = pen.between(0.7, 0.84), pen.between(-0.4, -0.2), pen.between(0.5, 0.66)
    hoop = ink.accent if pen.maybe(0.5) else ink.dark
    if pen.maybe(0.5):
        pen.arc(WHITE, 0.07, 0, top, half, -0.94 - top, 0, 180)
    else:
        _sticks(pen, top)
    _tub(pen, hoop, 0, low - 0.1, low + 0.06, (half + 0.05, half + 0.05))
    _tub(pen, ink.main, 0, top, low - 0.1, (half, half))
    turns = pen.count(3, 5)
    points = [(share, 0.26 * half * math.sqrt(max(0.0, 1 - share * share)))
              for share in (i / turns - 1 for i in range(2 * turns + 1))]  # fmt: skip
    pen.stroke(WHITE, 0.06, *(part for i, (share, drop) in enumerate(points) for part in (
        share * half, drop + (low - 0.1 if i % 2 else top + 0.18))))  # fmt: skip
    _tub(pen, hoop, 0, top, top + 0.16, (half + 0.05, half + 0.05))
    _top(pen, hoop, 0, top, half + 0.05)


def drum_conga(pen: Pen, ink: Ink) -> None:
    """Tall and bellied like a barrel, with hoops, alone or with a smaller one."""
    pair = pen.maybe(0.4)
    for x, scale in ((-0.42, 1.0), (0.44, 0.84)) if pair else ((0.0, 1.15),):
        half, belly, foot = 0.4 * scale, pen.between(0.44, 0.5) * scale, 0.28 * scale
        top = -0.84 + (1 - min(scale, 1.0))
        pen.shape(ink.main, x - half, top, x + half, top, x + belly, top + 0.5, x + belly * 0.94,
                  top + 0.8, x + foot, 0.95, x - foot, 0.95, x - belly * 0.94, top + 0.8,
                  x - belly, top + 0.5)  # fmt: skip
        for y in (0.26, 1.0):
            pen.stroke(METAL, 0.06, x - belly * 0.96, top + y, x, top + y + 0.05,
                       x + belly * 0.96, top + y)  # fmt: skip
        for u in (-0.6, 0.0, 0.6):
            pen.stroke(ink.dark, 0.05, x + u * half, top + 0.1, x + u * half, top + 0.3)
        _top(pen, METAL, x, top, half + 0.03)


def drum_kettle(pen: Pen, ink: Ink) -> None:
    """An orchestra's kettledrum: half a ball on legs."""
    half, top, deep = pen.between(0.78, 0.93), pen.between(-0.44, -0.2), pen.between(0.8, 0.96)
    for x in (-0.6, 0.0, 0.6):
        pen.stroke(BLACK, 0.07, x * 0.7, top + 0.4, x, 0.95)
    pen.wedge(ink.main, 0, top, half, deep, 0, 180)
    if pen.maybe(0.6):
        pen.smooth(ink.light, -half * 0.7, top + 0.24, -half * 0.5, top + 0.26, -half * 0.36,
                   top + deep * 0.6, -half * 0.5, top + deep * 0.56)  # fmt: skip
    for x in (-0.7, -0.25, 0.25, 0.7):
        pen.stroke(METAL, 0.05, x * half, top, x * half, top + 0.34)
    _top(pen, ink.dark, 0, top, half + 0.03)
    if pen.maybe(0.5):
        _sticks(pen, top)


def drum_from_above(pen: Pen, ink: Ink) -> None:
    """A round skin in its hoop with lugs, sticks laid across it."""
    radius, lugs = pen.between(0.74, 0.84), pen.count(5, 8)
    for i in range(lugs):
        angle = math.tau * i / lugs + 0.4
        pen.oval(METAL, (radius + 0.03) * math.cos(angle), (radius + 0.03) * math.sin(angle), 0.08)
    pen.oval(ink.main, 0, 0, radius)
    pen.oval(SKIN, 0, 0, radius * pen.between(0.66, 0.78))
    if pen.maybe(0.4):
        pen.oval(ink.light, 0, 0, radius * 0.3)
    cross = pen.between(0.3, 0.6)
    for side in (-1, 1):
        pen.stroke(WOOD, 0.08, side * 0.66, 0.7, -side * cross * 0.6, -0.56)
        pen.oval(WOOD, -side * cross * 0.6, -0.56, 0.08)


def drum_on_its_side(pen: Pen, ink: Ink) -> None:
    """A big drum on a stand, its skin turned to the onlooker's left, its body behind."""
    half, y, deep = pen.between(0.3, 0.44), -0.1, pen.between(0.66, 0.84)
    tall, left = pen.between(0.72, 0.82), -0.5
    for x in (-0.4, 0.4):
        pen.stroke(WOOD, 0.1, x - 0.2, 0.95, x + 0.2, 0.4)
        pen.stroke(WOOD, 0.1, x + 0.2, 0.95, x - 0.2, 0.4)
    belly = pen.between(0.0, 0.1)
    pen.oval(ink.main, left + deep, y, half, tall)
    pen.shape(ink.main, left, y - tall, left + deep / 2, y - tall - belly, left + deep, y - tall,
              left + deep, y + tall, left + deep / 2, y + tall + belly, left, y + tall)  # fmt: skip
    pen.oval(mix(ink.main, BLACK, 0.5), left, y, half, tall)
    pen.oval(SKIN, left, y, half * 0.84, tall * 0.88)
    for i in range(8):
        angle = math.tau * i / 8
        pen.oval(ink.mark, left + half * 0.92 * math.cos(angle), y + tall * 0.94 * math.sin(angle),
                 0.04)  # fmt: skip


def drum_tilted_with_sticks(pen: Pen, ink: Ink) -> None:
    """A shallow drum leaning to one side, two sticks lying across its skin."""
    drum = pen.placed(pen.between(8, 18) * (1 if pen.maybe(0.5) else -1), 0.94)
    top, low, half = pen.between(-0.2, -0.1), pen.between(0.44, 0.54), 0.88
    drum.oval(ink.dark, 0, low, half, 0.36)
    drum.box(ink.main, -half, top, half, low)
    drum.wedge(ink.main, 0, low - 0.12, half, 0.36, 0, 180)
    for x, y in ((-0.6, 0.26), (-0.22, 0.36), (0.22, 0.36), (0.6, 0.26)):
        drum.stroke(ink.accent, 0.09, x, top + y, x, low + y - 0.14)
    drum.oval(ink.dark, 0, top, half, 0.38)
    drum.oval(SKIN, 0, top - 0.03, half * 0.88, 0.31)
    for side in (-1, 1):
        drum.stroke(WOOD, 0.08, side * 0.8, -0.62, -side * 0.2, top + 0.06)
        drum.oval(WOOD, -side * 0.22, top + 0.08, 0.09, 0.07)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "guitar": (
        guitar_acoustic_tilted, guitar_single_cutaway, guitar_pointed_horns, guitar_flying_v,
        guitar_ukulele, guitar_icon, guitar_bass, guitar_archtop, guitar_three_quarter,
    ),
    "drum": (
        drum_snare_on_stand, drum_bongos, drum_djembe, drum_kit, drum_floor_tom, drum_marching,
        drum_conga, drum_kettle, drum_from_above, drum_on_its_side,
    ),
}  # fmt: skip
UNSEEN: dict[str, Drawing] = {"guitar": guitar_two_horned, "drum": drum_tilted_with_sticks}
POSES: dict[Drawing, str] = {}
