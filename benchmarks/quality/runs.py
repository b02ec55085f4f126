"""What the index gives up by holding one row for a run of samples, on the recorded films.

    python -m benchmarks.quality.runs

A media is found through its best row, and scored by its best sample. For each text and film this
takes the difference of the two, which ``RUN_HIDES`` in the engine allows for, and says how many
rows there are for how many samples.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.films.record import FILE_NAME, FOLDER
from benchmarks.quality.films.recorded import RecordedSpace, read_recorded
from momentsearch_server.library.runs import DEFAULT_THRESHOLD, find_runs
from momentsearch_server.search.plan import RUN_HIDES

PERCENTILES = (50, 95, 99, 99.9)


def hidden(
    space: RecordedSpace, media: Sequence[int], *, threshold: float
) -> tuple[NDArray[np.float32], float]:
    """Best sample's cosine less best run's, ``[texts, media]``, and runs for each sample."""
    differences, rows, samples = [], 0, 0
    for number in media:
        part = space.samples_of(number)
        vectors = space.vectors[part].astype(np.float32)
        runs = find_runs(vectors, space.starts_us[part], space.ends_us[part], threshold=threshold)
        rows, samples = rows + len(runs), samples + len(vectors)
        if not len(vectors):
            continue
        best_sample, best_run = (
            (space.term_vectors @ these.T).max(axis=1) for these in (vectors, runs.vectors)
        )
        differences.append(best_sample - best_run)
    return np.stack(differences, axis=1), rows / samples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of the recorded films")
    parser.add_argument("--threshold", type=float, nargs="+", default=[DEFAULT_THRESHOLD, 0.90])
    arguments = parser.parse_args()
    recorded = read_recorded(arguments.folder / FILE_NAME)
    films = recorded.media_in("films")
    for threshold in arguments.threshold:
        for modality, space in recorded.spaces.items():
            differences, share = hidden(space, films, threshold=threshold)
            spread = ", ".join(f"{p:g} %: {np.percentile(differences, p):.4f}" for p in PERCENTILES)
            above = float((differences > RUN_HIDES).mean())
            print(
                f"threshold {threshold:g}, {modality}: {share:.2f} rows a sample; hidden {spread}, "
                f"most {differences.max():.4f}; more than {RUN_HIDES}: {100 * above:.2f} %"
            )


if __name__ == "__main__":
    main()
