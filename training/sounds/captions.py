"""What can be said of a few seconds of sound, and whether a saying is true of others.

A clip is a list of parts (an event or a piece of music) that sound together or one after the
other. From it follow facts, short strings such as `event:rain` or `tempo:slow`. A caption asserts
some of them; it is true of every clip that has them all, so such a clip is no negative for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from training.sounds import vocabulary
from training.sounds.music import Music
from training.sounds.signals import Rng

Source = str | Music
"""The name of an event, or a piece of music."""


@dataclass(frozen=True)
class Clip:
    """What sounds. `parts` are loudest first, or in order of time where `in_sequence`."""

    parts: tuple[Source, ...]
    in_sequence: bool = False


@dataclass(frozen=True)
class Caption:
    """A text and what it asserts."""

    text: str
    facts: frozenset[str]


def facts_of(clip: Clip) -> frozenset[str]:
    """All that is true of the clip and can be said."""
    found = {fact for part in clip.parts for fact in _part_facts(part)}
    if len(clip.parts) > 1:
        found.discard("event:silence")  # where something sounds, it is not silent
    if clip.in_sequence:
        found.add(_order_fact(clip.parts))
    return frozenset(found)


def arguable_facts_of(clip: Clip) -> frozenset[str]:
    """What some listeners would say besides: neither asserted nor held against the clip."""
    pieces = [part for part in clip.parts if isinstance(part, Music)]
    found = {fact for piece in pieces for fact in _likely_moods(piece) | _likely_tempos(piece)}
    if clip.in_sequence and "silence" in clip.parts:
        found.add("event:silence")
    return frozenset(found) - facts_of(clip)


def holds(facts: frozenset[str], clip: Clip) -> bool:
    """Whether all of `facts` are, or may be argued to be, true of the clip."""
    return facts <= facts_of(clip) | arguable_facts_of(clip)


def _part_facts(part: Source) -> set[str]:
    if isinstance(part, str):
        return {f"event:{part}"}
    found = {"music", f"texture:{part.texture}"}
    found |= {f"tempo:{part.tempo}"} if part.tempo else set()
    found |= {f"instrument:{name}" for name in part.instruments}
    found |= {f"mode:{part.mode}"} if part.mode else set()
    found |= {f"mood:{part.mood}"} if part.mood else set()
    return found


def _likely_moods(music: Music) -> set[str]:
    """The moods that a piece may be heard to have besides its own, or without having one."""
    heard = {
        ("fast", "major"): {"mood:happy", "mood:energetic"},
        ("fast", "minor"): {"mood:energetic"},
        ("fast", None): {"mood:energetic"},
        ("slow", "major"): {"mood:calm"},
        ("slow", "minor"): {"mood:sad", "mood:dark", "mood:calm"},
        ("moderate", "minor"): {"mood:dark", "mood:sad"},
        ("moderate", "major"): {"mood:happy"},
    }
    paces = (music.tempo,) if music.tempo else tuple(vocabulary.TEMPOS)
    return {mood for pace in paces for mood in heard.get((pace, music.mode), set())}


def _likely_tempos(music: Music) -> set[str]:
    """Where the pace changes, any may be heard in a part."""
    return set() if music.tempo else {f"tempo:{name}" for name in vocabulary.TEMPOS}


def _order_fact(parts: Sequence[Source]) -> str:
    return "order:" + ">".join(p if isinstance(p, str) else "music" for p in parts)


def full_caption(clip: Clip, rng: Rng) -> Caption:
    """A caption that says all there is to say."""
    return _joined(clip, [_describe(part, rng, share=1.0) for part in clip.parts], rng)


def caption(clip: Clip, rng: Rng) -> Caption:
    """A caption as people give them: often partial, in one of many forms."""
    if len(clip.parts) > 1 and rng.uniform() < 0.45:  # one part of several
        return _prefixed(_describe(_sayable(clip, rng), rng, share=0.6), rng)
    share = 1.0 if rng.uniform() < 0.4 else 0.6
    return _joined(clip, [_describe(part, rng, share=share) for part in clip.parts], rng)


def _sayable(clip: Clip, rng: Rng) -> Source:
    """Any part but silence, which is no longer heard beside something else."""
    parts = [part for part in clip.parts if part != "silence"]
    return parts[int(rng.integers(len(parts)))]


def _joined(clip: Clip, said: list[Caption], rng: Rng) -> Caption:
    """The parts' captions as one: together, or one after the other."""
    if len(said) == 1:
        return _prefixed(said[0], rng)
    facts = frozenset().union(*(part.facts for part in said)) - {"event:silence"}
    first, second = said[0].text, said[1].text
    forms = _SEQUENCES if clip.in_sequence else _MIXTURES
    text = forms[int(rng.integers(len(forms)))](first, second)
    if clip.in_sequence:
        facts |= {_order_fact(clip.parts)}
    return _prefixed(Caption(text, facts), rng)


_Form = Callable[[str, str], str]

_SEQUENCES: tuple[_Form, ...] = (
    lambda first, second: f"{first} then {second}",
    lambda first, second: f"{first} and then {second}",
    lambda first, second: f"{first} followed by {second}",
    lambda first, second: f"first {first}, then {second}",
    lambda first, second: f"{second} after {first}",
)
# The louder part is named first.
_MIXTURES: tuple[_Form, ...] = (
    lambda front, back: f"{front} and {back}",
    lambda front, back: f"{front} with {back}",
    lambda front, back: f"{front} with {back} in the background",
    lambda front, back: f"{front} over {back}",
    lambda front, back: f"{back} and {front}",
    lambda front, back: f"{front} while {back} can be heard",
)


def _prefixed(said: Caption, rng: Rng) -> Caption:
    """In front of half of the texts, a phrase that changes nothing."""
    if rng.uniform() < 0.5:
        return said
    prefix = vocabulary.PREFIXES[int(rng.integers(len(vocabulary.PREFIXES)))]
    return Caption(f"{prefix} {said.text}", said.facts)


def _describe(part: Source, rng: Rng, *, share: float) -> Caption:
    """One part in words; of a piece of music, each trait with probability `share`."""
    if isinstance(part, str):
        return Caption(_synonym(vocabulary.EVENTS[part], rng), frozenset({f"event:{part}"}))
    return _describe_music(part, rng, share=share)


PLAIN_MODE_SHARE = 0.3
"""Of the partial captions of pieces without a mood: those that say the mode and nothing else."""


def _describe_music(music: Music, rng: Rng, *, share: float) -> Caption:
    """Mood, tempo, instruments, texture or "music", and mode, in one of the usual orders."""
    facts = {"music"}
    plain_mode = share < 1 and music.mood is None and rng.uniform() < PLAIN_MODE_SHARE

    def word(kind: str, value: str | None, words: Mapping[str, tuple[str, ...]]) -> list[str]:
        wanted = float(kind == "mode") if plain_mode else share
        if value is None or rng.uniform() >= wanted:
            return []
        facts.add(f"{kind}:{value}")
        return [_synonym(words[value], rng)]

    mood = word("mood", music.mood, vocabulary.MOODS)
    tempo = word("tempo", music.tempo, vocabulary.TEMPOS)
    players = [word("instrument", name, vocabulary.INSTRUMENTS) for name in music.instruments]
    players_said = " and ".join(name for said in players for name in said)
    texture = word("texture", music.texture, vocabulary.TEXTURES)
    mode = word("mode", music.mode, vocabulary.MODES)
    traits = mood + tempo if rng.uniform() < 0.7 else tempo + mood
    return Caption(_worded(traits, players_said, texture, mode, rng), frozenset(facts))


def _worded(traits: list[str], players: str, texture: list[str], mode: list[str], rng: Rng) -> str:
    """ "slow piano chords", "slow chords on piano", "slow piano", "a piece of slow piano music"."""
    what = texture or [vocabulary.MUSIC[0]]
    form = rng.uniform()
    if players and form < 0.2:
        played = str(rng.choice(["on", "played on", "with", "by"]))
        words = [*traits, *what, played, players, *mode]
    elif players and not texture and form < 0.45:
        words = [*traits, players, *mode]
    elif not (players or texture or traits):
        words = [_synonym(vocabulary.MUSIC, rng), *mode]
    else:
        words = [*traits, players, *what, *mode] if players else [*traits, *what, *mode]
    singular = what[0] in ("arpeggio", "melody", "tune", "beat", "rhythm")
    if singular and rng.uniform() < 0.5:
        words = ["an" if words[0][0] in "aeiou" else "a", *words]
    return " ".join(words)


def _synonym(phrases: Sequence[str], rng: Rng) -> str:
    """The plainest phrase for four in ten, else any."""
    if rng.uniform() < 0.4:
        return phrases[0]
    return phrases[int(rng.integers(len(phrases)))]


def near_miss(clip: Clip, rng: Rng) -> tuple[Caption, Caption] | None:
    """A full caption, and the same in the same words with one thing wrong; None if that failed."""
    wrong = _altered(clip, rng)
    seed = int(rng.integers(2**32))
    true = full_caption(clip, np.random.default_rng(seed))
    false = full_caption(wrong, np.random.default_rng(seed))
    return None if holds(false.facts, clip) else (true, false)


def _altered(clip: Clip, rng: Rng) -> Clip:
    if clip.in_sequence and rng.uniform() < 0.5:
        return replace(clip, parts=clip.parts[::-1])
    parts = list(clip.parts)
    which = int(rng.integers(len(parts)))
    part = parts[which]
    if isinstance(part, Music):
        parts[which] = _altered_music(part, rng)
    else:
        parts[which] = _other(tuple(vocabulary.EVENTS), part, rng)
    return replace(clip, parts=tuple(parts))


def _altered_music(music: Music, rng: Rng) -> Music:
    """One trait another: the mode most often, as it is the hardest to hear."""
    more = ["mode"] * (1 if music.mood else 5)
    trait = rng.choice(["mode", "tempo", "mood", "texture", "instruments", *more])
    if trait == "mode" and music.mode:
        return replace(music, mode=_other(tuple(vocabulary.MODES), music.mode, rng))
    if trait == "mood" and music.mood:
        return replace(music, mood=_other(tuple(vocabulary.MOODS), music.mood, rng))
    if trait == "texture":
        return replace(music, texture=_other(tuple(vocabulary.TEXTURES), music.texture, rng))
    if trait == "instruments" or music.tempo is None:
        lead = _other(tuple(vocabulary.INSTRUMENTS), music.instruments[0], rng)
        return replace(music, instruments=(lead, *music.instruments[1:]))
    return replace(music, tempo=_other(tuple(vocabulary.TEMPOS), music.tempo, rng))


def _other(names: Sequence[str], name: str, rng: Rng) -> str:
    return str(rng.choice([other for other in names if other != name]))


ALL_FACTS: tuple[str, ...] = (
    *(f"event:{name}" for name in vocabulary.EVENTS),
    "music",
    *(f"instrument:{name}" for name in vocabulary.INSTRUMENTS),
    *(f"tempo:{name}" for name in vocabulary.TEMPOS),
    *(f"texture:{name}" for name in vocabulary.TEXTURES),
    *(f"mode:{name}" for name in vocabulary.MODES),
    *(f"mood:{name}" for name in vocabulary.MOODS),
)
"""Every fact but those of order, which are too many to list."""


def also_true(captions: Sequence[Caption], clips: Sequence[Clip]) -> np.ndarray:
    """bool `[clips, captions]`: whether each caption is true, or may be, of each clip."""
    known = [facts_of(clip) | arguable_facts_of(clip) for clip in clips]
    return np.array([[caption.facts <= facts for caption in captions] for facts in known])
