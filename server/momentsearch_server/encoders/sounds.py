"""From windows of sound to the log-mel spectrograms that CLAP reads, in torch.

Follows `ClapFeatureExtractor` with two differences, both so that the same window always gives the
same vector: a window that is too long is an error (the extractor crops it at random), and no
window is ever marked as longer than the model's (the extractor marks one of each batch at random
for checkpoints with feature fusion). ``tests/encoders`` holds it to the extractor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from momentsearch_server.encoders import torchaudio_cpu

INPUT_RATE_HZ = 48_000


@dataclass(frozen=True, slots=True)
class SoundPreprocessing:
    """``window_samples`` is the model's own window, at its own rate ``rate_hz``.

    ``padding`` is what fills a shorter window: ``repeat`` (the sound again and again, cut off),
    ``repeatpad`` (again as often as it fits whole, then silence) or ``pad`` (silence).
    ``channels`` is 4 for checkpoints with feature fusion (the same spectrogram four times: what
    they were trained to see for a window that is not too long), else 1.
    """

    rate_hz: int
    window_samples: int
    fft_samples: int
    hop_samples: int
    mel_bands: int
    lowest_hz: float
    highest_hz: float
    mel_scale: str
    mel_norm: str | None
    padding: str
    channels: int

    @property
    def window_seconds(self) -> float:
        return self.window_samples / self.rate_hz


def read_preprocessing(extractor: Any, *, fusion: bool) -> SoundPreprocessing:
    """What a `ClapFeatureExtractor` does, as plain values.

    ``fusion`` is the model's own: the extractor's ``truncation`` says "fusion" by default even
    beside models that cannot read its four channels. The mel filters go with it: HTK for fusion,
    Slaney's for all others, as the models were trained.

    Raises:
        ValueError: it is of another kind.
    """
    if type(extractor).__name__ != "ClapFeatureExtractor":
        raise ValueError(f"its feature extractor is {type(extractor).__name__}")
    if extractor.padding not in ("repeat", "repeatpad", "pad"):
        raise ValueError(f"its feature extractor pads by {extractor.padding!r}")
    htk = fusion and extractor.truncation == "fusion"
    return SoundPreprocessing(
        rate_hz=int(extractor.sampling_rate),
        window_samples=int(extractor.nb_max_samples),
        fft_samples=int(extractor.fft_window_size),
        hop_samples=int(extractor.hop_length),
        mel_bands=int(extractor.feature_size),
        lowest_hz=float(extractor.frequency_min),
        highest_hz=float(extractor.frequency_max),
        mel_scale="htk" if htk else "slaney",
        mel_norm=None if htk else "slaney",
        padding=str(extractor.padding),
        channels=4 if fusion else 1,
    )


class LogMel:
    """Windows of mono sound at 48 kHz to log-mel spectrograms, on ``device``.

    Holds the filter bank and nothing that changes, so that threads may share it.
    """

    def __init__(self, steps: SoundPreprocessing, device: torch.device) -> None:
        torchaudio_cpu.ensure_importable()
        from torchaudio import functional as audio_functional
        from torchaudio.transforms import MelScale, Spectrogram

        self.steps = steps
        self._device = device
        self._resample = audio_functional.resample
        self._spectrum = Spectrogram(
            n_fft=steps.fft_samples, hop_length=steps.hop_samples, power=None
        ).to(device)
        filters = MelScale(
            n_mels=steps.mel_bands,
            sample_rate=steps.rate_hz,
            f_min=steps.lowest_hz,
            f_max=steps.highest_hz,
            n_stft=steps.fft_samples // 2 + 1,
            norm=steps.mel_norm,
            mel_scale=steps.mel_scale,
        ).fb
        heard = filters.any(dim=1).nonzero()
        self._heard = slice(int(heard[0]), int(heard[-1]) + 1)
        self._filters = filters[self._heard].T.contiguous().to(device)

    def __call__(self, windows: Sequence[NDArray[np.float32]]) -> torch.Tensor:
        """float32 ``[n, channels, frames, mel_bands]`` in dB, for windows of 48 kHz.

        Raises:
            ValueError: a window is empty, not mono float, or longer than the model's own.
        """
        # One by one: a batch of spectra of 48 kHz leaves the processor's cache, which doubles the
        # time of all this.
        decibels = torch.stack([self._decibels(self._at_own_rate(window)) for window in windows])
        return decibels.mT.unsqueeze(1).expand(-1, self.steps.channels, -1, -1)

    def _decibels(self, samples: torch.Tensor) -> torch.Tensor:
        """float32 ``[mel_bands, frames]`` of one window."""
        # Only what a filter hears, and without the root that `MelSpectrogram` takes and undoes:
        # together half of all that it does.
        spectrum: torch.Tensor = self._spectrum(self._fill(samples))[self._heard]
        power = self._filters @ (spectrum.real.square() + spectrum.imag.square())
        return 10.0 * torch.log10(power.clamp(min=1e-10))

    def _at_own_rate(self, window: NDArray[np.float32]) -> torch.Tensor:
        _check(window, self.steps.window_seconds)
        samples = torch.as_tensor(window, dtype=torch.float32).to(self._device)
        if self.steps.rate_hz == INPUT_RATE_HZ:
            return samples
        resampled: torch.Tensor = self._resample(samples, INPUT_RATE_HZ, self.steps.rate_hz)
        return resampled

    def _fill(self, samples: torch.Tensor) -> torch.Tensor:
        length, wanted = len(samples), self.steps.window_samples
        if self.steps.padding == "repeat":
            samples = samples.repeat(-(-wanted // length))[:wanted]
        elif self.steps.padding == "repeatpad":
            samples = samples.repeat(max(1, wanted // length))
        return functional.pad(samples, (0, wanted - len(samples)))


def _check(window: NDArray[np.float32], window_seconds: float) -> None:
    if window.ndim != 1 or len(window) == 0 or window.dtype.kind != "f":
        raise ValueError(
            f"a window is mono float [n], n > 0; got {window.dtype.name} {list(window.shape)}"
        )
    if len(window) > round(window_seconds * INPUT_RATE_HZ):
        raise ValueError(
            f"a window of {len(window) / INPUT_RATE_HZ:g} s is longer than the "
            f"{window_seconds:g} s that this checkpoint hears at once; cut shorter windows"
        )
