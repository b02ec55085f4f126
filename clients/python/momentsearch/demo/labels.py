"""The questions and the truth as lines that `momentsearch eval` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from momentsearch.demo.truth import Question, Truth


def write_labels(path: Path, truth: Truth) -> None:
    """One line for each question and each file that it has an answer in."""
    lines = (
        {"qid": f"{number}.{part}", **fields}
        for number, question in enumerate(truth.questions, start=1)
        for part, fields in enumerate(_lines(question), start=1)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def _lines(question: Question) -> Iterator[dict[str, Any]]:
    asked: dict[str, Any] = {"query": question.text}
    if question.modality != "both":
        asked["modality"] = question.modality
    if question.is_absent:
        yield {**asked, "absent": True}
    for name in dict.fromkeys(span.file_name for span in question.spans):
        windows = [
            # A still is right or wrong as a whole, which stands for a second.
            [span.start_seconds, span.end_seconds or 1.0]
            for span in question.spans
            if span.file_name == name
        ]
        yield {**asked, "vid": name, "relevant_windows": windows}
