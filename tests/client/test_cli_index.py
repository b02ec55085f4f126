import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from typer.testing import CliRunner, Result

from momentsearch.cli.app import app
from momentsearch.v1 import media_pb2
from tests.client.fake_server import Failure, FakeServer, seconds

Run = Callable[..., Result]
CODES = grpc.StatusCode


@pytest.fixture
def run(server: FakeServer) -> Run:
    server.library.collections["default"] = 0

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(app, ["index", *arguments, "--address", server.address])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"film{number}.mp4").write_bytes(b"film" * (number + 1))
    (tmp_path / "notes.txt").write_bytes(b"notes")
    return tmp_path


def outcomes(result: Result) -> dict[str, str]:
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return {Path(entry["path"]).name: entry["outcome"] for entry in found}


def test_a_folder_is_sent_and_told(run: Run, server: FakeServer, folder: Path) -> None:
    result = run(str(folder), "--label", "year=1962")
    assert result.exit_code == 0
    assert sorted(server.library.uploaded.values()) == [b"film", b"film" * 2, b"film" * 3]
    assert {media.labels["year"] for media in server.library.media.values()} == {"1962"}
    assert "1 files skipped as not media: 1 .txt" in result.stderr
    assert result.stderr.count("indexed  ") == 3
    assert result.stdout.splitlines()[-1].split() == ["indexed", "3"]
    assert "\x1b" not in result.stderr + result.stdout


def test_the_same_again_changes_nothing(run: Run, server: FakeServer, folder: Path) -> None:
    run(str(folder))
    result = run(str(folder), "--json")
    assert set(outcomes(result).values()) == {"already_there"}
    assert len(server.library.media) == 3


def test_bytes_that_the_server_had_lost_are_told(
    run: Run, server: FakeServer, folder: Path
) -> None:
    run(str(folder))
    server.library.has_lost_bytes = True
    result = run(str(folder))
    assert result.exit_code == 0
    assert result.stderr.count("mp4: its bytes were gone from where the server had them") == 3
    assert result.stdout.splitlines()[-1].split() == ["already", "there", "3"]


def test_files_that_fail_are_told_with_reasons_and_the_rest_goes_on(
    run: Run, server: FakeServer, folder: Path
) -> None:
    server.library.failures["UploadMedia"] = [
        Failure(CODES.INVALID_ARGUMENT, "too large", "UPLOAD_TOO_LARGE")
    ]
    result = run(str(folder), str(folder / "missing.mp4"), "--jobs", "1")
    assert result.exit_code == 5
    assert "too large [UPLOAD_TOO_LARGE]" in result.stderr
    assert "No such file or directory [FILE_UNREADABLE]" in result.stderr
    assert result.stderr.count("indexed  ") == 2
    assert "UPLOAD_TOO_LARGE" in result.stdout


def test_an_empty_file_is_not_sent(run: Run, server: FakeServer, folder: Path) -> None:
    (folder / "empty.mp4").touch()
    result = run(str(folder))
    assert result.exit_code == 5
    assert f"{folder / 'empty.mp4'}: the file is empty (0 bytes) [EMPTY_FILE]" in result.stderr
    assert server.library.calls["UploadMedia"] == 3


NO_TEXT = os.fsdecode(b"caf\xe9.mp4")  # Latin-1, as on many an old disk


@pytest.fixture
def old_folder(folder: Path) -> Path:
    try:
        (folder / NO_TEXT).write_bytes(b"old film")
    except OSError:
        pytest.skip("this file system takes no names but UTF-8")
    return folder


@pytest.mark.parametrize("as_json", [True, False])
def test_a_name_that_is_no_text_is_sent_as_far_as_it_is(
    run: Run, server: FakeServer, old_folder: Path, as_json: bool
) -> None:
    result = run(str(old_folder), *["--json"] * as_json)
    assert result.exit_code == 0
    assert len(server.library.media) == 4
    assert "caf\N{REPLACEMENT CHARACTER}.mp4" in {m.title for m in server.library.media.values()}
    assert "caf\N{REPLACEMENT CHARACTER}.mp4" in (result.stdout if as_json else result.stderr)


def test_a_path_that_is_no_text_cannot_be_imported_and_the_rest_goes_on(
    run: Run, server: FakeServer, old_folder: Path
) -> None:
    result = run(str(old_folder), "--import", "--json", "--jobs", "1")
    assert result.exit_code == 5
    found = {line["outcome"]: line for line in map(json.loads, result.stdout.splitlines())}
    assert found["failed"]["reason"] == "PATH_NOT_UTF8"
    assert server.library.calls["ImportMedia"] == 3


@pytest.mark.parametrize("option", ["--title", "--collection", "--label"])
def test_other_words_that_are_no_text_are_refused(run: Run, folder: Path, option: str) -> None:
    result = run(str(folder / "film0.mp4"), option, f"name={NO_TEXT}")
    assert result.exit_code == 2
    assert "is not UTF-8" in result.stderr


def test_a_media_that_cannot_be_indexed_counts_as_failed(
    run: Run, server: FakeServer, folder: Path
) -> None:
    server.library.final_upload_state = media_pb2.MEDIA_STATE_QUEUED
    server.library.on_store = lambda media: script_failure(server, media)
    result = run(str(folder / "film0.mp4"), "--json")
    assert result.exit_code == 5
    (line,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert line == {
        "path": str(folder / "film0.mp4"),
        "outcome": "failed",
        "media_id": "m0",
        "reason": "NOT_MEDIA",
        "message": "it is a shopping list",
    }


def script_failure(server: FakeServer, media: media_pb2.Media) -> None:
    """Queued, then indexing, then failed."""
    indexing = media_pb2.Media(media_id=media.media_id, state=media_pb2.MEDIA_STATE_INDEXING)
    indexing.progress.done.CopyFrom(seconds(1))
    server.library.watch_script[media.media_id] = [indexing]
    final = media_pb2.Media(media_id=media.media_id, state=media_pb2.MEDIA_STATE_FAILED)
    final.failure.reason, final.failure.message = "NOT_MEDIA", "it is a shopping list"
    server.library.media[media.media_id] = final


def test_a_full_queue_is_waited_out(run: Run, server: FakeServer, folder: Path) -> None:
    busy = Failure(CODES.RESOURCE_EXHAUSTED, "full", "QUEUE_FULL", retry_after_seconds=0.05)
    server.library.failures["UploadMedia"] = [busy] * 4
    result = run(str(folder), "--jobs", "2")
    assert result.exit_code == 0
    assert server.library.calls["UploadMedia"] == 7


def test_without_waiting_files_are_only_queued(run: Run, server: FakeServer, folder: Path) -> None:
    server.library.final_upload_state = media_pb2.MEDIA_STATE_QUEUED
    result = run(str(folder), "--no-wait", "--json")
    assert result.exit_code == 0
    assert set(outcomes(result).values()) == {"queued"}
    assert server.library.calls["WatchMedia"] == 0


def test_importing_sends_paths(
    run: Run, server: FakeServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    result = run("film0.mp4", "elsewhere/film.mp4", "--import", "--jobs", "1")
    assert result.exit_code == 0
    paths = [request.path for request in server.library.requests["ImportMedia"]]
    assert paths == [str(folder / "film0.mp4"), "elsewhere/film.mp4"]
    assert server.library.calls["UploadMedia"] == 0


def test_a_title_is_for_one_file(run: Run, server: FakeServer, folder: Path) -> None:
    assert run(str(folder), "--title", "Film").exit_code == 2
    assert run(str(folder / "film0.mp4"), "--title", "Film").exit_code == 0
    assert server.library.media["m0"].title == "Film"


def test_what_is_wrong_for_all_is_said_before_the_first(
    run: Run, server: FakeServer, folder: Path
) -> None:
    server.library.failures["GetCollection"] = [
        Failure(CODES.NOT_FOUND, "no collection films", "COLLECTION_NOT_FOUND")
    ]
    result = run(str(folder), "--collection", "films")
    assert result.exit_code == 4
    assert server.library.calls["UploadMedia"] == 0


def test_a_pipe_is_not_waited_for(run: Run, server: FakeServer, folder: Path) -> None:
    os.mkfifo(folder / "pipe.mp4")
    result = run("index", str(folder / "pipe.mp4"))
    assert result.exit_code == 5
    assert "not a regular file but a pipe or device" in result.stderr
    assert "[PATH_NOT_A_FILE]" in result.stderr
    assert "UploadMedia" not in server.library.calls


def test_an_empty_folder_is_no_failure(run: Run, tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert result.exit_code == 0
    assert "No files to index" in result.stdout


# As real processes: signals, pipes, locales


def environment(**changes: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    return {**kept, **changes}


@pytest.fixture
def start(server: FakeServer) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    server.library.collections["default"] = 0
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **changes: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "momentsearch", *arguments, "--address", server.address]
        pipe: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        # What a shell starts in the background ignores interrupts, and so does all that it starts.
        ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            processes.append(subprocess.Popen(command, env=environment(**changes), **pipe))
        finally:
            signal.signal(signal.SIGINT, ignored)
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_interrupting_leaves_what_was_sent(
    start: Callable[..., subprocess.Popen[str]], server: FakeServer, folder: Path
) -> None:
    server.library.final_upload_state = media_pb2.MEDIA_STATE_QUEUED
    server.library.watch_seconds = 30.0
    process = start("index", str(folder), "--jobs", "2")
    give_up = time.monotonic() + 20
    while server.library.calls["WatchMedia"] < 2 and time.monotonic() < give_up:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, problems = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted after 0 of 3 files" in problems
    assert "goes on indexing" in problems
    assert "Traceback" not in problems
    assert len(server.library.media) == 2


def test_a_terminal_without_unicode_gets_ascii(
    start: Callable[..., subprocess.Popen[str]], server: FakeServer
) -> None:
    server.library.add("m1", title="花の庭")
    process = start("ls", PYTHONIOENCODING="ascii:strict")
    output, problems = process.communicate(timeout=60)
    assert process.returncode == 0, problems
    assert "m1" in output
    assert output.isascii()
    as_json, _ = start("ls", "--json", PYTHONIOENCODING="ascii:strict").communicate(timeout=60)
    assert json.loads(as_json)["title"] == "花の庭"


def test_nothing_but_json_on_standard_output(
    start: Callable[..., subprocess.Popen[str]], folder: Path
) -> None:
    process = start("index", str(folder), "--json", FORCE_COLOR="1")
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert len([json.loads(line) for line in output.splitlines()]) == 3
