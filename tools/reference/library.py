"""The doors of the library: what is importable from where, and the errors by remedy."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

from casemgmt import CaseManagementError, Desk, Store, errors
from casemgmt.errors import RefusedError, RepairNeededError, RetryableError

from .markdown import code, first_line, page, table

DOORS = ("casemgmt", "casemgmt.testing", "casemgmt.indicators", "casemgmt.facts")
MORE = (
    "casemgmt.reports",
    "casemgmt.adapters",
    "casemgmt.areas",
    "casemgmt.schema",
    "casemgmt.stores",
    "casemgmt.proof",
    "casemgmt.copies",
)
REMEDIES = (RefusedError, RetryableError, RepairNeededError)


def library_page() -> str:
    """Return the page of the doors."""
    return page(
        "# The library",
        "What may be relied on; everything else may move tomorrow. `casemgmt.commands` and"
        " `casemgmt.events` hold a class for [every command](README.md) and"
        " [every event](events.md).",
        *map(_methods, (Store, Desk)),
        *map(_door, (*DOORS, *MORE)),
        "## casemgmt.errors",
        "Every error is a `CaseManagementError` of one of three kinds, by what the caller"
        " can do.",
        *map(_remedy, REMEDIES),
    )


def _methods(kind: type) -> str:
    rows = [
        (code(f"{name}{_signature(f)}"), first_line(f.__doc__)) for name, f in _own(kind)
    ]
    said = f"{first_line(kind.__doc__)}"
    return f"## {kind.__name__}\n\n{said}\n\n{table(('', ''), rows)}"


def _own(kind: type) -> Iterator[tuple[str, Any]]:
    ours = [own for own in kind.__mro__ if own.__module__.startswith("casemgmt")]
    for name in (name for own in reversed(ours) for name in vars(own)):
        found = getattr(kind, name)
        if not name.startswith("_") and callable(found):
            yield name, found


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    names = [p for p in signature.parameters.values() if p.name != "self"]
    plain = [p.replace(annotation=p.empty, default=_default(p)) for p in names]
    shown = signature.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    return str(shown)


def _default(parameter: inspect.Parameter) -> Any:
    given = parameter.default
    return Named(given.__name__) if inspect.isfunction(given) else given


class Named(str):
    """A function as a signature shows it: by its name alone."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _door(name: str) -> str:
    door = importlib.import_module(name)
    rows = [(code(word), _said(getattr(door, word))) for word in door.__all__]
    return f"## {name}\n\n{first_line(door.__doc__)}\n\n{table(('', ''), rows)}"


def _said(found: Any) -> str:
    described = inspect.isclass(found) or inspect.isfunction(found)
    return first_line(found.__doc__) if described else ""


def _remedy(kind: type[CaseManagementError]) -> str:
    rows = [
        (code(e.__name__), first_line(e.__doc__)) for e in _errors() if e.__base__ is kind
    ]
    return f"### {kind.__name__}\n\n{first_line(kind.__doc__)}\n\n{table(('', ''), rows)}"


def _errors() -> list[type[CaseManagementError]]:
    told = vars(errors).values()
    return [e for e in told if inspect.isclass(e) and issubclass(e, CaseManagementError)]
