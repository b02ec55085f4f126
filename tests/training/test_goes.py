"""What is left of a training in several goes."""

import json
from pathlib import Path

import pytest

from training.goes import RECORD_FILE, goes_done


def _begun(folder: Path, *seeds: int) -> Path:
    record = {"goes": [{"seed": seed} for seed in seeds]}
    (folder / RECORD_FILE).write_text(json.dumps(record))
    return folder


def test_nothing_is_done_by_a_run_from_the_start() -> None:
    assert goes_done(None, seed=1, wanted=[5, 5], known=2, option="--steps") == []


def test_goes_of_an_earlier_run_are_known_by_its_record(tmp_path: Path) -> None:
    begun = _begun(tmp_path, 4, 5)
    done = goes_done(begun, seed=4, wanted=[5, 5, 5], known=3, option="--steps")
    assert [go["seed"] for go in done] == [4, 5]


@pytest.mark.parametrize(
    ("seed", "wanted", "message"),
    [
        (5, 3, "made with other seeds"),
        (4, 2, "has had 2 goes, and --steps names 2: name those that were made"),
        (4, 4, "--steps names 4 goes, and there are 3"),
    ],
)
def test_a_run_that_does_not_follow_is_refused(
    tmp_path: Path, seed: int, wanted: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        goes_done(_begun(tmp_path, 4, 5), seed=seed, wanted=[5] * wanted, known=3, option="--steps")
