"""The recorded timelines in a real library, and the questions through the real engine.

Texts go the whole way: the client's grammar, the message on the wire, the server's reading of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.answers import Found
from benchmarks.quality.films.recorded import Recorded
from momentsearch._convert import query_message
from momentsearch.query import Query, Text
from momentsearch.query_text import parse_query
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import MediaFacts, NewMedia
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.rpc.questions import from_query
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.moments import Moment, SearchRequest
from momentsearch_server.settings import Settings
from momentsearch_server.space import Modality
from momentsearch_server.timespan import seconds_to_us, us_to_seconds

LISTED = 10


@dataclass(frozen=True)
class Served:
    """An engine over a library of the recorded media; ``numbers`` of the media by their ids."""

    recorded: Recorded
    engine: SearchEngine
    numbers: Mapping[str, int]
    media_ids: Sequence[str]

    def ask(
        self,
        query: Query,
        *,
        collection: str,
        media: int | None = None,
        modalities: Sequence[Modality] = (),
    ) -> list[Found]:
        """The first moments, best first: of one media, or of all of the collection."""
        request = request_of(self, query, collection=collection, media=media, modalities=modalities)
        ranking = self.engine.search(request, wanted=LISTED)
        return [as_found(m, self.numbers[m.media_id]) for m in ranking.moments]


def request_of(
    server: Served,
    query: Query,
    *,
    collection: str,
    media: int | None = None,
    modalities: Sequence[Modality] = (),
) -> SearchRequest:
    """As the server reads what is on the wire."""
    return SearchRequest(
        collection=collection,
        query=from_query(query_message(query)),
        modalities=tuple(sorted(modalities)),
        media_ids=() if media is None else (server.media_ids[media],),
    )


def as_found(moment: Moment, media: int) -> Found:
    """``media`` is its number."""
    return Found(
        media=media,
        start=us_to_seconds(moment.span.start_us),
        end=us_to_seconds(moment.span.end_us),
        score=moment.score,
        confidence=moment.confidence,
        peak_seconds=us_to_seconds(moment.evidence[0].peak_us),
    )


def read_query(text: str, *, plain: bool) -> Query:
    """As the clients read it; a plain sentence stands as it is."""
    return Text(text) if plain else parse_query(text)


@contextmanager
def served(
    recorded: Recorded, encoders: Mapping[Modality, Encoder], folder: Path
) -> Iterator[Served]:
    """Everything committed into a library in ``folder``, with the settings' usual limits."""
    used = [encoder for modality, encoder in encoders.items() if modality.value in recorded.spaces]
    library, _ = Library.open(folder)
    with library:
        for encoder in used:
            library.register_space(encoder.space)
        for name in dict.fromkeys(media.collection for media in recorded.media):
            library.catalog.create_collection(name)
        ids = [_commit(library, recorded, number) for number in range(len(recorded.media))]
        engine = SearchEngine(
            library,
            used,
            exact_sample_limit=Settings.exact_sample_limit,
            candidate_media=Settings.candidate_media,
        )
        yield Served(recorded, engine, {name: n for n, name in enumerate(ids)}, ids)


def _commit(library: Library, recorded: Recorded, number: int) -> str:
    """As ingestion ends: the media queued, claimed and committed with its timelines."""
    media = recorded.media[number]
    new = NewMedia(
        collection=media.collection,
        title=media.name,
        source=f"{media.name}.mp4",
        path=f"/films/{media.name}.mp4",
        owns_bytes=False,
        size_bytes=1,
        content_sha256=hashlib.sha256(media.name.encode()).hexdigest(),
    )
    media_id = library.add_import(new).media.media_id
    job = library.catalog.jobs.claim()
    if job is None or job.media_id != media_id:
        raise RuntimeError(f"the job of {media.name} was not there to be claimed")
    facts = MediaFacts(kind="video", duration_us=seconds_to_us(media.duration_seconds))
    library.commit_media(media_id, _timelines(recorded, number, media_id), facts)
    return media_id


def _timelines(recorded: Recorded, number: int, media_id: str) -> list[Timeline]:
    timelines = []
    for space in recorded.spaces.values():
        part = space.samples_of(number)
        timelines.append(
            Timeline(
                media_id=media_id,
                space_id=space.space.space_id,
                vectors=space.vectors[part],
                starts_us=space.starts_us[part],
                ends_us=space.ends_us[part],
                shown_at_us=space.shown_at_us[part],
            )
        )
    return timelines
