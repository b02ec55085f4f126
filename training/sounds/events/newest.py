"""The newest ways of making sounds, of all the modules that have some."""

from collections.abc import Callable, Mapping

from training.sounds.events import newest_machines, newest_nature, newest_things
from training.sounds.signals import Rng, Signal

NEWEST: Mapping[str, tuple[Callable[[Rng, int], Signal], ...]] = {
    **newest_nature.NEWEST,
    **newest_machines.NEWEST,
    **newest_things.NEWEST,
}
