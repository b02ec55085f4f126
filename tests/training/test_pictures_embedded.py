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

DIRECTORY = Path(momentsearch_server.__file__).parent / "encoders" / "embedded" / "clip"
SEED = 31_337  # used neither in training nor for the figures of the model card


@pytest.fixture(scope="module")
def encoder() -> evaluate.Encoder:
    torch.set_num_threads(1)
    return evaluate.Encoder(DIRECTORY)


def recorded() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((DIRECTORY / "evaluation.json").read_text())
    return figures


def test_it_is_small_and_can_be_read_by_all() -> None:
    files = [path for path in DIRECTORY.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 5_000_000
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in files)


def test_the_recorded_figures_are_above_the_floors() -> None:
    figures = recorded()
    assert figures["pictures"] == 1000
    assert figures["text_to_image"]["unseen_seeds"]["r1"] >= 0.70


def test_it_finds_the_picture_of_a_caption(encoder: evaluate.Encoder) -> None:
    figures = evaluate.retrieval_figures(encoder, SEED, 120)
    assert figures["unseen_seeds"]["r1"] >= 0.80
    assert figures["unseen_pairs"]["r1"] >= 0.75
    assert figures["degraded"]["r1"] >= 0.75


def test_it_tells_places_colours_and_large_objects(encoder: evaluate.Encoder) -> None:
    assert evaluate.place_figures(encoder, SEED, 60)["place_of_14"] >= 0.9
    figures = evaluate.object_figures(encoder, SEED, 100)
    assert figures["colour_of_11"] >= 0.7
    assert figures["object_of_48"] >= 0.08  # chance is 0.02: shapes are its weak side


def test_it_finds_shots_in_films(encoder: evaluate.Encoder) -> None:
    figures = evaluate.film_figures(encoder, SEED, 4)
    assert figures["full"]["r1_at_iou_0.5"] >= 0.75


def test_the_recipe_makes_the_shape_that_is_shipped(encoder: evaluate.Encoder) -> None:
    built = model.build(encoder.tokenizer)
    shapes = {name: tensor.shape for name, tensor in built.state_dict().items()}
    assert shapes == {name: t.shape for name, t in encoder.model.state_dict().items()}
