"""Questions before it is known where they are true; and those that are about an instant of a film.

A present and an absent question are worded by the same functions: ``plain`` captions and
``composed`` ones here, from what is seen and heard at an instant, wherever that comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.quality.films import atoms
from benchmarks.quality.films.atoms import Atom, both_of, heard_caption, seen_caption
from benchmarks.quality.films.plan import Rng
from benchmarks.quality.films.truth import Facts
from momentsearch.query import Query, Text
from training.films.plan import Film, clip_at, scene_at
from training.pictures.scene import Scene
from training.sounds.captions import Clip

THEN_WITHIN_SECONDS = 20.0
FULL_SHARE = 0.33
# By operator: the tree of two texts, and the same in words.
_OPERATIONS: dict[str, tuple[Callable[[Text, Text], Query], str]] = {
    "and": (lambda one, other: one & other, "{} and {}"),
    "or": (lambda one, other: one | other, "{} or {}"),
    "not": (lambda one, other: one & ~other, "{} without {}"),
    "then": (lambda one, other: one.then(other, within_seconds=THEN_WITHIN_SECONDS), "{}, then {}"),
    "during": (lambda one, other: one.during(other), "{} during {}"),
}
OPERATORS = tuple(_OPERATIONS)
# Whose two sides are of one instant of the film; those of the others are of two.
_OF_ONE_INSTANT = ("and", "not", "during")


@dataclass(frozen=True)
class Draft:
    """``kind``, ``operator``, ``detail`` and ``modality`` are those of a recorded query. ``facts``
    are by the query's texts; ``sentence`` is the whole of it in words, without operators."""

    kind: str
    query: Query
    facts: Mapping[str, Facts]
    modality: str
    sentence: str
    operator: str = ""
    detail: str = ""

    @property
    def words(self) -> int:
        return len(self.sentence.split())


def plain(kind: str, atom: Atom, detail: str = "") -> Draft:
    return Draft(
        kind, Text(atom.text), {atom.text: atom.facts}, atom.modality, atom.text, "", detail
    )


def caption(rng: Rng, scene: Scene | None, clip: Clip, form: tuple[str, str, str]) -> Draft | None:
    """A plain question; None where it needs what is not there. ``form`` has the kind, the modality
    and, of a picture, whether it is "full" or "partial"."""
    kind, modality, detail = form
    newly = kind == "paraphrase"
    if (modality != "sound" and scene is None) or (modality != "picture" and not clip.parts):
        return None
    if scene is None or modality == "sound":
        return plain(kind, heard_caption(rng, clip, newly=newly), detail)
    seen = seen_caption(rng, scene, full=detail == "full", newly=newly)
    if modality == "picture":
        return plain(kind, seen, detail)
    return plain(kind, both_of(rng, seen, heard_caption(rng, clip)), detail)


def composed(operator: str, one: Atom, other: Atom) -> Draft | None:
    """An operator over two descriptions; None where they share what they say."""
    if one.facts & other.facts:
        return None
    tree, words = _OPERATIONS[operator]
    return Draft(
        kind="composed",
        query=tree(Text(one.text), Text(other.text)),
        facts={one.text: one.facts, other.text: other.facts},
        modality=one.modality if one.modality == other.modality else "both",
        sentence=words.format(one.text, other.text),
        operator=operator,
    )


def about(rng: Rng, film: Film, kind: str) -> Draft | None:
    """A question about an instant of the film, or two; ``kind`` may be an operator. None where
    nothing can be said."""
    if kind in OPERATORS:
        return _about_two(rng, film, kind)
    at = an_instant(rng, film)
    scene, clip = scene_at(film, at), clip_at(film, at)
    if kind == "paraphrase":
        modality = "sound" if rng.random() < 0.5 else "picture"
        return caption(rng, scene, clip, (kind, modality, ""))
    full = "full" if kind == "picture" and rng.random() < FULL_SHARE else "partial"
    return caption(rng, scene, clip, (kind, kind, full if kind == "picture" else ""))


def _about_two(rng: Rng, film: Film, operator: str) -> Draft | None:
    at = an_instant(rng, film)
    one = atoms.simple(rng, film, at)
    at = at if operator in _OF_ONE_INSTANT else an_instant(rng, film)
    other = second_side(rng, operator, scene_at(film, at), clip_at(film, at))
    return composed(operator, one, other) if one and other else None


def second_side(rng: Rng, operator: str, scene: Scene | None, clip: Clip) -> Atom | None:
    """The right side of an operator: of DURING what lasts, of all others anything simple."""
    choose = atoms.around if operator == "during" else atoms.simple_of
    return choose(rng, scene, clip)


def an_instant(rng: Rng, film: Film) -> float:
    return float(rng.uniform(0, np.nextafter(film.duration_seconds, 0)))
