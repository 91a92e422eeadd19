"""Registers and line lists as workbooks for Excel and LibreOffice.

``write`` writes any lines under headings; ``Registers`` keeps the registers of a store.
"""

from .adapter import Registers
from .columns import Column, Line, LineList, Standing, Value
from .writing import write

__all__ = ["Column", "Line", "LineList", "Registers", "Standing", "Value", "write"]
