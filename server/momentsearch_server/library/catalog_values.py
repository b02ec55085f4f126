"""Between the catalog's columns and its values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from momentsearch_server.errors import Reason
from momentsearch_server.library.records import Note

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def from_time(time: datetime) -> int:
    """Microseconds since 1970 UTC, exactly (``timestamp()`` would go through a float)."""
    return (time - _EPOCH) // timedelta(microseconds=1)


def to_time(time_us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=time_us)


def note_or_none(reason: str | None, message: str | None) -> Note | None:
    return None if reason is None else Note(Reason(reason), message or "")


def notes_to_json(notes: Iterable[Note]) -> str:
    return json.dumps([[note.reason, note.message] for note in notes])


def notes_from_json(text: str) -> tuple[Note, ...]:
    return tuple(Note(Reason(reason), message) for reason, message in json.loads(text))
