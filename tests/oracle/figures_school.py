"""School support: I28 to I39."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from .counting import Figure, Question, Unit, answer_of, excluded, no, number, unknown, yes
from .people import Person
from .telling import Told, last_day


def schooling_day(told: Told) -> date:
    """§1.8: places and returns by their day, dropouts by their `last_day`."""
    if told.command == "record-dropout":
        return last_day(told.data["last_day"])
    return told.day


def schooling(person: Person) -> list[Told]:
    """In schooling order: that day, then recorded at, then id."""
    told = person.all("take-school-place", "return-to-school", "record-dropout")
    return sorted(told, key=lambda one: (schooling_day(one), one.at, one.id))


def enrolled(q: Question, person: Person, on: date) -> bool:
    """§1.8: enrolled on a day D, among commands with day <= D."""
    known = [told for told in schooling(person) if told.day <= on]
    if not known or known[-1].command == "record-dropout":
        return False
    year_ends = last_day(known[-1].data["school_year"])
    return on <= year_ends + timedelta(days=q.value("school.not_reenrolled_days"))


def entry(person: Person) -> Told | None:
    """§1.8: the person's first `assess-schooling`."""
    found = person.all("assess-schooling")
    return found[0] if found else None


def out_of_school_at_entry(q: Question) -> list[Unit]:
    """I28: by the age on the day of the first record's `register-child`."""
    units = []
    for person in q.active_persons():
        registrations = [
            told
            for told in person.all("register-child")
            if told.subject == person.records[0]
        ]
        may_be = person.ages_on(registrations[0].day) if registrations else None
        low, high = q.value("school.age_min"), q.value("school.age_max")
        inside = {low <= age <= high for age in may_be or ()}
        situation = entry(person)
        if inside == {False}:
            units.append(excluded([person]))
        elif inside != {True} or situation is None:
            units.append(unknown([person]))
        else:
            out = situation.data["situation"] in ("out", "never")
            units.append(answer_of(out, [person]))
    return units


def found_out_of_school(q: Question) -> list[Person]:
    return [u.persons[0] for u in out_of_school_at_entry(q) if u.numerator == 1]


def is_back(q: Question, person: Person) -> bool:
    """I29 N: a place, a return or an accepted pathway on or after the entry day."""
    start = entry(person)
    assert start is not None
    pathways = q.value("school.reenrolled_pathways")
    for told in person.all("take-school-place", "return-to-school", "orient-pathway"):
        if told.day < start.day:
            continue
        if told.command != "orient-pathway" or told.data["pathway"] in pathways:
            return True
    return False


def back_in_school(q: Question) -> list[Unit]:
    """I29."""
    return [answer_of(is_back(q, p), [p]) for p in found_out_of_school(q)]


def still_in_school(q: Question) -> list[Unit]:
    """I30: in I29 N and enrolled on A."""
    return [
        answer_of(is_back(q, p) and enrolled(q, p, q.as_of), [p])
        for p in found_out_of_school(q)
    ]


def attendance(q: Question, person: Person) -> tuple[Fraction, Fraction]:
    """I31: days possible and absences of the reports whose `to` is in the period."""
    latest: dict[tuple[date, date], Told] = {}
    for told in person.all("report-attendance"):
        stretch = (last_day(told.data["from"]), last_day(told.data["to"]))
        if q.in_period(stretch[1]):
            latest[stretch] = told  # of reports with the same from and to the latest
    possible, absences = Fraction(0), Fraction(0)
    for told in latest.values():
        possible += number(told.data["days_possible"])
        absences += number(told.data["days_absent"])
        if q.value("absence.counts") == "all":
            absences += number(told.data.get("days_absent_authorised") or 0)
    return possible, absences


def attending(q: Question) -> list[tuple[Person, Fraction, Fraction]]:
    """Active persons with possible days."""
    found = [(person, *attendance(q, person)) for person in q.active_persons()]
    return [one for one in found if one[1] > 0]


def attendance_rate(q: Question) -> list[Unit]:
    """I31: pooled."""
    return [Unit([p], possible - away, possible) for p, possible, away in attending(q)]


def _absence(q: Question, warning: bool) -> list[Unit]:
    units = []
    for person, possible, absences in attending(q):
        percent = 100 * absences / possible
        chronic = q.fits("absence.chronic_percent", percent)
        warned = q.fits("absence.warning_percent", percent) and not chronic
        if not q.fits("absence.min_days", possible):
            units.append(excluded([person]))
        else:
            units.append(answer_of(warned if warning else chronic, [person]))
    return units


def chronic_absence(q: Question) -> list[Unit]:
    """I32."""
    return _absence(q, warning=False)


def absence_warning(q: Question) -> list[Unit]:
    """I33: at the warning level and not chronic."""
    return _absence(q, warning=True)


def dropped_out(q: Question) -> list[Unit]:
    """I34."""
    units = []
    years = q.school_years()
    for person in q.active_persons():
        story = schooling(person)
        places = [told for told in story if told.command != "record-dropout"]
        if not any(told.data["school_year"] in years for told in places):
            continue
        if any(episode.reason == "death" for episode in person.episodes):
            units.append(excluded([person]))
            continue
        last = story[-1]
        left = last.command == "record-dropout" and any(
            year_holds(year, last_day(last.data["last_day"])) for year in years
        )
        units.append(answer_of(left, [person]))
    return units


def year_holds(school_year: str, on: date) -> bool:
    start, end = school_year.split("-")
    return date(int(start), 9, 1) <= on <= date(int(end), 8, 31)


def kits(q: Question, person: Person, command: str) -> list[tuple[str, str]]:
    """Kit and school year of such commands, for the school years of the period."""
    return [
        (told.data["kit"], told.data["school_year"])
        for told in person.all(command)
        if told.data["school_year"] in q.school_years()
    ]


def kit_coverage(q: Question) -> list[Unit]:
    """I37: person x kit x school year."""
    return [
        answer_of(kit in kits(q, person, "deliver-kit"), [person])
        for person in q.persons
        for kit in sorted(set(kits(q, person, "entitle-kit")))
    ]


def kits_handed_over(q: Question) -> list[Unit]:
    """I37-issued."""
    return [Unit([p], 1) for p in q.persons for _ in kits(q, p, "deliver-kit")]


def kits_beyond(q: Question) -> list[Unit]:
    """I37-repeat: deliveries - 1 - `grant-second-kit`, where positive."""
    units = []
    for person in q.persons:
        delivered = kits(q, person, "deliver-kit")
        granted = kits(q, person, "grant-second-kit")
        for kit in sorted(set(delivered)):
            beyond = delivered.count(kit) - 1 - granted.count(kit)
            if beyond > 0:
                units.append(Unit([person], beyond))
    return units


NOMINAL_AGES = {
    "ps1": 4,
    "ps2": 5,
    "p1": 6,
    "p2": 7,
    "p3": 8,
    "p4": 9,
    "p5": 10,
    "p6": 11,
    "c1": 12,
    "c2": 13,
    "c3": 14,
    "tc": 15,
    "bac-1": 16,
    "bac-2": 17,
}


def over_age(q: Question) -> list[Unit]:
    """I38: active persons enrolled on E, by the grade of the last place."""
    units = []
    for person in q.active_persons():
        if not enrolled(q, person, q.end):
            continue
        places = [
            told
            for told in schooling(person)
            if told.command == "take-school-place" and told.day <= q.end
        ]
        nominal = NOMINAL_AGES.get(places[-1].data["grade"]) if places else None
        may_be = person.ages_on(q.end)
        if nominal is None or may_be is None:
            units.append(unknown([person]))
            continue
        answers = {q.fits("overage.years", age - nominal) for age in may_be}
        if len(answers) > 1:
            units.append(unknown([person]))
        else:
            units.append(yes([person]) if answers == {True} else no([person]))
    return units


def remedial_hours(q: Question) -> list[Unit]:
    """I39: N sum of hours, D persons."""
    units = []
    for person in q.persons:
        sessions = [
            told
            for told in person.all("attend-session")
            if q.in_period(told.day)
            and told.data["session"] in q.value("remedial.sessions")
        ]
        if sessions:
            hours = sum((number(t.data["hours"]) for t in sessions), Fraction(0))
            units.append(Unit([person], hours, 1))
    return units


SCHOOL_FIGURES = (
    Figure("I28", "fraction", out_of_school_at_entry),
    Figure("I29", "fraction", back_in_school),
    Figure("I30", "fraction", still_in_school),
    Figure("I31", "fraction", attendance_rate),
    Figure("I32", "fraction", chronic_absence),
    Figure("I33", "fraction", absence_warning),
    Figure("I34", "fraction", dropped_out),
    Figure("I37", "fraction", kit_coverage),
    Figure("I37-issued", "kit", kits_handed_over, counts=True),
    Figure("I37-repeat", "kit", kits_beyond, counts=True),
    Figure("I38", "fraction", over_age),
    Figure("I39", "hours per child", remedial_hours),
)
