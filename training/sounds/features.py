"""From sound to what the model sees: the log-mel spectrogram of a five-second window."""

from functools import cache

import numpy as np
import torch
import torchaudio
from numpy.typing import NDArray
from transformers import ClapFeatureExtractor

from training.sounds.signals import SAMPLE_RATE_HZ

WINDOW_SECONDS = 5
HOP = 480
FFT_SIZE = 2048
MEL_BANDS = 128
HIGHEST_HZ = 8_000
WINDOW_FRAMES = WINDOW_SECONDS * SAMPLE_RATE_HZ // HOP + 1
LEAST_POWER = 1e-10
"""What ClapFeatureExtractor puts in the place of digital silence: -100 dB."""

Mel = NDArray[np.float32]


def feature_extractor() -> ClapFeatureExtractor:
    """The extractor that is saved beside the model."""
    return ClapFeatureExtractor(
        feature_size=MEL_BANDS,
        sampling_rate=SAMPLE_RATE_HZ,
        hop_length=HOP,
        max_length_s=WINDOW_SECONDS,
        fft_window_size=FFT_SIZE,
        frequency_min=0,
        frequency_max=HIGHEST_HZ,
        truncation="rand_trunc",
        padding="repeatpad",
    )


@cache
def _transform() -> torchaudio.transforms.MelSpectrogram:
    return torchaudio.transforms.MelSpectrogram(
        sample_rate=SAMPLE_RATE_HZ,
        n_fft=FFT_SIZE,
        hop_length=HOP,
        f_min=0,
        f_max=HIGHEST_HZ,
        n_mels=MEL_BANDS,
        norm="slaney",
        mel_scale="slaney",
    )


def mel_power(sound: NDArray[np.floating]) -> Mel:
    """The power in each band: float32 `[..., frames, bands]` for float32 `[..., n]`.

    Powers of sounds that have nothing to do with each other add, up to their random phases; this
    is what allows mixtures to be made after the fact.
    """
    with torch.inference_mode():
        return _transform()(torch.from_numpy(sound)).transpose(-1, -2).numpy()


def decibels(power: Mel) -> Mel:
    """As in the extractor: `10 log10`, not below -100 dB."""
    safe = np.maximum(power.astype(np.float32, copy=False), np.float32(LEAST_POWER))
    return np.log(safe) * np.float32(10 / np.log(10))


@cache
def band_widths_hz() -> NDArray[np.float32]:
    """By which mel powers, which are densities, must be weighted to give power over all.

    Slaney's scale: 200 / 3 Hz to a step below 1 kHz, above it 27 steps for a factor of 6.4.
    """
    highest = 15 + 27 * np.log(HIGHEST_HZ / 1_000) / np.log(6.4)
    steps = np.linspace(0, highest, MEL_BANDS + 2)
    above = 1_000 * np.exp(np.log(6.4) / 27 * (steps - 15))
    hz = np.where(steps < 15, steps * 200 / 3, above)
    return ((hz[2:] - hz[:-2]) / 2).astype(np.float32)
