"""Events as data and back, in the clear: shapes, old shapes and corrections live here only.

Canonical JSON: sorted keys, composed Unicode, no NaN. What is encoded is decoded and
compared before anything is sealed or stored, so nothing can be stored that cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import attrs
import orjson

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.dates import Day
from casemgmt.errors import InvalidError, UnknownEventError

from .decoders import Decode, as_it_is, as_said, decoder, is_ours, read_by, unusual
from .drafts import retelling
from .registry import Registry
from .shapes import converter

Upcaster = Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]
LARGEST = 1024 * 1024

UPCASTERS: Mapping[str, Upcaster] = {}
"""Old stored name → what turns its payload into the next one's. A chain, never a gap."""


class Payloads:
    """Writes only the newest shape; reads every shape ever written."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._shapes = converter()
        self._decoders: dict[str, Decode] = {}
        self._writers: dict[type, Callable[[Any], dict[str, Any]]] = {}

    def plain(self, event: Any) -> dict[str, Any]:
        """Return *event* as JSON-ready data, in the clear."""
        if type(event) is CommandCorrected:
            return self._correction_out(event)
        return self.writer(type(event))(event)

    def writer(self, kind: type) -> Callable[[Any], dict[str, Any]]:
        """Return what writes events of *kind* as JSON-ready data, in the clear."""
        found = self._writers.get(kind)
        if found is None:
            found = self._writers[kind] = self._shapes.get_unstructure_hook(kind)
        return found

    def event(self, name: str, plain: dict[str, Any]) -> Any:
        """Return the event stored as *name*.

        Raises:
            UnknownEventError: no installed area declares *name*, or the shape does not fit.

        """
        read = read_by(self.decoder(name), plain, as_it_is, as_said)
        return self.judged(name, plain) if read is None else read

    def decoder(self, name: str) -> Decode:
        """Return what decodes data stored as *name*; it leaves what is unusual."""
        found = self._decoders.get(name)
        kind = self.registry.events.get(name) if found is None else None
        if kind is not None and is_ours(kind) and kind is not CommandCorrected:
            found = self._decoders[name] = decoder(kind)
        return found or unusual

    def judged(self, name: str, plain: dict[str, Any]) -> Any:
        """Return the event stored as *name*, read by the slower converter: it judges.

        Raises:
            UnknownEventError: no installed area declares *name*, or the shape does not fit.

        """
        while name in UPCASTERS:
            name, plain = UPCASTERS[name](plain)
        kind = self.registry.events.get(name)
        if kind is None:
            raise UnknownEventError.because("store.undeclared-event", name=name)
        try:
            if kind is CommandCorrected:
                return self._correction_in(plain)
            return self._shapes.structure(plain, kind)
        except UnknownEventError:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it does not fit
            raise UnknownEventError.because("store.other-shape", name=name) from None

    def checked_as_said(self, event: Any, command: Any, said: Any) -> dict[str, Any]:
        """Return *event* as data, once it was shown to read back equal.

        The door read *command* from what was *said*, as JSON has it. Where the event has
        its very fields and is written so again, that was shown: it is not read once more.

        Raises:
            InvalidError: it cannot be stored and read back.

        """
        kind: type = type(event)
        if said is not None and kind is type(command).__bases__[0]:
            plain = self.writer(kind)(event)
            if plain == said and is_ours(kind) and retelling(kind)(event, command):
                return plain
        return self.checked(event)

    def checked(self, event: Any) -> dict[str, Any]:
        """Return *event* as data, once it was shown to read back equal.

        Raises:
            InvalidError: it cannot be stored and read back.

        """
        plain = self.plain(event)
        try:
            encoded = orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
            same = (
                self.event(self.registry.names[type(event)], orjson.loads(encoded)) == event
            )
        except (UnknownEventError, orjson.JSONEncodeError, ValueError):
            raise InvalidError("data", "cannot-be-kept") from None
        if not same:
            raise InvalidError("data", "cannot-be-kept")
        if len(encoded) > LARGEST:
            raise InvalidError("data", "too-large")
        return plain

    @cached_property
    def _reason(self) -> Any:
        attrs.resolve_types(CommandCorrected, include_extras=True)
        return attrs.fields(CommandCorrected).reason.type

    def _correction_out(self, event: CommandCorrected) -> dict[str, Any]:
        said: dict[str, Any] = {
            "name": self.registry.names[type(event.corrected)],
            "data": self._shapes.unstructure(event.corrected),
            "reason": self._shapes.unstructure(event.reason, self._reason),
        }
        return said | ({"on": str(event.on)} if event.on else {})

    def _correction_in(self, plain: dict[str, Any]) -> CommandCorrected:
        corrected = self.event(plain["name"], plain["data"])
        reason = self._shapes.structure(plain["reason"], self._reason)
        on = Day.of(plain["on"]) if "on" in plain else None
        return CommandCorrected(corrected=corrected, on=on, reason=reason)
