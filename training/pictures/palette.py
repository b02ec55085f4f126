"""Shades of each colour word, and which colours go with which object."""

import colorsys

import numpy as np

from training.pictures.canvas import Rgb
from training.pictures.vocabulary import COLOURS, OBJECTS

# Ranges of hue in degrees, saturation and brightness (HSV) that the word is used for.
_SHADES: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "red": ((-8, 6), (0.78, 1.0), (0.68, 0.96)),
    "orange": ((22, 33), (0.85, 1.0), (0.9, 1.0)),
    "yellow": ((47, 58), (0.7, 1.0), (0.9, 1.0)),
    "green": ((95, 150), (0.55, 0.95), (0.42, 0.8)),
    "blue": ((206, 234), (0.66, 1.0), (0.6, 1.0)),
    "purple": ((266, 288), (0.5, 0.9), (0.45, 0.78)),
    "pink": ((322, 346), (0.3, 0.6), (0.94, 1.0)),
    "brown": ((18, 30), (0.55, 0.8), (0.32, 0.52)),
    "black": ((0, 360), (0.0, 0.2), (0.04, 0.13)),
    "white": ((0, 360), (0.0, 0.04), (0.94, 1.0)),
    "gray": ((0, 360), (0.0, 0.07), (0.42, 0.66)),
}

UNCOLOURED: tuple[str, ...] = ("rainbow",)

# The colours an object often has; they come up more often than the others.
NATURAL_COLOURS: dict[str, tuple[str, ...]] = {
    "sun": ("yellow", "orange"),
    "moon": ("yellow", "white", "gray"),
    "cloud": ("white", "gray"),
    "star": ("yellow",),
    "heart": ("red", "pink"),
    "tree": ("green",),
    "palm tree": ("green",),
    "mushroom": ("red", "brown"),
    "apple": ("red", "green"),
    "banana": ("yellow",),
    "cat": ("black", "gray", "orange", "white"),
    "dog": ("brown", "black", "white"),
    "horse": ("brown", "black", "white"),
    "guitar": ("brown",),
    "clock": ("gray",),
    "phone": ("black",),
    "key": ("yellow", "gray"),
    "chair": ("brown",),
    "plane": ("white", "gray"),
}


def _unseen_pairs() -> dict[str, str]:
    """One colour per object, never its natural one, spread over the colours."""
    colours = tuple(COLOURS)
    pairs = {}
    for index, name in enumerate(name for name in OBJECTS if name not in UNCOLOURED):
        turn = (index * 4 + 2) % len(colours)
        order = colours[turn:] + colours[:turn]
        pairs[name] = next(c for c in order if c not in NATURAL_COLOURS.get(name, ()))
    return pairs


# Kept out of training, to measure whether colour and object are understood apart.
UNSEEN_PAIRS: dict[str, str] = _unseen_pairs()


def shade(colour: str, rng: np.random.Generator, *, calm: bool = False) -> Rgb:
    """A shade that the word is used for; `calm` keeps to the less glaring ones (backgrounds).

    Words that are no colours (the names of places) give gray: the caller does not use it.
    """
    hues, saturations, values = _SHADES.get(colour, _SHADES["gray"])
    hue, saturation, value = (float(rng.uniform(*r)) for r in (hues, saturations, values))
    saturation *= 0.85 if calm else 1.0
    red, green, blue = colorsys.hsv_to_rgb(hue % 360 / 360, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
