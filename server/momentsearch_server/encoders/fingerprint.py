"""What makes a checkpoint's vectors its own."""

from __future__ import annotations

import hashlib
from typing import Any

from momentsearch_server.encoders.checkpoint import Checkpoint, files_digest
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


def _dim_of(config: Any) -> int:
    # CLIP and its kin and CLAP project into a dimension of its own; SigLIP's text tower says it.
    dim = getattr(config, "projection_dim", None) or config.text_config.projection_size
    return int(dim)
