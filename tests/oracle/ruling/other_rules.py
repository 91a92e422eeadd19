"""The rules about referrals, identifiers, links, kits, contracts, allowances."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from tests.oracle.people import birthday
from tests.oracle.telling import first_day, last_day

from .case_rules import POLICY
from .past import Moment


def no_consent_to_share(m: Moment) -> bool:
    """For each organisation its own: the last word naming it, or withdrawing `share`."""
    words = [
        told
        for told in m.person.all("give-consent", "withdraw-consent")
        if "share" in told.data["purposes"]
        and (
            told.command == "withdraw-consent"
            or m.data["to"] in (told.data.get("with") or [])
        )
    ]
    if not words or words[-1].command == "withdraw-consent":
        return True
    given = words[-1].data
    if given.get("until") is not None and last_day(given["until"]) < m.on:
        return True
    born = m.person.born()
    if given["given_by"] != "guardian" or born is None:
        return False
    grace = POLICY.value("consent.grace_days_at_18", m.on)
    return m.on > birthday(born.last, 18) + timedelta(days=grace)


def _bare(value: str | dict[str, str]) -> str:
    """Without spaces and case; a number is the same in whatever language it was said."""
    said = value
    if isinstance(said, dict):
        said = next(said[name] for name in ("fr", "ar", "en") if name in said)
    return "".join(said.split()).casefold()


def verified_of_another(m: Moment) -> bool:
    """Another child in the store has it verified, on whatever day."""
    mine = m.same_child(m.subject)
    return m.data["status"] == "verified" and any(
        told.command == "add-identifier"
        and told.data["status"] == "verified"
        and told.data["kind"] == m.data["kind"]
        and _bare(told.data["value"]) == _bare(m.data["value"])
        and told.subject not in mine
        for told in m.in_the_store
    )


def linked_to_itself(m: Moment) -> bool:
    return bool(m.data["other"] == m.subject)


def kit_entitled_before(m: Moment) -> bool:
    mine = m.same_child(m.subject)
    return any(
        told.command == "entitle-kit"
        and told.subject in mine
        and told.data["kit"] == m.data["kit"]
        and told.data["school_year"] == m.data["school_year"]
        for told in m.standing
    )


def _completed(m: Moment, years: int) -> bool:
    """By the record's own birth date; known to the month or year, its last day."""
    born = m.record.born()
    return born is not None and birthday(born.last, years) <= m.on


def too_young(m: Moment) -> bool:
    least = POLICY.rule("apprenticeship.min_age", m.on)
    return least is not None and not _completed(m, least.value)


def _share_short(m: Moment, hours: str, parameter: str) -> bool:
    total = m.data["hours_total"]
    if total == 0:
        return True
    percent = Fraction(100 * m.data[hours], total)
    return not POLICY.fits(parameter, percent, m.on)


def too_little_practice(m: Moment) -> bool:
    return _share_short(m, "hours_practice", "apprenticeship.practice_percent")


def too_little_complement(m: Moment) -> bool:
    return _share_short(m, "hours_complement", "apprenticeship.complement_percent")


def hours_do_not_fit(m: Moment) -> bool:
    parts = m.data["hours_practice"] + m.data["hours_complement"]
    return bool(parts > m.data["hours_total"])


def guardian_missing(m: Moment) -> bool:
    return not m.data["guardian_signed"] and not _completed(m, 18)


def another_contract_runs(m: Moment) -> bool:
    """Another one: a contract runs until completed or ended early, whatever `ends`."""
    running: list[str] = []
    for told in m.own:
        ref = told.data.get("contract")
        if told.command == "sign-contract":
            running.append(str(ref))
        if told.command in ("complete-contract", "end-contract-early"):
            running = [one for one in running if one != ref]
    return any(one != m.data["contract"] for one in running)


def not_granted(m: Moment) -> bool:
    """By the same household, `from` not later than the month."""
    child = m.same_child(m.data["child"])
    return not any(
        told.command == "grant-allowance"
        and told.data["child"] in child
        and first_day(told.data["from"]).replace(day=1) <= first_day(m.data["month"])
        for told in m.own
    )


def month_paid(m: Moment) -> bool:
    """For this child and month, by whatever household, on whatever day."""
    child = m.same_child(m.data["child"])
    return any(
        told.command == "pay-allowance"
        and told.data["child"] in child
        and told.data["month"] == m.data["month"]
        for told in m.in_the_store
    )


def names_nothing_to_correct(m: Moment) -> bool:
    """It names a recorded command of the same subject; no correct of an amendment."""
    if m.command == "correct":
        return m.corrected() is None
    return not any(
        told.id == m.data["command_id"]
        and told.subject == m.subject
        and told.command != "retract"
        for told in m.known
    )
