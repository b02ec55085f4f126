"""The whole service on encoders of full size: random weights, so that only form can be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.encoders.checkpoints import write_full_size_clap, write_full_size_clip
from tests.rpc.served import Served
from tests.rpc.support import ACTIVE

FULL_SIZE_DIMENSIONS = 512
FILM_SECONDS = 20


@pytest.mark.slow
def test_the_service_on_checkpoints_of_full_size(tmp_path: Path, films: Path) -> None:
    clip = write_full_size_clip(tmp_path / "clip")
    clap = write_full_size_clap(tmp_path / "clap")
    arguments = ("--picture-encoder", str(clip), "--sound-encoder", str(clap))
    served = Served(tmp_path / "data", "--media-roots", str(films), *arguments)
    try:
        calls = served.ready()
        (media,) = calls.indexed("red_then_blue.mp4").values()
        assert media.state == ACTIVE
        sounds, pictures = sorted(space.sample_count for space in media.coverage)
        assert sounds > 0
        assert pictures == FILM_SECONDS
        found = calls.search("anything at all", minimum_confidence=0)
        assert found.scope.exhaustive
        assert found.moments[0].media_id == media.media_id
        assert -1 <= found.moments[0].evidence[0].similarity <= 1
    finally:
        served.stop()
    (timeline, *_) = (tmp_path / "data" / "timelines").glob("*/*.picture-*.safetensors")
    assert timeline.stat().st_size >= FILM_SECONDS * FULL_SIZE_DIMENSIONS * 2
