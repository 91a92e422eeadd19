"""Two stores tell each other what each lacks: two offices, a laptop back from a visit."""

from .conflicts import Because, Conflict
from .exchanging import Exchanged, exchanged
from .lacking import Side

__all__ = ["Because", "Conflict", "Exchanged", "Side", "exchanged"]
