"""The tree of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from momentsearch._version import __version__
from momentsearch.cli import collections, demo, evaluate, explain, index, media, search, server
from momentsearch.cli.exit_codes import MEANINGS

_EXIT_CODES = "Exit codes: " + "; ".join(
    f"{int(code)} {meaning}" for code, meaning in MEANINGS.items()
)
_NO_ARGUMENTS: dict[str, Any] = {"no_args_is_help": True, "rich_markup_mode": None}

app = typer.Typer(
    help="Find moments in video and sound by describing them.",
    epilog=_EXIT_CODES + ".",
    add_completion=False,
    pretty_exceptions_enable=False,
    **_NO_ARGUMENTS,
)
collections_app = typer.Typer(help="Named, isolated libraries of media.", **_NO_ARGUMENTS)
admin_app = typer.Typer(help="Look after a server's data, on its machine.", **_NO_ARGUMENTS)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"momentsearch {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


def add_command(
    to: typer.Typer,
    name: str,
    command: Callable[..., None],
    examples: tuple[str, ...],
    *,
    context_settings: dict[str, Any] | None = None,
) -> None:
    """Every command comes with at least one example; a test runs through all of them."""
    epilog = "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples)
    to.command(name, epilog=epilog, context_settings=context_settings)(command)


add_command(app, "demo", demo.demo, demo.EXAMPLES)
add_command(app, "serve", server.serve, server.SERVE_EXAMPLES, context_settings=server.PASS_THROUGH)
add_command(app, "index", index.index, index.EXAMPLES)
add_command(app, "search", search.search, search.EXAMPLES)
add_command(app, "eval", evaluate.eval_, evaluate.EXAMPLES)
add_command(app, "explain", explain.explain, explain.EXAMPLES)
add_command(app, "ls", media.ls, media.LS_EXAMPLES)
add_command(app, "show", media.show, media.SHOW_EXAMPLES)
add_command(app, "rm", media.rm, media.RM_EXAMPLES)
add_command(app, "watch", media.watch, media.WATCH_EXAMPLES)
add_command(app, "frame", media.frame, media.FRAME_EXAMPLES)
app.add_typer(collections_app, name="collections")
add_command(collections_app, "list", collections.list_, collections.LIST_EXAMPLES)
add_command(collections_app, "create", collections.create, collections.CREATE_EXAMPLES)
add_command(collections_app, "delete", collections.delete, collections.DELETE_EXAMPLES)
add_command(
    app, "models", server.models, server.MODELS_EXAMPLES, context_settings=server.PASS_THROUGH
)
add_command(
    app, "doctor", server.doctor, server.DOCTOR_EXAMPLES, context_settings=server.PASS_THROUGH
)
app.add_typer(admin_app, name="admin")
add_command(
    admin_app,
    "rebuild-index",
    server.rebuild_index,
    server.REBUILD_EXAMPLES,
    context_settings=server.PASS_THROUGH,
)
add_command(
    admin_app,
    "move-catalog",
    server.move_catalog,
    server.MOVE_CATALOG_EXAMPLES,
    context_settings=server.PASS_THROUGH,
)
add_command(
    admin_app,
    "calibrate",
    server.calibrate,
    server.CALIBRATE_EXAMPLES,
    context_settings=server.PASS_THROUGH,
)
