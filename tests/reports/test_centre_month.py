"""A centre's month: its figures, its work list and its stock are those told elsewhere."""

import pytest

from casemgmt.errors import InvalidError
from casemgmt.reports import Missing, Note, Period, Table
from casemgmt.reports.centre_month import occupancy
from casemgmt.reports.reading import Reading

from .house import LONG, NOVEMBER, figures_of, figures_told, house, rows, section

END_OF_NOVEMBER = ("2025-11-25", "2025-11-30")


@pytest.fixture(scope="module")
def desk():
    return house()


@pytest.fixture(scope="module")
def month(desk):
    return desk.report("centre-month", *NOVEMBER, centre="mediouna")


def test_every_figure_is_that_of_the_indicators_in_the_cell_of_the_centre(desk, month):
    shown = figures_of(month)

    assert {source.name for source in shown} == {
        "I01", "I06", "I31", "I32", "I33", "I37-issued"
    }  # fmt: skip
    assert all(dict(source.by) == {"centre": "mediouna"} for source in shown)
    assert shown == pytest.approx(figures_told(desk, *NOVEMBER, shown))


def test_absences_to_follow_up_are_those_the_figures_count_the_chronic_first(month):
    (table,) = section(month, "absences").blocks

    assert rows(table) == {
        "Salma Idrissi": ("S", "chronic", 6, 22),
        "Yassine Alami": ("Y", "warning", 2, 22),
    }


def test_visits_due_are_those_of_the_work_list(desk, month):
    table, *_ = section(month, "due").blocks
    listed = [
        one
        for one in desk.due("2025-11-30", centre="mediouna")
        if one.what in ("follow-up", "planned-visit")
    ]

    assert len(table.rows) == len(listed) > 2
    told = [(str(row.cells[1]), row.cells[2].amount) for row in table.rows]
    assert told == [(str(one.due), one.overdue_days) for one in listed]
    assert "make the visit that was planned (at the workplace)" in {
        row.cells[0].en for row in table.rows
    }


def test_stock_before_received_issued_and_after_add_up(month):
    table, kits = section(month, "stock").blocks

    assert rows(table) == {"Fully equipped school bag": (10, 0, 3, 7)}
    assert list(rows(kits).values()) == [(3,), (2,)]


def test_occupancy_counts_days_of_children_and_names_the_first_fullest_day(month):
    share, days, caution = section(month, "occupancy").blocks

    assert rows(share)["Occupancy"][:2] == (30 + 19 + 21, 60)
    assert list(rows(days).values()) == [
        ("2025-11-30", 2, 2),
        ("2025-11-10", 3, 2),
    ]
    assert caution.about == "caution"


def test_a_month_of_nobody_counts_nought_and_says_nothing_of_the_overdue(desk):
    early = desk.report("centre-month", "2024-11-01", "2024-11-30", centre="mediouna")
    children, present, _, due = early.headlines
    *_, kits = section(early, "stock").blocks

    assert (children.value.amount, due.value.amount) == (0, 0)
    assert isinstance(present.value, Missing)
    assert due.out_of is None
    assert [row.cells[0].amount for row in kits.rows] == [0, 0]


def test_of_children_without_a_place_in_the_centre_none_is_asked_of(desk, monkeypatch):
    reading = Reading.of(desk, Period.of(*END_OF_NOVEMBER), occupancy.ASKED)
    asked = []
    ask = type(desk).journey
    monkeypatch.setattr(
        type(desk), "journey", lambda d, s, **k: asked.append(str(s)) or ask(d, s, **k)
    )

    shown = occupancy.section(desk, reading, "mediouna").blocks[1]

    assert "child:S" in asked
    assert "child:Y" not in asked
    assert rows(shown)["The last day"][1] == 2


def test_a_child_is_called_by_the_whole_name_however_long(month):
    table, *_ = section(month, "due").blocks

    assert LONG in rows(table)


def test_a_month_in_which_nothing_was_told_says_so_in_every_section(desk):
    report = desk.report("centre-month", "2024-01-01", "2024-01-31", centre="mediouna")

    for name in ("absences", "due"):
        (said,) = section(report, name).blocks
        assert isinstance(said, Note)
    assert not [b for s in report.sections for b in s.blocks if isinstance(b, Table)
                and b.rows and s.name == "absences"]  # fmt: skip


@pytest.mark.parametrize(
    ("about", "field", "code"),
    [
        ({}, "centre", "report-needs"),
        ({"centre": "nowhere"}, "centre", "unknown-subject"),
        ({"centre": " "}, "centre", "empty"),
        ({"centre": "mediouna", "caseworker": "amina"}, "caseworker", "report-takes-none"),
    ],
)
def test_what_a_report_is_not_told_or_cannot_use_is_named(desk, about, field, code):
    with pytest.raises(InvalidError) as refusal:
        desk.report("centre-month", *NOVEMBER, **about)

    assert (refusal.value.field, refusal.value.code) == (field, code)


def test_it_says_that_it_names_persons_and_hides_nothing(month):
    assert month.personal
    assert "does not leave the house" in month.subtitle.en
    assert month.foot.small_cells_below.amount == 0
