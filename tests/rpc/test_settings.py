"""Settings: each kind of value, what must hold of several, and where they come from."""

from __future__ import annotations

import dataclasses
import errno
import os
from pathlib import Path
from typing import Any

import pytest

from momentsearch_server.assembly import worker_limits
from momentsearch_server.errors import Reason, SettingsError
from momentsearch_server.settings import (
    DEFAULT_PICTURE_ENCODER,
    DEFAULT_SOUND_ENCODER,
    Settings,
    chosen_encoders,
    flag,
    read_settings,
    settings_table,
    variable,
)

NAMES = [spec.name for spec in dataclasses.fields(Settings)]


def read(*arguments: str, **environment: str) -> Settings:
    return read_settings(arguments, environment)


def refusal_of(*arguments: str, **environment: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(*arguments, **environment)
    assert caught.value.reason == Reason.SETTING_INVALID
    return caught.value.message


def test_nothing_given_is_the_defaults() -> None:
    assert read() == Settings()
    assert chosen_encoders(Settings()) == (DEFAULT_PICTURE_ENCODER, DEFAULT_SOUND_ENCODER)


GOOD: list[tuple[str, str, Any]] = [
    ("listen", "0.0.0.0:0", "0.0.0.0:0"),
    ("listen", "[::1]:65535", "[::1]:65535"),
    ("metrics-listen", "", ""),
    ("metrics-listen", "127.0.0.1:9464", "127.0.0.1:9464"),
    ("data-dir", "here", Path("here")),
    ("data-dir", "~/here", Path.home() / "here"),
    ("encoders", "embedded", "embedded"),
    ("picture-encoder", "google/siglip-base-patch16-224", "google/siglip-base-patch16-224"),
    ("sound-encoder", "./clap", "./clap"),
    ("device", "auto", "auto"),
    ("device", "cuda:3", "cuda:3"),
    ("threads", "4", 4),
    ("milvus", "http://milvus:19530", "http://milvus:19530"),
    ("milvus", "", ""),
    ("database", "postgresql+psycopg://u:p@h/db", "postgresql+psycopg://u:p@h/db"),
    ("frames-per-second", "0.5", 0.5),
    ("window-seconds", "10", 10.0),
    ("hop-seconds", "0.1", 0.1),
    ("index-workers", "64", 64),
    ("queue-limit", "1", 1),
    ("decoder-memory-mib", "256", 256),
    ("minimum-confidence", "0", 0.0),
    ("exact-sample-limit", "0", 0),
    ("request-threads", "4", 4),
    ("tls-certificate", "", None),
    ("log-level", "debug", "debug"),
]


@pytest.mark.parametrize(("name", "text", "value"), GOOD)
def test_a_value_by_flag_and_by_variable(name: str, text: str, value: Any) -> None:
    field = name.replace("-", "_")
    assert getattr(read(f"--{name}", text), field) == value
    assert getattr(read(f"--{name}={text}"), field) == value
    assert getattr(read(**{f"MOMENTSEARCH_{field.upper()}": text}), field) == value


BAD: list[tuple[str, str, str]] = [
    ("listen", "50051", "HOST:PORT"),
    ("listen", ":50051", "HOST:PORT"),
    ("listen", "localhost", "HOST:PORT"),
    ("listen", "localhost:http", "HOST:PORT"),
    ("listen", "localhost:65536", "HOST:PORT"),
    ("listen", "localhost:-1", "HOST:PORT"),
    ("metrics-listen", "9464", "nothing or HOST:PORT"),
    ("metrics-listen", "localhost:65536", "nothing or HOST:PORT"),
    ("data-dir", "", "a folder"),
    ("data-dir", "~nobody-at-all/x", "a folder"),
    ("data-dir", __file__, "a folder"),
    ("media-roots", "/no/such/folder", "existing folders"),
    ("media-roots", f"/{os.pathsep}/no/such/folder", "existing folders"),
    ("media-roots", __file__, "existing folders"),
    ("media-roots", "~nobody-at-all/x", "existing folders"),
    ("encoders", "Embedded", "embedded"),
    ("encoders", "clip", "embedded"),
    ("picture-encoder", "", "text"),
    ("sound-encoder", " ", "text"),
    ("device", "gpu", "cuda:N"),
    ("device", "cuda:", "cuda:N"),
    ("device", "cuda:-1", "cuda:N"),
    ("device", "cpu:1", "cuda:N"),
    ("threads", "-1", "from 0 to 1024"),
    ("threads", "two", "a whole number"),
    ("threads", "1.5", "a whole number"),
    ("threads", "", "a whole number"),
    ("milvus", "milvus:19530", "http://HOST:PORT"),
    ("database", "catalog.db", "postgresql+psycopg://"),
    ("frames-per-second", "0", "from 0.01 to 60"),
    ("frames-per-second", "nan", "a number"),
    ("frames-per-second", "inf", "a number"),
    ("frames-per-second", "1e400", "a number"),
    ("frames-per-second", "fast", "a number"),
    ("window-seconds", "0", "from 0.1 to 60"),
    ("index-workers", "0", "from 1 to 64"),
    ("queue-limit", "0", "from 1"),
    ("decoder-memory-mib", "255", "from 256"),
    ("minimum-confidence", "1.01", "from 0 to 1"),
    ("minimum-confidence", "-0.01", "from 0 to 1"),
    ("exact-sample-limit", "-1", "from 0"),
    ("request-threads", "3", "from 4"),
    ("tls-certificate", "/no/such/file", "an existing file"),
    ("tls-key", "/", "an existing file"),
    ("token-file", "~nobody-at-all/x", "an existing file"),
    ("log-level", "loud", "one of debug, info, warning, error"),
]


@pytest.mark.parametrize(("name", "text", "expected"), BAD)
def test_an_impossible_value_is_refused(name: str, text: str, expected: str) -> None:
    for message, origin in (
        (refusal_of(f"--{name}={text}"), f"--{name}"),
        (refusal_of(**{variable(name.replace("-", "_")): text}), variable(name.replace("-", "_"))),
    ):
        assert message.startswith(f"{origin} is {text!r}, expected ")
        assert expected in message


@pytest.mark.parametrize("name", ["data-dir", "media-roots", "token-file"])
def test_a_path_that_cannot_be_looked_for(name: str) -> None:
    path = "/" + "x" * 300
    message = refusal_of(f"--{name}={path}")
    assert message.startswith(f"--{name} is {path!r} ({os.strerror(errno.ENAMETOOLONG)}), expected")


def test_a_flag_wins_over_the_environment() -> None:
    assert read("--threads", "3", MOMENTSEARCH_THREADS="2").threads == 3
    assert read(MOMENTSEARCH_THREADS="2").threads == 2
    # What is not used is not looked at.
    assert read("--threads", "3", MOMENTSEARCH_THREADS="many").threads == 3
    assert read("--threads", "3", "--threads", "5").threads == 5


@pytest.mark.parametrize(
    "arguments",
    [["--bogus", "1"], ["extra"], ["--thread", "1"], ["--threads"], ["--data_dir", "x"], ["-h"]],
)
def test_an_unknown_flag_is_refused(arguments: list[str]) -> None:
    message = refusal_of(*arguments)
    assert arguments[0] in message
    assert "momentsearch_server settings" in message


def test_an_unknown_variable_is_refused_with_a_suggestion() -> None:
    assert "did you mean MOMENTSEARCH_THREADS?" in refusal_of(MOMENTSEARCH_THREAD="1")
    assert "did you mean MOMENTSEARCH_DATA_DIR?" in refusal_of(MOMENTSEARCH_DATADIR="x")
    assert "did you mean" not in refusal_of(MOMENTSEARCH_QQQQQQQQQQQ="1")


def test_other_programs_variables_are_passed_over() -> None:
    others = {"MOMENTSEARCH_ADDRESS": "x", "MOMENTSEARCH_TOKEN": "y", "THREADS": "z", "PATH": ""}
    assert read(**others) == Settings()


def test_media_roots_are_where_they_really_lie(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    given = os.pathsep.join([str(link), "", str(real)])
    assert read("--media-roots", given).media_roots == (real.resolve(), real.resolve())


def test_windows_must_meet() -> None:
    assert "hop_seconds is 6" in refusal_of("--hop-seconds", "6")
    assert read("--hop-seconds", "6", "--window-seconds", "6").hop_seconds == 6


def test_embedded_or_checkpoints_not_both() -> None:
    assert chosen_encoders(read("--encoders", "embedded")) == ("embedded", "embedded")
    for name in ("--picture-encoder", "--sound-encoder"):
        assert "one or the other" in refusal_of("--encoders", "embedded", name, "mine")
    assert chosen_encoders(read("--picture-encoder", "mine")) == ("mine", DEFAULT_SOUND_ENCODER)


def test_certificate_and_key_come_together() -> None:
    for name in ("--tls-certificate", "--tls-key"):
        assert "both or neither" in refusal_of(name, __file__)
    assert read("--tls-certificate", __file__, "--tls-key", __file__).tls_key == Path(__file__)


def test_no_decoding_is_given_up_by_a_limit_that_settings_do_not_name() -> None:
    """Both of a worker's processes may take their processor time, and the longest media its own."""
    limits = worker_limits(read("--decoder-cpu-seconds", "100", "--maximum-media-hours", "2"))
    assert (limits.cpu_seconds, limits.wall_seconds) == (100, 2 * 100 + 2 * 3600)


def test_the_table_has_every_setting_once() -> None:
    lines = settings_table().splitlines()
    assert len(lines) == 2 + len(NAMES)
    for name, line in zip(NAMES, lines[2:], strict=True):
        assert line.startswith(f"| `{flag(name)}` | `{variable(name)}` |")
        # A '|' of the text would make another column.
        assert line.replace("\\|", "").count("|") == 6
