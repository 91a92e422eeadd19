"""Apprentices somebody should look at: behind their hours, not followed up, too young.

    python examples/apprentices_at_risk.py insaf.db --month 2025-11

Each row is an apprentice with a contract that runs at the end of the month, and the reasons
to look: fewer hours than the calendar asks for, a follow-up that is late, the guardian's
signature or consent that is missing, an age below the law's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from showing import asked, desk_of, show

from casemgmt import Desk, Journey
from casemgmt.adapters import as_told
from casemgmt.events import ContractSigned, HoursLogged

BEHIND = Fraction(3, 4)
"""Fewer hours than this share of what the calendar asks for are told of."""
FOLLOW_UPS = {"follow-up", "contract-follow-up"}
ADULT = 18
HEADINGS = {
    "en": ("child", "caseworker", "contract", "trade", "hours", "planned", "look at"),
    "fr": ("enfant", "suivi par", "contrat", "métier", "heures", "prévues", "à regarder"),
    "ar": (
        "الطفل",
        "المرافق",
        "العقد",
        "المهنة",
        "الساعات",
        "المقررة",
        "ما ينبغي النظر فيه",
    ),
}


def main() -> None:
    options = asked("Apprentices somebody should look at").parse_args()
    _, last = options.month
    with desk_of(options.store, options.person) as desk:
        rows = list(at_risk(desk, last))
    show(HEADINGS[options.lang], rows, as_csv=options.csv)


def at_risk(desk: Desk, day: date):
    """Yield a row for each apprentice with a reason to look."""
    late = {d.subject: d for d in desk.due(day) if d.what in FOLLOW_UPS and d.overdue_days}
    for case in desk.cases(day):
        journey = desk.journey(case.subject, as_of=day)
        if not journey.contract.running:
            continue
        told = [
            one.event for one in as_told(desk.history(case.subject)) if one.on.last <= day
        ]
        for contract in sorted(journey.contract.running):
            signed = last_signed(told, contract)
            done, planned = hours(told, contract), asked_by(signed, day)
            reasons = [*doubts(desk, journey, signed, day)]
            if done < BEHIND * planned:
                reasons.append("behind the hours")
            if case.subject in late:
                reasons.append(f"follow-up {late[case.subject].overdue_days} days late")
            if reasons:
                row = case.subject, case.caseworker, contract, signed.trade
                yield *row, f"{done:f}", int(planned), ", ".join(reasons)


def last_signed(told: list, contract: str) -> ContractSigned:
    """Return the contract as it was signed last."""
    return [e for e in told if isinstance(e, ContractSigned) and e.contract == contract][-1]


def hours(told: list, contract: str) -> Decimal:
    """Return the hours logged: at the workplace and at the centre."""
    logged = (e for e in told if isinstance(e, HoursLogged) and e.contract == contract)
    return sum((one.practice + one.centre for one in logged), Decimal(0))


def asked_by(signed: ContractSigned, day: date) -> Fraction:
    """Return the hours the calendar asks for by *day*, day by day alike."""
    first, last = signed.starts.first, signed.ends.last
    gone = min(max((day - first).days + 1, 0), days := (last - first).days + 1)
    return Fraction(signed.hours_total * gone, days)


def doubts(
    desk: Desk, journey: Journey, signed: ContractSigned, day: date
) -> Iterator[str]:
    """Yield what is not in order about age, signature and consent."""
    ages = journey.age_on(signed.starts.first)  # the youngest and oldest they may be
    if ages is None:
        yield "age not known"
    elif not desk.policy.fits("apprenticeship.min_age", ages[0], day):
        yield "below the age of apprentices"
    if not signed.guardian_signed and (ages is None or ages[0] < ADULT):
        yield "no guardian signed"
    birth = journey.registration.birth
    if not journey.consent.covers("services", day, birth, 0):
        yield "no consent in force"


if __name__ == "__main__":
    main()
