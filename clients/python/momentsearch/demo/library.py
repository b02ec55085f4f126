"""The films brought into a server's library, once for each version of films and server."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from momentsearch._sync.client import Client
from momentsearch.demo.errors import DemoError
from momentsearch.demo.truth import Film
from momentsearch.results import Media, MediaState

INDEX_TIMEOUT_SECONDS = 900.0


@dataclass(frozen=True)
class Places:
    """Everything that the demonstration writes, below one folder."""

    folder: Path

    @property
    def films(self) -> Path:
        return self.folder / "films"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def made_from(self) -> Path:
        """Says which films and which server the library in ``data`` was made from."""
        return self.folder / "made-from.json"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def report(self) -> Path:
        return self.folder / "report.html"

    @property
    def labels(self) -> Path:
        return self.folder / "labels.jsonl"


class Report(Protocol):
    """Told what happens to each film on its way into the library."""

    def sending(self, film: Film, sent_bytes: int, total_bytes: int) -> None: ...

    def indexing(self, film: Film, media: Media) -> None: ...

    def done(self, film: Film, *, was_there: bool) -> None: ...


@contextlib.contextmanager
def held(folder: Path) -> Iterator[int]:
    """Keeps other demonstrations out of the folder; gives the descriptor that holds the lock.

    A server that inherits the descriptor holds the lock too, also where the demonstration itself
    was killed. Raises ``DemoError`` when another one has the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError(
                f"another demo is using {folder}, perhaps one with --keep: end it with Ctrl-C, or "
                "take another folder with --dir"
            ) from None
        yield file.fileno()


def forget_stale(places: Places, made_from: Mapping[str, Any]) -> bool:
    """Removes a library that was made from other films or by another server; says whether."""
    stale = places.data.exists() and _read(places.made_from) != made_from
    if stale:
        forget(places)
    places.made_from.write_text(json.dumps(made_from), encoding="utf-8")
    return stale


def forget(places: Places) -> None:
    shutil.rmtree(places.data)


def is_searchable(client: Client) -> bool:
    """Whether a search sees every sample that the media were indexed with.

    It does not where they were indexed with other encoders: spaces are never mixed.
    """
    active = client.list_media(states=[MediaState.ACTIVE])
    indexed = sum(space.sample_count for media in active for space in media.coverage)
    return client.search("anything", page_size=1).scope.sample_count == indexed


def index_films(client: Client, films: Sequence[Film], report: Report) -> dict[str, Media]:
    """Sends every film and waits until all are indexed; gives the media by file name.

    What the server has already is not indexed again. Raises ``DemoError`` where one fails.
    """
    added = {film: _send(client, film, report) for film in films}
    done = {}
    for film, (media, was_there) in added.items():
        if not media.state.is_final:
            media = client.wait_until_done(  # noqa: PLW2901 - the same media, later
                media.media_id,
                on_update=functools.partial(report.indexing, film),
                timeout_seconds=INDEX_TIMEOUT_SECONDS,
            )
        if media.state is not MediaState.ACTIVE:
            raise DemoError(f"the server could not index {film.path}: {_failure(media)}")
        report.done(film, was_there=was_there)
        done[film.path.name] = media
    return done


def _send(client: Client, film: Film, report: Report) -> tuple[Media, bool]:
    def on_progress(sent_bytes: int, total_bytes: int) -> None:
        report.sending(film, sent_bytes, total_bytes)

    added = client.upload_media(film.path, title=film.title, on_progress=on_progress)
    was_there = added.already_existed and added.media.state is MediaState.ACTIVE
    return added.media, was_there


def _failure(media: Media) -> str:
    failure = media.failure
    return f"{failure.message} [{failure.reason}]" if failure else f"it is {media.state}"


def _read(path: Path) -> Any:
    with contextlib.suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    return None
