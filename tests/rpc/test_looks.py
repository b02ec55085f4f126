"""Frames and outlines: what their callers' leaving does to the decoders."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import grpc
import pytest

from momentsearch.v1 import media_service_pb2 as pb
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.ingest import look
from momentsearch_server.media.sandbox import DecodingCancelled
from tests.rpc.support import Calls, refused

FRAME = ("grab_frame", "GetFrame", pb.GetFrameRequest)
OUTLINE = ("waveform", "GetWaveform", pb.GetWaveformRequest)


@pytest.mark.parametrize(("decode", "rpc", "request_type"), [FRAME, OUTLINE])
def test_a_decoder_ends_with_its_call(  # noqa: PLR0917 - parameters, which pytest gives by name
    shared: Calls,
    library: dict[str, Media],
    monkeypatch: pytest.MonkeyPatch,
    decode: str,
    rpc: str,
    request_type: type[pb.GetFrameRequest | pb.GetWaveformRequest],
) -> None:
    ended = threading.Event()

    def endlessly(*_: Any, on_start: Callable[[Callable[[], None]], None], **__: Any) -> None:
        cancelled = threading.Event()
        on_start(cancelled.set)
        if cancelled.wait(30):
            ended.set()
        raise DecodingCancelled

    monkeypatch.setattr(look, decode, endlessly)
    request = request_type(media_id=library["red_then_blue.mp4"].media_id)
    error = refused(lambda: getattr(shared.media, rpc)(request, timeout=0.3))
    assert error.code is grpc.StatusCode.DEADLINE_EXCEEDED
    assert ended.wait(60)
