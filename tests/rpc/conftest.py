"""A whole server in this process: real decoding, real catalog, real index, fake encoders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from momentsearch_server.assembly import App
from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.settings import Settings
from momentsearch_server.space import Modality
from tests.colour_films import make_film


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small media whose colours and pitches are known."""
    folder = tmp_path_factory.mktemp("films")
    make_film(
        folder / "red_then_blue.mp4",
        [("red", 6), ("blue", 8), ("green", 6)],
        [("tone", 10), (None, 5), ("whistle", 5)],
    )
    make_film(folder / "yellow.mp4", [("yellow", 5)])
    make_film(folder / "beeps.m4a", [], [("beep", 12), ("hum", 8)])
    return folder


@pytest.fixture
def settings(tmp_path: Path, films: Path) -> Settings:
    return Settings(
        listen="127.0.0.1:0",
        data_dir=tmp_path / "data",
        media_roots=(films,),
        encoders="embedded",
        minimum_confidence=0.0,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    running = start_app(settings)
    yield running
    running.stop()


def start_app(settings: Settings) -> App:
    fakes = {
        Modality.PICTURE: fake_picture_encoder(),
        Modality.SOUND: fake_sound_encoder(),
    }
    return App(settings, fakes)


@pytest.fixture
def channel(app: App) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(f"127.0.0.1:{app.port}") as opened:
        yield opened
