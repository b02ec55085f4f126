"""A worker process: how it is started, watched, and ended whatever it does.

The worker gets the opened file, not its name: what is read is what was checked, whatever happens to
the name meanwhile. It runs with limits on memory, CPU time and files, an empty environment, in a
process group of its own that is killed as one. Only the time that the server spends waiting for it
counts against its wall time, so that a slow reader is no fault of the file's.
"""

from __future__ import annotations

import os
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import momentsearch_server
from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media import messages
from momentsearch_server.media.complaints import Complaints
from momentsearch_server.media.messages import BadMessage, Message

WORKER_COMMAND = (sys.executable, "-P", "-m", "momentsearch_server.media.worker")
_READ_BYTES = 1 << 20
_EXIT_GRACE_SECONDS = 2.0
_POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What one media may cost.

    ``memory_bytes`` is what each process of the worker (Python with the picture decoders, and
    ffmpeg) may write to; ``cpu_seconds`` is also each's own. ``wall_seconds`` is all the time spent
    waiting for the worker, ``stall_seconds`` the longest wait for a sign of life.
    """

    memory_bytes: int = 2 << 30
    cpu_seconds: int = 4 * 3600
    wall_seconds: float = 4 * 3600
    stall_seconds: float = 120


class DecodingCancelled(Exception):
    """``cancel`` was called; nothing is wrong with the media."""


class WorkerProcess:
    """One worker process and its stream of messages."""

    def __init__(self, path: Path, operation: Mapping[str, Any], limits: WorkerLimits) -> None:
        self._limits = limits
        self._waited_seconds = 0.0
        self._buffer = bytearray()
        self._cancelled = False
        self._closed = False
        with _opened_media(path) as descriptor:
            self._process = subprocess.Popen(
                WORKER_COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(descriptor,),
                cwd="/",
                env=_environment(),
                start_new_session=True,
            )
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            assert self._process.stderr is not None
            self._lifeline: IO[bytes] = self._process.stdin
            self._answers: IO[bytes] = self._process.stdout
            self._complaints = Complaints(self._process.stderr)
            self._ask({"path": _path_for_worker(path, descriptor), **operation})

    def messages(self) -> Iterator[Message]:
        """Until the worker has said its last. Raises ``MediaRejected`` for whatever went wrong."""
        while (length := self._read(messages.LENGTH.size)) is not None:
            try:
                message = self._message(messages.LENGTH.unpack(length)[0])
            except BadMessage as error:
                self._kill_group()
                raise MediaRejected(
                    Reason.DECODER_CRASHED, f"the decoder gave an answer that is none: {error}"
                ) from error
            if isinstance(message, MediaRejected):
                raise message
            yield message
        self._raise_for_exit(self._settle())

    def cancel(self) -> None:
        """May be called from any thread, at any time, more than once."""
        self._cancelled = True
        self._kill_group()

    def close(self) -> None:
        """Kills what still runs, and leaves nothing behind."""
        if self._closed:
            return
        self._closed = True
        self._kill_group()
        self._process.wait()
        self._complaints.close()
        self._answers.close()
        with suppress(BrokenPipeError):  # a request that never reached it
            self._lifeline.close()

    def _ask(self, values: Mapping[str, Any]) -> None:
        limits = {
            "memory_bytes": self._limits.memory_bytes,
            "cpu_seconds": self._limits.cpu_seconds,
        }
        # It may die at once; how, will be seen when its answer is read.
        with suppress(BrokenPipeError):
            self._lifeline.write(messages.request_to_bytes({**values, **limits}))
            self._lifeline.flush()

    def _message(self, header_bytes: int) -> Message:
        if header_bytes > messages.MAX_HEADER_BYTES:
            raise BadMessage(f"a header of {header_bytes} bytes")
        header = messages.header_from_bytes(self._read_all(header_bytes))
        return messages.from_bytes(header, self._read_all(header["size_bytes"]))

    def _read_all(self, size_bytes: int) -> bytes:
        data = self._read(size_bytes)
        if data is None:
            self._raise_for_exit(self._settle())
            raise BadMessage("half a message")
        return data

    def _read(self, size_bytes: int) -> bytes | None:
        """None at the end of the answers."""
        while len(self._buffer) < size_bytes:
            if not self._wait_for_answer():
                return None
            chunk = os.read(self._answers.fileno(), _READ_BYTES)
            if not chunk:
                return None
            self._buffer += chunk
        data = bytes(self._buffer[:size_bytes])
        del self._buffer[:size_bytes]
        return data

    def _wait_for_answer(self) -> bool:
        """False when the worker is gone, even if a helper of its still holds the pipe."""
        poll = select.poll()
        poll.register(self._answers.fileno(), select.POLLIN)
        silent_seconds = 0.0
        while True:
            started = time.monotonic()
            ready = bool(poll.poll(_POLL_SECONDS * 1000))
            waited_seconds = time.monotonic() - started
            self._waited_seconds += waited_seconds
            silent_seconds += waited_seconds
            self._raise_if_too_slow(silent_seconds)
            if ready:
                return True
            if self._has_ended():
                return bool(poll.poll(0))  # it may have answered since

    def _raise_if_too_slow(self, silent_seconds: float) -> None:
        if self._waited_seconds > self._limits.wall_seconds:
            why = f"took longer than the {self._limits.wall_seconds:g} s that are allowed"
        elif silent_seconds > self._limits.stall_seconds:
            why = f"gave no sign of life for {self._limits.stall_seconds:g} s"
        else:
            return
        self._kill_group()
        raise MediaRejected(Reason.DECODER_TIMED_OUT, f"the decoder {why}")

    def _settle(self) -> int:
        """Ends the whole group; the worker's own status, as ``Popen.returncode`` counts it.

        It is waited for before it is reaped, so that its number is still its own when the group is
        killed: an ffmpeg may have outlived it.
        """
        deadline = time.monotonic() + _EXIT_GRACE_SECONDS
        while not self._has_ended() and time.monotonic() < deadline:
            time.sleep(0.005)
        self._kill_group()
        return self._process.wait()

    def _has_ended(self) -> bool:
        if self._process.returncode is not None:
            return True
        flags = os.WEXITED | os.WNOWAIT | os.WNOHANG
        return os.waitid(os.P_PID, self._process.pid, flags) is not None

    def _kill_group(self) -> None:
        if self._process.returncode is not None:
            return  # reaped: the number may be another's by now
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _raise_for_exit(self, status: int) -> None:
        if self._cancelled:
            raise DecodingCancelled
        if status == 0:
            return
        self._complaints.close()
        raise _exit_reason(status, self._complaints.lines(), self._limits)


def _exit_reason(status: int, lines: list[str], limits: WorkerLimits) -> MediaRejected:
    last_words = f" ({lines[-1][:200]})" if lines else ""
    if status == -signal.SIGXCPU:
        return MediaRejected(
            Reason.DECODER_CPU_LIMIT,
            f"decoding took more than the {limits.cpu_seconds} s of CPU time that are allowed",
        )
    if any("bad_alloc" in line or "MemoryError" in line for line in lines):
        return MediaRejected(
            Reason.DECODER_OUT_OF_MEMORY,
            f"decoding took more than the {limits.memory_bytes >> 20} MiB that are allowed",
        )
    if status == -signal.SIGKILL:
        return MediaRejected(
            Reason.DECODER_OUT_OF_MEMORY,
            "the decoder was killed from outside (SIGKILL), most likely because the machine ran "
            "out of memory",
        )
    if status < 0:
        name = signal.Signals(-status).name
        return MediaRejected(Reason.DECODER_CRASHED, f"the decoder crashed with {name}{last_words}")
    return MediaRejected(
        Reason.DECODER_CRASHED, f"the decoder ended with status {status}{last_words}"
    )


def _environment() -> dict[str, str]:
    """Nothing of the server's own: no credentials, no proxies, no settings."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(Path(momentsearch_server.__file__).parent.parent),
        "PYTHONDONTWRITEBYTECODE": "1",  # it may not write files
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _path_for_worker(path: Path, descriptor: int) -> str:
    """The opened file itself where the system can say so (Linux), else the file's name."""
    by_descriptor = Path(f"/proc/self/fd/{descriptor}")
    return str(by_descriptor if by_descriptor.exists() else path.absolute())


@contextmanager
def _opened_media(path: Path) -> Iterator[int]:
    """A descriptor of a regular file.

    Raises ``MediaRejected`` for everything else: nothing is opened that could block or act
    (a pipe, a device), and a name that is exchanged between the look and the opening is noticed.
    """
    try:
        _require_regular(path.stat())
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MediaRejected(
            Reason.FILE_DISAPPEARED,
            f"there is no file {str(path)!r} (any more): put it back, or remove its media and "
            "import it from where it is now",
        ) from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise MediaRejected(Reason.FILE_UNREADABLE, f"the file cannot be opened: {why}") from error
    try:
        _require_regular(os.fstat(descriptor))
        yield descriptor
    finally:
        os.close(descriptor)


def _require_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise MediaRejected(
            Reason.PATH_NOT_A_FILE, "this is not a regular file but a folder, pipe or device"
        )
