"""Sunsets, starry nights and outer space."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.otherhand.pen import (
    WHITE,
)
from benchmarks.otherhand.places.scene import Scene


def sunset_sea(rng: np.random.Generator) -> Scene:
    scene = Scene((70, 40, 110), (250, 130, 60), 0.62)
    x = rng.uniform(0.3, 0.7)
    scene.disc(x, 0.6, 0.13, (255, 220, 110))
    scene.gradient(0.62, 1, (200, 90, 70), (60, 30, 70))
    for k in range(8):
        left, right = x - 0.1 + 0.008 * k, x + 0.1 - 0.008 * k
        scene.rectangle(left, 0.65 + k * 0.04, right, 0.66 + k * 0.04, (255, 190, 100))
    return scene


def sunset_hills(rng: np.random.Generator) -> Scene:
    scene = Scene((250, 190, 90), (230, 70, 70), 0.75)
    scene.disc(rng.uniform(0.25, 0.75), 0.5, 0.16, (255, 240, 180))
    for _ in range(4):
        x, y = rng.uniform(0, 1), rng.uniform(0.1, 0.5)
        scene.disc(x, y, 0.2, (244, 130, 100), radius_y=0.02)
        scene.disc(x + 0.1, y + 0.03, 0.15, (220, 100, 110), radius_y=0.015)
    scene.hills(rng, 0.75, 0.04, (90, 40, 60))
    scene.hills(rng, 0.87, 0.03, (40, 20, 36))
    return scene


def starry_night_hills(rng: np.random.Generator) -> Scene:
    scene = _starry(rng, lowest=0.8)
    scene.hills(rng, 0.86, 0.04, (10, 16, 24))
    return scene


def starry_night_firs(rng: np.random.Generator) -> Scene:
    scene = _starry(rng, lowest=1)
    for _ in range(5):
        x, y = rng.uniform(0.05, 0.95), rng.uniform(0.05, 0.7)
        scene.line([(x - 0.012, y), (x + 0.012, y)], WHITE, 0.005)
        scene.line([(x, y - 0.016), (x, y + 0.016)], WHITE, 0.005)
    for x in np.arange(-0.02, 1.05, 0.07):
        height = rng.uniform(0.1, 0.2)
        scene.polygon([(x, 1 - height), (x + 0.05, 1.01), (x - 0.05, 1.01)], (6, 12, 16))
    return scene


def _starry(rng: np.random.Generator, *, lowest: float) -> Scene:
    scene = Scene((8, 10, 40), (36, 50, 110))
    for _ in range(110):
        r = rng.uniform(0.002, 0.006)
        x, y = rng.uniform(0, 1), rng.uniform(0, lowest)
        scene.disc(x, y, r, (255, 255, int(rng.uniform(190, 255))))
    return scene


def outer_space_ringed(rng: np.random.Generator) -> Scene:
    scene = _space(rng)
    x, y = rng.uniform(0.2, 0.8), rng.uniform(0.25, 0.7)
    scene.disc(x, y, 0.17, (206, 150, 90))
    for k in range(-2, 3):
        across = 0.16 * math.sqrt(1 - (k * 0.3) ** 2)
        fill = (226, 180, 120) if k % 2 else (190, 130, 80)
        scene.disc(x, y + k * 0.05, across, fill, radius_y=0.016)
    ring = [
        (x + 0.22 * math.cos(a), y + 0.06 * math.sin(a) - 0.1 * math.cos(a))
        for a in np.linspace(-0.35, 3.5, 30)
    ]
    scene.line(ring, (230, 206, 160), 0.018)
    scene.disc((x + 0.5) % 1, 0.15, 0.05, (150, 160, 190))
    return scene


def outer_space_orbit(rng: np.random.Generator) -> Scene:
    scene = _space(rng)
    scene.disc(0.5, 1.55, 0.8, (40, 100, 190))
    scene.disc(0.3, 1.0, 0.12, (70, 150, 80), radius_y=0.06)
    scene.disc(0.62, 0.95, 0.16, (70, 150, 80), radius_y=0.05)
    for _ in range(3):
        x, y = rng.uniform(0.2, 0.8), rng.uniform(0.85, 1)
        scene.disc(x, y, 0.12, (220, 232, 244), radius_y=0.012)
    scene.disc(rng.uniform(0.1, 0.9), 0.2, 0.07, (190, 188, 184))
    scene.disc(rng.uniform(0, 1), 0.5, 0.04, (200, 90, 60))
    return scene


def _space(rng: np.random.Generator) -> Scene:
    scene = Scene((4, 4, 14))
    for _ in range(90):
        x, y, r = rng.uniform(0, 1), rng.uniform(0, 1), rng.uniform(0.0015, 0.004)
        scene.disc(x, y, r, (230, 230, 255))
    return scene
