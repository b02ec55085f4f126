"""The training pictures: drawn once from a seed, kept in a file, read by memory map.

Scenes are not kept: picture `index` of a dataset is drawn from the pair (seed, index), so that
its scene can be sampled again, and its captions written anew each time it is seen.
"""

import hashlib
import logging
import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.pictures.degrade import LOW_LIGHT_SHARE, degrade
from training.pictures.scene import Scene, render, sample_scene

PICTURE_SIZE = 72  # of each side, where nothing else is said
# Width over height, and how often: films, old films, squares, tall and very wide pictures.
ASPECTS = ((16 / 9, 0.44), (4 / 3, 0.16), (1.0, 0.14), (9 / 16, 0.12), (21 / 9, 0.14))
BARRED_SHARE = 0.14
# Pictures drawn by one task of the pool.
_BLOCK = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """What a dataset is made of: the first `mixed` pictures are scenes, the rest one thing each.

    `side` is that of every picture; `low_light` the share in low light, of those that are damaged.
    """

    seed: int
    mixed: int
    centred: int
    side: int = PICTURE_SIZE
    low_light: float = LOW_LIGHT_SHARE

    @property
    def size(self) -> int:
        return self.mixed + self.centred


@dataclass(frozen=True)
class Framed:
    """A scene in the shape of its picture: `aspect` is width over height.

    Black bars leave `kept_width` and `kept_height`, shares of the whole; the scene fills what is
    between them.
    """

    scene: Scene
    aspect: float
    kept_width: float = 1.0
    kept_height: float = 1.0

    def squeezed(self, motion_seconds: float, *, side: int = PICTURE_SIZE) -> NDArray[np.uint8]:
        """As the model will see it: uint8 `[side, side, 3]`, whatever the shape."""
        width, height = (max(1, round(side * kept)) for kept in (self.kept_width, self.kept_height))
        inner = render(
            self.scene,
            width=width,
            height=height,
            motion_seconds=motion_seconds,
            aspect=self.aspect * self.kept_width / self.kept_height,
        )
        framed = np.zeros((side, side, 3), np.uint8)
        top, left = (side - height) // 2, (side - width) // 2
        framed[top : top + height, left : left + width] = inner
        return framed


def framed_at(recipe: Recipe, index: int) -> tuple[Framed, np.random.Generator]:
    """What one picture shows, and what is left of its chance."""
    rng = np.random.default_rng((recipe.seed, index))
    aspects, shares = zip(*ASPECTS, strict=True)
    aspect = float(rng.choice(aspects, p=shares))
    kept = [1.0, 1.0]
    if rng.random() < BARRED_SHARE:
        kept[int(rng.integers(2))] = float(rng.uniform(0.68, 0.92))
    inner_aspect = aspect * kept[0] / kept[1]
    scene = sample_scene(rng, aspect=inner_aspect, centred=index >= recipe.mixed)
    return Framed(scene, aspect, *kept), rng


def picture_at(recipe: Recipe, index: int) -> NDArray[np.uint8]:
    """The picture, squeezed into a square and degraded, uint8 `[side, side, 3]`."""
    framed, rng = framed_at(recipe, index)
    clean = framed.squeezed(float(rng.uniform(0, 5)), side=recipe.side)
    return degrade(clean, rng, low_light_share=recipe.low_light)


def pictures(recipe: Recipe, cache_directory: Path, *, processes: int = 1) -> NDArray[np.uint8]:
    """All pictures, uint8 `[n, side, side, 3]`, read-only; drawn at the first call.

    A picture depends on the seed and its own number alone, not on the number of processes.
    """
    path = cache_directory / f"pictures-{_fingerprint(recipe)}.npy"
    if not path.exists():
        cache_directory.mkdir(parents=True, exist_ok=True)
        _draw(recipe, path, processes)
    kept: NDArray[np.uint8] = np.load(path, mmap_mode="r")
    return kept


def _draw(recipe: Recipe, path: Path, processes: int) -> None:
    """Written under another name first, so that a file with the right name is complete."""
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    shape = (recipe.size, recipe.side, recipe.side, 3)
    drawn = np.lib.format.open_memmap(unfinished, mode="w+", dtype=np.uint8, shape=shape)
    started = time.monotonic()
    for start, block in _blocks(recipe, processes):
        drawn[start : start + len(block)] = block
        if (start // _BLOCK) % 20 == 19:
            log.info("drew %d pictures in %.0f s", start + _BLOCK, time.monotonic() - started)
    drawn.flush()
    unfinished.rename(path)


def _blocks(recipe: Recipe, processes: int) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """The first index of each block and its pictures, in order."""
    starts = range(0, recipe.size, _BLOCK)
    if processes == 1:
        yield from ((start, _block(recipe, start)) for start in starts)
        return
    # Fresh processes, because forking one in which torch has started threads may hang.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(_block, recipe, start) for start in starts]
        yield from ((start, job.result()) for start, job in zip(starts, jobs, strict=True))


def _block(recipe: Recipe, start: int) -> NDArray[np.uint8]:
    stop = min(start + _BLOCK, recipe.size)
    return np.stack([picture_at(recipe, index) for index in range(start, stop)])


def _fingerprint(recipe: Recipe) -> str:
    """Changes with the recipe and with the code that draws, so that no stale file is read."""
    here = Path(__file__).parent
    not_drawn = {"augment", "captions", "evaluate", "model", "sheet", "train"}
    sources = [source for source in sorted(here.glob("*.py")) if source.stem not in not_drawn]
    digest = hashlib.sha256(repr(recipe).encode())
    for source in [*sources, *sorted((here / "objects").glob("*.py"))]:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
