"""What cosines of a pair of encoders are worth, fitted on half of the films, written beside them.

    python -m benchmarks.quality.calibrate DIRECTORY       where `clip` and `clap` lie

Every plain question of the tune half is asked of libraries of one film, of ten and of all of them,
in both spaces. The log-odds that the answer is there, by that space's track, is fitted with a
logistic regression (``encoders/calibration.py`` says on what), answers that are there and those
that are not weighted alike. A weight that comes out against its meaning is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.films.record import add_arguments, films_of, load_encoders
from benchmarks.quality.films.recorded import Recorded, RecordedQuery, RecordedSpace
from momentsearch_server.encoders.calibration import Calibration, Weights, write_calibration
from momentsearch_server.search.captions import CAPTIONS_ABOUT, PICTURE_CAPTIONS
from momentsearch_server.search.evidence import background_of
from momentsearch_server.search.fitting import fit
from momentsearch_server.space import Modality

# Libraries in which each question is asked, in films; None is all of them.
LIBRARY_SIZES: tuple[int | None, ...] = (1, 10, None)
REFERENCE_SAMPLES = 512
SEED = 1


@dataclass(frozen=True)
class Trial:
    """One question in one library of ``films`` (None: all): ``features`` in the order of Weights,
    and whether what is asked is there, in this track."""

    features: tuple[float, ...]
    there: bool
    query: RecordedQuery
    films: int | None


def calibration_of(recorded: Recorded, space: RecordedSpace) -> tuple[Calibration, int]:
    """Of one space, and on how many trials."""
    reference = reference_of(recorded, space)
    found = list(trials(recorded, space, reference, half="tune"))
    weights = fit([trial.features for trial in found], [trial.there for trial in found])
    return Calibration(weights, reference), len(found)


def reference_of(recorded: Recorded, space: RecordedSpace) -> NDArray[np.float32]:
    """Evenly from the films of the tune half, at least one: float32 ``[samples, dim]``."""
    tune = [k for k in recorded.media_in("films") if recorded.media[k].half == "tune"]
    vectors = np.concatenate([space.vectors[space.samples_of(k)] for k in tune])
    chosen = np.linspace(0, len(vectors) - 1, min(len(vectors), REFERENCE_SAMPLES)).astype(int)
    return vectors[chosen].astype(np.float32)


def trials(
    recorded: Recorded, space: RecordedSpace, reference: NDArray[np.float32], *, half: str
) -> Iterator[Trial]:
    """Every plain question of that half that nobody can argue about, in libraries of all sizes."""
    rng = np.random.default_rng(SEED)
    films = np.asarray(recorded.media_in("films"))
    of_sample = space.media_of_sample
    captions = own_captions(space)
    for query in recorded.queries:
        if query.half != half or not is_plain(query, recorded):
            continue
        vector = space.term_vectors[query.terms[0]]
        similarities = space.similarities(query.terms[:1])[0]
        background = background_of(vector, reference, captions)
        there = not query.is_absent and query.modality == space.space.modality.value
        for size in LIBRARY_SIZES:
            inside = np.isin(of_sample, library(films, query.asked_in, size, rng))
            if inside.any():
                features = (
                    float(similarities[inside].max()),
                    background.centre,
                    background.spread,
                    float(np.log(np.count_nonzero(inside))),
                )
                yield Trial(features, there, query, size)


def own_captions(space: RecordedSpace) -> NDArray[np.float32]:
    """The everyday captions about the space's modality, float32 ``[captions, dim]``."""
    pictures, sounds = np.split(space.caption_vectors, [len(PICTURE_CAPTIONS)])
    if len(sounds) != len(CAPTIONS_ABOUT[Modality.SOUND]):
        raise ValueError("the corpus was recorded with other captions: record it anew")
    return pictures if space.space.modality is Modality.PICTURE else sounds


def is_plain(query: RecordedQuery, recorded: Recorded) -> bool:
    """One text that is about one track, and that nobody can argue about in any film; absent ones
    are those whose twins are so."""
    in_films = recorded.media[query.asked_in].collection == "films"
    return (
        in_films
        and query.modality in recorded.spaces
        and not query.operator
        and len(query.terms) == 1
        and recorded.present_twin(query).clear_everywhere
    )


def library(
    films: NDArray[np.int64], asked_in: int, size: int | None, rng: np.random.Generator
) -> NDArray[np.int64]:
    """So many of ``films``, that which is asked in among them; None is all."""
    if size is None:
        return films
    others = rng.choice(films[films != asked_in], size=min(size, len(films)) - 1, replace=False)
    return np.append(others, asked_in)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.calibrate")
    parser.description = __doc__
    parser.add_argument("directory", type=Path, help="where `clip` and `clap` lie")
    add_arguments(parser)
    arguments = parser.parse_args()
    folders = {Modality.PICTURE: arguments.directory / "clip"}
    folders[Modality.SOUND] = arguments.directory / "clap"
    arguments.picture, arguments.sound = (str(folder) for folder in folders.values())
    encoders = load_encoders(arguments.picture, arguments.sound)
    recorded = films_of(arguments, encoders, tell=print)
    for modality, folder in folders.items():
        calibration, count = calibration_of(recorded, recorded.spaces[modality.value])
        write_calibration(folder, calibration, trials=count, seed=arguments.seed)
        named = {f.name: getattr(calibration.weights, f.name) for f in fields(Weights)}
        print(folder, {name: round(value, 3) for name, value in named.items()}, f"{count} trials")


if __name__ == "__main__":
    main()
