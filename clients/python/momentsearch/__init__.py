"""Find moments in video and sound by describing them: the client of a momentsearch server.

    from momentsearch import Client

    with Client("localhost:50051") as client:
        for moment in client.search("a red car in the rain"):
            print(moment.title, moment.start_seconds, moment.end_seconds, moment.confidence)

``AsyncClient`` has the same methods for asyncio.
"""

from momentsearch._async.client import AsyncClient
from momentsearch._connection import DEFAULT_ADDRESS
from momentsearch._retry import RetryPolicy
from momentsearch._sync.client import Client
from momentsearch._version import __version__
from momentsearch.errors import (
    AlreadyExistsError,
    DataLossError,
    DeadlineExceededError,
    FailedPreconditionError,
    InternalServerError,
    InvalidArgumentError,
    MomentSearchError,
    NotFoundError,
    OutOfRangeError,
    PermissionDeniedError,
    RequestCancelledError,
    ResourceExhaustedError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
)
from momentsearch.explanation import (
    Absence,
    CandidateStage,
    ExplainedMoment,
    ExplainedSample,
    ExplainedStep,
    ExplainedTerm,
    Explanation,
    Outcome,
    SegmentedCurve,
    SpanCandidate,
)
from momentsearch.query import AllOf, AnyOf, During, Not, Query, Text, Then
from momentsearch.query_text import QuerySyntaxError, parse_query
from momentsearch.results import (
    AddedMedia,
    Collection,
    ConfidenceLevel,
    CutText,
    EvidenceCurve,
    Frame,
    IndexingProgress,
    Media,
    MediaFailure,
    MediaKind,
    MediaNote,
    MediaState,
    Modality,
    Moment,
    PictureTrack,
    Presence,
    SearchResult,
    SearchScope,
    ServerStatus,
    SoundTrack,
    SpaceCoverage,
    SpaceEvidence,
    Span,
    Waveform,
)

__all__ = [
    "DEFAULT_ADDRESS",
    "Absence",
    "AddedMedia",
    "AllOf",
    "AlreadyExistsError",
    "AnyOf",
    "AsyncClient",
    "CandidateStage",
    "Client",
    "Collection",
    "ConfidenceLevel",
    "CutText",
    "DataLossError",
    "DeadlineExceededError",
    "During",
    "EvidenceCurve",
    "ExplainedMoment",
    "ExplainedSample",
    "ExplainedStep",
    "ExplainedTerm",
    "Explanation",
    "FailedPreconditionError",
    "Frame",
    "IndexingProgress",
    "InternalServerError",
    "InvalidArgumentError",
    "Media",
    "MediaFailure",
    "MediaKind",
    "MediaNote",
    "MediaState",
    "Modality",
    "Moment",
    "MomentSearchError",
    "Not",
    "NotFoundError",
    "OutOfRangeError",
    "Outcome",
    "PermissionDeniedError",
    "PictureTrack",
    "Presence",
    "Query",
    "QuerySyntaxError",
    "RequestCancelledError",
    "ResourceExhaustedError",
    "RetryPolicy",
    "SearchResult",
    "SearchScope",
    "SegmentedCurve",
    "ServerStatus",
    "SoundTrack",
    "SpaceCoverage",
    "SpaceEvidence",
    "Span",
    "SpanCandidate",
    "Text",
    "Then",
    "UnauthenticatedError",
    "UnavailableError",
    "UnimplementedError",
    "Waveform",
    "__version__",
    "parse_query",
]
