"""Whether the process of the embedded index answers, asked on connections of its own.

Two questions, since Milvus Lite 2.5.1 answers in two ways. Some calls are answered whatever goes
on: what does not answer those is stopped, or is given no processor. Calls about tables wait for one
another, for as long as searches and inserts last, where nothing is wrong; but only they notice a
thread that never comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import grpc

from momentsearch_server.library.lite_process import kill_lite, lite_address

LOOK_SECONDS = 0.5
_EMPTY_MESSAGE = b""
# Else gRPC shares one connection among all channels to an address.
_CONNECTION_OF_ITS_OWN = [("grpc.use_local_subchannel_pool", 1)]


@dataclass(frozen=True, slots=True)
class Question:
    """A call that changes nothing; ``looks`` in a row may find it unanswered, and no more.

    They are counted, and not the seconds: a machine that was asleep, or too busy to let us look,
    had the process wait as well.
    """

    method: str
    looks: int


# On a busy machine Connect took up to 3 s and ShowCollections up to 21 s (docs/decisions.md). No
# call is waited for longer than a minute: after five, nobody else had an answer either.
QUESTIONS = (Question("Connect", looks=60), Question("ShowCollections", looks=600))


class Pulse(Protocol):
    """A process that may stop answering without ending. Used from one thread."""

    def look(self) -> str | None:
        """To be called every ``LOOK_SECONDS``; does not wait. What is wrong, once it has not
        answered for too long, and None else, also where there is no process."""
        ...

    def kill(self) -> bool:
        """Ends the process, whatever it does; False where it is still there."""
        ...

    def close(self) -> None: ...


class LitePulse:
    """A ``Pulse`` of the Milvus Lite process on a file, of each one that is started there."""

    def __init__(self, database: Path, questions: tuple[Question, ...] = QUESTIONS) -> None:
        self._database = database
        self._questions = questions
        self._address: str | None = None
        self._asked: list[_Asked] = []

    def look(self) -> str | None:
        address = lite_address(self._database)
        if address != self._address:
            self.close()
            self._address = address
            if address is not None:
                self._asked = [_Asked(address, question) for question in self._questions]
        problems = [asked.look() for asked in self._asked]
        return next(filter(None, problems), None)

    def kill(self) -> bool:
        return kill_lite(self._database)

    def close(self) -> None:
        """Questions that are open are given up."""
        for asked in self._asked:
            asked.close()
        self._address, self._asked = None, []


class _Asked:
    """One question, asked of one process again and again; never twice at a time."""

    def __init__(self, address: str, question: Question) -> None:
        self._question = question
        self._channel = grpc.insecure_channel(address, options=_CONNECTION_OF_ITS_OWN)
        self._call = self._channel.unary_unary(
            f"/milvus.proto.milvus.MilvusService/{question.method}"
        )
        self._looks = 0
        self._ask()

    def look(self) -> str | None:
        if self._answer.done():
            # A refusal is an answer, too; a connection that broke is none.
            is_answered = self._answer.code() is not grpc.StatusCode.UNAVAILABLE
            self._ask()
        else:
            is_answered = False
        self._looks = 0 if is_answered else self._looks + 1
        if self._looks <= self._question.looks:
            return None
        seconds = self._question.looks * LOOK_SECONDS
        return f"the embedded index has not answered for {seconds:.0f} s ({self._question.method})"

    def close(self) -> None:
        self._channel.close()

    def _ask(self) -> None:
        self._answer: Any = self._call.future(_EMPTY_MESSAGE, wait_for_ready=True)
