"""What the two halves of the benchmark share: accuracy by class, and AUROC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.measuring import auroc

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Similarities = NDArray[np.float32]


def rounded(value: float | np.floating[Any]) -> float:
    return round(float(value), 3)


def share(flags: Flags) -> float:
    return rounded(flags.mean())


def shares(flags: Flags, groups: Mapping[str, Flags]) -> dict[str, float]:
    """The share within each group, by its name."""
    return {name: share(flags[group]) for name, group in groups.items()}


def present_above_absent(present: Iterable[float], absent: Iterable[float]) -> float:
    """AUROC."""
    there, missing = (np.array([*values], dtype=np.float64) for values in (present, absent))
    return rounded(auroc(there, missing))


def in_first(similarities: Similarities, truth: Numbers, count: int) -> Flags:
    """Whether the right text ``[n]`` is among the best of all ``[n, texts]``, ties against it."""
    right = np.take_along_axis(similarities, truth[:, None], 1)
    return np.asarray((similarities >= right).sum(1) <= count)


def of_single_samples(similarities: Similarities, truth: Numbers) -> float:
    """AUROC of cosines of what is right ``[n, texts]`` against those of all else."""
    right = np.zeros(similarities.shape, dtype=bool)
    right[np.arange(len(truth)), truth] = True
    return present_above_absent(similarities[right], similarities[~right])


def by_class(truth: Numbers, guess: Numbers, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Of each class how often it is right and what else it is taken for; the worst first."""
    found: dict[str, dict[str, Any]] = {}
    for number, name in enumerate(names):
        guesses = guess[truth == number]
        wrong = Counter(names[other] for other in guesses if other != number)
        found[name] = {
            "right": share(guesses == number),
            "of": len(guesses),
            "taken_for": dict(wrong.most_common(3)),
        }
    return dict(sorted(found.items(), key=lambda item: item[1]["right"]))


def said_too_often(truth: Numbers, guess: Numbers, names: Sequence[str]) -> dict[str, int]:
    """How often each of ten classes is said wrongly; the worst first."""
    wrong = Counter(names[number] for number in guess[guess != truth])
    return dict(wrong.most_common(10))
