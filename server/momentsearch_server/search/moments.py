"""What a search is asked and what it answers, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from momentsearch_server.search.query import Query, Term
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan

# A ranking has no more.
MOST_MOMENTS = 2_000
# Where levels begin. HIGH: what was asked for is there nine times in ten, the first moment mostly
# where it is. MEDIUM is worth a look. LOW is a guess: where nothing is surer, what was asked for is
# not there in half of the cases or more. docs/search.md has the shares.
HIGH_CONFIDENCE = 0.9
MEDIUM_CONFIDENCE = 0.7


@dataclass(frozen=True)
class SearchRequest:
    """The question, without its page. ``modalities`` empty means all; ``end_us`` None means to the
    end of each media. Tuples are sorted, so that the same question is always the same value.
    """

    collection: str
    query: Query
    modalities: tuple[Modality, ...] = ()
    media_ids: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    start_us: int = 0
    end_us: int | None = None
    group_by_media: bool = False
    minimum_confidence: float = 0.0


class Presence(StrEnum):
    """Whether what was looked for is there at all."""

    FOUND = "found"
    NOT_FOUND = "not found"
    EMPTY_SCOPE = "empty scope"


class ConfidenceLevel(StrEnum):
    """How sure a moment is, in one word."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def level_of(confidence: float) -> ConfidenceLevel:
    """Of a probability in [0, 1]."""
    if confidence >= HIGH_CONFIDENCE:
        return ConfidenceLevel.HIGH
    if confidence >= MEDIUM_CONFIDENCE:
        return ConfidenceLevel.MEDIUM
    return ConfidenceLevel.LOW


@dataclass(frozen=True, slots=True)
class SpaceEvidence:
    """What one space says about a moment, for one term of the query.

    ``peak_us`` is the instant of its strongest sample, ``similarity`` the cosine there and
    ``peak`` the same as evidence, in log-odds. ``score`` and
    ``confidence`` are this space's own, as ``segmentation`` and ``evidence`` define them. Where
    terms are joined into one curve, all of it is as of the instant where that curve is highest.
    ``negated`` says that the query negates the term, so that this speaks against the moment.
    ``words_read`` is how much of the text the space's encoder reads (``reading``), where that was
    asked.
    """

    space: Space
    span: TimeSpan
    peak_us: int
    similarity: float
    peak: float
    score: float
    confidence: float
    term_index: int = 0
    term_text: str = ""
    negated: bool = False
    words_read: float = 1.0

    @property
    def order(self) -> tuple[bool, float, int]:
        """Sorts what speaks for a moment first, the strongest before the others."""
        return (self.negated, -self.peak, self.term_index)


@dataclass(frozen=True, slots=True)
class Moment:
    """One span of one media; ``evidence`` strongest first, at least one."""

    media_id: str
    span: TimeSpan
    score: float
    confidence: float
    evidence: tuple[SpaceEvidence, ...]
    best_frame_us: int | None

    @property
    def confidence_level(self) -> ConfidenceLevel:
        return level_of(self.confidence)

    @property
    def order(self) -> tuple[float, str, TimeSpan]:
        """Sorts the best first; ties by media and time, so that an order is always the same."""
        return (-self.score, self.media_id, self.span)


@dataclass(frozen=True)
class CutText:
    """A term of which the encoder of a space reads ``read_part`` only."""

    term: Term
    space: Space
    read_part: str


@dataclass(frozen=True)
class Ranking:
    """Every moment found, best first, and what was searched to find them."""

    moments: tuple[Moment, ...]
    presence: Presence
    revision: int
    media_count: int
    sample_count: int
    scored_media_count: int
    exhaustive: bool
