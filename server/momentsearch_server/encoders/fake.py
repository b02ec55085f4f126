"""Encoders that know a few words, for tests of everything else: no weights, no torch, no waiting.

A picture means the colour word nearest to its mean colour; a sound means the pitch word of its
strongest frequency. Each word has a fixed direction, made from its hash; a text means the words
in it that some sample can mean, or, where there is none, all of its words. So "the red part"
matches red pictures, and words that mean nothing here match nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.calibration import Calibration
from momentsearch_server.encoders.encoder import Vectors
from momentsearch_server.space import Modality, Space

DIM = 64
WINDOW_SECONDS = 10.0
SAMPLE_RATE_HZ = 48_000
# Of a text; what follows makes no difference.
MOST_WORDS = 50

COLOURS: Mapping[str, tuple[int, int, int]] = {
    "red": (255, 0, 0),
    "green": (0, 160, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "purple": (128, 0, 128),
    "orange": (255, 140, 0),
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "gray": (128, 128, 128),
}
# The lowest frequency, in Hz, that each word stands for.
PITCHES: Mapping[str, float] = {"rumble": 0, "hum": 150, "tone": 400, "beep": 1200, "whistle": 4000}


@dataclass(frozen=True, slots=True)
class FakeEncoder:
    """``word_of`` gives the word that one sample means, of ``words``."""

    space: Space
    words: frozenset[str]
    word_of: Callable[[NDArray[Any]], str]
    calibration: Calibration | None = None

    def encode_samples(self, samples: Sequence[NDArray[Any]]) -> Vectors:
        # A tenth of each vector is the sample's own: near samples of one meaning still differ.
        return _stack(
            [_direction(self.word_of(one)) + 0.1 * _direction(one.tobytes()) for one in samples]
        )

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return _stack([self._meaning(self.read_part(text).lower().split()) for text in texts])

    def read_part(self, text: str) -> str:
        words = [*re.finditer(r"\S+", text)]
        return text if len(words) <= MOST_WORDS else text[: words[MOST_WORDS - 1].end()]

    def _meaning(self, words: Sequence[str]) -> Vectors:
        known = [word for word in words if word in self.words]
        meaning: Vectors = np.sum([_direction(word) for word in known or words or [""]], axis=0)
        return meaning


def fake_picture_encoder() -> FakeEncoder:
    """Means colours: the words of ``COLOURS``."""
    return FakeEncoder(_space(Modality.PICTURE), frozenset(COLOURS), _colour_word)


def fake_sound_encoder() -> FakeEncoder:
    """Means pitches: the words of ``PITCHES``. Its window is ``WINDOW_SECONDS`` long."""
    return FakeEncoder(_space(Modality.SOUND), frozenset(PITCHES), _pitch_word)


def _space(modality: Modality) -> Space:
    name = f"fake-{modality.value}"
    return Space(modality, name, hashlib.sha256(name.encode()).hexdigest(), DIM)


def _colour_word(pixels: NDArray[Any]) -> str:
    mean = pixels.reshape(-1, 3).mean(axis=0)
    return min(COLOURS, key=lambda word: float(np.square(mean - COLOURS[word]).sum()))


def _pitch_word(samples: NDArray[Any]) -> str:
    if not 0 < len(samples) <= WINDOW_SECONDS * SAMPLE_RATE_HZ:
        raise ValueError(f"a window of {len(samples)} samples; at most {WINDOW_SECONDS} s fit")
    strongest = int(np.abs(np.fft.rfft(samples)).argmax())
    frequency_hz = strongest * SAMPLE_RATE_HZ / len(samples)
    return [word for word, lowest_hz in PITCHES.items() if lowest_hz <= frequency_hz][-1]


def _direction(seed: str | bytes) -> Vectors:
    raw = seed.encode() if isinstance(seed, str) else seed
    digest = hashlib.sha256(raw).digest()
    direction = np.random.default_rng(np.frombuffer(digest, np.uint32)).standard_normal(DIM)
    return (direction / np.linalg.norm(direction)).astype(np.float32)


def _stack(vectors: Sequence[Vectors]) -> Vectors:
    stacked: Vectors = np.asarray(vectors, np.float32).reshape(-1, DIM)
    stacked /= np.linalg.norm(stacked, axis=1, keepdims=True)
    return stacked
