"""Measure a saved model on pictures it never saw: `python -m training evaluate-pictures DIR`.

Everything goes through the saved tokenizer and image processor, from pictures in their own shape,
as the server would do it. The figures are printed and written as JSON.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoImageProcessor, AutoModel, AutoTokenizer

from momentsearch_server.encoders.huggingface import fit_convolutional_tower
from training.pictures.captions import Caption, captions, holds
from training.pictures.dataset import ASPECTS, Framed
from training.pictures.degrade import DEGRADATIONS
from training.pictures.places import PLACES
from training.pictures.scene import UNSEEN_KINDS, Scene, render, sample_scene
from training.pictures.vocabulary import (
    COLOURS,
    OBJECTS,
    PLACE_NOUNS,
    UNSEEN_PREFIXES,
    with_article,
)

HEIGHT = 180  # of the pictures, in pixels; the width follows from the aspect
BATCH = 64

Vectors = NDArray[np.float32]
Pictures = Iterable[NDArray[np.uint8]]
Item = TypeVar("Item")


class Encoder:
    """The saved model with its own processors; unit vectors out."""

    def __init__(self, directory: Path) -> None:
        self.model = AutoModel.from_pretrained(directory, dtype=torch.float32)
        fit_convolutional_tower(self.model)
        self.model.eval()
        self.tokenizer = AutoTokenizer.from_pretrained(directory)
        self.processor = AutoImageProcessor.from_pretrained(directory)

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


def sample_shown(
    rng: np.random.Generator,
    count: int,
    *,
    unseen: str = "",
    wanted: Callable[[Scene], bool] = lambda scene: bool(scene.things),
) -> list[Framed]:
    """Scenes in the shapes of the training set, of the wanted kind alone.

    Their things are whole and in view, and nothing is done to the picture as such: those are
    rows of their own.
    """
    aspects, shares = zip(*ASPECTS, strict=True)
    shown: list[Framed] = []
    while len(shown) < count:
        aspect = float(rng.choice(aspects, p=shares))
        scene = sample_scene(rng, aspect=aspect, unseen=unseen)
        if wanted(scene):
            shown.append(Framed(replace(scene, hidden=False), aspect))
    return shown


def picture_of(shown: Framed) -> NDArray[np.uint8]:
    return render(shown.scene, width=round(HEIGHT * shown.aspect), height=HEIGHT)


def retrieval(
    encoder: Encoder, shown: list[Framed], written: list[Caption], pictures: Pictures
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
    """Text to image of `count` pictures, for each held-out split and each damage."""
    rng = np.random.default_rng((seed, 1))
    shown = sample_shown(rng, count)
    clean = [picture_of(s) for s in shown]
    full = [captions(s.scene, rng, 1, full=True)[0] for s in shown]
    partial = [captions(s.scene, rng, 1)[0] for s in shown]
    opened = [captions(s.scene, rng, 1, full=True, openings=UNSEEN_PREFIXES)[0] for s in shown]
    figures = {
        "unseen_seeds": retrieval(encoder, shown, full, clean),
        "unseen_seeds_partial_captions": retrieval(encoder, shown, partial, clean),
        "unseen_phrasing": retrieval(encoder, shown, opened, clean),
    }
    for name, change in DEGRADATIONS.items():
        damaged = (change(picture, rng) for picture in clean)
        figures[f"damaged_{name.replace(' ', '_')}"] = retrieval(encoder, shown, full, damaged)
    for kind in UNSEEN_KINDS:
        unseen = sample_shown(rng, count, unseen=kind, wanted=_shows_something_of(kind))
        written = [captions(s.scene, rng, 1, full=True)[0] for s in unseen]
        pictures = (picture_of(s) for s in unseen)
        figures[f"unseen_{kind}"] = retrieval(encoder, unseen, written, pictures)
    return figures


def _shows_something_of(kind: str) -> Callable[[Scene], bool]:
    """Plain backgrounds have no composition that could be unseen."""
    return lambda scene: bool(scene.things) and (kind != "composition" or scene.place in PLACES)


def aspect_figures(encoder: Encoder, seed: int, count: int) -> dict[str, dict[str, float]]:
    """Text to image within pictures of one shape each."""
    figures = {}
    for aspect, _ in ASPECTS:
        rng = np.random.default_rng((seed, 6, round(100 * aspect)))
        shown = [
            Framed(replace(sample_scene(rng, aspect=aspect), hidden=False), aspect)
            for _ in range(4 * count)
        ]
        shown = [one for one in shown if one.scene.things][:count]
        written = [captions(s.scene, rng, 1, full=True)[0] for s in shown]
        pictures = (picture_of(s) for s in shown)
        figures[f"{aspect:.2f}"] = retrieval(encoder, shown, written, pictures)
    return figures


def _choice_accuracy(pictures: Vectors, texts: Vectors, truth: list[int]) -> float:
    return float(((pictures @ texts.T).argmax(axis=1) == np.asarray(truth)).mean())


def object_figures(encoder: Encoder, seed: int, count: int) -> dict[str, object]:
    """A single thing among 48, by size; of a drawing never seen; its colour, the object given."""
    figures: dict[str, object] = {}
    for unseen in ("", "drawing", "style"):
        rng = np.random.default_rng((seed, 2))
        shown = sample_shown(rng, count, unseen=unseen, wanted=_has_one_thing)
        label = f"object_of_48{'_unseen_' if unseen else ''}{unseen}"
        figures |= _object_figures_of(encoder, shown, label)
        if not unseen:
            figures["colour_of_11"] = _colour_accuracy(encoder, shown)
    return figures


def _object_figures_of(encoder: Encoder, shown: list[Framed], label: str) -> dict[str, object]:
    things = [s.scene.things[0] for s in shown]
    names = list(OBJECTS)
    truth = np.array([names.index(t.name) for t in things])
    of_names = encoder.texts([with_article(name) for name in names])
    chosen = (encoder.pictures(picture_of(s) for s in shown) @ of_names.T).argmax(axis=1)
    figures: dict[str, object] = {label: float((chosen == truth).mean())}
    for size, word in (("small", "small"), ("", "middling"), ("big", "big")):
        of_size = [t.size == size for t in things]
        figures[f"{label}_{word}"] = float((chosen == truth)[of_size].mean())
    confusion = np.zeros((len(names), len(names)), int)
    np.add.at(confusion, (truth, chosen), 1)
    return figures | {f"{label}_confusion": confusion.tolist()}


def _colour_accuracy(encoder: Encoder, shown: list[Framed]) -> float:
    colours = list(COLOURS)
    coloured = [s for s in shown if s.scene.things[0].colour]
    pictures = encoder.pictures(picture_of(s) for s in coloured)
    hits = [
        _choice_accuracy(
            pictures[i : i + 1],
            encoder.texts([_coloured(s.scene.things[0].name, colour) for colour in colours]),
            [colours.index(s.scene.things[0].colour)],
        )
        for i, s in enumerate(coloured)
    ]
    return float(np.mean(hits))


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
    pictures = encoder.pictures(picture_of(s) for s in shown)
    return {"place_of_14": _choice_accuracy(pictures, texts, truth)}


def presence_figures(encoder: Encoder, seed: int, libraries: int) -> dict[str, float]:
    """Whether a text is of anything in a library of 40 pictures, by its best cosine: AUROC.

    Absent texts are captions of other pictures that hold for none of the library.
    """
    rng = np.random.default_rng((seed, 5))
    present: list[float] = []
    absent: list[float] = []
    for _ in range(libraries):
        shown, others = sample_shown(rng, 40), sample_shown(rng, 40)
        pictures = encoder.pictures(picture_of(s) for s in shown)
        of_shown = [captions(s.scene, rng, 1, full=True)[0] for s in shown]
        of_others = [captions(s.scene, rng, 1, full=True)[0] for s in others]
        of_others = [c for c in of_others if not any(holds(c.facts, s.scene) for s in shown)]
        present += (encoder.texts([c.text for c in of_shown]) @ pictures.T).max(axis=1).tolist()
        absent += (encoder.texts([c.text for c in of_others]) @ pictures.T).max(axis=1).tolist()
    return {"auroc": auroc(present, absent), "present": len(present), "absent": len(absent)}


def auroc(present: Sequence[float], absent: Sequence[float]) -> float:
    """How often a value of the first is above one of the second; ties count half."""
    above = np.asarray(present)[:, None] - np.asarray(absent)
    return float(((above > 0) + 0.5 * (above == 0)).mean())


def evaluate(directory: Path, *, seed: int, count: int) -> dict[str, object]:
    """All figures of a saved model."""
    encoder = Encoder(directory)
    return {
        "seed": seed,
        "pictures": count,
        "text_to_image": retrieval_figures(encoder, seed, count),
        "aspects": aspect_figures(encoder, seed, count // 4),
        "single_things": object_figures(encoder, seed, count),
        "places": place_figures(encoder, seed, count),
        "presence": presence_figures(encoder, seed, libraries=count // 40),
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, help="the saved model")
    parser.add_argument("--seed", type=int, default=77_000, help="not one used in training")
    parser.add_argument("--count", type=int, default=1000, help="pictures in each split")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, help="default: evaluation.json in the directory")


def main(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(arguments.threads)
    figures = evaluate(arguments.directory, seed=arguments.seed, count=arguments.count)
    path = arguments.out or arguments.directory / "evaluation.json"
    path.write_text(json.dumps(figures) + "\n")
    print(json.dumps(figures, indent=1))
