"""What is known of the films, as truth.json says it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from momentsearch.demo.errors import DemoError


@dataclass(frozen=True)
class Film:
    """One media file. ``kind`` is "video", "sound" or "still"; a still lasts 0 seconds."""

    path: Path
    title: str
    kind: str
    duration_seconds: float


@dataclass(frozen=True)
class TrueSpan:
    """Where in which file a question has its answer; ``[0, 0)`` in a still."""

    file_name: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class Question:
    """``modality`` is "picture", "sound" or "both"; without spans, what is asked for is nowhere."""

    text: str
    modality: str
    spans: tuple[TrueSpan, ...]

    @property
    def is_absent(self) -> bool:
        return not self.spans


@dataclass(frozen=True)
class Truth:
    """``provenance`` says what rendered the films, and from which seed."""

    films: tuple[Film, ...]
    questions: tuple[Question, ...]
    provenance: dict[str, Any]


def read_truth(path: Path) -> Truth:
    """Raises ``DemoError`` when the file is not there or not as expected."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Truth(
            films=tuple(_film(path.parent, entry) for entry in content["media"]),
            questions=tuple(_question(entry) for entry in content["queries"]),
            provenance=dict(content["provenance"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DemoError(f"{path} does not say what is in the films: {error!r}") from error


def _film(folder: Path, entry: dict[str, Any]) -> Film:
    return Film(
        path=folder / entry["file"],
        title=entry["title"],
        kind=entry["kind"],
        duration_seconds=float(entry["duration_seconds"]),
    )


def _question(entry: dict[str, Any]) -> Question:
    spans = tuple(
        TrueSpan(span["file"], float(span["start_seconds"]), float(span["end_seconds"]))
        for span in entry["spans"]
    )
    return Question(text=entry["text"], modality=entry["modality"], spans=spans)
