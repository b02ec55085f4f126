"""Spans of several spaces into moments, on plain numbers."""

from __future__ import annotations

import dataclasses
import math

import pytest

from momentsearch_server.search.fusion import CONSTANTS, Constants, fuse, score
from momentsearch_server.search.moments import SpaceEvidence
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan, seconds_to_us

PICTURE = Space(Modality.PICTURE, "p", "0" * 64, 8)
SOUND = Space(Modality.SOUND, "s", "1" * 64, 8)


def evidence(space: Space, start: float, end: float, score: float) -> SpaceEvidence:
    span = TimeSpan(seconds_to_us(start), seconds_to_us(end))
    return SpaceEvidence(space, span, span.middle_us, 0.5, score + 1, score, min(1.0, score / 10))


def sure(space: Space, start: float, end: float, log_odds: float, strength: float) -> SpaceEvidence:
    confidence = 1 / (1 + math.exp(-log_odds))
    return dataclasses.replace(evidence(space, start, end, strength), confidence=confidence)


def log_odds(confidence: float) -> float:
    return math.log(confidence / (1 - confidence))


def test_each_space_alone_keeps_its_spans() -> None:
    one, two = evidence(PICTURE, 0, 10, 5.0), evidence(SOUND, 40, 50, 4.0)
    moments = fuse("m", [two, one]).kept
    assert [moment.span for moment in moments] == [one.span, two.span]
    expected = [score(0.5, 5.0), score(0.4, 4.0)]
    assert [moment.score for moment in moments] == pytest.approx(expected)


def test_a_score_is_log_odds_and_a_little_of_what_stands_out() -> None:
    assert score(0.5, 0.0) == 0.0
    assert score(0.9, 0.0) == pytest.approx(2.1972, abs=1e-4)
    assert score(0.5, 0.0) < score(0.5, 4.0) < score(0.7, 0.0)
    assert -40 < score(0.0, 0.0) < score(1.0, 0.0) < 40


def test_spaces_that_agree_support_each_other_and_spans_are_not_united() -> None:
    picture, sound = evidence(PICTURE, 10, 20, 5.0), evidence(SOUND, 12, 23, 4.0)
    (only,) = fuse("m", [picture, sound]).kept
    assert only.span == picture.span
    assert only.score == pytest.approx(score(only.confidence, 5.0))
    assert only.evidence == (picture, sound)
    assert picture.confidence < only.confidence < 1


def test_a_moment_in_both_outranks_a_stronger_one_in_one() -> None:
    both = [evidence(PICTURE, 10, 20, 5.0), evidence(SOUND, 10, 20, 5.0)]
    moments = fuse("m", [*both, evidence(PICTURE, 50, 60, 6.0)]).kept
    assert moments[0].span == both[0].span


def test_spans_of_one_space_never_support_each_other() -> None:
    moments = fuse("m", [evidence(PICTURE, 0, 10, 5.0), evidence(PICTURE, 8, 18, 4.0)]).kept
    expected = [score(0.5, 5.0), score(0.4, 4.0)]
    assert [moment.score for moment in moments] == pytest.approx(expected)


def test_near_identical_spans_do_not_crowd_the_list() -> None:
    moments = fuse("m", [evidence(SOUND, 0, 10, 3.0), evidence(PICTURE, 1, 10, 4.0)]).kept
    assert len(moments) == 1


def test_the_order_does_not_depend_on_the_input() -> None:
    items = [evidence(PICTURE, 5 * k, 5 * k + 5, 2.0) for k in range(6)]
    assert fuse("m", items).kept == fuse("m", items[::-1]).kept


def test_a_shared_reading_counts_only_where_it_is_the_likelier_one() -> None:
    constants = Constants(agreement=2.0, share=0.5, contrast=0.0)

    def fused(own: float, other: float) -> float:
        pair = [sure(PICTURE, 10, 20, own, 9.0), sure(SOUND, 10, 20, other, 0.0)]
        apart = fuse("m", pair, constants)
        moments = [*apart.kept, *(one.moment for one in apart.suppressed)]
        (led,) = [one for one in moments if one.evidence[0].space == PICTURE]
        return log_odds(led.confidence)

    assert fused(0.0, 0.0) == pytest.approx(2.0)
    assert fused(1.0, -1.0) == pytest.approx(2.0)
    # A space that says nothing adds nothing, to the last digit.
    assert fused(3.0, -6.0) == pytest.approx(3.0)
    assert fused(3.0, -60.0) == pytest.approx(3.0)
    # What the other space says of its own span is not said of this one.
    assert fused(-3.0, -1.5) == pytest.approx(-0.25)


def test_a_weak_sound_within_a_picture_s_moment_is_merged_and_does_not_lead() -> None:
    """However far the sound stands out of its own track: the picture is what was recognised."""
    picture, sound = sure(PICTURE, 0, 40, 3.3, 7.6), sure(SOUND, 6, 18, -3.3, 7.9)
    found = fuse("m", [sound, picture])
    (only,) = found.kept
    (merged,) = found.suppressed
    assert (only.span, only.confidence) == (picture.span, picture.confidence)
    assert only.evidence == (picture, sound)
    assert (merged.moment.evidence[0], merged.by) == (sound, only)
    assert merged.moment.confidence < only.confidence


def test_every_weaker_span_of_another_space_within_a_moment_leaves_the_list() -> None:
    """And one that lies mostly outside, and those of its own space, stay."""
    picture = sure(PICTURE, 0, 40, 3.0, 5.0)
    within = [sure(SOUND, 3, 8, -2.0, 1.0), sure(SOUND, 20, 24, -3.0, 1.0)]
    across, beside = sure(SOUND, 36, 60, -3.5, 1.0), sure(PICTURE, 44, 48, 2.0, 1.0)
    found = fuse("m", [*within, across, picture, beside])
    assert [one.span for one in found.kept] == [picture.span, beside.span]
    # The part beyond the picture's moment belongs to the second picture's.
    assert {one.moment.span: one.by.span for one in found.suppressed} == {
        within[0].span: picture.span, within[1].span: picture.span, across.span: beside.span
    }  # fmt: skip
    (alone,) = fuse("m", [across]).kept
    assert [one.span for one in fuse("m", [*within, across, picture]).kept] == [
        picture.span, alone.span
    ]  # fmt: skip


@pytest.mark.parametrize("ahead", [-3.0, 0.0, 1.9, 2.1, 3.0])
def test_of_two_that_agree_the_picture_keeps_its_span_unless_the_sound_is_much_surer(
    ahead: float,
) -> None:
    """However far either stands out of its track."""
    for strength in (0.0, 6.0):
        picture = sure(PICTURE, 10, 16, -0.5, strength)
        sound = sure(SOUND, 8, 20, -0.5 + ahead, 6.0 - strength)
        (only,) = fuse("m", [picture, sound]).kept
        assert only.span == (picture if ahead < CONSTANTS.lead else sound).span
        both = CONSTANTS.agreement + CONSTANTS.share * (ahead - 1)
        assert log_odds(only.confidence) == pytest.approx(max(both, -0.5))


def test_the_surest_of_several_supporters_supports() -> None:
    """Not the one that stands out most."""
    picture = sure(PICTURE, 0, 40, 1.0, 5.0)
    loud, likely = sure(SOUND, 3, 9, -2.0, 9.0), sure(SOUND, 20, 30, 0.5, 1.0)
    (only,) = fuse("m", [loud, picture, likely]).kept
    assert only.evidence == (picture, likely)


def test_what_hardly_agrees_takes_nothing_away() -> None:
    (only,) = fuse("m", [evidence(PICTURE, 10, 20, 8.0), evidence(SOUND, 10, 20, 0.0)]).kept
    assert only.confidence >= 0.8 - 1e-9


def test_one_space_alone_keeps_its_confidence() -> None:
    (only,) = fuse("m", [evidence(PICTURE, 10, 20, 3.0)]).kept
    assert abs(only.confidence - 0.3) < 1e-9


def test_a_strong_curve_that_is_hardly_a_match_ranks_below_a_match() -> None:
    stray = SpaceEvidence(SOUND, TimeSpan(0, 10), 5, 0.2, 5.0, 5.0, 0.003)
    match = SpaceEvidence(PICTURE, TimeSpan(20, 30), 25, 0.5, 2.0, 1.5, 0.6)
    assert fuse("m", [stray, match]).kept[0].span == match.span


def reading(item: SpaceEvidence, words: float) -> SpaceEvidence:
    return dataclasses.replace(item, words_read=words)


def test_a_space_that_passes_over_words_gives_way_to_one_that_is_sure_of_all() -> None:
    """Of "a grey clock": one that is heard ticking, and a grey one that is seen elsewhere."""
    seen, heard = sure(PICTURE, 0, 10, 2.0, 1.0), sure(SOUND, 50, 60, 2.5, 1.0)
    assert fuse("m", [seen, heard]).kept[0].span == heard.span
    first, second = fuse("m", [reading(seen, 2.0), reading(heard, 1.0)]).kept
    assert (first.span, first.confidence) == (seen.span, seen.confidence)
    expected = 2.5 - CONSTANTS.unread * seen.confidence * math.log(2)
    assert log_odds(second.confidence) == pytest.approx(expected)
    # What the sound says by itself is told as it is.
    assert second.evidence[0].confidence == heard.confidence


def test_words_that_are_passed_over_count_as_far_as_the_other_space_is_sure() -> None:
    heard = reading(sure(SOUND, 50, 60, 2.5, 1.0), 1.0)
    unsure = reading(sure(PICTURE, 0, 10, -9.0, 1.0), 5.0)
    first = fuse("m", [heard, unsure]).kept[0]
    assert first.span == heard.span
    assert log_odds(first.confidence) == pytest.approx(2.5, abs=0.01)
    (alone,) = fuse("m", [heard]).kept
    assert alone.confidence == heard.confidence


def test_what_both_have_a_part_of_is_as_sure_however_little_either_reads() -> None:
    pair = [sure(PICTURE, 10, 20, 0.5, 1.0), sure(SOUND, 10, 20, 0.5, 1.0)]
    (only,) = fuse("m", [reading(pair[0], 4.0), reading(pair[1], 1.0)]).kept
    assert only.confidence == fuse("m", pair).kept[0].confidence > pair[0].confidence
