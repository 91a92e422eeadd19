"""What is due on a day, from the bare lines: a walk from day to day, one record at a time.

It knows nothing of how the library reads a journey: it lives through each day, keeps what
stood at its end, and counts the days of a clock one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from .people import Person, birthday, persons_of
from .policy import Policy
from .telling import Command, Told, last_day, plus_months, standing

ONE_DAY = timedelta(days=1)
LEVELS = ("high", "medium", "low")
Row = tuple[str, str, date, int, str | None, str | None, str | None]
"""Subject, what, due, overdue days, caseworker, centre, about."""


def due(
    lines: Iterable[Command],
    on: date,
    policy: Policy,
    *,
    ahead: int = 0,
    known_at: datetime | None = None,
) -> list[Row]:
    told = standing(lines, known_at)
    rows = [
        row
        for person in persons_of(told, on)
        for record in person.records
        for row in _Lists(record, person, told, on, policy).rows(ahead)
    ]
    return sorted(rows, key=lambda r: (r[2], r[0], r[1], r[6] or ""))


@dataclass
class _Life:
    """A record's case as it stands at the end of a day."""

    open_since: date | None = None
    openings: int = 0
    centre: str | None = None
    caseworker: str | None = None
    asked: tuple[date, str] | None = None
    closing: tuple[date, str] | None = None
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    """Those of the open case that nobody ended: their first day, their agreed last."""
    rests: set[date] = field(default_factory=set)
    """Every day on which the case was suspended."""
    plans: dict[str, tuple[int, date, str]] = field(default_factory=dict)
    """In which case it was proposed last, on which day, and what became of it."""
    contracts: dict[str, tuple[str, date]] = field(default_factory=dict)
    """Signed until, broken off on, completed on."""

    def rests_on(self, day: date) -> bool:
        return any(f <= day and (u is None or day <= u) for f, u in self.pauses)

    def hear(self, told: Told) -> None:  # noqa: C901, PLR0912 - a case for each command
        data, day = told.data, told.day
        match told.command:
            case "open-case" if self.open_since is None:
                self.centre, self.caseworker = data["centre"], data["caseworker"]
                self._opens(day)
            case "reopen-case" if self.open_since is None and self.openings:
                self._opens(day)
            case "propose-plan":
                self.plans[data["plan"]] = self.openings, day, "waits"
            case "approve-plan" | "reject-plan" if data["plan"] in self.plans:
                self.plans[data["plan"]] = (*self.plans[data["plan"]][:2], "answered")
            case "sign-contract":
                self.contracts[data["contract"]] = "signed", last_day(data["ends"])
            case "end-contract-early":
                self.contracts[data["contract"]] = "broken", last_day(data["last_day"])
            case "complete-contract":
                self.contracts[data["contract"]] = "completed", day
        if self.open_since is None:
            return
        match told.command:
            case "reassign-case":
                self.caseworker = data["caseworker"]
            case "request-transfer":
                self.asked = day, data["to_centre"]
            case "reject-transfer" | "revoke-transfer":
                self.asked = None
            case "accept-transfer" if self.asked:
                self.centre, self.asked = self.asked[1], None
            case "suspend-case":
                until = data.get("until")
                self.pauses.append((day, last_day(until) if until else None))
            case "resume-case":
                self.pauses = []
            case "request-closure":
                self.closing = day, data["reason"]
            case "refuse-closure":
                self.closing = None
            case "approve-closure":
                if self.rests_on(day):
                    self.rests.add(day)
                self.open_since, self.asked, self.closing, self.pauses = (
                    None,
                    None,
                    None,
                    [],
                )

    def _opens(self, day: date) -> None:
        self.open_since, self.openings = day, self.openings + 1


class _Lists:
    def __init__(
        self, record: str, person: Person, told: list[Told], on: date, policy: Policy
    ) -> None:
        self.record, self.person, self.on, self.policy = record, person, on, policy
        self.known = [one for one in told if one.subject == record]
        self.told = [one for one in self.known if one.day <= on]
        self.life = _lived(self.told, on)
        self.rows_found: list[Row] = []

    def rows(self, ahead: int) -> Iterator[Row]:
        horizon = self.on + timedelta(days=ahead)
        for what, day, about, listed, pardons in self._items(horizon):
            if listed <= horizon:
                late = sum(
                    1
                    for passed in _days(day + ONE_DAY, self.on)
                    if not pardons or passed not in self.life.rests
                )
                who, where = self.life.caseworker, self.life.centre
                yield self.record, what, day, late, who, where, about

    def _items(self, horizon: date) -> Iterator[tuple[str, date, str | None, date, bool]]:
        dead = bool(self.person.all("record-death"))
        if self.life.open_since is not None:
            for what, (day, about) in self._waits():
                yield what, day, about, day, True
        if dead:
            return
        since = self.life.open_since
        if since is not None:
            if not self.life.rests_on(self.on):
                for what, day, about in self._clocks(since):
                    yield what, day, about, day, True
            for what, day, about, pardons in self._beside(since, horizon):
                yield what, day, about, day, pardons
        yield from self._training()

    def _waits(self) -> Iterator[tuple[str, tuple[date, str]]]:
        if self.life.asked:
            yield "transfer", self.life.asked
        if self.life.closing:
            yield "closure-approval", self.life.closing

    def _clocks(self, since: date) -> Iterator[tuple[str, date, str | None]]:
        began = self._began(since)
        if not self._days_of("complete-assessment", began):
            yield "assessment", self._ticked(began, self._limit("assessment", began)), None
        waiting = sorted(
            (day, plan)
            for plan, (case, day, word) in self.life.plans.items()
            if case == self.life.openings and word == "waits"
        )
        if self._days_of("approve-plan", began):
            for day, plan in waiting:
                yield "plan-approval", day, plan
        else:
            about = waiting[-1][1] if waiting else None
            limit = self.policy.value("plan.days", self.on)
            yield "plan-approval", self._ticked(began, limit), about
        seen = [t.day for t in self._all("record-follow-up") if t.data["seen_child"]]
        last = max([since, *seen])
        yield "follow-up", self._ticked(last, self._limit("follow_up")), None
        yield "review", self._review(since), None

    def _review(self, since: date) -> date:
        reviews = [t for t in self._all("review-case") if t.day >= since]
        looked = reviews[-1].day if reviews else since
        raw = plus_months(looked, self.policy.value("review.months", self.on))
        agreed = reviews[-1].data.get("next_review_on") if reviews else None
        if agreed:
            raw = min(raw, last_day(agreed))
        return self._ticked(looked, (raw - looked).days)

    def _beside(
        self, since: date, horizon: date
    ) -> Iterator[tuple[str, date, str | None, bool]]:
        visits = {
            (told.data["kind"], told.day)
            for told in self.known
            if told.command == "plan-visit" and since <= told.day <= horizon
        }
        for kind, day in visits:
            made = [t for t in self._all("record-follow-up") if t.data["kind"] == kind]
            if not any(t.day >= day for t in made):
                yield "planned-visit", day, kind, True
        words = [
            t
            for t in self.person.all("give-consent", "withdraw-consent")
            if "services" in t.data["purposes"]
        ]
        born = self.person.born()
        if born and words and words[-1].data.get("given_by") == "guardian":
            yield "own-consent", birthday(born.last, 18), None, True
        suspension = self._suspension()
        if suspension is not None:
            yield "suspension-review", suspension, None, False

    def _suspension(self) -> date | None:
        """Walk back from the last day of the last suspension that nobody ended."""
        real = [(f, u) for f, u in self.life.pauses if u is None or f <= u]
        if not real:
            return None
        ends = [u for _, u in real if u is not None]
        last = max(ends) if len(ends) == len(real) else None
        reaching = max(first for first, _ in real) if last is None else last
        rests = {d for f, u in real for d in _days(f, reaching if u is None else u)}
        first = reaching
        while first - ONE_DAY in rests:
            first -= ONE_DAY
        reviews = [t.day for t in self._all("review-case")]
        seen = [t.day for t in self._all("record-follow-up") if t.data["seen_child"]]
        if last is not None and any(day > last for day in (*reviews, *seen)):
            return None
        longest = timedelta(days=self.policy.value("suspension.max_days", self.on))
        due = max([first, *reviews]) + longest
        return due if last is None else min(due, last + ONE_DAY)

    def _training(self) -> Iterator[tuple[str, date, str | None, date, bool]]:
        found = set()
        for name, (word, day) in self.life.contracts.items():
            match word:
                case "signed":
                    found.add(("contract-end", day, name, day, True))
                case "broken":
                    if not self._new_status(name, day):
                        limit = self.policy.value("contract.follow_up_days", self.on)
                        until = day + timedelta(days=limit)
                        found.add(("contract-follow-up", until, name, day, True))
                case "completed":
                    found |= set(self._insertions(day))
        yield from found

    def _insertions(self, completed: date) -> Iterator[tuple[str, date, str, date, bool]]:
        window = timedelta(days=self.policy.value("insertion.window_days", self.on))
        for months in (6, 12):
            due = plus_months(completed, months)
            asked = [
                told
                for told in self.person.all("record-insertion")
                if told.data["checkpoint"] == months
                and due - window <= told.day <= due + window
            ]
            if not asked and self.on <= due + window:
                yield "insertion", due, str(months), due, True

    def _new_status(self, name: str, since: date) -> bool:
        signed: dict[str, date] = {}
        for told in self._all("sign-contract"):
            signed[told.data["contract"]] = told.day
        if any(day >= since for other, day in signed.items() if other != name):
            return True
        return any(
            told.day >= since and _is_a_status(told) for told in self.person.commands
        )

    def _began(self, since: date) -> date:
        if self.life.openings > 1:
            return since
        registered = [t.day for t in self.known if t.command == "register-child"]
        identified = [t.day for t in self._all("identify-child")]
        if self.policy.value("clock_start", self.on) == "identification" and identified:
            return min(identified)
        return min(registered) if registered else since

    def _limit(self, clock: str, since: date | None = None) -> int:
        """Of the assessment by the first risk since its clock began, else by the last."""
        assessed = self._all("assess-risk")
        words = [t.data["level"] for t in assessed]
        if since is None:
            told = [t for t in self.told if t.command in ("assess-risk", "review-case")]
            risks = [t.data.get("level") or t.data.get("risk") for t in told]
            words = [risk for risk in risks if risk]
        after = [t.data["level"] for t in assessed if since and t.day >= since]
        risk = after[0] if after else (words[-1] if words else None)
        levels = LEVELS if risk is None else (risk,)
        values = [self.policy.value(f"{clock}.days_{level}", self.on) for level in levels]
        return int(min(values))

    def _ticked(self, began: date, days: int) -> date:
        """The day on which a clock of so many days runs out; it rests with the case."""
        day = began
        if days <= 0:
            return began + timedelta(days=days)
        while days:
            day += ONE_DAY
            days -= day not in self.life.rests
        return day

    def _all(self, command: str) -> list[Told]:
        return [told for told in self.told if told.command == command]

    def _days_of(self, command: str, since: date) -> list[date]:
        return [told.day for told in self._all(command) if told.day >= since]


def _is_a_status(told: Told) -> bool:
    match told.command:
        case "take-school-place" | "return-to-school" | "orient-pathway":
            return True
        case "record-insertion":
            return bool(told.data["situation"] != "unreachable")
        case "observe-work":
            return bool(told.data["economic_hours"] > 0)
        case _:
            return False


def _lived(told: Sequence[Told], on: date) -> _Life:
    life = _Life()
    waiting = list(told)
    for day in _days(told[0].day if told else on, on):
        while waiting and waiting[0].day <= day:
            life.hear(waiting.pop(0))
        if life.open_since is not None and life.rests_on(day):
            life.rests.add(day)
    return life


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def row(due: Any) -> Row:
    """What the library lists, as a row of this opinion."""
    subject = str(due.subject)
    late, who, where = due.overdue_days, due.caseworker, due.centre
    return subject, due.what, due.due, late, who, where, due.about
