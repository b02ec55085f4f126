"""Media in the catalog: their rows, labels and coverage, within a transaction of the caller's."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, select, update

from momentsearch_server.errors import NotFound, Reason
from momentsearch_server.library.catalog_schema import media, media_labels, media_spaces
from momentsearch_server.library.catalog_values import (
    note_or_none,
    notes_from_json,
    to_time,
)
from momentsearch_server.library.records import Media, MediaState, NewMedia, SpaceCoverage

# Below SQLite's bound on the number of parameters of a statement.
_IDS_PER_STATEMENT = 10_000


def no_media(media_id: str) -> NotFound:
    return NotFound(
        Reason.MEDIA_NOT_FOUND, f"there is no media {media_id!r}: ListMedia shows what there is"
    )


def not_deleting() -> ColumnElement[bool]:
    return media.c.state != MediaState.DELETING


def has_labels(labels: Mapping[str, str]) -> list[ColumnElement[bool]]:
    return [
        media.c.media_id.in_(
            select(media_labels.c.media_id).where(
                media_labels.c.key == key, media_labels.c.value == value
            )
        )
        for key, value in labels.items()
    ]


def with_bytes_of(new: NewMedia) -> Select[tuple[str, str]]:
    return select(media.c.media_id, media.c.state).where(
        media.c.collection == new.collection,
        media.c.content_sha256 == new.content_sha256,
        not_deleting(),
    )


def _new_values(new: NewMedia, now_us: int) -> dict[str, Any]:
    return {
        "title": new.title,
        "state": MediaState.QUEUED,
        "size_bytes": new.size_bytes,
        "source": new.source,
        "path": new.path,
        "owns_bytes": new.owns_bytes,
        "mtime_ns": new.mtime_ns,
        "update_time_us": now_us,
    }


def add(connection: Connection, media_id: str, new: NewMedia, now_us: int) -> None:
    connection.execute(
        insert(media).values(
            media_id=media_id,
            collection=new.collection,
            content_sha256=new.content_sha256,
            tracks_json="{}",
            notes_json="[]",
            create_time_us=now_us,
            **_new_values(new, now_us),
        )
    )


def requeue(connection: Connection, media_id: str, new: NewMedia, now_us: int) -> None:
    connection.execute(
        update(media)
        .where(media.c.media_id == media_id)
        .values(failure_reason=None, failure_message=None, **_new_values(new, now_us))
    )


def change(
    connection: Connection,
    media_id: str,
    now_us: int,
    *,
    only_state: MediaState | None = None,
    **values: object,
) -> Row[tuple[str]] | None:
    """The row's collection, or None when there is nothing to change in that state."""
    in_state = not_deleting() if only_state is None else media.c.state == only_state
    return connection.execute(
        update(media)
        .where(media.c.media_id == media_id, in_state)
        .values(update_time_us=now_us, **values)
        .returning(media.c.collection)
    ).first()


def replace_labels(connection: Connection, media_id: str, labels: Mapping[str, str]) -> bool:
    """Whether they are others than before."""
    of_media = media_labels.c.media_id == media_id
    known = select(media_labels.c.key, media_labels.c.value).where(of_media)
    if {row.key: row.value for row in connection.execute(known)} == dict(labels):
        return False
    connection.execute(delete(media_labels).where(of_media))
    if labels:
        connection.execute(
            insert(media_labels),
            [{"media_id": media_id, "key": key, "value": value} for key, value in labels.items()],
        )
    return True


def replace_coverage(
    connection: Connection, media_id: str, coverage: Iterable[SpaceCoverage]
) -> None:
    connection.execute(delete(media_spaces).where(media_spaces.c.media_id == media_id))
    rows = [
        {
            "media_id": media_id,
            "space_id": one.space_id,
            "samples": one.samples,
            "silent_windows": one.silent_windows,
            "runs": one.runs,
        }
        for one in coverage
    ]
    if rows:
        connection.execute(insert(media_spaces), rows)


def ids_where(connection: Connection, *conditions: ColumnElement[bool]) -> list[str]:
    """In order."""
    query = select(media.c.media_id).where(*conditions).order_by(media.c.media_id)
    return list(connection.execute(query).scalars())


def by_id(connection: Connection, media_id: str) -> Media:
    """In whatever state.

    Raises:
        NotFound: there is no such media.
    """
    found = load(connection, select(media).where(media.c.media_id == media_id))
    if not found:
        raise no_media(media_id)
    return found[0]


def load(connection: Connection, query: Select[Any]) -> list[Media]:
    """The media of a query over ``media``, with what hangs on them, in the query's order."""
    rows = connection.execute(query).all()
    ids = [row.media_id for row in rows]
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    coverage: dict[str, list[SpaceCoverage]] = defaultdict(list)
    for chunk in _chunks(ids):
        of_chunk = select(media_labels).where(media_labels.c.media_id.in_(chunk))
        for row in connection.execute(of_chunk.order_by(media_labels.c.key)):
            labels[row.media_id][row.key] = row.value
        covered = select(media_spaces).where(media_spaces.c.media_id.in_(chunk))
        for row in connection.execute(covered.order_by(media_spaces.c.space_id)):
            coverage[row.media_id].append(coverage_of(row))
    return [_media(row, labels[row.media_id], coverage[row.media_id]) for row in rows]


def _media(row: Row[Any], labels: Mapping[str, str], coverage: Iterable[SpaceCoverage]) -> Media:
    return Media(
        media_id=row.media_id,
        collection=row.collection,
        title=row.title,
        labels=labels,
        state=MediaState(row.state),
        kind=row.kind,
        duration_us=row.duration_us,
        size_bytes=row.size_bytes,
        content_sha256=row.content_sha256,
        source=row.source,
        path=row.path,
        owns_bytes=row.owns_bytes,
        tracks=json.loads(row.tracks_json),
        notes=notes_from_json(row.notes_json),
        failure=note_or_none(row.failure_reason, row.failure_message),
        create_time=to_time(row.create_time_us),
        update_time=to_time(row.update_time_us),
        active_time=None if row.active_time_us is None else to_time(row.active_time_us),
        spaces=tuple(coverage),
        mtime_ns=row.mtime_ns,
    )


def coverage_of(row: Row[Any]) -> SpaceCoverage:
    """``row``: of ``media_spaces``."""
    return SpaceCoverage(row.space_id, row.samples, row.silent_windows, row.runs)


def scope_rows(
    connection: Connection,
    conditions: Sequence[ColumnElement[bool]],
    media_ids: Sequence[str] | None,
) -> tuple[tuple[str, ...], dict[str, dict[str, int]]]:
    """The ids of media under ``conditions``, and of each space and media how many samples.

    ``media_ids``: only these, as far as they are there (None: all).
    """
    ids: list[str] = []
    samples: dict[str, dict[str, int]] = defaultdict(dict)
    parts = [[]] if media_ids is None else [[media.c.media_id.in_(c)] for c in _chunks(media_ids)]
    counts = select(media_spaces.c.media_id, media_spaces.c.space_id, media_spaces.c.samples)
    counts = counts.join(media, media.c.media_id == media_spaces.c.media_id)
    for part in parts:
        ids += ids_where(connection, *conditions, *part)
        rows = connection.execute(
            counts.where(*conditions, *part, media_spaces.c.samples > 0).order_by(media.c.media_id)
        )
        for media_id, space_id, count in rows:
            samples[space_id][media_id] = count
    return tuple(ids), dict(samples)


def _chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """Sorted, each id once, so that a scope's order never hangs on how it was asked for."""
    remaining = iter(sorted(set(ids)))
    return iter(lambda: list(itertools.islice(remaining, _IDS_PER_STATEMENT)), [])
