"""Questions whose answer is in no film, most of them nearly true of the film that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.quality.films import atoms
from benchmarks.quality.films.atoms import Atom
from benchmarks.quality.films.plan import ABSENT_EVENTS, ABSENT_PAIRS, ABSENT_THINGS, Rng
from benchmarks.quality.films.truth import Facts
from momentsearch.query import Query, Text
from training.films.plan import Film
from training.pictures.scene import Scene, Thing
from training.pictures.vocabulary import COLOURS, PLACE_PHRASES
from training.sounds import vocabulary
from training.sounds.music import Music

THEN_WITHIN_SECONDS = 20.0


@dataclass(frozen=True)
class Missing:
    """``detail`` says what is wrong with it; ``text`` is the whole of it in words."""

    text: str
    query: Query
    facts: Mapping[str, Facts]
    modality: str
    detail: str
    operator: str = ""


def absent_questions(rng: Rng, film: Film) -> Iterator[Callable[[], Missing | None]]:
    """Makers of questions, one for each sort; a maker gives None where its luck fails it, and what
    it gives may still be true of some film."""
    yield lambda: _other_colour(rng, film)
    yield lambda: _other_place(rng, film)
    yield lambda: _other_music(rng, film)
    yield lambda: _never_together(rng, film)
    if rng.random() < 0.5:
        yield lambda: _unknown_thing(rng)
    else:
        yield lambda: _unknown_event(rng)


def _plain(atom: Atom, detail: str) -> Missing:
    return Missing(atom.text, Text(atom.text), {atom.text: atom.facts}, atom.modality, detail)


def _a_thing(rng: Rng, film: Film) -> tuple[Scene, Thing] | None:
    scene = film.shots[int(rng.integers(len(film.shots)))].scene
    if not scene.things:
        return None
    return scene, scene.things[int(rng.integers(len(scene.things)))]


def _other_colour(rng: Rng, film: Film) -> Missing | None:
    """The thing is there, in another colour."""
    found = _a_thing(rng, film)
    if found is None:
        return None
    _, thing = found
    colours = [colour for colour in COLOURS if f"{colour} {thing.name}" in ABSENT_PAIRS]
    if not colours:
        return None
    return _plain(atoms.coloured(thing.name, str(rng.choice(colours))), "colour")


def _other_place(rng: Rng, film: Film) -> Missing | None:
    """The thing is there and the place is there, but not at once."""
    found, other = _a_thing(rng, film), _a_thing(rng, film)
    if found is None or other is None or other[0].place not in PLACE_PHRASES:
        return None
    thing, place = atoms.coloured(found[1].name, found[1].colour), other[0].place
    text = f"{thing.text} {PLACE_PHRASES[place][0]}"
    return _plain(Atom(text, thing.facts | {("place", place)}, "picture"), "place")


def _other_music(rng: Rng, film: Film) -> Missing | None:
    """Music by the same instrument in another mood, or by another one in the same."""
    pieces = [cue.source for cue in film.cues if isinstance(cue.source, Music)]
    if not pieces:
        return None
    piece = pieces[int(rng.integers(len(pieces)))]
    moods = [mood for mood in vocabulary.MOODS if mood != piece.mood]
    names = [name for name in vocabulary.INSTRUMENTS if name not in piece.instruments]
    if rng.random() < 0.5 or not piece.mood:
        changed = replace(piece, mood=str(rng.choice(moods)))
    else:
        changed = replace(piece, instruments=(str(rng.choice(names)),))
    return _plain(atoms.music(changed), "music")


def _never_together(rng: Rng, film: Film) -> Missing | None:
    """Both are in the film, and never at once, or never in this order."""
    one = atoms.simple(rng, film, float(rng.uniform(0, np.nextafter(film.duration_seconds, 0))))
    other = atoms.simple(rng, film, float(rng.uniform(0, np.nextafter(film.duration_seconds, 0))))
    if one is None or other is None or one.facts & other.facts:
        return None
    facts = {one.text: one.facts, other.text: other.facts}
    modality = one.modality if one.modality == other.modality else "both"
    if rng.random() < 0.6:
        query: Query = Text(one.text) & Text(other.text)
        return Missing(f"{one.text} and {other.text}", query, facts, modality, "together", "and")
    query = Text(one.text).then(Text(other.text), within_seconds=THEN_WITHIN_SECONDS)
    return Missing(f"{one.text}, then {other.text}", query, facts, modality, "order", "then")


def _unknown_thing(rng: Rng) -> Missing:
    name = str(rng.choice(sorted(ABSENT_THINGS)))
    colour = str(rng.choice(list(COLOURS))) if rng.random() < 0.6 else ""
    return _plain(atoms.coloured(name, colour), "unknown thing")


def _unknown_event(rng: Rng) -> Missing:
    name = str(rng.choice(sorted(ABSENT_EVENTS)))
    words = vocabulary.EVENTS[name]
    text = words[int(rng.integers(len(words)))]
    return _plain(Atom(text, frozenset({f"event:{name}"}), "sound"), "unknown sound")
