"""The server part of the package: whether it can be started here, and how to get it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SERVER_PACKAGE = "momentsearch_server"
HOW_TO_INSTALL = "in a checkout of the repository, pip install '.[server]'"
# The server's code comes with the client's; what it needs comes with the extra, of which this is
# the largest.
_NEEDED = "torch"


def server_folder() -> Path | None:
    """Where the server's code lies; None where it is not installed with what it needs.

    Found, not imported: that would take seconds.
    """
    spec = importlib.util.find_spec(SERVER_PACKAGE)
    if spec is None or spec.origin is None or importlib.util.find_spec(_NEEDED) is None:
        return None
    return Path(spec.origin).parent
