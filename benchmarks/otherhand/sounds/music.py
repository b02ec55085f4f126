"""Short pieces of nine instruments, slow and fast, in major and minor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.otherhand.sounds.instruments import NOTES, hat, kick, snare, tom
from benchmarks.otherhand.sounds.levels import levelled
from benchmarks.otherhand.sounds.signals import (
    LENGTH,
    SAMPLE_RATE_HZ,
    SECONDS,
    Rng,
    Signal,
    add,
    room,
)

DRUMS = "drums"
INSTRUMENTS = (*NOTES, DRUMS)
TEMPOS = ("slow", "fast")
MODES = ("major", "minor")

_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
# MIDI numbers of the lowest tonics.
_LOWEST = {"bass": 33, "violin": 60, "flute": 67, "bells": 72}
# What plays one note at a time.
_SINGLE = frozenset({"flute", "violin", "bass"})
_PROGRESSIONS = ((0, 3, 4, 0), (0, 5, 3, 4), (0, 4, 5, 3))
_KIT = {"k": kick, "s": snare, "h": hat, "t": tom}
# Drums by their beats of a bar of four.
_ROCK = (
    *(("k", 0.0), ("h", 0.0), ("h", 0.5), ("s", 1.0), ("h", 1.0), ("h", 1.5)),
    *(("k", 2.0), ("h", 2.0), ("k", 2.5), ("h", 2.5), ("s", 3.0), ("h", 3.0), ("h", 3.5)),
)
_TOMS = (
    *(("k", 0.0), ("t", 0.5), ("t", 1.0), ("k", 1.5)),
    *(("s", 2.0), ("t", 2.5), ("t", 3.0), ("s", 3.5)),
)


@dataclass
class Piece:
    """What is being played: the sound so far, and who plays it how."""

    instrument: str
    fast: bool
    beat_seconds: float
    tonic: int
    scale: tuple[int, ...]
    rng: Rng
    sound: Signal

    def hz(self, degree: int) -> float:
        octave, step = divmod(degree, 7)
        return float(440 * 2 ** ((self.tonic + 12 * octave + self.scale[step] - 69) / 12))

    def play(self, hz: float, seconds: float, start: float, loudness: float = 1.0) -> None:
        note = NOTES[self.instrument](hz, seconds, self.rng)
        add(self.sound, note * loudness, start)


def make_music(
    instrument: str, tempo: str, mode: str, seed: int, *, triads: bool = False
) -> NDArray[np.float32]:
    """Five seconds of one instrument; with `triads` of nothing but the chord of the tonic.

    Drums have no mode, but the pieces of both modes differ.
    """
    fast, major = tempo == "fast", mode == "major"
    rng = np.random.default_rng([seed, INSTRUMENTS.index(instrument), fast, major, triads])
    beat_seconds = 60 / (rng.uniform(140, 172) if fast else rng.uniform(56, 72))
    # A second more than is kept: notes may begin before the end and last.
    sound = np.zeros(LENGTH + SAMPLE_RATE_HZ)
    if instrument == DRUMS:
        _drum(sound, beat_seconds, rng)
        return levelled(sound, rng)
    tonic = _LOWEST.get(instrument, 52) + int(rng.integers(0, 8))
    piece = Piece(instrument, fast, beat_seconds, tonic, _SCALES[mode], rng, sound)
    if triads:
        _play_triads(piece)
        return levelled(sound, rng)
    _play_tune(piece)
    return levelled(room(rng, sound[:LENGTH], 0.6, 0.1), rng)


def _drum(sound: Signal, beat_seconds: float, rng: Rng) -> None:
    pattern = _ROCK if rng.random() < 0.6 else _TOMS
    for bar in range(12):
        for drum, beat in pattern:
            stroke = _KIT[drum](rng) * rng.uniform(0.8, 1)
            add(sound, stroke, (bar * 4 + beat) * beat_seconds)


def _play_triads(piece: Piece) -> None:
    start, seconds = 0.0, piece.beat_seconds * 2
    while start < SECONDS:
        for degree in (0, 2, 4):
            note = NOTES[piece.instrument](piece.hz(degree), seconds * 0.95, piece.rng) * 0.5
            # The three are never struck at quite the same time.
            add(piece.sound, note, start + piece.rng.uniform(0, 0.008))
        start += seconds


def _play_tune(piece: Piece) -> None:
    """Bars of chords, of arpeggios or of a melody, over a progression of four chords."""
    progression = _PROGRESSIONS[piece.rng.integers(3)]
    if piece.instrument in _SINGLE:
        style = 1 + int(piece.rng.integers(2))
    else:
        style = int(piece.rng.integers(3))
    start, bar, last = 0.0, 0, 0
    while start < SECONDS:
        chord = progression[bar % 4]
        if style == 0:
            start += _play_chords(piece, chord, start)
        elif style == 1:
            start += _play_arpeggio(piece, chord, start)
        else:
            seconds, last = _play_melody(piece, chord, start, last)
            start += seconds
        bar += 1


def _play_chords(piece: Piece, chord: int, start: float) -> float:
    """One bar; the seconds that it takes, as of all below."""
    beat = piece.beat_seconds
    seconds = beat * (1 if piece.fast else 2)
    for q in (0, 1, 2, 3) if piece.fast else (0, 2, 2):
        for degree in (chord, chord + 2, chord + 4):
            piece.play(piece.hz(degree), seconds * 0.92, start + q * beat, 0.5)
    return 4 * beat


def _play_arpeggio(piece: Piece, chord: int, start: float) -> float:
    """In quarters, or eighths where it is fast."""
    beat, step = piece.beat_seconds, 0.5 if piece.fast else 1
    steps = (0, 0, 4, 7) if piece.instrument == "bass" else (0, 2, 4, 7, 4, 2)
    for k, above in enumerate(steps):
        seconds = beat * (0.55 if piece.fast else 1.0)
        piece.play(piece.hz(chord + above), seconds, start + k * beat * step)
    return len(steps) * beat * step


def _play_melody(piece: Piece, chord: int, start: float, last: int) -> tuple[float, int]:
    """Steps from a note of the chord, over two notes that are held; then also its last degree."""
    beat, rng = piece.beat_seconds, piece.rng
    along = 0.0
    while along < 4:
        if along:
            last = int(np.clip(last + rng.choice([-2, -1, 1, 2]), -2, 9))
        else:
            last = int(rng.choice([chord, chord + 2, chord + 4]))
        beats = float(rng.choice([0.5, 1] if piece.fast else [1, 2]))
        piece.play(piece.hz(last), beat * beats * 0.95, start + along * beat)
        along += beats
    if piece.instrument not in _SINGLE:
        piece.play(piece.hz(chord) / 2, 3.5 * beat, start, 0.6)
        piece.play(piece.hz(chord + 2), 3.5 * beat, start, 0.3)
    return along * beat, last
