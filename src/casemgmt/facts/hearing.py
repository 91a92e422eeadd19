"""How the facts hear an event: what they rest on is decoded, the day of birth opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from attrs import field, frozen

from casemgmt.errors import UnknownEventError
from casemgmt.recording.codec import Codec, by_stored_id, withheld
from casemgmt.recording.decoders import Decode
from casemgmt.recording.payloads import UPCASTERS
from casemgmt.recording.port import StoredEvent

from .attended import ATTENDED
from .flat import FLAT, Placed
from .fold import NAMES_A_SUBJECT, READ, WALKED
from .persons import PERSON
from .tellings import Telling, base

BIRTH = frozenset({"born"})


class Heard(NamedTuple):
    """How events of one stored name are heard.

    Attributes:
        name: The stored name without its number.
        decode: What decodes them; None where no fact rests on them, or their day of birth
            is to be opened.
        tell: What tells their rows; None where these are not all that rests on them.
        read: Whether any fact rests on them.
        together: Whether those of one story are told together.

    """

    name: str
    decode: Decode | None
    tell: Callable[[Telling], Iterable[Placed]] | None
    read: bool
    together: bool


@frozen(eq=False)
class Hearing:
    """Reads what was stored as far as facts rest on it; what is found of a name is kept."""

    codec: Codec
    _names: dict[str, Heard] = field(factory=dict, init=False)

    def of(self, stored: str) -> Heard:
        """Return how events so stored are heard.

        Raises:
            UnknownEventError: no installed area declares them.

        """
        return self._names.get(stored) or self._met(stored)

    def heard(self, stored: StoredEvent, state: dict[str, Any]) -> tuple[str, Any]:
        """Return what its name is without its number, and what happened.

        Nothing happened for the facts where none rests on it.

        Raises:
            UnknownEventError: no installed area declares it, or its shape does not fit.

        """
        name, decode, _, read, _ = self._names.get(stored.name) or self._met(stored.name)
        if decode is not None:
            try:
                return name, decode(state["d"], withheld, by_stored_id, "")
            except Exception:  # noqa: BLE001 - whatever is unusual, the codec judges it
                return name, self.codec.told(stored, state["d"], ())
        if not read:
            return name, None
        opened = BIRTH if name in PERSON else ()
        return name, self.codec.told(stored, state["d"], opened)

    def _met(self, stored: str) -> Heard:
        name = base(stored)
        declared = stored in self.codec.registry.events
        if name not in READ and not declared and stored not in UPCASTERS:
            raise UnknownEventError.because("store.undeclared-event", name=stored)
        plainly = declared and name in READ and name not in PERSON
        decode = self.codec.payloads.decoder(stored) if plainly else None
        alone = plainly and name not in WALKED and name not in NAMES_A_SUBJECT
        tell = FLAT[name] if alone else None
        together = alone and decode is not None and name == ATTENDED
        found = Heard(name, decode, tell, name in READ, together)
        self._names[stored] = found
        return found
