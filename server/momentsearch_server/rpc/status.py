"""The one place where exceptions become gRPC statuses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf import any_pb2, duration_pb2
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from momentsearch_server import errors
from momentsearch_server.rpc.handlers import within

ERROR_DOMAIN = "momentsearch"
OUR_METHODS = "/momentsearch."
# Errors travel in the metadata that end a call, three times over and partly percent-encoded;
# clients refuse more than 8 KB of metadata, and would see another error than ours.
LONGEST_MESSAGE_BYTES = 1_000
_CODES: dict[type[errors.ServiceError], grpc.StatusCode] = {
    errors.InvalidArgument: grpc.StatusCode.INVALID_ARGUMENT,
    errors.OutOfRange: grpc.StatusCode.OUT_OF_RANGE,
    errors.NotFound: grpc.StatusCode.NOT_FOUND,
    errors.AlreadyExists: grpc.StatusCode.ALREADY_EXISTS,
    errors.FailedPrecondition: grpc.StatusCode.FAILED_PRECONDITION,
    errors.Unauthenticated: grpc.StatusCode.UNAUTHENTICATED,
    errors.PermissionDenied: grpc.StatusCode.PERMISSION_DENIED,
    errors.ResourceExhausted: grpc.StatusCode.RESOURCE_EXHAUSTED,
    errors.Unavailable: grpc.StatusCode.UNAVAILABLE,
    errors.DataLoss: grpc.StatusCode.DATA_LOSS,
    # A file that a request wanted to look into, not one that is being indexed.
    errors.MediaRejected: grpc.StatusCode.FAILED_PRECONDITION,
    errors.EncoderRejected: grpc.StatusCode.FAILED_PRECONDITION,
}
_log = logging.getLogger(__name__)


def status_of(error: errors.ServiceError) -> status_pb2.Status:
    """``google.rpc.Status`` with ``ErrorInfo``, and ``BadRequest`` or ``RetryInfo`` where apt."""
    message = shortened(error.message)
    status = status_pb2.Status(code=_CODES[type(error)].value[0], message=message)
    info = error_details_pb2.ErrorInfo(
        reason=error.reason.value, domain=ERROR_DOMAIN, metadata=error.metadata
    )
    status.details.append(_packed(info))
    if isinstance(error, errors.InvalidArgument):
        violation = error_details_pb2.BadRequest.FieldViolation(
            field=error.field, description=message
        )
        status.details.append(_packed(error_details_pb2.BadRequest(field_violations=[violation])))
    if isinstance(error, errors.ResourceExhausted):
        delay = duration_pb2.Duration()
        delay.FromMilliseconds(round(error.retry_after_seconds * 1000))
        status.details.append(_packed(error_details_pb2.RetryInfo(retry_delay=delay)))
    return status


def shortened(message: str) -> str:
    """At most some LONGEST_MESSAGE_BYTES: values may be endless, what to do next comes last."""
    data = message.encode()
    if len(data) <= LONGEST_MESSAGE_BYTES:
        return message
    half = LONGEST_MESSAGE_BYTES // 2
    parts = (part.decode(errors="ignore") for part in (data[:half], data[-half:]))
    return " ... ".join(parts)


def _packed(message: Message) -> any_pb2.Any:
    packed = any_pb2.Any()
    packed.Pack(message)
    return packed


def abort(context: grpc.ServicerContext, method: str, error: Exception) -> None:
    """End the call with the status that ``error`` stands for; grpc raises out of it."""
    if isinstance(error, errors.ServiceError):
        context.abort_with_status(rpc_status.to_status(status_of(error)))
    else:
        _log.error("%s failed unexpectedly", method, exc_info=error)
        context.abort(grpc.StatusCode.INTERNAL, "internal error; the server's log has the details")


class ErrorInterceptor(grpc.ServerInterceptor):  # type: ignore[misc]  # grpc has no types
    """Wraps every handler of ours, so that no service needs a ``try``."""

    def intercept_service(self, continuation: Callable[..., Any], details: Any) -> Any:
        handler = continuation(details)
        if handler is None or not details.method.startswith(OUR_METHODS):
            return handler

        @contextmanager
        def told(request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
            try:
                yield request
            except errors.CallOver:
                context.abort(grpc.StatusCode.CANCELLED, "the call is over")  # or grpc would log it
            except Exception as error:
                if not context.is_active():  # the caller is gone: there is nobody to tell
                    raise
                abort(context, details.method, error)

        return within(handler, told)
