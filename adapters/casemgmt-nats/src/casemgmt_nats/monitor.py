"""What servers tell of themselves at their monitoring port, where the address names it.

Whether they wait for the disk before they acknowledge is said nowhere else. With one
replica what does not wait is refused: a power cut would lose what was acknowledged. With
several it is named, and the others still have it.
"""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException
from logging import getLogger
from typing import Any

import orjson

from casemgmt.errors import ConfigurationError

from .address import Address

WARNINGS = getLogger("casemgmt_nats")
_SECONDS = 2.0


def judged(address: Address) -> None:
    """Refuse a server that may lose what it acknowledged, or warn of it.

    Raises:
        ConfigurationError: the only one that keeps it does not wait for its disk.

    """
    if address.monitor is None:
        return
    for host in address.hosts:
        name = host.rpartition(":")[0]
        told = _told(name, address.monitor)
        if told is None or told.get("config", {}).get("sync_always"):
            continue
        why = ConfigurationError.because(
            "casemgmt_nats:opening.disk", address=address.shown, server=name
        )
        if address.replicas == 1:
            raise why
        WARNINGS.warning("%s", why)


def _told(host: str, port: int) -> dict[str, Any] | None:
    """Return what a server says of its JetStream, None where it says nothing."""
    asking = HTTPConnection(host, port, timeout=_SECONDS)
    try:
        asking.request("GET", "/jsz")
        said: dict[str, Any] = orjson.loads(asking.getresponse().read())
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        asking.close()
    return said
