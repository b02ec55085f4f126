"""Whether an address can be listened on, asked before what takes long is begun."""

from __future__ import annotations

import socket


def held(listen: str) -> socket.socket:
    """Listens on ``HOST:PORT`` until it is closed, on the first of the host's addresses that lets
    it.

    Raises:
        OSError: none does, or the host has no address.
    """
    host, _, port = listen.rpartition(":")
    refused: OSError | None = None
    for family, _, _, _, address in socket.getaddrinfo(
        host.strip("[]"), port, type=socket.SOCK_STREAM
    ):
        tried = socket.socket(family)
        try:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen()
        except OSError as error:
            tried.close()
            refused = error
        else:
            return tried
    assert refused is not None, "a host that is found has an address"
    raise refused
