"""Pictures and words into one space: CLIP, SigLIP, Chinese-CLIP, AltCLIP, MetaCLIP 2 and kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders import huggingface, pictures, selftest
from momentsearch_server.encoders.calibration import Calibration
from momentsearch_server.encoders.checkpoint import find
from momentsearch_server.encoders.encoder import Vectors
from momentsearch_server.encoders.fingerprint import space_of
from momentsearch_server.encoders.huggingface import AUTO, Arithmetic
from momentsearch_server.encoders.pictures import PicturePreprocessing, to_pixel_values
from momentsearch_server.encoders.texts import TextPreprocessing
from momentsearch_server.encoders.vectors import encode_in_batches
from momentsearch_server.space import Modality, Space

DEFAULT_BATCH_SIZE = 32
# Pictures of one size are resized together up to this many pixels, so that a batch of large
# stills needs no more memory than one of them.
_RESIZE_PIXELS = 8_000_000


class ClipEncoder:
    """An ``Encoder`` of pictures; holds the model and nothing that changes after loading."""

    def __init__(
        self,
        model: Any,
        *,
        space: Space,
        calibration: Calibration | None,
        arithmetic: Arithmetic,
        to_tokens: TextPreprocessing,
        steps: PicturePreprocessing,
        batch_size: int,
    ) -> None:
        self._model = model
        self._space = space
        self._calibration = calibration
        self._arithmetic = arithmetic
        self._to_tokens = to_tokens
        self._steps = steps
        self._batch_size = batch_size

    @property
    def space(self) -> Space:
        return self._space

    @property
    def calibration(self) -> Calibration | None:
        return self._calibration

    def encode_samples(self, samples: Sequence[NDArray[Any]]) -> Vectors:
        """Raises ``ValueError`` for what is not uint8 ``[height, width, 3]``."""
        for picture in samples:
            _check(picture)
        return self._encode(samples, self._picture_features)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._text_features)

    def read_part(self, text: str) -> str:
        return self._to_tokens.read_part(text)

    def _encode(self, items: Sequence[Any], encode: Any) -> Vectors:
        return encode_in_batches(items, encode, batch_size=self._batch_size, dim=self._space.dim)

    @torch.inference_mode()
    def _picture_features(self, batch: Sequence[NDArray[Any]]) -> torch.Tensor:
        pixel_values = _preprocess(batch, self._steps, self._model.device)
        with self._arithmetic.over_samples():
            output = self._model.get_image_features(pixel_values=pixel_values.to(self._model.dtype))
        return huggingface.features(output)

    @torch.inference_mode()
    def _text_features(self, batch: Sequence[str]) -> torch.Tensor:
        tokens = self._to_tokens(batch, self._model.device)
        return huggingface.features(self._model.get_text_features(**tokens))


def load_clip(
    checkpoint: str,
    *,
    device: str = "auto",
    precision: str = AUTO,
    batch_size: int = DEFAULT_BATCH_SIZE,
) -> ClipEncoder:
    """An encoder of pictures from ``embedded``, a hub id or a directory, after its self-test.

    Raises:
        EncoderRejected: it cannot be had, is of a kind that is not supported, or fails.
        SettingsError: no such device or precision.
    """
    found = find(checkpoint, Modality.PICTURE)
    config = huggingface.load_config(found)
    processor = huggingface.load_image_processor(found)
    try:
        steps = pictures.read_preprocessing(processor)
    except ValueError as error:
        raise huggingface.unsupported(found, str(error)) from error
    arithmetic = huggingface.resolve_arithmetic(device, precision)
    model = huggingface.load_model(found, arithmetic)
    if not (hasattr(model, "get_image_features") and hasattr(model, "get_text_features")):
        raise huggingface.unsupported(found, f"{type(model).__name__} has no picture-text features")
    space = space_of(found, Modality.PICTURE, config)
    encoder = ClipEncoder(
        model,
        space=space,
        calibration=huggingface.load_calibration(found, space),
        arithmetic=arithmetic,
        to_tokens=TextPreprocessing(huggingface.load_tokenizer(found), config.text_config),
        steps=steps,
        batch_size=batch_size,
    )
    selftest.require_pass(encoder, golden_file=found.golden_file)
    return encoder


def _preprocess(
    batch: Sequence[NDArray[Any]], steps: PicturePreprocessing, device: torch.device
) -> torch.Tensor:
    """Pixel values of pictures of any sizes, in their order; those of one size go together."""
    places_by_size: dict[tuple[int, ...], list[int]] = {}
    for place, picture in enumerate(batch):
        places_by_size.setdefault(picture.shape, []).append(place)
    parts: list[torch.Tensor] = []
    for shape, places in places_by_size.items():
        together = max(1, _RESIZE_PIXELS // (shape[0] * shape[1]))
        for start in range(0, len(places), together):
            stacked = np.stack([batch[place] for place in places[start : start + together]])
            parts.append(to_pixel_values(torch.from_numpy(stacked).to(device), steps))
    if len(parts) == 1:  # the pictures of one video: nothing to put in order, and no copy
        return parts[0]
    order = torch.tensor([place for places in places_by_size.values() for place in places])
    return torch.cat(parts)[order.argsort()]


def _check(picture: NDArray[Any]) -> None:
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3 or not picture.size:
        raise ValueError(
            "a picture is uint8 [height, width, 3] with pixels in it; "
            f"got {picture.dtype.name} {list(picture.shape)}"
        )
