"""What a store would surely record, for made-up journals: in doubt, no.

A command that a rule refuses, or that would change nothing, is lost; a made-up journal
must not hold it. Each request is judged on what was recorded before it, as of its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from .episodes import Episode, episodes_of
from .people import Person, birthday, persons_of
from .policy import policy
from .telling import Command, Day, Told, by_day, day, first_day, instant, last_day, standing

CASABLANCA = ZoneInfo("Africa/Casablanca")
POLICY = policy()


def surely_recorded(candidates: Iterable[Command]) -> list[Command]:
    """Those that are surely recorded, in recorded order."""
    in_order = sorted(candidates, key=lambda line: (instant(line["at"]), line["id"]))
    families = _families(in_order)
    kept: dict[str, list[Command]] = {}
    result = []
    for line in in_order:
        family = families[line["subject"]]
        if _valid(line) and Moment(line, kept.get(family, [])).allowed():
            kept.setdefault(family, []).append(line)
            result.append(line)
    return result


def _families(lines: list[Command]) -> dict[str, str]:
    """Subjects that may ever matter to each other: by links, and by households."""
    group = {line["subject"]: {line["subject"]} for line in lines}
    for line in lines:
        data = line["data"]
        people = [data.get("other"), data.get("child"), data.get("person")]
        people += [member.get("person") for member in data.get("members", [])]
        for other in people:
            if isinstance(other, str) and other.startswith("child:"):
                joined = group[line["subject"]] | group.setdefault(other, {other})
                for subject in joined:
                    group[subject] = joined
    return {subject: min(joined) for subject, joined in group.items()}


def _valid(line: Command) -> bool:
    """An `on` may not begin after the day of recording."""
    recorded_day = instant(line["at"]).astimezone(CASABLANCA).date()
    spans = [day(line["on"])]
    if line["command"] == "correct" and line["data"].get("on"):
        spans.append(day(line["data"]["on"]))
    if line["command"] == "plan-visit":
        return True
    return all(span.first <= recorded_day for span in spans)


class Moment:
    """One command, and what was recorded before it."""

    def __init__(self, line: Command, before: list[Command]) -> None:
        self.line = line
        self.data: dict[str, Any] = line["data"]
        self.on = last_day(line["on"])
        self.before = before
        self.actors = {one["id"]: one["by"] for one in before}

    def allowed(self) -> bool:
        """Facts always; a request by its own question, named after it."""
        if any(one["id"] == self.line["id"] for one in self.before):
            return False
        name = self.line["command"].replace("-", "_")
        question = getattr(self, f"may_{name}", None)
        return True if question is None else bool(question())

    # what is known

    @cached_property
    def told(self) -> list[Told]:
        return standing(self.before)

    @cached_property
    def own(self) -> list[Told]:
        subject = self.line["subject"]
        return [t for t in by_day(self.told, self.on) if t.subject == subject]

    def person(self, record: str, as_of: date | None = None) -> Person:
        for person in persons_of(self.told, as_of or self.on):
            if record in person.records:
                return person
        return Person([record], [], [], [])

    @cached_property
    def episodes(self) -> list[Episode]:
        return episodes_of(self.line["subject"], self.own)

    @cached_property
    def case(self) -> Episode | None:
        found = self.episodes
        return found[-1] if found and found[-1].end is None else None

    def last_of(self, *names: str, **fields: str) -> Told | None:
        """The last such command told in the open case."""
        story = self.case.story if self.case else []
        found = [
            told
            for told in story
            if told.command in names
            and all(told.data.get(name) == value for name, value in fields.items())
        ]
        return found[-1] if found else None

    # the case

    def may_open_case(self) -> bool:
        registered = any(told.command == "register-child" for told in self.own)
        return registered and self._consent_or_override() and self.case is None

    def may_reopen_case(self) -> bool:
        closed = bool(self.episodes) and self.case is None
        return closed and self._consent_or_override()

    def _consent_or_override(self) -> bool:
        person = self.person(self.line["subject"])
        return "override" in self.data or person.consents(
            "services", self.on, POLICY, self.on
        )

    def may_join_programme(self) -> bool:
        programme = self.data["programme"]
        return self.case is not None and programme not in self.case.programmes_held_now()

    def may_leave_programme(self) -> bool:
        programme = self.data["programme"]
        return self.case is not None and programme in self.case.programmes_held_now()

    def may_reassign_case(self) -> bool:
        caseworker = self.data["caseworker"]
        return self.case is not None and self.case.caseworkers[-1][1] != caseworker

    def may_suspend_case(self) -> bool:
        return self.case is not None and self.last_of("suspend-case") is None

    def may_resume_case(self) -> bool:
        last = self.last_of("suspend-case", "resume-case")
        suspended = last is not None and last.command == "suspend-case"
        return suspended and self.case is not None and self.case.suspended_on(self.on)

    # transfers and closures

    def _transfer_waits(self) -> bool:
        return self.case is not None and self.case.transfer_to is not None

    def _closure_waits(self) -> bool:
        last = self.last_of("request-closure", "refuse-closure")
        return last is not None and last.command == "request-closure"

    def may_request_transfer(self) -> bool:
        if self.case is None or self._transfer_waits() or self._closure_waits():
            return False
        return bool(self.case.centres[-1][1] != self.data["to_centre"])

    may_accept_transfer = _transfer_waits
    may_reject_transfer = _transfer_waits
    may_revoke_transfer = _transfer_waits

    def may_request_closure(self) -> bool:
        if self.case is None or self._transfer_waits() or self._closure_waits():
            return False
        match self.data["reason"]:
            case "goals-met":
                return self._every_goal_answered() and not self._at_work()
            case "lost-to-follow-up":
                return self._looked_for_in_vain()
        return True

    def _every_goal_answered(self) -> bool:
        story = self.case.story if self.case else []
        return all(
            self.last_of("meet-goal", "waive-goal", plan=t.data["plan"], goal=g["goal"])
            for t in story
            if t.command == "propose-plan"
            for g in t.data["goals"]
        )

    def _at_work(self) -> bool:
        seen = self.person(self.line["subject"]).all("observe-work")
        return bool(seen) and seen[-1].data["economic_hours"] > 0

    def _looked_for_in_vain(self) -> bool:
        days: list[date] = []
        for told in self.case.story if self.case else []:
            if told.command == "record-follow-up":
                days = [] if told.data["seen_child"] else [*days, told.day]
        return len(days) >= 3 and days[-1] - days[0] >= timedelta(days=30)

    def may_approve_closure(self) -> bool:
        if self.case is None or self._transfer_waits():
            return False
        caseworkers = {worker for _, worker in self.case.caseworkers}
        return self._closure_waits() and self.line["by"] not in caseworkers

    may_refuse_closure = may_approve_closure

    # plans and goals

    def may_propose_plan(self) -> bool:
        return self.case is not None and bool(self.data["goals"])

    def may_approve_plan(self) -> bool:
        plan = self.data["plan"]
        last = self.last_of("propose-plan", "approve-plan", "reject-plan", plan=plan)
        if last is None or last.command != "propose-plan":
            return False
        return self.actors[last.id] != self.line["by"]

    may_reject_plan = may_approve_plan

    def may_meet_goal(self) -> bool:
        plan, goal = self.data["plan"], self.data["goal"]
        proposed = self.last_of("propose-plan", plan=plan)
        last = self.last_of("propose-plan", "approve-plan", "reject-plan", plan=plan)
        if proposed is None or last is None or last.command != "approve-plan":
            return False
        word = self.last_of("meet-goal", "waive-goal", plan=plan, goal=goal)
        stands = goal in [one["goal"] for one in proposed.data["goals"]]
        return stands and (word is None or word.command != self.line["command"])

    may_waive_goal = may_meet_goal

    # referrals and links

    def may_make_referral(self) -> bool:
        known = any(
            one["command"] == "make-referral"
            and one["subject"] == self.line["subject"]
            and one["data"]["referral"] == self.data["referral"]
            for one in self.before
        )
        return self.case is not None and not known and self._shares_with(self.data["to"])

    def _shares_with(self, organisation: str) -> bool:
        person = self.person(self.line["subject"])
        words = [
            told
            for told in person.all("give-consent", "withdraw-consent")
            if "share" in told.data["purposes"]
        ]
        if not words or words[-1].command == "withdraw-consent":
            return False
        shared = organisation in words[-1].data.get("with", [])
        return shared and person.consents("share", self.on, POLICY, self.on)

    def may_accept_referral(self) -> bool:
        about = [t for t in self.own if t.data.get("referral") == self.data["referral"]]
        names = {told.command for told in about}
        over = {"accept-referral", "reject-referral", "revoke-referral"}
        return "make-referral" in names and not names & over

    may_reject_referral = may_accept_referral

    def may_revoke_referral(self) -> bool:
        about = [t for t in self.own if t.data.get("referral") == self.data["referral"]]
        names = {told.command for told in about}
        over = {"reject-referral", "revoke-referral"}
        return "make-referral" in names and not names & over

    def may_link_persons(self) -> bool:
        together = self.person(self.line["subject"], date.max).records
        return self.data["other"] not in together

    # kits, contracts, allowances

    def may_entitle_kit(self) -> bool:
        person = self.person(self.line["subject"], date.max)
        once = not any(
            (told.data["kit"], told.data["school_year"])
            == (self.data["kit"], self.data["school_year"])
            for told in person.all("entitle-kit")
        )
        return self.case is not None and once

    def may_sign_contract(self) -> bool:
        born = self._born_of_the_record()
        total = Fraction(self.data["hours_total"])
        practice, centre = self.data["hours_practice"], self.data["hours_complement"]
        return (
            self.case is not None
            and born is not None
            and birthday(born.last, 15) <= self.on
            and self.data["guardian_signed"]
            and 100 * practice >= 80 * total
            and 100 * centre >= 10 * total
            and practice + centre <= total
            and not self._running()
        )

    def _born_of_the_record(self) -> Day | None:
        """Rules on contracts look at the record, not at the person."""
        record = self.line["subject"]
        described = [told for told in self.told if told.subject == record]
        return Person([record], described, [], []).born()

    def _running(self) -> list[str]:
        over = {
            told.data["contract"]
            for told in self.own
            if told.command in ("complete-contract", "end-contract-early")
        }
        signed = [t.data["contract"] for t in self.own if t.command == "sign-contract"]
        return [contract for contract in signed if contract not in over]

    def may_complete_contract(self) -> bool:
        return self.data["contract"] in self._running()

    def _granted(self) -> bool:
        records = self.person(self.data["child"], date.max).records
        return any(
            told.command == "grant-allowance"
            and told.data["child"] in records
            and first_day(told.data["from"]) <= first_day(self.data["month"])
            for told in self.own
        )

    def may_pay_allowance(self) -> bool:
        records = self.person(self.data["child"], date.max).records
        paid = any(
            told.command == "pay-allowance"
            and told.data["child"] in records
            and told.data["month"] == self.data["month"]
            for told in self.told
        )
        return self._granted() and not paid

    may_withhold_allowance = _granted

    # saying that something was told wrong

    def _target(self) -> Command | None:
        retracted = {
            one["data"]["command_id"] for one in self.before if one["command"] == "retract"
        }
        for one in self.before:
            if one["id"] == self.data["command_id"] and one["id"] not in retracted:
                return one if one["subject"] == self.line["subject"] else None
        return None

    def may_correct(self) -> bool:
        target = self._target()
        return target is not None and target["command"] not in ("correct", "retract")

    def may_retract(self) -> bool:
        target = self._target()
        return target is not None and target["command"] != "retract"
