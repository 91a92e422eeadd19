"""The servers of a store, for whoever looks after them: who has what, and who has left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from attrs import frozen

from casemgmt.errors import BusyError, ConfigurationError

from .address import Address
from .fitness import why
from .line import Line
from .said import LineError, Message, NobodyThereError, NotAllowedError, UnansweredError
from .server import Api, SaidNoError

NOT_A_MEMBER = 10044
_ANSWERS_WITHIN, _REMOVED_WITHIN = 2.0, 10.0
_NOT_THEIRS = "only who comes in by the system account may do this"


@frozen
class Standing:
    """How one server stands with a store.

    Attributes:
        name: Of the server.
        said: What there is to say of it, in words.
        is_well: Whether it has all that the others have.

    """

    name: str
    said: str
    is_well: bool


def standing(address: Address) -> list[Standing]:
    """Return how each server stands that keeps the store, the one that leads first.

    Where fewer keep it than should, those that are missing stand at the end.

    Raises:
        BusyError: nobody leads the store just now, or nobody answers.
        CaseManagementError: as for whoever opens it.

    """
    line = Line(address)
    try:
        found = Api(line).ask(f"STREAM.INFO.{address.office}")
    except (LineError, SaidNoError) as error:
        raise why(address, error) from None
    finally:
        line.close()
    told = found.get("cluster", {})
    if not told.get("leader"):
        raise BusyError(f"{address.shown}: nobody leads the store just now")
    there = [*_standing(told)]
    wanted: int = found["config"].get("num_replicas", 1)
    missing = wanted - len(there)
    return there + [Standing("?", "is not chosen yet", is_well=False)] * missing


def _standing(told: dict[str, Any]) -> Iterator[Standing]:
    yield Standing(told["leader"], "leads", is_well=True)
    for one in told.get("replicas", ()):
        lag = one.get("lag", 0)
        if one.get("offline"):
            said = "does not answer"
        elif one.get("current") and not lag:
            said = "has all"
        else:
            said = f"is {lag} messages behind"
        yield Standing(one["name"], said, is_well=said == "has all")


def take_out(server: str, address: Address) -> None:
    """Let the others wait no more for *server*, which has left for good.

    What it kept goes to another, where there is one that does not keep it yet.

    Raises:
        ConfigurationError: it still answers, there is none of this name, or who comes in
            may not do it.
        BusyError: the servers cannot be reached, or have no leader.

    """
    line = Line(address)
    try:
        if _answers(server, line):
            said = f"{server} still answers: end it before it is taken out"
            raise ConfigurationError(f"{address.shown}: {said}")
        Api(line).ask("SERVER.REMOVE", {"peer": server}, _REMOVED_WITHIN)
    except (NobodyThereError, NotAllowedError):
        raise ConfigurationError(f"{address.shown}: {_NOT_THEIRS}") from None
    except SaidNoError as error:
        if error.code != NOT_A_MEMBER:
            raise why(address, error) from None
        said = f"there is no server {server} among them"
        raise ConfigurationError(f"{address.shown}: {said}") from None
    except LineError as error:
        raise why(address, error) from None
    finally:
        line.close()


def _answers(server: str, line: Line) -> bool:
    """Whether *server* is there.

    Raises:
        LineError: nobody can be asked.

    """
    named = orjson.dumps({"server_name": server, "exact_match": True})
    try:
        line.ask(Message("$SYS.REQ.SERVER.PING.VARZ", named), _ANSWERS_WITHIN)
    except UnansweredError:
        return False
    return True
