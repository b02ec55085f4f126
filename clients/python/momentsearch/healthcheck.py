"""``python -m momentsearch.healthcheck [ADDRESS]``: exit status 0 when the server serves.

For supervisors and images: asks ``grpc.health.v1`` over plain gRPC, and needs no token.
"""

from __future__ import annotations

import sys

import grpc

_METHOD = "/grpc.health.v1.Health/Check"
# HealthCheckResponse with status SERVING (1), as it lies on the wire: field 1, a varint.
_SERVING = b"\x08\x01"
_TIMEOUT_SECONDS = 4.0


def is_serving(address: str) -> bool:
    """Whether the server there answers that it serves."""
    with grpc.insecure_channel(address) as channel:
        check = channel.unary_unary(_METHOD)
        try:
            return bool(check(b"", timeout=_TIMEOUT_SECONDS) == _SERVING)
        except grpc.RpcError:
            return False


if __name__ == "__main__":
    address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051"
    if not is_serving(address):
        sys.exit(f"momentsearch at {address} does not serve")
