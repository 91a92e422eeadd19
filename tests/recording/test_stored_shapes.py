"""Every shape ever stored, kept for good: a new shape gets a new line, old ones stay.

Name, data in the clear, and the event it is. These lines were written out once; nothing
makes them from the code. Where one fails, the code is wrong: a new shape needs a new name
and an upcaster.
"""

from decimal import Decimal
from uuid import UUID

import orjson
import pytest

import casemgmt.events as e
from casemgmt import Day, Subject, Text
from casemgmt.domain.personal import Known
from casemgmt.domain.publications import FrozenFigure, HeldCount
from casemgmt.domain.vocabulary import Quantity
from casemgmt.recording.payloads import UPCASTERS, Payloads
from casemgmt.recording.registry import Registry

REGISTRY = Registry.of()
PAYLOADS = Payloads(REGISTRY)

KEPT = {"projection": "register", "address": "/srv/register.db"}
SHAPES = [
    (
        "child-identified.1",
        {
            "source": "outreach",
            "concerns": ["child-labour"],
            "urgency": "high",
            "district": "casablanca",
            "reporter": {"ar": "كلمات", "fr": "des mots"},
        },
        e.ChildIdentified(
            source="outreach",
            concerns=("child-labour",),
            urgency="high",
            district="casablanca",
            reporter=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "child-registered.1",
        {
            "given_name": {"ar": "كلمات", "fr": "des mots"},
            "family_name": {"ar": "كلمات", "fr": "des mots"},
            "sex": "female",
            "born": "2013-03-14",
            "born_evidence": "birth-act",
            "district": "casablanca",
            "disability": "yes",
            "mother": {"ar": "كلمات", "fr": "des mots"},
            "father": {"ar": "كلمات", "fr": "des mots"},
            "phone": {"ar": "كلمات", "fr": "des mots"},
            "address": {"ar": "كلمات", "fr": "des mots"},
            "photo_ref": {"ar": "كلمات", "fr": "des mots"},
        },
        e.ChildRegistered(
            given_name=Known(Text(ar="كلمات", fr="des mots")),
            family_name=Known(Text(ar="كلمات", fr="des mots")),
            sex="female",
            born=Known(Day.of("2013-03-14")),
            born_evidence="birth-act",
            district="casablanca",
            disability="yes",
            mother=Known(Text(ar="كلمات", fr="des mots")),
            father=Known(Text(ar="كلمات", fr="des mots")),
            phone=Known(Text(ar="كلمات", fr="des mots")),
            address=Known(Text(ar="كلمات", fr="des mots")),
            photo_ref=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "identifier-added.1",
        {"kind": "massar", "value": {"ar": "كلمات", "fr": "des mots"}, "status": "claimed"},
        e.IdentifierAdded(
            kind="massar", value=Known(Text(ar="كلمات", fr="des mots")), status="claimed"
        ),
    ),
    (
        "birth-date-corrected.1",
        {
            "born": "2013-03-14",
            "evidence": "evidence-a",
            "reason": {"ar": "كلمات", "fr": "des mots"},
        },
        e.BirthDateCorrected(
            born=Known(Day.of("2013-03-14")),
            evidence="evidence-a",
            reason=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    ("death-recorded.1", {"source": "source-a"}, e.DeathRecorded(source="source-a")),
    (
        "consent-given.1",
        {
            "purposes": ["services"],
            "given_by": "guardian",
            "assent": "yes",
            "with": ["with-a"],
            "until": "2025-09",
            "method": "method-a",
        },
        e.ConsentGiven(
            purposes=("services",),
            given_by="guardian",
            assent="yes",
            with_=("with-a",),
            until=Day.of("2025-09"),
            method="method-a",
        ),
    ),
    (
        "consent-withdrawn.1",
        {"purposes": ["services"], "reason": {"ar": "كلمات", "fr": "des mots"}},
        e.ConsentWithdrawn(
            purposes=("services",), reason=Known(Text(ar="كلمات", fr="des mots"))
        ),
    ),
    (
        "case-opened.1",
        {
            "centre": "centre-a",
            "caseworker": "caseworker-a",
            "programmes": ["lcte"],
            "reason": "reason-a",
            "override": {"ground": "vital-interest", "supervisor": "supervisor-a"},
        },
        e.CaseOpened(
            centre="centre-a",
            caseworker="caseworker-a",
            programmes=("lcte",),
            reason="reason-a",
            override=e.Override(ground="vital-interest", supervisor="supervisor-a"),
        ),
    ),
    (
        "case-reopened.1",
        {
            "reason": "reason-a",
            "override": {"ground": "vital-interest", "supervisor": "supervisor-a"},
        },
        e.CaseReopened(
            reason="reason-a",
            override=e.Override(ground="vital-interest", supervisor="supervisor-a"),
        ),
    ),
    (
        "programme-joined.1",
        {"programme": "lcte", "agreement": "agreement-a", "reason": "reason-a"},
        e.ProgrammeJoined(programme="lcte", agreement="agreement-a", reason="reason-a"),
    ),
    (
        "programme-left.1",
        {"programme": "lcte", "agreement": "agreement-a", "reason": "reason-a"},
        e.ProgrammeLeft(programme="lcte", agreement="agreement-a", reason="reason-a"),
    ),
    (
        "case-reassigned.1",
        {"caseworker": "caseworker-a", "reason": "reason-a"},
        e.CaseReassigned(caseworker="caseworker-a", reason="reason-a"),
    ),
    (
        "case-suspended.1",
        {"reason": "reason-a", "until": "2025-09"},
        e.CaseSuspended(reason="reason-a", until=Day.of("2025-09")),
    ),
    (
        "case-resumed.1",
        {"reason": "reason-a", "until": "2025-09"},
        e.CaseResumed(reason="reason-a", until=Day.of("2025-09")),
    ),
    (
        "transfer-requested.1",
        {"to_centre": "to-centre-a", "reason": {"ar": "كلمات", "fr": "des mots"}},
        e.TransferRequested(
            to_centre="to-centre-a", reason=Known(Text(ar="كلمات", fr="des mots"))
        ),
    ),
    (
        "transfer-accepted.1",
        {"reason": {"ar": "كلمات", "fr": "des mots"}},
        e.TransferAccepted(reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "transfer-rejected.1",
        {"reason": {"ar": "كلمات", "fr": "des mots"}},
        e.TransferRejected(reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "transfer-revoked.1",
        {"reason": {"ar": "كلمات", "fr": "des mots"}},
        e.TransferRevoked(reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "closure-requested.1",
        {"reason": "goals-met"},
        e.ClosureRequested(reason="goals-met"),
    ),
    (
        "closure-approved.1",
        {"reason": {"ar": "كلمات", "fr": "des mots"}},
        e.ClosureApproved(reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "closure-refused.1",
        {"reason": {"ar": "كلمات", "fr": "des mots"}},
        e.ClosureRefused(reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "risk-assessed.1",
        {"level": "high", "factors": ["factors-a"]},
        e.RiskAssessed(level="high", factors=("factors-a",)),
    ),
    (
        "assessment-completed.1",
        {
            "domains": {
                "educational": {"score": 1, "note": {"ar": "كلمات", "fr": "des mots"}}
            }
        },
        e.AssessmentCompleted(
            domains={
                "educational": e.Domain(
                    score=1, note=Known(Text(ar="كلمات", fr="des mots"))
                )
            }
        ),
    ),
    (
        "case-reviewed.1",
        {
            "risk": "high",
            "next_review_on": "2025-09",
            "decisions": {"ar": "كلمات", "fr": "des mots"},
        },
        e.CaseReviewed(
            risk="high",
            next_review_on=Day.of("2025-09"),
            decisions=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "plan-proposed.1",
        {
            "plan": "plan 1",
            "goals": [
                {
                    "goal": "goal 1",
                    "area": "education",
                    "measure": {"ar": "كلمات", "fr": "des mots"},
                    "due": "2025-09",
                }
            ],
            "services": ["tutoring"],
        },
        e.PlanProposed(
            plan="plan 1",
            goals=(
                e.Goal(
                    goal="goal 1",
                    area="education",
                    measure=Known(Text(ar="كلمات", fr="des mots")),
                    due=Day.of("2025-09"),
                ),
            ),
            services=("tutoring",),
        ),
    ),
    (
        "plan-approved.1",
        {"plan": "plan 1", "reason": {"ar": "كلمات", "fr": "des mots"}},
        e.PlanApproved(plan="plan 1", reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "plan-rejected.1",
        {"plan": "plan 1", "reason": {"ar": "كلمات", "fr": "des mots"}},
        e.PlanRejected(plan="plan 1", reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "goal-met.1",
        {"plan": "plan 1", "goal": "goal 1", "reason": {"ar": "كلمات", "fr": "des mots"}},
        e.GoalMet(
            plan="plan 1", goal="goal 1", reason=Known(Text(ar="كلمات", fr="des mots"))
        ),
    ),
    (
        "goal-waived.1",
        {"plan": "plan 1", "goal": "goal 1", "reason": {"ar": "كلمات", "fr": "des mots"}},
        e.GoalWaived(
            plan="plan 1", goal="goal 1", reason=Known(Text(ar="كلمات", fr="des mots"))
        ),
    ),
    (
        "follow-up-recorded.1",
        {
            "kind": "home-visit",
            "seen_child": True,
            "findings": {"ar": "كلمات", "fr": "des mots"},
        },
        e.FollowUpRecorded(
            kind="home-visit",
            seen_child=True,
            findings=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    ("visit-planned.1", {"kind": "home-visit"}, e.VisitPlanned(kind="home-visit")),
    (
        "service-recorded.1",
        {
            "service": "tutoring",
            "provider": "provider-a",
            "quantity": 2.25,
            "unit": "unit-a",
            "programme": "lcte",
            "centre": "centre-a",
        },
        e.ServiceRecorded(
            service="tutoring",
            provider="provider-a",
            quantity=Decimal("2.25"),
            unit="unit-a",
            programme="lcte",
            centre="centre-a",
        ),
    ),
    (
        "referral-made.1",
        {"referral": "referral 1", "to": "to-a", "service": "tutoring"},
        e.ReferralMade(referral="referral 1", to="to-a", service="tutoring"),
    ),
    (
        "referral-accepted.1",
        {"referral": "referral 1"},
        e.ReferralAccepted(referral="referral 1"),
    ),
    (
        "referral-rejected.1",
        {"referral": "referral 1"},
        e.ReferralRejected(referral="referral 1"),
    ),
    (
        "referral-confirmed.1",
        {"referral": "referral 1", "confirmed_by": "provider"},
        e.ReferralConfirmed(referral="referral 1", confirmed_by="provider"),
    ),
    (
        "referral-revoked.1",
        {"referral": "referral 1"},
        e.ReferralRevoked(referral="referral 1"),
    ),
    ("child-admitted.1", {"centre": "centre-a"}, e.ChildAdmitted(centre="centre-a")),
    ("child-discharged.1", {"centre": "centre-a"}, e.ChildDischarged(centre="centre-a")),
    (
        "persons-linked.1",
        {"other": "child:C01", "evidence": "evidence-a", "score": 2.25},
        e.PersonsLinked(
            other=Subject("child", "C01"), evidence="evidence-a", score=Decimal("2.25")
        ),
    ),
    (
        "persons-unlinked.1",
        {"other": "child:C01", "evidence": "evidence-a", "score": 2.25},
        e.PersonsUnlinked(
            other=Subject("child", "C01"), evidence="evidence-a", score=Decimal("2.25")
        ),
    ),
    (
        "schooling-assessed.1",
        {"situation": "enrolled", "grade": "ps1"},
        e.SchoolingAssessed(situation="enrolled", grade="ps1"),
    ),
    (
        "school-place-taken.1",
        {"school": "school-a", "school_year": "2025-2026", "grade": "ps1", "kind": "first"},
        e.SchoolPlaceTaken(
            school="school-a", school_year="2025-2026", grade="ps1", kind="first"
        ),
    ),
    (
        "dropout-recorded.1",
        {"last_day": "2025-09", "reason": "reason-a"},
        e.DropoutRecorded(last_day=Day.of("2025-09"), reason="reason-a"),
    ),
    (
        "returned-to-school.1",
        {"school": "school-a", "school_year": "2025-2026"},
        e.ReturnedToSchool(school="school-a", school_year="2025-2026"),
    ),
    (
        "school-result-recorded.1",
        {"school_year": "2025-2026", "grade": "ps1", "result": "promoted"},
        e.SchoolResultRecorded(school_year="2025-2026", grade="ps1", result="promoted"),
    ),
    ("pathway-oriented.1", {"pathway": "general"}, e.PathwayOriented(pathway="general")),
    (
        "attendance-reported.1",
        {
            "from": "2025-09",
            "to": "2025-09",
            "days_possible": 7,
            "days_absent": 7,
            "days_absent_authorised": 7,
            "source": "source-a",
        },
        e.AttendanceReported(
            from_=Day.of("2025-09"),
            to=Day.of("2025-09"),
            days_possible=7,
            days_absent=7,
            days_absent_authorised=7,
            source="source-a",
        ),
    ),
    (
        "kit-entitled.1",
        {"kit": "school-bag-full", "school_year": "2025-2026"},
        e.KitEntitled(kit="school-bag-full", school_year="2025-2026"),
    ),
    (
        "kit-delivered.1",
        {
            "kit": "school-bag-full",
            "school_year": "2025-2026",
            "centre": "centre-a",
            "agreement": "agreement-a",
            "received_by": {"ar": "كلمات", "fr": "des mots"},
        },
        e.KitDelivered(
            kit="school-bag-full",
            school_year="2025-2026",
            centre="centre-a",
            agreement="agreement-a",
            received_by=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "second-kit-granted.1",
        {"kit": "school-bag-full", "school_year": "2025-2026", "reason": "reason-a"},
        e.SecondKitGranted(
            kit="school-bag-full", school_year="2025-2026", reason="reason-a"
        ),
    ),
    (
        "session-attended.1",
        {"session": "tutoring", "hours": 2.25},
        e.SessionAttended(session="tutoring", hours=Decimal("2.25")),
    ),
    (
        "contract-signed.1",
        {
            "contract": "contract 1",
            "enterprise": "enterprise-a",
            "trade": "hairdressing",
            "level": "initiation",
            "starts": "2025-09",
            "ends": "2025-09",
            "hours_total": 7,
            "hours_practice": 7,
            "hours_complement": 7,
            "guardian_signed": True,
        },
        e.ContractSigned(
            contract="contract 1",
            enterprise="enterprise-a",
            trade="hairdressing",
            level="initiation",
            starts=Day.of("2025-09"),
            ends=Day.of("2025-09"),
            hours_total=7,
            hours_practice=7,
            hours_complement=7,
            guardian_signed=True,
        ),
    ),
    (
        "hours-logged.1",
        {"contract": "contract 1", "practice": 2.25, "centre": 2.25},
        e.HoursLogged(
            contract="contract 1", practice=Decimal("2.25"), centre=Decimal("2.25")
        ),
    ),
    (
        "contract-suspended.1",
        {"contract": "contract 1", "reason": "reason-a"},
        e.ContractSuspended(contract="contract 1", reason="reason-a"),
    ),
    (
        "contract-resumed.1",
        {"contract": "contract 1", "reason": "reason-a"},
        e.ContractResumed(contract="contract 1", reason="reason-a"),
    ),
    (
        "contract-ended-early.1",
        {
            "contract": "contract 1",
            "by": "apprentice",
            "reason": "reason-a",
            "last_day": "2025-09",
        },
        e.ContractEndedEarly(
            contract="contract 1",
            by="apprentice",
            reason="reason-a",
            last_day=Day.of("2025-09"),
        ),
    ),
    (
        "contract-completed.1",
        {"contract": "contract 1"},
        e.ContractCompleted(contract="contract 1"),
    ),
    (
        "certificate-awarded.1",
        {"contract": "contract 1", "level": "initiation", "trade": "hairdressing"},
        e.CertificateAwarded(
            contract="contract 1", level="initiation", trade="hairdressing"
        ),
    ),
    (
        "insertion-recorded.1",
        {"checkpoint": 6, "situation": "employed-formal", "employer": "employer-a"},
        e.InsertionRecorded(
            checkpoint=6, situation="employed-formal", employer="employer-a"
        ),
    ),
    (
        "household-formed.1",
        {
            "members": [
                {
                    "person": "child:C01",
                    "name": {"ar": "كلمات", "fr": "des mots"},
                    "role": "child",
                }
            ],
            "address": {"ar": "كلمات", "fr": "des mots"},
            "district": "casablanca",
        },
        e.HouseholdFormed(
            members=(
                e.Member(
                    person=Subject("child", "C01"),
                    name=Known(Text(ar="كلمات", fr="des mots")),
                    role="child",
                ),
            ),
            address=Known(Text(ar="كلمات", fr="des mots")),
            district="casablanca",
        ),
    ),
    (
        "household-joined.1",
        {"person": "child:C01", "name": {"ar": "كلمات", "fr": "des mots"}, "role": "child"},
        e.HouseholdJoined(
            person=Subject("child", "C01"),
            name=Known(Text(ar="كلمات", fr="des mots")),
            role="child",
        ),
    ),
    (
        "household-left.1",
        {"person": "child:C01", "name": {"ar": "كلمات", "fr": "des mots"}, "role": "child"},
        e.HouseholdLeft(
            person=Subject("child", "C01"),
            name=Known(Text(ar="كلمات", fr="des mots")),
            role="child",
        ),
    ),
    (
        "household-assessed.1",
        {"tool": "tool-a", "score": 2.25, "monthly_income_centimes": 7, "persons": 7},
        e.HouseholdAssessed(
            tool="tool-a", score=Decimal("2.25"), monthly_income_centimes=7, persons=7
        ),
    ),
    (
        "home-visited.1",
        {
            "caregiver_present": True,
            "children": ["child:C01"],
            "findings": {"ar": "كلمات", "fr": "des mots"},
        },
        e.HomeVisited(
            caregiver_present=True,
            children=(Subject("child", "C01"),),
            findings=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "allowance-granted.1",
        {
            "child": "child:C01",
            "amount_centimes": 7,
            "currency": "MAD",
            "from": "2025-09",
            "condition": "condition-a",
        },
        e.AllowanceGranted(
            child=Subject("child", "C01"),
            amount_centimes=7,
            currency="MAD",
            from_=Day.of("2025-09"),
            condition="condition-a",
        ),
    ),
    (
        "allowance-paid.1",
        {
            "child": "child:C01",
            "month": "2025-10",
            "amount_centimes": 7,
            "reason": "reason-a",
        },
        e.AllowancePaid(
            child=Subject("child", "C01"),
            month="2025-10",
            amount_centimes=7,
            reason="reason-a",
        ),
    ),
    (
        "allowance-withheld.1",
        {
            "child": "child:C01",
            "month": "2025-10",
            "amount_centimes": 7,
            "reason": "reason-a",
        },
        e.AllowanceWithheld(
            child=Subject("child", "C01"),
            month="2025-10",
            amount_centimes=7,
            reason="reason-a",
        ),
    ),
    (
        "income-project-started.1",
        {
            "project": "project 1",
            "kind": "kind-a",
            "capital_centimes": 7,
            "status": "active",
            "income_centimes": 7,
        },
        e.IncomeProjectStarted(
            project="project 1",
            kind="kind-a",
            capital_centimes=7,
            status="active",
            income_centimes=7,
        ),
    ),
    (
        "income-project-observed.1",
        {
            "project": "project 1",
            "kind": "kind-a",
            "capital_centimes": 7,
            "status": "active",
            "income_centimes": 7,
        },
        e.IncomeProjectObserved(
            project="project 1",
            kind="kind-a",
            capital_centimes=7,
            status="active",
            income_centimes=7,
        ),
    ),
    (
        "parenting-session-attended.1",
        {"person": {"ar": "كلمات", "fr": "des mots"}, "session": "tutoring"},
        e.ParentingSessionAttended(
            person=Known(Text(ar="كلمات", fr="des mots")), session="tutoring"
        ),
    ),
    (
        "work-observed.1",
        {
            "economic_hours": 2.25,
            "chores_hours": 2.25,
            "hazardous": "yes",
            "worst_form": "forced-labour",
            "activity": "waste-picking",
            "setting": "enterprise",
            "night": True,
            "place": "place-a",
        },
        e.WorkObserved(
            economic_hours=Decimal("2.25"),
            chores_hours=Decimal("2.25"),
            hazardous="yes",
            worst_form="forced-labour",
            activity="waste-picking",
            setting="enterprise",
            night=True,
            place="place-a",
        ),
    ),
    (
        "mandatory-report-made.1",
        {
            "authority": "authority-a",
            "reference": {"ar": "كلمات", "fr": "des mots"},
            "facts": {"ar": "كلمات", "fr": "des mots"},
        },
        e.MandatoryReportMade(
            authority="authority-a",
            reference=Known(Text(ar="كلمات", fr="des mots")),
            facts=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "centre-opened.1",
        {
            "name": {"ar": "كلمات", "fr": "des mots", "en": "words"},
            "kind": "child-labour-centre",
            "district": "casablanca",
            "region": "region-a",
            "authorisation": {"ar": "كلمات", "fr": "des mots", "en": "words"},
            "capacity": 7,
        },
        e.CentreOpened(
            name=Text(ar="كلمات", fr="des mots", en="words"),
            kind="child-labour-centre",
            district="casablanca",
            region="region-a",
            authorisation=Text(ar="كلمات", fr="des mots", en="words"),
            capacity=7,
        ),
    ),
    (
        "centre-kind-changed.1",
        {"kind": "child-labour-centre"},
        e.CentreKindChanged(kind="child-labour-centre"),
    ),
    ("capacity-set.1", {"places": 7}, e.CapacitySet(places=7)),
    ("centre-closed.1", {"reason": "reason-a"}, e.CentreClosed(reason="reason-a")),
    (
        "over-capacity-accepted.1",
        {"places": 7, "until": "2025-09"},
        e.OverCapacityAccepted(places=7, until=Day.of("2025-09")),
    ),
    (
        "agreement-signed.1",
        {
            "partners": [
                {
                    "name": {"ar": "كلمات", "fr": "des mots", "en": "words"},
                    "kind": "local-authority",
                    "employees": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
                }
            ],
            "scope": {"ar": "كلمات", "fr": "des mots", "en": "words"},
            "starts": "2025-09",
            "ends": "2025-09",
            "commitments": [
                {
                    "what": "what-a",
                    "quantity": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
                }
            ],
        },
        e.AgreementSigned(
            partners=(
                e.Partner(
                    name=Text(ar="كلمات", fr="des mots", en="words"),
                    kind="local-authority",
                    employees=Quantity(
                        value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
                    ),
                ),
            ),
            scope=Text(ar="كلمات", fr="des mots", en="words"),
            starts=Day.of("2025-09"),
            ends=Day.of("2025-09"),
            commitments=(
                e.Commitment(
                    what="what-a",
                    quantity=Quantity(
                        value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
                    ),
                ),
            ),
        ),
    ),
    (
        "agreement-amended.1",
        {"change": {"ar": "كلمات", "fr": "des mots", "en": "words"}},
        e.AgreementAmended(change=Text(ar="كلمات", fr="des mots", en="words")),
    ),
    ("agreement-ended.1", {"reason": "reason-a"}, e.AgreementEnded(reason="reason-a")),
    (
        "goods-received.1",
        {
            "item": "computer",
            "quantity": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
            "serials": [{"ar": "كلمات", "fr": "des mots", "en": "words"}],
            "agreement": "agreement-a",
            "tranche": 7,
        },
        e.GoodsReceived(
            item="computer",
            quantity=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
            serials=(Text(ar="كلمات", fr="des mots", en="words"),),
            agreement="agreement-a",
            tranche=7,
        ),
    ),
    (
        "goods-issued.1",
        {
            "item": "computer",
            "quantity": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
        },
        e.GoodsIssued(
            item="computer",
            quantity=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
        ),
    ),
    (
        "goods-counted.1",
        {
            "item": "computer",
            "quantity": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
        },
        e.GoodsCounted(
            item="computer",
            quantity=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
        ),
    ),
    (
        "equipment-installed.1",
        {
            "item": "computer",
            "serial": {"ar": "كلمات", "fr": "des mots", "en": "words"},
            "to": "child:C01",
            "state": "working",
        },
        e.EquipmentInstalled(
            item="computer",
            serial=Text(ar="كلمات", fr="des mots", en="words"),
            to=Subject("child", "C01"),
            state="working",
        ),
    ),
    (
        "equipment-lent.1",
        {
            "item": "computer",
            "serial": {"ar": "كلمات", "fr": "des mots", "en": "words"},
            "to": "child:C01",
            "state": "working",
        },
        e.EquipmentLent(
            item="computer",
            serial=Text(ar="كلمات", fr="des mots", en="words"),
            to=Subject("child", "C01"),
            state="working",
        ),
    ),
    (
        "equipment-returned.1",
        {
            "item": "computer",
            "serial": {"ar": "كلمات", "fr": "des mots", "en": "words"},
            "to": "child:C01",
            "state": "working",
        },
        e.EquipmentReturned(
            item="computer",
            serial=Text(ar="كلمات", fr="des mots", en="words"),
            to=Subject("child", "C01"),
            state="working",
        ),
    ),
    (
        "equipment-reported.1",
        {
            "item": "computer",
            "serial": {"ar": "كلمات", "fr": "des mots", "en": "words"},
            "to": "child:C01",
            "state": "working",
        },
        e.EquipmentReported(
            item="computer",
            serial=Text(ar="كلمات", fr="des mots", en="words"),
            to=Subject("child", "C01"),
            state="working",
        ),
    ),
    (
        "season-figures-reported.1",
        {
            "season": "2009-2010",
            "kind": "child-labour-centre",
            "structures": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
            "beneficiaries": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
            "female": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
            "agreements": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
            "partners": {"value": 2300, "at_least": True, "raw": "plus de 2300"},
        },
        e.SeasonFiguresReported(
            season="2009-2010",
            kind="child-labour-centre",
            structures=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
            beneficiaries=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
            female=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
            agreements=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
            partners=Quantity(
                value=Decimal(2300), at_least=True, raw=Text(plain="plus de 2300")
            ),
        ),
    ),
    (
        "command-corrected.1",
        {
            "name": "risk-assessed.1",
            "data": {"level": "low", "factors": ["absent"]},
            "reason": {"fr": "une erreur"},
            "on": "2025-09-04",
        },
        e.CommandCorrected(
            corrected=e.RiskAssessed(level="low", factors=("absent",)),
            on=Day.of("2025-09-04"),
            reason=Known(Text(fr="une erreur")),
        ),
    ),
    (
        "command-retracted.1",
        {"reason": {"ar": "كلمات", "fr": "des mots"}},
        e.CommandRetracted(reason=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "contradiction-resolved.1",
        {
            "between": [
                "00000000-0000-0000-0000-000000000001",
                "00000000-0000-0000-0000-000000000002",
            ],
            "holds": "neither",
            "reason": {"ar": "كلمات", "fr": "des mots"},
        },
        e.ContradictionResolved(
            between=(UUID(int=1), UUID(int=2)),
            holds="neither",
            reason=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "hold-placed.1",
        {"ground": "judicial", "reference": {"ar": "كلمات", "fr": "des mots"}},
        e.HoldPlaced(ground="judicial", reference=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "hold-released.1",
        {"ground": "judicial", "reference": {"ar": "كلمات", "fr": "des mots"}},
        e.HoldReleased(ground="judicial", reference=Known(Text(ar="كلمات", fr="des mots"))),
    ),
    (
        "document-attached.1",
        {
            "kind": "birth-act",
            "content": "0a" * 32,
            "digest": "0b" * 32,
            "format": "pdf",
            "title": {"ar": "كلمات", "fr": "des mots"},
        },
        e.DocumentAttached(
            kind="birth-act",
            content="0a" * 32,
            digest="0b" * 32,
            format="pdf",
            title=Known(Text(ar="كلمات", fr="des mots")),
        ),
    ),
    (
        "history-moved-in.1",
        {"file": "file.jsonl", "lines": 12},
        e.HistoryMovedIn(file="file.jsonl", lines=12),
    ),
    (
        "store-exchanged.1",
        {
            "other": "0c" * 16,
            "address": "laptop/insaf.db",
            "sent": 12,
            "received": 3,
            "refused": 1,
            "conflicts": 2,
        },
        e.StoreExchanged(
            other="0c" * 16,
            address="laptop/insaf.db",
            sent=12,
            received=3,
            refused=1,
            conflicts=2,
        ),
    ),
    (
        "read-model-begun.1",
        {**KEPT, "adapter": "sql", "head": 12},
        e.ReadModelBegun(**KEPT, adapter="sql", head=12),
    ),
    (
        "read-model-begun-anew.1",
        {**KEPT, "head": 12},
        e.ReadModelBegunAnew(**KEPT, head=12),
    ),
    ("read-model-rebuilt.1", KEPT, e.ReadModelRebuilt(**KEPT)),
    (
        "read-model-unreached.1",
        {**KEPT, "error": "OperationalError 57P01"},
        e.ReadModelUnreached(**KEPT, error="OperationalError 57P01"),
    ),
    ("read-model-reached.1", KEPT, e.ReadModelReached(**KEPT)),
    (
        "read-model-destroyed.1",
        {**KEPT, "ground": "the disk was shredded", "second": "nadia"},
        e.ReadModelDestroyed(**KEPT, ground="the disk was shredded", second="nadia"),
    ),
    (
        "story-parked.1",
        {
            **KEPT,
            "story": "00000000-0000-0000-0000-000000000001",
            "version": 2,
            "position": 12,
            "error": "ValueError",
        },
        e.StoryParked(
            **KEPT, story=UUID(int=1), version=2, position=12, error="ValueError"
        ),
    ),
    (
        "story-released.1",
        {**KEPT, "story": "00000000-0000-0000-0000-000000000001"},
        e.StoryReleased(**KEPT, story=UUID(int=1)),
    ),
    (
        "projection-paused.1",
        {"projection": "register"},
        e.ProjectionPaused(projection="register"),
    ),
    (
        "projection-resumed.1",
        {"projection": "register"},
        e.ProjectionResumed(projection="register"),
    ),
    (
        "fields-granted.1",
        {"projection": "register", "fields": ["given_name"]},
        e.FieldsGranted(projection="register", fields=("given_name",)),
    ),
    (
        "report-published.1",
        {
            "ref": "kazyon-1",
            "report": "partner",
            "first": "2025-09-01",
            "last": "2025-12-31",
            "as_of": "2025-12-31",
            "known_at": "2026-01-10T00:00:00+00:00",
            "policy": "morocco@1",
            "rules": "[]",
            "figures": [
                {
                    "indicator": "I27",
                    "version": 1,
                    "unit": "fraction",
                    "cell": "sex=female",
                    "numerator": "-64",
                    "denominator": "201/2",
                    "value": "-0.64",
                    "unknown": 0,
                    "excluded": 1,
                },
                {
                    "indicator": "I50",
                    "version": 1,
                    "unit": "days",
                    "cell": "",
                    "unknown": 2,
                    "excluded": 0,
                },
            ],
        },
        e.ReportPublished(
            ref="kazyon-1",
            report="partner",
            first=Day.of("2025-09-01"),
            last=Day.of("2025-12-31"),
            as_of=Day.of("2025-12-31"),
            known_at="2026-01-10T00:00:00+00:00",
            policy="morocco@1",
            rules="[]",
            figures=(
                FrozenFigure(
                    indicator="I27",
                    version=1,
                    unit="fraction",
                    cell="sex=female",
                    numerator="-64",
                    denominator="201/2",
                    value="-0.64",
                    unknown=0,
                    excluded=1,
                ),
                FrozenFigure(
                    indicator="I50", version=1, unit="days", cell="", unknown=2, excluded=0
                ),
            ),
        ),
    ),
    (
        "counts-held-back.1",
        {
            "ref": "kazyon-2",
            "beside": ["kazyon-1"],
            "counts": [{"indicator": "I01", "part": "numerator", "cell": "sex=female"}],
            "knowingly": False,
        },
        e.CountsHeldBack(
            ref="kazyon-2",
            beside=("kazyon-1",),
            counts=(HeldCount("I01", "numerator", "sex=female"),),
        ),
    ),
    (
        "events-passed-over.1",
        {"ref": "kazyon-2", "events": 3, "stories": 2, "parked": 0},
        e.EventsPassedOver(ref="kazyon-2", events=3, stories=2),
    ),
    (
        "sensitive-disclosed.1",
        {
            "subjects": ["child:C01"],
            "verb": "history",
            "fields": ["record-follow-up.findings"],
            "role": "director",
            "opened": ["00000000-0000-0000-0000-000000000001"],
        },
        e.SensitiveDisclosed(
            subjects=(Subject("child", "C01"),),
            verb="history",
            fields=("record-follow-up.findings",),
            role="director",
            opened=(UUID(int=1),),
        ),
    ),
    (
        "emergency-opened.1",
        {
            "id": "00000000-0000-0000-0000-000000000001",
            "subject": "child:C01",
            "reason": "c2VhbGVk",
            "until": "2025-09-03T11:00:00+00:00",
            "role": "caseworker",
        },
        e.EmergencyOpened(
            id=UUID(int=1),
            subject=Subject("child", "C01"),
            reason="c2VhbGVk",
            until="2025-09-03T11:00:00+00:00",
            role="caseworker",
        ),
    ),
    (
        "emergency-reviewed.1",
        {"id": "00000000-0000-0000-0000-000000000001", "verdict": "right"},
        e.EmergencyReviewed(id=UUID(int=1), verdict="right"),
    ),
    (
        "handed-out.1",
        {
            "subjects": ["child:C01"],
            "use": "referral",
            "to": "dar-al-amal",
            "ground": "safeguarding",
            "answers": "khadija",
            "form": "pdf",
        },
        e.HandedOut(
            subjects=(Subject("child", "C01"),),
            use="referral",
            to="dar-al-amal",
            ground="safeguarding",
            answers="khadija",
            form="pdf",
        ),
    ),
    (
        "erasure-asked.1",
        {
            "subject": "child:erased-00000000",
            "record": "00000000-0000-0000-0000-000000000001",
            "named": "mother",
            "ground": "the parents ask for it",
            "second": "nadia",
            "due": "2025-09-27",
        },
        e.ErasureAsked(
            subject="child:erased-00000000",
            record=UUID(int=1),
            named="mother",
            ground="the parents ask for it",
            second="nadia",
            due=Day.of("2025-09-27"),
        ),
    ),
    (
        "erasure-taken-back.1",
        {"subject": "child:erased-00000000"},
        e.ErasureTakenBack(subject="child:erased-00000000"),
    ),
    (
        "erasure-words-sealed.1",
        {"until": "2025-10-20", "sealed": "c2VhbGVk"},
        e.ErasureWordsSealed(until=Day.of("2025-10-20"), sealed="c2VhbGVk"),
    ),
    (
        "erasure-begun.1",
        {
            "subject": "child:erased-00000000",
            "records": ["00000000-0000-0000-0000-000000000001"],
            "keys": [
                "00000000-0000-0000-0000-000000000001",
                "00000000-0000-0000-0000-000000000002",
            ],
            "ground": "the parents ask for it",
            "second": "nadia",
        },
        e.ErasureBegun(
            subject="child:erased-00000000",
            records=(UUID(int=1),),
            keys=(UUID(int=1), UUID(int=2)),
            ground="the parents ask for it",
            second="nadia",
        ),
    ),
    (
        "erasure-ended.1",
        {"subject": "child:erased-00000000", "lacking": ["log"], "found": 2},
        e.ErasureEnded(subject="child:erased-00000000", lacking=("log",), found=2),
    ),
]


@pytest.mark.parametrize(("name", "data", "event"), SHAPES, ids=[s[0] for s in SHAPES])
def test_what_was_stored_is_read_as_what_it_was(name, data, event):
    assert PAYLOADS.event(name, orjson.loads(orjson.dumps(data))) == event


@pytest.mark.parametrize(("name", "data", "event"), SHAPES, ids=[s[0] for s in SHAPES])
def test_what_is_stored_now_has_the_shape_it_had(name, data, event):
    if name not in UPCASTERS:
        assert PAYLOADS.plain(event) == data


def test_every_name_that_can_be_stored_has_its_line():
    kept = {name for name, _, _ in SHAPES}

    assert kept == {*REGISTRY.events, *UPCASTERS}


def test_every_old_shape_leads_to_one_that_is_read():
    for name in UPCASTERS:
        assert name not in REGISTRY.events


def test_a_field_that_may_be_left_out_is_not_stored_empty():
    risk = e.CaseReviewed(risk="low")

    assert PAYLOADS.plain(risk) == {"risk": "low"}
    assert PAYLOADS.event("case-reviewed.1", {"risk": "low"}) == risk
