"""A real server in another process, for as long as the demonstration needs it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from momentsearch._server_part import HOW_TO_INSTALL, SERVER_PACKAGE, server_folder
from momentsearch.demo.errors import DemoError, ServerDidNotStartError

READY = "momentsearch: serving on "
# Loading both encoders takes seconds; a slow disk and a busy machine are allowed for.
START_TIMEOUT_SECONDS = 180.0
STOP_TIMEOUT_SECONDS = 30.0
_LOG_TAIL_CHARACTERS = 3000
# Of the server's package, what changes the library that it makes of a file.
_INDEXING_PARTS = ("encoders", "ingest", "library", "media", "space.py", "timespan.py")


@dataclass(frozen=True)
class ServerPlan:
    """How to start it. ``inherited_file`` stays open as long as the server lives.

    ``encoders`` is ``embedded``, or a folder that holds another pair as ``clip`` and ``clap``.
    """

    data_dir: Path
    log_path: Path
    encoders: str = "embedded"
    inherited_file: int | None = None
    start_timeout_seconds: float = START_TIMEOUT_SECONDS

    def command(self) -> list[str]:
        pair = {"--encoders": "embedded"}
        if self.encoders != "embedded":
            folder = Path(self.encoders)
            pair = {
                "--picture-encoder": str(folder / "clip"),
                "--sound-encoder": str(folder / "clap"),
            }
        settings = {
            **pair,
            "--listen": "127.0.0.1:0",
            "--data-dir": str(self.data_dir),
        }
        flags = [word for pair in settings.items() for word in pair]
        return [sys.executable, "-m", SERVER_PACKAGE, "serve", *flags]


@contextlib.contextmanager
def running_server(plan: ServerPlan) -> Iterator[str]:
    """Gives the address of a server that is ready; stops it at the end.

    Raises ``ServerDidNotStartError``, ``DemoError`` where the server part is not installed.
    """
    if not server_folder():
        raise DemoError(
            "the demo needs the server part, and only the client is installed here: to install it, "
            f"{HOW_TO_INSTALL}"
        )
    with plan.log_path.open("wb") as log, _started(plan, log) as process:
        try:
            yield _address(process, plan)
        finally:
            _stop(process)


def _started(plan: ServerPlan, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C in the terminal is for the demonstration, which stops it."""
    return subprocess.Popen(
        plan.command(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        env=_environment(),
        start_new_session=True,
        pass_fds=() if plan.inherited_file is None else (plan.inherited_file,),
    )


def _environment() -> dict[str, str]:
    """Without settings that were meant for another server."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("MOMENTSEARCH_")
    }


def _address(process: subprocess.Popen[bytes], plan: ServerPlan) -> str:
    """Waits for the line that says that it is ready."""
    lines: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_pass_lines, args=(process, lines), daemon=True).start()
    deadline = time.monotonic() + plan.start_timeout_seconds
    while True:
        try:
            line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            seconds = f"{plan.start_timeout_seconds:g} seconds"
            raise _did_not_start(f"the server was not ready within {seconds}", plan) from None
        if not line:
            status = process.wait(STOP_TIMEOUT_SECONDS)
            raise _did_not_start(f"the server ended at once, with status {status}", plan)
        text = line.decode(errors="replace").strip()
        if text.startswith(READY):
            return text.removeprefix(READY)


def _pass_lines(process: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    """Reads on after the server is ready, so that it never waits for a full pipe."""
    assert process.stdout is not None
    with contextlib.suppress(ValueError):  # closed while reading
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")


def _did_not_start(message: str, plan: ServerPlan) -> ServerDidNotStartError:
    log = plan.log_path.read_bytes().decode(errors="replace").strip()
    tail = log[-_LOG_TAIL_CHARACTERS:]
    return ServerDidNotStartError(f"{message}; its log is {plan.log_path}", log_tail=tail)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def indexing_version(folder: Path) -> str:
    """Changes with the code and the weights that make a library; of a search it says nothing."""
    digest = hashlib.sha256()
    for part in _INDEXING_PARTS:
        path = folder / part
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.relative_to(folder).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
