"""`momentsearch` on the command line. docs/cli.md is its reference, made from its help."""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """What the `momentsearch` script runs. Never prints a traceback for what can be foreseen."""
    _quieten_grpc()
    from momentsearch.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        # A title in Japanese must not break a listing in a terminal that has no Japanese.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(prog_name="momentsearch")


def _quieten_grpc() -> None:
    """Starts over without gRPC's own log lines about TLS, which say less than our errors do.

    gRPC reads the variable when it is imported, which this package has already done by now. Without
    TLS it writes none, and nothing is started twice.
    """
    if "--tls" in sys.argv and "GRPC_VERBOSITY" not in os.environ:
        os.environ["GRPC_VERBOSITY"] = "NONE"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
