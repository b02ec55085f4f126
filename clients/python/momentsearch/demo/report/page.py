"""The page: HTML from what was gathered, with every picture inside it."""

from __future__ import annotations

import base64
from html import escape
from importlib.resources import files

from momentsearch.cli.output import format_confidence
from momentsearch.cli.times import format_time
from momentsearch.demo.questions import RIGHT_OVERLAP, Answered
from momentsearch.demo.report import charts
from momentsearch.demo.report.gather import (
    AnswerView,
    Gathered,
    Lane,
    MediaView,
    MomentView,
)
from momentsearch.results import Frame, MediaKind, Moment, Waveform

_KIND_WORDS = {MediaKind.VIDEO: "film", MediaKind.SOUND: "sound", MediaKind.STILL: "still"}
_ASKED_WORDS = {"picture": "to be seen", "sound": "to be heard", "both": "seen and heard"}


def page(gathered: Gathered) -> str:
    """One HTML document that loads nothing from anywhere."""
    style = files("momentsearch.demo.report").joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join(
        [
            _shared_waveforms(gathered),
            _header(gathered),
            _legend(),
            *(
                _question(number, answer, gathered)
                for number, answer in enumerate(gathered.answers, start=1)
            ),
            _library(gathered),
        ]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>momentsearch: the demo's answers</title>\n"
        f"<style>\n{style}\n{_strip_styles(gathered)}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


# What several places show is written once: pictures as styles, waveforms as symbols.


def _strip_styles(gathered: Gathered) -> str:
    return "\n".join(
        f".{_picture_class(media_id, index)}{{background-image:url({_data_uri(frame)})}}"
        for media_id, view in gathered.library.items()
        for index, frame in enumerate(view.frames)
    )


def _shared_waveforms(gathered: Gathered) -> str:
    box = f"0 0 {charts.WIDTH} {charts.HEIGHT}"
    symbols = "".join(
        f'<symbol id="wave-{media_id}" viewBox="{box}" preserveAspectRatio="none">'
        f'<path d="{charts.waveform_path(view.waveform)}"/></symbol>'
        for media_id, view in gathered.library.items()
        if view.waveform is not None
    )
    return f'<svg width="0" height="0" class="hidden" aria-hidden="true">{symbols}</svg>'


def _picture_class(media_id: str, index: int) -> str:
    return f"p-{media_id}-{index}"


def _data_uri(frame: Frame) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(frame.jpeg).decode()


# The top of the page


def _header(gathered: Gathered) -> str:
    score, timings = gathered.report.score, gathered.report.timings
    seconds = sum(view.duration_seconds for view in gathered.library.values())
    asked = sorted(answer.answered.seconds for answer in gathered.answers)
    median_ms = 1000 * asked[len(asked) // 2] if asked else 0.0
    marks = "".join(
        _mark(number, answer.answered) for number, answer in enumerate(gathered.answers, start=1)
    )
    return (
        f'<header><p class="brand">momentsearch</p>'
        f'<h1 class="{"good" if score.passed else "bad"}">'
        f"<b>{score.right}</b> of {score.of} questions answered right</h1>"
        f"<p>{len(gathered.library)} media, {_minutes(seconds)}, rendered for this so that the "
        f"truth is known, indexed in {timings.get('index', 0.0):.1f} s and asked about in words: "
        f"an answer took {median_ms:.0f} ms (median).</p>"
        f'<nav aria-label="Questions">{marks}</nav></header>'
    )


def _mark(number: int, answered: Answered) -> str:
    state, sign = ("right", "✓") if answered.is_right else ("wrong", "✗")
    text = escape(answered.question.text)
    return f'<a class="{state}" href="#q{number}" title="{text}"><i>{sign}</i>{number}</a>'


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


def _legend() -> str:
    return (
        '<ul class="legend">'
        '<li><i class="key truth"></i>the truth</li>'
        '<li><i class="key found"></i>moments found, 1 is best</li>'
        '<li><i class="key picture"></i>evidence in the picture</li>'
        '<li><i class="key sound"></i>evidence in the sound</li>'
        "<li>Evidence is log-odds; at 1 : 1 something is as likely as not. "
        f"Right means: the first moment overlaps the truth by {RIGHT_OVERLAP:g} or more "
        "(intersection over union).</li></ul>"
    )


# One question


def _question(number: int, view: AnswerView, gathered: Gathered) -> str:
    """All drawings of a question have one time axis and one scale of evidence."""
    answered = view.answered
    highest = charts.highest_evidence(c for lane in view.lanes for c in lane.curves.values())
    views = [gathered.library[lane.media.media_id] for lane in view.lanes]
    longest = max((shown.duration_seconds for shown in views), default=0.0)
    lanes = "".join(
        _lane(lane, shown, longest=longest, highest=highest, rejected=not answered.moments)
        for lane, shown in zip(view.lanes, views, strict=True)
    )
    return (
        f'<article id="q{number}" class="{"right" if answered.is_right else "wrong"}">'
        f"{_headline(number, answered)}"
        f'<div class="answer of{len(view.moments)}"><div class="moments">{_moments(view)}</div>'
        f'<div class="lanes">{lanes}</div></div></article>'
    )


def _headline(number: int, answered: Answered) -> str:
    question = answered.question
    asked = "nowhere in the library" if question.is_absent else _ASKED_WORDS[question.modality]
    return (
        f'<div class="headline"><span class="number">{number}</span>'
        f"<h2>{escape(question.text)}</h2>"
        f'<span class="chip {escape(question.modality)}">{asked}</span>'
        f'<span class="verdict">{_verdict(answered)}</span></div>'
    )


def _verdict(answered: Answered) -> str:
    if answered.question.is_absent:
        return "✓ said to be nowhere" if answered.is_right else "✗ found, though it is nowhere"
    overlap = "" if answered.overlap is None else f", overlap {answered.overlap:.2f}"
    if answered.is_right:
        return f"✓ found{overlap}"
    return f"✗ missed{overlap}" if answered.moments else "✗ missed, nothing found"


def _moments(view: AnswerView) -> str:
    if not view.moments:
        return '<p class="none">Nothing at all speaks for this.</p>'
    rejected = not view.answered.moments
    note = (
        '<p class="none">Nothing is as confident as it should be. The best candidates:</p>'
        if rejected
        else ""
    )
    return note + "".join(
        _moment(rank, moment, view.answered, rejected=rejected)
        for rank, moment in enumerate(view.moments, start=1)
    )


def _moment(rank: int, view: MomentView, answered: Answered, *, rejected: bool) -> str:
    moment = view.moment
    percent = f"{moment.confidence:.0%}"
    picture = ""
    if view.frame is not None:
        picture = f'<img alt="" src="{_data_uri(view.frame)}">'
    if view.waveform is not None:
        picture += _waveform_svg(view.waveform)
    judged = "rejected" if rejected else ""
    if rank == 1 and not rejected:
        judged = "first right" if answered.is_right else "first wrong"
    return (
        f'<figure class="moment {judged}"><div class="shown">{picture}'
        f'<span class="rank">{rank}</span></div>'
        f"<figcaption><b>{escape(moment.title)}</b>"
        f"<span>{_span_words(moment)}</span>"
        f'<span class="meter" title="confidence {percent}"><i style="width:{percent}"></i></span>'
        f"<span>{format_confidence(moment)}{_by(moment)}</span></figcaption></figure>"
    )


def _waveform_svg(waveform: Waveform) -> str:
    return charts.svg(f'<path d="{charts.waveform_path(waveform)}"/>', "wave")


def _span_words(moment: Moment) -> str:
    if moment.media_kind is MediaKind.STILL:
        return "a still"
    return f"{format_time(moment.start_seconds)} – {format_time(moment.end_seconds)}"


def _by(moment: Moment) -> str:
    said = dict.fromkeys(evidence.modality for evidence in moment.evidence)
    return f", by {' and '.join(said)}" if said else ""


# One media beneath a question; all lanes of a question share one time axis


def _lane(lane: Lane, view: MediaView, *, longest: float, highest: float, rejected: bool) -> str:
    if view.media.kind is MediaKind.STILL:
        return _still_lane(lane, rejected=rejected)
    width = 100 * view.duration_seconds / longest if longest else 100.0
    tracks = _pictures(view) + _sound(view) + _plot(lane, highest)
    tracks += _bands(lane, view, rejected=rejected)
    return (
        f'<section class="lane"><h3>{escape(lane.media.title)} <small>{_kind(view)}</small></h3>'
        f'<div class="tracks" style="width:{width:.3f}%">{tracks}'
        f"{charts.axis(view.duration_seconds, longest)}</div></section>"
    )


def _still_lane(lane: Lane, *, rejected: bool) -> str:
    true = '<span class="tag truth">the truth</span>' if lane.truth else ""
    ranks = "".join(
        f'<span class="tag {_judged(rejected)}">{_judged(rejected)}, {rank}</span>'
        for rank, _ in lane.shown
    )
    return (
        f'<section class="lane still"><h3>{escape(lane.media.title)} <small>still</small></h3>'
        f"{true}{ranks}</section>"
    )


def _kind(view: MediaView) -> str:
    word = _KIND_WORDS.get(view.media.kind, "media")
    return word if word == "still" else f"{word}, {format_time(view.duration_seconds)}"


def _pictures(view: MediaView) -> str:
    if not view.frames:
        return ""
    frames = "".join(
        f'<i class="{_picture_class(view.media.media_id, index)}"></i>'
        for index in range(len(view.frames))
    )
    return f'<div class="strip">{frames}</div>'


def _sound(view: MediaView) -> str:
    if view.waveform is None:
        return ""
    return charts.svg(f'<use href="#wave-{view.media.media_id}"/>', "wave")


def _plot(lane: Lane, highest: float) -> str:
    if not lane.curves:
        return '<p class="flat">nothing here rises above the background</p>'
    return (
        f'<div class="evidence">{charts.even_odds_line(highest)}'
        f"{charts.evidence_svg(lane.curves, highest=highest)}</div>"
    )


def _bands(lane: Lane, view: MediaView, *, rejected: bool) -> str:
    """Truth above, found below, where they can be compared; edges of the truth through all."""
    seconds = view.duration_seconds
    truth = "".join(charts.band("truth", span, seconds, "") for span in lane.truth)
    found = "".join(
        charts.band(f"{_judged(rejected)} rank{rank}", moment.span, seconds, str(rank))
        for rank, moment in lane.shown
    )
    columns = "".join(charts.band("column", span, seconds, "") for span in lane.truth)
    rows = "".join(f'<div class="bands">{row}</div>' for row in (truth, found) if row)
    return columns + rows


def _judged(rejected: bool) -> str:
    return "rejected" if rejected else "found"


# What there is to search


def _library(gathered: Gathered) -> str:
    cards = "".join(_card(view) for view in gathered.library.values())
    return f'<section class="library"><h2>The library</h2><div>{cards}</div></section>'


def _card(view: MediaView) -> str:
    media = view.media
    if view.media.kind is MediaKind.STILL:
        shown = f'<i class="picture {_picture_class(media.media_id, 0)}"></i>'
    else:
        shown = _pictures(view) + _sound(view)
    codecs = [
        track.codec for track in (media.picture_track, media.sound_track) if track is not None
    ]
    return (
        f"<figure>{shown}<figcaption><b>{escape(media.title)}</b>"
        f"<span>{_kind(view)}</span><span>{escape(media.source)} · {escape(' + '.join(codecs))}"
        "</span></figcaption></figure>"
    )
