"""Every event of every area, by stage; an event has the fields of its command."""

from __future__ import annotations

from casemgmt.domain.accesses import (
    EmergencyOpened,
    EmergencyReviewed,
    HandedOut,
    SensitiveDisclosed,
)
from casemgmt.domain.amendments import (
    CommandCorrected,
    CommandRetracted,
    ContradictionResolved,
    HoldPlaced,
    HoldReleased,
)
from casemgmt.domain.documents import DocumentAttached
from casemgmt.domain.enrolment.admission import ChildAdmitted, ChildDischarged
from casemgmt.domain.enrolment.assessment import (
    AssessmentCompleted,
    CaseReviewed,
    Domain,
    RiskAssessed,
)
from casemgmt.domain.enrolment.case_events import (
    CaseOpened,
    CaseReassigned,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    ClosureApproved,
    ClosureRefused,
    ClosureRequested,
    Override,
    ProgrammeJoined,
    ProgrammeLeft,
    TransferAccepted,
    TransferRejected,
    TransferRequested,
    TransferRevoked,
)
from casemgmt.domain.enrolment.consent import ConsentGiven, ConsentWithdrawn
from casemgmt.domain.enrolment.follow_up import (
    FollowUpRecorded,
    ServiceRecorded,
    VisitPlanned,
)
from casemgmt.domain.enrolment.identification import ChildIdentified
from casemgmt.domain.enrolment.identifiers import IdentifierAdded
from casemgmt.domain.enrolment.links import PersonsLinked, PersonsUnlinked
from casemgmt.domain.enrolment.plan import (
    Goal,
    GoalMet,
    GoalWaived,
    PlanApproved,
    PlanProposed,
    PlanRejected,
)
from casemgmt.domain.enrolment.referral import (
    ReferralAccepted,
    ReferralConfirmed,
    ReferralMade,
    ReferralRejected,
    ReferralRevoked,
)
from casemgmt.domain.enrolment.registration import (
    BirthDateCorrected,
    ChildRegistered,
    DeathRecorded,
)
from casemgmt.domain.erasures import (
    ErasureAsked,
    ErasureBegun,
    ErasureEnded,
    ErasureTakenBack,
    ErasureWordsSealed,
)
from casemgmt.domain.exchanges import StoreExchanged
from casemgmt.domain.family_support.allowances import (
    AllowanceGranted,
    AllowancePaid,
    AllowanceWithheld,
)
from casemgmt.domain.family_support.household import (
    HouseholdAssessed,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    Member,
)
from casemgmt.domain.family_support.income_projects import (
    IncomeProjectObserved,
    IncomeProjectStarted,
)
from casemgmt.domain.family_support.parenting import ParentingSessionAttended
from casemgmt.domain.family_support.visits import HomeVisited
from casemgmt.domain.keeping import HistoryMovedIn
from casemgmt.domain.organisation.agreement import (
    AgreementAmended,
    AgreementEnded,
    AgreementSigned,
    Commitment,
    Partner,
)
from casemgmt.domain.organisation.centre import (
    CapacitySet,
    CentreClosed,
    CentreKindChanged,
    CentreOpened,
    OverCapacityAccepted,
)
from casemgmt.domain.organisation.equipment import (
    EquipmentInstalled,
    EquipmentLent,
    EquipmentReported,
    EquipmentReturned,
)
from casemgmt.domain.organisation.goods import (
    GoodsCounted,
    GoodsIssued,
    GoodsReceived,
)
from casemgmt.domain.organisation.season_figures import SeasonFiguresReported
from casemgmt.domain.protection.reports import MandatoryReportMade
from casemgmt.domain.protection.work import WorkObserved
from casemgmt.domain.publications import (
    CountsHeldBack,
    EventsPassedOver,
    ReportPublished,
)
from casemgmt.domain.read_models import (
    FieldsGranted,
    ProjectionPaused,
    ProjectionResumed,
    ReadModelBegun,
    ReadModelBegunAnew,
    ReadModelDestroyed,
    ReadModelReached,
    ReadModelRebuilt,
    ReadModelUnreached,
    StoryParked,
    StoryReleased,
)
from casemgmt.domain.school_support.attendance import AttendanceReported
from casemgmt.domain.school_support.kits import KitDelivered, KitEntitled, SecondKitGranted
from casemgmt.domain.school_support.schooling import (
    DropoutRecorded,
    PathwayOriented,
    ReturnedToSchool,
    SchoolingAssessed,
    SchoolPlaceTaken,
    SchoolResultRecorded,
)
from casemgmt.domain.school_support.sessions import SessionAttended
from casemgmt.domain.vocational_training.contract import (
    CertificateAwarded,
    ContractCompleted,
    ContractEndedEarly,
    ContractResumed,
    ContractSigned,
    ContractSuspended,
    HoursLogged,
)
from casemgmt.domain.vocational_training.insertion import InsertionRecorded

__all__ = [  # noqa: RUF022 - by stage
    # enrolment
    "ChildIdentified",
    "ChildRegistered",
    "IdentifierAdded",
    "BirthDateCorrected",
    "DeathRecorded",
    "ConsentGiven",
    "ConsentWithdrawn",
    "CaseOpened",
    "CaseReopened",
    "ProgrammeJoined",
    "ProgrammeLeft",
    "CaseReassigned",
    "CaseSuspended",
    "CaseResumed",
    "TransferRequested",
    "TransferAccepted",
    "TransferRejected",
    "TransferRevoked",
    "ClosureRequested",
    "ClosureApproved",
    "ClosureRefused",
    "ErasureAsked",
    "ErasureBegun",
    "ErasureWordsSealed",
    "ErasureEnded",
    "ErasureTakenBack",
    "ReportPublished",
    "CountsHeldBack",
    "EventsPassedOver",
    "RiskAssessed",
    "AssessmentCompleted",
    "CaseReviewed",
    "PlanProposed",
    "PlanApproved",
    "PlanRejected",
    "GoalMet",
    "GoalWaived",
    "FollowUpRecorded",
    "VisitPlanned",
    "ServiceRecorded",
    "ReferralMade",
    "ReferralAccepted",
    "ReferralRejected",
    "ReferralConfirmed",
    "ReferralRevoked",
    "ChildAdmitted",
    "ChildDischarged",
    "PersonsLinked",
    "PersonsUnlinked",
    # school support
    "SchoolingAssessed",
    "SchoolPlaceTaken",
    "DropoutRecorded",
    "ReturnedToSchool",
    "SchoolResultRecorded",
    "PathwayOriented",
    "AttendanceReported",
    "KitEntitled",
    "KitDelivered",
    "SecondKitGranted",
    "SessionAttended",
    # vocational training
    "ContractSigned",
    "HoursLogged",
    "ContractSuspended",
    "ContractResumed",
    "ContractEndedEarly",
    "ContractCompleted",
    "CertificateAwarded",
    "InsertionRecorded",
    # family support
    "HouseholdFormed",
    "HouseholdJoined",
    "HouseholdLeft",
    "HouseholdAssessed",
    "HomeVisited",
    "AllowanceGranted",
    "AllowancePaid",
    "AllowanceWithheld",
    "IncomeProjectStarted",
    "IncomeProjectObserved",
    "ParentingSessionAttended",
    # protection
    "WorkObserved",
    "MandatoryReportMade",
    # organisation
    "CentreOpened",
    "CentreKindChanged",
    "CapacitySet",
    "CentreClosed",
    "OverCapacityAccepted",
    "AgreementSigned",
    "AgreementAmended",
    "AgreementEnded",
    "GoodsReceived",
    "GoodsIssued",
    "GoodsCounted",
    "EquipmentInstalled",
    "EquipmentLent",
    "EquipmentReturned",
    "EquipmentReported",
    "SeasonFiguresReported",
    # any subject
    "DocumentAttached",
    "CommandCorrected",
    "CommandRetracted",
    "ContradictionResolved",
    "HoldPlaced",
    "HoldReleased",
    # the store itself
    "HistoryMovedIn",
    "ReadModelBegun",
    "ReadModelBegunAnew",
    "ReadModelDestroyed",
    "ReadModelRebuilt",
    "ReadModelUnreached",
    "ReadModelReached",
    "StoryParked",
    "StoryReleased",
    "ProjectionPaused",
    "ProjectionResumed",
    "FieldsGranted",
    "StoreExchanged",
    "SensitiveDisclosed",
    "EmergencyOpened",
    "EmergencyReviewed",
    "HandedOut",
    # values inside them
    "Commitment",
    "Domain",
    "Goal",
    "Member",
    "Override",
    "Partner",
]
