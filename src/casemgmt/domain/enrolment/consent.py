"""Consent: what the guardian or the child allows, purpose by purpose, until withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day, birthday, completed_years
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import ConsentPurpose, Reference, Text, as_codes, as_day

OF_AGE = 18


@frozen(kw_only=True)
class ConsentGiven:
    """The guardian, or the child, allowed what was asked for.

    Attributes:
        assent: What the child said, whoever gave the consent.
        with_: The organisations it is shared with; to share, without one, is with nobody.
        until: The last day on which it holds.

    """

    purposes: tuple[ConsentPurpose, ...] = field(converter=as_codes)
    given_by: Literal["guardian", "self"]
    assent: Literal["yes", "no", "not-asked"] | None = None
    with_: tuple[Reference, ...] = field(default=(), converter=as_codes)
    until: Day | None = field(default=None, converter=optional(as_day))
    method: Reference | None = None


@frozen(kw_only=True)
class ConsentWithdrawn:
    """What had been allowed no longer is."""

    purposes: tuple[ConsentPurpose, ...] = field(converter=as_codes)
    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


Event = ConsentGiven | ConsentWithdrawn


@frozen
class Word:
    """What was said about some purposes on a day: yes with its bounds, or no."""

    day: date
    said: Event

    def names(self, purpose: str) -> bool:
        """Whether it speaks of *purpose*."""
        return purpose in self.said.purposes

    def shares_with(self, organisation: str) -> bool:
        """Whether it settles what this organisation may know: a no does for all."""
        match self.said:
            case ConsentGiven(with_=organisations):
                return self.names("share") and organisation in organisations
            case ConsentWithdrawn():
                return self.names("share")
            case _:
                assert_never(self.said)

    def in_force(self, day: date, birth: Day | None, grace_days: int) -> bool:
        """Whether it is a yes that holds on *day*."""
        match self.said:
            case ConsentGiven(given_by=giver, until=until):
                ended = until is not None and until.last < day
                outgrown = giver == "guardian" and _outgrown(day, birth, grace_days)
                return not (ended or outgrown)
            case ConsentWithdrawn():
                return False
            case _:
                assert_never(self.said)


def _outgrown(day: date, birth: Day | None, grace_days: int) -> bool:
    """Whether the child has been of age for longer than the days of grace.

    An uncertain birth date counts as its last day; without one nobody is of age.
    """
    if birth is None or completed_years(birth.last, day) < OF_AGE:
        return False
    return (day - birthday(birth.last, OF_AGE)).days > grace_days


@frozen
class Consent:
    """Everything that was said about consent, in order."""

    words: tuple[Word, ...] = ()

    def covers(self, purpose: str, day: date, birth: Day | None, grace_days: int) -> bool:
        """Whether consent to *purpose* is in force on *day* (counting.md §1.6)."""
        about = (w for w in self.words if w.names(purpose))
        return _last_in_force(about, day, birth, grace_days)

    def rests_on_a_guardian(self, purpose: str, day: date) -> bool:
        """Whether what was said last of *purpose* is a guardian's yes, in force or not."""
        said = [w.said for w in self.words if w.names(purpose) and w.day <= day]
        match said[-1:]:
            case [ConsentGiven(given_by="guardian")]:
                return True
            case _:
                return False

    def shares_with(
        self, organisation: str, day: date, birth: Day | None, grace_days: int
    ) -> bool:
        """Whether consent to share with this very organisation is in force on *day*."""
        about = (w for w in self.words if w.shares_with(organisation))
        return _last_in_force(about, day, birth, grace_days)


def _last_in_force(
    words: Iterable[Word], day: date, birth: Day | None, grace_days: int
) -> bool:
    said = [w for w in words if w.day <= day]
    return bool(said) and said[-1].in_force(day, birth, grace_days)


def evolve(state: Consent, event: Event, told: Told) -> Consent:
    """Return the consent after *event*."""
    match event:
        case ConsentGiven() | ConsentWithdrawn():
            return with_(state, words=(*state.words, Word(told.day, event)))
        case _:
            assert_never(event)


class GiveConsent(ConsentGiven, Command):
    """Tell what the guardian, or the child, allowed."""


class WithdrawConsent(ConsentWithdrawn, Command):
    """Tell what is no longer allowed."""


AREA = Area(
    name="consent",
    subject="child",
    initial=Consent(),
    evolve=evolve,
    events={
        "consent-given.1": ConsentGiven,
        "consent-withdrawn.1": ConsentWithdrawn,
    },
    commands={
        "give-consent": GiveConsent,
        "withdraw-consent": WithdrawConsent,
    },
)
