"""The story as told is the same whatever was learnt first, at every moment and day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.areas import AREAS
from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.assessment import RiskAssessed
from casemgmt.domain.journey import Fold
from casemgmt.domain.told import Entry, as_told, versions
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.story import Story

START = datetime(2025, 9, 1, 9, tzinfo=UTC)
DAYS = ["2025-09-01", "2025-09-03", "2025-09-03", "2025-09", "2025", "2025-10-12"]
CHILD = Subject("child", "C01")
FOLD = Fold(AREAS)


def moment(minute):
    return START + timedelta(minutes=minute)


def entry(number, minute, event, **beside):
    return Entry(
        command_id=UUID(int=number),
        subject=UUID(int=7),
        name="x.1",
        event=event,
        on=Day.of(beside.pop("on", "2025-09-03")),
        recorded_at=moment(minute),
        by="amina",
        **beside,
    )


@st.composite
def histories(draw):
    """Commands, corrections of them and retractions of both, recorded at any minute."""
    made = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        risk = RiskAssessed(level=draw(st.sampled_from(["high", "medium", "low"])))
        day = draw(st.sampled_from(DAYS))
        made.append(entry(number, draw(st.integers(0, 9)), risk, on=day))
    for number in range(10, 10 + draw(st.integers(0, 5))):
        target = draw(st.sampled_from([e for e in made if e.corrects is None]))
        corrected = RiskAssessed(level=draw(st.sampled_from(["high", "medium", "low"])))
        day = draw(st.none() | st.sampled_from(DAYS).map(Day.of))
        event = CommandCorrected(corrected=corrected, on=day, reason="x")
        minute = draw(st.integers(0, 15))
        made.append(entry(number, minute, event, corrects=target.command_id))
    for number in range(20, 20 + draw(st.integers(0, 4))):
        target = draw(st.sampled_from([e for e in made if e.retracts is None]))
        event, minute = CommandRetracted(reason="x"), draw(st.integers(0, 20))
        made.append(entry(number, minute, event, retracts=target.command_id))
    return made


def plainly_told(entries, known_at, as_of):
    """The story in the words of counting.md §1.1-1.2, one sentence after the other."""
    known = [e for e in entries if e.recorded_at <= known_at]
    retracted = {e.retracts for e in known if e.retracts}
    told = []
    for one in known:
        if one.corrects or one.retracts or one.command_id in retracted:
            continue
        fixes = [
            e
            for e in known
            if e.corrects == one.command_id and e.command_id not in retracted
        ]
        standing = _fixed(one, fixes) if fixes else one
        if standing.on.last <= as_of:
            told.append(standing)
    return sorted(told, key=lambda e: (e.on.last, e.recorded_at, str(e.command_id)))


def _fixed(one, fixes):
    last = max(fixes, key=lambda e: (e.recorded_at, str(e.command_id))).event
    return evolve(one, event=last.corrected, on=last.on or one.on)


moments = st.integers(-1, 21).map(moment)
days = st.sampled_from([date(2025, 8, 1), date(2025, 9, 3), date(2025, 9, 30), date.max])


@settings(max_examples=400, deadline=None)
@given(histories(), st.randoms(use_true_random=False), moments, days)
def test_the_order_in_which_events_were_stored_never_changes_the_story(
    history, chance, known_at, as_of
):
    permuted = chance.sample(history, len(history))

    one = as_told(history, known_at=known_at, as_of=as_of)
    other = as_told(permuted, known_at=known_at, as_of=as_of)

    assert [v.entry for v in one] == [v.entry for v in other]
    assert [(v.known_from, v.fix) for v in one] == [(v.known_from, v.fix) for v in other]


@settings(max_examples=400, deadline=None)
@given(histories(), moments, days)
def test_the_story_is_what_the_plain_words_say(history, known_at, as_of):
    told = as_told(history, known_at=known_at, as_of=as_of)

    assert [v.entry for v in told] == plainly_told(history, known_at, as_of)


@settings(max_examples=200, deadline=None)
@given(histories(), st.integers(0, 10))
def test_a_story_that_grew_event_by_event_is_the_story_told_at_once(history, ask_at):
    grown = Story.of(CHILD, (), FOLD)
    for rank, one in enumerate(history, start=1):
        grown = grown.after(evolve(one, version=rank))
        if rank % 3 == ask_at % 3:
            assert grown.journey  # worked out on the way, then extended or told anew

    at_once = Story.of(
        CHILD, [evolve(e, version=r) for r, e in enumerate(history, 1)], FOLD
    )

    assert grown.told == at_once.told
    assert grown.journey == at_once.journey
    assert (grown.version, grown.latest_day, grown.last_recorded) == (
        at_once.version,
        at_once.latest_day,
        at_once.last_recorded,
    )


@settings(max_examples=200, deadline=None)
@given(histories())
def test_the_versions_of_a_command_follow_each_other_without_overlap(history):
    spans = {}
    for version in versions(history):
        assert version.known_from < version.known_to
        spans.setdefault(version.entry.command_id, []).append(version)

    for stretch in spans.values():
        stretch.sort(key=lambda v: v.known_from)
        for before, after in pairwise(stretch):
            assert before.known_to <= after.known_from


LOW, HIGH = RiskAssessed(level="low"), RiskAssessed(level="high")


def levels(history, known_at):
    return [v.entry.event.level for v in as_told(history, known_at=known_at)]


def test_what_was_recorded_exactly_then_counts():
    history = [entry(1, 5, LOW)]

    assert levels(history, moment(5)) == ["low"]
    assert levels(history, moment(5) - timedelta(microseconds=1)) == []


def test_a_correction_recorded_exactly_then_counts():
    event = CommandCorrected(corrected=HIGH, on=None, reason="x")
    history = [entry(1, 0, LOW), entry(2, 5, event, corrects=UUID(int=1))]

    assert levels(history, moment(5)) == ["high"]
    assert levels(history, moment(5) - timedelta(microseconds=1)) == ["low"]


def test_a_retraction_recorded_exactly_then_counts():
    event = CommandRetracted(reason="x")
    history = [entry(1, 0, LOW), entry(2, 5, event, retracts=UUID(int=1))]

    assert levels(history, moment(5)) == []
    assert levels(history, moment(5) - timedelta(microseconds=1)) == ["low"]


def test_of_two_corrections_at_one_instant_that_with_the_greater_id_holds():
    fixes = [
        entry(2, 5, CommandCorrected(corrected=LOW, reason="x"), corrects=UUID(int=1)),
        entry(3, 5, CommandCorrected(corrected=HIGH, reason="x"), corrects=UUID(int=1)),
    ]

    for order in (fixes, fixes[::-1]):
        assert levels([entry(1, 0, LOW), *order], moment(9)) == ["high"]


def test_two_that_go_on_from_one_story_know_nothing_of_each_other():
    first, other, third = (entry(n, n, RiskAssessed(level="high")) for n in (1, 2, 3))
    begun = Story.of(CHILD, [], FOLD).after(first)

    one, another = begun.after(other), begun.after(third)
    longer = one.after(third)

    assert begun.entries == (first,)
    assert one.entries == (first, other)
    assert another.entries == (first, third)
    assert longer.entries == (first, other, third)
    assert [s.count for s in (begun, one, another, longer)] == [1, 2, 2, 3]
    assert another.journey == Story.of(CHILD, (first, third), FOLD).journey
