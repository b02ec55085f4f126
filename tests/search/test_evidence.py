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
    FEW_SAMPLES,
    PER_SPREAD,
    TEXT_SHARE,
    Background,
    Scale,
    background_of,
    measured,
    scale_of,
    unmeasured,
)

WEIGHTS = Weights(similarity=20.0, centre=-5.0, spread=4.0, samples=-0.5, constant=-6.0)


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
    calibrated = unmeasured(scale_of(same, same[:4]), background_of(same[0], same, same))
    assert np.isfinite(calibrated.evidence(same @ same[0])).all()


def test_an_empty_library_has_a_background_too() -> None:
    nothing = np.zeros((0, 8), dtype=np.float32)
    assert background_of(unit(np.ones(8)), nothing, nothing).similarity_count == 0


SCALE = Scale(centre=0.1, spread=0.04)
BOTH = [lambda null: unmeasured(SCALE, null), lambda null: measured(WEIGHTS, null)]


@pytest.mark.parametrize("calibrate", BOTH)
def test_evidence_is_a_line_in_the_cosine_and_its_null_is_what_the_line_says(calibrate) -> None:
    calibrated = calibrate(Background(centre=0.1, spread=0.05, similarity_count=1_000))
    low, middle, high = calibrated.evidence(np.array([0.1, 0.2, 0.3]))
    assert high - middle == pytest.approx(middle - low)
    assert low == pytest.approx(calibrated.null.centre)
    assert middle == pytest.approx(calibrated.null.usual)  # two spreads above the centre


def test_measured_evidence_is_the_weighted_sum() -> None:
    calibrated = measured(WEIGHTS, Background(0.1, 0.05, 512))
    said = 20 * 0.4 - 5 * 0.1 + 4 * 0.05 - 6
    assert calibrated.evidence(np.array([0.4]))[0] == pytest.approx(said)
    sure = calibrated.confidence(said, sample_count=100)
    assert sure == pytest.approx(1 / (1 + np.exp(-(said - 0.5 * np.log(100)))))


def library_of(
    rng: np.random.Generator, count: int, *, own: float = 0.4, subject: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Samples and captions that share ``own`` of their length with one of 30 things; samples have
    ``subject`` in common."""
    things, common = rng.normal(size=(30, 256)), rng.normal(size=256)
    captions = unit(unit(things) + 0.5 * unit(rng.normal(size=things.shape)))
    which = rng.integers(len(things), size=count)
    noise = unit(rng.normal(size=(count, 256)))
    return unit(own * unit(things)[which] + noise + subject * unit(common)), captions


def test_the_scale_of_cosines_is_worked_out_by_hand() -> None:
    """Each caption and each sample scores as much on average: .5 more and less is left."""
    captions = np.array([[1.0, 0], [0, 1]], dtype=np.float32)
    samples = np.tile(captions, (10_000, 1))
    scale = scale_of(samples, captions)
    assert scale.centre == pytest.approx(0.5)
    # 20,000 by 2 cosines, each .5 off: over 19,999 degrees of freedom, the root of a half.
    assert scale.spread == pytest.approx(np.sqrt(0.5), abs=1e-3)


def test_a_library_about_one_subject_has_the_scale_of_any_other(rng: np.random.Generator) -> None:
    same = {"own": 0.4, "subject": 0.0}
    plain, captions = library_of(rng, 4_000, **same)
    about = unit(plain + 0.3 * captions[3])
    one, other = scale_of(plain, captions), scale_of(about, captions)
    assert other.spread == pytest.approx(one.spread, rel=0.15)


def test_evidence_does_not_know_the_encoders_unit(rng: np.random.Generator) -> None:
    """A space whose samples all share a direction that no text has gives smaller cosines about
    another centre, as real checkpoints do, and the same evidence."""
    samples, captions = library_of(rng, 4_000)
    query = captions[0]

    def moved(vectors: np.ndarray, place: tuple[float, float], kept: float) -> np.ndarray:
        more = np.tile(np.array(place, dtype=np.float32), (len(vectors), 1))
        return np.column_stack([kept * vectors, more]).astype(np.float32)

    other_samples = moved(samples, (0.8, 0.0), 0.6)
    other_captions = moved(captions, (0.48, 0.64), 0.6)
    assert np.linalg.norm(other_captions, axis=1) == pytest.approx(np.ones(30), abs=1e-5)
    here = unmeasured(scale_of(samples, captions), background_of(query, samples, captions))
    there = unmeasured(
        scale_of(other_samples, other_captions),
        background_of(other_captions[0], other_samples, other_captions),
    )
    evidence = here.evidence(samples @ query)
    moved_evidence = there.evidence(other_samples @ other_captions[0])
    assert moved_evidence == pytest.approx(evidence, abs=0.05)
    assert there.null.centre == pytest.approx(here.null.centre, abs=0.05)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_few_samples_tell_little_of_the_scale(rng: np.random.Generator, count: int) -> None:
    samples, captions = library_of(rng, count)
    among_captions = scale_of(np.zeros((0, 256), dtype=np.float32), captions).spread
    other = captions[::2] @ captions[1::2].T
    additive = other.mean(axis=0) + other.mean(axis=1, keepdims=True) - other.mean()
    by_hand = np.sqrt(np.square(other - additive).sum() / (14 * 14))
    assert among_captions == pytest.approx(TEXT_SHARE * by_hand, rel=1e-4)
    assert scale_of(samples, captions).spread == pytest.approx(among_captions, rel=0.2)


def test_the_scale_hardly_changes_as_a_library_grows(rng: np.random.Generator) -> None:
    samples, captions = library_of(rng, 8_000)
    few, many = scale_of(samples[: 8 * FEW_SAMPLES], captions), scale_of(samples, captions)
    assert few.spread == pytest.approx(many.spread, rel=0.1)
    assert few.centre == pytest.approx(many.centre, abs=0.1 * many.spread)


def test_of_an_encoder_that_was_not_measured_a_spread_is_worth_so_much() -> None:
    calibrated = unmeasured(SCALE, Background(0.05, 0.02, 1_000))
    low, high = calibrated.evidence(np.array([0.2, 0.24]))
    assert high - low == pytest.approx(PER_SPREAD)
    assert calibrated.chance(1_000) > calibrated.chance(10) > calibrated.chance(1) == 0


@pytest.mark.parametrize("calibrate", BOTH)
def test_confidence_rises_with_evidence_and_falls_with_chances(calibrate) -> None:
    sure = calibrate(Background(0.1, 0.05, 512)).confidence
    assert sure(3.0, sample_count=100) > sure(1.0, sample_count=100)
    assert sure(3.0, sample_count=100) > sure(3.0, sample_count=1_000_000)
    assert 0 <= sure(-5e4, sample_count=1) <= sure(5e4, sample_count=1) <= 1


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
