"""`momentsearch search`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as Line

from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.options import (
    CollectionOption,
    FromOption,
    LabelOption,
    MinConfidenceOption,
    ToOption,
    parse_labels,
    parse_part,
    require_ids,
)
from momentsearch.cli.output import (
    DENSE_GAP,
    cells_width,
    evidence_bar,
    format_confidence,
    is_unicode,
    make_table,
    print_json,
)
from momentsearch.cli.session import Session, connected
from momentsearch.cli.times import format_time
from momentsearch.query import Query, Text
from momentsearch.query_text import QuerySyntaxError, parse_query
from momentsearch.results import (
    CutText,
    Modality,
    Moment,
    Presence,
    SearchResult,
    SearchScope,
    SpaceEvidence,
    Span,
)

EXAMPLES = (
    'momentsearch search "a red car in the rain"',
    """momentsearch search 'sound:"rain" AND "a red car" NOT "snow"'""",
    """momentsearch search '"applause" THEN<10s "a person bows"'""",
    'momentsearch search "birdsong" --sound --label year=1962 --limit 3 --json',
    'momentsearch search "a purple elephant" --min-confidence 0.9 --candidates 5',
)
_LARGEST_PAGE = 200
_BAR_POINTS = 24
_WIDTH_FOR_BARS = 120
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Found:
    """Moments of as many pages as were asked for; ``more``: the server has others.

    ``candidates`` come nearest where there is no confident moment.
    """

    presence: Presence
    scope: SearchScope
    more: bool
    moments: tuple[Moment, ...]
    candidates: tuple[Moment, ...]
    cut_texts: tuple[CutText, ...]


@connected
def search(
    session: Session,
    *,
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT",
            help="What is seen or heard, in words; with double quotes around each description "
            "also with AND, OR, NOT, THEN, DURING (docs/queries.md).",
        ),
    ],
    collection: CollectionOption = "",
    picture: Annotated[bool, typer.Option("--picture", help="Search what is seen.")] = False,
    sound: Annotated[bool, typer.Option("--sound", help="Search what is heard.")] = False,
    media: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MEDIA",
            help="Only in this media, by its id, as in 01j5k3; may be given more than once.",
            callback=require_ids,
        ),
    ] = None,
    label: LabelOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    limit: Annotated[
        int, typer.Option(metavar="COUNT", help="At most so many moments, as in 50.", min=1)
    ] = 10,
    all_: Annotated[
        bool,
        typer.Option(
            "--all", help="Every moment, up to the 2,000 best: a search gives no more than these."
        ),
    ] = False,
    group_by_media: Annotated[
        bool, typer.Option("--group-by-media", help="Only the best moment of each media.")
    ] = False,
    min_confidence: MinConfidenceOption = None,
    candidates: Annotated[
        int,
        typer.Option(
            metavar="COUNT",
            help="Where there is no confident moment, show so many of the best that are less "
            "confident, as in 5; 0 shows none.",
            min=0,
            max=100,
        ),
    ] = 3,
) -> None:
    """Find the moments that match a description.

    Prints the moments best first, each with its media's title and id, its span, its confidence from
    0 to 100 % and in a word (high, medium, low), its score, and, from 120 columns on, a bar of the
    evidence over the whole media. Of a query with operators each description has a line of its own
    below, with its evidence in log-odds. Where there is no confident moment it says so, shows the
    best candidates, and exits with 1. Warns of descriptions that are longer than an encoder reads.
    """
    query = parsed_query(text)
    start_seconds, end_seconds = parse_part(from_, to)
    modalities = [Modality.PICTURE] * picture + [Modality.SOUND] * sound
    with session.client() as client:
        pages = client.search_pages(
            query,
            collection=collection,
            modalities=modalities,
            media_ids=media or (),
            labels=parse_labels(label),
            start_seconds=start_seconds,
            end_seconds=end_seconds,
            page_size=_LARGEST_PAGE if all_ else min(limit, _LARGEST_PAGE),
            group_by_media=group_by_media,
            minimum_confidence=min_confidence,
            candidate_count=candidates,
            curve_point_count=_BAR_POINTS,
        )
        found = _gather(pages, limit=None if all_ else limit)
    for cut in found.cut_texts:
        session.print_problem(_not_read(cut))
    if session.json:
        print_json(found)
    else:
        _print_found(session, found, query=query, asked_candidates=candidates)
    if found.presence is not Presence.FOUND:
        raise typer.Exit(ExitCode.NOTHING_FOUND)


def parsed_query(text: str) -> Query:
    """Raises a usage error that points at where the query goes wrong."""
    if not text.strip():
        raise typer.BadParameter("the query is empty: say in words what is seen or heard")
    try:
        return parse_query(text)
    except QuerySyntaxError as error:
        raise typer.BadParameter(f"{error}.\n\n{_pointed_at(text, error.position)}") from error


def _pointed_at(text: str, position: int) -> str:
    """The query on one line, and a caret below the character, however wide those before it are."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"  {line}\n  {' ' * cell_len(line[:position])}^"


def _gather(pages: Iterator[SearchResult], *, limit: int | None) -> Found:
    """All but the moments is as on the first page."""
    page = first = next(pages)
    moments = list(page)
    while page.next_page_token and (limit is None or len(moments) < limit):
        page = next(pages)
        moments += page
    more = bool(page.next_page_token) or (limit is not None and len(moments) > limit)
    return Found(
        first.presence,
        first.scope,
        more,
        tuple(moments[:limit]),
        first.candidates,
        first.cut_texts,
    )


def _print_found(session: Session, found: Found, *, query: Query, asked_candidates: int) -> None:
    by_term = not isinstance(query, Text)
    if found.moments:
        session.out.print(_table(session, found.moments, by_term=by_term))
    if found.presence is Presence.NOT_FOUND:
        session.out.print(_not_there(query, found.candidates, were_asked=asked_candidates > 0))
    if found.candidates:
        session.out.print(_table(session, found.candidates, by_term=by_term))
    if found.presence is Presence.EMPTY_SCOPE:
        session.out.print(
            "There is nothing to search: no indexed media passes the filters and has such a track. "
            "`momentsearch ls` shows what there is."
        )
    if found.scope.pending_media_count:
        session.out.print(
            f"{found.scope.pending_media_count} media are still being indexed and were not "
            "searched; `momentsearch ls` shows them."
        )
    if found.more:
        session.out.print("There are more: --limit says how many are shown, --all shows them.")


def _not_read(cut: CutText) -> str:
    unread = cut.term_text.removeprefix(cut.read_text).strip()
    return (
        f'Warning: of "{_shortened(cut.term_text)}" the encoder of {cut.modality}s reads only the '
        f'beginning ({cut.encoder}). Left out: "{unread}". Say it in fewer words, or join several '
        "descriptions with AND."
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + " ..."


def _not_there(query: Query, candidates: Sequence[Moment], *, were_asked: bool) -> str:
    shown = f'"{query.text}"' if isinstance(query, Text) else str(query)
    absent = f"No confident moment: {shown} is not there, as far as the encoders can tell."
    if candidates:
        return f"{absent}\nThe best candidates:"
    return f"{absent} There is not even a candidate." if were_asked else absent


def _table(session: Session, moments: Sequence[Moment], *, by_term: bool) -> Table:
    """The media's id is in the line below its title. ``by_term``: then a line for each text that
    says something about the moment."""
    with_bars = session.out.width >= _WIDTH_FOR_BARS
    table = make_table("#", "Media", "Start", "End", "Confidence", "Score", "Track", dense=True)
    for column in table.columns:
        if column.header not in ("Media", "Track"):
            column.justify, column.no_wrap = "right", True
    if with_bars:
        table.add_column("Evidence over time", no_wrap=True)
    unicode = is_unicode(sys.stdout)
    for rank, moment in enumerate(moments, start=1):
        bar = [_bar(moment.evidence, moment.span, unicode=unicode)] if with_bars else []
        table.add_row(*_cells(rank, moment), *([] if by_term else bar))
        for evidence in moment.evidence if by_term else ():
            bar = [_bar([evidence], moment.span, unicode=unicode)] if with_bars else []
            table.add_row(*_term_cells(evidence), *bar)
    _keep_ids_whole(table, moments, session.out.width)
    return table


def _keep_ids_whole(table: Table, moments: Sequence[Moment], width: int) -> None:
    """Gives titles what the other columns leave, but an id its whole length: it is to be copied."""
    media = table.columns[1]
    widths = {
        str(column.header): cells_width([str(column.header), *map(str, column.cells)])
        for column in table.columns
        if column is not media
    }
    others = sum(widths.values()) + DENSE_GAP * len(widths)
    wanted = cells_width(line for cell in media.cells for line in str(cell).splitlines())
    id_width = cells_width(moment.media_id for moment in moments)
    # Of the tracks at least the longer word.
    if others - widths["Track"] + len("picture") + id_width <= width:
        media.width = max(id_width, min(wanted, width - others))


def _cells(rank: int, moment: Moment) -> list[str | Line]:
    return [
        str(rank),
        Line.assemble(moment.title, "\n", (moment.media_id, "dim")),
        format_time(moment.start_seconds),
        format_time(moment.end_seconds),
        format_confidence(moment),
        f"{moment.score:.2f}",
        " + ".join(dict.fromkeys(evidence.modality for evidence in moment.evidence)),
    ]


def _term_cells(evidence: SpaceEvidence) -> list[str | Line]:
    """Of one text: when it is as evident as is said, in log-odds."""
    shown = str(Text(evidence.term_text))
    return [
        "",
        f"  NOT {shown}" if evidence.negated else f"  {shown}",
        format_time(evidence.best_seconds),
        "",
        "",
        f"{evidence.peak_evidence:+.1f}",
        evidence.modality,
    ]


def _bar(evidence: Sequence[SpaceEvidence], span: Span, *, unicode: bool) -> Line:
    """Of the first, which is the strongest."""
    curves = [one.curve for one in evidence if one.curve is not None]
    return evidence_bar(curves[0], span, unicode=unicode) if curves else Line()
