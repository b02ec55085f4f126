"""What people have about them: clocks, books, lamps, gifts, phones and keys."""

import math

from training.pictures.canvas import BLACK, GLASS, METAL, WHITE, WOOD, Drawing, Ink, Pen, Rgb, mix

GLOW: Rgb = (255, 240, 170)
PAGE: Rgb = (244, 238, 220)


def _hands(pen: Pen, fill: Rgb, x: float, y: float, radius: float) -> None:
    hour = pen.between(0, math.tau)
    minute = hour + pen.between(1.0, 3.4)
    width = pen.between(0.1, 0.17) * radius
    for angle, length in ((hour, pen.between(0.45, 0.58)), (minute, pen.between(0.7, 0.86))):
        reach = radius * length
        pen.stroke(fill, width, x, y, x + reach * math.cos(angle), y + reach * math.sin(angle))
    if pen.maybe(0.6):
        pen.oval(fill, x, y, width * pen.between(0.7, 1.1))


def _ticks(pen: Pen, fill: Rgb, x: float, y: float, radius: float) -> None:
    """The hours, as strokes or as dots, all twelve or the quarters, or none."""
    number, length = (12, 4, 0)[pen.count(0, 2)], pen.between(0.08, 0.2)
    dots, width = pen.maybe(0.4), radius * pen.between(0.05, 0.1)
    for i in range(number):
        u, v = radius * math.cos(math.tau * i / number), radius * math.sin(math.tau * i / number)
        if dots:
            pen.oval(fill, x + 0.84 * u, y + 0.84 * v, width)
        else:
            inner = 0.93 - length
            pen.stroke(fill, width, x + inner * u, y + inner * v, x + 0.93 * u, y + 0.93 * v)


def _dial(pen: Pen, face: Rgb, x: float, y: float, radius: float) -> None:
    pen.oval(face, x, y, radius)
    _ticks(pen, BLACK, x, y, radius)
    _hands(pen, BLACK, x, y, radius)


def clock_grandfather(pen: Pen, ink: Ink) -> None:
    half, trunk, foot = pen.between(0.34, 0.44), pen.between(0.22, 0.3), pen.between(0.62, 0.72)
    if pen.maybe(0.5):
        pen.shape(ink.dark, -half - 0.06, -0.74, 0, -0.98, half + 0.06, -0.74)
    else:
        pen.wedge(ink.dark, 0, -0.7, half, 0.27, 180, 360)
    pen.box(ink.main, -trunk, -0.1, trunk, foot)
    pen.box(ink.main, -half, -0.74, half, 0.0)
    pen.box(ink.dark, -half, foot, half, 0.97)
    glass = trunk * pen.between(0.55, 0.7)
    pen.box(GLASS if pen.maybe(0.5) else mix(ink.main, BLACK, 0.6), -glass, 0.1, glass, foot - 0.1)
    swing = pen.between(-0.08, 0.08)
    pen.stroke(ink.accent, 0.05, 0, 0.1, swing, foot - 0.3)
    pen.oval(ink.accent, swing, foot - 0.26, 0.09)
    _dial(pen, WHITE, 0, -0.38, pen.between(0.27, 0.32))


def clock_twin_bells(pen: Pen, ink: Ink) -> None:
    """An alarm clock with domed bells, a hammer between them and a handle."""
    radius, y = pen.between(0.62, 0.7), pen.between(0.14, 0.22)
    if pen.maybe(0.6):
        pen.arc(METAL, 0.07, 0, -0.62, 0.3, 0.32, 180, 360)
    pen.box(METAL, -0.05, -0.8, 0.05, y - radius)
    lean = pen.between(28, 42)
    for side in (-1, 1):
        foot = side * pen.between(0.52, 0.6)
        pen.stroke(METAL, pen.between(0.1, 0.16), side * 0.36, y + 0.4, foot, 0.93)
        along = math.radians(270 + side * lean)
        x, top = (radius + 0.05) * math.cos(along), y + (radius + 0.05) * math.sin(along)
        cos, sin = math.cos(along + math.pi / 2), math.sin(along + math.pi / 2)
        dome = [(0.34 * math.cos(math.pi * i / 10), -0.28 * math.sin(math.pi * i / 10))
                for i in range(11)]  # fmt: skip
        pen.shape(ink.dark, *(part for u, v in dome for part in (
            x + u * cos - v * sin, top + u * sin + v * cos)))  # fmt: skip
    pen.oval(ink.main, 0, y, radius)
    face = WHITE if pen.maybe(0.6) else ink.light
    _dial(pen, face, 0, y, radius * pen.between(0.7, 0.8))


def clock_icon_ring(pen: Pen, ink: Ink) -> None:
    """The plain sign of a clock: a thick ring and two hands, all of one colour."""
    width, radius = pen.between(0.13, 0.24), pen.between(0.84, 0.96)
    pen.oval(ink.main, 0, 0, radius)
    pen.oval(WHITE, 0, 0, radius - width)
    hand = pen.between(0.1, 0.17)
    turn = pen.between(-0.5, 0.5)
    pen.stroke(ink.main, hand, 0.3 * math.sin(turn), -0.55 * math.cos(turn), 0, 0,
               pen.between(0.3, 0.45), pen.between(-0.1, 0.3))  # fmt: skip
    pen.oval(ink.main, 0, 0, hand * 0.55)
    if pen.maybe(0.4):
        _ticks(pen, ink.main, 0, 0, radius - width)


def clock_coloured_face(pen: Pen, ink: Ink) -> None:
    radius = pen.between(0.84, 0.97)
    pen.oval(ink.dark if pen.maybe(0.5) else WOOD, 0, 0, radius)
    inner = radius * pen.between(0.82, 0.92)
    pen.oval(ink.main, 0, 0, inner)
    _ticks(pen, ink.mark, 0, 0, inner)
    _hands(pen, ink.mark, 0, 0, inner)
    if pen.maybe(0.5):
        angle = pen.between(0, math.tau)
        u, v = inner * math.cos(angle), inner * math.sin(angle)
        pen.stroke(ink.accent, 0.04, -0.2 * u, -0.2 * v, 0.8 * u, 0.8 * v)


def clock_square(pen: Pen, ink: Ink) -> None:
    half, tall = pen.between(0.8, 0.96), pen.between(0.8, 0.96)
    pen.rounded(ink.main, -half, -tall, half, tall, pen.between(0.03, 0.3))
    radius = min(half, tall) * pen.between(0.74, 0.86)
    if pen.maybe(0.5):
        pen.rounded(WHITE, -radius, -radius, radius, radius, pen.between(0.02, 0.2))
        _ticks(pen, BLACK, 0, 0, radius)
        _hands(pen, BLACK, 0, 0, radius)
    else:
        _dial(pen, WHITE, 0, 0, radius)


def clock_pocket_watch(pen: Pen, ink: Ink) -> None:
    radius = pen.between(0.62, 0.7)
    y = 0.97 - radius
    pen.arc(ink.dark, 0.09, 0, -0.74, pen.between(0.14, 0.2), 0.18)
    pen.rounded(ink.dark, -0.11, -0.62, 0.11, y - radius + 0.06, 0.04)
    if pen.maybe(0.6):
        side = 1 if pen.maybe(0.5) else -1
        pen.curve(ink.dark, 0.07, side * 0.1, -0.88, side * 0.5, -0.9, side * 0.8, -0.6,
                  side * pen.between(0.8, 0.92), pen.between(-0.3, 0.1))  # fmt: skip
    pen.oval(ink.main, 0, y, radius)
    _dial(pen, WHITE, 0, y, radius * pen.between(0.7, 0.8))


def clock_cuckoo(pen: Pen, ink: Ink) -> None:
    half, eaves = pen.between(0.56, 0.66), pen.between(-0.4, -0.3)
    for x, end in ((-0.24, pen.between(0.6, 0.9)), (0.24, pen.between(0.6, 0.9))):
        pen.stroke(METAL, 0.05, x, 0.3, x, end - 0.1)
        pen.rounded(WOOD, x - 0.08, end - 0.2, x + 0.08, end + 0.06, 0.05)
    pen.stroke(ink.accent, 0.06, 0, 0.3, 0, 0.7)
    pen.oval(ink.accent, 0, 0.74, 0.13)
    pen.shape(ink.main, -half, eaves, 0, -0.86, half, eaves, half, 0.46, -half, 0.46)
    pen.stroke(ink.dark, 0.16, -half - 0.16, eaves + 0.12, 0, -0.88, half + 0.16, eaves + 0.12)
    pen.box(mix(ink.main, BLACK, 0.6), -0.12, -0.66, 0.12, -0.4)
    _dial(pen, WHITE, 0, 0.02, pen.between(0.33, 0.4))


def clock_digits(pen: Pen, ink: Ink) -> None:
    """A bedside clock that shows its time in lit digits."""
    tall = pen.between(0.5, 0.66)
    for x in (-0.6, 0.6):
        pen.box(ink.dark, x - 0.14, tall - 0.1, x + 0.14, tall + 0.1)
    if pen.maybe(0.5):
        pen.rounded(ink.dark, -0.3, -tall - 0.12, 0.3, -tall + 0.1, 0.06)
    pen.rounded(ink.main, -0.97, -tall, 0.97, tall, pen.between(0.06, 0.26))
    inner = tall * pen.between(0.6, 0.72)
    pen.box((24, 34, 30), -0.8, -inner, 0.8, inner)
    lit: Rgb = (250, 90, 70) if pen.maybe(0.5) else (130, 250, 150)
    for x in (-0.56, -0.24, 0.24, 0.56):
        _seven_segments(pen, lit, x, inner * 0.66)
    for y in (-0.14, 0.14):
        pen.oval(lit, 0, y, 0.05)


def _seven_segments(pen: Pen, fill: Rgb, x: float, reach: float) -> None:
    digit = ("0001001", "1111100", "1111001", "0101011", "1011111")[pen.count(0, 4)]
    left, right = x - 0.1, x + 0.1
    ends = ((left, -reach, right, -reach), (left, 0, right, 0), (left, reach, right, reach),
            (right, -reach, right, 0), (left, 0, left, reach), (left, -reach, left, 0),
            (right, 0, right, reach))  # fmt: skip
    for on, segment in zip(digit, ends, strict=True):
        if on == "1":
            pen.stroke(fill, 0.06, *segment)


def clock_watch_with_crown(pen: Pen, ink: Ink) -> None:
    """A wrist watch whose strap narrows towards its ends."""
    radius, end, strap = pen.between(0.48, 0.6), pen.between(0.16, 0.26), pen.between(0.3, 0.4)
    pen.shape(ink.main, -strap, 0, -end, -0.98, end, -0.98, strap, 0, end, 0.98, -end, 0.98)
    for y in (0.66, 0.78, 0.9):
        pen.oval(ink.mark, 0, y, 0.04)
    pen.box(METAL, -0.2, -0.98, 0.2, -0.9)
    pen.box(METAL, radius - 0.04, -0.09, radius + 0.11, 0.09)
    if pen.maybe(0.4):
        pen.rounded(ink.dark, -radius, -radius, radius, radius, 0.14)
    else:
        pen.oval(ink.dark, 0, 0, radius)
    _dial(pen, WHITE if pen.maybe(0.6) else ink.light, 0, 0, radius * 0.78)


def clock_mantel(pen: Pen, ink: Ink) -> None:
    """A clock in an arched case, as it stands on a mantelpiece."""
    half, foot = pen.between(0.56, 0.7), pen.between(0.64, 0.74)
    pen.wedge(ink.main, 0, -0.26, half, 0.68, 180, 360)
    pen.box(ink.main, -half, -0.27, half, foot)
    pen.rounded(ink.dark, -half - 0.22, foot, half + 0.22, 0.94, 0.06)
    _dial(pen, WHITE, 0, pen.between(-0.24, -0.14), half * pen.between(0.74, 0.84))


def _lines(pen: Pen, left: float, right: float, ys: list[float], slope: float) -> None:
    """Lines of print."""
    for y in ys:
        pen.stroke(METAL, 0.045, left, y, right, y + slope)


def book_standing(pen: Pen, ink: Ink) -> None:
    """Upright and turned, so that its spine, its cover and the tops of its pages show."""
    spine, skew = pen.between(-0.5, -0.3), pen.between(0.12, 0.26)
    pen.shape(PAGE, -0.72, -0.8, spine, -0.62, 0.72, -0.62 - skew, 0.34, -0.8 - skew * 0.6)
    pen.shape(ink.dark, -0.72, -0.8, spine, -0.62, spine, 0.96, -0.72, 0.7)
    pen.shape(ink.main, spine, -0.62, 0.72, -0.62 - skew, 0.72, 0.96 - skew, spine, 0.96)
    if pen.maybe(0.7):
        y = pen.between(-0.4, -0.2)
        pen.shape(ink.light, spine + 0.2, y, 0.54, y - skew * 0.7, 0.54, y + 0.3 - skew * 0.7,
                  spine + 0.2, y + 0.3)  # fmt: skip
    if pen.maybe(0.5):
        for y in (-0.5, 0.56):
            pen.stroke(ink.accent, 0.06, -0.72, y - 0.14, spine, y)


def book_stack(pen: Pen, ink: Ink) -> None:
    number = pen.count(2, 5)
    tall = 1.7 / number if number > 2 else 0.62
    top = -tall * number / 2
    pages_show = pen.maybe(0.5)
    fills = (ink.main, ink.dark, ink.light) if pen.maybe(0.6) else (ink.main, ink.accent, ink.dark)
    for i in range(number):
        left, right = -pen.between(0.74, 0.97), pen.between(0.74, 0.97)
        y, fill = top + i * tall, fills[i % 3]
        pen.rounded(fill, left, y, right, y + tall * 0.94, tall * 0.12)
        if pages_show:
            pen.box(PAGE, left + 0.22, y + tall * 0.2, right + 0.01, y + tall * 0.74)
        else:
            for x in (left + 0.14, right - 0.2):
                pen.box(ink.mark, x, y + 0.01, x + 0.07, y + tall * 0.92)


def book_open_from_above(pen: Pen, ink: Ink) -> None:
    half, tall = 0.97, pen.between(0.6, 0.76)
    pen.rounded(ink.main, -half, -tall, half, tall, 0.05)
    rim = pen.between(0.09, 0.15)
    pen.box(PAGE, -half + rim, -tall + rim, half - rim, tall - rim)
    pen.box(ink.dark, -0.03, -tall, 0.03, tall)
    ys = [-tall + 0.3 + 0.17 * i for i in range(pen.count(3, 5))]
    _lines(pen, -0.78, -0.14, ys, 0)
    if pen.maybe(0.6):
        pen.box(ink.main, 0.16, -tall + 0.24, 0.76, pen.between(-0.1, 0.1))
    else:
        _lines(pen, 0.14, 0.78, ys, 0)
    if pen.maybe(0.5):
        pen.shape(ink.main, 0.3, -tall, 0.42, -tall, 0.42, tall + 0.2, 0.36, tall + 0.1, 0.3,
                  tall + 0.2)  # fmt: skip


def book_open_wings(pen: Pen, ink: Ink) -> None:
    """Open before the reader, both pages bulging like wings."""
    dip, top, bulge = pen.between(0.16, 0.36), pen.between(-0.66, -0.5), pen.between(0.06, 0.2)
    low = pen.between(0.5, 0.6)
    pages, lines = PAGE if pen.maybe(0.5) else ink.light, pen.count(0, 3)
    for side in (-1, 1):
        pen.shape(ink.main, 0, top + dip + 0.06, side * 0.97, top + 0.02, side * 0.97, low + 0.14,
                  0, low + dip)  # fmt: skip
        edge = [(i / 8, dip * (1 - i / 8) ** 2 - bulge * math.sin(math.pi * i / 8))
                for i in range(9)]  # fmt: skip
        upper = [part for t, y in edge for part in (side * 0.88 * t, top + y)]
        lower = [part for t, y in reversed(edge) for part in (side * 0.88 * t, low + y - 0.04)]
        pen.shape(pages, *upper, *lower)
        for i in range(lines):
            y = top + 0.26 + 0.22 * i
            pen.curve(ink.dark, 0.05, side * 0.16, y + 0.08, side * 0.4, y - 0.04, side * 0.74,
                      y)  # fmt: skip
    pen.stroke(ink.dark, 0.06, 0, top + dip, 0, low + dip)


def book_open_icon(pen: Pen, ink: Ink) -> None:
    """The plain sign of an open book: two slanted pages of one colour that meet in a fold."""
    drop, gap, low = pen.between(0.14, 0.34), pen.between(0.02, 0.08), pen.between(0.44, 0.6)
    top = -pen.between(0.6, 0.74)
    for side in (-1, 1):
        pen.shape(ink.main, side * gap, top + drop, side * 0.5, top, side * 0.97, top,
                  side * 0.97, low, side * 0.5, low, side * gap, low + drop)  # fmt: skip
        if pen.maybe(0.5):
            for i in range(pen.count(2, 4)):
                y = top + 0.24 + 0.2 * i
                pen.stroke(ink.mark, 0.05, side * 0.2, y + 0.12, side * 0.8, y)


def book_lying(pen: Pen, ink: Ink) -> None:
    """Closed, flat on a table, seen from one corner above it."""
    thick, deep = pen.between(0.24, 0.44), pen.between(0.3, 0.5)
    x, top = pen.between(-0.3, 0.1), -pen.between(0.5, 0.6)
    near = top + 2 * deep
    side = pen.between(0.1, 0.3)
    pen.shape(ink.dark, -0.97, top + deep + side, x, near, x, near + thick, -0.97,
              top + deep + side + thick)  # fmt: skip
    pen.shape(PAGE, x, near, 0.94, top + deep - side, 0.94, top + deep - side + thick * 0.9, x,
              near + thick * 0.94)  # fmt: skip
    for share in (0.35, 0.65):
        pen.stroke(METAL, 0.03, x, near + thick * share, 0.93, top + deep - side + thick * share)
    pen.shape(ink.main, -0.97, top + deep + side, -x * 0.3, top, 0.97, top + deep - side, x, near)
    pen.stroke(ink.dark, 0.08, x, near + thick, 0.97, top + deep - side + thick)


def book_row_leaning(pen: Pen, ink: Ink) -> None:
    """Spines in a row, the last one leaning."""
    x, number = -0.96, pen.count(3, 4)
    fills = (ink.main, ink.dark, ink.light, ink.main)
    for i in range(number):
        wide, top = pen.between(0.28, 0.38), -pen.between(0.6, 0.95)
        pen.box(fills[i], x, top, x + wide, 0.9)
        mark = ink.mark if i % 2 else PAGE
        pen.box(mark, x + 0.04, top + 0.16, x + wide - 0.04, top + pen.between(0.24, 0.5))
        x += wide + 0.02
    lean, wide = min(0.5, 0.92 - x - 0.3), 0.3
    pen.shape(ink.main, x + 0.04, -0.66, x + wide, -0.72, x + lean + wide, 0.84, x + lean + 0.04,
              0.9)  # fmt: skip
    if pen.maybe(0.5):
        pen.box(WOOD, -0.98, 0.88, 0.98, 0.98)


def book_icon_spine(pen: Pen, ink: Ink) -> None:
    """The plain sign of a closed book: a round spine at the left, the pages' edge below."""
    half, band = pen.between(0.62, 0.76), pen.between(0.2, 0.3)
    pen.rounded(ink.main, -half, -0.96, half, 0.96, pen.between(0.1, 0.22))
    pen.rounded(PAGE, -half + 0.16, 0.86 - band, half - 0.02, 0.84, 0.08)
    if pen.maybe(0.5):
        pen.stroke(ink.dark, 0.07, -half + 0.22, -0.95, -half + 0.22, 0.84 - band)
    if pen.maybe(0.5):
        x = pen.between(0.05, 0.3)
        pen.shape(ink.accent, x, -0.96, x + 0.24, -0.96, x + 0.24, -0.3, x + 0.12, -0.42, x, -0.3)
    else:
        for y in (-0.6, -0.38):
            pen.stroke(ink.mark, 0.08, -0.24, y, half - 0.24, y)


def book_open_standing(pen: Pen, ink: Ink) -> None:
    """Stood up open, seen from behind and above, its leaves fanned out between the covers."""
    back, slope = pen.between(-0.4, -0.2), pen.between(0.16, 0.3)
    low, leaves = pen.between(0.7, 0.84), pen.count(4, 7)
    for i in range(leaves):
        left, right = (-0.86 + 1.72 * (i + k) / leaves for k in (0, 1))
        y = back - slope - 0.16
        pen.shape(PAGE, 0, back + 0.1, left, y + 0.2 * abs(left) ** 2, right,
                  y + 0.2 * abs(right) ** 2)  # fmt: skip
        pen.stroke(METAL, 0.03, 0, back, left, y + 0.2 * abs(left) ** 2)
    for side in (-1, 1):
        pen.shape(ink.main, side * 0.06, back, side * 0.95, back - slope, side * 0.95, low - slope,
                  side * 0.06, low + 0.1)  # fmt: skip
    pen.box(ink.dark, -0.08, back, 0.08, low + 0.12)


def book_tilted_closed(pen: Pen, ink: Ink) -> None:
    """A thick closed book tilted towards the onlooker, its pages below and to the right."""
    page, lean = pen.placed(pen.between(8, 22), 0.8), pen.between(0.16, 0.24)
    page.shape(ink.dark, -0.66, -0.86, 0.5, -0.86, 0.5 + lean, -0.86 + lean, 0.5 + lean,
               0.8 + lean, -0.66 + lean, 0.8 + lean, -0.66, 0.8)  # fmt: skip
    page.shape(PAGE, 0.46, -0.8, 0.46 + lean, -0.78 + lean, 0.46 + lean, 0.72 + lean,
               -0.62 + lean, 0.72 + lean, -0.62, 0.76, 0.46, 0.76)  # fmt: skip
    page.rounded(ink.main, -0.68, -0.88, 0.52, 0.78, 0.06)
    page.box(ink.dark, -0.68, -0.86, -0.54, 0.76)
    page.box(ink.accent, -0.3, -0.56, 0.3, -0.24)


def lamp_floor(pen: Pen, ink: Ink) -> None:
    narrow, wide = pen.between(0.2, 0.34), pen.between(0.42, 0.56)
    low = pen.between(-0.42, -0.26)
    pen.stroke(METAL if pen.maybe(0.5) else WOOD, pen.between(0.06, 0.1), 0, low, 0, 0.9)
    if pen.maybe(0.35):
        for side in (-1, 1):
            pen.stroke(WOOD, 0.07, 0, 0.0, side * 0.4, 0.96)
    else:
        pen.wedge(ink.dark, 0, 0.96, pen.between(0.28, 0.4), 0.14, 180, 360)
    if pen.maybe(0.5):
        pen.oval(GLOW, 0, low, wide * 0.5, 0.12)
    pen.shape(ink.main, -narrow, -0.97, narrow, -0.97, wide, low, -wide, low)


def lamp_arc(pen: Pen, ink: Ink) -> None:
    """A floor lamp whose shade hangs from a wide bow."""
    x, low = pen.between(0.4, 0.56), pen.between(-0.2, 0.06)
    pen.arc(METAL, 0.08, (x - 0.7) / 2, -0.4, (x + 0.7) / 2, 0.52, 180, 360)
    pen.stroke(METAL, 0.08, -0.7, -0.42, -0.7, 0.9)
    pen.rounded(ink.dark, -0.97, 0.82, -0.3, 0.95, 0.05)
    pen.oval(GLOW, x, low, 0.16)
    pen.wedge(ink.main, x, low, pen.between(0.36, 0.43), low + 0.46, 180, 360)


def lamp_street(pen: Pen, ink: Ink) -> None:
    """A lantern on top of a post."""
    wide, low = pen.between(0.3, 0.42), pen.between(-0.22, -0.06)
    pen.box(ink.main, -0.07, low, 0.07, 0.9)
    pen.shape(ink.main, -0.26, 0.97, -0.14, pen.between(0.6, 0.76), 0.14, 0.66, 0.26, 0.97)
    if pen.maybe(0.5):
        pen.stroke(ink.main, 0.07, -0.28, low + 0.24, 0.28, low + 0.24)
    pen.shape(GLOW, -wide, -0.66, wide, -0.66, wide * 0.6, low, -wide * 0.6, low)
    for x in (-1, 0, 1):
        pen.stroke(ink.main, 0.06, x * wide, -0.66, x * wide * 0.6, low)
    pen.shape(ink.main, -wide - 0.08, -0.62, -0.1, -0.9, 0.1, -0.9, wide + 0.08, -0.62)
    pen.box(ink.dark, -wide * 0.66, low - 0.04, wide * 0.66, low + 0.08)
    pen.oval(ink.main, 0, -0.91, 0.07)


def lamp_street_arm(pen: Pen, ink: Ink) -> None:
    """A tall street lamp with its light at the end of an arm, or of two."""
    both, reach = pen.maybe(0.4), pen.between(0.5, 0.62)
    x = 0.0 if both else -pen.between(0.4, 0.5)
    pen.stroke(ink.main, 0.12, x, 0.96, x, -0.7)
    pen.box(ink.dark, x - 0.18, 0.74, x + 0.18, 0.97)
    for side in (-1, 1) if both else (1,):
        end = x + side * reach
        pen.curve(ink.main, 0.1, x, -0.5, x + side * 0.14, -0.84, end, -0.86)
        pen.wedge(GLOW, end, -0.66, 0.22, 0.2, 0, 180)
        pen.wedge(ink.dark, end, -0.62, pen.between(0.28, 0.34), 0.3, 180, 360)


def lamp_pendant(pen: Pen, ink: Ink) -> None:
    top, low, wide = pen.between(-0.3, -0.1), pen.between(0.46, 0.66), pen.between(0.78, 0.95)
    pen.stroke(BLACK, 0.05, 0, -0.97, 0, top)
    if pen.maybe(0.5):
        pen.box(ink.dark, -0.24, -0.98, 0.24, -0.88)
    pen.oval(GLOW, 0, low, pen.between(0.2, 0.28))
    if pen.maybe(0.5):
        pen.wedge(ink.main, 0, low, wide, low - top, 180, 360)
    else:
        pen.smooth(ink.main, -0.1, top, 0.1, top, 0.3, top + 0.3, wide * 0.8, low - 0.14, wide,
                   low, 0, low + 0.02, -wide, low, -wide * 0.8, low - 0.14, -0.3,
                   top + 0.3)  # fmt: skip
    pen.box(ink.dark, -0.12, top - 0.12, 0.12, top + 0.06)


def lamp_bulb(pen: Pen, ink: Ink) -> None:
    radius, neck, rays = pen.between(0.54, 0.64), pen.between(0.22, 0.28), pen.maybe(0.4)
    y = -0.9 + radius
    if rays:
        for i in range(7):
            u, v = math.cos(math.pi * (1 + i / 6)), math.sin(math.pi * (1 + i / 6))
            pen.stroke(GLOW, 0.08, 0.76 * u, 0.72 * v - 0.12, 0.95 * u, 0.85 * v - 0.12)
        radius, y = radius * 0.88, y + 0.14
    pen.oval(ink.main, 0, y, radius)
    pen.shape(ink.main, -radius * 0.86, y + radius * 0.5, -neck, 0.5, neck, 0.5, radius * 0.86,
              y + radius * 0.5)  # fmt: skip
    if pen.maybe(0.6):
        pen.curve(ink.mark, 0.05, -0.1, 0.48, -0.2, y, -0.07, y + 0.14, 0.0, y - 0.04, 0.07,
                  y + 0.14, 0.2, y, 0.1, 0.48)  # fmt: skip
    else:
        pen.arc(ink.light, 0.08, 0, y, radius * 0.66, radius * 0.66, 190, 250)
    for i in range(3):
        pen.rounded(METAL, -neck - 0.02, 0.48 + i * 0.14, neck + 0.02, 0.6 + i * 0.14, 0.05)
    pen.wedge(BLACK, 0, 0.88, neck * 0.6, 0.1, 0, 180)


def lamp_lantern(pen: Pen, ink: Ink) -> None:
    """Carried by a handle: a glass with a flame between a foot and a lid."""
    wide, low = pen.between(0.42, 0.54), pen.between(0.6, 0.7)
    pen.arc(METAL, 0.07, 0, -0.54, wide * 0.8, 0.42, 180, 360)
    glass = (mix(GLASS, WHITE, 0.4), GLOW)[pen.count(0, 1)]
    if pen.maybe(0.5):
        pen.oval(glass, 0, 0.14, wide, 0.54)
    else:
        pen.box(glass, -wide + 0.04, -0.3, wide - 0.04, low)
    pen.smooth((250, 150, 40), 0, pen.between(-0.16, 0.0), 0.15, 0.3, 0, 0.5, -0.15, 0.3)
    for x in (-wide, wide):
        pen.stroke(ink.main, 0.09, x, -0.34, x, low)
    pen.shape(ink.main, -wide - 0.1, -0.24, -0.2, -0.62, 0.2, -0.62, wide + 0.1, -0.24)
    pen.rounded(ink.dark, -0.18, -0.72, 0.18, -0.58, 0.05)
    pen.rounded(ink.main, -wide - 0.12, low - 0.08, wide + 0.12, 0.95, 0.07)


def lamp_vase_base(pen: Pen, ink: Ink) -> None:
    """A bedside lamp: a pleated drum of a shade over a base like a vase."""
    wide, narrow, low = pen.between(0.62, 0.8), pen.between(0.5, 0.6), pen.between(-0.14, 0.04)
    belly = pen.between(0.26, 0.42)
    base = ink.dark if pen.maybe(0.6) else PAGE
    pen.smooth(base, 0.09, low, 0.12, 0.16, belly, 0.44, belly * 0.8, 0.74, 0.16, 0.88, -0.16,
               0.88, -belly * 0.8, 0.74, -belly, 0.44, -0.12, 0.16, -0.09, low)  # fmt: skip
    pen.rounded(base, -0.32, 0.84, 0.32, 0.96, 0.04)
    pen.shape(ink.main, -narrow, -0.95, narrow, -0.95, wide, low, -wide, low)
    for i in range(pen.count(0, 5)):
        share = (i + 0.5) / 2.5 - 1
        pen.stroke(ink.dark, 0.04, share * narrow, -0.94, share * wide, low)
    if pen.maybe(0.4):
        pen.stroke(ink.accent, 0.04, wide * 0.5, low, wide * 0.5, low + 0.24)


def lamp_gooseneck(pen: Pen, ink: Ink) -> None:
    """A desk lamp on a bent neck."""
    x = pen.between(0.3, 0.42)
    pen.wedge(ink.dark, -0.4, 0.94, pen.between(0.4, 0.5), 0.2, 180, 360)
    pen.curve(METAL, 0.09, -0.4, 0.8, -0.56, 0.1, -0.44, -0.6, -0.04, -0.88, 0.3, -0.76, x, -0.4)
    pen.oval(GLOW, x, 0.1, 0.22, 0.18)
    wide = pen.between(0.42, 0.52)
    pen.smooth(ink.main, x - 0.1, -0.52, x + 0.1, -0.52, x + 0.3, -0.24, x + wide, 0.08, x, 0.1,
               x - wide, 0.08, x - 0.3, -0.24)  # fmt: skip


def lamp_jointed(pen: Pen, ink: Ink) -> None:
    """A desk lamp with two arms, a joint and a bell of a head that looks down to the left."""
    elbow_x, elbow_y = pen.between(0.5, 0.72), pen.between(-0.14, 0.06)
    pen.rounded(ink.dark, -0.3, 0.8, 0.74, 0.95, 0.07)
    for shift in (-0.05, 0.05):
        pen.stroke(METAL, 0.06, 0.2 + shift, 0.84, elbow_x + shift, elbow_y)
        pen.stroke(METAL, 0.06, elbow_x, elbow_y + shift, -0.14, -0.66 + shift)
    pen.oval(ink.dark, elbow_x, elbow_y, 0.11)
    pen.oval(GLOW, -0.54, -0.22, 0.2)
    rise = pen.between(-0.14, 0.04)
    pen.shape(ink.main, -0.24, -0.86, 0.02, -0.66, -0.22, 0.06 + rise / 2, -0.9, -0.4 + rise)
    pen.oval(ink.dark, -0.12, -0.76, 0.15)


def _bow(pen: Pen, fill: Rgb, x: float, y: float, size: float) -> None:
    """A bow whose knot lies at (x, y): loops round or pointed, with tails or without."""
    lift, plump, dark = pen.between(0.5, 1.0), pen.between(0.3, 0.5), mix(fill, BLACK, 0.35)
    shape, tails = pen.count(0, 2), pen.maybe(0.4)
    for side in (-1, 1):
        u = side * size
        if tails:
            pen.shape(fill, x, y, x + u * 0.9, y + size * 0.5, x + u * 0.5, y + size * 0.66)
        if shape == 0:
            pen.smooth(fill, x, y, x + u * 0.4, y - size * lift, x + u, y - size * lift * 0.8,
                       x + u * 0.8, y - size * lift * 0.1)  # fmt: skip
        elif shape == 1:
            pen.shape(fill, x, y, x + u, y - size * (lift - 0.05), x + u, y + size * 0.1)
        else:
            pen.oval(fill, x + u * 0.5, y - size * 0.4, size * 0.56, size * plump, side * -38)
            pen.oval(dark, x + u * 0.5, y - size * 0.4, size * 0.3, size * plump * 0.45,
                     side * -38)  # fmt: skip
    pen.oval(dark, x, y - size * 0.06, size * 0.2)


def gift_box_front(pen: Pen, ink: Ink) -> None:
    half, top, lid = pen.between(0.6, 0.86), pen.between(-0.4, -0.2), pen.between(0.16, 0.28)
    over, band = pen.between(0.0, 0.1), pen.between(0.09, 0.16)
    pen.box(ink.main, -half, top, half, 0.95)
    pen.box(ink.accent, -band, top, band, 0.95)
    pen.rounded(ink.dark, -half - over, top, half + over, top + lid, 0.03)
    pen.box(ink.accent, -band, top, band, top + lid)
    _bow(pen, ink.accent, 0, top, pen.between(0.46, 0.55))


def gift_three_quarter(pen: Pen, ink: Ink) -> None:
    """A cube seen over its corner, ribbons across its three faces."""
    x, drop, deep = pen.between(-0.2, 0.2), pen.between(0.2, 0.34), pen.between(0.66, 0.86)
    near, low = -0.12 + drop / 2, min(0.96, -0.12 + drop / 2 + deep)
    side, back = near - drop, near - 2 * drop
    pen.shape(ink.main, -0.86, side, x, near, x, low, -0.86, low - drop)
    pen.shape(ink.dark, x, near, 0.86, side, 0.86, low - drop, x, low)
    pen.shape(ink.light, -0.86, side, -x, back, 0.86, side, x, near)
    for a, b in ((-0.86, x), (x, 0.86)):
        left, right = a + (b - a) * 0.4, a + (b - a) * 0.6
        up, down = near - drop * 0.6, near - drop * 0.4
        if a == x:
            up, down = down, up
        pen.shape(ink.accent, left, up, right, down, right, down + low - near, left,
                  up + low - near)  # fmt: skip
    pen.stroke(ink.accent, 0.15, (x - 0.86) / 2, near - drop / 2, (0.86 - x) / 2, side - drop / 2)
    pen.stroke(ink.accent, 0.15, (x + 0.86) / 2, near - drop / 2, (-x - 0.86) / 2, side - drop / 2)
    _bow(pen, ink.accent, 0, side, pen.between(0.36, 0.44))


def gift_tall(pen: Pen, ink: Ink) -> None:
    half, top = pen.between(0.36, 0.5), pen.between(-0.5, -0.4)
    pen.box(ink.main, -half, top, half, 0.96)
    if pen.maybe(0.5):
        pen.box(ink.dark, half * 0.6, top, half, 0.96)
    stripes = pen.maybe(0.4)
    for i in range(4 if stripes else 0):
        y = top + 0.2 + 0.32 * i
        pen.box(ink.light, -half, y, half, y + 0.12)
    x = pen.between(-0.1, 0.1)
    pen.box(ink.accent, x - 0.09, top, x + 0.09, 0.96)
    if not stripes and pen.maybe(0.7):
        y = pen.between(0.1, 0.4)
        pen.box(ink.accent, -half, y - 0.09, half, y + 0.09)
    _bow(pen, ink.accent, x, top, 0.46)


def gift_round_box(pen: Pen, ink: Ink) -> None:
    """A round box with a lid, like a hat box."""
    half, top, low = pen.between(0.66, 0.84), pen.between(-0.3, -0.16), pen.between(0.66, 0.74)
    lid = pen.between(0.2, 0.3)
    pen.oval(ink.main, 0, low, half, 0.22)
    pen.box(ink.main, -half, top, half, low)
    pen.box(ink.accent, -0.14, top, 0.14, low + 0.2)
    pen.oval(ink.dark, 0, top + lid, half + 0.08, 0.22)
    pen.box(ink.dark, -half - 0.08, top, half + 0.08, top + lid)
    pen.box(ink.accent, -0.14, top, 0.14, top + lid + 0.2)
    pen.oval(ink.light, 0, top, half + 0.08, 0.22)
    pen.stroke(ink.accent, 0.14, -half, top, half, top)
    _bow(pen, ink.accent, 0, top, pen.between(0.46, 0.6))


def gift_bag(pen: Pen, ink: Ink) -> None:
    top, wide, foot = pen.between(-0.34, -0.2), pen.between(0.58, 0.7), pen.between(0.52, 0.72)
    pen.arc(ink.dark, 0.06, 0, top, pen.between(0.24, 0.34), -0.94 - top, 0, 180)
    if pen.maybe(0.6):
        pen.shape(WHITE, -wide, top, -wide * 0.7, top - 0.3, -0.2, top - 0.12, 0.1, top - 0.34, 0.4,
                  top - 0.12, wide * 0.84, top - 0.3, wide, top)  # fmt: skip
    pen.shape(ink.main, -wide, top, wide, top, foot, 0.96, -foot, 0.96)
    if pen.maybe(0.5):
        pen.shape(ink.dark, wide * 0.66, top, wide, top, foot, 0.96, foot * 0.7, 0.96)
    y = pen.between(0.2, 0.4)
    if pen.maybe(0.6):
        pen.stroke(ink.accent, 0.14, -(wide + foot) / 2, y, (wide + foot) / 2, y)
    _bow(pen, ink.accent, 0, y, pen.between(0.32, 0.44))


def gift_from_above(pen: Pen, ink: Ink) -> None:
    half, tall = pen.between(0.76, 0.94), pen.between(0.76, 0.94)
    pen.box(ink.main, -half, -tall, half, tall)
    if pen.maybe(0.4):
        for x in (-0.5, 0.5):
            for y in (-0.5, 0.5):
                pen.oval(ink.light, x, y, pen.between(0.1, 0.18))
    band, x, y = pen.between(0.09, 0.14), pen.between(-0.3, 0.0), pen.between(-0.2, 0.1)
    pen.box(ink.accent, x - band, -tall, x + band, tall)
    pen.box(ink.accent, -half, y - band, half, y + band)
    if pen.maybe(0.5):
        _bow(pen, ink.accent, x, y + 0.1, 0.5)
        return
    for i in range(6):
        angle = math.tau * (i + 0.5) / 6
        pen.oval(ink.accent, x + 0.26 * math.cos(angle), y + 0.26 * math.sin(angle), 0.26, 0.13,
                 math.degrees(angle))  # fmt: skip


def gift_icon(pen: Pen, ink: Ink) -> None:
    """The plain sign of a present: lid and box with a gap for the ribbon, two rings as a bow."""
    gap, half, width = pen.between(0.04, 0.08), pen.between(0.74, 0.84), pen.between(0.11, 0.16)
    top = pen.between(-0.4, -0.3)
    for side in (-1, 1):
        pen.arc(ink.main, width, side * 0.3, top - 0.22, pen.between(0.22, 0.3), 0.24)
        pen.box(ink.main, side * gap, top, side * 0.96, top + 0.36)
        pen.box(ink.main, side * gap, top + 0.36 + 2 * gap, side * half, 0.95)
    if pen.maybe(0.5):
        pen.box(ink.accent, -gap, top, gap, 0.95)


def gift_pile(pen: Pen, ink: Ink) -> None:
    """Two or three presents on one another."""
    fills, y = (ink.main, ink.light, ink.dark), 0.96
    half = pen.between(0.86, 0.95)
    number = pen.count(2, 3)
    for i in range(number):
        tall = 1.36 / number * pen.between(0.85, 1.05)
        x = pen.between(-0.12, 0.12) if i else 0.0
        pen.box(fills[i], x - half, y - tall, x + half, y)
        if pen.maybe(0.6):
            pen.box(ink.accent, x - half, y - tall * 0.6, x + half, y - tall * 0.4)
        band = x + pen.between(-0.2, 0.2)
        pen.box(ink.accent, band - 0.08, y - tall, band + 0.08, y)
        y, half = y - tall, half * 0.72
        if i == number - 1:
            _bow(pen, ink.accent, band, y, 0.4)


def gift_from_front_above(pen: Pen, ink: Ink) -> None:
    """Seen from in front and somewhat above: a front and a top that narrows to the back."""
    half, back, top = pen.between(0.78, 0.92), pen.between(0.58, 0.7), pen.between(-0.1, 0.04)
    far, band = top - pen.between(0.34, 0.44), pen.between(0.1, 0.15)
    pen.box(ink.main, -half, top, half, 0.9)
    pen.box(ink.accent, -band, top, band, 0.9)
    pen.box(ink.accent, -half, 0.38, half, 0.38 + 1.6 * band)
    pen.shape(ink.light, -half, top, -back, far, back, far, half, top)
    pen.shape(ink.accent, -band, top, -band * 0.75, far, band * 0.75, far, band, top)
    y = (top + far) / 2
    for side in (-1, 1):
        for lift, size in ((0.08, 0.3), (0.34, 0.26)):
            pen.oval(ink.accent, side * size, y - lift, size, 0.13, side * -lift * 120)
    pen.oval(ink.accent, 0, y - 0.08, 0.13)


SCREEN: tuple[Rgb, ...] = ((40, 44, 54), (150, 200, 230), (236, 240, 244), (90, 120, 200))


def _buttons(  # noqa: PLR0917 - where they lie
    pen: Pen, fill: Rgb, x: float, y: float, width: float, height: float
) -> None:
    """A telephone's keys, three by three or by four."""
    rows, gap = pen.count(3, 4), pen.between(0.6, 0.75)
    dots = pen.maybe(0.4)
    for row in range(rows):
        for column in range(3):
            u, v = x + width * (column + 0.5) / 3, y + height * (row + 0.5) / rows
            reach, rise = width * gap / 6, height * gap / rows / 2
            if dots:
                pen.oval(fill, u, v, min(reach, rise))
            else:
                pen.box(fill, u - reach, v - rise, u + reach, v + rise)


def phone_smart_front(pen: Pen, ink: Ink) -> None:
    half, rim = pen.between(0.42, 0.52), pen.between(0.07, 0.12)
    pen.rounded(ink.main, -half, -0.97, half, 0.97, pen.between(0.1, 0.24))
    screen = (*SCREEN, ink.light, ink.light)[pen.count(0, 5)]
    pen.rounded(screen, -half + rim, -0.97 + rim, half - rim, 0.97 - rim, 0.07)
    if pen.maybe(0.5):
        pen.rounded(ink.main, -0.16, -0.97 + rim - 0.02, 0.16, -0.78, 0.05)
    else:
        pen.oval(ink.dark, 0, -0.8, 0.05)
    pen.stroke(ink.mark, 0.04, -0.16, 0.84 - rim / 2, 0.16, 0.84 - rim / 2)
    kind = pen.count(0, 2)
    if kind == 0:
        for y in (-0.5, -0.1, 0.3):
            pen.rounded(ink.main, -0.26, y, 0.26, y + 0.26, 0.05)
    elif kind == 1:
        pen.oval((80, 200, 100), -0.17, 0.5, 0.12)
        pen.oval((220, 70, 60), 0.17, 0.5, 0.12)
        pen.oval(ink.main, 0, -0.3, 0.2)


def phone_smart_tilted(pen: Pen, ink: Ink) -> None:
    """A smartphone seen from one side, so that its edge shows."""
    lean, thick = pen.between(0.1, 0.3), pen.between(0.06, 0.12)
    half, slope = pen.between(0.44, 0.56), pen.between(0.04, 0.14)
    corners = (-half, -0.86 + slope, half, -0.86 - slope * 0.3, half, 0.8 - slope, -half, 0.8)
    body = pen.placed(lean * 60, 0.94)
    body.shape(ink.dark, *(part + thick for part in corners))
    body.shape(ink.main, *corners)
    shrink = pen.between(0.78, 0.88)
    body.shape(SCREEN[pen.count(0, 3)], *(part * shrink for part in corners))
    body.stroke(ink.main, 0.07, -0.3, -0.3, 0.26, -0.36)
    if pen.maybe(0.5):
        body.shape(ink.main, -0.22, -0.12, 0.2, -0.16, 0.2, 0.24, -0.22, 0.3)


def phone_flip(pen: Pen, ink: Ink) -> None:
    """Unfolded, its lid with the screen leaning back from the keys."""
    half, lean, fold = pen.between(0.36, 0.46), pen.between(-0.1, 0.3), pen.between(-0.1, 0.04)
    pen.box(ink.dark, half - 0.2 + lean, -0.98, half - 0.1 + lean, -0.7)
    pen.shape(ink.main, -half + lean, -0.88, half + lean, -0.88, half, fold, -half, fold)
    pen.shape((190, 220, 200), -half * 0.74 + lean * 0.85, -0.76, half * 0.74 + lean * 0.85, -0.76,
              half * 0.74 + lean * 0.2, fold - 0.16, -half * 0.74 + lean * 0.2,
              fold - 0.16)  # fmt: skip
    pen.rounded(ink.main, -half, fold, half, 0.97, 0.12)
    pen.rounded(ink.dark, -half - 0.02, fold - 0.08, half + 0.02, fold + 0.08, 0.07)
    pen.oval(ink.light, 0, fold + 0.24, 0.12)
    _buttons(pen, ink.mark, -half + 0.05, fold + 0.38, 2 * half - 0.1, 0.5)


def phone_receiver(pen: Pen, ink: Ink) -> None:
    """The handset of an old telephone alone: two cups joined by a bent grip."""
    piece, bend = pen.placed(pen.between(-60, 60), 0.98), pen.between(0.2, 0.44)
    y, cup = bend / 2, pen.between(0.2, 0.3)
    thick = pen.between(0.24, 0.34)
    piece.smooth(ink.main, -0.88, y, -0.6, -y - thick * 0.6, 0, -y - thick, 0.6, -y - thick * 0.6,
                 0.88, y, 0.5, y - 0.06, 0, -y, -0.5, y - 0.06)  # fmt: skip
    for side in (-1, 1):
        piece.rounded(ink.main, side * 0.64 - 0.24, y - 0.24, side * 0.64 + 0.24, y + cup, 0.12)
        piece.rounded(ink.dark, side * 0.64 - 0.22, y + cup - 0.1, side * 0.64 + 0.22, y + cup,
                      0.04)  # fmt: skip


def phone_rotary(pen: Pen, ink: Ink) -> None:
    top, foot, low = pen.between(-0.36, -0.22), pen.between(0.76, 0.92), pen.between(0.66, 0.8)
    pen.smooth(ink.main, -0.42, top, 0.42, top, 0.56, 0.1, foot, low - 0.1, foot - 0.06, low, 0,
               low + 0.02, -foot + 0.06, low, -foot, low - 0.1, -0.56, 0.1)  # fmt: skip
    for x in (-0.3, 0.3):
        pen.box(ink.dark, x - 0.07, top - 0.2, x + 0.07, top + 0.06)
    arch = pen.between(0.0, 0.16)
    pen.curve(ink.main, 0.2, -0.84, top - 0.16, -0.4, top - 0.24 - arch, 0, top - 0.26 - arch, 0.4,
              top - 0.24 - arch, 0.84, top - 0.16)  # fmt: skip
    for side in (-1, 1):
        pen.rounded(ink.main, side * 0.76 - 0.2, top - 0.26, side * 0.76 + 0.2, top + 0.1, 0.09)
    y, radius = (top + low) / 2 + 0.08, pen.between(0.32, 0.38)
    if pen.maybe(0.25):
        _buttons(pen, WHITE, -0.34, y - 0.3, 0.68, 0.6)
        return
    pen.oval(PAGE if pen.maybe(0.6) else ink.dark, 0, y, radius)
    for i in range(10):
        angle = math.radians(60 + 30 * i)
        pen.oval(ink.mark, radius * 0.74 * math.cos(angle), y + radius * 0.74 * math.sin(angle),
                 0.05)  # fmt: skip
    pen.oval(ink.main, 0, y, radius * 0.36)


def phone_bar(pen: Pen, ink: Ink) -> None:
    """An early mobile phone: a small screen over keys, all in one rounded body."""
    top, foot, low = pen.between(0.34, 0.44), pen.between(0.32, 0.46), pen.between(-0.2, 0.0)
    if pen.maybe(0.4):
        pen.rounded(ink.dark, top - 0.24, -0.98, top - 0.08, -0.6, 0.06)
    pen.smooth(ink.main, -top, -0.7, -top * 0.7, -0.84, 0, -0.88, top * 0.7, -0.84, top, -0.7,
               top, low, foot, 0.76, foot * 0.7, 0.92, 0, 0.96, -foot * 0.7, 0.92, -foot, 0.76,
               -top, low)  # fmt: skip
    pen.rounded((176, 206, 150), -top * 0.74, -0.64, top * 0.74, low, 0.05)
    pen.rounded(ink.light, -0.2, low + 0.08, 0.2, low + 0.2, 0.05)
    _buttons(pen, ink.mark, -foot * 0.8, low + 0.26, foot * 1.6, 0.82 - low - 0.26)


def phone_landscape(pen: Pen, ink: Ink) -> None:
    """A smartphone on its side, showing a picture or a film."""
    tall, rim = pen.between(0.44, 0.56), pen.between(0.07, 0.11)
    pen.rounded(ink.main, -0.97, -tall, 0.97, tall, 0.14)
    pen.box((150, 200, 230), -0.97 + 2 * rim, -tall + rim, 0.97 - 2 * rim, tall - rim)
    pen.oval(ink.mark, 0.97 - rim, 0, 0.05)
    if pen.maybe(0.5):
        pen.shape(ink.main, -0.2, -0.26, 0.26, 0, -0.2, 0.26)
    else:
        pen.shape(ink.main, -0.8, tall - rim, -0.3, -0.14, 0.0, 0.14, 0.3, -0.1, 0.76,
                  tall - rim)  # fmt: skip


def phone_cordless(pen: Pen, ink: Ink) -> None:
    """A house phone standing in its cradle."""
    half, low = pen.between(0.24, 0.32), pen.between(0.6, 0.7)
    pen.rounded(ink.main, -half, -0.96, half, low + 0.1, 0.14)
    pen.rounded((180, 210, 220), -half + 0.07, -0.66, half - 0.07, -0.26, 0.04)
    pen.stroke(ink.mark, 0.05, -0.1, -0.82, 0.1, -0.82)
    _buttons(pen, ink.mark, -half + 0.03, -0.16, 2 * half - 0.06, low)
    wide = pen.between(0.5, 0.7)
    pen.shape(ink.dark, -wide, 0.95, -half - 0.16, low - 0.1, -half + 0.04, low - 0.1, -half + 0.04,
              low + 0.1, half - 0.04, low + 0.1, half - 0.04, low - 0.1, half + 0.16, low - 0.1,
              wide, 0.95)  # fmt: skip


def phone_office(pen: Pen, ink: Ink) -> None:
    """A desk phone seen from above: receiver at the left, its cord, a display and keys."""
    top, low = -pen.between(0.66, 0.8), pen.between(0.66, 0.8)
    pen.rounded(ink.main, -0.8, top, 0.97, low, pen.between(0.06, 0.16))
    pen.box((186, 212, 190), -0.1, top + 0.14, 0.8, top + 0.46)
    _buttons(pen, WHITE, -0.1, top + 0.58, 0.9, low - top - 0.7)
    pen.box(ink.dark, -0.64, -0.5, -0.36, 0.5)
    for y in (-0.62, 0.62):
        pen.rounded(ink.dark, -0.74, y - 0.24, -0.26, y + 0.24, 0.14)
    pen.curve(BLACK, 0.05, -0.72, low - 0.1, -0.94, 0.5, -0.84, 0.2, -0.95, 0.0, -0.8,
              pen.between(-0.4, -0.2))  # fmt: skip


def _bit(pen: Pen, fill: Rgb, low: float, width: float) -> None:
    """An old key's teeth, to the right of a stem along the y axis that ends at `low`."""
    reach, kind = pen.between(0.26, 0.38), pen.count(0, 2)
    if kind == 0:
        for y in (low - 0.12, low - pen.between(0.34, 0.42)):
            pen.box(fill, width - 0.02, y - 0.08, width + reach, y + 0.06)
    elif kind == 1:
        pen.shape(fill, width - 0.02, low - 0.46, width + reach, low - 0.46, width + reach,
                  low - 0.32, width + reach * 0.5, low - 0.32, width + reach * 0.5, low - 0.22,
                  width + reach, low - 0.22, width + reach, low - 0.06, width - 0.02,
                  low - 0.06)  # fmt: skip
    else:
        for y in (low - 0.08, low - 0.26, low - 0.44):
            pen.box(fill, width - 0.02, y - 0.06, width + reach * pen.between(0.6, 1), y + 0.06)


def _stem(pen: Pen, fill: Rgb, top: float) -> None:
    """An old key's stem along the y axis, with a collar or two and its teeth."""
    width = pen.between(0.07, 0.11)
    pen.box(fill, -width, top, width, 0.96)
    for i in range(pen.count(0, 2)):
        y = top + 0.14 + 0.16 * i
        pen.rounded(fill, -width - 0.08, y, width + 0.08, y + 0.1, 0.03)
    _bit(pen, fill, 0.96, width)


def key_round_bow(pen: Pen, ink: Ink) -> None:
    key, radius = pen.placed(pen.between(-50, 50), 0.98), pen.between(0.32, 0.46)
    width = radius * pen.between(0.3, 0.46)
    _stem(key, ink.main, -0.98 + 2 * radius - 0.06)
    key.arc(ink.main, width, 0, -0.97 + radius, radius - width / 2, radius - width / 2)


def key_heart_bow(pen: Pen, ink: Ink) -> None:
    key = pen.placed(pen.between(-40, 40), 0.98)
    wide, low = pen.between(0.4, 0.54), pen.between(-0.24, -0.1)
    _stem(key, ink.main, low - 0.08)
    key.curve(ink.main, pen.between(0.12, 0.17), 0, low, -wide * 0.76, -0.46, -wide, -0.7,
              -wide * 0.6, -0.89, -0.14, -0.8, 0, -0.64, 0.14, -0.8, wide * 0.6, -0.89, wide, -0.7,
              wide * 0.76, -0.46, 0, low)  # fmt: skip


def key_trefoil_bow(pen: Pen, ink: Ink) -> None:
    key = pen.placed(pen.between(-40, 40), 0.98)
    radius, width = pen.between(0.18, 0.23), pen.between(0.11, 0.15)
    _stem(key, ink.main, -0.36)
    for x, y in ((-0.27, -0.46), (0.27, -0.46), (0.0, -0.9 + radius)):
        key.arc(ink.main, width, x, y, radius, radius)
    key.oval(ink.dark, 0, -0.46, 0.13)


def key_ornate_bow(pen: Pen, ink: Ink) -> None:
    """An oval bow with a smaller shape inside it."""
    key = pen.placed(pen.between(-30, 30), 0.98)
    wide = pen.between(0.4, 0.56)
    _stem(key, ink.main, -0.36)
    key.arc(ink.main, 0.12, 0, -0.64, wide - 0.06, 0.27)
    if pen.maybe(0.5):
        key.oval(ink.dark, 0, -0.64, wide * 0.4, 0.13)
    else:
        key.stroke(ink.main, 0.1, -wide + 0.08, -0.64, wide - 0.08, -0.64)
        key.stroke(ink.main, 0.1, 0, -0.9, 0, -0.36)
    key.rounded(ink.main, -0.18, -0.42, 0.18, -0.28, 0.05)
    key.oval(ink.main, 0, -0.93, 0.08)


def _jagged(pen: Pen, fill: Rgb, top: float, width: float) -> None:
    """A modern key's blade along the y axis, saw-toothed on its right."""
    teeth, points = pen.count(4, 6), [-width, top]
    step = (0.76 - top - 0.24) / teeth
    for i in range(teeth):
        y = top + 0.24 + step * i
        points += [width, y, width - pen.between(0.08, 0.17), y + step / 2]
    pen.shape(fill, *points, width, 0.78, 0, 0.97, -width, 0.8)


def key_square_head(pen: Pen, ink: Ink) -> None:
    key = pen.placed(pen.between(-45, 45), 0.96)
    half, low, width = pen.between(0.34, 0.44), pen.between(-0.36, -0.2), pen.between(0.15, 0.2)
    _jagged(key, ink.light if pen.maybe(0.5) else ink.main, low - 0.06, width)
    key.stroke(ink.dark, 0.05, -0.05, low, -0.05, 0.7)
    key.rounded(ink.main, -half, -0.97, half, low, pen.between(0.04, 0.26))
    key.oval(ink.mark, 0, -0.78, pen.between(0.08, 0.14))


def key_cloverleaf_head(pen: Pen, ink: Ink) -> None:
    """A house key whose head is broad and lobed, its blade a plain bar with square notches."""
    key, wide = pen.placed(pen.between(-60, 60), 0.96), pen.between(0.42, 0.54)
    key.smooth(ink.main, 0, -0.97, wide * 0.6, -0.92, wide, -0.66, wide * 0.8, -0.36, 0.2, -0.2,
               -0.2, -0.2, -wide * 0.8, -0.36, -wide, -0.66, -wide * 0.6, -0.92)  # fmt: skip
    key.oval(WHITE, 0, -0.72, pen.between(0.1, 0.16))
    key.box(ink.main, -0.14, -0.26, 0.07, 0.96)
    for i in range(pen.count(2, 3)):
        y = 0.1 + 0.28 * i
        key.box(ink.main, 0.0, y, pen.between(0.18, 0.32), y + pen.between(0.12, 0.18))


def key_car(pen: Pen, ink: Ink) -> None:
    """A car's key: a thick grip with buttons, and a blade that folds out of it."""
    key, half = pen.placed(pen.between(-40, 40), 0.97), pen.between(0.32, 0.42)
    low = pen.between(0.1, 0.24)
    key.box(METAL, -0.13, low - 0.06, 0.07, 0.96)
    key.shape(METAL, 0.05, low + 0.1, 0.2, low + 0.24, 0.06, low + 0.36, 0.2, low + 0.5, 0.06,
              low + 0.7)  # fmt: skip
    key.arc(METAL, 0.06, 0, -0.84, 0.14, 0.12)
    key.rounded(ink.main, -half, -0.84, half, low, pen.between(0.12, 0.3))
    for i in range(pen.count(2, 3)):
        y = -0.56 + 0.24 * i
        key.rounded(ink.mark, -0.18, y - 0.08, 0.18, y + 0.08, 0.06)


def key_ring(pen: Pen, ink: Ink) -> None:
    """Two keys hanging from one ring."""
    for side in (-1, 1):
        key = pen.placed(side * -pen.between(22, 34))
        wide = pen.between(0.2, 0.26)
        fill = ink.main if side < 0 else ink.dark
        key.box(fill, -0.09, 0.1, 0.09, 0.86)
        for y in (0.5, 0.7):
            key.box(fill, 0.0, y, pen.between(0.2, 0.28), y + 0.12)
        key.oval(fill, 0, 0.0, wide + 0.08, 0.3)
        key.oval(WHITE, 0, -0.14, 0.09)
    pen.arc(METAL, 0.09, 0, -0.56, pen.between(0.3, 0.4), 0.36)


def key_round_head(pen: Pen, ink: Ink) -> None:
    """A door key: a round flat head with a small hole, a grooved and jagged blade."""
    key = pen.placed(pen.between(60, 120), 0.97)
    radius = pen.between(0.38, 0.46)
    y = -0.97 + radius
    _jagged(key, ink.main, y, pen.between(0.13, 0.17))
    key.stroke(ink.dark, 0.05, -0.04, y, -0.04, 0.72)
    key.oval(ink.main, 0, y, radius)
    key.oval(ink.mark, 0, y - radius * 0.5, radius * 0.26)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "clock": (
        clock_grandfather, clock_twin_bells, clock_icon_ring, clock_coloured_face, clock_square,
        clock_pocket_watch, clock_cuckoo, clock_digits, clock_watch_with_crown,
    ),
    "book": (
        book_standing, book_stack, book_open_from_above, book_open_wings, book_open_icon,
        book_lying, book_row_leaning, book_icon_spine, book_open_standing,
    ),
    "lamp": (
        lamp_floor, lamp_arc, lamp_street, lamp_street_arm, lamp_pendant, lamp_bulb, lamp_lantern,
        lamp_vase_base, lamp_gooseneck,
    ),
    "gift": (
        gift_box_front, gift_three_quarter, gift_tall, gift_round_box, gift_bag, gift_from_above,
        gift_icon, gift_pile,
    ),
    "phone": (
        phone_smart_front, phone_smart_tilted, phone_flip, phone_receiver, phone_rotary, phone_bar,
        phone_landscape, phone_cordless,
    ),
    "key": (
        key_round_bow, key_heart_bow, key_trefoil_bow, key_ornate_bow, key_square_head,
        key_cloverleaf_head, key_car, key_ring,
    ),
}  # fmt: skip
UNSEEN: dict[str, Drawing] = {
    "clock": clock_mantel,
    "book": book_tilted_closed,
    "lamp": lamp_jointed,
    "gift": gift_from_front_above,
    "phone": phone_office,
    "key": key_round_head,
}
POSES: dict[Drawing, str] = {}
