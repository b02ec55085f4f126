"""An evaluation held against an older one, query by query.

Only queries that both have, word for word with the same truth, are compared: figures over other
queries do not compare. A figure's drop is the mean of its drops over these queries. By default it
is a regression when it is larger than twice its standard error over the queries: about half of the
95 % interval that a bootstrap over pairs gives. The same server on the same library answers the
same, so that nothing changed is never a regression, and one query of many that turned wrong is not
yet one.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from momentsearch.evaluation.document import FORMAT

_SAME = ("query", "vid", "modality", "absent", "relevant_windows")
_SCOPES = ("within", "across")
_ROUNDING = 1e-9
# Within one media there is no other.
_OF_COURSE = ("within", "right media first")
Entry = Mapping[str, Any]


class NotComparableError(Exception):
    """The older file cannot be compared with; the message says why and what to do."""


@dataclass(frozen=True)
class Difference:
    """One figure over the queries that both have, in per cent; higher is better.

    ``tolerance`` is how far it may fall, in points.
    """

    scope: str
    name: str
    query_count: int
    old: float
    new: float
    tolerance: float

    @property
    def is_regression(self) -> bool:
        return self.old - self.new > self.tolerance + _ROUNDING


@dataclass(frozen=True)
class Turned:
    """A query whose answer was right and is wrong, or the other way.

    ``what``: the ``first span``, or the ``verdict`` whether it is there at all.
    """

    scope: str
    what: str
    qid: str
    text: str


@dataclass(frozen=True)
class Comparison:
    """``notes`` say what does not compare: other labels, another collection, other encoders.

    ``compared`` says of how many of the common queries each scope was asked in both;
    ``not_compared`` has the scopes of only one of the two, and those without a common query.
    """

    old_time: str
    common_count: int
    compared: Mapping[str, int]
    not_compared: tuple[str, ...]
    notes: tuple[str, ...]
    differences: tuple[Difference, ...]
    newly_wrong: tuple[Turned, ...]
    newly_right: tuple[Turned, ...]

    @property
    def regressions(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.is_regression)


def read_document(path: Path) -> dict[str, Any]:
    """What an earlier evaluation wrote. Raises ``NotComparableError``, ``OSError``."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        is_one = content["format"] == FORMAT
        queries = content["queries"]
        is_one = is_one and all(set(_SAME) | {"qid", *_SCOPES} <= set(entry) for entry in queries)
    except (ValueError, TypeError, KeyError):
        is_one = False
    if not is_one:
        raise NotComparableError(
            f"{path} is no evaluation of this version; make one with `momentsearch eval "
            "LABELS.jsonl --output FILE`"
        )
    return dict(content)


def compare(
    old: Mapping[str, Any], new: Mapping[str, Any], *, tolerance: float | None = None
) -> Comparison:
    """``tolerance`` is in points, for every figure; None is twice the standard error of each.

    Raises ``NotComparableError`` where no query is in both.
    """
    pairs = _pairs(old["queries"], new["queries"])
    if not pairs:
        raise NotComparableError(
            f"no query of {new['labels']['name']} is in the older evaluation, which was made with "
            f"{old['labels']['name']}: compare evaluations of the same labels"
        )
    turned = list(_turned(pairs))
    compared = {scope: sum(_have(scope, pair) for pair in pairs) for scope in _SCOPES}
    asked = [scope for scope in _SCOPES if _is_asked(scope, old) or _is_asked(scope, new)]
    return Comparison(
        old_time=str(old["time"]),
        common_count=len(pairs),
        compared={scope: compared[scope] for scope in asked},
        not_compared=tuple(scope for scope in asked if not compared[scope]),
        notes=tuple(_notes(old, new, common=len(pairs))),
        differences=tuple(
            _difference(scope, name, values, tolerance)
            for scope in _SCOPES
            for name, value_of in _FIGURES.items()
            if (values := _values(scope, pairs, value_of)) and (scope, name) != _OF_COURSE
        ),
        newly_wrong=tuple(one for one, is_right in turned if not is_right),
        newly_right=tuple(one for one, is_right in turned if is_right),
    )


def _turned(pairs: Sequence[tuple[Entry, Entry]]) -> Iterator[tuple[Turned, bool]]:
    """With whether it is right now."""
    for scope in _SCOPES:
        for before, after in pairs:
            if not _have(scope, (before, after)):
                continue
            for what, is_right in _JUDGEMENTS.items():
                was, now = (is_right(one[scope], one["absent"]) for one in (before, after))
                if was != now:
                    yield Turned(scope, what, after["qid"], after["query"]), now


_JUDGEMENTS: dict[str, Callable[[Entry, bool], bool]] = {
    "first span": lambda judged, absent: absent or judged["right"],
    "verdict": lambda judged, absent: (judged["presence"] == "found") != absent,
}


def _of_spans(measure: Callable[[Entry], float]) -> Callable[[Entry, bool], float | None]:
    def value(judged: Entry, absent: bool) -> float | None:
        has_spans = not absent and judged["first_iou"] is not None
        return 100.0 * measure(judged) if has_spans else None

    return value


def _rejected(judged: Entry, absent: bool) -> float | None:
    return 100.0 * (judged["presence"] != "found") if absent else None


def _found(judged: Entry, absent: bool) -> float | None:
    return None if absent else 100.0 * (judged["presence"] == "found")


def _media_first(judged: Entry, absent: bool) -> float | None:
    return None if absent else 100.0 * (judged["media_place"] == 1)


# Each a mean over queries, so that two evaluations can be paired; AUROC and the like are not.
_FIGURES: dict[str, Callable[[Entry, bool], float | None]] = {
    "R1@.5": _of_spans(lambda judged: judged["first_iou"] >= 0.5),
    "R1@.7": _of_spans(lambda judged: judged["first_iou"] >= 0.7),
    "mAP": _of_spans(lambda judged: judged["average_precision"]),
    "right media first": _media_first,
    "present found": _found,
    "absent rejected": _rejected,
}


def _pairs(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    before = {entry["qid"]: entry for entry in old}
    return [
        (before[entry["qid"]], entry)
        for entry in new
        if entry["qid"] in before
        and all(before[entry["qid"]][name] == entry[name] for name in _SAME)
    ]


def _is_asked(scope: str, evaluation: Mapping[str, Any]) -> bool:
    return any(entry[scope] is not None for entry in evaluation["queries"])


def _have(scope: str, pair: tuple[Entry, Entry]) -> bool:
    return all(entry[scope] is not None for entry in pair)


def _values(
    scope: str,
    pairs: Sequence[tuple[Entry, Entry]],
    value_of: Callable[[Entry, bool], float | None],
) -> list[tuple[float, float]]:
    values = []
    for pair in pairs:
        if _have(scope, pair):
            before, after = (value_of(entry[scope], entry["absent"]) for entry in pair)
            if before is not None and after is not None:
                values.append((before, after))
    return values


def _difference(
    scope: str, name: str, values: Sequence[tuple[float, float]], tolerance: float | None
) -> Difference:
    old, new = (statistics.fmean(side) for side in zip(*values, strict=True))
    if tolerance is None:
        tolerance = 2 * _standard_error([after - before for before, after in values])
    return Difference(scope, name, len(values), old, new, tolerance)


def _standard_error(values: Sequence[float]) -> float:
    """Of their mean; 0 for a single one."""
    return statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0.0


def _notes(old: Mapping[str, Any], new: Mapping[str, Any], *, common: int) -> Iterator[str]:
    if old["labels"]["sha256"] != new["labels"]["sha256"]:
        yield (
            f"The label files differ ({old['labels']['name']} {old['labels']['sha256'][:12]}, now "
            f"{new['labels']['name']} {new['labels']['sha256'][:12]}): compared are the queries "
            f"that both have unchanged: {common}, of {len(old['queries'])} then and "
            f"{len(new['queries'])} now."
        )
    elif common < max(len(old["queries"]), len(new["queries"])):
        yield f"Compared are the queries that both could use: {common}."
    if old["collection"] != new["collection"]:
        yield f"The collection was {old['collection']}, and is {new['collection']}."
    before, after = ({space["space_id"] for space in one["spaces"]} for one in (old, new))
    if before != after:
        yield (
            f"The library's spaces were {', '.join(sorted(before)) or 'none'}, and are "
            f"{', '.join(sorted(after)) or 'none'}."
        )
    if old["media_count"] != new["media_count"]:
        counts = f"{old['media_count']} searchable media, and has {new['media_count']}"
        yield f"The collection had {counts}."
