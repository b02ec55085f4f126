"""The sound model that is shipped: what it must be able to do, on a small fixed sample."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import momentsearch_server
from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

from training.sounds import evaluate, model  # noqa: E402

DIRECTORY = Path(momentsearch_server.__file__).parent / "encoders" / "embedded" / "clap"


@pytest.fixture(scope="module")
def encoder() -> evaluate.Encoder:
    torch.set_num_threads(1)
    return evaluate.load(DIRECTORY)


def recorded() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((DIRECTORY / "evaluation.json").read_text())
    return figures


def test_it_is_small_and_all_of_it_is_as_readable() -> None:
    files = [path for path in DIRECTORY.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 6_500_000
    assert len({path.stat().st_mode for path in files}) == 1  # the umask of whoever cloned it


def test_the_recorded_figures_are_above_the_floors() -> None:
    clean, degraded = recorded()["clean"], recorded()["degraded"]
    assert clean["events"]["top1_of_30"]["top1"] >= 0.99
    assert degraded["events"]["top1_of_30"]["top1"] >= 0.95
    assert clean["text_to_audio"]["size"] == 500
    assert clean["text_to_audio"]["r1"] >= 0.82
    assert degraded["text_to_audio"]["r1"] >= 0.7
    assert clean["music"]["instrument_9"] >= 0.92


def test_it_tells_events(encoder: evaluate.Encoder) -> None:
    figures: Any = evaluate.events(encoder, evaluate.unchanged, each=2)
    assert figures["top1_of_34"]["top1"] >= 0.95


def test_it_tells_events_that_went_through_a_codec(encoder: evaluate.Encoder) -> None:
    figures: Any = evaluate.events(encoder, evaluate.DEGRADATIONS["coded"], each=1)
    assert figures["top1_of_30"]["top1"] >= 0.93


def test_it_finds_the_sound_of_a_caption(encoder: evaluate.Encoder) -> None:
    figures: Any = evaluate.retrieval(encoder, evaluate.unchanged, size=80)
    assert figures["r1"] >= 0.8


def test_it_tells_instruments_and_moods(encoder: evaluate.Encoder) -> None:
    figures = evaluate.music(encoder, evaluate.unchanged, each=4)
    assert figures["instrument_9"] >= 0.75
    assert figures["happy_or_sad"] >= 0.9


def test_present_sounds_stand_out_from_absent_ones(encoder: evaluate.Encoder) -> None:
    assert evaluate.presence(encoder, libraries=10, each=1) >= 0.95


def test_it_hears_a_sound_that_ends_within_the_window(encoder: evaluate.Encoder) -> None:
    """The last window of a track is short, and is padded as the extractor does it."""
    names = ("rain", "siren", "dog barking", "typing")
    waves = [
        evaluate.synthesise_event(name, np.random.default_rng(seed), duration_seconds=seconds)
        for name in names
        for seed, seconds in ((1, 3.0), (2, 2.0), (3, 1.2))
    ]
    texts = encoder.texts([evaluate.event_text(name) for name in names])
    found = (encoder.sounds(waves) @ texts.T).argmax(axis=1)
    assert np.mean(found == np.repeat(np.arange(4), 3)) >= 11 / 12


def test_the_recipe_makes_the_shape_that_is_shipped(encoder: evaluate.Encoder) -> None:
    built = model.new_model(encoder.words)
    shapes = {name: tensor.shape for name, tensor in built.state_dict().items()}
    assert shapes == {name: t.shape for name, t in encoder.model.state_dict().items()}
