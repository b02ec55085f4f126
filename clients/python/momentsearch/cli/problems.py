"""Errors as a person reads them: one or two sentences, the reason code, the next step."""

from __future__ import annotations

from momentsearch.cli.exit_codes import ExitCode
from momentsearch.errors import (
    DeadlineExceededError,
    InternalServerError,
    MomentSearchError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
)


def exit_code(error: MomentSearchError) -> ExitCode:
    if isinstance(error, DeadlineExceededError) or is_unreachable(error):
        return ExitCode.UNREACHABLE
    return ExitCode.REFUSED


def is_unreachable(error: MomentSearchError) -> bool:
    """Whether no momentsearch server answered at all: one that did gives a reason of its own."""
    return isinstance(error, UnavailableError) and error.reason == "UNAVAILABLE"


def describe(error: MomentSearchError, *, address: str) -> str:
    """Our server's own messages name the next step; the others get theirs here."""
    if is_unreachable(error):
        return (
            f"No server answers at {address} ({_cause(error.message)}). Start one with "
            f"`momentsearch serve`, or say where it is with --address. [{error.reason}]"
        )
    return f"{_sentence(error.message)} {_next_step(error)}[{error.reason}]"


def _next_step(error: MomentSearchError) -> str:
    if isinstance(error, DeadlineExceededError):
        return "Allow it more time with --timeout. "
    if isinstance(error, UnauthenticatedError):
        return "Give the server's token with --token-file or MOMENTSEARCH_TOKEN. "
    if isinstance(error, UnimplementedError):
        return "The server is older than this command: compare `momentsearch doctor`. "
    if isinstance(error, InternalServerError):
        return "This is a defect of the server; its log says more. "
    if error.reason == "EXPLANATION_TOO_LARGE":
        return "On the command line that is --around. "
    return ""


def _cause(message: str) -> str:
    """gRPC wraps the cause into an account of every address that it tried."""
    return message.rpartition("last error: ")[2].rpartition(": ")[2] or message


def _sentence(message: str) -> str:
    text = message[:1].upper() + message[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
