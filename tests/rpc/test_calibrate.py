"""``admin calibrate`` on a small library of a real server with fake encoders."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from momentsearch.v1 import explain_service_pb2 as explain_pb
from momentsearch.v1 import search_service_pb2 as search_pb
from momentsearch_server import __main__ as server_main
from momentsearch_server import calibrating
from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.encoders.pairs import EncoderPair
from momentsearch_server.library import library as library_module
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.settings import Settings
from tests.colour_films import make_film
from tests.rpc.conftest import Serve, settings_for
from tests.rpc.support import Calls

FILMS = {
    "one.mp4": ("red", "blue"),
    "two.mp4": ("green", "yellow"),
    "three.mp4": ("purple", "white"),
    "four.mp4": ("black", "orange"),
    "five.mp4": ("blue", "green"),
}
COLOURS = sorted({colour for colours in FILMS.values() for colour in colours})
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def colour_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("colours")
    for name, colours in FILMS.items():
        make_film(folder / name, [(colour, 3) for colour in colours])
    return folder


@pytest.fixture
def settings(tmp_path: Path, colour_folder: Path) -> Settings:
    return settings_for(tmp_path / "data", colour_folder)


@pytest.fixture
def indexed(settings: Settings, serve: Serve) -> Settings:
    """The films are in the library of these settings, and its server is stopped."""
    app, calls = serve(settings)
    calls.indexed(*FILMS)
    app.stop()
    return settings


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command, with fake encoders; its exit status and what it says."""
    pair = EncoderPair(fake_picture_encoder(), fake_sound_encoder(), 10.0)
    monkeypatch.setattr(calibrating, "load_encoders", lambda _settings: pair)
    monkeypatch.setattr(library_module, "MilvusIndex", lambda _uri: ExactIndex())

    def calibrate(settings: Settings, labels: Path, *words: str) -> tuple[int, str, str]:
        status = server_main.main(
            ["admin", "calibrate", "--data-dir", str(settings.data_dir), *words, str(labels)]
        )
        said = capsys.readouterr()
        return status, said.out, said.err

    return calibrate


def all_labels() -> list[dict[str, Any]]:
    """Of every film what is in it, and as many colours that are not, in two ways each."""
    lines: list[dict[str, Any]] = []
    for name, colours in FILMS.items():
        missing = [colour for colour in COLOURS if colour not in colours][:2]
        for words in ("a {} picture", "the {} part"):
            lines += [
                {"query": words.format(colour), "vid": name, "relevant_windows": [[0, 3]]}
                for colour in colours
            ]
            lines += [
                {"query": words.format(colour), "vid": name, "absent": True} for colour in missing
            ]
    return lines


def written(path: Path, lines: Sequence[dict[str, Any]]) -> Path:
    numbered = (json.dumps({"qid": number, **line}) for number, line in enumerate(lines))
    path.write_text("\n".join(numbered))
    return path


def calibration_told(calls: Calls, media_id: str) -> dict[str, float]:
    """What explaining says of "red" in the pictures of that media."""
    query = search_pb.Query(text=search_pb.TextQuery(text="red"))
    request = explain_pb.ExplainMomentRequest(
        search=search_pb.SearchMomentsRequest(query=query), media_id=media_id
    )
    request.end_offset.FromSeconds(3)
    return dict(calls.explain.ExplainMoment(request).terms[0].calibration)


def test_what_was_measured_is_used_after_the_next_start(
    indexed: Settings, run: Run, serve: Serve, tmp_path: Path
) -> None:
    app, calls = serve(indexed)
    media_id = calls.search("red").moments[0].media_id
    before = calibration_told(calls, media_id)
    app.stop()
    status, out, err = run(indexed, written(tmp_path / "labels.jsonl", all_labels()))
    assert (status, err) == (0, "")
    space = fake_picture_encoder().space
    folder = indexed.data_dir / "calibrations" / space.space_id
    assert "20 labels of what is there, 20 of what is absent" in out
    assert str(folder) in out
    # The films have no sound, so nothing is known of it.
    assert "sounds, encoder 'fake-sound': no media of 'default' is indexed with it" in out
    told = json.loads((folder / "calibration.json").read_text())
    assert (told["fingerprint"], told["labels"]) == (space.fingerprint, 40)
    # Colours are told apart wholly: whatever was fitted without a film is right about it.
    assert told["after"]["auroc"] == 1
    assert not (indexed.data_dir / "calibrations" / fake_sound_encoder().space.space_id).exists()
    _, calls = serve(indexed)
    after = calibration_told(calls, media_id)
    assert after["gain"] == pytest.approx(told["similarity"], abs=1e-3)
    assert after["gain"] != pytest.approx(before["gain"], abs=1e-3)
    found = calls.search("red")
    assert found.moments[0].media_id == media_id
    assert found.moments[0].confidence > 0.5


def test_too_few_labels_are_refused_with_what_is_missing(
    indexed: Settings, run: Run, tmp_path: Path
) -> None:
    present = [line for line in all_labels() if not line.get("absent")]
    status, _, err = run(indexed, written(tmp_path / "labels.jsonl", present))
    assert status == 1
    assert "pictures, encoder 'fake-picture': 20 labels of what is there and 0 of what is" in err
    assert "at least 20 of each about 5 media" in err
    assert err.count("\n") == 1
    assert "TOO_FEW_LABELS" in err
    assert not (indexed.data_dir / "calibrations").exists()


def test_a_line_that_cannot_be_used_is_named(indexed: Settings, run: Run, tmp_path: Path) -> None:
    wrong = {"query": "red", "vid": "six.mp4", "relevant_windows": [[0, 3]]}
    labels = written(tmp_path / "labels.jsonl", [*all_labels(), wrong])
    status, _, err = run(indexed, labels)
    assert status == 1
    assert "line 41: vid 'six.mp4' is no media of the collection" in err
    assert "LABELS_UNUSABLE" in err


def test_a_collection_or_a_file_that_is_not_there(
    indexed: Settings, run: Run, tmp_path: Path
) -> None:
    labels = written(tmp_path / "labels.jsonl", all_labels())
    status, _, err = run(indexed, labels, "--collection", "elsewhere")
    assert (status, "COLLECTION_NOT_FOUND" in err) == (1, True)
    status, _, err = run(indexed, tmp_path / "nowhere.jsonl")
    assert (status, "is no file" in err) == (2, True)


def test_the_file_of_labels_comes_last(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ([], ["--data-dir"]):
        assert server_main.main(["admin", "calibrate", *words]) == 2
        assert "expected a file of labels" in capsys.readouterr().err


def test_a_damaged_calibration_stops_the_start_and_says_which(
    indexed: Settings, serve: Serve
) -> None:
    folder = indexed.data_dir / "calibrations" / fake_picture_encoder().space.space_id
    folder.mkdir(parents=True)
    (folder / "calibration.json").write_text("{")
    with pytest.raises(Exception, match=r"calibration\.json.*run `admin calibrate` again"):
        serve(indexed)
