"""Income projects and parenting sessions: what helps a household stand by itself."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from casemgmt.domain.area import Area, Command, unchanged
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.vocabulary import Count, Ref, Reference, Session, Text

Status = Literal["active", "paused", "stopped"]


@frozen(kw_only=True)
class IncomeProjectStarted:
    """The household began something that is to earn its living."""

    project: Ref
    kind: Reference | None = None
    capital_centimes: Count | None = None
    status: Status | None = None
    income_centimes: Count | None = None


@frozen(kw_only=True)
class IncomeProjectObserved:
    """Somebody looked how the household's project was doing."""

    project: Ref
    kind: Reference | None = None
    capital_centimes: Count | None = None
    status: Status | None = None
    income_centimes: Count | None = None


@frozen(kw_only=True)
class ParentingSessionAttended:
    """An adult of the household attended a parenting session."""

    person: Personal[Text] = field(converter=personal_text)
    session: Session


class StartIncomeProject(IncomeProjectStarted, Command):
    """Tell that the household began a project."""


class ObserveIncomeProject(IncomeProjectObserved, Command):
    """Tell how the household's project is doing."""


class AttendParentingSession(ParentingSessionAttended, Command):
    """Tell that an adult attended a parenting session."""


AREA = Area(
    name="income_projects",
    subject="household",
    initial=None,
    evolve=unchanged,
    events={
        "income-project-started.1": IncomeProjectStarted,
        "income-project-observed.1": IncomeProjectObserved,
        "parenting-session-attended.1": ParentingSessionAttended,
    },
    commands={
        "start-income-project": StartIncomeProject,
        "observe-income-project": ObserveIncomeProject,
        "attend-parenting-session": AttendParentingSession,
    },
)
