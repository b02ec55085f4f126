"""Durable jobs: which media wait to be indexed, which are being indexed, how that went."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from momentsearch_server.errors import Reason, ResourceExhausted
from momentsearch_server.library.catalog_engine import Database
from momentsearch_server.library.catalog_media import no_media
from momentsearch_server.library.catalog_schema import jobs, media
from momentsearch_server.library.catalog_values import from_time, note_or_none, to_time
from momentsearch_server.library.ids import new_id
from momentsearch_server.library.records import Job, JobState, MediaState

MAX_CRASHES = 3
QUEUE_FULL_RETRY_SECONDS = 15.0


class Jobs:
    """The queue of one catalog. A media has at most one job that is not over."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def get(self, media_id: str) -> Job:
        """The newest job of a media.

        Raises:
            NotFound: no such media, or it never had a job.
        """
        query = select(jobs).where(jobs.c.media_id == media_id).order_by(jobs.c.job_id.desc())
        with self._database.read() as connection:
            row = connection.execute(query.limit(1)).first()
        if row is None:
            raise no_media(media_id)
        return _job(row)

    def check_room(self, max_waiting: int) -> None:
        """Whether another media could be queued now, before its bytes are taken.

        Raises:
            ResourceExhausted: ``max_waiting`` jobs wait already.
        """
        with self._database.read() as connection:
            check_room(connection, max_waiting)

    def claim(self, passing_over: Collection[str] = ()) -> Job | None:
        """The oldest waiting job, now RUNNING and its media INDEXING; None when none waits.

        ``passing_over``: ids of jobs that are not to be tried yet.
        """
        oldest = (
            select(jobs.c.job_id)
            .where(
                jobs.c.state == JobState.WAITING,
                jobs.c.cancel.is_(False),
                jobs.c.job_id.not_in(passing_over),
            )
            .order_by(jobs.c.job_id)
            .limit(1)
        )
        now_us = from_time(self._clock())
        with self._database.write() as connection:
            row = connection.execute(
                update(jobs)
                .where(jobs.c.job_id == oldest.scalar_subquery())
                .values(
                    state=JobState.RUNNING,
                    attempts=jobs.c.attempts + 1,
                    progress_done_us=0,
                    update_time_us=now_us,
                )
                .returning(*jobs.c)
            ).first()
            if row is None:
                return None
            _set_media_state(connection, row.media_id, MediaState.INDEXING, now_us)
        return _job(row)

    def running(self) -> set[str]:
        """Ids of the jobs that have been claimed, and of which nothing else has been noted."""
        query = select(jobs.c.job_id).where(jobs.c.state == JobState.RUNNING)
        with self._database.read() as connection:
            return set(connection.execute(query).scalars())

    def set_progress(self, job_id: str, *, done_us: int, total_us: int | None) -> bool:
        """Notes how far a job is; True while the work is still wanted, False once cancelled.

        Each call is a durable transaction: call it about once a second, not for every frame.
        """
        with self._database.write() as connection:
            row = connection.execute(
                update(jobs)
                .where(jobs.c.job_id == job_id, jobs.c.state == JobState.RUNNING)
                .values(
                    progress_done_us=done_us,
                    progress_total_us=total_us,
                    update_time_us=from_time(self._clock()),
                )
                .returning(jobs.c.cancel)
            ).first()
        return row is not None and not row.cancel

    def release(self, job_id: str) -> None:
        """Puts a running job back to the front of the queue, as if it had not been claimed.

        For an orderly stop, and for what is no fault of the media; the attempt does not count.
        """
        now_us = from_time(self._clock())
        with self._database.write() as connection:
            row = connection.execute(
                update(jobs)
                .where(jobs.c.job_id == job_id, jobs.c.state == JobState.RUNNING)
                .values(
                    state=JobState.WAITING,
                    attempts=jobs.c.attempts - 1,
                    progress_done_us=0,
                    update_time_us=now_us,
                )
                .returning(jobs.c.media_id)
            ).first()
            if row is not None:
                _set_media_state(connection, row.media_id, MediaState.QUEUED, now_us)

    def requeue_interrupted(self) -> tuple[list[str], list[str]]:
        """After a crash: media ids of the jobs that wait again, and of those given up.

        A job during which the server died ``MAX_CRASHES`` times is given up, so that one file
        cannot keep the server from ever starting properly.
        """
        running = select(jobs).where(jobs.c.state == JobState.RUNNING).order_by(jobs.c.job_id)
        requeued: list[str] = []
        given_up: list[str] = []
        with self._database.write() as connection:
            for row in connection.execute(running).all():
                if row.crashes + 1 < MAX_CRASHES:
                    self._requeue(connection, row)
                    requeued.append(row.media_id)
                else:
                    message = f"the server died {MAX_CRASHES} times while it indexed this media"
                    now_us = from_time(self._clock())
                    fail_media(connection, row.media_id, Reason.INTERNAL_ERROR, message, now_us)
                    given_up.append(row.media_id)
        return requeued, given_up

    def _requeue(self, connection: Connection, row: Row[tuple[object, ...]]) -> None:
        now_us = from_time(self._clock())
        connection.execute(
            update(jobs)
            .where(jobs.c.job_id == row.job_id)
            .values(
                state=JobState.WAITING,
                crashes=jobs.c.crashes + 1,
                progress_done_us=0,
                update_time_us=now_us,
            )
        )
        _set_media_state(connection, row.media_id, MediaState.QUEUED, now_us)


def enqueue(connection: Connection, media_id: str, *, now: datetime, max_waiting: int) -> None:
    """Adds a waiting job within the caller's transaction; earlier jobs of the media go.

    Raises:
        ResourceExhausted: ``max_waiting`` jobs wait already.
    """
    check_room(connection, max_waiting)
    connection.execute(delete(jobs).where(jobs.c.media_id == media_id))
    connection.execute(
        insert(jobs).values(
            job_id=new_id(now),
            media_id=media_id,
            state=JobState.WAITING,
            create_time_us=from_time(now),
            update_time_us=from_time(now),
        )
    )


def check_room(connection: Connection, max_waiting: int) -> None:
    """Raises as ``enqueue`` does."""
    # Jobs of media on their way out are over, and take no room. As many as matter are counted.
    waiting = (
        select(jobs.c.job_id)
        .where(jobs.c.state == JobState.WAITING, jobs.c.cancel.is_(False))
        .limit(max_waiting)
        .subquery()
    )
    count = connection.execute(select(func.count()).select_from(waiting)).scalar_one()
    if count >= max_waiting:
        raise ResourceExhausted(
            Reason.QUEUE_FULL,
            f"{count} media wait to be indexed already, as many as the queue holds; "
            f"try again in {QUEUE_FULL_RETRY_SECONDS:.0f} s",
            retry_after_seconds=QUEUE_FULL_RETRY_SECONDS,
        )


def finish(connection: Connection, media_id: str, now_us: int) -> None:
    """Marks the running job of a media as done, within the caller's transaction."""
    connection.execute(
        update(jobs)
        .where(jobs.c.media_id == media_id, jobs.c.state == JobState.RUNNING)
        .values(
            state=JobState.DONE,
            progress_done_us=func.coalesce(jobs.c.progress_total_us, jobs.c.progress_done_us),
            update_time_us=now_us,
        )
    )


def fail_media(
    connection: Connection, media_id: str, reason: Reason, message: str, now_us: int
) -> bool:
    """Marks a media and its job as failed, within the caller's transaction; False for a media that
    is being deleted or is gone, which takes no notice."""
    connection.execute(
        update(jobs)
        .where(jobs.c.media_id == media_id, jobs.c.state.in_([JobState.WAITING, JobState.RUNNING]))
        .values(
            state=JobState.FAILED,
            error_reason=reason,
            error_message=message,
            update_time_us=now_us,
        )
    )
    changed = connection.execute(
        update(media)
        .where(media.c.media_id == media_id, media.c.state != MediaState.DELETING)
        .values(
            state=MediaState.FAILED,
            failure_reason=reason,
            failure_message=message,
            active_time_us=None,
            update_time_us=now_us,
        )
        .returning(media.c.media_id)
    )
    return changed.first() is not None


def _set_media_state(connection: Connection, media_id: str, state: MediaState, now_us: int) -> None:
    connection.execute(
        update(media)
        .where(media.c.media_id == media_id, media.c.state != MediaState.DELETING)
        .values(state=state, update_time_us=now_us)
    )


def _job(row: Row[tuple[object, ...]]) -> Job:
    return Job(
        job_id=row.job_id,
        media_id=row.media_id,
        state=JobState(row.state),
        attempts=row.attempts,
        crashes=row.crashes,
        progress_done_us=row.progress_done_us,
        progress_total_us=row.progress_total_us,
        error=note_or_none(row.error_reason, row.error_message),
        cancel=row.cancel,
        create_time=to_time(row.create_time_us),
        update_time=to_time(row.update_time_us),
    )
