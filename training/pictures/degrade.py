"""What cameras, codecs and screens do to a picture, at random and mildly."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

CLEAN_SHARE = 0.3


def degrade(picture: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The picture after some of: light and cast, blur, coarse sampling, JPEG, noise.

    uint8 `[height, width, 3]` in and out; nearly a third come back as they are.
    """
    if rng.random() < CLEAN_SHARE:
        return picture
    image = Image.fromarray(_relit(picture, rng))
    if rng.random() < 0.35:
        image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.25, 0.9))))
    if rng.random() < 0.25:
        image = _resampled(image, float(rng.uniform(0.55, 0.9)))
    if rng.random() < 0.5:
        image = _jpeg(image, int(rng.integers(25, 92)))
    return _noisy(np.asarray(image), rng) if rng.random() < 0.4 else np.asarray(image)


def _relit(picture: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Contrast, brightness and a slight cast of colour, small enough to leave colours' names."""
    gains = rng.uniform(0.8, 1.12) * rng.uniform(0.95, 1.05, 3)
    return np.clip(picture * gains + rng.uniform(-10, 14), 0, 255).astype(np.uint8)


def _resampled(image: Image.Image, share: float) -> Image.Image:
    small = (round(image.width * share), round(image.height * share))
    return image.resize(small, Image.Resampling.BILINEAR).resize(
        image.size, Image.Resampling.BICUBIC
    )


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    """Compressed at twice the size, as a video is larger than what the model sees of it."""
    written = io.BytesIO()
    large = image.resize((image.width * 2, image.height * 2), Image.Resampling.BILINEAR)
    large.save(written, "JPEG", quality=quality)
    return Image.open(written).convert("RGB").reduce(2)


def _noisy(picture: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    noise = rng.standard_normal(picture.shape, dtype=np.float32) * rng.uniform(1.5, 9)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)
