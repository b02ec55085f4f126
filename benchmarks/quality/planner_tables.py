"""The tables of docs/quality.md about the candidate stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

_ROW_NAMES = ("way", "limit", "searches", "recall", "least_recall", "all_found", "median_ms")


def planner_tables(report: Mapping[str, Any]) -> str:
    """Markdown."""
    library, kinds = report["library"], [*report["recall"][0]["by_kind"]]
    unbounded, counts = report["unbounded"], report["recall"][0]["of_kind"]
    samples = " and ".join(f"{count:,} of {kind}" for kind, count in library["samples"].items())
    rows = sum(library["rows"].values())
    index = report.get("index", "Milvus Lite")
    parts = [
        f"{library['media']:,} media, samples: {samples}; {rows:,} rows in {index}. Committing "
        f"took {library['commit_seconds']:,.0f} s. {report['questions']} questions, of which "
        f"{report['answered']} have an answer. "
        f"For {unbounded['questions']} of them every media was cut into spans, without any bound: "
        f"{unbounded['the_same_answer']} answers were the same to the last digit.\n",
        _table(
            [
                "most media of a list",
                "recall of ten",
                "least",
                *(f"{kind} ({counts[kind]})" for kind in kinds),
                "media scored",
            ],
            [_recall_line(row, kinds) for row in report["recall"]],
        ),
        *_rows_tables(report),
        _table(
            ["samples", "media", "way", "first time", "then", "index", "curves", "spans"],
            [_cost_line(row, way) for row in report["scopes"] for way in ("exact", "candidates")],
        ),
        "Seconds of the processor for one question. Most memory by then: "
        f"{report['memory_mib']['server']:,} MiB, and of Milvus Lite "
        f"{report['memory_mib']['milvus_lite']:,} MiB. "
        f"Commit {report['commit']}, {report['machine']['processor']}, seed {report['seed']}, "
        f"spaces {' and '.join(report['encoders'].values())}. Where `momentsearch models` names "
        "others, this was measured with an earlier pair.\n",
    ]
    return "\n".join(parts)


def _rows_tables(report: Mapping[str, Any]) -> list[str]:
    """Of a report that has them: rows lately written, where that is another index, and at rest."""
    return [
        f"Nearest rows, {when}:\n\n"
        + _table(
            ["asked", "rows", "searches", "recall", "least", "all found", "median ms"],
            [[row[name] for name in _ROW_NAMES] for row in report[key]],
        )
        for key, when in (("rows_lately", "lately written"), ("rows", "in the index"))
        if key in report
    ]


def _recall_line(row: Row, kinds: Sequence[str]) -> list[Any]:
    by_kind = [row["by_kind"][kind] for kind in kinds]
    return [f"{row['most_media']:,}", row["recall"], row["least_recall"], *by_kind, row["media"]]


def _cost_line(row: Row, way: str) -> list[Any]:
    cost = row[way]
    figures = [cost[name] for name in ("first", "seconds", "index", "curves", "spans")]
    return [f"{row['samples']:,}", f"{row['media']:,}", way, *figures]


def _table(heads: Sequence[str], lines: Sequence[Sequence[Any]]) -> str:
    shown = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return "\n".join([*shown, *(f"| {' | '.join(map(str, line))} |" for line in lines)]) + "\n"
