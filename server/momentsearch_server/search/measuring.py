"""What a cosine is worth, measured on questions about a library whose answers are known.

Each question is asked of its own media, of ten, and of all of the collection, as far as the answer
is known there, in one space. The log-odds that it is there are fitted with a logistic regression
(``fitting.py``) that is held to what serves every encoder (``evidence.transferred``): a few dozen
questions move it a little, hundreds as far as they say. The null is taken of the library as it is
now and kept, so that evidence does not change with what is added later.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.calibration import Calibration, Weights
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.library.library import Library
from momentsearch_server.search.background import background_samples, evenly
from momentsearch_server.search.captions import CAPTIONS_ABOUT
from momentsearch_server.search.evidence import (
    Background,
    Calibrated,
    Scale,
    background_of,
    measured,
    scale_of,
    transferred,
    unmeasured,
)
from momentsearch_server.search.fitting import FEATURES, fit

Vector = NDArray[np.float32]
Floats = NDArray[np.float64]

REFERENCE_SAMPLES = 512
# In how many media each question is asked; None is all of the collection.
LIBRARY_SIZES: tuple[int | None, ...] = (1, 10, None)
LEAST_OF_EACH = 20
LEAST_MEDIA = 5
FOLDS = 5
# How hard weights are held to what serves every encoder, with one question; by as many times less
# as there are questions.
STRENGTH = 4.0
BINS = 10
SEED = 1


@dataclass(frozen=True)
class Question:
    """A description that is (``there``) or is not in ``media_id``; None: nowhere at all."""

    text: str
    media_id: str | None
    there: bool


@dataclass(frozen=True)
class Measured:
    """``before`` and ``after`` are log-odds ``[trials]``: as they are without it, and by this
    calibration fitted without the media asked about; ``there`` is the truth, bool."""

    calibration: Calibration
    before: Floats
    after: Floats
    there: NDArray[np.bool_]


@dataclass(frozen=True)
class _Trials:
    """``features`` ``[trials, 4]`` in the order of Weights, the truth, the question's share, its
    fold, and its number."""

    features: Floats
    there: NDArray[np.bool_]
    shares: Floats
    folds: NDArray[np.int64]
    numbers: NDArray[np.int64]


def auroc(present: Floats, absent: Floats) -> float:
    """The share of pairs in which the present one is higher; equal ones count half."""
    ordered = np.sort(absent)
    below = np.searchsorted(ordered, present, side="left")
    upto = np.searchsorted(ordered, present, side="right")
    return float((below + upto).sum() / (2 * len(present) * len(absent)))


def calibration_error(log_odds: Floats, there: NDArray[np.bool_]) -> float:
    """The expected calibration error in [0, 1], over bins of (nearly) as many trials each.

    Both answers count alike in all, as the log-odds have it: how many labels there are of what is
    absent says nothing about questions.
    """
    counts = np.where(there, 0.5 / there.sum(), 0.5 / (~there).sum())
    off = counts * (1 / (1 + np.exp(-np.clip(log_odds, -500, 500))) - there)
    order = np.argsort(log_odds, kind="stable")
    return float(sum(abs(off[part].sum()) for part in np.array_split(order, BINS)))


def check_enough(questions: Sequence[Question], *, about: str) -> None:
    """Raises ``FailedPrecondition`` (TOO_FEW_LABELS) where too little is known to fit anything."""
    present = sum(question.there for question in questions)
    absent = len(questions) - present
    media = {question.media_id for question in questions} - {None}
    if min(present, absent) >= LEAST_OF_EACH and len(media) >= LEAST_MEDIA:
        return
    raise FailedPrecondition(
        Reason.TOO_FEW_LABELS,
        f"{about}: {present} labels of what is there and {absent} of what is absent, about "
        f"{len(media)} media; at least {LEAST_OF_EACH} of each about {LEAST_MEDIA} media are "
        'needed (lines with "absent": true say what is not there)',
    )


def measure(
    library: Library, encoder: Encoder, questions: Sequence[Question], *, collection: str
) -> Measured:
    """Of one space. Raises ``FailedPrecondition`` (TOO_FEW_LABELS; labels of media that have no
    samples in it do not count) and ``NotFound`` for a collection that is not there."""
    space = encoder.space
    scope = library.scope(collection)
    counts = scope.samples.get(space.space_id, {})
    about = f"{space.modality.value}s, encoder {space.encoder!r}"
    if not counts:
        raise FailedPrecondition(
            Reason.TOO_FEW_LABELS, f"{about}: no media of {collection!r} is indexed with it"
        )
    known = [one for one in questions if one.media_id is None or one.media_id in counts]
    check_enough(known, about=about)

    def vectors_of(media_id: str) -> Vector:
        vectors = library.read_timeline(media_id, space.space_id).vectors
        return np.asarray(vectors, dtype=np.float32)

    texts = encoder.encode_texts([question.text for question in known])
    peaks = np.stack([(vectors_of(one) @ texts.T).max(axis=0) for one in counts], axis=1)
    background = background_samples(
        tuple(counts),
        lambda media_id: library.read_timeline(media_id, space.space_id),
        dim=space.dim,
    )
    captions = encoder.encode_texts(CAPTIONS_ABOUT[space.modality])
    reference = evenly(background, REFERENCE_SAMPLES)
    nulls = [background_of(text, reference, captions) for text in texts]
    trials = _trials(known, counts, peaks, nulls)
    scale = scale_of(background, captions)
    weights, after = fitted(trials, scale)
    others = [
        _without(encoder, text, captions, scale, null)
        for text, null in zip(texts, nulls, strict=True)
    ]
    return Measured(Calibration(weights, reference), _said(others, trials), after, trials.there)


def _without(
    encoder: Encoder, text: Vector, captions: Vector, scale: Scale, background: Background
) -> Calibrated:
    """What this calibration would take the place of: the checkpoint's own, if it has one."""
    found = encoder.calibration
    if found is None:
        return unmeasured(scale, background)
    return measured(found.weights, background_of(text, found.reference, captions))


def _said(calibrated: Sequence[Calibrated], trials: _Trials) -> Floats:
    """Log-odds of each trial."""
    peaks, counts = trials.features[:, 0], np.exp(trials.features[:, -1])
    return np.array(
        [
            float(one.evidence(np.array(peak))) - one.chance(round(count))
            for one, peak, count in zip(
                (calibrated[number] for number in trials.numbers), peaks, counts, strict=True
            )
        ]
    )


def fitted(trials: _Trials, scale: Scale) -> tuple[Weights, Floats]:
    """The weights, and the log-odds of each trial by weights that were fitted without its media."""
    after = np.empty(len(trials.there))
    for fold in range(FOLDS):
        outside = trials.folds != fold
        # A fold that has all of one answer leaves nothing to learn the other from.
        learnt = _fit(trials, outside, scale)
        after[~outside] = _log_odds(learnt, trials.features[~outside])
    return _fit(trials, np.ones(len(after), dtype=bool), scale), after


def _fit(trials: _Trials, kept: NDArray[np.bool_], scale: Scale) -> Weights:
    there, shares = trials.there[kept], trials.shares[kept]
    toward = transferred(scale)
    if there.all() or not there.any():
        return toward
    return fit(
        trials.features[kept],
        there,
        shares=shares,
        toward=toward,
        strength=STRENGTH / float(shares.sum()),
    )


def _log_odds(weights: Weights, features: Floats) -> Floats:
    values = np.array([getattr(weights, name) for name in FEATURES])
    log_odds: Floats = features @ values + weights.constant
    return log_odds


def _trials(
    questions: Sequence[Question],
    counts: Mapping[str, int],
    peaks: NDArray[np.floating],
    nulls: Sequence[Background],
) -> _Trials:
    """``peaks`` are ``[questions, media]``."""
    rng = np.random.default_rng(SEED)
    places = {media_id: place for place, media_id in enumerate(counts)}
    samples = np.array([*counts.values()])
    rows: list[tuple[tuple[float, ...], bool, float, int, int]] = []
    sizes = _sizes(questions)
    for number, question in enumerate(questions):
        asked = [*_libraries(question, sizes, places, rng)]
        null = nulls[number]
        for inside in asked:
            peak, count = float(peaks[number, inside].max()), float(samples[inside].sum())
            features = peak, null.centre, null.spread, math.log(count)
            rows.append((features, question.there, 1 / len(asked), _fold(question), number))
    features_of, there, shares, folds, numbers = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    return _Trials(features_of, there, shares, folds, numbers)


def _sizes(questions: Sequence[Question]) -> Collection[int | None]:
    """One media only, unless it is known what is nowhere: of libraries in which only what is there
    is asked for, their size would seem to speak for it."""
    is_known = any(question.media_id is None for question in questions)
    return LIBRARY_SIZES if is_known else LIBRARY_SIZES[:1]


def _libraries(
    question: Question,
    sizes: Collection[int | None],
    places: Mapping[str, int],
    rng: np.random.Generator,
) -> Iterator[NDArray[np.int64]]:
    """The media of each library, as far as the answer is known there."""
    every = np.arange(len(places))
    own = None if question.media_id is None else places[question.media_id]
    for size in sizes:
        if own is not None and size != 1 and not question.there:
            continue
        others = every if own is None else every[every != own]
        count = len(every) if size is None else min(size, len(every))
        chosen = rng.permutation(others)[: count - (own is not None)]
        yield chosen if own is None else np.append(chosen, own)


def _fold(question: Question) -> int:
    """All about one media in one; what is nowhere by its words."""
    return zlib.crc32((question.media_id or question.text).encode()) % FOLDS
