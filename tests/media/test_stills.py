from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media.messages import Summary
from momentsearch_server.media.probe import MediaKind
from momentsearch_server.media.samples import Frame
from momentsearch_server.media.sandbox import open_media
from momentsearch_server.media.stills import probe_still, read_still
from momentsearch_server.timespan import TimeSpan

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def quarters(width: int = 80, height: int = 60) -> Image.Image:
    """Red above left, green above right, blue below."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    return image


def near(pixel: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(pixel.astype(int) - np.array(colour)).max() < 12)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif"])
def test_every_format_is_one_sample(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"still.{suffix}"
    quarters().save(path, quality=95)
    with open_media(path) as session:
        assert session.probe.kind is MediaKind.STILL
        assert session.probe.duration_us_from_header is None
        assert [note.reason for note in session.probe.notes] == [Reason.NO_SOUND_TRACK]
        messages = list(session)
    frame, summary = messages
    assert isinstance(frame, Frame)
    assert frame.span == TimeSpan(0, 1_000_000)
    assert frame.shown_at_us == 0
    assert frame.pixels.shape == (60, 80, 3)
    assert near(frame.pixels[10, 10], RED)
    assert near(frame.pixels[10, 70], GREEN)
    assert near(frame.pixels[50, 40], BLUE)
    assert isinstance(summary, Summary)
    assert summary.pictures is not None
    assert (summary.pictures.samples, summary.pictures.end_us) == (1, 0)


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    quarters().save(tmp_path / "still.mp4", format="PNG")
    probed = probe_still(tmp_path / "still.mp4")
    assert probed is not None
    assert probed.container_format == "png"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_camera_was_turned(orientation: int, tmp_path: Path) -> None:
    """Each of EXIF's eight ways; the stored picture is made so that upright is ``quarters``."""
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = quarters() if undo is None else quarters().transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "turned.jpg"
    stored.save(path, exif=exif, quality=95)
    probed = probe_still(path)
    assert probed is not None
    assert probed.picture is not None
    assert (probed.picture.width, probed.picture.height) == (80, 60)
    pixels = read_still(path, short_side_px=60).pixels
    assert pixels.shape == (60, 80, 3)
    assert near(pixels[10, 10], RED)
    assert near(pixels[10, 70], GREEN)


def test_scaled_and_never_enlarged(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    quarters(400, 300).save(path)
    assert read_still(path, short_side_px=30).pixels.shape == (30, 40, 3)
    assert read_still(path, short_side_px=1000).pixels.shape == (300, 400, 3)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P"])
def test_what_is_transparent_lies_on_white(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "glass.png"
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 10, 20))
    if mode == "P":
        image.convert("RGB").quantize(4).save(path, transparency=0)
        pixels = read_still(path, short_side_px=20).pixels
        assert (pixels == 255).all(axis=-1).any()
        return
    (image if mode in ("RGBA", "PA") else image.convert(mode)).save(path)
    pixels = read_still(path, short_side_px=20).pixels
    assert near(pixels[10, 2], (0, 0, 0))
    assert near(pixels[10, 15], (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "1", "CMYK", "I;16"])
def test_other_kinds_of_pixels(mode: str, tmp_path: Path) -> None:
    path = tmp_path / ("still.jpg" if mode == "CMYK" else "still.png")
    image = Image.new("L", (20, 20), 200)
    (Image.new(mode, (20, 20), 51_400) if mode == "I;16" else image.convert(mode)).save(path)
    pixels = read_still(path, short_side_px=20).pixels
    assert pixels.shape == (20, 20, 3)
    assert pixels.mean() > 150


def test_an_animated_gif_is_a_video(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    frames = [Image.new("P", (40, 30), colour) for colour in (1, 2, 3)]
    for index, frame in enumerate(frames):
        frame.putpalette([index * 80, 10, 10] * 256)
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=1000)
    assert probe_still(path) is None
    with open_media(path) as session:
        assert session.probe.kind is MediaKind.VIDEO
        assert sum(isinstance(message, Frame) for message in session) == 3


def test_an_animated_webp_is_its_first_picture(tmp_path: Path) -> None:
    path = tmp_path / "moving.webp"
    others = [Image.new("RGB", (40, 30), GREEN)]
    Image.new("RGB", (40, 30), RED).save(path, save_all=True, append_images=others, duration=500)
    probed = probe_still(path)
    assert probed is not None
    assert Reason.OTHER_TRACK_IGNORED in [note.reason for note in probed.notes]
    assert near(read_still(path, short_side_px=30).pixels[5, 5], RED)


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    """100 megapixels of black: 100 kB on disk, 300 MB in memory."""
    path = tmp_path / "bomb.png"
    Image.new("1", (10_000, 10_000)).save(path)
    with pytest.raises(MediaRejected, match="10000x10000") as caught:
        open_media(path)
    assert caught.value.reason is Reason.PICTURE_TOO_LARGE


def test_half_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "half.jpg"
    quarters(400, 300).save(path, quality=95)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(MediaRejected) as caught, open_media(path) as session:
        list(session)
    assert caught.value.reason is Reason.UNDECODABLE


@pytest.mark.parametrize(
    "head", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF____WEBP"]
)
def test_only_the_first_bytes_of_a_picture(head: bytes, tmp_path: Path) -> None:
    path = tmp_path / "head.jpg"
    path.write_bytes(head + b"nothing else" * 10)
    with pytest.raises(MediaRejected) as caught:
        open_media(path)
    assert caught.value.reason is Reason.UNDECODABLE
