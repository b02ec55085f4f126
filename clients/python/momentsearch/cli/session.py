"""What every command that talks to a server shares: its options, its client, its errors."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from momentsearch._connection import DEFAULT_ADDRESS, is_loopback
from momentsearch._retry import RetryPolicy
from momentsearch._sync.client import Client
from momentsearch._sync.io import Clock
from momentsearch._upload import readable
from momentsearch.cli import problems
from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.output import make_console
from momentsearch.errors import MomentSearchError

_PANEL = "Connection and output"
_TOKEN_VARIABLE = "MOMENTSEARCH_TOKEN"


@dataclass(frozen=True)
class Session:
    """How to reach the server, and how to print. ``json``: programs read standard output."""

    address: str
    tls: bool
    root_certificates: Path | None
    client_certificate: Path | None
    client_key: Path | None
    token_file: Path | None
    allow_plaintext_token: bool
    timeout_seconds: float
    json: bool
    out: Console = field(default_factory=make_console)
    err: Console = field(default_factory=functools.partial(make_console, stderr=True))

    def client(self, *, retry: RetryPolicy | None = None, clock: Clock | None = None) -> Client:
        self._require_tls()
        token = self._token()
        if token and not (self.tls or self.allow_plaintext_token or is_loopback(self.address)):
            raise typer.BadParameter(
                f"the token would be sent to {self.address} unencrypted: give --tls, or "
                "--allow-plaintext-token where something else encrypts the connection"
            )
        try:
            return Client(
                self.address,
                timeout_seconds=self.timeout_seconds,
                retry=retry,
                tls=self.tls,
                root_certificates=self.root_certificates,
                client_certificate=self.client_certificate,
                client_key=self.client_key,
                token=token,
                allow_plaintext_token=self.allow_plaintext_token,
                clock=clock,
            )
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error

    def _require_tls(self) -> None:
        """Raises a usage error for certificates that would not be used."""
        files = {
            "--root-certificates": self.root_certificates,
            "--client-certificate": self.client_certificate,
            "--client-key": self.client_key,
        }
        given = [name for name, path in files.items() if path is not None]
        if given and not self.tls:
            raise typer.BadParameter(f"{given[0]} needs --tls")
        if (self.client_certificate is None) != (self.client_key is None):
            raise typer.BadParameter("--client-certificate and --client-key need each other")

    def _token(self) -> str | None:
        """Raises a usage error for one that no header can have; the token itself is not shown."""
        if self.token_file is None:
            source, token = _TOKEN_VARIABLE, os.environ.get(_TOKEN_VARIABLE, "")
        else:
            source = str(self.token_file)
            token = self.token_file.read_bytes().decode("ascii", errors="replace").strip()
            if not token:
                raise typer.BadParameter(f"{readable(source)} is empty, expected a token")
        if not (token.isascii() and token.isprintable()):
            raise typer.BadParameter(
                f"{readable(source)} holds no token: expected ASCII letters, digits and signs in "
                "one line"
            )
        return token or None

    def print_problem(self, text: str) -> None:
        self.err.print(text, soft_wrap=True)


def _shared_options(
    *,
    address: Annotated[
        str,
        typer.Option(
            metavar="HOST:PORT",
            help="Where the server is, as in search.example:50051.",
            envvar="MOMENTSEARCH_ADDRESS",
            rich_help_panel=_PANEL,
        ),
    ] = DEFAULT_ADDRESS,
    timeout: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            help="Seconds that each call may take, as in 120. Uploads have their own; imports "
            "have none.",
            min=0.001,
            rich_help_panel=_PANEL,
        ),
    ] = 30.0,
    tls: Annotated[
        bool, typer.Option("--tls", help="Encrypt the connection.", rich_help_panel=_PANEL)
    ] = False,
    root_certificates: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="PEM file of whom to trust, as in ca.pem; needs --tls.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    client_certificate: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="PEM file that proves who is asking, as in me.pem; needs --client-key.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    client_key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="PEM file with the key of --client-certificate, as in me-key.pem.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File with the server's token, as in token.txt. Without it the environment "
            f"variable {_TOKEN_VARIABLE} holds the token itself.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    allow_plaintext_token: Annotated[
        bool,
        typer.Option(
            "--allow-plaintext-token",
            help="Send the token to another machine without --tls.",
            rich_help_panel=_PANEL,
        ),
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print JSON for programs.", rich_help_panel=_PANEL),
    ] = False,
) -> Session:
    """The signature is what Typer reads; each command's own options come before these."""
    return Session(
        address=address,
        timeout_seconds=timeout,
        tls=tls,
        root_certificates=root_certificates,
        client_certificate=client_certificate,
        client_key=client_key,
        token_file=token_file,
        allow_plaintext_token=allow_plaintext_token,
        json=json,
    )


def connected(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the shared options, as its first argument ``session``.

    Errors become a sentence on standard error and an exit code.
    """
    own = inspect.signature(command, eval_str=True)
    shared = inspect.signature(_shared_options, eval_str=True)
    own_parameters = list(own.parameters.values())[1:]
    as_keywords = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own_parameters
    ]

    @functools.wraps(command)
    def run(**values: Any) -> None:
        _require_text(values)
        session = _shared_options(**{name: values.pop(name) for name in shared.parameters})
        try:
            command(session, **values)
        except MomentSearchError as error:
            session.print_problem(problems.describe(error, address=session.address))
            raise typer.Exit(problems.exit_code(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            session.print_problem(_describe_os_error(error))
            raise typer.Exit(ExitCode.LOCAL_PROBLEM) from error

    parameters = [*as_keywords, *shared.parameters.values()]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del run.__wrapped__  # else Typer looks through to the original
    return run


def _require_text(values: dict[str, Any]) -> None:
    """Raises a usage error for words with bytes that are no text: none of them can be sent. Paths
    may have such bytes."""
    for value in values.values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and readable(word) != word:
                raise typer.BadParameter(f"{readable(word)!r} is not UTF-8")


def _describe_os_error(error: OSError) -> str:
    cause = error.strerror or str(error)
    return f"{error.filename}: {cause}." if error.filename else f"{cause}."


def shared_option_names() -> tuple[str, ...]:
    """Parameters that every connected command has."""
    return tuple(inspect.signature(_shared_options).parameters)
