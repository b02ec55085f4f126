"""`momentsearch serve | models | doctor | admin`: handed on to the server part of the package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import typer

from momentsearch._server_part import HOW_TO_INSTALL, SERVER_PACKAGE, server_folder
from momentsearch._version import __version__
from momentsearch.cli import problems
from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.output import print_json
from momentsearch.cli.session import Session, connected
from momentsearch.errors import MomentSearchError

SERVE_EXAMPLES = ("momentsearch serve", "momentsearch serve --encoders embedded")
MODELS_EXAMPLES = ("momentsearch models", "momentsearch models --json")
DOCTOR_EXAMPLES = ("momentsearch doctor", "momentsearch doctor --address search.example:50051")
REBUILD_EXAMPLES = ("momentsearch admin rebuild-index",)
MOVE_CATALOG_EXAMPLES = (
    "momentsearch admin move-catalog --to postgresql+psycopg://USER:PASSWORD@HOST/momentsearch",
)
CALIBRATE_EXAMPLES = (
    "momentsearch admin calibrate labels.jsonl",
    "momentsearch admin calibrate --collection films --picture-encoder /models/clip labels.jsonl",
)

_NOT_INSTALLED = (
    f"The server part is not installed here: only the client is. To install it, {HOW_TO_INSTALL}"
)

# All arguments but --help are the server's to understand.
PASS_THROUGH = {"allow_extra_args": True, "ignore_unknown_options": True}


def serve(context: typer.Context) -> None:
    """Start the server in this terminal.

    All further arguments are the server's settings; `python -m momentsearch_server settings`
    lists them.
    """
    arguments = server_command(context, "serve")
    sys.stdout.flush()
    # The server takes this process's place, and with it its signals.
    os.execv(sys.executable, arguments)


def models(context: typer.Context) -> None:
    """List the encoders that the server can use, and the state of each.

    All further arguments are handed on; exits as the server's own command does.
    """
    raise typer.Exit(subprocess.call(server_command(context, "models")))


def rebuild_index(context: typer.Context) -> None:
    """Make the vector index anew from the timelines, without decoding or encoding anything.

    All further arguments are handed on; exits as the server's own command does.
    """
    raise typer.Exit(subprocess.call(server_command(context, "admin", "rebuild-index")))


def move_catalog(context: typer.Context) -> None:
    """Move the catalog to another database, say from SQLite to PostgreSQL.

    `--to URL` names that; an empty one gets its tables. All further arguments are the server's
    settings, which say where the catalog is. The server must be stopped, and is started with
    `--database URL` from then on: the catalog as it was is refused. Exits as the server's own
    command does.
    """
    raise typer.Exit(subprocess.call(server_command(context, "admin", "move-catalog")))


def calibrate(context: typer.Context) -> None:
    """Measure what the encoders' cosines are worth, from labels of media that are indexed.

    The labels are those of `momentsearch eval`; some have to say what is absent. The file comes
    last; before it `--collection NAME` and the server's settings. The server must be stopped, and
    knows what was measured when it starts again. Exits as the server's own command does.
    """
    raise typer.Exit(subprocess.call(server_command(context, "admin", "calibrate")))


def is_server_installed() -> bool:
    return server_folder() is not None


def server_command(context: typer.Context, *command: str) -> list[str]:
    """The command line. Where the server part is missing, says how to get it and exits."""
    if is_server_installed():
        return [sys.executable, "-m", SERVER_PACKAGE, *command, *context.args]
    typer.echo(_NOT_INSTALLED, err=True)
    raise typer.Exit(ExitCode.LOCAL_PROBLEM)


@connected
def doctor(session: Session, *, context: typer.Context) -> None:
    """Check this machine's server part, where it is installed, and the connection to the server.

    All further arguments are the server's settings, as of `momentsearch serve`. Exits with 6
    where something here is wrong, with 3 where no server answers.
    """
    local = _check_here(session, context.args)
    connection, code = _check_connection(session)
    if session.json:
        print_json({"client_version": __version__, "local": local, "connection": connection})
    else:
        _print_connection(session, connection)
    if local is not None and local["exit_code"]:
        code = ExitCode.LOCAL_PROBLEM
    raise typer.Exit(code)


def _check_here(session: Session, settings: list[str]) -> dict[str, Any] | None:
    """What the server's own doctor says; None where the server part is not installed."""
    if not is_server_installed():
        if settings:
            raise typer.BadParameter(f"{settings[0]} is for the server part: {_NOT_INSTALLED}")
        if not session.json:
            session.out.print(_NOT_INSTALLED, soft_wrap=True)
        return None
    command = [sys.executable, "-m", SERVER_PACKAGE, "doctor", *settings]
    sys.stdout.flush()
    if not session.json:
        return {"exit_code": subprocess.call(command)}
    process = subprocess.run([*command, "--json"], stdout=subprocess.PIPE, check=False)
    report = json.loads(process.stdout) if process.stdout.strip() else None
    return {"exit_code": process.returncode, "report": report}


def _check_connection(session: Session) -> tuple[dict[str, Any], ExitCode]:
    result = {"address": session.address, "reachable": False, "serving": False}
    try:
        with session.client() as client:
            status = client.server_status()
    except MomentSearchError as error:
        problem = problems.describe(error, address=session.address)
        return {**result, "version": None, "problem": problem}, problems.exit_code(error)
    result |= {"reachable": True, "serving": status.serving}
    if status.serving:
        return {**result, "version": status.version, "problem": None}, ExitCode.OK
    why = status.problem or "try again soon"
    problem = f"The server at {session.address} answers, but does not serve: {why}."
    return {**result, "version": status.version, "problem": problem}, ExitCode.UNREACHABLE


def _print_connection(session: Session, connection: dict[str, Any]) -> None:
    if connection["problem"]:
        session.print_problem(connection["problem"])
        return
    version = connection["version"] or "not told"
    session.out.print(
        f"The server at {connection['address']} is ready: version {version}; "
        f"this client: {__version__}."
    )
