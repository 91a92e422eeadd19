"""Indicators that other distributions bring, found through their entry points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points

from casemgmt.errors import ConfigurationError
from casemgmt.plug_ins import usable

from .core import CORE, FURTHER
from .core.parameters import DEFAULTS
from .definition import LEVELS, MEASURES, PLACES, Indicator

GROUP = "casemgmt.indicators"


def installed(beside: Iterable[Indicator] = ()) -> tuple[Indicator, ...]:
    """Return the installed indicators, in the order of their ids; loads their modules.

    An entry point names an indicator, or a sequence of them.

    Args:
        beside: Indicators of a test, say; one that is installed as well is one.

    Raises:
        ConfigurationError: two have one id, or one has the id of a built-in one; or one
            says of itself what no indicator can be.

    """
    found: dict[str, Indicator] = {}
    for indicator in (*_loaded(), *beside):
        if found.get(indicator.id) == indicator:
            continue
        if indicator.id in {**CORE, **FURTHER, **found}:
            raise ConfigurationError.because("config.two-indicators", id=indicator.id)
        _refuse_what_cannot_be(indicator)
        found[indicator.id] = indicator
    return tuple(found[name] for name in sorted(found))


def parameters_read() -> frozenset[str]:
    """Return the policy parameters that figures read, those of installed ones too."""
    known = (*CORE.values(), *FURTHER.values(), *installed())
    return frozenset(DEFAULTS).union(*(one.parameters for one in known))


def _refuse_what_cannot_be(indicator: Indicator) -> None:
    said: list[tuple[str, str, tuple[str, ...]]]
    said = [("level", indicator.level, LEVELS), ("measure", indicator.measure, MEASURES)]
    said += [("dimensions", one, PLACES) for one in indicator.dimensions]
    for name, value, known in said:
        if value not in known:
            raise ConfigurationError.because(
                "config.own-says",
                id=indicator.id,
                field=name,
                value=value,
                known=", ".join(known),
            )


def _loaded() -> Iterator[Indicator]:
    for told in usable(entry_points(group=GROUP)):
        yield from (told,) if isinstance(told, Indicator) else told
