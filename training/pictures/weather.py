"""Weather over a painted place, and the dark of night."""

import numpy as np
from PIL import Image, ImageDraw

from training.pictures.canvas import Pen, Rgb
from training.pictures.places import Backdrop

NIGHT: Rgb = (8, 12, 36)
NIGHT_SHARE = 0.66
# How far things are darkened at night; less than the place, so that their colour can be told.
THING_NIGHT_SHARE = 0.25

_GLOOM: dict[str, tuple[Rgb, float]] = {
    "rain": ((112, 122, 136), 0.42),
    "snow": ((186, 194, 206), 0.3),
    "lightning": ((36, 38, 56), 0.6),
}


def dim(image: Image.Image, colour: Rgb, share: float) -> Image.Image:
    """The picture with `share` of one colour mixed into it."""
    return Image.blend(image, Image.new("RGB", image.size, colour), share)


def behind(on: Backdrop, weather: str) -> None:
    """What the weather does to the place itself: gloom, storm clouds and lightning bolts."""
    if weather in _GLOOM:
        on.image.paste(dim(on.image, *_GLOOM[weather]))
    if weather == "lightning":
        for i in range(7):
            x = (i + on.between(0, 1)) / 7
            on.disc(on.tint((52, 54, 70), (70, 72, 88)), x, on.between(-0.02, 0.1), 0.16)
        for _ in range(1 + int(on.random.random() < 0.4)):
            _bolt(on.pen, on.between(0.12, 0.88), on.between(0.85, 1.15) / on.aspect)


def _bolt(pen: Pen, x: float, width: float) -> None:
    pen.shape((255, 246, 170), x, 0.1, x + 0.12 * width, 0.1, x + 0.03 * width, 0.34,
              x + 0.13 * width, 0.34, x - 0.08 * width, 0.72, x - 0.01 * width, 0.42,
              x - 0.09 * width, 0.42)  # fmt: skip


def in_front(
    image: Image.Image, weather: str, random: np.random.Generator, motion_seconds: float
) -> Image.Image:
    """What the weather draws over everything: streaks, flakes or mist."""
    if weather == "rain":
        _streaks(image, random, motion_seconds)
    elif weather == "snow":
        _flakes(image, random, motion_seconds)
    elif weather == "fog":
        return dim(image, (206, 210, 214), 0.52)
    return image


def _streaks(image: Image.Image, random: np.random.Generator, motion_seconds: float) -> None:
    draw, (width, height) = ImageDraw.Draw(image), image.size
    lean = random.uniform(-0.05, 0.05)
    thick = max(1, height // 150)
    for x, y, length in random.random((90, 3)):
        top = (y + 1.7 * motion_seconds) % 1.1 - 0.1
        reach = 0.05 + 0.06 * length
        line = (x * width, top * height, (x + lean) * width, (top + reach) * height)
        draw.line(line, fill=(186, 206, 230), width=thick)


def _flakes(image: Image.Image, random: np.random.Generator, motion_seconds: float) -> None:
    draw, (width, height) = ImageDraw.Draw(image), image.size
    for x, y, size in random.random((80, 3)):
        top = (y + 0.25 * motion_seconds) % 1.0
        radius = height * (0.006 + 0.009 * size)
        across = x * width
        squeeze = width / height
        draw.ellipse(
            (across - radius * min(1.0, squeeze), top * height - radius,
             across + radius * min(1.0, squeeze), top * height + radius),
            fill=(250, 252, 255),
        )  # fmt: skip
