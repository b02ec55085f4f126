"""The real process: its commands, its line when it is ready, its end, and its sudden end."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import grpc
import pytest

import momentsearch_server
from momentsearch.v1 import media_pb2
from momentsearch.v1.media_service_pb2 import UpdateMediaRequest, WatchMediaRequest
from momentsearch.v1.search_service_pb2 import MediaFilter
from momentsearch_server import __main__, assembly
from momentsearch_server.settings import Settings, settings_table
from tests.colour_films import make_film
from tests.library.postgresql_server import PostgresqlServer
from tests.rpc.served import Served, children_of, command
from tests.rpc.support import (
    ACTIVE,
    DEADLINE_SECONDS,
    FAILED,
    Calls,
    refusal,
    upload_messages,
)

EMBEDDED = ("--encoders", "embedded")
EMBEDDED_FOLDER = Path(momentsearch_server.__file__).parent / "encoders" / "embedded"


# -- what ends at once


@pytest.mark.parametrize("words", [["help"], ["-h"], ["--help"]])
def test_help(words: list[str]) -> None:
    done = command(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: python -m momentsearch_server COMMAND")


@pytest.mark.parametrize(
    "words", [[], ["surf"], ["admin"], ["admin", "explode"], ["settings", "--threads", "1"]]
)
def test_a_command_that_does_not_exist(words: list[str]) -> None:
    done = command(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage:")


def test_the_settings_are_listed() -> None:
    done = command("settings")
    assert (done.returncode, done.stdout) == (0, settings_table())


@pytest.mark.parametrize(
    ("words", "variables", "said"),
    [
        (["serve", "--bogus"], {}, "unrecognized arguments: --bogus"),
        (["serve", "--threads", "many"], {}, "--threads is 'many', expected a whole number"),
        (["serve"], {"MOMENTSEARCH_THREADS": "-1"}, "MOMENTSEARCH_THREADS is '-1', expected"),
        (["serve"], {"MOMENTSEARCH_THREAD": "1"}, "did you mean MOMENTSEARCH_THREADS?"),
        (["serve", "--hop-seconds", "6"], {}, "hop_seconds is 6, expected at most window_seconds"),
        (["serve", "--data-dir", __file__], {}, "expected a folder"),
        (["models", "--bogus"], {}, "unrecognized arguments: --bogus"),
        (["doctor", "--device", "abacus"], {}, "--device is 'abacus', expected auto, cpu"),
        (["admin", "rebuild-index", "--bogus"], {}, "unrecognized arguments: --bogus"),
        (["admin", "move-catalog"], {}, "--to is missing"),
        (["admin", "move-catalog", "--to", "x", "--bogus"], {}, "unrecognized arguments: --bogus"),
        (["admin", "move-catalog", "--to", "x", "--data-dir", "/none"], {}, "has no library"),
    ],
)
def test_a_wrong_setting_is_exit_status_2_and_one_line(
    words: list[str], variables: dict[str, str], said: str
) -> None:
    done = command(*words, **variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("momentsearch: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


# -- what takes longer

slow = pytest.mark.slow


@pytest.fixture(scope="module")
def embedded() -> None:
    """The embedded pair's weights, which are part of the repository once they are trained."""
    missing = [
        str(path)
        for name in ("clip", "clap")
        if not (path := EMBEDDED_FOLDER / name / "model.safetensors").is_file()
    ]
    if not missing:
        return
    why = f"the embedded encoders are not there: {', '.join(missing)}"
    if os.environ.get("FAIL_WITHOUT_EMBEDDED") == "1":
        pytest.fail(why)
    pytest.skip(why)


Start = Callable[..., Served]


@pytest.fixture
def start(tmp_path: Path, films: Path, embedded: None) -> Iterator[Start]:
    """Starts servers on this test's data directory, with the films as their media root."""
    started: list[Served] = []

    def start_one(*arguments: str, data_dir: Path = tmp_path / "data", **variables: str) -> Served:
        words = (*EMBEDDED, "--media-roots", str(films), *arguments)
        started.append(Served(data_dir, *words, **variables))
        return started[-1]

    yield start_one
    for served in started:
        served.ensure_over()


@slow
@pytest.mark.usefixtures("embedded")
def test_models_and_doctor() -> None:
    plain, listed = command("models", *EMBEDDED), command("models", *EMBEDDED, "--json")
    assert plain.returncode == listed.returncode == 0
    values = {(one["modality"], one["name"]): one for one in json.loads(listed.stdout)}
    for modality in ("picture", "sound"):
        one = values[modality, "embedded"]
        assert one["chosen"]
        assert one["state"] == "present"
        assert one["space"]["space_id"].startswith(f"{modality}-")
        assert one["space"]["space_id"] in plain.stdout
    # Without a choice the real pair would be served, which no test machine has.
    assert command("models", HF_HOME="/nonexistent").returncode == 1
    plain, listed = command("doctor", *EMBEDDED), command("doctor", *EMBEDDED, "--json")
    assert plain.returncode == listed.returncode == 0
    told = json.loads(listed.stdout)
    assert told["well"]
    names = [check["name"] for check in told["checks"]]
    assert [line.split()[0] for line in plain.stdout.splitlines()] == ["ok"] * len(names)
    unwell = command("doctor", "--json", "--picture-encoder", "/no/such/folder")
    assert unwell.returncode == 1
    assert {c["name"] for c in json.loads(unwell.stdout)["checks"] if not c["well"]} == {"encoders"}


def test_while_the_encoders_load_an_interrupt_ends_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handlers: list[object] = []

    def load(_: Settings) -> None:
        handlers.extend(signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM))
        raise KeyboardInterrupt

    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    monkeypatch.setattr(assembly, "load_encoders", load)
    monkeypatch.setattr(__main__, "_set_up_logging", lambda level: None)
    assert __main__.main(["serve", "--data-dir", str(tmp_path / "data")]) == 130
    assert handlers == before
    assert capsys.readouterr().err == "momentsearch: interrupted\n"


@slow
def test_it_serves_and_ends_when_it_is_told_to(start: Start) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        served = start()
        calls = served.ready()
        media = calls.indexed("yellow.mp4", "beeps.m4a")
        assert {one.state for one in media.values()} == {ACTIVE}
        assert calls.search("yellow", minimum_confidence=0).moments
        assert served.stop(number, within=60) == 0
        assert len(served.output) == 1
        assert "Traceback" not in "".join(served.log)


@slow
def test_it_ends_while_it_indexes_and_is_watched(start: Start, films: Path) -> None:
    make_film(films / "two_hours.mp4", [("red", 3600), ("blue", 3600)])
    served = start()
    calls = served.ready()
    media_id = calls.import_("two_hours.mp4").media.media_id
    watch = _watching(calls, media_id)
    while next(watch).state != media_pb2.MEDIA_STATE_INDEXING:
        pass
    workers = children_of(served.process.pid)
    assert served.stop(within=60) == 0
    assert "Traceback" not in "".join(served.log)
    _gone(workers)
    assert _timelines(_data_dir_of(served)) == set()  # it was not done, and is begun anew
    again = start()
    under_way = (media_pb2.MEDIA_STATE_QUEUED, media_pb2.MEDIA_STATE_INDEXING, ACTIVE)
    assert again.ready().get(media_id).state in under_way
    again.kill()
    (films / "two_hours.mp4").unlink()


def _watching(calls: Calls, media_id: str) -> Iterator[media_pb2.Media]:
    for message in calls.media.WatchMedia(WatchMediaRequest(media_id=media_id)):
        yield message.media


def _gone(pids: Sequence[int]) -> None:
    deadline = time.monotonic() + 10
    left = list(pids)
    while left and time.monotonic() < deadline:
        left = [pid for pid in left if Path(f"/proc/{pid}").exists()]
        time.sleep(0.05)
    assert left == [], "children outlive the server"


@slow
def test_the_second_server_on_one_data_directory(start: Start) -> None:
    first = start()
    calls = first.ready()
    second = start()
    assert second.process.wait(60) == 1
    second.ensure_over()
    said = "".join(second.log)
    assert f"in use by process {first.process.pid} on {socket.gethostname()} since" in said
    assert "DATA_DIRECTORY_IN_USE" in said
    assert "Traceback" not in said
    assert second.output == []
    rebuilding = command(
        "admin", "rebuild-index", *EMBEDDED, "--data-dir", str(_data_dir_of(first))
    )
    assert rebuilding.returncode == 1
    assert f"process {first.process.pid}" in rebuilding.stderr
    assert calls.list() == []


def _data_dir_of(served: Served) -> Path:
    arguments = served.process.args
    assert isinstance(arguments, list)
    return Path(arguments[arguments.index("--data-dir") + 1])


@slow
def test_a_port_that_is_taken(start: Start, tmp_path: Path) -> None:
    first = start()
    first.ready()
    listen = f"127.0.0.1:{first.port}"
    second = start("--listen", listen, data_dir=tmp_path / "other")
    assert second.process.wait(60) == 2
    second.ensure_over()
    assert f"momentsearch: cannot listen on {listen}" in "".join(second.log)
    assert "Traceback" not in "".join(second.log)


@slow
def test_nothing_acknowledged_is_lost_by_a_sudden_end(start: Start, films: Path) -> None:
    served = start("--index-workers", "2")
    calls = served.ready()
    done = calls.indexed("yellow.mp4", "beeps.m4a")
    asked = {"minimum_confidence": 0, "page_size": 200}
    before = calls.search("yellow", **asked)
    data = (films / "hushed.mp4").read_bytes()
    pending = [
        calls.import_("red_then_blue.mp4", title="By path").media.media_id,
        calls.upload(data, file_name="hushed.mp4", labels={"kept": "yes"}).media.media_id,
    ]
    halfway = calls.media.UploadMedia.future(_half_of(data), timeout=DEADLINE_SECONDS)
    time.sleep(0.3)  # into the middle of it
    workers = children_of(served.process.pid)
    served.kill()
    assert halfway.exception() is not None
    _gone(workers)

    calls = start("--index-workers", "2").ready()
    for media in done.values():
        assert calls.get(media.media_id) == media
    for media_id in pending:
        media = calls.watch(media_id)[-1]
        assert media.state == ACTIVE
    assert dict(calls.get(pending[1]).labels) == {"kept": "yes"}
    assert len(calls.list()) == 4
    data_dir = _data_dir_of(served)
    assert list((data_dir / "uploads" / "incoming").iterdir()) == []
    only_old = MediaFilter(media_ids=[media.media_id for media in done.values()])
    after = calls.search("yellow", filter=only_old, **asked)
    assert [moment.media_id for moment in after.moments] == [
        moment.media_id for moment in before.moments
    ]
    # Timelines are there for what is ACTIVE, and for nothing else.
    known = {media.media_id for media in calls.list()}
    assert _timelines(data_dir) == known


def _timelines(data_dir: Path) -> set[str]:
    """The media that have one."""
    return {path.name.split(".")[0] for path in (data_dir / "timelines").glob("*/*")}


def _half_of(data: bytes) -> Iterator[object]:
    messages = list(upload_messages(data + b"!", chunk_bytes=1000))
    yield from messages[: len(messages) // 2]
    time.sleep(20)


@slow
def test_the_catalog_in_postgresql(
    start: Start, films: Path, tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    database = ("--database", postgresql.new_database())
    served = start(*database)
    calls = served.ready()
    done = calls.indexed("yellow.mp4", "beeps.m4a", labels={"place": "zoo"})
    asked = {"minimum_confidence": 0, "page_size": 200}
    before = calls.search("yellow", **asked)
    assert before.moments

    other = start(*database, data_dir=tmp_path / "other")
    assert other.process.wait(60) == 1
    other.ensure_over()
    assert "another server has the catalog's database" in "".join(other.log)
    assert "CATALOG_IN_USE" in "".join(other.log)
    assert "Traceback" not in "".join(other.log)

    postgresql.stop()
    with pytest.raises(grpc.RpcError) as caught:
        calls.list()
    error = refusal(caught.value)
    assert (error.code, error.reason) == (grpc.StatusCode.UNAVAILABLE, "CATALOG_UNAVAILABLE")
    postgresql.start()
    assert calls.search("yellow", **asked) == before
    assert calls.indexed("red_then_blue.mp4")["red_then_blue.mp4"].state == ACTIVE
    pending = calls.import_("hushed.mp4").media.media_id
    served.kill()

    again = start(*database)
    calls = again.ready()
    assert calls.watch(pending)[-1].state == ACTIVE
    for media in done.values():
        assert calls.get(media.media_id) == media
    only_old = MediaFilter(labels={"place": "zoo"})
    after = calls.search("yellow", filter=only_old, **asked)
    assert [one.media_id for one in after.moments] == [one.media_id for one in before.moments]
    assert len(calls.list()) == 4
    assert "Traceback" not in "".join([*served.log, *again.log])
    assert not (_data_dir_of(served) / "catalog.db").exists()


@slow
def test_the_catalog_moves_to_postgresql(start: Start, postgresql: PostgresqlServer) -> None:
    served = start()
    calls = served.ready()
    done = calls.indexed("yellow.mp4", "beeps.m4a", labels={"place": "zoo"})
    asked = {"minimum_confidence": 0, "page_size": 200}
    before = calls.search("yellow", **asked)
    assert before.moments
    url, data_dir = postgresql.new_database(), str(_data_dir_of(served))
    move = ("admin", "move-catalog", "--to", url, "--data-dir", data_dir)
    early = command(*move)
    assert (early.returncode, early.stdout) == (1, "")
    assert "DATA_DIRECTORY_IN_USE" in early.stderr
    served.stop()
    moved = command(*move)
    assert moved.returncode == 0, moved.stderr
    assert moved.stdout.startswith("the catalog of 2 media is at postgresql+psycopg://")

    old = start()
    assert old.process.wait(60) == 1
    old.ensure_over()
    assert "LIBRARY_MISMATCH" in "".join(old.log)
    calls = start("--database", url).ready()
    assert calls.search("yellow", **asked) == before
    for media in done.values():
        assert calls.get(media.media_id) == media
    assert calls.indexed("red_then_blue.mp4")["red_then_blue.mp4"].state == ACTIVE


@slow
def test_the_index_process_dies_and_is_started_again(start: Start, films: Path) -> None:
    served = start("--exact-sample-limit", "0")  # so that the index is asked
    calls = served.ready()
    done = calls.indexed("yellow.mp4", "beeps.m4a")
    asked = {"minimum_confidence": 0, "page_size": 200}
    only_old = MediaFilter(media_ids=[media.media_id for media in done.values()])
    before = calls.search("yellow", filter=only_old, **asked)
    assert before.moments

    os.kill(_index_process(served), signal.SIGKILL)
    _forget_answers(calls, *done.values())
    assert _once_it_answers(lambda: calls.search("yellow", filter=only_old, **asked)) == before

    make_film(films / "long.mp4", [("red", 300), ("blue", 300)])
    media_id = calls.import_("long.mp4").media.media_id
    watch = _watching(calls, media_id)
    while next(watch).state != media_pb2.MEDIA_STATE_INDEXING:
        pass
    os.kill(_index_process(served), signal.SIGKILL)
    assert calls.watch(media_id)[-1].state == ACTIVE
    assert _once_it_answers(lambda: calls.search("yellow", filter=only_old, **asked)) == before
    assert media_id in {moment.media_id for moment in calls.search("red", **asked).moments}
    assert "Traceback" not in "".join(served.log)
    assert served.stop() == 0
    again = start("--exact-sample-limit", "0")
    calls = again.ready()
    assert calls.search("yellow", filter=only_old, **asked) == before
    assert "mended=(), rebuilt=()" in again.logged("library opened")
    (films / "long.mp4").unlink()


def _forget_answers(calls: Calls, media: media_pb2.Media, *_: media_pb2.Media) -> None:
    """They are remembered for as long as nothing changes that a search could notice."""
    request = UpdateMediaRequest(media_id=media.media_id, labels={"changed": "yes"})
    request.update_mask.paths.append("labels")
    calls.media.UpdateMedia(request)


def _index_process(served: Served) -> int:
    def is_index(pid: int) -> bool:
        return b"milvus_lite/lib/milvus" in Path(f"/proc/{pid}/cmdline").read_bytes()

    (pid,) = [pid for pid in children_of(served.process.pid) if is_index(pid)]
    return pid


def _once_it_answers(call: Callable[[], object]) -> object:
    """What a caller gets who does as UNAVAILABLE says."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return call()
        except grpc.RpcError as error:
            refused = refusal(error)
            assert refused.reason == "INDEX_UNAVAILABLE"
            assert "try again" in refused.message
            assert time.monotonic() < deadline
            time.sleep(0.1)


@slow
def test_many_sudden_ends(start: Start, films: Path) -> None:
    """Killed at moments as they come: whatever is ACTIVE is whole, and in the end all is."""
    names = ["red_then_blue.mp4", "yellow.mp4", "beeps.m4a", "hushed.mp4"]
    ids: list[str] = []
    for delay_seconds in (0.1, 0.5, 1.1):
        served = start()
        calls = served.ready()
        if not ids:
            ids = [calls.import_(name).media.media_id for name in names]
        time.sleep(delay_seconds)
        served.kill()
    calls = start().ready()
    final = [calls.watch(media_id)[-1] for media_id in ids]
    # A media during which the server died three times is given up, and says so.
    for media in final:
        assert media.state == ACTIVE or media.failure.reason == "INTERNAL_ERROR"
    answer = calls.search("red", minimum_confidence=0, page_size=200)
    active = {media.media_id for media in final if media.state == ACTIVE}
    assert answer.scope.media_count == len(active)
    assert {moment.media_id for moment in answer.moments} <= active


@slow
def test_a_worker_that_dies_fails_its_media_alone(start: Start, films: Path) -> None:
    make_film(films / "long.mp4", [("red", 600), ("blue", 600)])
    served = start()
    calls = served.ready()
    media_id = calls.import_("long.mp4").media.media_id
    workers: list[int] = []
    deadline = time.monotonic() + 20
    while not workers and time.monotonic() < deadline:
        workers = [pid for pid in children_of(served.process.pid) if _is_worker(pid)]
    os.kill(workers[0], signal.SIGSEGV)
    media = calls.watch(media_id)[-1]
    assert (media.state, media.failure.reason) == (FAILED, "DECODER_CRASHED")
    assert calls.indexed("yellow.mp4")["yellow.mp4"].state == ACTIVE
    (films / "long.mp4").unlink()


def _is_worker(pid: int) -> bool:
    try:
        return b"media.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


@slow
def test_the_index_is_made_anew_from_the_timelines(start: Start, tmp_path: Path) -> None:
    exact_limit = ("--exact-sample-limit", "0")  # so that the index is asked
    served = start(*exact_limit)
    calls = served.ready()
    calls.indexed("red_then_blue.mp4", "yellow.mp4", "beeps.m4a")
    asked = {"minimum_confidence": 0, "page_size": 200}
    texts = ("yellow", "a red thing", "a high beep")
    before = [calls.search(text, **asked) for text in texts]
    served.stop()
    rebuilt = command("admin", "rebuild-index", "--data-dir", str(_data_dir_of(served)))
    assert rebuilt.returncode == 0, rebuilt.stderr
    for line in ("2 of 2 media", "picture-", "sound-"):
        assert line in rebuilt.stdout
    calls = start(*exact_limit).ready()
    assert [calls.search(text, **asked) for text in texts] == before
    assert sum(len(answer.moments) for answer in before) > 3


@slow
def test_a_start_without_encoders_says_what_to_do(tmp_path: Path) -> None:
    done = command("serve", "--data-dir", str(tmp_path / "data"), HF_HOME=str(tmp_path / "hub"))
    assert done.returncode == 1
    assert "CHECKPOINT_NOT_FOUND" in done.stderr
    assert "--encoders embedded" in done.stderr
    assert "Traceback" not in done.stderr
