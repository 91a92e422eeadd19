"""What of a child's record tells who the child is, as two records are held together."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment import identifiers, registration
from casemgmt.domain.enrolment.identifiers import IdentifierAdded
from casemgmt.domain.enrolment.registration import ChildRegistered
from casemgmt.domain.journey import Fold
from casemgmt.domain.personal import Known, Personal
from casemgmt.domain.told import Version
from casemgmt.domain.vocabulary import LANGUAGES, Subject, Text

from .finding import words_spelt
from .spelling import Spelling, spellings

FOLD = Fold((registration.AREA, identifiers.AREA))
Name = tuple[Spelling, ...]


@frozen
class Number:
    """An official number, as it is compared: without spaces, in one case."""

    kind: str
    value: str = field(repr=False)


@frozen
class Record:
    """Who a record is of.

    Attributes:
        subject: Whose record it is.
        given: The given name, in each alphabet it was written in.
        family: The family name.
        born: The day of birth, as far as it is known.
        counted: Whether that day was worked out from an age rather than read on a paper.
        sex: ``female``, ``male`` or ``unknown``.
        district: Where the child lives.
        mother: The mother's name.
        father: The father's name.
        phone: The digits of the phone number.
        claimed: Official numbers somebody told.
        verified: Official numbers somebody saw a paper of.
        words: Each word of both names, for itself.

    """

    subject: Subject
    given: Name = field(default=(), repr=False)
    family: Name = field(default=(), repr=False)
    born: Day | None = field(default=None, repr=False)
    counted: bool = False
    sex: str = "unknown"
    district: str = "unknown"
    mother: Name = field(default=(), repr=False)
    father: Name = field(default=(), repr=False)
    phone: str = field(default="", repr=False)
    claimed: frozenset[Number] = field(default=frozenset(), repr=False)
    verified: frozenset[Number] = field(default=frozenset(), repr=False)
    words: Name = field(default=(), repr=False)

    @property
    def numbers(self) -> frozenset[Number]:
        """Every official number that was told."""
        return self.claimed | self.verified


def record_of(subject: Subject, told: Iterable[Version]) -> Record | None:
    """Return who the record is of that *told* adds up to; None of one with no name."""
    story = tuple(told)
    journey = FOLD.journey(subject, story)
    events = [version.entry.event for version in story]
    said = [event for event in events if isinstance(event, ChildRegistered)]
    if not said:
        return None
    numbers = [event for event in events if isinstance(event, IdentifierAdded)]
    last, known = said[-1], journey.registration
    return Record(
        subject=subject,
        given=name(last.given_name),
        family=name(last.family_name),
        words=_each_word(last.given_name, last.family_name),
        born=known.birth,
        counted=last.born_evidence == "estimated",
        sex=known.sex,
        district=known.district,
        mother=name(last.mother),
        father=name(last.father),
        phone=_digits(last.phone),
        claimed=_numbers(numbers, "claimed"),
        verified=_numbers(numbers, "verified"),
    )


def name(told: Personal[Text] | None) -> Name:
    """Return how a name is spelt in each language; nothing of one that may not be read."""
    spelt = (spelling for words in _words(told) for spelling in spellings(words))
    return tuple(dict.fromkeys(spelt))


def _each_word(*told: Personal[Text] | None) -> Name:
    written = (words for one in told for words in _words(one))
    return tuple(dict.fromkeys(s for words in written for s in words_spelt(words)))


def _words(told: Personal[Text] | None) -> tuple[str, ...]:
    """Return what was written, in each language once."""
    if not isinstance(told, Known):
        return ()
    written = (getattr(told.value, which) for which in ("plain", *LANGUAGES))
    return tuple(dict.fromkeys(filter(None, written)))


def _digits(told: Personal[Text] | None) -> str:
    return "".join(c for words in _words(told)[:1] for c in words if c.isdecimal())


def _numbers(told: Iterable[IdentifierAdded], status: str) -> frozenset[Number]:
    return frozenset(
        Number(one.kind, "".join(written.split()).casefold())
        for one in told
        if one.status == status
        for written in _words(one.value)
    )
