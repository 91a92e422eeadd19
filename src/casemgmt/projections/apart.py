"""The process an adapter has to itself: ``python -m casemgmt.projections.apart``.

It is told which adapter, where it keeps its read model, what it may use, then one call
after the other. It has no store and no key.
"""

from __future__ import annotations

from typing import Any

from casemgmt.domain.vocabulary import Subject
from casemgmt.limited.serving import Act, Said, serve

from .adapter import Adapter, let_go, named
from .giving import TRANSIENT, in_short
from .wire import batch_in, position_out

FURTHER = ("seen", "settle", "beside", "take_over")
"""What only some adapters can."""


def main() -> None:
    """Answer calls until nobody is there to make one."""
    serve(_begin, _failed)


def _begin(first: Said, limited: bool) -> tuple[Act, Act]:  # noqa: FBT001 - as it is asked
    apart = Apart(first["adapter"], first["address"], limited=limited)
    return apart.begin, apart.call


def _failed(error: BaseException) -> dict[str, Any]:
    return {"raised": in_short(error), "down": isinstance(error, TRANSIENT)}


class Apart:
    """The adapters of this process: the one it was made for, and what is built beside."""

    def __init__(self, adapter: str, address: str, *, limited: bool) -> None:
        self._adapter, self._address = adapter, address
        self._limited = limited
        self._kept: dict[int, Adapter] = {}

    def begin(self, _: Said) -> dict[str, Any]:
        """Make the adapter, and say what it says of itself."""
        adapter = named(self._adapter, self._address)
        self._kept[0] = adapter
        declared = {
            name: sorted(getattr(adapter, name))
            for name in ("events", "fields")
            if hasattr(adapter, name)
        }
        can = [name for name in FURTHER if hasattr(adapter, name)]
        return {"declared": declared, "can": can, "limited": self._limited}

    def call(self, said: Said) -> Any:
        """Do what is asked of one of the adapters, and return what it answers."""
        adapter: Any = self._kept[said["on"]]
        match said["do"]:
            case "position":
                return position_out(adapter.position())
            case "project":
                adapter.project(batch_in(said["batch"]))
            case "forget":
                adapter.forget(Subject.of(said["subject"]))
            case "seen":
                return dict(adapter.seen())
            case "beside":
                self._kept[said["as"]] = adapter.beside()
            case "take_over" | "settle" as do:
                getattr(adapter, do)()
            case _:
                self._let_go(said["on"])
        return None

    def _let_go(self, number: int) -> None:
        let_go(self._kept.pop(number))


if __name__ == "__main__":
    main()
