import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from rich.cells import cell_len
from typer.main import get_command
from typer.testing import CliRunner, Result

import momentsearch
from momentsearch.cli import server as server_commands
from momentsearch.cli.app import app
from momentsearch.v1 import common_pb2, media_pb2, search_service_pb2
from tests.client.fake_server import Failure, FakeServer, seconds

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOMENTSEARCH_ADDRESS", "MOMENTSEARCH_TOKEN", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(server: FakeServer) -> Run:
    """Runs a command against the fake server; an exception that it did not foresee is raised."""

    def run(*arguments: str) -> Result:
        command = [*arguments, "--address", server.address]
        result = CliRunner().invoke(app, command)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def lines(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def commands() -> dict[str, Any]:
    """Every command of the tree by its full name."""
    found: dict[str, Any] = {}

    def walk(name: str, command: Any) -> None:
        if hasattr(command, "commands"):
            for child_name, child in command.commands.items():
                walk(f"{name} {child_name}".strip(), child)
        else:
            found[name] = command

    walk("", get_command(app))
    return found


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_has_help_and_an_example(name: str) -> None:
    command = commands()[name]
    assert command.help
    assert f"momentsearch {name}" in command.epilog
    for parameter in command.params:
        if parameter.name == "help":
            continue
        assert parameter.help, parameter.name
        takes_value = parameter.param_type_name == "option" and not parameter.is_flag
        assert not takes_value or "as in" in parameter.help, parameter.name


def test_the_commands_that_were_promised_are_there() -> None:
    promised = {"serve", "index", "search", "ls", "show", "rm", "watch", "models", "doctor"}
    assert promised <= set(commands())


def test_the_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.stdout == f"momentsearch {momentsearch.__version__}\n"


# Search


def add_moment(server: FakeServer, title: str = "Our garden", number: int = 0) -> None:
    server.library.moments.append(make_moment(title, number))


def make_moment(title: str = "Our garden", number: int = 0, **fields: Any) -> Any:
    curve = search_service_pb2.EvidenceCurve(
        end_offset=seconds(24), points=[-6.0] * 12 + [6.0] * 12
    )
    values: dict[str, Any] = {
        "media_id": f"m{number}",
        "title": title,
        "media_kind": media_pb2.MEDIA_KIND_VIDEO,
        "start_offset": seconds(62.5),
        "end_offset": seconds(65),
        "score": 7.25,
        "confidence": 0.914,
        "confidence_level": search_service_pb2.CONFIDENCE_LEVEL_HIGH,
        "evidence": [
            search_service_pb2.SpaceEvidence(
                space_id="p", modality=common_pb2.MODALITY_PICTURE, curve=curve
            ),
            search_service_pb2.SpaceEvidence(space_id="s", modality=common_pb2.MODALITY_SOUND),
        ],
    }
    return search_service_pb2.Moment(**{**values, **fields})


def test_moments_are_a_table(run: Run, server: FakeServer) -> None:
    add_moment(server)
    result = run("search", "a red car")
    assert result.exit_code == 0
    row, below = result.stdout.splitlines()[-2:]
    assert below.strip() == "m0"
    for cell in ("1", "Our garden", "0:01:02.5", "0:01:05.0", "91% high", "7.25"):
        assert cell in row
    assert "picture + sound" in row
    assert "▁" * 12 + "█" * 12 in row
    assert "\x1b" not in result.stdout


def test_a_narrow_terminal_has_no_bars_but_all_times(
    run: Run, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_moment(server, title="A very long title that does not fit into sixty columns at all")
    monkeypatch.setenv("COLUMNS", "60")
    result = run("search", "a red car")
    assert max(map(len, result.stdout.splitlines())) <= 60
    assert "0:01:02.5" in result.stdout
    assert "█" not in result.stdout


def test_brackets_in_a_title_are_printed(run: Run, server: FakeServer) -> None:
    add_moment(server, title="[bold] :smile: garden")
    assert "[bold] :smile: garden" in run("search", "x").stdout


def test_all_options_of_a_search_are_sent(run: Run, server: FakeServer) -> None:
    run(
        *("search", "a red car", "--collection", "films", "--sound", "--media", "m1"),
        *("--label", "year=1962", "--from", "1:30", "--to", "0:05:00", "--limit", "7"),
        *("--group-by-media", "--min-confidence", "0"),
    )
    request = server.library.requests["SearchMoments"][0]
    assert request.collection == "films"
    assert list(request.modalities) == [common_pb2.MODALITY_SOUND]
    assert list(request.filter.media_ids) == ["m1"]
    assert dict(request.filter.labels) == {"year": "1962"}
    assert request.filter.start_offset.seconds == 90
    assert request.filter.end_offset.seconds == 300
    assert request.page_size == 7
    assert request.group_by_media
    assert request.HasField("minimum_confidence")


def add_composed_moment(server: FakeServer) -> None:
    add_moment(server)
    said = [("applause", 4.25, False), ("a [red] bow", 3.1, False), ("slide", -0.4, True)]
    evidence = [
        search_service_pb2.SpaceEvidence(
            space_id="p",
            modality=common_pb2.MODALITY_PICTURE,
            best_offset=seconds(63),
            peak_evidence=peak,
            term_index=index,
            term_text=text,
            negated=negated,
            curve=search_service_pb2.EvidenceCurve(end_offset=seconds(24), points=[3.0] * 24),
        )
        for index, (text, peak, negated) in enumerate(said)
    ]
    del server.library.moments[0].evidence[:]
    server.library.moments[0].evidence.extend(evidence)


def test_each_text_of_a_query_has_a_line(run: Run, server: FakeServer) -> None:
    add_composed_moment(server)
    result = run("search", '"applause" THEN<10s "a [red] bow" NOT "slide"')
    moment, media_id, *terms = result.stdout.splitlines()[-5:]
    assert "91%" in moment
    assert media_id.strip() == "m0"
    assert "▄" not in moment
    for line, cells in zip(
        terms,
        [('"applause"', "+4.2"), ('"a [red] bow"', "+3.1"), ('NOT "slide"', "-0.4")],
        strict=True,
    ):
        assert all(cell in line for cell in (*cells, "0:01:03.0", "picture", "█" * 24)), line
    then = server.library.requests["SearchMoments"][0].query.then
    assert then.within.seconds == 10


def test_json_says_which_text_evidence_is_of(run: Run, server: FakeServer) -> None:
    add_composed_moment(server)
    (document,) = lines(run("search", '"applause" NOT "slide"', "--json"))
    said = document["moments"][0]["evidence"]
    assert [one["term_text"] for one in said] == ["applause", "a [red] bow", "slide"]
    assert [one["term_index"] for one in said] == [0, 1, 2]
    assert [one["negated"] for one in said] == [False, False, True]


def test_a_query_that_cannot_be_read_is_pointed_at(run: Run, server: FakeServer) -> None:
    result = run("search", '"雨\t" and "snow"')
    assert result.exit_code == 2
    assert "operators are in capitals: AND" in result.stderr
    query, caret = result.stderr.splitlines()[-2:]
    assert query.startswith('  "雨')
    assert caret == " " * 8 + "^"
    assert server.library.calls["SearchMoments"] == 0


def test_what_is_not_there_of_a_query_with_operators(run: Run, server: FakeServer) -> None:
    server.library.presence = search_service_pb2.PRESENCE_NOT_FOUND
    assert '"a" AND "b" is not there' in run("search", '"a" AND "b"').stdout


def test_search_as_json_is_one_document(run: Run, server: FakeServer) -> None:
    add_moment(server)
    result = run("search", "a red car", "--json")
    (document,) = lines(result)
    assert set(document) == {"presence", "scope", "more", "moments", "candidates", "cut_texts"}
    assert document["candidates"] == []
    moment = document["moments"][0]
    assert (moment["confidence"], moment["confidence_level"]) == (0.914, "high")
    assert moment["start_seconds"] == 62.5
    assert moment["media_kind"] == "video"
    assert len(moment["evidence"][0]["curve"]["points"]) == 24


def test_a_text_that_was_not_read_to_its_end_is_warned_of(run: Run, server: FakeServer) -> None:
    add_moment(server)
    text = "a red car " * 40 + "by the sea"
    server.library.cut_texts = [
        search_service_pb2.CutText(
            term_text=text, modality=1, encoder="openai/clip", read_text="a red car " * 20
        )
    ]
    for option in ((), ("--json",)):
        result = run("search", text, *option)
        assert result.exit_code == 0
        assert "Warning" not in result.stdout
        (warning,) = result.stderr.splitlines()
        assert 'Warning: of "a red car a red car' in warning
        assert "encoder of pictures" in warning
        assert 'a red car by the sea"' in warning
        assert warning.count("a red car") < 30
    assert lines(result)[0]["cut_texts"][0]["encoder"] == "openai/clip"


def test_what_is_not_there_is_said_and_has_its_exit_code(run: Run, server: FakeServer) -> None:
    server.library.presence = search_service_pb2.PRESENCE_NOT_FOUND
    server.library.scope.pending_media_count = 2
    result = run("search", "a unicorn")
    assert result.exit_code == 1
    assert 'No confident moment: "a unicorn" is not there' in result.stdout
    assert "There is not even a candidate." in result.stdout
    assert "candidate" not in run("search", "a unicorn", "--candidates", "0").stdout
    assert "2 media are still being indexed" in result.stdout
    as_json = run("search", "a unicorn", "--json")
    assert as_json.exit_code == 1
    assert lines(as_json)[0]["presence"] == "not_found"


def test_the_best_candidates_are_shown_where_there_is_no_confident_moment(
    run: Run, server: FakeServer
) -> None:
    low = search_service_pb2.CONFIDENCE_LEVEL_LOW
    server.library.presence = search_service_pb2.PRESENCE_NOT_FOUND
    server.library.candidates = [
        make_moment("A horse", 1, confidence=0.31, confidence_level=low),
        make_moment("A goat", 2, confidence=0.2, confidence_level=0),
    ]
    result = run("search", "a unicorn")
    assert result.exit_code == 1
    words, introduction, _, _, first, _, second, _ = result.stdout.splitlines()
    assert words.startswith('No confident moment: "a unicorn" is not there')
    assert introduction == "The best candidates:"
    assert "A horse" in first
    assert "31% low" in first
    assert "A goat" in second
    assert "20%  " in second  # a server that tells no level
    as_json = run("search", "a unicorn", "--candidates", "7", "--json")
    assert as_json.exit_code == 1
    document = lines(as_json)[0]
    assert document["moments"] == []
    assert [one["title"] for one in document["candidates"]] == ["A horse", "A goat"]
    asked = server.library.requests["SearchMoments"]
    assert [one.candidate_count for one in asked] == [3, 7]


def test_an_empty_scope_is_said(run: Run, server: FakeServer) -> None:
    server.library.presence = search_service_pb2.PRESENCE_EMPTY_SCOPE
    result = run("search", "a red car")
    assert result.exit_code == 1
    assert "nothing to search" in result.stdout


def test_limit_and_all_go_over_pages(run: Run, server: FakeServer) -> None:
    for number in range(450):
        add_moment(server, number=number)
    some = lines(run("search", "x", "--limit", "250", "--json"))[0]
    assert len(some["moments"]) == 250
    assert some["more"]
    exactly = lines(run("search", "x", "--limit", "450", "--json"))[0]
    assert not exactly["more"]
    everything = lines(run("search", "x", "--all", "--json"))[0]
    assert len(everything["moments"]) == 450
    assert not everything["more"]
    assert "There are more" in run("search", "x").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "--from", "soon"),
        ("search", "x", "--label", "year"),
        ("search", "x", "--min-confidence", "2"),
        ("search", "x", "--candidates", "-1"),
        ("search", "x", "--candidates", "101"),
        ("search",),
        ("search", "x", "--from", "10", "--to", "0:10"),
        ("search", "x", "--to", "0"),
        ("ls", "--state", "lost"),
        ("frame", "m1", "5", "-o", "-", "--json"),
        ("show", "m1", "--client-key", "key.pem"),
    ],
)
def test_wrong_command_lines_exit_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("search", " "), "the query is empty"),
        (("explain", "", "m1", "5"), "the query is empty"),
        (("search", "x", "--from", "10", "--to", "5"), "between --from 10 and --to 5"),
        (("explain", "x", "m1", "5", "--to", "0"), "between --from 0 and --to 0"),
        (("show", ""), "'MEDIA': it is empty"),
        (("explain", "x", "", "5"), "'MEDIA': it is empty"),
        (("rm", "m1", ""), "it is empty"),
        (("search", "x", "--media", ""), "'--media': it is empty"),
        (("ls", "--root-certificates", "ca.pem"), "--root-certificates needs --tls"),
        (("ls", "--client-key", "key.pem"), "--client-key needs --tls"),
        (("ls", "--tls", "--client-key", "key.pem"), "--client-certificate and --client-key need"),
        (("ls", "--state", "lost"), "expected queued, indexing, active, failed or deleting"),
        (("ls", "--state", "unknown"), "'unknown' is not a state"),
    ],
)
def test_what_is_refused_here_is_told_in_the_command_lines_words(
    run: Run, server: FakeServer, arguments: tuple[str, ...], told: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert "Value error" not in result.stderr
    assert not server.library.calls


def test_media_are_listed_by_state(run: Run, server: FakeServer) -> None:
    run("ls", "--state", "failed", "--state", "deleting")
    states = [media_pb2.MEDIA_STATE_FAILED, media_pb2.MEDIA_STATE_DELETING]
    assert list(server.library.requests["ListMedia"][0].states) == states


@pytest.mark.parametrize("option", ["--min-confidence", "--minimum-confidence"])
def test_the_least_confidence_has_the_servers_name_too(
    run: Run, server: FakeServer, option: str
) -> None:
    for command in (("search", "x"), ("explain", "x", "m1", "5")):
        run(*command, option, "0.25", "--json")
    search, explain = (
        server.library.requests[name][0] for name in ("SearchMoments", "ExplainAbsence")
    )
    assert search.minimum_confidence == explain.search.minimum_confidence == 0.25


# Errors


def test_no_server_is_said_in_a_sentence() -> None:
    result = CliRunner().invoke(app, ["ls", "--address", "localhost:1"])
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "No server answers at localhost:1" in result.stderr
    assert "`momentsearch serve`" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_refusal_names_its_reason(run: Run) -> None:
    result = run("show", "nope", "--json")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert result.stderr == (
        "No media nope: `momentsearch ls` shows what there is. [MEDIA_NOT_FOUND]\n"
    )


@pytest.mark.parametrize(
    ("code", "next_step"),
    [
        (grpc.StatusCode.UNAUTHENTICATED, "--token-file"),
        (grpc.StatusCode.UNIMPLEMENTED, "momentsearch doctor"),
        (grpc.StatusCode.INTERNAL, "its log says more"),
    ],
)
def test_the_next_step_is_said(
    run: Run, server: FakeServer, code: grpc.StatusCode, next_step: str
) -> None:
    server.library.failures["GetMedia"] = [Failure(code, "no")]
    result = run("show", "m1")
    assert result.exit_code == 4
    assert next_step in result.stderr


def test_a_server_that_is_too_slow_is_said(run: Run, server: FakeServer) -> None:
    server.library.failures["GetMedia"] = [Failure(grpc.StatusCode.INTERNAL, delay_seconds=0.5)]
    result = run("show", "m1", "--timeout", "0.1")
    assert result.exit_code == 3
    assert "--timeout" in result.stderr


def test_the_token_comes_from_a_file_or_the_environment(
    run: Run, server: FakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token_file = tmp_path / "token.txt"
    token_file.write_text("from-file\n")
    monkeypatch.setenv("MOMENTSEARCH_TOKEN", "from-environment")
    run("ls")
    run("ls", "--token-file", str(token_file))
    assert [metadata["authorization"] for metadata in server.library.metadata] == [
        "Bearer from-environment",
        "Bearer from-file",
    ]
    assert run("ls", "--token-file", str(tmp_path / "none")).exit_code == 6


def test_the_address_comes_from_the_environment(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOMENTSEARCH_ADDRESS", server.address)
    assert CliRunner().invoke(app, ["ls"]).exit_code == 0


# Looking after media


def test_ls_is_a_table_or_json_lines(run: Run, server: FakeServer) -> None:
    assert "No media here" in run("ls").stdout
    server.library.add("m1", labels={"b": "2", "a": "1"}, duration=seconds(62.5), size_bytes=2000)
    failed = server.library.add("m2", state=media_pb2.MEDIA_STATE_FAILED)
    failed.failure.reason = "NOT_MEDIA"
    indexing = server.library.add("m3", state=media_pb2.MEDIA_STATE_INDEXING)
    indexing.progress.done.seconds = 5
    indexing.progress.total.seconds = 20
    table = run("ls").stdout
    for cell in ("m1", "0:01:02.5", "2.0 kB", "a=1, b=2", "failed: NOT_MEDIA"):
        assert cell in table
    assert "indexing 25%" in table
    assert [media["media_id"] for media in lines(run("ls", "--json"))] == ["m1", "m2", "m3"]


LONG_ID = "01j5k3v7x2m9q8w4t6r0b1n5zz"
LONG_TITLES = (
    "concert-2024-05-17_final_" * 3 + "end.mov",
    "花の庭と池と蝶とあめんぼうと雨の日の散歩.mp4",
)


def without_breaks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("title", LONG_TITLES)
def test_a_list_cuts_nothing(
    run: Run, server: FakeServer, monkeypatch: pytest.MonkeyPatch, width: int, title: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    server.library.add(LONG_ID, title=title, duration=seconds(3661), size_bytes=12_345_678)
    table = run("ls").stdout
    assert max(map(cell_len, table.splitlines())) <= width
    assert "…" not in table
    first, *others = table.splitlines()[2:]
    for cell in (LONG_ID, "active", "1:01:01.0", "12.3 MB"):
        assert cell in first
    begins, ends = first.index(LONG_ID) + len(LONG_ID), first.index("active")
    assert without_breaks(first[begins:ends] + "".join(others)) == title


def test_a_list_has_no_column_that_is_empty(run: Run, server: FakeServer) -> None:
    server.library.add("m1")
    assert "Labels" not in run("ls").stdout
    assert "Length" not in run("ls").stdout
    server.library.media["m1"].labels["year"] = "1962"
    assert "Labels" in run("ls").stdout


def test_a_narrow_list_leaves_out_what_show_tells(
    run: Run, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    server.library.add(LONG_ID, title=LONG_TITLES[0], labels={"year": "1962", "place": "Kew"})
    failed = server.library.add("m2", state=media_pb2.MEDIA_STATE_FAILED, duration=seconds(1))
    failed.failure.reason = "NO_DECODABLE_TRACK"
    table = run("ls").stdout
    assert table.split()[:4] == ["Id", "Title", "State", "Length"]
    assert "Labels" not in table
    assert "NO_DECODABLE_TRACK" in table
    assert max(map(len, table.splitlines())) <= 80


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("title", LONG_TITLES)
def test_a_moment_has_its_medias_id_whole(
    run: Run, server: FakeServer, monkeypatch: pytest.MonkeyPatch, width: int, title: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    server.library.moments = [make_moment(title, media_id=LONG_ID) for _ in range(12)]
    table = run("search", "a red car").stdout
    assert "…" not in table
    assert max(map(cell_len, table.splitlines())) <= width
    assert table.count(LONG_ID) == 10
    for cell in ("0:01:02.5", "0:01:05.0", "91% high", "7.25"):
        assert table.count(cell) == 10
    assert ("█" in table) == (width >= 120)


def test_show_tells_everything(run: Run, server: FakeServer) -> None:
    server.library.add(
        "m1",
        content_sha256="ab" * 32,
        picture_track=media_pb2.PictureTrack(
            codec="h264", width=320, height=180, rotation_degrees=90, frame_rate=29.97
        ),
        sound_track=media_pb2.SoundTrack(codec="aac", channels=2, sample_rate_hz=44100),
        coverage=[
            media_pb2.SpaceCoverage(space_id="sound-12", sample_count=9, silent_window_count=2)
        ],
        notes=[media_pb2.MediaNote(reason="PARTLY_SILENT", message="2 windows are silent")],
        failure=media_pb2.MediaFailure(reason="DECODER_CRASHED", message="it crashed"),
    )
    text = run("show", "m1").stdout
    for part in (
        "ab" * 32,
        "h264 320x180, 29.97 pictures/s, turned by 90 degrees",
        "aac 2 x 44100 Hz",
        "sound-12: 9 samples; 2 silent windows left out",
        "2 windows are silent [PARTLY_SILENT]",
        "it crashed [DECODER_CRASHED]",
    ):
        assert part in text
    (document,) = lines(run("show", "m1", "--json"))
    assert document["notes"] == [{"reason": "PARTLY_SILENT", "message": "2 windows are silent"}]


def test_rm_goes_on_after_one_that_fails(run: Run, server: FakeServer) -> None:
    server.library.add("m1")
    server.library.add("m2")
    result = run("rm", "m1", "nope", "m2", "--json")
    assert result.exit_code == 4
    assert lines(result) == [
        {"media_id": "m1", "removed": True},
        {"media_id": "m2", "removed": True},
    ]
    assert "MEDIA_NOT_FOUND" in result.stderr
    assert server.library.media == {}


def test_watch_ends_well_or_with_5(run: Run, server: FakeServer) -> None:
    server.library.add("m1")
    queued = media_pb2.Media(media_id="m1", title="m1.mp4", state=media_pb2.MEDIA_STATE_QUEUED)
    server.library.watch_script["m1"] = [queued]
    assert run("watch", "m1").stdout.splitlines() == ["m1.mp4: queued", "m1.mp4: active"]
    failed = server.library.add("m2", state=media_pb2.MEDIA_STATE_FAILED)
    failed.failure.reason, failed.failure.message = "NOT_MEDIA", "not a media file"
    result = run("watch", "m2", "--json")
    assert result.exit_code == 5
    assert lines(result)[0]["failure"]["reason"] == "NOT_MEDIA"
    assert "not a media file [NOT_MEDIA]" in result.stderr


def test_frame_writes_a_file_or_standard_output(
    run: Run, server: FakeServer, tmp_path: Path
) -> None:
    path = tmp_path / "frame.jpg"
    result = run("frame", "m1", "1:02.5", "-o", str(path), "--json")
    assert path.read_bytes() == b"\xff\xd8jpeg"
    assert lines(result)[0]["start_seconds"] == 62.5
    assert run("frame", "m1", "1", "-o", "-").stdout_bytes == b"\xff\xd8jpeg"
    assert run("frame", "m1", "1", "-o", str(tmp_path / "no" / "f.jpg")).exit_code == 6


def test_collections(run: Run, server: FakeServer) -> None:
    assert run("collections", "create", "films").exit_code == 0
    server.library.collections["films"] = 3
    assert "films" in run("collections", "list").stdout
    assert lines(run("collections", "list", "--json"))[0]["media_count"] == 3
    deleted = run("collections", "delete", "films", "--force", "--json")
    assert lines(deleted) == [{"name": "films", "removed_media_count": 3}]


# The server part


def test_serve_hands_its_arguments_on(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(server_commands, "is_server_installed", lambda: True)
    monkeypatch.setattr("os.execv", lambda _, arguments: started.append(arguments))
    CliRunner().invoke(app, ["serve", "--encoders", "embedded", "--port", "0"])
    command = [sys.executable, "-m", "momentsearch_server", "serve"]
    assert started == [[*command, "--encoders", "embedded", "--port", "0"]]


@pytest.mark.parametrize(
    "command",
    [
        ["serve"],
        ["models"],
        ["admin", "rebuild-index"],
        ["admin", "calibrate", "x"],
        ["admin", "move-catalog"],
    ],
)
def test_without_the_server_part_the_way_to_it_is_said(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_commands, "is_server_installed", lambda: False)
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 6
    assert "pip install '.[server]'" in result.stderr


def test_the_server_part_is_not_there_without_what_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its code comes with the client's."""
    assert server_commands.is_server_installed()
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "torch" else find(name)
    )
    assert not server_commands.is_server_installed()


def test_models_exits_as_the_servers_command_does(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(server_commands, "is_server_installed", lambda: True)
    monkeypatch.setattr("subprocess.call", lambda arguments: called.append(arguments) or 7)
    assert CliRunner().invoke(app, ["models", "--json"]).exit_code == 7
    assert called[0][3:] == ["models", "--json"]


def test_labels_and_settings_are_handed_on_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(server_commands, "is_server_installed", lambda: True)
    monkeypatch.setattr("subprocess.call", lambda arguments: called.append(arguments) or 1)
    words = ["--picture-encoder", "folder", "--collection", "films", "labels.jsonl"]
    assert CliRunner().invoke(app, ["admin", "calibrate", *words]).exit_code == 1
    assert called[0][3:] == ["admin", "calibrate", *words]


@pytest.fixture
def local_doctor(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Stands in for the server's own doctor, with its exit code."""

    def install(exit_code: int) -> None:
        monkeypatch.setattr(server_commands, "is_server_installed", lambda: True)
        monkeypatch.setattr("subprocess.call", lambda arguments: exit_code)
        monkeypatch.setattr(
            "subprocess.run",
            lambda arguments, **_: subprocess.CompletedProcess(
                arguments, exit_code, stdout=json.dumps({"arguments": arguments[3:]})
            ),
        )

    return install


def test_doctor_looks_here_and_at_the_server(
    run: Run, server: FakeServer, local_doctor: Callable[[int], None]
) -> None:
    local_doctor(0)
    result = run("doctor")
    assert result.exit_code == 0
    assert "is ready: version 9.8.7" in result.stdout
    (document,) = lines(run("doctor", "--encoders", "embedded", "--json"))
    assert document["local"]["report"] == {
        "arguments": ["doctor", "--encoders", "embedded", "--json"]
    }
    assert document["connection"]["version"] == "9.8.7"
    server.set_serving(False)
    assert run("doctor").exit_code == 3
    local_doctor(1)
    assert run("doctor").exit_code == 6


def test_doctor_without_server_part_and_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_commands, "is_server_installed", lambda: False)
    result = CliRunner().invoke(app, ["doctor", "--json", "--address", "localhost:1"])
    assert result.exit_code == 3
    document = json.loads(result.stdout)
    assert document["local"] is None
    assert "No server answers" in document["connection"]["problem"]
    wrong = CliRunner().invoke(app, ["doctor", "--encoders", "embedded"])
    assert wrong.exit_code == 2
