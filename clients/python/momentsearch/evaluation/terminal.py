"""An evaluation as a person reads it in a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from momentsearch.cli.output import make_table
from momentsearch.evaluation.compare import Comparison, Turned
from momentsearch.evaluation.judge import ScopeFigures
from momentsearch.evaluation.run import Evaluation
from momentsearch.evaluation.scorer import Figures
from momentsearch.results import Presence

SCOPE_WORDS = {
    "within": "Within each query's own media",
    "across": "Over the whole collection",
}
LENGTH_WORDS = {
    "full": "all",
    "short": "up to 10 s",
    "middle": "10 to 30 s",
    "long": "over 30 s",
}
MODALITY_WORDS = {
    "both": "seen or heard",
    "picture": "seen",
    "sound": "heard",
}
_SHOWN_TURNED = 20


def print_evaluation(console: Console, evaluation: Evaluation) -> None:
    present = sum(not label.query.absent for label in evaluation.labels)
    absent = len(evaluation.labels) - present
    console.print(
        f"{len(evaluation.labels)} queries of {evaluation.label_file.name}, {present} present and "
        f"{absent} absent, on {evaluation.media_count} media of {evaluation.collection} at "
        f"{evaluation.server_address}. Figures are per cent unless they say otherwise.",
        soft_wrap=True,
    )
    scopes = {"within": evaluation.within_figures, "across": evaluation.across_figures}
    asked = {name: figures for name, figures in scopes.items() if figures is not None}
    for name, figures in asked.items():
        _print_scope(console, name, figures)
    console.print()
    console.print(_detection_table(asked))
    for note in notes(evaluation):
        console.print(note, soft_wrap=True)


def notes(evaluation: Evaluation) -> Iterable[str]:
    """What a reader of the figures has to know besides."""
    counted = [one for one in evaluation.within.values() if one.has_spans]
    if counted:
        error = 50 / math.sqrt(len(counted))
        yield f"Of {len(counted)} queries, shares are known to ±{error:.0f} points or better."
    judged = [*evaluation.within.values(), *evaluation.across.values()]
    cut = {label.query.line for one in judged if one.answer.cut_texts for label in one.labels}
    if cut:
        yield (
            f"Queries longer than an encoder reads, whose ends made no difference: {len(cut)}, "
            f"first in line {min(cut)}; with --output, cut_texts says what was read."
        )
    if evaluation.pending_count:
        yield f"Media that are not indexed yet and were not searched: {evaluation.pending_count}."
    empty = sum(one.answer.presence is Presence.EMPTY_SCOPE for one in evaluation.within.values())
    if empty:
        yield f"Queries that ask for a track which their media does not have: {empty}."
    asked = evaluation.within.keys() | evaluation.across.keys()
    grouped = {label.query.qid for one in evaluation.across.values() for label in one.labels}
    not_asked = sum(label.query.qid not in asked | grouped for label in evaluation.labels)
    if not_asked:
        yield f"Absent queries without a vid, which --within-media does not ask: {not_asked}."


def _print_scope(console: Console, name: str, figures: ScopeFigures) -> None:
    if not figures.by_length["full"].query_count:
        return
    console.print(f"\n{SCOPE_WORDS[name]}")
    headers = ["moments", "queries", "R1@.5", "R1@.7", "mAP@.5", "mAP@.75", "mAP"]
    table = _numbers_table(*headers, *(["HIT@1"] if name == "within" else []))
    rows = [(LENGTH_WORDS[key], row) for key, row in figures.by_length.items()]
    if len(figures.by_modality) > 1:
        rows += [(MODALITY_WORDS[key], row) for key, row in figures.by_modality.items()]
    for words, row in rows:
        if row.query_count:
            table.add_row(words, str(row.query_count), *_cells(row, hit=name == "within"))
    console.print(table)
    if name == "across":
        console.print(
            f"The right media comes first in {percent(figures.right_media_first)}, and is among "
            f"the first ten moments in {percent(figures.right_media_in_list)}."
        )


def _cells(row: Figures, *, hit: bool) -> list[str]:
    values = [row.r1_at_50, row.r1_at_70, row.map_at_50, row.map_at_75, row.map_average]
    return [percent(value) for value in [*values, *([row.hit_at_1] if hit else [])]]


def detection_rows(figures: ScopeFigures) -> dict[str, str]:
    """What is said of presence and confidence, in words and as figures."""
    found = figures.detection
    return {
        "present, absent queries": f"{found.present_count}, {found.absent_count}",
        "false alarms at the server's floor": percent(found.false_alarms),
        "missed at the server's floor": percent(found.misses),
        "AUROC of the best confidence (0 to 1)": _fixed(found.auroc, 3),
        "false alarms where 95 % are found": _at(
            found.false_alarms_at_recall, found.recall_threshold
        ),
        "best F1 of one threshold": _at(found.best_f1, found.best_f1_threshold),
        "calibration error of the first moment": percent(figures.calibration_error),
        "median search, ms": _fixed(1000 * figures.median_seconds, 0),
    }


def _detection_table(asked: Mapping[str, ScopeFigures]) -> Table:
    words = {"within": "within the media", "across": "whole collection"}
    table = _numbers_table("Is it there at all?", *(words[name] for name in asked))
    columns = [detection_rows(figures) for figures in asked.values()]
    for row in columns[0] if columns else ():
        table.add_row(row, *(column[row] for column in columns))
    return table


def print_comparison(console: Console, comparison: Comparison) -> None:
    counts = ", ".join(f"{count} {scope}" for scope, count in comparison.compared.items())
    common = f"{comparison.common_count} queries"
    console.print(f"\nCompared with {comparison.old_time}, {common}: {counts}", soft_wrap=True)
    for note in comparison.notes:
        console.print(note, soft_wrap=True)
    table = _numbers_table("figure", "queries", "then", "now", "change", "may fall", "")
    for one in comparison.differences:
        table.add_row(
            f"{one.name}, {one.scope}",
            str(one.query_count),
            percent(one.old),
            percent(one.new),
            f"{one.new - one.old:+.1f}",
            f"{one.tolerance:.1f}",
            "WORSE" if one.is_regression else "",
        )
    console.print(table)
    _print_turned(console, "Newly wrong", comparison.newly_wrong)
    _print_turned(console, "Newly right", comparison.newly_right)


def _print_turned(console: Console, title: str, turned: tuple[Turned, ...]) -> None:
    console.print(f"{title}: {len(turned) or 'none'}")
    for one in turned[:_SHOWN_TURNED]:
        console.print(f"  {one.what}, {one.scope}: qid {one.qid}, {one.text}", soft_wrap=True)
    if len(turned) > _SHOWN_TURNED:
        console.print(f"  and {len(turned) - _SHOWN_TURNED} more: --output has every query")


def _numbers_table(first: str, *others: str) -> Table:
    table = make_table(first, *others)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    return table


def percent(value: float) -> str:
    """A dash where there is nothing to say it of."""
    return _fixed(value, 1)


def _fixed(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def _at(value: float, threshold: float) -> str:
    return "-" if math.isnan(value) else f"{value:.1f} (at {threshold:.2f})"
