"""Which pictures are drawn, and what they show: single things, empty places, captioned scenes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.otherhand.objects import COLOURS, OBJECTS, draw_object
from benchmarks.otherhand.pen import Rgb
from benchmarks.otherhand.places import HEIGHT, PLACES, WIDTH, draw_place

Pixels = NDArray[np.uint8]

PLAIN = "plain"
SIZES = {"small": 0.15, "middling": 0.35, "big": 0.65}
"""Heights of an object, in shares of the picture's."""

_SIZE_NAMES = tuple(SIZES)
# Pixels of the square that an object is drawn in before it is reduced to its height.
_SQUARES = {"small": 400, "middling": 560, "big": 800}
_PLAIN_COLOURS: tuple[Rgb, ...] = (
    (255, 255, 255),
    (235, 235, 230),
    (200, 222, 240),
    (245, 225, 200),
    (60, 70, 80),
    (210, 235, 205),
    (250, 240, 170),
    (30, 30, 34),
    (190, 170, 210),
    (128, 128, 128),
)
_PLACE_PHRASES = {
    "beach": "on a beach",
    "underwater": "underwater",
    "sea": "at sea",
    "forest": "in a forest",
    "mountains": "in the mountains",
    "city at night": "in a city at night",
    "desert": "in a desert",
    "sunset": "at sunset",
    "starry night": "on a starry night",
    "outer space": "in outer space",
    "room": "in a room",
    "road": "on a road",
    "meadow": "in a meadow",
    "snow": "in the snow",
}
_PLACE_NOUNS = {
    "underwater": "underwater",
    "mountains": "mountains",
    "snow": "snow",
    "outer space": "outer space",
    "sea": "the sea",
}


@dataclass(frozen=True)
class Thing:
    """A picture of one object to be drawn. ``place`` is a place or ``plain``."""

    object: str
    drawing: int
    size: str
    place: str
    seed: int


@dataclass(frozen=True)
class Shown:
    """What can be seen in a picture of one object."""

    object: str
    colour: str
    size: str
    place: str
    drawing: int


def single_things() -> Iterator[Thing]:
    """864: of each object, size and drawing two on a plain ground and one in a place."""
    for number, name in enumerate(OBJECTS):
        for size_number, size in enumerate(SIZES):
            for drawing in (0, 1):
                for seed in (10, 11):
                    yield Thing(name, drawing, size, PLAIN, seed)
                rng = np.random.default_rng([number, size_number, drawing, 0, 3])
                yield Thing(name, drawing, size, PLACES[rng.integers(len(PLACES))], 10)


def empty_places() -> Iterator[tuple[str, int, int]]:
    """84: place, composition, seed."""
    for place in PLACES:
        for composition in (0, 1):
            for seed in range(3):
                yield place, composition, seed


def captioned_scenes() -> Iterator[Thing]:
    """300, no two with the same object and place, so that no two captions can be the same."""
    rng = np.random.default_rng(77)
    seen: set[tuple[str, str]] = set()
    while len(seen) < 300:
        name = OBJECTS[rng.integers(len(OBJECTS))]
        place = PLACES[rng.integers(len(PLACES))]
        drawing, size = int(rng.integers(2)), _SIZE_NAMES[rng.integers(3)]
        seed = int(rng.integers(1 << 30))
        if (name, place) not in seen:
            seen.add((name, place))
            yield Thing(name, drawing, size, place, seed)


def draw_thing(thing: Thing) -> tuple[Pixels, Shown]:
    """uint8 ``[360, 480, 3]``, and what it shows."""
    where = 99 if thing.place == PLAIN else PLACES.index(thing.place)
    size_number = _SIZE_NAMES.index(thing.size)
    rng = np.random.default_rng(
        [thing.seed, OBJECTS.index(thing.object), thing.drawing, size_number, where]
    )
    composition = int(rng.integers(2))
    if thing.place == PLAIN:
        ground = _PLAIN_COLOURS[rng.integers(len(_PLAIN_COLOURS))]
        picture = Image.new("RGB", (WIDTH, HEIGHT), ground)
    else:
        picture = draw_place(thing.place, composition, rng)
    colour = _colour_that_is_seen(picture, rng)
    _paste(picture, thing, colour, rng)
    shown = Shown(thing.object, colour, thing.size, thing.place, thing.drawing)
    return np.asarray(picture), shown


def draw_empty(place: str, composition: int, seed: int) -> Pixels:
    """uint8 ``[360, 480, 3]``."""
    rng = np.random.default_rng([seed, PLACES.index(place), composition, 12])
    return np.asarray(draw_place(place, composition, rng))


def _colour_that_is_seen(picture: Image.Image, rng: np.random.Generator) -> str:
    """By chance, but one that differs from three quarters of the picture, if 20 tries find one."""
    pixels = np.asarray(picture, dtype=float).reshape(-1, 3)[::97]
    names = tuple(COLOURS)
    for _ in range(20):
        name = names[rng.integers(len(names))]
        if np.mean(np.linalg.norm(pixels - COLOURS[name], axis=1) > 90) > 0.75:
            break
    return name


def _paste(picture: Image.Image, thing: Thing, colour: str, rng: np.random.Generator) -> None:
    square = _SQUARES[thing.size]
    drawn = draw_object(thing.object, colour, thing.drawing, square, rng)
    height = SIZES[thing.size] * rng.uniform(0.92, 1.08) * HEIGHT
    scale = height / drawn.height
    if drawn.width * scale > height * 1.7:
        scale = height * 1.7 / drawn.width
    size = (max(4, int(drawn.width * scale)), max(4, int(drawn.height * scale)))
    drawn = drawn.resize(size, Image.Resampling.LANCZOS)
    x = int(rng.uniform(0.02 * WIDTH, max(0.03 * WIDTH, 0.98 * WIDTH - drawn.width)))
    y = int(rng.uniform(0.02 * HEIGHT, max(0.03 * HEIGHT, 0.98 * HEIGHT - drawn.height)))
    picture.paste(drawn, (x, y), drawn)


def object_text(name: str) -> str:
    return _with_article(name)


def coloured_text(colour: str, name: str) -> str:
    return _with_article(f"{colour} {name}")


def place_noun(place: str) -> str:
    return _PLACE_NOUNS.get(place) or _with_article(place)


def place_phrase(place: str) -> str:
    return _PLACE_PHRASES[place]


def caption(shown: Shown) -> str:
    """A rainbow is said without a colour."""
    size = "" if shown.size == "middling" else f"{shown.size} "
    colour = "" if shown.object == "rainbow" else f"{shown.colour} "
    return f"{_with_article(size + colour + shown.object)} {place_phrase(shown.place)}"


def _with_article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
