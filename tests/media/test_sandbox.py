"""What becomes of the server when a decoder misbehaves: nothing; and it says what happened.

The misbehaving workers are programs of a few lines in the place of the real one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media import worker_process
from momentsearch_server.media.messages import DecodeRequest, Summary
from momentsearch_server.media.probe import MediaKind, Note
from momentsearch_server.media.samples import Frame, SoundWindow
from momentsearch_server.media.sandbox import DecodingCancelled, WorkerLimits, open_media
from momentsearch_server.media.worker_process import WorkerProcess
from tests.media.conftest import MakeMedia

QUICK = WorkerLimits(wall_seconds=20, stall_seconds=20, cpu_seconds=20)

READ_REQUEST = "import json, os, resource, signal, sys, time; request = sys.stdin.readline();"
REAL_LIMITS = (
    "from momentsearch_server.media.worker import set_limits; request = json.loads(request);"
    "set_limits(memory_bytes=request['memory_bytes'], cpu_seconds=request['cpu_seconds']);"
)


@pytest.fixture
def worker_is(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def replace(program: str) -> None:
        command = (sys.executable, "-P", "-c", READ_REQUEST + program)
        monkeypatch.setattr(worker_process, "WORKER_COMMAND", command)

    return replace


def rejected(path: Path, limits: WorkerLimits = QUICK) -> MediaRejected:
    with pytest.raises(MediaRejected) as caught, open_media(path, limits=limits) as session:
        list(session)
    return caught.value


def processes_in_group(leader: int) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if fields[2] == str(leader) and fields[0] != "Z":
            found.append(entry.name)
    return found


def group_ends(leader: int) -> bool:
    """A killed process is there for another moment."""
    deadline = time.monotonic() + 10
    while processes_in_group(leader) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not processes_in_group(leader)


def test_a_whole_film(film: Path) -> None:
    with open_media(film) as session:
        assert session.probe.kind is MediaKind.VIDEO
        messages = list(session)
    frames = [message for message in messages if isinstance(message, Frame)]
    windows = [message for message in messages if isinstance(message, SoundWindow)]
    assert [frame.span.start_us for frame in frames] == [0, 1_000_000, 2_000_000, 3_000_000]
    assert frames[0].pixels.shape == (120, 160, 3)
    assert len(windows) == 1
    summary = messages[-1]
    assert isinstance(summary, Summary)
    assert summary.pictures is not None
    assert (summary.pictures.end_us, summary.pictures.samples) == (4_000_000, 4)


def test_the_request_is_obeyed(film: Path) -> None:
    request = DecodeRequest(
        frames_per_second=2, short_side_px=60, window_us=1_000_000, hop_us=500_000
    )  # type: ignore[arg-type]  # an int is a fraction too
    with open_media(film, request=request) as session:
        messages = list(session)
    frames = [message for message in messages if isinstance(message, Frame)]
    assert len(frames) == 8
    assert frames[0].pixels.shape == (60, 80, 3)
    assert sum(isinstance(message, SoundWindow) for message in messages) == 7


def test_only_one_track_is_wanted(film: Path) -> None:
    with open_media(film, request=DecodeRequest(want_sound=False)) as session:
        messages = list(session)
    assert not any(isinstance(message, SoundWindow) for message in messages)
    assert isinstance(messages[-1], Summary)
    assert messages[-1].sound is None


@pytest.mark.parametrize(
    ("program", "reason", "words"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", Reason.DECODER_CRASHED, "SIGSEGV"),
        ("os.abort()", Reason.DECODER_CRASHED, "SIGABRT"),
        ("os.kill(os.getpid(), signal.SIGKILL)", Reason.DECODER_OUT_OF_MEMORY, "SIGKILL"),
        ("sys.exit(3)", Reason.DECODER_CRASHED, "status 3"),
        ("raise ValueError('a defect')", Reason.DECODER_CRASHED, "a defect"),
        ("sys.exit(0)", Reason.DECODER_CRASHED, "without an answer"),
        ("print('x' * 10_000_000)", Reason.DECODER_CRASHED, "an answer that is none"),
        ("print('\\0\\0\\0\\5hello')", Reason.DECODER_CRASHED, "an answer that is none"),
        ("print('\\0\\0\\0\\x50', end='')", Reason.DECODER_CRASHED, "an answer that is none"),
        (
            "header = b'{\"kind\":\"Probe\",\"size_bytes\":99999999999}';"
            "sys.stdout.buffer.write(len(header).to_bytes(4, 'big') + header)",
            Reason.DECODER_CRASHED,
            "99999999999",
        ),
        (
            "header = b'{\"kind\":\"Probe\",\"size_bytes\":0,\"probe\":{}}';"
            "sys.stdout.buffer.write(len(header).to_bytes(4, 'big') + header)",
            Reason.DECODER_CRASHED,
            "Probe",
        ),
        ("sys.stderr.write('noise' * 10_000_000); os.abort()", Reason.DECODER_CRASHED, "SIGABRT"),
        (REAL_LIMITS + "x = bytearray(1 << 30)", Reason.DECODER_OUT_OF_MEMORY, "256 MiB"),
    ],
)  # fmt: skip
def test_what_a_worker_can_do(
    program: str, reason: Reason, words: str, worker_is, film: Path
) -> None:  # type: ignore[no-untyped-def]
    worker_is(program)
    error = rejected(film, WorkerLimits(memory_bytes=256 << 20, stall_seconds=20))
    assert error.reason is reason
    assert words in error.message


def test_burning_cpu(worker_is, film: Path) -> None:  # type: ignore[no-untyped-def]
    worker_is(REAL_LIMITS + "[None for _ in iter(int, 1)]")
    error = rejected(film, WorkerLimits(cpu_seconds=1))
    assert error.reason is Reason.DECODER_CPU_LIMIT
    assert "1 s" in error.message


def test_hanging(worker_is, film: Path) -> None:  # type: ignore[no-untyped-def]
    worker_is("time.sleep(1000)")
    started = time.monotonic()
    error = rejected(film, WorkerLimits(stall_seconds=0.5))
    assert error.reason is Reason.DECODER_TIMED_OUT
    assert "no sign of life for 0.5 s" in error.message
    assert time.monotonic() - started < 10


def test_never_ending(worker_is, film: Path) -> None:  # type: ignore[no-untyped-def]
    note = 'header = b\'{"kind":"Progress","size_bytes":0,"stage":"scan","done_us":0,"of_us":0}\';'
    loop = "exec('while True: sys.stdout.buffer.write(data); sys.stdout.flush(); time.sleep(0.01)')"
    worker_is(note + "data = len(header).to_bytes(4, 'big') + header;" + loop)
    error = rejected(film, WorkerLimits(wall_seconds=1, stall_seconds=20))
    assert error.reason is Reason.DECODER_TIMED_OUT
    assert "longer than the 1 s" in error.message


def test_time_that_the_reader_takes_is_not_the_files(film: Path) -> None:
    limits = WorkerLimits(wall_seconds=8, stall_seconds=8)
    with open_media(film, limits=limits) as session:
        session._worker._waited_seconds = 0
        count = 0
        for _ in session:
            time.sleep(0.3)
            count += 1
        assert session._worker._waited_seconds < 0.3 * count


def test_helpers_of_the_worker_end_with_it(worker_is, film: Path) -> None:  # type: ignore[no-untyped-def]
    """As when the worker dies and leaves its ffmpeg."""
    worker_is("import subprocess; subprocess.Popen(['sleep', '1000']); os.abort()")
    worker = WorkerProcess(film, {}, QUICK)
    with pytest.raises(MediaRejected):
        list(worker.messages())
    worker.close()
    assert group_ends(worker._process.pid)


def test_cancel_from_another_thread(worker_is, film: Path) -> None:  # type: ignore[no-untyped-def]
    worker_is("time.sleep(1000)")
    worker = WorkerProcess(film, {}, QUICK)
    threading.Timer(0.3, worker.cancel).start()
    with pytest.raises(DecodingCancelled):
        list(worker.messages())
    worker.close()
    worker.cancel()  # too late, and harmless


def test_cancel_in_the_middle(film: Path) -> None:
    request = DecodeRequest(frames_per_second=25)  # type: ignore[arg-type]  # more than a pipe holds
    with open_media(film, request=request) as session:
        messages = iter(session)
        next(messages)
        session.cancel()
        with pytest.raises(DecodingCancelled):
            list(messages)
        assert group_ends(session._worker._process.pid)


def test_leaving_early_leaves_nothing_behind(film: Path) -> None:
    with open_media(film) as session:
        next(iter(session))
        leader = session._worker._process.pid
    assert group_ends(leader)


def test_the_worker_dies_with_the_server(film: Path) -> None:
    """Killed as an out-of-memory killer does it: no code of the server runs any more."""
    program = (
        "import sys, time; from pathlib import Path;"
        "from momentsearch_server.media import worker_process;"
        "worker_process.WORKER_COMMAND = (sys.executable, '-P', '-c', 'import sys, time;"
        "sys.stdin.readline(); from momentsearch_server.media import worker; import threading;"
        "threading.Thread(target=worker._die_with_server).start(); time.sleep(1000)');"
        f"path = Path({str(film)!r}); limits = worker_process.WorkerLimits();"
        "w = worker_process.WorkerProcess(path, {}, limits);"
        "print(w._process.pid, flush=True); time.sleep(1000)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert server.stdout is not None
    leader = int(server.stdout.readline())
    server.kill()
    server.wait()
    server.stdout.close()
    assert group_ends(leader)


def test_the_worker_sees_nothing_of_the_servers_environment(
    worker_is, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("A_SECRET", "x")
    worker_is("sys.exit(' '.join([*sorted(os.environ), os.getcwd()]))")
    message = rejected(film).message
    assert "PATH" in message
    assert "A_SECRET" not in message
    assert message.rstrip(")").endswith(" /")


# --- files that are none, or not for long


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "nothing.mp4"
    error = rejected(path)
    assert error.reason is Reason.FILE_DISAPPEARED
    assert repr(str(path)) in error.message
    assert "put it back, or remove its media and import" in error.message


def test_a_folder(tmp_path: Path) -> None:
    assert rejected(tmp_path).reason is Reason.PATH_NOT_A_FILE


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    assert rejected(tmp_path / "pipe.mp4").reason is Reason.PATH_NOT_A_FILE


def test_a_device() -> None:
    assert rejected(Path("/dev/zero")).reason is Reason.PATH_NOT_A_FILE


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    assert rejected(tmp_path / "empty.mp4").reason is Reason.EMPTY_FILE


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("There is nothing to see here.\n" * 100)
    assert rejected(tmp_path / "text.mp4").reason is Reason.NOT_MEDIA


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.mp4"
    path.write_bytes(b"x")
    path.chmod(0)
    assert rejected(path).reason is Reason.FILE_UNREADABLE


def test_a_name_with_a_null_in_it() -> None:
    assert rejected(Path("a\0b.mp4")).reason is Reason.FILE_UNREADABLE


@pytest.mark.parametrize(
    "name",
    [
        "-y.mp4",
        "new\nline.mp4",
        'it\'s "quoted".mp4',
        "concat:a|b.mp4",
        "http:x.mp4",
        "img%03d.jpg",
        "umläut.mp4",
        b"not utf-8 \xff\xfe.mp4".decode("utf-8", "surrogateescape"),
    ],
)
def test_any_name_will_do(name: str, film: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(film.read_bytes())
    with open_media(path) as session:
        assert sum(isinstance(message, Frame) for message in session) == 4


def test_a_symlink_is_followed(film: Path, tmp_path: Path) -> None:
    (tmp_path / "link.mp4").symlink_to(film)
    with open_media(tmp_path / "link.mp4") as session:
        assert sum(isinstance(message, Frame) for message in session) == 4


def test_a_file_deleted_under_the_worker_is_read_to_its_end(film: Path, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film.read_bytes())
    with open_media(path) as session:
        path.unlink()
        messages = list(session)
    assert sum(isinstance(message, Frame) for message in messages) == 4
    assert sum(isinstance(message, SoundWindow) for message in messages) == 1


def test_a_file_emptied_under_the_worker(make_media: MakeMedia, tmp_path: Path) -> None:
    """A track that is gone by the time that it is read: an answer all the same."""
    long_film = make_media(
        "minute.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=60", "-c:v", "libx264"
    )
    path = tmp_path / "film.mp4"
    path.write_bytes(long_film.read_bytes())
    reasons: set[Reason] = set()
    try:
        with open_media(path) as session:
            os.truncate(path, 5000)
            reasons = {message.reason for message in session if isinstance(message, Note)}
    except MediaRejected as error:
        reasons = {error.reason}
    assert reasons & {
        Reason.NO_DECODABLE_TRACK,
        Reason.UNDECODABLE,
        Reason.TRUNCATED,
        Reason.PICTURE_TRACK_BROKEN,
        Reason.DURATION_DISAGREES,
    }


def test_memory_limit_on_real_decoding(make_media: MakeMedia) -> None:
    large = make_media(
        "large.mp4", "-f", "lavfi", "-i", "testsrc2=s=3840x2160:r=1:d=2", "-c:v", "libx264",
        "-preset", "ultrafast",
    )  # fmt: skip
    error = rejected(large, WorkerLimits(memory_bytes=140 << 20))
    assert error.reason is Reason.DECODER_OUT_OF_MEMORY


def test_signal_of_a_real_worker_is_named(film: Path) -> None:
    request = DecodeRequest(frames_per_second=25)  # type: ignore[arg-type]  # more than a pipe holds
    with open_media(film, request=request) as session:
        messages = iter(session)
        next(messages)
        os.kill(session._worker._process.pid, signal.SIGSEGV)
        with pytest.raises(MediaRejected, match="SIGSEGV"):
            list(messages)
