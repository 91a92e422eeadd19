"""The registers an association keeps: what a line of each says, and of whom."""

from .attendance import ATTENDANCE
from .cases import CASES
from .children import CHILDREN
from .contracts import CONTRACTS
from .kits import KITS
from .register import Field, Record, Register, Row
from .stock import STOCK

REGISTERS = (CHILDREN, CASES, KITS, ATTENDANCE, CONTRACTS, STOCK)
"""In the order of their sheets."""

READ = frozenset(
    """
    child-identified.1 child-registered.1 birth-date-corrected.1 death-recorded.1
    case-opened.1 case-reopened.1 programme-joined.1 programme-left.1 case-reassigned.1
    case-suspended.1 case-resumed.1 transfer-requested.1 transfer-accepted.1
    transfer-rejected.1 transfer-revoked.1 closure-requested.1 closure-approved.1
    closure-refused.1 risk-assessed.1 case-reviewed.1 child-admitted.1 child-discharged.1
    kit-delivered.1 attendance-reported.1 contract-signed.1 hours-logged.1
    contract-suspended.1 contract-resumed.1 contract-ended-early.1 contract-completed.1
    certificate-awarded.1 centre-opened.1 goods-received.1 goods-issued.1 goods-counted.1
    command-corrected.1 command-retracted.1
    """.split()
)
"""The stored names of the events they read."""

__all__ = ["READ", "REGISTERS", "Field", "Record", "Register", "Row"]
