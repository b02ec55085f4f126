import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest

import momentsearch
from momentsearch._connection import is_loopback
from tests.client.fake_server import FakeServer


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for localhost and its key, made anew: ``cert.pem``, ``key.pem``."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: it makes the certificates of these tests")
    folder = tmp_path_factory.mktemp("certificates")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(params=[False, True], ids=["server-only", "mutual"])
def tls_server(certificates: Path, request: pytest.FixtureRequest) -> Iterator[FakeServer]:
    certificate = (certificates / "cert.pem").read_bytes()
    credentials = grpc.ssl_server_credentials(
        [((certificates / "key.pem").read_bytes(), certificate)],
        root_certificates=certificate if request.param else None,
        require_client_auth=request.param,
    )
    server = FakeServer(credentials)
    yield server
    server.stop()


def test_tls_with_the_certificates_given(
    connect: Any, tls_server: FakeServer, certificates: Path
) -> None:
    tls_server.library.add("m1")
    client = connect(
        address=tls_server.address,
        tls=True,
        root_certificates=certificates / "cert.pem",
        client_certificate=certificates / "cert.pem",
        client_key=certificates / "key.pem",
        token="secret",
    )
    assert client.get_media("m1").media_id == "m1"
    assert tls_server.library.metadata[0]["authorization"] == "Bearer secret"


def test_a_server_that_nobody_vouches_for_is_not_spoken_to(
    connect: Any, tls_server: FakeServer
) -> None:
    client = connect(address=tls_server.address, tls=True, token="secret")
    with pytest.raises(momentsearch.UnavailableError):
        client.get_media("m1")
    assert tls_server.library.metadata == []


def test_a_token_goes_with_every_call_to_this_machine(connect: Any, server: FakeServer) -> None:
    server.library.add("m1")
    client = connect(address=server.address, token="secret")
    client.get_media("m1")
    client.watch("m1")
    assert [metadata["authorization"] for metadata in server.library.metadata] == [
        "Bearer secret"
    ] * 2


def test_without_a_token_nothing_is_sent(connect: Any, server: FakeServer) -> None:
    server.library.add("m1")
    connect(address=server.address).get_media("m1")
    assert "authorization" not in server.library.metadata[0]


def test_a_token_is_not_sent_unencrypted_over_the_network(connect: Any) -> None:
    with pytest.raises(ValueError, match=r"search\.example:50051 unencrypted"):
        connect(address="search.example:50051", token="secret")
    connect(address="search.example:50051", token="secret", allow_plaintext_token=True)
    connect(address="search.example:50051", token="secret", tls=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"root_certificates": "ca.pem"}, "tls is off"),
        ({"tls": True, "client_certificate": "cert.pem"}, "needs its key"),
        ({"address": ""}, "expected host:port"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(
    connect: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        connect(**options)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("localhost", True),
        ("localhost:50051", True),
        ("127.0.0.1:50051", True),
        ("127.8.8.8:1", True),
        ("[::1]:50051", True),
        ("::1", True),
        ("unix:/run/momentsearch.sock", True),
        ("dns:///localhost:50051", True),
        ("dns:localhost:50051", True),
        ("ipv4:127.0.0.1:50051", True),
        ("ipv6:[::1]:50051", True),
        ("10.0.0.1:50051", False),
        ("search.example:50051", False),
        ("dns:///search.example:50051", False),
        ("localhost.example:50051", False),
        ("[2001:db8::1]:50051", False),
        ("xds:///localhost:1", False),
        ("dns://8.8.8.8/localhost:50051", False),
        ("ipv4:127.0.0.1:1,10.0.0.1:1", False),
    ],
)
def test_what_counts_as_this_machine(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected
