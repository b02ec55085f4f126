"""Figures as tables, and how far confidence can be trusted."""

from __future__ import annotations

import math
from collections.abc import Mapping

from momentsearch.evaluation.judge import ScopeFigures
from momentsearch.evaluation.report import plots
from momentsearch.evaluation.run import Evaluation
from momentsearch.evaluation.scorer import Figures
from momentsearch.evaluation.terminal import (
    LENGTH_WORDS,
    MODALITY_WORDS,
    SCOPE_WORDS,
    detection_rows,
    percent,
)

_HEADS = ("R1@.5", "R1@.7", "mAP@.5", "mAP@.75", "mAP", "HIT@1")


def spans_table(name: str, figures: ScopeFigures) -> str:
    if not figures.by_length["full"].query_count:
        return ""
    rows = [(LENGTH_WORDS[key], row) for key, row in figures.by_length.items()]
    if len(figures.by_modality) > 1:
        rows += [(MODALITY_WORDS[key], row) for key, row in figures.by_modality.items()]
    with_hit = name == "within"
    heads = _HEADS if with_hit else _HEADS[:-1]
    body = "".join(_row(words, row, with_hit=with_hit) for words, row in rows if row.query_count)
    return (
        f'<section><h2>{SCOPE_WORDS[name]}</h2><div class="wide"><table><thead><tr>'
        f"<th>moments</th><th>queries</th>{''.join(f'<th>{head}</th>' for head in heads)}</tr>"
        f"</thead><tbody>{body}</tbody></table></div></section>"
    )


def _row(words: str, row: Figures, *, with_hit: bool) -> str:
    values = [row.r1_at_50, row.r1_at_70, row.map_at_50, row.map_at_75, row.map_average]
    cells = "".join(_cell(value) for value in [*values, *([row.hit_at_1] if with_hit else [])])
    return f"<tr><th>{words}</th><td>{row.query_count}</td>{cells}</tr>"


def _cell(value: float) -> str:
    """With a bar behind the number, as long as it is high."""
    share = 0.0 if math.isnan(value) else value
    return f'<td class="bar" style="--share:{share:.1f}%">{percent(value)}</td>'


def presence(evaluation: Evaluation, asked: Mapping[str, ScopeFigures]) -> str:
    columns = {name: detection_rows(figures) for name, figures in asked.items()}
    heads = "".join(f"<th>{SCOPE_WORDS[name]}</th>" for name in columns)
    names = next(iter(columns.values()), {})
    body = "".join(
        f"<tr><th>{words}</th>"
        + "".join(f"<td>{column[words]}</td>" for column in columns.values())
        + "</tr>"
        for words in names
    )
    series = {name: figures.calibration_bins for name, figures in asked.items()}
    keys = "".join(
        f'<li><i class="key {name}"></i>{SCOPE_WORDS[name].lower()}</li>' for name in series
    )
    judged = evaluation.across or evaluation.within
    there = [one.best_confidence for one in judged.values() if not one.is_absent]
    missing = [one.best_confidence for one in judged.values() if one.is_absent]
    return (
        f'<section><h2>Is it there at all?</h2><div class="wide"><table><thead><tr><th></th>{heads}'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
        f'<div class="charts"><figure><figcaption><b>Does confidence mean what it says?</b>'
        "<span>Ten bins of equally many first moments, with 95 % intervals. Below the line it "
        f'promises too much.</span></figcaption>{plots.reliability(series)}<ul class="legend">'
        f"{keys}</ul></figure><figure><figcaption><b>Does it tell there from not there?</b>"
        "<span>The best confidence of each query, "
        f"{'over the whole collection' if evaluation.across else 'within its media'}. The less "
        f"the two overlap, the better.</span></figcaption>{plots.histogram(there, missing)}"
        "</figure></div></section>"
    )
