"""Queries with their true spans, and predictions for them, read from JSON lines.

A query's line is QVHighlights' own, so that public sets drop in, with two optional fields of ours::

    {"qid": 1, "query": "a red car", "vid": "film", "duration": 150,
     "relevant_windows": [[10, 24]], "modality": "picture", "absent": false}

``relevant_windows`` are seconds; there are none only where ``absent`` is true: what is asked for is
not there, in ``vid`` or, without it, anywhere. ``duration`` may be left out.

A prediction's line names its query, best span first::

    {"qid": 1, "vid": "film", "pred_relevant_windows": [[10, 22, 3.5], [40, 44, 1.0]]}

All errors are ``LabelError`` and name the file, the line and the value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

# Above anything meant, and far below where a float no longer tells microseconds apart.
LARGEST_NUMBER = 1e9
# Seconds: so far beyond a media's end a window may end that was given in whole seconds.
ROUNDED_UP = 1.0

Window = tuple[float, float]
ScoredWindow = tuple[float, float, float]
Parsed = TypeVar("Parsed", "Query", "Prediction")


class LabelError(ValueError):
    """A line that cannot be scored; the message says which, what it holds and what was expected."""


@dataclass(frozen=True)
class Query:
    """One question about one media. ``windows`` are ``(start, end)`` in seconds.

    ``vid`` is None only for what is absent everywhere; ``duration_seconds`` where it is not said.
    ``line`` is where it was read, from 1. ``saliency`` has, for clips of two seconds by their
    number, what each annotator gave them (0 to 4); it is None where the set has none.
    """

    qid: str
    text: str
    vid: str | None
    duration_seconds: float | None
    windows: tuple[Window, ...]
    modality: str | None = None
    absent: bool = False
    saliency: Mapping[int, tuple[int, ...]] | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Prediction:
    """An answer: ``(start, end, score)`` best first, and the curve by clips of two seconds."""

    qid: str
    windows: tuple[ScoredWindow, ...]
    saliency: tuple[float, ...] = ()


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be used, by its number from 1, and why."""

    line: int
    problem: str


def read_queries(path: Path) -> list[Query]:
    """The queries in the order of the file; no ``qid`` twice. Raises ``LabelError``."""
    return _all_good(path, *_read(path, _query))


def read_usable_queries(path: Path) -> tuple[list[Query], list[BadLine]]:
    """The queries that can be read, and the lines that cannot."""
    return _read(path, _query)


def read_predictions(path: Path) -> list[Prediction]:
    """The predictions in the order of the file; no ``qid`` twice. Raises ``LabelError``."""
    return _all_good(path, *_read(path, _prediction))


def _all_good(path: Path, read: list[Parsed], bad: list[BadLine]) -> list[Parsed]:
    if bad:
        raise LabelError(f"{path.name}, line {bad[0].line}: {bad[0].problem}")
    return read


def _read(
    path: Path, parse: Callable[[dict[str, Any]], Parsed]
) -> tuple[list[Parsed], list[BadLine]]:
    read: dict[str, Parsed] = {}
    bad = []
    for number, line in _lines(path):
        try:
            parsed = parse(_object(line))
            if parsed.qid in read:
                raise LabelError(f"qid {parsed.qid!r} is there twice; each query needs its own")
        except LabelError as error:
            bad.append(BadLine(number, str(error)))
            continue
        if isinstance(parsed, Query):
            parsed = replace(parsed, line=number)
        read[parsed.qid] = parsed
    return list(read.values()), bad


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Without empty ones."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, line


def _object(line: bytes) -> dict[str, Any]:
    shown = ascii(line[:80].decode(errors="replace").strip())
    try:
        # Some editors begin a file with a mark of its encoding, which is not JSON.
        value = json.loads(line.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise LabelError(f"not JSON ({error.msg} at column {error.colno}): {shown}") from None
    except UnicodeDecodeError as error:
        raise LabelError(f"not UTF-8 (at byte {error.start}): {shown}; save it as UTF-8") from None
    except (ValueError, RecursionError):
        raise LabelError(f"a number too long or lists too deep: {shown}") from None
    if not isinstance(value, dict):
        raise LabelError(f"an object was expected, this is {shown}")
    return value


def _query(fields: dict[str, Any]) -> Query:
    duration = None if fields.get("duration") is None else _number(fields, "duration")
    absent = fields.get("absent", False)
    if not isinstance(absent, bool):
        raise LabelError(f"absent is {absent!r}; true or false was expected")
    is_nowhere = absent and "relevant_windows" not in fields
    given = [] if is_nowhere else _list(fields, "relevant_windows")
    windows = tuple(_window(window, duration) for window in given)
    if absent == bool(windows):
        raise LabelError(
            f"absent is {json.dumps(absent)} and relevant_windows are {given}; "
            "a query has windows unless it is absent"
        )
    return Query(
        qid=_qid(fields),
        text=_text(fields, "query"),
        vid=None if absent and fields.get("vid") is None else _text(fields, "vid"),
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
        if not is_number or not abs(value) <= LARGEST_NUMBER:
            raise LabelError(f"{name} has {value!r}; a number of at most 1e9 was expected")
    return [float(value) for value in values]


def _window(value: object, duration: float | None) -> Window:
    numbers = _numbers(value, "relevant_windows")
    if len(numbers) != 2 or not 0 <= numbers[0] < numbers[1]:
        raise LabelError(
            f"relevant_windows has {value!r}; [start, end] was expected, 0 <= start < end"
        )
    if duration is not None and numbers[0] >= duration:
        raise LabelError(f"relevant_windows has {value!r}, which begins after the {duration} s end")
    if duration is not None and numbers[1] > duration + ROUNDED_UP:
        raise LabelError(
            f"relevant_windows has {value!r}, which ends after the {duration} s end; are these "
            "seconds?"
        )
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
