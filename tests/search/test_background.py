"""What an encoder without a calibration is held against: a sample of the collection."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from momentsearch_server.encoders.fake import FakeEncoder, fake_picture_encoder
from momentsearch_server.library.library import Library
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.search import background
from momentsearch_server.search.background import background_samples
from momentsearch_server.search.engine import SearchEngine
from tests.library.support import SPACE, commit, timeline


def test_a_long_media_gives_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "BACKGROUND_SAMPLES", 20)
    long, short = timeline("long", count=900, seed=1), timeline("short", count=3, seed=2)
    of = {"long": long, "short": short}
    found = background_samples(of, of.__getitem__, dim=8)
    assert found.dtype == np.float32
    assert found.tolist() == [*long.vectors[::90].tolist(), *short.vectors.tolist()]


def test_it_is_sampled_without_whole_timelines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of the collection makes it anew: that must neither copy 256 whole recordings nor
    drive out what is kept of the media that are searched."""

    def kept(*_: object) -> None:
        raise AssertionError("a whole timeline was read")

    monkeypatch.setattr(background, "BACKGROUND_SAMPLES", 4)
    encoder: FakeEncoder = dataclasses.replace(
        fake_picture_encoder(), space=SPACE, calibration=None
    )
    with Library.open(tmp_path / "data", index=ExactIndex())[0] as library:
        library.register_space(SPACE)
        ids = [commit(library, f"film {seed}", seed=seed) for seed in range(2)]
        engine = SearchEngine(library, [encoder], exact_sample_limit=1, candidate_media=1)
        monkeypatch.setattr(engine, "_timeline", kept)
        samples, _ = engine._background("default", SPACE, np.eye(8, dtype=np.float32)[:2])
    expected = [timeline(media_id, seed=seed).vectors[::3] for seed, media_id in enumerate(ids)]
    assert samples.tolist() == np.concatenate(expected).astype(np.float32).tolist()
