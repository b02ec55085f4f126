"""One pass over a file's packets, without decoding: when each picture is shown, and where it ends.

Headers cannot be trusted with either: they promise hours for files of seconds, and the rate of a
phone's recording is an average. The pass is bound by reading the file, and costs about a hundredth
of decoding it; eight bytes a picture are kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from numpy.typing import NDArray

from momentsearch_server.media.container import opened, to_presentation_us
from momentsearch_server.media.probe import PictureTrack, Probe
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, TimeSpan

_PACKETS_PER_HEARTBEAT = 20_000


@dataclass(frozen=True, slots=True)
class PictureTimes:
    """When each picture of a track is shown, on the presentation's clock.

    ``shown_at_us`` is int64 ``[n]``, strictly ascending; ``end_us`` is when the last one has gone.
    ``is_plain`` is true when the stored pictures are exactly the shown ones: one packet each, each
    with its own time, none hidden by an edit list, none that a decoder drops when it starts at a
    key picture; and the track is the one that FFmpeg would choose. Only then does the n-th picture
    that a decoder finds belong to the n-th time. ``stored_bytes`` is the size of all of them.
    """

    shown_at_us: NDArray[np.int64]
    end_us: int
    is_plain: bool
    stored_bytes: int

    @property
    def span(self) -> TimeSpan:
        """From the first picture on, though not from before the presentation begins."""
        return TimeSpan(max(0, int(self.shown_at_us[0])), self.end_us)

    def shown_index(self, instant_us: int) -> int:
        """Which picture a player shows at that instant; the first one before there is any."""
        return max(0, int(np.searchsorted(self.shown_at_us, instant_us, side="right")) - 1)

    def shown_until_us(self, at_us: int) -> int:
        """When the picture that is shown at that instant has gone."""
        following = int(np.searchsorted(self.shown_at_us, at_us, side="right"))
        if following < len(self.shown_at_us):
            return int(self.shown_at_us[following])
        return self.end_us


@dataclass(frozen=True, slots=True)
class Scan:
    """``pictures`` is None where no packet of the track could be read. ``sound_end_us`` likewise.

    ``cut_off`` is true when the file ends inside what its own index or its last packet announces.
    """

    pictures: PictureTimes | None
    sound_end_us: int | None
    cut_off: bool


@dataclass(slots=True)
class _Track:
    """What the pass gathers of one track; times on the presentation's clock."""

    shown_at_us: array[int] = field(default_factory=lambda: array("q"))
    end_us: int | None = None
    packets: int = 0
    stored_bytes: int = 0
    last_is_corrupt: bool = False
    last_key_pts: int | None = None
    has_leading: bool = False

    def add(self, packet: Packet[Stream], origin_us: int, *, keep_times: bool) -> None:
        self.packets += 1
        self.stored_bytes += packet.size
        self.last_is_corrupt = packet.is_corrupt
        self._look_for_leading(packet)
        if packet.pts is not None and not packet.is_discard:
            at_us = to_presentation_us(packet.pts, packet.time_base, origin_us)
            length_us = to_presentation_us(packet.duration or 0, packet.time_base)
            self.end_us = max(self.end_us or 0, at_us + length_us)
            if keep_times:
                self.shown_at_us.append(at_us)

    def _look_for_leading(self, packet: Packet[Stream]) -> None:
        """Pictures stored after a key picture but shown before it lean on the group before.

        A decoder that starts at that key picture drops them (open groups: HEVC's usual form).
        """
        if packet.pts is None:
            return
        if packet.is_keyframe:
            self.last_key_pts = packet.pts
        elif self.last_key_pts is not None and packet.pts < self.last_key_pts:
            self.has_leading = True


def scan(path: Path, probe: Probe, *, heartbeat: Callable[[int], None] | None = None) -> Scan:
    """Reads every packet of the probed tracks once.

    ``heartbeat`` is called every some thousand packets with how far the pass has come.
    A file that breaks off is read as far as it goes.
    """
    chosen = [track.stream_index for track in (probe.picture, probe.sound) if track is not None]
    tracks = {index: _Track() for index in chosen}
    picture_index = probe.picture.stream_index if probe.picture is not None else None
    with opened(path) as container:
        broke_off = False
        try:
            for packet in _packets(container, chosen):
                track = tracks[packet.stream_index]
                track.add(packet, probe.origin_us, keep_times=packet.stream_index == picture_index)
                if heartbeat is not None and track.packets % _PACKETS_PER_HEARTBEAT == 0:
                    heartbeat(track.end_us or 0)
        except av.error.FFmpegError as error:
            if isinstance(error, MemoryError):
                raise
            broke_off = True
        ends_corrupt = any(track.last_is_corrupt for track in tracks.values())
        return Scan(
            pictures=_picture_times(container, tracks, probe),
            sound_end_us=tracks[probe.sound.stream_index].end_us if probe.sound else None,
            cut_off=broke_off or ends_corrupt or _index_reaches_past_end(container, chosen),
        )


def _packets(container: InputContainer, indices: list[int]) -> Iterator[Packet[Stream]]:
    """Without the empty packets with which PyAV marks the end of each stream."""
    for packet in container.demux([container.streams[index] for index in indices]):
        if packet.size:
            yield packet


def _index_reaches_past_end(container: InputContainer, indices: list[int]) -> bool:
    """An MP4 or AVI whose tail is missing still has the index of all of it."""
    size_bytes = container.size
    if size_bytes <= 0:
        return False
    for index in indices:
        entries = container.streams[index].index_entries
        if len(entries) and entries[-1].pos + entries[-1].size > size_bytes:
            return True
    return False


def _picture_times(
    container: InputContainer, tracks: dict[int, _Track], probe: Probe
) -> PictureTimes | None:
    if probe.picture is None:
        return None
    track, best = tracks[probe.picture.stream_index], container.streams.best("video")
    if not track.packets:
        return None
    if not track.shown_at_us:
        return _counted_times(track, probe.picture)
    shown_at_us = np.unique(np.frombuffer(track.shown_at_us, dtype=np.int64))
    is_plain = (
        best is not None
        and best.index == probe.picture.stream_index
        and track.packets == len(shown_at_us)
        and not track.has_leading
    )
    end_us = _last_end_us(shown_at_us, track.end_us or 0, probe.picture)
    if end_us <= 0:
        return None
    return PictureTimes(shown_at_us, end_us, is_plain=is_plain, stored_bytes=track.stored_bytes)


def _last_end_us(
    shown_at_us: NDArray[np.int64], end_us_from_header: int, picture: PictureTrack
) -> int:
    """Some headers give the last picture no length, or a tick: it lasts as pictures usually do."""
    last_us, usual_us = int(shown_at_us[-1]), _frame_us(picture)
    if len(shown_at_us) > 1:
        usual_us = int(np.median(np.diff(shown_at_us)))
    if end_us_from_header > last_us + usual_us // 2:
        return end_us_from_header
    return last_us + usual_us


def _counted_times(track: _Track, picture: PictureTrack) -> PictureTimes:
    """A raw stream carries no times: picture n is shown n frame lengths after the first."""
    edges = np.arange(track.packets + 1) * (MICROSECONDS_PER_SECOND / float(picture.frame_rate))
    edges_us = np.floor(edges + 0.5).astype(np.int64)
    return PictureTimes(
        edges_us[:-1], int(edges_us[-1]), is_plain=False, stored_bytes=track.stored_bytes
    )


def _frame_us(picture: PictureTrack) -> int:
    return max(1, int(MICROSECONDS_PER_SECOND / picture.frame_rate))
