"""Registers and line lists as workbooks for Excel and LibreOffice.

``write`` writes any lines under headings; ``Registers`` keeps the registers of a store.
"""

from typing import TYPE_CHECKING, Any

from .columns import Column, Line, LineList, Standing, Value
from .writing import write

if TYPE_CHECKING:
    from .adapter import Registers

__all__ = ["Column", "Line", "LineList", "Registers", "Standing", "Value", "write"]


def __getattr__(name: str) -> Any:
    """Open the door to the registers: who only writes lists needs none of what they do."""
    if name != "Registers":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from .adapter import Registers

    return Registers
