"""The constants of search/fusion.py, tried on the recorded films.

    python -m benchmarks.quality.fit_fusion                    the tune half, all constants
    python -m benchmarks.quality.fit_fusion --half test        those of the server, once chosen

Plain questions are asked as the server asks them: of their film in both spaces, and where nobody
can argue about any film, of all films. What each space says of each film is taken from the engine
once; then it is fused with each set of constants. Beside them stand the space where the answer is
(`picture named`, `sound named`), and the surer space without regard to agreement.

Choose on the tune half, and where much is alike good, the middle of it: the next pair of encoders
is another one. Questions of one space should lose at most half a point on `named`, those that name
something which the film has in its other track as well apart (`picture alone` is without them).

Few questions of a half lose by being asked of both spaces, so that each is asked again of its own
track with the other track of OTHER_FILMS other films in turn (`picture, other sound`): what the
other space says there is of what it hears by accident.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.quality.answers import Found, prediction
from benchmarks.quality.films.measure import HALVES, best_overlap, is_for_all, label_of
from benchmarks.quality.films.record import add_arguments, films_of, load_encoders
from benchmarks.quality.films.recorded import Recorded, RecordedQuery
from benchmarks.quality.films.served import LISTED, Served, as_found, read_query, request_of, served
from benchmarks.quality.presence import presence_figures
from benchmarks.quality.scorer import score
from benchmarks.quality.tables import table
from momentsearch_server.library.records import Scope
from momentsearch_server.search.answers import Found as FoundInMedia
from momentsearch_server.search.fusion import CONSTANTS, Constants, fuse
from momentsearch_server.search.moments import Moment, SpaceEvidence

# By the number of the media: each span of each space.
Evidence = Mapping[int, Sequence[SpaceEvidence]]
Fuse = Callable[[str, Sequence[SpaceEvidence]], Sequence[Moment]]
Row = dict[str, float]

AGREEMENTS = (1.0, 1.5, 2.0, 2.5, 3.0)
SHARES = (0.55, 0.7, 0.85)
CONTRASTS = (0.0, 0.05, 0.1, 0.2)
# Of all films, in each space so many of the best are fused: others come nowhere near the first.
MOST_FILMS = 10
MODALITIES = ("picture", "sound", "both")
UNREAD = (0.0, 1.0, 2.0, 3.0, 5.0)
LEADS = (0.0, 1.0, 1.5, 2.0, 3.0, 4.0)
OTHER_FILMS = 12
OTHER_TRACK = {"picture": "sound", "sound": "picture"}


@dataclass(frozen=True)
class Trial:
    """What each space says about a question: in its own film, and in all (empty: not asked).

    ``mixed``: its own track and the other one of another film, by the number of that film; only of
    what is there and in one track.
    """

    query: RecordedQuery
    own: Evidence
    everywhere: Evidence
    mixed: Evidence


def trials(recorded: Recorded, server: Served, half: str) -> Iterator[Trial]:
    """Of every plain question of a half."""
    films = [k for k in recorded.media_in("films") if recorded.media[k].half == half]
    for query in recorded.queries:
        in_films = recorded.media[query.asked_in].collection == "films"
        if query.half == half and in_films and not query.operator:
            own = _evidence(server, query, query.asked_in)
            everywhere = _evidence(server, query, None) if is_for_all(query, recorded) else {}
            yield Trial(query, own, everywhere, _mixed(server, query, own, films))


def _mixed(server: Served, query: RecordedQuery, own: Evidence, films: Sequence[int]) -> Evidence:
    if query.is_absent or query.modality not in OTHER_TRACK:
        return {}
    others = [film for film in films if film != query.asked_in]
    heard = _in_space(query.modality, [span for spans in own.values() for span in spans])
    return {
        film: [*heard, *_in_space(OTHER_TRACK[query.modality], spans)]
        for number in np.linspace(0, len(others) - 1, min(len(others), OTHER_FILMS))
        for film, spans in _evidence(server, query, others[int(number)]).items()
    }


def _in_space(modality: str, evidence: Sequence[SpaceEvidence]) -> list[SpaceEvidence]:
    return [one for one in evidence if one.space.modality.value == modality]


def _evidence(server: Served, query: RecordedQuery, media: int | None) -> Evidence:
    engine, parsed = server.engine, read_query(query.text, plain=False)
    request = request_of(server, parsed, collection="films", media=media)

    def taken(scope: Scope) -> Evidence:
        plan = engine.plan(request, scope)
        best: set[str] = set()
        for term in plan.terms:
            curves = {
                media_id: engine.term_curve(term, media_id, plan).curve.values.max(initial=-1e9)
                for media_id in scope.media_in(term.space_id)
            }
            best |= {*sorted(curves, key=lambda media_id: -curves[media_id])[:MOST_FILMS]}
        return {
            server.numbers[media_id]: _leading(engine.found(media_id, terms, plan))
            for media_id, terms in plan.to_score.items()
            if media_id in best
        }

    return engine.consistently(request, taken)


def _leading(found: FoundInMedia) -> list[SpaceEvidence]:
    """Every span leads a moment, and each moment is listed or was dropped for a better one."""
    moments = (*found.moments, *(dropped.moment for dropped in found.suppressed))
    return [moment.evidence[0] for moment in moments]


def fused(constants: Constants) -> Fuse:
    return lambda media_id, evidence: fuse(media_id, evidence, constants).kept


def in_space(modality: str) -> Fuse:
    """As if only that space were asked."""

    def own(media_id: str, evidence: Sequence[SpaceEvidence]) -> Sequence[Moment]:
        return fuse(media_id, _in_space(modality, evidence)).kept

    return own


# Where agreement is worth so little, no span gains by another.
surer_space = fused(dataclasses.replace(CONSTANTS, agreement=-100.0, share=0.0, unread=0.0))


def figures(asked: Sequence[Trial], recorded: Recorded, way: Fuse) -> Row:
    """R1@.5 and mAP within a film and R1@.5 among all, per cent, by where the answer is; AUROC and
    false alarms of what is absent, by confidence. Only what was asked is there."""
    own = {one.query.qid: _answer(one.own, way) for one in asked}
    everywhere = {one.query.qid: _answer(one.everywhere, way, 1) for one in asked if one.everywhere}
    row: Row = {}
    for modality in MODALITIES:
        there = [t.query for t in asked if t.query.modality == modality and not t.query.is_absent]
        if there:
            labels = [label_of(query, recorded) for query in there]
            full = score(labels, [prediction(q.qid, own[q.qid]) for q in there])["full"]
            row |= {f"{modality} R1@.5": full.r1_at_50, f"{modality} mAP": full.map_average}
        if modality in OTHER_TRACK:
            alone = [best_overlap(q, own[q.qid][:1]) for q in there if not q.in_other_track]
            if alone:
                row[f"{modality} alone R1@.5"] = _right(alone)
        overlaps = [best_overlap(q, everywhere[q.qid]) for q in there if q.qid in everywhere]
        if overlaps:
            row[f"{modality}, all films"] = _right(overlaps)
        overlaps = [
            best_overlap(t.query, _answer({t.query.asked_in: spans}, way, 1))
            for t in asked
            for spans in t.mixed.values()
            if t.query.modality == modality
        ]
        if overlaps:
            row[f"{modality}, other {OTHER_TRACK[modality]}"] = _right(overlaps)
    row |= _alarms("film", asked, own)
    return row | _alarms("all films", asked, everywhere)


def _right(overlaps: Sequence[float]) -> float:
    return 100 * sum(overlap >= 0.5 for overlap in overlaps) / len(overlaps)


def _alarms(name: str, asked: Sequence[Trial], answers: Mapping[str, Sequence[Found]]) -> Row:
    sure: dict[bool, list[float]] = {True: [], False: []}
    for query in (one.query for one in asked):
        if query.qid in answers:
            best = answers[query.qid][:1]
            sure[query.is_absent].append(best[0].confidence if best else 0.0)
    if not sure[True] or not sure[False]:
        return {}
    told = presence_figures(sure[False], sure[True])
    return {f"AUROC, {name}": told.auroc, f"false alarms, {name}": told.false_alarms}


def _answer(evidence: Evidence, way: Fuse, most: int = LISTED) -> list[Found]:
    moments = [
        (moment, media) for media, spans in evidence.items() for moment in way(str(media), spans)
    ]
    best = sorted(moments, key=lambda pair: pair[0].order)[:most]
    return [as_found(moment, media) for moment, media in best]


def report(asked: Sequence[Trial], recorded: Recorded, tried: Sequence[Constants]) -> str:
    """Markdown: the other ways first, then each set of constants."""
    rows = {"picture named": figures(asked, recorded, in_space("picture"))}
    rows["sound named"] = figures(asked, recorded, in_space("sound"))
    rows["the surer space"] = figures(asked, recorded, surer_space)
    heads = [*rows["the surer space"]]
    for one in tried:
        row = figures(asked, recorded, fused(one))
        rows[", ".join(f"{value:g}" for value in dataclasses.astuple(one))] = row
    lines = [[name, *(_shown(h, row.get(h)) for h in heads)] for name, row in rows.items()]
    return table([", ".join(field.name for field in dataclasses.fields(Constants)), *heads], lines)


def _shown(head: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if head.startswith("AUROC") else f"{value:.1f}"


def grid() -> list[Constants]:
    """The server's; agreement and share together; then the others, each by itself."""
    tried = [
        dataclasses.replace(CONSTANTS, agreement=agreement, share=share)
        for agreement, share in itertools.product(AGREEMENTS, SHARES)
    ]
    tried += [dataclasses.replace(CONSTANTS, contrast=contrast) for contrast in CONTRASTS]
    tried += [dataclasses.replace(CONSTANTS, unread=unread) for unread in UNREAD]
    tried += [dataclasses.replace(CONSTANTS, lead=lead) for lead in LEADS]
    return [*dict.fromkeys([CONSTANTS, *tried])]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.fit_fusion")
    parser.description = __doc__
    parser.add_argument("--half", choices=HALVES, default="tune")
    add_arguments(parser)
    arguments = parser.parse_args()
    say = functools.partial(print, flush=True)
    encoders = load_encoders(arguments.picture, arguments.sound)
    recorded = films_of(arguments, encoders, tell=say)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(recorded, encoders, Path(folder)) as server,
    ):
        asked = [*trials(recorded, server, arguments.half)]
    say(f"{len(asked)} questions of the {arguments.half} half")
    say(report(asked, recorded, grid() if arguments.half == "tune" else [CONSTANTS]))


if __name__ == "__main__":
    main()
