"""How much of a text an encoder reads.

Each encoder was taught on captions of its own kind, and passes over words that no such caption has:
an encoder of sounds reads "a grey clock" as a clock, and finds it ticking. Nothing in its evidence
tells that. What each word is worth to it does: how far the text's vector moves when that word is
left out. No list of words is needed, and nothing is fitted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# Of a long text, neighbouring words are left out together: so many more texts are encoded at most.
MOST_PARTS = 24
# A word that moves a text's vector by less (1 - cosine) is not told from one that does not.
_LEAST_MOVE = 1e-4


def words_read(text: str, encode: Callable[[Sequence[str]], Vectors]) -> float:
    """The effective number of words of ``text`` that ``encode`` reads, from 1 to all of them.

    That is the exponential of the entropy of what the words are worth (Hill's number of order 1):
    2 where two of them decide alike, and 1 where one decides alone. Where none does alone, it is
    all of them. ``encode`` gives unit vectors, ``[n, dim]``.
    """
    shortened = _each_part_left_out(text)
    if not shortened:
        return 1.0
    vectors = encode([text, *shortened])
    moves = np.maximum(1 - vectors[1:] @ vectors[0], _LEAST_MOVE)
    shares = moves / moves.sum()
    return math.exp(-float((shares * np.log(shares)).sum()))


def _each_part_left_out(text: str) -> list[str]:
    """Nothing of a text of one word: without it, there is no text."""
    words = text.split()
    if len(words) < 2:
        return []
    parts = np.array_split(np.arange(len(words)), min(len(words), MOST_PARTS))
    return [" ".join(np.delete(words, part)) for part in parts]
