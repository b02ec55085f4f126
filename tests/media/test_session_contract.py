"""What every decoding session promises, the real one and the one for tests of other layers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media.fake import FakeDecodeSession
from momentsearch_server.media.messages import Summary
from momentsearch_server.media.samples import SAMPLE_RATE_HZ, Frame, SoundWindow
from momentsearch_server.media.sandbox import DecodeSession, DecodingCancelled, open_media

Session = DecodeSession | FakeDecodeSession
OpenSession = Callable[[], Session]


@pytest.fixture(params=["worker", "fake"])
def open_session(request: pytest.FixtureRequest, film: Path) -> OpenSession:
    if request.param == "worker":
        return lambda: open_media(film)
    with open_media(film) as real:
        samples = [message for message in real if isinstance(message, Frame | SoundWindow)]
    return lambda: FakeDecodeSession(real.probe, samples)


def test_frames_then_sound_then_the_summary(open_session: OpenSession) -> None:
    with open_session() as session:
        messages = [
            message for message in session if isinstance(message, Frame | SoundWindow | Summary)
        ]
    assert [type(message) for message in messages] == [Frame] * 4 + [SoundWindow, Summary]


def test_the_summary_counts_what_came(open_session: OpenSession) -> None:
    with open_session() as session:
        *samples, summary = session
    assert isinstance(summary, Summary)
    assert summary.pictures is not None
    assert summary.sound is not None
    frames = [sample for sample in samples if isinstance(sample, Frame)]
    assert summary.pictures.samples == len(frames)
    assert summary.pictures.start_us == frames[0].span.start_us
    assert summary.pictures.end_us == frames[-1].span.end_us
    assert (summary.sound.samples, summary.sound.silent) == (1, 0)


def test_samples_are_what_their_types_say(open_session: OpenSession) -> None:
    with open_session() as session:
        for message in session:
            if isinstance(message, Frame):
                assert message.pixels.dtype == "uint8"
                assert message.pixels.flags.writeable
                assert message.span.start_us <= message.span.middle_us < message.span.end_us
            if isinstance(message, SoundWindow) and message.samples is not None:
                assert message.samples.dtype == "float32"
                assert len(message.samples) == round(
                    message.span.duration_us * SAMPLE_RATE_HZ / 1_000_000
                )


def test_cancelling(open_session: OpenSession) -> None:
    with open_session() as session:
        session.cancel()
        session.cancel()
        with pytest.raises(DecodingCancelled):
            list(session)


def test_closing_twice(open_session: OpenSession) -> None:
    session = open_session()
    session.close()
    session.close()


def test_a_fake_can_fail_in_the_middle(film: Path) -> None:
    error = MediaRejected(Reason.DECODER_CRASHED, "as if")
    with open_media(film) as real:
        frame = next(message for message in real if isinstance(message, Frame))
    messages = iter(FakeDecodeSession(real.probe, [frame, error]))
    assert next(messages) is frame
    with pytest.raises(MediaRejected, match="as if"):
        next(messages)
