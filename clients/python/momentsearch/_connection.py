"""Where the server is and how to prove who is asking: channel settings, TLS, token."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc

DEFAULT_ADDRESS = "localhost:50051"

# gRPC waits a second before it connects anew, and longer each time. With less, a retry a moment
# later really tries again, and a server that has just started is found at once.
CHANNEL_OPTIONS = (
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 1_000),
    ("grpc.max_reconnect_backoff_ms", 5_000),
)


@dataclass(frozen=True, slots=True)
class Connection:
    """``credentials`` is None for plaintext; ``metadata`` goes with each call."""

    address: str
    credentials: Any
    metadata: tuple[tuple[str, str], ...]


def make_connection(
    address: str,
    *,
    tls: bool,
    root_certificates: Path | str | None,
    client_certificate: Path | str | None,
    client_key: Path | str | None,
    token: str | None,
    allow_plaintext_token: bool,
) -> Connection:
    """Raises ``ValueError`` for settings that contradict each other, ``OSError`` for files."""
    if not address:
        raise ValueError("address is empty: expected host:port, as in localhost:50051")
    if not tls and (root_certificates or client_certificate or client_key):
        raise ValueError("certificates were given, but tls is off: pass tls=True")
    if token and not tls and not allow_plaintext_token and not is_loopback(address):
        raise ValueError(
            f"the token would be sent to {address} unencrypted: pass tls=True, or "
            "allow_plaintext_token=True where something else encrypts the connection"
        )
    return Connection(
        address=address,
        credentials=_credentials(root_certificates, client_certificate, client_key)
        if tls
        else None,
        metadata=(("authorization", f"Bearer {token}"),) if token else (),
    )


def is_loopback(address: str) -> bool:
    """Whether a gRPC target can only be on this machine. What cannot be told counts as not."""
    scheme, separator, rest = address.partition(":")
    if scheme in ("unix", "unix-abstract") and separator:
        return True
    if scheme in ("dns", "ipv4", "ipv6") and not rest.isdigit():
        address = rest.removeprefix("///")
    host = address.rpartition(":")[0] if _has_port(address) else address
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _has_port(address: str) -> bool:
    """An IPv6 address has colons of its own; with a port it stands in brackets."""
    return address.count(":") == 1 or "]:" in address


def _credentials(
    root_certificates: Path | str | None,
    client_certificate: Path | str | None,
    client_key: Path | str | None,
) -> Any:
    if (client_certificate is None) != (client_key is None):
        raise ValueError("a client certificate needs its key: pass client_certificate, client_key")
    return grpc.ssl_channel_credentials(
        root_certificates=_read(root_certificates),
        private_key=_read(client_key),
        certificate_chain=_read(client_certificate),
    )


def _read(path: Path | str | None) -> bytes | None:
    return None if path is None else Path(path).read_bytes()
