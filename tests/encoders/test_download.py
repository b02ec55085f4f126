"""Downloading from a hub: a small one on this machine, spoken to by the hub's own client."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from momentsearch_server.encoders.encoder import Encoder

HUB_ID = "someone/tiny-clip"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
# A process of its own: the client reads the hub's address when it is imported.
LOAD = """
import sys, time
from momentsearch_server.encoders.clip import load_clip
from momentsearch_server.errors import EncoderRejected
started = time.monotonic()
try:
    print("fingerprint", load_clip(sys.argv[1], device="cpu").space.fingerprint)
except EncoderRejected as refusal:
    print(refusal.reason, time.monotonic() - started, refusal.message)
"""


@dataclass
class Hub:
    """Serves the files of ``directory`` as the repository ``HUB_ID``, and notes who asked what."""

    directory: Path
    requests: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str) -> tuple[bytes, dict[str, str]] | None:
        self.requests.append(path)
        names = [file.name for file in self.directory.iterdir()]
        if path in (f"/api/models/{HUB_ID}", f"/api/models/{HUB_ID}/revision/main"):
            files = [{"rfilename": name} for name in [*names, "tf_model.h5"]]
            body = {"id": HUB_ID, "sha": COMMIT, "siblings": files}
            return json.dumps(body).encode(), {"Content-Type": "application/json"}
        if path == f"/api/models/{HUB_ID}/tree/{COMMIT}":
            tree = [
                {
                    "type": "file",
                    "path": name,
                    "oid": name,
                    "size": (self.directory / name).stat().st_size,
                }
                for name in names
            ]
            return json.dumps(tree).encode(), {"Content-Type": "application/json"}
        prefix, _, name = path.rpartition("/")
        if prefix == f"/{HUB_ID}/resolve/{COMMIT}" and name in names:
            content = (self.directory / name).read_bytes()
            etag = hashlib.sha256(content).hexdigest()
            return content, {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT}
        return None


@pytest.fixture
def hub(checkpoint_of: Callable[[str], Path]) -> Iterator[Hub]:
    served = Hub(checkpoint_of("clip"))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = served.answer(self.path.split("?")[0])
            content, headers = found or (b"", {"X-Error-Code": "RepoNotFound"})
            self.send_response(200 if found else 404)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content)

        do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

        def log_message(self, *arguments: object) -> None:
            """Not into the test's output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.url = f"http://127.0.0.1:{server.server_port}"
    yield served
    server.shutdown()
    server.server_close()


def _load(name: str, *, endpoint: str, cache: Path) -> str:
    environment = {
        "HF_ENDPOINT": endpoint,
        "HF_HUB_CACHE": str(cache),
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(Path(__file__).parents[2] / "server"),
    }
    done = subprocess.run(
        [sys.executable, "-c", LOAD, name],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
def test_the_first_start_downloads_and_the_second_needs_no_hub(
    hub: Hub, tmp_path: Path, encoder_of: Callable[[str], Encoder]
) -> None:
    expected = f"fingerprint {encoder_of('clip').space.fingerprint}\n"
    assert _load(HUB_ID, endpoint=hub.url, cache=tmp_path) == expected, hub.requests
    downloaded = {request.rpartition("/")[2] for request in hub.requests}
    assert downloaded >= {file.name for file in hub.directory.iterdir()}
    assert "tf_model.h5" not in downloaded
    hub.requests.clear()
    assert _load(HUB_ID, endpoint=hub.url, cache=tmp_path) == expected
    assert hub.requests == []


@pytest.mark.slow
def test_a_name_that_the_hub_does_not_know(hub: Hub, tmp_path: Path) -> None:
    said = _load("someone/else", endpoint=hub.url, cache=tmp_path)
    assert said.startswith("CHECKPOINT_NOT_FOUND")
    assert "Three ways out" in said


@pytest.mark.slow
def test_a_hub_that_never_answers_is_given_up_soon(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        said = _load(HUB_ID, endpoint=address, cache=tmp_path)
    reason, seconds, message = said.split(" ", 2)
    assert reason == "CHECKPOINT_NOT_FOUND"
    assert float(seconds) < 30
    assert "Three ways out" in message
