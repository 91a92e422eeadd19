"""Tables of others as commands: typed by their fields, met again, refused row by row."""

import json
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from tests.recording.telling import SALMA

from casemgmt import Store
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import TableFileError
from casemgmt.sheets.heading import letters
from casemgmt.testing import memory_store

REGISTER = "subject,on,by,command,given_name.ar,given_name.fr,family_name,sex,born,district"
SALMA_ROW = (
    "child:C01,2025-09-03,amina,register-child,"
    "سلمى,Salma,Idrissi,female,2013-03-14,mediouna"
)


@pytest.fixture
def store():
    return memory_store("2026-01-01")


@pytest.fixture
def desk(store):
    return store.acting_as("amina")


@pytest.fixture
def told(desk, tmp_path):
    """Record a CSV file of some lines."""

    def record(*lines, name="table.csv", encoding="utf-8"):
        (tmp_path / name).write_text("\n".join(lines), encoding=encoding)
        return desk.record_file(tmp_path / name)

    return record


@pytest.fixture
def rejected(tmp_path):
    """Say what is wrong with each rejected row."""

    def read(name="table.csv"):
        lines = (tmp_path / f"{name}.rejects.jsonl").read_text().splitlines()
        return [json.loads(line)["error"] for line in lines]

    return read


@pytest.fixture
def workbook(tmp_path):
    """Make a workbook of some sheets, each a list of rows."""

    def make(**sheets):
        with xlsxwriter.Workbook(tmp_path / "table.xlsx") as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name.replace("__", "-"))
                for at, row in enumerate(rows):
                    for column, value in enumerate(row):
                        how = (day,) if isinstance(value, date) else ()
                        sheet.write(at, column, value, *how)
        return tmp_path / "table.xlsx"

    return make


def event(desk, rank=-1, subject="child:C01"):
    return desk.history(subject)[rank].event


def test_a_row_is_a_command(told, desk):
    assert told(REGISTER, SALMA_ROW).recorded == 1

    registered = event(desk)
    assert registered.given_name == Known(Text(ar="سلمى", fr="Salma"))
    assert registered.born == Known(Day.of("2013-03-14"))
    assert desk.history("child:C01")[0].by == "amina"


def test_it_is_what_a_journal_would_have_told(told, desk, tmp_path):
    told(REGISTER, SALMA_ROW)
    line = {"id": "5d0c0000-0000-4000-8000-000000000001", "command": "register-child"}
    line |= {"subject": "child:C02", "on": "2025-09-03", "by": "amina", "data": SALMA}
    desk.record_file([json.dumps(line)], rejects=tmp_path / "r")

    assert event(desk) == event(desk, subject="child:C02")


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_cells_are_parted_by_what_a_spreadsheet_saves(told, between):
    lines = (one.replace(",", between) for one in (REGISTER, SALMA_ROW))

    assert told(*lines).recorded == 1


def test_a_mark_of_the_encoding_is_no_letter_of_the_heading(told):
    assert told(REGISTER, SALMA_ROW, encoding="utf-8-sig").recorded == 1


def test_a_cell_may_go_over_several_lines(told, desk, rejected):
    told(
        "subject,on,by,command,kind,seen_child,findings",
        'child:C01,2025-09-03,amina,record-follow-up,call,yes,"une ligne\nune autre"',
        "child:C01,2025-09-03,amina,record-follow-up,call,perhaps,",
    )

    assert event(desk).findings == Known(Text(plain="une ligne\nune autre"))
    (wrong,) = rejected()
    assert (wrong["row"], wrong["column"]) == (4, "F"), "counted as a spreadsheet counts"


def test_a_list_stands_in_one_cell_between_semicolons(told, desk):
    told(
        "subject,on,by,command,purposes,given_by",
        "child:C01,2025-09-03,amina,give-consent,services; reporting;photo,guardian",
    )

    assert event(desk).purposes == ("services", "reporting", "photo")


def test_a_list_of_several_things_each_has_numbered_columns(told, desk):
    told(
        "subject,on,by,command,district,members.1.person,members.1.role,"
        "members.2.role,members.2.name,members.10.name,members.10.role",
        "household:H1,2025-09-03,amina,form-household,mediouna,child:C01,child,"
        "mother,Rachida,Fatna,other",
    )

    members = event(desk, subject="household:H1").members
    assert [one.role for one in members] == ["child", "mother", "other"]
    assert members[0].person == Subject("child", "C01")
    assert members[2].name == Known(Text(plain="Fatna"))


def test_a_table_inside_a_command_is_reached_by_its_words(told, desk):
    domains = [f"domains.{d}.score" for d in ("educational", "psychological", "social")]
    told(
        ",".join(["subject,on,by,command", *domains, "domains.social.note"]),
        "child:C01,2025-09-03,amina,complete-assessment,3,2,4,une tante aide",
    )

    told_domains = event(desk).domains
    assert told_domains["educational"].score == 3
    assert told_domains["social"].note == Known(Text(plain="une tante aide"))


def test_a_figure_may_say_that_it_is_about(told, desk):
    told(
        "subject,on,by,command,season,kind,structures,beneficiaries.value,"
        "beneficiaries.about,beneficiaries.raw.fr",
        "centre:x,2025-09-03,amina,report-season-figures,2009-2010,all,12,2300,oui,environ",
    )

    figures = event(desk, subject="centre:x")
    assert figures.beneficiaries.about
    assert (figures.beneficiaries.value, figures.structures.value) == (2300, 12)


def test_a_field_with_the_name_of_a_column_of_every_line_is_said_with_data(told, desk):
    told(
        "subject,on,by,command,contract,data.by,reason,last_day",
        "child:C01,2025-10-03,amina,end-contract-early,K1,apprentice,moved,2025-10-02",
    )

    assert event(desk).by == "apprentice"


@pytest.mark.parametrize(
    ("written", "hours"), [("12", 12), ("3.5", 3.5), ("3,5", 3.5), ("١٢", 12)]
)
def test_a_number_is_read_as_it_is_written_here(told, desk, written, hours):
    told(
        "subject,on,by,command,economic_hours,chores_hours,hazardous",
        f'child:C01,٢٠٢٥-٠٩-٠٣,amina,observe-work,"{written}",0,no',
    )

    assert float(event(desk).economic_hours) == hours
    assert str(desk.history("child:C01")[0].on) == "2025-09-03"


def test_an_empty_cell_says_nothing(told, desk):
    told(REGISTER + ",mother", SALMA_ROW + ",  ")

    assert event(desk).mother is None


def test_a_table_read_twice_is_told_once(told):
    first, again = told(REGISTER, SALMA_ROW), told(REGISTER, SALMA_ROW)

    assert (first.recorded, again.recorded, again.already) == (1, 0, 1)


def test_rows_in_another_order_under_another_name_are_the_same(told):
    rows = [SALMA_ROW, SALMA_ROW.replace("C01", "C02")]
    told(REGISTER, *rows)

    again = told("", REGISTER, "", *reversed(rows), name="later.csv")

    assert (again.recorded, again.already) == (0, 2)


def test_the_same_told_twice_in_one_table_is_two(told):
    hours = "child:C01,2025-09-03,amina,attend-session,tutoring,1"
    lines = ("subject,on,by,command,session,hours", hours, hours)

    assert told(*lines).recorded == 2
    assert told(*lines).already == 2


def test_a_row_that_changed_is_another(told):
    told(REGISTER, SALMA_ROW)

    assert told(REGISTER, SALMA_ROW.replace("Idrissi", "El Idrissi")).recorded == 1


def test_an_id_of_its_own_is_kept(told, desk):
    own = "5d0c0000-0000-4000-8000-000000000001"
    told("id," + REGISTER, f"{own},{SALMA_ROW}")

    assert str(desk.history("child:C01")[0].command_id) == own


def test_who_knows_a_row_cannot_try_it_out_on_an_id(tmp_path):
    ids = set()
    for name in ("a.db", "b.db"):
        (tmp_path / "table.csv").write_text(f"{REGISTER}\n{SALMA_ROW}\n")
        with Store.open(tmp_path / name, create=True) as store:
            desk = store.acting_as("amina")
            desk.record_file(tmp_path / "table.csv")
            ids |= {one.command_id for one in desk.history("child:C01")}

    assert len(ids) == 2, "they hang on a key that nobody else has"
    assert {(one.version, one.variant) for one in ids} == {(8, "specified in RFC 4122")}


def test_who_comes_back_after_an_erasure_is_not_met_again(told, store, desk):
    told(REGISTER, SALMA_ROW)
    vault = store._parts.shelf.vault
    vault.erase(vault.find(Subject("child", "C01")), datetime.now(UTC))

    assert told(REGISTER, SALMA_ROW).recorded == 1


def test_what_is_wrong_is_found_by_sheet_row_and_column(workbook, desk, rejected):
    file = workbook(
        register__child=[
            ["subject", "on", "by", "given_name.fr", "family_name", "sex", "born"],
            ["child:C01", "2025-09-03", "amina", "Salma", "Idrissi", "fem", "2013"],
        ],
        notes_of_visits=[
            ["command", "subject", "on", "by", "kind", "seen_child"],
            [],
            ["record-follow-up", "child:C01", "2025-13-03", "amina", "call", True],
        ],
    )

    assert desk.record_file(file).invalid == 2
    found = [(e["sheet"], e["row"], e["column"], e["code"]) for e in rejected("table.xlsx")]
    assert found == [
        ("register-child", 2, "F", "unknown-code"),
        ("notes_of_visits", 3, "C", "no-such-day"),
    ]


def test_a_goal_that_is_wrong_is_found_in_its_own_column(told, rejected):
    told(
        "subject,on,by,command,plan,goals.1.goal,goals.1.area,goals.1.measure,goals.1.due,"
        "goals.2.goal,goals.2.area,goals.2.measure,goals.2.due",
        "child:C01,2025-09-03,amina,propose-plan,P1,G1,education,présence,2026-01-01,"
        "G2,education,présence,soon",
    )

    (wrong,) = rejected()
    assert (wrong["field"], wrong["column"]) == ("data.goals[1].due", "M")


def test_a_refused_row_is_among_the_rejects_with_its_rule(told, rejected):
    told(
        "subject,on,by,command,centre,caseworker,programmes",
        "child:C01,2025-09-03,amina,open-case,mediouna,amina,education",
    )

    (wrong,) = rejected()
    assert (wrong["code"], wrong["rule"]) == ("refused", "registered-first")


def test_a_rejected_row_is_a_line_of_a_journal(told, tmp_path):
    told(REGISTER, SALMA_ROW.replace("female", "fem"))

    (line,) = (tmp_path / "table.csv.rejects.jsonl").read_text().splitlines()
    said = json.loads(line)
    assert said["data"]["given_name"] == {"ar": "سلمى", "fr": "Salma"}
    assert (said["command"], said["subject"]) == ("register-child", "child:C01")


def test_sheets_are_told_in_their_order_with_real_days_and_numbers(workbook, desk):
    file = workbook(
        register__child=[
            ["subject", "on", "by", "given_name.ar", "family_name", "sex", "born",
             "district"],
            ["child:C01", date(2025, 9, 3), "amina", "سلمى", "ⵉⴷⵔⵉⵙⵉ", "female",
             date(2013, 3, 14), "mediouna"],
        ],
        observe__work=[
            ["subject", "on", "by", "economic_hours", "chores_hours", "hazardous", "night"],
            ["child:C01", date(2025, 9, 4), "amina", 12, 3.5, "no", True],
        ],
        _lists=[["what a form offers", "is passed over"]],
    )  # fmt: skip

    assert desk.record_file(file).recorded == 2
    registered, observed = (one.event for one in desk.history("child:C01"))
    assert registered.family_name == Known(Text(plain="ⵉⴷⵔⵉⵙⵉ"))
    assert registered.born == Known(Day.of("2013-03-14"))
    assert (observed.economic_hours, observed.night) == (12, True)


def test_a_number_where_words_belong_is_words(workbook, desk):
    file = workbook(
        register__child=[
            ["subject", "on", "by", "given_name", "family_name", "sex", "born", "district",
             "phone"],
            ["child:C01", "2025-09-03", "amina", "Salma", "Idrissi", "female", 2013,
             "mediouna", 612345678],
        ],
    )  # fmt: skip

    desk.record_file(file)
    assert event(desk).phone == Known(Text(plain="612345678"))
    assert event(desk).born == Known(Day.of("2013"))


def test_a_sheet_that_cannot_be_told_stops_the_file_before_anything_is(
    workbook, store, desk
):
    file = workbook(
        register__child=[["subject", "on", "by"], ["child:C01", "2025-09-03", "amina"]],
        whatever=[["a", "b"], [1, 2]],
    )

    with pytest.raises(TableFileError) as refused:
        desk.record_file(file)
    assert refused.value.sentence().endswith(
        "sheet whatever: row 1: there is no column subject"
    )
    assert not list(store.events())


def test_times_given_are_kept_in_their_order(desk, tmp_path):
    (tmp_path / "table.csv").write_text(
        "subject,on,by,command,at,session,hours\n"
        "child:C01,2025-09-03,amina,attend-session,2025-09-05T10:00:00Z,tutoring,2\n"
        "child:C01,2025-09-03,amina,attend-session,2025-09-04T10:00:00Z,tutoring,1\n"
    )

    desk.record_file(tmp_path / "table.csv", times_given=True)

    assert [one.event.hours for one in desk.history("child:C01")] == [1, 2]


@pytest.mark.parametrize(("at", "said"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_a_column_is_called_as_a_spreadsheet_calls_it(at, said):
    assert letters(at) == said
