"""Whether the servers, and what they keep, are fit for a store: judged at every opening.

What is wrong is said here, in one line and before anything is written.
"""

from __future__ import annotations

from datetime import UTC, datetime
from re import findall
from typing import Any
from uuid import uuid4

from casemgmt.errors import CaseManagementError

from .address import Address
from .line import Line
from .refusals import UnfitError, UnreachedError
from .said import LineError, Message, NotAllowedError, NotLetInError, NotTrustedError
from .server import (
    BATCH_TOO_LARGE,
    NO_JETSTREAM,
    NOT_ENABLED_FOR_ACCOUNT,
    SaidNoError,
    answer,
)
from .subjects import Subjects

OLDEST = (2, 12, 1)
"""The first server that takes a batch whole or not at all, and ids of messages in it."""
LARGEST_EVENT = 2 * 1024 * 1024
WRITTEN_AT_ONCE = 12_000
"""Messages: what a large file or a copy writes in one batch, and a little more."""
BATCHES_OF = "jetstream { limits { batch { max_msgs: 20000 } } }"
CLOCKS_APART = 60.0
_ASKED_SECONDS = 5.0
_NO_ENTRY = {
    NotLetInError: "not-let-in",
    NotTrustedError: "not-trusted",
    NotAllowedError: "not-allowed",
}
_NONE_HERE = {NO_JETSTREAM, NOT_ENABLED_FOR_ACCOUNT}


def refuse_unfit_server(line: Line, address: Address) -> None:
    """Refuse a server that is too old, has no JetStream, or takes no event of full size.

    Raises:
        ConfigurationError: naming what it lacks.
        LineError: it cannot be reached.

    """
    told = line.told
    version = str(told.get("version", "0"))
    if _numbers(version) < OLDEST:
        words = {"version": version, "oldest": ".".join(map(str, OLDEST))}
        raise UnfitError("too-old", address.shown, words)
    if not told.get("jetstream"):
        raise UnfitError("no-jetstream", address.shown)
    if told.get("max_payload", 0) < LARGEST_EVENT:
        raise UnfitError("small-payload", address.shown)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, findall(r"\d+", version)[: len(OLDEST)]))


def refuse_short_lived(settings: dict[str, Any], address: Address) -> None:
    """Refuse what would drop what it was given, or keeps it on too few servers.

    Raises:
        ConfigurationError: naming which of the two.

    """
    stream = settings["name"]
    if any(settings.get(name, -1) > 0 for name in ("max_msgs", "max_bytes", "max_age")):
        raise UnfitError("limited", address.shown, {"stream": stream})
    have = settings.get("num_replicas", 1)
    if have < address.replicas:
        words = {"stream": stream, "have": have, "wanted": address.replicas}
        raise UnfitError("few-replicas", address.shown, words)


def refuse_strange_clock(found: dict[str, Any], address: Address) -> None:
    """Refuse servers whose clock, as their answer shows it, is far from ours.

    Raises:
        ConfigurationError: by how much.

    """
    if "ts" not in found:
        return
    theirs = datetime.fromisoformat(found["ts"])
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > CLOCKS_APART:
        raise UnfitError("clock", address.shown, {"seconds": f"{apart:.0f}"})


def refuse_short_batches(line: Line, address: Address) -> None:
    """Refuse servers that take fewer messages at once than are written at once.

    They say so when they are shown the end of a batch that nobody began.

    Raises:
        ConfigurationError: naming what to set.

    """
    headers = {"Nats-Batch-Id": uuid4().hex, "Nats-Batch-Sequence": str(WRITTEN_AT_ONCE)}
    subject = Subjects(address.office).never
    try:
        answer(line.ask(Message(subject, b"", headers), _ASKED_SECONDS))
    except NotAllowedError:
        raise
    except LineError:
        return  # nobody leads it just now: it can be read
    except SaidNoError as error:
        if error.code == BATCH_TOO_LARGE:
            words = {"setting": BATCHES_OF}
            raise UnfitError("few-at-once", address.shown, words) from None


def why(address: Address, error: Exception) -> CaseManagementError:
    """Return what to raise for what the line or the servers said."""
    where = address.shown
    match error:
        case NotLetInError() | NotTrustedError() | NotAllowedError():
            return UnfitError(_NO_ENTRY[type(error)], where)
        case SaidNoError(code=code) if code in _NONE_HERE:
            return UnfitError("no-jetstream-for-account", where)
        case SaidNoError() if "replicas" in str(error) or "peers" in str(error):
            return UnfitError("few-servers", where, {"replicas": address.replicas})
        case _:
            return UnreachedError("unreached", where, {"error": error})
