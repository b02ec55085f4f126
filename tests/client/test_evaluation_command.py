"""`momentsearch eval` against the fake server: answers by script, files that it writes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from typer.testing import CliRunner, Result

from momentsearch.cli.app import app
from momentsearch.v1 import common_pb2, media_pb2, search_service_pb2
from tests.client.fake_server import Failure, FakeServer, seconds
from tests.client.test_demo_report import Reader

FLOOR = 0.5
# What is found for each text: media, start, end, confidence.
FOUND = {
    "a car": [("m1", 10, 20, 0.9), ("m1", 40, 50, 0.6)],
    "a boat": [("m2", 5, 9, 0.8), ("m1", 30, 40, 0.7)],
    "<b>rain</b>": [("m1", 0, 30, 0.3)],
    "a unicorn": [("m2", 0, 5, 0.65)],
    "a dragon": [("m2", 0, 5, 0.1)],
}
LINES: list[dict[str, Any]] = [
    {"qid": "car", "query": "a car", "vid": "m1", "relevant_windows": [[10, 20]]},
    {"qid": "boat", "query": "a boat", "vid": "m1.mp4", "relevant_windows": [[30, 41]]},
    {"qid": "rain", "query": "<b>rain</b>", "vid": "m1", "relevant_windows": [[31, 45]]},
    {"qid": "u", "query": "a unicorn", "absent": True, "modality": "picture"},
    {"qid": "d", "query": "a dragon", "absent": True, "vid": "m2"},
]


def answer(request: Any) -> tuple[list[Any], Any]:
    """By the text asked for; with the floor where the request has none of its own."""
    least = request.minimum_confidence if request.HasField("minimum_confidence") else FLOOR
    found = [
        one_moment(*entry, points=request.curve_point_count)
        for entry in FOUND.get(request.query.text.text, [])
        if entry[3] >= least and entry[0] in (list(request.filter.media_ids) or [entry[0]])
    ]
    pb = search_service_pb2
    return found, pb.PRESENCE_FOUND if found else pb.PRESENCE_NOT_FOUND


def one_moment(media_id: str, start: float, end: float, confidence: float, *, points: int) -> Any:
    curve = search_service_pb2.EvidenceCurve(
        end_offset=seconds(60),
        points=[5.0 if start <= 60 * i / points < end else 0.5 for i in range(points)],
    )
    evidence = search_service_pb2.SpaceEvidence(
        space_id="clip-1", modality=common_pb2.MODALITY_PICTURE, curve=curve
    )
    return search_service_pb2.Moment(
        media_id=media_id,
        title=f"{media_id}.mp4",
        media_kind=media_pb2.MEDIA_KIND_VIDEO,
        start_offset=seconds(start),
        end_offset=seconds(end),
        score=10 * confidence,
        confidence_level=search_service_pb2.CONFIDENCE_LEVEL_LOW,
        confidence=confidence,
        evidence=[evidence] if points else [],
    )


@pytest.fixture
def films(server: FakeServer) -> FakeServer:
    coverage = media_pb2.SpaceCoverage(
        space_id="clip-1", modality=common_pb2.MODALITY_PICTURE, sample_count=60
    )
    for media_id in ("m1", "m2"):
        server.library.add(
            media_id,
            kind=media_pb2.MEDIA_KIND_VIDEO,
            duration=seconds(60),
            coverage=[coverage],
        )
    server.library.on_search = answer
    return server


Evaluate = Callable[..., Result]


@pytest.fixture
def evaluate(films: FakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluate:
    """Writes the lines into a file and runs the command on it, within the test's folder."""
    for name in ("MOMENTSEARCH_ADDRESS", "MOMENTSEARCH_TOKEN", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, lines: list[Any] = LINES) -> Result:
        written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        (tmp_path / "labels.jsonl").write_text("\n".join(written))
        command = ["eval", "labels.jsonl", *arguments, "--address", films.address]
        result = CliRunner().invoke(app, command)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def rows(result: Result) -> list[list[str]]:
    return [line.split() for line in result.stdout.splitlines()]


def test_the_figures_in_a_terminal(evaluate: Evaluate) -> None:
    result = evaluate()
    assert result.exit_code == 0, result.stderr
    # Within m1 car and boat are right (boat by 10 of 11), rain is not.
    assert ["all", "3", "66.7", "66.7", "66.7", "66.7", "63.3", "66.7"] in rows(result)
    # Over both the boat's first moment is in m2, and its right one second.
    assert ["all", "3", "33.3", "33.3", "50.0", "50.0", "48.3"] in rows(result)
    assert "The right media comes first in 66.7" in result.stdout
    present = "present, absent queries                             3, 1               3, 1"
    assert present in result.stdout
    assert "5 queries of labels.jsonl, 3 present and 2 absent, on 2 media of default" in (
        result.stdout
    )


def test_what_is_asked(evaluate: Evaluate, films: FakeServer) -> None:
    evaluate("--collection", "films")
    requests = films.library.requests["SearchMoments"]
    # Each text by the server's floor and without one: four within a media, four over all.
    assert len(requests) == 2 * (4 + 4)
    assert {request.collection for request in requests} == {"films"}
    boats = [request for request in requests if request.query.text.text == "a boat"]
    assert sorted(list(request.filter.media_ids) for request in boats) == [[], [], ["m1"], ["m1"]]
    floors = sorted(request.HasField("minimum_confidence") for request in boats)
    assert floors == [False, False, True, True]
    (unicorn, _) = [r for r in requests if r.query.text.text == "a unicorn"]
    assert list(unicorn.modalities) == [common_pb2.MODALITY_PICTURE]


def test_within_media_only(evaluate: Evaluate, films: FakeServer) -> None:
    result = evaluate("--within-media", "--json")
    assert all(r.filter.media_ids for r in films.library.requests["SearchMoments"])
    document = json.loads(result.stdout)
    assert document["figures"]["across"] is None
    assert [entry["across"] for entry in document["queries"]] == [None] * 5
    assert "which --within-media does not ask: 1." in evaluate("--within-media").stdout


def test_what_a_reader_of_the_figures_has_to_know(evaluate: Evaluate, films: FakeServer) -> None:
    films.library.add("m3", state=media_pb2.MEDIA_STATE_QUEUED)
    films.library.on_search = lambda request: ([], search_service_pb2.PRESENCE_EMPTY_SCOPE)
    said = evaluate(lines=LINES[:1]).stdout
    assert "Media that are not indexed yet and were not searched: 1." in said
    assert "Queries that ask for a track which their media does not have: 1." in said
    assert "Of 1 queries, shares are known to ±50 points or better." in said


def test_questions_that_were_not_read_to_their_end(evaluate: Evaluate, films: FakeServer) -> None:
    films.library.cut_texts = [
        search_service_pb2.CutText(
            term_text="a car",
            space_id="clip-1",
            modality=common_pb2.MODALITY_PICTURE,
            encoder="openai/clip",
            read_text="a",
        )
    ]
    said = evaluate(lines=LINES[:2]).stdout
    assert "Queries longer than an encoder reads, whose ends made no difference: 2" in said
    assert "first in line 1;" in said
    (car, _) = json.loads(evaluate("--json", lines=LINES[:2]).stdout)["queries"]
    cut = [{"term_text": "a car", "encoder": "openai/clip", "read_text": "a"}]
    assert car["within"]["cut_texts"] == car["across"]["cut_texts"] == cut
    films.library.cut_texts = []
    assert "longer than an encoder reads" not in evaluate(lines=LINES[:2]).stdout


def test_everything_as_json(evaluate: Evaluate, tmp_path: Path) -> None:
    result = evaluate("--json", "--output", "out.json")
    document = json.loads(result.stdout)
    assert document == json.loads((tmp_path / "out.json").read_text())
    assert document["server"]["version"] == "9.8.7"
    assert document["spaces"] == [
        {"space_id": "clip-1", "modality": "picture", "media_count": 2, "sample_count": 120}
    ]
    assert len(document["labels"]["sha256"]) == 64
    within = document["figures"]["within"]
    assert within["by_length"]["full"]["r1_at_50"] == pytest.approx(200 / 3)
    assert within["by_length"]["long"]["r1_at_50"] is None
    across = document["figures"]["across"]["detection"]
    assert (across["false_alarms"], across["absent_count"]) == (100, 1)
    by_qid = {entry["qid"]: entry for entry in document["queries"]}
    boat = by_qid["boat"]
    assert (boat["line"], boat["media_id"]) == (2, "m1")
    assert boat["within"]["first_iou"] == pytest.approx(10 / 11)
    assert (boat["across"]["right"], boat["across"]["media_place"]) == (False, 2)
    assert by_qid["rain"]["within"]["presence"] == "not_found"
    rain = by_qid["rain"]["within"]["moments"][0]
    assert (rain["confidence"], rain["confidence_level"]) == (0.3, "low")
    assert (by_qid["u"]["within"], by_qid["u"]["across"]["right"]) == (None, False)
    assert (by_qid["d"]["within"]["right"], by_qid["d"]["across"]) == (True, None)


def test_lines_that_ask_the_same_are_one_question(evaluate: Evaluate) -> None:
    second = {"qid": "boat2", "query": "a boat", "vid": "m2", "relevant_windows": [[5, 9]]}
    document = json.loads(evaluate("--json", lines=[*LINES, second]).stdout)
    by_qid = {entry["qid"]: entry for entry in document["queries"]}
    assert by_qid["boat"]["across"]["first_iou"] == 1
    assert (by_qid["boat2"]["across"], by_qid["boat2"]["across_with"]) == (None, "boat")
    assert document["figures"]["across"]["by_length"]["full"]["query_count"] == 3
    assert document["figures"]["within"]["by_length"]["full"]["query_count"] == 4


def test_bad_lines_are_all_told_and_nothing_is_asked(evaluate: Evaluate, films: FakeServer) -> None:
    bad = ["{", {"qid": 8, "query": "x", "vid": "m9", "relevant_windows": [[0, 1]]}]
    result = evaluate(lines=[*LINES, *bad])
    assert result.exit_code == 6
    assert result.stdout == ""
    first, second, advice = result.stderr.splitlines()
    assert first.startswith("labels.jsonl, line 6: not JSON")
    assert second.startswith("labels.jsonl, line 7: vid 'm9' is no media of the collection")
    assert advice == (
        "2 lines cannot be used, 5 can. Correct them, or leave them out with --skip-bad-lines."
    )
    assert films.library.calls["SearchMoments"] == 0


def test_bad_lines_can_be_left_out_and_are_counted(evaluate: Evaluate) -> None:
    result = evaluate("--skip-bad-lines", "--json", lines=[*LINES, "{"])
    assert result.exit_code == 0
    assert "1 lines were left out:\nlabels.jsonl, line 6: not JSON" in result.stderr
    labels = json.loads(result.stdout)["labels"]
    assert (labels["query_count"], [line["line"] for line in labels["bad_lines"]]) == (5, [6])


@pytest.mark.parametrize(
    ("lines", "said"),
    [([], "labels.jsonl has no queries"), (["{"], "No line can be used")],
)
def test_without_a_usable_line(evaluate: Evaluate, lines: list[Any], said: str) -> None:
    result = evaluate("--skip-bad-lines", lines=lines)
    assert result.exit_code == 6
    assert said in result.stderr


def test_a_query_that_the_server_refuses_is_a_bad_line(
    evaluate: Evaluate, films: FakeServer
) -> None:
    refusal = Failure(grpc.StatusCode.INVALID_ARGUMENT, "too many texts", "FIELD_INVALID")
    films.library.failures["SearchMoments"] = [refusal]
    result = evaluate("--within-media", "--jobs", "1")
    assert result.exit_code == 6
    assert (
        "labels.jsonl, line 1: the server refuses this query: too many texts [FIELD_INVALID]"
        in result.stderr
    )


def test_a_server_that_fails_ends_it(evaluate: Evaluate, films: FakeServer) -> None:
    films.library.failures["SearchMoments"] = [Failure(grpc.StatusCode.INTERNAL, "no")]
    result = evaluate("--output", "out.json")
    assert result.exit_code == 4
    assert not Path("out.json").exists()


def test_no_more_searches_at_a_time_than_jobs(evaluate: Evaluate, films: FakeServer) -> None:
    lock, under_way, most = threading.Lock(), 0, 0
    both = threading.Barrier(2, timeout=20)

    def counted(request: Any) -> tuple[list[Any], Any]:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        both.wait()  # only goes on while two are asked at the same time
        with lock:
            under_way -= 1
        return answer(request)

    films.library.on_search = counted
    lines = [LINES[0] | {"qid": str(i), "query": f"thing {i}"} for i in range(4)]
    assert evaluate("--jobs", "2", lines=lines).exit_code == 0
    assert most == 2


# Comparison


def test_the_same_again_is_not_worse(evaluate: Evaluate) -> None:
    evaluate("--output", "old.json")
    result = evaluate("--compare", "old.json")
    assert result.exit_code == 0
    assert "Newly wrong: none" in result.stdout
    assert "WORSE" not in result.stdout


def test_worse_than_before(evaluate: Evaluate, films: FakeServer) -> None:
    evaluate("--output", "old.json")

    def spoilt(request: Any) -> tuple[list[Any], Any]:
        found, presence = answer(request)
        return (found[1:] if request.query.text.text == "a car" else found), presence

    films.library.on_search = spoilt
    by_default = evaluate("--compare", "old.json")
    assert by_default.exit_code == 0  # one of three: not known to be more than chance
    result = evaluate("--compare", "old.json", "--tolerance", "5")
    assert result.exit_code == 8
    assert ["R1@.5,", "within", "3", "66.7", "33.3", "-33.3", "5.0", "WORSE"] in rows(result)
    assert "  first span, within: qid car, a car\n" in result.stdout
    assert "Worse than before: R1@.5 within by 33.3 (may fall 5.0)" in result.stderr
    as_json = evaluate("--compare", "old.json", "--tolerance", "5", "--json")
    turned = json.loads(as_json.stdout)["comparison"]["newly_wrong"]
    assert {one["qid"] for one in turned} == {"car"}


def test_a_scope_of_only_one_of_the_two_is_not_passed_over(evaluate: Evaluate) -> None:
    evaluate("--output", "old.json")
    result = evaluate("--compare", "old.json", "--within-media")
    assert result.exit_code == 6
    assert "5 queries: 4 within, 0 across\n" in result.stdout
    assert "Newly wrong: none" in result.stdout
    assert "Not compared: across, which no query has in both evaluations" in result.stderr


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "momentsearch-eval/9"}', "1"])
def test_what_is_no_older_evaluation(
    evaluate: Evaluate, films: FakeServer, tmp_path: Path, content: str
) -> None:
    (tmp_path / "old.json").write_text(content)
    result = evaluate("--compare", "old.json")
    assert result.exit_code == 6
    assert result.stderr.startswith("old.json is no evaluation of this version; make one with")
    assert films.library.calls["SearchMoments"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--tolerance", "2"), "--tolerance is for --compare"),
        (("--tolerance", "nan", "--compare", "labels.jsonl"), "--tolerance"),
        (("--tolerance", "inf", "--compare", "labels.jsonl"), "--tolerance is inf"),
        (("--output", "no/such/out.json"), "no/such is no folder"),
        (("--jobs", "0"), "--jobs"),
    ],
)
def test_wrong_command_lines(evaluate: Evaluate, arguments: tuple[str, ...], said: str) -> None:
    result = evaluate(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_label_file_that_is_not_there(films: FakeServer) -> None:
    result = CliRunner().invoke(app, ["eval", "none.jsonl", "--address", films.address])
    assert result.exit_code == 6
    assert "none.jsonl: No such file" in result.stderr


# The page


def test_the_page_needs_nothing_but_itself(evaluate: Evaluate, tmp_path: Path) -> None:
    assert evaluate("--report", "report.html").exit_code == 0
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    reader = Reader(text)
    assert reader.open == []
    assert reader.addresses == []
    assert "@import" not in text
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text


def test_the_page_draws_the_worst_and_the_false_alarms(evaluate: Evaluate, tmp_path: Path) -> None:
    evaluate("--report", "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    words = " ".join(Reader(text).words)
    # Worst first; the car is all right.
    assert "The 2 worst of 3" in words
    assert words.index("<b>rain</b>") < words.index("a boat") < words.index("a unicorn")
    assert "a car" not in words
    assert "False alarms: the 1 surest of 2 absent" in words
    assert "✗ found, confidence 65% low" in words
    assert "confidence 80% low; a right media is" in words
    # The boat's own film, with the truth at 30 to 41 of 60 s, and the one that came first.
    assert '<i class="truth" style="left:50.000%;width:18.333%">' in text
    assert "0.91 in its media, 0.00 over the whole collection" in words
    assert text.count('<section class="lane">') == 1 + 2 + 1
    assert 'class="line picture"' in text


def test_the_page_draws_stills_operators_and_what_was_not_found(
    evaluate: Evaluate, films: FakeServer, tmp_path: Path
) -> None:
    films.library.add("cake.png", kind=media_pb2.MEDIA_KIND_STILL, duration=seconds(0))
    films.library.on_search = lambda request: ([], search_service_pb2.PRESENCE_NOT_FOUND)
    lines = [
        {"qid": 1, "query": "cake", "vid": "cake.png", "relevant_windows": [[0, 1]]},
        {"qid": 2, "query": '"a" NOT "b"', "vid": "m1", "relevant_windows": [[0, 1]]},
    ]
    assert evaluate("--report", "report.html", lines=lines).exit_code == 0
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<span class="tag truth">the truth</span>' in text
    assert "nothing here was found, so there is no curve" in text


def test_the_page_draws_no_more_than_asked_for(evaluate: Evaluate, tmp_path: Path) -> None:
    evaluate("--report", "report.html", "--worst", "1")
    words = " ".join(Reader((tmp_path / "report.html").read_text(encoding="utf-8")).words)
    assert "<b>rain</b>" in words
    assert "a boat" not in words
