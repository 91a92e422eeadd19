"""Enrolment and case work: I01 to I19 and I49."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from .counting import (
    DIMENSIONS,
    Figure,
    Question,
    Sums,
    Unit,
    answer_of,
    excluded,
    no,
    number,
    unknown,
    yes,
)
from .episodes import Episode
from .people import Person
from .telling import Told, day, last_day, plus_months

CASABLANCA = ZoneInfo("Africa/Casablanca")


def children_active(q: Question) -> list[Unit]:
    """I01: persons active in the period."""
    return [Unit([person], 1) for person in q.active_persons()]


def new_registrations(q: Question) -> list[Unit]:
    """I02: earliest `register-child` over all their records is in the period."""
    units = []
    for person in q.persons:
        registrations = person.all("register-child")
        if registrations and q.in_period(registrations[0].day):
            units.append(Unit([person], 1))
    return units


def overlap(q: Question) -> list[Unit]:
    """I03: active person x programme of §1.9 (`none` left out)."""
    return [
        Unit([person], who=person.records[0])
        for person in q.active_persons()
        for programme in sorted(q.place(person, "programme") - {"none"})
    ]


def pairs_beyond_the_first(units: list[Unit]) -> Sums:
    """D = these pairs; N = pairs - distinct persons in them."""
    pairs = [unit for unit in units if not unit.excluded]
    persons = {unit.who for unit in pairs}
    return Fraction(len(pairs) - len(persons)), Fraction(len(pairs))


def girls_and_women(q: Question) -> list[Unit]:
    """I04: D active persons of known sex, N female."""
    units = []
    for person in q.active_persons():
        sex = person.field("sex")
        units.append(
            unknown([person]) if sex == "unknown" else answer_of(sex == "female", [person])
        )
    return units


def figure_value(figure: object) -> Fraction | None:
    """`about` and `at_least` figures count with their value."""
    if isinstance(figure, dict):
        return None if figure.get("unknown") else number(figure["value"])
    return number(figure)


def beneficiaries_per_structure(q: Question) -> list[Unit]:
    """I05: of the same subject, season and kind the latest only."""
    latest: dict[tuple[str, str, str], Told] = {}
    for told in q.commands:
        if told.command == "report-season-figures" and told.data["kind"] != "all":
            season = day(told.data["season"])
            if q.first <= season.first and season.last <= q.last:  # wholly in [F, T]
                latest[(told.subject, told.data["season"], told.data["kind"])] = told
    units = []
    for told in latest.values():
        kind = {"centre-kind": told.data["kind"]}
        beneficiaries = figure_value(told.data["beneficiaries"])
        structures = figure_value(told.data["structures"])
        if beneficiaries is None or structures is None:  # in neither sum
            units.append(Unit([], unknown=1, own=kind))
        else:
            units.append(Unit([], beneficiaries, structures, own=kind))
    return units


def own_commands(person: Person, episode: Episode, *names: str) -> list[Told]:
    """Of the episode's record: episodes belong to records (§1.3)."""
    return [told for told in person.all(*names) if told.subject == episode.record]


def starting(q: Question) -> list[tuple[Person, Episode]]:
    return [
        (person, episode)
        for person in q.persons
        for episode in person.episodes
        if q.in_period(episode.start)
    ]


def ended(q: Question) -> list[tuple[Person, Episode]]:
    return [
        (person, episode)
        for person in q.persons
        for episode in person.episodes
        if episode.end is not None and q.in_period(episode.end)
    ]


def open_now(q: Question) -> list[tuple[Person, Episode]]:
    """Open at A: what came after A was never looked at."""
    return [(p, e) for p in q.persons for e in p.episodes if e.end is None]


def clock(q: Question, person: Person, episode: Episode) -> date:
    """I07: c. A first episode without a registration counts from its start."""
    if not episode.first_of_record:
        return episode.start
    identified = own_commands(person, episode, "identify-child")
    if q.value("clock_start") == "identification" and identified:
        return identified[0].day
    registered = own_commands(person, episode, "register-child")
    return registered[0].day if registered else episode.start


Limit = Callable[[Person, Episode, date, date], int | None]


def on_time(q: Question, done_by: str, limit_of: Limit) -> list[Unit]:
    """I07 and I08, which share clock, stop and answer."""
    units = []
    for person, episode in starting(q):
        c = clock(q, person, episode)
        s = episode.end if episode.end is not None else q.as_of
        limit = limit_of(person, episode, c, s)
        done = [
            told.day
            for told in own_commands(person, episode, done_by)
            if c <= told.day <= s
        ]
        if limit is None:
            units.append(unknown([person]))
        elif done:
            units.append(answer_of((done[0] - c).days <= limit, [person]))
        elif (q.as_of - c).days > limit:
            units.append(no([person]))
        else:
            units.append(excluded([person]))
    return units


def first_assessment(q: Question) -> list[Unit]:
    """I07: the limit is that of the risk."""

    def limit(person: Person, episode: Episode, c: date, s: date) -> int | None:
        risks = own_commands(person, episode, "assess-risk")
        within = [told for told in risks if c <= told.day <= s]
        before = [told for told in risks if told.day < c]
        if within:
            return int(q.value(f"assessment.days_{within[0].data['level']}"))
        if before:
            return int(q.value(f"assessment.days_{before[-1].data['level']}"))
        return None

    return on_time(q, "complete-assessment", limit)


def plan_approved(q: Question) -> list[Unit]:
    """I08: the first `approve-plan` and the one limit; no risk, no `unknown`."""
    days = int(q.value("plan.days"))
    return on_time(q, "approve-plan", lambda person, episode, c, s: days)


def reviewed_in_time(q: Question) -> list[Unit]:
    """I10: last of start and reviews + review.months >= A."""
    months = q.value("review.months")
    return [
        answer_of(plus_months(max([e.start, *e.reviews]), months) >= q.as_of, [person])
        for person, e in open_now(q)
    ]


def caseload(q: Question) -> list[Unit]:
    """I11: episodes open and not suspended on A, and their caseworkers."""
    return [
        Unit([person], 1, who=episode.caseworker_on(q.as_of))
        for person, episode in open_now(q)
        if not episode.suspended_on(q.as_of)
    ]


def cases_per_caseworker(units: list[Unit]) -> Sums:
    cases = [unit for unit in units if not unit.excluded]
    return Fraction(len(cases)), Fraction(len({unit.who for unit in cases}))


def duration_band(days: int) -> str:
    for label, most in (("0-30", 30), ("31-90", 90), ("91-180", 180)):
        if days <= most:
            return label
    return "181+"


def length_of_cases(q: Question) -> list[Unit]:
    """I13: end - start; with includes_open also A - start of those started by E."""
    lengths = [(p, (e.end - e.start).days) for p, e in ended(q) if e.end is not None]
    if q.value("duration.includes_open"):
        lengths += [
            (p, (q.as_of - e.start).days) for p, e in open_now(q) if e.start <= q.end
        ]
    return [
        Unit([person], days, 1, own={"duration-band": duration_band(days)})
        for person, days in lengths
    ]


def planned_closures(q: Question) -> list[Unit]:
    """I14."""
    units = []
    for person, episode in ended(q):
        if episode.reason in q.value("closure.left_out_reasons"):
            units.append(excluded([person]))
        else:
            planned = episode.reason in q.value("closure.planned_reasons")
            units.append(answer_of(planned, [person]))
    return units


def reopened(q: Question) -> list[Unit]:
    """I15: the record's next episode starts on or before the limit."""
    units = []
    for person, episode in ended(q):
        assert episode.end is not None
        limit = plus_months(episode.end, q.value("reopening.months"))
        of_record = [e for e in person.episodes if e.record == episode.record]
        following = of_record[of_record.index(episode) + 1 :][:1]
        if limit > q.as_of:
            units.append(excluded([person]))
        else:
            again = bool(following) and following[0].start <= limit
            units.append(answer_of(again, [person]))
    return units


def goals_achieved(q: Question) -> list[Unit]:
    """I16: goals of plans with an `approve-plan`, due in the period."""
    units = []
    for person in q.persons:
        for record in person.records:
            own = [told for told in person.commands if told.subject == record]
            plans = {t.data["plan"]: t for t in own if t.command == "propose-plan"}
            approved = {t.data["plan"] for t in own if t.command == "approve-plan"}
            for plan, proposal in plans.items():  # the latest of one reference holds
                if plan not in approved:
                    continue
                units += [
                    _goal(person, own, plan, goal["goal"])
                    for goal in proposal.data["goals"]
                    if q.in_period(last_day(goal["due"]))
                ]
    return units


def _goal(person: Person, own: list[Told], plan: str, goal: str) -> Unit:
    """The last `meet-goal` or `waive-goal` for that plan and goal text decides."""
    words = [
        told
        for told in own
        if told.command in ("meet-goal", "waive-goal")
        and (told.data["plan"], told.data["goal"]) == (plan, goal)
    ]
    if words and words[-1].command == "waive-goal":
        return excluded([person])
    return answer_of(bool(words), [person])


def consent_for_services(q: Question) -> list[Unit]:
    """I17: episodes open at A with `services` consent in force on A."""
    return [
        answer_of(p.consents("services", q.as_of, q.policy, q.end), [p])
        for p, _ in open_now(q)
    ]


def consent_for_reporting(q: Question) -> list[Unit]:
    """I18."""
    return [answer_of(q.may_be_reported(p), [p]) for p in q.active_persons()]


NOT_TIMED = {
    "correct",
    "retract",
    "link-persons",
    "unlink-persons",
    "place-hold",
    "release-hold",
    "plan-visit",
    "resolve-contradiction",
}


def recorded_promptly(q: Question) -> list[Unit]:
    """I19: recorded day in `[F, T]`, day <= A."""
    units = []
    for told in q.commands:
        recorded_day = told.at.astimezone(CASABLANCA).date()
        if not told.subject.startswith("child:") or told.command in NOT_TIMED:
            continue
        if not q.first <= recorded_day <= q.last:
            continue
        person = [q.person_of(told.subject)]
        if not told.span.precise:  # `on` less precise than a day
            units.append(excluded(person))
        else:
            limit = timedelta(days=q.value("recording.prompt_days"))
            units.append(answer_of(recorded_day - told.day <= limit, person))
    return units


def referrals_closed(q: Question) -> list[Unit]:
    """I49: record x referral made in the period."""
    units = []
    for person in q.persons:
        for record in person.records:
            own = [told for told in person.commands if told.subject == record]
            made: dict[str, date] = {}
            for told in own:
                if told.command == "make-referral" and q.in_period(told.day):
                    made.setdefault(told.data["referral"], told.day)
            for referral, on in made.items():
                units.append(_referral(q, person, own, referral, on))
    return units


def _referral(q: Question, person: Person, own: list[Told], name: str, on: date) -> Unit:
    about = [told for told in own if told.data.get("referral") == name]
    revoked = any(told.command == "revoke-referral" for told in about)
    if revoked or (q.as_of - on).days < q.value("referral.loop_days"):
        return excluded([person])
    sides = {t.data["confirmed_by"] for t in about if t.command == "confirm-referral"}
    return yes([person]) if sides == {"provider", "family"} else no([person])


OVERLAPPING = tuple(name for name in DIMENSIONS if name != "programme")

CASE_FIGURES = (
    Figure("I01", "person", children_active, counts=True),
    Figure("I02", "person", new_registrations, counts=True),
    Figure("I03", "fraction", overlap, dimensions=OVERLAPPING, sums=pairs_beyond_the_first),
    Figure("I04", "fraction", girls_and_women),
    Figure(
        "I05",
        "persons per structure",
        beneficiaries_per_structure,
        dimensions=("centre-kind",),
    ),
    Figure("I07", "fraction", first_assessment),
    Figure("I08", "fraction", plan_approved),
    Figure("I10", "fraction", reviewed_in_time),
    Figure("I11", "cases per caseworker", caseload, sums=cases_per_caseworker),
    Figure("I13", "days", length_of_cases, dimensions=(*DIMENSIONS, "duration-band")),
    Figure("I14", "fraction", planned_closures),
    Figure("I15", "fraction", reopened),
    Figure("I16", "fraction", goals_achieved),
    Figure("I17", "fraction", consent_for_services),
    Figure("I18", "fraction", consent_for_reporting),
    Figure("I19", "fraction", recorded_promptly),
    Figure("I49", "fraction", referrals_closed),
)
