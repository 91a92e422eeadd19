"""Every rule that can refuse a request, worded as the field words it.

Each sentence is also the title of a ``Rule:`` under ``features/``; a check holds the two
equal. The code is what other tools see. The order is the order in which rules are asked.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from .vocabulary import Text


class RuleBook(StrEnum):
    """A list of rules: each member's value is its code, and it has a sentence.

    A plug-in declares its own the same way, in one language or in several:
    ``NEED_A_PLACE = "insaf.need-a-place", Text(ar="…", fr="…", en="…")``.
    """

    sentence: str
    words: Text

    def __new__(cls, code: str, sentence: str | Text) -> Self:
        """Return the member of this code and sentence."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = Text.of(sentence)
        member.sentence = member.words.in_language("en")
        return member

    def said(self, language: str) -> str:
        """Return the sentence in *language*, or in the first of the others that it has."""
        return self.words.in_language(language)


class Rule(RuleBook):
    """The rules of interchange.md §1; nothing else refuses."""

    REGISTERED_FIRST = (
        "registered-first",
        "A case is opened for a child who is registered",
    )
    CONSENT_TO_SERVICES = (
        "consent-to-services",
        "A case begins with consent to services, or when a supervisor answers for it",
    )
    ONE_OPEN_CASE = "one-open-case", "A child has one open case at a time"
    CASE_OPEN = (
        "case-open",
        "What belongs to a case is asked for while the case is open",
    )
    REOPEN_CLOSED_ONLY = "reopen-closed-only", "Only a closed case is reopened"
    PLAN_HAS_A_GOAL = "plan-has-a-goal", "A case plan has at least one goal"
    PLAN_PROPOSED_FIRST = (
        "plan-proposed-first",
        "A case plan is proposed before it is approved or rejected",
    )
    OTHER_APPROVES_PLAN = (
        "other-approves-plan",
        "A case plan is approved or rejected by somebody other than its author",
    )
    GOAL_OF_AN_APPROVED_PLAN = (
        "goal-of-an-approved-plan",
        "A goal is met or waived once it stands in an approved plan",
    )
    TRANSFER_ASKED_FIRST = (
        "transfer-asked-first",
        "A transfer is accepted, rejected or taken back while one is waiting",
    )
    CLOSURE_WAITS_FOR_TRANSFER = (
        "closure-waits-for-transfer",
        "A closure is not requested while a transfer is waiting",
    )
    CLOSURE_ASKED_FIRST = (
        "closure-asked-first",
        "A closure is requested before it is approved or refused",
    )
    OTHER_APPROVES_CLOSURE = (
        "other-approves-closure",
        "A closure is approved or refused by somebody other than the caseworker",
    )
    GOALS_MET_MEANS_MET = (
        "goals-met-means-met",
        "A case closes as goals met when every goal is met or waived",
    )
    GOALS_MET_NOT_AT_WORK = (
        "goals-met-not-at-work",
        "A case closes as goals met when the child was not at work at the last observation",
    )
    LOST_AFTER_ATTEMPTS = (
        "lost-after-attempts",
        "A child is lost to follow-up after enough attempts over enough days",
    )
    REFERRAL_CONSENT = (
        "referral-consent",
        "A child is referred with consent to share with that very organisation",
    )
    VERIFIED_IDENTIFIER_ONCE = (
        "verified-identifier-once",
        "A verified identifier belongs to one child only",
    )
    NOT_LINKED_TO_ITSELF = "not-linked-to-itself", "A record is not linked to itself"
    ONE_KIT_ENTITLEMENT = (
        "one-kit-entitlement",
        "A child is entitled to one kit of a kind for a school year",
    )
    APPRENTICE_AGE = (
        "apprentice-age",
        "An apprentice has reached the age for apprenticeship",
    )
    PRACTICE_SHARE = (
        "practice-share",
        "An apprentice spends enough of the hours in the enterprise",
    )
    COMPLEMENT_SHARE = (
        "complement-share",
        "An apprentice spends enough of the hours in the training centre",
    )
    HOURS_FIT = "hours-fit", "The hours of a contract fit within its total"
    GUARDIAN_SIGNS_FOR_MINOR = (
        "guardian-signs-for-minor",
        "A guardian signs the contract of a minor",
    )
    ONE_CONTRACT_AT_A_TIME = (
        "one-contract-at-a-time",
        "A child has one running contract at a time",
    )
    ALLOWANCE_GRANTED_FIRST = (
        "allowance-granted-first",
        "A household's allowance is paid or withheld for a month it was granted for",
    )
    MONTH_PAID_ONCE = "month-paid-once", "A month's allowance is paid once for a child"
    CORRECT_WHAT_WAS_RECORDED = (
        "correct-what-was-recorded",
        "Only what was recorded in the same story is corrected or taken back",
    )
