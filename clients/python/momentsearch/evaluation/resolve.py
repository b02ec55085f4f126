"""Labels brought together with the library they are about."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from momentsearch.evaluation.labels import ROUNDED_UP, BadLine, LabelError, Query
from momentsearch.query_text import QuerySyntaxError, parse_query
from momentsearch.results import Media, MediaKind, MediaState, Modality

_SHOWN_IDS = 4
# A still image has no length; as a whole it stands for one second.
STILL_WINDOW = (0.0, 1.0)


@dataclass(frozen=True)
class Label:
    """A query with the media it is about: None for what is absent everywhere."""

    query: Query
    media: Media | None
    modality: Modality | None

    @property
    def is_still(self) -> bool:
        return self.media is not None and self.media.kind is MediaKind.STILL


def resolve(
    queries: Iterable[Query], library: Iterable[Media]
) -> tuple[list[Label], list[BadLine]]:
    """The labels that can be asked about, and the lines that cannot, with the reason."""
    names = MediaNames(library)
    labels, bad = [], []
    for query in queries:
        try:
            labels.append(_resolved(query, names))
        except LabelError as error:
            bad.append(BadLine(query.line, str(error)))
    contradictions = _contradictions(labels)
    refused = {line.line for line in contradictions}
    return [label for label in labels if label.query.line not in refused], bad + contradictions


class MediaNames:
    """Media by everything that people call them, the surest first."""

    def __init__(self, library: Iterable[Media]) -> None:
        self._by_name: list[dict[str, dict[str, Media]]] = [defaultdict(dict) for _ in range(3)]
        for media in library:
            for names, by_name in zip(_names(media), self._by_name, strict=True):
                for name in names:
                    by_name[name][media.media_id] = media

    def find(self, name: str) -> Media:
        """Raises ``LabelError`` where no media, or more than one, is called so."""
        for by_name in self._by_name:
            found = by_name.get(name)
            if found and len(found) == 1:
                return next(iter(found.values()))
            if found:
                raise LabelError(_ambiguous(name, list(found)))
        raise LabelError(self._unknown(name))

    def _unknown(self, name: str) -> str:
        known = [other for by_name in self._by_name for other in by_name]
        close = difflib.get_close_matches(name, known, n=1)
        meant = f" (is {close[0]!r} meant?)" if close else ""
        return (
            f"vid {name!r} is no media of the collection{meant}; expected an id, a title or a "
            "file's name, as `momentsearch ls` shows them"
        )


def _names(media: Media) -> Iterator[set[str]]:
    """Its id; its title and its file; the same without the suffix, as public sets have it."""
    file_name = PurePath(media.source).name
    yield {media.media_id}
    yield {media.title, media.source, file_name} - {""}
    yield {PurePath(media.title).stem, PurePath(file_name).stem} - {""}


def _ambiguous(name: str, media_ids: Sequence[str]) -> str:
    listed = ", ".join(media_ids[:_SHOWN_IDS])
    more = ", ..." if len(media_ids) > _SHOWN_IDS else ""
    return f"{len(media_ids)} media are called {name!r}; give the id of one: {listed}{more}"


def _resolved(query: Query, names: MediaNames) -> Label:
    try:
        parse_query(query.text)
    except QuerySyntaxError as error:
        raise LabelError(f"query is {query.text!r}, which cannot be read: {error}") from None
    label = Label(
        query=query,
        media=None if query.vid is None else _searchable(names.find(query.vid)),
        modality=_modality(query.modality),
    )
    _check_windows(label)
    return label


def _modality(name: str | None) -> Modality | None:
    if name is None:
        return None
    if name not in (Modality.PICTURE, Modality.SOUND):
        raise LabelError(f"modality is {name!r}; picture or sound was expected, or none for both")
    return Modality(name)


def _searchable(media: Media) -> Media:
    if media.state is not MediaState.ACTIVE:
        raise LabelError(
            f"media {media.media_id} ({media.title}) cannot be searched: it is {media.state}; "
            f"see `momentsearch watch {media.media_id}`"
        )
    return media


def _check_windows(label: Label) -> None:
    duration = label.media.duration_seconds if label.media is not None else None
    if not duration:  # a still, or not known
        return
    for window in label.query.windows:
        if window[0] >= duration:
            raise LabelError(
                f"relevant_windows has {list(window)}, which begins after the end of "
                f"{label.query.vid!r} at {duration:g} s; seconds from its start were expected"
            )
        if window[1] > duration + ROUNDED_UP:
            raise LabelError(
                f"relevant_windows has {list(window)}, which ends after the end of "
                f"{label.query.vid!r} at {duration:g} s; are these seconds?"
            )


def _contradictions(labels: Sequence[Label]) -> list[BadLine]:
    """What is said to be nowhere may not be somewhere by another line."""
    somewhere = {
        (label.query.text, label.modality): label.query.line
        for label in labels
        if not label.query.absent
    }
    return [
        BadLine(
            label.query.line,
            f"query {label.query.text!r} is said to be absent everywhere, and line "
            f"{somewhere[label.query.text, label.modality]} has moments of it; say in which vid "
            "it is absent",
        )
        for label in labels
        if label.media is None and (label.query.text, label.modality) in somewhere
    ]
