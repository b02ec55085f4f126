"""Questions about films, and where their answers are.

Some things can be argued about: whether a beach shows the sea, whether a slow piece in minor is
sad. A question is clear where what is certainly the answer and what may be argued to be one are
the same spans; only clear questions are asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from training.films.plan import ASPECT, Film, Shot, SoundCue, clip_at, scene_at
from training.pictures import captions as picture_captions
from training.pictures.captions import Fact
from training.pictures.scene import Scene, sample_scene
from training.sounds import captions as sound_captions
from training.sounds.captions import Clip

ABSENT_SHARE = 0.1
LEAST_TOGETHER_SECONDS = 4.0
MOST_SPANS = 3


@dataclass(frozen=True)
class Query:
    """Words, and what they assert of the picture and of the sound; at least one of the two."""

    text: str
    picture: frozenset[Fact] = frozenset()
    sound: frozenset[str] = frozenset()

    @property
    def modality(self) -> str:
        """ "picture", "sound" or "both"."""
        if self.picture and self.sound:
            return "both"
        return "picture" if self.picture else "sound"


@dataclass(frozen=True)
class Answer:
    """A span of one media in which all of a query is true; a still's is `[0, 0)`."""

    file_name: str
    start_seconds: float
    end_seconds: float


def answers(query: Query, films: Sequence[Film], *, arguable: bool = False) -> list[Answer]:
    """Every span of every film that answers, as long as it can be, in the order of the films.

    `arguable` also takes what some would say is an answer.
    """
    return [answer for film in films for answer in _answers_in(query, film, arguable)]


def is_clear(query: Query, films: Sequence[Film]) -> bool:
    """Whether nobody can argue about where its answers are."""
    return answers(query, films) == answers(query, films, arguable=True)


def queries_of(films: Sequence[Film], rng: np.random.Generator, *, count: int) -> list[Query]:
    """Clear questions at random about pictures, sounds and both; the last tenth without an answer.

    Raises:
        ValueError: the films are too few, or too much alike, for so many different questions.
    """
    absent = round(count * ABSENT_SHARE)
    return [
        *_drawn(lambda: _about_one_of(films, rng), films, count - absent, range(1, MOST_SPANS + 1)),
        *_drawn(lambda: _about_a_new_scene(rng), films, absent, range(1)),
    ]


def _drawn(
    draw: Callable[[], Query | None], films: Sequence[Film], count: int, spans: range
) -> list[Query]:
    """The first `count` clear questions drawn that have such a number of answers."""
    found: dict[str, Query] = {}
    for _ in range(60 * count):
        query = draw()
        if query and is_clear(query, films) and len(answers(query, films)) in spans:
            found[query.text] = query
        if len(found) == count:
            return list(found.values())
    if count:
        raise ValueError(f"only {len(found)} of {count} clear questions about {len(films)} films")
    return []


def _about_one_of(films: Sequence[Film], rng: np.random.Generator) -> Query | None:
    """A question about some moment of some film: its picture, its sound or, if long, both."""
    film = films[int(rng.integers(len(films)))]
    seconds = float(rng.uniform(0, film.duration_seconds))
    scene, clip = scene_at(film, seconds), clip_at(film, seconds)
    wanted = ("picture", "sound", "both")[int(rng.integers(3))]
    if wanted == "picture" and scene:
        return _of_picture(scene, rng)
    if wanted == "sound" and clip.parts:
        return _of_sound(clip, rng)
    if wanted == "both" and scene and clip.parts:
        query = _of_both(scene, clip, rng)
        together = (a.end_seconds - a.start_seconds for a in answers(query, [film]))
        return query if min(together) >= LEAST_TOGETHER_SECONDS else None
    return None


def _about_a_new_scene(rng: np.random.Generator) -> Query:
    """About a picture that was drawn for the question, and is most likely in no film."""
    return _of_picture(sample_scene(rng, aspect=ASPECT), rng)


def _of_picture(scene: Scene, rng: np.random.Generator) -> Query:
    said = picture_captions.captions(scene, rng, 1)[0]
    return Query(said.text, picture=said.facts)


def _of_sound(clip: Clip, rng: np.random.Generator) -> Query:
    said = sound_captions.caption(clip, rng)
    return Query(said.text, sound=said.facts)


def _of_both(scene: Scene, clip: Clip, rng: np.random.Generator) -> Query:
    seen, heard = _of_picture(scene, rng), _of_sound(clip, rng)
    return Query(f"{seen.text}, {heard.text}", picture=seen.picture, sound=heard.sound)


def _answers_in(query: Query, film: Film, arguable: bool) -> list[Answer]:
    if film.kind == "still":
        return [Answer(film.file_name, 0.0, 0.0)] if _true_at(query, film, 0.0, arguable) else []
    spans: list[Answer] = []
    for start, end in pairwise(_edges(film)):
        if not _true_at(query, film, start, arguable):
            continue
        if spans and spans[-1].end_seconds == start:
            start = spans.pop().start_seconds  # noqa: PLW2901 - the span before reaches to here
        spans.append(Answer(film.file_name, start, end))
    return spans


def _edges(film: Film) -> list[float]:
    """Every time at which picture or sound changes."""
    pieces: tuple[Shot | SoundCue, ...] = (*film.shots, *film.cues)
    times = {time for piece in pieces for time in (piece.start_seconds, piece.end_seconds)}
    return sorted(times | {0.0, film.duration_seconds})


def _true_at(query: Query, film: Film, seconds: float, arguable: bool) -> bool:
    return _seen_at(query, film, seconds, arguable) and _heard_at(query, film, seconds, arguable)


def _seen_at(query: Query, film: Film, seconds: float, arguable: bool) -> bool:
    if not query.picture:
        return True
    scene = scene_at(film, seconds)
    if scene is None:
        return False
    if arguable:
        return picture_captions.holds(query.picture, scene)
    return query.picture <= picture_captions.asserted(scene)


def _heard_at(query: Query, film: Film, seconds: float, arguable: bool) -> bool:
    if not query.sound:
        return True
    clip = clip_at(film, seconds)
    if arguable:
        return sound_captions.holds(query.sound, clip)
    return query.sound <= sound_captions.facts_of(clip)
