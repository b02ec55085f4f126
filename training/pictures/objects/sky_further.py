"""Suns, moons, clouds, rainbows, stars and hearts as other hands draw them."""

import math
from itertools import pairwise

from training.pictures.canvas import (
    BLACK,
    LEAF,
    WHITE,
    WOOD,
    Drawing,
    Ink,
    Pen,
    Point,
    Rgb,
    mix,
)
from training.pictures.objects.sky import RAINBOW

YELLOW: Rgb = (250, 208, 64)
RAIN: Rgb = (70, 130, 210)


def flat(points: list[Point]) -> list[float]:
    return [value for point in points for value in point]


def ring(
    count: int, radius: float, x: float = 0.0, y: float = 0.0, start: float = 0.0
) -> list[Point]:
    """Points at equal angles around (x, y), from `start` degrees on."""
    angles = [math.radians(start) + math.tau * i / count for i in range(count)]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def star_points(count: int, inner: float, outer: float, start: float = -90.0) -> list[Point]:
    tips = ring(count, outer, start=start)
    dents = ring(count, inner, start=start + 180 / count)
    return [point for both in zip(tips, dents, strict=True) for point in both]


def scallops(points: list[Point], bulge: float) -> list[float]:
    """Round bumps from each point to the next, to the left of the way (upwards, going right)."""
    edge: list[float] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = (x1 - x0) / 2, (y1 - y0) / 2
        for i in range(8):
            along, out = -math.cos(math.pi * i / 8), bulge * math.sin(math.pi * i / 8)
            edge += [x0 + dx * (1 + along) + dy * out, y0 + dy * (1 + along) - dx * out]
    return [*edge, *points[-1]]


def eyes_and_smile(
    pen: Pen, colour: Rgb, y: float = 0.0, size: float = 1.0, x: float = 0.0
) -> None:
    eye = size * pen.between(0.06, 0.1)
    for side in (-1, 1):
        pen.oval(colour, x + side * size * 0.22, y - size * 0.12, eye, eye * pen.between(1, 1.5))
    depth = size * pen.between(0.12, 0.24)
    pen.arc(colour, size * 0.07, x, y + size * 0.08, size * 0.28, depth, 15, 165)


# Suns.


def _triangle_rays(  # noqa: PLR0917 - as Pen.arc
    pen: Pen, fill: Rgb, count: int, near: float, far: float, share: float
) -> None:
    """`share` is how much of the way around the feet of the rays take."""
    half = math.pi / count * share
    for x, y in ring(count, 1.0, start=-90):
        cos, sin = math.cos(half), math.sin(half)
        pen.shape(fill, near * (x * cos - y * sin), near * (y * cos + x * sin), far * x, far * y,
                  near * (x * cos + y * sin), near * (y * cos - x * sin))  # fmt: skip


def sun_face(pen: Pen, ink: Ink) -> None:
    body = pen.between(0.5, 0.66)
    rays = ink.main if pen.maybe(0.5) else ink.dark
    _triangle_rays(pen, rays, pen.count(8, 16), body - 0.02, 0.98, pen.between(0.6, 1.0))
    pen.oval(ink.main, 0, 0, body)
    if pen.maybe(0.5):
        for x in (-0.34, 0.34):
            pen.oval(ink.light, x, 0.12, 0.1)
    eyes_and_smile(pen, ink.mark, size=body * 1.5)


def sun_flames(pen: Pen, ink: Ink) -> None:
    """Rays that all curl the same way, in one outline."""
    count, inner = pen.count(8, 12), pen.between(0.5, 0.62)
    lean = pen.between(8, 22)
    tips = ring(count, 0.94, start=lean)
    sides = ring(count, inner * 1.2, start=-70 / count)
    dents = ring(count, inner, start=180 / count)
    pen.smooth(
        ink.main, *flat([p for three in zip(sides, tips, dents, strict=True) for p in three])
    )
    if pen.maybe(0.6):
        pen.oval(ink.light, 0, 0, inner * 0.8)


def sun_half_at_horizon(pen: Pen, ink: Ink) -> None:
    base, body, count = pen.between(0.3, 0.5), pen.between(0.46, 0.62), pen.count(5, 9)
    thick = pen.between(0.06, 0.13)
    for i in range(count):
        angle = math.pi * (i + 0.5) / count
        x, y = math.cos(angle), -math.sin(angle)
        far = min(0.95, (base + 0.94) / max(0.01, -y))
        near = body + 0.13
        pen.stroke(ink.main, thick, near * x, base + near * y, far * x, base + far * y)
    pen.wedge(ink.main, 0, base, body, body, 180, 360)
    lines = pen.count(1, 3)
    sea = ink.main if pen.maybe(0.5) else ink.dark
    for i in range(lines):
        half = 0.98 - i * pen.between(0.2, 0.3)
        pen.box(sea, -half, base + 0.06 + i * 0.17, half, base + 0.15 + i * 0.17)


def sun_in_corner(pen: Pen, ink: Ink) -> None:
    side = -1 if pen.maybe(0.5) else 1
    body, count, wide = pen.between(0.85, 1.1), pen.count(4, 7), pen.between(0.09, 0.17)
    for i in range(count):
        angle = math.radians(90 * (i + 0.5) / count)
        x, y = math.cos(angle), math.sin(angle)
        far = (1.75 if i % 2 else 1.9) - pen.between(0, 0.1)
        near = body + 0.12
        pen.stroke(ink.main, wide, side * (near * x - 0.98), near * y - 0.98,
                   side * (far * x - 0.98), far * y - 0.98)  # fmt: skip
    quarter = [(body * math.cos(math.pi * i / 24), body * math.sin(math.pi * i / 24))
               for i in range(13)]  # fmt: skip
    edge = [(side * (x - 0.98), y - 0.98) for x, y in quarter]
    pen.shape(ink.main, side * -0.98, -0.98, *flat(edge))


def sun_spiky(pen: Pen, ink: Ink) -> None:
    """One many-pointed star, with the disc upon it."""
    count, inner = pen.count(10, 22), pen.between(0.58, 0.76)
    pen.shape(ink.main, *flat(star_points(count, inner, 0.98)))
    if pen.maybe(0.7):
        pen.oval(ink.light if pen.maybe(0.5) else ink.dark, 0, 0, inner * pen.between(0.8, 0.9))


def sun_dotted(pen: Pen, ink: Ink) -> None:
    """Dots around the disc in place of rays."""
    count, dot = pen.count(8, 12), pen.between(0.08, 0.12)
    for x, y in ring(count, 0.98 - dot, start=pen.between(0, 40)):
        pen.oval(ink.main, x, y, dot)
    pen.oval(ink.main, 0, 0, pen.between(0.48, 0.62))


def sun_glowing(pen: Pen, ink: Ink) -> None:
    """A bare disc in its halo, as a camera sees it."""
    pen.oval(mix(ink.light, WHITE, 0.35), 0, 0, 0.97)
    pen.oval(ink.light, 0, 0, pen.between(0.76, 0.86))
    pen.oval(ink.main, 0, 0, pen.between(0.5, 0.68))


def sun_long_and_short_rays(pen: Pen, ink: Ink) -> None:
    """Long triangles, with short lines or small triangles between them."""
    count, body = pen.count(6, 9), pen.between(0.4, 0.5)
    _triangle_rays(pen, ink.main, count, body + pen.between(0.02, 0.1), 0.98, 0.75)
    for x, y in ring(count, 1.0, start=-90 + 180 / count):
        far = pen.between(0.74, 0.84)
        pen.stroke(ink.dark, 0.08, (body + 0.1) * x, (body + 0.1) * y, far * x, far * y)
    pen.oval(ink.main, 0, 0, body)


def sun_with_glasses(pen: Pen, ink: Ink) -> None:
    body = pen.between(0.58, 0.68)
    _triangle_rays(pen, ink.dark, pen.count(9, 13), body + 0.06, 0.98, pen.between(0.5, 0.8))
    pen.oval(ink.main, 0, 0, body)
    pen.box(BLACK, -0.5, -0.24, 0.5, -0.14)
    for x in (-0.25, 0.25):
        pen.wedge(BLACK, x, -0.18, 0.2, pen.between(0.2, 0.3), 0, 180)
    pen.arc(ink.mark, 0.07, 0, 0.14, 0.28, 0.22, 15, 165)


def sun_scribbled(pen: Pen, ink: Ink) -> None:
    """Crayon: a crooked disc, and uneven strokes away from it."""
    body = pen.between(0.42, 0.56)
    for x, y in ring(pen.count(9, 15), 1.0, start=pen.between(-90, -60)):
        near, far, bend = body + pen.between(-0.05, 0.1), pen.between(0.78, 0.95), 0.08
        pen.curve(ink.main, 0.09, near * x, near * y,
                  0.75 * x + pen.between(-bend, bend), 0.75 * y + pen.between(-bend, bend),
                  far * x, far * y)  # fmt: skip
    crooked = [pen.between(0.92, 1.08) * body for _ in range(9)]
    around = [p for (x, y), r in zip(ring(9, 1.0), crooked, strict=True) for p in (x * r, y * r)]
    pen.smooth(ink.main, *around)


def sun_eight_bars(pen: Pen, ink: Ink) -> None:
    """The weather icon: a disc and eight short thick bars."""
    body, thick = pen.between(0.44, 0.52), pen.between(0.07, 0.1)
    for i in range(8):
        turned = pen.placed(45 * i)
        turned.rounded(ink.main, body + 0.14, -thick, 0.97, thick, thick * 0.95)
    pen.oval(ink.main, 0, 0, body)


# Moons.


def _crescent(pen: Pen, fill: Rgb, cut: float, radius: float = 0.95) -> None:
    """The left limb; `cut` is where the inner edge lies, from -1 (nothing) over 0 (half) to 1."""
    angles = [math.radians(90 + 180 * i / 24) for i in range(25)]
    edge = [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
    edge += [(-cut * radius * math.cos(angle), radius * math.sin(angle)) for angle in angles[::-1]]
    pen.shape(fill, *flat(edge))


def _grey(ink: Ink) -> Rgb:
    return mix(ink.main, (100, 100, 110), 0.42)


def _cut_disc(radius: float, gone_x: float, gone_radius: float) -> list[Point]:
    """A disc without a disc to its right that reaches into it; tips beyond the middle."""
    along = (gone_x**2 + radius**2 - gone_radius**2) / (2 * gone_x)
    tip = math.acos(along / radius)
    inner = math.pi - math.acos((gone_x - along) / gone_radius)
    outer_angles = [tip + (math.tau - 2 * tip) * i / 26 for i in range(27)]
    inner_angles = [-inner + (2 * inner - math.tau) * i / 18 for i in range(19)]
    points = [(radius * math.cos(angle), radius * math.sin(angle)) for angle in outer_angles]
    return points + [
        (gone_x + gone_radius * math.cos(angle), gone_radius * math.sin(angle))
        for angle in inner_angles
    ]


def moon_sickle(pen: Pen, ink: Ink) -> None:
    """One disc cut out of another, whichever way round."""
    turned = pen.placed(pen.between(0, 360))
    turned.shape(ink.main, *flat(_cut_disc(0.97, pen.between(0.3, 0.6), pen.between(0.7, 0.84))))


def moon_new_and_thin(pen: Pen, ink: Ink) -> None:
    """A thin sickle along the dark rest of the disc."""
    turned = pen.placed(pen.between(-60, 60) + (180 if pen.maybe(0.5) else 0))
    turned.oval(mix(ink.dark, (20, 24, 40), 0.55), 0, 0, 0.94)
    _crescent(turned, ink.main, pen.between(-0.6, -0.25))


def moon_gibbous(pen: Pen, ink: Ink) -> None:
    turned = pen.placed(pen.between(-50, 50) + (180 if pen.maybe(0.5) else 0))
    _crescent(turned, ink.main, pen.between(0.3, 0.75))
    for x, y, radius in ((-0.5, -0.3, 0.19), (-0.12, 0.3, 0.24), (-0.05, -0.56, 0.12),
                         (-0.56, 0.4, 0.13), (-0.14, -0.12, 0.1)):  # fmt: skip
        size = radius * pen.between(0.7, 1.1)
        turned.oval(_grey(ink), x + pen.between(-0.07, 0.07), y, size)
        if pen.maybe(0.4):
            turned.arc(ink.light, 0.04, x, y, size, size, 90, 270)


def moon_half(pen: Pen, ink: Ink) -> None:
    turned = pen.placed(pen.between(-40, 40) + (180 if pen.maybe(0.5) else 0), 1, 0, 0)
    _crescent(turned, ink.main, pen.between(-0.08, 0.12))
    for i in range(pen.count(2, 4)):
        y = -0.6 + 0.4 * i + pen.between(-0.1, 0.1)
        turned.oval(_grey(ink), -0.16 - pen.between(0, 0.3), y, pen.between(0.07, 0.14))


def moon_man_in_profile(pen: Pen, ink: Ink) -> None:
    """A sickle whose inner edge is a face with nose and chin."""
    nose, chin = pen.between(0.14, 0.36), pen.between(0.3, 0.44)
    turned = pen.placed(pen.between(-20, 20), 0.94)
    turned.smooth(ink.main, 0.5, -0.94, -0.1, -0.98, -0.66, -0.7, -0.96, 0.0, -0.7, 0.66, -0.1,
                  0.97, 0.6, 0.92, 0.3, 0.8, chin - 0.1, 0.66, chin - 0.12, 0.54, -0.04, 0.46,
                  0.08, 0.36, -0.04, 0.26, 0.0, 0.18, nose, 0.08, 0.02, -0.14, -0.06,
                  -0.4, 0.14, -0.74)  # fmt: skip
    turned.oval(WHITE, -0.3, -0.16, 0.1, 0.08)
    turned.oval(BLACK, -0.27, -0.16, 0.05)
    turned.curve(ink.dark, 0.06, -0.16, 0.38, -0.32, 0.42, -0.42, 0.34)
    if pen.maybe(0.4):
        turned.oval(ink.dark, -0.5, 0.16, 0.1)


def moon_full_with_face(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, 0, 0, pen.between(0.9, 0.97))
    asleep = pen.maybe(0.5)
    for x in (-0.34, 0.34):
        if asleep:
            pen.arc(ink.mark, 0.06, x, -0.16, 0.15, 0.12, 0, 180)
        else:
            pen.oval(ink.mark, x, -0.16, 0.09, 0.12)
        pen.oval(ink.dark, x * 1.6, 0.16, 0.12, 0.09)
    pen.arc(ink.mark, 0.06, 0, 0.2, 0.3, pen.between(0.15, 0.3), 15, 165)
    if pen.maybe(0.5):
        pen.curve(ink.dark, 0.06, -0.03, -0.14, 0.08, 0.08, -0.04, 0.12)


def moon_seas(pen: Pen, ink: Ink) -> None:
    """The full moon as the eye sees it, with its dark plains."""
    turned = pen.placed(pen.between(-40, 40))
    turned.oval(ink.main, 0, 0, 0.96)
    grey, wobble = _grey(ink), pen.between(-0.06, 0.06)
    turned.smooth(grey, -0.7, -0.1, -0.56, -0.5 + wobble, -0.16, -0.66, 0.0, -0.4, -0.3, -0.2,
                  -0.2, 0.16, -0.5, 0.4)  # fmt: skip
    turned.smooth(
        grey, 0.06, -0.46, 0.36, -0.6, 0.5 - wobble, -0.3, 0.66, 0.0, 0.4, 0.16, 0.2, -0.1
    )
    turned.oval(grey, 0.72, -0.3, 0.1, 0.16)
    if pen.maybe(0.7):
        turned.smooth(grey, -0.36, 0.4, -0.1, 0.3, 0.06, 0.5, -0.2, 0.62)
    turned.oval(ink.light, 0.1, 0.7, 0.08)
    for x, y in ring(pen.count(4, 6), 0.24, 0.1, 0.7, 200):
        turned.stroke(ink.light, 0.03, 0.1, 0.7, x, min(y, 0.84))


def moon_sickle_and_star(pen: Pen, ink: Ink) -> None:
    side, lean = (-1 if pen.maybe(0.5) else 1), pen.between(-35, 35)
    turned = pen.placed(lean + (180 if side < 0 else 0))
    turned.shape(ink.main, *flat(_cut_disc(0.96, pen.between(0.3, 0.42), pen.between(0.68, 0.76))))
    upright = turned.placed(pen.between(-30, 30), pen.between(0.2, 0.32), 0.48, 0.0)
    colour = ink.main if pen.maybe(0.6) else WHITE
    upright.shape(colour, *flat(star_points(5, 0.42, 1.0)))


def moon_rimmed_craters(pen: Pen, ink: Ink) -> None:
    """Full, shaded along one side, with craters that have rims."""
    turned = pen.placed(pen.between(0, 360))
    turned.oval(ink.main, 0, 0, 0.96)
    _crescent(turned, ink.dark, pen.between(-0.86, -0.55), 0.96)
    for x, y in ring(pen.count(3, 5), pen.between(0.42, 0.54), 0.14, 0, pen.between(0, 90)):
        size = pen.between(0.1, 0.24)
        turned.oval(ink.light, x, y, size * 1.25, size * 1.25)
        turned.oval(ink.dark, x, y, size)


def moon_chubby_with_craters(pen: Pen, ink: Ink) -> None:
    """A plump, leaning sickle with round tips and a few craters."""
    turned = pen.placed(pen.between(-40, -15), 0.9)
    tip = pen.between(0.44, 0.6)
    turned.smooth(ink.main, tip, -0.82, tip - 0.1, -0.97, -0.1, -0.99, -0.66, -0.7, -0.97, 0.0,
                  -0.66, 0.7, -0.1, 0.99, tip - 0.1, 0.97, tip, 0.82, 0.2, 0.62, 0.0, 0.3, -0.05,
                  0.0, 0.0, -0.3, 0.2, -0.62)  # fmt: skip
    for x, y, radius in ((-0.5, -0.36, 0.16), (-0.6, 0.16, 0.1), (-0.3, 0.56, 0.17)):
        turned.oval(ink.dark, x, y, radius * pen.between(0.8, 1.1))


# Clouds.


def _bumpy(  # noqa: PLR0917 - as Pen.arc
    pen: Pen, fill: Rgb, y: float, height: float, bumps: int, half: float = 0.84
) -> None:
    """A flat foot at `y`, and round bumps from its left end over the top to its right end."""
    angles = [math.pi * i / bumps + (pen.between(-0.13, 0.13) if 0 < i < bumps else 0)
              for i in range(bumps + 1)]  # fmt: skip
    points = [(-half * math.cos(angle), y - height * math.sin(angle)) for angle in angles]
    pen.shape(fill, *scallops(points, pen.between(0.85, 1.1)))


def cloud_bumpy_with_flat_foot(pen: Pen, ink: Ink) -> None:
    bumps = pen.count(4, 6)
    height = pen.between(0.45, 0.75)
    _bumpy(pen, ink.main, height * 0.6, height, bumps, 0.8 - 0.03 * (6 - bumps))


def cloud_scalloped_around(pen: Pen, ink: Ink) -> None:
    """Bumps all around, as children and comics draw it."""
    count, ry, start = pen.count(7, 12), pen.between(0.4, 0.6), pen.between(0, 40)
    points = [(0.78 * x, ry * y) for x, y in ring(count, 1.0, start=start)]
    pen.shape(ink.main, *scallops([*points, points[0]], pen.between(0.8, 1.1)))
    if pen.maybe(0.5):
        pen.arc(ink.dark, 0.05, -0.4, 0.0, 0.22, ry * 0.5, 180, 290)
        pen.arc(ink.dark, 0.05, 0.3, ry * 0.3, 0.3, ry * 0.4, 10, 110)


def cloud_towering(pen: Pen, ink: Ink) -> None:
    """A heap of many balls, as on a hot afternoon."""
    tall = pen.between(0.5, 0.85)
    for row, half in enumerate((0.68, 0.5, 0.3)):
        count = 4 - row
        for i in range(count):
            x = -half + 2 * half * i / (count - 1) + pen.between(-0.05, 0.05)
            y = 0.42 - tall * row * 0.5 + pen.between(-0.06, 0.06)
            radius = pen.between(0.23, 0.27) + 0.03 * row
            pen.oval(ink.dark, x, y + 0.04, radius)
            pen.oval(ink.main, x, y - 0.03, radius)
    pen.oval(ink.main, 0, 0.2, 0.62, 0.36)


def cloud_bars(pen: Pen, ink: Ink) -> None:
    """Flat design: long bars with round ends upon each other."""
    rows = pen.count(3, 4)
    high = pen.between(0.24, 0.3)
    widths = (0.34, 0.62, 0.95, 0.66) if pen.maybe(0.6) else (0.45, 0.95, 0.75, 0.4)
    shift = pen.between(-0.15, 0.15)
    for i in range(rows):
        half = widths[i]
        x = shift * (1 if i % 2 else -1) * (1 - half) * 4
        x = max(half - 0.97, min(0.97 - half, x))
        top = -high * rows / 2 + high * i
        pen.rounded(ink.main, x - half, top, x + half, top + high * 1.12, high * 0.5)


def cloud_raining(pen: Pen, ink: Ink) -> None:
    drops, slant = pen.count(3, 6), pen.between(0, 0.16)
    round_drops = pen.maybe(0.4)
    for i in range(drops):
        x = -0.6 + 1.2 * i / (drops - 1)
        for y in (0.36, 0.7) if i % 2 else (0.5, 0.82):
            if round_drops:
                pen.smooth(RAIN, x, y - 0.14, x + 0.07, y + 0.04, x, y + 0.12, x - 0.07, y + 0.04)
            else:
                pen.stroke(RAIN, 0.06, x, y - 0.1, x - slant, y + 0.12)
    _bumpy(pen, ink.main, 0.16, 0.6, pen.count(3, 5), 0.78)


def cloud_with_lightning(pen: Pen, ink: Ink) -> None:
    x, wide = pen.between(-0.25, 0.25), pen.between(0.9, 1.15)
    bolt = [(-0.02, 0.0), (0.26, 0.0), (0.12, 0.34), (0.28, 0.34), (-0.16, 0.98), (-0.04, 0.5),
            (-0.24, 0.5)]  # fmt: skip
    pen.oval(ink.dark, -0.3, -0.14, 0.5, 0.42)
    pen.oval(ink.dark, 0.34, -0.2, 0.46, 0.4)
    _bumpy(pen, ink.main, 0.2, pen.between(0.5, 0.66), 4, 0.8)
    pen.shape(YELLOW, *flat([(x + wide * bx, by) for bx, by in bolt]))


def cloud_with_face(pen: Pen, ink: Ink) -> None:
    pen.oval(ink.main, -0.56, 0.18, pen.between(0.34, 0.42))
    pen.oval(ink.main, 0.56, 0.18, pen.between(0.34, 0.42))
    pen.oval(ink.main, -0.26, -0.16, 0.4)
    pen.oval(ink.main, 0.24, -0.2, pen.between(0.4, 0.5))
    pen.oval(ink.main, 0, 0.24, 0.6, 0.36)
    eyes_and_smile(pen, ink.mark, 0.12, 0.9)


def cloud_curled(pen: Pen, ink: Ink) -> None:
    """Ornamental: a curl within each of its bumps."""
    _bumpy(pen, ink.main, 0.46, 0.86, 3, 0.72)
    colour = ink.dark if pen.maybe(0.6) else WHITE
    size, wide = pen.between(0.85, 1.1), pen.between(0.06, 0.09)
    for x, y, flip in ((-0.46, 0.2, 1), (0.0, -0.24, 1), (0.46, 0.2, -1)):
        curl = [(-0.26, 0.16), (-0.24, -0.14), (0.04, -0.26), (0.22, -0.02), (0.04, 0.14),
                (-0.08, 0.0)]  # fmt: skip
        pen.curve(colour, wide, *flat([(x + flip * size * a, y + size * b) for a, b in curl]))


def cloud_two(pen: Pen, ink: Ink) -> None:
    """A small one behind a large one."""
    side = -1 if pen.maybe(0.5) else 1
    size = pen.between(0.5, 0.64)
    behind = pen.placed(0, size, side * (0.96 - size), -0.3)
    _bumpy(behind, ink.dark if pen.maybe(0.5) else ink.light, 0.3, 0.6, 4, 0.78)
    before = pen.placed(0, 0.78, side * -0.2, 0.28)
    _bumpy(before, ink.main, 0.36, pen.between(0.5, 0.75), pen.count(3, 5), 0.78)


def cloud_drifting(pen: Pen, ink: Ink) -> None:
    """Bumps at one end, and a trail of bars with round ends behind them."""
    side = -1 if pen.maybe(0.5) else 1
    thick = pen.between(0.07, 0.1)
    for i in range(pen.count(2, 3)):
        y, far = 0.3 - 0.26 * i, pen.between(0.6, 0.97)
        left, right = sorted((side * -0.2, side * far))
        pen.rounded(ink.main, left, y - thick, right, y + thick, thick * 0.95)
    before = pen.placed(0, 0.76, side * -0.24, 0.12)
    _bumpy(before, ink.main, 0.36, pen.between(0.6, 0.8), pen.count(3, 5), 0.76)


def cloud_skyline(pen: Pen, ink: Ink) -> None:
    """Irregular, as in a photo: a heap with a ragged top, and a grey foot."""
    count, peak = pen.count(6, 9), pen.between(-0.35, 0.35)
    points = [(-0.88, 0.34)]
    for i in range(1, count):
        x = -0.88 + 1.76 * i / count
        tall = 0.95 * math.exp(-(((x - peak) / 0.65) ** 2)) + pen.between(-0.1, 0.1)
        points.append((x, 0.3 - max(0.1, tall) * math.sin(math.pi * i / count) ** 0.7))
    points.append((0.88, 0.34))
    heap = pen.placed(0, 0.95)
    heap.shape(ink.main, *scallops(points, pen.between(0.5, 0.8)))
    heap.smooth(ink.dark, -0.7, 0.3, -0.3, 0.18, 0.2, 0.28, 0.66, 0.22, 0.76, 0.32, 0.3, 0.38,
                -0.3, 0.36)  # fmt: skip


def cloud_icon(pen: Pen, ink: Ink) -> None:
    """The weather icon: one outline, a large and a small bump on a bar with round ends."""
    side, big = (-1 if pen.maybe(0.5) else 1), pen.between(0.44, 0.52)
    parts = ((-0.56, 0.22, 0.36, 90, 265), (-0.3, -0.06, 0.28, 190, 290),
             (0.16, -0.14, big, 195, 357), (0.62, 0.24, 0.34, 278, 450))  # fmt: skip
    edge: list[Point] = []
    for x, y, radius, start, end in parts:
        for i in range(9):
            angle = math.radians(start + (end - start) * i / 8)
            edge.append((side * (x + radius * math.cos(angle)), y + radius * math.sin(angle)))
    pen.shape(ink.main, *flat(edge))


# Rainbows.


def _band(  # noqa: PLR0917 - as Pen.arc
    pen: Pen, fill: Rgb, x: float, y: float, outer: Point, inner: Point, start: float, end: float
) -> None:
    """Between two arcs about (x, y), each with its own radii."""
    angles = [math.radians(start + (end - start) * i / 20) for i in range(21)]
    edge = [(x + outer[0] * math.cos(a), y + outer[1] * math.sin(a)) for a in angles]
    edge += [(x + inner[0] * math.cos(a), y + inner[1] * math.sin(a)) for a in angles[::-1]]
    pen.shape(fill, *flat(edge))


def _hues(count: int) -> list[Rgb]:
    """`count` colours from red to violet."""
    last = len(RAINBOW) - 1
    places = [last * i / (count - 1) for i in range(count)]
    return [mix(RAINBOW[int(p)], RAINBOW[min(last, int(p) + 1)], p - int(p)) for p in places]


def _bow(  # noqa: PLR0917 - as Pen.arc
    pen: Pen, x: float, y: float, radius: float, hole: float, start: float = 180, end: float = 360,
    tall: float = 1.0, bands: int = 6,
) -> None:  # fmt: skip
    """Bands from `radius` inwards to `hole`."""
    step = (radius - hole) / bands
    for i, colour in enumerate(_hues(bands)):
        outer, inner = radius - i * step, radius - (i + 1) * step
        _band(pen, colour, x, y, (outer, outer * tall), (inner, inner * tall), start, end)


def rainbow_thick(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """A half disc with a small hole."""
    tall = pen.between(0.9, 1.15)
    _bow(pen, 0, tall * 0.48, 0.97, pen.between(0.15, 0.4), tall=tall, bands=pen.count(5, 7))


def rainbow_quarter(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """Rises from the ground and leaves through the other side."""
    side = -1 if pen.maybe(0.5) else 1
    start = 180.0 if side > 0 else 270.0
    x, y, radius = side * 0.92, 0.92, 1.86
    _bow(pen, x, y, radius, radius - pen.between(0.5, 0.85), start, start + 90,
         bands=pen.count(5, 7))  # fmt: skip


def rainbow_out_of_a_cloud(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    side, radius = (-1 if pen.maybe(0.5) else 1), pen.between(0.84, 0.92)
    hole = radius - pen.between(0.36, 0.5)
    _bow(pen, 0, 0.4, radius, hole, bands=pen.count(5, 7), tall=pen.between(0.95, 1.15))
    cloud = pen.placed(0, pen.between(0.36, 0.42), side * 0.56, 0.46)
    _bumpy(cloud, WHITE, 0.5, 0.9, pen.count(4, 5), 0.84)


def rainbow_tall(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """A narrow arch with straight feet."""
    radius, foot = pen.between(0.66, 0.78), pen.between(0.72, 0.94)
    bands, hole = pen.count(4, 6), pen.between(0.16, 0.26)
    step, top = (radius - hole) / bands, radius - 0.94
    for i, colour in enumerate(_hues(bands)):
        outer = radius - step * i
        inner = outer - step
        arch = [*ring(24, outer, 0, top)[12:], (outer, top), (outer, foot), (inner, foot)]
        arch += [(inner, top), *ring(24, inner, 0, top)[:11:-1], (-inner, foot), (-outer, foot)]
        pen.shape(colour, *flat(arch))


def rainbow_ribbon(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """Stripes that wave like a flag, with a star at the end."""
    swing, high = pen.between(0.12, 0.26), pen.between(0.12, 0.16)
    bands = pen.count(5, 6)
    lean = pen.between(-0.15, 0.25)
    xs = [-0.96 + 1.6 * i / 12 for i in range(13)]
    for i, colour in enumerate(_hues(bands)):
        top = high * (i - bands / 2)
        middle = [(x, swing * math.sin(3.4 * x) - lean * x + top) for x in xs]
        low = [(x, y + high * 1.02) for x, y in middle[::-1]]
        pen.shape(colour, *flat(middle + low))
    star = pen.placed(pen.between(-20, 20), 0.36, 0.62, swing * 0.9 - lean * 0.6)
    star.shape(YELLOW, *flat(star_points(5, 0.45, 1.0)))


def rainbow_crayon(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """A child's: crooked strokes with gaps between them."""
    bands, wide = pen.count(4, 7), pen.between(0.07, 0.1)
    step = pen.between(1.15, 1.5) * wide
    tall = pen.between(0.9, 1.3)
    for i, colour in enumerate(_hues(bands)):
        radius = 0.9 - step * i
        around = [
            (
                radius * x * pen.between(0.96, 1.04),
                0.56 + tall * radius * y * pen.between(0.96, 1.04),
            )
            for x, y in ring(16, 1.0)[8:]
        ]
        around.append((radius * pen.between(0.96, 1.04), 0.56))
        pen.curve(colour, wide, *flat(around))


def rainbow_far_and_wide(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """Part of a huge bow, thin bands that run into each other, as in a photo."""
    thick, bands = pen.between(0.26, 0.46), 10
    reach = pen.between(40, 46)
    for i, colour in enumerate(_hues(bands)):
        radius = 1.28 - thick * i / bands
        pen.arc(mix(colour, WHITE, 0.15), thick / bands * 1.3, 0, 1.0, radius, radius,
                270 - reach, 270 + reach)  # fmt: skip


def rainbow_into_the_distance(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """Wide at the near foot, narrow at the far one."""
    side, bands = (-1 if pen.maybe(0.5) else 1), pen.count(5, 7)
    near, far = pen.between(0.08, 0.1), pen.between(0.03, 0.05)
    for i, colour in enumerate(_hues(bands)):
        edges: list[list[Point]] = []
        for k in (i, i + 1):
            edge: list[Point] = []
            for step in range(17):
                share = step / 16
                radius = 0.96 - k * (near + (far - near) * share)
                angle = math.pi * (1 + share)
                y = 0.8 - 1.5 * radius * -math.sin(angle) - 0.3 * share
                edge.append((side * radius * math.cos(angle), y))
            edges.append(edge)
        pen.shape(colour, *flat(edges[0] + edges[1][::-1]))


def rainbow_few_round_bands(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    """Nursery style: a few thick bands with round feet and gaps."""
    bands = pen.count(3, 4)
    pitch = 0.94 / (bands + pen.between(0.0, 0.5))
    wide = pitch * pen.between(0.66, 0.86)
    foot = pen.between(0.3, 0.5)
    for i, colour in enumerate(_hues(bands)):
        radius = 0.94 - wide / 2 - pitch * i
        for x in (-radius, radius):
            pen.oval(colour, x, foot, wide / 2)
        pen.arc(colour, wide, 0, foot, radius, radius * 1.1, 180, 360)


def rainbow_over_a_hill(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    radius = pen.between(0.84, 0.94)
    _bow(pen, 0, 0.5, radius, radius - pen.between(0.3, 0.5), tall=pen.between(1.0, 1.3),
         bands=pen.count(5, 7))  # fmt: skip
    crest, low = pen.between(-0.5, 0.5), pen.between(0.3, 0.44)
    pen.smooth(LEAF, -0.88, 0.56, crest - 0.2, low, crest + 0.2, low, 0.88, 0.56, 0.76, 0.76,
               -0.76, 0.76)  # fmt: skip
    if pen.maybe(0.5):
        pen.oval(YELLOW, 0.0, 0.02, 0.16)


def rainbow_with_pot_of_gold(pen: Pen, ink: Ink) -> None:  # noqa: ARG001 - has its own colours
    side, radius = (-1 if pen.maybe(0.5) else 1), 0.76
    _bow(pen, side * -0.2, 0.5, radius, radius - pen.between(0.3, 0.42), 180, 360, bands=6,
         tall=pen.between(1.1, 1.4))  # fmt: skip
    x = side * 0.4
    for dx, dy in ((-0.2, 0.28), (0.0, 0.2), (0.2, 0.28), (-0.1, 0.3), (0.1, 0.3)):
        pen.oval(YELLOW, x + dx, dy, 0.13, 0.1)
    pen.smooth(BLACK, x - 0.34, 0.4, x + 0.34, 0.4, x + 0.44, 0.66, x + 0.26, 0.94, x - 0.26, 0.94,
               x - 0.44, 0.66)  # fmt: skip
    pen.rounded(BLACK, x - 0.42, 0.3, x + 0.42, 0.44, 0.06)


# Stars.


def star_four_points(pen: Pen, ink: Ink) -> None:
    """A sparkle, its sides bent inwards."""
    side, waist = pen.between(0.6, 0.97), pen.between(0.1, 0.22)
    points: list[Point] = []
    for i, (x, y) in enumerate(((0.0, -0.98), (side, 0.0), (0.0, 0.98), (-side, 0.0))):
        next_x, next_y = ((side, 0.0), (0.0, 0.98), (-side, 0.0), (0.0, -0.98))[i]
        for step in range(6):
            share = step / 6
            pull = 1 - (1 - waist) * 4 * share * (1 - share) * 0.9
            points.append(((x + (next_x - x) * share) * pull, (y + (next_y - y) * share) * pull))
    pen.placed(pen.between(-12, 12), 0.97).shape(ink.main, *flat(points))


def star_four_straight(pen: Pen, ink: Ink) -> None:
    """A compass star, in halves of light and shade or with short points between."""
    inner = pen.between(0.2, 0.36)
    if pen.maybe(0.5):
        pen.shape(ink.dark, *flat(star_points(4, inner, pen.between(0.5, 0.62), -45)))
    points = star_points(4, inner, 0.97)
    pen.shape(ink.main, *flat(points))
    for i in range(0, 8, 2):
        pen.shape(ink.light, 0, 0, *points[i], *points[i + 1])


def star_six_points(pen: Pen, ink: Ink) -> None:
    turned = pen.placed(30 * pen.count(0, 1) + pen.between(-8, 8))
    if pen.maybe(0.6):
        turned.shape(ink.main, *flat(star_points(6, pen.between(0.42, 0.58), 0.97)))
        return
    for start in (-90, 90):
        turned.shape(ink.main, *flat(ring(3, 0.97, start=start)))
    turned.shape(ink.light, *flat(ring(6, 0.5, start=0)))


def star_many_points(pen: Pen, ink: Ink) -> None:
    count, inner = pen.count(7, 9), pen.between(0.4, 0.62)
    turned = pen.placed(pen.between(0, 40))
    turned.shape(ink.main, *flat(star_points(count, inner, 0.98)))
    if pen.maybe(0.4):
        turned.shape(ink.light, *flat(star_points(count, inner * 0.55, 0.56)))


def star_puffy(pen: Pen, ink: Ink) -> None:
    """Five arms with round ends."""
    inner, lean, wide = pen.between(0.52, 0.6), pen.between(-18, 18), pen.between(7, 12)
    points: list[Point] = []
    for i in range(5):
        at = lean - 90 + 72 * i
        for turn, radius in ((-wide, 0.88), (0, 0.95), (wide, 0.88), (36, inner)):
            angle = math.radians(at + turn)
            points.append((radius * math.cos(angle), radius * math.sin(angle)))
    pen.smooth(ink.main, *flat(points))
    if pen.maybe(0.4):
        pen.oval(ink.light, -0.2, -0.22, 0.14, 0.1, -40)


def star_ring(pen: Pen, ink: Ink) -> None:
    """The outline of a star in a broad line."""
    lean, inner, hole = pen.between(-30, 30), pen.between(0.4, 0.5), pen.between(0.55, 0.74)
    turned = pen.placed(lean)
    turned.shape(ink.main, *flat(star_points(5, inner * 0.98, 0.98)))
    turned.shape(ink.mark if pen.maybe(0.3) else WHITE,
                 *flat(star_points(5, inner * hole * 0.98, hole * 0.98)))  # fmt: skip


def star_in_one_line(pen: Pen, ink: Ink) -> None:
    """A pentagram, in one go of the pencil."""
    turned = pen.placed(pen.between(-15, 15), 0.95)
    tips = [(x * pen.between(0.92, 1.0), y * pen.between(0.92, 1.0))
            for x, y in ring(5, 1.0, start=-90)]  # fmt: skip
    order = [tips[2 * i % 5] for i in range(6)]
    if pen.maybe(0.4):
        turned.shape(ink.light, *flat(ring(5, 0.37, start=90)))
    turned.stroke(ink.main, pen.between(0.08, 0.14), *flat(order))


def star_shooting(pen: Pen, ink: Ink) -> None:
    side, size = (-1 if pen.maybe(0.5) else 1), pen.between(0.4, 0.52)
    x, y = side * (0.96 - size), 0.96 - size
    trails = pen.count(2, 4)
    for i in range(trails):
        across = (i - (trails - 1) / 2) * size * 0.55
        start_x, start_y = x + side * across, y - across
        far = min(0.95 + side * start_x, 0.95 + start_y) * (1.0 if i % 2 else 0.85)
        wide = size * 0.17
        pen.shape(ink.light if i % 2 else ink.main, start_x + side * wide, start_y - wide,
                  start_x - side * wide, start_y + wide, start_x - side * far,
                  start_y - far)  # fmt: skip
    star = pen.placed(pen.between(-30, 30), size, x, y)
    star.shape(ink.main, *flat(star_points(5, pen.between(0.4, 0.5), 1.0)))


def star_with_face(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, *flat(star_points(5, pen.between(0.52, 0.6), 0.98)))
    eyes_and_smile(pen, ink.mark, 0.06, pen.between(0.9, 1.1))


def star_slim(pen: Pen, ink: Ink) -> None:
    """Five sharp, thin points, turned any way."""
    turned = pen.placed(pen.between(0, 72))
    turned.shape(ink.main, *flat(star_points(5, pen.between(0.2, 0.32), 0.98)))


def star_badge(pen: Pen, ink: Ink) -> None:
    """A sheriff's: a ball on every point."""
    count, ball = pen.count(5, 6), pen.between(0.09, 0.13)
    points = star_points(count, pen.between(0.4, 0.5), 0.86)
    pen.shape(ink.main, *flat(points))
    for x, y in points[::2]:
        pen.oval(ink.main, x, y, ball)
    if pen.maybe(0.6):
        pen.oval(ink.dark if pen.maybe(0.5) else ink.light, 0, 0, pen.between(0.24, 0.36))


def star_drawn_by_hand(pen: Pen, ink: Ink) -> None:
    """Every point a little elsewhere."""
    points: list[float] = []
    for i, (x, y) in enumerate(star_points(5, 0.44, 0.94, pen.between(-108, -72))):
        wobble = 0.11 if i % 2 == 0 else 0.07
        points += [x + pen.between(-wobble, wobble) * 0.5, y + pen.between(-wobble, wobble) * 0.5]
    pen.shape(ink.main, *points)


def star_faceted(pen: Pen, ink: Ink) -> None:
    """Every point half light, half dark, as on a flagpole or a barn."""
    points = star_points(5, pen.between(0.38, 0.42), 0.98)
    pen.shape(ink.main, *flat(points))
    for i in range(0, 10, 2):
        pen.shape(ink.dark, 0, 0, *points[i], *points[(i + 1) % 10])


# Hearts.


def _heart(dip: float, bulge: float, waist: float, tip: float = 0.94) -> list[Point]:
    """`dip` the cleft, `bulge` how far out the widest place lies, `waist` the width lower down."""
    right = [(0.18, dip - 0.28), (0.46, -0.86), (0.8, -0.78), (bulge, -0.44), (0.9 * bulge, -0.08),
             (waist, 0.34), (0.24, 0.72)]  # fmt: skip
    return [(0.0, dip), *right, (0.0, tip), *[(-x, y) for x, y in right[::-1]]]


def _sharp_heart(dip: float, width: float, waist: float, top: float = -0.86) -> list[Point]:
    """Two quarter-and-a-bit curves a side, meeting in a sharp cleft and a sharp tip."""
    corners: tuple[tuple[Point, ...], ...] = (
        ((0.0, dip), (0.06 * width, top), (width, top - 0.06), (width, -0.28)),
        ((width, -0.28), (width, 0.1), (waist, 0.4), (0.0, 0.95)),
    )
    right: list[Point] = []
    for p, q, r, s in corners:
        for i in range(10):
            t = i / 10
            u = 1 - t
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            right.append(
                (
                    sum(w * c[0] for w, c in zip(weights, (p, q, r, s), strict=True)),
                    sum(w * c[1] for w, c in zip(weights, (p, q, r, s), strict=True)),
                )
            )
    return [*right, (0.0, 0.95), *[(-x, y) for x, y in right[:0:-1]]]


def _any_heart(pen: Pen) -> list[Point]:
    return _sharp_heart(pen.between(-0.56, -0.34), pen.between(0.82, 0.95), pen.between(0.4, 0.64))


def heart_curved(pen: Pen, ink: Ink) -> None:
    """Narrow or broad, with a deep or a shallow cleft, at times leaning."""
    pen.placed(pen.between(-25, 25), 0.94).shape(ink.main, *flat(_any_heart(pen)))


def heart_soft(pen: Pen, ink: Ink) -> None:
    """Without any corner, like a cushion, shining."""
    turned = pen.placed(pen.between(-15, 15), 0.95)
    turned.smooth(ink.main, *flat(_heart(pen.between(-0.6, -0.44), 0.96, pen.between(0.55, 0.68))))
    if pen.maybe(0.7):
        turned.curve(ink.light, 0.1, -0.72, -0.24, -0.7, -0.48, -0.48, -0.62)


def heart_ring(pen: Pen, ink: Ink) -> None:
    """The outline of a heart in a broad line."""
    points, size = _any_heart(pen), pen.between(0.6, 0.8)
    pen.shape(ink.main, *flat(points))
    inside = pen.placed(0, size, 0, -0.04)
    inside.shape(WHITE if pen.maybe(0.6) else ink.light, *flat(points))


def heart_broken(pen: Pen, ink: Ink) -> None:
    points = _any_heart(pen)
    middle = len(points) // 2
    crack = [(0.0, points[0][1]), (0.14, -0.2), (-0.14, 0.04), (0.12, 0.3), (-0.06, 0.56),
             (0.0, 0.95)]  # fmt: skip
    gap, lean = pen.between(0.03, 0.09), pen.between(0, 8)
    right = pen.placed(lean, 0.9, gap, 0)
    left = pen.placed(-lean, 0.9, -gap, 0)
    right.shape(ink.main, *flat(points[1:middle] + crack[::-1]))
    left.shape(ink.main, *flat(points[middle + 1 :] + crack))


def heart_with_arrow(pen: Pen, ink: Ink) -> None:
    shaft = ink.accent if pen.maybe(0.4) else WOOD
    rise = pen.between(0.3, 0.6)
    pen.shape(ink.main, *flat([(0.8 * x, 0.84 * y) for x, y in _any_heart(pen)]))
    pen.stroke(shaft, 0.08, -0.94, rise, -0.45, rise * 0.5)
    pen.stroke(shaft, 0.08, 0.5, -rise * 0.5, 0.86, -rise * 0.9)
    head = pen.placed(-math.degrees(math.atan2(rise, 0.94)), 1, 0.84, -rise * 0.88)
    head.shape(shaft, 0.13, 0, -0.12, -0.13, -0.06, 0, -0.12, 0.13)
    for dx in (0.0, 0.12):
        pen.stroke(shaft, 0.06, -0.84 + dx, rise * 0.9 - dx * 0.5, -0.9 + dx, rise * 0.9 - 0.17)
        pen.stroke(shaft, 0.06, -0.84 + dx, rise * 0.9 - dx * 0.5, -0.7 + dx, rise * 0.9 + 0.12)


def heart_two(pen: Pen, ink: Ink) -> None:
    """A small and a large one, overlapping."""
    side, size = (-1 if pen.maybe(0.5) else 1), pen.between(0.44, 0.58)
    points = _any_heart(pen)
    second = pen.placed(side * pen.between(0, 25), size, side * 0.42, 0.36)
    first = pen.placed(side * pen.between(-22, 0), 0.66, side * -0.3, -0.22)
    if pen.maybe(0.5):
        first.shape(ink.main, *flat(points))
        second.shape(ink.light, *flat(points))
    else:
        second.shape(ink.dark, *flat(points))
        first.shape(ink.main, *flat(points))


def heart_of_pixels(pen: Pen, ink: Ink) -> None:
    """Lives in a computer game."""
    step = 0.28 * pen.between(0.94, 1.0)
    right = [(0.0, 1.0), (0.5, 1.0), (0.5, 0.0), (2.5, 0.0), (2.5, 1.0),
             (3.5, 1.0), (3.5, 3.5), (2.5, 3.5), (2.5, 4.5), (1.5, 4.5), (1.5, 5.5), (0.5, 5.5),
             (0.5, 6.5), (0.0, 6.5)]  # fmt: skip
    half = [(step * x, step * (y - 3.25)) for x, y in right]
    pen.shape(ink.main, *flat(half), *flat([(-x, y) for x, y in half[::-1]]))
    if pen.maybe(0.6):
        pen.box(WHITE, -2.5 * step, -2.25 * step, -1.5 * step, -1.25 * step)


def heart_of_two_discs_and_a_square(pen: Pen, ink: Ink) -> None:
    """Straight sides at a right angle, as cut from paper."""
    r = pen.between(0.5, 0.56)
    c, top = r / math.sqrt(2), -0.34
    pen.shape(ink.main, 0, top - c, 2 * c, top + c, 0, top + 3 * c, -2 * c, top + c)
    edge = ring(24, r, c, top)[15:] + ring(24, r, c, top)[:4]
    right = [*edge, (0.0, top + 3 * c)]
    pen.shape(ink.main, 0, top - c, *flat(right), *flat([(-x, y) for x, y in right[-2::-1]]))
    if pen.maybe(0.4):
        pen.shape(ink.dark, 0, top - c, 0, top + 3 * c, *flat([(-x, y) for x, y in right[-2::-1]]))


def heart_with_face(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, *flat(_any_heart(pen)))
    eyes_and_smile(pen, ink.mark, -0.16, pen.between(1.0, 1.2))


def heart_with_wings(pen: Pen, ink: Ink) -> None:
    lift = pen.between(0.0, 0.3)
    feather = WHITE if pen.maybe(0.6) else ink.light
    for side in (-1, 1):
        pen.smooth(feather, side * 0.3, -0.2, side * 0.6, -0.44 - lift, side * 0.95, -0.5 - lift,
                   side * 0.9, -0.16 - lift, side * 0.8, 0.0, side * 0.66, 0.14,
                   side * 0.36, 0.2)  # fmt: skip
    pen.placed(0, 0.68).shape(ink.main, *flat(_any_heart(pen)))


def heart_on_lace(pen: Pen, ink: Ink) -> None:
    """A valentine's, with a scalloped rim."""
    points = _heart(-0.5, 0.96, 0.62)
    rim = pen.placed(0, 0.88)
    rim.shape(WHITE if pen.maybe(0.5) else ink.light,
              *scallops([*points, points[0]], pen.between(0.6, 0.9)))  # fmt: skip
    pen.placed(0, pen.between(0.7, 0.76)).smooth(ink.main, *flat(points))


def heart_cut_gem(pen: Pen, ink: Ink) -> None:
    """Of straight facets."""
    cleft, wide = pen.between(-0.5, -0.36), pen.between(0.9, 0.98)
    for side, shades in (
        (-1, (ink.light, ink.main, ink.dark)),
        (1, (ink.main, ink.dark, ink.main)),
    ):
        pen.shape(shades[0], 0, cleft, side * 0.3, -0.84, side * 0.7, -0.84, side * 0.4, -0.1)
        pen.shape(
            shades[1], side * 0.7, -0.84, side * wide, -0.4, side * 0.84, 0.0, side * 0.4, -0.1
        )
        pen.shape(shades[2], side * 0.84, 0.0, 0, 0.94, side * 0.4, -0.1)
        pen.shape(ink.main, 0, cleft, side * 0.4, -0.1, 0, 0.94)


def heart_of_cards(pen: Pen, ink: Ink) -> None:
    """The suit: high round shoulders, sides hollow towards the tip."""
    wide, hollow = pen.between(0.84, 0.94), pen.between(0.02, 0.14)
    points = _sharp_heart(pen.between(-0.6, -0.5), wide, hollow, -1.12)
    pen.shape(ink.main, *flat(points))


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "sun": (
        sun_face,
        sun_flames,
        sun_half_at_horizon,
        sun_in_corner,
        sun_spiky,
        sun_dotted,
        sun_glowing,
        sun_long_and_short_rays,
        sun_with_glasses,
        sun_scribbled,
    ),
    "moon": (
        moon_sickle,
        moon_new_and_thin,
        moon_gibbous,
        moon_half,
        moon_man_in_profile,
        moon_full_with_face,
        moon_seas,
        moon_sickle_and_star,
        moon_rimmed_craters,
    ),
    "cloud": (
        cloud_bumpy_with_flat_foot,
        cloud_scalloped_around,
        cloud_towering,
        cloud_bars,
        cloud_raining,
        cloud_with_lightning,
        cloud_with_face,
        cloud_curled,
        cloud_two,
        cloud_drifting,
        cloud_skyline,
    ),
    "rainbow": (
        rainbow_thick,
        rainbow_quarter,
        rainbow_out_of_a_cloud,
        rainbow_tall,
        rainbow_ribbon,
        rainbow_crayon,
        rainbow_far_and_wide,
        rainbow_into_the_distance,
        rainbow_few_round_bands,
        rainbow_over_a_hill,
    ),
    "star": (
        star_four_points,
        star_four_straight,
        star_six_points,
        star_many_points,
        star_puffy,
        star_ring,
        star_in_one_line,
        star_shooting,
        star_with_face,
        star_slim,
        star_badge,
        star_drawn_by_hand,
    ),
    "heart": (
        heart_curved,
        heart_soft,
        heart_ring,
        heart_broken,
        heart_with_arrow,
        heart_two,
        heart_of_pixels,
        heart_of_two_discs_and_a_square,
        heart_with_face,
        heart_with_wings,
        heart_on_lace,
        heart_cut_gem,
    ),
}

UNSEEN: dict[str, Drawing] = {
    "sun": sun_eight_bars,
    "moon": moon_chubby_with_craters,
    "cloud": cloud_icon,
    "rainbow": rainbow_with_pot_of_gold,
    "star": star_faceted,
    "heart": heart_of_cards,
}

POSES: dict[Drawing, str] = {}
