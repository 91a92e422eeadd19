"""The household: who lives together around a child, and how they live."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.personal import SOMEBODY_ELSE, Known, Personal, personal_text
from casemgmt.domain.spells import Since, said_by
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    Count,
    District,
    Number,
    Reference,
    Subject,
    Text,
    as_subject,
)

Role = Literal["child", "mother", "father", "guardian", "sibling", "other"]


@frozen(kw_only=True)
class Member:
    """One of a household: a child by subject, an adult who is nobody's subject by name."""

    person: Subject | None = field(default=None, converter=optional(as_subject))
    name: Personal[Text] | None = field(
        default=None, converter=optional(personal_text), metadata=SOMEBODY_ELSE
    )
    role: Role


@frozen(kw_only=True)
class HouseholdFormed:
    """The association came to know a household."""

    members: tuple[Member, ...] = field(converter=tuple)
    address: Personal[Text] | None = field(default=None, converter=optional(personal_text))
    district: District


@frozen(kw_only=True)
class HouseholdJoined(Member):
    """Somebody came to live in the household."""


@frozen(kw_only=True)
class HouseholdLeft(Member):
    """Somebody left the household, that day included."""


@frozen(kw_only=True)
class HouseholdAssessed:
    """The household's situation was scored with a tool, and its income asked for.

    Attributes:
        monthly_income_centimes: Of all who live there together.
        persons: How many live on it.

    """

    tool: Reference
    score: Number
    monthly_income_centimes: Count | None = None
    persons: Count | None = None

    @property
    def income_per_person(self) -> Fraction | None:
        """Centimes a month and person, exactly; None where either was not told."""
        if self.monthly_income_centimes is None or not self.persons:
            return None
        return Fraction(self.monthly_income_centimes, self.persons)


Event = HouseholdFormed | HouseholdJoined | HouseholdLeft | HouseholdAssessed


@frozen
class Membership:
    """Somebody's time in the household, from a day to a day, both included."""

    member: Member
    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether they live there on *day*."""
        return self.first <= day and (self.last is None or day <= self.last)


@frozen
class Household:
    """Who lives or lived in the household, in order of coming, and how they live."""

    memberships: tuple[Membership, ...] = ()
    assessments: tuple[Since[HouseholdAssessed], ...] = ()

    def members_on(self, day: date) -> tuple[Member, ...]:
        """Return who lives there on *day*, each once, as last told, in order of coming."""
        living: list[Member] = []
        for membership in self.memberships:
            if membership.covers(day):
                who = membership.member
                living = [m for m in living if not _is_same(m, who)] + [who]
        return tuple(living)

    def children_on(self, day: date) -> frozenset[Subject]:
        """Return the children who live there on *day*."""
        members = (m.member for m in self.memberships if m.covers(day))
        return frozenset(m.person for m in members if m.role == "child" and m.person)

    def role_on(self, day: date, person: Subject) -> Role | None:
        """Return what somebody is in the household on *day*; None if not of it."""
        roles = [m.role for m in self.members_on(day) if m.person == person]
        return roles[-1] if roles else None

    def assessed_by(self, day: date, tool: str) -> HouseholdAssessed | None:
        """Return the last assessment with *tool* by *day*."""
        said = said_by(self.assessments, day)
        found = [since.value for since in said if since.value.tool == tool]
        return found[-1] if found else None


def evolve(state: Household, event: Event, told: Told) -> Household:
    """Return the household after *event*."""
    match event:
        case HouseholdFormed(members=members):
            return _joined(state, members, told.day)
        case HouseholdJoined(person=person, name=name, role=role):
            return _joined(state, [Member(person=person, name=name, role=role)], told.day)
        case HouseholdLeft():
            return _left(state, event, told.day)
        case HouseholdAssessed():
            assessments = (*state.assessments, Since(told.day, event))
            return with_(state, assessments=assessments)
        case _:
            assert_never(event)


def _joined(state: Household, members: Iterable[Member], day: date) -> Household:
    come = tuple(Membership(member, day) for member in members)
    return with_(state, memberships=(*state.memberships, *come))


def _left(state: Household, who: Member, day: date) -> Household:
    """Return the household after one has left; those it was told of twice leave at once."""
    memberships = tuple(
        with_(m, last=day) if m.last is None and _is_same(m.member, who) else m
        for m in state.memberships
    )
    return with_(state, memberships=memberships)


def _is_same(member: Member, who: Member) -> bool:
    """Whether it is the same person: by subject, otherwise by a known name and role."""
    if who.person is not None:
        return member.person == who.person
    match who.name:
        case Known():
            return (member.person, member.name, member.role) == (None, who.name, who.role)
        case _:  # two names that nobody may read are not one name
            return False


class FormHousehold(HouseholdFormed, Command):
    """Tell who lives together around a child."""


class JoinHousehold(HouseholdJoined, Command):
    """Tell that somebody came to live in the household."""


class LeaveHousehold(HouseholdLeft, Command):
    """Tell that somebody left the household."""


class AssessHousehold(HouseholdAssessed, Command):
    """Tell how the household lives."""


AREA = Area(
    name="household",
    subject="household",
    initial=Household(),
    evolve=evolve,
    events={
        "household-formed.1": HouseholdFormed,
        "household-joined.1": HouseholdJoined,
        "household-left.1": HouseholdLeft,
        "household-assessed.1": HouseholdAssessed,
    },
    commands={
        "form-household": FormHousehold,
        "join-household": JoinHousehold,
        "leave-household": LeaveHousehold,
        "assess-household": AssessHousehold,
    },
)
