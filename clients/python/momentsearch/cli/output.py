"""What commands print: values as JSON, evidence as a bar, tables that survive pipes."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from momentsearch.results import (
    LOWEST_DRAWN_EVIDENCE,
    ConfidenceLevel,
    EvidenceCurve,
    Moment,
    Span,
)

# When nothing says how wide the output may be, lines are kept whole: what reads them is a program.
_WIDTH_WITHOUT_TERMINAL = 200
DENSE_GAP = 2
_BLOCKS = "▁▂▃▄▅▆▇█"
_ASCII_BLOCKS = "_.-:=+*#"
# The top of a bar: strong evidence. A search with only weak evidence shows as low bars.
_FULL_BAR_EVIDENCE = 4.0


def make_console(*, stderr: bool = False) -> Console:
    """Markup and emoji are off: titles are other people's text."""
    stream = sys.stderr if stderr else sys.stdout
    width = None
    if not stream.isatty() and "COLUMNS" not in os.environ:
        width = _WIDTH_WITHOUT_TERMINAL
    return Console(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)


def is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "ascii").lower().replace("-", "").startswith("utf")


def to_json(value: Any) -> Any:
    """What ``json`` can write. The times of a value's own ``span`` stand beside its other fields;
    NaN becomes null."""
    if dataclasses.is_dataclass(value):
        return _fields_to_json(value)
    if isinstance(value, dict):
        return {str(key): to_json(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(entry) for entry in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _fields_to_json(value: Any) -> dict[str, Any]:
    if isinstance(value, Span):
        return {"start_seconds": value.start_seconds, "end_seconds": value.end_seconds}
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        entry = to_json(getattr(value, field.name))
        fields |= entry if field.name == "span" else {field.name: entry}
    return fields


def print_json(value: Any) -> None:
    """One line. Whoever reads a stream of them gets each at once."""
    text = json.dumps(to_json(value), ensure_ascii=not is_unicode(sys.stdout), allow_nan=False)
    print(text, flush=True)


def make_table(*headers: str, dense: bool = False) -> Table:
    """What is too long for its column goes on in the next line: nothing is cut. ``dense`` has
    ``DENSE_GAP`` between columns, else one more."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=dense)
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def cells_width(texts: Iterable[str]) -> int:
    """Columns of the terminal that the longest takes: a Chinese sign takes two."""
    return max(map(cell_len, texts), default=0)


def evidence_bar(curve: EvidenceCurve, span: Span, *, unicode: bool) -> Text:
    """One character for each point of the curve, the moment's own part in colour.

    A space is where there is no sample; the height is evidence, from 1 in 400 to 50 in 51.
    """
    blocks = _BLOCKS if unicode else _ASCII_BLOCKS
    text = Text("".join(_block(point, blocks) for point in curve.points), style="dim")
    first, last = _covered_points(curve, span)
    text.stylize("not dim bold cyan", first, last)
    return text


def _block(evidence: float, blocks: str) -> str:
    if math.isnan(evidence):
        return " "
    lowest = LOWEST_DRAWN_EVIDENCE
    height = min(max((evidence - lowest) / (_FULL_BAR_EVIDENCE - lowest), 0.0), 1.0)
    return blocks[min(int(height * len(blocks)), len(blocks) - 1)]


def _covered_points(curve: EvidenceCurve, span: Span) -> tuple[int, int]:
    """Indices of the first point whose interval meets the span, and of the one after the last."""
    length_us = max(curve.span.end_us - curve.span.start_us, 1)
    count = len(curve.points)
    first = (span.start_us - curve.span.start_us) * count // length_us
    last = math.ceil((span.end_us - curve.span.start_us) * count / length_us)
    return max(first, 0), min(max(last, first + 1), count)


def format_confidence(moment: Moment) -> str:
    """As in "91% high"; the number alone where the server does not tell a level."""
    number = f"{moment.confidence:.0%}"
    if moment.confidence_level is ConfidenceLevel.UNKNOWN:
        return number
    return f"{number} {moment.confidence_level}"


def format_size(size_bytes: int) -> str:
    size = float(size_bytes)
    units = ["B", "kB", "MB", "GB", "TB"]
    while size >= 999.5 and len(units) > 1:
        size /= 1000
        units.pop(0)
    digits = 0 if units[0] == "B" or size >= 100 else 1
    return f"{size:.{digits}f} {units[0]}"


def format_labels(labels: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{key}={value}" for key, value in sorted(labels))
