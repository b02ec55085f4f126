"""`momentsearch ls | show | rm | watch | frame`: looking after what was indexed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from momentsearch.cli import problems
from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.options import (
    CollectionOption,
    LabelOption,
    MediaArgument,
    parse_labels,
    parse_offset,
    parse_states,
    require_ids,
)
from momentsearch.cli.output import (
    DENSE_GAP,
    cells_width,
    format_labels,
    format_size,
    make_table,
    print_json,
)
from momentsearch.cli.session import Session, connected
from momentsearch.cli.times import format_time
from momentsearch.errors import MomentSearchError
from momentsearch.results import Media, MediaKind, MediaState

LS_EXAMPLES = (
    "momentsearch ls",
    "momentsearch ls --collection films --state failed --label year=1962",
)
SHOW_EXAMPLES = ("momentsearch show 01j5k3",)
RM_EXAMPLES = ("momentsearch rm 01j5k3 01j5k4",)
WATCH_EXAMPLES = ("momentsearch watch 01j5k3",)
FRAME_EXAMPLES = (
    "momentsearch frame 01j5k3 0:01:02.5 -o frame.jpg",
    "momentsearch frame 01j5k3 62.5 --max-side 1920 -o - | display",
)
# In a narrow terminal these go on in the next line, once they have so many columns; where they have
# less, others are left to `show`.
_FOLDED = {"Title": 15, "State": 20, "Labels": 15}
_LEFT_OUT_FIRST = ("Kind", "Size", "Labels")


@connected
def ls(
    session: Session,
    collection: CollectionOption = "",
    state: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATE",
            help="Only in this state, as in queued, indexing, active or failed; may be given "
            "more than once.",
        ),
    ] = None,
    label: LabelOption = None,
) -> None:
    """List the media of a collection, oldest first.

    In a narrow terminal without kind, size and labels, which `momentsearch show` tells. With
    --json one line for each media.
    """
    with session.client() as client:
        media = client.list_media(
            collection=collection, states=parse_states(state), labels=parse_labels(label)
        )
        if session.json:
            for entry in media:
                print_json(entry)
        else:
            _print_media(session, list(media))


def _print_media(session: Session, media: list[Media]) -> None:
    if not media:
        session.out.print("No media here. `momentsearch index FILE` adds some.")
        return
    rows = [_cells(entry) for entry in media]
    headers = [header for header in rows[0] if any(row[header] for row in rows)]
    for least in _LEFT_OUT_FIRST:
        if least in headers and _width(headers, rows) > session.out.width:
            headers.remove(least)
    table = make_table(*headers, dense=True)
    for column in table.columns:
        column.no_wrap = column.header not in _FOLDED
    for row in rows:
        table.add_row(*(row[header] for header in headers))
    session.out.print(table)


def _cells(media: Media) -> dict[str, str]:
    return {
        "Id": media.media_id,
        "Title": media.title,
        "Kind": "" if media.kind is MediaKind.UNKNOWN else media.kind,
        "State": _short_state(media),
        "Length": _length(media.duration_seconds),
        "Size": format_size(media.size_bytes),
        "Labels": format_labels(list(media.labels.items())),
    }


def _width(headers: list[str], rows: list[dict[str, str]]) -> int:
    """The least that the table takes."""
    width = DENSE_GAP * (len(headers) - 1)
    for header in headers:
        longest = cells_width([header, *(row[header] for row in rows)])
        width += min(longest, _FOLDED.get(header, longest))
    return width


def _short_state(media: Media) -> str:
    """As ``describe_state``, and of progress only the share where the whole is known."""
    progress = media.progress
    if media.state is MediaState.INDEXING and progress is not None and progress.total_seconds:
        return f"{media.state} {progress.done_seconds / progress.total_seconds:.0%}"
    return describe_state(media)


def describe_state(media: Media) -> str:
    """With how far it has come, or why it failed."""
    if media.failure is not None:
        return f"{media.state}: {media.failure.reason}"
    if media.state is MediaState.INDEXING and media.progress is not None:
        return f"{media.state} {describe_progress(media)}"
    return media.state


def describe_progress(media: Media) -> str:
    """Length done so far, of how much where that is known."""
    if media.progress is None:
        return ""
    done = format_time(media.progress.done_seconds)
    total = media.progress.total_seconds
    return done if total is None else f"{done} of {format_time(total)}"


def _length(seconds: float | None) -> str:
    return "" if seconds is None else format_time(seconds)


@connected
def show(session: Session, media_id: MediaArgument) -> None:
    """Show everything known about one media: tracks, what is indexed, notes, failure."""
    with session.client() as client:
        media = client.get_media(media_id)
    if session.json:
        print_json(media)
    else:
        session.out.print(_details(media))


def _details(media: Media) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in _rows(media):
        table.add_row(name, value)
    return table


def _rows(media: Media) -> Iterator[tuple[str, str]]:
    yield "id", media.media_id
    yield "collection", media.collection
    yield "title", media.title
    yield "labels", format_labels(list(media.labels.items()))
    yield "kind", media.kind
    yield "state", describe_state(media)
    yield "length", _length(media.duration_seconds)
    yield "size", f"{media.size_bytes} bytes"
    yield "SHA-256", media.content_sha256
    yield "source", media.source
    yield "added", str(media.create_time or "")
    yield "changed", str(media.update_time or "")
    yield from _track_rows(media)
    for coverage in media.coverage:
        silent = coverage.silent_window_count
        told = f"; {silent} silent windows left out" if silent else ""
        yield "indexed", f"{coverage.space_id}: {coverage.sample_count} samples{told}"
    for note in media.notes:
        yield "note", f"{note.message} [{note.reason}]"
    if media.failure is not None:
        yield "failure", f"{media.failure.message} [{media.failure.reason}]"


def _track_rows(media: Media) -> Iterator[tuple[str, str]]:
    if media.picture_track is not None:
        track = media.picture_track
        rate = f", {track.frames_per_second:g} pictures/s" if track.frames_per_second else ""
        turned = f", turned by {track.rotation_degrees} degrees" if track.rotation_degrees else ""
        where = f"stream {track.stream_index}, from {format_time(track.start_seconds)}"
        yield "picture", f"{track.codec} {track.width}x{track.height}{rate}{turned}, {where}"
    if media.sound_track is not None:
        sound = media.sound_track
        where = f"stream {sound.stream_index}, from {format_time(sound.start_seconds)}"
        yield "sound", f"{sound.codec} {sound.channels} x {sound.sample_rate_hz} Hz, {where}"


@connected
def rm(
    session: Session,
    media_ids: Annotated[
        list[str],
        typer.Argument(
            metavar="MEDIA",
            help="The media's ids, as in 01j5k3; `momentsearch ls` shows them.",
            callback=require_ids,
        ),
    ],
) -> None:
    """Remove media from the index, together with their uploaded copies.

    Files that were imported by path stay where they are. Goes on after one that fails.
    """
    worst = ExitCode.OK
    with session.client() as client:
        for media_id in media_ids:
            try:
                client.delete_media(media_id)
            except MomentSearchError as error:
                session.print_problem(problems.describe(error, address=session.address))
                worst = problems.exit_code(error)
                continue
            _print_removed(session, media_id)
    raise typer.Exit(worst)


def _print_removed(session: Session, media_id: str) -> None:
    if session.json:
        print_json({"media_id": media_id, "removed": True})
    else:
        session.out.print(f"removed {media_id}")


@connected
def watch(session: Session, media_id: MediaArgument) -> None:
    """Follow a media until it is indexed. Exits with 5 where it cannot be.

    With --json one line for each change.
    """
    media = None
    with session.client() as client:
        for media in client.watch(media_id):
            if session.json:
                print_json(media)
            else:
                session.out.print(f"{media.title}: {describe_state(media)}")
    if media is not None and media.failure is not None:
        session.print_problem(f"{media.failure.message} [{media.failure.reason}]")
        raise typer.Exit(ExitCode.SOME_FAILED)


@connected
def frame(
    session: Session,
    media_id: MediaArgument,
    offset: Annotated[
        str,
        typer.Argument(
            metavar="OFFSET", help="When, from the start: seconds or h:mm:ss.s, as in 0:01:02.5."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file to write, as in frame.jpg; - is stdout.",
        ),
    ],
    max_side: Annotated[
        int,
        typer.Option(
            metavar="PIXELS", help="Longer side in pixels at most, as in 1920.", min=16, max=1920
        ),
    ] = 480,
) -> None:
    """Save the picture that a player shows at an offset, as JPEG."""
    to_stdout = str(output) == "-"
    if to_stdout and (session.json or sys.stdout.isatty()):
        raise typer.BadParameter("-o - writes the JPEG itself: without --json, and into a pipe")
    offset_seconds = parse_offset(offset) or 0.0
    with session.client() as client:
        picture = client.get_frame(media_id, offset_seconds, max_side_pixels=max_side)
    if to_stdout:
        sys.stdout.buffer.write(picture.jpeg)
        return
    output.write_bytes(picture.jpeg)
    shown = {"file": str(output), "start_seconds": picture.start_seconds}
    if session.json:
        print_json({**shown, "width": picture.width, "height": picture.height})
    else:
        session.out.print(
            f"{output}: {picture.width}x{picture.height}, shown from "
            f"{format_time(picture.start_seconds)}"
        )
