"""What makes a checkpoint's vectors its own, and the refusal of any others."""

from __future__ import annotations

import hashlib
from typing import Any

from momentsearch_server.encoders.checkpoint import Checkpoint, files_digest
from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.space import Modality, Space

# Raised by one whenever the same pixels, samples or words would come out as another vector.
PREPROCESSING_VERSION = {Modality.PICTURE: 1, Modality.SOUND: 1}


def space_of(checkpoint: Checkpoint, modality: Modality, config: Any) -> Space:
    """The space of a checkpoint, from its files alone: reads all of them, loads none.

    ``config`` is its transformers configuration.
    """
    dim = _dim_of(config)
    facts = (
        files_digest(checkpoint),
        f"{modality.value} preprocessing {PREPROCESSING_VERSION[modality]}",
        f"dim {dim}",
    )
    fingerprint = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    return Space(modality, checkpoint.name, fingerprint, dim)


def require_same_space(expected: Space, found: Space) -> None:
    """Passes if vectors of the two may be compared; their names do not matter.

    Raises:
        FailedPrecondition: ``SPACE_MISMATCH``, naming both.
    """
    if (expected.modality, expected.fingerprint) == (found.modality, found.fingerprint):
        return
    raise FailedPrecondition(
        Reason.SPACE_MISMATCH,
        f"vectors of {_described(found)} cannot be used where {_described(expected)} is "
        "expected: index the media anew with the encoder in use, or start with the encoder that "
        "indexed them",
        metadata={"expected": expected.space_id, "found": found.space_id},
    )


def _described(space: Space) -> str:
    return f"{space.encoder!r} ({space.space_id}, {space.dim} dimensions)"


def _dim_of(config: Any) -> int:
    # CLIP and its kin and CLAP project into a dimension of its own; SigLIP's text tower says it.
    dim = getattr(config, "projection_dim", None) or config.text_config.projection_size
    return int(dim)
