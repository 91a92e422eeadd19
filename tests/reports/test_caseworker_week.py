"""A caseworker's week: the work list of its first day, laid out by day."""

import pytest

from casemgmt.reports import Note

from .house import house, section

WEEK = ("2025-11-24", "2025-11-30")


@pytest.fixture(scope="module")
def desk():
    return house()


def listed(report):
    """Every child, day and delay the report shows, in its order."""
    found = []
    for one in report.sections:
        for block in one.blocks:
            if not isinstance(block, Note):
                names = [column.en for column in block.columns]
                found += [(dict(zip(names, row.cells, strict=True))) for row in block.rows]
    return found


def test_it_holds_what_the_work_list_of_its_first_day_holds_looking_ahead(desk):
    report = desk.report("caseworker-week", *WEEK, caseworker="amina")
    due = desk.due("2025-11-24", caseworker="amina", ahead=6)

    shown = [(line["Record"].plain, line["To do"].en) for line in listed(report)]
    assert len(shown) == len(due) > 2
    assert [record for record, _ in shown] == [one.subject.key for one in due]
    overdue, cases, coming = (report.headlines[n].value.amount for n in (1, 0, 2))
    assert cases == len(list(desk.cases("2025-11-24", caseworker="amina"))) == 2
    assert overdue == sum(one.due < one.due.fromisoformat("2025-11-24") for one in due)
    assert overdue + coming == len(due)


def test_a_visit_planned_in_the_week_stands_on_its_day(desk):
    report = desk.report("caseworker-week", *WEEK, caseworker="amina")

    days = {block.title.en: block for block in section(report, "days").blocks}
    (visit,) = days["November 25, 2025"].rows
    assert visit.label.fr == "Salma Idrissi"
    assert visit.cells[0].en == "make the visit that was planned (at the workplace)"


def test_a_caseworker_with_nothing_to_do_is_told_so(desk):
    report = desk.report("caseworker-week", *WEEK, caseworker="nobody")

    assert listed(report) == []
    assert [headline.value.amount for headline in report.headlines] == [0, 0, 0]
