"""The newer ways of making sounds: of the right form, never silent for long, fixed by a seed."""

from collections.abc import Callable

import numpy as np
import pytest

from training.sounds import vocabulary
from training.sounds.events import newer_living, newer_nature, newer_things
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal

TABLES = (newer_nature.NEWER, newer_living.NEWER, newer_things.NEWER)
NAMES = [name for table in TABLES for name in table]
WAYS = [way for table in TABLES for ways in table.values() for way in ways]

Way = Callable[[Rng, int], Signal]


def made(way: Way, seed: int, seconds: float) -> Signal:
    return way(np.random.default_rng(seed), int(seconds * SAMPLE_RATE_HZ))


def rms(sound: Signal) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def test_the_newer_ways_are_of_known_events_and_each_of_its_own_name() -> None:
    assert set(NAMES) <= set(vocabulary.EVENTS)
    assert len(set(NAMES)) == len(NAMES)
    assert len({way.__name__ for way in WAYS}) == len(WAYS)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("seconds", [1.0, 60.0])
def test_a_way_fills_short_and_long_sounds(way: Way, seconds: float) -> None:
    for seed in range(3 if seconds == 1 else 1):
        sound = made(way, seed, seconds)
        assert sound.dtype == np.float32
        assert sound.shape == (int(seconds * SAMPLE_RATE_HZ),)
        assert np.isfinite(sound).all()
        assert rms(sound) > 1e-3


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_five_seconds_of_eight_are_silent(way: Way) -> None:
    for seed in range(4):
        sound = made(way, seed, 8)
        starts = range(0, 3 * SAMPLE_RATE_HZ + 1, SAMPLE_RATE_HZ)
        quietest = min(rms(sound[start : start + 5 * SAMPLE_RATE_HZ]) for start in starts)
        assert quietest > 0.1 * rms(sound)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_generator_alone_decides(way: Way) -> None:
    sound = made(way, 1, 2.5)
    assert np.array_equal(sound, made(way, 1, 2.5))
    assert not np.array_equal(sound, made(way, 2, 2.5))
