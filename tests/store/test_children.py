"""Where children stood on a day is the same of the facts as of each child's story."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.oracle.journals import journal
from tests.privacy.office import PACKAGED, config_in, office, tell_of

from casemgmt import Desk, Store
from casemgmt.commands import TakeSchoolPlace
from casemgmt.desk.children import ChildLine
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.testing import memory_store

F12 = Path(__file__).parents[1] / "data" / "f12" / "journal.jsonl"


@pytest.fixture
def twelve():
    with memory_store(on="2026-01-31") as store:
        desk = store.acting_as("amina")
        desk.record_file(F12, times_given=True)
        yield desk


def told_of(store: Store, lines: list[dict[str, Any]]) -> Desk:
    """Return a desk of the store, once it took all that can be taken of the journal."""
    desk = store.acting_as("amina")
    told = [json.dumps(line) for line in lines]
    while desk.record_file(told, times_given=True).recorded:
        pass  # what came before the command it puts right is taken the next time
    return desk


def read_one_by_one(
    desk: Desk, day: date, known_at: datetime | None = None
) -> list[ChildLine]:
    """Return the same lines, from each child's whole story."""
    children = sorted(desk.subjects("child"), key=lambda child: child.key)
    told = [child for child in children if _told_by(desk, child, day, known_at)]
    return [_line(desk, child, day, known_at) for child in told]


def _told_by(desk: Desk, child: Subject, day: date, known_at: datetime | None) -> bool:
    """Whether anything that holds of the child was told by the day, as corrected."""
    story = desk._parts.shelf.fresh(child)
    return any(one.entry.on.last <= day for one in story.known(known_at, None))


def _line(desk: Desk, child: Subject, day: date, known_at: datetime | None) -> ChildLine:
    journey = desk.journey(child, as_of=day, known_at=known_at)
    latest, schooling = journey.case.latest, journey.schooling
    step = schooling.steps[-1] if schooling.steps else None
    return ChildLine(
        subject=child,
        case=None if latest is None else "open" if journey.case.is_open else "closed",
        since=latest and latest.start,
        until=latest and latest.end,
        centre=journey.case.centre,
        caseworker=journey.case.caseworker,
        programmes=latest.programmes_on(day) if latest and latest.is_open else (),
        suspended=bool(latest and latest.is_open and latest.suspended_on(day)),
        enrolled=schooling.enrolled_on(day),
        school_year=step and step.school_year,
        grade=schooling.grade_on(day),
    )


@pytest.mark.parametrize("day", ["2025-08-31", "2025-09-30", "2025-11-15", "2025-12-31"])
def test_twelve_children_stand_where_their_stories_say(twelve, day):
    found = list(twelve.children(day))

    assert found == read_one_by_one(twelve, date.fromisoformat(day))
    assert found


def test_what_was_learnt_later_does_not_count(twelve):
    day, known_at = date(2025, 11, 30), datetime.fromisoformat("2025-09-10T00:00:00+00:00")

    found = list(twelve.children(day, known_at=known_at))

    assert found == read_one_by_one(twelve, day, known_at)
    assert found != list(twelve.children(day))


def test_a_day_that_is_none_is_refused(twelve):
    with pytest.raises(InvalidError):
        list(twelve.children("2025-02-30"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_in_any_year_children_stand_where_their_stories_say(seed):
    lines = journal(seed, children=10)
    chance = Random(seed)
    with memory_store(on="2027-06-01") as store:
        desk = told_of(store, lines)
        for _ in range(6):
            day = date(2025, 1, 1) + timedelta(days=chance.randrange(800))
            known_at = datetime.fromisoformat(chance.choice(lines)["at"])
            assert list(desk.children(day)) == read_one_by_one(desk, day)
            found = list(desk.children(day, known_at=known_at))
            assert found == read_one_by_one(desk, day, known_at)


@pytest.mark.parametrize("seed", range(3))
def test_a_list_is_the_same_whether_facts_tell_whose_case_it_is_or_each_story(seed):
    lines = journal(seed, children=8)
    chance = Random(seed)
    with memory_store(on="2027-06-01") as store:
        desk = told_of(store, lines)
        moments = [datetime.fromisoformat(chance.choice(lines)["at"]) for _ in range(3)]
        days = [date(2025, 6, 1) + timedelta(days=chance.randrange(500)) for _ in range(3)]
        asked = [(day, at) for day in days for at in moments]
        everybody = [list(desk.cases(day, known_at=at)) for day, at in asked]
        whose = {(line.centre, line.caseworker) for found in everybody for line in found}
        each = [(*when, *who) for when in asked for who in whose]
        assert desk._parts.facts is None

        before = [lists_of(desk, *one) for one in each]
        next(iter(desk.children("2025-12-31")), None)

        assert desk._parts.facts is not None
        assert [lists_of(desk, *one) for one in each] == before
        assert any(work.cases for _, work in before)


def lists_of(desk, day, known_at, centre, caseworker):
    def asked(ask):
        return ask(day, centre=centre, caseworker=caseworker, known_at=known_at)

    return list(asked(desk.cases)), asked(desk.work)


def test_of_children_that_may_not_be_known_no_line_is_told(tmp_path):
    store = office(tmp_path)

    assert keys_of(store.acting_as("amina")) == ["C01", "C02"]
    assert keys_of(store.acting_as("youssef")) == []


def test_where_a_part_of_schooling_is_withheld_none_of_it_is_told(tmp_path):
    field = "[fields]\n"
    sealed = PACKAGED.replace(field, field + '"take-school-place.grade" = "sealed"\n')
    store = memory_store(on="2025-09-10", config=config_in(tmp_path, sealed))
    tell_of(store, "C01", "amina")
    desk = store.acting_as("amina")
    place = TakeSchoolPlace(
        school="s1", school_year="2025-2026", grade="p5", kind="continuing"
    )
    desk.record("child:C01", place, on="2025-09-05")

    (line,) = desk.children("2025-09-10")

    assert (line.case, line.caseworker) == ("open", "amina")
    assert (line.enrolled, line.school_year, line.grade) == (None, None, None)


def keys_of(desk: Desk) -> list[str]:
    return [line.subject.key for line in desk.children("2025-09-10")]
