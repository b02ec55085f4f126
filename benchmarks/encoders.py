"""How many pictures and windows of sound a pair of encoders takes in a second.

    python benchmarks/encoders.py --picture embedded --sound embedded --threads 1 2 --out FILE

Preprocessing is included: pictures are 640 x 360 as decoded, and once more 128 x 128, which is what
the embedded encoder makes of them, so that little but its arithmetic is left; windows are as long
as the sound encoder hears at once. Each figure is the median of the repetitions.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.provenance import commit, processor
from momentsearch_server.encoders.allocator import keep_freed_memory
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.encoders.huggingface import AUTO, PRECISIONS, resolve_arithmetic
from momentsearch_server.encoders.pairs import load_pair
from momentsearch_server.space import Modality

DECODED, PREPARED = (360, 640), (128, 128)  # height and width of pictures
SAMPLE_RATE_HZ = 48_000
QUERY = "a red car driving along the road"


def main() -> None:
    arguments = _arguments()
    keep_freed_memory(os.environ)  # as the server does when it starts
    started = time.monotonic()
    pair = load_pair(
        arguments.picture,
        arguments.sound,
        device=arguments.device,
        precision=arguments.precision,
    )
    report = {
        "machine": _machine(arguments.device, arguments.precision),
        "commit": commit(),
        "load_and_self_test_seconds": round(time.monotonic() - started, 2),
        "figures": [
            _measure(encoder, pair.window_seconds, threads, arguments)
            for threads in arguments.threads
            for encoder in pair.by_modality.values()
        ],
    }
    text = json.dumps(report, indent=2)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n")


def _measure(
    encoder: Encoder, window_seconds: float | None, threads: int, arguments: argparse.Namespace
) -> dict[str, Any]:
    torch.set_num_threads(threads)
    is_picture = encoder.space.modality is Modality.PICTURE
    samples = (
        _pictures(DECODED, arguments.samples)
        if is_picture
        else _windows(window_seconds, arguments.samples)
    )
    seconds = _median_seconds(lambda: encoder.encode_samples(samples), arguments.repeat)
    query_seconds = _median_seconds(lambda: encoder.encode_texts([QUERY]), arguments.repeat)
    figures = {
        "threads": threads,
        "encoder": encoder.space.encoder,
        "modality": encoder.space.modality.value,
        "fingerprint": encoder.space.fingerprint,
        "samples_per_second": round(len(samples) / seconds, 1),
        "query_milliseconds": round(1000 * query_seconds, 2),
    }
    if is_picture:
        prepared = _pictures(PREPARED, arguments.samples)
        seconds = _median_seconds(lambda: encoder.encode_samples(prepared), arguments.repeat)
        figures["prepared_samples_per_second"] = round(len(prepared) / seconds, 1)
    return figures


def _pictures(size: tuple[int, int], count: int) -> list[Any]:
    generator = np.random.default_rng(0)
    return [generator.integers(0, 256, (*size, 3), dtype=np.uint8) for _ in range(count)]


def _windows(window_seconds: float | None, count: int) -> list[Any]:
    generator = np.random.default_rng(0)
    length = int((window_seconds or 0) * SAMPLE_RATE_HZ)
    return [0.1 * generator.standard_normal(length, dtype=np.float32) for _ in range(count)]


def _median_seconds(act: Callable[[], object], repeat: int) -> float:
    act()  # the first time pays for memory
    durations = []
    for _ in range(repeat):
        started = time.perf_counter()
        act()
        durations.append(time.perf_counter() - started)
    return statistics.median(durations)


def _machine(device: str, precision: str) -> dict[str, Any]:
    arithmetic = resolve_arithmetic(device, precision)
    on = arithmetic.device
    gpu = torch.cuda.get_device_name(on) if on.type == "cuda" else None
    return {
        "processor": processor(),
        "system": platform.platform(),
        "device": gpu or "cpu",
        "samples_in": str(arithmetic.samples).removeprefix("torch."),
        "torch": torch.__version__,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", default="embedded", help="checkpoint, or none")
    parser.add_argument("--sound", default="embedded", help="checkpoint, or none")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", choices=PRECISIONS, default=AUTO)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--samples", type=int, default=64, help="in one call")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--out", type=Path, help="write the JSON here as well")
    return parser.parse_args()


if __name__ == "__main__":
    main()
