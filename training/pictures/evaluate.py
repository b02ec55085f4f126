"""Measure a saved model on pictures it never saw: `python -m training evaluate-pictures DIR`.

Everything goes through the saved tokenizer and image processor, from pictures in their own shape,
as the server would do it. The figures are printed and written as JSON.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoImageProcessor, AutoTokenizer, CLIPModel

from training.pictures.captions import Caption, captions, holds
from training.pictures.dataset import ASPECTS
from training.pictures.degrade import degrade
from training.pictures.scene import Scene, render, sample_scene
from training.pictures.vocabulary import COLOURS, OBJECTS, PLACE_NOUNS, with_article

HEIGHT = 180  # of the pictures, in pixels; the width follows from the aspect
BATCH = 64
# No caption in training has these words in front.
UNSEEN_PREFIXES = ("look for", "a clip in which one sees", "i remember", "here comes")

Vectors = NDArray[np.float32]
Pictures = Iterable[NDArray[np.uint8]]
Item = TypeVar("Item")


class Encoder:
    """The saved model with its own processors; unit vectors out."""

    def __init__(self, directory: Path) -> None:
        self.model = CLIPModel.from_pretrained(directory, dtype=torch.float32)
        self.model.eval()  # type: ignore[no-untyped-call]
        self.tokenizer = AutoTokenizer.from_pretrained(directory)
        self.processor = AutoImageProcessor.from_pretrained(directory)  # type: ignore[no-untyped-call]

    @torch.inference_mode()
    def pictures(self, pictures: Pictures) -> Vectors:
        """float32 `[n, dim]` of pictures uint8 `[height, width, 3]`, taken a batch at a time."""
        rows = []
        for batch in _batches(pictures):
            inputs = self.processor(images=batch, return_tensors="pt")
            rows.append(_unit(self.model.get_image_features(**inputs).pooler_output))
        return np.concatenate(rows)

    @torch.inference_mode()
    def texts(self, texts: Sequence[str]) -> Vectors:
        """float32 `[n, dim]`."""
        rows = []
        for batch in _batches(texts):
            inputs = self.tokenizer(batch, padding=True, truncation=True, return_tensors="pt")
            rows.append(_unit(self.model.get_text_features(**inputs).pooler_output))
        return np.concatenate(rows)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _unit(vectors: torch.Tensor) -> Vectors:
    unit: Vectors = torch.nn.functional.normalize(vectors, dim=-1).numpy()
    return unit


@dataclass(frozen=True)
class Shown:
    """A scene and the shape of its picture."""

    scene: Scene
    aspect: float

    def picture(self) -> NDArray[np.uint8]:
        return render(self.scene, width=round(HEIGHT * self.aspect), height=HEIGHT)


def sample_shown(
    rng: np.random.Generator,
    count: int,
    *,
    unseen_pair: bool = False,
    wanted: Callable[[Scene], bool] = lambda scene: bool(scene.things),
) -> list[Shown]:
    """Scenes in the shapes of the training set, of the wanted kind alone."""
    aspects, shares = zip(*ASPECTS, strict=True)
    shown: list[Shown] = []
    while len(shown) < count:
        aspect = float(rng.choice(aspects, p=shares))
        scene = sample_scene(rng, aspect=aspect, unseen_pair=unseen_pair)
        if wanted(scene):
            shown.append(Shown(scene, aspect))
    return shown


def retrieval(
    encoder: Encoder, shown: list[Shown], written: list[Caption], pictures: Pictures
) -> dict[str, float]:
    """Recall at 1 and 5, text to image: strictly of the picture that the caption was written for.

    "top_1_is_true" counts any picture of which the caption holds.
    """
    similarity = encoder.texts([c.text for c in written]) @ encoder.pictures(pictures).T
    own = np.diag(similarity)[:, None]
    ranks = (similarity > own).sum(axis=1)
    best = similarity.argmax(axis=1)
    true = [holds(c.facts, shown[i].scene) for c, i in zip(written, best, strict=True)]
    return {
        "r1": float((ranks < 1).mean()),
        "r5": float((ranks < 5).mean()),
        "top_1_is_true": float(np.mean(true)),
    }


def retrieval_figures(encoder: Encoder, seed: int, count: int) -> dict[str, dict[str, float]]:
    """Text to image of `count` pictures, for each held-out split."""
    rng = np.random.default_rng((seed, 1))
    shown = sample_shown(rng, count)
    full = [captions(s.scene, rng, 1, full=True)[0] for s in shown]
    partial = [captions(s.scene, rng, 1)[0] for s in shown]
    phrased = [captions(s.scene, rng, 1, full=True, prefixes=UNSEEN_PREFIXES)[0] for s in shown]
    pairs = sample_shown(rng, count, unseen_pair=True)
    of_pairs = [captions(s.scene, rng, 1, full=True)[0] for s in pairs]
    clean = [s.picture() for s in shown]
    return {
        "unseen_seeds": retrieval(encoder, shown, full, clean),
        "unseen_seeds_partial_captions": retrieval(encoder, shown, partial, clean),
        "unseen_phrasing": retrieval(encoder, shown, phrased, clean),
        "unseen_pairs": retrieval(encoder, pairs, of_pairs, (s.picture() for s in pairs)),
        "degraded": retrieval(encoder, shown, full, (degrade(p, rng) for p in clean)),
    }


def _choice_accuracy(pictures: Vectors, texts: Vectors, truth: list[int]) -> float:
    return float(((pictures @ texts.T).argmax(axis=1) == np.asarray(truth)).mean())


def object_figures(encoder: Encoder, seed: int, count: int) -> dict[str, float]:
    """A single thing among 48, its colour among 11 where the object is given; by size."""
    rng = np.random.default_rng((seed, 2))
    shown = sample_shown(rng, count, wanted=_has_one_thing)
    pictures = encoder.pictures(s.picture() for s in shown)
    things = [s.scene.things[0] for s in shown]
    names, colours = list(OBJECTS), list(COLOURS)
    of_names = encoder.texts([with_article(name) for name in names])
    right = (pictures @ of_names.T).argmax(axis=1) == [names.index(t.name) for t in things]
    figures = {"object_of_48": float(right.mean())}
    for size, label in (("small", "small"), ("", "middling"), ("big", "big")):
        figures[f"object_of_48_{label}"] = float(right[[t.size == size for t in things]].mean())
    coloured = [i for i, t in enumerate(things) if t.colour]
    hits = [
        _choice_accuracy(
            pictures[i : i + 1],
            encoder.texts([_coloured(things[i].name, colour) for colour in colours]),
            [colours.index(things[i].colour)],
        )
        for i in coloured
    ]
    return figures | {"colour_of_11": float(np.mean(hits))}


def _has_one_thing(scene: Scene) -> bool:
    return len(scene.things) == 1 and len(scene.things[0].spots) == 1


def _coloured(name: str, colour: str) -> str:
    return f"a person in {colour}" if name == "person" else with_article(f"{colour} {name}")


def place_figures(encoder: Encoder, seed: int, count: int) -> dict[str, float]:
    """The place among 14."""
    rng = np.random.default_rng((seed, 3))
    places = list(PLACE_NOUNS)
    shown = sample_shown(rng, count, wanted=lambda scene: scene.place in places)
    texts = encoder.texts([PLACE_NOUNS[name][0] for name in places])
    truth = [places.index(s.scene.place) for s in shown]
    pictures = encoder.pictures(s.picture() for s in shown)
    return {"place_of_14": _choice_accuracy(pictures, texts, truth)}


@dataclass(frozen=True)
class Shot:
    """A scene in a film, over the half-open span of seconds `[start, end)`."""

    scene: Scene
    start: int
    end: int


def sample_film(rng: np.random.Generator, shots: int) -> list[Shot]:
    """Shots of 4 to 12 s, one after another."""
    film: list[Shot] = []
    for _ in range(shots):
        start = film[-1].end if film else 0
        film.append(Shot(sample_scene(rng), start, start + int(rng.integers(4, 13))))
    return film


def film_frames(film: list[Shot]) -> Iterator[NDArray[np.uint8]]:
    """One 640 x 360 picture a second."""
    for shot in film:
        for second in range(shot.end - shot.start):
            yield render(shot.scene, width=640, height=360, motion_seconds=float(second))


def best_span(curve: Vectors) -> tuple[int, int]:
    """The run of samples with the largest sum above mean + 0.4 (max - mean)."""
    excess = curve - (curve.mean() + 0.4 * (curve.max() - curve.mean()))
    best, span, running, start = -np.inf, (0, 1), 0.0, 0
    for index, value in enumerate(excess):
        if running <= 0:
            running, start = 0.0, index
        running += float(value)
        if running > best:
            best, span = running, (start, index + 1)
    return span


def overlap(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    shared = max(0, min(first[1], second[1]) - max(first[0], second[0]))
    return shared / (first[1] - first[0] + second[1] - second[0] - shared)


def film_figures(encoder: Encoder, seed: int, films: int) -> dict[str, dict[str, float]]:
    """Finding one of eight shots in a film at 1 frame per second, by a caption true of it alone."""
    rng = np.random.default_rng((seed, 4))
    overlaps: dict[str, list[float]] = {"full": [], "partial": [], "unseen_phrasing": []}
    for _ in range(films):
        film = sample_film(rng, 8)
        frames = encoder.pictures(film_frames(film))
        for kind, caption, shot in _film_queries(rng, film):
            curve = frames @ encoder.texts([caption.text])[0]
            overlaps[kind].append(overlap(best_span(curve), (shot.start, shot.end)))
    return {
        kind: {
            "r1_at_iou_0.5": float(np.mean(np.asarray(values) >= 0.5)),
            "r1_at_iou_0.7": float(np.mean(np.asarray(values) >= 0.7)),
            "queries": len(values),
        }
        for kind, values in overlaps.items()
    }


def _film_queries(
    rng: np.random.Generator, film: list[Shot]
) -> Iterator[tuple[str, Caption, Shot]]:
    """Queries for two shots of a film, left out where they would hold for another shot too."""
    for index in rng.permutation(len(film))[:2]:
        shot = film[int(index)]
        full = captions(shot.scene, rng, 1, full=True)
        phrased = captions(shot.scene, rng, 1, prefixes=UNSEEN_PREFIXES)
        partial = captions(shot.scene, rng, 1)
        kinds = {"full": full, "partial": partial, "unseen_phrasing": phrased}
        for kind, (caption,) in kinds.items():
            if sum(holds(caption.facts, other.scene) for other in film) == 1:
                yield kind, caption, shot


def evaluate(directory: Path, *, seed: int, count: int, films: int) -> dict[str, object]:
    """All figures of a saved model."""
    encoder = Encoder(directory)
    return {
        "seed": seed,
        "pictures": count,
        "text_to_image": retrieval_figures(encoder, seed, count),
        "single_things": object_figures(encoder, seed, count),
        "places": place_figures(encoder, seed, count),
        "films": film_figures(encoder, seed, films),
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, help="the saved model")
    parser.add_argument("--seed", type=int, default=77_000, help="not one used in training")
    parser.add_argument("--count", type=int, default=1000, help="pictures in each split")
    parser.add_argument("--films", type=int, default=100, help="films to search in")
    parser.add_argument("--out", type=Path, help="default: evaluation.json in the directory")


def main(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    figures = evaluate(
        arguments.directory, seed=arguments.seed, count=arguments.count, films=arguments.films
    )
    written = json.dumps(figures, indent=2)
    (arguments.out or arguments.directory / "evaluation.json").write_text(written + "\n")
    print(written)
