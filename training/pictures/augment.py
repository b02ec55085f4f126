"""Training pictures changed anew each time they are seen, and where their things then are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training.pictures.dataset import Framed
from training.pictures.scene import Spot
from training.pictures.vocabulary import COLOURS, OBJECTS

# Labels of a patch: 0 is nothing, then the words in the order of their tables.
OBJECT_LABELS = {name: index for index, name in enumerate(OBJECTS, 1)}
COLOUR_LABELS = {name: index for index, name in enumerate(COLOURS, 1)}

_CROSSFADED_SHARE = 0.08
_COVERED_SHARE = 0.15


@dataclass(frozen=True)
class Moves:
    """What was done to the pictures of a batch: input = scale * output + shift.

    float64 `[n, 2]`, x then y, in coordinates from -1 to 1; a negative scale in x mirrors.
    """

    scale: NDArray[np.float64]
    shift: NDArray[np.float64]


def sample_moves(rng: np.random.Generator, count: int) -> Moves:
    """Mirrored half the time (no caption speaks of sides), zoomed and moved a little."""
    zoom = np.exp(rng.uniform(-0.16, 0.22, count))
    squeeze = np.exp(rng.uniform(-0.08, 0.08, count))
    mirror = np.where(rng.random(count) < 0.5, -1.0, 1.0)
    return Moves(
        scale=np.stack([zoom * squeeze * mirror, zoom / squeeze], axis=1),
        shift=rng.uniform(-0.12, 0.12, (count, 2)),
    )


def augmented(pixels: NDArray[np.uint8], moves: Moves, rng: np.random.Generator) -> Tensor:
    """float32 `[n, 3, height, width]` from -1 to 1, of uint8 `[n, height, width, 3]`.

    Moved, sometimes with a little of another picture over it (a slow cut), sometimes with a
    patch covered.
    """
    seen = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1.0
    count = len(seen)
    theta = np.zeros((count, 2, 3), np.float32)
    theta[:, [0, 1], [0, 1]], theta[:, :, 2] = moves.scale, moves.shift
    grid = functional.affine_grid(torch.from_numpy(theta), list(seen.shape), align_corners=False)
    seen = functional.grid_sample(seen, grid, padding_mode="reflection", align_corners=False)
    fading = (rng.random(count) < _CROSSFADED_SHARE) * rng.uniform(0.05, 0.3, count)
    share = torch.from_numpy(fading.astype(np.float32)).view(-1, 1, 1, 1)
    seen = seen * (1 - share) + seen.roll(1, dims=0) * share
    least, most = pixels.shape[1] // 12, pixels.shape[1] * 5 // 18
    for index in np.flatnonzero(rng.random(count) < _COVERED_SHARE):
        height, width = rng.integers(least, most, 2)
        top, left = rng.integers(0, pixels.shape[1] - least, 2)
        shade = torch.from_numpy(rng.uniform(-1, 1, (3, 1, 1)).astype(np.float32))
        seen[index, :, top : top + height, left : left + width] = shade
    return seen


def patch_labels(shown: Sequence[Framed], moves: Moves, *, patches: int) -> tuple[Tensor, Tensor]:
    """Which object and which colour lies in each patch: int64 `[n, patches, patches]`, twice.

    A thing counts where a patch's middle lies within the ellipse about it; what is drawn later
    covers what was drawn before.
    """
    objects = np.zeros((len(shown), patches, patches), np.int64)
    colours = np.zeros_like(objects)
    middles = (np.arange(patches) + 0.5) / patches * 2 - 1
    for row, framed in enumerate(shown):
        for thing in framed.scene.things:
            for spot in thing.spots:
                x, y, across, down = _ellipse(framed, spot, moves.scale[row], moves.shift[row])
                least = 1.5 / patches  # a thing smaller than a patch still lies in one
                across, down = max(0.85 * across, least), max(0.85 * down, least)
                within = ((middles - x) / across) ** 2 + ((middles[:, None] - y) / down) ** 2 <= 1
                objects[row][within] = OBJECT_LABELS[thing.name]
                colours[row][within] = COLOUR_LABELS.get(thing.colour, 0)
    return torch.from_numpy(objects), torch.from_numpy(colours)


def _ellipse(
    framed: Framed, spot: Spot, scale: NDArray[np.float64], shift: NDArray[np.float64]
) -> tuple[float, float, float, float]:
    """Middle and half axes of a spot in the moved picture, in coordinates from -1 to 1."""
    kept = (framed.kept_width, framed.kept_height)
    inner_aspect = framed.aspect * kept[0] / kept[1]
    unit = min(1.0, inner_aspect) * spot.radius
    half_axes = (2 * unit / inner_aspect * spot.stretch, 2 * unit / spot.stretch)
    middle = [(2 * at - 1) * share for at, share in zip((spot.x, spot.y), kept, strict=True)]
    x, y = ((at - by) / over for at, by, over in zip(middle, shift, scale, strict=True))
    across, down = (
        half * share / abs(over) for half, share, over in zip(half_axes, kept, scale, strict=True)
    )
    return float(x), float(y), float(across), float(down)
