"""What is left of media that are marked as removed goes, some media at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from momentsearch_server.library.records import LeavingMedia
from momentsearch_server.library.stores import Stores

# With one expression for the index, and in one transaction; see ``_parts``.
REMOVED_AT_ONCE = 500
ROWS_REMOVED_AT_ONCE = 20_000

# Where a crash leaves things in a state of their own, in order; see ``Library.open``. The first is
# passed when they are marked.
REMOVE_CHECKPOINTS = (
    "remove:marked",
    "remove:rows_removed",
    "remove:timelines_removed",
    "remove:bytes_removed",
    "remove:forgotten",
)


def finish(stores: Stores, *, go_on: Callable[[], bool] = lambda: True) -> tuple[str, ...]:
    """See ``Library.finish_removals``. Takes ``Stores.writes`` for a part at a time."""
    gone: list[str] = []
    refused: list[OSError] = []
    for part in _parts(stores.catalog.removals.waiting()):
        if not go_on():
            break
        gone += _finish_part(stores, part, refused)
    if refused:
        raise refused[0]
    return tuple(gone)


def _parts(leaving: Iterable[LeavingMedia]) -> Iterator[list[LeavingMedia]]:
    """Small enough for commits to wait for, and for the index to answer in time."""
    part: list[LeavingMedia] = []
    rows = 0
    for one in leaving:
        if part and (len(part) == REMOVED_AT_ONCE or rows + one.rows > ROWS_REMOVED_AT_ONCE):
            yield part
            part, rows = [], 0
        part.append(one)
        rows += one.rows
    if part:
        yield part


def _finish_part(
    stores: Stores, leaving: Sequence[LeavingMedia], refused: list[OSError]
) -> list[str]:
    """Ids of those that are gone; errors about the files of the others go to ``refused``. Each step
    may be repeated."""
    of_collection: dict[str, list[str]] = defaultdict(list)
    for one in leaving:
        of_collection[one.collection].append(one.media_id)
    # A commit that was under way when they were marked is over once this has the lock; none
    # begins any more.
    with stores.writes:
        for collection, media_ids in of_collection.items():
            stores.tables.remove_media(collection, media_ids)
    stores.checkpoint("remove:rows_removed")
    gone: list[str] = []
    for one in leaving:
        try:
            _remove_files(stores, one)
        except OSError as error:
            refused.append(error)
        else:
            gone.append(one.media_id)
    stores.catalog.removals.forget(gone)
    stores.checkpoint("remove:forgotten")
    return gone


def _remove_files(stores: Stores, leaving: LeavingMedia) -> None:
    stores.timelines.remove(leaving.media_id)
    stores.checkpoint("remove:timelines_removed")
    if leaving.owns_bytes:
        stores.uploads.drop_unowned(leaving.path)
    stores.checkpoint("remove:bytes_removed")
