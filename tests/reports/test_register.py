"""The register of an institution: its movements add up, its headcount is the house's."""

import pytest

from casemgmt.commands import AdmitChild, LinkPersons, RegisterChild
from casemgmt.reports import Missing

from .house import LONG, NOVEMBER, house, rows, section, words


@pytest.fixture(scope="module")
def desk():
    return house()


@pytest.fixture(scope="module")
def november(desk):
    return desk.report("register", *NOVEMBER, centre="mediouna")


def test_each_stay_is_a_line_in_order_of_coming_with_where_from_and_where_to(november):
    (table,) = section(november, "register").blocks

    assert list(rows(table)) == ["Salma Idrissi", "Yassine Alami", LONG]
    assert rows(table)["Yassine Alami"] == (
        "Y", "Male", "2013-05-20", "2025-11-01", "Neighbour", "2025-11-20", "–"
    )  # fmt: skip
    assert rows(table)["Salma Idrissi"][-2:] == ("present", "–")


def test_who_came_back_had_not_left_for_the_institution_itself():
    desk = house()
    desk.record("child:Y", AdmitChild(centre="mediouna"), on="2025-11-27")

    report = desk.report("register", *NOVEMBER, centre="mediouna")

    (table,) = section(report, "register").blocks
    stays = [row.cells for row in table.rows if row.cells[0].plain == "Y"]
    assert [str(cells[-1].plain) for cells in stays] == ["–", "–"]


def test_before_plus_entries_minus_exits_is_present(november):
    table, _ = section(november, "balance").blocks

    assert list(rows(table).values()) == [(0,), (3,), (1,), (2,)]


def test_the_headcount_is_that_of_the_centres_on_that_day(desk, november):
    table, *_ = section(november, "headcount").blocks
    (line,) = [c for c in desk.centres("2025-11-30") if c.subject.key == "mediouna"]

    assert rows(table)["All"] == (1, 1, 2)
    assert line.children == 2
    assert rows(table)["12 to 14 years"] == (0, 1, 1)


def test_a_headcount_beyond_the_places_is_shown_and_cautioned(desk):
    report = desk.report("register", "2025-11-10", "2025-11-15", centre="mediouna")

    table, caution = section(report, "headcount").blocks
    assert rows(table)["All"] == (1, 2, 3)
    assert caution.about == "caution"
    assert [h.value.amount for h in report.headlines] == [3, 1, 0]


def test_nobody_present_is_an_empty_register_and_a_headcount_of_nought(desk):
    report = desk.report("register", "2025-09-01", "2025-09-30", centre="mediouna")

    table, *_ = section(report, "headcount").blocks
    assert list(rows(table).values()) == [(0, 0, 0)]
    assert "No stay in this period." in words(report)


def test_one_person_with_two_records_is_one_line_of_the_headcount():
    desk = house()
    twin = RegisterChild(
        given_name="Selma", family_name="Idrissi", sex="female", born="2010-01-10",
        district="mediouna",
    )  # fmt: skip
    desk.record("child:S2", twin, on="2025-11-02")
    desk.record("child:S2", AdmitChild(centre="mediouna"), on="2025-11-02")
    desk.record("child:S", LinkPersons(other="child:S2", evidence="same"), on="2025-11-02")

    report = desk.report("register", *NOVEMBER, centre="mediouna")

    table, *_ = section(report, "headcount").blocks
    assert rows(table)["All"][-1] == 2


def test_an_institution_that_never_told_its_places_has_none_shown(november):
    assert not isinstance(november.headlines[0].out_of, Missing)
    assert november.headlines[0].out_of.amount == 2
    assert "for the authority alone" in november.subtitle.en
