"""From decoded pictures to what a vision tower reads, in torch, a batch at a time.

Follows a checkpoint's own image processor (its PIL form) step by step: resize, crop around the
middle, scale, normalise. ``tests/encoders`` holds it to that processor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional

# PIL's numbers for its filters. Others occur in no checkpoint of this family that we know of.
_MODES = {2: "bilinear", 3: "bicubic"}
# A picture narrower than this is first cropped around its middle: with its short edge scaled up
# to the model's, 1 x 10,000 pixels would become 224 x 2,240,000, of which 224 x 224 are kept.
_MAX_ASPECT = 16


@dataclass(frozen=True, slots=True)
class Size:
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class PicturePreprocessing:
    """``resize`` is an exact size, or the length that the shorter edge gets.

    ``crop`` is what is kept around the middle; None keeps all. ``mean`` and ``std`` are per
    channel, in units of scaled pixels (``pixel * scale``).
    """

    resize: Size | int
    mode: str
    crop: Size | None
    scale: float
    mean: tuple[float, ...]
    std: tuple[float, ...]


def read_preprocessing(processor: Any) -> PicturePreprocessing:
    """What a transformers image processor does, as plain values.

    Raises:
        ValueError: it does something that is not followed here.
    """
    _refuse_other_steps(processor)
    crop = processor.crop_size if processor.do_center_crop else None
    normalise = bool(processor.do_normalize)
    resize = _resize_of(processor.size)
    if isinstance(resize, int) and crop is None:
        raise ValueError("its image processor gives pictures of no fixed size")
    return PicturePreprocessing(
        resize=resize,
        mode=_mode_of(processor),
        crop=Size(int(crop.height), int(crop.width)) if crop else None,
        scale=float(processor.rescale_factor) if processor.do_rescale else 1.0,
        mean=_per_channel(processor.image_mean) if normalise else (0.0, 0.0, 0.0),
        std=_per_channel(processor.image_std) if normalise else (1.0, 1.0, 1.0),
    )


def to_pixel_values(pictures: torch.Tensor, steps: PicturePreprocessing) -> torch.Tensor:
    """float32 ``[n, 3, height, width]`` from uint8 ``[n, height, width, 3]``, on its device."""
    channels_first = pictures.permute(0, 3, 1, 2)
    if isinstance(steps.resize, int):
        channels_first = _limit_aspect(channels_first)
    resized = _resize(channels_first, _target(channels_first, steps.resize), steps.mode)
    cropped = _crop(resized, steps.crop) if steps.crop else resized
    return _normalise(cropped, steps)


def _refuse_other_steps(processor: Any) -> None:
    from transformers.image_processing_backends import PilBackend

    name = type(processor).__name__
    if type(processor)._preprocess is not PilBackend._preprocess:
        raise ValueError(f"its image processor, {name}, has steps of its own")
    if not processor.do_resize or getattr(processor, "do_pad", None):
        raise ValueError(f"its image processor, {name}, pads pictures or does not resize them")


def _resize_of(size: Any) -> Size | int:
    if size.height and size.width:
        return Size(int(size.height), int(size.width))
    if size.shortest_edge and not size.longest_edge:
        return int(size.shortest_edge)
    raise ValueError(f"its image processor resizes in a way that is not followed here: {size}")


def _mode_of(processor: Any) -> str:
    resample = int(processor.resample)
    if resample not in _MODES:
        raise ValueError(f"its image processor resizes with PIL filter {resample}")
    return _MODES[resample]


def _per_channel(values: Any) -> tuple[float, ...]:
    channels = [values] * 3 if isinstance(values, int | float) else list(values)
    return tuple(float(value) for value in channels)


def _limit_aspect(pictures: torch.Tensor) -> torch.Tensor:
    height, width = pictures.shape[-2:]
    longest = _MAX_ASPECT * min(height, width)
    kept = Size(min(height, longest), min(width, longest))
    return pictures if kept == Size(height, width) else _crop(pictures, kept)


def _target(pictures: torch.Tensor, resize: Size | int) -> Size:
    if isinstance(resize, Size):
        return resize
    height, width = pictures.shape[-2:]
    # The longer edge is rounded down, as the processors do.
    if width <= height:
        return Size(int(resize * height / width), resize)
    return Size(resize, int(resize * width / height))


def _resize(pictures: torch.Tensor, target: Size, mode: str) -> torch.Tensor:
    """Whole levels in 0 to 255, in and out. On a CPU torch resizes uint8 as PIL does: along the
    rows, then along the columns, rounded and clipped after each; elsewhere it has no uint8."""
    size = (target.height, target.width)
    if pictures.device.type == "cpu":
        return functional.interpolate(pictures, size, mode=mode, antialias=True)
    return _resize_in_float(pictures, target, mode)


def _resize_in_float(pictures: torch.Tensor, target: Size, mode: str) -> torch.Tensor:
    """PIL's two passes one by one, since clipping between them takes bicubic's overshoot away."""
    resized = pictures.float()
    for size in ((pictures.shape[-2], target.width), (target.height, target.width)):
        resized = functional.interpolate(resized, size, mode=mode, antialias=True)
        resized = resized.round_().clamp_(0, 255)
    return resized


def _crop(pictures: torch.Tensor, crop: Size) -> torch.Tensor:
    """Around the middle; where the picture is smaller, it is set in the middle of black."""
    height, width = pictures.shape[-2:]
    missing_height, missing_width = max(0, crop.height - height), max(0, crop.width - width)
    above, left = math.ceil(missing_height / 2), math.ceil(missing_width / 2)
    padded = functional.pad(pictures, (left, missing_width - left, above, missing_height - above))
    top = (padded.shape[-2] - crop.height) // 2
    start = (padded.shape[-1] - crop.width) // 2
    return padded[..., top : top + crop.height, start : start + crop.width]


def _normalise(pictures: torch.Tensor, steps: PicturePreprocessing) -> torch.Tensor:
    """``(pixel * scale - mean) / std`` as one product and one sum, in a copy. Taken along whole
    rows, whose three channels lie side by side: channel by channel it took five times as long."""
    rows = pictures.permute(0, 2, 3, 1).to(
        torch.float32, copy=True, memory_format=torch.contiguous_format
    )
    width = rows.shape[2]
    std = torch.tensor(steps.std, device=rows.device).repeat(width)
    mean = torch.tensor(steps.mean, device=rows.device).repeat(width)
    rows.flatten(2).mul_(steps.scale / std).sub_(mean / std)
    return rows.permute(0, 3, 1, 2)
