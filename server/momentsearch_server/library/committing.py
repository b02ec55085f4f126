"""A media on its way into the library, and what is done where it does not get there.

All that is here is called with ``Stores.writes`` held.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from momentsearch_server.errors import FailedPrecondition, Reason, Unavailable
from momentsearch_server.library.records import Media, MediaFacts, MediaState, SpaceCoverage
from momentsearch_server.library.stores import Stores
from momentsearch_server.library.timelines import Timeline

_LOG = logging.getLogger(__name__)

# Where a crash leaves things in a state of their own, in order; see ``Library.open``.
COMMIT_CHECKPOINTS = ("commit:begun", "commit:timeline_written", "commit:rows_inserted")
COMMITTED_CHECKPOINT = "commit:active"


def commit(
    stores: Stores, media_id: str, timelines: Sequence[Timeline], facts: MediaFacts
) -> Media:
    """See ``Library.commit_media``."""
    media = _indexing(stores, media_id)
    for timeline in timelines:
        _check_belongs(stores, media, timeline)
    stores.checkpoint("commit:begun")
    for timeline in timelines:
        stores.timelines.write(timeline)
        stores.checkpoint("commit:timeline_written")
    coverage = [_insert(stores, media, timeline, facts) for timeline in timelines]
    committed = stores.catalog.activate(media_id, facts, coverage)
    stores.checkpoint(COMMITTED_CHECKPOINT)
    return committed


def fail(stores: Stores, media_id: str, reason: Reason, message: str) -> bool:
    """See ``Library.fail_media``."""
    media = stores.catalog.find_media(media_id)
    if media is None:
        return False
    failed = stores.catalog.fail(media_id, reason, message)
    try:
        stores.tables.remove_media(media.collection, [media_id])
    except Unavailable as error:
        # Rows of a media that is not ACTIVE are never shown, and the next start finds that there
        # are too many, and takes them away.
        _LOG.warning("rows of failed media %s stay for now: %s", media_id, error)
    try:
        stores.timelines.remove(media_id)
    except OSError as error:
        # Nobody reads them, and the next start removes what is of no ACTIVE media.
        _LOG.warning("timelines of failed media %s stay for now: %s", media_id, error)
    return failed


def _indexing(stores: Stores, media_id: str) -> Media:
    media = stores.catalog.find_media(media_id)
    if media is None or media.state != MediaState.INDEXING:
        state = "gone" if media is None else media.state
        raise FailedPrecondition(
            Reason.MEDIA_NOT_ACTIVE, f"media {media_id!r} is {state}, not being indexed"
        )
    return media


def _check_belongs(stores: Stores, media: Media, timeline: Timeline) -> None:
    if timeline.media_id != media.media_id:
        raise ValueError(f"a timeline of {timeline.media_id} for media {media.media_id}")
    dim = stores.tables.of(timeline.space_id).dim
    if timeline.vectors.shape[1:] != (dim,):
        raise ValueError(f"vectors {list(timeline.vectors.shape)} for a space of dimension {dim}")


def _insert(stores: Stores, media: Media, timeline: Timeline, facts: MediaFacts) -> SpaceCoverage:
    table = stores.tables.of(timeline.space_id)
    rows = stores.tables.insert(table, timeline, media.collection)
    stores.checkpoint("commit:rows_inserted")
    silent = facts.silent_windows.get(timeline.space_id, 0)
    return SpaceCoverage(timeline.space_id, len(timeline), silent, rows)
