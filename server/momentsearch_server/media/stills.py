"""Still pictures: JPEG, PNG, WebP, and GIF of one picture, as media with one sample.

A GIF of several pictures is a video: its pictures have times. An animated WebP or PNG is taken as
its first picture, since its times cannot be read here; the probe says so in a note.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media import formats
from momentsearch_server.media.container import read_head
from momentsearch_server.media.frames import scaled_size
from momentsearch_server.media.probe import (
    DEFAULT_MAX_PICTURE_PIXELS,
    MediaKind,
    Note,
    PictureTrack,
    Probe,
)
from momentsearch_server.media.samples import Frame
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

# A still has no duration. Its one sample needs a span all the same; a second is what the default
# grid gives a picture, so that a still counts as much as one frame.
STILL_SPAN = TimeSpan(0, MICROSECONDS_PER_SECOND)
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# What Pillow calls a camera's JPEG with more JPEGs (previews, depth) behind it.
_JPEGS_IN_ONE = "MPO"
_EXIF_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)  # EXIF orientations that exchange width and height
_BACKGROUND = (255, 255, 255)


def probe_still(
    path: Path, *, max_picture_pixels: int = DEFAULT_MAX_PICTURE_PIXELS
) -> Probe | None:
    """None when the file is not a still picture: no picture format at all, or an animated GIF.

    Raises ``MediaRejected`` for a picture that is broken or too large.
    """
    if not formats.looks_like_picture(read_head(path)):
        return None
    with _opened(path, max_picture_pixels) as image:
        animated = getattr(image, "n_frames", 1) > 1
        if animated and image.format == "GIF":
            return None
        return _probe(image, animated=animated and image.format != _JPEGS_IN_ONE)


def read_still(
    path: Path, *, short_side_px: int, max_picture_pixels: int = DEFAULT_MAX_PICTURE_PIXELS
) -> Frame:
    """The picture as its one sample: upright, scaled, what is transparent laid on white."""
    with _opened(path, max_picture_pixels) as image, _errors():
        image.draft("RGB", scaled_size(*image.size, short_side_px=short_side_px))
        upright = ImageOps.exif_transpose(image)
        size = scaled_size(*upright.size, short_side_px=short_side_px)
        flat = _flattened(upright)
        if flat.size != size:
            flat = flat.resize(size, Image.Resampling.BICUBIC)
        return Frame(STILL_SPAN, 0, np.array(flat, dtype=np.uint8))


def _flattened(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGBA", layer.size, (*_BACKGROUND, 255))
    return Image.alpha_composite(ground, layer).convert("RGB")


@contextmanager
def _opened(path: Path, max_pixels: int) -> Iterator[Image.Image]:
    with _errors(), Image.open(path, formats=_FORMATS) as image:
        if image.width * image.height > max_pixels:
            raise MediaRejected(
                Reason.PICTURE_TOO_LARGE,
                f"the picture is {image.width}x{image.height}, which is more than the "
                f"{max_pixels} pixels that are accepted",
            )
        yield image


@contextmanager
def _errors() -> Iterator[None]:
    """Pillow's many errors as one. Its own size limit is off: ours is applied to the header."""
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd EXIF and ICC data, which harm nobody
            yield
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise MediaRejected(
            Reason.UNDECODABLE, f"this picture cannot be decoded: {error}"
        ) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _probe(image: Image.Image, *, animated: bool) -> Probe:
    width, height = image.size
    if image.getexif().get(_EXIF_ORIENTATION) in _SIDEWAYS:
        width, height = height, width
    notes = [Note(Reason.NO_SOUND_TRACK, "a still picture has no sound")]
    if animated:
        notes.append(
            Note(Reason.OTHER_TRACK_IGNORED, "only the first picture of this animation is indexed")
        )
    return Probe(
        container_format=(image.format or "picture").lower(),
        kind=MediaKind.STILL,
        origin_us=0,
        duration_us_from_header=None,
        picture=_track(image, width, height),
        sound=None,
        notes=tuple(notes),
    )


def _track(image: Image.Image, width: int, height: int) -> PictureTrack:
    return PictureTrack(
        stream_index=0,
        codec=(image.format or "picture").lower(),
        width=width,
        height=height,
        rotation_degrees=0,
        frame_rate=Fraction(1),
        start_us=0,
        duration_us_from_header=None,
        is_default=True,
        pixel_format=image.mode,
        is_hdr=False,
    )
