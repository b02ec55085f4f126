"""The metrics, on cases worked out by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.labels import (
    LabelError,
    Prediction,
    Query,
    ScoredWindow,
    Window,
    read_predictions,
    read_queries,
)
from benchmarks.quality.scorer import average_precisions, iou, score

LINE = {"qid": 1, "query": "a car", "vid": "v", "duration": 150, "relevant_windows": [[0, 10]]}


def query(*windows: Window, qid: str = "1", **others: Any) -> Query:
    return Query(qid, "a car", "v", 150.0, windows, **others)


def precision_at(
    threshold: float, windows: Sequence[ScoredWindow], truths: Sequence[Window]
) -> float:
    return float(average_precisions(windows, truths, [threshold])[0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 15), 1 / 3),
        ((0, 10), (10, 20), 0.0),
        ((4, 4), (4, 4), 0.0),
    ],
)
def test_iou(one: Window, other: Window, expected: float) -> None:
    assert iou(one, other) == pytest.approx(expected)


def test_the_first_of_the_list_is_r1_even_where_another_scores_higher() -> None:
    figures = score([query((0, 10))], [Prediction("1", ((50, 60, 1.0), (0, 10, 9.0)))])["full"]
    assert (figures.r1_at_50, figures.r1_at_70) == (0, 0)
    # mAP sorts by score: the right one leads.
    assert figures.map_average == 100


def test_r1_takes_the_best_of_several_truths_and_counts_the_threshold_itself() -> None:
    # 5 of 10 seconds in common with the second truth: exactly one half.
    figures = score([query((100, 110), (0, 10))], [Prediction("1", ((0, 5, 1.0),))])["full"]
    assert (figures.r1_at_50, figures.r1_at_70) == (100, 0)


def test_precision_where_a_wrong_one_lies_between_two_right_ones() -> None:
    # Right, wrong, right of two: precision 1 up to recall 1/2, then 2/3 up to 1.
    windows = [(0, 10, 3.0), (50, 60, 2.0), (20, 30, 1.0)]
    truths = [(0, 10), (20, 30)]
    assert precision_at(0.5, windows, truths) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)


def test_precision_is_interpolated_from_the_right() -> None:
    # Wrong, right, right: precision is 1/2, then 2/3; at recall 1/2 the better of them counts.
    windows = [(50, 60, 3.0), (0, 10, 2.0), (20, 30, 1.0)]
    assert precision_at(0.5, windows, [(0, 10), (20, 30)]) == pytest.approx(2 / 3)


def test_a_truth_is_found_once() -> None:
    # The second prediction matches the same truth: it is a wrong one, after all recall is reached.
    assert precision_at(0.5, [(0, 10, 2.0), (0, 9, 1.0)], [(0, 10)]) == 1
    # And before the second truth it costs precision: 1, then 2/3.
    windows = [(0, 10, 3.0), (0, 9, 2.0), (20, 30, 1.0)]
    assert precision_at(0.5, windows, [(0, 10), (20, 30)]) == pytest.approx((1 + 2 / 3) / 2)


def test_one_prediction_that_two_truths_match_takes_the_better_and_only_that() -> None:
    # Overlaps of 0.8 with the first and 0.5 with the second; the next one gets the second.
    truths = [(0, 8), (0, 5)]
    assert precision_at(0.5, [(0, 10, 2.0)], truths) == pytest.approx(0.5)
    assert precision_at(0.5, [(0, 10, 2.0), (0, 5, 1.0)], truths) == 1
    # The second overlaps the taken one more (0.625 = 5/8) than nothing else: it is wrong.
    assert precision_at(0.6, [(0, 10, 2.0), (0, 5, 1.0)], [(0, 8)]) == 1


def test_a_taken_best_truth_leaves_the_second_best() -> None:
    # Both predictions overlap the first truth most; the second settles for the other (6/10).
    truths = [(0, 10), (0, 6)]
    windows = [(0, 10, 2.0), (0, 10, 1.0)]
    assert precision_at(0.5, windows, truths) == 1
    assert precision_at(0.7, windows, truths) == pytest.approx(0.5)


def test_ties_stay_in_the_order_of_the_list() -> None:
    truths = [(0, 10)]
    assert precision_at(0.5, [(0, 10, 1.0), (50, 60, 1.0)], truths) == 1
    assert precision_at(0.5, [(50, 60, 1.0), (0, 10, 1.0)], truths) == pytest.approx(0.5)


def test_an_eleventh_prediction_does_not_count_however_high_it_scores() -> None:
    ten = [(100.0, 101.0, 1.0)] * 10
    assert precision_at(0.5, [*ten, (0, 10, 9.0)], [(0, 10)]) == 0
    assert precision_at(0.5, [*ten[:9], (0, 10, 9.0)], [(0, 10)]) == 1


def test_an_empty_list_finds_nothing() -> None:
    figures = score([query((0, 10))], [Prediction("1", ())])["full"]
    assert (figures.r1_at_50, figures.map_at_50, figures.map_average) == (0, 0, 0)
    assert math.isnan(figures.hit_at_1)


def test_the_average_is_over_ten_thresholds() -> None:
    # An overlap of 0.72: right at .50, .55, .60, .65 and .70.
    figures = score([query((0, 100))], [Prediction("1", ((0, 72, 1.0),))])["full"]
    assert figures.map_average == pytest.approx(50)
    assert (figures.map_at_50, figures.map_at_75) == (100, 0)


def test_buckets_keep_their_truths_and_all_predictions() -> None:
    queries = [query((0, 10), (50, 80)), query((0, 31), qid="2")]
    found = [
        Prediction("1", ((50, 80, 2.0), (0, 10, 1.0))),
        Prediction("2", ((0, 31, 1.0),)),
    ]
    figures = score(queries, found)
    assert [figures[name].query_count for name in ("full", "short", "middle", "long")] == [
        2,
        1,
        1,
        1,
    ]
    # Of the first query the short truth is second in the list: R1 0, precision 1/2.
    assert (figures["short"].r1_at_50, figures["short"].map_average) == (0, 50)
    assert (figures["middle"].r1_at_50, figures["middle"].map_average) == (100, 100)


def test_an_absent_query_takes_no_part() -> None:
    queries = [query((0, 10)), query(qid="2", absent=True)]
    figures = score(queries, [Prediction("1", ((0, 10, 1.0),)), Prediction("2", ((0, 9, 1.0),))])
    assert figures["full"].query_count == 1
    assert figures["full"].r1_at_70 == 100


@pytest.mark.parametrize(("saliency", "hit"), [((1, 3, 3, 0), 100), ((3, 1, 3, 0), 0)])
def test_hit_at_1_is_the_first_highest_clip(saliency: tuple[float, ...], hit: float) -> None:
    # Clips of two seconds: only number 1, from 2 s to 4 s, is relevant.
    prediction = Prediction("1", (), saliency)
    assert score([query((2, 4))], [prediction])["full"].hit_at_1 == hit


@pytest.mark.parametrize(("given", "hit"), [((0, 0, 4), 100), ((3, 3, 3), 0)])
def test_hit_at_1_wants_one_annotator_to_call_it_very_good(
    given: tuple[int, ...], hit: float
) -> None:
    rated = query((2, 4), saliency={1: given})
    assert score([rated], [Prediction("1", (), (0, 9, 0))])["full"].hit_at_1 == hit


def test_a_query_without_a_prediction_is_an_error_and_so_is_the_reverse() -> None:
    with pytest.raises(LabelError, match="qid '1' has no prediction"):
        score([query((0, 10))], [])
    with pytest.raises(LabelError, match="qid '7' answers no query"):
        score([query((0, 10))], [Prediction("1", ()), Prediction("7", ())])


def written(folder: Path, *lines: object) -> Path:
    path = folder / "labels.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
    return path


def test_lines_are_read_with_the_fields_of_others_left_alone(tmp_path: Path) -> None:
    more = {"qid": 2, "relevant_windows": [], "absent": True, "modality": "sound", "source": "x"}
    first, second = read_queries(written(tmp_path, LINE, "", LINE | more))
    assert first == Query("1", "a car", "v", 150.0, ((0.0, 10.0),))
    assert (second.absent, second.modality) == (True, "sound")


def test_saliency_is_read_by_clip(tmp_path: Path) -> None:
    rated = LINE | {"relevant_clip_ids": [0, 3], "saliency_scores": [[1, 2, 3], [4, 4, 2]]}
    (only,) = read_queries(written(tmp_path, rated))
    assert only.saliency == {0: (1, 2, 3), 3: (4, 4, 2)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"relevant_windows": [[10, 4]]}, r"line 2: relevant_windows has \[10, 4\]"),
        ({"relevant_windows": [[160, 170]]}, "begins after the 150.0 s end"),
        ({"relevant_windows": []}, "absent is false and relevant_windows are"),
        ({"absent": True}, "absent is true and relevant_windows are"),
        ({"absent": "no"}, "absent is 'no'"),
        ({"duration": 0}, "duration is 0.0"),
        ({"duration": "150"}, "duration has '150'"),
        ({"qid": None}, "qid is None"),
        ({"query": 5}, "query is 5"),
        ({"relevant_windows": [[0, math.nan]]}, "relevant_windows has nan"),
        ({"qid": 1}, "qid '1' is there twice"),
        ({"saliency_scores": [[1]], "relevant_clip_ids": []}, "1 saliency_scores for 0"),
    ],
)
def test_errors_name_the_line_and_the_value(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(LabelError, match=message):
        read_queries(written(tmp_path, LINE, LINE | {"qid": 2} | change))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"qid": 1, "pred_relevant_windows": [[0, 10]]}, r"line 1: .* has \[0, 10\]"),
        ({"qid": 1, "pred_relevant_windows": [[0, 10, "a"]]}, "has 'a'"),
        ({"qid": 1}, "pred_relevant_windows is None"),
        ("{", "not JSON"),
        ("[1]", "an object was expected"),
    ],
)
def test_errors_of_predictions(tmp_path: Path, line: object, message: str) -> None:
    with pytest.raises(LabelError, match=message):
        read_predictions(written(tmp_path, line))


def test_predictions_are_read(tmp_path: Path) -> None:
    line = {"qid": 4, "pred_relevant_windows": [[0, 10, 0.5]], "pred_saliency_scores": [1, 2]}
    assert read_predictions(written(tmp_path, line)) == [
        Prediction("4", ((0.0, 10.0, 0.5),), (1.0, 2.0))
    ]
