"""An evaluation as JSON, for programs and for comparing with a later one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from momentsearch._version import __version__
from momentsearch.cli.output import to_json
from momentsearch.evaluation.judge import Judged, ScopeFigures
from momentsearch.evaluation.resolve import Label
from momentsearch.evaluation.run import Evaluation
from momentsearch.results import CutText, Moment

FORMAT = "momentsearch-eval/1"


def document(evaluation: Evaluation) -> dict[str, Any]:
    """Keys are added, never renamed; figures that there are not are null."""
    asked_with = {
        label.query.qid: qid
        for qid, judged in evaluation.across.items()
        for label in judged.labels
        if label.query.qid != qid
    }
    return {
        "format": FORMAT,
        "time": evaluation.time.isoformat(timespec="seconds"),
        "client_version": __version__,
        "server": {
            "address": evaluation.server_address,
            "version": evaluation.server_version,
        },
        "collection": evaluation.collection,
        "media_count": evaluation.media_count,
        "pending_media_count": evaluation.pending_count,
        "spaces": to_json(evaluation.spaces),
        "labels": to_json(evaluation.label_file),
        "figures": {
            "within": _figures(evaluation.within_figures),
            "across": _figures(evaluation.across_figures),
        },
        "queries": [
            # Lines that ask the same over the whole collection are one question, told once.
            _query(label, evaluation) | {"across_with": asked_with.get(label.query.qid)}
            for label in evaluation.labels
        ],
    }


def write_document(path: Path, result: dict[str, Any]) -> None:
    path.write_text(json.dumps(result, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _figures(figures: ScopeFigures | None) -> Any:
    return None if figures is None else to_json(figures)


def _query(label: Label, evaluation: Evaluation) -> dict[str, Any]:
    query = label.query
    return {
        "qid": query.qid,
        "line": query.line,
        "query": query.text,
        "vid": query.vid,
        "media_id": None if label.media is None else label.media.media_id,
        "modality": query.modality,
        "absent": query.absent,
        "relevant_windows": to_json(query.windows),
        "within": _judged(evaluation.within.get(query.qid)),
        "across": _judged(evaluation.across.get(query.qid)),
    }


def _judged(judged: Judged | None) -> Any:
    if judged is None:
        return None
    return {
        "right": judged.is_right,
        "presence": judged.answer.presence,
        "best_confidence": judged.best_confidence,
        "first_iou": judged.first_iou,
        "average_precision": judged.average_precision,
        "media_place": judged.media_place,
        "seconds": round(judged.answer.seconds, 4),
        "cut_texts": [_cut_text(cut) for cut in judged.answer.cut_texts],
        "moments": [_moment(moment) for moment in judged.answer.moments],
    }


def _cut_text(cut: CutText) -> dict[str, Any]:
    return {"term_text": cut.term_text, "encoder": cut.encoder, "read_text": cut.read_text}


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "media_id": moment.media_id,
        "title": moment.title,
        "start_seconds": moment.start_seconds,
        "end_seconds": moment.end_seconds,
        "score": moment.score,
        "confidence": moment.confidence,
        "confidence_level": moment.confidence_level,
    }
