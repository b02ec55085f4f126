"""What is looked for, as a tree of values: texts, and operators over them.

::

    Query
    |-- Term       words, in one modality or in all
    |-- AllOf      at once, and without what its Not say
    |-- AnyOf
    |-- Not        only directly within AllOf
    |-- Then       one moment after another    \\  of moments, so only above
    `-- During     one moment within another   /  the others, never within them

Trees compare and hash by value, and their ``repr`` is the same for the same question: they are part
of a cache's key and of page tokens. docs/queries.md says what each operator means.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TypeAlias

from momentsearch_server.space import Modality
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND

LONGEST_GAP_US = 3600 * MICROSECONDS_PER_SECOND


@dataclass(frozen=True, slots=True)
class Term:
    """Words. ``modality`` None means every one; ``index`` is the place in reading order."""

    text: str
    modality: Modality | None = None
    weight: float = 1.0
    index: int = 0


@dataclass(frozen=True, slots=True)
class AllOf:
    """At least one of ``queries`` is not a ``Not``."""

    queries: tuple[Query, ...]

    @property
    def wanted(self) -> tuple[Query, ...]:
        return tuple(query for query in self.queries if not isinstance(query, Not))

    @property
    def unwanted(self) -> tuple[Query, ...]:
        return tuple(query.query for query in self.queries if isinstance(query, Not))


@dataclass(frozen=True, slots=True)
class AnyOf:
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    query: Query


@dataclass(frozen=True, slots=True)
class Then:
    """``within_us`` bounds the time from the end of ``first`` to the start of ``second``."""

    first: Query
    second: Query
    within_us: int = LONGEST_GAP_US


@dataclass(frozen=True, slots=True)
class During:
    inner: Query
    outer: Query


Query: TypeAlias = Term | AllOf | AnyOf | Not | Then | During


def parts_of(query: Query) -> tuple[Query, ...]:
    """What an operator stands over, in reading order; nothing below a term."""
    match query:
        case Term():
            return ()
        case AllOf(queries) | AnyOf(queries):
            return queries
        case Not(negated):
            return (negated,)
        case Then(first, second):
            return (first, second)
        case During(inner, outer):
            return (inner, outer)


def terms_of(query: Query) -> tuple[Term, ...]:
    """In reading order."""
    return tuple(term for term, _ in _terms(query, negated=False))


def wanted_terms(query: Query) -> tuple[Term, ...]:
    """Those that no ``Not`` turns against a moment; a negation within a negation wants again."""
    return tuple(term for term, negated in _terms(query, negated=False) if not negated)


def _terms(query: Query, *, negated: bool) -> Iterator[tuple[Term, bool]]:
    if isinstance(query, Term):
        yield query, negated
    for part in parts_of(query):
        yield from _terms(part, negated=negated ^ isinstance(query, Not))


def terms_alone(query: Query) -> Iterator[Term]:
    """Those that AND, OR and NOT join with no other one, so that they have moments of their own."""
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Then | During):
        for part in parts_of(query):
            yield from terms_alone(part)


def can_be_answered(query: Query, present: Set[int]) -> bool:
    """Whether anything can match where only the terms with these indices have samples.

    False for an AND of a sound and a picture in a media that has no sound.
    """
    parts = parts_of(query)
    match query:
        case Term(index=index):
            return index in present
        case AnyOf():
            return any(can_be_answered(part, present) for part in parts)
        case AllOf():
            return all(can_be_answered(part, present) for part in query.wanted)
        case _:
            return all(can_be_answered(part, present) for part in parts)
