"""What tests of every folder may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.postgresql_server import PostgresqlServer, running_postgresql

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def media_root() -> Path:
    """The folder of real media files, which is not part of the repository.

    Named by ``MOMENTSEARCH_TEST_MEDIA``, else ``../shared/media`` beside the repository. Where it
    is absent the test is skipped, or fails if ``FAIL_WITHOUT_MEDIA=1`` says that it must be there.
    """
    named = os.environ.get("MOMENTSEARCH_TEST_MEDIA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "media"
    if (folder / "MANIFEST.csv").is_file():
        return folder
    why = f"no media files at {folder}; name their folder in MOMENTSEARCH_TEST_MEDIA"
    if os.environ.get("FAIL_WITHOUT_MEDIA") == "1":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A running server. Where the machine has none the test is skipped, or fails if
    ``FAIL_WITHOUT_POSTGRESQL=1`` says that it must be there."""
    with running_postgresql() as server:
        yield server
