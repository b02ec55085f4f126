"""The units that are encoded, as decoding hands them over.

A sample stands for a span of its media and is taken at one instant in it. Frames are sampled on a
regular grid: at a rate of ``r`` per second span ``k`` is ``[k/r, (k+1)/r)``, cut to the track at
both its ends, and its frame is the picture that a player shows in the middle of it::

      0.2 s  1 s          2 s     2.6 s
       |--x--|-----x------|---x---|          spans, and the instants whose picture is taken
       ^ first picture            ^ end of the track

A window of sound is the sound of its own span.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.timespan import TimeSpan

SAMPLE_RATE_HZ = 48_000


@dataclass(frozen=True, slots=True)
class Frame:
    """A decoded picture, upright, as a player shows it.

    ``span`` is what the sample stands for; ``shown_at_us`` is when a player begins to show this
    picture, which may lie before the span's start when pictures are further apart than samples.
    ``pixels`` is uint8 ``[height, width, 3]``, RGB, owned by the receiver.
    """

    span: TimeSpan
    shown_at_us: int
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SoundWindow:
    """Sound of ``span``: mono float32 ``[n]`` at 48 kHz, nominally in [-1, 1].

    The last window of a track may be shorter than the others; padding is the encoder's business.
    ``samples`` is None when the window is digital silence: such a window is counted, not encoded.
    """

    span: TimeSpan
    samples: NDArray[np.float32] | None
