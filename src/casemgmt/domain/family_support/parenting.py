"""Parenting: the sessions that adults of a household attended.

The adults are nobody's subject: they are known by name, sealed with the household's key.
Names are compared and never shown; one that is withheld or forgotten is nobody we know.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from attrs import field, frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.personal import SOMEBODY_ELSE, Known, Personal, personal_text
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Session, Text


@frozen(kw_only=True)
class ParentingSessionAttended:
    """An adult of the household attended a parenting session."""

    person: Personal[Text] = field(converter=personal_text, metadata=SOMEBODY_ELSE)
    session: Session


@frozen
class Attended:
    """Somebody at a session on a day."""

    day: date
    person: Personal[Text]
    session: str


@frozen
class Parenting:
    """The parenting sessions that adults of the household attended, in order."""

    attended: tuple[Attended, ...] = ()

    def of(self, person: str | Text | Personal[Text]) -> tuple[Attended, ...]:
        """Return the sessions of one adult; none of somebody whose name is not known."""
        match personal_text(person):
            case Known(value=name):
                return tuple(a for a in self.attended if _is_named(a.person, name))
            case _:
                return ()


def _is_named(person: Personal[Text], name: Text) -> bool:
    match person:
        case Known(value=other):
            return _folded(other) == _folded(name)
        case _:
            return False


def _folded(name: Text) -> str:
    return " ".join(name.in_language("plain").split()).casefold()


def evolve(state: Parenting, event: ParentingSessionAttended, told: Told) -> Parenting:
    """Return the sessions after *event*."""
    match event:
        case ParentingSessionAttended(person=person, session=session):
            return Parenting((*state.attended, Attended(told.day, person, session)))
        case _:
            assert_never(event)


class AttendParentingSession(ParentingSessionAttended, Command):
    """Tell that an adult attended a parenting session."""


AREA = Area(
    name="parenting",
    subject="household",
    initial=Parenting(),
    evolve=evolve,
    events={"parenting-session-attended.1": ParentingSessionAttended},
    commands={"attend-parenting-session": AttendParentingSession},
)
