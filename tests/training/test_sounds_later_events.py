"""The later sets of ways of making sounds: of the right form, never silent for long, fixed by a
seed."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from training.sounds import vocabulary
from training.sounds.events import FOURTH_WAYS, NEWER_WAYS, NEWEST_WAYS
from training.sounds.events import WAYS as FIRST_WAYS
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal
from training.sounds.synthesis import synthesise_event

Way = Callable[[Rng, int], Signal]

SETS = (NEWER_WAYS, NEWEST_WAYS, FOURTH_WAYS)
WAYS = [way for table in SETS for ways in table.values() for way in ways]
LOUD_WAYS = [way for way in WAYS if way not in NEWEST_WAYS["silence"]]


def of(name: str) -> list[Way]:
    """The ways of an event in these sets."""
    return [way for table in SETS for way in table.get(name, ())]


def made(way: Way, seed: int, seconds: float) -> Signal:
    return way(np.random.default_rng(seed), int(seconds * SAMPLE_RATE_HZ))


def rms(sound: Signal) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def test_the_ways_are_of_known_events_and_each_of_its_own_name() -> None:
    assert {*NEWER_WAYS, *NEWEST_WAYS} <= set(vocabulary.EVENTS)
    assert set(FOURTH_WAYS) == set(vocabulary.EVENTS) - {"silence"}
    for table in SETS:
        names = [way.__name__ for ways in table.values() for way in ways]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ["wind", "silence"])
def test_they_are_heard_from_the_fourth_set_on(name: str) -> None:
    tables = (FIRST_WAYS, NEWER_WAYS, NEWEST_WAYS)
    before = sum(len(table.get(name, ())) for table in tables)
    after = before + len(FOURTH_WAYS.get(name, ()))

    def with_way(way: int, ways: int) -> Signal:
        rng = np.random.default_rng(0)
        return synthesise_event(name, rng, duration_seconds=0.2, way=way, ways=ways)

    assert with_way(after - 1, ways=4).shape == (9_600,)
    with pytest.raises(IndexError):
        with_way(after, ways=4)
    with pytest.raises(IndexError):
        with_way(before, ways=3)


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


@pytest.mark.parametrize("way", of("silence"), ids=lambda way: way.__name__)
def test_silence_is_faint_and_not_digital(way: Way) -> None:
    for seed in range(20):
        sound = made(way, seed, 1)
        assert 0 < np.abs(sound).max() < 10 ** (-41.9 / 20)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_generator_alone_decides(way: Way) -> None:
    sound = made(way, 1, 2.5)
    assert np.array_equal(sound, made(way, 1, 2.5))
    assert not np.array_equal(sound, made(way, 2, 2.5))


@pytest.mark.parametrize("name", vocabulary.EVENTS)
def test_the_ways_of_an_event_in_a_set_differ(name: str) -> None:
    for table in SETS:  # across them, noise of one seed is alike before it is made into anything
        sounds = [made(way, 1, 2) for way in table.get(name, ())]
        for one, other in combinations(sounds, 2):
            assert abs(np.corrcoef(one, other)[0, 1]) < 0.9


def envelope(sound: Signal, *, rate_hz: int) -> Signal:
    """RMS of each `1 / rate_hz` seconds."""
    return np.sqrt(np.mean(sound.reshape(-1, SAMPLE_RATE_HZ // rate_hz) ** 2, axis=1))


@pytest.mark.parametrize("way", of("helicopter"), ids=lambda way: way.__name__)
def test_a_helicopter_beats_some_to_sixty_times_a_second(way: Way) -> None:
    for seed in range(3):
        loudness = envelope(made(way, seed, 8), rate_hz=200)
        power = np.abs(np.fft.rfft((loudness - loudness.mean()) * np.hanning(len(loudness)))) ** 2
        hz = np.fft.rfftfreq(len(loudness), 1 / 200)
        beats = (hz > 4) & (hz < 60)
        assert power[beats].max() > 20 * np.median(power[beats])


@pytest.mark.parametrize("way", of("sea waves"), ids=lambda way: way.__name__)
def test_the_sea_swells_and_sinks_slowly(way: Way) -> None:
    for seed in range(3):
        loudness = envelope(made(way, seed, 20), rate_hz=2)
        assert np.percentile(loudness, 90) > 1.3 * np.percentile(loudness, 10)


@pytest.mark.parametrize("way", of("rain"), ids=lambda way: way.__name__)
def test_rain_never_rests(way: Way) -> None:
    for seed in range(3):
        loudness = envelope(made(way, seed, 8), rate_hz=20)
        assert np.percentile(loudness, 90) < 5 * np.percentile(loudness, 10)


def centroid_hz(sound: Signal) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(np.sum(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ) * power) / np.sum(power))


@pytest.mark.parametrize("way", FOURTH_WAYS["birds chirping"], ids=lambda way: way.__name__)
def test_birds_sing_above_one_kilohertz_and_a_half(way: Way) -> None:
    for seed in range(3):
        assert centroid_hz(made(way, seed, 8)) > 1_500
