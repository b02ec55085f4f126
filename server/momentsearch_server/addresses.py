"""Whether an address can be listened on, asked before what takes long is begun."""

from __future__ import annotations

import socket


def try_to_listen(listen: str) -> None:
    """Listens on ``HOST:PORT``, for a moment, on the first of the host's addresses that lets it.

    Raises:
        OSError: none does, or the host has no address.
    """
    host, _, port = listen.rpartition(":")
    refused: OSError | None = None
    for family, _, _, _, address in socket.getaddrinfo(
        host.strip("[]"), port, type=socket.SOCK_STREAM
    ):
        try:
            with socket.socket(family) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
                tried.listen()
                return
        except OSError as error:
            refused = error
    assert refused is not None, "a host that is found has an address"
    raise refused
