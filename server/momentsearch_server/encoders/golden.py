"""Golden pairs: a few samples and the text of each, kept beside a checkpoint for its self-test.

The file is a compressed ``.npz`` of two arrays: ``texts`` ``[n]``, and ``samples``, for pictures
uint8 ``[n, height, width, 3]``, for sound int16 ``[n, samples]`` at 16 kHz: a third of the rate
that encoders take, to be small.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.space import Modality

_RATES_APART = 3  # 48 kHz, which encoders take, over 16 kHz


@dataclass(frozen=True, slots=True)
class GoldenPairs:
    """``samples`` are as an encoder takes them, one for each of ``texts``."""

    texts: tuple[str, ...]
    samples: tuple[NDArray[Any], ...]


def read_golden(path: Path, modality: Modality) -> GoldenPairs:
    with np.load(path, allow_pickle=False) as stored:
        texts, samples = tuple(map(str, stored["texts"])), stored["samples"]
    if modality is Modality.SOUND:
        samples = _from_16_khz(samples)
    return GoldenPairs(texts, tuple(samples))


def write_golden(path: Path, pairs: GoldenPairs, modality: Modality) -> None:
    """Pictures of one size, or sounds of one length, at the encoders' rate."""
    samples = np.stack(pairs.samples)
    if modality is Modality.SOUND:
        samples = _to_16_khz(samples)
    np.savez_compressed(path, texts=np.array(pairs.texts), samples=samples)


def margins(encoder: Encoder, pairs: GoldenPairs) -> NDArray[np.float32]:
    """For each pair, by how much its cosine is above that of its text with any other sample and
    of its sample with any other text; positive where they are nearest to each other."""
    cosines = encoder.encode_samples(pairs.samples) @ encoder.encode_texts(pairs.texts).T
    others = np.where(np.eye(len(cosines), dtype=bool), -np.inf, cosines)
    above: NDArray[np.float32] = np.diag(cosines) - np.maximum(
        others.max(axis=0), others.max(axis=1)
    )
    return above


def _from_16_khz(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """Through the spectrum, so that nothing appears above the 8 kHz that there were."""
    spectrum = np.fft.rfft(samples / 32768.0)
    waves = np.fft.irfft(spectrum, samples.shape[-1] * _RATES_APART) * _RATES_APART
    return waves.astype(np.float32)


def _to_16_khz(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    length = samples.shape[-1] // _RATES_APART
    spectrum = np.fft.rfft(samples[..., : length * _RATES_APART])
    waves = np.fft.irfft(spectrum[..., : length // 2 + 1], length) / _RATES_APART
    return np.clip(np.rint(waves * 32768.0), -32768, 32767).astype(np.int16)
