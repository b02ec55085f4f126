"""Every setting of the server: one frozen dataclass, read once at start, handed down.

Each field is one setting. Its flag is its name with hyphens (``--data-dir``), its environment
variable the name in capitals behind ``MOMENTSEARCH_`` (``MOMENTSEARCH_DATA_DIR``); a flag wins over
the environment, which wins over the default. ``docs/settings.md`` is generated from this table.
"""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from momentsearch_server.errors import Reason, SettingsError

ENV_PREFIX = "MOMENTSEARCH_"
# Read by the client's command line, by tests and by benchmarks; the server passes over them.
FOREIGN_VARIABLES = frozenset(
    {
        "MOMENTSEARCH_ADDRESS",
        "MOMENTSEARCH_TOKEN",
        "MOMENTSEARCH_MEDIA",
        "MOMENTSEARCH_TEST_MEDIA",
    }
)
DEFAULT_PICTURE_ENCODER = "openai/clip-vit-base-patch32"
DEFAULT_SOUND_ENCODER = "laion/clap-htsat-unfused"
EMBEDDED = "embedded"


@dataclass(frozen=True)
class _Kind:
    """How one setting is read: ``expected`` completes the sentence "expected …"."""

    parse: Callable[[str], Any]
    expected: str


def _number(cast: Callable[[str], Any], low: float, high: float) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        value = cast(text)
        if not (math.isfinite(value) and low <= value <= high):
            raise ValueError(text)
        return value

    return parse


def _whole(low: int, high: int) -> _Kind:
    return _Kind(_number(int, low, high), f"a whole number from {low} to {high}")


def _real(low: float, high: float) -> _Kind:
    return _Kind(_number(float, low, high), f"a number from {low:g} to {high:g}")


def _choice(*values: str) -> _Kind:
    def parse(text: str) -> str:
        if text not in values:
            raise ValueError(text)
        return text

    return _Kind(parse, "one of " + ", ".join(value or "(nothing)" for value in values))


def _parse_listen(text: str) -> str:
    host, separator, port = text.rpartition(":")
    if not (separator and host and 0 <= int(port) <= 65_535):
        raise ValueError(text)
    return text


def _parse_device(text: str) -> str:
    name, separator, index = text.partition(":")
    if name not in ("auto", "cpu", "cuda") or (separator and (name != "cuda" or int(index) < 0)):
        raise ValueError(text)
    return text


def _parse_text(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:  # the ~ of a user who is not there
        raise ValueError(text) from error


def _parse_folder(text: str) -> Path:
    folder = _expanded(text)
    if not text or "\0" in text or (folder.exists() and not folder.is_dir()):
        raise ValueError(text)
    return folder


def _parse_roots(text: str) -> tuple[Path, ...]:
    roots = tuple(_expanded(part) for part in text.split(os.pathsep) if part)
    missing = [str(root) for root in roots if not root.is_dir()]
    if missing:
        raise ValueError(missing)
    return tuple(root.resolve() for root in roots)


def _parse_file(text: str) -> Path | None:
    if not text:
        return None
    if not _expanded(text).is_file():
        raise ValueError(text)
    return _expanded(text)


def _parse_milvus(text: str) -> str:
    if text and not text.startswith(("http://", "https://", "tcp://", "unix:")):
        raise ValueError(text)
    return text


def _parse_database(text: str) -> str:
    if text and "://" not in text:
        raise ValueError(text)
    return text


_TEXT = _Kind(_parse_text, "text")
_FOLDER = _Kind(_parse_folder, "a folder, made where it does not exist")
_FOLDERS = _Kind(_parse_roots, f"existing folders, separated by {os.pathsep!r}")
_FILE = _Kind(_parse_file, "an existing file")
_LISTEN = _Kind(_parse_listen, "HOST:PORT, as in 127.0.0.1:50051; port 0 takes a free one")
_MAYBE_LISTEN = _Kind(
    lambda text: text and _parse_listen(text),
    "nothing or HOST:PORT, as in 127.0.0.1:9464; port 0 takes a free one",
)
_DEVICE = _Kind(_parse_device, "auto, cpu, cuda or cuda:N")
_MILVUS = _Kind(
    _parse_milvus, "nothing (an embedded index in the data directory) or http://HOST:PORT"
)
_DATABASE = _Kind(
    _parse_database,
    "nothing (SQLite in the data directory) or postgresql+psycopg://USER:PASSWORD@HOST/NAME",
)


def _setting(kind: _Kind, default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"kind": kind, "help": help_text})


@dataclass(frozen=True)
class Settings:
    """All of them, checked. ``read_settings`` makes one; tests may make theirs directly."""

    listen: str = _setting(_LISTEN, "127.0.0.1:50051", "Address and port for gRPC.")
    metrics_listen: str = _setting(
        _MAYBE_LISTEN,
        "",
        "Address and port for metrics over plain HTTP, without a token; nothing: none are served.",
    )
    data_dir: Path = _setting(
        _FOLDER, Path("momentsearch-data"), "Catalog, timelines, vector index and uploads."
    )
    media_roots: tuple[Path, ...] = _setting(
        _FOLDERS, (), "Folders whose files may be imported by path. None: imports are refused."
    )
    encoders: str = _setting(
        _choice("", EMBEDDED),
        "",
        "`embedded` takes the tiny pair inside the package, which is for trying and testing; "
        "nothing takes `picture_encoder` and `sound_encoder`.",
    )
    picture_encoder: str = _setting(
        _TEXT,
        DEFAULT_PICTURE_ENCODER,
        "CLIP-family checkpoint: a hub id or a folder; `none`: pictures are not indexed.",
    )
    sound_encoder: str = _setting(
        _TEXT,
        DEFAULT_SOUND_ENCODER,
        "CLAP checkpoint: a hub id or a folder; `none`: sound is not indexed.",
    )
    device: str = _setting(_DEVICE, "auto", "Where the encoders run; auto prefers a GPU.")
    precision: str = _setting(
        _choice("auto", "float32"),
        "auto",
        "Of the encoders' arithmetic: auto computes in 16 bits where the device does, which is up "
        "to three times as fast and changes cosines by less than .001.",
    )
    threads: int = _setting(
        _whole(0, 1024), 0, "Threads of each encoder's arithmetic on a CPU; 0: one per core."
    )
    milvus: str = _setting(_MILVUS, "", "Address of a Milvus server.")
    database: str = _setting(
        _DATABASE,
        "",
        "PostgreSQL for the catalog; needs `pip install '.[server,postgresql]'` in the checkout.",
    )
    frames_per_second: float = _setting(_real(0.01, 60), 1.0, "Pictures sampled per second.")
    window_seconds: float = _setting(_real(0.1, 60), 5.0, "Length of a window of sound.")
    hop_seconds: float = _setting(
        _real(0.1, 60), 2.5, "From one window's start to the next; at most `window_seconds`."
    )
    index_workers: int = _setting(_whole(1, 64), 1, "Media indexed at the same time.")
    queue_limit: int = _setting(
        _whole(1, 10_000_000), 100_000, "Media that may wait; more are refused for the moment."
    )
    decoder_memory_mib: int = _setting(
        _whole(256, 1 << 20), 4096, "Memory one decoding process may take."
    )
    decoder_cpu_seconds: int = _setting(
        _whole(1, 1 << 24),
        36_000,
        "Processor time one decoding process may take. A media is given up when the server has "
        "waited for its decoding for twice this and `maximum_media_hours`.",
    )
    decoder_stall_seconds: float = _setting(
        _real(1, 86_400), 120.0, "How long a decoding process may go without a result."
    )
    maximum_media_hours: float = _setting(_real(0.01, 10_000), 48.0, "Longer media are refused.")
    maximum_upload_mib: int = _setting(_whole(1, 1 << 24), 16_384, "Larger uploads are refused.")
    maximum_picture_megapixels: float = _setting(
        _real(0.01, 1000), 140.0, "Larger pictures are refused before they are decoded."
    )
    minimum_confidence: float = _setting(
        _real(0, 1), 0.5, "Moments below this are not shown unless a request asks for them."
    )
    exact_sample_limit: int = _setting(
        _whole(0, 1 << 40),
        200_000,
        "Up to so many samples in scope are all scored exactly; beyond it the vector index picks "
        "the candidates.",
    )
    candidate_media: int = _setting(
        _whole(1, 100_000),
        400,
        "Most media that the vector index names for one text in one space; fewer where nothing "
        "better can be left.",
    )
    recall_check_share: float = _setting(
        _real(0, 1),
        0.005,
        "Share of the searches with candidates that are compared, afterwards, with some media that "
        "were left out; 0: none.",
    )
    request_threads: int = _setting(
        _whole(4, 1024),
        32,
        "Requests answered at once; at most half of them may be watches, and a quarter uploads and "
        "imports.",
    )
    tls_certificate: Path | None = _setting(_FILE, None, "PEM chain; with `tls_key` turns TLS on.")
    tls_key: Path | None = _setting(_FILE, None, "PEM private key of `tls_certificate`.")
    token_file: Path | None = _setting(
        _FILE, None, "File with the bearer token that every call must bring."
    )
    log_level: str = _setting(
        _choice("debug", "info", "warning", "error"), "info", "Least severity that is logged."
    )

    def __post_init__(self) -> None:
        _check_together(self)


def chosen_encoders(settings: Settings) -> tuple[str, str]:
    """The checkpoints for pictures and for sound that these settings name."""
    if settings.encoders == EMBEDDED:
        return EMBEDDED, EMBEDDED
    return settings.picture_encoder, settings.sound_encoder


def _check_together(settings: Settings) -> None:
    """What no single setting can tell."""
    if settings.hop_seconds > settings.window_seconds:
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"hop_seconds is {settings.hop_seconds:g}, expected at most window_seconds "
            f"({settings.window_seconds:g}): sound between the windows would never be found",
        )
    chosen = (settings.picture_encoder, settings.sound_encoder)
    if settings.encoders == EMBEDDED and chosen != (DEFAULT_PICTURE_ENCODER, DEFAULT_SOUND_ENCODER):
        raise SettingsError(
            Reason.SETTING_INVALID,
            "encoders is 'embedded' and picture_encoder or sound_encoder names a checkpoint too: "
            "expected one or the other",
        )
    if (settings.tls_certificate is None) != (settings.tls_key is None):
        raise SettingsError(
            Reason.SETTING_INVALID, "tls_certificate and tls_key: expected both or neither"
        )


class _Parser(argparse.ArgumentParser):
    """argparse, but with our error in place of an exit."""

    def error(self, message: str) -> NoReturn:
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"{message}. `python -m momentsearch_server settings` lists every setting",
        )


def flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def variable(name: str) -> str:
    return ENV_PREFIX + name.upper()


def read_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """Settings from flags, then environment, then defaults.

    Raises ``SettingsError`` for a flag or ``MOMENTSEARCH_`` variable that does not exist, and for
    a value that is not as expected; the message names the setting, the value and what was expected.
    """
    _refuse_unknown_variables(environment)
    given = {
        spec.name: environment[variable(spec.name)]
        for spec in dataclasses.fields(Settings)
        if variable(spec.name) in environment
    }
    origins = {name: variable(name) for name in given}
    for name, text in _parse_flags(arguments).items():
        given[name], origins[name] = text, flag(name)
    specs = {spec.name: spec for spec in dataclasses.fields(Settings)}
    return Settings(
        **{name: _value(specs[name], text, origins[name]) for name, text in given.items()}
    )


def _parse_flags(arguments: Sequence[str]) -> dict[str, str]:
    parser = _Parser(add_help=False, allow_abbrev=False)
    for spec in dataclasses.fields(Settings):
        parser.add_argument(flag(spec.name), dest=spec.name, default=argparse.SUPPRESS)
    return vars(parser.parse_args(arguments))


def _value(spec: dataclasses.Field[Any], text: str, origin: str) -> Any:
    kind: _Kind = spec.metadata["kind"]
    try:
        return kind.parse(text)
    except ValueError:
        raise SettingsError(
            Reason.SETTING_INVALID, f"{origin} is {text!r}, expected {kind.expected}"
        ) from None
    except OSError as error:  # of a path that cannot even be looked for
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"{origin} is {text!r} ({error.strerror}), expected {kind.expected}",
        ) from error


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    known = {variable(spec.name) for spec in dataclasses.fields(Settings)} | FOREIGN_VARIABLES
    for name in environment:
        if name.startswith(ENV_PREFIX) and name not in known:
            # Without the prefix, which would make every name alike.
            endings = [one.removeprefix(ENV_PREFIX) for one in sorted(known)]
            near = difflib.get_close_matches(name.removeprefix(ENV_PREFIX), endings, n=1)
            raise SettingsError(
                Reason.SETTING_INVALID,
                f"the environment variable {name} is not a setting"
                + (f"; did you mean {ENV_PREFIX}{near[0]}?" if near else ""),
            )


def _shown(value: Any) -> str:
    if value is None or value in ("", ()):
        return "(nothing)"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def settings_table() -> str:
    """The table of docs/settings.md, as Markdown."""
    rows = ["| flag | environment | default | expected | what it does |", "|---|---|---|---|---|"]
    for spec in dataclasses.fields(Settings):
        kind: _Kind = spec.metadata["kind"]
        rows.append(
            f"| `{flag(spec.name)}` | `{variable(spec.name)}` | {_shown(spec.default)} "
            f"| {kind.expected.replace('|', chr(92) + '|')} | {spec.metadata['help']} |"
        )
    return "\n".join(rows) + "\n"
