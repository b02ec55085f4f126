"""Every place of the vocabulary in two compositions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from benchmarks.otherhand.places import land, sky, town, water
from benchmarks.otherhand.places.scene import HEIGHT, WIDTH, Scene

Composition = Callable[[np.random.Generator], Scene]

COMPOSITIONS: dict[str, tuple[Composition, Composition]] = {
    "beach": (water.beach_wide, water.beach_bay),
    "underwater": (water.underwater_kelp, water.underwater_corals),
    "sea": (water.sea_open, water.sea_waves),
    "forest": (land.forest_of_firs, land.forest_within),
    "mountains": (land.mountains_far, land.mountains_near),
    "city at night": (town.city_skyline, town.city_street),
    "desert": (land.desert_noon, land.desert_pyramid),
    "sunset": (sky.sunset_sea, sky.sunset_hills),
    "starry night": (sky.starry_night_hills, sky.starry_night_firs),
    "outer space": (sky.outer_space_ringed, sky.outer_space_orbit),
    "room": (town.room_wall, town.room_deep),
    "road": (town.road_ahead, town.road_across),
    "meadow": (land.meadow_hills, land.meadow_flat),
    "snow": (land.snow_hills, land.snow_snowman),
}
PLACES = tuple(COMPOSITIONS)

__all__ = ["COMPOSITIONS", "HEIGHT", "PLACES", "WIDTH", "draw_place"]


def draw_place(name: str, composition: int, rng: np.random.Generator) -> Image.Image:
    """480 x 360."""
    return COMPOSITIONS[name][composition](rng).picture()
