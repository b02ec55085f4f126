"""``python -m momentsearch.healthcheck [ADDRESS]``: exit status 0 when the server serves.

For supervisors and images: asks ``grpc.health.v1`` over plain gRPC, and needs no token.
"""

from __future__ import annotations

import sys

from momentsearch import Client, MomentSearchError

_TIMEOUT_SECONDS = 4.0


def is_serving(address: str) -> bool:
    """Whether the server there answers that it serves."""
    try:
        with Client(address) as client:
            return client.server_status(timeout_seconds=_TIMEOUT_SECONDS).serving
    except MomentSearchError:
        return False


if __name__ == "__main__":
    address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051"
    if not is_serving(address):
        sys.exit(f"momentsearch at {address} does not serve")
