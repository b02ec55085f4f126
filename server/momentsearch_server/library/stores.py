"""What a library consists of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.space_tables import SpaceTables
from momentsearch_server.library.timeline_files import TimelineFiles
from momentsearch_server.library.uploads import Uploads


@dataclass(frozen=True)
class Stores:
    """What one library keeps in step, and the lock of those who change it.

    ``writes`` is held from the first step to the last by whoever commits, fails, rebuilds, mends or
    recovers, registers a space, or opens or closes the index: one at a time. Of a removal it is
    held while rows go. It may be taken again by the thread that has it.

    Not under it: reading and searching, at any time; the catalog, which has its transactions; the
    bytes of uploads, for which ``Uploads`` has a lock; and the timelines of media that are marked
    as removed, once their rows are gone: no commit of theirs is under way then, and none begins.

    ``checkpoint`` is called with a name at each step at which a crash would matter.
    """

    catalog: Catalog
    timelines: TimelineFiles
    tables: SpaceTables
    uploads: Uploads
    checkpoint: Callable[[str], None]
    writes: threading.RLock = field(default_factory=threading.RLock)
