"""Words shared by every area: subjects, texts, quantities, and kinds of codes.

A code is a plain string; its annotation says which list of the vocabulary it is from, and
the door checks it there. What is stored is never judged again by today's vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from unicodedata import normalize

from attrs import field, frozen

from .dates import Day

LANGUAGES = ("ar", "fr", "en")


def _composed(value: str | None) -> str | None:
    if value is None or value.isascii():
        return value
    return normalize("NFC", value)


@frozen(cache_hash=True)  # stories are found by it, again and again
class Subject:
    """Whose story something belongs to: a child, a household, a centre, an agreement.

    Attributes:
        kind: ``child``, ``household``, ``centre``, ``agreement`` or ``system``.
        key: The sending system's own reference, 1-64 characters; never a name or a number
            of a person.

    """

    kind: str
    key: str

    @classmethod
    def of(cls, value: str | Subject) -> Subject:
        """Return the subject written as ``child:C01``.

        Raises:
            ValueError: there is no kind or no key, or the key is too long.

        """
        if isinstance(value, Subject):
            return value
        kind, colon, key = value.partition(":")
        if not (kind and colon and 1 <= len(key) <= MAX_REFERENCE and key.isprintable()):
            msg = "not a subject"
            raise ValueError(msg)
        return cls(kind, normalize("NFC", key))

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@frozen
class Text:
    """Words in Arabic, French or English, or in one language that was not said."""

    ar: str | None = field(default=None, converter=_composed)
    fr: str | None = field(default=None, converter=_composed)
    en: str | None = field(default=None, converter=_composed)
    plain: str | None = field(default=None, converter=_composed)

    @classmethod
    def of(cls, value: str | Text) -> Text:
        """Return *value* as a text."""
        return value if isinstance(value, Text) else cls(plain=value)

    def in_language(self, language: str) -> str:
        """Return the text in *language*, or in the first of the others that it has."""
        order = (language, "plain", "fr", "ar", "en")
        return next(
            (said for name in order if (said := getattr(self, name, None)) is not None), ""
        )


@frozen
class Quantity:
    """A number as its source gave it: exact, a lower bound, approximate, or unknown.

    Attributes:
        value: The number; None when it is unknown. Never 0 because nothing was known.
        at_least: The source said "more than" or "at least".
        about: The source said "about".
        raw: What the source said, word for word.

    """

    value: Decimal | None = None
    at_least: bool = False
    about: bool = False
    raw: Text | None = None

    @property
    def unknown(self) -> bool:
        """Whether the source gave no number."""
        return self.value is None


MAX_REFERENCE = 64


@frozen
class Listed:
    """Marks a code that must be in the list of this name in the vocabulary.

    Attributes:
        list: The name of the list.
        also: Codes that may stand beside those of the list; no organisation adds to them.

    """

    list: str
    also: tuple[str, ...] = ()


@frozen
class Marked:
    """Marks a value of a given form, such as ``code``, ``ref``, ``season`` or ``month``."""

    form: str


Reference = Annotated[str, Marked("code")]
"""A code without a list: a person, centre, school, enterprise, provider, reason."""

Ref = Annotated[str, Marked("ref")]
"""A name given to a plan, a goal, a contract: 1-64 characters, never a person's."""

SchoolYear = Annotated[str, Marked("school-year")]
Season = Annotated[str, Marked("season")]
"""A school year (``2009-2010``) or a calendar year (``2010``)."""

Month = Annotated[str, Marked("month")]
Number = Annotated[Decimal, Marked("number")]
"""A number with at most two decimals, kept exactly, never negative."""
Count = Annotated[int, Marked("count")]

District = Annotated[str, Listed("districts")]
Programme = Annotated[str, Listed("programmes")]
Concern = Annotated[str, Listed("concerns")]
Service = Annotated[str, Listed("services")]
Grade = Annotated[str, Listed("grades")]
Trade = Annotated[str, Listed("trades")]
CentreKind = Annotated[str, Listed("centre_kinds")]
CentreKindOrAll = Annotated[str, Listed("centre_kinds", also=("all",))]
"""A kind of centre, or ``all`` for the total of a body over all its kinds."""

PartnerKind = Annotated[str, Listed("partner_kinds")]
Kit = Annotated[str, Listed("kits")]
Item = Annotated[str, Listed("items")]
Session = Annotated[str, Listed("sessions")]
Pathway = Annotated[str, Listed("pathways")]
TrainingLevel = Annotated[str, Listed("training_levels")]
GoalArea = Annotated[str, Listed("goal_areas")]
IdentificationSource = Annotated[str, Listed("identification_sources")]
WorkActivity = Annotated[str, Listed("work_activities")]
WorstForm = Annotated[str, Listed("worst_forms")]
ClosureReason = Annotated[str, Listed("closure_reasons")]
ConsentPurpose = Annotated[str, Listed("consent_purposes")]

Level = Literal["high", "medium", "low"]
Sex = Literal["female", "male", "unknown"]
YesNo = Literal["yes", "no", "unknown"]


def as_codes(values: Iterable[str]) -> tuple[str, ...]:
    """Return *values* as they are kept: they do not change."""
    return tuple(values)


def as_quantity(value: float | Decimal | Quantity) -> Quantity:
    """Return *value* as a quantity; a plain number is exact."""
    return value if isinstance(value, Quantity) else Quantity(Decimal(str(value)))


def as_day(value: str | date | Day) -> Day:
    """Return *value* as a day."""
    return Day.of(value)


def as_subject(value: str | Subject) -> Subject:
    """Return *value* as a subject."""
    return Subject.of(value)


def as_text(value: str | Text) -> Text:
    """Return *value* as a text."""
    return Text.of(value)
