"""Pauses before another try."""

from momentsearch_server.pauses import doubled_seconds


def test_pauses_are_doubled_up_to_the_longest() -> None:
    pauses = [doubled_seconds(times, first=1, longest=60) for times in range(1, 9)]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert doubled_seconds(10**6, first=0.5, longest=60) == 60
