"""16 bits, as on a GPU and on newer CPUs: near to float32, and it passes the self-test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders import huggingface
from momentsearch_server.encoders.clap import load_clap
from momentsearch_server.encoders.clip import load_clip
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.encoders.huggingface import Arithmetic
from momentsearch_server.errors import SettingsError

TEXTS = ["a red car", "rain", "church bells ringing far away while children shout and play"]
CPU, GPU = torch.device("cpu"), torch.device("cuda", 0)
FLOAT32 = torch.float32
# Of weights and of samples, as a GPU has them and as a CPU with the instructions.
HALVES = {"gpu": (torch.float16, torch.float16), "cpu": (FLOAT32, torch.bfloat16)}


def with_instructions(monkeypatch: pytest.MonkeyPatch, **has: bool) -> None:
    def capabilities() -> Mapping[str, bool]:
        return has

    monkeypatch.setattr(torch.cpu, "get_capabilities", capabilities)


@pytest.mark.parametrize("has", [{"avx512_bf16": True}, {"amx_bf16": True}, {"sve_bf16": True}])
def test_a_cpu_with_instructions_for_it_takes_samples_in_bfloat16(
    monkeypatch: pytest.MonkeyPatch, has: dict[str, bool]
) -> None:
    with_instructions(monkeypatch, avx2=True, **has)
    wanted = Arithmetic(CPU, weights=FLOAT32, samples=torch.bfloat16)
    assert huggingface.resolve_arithmetic("cpu") == wanted


def test_any_other_cpu_stays_in_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    with_instructions(monkeypatch, avx2=True, avx512_bf16=False)
    assert huggingface.resolve_arithmetic("cpu") == Arithmetic(CPU, FLOAT32, FLOAT32)


def test_a_gpu_takes_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface, "resolve_device", lambda device: GPU)
    assert huggingface.resolve_arithmetic("cuda") == Arithmetic(GPU, torch.float16, torch.float16)


@pytest.mark.parametrize("device", [CPU, GPU], ids=str)
def test_float32_is_everywhere_what_it_says(
    monkeypatch: pytest.MonkeyPatch, device: torch.device
) -> None:
    monkeypatch.setattr(huggingface, "resolve_device", lambda name: device)
    with_instructions(monkeypatch, avx512_bf16=True)
    wanted = Arithmetic(device, FLOAT32, FLOAT32)
    assert huggingface.resolve_arithmetic("auto", "float32") == wanted


def test_a_precision_that_is_not_known() -> None:
    with pytest.raises(SettingsError, match="'float64' is not known: expected one of auto, float"):
        huggingface.resolve_arithmetic("cpu", "float64")


@pytest.fixture(params=HALVES)
def halve(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called, it has all that is loaded afterwards in 16 bits; not what other tests share."""
    arithmetic = Arithmetic(CPU, *HALVES[request.param])

    def patch() -> None:
        monkeypatch.setattr(huggingface, "resolve_arithmetic", lambda device, precision: arithmetic)

    return patch


@pytest.mark.parametrize("family", ["clip", "siglip", "chinese-clip", "residual"])
def test_pictures(
    family: str,
    halve: Callable[[], None],
    checkpoint_of: Callable[[str], Path],
    encoder_of: Callable[[str], Encoder],
    real_pictures: list[NDArray[np.uint8]],
) -> None:
    exact = encoder_of(family)
    halve()
    _is_near(load_clip(str(checkpoint_of(family)), device="cpu"), exact, real_pictures)


@pytest.mark.parametrize("variant", ["clap", "clap-fusion"])
def test_sounds(
    variant: str,
    halve: Callable[[], None],
    checkpoint_of: Callable[[str], Path],
    encoder_of: Callable[[str], Encoder],
    real_sounds: list[NDArray[np.float32]],
) -> None:
    exact = encoder_of(variant)
    halve()
    halved = load_clap(str(checkpoint_of(variant)), device="cpu")
    _is_near(halved, exact, [sound[:96_000] for sound in real_sounds])


@pytest.mark.parametrize("family", ["clip", "siglip", "chinese-clip", "residual", "clap"])
def test_weights_cast_once_give_the_very_vectors_of_casting_each_time(
    monkeypatch: pytest.MonkeyPatch,
    family: str,
    checkpoint_of: Callable[[str], Path],
    real_pictures: list[NDArray[np.uint8]],
    real_sounds: list[NDArray[np.float32]],
) -> None:
    arithmetic = Arithmetic(CPU, FLOAT32, torch.bfloat16)
    monkeypatch.setattr(huggingface, "resolve_arithmetic", lambda device, precision: arithmetic)

    def encoded() -> NDArray[np.float32]:
        checkpoint = str(checkpoint_of(family))
        if family == "clap":
            return load_clap(checkpoint).encode_samples([sound[:96_000] for sound in real_sounds])
        return load_clip(checkpoint).encode_samples(real_pictures)

    cast_once = encoded()
    casts: list[torch.dtype] = []
    monkeypatch.setattr(
        huggingface, "cast_towers_of_samples", lambda model, precision: casts.append(precision)
    )
    np.testing.assert_array_equal(cast_once, encoded())
    assert casts == [torch.bfloat16]


def _is_near(halved: Encoder, exact: Encoder, samples: Sequence[NDArray[Any]]) -> None:
    found, expected = halved.encode_samples(samples), exact.encode_samples(samples)
    assert not np.array_equal(found, expected)  # it is another arithmetic
    assert (found * expected).sum(axis=1).min() > 0.999
    texts = halved.encode_texts(TEXTS) * exact.encode_texts(TEXTS)
    assert texts.sum(axis=1).min() > 0.999
