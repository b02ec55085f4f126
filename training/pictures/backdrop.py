"""What places are painted on, and what several of them have in common."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.pictures.canvas import BLACK, WHITE, Pen, Rgb, mix

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Backdrop:
    """What a composition paints on. `aspect` is the picture's width over its height."""

    image: Image.Image
    pen: Pen
    aspect: float
    random: np.random.Generator

    def between(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def chance(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def count(self, least: int, most: int) -> int:
        """A number at random, both ends included."""
        return int(self.random.integers(least, most + 1))

    def pick(self, *choices: Choice) -> Choice:
        return choices[int(self.random.integers(len(choices)))]

    def tint(self, *choices: Rgb) -> Rgb:
        """One of the colours, changed a little."""
        colour = choices[int(self.random.integers(len(choices)))]
        change = self.random.integers(-14, 15, 3)
        red, green, blue = (
            int(np.clip(c + d, 0, 255)) for c, d in zip(colour, change, strict=True)
        )
        return red, green, blue

    def gradient(self, upper: Rgb, lower: Rgb, top: float = 0.0, bottom: float = 1.0) -> None:
        """Fill the band from `top` to `bottom` over the whole width."""
        first, last = round(top * self.image.height), round(bottom * self.image.height)
        rows = np.linspace(upper, lower, max(1, last - first)).astype(np.uint8)[:, None]
        band = Image.fromarray(np.repeat(rows, self.image.width, axis=1))
        self.image.paste(band, (0, first))

    def disc(self, fill: Rgb, x: float, y: float, radius: float) -> None:
        """A round disc, whatever the aspect; `radius` in heights."""
        self.pen.oval(fill, x, y, radius / self.aspect, radius)

    def glow(self, fill: Rgb, x: float, y: float, radius: float, strength: float = 1.0) -> None:
        """Light about a point that fades out at `radius`, in heights."""
        width, height = self.image.size
        across, down = radius / self.aspect * width, radius * height
        columns = np.arange(max(0, int(x * width - across)), min(width, int(x * width + across)))
        rows = np.arange(max(0, int(y * height - down)), min(height, int(y * height + down)))
        if not len(columns) or not len(rows):
            return
        away = np.hypot((columns - x * width) / across, ((rows - y * height) / down)[:, None])
        mask = np.clip(1 - away, 0, 1) ** 2 * 255 * strength
        area = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        self.image.paste(fill, area, Image.fromarray(mask.astype(np.uint8)))

    def veil(self, fill: Rgb, shares: NDArray[np.float64]) -> None:
        """Mix a colour in by shares of a coarse grid stretched smoothly over the picture."""
        mask = Image.fromarray((np.clip(shares, 0, 1) * 255).astype(np.uint8))
        area = (0, 0, *self.image.size)
        self.image.paste(fill, area, mask.resize(self.image.size, Image.Resampling.BICUBIC))

    def clouds(self) -> NDArray[np.float64]:
        """A grid for `veil` of random soft shapes, coarse with fine ones in them, from 0 to 1."""
        shares = np.zeros((54, 96))
        for weight, rows, columns in ((0.55, 4, 6), (0.3, 8, 13), (0.15, 18, 30)):
            grid = Image.fromarray(self.random.random((rows, columns)).astype(np.float32))
            smooth = grid.resize((96, 54), Image.Resampling.BICUBIC)
            shares += weight * np.asarray(smooth, dtype=np.float64)
        return np.clip(shares, 0, 1)

    def ridge(self, fill: Rgb, height: float, swing: float, waves: float, start: float) -> None:
        """Rolling ground from a wavy line about `height` down to the bottom."""
        points = [1.0, 1.02, 0.0, 1.02]
        for i in range(25):
            x = i / 24
            points += [x, height + swing * math.sin(start + waves * math.tau * x)]
        self.pen.shape(fill, *points)

    def rolling(self, fill: Rgb, height: float, swing: float) -> None:
        """Rolling ground with one or two hills, wherever they come."""
        self.ridge(fill, height, swing, self.between(0.6, 1.6), self.between(0, math.tau))

    def jagged(self, fill: Rgb, height: float, swing: float, steps: int) -> None:
        """Broken ground: a line up to `swing` above and below `height`, down to the bottom."""
        points = [1.0, 1.02, 0.0, 1.02]
        for x in np.linspace(0, 1, steps):
            points += [float(x), height + self.between(-swing, swing)]
        self.pen.shape(fill, *points)

    def dots(self, fills: tuple[Rgb, ...], count: int, bottom: float, size: float) -> None:
        """Points of light strewn over the top of the picture."""
        for x, y, share in self.random.random((count, 3)):
            fill = fills[int(share * 97) % len(fills)]
            self.disc(fill, float(x), float(y) * bottom, size * (0.5 + float(share)))

    def scatter(self, fills: tuple[Rgb, ...], count: int, top: float, size: float) -> None:
        """Flat spots on the ground below `top`, the nearer the larger."""
        for x, depth, share in self.random.random((count, 3)):
            near = float(depth) ** 1.4
            radius = size * (0.25 + near) * (0.6 + 0.6 * float(share))
            y = top + (1 - top) * near
            fill = fills[int(share * 97) % len(fills)]
            self.pen.oval(fill, float(x), y, radius / self.aspect, radius * 0.6)


Painter = Callable[[Backdrop], None]

DAY_SKIES: tuple[Rgb, ...] = ((120, 186, 240), (150, 206, 246), (104, 164, 226), (176, 214, 238))
# Skies by day as other hands paint them: deep, pale, greenish, overcast, cream.
OTHER_SKIES: tuple[Rgb, ...] = (
    (56, 122, 206),
    (70, 140, 214),
    (206, 228, 240),
    (150, 210, 214),
    (188, 196, 204),
    (236, 228, 208),
)


def day_sky(on: Backdrop, horizon: float) -> None:
    upper = on.tint(*DAY_SKIES)
    on.gradient(upper, mix(upper, WHITE, 0.5), 0, horizon)


def any_day_sky(on: Backdrop, horizon: float) -> None:
    """A sky by day of any palette, flat or paler below."""
    upper = on.tint(*DAY_SKIES, *OTHER_SKIES)
    on.gradient(upper, mix(upper, WHITE, on.pick(0.0, 0.3, 0.5, 0.7)), 0, horizon)


def fir(on: Backdrop, x: float, foot: float, height: float, fill: Rgb) -> None:
    """A fir of three tiers on a short trunk."""
    half = height * 0.26 / on.aspect
    on.pen.box(mix(fill, BLACK, 0.5), x - half * 0.14, foot - height * 0.1, x + half * 0.14, foot)
    for low, wide in ((0.08, 1.0), (0.32, 0.78), (0.56, 0.54)):
        base, top = foot - height * low, foot - height * min(1.0, low + 0.46)
        on.pen.shape(fill, x, top, x + half * wide, base, x - half * wide, base)


def leafy(on: Backdrop, x: float, foot: float, height: float, fill: Rgb) -> None:
    """A broad-leaved tree: a trunk under two or three round masses of leaves."""
    wide = height * 0.05 / on.aspect
    on.pen.box(on.tint((90, 64, 44), (70, 54, 44)), x - wide, foot - height * 0.5, x + wide, foot)
    for shift, up in ((-0.16, 0.58), (0.16, 0.6), (0.0, 0.74)):
        on.disc(fill, x + shift * height / on.aspect, foot - height * up, height * 0.26)


def palm(on: Backdrop, x: float, foot: float, height: float, colours: tuple[Rgb, Rgb]) -> None:
    """A palm, leaning to a side at random; the colours of its leaves and of its trunk."""
    leaf, trunk = colours
    lean = on.between(-0.3, 0.3) * height / on.aspect
    top = foot - height
    on.pen.curve(trunk, height * 0.04, x, foot, x + lean * 0.3, foot - height * 0.5, x + lean, top)
    for turn in range(-20, 201, 36):
        angle = math.radians(turn + on.between(-8, 8))
        across, down = math.cos(angle) * height * 0.42 / on.aspect, -math.sin(angle) * height * 0.3
        tip_x, tip_y = x + lean + across, top + down + height * 0.16
        on.pen.smooth(leaf, x + lean, top, x + lean + across * 0.55, top + down - height * 0.03,
                      tip_x, tip_y, x + lean + across * 0.5,
                      top + down + height * 0.05)  # fmt: skip


def rays(on: Backdrop, fill: Rgb, x: float, y: float, strength: float) -> None:
    """Beams of light that fan out downwards from a point."""
    shares = np.zeros((54, 96))
    rows, columns = np.mgrid[0:54, 0:96]
    angles = np.arctan2(columns / 96 * on.aspect - x * on.aspect, rows / 54 - y + 1e-6)
    start = on.between(0, math.tau)
    shares = np.clip(np.sin(angles * on.between(11, 17) + start), 0, 1) ** 2
    fade = np.clip(1.1 - np.maximum(rows / 54 - y, 0), 0, 1) * (rows / 54 >= y)
    on.veil(fill, shares * fade * strength)
