"""What a worker can be asked to do; each operation is a stream of messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from momentsearch_server.media import grab
from momentsearch_server.media.decode import decode, probe_any
from momentsearch_server.media.messages import Message, Progress, decode_request_from
from momentsearch_server.timespan import TimeSpan


def run(request: Mapping[str, Any], report: Callable[[Progress], None]) -> Iterator[Message]:
    """Raises ``ServiceError`` for what the caller may be told."""
    path = Path(request["path"])
    match request["operation"]:
        case "decode":
            wanted = decode_request_from(request["wanted"])
            probed = probe_any(path, wanted)
            yield probed
            yield from decode(path, probed, wanted, report=report)
        case "grab":
            yield grab.grab(
                path,
                request["offset_us"],
                max_side_px=request["max_side_px"],
                max_picture_pixels=request["max_picture_pixels"],
            )
        case "waveform":
            span = TimeSpan(request["start_us"], request["end_us"])
            yield grab.waveform(
                path,
                span,
                points=request["points"],
                max_picture_pixels=request["max_picture_pixels"],
            )
        case operation:
            raise ValueError(f"no operation {operation!r}")
