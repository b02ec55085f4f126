"""Ways of making evidence from cosines, compared on the recorded films.

    python -m benchmarks.quality.calibrations build/quality/films.npz

Every plain question is asked of a library of its own film, of ten films and of all, in both spaces.
A way (ways.py) makes a number of each sample; the highest in a library is what it says about the
question. How well that tells what is there from what is not is counted within one space, by the
questions that belong there, and over both, as the server asks: of the two spaces' numbers the one
that is surer, each made log-odds by a logistic regression on the questions of the tune half.

    LOG_ODDS    the server's own, whole and without each of its features; fitted on the tune half
    BY_SCALE    the server's for encoders that were not measured, with its constants, which were
                fitted on six spaces, these among them; transfer.py leaves out the one it scores
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.calibrate import is_plain, library, own_captions, reference_of
from benchmarks.quality.films.measure import HALVES, MOST_FILMS
from benchmarks.quality.films.recorded import Recorded, RecordedQuery, RecordedSpace, read_recorded
from benchmarks.quality.presence import calibration_error, presence_figures
from benchmarks.quality.ways import NEAREST_CAPTIONS, TEMPERATURES, WAYS, View
from momentsearch_server.search.background import BACKGROUND_SAMPLES, evenly
from momentsearch_server.search.evidence import (
    Scale,
    background_of,
    scale_of,
    unmeasured,
)
from momentsearch_server.search.fitting import FEATURES, fit, regression

Floats = NDArray[np.float64]
Row = dict[str, Any]

LIBRARIES: Mapping[str, int | None] = {"one": 1, "ten": 10, "all": None}
SEED = 1
BOTH = "both"

_NULL = ("centre", "spread")
BY_SCALE = "by scale (the server, other encoders)"
# What each leaves out of the server's regression.
LOG_ODDS: Mapping[str, tuple[str, ...]] = {
    "log-odds (the server)": (),
    "log-odds without the null's centre": ("centre",),
    "log-odds without the null's spread": ("spread",),
    "log-odds without the null": _NULL,
    "log-odds without the number of samples": ("samples",),
    "log-odds of the cosine alone": (*_NULL, "samples"),
}


@dataclass(frozen=True)
class Said:
    """What one way says in one space: log-odds ``[questions, libraries]``, NaN where the library
    has no samples there, and the film of the best sample, int ``[questions, libraries]``."""

    log_odds: Floats
    films: NDArray[np.int64]


def comparison(recorded: Recorded) -> list[Row]:
    """A row for each way, half, space (and both) and size of the library (and all sizes mixed).

    Empty where the tune half cannot teach what is there and what is not.
    """
    films = recorded.media_in("films")
    queries = [query for query in recorded.queries if is_plain(query, recorded)]
    tune = [query.is_absent for query in queries if query.half == "tune"]
    if len(set(tune)) < 2 or all(recorded.media[film].half != "tune" for film in films):
        return []
    rng = np.random.default_rng(SEED)
    libraries = [
        [library(np.asarray(films), query.asked_in, size, rng) for size in LIBRARIES.values()]
        for query in queries
    ]
    said = {
        modality: said_in(recorded, space, queries, libraries)
        for modality, space in recorded.spaces.items()
    }
    return [row for way in (*WAYS, *LOG_ODDS, BY_SCALE) for row in _rows(way, said, queries)]


def said_in(
    recorded: Recorded,
    space: RecordedSpace,
    queries: Sequence[RecordedQuery],
    libraries: Sequence[Sequence[NDArray[np.int64]]],
) -> dict[str, Said]:
    """By way; ``libraries`` ``[questions][sizes]`` are films."""
    shape = len(queries), len(LIBRARIES)
    numbers = {way: np.full(shape, np.nan) for way in WAYS}
    best = {way: np.full(shape, -1, dtype=np.int64) for way in WAYS}
    features, by_scale = np.full((*shape, len(FEATURES)), np.nan), np.full(shape, np.nan)
    film_of = space.media_of_sample
    for q, k, inside, view in _views(recorded, space, queries, libraries):
        for name, number_of in WAYS.items():
            values = number_of(view)
            top = int(values.argmax())
            numbers[name][q, k], best[name][q, k] = values[top], film_of[inside[top]]
        peak, null = float(numbers["cosine"][q, k]), view.reference
        features[q, k] = peak, null.centre, null.spread, math.log(len(inside))
        said_by_scale = unmeasured(view.scale, view.library)
        evidence = float(said_by_scale.evidence(np.array(peak)))
        by_scale[q, k] = evidence - said_by_scale.chance(len(inside))
    there = np.array(
        [[not q.is_absent and q.modality == space.space.modality.value] for q in queries]
    )
    half = np.array([[query.half == "tune"] for query in queries])
    taught = half & ~np.isnan(features[..., 0])
    truth = np.broadcast_to(there, shape)[taught]
    said = {
        way: Said(_fitted(numbers[way], numbers[way][taught], truth), best[way]) for way in WAYS
    }
    for way, without in LOG_ODDS.items():
        *weights, constant = astuple(fit(features[taught], truth, without=without))
        said[way] = Said(features @ np.array(weights) + constant, best["cosine"])
    return said | {BY_SCALE: Said(by_scale, best["cosine"])}


def _fitted(numbers: Floats, tune: Floats, truth: NDArray[np.bool_]) -> Floats:
    """Log-odds by one number; one that speaks against itself keeps its order and says nothing."""
    weights, constant = regression(tune[:, np.newaxis], truth.astype(np.float64))
    weight = float(weights[0])
    return weight * numbers + constant if weight > 0 else 1e-9 * numbers


def _views(
    recorded: Recorded,
    space: RecordedSpace,
    queries: Sequence[RecordedQuery],
    libraries: Sequence[Sequence[NDArray[np.int64]]],
) -> Iterator[tuple[int, int, NDArray[np.intp], View]]:
    """Question, library, the samples' indices, the view."""
    reference = reference_of(recorded, space)
    vectors, film_of = space.vectors.astype(np.float32), space.media_of_sample
    own = own_captions(space)
    scale = scales(space)
    captions = space.caption_similarities().astype(np.float64)
    nearest = np.sort(captions, axis=0)[-NEAREST_CAPTIONS:].mean(axis=0)
    banks = {t: np.log(np.mean(np.exp(t * captions), axis=0)) / t for t in TEMPERATURES}
    for q, query in enumerate(queries):
        vector = space.term_vectors[query.terms[0]]
        similarities = (vectors @ vector).astype(np.float64)
        null = background_of(vector, reference, own)
        for k, films in enumerate(libraries[q]):
            inside = np.flatnonzero(np.isin(film_of, films))
            if len(inside):
                view = View(
                    similarities=similarities[inside],
                    banks={t: values[inside] for t, values in banks.items()},
                    nearest_captions=nearest[inside],
                    library=background_of(vector, vectors[inside], own),
                    reference=null,
                    scale=scale(films),
                )
                yield q, k, inside, view


def scales(space: RecordedSpace) -> Callable[[NDArray[np.int64]], Scale]:
    """Of a library of these films, by its background; each only once."""
    own = own_captions(space)
    known: dict[bytes, Scale] = {}

    def scale(films: NDArray[np.int64]) -> Scale:
        key = np.sort(films).tobytes()
        if key not in known:
            share = BACKGROUND_SAMPLES // len(films)
            parts = [evenly(space.vectors[space.samples_of(int(k))], share) for k in films]
            known[key] = scale_of(np.concatenate(parts), own)
        return known[key]

    return scale


def surest(said: Sequence[Said]) -> Said:
    """Of several spaces, for each question and library the one with the higher log-odds."""
    log_odds = np.stack([one.log_odds for one in said])
    which = np.where(np.isnan(log_odds), -np.inf, log_odds).argmax(axis=0)[np.newaxis]
    films = np.stack([one.films for one in said])
    return Said(
        np.take_along_axis(log_odds, which, axis=0)[0],
        np.take_along_axis(films, which, axis=0)[0],
    )


def _rows(
    way: str, said: Mapping[str, Mapping[str, Said]], queries: Sequence[RecordedQuery]
) -> Iterator[Row]:
    of_space = {modality: ways[way] for modality, ways in said.items()}
    surer = surest([*of_space.values()])
    for half in HALVES:
        for asked, one in {**of_space, BOTH: surer}.items():
            kept = np.array(
                [
                    query.half == half and (asked not in of_space or asked == query.modality)
                    for query in queries
                ]
            )
            for size in (*LIBRARIES, "mixed"):
                columns = [k for k, name in enumerate(LIBRARIES) if size in (name, "mixed")]
                found = figures(one, queries, kept, columns)
                if found:
                    yield {"way": way, "half": half, "asked": asked, "library": size} | found


def figures(
    said: Said, queries: Sequence[RecordedQuery], kept: NDArray[np.bool_], columns: Sequence[int]
) -> Row | None:
    """Of the ``kept`` questions in these libraries; None without present or absent ones.

    ``film_first`` is per cent of the present ones that few films answer.
    """
    log_odds = said.log_odds[:, columns]
    known = kept[:, np.newaxis] & ~np.isnan(log_odds)
    there = np.broadcast_to([[not query.is_absent] for query in queries], known.shape)
    present, absent = log_odds[known & there], log_odds[known & ~there]
    if not len(present) or not len(absent):
        return None
    told = presence_figures(present, absent)
    sure = 1 / (1 + np.exp(-np.clip(log_odds[known], -500, 500)))
    first = [
        said.films[q, k] in query.answers
        for q, query in enumerate(queries)
        for column, k in enumerate(columns)
        if known[q, column] and not query.is_absent and len(query.answers) <= MOST_FILMS
    ]
    return {
        "present": told.present,
        "absent": told.absent,
        "auroc": round(told.auroc, 3),
        "false_alarms": round(told.false_alarms, 1),
        "f1": round(told.f1, 1),
        "calibration_error": round(calibration_error(sure, there[known]), 3),
        "film_first": round(100 * float(np.mean(first)), 1) if first else None,
    }


def main() -> None:
    from benchmarks.quality.tables import ways_table

    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.calibrations")
    parser.description = __doc__
    parser.add_argument("file", type=Path, help="recorded films, as in build/quality")
    parser.add_argument("--half", choices=HALVES, default="test")
    arguments = parser.parse_args()
    print(ways_table(comparison(read_recorded(arguments.file)), arguments.half))


if __name__ == "__main__":
    main()
