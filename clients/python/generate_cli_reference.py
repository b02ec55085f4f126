"""Makes ``docs/cli.md`` from the commands' own help, when it is run as a script.

A test checks that what is committed is what this makes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from momentsearch.cli.app import app
from momentsearch.cli.exit_codes import MEANINGS
from momentsearch.cli.session import shared_option_names

REFERENCE = Path(__file__).parents[2] / "docs" / "cli.md"

_INTRODUCTION = """\
# The command line

Generated from the commands' own help by `make gen`.

Results go to standard output; progress, notes and errors go to standard error. With `--json`
standard output has nothing but JSON: one document, or one line for each thing where a command says
so. Keys are those of the Python client's results, with times in seconds; keys are added, never
renamed. Errors are plain text on standard error with `--json` too, and standard output stays empty
where there is no result: the exit code says what kind of failure it was. Only `doctor` has the
problem in its JSON. Without a terminal there are no colours and no progress bars.
"""


def generate() -> str:
    sections = [_INTRODUCTION, _exit_codes(), _shared_options()]
    sections += [_command(name, command) for name, command in walk(get_command(app))]
    return "\n".join(sections)


def walk(command: Any, name: str = "momentsearch") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its full name, in the order of the help."""
    if not hasattr(command, "commands"):
        yield name, command
        return
    for child_name, child in command.commands.items():
        yield from walk(child, f"{name} {child_name}")


def _exit_codes() -> str:
    rows = [f"| {int(code)} | {meaning} |" for code, meaning in MEANINGS.items()]
    handed_on = (
        "`models` and those of `admin` exit as the server's own commands do: 0 well, 1 not, 2 a\n"
        "setting or command that is wrong; `serve` becomes the server's process.\n"
    )
    return "\n".join(["## Exit codes", "", "| code | meaning |", "|---|---|", *rows, "", handed_on])


def _shared_options() -> str:
    ls = dict(walk(get_command(app)))["momentsearch ls"]
    shared = [option for option in ls.params if option.name in shared_option_names()]
    told = "Every command that talks to a server has these:\n"
    return "\n".join(["## Connection and output", "", told, *map(_option, shared), ""])


def _command(name: str, command: Any) -> str:
    names = {parameter.name for parameter in command.params}
    shared = set(shared_option_names())
    elsewhere = {"help", *(shared if shared <= names else ())}
    own = [parameter for parameter in command.params if parameter.name not in elsewhere]
    examples = command.epilog.partition("Examples:\n")[2].splitlines()
    listed = [*map(_option, own), ""] if own else []
    code = ["```sh", *(line.strip() for line in examples), "```", ""]
    return "\n".join([f"## {name}", "", inspect.cleandoc(command.help), "", *listed, *code])


def _option(parameter: Any) -> str:
    name = parameter.metavar
    if parameter.param_type_name == "option":
        flag = ", ".join(sorted(parameter.opts, key=len))
        name = flag if parameter.is_flag else f"{flag} {parameter.metavar}"
    return f"- `{name}`: {' '.join([parameter.help, *_further(parameter)])}"


def _further(parameter: Any) -> Iterator[str]:
    if parameter.envvar:
        yield f"Environment: `{parameter.envvar}`."
    if parameter.default not in (None, False, "") and parameter.param_type_name == "option":
        yield f"Default: {parameter.default}."


def main() -> None:
    REFERENCE.write_text(generate(), encoding="utf-8")


if __name__ == "__main__":
    main()
