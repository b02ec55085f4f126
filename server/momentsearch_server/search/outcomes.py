"""What became of the moments of one media: told from what the search found and what it listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from momentsearch_server.search.answers import Found
from momentsearch_server.search.explanation import Fate, Listing, Outcome, Question
from momentsearch_server.search.moments import Moment, Ranking
from momentsearch_server.search.plan import Plan
from momentsearch_server.search.query import Term
from momentsearch_server.timespan import TimeSpan


class Outcomes:
    """Of the moments of one media, for one search that was ranked."""

    def __init__(self, question: Question, plan: Plan, ranking: Ranking) -> None:
        self._question = question
        self._wanted = plan.wanted
        self._is_scored = question.media_id in plan.to_score
        self._ranking = ranking
        self._listed = {
            moment.order: (rank, moment) for rank, moment in enumerate(ranking.moments, start=1)
        }

    @property
    def listing(self) -> Listing:
        return Listing(len(self._listed), self._wanted)

    def fates(self, found: Found) -> Iterator[Fate]:
        """Of the whole query's moments, those that were kept first."""
        for moment in found.moments:
            yield self._of_kept(moment)
        for moment in found.beyond:
            yield self._outranked(moment, found.moments[-1])
        yield from self._of_suppressed(found)

    def fates_of_part(self, part: Found, whole: Found) -> Iterator[Fate]:
        """Of one side's moments: in which of the whole query's each is, if in any."""
        above = _above(part, whole)
        for moment in part.moments:
            yield self._of_side(moment, above)
        for moment in part.beyond:
            yield self._outranked(moment, part.moments[-1])
        yield from self._of_suppressed(part)

    def _of_side(self, moment: Moment, above: Sequence[Found]) -> Fate:
        """By the pair that came furthest, of those that it went into."""
        for found in above:
            if kept := _with(moment, found.moments):
                if found is not above[0]:
                    break  # it has its pair, and that has none
                return self._with_better(moment, Outcome.MERGED_INTO, kept)
            if beyond := _with(moment, found.beyond):
                return replace(self._outranked(moment, found.moments[-1]), pair=beyond)
            for pair, by in found.suppressed:
                if _is_side(moment, pair):
                    return replace(self._with_better(moment, Outcome.SUPPRESSED_BY, by), pair=pair)
        return Fate(moment, Outcome.UNPAIRED)

    def _of_kept(self, moment: Moment) -> Fate:
        ranking, shown_count = self._ranking, self._question.shown_count
        rank, listed = self._listed.get(moment.order, (0, moment))
        if 0 < rank <= shown_count:
            return Fate(listed, Outcome.PRESENT, rank)
        if rank > 0:
            last = ranking.moments[shown_count - 1]
            return Fate(listed, Outcome.OUTRANKED, rank, last, shown_count)
        if not self._is_scored:
            return Fate(moment, Outcome.NOT_A_CANDIDATE)
        if moment.confidence < self._question.request.minimum_confidence:
            return Fate(moment, Outcome.BELOW_FLOOR)
        # All that is left: another one stands for its media, or the list is as long as it gets.
        others = [one for one in ranking.moments if one.media_id == moment.media_id]
        is_grouped = self._question.request.group_by_media and others
        return self._outranked(moment, others[0] if is_grouped else ranking.moments[-1])

    def _of_suppressed(self, found: Found) -> Iterator[Fate]:
        for moment, by in found.suppressed:
            # What leads a moment is its first evidence; in the better one it is a supporter. Of
            # pairs the better one may have a side of the other, and is no part of it.
            merged = isinstance(found.query, Term) and moment.evidence[0] in by.evidence
            outcome = Outcome.MERGED_INTO if merged else Outcome.SUPPRESSED_BY
            yield self._with_better(moment, outcome, by)

    def _outranked(self, moment: Moment, better: Moment) -> Fate:
        return self._with_better(moment, Outcome.OUTRANKED, better)

    def _with_better(self, moment: Moment, outcome: Outcome, better: Moment) -> Fate:
        rank, listed = self.listed(better)
        return Fate(moment, outcome, better=listed, better_rank=rank)

    def listed(self, moment: Moment) -> tuple[int, Moment]:
        """Its place in the list, from 1, and itself as it is listed; 0 where it is not."""
        return self._listed.get(moment.order, (0, moment))

    def of_span(self, part: Found, whole: Found, span: TimeSpan) -> Fate | None:
        """Of the moment that a candidate of ``part`` with this span became."""
        fates = self.fates(whole) if part is whole else self.fates_of_part(part, whole)
        near = [fate for fate in fates if fate.moment.span.overlap_us(span)]
        return max(near, key=lambda fate: fate.moment.span.iou(span), default=None)


def _above(part: Found, whole: Found) -> list[Found]:
    """The queries that a part stands within, the whole one first; none where it is that."""
    for side in whole.parts:
        if side is part:
            return [whole]
        if between := _above(part, side):
            return [whole, *between]
    return []


def _with(moment: Moment, pairs: Iterable[Moment]) -> Moment | None:
    return next((pair for pair in pairs if _is_side(moment, pair)), None)


def _is_side(moment: Moment, pair: Moment) -> bool:
    return set(moment.evidence) <= set(pair.evidence)
