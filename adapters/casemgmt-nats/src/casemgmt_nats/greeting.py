"""Greeting a cluster: a connection to whichever server answers, or why there is none."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from logging import NullHandler, getLogger
from typing import Any

from attrs import field, frozen
from nats.aio.client import Client
from nats.errors import Error as NatsError

from .address import Address
from .coming_in import NO_TLS, Guarded, tls, who
from .said import DroppedError, NotLetInError, NotTrustedError, UnreachableError

getLogger("nats").addHandler(NullHandler())  # or it writes tracebacks on standard error
CONNECT_SECONDS = 2
PING_SECONDS = 1
GREETINGS = 3
_PENDING = 64 * 1024 * 1024
Hearing = Callable[[Client], Awaitable[None]]
"""Lets a new connection hear what its line waits for."""


@frozen
class Greeting:
    """Makes connections to one address.

    Attributes:
        address: Of the servers, and who comes in.
        lost: Is told when a connection is lost.
        told_no: Is told what a server says is wrong.

    Raises:
        NoStoreError: a file that the address names does not hold what it should.

    """

    address: Address
    lost: Callable[[], Awaitable[None]]
    told_no: Callable[[Exception], Awaitable[None]]
    _who: dict[str, Any] = field(init=False, repr=False)
    _tls: ssl.SSLContext | None = field(init=False, repr=False)

    @_who.default
    def _of_who(self) -> dict[str, Any]:
        return who(self.address)

    @_tls.default
    def _of_tls(self) -> ssl.SSLContext | None:
        return tls(self.address)

    async def client(self, hearing: Hearing) -> Client:
        """Return a connection; where one was dropped amid the greeting another is tried.

        A server that lets somebody not in says so and hangs up, and what it said is lost
        when the two cross.

        Raises:
            LineError: there is none to be had; of a kind that says why.

        """
        for _ in range(GREETINGS - 1):
            with suppress(DroppedError):
                return await self._made(hearing)
        try:
            return await self._made(hearing)
        except DroppedError as error:
            if error.is_asked_for_a_certificate:
                raise NotLetInError("the servers do not let us in") from None
            raise

    async def _made(self, hearing: Hearing) -> Client:
        client = Guarded(over_tls=self._tls is not None)
        try:
            await self._connect(client)
            await hearing(client)
        except (NatsError, OSError, TimeoutError, ValueError) as error:
            await given_up(client)
            raise _why(client, error) from None
        except asyncio.CancelledError:
            await given_up(client)
            raise
        return client

    async def _connect(self, client: Client) -> None:
        await client.connect(
            self.address.servers,
            name="casemgmt",
            connect_timeout=CONNECT_SECONDS,
            allow_reconnect=False,  # what was half sent is never sent on by itself
            max_reconnect_attempts=1,  # of each server; the client would for minutes
            reconnect_time_wait=0,
            disconnected_cb=self.lost,
            error_cb=self.told_no,
            pending_size=_PENDING,
            ping_interval=10,
            tls=self._tls,
            **self._who,
        )
        if not client.is_connected:
            raise ConnectionResetError("the server hung up")


def _why(
    client: Client, error: Exception
) -> UnreachableError | NotTrustedError | NotLetInError:
    """Return what kept *client* from being let in."""
    said = first_line(error)
    if isinstance(error, ssl.SSLCertVerificationError) or said == NO_TLS:
        return NotTrustedError(said)
    if "authorization" in said.lower() or "authentication" in said.lower():
        return NotLetInError("the servers do not let us in")
    told = client._server_info  # noqa: SLF001 - what the protocol calls INFO
    if told:
        return DroppedError(said, told.get("tls_verify", False))
    return UnreachableError(said)


async def given_up(client: Client) -> None:
    """Let go of a connection, in bounded time whatever its server does."""
    await _in_time(client.close())
    transport: Any = client._transport  # noqa: SLF001 - it lets go of it only when all went well
    if transport is not None:
        transport.close()
        await _in_time(transport.wait_closed())


async def _in_time(ending: Coroutine[Any, Any, None]) -> None:
    """Let something end, for a while; however it ends, it has."""
    under_way = asyncio.ensure_future(ending)
    await asyncio.wait({under_way}, timeout=PING_SECONDS)
    if not under_way.done():
        under_way.cancel()
    elif not under_way.cancelled():
        under_way.exception()


def first_line(error: BaseException) -> str:
    """Return the first line of what the client says of *error*, without an address."""
    lines = str(error).splitlines() or [type(error).__name__]
    return lines[0].removeprefix("nats: ")
