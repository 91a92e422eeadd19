"""How a report is dressed: whose it is, and in which digits and calendar it is written."""

from __future__ import annotations

from typing import Final, Literal

from attrs import field, frozen

from casemgmt.domain.vocabulary import Text

Digits = Literal["latn", "arab"]
INK: Final = "#22292b"
WHITE: Final = "#ffffff"
ALMOST_BLACK: Final = 0.04045  # below it a shade is a straight line (IEC 61966-2-1)


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


def contrast(one: str, other: str) -> float:
    """Return how far apart two colours are, from 1 to 21, as WCAG 2 measures it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Return the colour of letters that are read best on *colour*."""
    return max((INK, WHITE), key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (_linear(share) for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= ALMOST_BLACK else ((share + 0.055) / 1.055) ** 2.4
