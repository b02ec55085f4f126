"""The whole way over a real channel: media in, moments out."""

from __future__ import annotations

import grpc
import pytest

from momentsearch.v1 import media_pb2, media_service_pb2, search_service_pb2
from momentsearch.v1.media_service_pb2_grpc import MediaServiceStub
from momentsearch.v1.search_service_pb2_grpc import SearchServiceStub


def indexed(channel: grpc.Channel, *names: str) -> dict[str, media_pb2.Media]:
    """Imports files and waits until each is ACTIVE or FAILED."""
    stub = MediaServiceStub(channel)
    media = {}
    for name in names:
        added = stub.ImportMedia(media_service_pb2.ImportMediaRequest(path=name)).media
        watched = stub.WatchMedia(media_service_pb2.WatchMediaRequest(media_id=added.media_id))
        media[name] = [message.media for message in watched][-1]
    return media


def search(
    channel: grpc.Channel, text: str, **fields: object
) -> search_service_pb2.SearchMomentsResponse:
    query = search_service_pb2.Query(text=search_service_pb2.TextQuery(text=text))
    request = search_service_pb2.SearchMomentsRequest(query=query, **fields)
    return SearchServiceStub(channel).SearchMoments(request)


def span_seconds(moment: search_service_pb2.Moment) -> tuple[float, float]:
    return (
        moment.start_offset.ToTimedelta().total_seconds(),
        moment.end_offset.ToTimedelta().total_seconds(),
    )


def test_what_is_seen_is_found_where_it_is(channel: grpc.Channel) -> None:
    media = indexed(channel, "red_then_blue.mp4", "yellow.mp4", "beeps.m4a")
    assert {one.state for one in media.values()} == {media_pb2.MEDIA_STATE_ACTIVE}
    first = search(channel, "the blue part").moments[0]
    assert first.media_id == media["red_then_blue.mp4"].media_id
    assert span_seconds(first) == pytest.approx((6, 14), abs=0.51)
    assert 6 <= first.best_frame_offset.ToTimedelta().total_seconds() < 14
