"""What HIGH, MEDIUM and LOW are worth: ``python -m benchmarks.quality.levels``.

Asks the films' questions of the server, in their own film, in an hour of films and of all films at
once, and says of each level what share of its moments is right: of those that come first, and of
all of the first ten. ``build/quality`` is used again where it was recorded already.
"""

from __future__ import annotations

import argparse
import functools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.answers import Found
from benchmarks.quality.films.measure import HALVES, MOST_FILMS, best_overlap
from benchmarks.quality.films.record import add_arguments, films_of, load_encoders
from benchmarks.quality.films.recorded import Recorded, RecordedQuery
from benchmarks.quality.films.served import Served, read_query, served
from benchmarks.quality.tables import table
from momentsearch_server.search.moments import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE
from momentsearch_server.settings import Settings

RIGHT_OVERLAP = 0.5
# Name, and the confidences from and up to which it goes. LOW is parted at the server's own floor.
BANDS = (
    ("HIGH", HIGH_CONFIDENCE, 2.0),
    ("MEDIUM", MEDIUM_CONFIDENCE, HIGH_CONFIDENCE),
    ("LOW, shown", Settings.minimum_confidence, MEDIUM_CONFIDENCE),
    ("LOW, not shown", 0.0, Settings.minimum_confidence),
)

HEADS = (
    "searched",
    "level",
    "first moments",
    "there at all",
    "in the right place",
    "span right",
    "all moments listed",
    "in the right place",
)

say = functools.partial(print, flush=True)


@dataclass(frozen=True)
class Said:
    """One moment: how sure the server was, and what is right of it.

    ``there``: what was asked for is somewhere in what was searched. ``in_place``: its strongest
    instant lies in a true span. ``span``: it overlaps a true one by half or more.
    """

    where: str
    is_first: bool
    confidence: float
    there: bool
    in_place: bool
    span: bool


def answers(recorded: Recorded, server: Served, half: str) -> Iterator[Said]:
    asked = [query for query in recorded.queries if query.half == half]
    for number, query in enumerate(asked):
        collection = recorded.media[query.asked_in].collection
        parsed = read_query(query.text, plain=False)
        where = "its film" if collection == "films" else "an hour"
        found = server.ask(parsed, collection=collection, media=query.asked_in)
        yield from _said(query, found, where)
        few = query.clear_everywhere and len(query.answers) <= MOST_FILMS
        if collection == "films" and few:
            yield from _said(query, server.ask(parsed, collection=collection), "all films")
        if number % 200 == 199:
            say(f"{number + 1} of {len(asked)} asked")


def _said(query: RecordedQuery, found: Sequence[Found], where: str) -> Iterator[Said]:
    for place, one in enumerate(found):
        windows = query.answers.get(one.media, ())
        yield Said(
            where=where,
            is_first=place == 0,
            confidence=one.confidence,
            there=not query.is_absent,
            in_place=any(start <= one.peak_seconds < end for start, end in windows),
            span=best_overlap(query, [one]) >= RIGHT_OVERLAP,
        )


def report(said: Iterable[Said]) -> str:
    """As Markdown; per cent but for the counts."""
    everything, lines = list(said), []
    for where in dict.fromkeys(one.where for one in everything):
        for name, low, high in BANDS:
            listed = [one for one in everything if one.where == where]
            listed = [one for one in listed if low <= one.confidence < high]
            first = [one for one in listed if one.is_first]
            cells = [
                len(first),
                _share(one.there for one in first),
                _share(one.in_place for one in first),
                _share(one.span for one in first),
                len(listed),
                _share(one.in_place for one in listed),
            ]
            lines.append([where, name, *cells])
    return table(HEADS, lines)


def _share(hits: Iterable[bool]) -> str:
    found = list(hits)
    return f"{100 * sum(found) / len(found):.0f}" if found else "–"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.levels")
    parser.description = __doc__
    add_arguments(parser)
    parser.add_argument("--half", choices=HALVES, default=HALVES[0])
    arguments = parser.parse_args()
    encoders = load_encoders(arguments.picture, arguments.sound)
    recorded = films_of(arguments, encoders, tell=say)
    with tempfile.TemporaryDirectory() as folder, served(recorded, encoders, Path(folder)) as asked:
        say(report(answers(recorded, asked, arguments.half)))


if __name__ == "__main__":
    main()
