"""Real recordings in chains of known order: a corpus for a sound encoder.

The recordings are the ten classes of ESC-10 (Piczak 2015), of those sources only that the embedded
encoder was not trained on. A chain has some ten of them with gaps of one to five seconds between,
and is asked for every class that is in it and for three that are not; the true spans are the
recordings of the class, without the silence at their ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.quality.films.encode import encode_sound
from benchmarks.quality.films.record import space_of
from benchmarks.quality.films.recorded import Recorded, RecordedMedia, RecordedQuery
from benchmarks.quality.labels import Window
from momentsearch.query import Text
from momentsearch_server.encoders.encoder import Encoder
from training.sounds import recordings, vocabulary
from training.sounds.recordings import Recording
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, unit_peak

FOLDER = Path("audio/real/esc10")
CHAINS = 24
LENGTH = 10
GAP_SECONDS = (1.0, 5.0)
ABSENT_PER_CHAIN = 3
SEED = 53_000
COLLECTION = "sounds"
# Quieter than this share of the peak at either end is no part of a recording.
AUDIBLE = 0.02
LEAST_SECONDS = 1.0
PEAK_DB = (-12.0, -1.0)


@dataclass(frozen=True)
class Chain:
    """``heard`` is each recording's event and span in seconds, in order."""

    track: Signal
    heard: tuple[tuple[str, Window], ...]


def chains(found: Sequence[Recording], *, count: int = CHAINS) -> list[Chain]:
    """Of the recordings that are for testing; neighbours are of different events."""
    _, tested = recordings.split(found)
    return [_chain(tested, np.random.default_rng((SEED, number))) for number in range(count)]


def _chain(tested: Sequence[Recording], rng: Rng) -> Chain:
    parts: list[Signal] = [_silence(rng)]
    heard: list[tuple[str, Window]] = []
    for recording in _in_an_order(tested, rng):
        sound = _audible(recordings.load(recording))
        start = sum(len(part) for part in parts) / SAMPLE_RATE_HZ
        heard.append((recording.event, (start, start + len(sound) / SAMPLE_RATE_HZ)))
        level = np.float32(10 ** (rng.uniform(*PEAK_DB) / 20))
        parts += [unit_peak(sound, 1.0) * level, _silence(rng)]
    return Chain(np.concatenate(parts), tuple(heard))


def _in_an_order(tested: Sequence[Recording], rng: Rng) -> list[Recording]:
    """Of seven events, so that three are not in it."""
    events = sorted({recording.event for recording in tested})
    kept = set(rng.permutation(events)[: len(events) - ABSENT_PER_CHAIN].tolist())
    order: list[Recording] = []
    for number in rng.permutation(len(tested)).tolist():
        recording = tested[number]
        follows = not order or order[-1].event != recording.event
        if recording.event in kept and follows and len(order) < LENGTH:
            order.append(recording)
    return order


def _audible(sound: Signal) -> Signal:
    """From where it is first heard to where it is last heard; at least a second."""
    loud = np.flatnonzero(np.abs(sound) > AUDIBLE * float(np.max(np.abs(sound))))
    first, last = int(loud[0]), int(loud[-1]) + 1
    return sound[first : max(last, first + round(LEAST_SECONDS * SAMPLE_RATE_HZ))]


def _silence(rng: Rng) -> Signal:
    return np.zeros(round(rng.uniform(*GAP_SECONDS) * SAMPLE_RATE_HZ), np.float32)


def recorded_sounds(found: Sequence[Recording], encoder: Encoder) -> Recorded:
    """The corpus in the films' form; all of it is in the ``test`` half, as nothing is chosen on
    it."""
    made = chains(found)
    events = sorted(
        {recording.event for recording in found}, key=lambda name: vocabulary.EVENTS[name][0]
    )
    terms = tuple(vocabulary.EVENTS[name][0] for name in events)
    media = tuple(
        RecordedMedia(f"chain-{k:02}", COLLECTION, "test", len(chain.track) / SAMPLE_RATE_HZ)
        for k, chain in enumerate(made)
    )
    queries = [
        _query(number, chain, term, event, terms[term])
        for number, chain in enumerate(made)
        for term, event in enumerate(events)
    ]
    samples = [encode_sound(chain.track, encoder) for chain in made]
    return Recorded(
        key=encoder.space.space_id,
        media=media,
        terms=terms,
        queries=tuple(queries),
        spaces={"sound": space_of(encoder, samples, terms)},
    )


def _query(number: int, chain: Chain, term: int, event: str, text: str) -> RecordedQuery:
    windows = tuple(window for name, window in chain.heard if name == event)
    return RecordedQuery(
        qid=f"chain-{number:02}/{term}",
        kind="sound" if windows else "absent",
        text=str(Text(text)),
        sentence=text,
        terms=(term,),
        sentence_term=term,
        operator="",
        detail="" if windows else "other class",
        modality="sound",
        half="test",
        is_absent=not windows,
        asked_in=number,
        answers={number: windows} if windows else {},
        clear_everywhere=False,
    )


def find(media: Path | None) -> list[Recording]:
    """The recordings in a folder of real media; none where there is no such folder."""
    return recordings.find(media / FOLDER if media else None)
