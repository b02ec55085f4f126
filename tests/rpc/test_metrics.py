"""Metrics as Prometheus fetches them: over HTTP, in its text format, from a running server."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from momentsearch_server.assembly import App
from momentsearch_server.errors import SettingsError
from momentsearch_server.settings import Settings
from tests.rpc.conftest import Serve, settings_for, start_app
from tests.rpc.served import Served
from tests.rpc.support import FAILED

ANY_PORT = "127.0.0.1:0"
PAGE = Path(__file__).parents[2] / "docs" / "operations.md"


def fetched(port: int | None, accept: str = "text/plain") -> str:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/metrics", headers={"Accept": accept})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain")
        text: str = answer.read().decode()
        return text


def figures(port: int | None) -> dict[str, float]:
    """By name and label, as in ``momentsearch_media{active}``."""
    return {
        "".join([sample.name, *(f"{{{value}}}" for value in sample.labels.values())]): sample.value
        for family in text_string_to_metric_families(fetched(port))
        for sample in family.samples
    }


@pytest.fixture
def settings(tmp_path: Path, films: Path) -> Settings:
    """Each search is answered from few candidates, and checked."""
    return settings_for(
        tmp_path / "data",
        films,
        metrics_listen=ANY_PORT,
        exact_sample_limit=0,
        candidate_media=1,
        recall_check_share=1.0,
    )


def test_a_new_server_has_everything_at_0(app: App) -> None:
    told = figures(app.metrics_port)
    for name in ("found", "not_found", "empty_scope"):
        assert told[f"momentsearch_searches_total{{{name}}}"] == 0
    for state in ("queued", "indexing", "active", "failed", "deleting"):
        assert told[f"momentsearch_media{{{state}}}"] == 0
    assert told["momentsearch_search_duration_seconds_count"] == 0
    assert told["momentsearch_recall_checked_searches_total"] == 0
    samples = {name: n for name, n in told.items() if name.startswith("momentsearch_samples")}
    assert [*samples.values()] == [0, 0]
    assert told["process_resident_memory_bytes"] > 1e6
    assert not [name for name in told if name.endswith("_created")]


def test_what_happens_is_counted(settings: Settings, serve: Serve) -> None:
    app, calls = serve(settings)
    calls.search("red")
    media = calls.indexed("red_then_blue.mp4", "yellow.mp4", "beeps.m4a")
    broken = calls.upload(b"no media at all" * 100).media.media_id
    assert calls.watch(broken)[-1].state == FAILED
    answer = calls.search("red", minimum_confidence=0)
    calls.search("red", minimum_confidence=1)
    app.recall_check.close()  # once it is through
    counts = app.recall_check.counts
    assert counts.checks > 0
    told = figures(app.metrics_port)
    assert told["momentsearch_searches_total{empty_scope}"] == 1
    assert told["momentsearch_searches_total{found}"] == 1
    assert told["momentsearch_searches_total{not_found}"] == 1
    assert told["momentsearch_search_duration_seconds_count"] == 3
    assert 0 < told["momentsearch_search_duration_seconds_sum"] < 60
    assert told["momentsearch_search_duration_seconds_bucket{+Inf}"] == 3
    assert told["momentsearch_media{active}"] == 3
    assert told["momentsearch_media{failed}"] == 1
    assert told["momentsearch_jobs_failed_total{NOT_MEDIA}"] == 1
    for one in (coverage for each in media.values() for coverage in each.coverage):
        assert told[f"momentsearch_samples_indexed{{{one.space_id}}}"] >= one.sample_count
    samples = [n for name, n in told.items() if name.startswith("momentsearch_samples")]
    assert sum(samples) == answer.scope.sample_count
    expected = told["momentsearch_recall_moments_expected_total"]
    assert told["momentsearch_recall_checked_searches_total"] == counts.checks
    assert expected == counts.first_moments > 0
    assert told["momentsearch_recall_moments_found_total"] == expected - counts.missed_moments


def test_the_other_figures_come_where_the_catalog_does_not_answer(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> dict[str, int]:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(app.library.catalog, "samples_by_space", away)
    told = figures(app.metrics_port)
    assert "momentsearch_media{active}" not in told
    assert told["momentsearch_searches_total{found}"] == 0
    assert "cannot be asked for metrics" in caplog.text


def test_by_default_none_are_served(serve: Serve, tmp_path: Path, films: Path) -> None:
    app, calls = serve(settings_for(tmp_path / "data", films))
    assert app.metrics_port is None
    calls.search("red")  # counted for nobody


def test_a_port_that_is_taken(app: App, tmp_path: Path, films: Path) -> None:
    listen = f"127.0.0.1:{app.metrics_port}"
    other = settings_for(tmp_path / "other", films, metrics_listen=listen)
    with pytest.raises(SettingsError, match=f"cannot serve metrics on {listen}: .*--metrics-list"):
        start_app(other)
    # What had been started was stopped, so that the directory is free again.
    start_app(settings_for(tmp_path / "other", films)).stop()


@pytest.mark.parametrize("listen", ["no.such.host.invalid:0", "192.0.2.1:0"])
def test_an_address_that_is_not_this_machines(listen: str, tmp_path: Path, films: Path) -> None:
    with pytest.raises(SettingsError, match="cannot serve metrics on"):
        start_app(settings_for(tmp_path / "data", films, metrics_listen=listen))


def test_a_server_that_stops_takes_its_metrics_along(settings: Settings) -> None:
    app = start_app(settings)
    port = app.metrics_port
    assert fetched(port)
    app.stop()
    with pytest.raises(urllib.error.URLError):
        fetched(port)


def test_the_page_has_every_metric_and_no_other(app: App) -> None:
    families = text_string_to_metric_families(fetched(app.metrics_port))
    served = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in families
        if family.name.startswith("momentsearch_")
    }
    rows = PAGE.read_text(encoding="utf-8").splitlines()
    told = {row.split("`")[1].split("{")[0] for row in rows if row.startswith("| `momentsearch_")}
    assert told == served


@pytest.fixture
def process(tmp_path: Path, films: Path) -> Iterator[Served]:
    words = ("--encoders", "embedded", "--media-roots", str(films), "--metrics-listen", ANY_PORT)
    served = Served(tmp_path / "data", *words)
    yield served
    served.ensure_over()


@pytest.mark.slow
def test_a_real_process(process: Served, tmp_path: Path) -> None:
    calls = process.ready()
    said = process.logged("metrics: http://").strip()
    address = said.rpartition("http://")[2].removesuffix("/metrics")
    port = int(address.rpartition(":")[2])
    calls.indexed("yellow.mp4")
    calls.search("yellow")
    told = figures(port)
    assert told["momentsearch_media{active}"] == 1
    assert sum(n for name, n in told.items() if name.startswith("momentsearch_searches")) == 1
    second = Served(tmp_path / "b", "--encoders", "embedded", "--metrics-listen", address)
    assert second.process.wait(60) == 2
    second.ensure_over()
    assert f"momentsearch: cannot serve metrics on {address}" in "".join(second.log)
    assert "Traceback" not in "".join(second.log)
    assert process.stop() == 0
    assert "Traceback" not in "".join(process.log)
