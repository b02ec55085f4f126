"""The demonstration from beginning to end."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console

from momentsearch._server_part import server_folder
from momentsearch._sync.client import Client
from momentsearch.cli.output import print_json, to_json
from momentsearch.demo import library, terminal
from momentsearch.demo.errors import ServerDidNotStartError
from momentsearch.demo.films import render_films
from momentsearch.demo.labels import write_labels
from momentsearch.demo.questions import Answered, Score, ask, score
from momentsearch.demo.report import Report, gather, page
from momentsearch.demo.server import (
    ServerPlan,
    indexing_version,
    running_server,
)
from momentsearch.demo.truth import Question, Truth
from momentsearch.results import Media

# The server says this when another one has its data: then nothing must be removed.
_IN_USE = "DATA_DIRECTORY_IN_USE"


@dataclass(frozen=True)
class DemoOptions:
    """``folder`` gets everything that is written; ``seed`` changes the films' details."""

    folder: Path
    seed: int
    keep: bool
    json: bool


@dataclass
class Timings:
    """Wall seconds of each step, for the report."""

    films: float = 0.0
    server: float = 0.0
    index: float = 0.0
    questions: float = 0.0


def run_demo(options: DemoOptions, console: Console) -> Score:
    """Raises ``DemoError``, ``MomentSearchError``, ``OSError``."""
    places = library.Places(options.folder.resolve())
    timings = Timings()
    with _terminated_in_order(), library.held(places.folder) as lock:
        terminal.step(console, f"Rendering films, music and stills into {places.films}")
        with _timed(timings, "films"):
            truth = render_films(
                places.films, seed=options.seed, say=lambda line: terminal.detail(console, line)
            )
        with ExitStack() as stack:
            terminal.step(console, "Starting the server, with the embedded encoders")
            with _timed(timings, "server"):
                address = _serve(stack, places, truth, lock, console)
            terminal.detail(console, f"gRPC on {address}; its log is {places.log}")
            client = stack.enter_context(Client(address))
            return _index_and_ask(
                client, truth, places=places, timings=timings, options=options, console=console
            )


def _serve(
    stack: ExitStack, places: library.Places, truth: Truth, lock: int, console: Console
) -> str:
    """The address of a server whose library, if it has one, is of just these films.

    A library that the server refuses, or was made with other encoders, is made anew.
    """
    folder = server_folder()
    made_from = {
        "films": truth.provenance,
        "server": indexing_version(folder) if folder else "",
    }
    if library.forget_stale(places, made_from):
        terminal.detail(console, "films or server have changed: starting a new library")
    plan = ServerPlan(places.data, places.log, inherited_file=lock)
    if places.data.exists():
        address = _serve_as_it_is(stack, plan)
        if address is not None:
            return address
        terminal.detail(console, "this server cannot use the library there is: making a new one")
        stack.close()
        library.forget(places)
    return stack.enter_context(running_server(plan))


def _serve_as_it_is(stack: ExitStack, plan: ServerPlan) -> str | None:
    """None where the server does not start with the library, or cannot search it."""
    try:
        address = stack.enter_context(running_server(plan))
    except ServerDidNotStartError as error:
        if _IN_USE in error.log_tail:
            raise
        return None
    with Client(address) as client:
        return address if library.is_searchable(client) else None


def _index_and_ask(
    client: Client,
    truth: Truth,
    *,
    places: library.Places,
    timings: Timings,
    options: DemoOptions,
    console: Console,
) -> Score:
    seconds = sum(film.duration_seconds for film in truth.films)
    terminal.step(
        console, f"Indexing {len(truth.films)} media, {seconds / 60:.1f} minutes, over gRPC"
    )
    with _timed(timings, "index"), terminal.bars(console, truth.films) as bars:
        media = library.index_films(client, truth.films, bars)
    terminal.step(console, f"Asking {len(truth.questions)} questions")
    with _timed(timings, "questions"):
        answered = _ask_all(client, truth.questions, media, console)
    result = score(answered)
    report = Report(truth, media, answered, result, vars(timings))
    terminal.print_score(console, result)
    terminal.step(console, "Drawing the answers, with pictures, on one page")
    places.report.write_text(page(gather(client, report)), encoding="utf-8")
    write_labels(places.labels, truth)
    terminal.detail(console, str(places.report))
    if options.json:
        print_json(_as_json(report, places, client.address if options.keep else None))
    terminal.print_next_steps(console, address=client.address, places=places, kept=options.keep)
    if options.keep:
        _wait_for_interrupt()
    return result


def _ask_all(
    client: Client, questions: Sequence[Question], media: Mapping[str, Media], console: Console
) -> list[Answered]:
    titles = {file_name: entry.title for file_name, entry in media.items()}
    answered = []
    for number, question in enumerate(questions, start=1):
        answered.append(ask(client, question, media))
        terminal.print_answer(console, number, answered[-1], titles)
    return answered


def _as_json(report: Report, places: library.Places, address: str | None) -> dict[str, Any]:
    """For programs. Spans of the truth are told by media id, as the moments are."""
    return {
        "right": report.score.right,
        "of": report.score.of,
        "passed": report.score.passed,
        "report": str(places.report),
        "address": address,
        "timings_seconds": {name: round(value, 2) for name, value in report.timings.items()},
        "questions": [_answer_as_json(answer, report.media) for answer in report.answered],
    }


def _answer_as_json(answered: Answered, media: Mapping[str, Media]) -> dict[str, Any]:
    truth = [
        {
            "media_id": media[span.file_name].media_id,
            "title": media[span.file_name].title,
            "start_seconds": span.start_seconds,
            "end_seconds": span.end_seconds,
        }
        for span in answered.question.spans
    ]
    return {
        "text": answered.question.text,
        "modality": answered.question.modality,
        "truth": truth,
        "right": answered.is_right,
        "overlap": answered.overlap,
        "presence": answered.presence,
        "seconds": round(answered.seconds, 4),
        "moments": to_json(answered.moments),
    }


@contextmanager
def _timed(timings: Timings, name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    setattr(timings, name, time.monotonic() - began)


@contextmanager
def _terminated_in_order() -> Iterator[None]:
    """SIGTERM ends the demonstration as Ctrl-C does: the server is stopped first."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _wait_for_interrupt(pause: Callable[[], object] = signal.pause) -> None:
    """Ctrl-C, or SIGTERM, is how --keep is meant to end."""
    try:
        while True:
            pause()
    except KeyboardInterrupt:
        pass
