"""Words in, moments out, over a real channel."""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from momentsearch.v1 import common_pb2, media_pb2
from momentsearch.v1 import media_service_pb2 as pb
from momentsearch.v1 import search_service_pb2 as search_pb
from momentsearch.v1.collection_service_pb2 import CreateCollectionRequest, DeleteCollectionRequest
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.assembly import App
from momentsearch_server.search.moments import level_of
from tests.colour_films import make_film
from tests.rpc.conftest import Serve, settings_for, start_app
from tests.rpc.support import Calls, in_seconds, seconds, span_seconds

PICTURE, SOUND = common_pb2.MODALITY_PICTURE, common_pb2.MODALITY_SOUND
FOUND, NOT_FOUND, EMPTY_SCOPE = (
    search_pb.PRESENCE_FOUND,
    search_pb.PRESENCE_NOT_FOUND,
    search_pb.PRESENCE_EMPTY_SCOPE,
)


@pytest.fixture
def ids(library: dict[str, Media]) -> dict[str, str]:
    return {name.partition(".")[0]: media.media_id for name, media in library.items()}


def ask(calls: Calls, text: str, **fields: Any) -> search_pb.SearchMomentsResponse:
    return calls.search(text, **{"collection": "library", **fields})


def test_what_is_seen(shared: Calls, ids: dict[str, str]) -> None:
    answer = ask(shared, "the blue part", modalities=[PICTURE])
    first = answer.moments[0]
    assert answer.presence == FOUND
    assert first.media_id == ids["red_then_blue"]
    assert (first.title, first.media_kind) == ("red_then_blue.mp4", media_pb2.MEDIA_KIND_VIDEO)
    assert span_seconds(first) == pytest.approx((6, 14), abs=0.51)
    assert 6 <= in_seconds(first.best_frame_offset) < 14
    assert {one.modality for moment in answer.moments for one in moment.evidence} == {PICTURE}


def test_a_text_that_no_encoder_reads_to_its_end(shared: Calls, ids: dict[str, str]) -> None:
    assert not ask(shared, "the blue part").cut_texts
    read = "the blue part" + " of it" * 21 + " in all of which nothing"
    answer = ask(shared, f"{read} but red is found", modalities=[PICTURE])
    (cut,) = answer.cut_texts
    assert (cut.term_index, cut.term_text) == (0, f"{read} but red is found")
    assert (cut.read_text, cut.modality, cut.encoder) == (read, PICTURE, "fake-picture")
    assert cut.space_id == answer.moments[0].evidence[0].space_id
    as_read = ask(shared, read, modalities=[PICTURE])
    assert [span_seconds(one) for one in answer.moments] == [
        span_seconds(one) for one in as_read.moments
    ]


def test_each_text_and_encoder_is_told_apart(shared: Calls, ids: dict[str, str]) -> None:
    long = search_pb.Query(text=search_pb.TextQuery(text="rain " * 51))
    short = search_pb.Query(text=search_pb.TextQuery(text="red"))
    seen = search_pb.Query(text=search_pb.TextQuery(text="snow " * 51, modality=PICTURE))
    query = search_pb.Query(all_of=search_pb.AllOfQuery(queries=[short, long, seen]))
    request = search_pb.SearchMomentsRequest(collection="library", query=query)
    cut_texts = shared.search_service.SearchMoments(request).cut_texts
    assert [(cut.term_index, cut.modality) for cut in cut_texts] == [
        (1, PICTURE),
        (1, SOUND),
        (2, PICTURE),
    ]


def test_what_is_heard(shared: Calls, ids: dict[str, str]) -> None:
    answer = ask(shared, "a loud whistle", modalities=[SOUND])
    first = answer.moments[0]
    assert first.media_id == ids["red_then_blue"]
    start, end = span_seconds(first)
    assert start == pytest.approx(15.5, abs=2.6)
    assert end == pytest.approx(20, abs=0.5)
    assert {one.modality for moment in answer.moments for one in moment.evidence} == {SOUND}
    # A film is shown by the picture that goes with the sound.
    assert start - 1 <= in_seconds(first.best_frame_offset) <= end
    heard = ask(shared, "hum", modalities=[SOUND]).moments[0]
    assert heard.media_id == ids["beeps"]
    assert not heard.HasField("best_frame_offset")


def test_both_at_once(shared: Calls, ids: dict[str, str]) -> None:
    answer = ask(shared, "red tone")
    first = answer.moments[0]
    assert first.media_id == ids["red_then_blue"]
    assert {one.modality for one in first.evidence} == {PICTURE, SOUND}
    assert answer == ask(shared, "red tone", modalities=[SOUND, PICTURE, SOUND])


def test_what_moments_say(shared: Calls, ids: dict[str, str]) -> None:
    moments = ask(shared, "red tone", page_size=200).moments
    assert [moment.score for moment in moments] == sorted((m.score for m in moments), reverse=True)
    for moment in moments:
        start, end = span_seconds(moment)
        assert 0 <= start < end
        assert math.isfinite(moment.score)
        assert 0 <= moment.confidence <= 1
        assert len({one.space_id for one in moment.evidence}) == len(moment.evidence) >= 1
        for one in moment.evidence:
            assert -1 <= one.similarity <= 1
            assert not one.HasField("curve")


def test_only_these_media(shared: Calls, ids: dict[str, str]) -> None:
    wanted = [ids["yellow"], ids["beeps"], "nobody", ids["yellow"]]
    answer = ask(shared, "red", filter=search_pb.MediaFilter(media_ids=wanted), page_size=200)
    assert {moment.media_id for moment in answer.moments} <= set(wanted)
    assert answer.scope.media_count == 2
    nobody = ask(shared, "red", filter=search_pb.MediaFilter(media_ids=["nobody"]))
    assert (nobody.presence, nobody.scope.media_count) == (EMPTY_SCOPE, 0)
    assert not nobody.moments


def test_another_collections_media_are_out_of_reach(
    shared: Calls, collection: str, ids: dict[str, str]
) -> None:
    only = search_pb.MediaFilter(media_ids=list(ids.values()))
    answer = shared.search("red", collection=collection, filter=only)
    assert (answer.presence, answer.scope.media_count) == (EMPTY_SCOPE, 0)


def test_only_these_labels(shared: Calls, collection: str) -> None:
    shared.indexed("yellow.mp4", collection=collection, labels={"by": "ann", "year": "2024"})
    shared.indexed("hushed.mp4", collection=collection, labels={"by": "ann"})
    for labels, count in (
        ({}, 2), ({"by": "ann"}, 2), ({"by": "ann", "year": "2024"}, 1),
        ({"by": "Ann"}, 0), ({"year": ""}, 0),
    ):  # fmt: skip
        only = search_pb.MediaFilter(labels=labels)
        answer = shared.search("yellow", collection=collection, filter=only)
        assert answer.scope.media_count == count
        assert answer.presence == (FOUND if count else EMPTY_SCOPE)


def test_only_this_part(shared: Calls, ids: dict[str, str]) -> None:
    part = search_pb.MediaFilter(start_offset=seconds(8.25), end_offset=seconds(10.5))
    answer = ask(shared, "blue", filter=part, modalities=[PICTURE], page_size=200)
    first = answer.moments[0]
    assert first.media_id == ids["red_then_blue"]
    assert span_seconds(first) == (8.25, 10.5)
    for moment in answer.moments:
        start, end = span_seconds(moment)
        assert 8.25 <= start < end <= 10.5
    to_the_end = search_pb.MediaFilter(start_offset=seconds(12))
    start, end = span_seconds(ask(shared, "blue", filter=to_the_end).moments[0])
    assert start == 12
    assert end == pytest.approx(14, abs=0.51)


def test_a_part_that_no_media_has(shared: Calls, ids: dict[str, str]) -> None:
    beyond = search_pb.MediaFilter(start_offset=seconds(5000))
    answer = ask(shared, "blue", filter=beyond)
    assert not answer.moments
    assert answer.presence == NOT_FOUND


def test_the_best_of_each_media(shared: Calls, ids: dict[str, str]) -> None:
    plain = ask(shared, "red green yellow hum", page_size=200).moments
    grouped = ask(shared, "red green yellow hum", page_size=200, group_by_media=True).moments
    best = {}
    for moment in plain:
        best.setdefault(moment.media_id, moment)
    assert list(grouped) == list(best.values())
    assert len(grouped) < len(plain)


def test_only_the_sure_ones(shared: Calls, ids: dict[str, str]) -> None:
    text = "red green yellow hum"
    everything = ask(shared, text, page_size=200, minimum_confidence=0).moments
    median = sorted(moment.confidence for moment in everything)[len(everything) // 2]
    sure = ask(shared, text, page_size=200, minimum_confidence=median)
    assert list(sure.moments) == [m for m in everything if m.confidence >= median]
    assert sure.presence == FOUND


def test_what_is_not_there(shared: Calls, ids: dict[str, str]) -> None:
    answer = ask(shared, "orange", minimum_confidence=0.9, modalities=[PICTURE])
    assert (answer.presence, len(answer.moments)) == (NOT_FOUND, 0)
    assert answer.scope.media_count == 4
    assert not answer.candidates


@pytest.mark.parametrize(
    "fields",
    [{}, {"group_by_media": True}, {"curve_point_count": 5}],
    ids=["plain", "grouped", "curves"],
)
def test_candidates_are_what_no_floor_would_have_shown(
    shared: Calls, ids: dict[str, str], fields: dict[str, Any]
) -> None:
    anything = ask(shared, "orange hum", minimum_confidence=0, page_size=200, **fields).moments
    assert len(anything) > 3
    floor = (1 + anything[0].confidence) / 2
    answer = ask(shared, "orange hum", minimum_confidence=floor, candidate_count=3, **fields)
    assert (answer.presence, len(answer.moments), answer.next_page_token) == (NOT_FOUND, 0, "")
    assert list(answer.candidates) == list(anything[:3])
    every = ask(shared, "orange hum", minimum_confidence=floor, candidate_count=100, **fields)
    assert list(every.candidates) == list(anything[:100])


def test_there_are_no_candidates_where_something_is_found(
    shared: Calls, ids: dict[str, str]
) -> None:
    found = ask(shared, "red", minimum_confidence=0, candidate_count=5)
    assert (found.presence, len(found.candidates)) == (FOUND, 0)
    nowhere = search_pb.MediaFilter(media_ids=["nobody"])
    empty = ask(shared, "red", filter=nowhere, candidate_count=5)
    assert (empty.presence, len(empty.candidates)) == (EMPTY_SCOPE, 0)


def test_confidence_is_told_as_a_level_too(shared: Calls, ids: dict[str, str]) -> None:
    moments = ask(shared, "red green yellow hum", minimum_confidence=0, page_size=200).moments
    for moment in moments:
        name = search_pb.ConfidenceLevel.Name(moment.confidence_level)
        assert name.removeprefix("CONFIDENCE_LEVEL_").lower() == level_of(moment.confidence)


def test_the_servers_own_minimum(serve: Serve, tmp_path: Path, films: Path) -> None:
    _, calls = serve(settings_for(tmp_path / "data", films, minimum_confidence=1.0))
    calls.indexed("yellow.mp4")
    assert calls.search("yellow").presence == NOT_FOUND
    assert calls.search("yellow", minimum_confidence=0).presence == FOUND


def test_an_empty_collection(shared: Calls, collection: str) -> None:
    answer = shared.search("red", collection=collection)
    assert (answer.presence, len(answer.moments)) == (EMPTY_SCOPE, 0)


def test_a_track_that_no_media_has(shared: Calls, collection: str) -> None:
    shared.indexed("hushed.mp4", "yellow.mp4", collection=collection)
    answer = shared.search("beep", collection=collection, modalities=[SOUND])
    assert (answer.presence, len(answer.moments)) == (EMPTY_SCOPE, 0)


def test_what_was_searched_is_counted(shared: Calls, ids: dict[str, str]) -> None:
    scope = ask(shared, "red").scope
    # 20 + 5 + 6 pictures, 5 + 7 windows that are not silent.
    assert (scope.media_count, scope.sample_count, scope.scored_media_count) == (4, 43, 4)
    assert scope.exhaustive
    assert scope.pending_media_count == 0
    assert ask(shared, "red", modalities=[PICTURE]).scope.sample_count == 31


def test_curves(shared: Calls, ids: dict[str, str]) -> None:
    answer = ask(shared, "blue", modalities=[PICTURE], curve_point_count=40)
    first = answer.moments[0]
    curve = first.evidence[0].curve
    assert len(curve.points) == 40
    assert in_seconds(curve.start_offset) == 0
    assert in_seconds(curve.end_offset) == pytest.approx(20, abs=0.1)
    blue, rest = curve.points[13:27], [*curve.points[:11], *curve.points[29:]]
    assert min(blue) > max(rest)
    assert max(curve.points) == pytest.approx(first.evidence[0].peak_evidence, rel=1e-5)


def test_a_curve_has_nothing_where_there_is_silence(shared: Calls, ids: dict[str, str]) -> None:
    moments = ask(shared, "whistle", modalities=[SOUND], curve_point_count=20).moments
    curve = next(m for m in moments if m.media_id == ids["red_then_blue"]).evidence[0].curve
    assert math.isnan(curve.points[10])
    assert not math.isnan(curve.points[1])
    assert not math.isnan(curve.points[18])


def test_a_curve_may_have_one_point(shared: Calls, ids: dict[str, str]) -> None:
    [first, *_] = ask(shared, "blue", modalities=[PICTURE], curve_point_count=1).moments
    assert len(first.evidence[0].curve.points) == 1


def test_the_same_query_has_the_same_answer(
    shared: Calls, collection: str, ids: dict[str, str]
) -> None:
    first = ask(shared, "red tone", page_size=200, curve_point_count=17)
    shared.upload(b"x" * 100, collection=collection)  # elsewhere
    again = ask(shared, "red tone", page_size=200, curve_point_count=17)
    assert first.SerializeToString(deterministic=True) == again.SerializeToString(
        deterministic=True
    )


def test_changes_are_seen_at_once(shared: Calls, collection: str) -> None:
    media = shared.indexed("yellow.mp4", "hushed.mp4", collection=collection)
    yellow = media["yellow.mp4"].media_id
    assert shared.search("yellow", collection=collection).moments[0].media_id == yellow
    mask = FieldMask(paths=["title", "labels"])
    request = pb.UpdateMediaRequest(
        media_id=yellow, update_mask=mask, title="Sunflowers", labels={"a": "b"}
    )
    updated = shared.media.UpdateMedia(request).media
    assert (updated.title, dict(updated.labels)) == ("Sunflowers", {"a": "b"})
    assert shared.search("yellow", collection=collection).moments[0].title == "Sunflowers"
    labelled = search_pb.MediaFilter(labels={"a": "b"})
    answer = shared.search("yellow", collection=collection, filter=labelled)
    assert answer.scope.media_count == 1
    shared.delete(yellow)
    answer = shared.search("yellow", collection=collection, page_size=200)
    assert yellow not in {moment.media_id for moment in answer.moments}
    assert answer.scope.media_count == 1


def test_only_what_the_mask_names_is_changed(shared: Calls, collection: str) -> None:
    added = shared.import_("yellow.mp4", collection=collection, title="T", labels={"a": "b"})
    media_id = added.media.media_id
    title = pb.UpdateMediaRequest(
        media_id=media_id, update_mask=FieldMask(paths=["title"]), title="New", labels={"c": "d"}
    )
    changed = shared.media.UpdateMedia(title).media
    assert (changed.title, dict(changed.labels)) == ("New", {"a": "b"})
    labels = pb.UpdateMediaRequest(media_id=media_id, update_mask=FieldMask(paths=["labels"]))
    changed = shared.media.UpdateMedia(labels).media
    assert (changed.title, dict(changed.labels)) == ("New", {})


@pytest.fixture(scope="module")
def dozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with twelve films of two shots each, no two alike, all indexed."""
    folder = tmp_path_factory.mktemp("dozen")
    colours = ["red", "green", "blue", "yellow", "purple", "orange"]
    pitches = ["rumble", "hum", "tone", "beep", "whistle"]
    for number in range(12):
        first, second = colours[number % 6], colours[(number * 5 + number // 6 + 2) % 6]
        one, two = pitches[number % 5], pitches[(number * 2 + 1) % 5]
        make_film(
            folder / f"{number:02}.mp4",
            [(first, 4 + number % 3), (second, 5)],
            [(one, 4 + number % 3), (two, 5)],
        )
    app = start_app(settings_for(folder / "data", folder), with_milvus=True)
    with grpc.insecure_channel(f"127.0.0.1:{app.port}") as channel:
        media = Calls(channel).indexed(*(path.name for path in sorted(folder.glob("*.mp4"))))
    app.stop()
    assert {one.state for one in media.values()} == {media_pb2.MEDIA_STATE_ACTIVE}
    return folder / "data"


def test_the_index_and_the_whole_scope_give_the_same_moments(
    serve: Serve, dozen: Path, films: Path
) -> None:
    app, calls = serve(settings_for(dozen, films, exact_sample_limit=0), with_milvus=True)
    texts = ["red", "the blue part", "a whistle", "purple hum", "orange", "beep", "nonsense"]
    some = [media.media_id for media in calls.list()[:5]]
    fields: list[dict[str, Any]] = [
        {},
        {"modalities": [PICTURE]},
        {"group_by_media": True, "minimum_confidence": 0.5},
        {"filter": search_pb.MediaFilter(media_ids=some)},
    ]
    asked = [(text, field) for text in texts for field in fields]
    by_index = [calls.search(text, page_size=200, **field) for text, field in asked]
    app.stop()
    _, calls = serve(settings_for(dozen, films))
    whole = [calls.search(text, page_size=200, **field) for text, field in asked]
    assert sum(len(answer.moments) for answer in whole) > 50
    assert all(answer.scope.exhaustive for answer in whole)
    for index_answer, whole_answer in zip(by_index, whole, strict=True):
        assert list(index_answer.moments) == list(whole_answer.moments)


def test_few_candidates_are_the_nearest_ones(serve: Serve, dozen: Path, films: Path) -> None:
    """Where the index is asked for three media, the rest is not scored, and this is said."""
    few = settings_for(dozen, films, exact_sample_limit=0, candidate_media=3)
    app, calls = serve(few, with_milvus=True)
    answers = {text: calls.search(text, modalities=[PICTURE]) for text in ("red", "blue")}
    app.stop()
    _, calls = serve(settings_for(dozen, films))
    for text, answer in answers.items():
        assert 3 <= answer.scope.scored_media_count < 12
        assert not answer.scope.exhaustive
        best = calls.search(text, modalities=[PICTURE]).moments[0]
        # Several films have a shot of that colour: which of them are nearest to within rounding is
        # the processor's own.
        assert answer.moments[0].score == pytest.approx(best.score, abs=0.05)


def test_a_search_while_everything_is_being_removed(shared: Calls, collection: str) -> None:
    """A media that goes while it is scored is left out; it makes no search fail."""
    media = shared.indexed("yellow.mp4", "hushed.mp4", "beeps.m4a", collection=collection)
    over = threading.Event()

    def search_on() -> int:
        count = 0
        while not over.is_set():
            shared.search(f"yellow {count}", collection=collection, curve_point_count=5)
            count += 1
        return count

    with ThreadPoolExecutor(3) as pool:
        searching = [pool.submit(search_on) for _ in range(3)]
        try:
            for one in media.values():
                shared.delete(one.media_id)
                time.sleep(0.05)
        finally:
            over.set()
        assert sum(future.result() for future in searching) > 3
    assert shared.search("yellow", collection=collection).presence == EMPTY_SCOPE


@pytest.mark.parametrize("name", ["anew", "default"])
def test_a_collection_made_again_is_another(app: App, calls: Calls, name: str) -> None:
    """What is remembered of the old one answers no question about the new one."""
    request = CreateCollectionRequest(name=name)
    if name != "default":  # which is always there
        calls.collections.CreateCollection(request)
    calls.indexed("yellow.mp4", collection=name)
    assert calls.search("yellow", collection=name).presence == FOUND
    calls.collections.DeleteCollection(DeleteCollectionRequest(name=name, force=True))
    if name != "default":
        calls.collections.CreateCollection(request)
    media = calls.indexed("hushed.mp4", collection=name)
    answer = calls.search("yellow", collection=name)
    known = {one.media_id for one in media.values()}
    assert {moment.media_id for moment in answer.moments} <= known
    assert answer.scope.sample_count == 6
