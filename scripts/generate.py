"""Makes what is generated from this repository's own sources: see ``make gen``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

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

## The server on films

`make bench-quality` draws 96 films of one to six minutes with picture and sound
(`benchmarks/quality/films`), encodes them as the server does, commits them into a real library and
asks the real engine some 3,000 questions: half of them have spans that are known, and are captions
of a shot, of what is heard, of both; the same opened in words that no training had (paraphrase);
and operators over simple descriptions. Each of these has a twin that is in no film at all, of the
same form and with as many words; half of the twins are near misses of the film that is asked, half
foreign to it. A third of the films is rich in distractors: the same thing in other colours, other
things in the same place, the same thing elsewhere. Parts of the films have colours of things,
drawings, styles and ways of making a sound that the embedded encoders were never shown. Films are
drawn, so these figures compare rules, versions and encoders; they say little about films from
cameras.

Beside the server stand **nearest frames**, which is usual practice: the 20 nearest samples of a
vector database, neighbours merged, scored by their mean cosine; it is told which space the answer
is in, which the server is not. Of questions about both it is asked in the pictures. **Engine
before** is the server as it was before its quality was worked on, on the same vectors
(`benchmarks/quality/before.py`); it knows no operators and is asked the sentence. **Chance** draws
spans as long as true ones are. **Space named** is the server, told the modality. Of composed
questions, the **whole sentence** is the same in words, given to the encoders as it stands.

Some questions name what their film has in its other track as well, at any time: a train that is
seen, and heard later (`benchmarks/quality/films/tracks.py`). Nobody can tell which of the two was
meant, so they are a group of their own; what asking both tracks costs is told by the others, **seen
alone** and **heard alone**.

R1, mAP and HIT@1 are those of QVHighlights (`benchmarks/quality/scorer.py`). Questions are split by
film; constants are chosen on the `tune` half only. With `n` questions a figure is known to about
`50 / sqrt(n)` points.

Presence is told within all questions and by what they are about, and with the near misses alone and
the foreign ones alone as the absent ones; **number of words** is what the question's length tells
by itself, which should be nothing (AUROC .5). False alarms are absent questions at or above the
threshold that keeps 95 % of the present. The calibration error compares the confidence of the first
answer with whether the thing asked for is there at all, and with whether that answer is right (IoU
at least 0.5), in ten bins of as many questions each; it depends on how many of the questions are
absent.

**Ways of making evidence** are compared on what is recorded, without the server
(`benchmarks/quality/calibrations.py`): each plain question is asked of its own film, of ten and of
all, and of each library the highest number counts. AUROC of pictures and of sounds is within their
own space, over all sizes mixed; of both it is of the surer space, as the server asks, after a
logistic regression on the `tune` half. False alarms, F1 and calibration error are of all sizes
mixed; *film first* is how often the best sample of all films lies in a right one. Which features
the log-odds are made of is decided by cross-validation on the `tune` half (`python -m
benchmarks.quality.features build/quality/films.npz`).

What is recorded stays in `build/quality` (vectors, times, questions and truth in one file, read by
`benchmarks.quality.films.recorded`), is used again while encoders and films are the same, and is
what calibration and rules are chosen on. `ARGS='--picture DIR --sound DIR'` takes other
checkpoints. `--media DIR`, or MOMENTSEARCH_MEDIA, names real media: recordings of ESC-10 in
`audio/real/esc10`, chained in a known order (only sources that the embedded encoder was not trained
on), and labels of real videos in `annotations/observed`. Without them these two parts are left out.

"""
SPANS_PART = """\
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
PLANNER_PART = """\
## Candidates

`make bench-planner` makes a library up of drawn scenes and synthesised sounds: each is encoded once
by the embedded pair and then shown by many media, mixed with other scenes, shifted and noisy
(`benchmarks/quality/planner_library.py`), in shots of some seconds. It is committed as ingestion
does it and asked in captions of its scenes, frequent and rare ones. `ARGS='--samples 50000
--questions 0.2 --scenes 0.2'` is quick; `--folder DIR` keeps the library.

Of the first ten moments of the exact answer (or of all, where there are fewer) one counts as found
where a moment of the same media among the first ten of the answer overlaps it with an intersection
over union of at least 0.5. The exact answer passes over media that cannot be among the best 32; for
some questions it is compared with one that passes over nothing. `unsure too`, and whatever has
operators or filters, is asked for moments of any confidence, which is harder.

The second table compares scoring everything in scope with asking for candidates: the first question
of a fresh engine, which reads timelines from files that the system has at hand, and the mean of
questions whose timelines are in its memory; then the same by stage. `spans` is cutting curves into
spans and all that comes after. Scopes smaller than the library are chosen by a label.

"""
OTHERHAND_PART = """\
## By another hand

`make bench-otherhand` asks the embedded pair about pictures and sounds that were drawn and
synthesised for this alone, by somebody who had seen none of the renderers in `training/`
(`benchmarks/otherhand`): every object of the vocabulary in two drawings, flat and outlined, every
place in two compositions, every event of sound in two ways, and music of nine instruments. What the
pair makes of them is what it makes of pictures and sounds that are drawn, but not by its teacher;
they are still no recordings.

Nothing may be tuned on it: training never reads it, which a test guards, and the classes were there
before it. It is not untouched, though. After a first measurement had shown baby crying, sea waves,
piano and bass to be weak, training got new ways of them (five or six each), and fewer of many other
events and of the other instruments. They were written without reading the sounds here, and none of
these is heard in training; but which classes were worked on is no longer independent of this set,
and figures of its sounds after that say less than those before.

Shares and AUROC are from 0 to 1. An object is chosen among the names of all 48 (`a dog`), a colour
among 11 where the object is known (`a red dog`), an event among 34 (`the sound of rain`); *300* are
scenes with captions of size, colour, object and place. *30 pictures* is the best cosine in
libraries of 30, for texts that are there and that are not. The AUROC of two texts is of the
difference of their cosines. Of classes, the tables have those that are right in less than 80 %, and
what they are taken for.

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
    from benchmarks.otherhand.tables import otherhand_tables
    from benchmarks.quality.planner_tables import planner_tables
    from benchmarks.quality.spans import tables
    from benchmarks.quality.tables import quality_tables
    from momentsearch_server.settings import settings_table

    (ROOT / "docs" / "settings.md").write_text(SETTINGS_PAGE + settings_table(), encoding="utf-8")
    (ROOT / "docs" / "quality.md").write_text(
        "\n".join(
            [
                QUALITY_PAGE + quality_tables(_results("quality")),
                SPANS_PART + tables(_results("spans")),
                PLANNER_PART + planner_tables(_results("planner")),
                OTHERHAND_PART + otherhand_tables(_results("otherhand-embedded")),
            ]
        ),
        encoding="utf-8",
    )
    explain = ROOT / "docs" / "explain.md"
    explain.write_text(with_outcomes(explain.read_text(encoding="utf-8")), encoding="utf-8")
    for name in ("generate_sync.py", "generate_cli_reference.py"):
        subprocess.run([sys.executable, ROOT / "clients" / "python" / name], check=True)


def _results(name: str) -> dict[str, Any]:
    path = ROOT / "benchmarks" / "results" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    main()
