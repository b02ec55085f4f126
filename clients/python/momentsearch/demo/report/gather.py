"""Everything that the page shows, asked of the server before any of it is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from momentsearch._sync.client import Client
from momentsearch.demo.questions import Answered, Score
from momentsearch.demo.truth import Truth
from momentsearch.results import (
    EvidenceCurve,
    Frame,
    Media,
    MediaKind,
    Modality,
    Moment,
    Span,
    Waveform,
)

CALLS_AT_A_TIME = 4
CURVE_POINTS = 320
STRIP_FRAMES = 10
STRIP_SIDE_PIXELS = 160
THUMBNAIL_SIDE_PIXELS = 400
# Enough for a few seconds of it to be drawn on their own.
WAVEFORM_POINTS = 1000
SHOWN_LANES = 3


@dataclass(frozen=True)
class Report:
    """What the demonstration did. ``media`` is by file name, ``timings`` are wall seconds."""

    truth: Truth
    media: Mapping[str, Media]
    answered: Sequence[Answered]
    score: Score
    timings: Mapping[str, float]


@dataclass(frozen=True)
class MediaView:
    """One media as a lane shows it; without pictures or sound, there are none to show."""

    media: Media
    frames: tuple[Frame, ...]
    waveform: Waveform | None

    @property
    def duration_seconds(self) -> float:
        return self.media.duration_seconds or 0.0


@dataclass(frozen=True)
class Lane:
    """One media beneath one question: the evidence in it, what is true, what was found.

    ``shown`` has each moment with its rank. There is no curve of a modality without samples, or
    where nothing rises above the background.
    """

    media: Media
    curves: Mapping[Modality, EvidenceCurve]
    truth: tuple[Span, ...]
    shown: tuple[tuple[int, Moment], ...]


@dataclass(frozen=True)
class MomentView:
    """One moment with the picture that shows it best and, where it was heard, how it sounds."""

    moment: Moment
    frame: Frame | None
    waveform: Waveform | None


@dataclass(frozen=True)
class AnswerView:
    """One question. ``moments`` are those found or, if none were, the best candidates."""

    answered: Answered
    lanes: tuple[Lane, ...]
    moments: tuple[MomentView, ...]


@dataclass(frozen=True)
class Gathered:
    """The page's content. ``library`` is by media id, in the order of the films."""

    report: Report
    library: Mapping[str, MediaView]
    answers: tuple[AnswerView, ...]


def gather(client: Client, report: Report) -> Gathered:
    """Asks for curves, pictures and waveforms: some eighty calls, a few at a time."""
    media = {entry.media_id: entry for entry in report.media.values()}
    lanes = [_lanes(client, answer, report.media) for answer in report.answered]
    looks = _look(client, [*_strips(media.values()), *_best_frames(report.answered)], media)
    ordered = [report.media[film.path.name] for film in report.truth.films]
    return Gathered(
        report=report,
        library={entry.media_id: _media_view(entry, looks) for entry in ordered},
        answers=tuple(
            AnswerView(
                answer, of_answer, tuple(_moment_view(m, looks, media) for m in shown(answer))
            )
            for answer, of_answer in zip(report.answered, lanes, strict=True)
        ),
    )


def shown(answered: Answered) -> Sequence[Moment]:
    """The moments found or, if none were, the best candidates."""
    return answered.moments or answered.rejected


@dataclass(frozen=True)
class Glimpse:
    """A picture to ask for: of which media, when, how large."""

    media_id: str
    offset_seconds: float
    max_side_pixels: int


@dataclass(frozen=True)
class Looks:
    """Pictures and, by media id, waveforms that were asked for."""

    frames: Mapping[Glimpse, Frame]
    waveforms: Mapping[str, Waveform]


def _look(client: Client, glimpses: Sequence[Glimpse], media: Mapping[str, Media]) -> Looks:
    """The server opens a file for each call, so each picture is asked for once."""

    def frame(glimpse: Glimpse) -> Frame:
        return client.get_frame(
            glimpse.media_id, glimpse.offset_seconds, max_side_pixels=glimpse.max_side_pixels
        )

    def waveform(media_id: str) -> Waveform:
        return client.get_waveform(media_id, point_count=WAVEFORM_POINTS)

    wanted = list(dict.fromkeys(glimpses))
    heard = [entry.media_id for entry in media.values() if entry.sound_track is not None]
    with ThreadPoolExecutor(CALLS_AT_A_TIME) as pool:
        frames = dict(zip(wanted, pool.map(frame, wanted), strict=True))
        return Looks(frames, dict(zip(heard, pool.map(waveform, heard), strict=True)))


def _strips(media: Iterable[Media]) -> list[Glimpse]:
    return [glimpse for entry in media for glimpse in _strip(entry)]


def _strip(media: Media) -> list[Glimpse]:
    """From the middles of as many equal parts of the media; of a still, the one picture."""
    if media.picture_track is None:
        return []
    if media.kind is MediaKind.STILL or not media.duration_seconds:
        return [Glimpse(media.media_id, 0.0, THUMBNAIL_SIDE_PIXELS)]
    middles = [(index + 0.5) / STRIP_FRAMES for index in range(STRIP_FRAMES)]
    return [
        Glimpse(media.media_id, share * media.duration_seconds, STRIP_SIDE_PIXELS)
        for share in middles
    ]


def _best_frames(answered: Iterable[Answered]) -> list[Glimpse]:
    glimpses = (_best_frame(moment) for answer in answered for moment in shown(answer))
    return [glimpse for glimpse in glimpses if glimpse is not None]


def _best_frame(moment: Moment) -> Glimpse | None:
    if moment.best_frame_seconds is None:
        return None
    offset = 0.0 if moment.media_kind is MediaKind.STILL else moment.best_frame_seconds
    return Glimpse(moment.media_id, offset, THUMBNAIL_SIDE_PIXELS)


def _media_view(media: Media, looks: Looks) -> MediaView:
    frames = tuple(looks.frames[glimpse] for glimpse in _strip(media))
    return MediaView(media, frames, looks.waveforms.get(media.media_id))


def _moment_view(moment: Moment, looks: Looks, media: Mapping[str, Media]) -> MomentView:
    glimpse = _best_frame(moment)
    heard = any(evidence.modality is Modality.SOUND for evidence in moment.evidence)
    waveform = looks.waveforms.get(moment.media_id) if heard else None
    duration = media[moment.media_id].duration_seconds or 0.0
    return MomentView(
        moment,
        frame=looks.frames[glimpse] if glimpse else None,
        waveform=_part(waveform, moment.span, duration) if waveform else None,
    )


def _part(waveform: Waveform, span: Span, duration_seconds: float) -> Waveform:
    """The points within the span."""
    count = len(waveform.maximums)
    first = math.floor(count * span.start_seconds / duration_seconds)
    last = math.ceil(count * span.end_seconds / duration_seconds)
    return Waveform(waveform.minimums[first:last], waveform.maximums[first:last])


def _lanes(client: Client, answered: Answered, media: Mapping[str, Media]) -> tuple[Lane, ...]:
    """Of the media in which the truth lies, then of those in which something was found."""
    true_ids = [media[span.file_name].media_id for span in answered.question.spans]
    found_ids = [moment.media_id for moment in shown(answered)]
    lane_ids = list(dict.fromkeys([*true_ids, *found_ids]))[:SHOWN_LANES]
    curves = _curves(client, answered.question.text, lane_ids)
    by_id = {entry.media_id: entry for entry in media.values()}
    return tuple(_lane(by_id[media_id], curves[media_id], answered, media) for media_id in lane_ids)


def _curves(
    client: Client, text: str, media_ids: Sequence[str]
) -> dict[str, dict[Modality, EvidenceCurve]]:
    """Of each media and modality, also where nothing in it was confident enough."""
    curves: dict[str, dict[Modality, EvidenceCurve]] = {media_id: {} for media_id in media_ids}
    for modality in (Modality.PICTURE, Modality.SOUND):
        result = client.search(
            text,
            modalities=[modality],
            media_ids=media_ids,
            group_by_media=True,
            minimum_confidence=0.0,
            page_size=max(1, len(media_ids)),
            curve_point_count=CURVE_POINTS,
        )
        for moment in result:
            for evidence in moment.evidence:
                if evidence.curve is not None:
                    curves[moment.media_id][evidence.modality] = evidence.curve
    return curves


def _lane(
    media: Media,
    curves: Mapping[Modality, EvidenceCurve],
    answered: Answered,
    by_file: Mapping[str, Media],
) -> Lane:
    truth = tuple(
        Span(round(span.start_seconds * 1e6), round(span.end_seconds * 1e6))
        for span in answered.question.spans
        if by_file[span.file_name].media_id == media.media_id
    )
    ranked = enumerate(shown(answered), start=1)
    here = tuple((rank, moment) for rank, moment in ranked if moment.media_id == media.media_id)
    return Lane(media, curves, truth, here)
