"""Beaches, the sea, and under it."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.otherhand.pen import (
    WHITE,
    mix,
    path,
)
from benchmarks.otherhand.places.scene import Scene


def beach_wide(rng: np.random.Generator) -> Scene:
    scene = Scene((96, 180, 236), (204, 234, 248), 0.45)
    scene.gradient(0.42, 0.62, (20, 110, 170), (70, 190, 200))
    foam = [(x / 30, 0.62 + 0.02 * math.sin(x * 0.6 + rng.uniform(0, 1))) for x in range(31)]
    sand = [(x / 30, 0.65 + 0.02 * math.sin(x * 0.6)) for x in range(31)]
    scene.polygon([(0, 0.64), *foam, (1, 1), (0, 1)], WHITE)
    scene.polygon([(0, 0.67), *sand, (1, 1), (0, 1)], (240, 216, 158))
    scene.polygon(path("0,.8 1,.74 1,1 0,1"), (232, 202, 140))
    for _ in range(40):
        scene.disc(rng.uniform(0, 1), rng.uniform(0.7, 1), 0.004, (206, 174, 112))
    return scene


def beach_bay(rng: np.random.Generator) -> Scene:
    scene = Scene((96, 180, 236), (204, 234, 248), 0.45)
    scene.gradient(0.38, 1, (24, 120, 190), (90, 206, 206))
    scene.polygon(path("1,.5 .55,.66 .2,.86 0,1 1,1"), WHITE)
    scene.polygon(path("1,.53 .6,.68 .26,.88 .06,1 1,1"), (244, 222, 170))
    for _ in range(30):
        scene.disc(rng.uniform(0.5, 1), rng.uniform(0.75, 1), 0.004, (214, 186, 130))
    scene.polygon(path(".62,.86 .78,.82 .84,.9 .67,.95"), (230, 90, 80))
    scene.polygon(path(".66,.85 .7,.84 .76,.923 .71,.937"), WHITE)
    return scene


def underwater_kelp(rng: np.random.Generator) -> Scene:
    scene = Scene((60, 170, 210), (6, 50, 110))
    for i in range(5):
        x, slant = rng.uniform(0, 1), 0.3 * (i % 2)
        beam = [(x, 0.0), (x + 0.06, 0.0), (x + 0.15 - slant, 0.8), (x - 0.02 - slant, 0.8)]
        scene.polygon(beam, (78, 176, 212))
    scene.hills(rng, 0.9, 0.02, (196, 178, 120))
    for _ in range(7):
        x, height = rng.uniform(0, 1), rng.uniform(0.12, 0.35)
        green = (30, int(rng.uniform(100, 150)), 70)
        leaf = [(x + 0.015 * math.sin(k * 1.1), 0.95 - height * k / 10) for k in range(11)]
        scene.line(leaf, green, 0.02)
    _bubbles(scene, rng)
    return scene


_CORALS = ((230, 110, 110), (240, 150, 90), (40, 130, 80))


def underwater_corals(rng: np.random.Generator) -> Scene:
    scene = Scene((20, 120, 170), (8, 60, 100))
    scene.hills(rng, 0.9, 0.02, (120, 130, 110))
    for _ in range(7):
        x, height = rng.uniform(0, 1), rng.uniform(0.12, 0.35)
        fill = _CORALS[rng.integers(3)]
        middle, top = 0.95 - height * 0.4, 0.95 - height * 0.7
        for a in (-0.06, -0.02, 0.03, 0.07):
            scene.line([(x, 0.97), (x + a * 0.5, middle), (x + a, top)], fill, 0.022)
            scene.disc(x + a, top, 0.016, fill)
    _bubbles(scene, rng)
    return scene


def _bubbles(scene: Scene, rng: np.random.Generator) -> None:
    for _ in range(14):
        x, y, r = rng.uniform(0, 1), rng.uniform(0.05, 0.85), rng.uniform(0.006, 0.018)
        scene.disc(x, y, r, (190, 230, 244))
        scene.disc(x, y, r * 0.7, (90, 170, 206))


def sea_open(rng: np.random.Generator) -> Scene:
    scene = Scene((120, 190, 240), (216, 236, 248), 0.5)
    scene.gradient(0.5, 1, (20, 90, 160), (10, 50, 110))
    for y in np.linspace(0.54, 0.98, 9):
        phase = rng.uniform(0, 6)
        swell = [(x / 60, y + 0.008 * math.sin(x * 0.9 + phase)) for x in range(61)]
        scene.line(swell, (90, 160, 210), 0.006)
    return scene


def sea_waves(rng: np.random.Generator) -> Scene:
    scene = Scene((120, 190, 240), (216, 236, 248), 0.5)
    for i, y in enumerate((0.45, 0.55, 0.66, 0.78, 0.9)):
        phase = rng.uniform(0, 6)
        crest = [(x / 80, y + 0.03 * abs(math.sin(x * 0.16 + phase))) for x in range(81)]
        scene.polygon([*crest, (1, 1), (0, 1)], mix((60, 140, 200), (10, 50, 110), i / 4))
        scene.line(crest, (220, 240, 248), 0.007)
    scene.puff(rng.uniform(0.15, 0.85), 0.15, 0.08, WHITE)
    return scene
