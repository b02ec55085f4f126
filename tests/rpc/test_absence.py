"""Every reason why something is not in a list, reached through the real service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import grpc
import pytest

from momentsearch._convert import query_message
from momentsearch.query_text import parse_query
from momentsearch.v1 import explain_service_pb2 as pb
from momentsearch.v1 import search_service_pb2 as search_pb
from momentsearch.v1.collection_service_pb2 import CreateCollectionRequest
from momentsearch.v1.common_pb2 import MODALITY_SOUND
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.assembly import App
from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.library import library as library_module
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.search import answers, engine
from momentsearch_server.space import Modality, Space
from tests.colour_films import make_film
from tests.rpc.conftest import Serve, settings_for
from tests.rpc.support import DEADLINE_SECONDS, Calls, refused, seconds, span_seconds


def absent(
    calls: Calls, query: str, media_id: str, at: float, **fields: Any
) -> pb.ExplainAbsenceResponse:
    search = search_pb.SearchMomentsRequest(
        query=query_message(parse_query(query)), **{"collection": "library", **fields}
    )
    request = pb.ExplainAbsenceRequest(search=search, media_id=media_id, offset=seconds(at))
    answer = calls.explain.ExplainAbsence(request, timeout=DEADLINE_SECONDS)
    assert answer.message.endswith(".")
    assert (answer.next_step == "") == (answer.outcome == pb.OUTCOME_PRESENT)
    return answer


@pytest.fixture
def film(library: dict[str, Media]) -> str:
    return library["red_then_blue.mp4"].media_id


def test_present(shared: Calls, film: str) -> None:
    answer = absent(shared, 'picture:"blue"', film, 9)
    assert (answer.outcome, answer.rank) == (pb.OUTCOME_PRESENT, 1)
    assert span_seconds(answer.moment) == (6, 14)
    assert "number 1 of" in answer.message


def test_not_indexed_since_unknown(shared: Calls, library: dict[str, Media]) -> None:
    answer = absent(shared, '"red"', "nobody", 0)
    assert answer.outcome == pb.OUTCOME_NOT_INDEXED
    assert "'nobody'" in answer.message
    assert not answer.HasField("moment")


def test_not_indexed_since_it_is_elsewhere(shared: Calls, film: str, collection: str) -> None:
    answer = absent(shared, '"red"', film, 0, collection=collection)
    assert answer.outcome == pb.OUTCOME_NOT_INDEXED


def test_not_indexed_since_it_failed(shared: Calls, collection: str) -> None:
    broken = shared.upload(b"x" * 100, collection=collection).media.media_id
    failure = shared.watch(broken)[-1].failure
    answer = absent(shared, '"red"', broken, 0, collection=collection)
    assert answer.outcome == pb.OUTCOME_NOT_INDEXED
    assert failure.reason in answer.message
    assert failure.message.rstrip(".") in answer.message


def test_not_indexed_since_it_waits(serve: Serve, tmp_path: Path, films: Path) -> None:
    app, calls = serve(settings_for(tmp_path / "data", films))
    app._running.stop()  # so that nothing takes it from the queue
    media_id = calls.import_("yellow.mp4").media.media_id
    answer = absent(calls, '"red"', media_id, 0, collection="default")
    assert answer.outcome == pb.OUTCOME_NOT_INDEXED
    assert "QUEUED" in answer.message
    assert "WatchMedia" in answer.next_step


def test_filtered_out(shared: Calls, library: dict[str, Media], film: str) -> None:
    for filter_, said in (
        (search_pb.MediaFilter(media_ids=[library["yellow.mp4"].media_id]), "ids"),
        (search_pb.MediaFilter(labels={"by": "ann"}), "labels by=ann"),
        (search_pb.MediaFilter(start_offset=seconds(10)), "0:00:10.0 to the end"),
        (search_pb.MediaFilter(end_offset=seconds(9)), "0:00:00.0 to 0:00:09.0"),
    ):
        answer = absent(shared, 'picture:"blue"', film, 9, filter=filter_)
        assert answer.outcome == pb.OUTCOME_FILTERED_OUT
        assert said in answer.message
    inside = search_pb.MediaFilter(start_offset=seconds(9), end_offset=seconds(10))
    assert absent(shared, 'picture:"blue"', film, 9, filter=inside).outcome == pb.OUTCOME_PRESENT


def test_no_such_track(shared: Calls, library: dict[str, Media]) -> None:
    beeps, yellow = (library[name].media_id for name in ("beeps.m4a", "yellow.mp4"))
    for query, media_id in (
        ('picture:"red"', beeps),
        ('sound:"hum"', yellow),
        ('picture:"yellow" AND sound:"hum"', yellow),
        ('(picture:"yellow" OR sound:"tone") AND sound:"hum"', yellow),
        ('picture:"yellow" THEN sound:"hum"', yellow),
    ):
        answer = absent(shared, query, media_id, 1)
        assert answer.outcome == pb.OUTCOME_NO_SUCH_TRACK
    assert absent(shared, '"yellow"', yellow, 1).outcome == pb.OUTCOME_PRESENT


def test_silent(shared: Calls, library: dict[str, Media], film: str) -> None:
    """hushed.mp4 is silent throughout, the other between 6 and 15.5 s."""
    answer = absent(shared, 'sound:"hum"', library["hushed.mp4"].media_id, 1)
    assert answer.outcome == pb.OUTCOME_SILENT
    assert answer.figures["silent_windows"] > 0
    answer = absent(shared, 'sound:"whistle"', film, 10.5)
    assert answer.outcome == pb.OUTCOME_SILENT
    assert 0 < answer.figures["nearest_sample_seconds"] < 10
    # What is seen there is another matter.
    assert absent(shared, '"green"', film, 10.5).outcome != pb.OUTCOME_SILENT
    answer = absent(shared, 'picture:"blue" AND sound:"whistle"', film, 10.5)
    assert answer.outcome == pb.OUTCOME_SILENT


def test_not_sampled_near(shared: Calls, library: dict[str, Media], film: str) -> None:
    for query in ('picture:"blue"', '"blue"', '"blue" OR "hum"', '"red" THEN "blue"'):
        answer = absent(shared, query, film, 25)
        assert answer.outcome == pb.OUTCOME_NOT_SAMPLED_NEAR
        assert answer.figures["nearest_sample_seconds"] == pytest.approx(5, abs=0.6)
        assert "ends at 0:00:20" in answer.message


def test_other_model(films: Path, tmp_path: Path) -> None:
    """Indexed by one server, and searched by another with a new picture encoder."""
    old = Space(Modality.PICTURE, "older", "f" * 64, 64)
    pictures, sounds = fake_picture_encoder(), fake_sound_encoder()
    settings = settings_for(tmp_path / "data", films)
    older = type(pictures)(old, pictures.words, pictures.word_of)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library_module, "MilvusIndex", lambda _uri: ExactIndex())
        with Serving(App(settings, {Modality.PICTURE: older, Modality.SOUND: sounds})) as calls:
            media_id = calls.indexed("yellow.mp4")["yellow.mp4"].media_id
            present = absent(calls, 'picture:"yellow"', media_id, 1, collection="default")
        assert present.outcome == pb.OUTCOME_PRESENT
        with Serving(App(settings, {Modality.PICTURE: pictures, Modality.SOUND: sounds})) as calls:
            for query in ('picture:"yellow"', '"yellow"'):
                answer = absent(calls, query, media_id, 1, collection="default")
                assert answer.outcome == pb.OUTCOME_OTHER_MODEL
                assert old.space_id in answer.message


def test_a_server_without_an_encoder_for_what_is_asked(films: Path, tmp_path: Path) -> None:
    """As with ``--sound-encoder none``, on a media that another server indexed and on a new one."""
    pictures, sounds = fake_picture_encoder(), fake_sound_encoder()
    settings = settings_for(tmp_path / "data", films)
    queries = ('sound:"tone"', 'picture:"red" AND sound:"tone"', 'sound:"tone" THEN picture:"red"')
    ids = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library_module, "MilvusIndex", lambda _uri: ExactIndex())
        with Serving(App(settings, {Modality.PICTURE: pictures, Modality.SOUND: sounds})) as calls:
            old = calls.indexed("red_then_blue.mp4")["red_then_blue.mp4"].media_id
            ids[old] = (pb.OUTCOME_OTHER_MODEL, sounds.space.space_id)
        with Serving(App(settings, {Modality.PICTURE: pictures})) as calls:
            new = calls.indexed("yellow.mp4")["yellow.mp4"].media_id
            ids[new] = (pb.OUTCOME_NO_SUCH_TRACK, "Nothing of the media's sound is indexed")
            for media_id, (outcome, said) in ids.items():
                only_sound = {"modalities": [MODALITY_SOUND]}
                for query, fields in (*((one, {}) for one in queries), ('"tone"', only_sound)):
                    answer = absent(calls, query, media_id, 1, collection="default", **fields)
                    assert answer.outcome == outcome
                    assert said in answer.message
                    assert "its setting sound_encoder is 'none'" in answer.message
                answer = absent(calls, 'picture:"yellow"', new, 1, collection="default")
                assert answer.outcome == pb.OUTCOME_PRESENT


class Serving:
    def __init__(self, app: App) -> None:
        self._app = app

    def __enter__(self) -> Calls:
        self._channel = grpc.insecure_channel(f"127.0.0.1:{self._app.port}")
        return Calls(self._channel)

    def __exit__(self, *_: object) -> None:
        self._channel.close()
        self._app.stop()


def test_not_a_candidate(serve: Serve, tmp_path: Path) -> None:
    """The index is asked for the four nearest runs, all of which are of one film."""
    make_film(tmp_path / "often.mp4", [("yellow", 2), ("purple", 2)] * 5)
    make_film(tmp_path / "never.mp4", [("blue", 4), ("red", 2)], [("hum", 6)])
    few = settings_for(tmp_path / "data", tmp_path, exact_sample_limit=0, candidate_media=1)
    _, calls = serve(few)
    media = calls.indexed("often.mp4", "never.mp4")
    often, never = (media[f"{name}.mp4"].media_id for name in ("often", "never"))
    answer = absent(calls, 'picture:"yellow"', never, 1, collection="default")
    assert answer.outcome == pb.OUTCOME_NOT_A_CANDIDATE
    assert answer.figures["similarity"] < answer.figures["last_similarity"]
    assert (answer.figures["candidates"], answer.figures["media"]) == (1, 2)
    joined = 'picture:"yellow" AND picture:"purple"'
    answer = absent(calls, joined, never, 1, collection="default")
    assert answer.outcome == pb.OUTCOME_NOT_A_CANDIDATE
    assert absent(calls, 'picture:"yellow"', often, 1, collection="default").rank


def test_below_the_confidence_that_was_asked_for(shared: Calls, film: str) -> None:
    everything = absent(shared, 'picture:"orange"', film, 3, minimum_confidence=0, page_size=200)
    answer = absent(shared, 'picture:"orange"', film, 3, minimum_confidence=1)
    assert (everything.outcome, answer.outcome) == (pb.OUTCOME_PRESENT, pb.OUTCOME_BELOW_FLOOR)
    assert answer.figures["confidence"] == everything.moment.confidence < 1
    assert answer.figures["minimum_confidence"] == 1
    assert answer.moment == everything.moment


def test_below_what_is_usual_around(shared: Calls, film: str) -> None:
    answer = absent(shared, 'picture:"blue"', film, 2, minimum_confidence=0, page_size=200)
    assert answer.outcome == pb.OUTCOME_BELOW_FLOOR
    assert answer.figures["evidence"] <= answer.figures["floor"] < answer.figures["peak"]
    assert not answer.HasField("moment")


def test_unpaired(shared: Calls, film: str) -> None:
    """Green comes after blue, and nothing that is blue after green."""
    answer = absent(shared, 'picture:"green" THEN<1s picture:"red"', film, 17, page_size=200)
    assert answer.outcome == pb.OUTCOME_UNPAIRED
    assert span_seconds(answer.moment) == (14, 20)


@pytest.fixture(scope="module")
def patches(shared: Calls, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A film of moments that overlap and repeat, in a collection named ``patches``."""
    path = make_film(
        tmp_path_factory.mktemp("patches") / "patches.mp4",
        [("gray", 5), ("red", 5), ("gray", 8), ("red", 3),
         ("purple", 2), ("orange", 3), ("gray", 6)],
        [("hum", 3), ("tone", 9), (None, 6), ("tone", 5), ("beep", 9)],
    )  # fmt: skip
    shared.collections.CreateCollection(CreateCollectionRequest(name="patches"))
    media_id = shared.upload(path.read_bytes(), collection="patches").media.media_id
    shared.watch(media_id)
    return media_id


def throughout(
    calls: Calls, query: str, media_id: str, **fields: Any
) -> dict[float, pb.ExplainAbsenceResponse]:
    """What became of each half second."""
    fields = {"collection": "patches", "page_size": 200, **fields}
    return {k / 2: absent(calls, query, media_id, k / 2, **fields) for k in range(62)}


TEXTS = ('"red tone hum"', '"gray hum"', '"purple tone"', '"red gray tone"', '"orange beep"')


def test_merged_into(shared: Calls, patches: str) -> None:
    """What one space finds becomes evidence for a moment of the other that is not as long."""
    merged = [
        (at, answer)
        for query in TEXTS
        for at, answer in throughout(shared, query, patches).items()
        if answer.outcome == pb.OUTCOME_MERGED_INTO
    ]
    assert merged
    for at, answer in merged:
        assert answer.better_rank > 0
        assert not is_in(at, answer.better)
        assert is_in(at, answer.moment)
        own, *_ = answer.moment.evidence
        assert own.space_id != answer.better.evidence[0].space_id
        assert own in answer.better.evidence


def test_a_run_whose_better_one_was_merged_is_told_with_the_moment_in_the_list(
    shared: Calls, tmp_path: Path
) -> None:
    """Purple is seen from 19 to 21 s, which a tone around it took in; a longer run of pictures
    gave way to that before a moment was made of it."""
    film = make_film(
        tmp_path / "taken_in.mp4",
        [("gray", 5), ("red", 5), ("gray", 8), ("red", 1),
         ("purple", 2), ("orange", 3), ("gray", 8)],
        [("hum", 3), ("tone", 9), (None, 6), ("tone", 5), ("beep", 9)],
    )  # fmt: skip
    shared.collections.CreateCollection(CreateCollectionRequest(name="taken-in"))
    media_id = shared.upload(film.read_bytes(), collection="taken-in").media.media_id
    shared.watch(media_id)
    query, collection = '"purple blue tone"', "taken-in"
    answer = absent(shared, query, media_id, 23.9, collection=collection, page_size=9)
    assert answer.outcome == pb.OUTCOME_MERGED_INTO
    assert not answer.HasField("moment")
    assert len({one.space_id for one in answer.better.evidence}) == 2
    assert answer.better_rank > 0
    assert f"number {answer.better_rank} of the list" in answer.message


def test_suppressed_by(shared: Calls, patches: str) -> None:
    """Every instant that evidence rises over, without a moment, is told with the better one."""
    suppressed = [
        answer
        for query in TEXTS
        for answer in throughout(shared, query, patches).values()
        if answer.outcome == pb.OUTCOME_SUPPRESSED_BY
    ]
    assert suppressed
    for answer in suppressed:
        assert "the better" in answer.message
        assert answer.better_rank > 0
        if answer.HasField("moment"):
            assert answer.moment.score <= answer.better.score


def test_every_instant_of_the_listed_moments_is_present_and_no_other(
    shared: Calls, patches: str
) -> None:
    for query in (
        *TEXTS, 'picture:"red"', '"red" THEN "tone"', 'picture:"red" OR sound:"hum"',
        'sound:"tone" NOT picture:"gray"',
    ):  # fmt: skip
        search = search_pb.SearchMomentsRequest(
            query=query_message(parse_query(query)), collection="patches", page_size=200
        )
        moments = shared.search_service.SearchMoments(search).moments
        assert moments
        for at, answer in throughout(shared, query, patches).items():
            ranks = [rank for rank, one in enumerate(moments, start=1) if is_in(at, one)]
            assert answer.rank == (ranks[0] if ranks else 0)
            assert (answer.outcome == pb.OUTCOME_PRESENT) == bool(ranks)
            if ranks:
                assert answer.moment == moments[ranks[0] - 1]


def test_a_joined_moment_ends_on_its_own_grid(shared: Calls, film: str) -> None:
    """Texts of both tracks are put on seconds; a sound before silence ends when it ends."""
    query, fields = 'sound:"tone" NOT picture:"gray"', {"page_size": 200}
    joined = span_seconds(absent(shared, query, film, 1, **fields).moment)[1]
    alone = span_seconds(absent(shared, 'sound:"tone"', film, 1).moment)[1]
    assert joined == 6 < alone < 6.2
    between = (joined + alone) / 2
    assert absent(shared, 'sound:"tone"', film, between).outcome == pb.OUTCOME_PRESENT
    assert absent(shared, query, film, joined - 0.05, **fields).outcome == pb.OUTCOME_PRESENT
    assert absent(shared, query, film, between, **fields).outcome != pb.OUTCOME_PRESENT
    assert absent(shared, query, film, alone + 0.05, **fields).outcome == pb.OUTCOME_SILENT


def is_in(at: float, moment: search_pb.Moment) -> bool:
    start, end = span_seconds(moment)
    return start <= at < end


def second_of_two(calls: Calls, media_id: str, **fields: Any) -> pb.ExplainAbsenceResponse:
    """The less good of the two red parts of patches.mp4."""
    fields = {"collection": "patches", **fields}
    both = [absent(calls, 'picture:"red"', media_id, at, **fields) for at in (7, 19)]
    first, second = sorted(both, key=lambda answer: answer.outcome != pb.OUTCOME_PRESENT)
    assert first.outcome == pb.OUTCOME_PRESENT
    return second


def test_outranked(shared: Calls, patches: str) -> None:
    everything = throughout(shared, 'picture:"red"', patches)
    ranks = sorted({answer.rank for answer in everything.values()} - {0})
    assert ranks == list(range(1, len(ranks) + 1))
    answer = second_of_two(shared, patches, page_size=1)
    assert (answer.outcome, answer.better_rank) == (pb.OUTCOME_OUTRANKED, 1)
    assert answer.rank > 1
    assert f"page_size of {answer.rank}" in answer.next_step
    assert second_of_two(shared, patches, page_size=2).outcome == pb.OUTCOME_PRESENT


def test_outranked_where_each_media_shows_its_best(shared: Calls, patches: str) -> None:
    answer = second_of_two(shared, patches, group_by_media=True)
    assert (answer.outcome, answer.rank, answer.better_rank) == (pb.OUTCOME_OUTRANKED, 0, 1)
    assert answer.better.media_id == answer.moment.media_id == patches


def test_outranked_within_its_media(
    shared: Calls, patches: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "SPANS_PER_MEDIA", 1)
    # A question of its own, so that no remembered ranking answers it.
    answer = second_of_two(shared, patches, minimum_confidence=0.0001)
    assert (answer.outcome, answer.rank) == (pb.OUTCOME_OUTRANKED, 0)
    assert answer.figures["places"] == 1


def test_outranked_since_a_list_has_an_end(
    shared: Calls, patches: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_MOMENTS", 1)
    answer = second_of_two(shared, patches, minimum_confidence=0.0002)
    assert (answer.outcome, answer.rank, answer.better_rank) == (pb.OUTCOME_OUTRANKED, 0, 1)


def test_requests_that_are_wrong(shared: Calls, film: str) -> None:
    def error(**changes: Any) -> tuple[str, str]:
        search = search_pb.SearchMomentsRequest(query=query_message(parse_query("red")))
        good = {"search": search, "media_id": film, "offset": seconds(1)}
        request = pb.ExplainAbsenceRequest(**{**good, **changes})
        found = refused(lambda: shared.explain.ExplainAbsence(request))
        return found.reason, found.field

    assert error(media_id="") == ("FIELD_REQUIRED", "media_id")
    assert error(search=None) == ("FIELD_REQUIRED", "search.query.kind")
    assert error(offset=seconds(-1)) == ("FIELD_INVALID", "offset")
    elsewhere = search_pb.SearchMomentsRequest(
        query=query_message(parse_query("red")), collection="nowhere"
    )
    assert error(search=elsewhere) == ("COLLECTION_NOT_FOUND", "")
