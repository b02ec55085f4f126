"""SearchMoments requests to the server's own values, checked.

A query is a tree that others built: whatever is wrong with it is said with the path of the field,
as in ``query.all_of.queries[1].negation.query.text.weight``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from momentsearch.v1 import common_pb2
from momentsearch.v1 import search_service_pb2 as pb
from momentsearch_server.rpc.convert import (
    MODALITIES,
    from_collection,
    from_duration,
    from_labels,
    from_range,
    invalid,
    required,
    without_nul,
)
from momentsearch_server.search.moments import SearchRequest
from momentsearch_server.search.query import (
    LONGEST_GAP_US,
    AllOf,
    AnyOf,
    During,
    Not,
    Query,
    Term,
    Then,
)
from momentsearch_server.space import Modality

MOST_MEDIA_IDS = 10_000
LONGEST_TEXT = 1_000
MOST_TERMS = 16
# Levels of a query's tree, the root and the texts counted.
DEEPEST = 8
LEAST_WEIGHT, GREATEST_WEIGHT = 0.1, 10.0
KINDS = "text, all_of, any_of, negation, then or during"


def from_search(request: pb.SearchMomentsRequest, *, minimum_confidence: float) -> SearchRequest:
    """The question alone, without its page. Raises ``InvalidArgument`` with the field's path."""
    start_us, end_us = from_range(request.filter, "filter.")
    if len(request.filter.media_ids) > MOST_MEDIA_IDS:
        raise invalid(
            "filter.media_ids", f"{len(request.filter.media_ids)} ids", f"at most {MOST_MEDIA_IDS}"
        )
    for index, media_id in enumerate(request.filter.media_ids):
        if "\0" in media_id:  # before the field is spelt, as there may be thousands
            without_nul(media_id, f"filter.media_ids[{index}]")
    modalities = _from_modalities(request.modalities)
    return SearchRequest(
        collection=from_collection(request.collection),
        query=from_query(request.query, modalities),
        modalities=modalities,
        media_ids=tuple(sorted(set(request.filter.media_ids))),
        labels=tuple(sorted(from_labels(request.filter.labels, "filter.labels").items())),
        start_us=start_us,
        end_us=end_us,
        group_by_media=request.group_by_media,
        minimum_confidence=_from_confidence(request, minimum_confidence),
    )


@dataclass(frozen=True)
class _Place:
    """Where in the tree a message stands, and what may stand there.

    ``numbers`` counts the texts of the whole tree as they are read.
    """

    path: str
    modalities: Sequence[Modality]
    numbers: Iterator[int] = field(default_factory=itertools.count)
    depth: int = 1
    may_negate: bool = False
    may_follow: bool = True

    def below(self, path: str, *, may_negate: bool = False, may_follow: bool = False) -> _Place:
        return replace(
            self,
            path=f"{self.path}.{path}",
            depth=self.depth + 1,
            may_negate=may_negate,
            may_follow=may_follow,
        )


def from_query(message: pb.Query, modalities: Sequence[Modality] = ()) -> Query:
    """Its tree; ``modalities`` are those that the request asks for, none meaning all."""
    return _from_node(message, _Place("query", modalities))


def _from_node(message: pb.Query, place: _Place) -> Query:
    kind = message.WhichOneof("kind")
    if kind is None:
        raise required(f"{place.path}.kind", f"a kind of query that this server knows: {KINDS}")
    if place.depth > DEEPEST:
        raise invalid(place.path, f"{place.depth} levels deep", f"at most {DEEPEST} levels")
    match kind:
        case "text":
            return _from_text(message.text, place)
        case "all_of":
            return _from_all_of(message.all_of, place)
        case "any_of":
            return _joined(AnyOf, _from_several(message.any_of, place, "any_of"))
        case "negation":
            return _from_negation(message.negation, place)
        case "then":
            return _from_then(message.then, place)
        case _:
            return _from_during(message.during, place)


def _from_text(message: pb.TextQuery, place: _Place) -> Term:
    path = f"{place.path}.text"
    text = message.text.strip()
    if not text:
        raise required(f"{path}.text", f"1 to {LONGEST_TEXT} characters, not only spaces")
    if len(text) > LONGEST_TEXT:
        raise invalid(f"{path}.text", text, f"at most {LONGEST_TEXT} characters")
    index = next(place.numbers)
    if index >= MOST_TERMS:
        raise invalid(path, text, f"at most {MOST_TERMS} texts, of which this is one too many")
    modality = _from_modality(message.modality, place.modalities, f"{path}.modality")
    return Term(text, modality, _from_weight(message, f"{path}.weight"), index)


def _from_weight(message: pb.TextQuery, path: str) -> float:
    if not message.HasField("weight"):
        return 1.0
    if not LEAST_WEIGHT <= message.weight <= GREATEST_WEIGHT:
        raise invalid(path, message.weight, f"a number from {LEAST_WEIGHT} to {GREATEST_WEIGHT:g}")
    return float(message.weight)


def _from_modality(number: int, asked: Sequence[Modality], path: str) -> Modality | None:
    if number == common_pb2.MODALITY_UNSPECIFIED:
        return None
    modality = _KNOWN_MODALITIES.get(number)
    if modality is None:
        raise invalid(path, number, "MODALITY_PICTURE or MODALITY_SOUND, or none for both")
    if asked and modality not in asked:
        names = " or ".join(asked)
        raise invalid(path, str(modality), f"{names}: the request's modalities ask for no other")
    return modality


def _from_several(message: pb.AllOfQuery | pb.AnyOfQuery, place: _Place, name: str) -> list[Query]:
    if not message.queries:
        raise required(f"{place.path}.{name}.queries", "at least one query")
    return [
        _from_node(query, place.below(f"{name}.queries[{n}]", may_negate=name == "all_of"))
        for n, query in enumerate(message.queries)
    ]


def _from_all_of(message: pb.AllOfQuery, place: _Place) -> Query:
    queries = _from_several(message, place, "all_of")
    if all(isinstance(query, Not) for query in queries):
        raise invalid(
            f"{place.path}.all_of.queries",
            "negations only",
            "at least one that is not: what is merely not there is everywhere",
        )
    return _joined(AllOf, queries)


def _joined(kind: type[AllOf] | type[AnyOf], queries: Sequence[Query]) -> Query:
    """One alone is itself, and within its own kind an operator adds nothing: its parts move up."""
    if len(queries) == 1:
        return queries[0]
    flat = [query.queries if isinstance(query, kind) else (query,) for query in queries]
    return kind(tuple(itertools.chain.from_iterable(flat)))


def _from_negation(message: pb.NotQuery, place: _Place) -> Not:
    path = f"{place.path}.negation"
    if not place.may_negate:
        raise invalid(
            path,
            "not directly within an all_of",
            "an all_of that also says what is wanted: X NOT Y is all_of(X, negation(Y))",
        )
    return Not(_from_node(message.query, place.below("negation.query")))


def _from_then(message: pb.ThenQuery, place: _Place) -> Then:
    _check_may_follow(place, "then")
    first = _from_node(message.first, place.below("then.first", may_follow=True))
    second = _from_node(message.second, place.below("then.second", may_follow=True))
    if not message.HasField("within"):
        return Then(first, second)
    path = f"{place.path}.then.within"
    within_us = from_duration(message.within, path)
    if not 0 < within_us <= LONGEST_GAP_US:
        expected = f"more than 0 and at most {LONGEST_GAP_US / 1e6:g} s"
        raise invalid(path, f"{within_us / 1e6:g} s", expected)
    return Then(first, second, within_us)


def _from_during(message: pb.DuringQuery, place: _Place) -> During:
    _check_may_follow(place, "during")
    inner = _from_node(message.inner, place.below("during.inner", may_follow=True))
    return During(inner, _from_node(message.outer, place.below("during.outer", may_follow=True)))


def _check_may_follow(place: _Place, name: str) -> None:
    if not place.may_follow:
        raise invalid(
            f"{place.path}.{name}",
            "within all_of, any_of or negation",
            "it above them: then and during take moments, the others what is evident at an instant",
        )


_KNOWN_MODALITIES = {int(number): modality for modality, number in MODALITIES.items()}


def _from_modalities(numbers: Sequence[int]) -> tuple[Modality, ...]:
    for number in numbers:
        if number not in _KNOWN_MODALITIES:
            raise invalid("modalities", number, "MODALITY_PICTURE or MODALITY_SOUND")
    return tuple(sorted({_KNOWN_MODALITIES[number] for number in numbers}))


def _from_confidence(request: pb.SearchMomentsRequest, default: float) -> float:
    if not request.HasField("minimum_confidence"):
        return default
    value = request.minimum_confidence
    if not (math.isfinite(value) and 0 <= value <= 1):
        raise invalid("minimum_confidence", value, "a number from 0 to 1")
    return float(value)
