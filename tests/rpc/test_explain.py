"""What explaining says beside what searching says, over a real channel: the same numbers."""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import grpc
import pytest
from PIL import Image

from momentsearch._convert import query_message
from momentsearch.query_text import parse_query
from momentsearch.v1 import common_pb2
from momentsearch.v1 import explain_service_pb2 as pb
from momentsearch.v1 import search_service_pb2 as search_pb
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.errors import NotFound
from momentsearch_server.library.library import Library
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.rpc.explain import ExplainService
from momentsearch_server.search import explain, fusion
from momentsearch_server.search.confidence import moved
from momentsearch_server.search.engine import SearchEngine
from tests.colour_films import make_film
from tests.rpc.conftest import Serve, settings_for
from tests.rpc.support import (
    DEADLINE_SECONDS,
    Calls,
    in_seconds,
    refused,
    seconds,
    span_seconds,
)

PICTURE, SOUND = common_pb2.MODALITY_PICTURE, common_pb2.MODALITY_SOUND
PRESENT, MERGED_INTO = pb.OUTCOME_PRESENT, pb.OUTCOME_MERGED_INTO
QUERIES = (
    '"red"',
    'picture:"the blue part"',
    'sound:"whistle"',
    '"red tone"',
    '"red"^3 OR "hum"',
    'picture:"green" AND sound:"whistle"',
    '("blue" OR "yellow") NOT "red"',
    '"red" THEN<2s "blue"',
    'sound:"whistle" DURING picture:"green"',
    '("red" OR "purple") THEN ("whistle" DURING "green")',
)


def search_of(query: str, **fields: Any) -> search_pb.SearchMomentsRequest:
    message = query_message(parse_query(query))
    fields = {"collection": "library", "page_size": 200, **fields}
    return search_pb.SearchMomentsRequest(query=message, **fields)


def found_by(calls: Calls, search: search_pb.SearchMomentsRequest) -> list[search_pb.Moment]:
    return list(calls.search_service.SearchMoments(search, timeout=DEADLINE_SECONDS).moments)


def explained(
    calls: Calls,
    search: search_pb.SearchMomentsRequest,
    media_id: str,
    start: float,
    end: float,
    **fields: Any,
) -> pb.ExplainMomentResponse:
    request = pb.ExplainMomentRequest(
        search=search,
        media_id=media_id,
        start_offset=seconds(start),
        end_offset=seconds(end),
        **fields,
    )
    return calls.explain.ExplainMoment(request, timeout=DEADLINE_SECONDS)


@pytest.fixture
def film(library: dict[str, Media]) -> str:
    return library["red_then_blue.mp4"].media_id


def test_explaining_counts_no_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting looks at every media of the collection; whether it exists is one row."""

    def count(_name: str) -> None:
        raise AssertionError("the whole collection was counted")

    with Library.open(tmp_path / "data", index=ExactIndex())[0] as opened:
        monkeypatch.setattr(opened.catalog, "get_collection", count)
        engine = SearchEngine(opened, (), exact_sample_limit=1, candidate_media=1)
        service = ExplainService(engine, opened, minimum_confidence=0.5)
        for collection, missing in (("default", "media"), ("none", "collection")):
            request = pb.ExplainMomentRequest(
                search=search_of('"red"', collection=collection),
                media_id="0" * 26,
                end_offset=seconds(1),
            )
            with pytest.raises(NotFound, match=f"there is no {missing}"):
                service.ExplainMoment(request, None)


def sample_at(term: pb.ExplainedTerm, offset: Any) -> pb.ExplainedSample:
    """A picture shows what a player shows from its start on, a window what is in its middle."""
    at = in_seconds(offset)
    if term.modality == PICTURE:
        return next(
            one for one in term.samples
            if in_seconds(one.start_offset) - 0.5 <= at < in_seconds(one.end_offset)
        )  # fmt: skip
    return min(
        term.samples,
        key=lambda s: abs((in_seconds(s.start_offset) + in_seconds(s.end_offset)) / 2 - at),
    )


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "fields", [{}, {"group_by_media": True, "minimum_confidence": 0.2}], ids=["plain", "grouped"]
)
def test_every_number_is_the_one_that_the_search_has(
    shared: Calls, library: dict[str, Media], query: str, fields: dict[str, Any]
) -> None:
    assert explained_as_found(shared, search_of(query, **fields)) > 0


def explained_as_found(calls: Calls, search: search_pb.SearchMomentsRequest) -> int:
    """Compares every number of every moment that is found; how many those are."""
    moments = found_by(calls, search)
    for rank, moment in enumerate(moments, start=1):
        answer = explained(calls, search, moment.media_id, *span_seconds(moment))
        (told,) = [one for one in answer.steps[0].moments if one.rank == rank]
        assert (told.outcome, told.moment) == (PRESENT, moment)
        for evidence in moment.evidence:
            (term,) = [
                one for one in answer.terms
                if (one.term_index, one.space_id) == (evidence.term_index, evidence.space_id)
            ]  # fmt: skip
            assert (term.term_text, term.negated) == (evidence.term_text, evidence.negated)
            same = [
                one for one in term.samples
                if one.similarity == evidence.similarity and one.evidence == evidence.peak_evidence
            ]  # fmt: skip
            assert sample_at(term, evidence.best_offset) in same
            if len(moment.evidence) == 1 and answer.steps[0].kind == "text":
                sure = [moved(one.confidence, -_unread(term, answer.terms)) for one in same]
                assert pytest.approx(moment.confidence, abs=1e-12) in sure  # other order of sums
    return len(moments)


def _unread(own: pb.ExplainedTerm, terms: Iterable[pb.ExplainedTerm]) -> float:
    """What another space that reads more of the text takes off, in log-odds."""
    return fusion.CONSTANTS.unread * max(
        max(0.0, math.log(other.calibration["words_read"] / own.calibration["words_read"]))
        * max(one.confidence for one in other.samples)
        for other in terms
        if other.term_index == own.term_index
    )


@pytest.mark.parametrize("query", ['"red tone"', '("blue" OR "yellow") NOT "red"'])
def test_curves_are_those_of_the_search(shared: Calls, film: str, query: str) -> None:
    """Each of 40 points is the highest evidence of the samples that reach into its half second."""
    search = search_of(query, curve_point_count=40)
    checked = 0
    for moment in found_by(shared, search):
        answer = explained(shared, search, moment.media_id, *span_seconds(moment))
        for evidence in moment.evidence:
            term = next(
                one for one in answer.terms
                if (one.term_index, one.space_id) == (evidence.term_index, evidence.space_id)
            )  # fmt: skip
            highest = max(one.evidence for one in term.samples)
            points = [point for point in evidence.curve.points if not math.isnan(point)]
            assert max(points) == pytest.approx(highest, rel=1e-6)
            assert min(points) >= min(one.evidence for one in term.samples) - 1e-5
            checked += 1
    assert checked > 3


def test_samples_follow_from_the_calibration_that_is_told(shared: Calls, film: str) -> None:
    answer = explained(shared, search_of('"red tone"'), film, 0, 6)
    assert {term.modality for term in answer.terms} == {PICTURE, SOUND}
    for term in answer.terms:
        named = term.calibration
        assert named["similarity_count"] > 0
        for sample in term.samples:
            expected = sample.similarity * named["gain"] + named["offset"]
            assert sample.evidence == pytest.approx(expected, rel=1e-9)
            log_odds = math.log(sample.confidence / (1 - sample.confidence))
            assert log_odds == pytest.approx(sample.evidence - named["chance"], abs=1e-6)
    # 20 pictures of a second; 5 windows that are not silent.
    assert [len(term.samples) for term in answer.terms] == [20, 5]


def test_what_was_fused_and_what_it_suppressed(shared: Calls, film: str) -> None:
    """Red is seen and a tone heard from 0 to 6 s: one moment of two spaces, and the other space's
    own became part of it."""
    search = search_of('"red tone"')
    answer = explained(shared, search, film, 0, 6)
    first = answer.steps[0].moments[0]
    assert {one.modality for one in first.moment.evidence} == {PICTURE, SOUND}
    merged = [one for one in answer.steps[0].moments if one.outcome == MERGED_INTO]
    assert merged
    assert all(one.better == first.moment and one.better_rank == 1 for one in merged)
    assert all(one.rank == 0 for one in merged)


def test_candidates_of_a_curve(shared: Calls, film: str) -> None:
    """Red for six seconds and twice as evident as blue after it: a run alone, and with it."""
    answer = explained(shared, search_of('picture:"red"^2 OR picture:"blue"'), film, 0, 14)
    (curve,) = answer.steps[0].curves
    spans = [(in_seconds(one.start_offset), in_seconds(one.end_offset)) for one in curve.candidates]
    assert curve.candidate_count == len(set(spans)) == len(spans)
    assert {(0, 6), (0, 14)} <= set(spans)
    assert [one.score for one in curve.candidates] == sorted(
        (one.score for one in curve.candidates), reverse=True
    )
    best, *others = curve.candidates
    assert best.outcome == PRESENT
    overlapped = [one for one in others if one.outcome == pb.OUTCOME_SUPPRESSED_BY]
    assert overlapped
    for one in overlapped:
        assert in_seconds(one.better_start_offset) < in_seconds(one.end_offset)
        assert in_seconds(one.better_end_offset) > in_seconds(one.start_offset)
    levels = explained(shared, search_of('picture:"red"'), film, 0, 6).steps[0].curves[0].levels
    assert levels["floor"] < levels["smoothed"] <= levels["peak"]


def test_a_joined_curve_is_told(shared: Calls, film: str) -> None:
    answer = explained(shared, search_of('picture:"blue" AND picture:"red"'), film, 0, 6)
    one, other = ([sample.evidence for sample in term.samples] for term in answer.terms)
    (joined,) = answer.steps[0].curves
    assert joined.space_id == ""
    assert [sample.evidence for sample in joined.samples] == [
        min(pair) for pair in zip(one, other, strict=True)
    ]
    plain = explained(shared, search_of('picture:"blue"'), film, 0, 6)
    assert not plain.steps[0].curves[0].samples  # they are the term's own
    weighted = explained(shared, search_of('picture:"blue"^2'), film, 0, 6)
    assert len(weighted.steps[0].curves[0].samples) == 20


def test_both_sides_of_a_then(shared: Calls, film: str) -> None:
    answer = explained(shared, search_of('picture:"red" THEN picture:"blue"'), film, 0, 20)
    assert [(step.kind, list(step.term_indices)) for step in answer.steps] == [
        ("then", [0, 1]), ("text", [0]), ("text", [1]),
    ]  # fmt: skip
    whole, first, second = answer.steps
    assert not whole.curves
    assert first.curves
    pair = whole.moments[0]
    for side in (first, second):
        assert side.moments[0].outcome == MERGED_INTO
        assert side.moments[0].better == pair.moment


def test_only_a_part_of_the_samples(shared: Calls, film: str) -> None:
    search = search_of('picture:"blue" OR sound:"tone"')
    whole = explained(shared, search, film, 6, 14)
    part = explained(
        shared, search, film, 6, 14, samples_start_offset=seconds(5), samples_end_offset=seconds(8)
    )
    times = [in_seconds(one.start_offset) for one in part.terms[0].samples]
    assert times == [5, 6, 7]
    assert 0 < len(part.steps[0].curves[0].samples) < len(whole.steps[0].curves[0].samples)
    assert part.steps[0].moments == whole.steps[0].moments


def test_a_part_of_the_media_is_explained_as_it_is_searched(shared: Calls, film: str) -> None:
    part = search_pb.MediaFilter(start_offset=seconds(8), end_offset=seconds(12))
    search = search_of('picture:"blue"', filter=part)
    answer = explained(shared, search, film, 8, 12)
    assert answer.steps[0].moments[0].moment == found_by(shared, search)[0]
    assert len(answer.terms[0].samples) == 4


def test_what_the_candidate_stage_did(serve: Serve, tmp_path: Path) -> None:
    """The index is asked for the four nearest runs, all of which are of one film."""
    make_film(tmp_path / "often.mp4", [("yellow", 2), ("purple", 2)] * 5)
    make_film(tmp_path / "never.mp4", [("blue", 4), ("red", 2)])
    few = settings_for(tmp_path / "data", tmp_path, exact_sample_limit=0, candidate_media=1)
    _, calls = serve(few)
    media = calls.indexed("often.mp4", "never.mp4")
    search = search_of('picture:"yellow"', collection="default")
    often, never = (media[f"{name}.mp4"].media_id for name in ("often", "never"))
    assert {moment.media_id for moment in found_by(calls, search)} == {often}
    (term,) = explained(calls, search, often, 0, 2).terms
    stage = pb.CandidateStage(rank=1, candidate_count=1, media_count=2)
    assert (term.scored, term.candidate_stage) == (True, stage)
    answer = explained(calls, search, never, 0, 6)
    stage.rank = 0
    assert (answer.terms[0].scored, answer.terms[0].candidate_stage) == (False, stage)
    assert len(answer.terms[0].samples) == 6
    assert {one.outcome for one in answer.steps[0].moments} == {pb.OUTCOME_NOT_A_CANDIDATE}


def test_where_all_were_scored(shared: Calls, film: str) -> None:
    stage = explained(shared, search_of('"red" NOT "tone"'), film, 0, 6).terms
    told = {(one.term_text, one.modality): one for one in stage}
    assert told["red", PICTURE].candidate_stage == pb.CandidateStage(
        exhaustive=True, candidate_count=3, media_count=3
    )
    assert not told["tone", SOUND].HasField("candidate_stage")
    assert told["tone", SOUND].negated


def test_a_text_that_no_encoder_reads_to_its_end(shared: Calls, film: str) -> None:
    read = "red" + " of it" * 21 + " in all of which nothing"
    query = f'picture:"{read} but blue is found" AND picture:"blue"'
    long, short = explained(shared, search_of(query), film, 0, 6).terms
    (cut,) = shared.search_service.SearchMoments(search_of(query)).cut_texts
    assert (long.read_text, short.read_text) == (cut.read_text, "blue")
    assert 0 < len(long.read_text) < len(long.term_text)


def test_a_picture(shared: Calls, film: str) -> None:
    search = search_of('"red" NOT "tone"')
    for width in (320, 800, 2000):
        data = explained(shared, search, film, 0, 6, picture_width=width).picture
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format, image.width) == ("PNG", width)
            assert image.height > 400
            colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or []}
        assert len(colours) > 5
        assert len(data) < 100_000
    assert explained(shared, search, film, 0, 6).picture == b""


def test_pictures_of_little_and_of_much(
    shared: Calls, library: dict[str, Media], film: str
) -> None:
    def height(query: str, media_id: str, **fields: Any) -> int:
        answer = explained(shared, search_of(query), media_id, 0, 6, picture_width=320, **fields)
        with Image.open(io.BytesIO(answer.picture)) as image:
            image.load()
            return image.height

    one = height('picture:"red"', film)
    # Without a track that is asked for, and without a sample in the part that is drawn.
    assert height('sound:"hum"', library["yellow.mp4"].media_id) < one
    nothing_there = {"samples_start_offset": seconds(5000), "samples_end_offset": seconds(5001)}
    assert height('picture:"red"', film, **nothing_there) == one
    sixteen = height(" OR ".join(f'"red {number}"' for number in range(16)), film)
    assert 24 * 100 < sixteen < 3_300
    assert height(f'picture:"{"wide " * 200}"', film) == one


def test_too_many_samples_are_refused(
    shared: Calls, film: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explain, "MOST_SAMPLES", 24)
    search = search_of('"red tone"')
    error = refused(lambda: explained(shared, search, film, 0, 6))
    assert (error.code, error.reason, error.field) == (
        grpc.StatusCode.INVALID_ARGUMENT, "EXPLANATION_TOO_LARGE", "samples_end_offset"
    )  # fmt: skip
    assert "25 samples of 2 curves" in error.message
    assert explained(shared, search, film, 0, 6, samples_end_offset=seconds(19)).terms


def test_the_largest_answer_fits_into_a_message() -> None:
    """Of samples in the eleventh hour, whose every field takes most bytes."""
    late = seconds(40_123.456789)
    sample = pb.ExplainedSample(
        start_offset=late, end_offset=late, similarity=0.3, evidence=-1.5, confidence=0.1
    )
    span = pb.SpanCandidate(
        start_offset=late, end_offset=late, score=1.5, peak_evidence=2.5,
        outcome=pb.OUTCOME_OUTRANKED, better_start_offset=late, better_end_offset=late,
    )  # fmt: skip
    terms = [
        pb.ExplainedTerm(
            term_text="é" * 1000,
            samples=itertools.repeat(sample, explain.MOST_SAMPLES // 32),
        )
        for _ in range(32)
    ]
    curve = pb.SegmentedCurve(candidates=[span] * explain.MOST_CANDIDATES)
    steps = [pb.ExplainedStep(curves=[curve]) for _ in range(32)]
    answer = pb.ExplainMomentResponse(terms=terms, steps=steps, picture=b"p" * 200_000)
    assert answer.ByteSize() < 4 << 20


def test_requests_that_are_wrong(shared: Calls, film: str) -> None:
    good = {
        "search": search_of("red"), "media_id": film, "start_offset": seconds(0),
        "end_offset": seconds(1),
    }  # fmt: skip
    for changes, field, said in [
        ({"search": search_of("red", page_size=-1)}, "search.page_size", "-1"),
        ({"search": search_pb.SearchMomentsRequest()}, "search.query.kind", "missing"),
        ({"media_id": ""}, "media_id", "missing"),
        ({"end_offset": seconds(0)}, "end_offset", "more than start_offset"),
        ({"end_offset": None}, "end_offset", "missing"),
        ({"start_offset": seconds(-1)}, "start_offset", "-1 s"),
        ({"samples_start_offset": seconds(2), "samples_end_offset": seconds(2)},
         "samples_end_offset", "more than samples_start_offset"),
        ({"picture_width": 319}, "picture_width", "0, or 320 to 2000"),
        ({"picture_width": 2001}, "picture_width", "2001"),
    ]:  # fmt: skip
        request = pb.ExplainMomentRequest(**{**good, **changes})
        error = refused(lambda request=request: shared.explain.ExplainMoment(request))  # type: ignore[misc]
        assert (error.code, error.field) == (grpc.StatusCode.INVALID_ARGUMENT, field)
        assert error.message.startswith(field)
        assert said in error.message


def test_media_that_cannot_be_explained(
    shared: Calls, library: dict[str, Media], film: str, collection: str
) -> None:
    def reason(search: search_pb.SearchMomentsRequest, media_id: str) -> str:
        return refused(lambda: explained(shared, search, media_id, 0, 1)).reason

    assert reason(search_of("red"), "nobody") == "MEDIA_NOT_FOUND"
    assert reason(search_of("red", collection=collection), film) == "MEDIA_NOT_FOUND"
    assert reason(search_of("red", collection="nowhere"), film) == "COLLECTION_NOT_FOUND"
    other = search_pb.MediaFilter(media_ids=[library["yellow.mp4"].media_id])
    assert reason(search_of("red", filter=other), film) == "MEDIA_FILTERED_OUT"
    broken = shared.upload(b"x" * 100, collection=collection).media.media_id
    shared.watch(broken)
    assert reason(search_of("red", collection=collection), broken) == "MEDIA_NOT_ACTIVE"
