"""Indicators that other distributions bring, found through their entry points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points

from casemgmt.errors import ConfigurationError
from casemgmt.plug_ins import usable

from .core import CORE, FURTHER
from .definition import Indicator

GROUP = "casemgmt.indicators"


def installed(beside: Iterable[Indicator] = ()) -> tuple[Indicator, ...]:
    """Return the installed indicators, in the order of their ids; loads their modules.

    An entry point names an indicator, or a sequence of them.

    Args:
        beside: Indicators of a test, say; one that is installed as well is one.

    Raises:
        ConfigurationError: two have one id, or one has the id of a built-in one.

    """
    found: dict[str, Indicator] = {}
    for indicator in (*_loaded(), *beside):
        if found.get(indicator.id) == indicator:
            continue
        if indicator.id in {**CORE, **FURTHER, **found}:
            raise ConfigurationError.because("config.two-indicators", id=indicator.id)
        found[indicator.id] = indicator
    return tuple(found[name] for name in sorted(found))


def _loaded() -> Iterator[Indicator]:
    for told in usable(entry_points(group=GROUP)):
        yield from (told,) if isinstance(told, Indicator) else told
