"""What is watched is shown as it is, and stands in nobody's way."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from casemgmt.commands import (
    AcceptOverCapacity,
    AdmitChild,
    DischargeChild,
    GiveConsent,
    IssueGoods,
    LinkPersons,
    OpenCase,
    OpenCentre,
    ReceiveGoods,
    RegisterChild,
    ReportSeasonFigures,
    SuspendCase,
)
from casemgmt.desk.watching import Caseload
from casemgmt.domain.vocabulary import Quantity, Subject
from casemgmt.testing import memory_store

F12 = Path(__file__).parents[1] / "data" / "f12" / "journal.jsonl"
HERE = Subject("centre", "mediouna")


@pytest.fixture
def store():
    with memory_store(on="2026-01-31") as opened:
        yield opened


@pytest.fixture
def desk(store):
    return store.acting_as("amina")


def centre_on(desk, day, **asked):
    (line,) = [c for c in desk.centres(day, **asked) if c.subject == HERE]
    return line


def opened(desk, places):
    opening = OpenCentre(name="Médiouna", kind="child-labour-centre", capacity=places)
    desk.record(HERE, opening, on="2025-01-10")


def admitted(desk, child, on="2025-09-03"):
    desk.record(child, AdmitChild(centre="mediouna"), on=on)


def with_a_case(desk, child, caseworker="amina"):
    registered = RegisterChild(
        given_name="A", family_name="B", sex="female", born="2013", district="other"
    )
    consent = GiveConsent(purposes=["services"], given_by="guardian")
    case = OpenCase(centre="mediouna", caseworker=caseworker, programmes=["education"])
    desk.record(child, registered, consent, case, on="2025-09-03")


def test_a_centre_shows_the_children_of_the_day(desk):
    opened(desk, places=40)
    admitted(desk, "child:C1")
    desk.record("child:C1", DischargeChild(centre="mediouna"), on="2025-11-03")

    assert centre_on(desk, "2025-09-02").children == 0
    assert centre_on(desk, "2025-11-02").children == 1
    assert centre_on(desk, "2025-11-03").children == 0
    assert centre_on(desk, "2025-11-02").kind == "child-labour-centre"


def test_one_child_more_than_places_is_over_capacity_until_somebody_answers_for_it(desk):
    opened(desk, places=1)
    admitted(desk, "child:C1")
    assert centre_on(desk, "2025-09-03").over_capacity is False

    admitted(desk, "child:C2")
    accepted = AcceptOverCapacity(places=2, until="2025-09-30")
    desk.record(HERE, accepted, on="2025-09-10")

    before, during, after = (
        centre_on(desk, day) for day in ("2025-09-09", "2025-09-30", "2025-10-01")
    )
    assert [line.over_capacity for line in (before, during, after)] == [True] * 3
    assert [line.accepted for line in (before, during, after)] == [False, True, False]


def test_a_child_with_two_records_is_one_child_in_care(desk):
    opened(desk, places=1)
    admitted(desk, "child:C1")
    admitted(desk, "child:C2")
    link = LinkPersons(other="child:C1", evidence="same-papers")
    desk.record("child:C2", link, on="2025-09-20")

    line = centre_on(desk, "2025-10-01")

    assert (line.children, line.over_capacity) == (1, False)


def test_a_centre_that_nobody_opened_shows_its_children_and_no_places(desk):
    admitted(desk, "child:C1")

    line = centre_on(desk, "2025-09-03")

    assert (line.children, line.places, line.over_capacity) == (1, None, None)
    assert not line.is_open


def test_a_body_that_only_gave_its_figures_is_no_centre(desk):
    figures = ReportSeasonFigures(
        season="2009-2010", kind="all", structures=2669, beneficiaries=284366
    )
    desk.record("centre:entraide", figures, on="2011-04-26")

    assert list(desk.centres()) == []


def test_a_stock_shows_what_nobody_knows_and_what_is_below_zero(desk):
    strips = ReceiveGoods(item="power-strip", quantity=Quantity())
    bags = ReceiveGoods(item="school-bag-full", quantity=10)
    left = IssueGoods(item="school-bag-full", quantity=11)
    gone = IssueGoods(item="power-strip", quantity=1)
    desk.record(HERE, strips, bags, left, on="2025-09-26")
    desk.record(HERE, gone, on="2025-09-27")

    assert centre_on(desk, "2025-09-26").stock == {
        "power-strip": Quantity(Decimal(1), at_least=True),
        "school-bag-full": Quantity(Decimal(-1)),
    }
    assert centre_on(desk, "2025-09-27").stock["power-strip"].unknown


def test_centres_stand_in_the_order_of_their_references(desk):
    for child, centre in [("child:C1", "b"), ("child:C2", "c"), ("child:C3", "a")]:
        desk.record(child, AdmitChild(centre=centre), on="2025-09-03")

    assert [line.subject.key for line in desk.centres()] == ["a", "b", "c"]


def test_centres_are_shown_as_they_were_known(desk, store):
    opened(desk, places=1)
    store.turn_to("2026-02-10")
    admitted(desk, "child:C1", on="2025-09-03")

    before = datetime(2026, 2, 1, tzinfo=UTC)
    assert centre_on(desk, "2025-12-31", known_at=before).children == 0
    assert centre_on(desk, "2025-12-31").children == 1


def test_a_caseload_leaves_out_the_cases_that_rest(desk):
    with_a_case(desk, "child:C1")
    with_a_case(desk, "child:C2")
    with_a_case(desk, "child:C3", caseworker="karim")
    rest = SuspendCase(reason="harvest", until="2025-10-31")
    desk.record("child:C2", rest, on="2025-10-01")

    assert list(desk.caseloads("2025-10-31")) == [
        Caseload("amina", 1, 25, over=False),
        Caseload("karim", 1, 25, over=False),
    ]
    assert next(desk.caseloads("2025-11-01")).cases == 2
    assert list(desk.caseloads("2025-09-02")) == []


def test_more_cases_than_the_limit_of_the_policy_are_too_many(desk):
    for number in range(25):
        with_a_case(desk, f"child:C{number}")
    assert [load.over for load in desk.caseloads()] == [False]

    with_a_case(desk, "child:more")

    (load,) = desk.caseloads()
    assert (load.cases, load.limit, load.over) == (26, 25, True)


@pytest.mark.parametrize("day", ["2025-09-30", "2025-11-15", "2025-12-31"])
def test_caseloads_add_up_to_the_figure_of_the_day(desk, day):
    desk.record_file(F12.read_text(encoding="utf-8").splitlines(), times_given=True)
    (figure,) = desk.figures("2025-09-01", day, only=["I11"])

    loads = list(desk.caseloads(date.fromisoformat(day)))

    assert sum(load.cases for load in loads) == figure.numerator
    assert len(loads) == figure.denominator
