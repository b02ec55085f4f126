"""More compositions of the starry night and of outer space."""

import math

import numpy as np

from training.pictures.backdrop import Backdrop, Painter, fir
from training.pictures.canvas import BLACK, WHITE, Rgb, mix

STARLIGHT: tuple[Rgb, ...] = ((255, 255, 240), (220, 230, 255), (255, 240, 210))


def _starry_sky(on: Backdrop, bottom: float = 1.0) -> Rgb:
    """A clear night sky full of stars; its colour."""
    upper = on.tint((8, 12, 44), (4, 6, 20), (16, 26, 76), (30, 18, 60), (6, 30, 54))
    on.gradient(upper, mix(upper, on.pick((70, 100, 170), (90, 70, 140), (40, 110, 120)),
                           on.between(0.15, 0.55)), 0, bottom)  # fmt: skip
    on.dots(STARLIGHT, on.count(40, 70), bottom, on.between(0.004, 0.008))
    return upper


def starry_firs(on: Backdrop) -> None:
    """Stars above the dark tips of firs."""
    sky = _starry_sky(on)
    dark = mix(sky, BLACK, 0.7)
    on.rolling(dark, 0.88, 0.03)
    for _ in range(on.count(6, 11)):
        fir(on, on.between(0, 1), on.between(0.9, 1.02), on.between(0.2, 0.5), dark)


def starry_milky_way(on: Backdrop) -> None:
    """The Milky Way rising over mountains."""
    sky = on.tint((6, 8, 30), (14, 12, 40), (4, 16, 36))
    on.gradient(sky, mix(sky, (60, 70, 130), 0.5))
    rows, columns = np.mgrid[0:36, 0:64]
    lean, middle = on.between(-0.5, 0.5), on.between(0.35, 0.65)
    away = np.abs(columns / 64 - middle - lean * (rows / 36 - 0.5))
    band = np.exp(-((away / on.between(0.07, 0.13)) ** 2))
    on.veil(on.tint((190, 180, 230), (170, 200, 230), (220, 190, 200)),
            band * (0.15 + 0.55 * on.random.random((36, 64))))  # fmt: skip
    on.dots(STARLIGHT, 70, 0.9, 0.006)
    for dark, height in ((0.35, 0.78), (0.7, 0.88)):
        on.jagged(mix(sky, BLACK, dark), height, 0.07, on.count(6, 10))


def starry_lake(on: Backdrop) -> None:
    """Stars, and their reflection in still water."""
    shore = on.between(0.56, 0.66)
    sky = _starry_sky(on, shore)
    on.gradient(mix(sky, (50, 80, 140), 0.35), mix(sky, BLACK, 0.4), shore, 1)
    on.pen.smooth(mix(sky, BLACK, 0.6), -0.1, shore + 0.01, 0.1, shore - 0.08, 0.4, shore - 0.03,
                  0.7, shore - on.between(0.06, 0.18), 1.1, shore + 0.01, 0.5,
                  shore + 0.04)  # fmt: skip
    for x, depth, share in on.random.random((22, 3)):
        y = shore + 0.06 + (0.92 - shore) * float(depth)
        on.pen.stroke(mix(sky, WHITE, 0.5), 0.004, float(x), y, float(x) + 0.01 + 0.01 * share, y)


def starry_trails(on: Backdrop) -> None:
    """Stars drawn out to arcs about the pole of the sky."""
    sky = on.tint((8, 12, 44), (20, 20, 60), (6, 24, 50))
    on.gradient(sky, mix(sky, (80, 90, 150), 0.5))
    x, y, length = on.between(0.3, 0.7), on.between(0.3, 0.6), on.between(20, 50)
    for radius, start in on.random.random((44, 2)):
        size, begin = 0.04 + 0.9 * float(radius), 360 * float(start)
        on.pen.arc(mix(sky, on.pick(*STARLIGHT), on.between(0.5, 1)), 0.004, x, y,
                   size / on.aspect, size, begin, begin + length)  # fmt: skip
    on.jagged(mix(sky, BLACK, 0.75), 0.9, 0.03, on.count(14, 30))


def starry_storybook(on: Backdrop) -> None:
    """Pointed stars of a picture book over round hills."""
    sky = on.tint((30, 40, 110), (20, 60, 110), (60, 40, 110), (24, 24, 60))
    on.pen.box(sky, 0, 0, 1, 1.01)
    corners = on.pick(4, 5, 6)
    for _ in range(on.count(16, 26)):
        x, y, size = on.between(0, 1), on.between(0, 0.72), on.between(0.012, 0.036)
        points = []
        for i in range(2 * corners):
            reach, angle = size * (1.0, 0.4)[i % 2], i * math.pi / corners - math.pi / 2
            points += [x + reach * math.cos(angle) / on.aspect, y + reach * math.sin(angle)]
        on.pen.shape(on.tint((255, 240, 170), (250, 250, 240)), *points)
    for dark, height in ((0.3, 0.74), (0.55, 0.84)):
        on.rolling(mix(sky, BLACK, dark), height, 0.05)


def starry_swirls(on: Backdrop) -> None:
    """Painted with a broad brush: stars in rings of strokes, the air in waves."""
    sky = on.tint((24, 50, 120), (30, 40, 100))
    on.gradient(mix(sky, BLACK, 0.2), mix(sky, WHITE, 0.15))
    for _ in range(16):
        x, y, half = on.between(0, 1), on.between(0, 0.8), on.between(0.06, 0.14)
        on.pen.curve(mix(sky, WHITE, on.between(0.1, 0.35)), 0.014, x - half, y, x - half * 0.3,
                     y - 0.05, x + half * 0.3, y + 0.03, x + half, y - 0.01)  # fmt: skip
    for _ in range(on.count(6, 9)):
        x, y, size = on.between(0.03, 0.97), on.between(0.04, 0.66), on.between(0.02, 0.035)
        for ring, share in ((3.0, 0.3), (2.0, 0.6)):
            on.pen.arc(mix(sky, (250, 230, 140), share), 0.01, x, y, ring * size / on.aspect,
                       ring * size)  # fmt: skip
        on.disc((255, 240, 170), x, y, size)
    on.rolling(on.tint((14, 26, 50)), 0.82, 0.06)


def starry_plain(on: Backdrop) -> None:
    """A pale plain, of grass, sand or snow, under the stars."""
    horizon = on.between(0.56, 0.8)
    sky = _starry_sky(on, horizon)
    land = mix(sky, on.pick((130, 150, 190), (110, 130, 90), (160, 130, 100)), on.between(0.2, 0.5))
    on.gradient(land, mix(land, BLACK, 0.5), horizon, 1)
    on.rolling(land, horizon + 0.02, 0.02)
    on.rolling(mix(land, BLACK, 0.35), horizon + 0.12, 0.03)


def starry_clear(on: Backdrop) -> None:
    """A deep blue sky, stars bright and faint, the line of a wood below."""
    upper = on.tint((10, 16, 56), (16, 22, 70))
    on.gradient(upper, mix(upper, (80, 110, 180), 0.45), 0, 0.9)
    on.dots(STARLIGHT, 70, 0.84, 0.0045)
    for _ in range(7):
        x, y = on.between(0.02, 0.98), on.between(0.03, 0.7)
        on.glow((230, 240, 255), x, y, 0.05, 0.8)
        on.disc(WHITE, x, y, 0.01)
    on.jagged(mix(upper, BLACK, 0.75), 0.86, 0.03, 46)


def _space(on: Backdrop, stars: int = 50) -> None:
    black = on.tint((4, 4, 12), (10, 6, 26), (2, 8, 22), (22, 14, 50))
    on.gradient(black, mix(black, (30, 20, 60), on.between(0, 0.5)))
    on.dots(((255, 255, 255), (200, 210, 255), (255, 230, 200)), stars, 1.0, 0.0045)


def _planet(on: Backdrop, x: float, y: float, size: float, fill: Rgb) -> None:
    """A planet lit from one side."""
    on.disc(mix(fill, BLACK, 0.55), x, y, size)
    shift = size * 0.14
    on.disc(fill, x - shift / on.aspect, y - shift, size * 0.84)


def space_nebula(on: Backdrop) -> None:
    """Clouds of gas in two or three colours."""
    _space(on, 0)
    colours = ((190, 60, 140), (60, 90, 200), (40, 160, 170), (220, 120, 60), (120, 60, 180))
    rows, columns = np.mgrid[0:54, 0:96]
    x, y, lean = on.between(0.25, 0.75), on.between(0.3, 0.7), on.between(-0.6, 0.6)
    away = np.hypot((columns / 96 - x) * 1.6, rows / 54 - y + lean * (columns / 96 - x))
    for index in on.random.permutation(len(colours))[: on.count(2, 3)]:
        shares = (on.clouds() - 0.25) * np.exp(-((away / 0.5) ** 2))
        on.veil(on.tint(colours[index]), shares * on.between(1.6, 2.6))
    on.glow((255, 230, 240), x, y, on.between(0.1, 0.3), 0.7)
    on.dots(((255, 255, 255), (255, 236, 200)), 60, 1.0, 0.005)
    for _ in range(3):
        on.glow(WHITE, on.between(0, 1), on.between(0, 1), 0.07, 0.9)


def space_earth(on: Backdrop) -> None:
    """A blue planet with lands and a thin bright edge."""
    _space(on)
    x, y, size = on.between(0.25, 0.75), on.between(0.5, 0.9), on.between(0.36, 0.6)
    on.glow((120, 180, 255), x, y, size * 1.25, 0.9)
    on.disc(on.tint((40, 110, 200), (50, 130, 190)), x, y, size)
    for _ in range(5):
        angle, out = on.between(0, math.tau), on.between(0.1, 0.6) * size
        at_x, at_y = x + out * math.cos(angle) / on.aspect, y + out * math.sin(angle)
        wide, high = on.between(0.1, 0.3) * size, on.between(0.1, 0.25) * size
        on.pen.smooth(on.tint((80, 140, 80), (150, 140, 90)), at_x - wide / on.aspect, at_y,
                      at_x, at_y - high, at_x + wide * 0.7 / on.aspect, at_y - high * 0.3,
                      at_x + wide * 0.5 / on.aspect, at_y + high * 0.6)  # fmt: skip
    for _ in range(5):
        at_x, at_y = x + on.between(-0.5, 0.5) * size / on.aspect, y + on.between(-0.6, 0.5) * size
        on.pen.curve((226, 236, 246), 0.014 * size / 0.4, at_x, at_y, at_x + 0.03, at_y - 0.015,
                     at_x + 0.07 * size / 0.4, at_y + 0.01)  # fmt: skip


def space_galaxy(on: Backdrop) -> None:
    """A spiral of stars about a bright core."""
    _space(on, 30)
    x, y, size = on.between(0.35, 0.65), on.between(0.35, 0.65), on.between(0.35, 0.55)
    flat, way = on.between(0.45, 0.9), on.pick(-1, 1)
    haze = on.tint((120, 110, 210), (90, 150, 220), (200, 120, 170))
    on.glow(haze, x, y, size * 1.1, 0.8)
    for i in range(56):
        share, arm = (i // 2) / 28, (i % 2) * math.pi
        angle, out = arm + way * share * 4.6, size * (0.12 + 0.88 * share)
        at_x = x + (out * math.cos(angle) + on.between(-0.02, 0.02)) / on.aspect
        at_y = y + flat * out * math.sin(angle) + on.between(-0.02, 0.02)
        on.disc(mix(haze, WHITE, on.between(0.3, 0.9)), at_x, at_y, on.between(0.005, 0.014))
    on.glow((255, 246, 220), x, y, size * 0.4, 1.0)


def space_ground(on: Backdrop) -> None:
    """Standing on a grey or red body with craters, a planet in the black sky."""
    _space(on)
    fill = on.tint((60, 120, 200), (190, 140, 90), (160, 110, 170))
    _planet(on, on.between(0.15, 0.85), on.between(0.16, 0.36), on.between(0.08, 0.16), fill)
    ground, height = on.tint((150, 150, 156), (120, 118, 120), (170, 100, 70)), on.between(0.6, 0.8)
    on.jagged(mix(ground, BLACK, 0.45), height - 0.04, 0.04, on.count(6, 11))
    on.rolling(ground, height, 0.02)
    for _ in range(9):
        x, near = on.between(0, 1), on.between(0.1, 1)
        y, wide = height + (1 - height) * near, 0.02 + 0.06 * near
        on.pen.oval(mix(ground, WHITE, 0.25), x, y + 0.006, wide, wide * 0.5)
        on.pen.oval(mix(ground, BLACK, 0.35), x, y, wide, wide * 0.5)


def space_system(on: Backdrop) -> None:
    """Planets on their orbits, as on a chart."""
    _space(on, 30)
    x, y = on.pick((-0.02, 0.5), (0.5, 0.5), (1.02, 0.5))
    on.glow((255, 200, 90), x, y, 0.3, 0.7)
    on.disc((255, 214, 110), x, y, on.between(0.07, 0.12))
    for i in range(on.count(4, 6)):
        wide, high = 0.13 + 0.13 * i, 0.12 + 0.1 * i
        on.pen.arc((90, 96, 130), 0.003, x, y, wide, high)
        angle = (
            on.between(0, math.tau) if x == 0.5 else on.between(-1, 1) + (math.pi if x > 1 else 0)
        )
        fill = on.tint((190, 120, 70), (90, 140, 190), (200, 180, 120), (120, 180, 150))
        _planet(on, x + wide * math.cos(angle), y + high * math.sin(angle), on.between(0.02, 0.05),
                fill)  # fmt: skip


def space_asteroids(on: Backdrop) -> None:
    """Rocks adrift before the stars."""
    _space(on)
    _planet(on, on.between(0, 1), on.between(0.2, 0.8), on.between(0.14, 0.3),
            on.tint((170, 110, 70), (80, 110, 150), (130, 130, 136)))  # fmt: skip
    for _ in range(on.count(8, 14)):
        x, y, size = on.between(0, 1), on.between(0, 1), on.between(0.015, 0.06)
        rock = on.tint((120, 110, 104), (90, 86, 90))
        points = []
        for i in range(7):
            reach, angle = size * on.between(0.7, 1.1), i * math.tau / 7
            points += [x + reach * math.cos(angle) / on.aspect, y + reach * math.sin(angle)]
        on.pen.shape(rock, *points)
        on.disc(mix(rock, BLACK, 0.35), x, y + size * 0.2, size * 0.3)


def space_gas_giant(on: Backdrop) -> None:
    """A banded planet with a ring before the stars."""
    _space(on, 70)
    x, y, size = on.between(0.3, 0.7), on.between(0.35, 0.6), on.between(0.2, 0.3)
    fill = on.tint((214, 170, 120), (190, 150, 130), (170, 180, 200))
    ring = mix(fill, WHITE, 0.3)
    on.disc(fill, x, y, size)
    for up, dark in ((-0.6, 0.2), (-0.25, 0.35), (0.15, 0.15), (0.5, 0.3)):
        half = size * math.sqrt(1 - up * up) * 0.97 / on.aspect
        on.pen.rounded(mix(fill, (110, 60, 40), dark), x - half, y + size * up, x + half,
                       y + size * (up + 0.14), 0.01)  # fmt: skip
    for grow in (1.5, 1.75):
        on.pen.arc(ring, 0.016, x, y, grow * size / on.aspect, grow * size * 0.28, -20, 200)
    for _ in range(2):
        _planet(on, on.between(0.05, 0.95), on.between(0.08, 0.92), 0.03, (170, 170, 176))


COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    "starry night": (
        starry_firs,
        starry_milky_way,
        starry_lake,
        starry_trails,
        starry_storybook,
        starry_swirls,
        starry_plain,
    ),
    "outer space": (
        space_nebula,
        space_earth,
        space_galaxy,
        space_ground,
        space_system,
        space_asteroids,
    ),
}
UNSEEN: dict[str, Painter] = {
    "starry night": starry_clear,
    "outer space": space_gas_giant,
}
