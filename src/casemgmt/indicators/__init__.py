"""Indicators: figures with their exact meaning, and who and what stands behind each."""

from __future__ import annotations

from .behind import SIDES, Side
from .core import CORE, FURTHER
from .definition import PLACES, Indicator
from .engine import figures
from .explain import count_behind, each_behind, explain, kinds_read
from .figure import Explanation, Figure, Question, Unit
from .hanging import hanging
from .installed import installed, parameters_read
from .placing import placing

__all__ = [
    "CORE",
    "FURTHER",
    "PLACES",
    "SIDES",
    "Explanation",
    "Figure",
    "Indicator",
    "Question",
    "Side",
    "Unit",
    "count_behind",
    "each_behind",
    "explain",
    "figures",
    "hanging",
    "installed",
    "kinds_read",
    "parameters_read",
    "placing",
]
