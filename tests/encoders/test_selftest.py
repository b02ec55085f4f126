"""The self-test refuses encoders that would fill a library with noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from momentsearch_server.encoders import selftest
from momentsearch_server.encoders.clap import ClapEncoder, load_clap
from momentsearch_server.encoders.clip import load_clip
from momentsearch_server.encoders.encoder import Encoder, Vectors
from momentsearch_server.encoders.fake import (
    COLOURS,
    PITCHES,
    fake_picture_encoder,
    fake_sound_encoder,
)
from momentsearch_server.encoders.golden import GoldenPairs, read_golden, write_golden
from momentsearch_server.errors import EncoderRejected, Reason
from momentsearch_server.space import Modality, Space
from tests.encoders import checkpoints


@dataclass(frozen=True)
class Spoiled:
    """An encoder whose vectors are changed on their way out."""

    good: Encoder
    spoil_texts: Callable[[Vectors], Vectors] = lambda vectors: vectors
    spoil_samples: Callable[[Vectors], Vectors] = lambda vectors: vectors

    @property
    def space(self) -> Space:
        return self.good.space

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return self.spoil_texts(self.good.encode_texts(texts))

    def read_part(self, text: str) -> str:
        return self.good.read_part(text)

    def encode_samples(self, samples: Sequence[Any]) -> Vectors:
        return self.spoil_samples(self.good.encode_samples(samples))


def _nearly_constant(vectors: Vectors) -> Vectors:
    nearly = 20 * np.eye(1, vectors.shape[1], dtype=np.float32) + vectors
    return (nearly / np.linalg.norm(nearly, axis=1, keepdims=True)).astype(np.float32)


def _leaning_on_its_batch(vectors: Vectors) -> Vectors:
    leaning = vectors + 0.1 * vectors.mean(axis=0)
    return (leaning / np.linalg.norm(leaning, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("side", ["text", "sample"])
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_nearly_constant, "unrelated {side}s differ: mean cosine 0.99"),
        (_leaning_on_its_batch, "a {side}'s vector does not depend on its batch: cosine 0.99"),
        (lambda vectors: vectors * 1.01, "{side} vectors are float32, finite and of unit norm"),
        (lambda vectors: vectors * np.nan, "{side} vectors are float32, finite and of unit norm"),
        (lambda vectors: vectors.astype(np.float16), "float16 [{count}, 64] instead of [n, 64]"),
        (lambda vectors: vectors[:, :32], "float32 [{count}, 32] instead of [n, 64]"),
    ],
)
def test_spoiled_vectors_are_refused_with_figures(
    side: str, spoil: Callable[[Vectors], Vectors], says: str
) -> None:
    spoiled = Spoiled(fake_picture_encoder(), **{f"spoil_{side}s": spoil})
    with pytest.raises(EncoderRejected) as refusal:
        selftest.require_pass(spoiled)
    assert refusal.value.reason is Reason.CHECKPOINT_FAILED_SELF_TEST
    assert says.format(side=side, count=8 if side == "text" else 5) in refusal.value.message


def test_a_text_tower_of_untrained_weights_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As transformers initialises it: what a conversion that lost the tower's weights leaves."""
    monkeypatch.setattr(checkpoints, "_stir", lambda model: None)
    directory = checkpoints.write_clap(tmp_path / "untrained")
    with pytest.raises(EncoderRejected, match="between 8 unrelated texts") as refusal:
        load_clap(str(directory), device="cpu")
    assert refusal.value.reason is Reason.CHECKPOINT_FAILED_SELF_TEST


def test_padding_that_leaks_into_the_vectors_is_refused(
    encoder_of: Callable[[str], ClapEncoder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attention mask left out, as is easily done: the shorter texts of a batch change."""
    encoder = encoder_of("clap")
    to_tokens = encoder._to_tokens

    def without_mask(texts: Sequence[str], device: torch.device) -> dict[str, torch.Tensor]:
        return {"input_ids": to_tokens(texts, device)["input_ids"]}

    monkeypatch.setattr(encoder, "_to_tokens", without_mask)
    with pytest.raises(EncoderRejected, match="a text's vector does not depend on its batch"):
        selftest.require_pass(encoder)


def test_an_encoder_that_fails_outright_is_refused(encoder_of: Callable[[str], Any]) -> None:
    good = encoder_of("clip")
    wrong_dim = Spoiled(good, spoil_texts=lambda vectors: 1 / 0)
    with pytest.raises(EncoderRejected, match="cannot encode the probes: division by zero"):
        selftest.require_pass(wrong_dim)


def test_weights_that_overflow_are_refused(checkpoint_of: Callable[[str], Path]) -> None:
    from safetensors.torch import load_file, save_file

    directory = checkpoint_of("clip")
    spoiled = directory.with_name("overflowing")
    spoiled.mkdir()
    for file in directory.iterdir():
        (spoiled / file.name).write_bytes(file.read_bytes())
    weights = load_file(spoiled / "model.safetensors")
    weights["text_projection.weight"] *= torch.inf
    save_file(weights, spoiled / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(EncoderRejected, match="a vector that is zero or not finite"):
        load_clip(str(spoiled), device="cpu")


def _colour_pairs() -> GoldenPairs:
    pictures = [np.full((8, 8, 3), rgb, np.uint8) for rgb in COLOURS.values()]
    return GoldenPairs(tuple(COLOURS), tuple(pictures))


def test_golden_pictures(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.npz", tmp_path / "wrong.npz"
    pairs = _colour_pairs()
    write_golden(right, pairs, Modality.PICTURE)
    write_golden(wrong, replace(pairs, texts=pairs.texts[::-1]), Modality.PICTURE)
    selftest.require_pass(fake_picture_encoder(), golden_file=right)
    with pytest.raises(EncoderRejected, match=r"golden sample .*: 1 of 9 pairs; the least by -"):
        selftest.require_pass(fake_picture_encoder(), golden_file=wrong)


def test_golden_sounds_come_back_at_48_khz(tmp_path: Path) -> None:
    seconds = np.arange(48_000) / 48_000
    waves = [0.6 * np.sin(2 * np.pi * (lowest + 100) * seconds) for lowest in PITCHES.values()]
    pairs = GoldenPairs(tuple(PITCHES), tuple(wave.astype(np.float32) for wave in waves))
    path = tmp_path / "golden.npz"
    write_golden(path, pairs, Modality.SOUND)
    selftest.require_pass(fake_sound_encoder(), golden_file=path)
    again = read_golden(path, Modality.SOUND)
    assert again.texts == pairs.texts
    np.testing.assert_allclose(again.samples, pairs.samples, atol=1e-4)
    assert path.stat().st_size < 5 * 16_000 * 2 + 2_000


def test_every_check_names_its_figures() -> None:
    checks = selftest.run(fake_sound_encoder())
    assert [check.passed for check in checks] == [True] * 6
    assert all(any(letter.isdigit() for letter in check.figures) for check in checks)
