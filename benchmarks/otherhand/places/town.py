"""Cities at night, rooms and roads."""

from __future__ import annotations

import numpy as np

from benchmarks.otherhand.pen import (
    GLASS,
    INK,
    WHITE,
    path,
)
from benchmarks.otherhand.places.scene import Scene


def city_skyline(rng: np.random.Generator) -> Scene:
    scene = Scene((14, 16, 44), (50, 40, 84))
    for k in range(11):
        left, width, height = k / 11 - 0.01, rng.uniform(0.08, 0.11), rng.uniform(0.3, 0.75)
        grey, blue = int(rng.uniform(20, 40)), int(rng.uniform(44, 64))
        scene.rectangle(left, 1 - height, left + width, 1, (grey, grey, blue))
        for y in np.arange(1 - height + 0.03, 0.97, 0.055):
            for x in np.arange(left + 0.012, left + width - 0.015, 0.02):
                if rng.uniform(0, 1) < 0.55:
                    scene.rectangle(x, y, x + 0.01, y + 0.028, (252, 220, 110))
    return scene


_WINDOWS = ((255, 226, 130), (170, 210, 250), (255, 190, 90))


def city_street(rng: np.random.Generator) -> Scene:
    scene = Scene((14, 16, 44), (50, 40, 84))
    for left, width, height in (
        (-0.05, 0.25, 0.9),
        (0.2, 0.1, 0.5),
        (0.3, 0.08, 0.35),
        (0.55, 0.1, 0.4),
        (0.65, 0.12, 0.6),
        (0.77, 0.28, 0.95),
    ):
        top = 0.82 - height * 0.8
        scene.rectangle(left, top, left + width, 0.82, (28, 26, 50))
        for y in np.arange(top + 0.03, 0.78, 0.07):
            for x in np.arange(left + 0.012, left + width - 0.02, 0.035):
                if rng.uniform(0, 1) < 0.6:
                    scene.rectangle(x, y, x + 0.02, y + 0.035, _WINDOWS[rng.integers(3)])
    scene.rectangle(0, 0.82, 1, 1, (36, 36, 44))
    for x in np.arange(0.02, 1, 0.16):
        scene.rectangle(x, 0.9, x + 0.08, 0.915, (220, 210, 120))
    for x in (0.15, 0.5, 0.85):
        scene.line([(x, 0.84), (x, 0.5), (x + 0.04, 0.48)], (80, 80, 90), 0.01)
        scene.disc(x + 0.05, 0.49, 0.03, (255, 236, 160))
    return scene


_WALLS = ((226, 206, 176), (190, 210, 220), (222, 196, 196))


def room_wall(rng: np.random.Generator) -> Scene:
    scene = Scene(_WALLS[rng.integers(3)])
    scene.rectangle(0, 0.72, 1, 1, (156, 106, 62))
    scene.rectangle(0, 0.7, 1, 0.73, WHITE)
    for y in (0.8, 0.88, 0.95):
        scene.line([(0, y), (1, y)], (130, 84, 48), 0.005)
    scene.rectangle(0.1, 0.14, 0.36, 0.5, WHITE)
    scene.rectangle(0.12, 0.17, 0.34, 0.47, (150, 206, 240))
    scene.rectangle(0.225, 0.17, 0.235, 0.47, WHITE)
    scene.rectangle(0.12, 0.31, 0.34, 0.325, WHITE)
    scene.rectangle(0.66, 0.2, 0.86, 0.42, (120, 80, 40))
    scene.rectangle(0.68, 0.23, 0.84, 0.39, (120, 170, 120))
    return scene


def room_deep(rng: np.random.Generator) -> Scene:  # noqa: ARG001 - nothing in it varies
    scene = Scene((214, 220, 206))
    scene.polygon(path("0,0 .2,.15 .2,.68 0,.95"), (190, 196, 182))
    scene.polygon(path("1,0 .8,.15 .8,.68 1,.95"), (190, 196, 182))
    scene.polygon(path("0,0 1,0 .8,.15 .2,.15"), (240, 240, 234))
    scene.polygon(path(".2,.68 .8,.68 1,.95 1,1 0,1 0,.95"), (170, 124, 80))
    scene.rectangle(0.3, 0.5, 0.62, 0.66, (160, 80, 80))
    scene.rectangle(0.28, 0.56, 0.64, 0.7, (180, 96, 92))
    scene.rectangle(0.68, 0.3, 0.77, 0.68, (120, 80, 50))
    scene.polygon(path(".3,.82 .7,.82 .8,.95 .2,.95"), (90, 120, 160))
    scene.rectangle(0.38, 0.22, 0.55, 0.4, WHITE)
    scene.rectangle(0.39, 0.235, 0.54, 0.385, (160, 210, 240))
    scene.line(path(".5,0 .5,.1"), INK, 0.006)
    scene.polygon(path(".46,.14 .48,.1 .52,.1 .54,.14"), (250, 220, 130))
    return scene


def road_ahead(rng: np.random.Generator) -> Scene:
    scene = Scene((130, 196, 240), (220, 238, 248), 0.5)
    scene.ridge(rng, 0.48, 0.1, (120, 150, 140), 5)
    scene.rectangle(0, 0.48, 1, 1, (110, 160, 80))
    scene.polygon(path(".46,.48 .54,.48 1,1 0,1"), (84, 86, 92))
    for far, near in ((0.5, 0.54), (0.57, 0.63), (0.68, 0.76), (0.83, 0.95)):
        a, b = 0.02 * (far - 0.47) / 0.5, 0.02 * (near - 0.47) / 0.5
        scene.polygon([(0.5 - a, far), (0.5 + a, far), (0.5 + b, near), (0.5 - b, near)], WHITE)
    return scene


_FACADES = ((200, 150, 120), (190, 180, 150), (160, 120, 110), (150, 160, 170))


def road_across(rng: np.random.Generator) -> Scene:
    scene = Scene((130, 196, 240), (220, 238, 248), 0.5)
    for k in range(6):
        x = k / 6
        top = 0.3 + rng.uniform(-0.1, 0.08)
        scene.rectangle(x, top, x + 0.17, 0.6, _FACADES[rng.integers(4)])
        scene.rectangle(x + 0.04, 0.42, x + 0.08, 0.52, GLASS)
        scene.rectangle(x + 0.11, 0.42, x + 0.15, 0.52, GLASS)
    scene.rectangle(0, 0.6, 1, 0.68, (190, 188, 182))
    scene.rectangle(0, 0.68, 1, 0.95, (76, 78, 84))
    scene.rectangle(0, 0.95, 1, 1, (190, 188, 182))
    for x in np.arange(rng.uniform(0, 0.1), 1, 0.2):
        scene.rectangle(x, 0.81, x + 0.1, 0.83, WHITE)
    return scene
