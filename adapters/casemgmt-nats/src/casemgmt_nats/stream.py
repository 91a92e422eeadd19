"""The stream of a store: made by ``casemgmt migrate``, found again at every opening."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from casemgmt.errors import ConfigurationError, NewerStoreError, NoStoreError

from .address import Address
from .fitness import (
    refuse_short_batches,
    refuse_short_lived,
    refuse_strange_clock,
    refuse_unfit_server,
    why,
)
from .leases import Leases
from .line import Line
from .monitor import judged
from .said import LineError, UnansweredError
from .server import NAME_TAKEN, NO_PEERS, NO_STREAM, NOT_READY, Api, SaidNoError
from .strangers import refuse_strangers
from .subjects import Subjects

FORMAT = 1
PATIENCE = 15.0
_A_WHILE = 0.1
DEDUPLICATED = 120_000_000_000
_FORMAT, _EPOCH = "casemgmt-format", "casemgmt-epoch"
_CREATED_WITHIN = 30.0
_MUST_BE = (
    "subjects",
    "sources",
    "subject_transform",
    "allow_direct",
    "allow_atomic",
    "deny_delete",
    "deny_purge",
)
"""Settings of a stream that are as we made them, or what we say of it is not so."""


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
        refuse_strangers(Api(line), address)
        if found is None:
            raise NoStoreError.because(
                "casemgmt_nats:opening.no-stream", address=address.shown
            )
        epoch = _judged(found, address)
        refuse_short_batches(line, address)
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
        refuse_strangers(Api(line), address)
        found = _found(Api(line), address) or _made(Api(line), address)
        _judged(_on_more_servers(Api(line), address, found), address)
        refuse_short_batches(line, address)
        judged(address)
    except (LineError, SaidNoError) as error:
        raise why(address, error) from None
    return FORMAT


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
            return api.ask(verb, settings, _CREATED_WITHIN)
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
        name = Leases.stream_of(address)
        beside = api.ask(f"STREAM.INFO.{name}")["config"]
        beside |= {"num_replicas": address.replicas}
        _once_all_are_there(api, f"STREAM.UPDATE.{name}", beside)
    return _once_all_are_there(api, f"STREAM.UPDATE.{address.office}", more)


def _settings(address: Address) -> dict[str, Any]:
    return {
        "name": address.office,
        "subjects": Subjects(address.office).places,
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
    words = {"address": address.shown, "stream": address.office}
    if _EPOCH not in metadata:
        raise NoStoreError.because("casemgmt_nats:opening.something-else", **words)
    if int(metadata.get(_FORMAT, "0")) > FORMAT:
        raise NewerStoreError.because("casemgmt_nats:opening.newer", **words)
    wanted = _settings(address)
    for name in _MUST_BE:
        if settings.get(name) != wanted.get(name):
            raise ConfigurationError.because(
                "casemgmt_nats:opening.changed", setting=name, **words
            )
    refuse_short_lived(settings, address)
    refuse_strange_clock(found, address)
    return str(metadata[_EPOCH])
