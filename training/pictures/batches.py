"""What one step learns from: pictures, captions of them, and what is known of each."""

import functools
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.foreign import joined, up_to
from training.pictures import model as models
from training.pictures.augment import augmented, patch_labels, sample_moves
from training.pictures.captions import Caption, Fact, asserted, captions, undecided
from training.pictures.dataset import Framed, Recipe, framed_at
from training.pictures.foreign import LONGEST_JOINED, sound_captions

# The text tower is the cheaper one: a second caption makes a step a fifth slower.
CAPTIONS_AT_ONCE = 2
# Of the batches: those whose pictures are of few places, so that these do not tell them apart.
ALIKE_SHARE = 0.5
# Captions of sounds: how many are held against a batch, and of its captions the share that speaks
# of a sound as well.
FOREIGN_CAPTIONS = 32
JOINED_SHARE = 0.12
FOREIGN_POOL = 8_192


@dataclass(frozen=True)
class Known:
    """What is known of one picture, for its labels and for telling true negatives."""

    true: frozenset[Fact]
    open: frozenset[Fact]

    @cached_property
    def allowed(self) -> frozenset[Fact]:
        return self.true | self.open


@dataclass(frozen=True)
class Batch:
    """Pictures with the same number of captions each, and what is known of the pictures.

    `pixels` is what the model sees, float32 `[n, 3, height, width]`; `objects` and `colours` are
    the labels of their patches; `foreign` captions are true of no picture.
    """

    pixels: Tensor
    captions: list[list[Caption]]
    known: list[Known]
    objects: Tensor
    colours: Tensor
    foreign: list[str] = field(default_factory=list)


def sample_batches(
    recipe: Recipe, drawn: NDArray[np.uint8], size: int, *, centred_share: float = 0.5
) -> Iterator[Batch]:
    """Batches without end, all pictures once before any is seen again.

    Of each, `centred_share` is of one thing in the middle.
    """
    rng = np.random.default_rng((recipe.seed, recipe.size, 4))
    shown_at = functools.cache(lambda index: framed_at(recipe, index)[0])
    centred = round(size * centred_share) if recipe.centred else 0
    mixed = _Deck(rng, range(recipe.mixed))
    alone = _Deck(rng, range(recipe.mixed, recipe.size))
    while True:
        alike = rng.random() < ALIKE_SHARE
        chosen = mixed.draw(size - centred, _place_of(shown_at) if alike else None)
        chosen += alone.draw(centred, None)
        yield _batch([shown_at(i) for i in chosen], np.stack([drawn[i] for i in chosen]), rng)


def _place_of(shown_at: Callable[[int], Framed]) -> Callable[[int], str]:
    return lambda index: shown_at(index).scene.place


def _batch(shown: list[Framed], pixels: NDArray[np.uint8], rng: np.random.Generator) -> Batch:
    moves = sample_moves(rng, len(shown))
    objects, colours = patch_labels(shown, moves, patches=pixels.shape[1] // models.PATCH)
    return Batch(
        pixels=augmented(pixels, moves, rng),
        captions=[captions(one.scene, rng, CAPTIONS_AT_ONCE) for one in shown],
        known=[Known(asserted(one.scene), undecided(one.scene)) for one in shown],
        objects=objects,
        colours=colours,
    )


def with_foreign(batches: Iterator[Batch], rng: np.random.Generator) -> Iterator[Batch]:
    """The same pictures; some of their captions, and others besides, speak of sounds."""
    sounds = sound_captions(rng, FOREIGN_POOL)
    short = up_to(LONGEST_JOINED, sounds)

    def heard_too(said: Caption) -> Caption:
        if rng.random() >= JOINED_SHARE:
            return said
        return replace(said, text=joined(said.text, short, rng))

    for batch in batches:
        yield replace(
            batch,
            captions=[[heard_too(one) for one in texts] for texts in batch.captions],
            foreign=[str(text) for text in rng.choice(sounds, FOREIGN_CAPTIONS, replace=False)],
        )


def made_ahead(batches: Iterator[Batch], *, count: int = 4) -> Iterator[Batch]:
    """The same batches, made by a second thread while the first ones are learnt from."""
    made: queue.Queue[Batch] = queue.Queue(maxsize=count)

    def make() -> None:
        for batch in batches:
            made.put(batch)

    threading.Thread(target=make, daemon=True).start()
    while True:
        yield made.get()


class _Deck:
    """Indices in a new random order each time all of them were drawn."""

    def __init__(self, rng: np.random.Generator, indices: range) -> None:
        self._rng = rng
        self._indices = np.asarray(indices)
        self._left: list[int] = []

    def draw(self, count: int, kind_of: Callable[[int], str] | None) -> list[int]:
        """The next `count`; with `kind_of`, those of few kinds out of a longer stretch."""
        if len(self._left) < count:
            self._left = self._rng.permutation(self._indices).tolist() + self._left
        reach = min(6 * count, len(self._left))
        if kind_of is None:
            chosen, self._left = self._left[-count:], self._left[:-count]
            return chosen
        ahead, behind = self._left[-reach:], self._left[:-reach]
        kinds = {kind: place for place, kind in enumerate(dict.fromkeys(map(kind_of, ahead)))}
        ordered = sorted(ahead, key=lambda index: kinds[kind_of(index)])
        self._left = behind + self._rng.permutation(ordered[count:]).tolist()
        return ordered[:count]


def also_true(texts: Sequence[Caption], known: Sequence[Known]) -> Tensor:
    """bool `[pictures, captions]`: whether the caption may be said of the picture."""
    index = {fact: i for i, fact in enumerate({f for caption in texts for f in caption.facts})}
    said = torch.zeros(len(texts), len(index))
    denied = torch.ones(len(known), len(index))
    for row, caption in enumerate(texts):
        said[row, _places(caption.facts, index)] = 1.0
    for row, picture in enumerate(known):
        denied[row, _places(picture.allowed, index)] = 0.0
    return denied @ said.T == 0


def _places(facts: Iterable[Fact], index: dict[Fact, int]) -> list[int]:
    return [index[fact] for fact in facts if fact in index]
