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
from momentsearch.results import (
    AddedMedia,
    Collection,
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
    "AddedMedia",
    "AlreadyExistsError",
    "AsyncClient",
    "Client",
    "Collection",
    "DataLossError",
    "DeadlineExceededError",
    "EvidenceCurve",
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
    "NotFoundError",
    "OutOfRangeError",
    "PermissionDeniedError",
    "PictureTrack",
    "Presence",
    "RequestCancelledError",
    "ResourceExhaustedError",
    "RetryPolicy",
    "SearchResult",
    "SearchScope",
    "ServerStatus",
    "SoundTrack",
    "SpaceCoverage",
    "SpaceEvidence",
    "Span",
    "UnauthenticatedError",
    "UnavailableError",
    "UnimplementedError",
    "Waveform",
    "__version__",
]
