"""What is read of a store agrees with itself, at any two dates, whatever was put right."""

import json
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from attrs import asdict
from tests.oracle.contrary import contrary
from tests.oracle.telling import records_of_persons, standing
from tests.oracle.unruly import NOW, unruly

from casemgmt.commands import LendEquipment
from casemgmt.domain.areas import AREAS
from casemgmt.domain.journey import Fold
from casemgmt.domain.told import Entry, Version, speaks_of_the_record
from casemgmt.testing import memory_store

pytestmark = pytest.mark.slow

FOLD = Fold(AREAS)
DAYS = [date(2025, 9, 15) + timedelta(days=23 * n) for n in range(6)]


def as_shown(history, as_of):
    """What stands in a history, by the marks it shows, in the order it is shown."""
    rows = {row.command_id: row for row in history}
    for row in history:
        if row.corrects or row.retracts or row.retracted_by:
            continue
        fix = rows.get(row.corrected_by)
        event = fix.event.corrected if fix else row.event
        on = (fix and fix.event.on) or row.on
        if on.last <= as_of or speaks_of_the_record(event):
            entry = Entry(
                row.command_id, UUID(int=0), row.name, event, on, row.at, row.by, row.role
            )
            yield Version(entry, row.at, fixed_at=fix and fix.at)


def journey_shown(subject, history, as_of):
    told = sorted(as_shown(history, as_of), key=lambda version: version.order)
    return FOLD.journey(subject, told)


def told(lines):
    store = memory_store()
    store.clock.now = NOW
    desk = store.acting_as("amina")
    written = [one if isinstance(one, str) else json.dumps(one) for one in lines]
    desk.record_file(written, times_given=True)
    return desk


def moments(desk, chance, count):
    at = sorted({e.at for s in desk.subjects("child") for e in desk.history(s)})
    return [*chance.sample(at, count), at[-1]]


@pytest.mark.parametrize("lines", [contrary(7), contrary(8), unruly(60, children=2)])
def test_a_journey_is_what_the_history_of_that_moment_adds_up_to(lines):
    desk = told(lines)

    for known_at in moments(desk, Random(1), 6):
        for subject in (*desk.subjects("child"), *desk.subjects("household")):
            history = desk.history(subject, known_at=known_at)
            for day in DAYS:
                journey = desk.journey(subject, as_of=day, known_at=known_at)
                assert journey == journey_shown(subject, history, day)


@pytest.mark.parametrize("seed", [7, 9])
def test_who_is_one_child_is_what_the_links_known_by_then_say(seed):
    lines = contrary(seed)
    desk = told(lines)

    for known_at in moments(desk, Random(seed), 12):
        persons = records_of_persons(standing(_recorded(desk, lines), known_at))
        for subject in desk.subjects("child"):
            journey = desk.journey(subject, known_at=known_at)
            same = {str(one) for one in journey.same_child(subject)}
            alone = {str(subject)}
            assert same == next((set(p) for p in persons if str(subject) in p), alone)


@pytest.mark.parametrize("seed", [7, 8])
def test_the_commands_of_a_contradiction_stand_in_the_histories_of_that_moment(seed):
    desk = told(contrary(seed))

    for known_at in moments(desk, Random(seed), 6):
        stand = {
            row.command_id
            for kind in ("child", "household")
            for subject in desk.subjects(kind)
            for row in desk.history(subject, known_at=known_at)
            if row.retracted_by is None
        }
        for one in desk.contradictions(known_at=known_at):
            assert set(one.between) <= stand


@pytest.mark.parametrize("seed", [7, 60])
def test_what_stands_around_is_what_other_histories_name(seed):
    desk = told(contrary(seed) if seed < 50 else unruly(seed, children=2))
    subjects = [*desk.subjects("child"), *desk.subjects("household")]
    everything = {s: desk.history(s) for s in subjects}

    for subject in subjects:
        rows = desk.history(subject, around=True)
        beside = {row.command_id for row in rows if row.subject != subject}
        plain = {
            row.command_id
            for other, history in everything.items()
            if other != subject
            for row in history
            if str(subject) in _words(row.event)
        }
        assert plain <= beside
        assert tuple(r for r in rows if r.subject == subject) == everything[subject]
        keys = [(row.on.last, row.at, str(row.command_id)) for row in rows]
        assert keys == sorted(keys)


def _words(event):
    """Every subject an event names, found without asking what its fields mean."""
    return {
        f"{one['kind']}:{one['key']}"
        for one in _dicts(asdict(event))
        if set(one) == {"kind", "key"}
    }


def _dicts(value):
    if isinstance(value, dict):
        yield value
        value = value.values()
    if isinstance(value, list | tuple | type({}.values())):
        for inner in value:
            yield from _dicts(inner)


def _recorded(desk, lines):
    kept = {
        str(row.command_id)
        for kind in ("child", "household")
        for subject in desk.subjects(kind)
        for row in desk.history(subject)
    }
    return [one for one in lines if one["id"] in kept]


def test_what_a_story_says_of_its_own_subject_is_shown_once():
    desk = memory_store("2025-12-01").acting_as("amina")
    lent = LendEquipment(item="tablet", to="centre:mediouna")
    desk.record("centre:mediouna", lent, on="2025-11-03")

    assert len(desk.history("centre:mediouna", around=True)) == 1
