"""Captions of pictures, of which nothing is heard."""

from collections.abc import Iterator, Mapping, Sequence

from training.foreign import without, words_of
from training.pictures.captions import captions
from training.pictures.scene import sample_scene
from training.sounds import vocabulary
from training.sounds.signals import Rng

# Letters of a picture's caption that leave room in the model's context for that of a sound.
LONGEST_JOINED = 60


def picture_captions(rng: Rng, count: int) -> list[str]:
    """So many captions of drawn scenes in which no word of a sound occurs, short ones and long."""
    return without(SOUND_WORDS, _captions(rng), count)


def _captions(rng: Rng) -> Iterator[str]:
    while True:
        (written,) = captions(sample_scene(rng), rng, 1)
        yield written.text


def _sound_words(tables: Sequence[Mapping[str, Sequence[str]]]) -> frozenset[str]:
    phrases = [phrase for table in tables for means in table.values() for phrase in means]
    return frozenset(words_of(" ".join(phrases)) - _COMMON)


# Words of sounds that say nothing about a sound by themselves.
_COMMON = words_of(
    "a an the of on in at with and by no not some someone something people person playing running "
    "flying door room night car window red dark light rails beach"
)

SOUND_WORDS = _sound_words(
    (vocabulary.EVENTS, vocabulary.INSTRUMENTS, vocabulary.MOODS, vocabulary.TEMPOS)
)
