"""Properties of whatever is told: facts, requests, journeys, and what is stored of them."""

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.domain.given import (
    CLOSED,
    FOLD,
    OPEN,
    POLICY,
    WITH_A_CASE,
    asked,
    journey,
    told,
)
from tests.domain.made_up import (
    ABOUT_OTHERS,
    DAYS,
    FORMS,
    entries,
    entry,
    events_of,
    patient,
    values,
    without_moments,
)

from casemgmt import commands as c
from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.area import Command
from casemgmt.domain.areas import AREAS
from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.plan import Goal
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told, as_told, speaks_of_the_record
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RuleBrokenError
from casemgmt.recording.payloads import Payloads
from casemgmt.recording.registry import Registry
from casemgmt.recording.requests import is_request

KINDS = ("child", "household", "centre", "agreement")
COMMANDS = [
    (name, command, area.subject)
    for area in AREAS
    for name, command in area.commands.items()
    if issubclass(command, Command)
]
PAYLOADS = Payloads(Registry.of())
every_kind = pytest.mark.parametrize("kind", KINDS)
every_stored_name = pytest.mark.parametrize(
    ("name", "event"),
    [pytest.param(*item, id=item[0]) for area in AREAS for item in area.events.items()],
)


def commands(kind, *, requests):
    """A command told of a subject of *kind*: a request, or a fact."""
    return st.one_of(
        [
            values(command)
            for name, command, of in COMMANDS
            if of in (kind, "any") and is_request(name, command) is requests
        ]
    )


PLAN = c.ProposePlan(
    plan="K7",
    goals=[Goal(goal="K7", area="education", measure="a place", due="2026-06-30")],
)
OLD_ENOUGH = told(
    "2025-09-02", c.CorrectBirthDate(born="2010-01-01", evidence="x", reason="y")
)
PLANNED = told("2025-09-05", PLAN)
APPROVED = told("2025-09-06", c.ApprovePlan(plan="K7"), by="nadia")
ASKED_TO_MOVE = told("2025-09-10", c.RequestTransfer(to_centre="hay-hassani"))
RESTING = told("2025-09-10", c.SuspendCase(reason="harvest"))
ASKED_TO_CLOSE = told("2025-09-20", c.RequestClosure(reason="moved-away"))
LIFE = (*OLD_ENOUGH, *PLANNED, *APPROVED, *ASKED_TO_MOVE, *RESTING, *ASKED_TO_CLOSE)
"""What makes requests possible: without it a made-up story would rarely allow one."""


def folded(kind, told_of):
    return FOLD.journey(Subject(kind, "K1"), as_told(told_of))


def decided(record, command, on, by):
    now = Told(on, by, episode=len(record.case.episodes))
    try:
        return command.decide(record, now, POLICY)
    except RuleBrokenError as refusal:
        return refusal.rule


@every_kind
@given(data=st.data())
@patient
def test_a_journey_adds_up_whatever_was_told(kind, data):
    story = data.draw(entries(kind))

    assert folded(kind, story).readable
    assert folded(kind, story) == folded(kind, story)


@every_kind
@given(data=st.data())
@patient
def test_a_journey_is_the_same_in_whatever_order_its_entries_are_read(kind, data):
    story = data.draw(entries(kind))
    story += [
        amended(data, one, rank)
        for rank, one in enumerate(story, start=len(story))
        if data.draw(st.booleans())
    ]

    assert folded(kind, data.draw(st.permutations(story))) == folded(kind, story)


def amended(data, one, rank):
    """A correction of an entry, or its retraction."""
    if data.draw(st.booleans()):
        fix = CommandCorrected(corrected=one.event, on=data.draw(DAYS), reason="seen anew")
        return attrs.evolve(entry(rank, fix, one.on), corrects=one.command_id)
    gone = CommandRetracted(reason="never happened")
    return attrs.evolve(entry(rank, gone, one.on), retracts=one.command_id)


@every_kind
@given(data=st.data())
@patient
def test_a_journey_is_the_same_whatever_was_learnt_first_when_days_are_distinct(kind, data):
    days = data.draw(st.lists(st.dates(), max_size=6, unique=True))
    story = [(data.draw(events_of(kind)), Day.of(day)) for day in days]
    story = [one for one in story if not speaks_of_the_record(one[0])]
    moments = data.draw(st.permutations(range(len(story))))

    in_order = [entry(rank, *one) for rank, one in enumerate(story)]
    in_another = [
        entry(rank, *one, learnt=moment)
        for rank, (one, moment) in enumerate(zip(story, moments, strict=True))
    ]

    steps = folded(kind, in_order).schooling.steps  # some by the last day at school
    assume(len({step.day for step in steps}) == len(steps))
    assert said(kind, in_another) == said(kind, in_order)


def said(kind, entries_of_it):
    return without_moments(folded(kind, entries_of_it).states)


@every_kind
@given(data=st.data())
@patient
def test_a_fact_is_an_event_whatever_was_told_before(kind, data):
    record = folded(kind, data.draw(entries(kind)))
    fact = data.draw(commands(kind, requests=False))

    (event,) = decided(record, fact, data.draw(DAYS), data.draw(FORMS["code"]))

    assert type(event) is type(fact).__bases__[0]
    assert event == fact.happened()[0]


@every_kind
@given(data=st.data())
@patient
def test_a_fact_told_under_two_ids_is_told_twice(kind, data):
    (event,) = data.draw(commands(kind, requests=False)).happened()
    before, on = data.draw(entries(kind)), data.draw(DAYS)
    twice = [entry(len(before) + rank, event, on) for rank in range(2)]

    story = as_told([*before, *twice])

    ids = [one.entry.command_id for one in story if one.entry.event is event]
    assert ids == [one.command_id for one in twice]


@every_kind
@given(data=st.data())
@patient
def test_a_request_is_granted_is_already_so_or_breaks_a_rule(kind, data):
    lived = [one.entry for one in (*WITH_A_CASE, *LIFE)] if kind == "child" else []
    lived = lived[: data.draw(st.integers(0, len(lived)))]
    record = folded(kind, [*lived, *data.draw(entries(kind))])
    request = data.draw(commands(kind, requests=True))

    answer = decided(record, request, data.draw(DAYS), data.draw(FORMS["code"]))

    assert isinstance(answer, Rule) or answer in ((), request.happened())


ONCE = [
    (WITH_A_CASE[:2], OPEN),
    ((*WITH_A_CASE, *CLOSED), c.ReopenCase(reason="relapse")),
    (WITH_A_CASE, c.JoinProgramme(programme="vocational")),
    (WITH_A_CASE, c.LeaveProgramme(programme="education")),
    (WITH_A_CASE, c.ReassignCase(caseworker="karim", reason="leave")),
    ((*WITH_A_CASE, *PLANNED), c.ApprovePlan(plan="K7")),
    ((*WITH_A_CASE, *PLANNED), c.RejectPlan(plan="K7")),
    ((*WITH_A_CASE, *PLANNED, *APPROVED), c.MeetGoal(plan="K7", goal="K7")),
    ((*WITH_A_CASE, *PLANNED, *APPROVED), c.WaiveGoal(plan="K7", goal="K7")),
    ((*WITH_A_CASE, *ASKED_TO_MOVE), c.AcceptTransfer()),
    ((*WITH_A_CASE, *ASKED_TO_MOVE), c.RejectTransfer()),
    ((*WITH_A_CASE, *ASKED_TO_MOVE), c.RevokeTransfer()),
    (WITH_A_CASE, c.SuspendCase(reason="harvest", until="2026-01-31")),
    ((*WITH_A_CASE, *RESTING), c.ResumeCase(reason="back")),
    ((*WITH_A_CASE, *ASKED_TO_CLOSE), c.ApproveClosure()),
    ((*WITH_A_CASE, *ASKED_TO_CLOSE), c.RefuseClosure()),
    (WITH_A_CASE, c.RejectReferral(referral="K7")),
    (WITH_A_CASE, c.EntitleKit(kit="school-bag-full", school_year="2025-2026")),
]


@pytest.mark.parametrize(
    ("before", "request_"), [pytest.param(*one, id=type(one[1]).__name__) for one in ONCE]
)
def test_a_request_that_was_fulfilled_is_not_fulfilled_again(before, request_):
    on, by = "2025-12-01", "nadia"
    granted = told(on, request_, by=by)

    assert asked(journey(before), request_, on=on, by=by) == request_.happened()
    again = asked(journey(before, granted), request_, on=on, by=by)

    assert again == () or isinstance(again, Rule)


@every_stored_name
@given(data=st.data())
@settings(patient, max_examples=10)
def test_what_is_told_reads_back_as_it_was_told(name, event, data):
    if event in ABOUT_OTHERS:
        return  # made of another event: the next test
    told_of = data.draw(values(event))

    assert PAYLOADS.event(name, PAYLOADS.checked(told_of)) == told_of


@every_kind
@given(data=st.data())
@patient
def test_a_correction_reads_back_with_what_it_corrects(kind, data):
    fix = CommandCorrected(
        corrected=data.draw(events_of(kind)), on=data.draw(DAYS), reason="seen anew"
    )

    assert PAYLOADS.event("command-corrected.1", PAYLOADS.checked(fix)) == fix
