"""Every event in two ways, and music: float32 ``[240000]``, five seconds of mono at 48 kHz."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.otherhand.sounds import animals, machines, people, signalling, weather
from benchmarks.otherhand.sounds.levels import levelled
from benchmarks.otherhand.sounds.signals import LENGTH, Rng, Signal, low_pass, pink

Event = Callable[[int, Rng], Signal]


def _ways(first: Callable[[Rng], Signal], second: Callable[[Rng], Signal]) -> Event:
    return lambda way, rng: (first, second)[way](rng)


def _near_silence(way: int, rng: Rng) -> Signal:
    """Below one bit of 16, white; or the faint pink noise of a room."""
    if way == 0:
        return 1e-6 * rng.standard_normal(LENGTH)
    return 3e-4 * pink(rng, LENGTH)


EVENTS: dict[str, Event] = {
    "rain": _ways(weather.rain_hissing, weather.rain_on_a_window),
    "wind": _ways(weather.wind_howling, weather.wind_rushing),
    "sea waves": _ways(weather.waves_breaking, weather.waves_swelling),
    "thunder": _ways(weather.thunder_near, weather.thunder_rolling),
    "fire crackling": weather.fire_crackling,
    "siren": _ways(signalling.siren_wailing, signalling.siren_of_two_tones),
    "alarm": _ways(signalling.alarm_clock, signalling.smoke_alarm),
    "telephone ringing": _ways(signalling.telephone_bell, signalling.telephone_warble),
    "dog barking": animals.dog_barking,
    "cat meowing": animals.cat_meowing,
    "birds chirping": _ways(animals.birds_in_turn, animals.bird_that_sings),
    "crickets": _ways(animals.crickets_near, animals.crickets_in_a_meadow),
    "clock ticking": machines.clock_ticking,
    "footsteps": _ways(people.footsteps_in_a_hall, people.footsteps_on_gravel),
    "applause": people.applause,
    "engine": _ways(machines.engine_idling, machines.engine_revving),
    "helicopter": _ways(machines.helicopter_passing, machines.helicopter_hovering),
    "heartbeat": people.heartbeat,
    "car horn": signalling.car_horn,
    "glass breaking": machines.glass_breaking,
    "knocking": people.knocking,
    "typing": _ways(people.typing_on_a_keyboard, people.typing_on_a_typewriter),
    "explosion": machines.explosion,
    "water dripping": weather.water_dripping,
    "whistle": _ways(signalling.whistle_of_a_referee, signalling.whistle_of_lips),
    "church bells": signalling.church_bells,
    "train": _ways(machines.steam_train, machines.train_on_rails),
    "cow mooing": animals.cow_mooing,
    "laser": signalling.laser,
    "silence": _near_silence,
    "baby crying": people.baby_crying,
    "sneezing": people.sneezing,
    "rooster": animals.rooster,
    "chainsaw": _ways(machines.chainsaw_starting, machines.chainsaw_cutting),
}
"""By name, in the way 0 or 1."""

_NUMBERS = {name: number for number, name in enumerate(EVENTS)}


def make_event(name: str, way: int, seed: int) -> NDArray[np.float32]:
    rng = np.random.default_rng([seed, _NUMBERS[name], way, 7])
    sound = EVENTS[name](way, rng)
    if name == "silence":
        return np.asarray(sound - sound.mean(), np.float32)
    return levelled(sound, rng)


def noisy(sound: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """With pink noise 15 dB below it."""
    noise = pink(np.random.default_rng([seed, 4]), len(sound))
    loudness = np.sqrt(np.mean(sound**2))
    return np.asarray(sound + noise * max(loudness, 1e-4) * 10 ** (-15 / 20), np.float32)


def muffled(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without what lies above 8 kHz."""
    return low_pass(sound.astype(np.float64), 8000, 6).astype(np.float32)
