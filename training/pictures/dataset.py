"""The training pictures: drawn once from a seed with notes beside them, read by memory map.

Picture `index` of a dataset is drawn from the pair (seed, index), whatever number of processes
draws. They come in parts, so that the first are learnt from while the others are being drawn.
"""

import hashlib
import logging
import multiprocessing
import os
import time
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from training.pictures.degrade import LOW_LIGHT_SHARE, degrade
from training.pictures.notes import FIELDS, Words, Writer
from training.pictures.scene import Scene, render, sample_scene

PICTURE_SIZE = 72  # of each side, where nothing else is said
# Width over height, and how often: films, old films, squares, tall and very wide pictures.
ASPECTS = ((16 / 9, 0.44), (4 / 3, 0.16), (1.0, 0.14), (9 / 16, 0.12), (21 / 9, 0.14))
BARRED_SHARE = 0.14
PIXELS = "pixels"
# Pictures drawn by one task of the pool.
_BLOCK = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """What a dataset is made of: the first `mixed` pictures are scenes, the rest one thing each.

    Each of the `single` things is large and in the middle, or, `anywhere`, of any size and where
    it may be. `side` is that of every picture; `low_light` the share in low light, of those that
    are damaged. They are drawn in `parts` of as many of either kind.
    """

    seed: int
    mixed: int
    single: int
    side: int = PICTURE_SIZE
    low_light: float = LOW_LIGHT_SHARE
    anywhere: bool = False
    parts: int = 1

    @property
    def size(self) -> int:
        return self.mixed + self.single

    def part(self, number: int) -> tuple[range, range]:
        """The indices of the scenes and of the single things in part `number`, from 0."""

        def share(first: int, count: int) -> range:
            edges = (first + count * at // self.parts for at in (number, number + 1))
            return range(*edges)

        return share(0, self.mixed), share(self.mixed, self.single)


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
    single = index >= recipe.mixed
    scene = sample_scene(
        rng,
        aspect=inner_aspect,
        centred=single and not recipe.anywhere,
        alone=single and recipe.anywhere,
    )
    return Framed(scene, aspect, *kept), rng


def picture_at(recipe: Recipe, index: int) -> NDArray[np.uint8]:
    """The picture, squeezed into a square and degraded, uint8 `[side, side, 3]`."""
    return _drawn(recipe, *framed_at(recipe, index))


def _drawn(recipe: Recipe, framed: Framed, rng: np.random.Generator) -> NDArray[np.uint8]:
    clean = framed.squeezed(float(rng.uniform(0, 5)), side=recipe.side)
    return degrade(clean, rng, low_light_share=recipe.low_light)


def spots_of(framed: Framed) -> NDArray[np.float32]:
    """float32 `[spots, 4]`: where the things are, in the order of drawing.

    Middle and half axes (x, y, across, down) in coordinates from -1 to 1 over the whole picture.
    """
    kept = (framed.kept_width, framed.kept_height)
    inner_aspect = framed.aspect * kept[0] / kept[1]
    rows = []
    for thing in framed.scene.things:
        for spot in thing.spots:
            unit = min(1.0, inner_aspect) * spot.radius
            half = (2 * unit / inner_aspect * spot.stretch, 2 * unit / spot.stretch)
            middle = [
                (2 * at - 1) * share for at, share in zip((spot.x, spot.y), kept, strict=True)
            ]
            rows.append((*middle, half[0] * kept[0], half[1] * kept[1]))
    return np.array(rows, np.float32).reshape(-1, 4)


class Dataset:
    """The pictures of a recipe and their notes: arrays with a row for each picture.

    `arrays` has `PIXELS`, uint8 `[n, side, side, 3]`, and the `FIELDS` of notes. Rows are there
    once `wait` has said so of their part. Used in a `with` statement, the end of which stops the
    drawing. What was drawn to the end is kept in `cache` and found again.
    """

    def __init__(self, recipe: Recipe, words: Words, cache: Path, *, processes: int = 1) -> None:
        self.recipe = recipe
        self._words = words
        self._finished = cache / f"pictures-{_fingerprint(recipe, words)}"
        self._folder = self._finished
        self._pool: ProcessPoolExecutor | None = None
        self._jobs: list[list[Future[int]]] = []
        self._started = time.monotonic()
        if not self._finished.exists():
            self._begin(processes)
        self.arrays = {name: self._opened(name) for name in (PIXELS, *FIELDS)}

    def __enter__(self) -> "Dataset":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def wait(self, part: int) -> tuple[range, range]:
        """Returns once a part is drawn: the indices of its scenes and of its single things."""
        if self._jobs:
            drawn = sum(job.result() for job in self._jobs[part])
            seconds = time.monotonic() - self._started
            log.info("part %d of %d pictures is there after %.0f s", part, drawn, seconds)
        elif self._folder != self._finished:  # nobody else draws
            for block in _blocks(self.recipe, part):
                _draw(self.recipe, self._words, self._folder, block)
        if part == self.recipe.parts - 1:
            self._finish()
        return self.recipe.part(part)

    def _begin(self, processes: int) -> None:
        """In a folder of another name first, so that one with the right name is complete."""
        self._folder = self._finished.with_suffix(f".{os.getpid()}.unfinished")
        self._folder.mkdir(parents=True)
        side = self.recipe.side
        for name, (kind, shape) in {PIXELS: ("uint8", (side, side, 3)), **FIELDS}.items():
            np.lib.format.open_memmap(
                self._folder / f"{name}.npy",
                mode="w+",
                dtype=kind,
                shape=(self.recipe.size, *shape),
            )
        if processes == 1:
            return
        # Fresh processes, because forking one in which torch has started threads may hang.
        pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"))
        self._jobs = [
            [
                pool.submit(_draw, self.recipe, self._words, self._folder, block)
                for block in _blocks(self.recipe, part)
            ]
            for part in range(self.recipe.parts)
        ]
        self._pool = pool

    def _finish(self) -> None:
        if self._folder != self._finished:
            self._folder.rename(self._finished)
            self._folder = self._finished

    def _opened(self, name: str) -> NDArray[np.generic]:
        # Nothing writes here, but torch wants arrays that could be written to.
        opened: NDArray[np.generic] = np.load(self._folder / f"{name}.npy", mmap_mode="r+")
        return opened


def _blocks(recipe: Recipe, part: int) -> list[range]:
    return [
        indices[start : start + _BLOCK]
        for indices in recipe.part(part)
        for start in range(0, len(indices), _BLOCK)
    ]


def _draw(recipe: Recipe, words: Words, folder: Path, indices: range) -> int:
    """Draws some pictures into the files; how many."""
    framed, chances = zip(*(framed_at(recipe, index) for index in indices), strict=True)
    rows: dict[str, NDArray[np.generic]] = {
        PIXELS: np.stack([_drawn(recipe, *one) for one in zip(framed, chances, strict=True)]),
        **Writer(words).notes(
            [one.scene for one in framed],
            [spots_of(one) for one in framed],
            np.random.default_rng((recipe.seed, indices.start, 6)),
        ),
    }
    for name, values in rows.items():
        np.load(folder / f"{name}.npy", mmap_mode="r+")[indices.start : indices.stop] = values
    return len(indices)


def _fingerprint(recipe: Recipe, words: Words) -> str:
    """Changes with the recipe, the words and the code that draws: no stale file is read."""
    here = Path(__file__).parent
    not_drawn = {"augment", "batches", "evaluate", "model", "sheet", "train"}
    sources = [source for source in sorted(here.glob("*.py")) if source.stem not in not_drawn]
    digest = hashlib.sha256(repr((recipe, words)).encode())
    for source in [*sources, *sorted((here / "objects").glob("*.py"))]:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
