"""Whether the servers, and what they keep, are fit for a store: judged at every opening.

What is wrong is said here, in one line and before anything is written.
"""

from __future__ import annotations

from datetime import UTC, datetime
from re import findall
from typing import Any
from uuid import uuid4

from casemgmt.errors import (
    BusyError,
    CaseManagementError,
    ConfigurationError,
    reason,
)

from .address import Address
from .line import Line
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
    NotLetInError: "casemgmt_nats:opening.not-let-in",
    NotTrustedError: "casemgmt_nats:opening.not-trusted",
    NotAllowedError: "casemgmt_nats:opening.not-allowed",
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
        oldest = ".".join(map(str, OLDEST))
        code = "casemgmt_nats:opening.too-old"
        raise _unfit(address, code, version=version, oldest=oldest)
    if not told.get("jetstream"):
        raise _unfit(address, "casemgmt_nats:opening.no-jetstream")
    if told.get("max_payload", 0) < LARGEST_EVENT:
        raise _unfit(address, "casemgmt_nats:opening.small-payload")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, findall(r"\d+", version)[: len(OLDEST)]))


def refuse_short_lived(settings: dict[str, Any], address: Address) -> None:
    """Refuse what would drop what it was given, or keeps it on too few servers.

    Raises:
        ConfigurationError: naming which of the two.

    """
    stream = settings["name"]
    if any(settings.get(name, -1) > 0 for name in ("max_msgs", "max_bytes", "max_age")):
        raise _unfit(address, "casemgmt_nats:opening.limited", stream=stream)
    have = settings.get("num_replicas", 1)
    if have < address.replicas:
        code, wanted = "casemgmt_nats:opening.few-replicas", address.replicas
        raise _unfit(address, code, stream=stream, have=have, wanted=wanted)


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
        raise _unfit(address, "casemgmt_nats:opening.clock", seconds=round(apart))


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
            code = "casemgmt_nats:opening.few-at-once"
            raise _unfit(address, code, setting=BATCHES_OF) from None


def why(address: Address, error: Exception) -> CaseManagementError:
    """Return what to raise for what the line or the servers said."""
    match error:
        case NotLetInError() | NotTrustedError() | NotAllowedError():
            return _unfit(address, _NO_ENTRY[type(error)])
        case SaidNoError(code=code) if code in _NONE_HERE:
            return _unfit(address, "casemgmt_nats:opening.no-jetstream-for-account")
        case SaidNoError() if "replicas" in str(error) or "peers" in str(error):
            return _unfit(
                address, "casemgmt_nats:opening.few-servers", replicas=address.replicas
            )
        case _:
            return BusyError.because(
                "casemgmt_nats:opening.unreached",
                address=address.shown,
                why=reason(error),
            )


def _unfit(address: Address, code: str, **words: object) -> ConfigurationError:
    return ConfigurationError.because(code, address=address.shown, **words)
