"""Follow-up: the visits and calls of a case, planned and made, and the services given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Number, Programme, Reference, Service, Text

ContactKind = Literal["home-visit", "call", "office", "school", "workplace"]


@frozen(kw_only=True)
class FollowUpRecorded:
    """Somebody went, or called, to see how the child is.

    Attributes:
        seen_child: Whether the child was there; if not it was an attempt.

    """

    kind: ContactKind
    seen_child: bool
    findings: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class VisitPlanned:
    """Somebody means to go, or to call, on that day."""

    kind: ContactKind


@frozen(kw_only=True)
class ServiceRecorded:
    """The child received a service."""

    service: Service
    provider: Reference | None = None
    quantity: Number | None = None
    unit: Reference | None = None
    programme: Programme | None = None
    centre: Reference | None = None


Event = FollowUpRecorded | VisitPlanned | ServiceRecorded


@frozen
class Attempt:
    """A follow-up at which the child was not seen."""

    episode: int
    day: date


@frozen
class FollowUps:
    """Who went, who meant to go, and when the child was last seen.

    Attributes:
        attempts: Of each case, since the child was last seen in it, in order.
        seen_on: The day on which the child was last seen.
        made: The day of the last follow-up of each kind, attempts included.
        planned: Every kind of visit with the day somebody meant to make it, in order.

    """

    attempts: tuple[Attempt, ...] = ()
    seen_on: date | None = None
    made: Mapping[ContactKind, date] = field(factory=dict)
    planned: tuple[tuple[ContactKind, date], ...] = ()

    def attempts_in(self, episode: int) -> tuple[date, ...]:
        """Return the days of the attempts in this case since the child was last seen."""
        return tuple(a.day for a in self.attempts if a.episode == episode)

    def still_planned(self) -> tuple[tuple[ContactKind, date], ...]:
        """Return the visits after whose day, or on it, none of their kind was made."""
        never = date.min
        return tuple((k, day) for k, day in self.planned if self.made.get(k, never) < day)


def evolve(state: FollowUps, event: Event, told: Told) -> FollowUps:
    """Return the follow-ups after *event*."""
    match event:
        case FollowUpRecorded(kind=kind, seen_child=True):
            others = tuple([a for a in state.attempts if a.episode != told.episode])
            made = {**state.made, kind: told.day}
            return FollowUps(others, told.day, made, state.planned)
        case FollowUpRecorded(kind=kind):
            attempt = Attempt(told.episode, told.day)
            made = {**state.made, kind: told.day}
            return with_(state, attempts=(*state.attempts, attempt), made=made)
        case VisitPlanned(kind=kind):
            return with_(state, planned=(*state.planned, (kind, told.day)))
        case ServiceRecorded():
            return state
        case _:
            assert_never(event)


class RecordFollowUp(FollowUpRecorded, Command):
    """Tell how the child was, or that the child was not there."""


class PlanVisit(VisitPlanned, Command):
    """Tell when somebody means to go; the day may be in the future."""


class RecordService(ServiceRecorded, Command):
    """Tell which service the child received."""


AREA = Area(
    name="follow_up",
    subject="child",
    initial=FollowUps(),
    evolve=evolve,
    events={
        "follow-up-recorded.1": FollowUpRecorded,
        "visit-planned.1": VisitPlanned,
        "service-recorded.1": ServiceRecorded,
    },
    commands={
        "record-follow-up": RecordFollowUp,
        "plan-visit": PlanVisit,
        "record-service": RecordService,
    },
)
