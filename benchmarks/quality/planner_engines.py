"""Engines of which it is known what they spend, and what their processes use."""

from __future__ import annotations

import math
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.library.library import Library
from momentsearch_server.search.bound import Bound
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.moments import Moment
from momentsearch_server.search.plan import Plan
from momentsearch_server.space import Modality

Encoders = Mapping[Modality, Encoder]


class Clock:
    """Processor seconds of this process and of Milvus Lite beside it, by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, stage: str, seconds: Callable[[], float]) -> Iterator[None]:
        began = seconds()
        yield
        self.seconds[stage] += seconds() - began


class TimedLibrary:
    """A library whose index is timed."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def search_runs(self, *arguments: Any, **more: Any) -> Any:
        with self._clock.of("index", processor_seconds):
            return self._library.search_runs(*arguments, **more)


class TimedEngine(SearchEngine):
    """Times its curves; what is left is cutting, fusing and sorting. With a ``memory``, one media
    is scored once for one question, however often it is asked with other limits."""

    def __init__(
        self, library: Library, encoders: Encoders, *, exact: int, most_media: int
    ) -> None:
        self.clock = Clock()
        super().__init__(
            cast(Library, TimedLibrary(library, self.clock)),
            tuple(encoders.values()),
            exact_sample_limit=exact,
            candidate_media=most_media,
        )
        self.memory: dict[str, list[Moment]] | None = None

    def term_curve(self, *arguments: Any, **more: Any) -> Any:
        with self.clock.of("curves", time.process_time):
            return super().term_curve(*arguments, **more)

    def shown(self, media_id: str, plan: Plan) -> list[Moment]:
        if self.memory is None:
            return super().shown(media_id, plan)
        if media_id not in self.memory:
            self.memory[media_id] = super().shown(media_id, plan)
        return self.memory[media_id]


class UnboundedEngine(TimedEngine):
    """Cuts every media into spans: no bound decides, so that none can be wrong."""

    def _bound_of(self, _media_id: str, _plan: Plan) -> Bound:
        return Bound(math.inf, 1.0)


def processor_seconds() -> float:
    """Of this process, and of the Milvus Lite that it started."""
    return time.process_time() + sum(_child_seconds())


def _child_seconds() -> Iterator[float]:
    """Of each living child: user and system time, in hundredths of a second."""
    for child in _children():
        fields = (child / "stat").read_text().rpartition(")")[2].split()
        yield (int(fields[11]) + int(fields[12])) / 100


def own_mib() -> int:
    """The most that this process had resident so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def children_mib() -> int:
    """The most that the living children had resident so far, together."""
    statuses = [(child / "status").read_text() for child in _children()]
    return sum(int(status.partition("VmHWM:")[2].split()[0]) for status in statuses) // 1024


def _children() -> Iterator[Path]:
    for children in Path("/proc/self/task").glob("*/children"):
        yield from (Path("/proc") / child for child in children.read_text().split())
