"""Explaining: what both clients ask and make of the answer, and how the command line draws it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from typer.testing import CliRunner, Result

from momentsearch import Modality, Outcome, Span, Text
from momentsearch.cli import chart
from momentsearch.cli.app import app
from momentsearch.errors import FailedPreconditionError
from momentsearch.explanation import ExplainedSample
from momentsearch.v1 import common_pb2, search_service_pb2
from momentsearch.v1 import explain_service_pb2 as pb
from tests.client.fake_server import Failure, FakeServer, seconds

SPACE = "picture-0123456789ab"


def moment(start: float, end: float, **fields: Any) -> search_service_pb2.Moment:
    evidence = search_service_pb2.SpaceEvidence(
        space_id=SPACE, modality=common_pb2.MODALITY_PICTURE, peak_evidence=5.0
    )
    return search_service_pb2.Moment(
        media_id="m0", title="film.mp4", start_offset=seconds(start), end_offset=seconds(end),
        score=3.5, confidence=0.75, evidence=[evidence],
        confidence_level=search_service_pb2.CONFIDENCE_LEVEL_MEDIUM, **fields,
    )  # fmt: skip


def samples(*values: float, length: float = 1.0) -> list[pb.ExplainedSample]:
    return [
        pb.ExplainedSample(
            start_offset=seconds(k * length), end_offset=seconds((k + 1) * length),
            similarity=value / 10, evidence=value, confidence=0.5,
        )
        for k, value in enumerate(values)
    ]  # fmt: skip


def explanation() -> pb.ExplainMomentResponse:
    """Of two texts in pictures of a film of ten seconds."""
    red = pb.ExplainedTerm(
        term_text="red", weight=1, space_id=SPACE, modality=common_pb2.MODALITY_PICTURE,
        encoder="embedded", scored=True, calibration={"centre": 0.25, "spread": 0.0625},
        candidate_stage=pb.CandidateStage(rank=2, candidate_count=30, media_count=400),
        samples=samples(0, 0, 5, 5, 5, 0, 0, 1, 1, -2),
    )  # fmt: skip
    snow = pb.ExplainedTerm(
        term_index=1, term_text="snow", read_text="sno", negated=True, weight=2, space_id=SPACE,
        modality=common_pb2.MODALITY_PICTURE, encoder="embedded", scored=True,
        samples=samples(*[0.5] * 10),
    )  # fmt: skip
    kept = pb.SpanCandidate(
        start_offset=seconds(2), end_offset=seconds(5), score=4.5, peak_evidence=5,
        outcome=pb.OUTCOME_PRESENT,
    )  # fmt: skip
    other = pb.SpanCandidate(
        start_offset=seconds(1), end_offset=seconds(6), score=2.5, peak_evidence=5,
        outcome=pb.OUTCOME_SUPPRESSED_BY, better_start_offset=seconds(2),
        better_end_offset=seconds(5),
    )  # fmt: skip
    curve = pb.SegmentedCurve(
        levels={"floor": 1.5, "peak": 5.0}, candidate_count=2, candidates=[kept, other],
        samples=samples(0, 0, 5, 5, 5, 0, 0, 1, 1, -2),
    )  # fmt: skip
    listed = pb.ExplainedMoment(moment=moment(2, 5), outcome=pb.OUTCOME_PRESENT, rank=3)
    dropped = pb.ExplainedMoment(
        moment=moment(4, 6), outcome=pb.OUTCOME_SUPPRESSED_BY, better=moment(2, 5), better_rank=3
    )
    step = pb.ExplainedStep(
        kind="all_of", term_indices=[0, 1], curves=[curve], moments=[listed, dropped]
    )
    return pb.ExplainMomentResponse(
        title="film.mp4", minimum_confidence=0.5, terms=[red, snow], steps=[step]
    )


def absence(**fields: Any) -> pb.ExplainAbsenceResponse:
    plain = {"outcome": pb.OUTCOME_SUPPRESSED_BY, "message": "A better one.", "next_step": "Look."}
    return pb.ExplainAbsenceResponse(**{**plain, **fields})


OPTIONS: dict[str, Any] = {
    "collection": "films", "modalities": [Modality.PICTURE], "media_ids": ["m0"],
    "labels": {"by": "ann"}, "start_seconds": 1.0, "end_seconds": 9.0, "page_size": 25,
    "group_by_media": True, "minimum_confidence": 0.5,
}  # fmt: skip


def test_a_moment(client: Any, server: FakeServer) -> None:
    server.library.explanation = explanation()
    told = client.explain_moment("red", "m0", (2.0, 5.5), picture_width=640, samples=(1, 9.25))
    assert (told.title, told.minimum_confidence, told.picture) == ("film.mp4", 0.5, None)
    red, snow = told.terms
    assert (red.term_text, red.modality, red.encoder) == ("red", Modality.PICTURE, "embedded")
    assert (red.scored, red.negated, snow.negated, snow.weight) == (True, False, True, 2)
    assert dict(red.calibration) == {"centre": 0.25, "spread": 0.0625}
    assert (red.candidate_stage.rank, red.candidate_stage.candidate_count) == (2, 30)
    assert snow.candidate_stage is None
    assert (red.read_text, snow.read_text) == ("red", "sno")
    assert red.samples[2] == ExplainedSample(Span(2_000_000, 3_000_000), 0.5, 5.0, 0.5)
    (step,) = told.steps
    assert (step.kind, step.term_indices) == ("all_of", (0, 1))
    kept, other = step.curves[0].candidates
    assert (kept.outcome, kept.better) == (Outcome.PRESENT, None)
    assert (other.outcome, other.better) == (Outcome.SUPPRESSED_BY, Span(2_000_000, 5_000_000))
    assert dict(step.curves[0].levels) == {"floor": 1.5, "peak": 5.0}
    listed, dropped = step.moments
    assert (listed.rank, listed.better, dropped.better) == (3, None, listed.moment)
    (request,) = server.library.requests["ExplainMoment"]
    assert (request.media_id, request.picture_width) == ("m0", 640)
    assert (request.start_offset, request.end_offset) == (seconds(2), seconds(5.5))
    assert (request.samples_start_offset, request.samples_end_offset) == (seconds(1), seconds(9.25))


def test_an_absence(client: Any, server: FakeServer) -> None:
    server.library.absence = absence(
        figures={"confidence": 0.25}, moment=moment(4, 6), better=moment(2, 5), better_rank=3
    )
    told = client.explain_absence("red", "m0", 4.25)
    assert told.outcome is Outcome.SUPPRESSED_BY
    assert (told.message, told.next_step) == ("A better one.", "Look.")
    assert dict(told.figures) == {"confidence": 0.25}
    assert (told.moment.start_seconds, told.rank) == (4, 0)
    assert (told.better.start_seconds, told.better_rank) == (2, 3)
    (request,) = server.library.requests["ExplainAbsence"]
    assert (request.media_id, request.offset) == ("m0", seconds(4.25))


def test_the_search_is_sent_as_it_would_be(client: Any, server: FakeServer) -> None:
    query = Text("red") & ~Text("snow")
    client.search(query, **OPTIONS)
    client.explain_moment(query, "m0", (0, 1), **OPTIONS)
    client.explain_absence(query, "m0", 1, **OPTIONS)
    requests = server.library.requests
    (search,) = requests["SearchMoments"]
    assert requests["ExplainMoment"][0].search == search
    assert requests["ExplainAbsence"][0].search == search
    assert not requests["ExplainMoment"][0].HasField("samples_start_offset")


def test_what_a_newer_server_says(client: Any, server: FakeServer) -> None:
    server.library.absence = pb.ExplainAbsenceResponse.FromString(b"\x08\x63")  # outcome 99
    assert client.explain_absence("red", "m0", 1).outcome is Outcome.UNKNOWN


def test_every_outcome_has_its_value() -> None:
    ours = {outcome.value for outcome in Outcome} - {"UNKNOWN"}
    assert {f"OUTCOME_{value}" for value in ours} == set(pb.Outcome.keys()) - {
        "OUTCOME_UNSPECIFIED"
    }


def test_a_refusal(client: Any, server: FakeServer) -> None:
    failure = Failure(grpc.StatusCode.FAILED_PRECONDITION, reason="MEDIA_NOT_ACTIVE")
    server.library.failures["ExplainMoment"] = [failure]
    with pytest.raises(FailedPreconditionError) as error:
        client.explain_moment("red", "m0", (0, 1))
    assert error.value.reason == "MEDIA_NOT_ACTIVE"


# The command line


Run = Callable[..., Result]


@pytest.fixture
def run(server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "70")
    server.library.explanation = explanation()
    server.library.absence = absence(
        moment=moment(4, 6), better=moment(2, 5), better_rank=3, figures={"score": 3.5}
    )

    def run(*arguments: str) -> Result:
        command = ["explain", *arguments, "--address", server.address]
        result = CliRunner().invoke(app, command)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def test_what_is_drawn(run: Run, server: FakeServer) -> None:
    result = run('"red" NOT "snow"^2', "m0", "0:04.5")
    assert result.exit_code == 0
    shown = result.stdout.splitlines()
    assert shown[0] == "SUPPRESSED_BY at 0:00:04.5. A better one."
    assert shown[1] == "What could be done: Look."
    assert '"red"  picture, embedded; number 2 among the 30 nearest of 400 media' in shown
    snow = shown.index('NOT "snow"  picture, embedded; scored')
    assert shown[snow + 1] == 'too long for this encoder, which read only "sno"'
    assert "all of it together" in shown
    # 60 columns for ten seconds: red is high from 2 to 5 s.
    top = shown[
        shown.index('"red"  picture, embedded; number 2 among the 30 nearest of 400 media') + 1
    ]
    assert top == f"    +5.0 │{' ' * 12}{'█' * 18}"
    assert "      #3 │            [---75% medium---]" in shown
    assert any(line.endswith("▲ 0:00:04.5") for line in shown)
    assert 'all_of: "red", "snow"' in shown
    became = " ".join(" ".join(line.split()) for line in shown)
    assert "moment 0:00:02.0 0:00:05.0 3.50 75% medium PRESENT, number 3 (picture)" in became
    assert "candidate 0:00:02.0 0:00:05.0 4.50 a moment (all of it together)" in became
    assert "all of it together: floor +1.50, peak +5.00" in shown
    # Of the moment that the instant is in.
    request = server.library.requests["ExplainMoment"][0]
    assert (request.start_offset, request.end_offset) == (seconds(4), seconds(6))
    assert request.picture_width == 0


def test_pictures_and_sounds_are_told_apart(run: Run, server: FakeServer) -> None:
    told = server.library.explanation
    red = told.terms[0]
    heard = told.terms.add(space_id="sound-12", modality=common_pb2.MODALITY_SOUND, term_text="red")
    heard.samples.extend(red.samples)
    (curve,) = told.steps[0].curves
    for space_id in (red.space_id, heard.space_id):
        told.steps[0].curves.add().CopyFrom(curve)
        told.steps[0].curves[-1].space_id = space_id
    lines = run("red", "m0", "4").stdout.splitlines()
    assert "picture: floor +1.50, peak +5.00" in lines
    assert "sound: floor +1.50, peak +5.00" in lines
    became = " ".join(" ".join(lines).split())
    assert "candidate 0:00:02.0 0:00:05.0 4.50 a moment (picture)" in became
    assert "SUPPRESSED_BY 0:00:02.0 to 0:00:05.0 (sound)" in became


def test_a_media_that_is_not_there_is_refused(run: Run, server: FakeServer) -> None:
    """As `show` refuses it; one of another collection says where it is."""
    server.library.absence = absence(outcome=pb.OUTCOME_NOT_INDEXED)
    result = run("red", "m0", "4", "--json")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "MEDIA_NOT_FOUND" in result.stderr
    server.library.add("m0")
    result = run("red", "m0", "4", "--collection", "films")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "give --collection default" in result.stderr


@pytest.mark.parametrize(
    ("of_the_api", "here"),
    [
        ("search with minimum_confidence 0.", "search with --min-confidence 0."),
        ("Wait; WatchMedia tells when.", "Wait; `momentsearch watch` tells when."),
        ("Without filter.start_offset and filter.end_offset.", "Without --from and --to."),
        ("Or with a page_size of 12 or more.", "Or with a --limit of 12 or more."),
    ],
)
def test_what_could_be_done_is_told_in_options(
    run: Run, server: FakeServer, of_the_api: str, here: str
) -> None:
    server.library.absence = absence(next_step=of_the_api)
    assert f"What could be done: {here}" in " ".join(run("red", "m0", "4").stdout.split())
    told = json.loads(run("red", "m0", "4", "--json").stdout)
    assert told["absence"]["next_step"] == of_the_api


def test_options_reach_both_calls(run: Run, server: FakeServer) -> None:
    options = "--collection films --picture --label by=ann --limit 50 --group-by-media"
    only = "--media m0 --media m1"
    more = "--min-confidence 0.25 --around 20 --from 5 --to 1:00"
    run("red", "m0", "30", *options.split(), *only.split(), *more.split())
    (told,), (asked,) = (
        server.library.requests[name] for name in ("ExplainMoment", "ExplainAbsence")
    )
    assert told.search == asked.search
    assert (asked.search.collection, asked.search.page_size) == ("films", 50)
    assert asked.search.group_by_media
    assert asked.search.minimum_confidence == 0.25
    assert list(asked.search.filter.media_ids) == ["m0", "m1"]
    assert dict(asked.search.filter.labels) == {"by": "ann"}
    assert list(asked.search.modalities) == [common_pb2.MODALITY_PICTURE]
    assert asked.search.filter.start_offset == seconds(5)
    assert asked.search.filter.end_offset == seconds(60)
    assert (told.samples_start_offset, told.samples_end_offset) == (seconds(10), seconds(50))


def test_what_was_not_scored_is_not_drawn(run: Run, server: FakeServer, tmp_path: Path) -> None:
    server.library.add("m0")
    for outcome in (pb.OUTCOME_NOT_INDEXED, pb.OUTCOME_FILTERED_OUT):
        server.library.absence = absence(outcome=outcome)
        result = run("red", "m0", "4", "--png", str(tmp_path / "why.png"))
        assert result.exit_code == 6
        assert len(result.stdout.splitlines()) == 2
        assert run("red", "m0", "4").exit_code == 0
        assert "was not written" in result.stderr
    assert not server.library.requests["ExplainMoment"]
    assert not list(tmp_path.iterdir())


def test_a_picture_is_written(run: Run, server: FakeServer, tmp_path: Path) -> None:
    server.library.explanation.picture = b"\x89PNG"
    assert run("red", "m0", "4", "--png", str(tmp_path / "why.png")).exit_code == 0
    assert (tmp_path / "why.png").read_bytes() == b"\x89PNG"
    assert server.library.requests["ExplainMoment"][0].picture_width == 1000


def test_json_for_programs(run: Run, server: FakeServer) -> None:
    told = json.loads(run("red", "m0", "4", "--json").stdout)
    assert told["absence"]["outcome"] == "SUPPRESSED_BY"
    assert told["absence"]["figures"] == {"score": 3.5}
    term = told["explanation"]["terms"][0]
    assert term["samples"][2] == {
        "start_seconds": 2.0, "end_seconds": 3.0, "similarity": 0.5, "evidence": 5.0,
        "confidence": 0.5,
    }  # fmt: skip
    server.library.add("m0")
    server.library.absence = absence(outcome=pb.OUTCOME_NOT_INDEXED)
    assert json.loads(run("red", "m0", "4", "--json").stdout)["explanation"] is None


def test_what_is_too_large_is_told_with_what_helps(run: Run, server: FakeServer) -> None:
    failure = Failure(grpc.StatusCode.INVALID_ARGUMENT, reason="EXPLANATION_TOO_LARGE")
    server.library.failures["ExplainMoment"] = [failure]
    result = run("red", "m0", "4")
    assert result.exit_code == 4
    assert "--around" in result.stderr


def test_a_wrong_time_or_query(run: Run, server: FakeServer) -> None:
    assert run("red", "m0", "later").exit_code == 2
    assert run('"red" AND', "m0", "4").exit_code == 2
    assert not server.library.requests["ExplainAbsence"]


# Drawing


def drawn(*values: float, length: float = 1.0, columns: int = 10) -> list[str]:
    told = [
        ExplainedSample(
            Span(round(k * length * 1e6), round((k + 1) * length * 1e6)), 0.0, value, 0.0
        )
        for k, value in enumerate(values)
        if not math.isnan(value)
    ]
    part = Span(0, round(len(values) * length * 1e6))
    lines = chart.curve_lines(told, chart.Axis(part, columns), chart.ASCII)
    return [line.partition("|")[2] for line in lines]


def test_a_column_has_its_lowest_and_its_highest_sample() -> None:
    """Five columns of two samples each, ten units high: from -4 to 4, at 4, silence, at and below
    the lowest line."""
    nan = math.nan
    assert drawn(-4, 4, 4, 4, nan, nan, -6, -6, -12, -8, columns=5) == [
        ":#", ":#", ":#", ":#", "## __"
    ]  # fmt: skip


def test_a_sample_may_be_wider_than_a_column() -> None:
    assert drawn(5, 0, columns=6)[0] == "###"


def test_hours_are_a_band_in_a_narrow_terminal() -> None:
    """One second in a hundred stands out, and none is lost."""
    values = [5.0 if k == 4_321 else 0.0 for k in range(10_000)]
    top, *_, bottom = drawn(*values, columns=50)
    assert top == f"{' ' * 21}:"
    assert len(bottom) == 50


def test_noise_does_not_fill_the_scale() -> None:
    assert "".join(drawn(-5.6, -5.8, -6.4, columns=3)[:-1]).strip() == ""


def test_lines_are_as_wide_as_the_terminal() -> None:
    part = Span(0, 60_000_000)
    for width in (40, 70, 120):
        axis = chart.axis_for(part, width=width)
        told = [ExplainedSample(part, 0.0, 5.0, 0.0)]
        assert {len(line) for line in chart.curve_lines(told, axis, chart.BLOCKS)} == {width}
        assert len(chart.scale_line(axis, "0:00", "1:00")) == width
    assert chart.axis_for(part, width=5).columns == 20
    assert chart.axis_for(part, width=500).columns == 160


def test_spans_and_marks() -> None:
    axis = chart.Axis(Span(0, 20_000_000), 20)

    def line(start: float, end: float) -> str:
        span = Span(round(start * 1e6), round(end * 1e6))
        return chart.span_line("#1", span, "90%", axis, chart.ASCII)[10:]

    assert line(2, 12) == "  [--90%---]"
    assert line(2, 5) == "  [-] 90%"
    assert line(2, 2.5) == "  | 90%"
    assert line(-5, 100) == f"[{'90%'.center(18, '-')}]"
    assert chart.mark_line(3_000_000, "0:03", axis, chart.ASCII)[10:] == "   ^ 0:03"
    assert chart.mark_line(19_000_000, "0:19", axis, chart.ASCII)[10:] == "              0:19 ^"
