"""The training pictures: drawn once from a seed, kept in a file, read by memory map.

Scenes are not kept: picture `index` of a dataset is drawn from the pair (seed, index), so that
its scene can be sampled again, and its captions written anew each time it is seen.
"""

import hashlib
import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.pictures.degrade import degrade
from training.pictures.scene import Scene, render, sample_scene

PICTURE_SIZE = 72
# Width over height, and how often: films, old films, squares, tall and very wide pictures.
ASPECTS = ((16 / 9, 0.5), (4 / 3, 0.18), (1.0, 0.14), (9 / 16, 0.06), (2.35, 0.12))

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """What a dataset is made of: the first `mixed` pictures are scenes, the rest one thing each."""

    seed: int
    mixed: int
    centred: int

    @property
    def size(self) -> int:
        return self.mixed + self.centred


def scene_at(recipe: Recipe, index: int) -> tuple[Scene, float, np.random.Generator]:
    """The scene of one picture, the aspect it was laid out for, and what is left of its chance."""
    rng = np.random.default_rng((recipe.seed, index))
    aspects, shares = zip(*ASPECTS, strict=True)
    aspect = float(rng.choice(aspects, p=shares))
    return sample_scene(rng, aspect=aspect, centred=index >= recipe.mixed), aspect, rng


def picture_at(recipe: Recipe, index: int) -> NDArray[np.uint8]:
    """The picture, squeezed into a square and degraded, uint8 `[72, 72, 3]`."""
    scene, aspect, rng = scene_at(recipe, index)
    moment = float(rng.uniform(0, 5))
    clean = render(
        scene, width=PICTURE_SIZE, height=PICTURE_SIZE, motion_seconds=moment, aspect=aspect
    )
    return degrade(clean, rng)


def pictures(recipe: Recipe, cache_directory: Path) -> NDArray[np.uint8]:
    """All pictures, uint8 `[n, 72, 72, 3]`, read-only; drawn at the first call, about 3 ms each."""
    path = cache_directory / f"pictures-{_fingerprint(recipe)}.npy"
    if not path.exists():
        cache_directory.mkdir(parents=True, exist_ok=True)
        _draw(recipe, path)
    kept: NDArray[np.uint8] = np.load(path, mmap_mode="r")
    return kept


def _draw(recipe: Recipe, path: Path) -> None:
    """Written under another name first, so that a file with the right name is complete."""
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    shape = (recipe.size, PICTURE_SIZE, PICTURE_SIZE, 3)
    drawn = np.lib.format.open_memmap(unfinished, mode="w+", dtype=np.uint8, shape=shape)
    started = time.monotonic()
    for index in range(recipe.size):
        drawn[index] = picture_at(recipe, index)
        if (index + 1) % 10_000 == 0:
            log.info("drew %d pictures in %.0f s", index + 1, time.monotonic() - started)
    drawn.flush()
    unfinished.rename(path)


def _fingerprint(recipe: Recipe) -> str:
    """Changes with the recipe and with the code that draws, so that no stale file is read."""
    here = Path(__file__).parent
    modules = (
        "canvas",
        "degrade",
        "palette",
        "places",
        "scene",
        "vocabulary",
        "weather",
        "dataset",
    )
    sources = [here / f"{name}.py" for name in modules] + sorted((here / "objects").glob("*.py"))
    digest = hashlib.sha256(repr(recipe).encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
