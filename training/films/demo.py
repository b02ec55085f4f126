"""The demonstration's library: four films, four pieces of music, a recording and two stills.

Everything asked for is there once, and what is asked for has neighbours that are nearly right:
another car, another piece in minor, another animal. The last question has no answer, not even a
partial one: no purple thing, no octopus, no forest, no applause.
"""

from itertools import pairwise

import numpy as np

from training.films.plan import Film, Shot, SoundCue, generator
from training.films.staging import Role, stage
from training.films.truth import Query
from training.pictures.scene import Scene
from training.sounds.captions import Source
from training.sounds.music import Music

HAPPY_GUITAR = Music(("guitar",), "fast", "chords", "major", "happy")
ENERGETIC_SYNTHESIZER = Music(("synthesizer", "drums"), "fast", "arpeggio", "minor", "energetic")
SAD_VIOLIN = Music(("violin",), "slow", "melody", "minor", "sad")
DARK_ORGAN = Music(("organ",), "slow", "chords", "minor", "dark")
CALM_PIANO = Music(("piano",), "slow", "arpeggio", "major", "calm")
CALM_BELLS = Music(("bells",), "slow", "melody", "major", "calm")


def demo_library(seed: int) -> list[Film]:
    """All media of the demonstration; the seed changes shades, details and sounds."""
    makers = (
        _harbour, _errands, _winter, _flight, _medley, _letters, _cellar, _evening, _farm, _cake,
        _butterfly,
    )  # fmt: skip
    return [make(generator(seed, 0, index)) for index, make in enumerate(makers)]


DEMO_QUERIES = (
    Query(
        "a red car in the rain",
        picture=frozenset({("thing", "car"), ("colour", "car", "red"), ("weather", "rain")}),
    ),
    Query(
        "a white rocket in space",
        picture=frozenset(
            {("thing", "rocket"), ("colour", "rocket", "white"), ("place", "outer space")}
        ),
    ),
    Query(
        "an orange fish underwater",
        picture=frozenset(
            {("thing", "fish"), ("colour", "fish", "orange"), ("place", "underwater")}
        ),
    ),
    Query(
        "a pink birthday cake in a room",
        picture=frozenset({("thing", "cake"), ("colour", "cake", "pink"), ("place", "room")}),
    ),
    Query("church bells ringing", sound=frozenset({"event:church bells"})),
    Query("a phone ringing", sound=frozenset({"event:telephone ringing"})),
    Query(
        "happy guitar music",
        sound=frozenset({"music", "mood:happy", "instrument:guitar"}),
    ),
    Query(
        "dark, scary organ music",
        sound=frozenset({"music", "mood:dark", "instrument:organ"}),
    ),
    Query(
        "a white boat on the sea, waves crashing",
        picture=frozenset({("thing", "boat"), ("colour", "boat", "white"), ("place", "sea")}),
        sound=frozenset({"event:sea waves"}),
    ),
    Query(
        "a train passing in the mountains",
        picture=frozenset({("thing", "train"), ("place", "mountains")}),
        sound=frozenset({"event:train"}),
    ),
    Query(
        "a meowing black cat",
        picture=frozenset({("thing", "cat"), ("colour", "cat", "black")}),
        sound=frozenset({"event:cat meowing"}),
    ),
    Query(
        "applause for a purple octopus in the forest",
        picture=frozenset(
            {("thing", "octopus"), ("colour", "octopus", "purple"), ("place", "forest")}
        ),
        sound=frozenset({"event:applause"}),
    ),
)


def _harbour(rng: np.random.Generator) -> Film:
    scenes = (
        (0, stage(rng, "beach", Role("umbrella", "red", x=0.36, y=0.6))),
        (12, stage(rng, "sea", Role("boat", "white", y=0.6, radius=0.36, verb="sailing"))),
        (27, stage(rng, "underwater", Role("fish", "orange", radius=0.36, verb="swimming"))),
        (39, stage(rng, "sunset", Role("palm tree", "green", x=0.64, y=0.6, radius=0.36))),
        (50, None),
    )
    cues = (SoundCue("sea waves", 11, 28), SoundCue("helicopter", 33, 47, -4))
    return _film(rng, "harbour.mp4", "The harbour", scenes, cues)


def _errands(rng: np.random.Generator) -> Film:
    scenes = (
        (0, stage(rng, "city at night", Role("bus", "yellow", y=0.66))),
        (11, stage(rng, "road", Role("car", "red", y=0.64), weather="rain")),
        (24, stage(rng, "room", Role("lamp", "yellow", x=0.3), Role("chair", "green", x=0.72))),
        (35, stage(rng, "meadow", Role("bicycle", "blue", y=0.62))),
        (46, stage(rng, "road", Role("car", "blue", y=0.64, drawing=1))),
        (56, None),
    )
    cues = (
        SoundCue("engine", 0, 13, -6),
        SoundCue("telephone ringing", 22, 38, -2),
        SoundCue("car horn", 45, 55, -4),
    )
    return _film(rng, "errands.mp4", "Errands in town", scenes, cues)


def _winter(rng: np.random.Generator) -> Film:
    scenes = (
        (0, stage(rng, "snow", Role("horse", "brown", y=0.6))),
        (12, stage(rng, "mountains", Role("train", "red", y=0.66, radius=0.36))),
        (27, stage(rng, "room", Role("cat", "black", y=0.62), composition=1)),
        (41, stage(rng, "snow", Role("house", "red", y=0.6), weather="snow")),
        (52, None),
    )
    cues = (
        SoundCue("footsteps", 0, 10, -4),
        SoundCue("train", 12, 28),
        SoundCue("cat meowing", 28.5, 40.5, -2),
        SoundCue("wind", 42, 52, -4),
    )
    return _film(rng, "winter.webm", "A winter journey", scenes, cues)


def _flight(rng: np.random.Generator) -> Film:
    scenes = (
        (0, stage(rng, "desert", Role("hot air balloon", "green", y=0.42, verb="floating"))),
        (12, stage(rng, "plain blue", Role("kite", "yellow", verb="flying"))),
        (23, stage(rng, "outer space", Role("rocket", "white", verb="flying"))),
        (37, stage(rng, "starry night", Role("moon", "yellow", x=0.6, y=0.38, radius=0.3))),
        (48, None),
    )
    cues = (SoundCue(CALM_BELLS, 0, 21, -6), SoundCue("laser", 26, 36, -6))
    return _film(rng, "flight.mkv", "The long flight", scenes, cues)


def _medley(rng: np.random.Generator) -> Film:
    cues = (SoundCue(HAPPY_GUITAR, 0, 26), SoundCue(ENERGETIC_SYNTHESIZER, 27.5, 52))
    return _sound(rng, "market.flac", "Market day", 52, cues)


def _letters(rng: np.random.Generator) -> Film:
    return _piece(rng, "letters.m4a", "Old letters", SAD_VIOLIN, 36)


def _cellar(rng: np.random.Generator) -> Film:
    return _piece(rng, "cellar.ogg", "Down in the cellar", DARK_ORGAN, 34)


def _evening(rng: np.random.Generator) -> Film:
    return _piece(rng, "evening.mp3", "Quiet evening", CALM_PIANO, 36)


def _farm(rng: np.random.Generator) -> Film:
    cues = (
        SoundCue("crickets", 0, 13, -6),
        SoundCue("church bells", 17, 33),
        SoundCue("rooster", 38, 49),
        SoundCue("dog barking", 54, 66),
    )
    return _sound(rng, "farm.opus", "Sunday at the farm", 68, cues)


def _cake(rng: np.random.Generator) -> Film:
    return _still(rng, "cake.png", "Cake", stage(rng, "room", Role("cake", "pink")))


def _butterfly(rng: np.random.Generator) -> Film:
    scene = stage(rng, "meadow", Role("butterfly", "yellow", y=0.5, verb="flying"))
    return _still(rng, "butterfly.jpg", "Butterfly", scene)


def _film(
    rng: np.random.Generator,
    file_name: str,
    title: str,
    scenes: tuple[tuple[float, Scene | None], ...],
    cues: tuple[SoundCue, ...],
) -> Film:
    """`scenes` are each scene with its beginning; the last is None, at the film's end."""
    shots = tuple(Shot(scene, start, end) for (start, scene), (end, _) in pairwise(scenes) if scene)
    return Film(file_name, title, scenes[-1][0], shots, cues, _sound_seed(rng))


def _piece(
    rng: np.random.Generator, file_name: str, title: str, source: Source, seconds: float
) -> Film:
    return _sound(rng, file_name, title, seconds, (SoundCue(source, 0, seconds),))


def _sound(
    rng: np.random.Generator,
    file_name: str,
    title: str,
    seconds: float,
    cues: tuple[SoundCue, ...],
) -> Film:
    return Film(file_name, title, seconds, (), cues, _sound_seed(rng))


def _still(rng: np.random.Generator, file_name: str, title: str, scene: Scene) -> Film:
    return Film(file_name, title, 0.0, (Shot(scene, 0.0, 0.0),), (), _sound_seed(rng))


def _sound_seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))
