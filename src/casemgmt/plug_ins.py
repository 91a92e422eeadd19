"""What other distributions bring through entry points: a broken part hurts nothing else.

Whoever asks for a part by its name is told in one line what is wrong with it. Where parts
are only looked through, a broken one is told to the log of warnings and passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from logging import getLogger
from typing import TYPE_CHECKING, Any

from casemgmt.errors import ConfigurationError, MissingExtraError, NoStoreError
from casemgmt.locale.saying import Saying

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

WARNINGS = getLogger("casemgmt.plug_ins")
_KINDS = {
    "lock": "store.kind-lock",
    "store": "store.kind-store",
    "vault": "store.kind-vault",
}


def loaded(point: EntryPoint) -> Any:
    """Return what an entry point names.

    Raises:
        MissingExtraError: it lacks something that is not installed.
        ConfigurationError: it cannot be loaded.

    """
    try:
        return point.load()
    except MissingExtraError:  # it says itself what to install
        raise
    except ModuleNotFoundError as error:
        raise MissingExtraError.because(
            "extra.lacks", part=_by(point), module=error.name
        ) from None
    except Exception as error:
        why = type(error).__name__
        raise ConfigurationError.because(
            "extra.not-loaded", name=point.name, part=_by(point), why=why
        ) from error


def usable(points: Iterable[EntryPoint]) -> Iterator[Any]:
    """Yield what *points* name; warn of what cannot be loaded, and pass over it."""
    for point in points:
        try:
            yield loaded(point)
        except (ConfigurationError, MissingExtraError) as error:
            WARNINGS.warning("%s", error)


def of_scheme(group: str, kind: str, address: str) -> Any:
    """Return what opens *address*: a part of a *group*, called as its scheme is.

    Raises:
        NoStoreError: no part is so called; *kind* says in words what was looked for.

    """
    from importlib.metadata import entry_points  # only where an engine is looked for

    scheme = address.partition("://")[0]
    for found in entry_points(group=group):
        if found.name == scheme:
            return loaded(found)
    what = Saying(_KINDS[kind], {}) if kind in _KINDS else kind
    raise NoStoreError.because("store.not-installed", scheme=scheme, kind=what)


def _by(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
