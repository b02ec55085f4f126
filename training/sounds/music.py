"""Small pieces of music: what they are like, and how they are played.

A piece is made from chords of its mode, in a key and at a pace drawn at random, and played by one
instrument or two. Moods are what listeners agree on (Juslin and Laukka 2003): happy is fast,
major, high and detached; sad is slow, minor, smooth and falling; calm is slow, major, soft and
sparse; energetic is fast and loud over drums; dark is minor, low and dissonant.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.sounds.instruments import INSTRUMENTS, hi_hat, kick, snare
from training.sounds.signals import (
    Rng,
    Signal,
    band,
    echoed,
    filtered,
    place,
    samples,
    unit_peak,
)

TEMPOS_PER_MINUTE = {"slow": (50, 76), "moderate": (92, 110), "fast": (132, 176)}
SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
# Only triads of the mode's own kind, so that any few seconds tell which mode it is.
PROGRESSIONS = ((0, 3, 0, 4), (0, 0, 3, 4), (0, 3, 4, 0), (0, 4, 0, 3))
DARK_PROGRESSION = (0, 0, 3, 0)
TEXTURES = {
    "guitar": ("chords", "arpeggio", "melody"),
    "piano": ("chords", "arpeggio", "melody"),
    "organ": ("chords", "arpeggio", "melody"),
    "flute": ("arpeggio", "melody"),
    "bass": ("arpeggio", "melody"),
    "bells": ("chords", "arpeggio", "melody"),
    "violin": ("chords", "arpeggio", "melody"),
    "synthesizer": ("chords", "arpeggio", "melody"),
    "drums": ("beat",),
}


@dataclass(frozen=True)
class Character:
    """How a mood is played."""

    modes: tuple[str, ...]
    tempos: tuple[str, ...]
    register_semitones: int = 0
    sounding: float = 0.95  # part of a note's time in which it sounds
    drums_share: float = 0.15
    sparse: bool = False
    softened_hz: float | None = None
    falling: bool = False
    dissonant: bool = False


CHARACTERS: dict[str | None, Character] = {
    None: Character(modes=("major", "minor"), tempos=("slow", "moderate", "fast")),
    "happy": Character(modes=("major",), tempos=("fast",), register_semitones=12, sounding=0.55),
    "sad": Character(modes=("minor",), tempos=("slow",), drums_share=0, falling=True),
    "calm": Character(
        modes=("major",), tempos=("slow",), drums_share=0, sparse=True, softened_hz=1_800
    ),
    "energetic": Character(modes=("major", "minor"), tempos=("fast",), drums_share=1.0),
    "dark": Character(
        modes=("minor",),
        tempos=("slow", "moderate"),
        register_semitones=-17,
        drums_share=0,
        dissonant=True,
    ),
}


@dataclass(frozen=True)
class Music:
    """What can be said of a piece. The first instrument leads; drums alone have no mode."""

    instruments: tuple[str, ...]
    tempo: str
    texture: str
    mode: str | None
    mood: str | None


@dataclass(frozen=True)
class Note:
    """Times in beats from the start of the piece."""

    start_beats: float
    length_beats: float
    midi: int
    strength: float


def sample_music(
    rng: Rng,
    *,
    instrument: str | None = None,
    tempo: str | None = None,
    mode: str | None = None,
    mood: str | None = None,
    neutral: bool = False,
) -> Music:
    """A piece at random, with what is given held fixed; `neutral` leaves the mood out."""
    if mood is None and not neutral and tempo is None and mode is None:
        mood = rng.choice([None, None, "happy", "sad", "calm", "energetic", "dark"])
    character = CHARACTERS[mood]
    lead = instrument or _lead(rng, mood)
    return Music(
        instruments=(lead, *_company(rng, lead, character)),
        tempo=tempo or str(rng.choice(character.tempos)),
        texture=str(rng.choice(TEXTURES[lead])),
        mode=None if lead == "drums" else mode or str(rng.choice(character.modes)),
        mood=mood,
    )


def _lead(rng: Rng, mood: str | None) -> str:
    """Any instrument; drums alone carry no mode and so no mood that needs one."""
    pitched = list(INSTRUMENTS)
    return str(rng.choice([*pitched, "drums"] if mood in (None, "energetic") else pitched))


def _company(rng: Rng, lead: str, character: Character) -> tuple[str, ...]:
    """A second instrument for about four pieces in ten."""
    if lead == "drums":
        return ()
    if rng.uniform() < character.drums_share:
        return ("drums",)
    others = [name for name in ("bass", "piano", "violin", "organ", "flute") if name != lead]
    return (str(rng.choice(others)),) if rng.uniform() < 0.3 else ()


def synthesise_music(music: Music, rng: Rng, *, duration_seconds: float) -> Signal:
    """The piece played: float32 `[n]`, mono, 48 kHz, peak below 1."""
    count = samples(duration_seconds)
    character = CHARACTERS[music.mood]
    beat_seconds = 60 / rng.uniform(*TEMPOS_PER_MINUTE[music.tempo])
    beats = int(duration_seconds / beat_seconds) + 2
    key = int(rng.integers(0, 12))
    total = np.zeros(count, dtype=np.float32)
    for rank, instrument in enumerate(music.instruments):
        if instrument == "drums":
            part = _drums(rng, count, beats, beat_seconds)
        else:
            texture = music.texture if rank == 0 else _second_texture(music, instrument)
            notes = _notes(music, rng, texture, beats=beats, key=key)
            part = _played(
                rng,
                instrument,
                notes,
                count=count,
                beat_seconds=beat_seconds,
                character=character,
            )
        total += unit_peak(part) * np.float32(1.0 if rank == 0 else rng.uniform(0.4, 0.8))
    if character.softened_hz is not None:
        total = filtered(total, band(10, character.softened_hz))
    wet = rng.uniform(0.05, 0.3) + (0.2 if music.mood in ("calm", "dark", "sad") else 0)
    return unit_peak(echoed(rng, total, seconds=rng.uniform(0.4, 1.6), wet=wet), 0.9)


def _second_texture(music: Music, instrument: str) -> str:
    if instrument in ("bass", "flute"):
        return "melody"
    return "chords" if music.texture != "chords" else "melody"


def _notes(music: Music, rng: Rng, texture: str, *, beats: int, key: int) -> list[Note]:
    """The notes of one part, with pitches from the key upward; the register is added later."""
    dissonant = CHARACTERS[music.mood].dissonant
    progression = DARK_PROGRESSION if dissonant else PROGRESSIONS[rng.integers(len(PROGRESSIONS))]
    scale = SCALES[music.mode or "major"]
    triads = [[_pitch(scale, degree + step) for step in (0, 2, 4)] for degree in progression]
    if dissonant:
        triads = [[root, third, root + 6] for root, third, _ in triads]  # the tritone
    per_chord = 4 if music.tempo == "fast" else 2
    chords = [[key + p for p in triads[(b // per_chord) % 4]] for b in range(beats)]
    write = {"chords": _chords, "arpeggio": _arpeggio, "melody": _melody}[texture]
    return write(rng, chords, CHARACTERS[music.mood])


def _pitch(scale: Sequence[int], degree: int) -> int:
    return scale[degree % 7] + 12 * (degree // 7)


def _chords(rng: Rng, chords: list[list[int]], character: Character) -> list[Note]:
    """The whole chord, on each beat or held for two."""
    every = 2 if character.sparse else int(rng.choice([1, 1, 2]))
    return [
        Note(beat, every, midi, 1.0 if beat % 4 == 0 else 0.75)
        for beat in range(0, len(chords), every)
        for midi in chords[beat]
    ]


def _arpeggio(rng: Rng, chords: list[list[int]], character: Character) -> list[Note]:
    """The chord's notes one after another, two to the beat (one where sparse)."""
    up = [0, 1, 2, 3]
    order = [up, up[::-1], [0, 2, 1, 3], [0, 1, 2, 1]][int(rng.integers(4))]
    if character.falling:
        order = up[::-1]
    step = 1.0 if character.sparse else 0.5
    notes = []
    for index in range(int(len(chords) / step)):
        chord = chords[int(index * step)]
        midi = [*chord, chord[0] + 12][order[index % 4]]
        notes.append(Note(index * step, step * 1.2, midi, 1.0 if index % 4 == 0 else 0.7))
    return notes


def _melody(rng: Rng, chords: list[list[int]], character: Character) -> list[Note]:
    """A tune on the chords' notes that moves by small steps; one to two notes to the beat."""
    notes, beat, previous = [], 0.0, chords[0][2]
    lengths = [1.0, 2.0] if character.sparse or character.falling else [0.5, 0.5, 1.0]
    while beat < len(chords):
        length = float(rng.choice(lengths))
        chord = chords[int(beat)]
        nearby = [p for p in (*chord, *(c + 12 for c in chord)) if p != previous]
        leap = np.abs(np.array(nearby) - previous + (3 if character.falling else 0))
        weights = np.exp(-leap / 3.0)
        previous = int(rng.choice(nearby, p=weights / weights.sum()))
        notes.append(Note(beat, length, previous, 1.0 if beat % 2 == 0 else 0.8))
        beat += length
    return notes


def _played(
    rng: Rng,
    name: str,
    notes: list[Note],
    *,
    count: int,
    beat_seconds: float,
    character: Character,
) -> Signal:
    """The notes on an instrument. One seed for all of them, so that it stays the same one."""
    instrument = INSTRUMENTS[name]
    seed = int(rng.integers(2**32))
    base = instrument.lowest_midi + character.register_semitones
    known: dict[tuple[int, float], Signal] = {}
    starts, sounds = [], []
    for note in notes:
        midi = note.midi + base if base > 24 else note.midi + 24
        if (midi, note.length_beats) not in known:
            hz = 440 * 2 ** ((midi - 69) / 12)
            seconds = note.length_beats * beat_seconds * character.sounding
            sound = instrument.note(np.random.default_rng(seed), hz, seconds)
            known[midi, note.length_beats] = unit_peak(sound)
        starts.append(samples(note.start_beats * beat_seconds))
        sounds.append(known[midi, note.length_beats] * np.float32(note.strength))
    return place(count, starts, sounds)


def _drums(rng: Rng, count: int, beats: int, beat_seconds: float) -> Signal:
    """Kick on one and three, snare on two and four, hats between."""
    low, wires, hat = kick(), snare(rng), hi_hat(rng, opened=bool(rng.uniform() < 0.2))
    hats_per_beat = int(rng.choice([1, 2]))
    kicks, snares = range(0, beats, 2), range(1, beats, 2)
    hats = np.arange(0, beats, 1 / hats_per_beat)
    extra = [b + 0.5 for b in range(0, beats, 4)] if rng.uniform() < 0.5 else []
    times = np.array([*kicks, *extra, *snares, *hats]) * beat_seconds
    hits = [low] * (len(kicks) + len(extra)) + [wires * np.float32(0.7)] * len(snares)
    hits += [hat * np.float32(0.25)] * len(hats)
    return place(count, (times * 48_000).astype(np.int64), hits)
