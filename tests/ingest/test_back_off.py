"""How long jobs and threads wait, on a clock of the test's own."""

from __future__ import annotations

import pytest

from momentsearch_server.ingest.back_off import BackOff


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def back_off(clock: Clock) -> BackOff:
    return BackOff(first_seconds=10, longest_pause_seconds=60, longest_wait_seconds=600, now=clock)


def test_one_that_fails_alone_waits_longer_each_time_and_others_hardly(
    back_off: BackOff, clock: Clock
) -> None:
    waits = []
    for _ in range(8):
        assert back_off.failed("bad") == 10
        began = clock.seconds
        while back_off.waiting() == ["bad"]:
            back_off.succeeded("good")
            clock.seconds += 1
        waits.append(clock.seconds - began)
    assert waits == [20, 40, 80, 160, 320, 600, 600, 600]


def test_while_nothing_succeeds_all_pause_longer(back_off: BackOff) -> None:
    assert [back_off.failed(f"{number}") for number in range(5)] == [10, 20, 40, 60, 60]
    back_off.succeeded("5")
    assert back_off.failed("6") == 10


def test_a_failure_of_the_media_itself_says_nothing_of_index_and_disk(back_off: BackOff) -> None:
    back_off.failed("one")
    back_off.over("broken")
    assert back_off.failed("two") == 20


@pytest.mark.parametrize("end", [BackOff.succeeded, BackOff.over])
def test_a_job_that_is_over_is_forgotten(back_off: BackOff, clock: Clock, end: object) -> None:
    back_off.failed("one")
    assert callable(end)
    end(back_off, "one")
    assert back_off.waiting() == []
    back_off.failed("one")
    clock.seconds += 20
    assert back_off.waiting() == []


def test_after_any_number_of_failures(back_off: BackOff) -> None:
    for _ in range(5_000):
        assert back_off.failed("one") <= 60
