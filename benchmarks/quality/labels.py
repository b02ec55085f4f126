"""Queries with their true spans, and predictions for them, read from JSON lines.

A query's line is QVHighlights' own, so that public sets drop in, with two optional fields of ours::

    {"qid": 1, "query": "a red car", "vid": "film", "duration": 150,
     "relevant_windows": [[10, 24]], "modality": "picture", "absent": false}

``relevant_windows`` are seconds; there are none only where ``absent`` is true: what is asked for is
not there. A prediction's line names its query, best span first::

    {"qid": 1, "vid": "film", "pred_relevant_windows": [[10, 22, 3.5], [40, 44, 1.0]]}

All errors are ``LabelError`` and name the file, the line and the value.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Window = tuple[float, float]
ScoredWindow = tuple[float, float, float]
Parsed = TypeVar("Parsed", "Query", "Prediction")


class LabelError(ValueError):
    """A line that cannot be scored; the message says which, what it holds and what was expected."""


@dataclass(frozen=True)
class Query:
    """One question about one media. ``windows`` are ``(start, end)`` in seconds.

    ``saliency`` has, for clips of two seconds by their number, what each annotator gave them (0 to
    4); it is empty where the set has none.
    """

    qid: str
    text: str
    vid: str
    duration_seconds: float
    windows: tuple[Window, ...]
    modality: str | None = None
    absent: bool = False
    saliency: Mapping[int, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class Prediction:
    """An answer: ``(start, end, score)`` best first, and the curve by clips of two seconds."""

    qid: str
    windows: tuple[ScoredWindow, ...]
    saliency: tuple[float, ...] = ()


def read_queries(path: Path) -> list[Query]:
    """The queries in the order of the file; no ``qid`` twice."""
    return _read(path, _query)


def read_predictions(path: Path) -> list[Prediction]:
    """The predictions in the order of the file; no ``qid`` twice."""
    return _read(path, _prediction)


def _read(path: Path, parse: Callable[[dict[str, Any]], Parsed]) -> list[Parsed]:
    read: dict[str, Parsed] = {}
    for number, line in _lines(path):
        try:
            parsed = parse(_object(line))
            if parsed.qid in read:
                raise LabelError(f"qid {parsed.qid!r} is there twice")
        except LabelError as error:
            raise LabelError(f"{path.name}, line {number}: {error}") from None
        read[parsed.qid] = parsed
    return list(read.values())


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, line


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise LabelError(f"not JSON ({error.msg} at column {error.colno}): {line[:80]!r}") from None
    if not isinstance(value, dict):
        raise LabelError(f"an object was expected, this is {line[:80]!r}")
    return value


def _query(fields: dict[str, Any]) -> Query:
    duration = _number(fields, "duration")
    windows = tuple(_window(window, duration) for window in _list(fields, "relevant_windows"))
    absent = fields.get("absent", False)
    if not isinstance(absent, bool):
        raise LabelError(f"absent is {absent!r}; true or false was expected")
    if absent == bool(windows):
        raise LabelError(
            f"absent is {json.dumps(absent)} and relevant_windows are "
            f"{fields['relevant_windows']}; a query has windows unless it is absent"
        )
    return Query(
        qid=_qid(fields),
        text=_text(fields, "query"),
        vid=_text(fields, "vid"),
        duration_seconds=duration,
        windows=windows,
        modality=None if fields.get("modality") is None else _text(fields, "modality"),
        absent=absent,
        saliency=_saliency(fields),
    )


def _prediction(fields: dict[str, Any]) -> Prediction:
    return Prediction(
        qid=_qid(fields),
        windows=tuple(map(_scored, _list(fields, "pred_relevant_windows"))),
        saliency=tuple(_numbers(fields.get("pred_saliency_scores", []), "pred_saliency_scores")),
    )


def _qid(fields: dict[str, Any]) -> str:
    qid = fields.get("qid")
    if isinstance(qid, bool) or not isinstance(qid, int | str) or qid == "":
        raise LabelError(f"qid is {qid!r}; a number or a name was expected")
    return str(qid)


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise LabelError(f"{name} is {value!r}; a string was expected")
    return value


def _list(fields: dict[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    if not isinstance(value, list):
        raise LabelError(f"{name} is {value!r}; a list was expected")
    return value


def _number(fields: dict[str, Any], name: str) -> float:
    (value,) = _numbers([fields.get(name)], name)
    if value <= 0:
        raise LabelError(f"{name} is {value}; more than 0 seconds was expected")
    return value


def _numbers(values: object, name: str) -> list[float]:
    """Finite numbers; ``NaN`` would lose every comparison silently."""
    if not isinstance(values, list):
        raise LabelError(f"{name} is {values!r}; a list of numbers was expected")
    for value in values:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            raise LabelError(f"{name} has {value!r}; a finite number was expected")
    return [float(value) for value in values]


def _window(value: object, duration: float) -> Window:
    numbers = _numbers(value, "relevant_windows")
    if len(numbers) != 2 or not 0 <= numbers[0] < numbers[1]:
        raise LabelError(
            f"relevant_windows has {value!r}; [start, end] was expected, 0 <= start < end"
        )
    if numbers[0] >= duration:
        raise LabelError(f"relevant_windows has {value!r}, which begins after the {duration} s end")
    return numbers[0], numbers[1]


def _scored(value: object) -> ScoredWindow:
    numbers = _numbers(value, "pred_relevant_windows")
    if len(numbers) != 3 or numbers[0] > numbers[1]:
        raise LabelError(
            f"pred_relevant_windows has {value!r}; [start, end, score] was expected, start <= end"
        )
    return numbers[0], numbers[1], numbers[2]


def _saliency(fields: dict[str, Any]) -> dict[int, tuple[int, ...]] | None:
    if "saliency_scores" not in fields:
        return None
    clips, scores = _list(fields, "relevant_clip_ids"), _list(fields, "saliency_scores")
    if len(clips) != len(scores):
        raise LabelError(
            f"there are {len(scores)} saliency_scores for {len(clips)} relevant_clip_ids"
        )
    return {
        int(clip): tuple(int(score) for score in _numbers(given, "saliency_scores"))
        for clip, given in zip(_numbers(clips, "relevant_clip_ids"), scores, strict=True)
    }
