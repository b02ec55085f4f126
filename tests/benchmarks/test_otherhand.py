"""Another hand's pictures and sounds: the same whenever they are made; and how they are scored."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.otherhand.measures import (
    by_class,
    in_first,
    of_single_samples,
    present_above_absent,
    said_too_often,
)
from benchmarks.otherhand.objects import DRAWINGS, OBJECTS, draw_object
from benchmarks.otherhand.pictures import (
    PLAIN,
    Shown,
    Thing,
    caption,
    captioned_scenes,
    draw_empty,
    draw_thing,
    empty_places,
    place_noun,
    single_things,
)
from benchmarks.otherhand.places import COMPOSITIONS
from benchmarks.otherhand.sounds import EVENTS, make_event, muffled, noisy
from benchmarks.otherhand.sounds.music import INSTRUMENTS, MODES, TEMPOS, make_music
from benchmarks.otherhand.tables import otherhand_tables

FEW_THINGS = [
    Thing("cat", 0, "small", PLAIN, 3),
    Thing("key", 1, "big", "forest", 4),
    Thing("clock", 1, "middling", "city at night", 5),
]
FEW_EVENTS = [("dog barking", 0), ("laser", 1), ("sea waves", 1), ("silence", 0)]


@pytest.mark.parametrize("thing", FEW_THINGS, ids=lambda thing: thing.object)
def test_a_picture_is_the_same_whenever_it_is_drawn(thing: Thing) -> None:
    pixels, shown = draw_thing(thing)
    again, shown_again = draw_thing(thing)
    assert (pixels.shape, pixels.dtype) == ((360, 480, 3), np.uint8)
    assert (shown.object, shown.size, shown.place) == (thing.object, thing.size, thing.place)
    assert shown == shown_again
    np.testing.assert_array_equal(pixels, again)


def test_another_seed_is_another_picture() -> None:
    first, second = (draw_thing(Thing("fish", 0, "big", "sea", seed))[0] for seed in (1, 2))
    assert (first != second).any()


@pytest.mark.parametrize("drawing", [0, 1])
def test_every_object_is_drawn(drawing: int) -> None:
    for name in OBJECTS:
        drawn = draw_object(name, "green", drawing, 100, np.random.default_rng(1))
        assert min(drawn.size) >= 8, name
        assert (np.asarray(drawn)[..., 3] > 128).mean() > 0.02, name


@pytest.mark.parametrize("composition", [0, 1])
def test_places_are_told_apart_and_stay_the_same(composition: int) -> None:
    drawn = {place: draw_empty(place, composition, 7) for place in ("beach", "room", "snow")}
    assert len({picture.tobytes() for picture in drawn.values()}) == len(drawn)
    for place, picture in drawn.items():
        np.testing.assert_array_equal(picture, draw_empty(place, composition, 7))


def test_which_pictures_there_are() -> None:
    things, scenes = [*single_things()], [*captioned_scenes()]
    assert (len(things), len(scenes), len([*empty_places()])) == (864, 300, 84)
    assert len(set(things)) == len(things)
    assert len({(scene.object, scene.place) for scene in scenes}) == len(scenes)
    assert {thing.object for thing in things} == set(DRAWINGS)
    assert {scene.place for scene in scenes} == set(COMPOSITIONS)


def test_captions_say_what_is_shown() -> None:
    fruit = Shown("apple", "orange", "middling", "sea", 0)
    assert caption(fruit) == "an orange apple at sea"
    assert caption(Shown("rainbow", "red", "big", "room", 1)) == "a big rainbow in a room"
    assert (place_noun("forest"), place_noun("sea")) == ("a forest", "the sea")


@pytest.mark.parametrize(("name", "way"), FEW_EVENTS)
def test_a_sound_is_the_same_whenever_it_is_made(name: str, way: int) -> None:
    sound = make_event(name, way, 2)
    assert (sound.shape, sound.dtype) == ((240_000,), np.float32)
    assert np.isfinite(sound).all()
    assert (np.abs(sound).max() >= 0.29) == (name != "silence")
    np.testing.assert_array_equal(sound, make_event(name, way, 2))


def test_noise_and_muffling_keep_the_sound() -> None:
    sound = make_event("laser", 0, 2)
    noise = noisy(sound, 1) - sound
    below_db = 20 * np.log10(np.sqrt(np.mean(sound**2)) / np.sqrt(np.mean(noise**2)))
    assert below_db == pytest.approx(15, abs=0.1)
    spectrum = np.abs(np.fft.rfft(muffled(sound)))
    assert spectrum[60_000:].max() < 0.01 * spectrum.max()  # above 12 kHz


def test_a_piece_is_the_same_whenever_it_is_played() -> None:
    piece = make_music("organ", "slow", "minor", 1)
    assert (piece.shape, piece.dtype) == ((240_000,), np.float32)
    np.testing.assert_array_equal(piece, make_music("organ", "slow", "minor", 1))
    assert (piece != make_music("organ", "slow", "major", 1)).any()


@pytest.mark.slow
def test_every_sound_is_heard() -> None:
    for name in EVENTS:
        for way in (0, 1):
            sound = make_event(name, way, 9)
            assert np.isfinite(sound).all(), name
            assert sound.shape == (240_000,), name
    for instrument in INSTRUMENTS:
        for tempo in TEMPOS:
            for mode in MODES:
                piece = make_music(instrument, tempo, mode, 9)
                assert np.abs(piece).max() >= 0.29, instrument


TRUTH = np.array([0, 0, 1, 2])
SIMILARITIES = np.array(
    [[0.9, 0.1, 0.2], [0.3, 0.5, 0.1], [0.2, 0.8, 0.1], [0.4, 0.6, 0.4]], dtype=np.float32
)


def test_classes_are_told_with_what_they_are_taken_for() -> None:
    guess = SIMILARITIES.argmax(1)
    found = by_class(TRUTH, guess, ("a", "b", "c"))
    assert [*found] == ["c", "a", "b"]
    assert found["a"] == {"right": 0.5, "of": 2, "taken_for": {"b": 1}}
    assert said_too_often(TRUTH, guess, ("a", "b", "c")) == {"b": 2}


def test_ties_count_against_the_right_text() -> None:
    assert in_first(SIMILARITIES, TRUTH, 2).tolist() == [True, True, True, False]


def test_auroc_of_single_samples() -> None:
    right, wrong = [0.9, 0.3, 0.8, 0.4], [0.1, 0.2, 0.5, 0.1, 0.2, 0.1, 0.4, 0.6]
    assert of_single_samples(SIMILARITIES, TRUTH) == present_above_absent(right, wrong)
    assert present_above_absent([2.0, 1.0], [1.0, 0.0]) == 0.875


def test_a_half_that_was_not_measured_is_left_out() -> None:
    weak = {"right": 0.5, "of": 4, "taken_for": {"wind": 2}, "first way": 1.0}
    tables = otherhand_tables(
        {
            "commit": "abc",
            "machine": {"processor": "one"},
            "minutes": 2.0,
            "encoders": {"sound": {"name": "embedded", "space": "s"}},
            "pictures": None,
            "sounds": {
                "sounds": 8,
                "event of 34, clean": {"all": 0.75, "in the first 5": 1.0},
                "each event, clean": {"rain": weak, "wind": weak | {"right": 1.0}},
            },
        }
    )
    assert "hand's pictures" not in tables
    assert "| event of 34, clean | all 0.75; in the first 5 1.0 |" in tables
    assert "| rain | 0.5 | 1.0 | wind 2/4 |" in tables
    assert "| wind | 1.0" not in tables
