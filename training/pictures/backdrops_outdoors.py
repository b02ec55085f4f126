"""More compositions of forest, mountains and meadow."""

import math
from itertools import pairwise

from training.pictures.backdrop import Backdrop, Painter, any_day_sky, day_sky, fir, leafy, rays
from training.pictures.canvas import BLACK, WHITE, WOOD, Rgb, mix

LEAVES: tuple[Rgb, ...] = ((40, 110, 50), (60, 130, 60), (84, 140, 50), (30, 90, 60))
AUTUMN: tuple[Rgb, ...] = ((200, 120, 40), (190, 80, 40), (214, 160, 60), (140, 120, 50))
ROCKS: tuple[Rgb, ...] = ((110, 116, 134), (124, 112, 108), (96, 108, 120), (140, 124, 110))
GRASSES: tuple[Rgb, ...] = ((110, 180, 70), (90, 166, 76), (140, 190, 80), (70, 140, 70))


def _depths(on: Backdrop, top: Rgb, bottom: Rgb, floor: float) -> None:
    """The dim air between trees, and the ground below it."""
    on.gradient(top, bottom, 0, floor + 0.06)
    earth = on.tint((80, 96, 50), (96, 80, 54), (60, 84, 44), (110, 96, 60))
    on.gradient(mix(earth, bottom, 0.3), mix(earth, BLACK, 0.25), floor, 1)
    on.rolling(earth, floor + 0.05, 0.015)


def forest_birches(on: Backdrop) -> None:
    """White trunks with dark marks, in summer or in autumn."""
    leaves = on.pick(LEAVES, AUTUMN)
    light = mix(on.tint(*leaves), WHITE, 0.45)
    _depths(on, light, mix(light, BLACK, 0.3), 0.76)
    for i in range(8):
        x, half, foot = (i + on.between(0, 1)) / 8, on.between(0.012, 0.024), on.between(0.78, 0.92)
        bark = on.tint((232, 230, 222), (214, 214, 208))
        on.pen.box(bark, x - half, -0.02, x + half, foot)
        for _ in range(3):
            y = on.between(0.1, foot - 0.05)
            on.pen.stroke((60, 56, 54), 0.008, x - half, y, x + half * on.between(-0.6, 0.6), y)
    for _ in range(12):
        on.disc(on.tint(*leaves), on.between(0, 1), on.between(-0.04, 0.1), on.between(0.07, 0.14))
    on.scatter(leaves, 14, 0.84, 0.016)


def forest_path(on: Backdrop) -> None:
    """A path into the wood, trees closing in on both sides."""
    leaves = on.pick(LEAVES, LEAVES, AUTUMN)
    light = mix(on.tint(*leaves), (250, 250, 200), 0.6)
    _depths(on, light, mix(light, WHITE, 0.2), 0.6)
    x = on.between(0.42, 0.58)
    on.pen.smooth(on.tint((170, 140, 100), (150, 130, 96)), x - 0.02, 0.62, x + 0.02, 0.62,
                  0.62, 0.8, 0.8, 1.1, 0.2, 1.1, 0.42, 0.8)  # fmt: skip
    for i in range(14):
        near, way = (i // 2) / 6, (-1) ** i
        at, half = x + way * (0.06 + 0.46 * near), 0.008 + 0.03 * near
        bark = mix(light, on.tint((60, 46, 34)), 0.3 + 0.7 * near)
        on.pen.box(bark, at - half, -0.02, at + half, 0.64 + 0.3 * near)
        on.disc(mix(light, on.tint(*leaves), 0.3 + 0.7 * near), at + way * 0.05, 0.2 - 0.14 * near,
                0.12 + 0.12 * near)  # fmt: skip


def forest_from_above(on: Backdrop) -> None:
    """Tree tops from the air, crown beside crown."""
    leaves = on.pick(LEAVES, LEAVES, (*LEAVES, *AUTUMN))
    on.gradient((20, 50, 34), (16, 40, 28))
    pointed = on.chance(0.4)
    for row in range(5):
        for column in range(7):
            x, y = (column + on.between(0, 1)) / 7, (row + on.between(0, 1)) / 5
            size, fill = on.between(0.09, 0.16), on.tint(*leaves)
            if not pointed:
                on.disc(fill, x, y, size)
                continue
            points = []
            for i in range(14):
                reach, angle = size * (1.0, 0.55)[i % 2], i * math.tau / 14
                points += [x + reach * math.cos(angle) / on.aspect, y + reach * math.sin(angle)]
            on.pen.shape(fill, *points)
    for x, y, size in on.random.random((20, 3)):
        fill = mix(on.pick(*leaves), WHITE, 0.25)
        on.disc(fill, float(x), float(y), 0.015 + 0.02 * float(size))


def forest_edge(on: Backdrop) -> None:
    """The edge of a wood: a wall of trees beyond grass."""
    leaves = on.pick(LEAVES, LEAVES, AUTUMN)
    any_day_sky(on, 0.6)
    on.gradient((30, 50, 34), (44, 64, 40), 0.56, 0.82)
    for base, dark in ((0.66, 0.4), (0.74, 0.1)):
        for i in range(9):
            x, foot = (i + on.between(0, 1)) / 9, base + on.between(-0.02, 0.02)
            leafy(on, x, foot, on.between(0.45, 0.66), mix(on.tint(*leaves), BLACK, dark))
    on.rolling(on.tint(*GRASSES), 0.76, 0.02)


def forest_beams(on: Backdrop) -> None:
    """Dark trunks against the light, beams between them."""
    glow = on.tint((240, 230, 150), (200, 226, 160), (250, 210, 140))
    dark = on.tint((20, 40, 28), (40, 34, 24), (16, 44, 44))
    on.gradient(mix(dark, glow, 0.6), mix(dark, glow, 0.3))
    x = on.between(0.25, 0.75)
    on.glow(glow, x, 0.2, 0.7, 0.9)
    rays(on, mix(glow, WHITE, 0.4), x, -0.1, 0.5)
    on.rolling(mix(dark, (70, 100, 50), 0.4), 0.82, 0.02)
    for i in range(9):
        at, half = (i + on.between(0, 1)) / 9, on.between(0.008, 0.03)
        foot = on.between(0.82, 0.96)
        on.pen.shape(mix(dark, glow, on.between(0, 0.15)), at - half * 0.7, -0.02, at + half * 0.7,
                     -0.02, at + half * 1.3, foot, at - half * 1.3, foot)  # fmt: skip
    for _ in range(10):
        on.disc(dark, on.between(0, 1), on.between(-0.06, 0.04), on.between(0.06, 0.13))


def forest_flat(on: Backdrop) -> None:
    """A poster of a wood: rows of simple trees, cones or round ones, flat greens."""
    pale, deep = on.pick(
        ((206, 226, 196), (20, 70, 56)),
        ((240, 232, 200), (60, 100, 50)),
        ((180, 214, 214), (16, 50, 64)),
        ((250, 214, 160), (120, 60, 40)),
    )
    on.pen.box(on.tint(pale), 0, 0, 1, 1.01)
    round_ones = on.chance(0.4)
    for row in range(4):
        fill, base = mix(pale, deep, 0.25 + 0.25 * row), 0.58 + 0.13 * row
        on.rolling(fill, base, 0.015)
        for i in range(8):
            x, height = (i + 0.5 * (row % 2) + on.between(0.1, 0.4)) / 8, on.between(0.26, 0.46)
            on.pen.box(fill, x - 0.004, base - height * 0.5, x + 0.004, base + 0.03)
            if round_ones:
                on.pen.oval(fill, x, base - height * 0.6, 0.045, height * 0.42)
            else:
                on.pen.shape(fill, x, base - height, x + 0.05, base, x - 0.05, base)


def forest_glade(on: Backdrop) -> None:
    """An ordinary wood: trunks near and far, leaves above, ferns below."""
    light = on.tint((190, 214, 150), (170, 200, 140))
    _depths(on, light, mix(light, (50, 90, 50), 0.5), 0.7)
    for near, count in ((0.0, 8), (0.5, 6), (1.0, 3)):
        for _ in range(count):
            x, half, foot = on.between(0, 1), 0.007 + 0.022 * near, 0.72 + 0.14 * near
            bark = mix(light, on.tint((74, 54, 38)), 0.4 + 0.6 * near)
            on.pen.shape(bark, x - half, -0.02, x + half, -0.02, x + half * 1.1, foot - 0.06,
                         x + half * 1.7, foot, x - half * 1.7, foot)  # fmt: skip
    for _ in range(13):
        on.disc(on.tint(*LEAVES), on.between(0, 1), on.between(-0.06, 0.12), on.between(0.08, 0.15))
    for _ in range(7):
        x, y = on.between(0, 1), on.between(0.8, 1)
        for lean in (-0.05, -0.02, 0.02, 0.05):
            on.pen.curve(on.tint(*LEAVES), 0.01, x, y, x + lean * 0.5, y - 0.08, x + lean, y - 0.06)


def _peak(  # noqa: PLR0917 - as Pen.oval
    on: Backdrop, x: float, top: float, half: float, base: float, rock: Rgb
) -> None:
    """A mountain with a lit and a shaded side and a jagged cap of snow."""
    turn = half * on.between(-0.12, 0.12)
    on.pen.shape(rock, x, top, x + half, base, x - half, base)
    on.pen.shape(mix(rock, BLACK, 0.3), x, top, x + half, base, x + turn, base,
                 x + turn * 0.3 + 0.01, top + (base - top) * 0.5)  # fmt: skip
    low, wide = top + (base - top) * 0.36, half * 0.36
    on.pen.shape((246, 248, 252), x, top, x + wide, low, x + wide * 0.4, low - 0.06, x + wide * 0.1,
                 low + 0.02, x - wide * 0.35, low - 0.07, x - wide, low)  # fmt: skip
    on.pen.shape((200, 212, 230), x, top, x + wide, low, x + wide * 0.4, low - 0.06,
                 x + wide * 0.2, low - 0.03)  # fmt: skip


def mountain_lake(on: Backdrop) -> None:
    """Peaks and their reflection in a lake."""
    shore = on.between(0.5, 0.6)
    any_day_sky(on, shore)
    rock, water = on.tint(*ROCKS), on.tint((80, 140, 180), (60, 120, 150), (110, 160, 180))
    on.gradient(mix(water, WHITE, 0.3), water, shore, 1)
    for i in range(3):
        x, top = (i + on.between(0.1, 0.9)) / 3, on.between(0.08, 0.3)
        half = on.between(0.2, 0.32)
        low = shore + (shore - top) * 0.7
        on.pen.shape(mix(water, rock, 0.45), x, low, x + half, shore, x - half, shore)
        _peak(on, x, top, half, shore, rock)
    on.pen.box(on.tint((60, 100, 70), (80, 110, 80)), 0, shore - 0.02, 1, shore + 0.01)
    on.rolling(on.tint((100, 130, 80), (120, 116, 96)), 0.9, 0.03)


def mountain_single(on: Backdrop) -> None:
    """One great mountain: a cone with a white top, or a crooked horn."""
    any_day_sky(on, 0.8)
    rock, x, top = on.tint(*ROCKS, (70, 90, 140)), on.between(0.35, 0.65), on.between(0.1, 0.22)
    if on.chance(0.5):
        on.pen.smooth(rock, x - 0.04, top, x + 0.04, top, x + 0.14, 0.42, x + 0.6, 0.84, x - 0.6,
                      0.84, x - 0.14, 0.42)  # fmt: skip
        on.pen.oval(WHITE, x, top + 0.005, 0.055, 0.035)
        on.pen.shape(WHITE, x - 0.05, top + 0.01, x + 0.05, top + 0.01, x + 0.12, 0.38,
                     x + 0.07, 0.34, x + 0.03, 0.42, x - 0.02, 0.35, x - 0.06, 0.42,
                     x - 0.11, 0.37)  # fmt: skip
    else:
        _peak(on, x, top, 0.4, 0.84, rock)
        on.pen.shape(mix(rock, BLACK, 0.15), x - 0.36, 0.84, x - 0.2, 0.56, x - 0.02, 0.84)
    for dark, height in ((0.0, 0.74), (0.25, 0.84)):
        on.rolling(mix(on.tint((90, 130, 80), (80, 110, 90)), BLACK, dark), height, 0.03)


def mountain_valley(on: Backdrop) -> None:
    """Between two steep slopes, a peak at the valley's end."""
    any_day_sky(on, 0.7)
    x = on.between(0.42, 0.58)
    _peak(on, x, on.between(0.14, 0.26), on.between(0.24, 0.34), 0.7, on.tint(*ROCKS))
    green = on.tint((90, 140, 80), (110, 130, 80), (70, 110, 90))
    for side, way in ((0.0, 1), (1.0, -1)):
        top = on.between(0.08, 0.3)
        on.pen.shape(mix(green, BLACK, 0.12 if way > 0 else 0.3), side, top, x + way * 0.06, 0.74,
                     side, 0.98)  # fmt: skip
        for _ in range(4):
            share = on.between(0.1, 0.6)
            at = side + (x - side) * share
            fir(on, at, top + (0.74 - top) * share + 0.08, 0.13, on.tint((40, 84, 64)))
    on.pen.shape(green, 0, 0.9, x, 0.7, 1, 0.9, 1, 1.02, 0, 1.02)
    on.pen.curve(
        on.tint((120, 170, 200)), 0.018, x, 0.72, x + 0.03, 0.8, x - 0.03, 0.88, x + 0.06, 1.02
    )


def mountain_crags(on: Backdrop) -> None:
    """Bare rock close by: facets in light and shade."""
    any_day_sky(on, 1)
    rock = on.tint(*ROCKS, (150, 120, 100))
    for layer in range(3):
        base, count = 0.24 + 0.2 * layer, on.count(4, 6)
        fill = mix(mix(rock, WHITE, 0.3), mix(rock, BLACK, 0.2), layer / 2)
        for i in range(count + 1):
            x, top, half = i / count, base + on.between(-0.12, 0.1), on.between(0.14, 0.22)
            ridge = x + on.between(-0.04, 0.04)
            on.pen.shape(mix(fill, WHITE, 0.15), x, top, ridge, 1.02, x - half, 1.02)
            on.pen.shape(mix(fill, BLACK, 0.25), x, top, x + half, 1.02, ridge, 1.02)
    on.jagged(mix(rock, BLACK, 0.35), 0.86, 0.03, on.count(8, 14))


def mountain_poster(on: Backdrop) -> None:
    """Mountains in flat colours: triangles with one dark half."""
    sky, peak, dark, low = on.pick(
        ((250, 226, 190), (200, 110, 90), (140, 70, 80), (80, 50, 70)),
        ((190, 226, 236), (110, 140, 180), (70, 96, 140), (50, 110, 90)),
        ((240, 240, 232), (150, 160, 170), (100, 110, 124), (60, 70, 80)),
        ((160, 210, 200), (60, 120, 130), (30, 84, 100), (20, 56, 70)),
    )
    on.pen.box(on.tint(sky), 0, 0, 1, 1.01)
    for i in range(on.count(3, 5)):
        x, top, half = on.between(0.05, 0.95), on.between(0.14, 0.44), on.between(0.18, 0.32)
        on.pen.shape(mix(peak, sky, 0.12 * (i % 2)), x, top, x + half, 0.86, x - half, 0.86)
        on.pen.shape(
            dark, x, top, x + half, 0.86, x + half * 0.2, 0.86, x - half * 0.06, top + 0.26
        )
        if on.chance(0.6):
            on.pen.shape((250, 250, 250), x, top, x + half * 0.25, top + (0.86 - top) * 0.25,
                         x, top + (0.86 - top) * 0.18, x - half * 0.25,
                         top + (0.86 - top) * 0.25)  # fmt: skip
    on.rolling(low, 0.8, 0.03)


def mountain_blue(on: Backdrop) -> None:
    """Blue ridges to the horizon, seen from a summit near by."""
    sky = on.tint((120, 170, 220), (200, 214, 226), (226, 220, 210))
    on.gradient(sky, mix(sky, WHITE, 0.6), 0, 0.6)
    near = on.tint((40, 70, 110), (50, 80, 90), (70, 70, 110))
    for i in range(5):
        on.jagged(mix(mix(sky, WHITE, 0.3), near, 0.2 + 0.18 * i), 0.4 + 0.08 * i, 0.05,
                  on.count(8, 16))  # fmt: skip
    side, way = on.pick((0.0, 1), (1.0, -1))
    rock, top = on.tint(*ROCKS), on.between(0.4, 0.6)
    on.pen.shape(mix(rock, BLACK, 0.3), side, top, side + way * 0.12, top - 0.05, side + way * 0.3,
                 0.74, side + way * 0.5, 0.8, side + way * 0.9, 0.92, 1 - side, 0.94,
                 1 - side, 1.02, side, 1.02)  # fmt: skip


def mountain_alps(on: Backdrop) -> None:
    """A snowy range above dark woods and pasture."""
    day_sky(on, 0.7)
    rock = on.tint((104, 114, 136), (120, 120, 128))
    for i in on.random.permutation(5):
        x, top = (int(i) + on.between(0.2, 0.8)) / 5, on.between(0.1, 0.32)
        _peak(on, x, top, on.between(0.18, 0.26), 0.68, mix(rock, WHITE, on.between(0, 0.2)))
    on.jagged(on.tint((50, 86, 72)), 0.62, 0.03, 40)
    on.jagged(on.tint((40, 74, 56)), 0.7, 0.02, 50)
    green = on.tint((110, 160, 80), (120, 150, 84))
    on.rolling(green, 0.78, 0.025)
    on.rolling(mix(green, BLACK, 0.15), 0.88, 0.02)


def _grass(on: Backdrop, green: Rgb, top: float) -> None:
    on.gradient(mix(green, WHITE, 0.2), mix(green, BLACK, 0.2), top, 1)


def meadow_flowers(on: Backdrop) -> None:
    """A slope full of flowers."""
    horizon = on.between(0.3, 0.56)
    any_day_sky(on, horizon + 0.06)
    green = on.tint(*GRASSES)
    on.rolling(mix(green, (90, 140, 130), 0.4), horizon - 0.02, 0.03)
    _grass(on, green, horizon + 0.05)
    on.rolling(green, horizon + 0.04, 0.02)
    fills = on.pick(((220, 50, 50), (240, 90, 70)), ((250, 220, 70), (255, 250, 240)),
                    ((170, 90, 190), (230, 120, 180)), ((250, 200, 60), (220, 60, 80)),
                    ((255, 255, 250), (240, 240, 230)))  # fmt: skip
    on.scatter(fills, on.count(36, 52), horizon + 0.08, 0.022)


def meadow_rows(on: Backdrop) -> None:
    """A tilled field whose rows run to the horizon."""
    horizon = on.between(0.34, 0.52)
    any_day_sky(on, horizon)
    green, earth = on.tint(*GRASSES), on.tint((130, 96, 64), (150, 120, 80), (190, 180, 90))
    on.rolling(mix(green, (80, 120, 120), 0.4), horizon - 0.02, 0.02)
    on.gradient(mix(earth, WHITE, 0.15), earth, horizon + 0.01, 1)
    x = on.between(0.1, 0.9)
    for i in range(-9, 10):
        far, near = x + i * 0.05, x + i * 0.26
        on.pen.shape(green, far - 0.012, horizon + 0.01, far + 0.012, horizon + 0.01, near + 0.07,
                     1.02, near - 0.07, 1.02)  # fmt: skip
    for _ in range(on.count(0, 4)):
        leafy(on, on.between(0, 1), horizon + 0.02, on.between(0.08, 0.16), on.tint(*LEAVES))


def meadow_blades(on: Backdrop) -> None:
    """Grass from close by, blades against the sky."""
    any_day_sky(on, 0.8)
    green = on.tint(*GRASSES, (170, 180, 90))
    on.rolling(mix(green, WHITE, 0.3), 0.58, 0.03)
    on.rolling(mix(green, BLACK, 0.1), 0.76, 0.02)
    for _ in range(52):
        foot, height, lean = (
            on.between(-0.02, 1.02),
            on.between(0.16, 0.46),
            on.between(-0.06, 0.06),
        )
        fill = mix(green, *on.pick((BLACK, 0.3), (WHITE, 0.25), (BLACK, 0.1)))
        on.pen.smooth(fill, foot - 0.008, 1.03, foot + lean * 0.2, 1 - height * 0.5, foot + lean,
                      1 - height, foot + lean * 0.4 + 0.008, 1 - height * 0.4, foot + 0.01,
                      1.03)  # fmt: skip


def meadow_patchwork(on: Backdrop) -> None:
    """Farmland from a hill: fields of many greens with hedges between them."""
    horizon = on.between(0.2, 0.36)
    any_day_sky(on, horizon)
    x, edges = on.between(0.3, 0.7), [horizon]
    while edges[-1] < 1:
        edges.append(edges[-1] + 0.05 + 0.5 * (edges[-1] - horizon + 0.02))
    for top, bottom in pairwise(edges):
        spread = [0.3 + 2 * (y - horizon) for y in (top, bottom)]
        shift = on.between(-0.1, 0.1)
        for i in range(-4, 4):
            corners = [x + (i + k + shift) * s for s in spread for k in (0, 1)]
            fill = on.tint(*GRASSES, (214, 190, 90), (180, 190, 100), (150, 120, 80), (60, 120, 60))
            on.pen.shape(fill, corners[0], top, corners[1] + 0.01, top, corners[3] + 0.01,
                         bottom + 0.01, corners[2], bottom + 0.01)  # fmt: skip
        on.pen.stroke((50, 90, 50), 0.003 + 0.01 * (top - horizon), 0, top, 1, top)
    on.pen.box(on.tint((100, 140, 120)), 0, horizon - 0.015, 1, horizon + 0.01)


def meadow_with_trees(on: Backdrop) -> None:
    """Gentle hills with single trees and bushes."""
    any_day_sky(on, 0.66)
    green = on.tint(*GRASSES)
    on.rolling(mix(green, (120, 170, 170), 0.5), 0.46, 0.04)
    for pale, base, tall in ((0.25, 0.54, 0.12), (0.08, 0.64, 0.24)):
        on.ridge(mix(green, WHITE, pale), base, 0.02, 1, on.between(0, 6))
        for _ in range(on.count(2, 4)):
            leafy(on, on.between(0, 1), base + 0.02, tall * on.between(0.7, 1.3), on.tint(*LEAVES))
    on.rolling(mix(green, BLACK, 0.08), 0.78, 0.02)


def meadow_wheat(on: Backdrop) -> None:
    """A ripe field of corn, ears in front."""
    horizon = on.between(0.4, 0.58)
    any_day_sky(on, horizon)
    gold = on.tint((226, 190, 90), (214, 170, 70), (234, 206, 120))
    on.rolling(on.tint(*GRASSES), horizon - 0.03, 0.02)
    on.gradient(mix(gold, WHITE, 0.25), mix(gold, WOOD, 0.4), horizon, 1)
    for _ in range(26):
        x, height, lean = on.between(0, 1), on.between(0.1, 0.36), on.between(-0.02, 0.03)
        fill = mix(gold, *on.pick((WOOD, 0.35), (WHITE, 0.3), (WOOD, 0.15)))
        on.pen.stroke(fill, 0.005, x, 1.02, x + lean, 1 - height)
        on.pen.oval(fill, x + lean, 1 - height, 0.007, 0.035)


def meadow_summer(on: Backdrop) -> None:
    """A green field under a blue sky, a hedge at its end, dandelions in it."""
    horizon = on.between(0.48, 0.56)
    day_sky(on, horizon)
    on.rolling(on.tint((130, 170, 140)), horizon - 0.05, 0.03)
    for i in range(14):
        on.disc(
            on.tint((70, 120, 70)), (i + on.between(0, 1)) / 14, horizon, on.between(0.02, 0.045)
        )
    green = on.tint((120, 184, 76), (100, 170, 70))
    on.gradient(mix(green, WHITE, 0.2), mix(green, BLACK, 0.15), horizon, 1)
    on.scatter(((250, 226, 80), (255, 250, 235)), 18, horizon + 0.06, 0.012)
    for _ in range(20):
        x, y = on.between(0, 1), on.between(horizon + 0.2, 1)
        on.pen.stroke(mix(green, BLACK, 0.25), 0.005, x, y, x + 0.005, y - 0.04)


COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    "forest": (
        forest_birches,
        forest_path,
        forest_from_above,
        forest_edge,
        forest_beams,
        forest_flat,
    ),
    "mountains": (
        mountain_lake,
        mountain_single,
        mountain_valley,
        mountain_crags,
        mountain_poster,
        mountain_blue,
    ),
    "meadow": (
        meadow_flowers,
        meadow_rows,
        meadow_blades,
        meadow_patchwork,
        meadow_with_trees,
        meadow_wheat,
    ),
}
UNSEEN: dict[str, Painter] = {
    "forest": forest_glade,
    "mountains": mountain_alps,
    "meadow": meadow_summer,
}
