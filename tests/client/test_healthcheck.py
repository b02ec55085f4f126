"""What an image asks to know whether its server is well."""

from __future__ import annotations

import socket

from momentsearch.healthcheck import main
from tests.client.fake_server import FakeServer

NOWHERE = "127.0.0.1:1"


def test_a_server_that_serves_is_well(server: FakeServer) -> None:
    port = server.address.rpartition(":")[2]
    assert main([server.address], {}) is None
    for host in ("0.0.0.0", "[::]", "localhost"):
        assert main([], {"MOMENTSEARCH_LISTEN": f"{host}:{port}"}) is None


def test_one_that_is_not_there_is_not() -> None:
    assert main([NOWHERE], {}) == "momentsearch at 127.0.0.1:1 does not serve"
    said = main([], {"MOMENTSEARCH_LISTEN": "0.0.0.0:1", "MOMENTSEARCH_TLS_CERTIFICATE": "a.pem"})
    assert said == "momentsearch at 127.0.0.1:1 does not serve"
    said = main(["localhost"], {"MOMENTSEARCH_TLS_CERTIFICATE": "a.pem"})
    assert said == "momentsearch at localhost does not serve"


def test_with_tls_it_is_enough_that_somebody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        assert main([address], {"MOMENTSEARCH_TLS_CERTIFICATE": "a.pem"}) is None
