"""Makes what is generated from this repository's own sources: see ``make gen``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_PAGE = """\
# Settings

Every setting of the server. A flag wins over its environment variable, which wins over the default.
A name that does not exist, or a value that is not as expected, stops the server at its start with
exit status 2 and a message that says what was expected. This table is generated from
`server/momentsearch_server/settings.py` by `make gen`.

"""
QUALITY_PAGE = """\
# Quality

Figures of this page are measured, and its tables generated from `benchmarks/results` by `make gen`.

## From curves to spans

`make bench-spans` scores every rule of `benchmarks/quality/rules.py` on curves that are made up, of
several kinds (`benchmarks/quality/synthetic.py`), clean and made worse: white noise of a fifth of
the range, slow noise, drift, one sample in ten dropped. Recorded curves take their place with
`python -m benchmarks.quality.spans --curves FILE`. The tables are of the half of the queries that
no constant was chosen on. With `n` queries a figure is known to about `50 / sqrt(n)` points; the
rules meet the same curves, so that their differences are known better.

The two `saliency` kinds were placed so that known rules come out near their published figures on
QVHighlights. They do so roughly: on fresh queries `missed` comes within about six points of R1@.5,
but for watershed, which it treats far too well, and `distracted` is up to ten points easier. That
makes them a plausible stand-in and nothing more: they cannot say what the rule reaches there. R1,
mAP and short moments (10 s or less) are per cent; `ends` is how far the ends of a right first
answer (IoU 0.5) are off, in spacings of samples.

This half was measured twice with the same rules: the values of `distracted` had been put together
wrongly the first time. Nothing else changed, and no constant did.

"""


OUTCOMES_START = "<!-- from the comments of explain_service.proto, by `make gen` -->\n"
OUTCOMES_END = "<!-- end -->\n"


def outcomes_table() -> str:
    """What became of an instant, in the order of the steps: the comments of the proto's enum."""
    proto = ROOT / "proto" / "momentsearch" / "v1" / "explain_service.proto"
    enum = re.search(r"^enum Outcome \{\n(.*?)^\}", proto.read_text("utf-8"), re.DOTALL | re.M)
    assert enum is not None
    rows = re.findall(r"((?:  // .*\n)+)  OUTCOME_(\w+) = (\d+);", enum[1])
    told = [
        f"| `{name}` | {' '.join(line.strip(' /') for line in comment.splitlines())} |"
        for comment, name, number in rows
        if number != "0"
    ]
    return "\n".join(["| code | what it says |", "|---|---|", *told, ""])


def with_outcomes(page: str) -> str:
    """The page with the table between its two marks made anew."""
    before, _, rest = page.partition(OUTCOMES_START)
    _, end, after = rest.partition(OUTCOMES_END)
    assert end, "docs/explain.md has lost the marks around its table"
    return before + OUTCOMES_START + outcomes_table() + OUTCOMES_END + after


def main() -> None:
    from benchmarks.quality.spans import tables
    from momentsearch_server.settings import settings_table

    (ROOT / "docs" / "settings.md").write_text(SETTINGS_PAGE + settings_table(), encoding="utf-8")
    report = json.loads((ROOT / "benchmarks" / "results" / "spans.json").read_text())
    (ROOT / "docs" / "quality.md").write_text(QUALITY_PAGE + tables(report), encoding="utf-8")
    explain = ROOT / "docs" / "explain.md"
    explain.write_text(with_outcomes(explain.read_text(encoding="utf-8")), encoding="utf-8")
    subprocess.run([sys.executable, ROOT / "clients" / "python" / "generate_sync.py"], check=True)


if __name__ == "__main__":
    main()
