"""What the server says about why: frozen values, as those of ``results``.

Times are seconds from the start of presentation. Outcomes of a newer server that this client does
not know arrive as ``UNKNOWN``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from momentsearch.results import Modality, Moment, Span


class Outcome(StrEnum):
    """What became of an instant or a moment: PRESENT, or the first step that dropped it.

    docs/explain.md says what each means.
    """

    UNKNOWN = "UNKNOWN"
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


@dataclass(frozen=True, slots=True)
class Absence:
    """Why an instant is not in the list of a search, or where it is in it.

    ``figures`` decided it, by name; ``next_step`` is empty where nothing needs to be done.
    ``moment`` is the one that the instant is in, as far as it came, and ``rank`` its place in the
    list, from 1; 0 outside it. ``better`` stands in its place.
    """

    outcome: Outcome
    message: str
    next_step: str
    figures: Mapping[str, float] = field(hash=False)
    moment: Moment | None
    rank: int
    better: Moment | None
    better_rank: int


@dataclass(frozen=True, slots=True)
class CandidateStage:
    """How the media that were scored exactly were chosen, for one text in one space.

    ``exhaustive``: all were scored. ``rank``: this media's place among the nearest, from 1; 0 where
    it is not among them, or all were scored.
    """

    exhaustive: bool
    rank: int
    candidate_count: int
    media_count: int


@dataclass(frozen=True, slots=True)
class ExplainedSample:
    """One picture or window of sound, what it scored, and how sure a moment with it would be."""

    span: Span
    similarity: float
    evidence: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """One text of the query in one space.

    ``scored``: whether the media was scored for it; where not, the samples say what that would have
    given. ``candidate_stage`` is None for a negated text, which chooses no media. ``calibration``
    has the figures that turn similarity into evidence, by name. ``read_text`` is what the encoder
    read of the text, less than all where that is too long for it.
    """

    term_index: int
    term_text: str
    negated: bool
    weight: float
    space_id: str
    modality: Modality
    encoder: str
    scored: bool
    candidate_stage: CandidateStage | None
    calibration: Mapping[str, float] = field(hash=False)
    samples: tuple[ExplainedSample, ...]
    read_text: str


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """A run of samples that competed to be a moment; ``better`` overlaps it, where one does."""

    span: Span
    score: float
    peak_evidence: float
    outcome: Outcome
    better: Span | None


@dataclass(frozen=True, slots=True)
class SegmentedCurve:
    """One curve and how it was cut into spans.

    ``space_id`` is empty for a curve joined from several texts. ``levels`` are what the evidence in
    the middle of the span was held against. ``candidate_count`` of them reach into the span; the
    best are listed. ``samples`` are the curve's own where it is weighted or joined.
    """

    space_id: str
    levels: Mapping[str, float] = field(hash=False)
    candidate_count: int
    candidates: tuple[SpanCandidate, ...]
    samples: tuple[ExplainedSample, ...]


@dataclass(frozen=True, slots=True)
class ExplainedMoment:
    """A moment, listed or not; ranks are places in the list, from 1, and 0 outside it."""

    moment: Moment
    outcome: Outcome
    rank: int
    better: Moment | None
    better_rank: int


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """The whole query, or one side of a THEN or DURING.

    ``kind`` is ``text``, ``all_of``, ``any_of``, ``then`` or ``during``; ``term_indices`` are the
    texts in it. ``moments`` are those that overlap the span which was asked about.
    """

    kind: str
    term_indices: tuple[int, ...]
    curves: tuple[SegmentedCurve, ...]
    moments: tuple[ExplainedMoment, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one media was scored, and what became of a span of it.

    ``steps`` begin with the whole query. ``picture`` is a PNG; None unless it was asked for.
    """

    title: str
    minimum_confidence: float
    terms: tuple[ExplainedTerm, ...]
    steps: tuple[ExplainedStep, ...]
    picture: bytes | None = field(repr=False)
