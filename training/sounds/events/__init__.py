"""Every sound event, and the ways in which it can be made.

A way is a function of a generator and a number of samples; all its variety (pitch, pace, size,
colour) comes from the generator. To teach another sound, or another way of making one, add it to
the table of its module.
"""

from collections.abc import Callable, Mapping

from training.sounds.events import (
    actions_further,
    booms_further,
    fourth_animals,
    fourth_bells,
    fourth_machines,
    fourth_nature,
    fourth_signals,
    fourth_things,
    living,
    living_further,
    machines,
    machines_further,
    nature,
    nature_further,
    newer_living,
    newer_nature,
    newer_things,
    newest,
    people_further,
    signals_further,
    things,
    things_further,
)
from training.sounds.signals import Rng, Signal

Way = Callable[[Rng, int], Signal]

_FIRST: Mapping[str, tuple[Way, ...]] = {
    **nature.EVENTS,
    **living.EVENTS,
    **machines.EVENTS,
    **things.EVENTS,
}

_FURTHER: Mapping[str, tuple[Way, ...]] = {
    **nature_further.EVENTS,
    **living_further.EVENTS,
    **people_further.EVENTS,
    **actions_further.EVENTS,
    **machines_further.EVENTS,
    **signals_further.EVENTS,
    **things_further.EVENTS,
    **booms_further.EVENTS,
}

WAYS: Mapping[str, tuple[Way, ...]] = {name: ways + _FURTHER[name] for name, ways in _FIRST.items()}

NEWER_WAYS: Mapping[str, tuple[Way, ...]] = {
    **newer_nature.NEWER,
    **newer_living.NEWER,
    **newer_things.NEWER,
}
"""Heard from the second go of training on, so that the first stays what it was."""

NEWEST_WAYS: Mapping[str, tuple[Way, ...]] = newest.NEWEST
"""Heard from the fourth go of training on."""

FOURTH_WAYS: Mapping[str, tuple[Way, ...]] = {
    **fourth_nature.FOURTH,
    **fourth_animals.FOURTH,
    **fourth_machines.FOURTH,
    **fourth_signals.FOURTH,
    **fourth_bells.FOURTH,
    **fourth_things.FOURTH,
}
"""Heard from the fifth go of training on."""

SETS = (WAYS, NEWER_WAYS, NEWEST_WAYS, FOURTH_WAYS)

UNSEEN_WAYS: Mapping[str, Way] = {
    **nature_further.UNSEEN,
    **living_further.UNSEEN,
    **people_further.UNSEEN,
    **actions_further.UNSEEN,
    **machines_further.UNSEEN,
    **signals_further.UNSEEN,
    **things_further.UNSEEN,
    **booms_further.UNSEEN,
}
"""One more way for each event, kept out of training: does the model know the sound itself?"""
