from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from momentsearch_server.media.samples import SoundWindow
from momentsearch_server.media.windows import SILENCE_PEAK, cut_windows, sounding_span

RATE = 48_000
Sound = NDArray[np.float32]


def ramp(seconds: float) -> Sound:
    """Every sample tells its own position."""
    return np.arange(1, round(seconds * RATE) + 1, dtype=np.float32) / 2**24 + 0.1


def in_blocks(sound: Sound, length: int) -> Iterator[Sound]:
    for start in range(0, len(sound), length):
        yield sound[start : start + length]


def cut(
    sound: Sound, *, window: float = 5, hop: float = 2.5, block: int = RATE
) -> list[SoundWindow]:
    return list(
        cut_windows(in_blocks(sound, block), window_us=round(window * 1e6), hop_us=round(hop * 1e6))
    )


def seconds(windows: list[SoundWindow]) -> list[tuple[float, float]]:
    return [(window.span.start_us / 1e6, window.span.end_us / 1e6) for window in windows]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0.3, [(0, 0.3)]),
        (5, [(0, 5)]),
        (5.1, [(0, 5), (2.5, 5.1)]),
        (7, [(0, 5), (2.5, 7)]),
        (7.5, [(0, 5), (2.5, 7.5)]),
        (7.6, [(0, 5), (2.5, 7.5), (5, 7.6)]),
    ],
)
def test_the_last_window_is_made_for_new_sound_only(
    length: float, expected: list[tuple[float, float]]
) -> None:
    assert seconds(cut(ramp(length))) == expected


def test_no_sound_no_windows() -> None:
    assert cut(ramp(0)) == []


@pytest.mark.parametrize("block", [1000, 4801, RATE, 10 * RATE])
@pytest.mark.parametrize(("window", "hop"), [(5, 2.5), (1, 1), (1, 3), (0.0333, 0.0111)])
def test_windows_hold_the_sound_of_their_span(block: int, window: float, hop: float) -> None:
    sound = ramp(8.2)
    for found in cut(sound, window=window, hop=hop, block=block):
        first = round(found.span.start_us * 0.048)
        assert found.samples is not None
        assert found.samples[0] == sound[first]
        assert np.array_equal(found.samples, sound[first : first + len(found.samples)])
        assert len(found.samples) == pytest.approx(found.span.duration_us * 0.048, abs=1)


def test_windows_further_apart_than_long() -> None:
    assert seconds(cut(ramp(8.2), window=1, hop=3)) == [(0, 1), (3, 4), (6, 7)]
    assert seconds(cut(ramp(6.2), window=1, hop=3)) == [(0, 1), (3, 4), (6, 6.2)]


def test_digital_silence_has_no_samples() -> None:
    sound = ramp(10)
    sound[: 5 * RATE] = SILENCE_PEAK / 2
    windows = cut(sound)
    assert windows[0].samples is None
    assert all(window.samples is not None for window in windows[1:])


@pytest.mark.parametrize(("begins", "ends"), [(5.0, 10.0), (5.02, 8.2), (6.3, 11.3), (7.6, 7.7)])
def test_windows_stand_for_what_sounds_in_them(begins: float, ends: float) -> None:
    sound = np.zeros(20 * RATE, dtype=np.float32)
    first, stop = round(begins * RATE), round(ends * RATE)
    sound[first:stop] = ramp(stop / RATE)[first:]
    spans = [sounding_span(window) for window in cut(sound) if window.samples is not None]
    assert min(span.start_us for span in spans) == pytest.approx(begins * 1e6, abs=50_030)
    assert max(span.end_us for span in spans) == pytest.approx(ends * 1e6, abs=50_030)
    assert [span.start_us for span in spans] == sorted(span.start_us for span in spans)
    assert [span.end_us for span in spans] == sorted(span.end_us for span in spans)


def test_a_silent_window_stands_for_all_of_its_span() -> None:
    (silent,) = cut(np.zeros(5 * RATE, dtype=np.float32))
    assert sounding_span(silent) == silent.span


def test_one_sample_that_16_bits_can_hold_is_no_silence() -> None:
    sound = np.zeros(RATE, dtype=np.float32)
    sound[7] = -1 / 32768
    assert cut(sound)[0].samples is not None


def test_windows_own_their_samples() -> None:
    block = ramp(5)
    window = next(cut_windows([block], window_us=5_000_000, hop_us=2_500_000))
    assert window.samples is not None
    before = window.samples.copy()
    block[:] = 0
    assert np.array_equal(window.samples, before)


def test_a_stream_that_starts_later() -> None:
    windows = cut_windows([ramp(6)], window_us=5_000_000, hop_us=2_500_000, start_us=10_000_000)
    assert seconds(list(windows)) == [(10, 15), (12.5, 16)]
