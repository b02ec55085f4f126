"""More compositions of beach, underwater and sea."""

import math

import numpy as np

from training.pictures.backdrop import (
    Backdrop,
    Painter,
    any_day_sky,
    day_sky,
    palm,
    rays,
)
from training.pictures.canvas import BLACK, WHITE, Rgb, mix

SANDS: tuple[Rgb, ...] = ((236, 212, 154), (226, 198, 142), (244, 230, 196), (214, 178, 120))
SEAS: tuple[Rgb, ...] = ((30, 120, 180), (24, 140, 160), (20, 90, 150), (60, 160, 190))
FOAM: Rgb = (244, 250, 250)
PALM_COLOURS: tuple[Rgb, Rgb] = ((50, 126, 58), (126, 92, 58))


def beach_from_above(on: Backdrop) -> None:
    """The shore seen from the air, slanting across the picture; no horizon."""
    sand, water = on.tint(*SANDS), on.tint((20, 130, 170), (30, 160, 170), (10, 100, 150))
    on.gradient(mix(water, BLACK, 0.25), water)
    lean, start = on.between(-0.3, 0.3), on.between(0, 6)
    for lift, fill in ((0.2, mix(water, FOAM, 0.3)), (0.1, mix(water, FOAM, 0.55)), (0.05, FOAM),
                       (0.0, mix(sand, BLACK, 0.12)), (-0.05, sand)):  # fmt: skip
        points = [1.0, 1.02, 0.0, 1.02]
        for x in np.linspace(0, 1, 21):
            wave = 0.03 * math.sin(start + 9 * x) + 0.012 * math.sin(3 * start + 23 * x)
            points += [float(x), 0.56 - lift + lean * (2 * float(x) - 1) + wave]
        on.pen.shape(fill, *points)
    on.scatter((mix(sand, BLACK, 0.1), mix(sand, WHITE, 0.3)), 12, 0.8, 0.014)


def beach_palms(on: Backdrop) -> None:
    horizon = on.between(0.42, 0.54)
    any_day_sky(on, horizon)
    water, sand = on.tint(*SEAS), on.tint(*SANDS)
    on.gradient(water, mix(water, FOAM, 0.35), horizon, 0.76)
    on.rolling(FOAM, 0.69, 0.02)
    on.rolling(sand, 0.71, 0.02)
    side = on.pick(0.12, 0.85)
    for _ in range(on.count(1, 2)):
        palm(on, side + on.between(-0.08, 0.08), on.between(0.76, 0.86), on.between(0.5, 0.66),
             PALM_COLOURS)  # fmt: skip


def beach_cove(on: Backdrop) -> None:
    """A bay between cliffs, the sand in front."""
    horizon = on.between(0.36, 0.46)
    any_day_sky(on, horizon)
    water, sand = on.tint(*SEAS), on.tint(*SANDS)
    on.gradient(water, mix(water, FOAM, 0.4), horizon, 0.8)
    rock = on.tint((150, 130, 104), (116, 112, 106), (176, 146, 110))
    for side, way in ((0.0, 1.0), (1.0, -1.0)):
        reach, top = way * on.between(0.1, 0.32), on.between(0.12, 0.3)
        on.pen.shape(rock, side, top, side + reach * 0.6, top + 0.05, side + reach, 0.56,
                     side + reach * 1.1, 0.68, side, 0.76)  # fmt: skip
        on.pen.shape(mix(rock, (70, 120, 60), 0.6), side, top - 0.02, side + reach * 0.6,
                     top + 0.04, side + reach * 0.4, top + 0.09, side, top + 0.08)  # fmt: skip
    on.pen.smooth(FOAM, -0.1, 0.66, 0.5, 0.74, 1.1, 0.66, 1.1, 1.2, -0.1, 1.2)
    on.pen.smooth(sand, -0.1, 0.69, 0.5, 0.77, 1.1, 0.69, 1.1, 1.2, -0.1, 1.2)
    on.pen.box(sand, 0, 0.9, 1, 1.01)


def beach_parasols(on: Backdrop) -> None:
    """A full beach: a row of parasols and towels before the water."""
    horizon = on.between(0.18, 0.36)
    any_day_sky(on, horizon)
    water, sand = on.tint(*SEAS), on.tint(*SANDS)
    on.gradient(water, mix(water, FOAM, 0.3), horizon, 0.54)
    on.rolling(FOAM, 0.5, 0.01)
    on.rolling(sand, 0.515, 0.01)
    count = on.count(3, 6)
    for i in range(count):
        x, foot = (i + on.between(0.2, 0.8)) / count, on.between(0.6, 0.74)
        fill = on.tint((220, 70, 60), (50, 110, 190), (240, 200, 70), (240, 240, 236))
        on.pen.stroke(WHITE, 0.006, x, foot, x, foot - 0.18)
        on.pen.wedge(fill, x, foot - 0.13, 0.09 / on.aspect, 0.09, 180, 360)
        towel = on.tint((230, 120, 110), (90, 160, 200), (240, 220, 130))
        on.pen.shape(towel, x + 0.02, foot, x + 0.07, foot, x + 0.08, foot + 0.035,
                     x + 0.01, foot + 0.035)  # fmt: skip


def beach_flat(on: Backdrop) -> None:
    """A poster of a beach: flat colours and scalloped foam."""
    sky, far, near, sand = on.pick(
        ((250, 226, 190), (80, 170, 180), (130, 204, 204), (246, 208, 150)),
        ((170, 220, 240), (30, 110, 180), (80, 170, 214), (250, 224, 160)),
        ((206, 234, 236), (60, 140, 160), (150, 210, 206), (236, 196, 160)),
    )
    top, shore = on.between(0.24, 0.44), on.between(0.58, 0.7)
    on.pen.box(on.tint(sky), 0, 0, 1, top)
    on.pen.box(on.tint(far), 0, top - 0.005, 1, (top + shore) / 2)
    on.pen.box(on.tint(near), 0, (top + shore) / 2, 1, shore)
    fill, count = on.tint(sand), on.count(7, 13)
    on.pen.box(fill, 0, shore - 0.002, 1, 1.01)
    for i in range(count + 1):
        on.pen.oval(FOAM, i / count, shore, 0.52 / count, 0.036)
    for i in range(count + 1):
        on.pen.oval(near, i / count, shore - 0.024, 0.52 / count, 0.034)


def beach_dunes(on: Backdrop) -> None:
    """The sea between dunes with grass on them."""
    horizon = on.between(0.36, 0.5)
    day_sky(on, horizon)
    water, sand = on.tint(*SEAS), on.tint(*SANDS)
    on.gradient(water, mix(water, FOAM, 0.4), horizon, 0.68)
    on.pen.box(FOAM, 0, 0.62, 1, 0.64)
    on.pen.box(sand, 0, 0.635, 1, 1.01)
    for near, way in ((0.0, 1.0), (1.0, -1.0)):
        reach, top = way * on.between(0.3, 0.48), on.between(0.46, 0.6)
        on.pen.smooth(mix(sand, WHITE, 0.25), near - way * 0.1, top, near + reach * 0.5,
                      top + 0.06, near + reach, 0.86, near + reach * 0.6, 1.1,
                      near - way * 0.1, 1.1)  # fmt: skip
        for _ in range(12):
            x = near + reach * on.between(0, 0.6)
            y, lean = top + 0.09 + on.between(0, 0.16), on.between(-0.03, 0.03)
            on.pen.curve(on.tint((120, 140, 70), (150, 150, 90)), 0.006, x, y, x + lean * 0.3,
                         y - 0.08, x + lean, y - 0.13)  # fmt: skip


def beach_lagoon(on: Backdrop) -> None:
    """White sand, clear water, a headland far away and palm leaves from above."""
    horizon = on.between(0.4, 0.46)
    sky = on.tint((60, 140, 220), (110, 180, 236))
    on.gradient(sky, mix(sky, WHITE, 0.55), 0, horizon)
    far = on.between(0.2, 0.8)
    on.pen.oval(on.tint((90, 130, 110)), far, horizon, on.between(0.14, 0.26), 0.06)
    on.gradient(on.tint((16, 110, 170)), on.tint((130, 220, 214)), horizon, 0.78)
    start, sand = on.between(0, 6), on.tint((244, 228, 190), (236, 214, 166))
    for height, fill in ((0.7, FOAM), (0.725, mix(sand, (130, 110, 80), 0.35)), (0.77, sand)):
        on.ridge(fill, height, 0.025, 1.3, start)
    x, way = on.pick((0.0, 1), (1.0, -1))
    for i in range(5):
        reach, drop = way * on.between(0.2, 0.34), 0.04 + 0.06 * i
        on.pen.smooth(on.tint((40, 120, 60)), x, -0.02, x + reach * 0.6, drop * 0.6 - 0.02,
                      x + reach, drop + 0.08, x + reach * 0.5, drop * 0.6 + 0.05)  # fmt: skip


def _weed(on: Backdrop, x: float, height: float, fill: Rgb) -> None:
    """A frond from the bottom, waving."""
    bend = on.between(0.01, 0.03) * on.pick(-1, 1)
    on.pen.curve(fill, on.between(0.01, 0.02), x, 1.02, x + bend, 1 - height * 0.35,
                 x - bend, 1 - height * 0.7, x + bend, 1 - height)  # fmt: skip


def _bubbles(on: Backdrop, x: float, count: int, fill: Rgb) -> None:
    """A column of rising bubbles."""
    for _ in range(count):
        size = on.between(0.008, 0.024)
        on.pen.arc(fill, 0.004, x + on.between(-0.03, 0.03), on.between(0.05, 0.85),
                   size / on.aspect, size)  # fmt: skip


def underwater_reef(on: Backdrop) -> None:
    on.gradient(on.tint((40, 160, 210), (20, 120, 190), (90, 200, 210)),
                on.tint((10, 70, 140), (10, 90, 120)))  # fmt: skip
    on.rolling(on.tint((150, 140, 120), (90, 90, 110)), 0.88, 0.04)
    for _ in range(9):
        x, base = on.pick(on.between(0, 0.36), on.between(0.64, 1)), on.between(0.86, 1.0)
        fill = on.tint((230, 100, 110), (240, 160, 80), (180, 90, 170), (236, 200, 110),
                       (120, 190, 150))  # fmt: skip
        size = on.between(0.1, 0.22)
        if on.chance(0.4):
            on.pen.wedge(fill, x, base, size * 0.8 / on.aspect, size * 0.7, 180, 360)
            continue
        for turn in (-50, -24, 0, 24, 50):
            across = math.sin(math.radians(turn)) * size / on.aspect
            on.pen.curve(fill, 0.016, x, base, x + across * 0.4, base - size * 0.5,
                         x + across, base - size * math.cos(math.radians(turn)))  # fmt: skip
    _bubbles(on, on.between(0.3, 0.7), 8, (200, 234, 244))


def underwater_rays(on: Backdrop) -> None:
    """Open water below the bright surface, beams of light from above."""
    deep = on.tint((4, 40, 90), (6, 60, 110), (4, 60, 80))
    on.gradient(on.tint((110, 210, 230), (60, 170, 220)), deep)
    x = on.between(0.2, 0.8)
    on.glow((220, 248, 250), x, -0.05, on.between(0.5, 0.8), 0.9)
    rays(on, (190, 238, 246), x, -0.2, on.between(0.3, 0.55))
    for _ in range(on.count(0, 12)):
        on.disc(
            mix(deep, WHITE, 0.5), on.between(0, 1), on.between(0.1, 1), on.between(0.004, 0.01)
        )


def underwater_kelp(on: Backdrop) -> None:
    """A forest of kelp that reaches up to the surface."""
    on.gradient(on.tint((120, 200, 180), (70, 170, 180)), on.tint((10, 70, 80), (8, 50, 70)))
    for _ in range(on.count(6, 10)):
        x, fill = on.between(0, 1), on.tint((50, 110, 50), (90, 120, 40), (24, 84, 60))
        height, sway = on.between(0.6, 1.05), on.between(-0.05, 0.05)
        on.pen.curve(fill, 0.008, x, 1.02, x + sway, 1 - height * 0.5, x, 1 - height)
        for i in range(5):
            y, way = 1 - height * (0.15 + 0.16 * i), (-1) ** i
            tip = x + way * 0.06
            on.pen.smooth(fill, x, y, (x + tip) / 2, y - 0.06, tip, y - 0.07, (x + tip) / 2, y)
    on.rolling(on.tint((70, 80, 70), (120, 110, 80)), 0.94, 0.02)


def underwater_cave(on: Backdrop) -> None:
    """Blue water seen through a dark opening in the rock."""
    blue = on.tint((40, 150, 210), (30, 170, 190))
    on.gradient(mix(blue, WHITE, 0.3), mix(blue, BLACK, 0.4))
    rock = on.tint((14, 30, 50), (24, 34, 46), (34, 40, 52))
    for i in range(16):
        angle = i * math.tau / 16
        x, y = 0.5 + 0.52 * math.cos(angle), 0.48 + 0.5 * math.sin(angle)
        on.disc(mix(rock, blue, on.between(0, 0.2)), x, y, on.between(0.12, 0.24))
    for _ in range(6):
        _weed(on, on.between(0.1, 0.9), on.between(0.12, 0.3), on.tint((30, 110, 90)))
    _bubbles(on, on.between(0.4, 0.6), 9, mix(blue, WHITE, 0.7))


def underwater_flat(on: Backdrop) -> None:
    """Underwater as in a picture book: bands of blue, a sandy floor, weed and bubbles."""
    water = on.tint((60, 170, 200), (40, 120, 190), (70, 190, 180), (50, 90, 160))
    on.pen.box(mix(water, WHITE, 0.35), 0, 0, 1, 1)
    for i in range(3):
        on.rolling(mix(water, BLACK, 0.16 * i), 0.14 + 0.24 * i, 0.03)
    on.rolling(on.tint(*SANDS), 0.88, 0.03)
    for _ in range(on.count(4, 9)):
        _weed(on, on.between(0, 1), on.between(0.16, 0.4),
              on.tint((40, 140, 90), (200, 80, 110), (30, 100, 100), (230, 150, 70)))  # fmt: skip
    for _ in range(on.count(2, 3)):
        _bubbles(on, on.between(0.08, 0.92), 7, WHITE)


def underwater_abyss(on: Backdrop) -> None:
    """The dark deep: rocks on the floor and specks adrift in a faint light."""
    on.gradient(on.tint((10, 60, 120), (14, 80, 120)), on.tint((2, 12, 34)))
    on.glow((60, 150, 200), on.between(0.2, 0.8), 0, 0.7, 0.6)
    for shade, height in ((0.5, 0.82), (0.15, 0.92)):
        on.jagged(mix((4, 16, 32), (30, 80, 120), shade), height, 0.06, on.count(9, 15))
    for _ in range(24):
        on.disc((120, 180, 210), on.between(0, 1), on.between(0, 1), on.between(0.003, 0.007))
    _bubbles(on, on.between(0.2, 0.8), 10, (110, 170, 210))


def underwater_shallow(on: Backdrop) -> None:
    """Clear shallow water: the surface from below, a net of light on the sand."""
    water = on.tint((70, 190, 210), (40, 160, 210))
    on.gradient(mix(water, WHITE, 0.2), mix(water, (10, 60, 110), 0.5), 0, 0.8)
    on.gradient(on.tint((130, 176, 160)), on.tint((206, 196, 146)), 0.76, 1)
    for i in range(8):
        x = i / 8
        on.pen.curve(WHITE, 0.008, x, 0.06, x + 0.04, 0.085, x + 0.09, 0.06, x + 0.125, 0.06)
    rays(on, WHITE, on.between(0.3, 0.7), -0.3, 0.25)
    for _ in range(12):
        x, y = on.between(0, 1), on.between(0.8, 0.98)
        on.pen.curve((226, 236, 204), 0.006, x - 0.06, y, x - 0.02, y - 0.02, x + 0.03, y + 0.015,
                     x + 0.07, y)  # fmt: skip
    for _ in range(5):
        on.pen.oval(on.tint((90, 100, 110)), on.between(0, 1), 1, on.between(0.03, 0.08), 0.09)
        _weed(on, on.between(0, 1), on.between(0.15, 0.34), on.tint((40, 130, 70)))


def sea_whitecaps(on: Backdrop) -> None:
    """A rough sea under a high horizon: crests with foam."""
    horizon = on.between(0.16, 0.34)
    any_day_sky(on, horizon)
    water = on.tint((40, 90, 110), (30, 70, 120), (60, 100, 104), (20, 110, 150))
    on.gradient(mix(water, WHITE, 0.2), mix(water, BLACK, 0.4), horizon, 1)
    for i in range(26):
        near = (i / 26) ** 1.5
        x, y, half = on.between(0, 1), horizon + 0.02 + 0.8 * near, 0.02 + 0.12 * near
        lift = 0.012 + 0.05 * near
        on.pen.smooth(mix(water, BLACK, 0.12), x - half, y, x, y - lift, x + half, y,
                      x, y + lift * 0.4)  # fmt: skip
        on.pen.curve(FOAM, 0.004 + 0.01 * near, x - half * 0.5, y - lift * 0.6, x, y - lift,
                     x + half * 0.6, y - lift * 0.5)  # fmt: skip


def sea_breaker(on: Backdrop) -> None:
    """One great wave about to break."""
    any_day_sky(on, 0.7)
    water = on.tint((20, 110, 150), (30, 130, 160), (20, 80, 130))
    on.gradient(mix(water, BLACK, 0.1), mix(water, BLACK, 0.4), 0.52, 1)
    left, way = on.pick((0.0, 1.0), (1.0, -1.0))
    top = on.between(0.12, 0.3)

    def at(x: float) -> float:
        return left + way * x

    on.pen.smooth(water, at(-0.2), 0.5, at(0.15), top + 0.1, at(0.42), top, at(0.6), top + 0.1,
                  at(0.62), top + 0.24, at(0.5), top + 0.14, at(0.46), 0.56, at(0.7), 0.8,
                  at(1.1), 0.84, at(1.1), 1.1, at(-0.2), 1.1)  # fmt: skip
    for i in range(6):
        shift = i * 0.07
        on.pen.curve(mix(water, WHITE, 0.35), 0.01, at(shift - 0.05), top + 0.2 + shift,
                     at(0.2 + shift * 0.6), 0.5 + shift * 0.5, at(0.5 + shift),
                     0.86 + shift * 0.2)  # fmt: skip
    for i in range(12):
        share = i / 11
        on.disc(FOAM, at(0.3 + 0.32 * share), top + 0.01 + 0.22 * share**2, on.between(0.02, 0.045))
    on.pen.box(mix(water, BLACK, 0.3), 0, 0.97, 1, 1.01)


def sea_from_above(on: Backdrop) -> None:
    """Nothing but water, with ripples all over."""
    water = on.tint((20, 90, 150), (16, 120, 150), (30, 70, 120), (60, 150, 180))
    on.gradient(water, mix(water, BLACK, on.between(0, 0.3)))
    on.veil(mix(water, WHITE, 0.4), (on.clouds() - 0.35) * 1.4)
    lean = on.between(-0.02, 0.02)
    for x, y, share in on.random.random((44, 3)):
        half = 0.015 + 0.04 * float(share)
        fill = mix(water, WHITE if share > 0.3 else BLACK, 0.4)
        left, middle = float(x), float(y)
        on.pen.curve(fill, 0.006, left - half, middle - lean, left, middle - 0.02, left + half,
                     middle + lean)  # fmt: skip


def sea_islands(on: Backdrop) -> None:
    """Calm water with the glitter of light, islands at the horizon."""
    horizon = on.between(0.38, 0.6)
    any_day_sky(on, horizon)
    for _ in range(on.count(1, 3)):
        x, half = on.between(0, 1), on.between(0.08, 0.2)
        fill = on.tint((100, 120, 140), (90, 120, 100), (130, 140, 150))
        on.pen.smooth(fill, x - half, horizon + 0.02, x - half * 0.4, horizon - 0.06, x,
                      horizon - on.between(0.06, 0.14), x + half, horizon + 0.02)  # fmt: skip
    water = on.tint(*SEAS)
    on.gradient(mix(water, WHITE, 0.35), water, horizon, 1)
    middle = on.between(0.2, 0.8)
    for i in range(34):
        near = i / 34
        x = middle + on.between(-0.5, 0.5) * (0.12 + 0.3 * near)
        y, half = horizon + 0.015 + (1 - horizon) * near, 0.01 + 0.03 * near
        on.pen.stroke(mix(water, WHITE, 0.8), 0.004 + 0.005 * near, x - half, y, x + half, y)


def sea_scallops(on: Backdrop) -> None:
    """Stylised waves: rows of round scales or of flat wavy bands, far ones paler."""
    horizon = on.between(0.28, 0.46)
    on.pen.box(on.tint((240, 228, 200), (180, 220, 240), (210, 230, 226)), 0, 0, 1, horizon + 0.1)
    water = on.tint((30, 90, 150), (20, 110, 130), (50, 70, 130))
    if on.chance(0.5):
        for i in range(6):
            fill, height = mix(mix(water, WHITE, 0.5), water, i / 5), horizon + 0.12 * i
            start = on.between(0, 6)
            on.ridge(FOAM, height - 0.012, 0.025, 4, start)
            on.ridge(fill, height, 0.025, 4, start)
        return
    on.pen.box(water, 0, horizon + 0.04, 1, 1.01)
    for row in range(5):
        y = horizon + 0.08 + row * 0.15
        for i in range(8):
            x = (i + 0.5 * (row % 2)) / 7
            for share, fill in ((1.0, FOAM), (0.86, water), (0.5, mix(water, WHITE, 0.4))):
                on.pen.oval(fill, x, y + 0.02, 0.074 * share, 0.12 * share)
    on.pen.box(water, 0, 0.97, 1, 1.01)


def sea_low(on: Backdrop) -> None:
    """A wide sky over a strip of sea."""
    horizon = on.between(0.6, 0.7)
    any_day_sky(on, horizon)
    water = on.tint(*SEAS)
    on.gradient(mix(water, BLACK, 0.2), mix(water, WHITE, 0.1), horizon, 1)
    for i in range(4):
        height = horizon + 0.06 + 0.08 * i
        on.ridge(mix(water, WHITE, 0.3), height, 0.008, 5 - i, on.between(0, 6))
        on.ridge(mix(water, BLACK, 0.2 - 0.05 * i), height + 0.012, 0.008, 5 - i, on.between(0, 6))


def sea_open(on: Backdrop) -> None:
    """Blue sky, blue water: ripples close together far away and wide apart near by."""
    horizon = on.between(0.4, 0.5)
    sky, water = on.tint((90, 160, 226), (150, 200, 240)), on.tint((16, 80, 150), (20, 100, 160))
    on.gradient(sky, mix(sky, WHITE, 0.5), 0, horizon)
    on.gradient(mix(water, WHITE, 0.25), mix(water, BLACK, 0.2), horizon, 1)
    for i in range(40):
        near = (i / 40) ** 1.6
        x, y, half = on.between(0, 1), horizon + 0.01 + 0.56 * near, 0.02 + 0.09 * near
        lift = 0.004 + 0.022 * near
        fill = mix(water, *on.pick((WHITE, 0.4), (BLACK, 0.3), (WHITE, 0.7)))
        on.pen.curve(fill, 0.003 + 0.008 * near, x - half, y, x - half * 0.4, y - lift,
                     x + half * 0.3, y + lift * 0.3, x + half, y)  # fmt: skip


COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    "beach": (beach_from_above, beach_palms, beach_cove, beach_parasols, beach_flat, beach_dunes),
    "underwater": (
        underwater_reef,
        underwater_rays,
        underwater_kelp,
        underwater_cave,
        underwater_flat,
        underwater_abyss,
    ),
    "sea": (sea_whitecaps, sea_breaker, sea_from_above, sea_islands, sea_scallops, sea_low),
}
UNSEEN: dict[str, Painter] = {
    "beach": beach_lagoon,
    "underwater": underwater_shallow,
    "sea": sea_open,
}
