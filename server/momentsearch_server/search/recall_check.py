"""Now and then an answer is compared with what its candidates left out, after it was given.

The candidate stage is certain but for what ``RUN_HIDES`` and ``candidate_media`` give up, and as
exact as the index is: Milvus Lite's is, a Milvus server's is not, above all for late rows
(docs/search.md). Whether that costs moments depends on the library, so it is measured there: of the
media that were not scored a few are, chosen at random, and what of theirs belongs among the first
ten counts as missed, in proportion.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from momentsearch_server.errors import ServiceError
from momentsearch_server.library.records import Scope
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.moments import Ranking, SearchRequest
from momentsearch_server.search.paging import LEAST_WANTED
from momentsearch_server.search.plan import Plan

_log = logging.getLogger(__name__)

FIRST_MOMENTS = 10
# What one check may cost: media, and their samples.
MOST_MEDIA = 64
MOST_SAMPLES = 200_000


@dataclass(frozen=True, slots=True)
class RecallCounts:
    """Sums since the start, which only grow. ``missed_moments`` is an estimate, and so a fraction:
    the recall of the candidate stage is about ``1 - missed_moments / first_moments``."""

    checks: int = 0
    first_moments: int = 0
    missed_moments: float = 0.0
    media_scored: int = 0

    def __add__(self, other: RecallCounts) -> RecallCounts:
        return RecallCounts(
            self.checks + other.checks,
            self.first_moments + other.first_moments,
            self.missed_moments + other.missed_moments,
            self.media_scored + other.media_scored,
        )


class RecallCheck:
    """Checks a ``share`` of the searches that were not exhaustive, one at a time, beside the
    searches that go on; while one is being checked the others are passed over."""

    def __init__(self, engine: SearchEngine, *, share: float, rng: random.Random) -> None:
        self._engine = engine
        self._share = share
        self._rng = rng
        self._lock = threading.Lock()
        self._is_busy = threading.Semaphore(1)
        self._counts = RecallCounts()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="recall-check")

    @property
    def counts(self) -> RecallCounts:
        """For whoever exports metrics; each check is a line in the log as well."""
        with self._lock:
            return self._counts

    def close(self) -> None:
        """Waits for a check that is under way."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def consider(self, request: SearchRequest, ranking: Ranking) -> None:
        """Returns at once, whether this answer is checked or not."""
        if ranking.exhaustive or self._rng.random() >= self._share:
            return
        if self._is_busy.acquire(blocking=False):
            self._pool.submit(self._check, request)

    def _check(self, request: SearchRequest) -> None:
        try:
            found = self._engine.consistently(request, lambda scope: self._compare(request, scope))
        except ServiceError as error:
            _log.info("the candidate stage could not be checked: %s", error.message)
            return
        finally:
            self._is_busy.release()
        with self._lock:
            self._counts += found
            whole = self._counts
        _log.info(
            "candidate stage: %.2f of the first %d moments missed; recall so far %.4f of %d checks",
            found.missed_moments,
            found.first_moments,
            1 - whole.missed_moments / max(1, whole.first_moments),
            whole.checks,
        )

    def _compare(self, request: SearchRequest, scope: Scope) -> RecallCounts:
        plan = self._engine.plan(request, scope, LEAST_WANTED)
        first = self._engine.ranking(plan).moments[:FIRST_MOMENTS]
        left_out = [one for one in scope.media_ids if one not in plan.to_score]
        chosen = self._chosen(left_out, plan)
        moments = [moment for media_id in chosen for moment in self._engine.shown(media_id, plan)]
        better = sorted([*first, *moments], key=lambda moment: moment.order)[:FIRST_MOMENTS]
        missed = len({*better} - {*first}) * len(left_out) / max(1, len(chosen))
        return RecallCounts(1, len(better), min(missed, len(better)), len(chosen))

    def _chosen(self, media_ids: Sequence[str], plan: Plan) -> list[str]:
        """At random, so many as may be scored; at least one where there is one."""
        chosen: list[str] = []
        left = MOST_SAMPLES
        for media_id in self._rng.sample(media_ids, min(MOST_MEDIA, len(media_ids))):
            chosen.append(media_id)
            left -= sum(found.get(media_id, 0) for found in plan.scope.samples.values())
            if left <= 0:
                break
        return chosen
