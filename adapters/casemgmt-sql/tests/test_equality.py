"""The tables say what a desk says: of a season, of journals that break every rule."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.oracle.errands import errands
from tests.oracle.journals import journal
from tests.oracle.unruly import NOW, unruly

from casemgmt.demo import tell_season
from casemgmt.demo.clock import SEASON_ENDS
from casemgmt_sql import SqlReadModel
from casemgmt_sql.tables import (
    ALLOWANCE_MONTHS,
    ALLOWANCES,
    CASES,
    CENTRES,
    CHILDREN,
    DISTRIBUTIONS,
    STOCK,
    TIMELINE,
)

from .stores import NAME, by_reference, told
from .tables_read import asked, table, work_on

DAYS = (0, 1, 9, 40, 130, 420)


def _season():
    return tell_season(60).lines, SEASON_ENDS + timedelta(days=5)


def _journal(seed):
    lines = journal(seed, children=8)
    return [*lines, *errands(seed, lines)], NOW.date()


def _unruly(seed):
    return unruly(seed, children=4), NOW.date()


@pytest.fixture(
    scope="module",
    params=[(_season,), (_journal, 21), (_journal, 22), (_unruly, 5), (_unruly, 6)],
    ids=["a season", "journal 21", "journal 22", "unruly 5", "unruly 6"],
)
def kept(request, tmp_path_factory):
    """A desk, the tables, whom they mean, and the day."""
    make, *seed = request.param
    lines, today = make(*seed)
    adapter = SqlReadModel(str(tmp_path_factory.mktemp("kept") / "register.db"))
    with told(lines, today) as store:
        store.project(adapter, name=NAME)
        desk = store.acting_as("amina")
        known = by_reference(adapter, "children", "child")
        known |= by_reference(adapter, "households", "household")
        yield desk, adapter, known, today
    adapter.close()


def test_children_and_their_persons(kept):
    desk, adapter, known, _ = kept
    rows = table(adapter, CHILDREN)

    assert rows
    for row in rows:
        journey = desk.journey(row.reference)
        who = journey.registration
        assert row.sex == (None if who.sex == "unknown" else who.sex)
        assert row.born_to == (who.birth.last if who.birth else None)
        assert row.seen_on == journey.follow_up.seen_on
        assert row.risk == journey.assessment.risk
        same = {str(child) for child in journey.same_child(journey.subject)}
        together = {known[other.child] for other in rows if other.person == row.person}
        assert together == same & set(known.values())


def test_open_cases(kept):
    desk, adapter, known, today = kept
    rows = table(adapter, CASES, CASES.c.closed_on.is_(None))

    found = {(known[r.child], r.centre, r.caseworker, r.opened_on) for r in rows}

    lines = desk.cases(today)
    assert found == {(str(c.subject), c.centre, c.caseworker, c.since) for c in lines}


@pytest.mark.parametrize("after", DAYS)
def test_work_lists_of_today_and_of_days_to_come(kept, after):
    desk, adapter, known, today = kept
    day = today + timedelta(days=after)

    rows = map(dict, asked(adapter, work_on(adapter, day)))

    found = Counter(
        (known[r["child"]], r["what"], r["about"], str(r["due_on"]), r["overdue_days"])
        for r in rows
    )
    assert found == Counter(
        (str(due.subject), due.what, due.about, str(due.due), due.overdue_days)
        for due in desk.due(day)
    )


def test_the_timeline_is_the_history(kept):
    desk, adapter, known, _ = kept
    marks = {
        str(event.command_id): (
            _id(event.corrected_by),
            _id(event.retracted_by),
            str(event.on),
        )
        for reference in known.values()
        for event in desk.history(reference)
    }

    rows = table(adapter, TIMELINE, TIMELINE.c.subject.in_(known))

    assert {
        r.command_id: (_id(r.corrected_by), _id(r.retracted_by), r.told) for r in rows
    } == {
        command: (_id(fixed), _id(gone), on) for command, (fixed, gone, on) in marks.items()
    }
    for row in rows:
        assert (row.day is None) == bool(row.corrects or row.retracts or row.retracted_by)


def _id(of):
    return None if of is None else str(of)


def test_kits_and_allowances(kept):
    desk, adapter, known, _ = kept
    received = Counter(
        (reference, *kit)
        for reference in known.values()
        for kit in desk.journey(reference).kits.received
    )
    grants, months = Counter(), Counter()
    for reference in known.values():
        money = desk.journey(reference).allowances
        grants.update((reference, g.first, g.amount_centimes) for g in money.grants)
        months.update((reference, m.month, m.amount_centimes) for m in money.paid)

    rows = table(adapter, DISTRIBUTIONS)
    granted = table(adapter, ALLOWANCES)
    paid = table(adapter, ALLOWANCE_MONTHS, ALLOWANCE_MONTHS.c.became == "paid")

    assert Counter((known[r.child], r.kit, r.school_year) for r in rows) == received
    assert grants == Counter(
        (known[r.household], r.from_day, r.amount_centimes) for r in granted
    )
    assert months == Counter((known[r.household], r.month, r.amount_centimes) for r in paid)


def test_centres_and_their_stock(kept):
    desk, adapter, _, today = kept
    code = {row.centre: row.code for row in table(adapter, CENTRES)}
    stock = {
        (code[r.centre], r.item): (r.quantity, r.at_least, r.about)
        for r in table(adapter, STOCK)
    }

    lines = list(desk.centres(today))

    assert stock == {
        (line.subject.key, item): (_exactly(of.value), of.at_least, of.about)
        for line in lines
        for item, of in line.stock.items()
    }
    places = {row.code: (row.kind, row.places) for row in table(adapter, CENTRES)}
    for line in lines:
        if line.subject.key in places:
            assert places[line.subject.key] == (line.kind, line.places)


def _exactly(value):
    return None if value is None else Decimal(value)
