"""The films' questions asked of the server and of the baselines, and the answers scored.

Each question is asked in the media that it is about. Those of the test half of which nobody can
argue about any film, and which few films answer, and the absent twins of these, are asked again of
all films at once. Systems:

    server                     the query in its grammar, both spaces
    server, space named        plain queries, asked in the space where the answer is
    server, whole sentence     composed queries as one sentence, without operators
    engine before              before.py: the sentence, both spaces
    nearest frames             baselines.py: the sentence, in the space where the answer is
    chance                     baselines.py
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.quality.answers import Found, prediction
from benchmarks.quality.baselines import chance, nearest_frames
from benchmarks.quality.before import Before
from benchmarks.quality.films.drafts import OPERATORS
from benchmarks.quality.films.missing import FOREIGN
from benchmarks.quality.films.recorded import Recorded, RecordedQuery
from benchmarks.quality.films.served import Served, read_query
from benchmarks.quality.labels import Query
from benchmarks.quality.presence import calibration_error, presence_figures
from benchmarks.quality.scorer import BUCKETS, iou, score
from momentsearch_server.space import Modality

Row = dict[str, Any]
Tell = Callable[[str], None]

SERVER = "server"
SPACE_NAMED = "server, space named"
SENTENCE = "server, whole sentence"
BEFORE = "engine before"
NEAREST_FRAMES = "nearest frames"
CHANCE = "chance"
# No system: what the question's text tells by itself.
QUESTION = "question"
SYSTEMS = (SERVER, SPACE_NAMED, SENTENCE, BEFORE, NEAREST_FRAMES, CHANCE)

# A query that more films answer is not asked of all films.
MOST_FILMS = 5
HALVES = ("tune", "test")


@dataclass(frozen=True)
class Asked:
    """One question, where it was asked (None: all films), and each system's answer."""

    query: RecordedQuery
    media: int | None
    answers: Mapping[str, Sequence[Found]]


def within(server: Served, before: Before, tell: Tell) -> list[Asked]:
    """Every question, in the media that it is about."""
    recorded = server.recorded
    lengths = _lengths(recorded)
    asked = []
    for number, query in enumerate(recorded.queries):
        media = recorded.media[query.asked_in]
        answers = _answers(server, before, query, [query.asked_in], lengths)
        asked.append(Asked(query, query.asked_in, answers))
        if number % 400 == 399:
            tell(f"{number + 1} of {len(recorded.queries)} asked, {media.name}")
    return asked


def across(server: Served, before: Before, tell: Tell) -> list[Asked]:
    """The test half's questions that can be asked of all films, asked of all films."""
    recorded = server.recorded
    lengths, films = _lengths(recorded), recorded.media_in("films")
    test = [query for query in recorded.queries if query.half == "test"]
    fit = [query for query in test if is_for_all(query, recorded)]
    asked = []
    for number, query in enumerate(fit):
        asked.append(Asked(query, None, _answers(server, before, query, films, lengths)))
        if number % 100 == 99:
            tell(f"{number + 1} of {len(fit)} asked of all films")
    return asked


def is_for_all(query: RecordedQuery, recorded: Recorded) -> bool:
    """Whether nobody can argue about any film, and few answer it."""
    in_film = recorded.media[query.asked_in].collection == "films"
    like = recorded.present_twin(query)
    return in_film and like.clear_everywhere and len(like.answers) <= MOST_FILMS


def _lengths(recorded: Recorded) -> list[float]:
    return [end - start for query in recorded.queries for start, end in query.windows]


def _answers(
    server: Served,
    before: Before,
    query: RecordedQuery,
    media: Sequence[int],
    lengths: Sequence[float],
) -> dict[str, list[Found]]:
    recorded = server.recorded
    one = media[0] if len(media) == 1 else None
    collection = recorded.media[query.asked_in].collection
    parsed = read_query(query.text, plain=False)
    answers = {SERVER: server.ask(parsed, collection=collection, media=one)}
    if query.operator:
        sentence = read_query(query.sentence, plain=True)
        answers[SENTENCE] = server.ask(sentence, collection=collection, media=one)
    elif query.modality in recorded.spaces:
        named = [Modality(query.modality)]
        answers[SPACE_NAMED] = server.ask(
            parsed, collection=collection, media=one, modalities=named
        )
    answers[BEFORE] = before.ask(query.sentence_term, media)
    space = recorded.spaces.get(query.modality) or next(iter(recorded.spaces.values()))
    vector = space.term_vectors[query.sentence_term]
    answers[NEAREST_FRAMES] = nearest_frames(space, vector, media)
    answers[CHANCE] = chance(recorded, query.qid, media, lengths)
    return answers


# Which questions make a line, and its name.
Chosen = Callable[[RecordedQuery], bool]


def _of_kind(kind: str) -> Chosen:
    return lambda query: query.kind == kind


def _of_one_track(modality: str, *, anywhere_else: bool) -> Chosen:
    """Plain questions about one track, of media that have what is named in the other track as well,
    or have not."""
    return lambda query: (
        query.modality == modality and not query.operator and query.in_other_track == anywhere_else
    )


def _of_operator(operator: str) -> Chosen:
    return lambda query: query.operator == operator


GROUPS: dict[str, Chosen] = {
    "all": lambda _query: True,
    **{kind: _of_kind(kind) for kind in ("picture", "sound", "both", "paraphrase", "composed")},
    **{operator: _of_operator(operator) for operator in OPERATORS},
    "seen alone": _of_one_track("picture", anywhere_else=False),
    "seen, and heard elsewhere": _of_one_track("picture", anywhere_else=True),
    "heard alone": _of_one_track("sound", anywhere_else=False),
    "heard, and seen elsewhere": _of_one_track("sound", anywhere_else=True),
    "picture, as trained": lambda query: query.kind == "picture" and not query.unseen,
    "picture, unseen": lambda query: query.kind == "picture" and bool(query.unseen),
}


def span_rows(asked: Sequence[Asked], recorded: Recorded, collection: str) -> Iterator[Row]:
    """R1, mAP and HIT@1 of present questions within their media, by group and by length."""
    there = [
        one
        for one in asked
        if not one.query.is_absent and recorded.media[one.query.asked_in].collection == collection
    ]
    for half in HALVES:
        for system in SYSTEMS:
            for group, chosen in GROUPS.items():
                kept = [
                    one
                    for one in there
                    if one.query.half == half and system in one.answers and chosen(one.query)
                ]
                if kept:
                    yield from _span_rows(kept, recorded, half, system, group)


def _span_rows(
    kept: Sequence[Asked], recorded: Recorded, half: str, system: str, group: str
) -> Iterator[Row]:
    queries = [label_of(one.query, recorded) for one in kept]
    predictions = [prediction(one.query.qid, one.answers[system]) for one in kept]
    figures = score(queries, predictions)
    for bucket in BUCKETS if group == "all" else ("full",):
        found = figures[bucket]
        yield {
            "half": half,
            "system": system,
            "group": group,
            "bucket": bucket,
            "queries": found.query_count,
            "r1_at_50": _rounded(found.r1_at_50),
            "r1_at_70": _rounded(found.r1_at_70),
            "map_average": _rounded(found.map_average),
            "hit_at_1": _rounded(found.hit_at_1),
        }


def label_of(query: RecordedQuery, recorded: Recorded) -> Query:
    """As the scorer reads it, of the media that it is about."""
    media = recorded.media[query.asked_in]
    return Query(query.qid, query.text, media.name, media.duration_seconds, query.windows)


def across_rows(asked: Sequence[Asked]) -> Iterator[Row]:
    """Of questions asked of all films: is the right film first, among the first five, and the right
    span first (IoU at least 0.5 and 0.7)?"""
    for half in HALVES:
        for system in SYSTEMS:
            for group, chosen in GROUPS.items():
                kept = [
                    one
                    for one in asked
                    if one.query.half == half
                    and not one.query.is_absent
                    and system in one.answers
                    and chosen(one.query)
                ]
                if kept:
                    yield {"half": half, "system": system, "group": group} | _across(kept, system)


def _across(kept: Sequence[Asked], system: str) -> Row:
    firsts = [(one.query, one.answers[system][:1]) for one in kept]
    overlaps = [best_overlap(query, found) for query, found in firsts]
    films = [[found.media for found in one.answers[system]] for one in kept]
    right = [
        [media in one.query.answers for media in dict.fromkeys(found)]
        for one, found in zip(kept, films, strict=True)
    ]
    return {
        "queries": len(kept),
        "film_first": _share(any(one[:1]) for one in right),
        "film_in_5": _share(any(one[:5]) for one in right),
        "span_first_50": _share(overlap >= 0.5 for overlap in overlaps),
        "span_first_70": _share(overlap >= 0.7 for overlap in overlaps),
    }


def best_overlap(query: RecordedQuery, found: Sequence[Found]) -> float:
    """IoU of the first answer with the best true window of its media; 0 without an answer."""
    if not found:
        return 0.0
    first = found[0]
    truths = query.answers.get(first.media, ())
    return max((iou((first.start, first.end), truth) for truth in truths), default=0.0)


def presence_rows(asked: Sequence[Asked], scope: str) -> Iterator[Row]:
    """Present against absent questions, by what each system says of its first answer."""
    for half in HALVES:
        own = [one for one in asked if one.query.half == half]
        for system, by, value in _SAYINGS:
            for group, chosen in _PRESENCE_GROUPS.items():
                told = [one for one in own if system in one.answers or system == QUESTION]
                kept = [one for one in told if chosen(one.query)]
                present = [value(one, system) for one in kept if not one.query.is_absent]
                absent = [value(one, system) for one in kept if one.query.is_absent]
                if present and absent:
                    figures = asdict(presence_figures(present, absent))
                    row = {name: _rounded(number, 3) for name, number in figures.items()}
                    where = {"half": half, "scope": scope, "system": system, "by": by}
                    yield where | {"group": group} | row


def calibration_rows(asked: Sequence[Asked], scope: str) -> Iterator[Row]:
    """Of the confidence in the first answer: against whether what is asked is there at all, and
    against whether that answer is right (IoU at least 0.5)."""
    for half, system in itertools.product(HALVES, (SERVER, BEFORE)):
        own = [one for one in asked if one.query.half == half and system in one.answers]
        if not own:
            continue
        said = [_confidence(one.answers[system]) for one in own]
        there = [not one.query.is_absent for one in own]
        right = [best_overlap(one.query, one.answers[system]) >= 0.5 for one in own]
        yield {
            "half": half,
            "scope": scope,
            "system": system,
            "queries": len(own),
            "absent": len(own) - sum(there),
            "error_of_presence": _rounded(calibration_error(said, there), 3),
            "error_of_rightness": _rounded(calibration_error(said, right), 3),
        }


def alarm_rows(asked: Sequence[Asked], scope: str) -> Iterator[Row]:
    """Which absent questions are taken for present at 95 % recall, by what is wrong with them."""
    for half in HALVES:
        own = [one for one in asked if one.query.half == half]
        present = [_confidence(one.answers[SERVER]) for one in own if not one.query.is_absent]
        if not present:
            continue
        for detail in dict.fromkeys(one.query.detail for one in own if one.query.is_absent):
            absent = [
                _confidence(one.answers[SERVER])
                for one in own
                if one.query.is_absent and one.query.detail == detail
            ]
            figures = presence_figures(present, absent)
            yield {
                "half": half,
                "scope": scope,
                "detail": detail,
                "queries": len(absent),
                "auroc": _rounded(figures.auroc, 3),
                "false_alarms": _rounded(figures.false_alarms),
            }


def _confidence(found: Sequence[Found]) -> float:
    """Of the first answer; no answer is the least sure."""
    return found[0].confidence if found else 0.0


def _by_confidence(one: Asked, system: str) -> float:
    return _confidence(one.answers[system])


def _by_score(one: Asked, system: str) -> float:
    found = one.answers[system]
    return found[0].score if found else -1.0


def _by_words(one: Asked, _system: str) -> float:
    """What the question's length alone tells: nothing, if present and absent ones are alike."""
    return float(len(one.query.sentence.split()))


_SAYINGS: tuple[tuple[str, str, Callable[[Asked, str], float]], ...] = (
    (SERVER, "confidence", _by_confidence),
    (SERVER, "score", _by_score),
    (SPACE_NAMED, "confidence", _by_confidence),
    (SENTENCE, "confidence", _by_confidence),
    (BEFORE, "confidence", _by_confidence),
    (NEAREST_FRAMES, "mean cosine", _by_score),
    (QUESTION, "number of words", _by_words),
)


def _about(track: str) -> Chosen:
    return lambda query: query.modality == track and not query.operator


_PRESENCE_GROUPS: dict[str, Chosen] = {
    "all": lambda _query: True,
    **{track: _about(track) for track in ("picture", "sound", "both")},
    "composed": lambda query: bool(query.operator),
    "absent ones near": lambda query: not query.is_absent or query.detail != FOREIGN,
    "absent ones foreign": lambda query: not query.is_absent or query.detail == FOREIGN,
}


def _share(hits: Iterator[bool]) -> float:
    listed = list(hits)
    return round(100 * sum(listed) / len(listed), 1)


def _rounded(value: float, digits: int = 1) -> float | None:
    return None if math.isnan(value) else round(value, digits)
