"""Which files `momentsearch index` sends: everything named, and what of folders may be media."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# Only what is surely no media: whether a file can be indexed is the server's to say.
_OTHER_SUFFIXES = frozenset(
    {
        ".7z", ".ass", ".bat", ".bib", ".bz2", ".c", ".cfg", ".conf", ".cpp", ".css", ".csv",
        ".db", ".dll", ".doc", ".docx", ".eml", ".exe", ".gz", ".h", ".htm", ".html", ".ics",
        ".ini", ".ipynb", ".jar", ".java", ".js", ".json", ".jsonl", ".key", ".lock", ".log",
        ".lrc", ".md", ".md5", ".msg", ".nfo", ".npy", ".npz", ".odp", ".ods", ".odt",
        ".parquet", ".part", ".pdf", ".pem", ".ppt", ".pptx", ".ps1", ".py", ".pyc", ".rar",
        ".rs", ".rst", ".rtf", ".sbv", ".sh", ".sha1", ".sha256", ".so", ".sqlite", ".srt",
        ".ssa", ".sub", ".tar", ".tex", ".tgz", ".tmp", ".toml", ".torrent", ".tsv", ".txt",
        ".url", ".vtt", ".xls", ".xlsx", ".xml", ".xz", ".yaml", ".yml", ".zip", ".zst",
    }
)  # fmt: skip
_OTHER_NAMES = frozenset({"desktop.ini", "license", "makefile", "readme", "thumbs.db"})


@dataclass(frozen=True)
class FoundFiles:
    """``skipped``: how many files of folders were passed over, by suffix or reason."""

    paths: tuple[Path, ...]
    skipped: Counter[str]

    def describe_skipped(self) -> str:
        """As in ``3 files skipped as not media: 2 .csv, 1 hidden``; empty where there are none."""
        if not self.skipped:
            return ""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.skipped.most_common())
        return f"{self.skipped.total()} files skipped as not media: {kinds}"


def find_files(named: Sequence[Path]) -> FoundFiles:
    """In the order of ``named``, folders walked in the order of names; each file once.

    A file that is named is always taken, and so is one that is not there: that is for whoever
    reads it to report. In folders hidden files and folders, pipes and devices, and suffixes that
    are surely not media, are passed over; links to folders are not followed.

    Raises ``OSError`` for a folder that cannot be read.
    """
    skipped: Counter[str] = Counter()
    paths: dict[Path, None] = {}
    for path in named:
        for file in _walk(path) if path.is_dir() else [path]:
            reason = "" if file is path else _reason_to_skip(file)
            if reason:
                skipped[reason] += 1
            else:
                paths[file] = None
    return FoundFiles(tuple(paths), skipped)


def is_special(path: Path) -> bool:
    """Whether something is there that may never end or never begin: a pipe, a device, a socket."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # for whoever reads it to report
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files))


def _raise(error: OSError) -> None:
    raise error


def _reason_to_skip(file: Path) -> str:
    name = file.name.lower()
    if name.startswith("."):
        return "hidden"
    if name in _OTHER_NAMES:
        return name
    if is_special(file):
        return "pipe or device"
    return file.suffix.lower() if file.suffix.lower() in _OTHER_SUFFIXES else ""
