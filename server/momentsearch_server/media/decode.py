"""One media from file to samples, within one process: probe, frames, windows, what was missing.

This is what the worker runs. It knows nothing of processes and limits, so that tests can run it in
their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from momentsearch_server.errors import MediaRejected, Reason
from momentsearch_server.media import stills
from momentsearch_server.media.audio import SoundDecoder, SoundSource
from momentsearch_server.media.frames import PictureSource, read_frames
from momentsearch_server.media.grid import sampling_spans
from momentsearch_server.media.messages import (
    DecodeRequest,
    Message,
    Progress,
    Summary,
    TrackSummary,
)
from momentsearch_server.media.probe import MediaKind, Note, Probe, SoundTrack, probe
from momentsearch_server.media.samples import Frame, SoundWindow
from momentsearch_server.media.scan import PictureTimes, Scan, scan
from momentsearch_server.media.windows import cut_windows
from momentsearch_server.timespan import us_to_seconds

# Headers round, and count the length of a last picture or of an encoder's padding in or out.
_DISAGREEMENT_US = 1_000_000
# Sixteen pictures of 12 bits a pixel, the most that H.264 and HEVC let a stream refer back to.
_DECODER_BYTES_PER_PIXEL = 24


def probe_any(path: Path, request: DecodeRequest) -> Probe:
    """Stills first: FFmpeg would take them too, but as videos of one picture."""
    still = stills.probe_still(path, max_picture_pixels=request.max_picture_pixels)
    return still or probe(path, max_picture_pixels=request.max_picture_pixels)


def decode(
    path: Path, probed: Probe, request: DecodeRequest, *, report: Callable[[Progress], None]
) -> Iterator[Message]:
    """Frames, then windows of sound, notes where they arise, and at the end a ``Summary``.

    ``report`` is called where the work goes on without a message. Memory does not grow with the
    length of the media.

    Raises ``MediaRejected`` when nothing at all could be sampled.
    """
    if probed.kind is MediaKind.STILL:
        yield from _decode_still(path, request)
    else:
        yield from _Decoding(path, probed, request, report).run()


def _decode_still(path: Path, request: DecodeRequest) -> Iterator[Message]:
    if request.want_frames:
        yield stills.read_still(
            path,
            short_side_px=request.short_side_px,
            max_picture_pixels=request.max_picture_pixels,
        )
    yield Summary(TrackSummary(0, 0, samples=int(request.want_frames)), None)


class _Decoding:
    """One run; holds what the summary and the notes at its end need to know."""

    def __init__(
        self,
        path: Path,
        probed: Probe,
        request: DecodeRequest,
        report: Callable[[Progress], None],
    ) -> None:
        self._path = path
        self._probe = probed
        self._request = request
        self._report = report
        self._pictures: TrackSummary | None = None
        self._sound: TrackSummary | None = None
        self._broken: list[Note] = []

    def run(self) -> Iterator[Message]:
        found = scan(self._path, self._probe, heartbeat=self._scanned)
        self._refuse_endless(found)
        if self._probe.picture is not None and self._request.want_frames:
            yield from self._frames(found.pictures)
        if self._probe.sound is not None and self._request.want_sound:
            yield from self._windows(self._probe.sound, found.sound_end_us)
        self._refuse_nothing()
        yield from self._broken
        yield from self._duration_notes(found)
        yield Summary(self._pictures, self._sound)

    def _scanned(self, done_us: int) -> None:
        self._report(Progress("scan", done_us, self._probe.duration_us_from_header))

    def _refuse_endless(self, found: Scan) -> None:
        """Two pictures a year apart are one line in a header, and thirty million samples."""
        lengths_us = [0]
        if found.pictures is not None:
            lengths_us.append(found.pictures.span.duration_us)
        if found.sound_end_us is not None and self._probe.sound is not None:
            lengths_us.append(found.sound_end_us - self._probe.sound.start_us)
        if max(lengths_us) > self._request.max_duration_us:
            raise MediaRejected(
                Reason.MEDIA_TOO_LONG,
                f"the media is {us_to_seconds(max(lengths_us)):.0f} s long; at most "
                f"{us_to_seconds(self._request.max_duration_us):.0f} s are accepted",
            )

    def _frames(self, times: PictureTimes | None) -> Iterator[Frame]:
        first_us = last_us = count = 0
        for frame in self._read_frames(times):
            first_us = frame.span.start_us if count == 0 else first_us
            last_us, count = frame.span.end_us, count + 1
            yield frame
        self._pictures = TrackSummary(first_us, last_us, samples=count)
        if times is None or last_us < times.end_us:
            self._require_memory_for_pictures()
        if count == 0:
            self._note_broken(Reason.PICTURE_TRACK_BROKEN, "no picture of it could be decoded")
        elif times is not None and last_us < times.end_us - _DISAGREEMENT_US:
            self._note_broken(
                Reason.PICTURE_TRACK_BROKEN,
                f"its pictures could be decoded up to {us_to_seconds(last_us):.3f} s of "
                f"{us_to_seconds(times.end_us):.3f} s",
            )

    def _require_memory_for_pictures(self) -> None:
        """FFmpeg calls it broken data when there is no memory for a picture.

        So when pictures do not come, it is tried whether there would be room for as many as a
        decoder keeps. Raises ``MemoryError`` when there is not.
        """
        assert self._probe.picture is not None
        bytearray(self._probe.picture.width * self._probe.picture.height * _DECODER_BYTES_PER_PIXEL)

    def _read_frames(self, times: PictureTimes | None) -> Iterator[Frame]:
        assert self._probe.picture is not None
        if times is None:
            return
        source = PictureSource(
            path=self._path,
            container_format=self._probe.container_format,
            track=self._probe.picture,
            times=times,
            origin_us=self._probe.origin_us,
            short_side_px=self._request.short_side_px,
            max_picture_pixels=self._request.max_picture_pixels,
            decoder_threads=self._request.decoder_threads,
        )
        rate = self._request.frames_per_second
        yield from read_frames(source, sampling_spans(times.span, frames_per_second=rate))

    def _windows(self, track: SoundTrack, scanned_end_us: int | None) -> Iterator[SoundWindow]:
        window_us, hop_us = self._request.window_us, self._request.hop_us
        # On the grid of hops, but not from 0: a track may begin hours late, after nothing.
        start_us = max(0, track.start_us) // hop_us * hop_us
        decoder = SoundDecoder(
            SoundSource(
                path=self._path,
                container_format=self._probe.container_format,
                stream_index=track.stream_index,
                origin_us=self._probe.origin_us,
                start_us=start_us,
                end_us=start_us + self._request.max_duration_us,
            )
        )
        end_us = count = silent = 0
        for window in cut_windows(decoder, window_us=window_us, hop_us=hop_us, start_us=start_us):
            end_us, count = window.span.end_us, count + 1
            silent += window.samples is None
            yield window
        first_us = max(0, track.start_us) if count else 0
        self._sound = TrackSummary(first_us, end_us, samples=count, silent=silent)
        self._note_sound(decoder.complaint, scanned_end_us)

    def _note_sound(self, complaint: str | None, scanned_end_us: int | None) -> None:
        assert self._sound is not None
        why = f" ({complaint})" if complaint else ""
        if self._sound.samples == 0:
            self._note_broken(Reason.SOUND_TRACK_BROKEN, f"no sound of it could be decoded{why}")
        elif scanned_end_us and self._sound.end_us < scanned_end_us - _DISAGREEMENT_US:
            self._note_broken(
                Reason.SOUND_TRACK_BROKEN,
                f"its sound could be decoded up to {us_to_seconds(self._sound.end_us):.3f} s of "
                f"{us_to_seconds(scanned_end_us):.3f} s{why}",
            )
        elif self._sound.silent == self._sound.samples:
            self._broken.append(Note(Reason.SILENT, "the sound track is digital silence"))
        elif self._sound.silent:
            self._broken.append(
                Note(
                    Reason.PARTLY_SILENT,
                    f"{self._sound.silent} of {self._sound.samples} windows are digital silence",
                )
            )

    def _note_broken(self, reason: Reason, what: str) -> None:
        track = "picture" if reason is Reason.PICTURE_TRACK_BROKEN else "sound"
        self._broken.append(Note(reason, f"the {track} track is broken: {what}"))

    def _refuse_nothing(self) -> None:
        tracks = [track for track in (self._pictures, self._sound) if track is not None]
        if tracks and not any(track.samples for track in tracks):
            raise MediaRejected(
                Reason.NO_DECODABLE_TRACK,
                "nothing in this file could be decoded: "
                + "; ".join(note.message for note in self._broken),
            )

    def _duration_notes(self, found: Scan) -> Iterator[Note]:
        if found.cut_off:
            yield Note(Reason.TRUNCATED, "the file is cut off: what was there is indexed")
        claimed_us = self._probe.duration_us_from_header
        tracks = [track for track in (self._pictures, self._sound) if track and track.samples]
        if claimed_us is None or not tracks:
            return
        # Headers count from 0 or from the first sample; either is agreement.
        end_us = max(track.end_us for track in tracks)
        length_us = end_us - min(track.start_us for track in tracks)
        if min(abs(claimed_us - end_us), abs(claimed_us - length_us)) > _DISAGREEMENT_US:
            yield Note(
                Reason.DURATION_DISAGREES,
                f"the header promises {us_to_seconds(claimed_us):.3f} s, "
                f"{us_to_seconds(length_us):.3f} s could be decoded",
            )
