"""Harder trials for a saved model: recordings, ways and instruments that it never heard, spans.

Each takes the encoder as `evaluate` loads it, and gives plain numbers for its JSON.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.search.curves import Curve
from momentsearch_server.search.segmentation import segment
from training.sounds import events as event_ways
from training.sounds import recordings, vocabulary
from training.sounds.captions import Source
from training.sounds.features import WINDOW_SECONDS
from training.sounds.instruments import INSTRUMENTS
from training.sounds.music import Music, sample_music, synthesise_music
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, samples, unit_peak
from training.sounds.sources import describe, synthesise

TRIAL_SEED = 2**41
TRACK_SECONDS = 80.0
HOP_SECONDS = 2.5
OVERLAPS = (0.5, 0.7)

Array = NDArray[np.float32]


class Hearing(Protocol):
    """What turns sounds and texts into vectors of unit norm."""

    def sounds(self, waves: Sequence[Signal]) -> Array: ...

    def texts(self, texts: Sequence[str]) -> Array: ...


def event_text(name: str) -> str:
    """How an event is asked for."""
    return f"the sound of {vocabulary.EVENTS[name][0]}"


def made(source: Source, rng: Rng, *, seconds: float = WINDOW_SECONDS) -> Signal:
    """The source as sound, in any of the first two sets of ways that training hears."""
    # Without the newest ways, so that figures can be compared with those of earlier goes.
    return synthesise(source, rng, duration_seconds=seconds, ways=2)


def confusion(truths: Sequence[int], answers: Sequence[int], ways: int) -> list[list[int]]:
    """Row: what sounded; column: what was answered."""
    table = np.zeros((ways, ways), dtype=int)
    np.add.at(table, (np.asarray(truths), np.asarray(answers)), 1)
    rows: list[list[int]] = table.tolist()
    return rows


def _scored(names: Sequence[str], truths: Sequence[int], scores: Array) -> dict[str, object]:
    """Accuracy over all, for each name, and the whole table."""
    answers = scores.argmax(axis=1)
    right = answers == np.asarray(truths)
    each = {n: round(float(right[np.asarray(truths) == k].mean()), 3) for k, n in enumerate(names)}
    return {
        "sounds": len(truths),
        "top1": round(float(right.mean()), 4),
        "of_each": each,
        "names": list(names),
        "confusion": confusion(truths, answers.tolist(), len(names)),
    }


def real_recordings(hearing: Hearing, folder: Path | None) -> dict[str, object] | None:
    """ESC-10's ten classes by text, on the sources that training never has; None without them."""
    _, tested = recordings.split(recordings.find(folder))
    if not tested:
        return None
    names = sorted(recordings.EVENT_OF_FOLDER.values())
    waves = [recordings.load(one)[: samples(WINDOW_SECONDS)] for one in tested]
    scores = hearing.sounds(waves) @ hearing.texts([event_text(name) for name in names]).T
    return _scored(names, [names.index(one.event) for one in tested], scores)


def unseen_ways(
    hearing: Hearing, change: Callable[[Signal, Rng], Signal], *, each: int
) -> dict[str, object] | None:
    """Events made in ways kept out of training, asked for among all; None where there are none."""
    names = list(vocabulary.EVENTS)
    truths, waves = [], []
    for name, make in event_ways.UNSEEN_WAYS.items():
        for index in range(each):
            rng = np.random.default_rng([TRIAL_SEED, 1, names.index(name), index])
            sound = unit_peak(make(rng, samples(WINDOW_SECONDS)), 0.9)
            waves.append(change(sound, rng))
            truths.append(names.index(name))
    if not truths:
        return None
    scores = hearing.sounds(waves) @ hearing.texts([event_text(name) for name in names]).T
    right = scores.argmax(axis=1) == np.array(truths)
    of_each = {
        names[truth]: round(float(right[np.array(truths) == truth].mean()), 3)
        for truth in sorted(set(truths))
    }
    return {"sounds": len(truths), "top1": round(float(right.mean()), 4), "of_each": of_each}


def unseen_instruments(hearing: Hearing, *, each: int) -> dict[str, object]:
    """Single instruments made in the way kept out of training, among all."""
    names = [*INSTRUMENTS, "drums"]
    truths, waves = [], []
    for truth, name in enumerate(names):
        for index in range(each):
            rng = np.random.default_rng([TRIAL_SEED, 2, truth, index])
            drawn = sample_music(rng, instrument=name, neutral=True)
            piece = Music((name,), drawn.tempo, drawn.texture, drawn.mode, None)
            played = synthesise_music(piece, rng, duration_seconds=WINDOW_SECONDS, unseen=True)
            waves.append(played)
            truths.append(truth)
    scores = hearing.sounds(waves) @ hearing.texts([f"{name} music" for name in names]).T
    return _scored(names, truths, scores)


def plain_triads(hearing: Hearing, *, each: int) -> float:
    """Major or minor where another hand wrote it: the same three sines with harmonics, block
    chords I IV V I at one tempo.
    """
    waves, truths = [], []
    for index in range(each):
        for truth, third in enumerate((4, 3)):
            waves.append(_triads(np.random.default_rng([TRIAL_SEED, 3, index]), third))
            truths.append(truth)
    texts = hearing.texts(["music in a major key", "music in a minor key"])
    answers = (hearing.sounds(waves) @ texts.T).argmax(axis=1)
    return round(float(np.mean(answers == np.array(truths))), 4)


def _triads(rng: Rng, third: int) -> Signal:
    """Written apart from `music` on purpose."""
    root_hz = 440 * 2 ** ((rng.integers(0, 12) - 9 + 12 * rng.integers(-1, 1)) / 12)
    harmonics, lasts, pause = int(rng.integers(2, 7)), rng.uniform(0.3, 1.2), rng.uniform(0.5, 1)
    total = np.zeros(samples(WINDOW_SECONDS))
    for number, start in enumerate(np.arange(0, WINDOW_SECONDS, pause)):
        time = np.arange(len(total)) / SAMPLE_RATE_HZ - start
        loud = np.where(time >= 0, np.exp(-np.maximum(time, 0) / lasts), 0)
        for step in (0, third, 7):
            hz = root_hz * 2 ** (((0, 5, 7, 0)[number % 4] + step) / 12)
            for k in range(1, harmonics + 1):
                total += loud * np.sin(2 * np.pi * k * hz * time) / k**1.5
    return unit_peak(total.astype(np.float32), 0.8)


def spans(hearing: Hearing, *, tracks: int) -> dict[str, object]:
    """One event somewhere in 80 s of other sounds, found with the service's own segmentation."""
    made = [_track(np.random.default_rng([TRIAL_SEED, 4, index])) for index in range(tracks)]
    starts = np.arange(0, TRACK_SECONDS - WINDOW_SECONDS + 1e-6, HOP_SECONDS)
    vectors = [hearing.sounds(_windows(track, starts)) for _, _, track in made]
    texts = hearing.texts([event_text(name) for name, _, _ in made])
    background = np.concatenate(vectors)[::7]
    overlaps = []
    for text, heard, (_, truth, _) in zip(texts, vectors, made, strict=True):
        usual = background @ text
        spread = max(float(usual.std()), 1e-6)
        values = ((heard @ text - usual.mean()) / spread).astype(np.float64)
        starts_us = (starts * 1_000_000).astype(np.int64)
        found = segment(Curve(values, starts_us, starts_us + WINDOW_SECONDS * 1_000_000))[0].span
        overlaps.append(_overlap(truth, (found.start_us / 1e6, found.end_us / 1e6)))
    found_share = {
        f"r1_at_{o}": round(float(np.mean(np.array(overlaps) >= o)), 4) for o in OVERLAPS
    }
    return {"tracks": tracks, **found_share}


def _windows(track: Signal, starts: NDArray[np.float64]) -> list[Signal]:
    return [track[samples(s) - (s == 0) :][: samples(WINDOW_SECONDS)] for s in starts]


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Intersection over union."""
    common = max(0.0, min(one[1], other[1]) - max(one[0], other[0]))
    return common / (one[1] - one[0] + other[1] - other[0] - common)


def _track(rng: Rng) -> tuple[str, tuple[float, float], Signal]:
    """The event that sounds once, when, and the track: sounds of 8 to 16 s one after another."""
    name = str(rng.choice([name for name in vocabulary.EVENTS if name != "silence"]))
    length = float(rng.uniform(8, 20))
    start = float(rng.uniform(0, TRACK_SECONDS - length))
    before, after = _others(rng, name, start), _others(rng, name, TRACK_SECONDS - start - length)
    event = made(name, rng, seconds=length)
    track = np.concatenate([*before, event, *after])[: samples(TRACK_SECONDS)]
    return name, (start, start + length), np.pad(track, (0, samples(TRACK_SECONDS) - len(track)))


def _others(rng: Rng, name: str, seconds: float) -> list[Signal]:
    parts = []
    while seconds > 0.1:
        source = describe(rng)
        if source in (name, "silence"):
            continue
        length = min(seconds, float(rng.uniform(8, 16)))
        parts.append(made(source, rng, seconds=max(1.0, length))[: samples(length)])
        seconds -= length
    return parts
