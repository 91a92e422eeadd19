"""A bucket of a cluster in which the rows of a vault are kept: made, read, written.

It is a key-value bucket as every client of the servers knows it. Who writes takes a turn:
each batch says which turn it follows, so that what was looked at still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from random import uniform
from time import monotonic, sleep
from typing import Any

import orjson
from attrs import frozen

from casemgmt.errors import BusyError, NoStoreError

from .address import Address
from .batches import ANYTHING, EVERY, Written, as_batch
from .fitness import refuse_short_lived, refuse_unfit_server, why
from .kept import Kept
from .line import Line
from .lookups import NOT_REMOVED, NOT_WRITTEN, Lookups
from .said import LineError, Message
from .server import NAME_TAKEN, NO_STREAM, TAKEN, Api, SaidNoError, answer
from .strangers import refuse_another
from .subjects import Subjects

PATIENCE = 15.0
ANSWERED_WITHIN = 10.0
STAGED_AT_ONCE = 5_000
_TURN = "turn"


Rows = Callable[["Turn"], "dict[str, bytes] | None"]


@frozen
class Turn:
    """Whose turn it is to write.

    Attributes:
        place: Where the last turn stands.
        changes: How often something was erased or wrapped anew.

    """

    place: int
    changes: int


class Bucket:
    """The keys of a bucket, and what stands at each."""

    def __init__(self, address: Address, *, create: bool = False) -> None:
        self.address, self._name = address, f"KV_{address.office}"
        self._line = Line(address)
        self._api = Api(self._line)
        self._lookups = Lookups(self._line, Subjects(self._name), address.shown)
        try:
            refuse_unfit_server(self._line, address)
            refuse_another(self._api, address, self._name, self._subject(">"))
            self._make() if create else self._refuse_none()
        except (LineError, SaidNoError) as error:
            self.close()
            raise why(address, error) from None
        except BaseException:
            self.close()
            raise

    def read(self, keys: Sequence[str]) -> dict[str, Kept]:
        """Return what stands at each of *keys*; what the leader has, while there is one."""
        return {self._key(at): kept for at, kept in self._last(keys).items()}

    def every(self, keys: str) -> dict[str, Kept]:
        """Return what stands last at each key of a kind, such as ``s.0.*``."""
        found = self._lookups.pages.every(self._subject(keys))
        return {self._key(kept.subject): kept for kept in found}

    def turn(self) -> Turn:
        """Return whose turn it is."""
        kept = self.read([_TURN]).get(_TURN)
        return Turn(0, 0) if kept is None else Turn(kept.place, int(kept.body))

    def write(self, rows: Rows, *, is_change: bool) -> None:
        """Write what *rows* makes of things as they stand; None says that it is done.

        It is asked again when somebody else was first, and when no answer came.

        Raises:
            BusyError: the cluster cannot take it.

        """
        until = monotonic() + PATIENCE
        while (made := rows(turn := self.turn())) is not None:
            error: Exception = BusyError.because("casemgmt_nats:cluster.written-again")
            try:
                batch = self._batch(made, turn, int(is_change))
                answer(self._line.send(batch, EVERY, ANSWERED_WITHIN))
            except SaidNoError as refused:
                if refused.code not in TAKEN:
                    raise self._lookups.busy(refused, NOT_WRITTEN) from None
            except LineError as lost:
                error = lost
            else:
                return
            if monotonic() > until:
                raise self._lookups.busy(error, NOT_WRITTEN) from None
            sleep(uniform(0.005, 0.05))  # noqa: S311 - who waits how long is no secret

    def stage(self, rows: dict[str, bytes]) -> None:
        """Write rows that nobody reads yet, in as many batches as it takes.

        Raises:
            BusyError: the cluster cannot take them.

        """
        told = [(Message(self._subject(k), body), ANYTHING) for k, body in rows.items()]
        for start in range(0, len(told), STAGED_AT_ONCE):
            part = as_batch(told[start : start + STAGED_AT_ONCE])
            try:
                answer(self._line.send(part, EVERY, ANSWERED_WITHIN))
            except (LineError, SaidNoError) as error:
                raise self._lookups.busy(error, NOT_WRITTEN) from None

    def erase(self, kept: Sequence[Kept]) -> None:
        """Overwrite what stood there, on every server; it may be gone already."""
        asked = [{"seq": one.place} for one in kept]
        with suppress(LineError):
            self._api.ask_all(f"STREAM.MSG.DELETE.{self._name}", asked)

    def purge(self, keys: str, keep: int = 0) -> None:
        """Remove what stands at the keys of a kind, but for the last ones."""
        asked: dict[str, Any] = {"filter": self._subject(keys)}
        if keep:
            asked["keep"] = keep
        with suppress(LineError, SaidNoError):
            self._api.ask(f"STREAM.PURGE.{self._name}", asked, ANSWERED_WITHIN)

    def remove(self) -> None:
        """Remove the bucket, with all that is in it.

        Raises:
            BusyError: the cluster cannot do it.

        """
        try:
            self._api.ask(f"STREAM.DELETE.{self._name}", {}, ANSWERED_WITHIN)
        except (LineError, SaidNoError) as error:
            raise self._lookups.busy(error, NOT_REMOVED) from None

    def close(self) -> None:
        """Let go of the connection."""
        self._line.close()

    def _last(self, keys: Sequence[str]) -> dict[str, Kept]:
        subjects = [self._subject(key) for key in keys]
        try:
            return self._lookups.last_of(subjects)
        except BusyError:
            return self._lookups.told_of(subjects)  # nobody leads; it is still read

    def _batch(self, made: dict[str, bytes], turn: Turn, more: int) -> list[Message]:
        changes = str(turn.changes + more).encode()
        written: list[Written] = [
            (Message(self._subject(key), body), ANYTHING) for key, body in made.items()
        ]
        return as_batch([*written, (Message(self._subject(_TURN), changes), turn.place)])

    def _subject(self, key: str) -> str:
        return f"$KV.{self.address.office}.{key}"

    def _key(self, subject: str) -> str:
        return subject.removeprefix(f"$KV.{self.address.office}.")

    def _make(self) -> None:
        settings = {
            "name": self._name,
            "subjects": [self._subject(">")],
            "retention": "limits",
            "storage": "file",
            "num_replicas": self.address.replicas,
            "max_msgs_per_subject": 2,
            "discard": "new",
            "allow_rollup_hdrs": True,
            "allow_direct": True,
            "allow_atomic": True,
        }
        try:
            self._api.ask(f"STREAM.CREATE.{self._name}", settings, 30.0)
        except SaidNoError as error:
            if error.code != NAME_TAKEN:
                raise
            self._spread()
            self._refuse_none()

    def _spread(self) -> None:
        """Keep one of ours on as many servers as the address asks for."""
        settings = self._api.ask(f"STREAM.INFO.{self._name}")["config"]
        more = settings | {"num_replicas": self.address.replicas}
        if settings.get("allow_atomic") and settings["num_replicas"] < more["num_replicas"]:
            self._api.ask(f"STREAM.UPDATE.{self._name}", more, 30.0)

    def _refuse_none(self) -> None:
        try:
            found = self._api.ask(f"STREAM.INFO.{self._name}")
        except SaidNoError as error:
            if error.code == NO_STREAM:
                raise NoStoreError.because(
                    "casemgmt_nats:opening.no-keys", address=self.address.shown
                ) from None
            raise
        settings = found["config"]
        if not settings.get("allow_atomic"):
            words = {"address": self.address.shown, "stream": self._name}
            raise NoStoreError.because("casemgmt_nats:opening.something-else", **words)
        refuse_short_lived(settings, self.address)


def as_json(said: Any) -> bytes:
    """Return how something is written down in a row."""
    return orjson.dumps(said)
