"""From decoded samples to timelines, with a decoding that is written down and fake encoders."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from momentsearch_server.encoders.encoder import Vectors
from momentsearch_server.encoders.fake import (
    FakeEncoder,
    fake_picture_encoder,
    fake_sound_encoder,
)
from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.ingest import indexing
from momentsearch_server.ingest.indexing import BATCH_SIZES, READ_AHEAD, Indexed, index
from momentsearch_server.library.timelines import Timeline, check_timeline
from momentsearch_server.media.fake import FakeDecodeSession
from momentsearch_server.media.messages import Message, Progress
from momentsearch_server.media.probe import MediaKind, Note, Probe
from momentsearch_server.media.sandbox import DecodeMessage
from momentsearch_server.space import Modality
from tests.ingest.support import SECOND_US, frame, probe_of, window

PICTURE, SOUND = Modality.PICTURE, Modality.SOUND


class Counting:
    """An encoder that notes the size of each batch."""

    def __init__(self, encoder: FakeEncoder) -> None:
        self._encoder = encoder
        self.space = encoder.space
        self.calibration = None
        self.batches: list[int] = []

    def encode_samples(self, samples: Sequence[Any]) -> Vectors:
        self.batches.append(len(samples))
        return self._encoder.encode_samples(samples)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_texts(texts)

    def read_part(self, text: str) -> str:
        return self._encoder.read_part(text)


@pytest.fixture
def encoders() -> dict[Modality, Counting]:
    return {
        PICTURE: Counting(fake_picture_encoder()),
        SOUND: Counting(fake_sound_encoder()),
    }


def indexed(
    samples: Sequence[DecodeMessage | Exception],
    encoders: dict[Modality, Any],
    *,
    probe: Probe | None = None,
    reports: list[int] | None = None,
) -> Indexed:
    session = FakeDecodeSession(probe or probe_of(), samples)
    report = (lambda _done: None) if reports is None else reports.append
    return index("m1", session.probe, iter(session), encoders, report=report)


def timelines(result: Indexed, encoders: dict[Modality, Any]) -> dict[Modality, Timeline]:
    by_space = {timeline.space_id: timeline for timeline in result.timelines}
    return {
        modality: by_space[encoder.space.space_id]
        for modality, encoder in encoders.items()
        if encoder.space.space_id in by_space
    }


def test_every_sample_is_in_its_timeline_with_its_times(
    encoders: dict[Modality, Counting],
) -> None:
    frames = [frame(second, ["red", "blue"][second % 2]) for second in range(70)]
    windows = [window(number * 2.5, "hum", seconds=5) for number in range(20)]
    made = timelines(indexed([*frames, *windows], encoders), encoders)
    for timeline in made.values():
        check_timeline(timeline)
        assert timeline.media_id == "m1"
    pictures, sound = made[PICTURE], made[SOUND]
    assert pictures.starts_us.tolist() == [second * SECOND_US for second in range(70)]
    assert pictures.ends_us.tolist() == [(second + 1) * SECOND_US for second in range(70)]
    assert pictures.shown_at_us.tolist() == [one.shown_at_us for one in frames]
    assert sound.starts_us.tolist() == [number * 2_500_000 for number in range(20)]
    assert sound.shown_at_us.tolist() == [one.span.middle_us for one in windows]
    assert pictures.vectors.dtype == np.float16


def test_vectors_stay_with_their_samples(encoders: dict[Modality, Counting]) -> None:
    colours = ["red", "blue", "green", "yellow"]
    frames = [frame(second, colours[second % 4]) for second in range(70)]
    made = timelines(indexed(frames, encoders, probe=probe_of(sound=False)), encoders)
    similarity = (
        made[PICTURE].vectors.astype(np.float32) @ encoders[PICTURE].encode_texts(colours).T
    )
    assert similarity.argmax(axis=1).tolist() == [second % 4 for second in range(70)]


def test_batches_are_full_but_the_last(encoders: dict[Modality, Counting]) -> None:
    size = BATCH_SIZES[PICTURE]
    frames = [frame(second, "red") for second in range(2 * size + 3)]
    windows = [window(number, "hum") for number in range(BATCH_SIZES[SOUND])]
    indexed([*frames, *windows], encoders)
    assert encoders[PICTURE].batches == [size, size, 3]
    assert encoders[SOUND].batches == [BATCH_SIZES[SOUND]]


def test_silence_is_counted_and_not_encoded(encoders: dict[Modality, Counting]) -> None:
    windows = [window(number, None if number in (1, 2, 5) else "beep") for number in range(6)]
    result = indexed(windows, encoders, probe=probe_of(pictures=False, kind=MediaKind.SOUND))
    made = timelines(result, encoders)
    assert set(made) == {SOUND}
    assert made[SOUND].starts_us.tolist() == [0, 3 * SECOND_US, 4 * SECOND_US]
    assert encoders[SOUND].batches == [3]
    assert dict(result.facts.silent_windows) == {encoders[SOUND].space.space_id: 3}


def test_silence_throughout_is_a_timeline_without_samples(
    encoders: dict[Modality, Counting],
) -> None:
    windows = [window(number, None) for number in range(4)]
    result = indexed([frame(0, "red"), *windows], encoders)
    sound = timelines(result, encoders)[SOUND]
    check_timeline(sound)
    assert sound.vectors.shape == (0, encoders[SOUND].space.dim)
    assert dict(result.facts.silent_windows) == {sound.space_id: 4}
    assert encoders[SOUND].batches == []


def test_a_track_of_which_nothing_came_has_no_timeline(
    encoders: dict[Modality, Counting],
) -> None:
    broken = Note(Reason.SOUND_TRACK_BROKEN, "the sound track is broken")
    result = indexed([frame(0, "red"), broken], encoders)
    assert set(timelines(result, encoders)) == {PICTURE}
    assert [note.reason for note in result.facts.notes] == [Reason.SOUND_TRACK_BROKEN]


def test_one_encoder_alone(encoders: dict[Modality, Counting]) -> None:
    only = {PICTURE: encoders[PICTURE]}
    result = indexed([frame(0, "red")], only)
    assert [timeline.space_id for timeline in result.timelines] == [
        encoders[PICTURE].space.space_id
    ]


def test_notes_of_probe_and_decoding_in_order(encoders: dict[Modality, Counting]) -> None:
    early = Note(Reason.OTHER_TRACK_IGNORED, "another track")
    late = Note(Reason.TRUNCATED, "cut off")
    result = indexed([frame(0, "red"), late], encoders, probe=probe_of(notes=[early]))
    assert [note.reason for note in result.facts.notes] == [
        Reason.OTHER_TRACK_IGNORED,
        Reason.TRUNCATED,
    ]


def test_what_is_reported_never_goes_back(encoders: dict[Modality, Counting]) -> None:
    reports: list[int] = []
    samples: list[DecodeMessage | Exception] = [
        Progress("scan", 7 * SECOND_US, None),
        Progress("scan", 9 * SECOND_US, None),
        *(frame(second, "red") for second in range(5)),
        *(window(number, "hum" if number % 2 else None) for number in range(5)),
    ]
    indexed(samples, encoders, reports=reports)
    assert reports == sorted(reports)
    assert reports[:2] == [0, 0]  # looking for the tracks' times is not indexing
    assert reports[-1] == 5 * SECOND_US + 4_100_000
    # Silence has been dealt with too.
    assert len(set(reports)) == 11


def test_what_a_report_raises_ends_it(encoders: dict[Modality, Counting]) -> None:
    taken: list[int] = []

    def frames() -> Iterator[Message]:
        for second in range(10_000):
            taken.append(second)
            yield frame(second, "red")

    class Enough(Exception):
        pass

    def report(done_us: int) -> None:
        if done_us >= 10 * SECOND_US:
            raise Enough

    with pytest.raises(Enough):
        index("m1", probe_of(), frames(), encoders, report=report)
    assert len(taken) <= 10 + READ_AHEAD + 2


@pytest.mark.parametrize(
    "error", [MediaRejected(Reason.DECODER_CRASHED, "it crashed"), OSError(5, "I/O")]
)
def test_what_a_decoding_raises_is_raised(
    encoders: dict[Modality, Counting], error: Exception
) -> None:
    with pytest.raises(type(error)) as caught:
        indexed([frame(0, "red"), error], encoders)
    assert caught.value is error


def test_an_encoder_that_fails_leaves_no_thread(encoders: dict[Modality, Counting]) -> None:
    def broken(_samples: Sequence[Any]) -> Vectors:
        raise RuntimeError("out of memory")

    encoders[PICTURE].encode_samples = broken  # type: ignore[method-assign]
    frames = [frame(second, "red") for second in range(200)]
    with pytest.raises(RuntimeError, match="out of memory"):
        indexed(frames, encoders)
    for thread in threading.enumerate():
        if thread.name == "read-ahead":
            thread.join(5)
            assert not thread.is_alive()


def test_memory_is_bounded_by_the_queue_and_not_by_the_media(
    encoders: dict[Modality, Counting], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never more decoded samples alive than may wait, and one batch."""
    alive = most = 0

    class Tracked(np.ndarray):
        def __del__(self) -> None:
            nonlocal alive
            alive -= self.base is None

    def frames() -> Iterator[Message]:
        nonlocal alive, most
        for second in range(400):
            one = frame(second, "red")
            pixels = Tracked(one.pixels.shape, one.pixels.dtype)
            pixels[:] = one.pixels
            alive += 1
            most = max(most, alive)
            yield type(one)(one.span, one.shown_at_us, pixels)
            del one, pixels

    def drained(messages: Iterator[Message]) -> Iterator[Message]:
        yield from messages
        yield from FakeDecodeSession(probe_of(sound=False), [frame(400, "red")])

    monkeypatch.setattr(indexing, "READ_AHEAD", 8)
    index("m1", probe_of(sound=False), drained(frames()), encoders, report=lambda _: None)
    assert BATCH_SIZES[PICTURE] < most <= 8 + BATCH_SIZES[PICTURE] + 4
