"""Words about pictures, of which nothing is heard.

A text about what is seen is asked of the sound too, since nobody says which of the two is meant. So
the model learns that such words describe no sound, and to hear what is left where a text is about
both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from training.pictures.captions import captions
from training.pictures.scene import sample_scene
from training.sounds import vocabulary
from training.sounds.captions import Caption
from training.sounds.signals import Rng

JOINTS = (", ", " and ", " with ", " while ", "; ", ". ")
# Letters of a picture's caption that leave room in the model's context for that of a sound.
LONGEST_JOINED = 60


def picture_captions(rng: Rng, count: int) -> list[str]:
    """So many captions of drawn scenes in which no word of a sound occurs, short ones and long."""
    return [text for text, _ in zip(_captions(rng), range(count), strict=False)]


def _captions(rng: Rng) -> Iterator[str]:
    while True:
        (written,) = captions(sample_scene(rng), rng, 1)
        if not SOUND_WORDS.intersection(words_of(written.text)):
            yield written.text


def short(pictures: Sequence[str]) -> list[str]:
    """Those that leave room for a caption of a sound."""
    return [text for text in pictures if len(text) <= LONGEST_JOINED]


def joined(said: Caption, pictures: Sequence[str], rng: Rng) -> Caption:
    """The caption beside one of a picture, in either order: true of the same clips."""
    seen = pictures[int(rng.integers(len(pictures)))]
    joint = JOINTS[int(rng.integers(len(JOINTS)))]
    first, second = (seen, said.text) if rng.random() < 0.5 else (said.text, seen)
    return Caption(f"{first}{joint}{second}", said.facts)


def words_of(text: str) -> set[str]:
    """Its words without a plural's s, so that birds are a bird."""
    return {word.removesuffix("s") for word in re.findall(r"[a-z]+", text.lower())}


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
