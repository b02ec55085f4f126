"""A whole server in this process: real decoding, real catalog, fake encoders.

The server that most tests share has Milvus too. Servers of a test's own have an index in memory,
which starts at once; that both answer alike is tested in ``tests/library``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import grpc
import pytest

from momentsearch.v1.collection_service_pb2 import CreateCollectionRequest, ListCollectionsRequest
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.assembly import App
from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.library import library as library_module
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.settings import Settings
from momentsearch_server.space import Modality
from tests.colour_films import make_film
from tests.rpc.support import Calls


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small media whose colours and pitches are known."""
    folder = tmp_path_factory.mktemp("films")
    make_film(
        folder / "red_then_blue.mp4",
        [("red", 6), ("blue", 8), ("green", 6)],
        [("tone", 6), (None, 9.5), ("whistle", 4.5)],
    )
    make_film(folder / "yellow.mp4", [("yellow", 5)])
    make_film(folder / "beeps.m4a", [], [("beep", 12), ("hum", 8)])
    make_film(folder / "hushed.mp4", [("purple", 6)], [(None, 6)])
    return folder


@pytest.fixture
def settings(tmp_path: Path, films: Path) -> Settings:
    return settings_for(tmp_path / "data", films)


def settings_for(data_dir: Path, films: Path, **changes: Any) -> Settings:
    plain = Settings(
        listen="127.0.0.1:0",
        data_dir=data_dir,
        media_roots=(films,),
        encoders="embedded",
        minimum_confidence=0.0,
    )
    return replace(plain, **changes)


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    running = start_app(settings)
    yield running
    running.stop()


def start_app(settings: Settings, *, with_milvus: bool = False) -> App:
    fakes = {
        Modality.PICTURE: fake_picture_encoder(),
        Modality.SOUND: fake_sound_encoder(),
    }
    with pytest.MonkeyPatch.context() as patch:
        if not with_milvus:
            # Empty at every start, so that recovery fills it from the timelines.
            patch.setattr(library_module, "MilvusIndex", lambda _uri: ExactIndex())
        return App(settings, fakes)


@pytest.fixture
def channel(app: App) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(f"127.0.0.1:{app.port}") as opened:
        yield opened


@pytest.fixture
def calls(channel: grpc.Channel) -> Calls:
    """To a server that this test has for itself."""
    return Calls(channel)


class Serve(Protocol):
    def __call__(self, settings: Settings, *, with_milvus: bool = False) -> tuple[App, Calls]: ...


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers, which are stopped at the test's end unless it stopped them itself."""
    with ExitStack() as stack:

        def start(settings: Settings, *, with_milvus: bool = False) -> tuple[App, Calls]:
            running = start_app(settings, with_milvus=with_milvus)
            stack.callback(_stop_once(running))
            channel = stack.enter_context(grpc.insecure_channel(f"127.0.0.1:{running.port}"))
            return running, Calls(channel)

        yield start


def _stop_once(app: App) -> Callable[[], None]:
    plain, stopped = app.stop, False

    def stop() -> None:
        nonlocal stopped
        if not stopped:
            stopped = True
            plain()

    app.stop = stop  # type: ignore[method-assign]
    return stop


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory, films: Path) -> Iterator[App]:
    """One server for all tests that leave nothing behind which another would notice.

    Each such test works in collections of its own, or changes nothing.
    """
    running = start_app(
        settings_for(tmp_path_factory.mktemp("shared") / "data", films, maximum_upload_mib=4),
        with_milvus=True,
    )
    yield running
    running.stop()


@pytest.fixture(scope="session")
def shared(shared_app: App) -> Iterator[Calls]:
    with grpc.insecure_channel(f"127.0.0.1:{shared_app.port}") as opened:
        yield Calls(opened)


@pytest.fixture
def collection(request: pytest.FixtureRequest, shared: Calls) -> str:
    """A new collection on the shared server, of this test's own."""
    return make_collection(shared, request.node.name)


def make_collection(calls: Calls, title: str) -> str:
    """Its name is the title as far as names may be, and a number that makes it new."""
    everything = ListCollectionsRequest(page_size=1000)
    count = len(calls.collections.ListCollections(everything).collections)
    letters = "".join(c if c.isascii() and c.isalnum() else "_" for c in title.lower())
    name = f"{letters[:50].strip('_')}-{count}"
    calls.collections.CreateCollection(CreateCollectionRequest(name=name))
    return name


@pytest.fixture(scope="session")
def library(shared: Calls) -> dict[str, Media]:
    """The collection ``library`` of the shared server, with every film in it: name to media."""
    shared.collections.CreateCollection(CreateCollectionRequest(name="library"))
    names = ("red_then_blue.mp4", "yellow.mp4", "beeps.m4a", "hushed.mp4")
    return shared.indexed(*names, collection="library")
