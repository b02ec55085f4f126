from typing import Any

import grpc
import pytest

import momentsearch
from momentsearch import MediaState
from momentsearch.v1 import media_pb2
from tests.client.fake_server import Failure, FakeServer, seconds


def script(server: FakeServer, media_id: str, final_state: int) -> None:
    """Queued, indexing, then ``final_state``."""
    server.library.add(media_id, state=final_state)
    server.library.watch_script[media_id] = [
        media_pb2.Media(media_id=media_id, state=media_pb2.MEDIA_STATE_QUEUED),
        media_pb2.Media(
            media_id=media_id,
            state=media_pb2.MEDIA_STATE_INDEXING,
            progress=media_pb2.IndexingProgress(done=seconds(5), total=seconds(20), attempt=1),
        ),
    ]


def test_every_change_until_it_is_active(client: Any, server: FakeServer) -> None:
    script(server, "m1", media_pb2.MEDIA_STATE_ACTIVE)
    seen = client.watch("m1")
    assert [media.state for media in seen] == [
        MediaState.QUEUED,
        MediaState.INDEXING,
        MediaState.ACTIVE,
    ]
    assert seen[1].progress == momentsearch.IndexingProgress(5.0, 20.0, 1)


def test_a_watch_goes_on_after_the_server_was_away(client: Any, server: FakeServer) -> None:
    script(server, "m1", media_pb2.MEDIA_STATE_ACTIVE)
    away_midway = Failure(grpc.StatusCode.UNAVAILABLE, after_messages=1)
    server.library.failures["WatchMedia"] = [away_midway] * 6
    seen = client.watch("m1")
    assert seen[-1].state is MediaState.ACTIVE
    # More often than attempts are allowed, for each time something had arrived.
    assert server.library.calls["WatchMedia"] == 7


def test_a_watch_without_any_answer_gives_up(client: Any, server: FakeServer) -> None:
    server.library.failures["WatchMedia"] = [Failure(grpc.StatusCode.UNAVAILABLE)] * 9
    with pytest.raises(momentsearch.UnavailableError):
        client.watch("m1")
    assert server.library.calls["WatchMedia"] == 4


def test_waiting_returns_the_media_well_or_badly_done(client: Any, server: FakeServer) -> None:
    script(server, "m1", media_pb2.MEDIA_STATE_ACTIVE)
    script(server, "m2", media_pb2.MEDIA_STATE_FAILED)
    server.library.media["m2"].failure.reason = "NOT_MEDIA"
    updates: list[momentsearch.Media] = []
    assert client.wait_until_done("m1", on_update=updates.append).state is MediaState.ACTIVE
    assert len(updates) == 3
    good, bad = client.wait_until_all_done(["m1", "m2"], timeout_seconds=10)
    assert good.state is MediaState.ACTIVE
    assert bad.state is MediaState.FAILED
    assert bad.failure.reason == "NOT_MEDIA"


def test_a_watch_that_ends_early_is_not_taken_for_done(client: Any, server: FakeServer) -> None:
    script(server, "m1", media_pb2.MEDIA_STATE_INDEXING)
    with pytest.raises(momentsearch.MomentSearchError) as caught:
        client.wait_until_done("m1")
    assert caught.value.reason == "WATCH_ENDED_EARLY"


def test_a_media_that_is_removed_is_said(client: Any) -> None:
    with pytest.raises(momentsearch.NotFoundError) as caught:
        client.wait_until_done("gone")
    assert caught.value.reason == "MEDIA_NOT_FOUND"


def test_stopping_to_listen_ends_the_call(server: FakeServer) -> None:
    script(server, "m1", media_pb2.MEDIA_STATE_ACTIVE)
    with momentsearch.Client(server.address) as client:
        for media in client.watch("m1"):
            assert media.state is MediaState.QUEUED
            break
        assert client.get_media("m1").media_id == "m1"
