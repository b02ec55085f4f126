"""How a whole picture may look, whatever is in it: painted, pixelated, photographed, dark.

All sizes are shares of the picture's height, so that a look survives scaling.
"""

import numpy as np
from PIL import Image, ImageFilter

LOOKS: tuple[str, ...] = ("line art", "painterly", "pixelated", "photographic", "low light")
_PAPER = (240, 239, 234)


def seen_as(image: Image.Image, look: str, random: np.random.Generator) -> Image.Image:
    """The RGB picture in that look, of the same size.

    Raises:
        KeyError: no such look.
    """
    return _BY_NAME[look](image, random)


def _line_art(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Edges on pale paper, washed over with what colour there was; what is black stays so."""
    rows = int(random.integers(100, 150))
    size = (max(1, round(rows * image.width / image.height)), rows)
    softened = image.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.6))
    found = np.asarray(softened.convert("L").filter(ImageFilter.FIND_EDGES)).copy()
    # The filter copies the outermost rows and columns as they are.
    found[[0, -1]] = found[:, [0, -1]] = 0
    edges = Image.fromarray(found).resize(image.size, Image.Resampling.BILINEAR)
    lines = 255 - np.minimum(255, np.asarray(edges, np.float32)[..., None] * 2.5)
    colours = np.asarray(image, np.float32)
    light = np.clip(colours.max(axis=2, keepdims=True) / 110, 0, 1)
    paper = light * float(random.uniform(0.35, 0.6))
    washed = colours * (1 - paper) + np.asarray(_PAPER, np.float32) * paper
    return Image.fromarray(np.minimum(washed, lines).astype(np.uint8))


def _painterly(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Dabs of one colour each, and a grain like canvas."""
    height = int(random.integers(56, 80))
    small = image.resize((round(height * image.width / image.height), height), Image.Resampling.BOX)
    dabs = small.filter(ImageFilter.ModeFilter(3)).resize(image.size, Image.Resampling.BICUBIC)
    grain = _grain(image.size, height, random) * float(random.uniform(6, 16))
    return _added(dabs, grain)


def _pixelated(image: Image.Image, random: np.random.Generator) -> Image.Image:
    height = int(random.integers(34, 56))
    size = (round(height * image.width / image.height), height)
    return image.resize(size, Image.Resampling.BOX).resize(image.size, Image.Resampling.NEAREST)


def _photographic(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Slightly out of focus, with grain and darker corners."""
    blurred = image.filter(
        ImageFilter.GaussianBlur(image.height * float(random.uniform(0.003, 0.01)))
    )
    x, y = np.linspace(-1, 1, image.width), np.linspace(-1, 1, image.height)[:, None]
    corners = 1 - float(random.uniform(0.1, 0.4)) * (x**2 + y**2) / 2
    grain = _grain(image.size, min(image.height, 240), random) * float(random.uniform(3, 9))
    return _added(
        Image.fromarray((np.asarray(blurred) * corners[..., None]).astype(np.uint8)), grain
    )


def _low_light(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Underexposed, with a sensor's noise; colours can still be told."""
    light = np.asarray(image, np.float32) / 255
    dark = light ** float(random.uniform(1.1, 1.5)) * float(random.uniform(0.35, 0.7)) * 255
    grain = _grain(image.size, min(image.height, 160), random) * float(random.uniform(3, 8))
    return _added(Image.fromarray(dark.astype(np.uint8)), grain)


def _grain(size: tuple[int, int], rows: int, random: np.random.Generator) -> np.ndarray:
    """Noise of unit spread, float32 `[height, width, 1]`, as coarse as `rows` rows."""
    columns = max(1, round(rows * size[0] / size[1]))
    noise = random.standard_normal((rows, columns), dtype=np.float32)
    scaled = Image.fromarray(noise).resize(size, Image.Resampling.BILINEAR)
    return np.asarray(scaled)[..., None]


def _added(image: Image.Image, noise: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


_BY_NAME = {
    "line art": _line_art,
    "painterly": _painterly,
    "pixelated": _pixelated,
    "photographic": _photographic,
    "low light": _low_light,
}
