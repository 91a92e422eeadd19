"""The small mishaps of a season, by name."""

from enum import StrEnum


class Mishap(StrEnum):
    """What goes otherwise than planned, in a season like any other."""

    NO_CONSENT_YET = "case opened before consent, in the child's vital interest"
    PLAN_SENT_BACK = "plan sent back by the supervisor"
    MOVED_CENTRE = "moved to another centre"
    TRANSFER_REFUSED = "transfer refused by the other centre"
    TRANSFER_TAKEN_BACK = "transfer taken back"
    REOPENED = "case closed and reopened"
    CLOSURE_REFUSED = "closure refused by the supervisor"
    SUSPENDED = "case suspended for a time"
    BAG_TWICE = "bag given twice"
    SECOND_BAG = "second bag granted"
    NO_BAG = "bag never collected"
    BROKEN_CONTRACT = "contract broken, another signed"
    LATE_NOTEBOOK = "paper notebook typed in weeks later"
    LATE_OBSERVATION = "work seen in December, told in February"
    HOURS_MISREAD = "hours of work corrected"
    CORRECTION_WITHDRAWN = "correction withdrawn"
    BIRTH_ACT_FOUND = "birth date corrected when the act was found"
    WRONG_CHILD = "follow-up retracted, written on the wrong child"
    ATTENDANCE_AGAIN = "attendance reported again by the school"
    SAME_CHILD_TWICE = "one child registered twice, then linked"
    WRONG_LINK = "two children linked by mistake, then unlinked"
    SENT_TWICE = "one line sent twice"
    ALLOWANCE_WITHHELD = "allowance withheld"
    REPORTED = "reported to the prosecutor"
    CASEWORKER_LEAVES = "handed over when a caseworker left"
