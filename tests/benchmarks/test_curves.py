"""Labelled curves: files, halves, degraded copies, made-up kinds; and the rules that take them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.quality.curves import (
    DEGRADATIONS,
    LabelledCurve,
    degraded,
    halves,
    read_curves,
    write_curves,
)
from benchmarks.quality.rules import QUADRATIC, RULES, excess_sum, max_sum, mean_windows
from benchmarks.quality.spans import measured, tables
from benchmarks.quality.states import otsu
from benchmarks.quality.synthetic import KINDS, corpus
from momentsearch_server.search.curves import Curve

ROOT = Path(__file__).parent.parent.parent


def step(low: int = 10, high: int = 20, count: int = 30) -> Curve:
    values = np.zeros(count)
    values[low:high] = 1.0
    edges = np.arange(count + 1) * 1_000_000
    return Curve(values, edges[:-1], edges[1:])


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    written = [*corpus("sounds", count=2, seed=3), *corpus("saliency-missed", count=3, seed=3)]
    write_curves(tmp_path / "curves-some.npz", written)
    read = read_curves(tmp_path / "curves-some.npz")
    for one, other in zip(written, read, strict=True):
        assert (one.qid, one.kind, one.truths) == (other.qid, other.kind, other.truths)
        assert one.duration_us == other.duration_us
        assert np.allclose(one.curve.values, other.curve.values, atol=1e-6)
        assert (one.curve.ends_us == other.curve.ends_us).all()


def test_a_file_of_something_else_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    np.savez(tmp_path / "curves-none.npz", values=np.zeros(3))
    with pytest.raises(ValueError, match=r"curves-none\.npz lacks duration_us, ends_us"):
        read_curves(tmp_path / "curves-none.npz")


def test_offsets_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "curves-cut.npz"
    write_curves(path, corpus("sounds", count=2, seed=3))
    with np.load(path) as file:
        np.savez(path, **{**file, "values": file["values"][:-1]})
    with pytest.raises(ValueError, match="the offsets end at"):
        read_curves(path)


def test_halves_do_not_move_when_curves_are_added() -> None:
    few, more = (corpus("sounds", count=count, seed=1) for count in (20, 40))
    first = {item.qid for item in halves(few)["test"]}
    assert first < {item.qid for item in halves(more)["test"]}
    assert 0 < len(first) < 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_corpus_is_the_same_for_the_same_seed(kind: str) -> None:
    one, same, other = (corpus(kind, count=2, seed=seed)[1] for seed in (1, 1, 2))
    assert (one.curve.values == same.curve.values).all()
    assert one.truths == same.truths
    assert len(one.curve) != len(other.curve) or (one.curve.values != other.curve.values).any()
    assert all(t.start_us >= 0 and t.end_us <= one.duration_us for t in one.truths)


@pytest.mark.parametrize("how", DEGRADATIONS)
def test_a_degraded_copy_is_always_the_same_and_keeps_its_truth(how: str) -> None:
    item = corpus("pictures", count=1, seed=1)[0]
    one, same = degraded(item, how), degraded(item, how)
    assert (one.curve.values == same.curve.values).all()
    assert one.truths == item.truths
    assert (len(one.curve) < len(item.curve)) == (how == "dropped")


def test_white_noise_is_a_fifth_of_the_range() -> None:
    items = corpus("saliency-missed", count=20, seed=1)
    changes = [
        degraded(item, "white").curve.values - degraded(item, "clean").curve.values
        for item in items
    ]
    assert np.std(changes) == pytest.approx(0.2, rel=0.1)


# The mean of windows finds single samples, by its nature.
@pytest.mark.parametrize("name", [name for name in RULES if "mean" not in name])
def test_every_rule_finds_a_clean_step(name: str) -> None:
    assert RULES[name](step())[0][:2] == (10, 20)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_lists_at_most_ten_and_the_best_first(name: str) -> None:
    listed = RULES[name](corpus("saliency-distracted", count=1, seed=5)[0].curve)
    scores = [window[2] for window in listed]
    assert 1 <= len(listed) <= 10
    assert scores[1:] == sorted(scores[1:], reverse=True)


def test_rules_over_all_windows_refuse_long_curves() -> None:
    assert all(name in RULES for name in QUADRATIC)
    with pytest.raises(ValueError, match="500 samples have too many windows"):
        mean_windows(step(count=500))


def test_otsu_parts_two_groups_in_the_middle() -> None:
    assert otsu(np.array([0.0, 0.1, 0.0, 1.0, 0.9, 1.1])) == pytest.approx(0.5)


def test_excess_and_max_sum_by_hand() -> None:
    # Mean 1/3, maximum 1: levels 0.6 and 2/3, of ten samples of 1.
    assert excess_sum(step())[0] == (10, 20, pytest.approx(4.0))
    assert max_sum(step())[0] == (10, 20, pytest.approx(10 / 3))


def test_measuring_by_hand() -> None:
    item = corpus("sounds", count=1, seed=1)[0]
    span = item.truths[0]
    known = LabelledCurve("q", "k", step(), (type(span)(10_000_000, 21_000_000),), 30_000_000)
    row = measured(excess_sum, [known])
    assert (row["r1_at_50"], row["r1_at_70"], row["short_queries"]) == (100, 100, 0)
    assert row["boundary_error_spacings"] == 0.5  # 0 at the start, one second at the end
    assert row["short_r1_at_50"] is None


def test_the_quality_page_has_the_tables_of_the_results() -> None:
    report = json.loads((ROOT / "benchmarks" / "results" / "spans.json").read_text())
    assert tables(report) in (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
