"""Sentences that are true of a scene, with what each of them asserts.

A fact is a tuple of words: ("thing", name), ("colour", name, colour), ("count", name, count),
("size", name, size), ("verb", name, verb), ("place", name), ("weather", name), ("time", name).
A caption holds for every scene of which all its facts are true, which is often more than the one
it was written for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.pictures.places import PLAIN_NAMES, SHOWN_BY_PLACE
from training.pictures.scene import Scene, Thing
from training.pictures.vocabulary import (
    COLOURS,
    COUNT_WORDS,
    OBJECTS,
    PLACE_NOUNS,
    PLACE_PHRASES,
    PLAIN_NOUNS,
    PLAIN_PHRASES,
    PREFIXES,
    SIZE_WORDS,
    TIME_NOUNS,
    TIME_PHRASES,
    VERBS,
    WEATHER_NOUNS,
    WEATHER_PHRASES,
    plural,
    with_article,
)

Fact = tuple[str, ...]

KEYWORDS_SHARE = 0.1

_PREPOSITIONS = ("on ", "at ", "in ", "under", "among ", "near ", "during ", "inside ", "against ")
_COUNTS = {1: "one", 2: "two", 3: "three"}
_NIGHT_PLACES = ("city at night", "starry night")
_TIMELESS_PLACES = (*PLAIN_NAMES, "room", "underwater", "outer space", "sunset")


def _places(*names: str) -> frozenset[Fact]:
    return frozenset(("place", name) for name in names)


# What a scene may or may not be said to be, by its place and by its weather: neither asserted nor a
# negative.
_UNDECIDED: dict[str, frozenset[Fact]] = {
    "snow": _places("snow", "forest", "meadow", "mountains") | {("weather", "snow")},
    "beach": _places("sea"),
    "underwater": _places("sea"),
    "sea": _places("beach"),
    "forest": _places("meadow", "mountains"),
    "mountains": _places("meadow", "forest", "snow"),
    "meadow": _places("forest", "mountains"),
    "road": _places("meadow", "desert"),
    "desert": _places("mountains"),
    "sunset": _places("sea", "beach", "mountains") | {("time", "day"), ("time", "night")},
    "starry night": _places("mountains", "forest", "outer space"),
    "outer space": _places("starry night") | {("time", "night")},
}
_UNDECIDED_IN: dict[str, frozenset[Fact]] = {
    "snow": _places("snow"),
    "lightning": frozenset({("weather", "rain"), ("thing", "cloud")}),
    "rain": frozenset({("thing", "cloud")}),
}


@dataclass(frozen=True)
class Caption:
    """A sentence in lower case, and all that it says."""

    text: str
    facts: frozenset[Fact]


def asserted(scene: Scene) -> frozenset[Fact]:
    """Every fact that is plainly true of the scene."""
    facts = {fact for thing in scene.things for fact in _facts_of(thing)}
    facts.add(("place", scene.place))
    facts |= {("weather", scene.weather)} if scene.weather else set()
    facts |= {("time", time_of(scene))} if time_of(scene) else set()
    return frozenset(facts)


def undecided(scene: Scene) -> frozenset[Fact]:
    """Facts that some would call true of the scene and some would not."""
    facts = set(_UNDECIDED.get(scene.place, ())) | set(_UNDECIDED_IN.get(scene.weather, ()))
    shown = SHOWN_BY_PLACE.get(scene.place, ())
    facts |= {fact for name in shown for fact in _all_facts_about(name)}
    facts |= {("count", thing.name, "many") for thing in scene.things if len(thing.spots) == 3}
    return frozenset(facts) - asserted(scene)


def truths(scene: Scene) -> frozenset[Fact]:
    """Every fact that must not be counted as false of the scene."""
    return asserted(scene) | undecided(scene)


def holds(facts: frozenset[Fact], scene: Scene) -> bool:
    """Whether a caption with these facts may be said of the scene."""
    return facts <= truths(scene)


def time_of(scene: Scene) -> str:
    """ "day", "night", or nothing where the place shows neither."""
    if scene.night or scene.place in _NIGHT_PLACES:
        return "night"
    return "" if scene.place in _TIMELESS_PLACES else "day"


def count_of(thing: Thing) -> str:
    return _COUNTS.get(len(thing.spots), "many")


def _facts_of(thing: Thing) -> set[Fact]:
    facts: set[Fact] = {("thing", thing.name), ("count", thing.name, count_of(thing))}
    facts |= {("colour", thing.name, thing.colour)} if thing.colour else set()
    facts |= {("size", thing.name, thing.size)} if thing.size else set()
    facts |= {("verb", thing.name, thing.verb)} if thing.verb else set()
    return facts


def _all_facts_about(name: str) -> set[Fact]:
    kinds = {"colour": COLOURS, "count": COUNT_WORDS, "size": SIZE_WORDS, "verb": VERBS}
    about = {(kind, name, word) for kind, words in kinds.items() for word in words}
    return {("thing", name), *about}


def captions(
    scene: Scene,
    rng: np.random.Generator,
    count: int,
    *,
    full: bool = False,
    openings: Sequence[str] = (),
) -> list[Caption]:
    """`count` captions at random, from single words to the whole picture.

    `full` mentions every thing with all its attributes, the place, the weather and the night.
    With `openings`, each begins with one of them; otherwise with one of `PREFIXES` or none.
    """
    return [_Writer(scene, rng, full).caption(openings) for _ in range(count)]


class _Writer:
    """Writes one caption and keeps count of what it asserts."""

    def __init__(self, scene: Scene, rng: np.random.Generator, full: bool) -> None:
        self.scene = scene
        self.rng = rng
        self.asked_in_full = full
        self.full = full or rng.random() < 0.2
        self.opened = False
        self.facts: set[Fact] = set()

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def maybe(self, share: float) -> bool:
        """True in a full caption, at random in a partial one."""
        return self.full or self.chance(share)

    def word(self, words: Sequence[str]) -> str:
        """One of the words; the first half of the time, as it is the common one."""
        return words[0] if self.chance(0.5) else words[int(self.rng.integers(len(words)))]

    def caption(self, openings: Sequence[str]) -> Caption:
        things = self._chosen_things()
        self.opened = bool(openings)
        free = not (openings or self.asked_in_full)  # keywords leave number and verb out
        if things and free and self.chance(KEYWORDS_SHARE):
            return Caption(self._keywords(things), frozenset(self.facts))
        text = self._with_things(things) if things else self._without_things()
        if openings:
            text = f"{openings[int(self.rng.integers(len(openings)))]} {text}"
        elif self.chance(0.12):
            text = text.removeprefix("a ").removeprefix("an ").removeprefix("the ")
        elif not text.startswith(_PREPOSITIONS) and self.chance(0.4):
            text = f"{PREFIXES[int(self.rng.integers(len(PREFIXES)))]} {text}"
        return Caption(text, frozenset(self.facts))

    def _keywords(self, things: list[Thing]) -> str:
        """What somebody types into a box: words in any order, without grammar."""
        words = []
        for thing in things:
            self.facts.add(("thing", thing.name))
            noun = self.word(OBJECTS[thing.name])
            many = len(thing.spots) > 1
            said = [self._size(thing), self._colour_word(thing), plural(noun) if many else noun]
            if self.chance(0.25):
                said.reverse()
            words.append(" ".join(word for word in said if word))
        if self.maybe(0.5):
            words.append(self._bare(self._place_noun()))
        if self.scene.weather and self.maybe(0.3):
            words.append(self._bare(self._weather(WEATHER_NOUNS)))
        joint = (" ", ", ", " ")[int(self.rng.integers(3))]
        return joint.join(words[i] for i in self.rng.permutation(len(words)))

    @staticmethod
    def _bare(noun: str) -> str:
        return noun.removeprefix("a ").removeprefix("an ").removeprefix("the ")

    def _chosen_things(self) -> list[Thing]:
        things = [self.scene.things[i] for i in self.rng.permutation(len(self.scene.things))]
        if self.full:
            return things
        kept = int(self.rng.choice((0, 1, 2, 3), p=(0.12, 0.56, 0.22, 0.1)))
        return things[:kept]

    def _with_things(self, things: list[Thing]) -> str:
        joint = self.word((" and ", ", ", " with "))
        phrases = [self._thing_phrase(thing) for thing in things]
        said = " and ".join([joint.join(phrases[:-1]), phrases[-1]] if phrases[1:] else phrases)
        with_place = self.maybe(0.45)
        if with_place and self.chance(0.24):
            joint = self.word(("with", "and", "showing", "where there is", "in which there is"))
            return " ".join([f"{self._place_noun()} {joint} {said}", *self._tail(False)])
        if with_place and not self.opened and self.chance(0.14):
            return f"{self._place_phrase()}{self.word((',', ' there is', ' we see'))} {said}"
        return " ".join([said, *self._tail(with_place)])

    def _without_things(self) -> str:
        kinds = ["place", "place", *(["weather"] if self.scene.weather else [])]
        kinds += ["time"] if time_of(self.scene) == "night" else []
        kind = "place" if self.full else kinds[int(self.rng.integers(len(kinds)))]
        if kind == "weather":
            return self._weather(WEATHER_NOUNS)
        if kind == "time":
            return self._time(TIME_NOUNS)
        return " ".join([self._place_noun(), *self._tail(False)])

    def _tail(self, with_place: bool) -> list[str]:
        parts = [self._place_phrase()] if with_place else []
        if self.scene.weather and self.maybe(0.3):
            parts.append(self._weather(WEATHER_PHRASES))
        tells_night = self.scene.night and self.scene.place not in _NIGHT_PLACES
        if time_of(self.scene) and (self.maybe(0.3) if tells_night else self.chance(0.04)):
            parts.append(self._time(TIME_PHRASES))
        if self.chance(0.25):
            parts.reverse()
        return parts

    def _place_phrase(self) -> str:
        return self._place(PLACE_PHRASES, PLAIN_PHRASES)

    def _place_noun(self) -> str:
        return self._place(PLACE_NOUNS, PLAIN_NOUNS)

    def _place(self, phrases: dict[str, tuple[str, ...]], plain: tuple[str, ...]) -> str:
        name = self.scene.place
        self.facts.add(("place", name))
        if name in phrases:
            return self.word(phrases[name])
        colour = self.word(COLOURS[name.removeprefix("plain ")])
        return self.word(plain).format(colour=colour, a_colour=with_article(colour))

    def _weather(self, phrases: dict[str, tuple[str, ...]]) -> str:
        self.facts.add(("weather", self.scene.weather))
        return self.word(phrases[self.scene.weather])

    def _time(self, phrases: dict[str, tuple[str, ...]]) -> str:
        time = time_of(self.scene)
        self.facts.add(("time", time))
        return self.word(phrases[time])

    def _thing_phrase(self, thing: Thing) -> str:
        self.facts.add(("thing", thing.name))
        many = len(thing.spots) > 1
        noun = self.word(OBJECTS[thing.name])
        words = [self._size(thing), self._colour(thing), plural(noun) if many else noun]
        after = self._clothes(thing) if thing.name == "person" else ""
        verb = self._verb(thing)
        before, behind = (verb, "") if self.chance(0.15) else ("", verb)
        phrase = " ".join(word for word in (before, *words, after, behind) if word)
        said = self._counted(thing, phrase, noun)
        return said if after or words[1] else said + self._colour_behind(thing)

    def _colour_behind(self, thing: Thing) -> str:
        """ "a car that is red", now and then, where the colour was not said before the noun."""
        if thing.name == "person" or not thing.colour or not self.chance(0.18):
            return ""
        self.facts.add(("colour", thing.name, thing.colour))
        colour = self.word(COLOURS[thing.colour])
        many = len(thing.spots) > 1
        return " " + self.word((f"that {'are' if many else 'is'} {colour}", f"in {colour}"))

    def _counted(self, thing: Thing, phrase: str, noun: str) -> str:
        many = len(thing.spots) > 1
        if noun == "someone":
            return (
                phrase if phrase.startswith("someone") or many else f"someone{self._rest(phrase)}"
            )
        if many and not self.maybe(0.75):
            return phrase
        if many or self.chance(0.06):
            self.facts.add(("count", thing.name, count_of(thing)))
            return f"{self.word(COUNT_WORDS[count_of(thing)])} {phrase}"
        if noun in ("sun", "moon") and self.chance(0.5):
            return f"the {phrase}"
        return with_article(phrase)

    @staticmethod
    def _rest(phrase: str) -> str:
        """ "small someone in red sitting" reads as "someone small in red sitting"."""
        before, _, behind = phrase.partition("someone")
        return " ".join(["", *before.split(), *behind.split()])

    def _size(self, thing: Thing) -> str:
        if not thing.size or not self.maybe(0.45):
            return ""
        self.facts.add(("size", thing.name, thing.size))
        return self.word(SIZE_WORDS[thing.size])

    def _colour(self, thing: Thing) -> str:
        return "" if thing.name == "person" else self._colour_word(thing)

    def _colour_word(self, thing: Thing) -> str:
        if not thing.colour or not self.maybe(0.62):
            return ""
        self.facts.add(("colour", thing.name, thing.colour))
        return self.word(COLOURS[thing.colour])

    def _clothes(self, person: Thing) -> str:
        """A person's colour is that of the clothes."""
        if not self.maybe(0.62):
            return ""
        self.facts.add(("colour", person.name, person.colour))
        return f"{self.word(('in', 'wearing', 'dressed in'))} {self.word(COLOURS[person.colour])}"

    def _verb(self, thing: Thing) -> str:
        if not thing.verb or not self.maybe(0.3):
            return ""
        self.facts.add(("verb", thing.name, thing.verb))
        return thing.verb
