"""Captions of sounds, of which nothing is seen."""

from collections.abc import Iterator

import numpy as np

from training.foreign import without, words_of
from training.pictures import vocabulary
from training.sounds.captions import Clip, caption, facts_of
from training.sounds.sources import describe

# Letters of a sound's caption that leave room in the model's context for that of a picture; a word
# that its tokenizer has not met takes three or four tokens.
LONGEST_JOINED = 26
# Whose source is drawn, or what comes with them: to call them unseen would be wrong at times.
SEEN_TOO = (
    "rain",
    "sea waves",
    "thunder",
    "fire crackling",
    "telephone ringing",
    "dog barking",
    "cat meowing",
    "birds chirping",
    "clock ticking",
    "helicopter",
    "train",
)
_SEEN_FACTS = frozenset(f"event:{name}" for name in SEEN_TOO)


def sound_captions(rng: np.random.Generator, count: int) -> list[str]:
    """So many captions of sounds in which no word of a picture occurs, short ones and long."""
    return without(PICTURE_WORDS, _captions(rng), count)


def _captions(rng: np.random.Generator) -> Iterator[str]:
    while True:
        parts = (describe(rng), describe(rng)) if rng.random() < 0.25 else (describe(rng),)
        clip = Clip(parts, in_sequence=bool(rng.integers(2)))
        if parts != ("silence", "silence") and not _SEEN_FACTS & facts_of(clip):
            yield caption(clip, rng).text.lower()


def _picture_words() -> frozenset[str]:
    nouns = [noun for means in vocabulary.OBJECTS.values() for noun in means]
    tables = (
        vocabulary.COLOURS,
        vocabulary.PLACE_PHRASES,
        vocabulary.PLACE_NOUNS,
        vocabulary.WEATHER_PHRASES,
        vocabulary.WEATHER_NOUNS,
        vocabulary.TIME_NOUNS,
    )
    phrases = [phrase for table in tables for means in table.values() for phrase in means]
    texts = (*nouns, *map(vocabulary.plural, nouns), *phrases)
    return frozenset(words_of(" ".join(texts)) - _COMMON)


# Words of pictures that say nothing about a picture by themselves.
_COMMON = words_of(
    "a an the of on in at it is under during among inside near front against by while with day "
    "in the dark falling open scene world inside landscape bolt"
)

PICTURE_WORDS = _picture_words()
