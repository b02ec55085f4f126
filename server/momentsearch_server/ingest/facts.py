"""What indexing found out about a media, as the catalog keeps it and the API shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from momentsearch_server.library import records
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.media.messages import Summary
from momentsearch_server.media.probe import MediaKind, Note, PictureTrack, Probe, SoundTrack
from momentsearch_server.space import Modality


@dataclass(frozen=True)
class Decoded:
    """A decoding that came to its end. ``notes`` are the probe's and the decoding's own."""

    probe: Probe
    summary: Summary
    notes: Sequence[Note]


def facts_of(decoded: Decoded, timelines: Mapping[Modality, Timeline]) -> records.MediaFacts:
    probe, summary = decoded.probe, decoded.summary
    sound = summary.sound
    return records.MediaFacts(
        kind=probe.kind.value,
        duration_us=_duration_us(decoded),
        tracks=_tracks(probe),
        notes=tuple(records.Note(note.reason, note.message) for note in decoded.notes),
        silent_windows={
            timeline.space_id: sound.silent
            for modality, timeline in timelines.items()
            if modality is Modality.SOUND and sound is not None
        },
    )


def _duration_us(decoded: Decoded) -> int:
    """What could be decoded, as a player's clock counts it: to the end of the longer track."""
    if decoded.probe.kind is MediaKind.STILL:
        return 0
    tracks = (decoded.summary.pictures, decoded.summary.sound)
    return max((track.end_us for track in tracks if track is not None), default=0)


def _tracks(probe: Probe) -> dict[str, Any]:
    """By the names of the API's messages; see ``rpc.convert``."""
    tracks: dict[str, Any] = {}
    if probe.picture is not None:
        tracks["picture"] = _picture(probe.picture)
    if probe.sound is not None:
        tracks["sound"] = _sound(probe.sound)
    return tracks


def _picture(track: PictureTrack) -> dict[str, Any]:
    return {
        "stream_index": track.stream_index,
        "codec": track.codec,
        "width": track.width,
        "height": track.height,
        "rotation_degrees": -track.rotation_degrees % 360,  # clockwise in the API
        "frame_rate": float(track.frame_rate),
        "start_us": track.start_us,
    }


def _sound(track: SoundTrack) -> dict[str, Any]:
    return {
        "stream_index": track.stream_index,
        "codec": track.codec,
        "channels": track.channels,
        "sample_rate_hz": track.sample_rate_hz,
        "start_us": track.start_us,
    }
