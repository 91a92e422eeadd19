"""Leases of a cluster: messages that vanish by themselves unless their holder renews them.

They stand in a stream of their own, which every office shares nothing with. A holder that
is gone holds nothing after some seconds; one that was stopped for longer is told so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from threading import Event, Thread
from time import monotonic
from uuid import uuid4

from casemgmt.errors import BusyError, reason
from casemgmt.stores import Held

from .address import Address
from .batches import EXPECTED
from .line import Line
from .said import LineError, Message
from .server import NAME_TAKEN, NO_STREAM, NOT_FOUND, TAKEN, Api, SaidNoError, answer

HELD_SECONDS = 10
RENEWED_EVERY = 2.5
_SECONDS = 3.0
_BY_OTHERS = "somebody else is doing this just now"
_TTL = "Nats-TTL"


class Leases:
    """The leases of one office."""

    def __init__(self, line: Line, address: Address) -> None:
        self._line, self._address, self._api = line, address, Api(line)
        self._stream = self.stream_of(address)

    @staticmethod
    def stream_of(address: Address) -> str:
        """Return the name of the stream in which leases stand."""
        return f"{address.office}-leases"

    @contextmanager
    def lease(self, name: str) -> Iterator[Held]:
        """Hold *name*; what is given says that it still is held.

        Raises:
            BusyError: somebody else holds it, or the cluster cannot say.

        """
        held = _Lease(self, f"{self._stream}.{sha256(name.encode()).hexdigest()[:32]}")
        held.take()
        try:
            yield held.confirm
        finally:
            held.let_go()

    def written(self, subject: str, place: int, who: str) -> int | None:
        """Write who holds it in place of what stood there; None where it was another.

        Raises:
            BusyError: the cluster cannot say.

        """
        headers = {EXPECTED: str(place), _TTL: f"{HELD_SECONDS}s"}
        message = Message(subject, who.encode(), headers)
        try:
            return int(answer(self._line.ask(message, _SECONDS))["seq"])
        except SaidNoError as error:
            if error.code in TAKEN:
                return None
            raise self._busy(error) from None
        except LineError as error:
            raise self._busy(error) from None

    def stands(self, subject: str) -> tuple[int, bool]:
        """Return the place of what stands there, 0 for nothing, and whether it is held."""
        try:
            said = self._api.ask(
                f"STREAM.MSG.GET.{self._stream}", {"last_by_subj": subject}, _SECONDS
            )
        except SaidNoError as error:
            if error.code == NO_STREAM:
                self._make()
            elif error.code != NOT_FOUND:
                raise self._busy(error) from None
            return 0, False
        except LineError as error:
            raise self._busy(error) from None
        message = said["message"]
        return message["seq"], bool(message.get("data"))

    def _make(self) -> None:
        settings = {
            "name": self._stream,
            "subjects": [f"{self._stream}.*"],
            "retention": "limits",
            "storage": "file",
            "num_replicas": self._address.replicas,
            "max_msgs_per_subject": 1,
            "allow_msg_ttl": True,
        }
        try:
            self._api.ask(f"STREAM.CREATE.{self._stream}", settings, 30.0)
        except (LineError, SaidNoError) as error:
            if getattr(error, "code", None) != NAME_TAKEN:
                raise self._busy(error) from None

    def _busy(self, error: Exception) -> BusyError:
        return BusyError.because(
            "casemgmt_nats:cluster.lease", address=self._address.shown, why=reason(error)
        )


class _Lease:
    """One lease, renewed by a thread as long as it is held."""

    def __init__(self, leases: Leases, subject: str) -> None:
        self._leases, self._subject, self._who = leases, subject, uuid4().hex
        self._place, self._until = 0, 0.0
        self._lost, self._done = False, Event()
        self._renewing = Thread(target=self._renew, daemon=True)

    def take(self) -> None:
        """Take it, or raise that others hold it."""
        began = monotonic()
        place, held = self._leases.stands(self._subject)
        taken = None if held else self._leases.written(self._subject, place, self._who)
        if taken is None:
            raise BusyError.because("casemgmt_nats:cluster.done-by-another")
        self._place, self._until = taken, began + HELD_SECONDS
        self._renewing.start()

    def confirm(self) -> None:
        """Refuse to go on when it may be another's."""
        if self._lost or monotonic() > self._until:
            raise BusyError.because("casemgmt_nats:cluster.done-by-another")

    def let_go(self) -> None:
        """Leave it to others at once."""
        self._done.set()
        self._renewing.join(_SECONDS + RENEWED_EVERY)
        if not self._lost:
            with suppress(BusyError):
                self._leases.written(self._subject, self._place, "")

    def _renew(self) -> None:
        while not self._done.wait(RENEWED_EVERY):
            began = monotonic()
            with suppress(BusyError):
                place = self._leases.written(self._subject, self._place, self._who)
                if place is None:
                    self._lost = True
                    return
                self._place, self._until = place, began + HELD_SECONDS
