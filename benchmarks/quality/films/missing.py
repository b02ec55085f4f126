"""Questions whose answer is in no film: each the twin of one whose answer is in a film.

A twin has the form of the present question (the same kind of caption or the same operator, made by
the same functions) and as many words, give or take one, so that neither tells which is which. Half
of them nearly hold of the film that is asked: what is seen or heard there, with one thing changed,
or what is there but never at once, or in the other order. The others are foreign: made of scenes
and sounds that were drawn for no film, whose things, places and sounds the film has not.

    colour, object, place   a scene of the film, with that one changed
    sound, music            what is heard in the film, with one event or trait changed
    together, order         both are in the film, never at once, or never in this order
    altered                 composed of such changed scenes and sounds
    foreign                 see above
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from benchmarks.quality.films import atoms
from benchmarks.quality.films.drafts import (
    Draft,
    an_instant,
    caption,
    composed,
    second_side,
)
from benchmarks.quality.films.plan import CENTRED_SHARE, MUSIC_SHARE, OVERLAID_SHARE, Rng
from benchmarks.quality.films.truth import Facts
from training.films.plan import ASPECT, Film, clip_at, scene_at
from training.pictures.scene import Scene, sample_scene
from training.pictures.vocabulary import COLOURS
from training.sounds import vocabulary
from training.sounds.captions import Clip, Source
from training.sounds.music import Music, sample_music

T = TypeVar("T")

FOREIGN = "foreign"
# Operators that can be wrong of two descriptions that both are of the film; and how often a side of
# theirs is changed all the same.
_OF_TWO_THAT_ARE_THERE = ("and", "then", "during")
CHANGED_SHARE = 0.2
SCENES = 2_000
# What a question is about; of a foreign one the film has none of them.
_SUBJECTS = ("thing", "place", "event", "instrument")


@dataclass(frozen=True)
class _Instant:
    """What is seen and heard, and what is wrong with each: empty where it is of the film."""

    scene: Scene | None
    clip: Clip
    seen_wrong: str = ""
    heard_wrong: str = ""


def scenes_of_no_film(rng: Rng) -> tuple[Scene, ...]:
    """What foreign questions and changed scenes are made of; nothing is kept out of them."""
    return tuple(
        sample_scene(rng, aspect=ASPECT, centred=bool(rng.random() < CENTRED_SHARE))
        for _ in range(SCENES)
    )


def is_foreign_to(draft: Draft, known: Facts) -> bool:
    """Whether nothing that it is about is among what may be said of the film."""
    subjects = {fact for facts in draft.facts.values() for fact in facts if _kind(fact)}
    return not subjects & known


def _kind(fact: str | tuple[str, ...]) -> bool:
    name = fact.partition(":")[0] if isinstance(fact, str) else fact[0]
    return name in _SUBJECTS


@dataclass(frozen=True)
class Twins:
    """Makes twins of questions about one film; ``scenes`` are of no film."""

    rng: Rng
    film: Film
    scenes: Sequence[Scene]

    def of(self, like: Draft, *, near: bool) -> Draft | None:
        """One try at a twin of ``like``; it may still be true somewhere.

        None where luck fails, or where its words are too many or too few.
        """
        made = self._composed(like, near) if like.operator else self._plain(like, near)
        if made is None or abs(made.words - like.words) > 1:
            return None
        return made

    def _plain(self, like: Draft, near: bool) -> Draft | None:
        found = self._near(like.modality) if near else self._foreign()
        made = caption(self.rng, found.scene, found.clip, (like.kind, like.modality, like.detail))
        if made is None:
            return None
        wrong = {"picture": found.seen_wrong, "sound": found.heard_wrong}
        detail = wrong.get(like.modality) or found.seen_wrong or found.heard_wrong or "together"
        return replace(made, detail=detail)

    def _composed(self, like: Draft, near: bool) -> Draft | None:
        one, other = (self._side(like.operator) if near else self._foreign() for _ in range(2))
        first = atoms.simple_of(self.rng, one.scene, one.clip)
        second = second_side(self.rng, like.operator, other.scene, other.clip)
        made = composed(like.operator, first, second) if first and second else None
        if made is None:
            return None
        as_they_are = all(not (one.seen_wrong or one.heard_wrong) for one in (one, other))
        if as_they_are:
            return replace(made, detail="order" if like.operator == "then" else "together")
        return replace(made, detail="altered" if near else FOREIGN)

    def _side(self, operator: str) -> _Instant:
        """Of a nearly true composed question: an instant of the film, some of them changed."""
        share = CHANGED_SHARE if operator in _OF_TWO_THAT_ARE_THERE else 1.0
        found = self._instant()
        return self._changed(found, "both") if self.rng.random() < share else found

    def _near(self, modality: str) -> _Instant:
        """Of one instant with something changed; of both tracks as often of two instants."""
        found = self._instant()
        if modality == "both" and self.rng.random() < 0.5:
            return replace(found, clip=self._instant().clip)
        track = "picture" if self.rng.random() < 0.5 else "sound"
        return self._changed(found, track if modality == "both" else modality)

    def _instant(self) -> _Instant:
        at = an_instant(self.rng, self.film)
        return _Instant(scene_at(self.film, at), clip_at(self.film, at))

    def _changed(self, found: _Instant, modality: str) -> _Instant:
        """With one thing of the picture, of the sound, or of each another."""
        if modality != "sound" and found.scene is not None and found.scene.things:
            scene, wrong = _other_scene(self.rng, found.scene, self._any_scene())
            found = replace(found, scene=scene, seen_wrong=wrong)
        if modality != "picture" and found.clip.parts:
            clip, wrong = _other_clip(self.rng, found.clip)
            found = replace(found, clip=clip, heard_wrong=wrong)
        return found

    def _foreign(self) -> _Instant:
        return _Instant(self._any_scene(), _any_clip(self.rng), FOREIGN, FOREIGN)

    def _any_scene(self) -> Scene:
        return self.scenes[int(self.rng.integers(len(self.scenes)))]


def _any_clip(rng: Rng) -> Clip:
    source: Source = sample_music(rng) if rng.random() < MUSIC_SHARE else _event(rng, ())
    overlaid = (_event(rng, (source,)),) if rng.random() < OVERLAID_SHARE else ()
    return Clip((source, *overlaid))


def _other_scene(rng: Rng, scene: Scene, there: Scene) -> tuple[Scene, str]:
    """The same with one colour, or an object or the place of ``there``, and which it is."""
    which = int(rng.integers(len(scene.things)))
    thing, kind = scene.things[which], str(rng.choice(("colour", "object", "place")))
    if kind == "place":
        return replace(there, things=scene.things, hidden=scene.hidden), "place"
    if kind == "colour" and thing.colour:
        other = replace(thing, colour=_another(rng, COLOURS, (thing.colour,)))
    else:
        kind = "object"
        new = there.things[0] if there.things else thing
        colour = thing.colour if new.colour and thing.colour else new.colour
        other = replace(new, colour=colour, spots=thing.spots, size=thing.size)
    return replace(scene, things=_with(scene.things, which, other)), kind


def _other_clip(rng: Rng, clip: Clip) -> tuple[Clip, str]:
    """The same with one event or one trait of its music another, and which it is."""
    which = int(rng.integers(len(clip.parts)))
    part = clip.parts[which]
    if isinstance(part, Music):
        return Clip(_with(clip.parts, which, _other_music(rng, part))), "music"
    return Clip(_with(clip.parts, which, _event(rng, clip.parts))), "sound"


def _other_music(rng: Rng, piece: Music) -> Music:
    """Another mood, pace, mode or first instrument, where it has one."""
    others = piece.instruments[1:]
    changes: list[dict[str, Any]] = [
        {"instruments": (_another(rng, vocabulary.INSTRUMENTS, piece.instruments), *others)},
        *([{"mood": _another(rng, vocabulary.MOODS, (piece.mood,))}] if piece.mood else []),
        *([{"tempo": _another(rng, vocabulary.TEMPOS, (piece.tempo,))}] if piece.tempo else []),
        *([{"mode": _another(rng, vocabulary.MODES, (piece.mode,))}] if piece.mode else []),
    ]
    return replace(piece, **changes[int(rng.integers(len(changes)))])


def _event(rng: Rng, others: Sequence[Source]) -> str:
    """Any event but silence and ``others``."""
    return _another(rng, vocabulary.EVENTS, ("silence", *others))


def _another(rng: Rng, names: Iterable[str], others: Sequence[object]) -> str:
    return str(rng.choice([name for name in names if name not in others]))


def _with(parts: tuple[T, ...], which: int, other: T) -> tuple[T, ...]:
    return (*parts[:which], other, *parts[which + 1 :])
