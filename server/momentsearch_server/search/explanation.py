"""What explaining says, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from momentsearch_server.search.answers import Found, TermCurve
from momentsearch_server.search.moments import Moment, Ranking, SearchRequest
from momentsearch_server.search.segmentation import ScoredSpan
from momentsearch_server.timespan import TimeSpan


class Outcome(StrEnum):
    """What became of an instant or a moment: PRESENT, or the first step that dropped it."""

    PRESENT = "PRESENT"
    NOT_INDEXED = "NOT_INDEXED"
    FILTERED_OUT = "FILTERED_OUT"
    NO_SUCH_TRACK = "NO_SUCH_TRACK"
    OTHER_MODEL = "OTHER_MODEL"
    SILENT = "SILENT"
    NOT_SAMPLED_NEAR = "NOT_SAMPLED_NEAR"
    NOT_A_CANDIDATE = "NOT_A_CANDIDATE"
    BELOW_FLOOR = "BELOW_FLOOR"
    UNPAIRED = "UNPAIRED"
    MERGED_INTO = "MERGED_INTO"
    SUPPRESSED_BY = "SUPPRESSED_BY"
    OUTRANKED = "OUTRANKED"


@dataclass(frozen=True)
class Question:
    """What is explained: a search, a media of it, and how many of its moments were looked at."""

    request: SearchRequest
    media_id: str
    shown_count: int


@dataclass(frozen=True)
class Listing:
    """How many moments the search has, of ``wanted`` that it looked for."""

    count: int
    wanted: int

    @property
    def is_cut(self) -> bool:
        """There may be more."""
        return self.count == self.wanted


@dataclass(frozen=True)
class Fate:
    """What became of a moment. Ranks are places in the list of all moments, from 1; 0 outside it.

    ``better`` is what stands in its place, where something does. ``pair`` is set of one side of a
    THEN or DURING whose pair was dropped: what is told is then the pair's fate.
    """

    moment: Moment
    outcome: Outcome
    rank: int = 0
    better: Moment | None = None
    better_rank: int = 0
    pair: Moment | None = None


@dataclass(frozen=True)
class Absence:
    """Why an instant is not in the list, or where it is in it.

    ``fate`` is that of the moment that it is in, where one was made; ``better`` is set without a
    moment, too, for what never became one because of it.
    """

    outcome: Outcome
    message: str
    next_step: str
    figures: Mapping[str, float] = field(default_factory=dict)
    fate: Fate | None = None
    better: Moment | None = None
    better_rank: int = 0


@dataclass(frozen=True)
class CandidateStage:
    """``rank`` among the nearest media, from 1; 0 where all were scored, or this one was not."""

    exhaustive: bool
    rank: int
    candidate_count: int
    media_count: int


@dataclass(frozen=True)
class ExplainedTerm:
    """One term in one space of the media. ``stage`` None: a negated term chooses no media.

    ``samples`` are the indices into the curve that were asked for. ``read_text`` is what the
    encoder read of the text, less than all where that is too long for it.
    """

    curve: TermCurve
    read_text: str
    scored: bool
    stage: CandidateStage | None
    calibration: Mapping[str, float]
    samples: Sequence[int]


@dataclass(frozen=True)
class Candidate:
    """A run of samples that competed to be a moment."""

    span: ScoredSpan
    outcome: Outcome
    better: TimeSpan | None


@dataclass(frozen=True)
class ExplainedCurve:
    """One of a step's curves; ``candidate_count`` may be more than there are ``candidates``.

    ``samples`` are the indices into the curve that are not told by a term's already.
    """

    candidate_count: int
    candidates: Sequence[Candidate]
    levels: Mapping[str, float]
    samples: Sequence[int]


@dataclass(frozen=True)
class ExplainedStep:
    """One part of the query; ``curves`` in the order of ``found.segmented``."""

    found: Found
    curves: Sequence[ExplainedCurve]
    fates: Sequence[Fate]


@dataclass(frozen=True)
class Explanation:
    """How a media was scored; ``steps`` begin with the whole query."""

    ranking: Ranking
    terms: Sequence[ExplainedTerm]
    steps: Sequence[ExplainedStep]
