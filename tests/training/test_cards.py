"""The tables of the model cards say what the evaluations beside them say."""

import json

import pytest

from training.cards import EMBEDDED, PICTURES, SOUNDS, filled, table


@pytest.mark.parametrize(("name", "tables"), [("clip", PICTURES), ("clap", SOUNDS)])
def test_a_card_is_in_step_with_its_evaluation(name: str, tables: dict) -> None:  # type: ignore[type-arg]
    card = (EMBEDDED / name / "README.md").read_text(encoding="utf-8")
    figures = json.loads((EMBEDDED / name / "evaluation.json").read_text(encoding="utf-8"))
    assert all(f"<!-- {heading} -->" in card for heading in tables)
    assert filled(card, tables, figures) == card, "run: python -m training cards"


def test_a_figure_that_is_not_there_is_a_dash() -> None:
    written = table(("", "r"), (("a", "x.1.78.r1"), ("b", "x.y")), {"x": {"1.78": {"r1": 0.5}}})
    assert written.splitlines()[2:] == ["| a | 0.500 |", "| b | - |"]
