"""What is refused before encoders are loaded, which may take as long as a download."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from momentsearch_server import assembly
from momentsearch_server.errors import FailedPrecondition, Reason, SettingsError
from momentsearch_server.library.library import Library
from momentsearch_server.settings import Settings
from tests.rpc.conftest import settings_for


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    def load(_: Settings) -> None:
        raise AssertionError("encoders were loaded")

    monkeypatch.setattr(assembly, "load_encoders", load)
    return settings_for(tmp_path / "data", tmp_path)


@pytest.fixture
def taken() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


def test_a_port_that_is_taken(settings: Settings, taken: str) -> None:
    with pytest.raises(SettingsError, match=f"cannot listen on {taken}: another program"):
        assembly.serve(replace(settings, listen=taken))
    assert not settings.data_dir.exists()


@pytest.mark.parametrize("listen", ["192.0.2.1:0", "no-such-host.invalid:1", ""])
def test_an_address_for_metrics_that_cannot_be_had(
    settings: Settings, taken: str, listen: str
) -> None:
    with pytest.raises(SettingsError, match=f"cannot serve metrics on {listen or taken}"):
        assembly.serve(replace(settings, metrics_listen=listen or taken))
    assert not settings.data_dir.exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_one_address_for_both(settings: Settings, host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]  # free again, and of the kind that is given to those who ask
    one, other = f"127.0.0.1:{port}", f"{host}:{port}"
    with pytest.raises(SettingsError, match=f"cannot serve metrics on {other}: another program"):
        assembly.serve(replace(settings, listen=one, metrics_listen=other))
    assert not settings.data_dir.exists()


@pytest.mark.parametrize("listen", ["192.0.2.1:0", "no-such-host.invalid:1"])
def test_an_address_of_another_machine(settings: Settings, listen: str) -> None:
    with pytest.raises(SettingsError, match=f"cannot listen on {listen}"):
        assembly.serve(replace(settings, listen=listen))


@pytest.mark.parametrize("listen", ["127.0.0.1:0", "localhost:0", "0.0.0.0:0"])
def test_an_address_of_this_one(settings: Settings, listen: str) -> None:
    with pytest.raises(AssertionError, match="encoders were loaded"):
        assembly.serve(replace(settings, listen=listen))


def test_files_of_tls_that_are_no_pair(settings: Settings, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.pem"
    nothing.touch()
    with pytest.raises(SettingsError, match=r"nothing\.pem"):
        assembly.serve(replace(settings, tls_certificate=nothing, tls_key=nothing))


def test_a_file_without_a_token(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    with pytest.raises(SettingsError, match="holds no token"):
        assembly.serve(replace(settings, token_file=tmp_path / "token"))


def test_a_data_directory_that_another_has(settings: Settings) -> None:
    with Library.open(settings.data_dir)[0], pytest.raises(FailedPrecondition) as caught:
        assembly.serve(settings)
    assert caught.value.reason == Reason.DATA_DIRECTORY_IN_USE


def test_a_library_whose_encoders_do_not_load_is_closed(settings: Settings) -> None:
    with pytest.raises(AssertionError, match="encoders were loaded"):
        assembly.serve(settings)
    Library.open(settings.data_dir)[0].close()
