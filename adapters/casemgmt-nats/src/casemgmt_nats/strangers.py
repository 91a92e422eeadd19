"""Streams of others, where a store has its place or is to have it.

A server lets no two streams take the same messages. Whoever has one of ours would keep us
from making our own, and that is said when a store is opened, not when something is first
to be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from casemgmt.errors import NoStoreError

from .address import Address
from .leases import Leases
from .said import NobodyThereError, UnansweredError
from .server import NOT_READY, Api, SaidNoError
from .subjects import Subjects

_SECONDS = 2.0


def refuse_strangers(api: Api, address: Address) -> None:
    """Refuse a place of which somebody else's stream has a part.

    Where nobody can say it just now, it is not asked for long: the store may be read.

    Raises:
        NoStoreError: naming the stream.

    """
    office, leases = address.office, Leases.stream_of(address)
    for own, subject in ((office, Subjects(office).all), (leases, f"{leases}.*")):
        with suppress(UnansweredError, NobodyThereError), unless_not_ready():
            refuse_another(api, address, own, subject)


@contextmanager
def unless_not_ready() -> Iterator[None]:
    """Let it be where servers are just choosing who leads them."""
    try:
        yield
    except SaidNoError as error:
        if error.code != NOT_READY:
            raise


def refuse_another(api: Api, address: Address, own: str, subject: str) -> None:
    """Refuse that any stream but *own* takes messages at *subject*.

    Raises:
        NoStoreError: naming the stream.
        LineError: nobody answers.
        SaidNoError: the servers refuse to say.

    """
    found = api.ask("STREAM.NAMES", {"subject": subject}, _SECONDS)
    others = sorted(set(found.get("streams") or ()) - {own})
    if others:
        code, stream = "casemgmt_nats:opening.subjects-taken", ", ".join(others)
        raise NoStoreError.because(code, address=address.shown, stream=stream)
