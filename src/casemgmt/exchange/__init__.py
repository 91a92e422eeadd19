"""Two stores tell each other what each lacks: two offices, a laptop back from a visit."""

from .conflicts import Because, Conflict
from .exchanging import Exchanged, exchanged
from .lacking import Side
from .remembering import Remembered, remember, remembered

__all__ = [
    "Because",
    "Conflict",
    "Exchanged",
    "Remembered",
    "Side",
    "exchanged",
    "remember",
    "remembered",
]
