"""`momentsearch explain`."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from momentsearch.cli import chart, problems
from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.options import (
    CollectionOption,
    FromOption,
    LabelOption,
    MediaArgument,
    MinConfidenceOption,
    ToOption,
    parse_labels,
    parse_offset,
    parse_part,
    require_ids,
)
from momentsearch.cli.output import format_confidence, is_unicode, make_table, print_json
from momentsearch.cli.search import parsed_query
from momentsearch.cli.session import Session, connected
from momentsearch.cli.times import format_time
from momentsearch.errors import NotFoundError
from momentsearch.explanation import (
    Absence,
    CandidateStage,
    ExplainedStep,
    ExplainedTerm,
    Explanation,
    Outcome,
    SegmentedCurve,
)
from momentsearch.query import Text
from momentsearch.results import Media, Modality, Span

EXAMPLES = (
    'momentsearch explain "a red car" 01j5k3 12:30',
    """momentsearch explain 'sound:"rain" NOT "snow"' 01j5k3 0:12:30 --png why.png""",
    'momentsearch explain "applause" 01j5k3 750 --around 120 --limit 50 --json',
)
# Of these nothing was scored that could be drawn.
_NOT_SCORED = (Outcome.NOT_INDEXED, Outcome.FILTERED_OUT)
_PICTURE_WIDTH = 1000
_MOST_LISTED = 8
_TOGETHER = "all of it together"


@connected
def explain(
    session: Session,
    *,
    text: Annotated[
        str,
        typer.Argument(metavar="QUERY", help="The query, as `momentsearch search` takes it."),
    ],
    media: MediaArgument,
    time: Annotated[
        str,
        typer.Argument(
            metavar="TIME", help="When, from the start: seconds or h:mm:ss.s, as in 12:30."
        ),
    ],
    collection: CollectionOption = "",
    picture: Annotated[bool, typer.Option("--picture", help="Search what is seen.")] = False,
    sound: Annotated[bool, typer.Option("--sound", help="Search what is heard.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--media",
            metavar="MEDIA",
            help="As the search was asked: only in this media, by its id, as in 01j5k3; may be "
            "given more than once.",
            callback=require_ids,
        ),
    ] = None,
    label: LabelOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    limit: Annotated[
        int,
        typer.Option(
            metavar="COUNT", help="How many moments were looked at, as in 50.", min=1, max=200
        ),
    ] = 10,
    group_by_media: Annotated[
        bool, typer.Option("--group-by-media", help="Only the best moment of each media.")
    ] = False,
    min_confidence: MinConfidenceOption = None,
    around: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS", help="Draw only so much on both sides of TIME, as in 120.", min=1.0
        ),
    ] = None,
    png: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the curves as a picture, too, as in why.png."),
    ] = None,
) -> None:
    """Say why an instant of a media is among the moments of a search, or why it is not.

    Prints the step that dropped it, with the figures that decided and what could be done. Then the
    evidence of each description over the whole media, and the moments around the instant.
    docs/explain.md says how to read it. Exits with 0 whichever it is; with 4 where the collection
    has no such media.
    """
    query = parsed_query(text)
    at_seconds = parse_offset(time) or 0.0
    start_seconds, end_seconds = parse_part(from_, to)
    search: dict[str, Any] = {
        "collection": collection,
        "modalities": [Modality.PICTURE] * picture + [Modality.SOUND] * sound,
        "media_ids": only or (),
        "labels": parse_labels(label),
        "start_seconds": start_seconds,
        "end_seconds": end_seconds,
        "page_size": limit,
        "group_by_media": group_by_media,
        "minimum_confidence": min_confidence,
    }
    explanation = None
    with session.client() as client:
        absence = client.explain_absence(query, media, at_seconds, **search)
        if absence.outcome is Outcome.NOT_INDEXED:
            _require_known(client.get_media(media), collection or "default")
        if absence.outcome not in _NOT_SCORED:
            explanation = client.explain_moment(
                query,
                media,
                _span_of(absence, at_seconds),
                samples=_samples(at_seconds, around),
                picture_width=0 if png is None else _PICTURE_WIDTH,
                **search,
            )
    if session.json:
        bare = None if explanation is None else dataclasses.replace(explanation, picture=None)
        print_json({"absence": absence, "explanation": bare})
    else:
        for line in _lines(session, absence, explanation, at_us=round(at_seconds * 1_000_000)):
            session.out.print(line)
    if png is not None:
        _write_picture(session, png, explanation)


def _require_known(media: Media, collection: str) -> None:
    """A media of another collection is as unknown as one that is nowhere, and easier to find."""
    if media.collection != collection:
        raise NotFoundError(
            f"media {media.media_id} is not in the collection {collection!r}: it is in "
            f"{media.collection!r}: give --collection {media.collection}",
            reason="MEDIA_NOT_FOUND",
        )


def _write_picture(session: Session, path: Path, explanation: Explanation | None) -> None:
    if explanation is None or explanation.picture is None:
        session.print_problem(f"{path} was not written: nothing was scored that could be drawn.")
        raise typer.Exit(ExitCode.LOCAL_PROBLEM)
    path.write_bytes(explanation.picture)


def _span_of(absence: Absence, at_seconds: float) -> tuple[float, float]:
    """The moment that the instant is in, else a second from it on."""
    if absence.moment is None:
        return at_seconds, at_seconds + 1
    return absence.moment.start_seconds, absence.moment.end_seconds


def _samples(at_seconds: float, around: float | None) -> tuple[float, float] | None:
    return None if around is None else (max(0.0, at_seconds - around), at_seconds + around)


def _lines(
    session: Session, absence: Absence, explanation: Explanation | None, *, at_us: int
) -> Iterator[str | Table]:
    yield f"{absence.outcome} at {format_time(at_us / 1e6)}. {absence.message}"
    if absence.next_step:
        yield f"What could be done: {problems.in_options(absence.next_step)}"
    if explanation is None:
        return
    signs = chart.BLOCKS if is_unicode(sys.stdout) else chart.ASCII
    samples = [sample for term in explanation.terms for sample in term.samples]
    axis = chart.axis_for(chart.part_of(samples, Span(at_us, at_us + 1)), width=session.out.width)
    for term in explanation.terms:
        yield ""
        yield _term_title(term)
        if term.read_text != term.term_text:
            yield f'too long for this encoder, which read only "{term.read_text}"'
        yield from chart.curve_lines(term.samples, axis, signs)
    for curve in explanation.steps[0].curves:
        if curve.samples and not curve.space_id:
            yield ""
            yield _TOGETHER
            yield from chart.curve_lines(curve.samples, axis, signs)
    ends = (format_time(us / 1e6) for us in (axis.part.start_us, axis.part.end_us))
    yield chart.scale_line(axis, *ends)
    yield chart.mark_line(at_us, format_time(at_us / 1e6), axis, signs)
    for moment in explanation.steps[0].moments[:_MOST_LISTED]:
        name = f"#{moment.rank}" if moment.rank else ""
        told = format_confidence(moment.moment)
        yield chart.span_line(name, moment.moment.span, told, axis, signs)
    for step in explanation.steps:
        yield ""
        yield _step_title(step, explanation)
        yield _step_table(step, explanation)
        for curve in step.curves:
            if curve.levels:
                levels = (f"{name} {value:+.2f}" for name, value in sorted(curve.levels.items()))
                yield f"{_curve_name(curve, explanation)}: {', '.join(levels)}"


def _term_title(term: ExplainedTerm) -> str:
    shown = f"{'NOT ' if term.negated else ''}{Text(term.term_text)}"
    return f"{shown}  {term.modality}, {term.encoder}; {_stage(term)}"


def _stage(term: ExplainedTerm) -> str:
    stage: CandidateStage | None = term.candidate_stage
    if stage is None:
        return "scored" if term.scored else "not scored"
    if stage.exhaustive:
        return f"all {stage.media_count} media scored exactly"
    if not term.scored:
        return f"not among the {stage.candidate_count} of {stage.media_count} media scored"
    place = f"number {stage.rank} among" if stage.rank else "scored for another text, not among"
    return f"{place} the {stage.candidate_count} nearest of {stage.media_count} media"


def _step_title(step: ExplainedStep, explanation: Explanation) -> str:
    texts = {term.term_index: str(Text(term.term_text)) for term in explanation.terms}
    told = ", ".join(texts[index] for index in step.term_indices if index in texts)
    return f"{step.kind}: {told}" if step.moments else f"{step.kind}: {told}; no moment here"


def _curve_name(curve: SegmentedCurve, explanation: Explanation) -> str:
    """Of one space, its modality."""
    modalities = {term.space_id: term.modality for term in explanation.terms}
    return str(modalities.get(curve.space_id, curve.space_id)) or _TOGETHER


def _step_table(step: ExplainedStep, explanation: Explanation) -> Table:
    """The moments, and the spans that competed to be one."""
    table = make_table("", "Start", "End", "Score", "Sure", "What became of it")
    for told in step.moments[:_MOST_LISTED]:
        spaces = " + ".join(dict.fromkeys(one.modality for one in told.moment.evidence))
        place = f", number {told.rank}" if told.rank else ""
        better = "" if told.better is None else f" {_span(told.better.span)}"
        rank = f", number {told.better_rank}" if told.better_rank else ""
        sure = format_confidence(told.moment)
        became = f"{told.outcome}{place}{better}{rank} ({spaces})"
        table.add_row("moment", *_figures(told.moment.span, told.moment.score), sure, became)
    for curve in step.curves:
        for one in curve.candidates[:_MOST_LISTED]:
            better = "" if one.better is None else f" {_span(one.better)}"
            became = "a moment" if one.outcome is Outcome.PRESENT else f"{one.outcome}{better}"
            became += f" ({_curve_name(curve, explanation)})"
            table.add_row("candidate", *_figures(one.span, one.score), "", became)
    return table


def _figures(span: Span, score: float) -> tuple[str, str, str]:
    return format_time(span.start_seconds), format_time(span.end_seconds), f"{score:.2f}"


def _span(span: Span) -> str:
    return f"{format_time(span.start_seconds)} to {format_time(span.end_seconds)}"
