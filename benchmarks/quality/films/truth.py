"""When a query is true of a film.

A film is cut wherever its picture or its sound changes. Of each piece there is what is certain (the
captions' modules would say it) and what may be argued (some would say it, some would not)::

    picture   |   beach, dog    |  sea, boat |     road      |
    sound     |  |   waves   |      |      engine      |     |
    pieces    |  |           |  |   |  |                |    |

A query is clear in a film where what is certain and what may be argued give the same spans.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.labels import Window
from momentsearch.query import AllOf, AnyOf, During, Not, Query, Text, Then
from training.films.plan import Film, Shot, SoundCue, clip_at, scene_at
from training.pictures import captions as picture_captions
from training.sounds import captions as sound_captions

Fact = str | tuple[str, ...]
Facts = frozenset[Fact]
Bools = NDArray[np.bool_]

LONGEST_GAP_SECONDS = 3600.0


@dataclass(frozen=True)
class Pieces:
    """A film's pieces: ``edges`` float64 ``[n+1]`` in seconds, and the facts of each of the ``n``.

    ``arguable`` has what is certain, too.
    """

    edges: NDArray[np.float64]
    certain: tuple[Facts, ...]
    arguable: tuple[Facts, ...]

    @cached_property
    def certain_in(self) -> Mapping[Fact, Bools]:
        """In which pieces each fact is certain, bool ``[n]``; none that never is."""
        return _where(self.certain)

    @cached_property
    def arguable_in(self) -> Mapping[Fact, Bools]:
        """The same of what may be argued."""
        return _where(self.arguable)


@dataclass(frozen=True)
class Answer:
    """Where a query is true in one film, in seconds; ``is_clear`` says that nobody can argue."""

    windows: tuple[Window, ...]
    is_clear: bool


def pieces_of(film: Film) -> Pieces:
    """Every time at which something changes, and what holds until the next."""
    times = {0.0, film.duration_seconds}
    parts: tuple[Shot | SoundCue, ...] = (*film.shots, *film.cues)
    for part in parts:
        times |= {part.start_seconds, part.end_seconds}
    edges = np.array(sorted(times))
    certain, arguable = [], []
    for start in edges[:-1]:
        seen, heard = scene_at(film, start), clip_at(film, start)
        plain: set[Fact] = set(sound_captions.facts_of(heard))
        said: set[Fact] = plain | sound_captions.arguable_facts_of(heard)
        if seen is not None:
            plain |= picture_captions.asserted(seen)
            said |= picture_captions.truths(seen)
        certain.append(frozenset(plain))
        arguable.append(frozenset(said | plain))
    return Pieces(edges, tuple(certain), tuple(arguable))


def _where(table: Sequence[Facts]) -> dict[Fact, Bools]:
    known = frozenset[Fact]().union(*table)
    return {fact: np.array([fact in facts for facts in table], dtype=bool) for fact in known}


def answer(query: Query, facts: Mapping[str, Facts], pieces: Pieces) -> Answer:
    """``facts`` has what each text of the query asserts."""
    certain = _windows(query, facts, pieces, arguable=False)
    return Answer(certain, certain == _windows(query, facts, pieces, arguable=True))


def _windows(
    query: Query, facts: Mapping[str, Facts], pieces: Pieces, *, arguable: bool
) -> tuple[Window, ...]:
    match query:
        case Then(first, second, within):
            firsts = _windows(first, facts, pieces, arguable=arguable)
            seconds = _windows(second, facts, pieces, arguable=arguable)
            return _followed(firsts, seconds, LONGEST_GAP_SECONDS if within is None else within)
        case During(inner, outer):
            inners = _windows(inner, facts, pieces, arguable=arguable)
            outers = _windows(outer, facts, pieces, arguable=arguable)
            return tuple(one for one in inners if any(_lies_in(one, other) for other in outers))
        case _:
            return _spans(_holds(query, facts, pieces, arguable=arguable), pieces.edges)


def _holds(query: Query, facts: Mapping[str, Facts], pieces: Pieces, *, arguable: bool) -> Bools:
    """Of each piece."""
    match query:
        case Text(text):
            table = pieces.arguable_in if arguable else pieces.certain_in
            never = np.zeros(len(pieces.edges) - 1, dtype=bool)
            return np.all([table.get(fact, never) for fact in facts[text]] or [~never], axis=0)
        case AllOf(queries):
            all_hold = [_holds(part, facts, pieces, arguable=arguable) for part in queries]
            return np.all(all_hold, axis=0)
        case AnyOf(queries):
            any_holds = [_holds(part, facts, pieces, arguable=arguable) for part in queries]
            return np.any(any_holds, axis=0)
        case Not(negated):  # certainly not is what cannot be argued to be
            return ~_holds(negated, facts, pieces, arguable=not arguable)
    raise TypeError(f"{type(query).__name__} holds at no instant")


def _spans(holds: Bools, edges: NDArray[np.float64]) -> tuple[Window, ...]:
    """Pieces next to each other as one."""
    padded = np.diff(np.concatenate([[0], holds.astype(np.int8), [0]]))
    firsts, stops = np.flatnonzero(padded == 1), np.flatnonzero(padded == -1)
    return tuple(
        (float(edges[first]), float(edges[stop])) for first, stop in zip(firsts, stops, strict=True)
    )


def _followed(
    firsts: Sequence[Window], seconds: Sequence[Window], within: float
) -> tuple[Window, ...]:
    """Every pair that docs/queries.md allows, the nearest second of each first."""
    pairs: list[Window] = []
    for first, second in itertools.product(firsts, seconds):
        later = second[0] > first[0] and second[1] > first[1]
        if later and second[0] - first[1] <= within:
            pairs.append((first[0], second[1]))
    nearest: dict[float, Window] = {}
    for pair in sorted(pairs, key=lambda pair: pair[1]):
        nearest.setdefault(pair[0], pair)
    return tuple(sorted(nearest.values()))


def _lies_in(inner: Window, outer: Window) -> bool:
    common = min(inner[1], outer[1]) - max(inner[0], outer[0])
    return common > 0.5 * (inner[1] - inner[0])
