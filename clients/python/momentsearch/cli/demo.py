"""`momentsearch demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from momentsearch.cli import problems
from momentsearch.cli.exit_codes import ExitCode
from momentsearch.cli.output import make_console
from momentsearch.errors import MomentSearchError

EXAMPLES = ("momentsearch demo", "momentsearch demo --keep", "momentsearch demo --seed 7 --json")


def demo(
    *,
    folder: Annotated[
        Path,
        typer.Option(
            "--dir", metavar="FOLDER", help="Where films, library and page go, as in /tmp/demo."
        ),
    ] = Path("build/demo"),
    seed: Annotated[
        int,
        typer.Option(
            metavar="NUMBER", help="Other shades, details and sounds in the films, as in 7.", min=0
        ),
    ] = 1,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the server up afterwards, until Ctrl-C.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print the results as JSON for programs.")
    ] = False,
) -> None:
    """Render films, index them with a real server, ask for moments, and judge the answers.

    From a clone of the repository only. Writes one page with every answer. Exits with 7 where
    fewer than ten of twelve answers are right, or something was found that is nowhere.
    """
    from momentsearch.demo.command import DemoOptions, run_demo
    from momentsearch.demo.errors import DemoError

    console = make_console(stderr=json)
    options = DemoOptions(folder=folder, seed=seed, keep=keep, json=json)
    try:
        result = run_demo(options, console)
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except MomentSearchError as error:
        typer.echo(problems.describe(error, address="the demo's server"), err=True)
        raise typer.Exit(problems.exit_code(error)) from error
    except (DemoError, OSError) as error:
        typer.echo(f"momentsearch: {error}", err=True)
        raise typer.Exit(ExitCode.LOCAL_PROBLEM) from error
    raise typer.Exit(ExitCode.OK if result.passed else ExitCode.DEMO_MISSED)
