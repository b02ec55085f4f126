"""Which films there are: shots of 4 to 25 s and sound cues, before anything is drawn.

Two in three films are drawn at random. The others are rich in distractors: one scene, and around it
the same thing in other colours, other things in the same place and the same thing elsewhere. Some
things, colours of things and sounds are kept out of all films, so that they can be asked for where
nobody can argue that they are there. Of half of the films a third of the shots has something that
the embedded picture encoder was never shown (`training.pictures.scene.UNSEEN_KINDS`).
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.quality.curves import half_of
from training.films.plan import ASPECT, Film, Shot, SoundCue, generator
from training.pictures.palette import UNSEEN_PAIRS, shade
from training.pictures.scene import UNSEEN_KINDS, Scene, Thing, sample_scene
from training.pictures.vocabulary import COLOURS, OBJECTS
from training.sounds import vocabulary
from training.sounds.captions import Source
from training.sounds.music import Music, sample_music

Rng = np.random.Generator

DEFAULT_FILMS = 96
DEFAULT_SEED = 52_000
# Whole windows of sound fit into these, so that films can be joined sample by sample.
LENGTH_STEP_SECONDS = 5
LENGTHS_SECONDS = (60, 360)
SHOT_SECONDS = (4.0, 25.0)
CUE_SECONDS = (3.0, 25.0)
HOUR_SECONDS = 3600
LEAST_HOUR_SECONDS = 1800

UNSEEN_SHARE = 0.6
ARRIVAL_SHARE = 0.2
REPEAT_SHARE = 0.15
DISTRACTOR_SHARE = 0.7
CENTRED_SHARE = 0.25
MUSIC_SHARE = 0.35
OVERLAID_SHARE = 0.2
SILENT_GAP_SHARE = 0.4
_TRIES = 4_000


def _kept_out(names: Sequence[str], share: float) -> frozenset[str]:
    """By a hash of the name: what is added to a table later moves nothing."""
    return frozenset(
        name
        for name in names
        if hashlib.blake2b(f"films-1 {name}".encode(), digest_size=4).digest()[0] < 256 * share
    )


ABSENT_THINGS = _kept_out(tuple(OBJECTS), 0.12)
ABSENT_EVENTS = _kept_out(tuple(vocabulary.EVENTS), 0.12) - {"silence"}
_PAIRS = [f"{colour} {name}" for name in OBJECTS for colour in COLOURS]
ABSENT_PAIRS = _kept_out(_PAIRS, 0.25) - {f"{c} {name}" for name, c in UNSEEN_PAIRS.items()}


@dataclass(frozen=True)
class Corpus:
    """``films`` are one collection, ``hours`` another: each an hour of films of one half, joined.

    ``members`` are the numbers of an hour's films, in order.
    """

    films: tuple[Film, ...]
    hours: tuple[Film, ...]
    members: tuple[tuple[int, ...], ...]


def plan_corpus(seed: int = DEFAULT_SEED, *, count: int = DEFAULT_FILMS) -> Corpus:
    """The same films for the same seed; a film depends on the seed and its own number alone."""
    films = tuple(_plan_film(seed, number) for number in range(count))
    joined = [
        (half, members) for half in ("tune", "test") for members in _hours(films, half) if members
    ]
    hours = [
        _joined(f"hour-{half}-{number}", [films[member] for member in members])
        for number, (half, members) in enumerate(joined)
    ]
    return Corpus(films, tuple(hours), tuple(members for _, members in joined))


def _hours(films: Sequence[Film], half: str) -> list[tuple[int, ...]]:
    """Films of one half in order, cut where an hour is full; what is left over in the end is no
    hour unless it is half a one."""
    hours: list[tuple[int, ...]] = []
    current: list[int] = []
    for number, film in enumerate(films):
        if half_of(film.title) == half:
            current.append(number)
            if sum(films[n].duration_seconds for n in current) >= HOUR_SECONDS:
                hours.append(tuple(current))
                current = []
    if sum(films[n].duration_seconds for n in current) >= LEAST_HOUR_SECONDS:
        hours.append(tuple(current))
    return hours


def _joined(name: str, films: Sequence[Film]) -> Film:
    """One film after another."""
    begins = [0.0, *itertools.accumulate(film.duration_seconds for film in films)]
    shots = [
        replace(shot, start_seconds=b + shot.start_seconds, end_seconds=b + shot.end_seconds)
        for b, film in zip(begins, films, strict=False)
        for shot in film.shots
    ]
    cues = [
        replace(cue, start_seconds=b + cue.start_seconds, end_seconds=b + cue.end_seconds)
        for b, film in zip(begins, films, strict=False)
        for cue in film.cues
    ]
    return Film(f"{name}.mp4", name, begins[-1], tuple(shots), tuple(cues), 0)


def _plan_film(seed: int, number: int) -> Film:
    rng = generator(seed, 20, number)
    low, high = (np.log(value / LENGTH_STEP_SECONDS) for value in LENGTHS_SECONDS)
    seconds = float(LENGTH_STEP_SECONDS * round(np.exp(rng.uniform(low, high))))
    unseen_share = UNSEEN_SHARE if rng.random() < 0.5 else 0.0
    rich = number % 3 == 2
    shots = _plan_shots(rng, seconds, unseen_share, rich)
    cues = _plan_cues(rng, seconds, rich)
    name = f"film-{number:03}"
    return Film(f"{name}.mp4", name, seconds, shots, cues, int(rng.integers(2**31)))


def _plan_shots(rng: Rng, seconds: float, unseen_share: float, rich: bool) -> tuple[Shot, ...]:
    edges = _edges(rng, seconds)
    base = _a_scene(rng, unseen_share)
    scenes: list[Scene] = []
    shots: list[Shot] = []
    for start, end in itertools.pairwise(edges):
        scene = _next_scene(rng, scenes, unseen_share, base if rich else None)
        scenes.append(scene)
        shots += _with_arrival(rng, scene, start, end)
    return tuple(shots)


def _edges(rng: Rng, seconds: float) -> list[float]:
    """From 0 to the end; every piece is as long as a shot may be."""
    shortest, longest = SHOT_SECONDS
    edges = [0.0]
    while seconds - edges[-1] > 2 * shortest:
        most = min(longest, seconds - edges[-1] - shortest)
        length = shortest + (longest - shortest) * float(rng.beta(1.2, 2.6))
        edges.append(edges[-1] + _on_grid(min(length, most)))
    return [*edges, seconds]


def _next_scene(
    rng: Rng, before: Sequence[Scene], unseen_share: float, base: Scene | None
) -> Scene:
    if before and rng.random() < REPEAT_SHARE:  # seen again, from elsewhere
        again = before[int(rng.integers(len(before)))]
        return replace(again, seed=int(rng.integers(2**31)))
    if base is not None and not before:
        return base
    if base is not None and rng.random() < DISTRACTOR_SHARE:
        return _distractor(rng, base)
    return _a_scene(rng, unseen_share)


def _a_scene(rng: Rng, unseen_share: float = 0.0) -> Scene:
    """With at least one thing, and nothing that is kept out."""
    unseen = str(rng.choice(UNSEEN_KINDS)) if rng.random() < unseen_share else ""
    for _ in range(_TRIES):
        centred = bool(rng.random() < CENTRED_SHARE)
        scene = sample_scene(rng, aspect=ASPECT, centred=centred, unseen=unseen)
        if scene.things and _is_allowed(scene):
            return scene
    raise RuntimeError(f"no scene without what is kept out in {_TRIES} tries")


def _is_allowed(scene: Scene) -> bool:
    return not any(
        thing.name in ABSENT_THINGS or f"{thing.colour} {thing.name}" in ABSENT_PAIRS
        for thing in scene.things
    )


def _distractor(rng: Rng, base: Scene) -> Scene:
    """Nearly the base scene: another colour, another thing in that place, or another place."""
    kind = int(rng.integers(3))
    if kind == 0 and base.things[0].colour:
        return _recoloured(rng, base)
    for _ in range(_TRIES):
        scene = _a_scene(rng)
        if kind == 1 and scene.place == base.place:
            return scene
        if kind != 1 and scene.place != base.place:
            first = _like(base.things[0], scene.things[0])
            moved = replace(scene, things=(first, *scene.things[1:]))
            if f"plain {first.colour}" != scene.place:
                return moved
    raise RuntimeError(f"no scene in {base.place!r} in {_TRIES} tries")


def _like(thing: Thing, there: Thing) -> Thing:
    """The thing where another one was."""
    return replace(thing, spots=there.spots[:1], size=there.size if len(there.spots) == 1 else "")


def _recoloured(rng: Rng, base: Scene) -> Scene:
    first = base.things[0]
    colours = [
        colour
        for colour in COLOURS
        if f"{colour} {first.name}" not in ABSENT_PAIRS
        and colour not in (first.colour, base.place.removeprefix("plain "))
        and UNSEEN_PAIRS.get(first.name) != colour
    ]
    colour = str(rng.choice(colours or [first.colour]))
    other = replace(first, colour=colour, shade=shade(colour, rng))
    return replace(base, things=(other, *base.things[1:]), seed=int(rng.integers(2**31)))


def _with_arrival(rng: Rng, scene: Scene, start: float, end: float) -> list[Shot]:
    """One shot; in some the last thing comes, or goes, in the middle of it, without a cut."""
    if rng.random() >= ARRIVAL_SHARE or end - start < 8:
        return [Shot(scene, start, end)]
    with_it = replace(scene, hidden=False)
    without = replace(with_it, things=scene.things[:-1])
    at = _on_grid(float(rng.uniform(start + 4, end - 4)))
    first, second = (without, with_it) if rng.random() < 0.5 else (with_it, without)
    return [Shot(first, start, at), Shot(second, at, end)]


def _plan_cues(rng: Rng, seconds: float, rich: bool) -> tuple[SoundCue, ...]:
    cues: list[SoundCue] = []
    base = sample_music(rng)
    now = _on_grid(float(rng.uniform(0, 6))) if rng.random() < 0.3 else 0.0
    while seconds - now >= CUE_SECONDS[0]:
        length = CUE_SECONDS[0] + (CUE_SECONDS[1] - CUE_SECONDS[0]) * float(rng.beta(1.2, 2.2))
        end = min(seconds, now + _on_grid(length))
        source = _similar(rng, base) if rich and rng.random() < 0.4 else _source(rng)
        cues.append(SoundCue(source, now, end, float(rng.uniform(-10, -1))))
        if rng.random() < OVERLAID_SHARE:
            cues.append(SoundCue(_event(rng), now, end, cues[-1].level_db - 6))
        gap = float(rng.uniform(1, 8)) if rng.random() < SILENT_GAP_SHARE else 0.0
        now = end + _on_grid(gap)
    return tuple(cues)


def _similar(rng: Rng, base: Music) -> Music:
    """Music by the same instrument; its mood, pace and key are left to chance."""
    return sample_music(rng, instrument=base.instruments[0])


def _source(rng: Rng) -> Source:
    return sample_music(rng) if rng.random() < MUSIC_SHARE else _event(rng)


def _event(rng: Rng) -> str:
    return str(rng.choice([n for n in vocabulary.EVENTS if n not in {*ABSENT_EVENTS, "silence"}]))


def _on_grid(seconds: float) -> float:
    return round(seconds * 2) / 2
