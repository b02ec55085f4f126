"""Draws, asks, encodes and records: ``python -m benchmarks.quality.films.record``.

What is there is used again where films and encoders are the same; where only the questions are
others, they alone are asked and encoded anew, which takes no drawing.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.quality import films
from benchmarks.quality.curves import half_of, write_curves
from benchmarks.quality.films.encode import Samples, encode_corpus
from benchmarks.quality.films.plan import DEFAULT_FILMS, DEFAULT_SEED, Corpus, plan_corpus
from benchmarks.quality.films.questions import Question, ask
from benchmarks.quality.films.recorded import (
    Recorded,
    RecordedMedia,
    RecordedQuery,
    RecordedSpace,
    label_lines,
    read_key,
    read_recorded,
    write_recorded,
)
from momentsearch.query import Query, Text
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.encoders.pairs import load_pair
from momentsearch_server.media import windows
from momentsearch_server.search import captions
from momentsearch_server.search.captions import EVERYDAY_CAPTIONS
from momentsearch_server.space import Modality
from training.films.make import code_version
from training.films.plan import Film, scene_at
from training.pictures.canvas import SKETCH
from training.pictures.objects import DRAWINGS
from training.pictures.palette import UNSEEN_PAIRS
from training.pictures.places import place_of
from training.pictures.scene import Scene

FOLDER = Path("build/quality")
FILE_NAME = "films.npz"

Tell = Callable[[str], None]


def load_encoders(picture: str, sound: str) -> Mapping[Modality, Encoder]:
    """Each on one thread: there is a process for each core."""
    return load_pair(picture, sound, device="cpu", threads=1).by_modality


def recorded_films(
    folder: Path,
    encoders: Mapping[Modality, Encoder],
    *,
    picture: str,
    sound: str,
    count: int = DEFAULT_FILMS,
    seed: int = DEFAULT_SEED,
    processes: int = 2,
    tell: Tell = print,
) -> Recorded:
    """From ``folder`` where it is the same, else made and put there, with its labels and curves."""
    path = folder / FILE_NAME
    films_key = _films_key(encoders, count, seed)
    key = films_key + _questions_key()
    kept = read_key(path)
    if kept == key:
        tell(f"{path}: recorded already")
        return read_recorded(path)
    began = time.monotonic()
    corpus = plan_corpus(seed, count=count)
    questions = ask(corpus, seed)
    tell(f"{len(corpus.films)} films, {len(questions)} questions")
    terms = terms_of(questions)
    if kept.startswith(films_key):
        old = read_recorded(path).spaces
        spaces = {m.value: with_texts(old[m.value], e, terms) for m, e in encoders.items()}
    else:
        load = functools.partial(load_encoders, picture, sound)
        samples = encode_corpus(corpus, load, processes=processes, tell=tell)
        spaces = {m.value: space_of(e, samples[m], terms) for m, e in encoders.items()}
    recorded = recorded_of(key, corpus, questions, spaces)
    write_recorded(path, recorded)
    lines = "".join(f"{line}\n" for line in label_lines(recorded))
    (folder / "films.jsonl").write_text(lines, encoding="utf-8")
    for modality, curves in recorded.labelled_curves().items():
        write_curves(folder / f"curves-films-{modality}.npz", curves)
    tell(f"{path}: recorded in {time.monotonic() - began:.0f} s")
    return recorded


def _films_key(encoders: Mapping[Modality, Encoder], count: int, seed: int) -> str:
    """Of everything that decides the samples' vectors, and the form of the file."""
    code = _digest([Path(films.__file__).parent / name for name in _FILMS_CODE])
    code += _digest([Path(windows.__file__)])
    spaces = " ".join(encoder.space.space_id for encoder in encoders.values())
    return f"{count} films, seed {seed}, {spaces}, films {code_version()[:6]}{code}, "


def _questions_key() -> str:
    """Of everything else that decides what is asked."""
    code = _digest([Path(films.__file__).parent / name for name in _QUESTIONS_CODE])
    return f"questions {code}{_digest([Path(captions.__file__)])}"


_FILMS_CODE = ("plan.py", "encode.py", "recorded.py")
_QUESTIONS_CODE = (
    "truth.py",
    "tracks.py",
    "atoms.py",
    "drafts.py",
    "missing.py",
    "questions.py",
    "record.py",
)


def _digest(paths: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:6]


def recorded_of(
    key: str,
    corpus: Corpus,
    questions: Sequence[Question],
    spaces: Mapping[str, RecordedSpace],
) -> Recorded:
    """Films and questions beside their vectors; the spaces' terms are ``terms_of(questions)``."""
    terms = terms_of(questions)
    numbers = {text: number for number, text in enumerate(terms)}
    return Recorded(
        key=key,
        media=tuple(_media(corpus)),
        terms=terms,
        queries=tuple(_query(question, numbers, corpus) for question in questions),
        spaces=spaces,
    )


def terms_of(questions: Sequence[Question]) -> tuple[str, ...]:
    """Every text of any question, and the whole sentences."""
    texts = [text for question in questions for text in texts_of(question.draft.query)]
    return tuple(dict.fromkeys([*texts, *(question.draft.sentence for question in questions)]))


def texts_of(query: Query) -> list[str]:
    """The texts of a tree, in reading order."""
    if isinstance(query, Text):
        return [query.text]
    parts = [getattr(query, name) for name in query.__dataclass_fields__]  # type: ignore[attr-defined]
    found: list[str] = []
    for part in parts:
        for each in part if isinstance(part, tuple) else (part,):
            found += texts_of(each) if isinstance(each, Query) else []
    return found


def _media(corpus: Corpus) -> list[RecordedMedia]:
    films = [
        RecordedMedia(f.title, "films", half_of(f.title), f.duration_seconds) for f in corpus.films
    ]
    hours = [
        RecordedMedia(hour.title, "hours", _half_of_hour(corpus, number), hour.duration_seconds)
        for number, hour in enumerate(corpus.hours)
    ]
    return films + hours


def _half_of_hour(corpus: Corpus, number: int) -> str:
    return half_of(corpus.films[corpus.members[number][0]].title)


def _query(question: Question, numbers: Mapping[str, int], corpus: Corpus) -> RecordedQuery:
    draft = question.draft
    in_hour = question.asked_in - len(corpus.films)
    film = (*corpus.films, *corpus.hours)[question.asked_in]
    answers = question.answers.get(question.asked_in, ())
    return RecordedQuery(
        qid=question.qid,
        kind=draft.kind,
        text=str(draft.query),
        sentence=draft.sentence,
        terms=tuple(numbers[text] for text in texts_of(draft.query)),
        sentence_term=numbers[draft.sentence],
        operator=draft.operator,
        detail=draft.detail,
        modality=draft.modality,
        half=half_of(film.title) if in_hour < 0 else _half_of_hour(corpus, in_hour),
        is_absent=question.is_absent,
        asked_in=question.asked_in,
        answers=question.answers,
        clear_everywhere=question.clear_everywhere,
        twin=question.twin,
        in_other_track=question.in_other_track,
        unseen=_unseen_at(film, answers[0][0]) if answers and draft.modality != "sound" else "",
    )


def _unseen_at(film: Film, seconds: float) -> str:
    scene = scene_at(film, seconds)
    return "" if scene is None else unseen_kind(scene)


def unseen_kind(scene: Scene) -> str:
    """What of it training never shows, as ``sample_scene`` has it; empty where all is known."""
    if scene.style == SKETCH:
        return "style"
    compositions = place_of(scene.place).compositions
    if compositions and scene.composition == len(compositions):
        return "composition"
    if any(thing.drawing == len(DRAWINGS[thing.name]) for thing in scene.things):
        return "drawing"
    if any(UNSEEN_PAIRS.get(thing.name) == thing.colour for thing in scene.things):
        return "pair"
    return ""


def space_of(encoder: Encoder, samples: Sequence[Samples], terms: Sequence[str]) -> RecordedSpace:
    """One encoder's samples of all media, end to end, with the words."""
    lengths = [len(part.starts_us) for part in samples]
    return RecordedSpace(
        space=encoder.space,
        vectors=np.concatenate([part.vectors for part in samples]),
        starts_us=np.concatenate([part.starts_us for part in samples]),
        ends_us=np.concatenate([part.ends_us for part in samples]),
        shown_at_us=np.concatenate([part.shown_at_us for part in samples]),
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        term_vectors=encoder.encode_texts(terms),
        caption_vectors=encoder.encode_texts(EVERYDAY_CAPTIONS),
    )


def with_texts(space: RecordedSpace, encoder: Encoder, terms: Sequence[str]) -> RecordedSpace:
    """The same samples with other words."""
    return dataclasses.replace(
        space,
        term_vectors=encoder.encode_texts(terms),
        caption_vectors=encoder.encode_texts(EVERYDAY_CAPTIONS),
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--picture", default="embedded", help="checkpoint of pictures, or none")
    parser.add_argument("--sound", default="embedded", help="checkpoint of sound, or none")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where recordings are kept")
    parser.add_argument("--films", type=int, default=DEFAULT_FILMS)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--processes", type=int, default=2, help="that draw and encode films")


def films_of(
    arguments: argparse.Namespace, encoders: Mapping[Modality, Encoder], *, tell: Tell
) -> Recorded:
    """What a command with these arguments is about; ``encoders`` are those it names."""
    return recorded_films(
        arguments.folder,
        encoders,
        picture=arguments.picture,
        sound=arguments.sound,
        count=arguments.films,
        seed=arguments.seed,
        processes=arguments.processes,
        tell=tell,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    encoders = load_encoders(arguments.picture, arguments.sound)
    films_of(arguments, encoders, tell=functools.partial(print, flush=True))


if __name__ == "__main__":
    main()
