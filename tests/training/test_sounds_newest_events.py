"""The newest ways of making sounds: of the right form, never silent for long, fixed by a seed."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from training.sounds import vocabulary
from training.sounds.events.newest import NEWEST
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal

Way = Callable[[Rng, int], Signal]

WAYS = [way for ways in NEWEST.values() for way in ways]
LOUD_WAYS = [way for name, ways in NEWEST.items() if name != "silence" for way in ways]


def made(way: Way, seed: int, seconds: float) -> Signal:
    return way(np.random.default_rng(seed), int(seconds * SAMPLE_RATE_HZ))


def rms(sound: Signal) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def test_the_newest_ways_are_of_known_events_and_each_of_its_own_name() -> None:
    assert set(NEWEST) <= set(vocabulary.EVENTS)
    assert len({way.__name__ for way in WAYS}) == len(WAYS)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("seconds", [1.0, 20.0])
def test_a_way_fills_short_and_long_sounds(way: Way, seconds: float) -> None:
    for seed in range(3 if seconds == 1 else 1):
        sound = made(way, seed, seconds)
        assert sound.dtype == np.float32
        assert sound.shape == (int(seconds * SAMPLE_RATE_HZ),)
        assert np.isfinite(sound).all()
        assert rms(sound) > (1e-3 if way in LOUD_WAYS else 0)


@pytest.mark.parametrize("way", LOUD_WAYS, ids=lambda way: way.__name__)
def test_no_five_seconds_of_eight_are_silent(way: Way) -> None:
    for seed in range(2):
        sound = made(way, seed, 8)
        starts = range(0, 3 * SAMPLE_RATE_HZ + 1, SAMPLE_RATE_HZ)
        quietest = min(rms(sound[start : start + 5 * SAMPLE_RATE_HZ]) for start in starts)
        assert quietest > 0.1 * rms(sound)


@pytest.mark.parametrize("way", NEWEST["silence"], ids=lambda way: way.__name__)
def test_silence_is_faint_and_not_digital(way: Way) -> None:
    for seed in range(20):
        sound = made(way, seed, 1)
        assert 0 < np.abs(sound).max() < 10 ** (-41.9 / 20)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_generator_alone_decides(way: Way) -> None:
    sound = made(way, 1, 2.5)
    assert np.array_equal(sound, made(way, 1, 2.5))
    assert not np.array_equal(sound, made(way, 2, 2.5))


@pytest.mark.parametrize("name", NEWEST)
def test_the_ways_of_an_event_differ(name: str) -> None:
    sounds = [made(way, 1, 2) for way in NEWEST[name]]
    for one, other in combinations(sounds, 2):
        assert abs(np.corrcoef(one, other)[0, 1]) < 0.9


def envelope(sound: Signal, *, rate_hz: int) -> Signal:
    """RMS of each `1 / rate_hz` seconds."""
    return np.sqrt(np.mean(sound.reshape(-1, SAMPLE_RATE_HZ // rate_hz) ** 2, axis=1))


@pytest.mark.parametrize("way", NEWEST["helicopter"], ids=lambda way: way.__name__)
def test_a_helicopter_beats_some_to_thirty_times_a_second(way: Way) -> None:
    for seed in range(3):
        loudness = envelope(made(way, seed, 8), rate_hz=200)
        power = np.abs(np.fft.rfft((loudness - loudness.mean()) * np.hanning(len(loudness)))) ** 2
        hz = np.fft.rfftfreq(len(loudness), 1 / 200)
        beats = (hz > 4) & (hz < 60)
        assert power[beats].max() > 20 * np.median(power[beats])


@pytest.mark.parametrize("way", NEWEST["sea waves"], ids=lambda way: way.__name__)
def test_the_sea_swells_and_sinks_slowly(way: Way) -> None:
    for seed in range(3):
        loudness = envelope(made(way, seed, 20), rate_hz=2)
        assert np.percentile(loudness, 90) > 1.5 * np.percentile(loudness, 10)


@pytest.mark.parametrize("way", NEWEST["rain"], ids=lambda way: way.__name__)
def test_rain_never_rests(way: Way) -> None:
    for seed in range(3):
        loudness = envelope(made(way, seed, 8), rate_hz=20)
        assert np.percentile(loudness, 90) < 5 * np.percentile(loudness, 10)
