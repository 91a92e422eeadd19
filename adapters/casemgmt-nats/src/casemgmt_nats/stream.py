"""The stream of a store: made once by ``casemgmt migrate``, judged at every opening.

What is wrong with the servers is said here, in one line and before anything is written.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from re import findall
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from casemgmt.errors import (
    BusyError,
    CaseManagementError,
    ConfigurationError,
    NewerStoreError,
    NoStoreError,
)

from .address import Address
from .line import Line
from .monitor import judged
from .said import (
    LineError,
    Message,
    NotAllowedError,
    NotLetInError,
    NotTrustedError,
    UnansweredError,
)
from .server import (
    BATCH_TOO_LARGE,
    NAME_TAKEN,
    NO_JETSTREAM,
    NO_PEERS,
    NO_STREAM,
    NOT_ENABLED_FOR_ACCOUNT,
    NOT_READY,
    Api,
    SaidNoError,
    answer,
)
from .subjects import Subjects

FORMAT = 1
OLDEST = (2, 12, 1)
"""The first server that takes a batch whole or not at all, and ids of messages in it."""
LARGEST_EVENT = 2 * 1024 * 1024
WRITTEN_AT_ONCE = 12_000
"""Messages: what a large file or a copy writes in one batch, and a little more."""
CLOCKS_APART = 60.0
PATIENCE = 15.0
_A_WHILE = 0.1
DEDUPLICATED = 120_000_000_000
_FORMAT, _EPOCH = "casemgmt-format", "casemgmt-epoch"
_NOT_OURS = {
    NotLetInError: "the servers do not let us in: name another user, or another file",
    NotTrustedError: "the server is not one that ca= of the address vouches for",
    NotAllowedError: "who came in has no right to what the store asks for",
}
_NONE_HERE = {NO_JETSTREAM, NOT_ENABLED_FOR_ACCOUNT}


def opened(line: Line, address: Address) -> str:
    """Return the epoch of the log at *address*, once all is fit for it.

    Raises:
        NoStoreError: there is none, or something else under its name.
        NewerStoreError: a newer casemgmt made it.
        ConfigurationError: the servers are not fit for it.
        BusyError: they cannot be reached.

    """
    try:
        refuse_unfit_server(line, address)
        found = _found(Api(line), address)
        if found is None:
            msg = f"{address.shown}: no stream here yet: casemgmt migrate STORE makes it"
            raise NoStoreError(msg)
        epoch = _judged(found, address)
        _refuse_short_batches(line, address)
        judged(address)
    except (LineError, SaidNoError) as error:
        raise why(address, error) from None
    return epoch


def migrate(line: Line, address: Address) -> int:
    """Make the stream at *address* where there is none, and return its format.

    One that is kept on fewer servers than the address asks for comes to as many.

    Raises:
        CaseManagementError: as for ``opened``.

    """
    try:
        refuse_unfit_server(line, address)
        found = _found(Api(line), address) or _made(Api(line), address)
        _judged(_on_more_servers(Api(line), address, found), address)
        _refuse_short_batches(line, address)
        judged(address)
    except (LineError, SaidNoError) as error:
        raise why(address, error) from None
    return FORMAT


def refuse_unfit_server(line: Line, address: Address) -> None:
    """Refuse a server that is too old, has no JetStream, or takes no event of full size.

    Raises:
        ConfigurationError: naming what it lacks.
        LineError: it cannot be reached.

    """
    told = line.told
    version = str(told.get("version", "0"))
    if _numbers(version) < OLDEST:
        need = ".".join(map(str, OLDEST))
        raise _unfit(address, f"the server is version {version}: {need} or newer is needed")
    if not told.get("jetstream"):
        raise _unfit(address, "the server has no JetStream: start it with -js")
    if told.get("max_payload", 0) < LARGEST_EVENT:
        raise _unfit(address, "max_payload is too small for an event: set max_payload: 8MB")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, findall(r"\d+", version)[: len(OLDEST)]))


def _found(api: Api, address: Address) -> dict[str, Any] | None:
    """Return the stream; servers that have just begun are given time to choose a leader."""
    until = monotonic() + PATIENCE
    while True:
        try:
            return api.ask(f"STREAM.INFO.{address.office}")
        except UnansweredError:
            if monotonic() > until:
                raise
        except SaidNoError as error:
            if error.code == NO_STREAM:
                return None
            if error.code != NOT_READY or monotonic() > until:
                raise
            sleep(_A_WHILE)


def _made(api: Api, address: Address) -> dict[str, Any]:
    create = f"STREAM.CREATE.{address.office}"
    try:
        return _once_all_are_there(api, create, _settings(address))
    except SaidNoError as error:
        found = _found(api, address) if error.code == NAME_TAKEN else None
        if found is None:
            raise
        return found  # another process was first


def _once_all_are_there(api: Api, verb: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Ask for something on several servers; one that has just come back is waited for.

    Raises:
        SaidNoError: there are too few of them, and for long; or for another reason.

    """
    until = monotonic() + PATIENCE
    while True:
        try:
            return api.ask(verb, settings, 30.0)
        except SaidNoError as error:
            if error.code != NO_PEERS or monotonic() > until:
                raise
            sleep(_A_WHILE)


def _on_more_servers(api: Api, address: Address, found: dict[str, Any]) -> dict[str, Any]:
    """Return the stream once it is kept on as many servers as asked for, if it is ours."""
    settings = found["config"]
    is_ours = _EPOCH in (settings.get("metadata") or {})
    if not is_ours or settings.get("num_replicas", 1) >= address.replicas:
        return found
    more = settings | {"num_replicas": address.replicas}
    with suppress(SaidNoError):  # nobody ever held a lease
        name = f"STREAM.%s.{address.office}-leases"
        beside = api.ask(name % "INFO")["config"] | {"num_replicas": address.replicas}
        _once_all_are_there(api, name % "UPDATE", beside)
    return _once_all_are_there(api, f"STREAM.UPDATE.{address.office}", more)


def _settings(address: Address) -> dict[str, Any]:
    return {
        "name": address.office,
        "subjects": [Subjects(address.office).all],
        "retention": "limits",
        "storage": "file",
        "num_replicas": address.replicas,
        "discard": "new",
        "duplicate_window": DEDUPLICATED,
        "allow_direct": True,
        "allow_atomic": True,
        "deny_delete": True,
        "deny_purge": True,
        "metadata": {_FORMAT: str(FORMAT), _EPOCH: uuid4().hex},
    }


def _judged(found: dict[str, Any], address: Address) -> str:
    """Return the epoch of what was found, if it is a log of ours and kept as it must be."""
    settings = found["config"]
    metadata = settings.get("metadata") or {}
    if _EPOCH not in metadata:
        raise NoStoreError(f"{address.shown}: the stream holds something else")
    if int(metadata.get(_FORMAT, "0")) > FORMAT:
        raise NewerStoreError(f"{address.shown}: a newer casemgmt made the stream")
    wanted = _settings(address)
    for name in ("subjects", "allow_direct", "allow_atomic", "deny_delete", "deny_purge"):
        if settings.get(name) != wanted[name]:
            raise _unfit(address, f"{name} of the stream was changed")
    refuse_short_lived(settings, address, "the stream")
    _refuse_strange_clock(found, address)
    return str(metadata[_EPOCH])


def refuse_short_lived(settings: dict[str, Any], address: Address, what: str) -> None:
    """Refuse what would drop what it was given, or keeps it on too few servers.

    Raises:
        ConfigurationError: naming which of the two.

    """
    if any(settings.get(name, -1) > 0 for name in ("max_msgs", "max_bytes", "max_age")):
        raise _unfit(address, f"{what} has a limit: what was recorded would be dropped")
    have = settings.get("num_replicas", 1)
    if have < address.replicas:
        raise _unfit(address, f"{what} has {have} replicas, not {address.replicas}")


def _refuse_strange_clock(found: dict[str, Any], address: Address) -> None:
    if "ts" not in found:
        return
    theirs = datetime.fromisoformat(found["ts"])
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > CLOCKS_APART:
        said = f"its clock and the one of this machine are {apart:.0f} seconds apart"
        raise _unfit(address, said)


def _refuse_short_batches(line: Line, address: Address) -> None:
    """Refuse servers that take fewer messages at once than are written at once.

    They say so when they are shown the end of a batch that nobody began.
    """
    headers = {"Nats-Batch-Id": uuid4().hex, "Nats-Batch-Sequence": str(WRITTEN_AT_ONCE)}
    subject = f"{address.office}.none"
    try:
        answer(line.ask(Message(subject, b"", headers), 5.0))
    except NotAllowedError:
        raise
    except LineError:
        return  # nobody leads it just now: it can be read
    except SaidNoError as error:
        if error.code == BATCH_TOO_LARGE:
            limit = f"max_msgs: {WRITTEN_AT_ONCE + 8_000}"
            need = f"jetstream {{ limits {{ batch {{ {limit} }} }} }}"
            raise _unfit(address, f"the server takes too few at once: set {need}") from None


def why(address: Address, error: Exception) -> CaseManagementError:
    """Return what to raise for what the line or the servers said."""
    match error:
        case NotLetInError() | NotTrustedError() | NotAllowedError():
            return _unfit(address, _NOT_OURS[type(error)])
        case SaidNoError(code=code) if code in _NONE_HERE:
            return _unfit(address, "there is no JetStream for this account")
        case SaidNoError() if "replicas" in str(error) or "peers" in str(error):
            said = f"there are too few servers for {address.replicas} replicas"
            return _unfit(address, said)
        case SaidNoError() if "subjects overlap" in str(error):
            return NoStoreError(f"{address.shown}: another stream has its subjects")
        case _:
            return BusyError(f"{address.shown}: the store cannot be reached: {error}")


def _unfit(address: Address, said: str) -> ConfigurationError:
    return ConfigurationError(f"{address.shown}: {said}")
