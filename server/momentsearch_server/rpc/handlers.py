"""gRPC's handlers, made anew with something of ours around what they do, or in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import grpc

Behaviour = Callable[[Any, grpc.ServicerContext], Any]
"""From a message, or an iterator of messages, and the call to a message, or an iterator."""

Around = Callable[[Any, grpc.ServicerContext], AbstractContextManager[Any]]
"""Takes what a behaviour takes. The call is answered within, to its last message, from what this
yields."""

# By whether messages come in a stream, and whether they go out in one.
_MAKERS = {
    (False, False): grpc.unary_unary_rpc_method_handler,
    (False, True): grpc.unary_stream_rpc_method_handler,
    (True, False): grpc.stream_unary_rpc_method_handler,
    (True, True): grpc.stream_stream_rpc_method_handler,
}


def within(
    handler: grpc.RpcMethodHandler, around: Around, *, from_stream: bool | None = None
) -> grpc.RpcMethodHandler:
    """What ``handler`` does, ``around`` it.

    ``from_stream`` says whether gRPC hands ``around`` an iterator of messages; where nothing is
    said, it does if it would hand ``handler`` one.
    """
    plain = (
        handler.unary_unary or handler.unary_stream or handler.stream_unary or handler.stream_stream
    )
    answer = _by_stream(plain, around) if handler.response_streaming else _once(plain, around)
    return instead(handler, answer, from_stream=from_stream)


def instead(
    handler: grpc.RpcMethodHandler, answer: Behaviour, *, from_stream: bool | None = None
) -> grpc.RpcMethodHandler:
    """``answer`` in the place of what ``handler`` does; ``from_stream`` as above."""
    if from_stream is None:
        from_stream = handler.request_streaming
    return _MAKERS[from_stream, handler.response_streaming](
        answer,
        request_deserializer=handler.request_deserializer,
        response_serializer=handler.response_serializer,
    )


def _once(plain: Behaviour, around: Around) -> Behaviour:
    def answer(request: Any, context: grpc.ServicerContext) -> Any:
        with around(request, context) as given:
            return plain(given, context)

    return answer


def _by_stream(plain: Behaviour, around: Around) -> Behaviour:
    def answer(request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        with around(request, context) as given:
            yield from plain(given, context)

    return answer
