"""``python -m momentsearch.healthcheck [ADDRESS]``: exit status 0 when the server serves.

For supervisors and images, on the server's own machine and with its environment: without an address
it is that of ``MOMENTSEARCH_LISTEN``. Asks ``grpc.health.v1`` and needs no token. Where
``MOMENTSEARCH_TLS_CERTIFICATE`` says that the server takes only TLS, it asks no more than whether
somebody listens: the certificate is of another name than this machine's, and the server may want
one of its callers.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping, Sequence

from momentsearch import Client, MomentSearchError

_TIMEOUT_SECONDS = 4.0
_DEFAULT_ADDRESS = "127.0.0.1:50051"
_ANY_HOST = ("0.0.0.0", "[::]")


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """What is wrong; None where the server serves."""
    host, _, port = environment.get("MOMENTSEARCH_LISTEN", _DEFAULT_ADDRESS).rpartition(":")
    here = f"127.0.0.1:{port}" if host in _ANY_HOST else f"{host}:{port}"
    address = arguments[0] if arguments else here
    refusal = f"momentsearch at {address} does not serve"
    if environment.get("MOMENTSEARCH_TLS_CERTIFICATE"):
        return None if is_listening(address) else refusal
    try:
        with Client(address) as client:
            status = client.server_status(timeout_seconds=_TIMEOUT_SECONDS)
    except MomentSearchError:
        return refusal
    if status.serving:
        return None
    return refusal if status.problem is None else f"{refusal}: {status.problem}"


def is_listening(address: str) -> bool:
    """Whether somebody takes connections at ``HOST:PORT``."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_TIMEOUT_SECONDS):
            return True
    except (OSError, ValueError):  # nobody there, or no port is named
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
