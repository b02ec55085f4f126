"""What became of the moments of one media: told from what the search found and what it listed."""

from __future__ import annotations

from collections.abc import Iterator

from momentsearch_server.search.answers import Found
from momentsearch_server.search.explanation import Fate, Listing, Outcome, Question
from momentsearch_server.search.moments import Moment, Ranking
from momentsearch_server.search.plan import Plan
from momentsearch_server.search.suppression import Suppressed
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
        for dropped in found.suppressed:
            yield self._of_suppressed(dropped)

    def fates_of_part(self, part: Found, whole: Found) -> Iterator[Fate]:
        """Of one side's moments: in which of the whole query's each is, if in any."""
        for moment in part.moments:
            pairs = (pair for pair in whole.moments if set(moment.evidence) <= set(pair.evidence))
            pair = next(pairs, None)
            if pair is None:
                yield Fate(moment, Outcome.UNPAIRED)
            else:
                yield self._with_better(moment, Outcome.MERGED_INTO, pair)
        for moment in part.beyond:
            yield self._outranked(moment, part.moments[-1])
        for dropped in part.suppressed:
            yield self._of_suppressed(dropped)

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

    def _of_suppressed(self, dropped: Suppressed) -> Fate:
        # What leads a moment is its first evidence; in the better one it is a supporter.
        merged = dropped.moment.evidence[0] in dropped.by.evidence
        outcome = Outcome.MERGED_INTO if merged else Outcome.SUPPRESSED_BY
        return self._with_better(dropped.moment, outcome, dropped.by)

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
