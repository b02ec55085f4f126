"""What the command line says where the server is not there, or is not spoken to as it wants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import grpc
import pytest
from typer.testing import CliRunner, Result

from momentsearch.cli import problems
from momentsearch.cli.app import app
from momentsearch.errors import InvalidArgumentError, NotFoundError, UnavailableError
from tests.client.fake_server import Failure, FakeServer

# As gRPC 1.85 words them.
LAST = "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: "
TLS = LAST + "Tls handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: error:1000: "


def described(message: str, *, reason: str = "UNAVAILABLE") -> str:
    return problems.describe(UnavailableError(message, reason=reason), address="films:1")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (LAST + "Failed to connect to remote host: Connection refused", "(Connection refused). "),
        (
            "errors resolving foo: [field:hostname lookup error:address lookup failed for foo: "
            "Domain name not found]",
            "films:1 (Domain name not found). Start",
        ),
        (
            TLS + "WRONG_VERSION_NUMBER: Invalid certificate verification context: OK",
            "leave out --tls. [",
        ),
        (
            TLS + "CERTIFICATE_VERIFY_FAILED: self signed certificate: OK",
            "not trusted (self signed certificate): say whom to trust with --root-certificates",
        ),
        (LAST + "UNAUTHENTICATED: Hostname Verification Check failed.", "for another name"),
        (LAST + "Failed to create security handshaker.", "PEM file"),
        (LAST + "Socket closed", "add --tls"),
        (LAST + "recvmsg:Connection reset by peer", "add --tls"),
        (LAST + "Ssl handshake failed: nobody knows: OK", "(nobody knows): add or leave out --tls"),
    ],
)
def test_the_cause_is_told_with_what_helps(message: str, told: str) -> None:
    said = described(message)
    assert told in said
    assert "OK" not in said
    assert said.endswith(" [UNAVAILABLE]")


def test_a_servers_own_message_is_left_as_it_is() -> None:
    said = described("the index, behind a handshake, is down", reason="INDEX_UNAVAILABLE")
    assert said == "The index, behind a handshake, is down. [INDEX_UNAVAILABLE]"


def test_a_fields_name_is_not_capitalised() -> None:
    error = InvalidArgumentError(
        "labels['a b'] is wrong", reason="FIELD_INVALID", field="labels['a b']"
    )
    assert problems.describe(error, address="").startswith("labels['a b'] is wrong.")


def test_a_collection_that_is_not_there_can_be_made() -> None:
    error = NotFoundError("there is no collection 'x'", reason="COLLECTION_NOT_FOUND")
    said = problems.describe(error, address="")
    assert said.startswith("There is no collection 'x'. ")
    assert "`momentsearch collections create NAME` makes one" in said
    assert CliRunner().invoke(app, ["collections", "create", "--help"]).exit_code == 0


# The token


Run = Callable[..., Result]


@pytest.fixture
def run(server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("MOMENTSEARCH_TOKEN", raising=False)

    def run(*options: str) -> Result:
        return CliRunner().invoke(app, ["ls", "--address", server.address, *options])

    return run


@pytest.mark.parametrize("content", [b"caf\xe9", "géheim".encode(), b"two\nlines", b"\0", b" \n"])
def test_a_file_without_a_token_is_named(
    run: Run, server: FakeServer, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "token.txt"
    file.write_bytes(content)
    result = run("--token-file", str(file))
    assert result.exit_code == 2
    assert "token.txt" in result.stderr
    assert "codec" not in result.stderr
    assert not server.library.calls


def test_a_variable_without_a_token_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTSEARCH_TOKEN", "géheim")
    result = run()
    assert result.exit_code == 2
    assert "MOMENTSEARCH_TOKEN" in result.stderr
    assert "heim" not in result.stderr
    monkeypatch.setenv("MOMENTSEARCH_TOKEN", "")
    assert run().exit_code == 0


def test_a_token_is_not_sent_in_the_open(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTSEARCH_TOKEN", "secret")
    result = run("--address", "films.example:1")
    assert result.exit_code == 2
    assert "give --tls, or --allow-plaintext-token" in " ".join(result.stderr.split())


def test_a_refusal_of_a_list_says_how_to_make_the_collection(run: Run, server: FakeServer) -> None:
    failure = Failure(grpc.StatusCode.NOT_FOUND, "there is none", "COLLECTION_NOT_FOUND")
    server.library.failures["ListMedia"] = [failure]
    result = run("--collection", "films2")
    assert result.exit_code == 4
    assert "collections create" in result.stderr
