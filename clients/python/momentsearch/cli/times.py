"""Times as people type and read them: ``h:mm:ss.s``."""

from __future__ import annotations

import math


def format_time(seconds: float) -> str:
    """To the nearest tenth of a second, halves up: ``0:01:02.5``."""
    tenths = math.floor(seconds * 10 + 0.5)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{tenths // 10:02d}.{tenths % 10}"


def parse_time(text: str) -> float:
    """Seconds, from ``62.5``, ``1:02.5`` or ``0:01:02.5``.

    Raises ``ValueError`` for anything else; behind a colon only 0 to 59 are meant.
    """
    parts = text.split(":")
    try:
        numbers = [*map(int, parts[:-1]), float(parts[-1])]
    except ValueError:
        raise _not_a_time(text) from None
    too_large = any(number >= 60 for number in numbers[1:])
    if len(parts) > 3 or too_large or any(not 0 <= number < math.inf for number in numbers):
        raise _not_a_time(text)
    seconds = 0.0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds


def _not_a_time(text: str) -> ValueError:
    return ValueError(f"{text!r} is not a time: expected seconds or h:mm:ss.s, as in 0:01:02.5")
