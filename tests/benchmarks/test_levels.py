"""What is right of a level is counted among its own moments, first ones and all."""

from __future__ import annotations

from benchmarks.quality.levels import Said, report


def said(confidence: float, *, is_first: bool = True, right: bool = True) -> Said:
    return Said("its film", is_first, confidence, there=right, in_place=right, span=False)


def test_each_level_has_its_own_share() -> None:
    rows = report(
        [
            said(0.95),
            said(0.9, right=False),
            said(0.92, is_first=False, right=False),
            said(0.89),
            said(0.69, right=False),
            said(0.49),
            said(0.1, is_first=False),
        ]
    ).splitlines()[2:]
    assert rows == [
        "| its film | HIGH | 2 | 50 | 50 | 0 | 3 | 33 |",
        "| its film | MEDIUM | 1 | 100 | 100 | 0 | 1 | 100 |",
        "| its film | LOW, shown | 1 | 0 | 0 | 0 | 1 | 0 |",
        "| its film | LOW, not shown | 1 | 100 | 100 | 0 | 2 | 100 |",
    ]


def test_a_level_without_moments_has_no_share() -> None:
    assert "| its film | MEDIUM | 0 | – | – | – | 0 | – |" in report([said(1.0)])
