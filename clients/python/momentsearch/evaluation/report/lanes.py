"""One media beneath one query: the evidence over time, the truth, the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from momentsearch.cli.times import format_time
from momentsearch.demo.report import charts
from momentsearch.evaluation.labels import Window
from momentsearch.results import EvidenceCurve, MediaKind, Modality, Moment, SpaceEvidence, Span

_SHOWN_MOMENTS = 3


@dataclass(frozen=True)
class Lane:
    """``moments`` are those of the answer in this media, each with its place in the answer.

    ``evidence`` has a curve for each text and space, as far as there are any.
    """

    title: str
    is_still: bool
    seconds: float
    truth: tuple[Window, ...]
    moments: tuple[tuple[int, Moment], ...]
    evidence: tuple[SpaceEvidence, ...]


def make_lane(
    title: str,
    media_id: str,
    moments: Sequence[Moment],
    *,
    truth: Sequence[Window] = (),
    seconds: float = 0.0,
    is_still: bool = False,
) -> Lane:
    """Of a list of moments what is in one media. Its length is at least that of what it shows."""
    here = [
        (place, moment) for place, moment in enumerate(moments, 1) if moment.media_id == media_id
    ]
    evidence = tuple(_evidence(moment for _, moment in here).values())
    ends = [
        *(one.curve.span.end_seconds for one in evidence if one.curve is not None),
        *(end for _, end in truth),
        *(moment.end_seconds for _, moment in here),
    ]
    return Lane(
        title=title,
        is_still=is_still or any(moment.media_kind is MediaKind.STILL for _, moment in here),
        seconds=seconds or max(ends, default=0.0),
        truth=tuple(truth),
        moments=tuple(here[:_SHOWN_MOMENTS]),
        evidence=evidence,
    )


def draw(lanes: Sequence[Lane]) -> str:
    """All with one time axis and one scale of evidence."""
    highest = charts.highest_evidence(
        curve for lane in lanes for _, curve, _ in _curves(lane.evidence)
    )
    longest = max((lane.seconds for lane in lanes), default=0.0)
    drawn = "".join(_lane(lane, longest=longest, highest=highest) for lane in lanes)
    return f'<div class="lanes">{drawn}</div>'


def _evidence(moments: Iterable[Moment]) -> dict[tuple[str, int], SpaceEvidence]:
    """Curves are of the whole media: of each text and space the first moment's will do."""
    found: dict[tuple[str, int], SpaceEvidence] = {}
    for moment in moments:
        for one in moment.evidence:
            if one.curve is not None and one.curve.points:
                found.setdefault((one.space_id, one.term_index), one)
    return found


def _curves(
    evidence: Iterable[SpaceEvidence],
) -> Iterable[tuple[Modality, EvidenceCurve, bool]]:
    return [(one.modality, one.curve, one.negated) for one in evidence if one.curve is not None]


def _lane(lane: Lane, *, longest: float, highest: float) -> str:
    heading = f"<h3>{escape(lane.title)} <small>{_length(lane)}</small></h3>"
    if lane.is_still:
        tags = '<span class="tag truth">the truth</span>' if lane.truth else ""
        tags += "".join(
            f'<span class="tag found">found, {place}</span>' for place, _ in lane.moments
        )
        return f'<section class="lane still">{heading}{tags}</section>'
    width = 100 * lane.seconds / longest if longest else 100.0
    return (
        f'<section class="lane">{heading}<div class="tracks" style="width:{width:.3f}%">'
        f"{_plot(lane, highest)}{_bands(lane)}{charts.axis(lane.seconds, longest)}</div></section>"
    )


def _length(lane: Lane) -> str:
    return "still" if lane.is_still else format_time(lane.seconds)


def _plot(lane: Lane, highest: float) -> str:
    curves = _curves(lane.evidence)
    if not curves:
        return '<p class="flat">nothing here was found, so there is no curve</p>'
    drawn = "".join(
        f'<div class="{"against" if negated else "for"}">'
        f"{charts.evidence_svg({modality: curve}, highest=highest)}</div>"
        for modality, curve, negated in curves
    )
    return f'<div class="evidence">{charts.even_odds_line(highest)}{drawn}</div>'


def _bands(lane: Lane) -> str:
    truth = [Span(round(start * 1e6), round(end * 1e6)) for start, end in lane.truth]
    rows = [
        "".join(charts.band("truth", span, lane.seconds, "") for span in truth),
        "".join(
            charts.band(f"found rank{place}", moment.span, lane.seconds, str(place))
            for place, moment in lane.moments
        ),
    ]
    columns = "".join(charts.band("column", span, lane.seconds, "") for span in truth)
    return columns + "".join(f'<div class="bands">{row}</div>' for row in rows if row)
