"""Every command of every area, by stage; fields as in the interchange, codes as strings."""

from __future__ import annotations

from casemgmt.domain.amendments import (
    Correct,
    PlaceHold,
    ReleaseHold,
    ResolveContradiction,
    Retract,
)
from casemgmt.domain.documents import AttachDocument
from casemgmt.domain.enrolment.admission import AdmitChild, DischargeChild
from casemgmt.domain.enrolment.assessment import (
    AssessRisk,
    CompleteAssessment,
    Domain,
    ReviewCase,
)
from casemgmt.domain.enrolment.case_commands import (
    JoinProgramme,
    LeaveProgramme,
    OpenCase,
    ReassignCase,
    ReopenCase,
    ResumeCase,
    SuspendCase,
)
from casemgmt.domain.enrolment.case_events import Override
from casemgmt.domain.enrolment.closure import ApproveClosure, RefuseClosure, RequestClosure
from casemgmt.domain.enrolment.consent import GiveConsent, WithdrawConsent
from casemgmt.domain.enrolment.follow_up import PlanVisit, RecordFollowUp, RecordService
from casemgmt.domain.enrolment.identification import IdentifyChild
from casemgmt.domain.enrolment.identifiers import AddIdentifier
from casemgmt.domain.enrolment.links import LinkPersons, UnlinkPersons
from casemgmt.domain.enrolment.plan import (
    ApprovePlan,
    Goal,
    MeetGoal,
    ProposePlan,
    RejectPlan,
    WaiveGoal,
)
from casemgmt.domain.enrolment.referral import (
    AcceptReferral,
    ConfirmReferral,
    MakeReferral,
    RejectReferral,
    RevokeReferral,
)
from casemgmt.domain.enrolment.registration import (
    CorrectBirthDate,
    RecordDeath,
    RegisterChild,
)
from casemgmt.domain.enrolment.transfer import (
    AcceptTransfer,
    RejectTransfer,
    RequestTransfer,
    RevokeTransfer,
)
from casemgmt.domain.family_support.allowances import (
    GrantAllowance,
    PayAllowance,
    WithholdAllowance,
)
from casemgmt.domain.family_support.household import (
    AssessHousehold,
    FormHousehold,
    JoinHousehold,
    LeaveHousehold,
    Member,
)
from casemgmt.domain.family_support.income_projects import (
    ObserveIncomeProject,
    StartIncomeProject,
)
from casemgmt.domain.family_support.parenting import AttendParentingSession
from casemgmt.domain.family_support.visits import VisitHome
from casemgmt.domain.organisation.agreement import (
    AmendAgreement,
    Commitment,
    EndAgreement,
    Partner,
    SignAgreement,
)
from casemgmt.domain.organisation.centre import (
    AcceptOverCapacity,
    ChangeCentreKind,
    CloseCentre,
    OpenCentre,
    SetCapacity,
)
from casemgmt.domain.organisation.equipment import (
    InstallEquipment,
    LendEquipment,
    ReportEquipment,
    ReturnEquipment,
)
from casemgmt.domain.organisation.goods import (
    CountGoods,
    IssueGoods,
    ReceiveGoods,
)
from casemgmt.domain.organisation.season_figures import ReportSeasonFigures
from casemgmt.domain.protection.reports import MakeMandatoryReport
from casemgmt.domain.protection.work import ObserveWork
from casemgmt.domain.school_support.attendance import ReportAttendance
from casemgmt.domain.school_support.kits import DeliverKit, EntitleKit, GrantSecondKit
from casemgmt.domain.school_support.schooling import (
    AssessSchooling,
    OrientPathway,
    RecordDropout,
    RecordSchoolResult,
    ReturnToSchool,
    TakeSchoolPlace,
)
from casemgmt.domain.school_support.sessions import AttendSession
from casemgmt.domain.vocational_training.contract import (
    AwardCertificate,
    CompleteContract,
    EndContractEarly,
    LogHours,
    ResumeContract,
    SignContract,
    SuspendContract,
)
from casemgmt.domain.vocational_training.insertion import RecordInsertion

__all__ = [  # noqa: RUF022 - by stage
    # enrolment
    "IdentifyChild",
    "RegisterChild",
    "AddIdentifier",
    "CorrectBirthDate",
    "RecordDeath",
    "GiveConsent",
    "WithdrawConsent",
    "OpenCase",
    "ReopenCase",
    "JoinProgramme",
    "LeaveProgramme",
    "ReassignCase",
    "SuspendCase",
    "ResumeCase",
    "RequestTransfer",
    "AcceptTransfer",
    "RejectTransfer",
    "RevokeTransfer",
    "RequestClosure",
    "ApproveClosure",
    "RefuseClosure",
    "AssessRisk",
    "CompleteAssessment",
    "ReviewCase",
    "ProposePlan",
    "ApprovePlan",
    "RejectPlan",
    "MeetGoal",
    "WaiveGoal",
    "RecordFollowUp",
    "PlanVisit",
    "RecordService",
    "MakeReferral",
    "AcceptReferral",
    "RejectReferral",
    "ConfirmReferral",
    "RevokeReferral",
    "AdmitChild",
    "DischargeChild",
    "LinkPersons",
    "UnlinkPersons",
    # school support
    "AssessSchooling",
    "TakeSchoolPlace",
    "RecordDropout",
    "ReturnToSchool",
    "RecordSchoolResult",
    "OrientPathway",
    "ReportAttendance",
    "EntitleKit",
    "DeliverKit",
    "GrantSecondKit",
    "AttendSession",
    # vocational training
    "SignContract",
    "LogHours",
    "SuspendContract",
    "ResumeContract",
    "EndContractEarly",
    "CompleteContract",
    "AwardCertificate",
    "RecordInsertion",
    # family support
    "FormHousehold",
    "JoinHousehold",
    "LeaveHousehold",
    "AssessHousehold",
    "VisitHome",
    "GrantAllowance",
    "PayAllowance",
    "WithholdAllowance",
    "StartIncomeProject",
    "ObserveIncomeProject",
    "AttendParentingSession",
    # protection
    "ObserveWork",
    "MakeMandatoryReport",
    # organisation
    "OpenCentre",
    "ChangeCentreKind",
    "SetCapacity",
    "CloseCentre",
    "AcceptOverCapacity",
    "SignAgreement",
    "AmendAgreement",
    "EndAgreement",
    "ReceiveGoods",
    "IssueGoods",
    "CountGoods",
    "InstallEquipment",
    "LendEquipment",
    "ReturnEquipment",
    "ReportEquipment",
    "ReportSeasonFigures",
    # any subject
    "AttachDocument",
    "Correct",
    "Retract",
    "ResolveContradiction",
    "PlaceHold",
    "ReleaseHold",
    # values inside them
    "Commitment",
    "Domain",
    "Goal",
    "Member",
    "Override",
    "Partner",
]
