import math
from datetime import UTC, datetime
from typing import Any

import pytest

import momentsearch
from momentsearch.v1 import common_pb2, media_pb2, search_service_pb2
from tests.client.fake_server import FakeServer, seconds


def test_collections_are_made_listed_and_removed(client: Any, server: FakeServer) -> None:
    created = client.create_collection("films")
    assert created == momentsearch.Collection(
        name="films",
        create_time=datetime.fromtimestamp(1_700_000_000, UTC),
        media_count=0,
        active_media_count=0,
    )
    assert client.get_collection("films") == created
    server.library.collections |= {"birds": 3, "cars": 0}
    assert [c.name for c in client.list_collections()] == ["birds", "cars", "films"]
    assert client.delete_collection("birds", force=True) == 3
    assert server.library.requests["DeleteCollection"][0].force


def test_listing_asks_for_one_page_after_the_other(client: Any, server: FakeServer) -> None:
    for number in range(5):
        server.library.add(f"m{number}")
    listed = client.list_media(
        collection="films",
        states=[momentsearch.MediaState.ACTIVE],
        labels={"year": "1962"},
        page_size=2,
    )
    assert [media.media_id for media in listed] == ["m0", "m1", "m2", "m3", "m4"]
    requests = server.library.requests["ListMedia"]
    assert [request.page_token for request in requests] == ["", "2", "4"]
    for request in requests:
        assert request.collection == "films"
        assert list(request.states) == [media_pb2.MEDIA_STATE_ACTIVE]
        assert dict(request.labels) == {"year": "1962"}


def test_a_media_comes_with_everything_known_of_it(client: Any, server: FakeServer) -> None:
    sent = server.library.add(
        "m1",
        kind=media_pb2.MEDIA_KIND_VIDEO,
        labels={"year": "1962"},
        duration=seconds(12.345678),
        size_bytes=2**40,
        picture_track=media_pb2.PictureTrack(
            codec="h264", width=320, height=180, frame_rate=25, start_offset=seconds(8.33)
        ),
        coverage=[
            media_pb2.SpaceCoverage(
                space_id="picture-1234", modality=common_pb2.MODALITY_PICTURE, sample_count=12
            )
        ],
        notes=[media_pb2.MediaNote(reason="NO_SOUND_TRACK", message="it has no sound")],
    )
    sent.create_time.FromMicroseconds(1_700_000_000_123_456)
    media = client.get_media("m1")
    assert media.state is momentsearch.MediaState.ACTIVE
    assert media.kind is momentsearch.MediaKind.VIDEO
    assert media.duration_seconds == 12.345678
    assert media.size_bytes == 2**40
    assert media.labels == {"year": "1962"}
    assert media.create_time == datetime(2023, 11, 14, 22, 13, 20, 123456, tzinfo=UTC)
    assert media.update_time is None
    assert media.picture_track.start_seconds == 8.33
    assert media.sound_track is None
    assert media.coverage[0].modality is momentsearch.Modality.PICTURE
    assert media.notes == (momentsearch.MediaNote("NO_SOUND_TRACK", "it has no sound"),)
    assert media.failure is None
    assert media.progress is None


def test_an_unknown_enum_of_a_newer_server_is_unknown(client: Any, server: FakeServer) -> None:
    server.library.add("m1", state=77, kind=99)
    media = client.get_media("m1")
    assert media.state is momentsearch.MediaState.UNKNOWN
    assert media.kind is momentsearch.MediaKind.UNKNOWN


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"title": "New"}, ["title"]),
        ({"labels": {}}, ["labels"]),
        ({"title": "New", "labels": {"a": "b"}}, ["title", "labels"]),
    ],
)
def test_only_what_is_given_is_updated(
    client: Any, server: FakeServer, changes: dict[str, Any], paths: list[str]
) -> None:
    server.library.add("m1")
    client.update_media("m1", **changes)
    request = server.library.requests["UpdateMedia"][0]
    assert list(request.update_mask.paths) == paths
    assert request.title == changes.get("title", "")
    assert dict(request.labels) == changes.get("labels", {})


def test_media_are_imported_and_removed(client: Any, server: FakeServer) -> None:
    added = client.import_media("/films/a.mp4", title="A", labels={"k": "v"})
    assert not added.already_existed
    assert added.media.source == "/films/a.mp4"
    client.delete_media(added.media.media_id)
    with pytest.raises(momentsearch.NotFoundError):
        client.delete_media(added.media.media_id)


def test_frames_and_waveforms_take_seconds(client: Any, server: FakeServer) -> None:
    frame = client.get_frame("m1", 1.2345675, max_side_pixels=64)
    assert frame == momentsearch.Frame(b"\xff\xd8jpeg", 1.234568, 480, 270)
    assert server.library.requests["GetFrame"][0].max_side_pixels == 64
    waveform = client.get_waveform("m1", start_seconds=1, end_seconds=2, point_count=2)
    assert waveform == momentsearch.Waveform((-0.5, -1.0), (0.5, 1.0))
    client.get_waveform("m1")
    bounded, unbounded = server.library.requests["GetWaveform"]
    assert bounded.end_offset.seconds == 2
    assert not unbounded.HasField("end_offset")


def test_a_time_that_is_no_number_is_refused_before_it_is_sent(
    client: Any, server: FakeServer
) -> None:
    with pytest.raises(ValueError, match="finite number of seconds, not nan"):
        client.get_frame("m1", math.nan)
    assert server.library.calls["GetFrame"] == 0


def test_a_search_sends_all_that_it_is_given(client: Any, server: FakeServer) -> None:
    client.search(
        "a red car",
        collection="films",
        modalities=[momentsearch.Modality.SOUND],
        media_ids=["m1", "m2"],
        labels={"year": "1962"},
        start_seconds=1.5,
        end_seconds=60,
        page_size=7,
        group_by_media=True,
        minimum_confidence=0.0,
        curve_point_count=24,
    )
    request = server.library.requests["SearchMoments"][0]
    assert request.query.text.text == "a red car"
    assert request.collection == "films"
    assert list(request.modalities) == [common_pb2.MODALITY_SOUND]
    assert list(request.filter.media_ids) == ["m1", "m2"]
    assert dict(request.filter.labels) == {"year": "1962"}
    assert request.filter.start_offset.ToMicroseconds() == 1_500_000
    assert request.filter.end_offset.seconds == 60
    assert request.page_size == 7
    assert request.group_by_media
    assert request.HasField("minimum_confidence")
    assert request.minimum_confidence == 0
    assert request.curve_point_count == 24


def test_a_search_leaves_unsaid_what_it_is_not_given(client: Any, server: FakeServer) -> None:
    client.search("a red car")
    request = server.library.requests["SearchMoments"][0]
    assert not request.HasField("minimum_confidence")
    assert not request.filter.HasField("start_offset")
    assert not request.filter.HasField("end_offset")


def make_moment(number: int) -> search_service_pb2.Moment:
    return search_service_pb2.Moment(
        media_id=f"m{number}",
        title=f"Film {number}",
        media_kind=media_pb2.MEDIA_KIND_VIDEO,
        start_offset=seconds(number),
        end_offset=seconds(number + 2.5),
        score=9.0 - number,
        confidence=0.75,
        confidence_level=search_service_pb2.CONFIDENCE_LEVEL_MEDIUM,
        evidence=[
            search_service_pb2.SpaceEvidence(
                space_id="picture-1234",
                modality=common_pb2.MODALITY_PICTURE,
                best_offset=seconds(number + 1),
                similarity=0.31,
                peak_evidence=6.5,
                curve=search_service_pb2.EvidenceCurve(
                    end_offset=seconds(60), points=[0.5, math.nan]
                ),
            )
        ],
        best_frame_offset=seconds(number + 1),
    )


def test_a_moment_says_where_and_why(client: Any, server: FakeServer) -> None:
    server.library.moments = [make_moment(3)]
    result = client.search("a red car")
    assert result.found
    assert len(result) == 1
    (moment,) = result
    assert (moment.start_seconds, moment.end_seconds) == (3.0, 5.5)
    assert moment.span == momentsearch.Span(3_000_000, 5_500_000)
    assert moment.span.duration_seconds == 2.5
    assert moment.confidence == 0.75
    assert moment.confidence_level is momentsearch.ConfidenceLevel.MEDIUM
    assert result.candidates == ()
    assert moment.best_frame_seconds == 4.0
    assert moment.evidence[0].best_seconds == 4.0
    assert moment.evidence[0].curve.span.end_seconds == 60
    assert moment.evidence[0].curve.points[0] == 0.5
    assert math.isnan(moment.evidence[0].curve.points[1])
    assert result.scope.sample_count == 40


def test_nothing_found_is_an_answer(client: Any, server: FakeServer) -> None:
    server.library.presence = search_service_pb2.PRESENCE_NOT_FOUND
    result = client.search("a unicorn")
    assert not result.found
    assert result.presence is momentsearch.Presence.NOT_FOUND
    assert result.candidates == ()


def test_candidates_are_beside_what_is_found(client: Any, server: FakeServer) -> None:
    server.library.presence = search_service_pb2.PRESENCE_NOT_FOUND
    unknown = make_moment(5)
    unknown.confidence_level = 99  # of a newer server
    server.library.candidates = [make_moment(4), unknown]
    result = client.search("a unicorn", candidate_count=2)
    assert list(result) == []
    assert [one.media_id for one in result.candidates] == ["m4", "m5"]
    assert result.candidates[1].confidence_level is momentsearch.ConfidenceLevel.UNKNOWN
    (page,) = client.search_pages("a unicorn", candidate_count=1)
    assert [one.media_id for one in page.candidates] == ["m4"]


def test_a_text_that_was_not_read_to_its_end_is_told(client: Any, server: FakeServer) -> None:
    assert client.search("a red car").cut_texts == ()
    cut = {"term_index": 1, "term_text": "a b c", "space_id": "s", "encoder": "e", "read_text": "a"}
    server.library.cut_texts = [search_service_pb2.CutText(modality=2, **cut)]
    (told,) = client.search("a red car").cut_texts
    assert told == momentsearch.CutText(modality=momentsearch.Modality.SOUND, **cut)


def test_every_page_of_a_search(client: Any, server: FakeServer) -> None:
    server.library.moments = [make_moment(number) for number in range(5)]
    pages = client.search_pages("a red car", page_size=2)
    assert [len(page) for page in pages] == [2, 2, 1]
    moments = client.search_all("a red car", page_size=3, collection="films")
    assert [moment.media_id for moment in moments] == ["m0", "m1", "m2", "m3", "m4"]
    assert {request.collection for request in server.library.requests["SearchMoments"][3:]} == {
        "films"
    }
    second = client.search("a red car", page_size=2, page_token=pages[0].next_page_token)
    assert [moment.media_id for moment in second] == ["m2", "m3"]


def test_the_server_tells_whether_it_is_ready_and_its_version(
    client: Any, server: FakeServer
) -> None:
    assert client.server_status() == momentsearch.ServerStatus(serving=True, version="9.8.7")
    server.set_serving(False)
    assert not client.server_status().serving
    with pytest.raises(momentsearch.DeadlineExceededError, match="no server was ready"):
        client.wait_until_serving(timeout_seconds=1)
    server.set_serving(True)
    client.wait_until_serving(timeout_seconds=1)


def test_waiting_for_a_server_that_never_comes_ends(connect: Any) -> None:
    client = connect(address="localhost:1")
    with pytest.raises(momentsearch.DeadlineExceededError, match="localhost:1 within 2 s"):
        client.wait_until_serving(timeout_seconds=2)
    assert sum(client.clock.slept) == pytest.approx(2.0, abs=0.3)
