"""Made-up journals that a store would record line by line, and questions about them."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from .lives import Life, birth
from .questions import questions
from .rules import surely_recorded
from .storyteller import CENTRES, KITS, LAST_RECORDING, PROGRAMMES, Storyteller, days
from .telling import Command, instant, last_day

__all__ = ["journal", "questions"]

CASABLANCA = ZoneInfo("Africa/Casablanca")


def journal(seed: int, children: int = 12) -> list[Command]:
    """Command dicts in no particular order, a few of them twice."""
    t = Storyteller(seed)
    keys = [f"K{number:02}" for number in range(1, children + 1)]
    starts = {key: _a_start(t) for key in keys}
    for key in keys:
        _child(t, key, starts[key])
    _households(t, keys, starts)
    _organisation(t)
    _said_wrong(t)
    _linked_wrongly(t, seed)
    recorded = surely_recorded(t.lines)
    recorded += [line for line in recorded if t.maybe(0.01)]
    t.chance.shuffle(recorded)
    return recorded


def _a_start(t: Storyteller) -> date:
    return date(2023, 9, 10) + days(t.chance.randint(0, 760))


def _child(t: Storyteller, key: str, start: date) -> None:
    """One child; now and then known by two or three records, or never registered."""
    _life(t, key, start, registered=t.maybe(0.95))
    for copy in range(t.one(0, 0, 0, 0, 1, 1, 2)):
        other = f"{key}{'bc'[copy]}"
        begun = t.after(start, 0, 200)
        _life(t, other, begun, registered=t.maybe(0.7))
        _links(t, f"child:{key}", f"child:{other}", t.after(begun, 0, 60))


def _life(t: Storyteller, key: str, start: date, *, registered: bool) -> None:
    t.minute = 0
    life = Life(t, key, start)
    life.enrolled(registered=registered)
    if registered:
        life.accompanied()
    life.at_work()
    life.at_school()
    if registered and t.maybe(0.8):
        life.trained()


def _links(t: Storyteller, one: str, other: str, on: date) -> None:
    """Linked from either side; sometimes taken back, sometimes linked again."""
    for command in ("link-persons", "unlink-persons", "link-persons"):
        subject, named = t.one((one, other), (other, one))
        t.tell(command, subject, on, {"other": named, "evidence": "same-mother"})
        on = t.after(on, 20, 120)
        if t.maybe(0.65):
            return


def _households(t: Storyteller, keys: list[str], starts: dict[str, date]) -> None:
    left = list(keys)
    number = 0
    while left:
        number += 1
        home, left = left[: t.one(1, 2, 3)], left[3:]
        _household(t, f"household:H{number:02}", home, starts)


def _household(t: Storyteller, home: str, keys: list[str], starts: dict[str, date]) -> None:
    formed = t.after(min(starts[key] for key in keys), -10, 30)
    t.minute = 0
    members: list[dict[str, Any]] = [{"name": "Rachida", "role": "mother"}]
    for key in keys:
        member = {"person": f"child:{key}", "role": t.one("child", "child", "sibling")}
        if t.maybe(0.7):
            members.append(member)
        else:
            t.tell("join-household", home, t.after(formed, 5, 200), member)
        if t.maybe(0.3):
            gone = t.after(formed, 60, 400)
            t.tell("leave-household", home, gone, member)
            if t.maybe(0.4):
                t.tell("join-household", home, t.after(gone, 0, 100), member)
    t.tell("form-household", home, formed, {"members": members, "district": "mediouna"})
    for _ in range(t.one(0, 1, 2, 4)):
        visit = {"caregiver_present": t.maybe(0.6), "children": [f"child:{keys[0]}"]}
        t.tell("visit-home", home, t.after(formed, 5, 500), visit)
    for key in keys:
        if t.maybe(0.6):
            _allowance(t, home, f"child:{key}", t.after(starts[key], 0, 90))


def _allowance(t: Storyteller, home: str, child: str, on: date) -> None:
    month = date(on.year, on.month, 1)
    grant = {"child": child, "amount_centimes": 25000, "currency": "MAD"}
    since = {"from": month.isoformat()[:7]}
    t.tell("grant-allowance", home, on, {**grant, **since}, prompt=True)
    if t.maybe(0.2):
        later = t.after(on, 60, 120)
        again = {**grant, "from": later.isoformat()[:7]}
        t.tell("grant-allowance", home, later, again, prompt=True)
    for _ in range(t.one(2, 4, 8)):
        data = {"child": child, "month": month.isoformat()[:7]}
        following = (month + days(32)).replace(day=1)
        what = "withhold-allowance" if t.maybe(0.25) else "pay-allowance"
        if t.maybe(0.85):
            payday = following + days(t.chance.randint(3, 13))
            t.tell(what, home, payday, data, prompt=True)
        if t.maybe(0.1):
            t.tell("withhold-allowance", home, t.after(following, 0, 9), data, prompt=True)
        month = following


def _organisation(t: Storyteller) -> None:
    for centre in CENTRES:
        t.tell(
            "open-centre",
            f"centre:{centre}",
            date(2023, 9, 1),
            {"name": "Centre", "kind": "child-labour-centre", "capacity": 60},
        )
    for body in ("body-one", "body-two"):
        for season, over in (
            ("2023-2024", date(2024, 9, 1)),
            ("2024", date(2025, 1, 2)),
            ("2024-2025", date(2025, 9, 1)),
        ):
            for kind in ("kindergarten", "disability", "citizen-house", "all"):
                for _ in range(t.one(0, 1, 1, 2)):
                    _season_figures(t, f"centre:{body}", season, kind, t.after(over, 0, 60))
    for number in range(t.one(1, 2, 3, 4)):
        begun = date(2023, 9, 1) + days(t.one(0, 99, 400, 700))
        _agreement(t, f"agreement:A{number}", begun)


def _season_figures(t: Storyteller, body: str, season: str, kind: str, on: date) -> None:
    beneficiaries = t.one(250, {"value": 2300, "at_least": True}, {"unknown": True})
    structures = t.one(3, 11, {"value": 7, "about": True}, {"unknown": True, "raw": "?"})
    data = {"season": season, "kind": kind}
    t.tell(
        "report-season-figures",
        body,
        on,
        {**data, "beneficiaries": beneficiaries, "structures": structures},
    )


def _agreement(t: Storyteller, agreement: str, on: date) -> None:
    names = (
        {"fr": "Société Al Oufoq", "ar": "شركة الأفق"},
        {"fr": "société  al oufoq "},
        "SOCIÉTÉ AL OUFOQ",
        {"ar": "جمعية النور", "en": "An-Nour"},
        {"en": "An-Nour"},
        "Fondation Atlas",
    )
    partners = [
        {"name": name, "kind": "private-sector"}
        for name in t.chance.sample(names, t.one(1, 2, 3))
    ]
    starts = t.after(on, -20, 40).isoformat()
    data = {"partners": partners, "scope": "kits", "starts": t.one(starts, starts[:7])}
    if t.maybe(0.6):
        ends = t.after(on, 100, 600).isoformat()
        data["ends"] = t.one(ends, ends[:7])
    t.tell("sign-agreement", agreement, on, data)
    if t.maybe(0.3):
        t.tell("end-agreement", agreement, t.after(on, 90, 500), {"reason": "done"})


NEVER_RETRACTED = {
    "register-child",
    "resume-case",
    "suspend-case",
    "sign-contract",
    "open-centre",
}
DAY_STAYS = {"register-child", "suspend-case", "resume-case", "plan-visit", "open-centre"}
NOT_CORRECTED = {"correct-birth-date", "link-persons", "unlink-persons", "open-centre"}


def _said_wrong(t: Storyteller) -> None:
    """Corrections, corrected again; retractions, of corrections too."""
    for line in list(t.lines):
        wrong = t.chance.random()
        if wrong < 0.025 and line["command"] not in NEVER_RETRACTED:
            _retract(t, line)
        elif wrong < 0.125 and line["command"] not in NOT_CORRECTED:
            told = line
            for _ in range(t.one(1, 1, 1, 2, 3)):
                told = _correct(t, line, told)
                if told is not None and t.maybe(0.2):
                    _retract(t, told)
                told = told or line


def _linked_wrongly(t: Storyteller, seed: int) -> None:
    """Links and what undid them, retracted; drawn apart, so that all else stays as told."""
    chance, t.chance = t.chance, Random(f"links of {seed}")
    for line in list(t.lines):
        if line["command"] in ("link-persons", "unlink-persons") and t.maybe(0.25):
            _retract(t, line)
    t.chance = chance


def _when(t: Storyteller, line: Command) -> datetime | None:
    later = instant(line["at"]) + timedelta(days=t.one(0, 1, 9, 60, 150), minutes=7)
    return later if later.date() <= LAST_RECORDING else None


def _add(t: Storyteller, line: Command, command: str, at: datetime, data: Any) -> Command:
    added = {
        "id": t.new_id(),
        "command": command,
        "subject": line["subject"],
        "on": at.astimezone(UTC).date().isoformat(),
        "at": t.written(at),
        "by": "amina",
        "data": {**data, "reason": "entered wrongly"},
    }
    t.lines.append(added)
    return added


def _retract(t: Storyteller, line: Command) -> None:
    at = _when(t, line)
    if at is not None:
        _add(t, line, "retract", at, {"command_id": line["id"]})


def _correct(t: Storyteller, line: Command, after: Command) -> Command | None:
    at = _when(t, after)
    if at is None:
        return None
    data: dict[str, Any] = {"command_id": line["id"], "data": _otherwise(t, line)}
    if line["command"] not in DAY_STAYS and t.maybe(0.35):
        moved = last_day(line["on"]) + days(t.chance.randint(-25, 12))
        moved = min(moved, at.astimezone(CASABLANCA).date())
        month = moved.isoformat()[:7]
        over = last_day(month) <= at.astimezone(CASABLANCA).date()
        data["on"] = month if over and t.maybe(0.25) else moved.isoformat()
    return _add(t, line, "correct", at, data)


def _otherwise(  # noqa: C901, PLR0912 - a case for each command
    t: Storyteller, line: Command
) -> dict[str, Any]:
    """The whole data again, told differently where it matters."""
    data: dict[str, Any] = deepcopy(line["data"])
    match line["command"]:
        case "register-child":
            data["born"] = t.one(data["born"], birth(t, date(2024, 9, 1)))
            data["sex"] = t.one("female", "male", "unknown")
            data["district"] = t.one("mediouna", "hay-hassani", "unknown")
        case "observe-work":
            data["economic_hours"] = t.one(0, 0, 1, 14, 43.25)
            data["hazardous"] = t.one("yes", "no", "unknown")
        case "report-attendance":
            data["days_absent"] = t.one(0, 1, 2)
        case "take-school-place":
            data["grade"] = t.one("p1", "p6", "c3")
        case "deliver-kit":
            data["kit"] = t.one(*KITS)
        case "open-case":
            data["centre"] = t.one(*CENTRES)
            data["programmes"] = t.some(PROGRAMMES, 2)
        case "join-programme" | "leave-programme":
            data["programme"] = t.one(*PROGRAMMES)
        case "request-transfer":
            data["to_centre"] = t.one(*CENTRES)
        case "request-closure":
            data["reason"] = t.one("transferred", "duplicate", "death", "other")
        case "assess-risk":
            data["level"] = t.one("high", "medium", "low")
        case "assess-schooling":
            data["situation"] = t.one("out", "never", "enrolled")
        case "propose-plan":
            for goal in data["goals"]:
                goal["due"] = t.after(last_day(goal["due"]), -60, 60).isoformat()
        case "sign-contract":
            data["ends"] = t.after(last_day(data["ends"]), -40, 40).isoformat()
        case "record-insertion":
            data["situation"] = t.one("employed-informal", "inactive", "unreachable")
        case "visit-home":
            data["caregiver_present"] = not data["caregiver_present"]
        case "log-hours" | "attend-session":
            name = "practice" if line["command"] == "log-hours" else "hours"
            data[name] = t.one(0, 2.75, 90)
    return data
