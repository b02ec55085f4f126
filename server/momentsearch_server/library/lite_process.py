"""Milvus Lite's process: started in patience, seen to be there, ended with its owner.

One that ends while it is needed is started again by ``index_keeper.py``.

What was found out about Milvus Lite 2.5.1, and is relied on:

- It looks at its child half a second after starting it. One that ended by then is an error; one
  that runs is taken to serve, though on a busy machine it has no socket for seconds more.
- A child that cannot read its file ends by itself, before or after that look.
- A child may outlive a killed owner until after the next one has opened.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from momentsearch_server.errors import Reason, Unavailable
from momentsearch_server.library.pkg_resources_stand_in import ensure_milvus_lite_importable

Client = TypeVar("Client")

_START_SECONDS = 30.0
_STOP_SECONDS = 5.0
_PAUSE_SECONDS = 0.05
# A child that ends by itself does so again, but for one that found the lock of the file still held.
_STARTS = 3

REMEDY = (
    "start the server again; if that does not help, move this file away while the server is "
    "stopped, and start it: the index holds nothing that cannot be made anew, and the start makes "
    "it from the timelines"
)


def open_lite(
    database: Path, connect: Callable[[str], Client], *, refused: type[Exception]
) -> Client:
    """Starts Milvus Lite on a file, which is made where it does not exist, and connects.

    ``connect`` takes the address of the process (``unix:PATH``), and raises ``refused`` where it
    does not answer yet. Who calls this owns the data directory.

    Raises:
        Unavailable: the process ends by itself, or does not answer within half a minute.
    """
    _end_orphans(database)
    give_up = time.monotonic() + _START_SECONDS
    ended, cause = 0, f"its process has no socket after {_START_SECONDS:.0f} s"
    while ended < _STARTS and time.monotonic() < give_up:
        try:
            address = _start(database)
        except (OSError, RuntimeError) as error:
            cause = f"its process cannot be started: {error}"
            break
        if address is None:
            ended, cause = ended + 1, "its process ends by itself, as it does on a damaged file"
        elif Path(address.removeprefix("unix:")).exists():
            try:
                return connect(address)
            except refused as error:
                cause = str(error)
        time.sleep(_PAUSE_SECONDS)
    stop_lite(database)
    raise Unavailable(
        Reason.INDEX_UNAVAILABLE,
        f"the embedded index {str(database)!r} cannot be opened ({cause}); {REMEDY}",
    )


def stop_lite(database: Path) -> None:
    """Ends the process on this file, if there is one of ours."""
    if child_of(database) is not None:
        _manager().release_server(str(database))


def child_of(database: Path) -> subprocess.Popen[bytes] | None:
    """The process on this file, ended or not; None where Milvus Lite keeps none."""
    server = _server(database)
    child: subprocess.Popen[bytes] | None = None if server is None else server._p
    return child


def kill_lite(database: Path) -> bool:
    """Ends the process on this file at once, also one that is stopped; what stops it otherwise
    (``stop_lite``) is then quick. False where it is still there after a few seconds: nothing ends
    one that waits in the kernel, as for a disk that does not answer."""
    child = child_of(database)
    if child is None:
        return True
    child.kill()
    try:
        child.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def lite_address(database: Path) -> str | None:
    """Where the process on this file is asked (``unix:PATH``), if one of ours runs."""
    server, child = _server(database), child_of(database)
    if child is None or child.poll() is not None:
        return None
    address: str = server.uds_path
    return address


def _start(database: Path) -> str | None:
    """Its address, of a child that is there already or a new one; None where that has ended."""
    child = child_of(database)
    if child is not None and child.poll() is not None:
        stop_lite(database)
        return None
    address: str | None = _manager().start_and_get_uri(str(database))
    return address


def _server(database: Path) -> Any:
    return _manager()._servers.get(str(database.absolute().resolve()))


def _manager() -> Any:
    ensure_milvus_lite_importable()
    from milvus_lite.server_manager import server_manager_instance

    return server_manager_instance


def _end_orphans(database: Path) -> None:
    """Ends a Milvus Lite process whose parent was killed, before another opens its file.

    Such a process notices its parent's end by a lock that comes free, which the next start may
    take first; two of them would then write one file. Who calls this owns the data directory, so
    that any process on the file is a leftover. Without ``/proc`` there is nothing to look at.
    """
    for pid in _lite_pids(str(database.absolute().resolve())):
        with suppress(ProcessLookupError):  # it has ended by itself meanwhile
            os.kill(pid, signal.SIGKILL)
        _wait_gone(pid)


def _lite_pids(database: str) -> list[int]:
    pids = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        program = arguments[0].decode(errors="replace")
        if program.endswith("milvus_lite/lib/milvus") and arguments[1] == os.fsencode(database):
            pids.append(int(folder.name))
    return pids


def _wait_gone(pid: int) -> None:
    """Until none of its threads holds a file any more, or too long."""
    give_up = time.monotonic() + _STOP_SECONDS
    while _is_running(pid) and time.monotonic() < give_up:
        time.sleep(0.01)


def _is_running(pid: int) -> bool:
    """False once it is gone, or ended in all of its threads and not yet collected: memory goes
    first, then files and the locks on them, and then a thread is a zombie."""
    for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
        try:
            state = stat.read_text().rpartition(")")[2].split()[0]
        except OSError:  # this thread went meanwhile
            continue
        if state not in ("Z", "X"):
            return True
    return False
