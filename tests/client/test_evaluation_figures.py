"""Figures of an evaluation, on answers worked out by hand."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest

from momentsearch.evaluation.ask import Answer
from momentsearch.evaluation.compare import NotComparableError, compare
from momentsearch.evaluation.detection import (
    Bin,
    Verdict,
    auroc,
    calibration_bins,
    calibration_error,
    detection,
)
from momentsearch.evaluation.judge import figures, judge
from momentsearch.evaluation.labels import Query
from momentsearch.evaluation.report.lanes import draw, make_lane
from momentsearch.evaluation.report.plots import interval
from momentsearch.evaluation.resolve import Label
from momentsearch.results import (
    EvidenceCurve,
    Media,
    MediaKind,
    MediaState,
    Modality,
    Moment,
    Presence,
    SpaceEvidence,
    Span,
)

NAN = math.nan


def media(media_id: str = "m1", kind: MediaKind = MediaKind.VIDEO) -> Media:
    return Media(
        media_id=media_id,
        collection="default",
        title=f"{media_id}.mp4",
        labels={},
        kind=kind,
        state=MediaState.ACTIVE,
        duration_seconds=0.0 if kind is MediaKind.STILL else 60.0,
        size_bytes=1,
        content_sha256="",
        source=f"{media_id}.mp4",
        create_time=None,
        update_time=None,
        picture_track=None,
        sound_track=None,
        coverage=(),
        notes=(),
        progress=None,
        failure=None,
    )


def moment(
    start: float,
    end: float,
    *,
    media_id: str = "m1",
    confidence: float = 0.8,
    kind: MediaKind = MediaKind.VIDEO,
    curves: tuple[tuple[float, ...], ...] = (),
) -> Moment:
    evidence = tuple(
        SpaceEvidence(
            space_id=f"space-{number}",
            modality=Modality.PICTURE,
            best_seconds=start,
            similarity=0.3,
            peak_evidence=4.0,
            curve=EvidenceCurve(Span(0, 60_000_000), points),
        )
        for number, points in enumerate(curves)
    )
    span = Span(round(start * 1e6), round(end * 1e6))
    return Moment(media_id, "", kind, span, 5 * confidence, confidence, evidence, None)


def label(
    *windows: tuple[float, float], of: Media | None = None, qid: str = "1", **others: Any
) -> Label:
    of = media() if of is None and not others.get("absent") else of
    vid = None if of is None else of.media_id
    return Label(Query(qid, "a car", vid, None, windows, **others), of, None)


def answer(*moments: Moment, presence: Presence = Presence.FOUND) -> Answer:
    return Answer(presence, moments, 0.01)


# Is it there at all?


def test_auroc_counts_pairs_and_halves_of_ties() -> None:
    # Of six pairs .9 wins 2, .5 wins 1 and ties 1, .2 wins none.
    assert auroc([0.9, 0.5, 0.2], [0.5, 0.3]) == pytest.approx(3.5 / 6)
    assert auroc([0.5], [0.5]) == 0.5
    assert math.isnan(auroc([0.5], []))
    assert math.isnan(auroc([], [0.5]))


def verdicts(present: list[float], absent: list[float], *, floor: float) -> list[Verdict]:
    listed = [(True, value) for value in present] + [(False, value) for value in absent]
    return [Verdict(kind, value, value >= floor) for kind, value in listed]


def test_detection_by_hand() -> None:
    found = detection(verdicts([0.9, 0.8, 0.4], [0.6, 0.1], floor=0.5))
    assert (found.present_count, found.absent_count) == (3, 2)
    assert found.false_alarms == 50
    assert found.misses == pytest.approx(100 / 3)
    assert found.auroc == pytest.approx(5 / 6)
    # All three are needed for 95 %, which takes .4 and with it the .6 of what is absent.
    assert (found.recall_threshold, found.false_alarms_at_recall) == (0.4, 50)
    # At .4: three right of four, F1 = 6/7; at .8 two right of two, F1 = 4/5.
    assert found.best_f1 == pytest.approx(100 * 6 / 7)
    assert found.best_f1_threshold == 0.4


def test_nineteen_of_twenty_are_95_per_cent() -> None:
    found = detection(verdicts([0.01, *[0.5 + i / 100 for i in range(19)]], [0.3], floor=0.5))
    assert (found.recall_threshold, found.false_alarms_at_recall) == (0.5, 0)


@pytest.mark.parametrize("present", [[], [0.5]])
def test_without_both_kinds_there_is_no_telling_apart(present: list[float]) -> None:
    found = detection(verdicts(present, [] if present else [0.5], floor=0.4))
    assert math.isnan(found.auroc)
    assert math.isnan(found.best_f1)
    assert math.isnan(found.false_alarms_at_recall)


def test_calibration_bins_have_equal_counts() -> None:
    answers = [(i / 20, i % 2 == 0) for i in range(20)]
    bins = calibration_bins(answers)
    assert [one.count for one in bins] == [2] * 10
    assert bins[0] == Bin(2, 0.025, 0.5)
    uneven = calibration_bins(answers[:13])
    assert sum(one.count for one in uneven) == 13
    assert {one.count for one in uneven} == {1, 2}


def test_calibration_error_is_the_mean_distance_weighted_by_count() -> None:
    assert calibration_error([Bin(3, 0.9, 0.6), Bin(1, 0.2, 0.3)]) == pytest.approx(100 * 1.0 / 4)
    assert math.isnan(calibration_error([]))


def test_the_interval_of_a_share() -> None:
    # Wilson's: of 8 of 10 from .490 to .943.
    assert interval(0.8, 10) == pytest.approx((0.490, 0.943), abs=0.001)
    assert interval(0.0, 1)[0] == 0


# Answers against labels


def test_within_a_media() -> None:
    judged = judge([label((10, 20))], answer(moment(10, 18), moment(30, 40)), within=True)
    assert judged.first_iou == pytest.approx(0.8)
    # Right at the thresholds .50 to .80: seven of ten.
    assert judged.average_precision == pytest.approx(0.7)
    assert judged.is_right
    assert judged.media_place == 1


def test_over_the_collection_another_media_overlaps_nothing() -> None:
    judged = judge(
        [label((10, 20))],
        answer(moment(10, 20, media_id="m2"), moment(10, 20)),
        within=False,
    )
    assert (judged.first_iou, judged.average_precision) == (0, 0.5)
    assert (judged.is_right, judged.media_place) == (False, 2)


def test_one_question_with_moments_in_two_media() -> None:
    labels = [label((10, 20)), label((10, 20), (30, 40), of=media("m2"), qid="2")]
    found = answer(moment(30, 40, media_id="m2"), moment(30, 40), moment(10, 20))
    judged = judge(labels, found, within=False)
    # Right, wrong (that span is the other media's), right, of three.
    assert judged.average_precision == pytest.approx((1 + 2 / 3) / 3)
    assert judged.first_iou == 1


def test_a_still_is_right_as_a_whole() -> None:
    still = media("m1", MediaKind.STILL)
    found = answer(moment(0, 0, kind=MediaKind.STILL))
    within = judge([label((0, 1), of=still)], found, within=True)
    assert (within.is_right, within.has_spans) == (True, False)
    across = judge([label((0, 1), of=still)], found, within=False)
    assert (across.is_right, across.first_iou) == (True, 1)


@pytest.mark.parametrize(("presence", "right"), [("found", False), ("not_found", True)])
def test_what_is_absent_must_be_said_to_be(presence: str, right: bool) -> None:
    judged = judge(
        [label(absent=True)], answer(moment(0, 1), presence=Presence(presence)), within=False
    )
    assert judged.is_right == right
    assert not judged.has_spans


def test_nothing_found_is_wrong_and_not_sure() -> None:
    judged = judge([label((10, 20))], answer(presence=Presence.EMPTY_SCOPE), within=True)
    assert (judged.first_iou, judged.best_confidence, judged.is_right) == (0, 0, False)
    assert judged.prediction.saliency == ()


def test_the_best_confidence_need_not_be_the_first_ones() -> None:
    found = answer(moment(0, 1, confidence=0.4), moment(5, 6, confidence=0.7))
    assert judge([label((0, 1))], found, within=True).best_confidence == 0.7


def test_clips_of_two_seconds_take_the_highest_of_their_points_and_spaces() -> None:
    # 60 points of a second each, in the second space 10 of six seconds.
    fine = tuple(9.0 if i == 31 else 1.0 for i in range(60))
    coarse = (NAN,) * 9 + (5.0,)
    (judged,) = [
        judge([label((30, 32))], answer(moment(30, 32, curves=(fine, coarse))), within=True)
    ]
    saliency = judged.prediction.saliency
    assert len(saliency) == 30
    assert (saliency[15], saliency[14], saliency[27:]) == (9, 1, (5, 5, 5))
    assert figures([judged]).by_length["full"].hit_at_1 == 100


def test_a_query_of_several_descriptions_has_no_curve_of_its_own() -> None:
    query = Query("1", '"a" AND "b"', "m1", None, ((30, 32),))
    found = answer(moment(30, 32, curves=((1.0,) * 60,)))
    assert judge([Label(query, media(), None)], found, within=True).prediction.saliency == ()


def test_the_figures_of_a_scope() -> None:
    judged = [
        judge([label((0, 10))], answer(moment(0, 10, confidence=0.9)), within=False),
        judge(
            [label((0, 40), qid="2", modality="sound")],
            answer(moment(0, 40, media_id="m9", confidence=0.7)),
            within=False,
        ),
        judge(
            [label(qid="3", absent=True)],
            answer(moment(0, 9, confidence=0.2), presence=Presence.NOT_FOUND),
            within=False,
        ),
    ]
    of_all = figures(judged)
    assert of_all.by_length["full"].query_count == 2
    assert of_all.by_length["full"].r1_at_50 == 50
    assert (of_all.by_length["short"].r1_at_50, of_all.by_length["long"].r1_at_50) == (100, 0)
    assert {name: row.r1_at_50 for name, row in of_all.by_modality.items()} == {
        "both": 100,
        "sound": 0,
    }
    assert (of_all.right_media_first, of_all.right_media_in_list) == (50, 50)
    assert (of_all.detection.false_alarms, of_all.detection.auroc) == (0, 1)
    # Sure .9 and right, .7 and wrong, .2 and, being absent, wrong.
    assert of_all.calibration_error == pytest.approx(100 * (0.1 + 0.7 + 0.2) / 3)


# Lanes


def test_a_lane_draws_each_text_once_and_what_is_negated_apart() -> None:
    wanted = moment(10, 20, curves=((1.0,) * 60, (2.0,) * 60)).evidence
    against = dataclasses.replace(wanted[1], negated=True, term_index=1)
    one = dataclasses.replace(moment(10, 20), evidence=(wanted[0], against))
    lane = make_lane("a <film>", "m1", [one, one, moment(0, 5, media_id="m2")])
    assert (lane.seconds, [place for place, _ in lane.moments]) == (60, [1, 2])
    drawn = draw([lane])
    assert drawn.count('<div class="for">') == drawn.count('<div class="against">') == 1
    assert "a &lt;film&gt;" in drawn


# Comparison


def entry(qid: str, iou: float, *, absent: bool = False, found: bool = True) -> dict[str, Any]:
    judged = {
        "right": (not found) if absent else iou >= 0.5,
        "presence": "found" if found else "not_found",
        "first_iou": None if absent else iou,
        "average_precision": None if absent else iou,
        "media_place": 1,
    }
    return {
        "qid": qid,
        "query": f"thing {qid}",
        "vid": None if absent else "m1",
        "modality": None,
        "absent": absent,
        "relevant_windows": [] if absent else [[0, 10]],
        "within": judged,
        "across": None,
    }


def told(*entries: dict[str, Any], digest: str = "d1", **changes: Any) -> dict[str, Any]:
    return {
        "time": "2026-01-01T00:00:00+00:00",
        "collection": "films",
        "media_count": 3,
        "spaces": [{"space_id": "clip-1"}],
        "labels": {"name": "labels.jsonl", "sha256": digest},
        "queries": list(entries),
        **changes,
    }


def test_equal_answers_are_no_regression() -> None:
    one = told(entry("1", 0.7), entry("2", 0.2))
    same = compare(one, one)
    assert same.regressions == same.newly_wrong == same.newly_right == same.notes == ()
    assert {d.name: (d.old, d.new) for d in same.differences}["R1@.5"] == (50, 50)


def test_a_drop_of_more_than_twice_its_error_is_a_regression() -> None:
    old = told(*(entry(str(i), 1.0) for i in range(20)))
    few = compare(old, told(*(entry(str(i), float(i >= 2)) for i in range(20))))
    by_name = {d.name: d for d in few.differences}
    # Two of 20: ten points, of which the standard error is sqrt(.1 * .9 / 19) = 6.9.
    assert by_name["R1@.5"].tolerance == pytest.approx(2 * 6.88, abs=0.01)
    assert not few.regressions
    assert [(turned.what, turned.qid) for turned in few.newly_wrong] == [
        ("first span", "0"),
        ("first span", "1"),
    ]
    many = compare(old, told(*(entry(str(i), float(i >= 6)) for i in range(20))))
    assert {d.name for d in many.regressions} == {"R1@.5", "R1@.7", "mAP"}
    strict = compare(old, told(*(entry(str(i), float(i >= 1)) for i in range(20))), tolerance=4.9)
    assert {d.name for d in strict.regressions} == {"R1@.5", "R1@.7", "mAP"}
    exactly = compare(old, told(*(entry(str(i), float(i >= 1)) for i in range(20))), tolerance=5)
    assert not exactly.regressions


def test_getting_better_is_no_regression() -> None:
    better = compare(told(entry("1", 0.2)), told(entry("1", 0.9)), tolerance=0)
    assert not better.regressions
    assert [turned.text for turned in better.newly_right] == ["thing 1"]


def test_a_new_false_alarm_is_newly_wrong() -> None:
    old = told(entry("1", 0, absent=True, found=False))
    alarm = compare(old, told(entry("1", 0, absent=True)))
    assert [(turned.what, turned.qid) for turned in alarm.newly_wrong] == [("verdict", "1")]
    assert [(d.name, d.old, d.new) for d in alarm.regressions] == [("absent rejected", 100, 0)]


def test_what_is_no_longer_found_is_newly_wrong_though_its_span_is_right() -> None:
    gone = compare(told(entry("1", 0.9)), told(entry("1", 0.9, found=False)))
    assert [(turned.what, turned.qid) for turned in gone.newly_wrong] == [("verdict", "1")]
    assert [d.name for d in gone.regressions] == ["present found"]


def test_other_labels_compare_over_what_is_common_and_it_is_said() -> None:
    changed = entry("2", 0.9) | {"relevant_windows": [[5, 10]]}
    new = told(entry("1", 0.9), changed, entry("3", 0.1), digest="d2")
    result = compare(told(entry("1", 0.9), entry("2", 0.2)), new)
    assert result.common_count == 1
    assert "The label files differ" in result.notes[0]
    assert "both have unchanged: 1, of 2 then and 3 now" in result.notes[0]
    assert {d.query_count for d in result.differences} == {1}


def test_another_library_is_said() -> None:
    new = told(entry("1", 0.9), collection="x", media_count=4, spaces=[])
    notes = compare(told(entry("1", 0.9)), new).notes
    assert [note.split()[:3] for note in notes] == [
        ["The", "collection", "was"],
        ["The", "library's", "spaces"],
        ["The", "collection", "had"],
    ]


@pytest.mark.parametrize("count", [9, 10, 100, 1000])
def test_by_default_four_of_any_number_may_not_turn_wrong(count: int) -> None:
    """docs/evaluation.md says so: three of ten are within twice the standard error."""
    old = told(*(entry(str(i), 1.0) for i in range(count)))
    for wrong, regressed in ((3, False), (4, True)):
        new = told(*(entry(str(i), float(i >= wrong)) for i in range(count)))
        assert bool(compare(old, new).regressions) == regressed


def test_a_scope_of_only_one_of_the_two_is_said() -> None:
    within = [entry("1", 0.9), entry("2", 0.9)]
    both = [one | {"across": one["within"]} for one in within]
    for old, new in ((both, within), (within, both)):
        result = compare(told(*old), told(*new))
        assert result.compared == {"within": 2, "across": 0}
        assert result.not_compared == ("across",)
        assert {one.scope for one in result.differences} == {"within"}
    result = compare(told(*both), told(both[0], within[1]))
    assert (result.compared, result.not_compared) == ({"within": 2, "across": 1}, ())
    result = compare(told(*within), told(*within))
    assert (result.compared, result.not_compared) == ({"within": 2}, ())


def test_nothing_in_common_cannot_be_compared() -> None:
    with pytest.raises(NotComparableError, match="is in the older evaluation"):
        compare(told(entry("1", 0.9)), told(entry("2", 0.9), digest="d2"))
