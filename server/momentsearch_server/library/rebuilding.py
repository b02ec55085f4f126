"""The index follows from the timelines: made anew, or put in order where the two disagree.

All that is here is called with ``Stores.writes`` held. A media whose timeline turns out to be
damaged becomes FAILED, with the reason.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from momentsearch_server.errors import DataLoss
from momentsearch_server.library import committing
from momentsearch_server.library.records import MediaState, SpaceCoverage, SpaceRecord
from momentsearch_server.library.space_tables import unknown_space
from momentsearch_server.library.stores import Stores
from momentsearch_server.library.vectors import IndexTable

_LOG = logging.getLogger(__name__)

_COUNTED_AT_ONCE = 1024
_Covered: TypeAlias = tuple[str, str, SpaceCoverage]
# Where a crash leaves things in a state of their own, in order; see ``Library.open``.
REBUILD_CHECKPOINTS = ("rebuild:media_inserted", "rebuild:switched", "rebuild:old_dropped")


def rebuild(
    stores: Stores,
    space_ids: Sequence[str] | None = None,
    *,
    progress: Callable[[str, int, int], None] = lambda _space_id, _done, _total: None,
) -> None:
    """See ``Library.rebuild_index``."""
    known = {record.space.space_id: record for record in stores.catalog.spaces()}
    # Each once: the record of a space names the table that its first rebuilding has dropped.
    for space_id in dict.fromkeys(known if space_ids is None else space_ids):
        if space_id not in known:
            raise unknown_space(space_id)
        _rebuild(stores, known[space_id], progress)


def mend(stores: Stores) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Media whose rows were made anew, and spaces of which all were.

    Every step is for what the one before leaves differing, since it costs more.
    """
    mended: dict[str, None] = {}
    rebuilt: list[str] = []
    for space_id in [record.space.space_id for record in stores.catalog.spaces()]:
        if _has_its_rows(stores, space_id):
            continue
        _remove_rows_of_others(stores, space_id)
        if _has_its_rows(stores, space_id):
            continue
        mended |= dict.fromkeys(_insert_differing(stores, space_id))
        if _has_its_rows(stores, space_id):
            continue
        _LOG.warning("the index of space %s is made anew", space_id)
        rebuild(stores, [space_id])
        rebuilt.append(space_id)
    return tuple(mended), tuple(rebuilt)


def _rebuild(
    stores: Stores, record: SpaceRecord, progress: Callable[[str, int, int], None]
) -> None:
    space_id = record.space.space_id
    table = stores.tables.begin_next(record)
    covered = stores.catalog.active_coverage(space_id)
    runs: dict[str, int] = {}
    for done, (collection, media_id, _) in enumerate(covered):
        progress(space_id, done, len(covered))
        runs |= _insert_again(stores, table, space_id, collection, media_id)
        stores.checkpoint("rebuild:media_inserted")
    stores.catalog.set_generation(space_id, record.generation + 1, runs)
    stores.tables.switch(record, table)
    stores.checkpoint("rebuild:switched")
    stores.tables.drop(record)
    stores.checkpoint("rebuild:old_dropped")
    progress(space_id, len(covered), len(covered))


def _insert_again(
    stores: Stores, table: IndexTable, space_id: str, collection: str, media_id: str
) -> dict[str, int]:
    """How many rows the media got; nothing when its timeline is damaged."""
    try:
        timeline = stores.timelines.verify(media_id, space_id)
    except DataLoss as error:
        _LOG.error("media %s is marked as failed: %s", media_id, error)
        committing.fail(stores, media_id, error.reason, error.message)
        return {}
    return {media_id: stores.tables.insert(table, timeline, collection)}


def _has_its_rows(stores: Stores, space_id: str) -> bool:
    covered = stores.catalog.active_coverage(space_id)
    expected = sum(coverage.runs for _, _, coverage in covered)
    found = stores.tables.count(space_id)
    if found != expected:
        _LOG.warning(
            "the index of space %s has %d rows where the timelines make %d",
            space_id,
            found,
            expected,
        )
    return found == expected


def _remove_rows_of_others(stores: Stores, space_id: str) -> None:
    """What is left of media that failed, are on their way out, or went back into the queue, without
    an index that answered. None is being committed now."""
    others = stores.catalog.media_by_collection(*(set(MediaState) - {MediaState.ACTIVE}))
    for collection, media_ids in others.items():
        stores.tables.remove_media(collection, media_ids, space_id=space_id)


def _insert_differing(stores: Stores, space_id: str) -> Iterator[str]:
    """The media that have not as many rows as their timelines make. None of an index that is empty:
    there it is all of them, and to make it anew is quicker."""
    table = stores.tables.of(space_id)
    if stores.tables.count(space_id) == 0:
        return
    for collection, media_id, _ in _differing(stores, space_id):
        stores.tables.remove_media(collection, [media_id], space_id=space_id)
        if _insert_again(stores, table, space_id, collection, media_id):
            yield media_id


def _differing(stores: Stores, space_id: str) -> Iterator[_Covered]:
    """The media of which the index has another number of rows than their timelines make.

    To count is to look at all rows, so that it is done for many media at once, and for fewer only
    where those do not agree."""
    covered = stores.catalog.active_coverage(space_id)
    groups = [covered[k : k + _COUNTED_AT_ONCE] for k in range(0, len(covered), _COUNTED_AT_ONCE)]
    while groups:
        group = groups.pop()
        found = stores.tables.count(space_id, [media_id for _, media_id, _ in group])
        if found == sum(coverage.runs for _, _, coverage in group):
            continue
        if len(group) == 1:
            yield group[0]
        else:
            middle = len(group) // 2
            groups += [group[middle:], group[:middle]]
