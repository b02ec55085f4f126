"""Trees, palms, flowers and mushrooms, in many kinds and from many sides."""

import math

from training.pictures.canvas import BLACK, LEAF, WHITE, WOOD, Drawing, Ink, Pen, Rgb, mix

CREAM: Rgb = (240, 230, 208)
BARK: Rgb = mix(WOOD, BLACK, 0.35)
CLAY: Rgb = (186, 104, 66)


def _ring(x: float, y: float, radii: tuple[float, ...], start: float = -90.0) -> list[float]:
    """Points about (x, y) at equal angles, as far away as the radii say."""
    angles = [math.radians(start + 360 * i / len(radii)) for i in range(len(radii))]
    pairs = zip(angles, radii, strict=True)
    return [part for a, r in pairs for part in (x + r * math.cos(a), y + r * math.sin(a))]


def _mirrored(*xy: float) -> list[float]:
    """The points, and those of the other side going back."""
    points = list(zip(xy[::2], xy[1::2], strict=True))
    return [*xy, *(part for x, y in reversed(points) for part in (-x, y))]


def _trunk(pen: Pen, width: float, top: float, flare: float = 1.6) -> None:
    half = width / 2
    pen.shape(WOOD, *_mirrored(half * 0.8, top, half, 0.6, half * flare, 0.98))


def tree_lollipop(pen: Pen, ink: Ink) -> None:
    radius, height = pen.between(0.5, 0.76), pen.between(0.5, 0.64)
    _trunk(pen, pen.between(0.1, 0.24), -0.3, pen.between(0.9, 1.3))
    pen.oval(ink.main, 0, height - 0.97, radius, height)
    if pen.maybe(0.5):
        pen.oval(ink.light, -radius * 0.4, height - 1.3, radius * 0.28, height * 0.3, 25)
    if pen.maybe(0.4):
        pen.wedge(ink.dark, 0, height - 0.97, radius, height, 10, 130)


def tree_poplar(pen: Pen, ink: Ink) -> None:
    """Tall and narrow: a poplar or a cypress."""
    width, belly, foot = pen.between(0.24, 0.44), pen.between(-0.2, 0.35), pen.between(0.6, 0.82)
    _trunk(pen, pen.between(0.1, 0.18), 0.3)
    tip, ease = (0.0, -0.98), pen.between(0.5, 0.85)
    pen.smooth(ink.main, *tip, width * ease, belly - 0.55, width, belly, width * 0.7, foot - 0.1,
               0.0, foot, -width * 0.7, foot - 0.1, -width, belly, -width * ease,
               belly - 0.55)  # fmt: skip
    for i in range(pen.count(0, 4)):
        y = belly - 0.4 + 0.22 * i
        pen.curve(ink.dark, 0.04, -width * 0.4, y, 0.0, y + 0.14, width * 0.5, y - 0.1)


def tree_willow(pen: Pen, ink: Ink) -> None:
    top, count = pen.between(-0.5, -0.3), pen.count(7, 11)
    pen.shape(WOOD, -0.16, 0.98, 0.18, 0.98, 0.09, 0.3, 0.2, -0.3, -0.2, -0.3, -0.08, 0.3)
    pen.oval(ink.main, 0, top, 0.72, 0.97 + top)
    for i in range(count):
        x = -0.84 + 1.68 * i / (count - 1)
        start, end = top - 0.4 * (1 - x * x), pen.between(0.3, 0.84) - 0.3 * (1 - abs(x))
        fill = ink.dark if i % 3 == 1 else ink.main
        pen.curve(fill, pen.between(0.1, 0.17), x * 0.6, start, x * 0.95, start + 0.4, x, end)


def tree_bare(pen: Pen, ink: Ink) -> None:
    """A tree in winter, without leaves."""
    spread, fork = pen.between(0.6, 0.95), pen.between(0.0, 0.3)
    pen.shape(ink.main, *_mirrored(0.07, fork - 0.3, 0.11, 0.6, pen.between(0.16, 0.36), 0.98))
    for side in (-1, 1):
        lean = pen.between(0.75, 1.0)
        x, y = side * spread * 0.55, fork - 0.5 * lean
        pen.curve(ink.main, 0.12, 0, fork + 0.24, side * 0.2, fork, x, y)
        for to_x, to_y in ((spread, y - 0.1), (spread * 0.8, y - 0.4), (0.3, y - 0.42)):
            pen.stroke(ink.main, 0.07, x * 0.96, y + 0.03, side * to_x, max(-0.9, to_y))
        pen.stroke(ink.main, 0.06, x * 0.6, fork - 0.2, side * spread, fork - 0.06)
        pen.stroke(ink.main, 0.06, 0, fork - 0.2, side * pen.between(0.1, 0.34), -0.9)
    pen.stroke(ink.main, 0.1, 0, fork, pen.between(-0.08, 0.08), -0.97)


def tree_drooping_fir(pen: Pen, ink: Ink) -> None:
    """Tiers with hanging tips, as a Christmas tree has."""
    tiers, width = pen.count(3, 6), pen.between(0.56, 0.86)
    sag, overlap = pen.between(0.04, 0.16), pen.between(0.3, 0.8)
    pen.box(WOOD, -0.12, 0.6, 0.12, 0.98)
    step = 1.6 / tiers
    for i in reversed(range(tiers)):
        half, top = width * (0.35 + 0.65 * (i + 1) / tiers), -0.98 + step * max(0, i - overlap)
        bottom = -0.98 + step * (i + 1)
        fill = ink.dark if i % 2 and tiers > 4 else ink.main
        pen.shape(fill, 0.0, top, half * 0.34, (top + bottom) / 2 + 0.04, half, bottom + sag,
                  half * 0.4, bottom - sag / 2, 0.0, bottom + sag / 3, -half * 0.4,
                  bottom - sag / 2, -half, bottom + sag, -half * 0.34,
                  (top + bottom) / 2 + 0.04)  # fmt: skip


def tree_spruce_outline(pen: Pen, ink: Ink) -> None:
    """One jagged outline, as a wood's silhouette has it."""
    steps, width = pen.count(5, 9), pen.between(0.4, 0.72)
    right = [0.0, -0.98]
    for i in range(1, steps + 1):
        y, half = -0.98 + 1.7 * i / steps, width * i / steps
        right += [half * pen.between(0.85, 1.1), y, half * 0.5, y - 0.08]
    pen.box(WOOD, -0.08, 0.5, 0.08, 0.98)
    pen.shape(ink.main, *_mirrored(*right))


def tree_wide_oak(pen: Pen, ink: Ink) -> None:
    """Clumps of leaves on strong boughs."""
    spread, fork = pen.between(0.52, 0.62), pen.between(0.2, 0.4)
    pen.shape(WOOD, *_mirrored(0.12, fork - 0.2, 0.14, 0.7, pen.between(0.26, 0.44), 0.97))
    for x, y in ((-spread, -0.05), (spread, -0.1), (0.1, -0.5)):
        pen.stroke(WOOD, 0.13, 0, fork, x, y)
    for x, y in ((-spread, 0.02), (spread, -0.02), (-spread * 0.6, -0.45), (spread * 0.7, -0.5)):
        radii = tuple(pen.between(0.26, 0.36) for _ in range(9))
        pen.smooth(ink.main, *_ring(x, y, radii))
    pen.smooth(ink.main, *_ring(0.0, -0.6, tuple(pen.between(0.3, 0.37) for _ in range(11))))
    if pen.maybe(0.6):
        for x, y in ((-spread, 0.1), (spread, 0.06), (0.0, -0.5)):
            pen.curve(ink.dark, 0.05, x - 0.18, y, x - 0.05, y + 0.1, x + 0.12, y + 0.03)


def tree_bonsai(pen: Pen, ink: Ink) -> None:
    """Flat pads of leaves on a winding trunk; often in a dish."""
    sway = pen.between(0.14, 0.34)
    dish = pen.maybe(0.6)
    foot = 0.78 if dish else 0.92
    pen.curve(WOOD, 0.17, -0.1, foot, sway, 0.5, -sway, 0.12, 0.05, -0.4)
    pen.curve(WOOD, 0.1, sway * 0.7, 0.45, 0.6, 0.2)
    pen.curve(WOOD, 0.1, -sway, 0.12, -0.6, -0.08)
    for x, y in ((0.6, 0.14), (-0.58, -0.16), (0.34, -0.44), (0.0, -0.74)):
        wide = pen.between(0.3, 0.38)
        pen.oval(ink.main, x, y, wide, pen.between(0.15, 0.22))
        pen.wedge(ink.main, x, y + 0.06, wide, 0.24, 180, 360)
    if dish:
        pen.shape((120, 74, 60), -0.56, 0.74, 0.56, 0.74, 0.44, 0.97, -0.44, 0.97)


def tree_acacia(pen: Pen, ink: Ink) -> None:
    """A flat umbrella of leaves."""
    deep, base = pen.between(0.26, 0.44), pen.between(-0.3, -0.05)
    foot = pen.between(-0.15, 0.15)
    for x in (-0.6, -0.2, 0.28, 0.62):
        pen.curve(WOOD, 0.08, foot, 0.6, (foot + x) / 2, 0.3, x, base - 0.1)
    pen.stroke(WOOD, 0.17, foot, 0.97, foot, 0.55)
    pen.smooth(ink.main, -0.94, base, -0.8, base - deep * 0.8, -0.3, base - deep * 1.3, 0.25,
               base - deep * 1.35, 0.76, base - deep * 0.9, 0.95, base - 0.04, 0.4,
               base + pen.between(-0.06, 0.06), -0.3, base - 0.04)  # fmt: skip
    if pen.maybe(0.5):
        pen.oval(ink.main, -0.4, base + 0.1, 0.36, 0.13)


def tree_leaf_icon(pen: Pen, ink: Ink) -> None:
    """A crown like a drop or a leaf, with the trunk and twigs drawn over it."""
    wide, low = pen.between(0.5, 0.7), pen.between(0.5, 0.68)
    pen.smooth(ink.main, 0.0, -0.98, wide * pen.between(0.5, 0.8), -0.5, wide, 0.05, wide * 0.6,
               low - 0.12, 0.0, low, -wide * 0.6, low - 0.12, -wide, 0.05,
               -wide * pen.between(0.5, 0.8), -0.5)  # fmt: skip
    pen.stroke(WOOD, 0.1, 0, 0.98, 0, pen.between(-0.5, -0.1))
    for i in range(pen.count(1, 3)):
        y, side = 0.36 - 0.24 * i, 1 - 2 * (i % 2)
        pen.stroke(WOOD, 0.07, 0, y, side * wide * 0.5, y - pen.between(0.18, 0.3))


def tree_of_leaves(pen: Pen, ink: Ink) -> None:
    """Each leaf by itself, on thin branches."""
    pen.curve(WOOD, 0.12, 0.0, 0.98, 0.03, 0.4, 0.0, -0.5)
    for x, y in ((-0.6, -0.3), (0.6, -0.3), (-0.5, 0.12), (0.52, 0.1), (-0.3, -0.6), (0.3, -0.6)):
        pen.stroke(WOOD, 0.06, 0, y + 0.36, x, y)
    count, long = pen.count(16, 22), pen.between(0.17, 0.23)
    for i in range(count):
        angle, far = i * 2.4, math.sqrt((i + 0.5) / count)
        x, y = 0.76 * far * math.cos(angle), -0.3 + 0.5 * far * math.sin(angle)
        turn = math.degrees(angle) + pen.between(-40, 40)
        pen.oval((ink.main, ink.dark, ink.main)[i % 3], x, y, long, long * 0.6, turn)


def tree_scalloped(pen: Pen, ink: Ink) -> None:
    """The crown as one cloud, on a forked trunk."""
    lobes = pen.count(7, 10)
    pen.shape(WOOD, -0.2, 0.98, -0.1, 0.6, -0.14, 0.3, -0.4, 0.0, -0.3, -0.06, 0.0, 0.2, 0.28,
              -0.1, 0.38, -0.02, 0.12, 0.34, 0.1, 0.6, 0.22, 0.98)  # fmt: skip
    high, crown = pen.between(0.85, 0.95), []
    for i in range(lobes * 3):
        angle, bump = math.tau * i / (lobes * 3), (0.78, 0.93, 0.93)[i % 3]
        crown += [bump * math.cos(angle), -0.36 + bump * high * 0.64 * math.sin(angle)]
    pen.smooth(ink.main, *crown)
    for x, y in ((-0.4, -0.5), (0.2, -0.3), (0.4, -0.66)):
        pen.curve(ink.dark, 0.05, x - 0.14, y - 0.04, x, y + 0.05, x + 0.14, y - 0.04)


def _frond(  # noqa: PLR0917 - from, to, how bent and how wide
    pen: Pen,
    fill: Rgb,
    start: tuple[float, float],
    end: tuple[float, float],
    rise: float,
    width: float,
    teeth: int = 0,
) -> None:
    """A leaf of a palm, bent upwards by `rise`, with a toothed lower edge if there are teeth."""
    bend_x, bend_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - 2 * rise
    steps = max(teeth, 5)
    upper: list[float] = []
    lower: list[float] = []
    for i in range(steps + 1):
        t = i / steps
        x = (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * bend_x + t * t * end[0]
        y = (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * bend_y + t * t * end[1]
        half = width * math.sin(math.pi * (0.12 + 0.88 * t)) ** 0.7 if t < 1 else 0.0
        upper += [x, y - half * 0.45]
        lower = [x, y + half, *lower]
        if teeth and i < steps:
            lower = [x + (end[0] - start[0]) * 0.06, y + half * 0.1, *lower]
    (pen.shape if teeth else pen.smooth)(fill, *upper, *lower)


def _palm_trunk(  # noqa: PLR0917 - foot, head, bend and width
    pen: Pen, foot: float, head: tuple[float, float], bend: float, width: float, rings: int
) -> None:
    """A trunk that bends sideways, tapers upwards and is ringed."""
    left: list[float] = []
    right: list[float] = []
    for i in range(9):
        t = i / 8
        x = foot + (head[0] - foot) * t + bend * 4 * t * (1 - t)
        y, half = 0.98 + (head[1] - 0.98) * t, width * (1 - 0.5 * t) / 2
        left += [x - half, y]
        right = [x + half, y, *right]
    pen.shape(WOOD, *left, *right)
    for i in range(rings):
        t = (i + 0.6) / (rings + 0.5)
        x = foot + (head[0] - foot) * t + bend * 4 * t * (1 - t)
        y, half = 0.98 + (head[1] - 0.98) * t, width * (1 - 0.5 * t) / 2
        pen.stroke(BARK, 0.035, x - half, y - 0.02, x, y + 0.02, x + half, y - 0.02)


def palm_coconut(pen: Pen, ink: Ink) -> None:
    """Drooping leaves and coconuts on a bent trunk."""
    x, y = pen.between(0.0, 0.2), pen.between(-0.5, -0.36)
    _palm_trunk(pen, pen.between(-0.4, 0.0), (x, y), pen.between(0.0, 0.14), 0.2, pen.count(0, 6))
    droop, reach = pen.between(0.3, 0.6), pen.between(0.66, 0.78)
    for i in range(pen.count(5, 7)):
        side, tier = 1 - 2 * (i % 2), i // 2
        end = (x + side * reach * (1 - 0.17 * tier), max(-0.78, y + droop - 0.36 * tier))
        rise = 0.24 - 0.05 * tier
        _frond(pen, ink.main if i % 3 else ink.dark, (x, y), end, rise, 0.12)
    for i in range(pen.count(2, 3)):
        pen.oval((96, 62, 38), x - 0.13 + 0.13 * i, y + 0.08 + 0.05 * (i % 2), 0.085)


def palm_feathered(pen: Pen, ink: Ink) -> None:
    """Leaves with a toothed edge, as on a postcard."""
    x, y = pen.between(-0.15, 0.15), pen.between(-0.44, -0.28)
    _palm_trunk(
        pen, pen.between(-0.2, 0.2), (x, y), pen.between(-0.14, 0.14), 0.17, pen.count(0, 5)
    )
    teeth, wide = pen.count(6, 9), pen.between(0.16, 0.24)
    for angle in (-175, -5, -140, -40, -100, -70, 150, 30)[: pen.count(6, 8)]:
        far = pen.between(0.64, 0.74)
        across, down = far * math.cos(math.radians(angle)), far * math.sin(math.radians(angle))
        _frond(pen, ink.main, (x, y), (x + across, y + down * 0.7 + 0.1), 0.13, wide, teeth)


def palm_fan(pen: Pen, ink: Ink) -> None:
    """A fan palm: each leaf a pleated fan on its own stem."""
    y, size = pen.between(-0.1, 0.05), pen.between(0.3, 0.36)
    _palm_trunk(pen, 0.0, (0.0, y), 0.0, pen.between(0.2, 0.34), pen.count(2, 5))
    angles = (-178, -2, -140, -40, -90) if pen.maybe(0.5) else (-190, 10, -150, -30, -112, -68)
    for angle in angles:
        across, down = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        x, at = 0.5 * across, y + 0.5 * down
        pen.stroke(ink.dark, 0.05, 0, y, x, at)
        spokes = [p for i in range(13) for p in (
            x + size * (1.2 if i % 2 else 0.85) * math.cos(math.radians(angle - 100 + i * 16.7)),
            at + size * (1.2 if i % 2 else 0.85) * math.sin(math.radians(angle - 100 + i * 16.7)),
        )]  # fmt: skip
        pen.shape(ink.main, x - across * 0.08, at - down * 0.08, *spokes)


def palm_twins(pen: Pen, ink: Ink) -> None:
    """Two palms that lean apart, of unequal height."""
    for side, y in ((-1, pen.between(-0.5, -0.4)), (1, pen.between(-0.2, 0.05))):
        x = side * pen.between(0.34, 0.44)
        _palm_trunk(
            pen, side * pen.between(-0.1, 0.12), (x, y), -side * 0.06, 0.14, pen.count(0, 4)
        )
        for across, down in ((-0.5, 0.2), (0.5, 0.2), (-0.46, -0.16), (0.46, -0.16), (0.04, -0.3)):
            _frond(pen, ink.main, (x, y), (x + across, y + down), 0.08, pen.between(0.09, 0.13))


def palm_from_above(pen: Pen, ink: Ink) -> None:
    """The crown alone, seen from the sky."""
    count, turn, teeth = pen.count(7, 11), pen.between(0, 40), pen.maybe(0.6)
    wide, belly = pen.between(0.12, 0.18), pen.between(0.8, 1.5)
    for i in range(count):
        angle = math.radians(turn + 360 * i / count)
        cos, sin = math.cos(angle), math.sin(angle)
        edge = [(0.05, 0.02), *((0.15 + 0.14 * k,
                wide * math.sin(math.pi * (0.2 + 0.14 * k) ** belly)) for k in range(6)), (0.97,
                0.0)]  # fmt: skip
        if teeth:
            edge = [p for u, v in edge for p in ((u, v * 0.5), (min(0.97, u + 0.06), v * 1.3))]
        both = [*edge, *((u, -v) for u, v in reversed(edge))]
        flat = [p for u, v in both for p in (u * cos - v * sin, u * sin + v * cos)]
        pen.shape(ink.main if i % 2 else mix(ink.main, ink.dark, 0.6), *flat)
    if pen.maybe(0.6):
        pen.oval(WOOD, 0, 0, 0.09)


def palm_on_island(pen: Pen, ink: Ink) -> None:
    lean = pen.between(0.1, 0.5)
    x, y = lean, pen.between(-0.4, -0.3)
    _palm_trunk(pen, -0.1, (x, y), pen.between(-0.16, 0.05), 0.15, 0)
    pen.wedge((236, 208, 140), 0, 0.98, 0.8, pen.between(0.24, 0.4), 180, 360)
    for angle in (165, 15, -165, -15, -125, -55)[: pen.count(5, 6)]:
        far = 0.47 if math.cos(math.radians(angle)) > 0 else 0.68
        across, down = far * math.cos(math.radians(angle)), 0.5 * math.sin(math.radians(angle))
        _frond(pen, ink.main, (x, y), (x + across, y + down + 0.1), 0.17, pen.between(0.13, 0.18))
    if pen.maybe(0.5):
        pen.box((70, 150, 200), -0.95, 0.88, 0.95, 0.98)


def palm_stout(pen: Pen, ink: Ink) -> None:
    """A short trunk with scales, and long arching leaves."""
    top, half = pen.between(-0.1, 0.15), pen.between(0.15, 0.24)
    pen.smooth(WOOD, -half * 0.7, top, half * 0.7, top, half, 0.7, half, 0.97, -half, 0.97, -half,
               0.7)  # fmt: skip
    for i in range(3):
        y = top + 0.2 + 0.24 * i
        pen.stroke(BARK, 0.04, -half * 0.8, y - 0.08, 0.0, y + 0.08, half * 0.8, y - 0.08)
    reach, thick = pen.between(0.8, 0.93), pen.between(0.09, 0.15)
    for share, tip in ((1.0, 0.5), (0.95, -0.05), (0.66, -0.5), (0.3, -0.86)):
        for side in (-1, 1):
            x = side * reach * share
            pen.curve(ink.main, thick, 0, top, x * 0.3, min(top - 0.4, tip - 0.0), x * 0.8,
                      max(-0.9, tip - 0.22), x, tip)  # fmt: skip


def palm_pompom(pen: Pen, ink: Ink) -> None:
    """Very tall and thin, all one colour, with a round head of spikes."""
    bend, x = pen.between(-0.12, 0.12), pen.between(-0.1, 0.1)
    size, spikes = pen.between(0.46, 0.6), pen.count(11, 16)
    pen.curve(ink.dark, pen.between(0.07, 0.12), 0.0, 0.98, bend, 0.3, x, -0.4)
    radii = tuple(size * (0.42 if i % 2 else pen.between(0.85, 1.0)) for i in range(spikes * 2))
    pen.shape(ink.main, *_ring(x, -0.38, radii))
    if pen.maybe(0.6):
        pen.shape(ink.dark, x - 0.14, -0.3, x + 0.14, -0.3, x + 0.09, 0.1, x - 0.09, 0.1)


def palm_icon(pen: Pen, ink: Ink) -> None:
    """Bold sickles of leaves on a leaning trunk."""
    x, y = 0.12, -0.34
    pen.shape(WOOD, -0.36, 0.98, -0.06, 0.98, 0.0, 0.4, 0.2, y, 0.06, y, -0.2, 0.36)
    droop = pen.between(0.3, 0.46)
    for across, down, top in ((-0.86, droop, 0.34), (0.84, droop, 0.34), (-0.8, -0.16, 0.42),
                              (0.8, -0.2, 0.42)):  # fmt: skip
        tip_x, tip_y = x + across, y + down
        pen.smooth(ink.main, x, y + 0.04, x + across * 0.34, y - top, x + across * 0.8,
                   y - top * 0.4 + down * 0.5, tip_x, tip_y, x + across * 0.66,
                   y + down * 0.55 + 0.02, x + across * 0.4, y - top * 0.3)  # fmt: skip
    pen.smooth(ink.main, x - 0.05, y, x - 0.02, y - 0.36, x + 0.24, y - 0.64, x + 0.2, y - 0.3)


def _leaf(pen: Pen, x: float, y: float, to_x: float, to_y: float) -> None:
    """A pointed leaf from (x, y) to its tip."""
    across, down = (to_x - x) * 0.5, (to_y - y) * 0.5
    pen.smooth(LEAF, x, y, x + across - down * 0.4, y + down + across * 0.4, to_x, to_y,
               x + across + down * 0.4, y + down - across * 0.4)  # fmt: skip


def _stem_with_leaves(pen: Pen, top: float, bend: float = 0.0) -> None:
    pen.curve(LEAF, pen.between(0.06, 0.11), 0.0, top, bend, (top + 0.98) / 2, 0.0, 0.98)
    for side in (-1, 1):
        if pen.maybe(0.75):
            y = pen.between(0.74, 0.9)
            _leaf(pen, 0, y, side * pen.between(0.3, 0.5), y - pen.between(0.05, 0.36))


def _petals(  # noqa: PLR0917 - centre, number, length and width
    pen: Pen, fill: Rgb, at: tuple[float, float], count: int, reach: float, width: float
) -> None:
    """Round petals about a centre."""
    turn = pen.between(0, 60)
    for i in range(count):
        angle = turn + 360 * i / count
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        x, y = at[0] + cos * reach * 0.56, at[1] + sin * reach * 0.56
        pen.oval(fill, x, y, reach * 0.46, width, angle)


def flower_rose(pen: Pen, ink: Ink) -> None:
    """From the side, its petals wound about each other."""
    _stem_with_leaves(pen, 0.0, pen.between(-0.08, 0.08))
    wide, y = pen.between(0.46, 0.6), -0.44
    pen.shape(LEAF, -0.3, 0.18, -0.1, 0.0, 0.0, 0.2, 0.1, 0.0, 0.3, 0.18, 0.0, -0.1)
    pen.smooth(ink.main, -wide, y - 0.2, 0.0, y - 0.52, wide, y - 0.2, wide * 0.85, y + 0.26, 0.0,
               y + 0.52, -wide * 0.85, y + 0.26)  # fmt: skip
    pen.smooth(ink.dark, -wide * 0.62, y - 0.18, 0.0, y - 0.42, wide * 0.62, y - 0.18, 0.0, y + 0.1)
    pen.curve(ink.light, 0.06, 0.06, y - 0.16, -0.1, y - 0.14, -0.06, y - 0.3, 0.2, y - 0.28, 0.24,
              y - 0.04, -0.06, y + 0.02, -0.3, y - 0.1)  # fmt: skip
    pen.smooth(ink.main, -wide, y - 0.2, -0.1, y + 0.08, 0.1, y + 0.48, -wide * 0.7, y + 0.34)
    pen.smooth(ink.light, wide, y - 0.2, 0.1, y + 0.1, -0.05, y + 0.48, wide * 0.7, y + 0.34)


def flower_tulip_round(pen: Pen, ink: Ink) -> None:
    """Three petals like spoons, and long leaves."""
    wide, tall = pen.between(0.34, 0.5), pen.between(0.44, 0.54)
    pen.curve(LEAF, 0.09, 0.0, 0.0, pen.between(-0.06, 0.06), 0.5, 0.0, 0.98)
    for side in (-1, 1):
        x, y = side * pen.between(0.3, 0.6), pen.between(-0.1, 0.3)
        pen.smooth(LEAF, 0.0, 0.96, x * 0.75, 0.6, x, y, x * 0.35, 0.6)
    for side in (-1, 1):
        pen.smooth(ink.dark, 0.0, 0.06, side * wide * 0.9, -0.1, side * wide, -0.5,
                   side * wide * 0.8, -0.44 - tall, side * 0.1, -0.5)  # fmt: skip
    pen.smooth(ink.main, 0.0, 0.08, wide * 0.62, -0.16, wide * 0.6, -0.5, 0.0, -0.44 - tall * 0.9,
               -wide * 0.6, -0.5, -wide * 0.62, -0.16)  # fmt: skip


def flower_sunflower(pen: Pen, ink: Ink) -> None:
    """Many pointed petals about a broad dark disc, on a stem."""
    y, size, count = -0.34, pen.between(0.52, 0.62), pen.count(12, 18)
    _stem_with_leaves(pen, 0.0)
    radii = tuple(size * (1.0 if i % 2 else 0.62) for i in range(count * 2))
    pen.shape(ink.dark, *_ring(0, y, radii, 180 / count - 90))
    pen.shape(ink.main, *_ring(0, y, radii))
    disc = size * pen.between(0.4, 0.56)
    pen.oval((92, 58, 34), 0, y, disc)
    if pen.maybe(0.5):
        pen.oval((60, 38, 26), 0, y, disc * 0.6)


def flower_bouquet(pen: Pen, ink: Ink) -> None:
    """Several flowers, their stems tied or in paper."""
    possible = ((-0.56, -0.3), (0.56, -0.3), (0.0, -0.6), (-0.26, 0.0), (0.28, 0.02))
    places = possible[: pen.count(3, 5)]
    for x, y in places:
        pen.curve(LEAF, 0.06, x, y, x * 0.4, 0.3, 0.0, 0.5, -x * 0.4, 0.97)
    if pen.maybe(0.5):
        pen.shape((244, 236, 220), -0.52, 0.1, 0.52, 0.1, 0.1, 0.97, -0.1, 0.97)
    else:
        pen.box(ink.accent, -0.14, 0.42, 0.14, 0.54)
    petals, size = pen.count(5, 7), pen.between(0.3, 0.37)
    for x, y in places:
        radii = tuple(size * (0.6, 1.0, 1.0)[i % 3] for i in range(petals * 3))
        pen.smooth(ink.main, *_ring(x, y, radii, pen.between(0, 70)))
        pen.oval(ink.accent, x, y, size * 0.3)


def flower_bells(pen: Pen, ink: Ink) -> None:
    """Bells that hang from a bowed stem."""
    count = pen.count(2, 4)
    size = pen.between(0.25, 0.3) - 0.03 * (count - 1)
    pen.curve(LEAF, 0.07, -0.5, 0.98, -0.54, 0.1, -0.3, -0.66, 0.2, -0.84, 0.6, -0.6)
    _leaf(pen, -0.5, 0.94, pen.between(-0.1, 0.2), 0.2)
    for i in range(count):
        share = i / (count - 1)
        x, y = -0.34 + 1.0 * share, -0.5 - 0.26 * math.sin(math.pi * (0.15 + share * 0.75))
        pen.smooth(ink.main, x, y, x + size * 0.7, y + size * 0.6, x + size, y + size * 1.9,
                   x - size, y + size * 1.9, x - size * 0.7, y + size * 0.6)  # fmt: skip
        low = y + size * 1.8
        pen.shape(ink.main, x - size, low, x + size, low, x + size * 1.1, low + 0.14,
                  x + size * 0.45, low + 0.03, x, low + 0.15, x - size * 0.45, low + 0.03,
                  x - size * 1.1, low + 0.14)  # fmt: skip


def flower_potted(pen: Pen, ink: Ink) -> None:
    y, top = pen.between(-0.44, -0.36), pen.between(0.42, 0.5)
    pen.stroke(LEAF, 0.08, 0, y, 0, top)
    for side in (-1, 1):
        _leaf(pen, 0, top, side * pen.between(0.35, 0.5), top - pen.between(0.15, 0.35))
    _petals(pen, ink.main, (0.0, y), pen.count(5, 9), 0.54, pen.between(0.16, 0.26))
    pen.oval(ink.accent, 0, y, pen.between(0.13, 0.2))
    pen.shape(CLAY, -0.32, top + 0.1, 0.32, top + 0.1, 0.23, 0.98, -0.23, 0.98)
    pen.box(mix(CLAY, BLACK, 0.15), -0.38, top, 0.38, top + 0.14)


def flower_many_petals(pen: Pen, ink: Ink) -> None:
    """From above, rings of pointed petals: dahlia, lotus, gerbera."""
    count, rings = pen.count(9, 16), pen.count(2, 4)
    for ring in range(rings):
        size = 0.97 * (1 - ring / (rings + 0.6))
        inner = size * pen.between(0.68, 0.8)
        radii = tuple((inner, size, inner)[i % 3] for i in range(count * 3))
        fill = (ink.main, ink.dark, ink.main, ink.light)[ring]
        pen.smooth(fill, *_ring(0, 0, radii, 180 / count * ring))
    pen.oval(ink.accent if pen.maybe(0.6) else ink.dark, 0, 0, pen.between(0.1, 0.22))


def flower_blossom(pen: Pen, ink: Ink) -> None:
    """Notched petals from above, with stamens: cherry blossom, dog rose, pansy."""
    count, turn = pen.count(4, 6), pen.between(0, 72)
    for i in range(count):
        angle = math.radians(turn + 360 * i / count)
        cos, sin = math.cos(angle), math.sin(angle)
        half = 0.88 * math.tan(math.pi / count) * 0.72
        petal = ((0.1, 0.0), (0.5, half * 0.95), (0.84, half * 0.8), (0.94, half * 0.3),
                 (0.82, 0.0), (0.94, -half * 0.3), (0.84, -half * 0.8),
                 (0.5, -half * 0.95))  # fmt: skip
        pen.smooth(ink.main, *(p for u, v in petal for p in (u * cos - v * sin, u * sin + v * cos)))
        pen.stroke(ink.dark, 0.04, 0, 0, 0.4 * cos, 0.4 * sin)
    for i in range(count):
        angle = math.radians(turn + 360 * (i + 0.5) / count)
        pen.stroke(ink.accent, 0.04, 0, 0, 0.34 * math.cos(angle), 0.34 * math.sin(angle))
    pen.oval(ink.accent, 0, 0, pen.between(0.1, 0.18))


def flower_spike(pen: Pen, ink: Ink) -> None:
    """Many small blossoms up a stem: lavender, hyacinth, lupin."""
    rows, wide = pen.count(6, 8), pen.between(0.24, 0.4)
    pen.stroke(LEAF, 0.08, 0, -0.6, 0, 0.98)
    for side in (-1, 1):
        pen.smooth(
            LEAF, 0, 0.97, side * 0.3, 0.7, side * pen.between(0.3, 0.44), 0.2, side * 0.1, 0.7
        )
    for i in range(rows):
        y, half = 0.26 - 1.06 * i / (rows - 1), wide * (1 - 0.62 * i / (rows - 1))
        for side in (-1, 1):
            pen.oval(ink.main, side * half * 0.55, y, half * 0.66, 0.12, side * -28)
        pen.oval(ink.dark if i % 2 else ink.light, 0, y - 0.03, half * 0.34, 0.09)
    pen.oval(ink.main, 0, -0.88, 0.07, 0.1)


def flower_from_the_side(pen: Pen, ink: Ink) -> None:
    """A fan of petals above a green cup: poppy, carnation, cornflower."""
    y, count, reach = pen.between(0.0, 0.1), pen.count(5, 9), pen.between(0.8, 0.9)
    _stem_with_leaves(pen, y, pen.between(-0.1, 0.1))
    spread = pen.between(120, 160)
    for i in range(count):
        angle = -90 - spread / 2 + spread * i / (count - 1)
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        far = reach * (0.72 if i % 2 else 0.66)
        pen.oval(ink.dark if i % 2 else ink.main, cos * far * 0.66, y + sin * far, far * 0.55,
                 far * pen.between(0.2, 0.3), angle)  # fmt: skip
    pen.wedge(LEAF, 0, y - 0.1, 0.2, 0.26, 0, 180)


def flower_scribbled(pen: Pen, ink: Ink) -> None:
    """As a child draws it: one wavy edge, a dot, a line."""
    petals, y, size = pen.count(5, 8), pen.between(-0.42, -0.34), pen.between(0.5, 0.57)
    _stem_with_leaves(pen, y)
    radii = tuple(size * (0.5, 0.95, 1.0, 0.95)[i % 4] for i in range(petals * 4))
    pen.smooth(ink.main, *_ring(0, y, radii, pen.between(0, 70)))
    pen.oval(WHITE if pen.maybe(0.4) else ink.accent, 0, y, size * pen.between(0.24, 0.42))


def flower_tilted(pen: Pen, ink: Ink) -> None:
    """A daisy seen at a slant, its disc an ellipse, on a bowed stem."""
    count, flat = pen.count(10, 13), pen.between(0.5, 0.66)
    pen.curve(LEAF, 0.08, 0.0, -0.3, 0.16, 0.4, -0.1, 0.98)
    _leaf(pen, 0.07, 0.7, 0.5, 0.4)
    _leaf(pen, 0.04, 0.8, -0.44, 0.6)
    for i in range(count):
        angle = math.tau * (i + 0.5) / count
        x, y, side = 0.84 * math.cos(angle), 0.84 * math.sin(angle), 0.6 * math.pi / count
        pen.smooth(ink.main, 0.0, -0.4, 0.6 * math.cos(angle - side), -0.4 + 0.6 * flat *
                   math.sin(angle - side), x, -0.4 + y * flat, 0.6 * math.cos(angle + side),
                   -0.4 + 0.6 * flat * math.sin(angle + side))  # fmt: skip
    pen.oval(ink.accent, 0, -0.42, 0.24, 0.24 * flat)


def _stem(pen: Pen, width: float, top: float, foot: float, fill: Rgb = CREAM) -> None:
    """A mushroom's stem, `foot` times as wide below as above."""
    half = width / 2
    pen.smooth(fill, -half, top, half, top, half, 0.4, half * foot, 0.8, half * foot * 0.7, 0.97,
               -half * foot * 0.7, 0.97, -half * foot, 0.8, -half, 0.4)  # fmt: skip


def mushroom_with_skirt(pen: Pen, ink: Ink) -> None:
    """A bell of a cap, a torn skirt below it, a bulb at the foot."""
    wide, low = pen.between(0.6, 0.9), pen.between(-0.1, 0.1)
    _stem(pen, pen.between(0.26, 0.36), low - 0.1, pen.between(1.4, 2.0))
    pen.shape(WHITE, -0.15, low + 0.06, 0.15, low + 0.06, 0.32, low + 0.34, 0.16, low + 0.28, 0.0,
              low + 0.36, -0.16, low + 0.28, -0.32, low + 0.34)  # fmt: skip
    pen.smooth(ink.main, 0.0, -0.97, wide * 0.6, -0.78, wide * 0.92, -0.3, wide, low, wide * 0.5,
               low + 0.1, 0.0, low + 0.05, -wide * 0.5, low + 0.1, -wide, low, -wide * 0.92, -0.3,
               -wide * 0.6, -0.78)  # fmt: skip
    for i in range(pen.count(4, 7)):
        x, y = wide * (-0.55 + 0.37 * (i % 4)), -0.5 + 0.3 * (i // 4) + 0.14 * (i % 2)
        pen.shape(WHITE, *_ring(x, y, (0.09, 0.06, 0.1, 0.07, 0.1)))


def mushroom_button(pen: Pen, ink: Ink) -> None:
    """A champignon: a ball of a cap on a short thick stem."""
    low, half = pen.between(0.2, 0.36), pen.between(0.2, 0.36)
    pen.rounded(ink.light, -half, 0.0, half, 0.86, 0.16)
    pen.smooth(ink.main, 0.0, -0.82, 0.6, -0.66, 0.92, -0.14, 0.78, low, 0.44, low + 0.06, half,
               low, -half, low, -0.44, low + 0.06, -0.78, low, -0.92, -0.14, -0.6,
               -0.66)  # fmt: skip
    if pen.maybe(0.6):
        pen.curve(ink.dark, 0.05, -0.7, low - 0.04, 0.0, low - 0.12, 0.7, low - 0.04)
    if pen.maybe(0.5):
        pen.oval(ink.light, -0.4, -0.4, 0.2, 0.12, -35)


def mushroom_family(pen: Pen, ink: Ink) -> None:
    """Two or three that grow from one spot."""
    spotted = pen.maybe(0.6)
    stem = CREAM if pen.maybe(0.6) else mix(CREAM, WOOD, 0.4)
    for x, y, size, lean in (
        (0.5, pen.between(0.0, 0.2), 0.42, 0.16),
        (-0.52, pen.between(0.2, 0.4), 0.36, -0.18),
        (-0.06, pen.between(-0.46, -0.34), 0.58, 0.0),
    )[pen.count(0, 1) :]:
        pen.shape(stem, x - 0.12, y, x + 0.12, y, x - lean + 0.15, 0.95, x - lean - 0.15, 0.95)
        pen.wedge(ink.main, x, y + 0.1, size * 0.95, size * pen.between(0.85, 1.1), 180, 360)
        pen.oval(ink.dark, x, y + 0.1, size * 0.95, size * 0.14)
        for across, up in ((-0.45, 0.3), (0.1, 0.6), (0.5, 0.25)):
            if spotted:
                pen.oval(WHITE, x + across * size, y + 0.1 - up * size, size * 0.13)


def mushroom_from_below(pen: Pen, ink: Ink) -> None:
    """The cap tipped back, so that its gills show."""
    flat, count = pen.between(0.24, 0.36), pen.count(9, 15)
    pen.smooth(ink.main, -0.95, -0.1, -0.7, -0.7, 0.0, -0.95, 0.7, -0.7, 0.95, -0.1, 0.6,
               0.14, -0.6, 0.14)  # fmt: skip
    pen.oval(CREAM, 0, -0.06, 0.86, flat)
    for i in range(count):
        angle = math.tau * i / count
        x, y = 0.82 * math.cos(angle), -0.06 + flat * 0.95 * math.sin(angle)
        pen.stroke((178, 156, 124), 0.03, 0, -0.06, x, y)
    half = pen.between(0.12, 0.22)
    pen.shape(WHITE, -half, -0.06, half, -0.06, half * 1.3, 0.96, -half * 1.3, 0.96)


def mushroom_funnel(pen: Pen, ink: Ink) -> None:
    """A chanterelle: cap and stem in one trumpet, with a wavy rim."""
    wide, dip = pen.between(0.7, 0.88), pen.between(0.05, 0.2)
    pen.smooth(ink.main, -wide, -0.62, -wide * 0.5, -0.1, -0.24, 0.3, -0.17, 0.92, 0.17, 0.92, 0.22,
               0.3, wide * 0.5, -0.1, wide, -0.62)  # fmt: skip
    pen.smooth(ink.light, -wide, -0.64, -wide * 0.6, -0.84, -0.2, -0.7 - dip, 0.2, -0.86,
               wide * 0.7, -0.76, wide, -0.64, wide * 0.5, -0.5, 0.0, -0.44 - dip, -wide * 0.5,
               -0.5)  # fmt: skip
    for share in (-0.6, -0.3, 0.0, 0.3, 0.6):
        pen.curve(ink.dark, 0.035, share * wide, -0.46, share * 0.36, 0.0, share * 0.2, 0.5)


def mushroom_halved(pen: Pen, ink: Ink) -> None:
    """A slice through cap and stem, as on a pizza."""
    wide, stem = pen.between(0.8, 0.95), pen.between(0.2, 0.32)
    outline = (0.0, -0.86, 0.62, -0.66, 1.0, -0.1, 0.8, 0.2, 0.46, 0.1, 0.34, 0.34)
    for fill, share in ((ink.main, 1.0), (ink.light, pen.between(0.74, 0.84))):
        right = [v * share * (wide if i % 2 == 0 else 1.0) for i, v in enumerate(outline)]
        foot = [stem * share, 0.6 * share, stem * share * 1.15, 0.9 * share]
        pen.smooth(fill, *_mirrored(*right, *foot))
    for side in (-1, 1):
        pen.curve(ink.dark, 0.08, side * 0.24, 0.12, side * 0.3, -0.1, side * 0.56, -0.1)


def mushroom_pointed(pen: Pen, ink: Ink) -> None:
    """A wizard's hat on a thin bent stem."""
    wide, bend, tip = pen.between(0.42, 0.64), pen.between(-0.2, 0.2), pen.between(-0.25, 0.25)
    low = pen.between(0.0, 0.2)
    pen.curve(CREAM, pen.between(0.12, 0.2), 0.0, low - 0.1, bend, 0.5, bend * 0.4, 0.97)
    pen.smooth(ink.main, tip, -0.97, wide * 0.5, -0.44, wide, low, wide * 0.5, low + 0.05, 0.0,
               low + 0.12, -wide * 0.5, low + 0.05, -wide, low, -wide * 0.5, -0.44)  # fmt: skip
    for share in (-0.5, 0.0, 0.5)[: pen.count(0, 3)]:
        pen.curve(ink.dark, 0.035, share * wide, low, share * wide * 0.8, low - 0.24)
    pen.oval(ink.dark, 0, low + 0.05, wide * 0.9, 0.07)


def mushroom_of_a_game(pen: Pen, ink: Ink) -> None:
    """A huge round cap with large spots, and often a face on the stem."""
    half, eyes = pen.between(0.4, 0.54), pen.maybe(0.6)
    pen.rounded(CREAM, -half, 0.1, half, 0.95, pen.between(0.2, 0.34))
    pen.smooth(ink.main, 0.0, -0.95, 0.66, -0.78, 0.97, -0.2, 0.84, 0.26, 0.4, 0.38, 0.0, 0.4, -0.4,
               0.38, -0.84, 0.26, -0.97, -0.2, -0.66, -0.78)  # fmt: skip
    big = pen.between(0.24, 0.34)
    pen.oval(WHITE, 0, pen.between(-0.4, -0.2), big, big * 0.95)
    for side in (-1, 1):
        pen.oval(WHITE, side * 0.76, -0.1, 0.13, 0.24, side * -12)
        if eyes:
            pen.oval(BLACK, side * 0.17, 0.62, 0.05, 0.12)


def mushroom_flat_cap(pen: Pen, ink: Ink) -> None:
    """A thin lid of a cap, gills below its edge: parasol, oyster, shiitake."""
    high, low = pen.between(0.3, 0.5), pen.between(-0.4, -0.1)
    _stem(pen, pen.between(0.16, 0.3), low, pen.between(1.0, 1.7), mix(ink.light, WHITE, 0.4))
    pen.shape(mix(ink.dark, WHITE, 0.2), -0.9, low, 0.9, low, 0.5, low + 0.18, 0.1, low + 0.26,
              -0.1, low + 0.26, -0.5, low + 0.18)  # fmt: skip
    pen.smooth(ink.main, -0.97, low, -0.6, low - high * 0.6, -0.16, low - high * 0.8, 0.0,
               low - high, 0.16, low - high * 0.8, 0.6, low - high * 0.6, 0.97, low, 0.5,
               low + 0.06, -0.5, low + 0.06)  # fmt: skip
    for i in range(pen.count(0, 5)):
        pen.oval(ink.dark, -0.6 + 0.3 * i, low - high * 0.3, 0.09, 0.05)


def mushroom_porcini(pen: Pen, ink: Ink) -> None:
    """A thick pear of a stem under a bun of a cap with a rolled rim."""
    belly = pen.between(0.34, 0.46)
    pen.smooth(CREAM, -0.2, -0.2, 0.2, -0.2, belly * 0.85, 0.3, belly, 0.7, belly * 0.6, 0.97,
               -belly * 0.6, 0.97, -belly, 0.7, -belly * 0.85, 0.3)  # fmt: skip
    pen.smooth(mix(CREAM, WOOD, 0.3), -0.84, -0.2, 0.0, -0.3, 0.84, -0.2, 0.5, 0.06, -0.5, 0.06)
    pen.smooth(ink.main, -0.94, -0.3, -0.72, -0.74, -0.2, -0.96, 0.3, -0.94, 0.76, -0.7, 0.95,
               -0.26, 0.84, -0.1, 0.4, -0.16, 0.0, -0.14, -0.5, -0.18, -0.84, -0.12)  # fmt: skip
    pen.oval(ink.light, -0.36, -0.66, 0.26, 0.1, -24)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "tree": (
        tree_lollipop, tree_poplar, tree_willow, tree_bare, tree_drooping_fir,
        tree_spruce_outline, tree_wide_oak, tree_bonsai, tree_acacia, tree_leaf_icon,
        tree_of_leaves,
    ),
    "palm tree": (
        palm_coconut, palm_feathered, palm_fan, palm_twins, palm_from_above, palm_on_island,
        palm_stout, palm_pompom,
    ),
    "flower": (
        flower_rose, flower_tulip_round, flower_sunflower, flower_bouquet, flower_bells,
        flower_potted, flower_many_petals, flower_blossom, flower_spike, flower_from_the_side,
        flower_scribbled,
    ),
    "mushroom": (
        mushroom_with_skirt, mushroom_button, mushroom_family, mushroom_from_below,
        mushroom_funnel, mushroom_halved, mushroom_pointed, mushroom_of_a_game,
        mushroom_flat_cap,
    ),
}  # fmt: skip
UNSEEN: dict[str, Drawing] = {
    "tree": tree_scalloped,
    "palm tree": palm_icon,
    "flower": flower_tilted,
    "mushroom": mushroom_porcini,
}
POSES: dict[Drawing, str] = {}
