"""A bounded memory of what was last used."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """Least recently used goes first once the sizes together exceed ``capacity``.

    Safe to use from several threads; two that miss at once may both make the value, and the later
    one's is kept.
    """

    def __init__(self, capacity: int, *, size_of: Callable[[Value], int] = lambda _: 1) -> None:
        self._capacity = capacity
        self._size_of = size_of
        self._size = 0
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._put(key, value)
        return value

    def _put(self, key: Key, value: Value) -> None:
        if key in self._values:
            self._size -= self._size_of(self._values.pop(key))
        self._values[key] = value
        self._size += self._size_of(value)
        while self._size > self._capacity and len(self._values) > 1:
            self._size -= self._size_of(self._values.popitem(last=False)[1])
