"""Recordings are dealt out by source, the same way every time, and varied out of recognition."""

from pathlib import Path

import numpy as np
import pytest

from training.sounds import recordings
from training.sounds.recordings import Recording
from training.sounds.signals import SAMPLE_RATE_HZ


def invented() -> list[Recording]:
    """Sixteen recordings of each event, from 4 to 16 sources; one source has two events."""
    made = []
    for number, event in enumerate(sorted(recordings.EVENT_OF_FOLDER.values())):
        sources = (4, 8, 16)[number % 3]
        for cut in range(16):
            name = f"1-{number * 100 + cut % sources}-{'ABCD'[cut // sources]}.ogg"
            made.append(Recording(Path(event) / name, event, name.split("-")[1]))
    return [*made, Recording(Path("rain/1-0-E.ogg"), "rain", "0")]


def test_no_source_is_in_both_parts_and_each_event_is_about_halved() -> None:
    train, test = recordings.split(invented())
    assert sorted([*train, *test]) == sorted(invented())
    assert not {one.source for one in train} & {one.source for one in test}
    for event in recordings.EVENT_OF_FOLDER.values():
        parts = [sum(one.event == event for one in part) for part in (train, test)]
        assert min(parts) >= 6


def test_the_split_depends_on_names_alone() -> None:
    train, test = recordings.split(invented())
    again, _ = recordings.split(list(reversed(invented())))
    assert sorted(again) == sorted(train)
    moved = [Recording(Path("/elsewhere") / o.path, o.event, o.source) for o in invented()]
    assert {one.source for one in recordings.split(moved)[1]} == {one.source for one in test}


def test_files_are_found_by_folder_and_name(tmp_path: Path) -> None:
    for name in ("dog_bark/1-30226-A.ogg", "dog_bark/notes.txt", "unknown/1-1-A.ogg", "labels.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = recordings.find(tmp_path)
    assert found == [Recording(tmp_path / "dog_bark/1-30226-A.ogg", "dog barking", "30226")]


def test_without_recordings_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTSEARCH_MEDIA", str(tmp_path))
    assert recordings.default_folder() is None
    assert recordings.find(None) == recordings.find(tmp_path / "nowhere") == []
    assert recordings.split([]) == ([], [])


@pytest.mark.parametrize("seconds", [0.3, 5.0])
def test_variations_fill_their_length_and_differ(seconds: float) -> None:
    sound = np.zeros(int(seconds * SAMPLE_RATE_HZ), np.float32)
    sound[1_000:9_000] = np.random.default_rng(0).standard_normal(8_000).astype(np.float32) * 0.2
    made = [
        recordings.varied(sound, np.random.default_rng(seed), duration_seconds=6.0)
        for seed in range(8)
    ]
    for one in made:
        assert one.shape == (6 * SAMPLE_RATE_HZ,)
        assert one.dtype == np.float32
        assert np.abs(one).max() == pytest.approx(0.9, abs=1e-3)
        assert np.isfinite(one).all()
    assert np.abs(made[0] - made[1]).max() > 0.01


def test_the_part_that_lies_beside_the_clone_is_read() -> None:
    folder = recordings.default_folder()
    if folder is None:
        pytest.skip("the recordings are not on this machine")
    train, test = recordings.split(recordings.find(folder))
    assert {one.event for one in train} == {one.event for one in test}
    sound = recordings.load(test[0])
    assert 4.5 < len(sound) / SAMPLE_RATE_HZ < 5.5
    assert 0.001 < np.abs(sound).max() <= 1.5
