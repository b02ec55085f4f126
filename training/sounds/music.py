"""Small pieces of music: what they are like, and how they are played.

A piece is made from chords of its mode, in a key and at a pace drawn at random, and played by one
instrument or more. Moods are what listeners agree on (Juslin and Laukka 2003): happy is fast,
major, high and detached; sad is slow, minor, smooth and falling; calm is slow, major, soft and
sparse; energetic is fast and loud over drums; dark is minor, low and dissonant.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.sounds.instruments import INSTRUMENTS, KITS, PATTERNS, UNSEEN_KIT, Instrument
from training.sounds.instruments import Note as Way
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

TEMPOS_PER_MINUTE = {"slow": (50, 80), "moderate": (90, 112), "fast": (128, 180)}
SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
# Only triads of the mode's own kind, so that any few seconds tell which mode it is.
PROGRESSIONS = (
    (0, 3, 0, 4),
    (0, 0, 3, 4),
    (0, 3, 4, 0),
    (0, 4, 0, 3),
    (0, 3, 4, 3),
    (0, 4, 3, 0),
    (0, 0, 4, 0),
    (0, 3, 0, 3),
    (0, 0, 0, 0),
)
# What songs do besides; the tonic comes often, as these borrow the other mode's triads.
WIDER_PROGRESSIONS = {
    "major": ((0, 4, 5, 3), (0, 5, 3, 4), (0, 1, 4, 0), (0, 2, 3, 0)),
    "minor": ((0, 5, 2, 6), (0, 6, 5, 6), (0, 5, 0, 4), (0, 3, 6, 0)),
}
WIDER_SHARE = 0.15
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
STUDY_SHARE = 0.42
"""Of pieces drawn freely: those without a mood, in either mode, in which the mode is plain."""
MOST_NOTES_PER_MINUTE_WHEN_SLOW = 132


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
    """What can be said of a piece. The first instrument leads; drums alone have no mode.

    A piece whose pace changes from slow to fast or back has no `tempo`. `key` is the tonic's pitch
    class, 0 for C; no caption names it, but it helps to learn the mode. Without one, any is played,
    and it may change.
    """

    instruments: tuple[str, ...]
    tempo: str | None
    texture: str
    mode: str | None
    mood: str | None
    key: int | None = None


@dataclass(frozen=True)
class Note:
    """Times in beats from the start of the piece."""

    start_beats: float
    length_beats: float
    midi: int
    strength: float


@dataclass(frozen=True)
class Pace:
    """When each beat falls, and how far the second half of a beat is late."""

    beat_seconds: Signal  # start of each beat, one more than are played
    swing_beats: float

    @property
    def beats(self) -> int:
        """How many there are."""
        return len(self.beat_seconds) - 1

    @property
    def per_minute(self) -> float:
        """At the start."""
        return 60 / float(self.beat_seconds[1] - self.beat_seconds[0])

    def seconds_at(self, beats: float) -> float:
        """When a note of the notated time sounds."""
        late = self.swing_beats if abs(beats % 1 - 0.5) < 0.01 else 0.0
        return float(np.interp(beats + late, np.arange(self.beats + 1), self.beat_seconds))


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
    free = mood is None and not neutral and tempo is None and mode is None
    if free and instrument is None and rng.uniform() < STUDY_SHARE:
        return _study(rng)
    if free:
        mood = rng.choice(np.array([None, None, "happy", "sad", "calm", "energetic", "dark"]))
    character = CHARACTERS[mood]
    lead = instrument or _lead(rng, mood)
    company = _company(rng, lead, character)
    pace = tempo or str(rng.choice(character.tempos))
    changes = free and mood is None and rng.uniform() < 0.06
    return Music(
        instruments=(lead, *company),
        tempo=None if changes else pace,
        texture=str(rng.choice(TEXTURES[lead])),
        mode=None if lead == "drums" else mode or str(rng.choice(character.modes)),
        mood=mood,
        key=_key(rng, lead),
    )


def _study(rng: Rng) -> Music:
    """One or two pitched instruments, no mood; either mode at any pace, alike often."""
    lead = str(rng.choice([name for name in INSTRUMENTS if name != "bass"]))
    textures = TEXTURES[lead]
    texture = str(rng.choice(["chords", *textures] if "chords" in textures else textures))
    others = [name for name in ("bass", "piano", "violin", "organ", "guitar") if name != lead]
    company = (str(rng.choice(others)),) if rng.uniform() < 0.2 else ()
    return Music(
        instruments=(lead, *company),
        tempo=str(rng.choice(["slow", "slow", "moderate", "fast"])),
        texture=texture,
        mode=str(rng.choice(["major", "minor"])),
        mood=None,
        key=_key(rng, lead),
    )


def _key(rng: Rng, lead: str) -> int | None:
    """One of twelve; none for drums alone, and for a few, which may change key midway."""
    key = int(rng.integers(12))
    return None if lead == "drums" or rng.uniform() < 0.08 else key


def _lead(rng: Rng, mood: str | None) -> str:
    """Any instrument; drums alone carry no mode and so no mood that needs one."""
    pitched = list(INSTRUMENTS)
    return str(rng.choice([*pitched, "drums"] if mood in (None, "energetic") else pitched))


def _company(rng: Rng, lead: str, character: Character) -> tuple[str, ...]:
    """A second instrument for about four pieces in ten, and a third for a few."""
    if lead == "drums":
        return ()
    drums = ("drums",) if rng.uniform() < character.drums_share else ()
    others = [name for name in ("bass", "piano", "violin", "organ", "flute") if name != lead]
    share = 0.1 if drums else 0.3
    return ((str(rng.choice(others)),) if rng.uniform() < share else ()) + drums


def synthesise_music(
    music: Music,
    rng: Rng,
    *,
    duration_seconds: float,
    unseen: bool = False,
    ways: int = 1,
) -> Signal:
    """The piece played: float32 `[n]`, mono, 48 kHz, peak below 1.

    On the instruments as the first `ways` sets of ways (1 to 4) make them, or with `unseen` in the
    ways that are kept out of training.
    """
    count = samples(duration_seconds)
    pace = _pace(music, rng, duration_seconds)
    chords = _harmony(music, rng, pace)
    tuning = float(rng.uniform(-0.3, 0.3)) if rng.uniform() < 0.5 else 0.0  # semitones off A 440
    total = np.zeros(count, dtype=np.float32)
    for rank, instrument in enumerate(music.instruments):
        if instrument == "drums":
            part = _drums(rng, count, pace, unseen=unseen)
        else:
            texture = music.texture if rank == 0 else _second_texture(music, instrument)
            notes = _notes(music, rng, texture, chords=chords, pace=pace)
            way = _way(rng, INSTRUMENTS[instrument], unseen=unseen, ways=ways)
            part = _played(
                rng, (instrument, way), notes, music, pace=pace, count=count, tuning=tuning
            )
        total += unit_peak(part) * np.float32(1.0 if rank == 0 else rng.uniform(0.4, 0.8))
    return unit_peak(_in_a_room(total, rng, music), 0.9)


def _in_a_room(sound: Signal, rng: Rng, music: Music) -> Signal:
    """Softened where the mood wants it; four in ten of the others without a room."""
    softened_hz = CHARACTERS[music.mood].softened_hz
    if softened_hz is not None:
        sound = filtered(sound, band(10, softened_hz * rng.uniform(0.8, 1.8)))
    wet = rng.uniform(0.05, 0.3) + (0.2 if music.mood in ("calm", "dark", "sad") else 0)
    lasts = rng.uniform(0.4, 1.6)
    if rng.uniform() < 0.4:
        return sound
    return echoed(rng, sound, seconds=lasts, wet=wet)


def _pace(music: Music, rng: Rng, duration_seconds: float) -> Pace:
    """Steady, or from slow to fast or back around the middle; a fifth of all swing."""
    if music.tempo is not None:
        low, high = TEMPOS_PER_MINUTE[music.tempo]
        per_minute = rng.uniform(low, high)
        beats = int(duration_seconds * per_minute / 60) + 2
        gaps = np.full(beats, 60 / per_minute)
    else:
        ends = [rng.uniform(*TEMPOS_PER_MINUTE[name]) for name in ("slow", "fast")]
        before, after = ends if rng.uniform() < 0.5 else ends[::-1]
        first = max(2, int(duration_seconds * rng.uniform(0.35, 0.6) * before / 60))
        gaps = np.array([60 / before] * first + [60 / after] * int(duration_seconds * after / 60))
    swing = rng.uniform(0.08, 0.17) if rng.uniform() < 0.2 else 0.0
    return Pace(np.concatenate([[0], np.cumsum(gaps)]).astype(np.float32), float(swing))


def _second_texture(music: Music, instrument: str) -> str:
    if instrument in ("bass", "flute"):
        return "melody"
    return "chords" if music.texture != "chords" else "melody"


def _harmony(music: Music, rng: Rng, pace: Pace) -> list[list[int]]:
    """The chord of each beat, as pitches from the key upward; few pieces change key midway."""
    scale = SCALES[music.mode or "major"]
    dissonant = CHARACTERS[music.mood].dissonant
    progression = DARK_PROGRESSION if dissonant else _progression(music, rng)
    triads = [[_pitch(scale, degree + step) for step in (0, 2, 4)] for degree in progression]
    if dissonant:
        triads = [[root, third, root + 6] for root, third, _ in triads]  # the tritone
    key = int(rng.integers(0, 12)) if music.key is None else music.key
    per_chord = (
        int(rng.choice([2, 4, 4, 8])) if music.tempo == "fast" else int(rng.choice([2, 2, 4]))
    )
    changes = music.key is None and rng.uniform() < 0.7
    moved = int(rng.choice([-5, 1, 2, 3, 5])) if changes else 0
    turn = pace.beats // 2
    return [
        [key + p + (moved if b >= turn else 0) for p in triads[(b // per_chord) % len(triads)]]
        for b in range(pace.beats)
    ]


def _progression(music: Music, rng: Rng) -> Sequence[int]:
    if rng.uniform() < WIDER_SHARE:
        wider = WIDER_PROGRESSIONS[music.mode or "major"]
        return wider[int(rng.integers(len(wider)))]
    return PROGRESSIONS[int(rng.integers(len(PROGRESSIONS)))]


def _notes(
    music: Music, rng: Rng, texture: str, *, chords: list[list[int]], pace: Pace
) -> list[Note]:
    """The notes of one part; the register is added later."""
    character = CHARACTERS[music.mood]
    if texture == "chords":
        return _chords(rng, chords, character, music)
    if texture == "arpeggio":
        return _arpeggio(rng, chords, character, _notes_per_beat(rng, music, pace))
    return _melody(rng, chords, character, music, _notes_per_beat(rng, music, pace))


def _notes_per_beat(rng: Rng, music: Music, pace: Pace) -> int:
    """One or two, so that slow music has fewer notes a minute than fast music."""
    dense = rng.uniform() < (0.35 if music.tempo == "moderate" else 0.6)
    if CHARACTERS[music.mood].sparse or (
        music.tempo == "slow" and 2 * pace.per_minute > MOST_NOTES_PER_MINUTE_WHEN_SLOW
    ):
        return 1
    return 2 if dense else 1


def _pitch(scale: Sequence[int], degree: int) -> int:
    return scale[degree % 7] + 12 * (degree // 7)


def _chords(rng: Rng, chords: list[list[int]], character: Character, music: Music) -> list[Note]:
    """The whole chord in one of its inversions, on each beat or, unless fast, held for more."""
    held = (1,) if music.tempo == "fast" else (1, 1, 2, 4)
    every = 2 if character.sparse else int(rng.choice(held))
    inversion, doubled = int(rng.choice([0, 0, 1, 2])), bool(rng.uniform() < 0.35)
    after_beat = music.tempo == "fast" and rng.uniform() < 0.3
    accent = rng.uniform(0.6, 1.0)
    notes = []
    for beat in range(0, len(chords), every):
        chord = _inverted(chords[beat], inversion) + ([chords[beat][0] - 12] if doubled else [])
        strength = 1.0 if beat % 4 == 0 else accent
        notes += [Note(beat, every, midi, strength) for midi in chord]
        if after_beat and beat % 2 == 1:
            notes += [Note(beat + 0.5, 0.5, midi, strength * 0.8) for midi in chord]
    return notes


def _inverted(chord: list[int], inversion: int) -> list[int]:
    """The lowest notes moved an octave up."""
    return [*chord[inversion:], *(pitch + 12 for pitch in chord[:inversion])]


def _arpeggio(rng: Rng, chords: list[list[int]], character: Character, per_beat: int) -> list[Note]:
    """The chord's notes one after another."""
    up = [0, 1, 2, 3]
    orders = [up, up[::-1], [0, 2, 1, 3], [0, 1, 2, 1], [0, 2, 1, 2], [0, 1, 2, 3, 2, 1]]
    order = up[::-1] if character.falling else orders[int(rng.integers(len(orders)))]
    step, ring = 1 / per_beat, rng.uniform(1.0, 2.0)
    notes = []
    for index in range(len(chords) * per_beat):
        chord = chords[index // per_beat]
        midi = [*chord, chord[0] + 12][order[index % len(order)]]
        notes.append(Note(index * step, step * ring, midi, 1.0 if index % 4 == 0 else 0.75))
    return notes


def _melody(
    rng: Rng, chords: list[list[int]], character: Character, music: Music, per_beat: int
) -> list[Note]:
    """A tune on the chords' notes that moves by small steps, with passing notes and rests.

    On the strong beats a note of the chord falls, its third as often as the others.
    """
    notes, beat, previous = [], 0.0, chords[0][2]
    passing, resting = 0.3 * (rng.uniform() < 0.5), 0.12 * (rng.uniform() < 0.4)
    fast = music.tempo == "fast"
    lengths = [0.5, 0.5, 1.0] if per_beat == 2 else [1.0, 1.0, 1.0 if fast else 2.0]
    if character.sparse or character.falling:
        lengths = [1.0, 1.0, 2.0]
    scale = SCALES[music.mode or "major"]
    while beat < len(chords):
        length = min(float(rng.choice(lengths)), len(chords) - beat)
        chord = chords[int(beat)]
        nearby = [p for p in (*chord, *(c + 12 for c in chord)) if p != previous]
        if beat % 1 == 0.5 and rng.uniform() < passing * 2:
            tonic = chords[0][0]
            nearby = [tonic + _pitch(scale, degree) for degree in range(-2, 10)]
            nearby = [p for p in nearby if 0 < abs(p - previous) < 4] or [previous]
        leap = np.abs(np.array(nearby) - previous + (3 if character.falling else 0))
        weights = np.exp(-leap / 3.0)
        previous = int(rng.choice(nearby, p=weights / weights.sum()))
        if beat % 2 == 0 or rng.uniform() >= resting:
            notes.append(Note(beat, length, previous, 1.0 if beat % 2 == 0 else 0.8))
        beat += length
    return notes


def _way(rng: Rng, instrument: Instrument, *, unseen: bool, ways: int) -> Way:
    known = instrument.known(ways)
    way = known[int(rng.integers(len(known)))]
    return instrument.unseen if unseen else way


def _played(
    rng: Rng,
    played_on: tuple[str, Way],
    notes: list[Note],
    music: Music,
    *,
    pace: Pace,
    count: int,
    tuning: float,
) -> Signal:
    """The notes on an instrument. One way and one seed for all, so that it stays the same one."""
    (name, way), character = played_on, CHARACTERS[music.mood]
    seed = int(rng.integers(2**32))
    base = _base(rng, name, music) + tuning
    strum_seconds = rng.uniform(0.006, 0.03) if name == "guitar" and rng.uniform() < 0.6 else 0.0
    known: dict[tuple[float, float], Signal] = {}
    starts, sounds, together = [], [], 0
    for rank, note in enumerate(notes):
        start = pace.seconds_at(note.start_beats)
        length = round(pace.seconds_at(note.start_beats + note.length_beats) - start, 2)
        midi = note.midi + base
        if (midi, length) not in known:
            hz = 440 * 2 ** ((midi - 69) / 12)
            seconds = max(0.06, length * character.sounding)
            sound = way(np.random.default_rng(seed), hz, seconds)
            known[midi, length] = unit_peak(np.asarray(sound, np.float32))
        together = together + 1 if rank and note.start_beats == notes[rank - 1].start_beats else 0
        starts.append(samples(start + together * strum_seconds) - 1)
        sounds.append(known[midi, length] * np.float32(note.strength))
    return place(count, starts, sounds)


def _base(rng: Rng, name: str, music: Music) -> int:
    """MIDI pitch of the key of C: the instrument's own register, or an octave off without mood."""
    shift = CHARACTERS[music.mood].register_semitones
    if music.mood is None:
        shift = int(
            rng.choice([0, 0, 0, 12 if name == "bass" else -12, 0 if name == "bass" else 12])
        )
        shift = max(shift, 0) if name in ("flute", "bells") else shift
    return max(24, min(84, INSTRUMENTS[name].lowest_midi + shift))


def _drums(rng: Rng, count: int, pace: Pace, *, unseen: bool) -> Signal:
    """A pattern of four beats over and over, on one kit."""
    kit = (UNSEEN_KIT if unseen else KITS[int(rng.integers(len(KITS)))])(rng)
    pattern = PATTERNS[str(rng.choice(list(PATTERNS)))]
    slow = pace.per_minute < 85
    levels = {"low": 1.0, "middle": 0.7, "high": rng.uniform(0.15, 0.4), "other": 0.7}
    starts, hits = [], []
    for piece, places in pattern.items():
        hit = getattr(kit, piece) * np.float32(levels[piece] * rng.uniform(0.7, 1.1))
        for bar in range(0, pace.beats, 4):
            for where in places:
                off_beat = where % 1 != 0
                if bar + where < pace.beats and not (off_beat and slow and rng.uniform() < 0.5):
                    starts.append(samples(pace.seconds_at(bar + where)) - 1)
                    hits.append(hit)
    return place(count, starts, hits)
