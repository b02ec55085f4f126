"""The gRPC server: services, health, reflection, TLS and the bearer token put together."""

from __future__ import annotations

import hmac
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from momentsearch._version import __version__
from momentsearch.v1 import (
    collection_service_pb2,
    collection_service_pb2_grpc,
    explain_service_pb2,
    explain_service_pb2_grpc,
    media_service_pb2,
    media_service_pb2_grpc,
    search_service_pb2,
    search_service_pb2_grpc,
)
from momentsearch_server import addresses
from momentsearch_server.errors import Reason, SettingsError, Unauthenticated
from momentsearch_server.ingest.places import Places
from momentsearch_server.rpc.collections import CollectionService
from momentsearch_server.rpc.explain import ExplainService
from momentsearch_server.rpc.handlers import instead
from momentsearch_server.rpc.media import MediaService
from momentsearch_server.rpc.search import SearchService
from momentsearch_server.rpc.silence import SilenceInterceptor
from momentsearch_server.rpc.status import OUR_METHODS, ErrorInterceptor, abort, shortened
from momentsearch_server.rpc.streams import StreamInterceptor

# A chunk of an upload and its framing; no other request is near it.
LARGEST_REQUEST_BYTES = 4 << 20
VERSION_KEY = "momentsearch-version"
PROBLEM_KEY = "momentsearch-problem-bin"
_HEALTH_CHECK = "/grpc.health.v1.Health/Check"
_OUR_SERVICES = (
    collection_service_pb2.DESCRIPTOR.services_by_name["CollectionService"].full_name,
    media_service_pb2.DESCRIPTOR.services_by_name["MediaService"].full_name,
    search_service_pb2.DESCRIPTOR.services_by_name["SearchService"].full_name,
    explain_service_pb2.DESCRIPTOR.services_by_name["ExplainService"].full_name,
)


@dataclass(frozen=True)
class Services:
    collections: CollectionService
    media: MediaService
    search: SearchService
    explain: ExplainService


@dataclass(frozen=True)
class TlsFiles:
    """PEM files: the chain of certificates, and the private key."""

    certificate: Path
    key: Path


class RunningServer:
    """A started server. ``port`` is the one that was bound, where port 0 was asked for."""

    def __init__(
        self,
        server: grpc.Server,
        health_service: health.HealthServicer,
        about: _AboutInterceptor,
        port: int,
    ) -> None:
        self._server = server
        self._health = health_service
        self._about = about
        self.port = port

    def set_problem(self, message: str | None) -> None:
        """With a message health says NOT_SERVING, and a check brings it in its initial metadata;
        with None it says SERVING. Calls are answered all the same, as far as they can be."""
        self._about.problem = message
        status = health_pb2.HealthCheckResponse
        for name in ("", *_OUR_SERVICES):
            self._health.set(name, status.SERVING if message is None else status.NOT_SERVING)

    def stop(self, *, grace_seconds: float) -> None:
        """Refuses new calls at once, and ends those under way after ``grace_seconds``."""
        self._health.enter_graceful_shutdown()
        self._server.stop(grace_seconds).wait()


def start(
    services: Services,
    *,
    listen: str,
    threads: int,
    sending: Places,
    token: str | None = None,
    tls: TlsFiles | None = None,
) -> RunningServer:
    """Serves on ``listen`` (``HOST:PORT``) until stopped, at least 4 ``threads``, of
    which calls that send take no more than there are places for ``sending``.

    Health and reflection answer without the token, so that a supervisor needs none.

    Raises ``SettingsError`` where the address cannot be bound, or the ``tls`` files are no pair.
    """
    about = _AboutInterceptor()
    interceptors: list[grpc.ServerInterceptor] = [
        StreamInterceptor(sending),
        ErrorInterceptor(),
        about,
    ]
    if token is not None:
        interceptors.insert(0, _TokenInterceptor(token))
    interceptors.insert(0, SilenceInterceptor(threads // 2))
    server = grpc.server(
        ThreadPoolExecutor(threads, thread_name_prefix="rpc"),
        interceptors=interceptors,
        options=[
            ("grpc.max_receive_message_length", LARGEST_REQUEST_BYTES),
            # Two servers on one port would share its calls between them, silently.
            ("grpc.so_reuseport", 0),
        ],
    )
    health_service = _add_services(server, services)
    port = _bind(server, listen, tls)
    server.start()
    return RunningServer(server, health_service, about, port)


def held_address(listen: str, tls: TlsFiles | None) -> socket.socket:
    """Raises ``SettingsError`` as ``start`` would now, and holds ``listen`` until it is closed.
    With a socket of its own: what a gRPC server has bound stays so until some time after it is
    gone."""
    if tls is not None:
        _credentials(tls)
    try:
        return addresses.held(listen)
    except OSError as error:
        raise _cannot_listen(listen, error) from error


def _add_services(server: grpc.Server, services: Services) -> health.HealthServicer:
    collection_service_pb2_grpc.add_CollectionServiceServicer_to_server(
        services.collections, server
    )
    media_service_pb2_grpc.add_MediaServiceServicer_to_server(services.media, server)
    search_service_pb2_grpc.add_SearchServiceServicer_to_server(services.search, server)
    explain_service_pb2_grpc.add_ExplainServiceServicer_to_server(services.explain, server)
    health_service = health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(health_service, server)
    for name in ("", *_OUR_SERVICES):
        health_service.set(name, health_pb2.HealthCheckResponse.SERVING)
    reflection.enable_server_reflection(
        (*_OUR_SERVICES, health.SERVICE_NAME, reflection.SERVICE_NAME), server
    )
    return health_service


def _bind(server: grpc.Server, listen: str, tls: TlsFiles | None) -> int:
    credentials = None if tls is None else _credentials(tls)
    try:
        if credentials is None:
            return int(server.add_insecure_port(listen))
        return int(server.add_secure_port(listen, credentials))
    except RuntimeError as error:
        raise _cannot_listen(listen, error) from error


def _cannot_listen(listen: str, error: Exception | None) -> SettingsError:
    return SettingsError(
        Reason.SETTING_INVALID,
        f"cannot listen on {listen}: another program may hold the port, or the address is not "
        f"this machine's; choose another with --listen HOST:PORT ({error})",
    )


def _credentials(tls: TlsFiles) -> grpc.ServerCredentials:
    """Of a pair that is looked at here: gRPC says no more of a bad one than of a taken port."""
    try:
        # An empty passphrase, or a key that has one would be asked for on the terminal.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            tls.certificate, tls.key, password=""
        )
        pairs = [(tls.key.read_bytes(), tls.certificate.read_bytes())]
    except OSError as error:  # ssl.SSLError among them
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"tls_certificate {str(tls.certificate)!r} and tls_key {str(tls.key)!r} are not a pair "
            "that can be used: expected a chain of certificates and its private key without a "
            f"passphrase, both in PEM, which the server's user may read ({error})",
        ) from error
    return grpc.ssl_server_credentials(pairs)


class _AboutInterceptor(grpc.ServerInterceptor):  # type: ignore[misc]  # grpc has no types
    """Tells the server's version in the initial metadata of a health check, and its ``problem``."""

    def __init__(self) -> None:
        self.problem: str | None = None

    def intercept_service(self, continuation: Callable[..., Any], details: Any) -> Any:
        handler = continuation(details)
        if details.method != _HEALTH_CHECK or handler is None:
            return handler

        def check(request: Any, context: grpc.ServicerContext) -> Any:
            told: list[tuple[str, str | bytes]] = [(VERSION_KEY, __version__)]
            if (problem := self.problem) is not None:
                told.append((PROBLEM_KEY, shortened(problem).encode()))
            context.send_initial_metadata(tuple(told))
            return handler.unary_unary(request, context)

        return instead(handler, check)


class _TokenInterceptor(grpc.ServerInterceptor):  # type: ignore[misc]  # grpc has no types
    """Lets calls through that bring ``authorization: Bearer TOKEN``."""

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}".encode()

    def intercept_service(self, continuation: Callable[..., Any], details: Any) -> Any:
        handler = continuation(details)
        if handler is None or not details.method.startswith(OUR_METHODS):
            return handler
        given = dict(details.invocation_metadata).get("authorization", "")
        if hmac.compare_digest(str(given).encode(), self._expected):
            return handler
        return _refusal(handler, details.method, was_given=bool(given))


def _refusal(
    handler: grpc.RpcMethodHandler, method: str, *, was_given: bool
) -> grpc.RpcMethodHandler:
    """A handler of the same shape that ends every call with UNAUTHENTICATED."""
    problem = "the bearer token is wrong" if was_given else "there is no bearer token"
    error = Unauthenticated(
        Reason.TOKEN_INVALID,
        f"{problem}: send the metadata 'authorization: Bearer TOKEN' with this server's token",
    )

    def refuse(_: Any, context: grpc.ServicerContext) -> None:
        abort(context, method, error)

    return instead(handler, refuse)
