"""What cameras, codecs, players and screens do to a picture.

Every change takes and gives uint8 `[height, width, 3]`, keeps the size, and counts in shares of
the height, so that it means the same for a small picture and a large one.
"""

import io
from collections.abc import Callable, Mapping
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from training.pictures.clutter import overlay
from training.pictures.looks import seen_as

Picture = NDArray[np.uint8]
Change = Callable[[Picture, np.random.Generator], Picture]

# A codec sees a picture of at least so many rows; smaller ones are enlarged for it.
_CODEC_ROWS = 144
_CLEAN_SHARE = 0.4
LOW_LIGHT_SHARE = 0.06


def relit(picture: Picture, random: np.random.Generator) -> Picture:
    """Contrast, brightness and a cast of colour, small enough to leave colours' names."""
    gains = random.uniform(0.75, 1.15) * random.uniform(0.92, 1.08, 3)
    return _clipped(picture * gains + random.uniform(-14, 18))


def blurred(picture: Picture, random: np.random.Generator) -> Picture:
    """Out of focus."""
    radius = len(picture) * float(random.uniform(0.003, 0.013))
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius)))


def moved(picture: Picture, random: np.random.Generator) -> Picture:
    """Smeared along a line by 1 to 6 % of the height while the shutter was open."""
    reach = len(picture) * float(random.uniform(0.01, 0.06))
    angle = float(random.uniform(0, np.pi))
    steps = max(3, round(reach))
    total = np.zeros(picture.shape, np.float32)
    for share in np.linspace(-0.5, 0.5, steps):
        total += _shifted(picture, share * reach * np.sin(angle), share * reach * np.cos(angle))
    return _clipped(total / steps)


def small(picture: Picture, random: np.random.Generator) -> Picture:
    """Sent as a picture of few rows and enlarged again."""
    rows = int(random.integers(36, min(145, len(picture))))
    image = Image.fromarray(picture)
    shrunk = image.resize((max(1, round(image.width * rows / image.height)), rows))
    return np.asarray(shrunk.resize(image.size, Image.Resampling.BICUBIC))


def jpeg(picture: Picture, random: np.random.Generator) -> Picture:
    """Blocks of a JPEG of low to good quality."""
    written = io.BytesIO()
    large = _enlarged(Image.fromarray(picture))
    large.save(written, "JPEG", quality=int(random.integers(12, 85)))
    return _back(Image.open(written).convert("RGB"), picture)


def h264(picture: Picture, random: np.random.Generator) -> Picture:
    """Through x264 at a constant rate factor of 30 to 44."""
    options = {
        "crf": str(int(random.integers(30, 45))),
        "preset": "veryfast",
        "tune": "zerolatency",
    }
    return _through_codec(picture, "libx264", options)


def vp9(picture: Picture, random: np.random.Generator) -> Picture:
    """Through VP9 at a quantiser of 40 to 60 of 63."""
    options = {
        "crf": str(int(random.integers(40, 61))),
        "b": "0",
        "cpu-used": "8",
        "deadline": "realtime",
    }
    return _through_codec(picture, "libvpx-vp9", options)


def barred(picture: Picture, random: np.random.Generator) -> Picture:
    """Squeezed between black bars, above and below or at the sides, up to a third in all."""
    height, width = picture.shape[:2]
    share = float(random.uniform(0.68, 0.92))
    upright = bool(random.random() < 0.5)
    inner = (
        (max(1, round(width * share)), height)
        if upright
        else (width, max(1, round(height * share)))
    )
    shrunk = Image.fromarray(picture).resize(inner, Image.Resampling.BILINEAR)
    shade = int(random.integers(0, 18))
    framed = Image.new("RGB", (width, height), (shade, shade, shade))
    framed.paste(shrunk, ((width - inner[0]) // 2, (height - inner[1]) // 2))
    return np.asarray(framed)


def written_on(picture: Picture, random: np.random.Generator) -> Picture:
    """With subtitles, a logo or a clock over it."""
    return np.asarray(overlay(Image.fromarray(picture), random))


def faded(picture: Picture, random: np.random.Generator) -> Picture:
    """On the way from or to black or white, half gone at most."""
    level = 0.0 if random.random() < 0.7 else 255.0
    share = float(random.uniform(0.15, 0.5))
    return _clipped(picture * (1 - share) + level * share)


def low_light(picture: Picture, random: np.random.Generator) -> Picture:
    """Underexposed and noisy."""
    return np.asarray(seen_as(Image.fromarray(picture), "low light", random))


def noisy(picture: Picture, random: np.random.Generator) -> Picture:
    """A sensor's noise, in every picture element its own."""
    noise = random.standard_normal(picture.shape, dtype=np.float32)
    return _clipped(picture + noise * np.float32(random.uniform(2, 11)))


# What a model is measured under, each by itself.
DEGRADATIONS: Mapping[str, Change] = {
    "cast": relit,
    "blur": blurred,
    "motion blur": moved,
    "size": small,
    "jpeg": jpeg,
    "h264": h264,
    "vp9": vp9,
    "bars": barred,
    "overlay": written_on,
    "fade": faded,
    "low light": low_light,
    "noise": noisy,
}
# How often each is done to a picture of the training that is not left clean, in this order.
_SHARES: tuple[tuple[Change, float], ...] = (
    (relit, 0.6),
    (low_light, LOW_LIGHT_SHARE),
    (faded, 0.06),
    (blurred, 0.16),
    (moved, 0.1),
    (written_on, 0.14),
    (small, 0.16),
    (jpeg, 0.16),
    (h264, 0.14),
    (vp9, 0.05),
    (noisy, 0.16),
)


def degrade(
    picture: Picture, random: np.random.Generator, *, low_light_share: float = LOW_LIGHT_SHARE
) -> Picture:
    """The picture after some of the changes; two in five come back as they are."""
    if random.random() < _CLEAN_SHARE:
        return picture
    for change, share in _SHARES:
        if random.random() < (low_light_share if change is low_light else share):
            picture = change(picture, random)
    return picture


def _clipped(values: NDArray[np.float32] | NDArray[np.float64]) -> Picture:
    return np.clip(values, 0, 255).astype(np.uint8)


def _shifted(picture: Picture, down: float, across: float) -> NDArray[np.float32]:
    """Moved by parts of a picture element, the edge repeated."""
    moved = picture.astype(np.float32)
    for axis, by in ((0, down), (1, across)):
        whole = int(np.floor(by))
        places = np.arange(moved.shape[axis])
        near, far = (
            moved.take(np.clip(places - whole - more, 0, len(places) - 1), axis) for more in (0, 1)
        )
        moved = near + (far - near) * np.float32(by - whole)
    return moved


def _enlarged(image: Image.Image) -> Image.Image:
    """Large enough for a codec's blocks to be as small a part of it as they are of a video."""
    if image.height >= _CODEC_ROWS:
        return image
    width = round(image.width * _CODEC_ROWS / image.height)
    return image.resize((width, _CODEC_ROWS), Image.Resampling.BILINEAR)


def _back(image: Image.Image, picture: Picture) -> Picture:
    return np.asarray(image.resize((picture.shape[1], picture.shape[0]), Image.Resampling.BOX))


def _through_codec(picture: Picture, codec: str, options: dict[str, str]) -> Picture:
    """One key frame, encoded and decoded again by the libraries that decode users' files."""
    large = _enlarged(Image.fromarray(picture))
    even = large.resize((large.width + large.width % 2, large.height + large.height % 2))
    encoder = av.CodecContext.create(codec, "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height = even.size
    encoder.pix_fmt, encoder.thread_count = "yuv420p", 1
    encoder.time_base = Fraction(1, 25)
    encoder.options = options
    packets = [
        *encoder.encode(av.VideoFrame.from_image(even).reformat(format="yuv420p")),
        *encoder.encode(None),
    ]
    decoder = av.CodecContext.create(
        codec.removeprefix("lib").replace("x264", "h264").removeprefix("vpx-"), "r"
    )
    assert isinstance(decoder, av.VideoCodecContext)
    frames = [frame for packet in (*packets, None) for frame in decoder.decode(packet)]
    return _back(frames[0].to_image(), picture)
