"""Data for every command, from few words, so that commands often meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from .storyteller import school_year

Data = dict[str, Any]
PEOPLE = ("amina", "youssef", "khadija", "nadia")
CENTRES = ("mediouna", "hay-hassani")
PROGRAMMES = ("lcte", "education")
PLANS = ("P1", "P2")
GOALS = ("back to school", "no night work")
PARTNERS = ("al-oufoq", "an-nour")
CONTRACTS = ("K1", "K2")
REFERRALS = ("R1", "R2")
KITS = ("school-bag-full", "books-only")
VALUES = ("AB 12", "ab12", "Ab\u00a012", "AB13", {"fr": "AB 12"})
HOURS = (0, 9, 10, 37, 100, 1000, 1000, 1003)
CLOSURES = ("goals-met", "goals-met", "lost-to-follow-up", "other", "transferred")


class Words:
    """Chooses; knows the days and subjects of the life it speaks of."""

    def __init__(self, chance: Random, days: list[date], records: list[str]) -> None:
        self.chance = chance
        self.days = days
        self.records = records

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def one(self, choices: Any) -> Any:
        return self.chance.choice(choices)

    def some(self, choices: Any, least: int = 0) -> list[Any]:
        return self.chance.sample(choices, self.chance.randint(least, len(choices)))

    def day(self) -> str:
        """A day of this life, or the one beside it; now and then only its span."""
        on: date = self.one(self.days) + timedelta(days=self.one((-1, 0, 0, 1)))
        if self.maybe(0.06):
            month = f"{on.year}-{on.month:02}"
            return str(self.one((month, month, str(on.year), school_year(on))))
        return on.isoformat()

    def month(self) -> str:
        return str(self.one(("2025-08", "2025-09", "2025-10", "2025-11")))

    def said(self, command: str) -> Data:
        """Data that the command may have; None where a field is not given."""
        data = SAID[command](self)
        return {name: value for name, value in data.items() if value is not None}

    def perhaps(self, value: Any) -> Any:
        return value if self.maybe(0.4) else None


def _consent(w: Words) -> Data:
    purposes = ("services", "share", "services", "reporting")
    return {
        "purposes": sorted(set(w.some(purposes, 1))),
        "given_by": w.one(("guardian", "guardian", "self")),
        "with": w.perhaps(w.some(PARTNERS)),
        "until": w.perhaps(w.day()),
    }


def _contract(w: Words) -> Data:
    """Hours at and beside the least shares."""
    total = w.one(HOURS)
    practice = max(0, -(-total * 80 // 100) + w.one((-1, 0, 0, 0, 0, 0, 1, 9)))
    complement = max(0, -(-total * 10 // 100) + w.one((-1, 0, 0, 0, 0, 0, 1, 9)))
    return {
        "contract": w.one(CONTRACTS),
        "enterprise": "garage-atlas",
        "trade": "sewing",
        "starts": w.day(),
        "ends": w.day(),
        "hours_total": total,
        "hours_practice": practice,
        "hours_complement": complement,
        "guardian_signed": w.maybe(0.75),
    }


def _goals(w: Words) -> list[Data]:
    goals = w.some(GOALS) if w.maybe(0.9) else []
    return [
        {"goal": goal, "area": "education", "measure": "seen", "due": w.day()}
        for goal in goals
    ]


def _override(w: Words) -> Data | None:
    ground = w.one(("vital-interest", "legal-duty"))
    return {"ground": ground, "supervisor": "nadia"} if w.maybe(0.35) else None


def _programme(w: Words) -> Data:
    return {"programme": w.one(PROGRAMMES)}


def _plan(w: Words) -> Data:
    return {"plan": w.one(PLANS), "reason": w.perhaps("read together")}


def _goal(w: Words) -> Data:
    return {"plan": w.one(PLANS), "goal": w.one(GOALS)}


def _nothing(w: Words) -> Data:
    return {"reason": w.perhaps({"fr": "vu", "ar": "تم"})}


def _referral(w: Words) -> Data:
    return {"referral": w.one(REFERRALS)}


def _link(w: Words) -> Data:
    return {"other": w.one(w.records), "evidence": "same-mother"}


def _kit(w: Words) -> Data:
    return {"kit": w.one(KITS), "school_year": w.one(("2024-2025", "2025-2026"))}


def _running(w: Words) -> Data:
    return {"contract": w.one(CONTRACTS)}


def _payment(w: Words) -> Data:
    return {"child": w.one(w.records), "month": w.month()}


SAID: dict[str, Callable[[Words], Data]] = {
    "register-child": lambda w: {
        "given_name": {"ar": "سلمى", "fr": "Salma"},
        "family_name": "Idrissi",
        "sex": w.one(("female", "male", "unknown")),
        "born": "2012-02-29",
        "district": "mediouna",
    },
    "identify-child": lambda w: {"source": "school", "concerns": ["out-of-school"]},
    "add-identifier": lambda w: {
        "kind": w.one(("massar", "massar", "cin")),
        "value": w.one(VALUES),
        "status": w.one(("verified", "verified", "verified", "claimed")),
    },
    "correct-birth-date": lambda w: {
        "born": "2010-06",
        "evidence": "birth-act",
        "reason": "act seen",
    },
    "give-consent": _consent,
    "withdraw-consent": lambda w: {"purposes": w.some(("services", "share"), 1)},
    "open-case": lambda w: {
        "centre": w.one(CENTRES),
        "caseworker": w.one(PEOPLE[:3]),
        "programmes": w.some(PROGRAMMES),
        "override": _override(w),
    },
    "reopen-case": lambda w: {"reason": "came-back", "override": _override(w)},
    "join-programme": _programme,
    "leave-programme": _programme,
    "assess-risk": lambda w: {"level": w.one(("high", "medium", "low"))},
    "propose-plan": lambda w: {"plan": w.one(PLANS), "goals": _goals(w)},
    "approve-plan": _plan,
    "reject-plan": _plan,
    "meet-goal": _goal,
    "waive-goal": _goal,
    "record-follow-up": lambda w: {"kind": "call", "seen_child": w.maybe(0.3)},
    "review-case": lambda w: {"risk": w.perhaps("low")},
    "reassign-case": lambda w: {"caseworker": w.one(PEOPLE[:3]), "reason": "on-leave"},
    "request-transfer": lambda w: {"to_centre": w.one(CENTRES)},
    "accept-transfer": _nothing,
    "reject-transfer": _nothing,
    "revoke-transfer": _nothing,
    "suspend-case": lambda w: {"reason": "on-leave", "until": w.perhaps(w.day())},
    "resume-case": lambda w: {"reason": "back"},
    "request-closure": lambda w: {"reason": w.one(CLOSURES)},
    "approve-closure": _nothing,
    "refuse-closure": _nothing,
    "plan-visit": lambda w: {"kind": "home-visit"},
    "make-referral": lambda w: {
        "referral": w.one(REFERRALS),
        "to": w.one(PARTNERS),
        "service": "shelter",
    },
    "accept-referral": _referral,
    "reject-referral": _referral,
    "revoke-referral": _referral,
    "confirm-referral": lambda w: {**_referral(w), "confirmed_by": "family"},
    "link-persons": _link,
    "unlink-persons": _link,
    "observe-work": lambda w: {
        "economic_hours": w.one((0, 0, 0.25, 14)),
        "chores_hours": 3,
        "hazardous": "no",
    },
    "entitle-kit": _kit,
    "deliver-kit": _kit,
    "grant-second-kit": lambda w: {**_kit(w), "reason": "lost"},
    "sign-contract": _contract,
    "suspend-contract": lambda w: {**_running(w), "reason": "ill"},
    "resume-contract": lambda w: {**_running(w), "reason": "well"},
    "end-contract-early": lambda w: {
        **_running(w),
        "by": "mutual",
        "reason": "moved",
        "last_day": w.day(),
    },
    "complete-contract": _running,
    "award-certificate": lambda w: {"level": "qualification", "trade": "sewing"},
    "grant-allowance": lambda w: {
        "child": w.one(w.records),
        "amount_centimes": 25000,
        "currency": "MAD",
        "from": w.month(),
    },
    "pay-allowance": _payment,
    "withhold-allowance": _payment,
    "place-hold": lambda w: {"ground": "audit"},
    "release-hold": lambda w: {"ground": "audit"},
}
