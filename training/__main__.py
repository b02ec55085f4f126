"""The commands that make and measure the embedded encoders.

Each command is a module with `add_arguments(parser)` and `main(arguments)`. Only the module of
the command that was asked for is imported, so that the picture half runs without the sound half.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable

# command -> (module, what it does)
COMMANDS = {
    "pictures": ("training.pictures.train", "draw pictures and train the tiny CLIP model"),
    "evaluate-pictures": ("training.pictures.evaluate", "measure a saved CLIP model"),
    "picture-sheet": ("training.pictures.sheet", "a contact sheet of all drawings and places"),
    "sounds": ("training.sounds.train", "synthesise sounds and train the tiny CLAP model"),
    "evaluate-sounds": ("training.sounds.evaluate", "measure a saved CLAP model"),
    "cards": ("training.cards", "write the tables of the model cards"),
    "confusion": ("training.confusion", "draw a confusion matrix of an evaluation"),
    "golden": ("training.golden", "write the pairs that the self-test of the encoders uses"),
    "evaluate-films": ("training.films.evaluate", "find shots in films through the real service"),
    "films": ("training.films.make", "render films, music and stills of which the truth is known"),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Exits with status 2 where the arguments are not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ensure_importable()  # before anything imports transformers
    for name, (module_name, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if words[:1] == [name]:
            module = importlib.import_module(module_name)
            module.add_arguments(command)
            command.set_defaults(main=module.main)
    parsed = parser.parse_args(words)
    parsed.main(parsed)


if __name__ == "__main__":
    main()
