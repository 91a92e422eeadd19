"""The ledger of erasures, carried out again over whatever was brought back.

It stands in the vault and, by random ids, in the log itself: a copy of either from before
an erasure has keys and claims of who was erased since, and the other one knows it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from casemgmt.privacy.vault_port import Vault
from casemgmt.recording.envelope import DAMAGED
from casemgmt.recording.own_story import ERASURES
from casemgmt.recording.port import Bucket, EventLog, StoredEvent

BEGUN, ENDED = "erasure-begun.1", "erasure-ended.1"


def erased_in(log: EventLog) -> set[UUID]:
    """Return everybody whose erasure a log tells of, looking through all of it."""
    (everything,) = Bucket.divided(1)
    told = log.bucket(everything, log.head(), frozenset({BEGUN}))
    return {key for stored in told for key in _keys(stored)}


def erased_by_story(log: EventLog, vault: Vault) -> set[UUID]:
    """Return everybody whose erasure a store went through with, as its own story tells.

    One that was begun and not gone through with is left to whoever goes on: as long as the
    key is there, what is to be looked for is known.
    """
    stream = vault.find(ERASURES)
    told = log.read(stream) if stream is not None else []
    ended = {_of(stored, "subject") for stored in told if stored.name == ENDED}
    return {
        key
        for stored in told
        if stored.name == BEGUN and _of(stored, "subject") in ended
        for key in _keys(stored)
    }


def erase_again(log: EventLog, vault: Vault, told: Collection[UUID], now: datetime) -> int:
    """Destroy what came back of who was erased; return how many erasures were repeated.

    Args:
        log: Whose claims are let go of.
        vault: Whose keys are destroyed.
        told: Whose erasure the log tells of.
        now: When it is done.

    """
    noted = {erasure.subject for erasure in vault.erasures()}
    missing = set(told) - noted
    for person in missing:
        vault.erase(person, now)
    if everybody := noted | missing:
        log.forget(everybody)
    return len(missing)


def _keys(stored: StoredEvent) -> list[UUID]:
    try:
        return [UUID(key) for key in _of(stored, "keys")]
    except DAMAGED:
        return []


def _of(stored: StoredEvent, name: str) -> Any:
    try:
        return orjson.loads(stored.state)["d"][name]
    except DAMAGED:
        return None
