"""What looking into indexed media hands on to the decoder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from momentsearch_server.errors import (
    CallOver,
    FailedPrecondition,
    MediaRejected,
    Reason,
    ResourceExhausted,
)
from momentsearch_server.ingest import look
from momentsearch_server.ingest.files import KnownFiles
from momentsearch_server.ingest.look import Look
from momentsearch_server.ingest.places import Places
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import MediaFacts
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.media.messages import GrabbedFrame
from momentsearch_server.media.sandbox import WorkerLimits
from tests.library.support import SPACE, new_media, timeline

WIDTH, HEIGHT = 400, 300


def never(_cancel: Callable[[], None]) -> None:
    """The answer is wanted until it is there."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path / "data", index=ExactIndex())
    with opened:
        opened.register_space(SPACE)
        yield opened


@pytest.fixture
def still(library: Library, tmp_path: Path) -> str:
    path = tmp_path / "still.png"
    Image.new("RGB", (WIDTH, HEIGHT), (200, 100, 50)).save(path)
    new = new_media("still", path=str(path), size_bytes=path.stat().st_size)
    media_id = library.add_import(new).media.media_id
    assert library.catalog.jobs.claim() is not None
    facts = MediaFacts("still", 0, {"picture": {"width": WIDTH}})
    library.commit_media(media_id, [timeline(media_id)], facts)
    return media_id


def test_a_picture_is_shown_up_to_the_size_that_is_indexed(library: Library, still: str) -> None:
    at_most = Look(library, WorkerLimits(), WIDTH * HEIGHT, Places(1), KnownFiles(library))
    assert at_most.frame(still, 0, max_side_px=100, on_start=never).width == 100
    less = Look(library, WorkerLimits(), WIDTH * HEIGHT - 1, Places(1), KnownFiles(library))
    with pytest.raises(MediaRejected) as caught:
        less.frame(still, 0, max_side_px=100, on_start=never)
    assert caught.value.reason is Reason.PICTURE_TOO_LARGE


def test_a_frame_is_waited_for_less_long_than_an_indexing(
    library: Library, still: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[WorkerLimits] = []

    def grab(*_: object, limits: WorkerLimits, **__: Any) -> GrabbedFrame:
        given.append(limits)
        return GrabbedFrame(b"", 0, 1, 1)

    monkeypatch.setattr(look, "grab_frame", grab)
    limits = WorkerLimits(memory_bytes=1 << 30, cpu_seconds=50, wall_seconds=1e6, stall_seconds=9)
    Look(library, limits, WIDTH * HEIGHT, Places(1), KnownFiles(library)).frame(
        still, 0, max_side_px=100, on_start=never
    )
    assert given == [WorkerLimits(1 << 30, 50, wall_seconds=60.0, stall_seconds=9)]


def test_another_film_in_the_place_of_the_one_that_was_indexed(
    library: Library, still: str, tmp_path: Path
) -> None:
    Image.new("RGB", (WIDTH + 1, HEIGHT), (1, 2, 3)).save(tmp_path / "still.png", compress_level=0)
    a_look = Look(library, WorkerLimits(), 2 * WIDTH * HEIGHT, Places(1), KnownFiles(library))
    with pytest.raises(FailedPrecondition, match="remove the media and import it again") as caught:
        a_look.frame(still, 0, max_side_px=100, on_start=never)
    assert caught.value.reason is Reason.MEDIA_BYTES_CHANGED
    (tmp_path / "still.png").unlink()
    with pytest.raises(MediaRejected, match=r"still\.png") as gone:
        a_look.frame(still, 0, max_side_px=100, on_start=never)
    assert gone.value.reason is Reason.FILE_DISAPPEARED


def test_a_look_that_is_not_wanted_any_more_ends(library: Library, still: str) -> None:
    a_look = Look(library, WorkerLimits(), WIDTH * HEIGHT, Places(1), KnownFiles(library))
    with pytest.raises(CallOver):
        a_look.frame(still, 0, max_side_px=100, on_start=lambda cancel: cancel())
    assert a_look.frame(still, 0, max_side_px=100, on_start=never).width == 100


def test_no_more_look_at_once_than_there_are_places(library: Library, still: str) -> None:
    a_look = Look(library, WorkerLimits(), WIDTH * HEIGHT, Places(1), KnownFiles(library))
    refused: list[Reason] = []

    def look_again(_cancel: Callable[[], None]) -> None:
        with pytest.raises(ResourceExhausted) as caught:
            a_look.frame(still, 0, max_side_px=100, on_start=never)
        assert caught.value.retry_after_seconds > 0
        refused.append(caught.value.reason)

    assert a_look.frame(still, 0, max_side_px=100, on_start=look_again).width == 100
    assert refused == [Reason.TOO_MANY_LOOKS]
