"""The catalog moves to another database; the rest of the library stays where it is."""

from __future__ import annotations

from pathlib import Path

from momentsearch_server.errors import Reason, SettingsError
from momentsearch_server.library import belonging
from momentsearch_server.library.catalog import Catalog, own_url
from momentsearch_server.library.data_lock import DataDirectoryLock, usable
from momentsearch_server.library.timeline_files import TimelineFiles


def move_catalog(data_dir: Path, *, catalog_url: str | None, url: str) -> int:
    """Copies the catalog at ``catalog_url``, by default the data directory's own, to ``url``, and
    makes that the library's; how many media it knows.

    One file of the data directory says which of the two it is, so that at no time both are, and the
    other one is refused from then on: a server that went on with it would remove what only the
    living one knows. After a crash it is the old one, and moving can be begun again.

    Raises:
        SettingsError: there is no library, or the directory or a database cannot be opened.
        FailedPrecondition: a server has the library, or the catalog is not that of the data
            directory, or cannot move there; see ``Catalog.copy_to``.
        ResourceExhausted: a disk is full.
        Unavailable: a database does not answer as it should.
    """
    data_dir = data_dir.absolute()
    if not (data_dir / belonging.FILE_NAME).exists():
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"the data directory {str(data_dir)!r} has no library: name that whose catalog is to "
            "move; the setting is --data-dir",
        )
    with usable(data_dir):
        lock = DataDirectoryLock(data_dir)
    try:
        catalog = Catalog(catalog_url or own_url(data_dir))
        try:
            with usable(data_dir):
                belonging.check(data_dir, catalog, TimelineFiles(data_dir / "timelines"))
            count = catalog.copy_to(url)
            with usable(data_dir):
                belonging.write(data_dir, catalog.identity.moved())
            return count
        finally:
            catalog.close()
    finally:
        lock.release()
