"""The facts: narrow tables of what was told, which every figure is computed from."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from casemgmt.errors import MissingExtraError
from casemgmt.projections.adapter import Position

if not (find_spec("duckdb") and find_spec("nanoarrow")):  # only without the extra
    raise MissingExtraError.because("extra.figures")

from .log_source import LogSource
from .passed_over import PassedOver
from .shares import Hands
from .source import Sealer, Source

if TYPE_CHECKING:
    from .facts import Facts

__all__ = ["Facts", "Hands", "LogSource", "PassedOver", "Position", "Sealer", "Source"]


def __getattr__(name: str) -> Any:
    """Open ``Facts`` when it is asked for: who folds a share needs no database."""
    if name != "Facts":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from .facts import Facts

    return Facts
