"""The threads that take waiting media and index them, one each at a time."""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.errors import (
    MediaRejected,
    Reason,
    ResourceExhausted,
    ServiceError,
    Unavailable,
)
from momentsearch_server.ingest.back_off import BackOff
from momentsearch_server.ingest.files import not_now, size_and_sha256
from momentsearch_server.ingest.indexing import Indexed, index
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Job, Media
from momentsearch_server.media.sandbox import DecodeSession, DecodingCancelled
from momentsearch_server.space import Modality

_log = logging.getLogger(__name__)

# Each report of progress is a durable transaction.
REPORT_PERIOD_SECONDS = 0.5
# How long the threads wait before they look again by themselves: another process may have queued.
IDLE_SECONDS = 2.0
# After the index or the disk failed, and not the media; longer each time: see ``BackOff``. Nobody
# says when they are back, so that what waits is tried again after a minute at the latest; a job
# that others have passed, after ten.
BACK_OFF_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 600.0
STOP_PATIENCE_SECONDS = 15.0

# Opens a decoding of a file; see ``media.sandbox.open_media``.
OpenMedia = Callable[[Path], AbstractContextManager[DecodeSession]]


class Unwanted(Exception):
    """The media is being deleted, its bytes are looked for elsewhere now, or the server stops:
    there is nothing to finish."""


@dataclass(frozen=True)
class Runner:
    """What the threads share. ``start`` gives something to wake and to stop them with.

    ``on_failure`` is told the reason code of each media that is given up.
    """

    library: Library
    encoders: Mapping[Modality, Encoder]
    open_media: OpenMedia
    threads: int
    on_failure: Callable[[Reason], None] = lambda _reason: None

    def start(self) -> Running:
        return Running(self)


class Running:
    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._sessions: list[DecodeSession] = []
        self._claiming = threading.Lock()
        self._held: set[str] = set()  # the jobs that are being seen to
        # Whether jobs may be RUNNING in the catalog that no thread here holds.
        self._may_have_strays = False
        self._back_off = BackOff(
            first_seconds=BACK_OFF_SECONDS,
            longest_pause_seconds=LONGEST_PAUSE_SECONDS,
            longest_wait_seconds=LONGEST_WAIT_SECONDS,
        )
        self._threads = [
            threading.Thread(target=self._work, name=f"index-{number}", daemon=True)
            for number in range(runner.threads)
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something new in the queue."""
        self._wake.set()

    def stop(self) -> None:
        """Puts what is under way back to the front of the queue, and waits for the threads.

        A thread that does not come back (a file system that hangs) is left to end with the process;
        the next start finds its job.
        """
        self._stopping.set()
        self._wake.set()
        with self._lock:
            for session in self._sessions:
                session.cancel()
        deadline = time.monotonic() + STOP_PATIENCE_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                _log.warning(
                    "%s does not end; its media is indexed after the next start", thread.name
                )

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                job = self._next()
            except Exception as error:  # it may be back in a moment; this thread must not end
                _log.error("cannot look into the queue: %s", error, exc_info=_trace_of(error))
                self._stopping.wait(BACK_OFF_SECONDS)
                continue
            if job is None:
                self._wake.wait(IDLE_SECONDS)
                continue
            try:
                self._index(job)
                is_settled, pause_seconds = True, 0.0
            except Exception as error:
                _log.error(
                    "media %s: what became of it cannot be noted, so that it is tried again: %s",
                    job.media_id,
                    error,
                    exc_info=_trace_of(error),
                )
                is_settled, pause_seconds = False, self._back_off.failed(job.job_id)
            with self._claiming:
                self._held.discard(job.job_id)
                self._may_have_strays |= not is_settled
            self._stopping.wait(pause_seconds)

    def _next(self) -> Job | None:
        """Claims a job; one after another, or what a thread has just claimed would seem a stray."""
        jobs = self._runner.library.catalog.jobs
        with self._claiming:
            if self._may_have_strays:
                for job_id in jobs.running() - self._held:
                    jobs.release(job_id)
            # Until it is answered: the catalog may note a claim and not be able to say so.
            self._may_have_strays = True
            job = jobs.claim(self._back_off.waiting())
            self._may_have_strays = False
            if job is not None:
                self._held.add(job.job_id)
            return job

    def _index(self, job: Job) -> None:
        """One job to its end: ACTIVE, FAILED with a reason, or back in the queue."""
        library = self._runner.library
        try:
            media = library.catalog.get_media(job.media_id)
            self._index_media(job, media)
            self._back_off.succeeded(job.job_id)
            _log.info("media %s (%s) is active", media.media_id, media.title)
        except Exception as error:
            self._settle(job, error)

    def _settle(self, job: Job, error: Exception) -> None:
        """What becomes of a job that did not come to its end. A media that is being deleted, or is
        gone, takes no notice of any of this."""
        library = self._runner.library
        match error:
            case Unwanted() | DecodingCancelled():
                library.catalog.jobs.release(job.job_id)
            case Unavailable() | ResourceExhausted() | OSError(errno=errno.ENOSPC | errno.EDQUOT):
                _log.warning("media %s waits: %s", job.media_id, error)
                library.catalog.jobs.release(job.job_id)
                self._stopping.wait(self._back_off.failed(job.job_id))
            case ServiceError():
                _log.warning("media %s fails: %s [%s]", job.media_id, error.message, error.reason)
                self._fail(job, error.reason, error.message)
            case _:
                _log.error("media %s fails", job.media_id, exc_info=error)
                message = "indexing failed unexpectedly; the server's log has the details"
                self._fail(job, Reason.INTERNAL_ERROR, message)

    def _fail(self, job: Job, reason: Reason, message: str) -> None:
        if self._runner.library.fail_media(job.media_id, reason, message):
            self._runner.on_failure(reason)
        # Not before: a failure that cannot be noted has to wait longer each time, too.
        self._back_off.over(job.job_id)

    def _index_media(self, job: Job, media: Media) -> None:
        catalog = self._runner.library.catalog
        try:
            self._commit_what_is_there(job, media)
        except MediaRejected as error:
            if catalog.get_media(media.media_id).path != media.path:
                raise Unwanted from error
            raise

    def _commit_what_is_there(self, job: Job, media: Media) -> None:
        library = self._runner.library
        path = library.media_path(media)
        started = datetime.now(UTC)
        check_unchanged(path, media, since=job.create_time)
        try:
            indexed = self._decoded_and_encoded(job, media, path)
        except MediaRejected:
            # A decoder cannot tell that the file was exchanged under it; that is said first.
            check_unchanged(path, media, since=started)
            raise
        check_unchanged(path, media, since=started)
        try:
            library.commit_media(media.media_id, indexed.timelines, indexed.facts)
        except OSError as error:  # of the data directory: full, read-only, broken
            raise Unavailable(
                Reason.STORAGE_UNAVAILABLE,
                f"the data directory does not take what was indexed ({error.strerror})",
            ) from error

    def _decoded_and_encoded(self, job: Job, media: Media, path: Path) -> Indexed:
        with self._runner.open_media(path) as session, self._cancelled_by_stop(session):
            return index(
                media.media_id,
                session.probe,
                iter(session),
                self._runner.encoders,
                report=self._reporter(job, _total_us(session)),
            )

    @contextmanager
    def _cancelled_by_stop(self, session: DecodeSession) -> Iterator[None]:
        """A decoder may be silent for a long time; stopping does not wait for its next word."""
        with self._lock:
            self._sessions.append(session)
            if self._stopping.is_set():
                session.cancel()
        try:
            yield
        finally:
            with self._lock:
                self._sessions.remove(session)

    def _reporter(self, job: Job, total_us: int | None) -> Callable[[int], None]:
        """Notes progress now and then; raises ``Unwanted`` as soon as the work is for nothing."""
        jobs = self._runner.library.catalog.jobs
        next_report = 0.0

        def report(done_us: int) -> None:
            nonlocal next_report
            if self._stopping.is_set():
                raise Unwanted
            if time.monotonic() < next_report:
                return
            next_report = time.monotonic() + REPORT_PERIOD_SECONDS
            shown_us = done_us if total_us is None else min(done_us, total_us)
            if not jobs.set_progress(job.job_id, done_us=shown_us, total_us=total_us):
                raise Unwanted

        return report


def _trace_of(error: Exception) -> Exception | None:
    """For the log: an answer says what is wrong by itself."""
    return None if isinstance(error, ServiceError) else error


def _total_us(session: DecodeSession) -> int | None:
    """Length of all tracks together, from the header; None where it does not say."""
    probe = session.probe
    if probe.duration_us_from_header is None:
        return None
    return probe.duration_us_from_header * sum(
        track is not None for track in (probe.picture, probe.sound)
    )


def check_unchanged(path: Path, media: Media, *, since: datetime) -> None:
    """Raises ``MediaRejected`` when a file is no longer the one that was queued, and
    ``Unavailable`` when that cannot be told now.

    It is read anew only where the file system says that it was touched after ``since``.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise MediaRejected(
            Reason.FILE_DISAPPEARED,
            f"the file {str(path)!r} cannot be found any more ({error.strerror}): put it back and "
            "import it again",
        ) from error
    except OSError as error:
        raise not_now(path, error) from error
    is_other = status.st_size != media.size_bytes or (
        # An imported path had its links followed: one that leads elsewhere now is another file.
        not media.owns_bytes and path.resolve() != path
    )
    # The time of change (ctime), which no program can set back as it can that of modification.
    if not is_other and status.st_ctime > since.timestamp():
        is_other = size_and_sha256(path)[1] != media.content_sha256
    if is_other:
        raise MediaRejected(
            Reason.MEDIA_BYTES_CHANGED,
            f"the file {str(path)!r} has changed since it was imported ({media.size_bytes} bytes "
            f"then, {status.st_size} now): import it again",
        )
