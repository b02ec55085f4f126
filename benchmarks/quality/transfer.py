"""Whether the evidence for encoders without a calibration holds for encoders it never saw.

    python -m benchmarks.quality.transfer build/quality/films.npz OTHER.npz ...

Each file is a pair of encoders, recorded on the films. What a cosine is worth in units of its
encoder (``search/evidence.py``) is fitted on the tune half of every other space, and scored on the
test half of each pair: no question, film or encoder that is scored was fitted on. Beside it stand
the server's constants, which are of all these spaces, and the cosine, fitted to each space itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.calibrate import is_plain, library
from benchmarks.quality.calibrations import (
    LIBRARIES,
    SEED,
    Floats,
    Row,
    Said,
    figures,
    scales,
    surest,
)
from benchmarks.quality.films.recorded import (
    Recorded,
    RecordedQuery,
    RecordedSpace,
    read_recorded,
)
from benchmarks.quality.tables import table
from momentsearch_server.search.evidence import AT_CENTRE, PER_LOG_SAMPLE, PER_SPREAD
from momentsearch_server.search.fitting import regression

OTHERS, SERVER, ITSELF = "fitted on all other spaces", "the server's constants", "cosine, own"
WAYS = (OTHERS, SERVER, ITSELF)
HEADS = (
    "pair",
    "evidence",
    "pictures",
    "sounds",
    "both, one film",
    "ten",
    "all",
    "mixed",
    "calibration error",
    "film first",
)


@dataclass(frozen=True)
class Asked:
    """One space's trials ``[questions, libraries]``: the best cosine, the same in the encoder's
    unit, the logarithm of the number of samples, and the best sample's film; NaN where there are
    no samples. ``there`` and ``tune`` are ``[questions]``."""

    cosine: Floats
    deviations: Floats
    log_samples: Floats
    films: NDArray[np.int64]
    there: NDArray[np.bool_]
    tune: NDArray[np.bool_]


def asked_of(recorded: Recorded, queries: Sequence[RecordedQuery]) -> dict[str, Asked]:
    """Every question in libraries of all sizes, in each space."""
    films, rng = np.asarray(recorded.media_in("films")), np.random.default_rng(SEED)
    libraries = [
        [library(films, query.asked_in, size, rng) for size in LIBRARIES.values()]
        for query in queries
    ]
    return {
        modality: _asked_in(space, queries, libraries)
        for modality, space in recorded.spaces.items()
    }


def _asked_in(
    space: RecordedSpace,
    queries: Sequence[RecordedQuery],
    libraries: Sequence[Sequence[NDArray[np.int64]]],
) -> Asked:
    scale, film_of = scales(space), space.media_of_sample
    cosine, deviations, log_samples = np.full((3, len(queries), len(LIBRARIES)), np.nan)
    best = np.full(cosine.shape, -1, dtype=np.int64)
    for q, query in enumerate(queries):
        similarities = space.similarities(query.terms[:1])[0]
        for k, films in enumerate(libraries[q]):
            inside = np.flatnonzero(np.isin(film_of, films))
            if not len(inside):
                continue
            top, unit = inside[similarities[inside].argmax()], scale(films)
            cosine[q, k], best[q, k] = similarities[top], film_of[top]
            deviations[q, k] = (cosine[q, k] - unit.centre) / unit.spread
            log_samples[q, k] = np.log(len(inside))
    modality = space.space.modality.value
    there = np.array([not q.is_absent and q.modality == modality for q in queries])
    tune = np.array([query.half == "tune" for query in queries])
    return Asked(cosine, deviations, log_samples, best, there, tune)


def _trials(asked: Asked, *columns: Floats) -> tuple[Floats, Floats]:
    """Features and truth of the tune half."""
    known = asked.tune[:, np.newaxis] & ~np.isnan(asked.cosine)
    truth = np.broadcast_to(asked.there[:, np.newaxis], known.shape)
    return np.stack(columns, axis=-1)[known], truth[known].astype(np.float64)


def constants_of(spaces: Sequence[Asked]) -> tuple[float, float, float]:
    """For each deviation, for each e-fold of samples, and at the centre; spaces count alike."""
    parts = [_trials(asked, asked.deviations, asked.log_samples) for asked in spaces]
    shares = np.concatenate([_alike(truth) for _, truth in parts])
    values, truth = (np.concatenate(column) for column in zip(*parts, strict=True))
    (deviation, log_sample), constant = regression(values, truth, shares=shares)
    return float(deviation), float(log_sample), constant


def _alike(truth: Floats) -> Floats:
    """Shares that give each answer 1 in all."""
    return np.where(truth > 0, 1 / truth.sum(), 1 / (1 - truth).sum())


def transfer(pairs: Mapping[str, Recorded]) -> Iterator[Row]:
    """For each pair and way, the test half asked in both spaces: rows of ``figures``."""
    queries = {name: [q for q in one.queries if is_plain(q, one)] for name, one in pairs.items()}
    spaces = {
        (name, modality): asked
        for name, one in pairs.items()
        for modality, asked in asked_of(one, queries[name]).items()
    }
    for name, one in pairs.items():
        for way in WAYS:
            said = {
                modality: _said(way, spaces[name, modality], _but(spaces, (name, modality)))
                for modality in one.spaces
            }
            yield from _rows(name, way, said, queries[name])


def _but(spaces: Mapping[tuple[str, str], Asked], left: tuple[str, str]) -> list[Asked]:
    return [asked for key, asked in spaces.items() if key != left]


def _said(way: str, asked: Asked, others: Sequence[Asked]) -> Said:
    if way == ITSELF:
        (weight,), constant = regression(*_trials(asked, asked.cosine))
        return Said(weight * asked.cosine + constant, asked.films)
    found = constants_of(others) if way == OTHERS else (PER_SPREAD, PER_LOG_SAMPLE, AT_CENTRE)
    deviation, log_sample, constant = found
    log_odds = deviation * asked.deviations + log_sample * asked.log_samples + constant
    return Said(log_odds, asked.films)


def _rows(
    name: str, way: str, said: Mapping[str, Said], queries: Sequence[RecordedQuery]
) -> Iterator[Row]:
    test = np.array([query.half == "test" for query in queries])
    own = {
        modality: test & np.array([query.modality == modality for query in queries])
        for modality in said
    }
    both = surest([*said.values()])
    for asked, one, kept in [
        *((modality, said[modality], own[modality]) for modality in said),
        ("both", both, test),
    ]:
        for size in (*LIBRARIES, "mixed"):
            columns = [k for k, known in enumerate(LIBRARIES) if size in (known, "mixed")]
            found = figures(one, queries, kept, columns)
            if found:
                yield {"pair": name, "way": way, "asked": asked, "library": size} | found


def report(rows: Sequence[Row]) -> str:
    """Markdown, a line for each pair and way."""
    lines = []
    for pair, way in dict.fromkeys((row["pair"], row["way"]) for row in rows):
        found = {
            (row["asked"], row["library"]): row
            for row in rows
            if (row["pair"], row["way"]) == (pair, way)
        }
        cells = [("picture", "mixed"), ("sound", "mixed")]
        cells += [("both", size) for size in (*LIBRARIES, "mixed")]
        aurocs = [f"{found[cell]['auroc']:.3f}" if cell in found else "" for cell in cells]
        mixed = found["both", "mixed"]
        last = [f"{mixed['calibration_error']:.3f}", mixed["film_first"]]
        lines.append([pair, way, *aurocs, *last])
    return table(HEADS, lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.transfer")
    parser.description = __doc__
    parser.add_argument("files", type=Path, nargs="+", help="recorded films, one pair each")
    pairs = {path.stem: read_recorded(path) for path in parser.parse_args().files}
    print(report([*transfer(pairs)]))
    every = [
        asked
        for one in pairs.values()
        for asked in asked_of(one, [q for q in one.queries if is_plain(q, one)]).values()
    ]
    print(
        "fitted on all: per spread, per log sample, at the centre", np.round(constants_of(every), 3)
    )


if __name__ == "__main__":
    main()
