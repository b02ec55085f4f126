"""What to search for, put together from texts: queries as values.

    from momentsearch import Text

    rain = Text("rain", modality="sound", weight=2)
    client.search(rain & Text("a red car") & ~Text("snow"))
    client.search(Text("applause").then(Text("a person bows"), within_seconds=10))
    client.search((Text("a car") | Text("a bus")).during(Text("night")))

``&`` is AND, ``|`` is OR, ``~`` is NOT, which stands only within ``&``. The same as text is
``str(query)``, and ``parse_query`` reads it; docs/queries.md says what each operator means. The
server is the judge of how deep and how long a query may be.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NoReturn

from momentsearch.results import Modality

# How tightly each kind binds in the text form; what binds less than its place needs parentheses.
_SEQUENCE, _OR, _AND, _UNIT = range(4)


class Query:
    """A part of a query, or all of it. Not made itself: ``Text`` is where one begins."""

    __slots__ = ()
    _binds: ClassVar[int]

    def __and__(self, other: Query) -> AllOf:
        if not isinstance(other, Query):
            return NotImplemented
        return AllOf((self, other))

    def __or__(self, other: Query) -> AnyOf:
        if not isinstance(other, Query):
            return NotImplemented
        return AnyOf((self, other))

    def __invert__(self) -> Not:
        return Not(self)

    def then(self, second: Query, *, within_seconds: float | None = None) -> Then:
        """A moment of this, then one of ``second`` that begins at most so long after its end.

        None means the most that the server allows: an hour.
        """
        return Then(self, second, within_seconds)

    def during(self, outer: Query) -> During:
        """A moment of this of which most lies in a moment of ``outer``."""
        return During(self, outer)

    def __bool__(self) -> NoReturn:
        # `a and b` would otherwise be `b`, and the rest of the query be lost without a word.
        raise TypeError("queries are joined with & | ~, not with `and`, `or`, `not`")

    def _within(self, least: int) -> str:
        """As text, in parentheses where it binds less than ``least``."""
        return str(self) if self._binds >= least else f"({self})"


@dataclass(frozen=True, slots=True)
class Text(Query):
    """Words that describe what is seen or heard; ``modality`` None means either.

    ``weight`` is how much it counts beside the other texts. Raises ``ValueError`` for a weight that
    is not a number above 0, and a modality that there is not.
    """

    text: str
    modality: Modality | None = None
    weight: float = 1.0

    _binds = _UNIT

    def __post_init__(self) -> None:
        if self.modality is not None:
            object.__setattr__(self, "modality", _known(self.modality))
        if not (math.isfinite(self.weight) and self.weight > 0):
            raise ValueError(f"a weight must be a number above 0, not {self.weight}")

    def __str__(self) -> str:
        prefix = "" if self.modality is None else f"{self.modality}:"
        escaped = self.text.replace("\\", "\\\\").replace('"', '\\"')
        suffix = "" if self.weight == 1 else f"^{_decimal(self.weight)}"
        return f'{prefix}"{escaped}"{suffix}'


@dataclass(frozen=True, slots=True)
class AllOf(Query):
    """All at once, and none of what is in a ``Not``.

    An ``AllOf`` among ``queries`` becomes its parts. Raises ``ValueError`` for fewer than two.
    """

    queries: tuple[Query, ...]

    _binds = _AND

    def __post_init__(self) -> None:
        object.__setattr__(self, "queries", _flat(self, self.queries))

    def __str__(self) -> str:
        first, *others = self.queries
        rest = (
            f" {part}" if isinstance(part, Not) else f" AND {part._within(_UNIT)}"
            for part in others
        )
        return first._within(_UNIT) + "".join(rest)


@dataclass(frozen=True, slots=True)
class AnyOf(Query):
    """Any of several. An ``AnyOf`` among ``queries`` becomes its parts.

    Raises ``ValueError`` for fewer than two.
    """

    queries: tuple[Query, ...]

    _binds = _OR

    def __post_init__(self) -> None:
        object.__setattr__(self, "queries", _flat(self, self.queries))

    def __str__(self) -> str:
        return " OR ".join(part._within(_AND) for part in self.queries)


@dataclass(frozen=True, slots=True)
class Not(Query):
    """Without this; only within an ``AllOf``, beside something that is wanted."""

    query: Query

    _binds = _UNIT

    def __str__(self) -> str:
        return f"NOT {self.query._within(_UNIT)}"


@dataclass(frozen=True, slots=True)
class Then(Query):
    """One after the other. Raises ``ValueError`` where ``within_seconds`` is not above 0."""

    first: Query
    second: Query
    within_seconds: float | None = None

    _binds = _SEQUENCE

    def __post_init__(self) -> None:
        within = self.within_seconds
        if within is not None and not (math.isfinite(within) and within > 0):
            raise ValueError(f"within_seconds must be a number above 0, not {within}")

    def __str__(self) -> str:
        first = str(self.first) if isinstance(self.first, Then) else self.first._within(_OR)
        gap = "" if self.within_seconds is None else f"<{_decimal(self.within_seconds)}s"
        return f"{first} THEN{gap} {self.second._within(_OR)}"


@dataclass(frozen=True, slots=True)
class During(Query):
    """One within the other; the result is the inner one."""

    inner: Query
    outer: Query

    _binds = _SEQUENCE

    def __str__(self) -> str:
        return f"{self.inner._within(_OR)} DURING {self.outer._within(_OR)}"


def _known(modality: str) -> Modality:
    known = (Modality.PICTURE, Modality.SOUND)
    if modality not in known:
        raise ValueError(f"a modality is {' or '.join(known)}, not {modality!r}")
    return Modality(modality)


def _flat(whole: AllOf | AnyOf, queries: tuple[Query, ...]) -> tuple[Query, ...]:
    def parts() -> Iterator[Query]:
        for query in queries:
            if isinstance(query, type(whole)):
                yield from query.queries
            else:
                yield query

    flat = tuple(parts())
    if len(flat) < 2:
        raise ValueError(f"{type(whole).__name__} joins at least two queries, not {len(flat)}")
    return flat


def _decimal(number: float) -> str:
    """Exactly, without an exponent, and without a fraction where there is none."""
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
