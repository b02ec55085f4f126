"""What must hold of the repository itself: import directions, generated files, nothing personal."""

from __future__ import annotations

import ast
import dataclasses
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from momentsearch import __version__
from momentsearch.v1 import explain_service_pb2
from momentsearch_server.settings import Settings, read_settings, settings_table, variable
from scripts.generate import with_outcomes

ROOT = Path(__file__).parent.parent
SERVER = ROOT / "server" / "momentsearch_server"
CLIENT = ROOT / "clients" / "python" / "momentsearch"
LARGEST_FILE_BYTES = 6_000_000

# Lower layers may not import higher ones, nor their neighbours except where a number is shared.
LEVELS = {
    "errors": 0,
    "timespan": 0,
    "pauses": 0,
    "addresses": 0,
    "space": 0,
    "tokens": 1,
    "media": 2,
    "encoders": 2,
    "library": 2,
    "ingest": 3,
    "search": 3,
    "rpc": 4,
    "web": 4,
    "settings": 1,
    "assembly": 5,
    "reports": 5,
    "calibrating": 6,
    "__main__": 7,
    "__init__": 0,
}
SIBLINGS = {"media", "encoders", "library"}, {"ingest", "search"}, {"rpc", "web"}
# Which part of the server alone may know a package.
KNOWN_TO = {
    "grpc": {"rpc", "library/lite_pulse.py", "library/vectors.py"},
    "grpc_health": {"rpc"},
    "grpc_reflection": {"rpc"},
    "grpc_status": {"rpc"},
    "google": {"rpc"},
    "momentsearch": {"rpc", "calibrating.py"},
    "prometheus_client": {"web"},
    "decord": {"media"},
    "av": {"media"},
    "ffmpeg": {"media"},
    "imageio_ffmpeg": {"media"},
    "PIL": {"media", "search/picture.py"},
    "torch": {"encoders"},
    "torchaudio": {"encoders"},
    "transformers": {"encoders"},
    "pymilvus": {"library/vectors.py"},
    "sqlalchemy": {"library/catalog", "library/migrations"},
    "alembic": {"library/catalog", "library/migrations"},
}
MODULES = sorted(path for path in SERVER.rglob("*.py") if "__pycache__" not in path.parts)


def imports_of(path: Path) -> Iterator[str]:
    """Dotted names of everything that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(dotted: str) -> str | None:
    """``library`` of ``momentsearch_server.library.records.Media``; None outside the server."""
    names = dotted.split(".")
    return names[1] if names[0] == "momentsearch_server" and len(names) > 1 else None


def place(path: Path) -> str:
    return path.relative_to(SERVER).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_imports_run_one_way(path: Path) -> None:
    own = place(path).split("/")[0].removesuffix(".py")
    for part in filter(None, map(part_of, imports_of(path))):
        assert part in LEVELS, f"{part}: say at which level it stands"
        assert LEVELS[part] <= LEVELS[own], f"{own} imports {part}, which stands above it"
        neighbours = [group for group in SIBLINGS if own in group and part in group]
        assert part == own or not neighbours, f"{own} imports its neighbour {part}"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_packages_are_known_where_they_belong(path: Path) -> None:
    for package in {dotted.split(".")[0] for dotted in imports_of(path)} & set(KNOWN_TO):
        allowed = KNOWN_TO[package]
        assert any(place(path).startswith(start) for start in allowed), (
            f"{package} is for {allowed}"
        )


def test_only_the_entry_reads_the_environment() -> None:
    readers = {
        place(path)
        for path in MODULES
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    # The sandbox hands the worker next to nothing of it, and has to look to do so.
    assert readers - {"media/sandbox.py", "media/worker_process.py"} == {"__main__.py"}


def test_the_client_never_imports_the_server() -> None:
    for path in CLIENT.rglob("*.py"):
        assert not any(part_of(dotted) for dotted in imports_of(path)), path


def test_the_hold_out_is_read_by_nothing_that_it_measures() -> None:
    """Another hand's pictures and sounds: not by training, the server, nor what these import."""
    held_out = ROOT / "benchmarks" / "otherhand"
    folders = [ROOT / name for name in ("training", "server", "clients", "benchmarks")]
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        names = [*imports_of(path)]
        if held_out in path.parents:
            assert not any(name.startswith("training") for name in names), path
        else:
            assert not any(name.startswith("benchmarks.otherhand") for name in names), path


def test_generated_code_is_in_step_with_the_protos(tmp_path: Path) -> None:
    protos = sorted(str(path) for path in (ROOT / "proto" / "momentsearch" / "v1").glob("*.proto"))
    outputs = [f"--{kind}_out={tmp_path}" for kind in ("python", "pyi", "grpc_python")]
    command = [sys.executable, "-m", "grpc_tools.protoc", "-I", str(ROOT / "proto"), *outputs]
    subprocess.run([*command, *protos], check=True, timeout=120)
    made = {path.name: path.read_text() for path in (tmp_path / "momentsearch" / "v1").iterdir()}
    kept = {
        path.name: path.read_text()
        for path in (CLIENT / "v1").iterdir()
        if path.is_file() and path.name != "__init__.py"
    }
    assert made == kept, "run `make gen` and commit what it makes"


def test_the_settings_page_is_the_settings() -> None:
    assert settings_table() in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_the_server_starts_with_every_variable_that_the_pages_name() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"MOMENTSEARCH_[A-Z_]+", text))
    settings = {variable(spec.name) for spec in dataclasses.fields(Settings)}
    assert settings <= named
    read_settings([], dict.fromkeys(named - settings, "x"))


def test_the_page_of_explaining_has_every_outcome() -> None:
    page = (ROOT / "docs" / "explain.md").read_text(encoding="utf-8")
    assert page == with_outcomes(page), "run `make gen` and commit what it makes"
    for name in explain_service_pb2.Outcome.keys()[1:]:
        assert f"| `{name.removeprefix('OUTCOME_')}` | " in page


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


def test_every_requirement_has_its_exact_version() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["server"],
        *project["dependency-groups"]["dev"],
    ]
    pinned = {
        line.split("==")[0].lower()
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    names = {re.split(r"[<>=\[]", requirement)[0].lower() for requirement in wanted}
    assert names <= pinned


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout that this user may read")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_tracked_file_is_large_or_names_a_place_on_a_machine() -> None:
    home = re.compile(rb"/(?:home|Users|root)/[a-z]|" + re.escape(str(ROOT).encode()) + rb"/")
    for path in tracked_files():
        data = path.read_bytes()
        assert len(data) <= LARGEST_FILE_BYTES, path
        if path != Path(__file__):
            assert not home.search(data), f"{path} names a place on a machine"


def test_results_are_of_a_commit_and_of_no_folder() -> None:
    """A figure is of what can be checked out, and of encoders that others have, too."""
    results = [*(ROOT / "benchmarks" / "results").glob("*.json")]
    assert results
    for path in results:
        text = path.read_text(encoding="utf-8")
        assert '": "/' not in text, f"{path} names a folder"
        assert "-dirty" not in text, f"{path} is of a checkout with changes"
