"""What the server's answers are made of: frozen values without behaviour of their own.

Times are seconds from the start of presentation, as a player shows it, exact to the microsecond.
Enums from a newer server that this client does not know arrive as ``UNKNOWN``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Modality(StrEnum):
    """Which track of a media something is about."""

    UNKNOWN = "unknown"
    PICTURE = "picture"
    SOUND = "sound"


class MediaKind(StrEnum):
    """What a media is; UNKNOWN until the server has probed it."""

    UNKNOWN = "unknown"
    VIDEO = "video"
    SOUND = "sound"
    STILL = "still"


class MediaState(StrEnum):
    """Where a media stands on its way into the index."""

    UNKNOWN = "unknown"
    QUEUED = "queued"
    INDEXING = "indexing"
    ACTIVE = "active"
    FAILED = "failed"
    DELETING = "deleting"

    @property
    def is_final(self) -> bool:
        """Whether indexing has come to its end, well or badly."""
        return self in (MediaState.ACTIVE, MediaState.FAILED)


class Presence(StrEnum):
    """Whether what was looked for is there at all; NOT_FOUND: there is no confident moment."""

    UNKNOWN = "unknown"
    FOUND = "found"
    NOT_FOUND = "not_found"
    EMPTY_SCOPE = "empty_scope"


class ConfidenceLevel(StrEnum):
    """A confidence in one word. The server has the limits: docs/search.md."""

    UNKNOWN = "unknown"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Collection:
    """A named, isolated library. ``active_media_count`` of its media can be searched."""

    name: str
    create_time: datetime | None
    media_count: int
    active_media_count: int


@dataclass(frozen=True, slots=True)
class PictureTrack:
    """The picture track that was sampled; width and height as shown, after rotation."""

    stream_index: int
    codec: str
    width: int
    height: int
    rotation_degrees: int
    frames_per_second: float
    start_seconds: float


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """The sound track that was sampled."""

    stream_index: int
    codec: str
    channels: int
    sample_rate_hz: int
    start_seconds: float


@dataclass(frozen=True, slots=True)
class SpaceCoverage:
    """What the index has of one media in one embedding space."""

    space_id: str
    modality: Modality
    sample_count: int
    silent_window_count: int


@dataclass(frozen=True, slots=True)
class MediaNote:
    """Something that a media has not, or that was passed over; ``reason`` is a stable code."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class MediaFailure:
    """Why a media could not be indexed; ``reason`` is a stable code, as in ``NOT_MEDIA``."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class IndexingProgress:
    """Seconds of all tracks together; ``total_seconds`` is an estimate, None where not known."""

    done_seconds: float
    total_seconds: float | None
    attempt: int


@dataclass(frozen=True, slots=True)
class Media:
    """One asset: a video, a sound file or a still image.

    ``duration_seconds`` is 0 for a still image and None where it is not known yet;
    ``content_sha256`` is 64 lower-case hexadecimal digits; ``source`` is the uploaded file's
    name, or the path it was imported from on the server.
    """

    media_id: str
    collection: str
    title: str
    labels: Mapping[str, str] = field(hash=False)
    kind: MediaKind
    state: MediaState
    duration_seconds: float | None
    size_bytes: int
    content_sha256: str
    source: str
    create_time: datetime | None
    update_time: datetime | None
    picture_track: PictureTrack | None
    sound_track: SoundTrack | None
    coverage: tuple[SpaceCoverage, ...]
    notes: tuple[MediaNote, ...]
    progress: IndexingProgress | None
    failure: MediaFailure | None


@dataclass(frozen=True, slots=True)
class AddedMedia:
    """The answer to an import or upload.

    ``already_existed`` means that the same bytes were in the collection: nothing was added, and
    the title and labels of this call were not applied. ``bytes_renewed`` means that the server had
    lost them from where they should be, and that these took their place.
    """

    media: Media
    already_existed: bool
    bytes_renewed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture as JPEG; ``start_seconds`` is when a player begins to show it."""

    jpeg: bytes = field(repr=False)
    start_seconds: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Waveform:
    """The outline of the sound: lowest and highest sample of each part, in [-1, 1]."""

    minimums: tuple[float, ...]
    maximums: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span ``[start, end)`` in integer microseconds, and the same in seconds."""

    start_us: int
    end_us: int

    @property
    def start_seconds(self) -> float:
        return self.start_us / 1_000_000

    @property
    def end_seconds(self) -> float:
        return self.end_us / 1_000_000

    @property
    def duration_seconds(self) -> float:
        return (self.end_us - self.start_us) / 1_000_000


# Drawings of evidence begin here: 1 in 400, where most of what nothing speaks for lies or below.
LOWEST_DRAWN_EVIDENCE = -6.0


@dataclass(frozen=True, slots=True)
class EvidenceCurve:
    """Evidence over the whole media at evenly spaced points.

    ``points`` are the highest evidence of each interval, in log-odds; NaN where there is no
    sample: silence, or no track there.
    """

    span: Span
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SpaceEvidence:
    """What one embedding space says about a moment, for one text of the query.

    ``best_seconds`` is where it is strongest. ``similarity`` is the cosine there, in [-1, 1], not
    comparable between spaces or queries; ``peak_evidence`` is the same as log-odds, which are: 0 is
    as likely as not, and each unit more multiplies the odds by e. ``curve`` is None unless the
    search asked for it. ``term_index`` is the text's place in the query in reading order, from 0,
    and ``term_text`` the text itself; ``negated`` says that the query negates it: then this speaks
    against the moment.
    """

    space_id: str
    modality: Modality
    best_seconds: float
    similarity: float
    peak_evidence: float
    curve: EvidenceCurve | None
    term_index: int = 0
    term_text: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A result: one span of one media.

    ``score`` orders the moments of one query, higher is better; it may be below 0. ``confidence``
    is a probability in [0, 1], comparable between queries, and ``confidence_level`` the same in
    one word. ``evidence`` has the strongest first, and what speaks against it last.
    ``best_frame_seconds`` is what ``get_frame`` takes; None where the media has no pictures.
    """

    media_id: str
    title: str
    media_kind: MediaKind
    span: Span
    score: float
    confidence: float
    evidence: tuple[SpaceEvidence, ...]
    best_frame_seconds: float | None
    confidence_level: ConfidenceLevel = ConfidenceLevel.UNKNOWN

    @property
    def start_seconds(self) -> float:
        return self.span.start_seconds

    @property
    def end_seconds(self) -> float:
        return self.span.end_seconds


@dataclass(frozen=True, slots=True)
class SearchScope:
    """What a search looked at.

    ``media_count`` ACTIVE media passed the filter; ``scored_media_count`` of them were scored
    exactly; the others lack a track that the query cannot do without, or, unless ``exhaustive``,
    were passed over by the candidate stage. ``pending_media_count`` media of the collection are not
    searchable yet.
    """

    media_count: int
    sample_count: int
    scored_media_count: int
    exhaustive: bool
    pending_media_count: int


@dataclass(frozen=True, slots=True)
class CutText:
    """A text of the query that is longer than an encoder reads.

    ``read_text`` is the beginning that was read; what follows made no difference. It may end within
    a word. ``term_index`` is the text's place in the query in reading order, from 0; ``encoder`` is
    the checkpoint as the server's settings name it.
    """

    term_index: int
    term_text: str
    space_id: str
    modality: Modality
    encoder: str
    read_text: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of moments, best first; iterating gives the moments of this page.

    ``next_page_token`` is empty on the last page. ``candidates`` are the best moments that are less
    confident than was asked for, where there is no confident one and the search asked for some.
    ``cut_texts`` are those of the query's texts that were not read to their end.
    """

    moments: tuple[Moment, ...]
    presence: Presence
    scope: SearchScope
    next_page_token: str
    candidates: tuple[Moment, ...] = ()
    cut_texts: tuple[CutText, ...] = ()

    @property
    def found(self) -> bool:
        """Whether at least one moment is as confident as was asked for."""
        return self.presence is Presence.FOUND

    def __iter__(self) -> Iterator[Moment]:
        return iter(self.moments)

    def __len__(self) -> int:
        return len(self.moments)


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """``version`` is None where the server does not tell its own; ``problem`` is what it tells of
    why it does not serve."""

    serving: bool
    version: str | None
    problem: str | None = None
