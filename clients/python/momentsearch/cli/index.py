"""`momentsearch index`."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from momentsearch._retry import RetryPolicy
from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.files import FoundFiles, find_files
from momentsearch.cli.indexing import (
    FileResult,
    IndexOptions,
    Outcome,
    StoppableClock,
    index_files,
)
from momentsearch.cli.media import describe_progress
from momentsearch.cli.options import CollectionOption, LabelOption, parse_labels
from momentsearch.cli.output import format_size, make_table, print_json
from momentsearch.cli.session import Session, connected
from momentsearch.errors import MomentSearchError
from momentsearch.results import Media

EXAMPLES = (
    "momentsearch index holiday.mp4 recordings/",
    "momentsearch index films/ --collection films --label year=1962 --jobs 2",
    "momentsearch index /srv/media/films --import --no-wait",
)
_WORDS = {
    Outcome.ACTIVE: "indexed",
    Outcome.ALREADY_THERE: "already there",
    Outcome.QUEUED: "queued",
    Outcome.FAILED: "failed",
}


@connected
def index(
    session: Session,
    *,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files, and folders with everything below them."),
    ],
    collection: CollectionOption = "",
    title: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help='A title for a single file, as in "Our garden"; else its name.'
        ),
    ] = "",
    label: LabelOption = None,
    by_path: Annotated[
        bool,
        typer.Option(
            "--import",
            help="Do not upload: the server reads the files itself, under its media roots.",
        ),
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            metavar="COUNT", help="How many files at the same time, as in 2.", min=1, max=64
        ),
    ] = 4,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Return once all are sent, before they are indexed.")
    ] = False,
) -> None:
    """Send files to the server and wait until they are indexed.

    Of folders every file is sent but hidden ones and those whose suffix is surely not media, as
    .txt or .csv; a file that is named is always sent. The same file again changes nothing. While
    the server's queue is full, waits as long as the server says. Exits with 5 where at least one
    file failed. With --json one line for each file.
    """
    found = find_files([_as_the_server_sees_it(path) for path in paths] if by_path else paths)
    options = IndexOptions(
        collection=collection,
        title=title,
        labels=parse_labels(label),
        by_path=by_path,
        wait=not no_wait,
        concurrency=jobs,
    )
    if title and len(found.paths) > 1:
        raise typer.BadParameter(f"--title is for a single file, and here are {len(found.paths)}")
    if found.skipped:
        session.err.print(found.describe_skipped(), soft_wrap=True)
    results = _run(session, found, options)
    if not session.json:
        _print_summary(session, results)
    if any(result.outcome is Outcome.FAILED for result in results):
        raise typer.Exit(ExitCode.SOME_FAILED)


def _as_the_server_sees_it(path: Path) -> Path:
    """What is not here may be there: it is left as it is, relative to a media root."""
    return path.absolute() if path.exists() else path


def _run(session: Session, found: FoundFiles, options: IndexOptions) -> list[FileResult]:
    clock = StoppableClock()
    results: list[FileResult] = []
    with Bars(session, file_count=len(found.paths)) as bars:
        retry = RetryPolicy(wait_when_busy=True, on_wait=bars.waiting)
        with session.client(retry=retry, clock=clock) as client:
            # Whatever is wrong for all files alike is found before the first is sent.
            client.get_collection(options.collection or "default")
            try:
                with closing(
                    index_files(client, found.paths, options, report=bars, stop=clock.stop)
                ) as finished:
                    for result in finished:
                        results.append(result)
                        bars.print_result(result)
            except KeyboardInterrupt:
                _print_interrupted(session, len(results), len(found.paths))
                raise typer.Exit(ExitCode.INTERRUPTED) from None
    return results


def _print_interrupted(session: Session, finished: int, of_files: int) -> None:
    session.print_problem(
        f"Interrupted after {finished} of {of_files} files. Uploads under way were broken off and "
        "left nothing. What the server has received it goes on indexing: `momentsearch ls` shows "
        "it. The same command again sends only what is missing."
    )


class Bars:
    """Progress on standard error: bars in a terminal, nothing into a pipe or beside JSON.

    Called from the threads that send.
    """

    def __init__(self, session: Session, *, file_count: int) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._tasks: dict[Path, TaskID] = {}
        self._finished: set[Path] = set()
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[state]}", markup=False),
            console=session.err,
            disable=session.json or not session.err.is_terminal,
            transient=True,
        )
        self._file_count = file_count
        self._total = self._progress.add_task(
            "all files", total=file_count, state=self._total_state()
        )

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def sending(self, path: Path, sent_bytes: int, total_bytes: int) -> None:
        state = f"sent {format_size(sent_bytes)} of {format_size(total_bytes)}"
        self._update(path, sent_bytes, total_bytes, state)

    def indexing(self, path: Path, media: Media) -> None:
        progress = media.progress
        done, total = (progress.done_seconds, progress.total_seconds) if progress else (0.0, None)
        self._update(path, done, total, f"{media.state} {describe_progress(media)}")

    def finished(self, path: Path) -> None:
        with self._lock:
            task = self._tasks.pop(path, None)
            self._finished.add(path)
            self._progress.update(
                self._total, completed=len(self._finished), state=self._total_state()
            )
            if task is not None:
                self._progress.remove_task(task)

    def waiting(self, error: MomentSearchError, pause_seconds: float) -> None:
        self._progress.update(
            self._total, state=f"waiting {pause_seconds:.1f} s for the server [{error.reason}]"
        )

    def print_result(self, result: FileResult) -> None:
        if self._session.json:
            print_json(result)
            return
        why = f": {result.message}" if result.message else ""
        if result.reason:
            why += f" [{result.reason}]"
        self._session.err.print(f"{_WORDS[result.outcome]}  {result.path}{why}", soft_wrap=True)

    def _total_state(self) -> str:
        return f"{len(self._finished)} of {self._file_count}"

    def _update(self, path: Path, completed: float, total: float | None, state: str) -> None:
        with self._lock:
            # The thread that sends may report once more after the server has answered early.
            if path in self._finished:
                return
            if path not in self._tasks:
                self._tasks[path] = self._progress.add_task(path.name, state="")
            self._progress.update(self._tasks[path], completed=completed, total=total, state=state)


def _print_summary(session: Session, results: list[FileResult]) -> None:
    counts = Counter((_WORDS[result.outcome], result.reason) for result in results)
    table = make_table("Outcome", "Files", "Reason")
    table.columns[1].justify = "right"
    for (word, reason), count in sorted(counts.items()):
        table.add_row(word, str(count), reason)
    if results:
        session.out.print(table)
    else:
        session.out.print("No files to index.")
