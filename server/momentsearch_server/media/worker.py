"""The decoding worker's process: ``python -m momentsearch_server.media.worker``.

Limits are set before any decoder is imported. Its first line of input is the request; its input
then stays open for as long as the server wants it: when the server ends, however it ends, the pipe
closes and the worker kills itself with its ffmpeg. (The kernel's parent-death signal would not do:
it follows the *thread* that started the child, and leaves the ffmpeg.)
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentsearch_server.media.messages import Message

_FEW_FILES = 64
# One that hits the soft limit of CPU time dies of SIGXCPU, which tells the server why.
_SPARE_CPU_SECONDS = 5


def main() -> None:
    request = json.loads(sys.stdin.buffer.readline())
    set_limits(memory_bytes=request["memory_bytes"], cpu_seconds=request["cpu_seconds"])
    threading.Thread(target=_die_with_server, daemon=True).start()
    answers = _claim_stdout()
    try:
        for message in _answers(request, answers):
            _send(answers, message)
    except BrokenPipeError:
        pass  # nobody listens any more
    # Not the ordinary way out: a decoder may have threads that would have to be waited for.
    os._exit(0)


def set_limits(*, memory_bytes: int, cpu_seconds: int) -> None:
    """For this process and, each for itself, the ffmpeg that it starts.

    Memory is limited by what is written to (``RLIMIT_DATA``), not by address space: decoders map
    far more than they use, and thread stacks and allocator arenas count against the latter.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + _SPARE_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a decoder has nothing to write
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FEW_FILES, _FEW_FILES))


def _die_with_server() -> None:
    while os.read(0, 1):
        pass
    os.killpg(os.getpgid(0), signal.SIGKILL)


def _claim_stdout() -> IO[bytes]:
    """Keeps standard output for answers: what a C library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb", buffering=1 << 20)
    os.dup2(2, 1)
    return answers


def _answers(request: Mapping[str, Any], answers: IO[bytes]) -> Iterator[Message]:
    # Imported here: this is where the decoders come in, and they do so within the limits.
    from momentsearch_server.errors import MediaRejected, Reason, ServiceError
    from momentsearch_server.media import operations

    try:
        yield from operations.run(request, lambda progress: _send(answers, progress))
    except ServiceError as error:
        yield MediaRejected(error.reason, error.message)
    except MemoryError:
        yield MediaRejected(
            Reason.DECODER_OUT_OF_MEMORY,
            f"decoding took more than the {request['memory_bytes'] >> 20} MiB that are allowed",
        )


def _send(answers: IO[bytes], message: Message) -> None:
    from momentsearch_server.media.messages import to_bytes

    for part in to_bytes(message):
        answers.write(part)
    answers.flush()


if __name__ == "__main__":
    main()
