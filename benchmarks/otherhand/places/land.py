"""Forests, mountains, deserts, meadows and snow."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.otherhand.pen import (
    INK,
    WHITE,
    WOOD,
    Point,
    Rgb,
    mix,
    path,
)
from benchmarks.otherhand.places.scene import Scene


def forest_of_firs(rng: np.random.Generator) -> Scene:
    scene = Scene((180, 216, 190), (120, 170, 120))
    for k, y in enumerate((0.6, 0.72, 0.85)):
        fill = mix((70, 130, 90), (16, 70, 36), k / 2)
        for row_x in np.arange(-0.05, 1.1, 0.09 + 0.03 * k):
            x, h = row_x + rng.uniform(-0.03, 0.03), rng.uniform(0.35, 0.5) + 0.08 * k
            for j in range(3):
                tier, half = y - h * 0.45 + j * h * 0.22, 0.04 + 0.022 * j
                top = (x, y - h + j * h * 0.25)
                scene.polygon([top, (x + half, tier), (x - half, tier)], fill)
            scene.rectangle(x - 0.006, y - 0.06, x + 0.006, y, (80, 56, 36))
    scene.rectangle(0, 0.82, 1, 1, (70, 110, 50))
    return scene


def forest_within(rng: np.random.Generator) -> Scene:
    scene = Scene((30, 70, 40), (70, 120, 60))
    for _ in range(40):
        x, y, r = rng.uniform(0, 1), rng.uniform(0, 0.3), rng.uniform(0.06, 0.14)
        scene.disc(x, y, r, _green(rng, (20, 60), (90, 150), (30, 60)))
    scene.gradient(0.78, 1, (80, 90, 40), (60, 60, 30))
    for k in range(9):
        x, w = (k + rng.uniform(0.1, 0.9)) / 9, rng.uniform(0.015, 0.04)
        b = rng.uniform(50, 100)
        foot = 0.8 + 0.12 * w / 0.04
        trunk = [(x - w * 0.7, 0.0), (x + w * 0.7, 0.0), (x + w, foot), (x - w, foot)]
        scene.polygon(trunk, (int(b), int(b * 0.7), int(b * 0.45)))
    for _ in range(30):
        x, y, r = rng.uniform(0, 1), rng.uniform(0, 0.14), rng.uniform(0.05, 0.1)
        scene.disc(x, y, r, _green(rng, (30, 70), (110, 160), (40, 60)))
    for _ in range(25):
        x, y = rng.uniform(0, 1), rng.uniform(0.82, 1)
        scene.line([(x, y), (x - 0.01, y - 0.05)], (90, 150, 60), 0.008)
        scene.line([(x, y), (x + 0.012, y - 0.04)], (90, 150, 60), 0.008)
    return scene


def _green(rng: np.random.Generator, *ranges: tuple[float, float]) -> Rgb:
    red, green, blue = (int(rng.uniform(low, high)) for low, high in ranges)
    return red, green, blue


def mountains_far(rng: np.random.Generator) -> Scene:
    scene = Scene((110, 170, 226), (220, 234, 246), 0.7)
    scene.ridge(rng, 0.75, 0.4, (120, 140, 170), 6, snow=WHITE)
    scene.ridge(rng, 0.85, 0.22, (80, 110, 110), 6)
    scene.rectangle(0, 0.85, 1, 1, (96, 140, 80))
    return scene


def mountains_near(rng: np.random.Generator) -> Scene:
    scene = Scene((110, 170, 226), (220, 234, 246), 0.7)
    scene.polygon(path("-.2,1 .3,.12 .75,1"), (112, 104, 110))
    scene.polygon(path(".3,.12 .75,1 .35,1 .38,.5"), (84, 78, 88))
    scene.polygon(path(".3,.12 .4,.31 .35,.29 .31,.37 .26,.28 .2,.33"), WHITE)
    scene.polygon(path(".4,1 .78,.25 1.2,1"), (130, 120, 122))
    scene.polygon(path(".78,.25 1.2,1 .85,1 .84,.6"), (98, 92, 100))
    scene.polygon(path(".78,.25 .86,.39 .8,.37 .76,.44 .69,.42"), WHITE)
    scene.hills(rng, 0.86, 0.03, (70, 120, 70))
    scene.puff(rng.uniform(0.1, 0.9), 0.12, 0.05, WHITE)
    return scene


def desert_noon(rng: np.random.Generator) -> Scene:
    scene = Scene((120, 196, 240), (250, 232, 190), 0.55)
    _dunes(scene, rng)
    for x in (rng.uniform(0.05, 0.3), rng.uniform(0.7, 0.95)):
        _cactus(scene, rng, x)
    return scene


def desert_pyramid(rng: np.random.Generator) -> Scene:
    scene = Scene((244, 200, 130), (250, 226, 170), 0.5)
    _dunes(scene, rng)
    _cactus(scene, rng, rng.uniform(0.1, 0.9))
    scene.polygon(path(".7,.6 .82,.36 .94,.6"), (214, 164, 96))
    scene.polygon(path(".82,.36 .94,.6 .84,.6"), (176, 126, 70))
    return scene


def _dunes(scene: Scene, rng: np.random.Generator) -> None:
    scene.rectangle(0, 0.5, 1, 1, (238, 196, 124))
    for i, y in enumerate((0.55, 0.66, 0.78)):
        scene.hills(rng, y, 0.05, mix((232, 186, 110), (206, 146, 74), i / 2), 3 + i)


def _cactus(scene: Scene, rng: np.random.Generator, x: float) -> None:
    y = rng.uniform(0.75, 0.85)
    fill = (60, 130, 70)
    scene.line([(x, y), (x, y - 0.28)], fill, 0.04)
    scene.disc(x, y - 0.28, 0.02, fill)
    scene.line([(x, y - 0.1), (x - 0.045, y - 0.1), (x - 0.045, y - 0.2)], fill, 0.028)
    scene.line([(x, y - 0.14), (x + 0.045, y - 0.14), (x + 0.045, y - 0.23)], fill, 0.028)


def meadow_hills(rng: np.random.Generator) -> Scene:
    scene = Scene((110, 190, 240), (214, 238, 250), 0.6)
    scene.hills(rng, 0.55, 0.04, (140, 196, 90))
    scene.hills(rng, 0.68, 0.04, (100, 172, 70))
    _grass_and_flowers(scene, rng, grass_y=0.72, flowers_y=0.72)
    return scene


def meadow_flat(rng: np.random.Generator) -> Scene:
    scene = Scene((110, 190, 240), (214, 238, 250), 0.6)
    scene.gradient(0.5, 1, (150, 200, 90), (70, 140, 50))
    scene.puff(rng.uniform(0.1, 0.4), 0.14, 0.07, WHITE)
    scene.puff(rng.uniform(0.6, 0.9), 0.22, 0.06, WHITE)
    _grass_and_flowers(scene, rng, grass_y=0.6, flowers_y=0.62)
    return scene


_YELLOW = (250, 220, 80)
_PETALS = (WHITE, _YELLOW, (240, 130, 170), (230, 70, 70))


def _grass_and_flowers(
    scene: Scene, rng: np.random.Generator, *, grass_y: float, flowers_y: float
) -> None:
    for _ in range(60):
        x, y = rng.uniform(0, 1), rng.uniform(grass_y, 1)
        scene.line([(x, y), (x - 0.006, y - 0.03)], (60, 130, 50), 0.005)
        scene.line([(x, y), (x + 0.006, y - 0.03)], (60, 130, 50), 0.005)
    for _ in range(26):
        x, y = rng.uniform(0, 1), rng.uniform(flowers_y, 1)
        petals = _PETALS[rng.integers(4)]
        r = 0.007 + 0.008 * (y - 0.5) * 2
        for a in range(5):
            across, down = math.cos(a * 1.257) * 0.75, math.sin(a * 1.257)
            scene.disc(x + r * 0.9 * across, y + r * 0.9 * down, r * 0.6, petals)
        scene.disc(x, y, r * 0.5, WOOD if petals == _YELLOW else (250, 200, 60))


def snow_hills(rng: np.random.Generator) -> Scene:
    scene = Scene((176, 200, 224), (232, 240, 248), 0.6)
    _snowy_ground(scene, rng, firs=5)
    _flakes(scene, rng)
    return scene


def snow_snowman(rng: np.random.Generator) -> Scene:
    scene = Scene((120, 140, 176), (200, 212, 230), 0.7)
    _snowy_ground(scene, rng, firs=3)
    x = rng.uniform(0.1, 0.9)
    scene.disc(x, 0.84, 0.09, WHITE)
    scene.disc(x, 0.84, 0.088, (240, 244, 250))
    scene.disc(x, 0.7, 0.065, (244, 248, 252))
    scene.disc(x, 0.605, 0.045, (250, 252, 255))
    scene.disc(x - 0.012, 0.595, 0.006, INK)
    scene.disc(x + 0.012, 0.595, 0.006, INK)
    scene.polygon([(x, 0.605), (x + 0.035, 0.612), (x, 0.617)], (240, 130, 40))
    _flakes(scene, rng)
    return scene


def _snowy_ground(scene: Scene, rng: np.random.Generator, *, firs: int) -> None:
    scene.hills(rng, 0.62, 0.04, (236, 242, 250))
    scene.hills(rng, 0.78, 0.03, (250, 252, 255))
    for _ in range(firs):
        x, y, h = rng.uniform(0, 1), rng.uniform(0.62, 0.75), rng.uniform(0.2, 0.32)
        for j in range(3):
            tier = y - h * 0.5 + j * h * 0.22
            top = (x, y - h + j * h * 0.25)
            right, left = (x + 0.03 + 0.02 * j, tier), (x - 0.03 - 0.02 * j, tier)
            scene.polygon([top, right, left], (50, 100, 80))
            scene.polygon([top, _halfway(top, right), _halfway(top, left)], WHITE)
        scene.rectangle(x - 0.006, y - 0.06, x + 0.006, y, (90, 66, 50))


def _flakes(scene: Scene, rng: np.random.Generator) -> None:
    for _ in range(90):
        scene.disc(rng.uniform(0, 1), rng.uniform(0, 1), rng.uniform(0.003, 0.008), WHITE)


def _halfway(one: Point, other: Point) -> Point:
    return one[0] + (other[0] - one[0]) * 0.5, one[1] + (other[1] - one[1]) * 0.5
