"""Stories told again together are what a desk says of them."""

import json
from datetime import date, timedelta
from random import Random

import pytest
from tests.oracle.errands import errands
from tests.oracle.journals import journal
from tests.oracle.unruly import NOW, unruly

from casemgmt.adapters import Stories, links_in, open_work
from casemgmt.testing import memory_store

KINDS = ("child", "household", "centre", "agreement")
TODAY = date(2026, 3, 1)
FROM_TODAY = 800
"""Days on which lists are asked of; a season's suspensions and checkpoints end in them."""


@pytest.fixture(scope="module", params=[12, 13, 14, "unruly"])
def told(request):
    """A desk, and all that is recorded, open."""
    if request.param == "unruly":
        lines = [x if isinstance(x, str) else json.dumps(x) for x in unruly(7, children=5)]
        today = NOW.date()
    else:
        lines = journal(request.param, children=8)
        lines = [json.dumps(x) for x in (*lines, *errands(request.param, lines))]
        today = TODAY
    with memory_store(on=today) as store:
        desk = store.acting_as("amina")
        desk.record_file(lines, times_given=True)
        subjects = [s for kind in KINDS for s in desk.subjects(kind)]
        yield desk, subjects, [e for s in subjects for e in desk.history(s)], today


def test_a_journey_told_again_is_that_of_the_desk(told):
    desk, subjects, events, today = told
    stories = Stories(events)

    for subject in subjects:
        for day in (None, today - timedelta(days=200)):
            again = stories.journey(subject, as_of=day)
            asked = desk.journey(subject, as_of=day)
            assert again == asked
            assert again.person == asked.person
            assert again.same_child(subject) == asked.same_child(subject)


def test_a_history_told_again_shows_its_corrections(told):
    desk, subjects, events, _ = told
    stories = Stories(Random(3).sample(events, len(events)))

    assert all(stories.history(s) == desk.history(s) for s in subjects)
    assert any(e.corrected_by for s in subjects for e in stories.history(s))


def test_who_was_ever_linked_stands_together(told):
    _, _, events, _ = told
    stories = Stories(events)
    linked = [(e.subject, links_in(e)) for e in events if links_in(e) is not None]

    assert all(other in stories.ever_linked(one) for one, other in linked)
    assert all(stories.records(s) <= stories.ever_linked(s) for s in stories)


def test_open_work_is_the_desks_list_on_every_day_to_come(told):
    desk, subjects, events, today = told
    stories, chance = Stories(events), Random(5)
    kept = [
        (child, work)
        for child in subjects
        if child.kind == "child"
        for work in open_work(stories, child, today, desk.policy)
    ]
    met = 0

    for after in (0, *chance.sample(range(FROM_TODAY), 14)):
        day, ahead = today + timedelta(days=after), chance.choice((0, 0, 30))
        asked = {
            (due.subject, due.what, due.due, due.about, due.caseworker, due.centre)
            for due in desk.due(day, ahead=ahead)
        }
        assert asked == {
            (child, w.item.what, w.item.due, w.item.about, w.caseworker, w.centre)
            for child, w in kept
            if w.first <= day <= (w.last or day)
            and w.item.listed_from <= day + timedelta(days=ahead)
        }
        met += len(asked)
    assert met


def test_stories_grow_into_what_they_would_have_been(told):
    _, subjects, events, _ = told
    whole, grown = Stories(events), Stories()
    in_order = sorted(events, key=lambda e: e.position)

    for at in range(0, len(in_order), 7):
        grown.add(in_order[at : at + 7])
        for subject in {e.subject for e in in_order[at : at + 7]}:
            grown.journey(subject)  # folded now, and extended next time

    for subject in subjects:
        assert grown.journey(subject) == whole.journey(subject)
        assert grown.history(subject) == whole.history(subject)
        assert grown.ever_linked(subject) == whole.ever_linked(subject)


def test_what_comes_late_takes_its_place(told):
    _, subjects, events, _ = told
    in_order = sorted(events, key=lambda e: e.position)
    late = Stories(in_order[1::2])

    late.add(in_order[::2])

    assert all(late.journey(s) == Stories(events).journey(s) for s in subjects)
