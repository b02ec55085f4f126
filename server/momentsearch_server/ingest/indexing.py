"""One media from decoded samples to timelines.

Decoding runs in a process of its own and is read ahead by a thread, so that it overlaps with
encoding; what waits between the two is bounded, whatever the length of the media.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.ingest.facts import Decoded, facts_of
from momentsearch_server.ingest.read_ahead import read_ahead
from momentsearch_server.library.records import MediaFacts
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.media.messages import Message, Progress, Summary
from momentsearch_server.media.probe import Note, Probe
from momentsearch_server.media.samples import Frame, SoundWindow
from momentsearch_server.media.windows import sounding_span
from momentsearch_server.space import Modality
from momentsearch_server.timespan import TimeSpan

# Frames of a few hundred kilobytes and windows of one megabyte: some 50 MB at the most.
READ_AHEAD = 48
BATCH_SIZES = {Modality.PICTURE: 32, Modality.SOUND: 8}


@dataclass(frozen=True)
class Indexed:
    """What ``Library.commit_media`` takes."""

    timelines: tuple[Timeline, ...]
    facts: MediaFacts


# Told the microseconds of media done, all tracks together. May raise, to end the work.
Report = Callable[[int], None]


def index(
    media_id: str,
    probe: Probe,
    messages: Iterator[Message],
    encoders: Mapping[Modality, Encoder],
    *,
    report: Report,
) -> Indexed:
    """Encodes what a decoding gives, as it comes.

    Raises ``MediaRejected`` as the decoding does, and whatever ``report`` raises.
    """
    drafts = {modality: _Draft(encoder, modality) for modality, encoder in encoders.items()}
    notes: list[Note] = list(probe.notes)
    summary: Summary | None = None
    # Closed at once when encoding fails, so that no thread reads on in a session that is over.
    with closing(read_ahead(messages, most=READ_AHEAD)) as ahead:
        for message in ahead:
            match message:
                case Frame():
                    drafts[Modality.PICTURE].add(message.span, message.shown_at_us, message.pixels)
                case SoundWindow():
                    span = sounding_span(message)
                    drafts[Modality.SOUND].add(span, span.middle_us, message.samples)
                case Note():
                    notes.append(message)
                case Summary():
                    summary = message
                case _:
                    pass
            report(_done_us(drafts, message))
    assert summary is not None, "a decoding that ends without an error ends with its summary"
    timelines = {
        modality: draft.finish(media_id)
        for modality, draft in drafts.items()
        if draft.was_asked(summary)
    }
    return Indexed(tuple(timelines.values()), facts_of(Decoded(probe, summary, notes), timelines))


def _done_us(drafts: Mapping[Modality, _Draft], message: Message) -> int:
    """Finding the tracks' times counts for nothing: it is quick beside decoding them."""
    done_us = sum(draft.reached_us for draft in drafts.values())
    if isinstance(message, Progress) and message.stage != "scan":
        return max(done_us, message.done_us)
    return done_us


class _Draft:
    """A timeline in the making: samples wait until there is a batch of them to encode."""

    def __init__(self, encoder: Encoder, modality: Modality) -> None:
        self._encoder = encoder
        self._modality = modality
        self._batch: list[NDArray[Any]] = []
        self._vectors: list[NDArray[np.float16]] = []
        self._spans: list[TimeSpan] = []
        self._shown_at_us: list[int] = []
        self.reached_us = 0

    def add(self, span: TimeSpan, shown_at_us: int, sample: NDArray[Any] | None) -> None:
        """``sample`` is None for silence, which is passed over."""
        self.reached_us = span.end_us
        if sample is None:
            return
        self._batch.append(sample)
        self._spans.append(span)
        self._shown_at_us.append(shown_at_us)
        if len(self._batch) == BATCH_SIZES[self._modality]:
            self._encode()

    def was_asked(self, summary: Summary) -> bool:
        """Whether the media has this track at all, be it silent."""
        track = summary.pictures if self._modality is Modality.PICTURE else summary.sound
        return track is not None and track.samples > 0

    def finish(self, media_id: str) -> Timeline:
        self._encode()
        dim = self._encoder.space.dim
        return Timeline(
            media_id=media_id,
            space_id=self._encoder.space.space_id,
            vectors=np.concatenate([np.zeros((0, dim), np.float16), *self._vectors]),
            starts_us=np.array([span.start_us for span in self._spans], dtype=np.int64),
            ends_us=np.array([span.end_us for span in self._spans], dtype=np.int64),
            shown_at_us=np.array(self._shown_at_us, dtype=np.int64),
        )

    def _encode(self) -> None:
        if self._batch:
            vectors = self._encoder.encode_samples(self._batch)
            self._vectors.append(vectors.astype(np.float16))
            self._batch = []
