"""Opaque page tokens: where the page before ended, and which question it answered."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from momentsearch_server.errors import InvalidArgument, Reason


def encode(place: Sequence[str | int | float], *, question: object) -> str:
    """``question`` is anything whose ``repr`` is the same for the same question."""
    return base64.urlsafe_b64encode(json.dumps([_digest(question), *place]).encode()).decode()


def decode(token: str, *, question: object, length: int) -> list[Any] | None:
    """The ``length`` parts that ``encode`` was given; None for the empty token of a first page.

    Raises ``InvalidArgument`` (PAGE_TOKEN_INVALID) for another question's token, or none of ours.
    """
    if not token:
        return None
    try:
        parts: list[Any] = json.loads(base64.urlsafe_b64decode(token))
        digest, *place = parts
        if len(place) != length:
            raise ValueError(token)
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise _invalid("is not one that this server gave") from None
    if digest != _digest(question):
        raise _invalid("belongs to another request: repeat the other fields as they were")
    return place


def _digest(question: object) -> str:
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]


def _invalid(why: str) -> InvalidArgument:
    return InvalidArgument(
        Reason.PAGE_TOKEN_INVALID,
        f"page_token {why}; leave it empty to begin again",
        field="page_token",
    )
