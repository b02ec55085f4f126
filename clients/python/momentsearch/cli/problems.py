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

_NEXT_STEPS = {
    "EXPLANATION_TOO_LARGE": "On the command line that is --around. ",
    "COLLECTION_NOT_FOUND": "`momentsearch collections list` shows what there is, "
    "`momentsearch collections create NAME` makes one. ",
}
_CLOSED = (
    "What answers at {address} closed the connection. Where it encrypts them, add --tls; where it "
    "asks who is there, --client-certificate and --client-key, too."
)
# gRPC has no code for these, only words, which may change: the last one is for what is left then.
_NOT_ENCRYPTED_ALIKE = (
    (
        "WRONG_VERSION_NUMBER",
        "What answers at {address} does not encrypt its connections: leave out --tls.",
    ),
    (
        "CERTIFICATE_VERIFY_FAILED",
        "The certificate of the server at {address} is not trusted ({cause}): say whom to trust "
        "with --root-certificates.",
    ),
    (
        "Hostname Verification Check failed",
        "The certificate of the server at {address} is for another name: give that name with "
        "--address.",
    ),
    (
        "security handshaker",
        "The certificates cannot be used: --root-certificates, --client-certificate and "
        "--client-key each need a PEM file of their kind.",
    ),
    ("Socket closed", _CLOSED),
    ("Connection reset", _CLOSED),
    (
        "andshake",
        "No secure connection to {address} came about ({cause}): add or leave out --tls, as the "
        "server has it.",
    ),
)
# Longer names before those that are part of them.
_IN_OPTIONS = {
    "filter.start_offset and filter.end_offset": "--from and --to",
    "filter.start_offset": "--from",
    "filter.end_offset": "--to",
    "filter.media_ids": "--media",
    "filter.labels": "--label",
    "minimum_confidence": "--min-confidence",
    "a page_size of": "a --limit of",
    "WatchMedia": "`momentsearch watch`",
    "ListMedia": "`momentsearch ls`",
    "ExplainMoment shows": "below is",
}


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
        told = _not_encrypted_alike(error.message, address) or (
            f"No server answers at {address} ({_cause(error.message)}). Start one with "
            "`momentsearch serve`, or say where it is with --address."
        )
        return f"{told} [{error.reason}]"
    # A field's name stays as it is written.
    shown = error.message if _begins_with_its_field(error) else _capitalised(error.message)
    return f"{_sentence(in_options(shown))} {_next_step(error)}[{error.reason}]"


def in_options(text: str) -> str:
    """What the API calls its calls and fields, as the command line calls them."""
    for name, option in _IN_OPTIONS.items():
        text = text.replace(name, option)
    return text


def _next_step(error: MomentSearchError) -> str:
    if isinstance(error, DeadlineExceededError):
        return "Allow it more time with --timeout. "
    if isinstance(error, UnauthenticatedError):
        return "Give the server's token with --token-file or MOMENTSEARCH_TOKEN. "
    if isinstance(error, UnimplementedError):
        return "The server is older than this command: compare `momentsearch doctor`. "
    if isinstance(error, InternalServerError):
        return "This is a defect of the server; its log says more. "
    return _NEXT_STEPS.get(error.reason, "")


def _cause(message: str) -> str:
    """gRPC wraps the cause into an account of every address that it tried."""
    last = message.rpartition("last error: ")[2].removesuffix("]").removesuffix(": OK")
    return last.rpartition(": ")[2] or message


def _not_encrypted_alike(message: str, address: str) -> str:
    """Of a server that is there but was spoken to in the wrong way; empty for other causes."""
    for sign, told in _NOT_ENCRYPTED_ALIKE:
        if sign in message:
            return told.format(address=address, cause=_cause(message))
    return ""


def _begins_with_its_field(error: MomentSearchError) -> bool:
    return bool(error.field) and error.message.startswith(error.field)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
