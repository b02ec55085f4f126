"""What the catalog knows, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from momentsearch_server.errors import Reason
from momentsearch_server.space import Space


class MediaState(StrEnum):
    """Where a media stands. Search sees ACTIVE ones only; nobody is shown DELETING ones."""

    QUEUED = "QUEUED"
    INDEXING = "INDEXING"
    ACTIVE = "ACTIVE"
    FAILED = "FAILED"
    DELETING = "DELETING"


class JobState(StrEnum):
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told about a media: a stable code, and words for people."""

    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Collection:
    """``revision`` grows with every change of which media are ACTIVE, and of their labels: with
    what a search could find. Titles are looked up when an answer is written."""

    name: str
    create_time: datetime
    revision: int
    media_count: int
    active_media_count: int


@dataclass(frozen=True, slots=True)
class SpaceCoverage:
    """How much of one media is known in one space."""

    space_id: str
    samples: int
    silent_windows: int
    runs: int


@dataclass(frozen=True, slots=True)
class NewMedia:
    """A media as it is handed in. ``path`` is where the bytes lie; ``owns_bytes`` says that they
    were uploaded, and go when the media goes. ``source`` is the original file name. ``mtime_ns`` is
    the file's time of modification when its bytes were read for their SHA-256."""

    collection: str
    title: str
    source: str
    path: str
    owns_bytes: bool
    size_bytes: int
    content_sha256: str
    mtime_ns: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What indexing found out about a media. ``tracks`` is stored as JSON and not looked into;
    ``silent_windows`` is by space id."""

    kind: str
    duration_us: int
    tracks: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    silent_windows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Media:
    """One asset. ``kind``, ``duration_us``, ``tracks``, ``notes`` and ``spaces`` are known once it
    is ACTIVE; ``failure`` when it is FAILED. ``mtime_ns``: see ``NewMedia``; None where an earlier
    version brought it in."""

    media_id: str
    collection: str
    title: str
    labels: Mapping[str, str]
    state: MediaState
    kind: str | None
    duration_us: int | None
    size_bytes: int
    content_sha256: str
    source: str
    path: str
    owns_bytes: bool
    tracks: Mapping[str, Any]
    notes: tuple[Note, ...]
    failure: Note | None
    create_time: datetime
    update_time: datetime
    active_time: datetime | None
    spaces: tuple[SpaceCoverage, ...]
    mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class LeavingMedia:
    """What has to be known of a DELETING media to take away the rest of it. ``rows``: how many it
    had in the index, of all spaces; those of a commit that did not end are not counted."""

    media_id: str
    collection: str
    path: str
    owns_bytes: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Added:
    """``created`` is False when the same bytes were there already (and had not failed);
    ``bytes_renewed`` when they could not be found where they should be, and these took their
    place."""

    media: Media
    created: bool
    bytes_renewed: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """The work of indexing one media. Progress is in microseconds of media time; the total is
    None until it is known. ``crashes``: how often the server died while working on it."""

    job_id: str
    media_id: str
    state: JobState
    attempts: int
    crashes: int
    progress_done_us: int
    progress_total_us: int | None
    error: Note | None
    cancel: bool
    create_time: datetime
    update_time: datetime


@dataclass(frozen=True, slots=True)
class SpaceRecord:
    """A space and which build of its index is the living one."""

    space: Space
    generation: int


@dataclass(frozen=True)
class Identity:
    """Which library a catalog is of, and how often it has moved to another database."""

    library_id: str
    moves: int = 0

    def __str__(self) -> str:
        """As the data directory's file says it: the id alone until it moves."""
        return f"{self.library_id}.{self.moves}" if self.moves else self.library_id

    def moved(self) -> Identity:
        """After one move more."""
        return Identity(self.library_id, self.moves + 1)


@dataclass(frozen=True)
class Scope:
    """The ACTIVE media that a search may look at, as of one revision of their collection.

    ``samples[space_id][media_id]`` is how many samples there are, always at least one.
    ``whole`` says that no filter was given: every ACTIVE media of the collection is in it.
    """

    collection: str
    revision: int
    whole: bool
    media_ids: tuple[str, ...]
    samples: Mapping[str, Mapping[str, int]]

    def media_in(self, space_id: str) -> tuple[str, ...]:
        return tuple(self.samples.get(space_id, ()))

    def sample_count(self, space_id: str) -> int:
        return self._sample_counts.get(space_id, 0)

    @cached_property
    def _sample_counts(self) -> Mapping[str, int]:
        """Kept, since confidence asks for them once for each media that is scored."""
        return {space_id: sum(counts.values()) for space_id, counts in self.samples.items()}
