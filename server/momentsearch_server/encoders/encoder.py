"""The seam between samples or words and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.calibration import Calibration
from momentsearch_server.space import Space

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """One two-tower checkpoint: samples of one modality and words, into one space.

    Both methods give float32 ``[n, space.dim]``, unit norm, in the order of the input, and the
    same vectors for the same input however it was batched (to float rounding). They may be called
    from several threads.
    """

    @property
    def space(self) -> Space: ...

    @property
    def calibration(self) -> Calibration | None:
        """What a cosine is worth; None where that was not measured."""
        ...

    def encode_samples(self, samples: Sequence[NDArray[Any]]) -> Vectors:
        """Pictures as uint8 ``[height, width, 3]`` RGB of any sizes, or windows of mono sound as
        float32 ``[n]`` at 48 kHz no longer than the model's own window; by the space's modality."""
        ...

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Words; over-long ones are truncated as the checkpoint's tokenizer does it."""
        ...

    def read_part(self, text: str) -> str:
        """The beginning of a text that is not truncated: mostly all of it. May end in a word."""
        ...
