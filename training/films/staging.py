"""Scenes to order: who stands where, for films whose pictures are chosen and not drawn by lot."""

from dataclasses import dataclass

import numpy as np

from training.pictures.objects import POSES, drawing_of
from training.pictures.palette import shade
from training.pictures.places import place_of
from training.pictures.scene import Scene, Spot, Thing

SIZES = {0.27: "big", 0.11: ""}  # smallest radius of each size word, largest first


@dataclass(frozen=True)
class Role:
    """One thing: its word and colour, where it is in the frame and how large.

    `x` and `y` are the middle, as shares of the frame; `radius` is a share of its height.
    `drawing` counts the object's drawings. `colour` is empty for what has none.
    """

    name: str
    colour: str
    x: float = 0.5
    y: float = 0.55
    radius: float = 0.33
    drawing: int = 0
    verb: str = ""


def stage(
    rng: np.random.Generator,
    place: str,
    *roles: Role,
    weather: str = "",
    night: bool = False,
    composition: int = 0,
) -> Scene:
    """The place with these things in it; shades and small details are left to chance.

    Raises:
        ValueError: the place knows no weather or no night, though one is asked for.
    """
    parts = place_of(place)
    if (weather and not parts.has_weather) or (night and not parts.can_be_night):
        raise ValueError(f"{place!r} cannot have weather {weather!r} and night {night}")
    return Scene(
        place=place,
        composition=composition,
        plain_shade=shade(place.removeprefix("plain "), rng, calm=True),
        weather=weather,
        night=night or place == "city at night",
        things=tuple(_thing(rng, role) for role in roles),
        seed=int(rng.integers(2**31)),
    )


def _thing(rng: np.random.Generator, role: Role) -> Thing:
    spot = Spot(role.x, role.y, role.radius, 0.0, 1.0, bool(rng.random() < 0.5))
    return Thing(
        name=role.name,
        colour=role.colour,
        shade=shade(role.colour or "white", rng),
        skin=(224, 172, 136),
        accent=shade("white", rng),
        drawing=role.drawing,
        size=next((word for least, word in SIZES.items() if role.radius >= least), "small"),
        verb=POSES.get(drawing_of(role.name, role.drawing), role.verb),
        spots=(spot,),
    )
