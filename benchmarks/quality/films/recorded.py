"""The corpus as recorded: vectors, times, queries and truth, in one file without pickles.

Similarities are products of vectors, so vectors are what is kept; ``RecordedSpace.similarities``
gives them in milliseconds. Use::

    recorded = read_recorded(Path("build/quality/films.npz"))
    sounds = recorded.spaces["sound"]
    for query in recorded.queries:
        (term,) = query.terms[:1]
        curve = sounds.curve(term, query.asked_in)        # cosines over the media asked
        everywhere = sounds.similarities([term])[0]       # over all samples of all media

The file has, for each space ``S`` (``picture``, ``sound``):

    S.vectors            float16 [samples, dim]   unit norm; media end to end
    S.starts_us, S.ends_us, S.shown_at_us int64 [samples]
    S.offsets            int64 [media + 1]        the samples of media k are [k] up to [k + 1]
    S.term_vectors       float32 [terms, dim]     every text of any query, and whole sentences
    S.caption_vectors    float32 [captions, dim]  the server's everyday captions
    S.space              str                      modality, encoder, fingerprint, dim as JSON
    media, terms, queries, key   str              as JSON; see the classes below
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.curves import LabelledCurve
from benchmarks.quality.labels import Window
from momentsearch_server.search.curves import Curve
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan, seconds_to_us

Floats = NDArray[np.float32]
Times = NDArray[np.int64]


@dataclass(frozen=True)
class RecordedMedia:
    """A film, or an hour of them. ``half`` is ``tune`` or ``test``; ``collection`` is ``films`` or
    ``hours``, which are searched apart from each other."""

    name: str
    collection: str
    half: str
    duration_seconds: float


@dataclass(frozen=True)
class RecordedQuery:
    """One question.

    ``kind``: picture, sound, both, paraphrase, composed; of an absent one, that of its twin.
    ``text`` is in the grammar of docs/queries.md; ``sentence`` says the same in words. ``terms``
    are the numbers of the query's texts in reading order, ``sentence_term`` that of the whole
    sentence (of a plain query its only term). ``operator``: and, or, not, then, during, or empty.
    ``detail``: full or partial (picture); of absent ones what is wrong (missing.py). ``modality``:
    picture, sound or both: where the answer is, or would be. ``twin``: of an absent one of the
    films, the present one that it was made like.

    ``asked_in`` is the number of the media that it is about; ``answers`` has the true windows in
    seconds by media (those where it is true). In other media of its collection it is false, unless
    ``clear_everywhere`` is not set: then some may be argued about, and it is asked in its own only.
    ``unseen`` says what of its pictures training never had (pair, drawing, style, composition).
    ``in_other_track``: of a present one about one track, the media that it is about has something
    that it names in its other track as well, at any time: a train is seen, and heard later.
    """

    qid: str
    kind: str
    text: str
    sentence: str
    terms: tuple[int, ...]
    sentence_term: int
    operator: str
    detail: str
    modality: str
    half: str
    is_absent: bool
    asked_in: int
    answers: Mapping[int, tuple[Window, ...]]
    clear_everywhere: bool
    unseen: str = ""
    twin: str = ""
    in_other_track: bool = False

    @property
    def windows(self) -> tuple[Window, ...]:
        """In the media that it is about; none of an absent one."""
        return self.answers.get(self.asked_in, ())


@dataclass(frozen=True)
class RecordedSpace:
    """One encoder's vectors; the module's docstring has the shapes."""

    space: Space
    vectors: NDArray[np.float16]
    starts_us: Times
    ends_us: Times
    shown_at_us: Times
    offsets: Times
    term_vectors: Floats
    caption_vectors: Floats

    def samples_of(self, media: int) -> slice:
        return slice(int(self.offsets[media]), int(self.offsets[media + 1]))

    @property
    def media_of_sample(self) -> NDArray[np.int64]:
        """int64 ``[samples]``."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def similarities(self, terms: Sequence[int], media: int | None = None) -> Floats:
        """Cosines, float32 ``[terms, samples]``, over all samples or those of one media."""
        part = self.vectors if media is None else self.vectors[self.samples_of(media)]
        return self.term_vectors[list(terms)] @ part.astype(np.float32).T

    def caption_similarities(self) -> Floats:
        """Of the everyday captions, float32 ``[captions, samples]``."""
        return self.caption_vectors @ self.vectors.astype(np.float32).T

    def curve(self, term: int, media: int) -> Curve:
        """The cosines of one term over one media."""
        part = self.samples_of(media)
        values = self.similarities([term], media)[0].astype(np.float64)
        return Curve(values, self.starts_us[part], self.ends_us[part])


@dataclass(frozen=True)
class Recorded:
    """Everything; ``spaces`` by modality. ``key`` says what it was made from."""

    key: str
    media: tuple[RecordedMedia, ...]
    terms: tuple[str, ...]
    queries: tuple[RecordedQuery, ...]
    spaces: Mapping[str, RecordedSpace]

    def media_in(self, collection: str) -> list[int]:
        return [k for k, media in enumerate(self.media) if media.collection == collection]

    def present_twin(self, query: RecordedQuery) -> RecordedQuery:
        """The present question that an absent one was made like; any other is its own.

        Where an absent one is asked goes by this, so that among present and absent questions alike
        there are as many of each form and length."""
        return self._by_qid[query.twin] if query.twin else query

    @cached_property
    def _by_qid(self) -> Mapping[str, RecordedQuery]:
        return {query.qid: query for query in self.queries}

    def labelled_curves(self, collection: str = "films") -> dict[str, list[LabelledCurve]]:
        """Curves that a rule from curves to spans is scored on: of plain questions about pictures
        in the picture space, and of those about sound in the sound space."""
        found: dict[str, list[LabelledCurve]] = {modality: [] for modality in self.spaces}
        for query in self.queries:
            media = self.media[query.asked_in]
            plain = not query.is_absent and not query.operator
            if plain and media.collection == collection and query.modality in self.spaces:
                curve = self.spaces[query.modality].curve(query.terms[0], query.asked_in)
                found[query.modality].append(_labelled(query, media, curve))
        return found


def _labelled(query: RecordedQuery, media: RecordedMedia, curve: Curve) -> LabelledCurve:
    truths = tuple(TimeSpan(seconds_to_us(a), seconds_to_us(b)) for a, b in query.windows)
    duration_us = seconds_to_us(media.duration_seconds)
    return LabelledCurve(query.qid, query.modality, curve, truths, duration_us)


def label_lines(recorded: Recorded) -> Iterator[str]:
    """The labels as JSON lines (benchmarks/quality/labels.py), each of the media that it is about,
    with further fields of ours."""
    for query in recorded.queries:
        media = recorded.media[query.asked_in]
        line = {
            "qid": query.qid,
            "query": query.text,
            "vid": media.name,
            "duration": media.duration_seconds,
            "relevant_windows": [list(window) for window in query.windows],
            "modality": query.modality,
            "absent": query.is_absent,
            "kind": query.kind,
            "operator": query.operator,
            "detail": query.detail,
            "sentence": query.sentence,
            "half": query.half,
        }
        yield json.dumps(line)


_ARRAYS = (
    *("vectors", "starts_us", "ends_us", "shown_at_us", "offsets"),
    *("term_vectors", "caption_vectors"),
)


def write_recorded(path: Path, recorded: Recorded) -> None:
    """Replaces an existing file."""
    arrays: dict[str, Any] = {
        "key": recorded.key,
        "media": json.dumps([asdict(media) for media in recorded.media]),
        "terms": json.dumps(recorded.terms),
        "queries": json.dumps([asdict(query) for query in recorded.queries]),
    }
    for modality, space in recorded.spaces.items():
        arrays[f"{modality}.space"] = json.dumps(asdict(space.space))
        arrays |= {f"{modality}.{name}": getattr(space, name) for name in _ARRAYS}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished-{path.name}")
    np.savez_compressed(unfinished, **arrays)
    unfinished.replace(path)


def read_recorded(path: Path) -> Recorded:
    """Raises ``ValueError`` where it is another kind of file."""
    with np.load(path, allow_pickle=False) as file:
        if not {"key", "media", "terms", "queries"} <= set(file.files):
            raise ValueError(f"{path.name} is no recorded corpus of films; record it again")
        spaces = {
            modality.value: _space(file, modality.value)
            for modality in Modality
            if f"{modality.value}.space" in file.files
        }
        return Recorded(
            key=str(file["key"]),
            media=tuple(RecordedMedia(**entry) for entry in json.loads(str(file["media"]))),
            terms=tuple(json.loads(str(file["terms"]))),
            queries=tuple(_query(entry) for entry in json.loads(str(file["queries"]))),
            spaces=spaces,
        )


def read_key(path: Path) -> str:
    """What a recorded file was made from; empty where there is no such file."""
    if not path.is_file():
        return ""
    with np.load(path, allow_pickle=False) as file:
        return str(file["key"]) if "key" in file.files else ""


def _space(file: Mapping[str, NDArray[Any]], modality: str) -> RecordedSpace:
    named = json.loads(str(file[f"{modality}.space"]))
    return RecordedSpace(
        space=Space(**{**named, "modality": Modality(named["modality"])}),
        **{name: file[f"{modality}.{name}"] for name in _ARRAYS},
    )


def _query(entry: dict[str, Any]) -> RecordedQuery:
    known = {field.name for field in fields(RecordedQuery)}
    values = {name: value for name, value in entry.items() if name in known}
    values["terms"] = tuple(entry["terms"])
    values["answers"] = {
        int(media): tuple((float(a), float(b)) for a, b in windows)
        for media, windows in entry["answers"].items()
    }
    return RecordedQuery(**values)
