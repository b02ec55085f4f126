"""What cameras, codecs and screens do to a picture: mild, repeatable, and at any size."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from training.pictures.clutter import overlay
from training.pictures.degrade import DEGRADATIONS, degrade
from training.pictures.scene import render, sample_scene

Picture = NDArray[np.uint8]

# The training's square, a film's shape, and a tall one with odd sides, which codecs do not take.
SIZES = ((72, 72), (320, 180), (101, 179))


@pytest.fixture(scope="module")
def large() -> Image.Image:
    scene = sample_scene(np.random.default_rng(3))
    return Image.fromarray(render(scene, width=320, height=320))


def of_size(large: Image.Image, size: tuple[int, int]) -> Picture:
    return np.asarray(large.resize(size, Image.Resampling.BOX))


def change(first: Picture, second: Picture) -> float:
    return float(np.abs(first.astype(int) - second).mean())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", DEGRADATIONS)
def test_a_damage_keeps_the_shape_and_changes_something(
    name: str, size: tuple[int, int], large: Image.Image
) -> None:
    picture = of_size(large, size)
    before = picture.copy()
    changes = []
    for seed in range(12):
        worse = DEGRADATIONS[name](picture, np.random.default_rng(seed))
        assert worse.shape == picture.shape
        assert worse.dtype == np.uint8
        changes.append(change(worse, picture))
    again = DEGRADATIONS[name](picture, np.random.default_rng(11))
    assert np.array_equal(again, worse)
    assert np.array_equal(picture, before)
    assert 0.5 < max(changes) < 110
    assert len({round(one, 6) for one in changes}) > 1  # sometimes stronger, sometimes weaker


@pytest.mark.parametrize("name", ["blur", "motion blur", "size", "jpeg", "h264", "vp9", "noise"])
def test_a_damage_is_as_strong_in_a_small_picture_as_in_a_large_one(
    name: str, large: Image.Image
) -> None:
    """Of both, the training's squares are left: what is strong in one is strong in the other."""
    changes = []
    for size in ((96, 96), (288, 288)):
        picture = of_size(large, size)
        worse = [DEGRADATIONS[name](picture, np.random.default_rng(seed)) for seed in range(6)]
        changes.append(np.mean([change(one, picture) for one in worse]))
    assert 0.4 < changes[0] / changes[1] < 2.5


def test_bars_lie_about_the_whole_picture(large: Image.Image) -> None:
    for size in SIZES:
        picture = np.maximum(of_size(large, size), 60)
        kinds = set()
        for seed in range(12):
            framed = DEGRADATIONS["bars"](picture, np.random.default_rng(seed))
            dark = (framed < 20).all(axis=2)
            rows, columns = dark.all(axis=1), dark.all(axis=0)
            assert rows.any() != columns.any()
            lines = rows if rows.any() else columns
            kinds.add("above and below" if rows.any() else "at the sides")
            assert lines[0]
            assert lines[-1]
            assert 0.05 < lines.mean() < 0.34
            assert (framed[~dark] >= 60).all()
        assert len(kinds) == 2


def test_what_is_written_over_a_picture_leaves_its_middle(large: Image.Image) -> None:
    for size in SIZES:
        picture = large.resize(size)
        before, covered = picture.tobytes(), []
        for seed in range(40):
            over = overlay(picture, np.random.default_rng(seed))
            assert (over.mode, over.size) == ("RGB", size)
            different = (np.asarray(over) != np.asarray(picture)).any(axis=2)
            height, width = different.shape
            middle = different[round(0.32 * height) : round(0.62 * height)]
            assert not middle[:, round(0.3 * width) : round(0.7 * width)].any()
            covered.append(different.mean())
            assert over.tobytes() == overlay(picture, np.random.default_rng(seed)).tobytes()
        assert picture.tobytes() == before
        assert min(covered) > 0
        assert max(covered) < 0.45
        assert len(set(covered)) > 30


def test_two_in_five_are_left_as_they_are_and_the_others_mildly_worse(large: Image.Image) -> None:
    picture = of_size(large, (72, 72))
    worse = [degrade(picture, np.random.default_rng(seed)) for seed in range(300)]
    assert all(one.shape == picture.shape and one.dtype == np.uint8 for one in worse)
    changes = np.array([change(one, picture) for one in worse])
    assert 0.33 < (changes == 0).mean() < 0.47
    assert 3 < np.median(changes[changes > 0]) < 30
    assert np.quantile(changes, 0.98) < 100
    assert np.array_equal(degrade(picture, np.random.default_rng(7)), worse[7])
