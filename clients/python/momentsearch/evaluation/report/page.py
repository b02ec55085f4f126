"""The page: HTML from an evaluation, with everything it needs inside it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from momentsearch.cli.output import format_confidence
from momentsearch.cli.times import format_time
from momentsearch.evaluation.judge import Judged, ScopeFigures
from momentsearch.evaluation.report import lanes, tables
from momentsearch.evaluation.resolve import Label
from momentsearch.evaluation.run import Evaluation
from momentsearch.evaluation.terminal import notes
from momentsearch.results import MediaKind, Moment, Presence


def page(evaluation: Evaluation, *, worst_count: int) -> str:
    """One HTML document that loads nothing from anywhere."""
    scopes = {"within": evaluation.within_figures, "across": evaluation.across_figures}
    asked = {name: figures for name, figures in scopes.items() if figures is not None}
    body = "\n".join(
        [
            _header(evaluation, asked),
            *(tables.spans_table(name, figures) for name, figures in asked.items()),
            tables.presence(evaluation, asked),
            _worst(evaluation, worst_count),
            _false_alarms(evaluation, worst_count),
            _made_from(evaluation),
        ]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>momentsearch eval: {escape(evaluation.label_file.name)}</title>\n"
        f"<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _style() -> str:
    """The demonstration's, which lanes are drawn with, and what this page has besides."""
    sources = ("momentsearch.demo.report", "momentsearch.evaluation.report")
    return "".join(
        files(source).joinpath("page.css").read_text(encoding="utf-8") for source in sources
    )


# The top of the page


def _header(evaluation: Evaluation, asked: Mapping[str, ScopeFigures]) -> str:
    absent = sum(label.query.absent for label in evaluation.labels)
    version = f" {evaluation.server_version}" if evaluation.server_version else ""
    said = "".join(f"<li>{escape(note)}</li>" for note in notes(evaluation))
    return (
        f'<header><p class="brand">momentsearch eval</p>'
        f"<h1>{escape(evaluation.label_file.name)} on {escape(evaluation.collection)}</h1>"
        f"<p>{len(evaluation.labels)} queries, {absent} of them absent, on "
        f"{evaluation.media_count} media; momentsearch{escape(version)}, "
        f"{evaluation.time:%Y-%m-%d %H:%M} UTC.</p></header>"
        f'<div class="cards">{"".join(_cards(asked))}</div>'
        + (f'<ul class="notes">{said}</ul>' if said else "")
    )


def _cards(asked: Mapping[str, ScopeFigures]) -> list[str]:
    cards = []
    if within := asked.get("within"):
        whole = within.by_length["full"]
        cards += [
            _card(whole.r1_at_50, "%", "first span right", "R1@.5, within the media"),
            _card(whole.map_average, "%", "spans listed", "mAP, within the media"),
        ]
    if across := asked.get("across"):
        cards += [
            _card(across.right_media_first, "%", "right media first", "whole collection"),
            _card(
                across.by_length["full"].r1_at_50,
                "%",
                "and right span first",
                "R1@.5, whole collection",
            ),
        ]
    if widest := across or within:
        found = widest.detection
        cards += [
            _card(found.false_alarms, "%", "false alarms", f"of {found.absent_count} absent"),
            _card(found.misses, "%", "missed", f"of {found.present_count} present"),
            _card(
                widest.calibration_error, "", "points off", "calibration of the first's confidence"
            ),
        ]
    return cards


def _card(value: float, unit: str, words: str, what: str) -> str:
    shown = "–" if math.isnan(value) else f"{value:.1f}<small>{unit}</small>"
    return f'<div class="card"><b>{shown}</b><span>{words}</span><small>{what}</small></div>'


# Queries


def _worst(evaluation: Evaluation, count: int) -> str:
    """By average precision, of both ways of asking together."""
    present = [label for label in evaluation.labels if not label.query.absent]
    ranked = sorted(
        (
            (precision, label)
            for label in present
            if (precision := _goodness(label, evaluation)) < 1
        ),
        key=lambda pair: pair[0],
    )[:count]
    if not ranked:
        return ""
    articles = "".join(_article(label, evaluation) for _, label in ranked)
    return (
        f"<section><h2>The {len(ranked)} worst of {len(present)}</h2>"
        '<ul class="legend"><li><i class="key truth"></i>the truth</li>'
        '<li><i class="key found"></i>moments found, by their place in the answer</li>'
        '<li><i class="key picture"></i>evidence in the picture</li>'
        '<li><i class="key sound"></i>evidence in the sound</li>'
        "<li>Evidence is log-odds; at 1 : 1 something is as likely as not. The query's own media "
        "is above; below it the one that came first over the whole collection, if another did.</li>"
        f"</ul>{articles}</section>"
    )


def _answers(label: Label, evaluation: Evaluation) -> dict[str, Judged]:
    """Of the spans that were asked for, by the words for where."""
    found = {
        "in its media": evaluation.within.get(label.query.qid),
        "over the whole collection": evaluation.across.get(label.query.qid),
    }
    return {words: one for words, one in found.items() if one is not None and one.has_spans}


def _goodness(label: Label, evaluation: Evaluation) -> float:
    """In [0, 1]; 1 where nothing is to be said of it."""
    answers = _answers(label, evaluation).values()
    return statistics.fmean(one.average_precision or 0.0 for one in answers) if answers else 1.0


def _article(label: Label, evaluation: Evaluation) -> str:
    within = evaluation.within.get(label.query.qid)
    across = evaluation.across.get(label.query.qid)
    shown = []
    if label.media is not None:
        shown.append(
            lanes.make_lane(
                label.media.title,
                label.media.media_id,
                within.answer.moments if within else (),
                truth=label.query.windows,
                seconds=label.media.duration_seconds or 0.0,
                is_still=label.is_still,
            )
        )
    first = _first(across)
    if first is not None and label.media is not None and first.media_id != label.media.media_id:
        shown.append(_lane_of(first, across))
    answers = _answers(label, evaluation)
    right = all(one.is_right for one in answers.values())
    return (
        f'<article class="{"right" if right else "wrong"}">{_headline(label, _verdict(answers))}'
        f"{lanes.draw(shown)}{_across_words(across)}</article>"
    )


def _headline(label: Label, verdict: str) -> str:
    query = label.query
    return (
        f'<div class="headline"><h2>{escape(query.text)}</h2>'
        f'<span class="chip">{escape(query.modality or "seen or heard")}</span>'
        f'<span class="chip">qid {escape(query.qid)}, line {query.line}</span>'
        f'<span class="verdict">{verdict}</span></div>'
    )


def _verdict(answers: Mapping[str, Judged]) -> str:
    said = ", ".join(f"{one.first_iou:.2f} {words}" for words, one in answers.items())
    sign = "✓" if all(one.is_right for one in answers.values()) else "✗"
    return f"{sign} overlaps by {said}"


def _across_words(across: Judged | None) -> str:
    first = _first(across)
    if across is None or first is None:
        return ""
    place = "not among the first ten" if across.media_place is None else f"at {across.media_place}"
    return (
        f'<p class="elsewhere">Over the whole collection: first is {escape(first.title)}, '
        f"{_when(first)}, confidence {format_confidence(first)}; a right media is {place}.</p>"
    )


def _when(moment: Moment) -> str:
    if moment.media_kind is MediaKind.STILL:
        return "a still"
    return f"{format_time(moment.start_seconds)} – {format_time(moment.end_seconds)}"


def _first(judged: Judged | None) -> Moment | None:
    return judged.answer.moments[0] if judged is not None and judged.answer.moments else None


def _lane_of(first: Moment, judged: Judged | None) -> lanes.Lane:
    moments: Sequence[Moment] = judged.answer.moments if judged is not None else ()
    return lanes.make_lane(first.title, first.media_id, moments)


def _false_alarms(evaluation: Evaluation, count: int) -> str:
    absent = [
        judged
        for judged in [*evaluation.within.values(), *evaluation.across.values()]
        if judged.is_absent
    ]
    alarms = sorted(
        (judged for judged in absent if judged.answer.presence is Presence.FOUND),
        key=lambda judged: -judged.best_confidence,
    )[:count]
    if not alarms:
        return ""
    return (
        f"<section><h2>False alarms: the {len(alarms)} surest of {len(absent)} absent</h2>"
        f"{''.join(map(_alarm, alarms))}</section>"
    )


def _alarm(judged: Judged) -> str:
    first = _first(judged)
    drawn = lanes.draw([_lane_of(first, judged)]) if first is not None else ""
    surest = max(judged.answer.moments, key=lambda moment: moment.confidence)
    verdict = f"✗ found, confidence {format_confidence(surest)}"
    return f'<article class="wrong">{_headline(judged.labels[0], verdict)}{drawn}</article>'


# The bottom of the page


def _made_from(evaluation: Evaluation) -> str:
    spaces = "".join(
        f"<li>{escape(space.modality)}: <code>{escape(space.space_id)}</code>, "
        f"{space.sample_count} samples of {space.media_count} media</li>"
        for space in evaluation.spaces
    )
    skipped = "".join(
        f"<li>line {bad.line}: {escape(bad.problem)}</li>"
        for bad in evaluation.label_file.bad_lines
    )
    left_out = f"<p>Lines left out:</p><ul>{skipped}</ul>" if skipped else ""
    return (
        f"<footer><p>Labels: {escape(evaluation.label_file.name)}, SHA-256 "
        f"<code>{evaluation.label_file.sha256}</code>. Spaces:</p><ul>{spaces}</ul>{left_out}"
        "</footer>"
    )
