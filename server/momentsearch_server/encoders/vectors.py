"""From a tower's features to the unit vectors that are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch

from momentsearch_server.encoders.encoder import Vectors

_Item = TypeVar("_Item")


def encode_in_batches(
    items: Sequence[_Item],
    encode: Callable[[Sequence[_Item]], torch.Tensor],
    *,
    batch_size: int,
    dim: int,
) -> Vectors:
    """float32 ``[n, dim]``, unit norm, in the order of ``items``; at most ``batch_size`` of them
    are on the device at a time."""
    batches = [to_unit(encode(batch)) for batch in _batches(items, batch_size)]
    return np.concatenate(batches) if batches else np.empty((0, dim), np.float32)


def to_unit(features: torch.Tensor) -> Vectors:
    """Normalised in float32, whatever the precision of the tower.

    Raises:
        FloatingPointError: a vector is zero or not finite, which must never reach an index.
    """
    wide = features.detach().float()
    norms = wide.norm(dim=-1, keepdim=True)
    if not bool(((norms > 0) & norms.isfinite()).all()):
        raise FloatingPointError("the encoder gave a vector that is zero or not finite")
    unit: Vectors = (wide / norms).cpu().numpy()
    return unit


def _batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
