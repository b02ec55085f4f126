"""`momentsearch eval` on a small library of a real server whose truth is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from momentsearch.cli.app import app as command_line
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.assembly import App

LABELS: list[dict[str, Any]] = [
    {"query": "red", "vid": "red_then_blue.mp4", "relevant_windows": [[0, 6]]},
    {"query": "blue", "vid": "red_then_blue", "relevant_windows": [[6, 14]]},
    {"query": "yellow", "vid": "yellow.mp4", "relevant_windows": [[0, 5]]},
    {"query": "whistle", "vid": "red_then_blue", "relevant_windows": [[15.5, 20]]},
    {"query": "hum", "vid": "beeps.m4a", "relevant_windows": [[12, 20]], "modality": "sound"},
    {"query": '"green" AND "whistle"', "vid": "red_then_blue", "relevant_windows": [[15.5, 20]]},
    {"query": '"red" THEN "blue"', "vid": "red_then_blue", "relevant_windows": [[0, 14]]},
    # Said wrongly on purpose: it is blue there.
    {"query": "the blue part", "vid": "red_then_blue", "relevant_windows": [[0, 6]]},
    {"query": "orange", "absent": True},
    {"query": "red", "absent": True, "vid": "yellow.mp4", "modality": "picture"},
]


def test_labels_against_a_real_server(
    shared_app: App, library: dict[str, Media], tmp_path: Path
) -> None:
    labels, output, page = (tmp_path / name for name in ("labels.jsonl", "out.json", "page.html"))
    lines = (json.dumps({"qid": number, **line}) for number, line in enumerate(LABELS, 1))
    labels.write_text("\n".join(lines))
    command = ["eval", str(labels), "--collection", "library", "--output", str(output)]
    command += ["--report", str(page), "--address", f"127.0.0.1:{shared_app.port}"]
    result = CliRunner().invoke(command_line, command)
    assert result.exit_code == 0, result.output
    found = json.loads(output.read_text())
    by_line = [(entry["within"], entry["across"]) for entry in found["queries"]]
    right = [all(one is None or one["right"] for one in pair) for pair in by_line[:8]]
    assert right == [True] * 7 + [False]
    figures = found["figures"]
    assert figures["within"]["by_length"]["full"]["r1_at_50"] == 87.5
    assert figures["across"]["right_media_first"] == 100
    assert figures["across"]["detection"]["auroc"] > 0.9
    assert figures["within"]["by_length"]["full"]["hit_at_1"] is not None
    assert {space["modality"] for space in found["spaces"]} == {"picture", "sound"}
    assert page.read_text().count("<article") >= 1
    again = CliRunner().invoke(command_line, [*command, "--compare", str(output)])
    assert again.exit_code == 0, again.output
    assert "Newly wrong: none\nNewly right: none" in again.stdout
