"""Every sound event, and the ways in which it can be made.

A way is a function of a generator and a number of samples; all its variety (pitch, pace, size,
colour) comes from the generator. To teach another sound, or another way of making one, add it to
the table of its module.
"""

from collections.abc import Callable, Mapping

from training.sounds.events import living, machines, nature, things
from training.sounds.signals import Rng, Signal

Way = Callable[[Rng, int], Signal]

WAYS: Mapping[str, tuple[Way, ...]] = {
    **nature.EVENTS,
    **living.EVENTS,
    **machines.EVENTS,
    **things.EVENTS,
}
