"""`momentsearch eval`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.options import CollectionOption
from momentsearch.cli.output import print_json, to_json
from momentsearch.cli.session import Session, connected
from momentsearch.evaluation.compare import (
    Comparison,
    NotComparableError,
    compare,
    read_document,
)
from momentsearch.evaluation.document import document, write_document
from momentsearch.evaluation.report import page
from momentsearch.evaluation.run import Evaluation, Options, UnusableLabelsError, evaluate
from momentsearch.evaluation.terminal import print_comparison, print_evaluation

EXAMPLES = (
    "momentsearch eval labels.jsonl",
    "momentsearch eval labels.jsonl --collection films --output before.json --report report.html",
    "momentsearch eval labels.jsonl --compare before.json",
)
_SHOWN_BAD_LINES = 20


@connected
def eval_(
    session: Session,
    *,
    labels: Annotated[
        Path,
        typer.Argument(
            metavar="LABELS",
            help="JSON lines with queries and where their answers are (docs/evaluation.md).",
        ),
    ],
    collection: CollectionOption = "",
    within_media: Annotated[
        bool,
        typer.Option(
            "--within-media",
            help="Ask only within each query's own media, not over the whole collection too.",
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write figures and every query's answers as JSON, as in before.json.",
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write one page to look at, as in report.html; see --worst."
        ),
    ] = None,
    worst: Annotated[
        int,
        typer.Option(
            metavar="COUNT", help="How many of the worst queries the page draws, as in 40.", min=0
        ),
    ] = 20,
    compare_with: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            metavar="FILE",
            help="Compare with what --output wrote before, as in before.json.",
        ),
    ] = None,
    tolerance: Annotated[
        float | None,
        typer.Option(
            metavar="POINTS",
            help="How far each figure may fall against --compare, as in 2; without it twice the "
            "standard error of its change.",
            min=0.0,
        ),
    ] = None,
    skip_bad_lines: Annotated[
        bool,
        typer.Option(
            "--skip-bad-lines", help="Leave out lines that cannot be used, and count them."
        ),
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            metavar="COUNT", help="How many searches at the same time, as in 8.", min=1, max=64
        ),
    ] = 4,
) -> None:
    """Measure how well the server answers questions whose answers you know.

    Asks each question within its own media and over the whole collection, and scores the moments:
    the right span first (R1), the right spans listed (mAP), what is absent told from what is
    present, confidence that means what it says. Exits with 6 where a line cannot be used or a part
    cannot be compared, and with 8 where a figure fell by more than the tolerance.
    """
    if tolerance is not None and not math.isfinite(tolerance):
        raise typer.BadParameter(f"--tolerance is {tolerance}; points were expected, as in 2")
    # Whatever is wrong with the files is said before any question is asked.
    old = None if compare_with is None else _read(session, compare_with)
    if tolerance is not None and compare_with is None:
        raise typer.BadParameter("--tolerance is for --compare, which is not given")
    for path in (output, report):
        if path is not None and not path.parent.is_dir():
            raise typer.BadParameter(f"{path.parent} is no folder to write {path.name} into")
    options = Options(
        collection=collection,
        across=not within_media,
        skip_bad_lines=skip_bad_lines,
        jobs=jobs,
    )
    evaluation = _run(session, labels, options)
    result = document(evaluation)
    comparison = None if old is None else _compared(session, old, result, tolerance)
    if output is not None:
        write_document(output, result)
    if report is not None:
        report.write_text(page(evaluation, worst_count=worst), encoding="utf-8")
    if session.json:
        print_json(result if comparison is None else result | {"comparison": to_json(comparison)})
    else:
        _print(session, evaluation, comparison, written=[output, report])
    if comparison is not None and comparison.not_compared:
        _say_not_compared(session, comparison)
    if comparison is not None and comparison.regressions:
        _say_worse(session, comparison)
        raise typer.Exit(ExitCode.EVAL_WORSE)
    if comparison is not None and comparison.not_compared:
        raise typer.Exit(ExitCode.LOCAL_PROBLEM)


def _run(session: Session, labels: Path, options: Options) -> Evaluation:
    """Progress is a bar on standard error, in a terminal."""
    bar = Progress(
        TextColumn("asking"),
        BarColumn(),
        MofNCompleteColumn(),
        console=session.err,
        disable=session.json or not session.err.is_terminal,
        transient=True,
    )
    task = bar.add_task("asking", total=None)
    try:
        with bar, session.client() as client:
            evaluation = evaluate(
                client,
                labels,
                options,
                on_start=lambda count: bar.update(task, total=count),
                on_answer=lambda: bar.advance(task),
            )
    except UnusableLabelsError as error:
        session.print_problem(_describe(error))
        raise typer.Exit(ExitCode.LOCAL_PROBLEM) from error
    except KeyboardInterrupt:
        session.print_problem("Interrupted; nothing was written.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    skipped = evaluation.label_file.bad_lines
    if skipped:
        session.print_problem(f"{len(skipped)} lines were left out:")
        session.print_problem(_listed(labels, skipped))
    return evaluation


def _describe(error: UnusableLabelsError) -> str:
    if not error.bad_lines:
        return f"{error.path} has no queries; docs/evaluation.md says how to write them."
    lines = _listed(error.path, error.bad_lines)
    if not error.usable:
        return f"{lines}\nNo line can be used; docs/evaluation.md says how to write them."
    return (
        f"{lines}\n{len(error.bad_lines)} lines cannot be used, {error.usable} can. Correct them, "
        "or leave them out with --skip-bad-lines."
    )


def _listed(path: Path, bad_lines: tuple[Any, ...]) -> str:
    lines = [f"{path}, line {bad.line}: {bad.problem}" for bad in bad_lines[:_SHOWN_BAD_LINES]]
    if len(bad_lines) > _SHOWN_BAD_LINES:
        lines.append(f"and {len(bad_lines) - _SHOWN_BAD_LINES} more lines")
    return "\n".join(lines)


def _read(session: Session, path: Path) -> dict[str, Any]:
    try:
        return read_document(path)
    except NotComparableError as error:
        session.print_problem(f"{error}.")
        raise typer.Exit(ExitCode.LOCAL_PROBLEM) from error


def _compared(
    session: Session, old: Mapping[str, Any], new: Mapping[str, Any], tolerance: float | None
) -> Comparison:
    try:
        return compare(old, new, tolerance=tolerance)
    except NotComparableError as error:
        session.print_problem(f"{error}.")
        raise typer.Exit(ExitCode.LOCAL_PROBLEM) from error


def _print(
    session: Session,
    evaluation: Evaluation,
    comparison: Comparison | None,
    *,
    written: list[Path | None],
) -> None:
    print_evaluation(session.out, evaluation)
    if comparison is not None:
        print_comparison(session.out, comparison)
    for path in written:
        if path is not None:
            session.print_problem(f"Wrote {path}")


def _say_not_compared(session: Session, comparison: Comparison) -> None:
    listed = " and ".join(comparison.not_compared)
    session.print_problem(
        f"Not compared: {listed}, which no query has in both evaluations; make both of the same "
        "labels, and both with or without --within-media."
    )


def _say_worse(session: Session, comparison: Comparison) -> None:
    listed = ", ".join(
        f"{one.name} {one.scope} by {one.old - one.new:.1f} (may fall {one.tolerance:.1f})"
        for one in comparison.regressions
    )
    session.print_problem(f"Worse than before: {listed}.")
