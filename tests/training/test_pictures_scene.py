"""Pictures drawn from words: drawings, places, scenes, and how they may look."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from training.pictures.canvas import LINE_ART, OUTLINED, SILHOUETTE, SKETCH, Ink, Pen, Rgb, Warp
from training.pictures.canvas import sample_warp as warp_at_random
from training.pictures.captions import asserted
from training.pictures.clutter import strew
from training.pictures.looks import LOOKS, seen_as
from training.pictures.objects import DRAWINGS, POSES, UNSEEN, drawing_of
from training.pictures.palette import NATURAL_COLOURS, UNCOLOURED, UNSEEN_PAIRS, shade
from training.pictures.places import (
    PLACES,
    PLAIN_NAMES,
    SHOWN_BY_PLACE,
    UNSEEN_COMPOSITIONS,
    Backdrop,
    composition_of,
    paint_plain,
)
from training.pictures.scene import (
    RADII,
    STYLES,
    UNSEEN_KINDS,
    Scene,
    Spot,
    Thing,
    render,
    sample_scene,
)
from training.pictures.vocabulary import COLOURS, OBJECTS, PLACE_NOUNS, PLACE_PHRASES

Picture = NDArray[np.int64]
Drawing = Callable[[Pen, Ink], None]

BACKGROUND = (120, 160, 120)
MAIN = (210, 30, 200)
WIDE = 16 / 9
ALL_STYLES = (*STYLES, SKETCH)


def scenes(
    count: int,
    seed: int = 0,
    *,
    aspect: float = WIDE,
    centred: bool = False,
    alone: bool = False,
    unseen: str = "",
) -> list[Scene]:
    rng = np.random.default_rng(seed)
    return [
        sample_scene(rng, aspect=aspect, centred=centred, alone=alone, unseen=unseen)
        for _ in range(count)
    ]


def with_things(found: list[Scene]) -> list[Scene]:
    return [scene for scene in found if scene.things]


def drawings_of(name: str) -> tuple[Drawing, ...]:
    return (*DRAWINGS[name], UNSEEN[name])


def drawn(drawing: Drawing, seed: int | None = None, *, style: str = "flat") -> Picture:
    """The drawing, in a square of 96 of the 120 picture elements each way."""
    image = Image.new("RGB", (120, 120), BACKGROUND)
    random = None if seed is None else np.random.default_rng(seed)
    pen = Pen(
        ImageDraw.Draw(image), 48, 0, 60, 0, 48, 60, style=style, main=MAIN, random=random
    )  # fmt: skip
    drawing(pen, Ink(MAIN))
    return np.asarray(image).astype(int)


def touched(picture: Picture) -> NDArray[np.bool_]:
    return (picture != BACKGROUND).any(axis=2)


def painted(place: str, composition: int, size: tuple[int, int], seed: int) -> Picture:
    """A place's composition on a ground of a colour that none has."""
    return backdrop(size, seed, composition_of(place, composition))


def backdrop(size: tuple[int, int], seed: int, paint: Callable[[Backdrop], None]) -> Picture:
    image = Image.new("RGB", size, (255, 0, 254))
    pen = Pen(ImageDraw.Draw(image), size[0], 0, 0, 0, size[1], 0)
    paint(Backdrop(image, pen, size[0] / size[1], np.random.default_rng(seed)))
    return np.asarray(image).astype(int)


def shown(scene: Scene, width: int = 160, height: int = 90, **options: float) -> Picture:
    return render(scene, width=width, height=height, **options).astype(int)


def near(scene: Scene, things: tuple[Thing, ...], reach: float) -> NDArray[np.bool_]:
    """Which of 90 times 160 picture elements lie within `reach` radii of one of the things."""
    rows, columns = np.mgrid[0:90, 0:160] + 0.5
    close = np.zeros((90, 160), bool)
    for spot in (spot for thing in things for spot in thing.spots):
        away = np.hypot(columns - spot.x * 160, rows - spot.y * 90)
        close |= away < reach * spot.radius * 90
    return close


def seen_share(spot: Spot) -> float:
    """How much of the spot's square lies in a picture of 16 to 9."""
    across, down = spot.radius / WIDE, spot.radius
    inside = [
        max(0.0, min(1.0, at + half) - max(0.0, at - half)) / (2 * half)
        for at, half in ((spot.x, across), (spot.y, down))
    ]
    return inside[0] * inside[1]


def test_every_word_has_pictures_and_one_that_is_kept_out_of_training() -> None:
    assert set(DRAWINGS) == set(UNSEEN) == set(OBJECTS)
    assert all(len(drawings) >= 5 for drawings in DRAWINGS.values())
    known = [drawing for drawings in DRAWINGS.values() for drawing in drawings]
    assert len({*known, *UNSEEN.values()}) == len(known) + len(OBJECTS)
    assert set(POSES) <= {*known, *UNSEEN.values()}
    assert [drawing_of("car", i) for i in (0, len(DRAWINGS["car"]))] == [
        DRAWINGS["car"][0],
        UNSEEN["car"],
    ]


def test_every_place_has_compositions_and_one_that_is_kept_out_of_training() -> None:
    assert set(PLACES) == set(UNSEEN_COMPOSITIONS) == set(PLACE_NOUNS) == set(PLACE_PHRASES)
    assert all(len(place.compositions) >= 3 for place in PLACES.values())
    known = [painter for place in PLACES.values() for painter in place.compositions]
    assert len({*known, *UNSEEN_COMPOSITIONS.values()}) == len(known) + len(PLACES)
    assert set(SHOWN_BY_PLACE) <= set(PLACES)
    assert {name for names in SHOWN_BY_PLACE.values() for name in names} <= set(OBJECTS)


@pytest.mark.parametrize("name", OBJECTS)
def test_a_drawing_fills_its_square_and_shows_its_colour(name: str) -> None:
    """The middle of what is left to chance, and draws of it."""
    for drawing in drawings_of(name):
        for seed in (None, 1, 2, 3):
            told = f"{drawing.__name__}, seed {seed}"
            picture = drawn(drawing, seed)
            there = touched(picture)
            rows, columns = np.nonzero(there)
            assert max(np.ptp(rows), np.ptp(columns)) > 0.7 * 96, told
            edge = 120 * 0.07  # a drawing may reach over its square by about a pen's width
            assert min(rows.min(), columns.min()) >= edge, told
            assert max(rows.max(), columns.max()) <= 120 - edge, told
            hue = (picture[..., 0] - picture[..., 1] > 60) & (picture[..., 2] > 90)
            assert name in UNCOLOURED or hue.sum() > 0.15 * there.sum(), told


@pytest.mark.parametrize("name", OBJECTS)
def test_drawings_of_one_object_differ_and_leave_something_to_chance(name: str) -> None:
    drawings = drawings_of(name)
    for (one, first), (other, second) in combinations([(d, drawn(d)) for d in drawings], 2):
        different = (np.abs(first - second).max(axis=2) > 40).mean()
        assert different > 0.012, (one.__name__, other.__name__)
    varied = [(drawn(drawing, 1) != drawn(drawing, 2)).any() for drawing in drawings]
    assert np.mean(varied) > 0.6  # the first two or three of each object are always the same
    assert all((drawn(drawing, 5) == drawn(drawing, 5)).all() for drawing in drawings)


@pytest.mark.parametrize("style", ALL_STYLES)
def test_a_style_keeps_a_drawings_outline_and_something_of_its_colour(style: str) -> None:
    coloured, changed = [], []
    for name in OBJECTS:
        for drawing in (DRAWINGS[name][0], DRAWINGS[name][-1], UNSEEN[name]):
            flat, styled = drawn(drawing, 3), drawn(drawing, 3, style=style)
            there = touched(styled)
            both, either = there & touched(flat), there | touched(flat)
            assert both.sum() > 0.6 * either.sum(), drawing.__name__
            changed.append((styled != flat).any())
            if name not in UNCOLOURED:
                green = styled[..., 1]
                hue = (styled[..., 0] - green > 40) & (styled[..., 2] - green > 40)
                coloured.append(hue.sum() / there.sum())
    assert min(coloured) > (0.9 if style == SILHOUETTE else 0.02)
    assert np.mean(coloured) > 0.15
    assert np.mean(changed) > 0.9 or style == "flat"


def test_a_warp_is_mild() -> None:
    corners = [(u, v) for u in (-1, 0, 1) for v in (-1, 0, 1)]
    assert all(Warp()(u, v) == (u, v) for u, v in corners)
    random = np.random.default_rng(0)
    warps = [warp_at_random(random) for _ in range(200)]
    away = [np.hypot(*np.subtract(warp(u, v), (u, v))) for warp in warps for u, v in corners]
    assert max(away) < 0.5
    assert 0.04 < np.mean(away) < 0.15


def test_a_pen_without_chance_takes_the_middle() -> None:
    pen = Pen(ImageDraw.Draw(Image.new("RGB", (8, 8))), 4, 0, 4, 0, 4, 4)
    assert (pen.between(1, 2), pen.count(2, 5)) == (1.5, 3)
    assert (pen.maybe(0.6), pen.maybe(0.4)) == (True, False)
    by_chance = replace(pen, random=np.random.default_rng(1))
    assert {by_chance.count(2, 5) for _ in range(60)} == {2, 3, 4, 5}
    assert all(1 <= by_chance.between(1, 2) <= 2 for _ in range(60))


@pytest.mark.parametrize("place", PLACES)
def test_compositions_differ_and_leave_nothing_unpainted_in_any_shape(place: str) -> None:
    numbers = range(len(PLACES[place].compositions) + 1)
    for size in ((160, 90), (90, 90), (90, 160)):
        for composition in numbers:
            picture = painted(place, composition, size, 1)
            assert (picture != (255, 0, 254)).any(axis=2).all(), composition
    pictures = [painted(place, composition, (160, 90), 2) for composition in numbers]
    for first, second in combinations(pictures, 2):
        assert np.abs(first - second).mean() > 6
    for composition, picture in zip(numbers, pictures, strict=True):
        assert (painted(place, composition, (160, 90), 2) == picture).all()
        assert (painted(place, composition, (160, 90), 3) != picture).any()


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_a_plain_background_keeps_to_its_colours_word(name: str) -> None:
    colour = name.removeprefix("plain ")
    reach = {"black": 24, "white": 24, "gray": 40}.get(colour, 64)
    flat = 0
    for seed in range(40):
        fill = shade(colour, np.random.default_rng(seed), calm=True)
        picture = backdrop((96, 54), seed, lambda on, fill=fill: paint_plain(on, fill))
        assert np.abs(picture - fill).max() <= reach
        flat += bool(np.ptp(picture, axis=(0, 1)).max() == 0)
    assert 0 < flat < 25  # most have light and shade, or a pattern


def test_small_things_strewn_about_cover_little_and_are_of_many_kinds() -> None:
    plain: Rgb = (90, 90, 90)
    covered = []
    for seed in range(60):
        picture = backdrop((160, 90), seed, lambda on: (on.gradient(plain, plain), strew(on, 8))[0])
        covered.append((picture != plain).any(axis=2).mean())
    assert min(covered) > 0.001
    assert max(covered) < 0.3
    assert len(set(covered)) > 50


def test_a_scene_and_its_picture_follow_from_the_seed() -> None:
    first, second = scenes(20, seed=4), scenes(20, seed=4)
    assert first == second
    # In two rounds, so that the places painted in the first are no longer kept in the second.
    rounds = [[render(s, width=96, height=54) for s in found] for found in (first, second)]
    assert all(np.array_equal(left, right) for left, right in zip(*rounds, strict=True))
    assert first != scenes(20, seed=5)


@pytest.mark.parametrize("look", ["", *(look for look in LOOKS if look != "line art")])
def test_a_scene_looks_the_same_at_any_size(look: str) -> None:
    for sampled in scenes(5, seed=6):
        scene = replace(sampled, look=look)
        small = shown(scene)
        large = Image.fromarray(render(scene, width=640, height=360))
        shrunk = np.asarray(large.resize((160, 90), Image.Resampling.BOX)).astype(int)
        assert np.abs(small - shrunk).mean() < (10 if look else 5)


@pytest.mark.parametrize("look", ["", *(look for look in LOOKS if look != "line art")])
def test_a_squeezed_picture_is_the_wide_one_squeezed(look: str) -> None:
    for sampled in scenes(5, seed=7):
        scene = replace(sampled, look=look)
        squeezed = shown(scene, 72, 72, aspect=WIDE)
        wide = Image.fromarray(render(scene, width=320, height=180))
        shrunk = np.asarray(wide.resize((72, 72), Image.Resampling.BOX)).astype(int)
        assert np.abs(squeezed - shrunk).mean() < (22 if look else 8)


def test_motion_moves_the_picture_a_little() -> None:
    for sampled in scenes(30, seed=8):
        scene = replace(sampled, look="")
        if scene.things:
            assert (shown(scene) != shown(scene, motion_seconds=1.2)).any()
        calm = replace(scene, weather="")
        assert np.abs(shown(calm) - shown(calm, motion_seconds=1.2)).mean() < 12


@pytest.mark.parametrize("style", ALL_STYLES)
def test_a_style_changes_the_things_and_nothing_about_them(style: str) -> None:
    plain = [replace(s, look="", hidden=False, style="flat") for s in scenes(16, seed=20)]
    changed = 0
    for scene in with_things(plain):
        styled = replace(scene, style=style)
        assert asserted(styled) == asserted(scene)
        different = (shown(styled) != shown(scene)).any(axis=2)
        assert not (different & ~near(scene, scene.things, 2.1)).any()
        changed += different.any()
    assert changed >= (0 if style == "flat" else 12)


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_changes_the_picture_and_keeps_its_shape(look: str) -> None:
    image = Image.fromarray(render(scenes(1, seed=21)[0], width=161, height=90))
    for size in ((72, 72), (161, 90), (90, 161)):
        picture = image.resize(size)
        before = picture.tobytes()
        changed = seen_as(picture, look, np.random.default_rng(1))
        assert (changed.mode, changed.size) == ("RGB", size)
        assert picture.tobytes() == before
        assert changed.tobytes() == seen_as(picture, look, np.random.default_rng(1)).tobytes()
        assert np.abs(np.asarray(changed).astype(int) - np.asarray(picture)).mean() > 0.5


def test_a_look_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError):
        seen_as(Image.new("RGB", (8, 8)), "cubist", np.random.default_rng(0))


@pytest.mark.parametrize("look", ["", *LOOKS])
def test_a_red_heart_on_blue_is_red_on_blue_in_every_look_and_style(look: str) -> None:
    red, blue = (205, 30, 30), (40, 80, 200)
    heart = Thing(
        "heart", "red", red, red, red, 0, "big", "", (Spot(0.5, 0.5, 0.4, 0, 1, mirrored=False),)
    )
    for seed, style in enumerate(ALL_STYLES):
        scene = Scene(
            "plain blue", 0, blue, "", night=False, things=(heart,), seed=seed, style=style,
            look=look, warped=True,
        )  # fmt: skip
        picture = shown(scene)
        ground, thing = picture[:, :30].mean(axis=(0, 1)), picture[30:60, 60:100].mean(axis=(0, 1))
        assert ground[2] - ground[0] > 20
        assert thing[0] - thing[2] > (2 if style == LINE_ART else 20)


def test_only_the_first_thing_is_hidden_and_in_part() -> None:
    hidden = []
    for scene in with_things([replace(s, look="") for s in scenes(40, seed=22)]):
        empty, whole, covered = (
            shown(s)
            for s in (
                replace(scene, things=(), hidden=False),
                replace(scene, hidden=False),
                replace(scene, hidden=True),
            )
        )
        different = (covered != whole).any(axis=2)
        first = replace(scene.things[0], spots=scene.things[0].spots[:1])
        assert not (different & ~near(scene, (first,), 2.2)).any()
        thing = (whole != empty).any(axis=2) & near(scene, (first,), 1.2)
        hidden.append((different & thing).sum() / max(1, thing.sum()))
        assert (shown(replace(scene, hidden=True)) == covered).all()
    assert max(hidden) < 0.6
    assert 0.03 < np.mean(hidden) < 0.35


def test_a_thing_may_be_cut_off_by_the_frame_but_not_one_of_several() -> None:
    alone, together = [], []
    for thing in (thing for scene in scenes(1500, seed=23) for thing in scene.things):
        (together if len(thing.spots) > 1 else alone).extend(map(seen_share, thing.spots))
    assert min(alone) > 0.45
    assert 0.05 < np.mean(np.array(alone) < 0.97) < 0.2
    assert min(together) > 0.999


def test_one_thing_alone_is_of_any_size_in_any_place() -> None:
    many = scenes(600, seed=24, alone=True)
    assert [len(scene.things) for scene in many] == [1] * 600
    things = [scene.things[0] for scene in many]
    assert {len(thing.spots) for thing in things} == {1}
    shares = {size: np.mean([thing.size == size for thing in things]) for size in RADII}
    assert shares == pytest.approx({"small": 0.4, "": 0.4, "big": 0.2}, abs=0.06)
    for thing in things:
        low, high = RADII[thing.size]
        assert low <= thing.spots[0].radius <= high
    assert 0.05 < np.mean([scene.place in PLAIN_NAMES for scene in many]) < 0.25
    assert np.std([thing.spots[0].x for thing in things]) > 0.2


def test_nothing_unseen_comes_up_in_training() -> None:
    many = [s for aspect in (WIDE, 1.0, 9 / 16) for s in scenes(600, seed=9, aspect=aspect)]
    of_one = (*scenes(600, seed=10, centred=True), *scenes(600, seed=10, alone=True))
    for scene in (*many, *of_one):
        assert all(UNSEEN_PAIRS.get(t.name) != t.colour for t in scene.things)
        assert all(t.drawing < len(DRAWINGS[t.name]) for t in scene.things)
        assert scene.style in STYLES
        assert scene.place in PLAIN_NAMES or (
            scene.composition < len(PLACES[scene.place].compositions)
        )
    assert SKETCH not in STYLES


@pytest.mark.parametrize("kind", UNSEEN_KINDS)
@pytest.mark.parametrize("centred", [False, True])
def test_what_is_unseen_comes_up_when_it_is_asked_for(kind: str, centred: bool) -> None:
    """In every scene, and nothing else that is unseen with it."""
    for scene in with_things(scenes(120, seed=11, unseen=kind, centred=centred)):
        things = scene.things
        first, *others = (UNSEEN_PAIRS.get(t.name) == t.colour for t in things)
        assert first == (kind == "pair")
        assert not any(others)
        assert {t.drawing == len(DRAWINGS[t.name]) for t in things} == {kind == "drawing"}
        assert (scene.style == SKETCH) == (kind == "style")
        if scene.place in PLACES:
            count = len(PLACES[scene.place].compositions)
            assert (scene.composition == count) == (kind == "composition")


@pytest.mark.parametrize("kind", UNSEEN_KINDS)
def test_what_is_unseen_can_be_drawn(kind: str) -> None:
    for scene in scenes(12, seed=12, unseen=kind):
        assert render(scene, width=96, height=54).shape == (54, 96, 3)


def test_every_colour_is_kept_from_an_object_and_no_natural_one() -> None:
    assert len(UNSEEN_PAIRS) == len(OBJECTS) - len(UNCOLOURED)
    assert all(UNSEEN_PAIRS[n] not in NATURAL_COLOURS[n] for n in NATURAL_COLOURS)
    assert set(UNSEEN_PAIRS.values()) == set(COLOURS)


@pytest.mark.parametrize("unseen", ["", "pair"])
def test_things_show_against_plain_backgrounds(unseen: str) -> None:
    for scene in scenes(300, seed=13, centred=True, unseen=unseen):
        assert all(f"plain {thing.colour}" != scene.place for thing in scene.things)


def test_everything_of_the_vocabulary_comes_up() -> None:
    many = scenes(4000, seed=14)
    things = [thing for scene in many for thing in scene.things]
    known = {(name, i) for name, drawings in DRAWINGS.items() for i in range(len(drawings))}
    assert {(t.name, t.drawing) for t in things} == known
    compositions = {(s.place, s.composition) for s in many if s.place in PLACES}
    assert compositions == {(p, i) for p in PLACES for i in range(len(PLACES[p].compositions))}
    assert {s.place for s in many} == {*PLACES, *PLAIN_NAMES}
    assert {s.weather for s in many} == {"", "rain", "snow", "lightning", "fog"}
    assert {t.colour for t in things} - {""} == set(COLOURS)
    assert {len(t.spots) for t in things} == {1, 2, 3, 5, 6, 7, 8}
    assert {t.size for t in things} == {"", "big", "small"}
    assert {s.look for s in many} == {"", *LOOKS}
    assert all(Counter(s.style for s in many)[style] > 150 for style in STYLES)
    for share in ([s.clutter > 0 for s in many], [s.hidden for s in many]):
        assert 0.05 < np.mean(share) < 0.4
    assert 0.5 < np.mean([s.warped for s in many]) < 0.95


def test_line_art_shows_nothing_of_which_the_colour_could_not_be_told() -> None:
    lined = [scene for scene in scenes(1500, seed=15) if scene.style == LINE_ART]
    colours = {thing.colour for scene in lined for thing in scene.things}
    assert colours - {""} == set(COLOURS) - {"white", "gray", "black"}
    assert OUTLINED in STYLES


def test_shades_keep_to_their_word() -> None:
    rng = np.random.default_rng(16)
    for _ in range(50):
        red, green, blue = shade("green", rng)
        assert green > red
        assert green > blue
        assert max(shade("black", rng)) < 40
        assert min(shade("white", rng)) > 220
