"""Options and arguments that several commands have."""

from __future__ import annotations

from typing import Annotated, TypeVar

import typer

from momentsearch.cli.times import parse_time
from momentsearch.results import MediaState

Ids = TypeVar("Ids", str, list[str], list[str] | None)


def require_ids(ids: Ids) -> Ids:
    """Raises a usage error for an id that is empty, as of a variable that a script never set."""
    if "" in ([ids] if isinstance(ids, str) else ids or ()):
        raise typer.BadParameter("it is empty, expected an id; `momentsearch ls` shows them")
    return ids


CollectionOption = Annotated[
    str, typer.Option(metavar="NAME", help="The collection, as in films; without it `default`.")
]
LabelOption = Annotated[
    list[str] | None,
    typer.Option(
        "--label",
        metavar="KEY=VALUE",
        help="A label, as in year=1962; may be given more than once.",
    ),
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="TIME", help="Only from here on in each media, as in 90 or 0:01:30."
    ),
]
ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="TIME", help="Only before here in each media, as in 0:05:00."),
]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        "--minimum-confidence",
        metavar="NUMBER",
        help="Only moments of at least this confidence, as in 0.8; 0 shows everything, without it "
        "the server decides.",
        min=0.0,
        max=1.0,
    ),
]
MediaArgument = Annotated[
    str,
    typer.Argument(
        metavar="MEDIA",
        help="The media's id; `momentsearch ls` shows them.",
        callback=require_ids,
    ),
]


def parse_labels(texts: list[str] | None) -> dict[str, str]:
    labels = {}
    for text in texts or []:
        key, separator, value = text.partition("=")
        if not separator or not key:
            raise typer.BadParameter(
                f"{text!r} is not a label: expected key=value, as in year=1962"
            )
        labels[key] = value
    return labels


def parse_states(texts: list[str] | None) -> list[MediaState]:
    """UNKNOWN is not among them: it stands for what a newer server says."""
    known = [state for state in MediaState if state is not MediaState.UNKNOWN]
    for text in texts or []:
        if text not in known:
            *others, last = known
            raise typer.BadParameter(
                f"{text!r} is not a state: expected {', '.join(others)} or {last}"
            )
    return [MediaState(text) for text in texts or []]


def parse_part(from_: str | None, to: str | None) -> tuple[float | None, float | None]:
    """The part of each media between ``--from`` and ``--to``, in seconds."""
    start, end = parse_offset(from_), parse_offset(to)
    if end is not None and end <= (start or 0.0):
        raise typer.BadParameter(
            f"nothing is between --from {from_ or '0'} and --to {to}: --to has to be the later one"
        )
    return start, end


def parse_offset(text: str | None) -> float | None:
    try:
        return None if text is None else parse_time(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
