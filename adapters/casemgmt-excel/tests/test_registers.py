"""The registers say of every child and every centre what a desk says of them."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.oracle.journals import journal
from tests.oracle.unruly import NOW, unruly

from casemgmt import Day, Quantity, Text
from casemgmt.adapters import Config
from casemgmt.commands import (
    CompleteContract,
    Correct,
    CountGoods,
    DeliverKit,
    EndContractEarly,
    IssueGoods,
    LogHours,
    OpenCentre,
    ReceiveGoods,
    RegisterChild,
    ReportAttendance,
    Retract,
    SignContract,
)
from casemgmt.demo import tell_season
from casemgmt.testing import memory_store
from casemgmt_excel import Registers

from .reading import calamine

GRANTED = ("reference", "family_name", "given_name", "born", "received_by")
CODES = Config.default().vocabulary
SALMA = {
    "given_name": {"ar": "سلمى", "fr": "Salma"},
    "family_name": Text(ar="الإدريسي", fr="Idrissi"),
    "sex": "female",
    "born": "2013-03-14",
    "district": "mediouna",
}
BAG = {"kit": "school-bag-full", "school_year": "2025-2026"}


def kept(store, to, *, name="register"):
    """The sheets of the registers of *store*, each line by its headings."""
    registers = Registers(str(to))
    store.project(registers, name=name)
    (path,) = registers.place.workbooks.values()
    registers.close()
    return {
        sheet: [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
        for sheet, lines in calamine(path).items()
    }


def office(tmp_path, on="2026-02-01", fields=GRANTED):
    config = tmp_path / "casemgmt.toml"
    granted = json.dumps(list(fields))
    config.write_text(f'[adapters.register]\nadapter="excel"\nto="x"\nfields={granted}\n')
    return memory_store(on, config=config)


@pytest.fixture(scope="module", params=["season", 12, 13, "unruly"])
def told(request, tmp_path_factory):
    """A desk with much to tell, and the registers of its store in English."""
    folder, today = tmp_path_factory.mktemp("told"), "2026-07-31"
    match request.param:
        case "season":
            lines = tell_season(40, 3).lines
        case "unruly":
            lines, today = unruly(7, children=6), NOW.date()
        case seed:
            lines = journal(seed, children=8)
    store = office(folder, today)
    desk = store.acting_as("amina")
    said = [x if isinstance(x, str) else json.dumps(x, default=str) for x in lines]
    desk.record_file(said, times_given=True)
    yield desk, kept(store, folder / "registers.en.xlsx")
    store.close()


def label(list_, code):
    return "" if code is None else CODES.label(list_, code).in_language("en")


def shown(day):
    """A day as a cell shows it."""
    match day:
        case None:
            return ""
        case Day() if not day.exact:
            year, *month = str(day).split("-")
            short = day.precision == "month"
            return f"{month[0]}/{year}" if short else str(day)
        case Day():
            return day.first
        case _:
            return day


def journeys(desk, kind):
    return {s.key: desk.journey(s) for s in desk.subjects(kind)}


def test_the_register_of_children_has_who_a_desk_knows(told):
    desk, sheets = told
    expected = {
        key: (
            label("sexes", one.registration.sex),
            shown(one.registration.birth),
            label("districts", one.registration.district),
            one.case.centre or "",
            one.case.latest.end if one.case.latest and one.case.latest.end else "",
            label("closure_reasons", one.case.latest.reason) if one.case.latest else "",
        )
        for key, one in journeys(desk, "child").items()
        if one.registration.registered
    }

    columns = "Sex", "Born", "District", "Centre", "Case closed on", "Reason of closure"
    found = {
        line["Reference"]: tuple(line.get(c, "") for c in columns)
        for line in sheets["Register of children"]
    }
    assert found == expected
    assert len(found) == len(sheets["Register of children"])


def test_the_open_cases_are_those_of_the_desk(told):
    desk, sheets = told
    expected = {
        key: (
            one.case.centre,
            one.case.caseworker,
            ", ".join(label("programmes", p) for p in one.case.programmes),
            one.case.latest.start,
            label("risk_levels", one.assessment.risk),
        )
        for key, one in journeys(desk, "child").items()
        if one.case.is_open
    }

    columns = "Centre", "Caseworker", "Programmes", "Since", "Risk"
    found = {
        line["Reference"]: tuple(line[c] for c in columns) for line in sheets["Open cases"]
    }
    assert found == expected
    assert len(found) == len(sheets["Open cases"])


def test_every_kit_that_stands_is_handed_over_once(told):
    desk, sheets = told
    expected = [
        (key, label("kits", kit), year)
        for key, one in journeys(desk, "child").items()
        for kit, year in one.kits.received
    ]

    found = [
        (x["Reference"], x["Kit"], x["School year"]) for x in sheets["Kits handed over"]
    ]
    assert sorted(found) == sorted(expected)


def test_attendance_is_that_of_every_journey(told):
    desk, sheets = told
    expected = sorted(
        (key, str(shown(r.from_)), str(shown(r.to)), r.days_possible, r.days_absent)
        for key, one in journeys(desk, "child").items()
        for r in one.attendance.reports
    )

    columns = "School days", "Days away without leave"
    found = [
        (x["Reference"], str(x["From"]), str(x["To"]), *(int(x[c]) for c in columns))
        for x in sheets["Attendance"]
    ]
    assert sorted(found) == expected


def test_contracts_stand_where_the_journey_says(told):
    desk, sheets = told
    expected = {}
    for key, one in journeys(desk, "child").items():
        for name, term in one.contract.terms.items():
            ended = one.contract.completed.get(name) or one.contract.broken_off.get(name)
            expected[key, name] = (
                term.signed_on,
                ended or "",
                name in one.contract.running,
            )

    found = {
        (x["Reference"], x["Contract"]): (
            Day.of(x["Signed on"]).last if not isinstance(x["Signed on"], str) else None,
            x["Ended on"],
            x["Contract stands"] in {"running", "suspended"},
        )
        for x in sheets["Apprenticeship contracts"]
    }
    exact = {k: v for k, v in found.items() if v[0] is not None}
    assert found.keys() == expected.keys()
    assert exact == {k: expected[k] for k in exact}


def test_the_stock_is_what_a_desk_counts(told):
    desk, sheets = told
    expected = {
        (key, label("items", item)): amount.quantity.value
        for key, one in journeys(desk, "centre").items()
        for item, amount in one.goods.stock_on(date.max).items()
    }

    found = {
        (x["Reference"], x["Item"]): None if x["Quantity"] == "" else Decimal(x["Quantity"])
        for x in sheets["Stock of the centres"]
    }
    assert found == expected


# One by one


def test_without_a_grant_there_is_no_column_and_no_name(tmp_path):
    store = office(tmp_path, fields=())
    store.acting_as("amina").record("child:C01", RegisterChild(**SALMA), on="2025-09-03")

    sheets = kept(store, tmp_path / "r.fr.xlsx")

    (line,) = sheets["Registre des enfants"]
    assert not {"Nom", "Prénom", "Référence"} & line.keys()
    assert line["Date de naissance"] == "03/2013"
    assert len(line["Fiche"]) == 36
    everything = (tmp_path / "r.fr.xlsx.sqlite").read_bytes()
    assert not any(
        name in everything for name in (b"Salma", b"Idrissi", b"2013-03-14", b"C01")
    )


def test_a_grant_of_one_field_opens_that_field_alone(tmp_path):
    store = office(tmp_path, fields=["given_name"])
    store.acting_as("amina").record("child:C01", RegisterChild(**SALMA), on="2025-09-03")

    (line,) = kept(store, tmp_path / "r.ar.xlsx")["سجل الأطفال"]

    assert line["الاسم الشخصي"] == "سلمى"
    assert "الاسم العائلي" not in line
    assert b"Idrissi" not in (tmp_path / "r.ar.xlsx.sqlite").read_bytes()


def test_what_is_put_right_and_taken_back_shows_in_the_hand_over_list(tmp_path):
    store = office(tmp_path)
    amina = store.acting_as("amina")
    first = amina.record(
        "child:C01", DeliverKit(**BAG, received_by="Fatima"), on="2025-10-02"
    )
    second = amina.record("child:C02", DeliverKit(**BAG), on="2025-10-02")
    to = tmp_path / "r.en.xlsx"
    assert {x["Reference"] for x in kept(store, to)["Kits handed over"]} == {"C01", "C02"}

    later = Correct(command_id=first.command_id, data=BAG, on="2025-10", reason="not sure")
    amina.record("child:C01", later, on="2025-10-20")
    gone = Retract(command_id=second.command_id, reason="in error")
    amina.record("child:C02", gone, on="2025-10-20")

    (line,) = kept(store, to)["Kits handed over"]
    assert (line["Reference"], line["Handed over on"]) == ("C01", "10/2025")
    assert "Received by" not in line


def test_a_contract_that_was_worked_through_or_broken_off_says_so(tmp_path):
    store = office(tmp_path)
    amina = store.acting_as("amina")
    amina.record_file([json.dumps(line) for line in APPRENTICE])
    signed = {
        "enterprise": "garage-atlas",
        "trade": "car-mechanics",
        "starts": "2025-10-01",
        "ends": "2026-06-30",
        "hours_total": 1000,
        "hours_practice": 850,
        "hours_complement": 150,
        "guardian_signed": True,
    }
    amina.record("child:C01", SignContract(contract="k1", **signed), on="2025-09-20")
    hours = LogHours(contract="k1", practice=Decimal("31.5"), centre=6)
    amina.record("child:C01", hours, hours, on="2025-10-10")
    early = EndContractEarly(
        contract="k1", by="mutual", reason="moved", last_day="2025-12-01"
    )
    amina.record("child:C01", early, on="2025-12-02")
    amina.record("child:C01", SignContract(contract="k2", **signed), on="2025-12-10")
    amina.record("child:C01", CompleteContract(contract="k2"), on="2026-01-30")

    one, two = kept(store, tmp_path / "r.en.xlsx")["Apprenticeship contracts"]

    assert (one["Contract stands"], one["Ended on"]) == ("ended early", date(2025, 12, 1))
    assert (one["Ended by"], one["Reason"], one["Guardian signed"]) == (
        "both",
        "moved",
        "yes",
    )
    assert (one["Done in the enterprise"], one["Done in the centre"]) == (63, 12)
    assert (two["Contract stands"], two["Ended on"]) == ("completed", date(2026, 1, 30))
    assert two["Done in the enterprise"] == 0


APPRENTICE = [
    {
        "id": f"00000000-0000-4000-8000-00000000000{n}",
        "command": command,
        "subject": "child:C01",
        "on": "2025-09-03",
        "by": "amina",
        "data": data,
    }
    for n, (command, data) in enumerate(
        [
            (
                "register-child",
                {
                    "given_name": "Ilyas",
                    "family_name": "Belhaj",
                    "sex": "male",
                    "born": "2008-05-28",
                    "district": "mediouna",
                },
            ),
            ("give-consent", {"purposes": ["services"], "given_by": "guardian"}),
            (
                "open-case",
                {"centre": "mediouna", "caseworker": "amina", "programmes": ["education"]},
            ),
        ]
    )
]


def test_absence_is_shown_as_a_share_and_never_judged(tmp_path):
    store = office(tmp_path)
    report = {"from_": "2025-10-01", "to": "2025-10-31", "source": "school"}
    amina = store.acting_as("amina")
    days = {"days_possible": 21, "days_absent": 1, "days_absent_authorised": 2}
    amina.record("child:C01", ReportAttendance(**report, **days), on="2025-11-03")
    nothing = ReportAttendance(**report, days_possible=0, days_absent=0)
    amina.record("child:C02", nothing, on="2025-11-03")

    lines = kept(store, tmp_path / "r.en.xlsx")["Attendance"]

    one, two = sorted(lines, key=lambda line: line["Reference"])
    assert (one["Away (%)"], one["Days away with leave"]) == (14.3, 2)
    assert two["Away (%)"] == ""


def test_a_stock_that_nobody_knows_is_empty_and_says_so(tmp_path):
    store = office(tmp_path)
    amina = store.acting_as("amina")
    opened = OpenCentre(
        name=Text(ar="مركز مديونة", fr="Centre"), kind="child-labour-centre"
    )
    amina.record("centre:mediouna", opened, on="2025-01-01")
    for item, quantity in [
        ("computer", 12),
        ("router", Quantity()),
        ("tablet", Quantity(Decimal(5), at_least=True)),
        ("network-switch", Quantity(Decimal(3), about=True)),
    ]:
        received = ReceiveGoods(item=item, quantity=quantity)
        amina.record("centre:mediouna", received, on="2025-02-01")
    amina.record(
        "centre:mediouna", IssueGoods(item="computer", quantity=15), on="2025-03-01"
    )
    amina.record("centre:mediouna", CountGoods(item="router", quantity=2), on="2025-04-01")
    unknown = CountGoods(item="tablet", quantity=Quantity())
    amina.record("centre:mediouna", unknown, on="2025-04-02")

    lines = kept(store, tmp_path / "r.ar.xlsx")["مخزون المراكز"]

    found = {x["المادة"]: (x["الكمية"], x["دقة الكمية"], x["آخر حركة"]) for x in lines}
    assert {x["اسم المركز"] for x in lines} == {"مركز مديونة"}
    assert found[CODES.label("items", "computer").ar] == (-3, "دقيقة", date(2025, 3, 1))
    assert found[CODES.label("items", "router").ar] == (2, "دقيقة", date(2025, 4, 1))
    assert found[CODES.label("items", "tablet").ar] == ("", "غير معروفة", date(2025, 4, 2))
    assert found[CODES.label("items", "network-switch").ar] == (
        3,
        "تقريبا",
        date(2025, 2, 1),
    )


def test_a_store_without_anything_to_show_has_empty_registers(tmp_path):
    store = office(tmp_path)
    opened = OpenCentre(name="Mediouna", kind="child-labour-centre")
    store.acting_as("amina").record("centre:mediouna", opened, on="2025-01-01")

    sheets = kept(store, tmp_path / "r.fr.xlsx")

    assert list(sheets) == [
        "Registre des enfants",
        "Dossiers ouverts",
        "Kits remis",
        "Suivi de l'assiduité",
        "Contrats d'apprentissage",
        "Stock des centres",
        "Définitions",
    ]
    assert not any(lines for name, lines in sheets.items() if name != "Définitions")
