"""What a server costs, measured on a film of half a minute."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import service


def test_films_are_named_by_size_and_hours() -> None:
    assert service._film("1280x720:0.5") == service.Film("1280x720", 0.5)


@pytest.mark.parametrize("count", ["1", str(service.MOST_SEARCHES + 1), "many"])
def test_no_more_searches_than_there_are_texts(
    count: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["service", "--searches", count])
    with pytest.raises(SystemExit):
        service.main()
    assert "--searches" in capsys.readouterr().err


@pytest.mark.slow
def test_half_a_minute_through_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "service.json"
    flags = ["--films", "160x90:0.01", "--searches", "4", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["service", *flags])
    monkeypatch.setattr(service, "DRAWN_FILMS", 2)
    service.main()
    report = json.loads(out.read_text())
    (film,) = report["films"]
    assert film["hours"] == pytest.approx(0.01, abs=0.001)
    assert sorted(film["samples"].values()) == pytest.approx([13, 36], abs=2)
    assert min(film["kept_mib_an_hour"].values()) > 0
    assert report["idle_mib"] > 50
    assert 0 < film["peak_mib_above_before"] < 2_000
    for clients in service.CLIENTS:
        times = report["searches"][f"clients_{clients}"]
        assert 0 < times["median_milliseconds"] <= times["p95_milliseconds"]
