"""`momentsearch` on the command line. docs/cli.md is its reference, made from its help."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """What the `momentsearch` script runs. Never prints a traceback for what can be foreseen."""
    from momentsearch.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        # A title in Japanese must not break a listing in a terminal that has no Japanese.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(prog_name="momentsearch")
