"""What is known of a drawn picture, as numbers: captions in tokens, facts, where its things are.

Written once beside the picture, so that a step of training gathers rows instead of writing
sentences: a GPU takes a batch sooner than a processor writes its captions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.foreign import joined
from training.pictures.captions import Caption, Fact, asserted, captions, undecided
from training.pictures.places import PLACES, PLAIN_NAMES
from training.pictures.scene import Scene
from training.pictures.vocabulary import (
    COLOURS,
    COUNT_WORDS,
    OBJECTS,
    SIZE_WORDS,
    VERBS,
    WEATHER_NOUNS,
)

CONTEXT_LENGTH = 32
# Captions of each picture, of which a step takes some; with 16, the notes take a sixth of the time
# in which the picture is drawn.
CAPTIONS_KEPT = 16
# Of the captions of a picture, where those of sounds come in: the share that speaks of a sound too.
JOINED_SHARE = 0.12

# Objects and colours as labels: 0 is nothing, then the words in the order of the tables.
OBJECT_LABELS = {name: index for index, name in enumerate(OBJECTS, 1)}
COLOUR_LABELS = {name: index for index, name in enumerate(COLOURS, 1)}
PLACE_LABELS = {name: index for index, name in enumerate((*PLACES, *PLAIN_NAMES))}

Kind = TypeVar("Kind", bound=np.generic)

# What the auxiliary head tells of a picture: the first facts of all.
LABELS: tuple[Fact, ...] = (
    *(("thing", name) for name in OBJECTS),
    *(("colour", name, colour) for name in OBJECTS for colour in COLOURS),
    *(("place", name) for name in PLACE_LABELS),
    *(("weather", name) for name in WEATHER_NOUNS),
    ("time", "night"),
)
FACTS: tuple[Fact, ...] = (
    *LABELS,
    ("time", "day"),
    *(
        (kind, name, word)
        for kind, words in (("count", COUNT_WORDS), ("size", SIZE_WORDS), ("verb", VERBS))
        for name in OBJECTS
        for word in words
    ),
)
FACT_INDEX = {fact: index for index, fact in enumerate(FACTS)}
# Fills the rest of a row of facts.
NO_FACT = len(FACTS)
# Places for as many facts of a caption, true ones and open ones of a picture, and spots.
MOST_SAID, MOST_TRUE, MOST_OPEN, MOST_SPOTS = 24, 32, 192, 32

# Name -> type and shape of what is kept of each picture.
FIELDS: dict[str, tuple[str, tuple[int, ...]]] = {
    "tokens": ("int16", (CAPTIONS_KEPT, CONTEXT_LENGTH)),
    "lengths": ("uint8", (CAPTIONS_KEPT,)),
    "said": ("int16", (CAPTIONS_KEPT, MOST_SAID)),
    "true": ("int16", (MOST_TRUE,)),
    "open": ("int16", (MOST_OPEN,)),
    "spots": ("float32", (MOST_SPOTS, 4)),
    "labels": ("uint8", (MOST_SPOTS, 2)),
    "place": ("uint8", ()),
}


@dataclass(frozen=True)
class Words:
    """How captions become tokens: the tokenizer as JSON.

    With `sounds`, captions of sounds, one of them stands beside `JOINED_SHARE` of the captions.
    """

    tokenizer: str
    sounds: tuple[str, ...] = ()


class Writer:
    """Writes the notes of pictures; one in each process that draws."""

    def __init__(self, words: Words) -> None:
        self._tokenizer = Tokenizer.from_str(words.tokenizer)
        self._tokenizer.enable_truncation(CONTEXT_LENGTH)
        self._tokenizer.no_padding()
        self._sounds = words.sounds

    def notes(
        self,
        scenes: Sequence[Scene],
        spots: Sequence[NDArray[np.float32]],
        rng: np.random.Generator,
    ) -> dict[str, NDArray[np.generic]]:
        """Rows of every one of `FIELDS` for the scenes and what `spots_of` says of them.

        Raises:
            ValueError: a scene has more facts or things than there are places for.
        """
        written = [captions(scene, rng, CAPTIONS_KEPT) for scene in scenes]
        tokens, lengths = self._tokens([one for texts in written for one in texts], rng)
        said = [_facts(one.facts, MOST_SAID) for texts in written for one in texts]
        count = len(scenes)
        return {
            "tokens": tokens.reshape(count, CAPTIONS_KEPT, CONTEXT_LENGTH),
            "lengths": lengths.reshape(count, CAPTIONS_KEPT),
            "said": np.stack(said).reshape(count, CAPTIONS_KEPT, MOST_SAID),
            "true": np.stack([_facts(asserted(scene), MOST_TRUE) for scene in scenes]),
            "open": np.stack([_facts(undecided(scene), MOST_OPEN) for scene in scenes]),
            "spots": np.stack([_filled(one, MOST_SPOTS, np.nan) for one in spots]),
            "labels": np.stack([_filled(_labels(scene), MOST_SPOTS, 0) for scene in scenes]),
            "place": np.array([PLACE_LABELS[scene.place] for scene in scenes], np.uint8),
        }

    def _tokens(
        self, written: Sequence[Caption], rng: np.random.Generator
    ) -> tuple[NDArray[np.int16], NDArray[np.uint8]]:
        """int16 `[n, CONTEXT_LENGTH]`, -1 behind the end, and how many there are in each row."""
        texts = [one.text for one in written]
        if self._sounds:
            texts = [
                joined(text, self._sounds, rng) if rng.random() < JOINED_SHARE else text
                for text in texts
            ]
        rows = [found.ids for found in self._tokenizer.encode_batch(texts)]
        table = np.full((len(rows), CONTEXT_LENGTH), -1, np.int16)
        for row, ids in zip(table, rows, strict=True):
            row[: len(ids)] = ids
        return table, np.array([len(ids) for ids in rows], np.uint8)


def _facts(facts: Iterable[Fact], places: int) -> NDArray[np.int16]:
    found = np.array(sorted(FACT_INDEX[fact] for fact in facts), np.int16)
    return _filled(found, places, NO_FACT)


def _labels(scene: Scene) -> NDArray[np.uint8]:
    """uint8 `[spots, 2]`: object and colour of each, in the order of drawing."""
    labels = [
        (OBJECT_LABELS[thing.name], COLOUR_LABELS.get(thing.colour, 0))
        for thing in scene.things
        for _ in thing.spots
    ]
    return np.array(labels, np.uint8).reshape(-1, 2)


def _filled(rows: NDArray[Kind], places: int, filling: float) -> NDArray[Kind]:
    if len(rows) > places:
        raise ValueError(f"{len(rows)} where there is place for {places}: make more of them")
    filled = np.full((places, *rows.shape[1:]), filling, rows.dtype)
    filled[: len(rows)] = rows
    return filled
