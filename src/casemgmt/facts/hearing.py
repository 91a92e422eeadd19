"""How the facts hear an event: what they rest on is decoded, the day of birth opened."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from casemgmt.errors import UnknownEventError
from casemgmt.recording.codec import Codec, by_stored_id, withheld
from casemgmt.recording.decoders import Decode
from casemgmt.recording.payloads import UPCASTERS
from casemgmt.recording.port import StoredEvent

from .fold import READ
from .persons import PERSON
from .tellings import base

BIRTH = frozenset({"born"})
Heard = tuple[str, Decode | None]
"""A stored name without its number, and what decodes it; nothing, where no fact rests on it
or its day of birth is to be opened.
"""


@frozen(eq=False)
class Hearing:
    """Reads what was stored as far as facts rest on it; what is found of a name is kept."""

    codec: Codec
    _names: dict[str, Heard] = field(factory=dict, init=False)

    def heard(self, stored: StoredEvent, state: dict[str, Any]) -> tuple[str, Any]:
        """Return what its name is without its number, and what happened.

        Nothing happened for the facts where none rests on it.

        Raises:
            UnknownEventError: no installed area declares it, or its shape does not fit.

        """
        name, decode = self._names.get(stored.name) or self._met(stored.name)
        if decode is not None:
            try:
                return name, decode(state["d"], withheld, by_stored_id, "")
            except Exception:  # noqa: BLE001 - whatever is unusual, the codec judges it
                return name, self.codec.told(stored, state["d"], ())
        if name not in READ:
            return name, None
        opened = BIRTH if name in PERSON else ()
        return name, self.codec.told(stored, state["d"], opened)

    def _met(self, stored: str) -> Heard:
        name = base(stored)
        declared = stored in self.codec.registry.events
        if name not in READ and not declared and stored not in UPCASTERS:
            raise UnknownEventError.because("store.undeclared-event", name=stored)
        plainly = declared and name in READ and name not in PERSON
        found = name, self.codec.payloads.decoder(stored) if plainly else None
        self._names[stored] = found
        return found
