"""The instruments, and the ways in which each can be made.

A way is a function of a generator, a pitch and a length. A piece hands every note of a part a
generator of the same seed, so that the part stays one instrument: a way draws what makes up its
character before anything that depends on pitch or length. `unseen` is one way more that no
training ever hears; with it, `evaluate` measures what carries over to another hand's synthesis.
`newer` ways are heard from the second go of training on, and `newest` ones from the fourth on, so
that the goes before stay what they were; `fourth` ones are for goes with four sets of ways.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from training.sounds.instruments import (
    fourth_basses,
    fourth_guitars,
    fourth_organs,
    fourth_others,
    fourth_pianos,
    fourth_synthesizers,
    keys,
    newer_keys,
    newer_strings,
    newer_synthesizers,
    newest_keys,
    newest_strings,
    newest_synthesizers,
    strings,
    winds_and_synthesizers,
)
from training.sounds.instruments.drums import KITS, PATTERNS, UNSEEN_KIT, Kit
from training.sounds.signals import Rng, Signal

__all__ = ["INSTRUMENTS", "KITS", "PATTERNS", "UNSEEN_KIT", "Instrument", "Kit", "Note"]

Note = Callable[[Rng, float, float], Signal]
"""From pitch in Hz and length in seconds to a sound that may ring on a little longer."""


@dataclass(frozen=True)
class Instrument:
    """`lowest_midi` is where its octave for accompaniment begins; melodies lie above it."""

    ways: tuple[Note, ...]
    unseen: Note
    lowest_midi: int
    newer: tuple[Note, ...] = ()
    newest: tuple[Note, ...] = ()
    fourth: tuple[Note, ...] = ()

    def known(self, sets: int) -> tuple[Note, ...]:
        """The ways of the first `sets` sets, 1 to 4."""
        return sum((self.ways, self.newer, self.newest, self.fourth)[:sets], ())


_NEWER: Mapping[str, tuple[Note, ...]] = {
    **newer_keys.NEWER,
    **newer_strings.NEWER,
    **newer_synthesizers.NEWER,
}

_NEWEST: Mapping[str, tuple[Note, ...]] = {
    **newest_keys.NEWEST,
    **newest_strings.NEWEST,
    **newest_synthesizers.NEWEST,
}

_FOURTH: Mapping[str, tuple[Note, ...]] = {
    **fourth_basses.FOURTH,
    **fourth_guitars.FOURTH,
    **fourth_organs.FOURTH,
    **fourth_others.FOURTH,
    **fourth_pianos.FOURTH,
    **fourth_synthesizers.FOURTH,
}

INSTRUMENTS: Mapping[str, Instrument] = {
    name: replace(
        instrument, newer=_NEWER[name], newest=_NEWEST.get(name, ()), fourth=_FOURTH[name]
    )
    for name, instrument in {
        "guitar": Instrument(strings.GUITARS, strings.twelve_string_guitar, lowest_midi=48),
        "piano": Instrument(keys.PIANOS, keys.looped_piano, lowest_midi=55),
        "organ": Instrument(keys.ORGANS, keys.combo_organ, lowest_midi=55),
        "flute": Instrument(
            winds_and_synthesizers.FLUTES, winds_and_synthesizers.overblown_flute, lowest_midi=67
        ),
        "bass": Instrument(strings.BASSES, strings.modulated_bass, lowest_midi=31),
        "bells": Instrument(keys.BELLS, keys.vibraphone, lowest_midi=74),
        "violin": Instrument(strings.VIOLINS, strings.additive_violin, lowest_midi=60),
        "synthesizer": Instrument(
            winds_and_synthesizers.SYNTHESIZERS,
            winds_and_synthesizers.folded_synthesizer,
            lowest_midi=52,
        ),
    }.items()
}
