"""Balloons, hot air balloons, kites and umbrellas as other hands draw them."""

import math
from itertools import pairwise

from training.pictures.canvas import BLACK, METAL, WHITE, WOOD, Drawing, Ink, Pen, Point, Rgb, mix
from training.pictures.objects.sky_further import (
    eyes_and_smile,
    flat,
    ring,
    scallops,
    star_points,
)

SAND: Rgb = (226, 200, 146)
FLAME: Rgb = (250, 160, 50)


# Balloons.


def _egg(wide: float, top: float, neck: float) -> list[float]:
    """A balloon's body from `top` down to its neck, at its widest above the middle."""
    points: list[float] = []
    for i in range(32):
        angle = math.tau * i / 32 - math.pi / 2
        down = (1 + math.sin(angle)) / 2
        x = wide * math.cos(angle) * (1.06 - 0.34 * down**2.2)
        points += [x, top + (neck - top) * down]
    return points


def _one_balloon(pen: Pen, fill: Rgb, knot: Rgb, shine: Rgb | None) -> None:
    """A balloon over its whole square, without a string."""
    pen.shape(knot, -0.16, 0.98, 0.16, 0.98, 0.0, 0.72)
    pen.shape(fill, *_egg(0.76, -0.98, 0.82))
    if shine:
        pen.oval(shine, -0.34, -0.5, 0.13, 0.26, 24)


def balloon_bunch(pen: Pen, ink: Ink) -> None:
    count = pen.count(3, 5)
    size, spread = (0.46 if count < 5 else 0.4), pen.between(22, 28)
    foot_x, foot_y = pen.between(-0.15, 0.15), 0.97
    shades = (ink.main, ink.light, ink.dark, ink.main, ink.light)
    strings = BLACK if pen.maybe(0.5) else METAL
    order = sorted(range(count), key=lambda i: -abs(i - (count - 1) / 2))
    for i in order:
        lean = (i - (count - 1) / 2) * spread * 3.4 / count
        x = math.sin(math.radians(lean)) * 0.72
        y = -0.44 + 0.3 * (1 - math.cos(math.radians(lean))) + (0.12 if i % 2 else 0.0)
        turned = pen.placed(lean * 0.4, size, x, y)
        neck = (x - 0.8 * size * math.sin(math.radians(lean * 0.4)), y + 0.8 * size)
        pen.stroke(strings, 0.03, *neck, foot_x, foot_y)
        _one_balloon(turned, shades[i], shades[i], WHITE if pen.maybe(0.6) else None)


def balloon_large_and_near(pen: Pen, ink: Ink) -> None:
    """Fills the picture, hardly any string, a window mirrored in it."""
    body = pen.placed(pen.between(-14, 14), 0.95)
    body.curve(METAL, 0.04, 0, 0.8, 0.1, 0.9, 0.04, 1.0)
    body.shape(ink.dark, -0.13, 0.92, 0.13, 0.92, 0.0, 0.7)
    wide = pen.between(0.72, 0.84)
    body.shape(ink.main, *_egg(wide, -0.96, 0.8))
    if pen.maybe(0.6):
        body.shape(ink.light, -0.5, -0.5, -0.26, -0.64, -0.2, -0.36, -0.46, -0.22)
    else:
        body.curve(ink.light, 0.1, -0.54, -0.2, -0.5, -0.5, -0.28, -0.72)


def balloon_on_a_long_string(pen: Pen, ink: Ink) -> None:
    """A ball of a balloon far up on a straight or bent string."""
    radius, sway = pen.between(0.4, 0.5), pen.between(-0.3, 0.3)
    x = -sway * 0.6
    y = radius - 0.97
    pen.curve(BLACK, pen.between(0.03, 0.05), x, y + radius, x + sway * 0.2, 0.3,
              x + sway, 0.97)  # fmt: skip
    pen.shape(ink.main, x - 0.09, y + radius + 0.1, x + 0.09, y + radius + 0.1, x, y + radius - 0.1)
    pen.oval(ink.main, x, y, radius, radius * pen.between(1.0, 1.05))
    if pen.maybe(0.5):
        pen.arc(ink.light, 0.07, x, y, radius * 0.7, radius * 0.7, 190, 250)


def balloon_pair(pen: Pen, ink: Ink) -> None:
    size, lean = pen.between(0.48, 0.56), pen.between(10, 20)
    for side, fill in ((1, ink.light if pen.maybe(0.5) else ink.dark), (-1, ink.main)):
        x, y = side * 0.42, -0.42 if side > 0 else -0.3
        pen.curve(METAL, 0.035, x - side * 0.12, y + size, side * 0.14, 0.6, 0, 0.97)
        _one_balloon(pen.placed(side * lean, size, x, y), fill, fill,
                     WHITE if pen.maybe(0.5) else None)  # fmt: skip


def balloon_with_face(pen: Pen, ink: Ink) -> None:
    pen.curve(METAL, 0.04, 0, 0.5, 0.12, 0.66, -0.1, 0.82, 0.0, 0.97)
    pen.rounded(ink.dark, -0.1, 0.46, 0.1, 0.58, 0.05)
    pen.shape(ink.main, *_egg(pen.between(0.56, 0.68), -0.97, 0.5))
    eyes_and_smile(pen, ink.mark, -0.32, pen.between(0.9, 1.1))


def balloon_patterned(pen: Pen, ink: Ink) -> None:
    """With dots, or with bands around it."""
    wide = pen.between(0.54, 0.64)
    pen.stroke(BLACK, 0.035, 0, 0.5, pen.between(-0.2, 0.2), 0.97)
    pen.shape(ink.main, -0.1, 0.58, 0.1, 0.58, 0.0, 0.36)
    pen.shape(ink.main, *_egg(wide, -0.97, 0.46))
    colour = WHITE if pen.maybe(0.5) else ink.accent
    if pen.maybe(0.5):
        for x, y in (
            (-0.26, -0.6),
            (0.2, -0.68),
            (0.0, -0.36),
            (-0.3, -0.14),
            (0.3, -0.2),
            (0.0, 0.1),
        ):
            pen.oval(colour, x, y, pen.between(0.07, 0.11))
        return
    for y in (-0.5, 0.0):
        down = (y + 0.97) / 1.43
        half = wide * 2 * math.sqrt(down * (1 - down)) * (1.04 - 0.34 * down**2.2)
        pen.smooth(colour, -half, y - 0.1, 0, y, half, y - 0.1, half * 0.98, y + 0.08, 0, y + 0.2,
                   -half * 0.98, y + 0.08)  # fmt: skip


def balloon_heart(pen: Pen, ink: Ink) -> None:
    """Heart-shaped, on a curly ribbon."""
    wide = pen.between(0.62, 0.76)
    pen.curve(METAL, 0.045, 0, 0.3, 0.12, 0.44, -0.1, 0.56, 0.12, 0.7, -0.08, 0.82, 0.02, 0.97)
    pen.shape(ink.dark, -0.09, 0.42, 0.09, 0.42, 0.0, 0.22)
    pen.smooth(ink.main, 0.0, -0.68, 0.16 * wide, -0.88, 0.6 * wide, -0.97, wide, -0.7, 0.94 * wide,
               -0.34, 0.4 * wide, 0.1, 0.0, 0.36, -0.4 * wide, 0.1, -0.94 * wide, -0.34, -wide,
               -0.7, -0.6 * wide, -0.97, -0.16 * wide, -0.88)  # fmt: skip
    pen.oval(ink.light, -0.55 * wide, -0.66, 0.14, 0.09, -40)


def balloon_foil(pen: Pen, ink: Ink) -> None:
    """A round foil balloon with a crimped rim, and a weight on its ribbon."""
    pen.curve(ink.dark, 0.045, 0, 0.3, 0.1, 0.5, -0.08, 0.66, 0, 0.84)
    pen.box(ink.dark, -0.16, 0.78, 0.16, 0.97)
    rim = ring(pen.count(16, 22), 0.6, 0, -0.33)
    pen.shape(ink.main, *scallops([*rim, rim[0]], 0.6))
    pen.oval(ink.light, 0, -0.33, 0.46)
    if pen.maybe(0.5):
        pen.placed(0, 0.34, 0, -0.33).shape(ink.main, *flat(star_points(5, 0.45, 1.0)))
    else:
        pen.oval(ink.main, 0, -0.33, 0.36)


def balloon_leaning(pen: Pen, ink: Ink) -> None:
    """As in a chat: a leaning egg with a shine, a knot, and a string in waves to the corner."""
    side, lean = (-1 if pen.maybe(0.5) else 1), pen.between(14, 28)
    x, y = side * 0.26, -0.3
    body = pen.placed(side * lean, 0.72, x, y)
    sin, cos = math.sin(math.radians(lean)), math.cos(math.radians(lean))
    knot_x, knot_y = x - side * 0.66 * sin, y + 0.66 * cos
    pen.curve(METAL, 0.045, knot_x, knot_y, knot_x + side * 0.06, 0.55, knot_x - side * 0.16, 0.68,
              knot_x - side * 0.04, 0.82, knot_x - side * 0.3, 0.95)  # fmt: skip
    _one_balloon(body, ink.main, ink.dark, ink.light)


# Hot air balloons.


def _basket(pen: Pen, y: float, half: float, top: float, spread: float) -> None:
    """A basket from `y` down to the foot of the square, on ropes from `top`."""
    for x in (-1, 1):
        pen.stroke(BLACK, 0.03, x * spread, top, x * half * 0.9, y + 0.04)
    pen.shape(WOOD, -half, y, half, y, half * 0.8, 0.97, -half * 0.8, 0.97)
    pen.box(mix(WOOD, BLACK, 0.3), -half, y, half, y + 0.06)


def _bulb(x: float, widest: float, neck: float, wide: float, mouth: float) -> list[Point]:
    """One edge of an envelope, from the crown down to its mouth; `x` from -1 to 1 across it."""
    edge: list[Point] = []
    for i in range(9):
        angle = math.pi / 2 * i / 8
        edge.append((x * wide * math.sin(angle), widest - (widest + 0.97) * math.cos(angle)))
    for i in range(1, 7):
        share = i / 6
        bend = 1 - share**1.7 * (1 - mouth / wide)
        edge.append((x * wide * bend, widest + (neck - widest) * share))
    return edge


def _gores(pen: Pen, shades: tuple[Rgb, ...], edges: list[list[Point]]) -> None:
    for i in range(len(edges) - 1):
        pen.shape(shades[i % len(shades)], *flat(edges[i]), *flat(edges[i + 1][::-1]))


def hot_air_balloon_gored(pen: Pen, ink: Ink) -> None:
    """A round bulb of many upright strips."""
    count, wide = pen.count(5, 9), pen.between(0.66, 0.84)
    second = (WHITE, ink.light, ink.accent)[pen.count(0, 2)]
    neck = pen.between(0.44, 0.52)
    _basket(pen, pen.between(0.66, 0.74), pen.between(0.14, 0.2), neck, 0.17)
    across = [math.sin(math.pi * (i / count - 0.5)) for i in range(count + 1)]
    widest = pen.between(-0.36, -0.2)
    _gores(pen, (ink.main, second), [_bulb(x, widest, neck, wide, 0.2) for x in across])


def hot_air_balloon_bands(pen: Pen, ink: Ink) -> None:
    """A slim drop upside down, striped level."""
    wide, neck, widest = pen.between(0.58, 0.72), pen.between(0.4, 0.5), pen.between(-0.45, -0.3)
    _basket(pen, 0.7, 0.17, neck, 0.14)
    right = _bulb(1, widest, neck, wide, 0.15)
    pen.shape(ink.main, *flat(right), *flat([(-x, y) for x, y in right[::-1]]))
    colour = (WHITE, ink.light, ink.accent)[pen.count(0, 2)]
    first = pen.count(2, 3)
    for i in range(first, 14, 4):
        (x0, y0), (x1, y1) = right[i], right[min(14, i + 2)]
        pen.shape(colour, -x0, y0, x0, y0, x1, y1, -x1, y1)


def hot_air_balloon_from_below(pen: Pen, ink: Ink) -> None:
    """Strips around the mouth seen from the ground, the basket in front of it."""
    count, mouth = pen.count(6, 9), pen.between(0.2, 0.3)
    lean = pen.between(-0.12, 0.12)
    rim = ring(count * 2, 0.8, lean * 0.5, -0.17, 4)
    low = ring(count * 2, mouth, lean, 0.3, 4)
    pen.oval(ink.main, lean * 0.5, -0.17, 0.79)
    for i in range(0, count * 2, 2):
        k = (i + 1) % (count * 2)
        pen.shape(ink.light, *low[i], *rim[i], *rim[k], *low[k])
    pen.oval(ink.dark, lean, 0.3, mouth, mouth * 0.8)
    for x in (-0.14, 0.14):
        pen.stroke(BLACK, 0.03, lean + x * 1.2, 0.4, lean + x, 0.74)
    pen.oval(FLAME, lean, 0.36, 0.06, 0.1)
    pen.rounded(WOOD, lean - 0.18, 0.7, lean + 0.18, 0.97, 0.05)


def hot_air_balloon_checked(pen: Pen, ink: Ink) -> None:
    """Patchwork."""
    columns, wide = pen.count(4, 6), pen.between(0.7, 0.8)
    neck = 0.46
    _basket(pen, 0.7, 0.18, neck, 0.17)
    second = (WHITE, ink.light, ink.accent, ink.dark)[pen.count(0, 3)]
    across = [math.sin(math.pi * (i / columns - 0.5)) for i in range(columns + 1)]
    edges = [_bulb(x, -0.28, neck, wide, 0.2) for x in across]
    _gores(pen, (ink.main,), edges)
    rows = (2, 6, 10, 14)
    for i in range(columns):
        for k in range(i % 2, 3, 2):
            top, bottom = rows[k], rows[k + 1]
            patch = edges[i][top : bottom + 1] + edges[i + 1][top : bottom + 1][::-1]
            pen.shape(second, *flat(patch))


def hot_air_balloon_of_old(pen: Pen, ink: Ink) -> None:
    """A ball in a net, with swags, a gondola and bags of sand."""
    radius = pen.between(0.62, 0.7)
    y = radius - 0.97
    for x in (-0.5, -0.25, 0.25, 0.5):
        pen.stroke(WOOD, 0.03, x * 1.15, y + radius * 0.7, x * 0.5, 0.66)
    pen.oval(ink.main, 0, y, radius)
    points = [(-radius + 2 * radius * i / 5, y + 0.06) for i in range(6)]
    colour = ink.accent if pen.maybe(0.6) else WHITE
    pen.box(colour, -radius * 0.98, y - 0.08, radius * 0.98, y + 0.06)
    for (x0, _), (x1, _) in pairwise(points):
        pen.wedge(colour, (x0 + x1) / 2, y + 0.05, radius / 5.6, pen.between(0.14, 0.2), 0, 180)
    for x in (-0.34, 0.34) if pen.maybe(0.5) else (0.0,):
        pen.curve(ink.dark, 0.04, x * 0.3, y - radius * 0.97, x * 1.2, y - radius * 0.5,
                  x * 1.4, y - 0.08)  # fmt: skip
    pen.smooth(WOOD, -0.34, 0.62, 0.34, 0.62, 0.26, 0.9, 0.0, 0.97, -0.26, 0.9)
    for x in (-0.38, 0.38):
        pen.oval(SAND, x, 0.76, 0.08, 0.11)


def hot_air_balloon_icon(pen: Pen, ink: Ink) -> None:
    """A disc, a collar, a gap and a box."""
    radius = pen.between(0.6, 0.72)
    y, collar = radius - 0.97, pen.between(0.24, 0.34)
    low = y + radius * 0.8
    pen.shape(ink.main, -radius * 0.72, y + radius * 0.62, radius * 0.72, y + radius * 0.62,
              collar * 0.8, low + 0.24, -collar * 0.8, low + 0.24)  # fmt: skip
    pen.oval(ink.main, 0, y, radius)
    if pen.maybe(0.6):
        pen.oval(ink.light if pen.maybe(0.5) else ink.dark, 0, y, radius * 0.42, radius)
    half = pen.between(0.16, 0.24)
    if pen.maybe(0.6):
        for x in (-half * 0.8, half * 0.8):
            pen.stroke(ink.main, 0.05, x, low + 0.2, x, 0.74)
    pen.rounded(ink.main if pen.maybe(0.4) else WOOD, -half, 0.7, half, 0.97, 0.06)


def hot_air_balloon_with_crew(pen: Pen, ink: Ink) -> None:
    """Near by: a wide basket with people, a flame over them, an emblem on the envelope."""
    for x in (-0.28, 0.28):
        pen.stroke(BLACK, 0.03, x, 0.28, x * 0.95, 0.7)
    pen.smooth(FLAME, 0, 0.22, 0.08, 0.38, 0, 0.46, -0.08, 0.38)
    right = _bulb(1, -0.36, 0.26, pen.between(0.8, 0.94), 0.28)
    pen.shape(ink.main, *flat(right), *flat([(-x, y) for x, y in right[::-1]]))
    emblem = pen.placed(0, pen.between(0.28, 0.4), 0, -0.38)
    if pen.maybe(0.5):
        emblem.shape(WHITE, *flat(star_points(5, 0.42, 1.0)))
    else:
        emblem.oval(ink.dark, 0, 0, 1)
    for i in range(pen.count(1, 3)):
        x = (0.0, -0.17, 0.17)[i]
        pen.stroke(BLACK, 0.14, x, 0.6, x, 0.74)
        pen.oval(ink.skin, x, 0.52, 0.09)
    pen.rounded(WOOD, -0.31, 0.66, 0.31, 0.97, 0.06)


def hot_air_balloon_two(pen: Pen, ink: Ink) -> None:
    """One near, one far away."""
    side = -1 if pen.maybe(0.5) else 1
    for size, x, y, shades in (
        (0.42, side * 0.62, pen.between(-0.5, 0.1), (ink.dark, ink.light)),
        (0.8, side * -0.32, 0.18, (ink.main, WHITE if pen.maybe(0.5) else ink.light, ink.main)),
    ):
        one = pen.placed(0, size, x, y)
        _basket(one, 0.68, 0.2, 0.46, 0.18)
        across = [math.sin(math.pi * (i / 5 - 0.5)) for i in range(6)]
        _gores(one, shades, [_bulb(u, -0.3, 0.48, 0.74, 0.2) for u in across])


def hot_air_balloon_childlike(pen: Pen, ink: Ink) -> None:
    """A crooked circle with lines on it, over a square basket."""
    edge = [p for x, y in ring(10, 0.62, 0, -0.33)
            for p in (x * pen.between(0.94, 1.06), y * pen.between(0.97, 1.03))]  # fmt: skip
    for x in (-0.4, -0.14, 0.14, 0.4):
        pen.stroke(BLACK, 0.035, x, 0.12, x * 0.5, 0.64)
    pen.smooth(ink.main, *edge)
    for bend in (-0.34, 0.0, 0.34):
        pen.curve(ink.accent if pen.maybe(0.5) else ink.dark, 0.07, 0, -0.9, bend, -0.34, 0, 0.24)
    pen.box(WOOD, -0.25, 0.6, 0.25, 0.97)
    for y in (0.72, 0.84):
        pen.stroke(BLACK, 0.03, -0.25, y, 0.25, y)


def hot_air_balloon_belted(pen: Pen, ink: Ink) -> None:
    """Broad strips above, a plain belt and skirt beneath, the basket woven."""
    wide, neck = pen.between(0.7, 0.8), 0.48
    edges = [_bulb(x, -0.34, neck, wide, 0.17)
             for x in (-1.0, -0.62, -0.2, 0.2, 0.62, 1.0)]  # fmt: skip
    for x in (-0.15, -0.05, 0.05, 0.15):
        pen.stroke(METAL, 0.03, x, neck, x, 0.74)
    _gores(pen, (ink.main, ink.accent, ink.main, ink.accent, ink.main), edges)
    left, right = edges[0], edges[-1]
    pen.shape(ink.dark, *flat(left[10:13]), *flat(right[12:9:-1]))
    pen.shape(WHITE, *flat(left[13:]), *flat(right[:12:-1]))
    pen.box(WOOD, -0.2, 0.7, 0.2, 0.97)
    for y in (0.78, 0.88):
        pen.stroke(mix(WOOD, WHITE, 0.4), 0.03, -0.2, y, 0.2, y)


# Kites.


def _tail(pen: Pen, colour: Rgb, points: list[Point], *, bows: bool) -> None:
    """A line through the points with bows tied into it, or a broad ribbon."""
    if not bows:
        pen.curve(colour, 0.08, *flat(points))
        return
    pen.curve(colour, 0.05, *flat(points))
    for x, y in points[1:]:
        for side in (-1, 1):
            pen.shape(colour, x, y, x + side * 0.14, y - 0.09, x + side * 0.14, y + 0.09)


def kite_leaning_with_spars(pen: Pen, ink: Ink) -> None:
    """A diamond with its cross of sticks, leaning, its tail swinging beneath."""
    side, lean = (-1 if pen.maybe(0.5) else 1), pen.between(20, 42)
    kite = pen.placed(side * lean, 0.7, side * 0.26, -0.3)
    wide, cross = pen.between(0.6, 0.76), pen.between(-0.4, -0.2)
    foot_x = side * (0.26 - 0.68 * math.sin(math.radians(lean)))
    foot_y = -0.3 + 0.68 * math.cos(math.radians(lean))
    swing = pen.between(0.08, 0.16)
    tail = [(foot_x, foot_y), (foot_x - side * swing, foot_y + 0.2),
            (foot_x + side * swing, foot_y + 0.36), (foot_x - side * swing, 0.88)]  # fmt: skip
    _tail(pen, ink.dark, tail, bows=pen.maybe(0.5))
    kite.shape(ink.main, 0, -0.97, wide, cross, 0, 0.97, -wide, cross)
    spar = WHITE if pen.maybe(0.4) else ink.mark
    kite.stroke(spar, 0.06, 0, -0.97, 0, 0.97)
    kite.stroke(spar, 0.06, -wide, cross, wide, cross)


def kite_box(pen: Pen, ink: Ink) -> None:
    """Two cells of cloth about four sticks."""
    turned = pen.placed(pen.between(-40, 40), 0.8)
    back_x, back_y, band = 0.34, -0.18, pen.between(0.44, 0.6)
    sticks = ((-0.6, 0.0), (0.26, 0.0), (-0.6 + back_x, back_y), (0.26 + back_x, back_y))
    for x, dy in sticks:
        turned.stroke(WOOD, 0.05, x, -0.86 + dy, x, 1.0 + dy)
    for top in (-0.8, 0.94 - band):
        low = top + band
        turned.shape(ink.dark, -0.6, top, 0.26, top, 0.6, top + back_y, -0.26, top + back_y)
        turned.shape(ink.main, -0.6, top, 0.26, top, 0.26, low, -0.6, low)
        turned.shape(ink.light, 0.26, top, 0.6, top + back_y, 0.6, low + back_y, 0.26, low)


def kite_six_cornered(pen: Pen, ink: Ink) -> None:
    """Tall, with a flat top and foot, and a long tail each side."""
    wide, top = pen.between(0.5, 0.62), pen.between(0.22, 0.34)
    for side in (-1, 1):
        pen.curve(ink.dark, 0.06, side * top, 0.2, side * (top + 0.1), 0.5,
                  side * (top - 0.04), 0.7, side * (top + 0.08), 0.97)  # fmt: skip
    pen.shape(ink.main, -top, -0.97, top, -0.97, wide, -0.64, wide, -0.06, top, 0.28, -top, 0.28,
              -wide, -0.06, -wide, -0.64)  # fmt: skip
    if pen.maybe(0.5):
        pen.oval(WHITE if pen.maybe(0.5) else ink.dark, 0, -0.36, 0.28)
    else:
        pen.stroke(ink.light, 0.12, -wide, -0.64, wide, -0.64)
        pen.stroke(ink.light, 0.12, -wide, -0.06, wide, -0.06)
    pen.stroke(ink.mark, 0.035, 0, -0.97, 0, 0.28)


def kite_steered(pen: Pen, ink: Ink) -> None:
    """A stunt kite: swept wings and panels, on two lines."""
    turned = pen.placed(pen.between(-25, 25), 0.93)
    back, notch = pen.between(0.1, 0.3), pen.between(-0.14, 0.02)
    for side in (-1, 1):
        turned.stroke(METAL, 0.03, side * 0.4, -0.1, side * 0.1, 0.95)
    for side, fill in ((-1, ink.main), (1, ink.main)):
        turned.shape(fill, 0, -0.8, side * 0.99, back, side * 0.36, notch, 0, notch + 0.08)
        turned.shape(ink.light if pen.maybe(0.5) else ink.dark, 0, -0.4, side * 0.36, notch,
                     0, notch + 0.08)  # fmt: skip
        turned.stroke(BLACK, 0.04, 0, -0.8, side * 0.99, back)
    if pen.maybe(0.6):
        for side in (-1, 1):
            turned.shape(WHITE, side * 0.56, -0.26, side * 0.99, back, side * 0.62, back - 0.16)


def kite_fighter(pen: Pen, ink: Ink) -> None:
    """Of paper: a square on its tip, a bent stick, a small fin."""
    turned = pen.placed(pen.between(-20, 20), 0.94)
    side = pen.between(0.82, 0.98)
    turned.shape(ink.dark, 0, 0.5, 0.24, 0.95, -0.24, 0.95)
    turned.shape(ink.main, 0, -0.95, side, -0.16, 0, 0.64, -side, -0.16)
    if pen.maybe(0.5):
        turned.shape(ink.light, 0, -0.95, side, -0.16, -side, -0.16)
    else:
        turned.oval(ink.light, 0, -0.2, 0.26)
    turned.curve(ink.mark, 0.05, -side, -0.16, 0, -0.6, side, -0.16)
    turned.stroke(ink.mark, 0.05, 0, -0.95, 0, 0.64)


def kite_round_with_streamers(pen: Pen, ink: Ink) -> None:
    """A disc or an octagon on crossed sticks, two or three ribbons at its foot."""
    count, radius = pen.count(2, 3), pen.between(0.5, 0.6)
    y, corners = radius - 0.97, 8 if pen.maybe(0.5) else 28
    for i in range(count):
        x = radius * 0.6 * (2 * i / (count - 1) - 1)
        sway = pen.between(-0.12, 0.12)
        pen.curve(ink.light if i % 2 else ink.dark, 0.08, x, y + radius * 0.7, x + sway, 0.4,
                  x - sway, 0.65, x + sway, 0.96)  # fmt: skip
    pen.shape(ink.main, *flat(ring(corners, radius, 0, y, 22.5)))
    if pen.maybe(0.7):
        pen.shape(ink.light, *flat(ring(corners, radius * 0.6, 0, y, 22.5)))
    for at in (45, 135) if pen.maybe(0.5) else (0, 60, 120):
        cos, sin = radius * math.cos(math.radians(at)), radius * math.sin(math.radians(at))
        pen.stroke(ink.mark, 0.04, -cos, y - sin, cos, y + sin)


def kite_foil(pen: Pen, ink: Ink) -> None:
    """A bent wing of cells, its lines meeting in one point."""
    lean = pen.placed(pen.between(-25, 25), 0.95)
    cells, deep = pen.count(5, 8), pen.between(0.3, 0.46)
    for i in range(0, cells + 1, 2):
        angle = math.radians(195 + 150 * i / cells)
        lean.stroke(METAL, 0.03, 0.92 * math.cos(angle), 0.1 + 0.92 * math.sin(angle), 0, 0.98)
    second = (ink.light, WHITE, ink.accent)[pen.count(0, 2)]
    for i in range(cells):
        edge: list[Point] = []
        for k in range(5):
            angle = math.radians(190 + 160 * (i + k / 4) / cells)
            edge.append((0.98 * math.cos(angle), 0.02 + 0.98 * math.sin(angle)))
        for k in range(4, -1, -1):
            angle = math.radians(190 + 160 * (i + k / 4) / cells)
            inner = 0.98 - deep * (0.4 + 0.6 * math.sin(math.pi * (i + k / 4) / cells))
            edge.append((inner * math.cos(angle), 0.02 + inner * math.sin(angle)))
        lean.shape(second if i % 2 else ink.main, *flat(edge))


def kite_on_its_line(pen: Pen, ink: Ink) -> None:
    """A smaller diamond high in a corner, the line sagging down to the other, a tail aside."""
    side, size = (-1 if pen.maybe(0.5) else 1), pen.between(0.46, 0.58)
    x, y = side * (0.93 - size * 0.86), size * 0.94 - 0.97
    turn = side * pen.between(18, 34)
    pen.curve(BLACK, 0.035, x, y, x - side * 0.3, y + 0.7, -side * 0.5, 0.74, -side * 0.95, 0.94)
    sin, cos = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    foot_x, foot_y = x - size * sin, y + size * cos
    _tail(pen, ink.dark, [(foot_x, foot_y), (foot_x + side * 0.16, foot_y + 0.18),
                          (foot_x + side * 0.1, foot_y + 0.38),
                          (foot_x + side * 0.26, foot_y + 0.5)], bows=pen.maybe(0.6))  # fmt: skip
    kite = pen.placed(turn, size, x, y)
    kite.shape(ink.main, 0, -0.98, 0.72, -0.2, 0, 1.0, -0.72, -0.2)
    kite.shape(ink.light if pen.maybe(0.5) else ink.dark, 0, -0.98, 0, 1.0, -0.72, -0.2)


def kite_striped_with_fringe(pen: Pen, ink: Ink) -> None:
    """A slim diamond in bands, tassels at its sides, and a ribbon."""
    wide, cross = pen.between(0.5, 0.66), pen.between(-0.5, -0.3)
    pen.curve(ink.dark, 0.08, 0, 0.4, 0.16, 0.56, -0.14, 0.74, 0.06, 0.97)
    for side in (-1, 1):
        for dx in (-0.05, 0.05, 0.14):
            pen.stroke(ink.dark, 0.04, side * wide, cross, side * (wide + dx), cross + 0.34)
    pen.shape(ink.main, 0, -0.97, wide, cross, 0, 0.46, -wide, cross)
    colour = (WHITE, ink.accent, ink.light)[pen.count(0, 2)]
    for low in (0.1, 0.62):
        x0, x1 = wide * (1 - low), wide * (1 - low - 0.24)
        y0, y1 = cross + (0.46 - cross) * low, cross + (0.46 - cross) * (low + 0.24)
        pen.shape(colour, -x0, y0, 0, y0 - 0.1, x0, y0, max(0.0, x1), y1, 0, y1 - 0.1,
                  -max(0.0, x1), y1)  # fmt: skip


def kite_childlike(pen: Pen, ink: Ink) -> None:
    """A broad diamond with a face or a heart of another colour, and a curly tail."""
    wide, top = pen.between(0.62, 0.8), pen.between(0.5, 0.62)
    pen.curve(ink.mark, 0.05, 0, 0.4, 0.12, 0.52, -0.1, 0.62, 0.12, 0.74, -0.1, 0.84, 0.06, 0.97)
    pen.shape(ink.main, 0, -0.97, wide, -0.97 + top, pen.between(-0.08, 0.08), 0.44, -wide,
              -0.97 + top + pen.between(-0.08, 0.08))  # fmt: skip
    eyes_and_smile(pen, ink.mark, -0.4, pen.between(0.8, 1.0))


def kite_quartered(pen: Pen, ink: Ink) -> None:
    """The usual one: a leaning diamond in four fields, a long waving tail with three bows."""
    side = -1 if pen.maybe(0.5) else 1
    lean, wide = pen.between(26, 36), pen.between(0.66, 0.76)
    sin, cos = math.sin(math.radians(lean)), math.cos(math.radians(lean))
    x, y, size = side * 0.3, -0.34, 0.66
    foot_x, foot_y = x - side * size * sin, y + size * cos
    _tail(pen, ink.accent, [(foot_x, foot_y), (foot_x - side * 0.26, foot_y + 0.12),
                            (foot_x - side * 0.3, foot_y + 0.36),
                            (foot_x - side * 0.02, foot_y + 0.5)], bows=True)  # fmt: skip
    kite = pen.placed(side * lean, size, x, y)
    for u, v, fill in ((wide, -0.97, ink.main), (-wide, -0.97, ink.light), (wide, 0.97, ink.dark),
                       (-wide, 0.97, ink.main)):  # fmt: skip
        kite.shape(fill, 0, v, u, -0.24, 0, -0.24)


# Umbrellas.


def _canopy(
    y: float, height: float, bumps: int, sag: float, half: float = 0.96
) -> tuple[list[Point], list[Point]]:
    """Its dome from left to right, and its scalloped rim back, `bumps` hollows of depth `sag`."""
    dome = [(-half * math.cos(math.pi * i / 16), y - height * math.sin(math.pi * i / 16))
            for i in range(17)]  # fmt: skip
    rim: list[Point] = []
    for i in range(bumps):
        for k in range(1, 7):
            share = (i + k / 6) / bumps
            x = half * (1 - 2 * share)
            rim.append((x, y - sag * math.sin(math.pi * k / 6)))
    return dome, rim


def _hook(  # noqa: PLR0917 - as Pen.arc
    pen: Pen, fill: Rgb, x: float, foot: float, radius: float, width: float
) -> None:
    """A handle bent round, to the right or the left by the sign of the radius."""
    size = abs(radius)
    start, end = (180.0, 0.0) if radius > 0 else (0.0, 180.0)
    pen.arc(fill, width, x + radius, foot - size, size, size, start, end)


def _panels(  # noqa: PLR0917 - as Pen.arc
    pen: Pen, shades: tuple[Rgb, Rgb], count: int, y: float, height: float, half: float, sag: float
) -> None:
    """A dome over the level `y` in strips of two colours, each strip's rim hollow by `sag`."""
    edges: list[list[Point]] = []
    for i in range(count + 1):
        x = -half * math.cos(math.pi * i / count)
        angles = [math.pi / 2 * k / 7 for k in range(8)]
        edges.append([(x * math.sin(angle), y - height * math.cos(angle)) for angle in angles])
    for i, (left, right) in enumerate(pairwise(edges)):
        middle = ((left[-1][0] + right[-1][0]) / 2, y - sag)
        pen.shape(shades[i % 2], *flat(left), *middle, *flat(right[::-1]))


def umbrella_with_ribs(pen: Pen, ink: Ink) -> None:
    """From the side, a scalloped rim and ribs up to the tip; low or high."""
    height, bumps = pen.between(0.6, 0.95), pen.count(3, 6)
    top = -0.86
    y = top + height
    handle = WOOD if pen.maybe(0.5) else BLACK
    side = -1 if pen.maybe(0.5) else 1
    pen.stroke(handle, 0.06, 0, -0.97, 0, 0.8)
    _hook(pen, handle, 0, 0.95, side * 0.15, 0.08)
    dome, rim = _canopy(y, height, bumps, pen.between(0.06, 0.14))
    pen.shape(ink.main, *flat(dome), *flat(rim))
    for i in range(1, bumps):
        x = -0.96 + 1.92 * i / bumps
        pen.curve(ink.dark, 0.04, 0, top, x * 0.78, top + height * 0.42, x, y)


def umbrella_panelled(pen: Pen, ink: Ink) -> None:
    """From the side, every other panel in another colour."""
    height, panels = pen.between(0.7, 0.92), pen.count(2, 3) * 2 + 1
    y = height - 0.9
    second = (WHITE, ink.light, ink.accent)[pen.count(0, 2)]
    pen.stroke(METAL, 0.06, 0, -0.97, 0, 0.84)
    pen.rounded(BLACK, -0.07, 0.6, 0.07, 0.97, 0.06)
    _panels(pen, (ink.main, second), panels, y, height, 0.96, pen.between(0.02, 0.08))


def umbrella_furled(pen: Pen, ink: Ink) -> None:
    """Closed: a slim cone of cloth, a spike, a bent handle."""
    turned = pen.placed(pen.between(-34, 34), 0.97)
    wide, handle = pen.between(0.17, 0.26), WOOD if pen.maybe(0.6) else BLACK
    side = -1 if pen.maybe(0.5) else 1
    turned.stroke(METAL, 0.06, 0, 0.7, 0, 0.99)
    turned.stroke(handle, 0.09, 0, -0.5, 0, -0.8)
    turned.arc(handle, 0.09, side * 0.17, -0.8, 0.17, 0.17, 180, 360)
    turned.stroke(handle, 0.09, side * 0.34, -0.81, side * 0.34, -0.68)
    turned.smooth(ink.main, -wide * 0.5, -0.6, 0, -0.52, wide * 0.5, -0.6, wide, -0.32, wide * 0.7,
                  0.2, 0.04, 0.82, -0.04, 0.82, -wide * 0.7, 0.2, -wide, -0.32)  # fmt: skip
    for x in (-0.3, 0.4):
        turned.curve(ink.dark, 0.045, x * wide, -0.5, x * wide * 1.2, -0.1, 0, 0.78)
    if pen.maybe(0.7):
        turned.shape(ink.light, -wide * 0.96, -0.2, wide * 0.95, -0.12, wide * 0.9, 0.0,
                     -wide * 0.92, -0.08)  # fmt: skip


def umbrella_rolled_short(pen: Pen, ink: Ink) -> None:
    """A folding one, closed: a thick roll, a straight grip with a loop."""
    turned = pen.placed(pen.between(-30, 30) + (90 if pen.maybe(0.3) else 0), 0.98)
    wide = pen.between(0.24, 0.34)
    turned.arc(BLACK, 0.04, 0, 0.84, 0.12, 0.13)
    turned.rounded(BLACK, -0.13, 0.4, 0.13, 0.8, 0.08)
    turned.shape(ink.main, -wide * 0.8, 0.5, wide * 0.8, 0.5, wide, 0.3, wide * 0.8, -0.8,
                 -wide * 0.8, -0.8, -wide, 0.3)  # fmt: skip
    for x in (-0.5, 0.2):
        turned.stroke(ink.dark, 0.05, x * wide, -0.8, (x + 0.3) * wide, 0.5)
    turned.stroke(ink.light, 0.12, -wide * 0.95, 0.02, wide * 0.95, 0.1)
    turned.box(METAL, -0.07, -0.97, 0.07, -0.78)


def umbrella_from_above(pen: Pen, ink: Ink) -> None:
    """Six to ten fields about a tip."""
    count, start = pen.count(6, 10), pen.between(0, 40)
    tips = ring(count, 0.97, start=start)
    hollows = ring(count, 0.97 * math.cos(math.pi / count) * 0.94, start=start + 180 / count)
    second = (ink.dark, ink.light, WHITE, ink.main)[pen.count(0, 3)]
    pen.shape(ink.main, *flat([p for both in zip(tips, hollows, strict=True) for p in both]))
    if second != ink.main:
        for i in range(0, count - 1, 2):
            pen.shape(second, 0, 0, *tips[i], *hollows[i], *tips[i + 1])
    for x, y in tips:
        pen.stroke(ink.mark if pen.maybe(0.3) else ink.dark, 0.03, 0, 0, x, y)
    pen.oval(BLACK, 0, 0, 0.07)


def umbrella_on_the_beach(pen: Pen, ink: Ink) -> None:
    """A parasol leaning on a pole in the sand."""
    side, lean = (-1 if pen.maybe(0.5) else 1), pen.between(10, 26)
    second, fields = (WHITE if pen.maybe(0.6) else ink.accent), pen.count(2, 3) * 2 + 1
    if pen.maybe(0.7):
        pen.oval(SAND, -side * 0.24, 0.88, 0.6, 0.09)
    top = pen.placed(side * lean, 0.94, side * 0.06, 0.06)
    top.stroke(WOOD if pen.maybe(0.5) else METAL, 0.06, 0, -0.9, 0, 0.96)
    height, y = pen.between(0.5, 0.66), pen.between(-0.34, -0.24)
    _panels(top, (ink.main, second), fields, y, height, 0.88, pen.between(-0.03, 0.04))
    top.oval(ink.main, 0, y - height, 0.06)


def umbrella_of_paper(pen: Pen, ink: Ink) -> None:
    """A parasol, flat as a hat, with many ribs, on a straight stick."""
    turned = pen.placed(pen.between(-30, 30), 0.94)
    height, ribs = pen.between(0.36, 0.6), pen.count(5, 9)
    turned.stroke(WOOD, 0.06, 0, -0.7, 0, 0.98)
    y = -0.7 + height
    turned.shape(ink.main, 0, -0.72, 0.98, y, 0.0, y + pen.between(0.06, 0.14), -0.98, y)
    for i in range(1, ribs):
        x = -0.98 + 1.96 * i / ribs
        turned.stroke(ink.dark, 0.03, 0, -0.7, x, y + 0.06 * (1 - abs(x)))
    turned.shape(ink.dark if pen.maybe(0.5) else ink.light, 0, -0.78, 0.24, -0.7 + height * 0.24,
                 -0.24, -0.7 + height * 0.24)  # fmt: skip


def umbrella_lying_open(pen: Pen, ink: Ink) -> None:
    """Put down to dry: its inside half seen, the handle to the front."""
    side = -1 if pen.maybe(0.5) else 1
    turned = pen.placed(side * pen.between(-15, 25), 0.94, side * 0.04, 0)
    count, squeeze = 8, pen.between(0.5, 0.72)
    rim = [(side * (squeeze * x - 0.2), 0.9 * y) for x, y in ring(count, 1.0, start=22)]
    top, low = min(rim, key=lambda p: p[1]), max(rim, key=lambda p: p[1])
    turned.shape(ink.main, side * -0.97, 0, side * -0.86, -0.5, *top, side * -0.2, 0, *low,
                 side * -0.86, 0.5)  # fmt: skip
    turned.shape(ink.dark, *flat(rim))
    for x, y in rim:
        turned.stroke(METAL, 0.03, side * -0.6, 0, x, y)
    turned.stroke(METAL, 0.06, side * -0.6, 0, side * 0.84, 0.08)
    turned.arc(WOOD, 0.09, side * 0.84, 0.2, 0.12, 0.13, -90,
               90 if side > 0 else -270)  # fmt: skip


def umbrella_in_rain(pen: Pen, ink: Ink) -> None:
    """A half disc with a hook, drops falling about it."""
    drop, slant = (70, 130, 210), pen.between(0, 0.1)
    for i in range(pen.count(4, 6)):
        x = -0.86 + 0.34 * i
        y = -0.9 + 0.1 * (i % 2)
        pen.stroke(drop, 0.06, x, y, x - slant, y + 0.2)
    top = pen.between(-0.6, -0.5)
    pen.stroke(ink.dark, 0.09, 0, top, 0, 0.76)
    _hook(pen, ink.dark, 0, 0.94, (-1 if pen.maybe(0.5) else 1) * 0.18, 0.09)
    pen.wedge(ink.main, 0, 0.2, pen.between(0.82, 0.94), 0.2 - top, 180, 360)


def umbrella_domed(pen: Pen, ink: Ink) -> None:
    """A deep bell, drawn in at its rim."""
    wide = pen.between(0.66, 0.8)
    pen.stroke(METAL, 0.06, 0, -0.97, 0, 0.9)
    _hook(pen, BLACK, 0, 0.97, 0.12, 0.08)
    pen.smooth(ink.main, 0, -0.9, wide * 0.6, -0.74, wide * 0.96, -0.3, wide, 0.1,
               wide * 0.92, 0.36, wide * 0.5, 0.3, 0, 0.38, -wide * 0.5, 0.3,
               -wide * 0.92, 0.36, -wide, 0.1, -wide * 0.96, -0.3, -wide * 0.6, -0.74)  # fmt: skip
    for side in (-1, 1):
        pen.curve(ink.light, 0.05, 0, -0.88, side * wide * 0.4, -0.4, side * wide * 0.46, 0.3)
    if pen.maybe(0.5):
        pen.curve(ink.dark, 0.08, -wide * 0.94, 0.24, -wide * 0.5, 0.18, 0, 0.25, wide * 0.5, 0.18,
                  wide * 0.94, 0.24)  # fmt: skip


def umbrella_blown_inside_out(pen: Pen, ink: Ink) -> None:
    turned = pen.placed(pen.between(-12, 12), 0.86)
    up, count = pen.between(0.5, 0.74), 4
    turned.stroke(METAL, 0.06, 0, -0.2, 0, 0.84)
    _hook(turned, WOOD, 0, 0.98, 0.15, 0.09)
    tips = [
        (-0.96 + 1.92 * i / count, -0.2 - up * (0.9 if i % 2 else 1.0)) for i in range(count + 1)
    ]
    edge: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise(tips):
        edge += [(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + 0.14)]
    turned.shape(ink.main, *flat([*edge, tips[-1]]), 0.6, -0.2, 0.0, 0.06, -0.6, -0.2)
    for x, y in tips:
        turned.curve(ink.dark, 0.04, x, y, x * 0.55, -0.2, 0, 0.04)


def umbrella_over_the_shoulder(pen: Pen, ink: Ink) -> None:
    """Three-quarter from outside: a round of fields about a tip off its middle, handle below."""
    side, count = (-1 if pen.maybe(0.5) else 1), pen.count(7, 9)
    handle = WOOD if pen.maybe(0.6) else BLACK
    pen.stroke(handle, 0.07, side * -0.1, 0.0, side * 0.46, 0.82)
    pen.arc(handle, 0.08, side * 0.58, 0.8, 0.13, 0.13, -20, 200)
    low = pen.between(0.6, 0.72)
    rim = [(0.94 * x, low * y - 0.24) for x, y in ring(count, 1.0, start=pen.between(0, 30))]
    tip = (side * pen.between(-0.4, -0.2), pen.between(-0.6, -0.44))
    second = (ink.light, ink.dark, WHITE)[pen.count(0, 2)]
    for i in range(count):
        (x0, y0), (x1, y1) = rim[i], rim[(i + 1) % count]
        hollow = ((x0 + x1) * 0.48, (y0 + y1 + 0.48) * 0.48 - 0.24)
        pen.shape(second if i % 2 else ink.main, *tip, x0, y0, *hollow, x1, y1)
    pen.oval(BLACK, *tip, 0.06)


def umbrella_three_scallops(pen: Pen, ink: Ink) -> None:
    """The sign: a dome on three hollows, a spike, a thick hook."""
    height, y = pen.between(0.78, 0.9), 0.04
    side = -1 if pen.maybe(0.5) else 1
    pen.stroke(ink.dark, 0.1, 0, -0.97, 0, 0.76)
    _hook(pen, ink.dark, 0, 0.94, side * 0.2, 0.1)
    dome, rim = _canopy(y, height, 3, pen.between(0.16, 0.22), 0.95)
    pen.shape(ink.main, *flat(dome), *flat(rim))


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "balloon": (
        balloon_bunch,
        balloon_large_and_near,
        balloon_on_a_long_string,
        balloon_pair,
        balloon_with_face,
        balloon_patterned,
        balloon_heart,
        balloon_foil,
    ),
    "hot air balloon": (
        hot_air_balloon_gored,
        hot_air_balloon_bands,
        hot_air_balloon_from_below,
        hot_air_balloon_checked,
        hot_air_balloon_of_old,
        hot_air_balloon_icon,
        hot_air_balloon_with_crew,
        hot_air_balloon_two,
        hot_air_balloon_childlike,
    ),
    "kite": (
        kite_leaning_with_spars,
        kite_box,
        kite_six_cornered,
        kite_steered,
        kite_fighter,
        kite_round_with_streamers,
        kite_foil,
        kite_on_its_line,
        kite_striped_with_fringe,
        kite_childlike,
    ),
    "umbrella": (
        umbrella_with_ribs,
        umbrella_panelled,
        umbrella_furled,
        umbrella_rolled_short,
        umbrella_from_above,
        umbrella_on_the_beach,
        umbrella_of_paper,
        umbrella_lying_open,
        umbrella_in_rain,
        umbrella_domed,
        umbrella_blown_inside_out,
        umbrella_over_the_shoulder,
    ),
}

UNSEEN: dict[str, Drawing] = {
    "balloon": balloon_leaning,
    "hot air balloon": hot_air_balloon_belted,
    "kite": kite_quartered,
    "umbrella": umbrella_three_scallops,
}

POSES: dict[Drawing, str] = {}
