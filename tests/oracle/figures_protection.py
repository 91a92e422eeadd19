"""Protection: child labour by the statistical reading (§1.7), I20 to I27."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .counting import Figure, Question, Unit, answer_of, excluded, no, number, unknown, yes
from .people import Person
from .policy import Policy
from .telling import Told

CHILD_LABOUR = {"worst-form", "hazardous", "child-labour-age", "child-labour-household"}


def work_class(  # noqa: C901, PLR0911 - a line of the table each
    a: int,
    economic: Fraction,
    chores: Fraction,
    hazardous: bool,
    worst_form: bool,
    policy: Policy,
    on: date,
) -> str:
    """§1.7: the first line that fits, by the policy on the day of the observation."""
    if a < 5 or a > 17:
        return "out-of-scope"
    if worst_form:
        return "worst-form"
    if hazardous and economic > 0:
        return "hazardous"
    if a >= 15 and policy.fits("child_labour.hours_15_17", economic, on):
        return "hazardous"
    if a <= 11 and policy.fits("child_labour.hours_5_11", economic, on):
        return "child-labour-age"
    if 12 <= a <= 14 and policy.fits("child_labour.hours_12_14", economic, on):
        return "child-labour-age"
    if policy.value("child_labour.general_boundary", on):
        threshold = "child_labour.chores_5_14" if a <= 14 else "child_labour.chores_15_17"
        if policy.fits(threshold, chores, on):
            return "child-labour-household"
    if a >= 15 and economic > 0:
        return "permitted-work"
    if 12 <= a <= 14 and economic > 0:
        return "light-work"
    return "not-working"


def classes(q: Question, person: Person, seen: Told) -> set[str]:
    """The set of classes of one observation; empty without a birth date."""
    data = seen.data
    hazards = {"yes": (True,), "no": (False,), "unknown": (True, False)}
    return {
        work_class(
            a,
            number(data["economic_hours"]),
            number(data["chores_hours"]),
            hazardous,
            data.get("worst_form") is not None,
            q.policy,
            seen.day,
        )
        for a in person.ages_on(seen.day) or ()
        for hazardous in hazards[data["hazardous"]]
    }


def reading(q: Question, person: Person, seen: Told) -> str:
    """labour, free, out or undetermined."""
    found = classes(q, person, seen)
    if not found:  # no birth date
        return "undetermined"
    if found <= CHILD_LABOUR:
        return "labour"
    if found == {"out-of-scope"}:
        return "out"
    if not found & (CHILD_LABOUR | {"out-of-scope"}):
        return "free"
    return "undetermined"


def child_labour_at_baseline(q: Question) -> list[Unit]:
    """I20."""
    units = []
    for person in q.active_persons():
        observations = person.all("observe-work")
        if not observations or observations[0].day > q.end:
            units.append(excluded([person]))  # active without any observation by E
            continue
        match reading(q, person, observations[0]):
            case "labour":
                units.append(yes([person]))
            case "free":
                units.append(no([person]))
            case "undetermined":
                units.append(unknown([person]))
            case "out":
                units.append(excluded([person]))
    return units


def in_labour_at_baseline(q: Question) -> list[tuple[Person, list[Told]]]:
    """Persons in I20's numerator, with their observations; the first is the baseline."""
    return [
        (unit.persons[0], unit.persons[0].all("observe-work"))
        for unit in child_labour_at_baseline(q)
        if unit.numerator == 1
    ]


def hazardous_share(q: Question) -> list[Unit]:
    """I21."""
    units = []
    for person, seen in in_labour_at_baseline(q):
        found = classes(q, person, seen[0])
        hazardous = found & {"hazardous", "worst-form"}
        if hazardous and hazardous != found:
            units.append(unknown([person]))
        else:
            units.append(answer_of(hazardous == found, [person]))
    return units


def found_in_child_labour(q: Question) -> list[Unit]:
    """I22: persons, active or not, with an observation in the period."""
    units = []
    for person in q.persons:
        seen = [told for told in person.all("observe-work") if q.in_period(told.day)]
        readings = {reading(q, person, told) for told in seen}
        if not readings:
            continue
        if "labour" in readings:
            units.append(yes([person]))
        elif "undetermined" in readings:
            units.append(unknown([person]))
        elif "free" in readings:
            units.append(no([person]))
        else:
            units.append(excluded([person]))
    return units


def withdrawn_confirmed(q: Question) -> list[Unit]:
    """I23: the run of free observations at the end."""
    units = []
    for person, seen in in_labour_at_baseline(q):
        run: list[date] = []
        for told in reversed(seen):
            answer = reading(q, person, told)
            if answer == "labour":
                break
            if answer == "free":  # undetermined and out-of-scope ones are skipped
                run.insert(0, told.day)
        enough = len(run) >= q.value("withdrawal.min_observations")
        long_enough = bool(run) and (
            (run[-1] - run[0]).days >= q.value("withdrawal.min_days")
        )
        units.append(answer_of(enough and long_enough, [person]))
    return units


def free_at_the_last_observation(q: Question) -> list[Unit]:
    """I24: the last observation that is labour or free is free."""
    units = []
    for person, seen in in_labour_at_baseline(q):
        answers = [reading(q, person, told) for told in seen]
        decisive = [answer for answer in answers if answer in ("labour", "free")]
        units.append(answer_of(decisive[-1] == "free", [person]))
    return units


def back_to_work(q: Question) -> list[Unit]:
    """I25: a labour observation after a free one after the baseline."""
    units = []
    for person, seen in in_labour_at_baseline(q):
        answers = [reading(q, person, told) for told in seen]
        if "free" in answers:
            after = answers[answers.index("free") :]
            units.append(answer_of("labour" in after, [person]))
    return units


def followed_up(q: Question) -> list[Unit]:
    """I26: observations after the baseline, of any class."""
    least = q.value("follow_up.min_observations")
    return [answer_of(len(s) - 1 >= least, [p]) for p, s in in_labour_at_baseline(q)]


def change_in_hours(q: Question) -> list[Unit]:
    """I27: D baseline hours, N last - baseline."""
    units = []
    for person, seen in in_labour_at_baseline(q):
        before = number(seen[0].data["economic_hours"])
        after = number(seen[-1].data["economic_hours"])
        units.append(Unit([person], after - before, before))
    return units


PROTECTION_FIGURES = (
    Figure("I20", "fraction", child_labour_at_baseline),
    Figure("I21", "fraction", hazardous_share),
    Figure("I22", "fraction", found_in_child_labour),
    Figure("I23", "fraction", withdrawn_confirmed),
    Figure("I24", "fraction", free_at_the_last_observation),
    Figure("I25", "fraction", back_to_work),
    Figure("I26", "fraction", followed_up),
    Figure("I27", "fraction", change_in_hours),
)
