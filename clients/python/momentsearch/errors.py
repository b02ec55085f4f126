"""Everything a call to the server can fail with, as one tree.

::

    MomentSearchError
    |-- InvalidArgumentError      the request itself is wrong; ``field`` names the offending field
    |-- OutOfRangeError           an offset that lies outside the media
    |-- NotFoundError             no such collection, media or path
    |-- AlreadyExistsError        a name that is taken
    |-- FailedPreconditionError   right request, wrong state: not ACTIVE yet, no such track
    |-- PermissionDeniedError     a path outside the server's media roots
    |-- UnauthenticatedError      a token is missing or wrong
    |-- ResourceExhaustedError    a bound is reached; ``retry_after_seconds`` says when to come back
    |-- UnavailableError          the server, or something it needs, does not answer
    |-- DeadlineExceededError     no answer within ``timeout_seconds``
    |-- DataLossError             bytes arrived that are not what they were said to be
    |-- RequestCancelledError     the call was broken off, as by closing the client
    |-- UnimplementedError        this server does not know the call: it is older than the client
    `-- InternalServerError       a defect of the server, and every status not named above

``from_rpc_error`` is the one place that turns gRPC's errors into these. Arguments that are wrong
before anything is sent raise ``ValueError``, files that cannot be read raise ``OSError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import grpc

ERROR_DOMAIN = "momentsearch"
_DETAILS_KEY = "grpc-status-details-bin"


class MomentSearchError(Exception):
    """What the server answered instead of a result.

    ``reason`` is the server's UPPER_SNAKE code, as in ``MEDIA_NOT_FOUND``: stable, for programs.
    Where no momentsearch server gave one (it was not reached, say) it is the name of gRPC's
    status code. ``message`` is for people; ``metadata`` has the figures behind it, as strings;
    ``field`` is the path of the offending field of the request, empty where there is none.
    """

    def __init__(
        self,
        message: str,
        *,
        reason: str,
        metadata: Mapping[str, str] | None = None,
        field: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.metadata = dict(metadata or {})
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} [{self.reason}]"


class InvalidArgumentError(MomentSearchError):
    pass


class OutOfRangeError(MomentSearchError):
    pass


class NotFoundError(MomentSearchError):
    pass


class AlreadyExistsError(MomentSearchError):
    pass


class FailedPreconditionError(MomentSearchError):
    pass


class PermissionDeniedError(MomentSearchError):
    pass


class UnauthenticatedError(MomentSearchError):
    pass


class ResourceExhaustedError(MomentSearchError):
    """``retry_after_seconds`` is None where the server does not say that waiting helps."""

    retry_after_seconds: float | None = None


class UnavailableError(MomentSearchError):
    pass


class DeadlineExceededError(MomentSearchError):
    pass


class DataLossError(MomentSearchError):
    pass


class RequestCancelledError(MomentSearchError):
    pass


class UnimplementedError(MomentSearchError):
    pass


class InternalServerError(MomentSearchError):
    pass


_CLASS_OF_CODE: dict[grpc.StatusCode, type[MomentSearchError]] = {
    grpc.StatusCode.INVALID_ARGUMENT: InvalidArgumentError,
    grpc.StatusCode.OUT_OF_RANGE: OutOfRangeError,
    grpc.StatusCode.NOT_FOUND: NotFoundError,
    grpc.StatusCode.ALREADY_EXISTS: AlreadyExistsError,
    grpc.StatusCode.FAILED_PRECONDITION: FailedPreconditionError,
    grpc.StatusCode.PERMISSION_DENIED: PermissionDeniedError,
    grpc.StatusCode.UNAUTHENTICATED: UnauthenticatedError,
    grpc.StatusCode.RESOURCE_EXHAUSTED: ResourceExhaustedError,
    grpc.StatusCode.UNAVAILABLE: UnavailableError,
    grpc.StatusCode.DEADLINE_EXCEEDED: DeadlineExceededError,
    grpc.StatusCode.DATA_LOSS: DataLossError,
    grpc.StatusCode.CANCELLED: RequestCancelledError,
    grpc.StatusCode.UNIMPLEMENTED: UnimplementedError,
}


# What gRPC's asyncio side says in place of the server's own words, where that ended a call while a
# part of the request was written (grpc/grpc#36066): trying again is the way to learn them.
_LOST = "Internal error from Core"


@dataclass
class _Details:
    """What the details of a google.rpc.Status say, as far as it is ours."""

    reason: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    field: str = ""
    retry_after_seconds: float | None = None


def from_rpc_error(rpc_error: Any) -> MomentSearchError:
    """The error of the tree above that says what ``rpc_error`` says.

    Takes the ``grpc.RpcError`` that a call raised, of gRPC's sync or asyncio side.
    """
    code: grpc.StatusCode = rpc_error.code()
    details = _read_details(rpc_error.trailing_metadata() or ())
    said = rpc_error.details() or code.name
    if code is grpc.StatusCode.INTERNAL and said == _LOST:
        code, said = (
            grpc.StatusCode.UNAVAILABLE,
            "the server ended the call early, and what it said is lost; try again",
        )
    error = _CLASS_OF_CODE.get(code, InternalServerError)(
        said,
        reason=details.reason or code.name,
        metadata=details.metadata,
        field=details.field,
    )
    if isinstance(error, ResourceExhaustedError):
        error.retry_after_seconds = details.retry_after_seconds
    return error


def _read_details(trailing_metadata: Iterable[tuple[str, Any]]) -> _Details:
    details = _Details()
    for key, value in trailing_metadata:
        if key == _DETAILS_KEY:
            _add_details(details, value)
    return details


def _add_details(details: _Details, status_bytes: bytes) -> None:
    """Adds ErrorInfo, BadRequest and RetryInfo; other kinds, and other domains, are not ours."""
    from google.rpc import error_details_pb2, status_pb2

    error_info = error_details_pb2.ErrorInfo()
    bad_request = error_details_pb2.BadRequest()
    retry_info = error_details_pb2.RetryInfo()
    for detail in status_pb2.Status.FromString(status_bytes).details:
        if detail.Unpack(error_info) and error_info.domain == ERROR_DOMAIN:
            details.reason = error_info.reason
            details.metadata = dict(error_info.metadata)
        elif detail.Unpack(bad_request) and bad_request.field_violations:
            details.field = bad_request.field_violations[0].field
        elif detail.Unpack(retry_info):
            delay = retry_info.retry_delay
            details.retry_after_seconds = delay.seconds + delay.nanos / 1e9
