"""What one step learns from: pictures, captions of them, and what is known of each."""

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.pictures import model as models
from training.pictures.augment import augmented, patch_labels, sample_moves
from training.pictures.dataset import PIXELS, Dataset
from training.pictures.notes import CAPTIONS_KEPT, CONTEXT_LENGTH, FACTS, FIELDS, NO_FACT

# The text tower is the cheaper one: a second caption makes a step a fifth slower.
CAPTIONS_AT_ONCE = 2
# Of the batches: those whose pictures are of few places, so that these do not tell them apart.
ALIKE_SHARE = 0.5
# Captions of sounds that are held against a batch.
FOREIGN_CAPTIONS = 32
# The parts of a dataset come in evenly over this share of the steps.
COMING_IN_SHARE = 0.7


@dataclass(frozen=True)
class Batch:
    """Pictures with the same number of captions each, and what is known of the pictures.

    `pixels` is what the model sees, float32 `[n, 3, height, width]`; `tokens` int64
    `[captions, n, length]`, -1 behind an end; `said` float32 `[captions, n, facts]`, `true` and
    `open` `[n, facts]` are 1 for facts that a caption states, that hold, and that may be said or
    not; `objects` and `colours` are the labels of the patches; `foreign` captions
    `[m, length]` are true of no picture.
    """

    pixels: Tensor
    tokens: Tensor
    said: Tensor
    true: Tensor
    open: Tensor
    objects: Tensor
    colours: Tensor
    foreign: Tensor | None = None


def sample_batches(
    dataset: Dataset,
    size: int,
    *,
    steps: int,
    single_share: float = 0.5,
    foreign: Tensor | None = None,
    device: torch.device | None = None,
) -> Iterator[Batch]:
    """Batches without end on `device`, all pictures once before any is seen again.

    Of each, `single_share` is of one thing; with captions of sounds, `foreign` int64
    `[m, length]`, each has some of these. The parts of the dataset come in over
    the first of the `steps`, at steps that do not depend on when they were drawn: a part that is
    not yet drawn is waited for.
    """
    recipe = dataset.recipe
    rng = np.random.default_rng((recipe.seed, recipe.size, 4))
    rows = _Rows(dataset, device or torch.device("cpu"))
    places = dataset.arrays["place"]
    single = round(size * single_share) if recipe.single else 0
    mixed, alone = _Deck(rng), _Deck(rng)
    coming = iter(range(recipe.parts))
    apart = max(1, round(COMING_IN_SHARE * steps / recipe.parts))
    step = 0
    while True:
        if step % apart == 0 and (part := next(coming, None)) is not None:
            scenes, things = dataset.wait(part)
            for deck, drawn in ((mixed, scenes), (alone, things)):
                rows.add(drawn)
                deck.add(drawn)
        alike = rng.random() < ALIKE_SHARE
        chosen = np.concatenate(
            [mixed.draw(size - single, places if alike else None), alone.draw(single, None)]
        )
        yield _batch(rows, chosen, rng, foreign)
        step += 1


class _Rows:
    """Rows of a dataset's arrays by their indices, on a device.

    On the CPU they are read where they lie; another device gets a copy of what is drawn.
    """

    def __init__(self, dataset: Dataset, device: torch.device) -> None:
        self.device = device
        self.side = dataset.recipe.side
        self._files = {name: torch.from_numpy(rows) for name, rows in dataset.arrays.items()}
        self._copied = device.type != "cpu"
        self._there = (
            {name: torch.empty_like(rows, device=device) for name, rows in self._files.items()}
            if self._copied
            else self._files
        )

    def add(self, indices: range) -> None:
        if self._copied:
            for name, rows in self._files.items():
                self._there[name][indices.start : indices.stop] = rows[indices.start : indices.stop]

    def take(self, indices: NDArray[np.int64]) -> dict[str, Tensor]:
        at = torch.from_numpy(indices).to(self.device)
        return {name: self._there[name][at] for name in (PIXELS, *FIELDS)}

    def longest(self, indices: NDArray[np.int64], which: NDArray[np.int64]) -> int:
        """Tokens of the longest of the captions `which` `[n, m]`; asks no device for it."""
        lengths = self._files["lengths"].numpy()
        return int(lengths[indices[:, None], which].max())


def _batch(
    rows: _Rows, chosen: NDArray[np.int64], rng: np.random.Generator, foreign: Tensor | None
) -> Batch:
    moves = sample_moves(rng, len(chosen))
    taken = rows.take(chosen)
    patches = rows.side // models.PATCH
    objects, colours = patch_labels(taken["spots"], taken["labels"], moves, patches=patches)
    which = rng.random((len(chosen), CAPTIONS_KEPT)).argpartition(CAPTIONS_AT_ONCE, axis=1)
    which = which[:, :CAPTIONS_AT_ONCE]
    at = torch.from_numpy(which).to(rows.device)[..., None]
    tokens = taken["tokens"].gather(1, at.expand(-1, -1, CONTEXT_LENGTH))
    said = taken["said"].gather(1, at.expand(-1, -1, taken["said"].shape[-1]))
    pixels = augmented(taken[PIXELS], moves, rng)
    longest, others = rows.longest(chosen, which), None
    if foreign is not None:
        some = rng.choice(len(foreign), FOREIGN_CAPTIONS, replace=False)
        others = foreign[torch.from_numpy(some)]
        longest = max(longest, int((others >= 0).sum(dim=1).max()))
    return Batch(
        pixels=pixels,
        tokens=tokens.long().transpose(0, 1)[..., :longest],
        said=facts_table(said.transpose(0, 1)),
        true=facts_table(taken["true"]),
        open=facts_table(taken["open"]),
        objects=objects,
        colours=colours,
        foreign=None if others is None else others[:, :longest].to(rows.device),
    )


def facts_table(indices: Tensor) -> Tensor:
    """float32 `[..., facts]`: 1 for those in a row of indices, `NO_FACT` filling the row."""
    table = torch.zeros(*indices.shape[:-1], len(FACTS) + 1, device=indices.device)
    return table.scatter_(-1, indices.long(), 1.0)[..., :NO_FACT]


def also_true(said: Tensor, allowed: Tensor) -> Tensor:
    """bool `[pictures, captions]`: whether the caption may be said of the picture.

    `said` `[captions, facts]` and `allowed` `[pictures, facts]`, 1 for what is stated and for what
    may be.
    """
    return (1 - allowed) @ said.T == 0


def made_ahead(batches: Iterator[Batch], *, count: int = 4) -> Iterator[Batch]:
    """The same batches, made by a second thread while the first ones are learnt from.

    Raises:
        Exception: what making one of them raised.
    """
    made: queue.Queue[Batch | BaseException] = queue.Queue(maxsize=count)

    def make() -> None:
        try:
            for batch in batches:
                made.put(batch)
        except BaseException as error:
            made.put(error)

    threading.Thread(target=make, daemon=True).start()
    while True:
        match made.get():
            case BaseException() as error:
                raise error
            case batch:
                yield batch


class _Deck:
    """Indices in a new random order each time all of them were drawn."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._all = np.empty(0, np.int64)
        self._left = self._all

    def add(self, indices: Sequence[int]) -> None:
        """Puts further ones among those that are left."""
        more = np.asarray(indices, np.int64)
        self._all = np.concatenate([self._all, more])
        self._left = self._rng.permutation(np.concatenate([self._left, more]))

    def draw(self, count: int, kinds: NDArray[np.generic] | None) -> NDArray[np.int64]:
        """The next `count`; with the kinds of all, those of few kinds out of a longer stretch."""
        if len(self._left) < count:
            self._left = np.concatenate([self._rng.permutation(self._all), self._left])
        if kinds is not None:
            reach = min(6 * count, len(self._left))
            ahead = self._left[-reach:]
            _, first, kind = np.unique(kinds[ahead], return_index=True, return_inverse=True)
            ordered = ahead[np.argsort(first[kind], kind="stable")]
            self._left[-reach:] = np.concatenate(
                [self._rng.permutation(ordered[count:]), ordered[:count]]
            )
        chosen = self._left[len(self._left) - count :].copy()
        self._left = self._left[: len(self._left) - count]
        return chosen
