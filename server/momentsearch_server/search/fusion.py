"""One media's spans from each space put together into moments.

Each space has been calibrated and segmented on its own. Where two spaces point at the same part of
a media, the better one's span stays and the other makes it surer; spans are never united, since the
union of two moments is usually neither.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from momentsearch_server.search.moments import Moment, SpaceEvidence
from momentsearch_server.search.suppression import Apart, apart
from momentsearch_server.timespan import TimeSpan

# What it counts in a score, in log-odds, that a span stands out of its media by one unit.
CONTRAST_WEIGHT = 0.1
# That two spaces point at the same place is worth this much in itself, in log-odds; their own
# log-odds then count with this weight each, since words about both fit neither wholly. Fitted on
# 109 agreeing moments of questions about picture and sound at once, 28 of them right.
AGREEMENT_LOG_ODDS = 1.4
SHARED_WEIGHT = 0.55
# Spans agree when the shorter one lies in the longer one by at least this share of itself.
AGREEMENT = 0.5


def fuse(media_id: str, evidence: Iterable[SpaceEvidence]) -> Apart:
    """Moments of one media, best first, none overlapping another by more than SUPPRESSION_IOU."""
    ordered = sorted(evidence, key=lambda item: (-item.score, item.span, item.space.space_id))
    moments = [_moment(media_id, (item, *_supporters(item, ordered))) for item in ordered]
    return apart(sorted(moments, key=lambda moment: moment.order))


def _supporters(item: SpaceEvidence, others: Sequence[SpaceEvidence]) -> tuple[SpaceEvidence, ...]:
    """The best agreeing span of each other space."""
    best: dict[str, SpaceEvidence] = {}
    for other in others:
        if other.space != item.space and _agree(item.span, other.span):
            best.setdefault(other.space.space_id, other)
    return tuple(best.values())


def _agree(one: TimeSpan, other: TimeSpan) -> bool:
    return one.overlap_us(other) >= AGREEMENT * min(one.duration_us, other.duration_us)


def _moment(media_id: str, evidence: tuple[SpaceEvidence, ...]) -> Moment:
    leader = evidence[0]
    confidence = _confidence([item.confidence for item in evidence])
    return Moment(
        media_id=media_id,
        span=leader.span,
        score=score(confidence, leader.score),
        confidence=confidence,
        evidence=evidence,
        best_frame_us=None,
    )


def score(confidence: float, strength: float) -> float:
    """What moments are ranked by: the log-odds of ``confidence``, and a little of ``strength``.

    Confidence compares between spaces, media and queries. Among moments that are alike sure, those
    that stand out of their media come first.
    """
    return _log_odds(confidence) + CONTRAST_WEIGHT * strength


def _confidence(confidences: Sequence[float]) -> float:
    """Of what agrees, in [0, 1]: never less than the surest alone."""
    log_odds = [_log_odds(confidence) for confidence in confidences]
    together = AGREEMENT_LOG_ODDS * (len(log_odds) - 1) + SHARED_WEIGHT * sum(log_odds)
    best = max(log_odds) if len(log_odds) == 1 else max(*log_odds, together)
    return 1 / (1 + math.exp(-best))


def _log_odds(confidence: float) -> float:
    """Within +-30, beyond which nothing is told apart."""
    bounded = min(max(confidence, 1e-13), 1 - 1e-13)
    return math.log(bounded / (1 - bounded))
