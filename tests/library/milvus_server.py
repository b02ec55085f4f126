"""A real Milvus server for tests: the standalone binary of the package ``milvus``."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_READY_SECONDS = 120.0


def require_milvus_server() -> None:
    """Skips the test where the server is not installed, or fails where it has to be."""
    if importlib.util.find_spec("milvus") is not None:
        return
    message = "the Milvus server is not installed: pip install --no-deps milvus==2.3.5"
    if os.environ.get("FAIL_WITHOUT_MILVUS_SERVER") == "1":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def running_milvus_server(folder: Path) -> Iterator[str]:
    """The address of a fresh server, which ends with the block.

    There can be one on a machine: its etcd takes port 2379 whatever it is told.
    """
    port = _free_port()
    log = folder / "server.log"
    command = Path(sys.executable).with_name("milvus-server")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(command), "--data", str(folder / "data"), "--proxy-port", str(port)],
            stdout=output,
            stderr=output,
            # A session of its own, so that the server goes with the script that starts it.
            start_new_session=True,
            # Or the banner that we wait for would stay in its buffer.
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    try:
        _wait_until_ready(log, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_ready(log: Path, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + _READY_SECONDS
    # The script prints its banner once the server reports that it is healthy.
    while b"Welcome" not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(f"the Milvus server did not start: {log.read_text()}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
