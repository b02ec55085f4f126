from typing import Any

import grpc
import pytest

import momentsearch
from momentsearch import RetryPolicy
from tests.client.fake_server import Failure, FakeServer

AWAY = Failure(grpc.StatusCode.UNAVAILABLE, reason="INDEX_UNAVAILABLE")
BUSY = Failure(grpc.StatusCode.RESOURCE_EXHAUSTED, reason="QUEUE_FULL", retry_after_seconds=7)


def test_a_read_is_tried_again_with_growing_pauses(client: Any, server: FakeServer) -> None:
    server.library.add("m1")
    server.library.failures["GetMedia"] = [AWAY] * 3
    assert client.get_media("m1").media_id == "m1"
    assert server.library.calls["GetMedia"] == 4
    # 0.2 s doubled each time; chance says a half, which shortens to three quarters.
    assert client.clock.slept == pytest.approx([0.15, 0.3, 0.6])


def test_it_gives_up_after_the_last_attempt(client: Any, server: FakeServer) -> None:
    server.library.failures["GetMedia"] = [AWAY] * 9
    with pytest.raises(momentsearch.UnavailableError) as caught:
        client.get_media("m1")
    assert caught.value.reason == "INDEX_UNAVAILABLE"
    assert server.library.calls["GetMedia"] == 4


@pytest.mark.parametrize(
    ("method", "call"),
    [
        ("CreateCollection", lambda client: client.create_collection("films")),
        ("DeleteCollection", lambda client: client.delete_collection("films")),
        ("UpdateMedia", lambda client: client.update_media("m1", title="New")),
        ("DeleteMedia", lambda client: client.delete_media("m1")),
    ],
)
def test_what_changes_something_is_never_repeated(
    client: Any, server: FakeServer, method: str, call: Any
) -> None:
    server.library.failures[method] = [AWAY]
    with pytest.raises(momentsearch.UnavailableError):
        call(client)
    assert server.library.calls[method] == 1
    assert client.clock.slept == []


def test_other_failures_are_not_repeated(client: Any, server: FakeServer) -> None:
    server.library.failures["SearchMoments"] = [Failure(grpc.StatusCode.INTERNAL)]
    with pytest.raises(momentsearch.InternalServerError):
        client.search("a red car")
    assert server.library.calls["SearchMoments"] == 1


def test_an_import_is_repeated(client: Any, server: FakeServer) -> None:
    server.library.failures["ImportMedia"] = [AWAY]
    client.import_media("/films/a.mp4")
    assert server.library.calls["ImportMedia"] == 2


def test_a_busy_server_is_not_waited_for_unasked(client: Any, server: FakeServer) -> None:
    server.library.failures["ImportMedia"] = [BUSY]
    with pytest.raises(momentsearch.ResourceExhaustedError):
        client.import_media("/films/a.mp4")
    assert server.library.calls["ImportMedia"] == 1


def test_a_busy_server_is_waited_for_as_long_as_it_says(connect: Any, server: FakeServer) -> None:
    waits = []
    retry = RetryPolicy(
        wait_when_busy=True, on_wait=lambda error, seconds: waits.append((error.reason, seconds))
    )
    client = connect(address=server.address, retry=retry, timeout_seconds=10)
    server.library.failures["ImportMedia"] = [BUSY] * 6
    client.import_media("/films/a.mp4")
    assert waits == [("QUEUE_FULL", 7.0)] * 6
    assert client.clock.slept == [7.0] * 6
    # 42 s of waiting did not eat up the call's 10 s.
    assert server.library.remaining_seconds[-1] > 8


def test_a_full_disk_is_not_waited_for(connect: Any, server: FakeServer) -> None:
    client = connect(address=server.address, retry=RetryPolicy(wait_when_busy=True))
    server.library.failures["ImportMedia"] = [
        Failure(grpc.StatusCode.RESOURCE_EXHAUSTED, reason="STORAGE_FULL", retry_after_seconds=60)
    ]
    with pytest.raises(momentsearch.ResourceExhaustedError):
        client.import_media("/films/a.mp4")


def test_the_deadline_is_for_all_attempts_together(connect: Any, server: FakeServer) -> None:
    client = connect(address=server.address, timeout_seconds=0.4)
    server.library.failures["GetMedia"] = [AWAY] * 9
    with pytest.raises(momentsearch.UnavailableError):
        client.get_media("m1")
    # 0.15 s were slept; another 0.3 s would have ended after the deadline.
    assert client.clock.slept == pytest.approx([0.15])
    first, second = server.library.remaining_seconds
    assert second < first < 0.5


def test_each_call_can_have_its_own_deadline(client: Any, server: FakeServer) -> None:
    client.search("a red car")
    client.search("a red car", timeout_seconds=5)
    default, own = server.library.remaining_seconds
    assert 25 < default < 31
    assert 4 < own < 6


def test_an_import_may_take_as_long_as_reading_the_file(connect: Any, server: FakeServer) -> None:
    client = connect(address=server.address, timeout_seconds=5)
    client.import_media("/films/a.mp4")
    client.import_media("/films/a.mp4", timeout_seconds=20)
    unlimited, limited = server.library.remaining_seconds
    assert unlimited > 3600
    assert 5 < limited < 60


def test_a_deadline_that_passes_is_said(client: Any, server: FakeServer) -> None:
    server.library.failures["GetMedia"] = [Failure(grpc.StatusCode.INTERNAL, delay_seconds=0.5)]
    with pytest.raises(momentsearch.DeadlineExceededError):
        client.get_media("m1", timeout_seconds=0.1)


def test_a_policy_without_attempts_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0"):
        RetryPolicy(max_attempts=0)
