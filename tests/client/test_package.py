import json
import subprocess
import sys
import tomllib
from pathlib import Path

import momentsearch

REPOSITORY = Path(__file__).parents[2]
TOO_HEAVY = {"torch", "numpy", "pymilvus", "typer", "rich", "pydantic", "momentsearch_server"}


def test_importing_the_client_takes_nothing_heavy() -> None:
    script = "import json, sys, momentsearch; print(json.dumps(sorted(sys.modules)))"
    output = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    ).stdout
    packages = {name.partition(".")[0] for name in json.loads(output)}
    assert "grpc" in packages
    assert packages & TOO_HEAVY == set()


def test_the_sync_client_is_what_the_generator_makes() -> None:
    import generate_sync

    for name in generate_sync.GENERATED_FILES:
        committed = (generate_sync.PACKAGE / "_sync" / name).read_text(encoding="utf-8")
        assert committed == generate_sync.generate(name), (
            "run: python clients/python/generate_sync.py"
        )
        assert "async" not in committed.replace("_async/", "")


def test_the_command_lines_reference_is_what_the_generator_makes() -> None:
    import generate_cli_reference

    assert (
        generate_cli_reference.REFERENCE.read_text("utf-8") == generate_cli_reference.generate()
    ), "run: make gen"


def test_the_version_is_the_distributions() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert momentsearch.__version__ == project["version"]


def test_everything_that_is_offered_is_there() -> None:
    for name in momentsearch.__all__:
        assert hasattr(momentsearch, name)
