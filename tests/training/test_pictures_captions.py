"""Captions are true of their scene, and say what they assert."""

from dataclasses import replace

import numpy as np

from training.pictures.captions import asserted, captions, holds, time_of, truths, undecided
from training.pictures.palette import shade
from training.pictures.scene import Scene, Spot, Thing, sample_scene
from training.pictures.vocabulary import COLOURS, OBJECTS, PREFIXES, plural, with_article

SPOT = Spot(0.5, 0.5, 0.2, 0.0, 1.0, mirrored=False)


def thing(name: str = "dog", colour: str = "red", count: int = 1, size: str = "") -> Thing:
    red = shade("red", np.random.default_rng(0))
    return Thing(name, colour, red, red, red, 0, size, "", (SPOT,) * count)


def scene(*things: Thing, place: str = "meadow", weather: str = "") -> Scene:
    return Scene(place, 0, (0, 0, 0), weather, False, False, things, 1)


def sampled(count: int, seed: int) -> list[Scene]:
    rng = np.random.default_rng(seed)
    return [sample_scene(rng) for _ in range(count)]


def test_captions_hold_for_their_own_scene() -> None:
    rng = np.random.default_rng(1)
    for one in sampled(300, 2):
        for caption in captions(one, rng, 4):
            assert caption.facts
            assert caption.facts <= asserted(one)
            assert holds(caption.facts, one)


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
    texts = [c.text for one in sampled(300, 8) for c in captions(one, rng, 4)]
    assert all(text == " ".join(text.lower().split()) for text in texts)
    assert not any(sign in text for text in texts for sign in "{}()")
    assert not any(f" a {vowel}" in f" {text}" for text in texts for vowel in "aeio")
    assert any(text.startswith(PREFIXES[-1]) for text in texts)


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
