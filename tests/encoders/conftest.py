"""Tiny checkpoints of every family, written once, and pictures and sound of real media."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from tests.encoders import checkpoints

SOUND_VARIANTS: dict[str, Callable[[Path], Path]] = {
    "clap": checkpoints.write_clap,
    "clap-fusion": lambda path: checkpoints.write_clap(path, fusion=True),
    "clap-repeat": lambda path: checkpoints.write_clap(path, padding="repeat"),
    "clap-pad": lambda path: checkpoints.write_clap(path, padding="pad"),
    "clap-32kHz": lambda path: checkpoints.write_clap(path, sampling_rate=32_000),
}


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Tiny models run faster on one thread, and several tests at once do not trip each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def checkpoint_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The directory of a tiny checkpoint by the name of its family; written when first asked."""
    root = tmp_path_factory.mktemp("checkpoints")
    writers = checkpoints.PICTURE_FAMILIES | SOUND_VARIANTS

    def write(name: str) -> Path:
        directory = root / name
        return directory if directory.exists() else writers[name](directory)

    return write


@pytest.fixture(scope="session")
def encoder_of(checkpoint_of: Callable[[str], Path]) -> Callable[[str], Encoder]:
    """The encoder of a tiny checkpoint, loaded once."""
    from momentsearch_server.encoders.clap import load_clap
    from momentsearch_server.encoders.clip import load_clip

    loaded: dict[str, Encoder] = {}

    def load(name: str) -> Encoder:
        if name not in loaded:
            load_one = load_clip if name in checkpoints.PICTURE_FAMILIES else load_clap
            loaded[name] = load_one(
                str(checkpoint_of(name)), device="cpu", precision="float32", batch_size=4
            )
        return loaded[name]

    return load


@pytest.fixture(scope="session")
def real_pictures(media_root: Path) -> list[NDArray[np.uint8]]:
    """Pictures of real videos: 16:9, 4:3, odd sizes, tall, tiny."""
    files = [
        "real/big_buck_bunny_0_30.webm",
        "real/friday.mp4",
        "real/car-detection.mp4",
        "formats/testsrc2_odd_height_and_width_444.mp4",
        "formats/transparent.webm",
    ]
    pictures = [_tenth_picture(media_root / "video" / file) for file in files]
    tall = np.ascontiguousarray(pictures[0].transpose(1, 0, 2))
    return [*pictures, tall, pictures[2][:31, :17], pictures[2][:1, :1]]


@pytest.fixture(scope="session")
def real_sounds(media_root: Path) -> list[NDArray[np.float32]]:
    """Mono sound at 48 kHz of real recordings: speech, a roar, a rooster, rain, a ticking clock."""
    folder = media_root / "audio" / "real"
    files = [folder / "jfk.flac", folder / "t-rex-roar.mp3"]
    for event in ("rooster", "rain", "clock_tick"):
        files.append(min((folder / "esc10" / event).iterdir()))
    return [_sound(file) for file in files]


def _tenth_picture(path: Path) -> NDArray[np.uint8]:
    import av

    with av.open(str(path)) as container:
        frame = next(islice(container.decode(video=0), 9, None))  # the first may be black
        return np.ascontiguousarray(frame.to_ndarray(format="rgb24"))


def _sound(path: Path) -> NDArray[np.float32]:
    import av

    with av.open(str(path), metadata_errors="replace") as container:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=48_000)
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        samples = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    return samples.astype(np.float32)
