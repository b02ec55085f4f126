"""Every rule on every kind of curve, clean and degraded: the table of docs/quality.md.

    python -m benchmarks.quality.spans --out benchmarks/results/spans.json
    python -m benchmarks.quality.spans --curves FOLDER/curves-films.npz

Constants are chosen on the ``tune`` half; the ``test`` half is for reporting.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.provenance import commit, processor
from benchmarks.quality.curves import DEGRADATIONS, LabelledCurve, degraded, halves, read_curves
from benchmarks.quality.labels import Prediction, ScoredWindow
from benchmarks.quality.rules import LONGEST_FOR_ALL_WINDOWS, QUADRATIC, RULES, Rule
from benchmarks.quality.scorer import iou, score
from benchmarks.quality.synthetic import KINDS, corpus
from momentsearch_server.search.curves import Curve

# Of the kinds with short curves; of the others a few do, and take as long.
FEW = {"pictures": 4, "sounds": 4, "hours": 24}
THREE_HOURS = 10_800
Row = dict[str, Any]


def main() -> None:
    arguments = _arguments()
    corpora = _corpora(arguments)
    chosen = {name: RULES[name] for name in arguments.rules or RULES}
    rows = []
    for row in _rows(corpora, chosen, arguments.degradations, arguments.halves):
        rows.append(row)
        print(_line(row), flush=True)
    report = {
        "machine": {"processor": processor(), "system": platform.platform()},
        "commit": commit(),
        "seed": arguments.seed,
        "three_hours_milliseconds": {
            name: round(_milliseconds(rule), 2)
            for name, rule in chosen.items()
            if name not in QUADRATIC
        },
        "rows": rows,
    }
    print(json.dumps(report["three_hours_milliseconds"]))
    if arguments.out:
        arguments.out.write_text(json.dumps(report, indent=1) + "\n")


def _corpora(arguments: argparse.Namespace) -> dict[str, list[LabelledCurve]]:
    if arguments.curves:
        return {path.stem: read_curves(path) for path in arguments.curves}
    count, seed = arguments.count, arguments.seed
    kinds = arguments.kinds or KINDS
    return {kind: corpus(kind, count=count // FEW.get(kind, 1), seed=seed) for kind in kinds}


def _rows(
    corpora: dict[str, list[LabelledCurve]],
    rules: dict[str, Rule],
    degradations: Sequence[str],
    wanted: Sequence[str],
) -> Iterator[Row]:
    for kind, labelled in corpora.items():
        parts = halves(labelled)
        for half in wanted:
            for how in degradations:
                curves = [degraded(item, how) for item in parts[half]]
                for name, rule in rules.items():
                    if _is_possible(name, curves):
                        where = {"corpus": kind, "half": half, "curves": how, "rule": name}
                        yield where | measured(rule, curves)


def recorded_rows(curves: dict[str, list[LabelledCurve]]) -> list[Row]:
    """Every rule on recorded curves, the test half."""
    corpora = {f"recorded, {name}": labelled for name, labelled in curves.items()}
    return [*_rows(corpora, RULES, [*DEGRADATIONS], ["test"])]


def _is_possible(name: str, curves: Sequence[LabelledCurve]) -> bool:
    longest = max((len(item.curve) for item in curves), default=0)
    return longest > 0 and (name not in QUADRATIC or longest <= LONGEST_FOR_ALL_WINDOWS)


def measured(rule: Rule, curves: Sequence[LabelledCurve]) -> Row:
    """The figures of one rule: per cent, and the error of the first answer's ends in spacings."""
    queries = [item.query for item in curves]
    predictions = [Prediction(item.qid, tuple(rule(item.curve))) for item in curves]
    figures = score(queries, predictions)
    full, short = figures["full"], figures["short"]
    return {
        "queries": full.query_count,
        "r1_at_50": round(full.r1_at_50, 1),
        "r1_at_70": round(full.r1_at_70, 1),
        "map_average": round(full.map_average, 1),
        "short_queries": short.query_count,
        "short_r1_at_50": _rounded(short.r1_at_50),
        "short_map_average": _rounded(short.map_average),
        "boundary_error_spacings": _rounded(_boundary_error(curves, predictions), 2),
    }


def _rounded(value: float, digits: int = 1) -> float | None:
    return None if math.isnan(value) else round(value, digits)


def _boundary_error(curves: Iterable[LabelledCurve], predictions: Iterable[Prediction]) -> float:
    """How far the ends of first answers are off where they are right (IoU 0.5), on average; nan
    where none is right."""
    errors: list[float] = []
    for item, prediction in zip(curves, predictions, strict=True):
        if prediction.windows:
            errors += _errors(item, prediction.windows[0])
    return statistics.fmean(errors) if errors else math.nan


def _errors(item: LabelledCurve, found: ScoredWindow) -> list[float]:
    best = max(item.query.windows, key=lambda truth: iou(found, truth))
    if iou(found, best) < 0.5:
        return []
    spacing = float(np.median(np.diff(item.curve.starts_us))) / 1e6
    return [abs(found[0] - best[0]) / spacing, abs(found[1] - best[1]) / spacing]


def _milliseconds(rule: Rule) -> float:
    """Of the processor, for three hours at one sample a second: mostly noise, one moment."""
    values = np.random.default_rng(0).normal(size=THREE_HOURS)
    values[5_000:5_010] += 6
    edges = np.arange(THREE_HOURS + 1) * 1_000_000
    curve = Curve(values, edges[:-1], edges[1:])
    durations = []
    for _ in range(7):
        started = time.process_time()
        rule(curve)
        durations.append(1000 * (time.process_time() - started))
    return min(durations)


def _line(row: Row) -> str:
    figures = [f"{row[name]:5.1f}" for name in ("r1_at_50", "r1_at_70", "map_average")]
    return f"{row['corpus']:20} {row['half']:5} {row['curves']:8} {row['rule']:32} " + " ".join(
        figures
    )


# Of the table: which half, and what stands in its columns.
_COLUMNS = (
    ("clean", "r1_at_50"),
    ("clean", "r1_at_70"),
    ("clean", "map_average"),
    ("clean", "short_r1_at_50"),
    ("clean", "boundary_error_spacings"),
    ("white", "r1_at_50"),
    ("white", "r1_at_70"),
    ("white", "map_average"),
    ("slow", "r1_at_50"),
    ("drift", "r1_at_50"),
    ("dropped", "r1_at_50"),
)
_HEADS = (
    "R1@.5",
    "R1@.7",
    "mAP",
    "short R1@.5",
    "ends",
    "noisy R1@.5",
    "R1@.7",
    "mAP",
    "slow R1@.5",
    "drift R1@.5",
    "dropped R1@.5",
)


def tables(report: dict[str, Any]) -> str:
    """Markdown: one table for each corpus, of the test half; and the time for three hours."""
    parts = [rule_tables(report["rows"])]
    times = report["three_hours_milliseconds"]
    listed = "".join(f"| {name} | {value} |\n" for name, value in times.items())
    source = (
        f"Commit {report['commit']}, {report['machine']['processor']}, seed {report['seed']}.\n"
    )
    return "\n".join([*parts, f"| rule | ms for three hours |\n|---|---|\n{listed}", source])


def rule_tables(rows: Sequence[Row]) -> str:
    """Markdown: a table for each corpus, of the test half."""
    return "\n".join(_table(rows, name) for name in dict.fromkeys(row["corpus"] for row in rows))


def _table(rows: Sequence[Row], name: str) -> str:
    chosen = [row for row in rows if row["corpus"] == name and row["half"] == "test"]
    cells = {(row["rule"], row["curves"]): row for row in chosen}
    count = max(row["queries"] for row in chosen)
    lines = [
        f"### {name}: {count} queries\n",
        f"| rule | {' | '.join(_HEADS)} |",
        "|---|" + "---|" * len(_HEADS),
    ]
    for rule in dict.fromkeys(row["rule"] for row in chosen):
        values = (cells.get((rule, how), {}).get(field) for how, field in _COLUMNS)
        shown = " | ".join("" if value is None else str(value) for value in values)
        lines.append(f"| {rule} | {shown} |")
    return "\n".join(lines) + "\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--curves", type=Path, nargs="+", help="recorded ones, instead of made-up")
    parser.add_argument("--count", type=int, default=400, help="curves of each short kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="+", choices=KINDS)
    parser.add_argument("--rules", nargs="+", choices=RULES, metavar="RULE")
    parser.add_argument("--degradations", nargs="+", choices=DEGRADATIONS, default=[*DEGRADATIONS])
    parser.add_argument("--halves", nargs="+", choices=("tune", "test"), default=["tune", "test"])
    parser.add_argument("--out", type=Path, help="write the JSON here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
