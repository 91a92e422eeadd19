"""Family support and partners: I44, I45 and I51."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from .counting import Figure, Question, Unit, answer_of, excluded, no
from .episodes import Stretch
from .people import Person
from .telling import Told, first_day, last_day, plus_months


def memberships(own: list[Told]) -> list[tuple[str, Stretch]]:
    """I44: children from formed or joined to the day they left, included."""
    found: list[tuple[str, Stretch]] = []
    for told in own:
        if told.command == "leave-household":
            for child, stretch in found:
                if child == told.data.get("person") and stretch.last is None:
                    stretch.last = told.day
            continue
        arriving = []
        if told.command == "form-household":
            arriving = told.data["members"]
        elif told.command == "join-household":
            arriving = [told.data]
        for member in arriving:
            child = member.get("person")
            inside = any(name == child and s.last is None for name, s in found)
            if child is not None and member["role"] == "child" and not inside:
                found.append((child, Stretch(told.day)))
    return found


def households_visited(q: Question) -> list[Unit]:
    """I44: households with an active child whose membership touches `[F, E]`."""
    units = []
    households = {t.subject for t in q.commands if t.command == "form-household"}
    for household in sorted(households):
        own = [told for told in q.commands if told.subject == household]
        children: list[Person] = []
        for record, stretch in memberships(own):
            touches = stretch.first <= q.end and (
                stretch.last is None or stretch.last >= q.first
            )
            person = q.person_of(record)
            if touches and person.active(q.first, q.end) and person not in children:
                children.append(person)
        if children:
            visited = any(
                told.command == "visit-home"
                and told.data["caregiver_present"]
                and q.in_period(told.day)
                for told in own
            )
            units.append(answer_of(visited, children))
    return units


def about_child(q: Question, person: Person, command: str) -> list[Told]:
    """What any household was told of one person, in order."""
    return [
        told
        for told in q.commands
        if told.command == command and told.data["child"] in person.records
    ]


def allowances_on_time(q: Question) -> list[Unit]:
    """I45: person x month."""
    for told in q.commands:
        if told.command == "grant-allowance":
            q.person_of(told.data["child"])
    units = []
    for person in list(q.persons):
        grants = about_child(q, person, "grant-allowance")
        if not grants:
            continue
        earliest = min(first_day(told.data["from"]) for told in grants)
        month = earliest.replace(day=1)
        while month <= q.end:
            if is_due(q, person, month):
                units.append(payment(q, person, month))
            month = plus_months(month, 1)
    return units


def end_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def payday_of(q: Question, month: date) -> date:
    """Day `allowance.day_due` of the next month."""
    return plus_months(month, 1).replace(day=q.value("allowance.day_due"))


def is_due(q: Question, person: Person, month: date) -> bool:
    last = end_of(month)
    covered = any(episode.touches(month, last) for episode in person.episodes)
    return q.in_period(last) and payday_of(q, month) <= q.as_of and covered


def payment(q: Question, person: Person, month: date) -> Unit:
    def of_month(command: str) -> list[Told]:
        told = about_child(q, person, command)
        return [one for one in told if last_day(one.data["month"]) == end_of(month)]

    paid = of_month("pay-allowance")
    if paid:
        return answer_of(paid[0].day <= payday_of(q, month), [person])
    if of_month("withhold-allowance"):
        return excluded([person])
    return no([person])


def agreements_signed(q: Question) -> list[Unit]:
    """I51."""
    return [
        Unit([], 1)
        for told in q.commands
        if told.command == "sign-agreement" and q.in_period(told.day)
    ]


def partner_name(name: str | dict[str, str]) -> str:
    """Its `fr` name (else `ar`, else `en`, or the plain text), case and spaces folded."""
    if isinstance(name, dict):
        name = name.get("fr") or name.get("ar") or name["en"]
    return " ".join(name.casefold().split())


def partners(q: Question) -> list[Unit]:
    """I51-partners: of agreements in force on A."""
    names: set[str] = set()
    for told in q.commands:
        if told.command != "sign-agreement":
            continue
        ended = any(
            other.command == "end-agreement" and other.subject == told.subject
            for other in q.commands
        )
        ends = told.data.get("ends")
        if (
            first_day(told.data["starts"]) <= q.as_of
            and (ends is None or last_day(ends) >= q.as_of)
            and not ended
        ):
            names |= {partner_name(partner["name"]) for partner in told.data["partners"]}
    return [Unit([], 1) for _ in names]


FAMILY_FIGURES = (
    Figure("I44", "fraction", households_visited),
    Figure("I45", "fraction", allowances_on_time),
    Figure("I51", "agreement", agreements_signed, counts=True, dimensions=()),
    Figure("I51-partners", "partner", partners, counts=True, dimensions=()),
)
