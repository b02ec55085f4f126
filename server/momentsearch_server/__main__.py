"""``python -m momentsearch_server``: serve, models, doctor, settings, admin.

The ``momentsearch`` command passes these on; see ``docs/cli.md``. Exit status: 0 when all is well,
1 when something is not as it should be, 2 for a setting or command that is wrong, 130 when it was
interrupted.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from momentsearch_server.encoders.allocator import keep_freed_memory
from momentsearch_server.errors import Reason, ServiceError, SettingsError
from momentsearch_server.settings import Settings, read_settings, settings_table

USAGE = """\
usage: python -m momentsearch_server COMMAND [SETTINGS]

  serve                 serve until told to stop (SIGINT or SIGTERM)
  models [--json]       what is known of each checkpoint on this machine
  doctor [--json]       whether this machine has what the server needs
  settings              every setting: flag, environment variable, default
  admin rebuild-index   make the vector index anew from the timelines; the server must be stopped
  admin move-catalog --to URL [SETTINGS]
                        move the catalog to another database; the server must be stopped
  admin calibrate [--collection NAME] [SETTINGS] LABELS.jsonl
                        measure what the encoders' cosines are worth, from labels of media that are
                        indexed; the server must be stopped, and knows it when it starts again
"""


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except SettingsError as error:
        print(f"momentsearch: {error.message}", file=sys.stderr)
        return 2
    except ServiceError as error:
        print(f"momentsearch: {error.message} [{error.reason}]", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("momentsearch: interrupted", file=sys.stderr)
        return 130


def _run(words: list[str]) -> int:
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command == "settings" and not rest:
        print(settings_table(), end="")
        return 0
    if command in ("models", "doctor"):
        as_json = "--json" in rest
        settings = read_settings([word for word in rest if word != "--json"], os.environ)
        return _report(command, settings, as_json=as_json)
    if command == "serve":
        settings = read_settings(rest, os.environ)
        keep_freed_memory(os.environ)
        return _serve(settings)
    if command == "admin" and rest[:1] and rest[0] in _ADMIN:
        return _ADMIN[rest[0]](rest[1:])
    print(USAGE, end="", file=sys.stdout if command in ("-h", "--help", "help") else sys.stderr)
    return 0 if command in ("-h", "--help", "help") else 2


def _report(command: str, settings: Settings, *, as_json: bool) -> int:
    from momentsearch_server.reports import doctor, models

    report = models if command == "models" else doctor
    text, well = report(settings, as_json=as_json)
    print(text)
    return 0 if well else 1


def _serve(settings: Settings) -> int:
    from momentsearch_server.assembly import serve

    _set_up_logging(settings.log_level)
    serve(settings)
    return 0


def _rebuild_index(words: list[str]) -> int:
    settings = read_settings(words, os.environ)

    from momentsearch_server.assembly import rebuild_index

    _set_up_logging(settings.log_level)
    rebuild_index(settings)
    return 0


def _move_catalog(words: list[str]) -> int:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--to", default="")
    known, settings_words = parser.parse_known_args(words)
    if not known.to:
        raise SettingsError(
            Reason.SETTING_INVALID,
            "--to is missing, expected the database that the catalog is to move to "
            "(postgresql+psycopg://USER:PASSWORD@HOST/NAME, or sqlite:///FILE)",
        )
    settings = read_settings(settings_words, os.environ)

    from momentsearch_server.assembly import move_catalog

    _set_up_logging(settings.log_level)
    print(move_catalog(settings, known.to))
    return 0


def _calibrate(words: list[str]) -> int:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--collection", default="default")
    # Last, because only the settings know which of the other words are values of theirs.
    *before, labels = words or [""]
    if not labels or labels.startswith("-"):
        raise SettingsError(
            Reason.SETTING_INVALID, f"the last word is {labels!r}, expected a file of labels"
        )
    known, settings_words = parser.parse_known_args(before)
    settings = read_settings(settings_words, os.environ)

    from momentsearch_server.calibrating import calibrate

    _set_up_logging(settings.log_level)
    print(calibrate(settings, Path(labels), collection=known.collection))
    return 0


_ADMIN: Mapping[str, Callable[[list[str]], int]] = {
    "rebuild-index": _rebuild_index,
    "move-catalog": _move_catalog,
    "calibrate": _calibrate,
}


def _set_up_logging(level: str) -> None:
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for noisy in ("alembic", "pymilvus", "httpx", "urllib3", "filelock"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


if __name__ == "__main__":
    sys.exit(main())
