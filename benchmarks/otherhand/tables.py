"""The report of ``make bench-otherhand`` as Markdown: as printed, and as in docs/quality.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.quality.tables import table

# Classes that are right more often than this are left out of the tables.
_WEAK = 0.8


def otherhand_tables(report: Mapping[str, Any]) -> str:
    """Of both halves; one that was not measured is left out."""
    parts = []
    for half in ("pictures", "sounds"):
        found = report[half]
        if found:
            parts += [f"#### Another hand's {half}: {found[half]}\n", _figures(found)]
            parts += _weak_classes(found)
    spaces = ", ".join(f"{k}: {v['name']} ({v['space']})" for k, v in report["encoders"].items())
    parts.append(
        f"Commit {report['commit']}, {report['machine']['processor']}, {report['minutes']} minutes;"
        f" encoders {spaces}.\n"
    )
    return "\n".join(parts)


def _figures(found: Mapping[str, Any]) -> str:
    lines = []
    for name, figures in found.items():
        if name.startswith("two texts"):
            chords = name.removeprefix("two texts")
            lines += [[f"{title}{chords}", _line(numbers)] for title, numbers in figures.items()]
        elif isinstance(figures, Mapping) and not name.startswith("each "):
            lines.append([name, _line(figures)])
    return table(["", "figures"], lines)


def _line(figures: Mapping[str, float]) -> str:
    return "; ".join(f"{name} {number}" for name, number in figures.items())


def _weak_classes(found: Mapping[str, Any]) -> list[str]:
    parts = []
    for name, classes in found.items():
        if name.startswith("each "):
            weak = {one: row for one, row in classes.items() if row["right"] < _WEAK}
            if weak:
                parts.append(_class_table(f"{name}, below {_WEAK}", weak))
    return parts


def _class_table(title: str, classes: Mapping[str, Mapping[str, Any]]) -> str:
    known = ("right", "of", "taken_for")
    further = [head for head in next(iter(classes.values())) if head not in known]
    lines = []
    for name, row in classes.items():
        mistakes = [f"{other} {times}/{row['of']}" for other, times in row["taken_for"].items()]
        lines.append([name, row["right"], *(row[head] for head in further), ", ".join(mistakes)])
    return table([title, "right", *further, "taken for"], lines)
