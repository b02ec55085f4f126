"""Where the timelines of a library lie: one file for each media and space."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from momentsearch_server.library.timelines import (
    Timeline,
    make_folder,
    read_timeline,
    verify_timeline,
    write_timeline,
)

_SUFFIX = ".safetensors"


class TimelineFiles:
    """The timelines of one library. Files are put in place whole and mapped when they are read, so
    that any thread may read while others write; who may write and remove: see ``Stores``."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder, whose parent is there.

        Raises:
            OSError: it cannot be made.
        """
        self._folder = folder
        make_folder(folder)

    def write(self, timeline: Timeline) -> None:
        """In place of what there was of this media and space; on the disk when this returns.

        Raises:
            ValueError: it is not what ``Timeline`` says.
            OSError: the disk does not take it.
        """
        path = self.path(timeline.media_id, timeline.space_id)
        make_folder(path.parent)
        write_timeline(path, timeline)

    def read(self, media_id: str, space_id: str) -> Timeline:
        """See ``timelines.read_timeline``."""
        return read_timeline(self.path(media_id, space_id))

    def verify(self, media_id: str, space_id: str) -> Timeline:
        """See ``timelines.verify_timeline``."""
        return verify_timeline(self.path(media_id, space_id))

    def remove(self, media_id: str) -> None:
        """What there is of a media, of all spaces."""
        # Not synced: a file that a power failure brings back is not known, and goes at the start.
        for path in self._shard(media_id).glob(f"{media_id}.*"):
            path.unlink(missing_ok=True)

    def has_any(self) -> bool:
        """Whether there is a timeline of whatever media."""
        return any(path.suffix == _SUFFIX for path in self._folder.glob("*/*"))

    def leftovers(self, known: Collection[str]) -> Iterator[Path]:
        """Files that are not wholly written, or of other media than these."""
        for path in self._folder.glob("*/*"):
            is_known = path.name.split(".")[0] in known
            if not is_known or path.suffix != _SUFFIX:
                yield path

    def path(self, media_id: str, space_id: str) -> Path:
        return self._shard(media_id) / f"{media_id}.{space_id}{_SUFFIX}"

    def _shard(self, media_id: str) -> Path:
        # The last characters are random, where the first ones tell the time.
        return self._folder / media_id[-2:]
