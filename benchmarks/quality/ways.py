"""Textbook ways of making evidence from cosines: one number for each sample, nothing fitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.evidence import Background, Scale, null_of

Floats = NDArray[np.float64]

TEMPERATURES = (5, 10, 20, 40, 80)
NEAREST_SAMPLES = 10
NEAREST_CAPTIONS = 5
# The part of a library whose excess over its lowest is taken for an exponential tail.
TAIL_SHARE = 0.05
_LEAST = 1e-3


@dataclass(frozen=True)
class View:
    """One question against ``n`` samples.

    All float64 ``[n]``: ``similarities``; ``banks``, for each temperature ``t``, what a bank of
    captions scores at each sample, ``log(mean(exp(t * cosine))) / t``; ``nearest_captions``, the
    mean of the nearest few. The nulls are the question's, over the library and the reference;
    ``scale`` is the library's.
    """

    similarities: Floats
    banks: Mapping[int, Floats]
    nearest_captions: Floats
    library: Background
    reference: Background
    scale: Scale


Way = Callable[[View], Floats]


def deviations(values: Floats, null: Background) -> Floats:
    return (values - null.centre) / null.spread


def of_all(view: View) -> Floats:
    """Mean and standard deviation of the library, the moments looked for among it."""
    values = view.similarities
    return (values - values.mean()) / max(float(values.std()), _LEAST)


def of_median(view: View) -> Floats:
    """Median and median absolute deviation."""
    away = view.similarities - np.median(view.similarities)
    return away / max(1.4826 * float(np.median(np.abs(away))), _LEAST)


def csls(view: View) -> Floats:
    """Cross-domain similarity local scaling (Conneau et al. 2018): twice the cosine, less how near
    the sample is to its nearest captions and the question to its nearest samples."""
    nearest = np.sort(view.similarities)[-NEAREST_SAMPLES:].mean()
    return 2 * view.similarities - view.nearest_captions - nearest


def exponential_tail(view: View) -> Floats:
    """Excess over the tail's lowest, by the tail's mean excess."""
    count = max(NEAREST_SAMPLES, int(TAIL_SHARE * len(view.similarities)))
    tail = np.sort(view.similarities)[-count:]
    return (view.similarities - tail[0]) / max(float((tail - tail[0]).mean()), _LEAST)


def _bank(temperature: int, share: float) -> Way:
    return lambda view: view.similarities - share * view.banks[temperature]


def _bank_deviations(temperature: int) -> Way:
    def way(view: View) -> Floats:
        values = view.similarities - view.banks[temperature]
        return deviations(values, null_of(values))

    return way


WAYS: Mapping[str, Way] = {
    "cosine": lambda view: view.similarities,
    "cosine less the library's median": lambda view: view.similarities - view.library.centre,
    "deviations over the library": lambda view: deviations(view.similarities, view.library),
    "deviations, mean and standard": of_all,
    "deviations, median absolute": of_median,
    "deviations over the reference": lambda view: deviations(view.similarities, view.reference),
    **{f"less a bank, temperature {t}": _bank(t, 1.0) for t in TEMPERATURES},
    **{f"less half a bank, temperature {t}": _bank(t, 0.5) for t in TEMPERATURES},
    **{f"less a bank, temperature {t}, deviations": _bank_deviations(t) for t in TEMPERATURES},
    "CSLS": csls,
    "exponential tail": exponential_tail,
}
