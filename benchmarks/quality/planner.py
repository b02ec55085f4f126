"""What the candidate stage finds and costs in a large library: ``make bench-planner``.

    python -m benchmarks.quality.planner --samples 1000000 --out benchmarks/results/planner.json
    python -m benchmarks.quality.planner --samples 50000            quickly
    python -m benchmarks.quality.planner --milvus http://localhost:19530 --caps 400    on a server

The library is made up (``planner_library.py``) and committed as ingestion does it. Each question is
asked of an engine that scores everything and cuts it all into spans, and of engines that ask Milvus
for candidates, with several limits. A search for rows on a server waits for the server's clock, up
to a fifth of a second; of its processor only this process's seconds are counted. Of the exact
answer's first ten moments one counts as found where a returned moment of the same media, also among
the first ten, overlaps it with an intersection over union of at least 0.5.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.provenance import commit as commit_name
from benchmarks.provenance import processor
from benchmarks.quality.planner_engines import (
    Encoders,
    TimedEngine,
    UnboundedEngine,
    children_mib,
    own_mib,
    processor_seconds,
)
from benchmarks.quality.planner_library import COLLECTION, Scenes, made_up_library
from benchmarks.quality.planner_rows import rows_found, settle
from benchmarks.quality.planner_tables import planner_tables
from momentsearch_server.encoders.pairs import load_pair
from momentsearch_server.library.library import Library
from momentsearch_server.search.moments import Moment, SearchRequest
from momentsearch_server.search.paging import LEAST_WANTED
from momentsearch_server.search.query import AllOf, AnyOf, Not, Query, Term, Then
from momentsearch_server.settings import Settings
from momentsearch_server.space import Modality

FIRST = 10
FOUND_IOU = 0.5
EVERYTHING = 1 << 40
# Questions of each kind.
TEXTS, COMPOSED, FILTERED = 100, 20, 10
CAPS = (25, 50, 100, 200, 400, 800, 100_000)
CONFIDENT = Settings.minimum_confidence
Report = dict[str, Any]


@dataclass(frozen=True)
class Question:
    kind: str
    request: SearchRequest


def main() -> None:
    arguments = _arguments()
    encoders = load_pair("embedded", "embedded", threads=1).by_modality
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        library, scenes, made = made_up_library(
            folder,
            encoders,
            sample_count=arguments.samples,
            scene_share=arguments.scenes,
            seed=arguments.seed,
            index_uri=arguments.milvus or None,
        )
        with library:
            report = _measured(library, encoders, scenes, made, arguments)
    print(planner_tables(report))
    if arguments.out:
        arguments.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _measured(
    library: Library,
    encoders: Encoders,
    scenes: Mapping[Modality, Scenes],
    made: Report,
    arguments: argparse.Namespace,
) -> Report:
    questions = _questions(scenes, arguments)
    return {
        "machine": {"processor": processor(), "system": platform.platform()},
        "commit": commit_name(),
        "seed": arguments.seed,
        "library": made | _library_figures(library, encoders),
        "encoders": {kind.value: one.space.space_id for kind, one in encoders.items()},
        **_index_figures(library, encoders, questions, arguments.milvus),
        "scopes": [*_by_scope(library, encoders, questions[: arguments.timed])],
        "memory_mib": {"server": own_mib(), "milvus_lite": children_mib()},
        **_by_limits(
            library,
            encoders,
            questions,
            unbounded_every=arguments.unbounded_every,
            caps=arguments.caps,
        ),
    }


def _library_figures(library: Library, encoders: Encoders) -> Report:
    scope = library.scope(COLLECTION)
    spaces = {kind.value: encoder.space.space_id for kind, encoder in encoders.items()}
    covered = {kind: library.catalog.active_coverage(space_id) for kind, space_id in spaces.items()}
    return {
        "media": len(scope.media_ids),
        "samples": {kind: scope.sample_count(space_id) for kind, space_id in spaces.items()},
        "rows": {kind: sum(one.runs for *_, one in rows) for kind, rows in covered.items()},
    }


def _index_figures(
    library: Library, encoders: Encoders, questions: Sequence[Question], milvus: str
) -> Report:
    """How many of the nearest rows the index gives; of a server also before HNSW has them, after
    which all else is measured."""
    queries = [one.request.query for one in questions if one.kind == "text"]
    texts = [query.text for query in queries if isinstance(query, Term)]
    if not milvus:
        return {"index": "Milvus Lite, FLAT", "rows": rows_found(library, encoders, texts)}
    lately = rows_found(library, encoders, texts)
    seconds = settle(milvus)
    return {
        "index": "a Milvus server, HNSW",
        "rows_lately": lately,
        "settle_seconds": seconds,
        "rows": rows_found(library, encoders, texts),
    }


def _questions(scenes: Mapping[Modality, Scenes], arguments: argparse.Namespace) -> list[Question]:
    """Captions of the scenes, frequent and rare ones alike; asked of both spaces."""
    rng = np.random.default_rng(arguments.seed)
    texts = {kind: [*dict.fromkeys(found.texts)] for kind, found in scenes.items()}
    pool = [*rng.permutation(texts[Modality.PICTURE]), *rng.permutation(texts[Modality.SOUND])]
    words = [str(text) for text in rng.permutation(pool)]

    def term(index: int = 0) -> Term:
        return Term(words.pop(), index=index)

    operators: list[Callable[[], Query]] = [
        lambda: AllOf((term(), term(1))),
        lambda: AnyOf((term(), term(1))),
        lambda: AllOf((term(), Not(term(1)))),
        lambda: Then(term(), term(1)),
    ]
    filters: list[dict[str, Any]] = [
        {"labels": (("half", "1"),)},
        {"labels": (("tenth", "3"),)},
        {"start_us": 60_000_000, "end_us": 180_000_000},
        {"modalities": (Modality.PICTURE,)},
        {"group_by_media": True},
    ]
    share = arguments.questions
    few = [max(1, round(share * count)) for count in (TEXTS, COMPOSED, FILTERED)]
    requests = [_request(term()) for _ in range(few[0])]
    asked = [Question("text", replace(one, minimum_confidence=CONFIDENT)) for one in requests]
    asked += [Question("text, unsure too", one) for one in requests]
    asked += [Question("composed", _request(operators[k % 4]())) for k in range(few[1])]
    return asked + [Question("filtered", _request(term(), **filters[k % 5])) for k in range(few[2])]


def _request(query: Query, **more: Any) -> SearchRequest:
    """Whatever its confidence: the harder question."""
    return SearchRequest(COLLECTION, query, **more)


def _by_limits(
    library: Library,
    encoders: Encoders,
    questions: Sequence[Question],
    *,
    unbounded_every: int,
    caps: Sequence[int],
) -> Report:
    """Recall and the number of media that are scored, for each limit."""
    unbounded = UnboundedEngine(library, encoders, exact=EVERYTHING, most_media=1)
    exact = TimedEngine(library, encoders, exact=EVERYTHING, most_media=1)
    engines = {cap: TimedEngine(library, encoders, exact=0, most_media=cap) for cap in caps}
    rows: dict[int, list[tuple[str, float, int]]] = {cap: [] for cap in caps}
    same = []
    for number, question in enumerate(questions):
        memory: dict[str, list[Moment]] = {}
        for engine in (exact, *engines.values()):
            engine.memory = memory
        whole = exact.search(question.request, wanted=LEAST_WANTED).moments
        if number % unbounded_every == 0:
            every = unbounded.search(question.request, wanted=LEAST_WANTED).moments
            same.append(every == whole)
        for cap, engine in engines.items():
            answer = engine.search(question.request, wanted=LEAST_WANTED)
            if whole:
                recall = recall_of(answer.moments, whole)
                rows[cap].append((question.kind, recall, answer.scored_media_count))
        if number % 10 == 0:
            print(f"{number} questions", flush=True)
    return {
        "questions": len(questions),
        "answered": len(rows[caps[0]]),
        "unbounded": {"questions": len(same), "the_same_answer": sum(same)},
        "recall": [_recall_row(cap, found) for cap, found in rows.items()],
    }


def _recall_row(cap: int, found: Sequence[tuple[str, float, int]]) -> Report:
    recalls = [recall for _, recall, _ in found]
    kinds = dict.fromkeys(kind for kind, *_ in found)
    return {
        "most_media": cap,
        "recall": round(statistics.fmean(recalls), 4),
        "least_recall": round(min(recalls), 2),
        "of_kind": {kind: sum(one == kind for one, *_ in found) for kind in kinds},
        "by_kind": {
            kind: round(statistics.fmean(recall for one, recall, _ in found if one == kind), 4)
            for kind in kinds
        },
        "media": round(statistics.fmean(media for *_, media in found)),
    }


def recall_of(answer: Sequence[Moment], exact: Sequence[Moment]) -> float:
    """Of the first moments of the exact answer, which has at least one."""
    first = exact[:FIRST]
    return sum(any(_is_same(one, other) for other in answer[:FIRST]) for one in first) / len(first)


def _is_same(one: Moment, other: Moment) -> bool:
    return one.media_id == other.media_id and one.span.iou(other.span) >= FOUND_IOU


def _by_scope(
    library: Library, encoders: Encoders, questions: Sequence[Question]
) -> Iterator[Report]:
    """What it costs to score a scope exactly and to ask for candidates, as the scope grows: with
    its timelines in memory, and with none of them."""
    for name in ("fiftieth", "tenth", "half", "whole"):
        labels = () if name == "whole" else ((name, "0"),)
        asked = [replace(one.request, labels=labels) for one in questions]
        scope = library.scope(COLLECTION, labels=dict(labels))
        row = {
            "media": len(scope.media_ids),
            "samples": sum(sum(found.values()) for found in scope.samples.values()),
            "exact": _costs(library, encoders, asked, exact=EVERYTHING),
            "candidates": _costs(library, encoders, asked, exact=0),
        }
        print(row, flush=True)
        yield row


def _costs(
    library: Library, encoders: Encoders, requests: Sequence[SearchRequest], *, exact: int
) -> Report:
    """Processor seconds of a question: the first one, whose timelines are not in memory, and the
    mean of the same and others once they are, by stage."""
    engine = TimedEngine(library, encoders, exact=exact, most_media=Settings.candidate_media)
    first = _seconds_of(lambda: engine.search(requests[0], wanted=LEAST_WANTED))
    for request in requests[1:]:
        engine.search(request, wanted=LEAST_WANTED)
    engine.clock.seconds.clear()
    again = [_again(request) for request in requests]
    whole = _seconds_of(lambda: [engine.search(one, wanted=LEAST_WANTED) for one in again])
    stages = {
        stage: round(engine.clock.seconds[stage] / len(again), 3) for stage in ("index", "curves")
    }
    seconds = whole / len(again)
    spans = seconds - sum(stages.values())
    return {
        "first": round(first, 3),
        "seconds": round(seconds, 3),
        **stages,
        "spans": round(spans, 3),
    }


def _again(request: SearchRequest) -> SearchRequest:
    """The same question, but for so little that its answer is the same; it is not remembered."""
    return replace(request, minimum_confidence=request.minimum_confidence + 1e-12)


def _seconds_of(act: Callable[[], object]) -> float:
    began = processor_seconds()
    act()
    return processor_seconds() - began


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1_000_000, help="of both spaces")
    parser.add_argument("--questions", type=float, default=1.0, help="share of the questions")
    parser.add_argument("--timed", type=int, default=6, help="questions that are timed by stage")
    parser.add_argument("--scenes", type=float, default=1.0, help="share of the scenes")
    parser.add_argument("--unbounded-every", type=int, default=10, help="check so many bounds")
    parser.add_argument("--folder", type=Path, help="keep the library here, or use it again")
    parser.add_argument("--caps", type=int, nargs="+", default=CAPS, help="most media of a list")
    parser.add_argument("--milvus", default="", help="http://HOST:PORT of a Milvus server")
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--out", type=Path, help="write the JSON here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
