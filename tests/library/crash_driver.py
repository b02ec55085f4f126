"""Does one thing to a library and is killed at one of its checkpoints; run by ``test_crashes``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from momentsearch_server.library import removing
from momentsearch_server.library.library import Library
from tests.library.support import FACTS, SOUND_SPACE, SPACE, commit, new_media, timeline


def killer(checkpoint: str, times: int) -> Callable[[str], None]:
    """A hook that kills this process at the ``times``-th passing of a checkpoint."""
    left = times

    def passed(name: str) -> None:
        nonlocal left
        left -= name == checkpoint
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return passed


def prepare(library: Library) -> None:
    """Two spaces, and two media that are acknowledged; the second one's bytes are owned."""
    library.register_space(SPACE)
    library.register_space(SOUND_SPACE)
    commit(library, "first", seed=1)
    upload = library.begin_upload(max_bytes=100)
    upload.append(b"second")
    added = library.add_upload(
        upload.finish(), collection="default", title="second", source="second.mp4", labels={}
    )
    finish_job(library, added.media.media_id, count=6)


def finish_job(library: Library, media_id: str, *, count: int) -> None:
    """Claims the media's job and commits it, in two spaces."""
    job = library.catalog.jobs.claim()
    assert job is not None
    assert job.media_id == media_id
    timelines = [timeline(media_id, count=count, space=space) for space in (SPACE, SOUND_SPACE)]
    library.commit_media(media_id, timelines, FACTS)


def commit_third(library: Library) -> None:
    added = library.add_import(new_media("third"))
    finish_job(library, added.media.media_id, count=9)


def remove_second(library: Library) -> None:
    _, second = library.catalog.list_media("default", page_size=2)
    assert second.title == "second"
    library.remove_media(second.media_id)
    library.finish_removals()


def remove_all(library: Library) -> None:
    library.remove_collection("default", force=True)
    with patch.object(removing, "REMOVED_AT_ONCE", 1):
        library.finish_removals()


def rebuild(library: Library) -> None:
    library.rebuild_index()


ACTIONS: dict[str, Callable[[Library], None]] = {
    "commit": commit_third,
    "remove": remove_second,
    "remove_all": remove_all,
    "rebuild": rebuild,
}


def main(data_dir: str, action: str, checkpoint: str, times: str) -> None:
    with Library.open(Path(data_dir))[0] as library:
        prepare(library)
    hook = killer(checkpoint, int(times))
    with Library.open(Path(data_dir), checkpoint=hook)[0] as library:
        ACTIONS[action](library)


if __name__ == "__main__":
    main(*sys.argv[1:])
