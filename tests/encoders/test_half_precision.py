"""Half precision, as on a GPU, tried on a CPU: near to float32, and it passes the self-test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders import huggingface
from momentsearch_server.encoders.clap import load_clap
from momentsearch_server.encoders.clip import load_clip
from momentsearch_server.encoders.encoder import Encoder

TEXTS = ["a red car", "rain", "church bells ringing far away while children shout and play"]


def test_the_rule() -> None:
    assert huggingface.dtype_on(torch.device("cuda", 0)) is torch.float16
    assert huggingface.dtype_on(torch.device("cpu")) is torch.float32


@pytest.fixture
def half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface, "dtype_on", lambda device: torch.float16)


@pytest.mark.usefixtures("half")
@pytest.mark.parametrize("family", ["clip", "siglip", "chinese-clip"])
def test_pictures(
    family: str,
    checkpoint_of: Callable[[str], Path],
    encoder_of: Callable[[str], Encoder],
    real_pictures: list[NDArray[np.uint8]],
) -> None:
    halved = load_clip(str(checkpoint_of(family)), device="cpu")
    expected = encoder_of(family).encode_samples(real_pictures)
    assert (halved.encode_samples(real_pictures) * expected).sum(axis=1).min() > 0.999
    assert (halved.encode_texts(TEXTS) * encoder_of(family).encode_texts(TEXTS)).sum() > 2.99


@pytest.mark.usefixtures("half")
@pytest.mark.parametrize("variant", ["clap", "clap-fusion"])
def test_sounds(
    variant: str,
    checkpoint_of: Callable[[str], Path],
    encoder_of: Callable[[str], Encoder],
    real_sounds: list[NDArray[np.float32]],
) -> None:
    halved = load_clap(str(checkpoint_of(variant)), device="cpu")
    windows = [sound[:96_000] for sound in real_sounds]
    expected = encoder_of(variant).encode_samples(windows)
    assert (halved.encode_samples(windows) * expected).sum(axis=1).min() > 0.999
    assert (halved.encode_texts(TEXTS) * encoder_of(variant).encode_texts(TEXTS)).sum() > 2.99
