"""What the last process left unfinished, or the disk lost: put right while a library opens."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from momentsearch_server.errors import DataLoss, Reason
from momentsearch_server.library import committing, rebuilding, removing
from momentsearch_server.library.records import MediaState, SpaceCoverage
from momentsearch_server.library.stores import Stores
from momentsearch_server.library.timelines import Timeline

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RecoveryReport:
    """What opening a library found unfinished or damaged, by media or space id."""

    requeued: tuple[str, ...]
    given_up: tuple[str, ...]
    removed: tuple[str, ...]
    lost: tuple[str, ...]
    mended: tuple[str, ...]
    rebuilt: tuple[str, ...]


def recover(stores: Stores, *, removal_begun: threading.Event) -> RecoveryReport:
    """Before anything else is done with the stores. ``removal_begun`` is set where what is left of
    removed media has to stay for now.

    Raises:
        FailedPrecondition: the index knows a space with another fingerprint.
        Unavailable: the index does not answer, or a timeline cannot be read now. That it could not
            is no reason to take a media for lost.
    """
    with stores.writes:
        stores.tables.open(stores.catalog.spaces())
        # What was being indexed starts from nothing, so that no sample of a first attempt stays
        # behind when the second one finds fewer. Before the jobs wait again: a crash in between
        # must lead back here.
        for media_id in stores.catalog.media_ids(MediaState.INDEXING):
            if (media := stores.catalog.find_media(media_id)) is not None:
                stores.tables.remove_media(media.collection, [media_id])
        requeued, given_up = stores.catalog.jobs.requeue_interrupted()
        removed = _finish_removals(stores, removal_begun)
        _remove_leftover_files(stores)
        lost = tuple(_fail_lost(stores))
        mended, rebuilt = rebuilding.mend(stores)
        return RecoveryReport(
            requeued=tuple(requeued),
            given_up=tuple(given_up),
            removed=removed,
            lost=lost,
            mended=mended,
            rebuilt=rebuilt,
        )


def _finish_removals(stores: Stores, removal_begun: threading.Event) -> tuple[str, ...]:
    try:
        return removing.finish(stores)
    except OSError as error:  # which nobody sees, and is no reason not to start
        _LOG.warning("what is left of removed media stays for now: %s", error)
        removal_begun.set()
        return ()


def _remove_leftover_files(stores: Stores) -> None:
    """Nothing is being written while a library opens, so what is not known is left over."""
    active = set(stores.catalog.media_ids(MediaState.ACTIVE))
    for path in chain(stores.timelines.leftovers(active), stores.uploads.leftovers()):
        try:
            path.unlink()
        except OSError as error:
            _LOG.warning("a file that nothing knows cannot be removed: %s", error)


def _fail_lost(stores: Stores) -> Iterator[str]:
    for record in stores.catalog.spaces():
        space_id = record.space.space_id
        for _, media_id, coverage in stores.catalog.active_coverage(space_id):
            try:
                _check_length(stores.timelines.read(media_id, space_id), coverage)
            except DataLoss as error:
                _LOG.error("media %s is marked as failed: %s", media_id, error)
                committing.fail(stores, media_id, error.reason, error.message)
                yield media_id


def _check_length(timeline: Timeline, coverage: SpaceCoverage) -> None:
    if len(timeline) != coverage.samples:
        raise DataLoss(
            Reason.FILE_UNREADABLE,
            f"the timeline of media {timeline.media_id} in space {timeline.space_id} has "
            f"{len(timeline)} samples where {coverage.samples} were committed",
        )
