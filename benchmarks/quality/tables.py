"""The report of ``make bench-quality`` as Markdown: as printed, and as in docs/quality.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.quality.calibrations import BOTH
from benchmarks.quality.films.drafts import OPERATORS
from benchmarks.quality.films.measure import (
    BEFORE,
    CHANCE,
    NEAREST_FRAMES,
    SENTENCE,
    SERVER,
    SPACE_NAMED,
)
from benchmarks.quality.spans import rule_tables

Row = Mapping[str, Any]

_SPAN_FIELDS = ("r1_at_50", "r1_at_70", "map_average", "hit_at_1")
_SPAN_HEADS = ("R1@.5", "R1@.7", "mAP", "HIT@1")
_ACROSS_FIELDS = ("film_first", "film_in_5", "span_first_50", "span_first_70")
_ACROSS_HEADS = ("film first", "in 5", "span first, .5", "span first, .7")


def quality_tables(report: Mapping[str, Any], half: str = "test") -> str:
    """All tables, of one half of the films."""
    films = report["films"]
    parts = [
        f"Films: {films['films']} of {films['seconds'] / 60:.0f} minutes in all, {films['hours']} "
        f"joined ones of an hour, {films['queries']} questions; the tables are of the `{half}` "
        "half. Per cent, but for AUROC, thresholds and calibration errors (0 to 1).\n",
        "#### In one table: each question asked within its film\n",
        _headline(films, half),
        "#### Within the film that is asked\n",
        _by_system(films["within"], half, _SPAN_HEADS, _SPAN_FIELDS),
        "#### By length of the true spans\n",
        _by_length(films["within"], half),
        "#### Composed questions: operators against the whole sentence\n",
        _composed(films["within"], half),
        "#### Within an hour\n",
        _by_system(films["within_hours"], half, _SPAN_HEADS, _SPAN_FIELDS),
        "#### Across all films\n",
        _by_system(films["across"], half, _ACROSS_HEADS, _ACROSS_FIELDS),
        "#### Is it there at all?\n",
        _presence(films["presence"], half),
        "#### Absent questions taken for present at 95 % recall, by what is wrong with them\n",
        _alarms(films["alarms"], half),
        "#### Confidence, expected calibration error\n",
        _calibration(films["calibration"], half),
    ]
    if films["ways"]:
        parts += ["#### Ways of making evidence, AUROC and more\n", ways_table(films["ways"], half)]
    parts += [
        "#### Rules from curves to spans, on the recorded curves\n",
        rule_tables(films["rules"]),
    ]
    for name, title in (("sound", "Real recordings (ESC-10) in chains"), ("real", "Real videos")):
        found = report[name]
        if found:
            parts += [f"#### {title}: {found['queries']} questions\n", _further(found)]
        else:
            parts.append(f"#### {title}: not on the machine of this run\n")
    spaces = ", ".join(f"{k}: {v['name']} ({v['space']})" for k, v in report["encoders"].items())
    parts.append(
        f"Commit {report['commit']}, {report['machine']['processor']}, seed {report['seed']}, "
        f"{report['minutes']} minutes; encoders {spaces}.\n"
    )
    return "\n".join(parts)


def _headline(films: Mapping[str, Any], half: str) -> str:
    """The server beside what it was and what is usual."""

    def figures(kind: str, system: str, **where: str) -> Row:
        wanted = {"half": half, "system": system, **where}
        rows = (row for row in films[kind] if wanted.items() <= row.items())
        return next(rows, {})

    lines = []
    for system in (SERVER, BEFORE, NEAREST_FRAMES):
        spans = figures("within", system, group="all", bucket="full")
        told = figures("presence", system, scope="film", group="all")
        sure = figures("calibration", system, scope="film")
        composed = figures("within", system, group="composed", bucket="full")
        lines.append(
            [
                system,
                *(spans.get(name) for name in _SPAN_FIELDS[:3]),
                told.get("auroc"),
                _one(told.get("false_alarms")),
                sure.get("error_of_presence"),
                *(composed.get(name) for name in _SPAN_FIELDS[:3]),
            ]
        )
    told_heads = ["AUROC", "false alarms at 95 % recall", "calibration error"]
    heads = ["system", *_SPAN_HEADS[:3], *told_heads]
    return table([*heads, *(f"composed {head}" for head in _SPAN_HEADS[:3])], lines)


def _further(found: Mapping[str, Any]) -> str:
    parts = [_by_system(_of_all(found["within"]), "test", _SPAN_HEADS, _SPAN_FIELDS)]
    if found["presence"]:
        parts.append(_presence(_of_all(found["presence"]), "test"))
    parts.append(_calibration(found["calibration"], "test"))
    return "\n".join(parts)


def _of_all(rows: Sequence[Row]) -> list[Row]:
    """Of a corpus of one kind of questions and one space: no groups, and no space to name."""
    return [row for row in rows if row["group"] == "all" and row["system"] != SPACE_NAMED]


def _by_system(rows: Sequence[Row], half: str, heads: Sequence[str], fields: Sequence[str]) -> str:
    """A line for each group of questions and system."""
    kept = [row for row in rows if row["half"] == half and row.get("bucket", "full") == "full"]
    systems = [SERVER, SPACE_NAMED, BEFORE, NEAREST_FRAMES, CHANCE]
    lines = []
    for group in dict.fromkeys(row["group"] for row in kept):
        found = {row["system"]: row for row in kept if row["group"] == group}
        for system in systems:
            row = found.get(system)
            # Of several kinds of questions a system that is not asked all makes no total.
            if row and row["queries"] == found[SERVER]["queries"]:
                lines.append([group, row["queries"], system, *(row[name] for name in fields)])
    return table(["questions", "n", "system", *heads], lines)


def _by_length(rows: Sequence[Row], half: str) -> str:
    names = {"short": "to 10 s", "middle": "10 to 30 s", "long": "above 30 s"}
    lines = [
        [names[row["bucket"]], row["queries"], row["system"], *(row[f] for f in _SPAN_FIELDS[:3])]
        for bucket in names
        for row in rows
        if row["half"] == half
        and row["group"] == "all"
        and row["bucket"] == bucket
        and row["system"] in (SERVER, BEFORE, NEAREST_FRAMES, CHANCE)
    ]
    return table(["true spans", "n", "system", *_SPAN_HEADS[:3]], lines)


def _composed(rows: Sequence[Row], half: str) -> str:
    lines = [
        [row["group"], row["queries"], row["system"], *(row[name] for name in _SPAN_FIELDS)]
        for group in ("composed", *OPERATORS)
        for system in (SERVER, SENTENCE, BEFORE, NEAREST_FRAMES)
        for row in rows
        if (row["half"], row["group"], row["system"], row["bucket"])
        == (half, group, system, "full")
    ]
    return table(["operator", "n", "system", *_SPAN_HEADS], lines)


def _presence(rows: Sequence[Row], half: str) -> str:
    lines = [
        [
            row["scope"],
            row["group"],
            f"{row['present']} / {row['absent']}",
            f"{row['system']}, by {row['by']}",
            row["auroc"],
            _one(row["false_alarms"]),
            _one(row["f1"]),
            row["threshold"],
        ]
        for row in rows
        # Only composed questions are asked as a sentence, too.
        if row["half"] == half and (row["system"] != SENTENCE or row["group"] == "composed")
    ]
    heads = ["asked of", "questions", "present / absent", "told by", "AUROC"]
    return table([*heads, "false alarms at 95 % recall", "best F1", "at"], lines)


def _alarms(rows: Sequence[Row], half: str) -> str:
    lines = [
        [row["scope"], row["detail"], row["queries"], row["auroc"], row["false_alarms"]]
        for row in rows
        if row["half"] == half
    ]
    return table(["asked of", "what is wrong", "n", "AUROC", "false alarms"], lines)


def _calibration(rows: Sequence[Row], half: str) -> str:
    lines = [
        [
            row["scope"],
            row["system"],
            row["queries"],
            row["absent"],
            row["error_of_presence"],
            row["error_of_rightness"],
        ]
        for row in rows
        if row["half"] == half
    ]
    heads = [
        "asked of",
        "system",
        "n",
        "of them absent",
        "against: it is there",
        "against: answer is right",
    ]
    return table(heads, lines)


def ways_table(rows: Sequence[Row], half: str) -> str:
    """A line for each way of making evidence: of all libraries mixed but where a size is named."""
    of = {(row["way"], row["asked"], row["library"]): row for row in rows if row["half"] == half}
    nothing: Row = {}
    lines = []
    for way in dict.fromkeys(row["way"] for row in rows):
        mixed = of.get((way, BOTH, "mixed"), nothing)
        lines.append(
            [
                way,
                *(of.get((way, asked, "mixed"), nothing).get("auroc") for asked in _TRACKS),
                *(of.get((way, BOTH, size), nothing).get("auroc") for size in _SIZES),
                *(mixed.get(name) for name in ("false_alarms", "f1", "calibration_error")),
                of.get((way, BOTH, "all"), nothing).get("film_first"),
            ]
        )
    heads = [
        "evidence",
        "pictures",
        "sounds",
        "both, one film",
        "ten",
        "all",
        "mixed",
    ]
    return table([*heads, "false alarms", "best F1", "calibration error", "film first"], lines)


_TRACKS = ("picture", "sound")
_SIZES = ("one", "ten", "all", "mixed")


def table(heads: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    """Markdown; None is an empty cell."""
    shown = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for line in lines:
        shown.append(
            "| " + " | ".join("" if value is None else str(value) for value in line) + " |"
        )
    return "\n".join(shown) + "\n"


def _one(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
