"""Training pictures changed anew each time they are seen, and where their things then are."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

_CROSSFADED_SHARE = 0.08
_COVERED_SHARE = 0.15


@dataclass(frozen=True)
class Moves:
    """What was done to the pictures of a batch: input = scale * output + shift.

    float32 `[n, 2]`, x then y, in coordinates from -1 to 1; a negative scale in x mirrors.
    """

    scale: NDArray[np.float32]
    shift: NDArray[np.float32]


def sample_moves(rng: np.random.Generator, count: int) -> Moves:
    """Mirrored half the time (no caption speaks of sides), zoomed and moved a little."""
    zoom = np.exp(rng.uniform(-0.16, 0.22, count))
    squeeze = np.exp(rng.uniform(-0.08, 0.08, count))
    mirror = np.where(rng.random(count) < 0.5, -1.0, 1.0)
    return Moves(
        scale=np.stack([zoom * squeeze * mirror, zoom / squeeze], axis=1).astype(np.float32),
        shift=rng.uniform(-0.12, 0.12, (count, 2)).astype(np.float32),
    )


def augmented(pixels: Tensor, moves: Moves, rng: np.random.Generator) -> Tensor:
    """float32 `[n, 3, height, width]` from -1 to 1, of uint8 `[n, height, width, 3]`.

    Moved, sometimes with a little of another picture over it (a slow cut), sometimes with a
    part covered. The work is done where `pixels` are.
    """
    device = pixels.device
    seen = pixels.permute(0, 3, 1, 2).float() / 127.5 - 1.0
    count = len(seen)
    theta = np.zeros((count, 2, 3), np.float32)
    theta[:, [0, 1], [0, 1]], theta[:, :, 2] = moves.scale, moves.shift
    grid = functional.affine_grid(
        torch.from_numpy(theta).to(device), list(seen.shape), align_corners=False
    )
    seen = functional.grid_sample(seen, grid, padding_mode="reflection", align_corners=False)
    fading = (rng.random(count) < _CROSSFADED_SHARE) * rng.uniform(0.05, 0.3, count)
    share = torch.from_numpy(fading.astype(np.float32)).to(device).view(-1, 1, 1, 1)
    return _covered(seen * (1 - share) + seen.roll(1, dims=0) * share, rng)


def _covered(seen: Tensor, rng: np.random.Generator) -> Tensor:
    """Some of them with a rectangle of one colour over them."""
    side = seen.shape[-1]
    which = np.flatnonzero(rng.random(len(seen)) < _COVERED_SHARE)
    if not len(which):
        return seen
    least, most = side // 12, side * 5 // 18
    size = rng.integers(least, most, (len(which), 2))
    start = rng.integers(0, side - least, (len(which), 2))
    edges = torch.from_numpy(np.stack([start, start + size])).to(seen.device)[..., None]
    along = torch.arange(side, device=seen.device)
    within = (along >= edges[0]) & (along < edges[1])  # [some, 2, side]
    shades = torch.from_numpy(rng.uniform(-1, 1, (len(which), 3, 1, 1)).astype(np.float32))
    rows = torch.from_numpy(which).to(seen.device)
    covered = torch.where(
        (within[:, 0, :, None] & within[:, 1, None, :])[:, None],
        shades.to(seen.device),
        seen[rows],
    )
    return seen.index_copy(0, rows, covered)


def patch_labels(
    spots: Tensor, labels: Tensor, moves: Moves, *, patches: int
) -> tuple[Tensor, Tensor]:
    """Which object and which colour lies in each patch: int64 `[n, patches, patches]`, twice.

    `spots` `[n, most, 4]` and `labels` `[n, most, 2]` are those of the notes. A thing counts where
    a patch's middle lies within the ellipse about it; what is drawn later covers what was drawn
    before.
    """
    scale, shift = (
        torch.from_numpy(m).to(spots.device)[:, None] for m in (moves.scale, moves.shift)
    )
    middle, half = (spots[..., :2] - shift) / scale, spots[..., 2:] / scale.abs()
    half = (0.85 * half).clamp(min=1.5 / patches)  # a thing smaller than a patch still lies in one
    at = (torch.arange(patches, device=spots.device) + 0.5) / patches * 2 - 1
    across, down = (
        ((at - middle[..., axis, None]) / half[..., axis, None]) ** 2 for axis in (0, 1)
    )
    within = across[:, :, None, :] + down[:, :, :, None] <= 1  # not where a row is filled with NaN
    order = torch.arange(1, spots.shape[1] + 1, device=spots.device).view(1, -1, 1, 1)
    last = (within * order).amax(dim=1).flatten(1)
    numbered = functional.pad(labels.long(), (0, 0, 1, 0))  # 0 stands for no spot
    found = numbered.gather(1, last[..., None].expand(-1, -1, 2))
    objects, colours = found.unflatten(1, (patches, patches)).unbind(dim=-1)
    return objects, colours
