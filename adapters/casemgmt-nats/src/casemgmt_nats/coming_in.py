"""Who comes in, and over what kind of line: the files an address names, read and judged.

They are judged before anything is sent: the client would look for ever for the beginning of
credentials in a file that holds none, and would go on in clear with a server that speaks no
TLS.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import nkeys
from nats.aio.client import Client
from nats.errors import Error as NatsError

from casemgmt.errors import NoStoreError

from .address import Address

_TOKEN, _SEED = b"BEGIN NATS USER JWT", b"BEGIN USER NKEY SEED"
_PARTS = ("header", "claims", "signature")
NO_TLS = "the server speaks no TLS"


class Guarded(Client):
    """A client that says who it is to no server it was not to trust."""

    def __init__(self, *, over_tls: bool) -> None:
        super().__init__()
        self._over_tls = over_tls

    async def _process_info(
        self,
        info: dict[str, Any],
        initial_connection: bool = False,  # noqa: FBT001, FBT002 - as the client's own
    ) -> None:
        if initial_connection and self._over_tls and not info.get("tls_required"):
            raise NatsError(NO_TLS)
        await super()._process_info(info, initial_connection)


def who(address: Address) -> dict[str, Any]:
    """Return how the client is told who comes in.

    Raises:
        NoStoreError: the file that the address names holds no credentials.

    """
    creds = address.files.get("creds")
    if creds is not None:
        _refuse_no_credentials(creds)
        return {"user_credentials": str(creds)}
    return {"user": address.user, "password": address.password} if address.user else {}


def tls(address: Address) -> ssl.SSLContext | None:
    """Return whom the line trusts, and what it shows of itself; None for one in clear.

    Raises:
        NoStoreError: a file that the address names holds no certificate, or no key of it.

    """
    files = address.files
    if "ca" not in files:
        return None
    try:
        context = ssl.create_default_context(cafile=str(files["ca"]))
    except (OSError, ValueError):
        raise NoStoreError.because("casemgmt_nats:address.no-certificate") from None
    if "cert" in files:
        try:
            context.load_cert_chain(files["cert"], files.get("key"), password="")
        except (OSError, ValueError):
            raise NoStoreError.because("casemgmt_nats:address.no-key") from None
    return context


def _refuse_no_credentials(path: Path) -> None:
    try:
        lines = path.read_bytes().splitlines()
        after = {line.strip(b"- "): n + 1 for n, line in enumerate(lines)}
        token, seed = lines[after[_TOKEN]], lines[after[_SEED]]
        whose = nkeys.from_seed(bytearray(seed)).public_key
        is_a_users = whose.startswith(b"U") and len(token.split(b".")) == len(_PARTS)
    except (OSError, LookupError, ValueError, nkeys.NkeysError):
        is_a_users = False
    if not is_a_users:
        raise NoStoreError.because("casemgmt_nats:address.no-credentials")
