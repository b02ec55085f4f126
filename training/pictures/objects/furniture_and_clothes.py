"""Chairs to sit on, hats and shirts to wear."""

import math

from training.pictures.canvas import BLACK, METAL, WHITE, WOOD, Drawing, Ink, Pen, Point, Rgb, mix


def _limb(pen: Pen, fill: Rgb, width: float, *xy: float) -> None:
    """A leg or a post: a straight bar from one point to another, `width` across."""
    x, y, u, v = xy
    half = width / 2
    if abs(v - y) > abs(u - x):
        pen.shape(fill, x - half, y, x + half, y, u + half, v, u - half, v)
    else:
        pen.shape(fill, x, y - half, u, v - half, u, v + half, x, y + half)


def chair_wood_turned(pen: Pen, ink: Ink) -> None:
    """A wooden chair seen from a corner: two posts with rungs, a slanted seat and four legs."""
    seat, deep, wide = pen.between(-0.02, 0.12), pen.between(0.16, 0.28), pen.between(0.1, 0.24)
    width, left, back = pen.between(0.1, 0.15), -pen.between(0.5, 0.6), pen.between(0.06, 0.2)
    leg = ink.dark if pen.maybe(0.5) else ink.main
    for x, low in ((back, 0.66), (0.62, 0.78)):
        _limb(pen, leg, width, x, seat, x + 0.02, low)
    pen.shape(ink.light, left, seat, back, seat - deep, 0.66, seat + 0.02, 0.1, seat + wide)
    pen.shape(ink.dark, left, seat, 0.1, seat + wide, 0.1, seat + wide + 0.1, left, seat + 0.1)
    pen.shape(ink.dark, 0.1, seat + wide, 0.66, seat + 0.02, 0.66, seat + 0.12, 0.1,
              seat + wide + 0.1)  # fmt: skip
    for x, low in ((left + 0.05, 0.84), (0.1, 0.97)):
        _limb(pen, ink.main, width, x, seat + 0.08, x, low)
    for i in range(pen.count(2, 3)):
        y = -0.84 + 0.27 * i
        pen.shape(ink.main, left, y, back, y - 0.08, back, y + 0.07, left, y + 0.15)
    _limb(pen, ink.main, width, left + 0.02, -0.92, left + 0.05, seat + 0.06)
    _limb(pen, ink.main, width, back, -0.97, back, seat)


def chair_padded_turned(pen: Pen, ink: Ink) -> None:
    """An upholstered chair seen from a corner, its back to the right."""
    seat, thick, leg = pen.between(0.06, 0.18), pen.between(0.12, 0.2), pen.between(0.07, 0.11)
    lean = pen.between(0.0, 0.14)
    for x, low in ((-0.62, 0.84), (-0.04, 0.96), (0.56, 0.8), (-0.1, 0.7)):
        _limb(pen, WOOD, leg, x, seat + 0.1, x, low)
    pen.smooth(ink.main, 0.5, seat + 0.1, -0.1, seat - 0.1, -0.02 + lean, -0.8, 0.1 + lean, -0.9,
               0.52 + lean, -0.72, 0.62 + lean, -0.56)  # fmt: skip
    pen.shape(ink.light, -0.7, seat, -0.08, seat - 0.18, 0.62, seat + 0.02, -0.02, seat + 0.22)
    pen.shape(ink.dark, -0.7, seat, -0.02, seat + 0.22, -0.02, seat + 0.22 + thick, -0.7,
              seat + thick)  # fmt: skip
    pen.shape(ink.main, -0.02, seat + 0.22, 0.62, seat + 0.02, 0.62, seat + 0.02 + thick, -0.02,
              seat + 0.22 + thick)  # fmt: skip


def _castors(pen: Pen, y: float, reach: float, number: int) -> None:
    """An office chair's star of feet on wheels, its post above."""
    pen.box(METAL, -0.07, y - 0.4, 0.07, y)
    for i in range(number):
        x = reach * (2 * i / (number - 1) - 1)
        low = y + 0.14 + 0.06 * (1 - abs(x) / reach)
        pen.stroke(BLACK, 0.09, 0, y - 0.06, x, low - 0.06)
        pen.oval(BLACK, x, low, 0.075)


def chair_office_front(pen: Pen, ink: Ink) -> None:
    half, back, low = pen.between(0.4, 0.52), pen.between(0.34, 0.48), pen.between(-0.06, 0.06)
    _castors(pen, 0.71, pen.between(0.5, 0.62), pen.count(3, 5))
    pen.box(METAL, -0.06, low - 0.1, 0.06, 0.3)
    pen.rounded(ink.main, -back, -0.97, back, low, pen.between(0.08, 0.26))
    if pen.maybe(0.5):
        for i in range(pen.count(1, 3)):
            y = -0.7 + 0.24 * i
            pen.stroke(ink.dark, 0.05, -back + 0.08, y, back - 0.08, y)
    if pen.maybe(0.7):
        for side in (-1, 1):
            pen.stroke(BLACK, 0.08, side * half, 0.2, side * (half + 0.14), 0.16,
                       side * (half + 0.14), -0.08)  # fmt: skip
            pen.rounded(BLACK, side * (half + 0.14) - 0.1, -0.16, side * (half + 0.14) + 0.1, -0.06,
                        0.04)  # fmt: skip
    pen.rounded(ink.dark, -half, low + 0.1, half, 0.34, 0.1)


def chair_office_side(pen: Pen, ink: Ink) -> None:
    seat, lean = pen.between(0.06, 0.16), pen.between(0.06, 0.2)
    _castors(pen, 0.71, pen.between(0.46, 0.58), pen.count(3, 4))
    pen.stroke(BLACK, 0.1, -0.2, seat + 0.1, -0.56, seat, -0.6 - lean / 2, -0.3)
    pen.smooth(ink.main, -0.62, -0.02, -0.7 - lean, -0.9, -0.5 - lean, -0.95, -0.42 - lean / 2,
               -0.5, -0.4, -0.06)  # fmt: skip
    pen.rounded(ink.main, -0.58, seat, pen.between(0.5, 0.64), seat + pen.between(0.18, 0.26), 0.09)
    if pen.maybe(0.6):
        pen.stroke(BLACK, 0.08, -0.5, -0.22, 0.22, -0.24, 0.16, seat)


def chair_wing(pen: Pen, ink: Ink) -> None:
    """An armchair seen from one side, deep and soft."""
    low, arm = pen.between(0.62, 0.76), pen.between(-0.14, 0.04)
    for x in (-0.66, 0.66):
        pen.shape(WOOD, x - 0.09, low, x + 0.09, low, x + 0.05, 0.95, x - 0.05, 0.95)
    pen.smooth(ink.main, -0.8, low, -0.95, -0.6, -0.8, -0.92, -0.5, -0.9, -0.3, -0.5, -0.2, 0.2,
               -0.2, low)  # fmt: skip
    pen.rounded(ink.light, -0.4, 0.06, pen.between(0.8, 0.92), 0.34, 0.12)
    pen.box(ink.main, -0.8, 0.28, 0.82, low)
    pen.rounded(ink.dark, -0.5, arm, 0.72, arm + 0.26, 0.12)
    pen.shape(ink.dark, -0.5, arm + 0.1, 0.66, arm + 0.1, 0.62, low, -0.62, low)


def chair_arm_turned(pen: Pen, ink: Ink) -> None:
    """An armchair seen from a corner: wide arms, a cushion, short feet."""
    top, low, arm = -pen.between(0.8, 0.94), pen.between(0.66, 0.76), pen.between(-0.16, 0.0)
    for x, y in ((-0.78, low - 0.06), (-0.2, low + 0.14), (0.78, low)):
        pen.box(WOOD, x - 0.06, y - 0.1, x + 0.06, y + 0.1)
    pen.smooth(ink.main, -0.5, 0.1, -0.48, top + 0.1, -0.2, top, 0.5, top + 0.08, 0.74, top + 0.3,
               0.72, 0.3, 0.1, 0.4)  # fmt: skip
    pen.shape(ink.light, -0.5, 0.2, 0.5, 0.1, 0.7, 0.24, -0.1, 0.44)
    pen.shape(ink.dark, -0.4, 0.3, -0.1, 0.42, 0.7, 0.24, 0.7, low, -0.1, low + 0.1)
    pen.rounded(ink.main, 0.56, arm + 0.04, 0.95, low, 0.14)
    pen.shape(ink.main, -0.9, arm + 0.16, -0.56, arm + 0.1, -0.2, arm + 0.3, -0.14, low + 0.1,
              -0.9, low - 0.1)  # fmt: skip
    pen.smooth(ink.light, -0.92, arm + 0.12, -0.6, arm, -0.14, arm + 0.22, -0.12, arm + 0.36, -0.4,
               arm + 0.4)  # fmt: skip


def chair_rocking(pen: Pen, ink: Ink) -> None:
    seat, lean = pen.between(0.06, 0.18), pen.between(0.14, 0.3)
    pen.arc(ink.main, pen.between(0.09, 0.14), 0, -0.16, 0.97, 1.06, 32, 148)
    for x, end in ((-0.42, -0.48), (0.4, 0.46)):
        _limb(pen, ink.main, 0.11, x, seat, end, 0.84)
    pen.shape(ink.main, -0.5, seat, -0.36, seat + 0.1, -0.34 - lean, -0.95, -0.52 - lean, -0.92)
    pen.shape(ink.main, -0.52, seat - 0.06, 0.56, seat - 0.02, 0.54, seat + 0.14, -0.5, seat + 0.12)
    if pen.maybe(0.7):
        y = seat - pen.between(0.36, 0.46)
        _limb(pen, ink.dark, 0.1, -0.5, y, 0.48, y + 0.02)
        _limb(pen, ink.dark, 0.1, 0.4, y, 0.36, seat)


def chair_deck(pen: Pen, ink: Ink) -> None:
    """A folding beach chair from its side: crossed bars and a sagging cloth."""
    top, foot, sag = -pen.between(0.68, 0.8), pen.between(0.8, 0.92), pen.between(0.02, 0.22)
    width = pen.between(0.07, 0.11)
    _limb(pen, WOOD, width, -0.9, top, 0.56, foot)
    pen.smooth(ink.main, -0.97, top - 0.04, -0.82, top - 0.06, -0.36, -0.08 + sag, 0.1, 0.22 + sag,
               0.7, 0.02, 0.76, 0.12, 0.2, 0.5 + sag, -0.44, 0.18 + sag)  # fmt: skip
    for i in range(pen.count(0, 3)):
        x = -0.62 + 0.3 * i
        pen.stroke(ink.light, 0.1, x + 0.1, top + 0.5 + 0.24 * i, x - 0.12, top + 0.64 + 0.24 * i)
    _limb(pen, WOOD, width, 0.76, 0.02, -0.5, foot)
    if pen.maybe(0.5):
        _limb(pen, WOOD, width, 0.2, foot - 0.3, 0.7, foot)


def chair_shell(pen: Pen, ink: Ink) -> None:
    """A moulded seat and back in one piece, on thin spread legs, seen from one side."""
    thick, lift = pen.between(0.1, 0.17), pen.between(0.0, 0.14)
    legs = WOOD if pen.maybe(0.6) else METAL
    for x, end in ((-0.3, -0.56), (-0.16, -0.2), (0.2, 0.26), (0.3, 0.62)):
        _limb(pen, legs, 0.07, x, 0.2, end, 0.96)
    pen.smooth(ink.main, -0.72, -0.94, -0.56, -0.96, -0.44, -0.5, -0.34, -0.04, 0.0, 0.1,
               0.5, 0.02 - lift, 0.76, 0.06 - lift, 0.74, 0.06 + thick, 0.4, 0.14 + thick, -0.2,
               0.16 + thick, -0.46, 0.04 + thick, -0.6, -0.4)  # fmt: skip
    if pen.maybe(0.4):
        pen.smooth(ink.dark, -0.46, -0.46, -0.1, -0.36, 0.34, -0.32, 0.38, -0.22, -0.1, -0.2, -0.4,
                   -0.26)  # fmt: skip


def chair_spindles(pen: Pen, ink: Ink) -> None:
    """Seen from in front: a bowed back with thin rods, a broad seat, legs that spread."""
    wide, seat, number = pen.between(0.46, 0.6), pen.between(0.06, 0.18), pen.count(3, 6)
    for i in range(number):
        share = 2 * (i + 0.5) / number - 1
        pen.stroke(ink.dark, 0.06, share * wide * 0.7, seat, share * wide * 0.9,
                   -0.9 + 0.5 * share**2)  # fmt: skip
    pen.arc(ink.main, pen.between(0.1, 0.14), 0, seat, wide, seat + 0.9, 180, 360)
    for side in (-1, 1):
        _limb(pen, ink.dark, 0.1, side * 0.26, seat + 0.1, side * 0.36, 0.84)
        _limb(pen, ink.main, 0.12, side * 0.44, seat + 0.1, side * pen.between(0.58, 0.7), 0.96)
    if pen.maybe(0.6):
        _limb(pen, ink.main, 0.08, -0.5, 0.58, 0.5, 0.58)
    pen.oval(ink.main, 0, seat + 0.06, 0.64, 0.15)


def chair_bar_stool(pen: Pen, ink: Ink) -> None:
    """High, with a low back, on four legs or on one post."""
    half, seat = pen.between(0.34, 0.44), pen.between(-0.3, -0.14)
    back = -pen.between(0.84, 0.96)
    for x in (-half + 0.08, half - 0.08):
        pen.box(ink.dark, x - 0.05, back + 0.1, x + 0.05, seat)
    pen.rounded(ink.main, -half, back, half, back + pen.between(0.26, 0.4), 0.1)
    if pen.maybe(0.4):
        pen.box(METAL, -0.07, seat, 0.07, 0.9)
        pen.arc(METAL, 0.06, 0, 0.4, 0.26, 0.1)
        pen.oval(METAL, 0, 0.9, 0.44, 0.08)
    else:
        for side in (-1, 1):
            _limb(pen, ink.main, 0.1, side * half * 0.8, seat, side * (half + 0.14), 0.97)
        pen.box(ink.dark, -half - 0.06, 0.42, half + 0.06, 0.5)
    pen.rounded(ink.main, -half - 0.04, seat, half + 0.04, seat + 0.2, 0.09)


def chair_folding(pen: Pen, ink: Ink) -> None:
    """A film director's chair from in front: crossed legs, cloth seat and cloth back."""
    wide, seat = pen.between(0.6, 0.76), pen.between(0.14, 0.24)
    frame = WOOD if pen.maybe(0.6) else BLACK
    for side in (-1, 1):
        _limb(pen, frame, 0.1, side * wide, seat + 0.04, -side * wide, 0.92)
        _limb(pen, frame, 0.09, side * wide, -0.95, side * wide, seat + 0.04)
        pen.rounded(frame, side * wide - 0.12, -0.22, side * wide + 0.12, -0.12, 0.04)
    pen.box(ink.main, -wide - 0.04, -0.9, wide + 0.04, pen.between(-0.5, -0.4))
    pen.smooth(ink.main, -wide, seat - 0.06, 0, seat + 0.02, wide, seat - 0.06, wide, seat + 0.14,
               0, seat + 0.24, -wide, seat + 0.14)  # fmt: skip


def chair_rungs_side(pen: Pen, ink: Ink) -> None:
    """The plain sign of a chair, its back to the right: bars only, with a rung below the seat."""
    width, seat, top = pen.between(0.13, 0.2), pen.between(-0.02, 0.12), -pen.between(0.86, 0.97)
    lean, half = pen.between(0.0, 0.16), pen.between(0.42, 0.54)
    _limb(pen, ink.main, width, half + lean, top, half, seat)
    _limb(pen, ink.main, width, half, seat, half + lean / 2, 0.96)
    _limb(pen, ink.main, width, -half, seat, -half - lean / 3, 0.96)
    pen.rounded(ink.main, -half - 0.14, seat - 0.05, half + 0.1, seat + width, 0.06)
    if pen.maybe(0.6):
        y = pen.between(0.4, 0.6)
        pen.box(ink.main, -half, y, half, y + width * 0.6)
    if pen.maybe(0.3):
        pen.rounded(ink.dark, -half - 0.1, seat - 0.16, half, seat, 0.07)


def chair_dining_front(pen: Pen, ink: Ink) -> None:
    """From in front and somewhat above: a tall padded back, a seat that widens to the front."""
    back, seat, wide = pen.between(0.4, 0.5), pen.between(0.0, 0.12), pen.between(0.54, 0.64)
    low = seat + pen.between(0.22, 0.32)
    for side in (-1, 1):
        _limb(pen, ink.dark, 0.1, side * (back - 0.06), seat, side * (back - 0.06), 0.8)
        _limb(pen, ink.dark, 0.13, side * (wide - 0.08), low, side * (wide - 0.1), 0.97)
        pen.box(ink.dark, side * (back - 0.06) - 0.07, -0.97, side * (back - 0.06) + 0.07, seat)
    pen.rounded(ink.main, -back + 0.04, -0.92, back - 0.04, pen.between(-0.3, -0.06), 0.1)
    pen.shape(ink.light, -back, seat, back, seat, wide, low, -wide, low)
    pen.box(ink.dark, -wide, low, wide, low + 0.12)


def hat_bowler(pen: Pen, ink: Ink) -> None:
    half, brim, top = pen.between(0.52, 0.64), pen.between(0.3, 0.4), -pen.between(0.5, 0.7)
    pen.smooth(ink.main, -half, brim, -half, -0.1, -half * 0.7, top * 0.8, 0, top, half * 0.7,
               top * 0.8, half, -0.1, half, brim, 0, brim + 0.1)  # fmt: skip
    pen.shape(ink.accent if pen.maybe(0.6) else ink.mark, -half - 0.02, brim - 0.26, half + 0.02,
              brim - 0.26, half + 0.02, brim, -half - 0.02, brim)  # fmt: skip
    curl = pen.between(0.06, 0.2)
    pen.smooth(ink.dark, -0.96, brim - curl, -0.6, brim + 0.02, 0, brim + 0.06, 0.6, brim + 0.02,
               0.96, brim - curl, 0.8, brim + 0.12, 0, brim + 0.22, -0.8, brim + 0.12)  # fmt: skip


def hat_beanie(pen: Pen, ink: Ink) -> None:
    half, low, top = pen.between(0.7, 0.8), pen.between(0.36, 0.46), -pen.between(0.5, 0.66)
    if pen.maybe(0.75):
        pen.oval(WHITE if pen.maybe(0.5) else ink.light, 0, top - 0.06, pen.between(0.2, 0.28))
    pen.smooth(ink.main, -half, low, -half * 0.92, -0.1, -half * 0.5, top, 0, top - 0.06,
               half * 0.5, top, half * 0.92, -0.1, half, low, 0, low + 0.1)  # fmt: skip
    kind = pen.count(0, 2)
    if kind == 0:
        for y in (-0.24, 0.02):
            pen.curve(ink.accent, 0.1, -half * 0.86, y + 0.12, 0, y, half * 0.86, y + 0.12)
    pen.rounded(ink.dark, -half - 0.1, low - 0.08, half + 0.1, low + 0.34, 0.12)
    for i in range(7 if kind else 0):
        x = (half + 0.06) * (i - 3) / 3.4
        pen.stroke(ink.light, 0.05, x, low - 0.02, x, low + 0.28)


def hat_sun(pen: Pen, ink: Ink) -> None:
    """A wide straw hat with a ribbon, somewhat from above."""
    deep, half, top = pen.between(0.26, 0.4), pen.between(0.4, 0.52), -pen.between(0.44, 0.6)
    y, ribbon = 0.26, ink.accent
    pen.oval(ink.main, 0, y, 0.97, deep)
    if pen.maybe(0.5):
        pen.oval(ink.dark, 0, y, 0.8, deep * 0.78)
        pen.oval(ink.main, 0, y - 0.02, 0.72, deep * 0.7)
    pen.oval(ribbon, 0, y, half + 0.02, deep * 0.5)
    pen.smooth(ribbon, -half, y, -half, y - 0.26, half, y - 0.26, half, y)
    pen.smooth(ink.light, -half, y - 0.2, -half * 0.94, -0.2, -half * 0.6, top, half * 0.6, top,
               half * 0.94, -0.2, half, y - 0.2, 0, y - 0.1)  # fmt: skip
    if pen.maybe(0.5):
        for u in (-0.02, 0.24):
            pen.shape(ribbon, half - 0.04, y - 0.06, half + u + 0.1, y + 0.3, half + u + 0.24,
                      y + 0.2)  # fmt: skip


def hat_wizard(pen: Pen, ink: Ink) -> None:
    """A tall pointed hat, straight or bent at its tip, with a brim."""
    bend, half, low = pen.between(-0.1, 0.42), pen.between(0.4, 0.54), pen.between(0.5, 0.64)
    pen.oval(ink.dark, 0, low, pen.between(0.84, 0.97), pen.between(0.16, 0.26))
    pen.shape(ink.main, -half, low, -half * 0.5, -0.2, -0.16 + bend * 0.2, -0.7, bend, -0.97,
              0.1 + bend * 0.2, -0.5, half * 0.52, -0.1, half, low, half * 0.5, low + 0.1,
              -half * 0.5, low + 0.1)  # fmt: skip
    if pen.maybe(0.6):
        pen.shape(ink.accent, -half * 0.84, low - 0.24, half * 0.84, low - 0.24, half, low, 0,
                  low + 0.1, -half, low)  # fmt: skip
    if pen.maybe(0.5):
        for x, y in ((-0.08, 0.08), (0.08, -0.3)):
            points = [(r * math.sin(math.pi * i / 5), -r * math.cos(math.pi * i / 5))
                      for i, r in enumerate((0.14, 0.06) * 5)]  # fmt: skip
            pen.shape(ink.accent, *(part for u, v in points for part in (x + u, y + v)))


def hat_from_above(pen: Pen, ink: Ink) -> None:
    """Brim, band and crown as rings about one middle, or about nearly one."""
    rx, ry = pen.between(0.88, 0.97), pen.between(0.72, 0.95)
    crown, y = pen.between(0.48, 0.6), -pen.between(0.0, 0.14)
    pen.oval(ink.main, 0, 0, rx, ry)
    if pen.maybe(0.5):
        pen.arc(ink.dark, 0.05, 0, 0, rx * 0.9, ry * 0.9)
    pen.oval(ink.accent if pen.maybe(0.6) else ink.mark, 0, y, crown * rx + 0.08,
             crown * ry + 0.08)  # fmt: skip
    pen.oval(ink.light, 0, y * 1.6, crown * rx, crown * ry)
    if pen.maybe(0.6):
        pen.oval(ink.main, 0, y * 1.6, crown * rx * 0.4, crown * ry * 0.7)


def hat_cowboy(pen: Pen, ink: Ink) -> None:
    """Its brim curled up high at both sides, its crown dented."""
    curl, half, top = pen.between(0.2, 0.5), pen.between(0.4, 0.5), -pen.between(0.56, 0.7)
    pen.smooth(ink.main, -half, 0.3, -half * 0.9, -0.2, -half * 0.6, top, -0.14, top + 0.06, 0,
               top + pen.between(0.1, 0.2), 0.14, top + 0.06, half * 0.6, top, half * 0.9, -0.2,
               half, 0.3)  # fmt: skip
    pen.shape(ink.accent if pen.maybe(0.5) else ink.mark, -half - 0.02, 0.06, half + 0.02, 0.06,
              half + 0.04, 0.28, -half - 0.04, 0.28)  # fmt: skip
    pen.smooth(ink.dark if pen.maybe(0.5) else ink.main, -0.96, 0.2 - curl, -0.74, 0.14, -0.4, 0.26,
               0, 0.3, 0.4, 0.26, 0.74, 0.14, 0.96, 0.2 - curl, 0.86, 0.34, 0.5, 0.56, 0, 0.62,
               -0.5, 0.56, -0.86, 0.34)  # fmt: skip


def hat_cap_front(pen: Pen, ink: Ink) -> None:
    """A baseball cap from in front, its peak towards the onlooker."""
    half, top, low = pen.between(0.66, 0.78), -pen.between(0.7, 0.84), pen.between(0.26, 0.36)
    pen.smooth(ink.main, -half, low, -half * 0.96, -0.2, -half * 0.6, top + 0.16, 0, top,
               half * 0.6, top + 0.16, half * 0.96, -0.2, half, low, 0, low)  # fmt: skip
    pen.oval(ink.dark, 0, top + 0.02, 0.09, 0.06)
    if pen.maybe(0.6):
        for side in (-1, 1):
            pen.curve(ink.dark, 0.05, 0, top, side * half * 0.5, -0.2, side * half * 0.56, low)
    if pen.maybe(0.5):
        pen.oval(WHITE, 0, -0.14, 0.22)
    arch = pen.between(0.06, 0.24)
    pen.smooth(ink.dark, -0.94, low + 0.2, -0.7, low - 0.06, 0, low - arch, 0.7, low - 0.06, 0.94,
               low + 0.2, 0.7, low + 0.34, 0, low + 0.28 - arch / 2, -0.7, low + 0.34)  # fmt: skip


def hat_cap_turned(pen: Pen, ink: Ink) -> None:
    """A baseball cap from a front corner: panels, a button, a long bent peak to the left."""
    top, peak = -pen.between(0.56, 0.7), pen.between(0.36, 0.54)
    pen.smooth(ink.main, -0.44, 0.2, -0.4, -0.3, -0.06, top, 0.4, top + 0.06, 0.84, -0.2, 0.93, 0.3,
               0.8, 0.46, 0.2, 0.42)  # fmt: skip
    if pen.maybe(0.6):
        pen.shape(ink.light, -0.42, 0.2, -0.36, -0.3, 0.14, top + 0.02, 0.1, 0.0, 0.16, 0.4)
    pen.curve(ink.dark, 0.05, 0.16, top, 0.44, -0.2, 0.46, 0.42)
    pen.oval(ink.dark, 0.16, top, 0.1, 0.06)
    pen.smooth(ink.dark, -0.46, 0.1, -0.9, 0.3, -0.96, peak, -0.8, peak + 0.1, -0.3, 0.46, 0.3,
               0.46, 0.2, 0.24)  # fmt: skip


def hat_top_tilted(pen: Pen, ink: Ink) -> None:
    """A top hat with a waist, its brim bent, the crown wider at the top."""
    top, waist, low = -pen.between(0.8, 0.92), pen.between(0.4, 0.46), pen.between(0.5, 0.66)
    wide, lean = pen.between(0.5, 0.62), pen.between(-0.1, 0.2)
    pen.smooth(ink.dark, -0.96, low - 0.2, -0.6, low, 0, low + 0.08, 0.6, low, 0.96, low - 0.2,
               0.8, low + 0.14, 0, low + 0.3, -0.8, low + 0.14)  # fmt: skip
    pen.shape(ink.main, -wide + lean, top, wide + lean, top, waist + lean / 2, -0.1, waist + 0.04,
              low + 0.06, 0, low + 0.12, -waist - 0.04, low + 0.06, -waist + lean / 2,
              -0.1)  # fmt: skip
    pen.oval(ink.light if pen.maybe(0.5) else ink.main, lean, top, wide, 0.07)
    pen.shape(ink.accent, -waist - 0.02, low - 0.24, waist + 0.02, low - 0.24, waist + 0.05,
              low + 0.04, 0, low + 0.12, -waist - 0.05, low + 0.04)  # fmt: skip


def hat_party(pen: Pen, ink: Ink) -> None:
    """A paper cone with stripes or dots and a tuft on its tip; or a Santa's, bent over."""
    half, low = pen.between(0.5, 0.64), 0.84
    if pen.maybe(0.5):
        pen.smooth(ink.main, -0.74, 0.6, -0.6, -0.2, -0.1, -0.8, 0.5, -0.66, 0.86, 0.1, 0.66, 0.06,
                   0.4, -0.16, 0.68, 0.56)  # fmt: skip
        pen.oval(WHITE, 0.78, 0.18, 0.18)
        pen.rounded(WHITE, -0.84, 0.46, 0.8, 0.84, 0.18)
        return
    pen.shape(ink.main, -half, low, 0, -0.7, half, low, 0, low + 0.12)
    if pen.maybe(0.5):
        for y in (-0.2, 0.16, 0.52):
            x = half * (y + 0.7) / 1.54
            pen.stroke(ink.accent, 0.1, -x * 0.9, y + 0.04, x * 0.96, y - 0.06)
    else:
        for x, y in ((0.0, -0.2), (-0.16, 0.2), (0.18, 0.34), (-0.24, 0.62), (0.12, 0.72)):
            pen.oval(ink.accent, x, y, 0.08)
    pen.oval(ink.light, 0, -0.76, pen.between(0.14, 0.2))


def hat_beret_or_sailor(pen: Pen, ink: Ink) -> None:
    """A flat soft hat: a beret with its stalk, or a peaked cap like a captain's."""
    if pen.maybe(0.5):
        slope = pen.between(0.0, 0.2)
        pen.stroke(ink.dark, 0.08, 0, -0.4, 0.06, -0.7)
        pen.smooth(ink.main, -0.94, 0.2 + slope, -0.7, -0.3, 0.0, -0.5, 0.7, -0.4, 0.95,
                   -slope, 0.6, 0.34, -0.3, 0.46)  # fmt: skip
        pen.smooth(ink.dark, -0.62, 0.34, 0, 0.3, 0.6, 0.22, 0.58, 0.44, 0, 0.56, -0.58, 0.54)
        return
    pen.smooth(ink.main, -0.94, -0.3, -0.5, -0.56, 0, -0.66, 0.5, -0.56, 0.94, -0.3, 0.6, 0.0, 0,
               0.1, -0.6, 0.0)  # fmt: skip
    pen.shape(ink.main, -0.64, -0.12, 0.64, -0.12, 0.64, 0.22, -0.64, 0.22)
    pen.box(ink.mark, -0.62, 0.06, 0.62, 0.24)
    pen.oval(ink.accent, 0, -0.18, 0.15)
    pen.smooth(ink.dark, -0.68, 0.22, 0, 0.2, 0.68, 0.22, 0.5, 0.5, 0, 0.6, -0.5, 0.5)


def hat_fedora(pen: Pen, ink: Ink) -> None:
    """A soft felt hat from a corner: a pinched crown, a band, a brim lower on one side."""
    top, low = -pen.between(0.52, 0.62), pen.between(0.24, 0.32)
    pen.smooth(ink.main, -0.96, low + 0.2, -0.7, low, 0, low - 0.08, 0.7, low - 0.1, 0.96,
               low - 0.06, 0.7, low + 0.24, 0, low + 0.34, -0.7, low + 0.36)  # fmt: skip
    pen.shape(ink.main, -0.52, low + 0.06, -0.42, top + 0.16, -0.24, top, 0.06, top + 0.08, 0.34,
              top + 0.02, 0.46, top + 0.3, 0.56, low, 0, low + 0.12)  # fmt: skip
    pen.shape(ink.mark, -0.5, low - 0.16, 0, low - 0.1, 0.52, low - 0.2, 0.56, low, 0, low + 0.12,
              -0.53, low + 0.06)  # fmt: skip
    pen.curve(ink.dark, 0.06, -0.2, top + 0.06, -0.04, top + 0.2, 0.0, top + 0.36)


def _body(  # noqa: PLR0917 - the measures of one garment
    pen: Pen, fill: Rgb, top: float, neck: float, shoulder: float, waist: float, low: float
) -> None:
    """A garment's trunk, symmetric, its sides slightly bent."""
    side = min(shoulder, waist) - 0.02
    pen.shape(fill, -neck, top, neck, top, shoulder, top + 0.14, side, 0.1, waist, low, -waist,
              low, -side, 0.1, -shoulder, top + 0.14)  # fmt: skip


def _sleeve(  # noqa: PLR0917 - as _body
    pen: Pen, fill: Rgb, shoulder: Point, hand: Point, width: float, cuff: Rgb | None = None
) -> None:
    """A tube from the shoulder to the hand, narrower there, with a cuff if its colour is given."""
    (x, y), (u, v) = shoulder, hand
    length = math.hypot(u - x, v - y)
    across, down = (y - v) / length * width / 2, (u - x) / length * width / 2
    if across < 0:
        across, down = -across, -down
    pen.shape(fill, x - across, y - down, x + across, y + down, u + across * 0.75,
              v + down * 0.75, u - across * 0.75, v - down * 0.75)  # fmt: skip
    if cuff:
        s, t = u + (x - u) * 0.12, v + (y - v) * 0.12
        pen.shape(cuff, s - across * 0.8, t - down * 0.8, s + across * 0.8, t + down * 0.8,
                  u + across * 0.8, v + down * 0.8, u - across * 0.8, v - down * 0.8)  # fmt: skip


def shirt_tee_round(pen: Pen, ink: Ink) -> None:
    """A T-shirt of soft curves with a round or pointed neck, plain or with a print."""
    low, waist, hang = pen.between(0.84, 0.95), pen.between(0.44, 0.6), pen.between(-0.2, 0.06)
    neck = pen.between(0.2, 0.3)
    out = pen.between(0.82, 0.96)
    pen.shape(ink.main, -neck, -0.88, -0.56, -0.74, -out, hang - 0.1, -out + 0.28, hang + 0.1,
              -waist, -0.2, -waist - 0.02, low, waist + 0.02, low, waist, -0.2, out - 0.28,
              hang + 0.1, out, hang - 0.1, 0.56, -0.74, neck, -0.88)  # fmt: skip
    if pen.maybe(0.5):
        pen.wedge(ink.dark, 0, -0.89, neck, pen.between(0.16, 0.3), 0, 180)
    else:
        pen.shape(ink.dark, -neck, -0.89, neck, -0.89, 0, -pen.between(0.4, 0.56))
    kind = pen.count(0, 3)
    if kind == 1:
        for y in (-0.2, 0.14, 0.48):
            pen.box(ink.light, -waist, y, waist, y + 0.16)
    elif kind == 2:
        pen.oval(ink.accent, 0, 0.1, 0.24)


def shirt_long_sleeves(pen: Pen, ink: Ink) -> None:
    """Long sleeves hanging beside the trunk."""
    spread, waist, low = pen.between(0.76, 0.84), pen.between(0.42, 0.54), pen.between(0.8, 0.95)
    cuff = ink.dark if pen.maybe(0.6) else None
    fill, hand = ink.dark if pen.maybe(0.3) else ink.main, pen.between(0.6, 0.8)
    for side in (-1, 1):
        _sleeve(pen, fill, (side * 0.47, -0.68), (side * spread, hand), 0.36, cuff)
    _body(pen, ink.main, -0.9, 0.28, 0.56, waist, low)
    pen.wedge(ink.dark, 0, -0.92, 0.26, pen.between(0.14, 0.24), 0, 180)
    if pen.maybe(0.5):
        pen.stroke(ink.dark, 0.05, -waist, low - 0.12, waist, low - 0.12)


def shirt_arms_out(pen: Pen, ink: Ink) -> None:
    """Laid out flat with both long sleeves straight to the sides."""
    drop, waist = pen.between(-0.1, 0.24), pen.between(0.36, 0.46)
    low = pen.between(0.72, 0.88)
    cuff = ink.dark if pen.maybe(0.5) else None
    for side in (-1, 1):
        _sleeve(pen, ink.main, (side * 0.3, -0.52), (side * 0.92, -0.4 + drop), 0.36, cuff)
    _body(pen, ink.main, -0.74, 0.22, 0.48, waist, low)
    pen.wedge(ink.dark, 0, -0.76, 0.2, 0.16, 0, 180)
    if pen.maybe(0.4):
        for y in (-0.3, -0.1, 0.1, 0.3, 0.5):
            pen.stroke(ink.light, 0.08, -waist + 0.05, y, waist - 0.05, y)


def shirt_polo(pen: Pen, ink: Ink) -> None:
    """Short sleeves with bands, a collar, and two buttons on a short flap."""
    waist, low, drop = pen.between(0.48, 0.58), pen.between(0.84, 0.95), pen.between(-0.14, 0.06)
    trim = ink.light if pen.maybe(0.5) else WHITE
    for side in (-1, 1):
        _sleeve(pen, ink.main, (side * 0.44, -0.54), (side * 0.82, drop), 0.44, trim)
    _body(pen, ink.main, -0.84, 0.26, 0.6, waist, low)
    flap = pen.between(-0.16, 0.0)
    pen.box(ink.dark, -0.09, -0.72, 0.09, flap)
    for y in (-0.4, -0.22):
        pen.oval(WHITE, 0, y, 0.045)
    for side in (-1, 1):
        pen.shape(trim, side * 0.24, -0.95, 0, -0.66, side * 0.2, -0.46, side * 0.36, -0.8)


def shirt_tank_top(pen: Pen, ink: Ink) -> None:
    strap, waist, scoop = pen.between(0.14, 0.22), pen.between(0.56, 0.68), pen.between(-0.5, -0.2)
    inner = pen.between(0.2, 0.28)
    outer, arm = inner + strap, pen.between(-0.24, -0.04)
    pen.shape(ink.main, -outer, -0.96, -inner, -0.96, -inner * 0.9, scoop - 0.16, -inner * 0.5,
              scoop - 0.02, 0, scoop, inner * 0.5, scoop - 0.02, inner * 0.9, scoop - 0.16, inner,
              -0.96, outer, -0.96, outer * 1.02, arm - 0.3, waist * 0.96, arm, waist, 0.94, -waist,
              0.94, -waist * 0.96, arm, -outer * 1.02, arm - 0.3)  # fmt: skip
    if pen.maybe(0.5):
        pen.stroke(ink.light, 0.08, -waist, 0.84, waist, 0.84)
    if pen.maybe(0.4):
        pen.stroke(ink.accent, 0.12, -0.16, 0.1, 0.1, 0.1, -0.06, 0.56)


def shirt_folded(pen: Pen, ink: Ink) -> None:
    """As it lies in a shop: a square with a collar and buttons, its edges folded behind."""
    half, low = pen.between(0.62, 0.76), pen.between(0.8, 0.95)
    pen.shape(ink.main, -half, -0.6, -0.3, -0.82, 0.3, -0.82, half, -0.6, half, low, -half, low)
    pen.wedge(ink.dark, 0, -0.78, 0.3, 0.2, 0, 180)
    for side in (-1, 1):
        pen.shape(ink.light, side * 0.3, -0.95, 0, -0.56, side * 0.34, -0.3, side * 0.5, -0.72)
    if pen.maybe(0.7):
        pen.stroke(ink.dark, 0.05, 0, -0.5, 0, low)
        for i in range(pen.count(3, 4)):
            pen.oval(ink.mark, 0.0, -0.3 + 0.3 * i, 0.05)
    if pen.maybe(0.6):
        pen.box(ink.dark, 0.2, -0.14, half - 0.12, 0.2)
    for side in (-1, 1):
        pen.stroke(ink.dark, 0.04, side * (half - 0.06), -0.5, side * (half - 0.06), low)


def shirt_holiday(pen: Pen, ink: Ink) -> None:
    """Open-necked with short wide sleeves, buttons all the way down and a pocket or flowers."""
    low, waist = pen.between(0.82, 0.95), pen.between(0.5, 0.62)
    hand = pen.between(-0.1, 0.1)
    for side in (-1, 1):
        _sleeve(pen, ink.dark, (side * 0.46, -0.54), (side * 0.82, hand), 0.46)
    _body(pen, ink.main, -0.84, 0.3, 0.62, waist, low)
    pen.shape(mix(ink.main, BLACK, 0.5), -0.2, -0.85, 0.2, -0.85, 0, -0.44)
    for side in (-1, 1):
        pen.shape(ink.light, side * 0.16, -0.95, side * 0.4, -0.8, side * 0.4, -0.54, 0, -0.36)
    pen.stroke(ink.dark, 0.05, 0, -0.4, 0, low)
    for i in range(pen.count(3, 5)):
        pen.oval(ink.mark, 0.07, -0.24 + 0.24 * i, 0.045)
    if pen.maybe(0.5):
        pen.box(ink.dark, 0.18, -0.26, 0.42, 0.02)
    else:
        for x, y in ((-0.3, -0.3), (0.32, -0.1), (-0.26, 0.24), (0.3, 0.46), (-0.34, 0.64)):
            pen.oval(ink.accent, x, y, 0.1)


def shirt_on_hanger(pen: Pen, ink: Ink) -> None:
    low, waist = pen.between(0.86, 0.96), pen.between(0.44, 0.54)
    long_sleeved = pen.maybe(0.5)
    pen.arc(METAL, 0.06, 0.05, -0.86, 0.1, 0.1, 150, 400)
    pen.stroke(METAL, 0.06, 0, -0.72, 0, -0.56)
    hand = (0.72, 0.8) if long_sleeved else (0.84, 0.14)
    for side in (-1, 1):
        _sleeve(pen, ink.dark, (side * 0.5, -0.24), (side * hand[0], hand[1]), 0.32)
    pen.shape(ink.main, -0.2, -0.54, 0.2, -0.54, 0.66, -0.3, waist, 0.1, waist, low, -waist, low,
              -waist, 0.1, -0.66, -0.3)  # fmt: skip
    pen.wedge(WHITE, 0, -0.55, 0.2, pen.between(0.12, 0.2), 0, 180)
    pen.stroke(WOOD, 0.07, -0.24, -0.48, 0, -0.6, 0.24, -0.48)
    if pen.maybe(0.4):
        pen.stroke(ink.dark, 0.05, 0, -0.36, 0, low)


def shirt_sweater(pen: Pen, ink: Ink) -> None:
    """Knitted and wide, with ribbed cuffs and hem, a rolled collar or a hood."""
    waist, low = pen.between(0.46, 0.58), pen.between(0.74, 0.82)
    for side in (-1, 1):
        pen.smooth(ink.main, side * 0.4, -0.76, side * 0.72, -0.6, side * 0.9, 0.1, side * 0.94,
                   0.6, side * 0.7, 0.66, side * 0.6, 0.1)  # fmt: skip
        pen.rounded(ink.dark, side * 0.81 - 0.15, 0.58, side * 0.81 + 0.15, 0.8, 0.05)
    pen.smooth(ink.main, -0.3, -0.84, 0.3, -0.84, 0.66, -0.66, waist + 0.04, 0.0, waist + 0.06, 0.6,
               waist, low, -waist, low, -waist - 0.06, 0.6, -waist - 0.04, 0.0, -0.66,
               -0.66)  # fmt: skip
    pen.rounded(ink.dark, -waist, low - 0.08, waist, low + 0.14, 0.05)
    pen.rounded(ink.dark, -0.28, -0.97, 0.28, -0.72, 0.1)
    if pen.maybe(0.6):
        for y in (-0.3, -0.02):
            pen.stroke(ink.accent, 0.07, *(part for i in range(9) for part in (
                (waist - 0.06) * (i - 4) / 4, y + 0.12 * (i % 2))))  # fmt: skip


def shirt_with_tie(pen: Pen, ink: Ink) -> None:
    """A dress shirt, its collar stiff, with a tie; sleeves cut off by its outline or short."""
    waist, low = pen.between(0.52, 0.6), pen.between(0.86, 0.95)
    hand = pen.between(0.14, 0.7)
    for side in (-1, 1):
        _sleeve(pen, ink.main, (side * 0.5, -0.6), (side * 0.8, hand), 0.38, ink.light)
        pen.stroke(ink.dark, 0.04, side * 0.52, -0.3, side * 0.55, 0.4)
    _body(pen, ink.main, -0.82, 0.3, 0.6, waist, low)
    pen.shape(ink.accent, -0.1, -0.66, 0.1, -0.66, 0.06, -0.46, 0.16, 0.3, 0, 0.48, -0.16, 0.3,
              -0.06, -0.46)  # fmt: skip
    for side in (-1, 1):
        pen.shape(ink.light, side * 0.22, -0.95, 0, -0.68, side * 0.26, -0.4, side * 0.38, -0.8)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "chair": (
        chair_padded_turned, chair_office_front, chair_office_side, chair_wing, chair_arm_turned,
        chair_rocking, chair_deck, chair_shell, chair_spindles, chair_bar_stool, chair_folding,
        chair_rungs_side, chair_dining_front,
    ),
    "hat": (
        hat_bowler, hat_beanie, hat_sun, hat_wizard, hat_from_above, hat_cowboy, hat_cap_front,
        hat_cap_turned, hat_top_tilted, hat_party, hat_beret_or_sailor,
    ),
    "shirt": (
        shirt_tee_round, shirt_long_sleeves, shirt_arms_out, shirt_polo, shirt_tank_top,
        shirt_folded, shirt_holiday, shirt_on_hanger, shirt_sweater,
    ),
}  # fmt: skip
UNSEEN: dict[str, Drawing] = {
    "chair": chair_wood_turned,
    "hat": hat_fedora,
    "shirt": shirt_with_tie,
}
POSES: dict[Drawing, str] = {}
