"""Made-up lives: everything the core figures read, of one record, in the order it went."""

from __future__ import annotations

from datetime import date
from typing import Any

from .storyteller import (
    CASEWORKERS,
    CENTRES,
    DISTRICTS,
    KITS,
    PROGRAMMES,
    SUPERVISOR,
    Storyteller,
    days,
    school_year,
)

GRADES = ("ps2", "p1", "p2", "p3", "p4", "p5", "p6", "c1", "c2", "c3", "tc", "bac-1")
SCORES = {
    "educational": {"score": 2},
    "psychological": {"score": 3},
    "social": {"score": 1},
}
CLOSURES = (
    "goals-met",
    "goals-met",
    "transferred",
    "moved-away",
    "lost-to-follow-up",
    "turned-18",
    "death",
    "duplicate",
    "other",
)


def birth(t: Storyteller, start: date) -> str:
    """Mostly a day; a month or a year where only that is known; 29 February often."""
    if t.maybe(0.1):
        return str(t.one("2008-02-29", "2012-02-29", "2016-02-29"))
    around = start - days(t.chance.randint(5 * 365, 17 * 365))
    if t.maybe(0.35):  # old enough for training, or nearly
        around = start - days(t.chance.randint(14 * 365, 17 * 365))
    if t.maybe(0.3):  # close to a birthday that matters
        age = t.one(5, 6, 12, 15, 18)
        around = date(start.year - age, start.month, 1) + days(t.chance.randint(0, 120))
    if t.maybe(0.12):
        return str(around.year)
    return around.isoformat()[:7] if t.maybe(0.12) else around.isoformat()


class Life:
    """One record's story. `start` is the day of registration."""

    def __init__(self, t: Storyteller, key: str, start: date) -> None:
        self.t = t
        self.subject = f"child:{key}"
        self.key = key
        self.start = start
        self.worker = t.one(*CASEWORKERS)
        self.closings = 0

    def say(self, command: str, on: date, _by: str | None = None, **data: Any) -> None:
        self.t.tell(command, self.subject, on, data, by=_by or self.worker)

    def ask(self, command: str, on: date, _by: str | None = None, **data: Any) -> None:
        """For the case life: recorded soon, mostly to the day."""
        self.t.tell(
            command,
            self.subject,
            on,
            data,
            by=_by or self.worker,
            prompt=True,
            vague=0.015,
        )

    def enrolled(self, *, registered: bool = True) -> None:
        t, start = self.t, self.start
        if t.maybe(0.8):
            self.say(
                "identify-child",
                start - days(t.chance.randint(0, 20)),
                source=t.one("outreach", "school"),
                concerns=["child-labour"],
            )
        if not registered:
            return
        data: dict[str, Any] = {
            "given_name": t.one("Salma", "Anas", "Hajar"),
            "family_name": t.one("Naciri", "Tazi", "Bouazza"),
            "sex": t.one("female", "male", "female", "male", "female", "male", "unknown"),
            "born": birth(t, start),
            "district": t.one(*DISTRICTS, *DISTRICTS, "unknown"),
        }
        if t.maybe(0.7):
            data["disability"] = t.one("yes", "no", "no", "unknown")
        self.ask("register-child", start, **data)
        if t.maybe(0.15):
            self.say(
                "correct-birth-date",
                t.after(start, 10, 200),
                born=birth(t, start),
                evidence="birth-act",
                reason="the act was found",
            )
        self.consents()

    def consents(self) -> None:
        t, start = self.t, self.start
        purposes = ["services"]
        purposes += ["reporting"] if t.maybe(0.75) else []
        given: dict[str, Any] = {"given_by": "self" if t.maybe(0.15) else "guardian"}
        if t.maybe(0.7):
            purposes.append("share")
            given["with"] = ["health-centre", "legal-clinic"]
        if t.maybe(0.12):
            until = t.after(start, 100, 500).isoformat()
            given["until"] = t.one(until, until[:7])
        self.ask("give-consent", start, purposes=purposes, **given)
        if t.maybe(0.2):
            gone = t.after(start, 30, 400)
            self.say("withdraw-consent", gone, purposes=[t.one("reporting", "services")])
            if t.maybe(0.5):
                self.say(
                    "give-consent",
                    t.after(gone, 0, 90),
                    purposes=["reporting", "services"],
                    given_by="guardian",
                )

    def accompanied(self) -> None:
        """The first case, then perhaps others."""
        t = self.t
        opened = t.after(self.start, 0, 3)
        override = {"ground": "vital-interest", "supervisor": SUPERVISOR}
        self.ask(
            "open-case",
            opened,
            centre=t.one(*CENTRES),
            caseworker=self.worker,
            programmes=t.some(PROGRAMMES, 3),
            **({"override": override} if t.maybe(0.1) else {}),
        )
        closed = self.case_from(opened)
        while closed is not None and self.closings < 4 and t.maybe(0.6):
            again = t.after(closed, 0, t.one(5, 60, 400))
            if t.maybe(0.8):
                self.ask("reopen-case", again, reason="came-back")
            else:
                self.ask(
                    "open-case",
                    again,
                    centre=t.one(*CENTRES),
                    caseworker=t.one(*CASEWORKERS),
                    programmes=t.some(PROGRAMMES, 2),
                )
            closed = self.case_from(again)

    def case_from(self, opened: date) -> date | None:
        """One case; the day of its closure, if any."""
        t = self.t
        length = t.chance.randint(20, 500)
        for _ in range(t.one(0, 1, 1, 2)):
            risk_on = opened + days(t.chance.randint(-3, 6))
            self.say("assess-risk", risk_on, level=t.one("high", "medium", "low"))
        if t.maybe(0.8):
            self.say("complete-assessment", t.after(opened, 0, 9), domains=SCORES)
        self.plans(opened, length)
        self.changes(opened, length)
        on = t.after(opened, 30, 100)
        while on < opened + days(length):
            self.say("review-case", on, **({"risk": "low"} if t.maybe(0.5) else {}))
            on = t.after(on, 40, 130)
        return self.closed(opened + days(length)) if t.maybe(0.7) else None

    def plans(self, opened: date, length: int) -> None:
        t = self.t
        for number in range(t.one(0, 1, 1, 2)):
            plan = f"{self.key}-{self.closings}-{number}"
            proposed = t.after(opened, 3, 25)
            names = t.chance.sample(["school", "health", "papers"], t.one(1, 2))
            self.propose(plan, names, proposed, length)
            decided = t.after(proposed, 0, 6)
            self.ask(
                t.one("approve-plan", "approve-plan", "reject-plan"),
                decided,
                SUPERVISOR,
                plan=plan,
            )
            if t.maybe(0.35):  # proposed again
                proposed = t.after(decided, 1, 40)
                self.propose(plan, names, proposed, length)
                decided = t.after(proposed, 0, 10)
                if t.maybe(0.85):
                    self.ask("approve-plan", decided, SUPERVISOR, plan=plan)
            for name in names:
                word = t.one("meet-goal", "meet-goal", "waive-goal", None)
                if word is None:
                    continue
                on = t.after(decided, 10, max(12, length - 10))
                self.ask(word, on, plan=plan, goal=name)
                if t.maybe(0.2):
                    other = "waive-goal" if word == "meet-goal" else "meet-goal"
                    self.ask(other, t.after(on, 0, 20), plan=plan, goal=name)

    def propose(self, plan: str, names: list[str], on: date, length: int) -> None:
        goals = []
        for name in names:
            due = self.t.after(on, 10, length + 60).isoformat()
            due = due[:7] if self.t.maybe(0.15) else due
            goals.append({"goal": name, "area": "education", "measure": "seen", "due": due})
        self.ask("propose-plan", on, plan=plan, goals=goals)

    def changes(self, opened: date, length: int) -> None:  # noqa: C901 - a list of chances
        """Programmes, caseworkers, transfers, a suspension, referrals, follow-ups."""
        t = self.t

        def sometime() -> date:
            return t.after(opened, 1, max(2, length - 2))

        for _ in range(t.one(0, 1, 2, 3)):
            programme = t.one(*PROGRAMMES)
            self.ask(
                t.one("join-programme", "leave-programme"), sometime(), programme=programme
            )
        if t.maybe(0.3):
            self.ask(
                "reassign-case",
                sometime(),
                SUPERVISOR,
                caseworker=t.one(*CASEWORKERS),
                reason="leave",
            )
        if t.maybe(0.35):
            asked = sometime()
            self.ask("request-transfer", asked, to_centre=t.one(*CENTRES))
            answers = ("accept-transfer", "accept-transfer", "reject-transfer")
            self.ask(t.one(*answers, "revoke-transfer"), t.after(asked, 0, 9), SUPERVISOR)
        if t.maybe(0.3):
            on = sometime()
            until = t.after(on, 5, 90).isoformat()
            limit = {"until": t.one(until, until[:7])} if t.maybe(0.5) else {}
            self.ask("suspend-case", on, reason="travel", **limit)
            if t.maybe(0.6):
                self.ask("resume-case", t.after(on, 0, 60), reason="back")
        for number in range(t.one(0, 0, 1, 2)):
            self.referral(f"R{self.closings}{number}", sometime())
        for _ in range(t.one(0, 1, 3)):
            self.say("record-follow-up", sometime(), kind="call", seen_child=t.maybe(0.5))
        if t.maybe(0.2):
            self.say("plan-visit", sometime(), kind="home-visit")
        if t.maybe(0.2):
            self.say("record-service", sometime(), service="tutoring")

    def referral(self, name: str, on: date) -> None:
        t = self.t
        to = t.one("health-centre", "legal-clinic")
        self.ask("make-referral", on, referral=name, to=to, service="health-care")
        answer = t.one("accept-referral", "accept-referral", "reject-referral", None)
        if answer:
            self.ask(answer, t.after(on, 0, 5), referral=name)
        for side in ("provider", "family"):
            if t.maybe(0.65):
                self.say(
                    "confirm-referral", t.after(on, 3, 60), referral=name, confirmed_by=side
                )
        if t.maybe(0.15):
            self.ask("revoke-referral", t.after(on, 5, 40), referral=name)

    def closed(self, on: date) -> date:
        t = self.t
        self.closings += 1
        reason = t.one(*CLOSURES)
        if reason == "goals-met" and t.maybe(0.6):
            reason = "moved-away"
        self.ask("request-closure", on, reason=reason)
        if t.maybe(0.15):
            self.ask("refuse-closure", t.after(on, 0, 3), SUPERVISOR)
            on = t.after(on, 4, 20)
            self.ask("request-closure", on, reason="other")
        ended = t.after(on, 0, 6)
        self.ask("approve-closure", ended, SUPERVISOR)
        if reason == "death":
            self.say("record-death", ended)
        return ended

    def at_work(self) -> None:
        t = self.t
        on = t.after(self.start, -5, 40)
        for _ in range(t.one(0, 1, 2, 3, 4, 6)):
            working = t.maybe(0.55)
            hours = t.one(0.5, 1, 1, 13.75, 14, 20, 43, 43.5, 50) if working else 0
            data: dict[str, Any] = {
                "economic_hours": hours,
                "chores_hours": t.one(0, 3, 10, 21, 21.25, 27.5, 28, 43, 2.5),
                "hazardous": t.one("yes", "no", "no", "no", "unknown"),
            }
            if t.maybe(0.05):
                data["worst_form"] = "forced-labour"
            self.say("observe-work", on, **data)
            on = t.after(on, 0, 120)

    def at_school(self) -> None:
        t = self.t
        if t.maybe(0.85):
            situation = t.one("out", "out", "never", "enrolled", "vocational")
            self.say("assess-schooling", t.after(self.start, -3, 20), situation=situation)
        if t.maybe(0.15):
            self.say("assess-schooling", t.after(self.start, 30, 90), situation="enrolled")
        if t.maybe(0.2):
            self.say(
                "orient-pathway",
                t.after(self.start, 0, 60),
                pathway=t.one("nfe", "second-chance", "vocational"),
            )
        on = t.after(self.start, 0, 60)
        for _ in range(t.one(0, 1, 1, 2)):
            self.year_at_school(on)
            on = date(on.year + (on.month >= 9), 9, 1) + days(t.chance.randint(0, 45))

    def year_at_school(self, on: date) -> None:
        t = self.t
        year = school_year(on)
        place = {"school": "school-one", "school_year": year}
        self.say("take-school-place", on, **place, grade=t.one(*GRADES), kind="first")
        self.kits(on, year)
        to = t.after(on, 20, 60)
        for _ in range(t.one(0, 1, 2, 3)):
            self.attendance(on, to)
            on, to = to, t.after(to, 5, 60)
        if t.maybe(0.3):
            left = t.after(on, 0, 40)
            last_day = left.isoformat()
            last_day = last_day[:7] if t.maybe(0.1) else last_day
            self.say("record-dropout", t.after(left, 0, 15), last_day=last_day)
            if t.maybe(0.5):
                self.say("return-to-school", t.after(left, 1, 60), **place)
        for _ in range(t.one(0, 0, 1, 3)):
            session = t.one("tutoring", "tutoring", "digital-skills", "literacy")
            hours = t.one(1, 1.5, 2, 3.25, 0)
            self.say("attend-session", t.after(on, 0, 50), session=session, hours=hours)

    def attendance(self, first: date, last: date) -> None:
        t = self.t
        for _ in range(t.one(1, 1, 1, 2)):  # the same stretch twice: the latest counts
            possible = t.one(0, 10, 19, 20, 20, 40, 60)
            data: dict[str, Any] = {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "days_possible": possible,
                "days_absent": min(possible, t.one(0, 0, 1, 2, 3, 4, 6)),
                "source": t.one("school-register", "teacher"),
            }
            if t.maybe(0.4):
                data["days_absent_authorised"] = t.one(0, 1, 2)
            self.say("report-attendance", t.after(last, 0, 25), **data)

    def kits(self, on: date, year: str) -> None:
        t = self.t
        for kit in t.some(KITS, 2):
            named = {"kit": kit, "school_year": year}
            if t.maybe(0.8):
                self.ask("entitle-kit", t.after(on, 0, 10), **named)
            for _ in range(t.one(0, 1, 1, 2, 3)):
                self.say("deliver-kit", t.after(on, 5, 80), **named)
            if t.maybe(0.25):
                self.ask("grant-second-kit", t.after(on, 5, 60), **named, reason="lost")

    def trained(self) -> None:
        t = self.t
        signed = t.after(self.start, 3, 120)
        for number in range(t.one(1, 1, 2)):
            contract = f"K{self.key}-{number}"
            starts, ends = t.after(signed, 0, 20), t.after(signed, 60, 300)
            first, last = starts.isoformat(), ends.isoformat()
            self.ask(
                "sign-contract",
                signed,
                contract=contract,
                enterprise="atelier-du-bois",
                trade="carpentry",
                starts=t.one(first, first, first[:7]),
                ends=t.one(last, last, last[:7]),
                hours_total=1600,
                hours_practice=1300,
                hours_complement=200,
                guardian_signed=True,
            )
            for _ in range(t.one(0, 1, 2, 4)):
                practice, centre = t.one((80, 10), (80, 20), (90, 10), (70, 30), (0, 0))
                self.say(
                    "log-hours",
                    t.after(starts, 5, 120),
                    contract=contract,
                    practice=practice,
                    centre=centre + t.one(0, 0, 0.5),
                )
            signed = self.contract_over(contract, starts, ends)

    def contract_over(self, contract: str, starts: date, ends: date) -> date:
        """Completed with a look six or twelve months on, ended early, or running."""
        t = self.t
        how = t.one("complete", "complete", "early", None)
        if how == "early":
            left = t.after(starts, 10, 100)
            self.say(
                "end-contract-early",
                left,
                contract=contract,
                by="mutual",
                reason="moved",
                last_day=left.isoformat(),
            )
        if how == "complete":
            over = t.after(ends, -20, 10)
            self.ask("complete-contract", over, contract=contract)
            for _ in range(t.one(0, 1, 2)):
                checkpoint = t.one(6, 6, 12)
                look = over + days(checkpoint * 30 + t.one(-33, -25, 0, 2, 30, 34))
                situation = t.one(
                    "employed-formal",
                    "self-employed",
                    "unemployed",
                    "unreachable",
                    "continuing-education",
                )
                self.say(
                    "record-insertion", look, checkpoint=checkpoint, situation=situation
                )
        return t.after(ends, 12, 40)
