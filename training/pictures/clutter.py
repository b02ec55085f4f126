"""What is in pictures without being said: small odd things, and what footage has over it."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from training.pictures.backdrop import Backdrop
from training.pictures.canvas import BLACK, WHITE, Rgb, mix

NATURAL: tuple[Rgb, ...] = (
    (120, 90, 60),
    (90, 110, 60),
    (150, 140, 120),
    (110, 110, 116),
    (180, 120, 80),
    (70, 90, 110),
    (160, 70, 60),
    (210, 190, 140),
    (60, 100, 80),
    (130, 100, 130),
    (226, 220, 206),
    (50, 48, 52),
)
GAUDY: tuple[Rgb, ...] = (
    (230, 60, 60),
    (250, 200, 60),
    (60, 130, 220),
    (70, 180, 90),
    (170, 80, 190),
    (240, 130, 180),
    (250, 140, 50),
)


class _Spot:
    """Where one small thing goes; its coordinates are turned and in units of its size."""

    def __init__(self, on: Backdrop, x: float, y: float, size: float) -> None:
        self.on, self.x, self.y, self.size = on, x, y, size
        self.turn = on.between(0, math.tau)
        self.fill = on.tint(*on.pick(NATURAL, NATURAL, GAUDY))

    def points(self, *xy: float) -> list[float]:
        """The frame coordinates of x, y, x, y, ... about the spot."""
        cos, sin = math.cos(self.turn) * self.size, math.sin(self.turn) * self.size
        points = []
        for u, v in zip(xy[::2], xy[1::2], strict=True):
            points += [self.x + (u * cos - v * sin) / self.on.aspect, self.y + u * sin + v * cos]
        return points

    def shape(self, fill: Rgb, *xy: float) -> None:
        self.on.pen.shape(fill, *self.points(*xy))

    def line(self, width: float, *xy: float) -> None:
        """A round line; its width in units of the size."""
        thick = width * self.size / math.sqrt(self.on.aspect)
        self.on.pen.curve(self.fill, thick, *self.points(*xy))


def _polygon(spot: _Spot) -> None:
    """A triangle, a square or what has five to seven sides, regular or not."""
    sides, wild = spot.on.count(3, 7), spot.on.pick(0.0, 0.0, 0.3)
    points = []
    for i in range(sides):
        angle = (i + spot.on.between(-wild, wild)) * math.tau / sides
        points += [math.cos(angle), math.sin(angle)]
    spot.shape(spot.fill, *points)


def _brick(spot: _Spot) -> None:
    high = spot.on.between(0.3, 0.6)
    spot.shape(spot.fill, -1, -high, 1, -high, 1, high, -1, high)
    if spot.on.chance(0.5):
        spot.shape(mix(spot.fill, BLACK, 0.25), -1, high * 0.5, 1, high * 0.5, 1, high, -1, high)


def _crate(spot: _Spot) -> None:
    """A plain box standing upright, with a lighter top and a dark side."""
    spot.turn = 0.0
    spot.shape(spot.fill, -0.8, -0.5, 0.3, -0.5, 0.3, 0.7, -0.8, 0.7)
    spot.shape(mix(spot.fill, WHITE, 0.25), -0.8, -0.5, -0.3, -0.9, 0.8, -0.9, 0.3, -0.5)
    spot.shape(mix(spot.fill, BLACK, 0.3), 0.3, -0.5, 0.8, -0.9, 0.8, 0.3, 0.3, 0.7)


def _cross(spot: _Spot) -> None:
    half = spot.on.between(0.15, 0.3)
    spot.shape(spot.fill, -1, -half, 1, -half, 1, half, -1, half)
    spot.shape(spot.fill, -half, -1, half, -1, half, 1, -half, 1)


def _squiggle(spot: _Spot) -> None:
    waves = spot.on.count(2, 5)
    points = []
    for i in range(waves * 2 + 1):
        points += [-1 + i / waves, 0.35 * (-1) ** i]
    spot.line(spot.on.between(0.1, 0.24), *points)


def _ring(spot: _Spot) -> None:
    points = []
    for i in range(13):
        points += [0.8 * math.cos(i * math.tau / 12), 0.8 * math.sin(i * math.tau / 12)]
    spot.line(spot.on.between(0.12, 0.4), *points)


def _blob(spot: _Spot) -> None:
    points = []
    for i in range(7):
        reach = spot.on.between(0.5, 1)
        points += [reach * math.cos(i * math.tau / 7), reach * math.sin(i * math.tau / 7)]
    spot.on.pen.smooth(spot.fill, *spot.points(*points))


def _pebbles(spot: _Spot) -> None:
    spot.turn = 0.0
    for _ in range(spot.on.count(1, 4)):
        x, y = spot.points(spot.on.between(-1, 1), spot.on.between(-0.3, 0.3))
        radius = spot.size * spot.on.between(0.2, 0.5)
        fill = mix(spot.fill, *spot.on.pick((BLACK, 0.2), (WHITE, 0.2)))
        spot.on.pen.oval(fill, x, y, radius / spot.on.aspect, radius * 0.65)


def _tuft(spot: _Spot) -> None:
    """Blades of grass from one root."""
    spot.turn = 0.0
    spot.fill = spot.on.tint((90, 130, 60), (130, 140, 70), (60, 110, 70), (170, 160, 100))
    for lean in (-0.8, -0.3, 0.2, 0.7):
        spot.line(0.14, 0.1 * lean, 0.6, 0.4 * lean, -0.2, lean, spot.on.between(-1, -0.5))


def _twig(spot: _Spot) -> None:
    spot.line(0.14, -1, 0.1, 0, -0.05, 1, 0.1)
    spot.line(0.1, 0, -0.05, 0.4, -0.5)
    spot.line(0.1, -0.4, 0.03, -0.1, 0.45)


def _confetti(spot: _Spot) -> None:
    for _ in range(spot.on.count(3, 6)):
        x, y, half = spot.on.between(-1, 1), spot.on.between(-1, 1), spot.on.between(0.08, 0.2)
        fill = spot.on.tint(*GAUDY)
        spot.shape(fill, x - half, y - half, x + half, y - half * 0.6, x + half, y + half,
                   x - half, y + half * 0.6)  # fmt: skip


def _bars(spot: _Spot) -> None:
    """A few parallel strokes."""
    for i in range(spot.on.count(2, 4)):
        y = -0.6 + 0.45 * i
        spot.line(0.16, -0.8, y, 0, y, 0.8, y)


_KINDS: tuple[Callable[[_Spot], None], ...] = (
    _polygon,
    _brick,
    _crate,
    _cross,
    _squiggle,
    _ring,
    _blob,
    _pebbles,
    _tuft,
    _twig,
    _confetti,
    _bars,
)


def strew(on: Backdrop, count: int) -> None:
    """Paint so many small things that are no object of the vocabulary and no place.

    Mostly each is of its own kind and place; at times they are alike, and in a row.
    """
    alike, row = on.chance(0.3), on.chance(0.2)
    kind, size = on.pick(*_KINDS), on.between(0.02, 0.09)
    first, second = (on.between(0.05, 0.95), on.between(0.1, 0.95)), on.between(0.06, 0.16)
    drop = on.between(-0.02, 0.02)
    for i in range(count):
        x, y = on.between(0, 1), on.between(0, 1)
        if row:
            x, y = (first[0] + second * i) % 1.0, first[1] + drop * i + on.between(-0.01, 0.01)
        spot = _Spot(on, x, y, size if alike else on.between(0.02, 0.09))
        (kind if alike else on.pick(*_KINDS))(spot)


_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "tr", "sh", "")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
_CODAS = ("", "", "", "n", "r", "s", "l", "k", "m")


def _word(random: np.random.Generator) -> str:
    """A word that means nothing."""
    return "".join(
        str(random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS))
        for _ in range(int(random.integers(1, 4)))
    )


def _words(random: np.random.Generator, least: int, most: int) -> str:
    text = " ".join(_word(random) for _ in range(int(random.integers(least, most + 1))))
    style = int(random.integers(3))
    return text.upper() if style == 0 else text.capitalize() + (".", "", "?")[style]


class _Film:
    """A picture to write over. Lengths are shares of its height; colours have an alpha."""

    def __init__(self, image: Image.Image, random: np.random.Generator) -> None:
        self.image, self.random = image, random
        self.width, self.height = image.size
        self.draw = ImageDraw.Draw(image, "RGBA")

    def between(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def chance(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def colour(self, alpha: float = 1.0) -> tuple[int, int, int, int]:
        """White, a dark one or a loud one."""
        choices = (WHITE, BLACK, (20, 40, 90), *GAUDY)
        return (*choices[int(self.random.integers(len(choices)))], round(255 * alpha))

    def box(self, area: tuple[float, float, float, float], fill: tuple[int, ...]) -> None:
        """A filled box; left, top, right and bottom as shares of the picture."""
        left, top, right, bottom = area
        self.draw.rectangle(
            (left * self.width, top * self.height, right * self.width, bottom * self.height), fill
        )

    def write(
        self,
        text: str,
        at: tuple[float, float],
        size: float,
        fill: tuple[int, ...],
        *,
        anchor: str = "lm",
        edge: bool = False,
    ) -> None:
        """Text at shares of width and height."""
        pixels = max(5.0, size * self.height)
        font = ImageFont.load_default(size=pixels)
        width = max(1, round(pixels / 12)) if edge else 0
        where = (at[0] * self.width, at[1] * self.height)
        self.draw.text(where, text, fill, font, anchor, stroke_width=width, stroke_fill=BLACK)


def _subtitle(film: _Film) -> None:
    """One or two lines near the bottom, white or yellow with a dark edge or on a dark bar."""
    size, fill = film.between(0.045, 0.085), (WHITE, (250, 230, 90))[int(film.random.integers(2))]
    lines = int(film.random.integers(1, 3))
    lowest, barred = film.between(0.88, 0.95), film.chance(0.25)
    words = max(2, round(0.16 * film.width / film.height / size))
    for line in range(lines):
        text, y = _words(film.random, 2, words), lowest - line * size * 1.25
        if barred:
            half = min(0.49, 0.27 * size * len(text) * film.height / film.width + 0.02)
            area = (0.5 - half, y - size * 0.62, 0.5 + half, y + size * 0.62)
            film.box(area, (0, 0, 0, 170))
        film.write(text, (0.5, y), size, fill, anchor="mm", edge=not barred)


def _corner(film: _Film, size: float) -> tuple[float, float]:
    """The middle of something of this size in one of the corners."""
    gap = size * 0.5 + film.between(0.025, 0.06)
    across = gap * film.height / film.width
    x, y = across if film.chance(0.5) else 1 - across, gap if film.chance(0.7) else 1 - gap
    return x, y


def _logo(film: _Film) -> None:
    """A half transparent shape or two or three letters in a corner."""
    size, alpha = film.between(0.07, 0.14), film.between(0.35, 0.9)
    x, y = _corner(film, size)
    half, across = size / 2, size / 2 * film.height / film.width
    kind, fill = int(film.random.integers(4)), film.colour(alpha)
    area = (x - across, y - half, x + across, y + half)
    if kind == 0:
        film.box(area, fill)
    elif kind == 1:
        pixels = [v * (film.width, film.height)[i % 2] for i, v in enumerate(area)]
        film.draw.ellipse(pixels, fill)
    elif kind == 2:
        corners = ((x, y - half), (x + across, y + half), (x - across, y + half))
        film.draw.polygon([(u * film.width, v * film.height) for u, v in corners], fill)
    if kind == 3 or film.chance(0.6):
        letters = _word(film.random).upper()[: int(film.random.integers(2, 4))]
        letters = letters or "TV"
        ink = (255, 255, 255, round(255 * alpha)) if kind == 3 or sum(fill[:3]) < 480 else BLACK
        film.write(letters, (x, y), size * (0.8 if kind == 3 else 0.5), ink, anchor="mm")


def _timestamp(film: _Film) -> None:
    """Date and time in a corner, as a camera writes them."""
    numbers = film.random.integers((2000, 1, 1, 0, 0, 0), (2030, 13, 29, 24, 60, 60))
    year, month, day, hour, minute, second = (int(number) for number in numbers)
    text = (
        f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}",
        f"{hour:02}:{minute:02}:{second:02}",
        f"REC {minute:02}:{second:02}",
        f"{day:02}.{month:02}.{year % 100:02} {hour:02}:{minute:02}",
    )[int(film.random.integers(4))]
    left, y = film.chance(0.5), film.between(0.05, 0.09)
    y = y if film.chance(0.6) else 1 - y
    fill = (WHITE, (250, 160, 50), (120, 250, 120))[int(film.random.integers(3))]
    film.write(text, (0.03 if left else 0.97, y), film.between(0.04, 0.075), fill,
               anchor="lm" if left else "rm", edge=film.chance(0.6))  # fmt: skip


def _lower_third(film: _Film) -> None:
    """A bar with a name and a line below it."""
    top, high, right = film.between(0.7, 0.78), film.between(0.1, 0.16), film.between(0.4, 0.75)
    fill, left = film.colour(film.between(0.6, 1)), film.between(0, 0.08)
    film.box((left, top, right, top + high), fill)
    film.box((left, top, left + 0.012, top + high), film.colour())
    ink = WHITE if sum(fill[:3]) < 480 else BLACK
    film.write(_words(film.random, 1, 2), (left + 0.03, top + high * 0.34), high * 0.42, ink)
    film.write(_words(film.random, 2, 3), (left + 0.03, top + high * 0.74), high * 0.28, ink)


def _ticker(film: _Film) -> None:
    """A band of running text over the whole width."""
    high, fill = film.between(0.06, 0.1), film.colour(film.between(0.75, 1))
    top = 1 - high - film.between(0, 0.03)
    film.box((-0.01, top, 1.01, top + high), fill)
    ink = WHITE if sum(fill[:3]) < 480 else BLACK
    film.write(
        _words(film.random, 8, 12), (film.between(-0.2, 0.05), top + high / 2), high * 0.6, ink
    )
    if film.chance(0.5):
        other = film.colour()
        film.box((-0.01, top, 0.16, top + high), other)
        ink = WHITE if sum(other[:3]) < 480 else BLACK
        film.write(_word(film.random).upper()[:5], (0.08, top + high / 2), high * 0.6, ink,
                   anchor="mm")  # fmt: skip


# Each with a part of the picture, of which no two may share one.
_OVERLAYS: tuple[tuple[Callable[[_Film], None], str, float], ...] = (
    (_subtitle, "bottom", 0.36),
    (_logo, "corner", 0.26),
    (_timestamp, "corner", 0.18),
    (_lower_third, "bottom", 0.1),
    (_ticker, "bottom", 0.1),
)


def overlay(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """A copy of the picture with one or two of the things that footage has over it."""
    film = _Film(image.convert("RGB"), random)
    shares = [share for _, _, share in _OVERLAYS]
    order = random.choice(len(_OVERLAYS), size=len(_OVERLAYS), replace=False, p=shares)
    wanted, taken = 1 + int(random.random() < 0.4), set[str]()
    for index in order:
        paint, part, _ = _OVERLAYS[int(index)]
        if len(taken) < wanted and part not in taken:
            paint(film)
            taken.add(part)
    return film.image
