"""Each example says of an invented season what the desk says of it."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casemgmt import Store
from casemgmt.adapters import as_told
from casemgmt.demo import tell_season
from casemgmt.events import AttendanceReported, GoodsReceived, HoursLogged, KitDelivered

EXAMPLES = Path(__file__).parents[2] / "examples"
CHILDREN = 60
CENTRE = "insaf-hay-hassani"
DECEMBER = date(2025, 12, 1), date(2025, 12, 31)
SEASON_END = date(2026, 6, 30)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("season") / "season.db"
    with Store.open(path, create=True) as store:
        lines = [json.dumps(line) for line in tell_season(CHILDREN).lines]
        store.acting_as("demo").record_file(lines, times_given=True)
    return path


@pytest.fixture(scope="module")
def desk(address):
    with Store.open(address) as store:
        yield store.acting_as("owner")


def ran(script, *arguments):
    """What a script prints, run as anybody runs it."""
    command = [sys.executable, EXAMPLES / script, *map(str, arguments)]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8"
    )


def rows_of(script, address, *arguments):
    """The rows of a script's CSV, by its English headings."""
    done = ran(script, address, "--csv", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def told(desk, subject, kind):
    """What is told now of a subject, of one kind."""
    return [e for e in as_told(desk.history(subject)) if isinstance(e.event, kind)]


def test_who_was_absent_too_much_is_who_the_reports_say(address, desk):
    rows = rows_of("absent_this_month.py", address, "--month", "2025-12")

    expected = {}
    for case in desk.cases(DECEMBER[1]):
        last = {
            e.event.period: e.event for e in told(desk, case.subject, AttendanceReported)
        }
        reports = [r for (_, to), r in last.items() if DECEMBER[0] <= to <= DECEMBER[1]]
        days = sum(r.days_possible for r in reports)
        absent = sum(r.days_absent + (r.days_absent_authorised or 0) for r in reports)
        if absent and (days < 20 or 100 * absent >= 5 * days):
            expected[str(case.subject)] = (case.centre, str(absent), str(days))
    assert len(expected) >= 10
    assert {r["child"]: (r["centre"], r["absent"], r["of days"]) for r in rows} == expected


def test_a_month_with_too_few_days_of_school_is_not_called_chronic(address):
    rows = rows_of("absent_this_month.py", address, "--month", "2025-12")

    for row in rows:
        few, share = int(row["of days"]) < 20, float(row["percent"])
        much = "chronic" if share >= 10 else "warning"
        assert row["reading"] == ("too-few-days" if few else much)
    assert {row["reading"] for row in rows} == {"chronic", "warning", "too-few-days"}


def test_the_stock_is_that_of_the_desk_and_the_bags_are_those_of_the_children(
    address, desk
):
    rows = {
        row["item"]: row
        for row in rows_of(
            "stock_of_a_centre.py", address, "--centre", CENTRE, "--month", "2026-06"
        )
    }

    (line,) = (one for one in desk.centres(SEASON_END) if one.subject.key == CENTRE)
    assert rows.keys() >= line.stock.keys()
    for item, quantity in line.stock.items():
        open_ended = "+" if quantity.at_least else ""
        assert rows[item]["stock"] == f"{quantity.value:f}{open_ended}"
    came = told(desk, f"centre:{CENTRE}", GoodsReceived)
    bags = sum(e.event.quantity.value for e in came if e.event.item == "school-bag-full")
    given = [
        e
        for child in desk.subjects("child")
        for e in told(desk, child, KitDelivered)
        if e.event.centre == CENTRE and e.event.kit == "school-bag-full"
    ]
    bag = rows["school-bag-full"]
    assert (bag["received"], bag["given"]) == (str(bags), str(len(given)))
    assert int(bag["issued - given"]) == int(bag["issued"]) - len(given)
    assert len(given) > 10


def test_a_number_that_nobody_knows_is_not_made_up(address):
    rows = rows_of(
        "stock_of_a_centre.py", address, "--centre", CENTRE, "--month", "2026-06"
    )

    (strips,) = (row for row in rows if row["item"] == "power-strip")
    assert (strips["received"], strips["last count"]) == ("1+", "")


@pytest.mark.parametrize("month", ["2025-10", "2026-03"])
def test_an_apprentice_at_risk_has_a_contract_that_runs_and_the_hours_told(
    address, desk, month
):
    rows = rows_of("apprentices_at_risk.py", address, "--month", month)
    last = date.fromisoformat(f"{month}-31")

    for row in rows:
        journey = desk.journey(row["child"], as_of=last)
        assert row["contract"] in journey.contract.running
        logged = sum(
            (
                e.event.practice + e.event.centre
                for e in told(desk, row["child"], HoursLogged)
                if e.on.last <= last and e.event.contract == row["contract"]
            ),
            Decimal(0),
        )
        assert Decimal(row["hours"]) == logged
        behind = logged < Decimal(row["planned"]) * 3 / 4
        assert ("behind the hours" in row["look at"]) == behind
    assert rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "heading"), [("en", "reading"), ("fr", "lecture"), ("ar", "القراءة")]
)
def test_the_headings_are_in_the_language_asked_for(address, lang, heading):
    done = ran("absent_this_month.py", address, "--month", "2025-12", "--lang", lang)

    assert done.stdout.splitlines()[0].endswith(heading)


@pytest.mark.parametrize(
    "script", ["absent_this_month.py", "stock_of_a_centre.py", "apprentices_at_risk.py"]
)
def test_a_store_that_is_not_there_is_one_plain_line(tmp_path, script):
    more = ["--centre", CENTRE] if script == "stock_of_a_centre.py" else []
    done = ran(script, tmp_path / "no.db", "--month", "2025-12", *more)

    assert done.returncode == 1
    assert done.stderr == f"{tmp_path / 'no.db'}: there is no store here\n"
