"""The trials count what they say they count, whoever hears."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

ensure_importable()

from training.sounds import evaluate, recordings, trials  # noqa: E402


class Deaf:
    """Hears the same in everything, and so takes all for the first thing asked for."""

    def sounds(self, waves: Sequence[np.ndarray]) -> np.ndarray:
        return np.tile(np.float32([1, 0]), (len(waves), 1))

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        lower = np.linspace(1, 0.5, len(texts))
        return np.stack([lower, np.sqrt(1 - lower**2)], axis=1).astype(np.float32)


def test_confusion_counts_rows_of_truth() -> None:
    assert trials.confusion([0, 0, 1], [0, 1, 1], 2) == [[1, 1], [0, 1]]


def test_instruments_in_unseen_ways_are_each_asked_for() -> None:
    found = trials.unseen_instruments(Deaf(), each=1)
    assert found["sounds"] == 9
    assert found["top1"] == pytest.approx(1 / 9, abs=1e-3)
    assert found["names"][0] == "guitar"  # type: ignore[index]


def test_plain_triads_are_half_major_and_half_minor() -> None:
    assert trials.plain_triads(Deaf(), each=2) == 0.5


def test_without_recordings_that_trial_is_left_out(tmp_path: Path) -> None:
    assert trials.real_recordings(Deaf(), None) is None
    assert trials.real_recordings(Deaf(), tmp_path) is None


def test_recordings_are_those_kept_from_training() -> None:
    folder = recordings.default_folder()
    if folder is None:
        pytest.skip("the recordings are not on this machine")
    found = trials.real_recordings(Deaf(), folder)
    _, tested = recordings.split(recordings.find(folder))
    assert found is not None
    assert found["sounds"] == len(tested)
    assert np.sum(found["confusion"]) == len(tested)  # type: ignore[arg-type]


@pytest.mark.slow
def test_spans_are_measured_in_tracks_of_80_seconds() -> None:
    found = trials.spans(Deaf(), tracks=1)
    assert set(found) == {"tracks", "r1_at_0.5", "r1_at_0.7"}
    name, (start, end), track = trials._track(np.random.default_rng(0))
    assert name in evaluate.EVENTS
    assert 0 <= start < end <= trials.TRACK_SECONDS
    assert len(track) == int(trials.TRACK_SECONDS * 48_000)


def test_overlap_is_intersection_over_union() -> None:
    assert trials._overlap((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert trials._overlap((0, 1), (2, 3)) == 0


def test_figures_are_written_with_a_table_row_on_a_line() -> None:
    text = evaluate.as_json({"confusion": [[1, 2], [3, 4]], "top1": 0.5, "names": ["a"]})
    assert "[ 1, 2 ]" in text
    assert json.loads(text)["confusion"] == [[1, 2], [3, 4]]
