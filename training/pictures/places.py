"""Places, painted behind the things: by name, one or more compositions each.

A composition paints on a backdrop in frame coordinates: x and y from 0 to 1, left to right and
top to bottom. It may show no object of the vocabulary, except those named in `SHOWN_BY_PLACE`.
"""

from dataclasses import dataclass

import numpy as np

from training.pictures import (
    backdrops_barren,
    backdrops_indoors,
    backdrops_night,
    backdrops_outdoors,
    backdrops_roads,
    backdrops_sky,
    backdrops_water,
)
from training.pictures.backdrop import Backdrop, Painter
from training.pictures.backdrop import day_sky as _day_sky
from training.pictures.backdrops_barren import snow_firs, snow_hills
from training.pictures.canvas import BLACK, GLASS, WHITE, WOOD, mix
from training.pictures.plain import paint_plain
from training.pictures.vocabulary import PLAIN_COLOURS

__all__ = [
    "PLACES",
    "PLAIN_NAMES",
    "PLAIN_PLACE",
    "SHOWN_BY_PLACE",
    "UNSEEN_COMPOSITIONS",
    "Backdrop",
    "Painter",
    "Place",
    "composition_of",
    "paint_plain",
    "place_of",
]

_MORE = (
    backdrops_water,
    backdrops_outdoors,
    backdrops_barren,
    backdrops_night,
    backdrops_sky,
    backdrops_indoors,
    backdrops_roads,
)
_MORE_COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    place: painters for module in _MORE for place, painters in module.COMPOSITIONS.items()
}
# One typical composition of each place that is kept out of training, to measure it by.
UNSEEN_COMPOSITIONS: dict[str, Painter] = {
    place: painter for module in _MORE for place, painter in module.UNSEEN.items()
}


def beach_bands(on: Backdrop) -> None:
    _day_sky(on, 0.42)
    on.gradient(on.tint((30, 120, 180)), on.tint((70, 180, 200)), 0.4, 0.64)
    sand = on.tint((236, 212, 154), (226, 198, 142))
    on.gradient(sand, mix(sand, WOOD, 0.15), 0.62, 1)
    start = on.between(0, 6)
    for height, fill in ((0.6, (240, 248, 248)), (0.63, sand)):
        on.ridge(fill, height, 0.014, 2.5, start)


def beach_bay(on: Backdrop) -> None:
    _day_sky(on, 0.36)
    on.gradient(on.tint((40, 130, 190)), on.tint((110, 204, 206)), 0.34, 1)
    sand = on.tint((238, 216, 166), (222, 196, 140))
    side = on.random.random() < 0.5
    near, far = (0.0, 1.0) if side else (1.0, 0.0)
    lean = on.between(0.4, 0.6)
    for shift, fill in ((0.03, (242, 250, 250)), (0.0, sand)):
        edge = near + (far - near) * (lean + shift)
        on.pen.smooth(
            fill, near, 0.4 - shift, edge, 0.62 - shift, far, 0.86 - shift, far, 1.2, near, 1.2
        )
    on.pen.box(sand, 0, 0.95, 1, 1)


def underwater_sand(on: Backdrop) -> None:
    on.gradient(on.tint((60, 180, 210), (40, 150, 200)), on.tint((8, 50, 110), (10, 70, 120)))
    light = mix((60, 180, 210), WHITE, 0.25)
    for _ in range(3):
        x = on.between(0, 1)
        on.pen.shape(light, x, 0, x + 0.04, 0, x - 0.1, 0.4, x - 0.18, 0.4)
    on.ridge(on.tint((190, 176, 130), (150, 150, 120)), 0.9, 0.025, 1.5, on.between(0, 6))
    for _ in range(6):
        _seaweed(on, on.between(0, 1), on.between(0.1, 0.28))


def _seaweed(on: Backdrop, x: float, height: float) -> None:
    bend = 0.025
    on.pen.curve(on.tint((30, 120, 70), (20, 100, 90)), 0.014, x, 0.98, x + bend,
                 0.95 - height * 0.3,
                 x - bend, 0.95 - height * 0.7, x + bend, 0.95 - height)  # fmt: skip


def underwater_bubbles(on: Backdrop) -> None:
    on.gradient(on.tint((30, 130, 170), (20, 110, 190)), on.tint((6, 40, 80), (4, 30, 90)))
    for x, y, size in on.random.random((16, 3)):
        on.disc((150, 214, 232), float(x), float(y), 0.01 + 0.018 * float(size))
        on.disc((70, 150, 190), float(x), float(y), 0.006 + 0.013 * float(size))
    for _ in range(5):
        x, width = on.between(0, 1), on.between(0.06, 0.16)
        on.pen.oval(on.tint((60, 66, 84), (90, 70, 90)), x, 1.0, width, on.between(0.06, 0.16))
    for _ in range(4):
        x = on.between(0, 1)
        for lean in (-0.04, 0.0, 0.04):
            on.pen.stroke(on.tint((226, 110, 110), (230, 150, 90)), 0.016, x, 1, x + lean, 0.84)


def sea_calm(on: Backdrop) -> None:
    horizon = on.between(0.42, 0.56)
    _day_sky(on, horizon)
    water = on.tint((30, 96, 160), (24, 120, 170), (40, 110, 150))
    on.gradient(mix(water, WHITE, 0.15), mix(water, BLACK, 0.25), horizon, 1)
    for x, depth, length in on.random.random((26, 3)):
        y = horizon + 0.03 + (1 - horizon) * float(depth)
        on.pen.stroke(mix(water, WHITE, 0.45), 0.007, x, y, x + 0.04 + 0.06 * float(length), y)


def sea_waves(on: Backdrop) -> None:
    horizon = on.between(0.34, 0.46)
    _day_sky(on, horizon + 0.05)
    water = on.tint((28, 110, 168), (20, 90, 150))
    for i in range(6):
        fill = mix(mix(water, WHITE, 0.3), mix(water, BLACK, 0.3), i / 5)
        start = on.between(0, 6)
        height = horizon + i * (1 - horizon) / 6
        on.ridge(mix(fill, WHITE, 0.5), height - 0.008, 0.02, 4 - i * 0.3, start)
        on.ridge(fill, height, 0.02, 4 - i * 0.3, start)


def forest_trunks(on: Backdrop) -> None:
    on.gradient(on.tint((110, 160, 90), (90, 140, 80)), on.tint((46, 90, 46)))
    on.ridge(on.tint((60, 96, 44), (80, 90, 50)), 0.78, 0.02, 1.2, on.between(0, 6))
    for i in range(9):
        x, width = (i + on.between(0, 1)) / 9, on.between(0.014, 0.034)
        on.pen.box(
            on.tint((78, 54, 34), (60, 44, 30)), x - width, 0.1, x + width, on.between(0.76, 0.94)
        )
    for i in range(12):
        x = (i + on.between(0, 1)) / 12
        on.disc(on.tint((30, 92, 40), (44, 112, 50), (24, 76, 36)), x, on.between(0, 0.16), 0.16)


def forest_firs(on: Backdrop) -> None:
    on.gradient(on.tint((176, 206, 200), (150, 190, 190)), on.tint((120, 150, 110)), 0, 0.76)
    on.ridge(on.tint((70, 104, 60)), 0.72, 0.02, 1.1, on.between(0, 6))
    for base, green in ((0.74, (70, 116, 84)), (0.84, (34, 84, 54)), (0.95, (20, 60, 40))):
        for i in range(10):
            x, height = (i + on.between(0, 1)) / 10, on.between(0.36, 0.6)
            fill = on.tint(green)
            for step in (0.0, 0.3, 0.6):
                top, half = base - height * (1 - step), 0.02 + 0.028 * (step + 0.4)
                on.pen.shape(
                    fill, x, top, x + half, top + height * 0.42, x - half, top + height * 0.42
                )


def mountain_peaks(on: Backdrop) -> None:
    _day_sky(on, 0.8)
    rock = on.tint((110, 116, 134), (124, 112, 108), (96, 108, 120))
    for i in range(4):
        x, top, half = (i + on.between(0, 1)) / 4, on.between(0.12, 0.34), on.between(0.22, 0.34)
        fill = mix(rock, BLACK, 0.1 * (i % 3))
        on.pen.shape(fill, x, top, x + half, 0.82, x - half, 0.82)
        snow = 0.26
        on.pen.shape(WHITE, x, top, x + half * snow, top + (0.82 - top) * snow, x + half * 0.08,
                     top + 0.11, x - half * 0.1, top + 0.17, x - half * snow,
                     top + (0.82 - top) * snow)  # fmt: skip
    on.ridge(on.tint((96, 130, 80), (110, 120, 90)), 0.78, 0.03, 1.3, on.between(0, 6))


def mountain_ranges(on: Backdrop) -> None:
    on.gradient(on.tint((190, 210, 230), (214, 206, 214)), on.tint((236, 232, 226)), 0, 0.7)
    far, near = on.tint((150, 170, 196), (160, 150, 180)), on.tint((44, 66, 84), (60, 60, 76))
    for i in range(4):
        height = 0.34 + i * 0.15
        points = [1.0, 1.02, 0.0, 1.02]
        for x in np.linspace(0, 1, 9 + i):
            points += [float(x), height + on.between(-0.13, 0.06)]
        on.pen.shape(mix(far, near, i / 3), *points)


def city_blocks(on: Backdrop) -> None:
    on.gradient(on.tint((10, 12, 34), (16, 14, 44)), on.tint((46, 40, 84), (60, 44, 70)), 0, 0.85)
    on.gradient((34, 34, 44), (22, 22, 30), 0.84, 1)
    for i in range(9):
        _tower(
            on, i / 9 + on.between(-0.02, 0.02), on.between(0.09, 0.13), on.between(0.16, 0.5), 0.86
        )


def _tower(on: Backdrop, left: float, width: float, top: float, bottom: float) -> None:
    on.pen.box(on.tint((28, 30, 48), (38, 36, 52), (20, 24, 40)), left, top, left + width, bottom)
    for row in range(int((bottom - top) / 0.07)):
        for column in range(3):
            if on.random.random() < 0.55:
                x, y = left + width * (0.16 + column * 0.26), top + 0.025 + row * 0.07
                on.pen.box(
                    on.tint((250, 220, 120), (240, 196, 90)), x, y, x + width * 0.16, y + 0.03
                )


def city_riverside(on: Backdrop) -> None:
    on.gradient(on.tint((14, 10, 30), (8, 14, 36)), on.tint((80, 50, 80), (44, 50, 90)), 0, 0.62)
    for i in range(14):
        _tower(on, i / 14 - 0.01, on.between(0.05, 0.08), on.between(0.2, 0.46), 0.62)
    on.gradient(on.tint((20, 26, 56)), (8, 10, 24), 0.61, 1)
    for x, depth, length in on.random.random((30, 3)):
        y = 0.63 + 0.33 * float(depth)
        on.pen.stroke((214, 180, 90), 0.008, float(x), y, float(x), y + 0.02 + 0.04 * float(length))


def desert_dunes(on: Backdrop) -> None:
    on.gradient(on.tint((236, 206, 150), (160, 200, 230)), on.tint((250, 230, 190)), 0, 0.6)
    sand = on.tint((222, 170, 96), (208, 150, 84))
    for i in range(4):
        on.ridge(
            mix(sand, WOOD, 0.13 * i), 0.46 + i * 0.14, 0.06, on.between(0.6, 1.3), on.between(0, 6)
        )


def desert_mesas(on: Backdrop) -> None:
    _day_sky(on, 0.66)
    rock = on.tint((178, 92, 56), (190, 110, 70))
    for _ in range(2):
        x, width, top = on.between(0.05, 0.9), on.between(0.08, 0.16), on.between(0.28, 0.44)
        on.pen.shape(
            rock, x - width * 0.7, top, x + width * 0.7, top, x + width, 0.66, x - width, 0.66
        )
    sand = on.tint((226, 160, 100), (214, 172, 110))
    on.gradient(sand, mix(sand, WOOD, 0.3), 0.62, 1)
    for _ in range(3):
        x, y, size = on.between(0.05, 0.95), on.between(0.72, 0.95), on.between(0.05, 0.1)
        green = on.tint((70, 110, 60))
        on.pen.stroke(green, 0.022, x, y, x, y - size * 2)
        on.pen.stroke(
            green, 0.015, x, y - size * 0.7, x + 0.03, y - size * 0.7, x + 0.03, y - size * 1.4
        )


def sunset_land(on: Backdrop) -> None:
    on.gradient(
        on.tint((90, 50, 110), (130, 60, 90), (60, 60, 120)), on.tint((250, 150, 70)), 0, 0.78
    )
    on.disc((255, 224, 130), on.between(0.25, 0.75), on.between(0.58, 0.66), on.between(0.09, 0.13))
    land = on.tint((44, 26, 40), (60, 30, 30))
    on.gradient(land, mix(land, BLACK, 0.4), 0.76, 1)
    on.ridge(land, 0.73, 0.03, 1.4, on.between(0, 6))


def sunset_water(on: Backdrop) -> None:
    on.gradient(on.tint((240, 120, 80), (226, 90, 90)), on.tint((255, 206, 110)), 0, 0.58)
    x = on.between(0.25, 0.75)
    on.disc((255, 240, 180), x, 0.54, on.between(0.1, 0.14))
    on.gradient(on.tint((214, 110, 80), (190, 90, 100)), on.tint((70, 40, 90)), 0.57, 1)
    for i in range(9):
        y, half = 0.6 + i * 0.043, on.between(0.03, 0.1)
        on.pen.stroke((255, 214, 130), 0.013, x - half, y, x + half, y)


def starry_hills(on: Backdrop) -> None:
    on.gradient(on.tint((8, 12, 44), (14, 10, 50)), on.tint((36, 52, 110), (50, 46, 100)), 0, 0.85)
    on.dots(((255, 255, 240), (220, 230, 255)), 70, 0.78, 0.007)
    on.ridge(on.tint((14, 22, 34), (16, 28, 24)), 0.8, 0.05, 1.2, on.between(0, 6))


def starry_band(on: Backdrop) -> None:
    on.gradient(on.tint((4, 6, 28)), on.tint((20, 30, 80), (30, 24, 76)))
    for i in range(40):
        x = i / 39
        y = 0.12 + 0.5 * x + on.between(-0.1, 0.1)
        on.disc(
            mix((20, 26, 70), (150, 140, 200), on.between(0.1, 0.3)), x, y, on.between(0.02, 0.06)
        )
    on.dots(((255, 250, 220), (255, 255, 255)), 90, 0.88, 0.006)
    on.ridge((8, 10, 20), 0.9, 0.02, 2.2, on.between(0, 6))


def space_planet(on: Backdrop) -> None:
    on.gradient((4, 4, 12), on.tint((14, 8, 30), (4, 10, 28)))
    on.dots(((255, 255, 255), (200, 210, 255)), 60, 1.0, 0.005)
    x, y, size = on.between(0.1, 0.9), on.between(0.12, 0.4), on.between(0.1, 0.2)
    planet = on.tint((190, 120, 70), (90, 140, 190), (150, 110, 170))
    on.disc(planet, x, y, size)
    on.disc(mix(planet, BLACK, 0.25), x + size * 0.1, y + size * 0.14, size * 0.7)
    if on.random.random() < 0.6:
        on.pen.arc(mix(planet, WHITE, 0.5), 0.016, x, y, size * 1.7 / on.aspect, size * 0.45)


def space_orbit(on: Backdrop) -> None:
    on.gradient((2, 2, 8), (10, 10, 24))
    for _ in range(14):
        on.disc(on.tint((36, 14, 52), (14, 24, 56)), on.between(0, 1), on.between(0, 0.7), 0.14)
    on.dots(((255, 255, 255), (255, 230, 190)), 70, 0.9, 0.005)
    planet = on.tint((60, 120, 200), (180, 110, 70), (90, 150, 120))
    on.pen.oval(mix(planet, WHITE, 0.5), 0.5, 1.32, 1.02, 0.5)
    on.pen.oval(planet, 0.5, 1.34, 1.02, 0.5)


def room_wall(on: Backdrop) -> None:
    wall = on.tint((226, 206, 176), (190, 206, 200), (214, 190, 196), (196, 200, 222))
    on.gradient(wall, mix(wall, BLACK, 0.08), 0, 0.7)
    floor = on.tint((150, 104, 64), (170, 130, 90), (120, 84, 60))
    on.gradient(floor, mix(floor, BLACK, 0.2), 0.7, 1)
    on.pen.box(WHITE, 0, 0.67, 1, 0.705)
    x = on.between(0.05, 0.65)
    on.pen.box(WHITE, x, 0.1, x + 0.26, 0.46)
    for left in (x + 0.02, x + 0.14):
        on.pen.box(GLASS, left, 0.13, left + 0.1, 0.43)
    for i in range(4):
        on.pen.stroke(mix(floor, BLACK, 0.3), 0.005, i * 0.3, 0.72, i * 0.34 - 0.06, 1)


def room_corner(on: Backdrop) -> None:
    wall = on.tint((232, 222, 200), (180, 200, 214), (206, 214, 180), (220, 196, 170))
    x = on.between(0.25, 0.75)
    on.pen.shape(wall, 0, 0, x, 0, x, 0.62, 0, 0.84)
    on.pen.shape(mix(wall, BLACK, 0.14), x, 0, 1, 0, 1, 0.84, x, 0.62)
    floor = on.tint((176, 140, 100), (140, 120, 110), (110, 80, 66))
    on.pen.shape(floor, 0, 0.84, x, 0.62, 1, 0.84, 1, 1.02, 0, 1.02)
    on.pen.oval(on.tint((170, 80, 80), (90, 110, 140), (200, 180, 150)), 0.5, 0.9, 0.3, 0.08)
    left = on.between(0.04, 0.12) if x > 0.5 else on.between(0.72, 0.8)
    on.pen.box(WOOD, left, 0.14, left + 0.16, 0.4)
    on.pen.box(on.tint((200, 214, 190), (220, 200, 170)), left + 0.015, 0.17, left + 0.145, 0.37)


def road_ahead(on: Backdrop) -> None:
    _day_sky(on, 0.46)
    on.gradient(on.tint((110, 160, 80), (150, 150, 90)), on.tint((80, 130, 60)), 0.44, 1)
    x = on.between(0.38, 0.62)
    on.pen.shape(
        on.tint((84, 84, 90), (70, 72, 80)), x - 0.03, 0.44, x + 0.03, 0.44, 1.0, 1.02, 0.0, 1.02
    )
    for top, bottom in ((0.5, 0.55), (0.6, 0.68), (0.76, 0.9)):
        half = 0.006 + 0.02 * (top - 0.45)
        middle = x + (0.5 - x) * (top - 0.44) / 0.58
        on.pen.shape((240, 236, 220), middle - half, top, middle + half, top, middle + half * 1.5,
                     bottom, middle - half * 1.5, bottom)  # fmt: skip


def road_across(on: Backdrop) -> None:
    _day_sky(on, 0.5)
    on.gradient(
        on.tint((120, 150, 96), (160, 150, 130), (100, 140, 100)), (120, 130, 100), 0.42, 0.6
    )
    on.pen.box(on.tint((180, 180, 176), (160, 160, 164)), 0, 0.58, 1, 0.66)
    on.gradient(on.tint((78, 78, 86), (92, 92, 96)), (60, 60, 68), 0.65, 0.96)
    on.pen.box(on.tint((176, 176, 170)), 0, 0.95, 1, 1.01)
    shift = on.between(0, 0.2)
    for i in range(6):
        left = i * 0.2 - shift
        on.pen.box((244, 240, 224), left, 0.79, left + 0.1, 0.815)


def meadow_hills(on: Backdrop) -> None:
    _day_sky(on, 0.6)
    green = on.tint((110, 180, 70), (90, 166, 76), (140, 190, 80))
    on.ridge(mix(green, WHITE, 0.2), 0.5, 0.05, 1.0, on.between(0, 6))
    on.ridge(green, 0.6, 0.04, 0.8, on.between(0, 6))
    for x, depth in on.random.random((30, 2)):
        y = 0.7 + 0.3 * float(depth)
        on.pen.stroke(mix(green, BLACK, 0.3), 0.006, x, y, x + 0.006, y - 0.03)


def meadow_fence(on: Backdrop) -> None:
    _day_sky(on, 0.56)
    green = on.tint((120, 176, 84), (160, 180, 90), (100, 160, 80))
    on.gradient(mix(green, WHITE, 0.2), mix(green, BLACK, 0.2), 0.52, 1)
    fence = on.tint((150, 110, 70), (226, 222, 210))
    for y in (0.5, 0.56):
        on.pen.box(fence, 0, y, 1, y + 0.018)
    for i in range(11):
        on.pen.box(fence, i / 10 - 0.008, 0.46, i / 10 + 0.008, 0.63)


# Where things can be, as ranges of y: of their middle in the sky, of their foot on the ground or
# in the water. None where the place has no such part.
Range = tuple[float, float] | None


@dataclass(frozen=True)
class Place:
    compositions: tuple[Painter, ...]
    sky: Range = (0.14, 0.4)
    ground: Range = (0.72, 0.97)
    water: Range = None
    has_weather: bool = False
    can_be_night: bool = False


ANYWHERE: Range = (0.16, 0.84)

PLACES: dict[str, Place] = {
    "beach": Place(
        (beach_bands, beach_bay, *_MORE_COMPOSITIONS["beach"]),
        water=(0.52, 0.66),
        has_weather=True,
        can_be_night=True,
    ),
    "underwater": Place(
        (underwater_sand, underwater_bubbles, *_MORE_COMPOSITIONS["underwater"]),
        sky=None,
        ground=(0.84, 0.97),
        water=(0.3, 0.9),
    ),
    "sea": Place(
        (sea_calm, sea_waves, *_MORE_COMPOSITIONS["sea"]),
        ground=None,
        water=(0.64, 0.95),
        has_weather=True,
        can_be_night=True,
    ),
    "forest": Place(
        (forest_trunks, forest_firs, *_MORE_COMPOSITIONS["forest"]),
        ground=(0.8, 0.98),
        has_weather=True,
        can_be_night=True,
    ),
    "mountains": Place(
        (mountain_peaks, mountain_ranges, *_MORE_COMPOSITIONS["mountains"]),
        ground=(0.8, 0.98),
        has_weather=True,
        can_be_night=True,
    ),
    "city at night": Place(
        (city_blocks, city_riverside, *_MORE_COMPOSITIONS["city at night"]),
        ground=(0.84, 0.98),
        has_weather=True,
    ),
    "desert": Place(
        (desert_dunes, desert_mesas, *_MORE_COMPOSITIONS["desert"]),
        ground=(0.74, 0.98),
        can_be_night=True,
    ),
    "sunset": Place((sunset_land, sunset_water, *_MORE_COMPOSITIONS["sunset"]), ground=(0.8, 0.98)),
    "starry night": Place(
        (starry_hills, starry_band, *_MORE_COMPOSITIONS["starry night"]), ground=(0.86, 0.98)
    ),
    "outer space": Place(
        (space_planet, space_orbit, *_MORE_COMPOSITIONS["outer space"]), sky=ANYWHERE, ground=None
    ),
    "room": Place((room_wall, room_corner, *_MORE_COMPOSITIONS["room"]), ground=(0.78, 0.98)),
    "road": Place(
        (road_ahead, road_across, *_MORE_COMPOSITIONS["road"]),
        ground=(0.72, 0.96),
        has_weather=True,
        can_be_night=True,
    ),
    "meadow": Place(
        (meadow_hills, meadow_fence, *_MORE_COMPOSITIONS["meadow"]),
        ground=(0.72, 0.97),
        has_weather=True,
        can_be_night=True,
    ),
    "snow": Place(
        (snow_hills, snow_firs, *_MORE_COMPOSITIONS["snow"]),
        ground=(0.74, 0.97),
        has_weather=True,
        can_be_night=True,
    ),
}

# Objects that a place shows by itself, so that nothing can be said about them there.
SHOWN_BY_PLACE: dict[str, tuple[str, ...]] = {
    "beach": ("palm tree", "umbrella"),
    "forest": ("tree",),
    "mountains": ("tree",),
    "snow": ("tree", "house"),
    "sunset": ("sun", "cloud", "palm tree", "house"),
    "starry night": ("star", "tree"),
    "outer space": ("star", "moon", "sun"),
    "city at night": ("house",),
    "road": ("tree", "house"),
    "meadow": ("tree", "flower"),
    "room": ("book", "chair"),
}

PLAIN_PLACE = Place((), sky=ANYWHERE, ground=None)
PLAIN_NAMES: tuple[str, ...] = tuple(f"plain {colour}" for colour in PLAIN_COLOURS)


def place_of(name: str) -> Place:
    """The place of this name; plain backgrounds are places without parts."""
    return PLAIN_PLACE if name in PLAIN_NAMES else PLACES[name]


def composition_of(name: str, index: int) -> Painter:
    """A composition of a place; the one after its last is the one kept out of training."""
    compositions = PLACES[name].compositions
    return UNSEEN_COMPOSITIONS[name] if index == len(compositions) else compositions[index]
