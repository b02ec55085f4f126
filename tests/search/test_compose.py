"""AND, OR, NOT, THEN and DURING on plain numbers; the drawings of docs/queries.md among them."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from momentsearch_server.search.answers import SPANS_PER_MEDIA, TermCurve, found_in
from momentsearch_server.search.compose import (
    NEUTRAL,
    combined,
    combined_confidence,
    combined_null,
    common_grid,
    samples_on,
    strongest,
    values_of,
    weakest,
    weighted,
    weighted_confidences,
    weighted_curve,
    without,
)
from momentsearch_server.search.confidence import least_sure, lost, surest
from momentsearch_server.search.curves import Curve, Null
from momentsearch_server.search.fusion import fuse
from momentsearch_server.search.moments import Moment, SearchRequest, SpaceEvidence
from momentsearch_server.search.query import (
    AllOf,
    AnyOf,
    During,
    Not,
    Query,
    Term,
    Then,
    can_be_answered,
    terms_of,
    wanted_terms,
)
from momentsearch_server.search.segmentation import segment
from momentsearch_server.search.sequences import followed, inside
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan, seconds_to_us

PICTURE = Space(Modality.PICTURE, "p", "0" * 64, 8)
SOUND = Space(Modality.SOUND, "s", "1" * 64, 8)
A, B, C = (Term(text, index=index) for index, text in enumerate("abc"))
NAN = math.nan


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def curve(values: list[float], *, step: float = 1, length: float | None = None, start: float = 0):
    starts = start + step * np.arange(len(values))
    ends = starts + (step if length is None else length)
    return Curve(
        floats(*values),
        np.array([seconds_to_us(at) for at in starts], dtype=np.int64),
        np.array([seconds_to_us(at) for at in ends], dtype=np.int64),
    )


def term_curve(
    term: Term, shape: Curve, *, space: Space = PICTURE, negated: bool = False
) -> TermCurve:
    """A tenth of the evidence is similarity, and confidence as well."""
    return TermCurve(
        term=term,
        negated=negated,
        space=space,
        curve=shape,
        similarities=shape.values / 10,
        shown_at_us=(shape.starts_us + shape.ends_us) // 2,
        confidence=lambda evidence: min(1.0, max(0.0, evidence / 10)),
    )


def logistic(term: Term, shape: Curve) -> TermCurve:
    """Sure as evidence is log-odds."""
    return dataclasses.replace(
        term_curve(term, shape), confidence=lambda evidence: 1 / (1 + math.exp(-evidence))
    )


def ask(query: Query, *curves: TermCurve, **part: int) -> list[Moment]:
    return found_in("m", query, curves, SearchRequest("default", query, **part)).moments


def in_seconds(span: TimeSpan) -> tuple[float, float]:
    return span.start_us / 1e6, span.end_us / 1e6


# Instant by instant


def test_the_drawing_of_and_or_and_not() -> None:
    rain, car = floats(-2, 3, 3, 3, -2, -2), floats(-2, -2, 2, 4, 4, -2)
    assert weakest([rain, car]).tolist() == [-2, -2, 2, 3, -2, -2]
    assert strongest([rain, car]).tolist() == [-2, 3, 3, 4, 4, -2]
    assert without(rain, car).tolist() == [-2, 3, 1, -1, -6, -2]


def test_where_there_is_no_sample() -> None:
    rain, car = floats(NAN, NAN, 2), floats(NAN, 3, 3)
    assert np.isnan(weakest([rain, car])).tolist() == [True, True, False]
    assert np.isnan(strongest([rain, car])).tolist() == [True, False, False]
    assert np.isnan(without(rain, car)).tolist() == [True, True, False]
    assert without(car, rain).tolist()[1:] == [3, 1]


def test_and_is_idempotent_and_never_makes_up_for_what_is_missing() -> None:
    """Why the plain minimum: a mean, or a soft minimum of one deviation's width, prefers the half
    match that is very evident to the whole match that is evident."""
    whole, half = floats(4, 4), floats(9, 3.8)

    def mean(pair: np.ndarray) -> float:
        return float(pair.mean())

    def soft(pair: np.ndarray) -> float:
        return float(-np.log(np.mean(np.exp(-pair))))

    assert mean(half) > mean(whole)
    assert soft(half) > soft(whole)
    assert half.min() < whole.min()
    assert weakest([whole, whole]).tolist() == whole.tolist()


def test_not_leaves_what_only_resembles_what_is_negated() -> None:
    """Why a difference: encoders find a blue car like a red one. The mirror, ``min(a, -b)``,
    would lose the red car too, and cap what is wanted by the noise of what is not there."""
    red = {"red car": 4.0, "blue car": 2.5, "street": -2.0}
    blue = {"red car": 2.5, "blue car": 4.0, "street": -3.0}
    left = {where: float(without(floats(red[where]), floats(blue[where]))[0]) for where in red}
    assert left == {"red car": 1.5, "blue car": -1.5, "street": -2.0}
    assert min(red["red car"], 2 * NEUTRAL - blue["red car"]) < left["blue car"]
    nothing_there = floats(-5, -2, -0.1, NEUTRAL)
    assert without(floats(4, 4, 4, 4), nothing_there).tolist() == [4, 4, 4, 4]


def test_weights_turn_about_neutral() -> None:
    values = floats(-2, NEUTRAL, 2)
    assert weighted(values, 1) is values
    assert weighted(values, 2).tolist() == [-4, 0, 4]
    assert weighted(values, 0.5).tolist() == [-1, 0, 1]


def test_a_heavier_text_decides_more() -> None:
    evidence = {0: floats(3, -1), 1: floats(-1, 3)}
    heavy = dataclasses.replace(A, weight=2.0)
    assert combined(AnyOf((A, B)), evidence).tolist() == [3, 3]
    assert combined(AnyOf((heavy, B)), evidence).tolist() == [6, 3]
    assert combined(AllOf((A, B)), evidence).tolist() == [-1, -1]
    assert combined(AllOf((heavy, B)), evidence).tolist() == [-1, -2]
    assert combined(AllOf((B, Not(heavy))), evidence).tolist() == [-7, 3]
    assert combined(AllOf((B, Not(A))), evidence).tolist() == [-4, 3]


def test_trees_are_combined_from_within() -> None:
    evidence = {0: floats(3, -1, 3), 1: floats(-1, 3, 3), 2: floats(2, 2, -2)}
    assert combined(AllOf((AnyOf((A, B)), C)), evidence).tolist() == [2, 2, -2]
    assert combined(AllOf((C, Not(AllOf((A, B))))), evidence).tolist() == [2, 2, -5]
    assert combined(AllOf((C, Not(A), Not(B))), evidence).tolist() == [-1, -1, -5]
    with pytest.raises(TypeError, match="Then is not of curves"):
        combined(Then(A, B), evidence)


def test_what_is_usual_is_combined_like_evidence() -> None:
    nulls = {0: Null(-6, -3), 1: Null(-5, -1)}
    assert combined_null(AllOf((A, B)), nulls) == Null(-6, -3)
    assert combined_null(AnyOf((A, B)), nulls) == Null(-5, -1)
    assert combined_null(AnyOf((A, C)), nulls) == Null(-6, -3)  # the third has no samples
    heavy = dataclasses.replace(A, weight=2.0)
    assert combined_null(heavy, nulls) == Null(-12, -6)
    shape = dataclasses.replace(curve([1, 2]), null=nulls[0])
    twice = weighted_curve(shape, 2.0)
    assert (twice.values.tolist(), twice.null) == ([2, 4], Null(-12, -6))
    assert weighted_curve(shape, 1.0) is shape


def test_confidence_follows_the_terms() -> None:
    sure = {0: 0.9, 1: 0.4}
    assert combined_confidence(AllOf((A, B)), sure) == least_sure([0.9, 0.4])
    assert combined_confidence(AnyOf((A, B)), sure) == surest([0.9, 0.4])
    assert combined_confidence(AllOf((A, Not(B))), sure) == pytest.approx(0.9 * 0.6)
    assert combined_confidence(AllOf((A, Not(C))), sure) == pytest.approx(0.9)
    assert combined_confidence(AllOf((A, C)), sure) == 0


def test_weights_count_in_what_ranks_and_not_in_how_sure_a_moment_is() -> None:
    heavy, sure = dataclasses.replace(A, weight=2.0), {0: 0.8, 1: 0.8}
    assert weighted_confidences(AnyOf((A, B)), sure) == sure
    ranked = weighted_confidences(AnyOf((heavy, B)), sure)
    assert ranked[0] == pytest.approx(16 / 17)  # odds of 4, squared
    assert ranked[1] == 0.8
    assert weighted_confidences(heavy, {0: 0.2})[0] == pytest.approx(1 / 17)
    assert weighted_confidences(heavy, {0: 0.0, 1: 1.0}) == {0: 0.0, 1: 1.0}


def test_of_two_media_the_one_with_the_heavier_thing_comes_first() -> None:
    """Though the other is surer of the lighter one."""
    night, city = dataclasses.replace(A, weight=3.0), B
    query = AnyOf((night, city))
    there, not_there = curve([-6.0] * 8 + [3.0] * 5 + [-6.0] * 8), curve([-6.0] * 21)
    surer = dataclasses.replace(there, values=np.where(there.values > 0, 4.0, -6.0))
    first = ask(query, logistic(night, there), logistic(city, not_there))[0]
    second = ask(query, logistic(night, not_there), logistic(city, surer))[0]
    assert first.score > second.score
    assert first.confidence < second.confidence


def test_what_a_null_calls_usual_is_never_below_its_centre() -> None:
    """Of snow more is usual than of cars."""
    assert combined_null(AllOf((A, Not(B))), {0: Null(-6, -4), 1: Null(-6, 3)}) == Null(-6, -6)


# Common instants


def test_curves_of_one_timeline_keep_its_samples() -> None:
    one, other = (curve([v, v + 1], step=2.5, length=5) for v in (1, 5))
    starts, ends = common_grid([one, other])
    assert starts is one.starts_us
    assert ends is one.ends_us
    assert values_of(other, samples_on(other, starts, ends)).tolist() == [5, 6]


def test_two_timelines_meet_on_the_finer_grid() -> None:
    frames = curve([0, 1, 2, 3, 4, 5])
    windows = curve([10, 20, 30], step=2.5, length=5, start=0)
    starts, ends = common_grid([frames, windows])
    assert (starts // 1_000_000).tolist() == list(range(10))
    assert set((ends - starts).tolist()) == {1_000_000}
    seen = values_of(frames, samples_on(frames, starts, ends))
    assert seen.tolist()[:6] == [0, 1, 2, 3, 4, 5]
    assert np.isnan(seen[6:]).all()
    # The windows share evenly: their borders are at 3.75 and 6.25 s.
    heard = values_of(windows, samples_on(windows, starts, ends))
    assert heard.tolist() == [10] * 4 + [20] * 2 + [30] * 4


def test_silence_has_no_instants() -> None:
    frames = curve([0.0] * 40)
    windows = Curve(
        floats(1, 2, 3, 4),
        np.array([0, 5, 30, 35]) * 1_000_000,
        np.array([5, 10, 35, 40]) * 1_000_000,
    )
    starts, ends = common_grid([frames, windows])
    heard = values_of(windows, samples_on(windows, starts, ends))
    assert np.isnan(heard[10:30]).all()
    assert not np.isnan(heard[:10]).any()
    assert not np.isnan(heard[30:]).any()


# Moments


def test_a_single_text_is_answered_as_it_always_was() -> None:
    chance = np.random.default_rng(5)
    frames = curve((chance.normal(size=60) + 5 * (np.arange(60) // 8 == 3)).tolist())
    windows = curve(chance.normal(size=24).tolist(), step=2.5, length=5)
    expected = []
    for shape, space in ((frames, PICTURE), (windows, SOUND)):
        for scored in segment(shape, most=SPANS_PER_MEDIA, most_overlap=0.0):
            similarity = float((shape.values / 10)[scored.peak_index])
            middle = (shape.starts_us + shape.ends_us)[scored.peak_index] // 2
            sure = min(1.0, max(0.0, similarity))
            expected.append(
                SpaceEvidence(
                    space, scored.span, int(middle), similarity, scored.peak, scored.score, sure,
                    term_text="a",
                )
            )  # fmt: skip
    found = ask(A, term_curve(A, frames), term_curve(A, windows, space=SOUND))
    assert found == fuse("m", expected).kept
    assert len(found) > 3


def test_what_is_seen_and_what_is_heard_at_once() -> None:
    car = curve([0, 0, 0, 0, 6, 6, 6, 6, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    rain = curve([0, 0, 0, 5, 5, 5, 5], step=2.5, length=2.5)
    heard = dataclasses.replace(B, modality=Modality.SOUND)
    found = ask(
        AllOf((A, heard)),
        term_curve(A, car),
        term_curve(heard, rain, space=SOUND),
    )
    assert in_seconds(found[0].span) == pytest.approx((7.5, 10), abs=0.6)
    assert found[0].confidence == pytest.approx(least_sure([0.6, 0.5]))
    assert [(e.term_text, e.space, e.peak) for e in found[0].evidence] == [
        ("a", PICTURE, 6),
        ("b", SOUND, 5),
    ]


def test_a_text_without_a_modality_is_as_evident_as_in_its_best_space() -> None:
    seen, heard = curve([0.0] * 10 + [5.0] * 5 + [0.0] * 5), curve([0.0] * 20)
    other = curve([0.0] * 8 + [4.0] * 8 + [0.0] * 4)
    found = ask(
        AllOf((A, B)),
        term_curve(A, heard),
        term_curve(A, seen, space=SOUND),
        term_curve(B, other),
    )
    assert in_seconds(found[0].span) == (10, 15)
    assert {(e.term_index, e.space) for e in found[0].evidence} == {(0, SOUND), (1, PICTURE)}


def test_negation_cuts_a_moment_short_and_says_so() -> None:
    wanted = curve([0, 0, 6, 6, 6, 6, 6, 6, 0, 0])
    unwanted = curve([0, 0, 0, 0, 0, 7, 7, 7, 0, 0])
    found = ask(AllOf((A, Not(B))), term_curve(A, wanted), term_curve(B, unwanted, negated=True))
    assert in_seconds(found[0].span) == (2, 5)
    assert [e.negated for e in found[0].evidence] == [False, True]
    assert found[0].confidence == pytest.approx(0.6)


def test_a_media_without_the_track_has_no_answer_to_and_but_one_to_or() -> None:
    seen = term_curve(A, curve([0, 5, 5, 0]))
    assert ask(AllOf((A, B)), seen) == []
    assert in_seconds(ask(AnyOf((A, B)), seen)[0].span) == (1, 3)
    assert in_seconds(ask(AllOf((A, Not(B))), seen)[0].span) == (1, 3)
    assert ask(Then(A, B), seen) == ask(During(A, B), seen) == []


def test_a_part_of_the_media_bounds_what_is_composed() -> None:
    both = [term_curve(term, curve([5.0] * 10)) for term in (A, B)]
    (only,) = ask(AllOf((A, B)), *both, start_us=2_500_000, end_us=4_000_000)
    assert in_seconds(only.span) == (2.5, 4)


@pytest.mark.parametrize("query", [AllOf((A, B)), AnyOf((A, B)), AllOf((A, Not(C)))])
def test_composed_moments_come_best_first_not_as_their_spans_stand_out(query: Query) -> None:
    """The long span stands out more, the short one is surer."""
    shape = curve([-6.0] * 5 + [2.0] * 20 + [-6.0] * 15 + [4.5] + [-6.0] * 19)
    shape = dataclasses.replace(shape, null=Null(-6, -4))
    found = ask(query, term_curve(A, shape), term_curve(B, shape))
    assert [in_seconds(one.span) for one in found[:2]] == [(40, 41), (5, 25)]
    assert found[0].confidence > found[1].confidence
    assert found == sorted(found, key=lambda one: one.order)


def test_which_terms_count() -> None:
    query = Then(AllOf((A, Not(B))), C)
    assert terms_of(query) == (A, B, C)
    assert wanted_terms(query) == (A, C)
    assert wanted_terms(AllOf((A, Not(AllOf((B, Not(C))))))) == (A, C)
    assert can_be_answered(query, {0, 2})
    assert not can_be_answered(query, {0, 1})
    assert can_be_answered(AnyOf((A, B)), {1})
    assert not can_be_answered(AnyOf((A, B)), {2})
    assert not can_be_answered(During(A, B), {0})


# One after the other, and one within the other


def moment(start: float, end: float, score: float = 1, sure: float = 0.5, index: int = 0) -> Moment:
    span = TimeSpan(seconds_to_us(start), seconds_to_us(end))
    said = SpaceEvidence(PICTURE, span, span.start_us, 0.1, score, score, sure, index, "abc"[index])
    return Moment("m", span, score, sure, (said,), None)


def test_the_drawing_of_then() -> None:
    firsts = [moment(0, 6, 4, 0.9), moment(20, 25, 5, 0.8)]
    seconds = [moment(9, 13, 3, 0.7, 1), moment(36, 42, 6, 0.6, 1)]
    (only,) = followed(firsts, seconds, within_us=seconds_to_us(10)).kept
    assert in_seconds(only.span) == (0, 13)
    assert (only.score, only.confidence) == (3 + lost(2), least_sure([0.9, 0.7]))
    assert [e.term_text for e in only.evidence] == ["a", "b"]


def test_the_gap_is_from_the_end_to_the_start_and_its_bound_is_in_it() -> None:
    pair = [moment(0, 5)], [moment(8, 9)]
    assert followed(*pair, within_us=3_000_000).kept
    assert not followed(*pair, within_us=2_999_999).kept


@pytest.mark.parametrize(
    ("start", "end", "follows"),
    [(6, 10, True), (3, 10, True), (0, 10, False), (3, 5, False), (1, 4, False), (-3, -1, False)],
)
def test_the_second_begins_and_ends_later(start: float, end: float, follows: bool) -> None:
    found = followed([moment(10, 15)], [moment(10 + start, 10 + end)], within_us=60_000_000).kept
    assert bool(found) == follows


def test_of_equally_strong_pairs_the_nearest_is_meant() -> None:
    found = followed(
        [moment(0, 5, 2)], [moment(9, 12, 6), moment(6, 9, 5)], within_us=60_000_000
    ).kept
    assert [in_seconds(one.span) for one in found] == [(0, 9)]


def test_three_in_a_row() -> None:
    curves = [
        term_curve(term, curve([6.0 if at <= k < at + 4 else 0.0 for k in range(40)]))
        for term, at in ((A, 4), (B, 12), (C, 22))
    ]
    within = seconds_to_us(10)
    (only,) = ask(Then(Then(A, B, within), C, within), *curves)
    assert in_seconds(only.span) == (4, 26)
    assert [e.term_text for e in sorted(only.evidence, key=lambda e: e.term_index)] == list("abc")


def test_the_drawing_of_during() -> None:
    inners = [moment(6, 9, 4, 0.9), moment(18, 23, 5, 0.9)]
    outers = [moment(3, 14, 3, 0.6, 1), moment(21, 30, 6, 0.7, 1)]
    (only,) = inside(inners, outers).kept
    assert in_seconds(only.span) == (6, 9)
    assert (only.score, only.confidence) == (3 + lost(2), least_sure([0.9, 0.6]))


def test_more_than_half_must_lie_within() -> None:
    assert not inside([moment(0, 10)], [moment(5, 20)]).kept
    assert inside([moment(0, 10)], [moment(4.9, 20)]).kept
