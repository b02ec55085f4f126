"""Pictures drawn from words: drawings, places, scenes and what changes them."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from training.pictures.canvas import Ink, Pen
from training.pictures.degrade import degrade
from training.pictures.objects import DRAWINGS, POSES
from training.pictures.palette import NATURAL_COLOURS, UNCOLOURED, UNSEEN_PAIRS, shade
from training.pictures.places import PLACES, PLAIN_NAMES, Backdrop
from training.pictures.scene import Scene, render, sample_scene
from training.pictures.vocabulary import COLOURS, OBJECTS, PLACE_NOUNS, PLACE_PHRASES

BACKGROUND = (120, 160, 120)
MAIN = (210, 30, 200)
ALL_DRAWINGS = [(name, i) for name, drawings in DRAWINGS.items() for i in range(len(drawings))]


def scenes(count: int, seed: int = 0, **options: bool) -> list[Scene]:
    rng = np.random.default_rng(seed)
    return [sample_scene(rng, **options) for _ in range(count)]


def drawn(name: str, drawing: int, size: int = 120) -> NDArray[np.uint8]:
    image = Image.new("RGB", (size, size), BACKGROUND)
    pen = Pen(ImageDraw.Draw(image), size * 0.4, 0, size / 2, 0, size * 0.4, size / 2)
    DRAWINGS[name][drawing](pen, Ink(MAIN))
    return np.asarray(image)


def test_every_word_has_a_picture() -> None:
    assert set(DRAWINGS) == set(OBJECTS)
    assert set(PLACES) == set(PLACE_NOUNS) == set(PLACE_PHRASES)
    assert all(len(place.compositions) >= 2 for place in PLACES.values())
    assert set(POSES) <= {drawing for drawings in DRAWINGS.values() for drawing in drawings}


@pytest.mark.parametrize(("name", "drawing"), ALL_DRAWINGS)
def test_a_drawing_fills_its_square_and_shows_its_colour(name: str, drawing: int) -> None:
    picture = drawn(name, drawing)
    touched = (picture != BACKGROUND).any(axis=2)
    rows, columns = np.nonzero(touched)
    assert max(np.ptp(rows), np.ptp(columns)) > 0.7 * 96  # of the square's side in pixels
    edge = 120 * 0.07  # drawings may reach a little over their square, with the pen's width
    assert min(rows.min(), columns.min()) >= edge
    assert max(rows.max(), columns.max()) <= 120 - edge
    hue = (picture[..., 0].astype(int) - picture[..., 1] > 60) & (picture[..., 2] > 90)
    if name not in UNCOLOURED:
        assert hue.sum() > 0.12 * touched.sum()


def test_drawings_of_one_object_differ() -> None:
    for name, drawings in DRAWINGS.items():
        pictures = [drawn(name, i).astype(int) for i in range(len(drawings))]
        for i, first in enumerate(pictures):
            for second in pictures[:i]:
                different = (np.abs(first - second).max(axis=2) > 40).mean()
                assert different > 0.04, name


@pytest.mark.parametrize("place", PLACES)
def test_compositions_of_a_place_differ_and_leave_nothing_unpainted(place: str) -> None:
    unpainted = (255, 0, 254)
    pictures = []
    for composition in PLACES[place].compositions:
        image = Image.new("RGB", (160, 90), unpainted)
        pen = Pen(ImageDraw.Draw(image), 160, 0, 0, 0, 90, 0)
        composition(Backdrop(image, pen, 16 / 9, np.random.default_rng(1)))
        pictures.append(np.asarray(image).astype(int))
        assert (pictures[-1] != unpainted).any(axis=2).all()
    assert np.abs(pictures[0] - pictures[1]).mean() > 8


def test_a_scene_and_its_picture_follow_from_the_seed() -> None:
    first, second = scenes(20, seed=4), scenes(20, seed=4)
    assert first == second
    for one, other in zip(first, second, strict=True):
        left, right = (render(s, width=96, height=54) for s in (one, other))
        assert np.array_equal(left, right)
    assert first != scenes(20, seed=5)


def test_a_scene_looks_the_same_at_any_size() -> None:
    for scene in scenes(20, seed=6):
        small = render(scene, width=160, height=90).astype(int)
        large = Image.fromarray(render(scene, width=640, height=360))
        shrunk = np.asarray(large.resize((160, 90), Image.Resampling.BOX)).astype(int)
        assert np.abs(small - shrunk).mean() < 8


def test_a_squeezed_picture_is_the_wide_one_squeezed() -> None:
    for scene in scenes(20, seed=7):
        squeezed = render(scene, width=72, height=72, aspect=16 / 9).astype(int)
        wide = Image.fromarray(render(scene, width=320, height=180))
        shrunk = np.asarray(wide.resize((72, 72), Image.Resampling.BOX)).astype(int)
        assert np.abs(squeezed - shrunk).mean() < 10


def test_motion_moves_the_picture_a_little() -> None:
    for scene in scenes(40, seed=8):
        still, later = (
            render(scene, width=160, height=90, motion_seconds=at).astype(int) for at in (0.0, 1.2)
        )
        if scene.things:
            assert (still != later).any()
        without_weather = replace(scene, weather="")
        calm, moved = (
            render(without_weather, width=160, height=90, motion_seconds=at).astype(int)
            for at in (0.0, 1.2)
        )
        assert np.abs(calm - moved).mean() < 10


def test_unseen_pairs_come_up_only_when_asked_for() -> None:
    for scene in scenes(300, seed=9):
        assert all(UNSEEN_PAIRS.get(thing.name) != thing.colour for thing in scene.things)
    for scene in scenes(50, seed=10, unseen_pair=True):
        assert any(UNSEEN_PAIRS.get(thing.name) == thing.colour for thing in scene.things)
    assert len(UNSEEN_PAIRS) == len(OBJECTS) - len(UNCOLOURED)
    assert all(UNSEEN_PAIRS[n] not in NATURAL_COLOURS[n] for n in NATURAL_COLOURS)


def test_things_show_against_plain_backgrounds() -> None:
    for scene in scenes(300, seed=11, centred=True):
        if scene.place in PLAIN_NAMES:
            assert all(f"plain {thing.colour}" != scene.place for thing in scene.things)


def test_everything_of_the_vocabulary_comes_up() -> None:
    many = scenes(1500, seed=12)
    things = [thing for scene in many for thing in scene.things]
    assert {(t.name, t.drawing) for t in things} == set(ALL_DRAWINGS)
    assert {s.place for s in many} == {*PLACES, *PLAIN_NAMES}
    assert {s.weather for s in many} == {"", "rain", "snow", "lightning", "fog"}
    assert {t.colour for t in things} - {""} == set(COLOURS)
    assert {len(t.spots) for t in things} >= {1, 2, 3, 5, 6, 7, 8}
    assert {t.size for t in things} == {"", "big", "small"}


def test_shades_keep_to_their_word() -> None:
    rng = np.random.default_rng(13)
    for _ in range(50):
        red, green, blue = shade("green", rng)
        assert green > red
        assert green > blue
        assert max(shade("black", rng)) < 40
        assert min(shade("white", rng)) > 220


def test_degrading_is_mild_and_keeps_shape() -> None:
    rng = np.random.default_rng(14)
    changes = []
    for scene in scenes(60, seed=15):
        clean = render(scene, width=72, height=72)
        worse = degrade(clean, rng)
        assert worse.shape == clean.shape
        assert worse.dtype == np.uint8
        changes.append(np.abs(worse.astype(int) - clean).mean())
    assert min(changes) == 0.0
    assert 5 < max(changes) < 60
