"""How a report is dressed: whose it is, and in which digits and calendar it is written."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from casemgmt.domain.vocabulary import Text

Digits = Literal["latn", "arab"]


@frozen
class Brand:
    """Whose report it is.

    Attributes:
        name: The organisation, as it stands at the head of every page.
        lines: What stands below the name: an address, a telephone.
        logo: A PNG or JPEG picture; None when there is none.
        colour: Of titles and charts, as ``#1f6f78``; it can be read on white.
        accent: Of marks and second bars.

    """

    name: Text = Text()
    lines: tuple[Text, ...] = ()
    logo: bytes | None = field(default=None, repr=False)
    colour: str = "#1f6f78"
    accent: str = "#d8a03f"


@frozen
class Look:
    """What a reader asked for beside the language.

    Attributes:
        digits: ``latn`` for 1, 2, 3, as Morocco writes; ``arab`` for ١، ٢، ٣ in Arabic.
        hijri: Whether a day is told in the Hijri calendar too.

    """

    brand: Brand = field(factory=Brand)
    digits: Digits = "latn"
    hijri: bool = False


@frozen
class Manner:
    """How numbers and days are written: a language, its digits, its calendars."""

    language: str
    digits: Digits = "latn"
    hijri: bool = False

    @classmethod
    def of(cls, said: str | Manner) -> Manner:
        """Return a manner as it is, or the everyday manner of a language."""
        return said if isinstance(said, Manner) else cls(said)
