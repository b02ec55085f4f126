"""Options and arguments that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from momentsearch.cli.times import parse_time

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
MediaArgument = Annotated[
    str, typer.Argument(metavar="MEDIA", help="The media's id; `momentsearch ls` shows them.")
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


def parse_offset(text: str | None) -> float | None:
    try:
        return None if text is None else parse_time(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
