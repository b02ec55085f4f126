"""The demonstration: its judgement, its server process, its library, its course on the whole."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.duration_pb2 import Duration
from rich.console import Console
from typer.testing import CliRunner

from momentsearch import Client
from momentsearch.cli.app import app
from momentsearch.demo import command, films, library
from momentsearch.demo import server as process
from momentsearch.demo.command import DemoOptions, run_demo
from momentsearch.demo.errors import DemoError, ServerDidNotStartError
from momentsearch.demo.questions import Answered, first_overlap, is_right, overlap, score
from momentsearch.demo.truth import Film, Question, TrueSpan, read_truth
from momentsearch.evaluation.labels import read_queries
from momentsearch.results import Media, MediaKind, MediaState, Moment, Presence, Span
from momentsearch.v1 import common_pb2, media_pb2, search_service_pb2
from tests.client.fake_server import FakeServer, seconds

QUIET = Console(file=io.StringIO())


def media(media_id: str, *, title: str = "", kind: MediaKind = MediaKind.VIDEO) -> Media:
    return Media(
        media_id=media_id,
        collection="default",
        title=title or media_id,
        labels={},
        kind=kind,
        state=MediaState.ACTIVE,
        duration_seconds=60.0,
        size_bytes=1,
        content_sha256="",
        source="",
        create_time=None,
        update_time=None,
        picture_track=None,
        sound_track=None,
        coverage=(),
        notes=(),
        progress=None,
        failure=None,
    )


def moment(media_id: str, start: float, end: float) -> Moment:
    span = Span(round(start * 1e6), round(end * 1e6))
    return Moment(media_id, media_id, MediaKind.VIDEO, span, 1.0, 0.9, (), None)


def answered(*, right: bool, absent: bool = False) -> Answered:
    spans = () if absent else (TrueSpan("a.mp4", 0, 1),)
    question = Question("q", "picture", spans)
    return Answered(question, Presence.FOUND, (), (), None, right, 0.01)


# Judging

MEDIA = {"a.mp4": media("A"), "b.mp4": media("B")}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (moment("A", 10, 20), 1.0),
        (moment("A", 10, 15), 0.5),
        (moment("A", 15, 25), 1 / 3),
        (moment("A", 20, 30), 0.0),
        (moment("A", 30, 40), 0.0),
        (moment("B", 10, 20), 0.0),
    ],
)
def test_overlap_is_intersection_over_union_in_the_right_media(
    found: Moment, expected: float
) -> None:
    assert overlap(found, TrueSpan("a.mp4", 10, 20), MEDIA) == pytest.approx(expected)


def test_a_still_is_found_or_not() -> None:
    still = TrueSpan("a.mp4", 0, 0)
    assert overlap(moment("A", 0, 1), still, MEDIA) == 1.0
    assert overlap(moment("B", 0, 1), still, MEDIA) == 0.0


def test_only_the_first_moment_counts_and_the_best_true_span() -> None:
    spans = [TrueSpan("a.mp4", 0, 5), TrueSpan("b.mp4", 10, 20)]
    assert first_overlap([moment("B", 10, 20), moment("A", 0, 5)], spans, MEDIA) == 1.0
    assert first_overlap([moment("B", 40, 50), moment("A", 0, 5)], spans, MEDIA) == 0.0
    assert first_overlap([], spans, MEDIA) is None


def test_half_overlap_is_right_and_what_is_nowhere_must_be_said_to_be() -> None:
    there = Question("q", "picture", (TrueSpan("a.mp4", 0, 1),))
    assert is_right(there, Presence.FOUND, 0.5)
    assert not is_right(there, Presence.FOUND, 0.49)
    assert not is_right(there, Presence.NOT_FOUND, None)
    nowhere = Question("q", "both", ())
    assert is_right(nowhere, Presence.NOT_FOUND, None)
    assert not is_right(nowhere, Presence.FOUND, None)
    assert not is_right(nowhere, Presence.EMPTY_SCOPE, None)


@pytest.mark.parametrize(("right", "of", "passed"), [(11, 11, True), (9, 11, True), (8, 11, False)])
def test_ten_of_twelve_pass(right: int, of: int, passed: bool) -> None:
    answers = [answered(right=index < right) for index in range(of)]
    result = score([*answers, answered(right=True, absent=True)])
    assert (result.right, result.of, result.passed) == (right + 1, of + 1, passed)


def test_finding_what_is_nowhere_fails_however_right_the_rest_is() -> None:
    assert not score([answered(right=True)] * 11 + [answered(right=False, absent=True)]).passed


# What is known of the films


def test_truth_is_read(tmp_path: Path) -> None:
    write_truth(tmp_path)
    truth = read_truth(tmp_path / "truth.json")
    assert truth.films[0] == Film(tmp_path / "a.mp4", "Film A", "video", 60.0)
    assert truth.questions[0].spans == (TrueSpan("a.mp4", 10.0, 20.0),)
    assert truth.questions[1].is_absent


@pytest.mark.parametrize("content", ["", "{}", '{"media": [{}], "queries": []}', "[]"])
def test_a_truth_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "truth.json").write_text(content)
    with pytest.raises(DemoError, match="does not say what is in the films"):
        read_truth(tmp_path / "truth.json")


def test_without_the_renderer_the_demo_says_where_it_can_be_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(films, "_RENDERER", "no_such_package.films.make")
    with pytest.raises(DemoError, match="run it from a clone, with make demo"):
        films.render_films(tmp_path, seed=1, say=print)


def test_a_failing_renderer_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DemoError, match=r"(?s)failed with status 1:.*file"):
        films.render_films(tmp_path / "file", seed=1, say=print)


# The server's process


def plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, **options: Any
) -> process.ServerPlan:
    """A server that is only a script."""
    monkeypatch.setattr(process.ServerPlan, "command", lambda self: [sys.executable, "-c", script])
    return process.ServerPlan(tmp_path / "data", tmp_path / "server.log", **options)


UP = "print('hello'); print('momentsearch: serving on 127.0.0.1:77', flush=True); "


def test_a_server_is_waited_for_and_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "stopped"
    script = (
        "import pathlib, signal, sys, time\n"
        f"def stop(*_): pathlib.Path({str(note)!r}).touch(); sys.exit()\n"
        "signal.signal(signal.SIGTERM, stop)\n" + UP + "\nwhile True: time.sleep(1)"
    )
    with process.running_server(plan(tmp_path, monkeypatch, script)) as address:
        assert address == "127.0.0.1:77"
        assert not note.exists()
    assert note.exists()


def test_a_server_that_ends_at_once_is_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "import sys; sys.exit('the disk is on fire')"
    with (
        pytest.raises(ServerDidNotStartError, match=r"(?s)status 1.*the disk is on fire"),
        process.running_server(plan(tmp_path, monkeypatch, script)),
    ):
        pass


def test_a_server_that_never_gets_ready_is_not_waited_for_forever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "import time; time.sleep(60)"
    began = time.monotonic()
    with (
        pytest.raises(ServerDidNotStartError, match=r"not ready within 0\.3 seconds"),
        process.running_server(plan(tmp_path, monkeypatch, script, start_timeout_seconds=0.3)),
    ):
        pass
    assert time.monotonic() - began < 10


def test_the_server_gets_no_setting_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOMENTSEARCH_DATABASE", "postgresql://elsewhere")
    script = (
        "import os, sys\nsys.stderr.write(str([n for n in os.environ if 'MOMENTSEARCH' in n]))\n"
        + UP
        + "sys.stdin.read()"
    )
    made = plan(tmp_path, monkeypatch, script)
    with process.running_server(made):
        pass
    assert made.log_path.read_text() == "[]"


def test_the_command_names_only_what_the_demo_decides(tmp_path: Path) -> None:
    made = process.ServerPlan(tmp_path / "a folder" / "data", tmp_path / "log")
    assert made.command()[1:] == [
        *("-m", "momentsearch_server", "serve", "--encoders", "embedded"),
        *("--listen", "127.0.0.1:0", "--data-dir", str(tmp_path / "a folder" / "data")),
    ]


def test_code_and_weights_that_make_a_library_have_a_version(tmp_path: Path) -> None:
    for part in ("encoders/embedded", "search", "__pycache__"):
        (tmp_path / part).mkdir(parents=True)
    for name in ("encoders/clip.py", "encoders/embedded/model.safetensors", "space.py"):
        (tmp_path / name).write_text("one")
    before = process.indexing_version(tmp_path)
    (tmp_path / "search" / "engine.py").write_text("two")
    assert process.indexing_version(tmp_path) == before
    (tmp_path / "encoders/embedded/model.safetensors").write_text("two")
    assert process.indexing_version(tmp_path) != before


# The folder and the library


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        library.held(tmp_path),
        pytest.raises(DemoError, match="another demo is using"),
        library.held(tmp_path),
    ):
        pass
    with library.held(tmp_path):
        pass


def test_a_server_left_behind_goes_on_holding_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the demonstration was killed and could not stop it."""
    with library.held(tmp_path) as lock:
        left = subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1, pass_fds=(lock,))
    try:
        with pytest.raises(DemoError), library.held(tmp_path):
            pass
    finally:
        left.communicate(b"\n")
    with library.held(tmp_path):
        pass


def test_a_library_of_other_films_is_forgotten(tmp_path: Path) -> None:
    places = library.Places(tmp_path)
    assert not library.forget_stale(places, {"seed": 1})
    places.data.mkdir()
    assert not library.forget_stale(places, {"seed": 1})
    assert places.data.exists()
    assert library.forget_stale(places, {"seed": 2})
    assert not places.data.exists()


class Told:
    """Takes note of what becomes of each film."""

    def __init__(self) -> None:
        self.done_films: dict[str, bool] = {}
        self.sent_bytes = 0

    def sending(self, film: Film, sent_bytes: int, total_bytes: int) -> None:
        self.sent_bytes = sent_bytes

    def indexing(self, film: Film, media: Media) -> None:
        pass

    def done(self, film: Film, *, was_there: bool) -> None:
        self.done_films[film.title] = was_there


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Films and truth, as the renderer leaves them."""
    for name in ("a.mp4", "b.flac", "c.png"):
        (tmp_path / name).write_bytes(name.encode())
    write_truth(tmp_path)
    return tmp_path


def write_truth(folder: Path) -> None:
    entries = [
        {"file": "a.mp4", "title": "Film A", "kind": "video", "duration_seconds": 60.0},
        {"file": "b.flac", "title": "Music <B>", "kind": "sound", "duration_seconds": 30.0},
        {"file": "c.png", "title": "Still C", "kind": "still", "duration_seconds": 0.0},
    ]
    span = {"file": "a.mp4", "start_seconds": 10.0, "end_seconds": 20.0}
    queries = [
        {"text": "a red car & rain", "modality": "picture", "spans": [span]},
        {"text": "an octopus", "modality": "both", "spans": []},
    ]
    truth = {"media": entries, "queries": queries, "provenance": {"seed": 1}}
    (folder / "truth.json").write_text(json.dumps(truth))


def test_films_are_indexed_once(folder: Path, server: FakeServer) -> None:
    truth = read_truth(folder / "truth.json")
    with Client(server.address) as client:
        first, second = Told(), Told()
        indexed = library.index_films(client, truth.films, first)
        again = library.index_films(client, truth.films, second)
    assert first.done_films == {"Film A": False, "Music <B>": False, "Still C": False}
    assert second.done_films == {"Film A": True, "Music <B>": True, "Still C": True}
    assert [entry.title for entry in indexed.values()] == ["Film A", "Music <B>", "Still C"]
    assert {name: entry.media_id for name, entry in again.items()} == {
        name: entry.media_id for name, entry in indexed.items()
    }


def test_a_film_that_cannot_be_indexed_ends_the_demo(
    folder: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = media_pb2.MediaFailure(reason="NOT_MEDIA", message="no film at all")
    add = server.library.add
    monkeypatch.setattr(
        server.library,
        "add",
        lambda media_id, **fields: add(
            media_id, **{**fields, "state": media_pb2.MEDIA_STATE_FAILED, "failure": failure}
        ),
    )
    with (
        Client(server.address) as client,
        pytest.raises(DemoError, match=r"a\.mp4: no film at all \[NOT_MEDIA\]"),
    ):
        library.index_films(client, read_truth(folder / "truth.json").films, Told())


def test_a_library_of_other_encoders_cannot_be_searched(server: FakeServer) -> None:
    server.library.add("m1", coverage=[media_pb2.SpaceCoverage(space_id="old", sample_count=40)])
    with Client(server.address) as client:
        assert library.is_searchable(client)
        server.library.scope.sample_count = 0
        assert not library.is_searchable(client)


# From beginning to end, with a scripted server


PICTURES = media_pb2.PictureTrack(codec="h264", width=640, height=360)
SOUND = media_pb2.SoundTrack(codec="aac")
# What the scripted server finds in each file.
TRACKS: dict[str, dict[str, Any]] = {
    "a.mp4": {
        "kind": media_pb2.MEDIA_KIND_VIDEO,
        "duration": seconds(60),
        "picture_track": PICTURES,
        "sound_track": SOUND,
    },
    "b.flac": {
        "kind": media_pb2.MEDIA_KIND_SOUND,
        "duration": seconds(30),
        "sound_track": SOUND,
    },
    "c.png": {
        "kind": media_pb2.MEDIA_KIND_STILL,
        "duration": seconds(0),
        "picture_track": PICTURES,
    },
}


@pytest.fixture
def staged(folder: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """The films are there and the server is the scripted one; it knows the first answer."""
    truth = read_truth(folder / "truth.json")
    monkeypatch.setattr(command, "render_films", lambda *a, **k: truth)
    monkeypatch.setattr(command, "running_server", lambda plan: serving(server))
    add = server.library.add
    monkeypatch.setattr(
        server.library,
        "add",
        lambda media_id, **fields: add(media_id, **fields, **TRACKS[fields["source"]]),
    )
    server.library.moments = [found_in("m0", 11, 20, peak_evidence=7.0)]
    return server


@contextlib.contextmanager
def serving(server: FakeServer) -> Iterator[str]:
    yield server.address


def found_in(
    media_id: str, start: float, end: float, *, peak_evidence: float
) -> search_service_pb2.Moment:
    curve = search_service_pb2.EvidenceCurve(
        start_offset=seconds(0), end_offset=seconds(60), points=[0, 1, 7, float("nan"), 2]
    )
    evidence = search_service_pb2.SpaceEvidence(
        space_id="picture-1",
        modality=common_pb2.MODALITY_PICTURE,
        best_offset=seconds(start),
        peak_evidence=peak_evidence,
        curve=curve,
    )
    return search_service_pb2.Moment(
        media_id=media_id,
        title="Film A",
        media_kind=media_pb2.MEDIA_KIND_VIDEO,
        start_offset=seconds(start),
        end_offset=seconds(end),
        score=3.0,
        confidence=0.9,
        confidence_level=search_service_pb2.CONFIDENCE_LEVEL_HIGH,
        evidence=[evidence],
        best_frame_offset=Duration(seconds=round(start)),
    )


def options(folder: Path, **changes: Any) -> DemoOptions:
    values: dict[str, Any] = {"folder": folder / "out", "seed": 1, "keep": False, "json": False}
    return DemoOptions(**{**values, **changes})


def test_a_run_counts_what_was_found_and_writes_the_page(folder: Path, staged: FakeServer) -> None:
    result = run_demo(options(folder), QUIET)
    assert (result.right, result.of, result.passed) == (1, 2, False)
    page = (folder / "out" / "report.html").read_text()
    assert "a red car &amp; rain" in page
    assert "90% high" in page


def test_the_truth_is_written_as_labels(folder: Path, staged: FakeServer) -> None:
    run_demo(options(folder), QUIET)
    first, second = read_queries(folder / "out" / "labels.jsonl")
    assert (first.text, first.vid, first.windows) == ("a red car & rain", "a.mp4", ((10, 20),))
    assert (second.text, second.vid, second.absent) == ("an octopus", None, True)


def test_json_tells_truth_and_moments(
    folder: Path, staged: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    run_demo(options(folder, json=True), QUIET)
    told = json.loads(capsys.readouterr().out)
    assert (told["right"], told["of"], told["passed"], told["address"]) == (1, 2, False, None)
    first = told["questions"][0]
    assert first["truth"] == [
        {"media_id": "m0", "title": "Film A", "start_seconds": 10.0, "end_seconds": 20.0}
    ]
    assert first["overlap"] == pytest.approx(0.9)
    assert first["moments"][0]["start_seconds"] == 11.0


def test_the_terminal_shows_question_moments_and_truth(folder: Path, staged: FakeServer) -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    run_demo(options(folder), console)
    said = console.export_text()
    assert '✓ found  "a red car & rain"  (picture)' in said
    assert "1  Film A                0:00:11.0 - 0:00:20.0  90% high" in said
    assert "truth  Film A                0:00:10.0 - 0:00:20.0, overlap 0.90" in said
    assert '✗ missed  "an octopus"  (nowhere in the library)' in said
    assert "1 of 2 right" in said
    assert "serve --encoders embedded --data-dir" in said


def test_keep_waits_for_the_interrupt_and_says_where_the_server_is(
    folder: Path, staged: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    waited = []
    monkeypatch.setattr(command, "_wait_for_interrupt", lambda: waited.append(True))
    run_demo(options(folder, keep=True), console)
    assert waited == [True]
    assert f"stays up at {staged.address}" in console.export_text()


def test_sigterm_ends_a_kept_demo_in_order() -> None:
    with command._terminated_in_order():
        command._wait_for_interrupt(lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.parametrize("log_tail", ["", "it is held [DATA_DIRECTORY_IN_USE]"])
def test_a_refused_library_is_made_anew_but_never_one_in_use(
    folder: Path, staged: FakeServer, monkeypatch: pytest.MonkeyPatch, log_tail: str
) -> None:
    out = folder / "out"
    run_demo(options(folder), QUIET)
    (out / "data").mkdir()
    (out / "data" / "catalog").touch()
    tries = []

    @contextlib.contextmanager
    def refusing_once(plan: Any) -> Iterator[str]:
        tries.append(plan)
        if len(tries) == 1:
            raise ServerDidNotStartError("refused", log_tail=log_tail)
        yield staged.address

    monkeypatch.setattr(command, "running_server", refusing_once)
    if log_tail:
        with pytest.raises(ServerDidNotStartError):
            run_demo(options(folder), QUIET)
        assert (out / "data" / "catalog").exists()
    else:
        run_demo(options(folder), QUIET)
        assert len(tries) == 2
        assert not (out / "data").exists()


# The command


@pytest.mark.parametrize(
    ("outcome", "exit_code"),
    [
        (command.Score(12, 12, passed=True), 0),
        (command.Score(9, 12, passed=False), 7),
        (DemoError("no renderer"), 6),
        (KeyboardInterrupt(), 130),
    ],
)
def test_exit_codes(monkeypatch: pytest.MonkeyPatch, outcome: Any, exit_code: int) -> None:
    def run(*_: Any) -> Any:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(command, "run_demo", run)
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == exit_code
    if isinstance(outcome, DemoError):
        assert "momentsearch: no renderer" in result.stderr


def test_the_demo_needs_no_heavy_library_itself() -> None:
    heavy = ("numpy", "torch", "av", "transformers", "pymilvus", "momentsearch_server")
    script = (
        "import sys, momentsearch.demo.command\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert ran.stdout.strip() == b"[]"


@pytest.mark.slow
def test_the_real_demo_passes_twice_in_a_folder_with_a_space(tmp_path: Path) -> None:
    """With the real server and the embedded encoders: what `make demo` does."""
    line = [sys.executable, "-m", "momentsearch", "demo", "--json", "--dir", str(tmp_path / "a b")]
    for _ in range(2):
        ran = subprocess.run(line, capture_output=True, check=False, umask=0o077)
        assert ran.returncode == 0, ran.stderr.decode()[-3000:]
        told = json.loads(ran.stdout)
        assert told["passed"]
        assert told["of"] >= 12
        assert Path(told["report"]).stat().st_size > 100_000
    assert b"already there" in ran.stderr
