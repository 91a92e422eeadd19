"""Every area that comes with casemgmt: the four stages first, in the order of a journey."""

from __future__ import annotations

from typing import Any

from . import (
    accesses,
    amendments,
    documents,
    erasures,
    exchanges,
    keeping,
    publications,
    read_models,
)
from .area import Area
from .enrolment import (
    admission,
    assessment,
    case_area,
    consent,
    follow_up,
    identification,
    identifiers,
    links,
    plan,
    referral,
    registration,
)
from .family_support import allowances, household, income_projects, parenting, visits
from .organisation import agreement, centre, equipment, goods, season_figures
from .protection import reports, work
from .school_support import attendance, kits, schooling, sessions
from .vocational_training import contract, insertion

AREAS: tuple[Area[Any], ...] = (
    # enrolment
    identification.AREA,
    registration.AREA,
    identifiers.AREA,
    consent.AREA,
    case_area.AREA,
    assessment.AREA,
    plan.AREA,
    follow_up.AREA,
    referral.AREA,
    admission.AREA,
    links.AREA,
    # school support
    schooling.AREA,
    attendance.AREA,
    kits.AREA,
    sessions.AREA,
    # vocational training
    contract.AREA,
    insertion.AREA,
    # family support
    household.AREA,
    visits.AREA,
    allowances.AREA,
    income_projects.AREA,
    parenting.AREA,
    # protection
    work.AREA,
    reports.AREA,
    # organisation
    centre.AREA,
    agreement.AREA,
    goods.AREA,
    equipment.AREA,
    season_figures.AREA,
    # any subject
    amendments.AREA,
    documents.AREA,
    # the store itself
    keeping.AREA,
    read_models.AREA,
    publications.AREA,
    accesses.AREA,
    erasures.AREA,
    exchanges.AREA,
)
