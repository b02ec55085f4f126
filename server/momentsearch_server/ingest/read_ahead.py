"""Reading an iterator in a thread of its own, a bounded way ahead."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_END = object()
_PUT_PATIENCE_SECONDS = 0.2


def read_ahead(
    items: Iterator[Item], *, most: int, patience_seconds: float | None = None
) -> Generator[Item, None, None]:
    """The same items in the same order, up to ``most`` of them read before they are asked for.

    What ``items`` raises is raised here, in its place; ``TimeoutError`` where the next one takes
    longer than ``patience_seconds`` to come (None: never). When the reading side stops early
    (closes this), the thread ends at its next item.
    """
    buffer: queue.Queue[object] = queue.Queue(maxsize=most)
    stopped = threading.Event()

    def put(value: object) -> None:
        while not stopped.is_set():
            try:
                return buffer.put(value, timeout=_PUT_PATIENCE_SECONDS)
            except queue.Full:
                continue
        return None

    def fill() -> None:
        try:
            for item in items:
                put(item)
                if stopped.is_set():
                    return
            put(_END)
        except BaseException as error:  # handed over, whatever it is
            put(_Raised(error))

    threading.Thread(target=fill, name="read-ahead", daemon=True).start()
    try:
        while (value := _get(buffer, patience_seconds)) is not _END:
            if isinstance(value, _Raised):
                raise value.error
            yield value  # type: ignore[misc]  # what else is in the queue came out of `items`
    finally:
        stopped.set()


def _get(buffer: queue.Queue[object], patience_seconds: float | None) -> object:
    try:
        return buffer.get(timeout=patience_seconds)
    except queue.Empty:
        raise TimeoutError(f"nothing came for {patience_seconds:g} s") from None


class _Raised:
    def __init__(self, error: BaseException) -> None:
        self.error = error
