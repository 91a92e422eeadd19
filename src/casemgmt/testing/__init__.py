"""To test a tool that uses casemgmt, and what is brought to it.

A store without files; given, when, then; golden journals; the promises of an adapter, of
an engine and of a vault, to be inherited.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, Any

from casemgmt.errors import MissingExtraError

from .fake_kms import FakeKMS
from .golden import GOLDEN, golden
from .memory import MemoryStore, memory_store
from .telling import Given, given

if TYPE_CHECKING:
    from .adapter_contract import AdapterContract
    from .area_contract import AreaContract
    from .library_contract import LibraryContract
    from .renderer_contract import RendererContract
    from .shared_store_contract import SharedStoreContract
    from .store_contract import StoreContract
    from .vault_contract import VaultContract

__all__ = [
    "GOLDEN",
    "AdapterContract",
    "AreaContract",
    "FakeKMS",
    "Given",
    "LibraryContract",
    "MemoryStore",
    "RendererContract",
    "SharedStoreContract",
    "StoreContract",
    "VaultContract",
    "given",
    "golden",
    "memory_store",
]

_BEHIND = {  # they need pytest, which whoever wants a store without files may not have
    "AdapterContract": "adapter_contract",
    "AreaContract": "area_contract",
    "LibraryContract": "library_contract",
    "RendererContract": "renderer_contract",
    "SharedStoreContract": "shared_store_contract",
    "StoreContract": "store_contract",
    "VaultContract": "vault_contract",
}
_ASKING = ("_promises", "_desk", "crowd")
"""How the names of modules end that ask something in a test besides."""


def __getattr__(name: str) -> Any:
    """Open the door *name*."""
    if name not in _BEHIND:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    try:
        return getattr(_with_its_promises(_BEHIND[name]), name)
    except ModuleNotFoundError as error:
        if str(error.name).startswith("casemgmt"):
            raise
        raise MissingExtraError.because(
            "extra.testing", name=name, module=error.name
        ) from None


def _with_its_promises(module: str) -> ModuleType:
    import pytest

    # what breaks a promise is then shown in pytest's words, as in a test of one's own
    parts = (part.name for part in iter_modules(__path__))
    asking = {*_BEHIND.values(), *(part for part in parts if part.endswith(_ASKING))}
    pytest.register_assert_rewrite(*(f"{__name__}.{part}" for part in asking))
    return import_module(f"{__name__}.{module}")
