"""What a server costs: seconds, memory and disk for an hour of film, and how long a search takes.

    python -m benchmarks.service --out benchmarks/results/service.json        make bench-service
    python -m benchmarks.service --films 426x240:0.1 --searches 20            quickly

A server is started as a user starts it, in processes of its own, and spoken to through the client.
Each film is the same few drawn minutes again and again, grainy, in H.264 at the bit rate of footage
of its size, with sound; it is uploaded and indexed. Memory is the proportional set size of the
server's processes together, decoding process and embedded index included, looked at ten times a
second. Each search has words of its own, so that no answer is remembered. Linux only.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.provenance import commit, processor
from momentsearch import Client
from momentsearch.demo.server import ServerPlan, running_server
from momentsearch.results import MediaState
from momentsearch_server.media.audio import ffmpeg_binary
from training.pictures.vocabulary import COLOURS, OBJECTS

MIB = 1 << 20
LOOK_SECONDS = 0.1
FRAMES_PER_SECOND = 25
BITS_PER_PIXEL = 0.11
# Of a minute each; the MP4 files among them are taken, eight.
DRAWN_FILMS = 10
KEPT = ("uploads", "timelines", "milvus.db", "catalog.db")
FILMS = ("426x240:2", "1280x720:0.5")
SEARCHES = 200
CLIENTS = (1, 4)
MOST_SEARCHES = len(OBJECTS) * len(COLOURS) // len(CLIENTS)


@dataclass(frozen=True)
class Film:
    """``size`` as WIDTHxHEIGHT."""

    size: str
    hours: float


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        drawn = _drawn(folder)
        films = [(film, _made(film, drawn, folder)) for film in arguments.films]
        plan = ServerPlan(folder / "data", folder / "server.log", encoders=arguments.encoders)
        report: dict[str, Any] = {
            "machine": {"processor": processor(), "system": platform.platform()},
            "commit": commit(),
            "encoders": arguments.encoders,
        }
        started = time.monotonic()
        with running_server(plan) as address, Client(address) as client:
            report["start_seconds"] = round(time.monotonic() - started, 1)
            _search_seconds(client, "a red car")  # what the first search loads is there when idle
            report["idle_mib"] = round(_server_mib(), 1)
            report["films"] = [_indexed(client, plan.data_dir, *film) for film in films]
            report["searches"] = _searches(client, arguments.searches)
    text = json.dumps(report, indent=2)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n")


def _drawn(folder: Path) -> Path:
    """A list of films for FFmpeg, one after another."""
    drawn, listed = folder / "drawn", folder / "drawn.txt"
    command = [sys.executable, "-m", "training", "films", "--out", str(drawn)]
    command += ["--films", str(DRAWN_FILMS), "--seconds", "60"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    listed.write_text("".join(f"file '{one}'\n" for one in sorted(drawn.glob("*.mp4"))))
    return listed


def _made(film: Film, drawn: Path, folder: Path) -> Path:
    """By copying packets, since encoding hours takes long."""
    block, path = folder / "block.mp4", folder / f"{film.size}.mp4"
    width, height = map(int, film.size.split("x"))
    bits = round(width * height * FRAMES_PER_SECOND * BITS_PER_PIXEL)
    grainy = f"scale={width}:{height},fps={FRAMES_PER_SECOND},noise=alls=8:allf=t+u"
    _ffmpeg(
        *("-f", "concat", "-safe", "0", "-i", str(drawn), "-vf", grainy),
        *("-c:v", "libx264", "-preset", "veryfast", "-g", "250", "-b:v", str(bits)),
        *("-c:a", "aac", "-ac", "2", "-ar", "48000", str(block)),
    )
    seconds = str(film.hours * 3600)
    _ffmpeg("-stream_loop", "-1", "-i", str(block), "-t", seconds, "-c", "copy", str(path))
    return path


def _ffmpeg(*arguments: str) -> None:
    subprocess.run([ffmpeg_binary(), "-nostdin", "-v", "error", "-y", *arguments], check=True)


def _indexed(client: Client, data_dir: Path, film: Film, path: Path) -> dict[str, Any]:
    before_mib, kept_before = _server_mib(), _kept_mib(data_dir)
    with _peak_mib() as peak:
        started = time.monotonic()
        media_id = client.upload_media(path).media.media_id
        uploaded = time.monotonic()
        media = client.wait_until_done(media_id)
        done = time.monotonic()
    if media.state is not MediaState.ACTIVE:
        raise SystemExit(f"{path.name} was not indexed: {media.failure}")
    kept = _kept_mib(data_dir)
    hours = (media.duration_seconds or 0) / 3600
    return {
        "size": film.size,
        "hours": round(hours, 3),
        "file_mib": round(path.stat().st_size / MIB, 1),
        "kilobits_per_second": round(path.stat().st_size * 8 / (3_600_000 * hours)),
        "samples": {space.space_id: space.sample_count for space in media.coverage},
        "upload_seconds": round(uploaded - started, 1),
        "indexing_seconds": round(done - uploaded, 1),
        "times_as_fast_as_it_plays": round(3600 * hours / (done - uploaded), 1),
        "peak_mib_above_before": round(peak[0] - before_mib, 1),
        "kept_mib_an_hour": {
            name: round((kept[name] - kept_before[name]) / hours, 2) for name in kept
        },
    }


def _kept_mib(data_dir: Path) -> dict[str, float]:
    """Of each part of the data directory; a file with what stands beside it for a while."""
    found = {}
    for name in KEPT:
        files = [file for part in data_dir.glob(f"{name}*") for file in (part, *part.rglob("*"))]
        found[name] = sum(file.stat().st_size for file in files if file.is_file()) / MIB
    return found


def _searches(client: Client, count: int) -> dict[str, Any]:
    """``count`` for each number of clients at once."""
    texts = iter([f"a {colour} {thing}" for thing in OBJECTS for colour in COLOURS])
    found: dict[str, Any] = {"each": count}
    for clients in CLIENTS:
        asked = list(itertools.islice(texts, count))
        started = time.monotonic()
        with ThreadPoolExecutor(clients) as pool:
            seconds = sorted(pool.map(lambda text: _search_seconds(client, text), asked))
        found[f"clients_{clients}"] = {
            "median_milliseconds": round(1000 * statistics.median(seconds), 1),
            "p95_milliseconds": round(1000 * seconds[int(0.95 * len(seconds))], 1),
            "searches_per_second": round(len(asked) / (time.monotonic() - started), 1),
        }
    return found


def _search_seconds(client: Client, text: str) -> float:
    started = time.monotonic()
    client.search(text, candidate_count=3)
    return time.monotonic() - started


@contextlib.contextmanager
def _peak_mib() -> Iterator[list[float]]:
    """One figure, the highest so far, which is final afterwards."""
    peak, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            peak[0] = max(peak[0], _server_mib())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _server_mib() -> float:
    """Of all that this process has started: nothing but the server runs when this is asked."""
    kib, left = 0, [own := os.getpid()]
    while left:
        pid = left.pop()
        # Processes and threads end meanwhile.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            left += _children(pid)
            if pid == own:
                continue
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kib += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoders", default="embedded", help="or a folder with clip and clap")
    parser.add_argument(
        "--films", type=_film, nargs="+", default=[_film(film) for film in FILMS],
        metavar="WIDTHxHEIGHT:HOURS",
    )  # fmt: skip
    parser.add_argument(
        "--searches", type=int, choices=range(2, MOST_SEARCHES + 1), metavar="COUNT",
        default=SEARCHES, help=f"for each number of clients, 2 to {MOST_SEARCHES}",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, help="write the JSON here as well")
    return parser.parse_args()


def _film(text: str) -> Film:
    size, _, hours = text.partition(":")
    return Film(size, float(hours))


if __name__ == "__main__":
    main()
