"""Reading ahead: the same items, a bounded way ahead, and no thread left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from momentsearch_server.ingest.read_ahead import read_ahead


def eventually(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def reading_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "read-ahead"]


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    eventually(lambda: reading_threads() == [])


@pytest.mark.parametrize("most", [1, 3, 1000])
@pytest.mark.parametrize("count", [0, 1, 500])
def test_the_same_items_in_the_same_order(count: int, most: int) -> None:
    assert list(read_ahead(iter(range(count)), most=most)) == list(range(count))


def test_none_and_exceptions_as_items_are_items() -> None:
    items = [None, False, StopIteration(), ValueError("an item")]
    assert list(read_ahead(iter(items), most=2)) == items


def test_no_further_ahead_than_it_may() -> None:
    taken: list[int] = []

    def counting() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    reading = read_ahead(counting(), most=5)
    assert next(reading) == 0
    eventually(lambda: len(taken) >= 7)
    time.sleep(0.05)
    # One was given, five wait, and one is in the thread's hand.
    assert len(taken) == 7
    assert list(reading) == list(range(1, 100))


def test_it_does_read_ahead() -> None:
    """While one item is worked on, the next is made: otherwise this would wait for ever."""
    made, asked = threading.Event(), threading.Event()

    def items() -> Iterator[str]:
        yield "first"
        made.set()
        assert asked.wait(5)
        yield "second"

    reading = read_ahead(items(), most=2)
    next(reading)
    assert made.wait(5)
    asked.set()
    assert list(reading) == ["second"]


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt()])
def test_an_exception_comes_in_its_place(error: BaseException) -> None:
    def items() -> Iterator[int]:
        yield 1
        yield 2
        raise error

    reading = read_ahead(items(), most=10)
    assert next(reading) == 1
    eventually(lambda: reading_threads() == [])  # it is known by now, and not yet raised
    assert next(reading) == 2
    with pytest.raises(type(error)) as caught:
        next(reading)
    assert caught.value is error


def test_one_that_does_not_come_in_time() -> None:
    over = threading.Event()

    def items() -> Iterator[str]:
        yield "first"
        over.wait(60)

    reading = read_ahead(items(), most=2, patience_seconds=0.1)
    assert next(reading) == "first"
    with pytest.raises(TimeoutError, match=r"0\.1 s"):
        next(reading)
    over.set()


def test_nothing_is_read_before_it_is_asked_for() -> None:
    reading = read_ahead(iter([1]), most=1)
    assert reading_threads() == []
    reading.close()


def test_stopping_early_ends_the_thread() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            taken.append(1)
            yield 1

    reading = read_ahead(endless(), most=2)
    next(reading)
    reading.close()
    eventually(lambda: reading_threads() == [])
    count = len(taken)
    time.sleep(0.05)
    assert len(taken) == count <= 5


def test_a_thread_that_waits_for_an_item_ends_with_it() -> None:
    arrived = threading.Event()

    def slow() -> Iterator[int]:
        yield 1
        arrived.wait(5)
        yield 2

    reading = read_ahead(slow(), most=2)
    next(reading)
    reading.close()
    assert len(reading_threads()) == 1
    arrived.set()
