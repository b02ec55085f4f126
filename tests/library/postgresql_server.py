"""A real PostgreSQL server for tests: that of the machine, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

_READY_SECONDS = 60.0


def find_postgresql() -> Path:
    """The folder of ``postgres`` and ``initdb``. Skips the test where the machine has none, or
    fails where it has to."""
    on_path = shutil.which("postgres")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: int(at.parent.name))
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *reversed(debian)]:
        if (folder / "initdb").is_file():
            return folder
    message = "no PostgreSQL server on this machine: install it (Debian's package: postgresql)"
    if os.environ.get("FAIL_WITHOUT_POSTGRESQL") == "1":
        pytest.fail(message)
    pytest.skip(message)


class PostgresqlServer:
    """A server that can be stopped and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder, self._port = programs, folder, _free_port()
        # It refuses to run as root.
        self._user = None if os.geteuid() else "nobody"
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "--auth=trust", "--username=tester", "--no-sync", "--pgdata=data")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["-D", "data", "-p", str(self._port), "-k", str(self._folder)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), *options, "-c", "listen_addresses=127.0.0.1"],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                user=self._user,
            )
        give_up = time.monotonic() + _READY_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"did not start: {(self._folder / 'log').read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Fast, as an administrator's restart: every connection is ended."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(60)
            self._process = None

    def new_database(self) -> str:
        """The URL of an empty one."""
        name = f"library_{uuid.uuid4().hex}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address(name).replace("postgresql:", "postgresql+psycopg:")

    def _address(self, database: str) -> str:
        return f"postgresql://tester@127.0.0.1:{self._port}/{database}"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), *words]
        subprocess.run(command, cwd=self._folder, check=True, capture_output=True, user=self._user)


@contextmanager
def running_postgresql() -> Iterator[PostgresqlServer]:
    """A fresh server, which ends with the block."""
    programs = find_postgresql()
    # Not in pytest's own folders, into which no other user can look.
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = PostgresqlServer(programs, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
