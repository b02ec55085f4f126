"""What happens in the server, as figures that Prometheus fetches over HTTP: docs/operations.md.

What this process did is counted while it happens and starts from 0 with it. What the library holds
is asked of the catalog each time that the figures are fetched.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterable
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from momentsearch_server import addresses
from momentsearch_server.errors import Reason, SettingsError
from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.records import MediaState
from momentsearch_server.search.moments import Presence
from momentsearch_server.search.recall_check import RecallCheck

_log = logging.getLogger(__name__)

# From what is in memory and small to what a million samples, or a busy machine, takes.
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts, whether they are served or not."""

    def __init__(self, catalog: Catalog, recall_check: RecallCheck) -> None:
        # Of a second series beside each counter, with the time when it was made.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._searches = Counter(
            "momentsearch_searches",
            "Searches answered, each page counted, by whether something was found.",
            ["presence"],
            registry=self._registry,
        )
        for presence in Presence:
            self._searches.labels(_label(presence))  # at 0 from the start
        self._seconds = Histogram(
            "momentsearch_search_duration_seconds",
            "Time that the server took to answer a search.",
            buckets=SECONDS,
            registry=self._registry,
        )
        self._failures = Counter(
            "momentsearch_jobs_failed",
            "Media that could not be indexed, by the reason code that they were given.",
            ["reason"],
            registry=self._registry,
        )
        self._removal_failures = Counter(
            "momentsearch_removals_failed",
            "Tries to take away what is left of removed media that failed, by reason code.",
            ["reason"],
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)
        self._registry.register(_OfRecallCheck(recall_check))
        self._registry.register(_OfLibrary(catalog))

    def answered(self, presence: Presence, seconds: float) -> None:
        self._searches.labels(_label(presence)).inc()
        self._seconds.observe(seconds)

    def failed(self, reason: Reason) -> None:
        self._failures.labels(reason.value).inc()

    def removal_failed(self, reason: Reason) -> None:
        self._removal_failures.labels(reason.value).inc()

    def serve(self, listen: str) -> RunningMetrics:
        """On ``listen`` (``HOST:PORT``), over plain HTTP and to everybody who can reach it.

        Raises ``SettingsError`` where the address cannot be bound.
        """
        host, _, port = listen.rpartition(":")
        try:
            server, thread = start_http_server(int(port), host.strip("[]"), self._registry)
        except OSError as error:
            raise _cannot_serve(listen, error) from error
        return RunningMetrics(server, thread)


def held_metrics_address(listen: str) -> socket.socket:
    """Raises ``SettingsError`` as ``Metrics.serve`` would now, and holds ``listen`` until it is
    closed."""
    try:
        return addresses.held(listen)
    except OSError as error:
        raise _cannot_serve(listen, error) from error


def _cannot_serve(listen: str, error: OSError) -> SettingsError:
    return SettingsError(
        Reason.SETTING_INVALID,
        f"cannot serve metrics on {listen}: another program may hold the port, or the address is "
        f"not this machine's; choose another with --metrics-listen HOST:PORT ({error})",
    )


class RunningMetrics:
    """``port`` is the one that was bound, where port 0 was asked for."""

    def __init__(self, server: WSGIServer, thread: Thread) -> None:
        self._server = server
        self._thread = thread
        self.port = server.server_port

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _OfRecallCheck(Collector):
    def __init__(self, recall_check: RecallCheck) -> None:
        self._recall_check = recall_check

    def collect(self) -> Iterable[Metric]:
        counts = self._recall_check.counts
        yield CounterMetricFamily(
            "momentsearch_recall_checked_searches",
            "Searches that were compared, afterwards, with media which were no candidates.",
            value=counts.checks,
        )
        yield CounterMetricFamily(
            "momentsearch_recall_moments_expected",
            "First moments of the searches that were checked.",
            value=counts.first_moments,
        )
        yield CounterMetricFamily(
            "momentsearch_recall_moments_found",
            "Of these, how many the candidates had; an estimate, and so a fraction.",
            value=counts.first_moments - counts.missed_moments,
        )


class _OfLibrary(Collector):
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def collect(self) -> Iterable[Metric]:
        """Nothing where the catalog does not answer: the other figures matter most just then."""
        media = GaugeMetricFamily(
            "momentsearch_media", "Media of all collections, by state.", labels=["state"]
        )
        samples = GaugeMetricFamily(
            "momentsearch_samples_indexed",
            "Pictures and windows of sound in the index, by embedding space.",
            labels=["space"],
        )
        try:
            states, spaces = self._catalog.media_by_state(), self._catalog.samples_by_space()
        except Exception:
            _log.exception("the catalog cannot be asked for metrics")
            return
        for state in MediaState:
            media.add_metric([_label(state)], states.get(state, 0))
        for space_id, count in spaces.items():
            samples.add_metric([space_id], count)
        yield from (media, samples)


def _label(value: Presence | MediaState) -> str:
    """As in ``not_found``."""
    return value.value.lower().replace(" ", "_")
