"""The table of a season: what bodies reported, and the children whose stories are kept."""

import json
from importlib.resources import files
from itertools import count

import pytest

from casemgmt.commands import AdmitChild, GiveConsent, OpenCase, OpenCentre, RegisterChild
from casemgmt.reports import Bound, Hidden, Missing, Number, Table
from casemgmt.testing import memory_store

ARTICLES = files("casemgmt.data").joinpath("articles.jsonl").read_text("utf-8")
REPORTED = [one for one in ARTICLES.splitlines() if "report-season-figures" in one]
SEASON = ("2009-09-01", "2010-12-31")
KNOWN = "2011-12-31"
NUMBERS = count(1)


def told_of(lines, *, times_given=False):
    """A desk that was told these lines, all of them taken."""
    desk = memory_store(on="2026-01-05").acting_as("archivist")
    assert desk.record_file(lines, times_given=times_given).recorded == len(lines)
    return desk


def line(command, subject, on, **data):
    said = {"command": command, "subject": subject, "on": on, "by": "amina", "data": data}
    return json.dumps(said | {"id": f"00000000-0000-4000-8000-{next(NUMBERS):012}"})


def tables(report, name):
    """The tables of a section: the rows by their label, as words and numbers."""
    (found,) = [s for s in report.sections if s.name == name]
    return [
        {row.label.in_language("en"): tuple(map(shown, row.cells)) for row in block.rows}
        for block in found.blocks
        if isinstance(block, Table)
    ]


def shown(cell):
    match cell:
        case Number(amount=amount, bound=Bound.EXACT):
            return amount
        case Number(amount=amount, bound=bound):
            return f"{bound.value} {amount}"
        case Missing():
            return None
        case Hidden():
            return "hidden"


def test_the_table_of_the_article_is_told_as_it_was_written():
    report = told_of(REPORTED, times_given=True).report("season", *SEASON, as_of=KNOWN)

    (table,) = tables(report, "reported-2009-2010")
    assert set(table.values()) == {
        (925, 67_860, None),
        (1_079, 106_637, 106_637),
        (583, 20_668, None),
        ("about 55", 16_419, None),
        (27, "about 7709", None),
        ("about 2669", "about 219293", "at-least 106637"),
    }
    assert list(table)[-1] == "Sum of the kinds"


def test_a_body_s_own_total_of_a_year_stands_apart_and_is_no_sum():
    report = told_of(REPORTED, times_given=True).report("season", *SEASON, as_of=KNOWN)

    (table,) = tables(report, "reported-2010")
    assert table == {"Total the body gave": (None, "about 284366", None)}


def test_a_season_that_does_not_lie_whole_in_the_period_is_not_there():
    desk = told_of(REPORTED, times_given=True)

    report = desk.report("season", "2009-09-02", "2010-12-31", as_of=KNOWN)

    assert [s.name for s in report.sections] == ["reported-2010", "kept"]


UNKNOWN = {"unknown": True}
CONSENT = {"purposes": ["services"], "given_by": "guardian"}


@pytest.mark.parametrize(
    ("female", "shown"),
    [
        ((30, 12), 42),
        ((30, UNKNOWN), "at-least 30"),
        ((30, None), "at-least 30"),
        (({"value": 30, "about": True}, UNKNOWN), "about-at-least 30"),
        ((UNKNOWN, None), None),
        ((0, UNKNOWN), None),
        ((0, None), None),
        ((0, 0), 0),
    ],
)
def test_girls_whom_a_body_did_not_count_may_be_none_or_many(female, shown):
    told = {"season": "2009-2010", "structures": 2, "beneficiaries": 50, "kind": "other"}
    lines = [
        line(
            "report-season-figures",
            f"centre:{name}",
            "2011-01-05",
            **told,
            **({} if said is None else {"female": said}),
        )
        for name, said in zip("ab", female, strict=True)
    ]

    report = told_of(lines).report("season", *SEASON, as_of=KNOWN)

    (table,) = tables(report, "reported-2009-2010")
    assert table == {"Other": (4, 100, shown)}


def test_regions_are_those_of_the_bodies_that_reported():
    told = {"season": "2009-2010", "structures": 2, "beneficiaries": 50, "kind": "other"}
    opened = {"name": "a", "kind": "other", "region": "casa"}
    desk = told_of(
        [
            line("open-centre", "centre:a", "2009-01-01", **opened),
            line("report-season-figures", "centre:a", "2011-01-05", **told),
            line("report-season-figures", "centre:b", "2011-01-05", **told),
        ]
    )

    report = desk.report("season", *SEASON, as_of=KNOWN)

    assert tables(report, "reported-2009-2010") == [
        {"Other": (4, 100, None)},
        {"casa": (2, 50, None), "Not known": (2, 50, None)},
    ]


def test_a_region_told_as_unknown_is_a_region_that_nobody_told():
    told = {"season": "2009-2010", "structures": 2, "beneficiaries": 50, "kind": "other"}
    opened = {"name": "a", "kind": "other"}
    lines = []
    for name, region in (("a", "casa"), ("b", "unknown")):
        lines += [
            line("open-centre", f"centre:{name}", "2009-01-01", **opened, region=region),
            line("report-season-figures", f"centre:{name}", "2011-01-05", **told),
        ]
    lines.append(line("report-season-figures", "centre:c", "2011-01-05", **told))

    report = told_of(lines).report("season", *SEASON, as_of=KNOWN)

    _, by_region = tables(report, "reported-2009-2010")
    assert by_region == {"casa": (2, 50, None), "Not known": (4, 100, None)}


def test_a_body_that_only_told_of_all_kinds_together_is_in_no_table_of_regions():
    told = {"season": "2009-2010", "structures": 2, "beneficiaries": 50}
    opened = {"name": "a", "kind": "other", "region": "casa"}
    desk = told_of(
        [
            line("open-centre", "centre:a", "2009-01-01", **opened),
            line("report-season-figures", "centre:a", "2011-01-05", **told, kind="all"),
            line("report-season-figures", "centre:b", "2011-01-05", **told, kind="other"),
        ]
    )

    report = desk.report("season", *SEASON, as_of=KNOWN)

    (by_kind,) = tables(report, "reported-2009-2010")
    assert by_kind["Other"] == (2, 50, None)


def test_a_centre_that_opens_again_is_where_it_was_until_it_is_told_elsewhere():
    opened = {"name": "a", "kind": "other"}
    told = {"season": "2009-2010", "structures": 2, "beneficiaries": 50, "kind": "other"}
    desk = told_of(
        [
            line("open-centre", "centre:a", "2009-01-01", **opened, region="casa"),
            line("close-centre", "centre:a", "2009-03-01", reason="moved"),
            line("open-centre", "centre:a", "2009-10-01", **opened),
            line("report-season-figures", "centre:a", "2011-01-05", **told),
        ]
    )

    report = desk.report("season", *SEASON, as_of=KNOWN)

    assert tables(report, "reported-2009-2010")[1] == {"casa": (2, 50, None)}
    assert tables(report, "kept")[1]["casa"] == (1, None, None)


@pytest.fixture
def desk():
    """Twelve girls and boys in a centre, two of whom live in another kind of centre too."""
    store = memory_store(on="2025-09-01")
    desk = store.acting_as("amina")
    for name, kind in (("mediouna", "child-labour-centre"), ("dar", "social-protection")):
        desk.record(f"centre:{name}", OpenCentre(name=name, kind=kind), on="2025-09-01")
    for n in range(12):
        child = RegisterChild(
            given_name="Salma",
            family_name="Idrissi",
            sex="female" if n % 2 else "male",
            born="2013-03-14",
            district="mediouna",
        )
        consent = GiveConsent(purposes=["services"], given_by="guardian")
        case = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
        desk.record(f"child:K{n}", child, consent, case, on="2025-09-01")
    for n in range(2):
        desk.record(f"child:K{n}", AdmitChild(centre="dar"), on="2025-09-01")
    store.turn_to("2025-12-31")
    return desk


def test_children_count_in_each_kind_and_once_in_all_and_small_cells_are_hidden(desk):
    report = desk.report("season", "2025-09-01", "2025-12-31")

    by_kind, _ = tables(report, "kept")
    assert list(by_kind.values()) == [(1, 12, 6), (1, "hidden", "hidden"), (2, 12, 6)]


def test_a_child_of_unknown_sex_may_be_a_girl():
    """Where she is they are at least so many girls; at one nobody told of, who knows."""
    lines = [
        line("open-centre", "centre:a", "2009-09-01", name="A", kind="other", region="casa")
    ]
    for n, (sex, centre) in enumerate(
        (("female", "a"), ("unknown", "a"), ("unknown", "b"), ("male", "b"))
    ):
        told = {"family_name": "I", "given_name": "S", "born": "1999-05-05"}
        told |= {"sex": sex, "district": "mediouna"}
        case = {"centre": centre, "caseworker": "amina", "programmes": ["education"]}
        lines.append(line("register-child", f"child:C{n}", "2009-10-01", **told))
        lines.append(line("give-consent", f"child:C{n}", "2009-10-01", **CONSENT))
        lines.append(line("open-case", f"child:C{n}", "2009-10-01", **case))

    report = told_of(lines).report("season", *SEASON, as_of=KNOWN, internal=True)

    by_kind, by_region = tables(report, "kept")
    assert by_kind == {
        "Other": (1, 2, "at-least 1"),
        "Not known": (None, 2, None),
        "All, each once": (1, 4, "at-least 1"),
    }
    assert by_region["casa"] == (1, 2, "at-least 1")
    said = [row.cells for row in report.sections[-1].blocks[0].rows][1]
    assert [one.because.in_language("en") for one in (said[0], said[2])] == [
        "not known"
    ] * 2


def reported(*told):
    """The report of what bodies said of a season: region, kind, all of them, girls."""
    lines = []
    for n, (region, kind, beneficiaries, female) in enumerate(told):
        centre, on = f"centre:B{n}", "2011-01-15"
        said = {"season": "2009-2010", "kind": kind, "structures": 1}
        lines += [
            line("open-centre", centre, "2009-09-01", name="B", kind=kind, region=region),
            line(
                *("report-season-figures", centre, on),
                **said | {"beneficiaries": beneficiaries, "female": female},
            ),
        ]
    return told_of(lines)


FEW = (
    ("fes", "kindergarten", 40, 20),
    ("fes", "disability", 3, 0),
    ("casa", "social-protection", 30, 10),
    ("casa", "education-training", 22, 19),
)


def test_few_whom_a_body_counted_are_hidden_and_cannot_be_worked_out():
    report = reported(*FEW).report("season", *SEASON, as_of=KNOWN)

    by_kind, by_region = tables(report, "reported-2009-2010")
    assert by_kind["Centre for persons with disabilities"][1] == "hidden"
    total = by_kind["Sum of the kinds"]
    assert total[0] == 4
    assert total[1] == "hidden" or [row[1] for row in by_kind.values()].count("hidden") > 1
    # of 22 there would be 3 boys
    assert "hidden" in by_kind["Education and training centre"]
    assert by_region


def test_in_the_house_what_bodies_counted_is_shown():
    inside = reported(*FEW).report("season", *SEASON, as_of=KNOWN, internal=True)

    by_kind, _ = tables(inside, "reported-2009-2010")
    assert "hidden" not in {cell for row in by_kind.values() for cell in row}


def test_structures_are_not_people():
    by_kind, _ = tables(
        reported(*FEW).report("season", *SEASON, as_of=KNOWN), "reported-2009-2010"
    )

    assert {row[0] for label, row in by_kind.items() if "Sum" not in label} == {1}
