"""Training pictures are changed anew each time, and their labels go with what they then show."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from training.pictures import augment
from training.pictures.augment import Moves, augmented, sample_moves
from training.pictures.dataset import ASPECTS, PICTURE_SIZE, Framed, spots_of
from training.pictures.notes import COLOUR_LABELS, OBJECT_LABELS, Words, Writer
from training.pictures.objects import DRAWINGS
from training.pictures.scene import Scene, Spot, Thing, render
from training.pictures.vocabulary import COLOURS, OBJECTS

PATCHES = 6
RED, GRAY = (220, 20, 20), (140, 140, 140)
STILL = Moves(np.ones((1, 2), np.float32), np.zeros((1, 2), np.float32))
WRITER = Writer(Words(Tokenizer(models.BPE()).to_str()))
BALL = next(i for i, drawing in enumerate(DRAWINGS["ball"]) if drawing.__name__ == "ball_shaded")


class NoChance:
    """Stands for a generator, so that nothing is faded over a picture and no part is covered."""

    def random(self, count: int) -> NDArray[np.float64]:
        return np.ones(count)

    def uniform(self, low: float, high: float, count: int) -> NDArray[np.float64]:
        return np.full(count, low)


def ball(x: float, y: float, radius: float, *, colour: str = "red", name: str = "ball") -> Thing:
    spot = Spot(x, y, radius, 0.0, 1.0, mirrored=False)
    drawing = BALL if name == "ball" else 0
    return Thing(name, colour, RED, RED, RED, drawing, "", "", (spot,))


def framed(*things: Thing, aspect: float = 1.0, kept: tuple[float, float] = (1.0, 1.0)) -> Framed:
    scene = Scene("plain gray", 0, GRAY, "", night=False, things=things, seed=5)
    return Framed(scene, aspect, *kept)


def moves(scale: tuple[float, float], shift: tuple[float, float]) -> Moves:
    return Moves(np.array([scale], np.float32), np.array([shift], np.float32))


def only_moved(pixels: NDArray[np.uint8], by: Moves) -> torch.Tensor:
    return augmented(torch.from_numpy(pixels), by, NoChance())  # type: ignore[arg-type]


def patch_labels(shown: Framed, by: Moves, *, patches: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Of one picture, through the notes that are kept of it."""
    notes = WRITER.notes([shown.scene], [spots_of(shown)], np.random.default_rng(1))
    kept = [torch.from_numpy(notes[name]) for name in ("spots", "labels")]
    return augment.patch_labels(kept[0], kept[1], by, patches=patches)


def red_shares(picture: torch.Tensor) -> NDArray[np.float64]:
    """How much of each patch is red, of a picture `[3, 72, 72]` from -1 to 1."""
    red, green, _ = picture.numpy()
    side = PICTURE_SIZE // PATCHES
    return (red - green > 0.5).reshape(PATCHES, side, PATCHES, side).mean(axis=(1, 3))


def test_a_picture_that_is_not_moved_stays_as_it_is() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 72, 72, 3)).astype(np.uint8)
    still = Moves(np.ones((3, 2), np.float32), np.zeros((3, 2), np.float32))
    expected = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1
    assert torch.allclose(only_moved(pixels, still), expected, atol=1e-4)


def test_a_negative_scale_mirrors_and_a_shift_moves() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (1, 72, 72, 3)).astype(np.uint8)
    whole = only_moved(pixels, STILL)
    assert torch.allclose(only_moved(pixels, moves((-1, 1), (0, 0))), whole.flip(3), atol=1e-3)
    # A shift of 1/6 of a width that counts 2 is 6 of 72 picture elements.
    moved = only_moved(pixels, moves((1, 1), (1 / 6, 0)))
    assert torch.allclose(moved[..., :66], whole[..., 6:], atol=1e-3)
    lowered = only_moved(pixels, moves((1, 1), (0, -1 / 6)))
    assert torch.allclose(lowered[..., 6:, :], whole[..., :66, :], atol=1e-3)


def test_moves_are_small_and_mirror_half_the_time() -> None:
    found = sample_moves(np.random.default_rng(2), 2000)
    assert found.scale.shape == found.shift.shape == (2000, 2)
    assert 0.45 < (found.scale[:, 0] < 0).mean() < 0.55
    assert (found.scale[:, 1] > 0).all()
    assert 0.75 < np.abs(found.scale).min() < np.abs(found.scale).max() < 1.4
    assert np.abs(found.shift).max() <= 0.12


def test_some_pictures_are_faded_into_or_covered_and_most_are_not() -> None:
    count = 600
    pixels = np.zeros((count, PICTURE_SIZE, PICTURE_SIZE, 3), np.uint8)
    pixels[::2] = 255
    still = Moves(np.ones((count, 2), np.float32), np.zeros((count, 2), np.float32))
    seen = augmented(torch.from_numpy(pixels), still, np.random.default_rng(3)).numpy()
    expected = pixels.transpose(0, 3, 1, 2) / 127.5 - 1
    changed = (np.abs(seen - expected) > 0.01).any(axis=1)
    share = changed.mean(axis=(1, 2))
    assert 0.04 < (share > 0.99).mean() < 0.12  # faded: everywhere
    assert 0.09 < ((share > 0) & (share < 0.99)).mean() < 0.2  # covered: in a part
    assert share[share < 0.99].max() < 0.1
    assert seen.min() >= -1.001
    assert seen.max() <= 1.001


def test_labels_are_numbered_in_the_order_of_the_words() -> None:
    assert list(OBJECT_LABELS) == list(OBJECTS)
    assert list(COLOUR_LABELS) == list(COLOURS)
    assert list(OBJECT_LABELS.values()) == list(range(1, len(OBJECTS) + 1))


@pytest.mark.parametrize("kept", [(1.0, 1.0), (0.7, 1.0), (1.0, 0.75)])
@pytest.mark.parametrize("aspect", [aspect for aspect, _ in ASPECTS])
def test_labelled_patches_are_where_the_thing_is_seen(
    aspect: float, kept: tuple[float, float]
) -> None:
    places = product((0.3, 0.65), (0.4, 0.7))
    changes = (((1, 1), (0, 0)), ((-1.1, 0.9), (0.1, -0.1)), ((-0.85, 1.2), (-0.12, 0.08)))
    agreed = []
    for (x, y), (scale, shift) in product(places, changes):
        shown, by = framed(ball(x, y, 0.34), aspect=aspect, kept=kept), moves(scale, shift)
        shares = red_shares(only_moved(shown.squeezed(0)[None], by)[0])
        objects, colours = (labels[0].numpy() for labels in patch_labels(shown, by, patches=6))
        labelled = objects == OBJECT_LABELS["ball"]
        assert labelled.any()
        assert (labelled | (objects == 0)).all()
        assert ((colours == COLOUR_LABELS["red"]) == labelled).all()
        assert (shares[labelled] > 0.1).all()
        whole = shares > 0.97  # of a narrow thing, no patch is
        assert not whole.any() or labelled[whole].mean() > 0.7
        agreed.append((labelled == (shares > 0.5)).mean())
    assert np.mean(agreed) > 0.93


def test_mirrored_labels_are_the_labels_mirrored() -> None:
    shown = framed(ball(0.2, 0.3, 0.2), aspect=16 / 9)
    plain, mirrored = (
        patch_labels(shown, moves((side, 1), (0, 0)), patches=PATCHES)[0] for side in (1, -1)
    )
    assert torch.equal(mirrored, plain.flip(2))
    assert not torch.equal(mirrored, plain)


def test_what_is_drawn_later_covers_what_was_drawn_before() -> None:
    cup, heart = ball(0.5, 0.5, 0.5, name="cup"), ball(0.5, 0.5, 0.2, name="heart", colour="blue")
    objects, colours = patch_labels(framed(cup, heart), STILL, patches=PATCHES)
    assert objects[0, 2, 2] == OBJECT_LABELS["heart"]
    assert colours[0, 2, 2] == COLOUR_LABELS["blue"]
    assert objects[0, 2, 0] == OBJECT_LABELS["cup"]
    covered, _ = patch_labels(framed(heart, cup), STILL, patches=PATCHES)
    assert OBJECT_LABELS["heart"] not in covered


def test_a_thing_smaller_than_a_patch_still_lies_in_one() -> None:
    for x, y in product((0.1, 0.33, 0.5, 0.77), repeat=2):
        objects, _ = patch_labels(framed(ball(x, y, 0.02)), STILL, patches=PATCHES)
        assert 1 <= (objects == OBJECT_LABELS["ball"]).sum() <= 4
        row, column = (min(5, int(at * PATCHES)) for at in (y, x))
        assert objects[0, row, column] == OBJECT_LABELS["ball"]


def test_what_has_no_colour_and_what_is_out_of_view_has_no_label() -> None:
    rainbow = ball(0.5, 0.5, 0.4, name="rainbow", colour="")
    objects, colours = patch_labels(framed(rainbow), STILL, patches=PATCHES)
    assert OBJECT_LABELS["rainbow"] in objects
    assert not colours.any()
    away = replace(STILL, shift=np.array([[1.9, 0.0]], np.float32))
    assert not patch_labels(framed(ball(0.2, 0.5, 0.2)), away, patches=PATCHES)[0].any()


@pytest.mark.parametrize("kept", [(0.75, 1.0), (1.0, 0.75)])
def test_bars_are_black_and_the_scene_lies_between_them(kept: tuple[float, float]) -> None:
    shown = framed(ball(0.5, 0.5, 0.3), aspect=16 / 9, kept=kept)
    picture = shown.squeezed(0)
    assert picture.shape == (PICTURE_SIZE, PICTURE_SIZE, 3)
    assert picture.dtype == np.uint8
    dark = (picture == 0).all(axis=2)
    inner = np.zeros((PICTURE_SIZE, PICTURE_SIZE), bool)
    left, top = ((PICTURE_SIZE - round(PICTURE_SIZE * share)) // 2 for share in kept)
    inner[top : PICTURE_SIZE - top, left : PICTURE_SIZE - left] = True
    assert (dark == ~inner).all()
    width, height = (round(PICTURE_SIZE * share) for share in kept)
    alone = render(shown.scene, width=width, height=height, aspect=16 / 9 * kept[0] / kept[1])
    assert np.array_equal(picture[inner].reshape(height, width, 3), alone)


def test_without_bars_a_squeezed_picture_is_the_scene_alone() -> None:
    shown = framed(ball(0.5, 0.5, 0.3), aspect=16 / 9)
    assert (shown.squeezed(0) > 0).any(axis=2).all()
    assert (shown.squeezed(0) != shown.squeezed(1.2)).any()
