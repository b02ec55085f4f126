"""Everything that can go wrong on the server, as one tree.

::

    ServiceError                 what a caller may be told; has a reason code and a next step
    |-- InvalidArgument          the request itself is wrong, whatever the library holds
    |-- OutOfRange               a time that this media has not
    |-- NotFound                 no such collection, media or track
    |-- AlreadyExists            a name that is taken
    |-- FailedPrecondition       right request, wrong state: not ACTIVE yet, wrong fingerprint
    |-- Unauthenticated          no bearer token, or a wrong one
    |-- PermissionDenied         a path outside the media roots
    |-- ResourceExhausted        a bound is reached; ``retry_after_seconds`` says when to come back
    |-- Unavailable              a dependency does not answer
    |-- DataLoss                 bytes that are not what they were said to be
    |-- MediaRejected            this file cannot be indexed; the media fails, the server goes on
    |-- EncoderRejected          a checkpoint that cannot be had, or failed its self-test
    `-- SettingsError            the server does not start with this setting

``reason`` is an UPPER_SNAKE code from ``Reason``: a stable part of the API. ``message`` names the
offending value and the next step. ``rpc/status.py`` is the one place that turns these into gRPC
statuses; every other exception is a defect and reaches the wire as INTERNAL without detail.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """Why something was refused or failed. Codes are never renamed, only added."""

    # requests
    FIELD_REQUIRED = "FIELD_REQUIRED"
    FIELD_INVALID = "FIELD_INVALID"
    PAGE_TOKEN_INVALID = "PAGE_TOKEN_INVALID"
    COLLECTION_NOT_FOUND = "COLLECTION_NOT_FOUND"
    COLLECTION_EXISTS = "COLLECTION_EXISTS"
    COLLECTION_NOT_EMPTY = "COLLECTION_NOT_EMPTY"
    MEDIA_NOT_FOUND = "MEDIA_NOT_FOUND"
    MEDIA_NOT_ACTIVE = "MEDIA_NOT_ACTIVE"
    MEDIA_FILTERED_OUT = "MEDIA_FILTERED_OUT"
    MEDIA_BYTES_CHANGED = "MEDIA_BYTES_CHANGED"
    NO_SUCH_TRACK = "NO_SUCH_TRACK"
    EXPLANATION_TOO_LARGE = "EXPLANATION_TOO_LARGE"
    OFFSET_OUT_OF_RANGE = "OFFSET_OUT_OF_RANGE"
    TOKEN_INVALID = "TOKEN_INVALID"
    PATH_OUTSIDE_MEDIA_ROOTS = "PATH_OUTSIDE_MEDIA_ROOTS"
    PATH_NOT_FOUND = "PATH_NOT_FOUND"
    PATH_NOT_A_FILE = "PATH_NOT_A_FILE"
    QUEUE_FULL = "QUEUE_FULL"
    TOO_MANY_WATCHERS = "TOO_MANY_WATCHERS"
    TOO_MANY_UPLOADS = "TOO_MANY_UPLOADS"
    TOO_MANY_IMPORTS = "TOO_MANY_IMPORTS"
    TOO_MANY_LOOKS = "TOO_MANY_LOOKS"
    UPLOAD_HEADER_MISSING = "UPLOAD_HEADER_MISSING"
    UPLOAD_HEADER_REPEATED = "UPLOAD_HEADER_REPEATED"
    UPLOAD_TOO_LARGE = "UPLOAD_TOO_LARGE"
    UPLOAD_SIZE_MISMATCH = "UPLOAD_SIZE_MISMATCH"
    UPLOAD_STALLED = "UPLOAD_STALLED"
    UPLOAD_CHECKSUM_MISMATCH = "UPLOAD_CHECKSUM_MISMATCH"
    STORAGE_FULL = "STORAGE_FULL"
    STORAGE_UNAVAILABLE = "STORAGE_UNAVAILABLE"
    DATA_DIRECTORY_IN_USE = "DATA_DIRECTORY_IN_USE"
    INDEX_UNAVAILABLE = "INDEX_UNAVAILABLE"
    CATALOG_UNAVAILABLE = "CATALOG_UNAVAILABLE"
    CATALOG_IN_USE = "CATALOG_IN_USE"
    CATALOG_NOT_MOVED = "CATALOG_NOT_MOVED"
    LIBRARY_MISMATCH = "LIBRARY_MISMATCH"

    # media
    EMPTY_FILE = "EMPTY_FILE"
    NOT_MEDIA = "NOT_MEDIA"
    INDIRECT_FORMAT = "INDIRECT_FORMAT"
    NO_DECODABLE_TRACK = "NO_DECODABLE_TRACK"
    UNDECODABLE = "UNDECODABLE"
    PICTURE_TOO_LARGE = "PICTURE_TOO_LARGE"
    MEDIA_TOO_LONG = "MEDIA_TOO_LONG"
    DECODER_CRASHED = "DECODER_CRASHED"
    DECODER_OUT_OF_MEMORY = "DECODER_OUT_OF_MEMORY"
    DECODER_CPU_LIMIT = "DECODER_CPU_LIMIT"
    DECODER_TIMED_OUT = "DECODER_TIMED_OUT"
    FILE_DISAPPEARED = "FILE_DISAPPEARED"
    FILE_UNREADABLE = "FILE_UNREADABLE"
    INTERNAL_ERROR = "INTERNAL_ERROR"

    # what a media has not, though it could be indexed (notes, not failures)
    NO_PICTURE_TRACK = "NO_PICTURE_TRACK"
    NO_SOUND_TRACK = "NO_SOUND_TRACK"
    PICTURE_TRACK_BROKEN = "PICTURE_TRACK_BROKEN"
    SOUND_TRACK_BROKEN = "SOUND_TRACK_BROKEN"
    TRUNCATED = "TRUNCATED"
    DURATION_DISAGREES = "DURATION_DISAGREES"
    SILENT = "SILENT"
    PARTLY_SILENT = "PARTLY_SILENT"
    ATTACHED_PICTURE_IGNORED = "ATTACHED_PICTURE_IGNORED"
    OTHER_TRACK_IGNORED = "OTHER_TRACK_IGNORED"

    # encoders and settings
    CHECKPOINT_NOT_FOUND = "CHECKPOINT_NOT_FOUND"
    CHECKPOINT_UNSUPPORTED = "CHECKPOINT_UNSUPPORTED"
    CHECKPOINT_FAILED_SELF_TEST = "CHECKPOINT_FAILED_SELF_TEST"
    SPACE_MISMATCH = "SPACE_MISMATCH"
    SETTING_INVALID = "SETTING_INVALID"
    LABELS_UNUSABLE = "LABELS_UNUSABLE"
    TOO_FEW_LABELS = "TOO_FEW_LABELS"
    CALIBRATION_DAMAGED = "CALIBRATION_DAMAGED"


class ServiceError(Exception):
    """An answer, not a defect: ``message`` is meant for the caller's eyes.

    ``metadata`` holds the figures behind the message (string to string), for programs.
    """

    def __init__(
        self, reason: Reason, message: str, *, metadata: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.metadata = dict(metadata or {})


class InvalidArgument(ServiceError):
    """``field`` is the path of the offending field, as in ``filter.media_ids[2]``."""

    def __init__(self, reason: Reason, message: str, *, field: str) -> None:
        super().__init__(reason, message, metadata={"field": field})
        self.field = field


class OutOfRange(ServiceError):
    pass


class NotFound(ServiceError):
    pass


class AlreadyExists(ServiceError):
    pass


class FailedPrecondition(ServiceError):
    pass


class Unauthenticated(ServiceError):
    pass


class PermissionDenied(ServiceError):
    pass


class ResourceExhausted(ServiceError):
    def __init__(self, reason: Reason, message: str, *, retry_after_seconds: float) -> None:
        super().__init__(reason, message)
        self.retry_after_seconds = retry_after_seconds


class Unavailable(ServiceError):
    pass


class DataLoss(ServiceError):
    pass


class MediaRejected(ServiceError):
    pass


class EncoderRejected(ServiceError):
    pass


class SettingsError(ServiceError):
    pass


class CallOver(Exception):
    """Work was dropped because its caller is gone: there is nobody to tell."""
