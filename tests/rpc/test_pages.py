"""Walking pages gives everything once, in order, also when things come and go meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from momentsearch.v1 import collection_service_pb2 as collection_pb
from momentsearch.v1 import media_pb2, search_service_pb2
from momentsearch.v1 import media_service_pb2 as pb
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.rpc import convert
from tests.rpc.conftest import make_collection
from tests.rpc.support import Calls, refused, seconds
from tests.rpc.test_media_in import png

INVALID = "PAGE_TOKEN_INVALID"
# Each word is a moment somewhere.
MANY = "red green yellow purple hum whistle"


@pytest.fixture(scope="module")
def filled(shared: Calls) -> tuple[str, list[str]]:
    """A collection with seven stills, and their ids in the order in which they came."""
    name = make_collection(shared, "pages")
    sides = range(10, 17)
    added = [
        shared.upload(
            png("red", (side, side)), collection=name, labels={"even": str(side % 2 == 0)}
        )
        for side in sides
    ]
    ids = [answer.media.media_id for answer in added]
    for media_id in ids:
        shared.watch(media_id)
    return name, ids


def media_pages(calls: Calls, **fields: Any) -> Iterator[list[Media]]:
    token = ""
    while True:
        page = calls.media.ListMedia(pb.ListMediaRequest(page_token=token, **fields))
        yield list(page.media)
        token = page.next_page_token
        if not token:
            return


@pytest.mark.parametrize(("size", "lengths"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (0, [7])])
def test_media_page_by_page(
    shared: Calls, filled: tuple[str, list[str]], size: int, lengths: list[int]
) -> None:
    name, ids = filled
    pages = list(media_pages(shared, collection=name, page_size=size))
    assert [len(page) for page in pages] == lengths
    assert [media.media_id for page in pages for media in page] == ids


def test_media_by_labels_and_states(shared: Calls, filled: tuple[str, list[str]]) -> None:
    name, ids = filled
    pages = media_pages(shared, collection=name, page_size=2, labels={"even": "True"})
    assert [media.media_id for page in pages for media in page] == ids[::2]
    assert shared.list(collection=name, labels={"even": "true"}) == []
    active = [media_pb2.MEDIA_STATE_ACTIVE, media_pb2.MEDIA_STATE_UNSPECIFIED]
    assert len(shared.list(collection=name, states=active)) == 7
    for state in (media_pb2.MEDIA_STATE_FAILED, media_pb2.MEDIA_STATE_DELETING):
        assert shared.list(collection=name, states=[state]) == []


def test_a_media_that_goes_between_two_pages(shared: Calls, collection: str) -> None:
    added = [shared.upload(png("blue", (side, 9)), collection=collection) for side in range(9, 14)]
    ids = [answer.media.media_id for answer in added]
    pages = media_pages(shared, collection=collection, page_size=2)
    first = next(pages)
    shared.delete(ids[1])  # the very one that the token names
    rest = [media.media_id for page in pages for media in page]
    assert [media.media_id for media in first] + rest == ids


def test_collections_page_by_page(shared: Calls) -> None:
    made = {make_collection(shared, "walk") for _ in range(3)}
    names: list[str] = []
    token = ""
    while True:
        request = collection_pb.ListCollectionsRequest(page_size=2, page_token=token)
        page = shared.collections.ListCollections(request)
        assert 1 <= len(page.collections) <= 2
        names += [one.name for one in page.collections]
        token = page.next_page_token
        if not token:
            break
    assert names == sorted(set(names))
    assert made | {"default"} <= set(names)


def moment_pages(
    calls: Calls, text: str, *, sizes: tuple[int, ...], **fields: Any
) -> Iterator[search_service_pb2.SearchMomentsResponse]:
    token, number = "", 0
    while True:
        size = sizes[min(number, len(sizes) - 1)]
        page = calls.search(text, page_size=size, page_token=token, **fields)
        yield page
        token, number = page.next_page_token, number + 1
        if not token:
            return


@pytest.mark.parametrize("sizes", [(1,), (2,), (3, 1), (100,)])
def test_moments_page_by_page(
    shared: Calls, library: dict[str, Media], sizes: tuple[int, ...]
) -> None:
    everything = shared.search(MANY, collection="library", page_size=200)
    assert len(everything.moments) > 3
    assert everything.next_page_token == ""
    pages = list(moment_pages(shared, MANY, sizes=sizes, collection="library"))
    assert [moment for page in pages for moment in page.moments] == list(everything.moments)
    assert {page.presence for page in pages} == {everything.presence}
    assert all(page.scope == everything.scope for page in pages)


@pytest.mark.parametrize("most_bytes", [1, 20_000])
def test_a_page_that_would_be_too_large_ends_earlier(
    shared: Calls, library: dict[str, Media], most_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields: dict[str, Any] = {"collection": "library", "curve_point_count": 1_000}
    whole = shared.search(MANY, page_size=200, **fields).moments
    assert sum(moment.ByteSize() for moment in whole) > 20_000
    monkeypatch.setattr(convert, "LARGEST_PAGE_BYTES", most_bytes)
    pages = list(moment_pages(shared, MANY, sizes=(200,), **fields))
    assert [moment.media_id for page in pages for moment in page.moments] == [
        moment.media_id for moment in whole
    ]
    assert all(
        len(page.moments) == 1 or sum(one.ByteSize() for one in page.moments) < most_bytes
        for page in pages
    )
    assert len(pages) < len(whole) or most_bytes == 1
    # Candidates have no further page: what does not fit is left out.
    unsure = shared.search(MANY, minimum_confidence=1.0, candidate_count=100, **fields)
    assert 1 <= len(unsure.candidates) < len(whole)


def test_media_that_would_be_too_large_together_come_in_more_pages(
    shared: Calls, filled: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, ids = filled
    largest = max(media.ByteSize() for media in shared.list(collection=name))
    monkeypatch.setattr(convert, "LARGEST_PAGE_BYTES", 3 * (largest + 6))
    pages = list(media_pages(shared, collection=name))
    assert [media.media_id for page in pages for media in page] == ids
    assert [len(page) for page in pages] == [3, 3, 1]


def test_moments_when_a_media_comes_between_two_pages(shared: Calls, collection: str) -> None:
    for name in ("red_then_blue.mp4", "yellow.mp4"):
        shared.indexed(name, collection=collection)
    whole = shared.search(MANY, collection=collection, page_size=200).moments
    pages = moment_pages(shared, MANY, sizes=(1,), collection=collection)
    seen = [(m.media_id, m.start_offset.seconds) for m in next(pages).moments]
    shared.indexed("beeps.m4a", collection=collection)
    seen += [(m.media_id, m.start_offset.seconds) for page in pages for m in page.moments]
    assert len(seen) == len(set(seen))
    assert {media_id for media_id, _ in seen} >= {moment.media_id for moment in whole}


def test_a_token_of_another_question(shared: Calls, filled: tuple[str, list[str]]) -> None:
    name, _ = filled
    listed = shared.media.ListMedia(pb.ListMediaRequest(collection=name, page_size=1))
    for other in (
        {"collection": "default"},
        {"collection": name, "labels": {"even": "True"}},
        {"collection": name, "states": [media_pb2.MEDIA_STATE_ACTIVE]},
    ):
        request = pb.ListMediaRequest(page_token=listed.next_page_token, **other)
        error = refused(lambda request=request: shared.media.ListMedia(request))  # type: ignore[misc]
        assert (error.reason, error.field) == (INVALID, "page_token")
    for_collections = collection_pb.ListCollectionsRequest(page_token=listed.next_page_token)
    assert refused(lambda: shared.collections.ListCollections(for_collections)).reason == INVALID


def test_a_token_of_another_search(shared: Calls, library: dict[str, Media]) -> None:
    token = shared.search(MANY, collection="library", page_size=1).next_page_token
    assert token
    for other in (
        {"text": "blue"},
        {"group_by_media": True},
        {"minimum_confidence": 0.3},
        {"modalities": [1]},
        {"filter": search_service_pb2.MediaFilter(end_offset=seconds(5))},
        {"collection": "default"},
    ):
        fields: dict[str, Any] = {"text": MANY, "collection": "library", **other}
        error = refused(lambda fields=fields: shared.search(page_token=token, **fields))  # type: ignore[misc]
        assert (error.reason, error.field) == (INVALID, "page_token")
    # These may change from page to page.
    free = {"page_size": 7, "curve_point_count": 3, "candidate_count": 2}
    shared.search(MANY, collection="library", page_token=token, **free)
    # Said in other words it is the same question.
    same = search_service_pb2.MediaFilter(start_offset=seconds(0))
    shared.search(f" {MANY} ", collection="library", page_token=token, filter=same)
