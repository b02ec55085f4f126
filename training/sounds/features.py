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


def mel_power(sound: NDArray[np.float32]) -> Mel:
    """The power in each band: float32 `[..., frames, bands]` for float32 `[..., n]`.

    Powers of sounds that have nothing to do with each other add, up to their random phases; this
    is what allows mixtures to be made after the fact.
    """
    with torch.inference_mode():
        return _transform()(torch.from_numpy(sound)).transpose(-1, -2).numpy()


def decibels(power: Mel) -> Mel:
    """As in the extractor: `10 log10`, not below -100 dB."""
    return (10 * np.log10(np.maximum(power, LEAST_POWER))).astype(np.float32)
