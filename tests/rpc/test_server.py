"""The server around the services: health, reflection, tokens, TLS, and defects."""

from __future__ import annotations

import logging
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

from momentsearch.v1 import media_service_pb2 as pb
from momentsearch_server.assembly import App
from momentsearch_server.errors import FailedPrecondition, SettingsError
from momentsearch_server.settings import Settings
from tests.rpc.conftest import settings_for, start_app
from tests.rpc.support import Calls, refused, upload_header

SERVICES = {
    f"momentsearch.v1.{name}Service" for name in ("Collection", "Media", "Search", "Explain")
}
SERVING = health_pb2.HealthCheckResponse.SERVING


def health(channel: grpc.Channel, service: str) -> int:
    stub = health_pb2_grpc.HealthStub(channel)
    return int(stub.Check(health_pb2.HealthCheckRequest(service=service)).status)


def test_health_of_the_whole_and_of_each_service(shared: Calls) -> None:
    for service in ("", *SERVICES):
        assert health(shared.channel, service) == SERVING
    assert refused(lambda: health(shared.channel, "nothing")).code is grpc.StatusCode.NOT_FOUND


def test_reflection_tells_every_service_and_its_types(shared: Calls) -> None:
    database = ProtoReflectionDescriptorDatabase(shared.channel)
    assert SERVICES | {"grpc.health.v1.Health"} <= set(database.get_services())
    pool = DescriptorPool(database)
    upload = pool.FindServiceByName("momentsearch.v1.MediaService").FindMethodByName("UploadMedia")
    assert upload.client_streaming
    assert "size_bytes" in pool.FindMessageTypeByName("momentsearch.v1.UploadHeader").fields_by_name


def test_a_method_that_does_not_exist(shared: Calls) -> None:
    call = shared.channel.unary_unary("/momentsearch.v1.MediaService/Explode")
    assert refused(lambda: call(b"")).code is grpc.StatusCode.UNIMPLEMENTED


def test_a_message_that_is_none(shared: Calls) -> None:
    call = shared.channel.unary_unary("/momentsearch.v1.MediaService/GetMedia")
    error = refused(lambda: call(b"\xff\xff\xff"))
    assert error.code is not grpc.StatusCode.OK
    assert shared.search("red", collection="default")


def test_a_message_that_is_far_too_large(shared: Calls) -> None:
    huge = pb.UploadMediaRequest(chunk=bytes(5 << 20))
    error = refused(lambda: shared.media.UploadMedia(iter([upload_header(b"x"), huge])))
    assert error.code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert shared.list(collection="default") == []


@pytest.mark.parametrize("rpc", ["one answer", "a stream of answers", "a stream of requests"])
def test_a_defect_is_told_to_the_log_and_not_to_the_caller(
    shared: Calls,
    shared_app: App,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    rpc: str,
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a secret of the house")

    for name in ("get_media", "find_by_content"):
        monkeypatch.setattr(shared_app.library.catalog, name, broken)
    call = {
        "one answer": lambda: shared.get("x"),
        "a stream of answers": lambda: shared.watch("x"),
        "a stream of requests": lambda: shared.upload(b"x"),
    }[rpc]
    with caplog.at_level(logging.ERROR):
        error = refused(call)
    assert (error.code, error.reason) == (grpc.StatusCode.INTERNAL, "")
    assert "secret" not in error.message
    assert "ZeroDivision" not in error.message
    assert "ZeroDivisionError: a secret of the house" in caplog.text
    assert "Traceback" in caplog.text
    monkeypatch.undo()
    assert refused(lambda: shared.get("x")).code is grpc.StatusCode.NOT_FOUND


TOKEN = "a-long-token-of-this-test"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, films: Path) -> Iterator[Calls]:
    folder = tmp_path_factory.mktemp("guarded")
    file = folder / "token"
    file.write_text(f"{TOKEN}\n")
    app = start_app(settings_for(folder / "data", films, token_file=file))
    with grpc.insecure_channel(f"127.0.0.1:{app.port}") as channel:
        yield Calls(channel)
    app.stop()


def asking_with(calls: Calls, *metadata: tuple[str, str]) -> Any:
    request = pb.ListMediaRequest()
    return calls.media.ListMedia(request, metadata=metadata)


def test_a_token_opens_the_server(guarded: Calls) -> None:
    assert asking_with(guarded, ("authorization", f"Bearer {TOKEN}")) is not None


@pytest.mark.parametrize(
    "value",
    [None, "", TOKEN, f"bearer {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer "],
)
def test_without_the_token_it_stays_shut(guarded: Calls, value: str | None) -> None:
    metadata = [] if value is None else [("authorization", value)]
    error = refused(lambda: asking_with(guarded, *metadata))
    assert (error.code, error.reason) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_INVALID")
    assert TOKEN not in error.message


def test_every_kind_of_call_needs_the_token(guarded: Calls) -> None:
    for call in (
        lambda: guarded.search("red"),
        lambda: guarded.watch("x"),
        lambda: guarded.upload(b"data"),
        lambda: guarded.import_("yellow.mp4"),
    ):
        assert refused(call).code is grpc.StatusCode.UNAUTHENTICATED


def test_a_supervisor_needs_no_token(guarded: Calls) -> None:
    assert health(guarded.channel, "") == SERVING
    assert set(ProtoReflectionDescriptorDatabase(guarded.channel).get_services()) >= SERVICES


def test_a_token_file_without_a_token(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "token"
    for content in (b"", b" \n", "ümläut".encode(), b"\xff\xfe", b"two\nlines"):
        file.write_bytes(content)
        with pytest.raises(SettingsError, match="token_file"):
            start_app(replace(settings, token_file=file))
    # Nothing is held by a start that failed.
    start_app(settings).stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """For localhost, signed by itself: the PEM files of certificate and key."""
    folder = tmp_path_factory.mktemp("tls")
    chain, key = folder / "chain.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-out", str(chain), "-keyout", str(key)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("there is no openssl on this machine to make a certificate with")
    return chain, key


@pytest.fixture(scope="module")
def secret_port(
    tmp_path_factory: pytest.TempPathFactory, films: Path, certificate: tuple[Path, Path]
) -> Iterator[int]:
    data_dir = tmp_path_factory.mktemp("secret") / "data"
    chain, key = certificate
    app = start_app(settings_for(data_dir, films, tls_certificate=chain, tls_key=key))
    yield app.port
    app.stop()


def test_tls(secret_port: int, certificate: tuple[Path, Path]) -> None:
    trust = grpc.ssl_channel_credentials(certificate[0].read_bytes())
    with grpc.secure_channel(f"localhost:{secret_port}", trust) as channel:
        assert Calls(channel).list() == []


def test_tls_is_not_optional(secret_port: int) -> None:
    with grpc.insecure_channel(f"localhost:{secret_port}") as channel:
        request = pb.ListMediaRequest()
        error = refused(lambda: Calls(channel).media.ListMedia(request, timeout=10))
    assert error.code is grpc.StatusCode.UNAVAILABLE
    assert ssl.get_server_certificate(("localhost", secret_port), timeout=10)


def test_tls_files_that_are_none(settings: Settings) -> None:
    here = Path(__file__)
    with pytest.raises(SettingsError, match=r"^tls_certificate .* are not a pair") as caught:
        start_app(replace(settings, tls_certificate=here, tls_key=here))
    assert caught.value.message.count(str(here)) == 2
    assert "--listen" not in caught.value.message


def test_a_key_with_a_passphrase(
    settings: Settings, certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    """Is refused, and not asked for on the terminal."""
    chain, key = certificate
    locked = tmp_path / "locked.pem"
    command = ["openssl", "rsa", "-aes256", "-passout", "pass:secret", "-in", str(key)]
    subprocess.run([*command, "-out", str(locked)], check=True, capture_output=True, timeout=60)
    with pytest.raises(SettingsError, match="without a passphrase"):
        start_app(replace(settings, tls_certificate=chain, tls_key=locked))


def test_a_port_that_is_taken(settings: Settings, shared_app: App) -> None:
    taken_port = shared_app.port
    with pytest.raises(SettingsError, match=rf"cannot listen on 127\.0\.0\.1:{taken_port}"):
        start_app(replace(settings, listen=f"127.0.0.1:{taken_port}"))
    start_app(settings).stop()


def test_a_data_directory_that_is_in_use(app: App, settings: Settings) -> None:
    with pytest.raises(FailedPrecondition, match=r"in use by process \d+ on \S+ since") as caught:
        start_app(settings)
    assert caught.value.reason == "DATA_DIRECTORY_IN_USE"
    with grpc.insecure_channel(f"127.0.0.1:{app.port}") as channel:
        assert Calls(channel).list() == []
