"""Opaque page tokens: where the page before ended, and which question it answered."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from momentsearch_server.errors import InvalidArgument, Reason


def encode(place: Sequence[str | int | float | datetime], *, question: object) -> str:
    """``question`` is anything whose ``repr`` is the same for the same question."""
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in place]
    return base64.urlsafe_b64encode(json.dumps([_digest(question), *parts]).encode()).decode()


def decode(token: str, *, question: object, kinds: Sequence[type]) -> list[Any] | None:
    """The parts that ``encode`` was given, of these types; None for the empty token of a first
    page.

    Nothing keeps others from making a token of the right question up: each part is checked.

    Raises ``InvalidArgument`` (PAGE_TOKEN_INVALID) for another question's token, or none of ours.
    """
    if not token:
        return None
    try:
        digest, *parts = json.loads(base64.urlsafe_b64decode(token))
        if len(parts) != len(kinds):
            raise ValueError(token)
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise not_ours() from None
    if digest != _digest(question):
        raise _invalid("belongs to another request: repeat the other fields as they were")
    try:
        return [_part(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    except ValueError:
        raise not_ours() from None


def not_ours() -> InvalidArgument:
    """For whoever finds that the parts of a token do not go together."""
    return _invalid("is not one that this server gave")


def _part(part: object, kind: type) -> object:
    """Raises ``ValueError`` for what is of another type."""
    if isinstance(part, str):
        part.encode()  # JSON can spell half a surrogate pair, which no database takes
        if "\0" in part:  # nor does PostgreSQL this
            raise ValueError(part)
        if kind is datetime:
            part = datetime.fromisoformat(part)
    if type(part) is not kind or (isinstance(part, datetime) and part.tzinfo is None):
        raise ValueError(part)
    return part


def _digest(question: object) -> str:
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]


def _invalid(why: str) -> InvalidArgument:
    return InvalidArgument(
        Reason.PAGE_TOKEN_INVALID,
        f"page_token {why}; leave it empty to begin again",
        field="page_token",
    )
