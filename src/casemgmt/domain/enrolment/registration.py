"""Registration: who the child is, as far as anybody has said.

Sex, district and disability are those of the last registration. The birth date is the one
told last, whether a registration or a correction of the date told it (counting.md §1.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command, OfTheRecord
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import (
    SOMEBODY_ELSE,
    Forgotten,
    Known,
    Personal,
    Withheld,
    personal_day,
    personal_text,
)
from casemgmt.domain.told import FOREVER, NO_COMMAND, Order, Told
from casemgmt.domain.vocabulary import (
    District,
    Reference,
    Sex,
    Text,
    YesNo,
)


@frozen(kw_only=True)
class ChildRegistered(OfTheRecord):
    """The child was registered with the association."""

    given_name: Personal[Text] = field(converter=personal_text)
    family_name: Personal[Text] = field(converter=personal_text)
    sex: Sex
    born: Personal[Day] = field(converter=personal_day)
    born_evidence: Literal["birth-act", "declared", "estimated"] | None = None
    district: District
    disability: YesNo | None = None
    mother: Personal[Text] | None = field(
        default=None, converter=optional(personal_text), metadata=SOMEBODY_ELSE
    )
    father: Personal[Text] | None = field(
        default=None, converter=optional(personal_text), metadata=SOMEBODY_ELSE
    )
    phone: Personal[Text] | None = field(default=None, converter=optional(personal_text))
    address: Personal[Text] | None = field(default=None, converter=optional(personal_text))
    photo_ref: Personal[Text] | None = field(
        default=None, converter=optional(personal_text)
    )


@frozen(kw_only=True)
class BirthDateCorrected(OfTheRecord):
    """The child was born on another day than was thought."""

    born: Personal[Day] = field(converter=personal_day)
    evidence: Reference
    reason: Personal[Text] = field(converter=personal_text)


@frozen(kw_only=True)
class DeathRecorded:
    """The child died that day."""

    source: Reference | None = None


Event = ChildRegistered | BirthDateCorrected | DeathRecorded


NEVER: Order = (date.max, FOREVER, NO_COMMAND)


@frozen
class Registration:
    """What is known of who the child is.

    Attributes:
        first: The place in the story of the first registration, None before it.
        birth: The birth date told last, to the month where no more may be read; None when
            nobody told it.
        birth_told_at: When it was told.
        died_on: The day of death, if the child died.

    """

    first: Order | None = None
    birth: Day | None = field(default=None, repr=False)
    birth_told_at: datetime | None = None
    sex: Sex = "unknown"
    district: str = "unknown"
    disability: YesNo = "unknown"
    died_on: date | None = None

    @property
    def registered(self) -> bool:
        """Whether the child was ever registered."""
        return self.first is not None

    def registered_by(self, day: date) -> bool:
        """Whether the child was registered on *day* or before."""
        return self.first is not None and self.first[0] <= day


def evolve(state: Registration, event: Event, told: Told) -> Registration:
    """Return the registration after *event*."""
    match event:
        case ChildRegistered():
            return _registered(_born(state, event.born, told), event, told)
        case BirthDateCorrected(born=born):
            return _born(state, born, told)
        case DeathRecorded():
            return with_(state, died_on=told.day)
        case _:
            assert_never(event)


def _registered(state: Registration, event: ChildRegistered, told: Told) -> Registration:
    described = with_(
        state,
        sex=event.sex,
        district=event.district,
        disability=event.disability or "unknown",
    )
    return described if state.registered else with_(described, first=told.rank)


def _born(state: Registration, born: Personal[Day], told: Told) -> Registration:
    """Return the state with this birth date, unless another was told later."""
    if state.birth_told_at is not None and told.at < state.birth_told_at:
        return state
    return with_(state, birth=_if_known(born), birth_told_at=told.at)


def _if_known(born: Personal[Day]) -> Day | None:
    match born:
        case Known(value=day):
            return day
        case Withheld(left=month) | Forgotten(left=month):
            return month
        case _:
            assert_never(born)


def united(records: Iterable[Registration]) -> Registration:
    """Return what is known of one person of whom there are several *records*.

    Each answer is that of the first record that has one; the records stand in the order
    of their first registration, one that was never registered comes last.
    """
    in_order = sorted(records, key=lambda r: r.first or NEVER)
    return Registration(
        first=in_order[0].first,
        birth=next((r.birth for r in in_order if r.birth), None),
        birth_told_at=next((r.birth_told_at for r in in_order if r.birth), None),
        sex=next((r.sex for r in in_order if r.sex != "unknown"), "unknown"),
        district=next((r.district for r in in_order if r.district != "unknown"), "unknown"),
        disability=next(
            (r.disability for r in in_order if r.disability != "unknown"), "unknown"
        ),
        died_on=next((r.died_on for r in in_order if r.died_on), None),
    )


class RegisterChild(ChildRegistered, Command):
    """Tell who the child is."""


class CorrectBirthDate(BirthDateCorrected, Command):
    """Tell when the child was really born."""


class RecordDeath(DeathRecorded, Command):
    """Tell that the child died."""


AREA = Area(
    name="registration",
    subject="child",
    initial=Registration(),
    evolve=evolve,
    events={
        "child-registered.1": ChildRegistered,
        "birth-date-corrected.1": BirthDateCorrected,
        "death-recorded.1": DeathRecorded,
    },
    commands={
        "register-child": RegisterChild,
        "correct-birth-date": CorrectBirthDate,
        "record-death": RecordDeath,
    },
)
