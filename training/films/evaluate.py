"""Finding one shot in a film through the real service: `python -m training evaluate-films`.

Films are rendered to MP4 files (H.264), a server with the pair is started, and every film is
uploaded, decoded, sampled and indexed as a user's would be. Each question is a caption that is true
of one shot of a film alone, asked within that film; the first moment is the answer.
"""

import argparse
import itertools
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from momentsearch import Client, Modality
from momentsearch.demo.server import ServerPlan, running_server
from training.films.plan import ASPECT, Film, Shot, generator
from training.films.render import render_film
from training.pictures.captions import captions, holds
from training.pictures.scene import sample_scene
from training.pictures.vocabulary import UNSEEN_PREFIXES

SHOTS = 8
SHOT_SECONDS = (4, 12)
ASKED_SHOTS = 3
FRAMES_PER_SECOND = 2
OVERLAPS = (0.5, 0.7)


@dataclass(frozen=True)
class Question:
    """A caption of one kind, and the span `[start, end)` of the one shot that it is true of."""

    kind: str
    text: str
    start_seconds: float
    end_seconds: float


def film_of_shots(rng: np.random.Generator, name: str) -> Film:
    """Eight shots of 4 to 12 s, without sound."""
    edges = np.cumsum([0, *rng.integers(SHOT_SECONDS[0], SHOT_SECONDS[1] + 1, SHOTS)]).tolist()
    shots = tuple(
        Shot(sample_scene(rng, aspect=ASPECT), float(start), float(end))
        for start, end in itertools.pairwise(edges)
    )
    return Film(f"{name}.mp4", name, float(edges[-1]), shots, (), int(rng.integers(2**31)))


def questions_of(film: Film, rng: np.random.Generator) -> Iterator[Question]:
    """Full, partial and newly phrased captions of some shots, where one shot alone answers."""
    for index in rng.permutation(SHOTS)[:ASKED_SHOTS]:
        shot = film.shots[int(index)]
        kinds = {
            "full": captions(shot.scene, rng, 1, full=True),
            "partial": captions(shot.scene, rng, 1),
            "unseen_phrasing": captions(shot.scene, rng, 1, openings=UNSEEN_PREFIXES),
        }
        for kind, (said,) in kinds.items():
            if sum(holds(said.facts, other.scene) for other in film.shots) == 1:
                yield Question(kind, said.text, shot.start_seconds, shot.end_seconds)


def overlap(question: Question, start: float, end: float) -> float:
    """Intersection over union of a found span and the true one."""
    shared = min(question.end_seconds, end) - max(question.start_seconds, start)
    union = max(question.end_seconds, end) - min(question.start_seconds, start)
    return max(0.0, shared) / union


def measure(
    pair: str, films: list[Film], rng: np.random.Generator, folder: Path
) -> dict[str, object]:
    """Recall at 1 for each kind of question and overlap, through a server of its own."""
    found: dict[str, list[float]] = {}
    plan = ServerPlan(data_dir=folder / "data", log_path=folder / "server.log", encoders=pair)
    with running_server(plan) as address, Client(address) as client:
        for film in films:
            path = folder / film.file_name
            render_film(film, path, frames_per_second=FRAMES_PER_SECOND)
            media_id = client.upload_media(path).media.media_id
            client.wait_until_done(media_id)
            path.unlink()
            for question in questions_of(film, rng):
                answer = client.search(
                    question.text,
                    modalities=[Modality.PICTURE],
                    media_ids=[media_id],
                    minimum_confidence=0.0,
                    page_size=1,
                )
                best = answer.moments[0]
                found.setdefault(question.kind, []).append(
                    overlap(question, best.start_seconds, best.end_seconds)
                )
    return {
        kind: {
            f"r1_at_iou_{least}": float(np.mean(np.asarray(values) >= least)) for least in OVERLAPS
        }
        | {"queries": len(values)}
        for kind, values in sorted(found.items())
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pair", default="embedded", help="embedded, or a folder of clip and clap")
    parser.add_argument("--films", type=int, default=60)
    parser.add_argument("--seed", type=int, default=77_000)
    parser.add_argument("--out", type=Path, help="write the JSON here as well")


def main(arguments: argparse.Namespace) -> None:
    rng = generator(arguments.seed, 3)
    films = [film_of_shots(rng, f"film-{index:03}") for index in range(arguments.films)]
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(arguments.pair, films, rng, Path(folder))
    text = json.dumps({"seed": arguments.seed, "films": arguments.films} | figures, indent=1)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n")
