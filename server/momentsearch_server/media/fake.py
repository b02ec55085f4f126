"""A decoding that was written down beforehand, for tests of what lies above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from momentsearch_server.media.messages import Summary, TrackSummary
from momentsearch_server.media.probe import Probe
from momentsearch_server.media.samples import Frame, SoundWindow
from momentsearch_server.media.sandbox import DecodeMessage, DecodingCancelled


class FakeDecodeSession:
    """Gives the samples it was given, and a ``Summary`` of them; otherwise as ``DecodeSession``.

    An exception among the samples is raised in its place.
    """

    def __init__(self, probe: Probe, samples: Iterable[DecodeMessage | Exception]) -> None:
        self.probe = probe
        self._samples = samples
        self._cancelled = False

    def __iter__(self) -> Iterator[DecodeMessage]:
        frames, windows = [], []
        for sample in self._samples:
            if self._cancelled:
                raise DecodingCancelled
            if isinstance(sample, Exception):
                raise sample
            if isinstance(sample, Frame):
                frames.append(sample)
            elif isinstance(sample, SoundWindow):
                windows.append(sample)
            yield sample
        silent = sum(window.samples is None for window in windows)
        yield Summary(
            _track(frames) if self.probe.picture is not None else None,
            _track(windows, silent) if self.probe.sound is not None else None,
        )

    def cancel(self) -> None:
        self._cancelled = True

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _track(samples: list[Frame] | list[SoundWindow], silent: int = 0) -> TrackSummary:
    if not samples:
        return TrackSummary(0, 0, samples=0)
    start_us, end_us = samples[0].span.start_us, samples[-1].span.end_us
    return TrackSummary(start_us, end_us, samples=len(samples), silent=silent)
