"""Apples, bananas, cakes and cups, in many kinds and from many sides."""

import math

from training.pictures.canvas import BLACK, LEAF, METAL, WHITE, WOOD, Drawing, Ink, Pen, Rgb, mix

FLAME: Rgb = (252, 190, 60)
FLESH: Rgb = (250, 240, 206)
SPONGE: Rgb = (238, 200, 134)
COFFEE: Rgb = (96, 60, 36)
TIP: Rgb = (84, 62, 32)
CHERRY: Rgb = (206, 32, 48)


def _either_way(pen: Pen) -> int:
    """1 or -1, by which a drawing is mirrored."""
    return 1 if pen.maybe(0.5) else -1


def _across(side: float, *xy: float) -> list[float]:
    """The points with x times `side`."""
    return [value if i % 2 else value * side for i, value in enumerate(xy)]


def _pip(pen: Pen, x: float, y: float, turn: float = 0.0) -> None:
    pen.oval((90, 56, 34), x, y, 0.05, 0.1, turn)


def _apple_leaf(pen: Pen, x: float, y: float, side: float) -> None:
    """A leaf that points to one side, of its own length and slope."""
    long, up = pen.between(0.32, 0.5), pen.between(0.02, 0.22)
    pen.smooth(LEAF, x, y, x + side * long * 0.4, y - up - 0.1, x + side * long, y - up,
               x + side * long * 0.6, y + 0.04)  # fmt: skip


def apple_bitten(pen: Pen, ink: Ink) -> None:
    """With a bite out of its side."""
    wide, at, deep = pen.between(0.78, 0.92), pen.between(-0.02, 0.2), pen.between(0.38, 0.6)
    side = _either_way(pen)
    bite = [(wide - deep * math.sin(math.pi * (i + 1) / 5), at - 0.42 + 0.21 * i) for i in range(4)]
    edge = [0.0, -0.38, 0.3, -0.54, 0.66, -0.46, wide - 0.04, at - 0.46, wide - deep * 0.6,
            at - 0.4, wide - deep, at - 0.16, wide - deep * 0.94, at + 0.1, wide - deep * 0.7,
            at + 0.3, wide - 0.07, at + 0.32, wide * 0.8, 0.6, 0.4, 0.93, 0.0, 0.84, -0.4, 0.93,
            -wide * 0.8, 0.6, -wide, 0.1, -wide * 0.85, -0.36, -0.34, -0.54]  # fmt: skip
    pen.smooth(FLESH, *_across(side, *(p for x, y in bite for p in (x + 0.03, y + 0.04))))
    pen.shape(ink.main, *_across(side, *_rounded_outline(edge)))
    if pen.maybe(0.7):
        pen.curve(WOOD, 0.08, 0.0, -0.4, side * 0.02, -0.62, side * 0.12, -0.84)
    if pen.maybe(0.7):
        _apple_leaf(pen, side * 0.04, -0.62, pen.between(0.7, 1.0) * _either_way(pen))


def _rounded_outline(xy: list[float]) -> list[float]:
    """Corners cut twice (Chaikin): round, yet without a spline's swing beyond the points."""
    points = list(zip(xy[::2], xy[1::2], strict=True))
    for _ in range(2):
        following = [*points[1:], points[0]]
        points = [
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in zip(points, following, strict=True)
            for share in (0.25, 0.75)
        ]
    return [value for point in points for value in point]


def apple_core(pen: Pen, ink: Ink) -> None:
    """Eaten to the core, skin left above and below."""
    waist, cap = pen.between(0.18, 0.3), pen.between(0.56, 0.76)
    pen.curve(WOOD, 0.09, 0.0, -0.5, 0.02, -0.7, pen.between(-0.1, 0.14), -0.96)
    pen.smooth(FLESH, -cap * 0.8, -0.42, cap * 0.8, -0.42, waist, -0.04, waist, 0.26, cap * 0.7,
               0.66, -cap * 0.7, 0.66, -waist, 0.26, -waist, -0.04)  # fmt: skip
    pen.smooth(ink.main, -cap, -0.34, -cap * 0.7, -0.64, 0.0, -0.56, cap * 0.7, -0.64, cap, -0.34,
               cap * 0.5, -0.14, 0.0, -0.2, -cap * 0.5, -0.14)  # fmt: skip
    pen.smooth(ink.main, -cap * 0.9, 0.6, -cap * 0.4, 0.4, 0.0, 0.46, cap * 0.4, 0.4, cap * 0.9,
               0.6, cap * 0.5, 0.92, 0.0, 0.86, -cap * 0.5, 0.92)  # fmt: skip
    for side in (-1, 1):
        _pip(pen, side * 0.09, pen.between(0.06, 0.16), side * 12)


def apple_from_above(pen: Pen, ink: Ink) -> None:
    """Round, the stem in a dimple at the middle."""
    x, y = pen.between(-0.16, 0.16), pen.between(-0.2, 0.1)
    radii = [0.95 + pen.between(-0.06, 0.02) for _ in range(9)]
    pen.smooth(ink.main, *(p for i, r in enumerate(radii) for p in (
        r * math.cos(math.tau * i / 9), r * math.sin(math.tau * i / 9))))  # fmt: skip
    pen.oval(ink.dark, x, y, pen.between(0.24, 0.4), pen.between(0.16, 0.3))
    pen.oval(mix(ink.dark, BLACK, 0.3), x, y + 0.03, 0.15, 0.1)
    to_x, to_y = x + pen.between(-0.4, 0.4), y - pen.between(0.3, 0.5)
    pen.curve(WOOD, 0.1, x, y + 0.02, (x + to_x) / 2, (y + to_y) / 2 + 0.03, to_x, to_y)
    if pen.maybe(0.5):
        _apple_leaf(pen, x, y, _either_way(pen))
    if pen.maybe(0.5):
        pen.oval(ink.light, -0.5, -0.4, 0.22, 0.1, -50)


def apple_of_two_circles(pen: Pen, ink: Ink) -> None:
    """As an icon: two round halves side by side, a leaf in the notch."""
    gap, radius = pen.between(0.26, 0.4), pen.between(0.54, 0.62)
    tall, right = pen.between(0.7, 0.8), []
    for i in range(19):
        angle = math.radians(-128 + 248 * i / 18)
        right += [max(0.0, gap + radius * math.cos(angle)), 0.14 + tall * math.sin(angle)]
    left = [v for i in range(18, -1, -1) for v in (-right[2 * i], right[2 * i + 1])]
    pen.shape(ink.main, *right, *left)
    side = _either_way(pen)
    long = pen.between(0.3, 0.44)
    pen.smooth(LEAF, 0.0, -0.5, side * 0.06, -0.8, side * long, -0.96, side * long, -0.7,
               side * 0.2, -0.54)  # fmt: skip
    if pen.maybe(0.4):
        pen.stroke(WOOD, 0.09, 0, -0.36, 0, -0.9)


def apple_tapered(pen: Pen, ink: Ink) -> None:
    """High shoulders, narrow foot with bumps, as a red delicious."""
    wide, foot = pen.between(0.7, 0.86), pen.between(0.3, 0.48)
    pen.curve(WOOD, 0.09, 0.0, -0.46, -0.03, -0.7, pen.between(-0.2, 0.2), -0.96)
    pen.smooth(ink.main, 0.0, -0.46, 0.36, -0.7, wide * 0.86, -0.56, wide, -0.14, wide * 0.86, 0.3,
               foot * 1.2, 0.84, foot * 0.6, 0.97, 0.0, 0.88, -foot * 0.6, 0.97, -foot * 1.2, 0.84,
               -wide * 0.86, 0.3, -wide, -0.14, -wide * 0.86, -0.56, -0.36, -0.7)  # fmt: skip
    pen.smooth(ink.dark, -0.3, -0.54, 0.0, -0.38, 0.3, -0.54, 0.0, -0.48)
    for i in range(pen.count(0, 4)):
        x = -0.5 + 0.3 * i
        pen.curve(ink.light, 0.035, x, -0.36, x * 0.95, 0.0, x * 0.7, 0.4)
    if pen.maybe(0.4):
        _apple_leaf(pen, 0.0, -0.66, _either_way(pen))


def apple_wedge(pen: Pen, ink: Ink) -> None:
    """A slice: skin on the round side, pips in the flesh."""
    thick = pen.between(0.36, 0.56)
    side = _either_way(pen)
    pen.smooth(ink.main, *_across(side, -0.97, -0.34, -0.7, 0.24, -0.2, 0.62, 0.3, 0.62, 0.74, 0.2,
                                  0.97, -0.38, 0.5, -0.1, 0.0, -0.05, -0.5, -0.08))  # fmt: skip
    pen.smooth(FLESH, *_across(side, -0.92, -0.36, -0.5, 0.2, 0.0, thick * 0.8, 0.5, 0.18, 0.92,
                               -0.4, 0.5, -thick * 0.9, 0.0, -thick, -0.5,
                               -thick * 0.86))  # fmt: skip
    pen.smooth(mix(FLESH, WOOD, 0.25), -0.3, -thick * 0.75, 0.3, -thick * 0.75, 0.0, 0.0)
    for x in (-0.13, 0.13):
        _pip(pen, x, -thick * 0.5, x * 200)


def apple_and_half(pen: Pen, ink: Ink) -> None:
    """A whole one behind, a cut one in front."""
    side = _either_way(pen)
    pen.stroke(WOOD, 0.07, side * -0.32, -0.44, side * -0.28, -0.84)
    pen.smooth(ink.main, *_across(side, -0.32, -0.5, 0.0, -0.66, 0.32, -0.34, 0.3, 0.2, 0.0, 0.62,
                                  -0.32, 0.56, -0.68, 0.62, -0.96, 0.2, -0.96, -0.34, -0.66,
                                  -0.66))  # fmt: skip
    if pen.maybe(0.6):
        _apple_leaf(pen, side * -0.3, -0.62, side)
    size = pen.between(0.44, 0.54)
    x, y = 0.97 - size, 0.84 - size
    for fill, share in ((ink.dark, 1.0), (FLESH, 0.84)):
        r = size * share
        pen.smooth(fill, *_across(side, x, y - r * 0.8, x + r * 0.6, y - r, x + r, y - r * 0.2,
                                  x + r * 0.6, y + r * 0.9, x, y + r * 0.8, x - r * 0.6,
                                  y + r * 0.9, x - r, y - r * 0.2, x - r * 0.6, y - r))  # fmt: skip
    for across in (-0.07, 0.07):
        _pip(pen, side * (x + across), y)


def apple_with_worm(pen: Pen, ink: Ink) -> None:
    """A broad one, as in a picture book, with a hole and a worm."""
    wide = pen.between(0.84, 0.96)
    pen.shape(WOOD, -0.05, -0.3, 0.05, -0.3, 0.14, -0.86, 0.0, -0.9)
    pen.smooth(ink.main, 0.0, -0.3, 0.3, -0.56, 0.7, -0.5, wide, 0.0, 0.76, 0.6, 0.34, 0.88, 0.0,
               0.9, -0.34, 0.88, -0.76, 0.6, -wide, 0.0, -0.7, -0.5, -0.3, -0.56)  # fmt: skip
    _apple_leaf(pen, 0.06, -0.66, _either_way(pen))
    x, y = pen.between(0.2, 0.44), pen.between(0.0, 0.3)
    pen.oval(mix(ink.dark, BLACK, 0.5), x, y, 0.15, 0.13)
    if pen.maybe(0.7):
        pen.curve((160, 200, 80), 0.14, x, y, x + 0.2, y - 0.05, x + 0.24, y - 0.26)
        pen.oval(BLACK, x + 0.26, y - 0.28, 0.035)


def apple_leaning(pen: Pen, ink: Ink) -> None:
    """Tipped towards one, so that the hollow around the stem shows."""
    pen.smooth(ink.main, -0.3, -0.62, 0.16, -0.74, 0.66, -0.58, 0.93, -0.1, 0.84, 0.44, 0.48, 0.82,
               0.06, 0.9, -0.4, 0.86, -0.8, 0.52, -0.92, 0.02, -0.74, -0.44)  # fmt: skip
    pen.smooth(ink.dark, -0.3, -0.44, 0.1, -0.58, 0.44, -0.42, 0.14, -0.26)
    pen.curve(WOOD, 0.1, 0.1, -0.36, 0.16, -0.64, 0.36, pen.between(-0.94, -0.86))
    pen.smooth(LEAF, 0.18, -0.66, 0.0, -0.92, -0.4, -0.93, -0.16, -0.68)
    pen.smooth(ink.light, -0.66, -0.1, -0.5, -0.3, -0.56, 0.1, -0.66, 0.3)


def _bent(bow: float, thick: float, turn: float) -> tuple[list[tuple[float, float]], ...]:
    """The outer and the inner edge of a banana, end to end, turned, as large as fits."""
    outer, inner = [], []
    for i in range(9):
        x = -0.9 + 0.225 * i
        y, half = bow * (1 - (x / 0.9) ** 2), thick * (0.13 + 0.37 * math.cos(x * 1.5))
        slope = 2 * bow * x / 0.81
        away = half / math.hypot(1, slope)
        outer.append((x + slope * away, y + away))
        inner.append((x - slope * away, y - away))
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    edges = [[(x * cos - y * sin, x * sin + y * cos) for x, y in edge] for edge in (outer, inner)]
    xs, ys = zip(*edges[0], *edges[1], strict=True)
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    scale = 1.8 / max(max(xs) - min(xs), max(ys) - min(ys))
    return tuple([((x - middle_x) * scale, (y - middle_y) * scale) for x, y in e] for e in edges)


def _flat(points: list[tuple[float, float]]) -> list[float]:
    return [value for point in points for value in point]


def _ends(pen: Pen, edges: tuple[list[tuple[float, float]], ...], stem: float) -> None:
    """The dark tip, and the stem at the other end."""
    (out_x, out_y), (in_x, in_y) = edges[0][-1], edges[1][-1]
    pen.oval(
        TIP, (edges[0][0][0] + edges[1][0][0]) / 2, (edges[0][0][1] + edges[1][0][1]) / 2, 0.07
    )
    x, y = (out_x + in_x) / 2, (out_y + in_y) / 2
    back_x, back_y = (
        (edges[0][-2][0] + edges[1][-2][0]) / 2,
        (edges[0][-2][1] + edges[1][-2][1]) / 2,
    )
    far = stem / math.hypot(x - back_x, y - back_y)
    to_x, to_y = x + (x - back_x) * far, y + (y - back_y) * far
    to_x, to_y = max(-0.95, min(0.95, to_x)), max(-0.95, min(0.95, to_y))
    pen.stroke(TIP, 0.13, x * 0.94 + back_x * 0.06, y * 0.94 + back_y * 0.06, to_x, to_y)


def banana_upright(pen: Pen, ink: Ink) -> None:
    """Standing like a bracket, the stem above."""
    side, bow, thick = _either_way(pen), pen.between(0.4, 0.66), pen.between(0.26, 0.44)
    left = bow - 0.5
    body = (0.3, -0.74, -0.3 + left, -0.44, -0.46 + left, 0.06, -0.26 + left, 0.56, 0.34, 0.9, 0.44,
            0.82, 0.1 + left, 0.46, -0.46 + left + thick, 0.06, 0.0 + left, -0.36, 0.44,
            -0.66)  # fmt: skip
    pen.smooth(ink.main, *_across(side, *body))
    pen.shape(TIP, *_across(side, 0.3, -0.68, 0.42, -0.97, 0.56, -0.95, 0.44, -0.62))
    pen.oval(TIP, side * 0.4, 0.87, 0.07, 0.06)
    if pen.maybe(0.6):
        pen.curve(ink.dark, 0.04, *_across(side, 0.3, -0.6, -0.14 + left, -0.34, -0.3 + left, 0.06,
                                           -0.1 + left, 0.5, 0.3, 0.8))  # fmt: skip


def banana_peeled(pen: Pen, ink: Ink) -> None:
    """Half peeled: the flesh above, flaps of skin hanging to the sides."""
    bend, mouth, wide = pen.between(0.0, 0.2), pen.between(-0.08, 0.14), pen.between(0.22, 0.3)
    side, droop = _either_way(pen), pen.between(0.3, 0.55)
    pen.smooth(FLESH, *_across(side, -wide + 0.06, mouth, -wide + 0.06, mouth - 0.5, bend * 0.6,
                               -0.96, wide + 0.02, mouth - 0.5, wide - 0.06, mouth))  # fmt: skip
    pen.smooth(ink.dark, *_across(side, 0.04, mouth + 0.1, 0.2, mouth - 0.16, 0.46, mouth + 0.1,
                                  0.5, mouth + 0.5, 0.3, mouth + 0.3))  # fmt: skip
    pen.smooth(ink.main, *_across(side, -wide, mouth - 0.04, wide, mouth - 0.04, wide * 0.9, 0.5,
                                  bend + 0.08, 0.96, bend - 0.06, 0.96, -wide * 0.9,
                                  0.5))  # fmt: skip
    for way in (-1, 1):
        pen.smooth(ink.main, *_across(side * way, 0.1, mouth + 0.12, 0.2, mouth - 0.24, 0.56,
                                      mouth - 0.2, 0.82, mouth + droop, 0.5, mouth + droop * 0.5,
                                      0.24, mouth + 0.3))  # fmt: skip
    if pen.maybe(0.6):
        pen.smooth(ink.light, -0.12, mouth - 0.06, 0.12, mouth - 0.06, 0.08, mouth + droop, -0.06,
                   mouth + droop)  # fmt: skip
    pen.oval(TIP, side * bend, 0.93, 0.08, 0.06)


def banana_hand(pen: Pen, ink: Ink) -> None:
    """Three to six that hang from one crown, spread like fingers."""
    count, spread = pen.count(3, 5), pen.between(0.42, 0.62)
    side, curl = _either_way(pen), pen.between(0.2, 0.34)
    thick = 0.21 - 0.012 * count
    for i in range(count):
        share = i / (count - 1)
        tip = -spread + 2 * spread * share
        out = tip + curl * 0.5
        fill = ink.main if i % 2 == 0 else mix(ink.main, ink.dark, 0.55)
        low = 0.94 - 0.3 * abs(share - 0.4)
        pen.smooth(fill, *_across(side, -0.1 + 0.2 * share, -0.72, out - thick, -0.1, out - thick,
                                  0.4, tip - 0.05, low, tip + 0.06, low, out + thick, 0.4,
                                  out + thick, -0.16, 0.0 + 0.2 * share, -0.72))  # fmt: skip
        pen.oval(TIP, side * tip, low - 0.01, 0.05, 0.04)
    pen.smooth(TIP, -0.2, -0.62, -0.12, -0.96, 0.14, -0.96, 0.22, -0.62)


def banana_angular(pen: Pen, ink: Ink) -> None:
    """Straight edges and a flat facet, as a folded-paper icon."""
    side, sag = _either_way(pen), pen.between(0.3, 0.5)
    pen.shape(ink.main, *_across(side, -0.88, -0.5, -0.6, -0.02, -0.1, sag * 0.5, 0.4, -0.06, 0.74,
                                 -0.56, 0.92, -0.5, 0.76, 0.1, 0.3, sag + 0.14, -0.2, sag + 0.24,
                                 -0.7, sag - 0.1, -0.97, -0.3))  # fmt: skip
    pen.shape(ink.dark, *_across(side, -0.97, -0.3, -0.6, 0.2, -0.12, sag * 0.5 + 0.3, 0.36,
                                 sag * 0.5 + 0.14, 0.84, -0.2, 0.76, 0.1, 0.3, sag + 0.14, -0.2,
                                 sag + 0.24, -0.7, sag - 0.1))  # fmt: skip
    pen.shape(TIP, *_across(side, 0.74, -0.54, 0.78, -0.86, 0.94, -0.84, 0.92, -0.48))
    pen.shape(TIP, *_across(side, -0.92, -0.54, -0.8, -0.46, -0.92, -0.28, -0.99, -0.34))


def banana_skin(pen: Pen, ink: Ink) -> None:
    """The empty peel on the floor, its flaps spread."""
    reach = pen.between(0.84, 0.95)
    for x, y, fill in ((-reach, 0.3, ink.main), (reach, 0.36, ink.main), (-0.5, 0.74, ink.light),
                       (0.46, 0.8, ink.dark))[: pen.count(3, 4)]:  # fmt: skip
        pen.smooth(fill, -0.12, -0.3, x * 0.5, y * 0.4 - 0.34, x * 0.9, y - 0.26, x, y, x * 0.7,
                   y + 0.02, x * 0.36, y * 0.5 + 0.16, 0.0, 0.2, 0.12, -0.1)  # fmt: skip
    pen.smooth(ink.main, -0.2, -0.1, -0.14, -0.5, 0.02, -0.86, 0.16, -0.84, 0.16, -0.5, 0.2, -0.1,
               0.0, pen.between(0.1, 0.4))  # fmt: skip
    pen.box(TIP, -0.02, -0.97, 0.16, -0.78)


def banana_cut(pen: Pen, ink: Ink) -> None:
    """Half a banana, and slices in front of it."""
    side = _either_way(pen)
    pen.smooth(ink.main, *_across(side, -0.86, -0.62, -0.5, -0.4, 0.0, -0.3, 0.4, -0.34, 0.52, 0.1,
                                  0.1, 0.2, -0.4, 0.06, -0.82, -0.36))  # fmt: skip
    pen.shape(TIP, *_across(side, -0.8, -0.4, -0.97, -0.74, -0.84, -0.84, -0.7, -0.56))
    pen.oval(FLESH, side * 0.46, -0.12, 0.15, 0.25, side * 6)
    count, radius = pen.count(2, 3), pen.between(0.27, 0.32)
    for i in range(count):
        x, y = side * (0.66 - 0.6 * i), 0.5 + 0.1 * (i % 2)
        pen.oval(ink.main, x, y + 0.07, radius)
        pen.oval(FLESH, x, y, radius * 0.94)
        for k in range(3):
            angle = math.tau * k / 3
            pen.oval(TIP, x + 0.07 * math.cos(angle), y + 0.07 * math.sin(angle), 0.03)


def banana_pair(pen: Pen, ink: Ink) -> None:
    """Two that lie nested, joined at the stem."""
    turn = pen.between(-35, 35)
    edges = _bent(pen.between(0.5, 0.75), pen.between(0.75, 0.9), turn)
    ridge = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in zip(*edges, strict=True)]
    other = mix(ink.main, ink.dark, 0.6)
    pen.smooth(other, *_flat(ridge), *_flat(edges[1][::-1]))
    lower = [(a * 0.7 + c * 0.3, b * 0.7 + d * 0.3) for (a, b), (c, d) in zip(edges[1], edges[0],
             strict=True)]  # fmt: skip
    pen.curve(ink.dark, 0.04, *_flat(lower))
    pen.smooth(ink.main, *_flat(edges[0]), *_flat(ridge[::-1]))
    _ends(pen, edges, pen.between(0.12, 0.2))


def banana_moon(pen: Pen, ink: Ink) -> None:
    """A sickle, any way up."""
    turn = pen.between(-75, 75) + (180 if pen.maybe(0.35) else 0)
    edges = _bent(pen.between(0.4, 0.8), pen.between(0.36, 0.56), turn)
    pen.smooth(ink.main, *_flat(edges[0]), *_flat(edges[1][::-1]))
    if pen.maybe(0.5):
        ridge = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in zip(*edges, strict=True)]
        pen.curve(ink.dark, 0.04, *_flat(ridge[1:-1]))
    _ends(pen, edges, pen.between(0.05, 0.18))


def banana_opened(pen: Pen, ink: Ink) -> None:
    """Aslant, its upper half out of the skin."""
    edges = _bent(pen.between(0.3, 0.5), pen.between(0.44, 0.56), pen.between(-75, -35))
    outer, inner = edges
    pen.smooth(FLESH, *_flat(outer), *_flat(inner[::-1]))
    at = pen.count(3, 5)
    body = [*outer[: at + 1], *inner[at::-1]]
    pen.smooth(ink.main, *_flat(body))
    for (x, y), (from_x, from_y), (back_x, back_y) in (
        (outer[at], inner[at], outer[at - 2]),
        (inner[at], outer[at], inner[at - 2]),
    ):
        out_x, out_y = x - from_x, y - from_y
        tip_x, tip_y = back_x + out_x * 1.1, back_y + out_y * 1.1
        pen.smooth(ink.dark, x - out_x * 0.6, y - out_y * 0.6, x + out_x * 0.36, y + out_y * 0.36,
                   max(-0.9, min(0.9, tip_x)), max(-0.9, min(0.9, tip_y)),
                   x + out_x * 0.1, y + out_y * 0.1)  # fmt: skip
    x, y = (outer[0][0] + inner[0][0]) / 2, (outer[0][1] + inner[0][1]) / 2
    pen.oval(TIP, x, y, 0.08)


def banana_elbow(pen: Pen, ink: Ink) -> None:
    """Bent mostly near its stem, thick in the middle, with a ridge."""
    pen.shape(TIP, -0.76, -0.6, -0.62, -0.97, -0.46, -0.9, -0.56, -0.54)
    pen.smooth(ink.main, -0.7, -0.72, -0.86, -0.2, -0.66, 0.3, -0.16, 0.7, 0.5, 0.86, 0.9, 0.76,
               0.94, 0.64, 0.5, 0.5, 0.02, 0.2, -0.32, -0.2, -0.5, -0.7)  # fmt: skip
    pen.curve(ink.dark, 0.06, -0.62, -0.6, -0.62, -0.1, -0.3, 0.36, 0.2, 0.64, 0.84, 0.7)
    pen.oval(TIP, 0.92, 0.7, 0.06, 0.08)


def _drum(  # noqa: PLR0917 - height, half widths, flatness
    pen: Pen, fill: Rgb, x: float, top: float, low: float, half: float, foot: float, flat: float
) -> None:
    """A round wall seen from above the front: straight sides, a bowed lower edge."""
    edge = []
    for i in range(13):
        angle = math.pi * i / 12
        edge += [x + foot * math.cos(angle), low + flat * math.sin(angle)]
    pen.shape(fill, x - half, top, x + half, top, *edge)


def _candle(pen: Pen, ink: Ink, x: float, low: float, high: float) -> None:
    pen.box(ink.accent, x - 0.045, high + 0.12, x + 0.045, low)
    pen.oval(FLAME, x, high + 0.07, 0.055, 0.1)


def cake_cup(pen: Pen, ink: Ink) -> None:
    """A cupcake: a pleated case, a swirl of icing."""
    rim, wide, foot = pen.between(0.2, 0.34), pen.between(0.66, 0.8), pen.between(0.4, 0.54)
    case = ink.dark if pen.maybe(0.5) else (226, 196, 150)
    pen.shape(case, -wide * 0.9, rim, wide * 0.9, rim, foot, 0.96, -foot, 0.96)
    for i in range(pen.count(3, 6)):
        share = -0.7 + 0.28 * i
        pen.stroke(mix(case, BLACK, 0.25), 0.035, share * wide, rim, share * foot, 0.96)
    tiers = pen.count(1, 3)
    if tiers == 1:
        pen.smooth(ink.main, -wide, rim, -wide * 0.9, -0.3, 0.0, -0.74, wide * 0.9, -0.3, wide, rim,
                   wide * 0.5, rim + 0.12, 0.0, rim, -wide * 0.5, rim + 0.12)  # fmt: skip
    for i in range(tiers if tiers > 1 else 0):
        y, half = rim - 0.04 - 0.76 * i / tiers, wide * (1.1 - 0.9 * i / tiers)
        pen.oval(ink.main if i % 2 == 0 else ink.light, 0, y, min(0.97, half), 0.6 / tiers, -5)
    if pen.maybe(0.6):
        pen.oval(CHERRY, 0, -0.84, 0.13)
    else:
        _candle(pen, ink, 0.0, -0.5, -0.97)


def cake_wedding(pen: Pen, ink: Ink) -> None:
    """Three or four tiers, each narrower."""
    tiers, wide = pen.count(3, 4), pen.between(0.66, 0.9)
    narrow, gap = pen.between(0.28, 0.4), pen.maybe(0.3)
    high = 1.6 / tiers
    for i in range(tiers):
        half, low = wide + (narrow - wide) * i / (tiers - 1), 0.94 - high * i
        top = low - high * (0.78 if gap else 1.0)
        if gap:
            pen.box(WHITE, -half * 0.4, top - 0.2 * high, half * 0.4, top)
        pen.box(ink.main, -half, top, half, low)
        if pen.maybe(0.5):
            pen.box(ink.light, -half, low - 0.1, half, low)
        else:
            dots = pen.count(4, 6)
            for k in range(dots):
                pen.oval(WHITE, -half + 2 * half * (k + 0.5) / dots, top + 0.03, half / dots, 0.07)
    for side in (-1, 1):
        pen.oval(CHERRY, side * 0.06, -0.83, 0.09, 0.12, side * 25)


def cake_on_stand(pen: Pen, ink: Ink) -> None:
    """On a plate with a foot; its rim piped in dabs."""
    low, wide, top = pen.between(0.3, 0.44), pen.between(0.6, 0.74), pen.between(-0.5, -0.24)
    plate = METAL if pen.maybe(0.5) else WHITE
    pen.shape(plate, -0.09, low, 0.09, low, 0.14, 0.84, 0.46, 0.97, -0.46, 0.97, -0.14, 0.84)
    pen.oval(plate, 0, low + 0.04, 0.95, 0.12)
    pen.rounded(ink.main, -wide, top, wide, low + 0.02, 0.08)
    if pen.maybe(0.5):
        pen.box(ink.dark, -wide, (top + low) / 2 - 0.06, wide, (top + low) / 2 + 0.06)
    dabs = pen.count(4, 7)
    for i in range(dabs):
        x = -wide + 2 * wide * (i + 0.5) / dabs
        pen.smooth(
            ink.light, x - wide / dabs, top + 0.06, x, top - 0.24, x + wide / dabs, top + 0.06
        )
        if pen.maybe(0.6):
            pen.oval(CHERRY, x, top - 0.22, 0.08)


def cake_from_above(pen: Pen, ink: Ink) -> None:
    """Round on a plate, a slice missing or cut."""
    start, gap = pen.between(0, 360), pen.between(36, 70)
    if pen.maybe(0.6):
        pen.oval((226, 228, 232), 0, 0, 0.97)
    size = pen.between(0.8, 0.86)
    angles = [math.radians(start + gap + (360 - gap) * i / 26) for i in range(27)]
    for fill, share in ((ink.dark, 1.0), (ink.main, 0.9)):
        flat = [size * share * part for a in angles for part in (math.cos(a), math.sin(a))]
        pen.shape(fill, 0.0, 0.0, *flat)
    berries = pen.count(5, 9)
    for i in range(berries):
        angle = math.radians(start + gap + (360 - gap) * (i + 0.5) / berries)
        x, y = size * 0.7 * math.cos(angle), size * 0.7 * math.sin(angle)
        pen.oval(WHITE, x, y, 0.13)
        pen.oval(CHERRY, x, y, 0.075)
    for i in range(pen.count(0, 4)):
        angle = math.radians(start + gap + 60 * (i + 1))
        pen.stroke(ink.dark, 0.03, 0, 0, size * math.cos(angle), size * math.sin(angle))


def cake_wedge(pen: Pen, ink: Ink) -> None:
    """A slice from its tip: icing above and behind, layers on the cut side."""
    side, high = _either_way(pen), pen.between(0.6, 0.84)
    top = -0.1 - high / 2
    pen.shape(ink.main, *_across(side, -0.95, top + 0.3, 0.3, top - 0.08, 0.8, top + 0.04, 0.95,
                                 top + 0.3))  # fmt: skip
    pen.shape(SPONGE, *_across(side, -0.95, top + 0.28, 0.95, top + 0.28, 0.95, top + 0.3 + high,
                               -0.95, top + 0.3 + high))  # fmt: skip
    layers = pen.count(1, 3)
    for i in range(layers):
        y = top + 0.3 + high * (i + 1) / (layers + 1)
        pen.box(ink.main, -0.95, y - 0.05, 0.95, y + 0.05)
    pen.box(ink.main, -0.95, top + 0.26, 0.95, top + 0.38)
    pen.shape(ink.main, *_across(side, 0.82, top + 0.28, 0.95, top + 0.28, 0.95, top + 0.3 + high,
                                 0.82, top + 0.3 + high))  # fmt: skip
    x = side * pen.between(0.2, 0.5)
    pen.oval(WHITE, x, top + 0.06, 0.2, 0.12)
    pen.oval(CHERRY, x, top - 0.06, 0.14)


def cake_layers(pen: Pen, ink: Ink) -> None:
    """A naked cake: sponge and filling in turns, a candle or berries above."""
    layers, wide = pen.count(2, 4), pen.between(0.7, 0.9)
    top = pen.between(-0.36, -0.2)
    high = (0.9 - top) / layers
    for i in range(layers):
        y = top + high * i
        pen.rounded(SPONGE if i % 2 else mix(SPONGE, WOOD, 0.2), -wide, y + high * 0.3, wide,
                    y + high, 0.05)  # fmt: skip
        pen.rounded(ink.main, -wide * 1.04, y, wide * 1.04, y + high * 0.5, 0.07)
    if pen.maybe(0.5):
        for i in range(pen.count(1, 5)):
            _candle(pen, ink, 0.22 * ((i + 1) // 2) * (1 - 2 * (i % 2)), top, -0.95)
    else:
        for x in (-0.5, 0.0, 0.5, -0.25, 0.25):
            pen.oval(CHERRY, x * wide, top - 0.1 - (0.2 if abs(x) == 0.25 else 0.0), 0.16)
    pen.box(METAL, -0.97, 0.88, 0.97, 0.97)


def cake_cut_open(pen: Pen, ink: Ink) -> None:
    """Round, from the front and above, a wedge taken out."""
    top, deep, flat = pen.between(-0.3, -0.1), pen.between(0.5, 0.66), pen.between(0.26, 0.36)
    pen.oval((226, 228, 232), 0, top + deep, 0.97, flat + 0.06)
    _drum(pen, ink.main, 0, top, top + deep - 0.04, 0.84, 0.84, flat)
    pen.oval(ink.light, 0, top, 0.84, flat)
    start = pen.between(40, 70)
    left, right = math.radians(start + 45), math.radians(start)
    ends = [(0.84 * math.cos(a), top + flat * math.sin(a)) for a in (left, right)]
    low = deep - 0.04
    (x, y), (to_x, to_y) = ends
    pen.shape((226, 228, 232), 0, top, x, y, x, y + low, to_x, to_y + low, to_x, to_y)
    pen.shape(SPONGE, 0, top, x, y, x, y + low, 0, top + low)
    pen.shape(mix(SPONGE, WOOD, 0.3), 0, top, to_x, to_y, to_x, to_y + low, 0, top + low)
    pen.stroke(ink.main, 0.08, x, y + low / 2, 0, top + low / 2, to_x, to_y + low / 2)
    for angle in range(150, 400, pen.count(40, 60)):
        at_x, at_y = (
            0.64 * math.cos(math.radians(angle)),
            flat * 0.7 * math.sin(math.radians(angle)),
        )
        pen.oval(CHERRY, at_x, top + at_y - 0.06, 0.1)
    if pen.maybe(0.5):
        for x in (-0.3, 0.0, 0.3):
            _candle(pen, ink, x, top - 0.1, top - 0.56)


def cake_ring(pen: Pen, ink: Ink) -> None:
    """A fluted ring with a hole, dusted or iced."""
    flutes, high = pen.count(6, 9), pen.between(-0.4, -0.2)
    pen.smooth(ink.main, -0.95, 0.5, -0.9, 0.0, -0.6, high - 0.1, 0.0, high - 0.24, 0.6, high - 0.1,
               0.9, 0.0, 0.95, 0.5, 0.6, 0.74, 0.0, 0.8, -0.6, 0.74)  # fmt: skip
    for i in range(flutes):
        share = -1 + 2 * (i + 0.5) / flutes
        pen.curve(ink.dark, 0.06, share * 0.5, high + 0.18, share * 0.84, 0.2, share * 0.9,
                  0.74 - 0.24 * share * share)  # fmt: skip
    if pen.maybe(0.6):
        glaze = [v for i in range(9) for v in (
            -0.68 + 0.17 * i, high + 0.24 + (0.26 if i % 2 else 0.02))]  # fmt: skip
        pen.smooth(WHITE, *glaze, 0.6, high, 0.0, high - 0.2, -0.6, high)
    pen.oval(mix(ink.dark, BLACK, 0.4), 0, high + 0.06, 0.26, 0.12)


def cake_dripping(pen: Pen, ink: Ink) -> None:
    """A tall one, icing running down, candles above."""
    wide, drips = pen.between(0.56, 0.68), 6
    pen.oval(METAL, 0, 0.88, 0.9, 0.09)
    for x in (-0.3, 0.0, 0.3):
        _candle(pen, ink, x, -0.4, -0.97)
    pen.rounded(ink.main, -wide, -0.5, wide, 0.88, 0.1)
    edge = [v for i in range(drips * 2 + 1) for v in (
        wide - wide * i / drips,
        -0.14 + (0.26 if i % 4 == 1 else 0.1 if i % 2 else -0.1))]  # fmt: skip
    pen.smooth(WHITE, -wide, -0.46, 0.0, -0.54, wide, -0.46, *edge)


def _steam(pen: Pen, x: float, low: float, high: float) -> None:
    middle = (low + high) / 2
    pen.curve((206, 208, 214), 0.06, x, low, x + 0.08, (low + middle) / 2, x, middle, x - 0.08,
              (high + middle) / 2, x, high)  # fmt: skip


def cup_mug_flat(pen: Pen, ink: Ink) -> None:
    """A mug from the side: a box with round corners, a loop for a handle."""
    side, top, wide = _either_way(pen), pen.between(-0.8, -0.4), pen.between(0.5, 0.64)
    x = -side * 0.3
    middle = (top + 0.9) / 2
    reach = pen.between(0.3, 0.42)
    if pen.maybe(0.5):
        pen.arc(ink.main, 0.15, x + side * wide, middle, reach, pen.between(0.3, 0.42))
    else:
        right = x + side * (wide + reach)
        pen.stroke(ink.main, 0.16, x, middle - 0.3, right, middle - 0.3, right, middle + 0.28, x,
                   middle + 0.28)  # fmt: skip
    pen.rounded(ink.main, x - wide, top, x + wide, 0.9, pen.between(0.05, 0.3))
    decor = pen.count(0, 3)
    if decor == 1:
        pen.box(ink.light, x - wide, middle - 0.12, x + wide, middle + 0.12)
    if decor == 2:
        pen.shape(WHITE, x, middle + 0.3, x - 0.3, middle - 0.06, x - 0.16, middle - 0.24, x,
                  middle - 0.1, x + 0.16, middle - 0.24, x + 0.3, middle - 0.06)  # fmt: skip
    if top > -0.6:
        for i in range(pen.count(1, 3)):
            _steam(pen, x - 0.2 + 0.2 * i, top - 0.08, -0.95)


def cup_teacup_side(pen: Pen, ink: Ink) -> None:
    """A flaring bowl with a foot, on a plate seen from its edge."""
    side, top, wide = _either_way(pen), pen.between(-0.5, -0.2), pen.between(0.58, 0.68)
    x = -side * 0.12
    pen.curve(ink.main, 0.11, *_across(side, wide * 0.8, top + 0.14, wide + 0.24, top + 0.08,
                                       wide + 0.16, top + 0.5, wide * 0.5, top + 0.7))  # fmt: skip
    pen.smooth(ink.main, x - wide, top, x, top, x + wide, top, x + wide * 0.86, top + 0.5,
               x + wide * 0.4, 0.62, x, 0.66, x - wide * 0.4, 0.62, x - wide * 0.86,
               top + 0.5)  # fmt: skip
    pen.box(ink.main, x - wide, top - 0.02, x + wide, top + 0.1)
    pen.box(ink.dark, x - 0.26, 0.6, x + 0.26, 0.72)
    pen.smooth(ink.light, -0.96, 0.68, 0.0, 0.74, 0.96, 0.68, 0.5, 0.86, -0.5, 0.86)
    if pen.maybe(0.6):
        for i in range(pen.count(1, 3)):
            _steam(pen, x - 0.2 + 0.2 * i, top - 0.1, -0.9)
    elif pen.maybe(0.5):
        pen.box(ink.light, x - wide * 0.94, top + 0.2, x + wide * 0.94, top + 0.28)


def cup_espresso(pen: Pen, ink: Ink) -> None:
    """Small and thick, on a large saucer seen at a slant."""
    side, wide, flat = _either_way(pen), pen.between(0.44, 0.56), pen.between(0.14, 0.22)
    top = pen.between(-0.5, -0.3)
    pen.oval(ink.main, 0, 0.52, 0.97, pen.between(0.3, 0.4))
    pen.oval(ink.dark, 0, 0.52, 0.6, 0.2)
    pen.arc(ink.main, 0.13, side * wide * 0.95, top + 0.36, 0.24, 0.22)
    pen.shape(ink.main, -wide, top, wide, top, wide * 0.86, 0.3, wide * 0.5, 0.6, -wide * 0.5, 0.6,
              -wide * 0.86, 0.3)  # fmt: skip
    pen.oval(ink.light, 0, top, wide, flat)
    pen.oval(COFFEE, 0, top + 0.02, wide * 0.84, flat * 0.78)
    if pen.maybe(0.4):
        pen.stroke(METAL, 0.07, -side * 0.9, 0.5, -side * 0.3, 0.74)
        pen.oval(METAL, -side * 0.28, 0.75, 0.13, 0.07)
    if pen.maybe(0.4):
        _steam(pen, 0.0, top - 0.1, -0.93)


def cup_paper_with_lid(pen: Pen, ink: Ink) -> None:
    """Coffee to take away."""
    wide, foot = pen.between(0.5, 0.62), pen.between(0.34, 0.46)
    lid = pen.between(-0.72, -0.56)
    cap = WHITE if pen.maybe(0.5) else (60, 44, 38)
    pen.shape(ink.main, -wide, lid, wide, lid, foot, 0.97, -foot, 0.97)
    if pen.maybe(0.6):
        top, low = pen.between(-0.3, -0.1), pen.between(0.36, 0.56)
        at = [wide + (foot - wide) * (y - lid) / (0.97 - lid) + 0.02 for y in (top, low)]
        sleeve = ink.dark if pen.maybe(0.6) else (196, 152, 104)
        pen.shape(sleeve, -at[0], top, at[0], top, at[1], low, -at[1], low)
        if pen.maybe(0.5):
            pen.oval(ink.light, 0, (top + low) / 2, 0.18)
    pen.rounded(cap, -wide - 0.08, lid - 0.06, wide + 0.08, lid + 0.1, 0.06)
    pen.shape(cap, -wide + 0.02, lid - 0.04, -wide + 0.1, -0.95, wide - 0.1, -0.95, wide - 0.02,
              lid - 0.04)  # fmt: skip


def cup_from_above(pen: Pen, ink: Ink) -> None:
    """Rings: saucer, rim and drink, the handle to one side."""
    size, turn = pen.between(0.56, 0.66), math.radians(pen.between(0, 360))
    saucer = pen.maybe(0.7)
    cos, sin = math.cos(turn), math.sin(turn)
    if saucer:
        pen.oval(ink.light, 0, 0, 0.97)
        pen.oval(mix(ink.light, ink.main, 0.5), 0, 0, 0.76)
    x, y = (0.0, 0.0) if saucer else (-0.22 * cos, -0.22 * sin)
    scale = 1.0 if saucer else 1.14
    pen.stroke(
        ink.main, 0.17, x, y, x + cos * (size + 0.34) * scale, y + sin * (size + 0.34) * scale
    )
    pen.oval(ink.main, x, y, size * scale)
    drink = COFFEE if pen.maybe(0.7) else (190, 130, 60)
    pen.oval(drink, x, y, size * scale * pen.between(0.74, 0.8))
    if pen.maybe(0.4):
        pen.smooth((232, 206, 170), x, y + 0.26, x - 0.24, y - 0.06, x - 0.1, y - 0.22, x, y - 0.1,
                   x + 0.1, y - 0.22, x + 0.24, y - 0.06)  # fmt: skip


def cup_with_straw(pen: Pen, ink: Ink) -> None:
    """A tall beaker for a cold drink."""
    wide, foot, top = pen.between(0.5, 0.62), pen.between(0.34, 0.46), pen.between(-0.5, -0.36)
    side = _either_way(pen)
    pen.stroke(ink.accent, 0.09, 0, 0.0, side * 0.1, -0.82, side * 0.46, -0.93)
    if pen.maybe(0.5):
        pen.wedge((220, 236, 244), 0, top, wide, 0.36, 180, 360)
        pen.stroke(ink.accent, 0.09, side * 0.06, top - 0.3, side * 0.1, -0.82, side * 0.46, -0.93)
    pen.shape(ink.main, -wide, top, wide, top, foot, 0.97, -foot, 0.97)
    for i in range(pen.count(0, 4)):
        share = -0.6 + 0.4 * i
        pen.shape(ink.light, share * wide - 0.06, top, share * wide + 0.06, top,
                  share * foot + 0.04, 0.97, share * foot - 0.04, 0.97)  # fmt: skip
    pen.rounded(WHITE, -wide - 0.06, top - 0.07, wide + 0.06, top + 0.07, 0.06)


def cup_without_handle(pen: Pen, ink: Ink) -> None:
    """A beaker or tea bowl, its mouth an ellipse."""
    wide, foot, flat = pen.between(0.7, 0.9), pen.between(0.36, 0.66), pen.between(0.16, 0.26)
    top = pen.between(-0.66, -0.5)
    belly = wide * pen.between(0.84, 1.04)
    pen.smooth(ink.main, -wide * 0.9, top, -wide, top + 0.04, -wide, top + 0.2, -belly, 0.3,
               -foot, 0.84, 0.0, 0.93, foot, 0.84, belly, 0.3, wide, top + 0.2, wide, top + 0.04,
               wide * 0.9, top)  # fmt: skip
    pen.oval(ink.light, 0, top, wide, flat)
    pen.oval(
        (150, 170, 90) if pen.maybe(0.5) else ink.dark, 0, top + 0.04, wide * 0.86, flat * 0.74
    )
    for i in range(pen.count(0, 2)):
        y = 0.1 + 0.26 * i
        pen.curve(ink.dark, 0.06, -belly * 0.96, y - 0.1, 0.0, y + 0.06, belly * 0.96, y - 0.1)


def cup_mug_from_above_front(pen: Pen, ink: Ink) -> None:
    """A low broad mug seen steeply, so that much of the drink shows."""
    side, flat = _either_way(pen), pen.between(0.32, 0.46)
    wide, low = pen.between(0.66, 0.72), pen.between(0.36, 0.5)
    x = -side * 0.24
    pen.arc(ink.main, 0.16, x + side * wide, pen.between(0.0, 0.14), 0.4, 0.32)
    _drum(pen, ink.main, x, -0.4, low, wide, wide * 0.92, flat)
    pen.oval(ink.light, x, -0.4, wide, flat)
    pen.oval(ink.dark, x, -0.4, wide * 0.88, flat * 0.84)
    pen.oval(COFFEE, x, -0.34, wide * 0.8, flat * 0.66)
    if pen.maybe(0.4):
        pen.oval(WHITE, x, -0.3, 0.2, 0.1)


def cup_of_plastic(pen: Pen, ink: Ink) -> None:
    """A party cup: straight sides, a rolled rim, ridges."""
    wide, foot = pen.between(0.6, 0.76), pen.between(0.4, 0.54)
    _drum(pen, ink.main, 0, -0.8, 0.9, wide, foot, 0.07)
    ridges = pen.count(1, 4)
    for i in range(ridges):
        y = -0.36 + 0.3 * i
        half = wide + (foot - wide) * (y + 0.8) / 1.7
        pen.curve(ink.dark, 0.05, -half, y, 0.0, y + 0.08, half, y)
    pen.oval(WHITE, 0, -0.8, wide + 0.04, pen.between(0.12, 0.17))
    pen.oval(ink.dark, 0, -0.79, wide - 0.06, 0.1)


def cup_with_tea_bag(pen: Pen, ink: Ink) -> None:
    """A round bowl of a cup, an ear of a handle, a label on a thread."""
    pen.curve(ink.main, 0.13, 0.5, -0.3, 0.84, -0.46, 0.92, -0.1, 0.7, 0.24, 0.34, 0.4)
    pen.smooth(ink.main, -0.86, -0.46, -0.84, 0.0, -0.64, 0.5, -0.3, 0.8, 0.16, 0.8, 0.46, 0.5,
               0.62, 0.0, 0.62, -0.46)  # fmt: skip
    pen.box(ink.dark, -0.36, 0.76, 0.2, 0.88)
    pen.oval(ink.light, -0.12, -0.48, 0.74, 0.2)
    pen.oval((184, 110, 50), -0.12, -0.46, 0.62, 0.14)
    pen.curve(WHITE, 0.04, -0.5, -0.5, -0.44, -0.2, -0.46, 0.1)
    pen.box((244, 232, 190), -0.6, 0.08, -0.32, 0.36)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "apple": (
        apple_bitten, apple_core, apple_from_above, apple_of_two_circles, apple_tapered,
        apple_wedge, apple_and_half, apple_with_worm,
    ),
    "banana": (
        banana_upright, banana_peeled, banana_hand, banana_angular, banana_skin, banana_cut,
        banana_pair, banana_moon, banana_opened,
    ),
    "cake": (
        cake_cup, cake_wedding, cake_on_stand, cake_from_above, cake_wedge, cake_layers,
        cake_cut_open, cake_ring,
    ),
    "cup": (
        cup_mug_flat, cup_teacup_side, cup_espresso, cup_paper_with_lid, cup_from_above,
        cup_with_straw, cup_without_handle, cup_mug_from_above_front, cup_of_plastic,
    ),
}  # fmt: skip
UNSEEN: dict[str, Drawing] = {
    "apple": apple_leaning,
    "banana": banana_elbow,
    "cake": cake_dripping,
    "cup": cup_with_tea_bag,
}
POSES: dict[Drawing, str] = {}
