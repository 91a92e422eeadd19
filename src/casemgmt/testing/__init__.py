"""To test a tool that uses casemgmt, and an engine that is brought to it.

A store without files; given, when, then; the promises of an engine, to be inherited.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .memory import MemoryStore, memory_store
from .telling import Given, given

if TYPE_CHECKING:
    from .library_contract import LibraryContract
    from .shared_store_contract import SharedStoreContract
    from .store_contract import StoreContract

__all__ = [
    "Given",
    "LibraryContract",
    "MemoryStore",
    "SharedStoreContract",
    "StoreContract",
    "given",
    "memory_store",
]

_BEHIND = {  # they need pytest, which whoever wants a store without files may not have
    "LibraryContract": "library_contract",
    "SharedStoreContract": "shared_store_contract",
    "StoreContract": "store_contract",
}
_PROMISES = (*_BEHIND.values(), "claiming_promises", "crowd", "reading_promises")


def __getattr__(name: str) -> Any:
    """Open the door *name*."""
    if name not in _BEHIND:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    import pytest

    # what breaks a promise is then shown in pytest's words, as in a test of one's own
    pytest.register_assert_rewrite(*(f"{__name__}.{promise}" for promise in _PROMISES))
    return getattr(import_module(f"{__name__}.{_BEHIND[name]}"), name)
