"""What cosine of an encoder's is a match, where that was measured.

A checkpoint's folder may hold ``match_level.json``; the embedded pair's does, written by
``python -m training match-levels``. It is no part of the fingerprint: vectors stay comparable when
it is measured anew.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "match_level.json"


@dataclass(frozen=True, slots=True)
class MatchLevel:
    """At ``similarity`` the best sample of a library is as likely as not what was described;
    each ``slope`` more multiplies the odds by e."""

    similarity: float
    slope: float

    def probability(self, similarity: float) -> float:
        """In [0, 1]."""
        return 1 / (1 + math.exp(min(700.0, (self.similarity - similarity) / self.slope)))


def read_match_level(directory: Path) -> MatchLevel | None:
    """None where there is no such file."""
    path = directory / FILE_NAME
    if not path.is_file():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    return MatchLevel(float(values["similarity"]), float(values["slope"]))
