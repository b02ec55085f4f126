"""Cutting a stream of sound into overlapping windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.media.samples import SAMPLE_RATE_HZ, SoundWindow
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

# Half a step of 16-bit sound: what stays below it everywhere is zero in any 16-bit player. Decoders
# of lossy formats give digital silence back as exact zeros (AAC, Vorbis) or far below this.
SILENCE_PEAK = 2.0**-16
# So much silence at the ends of a sound is part of it: a wave that passes zero, a breath.
SILENCE_LEFT_US = 50_000


def cut_windows(
    blocks: Iterable[NDArray[np.float32]], *, window_us: int, hop_us: int, start_us: int = 0
) -> Iterator[SoundWindow]:
    """Windows of mono sound at 48 kHz that comes in blocks of any length.

    Window ``k`` starts at ``start_us + k * hop_us``. The last one may be shorter, and is made only
    when it holds sound that no window before it held. At most one window and one block are kept.
    """
    held = np.zeros(0, dtype=np.float32)
    held_from = 0  # the number of the first sample that is held
    heard = 0  # how many samples the windows so far reach
    index = 0
    for block in blocks:
        held = np.concatenate((held, block))
        while True:
            first, end = _samples(index * hop_us), _samples(index * hop_us + window_us)
            if held_from + len(held) < end:
                break
            yield _window(held[first - held_from : end - held_from], start_us + index * hop_us)
            heard, index = end, index + 1
            # Where windows are further apart than long, the sound between them is not there yet.
            drop = min(_samples(index * hop_us) - held_from, len(held))
            held, held_from = held[drop:], held_from + drop
    total = held_from + len(held)
    first = _samples(index * hop_us)
    if total > max(heard, first):
        yield _window(held[first - held_from :], start_us + index * hop_us)


def is_digital_silence(samples: NDArray[np.float32]) -> bool:
    return bool(np.max(np.abs(samples), initial=0.0) < SILENCE_PEAK)


def sounding_span(window: SoundWindow) -> TimeSpan:
    """What a window stands for: its span without the digital silence at its ends.

    A sound of two seconds in silence is in two or three windows of five, and is as loud in each;
    that it lasts two seconds is to be seen in nothing but this. Spans of windows that follow each
    other never run backwards. All of the span where the window is silent throughout.
    """
    if window.samples is None:
        return window.span
    sounding = np.flatnonzero(np.abs(window.samples) >= SILENCE_PEAK)
    if len(sounding) == 0:
        return window.span
    span = window.span
    first, stop = (
        span.start_us + round(int(at) * MICROSECONDS_PER_SECOND / SAMPLE_RATE_HZ)
        for at in (sounding[0], sounding[-1] + 1)
    )
    return TimeSpan(
        max(span.start_us, first - SILENCE_LEFT_US), min(span.end_us, stop + SILENCE_LEFT_US)
    )


def _window(samples: NDArray[np.float32], start_us: int) -> SoundWindow:
    end_us = start_us + max(1, round(len(samples) * MICROSECONDS_PER_SECOND / SAMPLE_RATE_HZ))
    span = TimeSpan(start_us, end_us)
    return SoundWindow(span, None if is_digital_silence(samples) else samples.copy())


def _samples(us: int) -> int:
    """The sample that is heard at that time: nearest, halves up."""
    doubled = 2 * us * SAMPLE_RATE_HZ + MICROSECONDS_PER_SECOND
    return doubled // (2 * MICROSECONDS_PER_SECOND)
