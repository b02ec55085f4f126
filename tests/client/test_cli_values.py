"""Times, bars, sizes, labels, file walks: what commands print and read, without a server."""

import math
import os
from pathlib import Path

import pytest
import typer

from momentsearch.cli.files import find_files
from momentsearch.cli.options import parse_labels
from momentsearch.cli.output import evidence_bar, format_size, to_json
from momentsearch.cli.times import format_time, parse_time
from momentsearch.explanation import Outcome, SpanCandidate
from momentsearch.results import EvidenceCurve, Modality, SpaceEvidence, Span


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0:00:00.0"),
        (0.04, "0:00:00.0"),
        (0.05, "0:00:00.1"),
        (59.96, "0:01:00.0"),
        (62.5, "0:01:02.5"),
        (3599.99, "1:00:00.0"),
        (36_000.0, "10:00:00.0"),
    ],
)
def test_times_are_written_to_the_tenth(seconds: float, text: str) -> None:
    assert format_time(seconds) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0.0), ("62.5", 62.5), ("1:02.5", 62.5), ("0:01:02.5", 62.5), ("100", 100.0)],
)
def test_times_are_read_as_people_type_them(text: str, seconds: float) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize("text", ["", "a", "-1", "1:60", "1:2:3:4", "1.5:00", "nan", "inf", "1:-2"])
def test_other_texts_are_no_times(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        parse_time(text)


def test_labels_are_key_and_value() -> None:
    assert parse_labels(["year=1962", "place=A=B", "empty="]) == {
        "year": "1962",
        "place": "A=B",
        "empty": "",
    }
    for wrong in ("year", "=1962"):
        with pytest.raises(typer.BadParameter, match="key=value"):
            parse_labels([wrong])


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (12_345_678, "12.3 MB"),
        (3 * 10**15, "3000 TB"),
    ],
)
def test_sizes_have_a_unit(size_bytes: int, text: str) -> None:
    assert format_size(size_bytes) == text


def test_a_bar_is_as_high_as_the_evidence_and_marks_the_moment() -> None:
    curve = EvidenceCurve(Span(0, 8_000_000), (-9.0, -6.0, -4.0, math.nan, 0.0, 3.9, 4.0, 60.0))
    bar = evidence_bar(curve, Span(4_500_000, 6_000_000), unicode=True)
    assert bar.plain == "▁▁▂ ▅███"
    marked = [span for span in bar.spans if "cyan" in str(span.style)]
    assert [(span.start, span.end) for span in marked] == [(4, 6)]
    assert evidence_bar(curve, Span(0, 1), unicode=False).plain == "__. =###"


def test_a_moment_at_the_very_end_is_marked() -> None:
    curve = EvidenceCurve(Span(0, 3_000_000), (0.0, 0.0, 6.0))
    bar = evidence_bar(curve, Span(2_999_999, 3_000_000), unicode=True)
    assert [(span.start, span.end) for span in bar.spans if "cyan" in str(span.style)] == [(2, 3)]


def test_json_has_plain_times_and_no_nan() -> None:
    curve = EvidenceCurve(Span(500_000, 2_000_000), (1.5, math.nan))
    evidence = SpaceEvidence("picture-12", Modality.PICTURE, 1.0, 0.3, 4.0, curve)
    assert to_json(evidence) == {
        "space_id": "picture-12",
        "modality": "picture",
        "best_seconds": 1.0,
        "similarity": 0.3,
        "peak_evidence": 4.0,
        "curve": {"start_seconds": 0.5, "end_seconds": 2.0, "points": [1.5, None]},
        "term_index": 0,
        "term_text": "",
        "negated": False,
    }


def test_only_a_values_own_span_stands_beside_its_fields() -> None:
    own, better = Span(1_000_000, 6_000_000), Span(2_000_000, 5_000_000)
    assert to_json(SpanCandidate(own, 2.5, 5.0, Outcome.SUPPRESSED_BY, better)) == {
        "start_seconds": 1.0,
        "end_seconds": 6.0,
        "score": 2.5,
        "peak_evidence": 5.0,
        "outcome": "SUPPRESSED_BY",
        "better": {"start_seconds": 2.0, "end_seconds": 5.0},
    }
    assert to_json(SpanCandidate(own, 2.5, 5.0, Outcome.PRESENT, None))["better"] is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.mp4", "a.wav", "notes.txt", "list.CSV", "sub/c.ts", ".hidden/d.mp4", ".e.mp4"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "no_suffix").write_bytes(b"x")
    (tmp_path / "README").write_bytes(b"x")
    return tmp_path


def test_folders_are_walked_and_what_is_surely_no_media_is_counted(folder: Path) -> None:
    found = find_files([folder])
    names = [str(path.relative_to(folder)) for path in found.paths]
    assert names == ["a.wav", "b.mp4", "no_suffix", "sub/c.ts"]
    assert found.skipped == {".txt": 1, ".csv": 1, "hidden": 1, "readme": 1}
    assert found.describe_skipped().startswith("4 files skipped as not media: 1 ")


def test_pipes_in_folders_are_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "sub" / "pipe.mp4")
    (folder / "sub" / "broken.mp4").symlink_to(folder / "none.mp4")
    found = find_files([folder / "sub"])
    assert [path.name for path in found.paths] == ["broken.mp4", "c.ts"]
    assert found.skipped == {"pipe or device": 1}


def test_what_is_named_is_taken_once_and_always(folder: Path) -> None:
    named = [folder / "notes.txt", folder / "b.mp4", folder, folder / "none.mp4"]
    found = find_files(named)
    assert found.paths[:2] == (folder / "notes.txt", folder / "b.mp4")
    assert found.paths.count(folder / "b.mp4") == 1
    assert found.paths[-1] == folder / "none.mp4"
    assert find_files([folder / "b.mp4"]).describe_skipped() == ""
