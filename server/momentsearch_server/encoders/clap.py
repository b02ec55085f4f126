"""Sound and words into one space: any `ClapModel`, with or without feature fusion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from numpy.typing import NDArray

from momentsearch_server.encoders import huggingface, selftest, sounds
from momentsearch_server.encoders.calibration import Calibration
from momentsearch_server.encoders.checkpoint import Checkpoint, find
from momentsearch_server.encoders.encoder import Vectors
from momentsearch_server.encoders.fingerprint import space_of
from momentsearch_server.encoders.huggingface import AUTO, Arithmetic
from momentsearch_server.encoders.sounds import LogMel, SoundPreprocessing
from momentsearch_server.encoders.texts import TextPreprocessing
from momentsearch_server.encoders.vectors import encode_in_batches
from momentsearch_server.space import Modality, Space

DEFAULT_BATCH_SIZE = 16


class ClapEncoder:
    """An ``Encoder`` of sound; holds the model and nothing that changes after loading."""

    def __init__(
        self,
        model: Any,
        *,
        space: Space,
        calibration: Calibration | None,
        arithmetic: Arithmetic,
        to_tokens: TextPreprocessing,
        to_log_mel: LogMel,
        batch_size: int,
    ) -> None:
        self._model = model
        self._space = space
        self._calibration = calibration
        self._arithmetic = arithmetic
        self._to_tokens = to_tokens
        self._to_log_mel = to_log_mel
        self._batch_size = batch_size

    @property
    def space(self) -> Space:
        return self._space

    @property
    def calibration(self) -> Calibration | None:
        return self._calibration

    @property
    def window_seconds(self) -> float:
        """The longest window that the checkpoint hears at once; shorter ones are padded."""
        return self._to_log_mel.steps.window_seconds

    def encode_samples(self, samples: Sequence[NDArray[Any]]) -> Vectors:
        """Raises ``ValueError`` for a window longer than ``window_seconds``, or empty."""
        return self._encode(samples, self._sound_features)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._text_features)

    def read_part(self, text: str) -> str:
        return self._to_tokens.read_part(text)

    def _encode(self, items: Sequence[Any], encode: Any) -> Vectors:
        return encode_in_batches(items, encode, batch_size=self._batch_size, dim=self._space.dim)

    @torch.inference_mode()
    def _sound_features(self, batch: Sequence[NDArray[Any]]) -> torch.Tensor:
        log_mel = self._to_log_mel(batch).to(self._model.dtype)
        never_longer = torch.zeros(len(batch), 1, dtype=torch.bool, device=log_mel.device)
        with self._arithmetic.over_samples():
            output = self._model.get_audio_features(input_features=log_mel, is_longer=never_longer)
        return huggingface.features(output)

    @torch.inference_mode()
    def _text_features(self, batch: Sequence[str]) -> torch.Tensor:
        tokens = self._to_tokens(batch, self._model.device)
        return huggingface.features(self._model.get_text_features(**tokens))


def load_clap(
    checkpoint: str,
    *,
    device: str = "auto",
    precision: str = AUTO,
    batch_size: int = DEFAULT_BATCH_SIZE,
) -> ClapEncoder:
    """An encoder of sound from ``embedded``, a hub id or a directory, after its self-test.

    Raises:
        EncoderRejected: it cannot be had, is of a kind that is not supported, or fails.
        SettingsError: no such device or precision.
    """
    found = find(checkpoint, Modality.SOUND)
    config = huggingface.load_config(found)
    if config.model_type != "clap":
        raise huggingface.unsupported(found, f"a {config.model_type!r} model is not CLAP")
    steps = _read_preprocessing(found, fusion=bool(config.audio_config.enable_fusion))
    arithmetic = huggingface.resolve_arithmetic(device, precision)
    model = huggingface.load_model(found, arithmetic)
    space = space_of(found, Modality.SOUND, config)
    encoder = ClapEncoder(
        model,
        space=space,
        calibration=huggingface.load_calibration(found, space),
        arithmetic=arithmetic,
        to_tokens=TextPreprocessing(huggingface.load_tokenizer(found), config.text_config),
        to_log_mel=LogMel(steps, model.device),
        batch_size=batch_size,
    )
    selftest.require_pass(encoder, golden_file=found.golden_file)
    return encoder


def _read_preprocessing(found: Checkpoint, *, fusion: bool) -> SoundPreprocessing:
    try:
        return sounds.read_preprocessing(huggingface.load_feature_extractor(found), fusion=fusion)
    except ValueError as error:
        raise huggingface.unsupported(found, str(error)) from error
