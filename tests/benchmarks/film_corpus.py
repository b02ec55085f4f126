"""Small things in the films' form: pieces of a film, and two short recorded films."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.quality.films.recorded import (
    Recorded,
    RecordedMedia,
    RecordedQuery,
    RecordedSpace,
)
from benchmarks.quality.films.truth import Pieces
from momentsearch_server.encoders.fake import COLOURS, FakeEncoder, fake_picture_encoder

SECOND_US = 1_000_000
# What is seen each second of the two films.
FILMS = {
    "film-a": ["blue"] * 6 + ["red"] * 4 + ["blue"] * 10,
    "film-b": ["green"] * 8 + ["yellow"] * 6 + ["green"] * 6,
}
TERMS = ("red", "yellow", "purple", "red and yellow", "blue")


def pieces(*parts: tuple[float, set[Any]], arguable: tuple[set[Any], ...] = ()) -> Pieces:
    """Pieces that end at these times with these facts; ``arguable`` ones come on top of them."""
    certain = tuple(frozenset(facts) for _, facts in parts)
    more = arguable or tuple(set() for _ in parts)
    both = tuple(known | frozenset(extra) for known, extra in zip(certain, more, strict=True))
    return Pieces(np.array([0.0, *(end for end, _ in parts)]), certain, both)


def recorded_query(qid: str, term: int, **changes: Any) -> RecordedQuery:
    """A plain question about pictures of the test half, asked in the first film."""
    values: dict[str, Any] = {
        "qid": qid,
        "kind": "picture",
        "text": f'"{TERMS[term]}"',
        "sentence": TERMS[term],
        "terms": (term,),
        "sentence_term": term,
        "operator": "",
        "detail": "full",
        "modality": "picture",
        "half": "test",
        "is_absent": False,
        "asked_in": 0,
        "answers": {},
        "clear_everywhere": True,
    }
    return RecordedQuery(**{**values, **changes})


RED = recorded_query("film-a/0", 0, answers={0: ((6.0, 10.0),)})
YELLOW = recorded_query("film-b/0", 1, asked_in=1, answers={1: ((8.0, 14.0),)}, half="tune")
PURPLE = recorded_query("film-a/1", 2, detail="colour", is_absent=True)
BLUE_THEN_RED = recorded_query(
    "film-a/2",
    3,
    kind="composed",
    text='"blue" THEN<5s "red"',
    operator="then",
    terms=(4, 0),
    answers={0: ((0.0, 10.0),)},
)
QUERIES = (RED, YELLOW, PURPLE, BLUE_THEN_RED)


def recorded_films(encoder: FakeEncoder | None = None) -> Recorded:
    """Both films, in the space of the fake encoder of pictures."""
    encoder = encoder or fake_picture_encoder()
    seconds = [colour for film in FILMS.values() for colour in film]
    pictures = [
        np.full((8, 8 + k % 3, 3), COLOURS[colour], np.uint8) for k, colour in enumerate(seconds)
    ]
    lengths = [len(film) for film in FILMS.values()]
    starts = np.concatenate([np.arange(n, dtype=np.int64) * SECOND_US for n in lengths])
    space = RecordedSpace(
        space=encoder.space,
        vectors=encoder.encode_samples(pictures).astype(np.float16),
        starts_us=starts,
        ends_us=starts + SECOND_US,
        shown_at_us=starts + SECOND_US // 2,
        offsets=np.array([0, *np.cumsum(lengths)], dtype=np.int64),
        term_vectors=encoder.encode_texts(TERMS),
        caption_vectors=encoder.encode_texts(["a map", "a cup of coffee"]),
    )
    media = tuple(
        RecordedMedia(name, "films", "test", float(len(film))) for name, film in FILMS.items()
    )
    return Recorded("two films", media, TERMS, QUERIES, {"picture": space})
