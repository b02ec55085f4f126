"""Every object of the vocabulary, drawn twice: flat, and with outlines from another side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from benchmarks.otherhand.objects import (
    aloft,
    at_home,
    belongings,
    growing,
    living,
    sky,
    vehicles,
)
from benchmarks.otherhand.pen import Outline, Pen, Rgb

Drawing = Callable[[Pen, Rgb], None]

DRAWINGS: dict[str, tuple[Drawing, Drawing]] = {
    "sun": (sky.sun_flat, sky.sun_outlined),
    "moon": (sky.moon_flat, sky.moon_outlined),
    "cloud": (sky.cloud_flat, sky.cloud_outlined),
    "rainbow": (sky.rainbow_flat, sky.rainbow_outlined),
    "star": (sky.star_flat, sky.star_outlined),
    "heart": (sky.heart_flat, sky.heart_outlined),
    "plane": (aloft.plane_flat, aloft.plane_outlined),
    "bird": (aloft.bird_flat, aloft.bird_outlined),
    "balloon": (aloft.balloon_flat, aloft.balloon_outlined),
    "hot air balloon": (aloft.hot_air_balloon_flat, aloft.hot_air_balloon_outlined),
    "kite": (aloft.kite_flat, aloft.kite_outlined),
    "butterfly": (aloft.butterfly_flat, aloft.butterfly_outlined),
    "helicopter": (aloft.helicopter_flat, aloft.helicopter_outlined),
    "rocket": (aloft.rocket_flat, aloft.rocket_outlined),
    "tree": (growing.tree_flat, growing.tree_outlined),
    "palm tree": (growing.palm_tree_flat, growing.palm_tree_outlined),
    "flower": (growing.flower_flat, growing.flower_outlined),
    "mushroom": (growing.mushroom_flat, growing.mushroom_outlined),
    "house": (at_home.house_flat, at_home.house_outlined),
    "car": (vehicles.car_flat, vehicles.car_outlined),
    "bus": (vehicles.bus_flat, vehicles.bus_outlined),
    "truck": (vehicles.truck_flat, vehicles.truck_outlined),
    "train": (vehicles.train_flat, vehicles.train_outlined),
    "bicycle": (vehicles.bicycle_flat, vehicles.bicycle_outlined),
    "boat": (vehicles.boat_flat, vehicles.boat_outlined),
    "ball": (belongings.ball_flat, belongings.ball_outlined),
    "fish": (living.fish_flat, living.fish_outlined),
    "octopus": (living.octopus_flat, living.octopus_outlined),
    "cat": (living.cat_flat, living.cat_outlined),
    "dog": (living.dog_flat, living.dog_outlined),
    "horse": (living.horse_flat, living.horse_outlined),
    "person": (living.person_flat, living.person_outlined),
    "clock": (at_home.clock_flat, at_home.clock_outlined),
    "cup": (at_home.cup_flat, at_home.cup_outlined),
    "apple": (growing.apple_flat, growing.apple_outlined),
    "banana": (growing.banana_flat, growing.banana_outlined),
    "cake": (at_home.cake_flat, at_home.cake_outlined),
    "umbrella": (belongings.umbrella_flat, belongings.umbrella_outlined),
    "book": (belongings.book_flat, belongings.book_outlined),
    "lamp": (at_home.lamp_flat, at_home.lamp_outlined),
    "chair": (at_home.chair_flat, at_home.chair_outlined),
    "guitar": (belongings.guitar_flat, belongings.guitar_outlined),
    "drum": (belongings.drum_flat, belongings.drum_outlined),
    "gift": (belongings.gift_flat, belongings.gift_outlined),
    "phone": (belongings.phone_flat, belongings.phone_outlined),
    "hat": (belongings.hat_flat, belongings.hat_outlined),
    "key": (belongings.key_flat, belongings.key_outlined),
    "shirt": (belongings.shirt_flat, belongings.shirt_outlined),
}
"""By name: the flat drawing, then the outlined one."""
OBJECTS = tuple(DRAWINGS)

COLOURS: dict[str, Rgb] = {
    "red": (218, 38, 36),
    "orange": (244, 134, 20),
    "yellow": (250, 214, 36),
    "green": (44, 156, 62),
    "blue": (36, 92, 208),
    "purple": (126, 52, 168),
    "pink": (246, 140, 184),
    "brown": (122, 74, 38),
    "black": (28, 28, 30),
    "white": (246, 246, 244),
    "gray": (136, 138, 142),
}


def draw_object(
    name: str, colour: str, drawing: int, side_pixels: int, rng: np.random.Generator
) -> Image.Image:
    """An RGBA picture cut to what is drawn: drawing 0 is flat, 1 outlined and lit from above left.

    About half are mirrored, all turned by a few degrees and stretched by a few per cent.
    """
    ink = _varied(colour, rng)
    outline = None
    if drawing == 1:
        outline = Outline((24, 22, 28) if sum(ink) > 140 else (120, 122, 130), 0.04)
    pen = Pen(side_pixels, outline, rng)
    DRAWINGS[name][drawing](pen, ink)
    image = _lit(pen.image) if drawing == 1 else pen.image
    # A number is drawn in any case, so that what follows is the same for all objects.
    if rng.random() < 0.5 and name not in {"clock", "book"}:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    image = image.crop(image.getbbox())
    image = image.rotate(rng.uniform(-6, 6), Image.Resampling.BICUBIC, expand=True)
    image = image.crop(image.getbbox())
    width = max(8, int(image.width * rng.uniform(0.92, 1.08)))
    return image.resize((width, image.height), Image.Resampling.LANCZOS)


def _varied(colour: str, rng: np.random.Generator) -> Rgb:
    """Up to 12 of 255 off in each channel; the same in all where a tint would be another colour."""
    shift = rng.integers(-12, 13, 3)
    if colour in {"black", "white", "gray"}:
        shift[:] = shift[0]
    red, green, blue = (int(value) for value in np.clip(COLOURS[colour] + shift, 0, 255))
    return red, green, blue


def _lit(image: Image.Image) -> Image.Image:
    pixels = np.array(image)
    side = len(pixels)
    across = np.arange(side, dtype=np.float32) / side - 0.5
    light = 1 - 0.45 * (across[None, :] * 0.6 + across[:, None])
    pixels[..., :3] = np.clip(pixels[..., :3] * light[..., None], 0, 255)
    return Image.fromarray(pixels)
