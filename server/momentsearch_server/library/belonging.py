"""Which library a data directory is of: the catalog may lie elsewhere, and is to be of the same.

Opening a library removes files that its catalog does not know, and marks media as failed whose
files are not there. With a catalog of another library, or a disk that is not mounted (that of the
timelines, which may have their own), that would be all of them.
"""

from __future__ import annotations

from pathlib import Path

from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.records import Identity
from momentsearch_server.library.timeline_files import TimelineFiles
from momentsearch_server.library.timelines import write_durably

FILE_NAME = "LIBRARY"
# After the identity: whoever runs the library says that its timelines are gone.
_LOST = ",timelines-lost"


def check(data_dir: Path, catalog: Catalog, timelines: TimelineFiles) -> None:
    """Leaves everything as it is but for the file, which a new library gets here.

    Raises:
        FailedPrecondition: ``data_dir`` and ``catalog`` are not of one library.
        OSError: the file cannot be read or written.
    """
    file = data_dir / FILE_NAME
    named = file.read_text(encoding="ascii", errors="replace").strip() if file.exists() else None
    if named == f"{catalog.identity}{_LOST}":
        write(data_dir, catalog.identity)
        return
    is_ours = named in (None, str(catalog.identity))
    if is_ours and not timelines.has_any() and catalog.has_active_coverage():
        raise _mismatch(
            f"the catalog's database knows media, and the data directory {data_dir} has no "
            "timelines: see that it is the right one, and that its disk is mounted, and that of "
            "its timelines where they have their own. Where they are lost for good, write "
            f"{catalog.identity}{_LOST} into {file}: the media are marked as failed then, and can "
            "be indexed anew"
        )
    if named == str(catalog.identity):
        return
    library_id = catalog.identity.library_id
    if named is not None and named.partition(".")[0] == library_id:
        raise _mismatch(
            f"the catalog of library {library_id} has moved: the data directory {data_dir} goes "
            "with the database that it moved to, and this one is of another time; name that one as "
            "`database`"
        )
    if named is not None:
        raise _mismatch(
            f"the data directory {data_dir} is of library {named}, and the catalog's database of "
            f"library {library_id}: name the two that belong together"
        )
    if timelines.has_any() and not any(catalog.samples_by_space().values()):
        raise _mismatch(
            f"the data directory {data_dir} has timelines, and the catalog's database knows no "
            "media that has: see that it is the right database. Where that is lost for good, move "
            f"{data_dir} away"
        )
    write(data_dir, catalog.identity)


def write(data_dir: Path, identity: Identity) -> None:
    """Says in the data directory which catalog goes with it.

    Raises:
        OSError: the file cannot be written.
    """
    write_durably(data_dir / FILE_NAME, f"{identity}\n".encode())


def _mismatch(message: str) -> FailedPrecondition:
    return FailedPrecondition(Reason.LIBRARY_MISMATCH, f"{message}. Nothing was changed")
