from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from momentsearch_server.library.library import Library
from momentsearch_server.library.vectors_exact import ExactIndex
from tests.library.support import SPACE


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library with one space; its index is in memory."""
    opened, _ = Library.open(tmp_path / "data", index=ExactIndex())
    with opened:
        opened.register_space(SPACE)
        yield opened
