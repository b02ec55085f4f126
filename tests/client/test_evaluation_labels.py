"""Label lines: what is read, how media are found by name, and what is said of bad ones."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from momentsearch.demo.labels import write_labels
from momentsearch.demo.truth import Question, TrueSpan, Truth
from momentsearch.evaluation.labels import BadLine, LabelError, Query, read_usable_queries
from momentsearch.evaluation.resolve import MediaNames, resolve
from momentsearch.results import MediaState, Modality
from tests.client.test_evaluation_figures import media

LINE = {"qid": 1, "query": "a car", "vid": "film", "relevant_windows": [[0, 10]]}


def read(folder: Path, *lines: object) -> tuple[list[Query], list[BadLine]]:
    path = folder / "labels.jsonl"
    written = (x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines)
    path.write_bytes(b"\n".join(written))
    return read_usable_queries(path)


def test_bad_lines_stand_beside_the_usable_ones(tmp_path: Path) -> None:
    queries, bad = read(tmp_path, LINE, b"{", b"", LINE, LINE | {"qid": "b"})
    assert [(query.qid, query.line) for query in queries] == [("1", 1), ("b", 5)]
    assert [line.line for line in bad] == [2, 4]
    assert bad[0].problem.startswith("not JSON")
    assert bad[1].problem == "qid '1' is there twice; each query needs its own"


def test_what_is_absent_needs_neither_media_nor_windows(tmp_path: Path) -> None:
    everywhere = {"qid": 1, "query": "a unicorn", "absent": True}
    queries, bad = read(tmp_path, everywhere, everywhere | {"qid": 2, "vid": "film"})
    assert bad == []
    assert [(query.vid, query.windows, query.absent) for query in queries] == [
        (None, (), True),
        ("film", (), True),
    ]


def test_a_file_that_begins_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    queries, bad = read(tmp_path, b"\xef\xbb\xbf" + json.dumps(LINE).encode())
    assert (len(queries), bad) == (1, [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"qid": 1, "query": "\xff"}', "not UTF-8 (at byte 21)"),
        (b"[" * 100_000, "lists too deep"),
        (b'{"qid": ' + b"9" * 5000 + b"}", "a number too long"),
        (b"[]", "an object was expected"),
        ({k: v for k, v in LINE.items() if k != "vid"}, "vid is None; a string was expected"),
        (
            {k: v for k, v in LINE.items() if k != "relevant_windows"},
            "relevant_windows is None; a list was expected",
        ),
        (LINE | {"relevant_windows": [[0, 10**400]]}, "a number of at most 1e9 was expected"),
        (LINE | {"relevant_windows": [[3, 3]]}, "0 <= start < end"),
        (LINE | {"duration": 8, "relevant_windows": [[9, 12]]}, "begins after the 8.0 s end"),
        (
            LINE | {"duration": 56, "relevant_windows": [[2, 9], [11, 2400]]},
            "relevant_windows has [11, 2400], which ends after the 56.0 s end; are these seconds?",
        ),
        (LINE | {"duration": 56, "relevant_windows": [[11, 57.1]]}, "ends after the 56.0 s end"),
        (LINE | {"absent": True}, "a query has windows unless it is absent"),
    ],
)
def test_what_is_wrong_with_a_line(tmp_path: Path, line: Any, problem: str) -> None:
    queries, (bad,) = read(tmp_path, line)
    assert queries == []
    assert problem in bad.problem


def test_a_window_may_end_in_the_second_that_its_media_ends_in(tmp_path: Path) -> None:
    (read_,), bad = read(tmp_path, LINE | {"duration": 55.4, "relevant_windows": [[11, 56]]})
    assert (read_.windows, bad) == (((11, 56),), [])
    assert resolve([query(windows=((50.0, 61.0),))], LIBRARY)[1] == []


FILM = dataclasses.replace(media("01a"), title="Our garden", source="/films/garden.2.mp4")
OTHER = dataclasses.replace(media("01b"), title="Our garden", source="pond.mp4")
STILL_GOING = dataclasses.replace(media("01c"), title="new", state=MediaState.INDEXING)
LIBRARY = [FILM, OTHER, STILL_GOING]


@pytest.mark.parametrize(
    ("name", "media_id"),
    [
        ("01a", "01a"),
        ("/films/garden.2.mp4", "01a"),
        ("garden.2.mp4", "01a"),
        ("garden.2", "01a"),
        ("pond.mp4", "01b"),
        ("pond", "01b"),
        ("new", "01c"),
    ],
)
def test_media_are_found_by_what_people_call_them(name: str, media_id: str) -> None:
    assert MediaNames(LIBRARY).find(name).media_id == media_id


def test_an_id_is_surer_than_a_title() -> None:
    misleading = dataclasses.replace(media("01d"), title="01a")
    assert MediaNames([*LIBRARY, misleading]).find("01a").media_id == "01a"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Our garden", "2 media are called 'Our garden'; give the id of one: 01a, 01b"),
        ("pnod.mp4", "'pnod.mp4' is no media of the collection (is 'pond.mp4' meant?)"),
        ("", "'' is no media of the collection; expected an id"),
    ],
)
def test_names_that_do_not_do(name: str, problem: str) -> None:
    with pytest.raises(LabelError) as error:
        MediaNames(LIBRARY).find(name)
    assert problem in str(error.value)


def query(line: int = 1, **changes: Any) -> Query:
    plain = Query(str(line), "a car", "pond", None, ((0.0, 10.0),), line=line)
    return dataclasses.replace(plain, **changes)


def test_a_label_knows_its_media_and_track() -> None:
    (label,), bad = resolve([query(modality="sound")], LIBRARY)
    assert (label.media, label.modality, bad) == (OTHER, Modality.SOUND, [])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": '"rain" and "snow"'}, "which cannot be read: at offset 7"),
        ({"modality": "both"}, "modality is 'both'; picture or sound was expected, or none"),
        ({"vid": "nowhere"}, "is no media of the collection"),
        ({"vid": "new"}, "cannot be searched: it is indexing; see `momentsearch watch 01c`"),
        ({"windows": ((60.0, 70.0),)}, "begins after the end of 'pond' at 60 s"),
        (
            {"windows": ((0.0, 10.0), (11.0, 2400.0))},
            "has [11.0, 2400.0], which ends after the end of 'pond' at 60 s; are these seconds?",
        ),
        ({"windows": ((50.0, 61.1),)}, "ends after the end of 'pond' at 60 s"),
    ],
)
def test_what_the_library_says_against_a_line(changes: dict[str, Any], problem: str) -> None:
    labels, (bad,) = resolve([query(line=7, **changes)], LIBRARY)
    assert labels == []
    assert bad.line == 7
    assert problem in bad.problem


def test_nowhere_and_somewhere_is_a_contradiction() -> None:
    nowhere = query(line=2, vid=None, windows=(), absent=True)
    labels, (bad,) = resolve([query(line=1), nowhere], LIBRARY)
    assert [label.query.line for label in labels] == [1]
    assert (bad.line, "line 1 has moments of it" in bad.problem) == (2, True)
    # In another track, or in a media of its own, it is none.
    for changes in ({"modality": "sound"}, {"vid": "01a"}):
        assert resolve([query(line=1), dataclasses.replace(nowhere, **changes)], LIBRARY)[1] == []


def test_the_demonstrations_labels_of_stills_several_files_and_what_is_nowhere(
    tmp_path: Path,
) -> None:
    spans = (TrueSpan("a.mp4", 5, 9), TrueSpan("b.png", 0, 0), TrueSpan("a.mp4", 20, 22))
    questions = (Question("cake", "picture", spans), Question("octopus", "both", ()))
    write_labels(tmp_path / "labels.jsonl", Truth((), questions, {}))
    queries, bad = read_usable_queries(tmp_path / "labels.jsonl")
    assert bad == []
    assert [(q.qid, q.vid, q.windows, q.modality, q.absent) for q in queries] == [
        ("1.1", "a.mp4", ((5, 9), (20, 22)), "picture", False),
        ("1.2", "b.png", ((0, 1),), "picture", False),
        ("2.1", None, (), None, True),
    ]
