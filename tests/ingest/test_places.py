"""Places that calls take, wait for, and are refused."""

from __future__ import annotations

import threading

import pytest

from momentsearch_server.errors import Reason, ResourceExhausted
from momentsearch_server.ingest.places import Places

DEADLINE_SECONDS = 30.0


def test_who_finds_no_place_waits_and_who_comes_after_is_refused() -> None:
    places = Places(1, waiting=1)
    asked, began = threading.Event(), threading.Event()

    def wait() -> None:
        asked.set()
        with places.taken(Reason.TOO_MANY_LOOKS, "looking"):
            began.set()

    second = threading.Thread(target=wait)
    with places.taken(Reason.TOO_MANY_LOOKS, "looking"):
        second.start()
        assert asked.wait(DEADLINE_SECONDS)
        refused = _refused(places)
        assert not began.is_set()
    assert began.wait(DEADLINE_SECONDS)
    second.join(DEADLINE_SECONDS)
    assert refused.message.startswith("2 calls are looking already")
    assert refused.retry_after_seconds == pytest.approx(2)
    with places.taken(Reason.TOO_MANY_LOOKS, "looking"):  # all were given back
        pass


def _refused(places: Places) -> ResourceExhausted:
    """What the third call is told, once the second one waits."""
    for _ in range(round(DEADLINE_SECONDS / 0.01)):
        if places._room._value == 0:
            break
        threading.Event().wait(0.01)
    with (
        pytest.raises(ResourceExhausted) as caught,
        places.taken(Reason.TOO_MANY_LOOKS, "looking"),
    ):
        pass
    return caught.value
