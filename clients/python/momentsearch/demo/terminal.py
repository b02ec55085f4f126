"""What the demonstration says in the terminal while it goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from momentsearch.cli.output import evidence_bar, format_confidence, format_size, is_unicode
from momentsearch.cli.times import format_time
from momentsearch.demo.library import Places
from momentsearch.demo.questions import Answered, Score
from momentsearch.demo.truth import Film, Question
from momentsearch.results import Media, Moment

_TITLE_WIDTH = 20


def step(console: Console, text: str) -> None:
    """What is about to happen, in the manner of the Makefile."""
    console.print(Text(f"== {text}", style="bold"), soft_wrap=True)


def detail(console: Console, text: str) -> None:
    console.print(Text(f"   {text}", style="dim"), soft_wrap=True)


class Bars:
    """A bar for each film in a terminal; elsewhere a line when it is done."""

    def __init__(self, console: Console, progress: Progress, films: Sequence[Film]) -> None:
        self._console = console
        self._progress = progress
        self._tasks: dict[Film, TaskID] = {
            film: progress.add_task(film.path.name, total=1.0, state="waits to be sent")
            for film in films
        }

    def sending(self, film: Film, sent_bytes: int, total_bytes: int) -> None:
        """Comes from gRPC's thread. Sending is the first fifth of the bar."""
        share = 0.2 * sent_bytes / max(total_bytes, 1)
        self._update(film, share, f"sent {format_size(sent_bytes)} of {format_size(total_bytes)}")

    def indexing(self, film: Film, media: Media) -> None:
        progress = media.progress
        total = progress.total_seconds if progress else None
        done = progress.done_seconds if progress else 0.0
        share = 0.2 + 0.8 * min(done / total, 1.0) if total else 0.2
        self._update(film, share, f"{media.state} {_of_seconds(done, total)}")

    def done(self, film: Film, *, was_there: bool) -> None:
        state = "already there" if was_there else "indexed"
        self._update(film, 1.0, state)
        if self._progress.disable:
            detail(self._console, f"{film.path.name}: {state}")

    def _update(self, film: Film, share: float, state: str) -> None:
        self._progress.update(self._tasks[film], completed=share, state=state)


def _of_seconds(done: float, total: float | None) -> str:
    return f"{done:.0f} of {total:.0f} s" if total else ""


@contextmanager
def bars(console: Console, films: Sequence[Film]) -> Iterator[Bars]:
    columns = (
        TextColumn("   {task.description}", markup=False),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[state]}", markup=False),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield Bars(console, progress, films)


def print_answer(
    console: Console, number: int, answered: Answered, titles: Mapping[str, str]
) -> None:
    """The question, what was found, what is true; ``titles`` is by file name."""
    unicode = is_unicode(sys.stdout)
    console.print()
    console.print(_headline(number, answered, unicode=unicode), soft_wrap=True)
    for rank, moment in enumerate(answered.moments, start=1):
        console.print(_moment_line(rank, moment, unicode=unicode), soft_wrap=True)
    if not answered.moments:
        console.print(_nothing_line(answered), soft_wrap=True)
    console.print(_truth_line(answered, titles), soft_wrap=True)


def _headline(number: int, answered: Answered, *, unicode: bool) -> Text:
    question = answered.question
    kind = "nowhere in the library" if question.is_absent else question.modality
    return Text.assemble(
        f"{number:>3}  ",
        verdict(answered, unicode=unicode),
        (f'  "{question.text}"', "bold"),
        (f"  ({kind})", "dim"),
    )


def verdict(answered: Answered, *, unicode: bool) -> Text:
    if not answered.is_right:
        return Text("✗ missed" if unicode else "MISSED", style="bold red")
    word = "not there" if answered.question.is_absent else "found"
    return Text(f"{'✓' if unicode else 'ok:'} {word}", style="bold green")


def _moment_line(rank: int, moment: Moment, *, unicode: bool) -> Text:
    """The bar is of the evidence that speaks for the moment most."""
    span = f"{format_time(moment.start_seconds)} - {format_time(moment.end_seconds)}"
    sure = f"{format_confidence(moment):<11}"
    line = Text(f"       {rank}  {moment.title:<{_TITLE_WIDTH}}  {span}  {sure}  ")
    curve = moment.evidence[0].curve if moment.evidence else None
    if curve is not None:
        line.append_text(evidence_bar(curve, moment.span, unicode=unicode))
    return line


def _nothing_line(answered: Answered) -> Text:
    best = answered.rejected[0] if answered.rejected else None
    text = "       nothing is as confident as it should be"
    if best is not None:
        text += f"; the best candidate, in {best.title}, only {best.confidence:.0%}"
    return Text(text)


def _truth_line(answered: Answered, titles: Mapping[str, str]) -> Text:
    overlap = "" if answered.overlap is None else f", overlap {answered.overlap:.2f}"
    return Text(f"    truth  {truth_in_words(answered.question, titles)}{overlap}", style="green")


def truth_in_words(question: Question, titles: Mapping[str, str]) -> str:
    """Where the answer is, as in "The harbour, 0:00:12.0 - 0:00:27.0"."""
    if question.is_absent:
        return "it is nowhere"
    return "; ".join(
        titles[span.file_name]
        if span.end_seconds <= span.start_seconds
        else f"{titles[span.file_name]:<{_TITLE_WIDTH}}  "
        f"{format_time(span.start_seconds)} - {format_time(span.end_seconds)}"
        for span in question.spans
    )


def print_score(console: Console, score: Score) -> None:
    console.print()
    style = "bold green" if score.passed else "bold red"
    console.print(Text(f"{score.right} of {score.of} right", style=style))
    if not score.passed:
        console.print(
            "That is fewer than there should be: ten of twelve, and what is nowhere must be said "
            "to be nowhere.",
            soft_wrap=True,
        )
    console.print()


def print_next_steps(console: Console, *, address: str, places: Places, kept: bool) -> None:
    """How to go on from here; the commands can be copied as they are."""
    command = own_command()
    where = f" --address {address}" if kept else ""
    console.print()
    if kept:
        console.print(f"The server stays up at {address}; Ctrl-C stops it. In another terminal:")
    else:
        console.print("The server is stopped. Start it again with the same library, and then ask:")
        console.print(
            f"   {command} serve --encoders embedded --data-dir {quoted(places.data)}",
            soft_wrap=True,
        )
    console.print(f'   {command} search "a palm tree at sunset"{where}', soft_wrap=True)
    console.print(f'   {command} search "a rooster crowing"{where}', soft_wrap=True)
    console.print(f"   {command} index FILE_OR_FOLDER{where}", soft_wrap=True)
    console.print(f"   {command} eval {quoted(places.labels)}{where}", soft_wrap=True)
    console.print(
        "The embedded encoders know drawn pictures and synthesised sounds. For your own films give "
        f"the server real ones: {command} models",
        soft_wrap=True,
    )
    if not kept:
        console.print("make demo ARGS=--keep leaves the server up.", soft_wrap=True)


def own_command() -> str:
    """How this program is called: the script beside the interpreter, where there is one."""
    script = Path(sys.executable).with_name("momentsearch")
    return quoted(script) if script.exists() else f"{quoted(Path(sys.executable))} -m momentsearch"


def quoted(path: Path) -> str:
    """As a shell takes it; relative where that is shorter."""
    import shlex

    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return shlex.quote(str(shown))
