"""Labels of real videos, for real checkpoints: decoded as the server does it, then as the films.

Labels are QVHighlights' lines (labels.py) whose ``vid`` is a file in the folder of real media.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.quality.films.encode import Samples
from benchmarks.quality.films.record import space_of
from benchmarks.quality.films.recorded import Recorded, RecordedMedia, RecordedQuery
from benchmarks.quality.labels import LabelError, Query, read_queries
from momentsearch.query import Text
from momentsearch_server.assembly import decode_request
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.ingest.indexing import index
from momentsearch_server.media.sandbox import open_media
from momentsearch_server.settings import Settings
from momentsearch_server.space import Modality

COLLECTION = "real"
LABELS = Path("annotations/observed/moments_observed.jsonl")


def recorded_real(
    labels: Path, folder: Path, encoders: Mapping[Modality, Encoder], settings: Settings
) -> Recorded:
    """Raises ``LabelError`` for labels that cannot be read or lack media or duration,
    ``MediaRejected`` for a media that cannot be read, and ``ValueError`` where a labelled media has
    no pictures."""
    queries = read_queries(labels)
    durations: dict[str, float] = {}
    for query in queries:
        if query.vid is None or query.duration_seconds is None:
            raise LabelError(
                f"{labels.name}, line {query.line}: vid is {query.vid!r} and duration "
                f"{query.duration_seconds}; add both, as the file is decoded here"
            )
        durations[query.vid] = query.duration_seconds
    names = list(durations)
    picture = encoders[Modality.PICTURE]
    samples = [_pictures(folder / name, picture, settings) for name in names]
    terms = tuple(dict.fromkeys(query.text for query in queries))
    return Recorded(
        key=picture.space.space_id,
        media=tuple(RecordedMedia(name, COLLECTION, "test", durations[name]) for name in names),
        terms=terms,
        queries=tuple(_query(query, names, terms) for query in queries),
        spaces={"picture": space_of(picture, samples, terms)},
    )


def _pictures(path: Path, encoder: Encoder, settings: Settings) -> Samples:
    encoders = {Modality.PICTURE: encoder}
    with open_media(path, request=decode_request(settings, encoders)) as session:
        found = index(
            path.name, session.probe, iter(session), encoders, report=lambda _done_us: None
        )
    if not found.timelines:
        raise ValueError(f"{path} has no pictures, but there are labels for it")
    (timeline,) = found.timelines
    return Samples(timeline.vectors, timeline.starts_us, timeline.ends_us, timeline.shown_at_us)


def _query(query: Query, names: Sequence[str], terms: Sequence[str]) -> RecordedQuery:
    media, term = names.index(query.vid), terms.index(query.text)
    return RecordedQuery(
        qid=query.qid,
        kind="absent" if query.absent else "picture",
        text=str(Text(query.text)),
        sentence=query.text,
        terms=(term,),
        sentence_term=term,
        operator="",
        detail="",
        modality="picture",
        half="test",
        is_absent=query.absent,
        asked_in=media,
        answers={media: query.windows} if query.windows else {},
        clear_everywhere=False,
    )
