"""What is in a picture, drawn at random, and the picture of it.

A scene is words and numbers alone; the same scene gives the same picture at any size. Places in
the frame are shares of its width and height, sizes are shares of its shorter side.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from training.pictures import weather as weathers
from training.pictures.canvas import (
    BLACK,
    FLAT,
    HATCHED,
    LINE_ART,
    OUTLINED,
    SHADED,
    SILHOUETTE,
    SKETCH,
    Ink,
    Pen,
    Rgb,
    mix,
    sample_warp,
)
from training.pictures.clutter import strew
from training.pictures.looks import LOOKS, seen_as
from training.pictures.objects import DRAWINGS, POSES, drawing_of
from training.pictures.palette import NATURAL_COLOURS, UNCOLOURED, UNSEEN_PAIRS, shade
from training.pictures.places import (
    PLACES,
    PLAIN_NAMES,
    Backdrop,
    Place,
    composition_of,
    paint_plain,
    place_of,
)
from training.pictures.vocabulary import COLOURS

FLYING = ("plane", "kite", "butterfly", "helicopter", "rocket")
FLOATING = ("balloon", "hot air balloon")
IN_THE_SKY = ("sun", "moon", "cloud", "rainbow", "star", "bird", *FLYING, *FLOATING)
SWIMMING = ("fish", "octopus")
DRIVING = ("car", "bus", "truck")

# Shares of the picture's shorter side: the radius of one thing, by its size word.
RADII = {"small": (0.075, 0.11), "": (0.13, 0.23), "big": (0.27, 0.38)}
RADII_CENTRED = (0.27, 0.43)
RADII_OF_MANY = {2: (0.1, 0.18), 3: (0.085, 0.145)}
RADII_OF_A_CROWD = (0.06, 0.095)

# How often the things of a scene are drawn in each style; "sketch" never is in training.
STYLES = {FLAT: 0.32, OUTLINED: 0.19, SHADED: 0.17, HATCHED: 0.11, SILHOUETTE: 0.11, LINE_ART: 0.1}
LOOK_SHARE = 0.3
CLUTTERED_SHARE = 0.2
CUT_SHARE = 0.1
HIDDEN_SHARE = 0.1
WARPED_SHARE = 0.75
# Kept out of training, one at a time, to measure what is not known by heart.
UNSEEN_KINDS = ("pair", "drawing", "style", "composition")

SKINS: tuple[Rgb, ...] = ((240, 196, 160), (224, 172, 136), (176, 122, 84), (116, 76, 52))
ACCENTS = ("yellow", "white", "red", "blue", "orange")


@dataclass(frozen=True)
class Spot:
    """Where one copy of a thing is; x and y in the frame, its square turned and mirrored."""

    x: float
    y: float
    radius: float
    turn_degrees: float
    stretch: float
    mirrored: bool


@dataclass(frozen=True)
class Thing:
    """A group of like objects. `colour` is empty for what has none, `verb` where none fits."""

    name: str
    colour: str
    shade: Rgb
    skin: Rgb
    accent: Rgb
    drawing: int
    size: str
    verb: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Scene:
    """All that is in one picture. `weather` is empty where there is none.

    `style` is how the things are drawn, `look` how the whole picture looks (empty: as drawn),
    `clutter` how many small things without a name lie about, and `hidden` whether something
    without a name covers a part of the first thing.
    """

    place: str
    composition: int
    plain_shade: Rgb
    weather: str
    night: bool
    things: tuple[Thing, ...]
    seed: int
    style: str = FLAT
    look: str = ""
    clutter: int = 0
    hidden: bool = False
    warped: bool = False


@dataclass(frozen=True)
class _Stage:
    """What things are laid out in: a place, in a picture of this shape."""

    place: str
    aspect: float
    centred: bool
    alone: bool
    unseen: str

    @property
    def unit(self) -> float:
        """The shorter side, in heights of the picture."""
        return min(1.0, self.aspect)


def sample_scene(
    rng: np.random.Generator,
    *,
    aspect: float = 16 / 9,
    centred: bool = False,
    alone: bool = False,
    unseen: str = "",
) -> Scene:
    """A scene at random, laid out for a picture of this width over height.

    `centred` gives one thing, larger, half the time on a plain background; `alone` one thing where
    it may be in any place, as often small as middling. `unseen` is empty, or
    one of `UNSEEN_KINDS`, for a scene with something that training never shows: a colour kept
    from its first thing ("pair"), drawings ("drawing"), the style of all things ("style"), or the
    place's composition ("composition").
    """
    place_name = _sample_place(rng, plain_share=0.5 if centred else 0.14)
    place = place_of(place_name)
    night = place_name == "city at night" or (place.can_be_night and rng.random() < 0.16)
    things = _sample_things(rng, _Stage(place_name, aspect, centred, alone, unseen))
    styled = _choice(rng, STYLES)
    return Scene(
        place=place_name,
        composition=_sample_composition(rng, place, unseen),
        plain_shade=shade(place_name.removeprefix("plain "), rng, calm=True),
        weather=_sample_weather(rng, place),
        night=night,
        things=things,
        seed=int(rng.integers(2**31)),
        style=SKETCH if unseen == "style" else _shown_in(styled, things),
        look=LOOKS[int(rng.integers(len(LOOKS)))] if rng.random() < LOOK_SHARE else "",
        clutter=int(rng.integers(3, 13)) if rng.random() < CLUTTERED_SHARE else 0,
        hidden=bool(rng.random() < HIDDEN_SHARE),
        warped=bool(rng.random() < WARPED_SHARE),
    )


def _choice(rng: np.random.Generator, shares: dict[str, float]) -> str:
    return str(rng.choice(list(shares), p=list(shares.values())))


def _sample_composition(rng: np.random.Generator, place: Place, unseen: str) -> int:
    """One past the last is the composition that is kept out of training."""
    count = len(place.compositions)
    return count if unseen == "composition" else int(rng.integers(max(1, count)))


def _shown_in(style: str, things: tuple[Thing, ...]) -> str:
    """Line art has a thing's colour in its lines alone, where white, gray and black are one."""
    unclear = any(thing.colour in ("white", "gray", "black") for thing in things)
    return OUTLINED if style == LINE_ART and unclear else style


def _sample_place(rng: np.random.Generator, plain_share: float) -> str:
    names = PLAIN_NAMES if rng.random() < plain_share else tuple(PLACES)
    return names[int(rng.integers(len(names)))]


def _sample_weather(rng: np.random.Generator, place: Place) -> str:
    if not place.has_weather or rng.random() > 0.36:
        return ""
    return ("rain", "snow", "lightning", "fog")[int(rng.integers(4))]


def _sample_things(rng: np.random.Generator, stage: _Stage) -> tuple[Thing, ...]:
    groups = 1 if stage.centred or stage.alone else int(rng.choice((1, 2, 3), p=(0.42, 0.4, 0.18)))
    names = [tuple(DRAWINGS)[i] for i in rng.permutation(len(DRAWINGS))]
    if stage.unseen == "pair":
        names = [name for name in names if _can_be_unseen(name, stage.place)]
    things: list[Thing] = []
    taken: list[Spot] = []
    for name in names[:groups]:
        unseen = stage.unseen == "pair" and not things
        colour = UNSEEN_PAIRS[name] if unseen else _sample_colour(rng, name, stage.place)
        thing = _sample_thing(rng, name, colour, stage, taken)
        if thing.spots:
            things.append(thing)
            taken += thing.spots
    return tuple(things)


def _can_be_unseen(name: str, place: str) -> bool:
    """Whether it has a colour kept out of training, and one that would show in this place."""
    return name in UNSEEN_PAIRS and place != f"plain {UNSEEN_PAIRS[name]}"


def _sample_thing(
    rng: np.random.Generator, name: str, colour: str, stage: _Stage, taken: list[Spot]
) -> Thing:
    """A thing of that colour; without spots where no room is left for it."""
    known = len(DRAWINGS[name])
    drawing = known if stage.unseen == "drawing" else int(rng.integers(known))
    size, radii, count = _sample_size_and_count(rng, stage)
    zone = _zone(rng, name, drawing, stage)
    spots = _sample_spots(rng, float(rng.uniform(*radii)), count, (stage, zone), taken)
    return Thing(
        name=name,
        colour=colour,
        shade=shade(colour or "white", rng),
        skin=SKINS[int(rng.integers(len(SKINS)))],
        accent=shade(ACCENTS[int(rng.integers(len(ACCENTS)))], rng),
        drawing=drawing,
        size=size,
        verb=_verb(name, drawing, zone, stage.place),
        spots=spots,
    )


def _sample_colour(rng: np.random.Generator, name: str, place: str) -> str:
    """A colour that shows against a plain background and is no pair kept out of training."""
    if name in UNCOLOURED:
        return ""
    barred = (UNSEEN_PAIRS.get(name), place.removeprefix("plain "))
    natural = [colour for colour in NATURAL_COLOURS.get(name, ()) if colour not in barred]
    if natural and rng.random() < 0.4:
        return natural[int(rng.integers(len(natural)))]
    colours = [colour for colour in COLOURS if colour not in barred]
    return colours[int(rng.integers(len(colours)))]


def _sample_size_and_count(
    rng: np.random.Generator, stage: _Stage
) -> tuple[str, tuple[float, float], int]:
    """A size word, which only a single thing has, the range of the radius, and how many."""
    if stage.centred:
        return ("big", RADII_CENTRED, 1) if rng.random() < 0.6 else ("", RADII[""], 1)
    if stage.alone:
        size = ("", "big", "small")[int(rng.choice(3, p=(0.4, 0.2, 0.4)))]
        return size, RADII[size], 1
    count = int(rng.choice((1, 2, 3, 6), p=(0.7, 0.12, 0.09, 0.09)))
    if count == 1:
        size = ("", "big", "small")[int(rng.choice(3, p=(0.5, 0.3, 0.2)))]
        return size, RADII[size], 1
    if count == 6:
        return "", RADII_OF_A_CROWD, int(rng.integers(5, 9))
    return "", RADII_OF_MANY[count], count


def _zone(rng: np.random.Generator, name: str, drawing: int, stage: _Stage) -> str:
    """The part of the place a thing is put in: "sky", "ground", "water" or, freely, ""."""
    parts = place_of(stage.place)
    if stage.centred or rng.random() < 0.12:
        return ""
    pose = POSES.get(drawing_of(name, drawing))
    if name in IN_THE_SKY and pose in (None, "flying") and parts.sky:
        return "sky"
    if name in ("boat", *SWIMMING) and parts.water:
        return "water"
    if parts.ground:
        return "ground"
    return "water" if parts.water and name not in IN_THE_SKY else ""


def _verb(name: str, drawing: int, zone: str, place: str) -> str:
    pose = POSES.get(drawing_of(name, drawing))
    if pose:
        return pose
    if name in SWIMMING:
        return "swimming" if place in ("underwater", "sea") else ""
    if name == "boat":
        return "sailing" if place == "sea" else ""
    if name in DRIVING and zone == "ground":
        return "driving" if place == "road" else "parked"
    return "flying" if name in FLYING else "floating" if name in FLOATING else ""


def _sample_spots(
    rng: np.random.Generator,
    radius: float,
    count: int,
    where: tuple[_Stage, str],
    taken: list[Spot],
) -> tuple[Spot, ...]:
    """As many spots as there should be, or none where the room for them is not found."""
    stage, zone = where
    mirrored, tilt = bool(rng.random() < 0.5), float(rng.normal(0, 5))
    cut = count == 1 and rng.random() < CUT_SHARE
    spots: list[Spot] = []
    for _ in range(40):
        if len(spots) == count:
            break
        one = radius * float(rng.uniform(0.9, 1.1)) if count > 1 else radius
        x, y = _at_the_edge(rng, one, stage) if cut else _position(rng, one, zone, stage)
        spot = Spot(x, y, one, tilt, float(rng.normal(1, 0.06)), mirrored)
        if all(_apart(spot, other, stage) for other in (*taken, *spots)):
            spots.append(spot)
    return tuple(spots) if len(spots) == count else ()


def _position(
    rng: np.random.Generator, radius: float, zone: str, stage: _Stage
) -> tuple[float, float]:
    if stage.centred:
        return 0.5 + float(rng.normal(0, 0.07)), 0.5 + float(rng.normal(0, 0.05))
    half_width, half_height = radius * stage.unit / stage.aspect, radius * stage.unit
    x = float(rng.uniform(min(0.5, half_width), max(0.5, 1 - half_width)))
    parts = place_of(stage.place)
    if zone == "sky" and parts.sky:
        y = float(rng.uniform(*parts.sky))
    elif zone in ("ground", "water"):
        foot = parts.ground if zone == "ground" else parts.water
        y = float(rng.uniform(*(foot or (0.5, 0.97)))) - half_height
    else:
        y = float(rng.uniform(0.1, 0.9))
    return x, float(np.clip(y, min(0.5, half_height), max(0.5, 1 - half_height)))


def _at_the_edge(rng: np.random.Generator, radius: float, stage: _Stage) -> tuple[float, float]:
    """Cut off by one side of the frame, by up to a third."""
    half_width, half_height = radius * stage.unit / stage.aspect, radius * stage.unit
    kept, along = float(rng.uniform(0.35, 0.9)), float(rng.uniform(0.25, 0.75))
    side = int(rng.integers(4))
    if side < 2:
        return (half_width * kept if side == 0 else 1 - half_width * kept), along
    return along, (half_height * kept if side == 2 else 1 - half_height * kept)


def _apart(spot: Spot, other: Spot, stage: _Stage) -> bool:
    across = (spot.x - other.x) * stage.aspect / stage.unit
    down = (spot.y - other.y) / stage.unit
    return math.hypot(across, down) > 0.82 * (spot.radius + other.radius)


@dataclass(frozen=True)
class _Canvas:
    """Where a scene is drawn, in pixels finer than the picture's own."""

    draw: ImageDraw.ImageDraw
    width: int
    height: int
    aspect: float


def render(
    scene: Scene,
    *,
    width: int,
    height: int,
    motion_seconds: float = 0.0,
    aspect: float | None = None,
) -> NDArray[np.uint8]:
    """The picture, uint8 `[height, width, 3]`, RGB.

    `motion_seconds` sways the things a little and lets rain and snow fall; what is in the picture
    stays the same. `aspect` is the picture's shape before it was squeezed into `width` by
    `height`; without it, the picture is not squeezed.
    """
    finer = 3 if height < 200 else 2
    size = (width * finer, height * finer)
    aspect = aspect or width / height
    image = _background(replace(scene, things=()), size, aspect).copy()
    canvas = _Canvas(ImageDraw.Draw(image), *size, aspect)
    for index, thing in enumerate(scene.things):
        _draw_thing(canvas, thing, scene, index, motion_seconds)
    if scene.hidden and scene.things:
        _hide_a_part(canvas, scene.things[0].spots[0], np.random.default_rng((scene.seed, 3)))
    if scene.weather:
        random = np.random.default_rng((scene.seed, 2))
        image = weathers.in_front(image, scene.weather, random, motion_seconds)
    picture = image.reduce(finer)
    if scene.look:
        picture = seen_as(picture, scene.look, np.random.default_rng((scene.seed, 4)))
    return np.asarray(picture)


@lru_cache(maxsize=16)
def _background(scene: Scene, size: tuple[int, int], aspect: float) -> Image.Image:
    """The painted place without things; kept, as the frames of a film ask for it again."""
    image = Image.new("RGB", size)
    pen = Pen(ImageDraw.Draw(image), size[0], 0, 0, 0, size[1], 0)
    on = Backdrop(image, pen, aspect, np.random.default_rng((scene.seed, 1)))
    if scene.place in PLAIN_NAMES:
        paint_plain(on, scene.plain_shade)
    else:
        composition_of(scene.place, scene.composition)(on)
    if scene.night and place_of(scene.place).can_be_night:
        image.paste(weathers.dim(image, weathers.NIGHT, weathers.NIGHT_SHARE))
    weathers.behind(on, scene.weather)
    if scene.clutter:
        strew(on, scene.clutter)
    return image


def _draw_thing(
    canvas: _Canvas, thing: Thing, scene: Scene, index: int, motion_seconds: float
) -> None:
    dark = weathers.THING_NIGHT_SHARE if scene.night else 0.0
    ink = Ink(*(mix(c, weathers.NIGHT, dark) for c in (thing.shade, thing.skin, thing.accent)))
    drawing = drawing_of(thing.name, thing.drawing)
    # From the same numbers each time: the copies are alike, and so is every frame of a film.
    random = np.random.default_rng((scene.seed, 5, index))
    warp = sample_warp(random) if scene.warped else None
    chance = int(random.integers(2**31))
    for i, spot in enumerate(thing.spots):
        phase = scene.seed % 7 + 1.7 * i
        moved = _moved(spot, thing.verb, phase, motion_seconds)
        pen = _pen_at(canvas, moved)
        own = replace(
            pen, style=scene.style, main=ink.main, warp=warp, random=np.random.default_rng(chance)
        )
        drawing(own, ink)


def _hide_a_part(canvas: _Canvas, spot: Spot, random: np.random.Generator) -> None:
    """A board, a stone or a post in front of up to a third of it."""
    pen = _pen_at(canvas, replace(spot, turn_degrees=float(random.uniform(-12, 12))))
    fill = mix(BLACK, (200, 190, 170), float(random.uniform(0.2, 1.0)))
    reach = float(random.uniform(0.35, 0.7))
    kind = int(random.integers(3))
    if kind == 0:
        pen.box(fill, -1.1, reach, 1.1, 1.3)
    elif kind == 1:
        pen.oval(fill, float(random.choice((-0.8, 0.8))), 0.8, 0.5, 0.75)
    else:
        x = float(random.uniform(-0.8, 0.6))
        pen.box(fill, x, -1.2, x + 0.24, 1.2)


def _moved(spot: Spot, verb: str, phase: float, motion_seconds: float) -> Spot:
    """The spot at that moment: what flies, floats or drives sways more than what stands."""
    if not motion_seconds:
        return spot
    reach = 0.035 if verb in ("flying", "floating", "swimming", "sailing", "driving") else 0.008
    swing = math.sin(motion_seconds * math.tau / 5 + phase) - math.sin(phase)
    bob = math.sin(motion_seconds * math.tau / 3 + phase) - math.sin(phase)
    return Spot(
        spot.x + reach * swing,
        spot.y + 0.3 * reach * bob,
        spot.radius,
        spot.turn_degrees + 1.5 * bob,
        spot.stretch,
        spot.mirrored,
    )


def _pen_at(canvas: _Canvas, spot: Spot) -> Pen:
    """A pen for the square of one spot, in pixels of a canvas that may be squeezed."""
    unit = min(1.0, canvas.aspect) * spot.radius
    across = unit * canvas.width / canvas.aspect * spot.stretch
    down = unit * canvas.height / spot.stretch
    cos, sin = math.cos(math.radians(spot.turn_degrees)), math.sin(math.radians(spot.turn_degrees))
    flip = -1.0 if spot.mirrored else 1.0
    return Pen(
        canvas.draw,
        across * cos * flip,
        -across * sin,
        spot.x * canvas.width,
        down * sin * flip,
        down * cos,
        spot.y * canvas.height,
    )
