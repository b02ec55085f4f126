"""Many files to the server, a few at a time, whatever happens to single ones."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from momentsearch._sync.client import Client
from momentsearch._upload import readable
from momentsearch.cli.files import is_special
from momentsearch.errors import MomentSearchError, RequestCancelledError
from momentsearch.results import AddedMedia, Media, MediaState

RENEWED = "its bytes were gone from where the server had them, so that it takes this file's now"


class Outcome(StrEnum):
    """What became of a file. QUEUED: sent, and not waited for."""

    ACTIVE = "active"
    ALREADY_THERE = "already_there"
    QUEUED = "queued"
    FAILED = "failed"


@dataclass(frozen=True)
class FileResult:
    """``reason`` and ``message`` say why it failed, and are empty otherwise; but a ``message`` may
    add something to an outcome that is none.

    What is no text in ``path`` is replaced there.
    """

    path: str
    outcome: Outcome
    media_id: str = ""
    reason: str = ""
    message: str = ""


@dataclass(frozen=True)
class IndexOptions:
    """``by_path``: the server reads the files itself. Without ``wait`` they are only sent."""

    collection: str
    title: str
    labels: Mapping[str, str]
    by_path: bool
    wait: bool
    concurrency: int


class Report(Protocol):
    """Told from many threads what happens to each file."""

    def sending(self, path: Path, sent_bytes: int, total_bytes: int) -> None: ...

    def indexing(self, path: Path, media: Media) -> None: ...

    def finished(self, path: Path) -> None: ...


class StoppableClock:
    """The real clock, whose sleepers wake when everything is to stop."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> float:
        return time.monotonic()

    def jitter(self) -> float:
        return random.random()

    def sleep(self, seconds: float) -> None:
        """Raises ``RequestCancelledError`` once ``stop`` has been called."""
        if self._stopped.wait(seconds):
            raise RequestCancelledError("stopped while waiting", reason="CANCELLED")

    def stop(self) -> None:
        self._stopped.set()


def index_files(
    client: Client,
    paths: Sequence[Path],
    options: IndexOptions,
    *,
    report: Report,
    stop: Callable[[], None],
) -> Generator[FileResult, None, None]:
    """A result for each file, as they finish.

    When the caller is interrupted meanwhile, ``stop`` is called and uploads under way are broken
    off; what the server has received it goes on indexing.
    """
    with ThreadPoolExecutor(max_workers=options.concurrency) as executor:
        try:
            futures = [executor.submit(_index, client, path, options, report) for path in paths]
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            stop()
            executor.shutdown(wait=False, cancel_futures=True)
            client.close()
            raise


def _index(client: Client, path: Path, options: IndexOptions, report: Report) -> FileResult:
    try:
        if not options.by_path and path.is_file() and path.stat().st_size == 0:
            # The server's own code, as for a file that it reads itself.
            return _failed(path, "EMPTY_FILE", "the file is empty (0 bytes)")
        if not options.by_path and is_special(path):
            message = "this is not a regular file but a pipe or device: save it to a file first"
            return _failed(path, "PATH_NOT_A_FILE", message)
        return _send_and_wait(client, path, options, report)
    except MomentSearchError as error:
        return _failed(path, error.reason, error.message)
    except OSError as error:
        return _failed(path, "FILE_UNREADABLE", error.strerror or str(error))
    except UnicodeEncodeError:  # of an import; an upload sends no path
        message = (
            "the server cannot be told a path that is not UTF-8: rename it, or do not --import"
        )
        return _failed(path, "PATH_NOT_UTF8", message)
    finally:
        report.finished(path)


def _send_and_wait(client: Client, path: Path, options: IndexOptions, report: Report) -> FileResult:
    added = _send(client, path, options, report)
    media = added.media
    if options.wait and not media.state.is_final:
        media = client.wait_until_done(
            media.media_id, on_update=lambda update: report.indexing(path, update)
        )
    return _result(path, media, added)


def _send(client: Client, path: Path, options: IndexOptions, report: Report) -> AddedMedia:
    if options.by_path:
        return client.import_media(
            path, collection=options.collection, title=options.title, labels=options.labels
        )
    return client.upload_media(
        path,
        collection=options.collection,
        title=options.title,
        labels=options.labels,
        on_progress=lambda sent, total: report.sending(path, sent, total),
    )


def _result(path: Path, media: Media, added: AddedMedia) -> FileResult:
    if media.failure is not None:
        return _failed(path, media.failure.reason, media.failure.message, media.media_id)
    outcome = Outcome.ACTIVE if media.state is MediaState.ACTIVE else Outcome.QUEUED
    if added.already_existed:
        outcome = Outcome.ALREADY_THERE
    message = RENEWED if added.bytes_renewed else ""
    return FileResult(readable(str(path)), outcome, media.media_id, message=message)


def _failed(path: Path, reason: str, message: str, media_id: str = "") -> FileResult:
    return FileResult(readable(str(path)), Outcome.FAILED, media_id, reason, message)
