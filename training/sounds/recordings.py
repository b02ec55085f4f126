"""Real recordings: a part of ESC-10, split by source, and varied so that few go a long way.

ESC-10 (Piczak 2015) cuts up to several recordings from one source on freesound.org; the source is
the second number of a file's name. Neighbouring cuts are nearly the same sound, so sources, not
files, are dealt out to training and to testing.
"""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from training.sounds.degradations import (
    at_a_low_rate,
    coded,
    distant,
    equalised,
    noisy,
    reverberated,
)
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, samples, unit_peak

EVENT_OF_FOLDER: Mapping[str, str] = {
    "dog_bark": "dog barking",
    "rain": "rain",
    "sea_waves": "sea waves",
    "baby_cry": "baby crying",
    "clock_tick": "clock ticking",
    "person_sneeze": "sneezing",
    "helicopter": "helicopter",
    "chainsaw": "chainsaw",
    "rooster": "rooster",
    "fire_crackling": "fire crackling",
}
SPLIT_SALT = "momentsearch-esc10-1"
_NAME = re.compile(r"\d+-(\d+)-[A-Z]\.\w+")


@dataclass(frozen=True, order=True)
class Recording:
    """A file, what is heard in it, and the recording that it was cut from."""

    path: Path
    event: str
    source: str


def default_folder() -> Path | None:
    """Where the recordings lie on this machine, if they do."""
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "media"
    media = Path(os.environ.get("MOMENTSEARCH_MEDIA", beside))
    folder = media / "audio" / "real" / "esc10"
    return folder if folder.is_dir() else None


def find(folder: Path | None) -> list[Recording]:
    """The recordings of the classes that have words, in order of their names; none of None."""
    if folder is None:
        return []
    return sorted(
        Recording(path, EVENT_OF_FOLDER[path.parent.name], match[1])
        for path in folder.glob("*/*")
        if path.parent.name in EVENT_OF_FOLDER and (match := _NAME.fullmatch(path.name))
    )


def split(recordings: Sequence[Recording]) -> tuple[list[Recording], list[Recording]]:
    """For training and for testing: no source in both, of each event about half in either.

    Depends on names alone. Sources come in the order of a salted hash; each goes where fewer
    recordings of its event are, unless another event has decided it already.
    """
    trains: dict[str, bool] = {}
    for event in sorted({one.event for one in recordings}):
        cuts = [one.source for one in recordings if one.event == event]
        balance = 0
        for source in sorted(set(cuts), key=_digest):
            chosen = trains.setdefault(source, balance <= 0)
            balance += cuts.count(source) * (1 if chosen else -1)
    train = [one for one in recordings if trains[one.source]]
    return train, [one for one in recordings if not trains[one.source]]


def _digest(source: str) -> str:
    return hashlib.sha256(f"{SPLIT_SALT}:{source}".encode()).hexdigest()


def load(recording: Recording) -> Signal:
    """The sound: float32 `[n]`, mono, 48 kHz."""
    with av.open(str(recording.path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE_HZ)
        frames = [
            part.to_ndarray()[0]
            for frame in container.decode(audio=0)
            for part in resampler.resample(frame)
        ]
    return np.concatenate(frames).astype(np.float32)


def varied(sound: Signal, rng: Rng, *, duration_seconds: float) -> Signal:
    """The recording as it might also have been: from elsewhere, faster, in a room, by a device."""
    played = _at_a_speed(_part(sound, rng), rng.uniform(0.85, 1.18))
    filled = _filled(played, samples(duration_seconds), rng)
    changes = (
        (equalised, 0.6),
        (reverberated, 0.25),
        (distant, 0.1),
        (noisy, 0.15),
        (at_a_low_rate, 0.08),
        (coded, 0.2),
    )
    for change, share in changes:
        if rng.uniform() < share:
            filled = change(filled, rng)
    return unit_peak(filled, 0.9)


def _part(sound: Signal, rng: Rng) -> Signal:
    """The whole, or what sounds between its first and last tenth of silence, or a part of that."""
    if rng.uniform() < 0.35:
        return sound
    loud = np.flatnonzero(np.abs(sound) > 0.01 * float(np.max(np.abs(sound))))
    heard = sound[loud[0] : loud[-1] + 1]
    if rng.uniform() < 0.5 or len(heard) < SAMPLE_RATE_HZ:
        return heard
    length = int(len(heard) * rng.uniform(0.4, 0.95))
    start = int(rng.integers(len(heard) - length + 1))
    return heard[start : start + length]


def _at_a_speed(sound: Signal, speed: float) -> Signal:
    places = np.arange(int(len(sound) / speed)) * speed
    return np.interp(places, np.arange(len(sound)), sound).astype(np.float32)


def _filled(sound: Signal, count: int, rng: Rng) -> Signal:
    """Over and over with soft joints and some gaps, begun anywhere, until `count` is full."""
    edge = min(480, len(sound) // 4)
    fade = np.ones(len(sound), np.float32)
    fade[:edge] = np.linspace(0, 1, edge)
    fade[len(sound) - edge :] = np.linspace(1, 0, edge)
    gap = int(rng.uniform(0, 1.2) * SAMPLE_RATE_HZ) if rng.uniform() < 0.4 else 0
    once = np.concatenate([sound * fade, np.zeros(gap, np.float32)])
    looped = np.tile(once, count // len(once) + 2)
    start = int(rng.integers(len(once)))
    return looped[start : start + count]
