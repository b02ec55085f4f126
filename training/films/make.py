"""`python -m training films --out DIR --seed N`: render media of which the truth is known."""

import argparse
import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.films.demo import DEMO_QUERIES, demo_library
from training.films.plan import Film, generator, plan_library
from training.films.render import render_film
from training.films.truth import Answer, Query, answers, queries_of

TRUTH = "truth.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's flags."""
    parser.add_argument("--out", type=Path, required=True, help="folder for media and truth.json")
    parser.add_argument("--seed", type=int, default=1, help="of everything left to chance, from 0")
    parser.add_argument(
        "--films", type=int, default=0, help="films drawn by lot; 0 makes the demonstration's"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="length of each drawn film")
    parser.add_argument("--queries", type=int, default=100, help="questions about the drawn films")


def main(arguments: argparse.Namespace) -> None:
    """Renders the library, or leaves the one that is there, with a line for each media."""
    if arguments.seed < 0:
        raise SystemExit(f"--seed is {arguments.seed}, expected 0 or more")
    provenance = {
        "made_by": "python -m training films",
        "version": code_version(),
        "seed": arguments.seed,
        "films": arguments.films,
        "seconds": arguments.seconds,
        "queries": arguments.queries,
    }
    if is_complete(arguments.out, provenance):
        print(f"{arguments.out}: already rendered from this seed by this code", flush=True)
        return
    films, queries = _library(arguments)
    write_library(films, queries, arguments.out, provenance)


def _library(arguments: argparse.Namespace) -> tuple[Sequence[Film], Sequence[Query]]:
    if not arguments.films:
        return demo_library(arguments.seed), DEMO_QUERIES
    films = plan_library(arguments.seed, count=arguments.films, duration_seconds=arguments.seconds)
    rng = generator(arguments.seed, 2)
    return films, queries_of(films, rng, count=arguments.queries)


def write_library(
    films: Sequence[Film], queries: Sequence[Query], folder: Path, provenance: dict[str, Any]
) -> None:
    """Renders the films into `folder` and writes truth.json there, as the last thing.

    Media of an earlier library that are named in its truth.json are removed first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_earlier(folder)
    for number, film in enumerate(films, start=1):
        began = time.monotonic()
        render_film(film, folder / film.file_name)
        seconds = time.monotonic() - began
        print(f"{number}/{len(films)} {film.file_name}, {seconds:.1f} s", flush=True)
    truth = truth_of(films, queries, folder) | {"provenance": provenance}
    unfinished = folder / f"unfinished-{TRUTH}"
    unfinished.write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    unfinished.replace(folder / TRUTH)


def truth_of(
    films: Sequence[Film], queries: Sequence[Query], folder: Path
) -> dict[str, list[dict[str, Any]]]:
    """What truth.json says of the media and of the questions; a question's spans may be none."""
    return {
        "media": [_media_entry(film, folder / film.file_name) for film in films],
        "queries": [_query_entry(query, films) for query in queries],
    }


def is_complete(folder: Path, provenance: dict[str, Any]) -> bool:
    """Whether `folder` holds just this library, with every file as long as it was written."""
    try:
        truth = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
        sizes = {entry["file"]: entry["size_bytes"] for entry in truth["media"]}
        whole = all((folder / name).stat().st_size == size for name, size in sizes.items())
        return bool(whole and truth["provenance"] == provenance)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def code_version() -> str:
    """Changes with the code that draws, synthesises and renders, so that no old film is kept."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for package in ("films", "pictures", "sounds"):
        for source in sorted((root / package).rglob("*.py")):
            digest.update(source.relative_to(root).as_posix().encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _media_entry(film: Film, path: Path) -> dict[str, Any]:
    return {
        "file": film.file_name,
        "title": film.title,
        "kind": film.kind,
        "duration_seconds": float(film.duration_seconds),
        "size_bytes": path.stat().st_size,
    }


def _query_entry(query: Query, films: Sequence[Film]) -> dict[str, Any]:
    spans = [_span_entry(answer) for answer in answers(query, films)]
    return {"text": query.text, "modality": query.modality, "spans": spans}


def _span_entry(answer: Answer) -> dict[str, Any]:
    return {
        "file": answer.file_name,
        "start_seconds": float(answer.start_seconds),
        "end_seconds": float(answer.end_seconds),
    }


def _remove_earlier(folder: Path) -> None:
    """truth.json first: without it nothing here counts as rendered."""
    try:
        truth = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
        names = [Path(entry["file"]).name for entry in truth["media"]]
    except (OSError, ValueError, KeyError, TypeError):
        names = []
    for name in (TRUTH, *names):
        (folder / name).unlink(missing_ok=True)
