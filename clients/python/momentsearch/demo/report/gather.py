"""Everything that the page shows, asked of the server before any of it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

CURVE_POINTS = 320
STRIP_FRAMES = 12
STRIP_SIDE_PIXELS = 160
THUMBNAIL_SIDE_PIXELS = 400
WAVEFORM_POINTS = 400
MOMENT_WAVEFORM_POINTS = 120
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

    ``found`` has each moment with its rank. Without samples of a modality there is no curve.
    """

    media: Media
    curves: Mapping[Modality, EvidenceCurve]
    truth: tuple[Span, ...]
    found: tuple[tuple[int, Moment], ...]


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
    """Asks for curves, pictures and waveforms: a few hundred small calls."""
    media = [report.media[film.path.name] for film in report.truth.films]
    return Gathered(
        report=report,
        library={entry.media_id: _media_view(client, entry) for entry in media},
        answers=tuple(_answer_view(client, answer, report.media) for answer in report.answered),
    )


def _media_view(client: Client, media: Media) -> MediaView:
    waveform = None
    if media.sound_track is not None:
        waveform = client.get_waveform(media.media_id, point_count=WAVEFORM_POINTS)
    return MediaView(media, tuple(_strip(client, media)), waveform)


def _strip(client: Client, media: Media) -> Sequence[Frame]:
    """Pictures from the middles of as many equal parts of the media; of a still, the one."""
    if media.picture_track is None:
        return []
    if media.kind is MediaKind.STILL or not media.duration_seconds:
        return [client.get_frame(media.media_id, 0.0, max_side_pixels=THUMBNAIL_SIDE_PIXELS)]
    middles = [(index + 0.5) / STRIP_FRAMES for index in range(STRIP_FRAMES)]
    return [
        client.get_frame(
            media.media_id, share * media.duration_seconds, max_side_pixels=STRIP_SIDE_PIXELS
        )
        for share in middles
    ]


def _answer_view(client: Client, answered: Answered, media: Mapping[str, Media]) -> AnswerView:
    shown = answered.moments or answered.rejected
    true_ids = [media[span.file_name].media_id for span in answered.question.spans]
    lane_ids = list(dict.fromkeys([*true_ids, *(moment.media_id for moment in shown)]))
    curves = _curves(client, answered.question.text, lane_ids[:SHOWN_LANES])
    by_id = {entry.media_id: entry for entry in media.values()}
    return AnswerView(
        answered=answered,
        lanes=tuple(
            _lane(by_id[media_id], curves[media_id], answered, media)
            for media_id in lane_ids[:SHOWN_LANES]
        ),
        moments=tuple(_moment_view(client, moment, by_id[moment.media_id]) for moment in shown),
    )


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
    found = tuple(
        (rank, moment)
        for rank, moment in enumerate(answered.moments, start=1)
        if moment.media_id == media.media_id
    )
    return Lane(media, curves, truth, found)


def _moment_view(client: Client, moment: Moment, media: Media) -> MomentView:
    frame = waveform = None
    if moment.best_frame_seconds is not None:
        frame = client.get_frame(
            moment.media_id, moment.best_frame_seconds, max_side_pixels=THUMBNAIL_SIDE_PIXELS
        )
    heard = any(evidence.modality is Modality.SOUND for evidence in moment.evidence)
    if heard and media.sound_track is not None:
        waveform = client.get_waveform(
            moment.media_id,
            start_seconds=moment.start_seconds,
            end_seconds=moment.end_seconds,
            point_count=MOMENT_WAVEFORM_POINTS,
        )
    return MomentView(moment, frame, waveform)
