"""Measuring what cosine of the embedded encoders is a match, and writing it beside them.

Films are drawn from seeds of their own, and asked about with questions about themselves (there) and
about each other (not there, where nobody can argue). The best sample's cosine of each question that
one encoder alone can answer is fitted with a logistic curve, both answers weighted alike.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.encoders.match_level import FILE_NAME
from momentsearch_server.encoders.pairs import load_pair
from momentsearch_server.media.windows import cut_windows
from momentsearch_server.space import Modality
from training.films.plan import FIRST_FILM_SEED, Film, generator, plan_library, scene_at
from training.films.render import HEIGHT, WIDTH, sound_of
from training.films.truth import Query, answers, queries_of
from training.pictures.scene import render

LIBRARIES = 4
FILMS = 12
QUESTIONS = 120
WINDOW_US, HOP_US = 5_000_000, 2_500_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, help="where `clip` and `clap` lie")
    parser.add_argument("--seed", type=int, default=FIRST_FILM_SEED + 500)


def main(arguments: argparse.Namespace) -> None:
    clip, clap = str(arguments.directory / "clip"), str(arguments.directory / "clap")
    encoders = load_pair(clip, clap, device="cpu").by_modality
    libraries = [plan_library(arguments.seed + number, count=FILMS) for number in range(LIBRARIES)]
    questions = [
        queries_of(films, generator(arguments.seed + number, 9), count=QUESTIONS)
        for number, films in enumerate(libraries)
    ]
    for modality, encoder in encoders.items():
        asked = list(_peaks(encoder, modality, libraries, questions))
        similarity, slope = fit([peak for peak, _ in asked], [there for _, there in asked])
        values = {
            "similarity": round(similarity, 4),
            "slope": round(slope, 4),
            "questions": len(asked),
            "seed": arguments.seed,
        }
        path = (
            arguments.directory / encoder.space.encoder.rstrip("/").rsplit("/", 1)[-1] / FILE_NAME
        )
        path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
        print(path, values)


def _peaks(
    encoder: Encoder,
    modality: Modality,
    libraries: Sequence[Sequence[Film]],
    questions: Sequence[Sequence[Query]],
) -> Iterator[tuple[float, bool]]:
    """The best cosine in a library of each question, and whether its answer is there."""
    for films, own in zip(libraries, questions, strict=True):
        vectors = np.concatenate([_vectors(encoder, film) for film in films])
        for asked in questions:
            for query in asked:
                if query.modality != modality.value:
                    continue
                there = bool(answers(query, films))
                if there != bool(answers(query, films, arguable=True)) or (
                    there and asked is not own
                ):
                    continue
                yield float((vectors @ encoder.encode_texts([query.text])[0]).max()), there


def _vectors(encoder: Encoder, film: Film) -> NDArray[np.float32]:
    if encoder.space.modality is Modality.SOUND:
        track = sound_of(film)
        windows = cut_windows([track], window_us=WINDOW_US, hop_us=HOP_US)
        return encoder.encode_samples([w.samples for w in windows if w.samples is not None])
    instants = np.arange(film.duration_seconds) + 0.5
    scenes = [(scene_at(film, seconds), seconds) for seconds in instants]
    return encoder.encode_samples(
        [
            render(scene, width=WIDTH // 2, height=HEIGHT // 2, motion_seconds=seconds)
            for scene, seconds in scenes
            if scene is not None
        ]
    )


def fit(peaks: Sequence[float], there: Sequence[bool]) -> tuple[float, float]:
    """Middle and slope of the logistic curve of least cross-entropy, classes weighted alike."""
    x = torch.tensor(peaks, dtype=torch.float64)
    y = torch.tensor(there, dtype=torch.float64)
    weight = torch.where(y > 0, 0.5 / y.sum(), 0.5 / (1 - y).sum())
    middle = torch.tensor(float(x.mean()), dtype=torch.float64, requires_grad=True)
    log_slope = torch.tensor(-3.0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([middle, log_slope], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        logits = (x - middle) / log_slope.exp()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            logits, y, weight=weight, reduction="sum"
        )
        loss.backward()
        return loss

    optimizer.step(closure)
    return middle.item(), log_slope.exp().item()
