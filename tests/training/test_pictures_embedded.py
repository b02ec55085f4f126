"""The picture model that is shipped: what it must be able to do, on a small fixed sample."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch

import momentsearch_server
from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

from training.pictures import evaluate, model  # noqa: E402
from training.pictures.degrade import DEGRADATIONS  # noqa: E402
from training.pictures.scene import UNSEEN_KINDS  # noqa: E402

DIRECTORY = Path(momentsearch_server.__file__).parent / "encoders" / "embedded" / "clip"
SEED = 31_337  # used neither in training nor for the figures of the model card


@pytest.fixture(scope="module")
def encoder() -> evaluate.Encoder:
    torch.set_num_threads(1)
    return evaluate.Encoder(DIRECTORY)


def recorded() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((DIRECTORY / "evaluation.json").read_text())
    return figures


def test_it_is_small_and_all_of_it_is_as_readable() -> None:
    files = [path for path in DIRECTORY.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 5_500_000
    assert len({path.stat().st_mode for path in files}) == 1  # the umask of whoever cloned it


def test_the_recorded_figures_are_above_the_floors() -> None:
    figures = recorded()
    assert figures["pictures"] == 1000
    r1 = {name: figure["r1"] for name, figure in figures["text_to_image"].items()}
    floors = {"seeds": 0.92, "pair": 0.85, "drawing": 0.7, "style": 0.75}
    assert all(r1[f"unseen_{kind}"] >= floor for kind, floor in floors.items())
    assert all(r1[name] >= r1["unseen_seeds"] - 0.05 for name in r1 if "damaged" in name)
    things = figures["single_things"]
    assert things["object_of_48"] >= 0.8
    assert things["object_of_48_unseen_drawing"] >= 0.6


def test_it_finds_the_picture_of_a_caption(encoder: evaluate.Encoder) -> None:
    found = evaluate.retrieval_figures(encoder, SEED, 40)
    figures = {name: figure["r1"] for name, figure in found.items()}
    assert figures.pop("unseen_seeds_partial_captions") >= 0.65  # many are true of others too
    assert figures["unseen_seeds"] >= 0.9
    assert figures["unseen_phrasing"] >= 0.9
    assert all(figures[f"unseen_{kind}"] >= 0.9 for kind in UNSEEN_KINDS)
    damaged = [figures[f"damaged_{name.replace(' ', '_')}"] for name in DEGRADATIONS]
    assert min(damaged) >= 0.85
    assert sum(damaged) / len(damaged) >= 0.9


def test_it_finds_pictures_of_every_shape(encoder: evaluate.Encoder) -> None:
    figures = evaluate.aspect_figures(encoder, SEED, 20)
    assert min(figure["r1"] for figure in figures.values()) >= 0.9


def test_it_tells_places_colours_and_objects(encoder: evaluate.Encoder) -> None:
    assert evaluate.place_figures(encoder, SEED, 60)["place_of_14"] >= 0.9
    figures = evaluate.object_figures(encoder, SEED, 50)
    assert figures["colour_of_11"] >= 0.7
    assert figures["object_of_48"] >= 0.62  # chance is 0.02


def test_it_tells_what_is_there_from_what_is_not(encoder: evaluate.Encoder) -> None:
    assert evaluate.presence_figures(encoder, SEED, libraries=2)["auroc"] >= 0.95


def test_the_recipe_makes_the_shape_that_is_shipped(encoder: evaluate.Encoder) -> None:
    built = model.build(encoder.tokenizer)
    shapes = {name: tensor.shape for name, tensor in built.state_dict().items()}
    assert shapes == {name: t.shape for name, t in encoder.model.state_dict().items()}
