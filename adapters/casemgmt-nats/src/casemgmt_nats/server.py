"""What the servers say: their answers in JSON, and the errors they have numbers for."""

from __future__ import annotations

from typing import Any

import orjson

from .line import Line
from .said import Message, Reply

ASKED_SECONDS = 5.0
NOT_FOUND, NO_STREAM, NAME_TAKEN, NO_JETSTREAM = 10037, 10059, 10058, 10076
NOT_ENABLED_FOR_ACCOUNT, NOT_READY = 10039, 10008
NO_PEERS = 10005
"""Not so many servers are there just now as something is to be kept on."""
WRONG_LAST, WRONG_LAST_CONSTANT = 10071, 10164
DUPLICATE_IN_BATCH, DUPLICATE_IN_PROCESS = 10201, 10158
BATCH_TOO_LARGE, BATCH_INCOMPLETE, BATCHES_TOO_MANY = 10199, 10176, 10210
TAKEN = {WRONG_LAST, WRONG_LAST_CONSTANT, DUPLICATE_IN_BATCH, DUPLICATE_IN_PROCESS}
"""Something stands already where this was to stand: nothing was stored."""


class SaidNoError(Exception):
    """A server refused, with a number; what was asked was not done.

    Attributes:
        code: The server's number for it.

    """

    def __init__(self, code: int, said: str) -> None:
        super().__init__(code, said)
        self.code, self._said = code, said

    def __str__(self) -> str:
        return self._said


class Api:
    """JetStream's questions, on one line."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def ask(
        self, verb: str, asked: Any = None, seconds: float = ASKED_SECONDS
    ) -> dict[str, Any]:
        """Return what the servers answer to *verb*.

        Raises:
            SaidNoError: they refuse.
            LineError: nobody answers.

        """
        return answer(self._line.ask(_question(verb, asked), seconds))

    def ask_all(
        self, verb: str, asked: list[Any], seconds: float = ASKED_SECONDS
    ) -> list[Reply]:
        """Return the answers to many of the same kind; each may be a refusal."""
        return self._line.ask_all([_question(verb, one) for one in asked], seconds)


def answer(reply: Reply) -> dict[str, Any]:
    """Return what a reply says.

    Raises:
        SaidNoError: the server refuses.

    """
    said: dict[str, Any] = orjson.loads(reply.body) if reply.body else {}
    error = said.get("error")
    if error is not None:
        raise SaidNoError(error.get("err_code", 0), error.get("description", "no reason"))
    return said


def _question(verb: str, asked: Any) -> Message:
    return Message(f"$JS.API.{verb}", b"" if asked is None else orjson.dumps(asked))
