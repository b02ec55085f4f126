"""Descriptions of what is seen or heard at an instant, with what they assert."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.quality.films.plan import Rng
from benchmarks.quality.films.truth import Facts
from training.films.plan import Film, clip_at, scene_at
from training.pictures import captions as picture_captions
from training.pictures.scene import Scene, Thing
from training.pictures.vocabulary import (
    COLOURS,
    OBJECTS,
    PLACE_NOUNS,
    UNSEEN_PREFIXES,
    WEATHER_NOUNS,
    plural,
    with_article,
)
from training.sounds import captions as sound_captions
from training.sounds import vocabulary
from training.sounds.captions import Clip
from training.sounds.music import Music

# In front of what is heard; like `UNSEEN_PREFIXES`, no caption of the training begins so.
UNSEEN_SOUND_OPENINGS = (
    "look for",
    "i remember hearing",
    "here comes",
    "get me the bit that has",
    "at some point one hears",
    "somebody recorded",
)
_JOINTS = (", with the sound of ", " while one hears ", ", ", " and the sound of ")


@dataclass(frozen=True)
class Atom:
    """Words, what they assert, and "picture", "sound" or "both"."""

    text: str
    facts: Facts
    modality: str


def seen_caption(rng: Rng, scene: Scene, *, full: bool = False, newly: bool = False) -> Atom:
    """A caption of the picture; ``newly`` opens it with words that no training had."""
    openings = UNSEEN_PREFIXES if newly else ()
    (said,) = picture_captions.captions(scene, rng, 1, full=full, openings=openings)
    return Atom(said.text, frozenset(said.facts), "picture")


def heard_caption(rng: Rng, clip: Clip, *, newly: bool = False) -> Atom:
    """A caption of the sound."""
    said = sound_captions.caption(clip, rng)
    text = said.text
    if newly:
        for prefix in sorted(vocabulary.PREFIXES, key=len, reverse=True):
            text = text.removeprefix(f"{prefix} ")
        text = f"{rng.choice(UNSEEN_SOUND_OPENINGS)} {text}"
    return Atom(text, frozenset(said.facts), "sound")


def both_of(rng: Rng, seen: Atom, heard: Atom) -> Atom:
    """One sentence about both."""
    joint = _JOINTS[int(rng.integers(len(_JOINTS)))]
    return Atom(f"{seen.text}{joint}{heard.text}", seen.facts | heard.facts, "both")


def simple(rng: Rng, film: Film, seconds: float) -> Atom | None:
    """One thing, place, weather or sound of that instant, in plain words."""
    return simple_of(rng, scene_at(film, seconds), clip_at(film, seconds))


def simple_of(rng: Rng, scene: Scene | None, clip: Clip) -> Atom | None:
    """One thing, place, weather or sound of what is seen and heard, in plain words."""
    if clip.parts and (scene is None or rng.random() < 0.4):
        return heard(rng, clip)
    if scene is None:
        return None
    kind = rng.random()
    if scene.weather and kind < 0.15:
        return weather(scene.weather)
    if kind < 0.4 and scene.place in PLACE_NOUNS:
        return place(scene.place)
    if not scene.things:
        return None
    return thing(scene.things[int(rng.integers(len(scene.things)))])


def around(rng: Rng, scene: Scene | None, clip: Clip) -> Atom | None:
    """What something may happen during: the place, the weather, or what is heard."""
    found = [heard(rng, clip)] if clip.parts else []
    if scene is not None:
        found += [weather(scene.weather)] if scene.weather else []
        found += [place(scene.place)] if scene.place in PLACE_NOUNS else []
    return found[int(rng.integers(len(found)))] if found else None


def heard(rng: Rng, clip: Clip) -> Atom:
    """The sound that is loudest or another one, in its plainest words."""
    source = clip.parts[int(rng.integers(len(clip.parts)))]
    return music(source) if isinstance(source, Music) else event(source)


def event(name: str) -> Atom:
    return Atom(vocabulary.EVENTS[name][0], frozenset({f"event:{name}"}), "sound")


def music(piece: Music) -> Atom:
    """Its mood or pace, and its first instrument."""
    kind, trait = ("mood", piece.mood) if piece.mood else ("tempo", piece.tempo)
    facts: set[str | tuple[str, ...]] = {"music", f"instrument:{piece.instruments[0]}"}
    words = [f"{piece.instruments[0]} music"]
    if trait:
        table = vocabulary.MOODS if kind == "mood" else vocabulary.TEMPOS
        words.insert(0, table[trait][0])
        facts.add(f"{kind}:{trait}")
    return Atom(" ".join(words), frozenset(facts), "sound")


def thing(one: Thing) -> Atom:
    """ "a red car", "cars": its colour, where it has one, and its name."""
    return coloured(one.name, one.colour, many=len(one.spots) > 1)


def coloured(name: str, colour: str, *, many: bool = False) -> Atom:
    noun = plural(OBJECTS[name][0]) if many else OBJECTS[name][0]
    facts: set[str | tuple[str, ...]] = {("thing", name)}
    if colour:
        facts.add(("colour", name, colour))
    phrase = f"{COLOURS[colour][0]} {noun}" if colour else noun
    return Atom(phrase if many else with_article(phrase), frozenset(facts), "picture")


def place(name: str) -> Atom:
    return Atom(PLACE_NOUNS[name][0], frozenset({("place", name)}), "picture")


def weather(name: str) -> Atom:
    return Atom(WEATHER_NOUNS[name][0], frozenset({("weather", name)}), "picture")
