"""Models of the default checkpoints' size and shape, with random weights, through the same code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from momentsearch_server.encoders import huggingface, pairs
from momentsearch_server.encoders.checkpoint import find
from momentsearch_server.encoders.pairs import EncoderPair
from momentsearch_server.space import Modality
from tests.encoders.checkpoints import write_full_size_clap, write_full_size_clip

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def directories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("full-size")
    return write_full_size_clip(root / "clip"), write_full_size_clap(root / "clap")


@pytest.fixture(scope="module")
def pair(directories: tuple[Path, Path]) -> EncoderPair:
    return pairs.load_pair(*map(str, directories), device="cpu")


def test_the_sizes_are_those_of_the_real_ones(
    directories: tuple[Path, Path], pair: EncoderPair
) -> None:
    assert {encoder.space.dim for encoder in pair.by_modality.values()} == {512}
    assert pair.window_seconds == 10.0
    for directory in directories:
        size = (directory / "model.safetensors").stat().st_size
        assert 580e6 < size < 630e6  # about 150 million float32


def test_pictures_match_the_processor(
    directories: tuple[Path, Path],
    pair: EncoderPair,
    real_pictures: list[NDArray[np.uint8]],
) -> None:
    files = find(str(directories[0]), Modality.PICTURE)
    processor = huggingface.load_image_processor(files)
    model = huggingface.load_model(files, huggingface.resolve_arithmetic("cpu", "float32"))
    given = processor(images=real_pictures, return_tensors="pt", input_data_format="channels_last")
    features = huggingface.features(model.get_image_features(**given)).detach()
    expected = (features / features.norm(dim=-1, keepdim=True)).numpy()
    assert pair.picture is not None
    assert (pair.picture.encode_samples(real_pictures) * expected).sum(axis=1).min() > 0.999


def test_sounds_match_the_extractor(
    directories: tuple[Path, Path],
    pair: EncoderPair,
    real_sounds: list[NDArray[np.float32]],
) -> None:
    files = find(str(directories[1]), Modality.SOUND)
    extractor = huggingface.load_feature_extractor(files)
    model = huggingface.load_model(files, huggingface.resolve_arithmetic("cpu", "float32"))
    windows = [sound[: 48_000 * 10] for sound in real_sounds]
    given = extractor(windows, sampling_rate=48_000, return_tensors="pt")
    output = model.get_audio_features(input_features=given["input_features"].float())
    expected = huggingface.features(output).detach().numpy()
    assert pair.sound is not None
    assert (pair.sound.encode_samples(windows) * expected).sum(axis=1).min() > 0.999
