"""Captions are true of their scene, and say what they assert."""

from dataclasses import replace

import numpy as np
import pytest

from training.pictures import captions as captions_module
from training.pictures.captions import (
    Caption,
    asserted,
    captions,
    holds,
    time_of,
    truths,
    undecided,
)
from training.pictures.palette import shade
from training.pictures.scene import UNSEEN_KINDS, Scene, Spot, Thing, sample_scene
from training.pictures.vocabulary import (
    COLOURS,
    OBJECTS,
    PREFIXES,
    UNSEEN_PREFIXES,
    plural,
    with_article,
)

SPOT = Spot(0.5, 0.5, 0.2, 0.0, 1.0, mirrored=False)


def thing(name: str = "dog", colour: str = "red", count: int = 1, size: str = "") -> Thing:
    red = shade("red", np.random.default_rng(0))
    return Thing(name, colour, red, red, red, 0, size, "", (SPOT,) * count)


def scene(*things: Thing, place: str = "meadow", weather: str = "") -> Scene:
    return Scene(place, 0, (0, 0, 0), weather, night=False, things=things, seed=1)


def sampled(count: int, seed: int) -> list[Scene]:
    rng = np.random.default_rng(seed)
    return [sample_scene(rng) for _ in range(count)]


def written(count: int, seed: int) -> list[Caption]:
    rng = np.random.default_rng(seed)
    return [caption for one in sampled(count, seed) for caption in captions(one, rng, 4)]


def test_captions_hold_for_their_own_scene() -> None:
    rng = np.random.default_rng(1)
    for one in sampled(300, 2):
        for caption in captions(one, rng, 4):
            assert caption.facts
            assert caption.facts <= asserted(one)
            assert holds(caption.facts, one)


@pytest.mark.parametrize("kind", UNSEEN_KINDS)
def test_captions_hold_for_scenes_with_something_unseen(kind: str) -> None:
    rng = np.random.default_rng(10)
    for one in (sample_scene(rng, unseen=kind) for _ in range(50)):
        assert all(caption.facts <= asserted(one) for caption in captions(one, rng, 4))


def test_how_a_scene_is_drawn_is_nothing_that_captions_speak_of() -> None:
    for one in sampled(50, 11):
        other = replace(one, style="sketch", look="pixelated", clutter=9, hidden=True, warped=True)
        assert truths(other) == truths(one)


def test_a_full_caption_tells_of_every_thing_and_the_place() -> None:
    rng = np.random.default_rng(3)
    for one in sampled(100, 4):
        (caption,) = captions(one, rng, 1, full=True)
        assert {("thing", t.name) for t in one.things} <= caption.facts
        assert {("colour", t.name, t.colour) for t in one.things if t.colour} <= caption.facts
        assert ("place", one.place) in caption.facts


def test_words_say_what_the_facts_say() -> None:
    rng = np.random.default_rng(5)
    for one in sampled(200, 6):
        for caption in captions(one, rng, 4):
            for kind, name, *word in sorted(caption.facts):
                if kind == "thing":
                    forms = (form for n in OBJECTS[name] for form in (n, plural(n)))
                    assert any(form in caption.text for form in forms), caption
                if kind == "colour":
                    assert any(form in caption.text for form in COLOURS[word[0]]), caption
            for name, words in OBJECTS.items():
                told = any(f" {word} " in f" {caption.text} " for word in words)
                others = " ".join(f[1] for f in caption.facts if f[0] == "thing")
                if told and not any(word in others for word in words):
                    assert ("thing", name) in caption.facts, caption


def test_captions_are_plain_lower_case_sentences() -> None:
    rng = np.random.default_rng(7)
    full = [captions(one, rng, 1, full=True)[0] for one in sampled(300, 8)]
    texts = [caption.text for caption in (*written(300, 8), *full)]
    assert all(text == " ".join(text.lower().split()) for text in texts)
    assert not any(sign in text for text in texts for sign in "{}()")
    assert not any(f" a {vowel}" in f" {text}" for text in texts for vowel in "aeio")


def test_every_prefix_comes_up_and_none_that_is_kept_for_measuring() -> None:
    texts = [caption.text for caption in written(1200, 12)]
    assert all(any(text.startswith(f"{prefix} ") for text in texts) for prefix in PREFIXES)
    assert not any(text.startswith(UNSEEN_PREFIXES) for text in texts)
    assert not set(PREFIXES) & set(UNSEEN_PREFIXES)


@pytest.mark.parametrize("full", [False, True])
def test_openings_always_stand_in_front(full: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions_module, "KEYWORDS_SHARE", 0.5)
    rng = np.random.default_rng(13)
    openings = tuple(f"{prefix} " for prefix in UNSEEN_PREFIXES)
    used = set()
    for one in sampled(120, 14):
        for caption in captions(one, rng, 2, full=full, openings=UNSEEN_PREFIXES):
            (opening,) = (o for o in openings if caption.text.startswith(o))
            rest = caption.text.removeprefix(opening)
            assert not rest.startswith((*openings, *(f"{prefix} " for prefix in PREFIXES)))
            assert caption.facts <= asserted(one)
            used.add(opening)
    assert used == set(openings)


def test_keywords_are_words_of_the_facts_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions_module, "KEYWORDS_SHARE", 1.0)
    monkeypatch.setattr(captions_module._Writer, "_chosen_things", lambda self: [red_dog])
    red_dog = thing()
    rng = np.random.default_rng(15)
    found = captions(scene(red_dog, place="beach"), rng, 200)
    known = {"beach", "seaside", "red", "crimson", "scarlet", "dog", "puppy"}
    for caption in found:
        words = caption.text.replace(",", "").split()
        assert set(words) <= known, caption
        assert (("colour", "dog", "red") in caption.facts) == bool({*COLOURS["red"]} & {*words})
        assert (("place", "beach") in caption.facts) == bool({*words} & {"beach", "seaside"})
        assert "count" not in {kind for kind, *_ in caption.facts}
    texts = {caption.text for caption in found}
    assert {"red dog", "dog red", "dog", "red dog beach", "beach, red dog"} <= texts


def test_a_colour_may_come_behind_its_noun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions_module, "KEYWORDS_SHARE", 0.0)
    rng = np.random.default_rng(16)
    texts = [c.text for c in captions(scene(thing(count=2)), rng, 400)]
    assert any("dogs that are red" in text for text in texts)
    assert any("dogs in red" in text for text in texts)
    assert not any("dogs that is" in text for text in texts)
    of_person = [c.text for c in captions(scene(thing("person")), rng, 400)]
    assert any("person in red" in text for text in of_person)
    assert not any("red person" in text or "that is" in text for text in of_person)


def test_another_colour_count_size_or_place_does_not_hold() -> None:
    said = frozenset({("thing", "dog"), ("colour", "dog", "red"), ("count", "dog", "one")})
    assert holds(said, scene(thing()))
    assert holds(said, scene(thing(), thing("cat", "blue"), place="beach"))
    assert not holds(said, scene(thing(colour="blue")))
    assert not holds(said, scene(thing(count=2)))
    assert not holds(said, scene(thing("cat")))
    assert not holds(frozenset({("place", "beach")}), scene(thing()))
    assert not holds(frozenset({("size", "dog", "big")}), scene(thing(size="small")))


def test_a_colour_belongs_to_its_thing() -> None:
    one = scene(thing("dog", "red"), thing("car", "blue"))
    assert not holds(frozenset({("thing", "car"), ("colour", "car", "red")}), one)


def test_what_a_place_shows_by_itself_is_no_negative() -> None:
    tree = frozenset({("thing", "tree"), ("colour", "tree", "green")})
    assert holds(tree, scene(place="forest"))
    assert not tree <= asserted(scene(place="forest"))
    assert not holds(tree, scene(place="beach"))
    assert ("place", "sea") in undecided(scene(place="beach"))
    assert ("place", "beach") in undecided(scene(place="sea"))
    assert ("place", "forest") in undecided(scene(place="meadow"))
    assert ("place", "room") not in truths(scene(place="meadow"))
    assert ("weather", "rain") in undecided(scene(weather="lightning"))
    assert ("count", "dog", "many") in undecided(scene(thing(count=3)))


def test_day_and_night() -> None:
    assert time_of(scene()) == "day"
    assert time_of(replace(scene(), night=True)) == "night"
    assert time_of(scene(place="starry night")) == "night"
    assert time_of(scene(place="room")) == ""
    assert ("time", "day") not in truths(replace(scene(), night=True))


def test_plurals_and_articles() -> None:
    assert plural("fish") == "fish"
    assert plural("hot air balloon") == "hot air balloons"
    assert plural("butterfly") == "butterflies"
    assert with_article("orange car") == "an orange car"
    assert with_article("red apple") == "a red apple"
