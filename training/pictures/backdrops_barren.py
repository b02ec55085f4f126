"""More compositions of desert and snow."""

import math

from training.pictures.backdrop import Backdrop, Painter, any_day_sky, day_sky, fir
from training.pictures.canvas import BLACK, WHITE, WOOD, Rgb, mix

DUNES: tuple[Rgb, ...] = ((222, 170, 96), (208, 150, 84), (236, 196, 130), (200, 116, 70))


def desert_great_dune(on: Backdrop) -> None:
    """One dune whose crest divides light from shade."""
    any_day_sky(on, 0.7)
    sand = on.tint(*DUNES)
    on.gradient(mix(sand, WHITE, 0.2), sand, 0.58, 1)
    side, way = on.pick((0.0, 1), (1.0, -1))
    x, top = side + way * on.between(0.4, 0.6), on.between(0.2, 0.36)
    on.pen.smooth(mix(sand, WHITE, 0.15), side - way * 0.3, 0.8, x - way * 0.25, top + 0.2, x, top,
                  x + way * 0.2, 0.6, x + way * 0.3, 0.9, side - way * 0.3, 1.1)  # fmt: skip
    on.pen.smooth(mix(sand, (90, 50, 40), 0.45), x, top, x + way * 0.26, top + 0.2,
                  x + way * 0.7, 0.72, x + way * 0.5, 0.9,
                  x + way * 0.12, 0.88, x + way * 0.1, 0.62)  # fmt: skip
    on.rolling(mix(sand, WOOD, 0.08), 0.86, 0.03)


def desert_ripples(on: Backdrop) -> None:
    """Rippled sand near by under a high horizon."""
    horizon = on.between(0.16, 0.36)
    any_day_sky(on, horizon)
    sand = on.tint(*DUNES)
    on.gradient(mix(sand, WHITE, 0.2), mix(sand, WOOD, 0.2), horizon, 1)
    on.rolling(mix(sand, WOOD, 0.12), horizon + 0.02, 0.02)
    start, waves = on.between(0, 6), on.between(1.5, 3)
    for i in range(14):
        near = (i / 14) ** 1.5
        y, swing = horizon + 0.08 + 0.9 * near, 0.006 + 0.02 * near
        points: list[float] = []
        for step in range(9):
            points += [
                step / 8,
                y + swing * math.sin(start + waves * math.tau * step / 8 + 0.4 * i),
            ]
        on.pen.curve(mix(sand, (110, 64, 40), 0.4), 0.004 + 0.01 * near, *points)
        on.pen.curve(mix(sand, WHITE, 0.35), 0.003 + 0.006 * near,
                     *(p - 0.012 * (k % 2) for k, p in enumerate(points)))  # fmt: skip


def desert_pyramids(on: Backdrop) -> None:
    any_day_sky(on, 0.66)
    sand = on.tint(*DUNES)
    for i in on.random.permutation(on.count(2, 3)):
        x, top, half = 0.2 + 0.28 * int(i) + on.between(-0.05, 0.05), on.between(0.2, 0.44), 0.0
        half = (0.68 - top) * on.between(0.5, 0.62)
        on.pen.shape(mix(sand, WHITE, 0.1), x, top, x + half * 0.35, 0.68, x - half, 0.66)
        on.pen.shape(mix(sand, (90, 60, 40), 0.4), x, top, x + half, 0.66, x + half * 0.35, 0.68)
    on.gradient(mix(sand, WHITE, 0.2), sand, 0.655, 1)
    on.rolling(mix(sand, WOOD, 0.1), 0.76, 0.03)
    on.rolling(mix(sand, WOOD, 0.2), 0.88, 0.03)


def desert_cracked(on: Backdrop) -> None:
    """Dry cracked ground to bare hills far away."""
    horizon = on.between(0.3, 0.48)
    any_day_sky(on, horizon)
    clay = on.tint((200, 160, 110), (184, 130, 90), (214, 190, 150))
    on.jagged(mix(clay, (120, 80, 90), 0.5), horizon - 0.03, 0.04, on.count(6, 12))
    on.gradient(mix(clay, WHITE, 0.2), clay, horizon, 1)
    crack, last = mix(clay, BLACK, 0.55), horizon
    for i in range(6):
        y = horizon + (1 - horizon) * ((i + 1) / 6) ** 1.7
        count, points = 9 - i, [0.0, y]
        for k in range(count):
            x, at = (k + on.between(0.2, 0.8)) / count, y + on.between(-0.3, 0.3) * (y - last)
            points += [x, at]
            on.pen.stroke(crack, 0.003 + 0.001 * i, x, at, x + on.between(-0.04, 0.04), last)
        on.pen.stroke(crack, 0.003 + 0.0013 * i, *points, 1, y)
        last = y


def _cactus(on: Backdrop, x: float, foot: float, height: float, fill: Rgb) -> None:
    """A columnar cactus with two arms."""
    half = height * 0.08 / on.aspect
    on.pen.rounded(fill, x - half, foot - height, x + half, foot, half)
    for way, up in ((1, on.between(0.35, 0.5)), (-1, on.between(0.45, 0.6))):
        y, out = foot - height * up, way * half * 3
        on.pen.stroke(fill, height * 0.1, x, y, x + out, y)
        on.pen.stroke(fill, height * 0.1, x + out, y + height * 0.04, x + out, y - height * 0.26)


def desert_cacti(on: Backdrop) -> None:
    """Tall cacti on a dry plain."""
    any_day_sky(on, 0.68)
    sand = on.tint(*DUNES)
    on.jagged(mix(sand, (150, 80, 80), 0.45), 0.58, 0.05, on.count(5, 9))
    on.gradient(sand, mix(sand, WOOD, 0.3), 0.64, 1)
    on.scatter((mix(sand, BLACK, 0.25), mix(sand, WHITE, 0.25)), 12, 0.7, 0.016)
    for _ in range(on.count(2, 5)):
        near = on.between(0, 1)
        _cactus(on, on.between(0.05, 0.95), 0.68 + 0.24 * near, 0.16 + 0.4 * near,
                on.tint((70, 120, 70), (50, 100, 80), (100, 130, 80)))  # fmt: skip


def desert_canyon(on: Backdrop) -> None:
    """Red walls of layered rock with a gap of sky."""
    any_day_sky(on, 0.8)
    rock = on.tint((190, 90, 60), (206, 120, 74), (170, 80, 66))
    on.gradient(on.tint((222, 160, 110)), on.tint((200, 130, 84)), 0.7, 1)
    for side, way in ((0.0, 1), (1.0, -1)):
        reach, top = on.between(0.26, 0.42), on.between(0.02, 0.2)
        for i in range(6):
            y, out = top + i * 0.13, reach * (0.75 + 0.08 * i) + on.between(-0.02, 0.02)
            fill = mix(rock, *on.pick((BLACK, 0.15), (WHITE, 0.15), (BLACK, 0.0), (WOOD, 0.3)))
            on.pen.shape(fill, side, y, side + way * out, y + 0.01, side + way * (out + 0.02),
                         y + 0.15, side, y + 0.15)  # fmt: skip
    on.rolling(on.tint((214, 150, 100)), 0.84, 0.02)
    on.scatter((mix(rock, BLACK, 0.2),), 8, 0.84, 0.03)


def desert_wide(on: Backdrop) -> None:
    """Blue sky over orange dunes with dark lee sides and a few dry shrubs."""
    day_sky(on, 0.6)
    sand = on.tint((226, 166, 90), (214, 150, 90))
    for i in range(4):
        base, fill = 0.46 + 0.14 * i, mix(sand, WHITE, 0.2 - 0.06 * i)
        on.rolling(fill, base, 0.04)
        x, half = on.between(0.1, 0.9), on.between(0.16, 0.3)
        on.pen.smooth(fill, x - half, base + 0.06, x, base - 0.07, x + half, base + 0.08)
        on.pen.smooth(mix(fill, (110, 60, 40), 0.4), x, base - 0.07, x + half * 0.9, base + 0.075,
                      x + half * 0.1, base + 0.08, x + half * 0.16, base)  # fmt: skip
    for _ in range(4):
        x, y = on.between(0.05, 0.95), on.between(0.74, 0.95)
        for lean in (-0.025, -0.01, 0.012, 0.026):
            on.pen.stroke(on.tint((130, 120, 70)), 0.006, x, y, x + lean, y - 0.05)


def _winter_sky(on: Backdrop, horizon: float) -> None:
    upper = on.tint((150, 180, 214), (200, 206, 216), (110, 160, 220), (216, 222, 230))
    on.gradient(upper, mix(upper, WHITE, 0.5), 0, horizon)


def snow_hills(on: Backdrop) -> None:
    on.gradient(on.tint((176, 200, 226), (200, 206, 216)), on.tint((226, 232, 240)), 0, 0.6)
    for i in range(3):
        fill = mix((206, 218, 234), (248, 250, 253), i / 2)
        on.ridge(fill, 0.5 + 0.13 * i, 0.05, on.between(0.7, 1.4), on.between(0, 6))


def snow_firs(on: Backdrop) -> None:
    on.gradient(on.tint((150, 180, 214), (190, 200, 210)), on.tint((220, 228, 236)), 0, 0.62)
    on.gradient((238, 242, 248), (250, 251, 253), 0.6, 1)
    for i in range(8):
        x, height = (i + on.between(0.2, 0.8)) / 8, on.between(0.18, 0.34)
        green = on.tint((60, 96, 86), (80, 110, 100))
        on.pen.shape(green, x, 0.64 - height, x + 0.05, 0.64, x - 0.05, 0.64)
        on.pen.shape(
            WHITE, x, 0.64 - height, x + 0.024, 0.64 - height * 0.5, x - 0.024, 0.64 - height * 0.5
        )


def snow_field(on: Backdrop) -> None:
    """A white plain with a fence half buried, a wood far away and tracks."""
    horizon = on.between(0.36, 0.52)
    _winter_sky(on, horizon)
    on.jagged(on.tint((120, 134, 150), (96, 108, 116)), horizon - 0.02, 0.02, 40)
    on.gradient((226, 234, 244), (250, 251, 253), horizon, 1)
    top, count = on.between(horizon + 0.04, horizon + 0.1), on.count(5, 9)
    for i in range(count):
        x = (i + 0.5) / count
        on.pen.box(on.tint((100, 80, 66)), x - 0.006, top, x + 0.006, top + 0.13)
    on.pen.stroke((110, 90, 74), 0.008, 0, top + 0.04, 1, top + 0.04)
    x = on.between(0.3, 0.7)
    for i in range(10):
        near = i / 9
        y = 0.66 + 0.34 * near
        across = x + 0.1 * math.sin(3 * near) + (-1) ** i * (0.008 + 0.014 * near)
        on.pen.oval((188, 204, 224), across, y, 0.006 + 0.009 * near, 0.006 + 0.012 * near)


def snow_bare_trees(on: Backdrop) -> None:
    """Black bare trees in the white."""
    _winter_sky(on, 0.64)
    on.gradient((230, 236, 244), (250, 251, 253), 0.6, 1)
    bark = on.tint((60, 54, 56), (84, 72, 66))
    for _ in range(on.count(3, 6)):
        x, foot = on.between(0.02, 0.98), on.between(0.64, 0.8)
        height = on.between(0.4, 0.64)
        on.pen.stroke(bark, height * 0.03, x, foot, x, foot - height)
        for way in (-1, 1, -1, 1):
            up, reach = on.between(0.35, 0.8), way * on.between(0.2, 0.32) * height / on.aspect
            y = foot - height * up
            tip = y - height * on.between(0.2, 0.3)
            on.pen.stroke(bark, height * 0.016, x, y, x + reach, tip)
            on.pen.stroke(WHITE, height * 0.01, x, y - 0.008, x + reach, tip - 0.008)
        on.pen.oval((244, 247, 251), x, foot, 0.03, 0.02)


def snow_laden_firs(on: Backdrop) -> None:
    """Great firs near by, heavy with snow."""
    _winter_sky(on, 0.74)
    on.rolling((222, 230, 242), 0.62, 0.04)
    for _ in range(on.count(4, 6)):
        x, foot, height = on.between(0, 1), on.between(0.72, 0.86), on.between(0.5, 0.8)
        fir(on, x, foot, height, on.tint((44, 84, 72), (60, 90, 96), (30, 66, 66)))
        half = height * 0.26 / on.aspect
        for low, wide in ((0.22, 0.72), (0.46, 0.56), (0.7, 0.36)):
            y = foot - height * low
            on.pen.smooth(WHITE, x, y - height * 0.2, x + half * wide, y + 0.01, x + half * 0.3,
                          y - 0.01, x, y + 0.02, x - half * 0.4, y - 0.01,
                          x - half * wide, y + 0.01)  # fmt: skip
    on.rolling((248, 250, 253), 0.84, 0.03)


def snow_village(on: Backdrop) -> None:
    """Cottages under white roofs."""
    _winter_sky(on, 0.6)
    on.rolling((214, 224, 238), 0.48, 0.05)
    on.rolling((236, 241, 248), 0.6, 0.02)
    count = on.count(3, 5)
    for i in range(count):
        x, foot, half = (i + on.between(0.3, 0.7)) / count, on.between(0.62, 0.72), 0.07
        wall = on.tint((150, 100, 70), (190, 160, 130), (120, 90, 90), (170, 70, 60))
        on.pen.box(wall, x - half, foot - 0.14, x + half, foot)
        on.pen.shape(WHITE, x - half * 1.3, foot - 0.12, x, foot - 0.3, x + half * 1.3, foot - 0.12)
        for shift in (-0.035, 0.015):
            on.pen.box((250, 220, 140), x + shift, foot - 0.1, x + shift + 0.022, foot - 0.05)
    on.rolling((248, 250, 253), 0.72, 0.015)
    fir(on, on.between(0.02, 0.98), 0.8, on.between(0.2, 0.4), on.tint((60, 96, 86)))


def snow_drifts(on: Backdrop) -> None:
    """Drifts with blue shadows, nothing else."""
    horizon = on.between(0.24, 0.5)
    sky = on.tint((60, 120, 200), (150, 180, 214), (196, 200, 210), (236, 214, 214))
    on.gradient(sky, mix(sky, WHITE, 0.5), 0, horizon + 0.1)
    shadow = on.tint((170, 192, 226), (186, 200, 220), (200, 194, 220))
    for i in range(4):
        height = horizon + 0.02 + 0.17 * i
        on.rolling(mix(shadow, WHITE, 0.25 * i), height, 0.04)
        on.rolling((246, 249, 253), height + 0.06, 0.03)
    for _ in range(16):
        on.disc(WHITE, on.between(0, 1), on.between(horizon + 0.1, 1), 0.004)


def snow_frozen_lake(on: Backdrop) -> None:
    """Ice with cracks between snowy banks."""
    _winter_sky(on, 0.5)
    on.jagged((206, 216, 232), 0.4, 0.05, 9)
    for i in range(7):
        fir(on, (i + on.between(0, 1)) / 7, 0.5, on.between(0.1, 0.2), on.tint((70, 100, 104)))
    on.rolling((244, 247, 252), 0.5, 0.015)
    ice = on.tint((176, 208, 226), (190, 220, 230))
    on.pen.oval(ice, on.between(0.4, 0.6), 0.74, on.between(0.36, 0.5), 0.17)
    for _ in range(8):
        x, y = on.between(0.25, 0.75), on.between(0.62, 0.86)
        on.pen.stroke(WHITE, 0.005, x, y, x + on.between(-0.1, 0.1), y + on.between(-0.03, 0.03),
                      x + on.between(-0.14, 0.14), y + on.between(-0.05, 0.05))  # fmt: skip


def snow_lane(on: Backdrop) -> None:
    """A lane under snow between firs and white banks."""
    _winter_sky(on, 0.56)
    on.rolling((206, 218, 234), 0.5, 0.03)
    on.gradient((226, 233, 243), (250, 251, 253), 0.54, 1)
    x = on.between(0.4, 0.6)
    on.pen.shape((206, 216, 230), x - 0.02, 0.54, x + 0.02, 0.54, 0.78, 1.02, 0.22, 1.02)
    for track in (0.36, 0.62):
        on.pen.stroke((176, 190, 210), 0.014, x, 0.55, track, 1.02)
    for i in range(12):
        near, way = (i // 2) / 5, (-1) ** i
        away = 0.05 + 0.4 * near + on.between(0, 0.08)
        foot, height = 0.57 + 0.26 * near, 0.16 + 0.5 * near
        fir(on, x + way * away, foot, height, on.tint((48, 88, 74), (70, 104, 96)))
        at, half = x + way * away, 0.02 + 0.02 * near
        on.pen.shape(WHITE, at, foot - height * 1.02, at + half, foot - height * 0.7, at - half,
                     foot - height * 0.7)  # fmt: skip


COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    "desert": (
        desert_great_dune,
        desert_ripples,
        desert_pyramids,
        desert_cracked,
        desert_cacti,
        desert_canyon,
    ),
    "snow": (
        snow_field,
        snow_bare_trees,
        snow_laden_firs,
        snow_village,
        snow_drifts,
        snow_frozen_lake,
    ),
}
UNSEEN: dict[str, Painter] = {"desert": desert_wide, "snow": snow_lane}
