"""What a sound encoder makes of another hand's events and music."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.otherhand.measures import (
    Flags,
    by_class,
    in_first,
    of_single_samples,
    present_above_absent,
    said_too_often,
    share,
    shares,
)
from benchmarks.otherhand.sounds import EVENTS, make_event, muffled, noisy
from benchmarks.otherhand.sounds.music import DRUMS, INSTRUMENTS, MODES, TEMPOS, make_music
from momentsearch_server.encoders.encoder import Encoder, Vectors

BATCH = 16
EVENT_SEEDS, PIECE_SEEDS = 4, 3

Report = dict[str, Any]
Samples = NDArray[np.float32]

_NAMES = tuple(EVENTS)
_TUNED = tuple(name for name in INSTRUMENTS if name != DRUMS)
# A chord of three low notes is a growl, on a bass.
_CHORDS = tuple(name for name in _TUNED if name != "bass")


def score_sounds(encoder: Encoder, say: Callable[[str], None]) -> Report:
    """Everything is synthesised anew; shares and AUROC are from 0 to 1."""
    events = [
        make_event(name, way, seed)
        for name in _NAMES
        for way in (0, 1)
        for seed in range(EVENT_SEEDS)
    ]
    say(f"{len(events)} sounds of events made")
    texts = encoder.encode_texts([_event_text(name) for name in _NAMES])
    made_worse: dict[str, Iterable[Samples]] = {
        "clean": events,
        "noise 15 dB below": (noisy(sound, number) for number, sound in enumerate(events)),
        "nothing above 8 kHz": (muffled(sound) for sound in events),
    }
    report: Report = {"sounds": len(events)}
    for condition, sounds in made_worse.items():
        report |= _events(_encoded(encoder, sounds), texts, condition)
    say("events encoded; music follows")
    return report | _music(encoder) | _triads(encoder)


def _event_text(name: str) -> str:
    return name if name == "silence" else f"the sound of {name}"


def _encoded(encoder: Encoder, sounds: Iterable[Samples]) -> Vectors:
    vectors = []
    rest = iter(sounds)
    while batch := [*islice(rest, BATCH)]:
        vectors.append(encoder.encode_samples(batch))
    return np.concatenate(vectors)


def _events(vectors: Vectors, texts: Vectors, condition: str) -> Report:
    similarities = vectors @ texts.T
    guess = similarities.argmax(1)
    truth = np.repeat(np.arange(len(_NAMES)), 2 * EVENT_SEEDS)
    second = np.tile(np.repeat([False, True], EVENT_SEEDS), len(_NAMES))
    right = guess == truth
    ways = {"first way": ~second, "second way": second}
    report: Report = {
        f"event of 34, {condition}": {
            "all": share(right),
            "in the first 5": share(in_first(similarities, truth, 5)),
            **shares(right, ways),
            "AUROC of one sound": of_single_samples(similarities, truth),
        },
        f"each event, {condition}": {
            name: found
            | shares(right, {way: of & (truth == _NAMES.index(name)) for way, of in ways.items()})
            for name, found in by_class(truth, guess, _NAMES).items()
        },
    }
    if condition == "clean":
        report["events said too often"] = said_too_often(truth, guess, _NAMES)
    return report


def _music(encoder: Encoder) -> Report:
    pieces = [*product(INSTRUMENTS, TEMPOS, MODES, range(PIECE_SEEDS))]
    vectors = _encoded(encoder, (make_music(*piece) for piece in pieces))
    instruments = np.array([INSTRUMENTS.index(name) for name, *_ in pieces])
    fast = np.array([tempo == "fast" for _, tempo, _, _ in pieces])
    minor = np.array([mode == "minor" for _, _, mode, _ in pieces])
    tuned = instruments < len(_TUNED)
    texts = encoder.encode_texts([f"{name} music" for name in INSTRUMENTS])
    guess = (vectors @ texts.T).argmax(1)

    def told_apart(first: str, second: str, truth: Flags, of: Flags) -> Report:
        return _two_texts(vectors[of] @ encoder.encode_texts([first, second]).T, truth[of])

    moods = ("happy music", "sad music")
    return {
        "instrument of 9": {"all": share(guess == instruments)},
        "each instrument": by_class(instruments, guess, INSTRUMENTS),
        "two texts": {
            "slow or fast": told_apart("slow music", "fast music", fast, np.ones_like(fast)),
            # A fast piece in major is happy, a slow one in minor sad.
            "happy or sad": told_apart(*moods, minor, tuned & (fast != minor)),
            "happy or sad, slow, by mode alone": told_apart(*moods, minor, tuned & ~fast),
            "happy or sad, fast, by mode alone": told_apart(*moods, minor, tuned & fast),
            "major or minor, pieces": told_apart(*_KEYS, minor, tuned),
        },
    }


_KEYS = ("music in a major key", "music in a minor key")


def _triads(encoder: Encoder) -> Report:
    chords = [*product(_CHORDS, TEMPOS, MODES, range(PIECE_SEEDS))]
    vectors = _encoded(encoder, (make_music(*chord, triads=True) for chord in chords))
    minor = np.array([mode == "minor" for _, _, mode, _ in chords])
    texts = {"'major chords'": ("major chords", "minor chords"), "'in a major key'": _KEYS}
    return {
        "two texts, plain triads": {
            name: _two_texts(vectors @ encoder.encode_texts(pair).T, minor)
            for name, pair in texts.items()
        }
    }


def _two_texts(similarities: NDArray[np.float32], second_is_right: Flags) -> Report:
    """The AUROC is of the difference, and so blind to a bias to one of the two."""
    first_above = similarities[:, 0] - similarities[:, 1]
    return {
        "right": share((first_above > 0) != second_is_right),
        "AUROC": present_above_absent(first_above[~second_is_right], first_above[second_is_right]),
        "first said": share(first_above > 0),
    }
