r"""Queries as text: ``"applause" THEN<10s "a person bows" NOT "slide"``.

A text without any operator is one description, as it stands. One that holds a double quote, a
parenthesis, ``^``, ``<`` before a digit, a modality's prefix or an operator in capitals is read by
this grammar, in which every description stands in quotes::

    query    = choice { THEN [gap] choice } | choice DURING choice
    choice   = both { OR both }
    both     = part { AND part | [AND] negation }      at least one part that is not a negation
    part     = text | "(" query ")"
    negation = NOT part
    text     = [ picture: | sound: ] "…" [ ^weight ]   \" and \\ within
    gap      = <duration                               as in <10s, <1m30s, <500ms

Nothing is guessed and nothing is left out: whatever does not fit is a ``QuerySyntaxError``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NoReturn

from momentsearch.query import AllOf, AnyOf, During, Not, Query, Text, Then
from momentsearch.results import Modality

OPERATORS = ("AND", "OR", "NOT", "THEN", "DURING")
_MODALITIES = ("picture", "sound")
_IS_STRUCTURED = re.compile(
    r'["“”()^]|<\s*\d|(?<!\w)(?:picture|sound):|(?<![\w-])(?:AND|OR|NOT|THEN|DURING)(?![\w-])'
)
_DURATION = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)h)?(?:(?P<m>\d+(?:\.\d+)?)m(?!s))?"
    r"(?:(?P<s>\d+(?:\.\d+)?)s)?(?:(?P<ms>\d+(?:\.\d+)?)ms)?"
)
_MICROSECONDS = {"h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000, "ms": 1_000}
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
# What belongs to a word, a weight or a duration: up to a space or a sign that means something else.
_RUN = re.compile(r'[^\s"“”()^<]+')

_A_QUOTED_TEXT = 'a description in double quotes, as in "a red car"'
_A_TEXT = f'{_A_QUOTED_TEXT}, or "("'
_OPERATORS = ", ".join(OPERATORS)
# Parentheses and THEN may not be deeper than this in the text; the server allows less.
_DEEPEST = 32
_MOMENTS_STAND_ABOVE = (
    "no THEN or DURING within AND, OR or NOT: they take moments, the others what is evident at an "
    "instant"
)
_NOT_ALONE = 'something wanted beside NOT, as in "a car" NOT "snow"'


class QuerySyntaxError(ValueError):
    """A query's text that cannot be read.

    ``position`` is the offset in characters in ``query`` where it goes wrong, ``expected`` what
    could stand there, ``found`` what does.
    """

    def __init__(self, query: str, position: int, expected: str, found: str) -> None:
        super().__init__(f"at offset {position} of the query: expected {expected}; found {found}")
        self.query = query
        self.position = position
        self.expected = expected
        self.found = found


def parse_query(text: str) -> Query:
    """The query that a text stands for. Raises ``QuerySyntaxError``."""
    return _Parser(text).whole() if _IS_STRUCTURED.search(text) else Text(text)


class _Kind(Enum):
    TEXT = "a description"
    PREFIX = "a modality"
    OPERATOR = "an operator"
    OPEN = "("
    CLOSE = ")"
    WEIGHT = "^"
    GAP = "<"
    WORD = "a word"
    END = "the end"


@dataclass(frozen=True, slots=True)
class _Token:
    """``value`` is a description's words, an operator, a modality, a weight or a duration."""

    kind: _Kind
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that was read, and where it begins."""

    query: Query
    start: int

    @property
    def is_of_moments(self) -> bool:
        return isinstance(self.query, Then | During)


class _Parser:
    """By recursive descent, with one token of foresight; stops at the first thing that is wrong."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._depth = 0
        self._next = self._read(0)

    def whole(self) -> Query:
        query = self._sequence().query
        if self._next.kind is not _Kind.END:
            self._refuse_next(f"{_OPERATORS} or the end")
        return query

    def _sequence(self) -> _Part:
        first = self._choice()
        if self._take_operator("DURING"):
            first = _Part(During(first.query, self._choice().query), first.start)
            self._refuse_operators("DURING", "THEN")
        deeper = 0
        while self._take_operator("THEN"):
            deeper += 1
            self._check_depth(deeper)
            seconds = self._gap()
            first = _Part(Then(first.query, self._choice().query, seconds), first.start)
            self._refuse_operators("DURING")
        return first

    def _refuse_operators(self, *names: str) -> None:
        if self._next.kind is _Kind.OPERATOR and self._next.value in names:
            self._refuse_next("parentheses that say what belongs together, or the end")

    def _check_depth(self, deeper: int) -> None:
        if self._depth + deeper > _DEEPEST:
            self._refuse_next(f"at most {_DEEPEST} levels of parentheses and THEN")

    def _choice(self) -> _Part:
        parts = [self._both()]
        while self._take_operator("OR"):
            parts.append(self._both())
        return self._joined(AnyOf, parts)

    def _both(self) -> _Part:
        parts = [self._part_or_negation()]
        while self._take_operator("AND") or self._is_operator("NOT"):
            parts.append(self._part_or_negation())
        if all(isinstance(part.query, Not) for part in parts):
            self._refuse(parts[0].start, _NOT_ALONE)
        return self._joined(AllOf, parts)

    def _joined(self, kind: type[AllOf] | type[AnyOf], parts: list[_Part]) -> _Part:
        if len(parts) == 1:
            return parts[0]
        for part in parts:
            if part.is_of_moments:
                self._refuse(part.start, _MOMENTS_STAND_ABOVE)
        return _Part(kind(tuple(part.query for part in parts)), parts[0].start)

    def _part_or_negation(self) -> _Part:
        start = self._next.start
        if not self._take_operator("NOT"):
            return self._part()
        negated = self._part()
        if negated.is_of_moments:
            self._refuse(negated.start, _MOMENTS_STAND_ABOVE)
        return _Part(Not(negated.query), start)

    def _part(self) -> _Part:
        token = self._next
        if token.kind is not _Kind.OPEN:
            return _Part(self._described(), token.start)
        self._depth += 1
        self._check_depth(0)
        self._advance()
        inner = self._sequence()
        if self._next.kind is not _Kind.CLOSE:
            self._refuse_next(f'{_OPERATORS} or ")"')
        self._depth -= 1
        if self._advance_to(_Kind.WEIGHT):
            self._refuse_next("no weight after parentheses: weights are of descriptions")
        return _Part(inner.query, token.start)

    def _described(self) -> Text:
        modality = None
        if self._next.kind is _Kind.PREFIX:
            modality = Modality(self._advance().value)
        if self._next.kind is not _Kind.TEXT:
            self._refuse_next(_A_TEXT if modality is None else _A_QUOTED_TEXT)
        return Text(self._advance().value, modality, self._weight())

    def _weight(self) -> float:
        return float(self._advance().value) if self._next.kind is _Kind.WEIGHT else 1.0

    def _gap(self) -> float | None:
        if self._next.kind is not _Kind.GAP:
            return None
        return int(self._advance().value) / 1_000_000

    def _is_operator(self, name: str) -> bool:
        return self._next.kind is _Kind.OPERATOR and self._next.value == name

    def _take_operator(self, name: str) -> bool:
        found = self._is_operator(name)
        if found:
            self._advance()
        return found

    def _advance_to(self, kind: _Kind) -> bool:
        self._advance()
        return self._next.kind is kind

    def _advance(self) -> _Token:
        token = self._next
        self._next = self._read(token.end)
        return token

    # One token

    def _read(self, position: int) -> _Token:
        start = position + len(self._text[position:]) - len(self._text[position:].lstrip())
        sign = self._text[start : start + 1]
        match sign:
            case "":
                return _Token(_Kind.END, start, start)
            case "(" | ")":
                return _Token(_Kind.OPEN if sign == "(" else _Kind.CLOSE, start, start + 1)
            case '"':
                return self._read_text(start)
            case "^":
                return self._read_weight(start)
            case "<":
                return self._read_gap(start)
            case "“" | "”":
                self._refuse(start, 'straight double quotes: "', shown=sign)
        return self._read_word(start)

    def _read_text(self, start: int) -> _Token:
        words, position = "", start + 1
        while (sign := self._text[position : position + 1]) != '"':
            if not sign:
                self._refuse(start, "a description that ends with a double quote")
            if sign == "\\":
                position += 1
                sign = self._text[position : position + 1]
                if sign not in ('"', "\\"):
                    self._refuse(position, "a double quote or a backslash after a backslash")
            words += sign
            position += 1
        if not words.strip():
            self._refuse(start, "words between the quotes", shown=self._text[start : position + 1])
        return _Token(_Kind.TEXT, start, position + 1, words)

    def _read_weight(self, start: int) -> _Token:
        run = self._run_at(start + 1)
        if not _NUMBER.fullmatch(run) or not 0 < float(run) < float("inf"):
            self._refuse(start + 1, "a weight above 0, as in ^2 or ^0.5")
        return _Token(_Kind.WEIGHT, start, start + 1 + len(run), run)

    def _read_gap(self, start: int) -> _Token:
        if not self._text[:start].rstrip().endswith("THEN"):
            self._refuse(start, "a time only after THEN, as in THEN<10s")
        run = self._run_at(start + 1)
        us = _duration_us(run)
        if us is None or us <= 0:
            self._refuse(start + 1, "a duration above 0, as in 10s, 1m30s or 500ms")
        return _Token(_Kind.GAP, start, start + 1 + len(run), str(us))

    def _read_word(self, start: int) -> _Token:
        run = self._run_at(start)
        prefix, colon, _ = run.partition(":")
        if colon and prefix in _MODALITIES:
            return _Token(_Kind.PREFIX, start, start + len(prefix) + 1, prefix)
        kind = _Kind.OPERATOR if run in OPERATORS else _Kind.WORD
        return _Token(kind, start, start + len(run), run)

    def _run_at(self, start: int) -> str:
        run = _RUN.match(self._text, start)
        return run.group() if run else ""

    def _refuse_next(self, expected: str) -> NoReturn:
        """What a person may have meant is said too, where it is likely."""
        word = self._next.value if self._next.kind is _Kind.WORD else ""
        if word.upper() in OPERATORS:
            expected += f" (operators are in capitals: {word.upper()})"
        elif word.endswith(":"):
            expected += " (a modality is picture: or sound:)"
        elif word:
            expected += " (to search words as they are, put double quotes around all of them)"
        self._refuse(self._next.start, expected)

    def _refuse(self, position: int, expected: str, *, shown: str | None = None) -> NoReturn:
        raise QuerySyntaxError(self._text, position, expected, shown or self._shown(position))

    def _shown(self, position: int) -> str:
        if not self._text[position:].strip():
            return "the end"
        run = self._run_at(position) or self._text[position : position + 1]
        return repr(run if len(run) <= 40 else run[:39] + "…")


def _duration_us(text: str) -> int | None:
    """Microseconds, to the nearest; None for what is not a duration."""
    parts = _DURATION.fullmatch(text)
    if parts is None:
        return None
    us = sum(
        Decimal(number) * _MICROSECONDS[unit]
        for unit, number in parts.groupdict().items()
        if number is not None
    )
    return int(Decimal(us).to_integral_value())
