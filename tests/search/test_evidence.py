"""Similarity into evidence, on plain numbers."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from momentsearch_server.encoders.calibration import (
    Calibration,
    Weights,
    read_calibration,
    write_calibration,
)
from momentsearch_server.search.evidence import (
    Background,
    affinity,
    background_of,
    by_chance,
    measured,
)

WEIGHTS = Weights(
    similarity=20.0, centre=-5.0, spread=4.0, affinity=3.0, samples=-0.5, constant=-6.0
)


def unit(array: np.ndarray) -> np.ndarray:
    return (array / np.linalg.norm(array, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def deviations(background: Background, similarity: float) -> float:
    return (similarity - background.centre) / background.spread


def test_the_null_is_a_median_and_a_spread(rng: np.random.Generator) -> None:
    samples, query = unit(rng.normal(size=(5_000, 64))), unit(rng.normal(size=64))
    background = background_of(query, samples, samples[:8])
    similarities = samples @ query
    assert background.centre == pytest.approx(np.median(similarities))
    assert background.spread == pytest.approx(similarities.std(), rel=0.1)


def test_the_moments_looked_for_do_not_hide_themselves(rng: np.random.Generator) -> None:
    """A third of the library matches; it stands out about as far as one match would."""
    query = unit(rng.normal(size=64))
    others = unit(rng.normal(size=(1_000, 64)))
    matching = unit(query + 0.5 * unit(rng.normal(size=(500, 64))))
    peak = float((matching @ query).mean())
    alone = background_of(query, others, others[:8])
    among = background_of(query, np.vstack([others, matching]), others[:8])
    assert deviations(among, peak) > 0.5 * deviations(alone, peak)


def test_one_photograph_is_judged_against_other_words(rng: np.random.Generator) -> None:
    photograph = unit(rng.normal(size=64))
    captions = unit(rng.normal(size=(60, 64)))
    fitting = unit(photograph + 0.5 * unit(rng.normal(size=64)))
    background = background_of(fitting, photograph[None], captions)
    assert deviations(background, float(photograph @ fitting)) > 4
    stranger = background_of(captions[0], photograph[None], captions)
    assert abs(deviations(stranger, float(photograph @ captions[0]))) < 3


def test_a_spread_of_nothing_gives_finite_evidence() -> None:
    same = np.tile(unit(np.ones(8)), (500, 1))
    calibrated = by_chance(background_of(same[0], same, same))
    assert np.isfinite(calibrated.evidence(same @ same[0])).all()


def test_an_empty_library_has_a_background_too() -> None:
    nothing = np.zeros((0, 8), dtype=np.float32)
    assert background_of(unit(np.ones(8)), nothing, nothing).similarity_count == 0


@pytest.mark.parametrize("calibrate", [by_chance, lambda null: measured(WEIGHTS, null, 0.1)])
def test_evidence_is_a_line_in_the_cosine_and_its_null_is_what_the_line_says(calibrate) -> None:
    calibrated = calibrate(Background(centre=0.1, spread=0.05, similarity_count=1_000))
    low, middle, high = calibrated.evidence(np.array([0.1, 0.2, 0.3]))
    assert high - middle == pytest.approx(middle - low)
    assert low == pytest.approx(calibrated.null.centre)
    assert middle == pytest.approx(calibrated.null.usual)  # two spreads above the centre


def test_measured_evidence_is_the_weighted_sum() -> None:
    calibrated = measured(WEIGHTS, Background(0.1, 0.05, 512), text_affinity=0.2)
    said = 20 * 0.4 - 5 * 0.1 + 4 * 0.05 + 3 * 0.2 - 6
    assert calibrated.evidence(np.array([0.4]))[0] == pytest.approx(said)
    sure = calibrated.confidence(said, sample_count=100)
    assert sure == pytest.approx(1 / (1 + np.exp(-(said - 0.5 * np.log(100)))))


def test_by_chance_a_peak_that_the_best_of_so_many_reaches_is_a_toss() -> None:
    calibrated = by_chance(Background(centre=0.0, spread=0.1, similarity_count=1_000))
    for count, toss in ((30, 3.1), (60_000, 5.2)):
        peak = float(calibrated.evidence(np.array([0.1 * toss]))[0])
        assert calibrated.confidence(peak, sample_count=count) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("calibrate", [by_chance, lambda null: measured(WEIGHTS, null, 0.1)])
def test_confidence_rises_with_evidence_and_falls_with_chances(calibrate) -> None:
    sure = calibrate(Background(0.1, 0.05, 512)).confidence
    assert sure(3.0, sample_count=100) > sure(1.0, sample_count=100)
    assert sure(3.0, sample_count=100) > sure(3.0, sample_count=1_000_000)
    assert 0 <= sure(-5e4, sample_count=1) <= sure(5e4, sample_count=1) <= 1


def test_a_text_is_about_what_the_nearest_captions_are_about(rng: np.random.Generator) -> None:
    own, other = unit(rng.normal(size=(20, 64))), unit(rng.normal(size=(20, 64)))
    about_own = unit(own[:5].sum(axis=0))
    assert affinity(about_own, own, other) > 0.2
    assert affinity(about_own, other, own) == pytest.approx(-affinity(about_own, own, other))


def test_a_calibration_is_read_as_it_was_written(tmp_path: Path, rng: np.random.Generator) -> None:
    assert read_calibration(tmp_path) is None
    reference = unit(rng.normal(size=(7, 16)))
    write_calibration(tmp_path, Calibration(WEIGHTS, reference), trials=3)
    read = read_calibration(tmp_path)
    assert read is not None
    assert dataclasses.astuple(read.weights) == pytest.approx(dataclasses.astuple(WEIGHTS))
    assert read.reference == pytest.approx(reference, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("reference.npz", b"not vectors"),
        ("reference.npz", b"PK\x03\x04 cut short"),
        ("reference.npz", b""),
        ("calibration.json", b"{"),
        ("calibration.json", b"[]"),
        ("calibration.json", b"\xff\xfe"),
        ("calibration.json", b'{"similarity": 20}'),
        ("calibration.json", b'{"similarity": null}'),
    ],
)
def test_a_damaged_calibration_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    write_calibration(tmp_path, Calibration(WEIGHTS, unit(np.ones((7, 16)))))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=r"calibration\.json .* is damaged"):
        read_calibration(tmp_path)


def test_a_calibration_without_its_reference_is_refused(tmp_path: Path) -> None:
    write_calibration(tmp_path, Calibration(WEIGHTS, unit(np.ones((7, 16)))))
    (tmp_path / "reference.npz").unlink()
    with pytest.raises(ValueError, match="damaged"):
        read_calibration(tmp_path)


@pytest.mark.parametrize(
    "changes", [{"similarity": -1.0}, {"similarity": 0.0}, {"samples": 0.5}, {"centre": np.nan}]
)
def test_weights_without_a_meaning_are_refused(tmp_path: Path, changes: dict[str, float]) -> None:
    weights = dataclasses.replace(WEIGHTS, **changes)
    write_calibration(tmp_path, Calibration(weights, unit(np.ones((7, 16)))))
    with pytest.raises(ValueError, match="damaged"):
        read_calibration(tmp_path)


@pytest.mark.parametrize("reference", [np.zeros((0, 16)), np.ones(16), np.full((2, 16), np.nan)])
def test_what_are_no_reference_samples_is_refused(tmp_path: Path, reference: np.ndarray) -> None:
    write_calibration(tmp_path, Calibration(WEIGHTS, reference.astype(np.float32)))
    with pytest.raises(ValueError, match="no reference samples"):
        read_calibration(tmp_path)
