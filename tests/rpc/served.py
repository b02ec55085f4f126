"""The real server as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import grpc

from tests.rpc.support import Calls

READY = re.compile(r"^momentsearch: serving on (\S+):(\d+)$")
START_SECONDS = 120.0


def environment(**changes: str) -> dict[str, str]:
    """This process's, without settings of ours, without a hub to ask, with one thread."""
    plain = {key: value for key, value in os.environ.items() if "MOMENTSEARCH_" not in key}
    return {**plain, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", **changes}


def command(*words: str, timeout: float = 60, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs ``python -m momentsearch_server`` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "momentsearch_server", *words],
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


class Served:
    """``serve`` as a process. Its output is collected; ``stop`` or ``kill`` ends it."""

    def __init__(self, data_dir: Path, *arguments: str, **variables: str) -> None:
        words = ["serve", "--data-dir", str(data_dir), "--threads", "1", *arguments]
        if "--listen" not in arguments:
            words += ["--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "momentsearch_server", *words],
            env=environment(**variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.output: list[str] = []
        self.log: list[str] = []
        self._said = threading.Condition()
        self._threads = [
            self._collect(self.process.stdout, self.output),
            self._collect(self.process.stderr, self.log),
        ]
        self._channel: grpc.Channel | None = None

    def ready(self) -> Calls:
        """A client of it, once it has said that it serves."""
        deadline = time.monotonic() + START_SECONDS
        with self._said:
            while not self.output:
                assert self.process.poll() is None, f"it ended: {''.join(self.log)}"
                assert time.monotonic() < deadline, f"not ready: {''.join(self.log)}"
                self._said.wait(0.2)
        said = READY.match(self.output[0])
        assert said, f"not the line that says where it serves: {self.output[0]!r}"
        self.port = int(said[2])
        self._channel = grpc.insecure_channel(f"127.0.0.1:{self.port}")
        return Calls(self._channel)

    def logged(self, text: str) -> str:
        """The first line of the log that has ``text``, once it is there."""
        deadline = time.monotonic() + START_SECONDS
        with self._said:
            while not (lines := [line for line in self.log if text in line]):
                assert time.monotonic() < deadline, f"not said: {''.join(self.log)}"
                self._said.wait(0.2)
        return lines[0]

    def stop(self, number: signal.Signals = signal.SIGTERM, *, within: float = 30.0) -> int:
        """Sends a signal; the exit status, which must come in time."""
        self.process.send_signal(number)
        status = self.process.wait(within)
        self._let_go()
        return status

    def kill(self) -> None:
        """As a power failure would."""
        self.stop(signal.SIGKILL)

    def ensure_over(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        self._let_go()

    def _let_go(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        for thread in self._threads:
            thread.join(30)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def _collect(self, stream: IO[str] | None, lines: list[str]) -> threading.Thread:
        assert stream is not None

        def collect() -> None:
            for line in stream:
                with self._said:
                    lines.append(line)
                    self._said.notify_all()

        thread = threading.Thread(target=collect, daemon=True)
        thread.start()
        return thread


def children_of(pid: int) -> Sequence[int]:
    """Process ids, on Linux."""
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
