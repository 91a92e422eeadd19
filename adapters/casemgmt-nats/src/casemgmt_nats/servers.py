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
        raise BusyError.because("casemgmt_nats:cluster.no-leader", address=address.shown)
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
            raise _unfit(address, "casemgmt_nats:cluster.still-answers", server=server)
        Api(line).ask("SERVER.REMOVE", {"peer": server}, _REMOVED_WITHIN)
    except (NobodyThereError, NotAllowedError):
        raise _unfit(address, "casemgmt_nats:cluster.not-theirs") from None
    except SaidNoError as error:
        if error.code != NOT_A_MEMBER:
            raise why(address, error) from None
        code = "casemgmt_nats:cluster.no-server"
        raise _unfit(address, code, server=server) from None
    except LineError as error:
        raise why(address, error) from None
    finally:
        line.close()


def _unfit(address: Address, code: str, **words: object) -> ConfigurationError:
    return ConfigurationError.because(code, address=address.shown, **words)


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
