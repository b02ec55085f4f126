"""More compositions of the city at night and of sunset."""

from itertools import pairwise

import numpy as np

from training.pictures.backdrop import Backdrop, Painter, palm
from training.pictures.canvas import BLACK, WHITE, Rgb, mix

WINDOWS: tuple[Rgb, ...] = ((250, 220, 120), (255, 236, 180), (240, 196, 90), (200, 224, 250))
NEON: tuple[Rgb, ...] = ((240, 70, 150), (70, 200, 240), (120, 240, 140), (250, 120, 60))
NIGHT_SKIES: tuple[Rgb, ...] = ((10, 12, 34), (20, 16, 50), (6, 8, 20), (24, 34, 70))
DUSKS: tuple[tuple[Rgb, Rgb, Rgb], ...] = (
    ((60, 50, 110), (200, 90, 100), (250, 170, 80)),
    ((40, 60, 120), (220, 120, 110), (255, 200, 120)),
    ((110, 40, 80), (230, 80, 60), (255, 160, 50)),
    ((120, 100, 160), (240, 150, 150), (255, 214, 160)),
    ((170, 60, 40), (240, 120, 40), (255, 210, 90)),
)


def _night_sky(on: Backdrop, horizon: float) -> None:
    upper = on.tint(*NIGHT_SKIES)
    lower = mix(upper, on.pick((110, 70, 110), (60, 70, 130), (140, 90, 60)), on.between(0.1, 0.6))
    on.gradient(upper, lower, 0, horizon)


def _lit(on: Backdrop, area: tuple[float, float, float, float], grid: tuple[int, int]) -> None:
    """Windows over a wall, most of them lit at random, as one small picture pasted on it."""
    left, top, right, bottom = area
    columns, rows = grid
    across, down = (right - left) / columns, (bottom - top) / rows
    share, fill = on.between(0.3, 0.7), on.tint(*WINDOWS)
    for x, y in np.argwhere(on.random.random((columns, rows)) < share)[:16]:
        on.pen.box(fill, left + (x + 0.25) * across, top + (y + 0.3) * down,
                   left + (x + 0.75) * across, top + (y + 0.75) * down)  # fmt: skip


def city_street(on: Backdrop) -> None:
    """Down a street between lit walls."""
    _night_sky(on, 0.6)
    x, y = on.between(0.4, 0.6), on.between(0.52, 0.6)
    on.pen.shape((30, 30, 40), 0, 1.02, 0, 0.8, x, y, 1, 0.8, 1, 1.02)
    for side in (0.0, 1.0):
        for i in range(3):
            out, inner = (1, 0.55, 0.28, 0.12)[i], (1, 0.55, 0.28, 0.12)[i + 1]
            far, near = x + (side - x) * inner, x + (side - x) * out
            rise = on.between(0.6, 1.1)
            wall = on.tint((40, 38, 60), (30, 34, 54), (54, 42, 52))
            top_near, top_far = y - rise * out, y - rise * inner
            foot_near, foot_far = y + 0.32 * out, y + 0.32 * inner
            on.pen.shape(wall, near, top_near, far, top_far, far, foot_far, near, foot_near)
            for share in (0.2, 0.6):
                for level in (0.2, 0.4, 0.6):
                    if on.chance(0.7):
                        _slanted_window(on, (near, top_near, foot_near), (far, top_far, foot_far),
                                        (share, level))  # fmt: skip
    on.glow((255, 210, 130), x, y, 0.2, 0.9)
    for _ in range(4):
        on.glow(
            on.tint(*NEON, *WINDOWS), x + on.between(-0.3, 0.3), on.between(0.6, 0.8), 0.12, 0.8
        )


def _slanted_window(
    on: Backdrop,
    near: tuple[float, float, float],
    far: tuple[float, float, float],
    at: tuple[float, float],
) -> None:
    """A lit window on a wall that recedes from its near edge to its far one (x, top, foot)."""
    points = []
    for share, level in ((0, 0), (0.25, 0), (0.25, 0.1), (0, 0.1)):
        along, down = at[0] + share, at[1] + level
        x, top, foot = (n + (f - n) * along for n, f in zip(near, far, strict=True))
        points += [x, top + (foot - top) * down]
    on.pen.shape(on.tint(*WINDOWS), *points)


def city_bokeh(on: Backdrop) -> None:
    """City lights out of focus, a dark skyline before them."""
    sky = on.tint(*NIGHT_SKIES)
    on.gradient(mix(sky, BLACK, 0.3), mix(sky, WHITE, 0.1))
    for _ in range(9):
        left, top = on.between(-0.05, 0.95), on.between(0.15, 0.5)
        fill = mix(sky, WHITE, on.between(0.05, 0.14))
        on.pen.box(fill, left, top, left + on.between(0.08, 0.16), 1)
    for _ in range(34):
        fill = on.tint(*WINDOWS, *NEON)
        x, y, size = on.between(0, 1), on.between(0.3, 0.9), on.between(0.015, 0.05)
        on.disc(mix(sky, fill, on.between(0.35, 0.9)), x, y, size)
    on.gradient(mix(sky, BLACK, 0.3), mix(sky, BLACK, 0.7), 0.9, 1)


def city_from_above(on: Backdrop) -> None:
    """The lights of a city seen from a hill: streets as strings of light to the horizon."""
    horizon = on.between(0.22, 0.4)
    _night_sky(on, horizon)
    ground = on.tint((16, 16, 30), (24, 20, 34))
    on.gradient(mix(ground, (190, 120, 60), 0.45), ground, horizon, 1)
    x = on.between(0.3, 0.7)
    for i in range(-4, 5):
        on.pen.stroke(on.tint((220, 160, 70)), 0.006, x + 0.04 * i, horizon, x + 0.32 * i, 1.02)
    for i in range(5):
        y = horizon + (1 - horizon) * ((i + 1) / 6) ** 1.8
        on.pen.stroke(on.tint((190, 130, 60)), 0.004 + 0.001 * i, 0, y, 1, y)
    for across, depth in on.random.random((70, 2)):
        near = float(depth) ** 1.6
        y = horizon + (1 - horizon) * near
        on.disc(on.tint(*WINDOWS), float(across), y, 0.004 + 0.008 * near)


def city_facades(on: Backdrop) -> None:
    """House fronts that fill the picture, with neon signs, over a wet street."""
    on.gradient(on.tint((24, 22, 40)), (20, 20, 30))
    edges = np.cumsum([0.0, *(on.between(0.2, 0.36) for _ in range(5))])
    for left, right in pairwise(edges):
        if left > 1:
            break
        wall = on.tint((44, 36, 52), (34, 40, 60), (60, 44, 44), (28, 28, 42))
        on.pen.box(wall, left, on.between(-0.3, 0.12), right, 0.84)
        _lit(on, (left, 0.06, right, 0.66), (on.count(3, 5), on.count(3, 5)))
        neon = on.tint(*NEON)
        on.pen.box(neon, left + 0.03, 0.7, right - 0.03, 0.82)
        on.pen.box(mix(neon, BLACK, 0.6), left + 0.04, 0.715, right - 0.04, 0.805)
        on.pen.box(mix(neon, BLACK, 0.5), left + 0.05, 0.85, right - 0.05, 1)
    on.gradient((30, 30, 40), (18, 18, 26), 0.84, 0.87)
    for _ in range(3):
        on.glow(on.tint(*NEON), on.between(0, 1), on.between(0.7, 0.95), 0.25, 0.5)


def city_silhouettes(on: Backdrop) -> None:
    """Flat layers of skyline, paler behind, a few lights in front."""
    sky, base = on.pick(
        ((50, 50, 110), (14, 14, 40)),
        ((80, 50, 110), (20, 10, 40)),
        ((30, 70, 100), (6, 20, 36)),
        ((40, 40, 48), (10, 10, 14)),
    )
    on.gradient(mix(sky, BLACK, 0.5), sky)
    for layer in range(3):
        fill, left = mix(sky, base, 0.35 + 0.32 * layer), -0.02
        while left < 1:
            width, top = on.between(0.06, 0.14), 0.24 + 0.16 * layer + on.between(-0.1, 0.16)
            on.pen.box(fill, left, top, left + width, 1.01)
            if on.chance(0.25):
                on.pen.shape(fill, left, top, left + width / 2, top - 0.12, left + width, top)
            if layer:
                _few_lights(on, left, width, top)
            left += width


def _few_lights(on: Backdrop, left: float, width: float, top: float) -> None:
    fill = on.tint(*WINDOWS)
    for _ in range(on.count(0, 3)):
        x = left + width * on.pick(0.2, 0.45, 0.7)
        y = top + 0.04 + 0.06 * on.count(0, 4)
        on.pen.box(fill, x, y, x + 0.012, y + 0.026)


def city_towers(on: Backdrop) -> None:
    """Skyscrapers seen from below, leaning together."""
    _night_sky(on, 1)
    for side in (-1, 1, -1, 1, 1, -1):
        foot, head = 0.5 + side * on.between(0.16, 0.6), on.between(-0.1, 0.4)
        half, wall = on.between(0.1, 0.17), on.tint((34, 36, 60), (50, 44, 64), (24, 30, 46))
        middle = 0.5 + (foot - 0.5) * 0.5
        on.pen.shape(wall, foot - half, 1.02, middle - half * 0.5, head, middle + half * 0.5, head,
                     foot + half, 1.02)  # fmt: skip
        fill = on.tint(*WINDOWS)
        for row in range(7):
            share = 0.08 + row * 0.13
            x, y = middle + (foot - middle) * share, head + (1 - head) * share
            wide = half * (0.5 + 0.5 * share)
            for column in (-0.7, -0.1, 0.5):
                if on.chance(0.6):
                    on.pen.box(fill, x + column * wide, y, x + (column + 0.3) * wide, y + 0.035)


def city_skyline(on: Backdrop) -> None:
    """A whole skyline: towers with spires, steps and domes, lit windows, a glow behind."""
    sky = on.tint(*NIGHT_SKIES)
    on.gradient(sky, mix(sky, (150, 90, 120), 0.55), 0, 0.86)
    on.gradient((26, 26, 38), (14, 14, 22), 0.84, 1)
    on.glow((210, 140, 90), on.between(0.3, 0.7), 0.86, 0.6, 0.5)
    left = -0.03
    while left < 1:
        width, top = on.between(0.07, 0.13), on.between(0.2, 0.62)
        wall = on.tint((26, 28, 48), (36, 34, 56), (18, 22, 38))
        middle, kind = left + width / 2, on.count(0, 3)
        on.pen.box(wall, left, top, left + width * 0.96, 0.86)
        if kind == 0:
            on.pen.stroke(wall, 0.008, middle, top, middle, top - 0.14)
        elif kind == 1:
            on.pen.box(wall, left + width * 0.24, top - 0.07, left + width * 0.7, top)
        elif kind == 2:
            on.pen.wedge(wall, middle, top, width * 0.4, 0.08, 180, 360)
        _lit(on, (left, top + 0.03, left + width, 0.84), (3, max(2, int((0.84 - top) / 0.07))))
        left += width


def _dusk(on: Backdrop, horizon: float) -> tuple[Rgb, Rgb, Rgb]:
    """An evening sky; its colours from the top down."""
    upper, middle, lower = (on.tint(colour) for colour in on.pick(*DUSKS))
    turn = horizon * on.between(0.4, 0.65)
    on.gradient(upper, middle, 0, turn)
    on.gradient(middle, lower, turn, horizon)
    return upper, middle, lower


def _streaks(on: Backdrop, fill: Rgb, count: int, bottom: float) -> None:
    """Long thin clouds."""
    for _ in range(count):
        x, y, half = on.between(0, 1), on.between(0.05, bottom), on.between(0.1, 0.3)
        on.pen.smooth(fill, x - half, y, x - half * 0.3, y - on.between(0.01, 0.03), x + half * 0.4,
                      y - 0.012, x + half, y + 0.01, x, y + 0.018)  # fmt: skip


def sunset_clouds(on: Backdrop) -> None:
    """Clouds on fire, the sun already behind them."""
    horizon = on.between(0.76, 0.88)
    upper, middle, lower = _dusk(on, horizon)
    on.veil(mix(lower, (255, 110, 60), 0.5), (on.clouds() - 0.4) * 2)
    _streaks(on, mix(upper, middle, 0.3), on.count(3, 5), 0.4)
    _streaks(on, mix(lower, (255, 240, 190), 0.4), on.count(3, 5), horizon - 0.08)
    on.glow((255, 236, 170), on.between(0.2, 0.8), horizon, 0.5, 0.8)
    on.gradient(mix(upper, BLACK, 0.7), mix(upper, BLACK, 0.85), horizon, 1)
    on.jagged(mix(upper, BLACK, 0.7), horizon, 0.015, 30)


def sunset_palms(on: Backdrop) -> None:
    horizon = on.between(0.6, 0.72)
    upper, middle, lower = _dusk(on, horizon)
    x = on.between(0.3, 0.7)
    on.glow(WHITE, x, horizon - 0.08, 0.4, 0.5)
    on.disc((255, 240, 180), x, horizon - on.between(0, 0.12), on.between(0.07, 0.12))
    on.gradient(mix(middle, BLACK, 0.15), mix(upper, BLACK, 0.3), horizon, 1)
    for i in range(7):
        y, half = horizon + 0.03 + 0.03 * i, on.between(0.02, 0.08)
        on.pen.stroke(mix(lower, WHITE, 0.3), 0.01, x - half, y, x + half, y)
    dark = mix(upper, BLACK, 0.8)
    on.rolling(dark, 0.93, 0.02)
    side = on.pick(0.1, 0.9)
    for _ in range(2):
        palm(on, side + on.between(-0.08, 0.08), 0.96, on.between(0.5, 0.75), (dark, dark))


def sunset_retro(on: Backdrop) -> None:
    """A huge sun cut into stripes over flat hills or a plain."""
    upper, lower, sun, land = on.pick(
        ((60, 20, 90), (240, 90, 130), (255, 200, 90), (40, 16, 60)),
        ((250, 190, 120), (250, 150, 90), (220, 60, 50), (120, 40, 50)),
        ((30, 40, 90), (230, 120, 90), (250, 220, 120), (20, 30, 50)),
    )
    horizon, x, size = on.between(0.66, 0.78), on.between(0.3, 0.7), on.between(0.24, 0.38)
    on.gradient(upper, lower, 0, horizon)
    y = horizon - size * on.between(0.1, 0.6)
    on.disc(sun, x, y, size)
    for i in range(4):
        top = y + size * (0.05 + 0.22 * i)
        share = min(1.0, max(0.0, top / horizon))
        fill = mix(upper, lower, share)
        on.pen.box(fill, x - size, top, x + size, top + size * 0.03 * (i + 1))
    on.pen.box(land, 0, horizon, 1, 1.01)
    on.rolling(mix(land, lower, 0.25), horizon, 0.03)
    on.rolling(land, horizon + 0.09, 0.03)


def sunset_ranges(on: Backdrop) -> None:
    """Ridge behind ridge before the evening sky."""
    upper, _, lower = _dusk(on, 0.8)
    x, y = on.between(0.15, 0.85), on.between(0.36, 0.5)
    on.glow((255, 240, 190), x, y, 0.5, 0.8)
    if on.chance(0.7):
        on.disc((255, 246, 210), x, y, on.between(0.05, 0.09))
    for i in range(4):
        fill = mix(mix(lower, upper, 0.5), mix(upper, BLACK, 0.75), i / 3)
        on.jagged(fill, 0.52 + 0.13 * i, 0.06, on.count(6, 12))


def sunset_roofs(on: Backdrop) -> None:
    """Roofs and towers dark against the glow."""
    upper, _, lower = _dusk(on, 1)
    x, y = on.between(0.2, 0.8), on.between(0.5, 0.66)
    on.glow((255, 236, 170), x, y, 0.5, 0.7)
    on.disc((255, 232, 160), x, y, on.between(0.08, 0.13))
    for dark, base in ((0.35, 0.6), (0.75, 0.76)):
        fill, left = mix(mix(upper, lower, 0.3), BLACK, dark), -0.02
        while left < 1:
            width, top = on.between(0.06, 0.14), base + on.between(-0.1, 0.08)
            on.pen.box(fill, left, top, left + width + 0.003, 1.01)
            if on.chance(0.4):
                on.pen.shape(fill, left, top, left + width / 2, top - 0.07, left + width, top)
            left += width


def sunset_grass(on: Backdrop) -> None:
    """The low sun through grass near by."""
    upper, _, lower = _dusk(on, 0.8)
    x, y = on.between(0.2, 0.8), on.between(0.5, 0.7)
    on.glow((255, 244, 190), x, y, 0.6, 0.9)
    on.disc((255, 246, 200), x, y, on.between(0.08, 0.14))
    dark = mix(upper, BLACK, 0.75)
    on.gradient(mix(lower, dark, 0.5), dark, 0.74, 1)
    for _ in range(34):
        foot, height, lean = on.between(0, 1), on.between(0.15, 0.42), on.between(-0.05, 0.05)
        on.pen.curve(dark, 0.006, foot, 1.02, foot + lean * 0.3, 1 - height * 0.6, foot + lean,
                     1 - height)  # fmt: skip


def sunset_sea_glow(on: Backdrop) -> None:
    """The sun touching the sea, its path on the water, clouds above."""
    horizon = on.between(0.54, 0.62)
    upper, middle, lower = _dusk(on, horizon)
    x, size = on.between(0.3, 0.7), on.between(0.09, 0.13)
    _streaks(on, mix(upper, middle, 0.5), 4, 0.3)
    on.glow((255, 240, 180), x, horizon - size * 0.5, 0.5, 0.9)
    on.disc((255, 244, 196), x, horizon - size * 0.5, size)
    on.gradient(mix(lower, upper, 0.35), mix(upper, BLACK, 0.5), horizon, 1)
    for i in range(24):
        near = i / 24
        y, half = horizon + 0.01 + 0.4 * near, on.between(0.01, 0.04) + 0.02 * near
        middle_x = x + on.between(-0.05, 0.05) * (0.6 + near)
        on.pen.stroke((255, 224, 150), 0.004 + 0.007 * near, middle_x - half, y, middle_x + half, y)


COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    "city at night": (
        city_street,
        city_bokeh,
        city_from_above,
        city_facades,
        city_silhouettes,
        city_towers,
    ),
    "sunset": (
        sunset_clouds,
        sunset_palms,
        sunset_retro,
        sunset_ranges,
        sunset_roofs,
        sunset_grass,
    ),
}
UNSEEN: dict[str, Painter] = {
    "city at night": city_skyline,
    "sunset": sunset_sea_glow,
}
