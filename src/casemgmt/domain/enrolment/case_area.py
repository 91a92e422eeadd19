"""The area of the case: everything that moves it, under one name."""

from __future__ import annotations

from casemgmt.domain.area import Area

from . import case_commands, closure, transfer
from .case import Case, evolve
from .case_events import (
    CaseOpened,
    CaseReassigned,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    ClosureApproved,
    ClosureRefused,
    ClosureRequested,
    ProgrammeJoined,
    ProgrammeLeft,
    TransferAccepted,
    TransferRejected,
    TransferRequested,
    TransferRevoked,
)

AREA = Area(
    name="case",
    subject="child",
    initial=Case(),
    evolve=evolve,
    events={
        "case-opened.1": CaseOpened,
        "case-reopened.1": CaseReopened,
        "programme-joined.1": ProgrammeJoined,
        "programme-left.1": ProgrammeLeft,
        "case-reassigned.1": CaseReassigned,
        "case-suspended.1": CaseSuspended,
        "case-resumed.1": CaseResumed,
        "transfer-requested.1": TransferRequested,
        "transfer-accepted.1": TransferAccepted,
        "transfer-rejected.1": TransferRejected,
        "transfer-revoked.1": TransferRevoked,
        "closure-requested.1": ClosureRequested,
        "closure-approved.1": ClosureApproved,
        "closure-refused.1": ClosureRefused,
    },
    commands={**case_commands.COMMANDS, **transfer.COMMANDS, **closure.COMMANDS},
)
