"""One media's spans from each space put together into moments.

Each space has been calibrated and segmented on its own. Where two spaces point at the same part of
a media, the better one's span stays and the other makes it surer; spans are never united, since the
union of two moments is usually neither.

What a text is about is not known: the picture, the sound, or both. So a span is as sure as the more
likely of two readings, that its own space has it all, or that each space has a part of it::

    log-odds = max(own - UNREAD * sure * ln(read there / read here),
                   AGREEMENT + SHARE * (own + other))

The second reading is of one moment, so one span has it: the picture's, unless the sound is surer by
LEAD. Pictures are sampled more closely than windows of sound are long, so that their ends are the
more exact ones.

A space that says nothing adds nothing: the second reading is then the less likely one. That the
other space has it all is a reading of the other space's span, and lends this one nothing.

Where the other space reads more of the text (``reading``) and is ``sure`` to have it somewhere in
the media, its own space has not all of it: the first reading is the less likely, the more words
this space passes over. The second one is not, for it says that each space reads a part.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from momentsearch_server.search.confidence import moved
from momentsearch_server.search.moments import Moment, SpaceEvidence
from momentsearch_server.search.suppression import Apart, apart, overlap_much
from momentsearch_server.space import Modality
from momentsearch_server.timespan import TimeSpan

# Spans agree when the shorter one lies in the longer one by at least this share of itself.
AGREEMENT = 0.5


@dataclass(frozen=True)
class Constants:
    """``agreement``: what it is worth in itself that two spaces point at the same place, in
    log-odds. ``share``: how much of each space's own log-odds counts then; words about both fit
    neither wholly. ``contrast``: what it counts in a score, in log-odds, that a span stands out of
    its media by one unit. ``lead``: how much surer, in log-odds, a sound has to be than a picture
    that agrees with it, for the sound's span to be the moment's. ``unread``: what it counts against
    a span, in log-odds, that another space which is sure reads e times as many words.
    """

    agreement: float = 1.5
    share: float = 0.7
    contrast: float = 0.05
    unread: float = 3.0
    lead: float = 2.0


# Chosen with `python -m benchmarks.quality.fit_fusion`; docs/decisions.md has what it said.
CONSTANTS = Constants()


def fuse(
    media_id: str, evidence: Iterable[SpaceEvidence], constants: Constants = CONSTANTS
) -> Apart:
    """Moments of one media, best first, without what a better one stands for: a span that it
    overlaps by more than SUPPRESSION_IOU, or one of another space that agrees with it."""
    surest = sorted(evidence, key=lambda item: (-item.confidence, item.span, item.space.space_id))
    unread = _unread(surest)
    moments = [
        _moment(
            media_id, (item, *_supporters(item, surest)), unread[item.space.space_id], constants
        )
        for item in surest
    ]
    return apart(sorted(moments, key=lambda moment: moment.order), _say_the_same)


def _unread(surest: Sequence[SpaceEvidence]) -> dict[str, float]:
    """By space: how far what it reads of the text stays behind another space, as far as that one
    is sure; 0 or more, in units of ``ln``."""
    first: dict[str, SpaceEvidence] = {}
    for item in surest:
        first.setdefault(item.space.space_id, item)
    return {
        space_id: max(
            max(0.0, math.log(other.words_read / own.words_read)) * other.confidence
            for other in first.values()
        )
        for space_id, own in first.items()
    }


def _supporters(item: SpaceEvidence, surest: Sequence[SpaceEvidence]) -> tuple[SpaceEvidence, ...]:
    """The surest agreeing span of each other space."""
    best: dict[str, SpaceEvidence] = {}
    for other in surest:
        if other.space != item.space and _agree(item.span, other.span):
            best.setdefault(other.space.space_id, other)
    return tuple(best.values())


def _agree(one: TimeSpan, other: TimeSpan) -> bool:
    return one.overlap_us(other) >= AGREEMENT * min(one.duration_us, other.duration_us)


def _say_the_same(one: Moment, other: Moment) -> bool:
    """Of one space spans may lie in each other little; of two that agree, one is in the list."""
    spaces_differ = one.evidence[0].space != other.evidence[0].space
    return overlap_much(one, other) or (spaces_differ and _agree(one.span, other.span))


def _moment(
    media_id: str, evidence: tuple[SpaceEvidence, ...], unread: float, constants: Constants
) -> Moment:
    leader, *others = evidence
    alone = moved(leader.confidence, -constants.unread * unread) if unread else leader.confidence
    said = [item.confidence for item in evidence]
    shared = others and _leads(leader, others, constants)
    confidence = max(alone, _shared(said, constants)) if shared else alone
    return Moment(
        media_id=media_id,
        span=leader.span,
        score=score(confidence, leader.score, constants),
        confidence=confidence,
        evidence=evidence,
        best_frame_us=None,
    )


def _leads(item: SpaceEvidence, others: Sequence[SpaceEvidence], constants: Constants) -> bool:
    def sure(one: SpaceEvidence) -> float:
        behind = constants.lead if one.space.modality is Modality.SOUND else 0.0
        return _log_odds(one.confidence) - behind

    return all(sure(item) >= sure(other) for other in others)


def score(confidence: float, strength: float, constants: Constants = CONSTANTS) -> float:
    """What moments are ranked by: the log-odds of ``confidence``, and a little of ``strength``.

    Confidence compares between spaces, media and queries. Among moments that are alike sure, those
    that stand out of their media come first.
    """
    return _log_odds(confidence) + constants.contrast * strength


def _shared(confidences: Sequence[float], constants: Constants) -> float:
    """That each of the spaces that agree has a part of it, in [0, 1]."""
    log_odds = constants.share * sum(_log_odds(confidence) for confidence in confidences)
    return 1 / (1 + math.exp(-constants.agreement * (len(confidences) - 1) - log_odds))


def _log_odds(confidence: float) -> float:
    """Within +-30, beyond which nothing is told apart."""
    bounded = min(max(confidence, 1e-13), 1 - 1e-13)
    return math.log(bounded / (1 - bounded))
