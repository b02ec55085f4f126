"""Sounds to order: a named event or a described piece of music, of any length from 1 to 60 s."""

from training.sounds.events import SETS, UNSEEN_WAYS
from training.sounds.music import Music, sample_music, synthesise_music
from training.sounds.signals import Rng, Signal, samples, unit_peak

__all__ = ["Music", "Rng", "Signal", "sample_music", "synthesise_event", "synthesise_music"]


def synthesise_event(
    name: str,
    rng: Rng,
    *,
    duration_seconds: float,
    way: int | None = None,
    unseen: bool = False,
    ways: int = 1,
) -> Signal:
    """The event going on for the whole duration: float32 `[n]`, mono, 48 kHz, within [-1, 1].

    What happens once (a bark, a blast) is repeated at its natural pace. `way` picks one of the
    event's ways of being made in the first `ways` sets; otherwise the generator does. `unseen`
    takes the one that no model is trained on. The peak is .9, but for silence, which stays as quiet
    as it is.

    Raises:
        KeyError: no such event; `training.sounds.events.WAYS` has their names.
    """
    first, *further = SETS[:ways]
    known = first[name] + tuple(one for ways_of in further for one in ways_of.get(name, ()))
    among = (UNSEEN_WAYS[name],) if unseen else known
    chosen = among[int(rng.integers(len(among))) if way is None else way]
    sound = chosen(rng, samples(duration_seconds))
    return sound if name == "silence" else unit_peak(sound, 0.9)
