"""The rules in the order of the table, and what is already so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.oracle.telling import last_day

from . import case_rules as case
from . import other_rules as other
from .past import Moment
from .plans import plan_in_case, settled

OF_NO_SUSPENSION = {"resume-contract", "complete-contract", "end-contract-early"}
Question = Callable[[Moment], bool]


@dataclass(frozen=True)
class Rule:
    code: str
    asked_of: frozenset[str]
    broken: Question


def _rule(code: str, commands: str, broken: Question) -> Rule:
    return Rule(code, frozenset(commands.split()), broken)


RULES = (
    _rule("registered-first", "open-case", case.not_registered),
    _rule("consent-to-services", "open-case reopen-case", case.no_consent_to_services),
    _rule("one-open-case", "open-case", case.case_is_open),
    _rule(
        "case-open",
        "propose-plan approve-plan reject-plan join-programme leave-programme"
        " reassign-case request-transfer suspend-case resume-case request-closure"
        " make-referral entitle-kit sign-contract",
        case.no_case_is_open,
    ),
    _rule("reopen-closed-only", "reopen-case", case.last_case_not_closed),
    _rule("plan-has-a-goal", "propose-plan", case.plan_without_goal),
    _rule("plan-proposed-first", "approve-plan reject-plan", case.plan_not_proposed),
    _rule("other-approves-plan", "approve-plan reject-plan", case.author_decides),
    _rule("goal-of-an-approved-plan", "meet-goal waive-goal", case.goal_not_approved),
    _rule(
        "transfer-asked-first",
        "accept-transfer reject-transfer revoke-transfer",
        case.no_transfer_waits,
    ),
    _rule("closure-waits-for-transfer", "request-closure", case.transfer_waits),
    _rule("closure-asked-first", "approve-closure refuse-closure", case.closure_not_asked),
    _rule(
        "other-approves-closure",
        "approve-closure refuse-closure",
        case.caseworker_decides,
    ),
    _rule("goals-met-means-met", "request-closure", case.goals_not_met),
    _rule("goals-met-not-at-work", "request-closure", case.still_at_work),
    _rule("lost-after-attempts", "request-closure", case.not_looked_for_enough),
    _rule("referral-consent", "make-referral", other.no_consent_to_share),
    _rule("verified-identifier-once", "add-identifier", other.verified_of_another),
    _rule("not-linked-to-itself", "link-persons", other.linked_to_itself),
    _rule("one-kit-entitlement", "entitle-kit", other.kit_entitled_before),
    _rule("apprentice-age", "sign-contract", other.too_young),
    _rule("practice-share", "sign-contract", other.too_little_practice),
    _rule("complement-share", "sign-contract", other.too_little_complement),
    _rule("hours-fit", "sign-contract", other.hours_do_not_fit),
    _rule("guardian-signs-for-minor", "sign-contract", other.guardian_missing),
    _rule("one-contract-at-a-time", "sign-contract", other.another_contract_runs),
    _rule("allowance-granted-first", "pay-allowance withhold-allowance", other.not_granted),
    _rule("month-paid-once", "pay-allowance", other.month_paid),
    _rule("correct-what-was-recorded", "correct retract", other.names_nothing_to_correct),
)


def broken_by(moment: Moment) -> str | None:
    """The first rule broken, in the order of the table."""
    for rule in RULES:
        if moment.command in rule.asked_of and rule.broken(moment):
            return rule.code
    return None


# what would leave the state as it is


def _joined(m: Moment) -> bool:
    held = m.case.programmes_held_now() if m.case is not None else []
    return m.data["programme"] in held


def _not_joined(m: Moment) -> bool:
    return not _joined(m)


def _suspended_so(m: Moment) -> bool:
    """The suspension in force, the last told if there are two, is until the same day."""
    suspensions = m.case.suspensions if m.case is not None else []
    in_force = [one for one in suspensions if one.covers(m.on)]
    until = m.data.get("until")
    return bool(in_force) and in_force[-1].last == (until and last_day(until))


def _suspended(m: Moment) -> bool:
    return m.case is not None and m.case.suspended_on(m.on)


def _not_suspended(m: Moment) -> bool:
    return not _suspended(m)


def _has_this_caseworker(m: Moment) -> bool:
    return m.case is not None and m.case.caseworkers[-1][1] == m.data["caseworker"]


def _plan_stands_so(m: Moment) -> bool:
    plan = plan_in_case(m)
    return plan is not None and plan.word == m.command


def _goal_settled_so(m: Moment) -> bool:
    return settled(m).get((m.data["plan"], m.data["goal"])) == m.command


def _referral_rejected(m: Moment) -> bool:
    said = [
        told.command
        for told in m.own
        if told.command.endswith("-referral")
        and told.command != "confirm-referral"
        and told.data["referral"] == m.data["referral"]
    ]
    return said[-1:] == ["reject-referral"]


def _contract_suspended(m: Moment) -> bool:
    suspended = False
    for told in m.own:
        if told.data.get("contract") != m.data["contract"]:
            continue
        if told.command == "suspend-contract":
            suspended = True
        if told.command in OF_NO_SUSPENSION:
            suspended = False
    return suspended


def _contract_not_suspended(m: Moment) -> bool:
    return not _contract_suspended(m)


def _linked(m: Moment) -> bool:
    pair = {m.subject, m.data["other"]}
    words = [
        told
        for told in m.standing
        if told.command in ("link-persons", "unlink-persons")
        and {told.subject, told.data["other"]} == pair
    ]
    words.sort(key=lambda told: (told.at, told.id))
    return bool(words) and words[-1].command == "link-persons"


ALREADY: dict[str, Question] = {
    "join-programme": _joined,
    "leave-programme": _not_joined,
    "suspend-case": _suspended_so,
    "resume-case": _not_suspended,
    "reassign-case": _has_this_caseworker,
    "approve-plan": _plan_stands_so,
    "reject-plan": _plan_stands_so,
    "approve-closure": case.no_case_is_open,
    "meet-goal": _goal_settled_so,
    "waive-goal": _goal_settled_so,
    "reject-referral": _referral_rejected,
    "suspend-contract": _contract_suspended,
    "resume-contract": _contract_not_suspended,
    "link-persons": _linked,
}


def is_already_so(moment: Moment) -> bool:
    question = ALREADY.get(moment.command)
    return question is not None and question(moment)
