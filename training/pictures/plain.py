"""Plain backgrounds: one colour, as many ways as there are to have it behind things.

Every way keeps to shades that are close enough for the colour's word to stay the same.
"""

import colorsys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from training.pictures.backdrop import Backdrop
from training.pictures.canvas import BLACK, WHITE, Rgb, mix


def _shades(colour: Rgb, strength: float) -> tuple[Rgb, Rgb]:
    """A lighter and a darker shade, no lighter nor darker than the word allows.

    White and black soon turn gray, red turns pink, pink and orange turn dull.
    """
    hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in colour))
    if saturation < 0.25:
        up, down = (0.07, 0.07) if value < 0.3 or value > 0.85 else (0.18, 0.18)
    elif hue < 0.03 or hue > 0.97:
        up, down = 0.08, 0.26
    elif hue < 0.18 or hue > 0.88 or value < 0.5:
        up, down = 0.28, 0.1
    else:
        up, down = 0.22, 0.26
    return mix(colour, WHITE, up * strength), mix(colour, BLACK, down * strength)


def _flat(on: Backdrop, colour: Rgb) -> None:
    on.gradient(colour, colour)


def _upright(on: Backdrop, colour: Rgb) -> None:
    """Lighter above or below."""
    light, dark = _shades(colour, on.between(0.3, 1))
    on.gradient(*on.pick((light, dark), (dark, light)))


def _spread(on: Backdrop, colour: Rgb, shares: NDArray[np.float64]) -> None:
    """From the light shade to the dark one by shares of a grid."""
    light, dark = _shades(colour, on.between(0.4, 1))
    on.gradient(light, light)
    on.veil(dark, shares)


def _grid(on: Backdrop) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Places over the picture, across in heights and down, from a middle near its own."""
    rows, columns = np.mgrid[0:54, 0:96]
    across = (columns / 95 - on.between(0.35, 0.65)) * on.aspect
    return across, rows / 53 - on.between(0.35, 0.65)


def _slanting(on: Backdrop, colour: Rgb) -> None:
    across, down = _grid(on)
    angle = on.between(0, 2 * np.pi)
    _spread(on, colour, 0.5 + (np.cos(angle) * across + np.sin(angle) * down) / 1.6)


def _vignette(on: Backdrop, colour: Rgb) -> None:
    """Lit in the middle, darker to the corners."""
    across, down = _grid(on)
    away = np.hypot(across / max(1.0, on.aspect), down)
    _spread(on, colour, (away / on.between(0.6, 0.9)) ** on.pick(1, 2, 3))


def _uneven(on: Backdrop, colour: Rgb) -> None:
    """Light and dark patches, as of a cloth or a painted wall."""
    _spread(on, colour, (on.clouds() - 0.25) * 2)


def _paper(on: Backdrop, colour: Rgb) -> None:
    """Grain of paper or of film."""
    light, dark = _shades(colour, on.between(0.4, 1))
    on.gradient(colour, colour)
    grain = on.random.random((108, 192)) if on.chance(0.5) else on.random.random((36, 192))
    on.veil(dark, (grain - 0.5) * 1.6)
    on.veil(light, (0.5 - grain) * 1.6)


def _lights(on: Backdrop, colour: Rgb) -> None:
    """Spots of light out of focus, of the same colour."""
    light, dark = _shades(colour, on.between(0.7, 1))
    on.gradient(mix(colour, dark, 0.6), colour)
    soft = on.chance(0.5)
    for _ in range(on.count(8, 20)):
        x, y, size = on.between(0, 1), on.between(0, 1), on.between(0.03, 0.12)
        if soft:
            on.glow(light, x, y, size * 1.8, 0.9)
        else:
            on.disc(mix(colour, light, on.between(0.2, 0.8)), x, y, size)


def _faint(on: Backdrop, colour: Rgb) -> Rgb:
    """A shade next to the colour, for patterns on it."""
    return on.pick(*_shades(colour, on.between(0.3, 0.8)))


def _stripes(on: Backdrop, colour: Rgb) -> None:
    on.gradient(colour, colour)
    fill, count, lean = _faint(on, colour), on.count(5, 14), on.pick(0.0, 0.0, 0.3, -0.3)
    for i in range(-5, count + 5):
        left, width = i / count, 0.5 / count
        if lean or count % 2:
            on.pen.shape(fill, left, -0.01, left + width, -0.01, left + width + lean, 1.01,
                         left + lean, 1.01)  # fmt: skip
        else:
            on.pen.box(fill, 0, left, 1, left + width)


def _checks(on: Backdrop, colour: Rgb) -> None:
    on.gradient(colour, colour)
    fill, rows = _faint(on, colour), on.count(3, 6)
    columns = max(2, round(rows * on.aspect))
    for row in range(rows):
        for column in range(row % 2, columns, 2):
            on.pen.box(fill, column / columns, row / rows, (column + 1) / columns, (row + 1) / rows)


def _dotted(on: Backdrop, colour: Rgb) -> None:
    on.gradient(colour, colour)
    fill, rows = _faint(on, colour), on.count(4, 6)
    columns = max(2, round(rows * on.aspect))
    size = on.between(0.2, 0.34) / rows
    for row in range(rows):
        for column in range(columns):
            shift = 0.5 if row % 2 else 0.0
            on.disc(fill, (column + 0.25 + shift) / columns, (row + 0.5) / rows, size)


_WAYS: tuple[tuple[Callable[[Backdrop, Rgb], None], float], ...] = (
    (_flat, 0.22),
    (_upright, 0.16),
    (_slanting, 0.1),
    (_vignette, 0.12),
    (_uneven, 0.1),
    (_paper, 0.08),
    (_lights, 0.08),
    (_stripes, 0.06),
    (_checks, 0.04),
    (_dotted, 0.04),
)


def paint_plain(on: Backdrop, colour: Rgb) -> None:
    """A plain background: flat, unevenly lit, or with a faint pattern."""
    index = int(on.random.choice(len(_WAYS), p=[share for _, share in _WAYS]))
    _WAYS[index][0](on, colour)
