"""Embedding spaces: what makes two vectors comparable.

Every stored vector carries the id of its space, and every query is encoded once per space; vectors
of two spaces are never compared, averaged or put into one index.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Modality(StrEnum):
    """Which track of a media a space is made from."""

    PICTURE = "picture"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Space:
    """One encoder with its weights and its preprocessing.

    ``encoder`` is for people: the checkpoint as it was named in the settings. ``fingerprint`` is
    the truth: a hex SHA-256 over weights, tokenizer, preprocessing version and dimension. The same
    checkpoint from a hub and from a directory has the same fingerprint.
    """

    modality: Modality
    encoder: str
    fingerprint: str
    dim: int

    @property
    def space_id(self) -> str:
        """``picture-0123456789ab``: short, unique in practice, safe in file and table names."""
        return f"{self.modality.value}-{self.fingerprint[:12]}"
