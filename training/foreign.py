"""Words about the other sense: of what is heard for pictures, of what is seen for sounds.

A text is asked of both, since nobody says which of the two is meant. So each model learns that such
words describe nothing that it knows, and to take what is left where a text is about both.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

JOINTS = (", ", " and ", " with ", " while ", "; ", ". ")


def words_of(text: str) -> set[str]:
    """Its words without a plural's s, so that birds are a bird."""
    return {word.removesuffix("s") for word in re.findall(r"[a-z]+", text.lower())}


def without(words: frozenset[str], texts: Iterator[str], count: int) -> list[str]:
    """The first `count` of the texts in which none of `words` occurs."""
    return list(islice((text for text in texts if not words & words_of(text)), count))


def up_to(length: int, texts: Iterable[str]) -> list[str]:
    """Those of at most `length` letters."""
    return [text for text in texts if len(text) <= length]


def joined(said: str, others: Sequence[str], rng: np.random.Generator) -> str:
    """The text beside one of the others, in either order."""
    other = others[int(rng.integers(len(others)))]
    joint = JOINTS[int(rng.integers(len(JOINTS)))]
    first, second = (other, said) if rng.random() < 0.5 else (said, other)
    return f"{first}{joint}{second}"
