"""What the catalog keeps of a decoding."""

from __future__ import annotations

import json

import numpy as np
import pytest

from momentsearch_server.errors import Reason
from momentsearch_server.ingest.facts import Decoded, facts_of
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.media.messages import Summary, TrackSummary
from momentsearch_server.media.probe import MediaKind, Note
from momentsearch_server.space import Modality
from tests.ingest.support import SECOND_US, probe_of


def empty(space_id: str) -> Timeline:
    times = np.zeros(0, np.int64)
    return Timeline("m1", space_id, np.zeros((0, 8), np.float16), times, times, times)


def span(start: float, end: float, *, samples: int = 5, silent: int = 0) -> TrackSummary:
    return TrackSummary(round(start * SECOND_US), round(end * SECOND_US), samples, silent)


@pytest.mark.parametrize(
    ("pictures", "sound", "duration_seconds"),
    [
        (span(0, 20), span(0, 19.5), 20),
        (span(0, 20), span(10, 31), 31),
        (span(8.33, 12), None, 12),
        (None, span(0, 7), 7),
        (TrackSummary(0, 0, samples=0), span(0, 7), 7),
    ],
)
def test_the_duration_is_where_a_player_stops(
    pictures: TrackSummary | None, sound: TrackSummary | None, duration_seconds: float
) -> None:
    decoded = Decoded(probe_of(), Summary(pictures, sound), [])
    assert facts_of(decoded, {}).duration_us == duration_seconds * SECOND_US


def test_a_still_has_no_duration() -> None:
    probe = probe_of(sound=False, kind=MediaKind.STILL)
    facts = facts_of(Decoded(probe, Summary(span(0, 1, samples=1), None), []), {})
    assert (facts.kind, facts.duration_us) == ("still", 0)


def test_tracks_are_kept_as_the_api_names_them() -> None:
    facts = facts_of(Decoded(probe_of(), Summary(span(0, 1), span(0, 1)), []), {})
    assert facts.tracks == {
        "picture": {
            "stream_index": 0,
            "codec": "h264",
            "width": 160,
            "height": 90,
            "rotation_degrees": 270,  # 90 counter-clockwise
            "frame_rate": pytest.approx(29.97, abs=0.001),
            "start_us": 33_000,
        },
        "sound": {
            "stream_index": 1,
            "codec": "aac",
            "channels": 2,
            "sample_rate_hz": 44_100,
            "start_us": 0,
        },
    }
    assert json.loads(json.dumps(facts.tracks)) == facts.tracks
    assert set(
        facts_of(Decoded(probe_of(sound=False), Summary(span(0, 1), None), []), {}).tracks
    ) == {"picture"}


def test_silent_windows_are_counted_in_the_sounds_space_alone() -> None:
    timelines = {Modality.PICTURE: empty("picture-1"), Modality.SOUND: empty("sound-1")}
    summary = Summary(span(0, 9), span(0, 9, samples=5, silent=2))
    facts = facts_of(Decoded(probe_of(), summary, []), timelines)
    assert dict(facts.silent_windows) == {"sound-1": 2}


def test_notes_are_kept_once_and_in_order() -> None:
    notes = [Note(Reason.SILENT, "silent"), Note(Reason.TRUNCATED, "cut")]
    facts = facts_of(Decoded(probe_of(), Summary(None, span(0, 9, silent=5)), notes), {})
    assert [(note.reason, note.message) for note in facts.notes] == [
        (Reason.SILENT, "silent"),
        (Reason.TRUNCATED, "cut"),
    ]
