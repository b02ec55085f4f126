"""Which library a data directory is of: the catalog may lie elsewhere, and is to be of the same.

Opening a library removes files that its catalog does not know, and marks media as failed whose
files are not there. With a catalog of another library, or a disk that is not mounted, that would be
all of them.
"""

from __future__ import annotations

from pathlib import Path

from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.timeline_files import TimelineFiles
from momentsearch_server.library.timelines import write_durably

FILE_NAME = "LIBRARY"


def check_belongs(data_dir: Path, catalog: Catalog, timelines: TimelineFiles) -> None:
    """Leaves everything as it is but for the file, which a new library gets here.

    Raises:
        FailedPrecondition: ``data_dir`` and ``catalog`` are not of one library.
        OSError: the file cannot be read or written.
    """
    file = data_dir / FILE_NAME
    named = file.read_text(encoding="ascii", errors="replace").strip() if file.exists() else None
    if named == catalog.library_id:
        return
    if named is not None:
        raise _mismatch(
            f"the data directory {data_dir} is of library {named}, and the catalog's database of "
            f"library {catalog.library_id}: name the two that belong together"
        )
    known = any(catalog.samples_by_space().values())
    if known and not timelines.has_any():
        raise _mismatch(
            f"the catalog's database knows media, and the data directory {data_dir} has no "
            "timelines: see that it is the right one, and that its disk is mounted. Where they "
            f"are lost for good, write {catalog.library_id} into {file}: the media are marked as "
            "failed then, and can be indexed anew"
        )
    if not known and timelines.has_any():
        raise _mismatch(
            f"the data directory {data_dir} has timelines, and the catalog's database knows no "
            "media that has: see that it is the right database. Where that is lost for good, move "
            f"{data_dir} away"
        )
    write_durably(file, f"{catalog.library_id}\n".encode())


def _mismatch(message: str) -> FailedPrecondition:
    return FailedPrecondition(Reason.LIBRARY_MISMATCH, f"{message}. Nothing was changed")
