"""What will be seen and heard when: a media as a timeline, before anything of it is rendered.

    picture  |  beach, umbrella  |    sea, boat     | underwater, fish |
    sound    |     |        waves        |    |      helicopter        |

Shots follow one another without a gap. Sound changes when it likes: cues leave gaps of silence,
and may lie over one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from training.pictures.scene import Scene, sample_scene
from training.sounds import vocabulary
from training.sounds.captions import Clip, Source
from training.sounds.music import sample_music

# Seeds below are for training and its evaluation; films are drawn from seeds above alone, so that
# no picture or sound that a model has learnt from comes up in them.
FIRST_FILM_SEED = 1_000_000_000

ASPECT = 16 / 9
SHOT_SECONDS = (4.0, 15.0)
CUE_SECONDS = (6.0, 20.0)
GAP_SECONDS = (1.5, 6.0)
# Shots and cues begin on this grid, which frames at 10 per second hit exactly.
GRID_SECONDS = 0.5


@dataclass(frozen=True)
class Shot:
    """One scene, seen over `[start, end)`."""

    scene: Scene
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class SoundCue:
    """One event or piece of music, heard over `[start, end)`, `level_db` below full scale."""

    source: Source
    start_seconds: float
    end_seconds: float
    level_db: float = -1.0


@dataclass(frozen=True)
class Film:
    """One media. Without shots it is sound alone; a still is one shot and lasts no time.

    The end of `file_name` says in which container and codecs; `seed` fixes the sounds.
    """

    file_name: str
    title: str
    duration_seconds: float
    shots: tuple[Shot, ...]
    cues: tuple[SoundCue, ...]
    seed: int

    @property
    def kind(self) -> str:
        """ "video", "sound" or "still", as the server calls them."""
        if not self.shots:
            return "sound"
        return "video" if self.duration_seconds else "still"


def scene_at(film: Film, seconds: float) -> Scene | None:
    """What is seen then; a still is seen at 0."""
    if film.kind == "still":
        return film.shots[0].scene
    seen = (shot.scene for shot in film.shots if shot.start_seconds <= seconds < shot.end_seconds)
    return next(seen, None)


def clip_at(film: Film, seconds: float) -> Clip:
    """What is heard then; without parts where it is silent."""
    heard = (cue for cue in film.cues if cue.start_seconds <= seconds < cue.end_seconds)
    loudest_first = sorted(heard, key=lambda cue: -cue.level_db)
    return Clip(tuple(cue.source for cue in loudest_first))


def generator(seed: int, *branch: int) -> np.random.Generator:
    """All chance of a film library: from its number, counted above the training seeds."""
    return np.random.default_rng((FIRST_FILM_SEED + seed, *branch))


def plan_film(
    rng: np.random.Generator, *, file_name: str, title: str, duration_seconds: float
) -> Film:
    """A film at random: shots of 4 to 15 s, sounds of 6 to 20 s with gaps and overlaps."""
    return Film(
        file_name=file_name,
        title=title,
        duration_seconds=duration_seconds,
        shots=_plan_shots(rng, duration_seconds),
        cues=_plan_cues(rng, duration_seconds),
        seed=int(rng.integers(2**31)),
    )


def plan_library(seed: int, *, count: int, duration_seconds: float = 60.0) -> list[Film]:
    """Films at random, for measuring: three in four MP4, the others WebM and Matroska in turn."""
    suffixes = (".mp4", ".mp4", ".mp4", ".webm", ".mp4", ".mp4", ".mp4", ".mkv")
    films = []
    for index in range(count):
        name = f"film-{index:04}"
        file_name = str(PurePath(name).with_suffix(suffixes[index % len(suffixes)]))
        rng = generator(seed, 1, index)
        films.append(
            plan_film(rng, file_name=file_name, title=name, duration_seconds=duration_seconds)
        )
    return films


def _plan_shots(rng: np.random.Generator, duration_seconds: float) -> tuple[Shot, ...]:
    edges = _edges(rng, duration_seconds, SHOT_SECONDS)
    scenes = [sample_scene(rng, aspect=ASPECT, centred=bool(rng.random() < 0.25)) for _ in edges]
    return tuple(
        Shot(scene, start, end) for scene, start, end in zip(scenes, edges, edges[1:], strict=False)
    )


def _edges(
    rng: np.random.Generator, duration_seconds: float, length_seconds: tuple[float, float]
) -> Sequence[float]:
    """Times from 0 to the end; the last piece is at least as long as the shortest allowed."""
    edges = [0.0]
    while duration_seconds - edges[-1] > 2 * length_seconds[0]:
        longest = min(length_seconds[1], duration_seconds - edges[-1] - length_seconds[0])
        edges.append(edges[-1] + _on_grid(rng.uniform(length_seconds[0], longest)))
    return [*edges, duration_seconds]


def _plan_cues(rng: np.random.Generator, duration_seconds: float) -> tuple[SoundCue, ...]:
    cues: list[SoundCue] = []
    now = _on_grid(rng.uniform(0, GAP_SECONDS[1])) if rng.random() < 0.3 else 0.0
    while duration_seconds - now >= CUE_SECONDS[0]:
        end = min(duration_seconds, now + _on_grid(rng.uniform(*CUE_SECONDS)))
        cues.append(SoundCue(_sample_source(rng), now, end, float(rng.uniform(-8, -1))))
        if rng.random() < 0.2:
            cues.append(SoundCue(_sample_event(rng), now, end, cues[-1].level_db - 8))
        now = end + (_on_grid(rng.uniform(*GAP_SECONDS)) if rng.random() < 0.35 else 0.0)
    return tuple(cues)


def _sample_source(rng: np.random.Generator) -> Source:
    return sample_music(rng) if rng.random() < 0.4 else _sample_event(rng)


def _sample_event(rng: np.random.Generator) -> str:
    """Any event but silence, which is what lies between the cues."""
    events = [name for name in vocabulary.EVENTS if name != "silence"]
    return str(rng.choice(events))


def _on_grid(seconds: float) -> float:
    return round(seconds / GRID_SECONDS) * GRID_SECONDS
