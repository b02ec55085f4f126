"""Every object's drawings, by its word, and what can be told from a drawing.

To make an object more varied, write another function of a pen and an ink, and add it to the
tables of its module.
"""

from training.pictures.canvas import Drawing
from training.pictures.objects import (
    aloft,
    belongings,
    fliers,
    food,
    four_legged,
    furniture_and_clothes,
    house_and_ball,
    household,
    music_making,
    nature,
    people,
    plants,
    rail_and_water,
    sky,
    sky_further,
    traffic,
    vehicles,
    winged_and_finned,
)
from training.pictures.vocabulary import OBJECTS

_FURTHER = (
    aloft,
    belongings,
    fliers,
    food,
    four_legged,
    furniture_and_clothes,
    house_and_ball,
    music_making,
    people,
    plants,
    rail_and_water,
    sky_further,
    traffic,
    winged_and_finned,
)

_FIRST: dict[str, tuple[Drawing, ...]] = {
    "sun": (sky.sun_with_rays, sky.sun_with_strokes),
    "moon": (sky.moon_crescent, sky.moon_full),
    "cloud": (sky.cloud_puffs, sky.cloud_flat),
    "rainbow": (sky.rainbow_bow, sky.rainbow_with_clouds),
    "star": (sky.star_five, sky.star_fat),
    "heart": (sky.heart_plain, sky.heart_round),
    "plane": (sky.plane_side, sky.plane_from_above),
    "bird": (sky.bird_flying, sky.bird_perched),
    "balloon": (sky.balloon_round, sky.balloon_drop),
    "hot air balloon": (sky.hot_air_balloon_striped, sky.hot_air_balloon_banded),
    "kite": (sky.kite_diamond, sky.kite_delta),
    "butterfly": (sky.butterfly_open, sky.butterfly_side),
    "helicopter": (sky.helicopter_side, sky.helicopter_round),
    "rocket": (sky.rocket_upright, sky.rocket_banded),
    "tree": (nature.tree_round, nature.tree_fir, nature.tree_branching),
    "palm tree": (nature.palm_tree_curved, nature.palm_tree_straight),
    "flower": (nature.flower_daisy, nature.flower_tulip, nature.flower_five_petals),
    "mushroom": (nature.mushroom_spotted, nature.mushroom_slim),
    "house": (household.house_gabled, household.house_wide),
    "car": (vehicles.car_saloon, vehicles.car_small, vehicles.car_front),
    "bus": (vehicles.bus_side, vehicles.bus_double_decker),
    "truck": (vehicles.truck_box, vehicles.truck_flatbed),
    "train": (vehicles.train_steam, vehicles.train_wagons),
    "bicycle": (vehicles.bicycle_diamond, vehicles.bicycle_step_through),
    "boat": (vehicles.boat_sail, vehicles.boat_steamer, vehicles.boat_rowing),
    "ball": (household.ball_striped, household.ball_panels, household.ball_shaded),
    "fish": (nature.fish_oval, nature.fish_striped),
    "octopus": (nature.octopus_front, nature.octopus_sprawled),
    "cat": (nature.cat_sitting, nature.cat_walking),
    "dog": (nature.dog_sitting, nature.dog_standing),
    "horse": (nature.horse_side, nature.horse_galloping),
    "person": (nature.person_standing, nature.person_arm_raised, nature.person_sitting),
    "clock": (household.clock_wall, household.clock_alarm, household.clock_wrist_watch),
    "cup": (household.cup_with_handle, household.cup_and_saucer),
    "apple": (household.apple_with_leaf, household.apple_halved),
    "banana": (household.banana_single, household.banana_bunch),
    "cake": (household.cake_tiered, household.cake_slice, household.cake_round),
    "umbrella": (household.umbrella_open, household.umbrella_tilted),
    "book": (household.book_closed, household.book_open),
    "lamp": (household.lamp_table, household.lamp_desk),
    "chair": (household.chair_side, household.chair_front, household.chair_armchair),
    "guitar": (household.guitar_acoustic, household.guitar_electric),
    "drum": (household.drum_with_sticks, household.drum_bass),
    "gift": (household.gift_with_bow, household.gift_flat),
    "phone": (household.phone_upright, household.phone_back, household.phone_handset),
    "hat": (household.hat_top, household.hat_cap, household.hat_brimmed),
    "key": (household.key_old, household.key_modern),
    "shirt": (household.shirt_short_sleeves, household.shirt_buttoned),
}

DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    name: (*_FIRST[name], *(d for module in _FURTHER for d in module.DRAWINGS.get(name, ())))
    for name in OBJECTS
}
# One drawing of each object is kept out of training, to measure what is not known by heart.
UNSEEN: dict[str, Drawing] = {
    name: drawing for module in _FURTHER for name, drawing in module.UNSEEN.items()
}

# Drawings that show what their subject does.
POSES: dict[Drawing, str] = {
    sky.bird_flying: "flying",
    sky.bird_perched: "sitting",
    nature.cat_sitting: "sitting",
    nature.cat_walking: "standing",
    nature.dog_sitting: "sitting",
    nature.dog_standing: "standing",
    nature.horse_side: "standing",
    nature.person_standing: "standing",
    nature.person_arm_raised: "standing",
    nature.person_sitting: "sitting",
    **{drawing: pose for module in _FURTHER for drawing, pose in module.POSES.items()},
}


def drawing_of(name: str, index: int) -> Drawing:
    """One of the object's drawings; the index past the last gives the one kept out of training."""
    return (*DRAWINGS[name], UNSEEN[name])[index]
